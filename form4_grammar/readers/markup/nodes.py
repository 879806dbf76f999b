"""The nodes of an HTML document, with the names that the library has for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from form4_grammar.readers.markup.tags import NO_ATTRIBUTES
from form4_grammar.readers.page_text import Link, MovablePieces
from form4_grammar.records import NamedTuple


class Element:
    """A node, its attributes and children, with the names that the library has for them."""

    __slots__ = ("attrs", "children", "name", "origin_offset", "parent")

    def __init__(self, name: str, offset: int | None, parent: Element | None, attrs: Mapping[str, str]) -> None:
        self.name, self.origin_offset, self.parent, self.attrs = name, offset, parent, attrs
        self.children: list[Element | Text | Row] = []


class Text:
    """A text, with the names that the library has for it."""

    __slots__ = ("data", "origin_offset", "parent")

    name = "#text"
    attrs = NO_ATTRIBUTES
    children: Sequence[Element] = ()

    def __init__(self, data: str, offset: int, parent: Element) -> None:
        self.data, self.origin_offset, self.parent = data, offset, parent


class ReadRow(NamedTuple):
    """What a row of a table holds, read by itself.

    It is put in behind ``parting``, line breaks, with the tabs before its first text, and ``due`` follows it. Its places and
    links are counted from its own beginning. ``taken`` are the columns that its cells, and those above it, reach into.
    """

    parting: str
    tabs: str
    pieces: MovablePieces
    due: str
    links: tuple[Link, ...]
    hidden: tuple[int, ...]
    taken: Mapping[int, int]


class Row:
    """A row of a table that is one node: its source, what was `read` of it, and that as a text."""

    __slots__ = ("data", "origin_offset", "parent", "read", "source")

    name = "#row"
    attrs = NO_ATTRIBUTES
    children: Sequence[Element] = ()

    def __init__(self, source: str, read: ReadRow, offset: int, parent: Element) -> None:
        self.source, self.read, self.data, self.origin_offset, self.parent = source, read, read.pieces.text, offset, parent
