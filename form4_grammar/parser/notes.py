"""Notes told from the lines of a note that merely begin like one: the order of the numbers and the look of the marks decide."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from form4_grammar.grammar import MOST_GRAMMARS
from form4_grammar.parser.lines import Line, LineTypes, normalised, types_of
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

_NOTHING_OWNED = "NO_SECURITIES_OWNED"
_ROW, _REMARKS = "ROW_LINE", "REMARKS"
_NOTE, _TEXT, _HEADING = "FOOTNOTE_LINE", "TEXT_LINE", "EXPLANATION_OF_RESPONSES"
_STARS = frozenset({"INSTRUCTION_FOR_GROUPS", "INTENTIONAL_MISSTATEMENTS"})
"""The form's own notes, which stand before the filer's on the page of 2003 to 2009."""

_ENDED = regex(r"[.;:!?][)\]\"'”’*_]{0,3}$")
_LONG = 50
"""What a line that was wrapped has at least, in characters."""

_SIGN = regex(r"[\d⁰¹²³⁴-⁹①-⒇]+")


class _Mark(NamedTuple):
    """The number that the line at ``place`` begins with, the look of its mark, and whether the line goes on with a sentence."""

    place: int
    number: int
    look: str
    is_inside: bool


def tell_notes(text: str, lines: list[Line], types: LineTypes) -> list[Line]:
    """The lines, those that are no notes of their own as text; such a one is `mended` where that is a guess."""
    kinds = types_of(lines)
    first = kinds.index(_HEADING) + 1 if _HEADING in kinds else len(lines)
    if first == len(lines):
        last_row = next((index for index in range(first - 1, -1, -1) if lines[index].type == _ROW), 0)
        found = next((i for i in range(last_row, first - 1) if _is_heading(text, lines[i : i + 2], types)), None)
        if found is not None:  # the heading, in other words
            lines = [*lines[:found], lines[found]._replace(type=_HEADING, mended=True), *lines[found + 1 :]]
            first = found + 1
    while first < len(lines) and lines[first].type in _STARS:
        first += 1
    last = first
    while last < len(lines) and (lines[last].type in types.free or lines[last].type in types.ignored):
        last += 1
    if _is_heading(text, lines[first:last], types):
        lines = [*lines[:first], lines[first]._replace(type=min(types.ignored)), *lines[first + 1 :]]
        first += 1
    if _are_in_order(text, lines[first:last], types):
        return lines
    marks = list(_marks(text, lines, first, last, types))
    told = list(lines)
    for mark, is_guess in _no_notes(marks):
        told[mark.place] = told[mark.place]._replace(type=_TEXT, mended=is_guess)
    return told


def _is_heading(text: str, lines: Sequence[Line], types: LineTypes) -> bool:
    """Whether a few words stand above the first note, and are no note without a number: copies put a heading of their own."""
    if len(lines) < 2 or not types.ignored or lines[0].type != _TEXT or lines[1].type != _NOTE:
        return False
    shown = text[lines[0].start : lines[0].end].rstrip(" *_")
    is_short = len(shown) < _LONG and (shown.endswith(":") or (len(shown.split()) <= 3 and not _ENDED.search(shown)))
    mark = types.note_mark.match(text, lines[1].start, lines[1].end)
    return is_short and mark is not None and number_of(mark[1]) == 1


def _are_in_order(text: str, lines: Sequence[Line], types: LineTypes) -> bool:
    """Whether the notes are numbered 1, 2, 3 or so, all in the same mark."""
    before, look = 0, ""
    for line in lines:
        if line.type == _NOTE and (match := types.note_mark.match(text, line.start, line.end)):
            mark = match[1]
            if not mark.isascii() or not before:
                look = look or _SIGN.sub("1", mark)
                before = before or number_of(mark) - 1
            before += 1
            if mark != look.replace("1", str(before)) and (number_of(mark) != before or _SIGN.sub("1", mark) != look):
                return False
    return True


def tell_nothing_owned(text: str, lines: list[Line], types: LineTypes) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines with the one that says that nothing is owned below the heading of the notes, and it, if it stood elsewhere.

    It may be a row of a table, a note with a number, or have a stop. Where a table has rows, it speaks of the other one. Below
    the heading of the remarks it is the filer's own sentence, and stays one.
    """
    printed = _nothing_owned(types)
    if not printed:
        return lines, ()
    index = None
    for i, line in enumerate(lines):
        if line.type == _REMARKS:
            break
        # Few lines are as short, and all others need not be looked into
        if line.end - line.start < 2 * len(printed) and _says(text, line, printed, types):
            index = i
            break
    if index is None:
        return lines, ()
    heading = next((i for i, line in enumerate(lines) if line.type == _HEADING), None)
    if heading is None or any(line.type == _ROW and i != index for i, line in enumerate(lines[:heading])):
        return lines, ()
    said = lines[index]._replace(type=_NOTHING_OWNED, mended=False)
    rest = [*lines[:index], *lines[index + 1 :]]
    at = heading + (index > heading)
    return [*rest[:at], said, *rest[at:]], () if index == heading + 1 else (said,)


