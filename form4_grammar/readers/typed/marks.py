"""References to notes in a filer's own marks, such as /1/, Note 1, (a) and *, as numbers in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.pieces import Span, edited
from form4_grammar.readers.typed.wordings import wording

_MOST_NOTES = 60
_LONGEST_MARK = 40
_BARE_VALUE = re.compile(r"[$\d,./ -]+|[A-Za-z]{1,2}")
_DIGITS = re.compile(r"[0-9]{1,4}")
_AS_TEXT = re.compile(r"\bsee\s*$", re.IGNORECASE)
"""See Note 1: the text itself says where to look."""

_FIRST_LETTER = ord("a")
_SHORTEST_NOTE = 40
"""The characters of a line that begins as a note does, so that it is no caption of a column."""

_WORDS = re.compile(r"\s?[A-Z]")


class _Kind(NamedTuple):
    """A kind of marks: its pattern, what tells its number, and whether the marks are no numbers."""

    pattern: re.Pattern[str]
    number: Callable[[str], int]
    is_lettered: bool


class Marked(NamedTuple):
    """A page with its references in numbers, and where the first of the marks stands that were none, if so."""

    page: PageText
    lettered: Span | None


def _number(mark: str) -> int:
    return int("".join(filter(str.isdecimal, mark)))


def _letter(mark: str) -> int:
    return next(ord(sign) for sign in mark if sign.isalpha()) - _FIRST_LETTER + 1


def _stars(mark: str) -> int:
    return mark.count("*")


@lru_cache(maxsize=MOST_GRAMMARS)
def _kinds(grammar: Grammar) -> tuple[_Kind, ...]:
    numbered, lettered, starred = (wording(grammar, f"{name}_MARK") for name in ("NUMBER", "LETTER", "STAR"))
    return (
        _Kind(numbered, _number, is_lettered=False),
        _Kind(lettered, _letter, is_lettered=True),
        _Kind(starred, _stars, is_lettered=True),
    )


def begins_note(shown: str, grammar: Grammar) -> bool:
    """Whether a line begins with such a mark."""
    return any(kind.pattern.match(shown) for kind in _kinds(grammar))


def begins_notes(shown: str, grammar: Grammar) -> bool:
    """Whether a line begins as the first of the notes does: with a mark that is the first of its kind, and words."""
    if len(shown) < _SHORTEST_NOTE:
        return False
    form = re.compile(grammar.terminals["FOOTNOTE_NUMBER"].pattern)
    for pattern, number in [(form, _number), *((kind.pattern, kind.number) for kind in _kinds(grammar))]:
        match = pattern.match(shown)
        if match is not None and number(match[0]) == 1 and _WORDS.match(shown, match.end()):
            return True
    return False


def with_numbers(page: PageText, grammar: Grammar) -> Marked:
    """The page with numbers in brackets for the marks of its notes, at the notes and at the ends of the cells.

    Where notes have numbers as the form prints them, the notes stay as they are.
    """
    heading = grammar.terminals["EXPLANATION_OF_RESPONSES"].text
    start = page.text.find(f"\n{heading}\n")
    if start < 0:
        return Marked(page, None)
    lines = list(_lines(page.text, start + len(heading) + 2, grammar))
    first = next((line for line in lines if line.start < line.end), None)
    if first is None:
        return Marked(page, None)
    numbers = [int(number[0]) for line in lines if (number := _of_form(page.text, line, grammar))]
    if 1 in numbers:
        marks = _in_cells(page.text, start, _kinds(grammar)[0], max(numbers))
        return Marked(_written(page, marks), None)
    for kind in _kinds(grammar):
        notes = list(_notes(page.text, lines, kind))
        if notes and notes[0].start == first.start:
            numbered = _written(page, [*notes, *_in_cells(page.text, start, kind, len(notes))])
            return Marked(numbered, Span(*page.span(notes[0].start, notes[0].end)) if kind.is_lettered else None)
    return Marked(page, None)


class _Mark(NamedTuple):
    """A mark: where it stands, its number, and what is to stand before it."""

    start: int
    end: int
    number: int
    before: str = ""


def _written(page: PageText, marks: Iterable[_Mark]) -> PageText:
    return edited(page, [(one.start, one.end, f"{one.before}({one.number})") for one in marks])


def _of_form(text: str, line: Span, grammar: Grammar) -> re.Match[str] | None:
    """The number that a note begins with, where it has one in a mark of the form."""
    mark = re.compile(grammar.terminals["FOOTNOTE_NUMBER"].pattern).match(text, line.start, line.end)
    return _DIGITS.search(mark[0]) if mark is not None else None


def _lines(text: str, start: int, grammar: Grammar) -> Iterator[Span]:
    """The lines of the notes: up to the signature."""
    signed = grammar.terminals["SIGNATURE_OF_REPORTING_PERSON"].text
    end = text.find(f"\n{signed}\n", start)
    at = start
    for line in text[start : end if end >= 0 else len(text)].split("\n"):
        yield Span(at, at + len(line))
        at += len(line) + 1


def _notes(text: str, lines: Sequence[Span], kind: _Kind) -> Iterator[_Mark]:
    """The marks that notes begin with, in their order."""
    expected = 1
    for line in lines:
        match = kind.pattern.match(text, line.start, line.end)
        if match is not None and match.end() < line.end and kind.number(match[0]) == expected <= _MOST_NOTES:
            yield _Mark(*match.span(), expected)
            expected += 1


def _in_cells(text: str, end: int, kind: _Kind, notes: int) -> Iterator[_Mark]:
    """The marks that stand at the ends of cells and are those of notes."""
    for cell in re.finditer(r"[^\t\n]+", text[:end]):
        if "\t" not in (text[cell.start() - 1 : cell.start()], text[cell.end() : cell.end() + 1]):
            continue
        found: list[_Mark] = []
        at = cell.end()
        while match := _mark_before(text, cell.start(), at, kind, notes):
            found.append(match)
            at = match.start
        yield from found


def _mark_before(text: str, start: int, end: int, kind: _Kind, notes: int) -> _Mark | None:
    """The mark that ends at a place in a cell, with its comma; None where none does."""
    while end > start and text[end - 1] in " ,;":
        end -= 1
    for at in range(max(start, end - _LONGEST_MARK), end):
        match = kind.pattern.match(text, at, end)
        if match is None or match.end() != end or not 1 <= kind.number(match[0]) <= notes:
            continue
        before = text[start:at]
        if match[0].lstrip()[0].isalpha() and (_AS_TEXT.search(before) or before[-1:].isalpha()):
            continue
        if not before or before.endswith((" ", ",", ")")) or _BARE_VALUE.fullmatch(before) or before[-1].isalpha():
            return _Mark(at, end, kind.number(match[0]), " " if before and not before.endswith(" ") else "")
    return None
