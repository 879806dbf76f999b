"""The tree of an HTML document whose tags need no repair: that of the library, in a tenth of the time.

Nearly all pages of forms are like that: an element ends where its tag says, or where the standard lets a tag be left out, as
`</p>`, `</td>` and `<tbody>`. A document that has anything else is for the library: `tree` gives none. What the standard says
of the tags here is in section 13.2.6 of the WHATWG's HTML, "Tree construction"; `tests/test_well_nested.py` compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from html import unescape
from html.entities import html5
from types import MappingProxyType

from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
_RAW = frozenset({"script", "style", "title"})
_OF_HEAD = _RAW | {"link", "meta"}
_CELLS = frozenset({"td", "th"})
_GROUPS = frozenset({"tbody", "thead", "tfoot"})
_PARTS = {"tr": 1} | dict.fromkeys(_CELLS, 0) | dict.fromkeys(_GROUPS, 2)
"""The parts of a table, by how many others each may have in it."""

_PARENTS: Mapping[str, Collection[str]] = {"tr": _GROUPS} | dict.fromkeys(_CELLS, ("tr",)) | dict.fromkeys(_GROUPS, ("table",))
_LEVELS = _PARTS | {"table": 3}
_OF_TABLE = frozenset({"table", "tr"}) | _GROUPS
_OUTSIDE = frozenset({"#document", "html", "head", "#end"}) | _RAW
"""Where nothing can stand that stands in a text: before the body, behind it, and where there are no tags."""

_BARE = _OF_TABLE | _OUTSIDE
_ENDS_P = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header hgroup hr "
    "main menu nav ol p search section summary table ul h1 h2 h3 h4 h5 h6".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_AROUND_ITEMS = frozenset({"ol", "ul", "menu", "dir", "body"}) | _CELLS
_ONE_AT_A_TIME = frozenset({"a", "nobr", "form"})
_WITH_OWN_RULES = frozenset(
    "applet area base basefont bgsound button caption col colgroup dd dt embed frame frameset iframe image isindex keygen "
    "listing marquee math noembed noframes noscript object optgroup option param plaintext pre rb rp rt rtc ruby select source "
    "svg template textarea track xmp".split()
)

_BLANKS = " \t\n\f\r"
_NAME = r"[a-zA-Z][a-zA-Z0-9:_-]*"
_ATTRIBUTE = r"""\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?"""
_START = regex(rf"({_NAME})((?:{_ATTRIBUTE})*)\s*/?")
_IN_PLACES = _ENDS_P | _RAW | _ONE_AT_A_TIME | _PARTS.keys() | {"body", "head", "html", "li", "p"}
"""Elements that cannot begin in every text."""

_END = regex(rf"/({_NAME})\s*")
_EACH_ATTRIBUTE = regex(_ATTRIBUTE)
_DOCTYPE = regex(r"!doctype\s[^<>]*", re.IGNORECASE)
_UNSEEN = regex(
    r"<!--(?!-?>)(?:(?!--!?>).)*+(?:-->)?|(<(script|style)(?=[\s/>])[^<>]*>)((?:(?!</\2[\s/>]).)*+)", re.IGNORECASE | re.DOTALL
)
_NO_TAG = regex(r"! *")
"""What a comment is made before the tags are looked at."""

_REFERENCE = regex(r"&([a-zA-Z0-9]+)([;=]?)|&#[^;]*;?")
_STRANGE_REFERENCE = regex(
    r"&#(?!(?:3[2-9]|[4-9]\d|1[01]\d|12[0-689]|1[3-9]\d|[2-9]\d\d|[1-9]\d{3}|[1-4]\d{4}"
    r"|[xX]0{0,2}(?:[2-6][0-9a-fA-F]|7[0-9a-eA-E]|[a-fA-F][0-9a-fA-F]|[1-9a-fA-F][0-9a-fA-F]{2}|[1-9a-cA-C][0-9a-fA-F]{3}));)"
)
"""A reference by number to a sign of which readers make different things, or that is no such reference."""

_DEEPEST = 100
"""The elements that may be open: each tag out of place looks through them."""

_LONGEST_TAG = 300
"""The characters of a tag that is remembered."""

_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


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
    attrs = _NO_ATTRIBUTES
    children: Sequence[Element] = ()

    def __init__(self, data: str, offset: int, parent: Element) -> None:
        self.data, self.origin_offset, self.parent = data, offset, parent


class _Tag(NamedTuple):
    """What a tag says; ``is_plain``: its element may stand in any text, and ends with its own tag.

    Beside that an element is not to be looked at further where it stands in one of its ``parents``.
    """

    name: str
    is_end: bool
    is_plain: bool
    parents: Collection[str] = ()
    attrs: Mapping[str, str] = _NO_ATTRIBUTES


def tree(source: str) -> Element | None:
    """The document node of a page; None where the library has to be asked.

    It has no comments, and no blanks between the parts of a table, and scripts and styles are blank.
    """
    if "\0" in source or ("&#" in source and _STRANGE_REFERENCE.search(source)):
        return None
    if "<!--" in source or "<s" in source or "<S" in source:
        source = _UNSEEN.sub(_blanked, source)
    text, *pieces = source.split("<")
    made = _Tree()
    opened = made.opened
    if text and not made.text(text, 0):
        return None
    at = len(text)
    for piece in pieces:
        shown, closed, text = piece.partition(">")
        tag = _tag(shown) if len(shown) < _LONGEST_TAG else _read_tag(shown)
        if tag is None or not closed:
            return None
        name, is_end, is_plain, parents, _ = tag
        around = opened[-1].name
        if is_end and name == around:
            opened.pop()
        elif around in parents or (is_plain and around not in _BARE):
            made.add(tag, at)
        elif not made.tag(tag, at):
            return None
        at += len(shown) + 2
        if text:
            current = opened[-1]
            if current.name not in _BARE:
                shown = _shown(text) if "&" in text or "\r" in text else text
                current.children.append(Text(shown, at, current))
            elif (current.name in _OUTSIDE or text.strip(_BLANKS)) and not made.text(text, at):
                return None
            at += len(text)
    return made.root if made.is_ended() else None


def _blanked(found: re.Match[str]) -> str:
    """What nobody reads, without the tags in it; as it stands where it is not certain where it ends."""
    if found[1] is not None:
        return found[0] if "<!--" in found[3] else found[1] + " " * len(found[3])
    return f"<!{' ' * (len(found[0]) - 3)}>" if found[0].endswith("-->") else found[0]


@lru_cache(maxsize=4096)
def _tag(shown: str) -> _Tag | None:
    """What stands between the signs of a tag; None where it is none, or its element has rules of its own."""
    return _read_tag(shown)


def _read_tag(shown: str) -> _Tag | None:
    if (end := _END.fullmatch(shown)) is not None:
        name = end[1].lower()
        if name in ("body", "html"):  # what comes behind them is of the body all the same
            return _Tag(f"/{name}", False, False)
        is_known = name not in _WITH_OWN_RULES and name not in _VOID
        return _Tag(name, True, False) if is_known else None
    if _NO_TAG.fullmatch(shown) or _DOCTYPE.fullmatch(shown):
        return _Tag(shown[:2].rstrip().casefold(), False, False)
    start = _START.fullmatch(shown)
    name = start[1].lower() if start else ""
    if start is None or name in _WITH_OWN_RULES:
        return None
    attributes: dict[str, str] = {}
    for attribute, *values in _EACH_ATTRIBUTE.findall(start[2]):
        value = "".join(values)
        if "\r" in value:
            return None
        attributes.setdefault(attribute.lower(), _REFERENCE.sub(_in_attribute, value) if "&" in value else value)
    return _Tag(name, False, name not in _IN_PLACES, _PARENTS.get(name, ()), attributes)


def _in_attribute(found: re.Match[str]) -> str:
    """A character reference in an attribute, where one that lacks its semicolon is none before a letter or `=`."""
    if found[2] == "=":
        return found[0]
    return html5.get(found[1] + found[2], found[0]) if found[1] else unescape(found[0])


class _Tree:
    """The tree in the making: what is not done at once in `tree`. Each method tells whether it is certain."""

    def __init__(self) -> None:
        self.root = Element("#document", None, None, _NO_ATTRIBUTES)
        self.opened = [self.root]

    def add(self, tag: _Tag, offset: int | None) -> None:
        """Adds the element of a start tag."""
        parent = self.opened[-1]
        element = Element(tag.name, offset, parent, tag.attrs)
        parent.children.append(element)
        if tag.name not in _VOID:
            self.opened.append(element)

    def _imply(self, name: str) -> None:
        self.add(_Tag(name, False, False), None)

    def text(self, text: str, offset: int) -> bool:
        """Adds a text where none is expected."""
        parent = self.opened[-1]
        if parent.name == "#end":
            last = self.opened[-2].children[-1:]
            if text.strip(_BLANKS):
                return False
            if last and isinstance(last[0], Text):
                last[0].data += _shown(text)
                return True
            parent = self.opened[-2]
        elif parent.name in _OUTSIDE - _RAW:
            is_blank = not text.strip(_BLANKS)
            has_head = any(one.name == "head" for one in parent.children)
            if is_blank and (parent.name == "#document" or (parent.name == "html" and not has_head)):
                return True
            if not is_blank and (text[0] in _BLANKS or not self._begin_body()):
                return False
            parent = self.opened[-1]
        elif parent.name in _OF_TABLE:
            return False
        parent.children.append(Text(_shown(text), offset, parent))
        return True

    def tag(self, tag: _Tag, offset: int) -> bool:
        """Takes a tag that is not just the next one."""
        current = self.opened[-1].name
        if current in _RAW or len(self.opened) > _DEEPEST:
            return False
        if tag.name.startswith("!"):
            return tag.name == "!" or current == "#document"
        if current in _OUTSIDE:
            return self._outside(tag, offset, current)
        if tag.name in ("/body", "/html"):
            self.opened.append(Element("#end", None, None, _NO_ATTRIBUTES))
            return current in ("body", "p")
        if tag.is_end:
            return self._end(tag.name)
        if tag.name in _PARTS:
            return self._part(tag, offset)
        return current not in _OF_TABLE and self._start(tag, offset)

    def _outside(self, tag: _Tag, offset: int, current: str) -> bool:
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
        if tag.name in _OF_HEAD:
            self.add(tag, offset)
            return self.opened[-1 if tag.name in _VOID else -2].name == "head"
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
        return current not in _RAW and (current not in ("#document", "html", "head") or self._begin_body())

    def _start(self, tag: _Tag, offset: int) -> bool:
        """Begins an element in the body."""
        name, opened = tag.name, self.opened
        if (name in _ENDS_P or name in ("li", "p")) and not self._end_paragraph(name):
            return False
        if name == "li" and opened[-1].name == "li":
            opened.pop()
        is_misplaced = (
            (name == "li" and opened[-1].name not in _AROUND_ITEMS)
            or (name in _HEADINGS and opened[-1].name in _HEADINGS)
            or (name in _ONE_AT_A_TIME and any(one.name == name for one in opened))
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

    def _part(self, tag: _Tag, offset: int) -> bool:
        """Begins a part of a table, with those around it whose tags were left out."""
        level, opened = _PARTS[tag.name], self.opened
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
            return opened.pop().name == name and (name in _ENDS_P or name == "li")
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
        if opened[place].name in _CELLS and (not named or opened[place].name == named):
            is_certain = all(one.name != "form" for one in opened[place:])  # a form has to be ended by its tag
            del opened[place:]
            return is_certain
        return not named and place == len(opened) - 1 and place > 0


def _shown(text: str) -> str:
    """A text as it is meant: its character references read, its line breaks as one sign."""
    return unescape(text.replace("\r\n", "\n").replace("\r", "\n"))
