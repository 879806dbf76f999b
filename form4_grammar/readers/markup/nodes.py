"""The nodes of an HTML document, with the names that the library has for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from form4_grammar.readers.markup.tags import NO_ATTRIBUTES


class Element:
    """A node, its attributes and children, with the names that the library has for them."""

    __slots__ = ("attrs", "children", "name", "origin_offset", "parent")

    def __init__(self, name: str, offset: int | None, parent: Element | None, attrs: Mapping[str, str]) -> None:
        self.name, self.origin_offset, self.parent, self.attrs = name, offset, parent, attrs
        self.children: list[Element | Text] = []


class Text:
    """A text, with the names that the library has for it."""

    __slots__ = ("data", "origin_offset", "parent")

    name = "#text"
    attrs = NO_ATTRIBUTES
    children: Sequence[Element] = ()

    def __init__(self, data: str, offset: int, parent: Element) -> None:
        self.data, self.origin_offset, self.parent = data, offset, parent
