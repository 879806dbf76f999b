"""One pass over the nodes of an HTML document, which makes its lines and cells."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Any

from form4_grammar.readers.markup.nodes import Element, Text
from form4_grammar.readers.markup.spans import spans_of, tabs_between
from form4_grammar.readers.markup.tags import CELLS, NO_ATTRIBUTES, is_hidden, shown_text, unescaped
from form4_grammar.readers.page_text import BREAK_IN_CELL, ESCAPED, RAISED_REFERENCE, Link, PageText, Pieces
from form4_grammar.regexes import regex

Node = Any
"""A node of justhtml or one of `nodes`, which have the same names."""

UNSEEN = frozenset(
    {"head", "script", "style", "template", "noscript", "iframe", "object", "svg", "annotation", "#comment", "!doctype"}
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figure footer form header html li main "
    "nav pre section summary".split()
)
_PARTED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol"})
_AROUND_CELLS = frozenset({"table", "tbody", "thead", "tfoot", "tr"})
WITHOUT_MEANING = frozenset("b em font i small span strong tbody thead u".split())
"""Elements that say nothing of what stands in them; most of a page."""

_REFERENCE = regex(RAISED_REFERENCE)
_END_OF_SUP = regex(r"\s*(</sup\s*>)", re.IGNORECASE)
_HREF = regex(r"\bhref\s*=\s*", re.IGNORECASE)
_TEX = regex(r"\\(?:[A-Za-z]{3,}|\( ?(?:\{\})? ?[\^\\])")
_END_OF_TEX = regex(r"\\(?:[A-Za-z]{3,}|\( ?(?:\{\})? ?\^[^\\]{1,60}) ?\Z")
_BLANKS = regex(r"\s+")
_NAMED_SIGN = regex(r"(&#?\w{1,31};)")
_RANKS = {part: rank for rank, part in enumerate(("", " ", BREAK_IN_CELL, "\n", "\n\n"))}
_CELL = Element("td", None, None, NO_ATTRIBUTES)
BLANK_PARTS = (" ", BREAK_IN_CELL)
_MOST_IN_SUP = 50


def rows_with(root: Node, names: set[str]) -> set[int]:
    """The nodes (by `id`) that elements of some names stand in, rows among them."""
    found: set[int] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        todo += node.children or ()
        above = node.parent if node.name in names else None
        while above is not None and id(above) not in found:
            found.add(id(above))
            above = above.parent
    return found


class Walk:
    """One pass over the nodes of a document, without recursion: a document may be as deep as it likes."""

    def __init__(self, source: str, offset: int = 0, with_tables: AbstractSet[int] = frozenset(), within: str = " ") -> None:
        self.source, self.offset, self.with_tables = source, offset, with_tables
        self.within = within  # what parts the blocks in a cell of a line
        self.pieces = Pieces()
        self.due = ""  # what parts the next text from the one before: a blank, a line break, or two
        self.taken: list[dict[int, int]] = []  # for each open table the columns that cells of earlier rows reach into
        self.tabs: dict[int, int] = {}  # the tabs before a cell of a line, by its `id`, and at the end of a row
        self.is_cell_begun = False
        self.links: list[Link] = []
        self.hidden: list[int] = []
        self.items: dict[int, int] = {}  # the number of the last item of a list, by the `id` of the list

    def page(self, root: Node) -> PageText:
        """The lines below a node."""
        todo: list[tuple[Node, bool, bool, bool]] = [(root, False, True, False)]
        while todo:
            node, is_end, on_lines, is_kept = todo.pop()
            name = node.name
            if name == "#text":
                self._text(node, is_kept=is_kept)
                continue
            has_meaning = name not in WITHOUT_MEANING
            if has_meaning:
                self._take(node, is_end=is_end, on_lines=on_lines)
            if is_end or name in UNSEEN:
                continue
            if node.attrs and is_hidden(node.attrs):
                if _text_of_few(node) and node.origin_offset is not None:
                    self.hidden.append(self.offset + node.origin_offset)
                continue
            if node.children:
                inside = self._is_on_lines(node) if name == "tr" else on_lines or name == "table"
                keeps = is_kept or name == "pre"
                if has_meaning:
                    todo.append((node, True, on_lines, is_kept))
                todo += [(child, False, inside, keeps) for child in reversed(node.children)]
            elif has_meaning:
                self._take(node, is_end=True, on_lines=on_lines)
        return self.pieces.page(self.links, hidden=self.hidden)

    def _is_on_lines(self, row: Node) -> bool:
        """Whether what is in a row stands on lines, so that a break in it is one; else it stands in a cell of a line."""
        return id(row) in self.with_tables or sum(child.name in CELLS for child in row.children) < 2

    def _take(self, node: Node, *, is_end: bool, on_lines: bool) -> None:
        match node.name:
            case "td" | "th":
                if id(node) not in self.tabs:
                    self.part("\n")
                elif not is_end:
                    self._tabs(self.tabs[id(node)])
                elif self.due in BLANK_PARTS:
                    self.due = ""
            case "tr":
                self._row(node, is_end=is_end)
            case "table":
                self.part("\n\n")
                if is_end:
                    self.taken.pop()
                else:
                    self.taken.append({})
            case "br":
                self.part("\n" if on_lines else BREAK_IN_CELL)
            case "li" if not is_end and node.parent is not None and node.parent.name == "ol":
                self.part("\n" if on_lines else " ")
                self._number(node)
            case "img":
                if not is_end and (shown := (node.attrs.get("alt") or "").strip()):
                    self._flush()
                    self._mark(shown, *self._tag(node))
            case "input":
                if not is_end:
                    self._input(node)
            case "sup":
                self._sup(node, is_end=is_end)
            case "a":
                if is_end:
                    self.link(node)
            case name if name in _PARTED:
                self.part("\n\n" if on_lines else self.within)
            case name if name in _BLOCKS:
                self.part("\n" if on_lines else self.within)
            case _:
                pass

    def part(self, by: str) -> None:
        if _RANKS[by] > _RANKS[self.due]:
            self.due = by

    def _flush(self) -> None:
        """Puts in what is due before a text."""
        if self.due and len(self.pieces) and not (self.due in BLANK_PARTS and self.is_cell_begun):
            self.pieces.insert(self.due)
        self.due, self.is_cell_begun = "", False

    def _tabs(self, number: int) -> None:
        if number:
            if self.due not in BLANK_PARTS:
                self._flush()
            self.pieces.insert("\t" * number)
            self.due, self.is_cell_begun = "", True

    def _text(self, node: Node, *, is_kept: bool) -> None:
        data, start = node.data or "", node.origin_offset
        if not data or start is None or (node.parent.name in _AROUND_CELLS and not data.strip()):
            return
        is_as_written = self.source.startswith(data, start)
        if not is_kept:
            if is_as_written and not ("<" in data or "&" in data or "\\" in data):
                self._words(data, self.offset + start)
                return
            if not is_as_written and self._with_references(data, start):
                return
        places = None if is_as_written else _aligned(data, self.source, start)
        at = 0
        for blank in () if is_kept else _BLANKS.finditer(data):
            if blank.start() > at:
                self._word(data, at, blank.start(), start, places)
            self.part(" ")
            at = blank.end()
        if at < len(data):
            self._word(data, at, len(data), start, places)

    def text_at(self, text: str, at: int) -> None:
        """Puts in a text of a page without its tree."""
        if "&" in text or "\\" in text or "\r" in text:
            self._text(Text(shown_text(text), at, _CELL), is_kept=False)
        else:
            self._words(text, at)

    def _with_references(self, data: str, start: int) -> bool:
        """Puts in a text some of whose signs are written by their names; nothing, and False, where it differs otherwise."""
        end = self.source.find("<", start)
        written = self.source[start : end if end >= 0 else None]
        pieces = _NAMED_SIGN.split(written)
        if "\\" in written or unescaped(written) != data or written.count("&") != len(pieces) // 2:
            return False
        at = self.offset + start
        for number, piece in enumerate(pieces):
            if not number % 2:
                if piece:
                    self._words(piece, at)
            elif (shown := unescaped(piece)).isspace():
                self.part(" ")
            else:
                self._flush()
                self.pieces.replace("".join([ESCAPED.get(sign, sign) for sign in shown]), at, at + len(piece))
            at += len(piece)
        return True

    def _words(self, data: str, start: int) -> None:
        """Puts in a text without a sign that means something in a page text, as nearly all are."""
        words = data.split()
        if not words:
            self.part(" ")
            return
        lead = data.index(words[0])
        if lead:
            self.part(" ")
        if self.due:
            self._flush()
        self.is_cell_begun = False
        self.pieces.copy_words(words, data, start, lead)
        if data[-1].isspace():
            self.part(" ")

    def _word(self, data: str, first: int, last: int, start: int, places: list[tuple[int, int]] | None) -> None:
        self._flush()
        word = data[first:last]
        if not ESCAPED.keys() & set(word):
            if places is None:
                self.pieces.copy(word, self.offset + start + first)
            else:
                self.pieces.spread(word, [(self.offset + a, self.offset + b) for a, b in places[first:last]])
            return
        for index, sign in enumerate(word, first):
            a, b = places[index] if places else (start + index, start + index + 1)
            shown = sign if sign == "\\" and _is_tex(data, index) else ESCAPED.get(sign, sign)
            self.pieces.replace(shown, self.offset + a, self.offset + b)

    def _tag(self, node: Node) -> tuple[int, int]:
        """Where the start tag of an element stands in the source."""
        start = node.origin_offset or 0
        return start, self.source.find(">", start) + 1 or len(self.source)

    def _mark(self, shown: str, start: int, end: int) -> None:
        self.pieces.replace(shown, self.offset + start, self.offset + end)

    def _number(self, item: Node) -> None:
        """Puts in the number that a browser shows before an item of a list."""
        own, first = item.attrs.get("value") or "", item.parent.attrs.get("start") or ""
        last = self.items.get(id(item.parent))
        given = own or (first if last is None else "")
        number = int(given) if given.isdecimal() and len(given) < 4 else (last or 0) + 1
        self.items[id(item.parent)] = number
        self._flush()
        self.pieces.insert(f"{number}. ")

    def _input(self, node: Node) -> None:
        if (node.attrs.get("type") or "").lower() in ("checkbox", "radio"):
            self._flush()
            self._mark('<input checked="" type="checkbox"/>' if "checked" in node.attrs else "<input/>", *self._tag(node))
            self.due = " "

    def _sup(self, node: Node, *, is_end: bool) -> None:
        shown = "" if any(child.name == "sup" for child in node.children or ()) else _text_of_few(node)
        if is_end:
            self.end_raised(shown)
        else:
            self.begin_raised(shown, *self._tag(node))

    def begin_raised(self, shown: str, start: int, end: int) -> None:
        """A reference to a note keeps its mark; whatever else is raised is text."""
        if _REFERENCE.fullmatch(shown):
            self._flush()
            self._mark("<sup>", start, end)
        elif shown.lstrip().startswith(("(", "[")):  # no part of the word before it
            self.part(" ")

    def end_raised(self, shown: str) -> None:
        if _REFERENCE.fullmatch(shown):
            found = _END_OF_SUP.match(self.source, self.pieces.at - self.offset)
            if found is None:
                self.pieces.insert("</sup>")
            else:
                self._mark("</sup>", *found.span(1))
            self.due = ""
        elif shown.lstrip().startswith(("(", "[")):
            self.part(" ")

    def link(self, node: Node) -> None:
        address, (start, end) = node.attrs.get("href") or "", self._tag(node)
        found = _HREF.search(self.source, start, end)
        if address and found and self.pieces.at > self.offset + end:
            self.links.append(
                Link(address, self.offset + found.end(), self.offset + end - 1, self.offset + end, self.pieces.at)
            )

    def _row(self, node: Node, *, is_end: bool) -> None:
        if is_end:
            self._tabs(self.tabs.get(id(node), 0))
        self.part("\n")
        cells = [child for child in node.children or () if child.name in CELLS]
        if not is_end and self.taken and id(node) not in self.with_tables and len(cells) > 1:
            self._place(node, cells, self.taken[-1])

    def _place(self, row: Node, cells: list[Node], taken: dict[int, int]) -> None:
        """Notes how many tabs come before each cell of a row, and at its end."""
        tabs = tabs_between([spans_of(cell.attrs) for cell in cells], taken)
        self.tabs |= zip(map(id, (*cells, row)), tabs, strict=True)


def _aligned(data: str, source: str, start: int) -> list[tuple[int, int]]:
    from form4_grammar.readers.markup.aligned import aligned  # noqa: PLC0415 - most texts stand there as they are written

    return aligned(data, source, start)


def _is_tex(data: str, at: int) -> bool:
    """Whether a backslash begins a command of TeX, or a formula with one or with something raised, or ends that."""
    return _TEX.match(data, at) is not None or (
        data.startswith("\\)", at) and _END_OF_TEX.search(data, max(0, at - 80), at) is not None
    )


def _text_of_few(node: Node) -> str:
    """The text in a node, or as much of it as its first nodes have: no reference is made of more."""
    parts: list[str] = []
    todo = [node]
    for _ in range(_MOST_IN_SUP):
        if not todo:
            break
        one = todo.pop()
        if one.name == "#text":
            parts += filter(None, [(one.data or "").strip()])
        todo += reversed(one.children or ())
    return " ".join(parts)
