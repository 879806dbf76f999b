"""The parts that a form is drawn of: lines, items in their grid, tables, notes and signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from form4_grammar.reporting.values import Value


class Run(NamedTuple):
    """A printed text, or a value in its place.

    ``is_derived`` for a box that no field of the filing is, ``is_close`` where no blank is between it and what follows.
    """

    text: str = ""
    value: Value | None = None
    is_box: bool = False
    is_derived: bool = False
    is_close: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of print, with what is filled in.

    ``name`` is the rule or terminal of the grammar that they are, ``itself`` what all of them are fields of.
    """

    kind: ClassVar[str] = "lines"
    name: str
    lines: tuple[Line, ...]
    itself: Value | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the header, how many rows of the grid it goes down, and what all that is in it are fields of."""

    name: str
    lines: tuple[Line, ...]
    rows: int = 1
    itself: Value | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Items beside each other, as the form has them."""

    kind: ClassVar[str] = "grid"
    name: str
    rows: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption of a column."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a row: mostly one value. ``look`` is ``"amount"``, ``"date"``, ``"code"`` or ``"text"``."""

    look: str
    value: Value | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    itself: Value | None
    kind: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its captions. ``itself`` is the list of its rows."""

    kind: ClassVar[str] = "table"
    name: str
    title: str
    itself: Value | None
    captions: tuple[tuple[Caption, ...], ...]
    rows: tuple[Row, ...]
    width: int


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes, each with its number."""

    kind: ClassVar[str] = "notes"
    name: str
    title: str
    itself: Value | None
    notes: tuple[tuple[str, Value], ...]


Block = Lines | Grid | Table | Notes


def values_in(blocks: tuple[Block, ...]) -> Iterator[Value]:
    """The values that stand in some blocks."""
    for block in blocks:
        if isinstance(block, Lines):
            yield from filter(None, (block.itself,))
            yield from _in_lines(block.lines)
        elif isinstance(block, Grid):
            for items in block.rows:
                for item in items:
                    yield from filter(None, (item.itself,))
                    yield from _in_lines(item.lines)
        elif isinstance(block, Table):
            yield from filter(None, (block.itself,))
            for row in block.rows:
                yield from filter(None, (row.itself, *(place.value for place in row.places)))
        else:
            yield from filter(None, (block.itself,))
            for _, note in block.notes:
                yield note


def _in_lines(lines: tuple[Line, ...]) -> Iterator[Value]:
    for line in lines:
        for run in line:
            if run.value is not None:
                yield run.value
