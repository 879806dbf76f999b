"""A page of HTML in steps: what a piece of its source adds is told by the piece and by what is open before it.

A step goes up to the end of the next row of a table that has no table in it. What it adds, and what it leaves open, is
remembered with its places counted from where the piece begins: captions, reminders and blank cells are the same on nearly all
pages, so that most of a page is looked up. A page with a tag that is not simply nested needs a tree, and `in_steps` gives
none. `tests/test_well_nested.py` holds that a page in steps is the page of its tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from form4_grammar.readers.markup.cells import read_cell
from form4_grammar.readers.markup.nodes import Element
from form4_grammar.readers.markup.spans import tabs_between
from form4_grammar.readers.markup.tags import (
    BLANKS,
    CELLS,
    GROUPS,
    HEADINGS,
    NO_ATTRIBUTES,
    OF_HEAD,
    OF_TABLE,
    ONE_AT_A_TIME,
    PARTS,
    RAW,
    VOID,
    Tag,
    shown_text,
    tag_of,
)
from form4_grammar.readers.markup.walk import UNSEEN, WITHOUT_MEANING, Walk, rows_with
from form4_grammar.readers.markup.well_nested import has_unseen, is_strange, row_tree, seen
from form4_grammar.readers.page_text import Link, MovablePieces, PageText, Pieces, moved_link
from form4_grammar.regexes import regex

_LONGEST_PIECE = 3000
"""The characters of a piece that is remembered."""

_DEEPEST = 100
"""The elements that may be open: what is open is part of what a step is remembered by."""

_IN_HEAD, _IN_BODY, _BEHIND_BODY = ("html", "head"), ("html", "body"), ("#end",)
_BEFORE_BODY = frozenset({"", "html", "head", "#headless"})
_AROUND_BODY = OF_HEAD | {"html", "head", "body"}
_NOTHING_IN = RAW | {"#end"}
_WITHOUT_TEXT = _BEFORE_BODY | _NOTHING_IN | OF_TABLE
_NOWHERE = _AROUND_BODY | PARTS.keys() | {"form", "!d"}
_AROUND_ITEMS = frozenset({"ol", "ul", "menu", "dir", "body"}) | CELLS

_LONG_WAY = 60
"""The characters before a row that are a piece of their own, since they are not always before such a row."""

_END_OF_CELL = regex(r"(</t[dh]>)")
Taken = tuple[tuple[int, int], ...]
"""The columns of a row that cells of earlier ones reach into, each with how many rows they reach into from there on."""


_Open = tuple[tuple[str, ...], tuple[bool, ...], str, bool, tuple[Taken, ...]]
"""What is open between two pieces of a page.

The names of the elements, and for each open row whether it has something in it that parts its lines; then what parts the next
text from the one before, whether there is one, and the columns of each table.
"""


@lru_cache(maxsize=256)
def _shared(opened: _Open) -> _Open:
    """What is open, of which there is one for all steps: there are few."""
    return opened


_AT_FIRST: _Open = ((), (), "", False, ())

_Step = tuple[_Open, str, MovablePieces, tuple[Link, ...], tuple[int, ...], bool]
"""What a piece of the source adds, and before that what is open behind it, and what is put in before its first text.

