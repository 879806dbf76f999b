"""Cells to tables: where one ends and the next begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from form4_grammar.readers.pdf.blocks import blocks
from form4_grammar.readers.pdf.page import Word
from form4_grammar.readers.pdf.rulings import Cell, Grid

_SAME_EDGE = 2.6
_AT_EDGE = 1.6
_SMALL_PRINT = 0.93
_SLIVER, _NARROWEST = 4.0, 0.6
"""How wide a gap between cells is at most, in points, and in the size of the text."""

_SEVERAL = 4
"""The filled cells that begin at one level in a row of a table, not in the items of the form."""

_MOST_BESIDE = 5
"""The items of the form that stand beside each other, at most: tables of more columns hold values, in however many lines."""

_LAYOUT_ROWS, _MANY_ROWS = 4, 6
"""The blocks below each other from which on a cell is no cell of a row, but holds an item of the form."""


class Area(NamedTuple):
    """A cell with its words; the columns and rows it spans are those of its band, the last exclusive."""

    words: tuple[Word, ...]
    columns: tuple[int, int]
    rows: tuple[int, int]
    right: float
    is_open: bool
    is_cut: bool


class Band(NamedTuple):
    """A row of a table, or several where cells reach over more than one."""

    areas: tuple[Area, ...]
    height: int

    @property
    def key(self) -> tuple[tuple[str, ...], ...]:
        """The words of its cells, by which a repeated heading is known."""
        return tuple(tuple(sorted(word.text for word in area.words)) for area in self.areas)

    @property
    def words(self) -> Iterator[Word]:
        return (word for area in self.areas for word in area.words)

    @property
    def is_open(self) -> bool:
        return any(area.is_open for area in self.areas)


class Table(NamedTuple):
    """A table: the sides of its columns, its bands, and where it begins and ends on its first page.

    ``is_layout`` where its cells hold blocks of text, not values; ``is_cut`` where columns of it are beyond what is seen.
    """

    xs: tuple[float, ...]
    bands: tuple[Band, ...]
    top: float
    bottom: float
    is_layout: bool
    is_cut: bool = False

    @property
    def is_title_first(self) -> bool:
        return len(self.xs) > 2 and len(self.bands[0].areas) == 1


def tables(grid: Grid, words: Sequence[Sequence[Word]]) -> Iterator[Table]:
    """The tables that a grid has, from top to bottom. `words` are those of each of its cells."""
    bands: list[list[int]] = []
    edges: tuple[float, float | None] | None = None
    gap = max(_SLIVER, _NARROWEST * median([word.size for cell in words for word in cell] or [0.0]))
    tall = [
        cell for i, cell in enumerate(grid.cells) if not words[i] and cell.rows[1] - cell.rows[0] > 1 and _is_cell(cell, gap)
    ]
    for band in _bands(grid, words, gap):
        if len(band) == 1 and not words[band[0]]:
            continue
        top, end = min(grid.cells[i].rows[0] for i in band), max(grid.cells[i].rows[1] for i in band)
        beside = (one for one in tall if one.rows[0] < end and top < one.rows[1])
        seen = [cell.box[2] for cell in (*(grid.cells[i] for i in band), *beside) if not cell.is_cut]
        own = min(grid.cells[i].box[0] for i in band), max(seen, default=None)
        is_new = edges is not None and any(
            one is not None and other is not None and abs(one - other) > _SAME_EDGE
            for one, other in zip(own, edges, strict=True)
        )
        if bands and (len(band) == 1 or is_new):
            yield from _table(grid, words, bands, gap)
            bands = []
        bands.append(band)
        edges = own
    if bands:
        yield from _table(grid, words, bands, gap)


def _bands(grid: Grid, words: Sequence[Sequence[Word]], gap: float) -> Iterator[list[int]]:
    """The numbers of the cells between two levels that no cell reaches over."""
    counted = [i for i, cell in enumerate(grid.cells) if words[i] or _is_cell(cell, gap)]
    begun = Counter(grid.cells[i].rows[0] for i in counted if words[i])
    # Programs that draw no borders around empty cells leave one empty place for those of several rows
    counted = [
        i
        for i in counted
        if words[i] or grid.cells[i].is_topless or all(begun[row] < _SEVERAL for row in range(*_inner(grid.cells[i].rows)))
    ]
    band: list[int] = []
    end = 0
    for i in sorted(counted, key=lambda i: (grid.cells[i].rows[0], grid.cells[i].columns[0])):
        top, bottom = grid.cells[i].rows
        if band and top >= end:
            yield band
            band = []
        band.append(i)
        end = max(end, bottom)
    if band:
        yield band


def _inner(rows: tuple[int, int]) -> tuple[int, int]:
    return rows[0] + 1, rows[1]


def _is_cell(cell: Cell, gap: float) -> bool:
    """Whether an empty place is a cell, not a gap between borders nor what lies beside a narrower table."""
    left, top, right, bottom = cell.box
    return min(right - left, bottom - top) >= gap and cell.is_walled and not (cell.is_cut and cell.is_open)


def _table(grid: Grid, words: Sequence[Sequence[Word]], bands: Sequence[Sequence[int]], gap: float) -> Iterator[Table]:
    """The table of these bands; none where nothing of it is seen."""
    filled = {grid.cells[i].columns for band in bands for i in band if words[i]}
    column = _numbered({side for band in bands for i in band for side in grid.cells[i].columns}, grid.xs, gap, filled)
    made = []
    for band in bands:
        row = _numbered({side for i in band for side in grid.cells[i].rows}, grid.ys, _SLIVER, ())
        areas = []
        for i in band:
            cell = grid.cells[i]
            (first, last), (top, end) = cell.columns, cell.rows
            place = (column[first], column[last]), (row[top], row[end])
            areas.append(Area(tuple(words[i]), *place, cell.box[2], cell.is_open, cell.is_cut))
        made.append(Band(tuple(areas), max(row.values())))
    is_layout = max(column.values()) <= _MOST_BESIDE and any(_is_item(area) for band in made for area in band.areas)
    xs = {number: grid.xs[side] for side, number in reversed(column.items())}
    heights = [grid.ys[side] for band in bands for i in band for side in grid.cells[i].rows]
    table = Table(tuple(xs[number] for number in sorted(xs)), tuple(made), min(heights), max(heights), is_layout)
    if any(area.is_cut for band in made for area in band.areas):
        table = _without_cut(table)
    if table.bands:
        yield table


def _numbered(sides: Iterable[int], levels: Sequence[float], gap: float, filled: Collection[tuple[int, int]]) -> dict[int, int]:
    """Sides of a grid, numbered; those nearer to each other than any cell is wide have one number.

    `filled` are the two sides of each cell with words, which is one however narrow.
    """
    found: dict[int, int] = {}
    number, last, before = -1, float("-inf"), -1
    for side in sorted(sides):
        if levels[side] - last >= (_SLIVER if (before, side) in filled else gap):
            number, last = number + 1, levels[side]
        found[side], before = number, side
    return found


def _without_cut(table: Table) -> Table:
    """A table without the column that is in part beyond what is seen. What reaches into it stays where it plainly ends."""
    last = len(table.xs) - 2
    bands = []
    for band in table.bands:
        areas = []
        for area in band.areas:
            (first, end), words = area.columns, area.words
            if first == last:
                continue
            if area.is_cut and any(word.right > area.right - _AT_EDGE * word.size for word in words):
                # A title is known by its beginning, too; a value is not
                is_title = last > 1 and len(band.areas) == 1 and first == 0
                words = tuple(_as_cut(word, area.right) for word in words) if is_title else ()
            areas.append(area._replace(words=words, columns=(first, min(end, last))))
        if areas:
            bands.append(Band(tuple(areas), band.height))
    return table._replace(xs=table.xs[:-1], bands=tuple(bands), is_cut=True)


def _as_cut(word: Word, right: float) -> Word:
    return word._replace(is_cut=True) if word.right > right - _AT_EDGE * word.size else word


def _is_item(area: Area) -> bool:
    """Whether a cell holds an item of the form: captions and answers, in print of two sizes, or beside each other, or many."""
    if area.is_cut or len({round(word.base) for word in area.words}) < _LAYOUT_ROWS:
        return False
    rows = blocks(area.words, area.right)
    if len(rows) < _LAYOUT_ROWS:
        return False
    sizes = sorted(row[0].segments[0].size for row in rows)
    return sizes[0] < _SMALL_PRINT * sizes[-1] or any(len(row) > 1 for row in rows) or len(rows) >= _MANY_ROWS


def words_by_cell(grid: Grid, words: Iterable[Word]) -> tuple[list[list[Word]], list[Word]]:
    """The words of each cell, and those outside of the grid, or at the side of a table in it that is narrower."""
    inside: list[list[Word]] = [[] for _ in grid.cells]
    outside: list[Word] = []
    for word in words:
        middle = (word.left + word.right) / 2
        number = grid.cell_at(middle, word.level)
        if number is None:  # what is raised reaches over the first line
            number = grid.cell_at(middle, word.bottom)
        (outside if number is None or not grid.cells[number].is_walled else inside[number]).append(word)
    return inside, outside
