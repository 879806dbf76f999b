"""Rows of tables, each read by itself: most are the same on all pages, as captions, reminders and blank cells are.

What a row holds is told by its source and the columns that cells above it reach into. It is remembered with its places
counted from where the row begins, and is moved to where it stands. `tests/test_well_nested.py` holds that a page is the same
when it is read as a whole.
"""

from __future__ import annotations

from functools import lru_cache

from form4_grammar.readers.markup.nodes import Element, ReadRow, Text
from form4_grammar.readers.markup.tags import BLANKS, CELLS, NO_ATTRIBUTES, Tag, shown_text, tag_of
from form4_grammar.readers.markup.walk import BLANK_PARTS, WITHOUT_MEANING, Taken, Walk, is_hidden, rows_with, tabs_between
from form4_grammar.readers.markup.well_nested import row_tree
from form4_grammar.readers.page_text import BREAK_IN_CELL

_LONGEST_ROW = 3000
"""The characters of a row that is remembered."""

_CELL = Element("td", None, None, NO_ATTRIBUTES)


def alone(source: str) -> ReadRow | None:
    """A row without a table in it, into which no cells of other rows reach; None where it cannot be read by itself."""
    return read_row(source, ())


def read_row(source: str, taken: Taken) -> ReadRow | None:
    """A row without a table in it; None where it cannot be read by itself, which depends on its source only."""
    return (_known if len(source) < _LONGEST_ROW else _read)(source, taken)


def _read(source: str, taken: Taken) -> ReadRow | None:
    walk = _RowWalk(source, taken)
    if not walk.plain():
        row = row_tree(source)
        if row is None or rows_with(row, {"form", "hr", "table"}):
            return None
        walk = _RowWalk(source, taken)
        walk.page(row)
    lead, pieces = walk.pieces.movable()
    tabs = lead.lstrip("\n")
    parting = lead[1 : len(lead) - len(tabs)]
    return ReadRow(parting, tabs, pieces, walk.due, tuple(walk.links), tuple(walk.hidden), walk.taken[0])


_known = lru_cache(maxsize=1024)(_read)


class _RowWalk(Walk):
    """The walk over one row, which is on a line of its own."""

    def __init__(self, source: str, taken: Taken) -> None:
        super().__init__(source)
        self.taken = [dict(taken)]
        self.pieces.insert("\n")

    def plain(self) -> bool:
        """Puts in the row from its tags, without a tree, as `page` does; False where one of them is to be looked at further."""
        tags: list[tuple[Tag, int, str]] = []
        for piece in self.source.split("<")[1:]:
            shown, closed, text = piece.partition(">")
            tag = tag_of(shown)
            if tag is None or not closed or (tag.attrs and is_hidden(tag.attrs)):
                return False
            tags.append((tag, len(shown) + 2, text))
        cells = [tag.attrs for tag, _, _ in tags if tag.name in CELLS and not tag.is_end]
        on_lines = len(cells) < 2
        tabs = [] if on_lines else tabs_between(cells, self.taken[-1])
        opened: list[str] = []
        raised: Element | None = None
        number = at = 0
        self._part("\n")
        for tag, length, text in tags:  # the last one ends the row
            name = tag.name
            is_in_cell = len(opened) > 1
            if tag.is_end:
                if not opened or opened.pop() != name:
                    return False
                if name in CELLS:
                    if on_lines:
                        self._part("\n")
                    elif self.due in BLANK_PARTS:
                        self.due = ""
                elif raised is not None:
                    self._sup(raised, is_end=True)
                    raised = None
            elif name == "br" and is_in_cell and raised is None:
                self._part("\n" if on_lines else BREAK_IN_CELL)
            else:
                if raised is not None:
                    return False
                if name == "sup" and is_in_cell:
                    raised = Element(name, at, _CELL, tag.attrs)
                    raised.children.append(Text(shown_text(text), at + length, raised))
                    self._sup(raised, is_end=False)
                elif name in CELLS and len(opened) == 1:
                    if on_lines:
                        self._part("\n")
                    else:
                        self._tabs(tabs[number])
                        number += 1
                elif not (name in WITHOUT_MEANING and tag.is_plain and is_in_cell) and (name != "tr" or opened):
                    return False
                opened.append(name)
            at += length
            if text:
                if len(opened) < 2:
                    if text.strip(BLANKS):
                        return False
                elif "&" in text or "\\" in text or "\r" in text:
                    self._text(Text(shown_text(text), at, _CELL), is_kept=False)
                else:
                    self._words(text, at)
                at += len(text)
        if tabs:
            self._tabs(tabs[-1])
        self._part("\n")
        return not opened
