"""Rows whose first cell has lines that each mean something: the name of an owner, streets and place below each other.

A row ends with the line of its place. What stands in the other columns is of the row beside whose lines it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from form4_grammar.readers.columned.columns import to_columns
from form4_grammar.readers.columned.plain_headings import Printed
from form4_grammar.readers.columned.positions import NO_WALL, Word, chunks
from form4_grammar.readers.columned.threads import Free

_PLACE = re.compile(r",\s*[A-Z0-9]{2}\s+(?=\S*\d)\S+(?:\s\S+)?$")
"""How a place ends: a comma, the code of a state or country, a postal code."""

_TICK = re.compile(r"[Xx☒☑✓✔]")
_MOST_LINES = 4
"""A name, two streets and a place; more lines than that were wrapped."""

_NEAR = 20
"""Columns at the right edge of a page that show that a table has all the width there is, and its lines may be wrapped."""


_Line = tuple[list[Word], list[Word]]
"""The words of a line in the first column, and in the others."""


class LinedRow(NamedTuple):
    """A row: the lines of its first cell, the words of the others, and those that could be of several or of another row.

    ``is_wrapped`` where a line of the first cell may be two of them, put together here, or two may be one.
    """

    lines: tuple[tuple[Word, ...], ...]
    cells: tuple[tuple[Word, ...], ...]
    doubtful: tuple[Word, ...]
    is_wrapped: bool


def lined_rows(free: Free, printed: Printed, first: int, end: int, width: int) -> list[LinedRow]:
    """The rows below a heading, between the lines `first` and `end`; lines of the page are up to `width` wide."""
    body = [words for line in range(first, end) if (words := free.get(line))]
    of = _by_edges(body, printed) if _is_displaced(printed) else to_columns(body, printed.heads)
    lines = [_in_two(line, of) for line in body]
    rows = list(_parted(lines))
    captions = (*printed.above.values(), *printed.below.values())
    right = max(*(word.x1 for line in body for word in line), *(caption.x1 for caption in captions), 0)
    may_wrap = (
        right > width - _NEAR
        or any(caption.first < caption.last for caption in captions)
        or any(_is_tall(row, of) or sum(bool(own) for own, _ in row) > _MOST_LINES for row in rows)
    )
    edge = max((own[-1].x1 for own, _ in lines if own), default=0) if may_wrap else NO_WALL
    is_sure = not printed.is_flowing and _are_beside(rows) and all(of[word.start] != 0 for _, other in lines for word in other)
    return [_row(row, of, len(printed.heads), edge, is_sure=is_sure) for row in rows]


def _in_two(line: Sequence[Word], of: Mapping[int, int | None]) -> _Line:
    """The words of a line in the first column, up to the first blanks, and all others."""
    own = [word for word in next(iter(chunks(line))) if of[word.start] == 0]
    while len(own) > 1 and _TICK.fullmatch(own[-1].text):  # one blank behind a place
        own.pop()
    return own, [word for word in line if word not in own]


def _is_displaced(printed: Printed) -> bool:
    """Whether the first caption of the second line stands under that of the first column, which has none there."""
    first = min(printed.below.values(), key=lambda one: one.x0, default=None)
    return 0 in printed.above and first is not None and first.x0 <= printed.above[0].x0 + 1


def _by_edges(body: Sequence[Sequence[Word]], printed: Printed) -> dict[int, int | None]:
    """The column of each word where captions stand in the first columns there are, whatever they head."""
    edges = sorted({caption.x0 for caption in (*printed.above.values(), *printed.below.values())})
    found: dict[int, int | None] = {}
    for line in body:
        for cell in chunks(line):
            column = next((i for i, edge in enumerate(edges) if abs(edge - cell[0].x0) <= 1), None)
            if column is None and cell[0].x0 > edges[-1] and len(edges) < len(printed.heads):
                column = len(edges)
            found |= dict.fromkeys((word.start for word in cell), column)
    return found


def _parted(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The lines of each row: up to the one with its place, and those behind it that have nothing in the first column."""
    row: list[_Line] = []
    is_whole = False
    for line in lines:
        if is_whole and line[0]:
            yield row
            row, is_whole = [], False
        row.append(line)
        is_whole = is_whole or _PLACE.search(" ".join(word.text for own, _ in row for word in own)) is not None
    if row:
        yield row


def _are_beside(rows: Sequence[Sequence[_Line]]) -> bool:
    """Whether what stands in the other columns stands beside the first lines of rows, or the middle ones.

    Programs that break a cell's lines without columns put the next cells behind the last of them.
    """
    return not any(len(row) > 1 and row[-1][1] and not any(others for _, others in row[:-1]) for row in rows)


def _is_tall(row: Sequence[_Line], of: Mapping[int, int | None]) -> bool:
    columns = [column for _, others in row for column in {of[word.start] for word in others}]
    return len(columns) > len(set(columns))


def _row(row: Sequence[_Line], of: Mapping[int, int | None], width: int, edge: int, *, is_sure: bool) -> LinedRow:
    """A row of ``width`` cells. Lines of the first are put together that reach the ``edge`` where there are too many."""
    cells: list[list[Word]] = [[] for _ in range(width)]
    others = [word for _, words in row for word in words]
    is_sure = is_sure and all(of[word.start] is not None for word in others)
    for word in others if is_sure else ():
        cells[of[word.start] or 0].append(word)
    lines: list[list[Word]] = []
    own = [words for words, _ in row if words]
    is_wrapped = False
    for words in own:
        is_full = bool(lines) and lines[-1][-1].x1 + 1 + len(words[0].text) > edge
        is_wrapped = is_wrapped or is_full
        if is_full and len(own) > _MOST_LINES:
            lines[-1] = [*lines[-1], *words]
        else:
            lines.append(words)
    return LinedRow(tuple(map(tuple, lines)), tuple(map(tuple, cells[1:])), () if is_sure else tuple(others), is_wrapped)
