"""What is in a cell of a row that is a line of its table, which is read by itself and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from form4_grammar.readers.markup.nodes import Element
from form4_grammar.readers.markup.spans import Spans, spans_of
from form4_grammar.readers.markup.tags import BLANKS, CELLS, shown_text, tag_of
from form4_grammar.readers.markup.walk import WITHOUT_MEANING, Walk
from form4_grammar.readers.page_text import BREAK_IN_CELL, Link, MovablePieces
from form4_grammar.regexes import regex

_LONGEST_CELL = 300
"""The characters of a cell that is remembered."""

_TEXT = "(1)"
"""A text that is a reference where it is raised, and plain elsewhere."""

_NO_PIECES = ("", 0, 0, 0)
_TAG = regex(r"<([^<>]*+)>([^<]*+)")
"""A tag and the text behind it."""


Cell = tuple[Spans, MovablePieces, tuple[Link, ...]]
"""What is in a cell of a row that is a line, its places counted from where its source begins. A plain tuple, as pieces are."""


def read_cell(source: str) -> Cell | None:
    """What is in a cell, from its tag to its end; None where an element has to be seen as a whole."""
    return (_known if len(source) < _LONGEST_CELL else _read)(source)


def _read(source: str) -> Cell | None:
    end = source.find("</")
    at = source.rfind(">", 0, max(end, 0)) + 1
    text = source[at:end].strip()
    if at and text.isprintable() and not ("<" in text or "&" in text or "\\" in text or "  " in text):  # as nearly all are
        spans = _around_text(source[:at], source[end:])
        if spans is not None:
            at = source.index(text, at)
            return spans, (text, at, -1, at + len(text)) if text else _NO_PIECES, ()
    return _read_tags(source)


@lru_cache(maxsize=256)
def _around_text(before: str, behind: str) -> Spans | None:
    """What a cell of one text spans, by what stands around that; None where that is more than tags without a meaning."""
    cell = _read_tags(f"{before}{_TEXT}{behind}")
    plain = (_TEXT, len(before), -1, len(before) + len(_TEXT))
    return cell[0] if cell is not None and cell[1:] == (plain, ()) else None


def _read_tags(source: str) -> Cell | None:
    """What is in a cell, tag by tag."""
    found = _TAG.findall(source)
    lead, _, _ = source.partition("<")
    if len(found) < source.count("<") or lead.strip(BLANKS):
        return None
    walk = Walk(source)
    walk.is_cell_begun = True
    of_cell: Mapping[str, str] | None = None
    anchor: Element | None = None
    raised: str | None = None
    opened: list[str] = []
    at = len(lead)
    for shown, text in found:
        tag = tag_of(shown)
        if tag is None or tag.is_hidden:
            return None
        name, is_end, is_plain, _, attributes, _ = tag
        begin, at = at, at + len(shown) + 2
        if is_end:
            if not opened or opened.pop() != name:
                return None
            if raised is not None:
                walk.end_raised(raised)
                raised = None
            elif name == "a" and anchor is not None:
                walk.link(anchor)
                anchor = None
        elif raised is not None:
            return None
        elif not opened:
            if name not in CELLS or of_cell is not None:
                return None
            of_cell = attributes
            opened.append(name)
        elif name == "br":
            walk.part(BREAK_IN_CELL)
        else:
            opened.append(name)
            if name == "sup":
                raised = shown_text(text).strip()
                walk.begin_raised(raised, begin, at)
            elif name == "a" and anchor is None:
                anchor = Element(name, begin, None, attributes)
            elif name not in WITHOUT_MEANING or not is_plain:
                return None
        if text:
            walk.text_at(text, at)
            at += len(text)
    lead, pieces = walk.pieces.movable()
    if opened or lead or of_cell is None:
        return None
    return spans_of(of_cell), pieces, tuple(walk.links)


_known = lru_cache(maxsize=2048)(_read)
