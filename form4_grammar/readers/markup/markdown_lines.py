"""The lines of a Markdown document and their cells: what was wrapped is one line, rules are none, pipes or tabs part cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from form4_grammar.regexes import regex

ADDRESS = regex(r"^[ \t]*\[(?P<label>(?!\^)[^\[\]\n]+)\]:[ \t]*(?P<address>\S+)[ \t]*$", re.MULTILINE)
"""What a link that stands as [text][label] leads to."""

RULE = regex(r"\s*+(?:\|\s*+)?:?(?:-{2,}+|(?:\*\s?){3,}|(?:_\s?){3,}|(?:-\s){2,}-):?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+")
_ALIGNMENT = regex(r"[\s|:-]+")
_UNDERLINE = regex(r"[ \t]{0,3}={2,}[ \t]*")
"""What stands below a heading: CommonMark 0.31, 4.3."""

_DASHES = regex(r"\s*:?-{3,}:?\s*")
_DELIMITER = regex(r"^[ \t>]*+(\|?)[ \t]*+:?-{2,}+:?[ \t]*+\|[-:| \t]*+$", re.MULTILINE)
_LEADING_RULE = regex(r"\s*-{3,}\s+(?=\S)")
_PIPE = regex(r"(?<!\\)\|")
_MARKER = regex(r"[ \t]*(?:>[ \t]?)*(?:\#{1,6}[ \t]+)?")
_QUOTE = regex(r"(?:>[ \t]?)+")
FEW_TABS = 2
"""More of them in a line part its cells, as some engines write tables among marks of Markdown."""

_HARD_BREAK, _BREAK = "  ", "\\"
"""How Markdown ends a line inside a paragraph."""

_WIDEST_WRAPPED = 79
"""To which html2text wraps lines; lists and some others it leaves as they are."""

_BEGINNING = regex(r"\s*(?:\*\*|\d{1,3}\\?[.)]\s|[-*+]\s|\||\\?[(\[]\^?\d{1,3}\\?[)\]]|<sup>|[⁽⁰¹²³⁴-⁹①-⒇]|(?:\\?[$(] ?)?\^)")
_FIRST_WORD = regex(r"\s*(?:[^\s-]+-?|-+)")
"""What must fit on a line for it not to be wrapped before it: words are broken after hyphens."""

_TWO, _MANY_CELLS, _SHORTEST_TEXT, _LONGEST_VALUE = 2, 4, 3, 20
"""Cells of a row, and the letters of texts: many cells are never alike by chance, nor do two have the same long text."""

_EMPTY_ITEM = regex(r"[ \t]*[-+*][ \t]+")
"""An item of a list that has nothing."""

Span = tuple[int, int]


class Line(NamedTuple):
    """A line of the document, or several that were wrapped.

    ``is_parted`` where it begins something new, ``is_guess`` where it was joined by the lengths of lines alone.
    """

    start: int
    end: int
    is_parted: bool
    is_guess: bool


def lines_of(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines that are neither blank nor a rule, those joined that were one before they were wrapped."""
    found: list[Line] = []
    lines: list[Span] = []
    at = start
    for raw in text[start:end].split("\n"):
        quote = _QUOTE.match(raw) if raw.startswith(">") else None
        bare = raw.rstrip("\r")
        bare = bare[:-1] if bare.endswith(_BREAK) and not bare.endswith(2 * _BREAK) else bare
        lines.append((at + quote.end() if quote else at, at + len(bare)))
        at += len(raw) + 1
    is_wrapped, is_guess = _wrapping(text, lines)
    is_parted, is_open = True, False
    for (a, b), following in zip_longest(lines, lines[1:]):
        if not text[a:b].strip() or _EMPTY_ITEM.fullmatch(text, a, b):
            is_parted, is_open = True, False
            continue
        if ADDRESS.match(text, a, b):
            is_open = False
            continue
        if _is_rule(text, a, b) or (found and not is_parted and _UNDERLINE.fullmatch(text, a, b)):
            if found and not is_open and not found[-1].is_parted and "|" in text[a:b]:
                found[-1] = found[-1]._replace(is_parted=True)
            is_open = False
            continue
        if is_open:
            found[-1] = found[-1]._replace(end=b, is_guess=is_guess)
        else:
            found.append(Line(a, b, is_parted, is_guess=False))
            is_parted = False
        is_open = following is not None and is_wrapped((a, b), following)
    yield from found


def _is_rule(text: str, start: int, end: int) -> bool:
    """Whether a line is a rule, or the marks that align the columns of a table, wherever in it they stand."""
    if _ALIGNMENT.fullmatch(text, start, end) and any(mark in text[start:end] for mark in (":-", "-:")):
        return True
    return RULE.fullmatch(text, start, end) is not None


