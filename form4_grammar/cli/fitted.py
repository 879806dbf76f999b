"""Tables in the room that a terminal has: the first that fits without a word being broken, else rows written as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

_GAP = 2
_LONGEST_WORD = 20
"""A longer word of a column of prose may be broken."""


class Column(NamedTuple):
    """A column: its title, whether it stands to the right, and whether it is of prose, so that it may be narrow."""

    title: str
    right: bool = False
    prose: bool = False


class Grid(NamedTuple):
    """A table: columns, and rows of as many texts."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]


class Fitted:
    """The first of some tables that the width of the console has room for; if it has for none, what `otherwise` is."""

    def __init__(self, grids: Sequence[Grid], otherwise: RenderableType) -> None:
        self.grids, self.otherwise = grids, otherwise

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        for grid in self.grids:
            used = _without_empty(grid)
            if widths := _widths(used, options.max_width):
                yield _table(used, widths)
                return
        yield self.otherwise


class Wrapped:
    """Short texts beside each other, none of them broken as long as a line has room for it."""

    def __init__(self, pieces: Sequence[Text]) -> None:
        self.pieces = pieces

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        line = Text()
        for piece in self.pieces:
            if line and line.cell_len + _GAP + piece.cell_len > options.max_width:
                yield line
                line = Text()
            line = Text("  ").join([line, piece]) if line else piece
        yield line


def _without_empty(grid: Grid) -> Grid:
    """The table without columns in which nothing stands."""
    used = [number for number in range(len(grid.columns)) if any(row[number] for row in grid.rows)]
    return Grid(tuple(grid.columns[one] for one in used), tuple(tuple(row[one] for one in used) for row in grid.rows))


def _widths(grid: Grid, room: int) -> list[int]:
    """How wide each column is; [] where the room does not suffice."""
    texts = [[column.title, *(row[number].plain for row in grid.rows)] for number, column in enumerate(grid.columns)]
    natural = [max(cell_len(line) for text in each for line in text.split("\n")) for each in texts]
    least = [
        min(_longest_word(each), _LONGEST_WORD) if column.prose else _longest_word(each)
        for column, each in zip(grid.columns, texts, strict=True)
    ]
    left = room - _GAP * (len(least) - 1) - sum(least)
    if left < 0:
        return []
    widths = least
    for prose in (False, True):  # what is no prose is best on one line
        wanting = [number for number, column in enumerate(grid.columns) if column.prose is prose]
        for place, number in enumerate(wanting):
            share = left if not prose else left // (len(wanting) - place)
            more = min(natural[number] - widths[number], share)
            widths[number] += more
            left -= more
    return widths


def _longest_word(texts: Sequence[str]) -> int:
    return max((cell_len(word) for text in texts for word in text.split()), default=0)


def _table(grid: Grid, widths: Sequence[int]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="underline")
    for column, width in zip(grid.columns, widths, strict=True):
        table.add_column(column.title, justify="right" if column.right else "left", overflow="fold", width=width)
    for row in grid.rows:
        table.add_row(*row)
    return table
