"""The tree of an HTML document whose tags need no repair: that of the library, in a tenth of the time.

Nearly all pages of forms are like that: an element ends where its tag says, or where the standard lets a tag be left out, as
`</p>`, `</td>` and `<tbody>`. A document that has anything else is for the library: `tree` gives none. What the standard says
of the tags here is in section 13.2.6 of the WHATWG's HTML, "Tree construction"; `tests/test_well_nested.py` compares the two.
"""

from __future__ import annotations

import re

from form4_grammar.readers.markup.nodes import Element, Text
from form4_grammar.readers.markup.tags import (
    BLANKS,
    CELLS,
    ENDS_P,
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
from form4_grammar.regexes import regex

_LEVELS = PARTS | {"table": 3}
_OUTSIDE = frozenset({"#document", "html", "head", "#end"}) | RAW
"""Where nothing can stand that stands in a text: before the body, behind it, and where there are no tags."""

_BARE = OF_TABLE | _OUTSIDE
_AROUND_ITEMS = frozenset({"ol", "ul", "menu", "dir", "body"}) | CELLS
_UNSEEN = regex(
    r"<(?:!--(?!-?>)(?:(?!--!?>).)*+(?:-->)?|((?i:script|style))(?=[\s/>])[^<>]*+>((?:(?!</(?i:\1)[\s/>]).)*+))", re.DOTALL
)
_STRANGE_REFERENCE = regex(
    r"&#(?!(?:3[2-9]|[4-9]\d|1[01]\d|12[0-689]|1[3-9]\d|[2-9]\d\d|[1-9]\d{3}|[1-4]\d{4}"
    r"|[xX]0{0,2}(?:[2-6][0-9a-fA-F]|7[0-9a-eA-E]|[a-fA-F][0-9a-fA-F]|[1-9a-fA-F][0-9a-fA-F]{2}|[1-9a-cA-C][0-9a-fA-F]{3}));)"
)
"""A reference by number to a sign of which readers make different things, or that is no such reference."""

_DEEPEST = 100
"""The elements that may be open: each tag out of place looks through them."""


def seen(source: str) -> str | None:
    """The source with blanks for what nobody reads: comments, scripts and styles; None where the library has to be asked."""
    return None if is_strange(source) else _UNSEEN.sub(_blanked, source)


def has_unseen(source: str) -> bool:
    """Whether there is anything in a source that nobody reads."""
    return _UNSEEN.search(source) is not None


def is_strange(source: str) -> bool:
    """Whether there is a sign in a source of which readers make different things."""
    return "\0" in source or ("&#" in source and _STRANGE_REFERENCE.search(source) is not None)


def tree(document: str) -> Element | None:
    """The document node of a page; None where the library has to be asked.

    It has no comments, and no blanks between the parts of a table, and scripts and styles are blank.
    """
    source = seen(document)
    made = _Tree()
    return made.root if source is not None and _take(made, source, 0) and made.is_ended() else None


def row_tree(source: str, at: int) -> Element | None:
    """The node of a row of a table, of its source alone, which stands at the offset `at`.

    None where that is not one row, or the library has to be asked.
    """
    made = _Tree()
    table = Element("table", None, made.root, NO_ATTRIBUTES)
    group = Element("tbody", None, table, NO_ATTRIBUTES)
    made.opened += table, group
    if not _take(made, source, at) or made.opened[-1] is not group:
        return None
    row, *others = group.children
    return row if isinstance(row, Element) and not others else None


def _take(made: _Tree, source: str, at: int) -> bool:
    """Takes a part of the page, which stands at the offset `at`, into a tree; tells whether it is certain."""
    opened = made.opened
    first = True
    for piece in source.split("<"):
        if first:
            first, text = False, piece
        else:
            shown, closed, text = piece.partition(">")
            tag = tag_of(shown)
            if tag is None or not closed:
                return False
            name, is_end, is_plain, parents = tag[:4]
            around = opened[-1].name
            if is_end and name == around:
                opened.pop()
            elif around in parents or (is_plain and around not in _BARE):
                made.add(tag, at)
            elif not made.tag(tag, at):
                return False
            at += len(shown) + 2
        if text:
            current = opened[-1]
            if current.name not in _BARE:
                shown = shown_text(text) if "&" in text or "\r" in text else text
                current.children.append(Text(shown, at, current))
            elif (current.name in _OUTSIDE or text.strip(BLANKS)) and not made.text(text, at):
                return False
            at += len(text)
    return True


def _blanked(found: re.Match[str]) -> str:
    """What nobody reads, without the tags in it; as it stands where it is not certain where it ends."""
    if found[1] is not None:
        return found[0] if "<!--" in found[2] else found[0][: found.start(2) - found.start()] + " " * len(found[2])
    return f"<!{' ' * (len(found[0]) - 3)}>" if found[0].endswith("-->") else found[0]


class _Tree:
    """The tree in the making: what is not done at once in `tree`. Each method tells whether it is certain."""

    def __init__(self) -> None:
        self.root = Element("#document", None, None, NO_ATTRIBUTES)
        self.opened = [self.root]

    def add(self, tag: Tag, offset: int | None) -> None:
        """Adds the element of a start tag."""
        parent = self.opened[-1]
        element = Element(tag.name, offset, parent, tag.attrs)
        parent.children.append(element)
        if tag.name not in VOID:
            self.opened.append(element)

    def _imply(self, name: str) -> None:
        self.add(Tag(name, False, False), None)

    def text(self, text: str, offset: int) -> bool:
        """Adds a text where none is expected."""
        parent = self.opened[-1]
        if parent.name == "#end":
            last = self.opened[-2].children[-1:]
            if text.strip(BLANKS):
                return False
            if last and isinstance(last[0], Text):
                last[0].data += shown_text(text)
                return True
            parent = self.opened[-2]
        elif parent.name in _OUTSIDE - RAW:
            is_blank = not text.strip(BLANKS)
            has_head = any(one.name == "head" for one in parent.children)
            if is_blank and (parent.name == "#document" or (parent.name == "html" and not has_head)):
                return True
            if not is_blank and (text[0] in BLANKS or not self._begin_body()):
                return False
            parent = self.opened[-1]
        elif parent.name in OF_TABLE:
            return False
        parent.children.append(Text(shown_text(text), offset, parent))
        return True

    def tag(self, tag: Tag, offset: int) -> bool:
        """Takes a tag that is not just the next one."""
        current = self.opened[-1].name
        if current in RAW or len(self.opened) > _DEEPEST:
            return False
        if tag.name.startswith("!"):
            return tag.name == "!" or current == "#document"
        if current in _OUTSIDE:
            return self._outside(tag, offset, current)
        if tag.name in ("/body", "/html"):
            self.opened.append(Element("#end", None, None, NO_ATTRIBUTES))
            return current in ("body", "p")
        if tag.is_end:
            return self._end(tag.name)
        if tag.name in PARTS:
            return self._part(tag, offset)
        return current not in OF_TABLE and self._start(tag, offset)

    def _outside(self, tag: Tag, offset: int, current: str) -> bool:
        if current == "#end" or tag.is_end or tag.name.startswith("/"):
            return current == "#end" and tag.name == "/html"
        if current == "#document":
            if tag.name == "html":
                self.add(tag, offset)
                return True
            self._imply("html")
        if self.opened[-1].name == "html" and not self.opened[-1].children:
            if tag.name == "head":
                self.add(tag, offset)
                return True
            self._imply("head")
        if tag.name in OF_HEAD:
            self.add(tag, offset)
            return self.opened[-1 if tag.name in VOID else -2].name == "head"
        if tag.name == "body":
            del self.opened[2:]
            self.add(tag, offset)
            return True
        return self._begin_body() and self.tag(tag, offset)

    def _begin_body(self) -> bool:
        """Begins the body without its tag."""
        if self.opened[-1].name == "#document":
            self._imply("html")
        if self.opened[-1].name == "html" and not self.opened[-1].children:
            self._imply("head")
        del self.opened[2:]
        self._imply("body")
        return True

    def is_ended(self) -> bool:
        """Ends the page, which has a body whatever it has not."""
        current = self.opened[-1].name
        return current not in RAW and (current not in ("#document", "html", "head") or self._begin_body())

    def _start(self, tag: Tag, offset: int) -> bool:
        """Begins an element in the body."""
        name, opened = tag.name, self.opened
        if (name in ENDS_P or name in ("li", "p")) and not self._end_paragraph(name):
            return False
        if name == "li" and opened[-1].name == "li":
            opened.pop()
        is_misplaced = (
            (name == "li" and opened[-1].name not in _AROUND_ITEMS)
            or (name in HEADINGS and opened[-1].name in HEADINGS)
            or (name in ONE_AT_A_TIME and any(one.name == name for one in opened))
            or name in ("html", "head", "body")
        )
        self.add(tag, offset)
        return not is_misplaced

    def _end_paragraph(self, name: str) -> bool:
        """Ends the paragraph that is open, as the beginning of a block does."""
        for one in reversed(self.opened):
            if one.name == "p":
                return name != "table" and self.opened.pop() is one  # some documents have tables in paragraphs
            if one.name in _LEVELS:
                break
        return True

    def _part(self, tag: Tag, offset: int) -> bool:
        """Begins a part of a table, with those around it whose tags were left out."""
        level, opened = PARTS[tag.name], self.opened
        if not self._leave_cell():
            return False
        while _LEVELS[opened[-1].name] <= level:
            opened.pop()
        if level < 2 and opened[-1].name == "table":
            self._imply("tbody")
        if level < 1 and opened[-1].name != "tr":
            self._imply("tr")
        self.add(tag, offset)
        return True

    def _end(self, name: str) -> bool:
        """Ends an element that is not the innermost."""
        level, opened = _LEVELS.get(name), self.opened
        if level is None:
            while opened[-1].name in ("p", "li") and opened[-1].name != name:
                opened.pop()
            return opened.pop().name == name and (name in ENDS_P or name == "li")
        if level == 0:
            return self._leave_cell(name)
        if not self._leave_cell():
            return False
        while _LEVELS[opened[-1].name] < level:
            opened.pop()
        return opened.pop().name == name

    def _leave_cell(self, named: str = "") -> bool:
        """Ends the cell that is open, with all that is open in it; False where it is not so `named`, or there is no table."""
        opened = self.opened
        place = next((at for at in range(len(opened) - 1, 0, -1) if opened[at].name in _LEVELS), 0)
        if opened[place].name in CELLS and (not named or opened[place].name == named):
            is_certain = all(one.name != "form" for one in opened[place:])  # a form has to be ended by its tag
            del opened[place:]
            return is_certain
        return not named and place == len(opened) - 1 and place > 0
