"""A page of HTML in steps: what a piece of its source adds is told by the piece and by what is open before it.

A step goes up to the end of the next row of a table that has no table in it. What it adds, and what it leaves open, is
remembered with its places counted from where the piece begins: captions, reminders and blank cells are the same on nearly all
pages, so that most of a page is looked up. A page with a tag that is not simply nested needs a tree, and `in_steps` gives
none. `tests/test_well_nested.py` holds that a page in steps is the page of its tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from form4_grammar.readers.markup.nodes import Element, Text
from form4_grammar.readers.markup.spans import tabs_between
from form4_grammar.readers.markup.tags import (
    BLANKS,
    CELLS,
    GROUPS,
    HEADINGS,
    NO_ATTRIBUTES,
    ONE_AT_A_TIME,
    PARTS,
    RAW,
    VOID,
    Tag,
    shown_text,
    tag_of,
)
from form4_grammar.readers.markup.walk import BLANK_PARTS, UNSEEN, WITHOUT_MEANING, Walk, rows_with
from form4_grammar.readers.markup.well_nested import row_tree, seen
from form4_grammar.readers.page_text import BREAK_IN_CELL, Link, MovablePieces, PageText, Pieces
from form4_grammar.records import NamedTuple

_LONGEST_PIECE = 3000
"""The characters of a piece that is remembered."""

_DEEPEST = 100
"""The elements that may be open: what is open is part of what a step is remembered by."""

_OF_TABLE = frozenset({"table", "tr"}) | GROUPS
_OF_HEAD = RAW | {"link", "meta"}
_IN_HEAD, _IN_BODY = ("html", "head"), ("html", "body")
_BEFORE_BODY = frozenset({"", "html", "head", "#headless"})
_AROUND_BODY = _OF_HEAD | {"html", "head", "body"}
_NOTHING_IN = RAW | {"#end"}
_WITHOUT_TEXT = _BEFORE_BODY | _NOTHING_IN | _OF_TABLE
_NOWHERE = _AROUND_BODY | PARTS.keys() | {"form", "!d"}
_AROUND_ITEMS = frozenset({"ol", "ul", "menu", "dir", "body"}) | CELLS

_CELL = Element("td", None, None, NO_ATTRIBUTES)

Taken = tuple[tuple[int, int], ...]
"""The columns of a row that cells of earlier ones reach into, each with how many rows they reach into from there on."""


class _Open(NamedTuple):
    """What is open between two pieces of a page.

    ``elements`` are the names of the elements, ``parted`` whether each open row has something in it that parts its lines.
    ``due`` is what parts the next text from the one before, if one ``is_begun``, and ``taken`` are the columns of each table.
    """

    elements: tuple[str, ...] = ()
    parted: tuple[bool, ...] = ()
    due: str = ""
    is_begun: bool = False
    taken: tuple[Taken, ...] = ()


class _Step(NamedTuple):
    """What a piece of the source adds, and what is open behind it; ``lead`` is put in before its first text."""

    after: _Open
    lead: str
    pieces: MovablePieces
    links: tuple[Link, ...]
    hidden: tuple[int, ...]


_AT_FIRST = _Open()


def in_steps(document: str, start: int = 0) -> PageText | None:
    """The lines of a page whose source begins at an offset of the document; None where a tree is needed."""
    source = seen(document)
    if source is None:
        return None
    pieces, at, opened = Pieces(), start, _AT_FIRST
    links: list[Link] = []
    hidden: list[int] = []
    for piece, row in _pieces_of(source):
        step = (_known if len(piece) < _LONGEST_PIECE else _read)(piece, row, opened)
        if step is None:
            return None
        opened, lead, movable, with_links, with_hidden = step
        if lead:
            pieces.insert(lead)
        pieces.put(movable, at)
        for address, *places in with_links:
            links.append(Link(address, *(place + at for place in places)))
        hidden += [place + at for place in with_hidden]
        at += len(piece)
    is_ended = not all(opened.parted) or (opened.elements and opened.elements[-1] in RAW)
    return None if is_ended else pieces.page(links, hidden=hidden)


def _pieces_of(source: str) -> Iterator[tuple[str, int]]:
    """The pieces of a page up to rows that have no row in them, each with where its row begins; and what is behind them."""
    at = seen = 0
    while (end := source.find("</tr>", seen)) >= 0:
        end += len("</tr>")
        row = source.rfind("<tr", seen, end)
        seen = end
        if row >= 0 and source[row + 3] in "> \n":
            yield source[at:end], row - at
            at = end
    yield source[at:], len(source) - at


def _read(source: str, row: int, opened: _Open) -> _Step | None:
    """The step of a piece of a page, whose row begins at `row`; None where a tree is needed."""
    for take_row in (_Steps.plain_row, _Steps.other_row, _Steps.take):
        walk = _Steps(source, opened)
        if not walk.take(0, row):
            return None
        if row == len(source) or take_row(walk, row, len(source)):
            return walk.step(opened)
    return None


_known = lru_cache(maxsize=2048)(_read)


class _Steps(Walk):
    """The walk over one piece of a page. Each method that takes something tells whether it is simply nested."""

    def __init__(self, source: str, opened: _Open) -> None:
        super().__init__(source)
        self.opened = list(opened.elements)
        self.parted = list(opened.parted)
        self.due = opened.due
        self.taken = [dict(taken) for taken in opened.taken]
        self.anchor: Element | None = None
        self.raised: Element | None = None
        self.lists: list[Element] = []  # those with numbers that begin in this piece and are open
        if opened.is_begun:
            self.pieces.insert("\n")

    def step(self, opened: _Open) -> _Step | None:
        """What was taken; None where an element is open that has to be seen as a whole."""
        if self.anchor is not None or self.raised is not None or len(self.opened) > _DEEPEST:
            return None
        lead, pieces = self.pieces.movable()
        taken = tuple([tuple(one.items()) for one in self.taken])
        after = _Open(tuple(self.opened), tuple(self.parted), self.due, len(self.pieces) > 0, taken)
        return _Step(after, lead[opened.is_begun :], pieces, tuple(self.links), tuple(self.hidden))

    def take(self, start: int, end: int) -> bool:
        """Takes tags and texts outside of rows that are lines."""
        at = start
        text, *tags = self.source[start:end].split("<")
        if text and not self._outer_text(text, at):
            return False
        at += len(text)
        for piece in tags:
            shown, closed, text = piece.partition(">")
            tag = tag_of(shown)
            if tag is None or not closed or not self._take_tag(tag, at):
                return False
            at += len(shown) + 2
            if self.raised is not None:
                self._raise(text, at)
            if text and not self._outer_text(text, at):
                return False
            at += len(text)
        return True

    def _raise(self, text: str, at: int) -> None:
        """Puts in what begins a raised text."""
        assert self.raised is not None
        self.raised.children.append(Text(shown_text(text), at, self.raised))
        self._sup(self.raised, is_end=False)

    def _take_tag(self, tag: Tag, at: int) -> bool:
        name, is_end, is_plain, parents, attributes, is_hidden = tag
        opened = self.opened
        around = opened[-1] if opened else ""
        if name == "!" and around not in RAW:
            return True
        if is_end:
            return self._end(name, around)
        if around in _BEFORE_BODY:
            if name in _AROUND_BODY or name.startswith(("!", "/")):
                return self._before_body(name, around)
            opened[:] = _IN_BODY
            around = "body"
        if name in ("/body", "/html"):
            opened[:] = ("#end",)
            return around in ("body", "#end")
        if self.raised is not None or around in _NOTHING_IN or name in UNSEEN or is_hidden:
            return False
        if around not in parents and not (is_plain and around not in _OF_TABLE):
            if name == "tr" and around == "table":
                opened.append("tbody")
            elif not self._may_begin(name, around):
                return False
        if self.parted and name in ("table", "hr"):
            self.parted[-1] = True
        elif name == "tr":
            self.parted.append(False)
        if name not in WITHOUT_MEANING:
            self._begin(Element(name, at, self.lists[-1] if name == "li" and around == "ol" else None, attributes))
        if name not in VOID:
            opened.append(name)
        return True

    def _begin(self, element: Element) -> None:
        name = element.name
        if name == "sup":
            self.raised = element
            return
        if name == "a":
            self.anchor = element
        elif name == "ol":
            self.lists.append(element)
        self._take(element, is_end=False, on_lines=True)
        if name in VOID:
            self._take(element, is_end=True, on_lines=True)

    def _end(self, name: str, around: str) -> bool:
        if name == "table" and around in GROUPS:
            self.opened.pop()
        elif name != around:
            return False
        self.opened.pop()
        if name == "head":
            self.opened[-1] = "#headless"
        elif name == "tr" and not self.parted.pop():
            return False
        elif name == "ol" and self.lists:
            self.items.pop(id(self.lists[-1]), None)
            self._take(self.lists.pop(), is_end=True, on_lines=True)
        elif name not in WITHOUT_MEANING and name not in RAW:
            element = self.raised or (self.anchor if name == "a" else None) or Element(name, None, None, NO_ATTRIBUTES)
            self._take(element, is_end=True, on_lines=True)
            self.raised = None
            self.anchor = None if name == "a" else self.anchor
        return True

    def _before_body(self, name: str, around: str) -> bool:
        """Takes a tag that stands before the body, or begins it."""
        if name in _OF_HEAD:
            self.opened[:] = _IN_HEAD if name in VOID else (*_IN_HEAD, name)
            return around != "#headless"
        if name == "body":
            self.opened[:] = _IN_BODY
            return True
        self.opened[:] = _IN_HEAD if name == "head" else ("html",) if name == "html" else ()
        return not around or (name == "head" and around == "html")

    def _may_begin(self, name: str, around: str) -> bool:
        """Whether a block, an item or a link may begin in an element of the body."""
        if around in _OF_TABLE or name in _NOWHERE or len(self.opened) > _DEEPEST:
            return False
        if name == "li" and around == "ol" and not self.lists:
            return False
        if name == "li" and around not in _AROUND_ITEMS:
            return False
        if name in HEADINGS and around in HEADINGS:
            return False
        return name not in self.opened if name in ONE_AT_A_TIME else "p" not in self.opened

    def _outer_text(self, text: str, at: int) -> bool:
        around = self.opened[-1] if self.opened else ""
        is_blank = not text.strip(BLANKS)
        if around in _BEFORE_BODY and not is_blank:
            if text[0] in BLANKS:
                return False
            self.opened[:] = _IN_BODY
        elif around in _WITHOUT_TEXT:
            return is_blank or around in RAW
        self._inner_text(text, at)
        return True

    def _inner_text(self, text: str, at: int) -> None:
        if "&" in text or "\\" in text or "\r" in text:
            self._text(Text(shown_text(text), at, _CELL), is_kept=False)
        else:
            self._words(text, at)

    def _is_row(self) -> bool:
        """Whether a row may begin, if need be with a group around it."""
        around = self.opened[-1] if self.opened else ""
        if around == "table":
            self.opened.append("tbody")
        return around == "table" or around in GROUPS

    def other_row(self, start: int, end: int) -> bool:
        """Takes a row by its tree."""
        row = row_tree(self.source[start:end], start) if self._is_row() else None
        if row is None or rows_with(row, {"form", "hr", "table"}):
            return False
        self.page(row)
        return True

    def plain_row(self, start: int, end: int) -> bool:
        """Takes a row none of whose elements has to be seen as a whole."""
        pieces = [piece.partition(">") for piece in self.source[start:end].split("<")[1:]]
        tags = [tag for shown, _, _ in pieces if (tag := tag_of(shown)) is not None]
        if len(tags) < len(pieces) or not self._is_row():
            return False
        cells = [tag.attrs for tag in tags if not tag.is_end and tag.name in CELLS]
        on_lines = len(cells) < 2
        tabs = [] if on_lines else tabs_between(cells, self.taken[-1])
        opened: list[str] = []
        number, at = 0, start
        self._part("\n")
        for tag, (shown, closed, text) in zip(tags, pieces, strict=True):  # the last one ends the row
            name, is_end, is_plain, _, attributes, is_hidden = tag
            begin, at = at, at + len(shown) + 2
            if is_end:
                if not closed or not opened or opened.pop() != name:
                    return False
                if name in CELLS:
                    if on_lines:
                        self._part("\n")
                    elif self.due in BLANK_PARTS:
                        self.due = ""
                elif self.raised is not None:
                    self._sup(self.raised, is_end=True)
                    self.raised = None
                elif name == "a" and self.anchor is not None:
                    self._link(self.anchor)
                    self.anchor = None
            elif self.raised is not None or is_hidden or not closed:
                return False
            elif is_plain and name in WITHOUT_MEANING and len(opened) > 1:
                opened.append(name)
            elif name in CELLS and len(opened) == 1:
                if on_lines:
                    self._part("\n")
                else:
                    self._tabs(tabs[number])
                    number += 1
                opened.append(name)
            elif name == "br" and len(opened) > 1:
                self._part("\n" if on_lines else BREAK_IN_CELL)
            elif name == "sup" and len(opened) > 1:
                self.raised = Element(name, begin, None, attributes)
                self._raise(text, at)
                opened.append(name)
            elif name == "a" and len(opened) > 1 and self.anchor is None:
                self.anchor = Element(name, begin, None, attributes)
                opened.append(name)
            elif name == "tr" and not opened:
                opened.append(name)
            else:
                return False
            if not text:
                continue
            if len(opened) > 1:
                self._inner_text(text, at)
            elif text.strip(BLANKS):
                return False
            at += len(text)
        if tabs:
            self._tabs(tabs[-1])
        self._part("\n")
        return not opened