Behind the pieces are the links, what is hidden, and whether each tag in it has its partner, as far as it tells. All that is
remembered is plain tuples, which are never looked through for garbage.
"""


def in_steps(document: str, start: int = 0) -> PageText | None:
    """The lines of a page whose source begins at an offset of the document; None where a tree is needed."""
    page = _page(document, start)
    if isinstance(page, str):
        source = seen(document) if has_unseen(page) else None
        page = "" if source is None else _page(source, start)
    return None if isinstance(page, str) else page


def _page(source: str, start: int) -> PageText | str:
    """The lines of a page, or the piece that has no step."""
    pieces, at, opened, is_nested = Pieces(), start, _AT_FIRST, True
    links: list[Link] = []
    hidden: list[int] = []
    for piece, row in _pieces_of(source):
        step = (_known if len(piece) < _LONGEST_PIECE else _read)(piece, row, opened)
        if step is None:
            return piece
        opened, lead, movable, with_links, with_hidden, is_so = step
        if lead:
            pieces.insert(lead)
        pieces.put(movable, at)
        if with_links or with_hidden:
            links += [moved_link(link, at) for link in with_links]
            hidden += [place + at for place in with_hidden]
        is_nested = is_nested and is_so
        at += len(piece)
    elements, parted, *_ = opened
    if not all(parted) or (elements and elements[-1] in RAW):
        return ""
    return pieces.page(links, hidden=hidden, is_nested=is_nested and elements in (_IN_BODY, _BEHIND_BODY))


def _pieces_of(source: str) -> Iterator[tuple[str, int]]:
    """The pieces of a page up to rows that have no row in them, each with where its row begins; and what is behind them."""
    at = seen = 0
    while (end := source.find("</tr>", seen)) >= 0:
        end += len("</tr>")
        row = source.rfind("<tr", seen, end)
        seen = end
        if row >= 0 and source[row + 3] in "> \n":
            if row - at > _LONG_WAY:
                yield source[at:row], row - at
                at = row
            yield source[at:end], row - at
            at = end
    yield source[at:], len(source) - at


def _read(source: str, row: int, opened: _Open) -> _Step | None:
    """The step of a piece of a page, whose row begins at `row`; None where a tree is needed."""
    if is_strange(source):
        return None
    for take_row in (_Steps.plain_row, _Steps.other_row, _Steps.take):
        walk = _Steps(source, opened)
        if not walk.take(0, row):
            return None
        if row == len(source) or take_row(walk, row, len(source)):
            return walk.step(is_begun=opened[3])
    return None


_known = lru_cache(maxsize=2048)(_read)


class _Steps(Walk):
    """The walk over one piece of a page. Each method that takes something tells whether it is simply nested."""

    def __init__(self, source: str, opened: _Open) -> None:
        super().__init__(source)
        elements, parted, self.due, is_begun, taken = opened
        self.opened, self.parted = list(elements), list(parted)
        self.taken = [dict(one) for one in taken]
        self.anchor: Element | None = None
        self.raised: str | None = None
        self.has_one_cell = False
        self.is_nested = True
        self.lists: list[Element] = []  # those with numbers that begin in this piece and are open
        if is_begun:
            self.pieces.insert("\n")

    def step(self, *, is_begun: bool) -> _Step | None:
        """What was taken; None where an element is open that has to be seen as a whole."""
        if self.anchor is not None or self.raised is not None or len(self.opened) > _DEEPEST:
            return None
        lead, pieces = self.pieces.movable()
        taken = tuple([tuple(one.items()) for one in self.taken])
        after = _shared((tuple(self.opened), tuple(self.parted), self.due, len(self.pieces) > 0, taken))
        return after, lead[is_begun:], pieces, tuple(self.links), tuple(self.hidden), self.is_nested

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
            if self.raised == "":
                self.raised = shown_text(text).strip()
                self.begin_raised(self.raised, at - len(shown) - 2, at)
            if text and not self._outer_text(text, at):
                return False
            at += len(text)
        return True

    def _take_tag(self, tag: Tag, at: int) -> bool:
        name, is_end, is_plain, parents, attributes, is_hidden = tag
        opened = self.opened
        around = opened[-1] if opened else ""
        if name == "!" and around not in RAW and self.raised is None:
            return True
        if is_end:
            return self._end(name, around)
        if around in _BEFORE_BODY:
            if name in _AROUND_BODY or name.startswith(("!", "/")):
                return self._before_body(name, around)
            opened[:] = _IN_BODY
            around = "body"
        if name in ("/body", "/html"):
            opened[:] = _BEHIND_BODY
            return around in ("body", "#end")
        if self.raised is not None or around in _NOTHING_IN or name in UNSEEN or is_hidden:
            return False
        if around not in parents and not (is_plain and around not in OF_TABLE):
            if name == "tr" and around == "table":
                opened.append("tbody")
            elif not self._may_begin(name, around):
                return False
        if self.parted and name in ("table", "hr"):
            self.parted[-1] = True
        elif name == "tr":
            self.parted.append(self.has_one_cell)
        if name not in WITHOUT_MEANING:
            self._begin(Element(name, at, self.lists[-1] if name == "li" and around == "ol" else None, attributes))
        if name not in VOID:
            opened.append(name)
        return True

    def _begin(self, element: Element) -> None:
        name = element.name
        if name == "sup":
            self.raised = ""  # its text is what stands behind the tag
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
        elif self.raised is not None:
            self.end_raised(self.raised)
            self.raised = None
        elif self.anchor is not None and name == "a":
            self.link(self.anchor)
            self.anchor = None
        elif name == "ol" and self.lists:
            self.items.pop(id(self.lists[-1]), None)
            self._take(self.lists.pop(), is_end=True, on_lines=True)
        elif name not in WITHOUT_MEANING and name not in RAW:
            self._take(Element(name, None, None, NO_ATTRIBUTES), is_end=True, on_lines=True)
        return True

    def _before_body(self, name: str, around: str) -> bool:
        """Takes a tag that stands before the body, or begins it."""
        if name in OF_HEAD:
            self.opened[:] = _IN_HEAD if name in VOID else (*_IN_HEAD, name)
            return around != "#headless"
        if name == "body":
            self.opened[:] = _IN_BODY
            return True
        self.opened[:] = _IN_HEAD if name == "head" else ("html",) if name == "html" else ()
        return not around or (name == "head" and around == "html")

    def _may_begin(self, name: str, around: str) -> bool:
        """Whether a block, an item or a link may begin in an element of the body."""
        if around in OF_TABLE or name in _NOWHERE or len(self.opened) > _DEEPEST:
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
        self.text_at(text, at)
        return True

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
        self.is_nested = False  # its cells may have ended what was open in them
        return True

    def plain_row(self, start: int, end: int) -> bool:
        """Takes a row none of whose elements has to be seen as a whole."""
        opening, _, inside = self.source[start:end].partition(">")
        sources, last = _cells_of(inside)
        if last != "</tr>" and last.strip(BLANKS) != "</tr>":
            return False
        if len(sources) < 2:
            self.has_one_cell = True
            return self.take(start, end)
        tag = tag_of(opening[1:])
        if tag is None or tag.name != "tr" or tag.is_hidden or not self._is_row():
            return False
        cells = [cell for source in sources if (cell := read_cell(source))]
        if len(cells) < len(sources):
            return False
        tabs = tabs_between([spans for spans, _, _ in cells], self.taken[-1])
        at = start + len(opening) + 1
        self.part("\n")
        before = 0  # the tabs since the last cell that is not blank
        for (_, pieces, links), number, source in zip(cells, tabs, sources, strict=False):  # the last tabs are behind the cells
            before += number
            if pieces[0]:
                self._tabs(before)
                self._flush()
                before = 0
                self.pieces.put(pieces, at)
                if links:
                    self.links += [moved_link(link, at) for link in links]
            at += len(source)
        self._tabs(before + tabs[-1])
        self.part("\n")
        return True


def _cells_of(row: str) -> tuple[list[str], str]:
    """The cells of a row, each up to its end, and what is behind the last."""
    if "</th>" in row:
        *parts, last = _END_OF_CELL.split(row)
        return list(map(str.__add__, parts[::2], parts[1::2])), last
    *cells, last = row.split("</td>")
    return [f"{cell}</td>" for cell in cells], last
