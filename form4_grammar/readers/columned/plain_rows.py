"""A row of a text whose columns are aligned: its lines to its cells, and what of them could be of another cell or row."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.parser.row_layouts import row_layout
from form4_grammar.readers.columned.columns import Head, around
from form4_grammar.readers.columned.flowing_rows import FREE_TEXT
from form4_grammar.readers.columned.plain_lines import in_reading_order
from form4_grammar.readers.columned.positions import Word

_REFERENCES = re.compile(r"(?:\(\d{1,3}\))+")

FILLED = 3
"""Cells of a line that may be a row of its own."""

_FEW_LINES = 2
BEYOND = -1
"""The column of what stands under no caption that is whole, at the right of all others."""


class Row(NamedTuple):
    """A row: the words of each column, and those that could be of two columns or of two rows.

    It ``is_several`` where two of its lines have values of their own in several columns.
    """

    cells: tuple[tuple[Word, ...], ...]
    doubtful: tuple[Word, ...]
    is_several: bool = False


Placed = list[tuple[int | None, Word]]
"""A line's words, each with its column."""


def rows_of(
    rows: Sequence[Row | RowLines], heads: Sequence[Head], columns: Sequence[int], grammar: Grammar, table: str
) -> list[Row]:
    """The rows of a table, each made of its lines, with what of them is in doubt."""
    reads, valued = _reading(columns, grammar, table), _valued(columns, grammar, table)
    dates = re.compile(grammar.terminals["DATE"].pattern)
    return [
        row_of(_told(one.lines, heads, reads), heads, one.doubtful)._replace(is_several=_are_several(one.lines, valued, dates))
        if isinstance(one, RowLines)
        else one
        for one in rows
    ]


def _valued(columns: Sequence[int], grammar: Grammar, table: str) -> Callable[[int, str], bool]:
    """Whether a text is a value of a column, by its place among the `columns` of a heading, and no piece of a text."""
    alternatives = row_layout(grammar, f"{table}_row").alternatives
    free = {
        place
        for place, column in enumerate(columns)
        if any(one.columns[column].read(FREE_TEXT) is not None for one in alternatives)
    }
    return lambda place, text: (
        place not in free and any(one.columns[columns[place]].read(text) is not None for one in alternatives)
    )


def _are_several(lines: Sequence[Placed], valued: Callable[[int, str], bool], dates: re.Pattern[str]) -> bool:
    """Whether two lines have values of their own in the same columns, three of them or more, or a date in one."""
    if len(lines) < _FEW_LINES:
        return False
    texts = [{place: " ".join(word.text for word in words) for place, words in by_column(line).items()} for line in lines]
    of_lines = [{place for place, text in line.items() if valued(place, text)} for line in texts]
    dated = [place for line in texts for place, text in line.items() if dates.fullmatch(text)]
    return len(set(dated)) < len(dated) or any(
        len(one & other) >= FILLED for number, one in enumerate(of_lines) for other in of_lines[:number]
    )


def _reading(columns: Sequence[int], grammar: Grammar, table: str) -> Callable[[Mapping[int, str]], bool]:
    """Whether the texts of a row, by the places of the `columns` that a heading has, are read in one of the form's ways."""
    alternatives = row_layout(grammar, f"{table}_row").alternatives
    return lambda texts: any(
        all(one.columns[column].read(texts.get(place, "")) is not None for place, column in enumerate(columns))
        for one in alternatives
    )


def _told(lines: Sequence[Placed], heads: Sequence[Head], reads: Callable[[Mapping[int, str]], bool]) -> Sequence[Placed]:
    """The lines of a row, its one word that could be of two columns in that with which alone they are a row of the form."""
    open_ = [(number, at) for number, line in enumerate(lines) for at, (column, _) in enumerate(line) if column is None]
    if len(open_) != 1:
        return lines
    ((number, at),) = open_
    word = lines[number][at][1]
    texts: dict[int, str] = {}
    for line in lines:
        for column, words in by_column(line).items():
            texts[column] = " ".join([*filter(None, [texts.get(column)]), *(one.text for one in words)])
    places = around(word, heads)
    fitting = [column for column in places if reads({**texts, column: word.text})]
    if len(fitting) != 1 or any(column in texts for column in places):
        return lines
    told = [*lines[number][:at], (fitting[0], word), *lines[number][at + 1 :]]
    return [*lines[:number], told, *lines[number + 1 :]]


class RowLines(NamedTuple):
    """The lines of a row, and the indexes of those that could be of the row before it or behind it."""

    lines: list[Placed]
    doubtful: frozenset[int]


def gone_on(row: Row | RowLines, lines: Sequence[Placed], doubtful: frozenset[int]) -> Row | RowLines:
    """A row that goes on in more lines."""
    if isinstance(row, Row):
        return row
    first = len(row.lines)
    more = frozenset(first + at for at in doubtful if 0 <= at < len(lines))
    return RowLines([*row.lines, *lines], frozenset(at for at in row.doubtful if 0 <= at < first) | more)


def reach(doubtful: frozenset[int], first: int, last: int) -> tuple[int, int]:
    """The lines of a row with those above and below that could be of it or of the row beside it."""
    while first - 1 in doubtful:
        first -= 1
    while last + 1 in doubtful:
        last += 1
    return first, last


def by_column(line: Placed) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {}
    for column, word in line:
        if column is not None and column != BEYOND:
            found.setdefault(column, []).append(word)
    return found


def row_of(lines: Sequence[Placed], heads: Sequence[Head], doubtful: Collection[int] = ()) -> Row:
    """A row of lines; of cells that a word may be part of that could be of another, too, nothing is left."""
    cells: list[list[Word]] = [[] for _ in heads]
    left_out: list[Word] = []
    spoilt: set[int] = set()
    for number, line in enumerate(lines):
        for column, word in line:
            if column is not None and column != BEYOND and number not in doubtful:
                cells[column].append(word)
                continue
            left_out.append(word)
            if column == BEYOND:
                continue
            spoilt |= {column} if column is not None else set(around(word, heads))
    for column, cell in enumerate(cells):
        before = _before_its_value(cell)
        left_out += before
        cells[column] = [word for word in cell if word not in before]
    for column, cell in enumerate(cells):
        placed = _lowered(in_reading_order(cell))
        cells[column] = placed or []
        if placed is None:
            left_out += cell
    for column in spoilt:
        left_out += cells[column]
        cells[column] = []
    return Row(tuple(map(tuple, cells)), tuple(in_reading_order(left_out)))


def _before_its_value(cell: Sequence[Word]) -> list[Word]:
    """The references of a cell that stand left of all else in it, and so are of the cell before it."""
    edge = min((word.x0 for word in cell if not _is_raised(word)), default=0)
    return [word for word in cell if _is_raised(word) and word.x1 <= edge]


def _lowered(cell: Sequence[Word]) -> list[Word] | None:
    """A cell with references that a print raised to the line above behind what they stand at the right of.

    None where a cell begins with references, and what it goes on with is not at their left.
    """
    lines = [list(line) for _, line in groupby(cell, key=lambda word: word.line)]
    found: list[Word] = []
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else []
        if below and all(map(_is_raised, line)) and not all(map(_is_raised, below)):
            if below[-1].x1 <= line[0].x0 + 1:
                lines[number + 1] = [*below, *line]
                continue
            if not found:
                return None
        found += line
    return found


def _is_raised(word: Word) -> bool:
    """Whether a word is references and nothing else, with no sign that says they are raised."""
    return _REFERENCES.fullmatch(word.text) is not None
