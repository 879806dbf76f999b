"""Ruling lines to the cells that they enclose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from form4_grammar.readers.pdf.page import Box, Page

_NEAR = 2.6
"""Points up to which two lines are one: borders of cells are drawn next to each other, or with a small gap between them."""

_WIDEST_LEVEL = 4.0
_TOUCHING = 0.3
_COVERED = 0.6
"""How much of a side has to be drawn for it to be a wall."""

_LEAST_TABLE = 14.0
_MOST_LINES, _MOST_PLACES = 1000, 40_000
"""The lines of a page and the places of a grid beyond which it is no table of a form."""


class Cell(NamedTuple):
    """A cell: its sides in points, and the columns and rows of the grid that it spans, the last exclusive.

    ``is_open`` where it has no lower side, as at the end of a page, ``is_topless`` where it has no upper one; ``is_cut`` where
    its right side is beyond what is seen; ``is_walled`` where it has all other sides, and no corners but four.
    """

    box: Box
    columns: tuple[int, int]
    rows: tuple[int, int]
    is_open: bool
    is_cut: bool
    is_walled: bool
    is_topless: bool


class Grid(NamedTuple):
    """What lines that touch each other enclose. ``at`` has the number of the cell for each row and column."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    at: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell that a point is in; None beyond the grid."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.at[row][column]
        return None


class _Line(NamedTuple):
    """A line at a height (or, upright, a distance from the left), from ``start`` to ``end``."""

    level: float
    start: float
    end: float


