"""Tables in the room that a terminal has: the first that fits without a word being broken, else rows written as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from form4_grammar.controls import dead

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
    """How wide each column is; [] where the room does not suffice.

    Beyond the longest word of each there is room for the rows' texts first, but for prose, then for that, then for titles;
    where there is not enough, those that want least have it first.
    """
    columns = grid.columns
    rows = [[row[number].plain for row in grid.rows] for number in range(len(columns))]
    widths = [_longest_word([column.title, *texts], column.prose) for column, texts in zip(columns, rows, strict=True)]
    left = room - _GAP * (len(widths) - 1) - sum(widths)
    if left < 0:
        return []
    natural = [max((cell_len(line) for text in texts for line in text.split("\n")), default=0) for texts in rows]
    wishes = [
        {at: natural[at] for at, column in enumerate(columns) if not column.prose},
        {at: natural[at] for at, column in enumerate(columns) if column.prose},
        {at: cell_len(column.title) for at, column in enumerate(columns)},
    ]
    for wished in wishes:
        by_want = sorted(wished, key=lambda at: wished[at] - widths[at])
        for place, at in enumerate(by_want):
            more = max(min(wished[at] - widths[at], left // (len(by_want) - place)), 0)
            widths[at] += more
            left -= more
    return widths


def _longest_word(texts: Sequence[str], is_prose: bool) -> int:
    longest = max((cell_len(word) for text in texts for word in text.split()), default=0)
    return min(longest, _LONGEST_WORD) if is_prose else longest


def _table(grid: Grid, widths: Sequence[int]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="underline")
    for column, width in zip(grid.columns, widths, strict=True):
        table.add_column(column.title, justify="right" if column.right else "left", overflow="fold", width=width)
    for row in grid.rows:
        table.add_row(*row)
    return table


def two_columns() -> Table:
    """A table of names and what belongs to them."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", overflow="fold", max_width=26)
    table.add_column(overflow="fold")
    return table


def pairs(each: Iterable[tuple[str, Text]]) -> Table:
    """Names, each with its text."""
    table = two_columns()
    for name, text in each:
        table.add_row(Text(dead(name)), text)
    return table