@lru_cache(maxsize=MOST_GRAMMARS)
def _nothing_owned(types: LineTypes) -> str:
    """The sentence that says that nothing is owned, in small letters; empty where the form has none."""
    return next((shown for shown, name in types.printed.items() if name == _NOTHING_OWNED), "").casefold()


def _says(text: str, line: Line, printed: str, types: LineTypes) -> bool:
    if line.end - line.start < len(printed) // 2 or (line.type not in types.free and line.type != _NOTHING_OWNED):
        return False
    mark = types.note_mark.match(text, line.start, line.end)
    shown = normalised(text[mark.end() if mark else line.start : line.end]).casefold()
    said, words = shown.strip("-•–—*_. ").partition(" by ")[0].split(), printed.split()
    # One word less is as plain: "No securities beneficially owned"
    return said == words or said in [[*words[:i], *words[i + 1 :]] for i in range(2, len(words) - 1)]


def _marks(text: str, lines: Sequence[Line], first: int, last: int, types: LineTypes) -> list[_Mark]:
    found = []
    is_wrapped = any(lines[i].type == _TEXT and lines[i].number == lines[i - 1].last_number + 1 for i in range(first + 1, last))
    for index in range(first, last):
        line = lines[index]
        match = types.note_mark.match(text, line.start, line.end) if line.type == _NOTE else None
        if match is not None:
            found.append(
                _Mark(
                    index,
                    number_of(match[1]),
                    _SIGN.sub("1", match[1]),
                    _goes_on(text, lines, index, match.end(), is_wrapped=is_wrapped),
                )
            )
    return found


def _goes_on(text: str, lines: Sequence[Line], index: int, at: int, *, is_wrapped: bool) -> bool:
    """Whether a line goes on with the sentence of the line right above it."""
    line, above = lines[index], lines[index - 1]
    if above.type not in (_NOTE, _TEXT) or above.last_number + 1 != line.number:
        return False
    if _ENDED.search(text[max(above.start, above.end - 8) : above.end].rstrip()):
        return False
    begins = text[at : line.end].lstrip()[:1]
    return begins.islower() or (is_wrapped and above.end - above.start >= _LONG)


def _no_notes(marks: Sequence[_Mark]) -> list[tuple[_Mark, bool]]:
    """The marks that begin no note, and whether that is a guess: another look of the mark, or a number out of order."""
    found = []
    look, highest = next((mark.look for mark in marks), ""), 0
    later: dict[int, int] = {}
    for mark in marks:
        if mark.look == look and not mark.is_inside:
            later[mark.number] = later.get(mark.number, 0) + 1
    for mark in marks:
        is_own = mark.look == look
        if is_own and not mark.is_inside:
            later[mark.number] -= 1
            is_note = True
        elif mark.number == highest + 1:
            is_note = not later.get(mark.number)
        else:
            is_note = False
        if is_note:
            highest = max(highest, mark.number)
        else:
            found.append((mark, is_own))
    return found


@lru_cache(maxsize=1024)
def number_of(mark: str) -> int:
    """The number of a note in any of its marks: ``1.``, ``(1)``, ``¹``, ``⑴``."""
    match = _SIGN.search(mark)
    if match is None:
        return 0
    return int(match[0] if match[0].isascii() else match[0].translate(DIGITS))


DIGITS = {
    **dict(zip(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"), "0123456789", strict=True)),
    **{ord("①") + i: str(i + 1) for i in range(20)},
    **{ord("⑴") + i: str(i + 1) for i in range(20)},
}