def _wrapping(text: str, lines: Sequence[Span]) -> tuple[Callable[[Span, Span], bool], bool]:
    """How to tell whether a line goes on in the next, and whether that is a guess.

    html2text ends each line of its own with two blanks. Where these were trimmed, a line goes on if the first word of the next
    would not have fitted on it.
    """
    rows = [line for line in lines if _PIPE.search(text, *line)]
    breaks = sum(text.endswith(_HARD_BREAK, *row) for row in rows)
    if 2 * breaks > len(rows):
        return (lambda line, _: not text.endswith(_HARD_BREAK, *line)), False
    has_bare_delimiters = any(RULE.fullmatch(text, *row) and text[slice(*row)].lstrip()[0] != "|" for row in rows)
    if not has_bare_delimiters:
        return (lambda _, __: False), False
    lengths = (b - a for a, b in lines if not _PIPE.search(text, a, b))
    widest = max((length for length in lengths if length <= _WIDEST_WRAPPED), default=0)

    def goes_on(line: Span, following: Span) -> bool:
        if _BEGINNING.match(text, *following) or _PIPE.search(text, *following):
            return False
        word = _FIRST_WORD.match(text, *following)
        length = line[1] - line[0]
        return word is not None and length <= widest < length + 1 + len(word[0])

    return goes_on, True


def has_outer_pipes_in(text: str, lines: Sequence[Line]) -> bool:
    """Whether rows begin and end with a pipe; if not, a pipe at the edge parts an empty cell.

    The lines of dashes of tables say so, where there are any; a pipe may part other texts, too.
    """
    dashes = [mark[1] for mark in _DELIMITER.finditer(text, lines[0].start, lines[-1].end)] if lines else []
    if dashes and (all(dashes) or not any(dashes)):
        return all(dashes)
    rows = [
        _MARKER.sub("", text[line.start : line.end], count=1).strip()
        for line in lines
        if _PIPE.search(text, line.start, line.end)
    ]
    return 2 * sum(row.startswith("|") and row.endswith("|") for row in rows) > len(rows)


def rows_of(text: str, line: Line, *, has_outer_pipes: bool, has_tabs: bool) -> list[list[Span]]:
    """The cells of a line; several rows where tables stand in its cells."""
    marker = _MARKER.match(text, line.start, line.end)
    start = marker.end() if marker else line.start
    pipes = [pipe.start() for pipe in _PIPE.finditer(text, start, line.end)]
    if not pipes and has_tabs:
        tabs = [at for at in range(line.start, line.end) if text[at] == "\t"]
        return [[(a + 1, b) for a, b in pairwise([line.start - 1, *tabs, line.end])]] if tabs else [[(start, line.end)]]
    if not pipes:
        return [[(start, line.end)]]
    edges = [start - 1, *pipes, line.end]
    cells = [(a + 1, b) for a, b in pairwise(edges)]
    if has_outer_pipes:
        cells = cells[not text[slice(*cells[0])].strip() : len(cells) - (not text[slice(*cells[-1])].strip())]
    return list(_unnested(text, cells)) if any(_DASHES.fullmatch(text, *cell) for cell in cells) else [cells]


def _unnested(text: str, cells: Sequence[Span]) -> Iterator[list[Span]]:
    """The rows of tables that were written inside a cell: blank headings, dashes and rows, all on the line of that cell."""
    is_dash = [_DASHES.fullmatch(text, *cell) is not None for cell in cells]
    is_blank = [not text[slice(*cell)].strip() for cell in cells]
    next_dash = [len(cells)] * len(cells)
    for place in reversed(range(len(cells))):
        next_dash[place] = place if is_dash[place] else next_dash[place + 1] if place + 1 < len(cells) else len(cells)
    index, width = 0, 0
    while index < len(cells):
        if is_dash[index]:
            end = index
            while end < len(cells) and is_dash[end]:
                end += 1
            # The rows of a table are parted by what looks like one more blank cell; a rule by itself is none
            width = end - index if index and is_blank[index - 1] else width
            index = end + (end < len(cells) and is_blank[end])
            continue
        has_dash = next_dash[index] < min(index + width, len(cells))
        whole = size = width if width and not has_dash else 1
        if size > 1 and index + size < len(cells) and not is_blank[index + size]:
            # No row ends there: one of fewer cells does before, at a cell of one blank, where empty ones have two
            parted = (at for at in range(index + 1, index + size) if is_blank[at] and cells[at][1] - cells[at][0] == 1)
            size = next(parted, index + size) - index
        row = cells[index : index + size]
        yield [_without_rule(text, cell) for cell in row]
        index += len(row)
        if (len(row) == width or size < whole) and index < len(cells) and is_blank[index]:
            index += 1


def _without_rule(text: str, cell: Span) -> Span:
    rule = _LEADING_RULE.match(text, *cell)
    return (rule.end(), cell[1]) if rule else cell


def unrepeated(text: str, cells: list[Span]) -> Iterator[list[Span]]:
    """A row, without what a cell that spans all of it left in each: the same text, or what all their texts begin with."""
    least = _LONGEST_VALUE if len(cells) < _MANY_CELLS else _SHORTEST_TEXT
    if len(cells) < _TWO or cells[0][1] - cells[0][0] < least:
        yield cells
        return
    texts = [text[a:b].strip() for a, b in cells]
    low, high = min(texts), max(texts)
    shared = low[: next((at for at, (one, other) in enumerate(zip(low, high, strict=False)) if one != other), len(low))]
    if len(shared) < least:
        yield cells
    elif all(shown == shared for shown in texts):
        yield cells[:1] if any(map(str.isalpha, shared)) else cells
    elif len(cells) < _MANY_CELLS or (length := len(shared[: shared.rfind(" ") + 1])) < _LONGEST_VALUE:
        yield cells
    else:
        places = [a + len(text[a:b]) - len(text[a:b].lstrip()) for a, b in cells]
        yield [(places[0], places[0] + length)]
        yield [(place + length, b) for place, (_, b) in zip(places, cells, strict=True)]
