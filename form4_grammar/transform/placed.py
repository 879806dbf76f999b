"""Parts of the header's items, at their places on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.parser.document import Document
from form4_grammar.parser.patterns import Node
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex
from form4_grammar.rules import header
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.values import plain, without_emphasis

_LONGEST_NAME = 300
"""Twice what the schema takes."""

_LONGEST_RAW = 500

_MOST_REMEMBERED, _LONGEST_REMEMBERED = 4096, 1000
_T = TypeVar("_T")

UNDERLINES = regex(r"</?(?:u|ins)>", re.IGNORECASE)
"""The tags of the answers of the SEC's page."""


class Placed:
    """A node, and what has to be added to its offsets to get those of the page."""

    __slots__ = ("_firsts", "at", "node")

    def __init__(self, node: Node, at: int, firsts: Mapping[str, Node] | None = None) -> None:
        self.node = node
        self.at = at
        self._firsts = firsts

    @property
    def start(self) -> int:
        return self.node.start + self.at

    @property
    def end(self) -> int:
        return self.node.end + self.at

    @property
    def is_as_printed(self) -> bool:
        """Whether the node is a whole item, whose text says all of it."""
        return self._firsts is not None

    @property
    def firsts(self) -> Mapping[str, Node]:
        """The first part of each name."""
        if self._firsts is None:
            self._firsts = self.node.firsts()
        return self._firsts

    def find(self, name: str) -> Placed | None:
        """The first part of that name."""
        found = self.firsts.get(name)
        return None if found is None else Placed(found, self.at)

    def place(self, name: str) -> tuple[int, int] | None:
        """Where the first part of that name stands on the page."""
        found = self.firsts.get(name)
        return None if found is None else (found.start + self.at, found.end + self.at)

    def every(self, name: str) -> list[Placed]:
        """All parts of that name."""
        return [Placed(found, self.at) for found in self.node.every(name)] if name in self.firsts else []


def remembered(
    what: str, node: Placed | None, document: Document, findings: Findings, read: Callable[[Findings], _T], also: bool = False
) -> _T:
    """What `read` makes of an item, which is a matter of the item's text and of `also`: the same ones come again and again.

    Kept is what has no finding, by `what` is read of it; the places are counted from where the item begins.
    """
    if node is None or not node.is_as_printed:
        return read(findings)
    text, at = document.text[node.start : node.end], node.start
    known = _remembered(document.grammar)
    found = known.get((what, text, also))
    if found is None:
        own = Findings()
        value = read(own)
        if not own.diagnostics and len(text) <= _LONGEST_REMEMBERED:
            if len(known) > _MOST_REMEMBERED:
                known.clear()
            known[what, text, also] = value, [(path, start - at, end - at) for path, (start, end) in own.places.items()]
        findings.places.update(own.places)
        findings.diagnostics += own.diagnostics
        return value
    value, places = found
    for path, start, end in places:
        findings.places[path] = start + at, end + at
    made: _T = value
    return made


@lru_cache(maxsize=MOST_GRAMMARS)
def _remembered(_grammar: Grammar) -> dict[tuple[str, str, bool], tuple[Any, list[tuple[str, int, int]]]]:
    return {}


def text_of(node: Placed | None, name: str, text: str, path: str, findings: Findings) -> str | None:
    """The text of the part `name` below a node, and its place noted under `path`."""
    span = node.place(name) if node else None
    if span is None:
        return None
    findings.places[path] = span
    return without_emphasis(plain(text[slice(*span)])) or None


def name_of(node: Placed | None, name: str, text: str, path: str, findings: Findings) -> str | None:
    """A name; None, and reported, where what stands there cannot be one."""
    found = text_of(node, name, text, path, findings)
    if found is None or (len(found) <= _LONGEST_NAME and "](" not in found):
        return found
    shown = f"{len(found):,} letters are" if len(found) > _LONGEST_NAME else f"{found!r}, a link that is not whole, is"
    whole = "issuer" if path.startswith("issuer.") else path  # the symbol is lost with the name
    findings.report(header.UNREADABLE_ITEM, f"{shown} no name", findings.places[path], whole, raw=found[:_LONGEST_NAME])
    if "](" in found and whole == path:
        message = "the link that tells the CIK is not whole"
        findings.report(header.UNREADABLE_ITEM, message, findings.places[path], f"{path.removesuffix('name')}cik")
    return None


def place_of(text: str, span: tuple[int, int], part: str, *, last: bool) -> tuple[int, int]:
    """Where a part stands in its line; the whole line where blanks or escapes keep it from being found."""
    at = text.rfind(part, *span) if last else text.find(part, *span)
    return (at, at + len(part)) if at >= 0 else span


FILING_BOXES = ("one_reporting_person", "more_than_one_reporting_person")
"""The check boxes of item 6."""


def raw_text(text: str, span: tuple[int, int]) -> str:
    """What stands at a place, without the tags of answers, as findings keep it."""
    return plain(UNDERLINES.sub(" ", text[slice(*span)]))[:_LONGEST_RAW]


class Boxes(NamedTuple):
    """The check boxes of some labels: which are ticked, and whether that is plain."""

    ticked: dict[str, bool]
    is_plain: bool


def read_boxes(node: Placed, labels: tuple[str, ...]) -> Boxes:
    """The boxes of an item. Where every label has its box behind it, and none before it, they are read so."""
    parts = [part for part in map(node.firsts.get, labels) if part is not None]
    if not parts:
        return Boxes({}, is_plain=True)
    parts.sort(key=lambda part: part.start)
    boxes = [part.find("check_box") for part in parts]
    behind = node.firsts.get("box_after")
    is_plain = True
    if behind is not None and boxes[0] is None and all(boxes[1:]):
        boxes = [*boxes[1:], behind]
    elif behind is not None:
        is_plain = False
    elif not all(boxes):  # where boxes that are not ticked have a mark, each should have one
        is_plain = all(box is None or _is_ticked(box) for box in boxes)
    return Boxes({part.name: _is_ticked(box) for part, box in zip(parts, boxes, strict=True)}, is_plain)


def _is_ticked(box: Node | None) -> bool:
    return box is not None and (box.find("CHECKED_BOX") is not None or box.find("CHECKED_BEHIND") is not None)
