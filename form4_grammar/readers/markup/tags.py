"""The tags of HTML: what each says, and which elements have which rules.

What the standard says of them is in section 13.2.6 of the WHATWG's HTML, "Tree construction".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType

from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
RAW = frozenset({"script", "style", "title"})
CELLS = frozenset({"td", "th"})
GROUPS = frozenset({"tbody", "thead", "tfoot"})
OF_TABLE = frozenset({"table", "tr"}) | GROUPS
"""The elements of a table but its cells: what stands in them themselves is in no cell."""

OF_HEAD = RAW | {"link", "meta"}
PARTS = {"tr": 1} | dict.fromkeys(CELLS, 0) | dict.fromkeys(GROUPS, 2)
"""The parts of a table, by how many others each may have in it."""

_PARENTS: Mapping[str, Collection[str]] = {"tr": GROUPS} | dict.fromkeys(CELLS, ("tr",)) | dict.fromkeys(GROUPS, ("table",))
ENDS_P = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header hgroup hr "
    "main menu nav ol p search section summary table ul h1 h2 h3 h4 h5 h6".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ONE_AT_A_TIME = frozenset({"a", "nobr", "form"})
_WITH_OWN_RULES = frozenset(
    "applet area base basefont bgsound button caption col colgroup dd dt embed frame frameset iframe image isindex keygen "
    "listing marquee math noembed noframes noscript object optgroup option param plaintext pre rb rp rt rtc ruby select source "
    "svg template textarea track xmp".split()
)

BLANKS = " \t\n\f\r"
_NAME = r"[a-zA-Z][a-zA-Z0-9:_-]*"
_ATTRIBUTE = r"""\s+([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?"""
_START = regex(rf"({_NAME})((?:{_ATTRIBUTE})*)\s*/?")
_IN_CELLS = (ENDS_P | {"li", "p"}) - ONE_AT_A_TIME
"""Blocks, which may begin in a cell as they may in a page."""

_IN_PLACES = ENDS_P | RAW | ONE_AT_A_TIME | PARTS.keys() | {"body", "head", "html", "li", "p"}
"""Elements that cannot begin in every text."""

_END = regex(rf"/({_NAME})\s*")
_EACH_ATTRIBUTE = regex(_ATTRIBUTE)
_DOCTYPE = regex(r"!doctype\s[^<>]*", re.IGNORECASE)
_NO_TAG = regex(r"! *")
"""What a comment is made before the tags are looked at."""

_REFERENCE = regex(r"&([a-zA-Z0-9]+)([;=]?)|&#[^;]*;?")
_ESCAPES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#x27": "'", "#39": "'"}
_ESCAPED = regex(f"&({'|'.join(_ESCAPES)});")
"""What programs write for the signs that mean something in HTML, and mostly nothing else."""

_LONGEST_TAG = 300
"""The characters of a tag that is remembered."""

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Tag(NamedTuple):
    """What a tag says; ``is_plain``: its element may stand in any text, and ends with its own tag.

    Beside that an element is not to be looked at further where it stands in one of its ``parents``.
    """

    name: str
    is_end: bool
    is_plain: bool
    parents: Collection[str] = ()
    attrs: Mapping[str, str] = NO_ATTRIBUTES
    is_hidden: bool = False


def tag_of(shown: str) -> Tag | None:
    """What stands between the signs of a tag; None where it is none, or its element has rules of its own."""
    return _known_tag(shown) if len(shown) < _LONGEST_TAG else _read_tag(shown)


@lru_cache(maxsize=4096)
def _known_tag(shown: str) -> Tag | None:
    """What stands between the signs of a tag; None where it is none, or its element has rules of its own."""
    return _read_tag(shown)


def _read_tag(shown: str) -> Tag | None:
    if (end := _END.fullmatch(shown)) is not None:
        name = end[1].lower()
        if name in ("body", "html"):  # what comes behind them is of the body all the same
            return Tag(f"/{name}", False, False)
        is_known = name not in _WITH_OWN_RULES and name not in VOID
        return Tag(name, True, False) if is_known else None
    if _NO_TAG.fullmatch(shown) or _DOCTYPE.fullmatch(shown):
        return Tag(shown[:2].rstrip().casefold(), False, False)
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
    parents = _PARENTS.get(name, CELLS if name in _IN_CELLS else ())
    return Tag(name, False, name not in _IN_PLACES, parents, attributes, is_hidden(attributes))


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether a browser does not show an element with these attributes."""
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and "display:none" in style.replace(" ", "").lower())


def _in_attribute(found: re.Match[str]) -> str:
    """A character reference in an attribute, where one that lacks its semicolon is none before a letter or `=`."""
    if found[0] == "&amp;":  # as in addresses
        return "&"
    if found[2] == "=":
        return found[0]
    from html.entities import html5  # noqa: PLC0415 - the names of two thousand signs, of which few pages have others

    return html5.get(found[1] + found[2], found[0]) if found[1] else unescaped(found[0])


def shown_text(text: str) -> str:
    """A text as it is meant: its character references read, its line breaks as one sign."""
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    return unescaped(shown) if "&" in shown else shown


def unescaped(text: str) -> str:
    """A text with its character references read."""
    if len(_ESCAPED.findall(text)) == text.count("&"):
        return _ESCAPED.sub(lambda found: _ESCAPES[found[1]], text)
    from html import unescape  # noqa: PLC0415 - brings the names of all signs

    return unescape(text)
