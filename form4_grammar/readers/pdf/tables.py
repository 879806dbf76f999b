"""Cells to tables: where one ends and the next begins, and which go on from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from form4_grammar.readers.pdf.blocks import blocks, lines
from form4_grammar.readers.pdf.page import Word
from form4_grammar.readers.pdf.rulings import Cell, Grid

_SAME_EDGE, _SAME_COLUMN = 2.6, 5.0
_AT_EDGE = 1.6
_PADDING, _BLANK = 1.2, 0.25
"""What a cell leaves free at both its sides, at most, and how wide a blank is, in the size of the text."""

_SMALL_PRINT = 0.93
_LITTLE = 0.2
"""The share of the words of a heading that it may lack where it is repeated."""

_SLIVER, _NARROWEST = 4.0, 0.6
"""How wide a gap between cells is at most, in points, and in the size of the text."""

_HEADING = 2
"""The bands that a heading has, its title among them; more only where there is no digit in them."""

_SEVERAL = 4
"""The filled cells that begin at one level in a row of a table, not in the items of the form."""

_LAYOUT_ROWS, _MANY_ROWS = 4, 6
"""The blocks below each other from which on a cell is no cell of a row, but holds an item of the form."""


_VALUE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\$?\d{1,3}(?:,\d{3})++(?:\.\d+)?+")
_NUMBERED = re.compile(r"\d{1,2}[A-Z]?\.")


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
    is_layout = any(_is_item(area) for band in made for area in band.areas)
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


def joined(table: Table, following: Table) -> Table | None:
    """A table with what follows on the next page; None where that is another table."""
    same = _repeated(table.bands, following.bands)
    if following.is_title_first and not same:
        return None
    following = _refined(following, table.xs)  # programs that draw no borders around empty cells draw less of a column
    if table.bands[-1].is_open:  # columns may begin within what is cut
        table = _refined(table, following.xs)
    if len(table.xs) != len(following.xs) or any(
        abs(one - other) > _SAME_COLUMN for one, other in zip(table.xs, following.xs, strict=True)
    ):
        return None
    rest = following.bands[same:]
    bands = list(table.bands)
    if rest:
        bands[-1], rest = _filled(bands[-1], rest[0]), (_filled(rest[0], bands[-1]), *rest[1:])
    if len(table.xs) == 2 and not bands[-1].is_open:
        return None  # a block of its own
    is_layout, is_cut = table.is_layout or following.is_layout, table.is_cut or following.is_cut
    if rest and _spans(bands[-1]) == _spans(rest[0]) and not any(rest[0].words):
        rest = rest[1:]  # of a row that is cut, what goes on is beyond what is seen
    elif rest and _are_two(bands[-1], rest[0]):
        pass
    elif rest and _spans(bands[-1]) == _spans(rest[0]) and _is_one_row(bands[-1], rest[0], table.xs):
        bands[-1] = Band(tuple(_together(a, b) for a, b in zip(bands[-1].areas, rest[0].areas, strict=True)), bands[-1].height)
        rest = rest[1:]
    elif rest and (bands[-1].is_open or is_layout) and (whole := _whole(bands[-1], rest[0])) is not None:
        bands[-1] = whole
        rest = rest[1:]
    return table._replace(bands=(*bands, *rest), is_layout=is_layout, is_cut=is_cut)


def _filled(band: Band, other: Band) -> Band:
    """A row with empty cells where another has cells and it has none."""
    if band.height != 1 or other.height != 1:
        return band
    taken = {column for area in band.areas for column in range(*area.columns)}
    missing = [area for area in other.areas if taken.isdisjoint(range(*area.columns))]
    areas = (*band.areas, *(area._replace(words=(), is_open=band.is_open, is_cut=False) for area in missing))
    return band._replace(areas=tuple(sorted(areas, key=lambda area: area.columns)))


def _refined(table: Table, xs: Sequence[float]) -> Table:
    """A table with the columns of another, where these part its own ones."""
    at = [next((i for i, x in enumerate(xs) if abs(x - own) <= _SAME_COLUMN), -1) for own in table.xs]
    if len(xs) <= len(table.xs) or -1 in at or at[0] or at[-1] != len(xs) - 1:
        return table
    bands = tuple(
        band._replace(areas=tuple(area._replace(columns=(at[area.columns[0]], at[area.columns[1]])) for area in band.areas))
        for band in table.bands
    )
    return table._replace(xs=tuple(xs), bands=bands)


def _whole(band: Band, rest: Band) -> Band | None:
    """A row of several heights with its rest; None where these are two rows, as where an item of the form begins in the second.

    The cells that reach to the end of the first go on in those that the second begins with.
    """
    last = {area.columns: area for area in band.areas if area.rows[1] == band.height}
    top = {area.columns: area for area in rest.areas if area.rows[0] == 0}
    if last.keys() != top.keys() or any(_begins_item(area) and last[key].words for key, area in top.items()):
        return None
    shift = band.height - 1
    areas = [area for area in band.areas if area.columns not in last or area.rows[1] < band.height]
    areas += [_together(one, top[key])._replace(rows=(one.rows[0], top[key].rows[1] + shift)) for key, one in last.items()]
    areas += [area._replace(rows=(area.rows[0] + shift, area.rows[1] + shift)) for area in rest.areas if area.rows[0] > 0]
    return Band(tuple(sorted(areas, key=lambda area: (area.rows[0], area.columns))), rest.height + shift)


def _begins_item(area: Area) -> bool:
    return bool(area.words) and _NUMBERED.match(lines(area.words)[0][0].word.text) is not None


def _is_one_row(band: Band, rest: Band, xs: Sequence[float]) -> bool:
    """Whether two rows are one that the end of a page parts: it is open there, or its cells tell."""
    return band.is_open or _are_halves(band, rest) or _had_no_room(band, rest, xs)


def _are_two(band: Band, rest: Band) -> bool:
    """Whether two rows are two, though nothing may close the first: both have a value in one column."""
    values = {area.columns for area in band.areas if area.rows[1] == band.height and _is_value(area)}
    return any(area.columns in values and _is_value(area) for area in rest.areas if area.rows[0] == 0)


def _is_value(area: Area) -> bool:
    """Whether a cell holds a date or an amount that lacks nothing."""
    return bool(area.words) and _VALUE.fullmatch(area.words[0].text) is not None


def _had_no_room(band: Band, rest: Band, xs: Sequence[float]) -> bool:
    """Whether all that a row has goes on cells of the row before, and its first words had no room in their last lines."""
    pairs = [(a, b) for a, b in zip(band.areas, rest.areas, strict=True) if b.words]
    filled = sum(bool(area.words) for area in band.areas)
    return 0 < len(pairs) < filled and all(
        a.words and _width(a, last=True) + _width(b, last=False) > a.right - xs[a.columns[0]] - _PADDING * a.words[0].size
        for a, b in pairs
    )


def _width(area: Area, *, last: bool) -> float:
    """How wide the last line of a cell is, or the first word of its first line with the blank before it."""
    found = lines(area.words)
    if last:
        return max(run.word.right for run in found[-1]) - min(run.word.left for run in found[-1])
    word = found[0][0].word
    return word.right - word.left + _BLANK * word.size


def _are_halves(band: Band, rest: Band) -> bool:
    """Whether two rows are one whose cells went to either page: its first cell is never empty."""
    is_apart = not any(a.words and b.words for a, b in zip(band.areas, rest.areas, strict=True))
    return is_apart and len(band.areas) > 1 and bool(band.areas[0].words) != bool(rest.areas[0].words)


def _repeated(bands: Sequence[Band], following: Sequence[Band]) -> int:
    """How many bands at the top of a page repeat the heading of the table, which a title may stand over."""
    first = 1 if len(bands[0].areas) == 1 and bands[0].key != following[0].key else 0
    number = 0
    for band, other in zip(bands[first:], following, strict=False):
        is_heading = first + number < _HEADING or not any(sign.isdigit() for word in other.words for sign in word.text)
        if not is_heading or not (band.key == other.key or _is_shortened(other, band)):
            break
        number += 1
    return number


def _is_shortened(band: Band, whole: Band) -> bool:
    """Whether a heading of several cells is another one with little left out, as where a program had less room for it."""
    if len(band.areas) <= 1 or _spans(band) != _spans(whole):
        return False
    lost = [Counter(full) - Counter(found) for found, full in zip(band.key, whole.key, strict=True)]
    is_inside = not any(Counter(found) - Counter(full) for found, full in zip(band.key, whole.key, strict=True))
    return is_inside and sum(one.total() for one in lost) <= _LITTLE * sum(map(len, whole.key))


def _spans(band: Band) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(area.columns, area.rows) for area in band.areas]


def _together(area: Area, rest: Area) -> Area:
    return area._replace(words=area.words + rest.words, is_open=rest.is_open)


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