def grids(page: Page) -> list[Grid]:
    """The grids of a page, from top to bottom."""
    left, top, right, bottom = page.view
    flat = _merged(_Line((b + d) / 2, a, c) for a, b, c, d in _walls_across(page) if b < bottom + 1)
    upright = _merged(  # what reaches over the edge of the paper is the paper's end, not that of a cell
        _Line((a + c) / 2, max(b, top), min(d, bottom)) for a, b, c, d in page.rules if c - a < d - b and c <= right + _TOUCHING
    )
    if len(flat) > _MOST_LINES or len(upright) > _MOST_LINES:
        return []
    found = (_grid(level, up, (left, top, right, bottom)) for level, up in _touching(flat, upright))
    return sorted((grid for grid in found if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _walls_across(page: Page) -> Iterator[Box]:
    """The level lines that are walls: both of their ends are at upright ones, or beyond what is seen or all upright ones.

    What ends short of them is the line under a text, or one that parts the blocks of a cell.
    """
    upright: dict[int, list[Box]] = {}
    flat: list[Box] = []
    for box in page.rules:
        if box[2] - box[0] < box[3] - box[1]:
            upright.setdefault(round(box[0]), []).append(box)
        else:
            flat.append(box)
    edge = min(page.view[2], max((one[2] for ones in upright.values() for one in ones), default=0.0) + _NEAR)
    for box in _whole(flat):
        left, top, right, bottom = box
        is_begun = any(_crosses(one, left, left + _NEAR, top, bottom) for one in _around(upright, left))
        if is_begun and (
            right > edge or any(_crosses(one, right - _NEAR, right, top, bottom) for one in _around(upright, right))
        ):
            yield box


def _around(upright: Mapping[int, Sequence[Box]], x: float) -> Iterator[Box]:
    return (one for key in range(round(x) - 4, round(x) + 5) for one in upright.get(key, ()))


def _crosses(upright: Box, left: float, right: float, top: float, bottom: float) -> bool:
    """Whether an upright line touches the end of a level one, which may reach a little over it, and not stop short of it."""
    is_there = upright[0] - _TOUCHING <= right and left <= upright[2] + _TOUCHING
    return is_there and upright[1] - _TOUCHING <= bottom and top <= upright[3] + _TOUCHING


def _whole(flat: Iterable[Box]) -> Iterator[Box]:
    """Level lines, whose pieces are joined where one begins right where another ends."""
    begun: Box | None = None
    for box in sorted(flat, key=lambda box: (round(box[1] + box[3]), box[0])):
        is_next = begun is not None and abs(box[1] - begun[1]) <= _TOUCHING and abs(box[3] - begun[3]) <= _TOUCHING
        if begun is not None and is_next and box[0] <= begun[2] + _TOUCHING:
            begun = begun[0], begun[1], max(begun[2], box[2]), begun[3]
            continue
        if begun is not None:
            yield begun
        begun = box
    if begun is not None:
        yield begun


def _merged(lines: Iterable[_Line]) -> list[_Line]:
    """The lines with those of nearly one level brought to it, and pieces that go on joined."""
    merged: list[_Line] = []
    for group in _levels(sorted(line for line in lines if line.start < line.end)):
        level = (group[0].level + group[-1].level) / 2
        start = end = None
        for line in sorted(group, key=lambda one: one.start):
            if start is None or end is None:
                start, end = line.start, line.end
            elif line.start <= end + _NEAR:
                end = max(end, line.end)
            else:
                merged.append(_Line(level, start, end))
                start, end = line.start, line.end
        if start is not None and end is not None:
            merged.append(_Line(level, start, end))
    return merged


def _levels(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if group and (line.level - group[-1].level > _NEAR or line.level - group[0].level > _WIDEST_LEVEL):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _touching(flat: Sequence[_Line], upright: Sequence[_Line]) -> Iterator[tuple[list[_Line], list[_Line]]]:
    """The lines in sets of such as touch each other, each set once."""
    number = len(flat)
    above = list(range(number + len(upright)))

    def root(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    crossings: list[list[int]] = [[] for _ in flat]
    for i, level in enumerate(flat):
        for j, up in enumerate(upright):
            if level.start - _NEAR <= up.level <= level.end + _NEAR and up.start - _NEAR <= level.level <= up.end + _NEAR:
                crossings[i].append(j)
    for i, crossed in enumerate(crossings):
        for j in crossed:
            above[root(number + j)] = root(i)
    sets: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for one in range(number + len(upright)):
        level_ones, up_ones = sets.setdefault(root(one), ([], []))
        if one < number:
            level_ones.append(flat[one])
        else:
            up_ones.append(upright[one - number])
    yield from sets.values()


def _grid(flat: Sequence[_Line], upright: Sequence[_Line], view: Box) -> Grid | None:
    if len(upright) < 2 or not flat:
        return None
    xs, ys = sorted({line.level for line in upright}), sorted({line.level for line in flat})
    top, bottom = min(line.start for line in upright), max(line.end for line in upright)
    if top < ys[0] - 2 * _NEAR:
        ys.insert(0, top)
    if bottom > ys[-1] + 2 * _NEAR:
        ys.append(bottom)
    edge = view[2]
    is_cut = max(line.end for line in flat) > edge + 1 or max(line.end for line in flat) > xs[-1] + _LEAST_TABLE
    if is_cut:
        xs.append(max(edge, xs[-1] + 1))
    if xs[-1] - xs[0] < _LEAST_TABLE or ys[-1] - ys[0] < _LEAST_TABLE or len(ys) < 2 or len(xs) * len(ys) > _MOST_PLACES:
        return None
    walls = _walls(upright, xs, ys)
    floors = _walls(flat, ys, xs)
    at = _regions(walls, floors, len(ys) - 1, len(xs) - 1)
    return Grid(tuple(xs), tuple(ys), tuple(_cells(at, xs, ys, (walls, floors), is_cut=is_cut)), tuple(map(tuple, at)))


def _walls(lines: Iterable[_Line], levels: Sequence[float], between: Sequence[float]) -> list[list[bool]]:
    """For each level and each space between two of the others, whether a line stands there."""
    index = {level: number for number, level in enumerate(levels)}
    found = [[False] * (len(between) - 1) for _ in levels]
    for line in lines:
        spaces = found[index[line.level]]
        first = max(0, bisect_right(between, line.start) - 1)
        for space in range(first, len(spaces)):
            begin, end = between[space], between[space + 1]
            if begin >= line.end:
                break
            if min(end, line.end) - max(begin, line.start) >= _COVERED * (end - begin):
                spaces[space] = True
    return found


def _regions(walls: list[list[bool]], floors: list[list[bool]], rows: int, columns: int) -> list[list[int]]:
    """The number of the cell for each place; numbers run from the top, each row from the left."""
    at = [[-1] * columns for _ in range(rows)]
    number = 0
    for row in range(rows):
        for column in range(columns):
            if at[row][column] >= 0:
                continue
            todo = [(row, column)]
            at[row][column] = number
            while todo:
                i, j = todo.pop()
                for other, is_walled in (
                    ((i, j + 1), j + 1 == columns or walls[j + 1][i]),
                    ((i, j - 1), j == 0 or walls[j][i]),
                    ((i + 1, j), i + 1 == rows or floors[i + 1][j]),
                    ((i - 1, j), i == 0 or floors[i][j]),
                ):
                    if not is_walled and at[other[0]][other[1]] < 0:
                        at[other[0]][other[1]] = number
                        todo.append(other)
            number += 1
    return at


def _cells(
    at: list[list[int]],
    xs: Sequence[float],
    ys: Sequence[float],
    drawn: tuple[list[list[bool]], list[list[bool]]],
    *,
    is_cut: bool,
) -> Iterator[Cell]:
    walls, floors = drawn
    places: dict[int, list[tuple[int, int]]] = {}
    for row, numbers in enumerate(at):
        for column, number in enumerate(numbers):
            places.setdefault(number, []).append((row, column))
    for number in sorted(places):
        rows, columns = zip(*places[number], strict=True)
        first, last, top, end = min(columns), max(columns) + 1, min(rows), max(rows) + 1
        is_open = end == len(ys) - 1 and not any(floors[end][first:last])
        is_topless = top == 0 and not any(floors[0][first:last])
        is_last = is_cut and last == len(xs) - 1 and floors[top][last - 1] and (is_open or floors[end][last - 1])
        is_whole = len(places[number]) == (last - first) * (end - top)
        is_walled = is_whole and all(walls[first][top:end]) and (is_last or all(walls[last][top:end]))
        yield Cell((xs[first], ys[top], xs[last], ys[end]), (first, last), (top, end), is_open, is_last, is_walled, is_topless)
