"""The XML of an ownership document as elements with their places. Nothing is resolved and nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat
from xml.parsers.expat import errors

from form4_grammar.ownership_xml.elements import ROOT

DEEPEST = 16
"""Elements further inside are not kept: those of an ownership document are six deep."""

MOST_ELEMENTS = 100_000
"""With more, a document is refused: two tables of thirty rows and 99 notes make some three thousand."""

_ROOT = re.compile(rf"<(?:[\w.-]+:)?{ROOT}(?=[\s/>]|\Z)")
_TAG = re.compile(r"""<(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_BLANKS = re.compile(r"[\s\ufeff]*")
_PIECE = re.compile(r"[^>;\n]{0,30}[>;]?")
_LEAD = re.compile(r"(?:&|</?)?\Z")  # expat puts some faults behind the sign that begins them
_ILLEGAL = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|(?P<sign>&(?!(?:#(?:9|10|13|3[2-9]|[4-9]\d|\d{3,6})|#x(?:9|[aAdD]|[2-9a-fA-F][\da-fA-F]{1,4})"
    r"|amp|lt|gt|quot|apos);))|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])",
    re.DOTALL,
)
"""What no XML may hold: an & that begins no reference to a character that it may hold, and control characters."""

_FOR_AMPERSAND, _FOR_CONTROL = "\ue026", "\ue000"
"""What they are read as, of the same length, so that places stay what they are; no filing has these private characters."""

_ENVELOPE, _DECLARATION = "<XML>", "<!DOCTYPE"
_CUT_OFF = {
    errors.codes[message]
    for message in (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN, errors.XML_ERROR_UNCLOSED_CDATA_SECTION)
}


class Run(NamedTuple):
    """A text between two tags, its entities replaced. It stands at ``start`` to ``end``, which leave outer blanks out."""

    text: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Element:
    """An element from ``start`` to ``end``. What is in it begins at ``inside`` and ends at ``until``.

    These two are -1 where the document breaks off before its end tag. Texts that are all blank are left out.
    """

    name: str
    id: str
    start: int
    inside: int
    until: int = -1
    end: int = -1
    content: list[Element | Run] = field(default_factory=list)

    @property
    def is_closed(self) -> bool:
        return self.end >= 0

    @property
    def text(self) -> str:
        """All text in it, that of the elements inside included."""
        return "".join(part.text for part in self.content)

    def every(self, name: str) -> Iterator[Element]:
        """The elements of that name right inside."""
        return (part for part in self.content if isinstance(part, Element) and part.name == name)


class Fault(NamedTuple):
    """Why and where reading ended before the document did. ``is_refusal`` where nothing of it may be used."""

    message: str
    at: int
    is_refusal: bool = False


class OwnershipDocument(NamedTuple):
    """A document.

    ``stray`` is where text goes on after it, ``others`` are the places of further documents. ``illegal`` are the places of
    characters that XML may not hold: an & is read as one, a control character as nothing.
    """

    start: int
    root: Element | None
    fault: Fault | None
    stray: tuple[int, int] | None
    others: tuple[tuple[int, int], ...]
    illegal: tuple[int, ...]


def parse(text: str) -> OwnershipDocument | None:
    """The first ownership document in a text, which may be a full submission as EDGAR keeps it; None where there is none.

    An encoding that the XML declares means nothing here, since the text is decoded. What is not well-formed is no error: the
    elements before that place are kept, those that are cut off without an end.
    """
    found = _ROOT.search(text)
    if found is None:
        return None
    start, is_enveloped = _beginning(text, found.start())
    root, fault, illegal = _elements(text, start)
    stray = None
    if root is not None and root.is_closed:
        if fault is not None and not is_enveloped:
            stray = (fault.at, len(text.rstrip()))
        fault, after = None, root.end
    else:
        assert fault is not None
        after = max(fault.at, found.end())
    others = tuple(other.span() for other in _ROOT.finditer(text, after))
    if stray is not None and others:
        stray = None
    end = root.end if root is not None and root.is_closed else len(text)
    return OwnershipDocument(start, root, fault, stray, others, tuple(at for at in illegal if at < end))


def _beginning(text: str, root: int) -> tuple[int, bool]:
    """Where the XML begins whose root element is at `root`, and whether it stands in a submission."""
    envelope = text.rfind(_ENVELOPE, 0, root)
    match = _BLANKS.match(text, envelope + len(_ENVELOPE) if envelope >= 0 else 0)
    assert match is not None
    start = match.end()
    if not text.startswith(("<?", "<!"), start):
        declaration = text.rfind("<?xml", start, root)
        start = declaration if declaration >= 0 else root
    return start, envelope >= 0


class _RefusedError(Exception):
    """The document is one that must not be read."""


def _shown(text: str, at: int) -> str:
    """What stands at a place, to the end of its tag or line."""
    match = _PIECE.match(text, at)
    assert match is not None
    return repr(match[0])


def _legal(text: str, start: int) -> tuple[str, list[int]]:
    """The text from `start` on with what no XML may hold replaced, and where that stood."""
    illegal: list[int] = []

    def replaced(match: re.Match[str]) -> str:
        if match.lastgroup is None:
            return match[0]
        illegal.append(start + match.start())
        return _FOR_AMPERSAND if match["sign"] else _FOR_CONTROL

    return _ILLEGAL.sub(replaced, text[start:]), illegal


def _elements(text: str, start: int) -> tuple[Element | None, Fault | None, list[int]]:
    """The root element of the XML at `start`, what ended the reading of it early, and the places of illegal characters."""
    legal, illegal = _legal(text, start)
    data = legal.encode("utf-8", "surrogatepass")
    place = _placer(data, start)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.buffer_size = len(data)  # so that a text comes in one piece, and ends where the next tag begins
    roots: list[Element] = []
    opened: list[Element] = []
    number = too_deep = mark = 0

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal number, too_deep, mark
        number += 1
        if number > MOST_ELEMENTS:
            raise _RefusedError(f"more than {MOST_ELEMENTS:,} elements")
        if too_deep or len(opened) == DEEPEST:
            too_deep += 1
            return
        at = place(parser.CurrentByteIndex)
        tag = _TAG.match(text, at)
        assert tag is not None
        mark = tag.end()
        element = Element(name.rpartition(":")[2], attributes.get("id", ""), at, mark)
        (opened[-1].content if opened else roots).append(element)
        opened.append(element)

    def close_element(_: str) -> None:
        nonlocal too_deep, mark
        if too_deep:
            too_deep -= 1
            return
        element = opened.pop()
        at = place(parser.CurrentByteIndex)
        is_empty_tag = text.startswith("/>", element.inside - 2)
        element.until = element.inside if is_empty_tag else at
        element.end = mark = element.inside if is_empty_tag else text.index(">", at) + 1

    def add_text(shown: str) -> None:
        if not opened or too_deep:
            return
        shown = shown.replace(_FOR_AMPERSAND, "&").replace(_FOR_CONTROL, "")
        literal = text[mark : place(parser.CurrentByteIndex)]
        if shown.strip() and literal.strip():
            at = mark + len(literal) - len(literal.lstrip())
            opened[-1].content.append(Run(shown, at, at + len(literal.strip())))

    def refuse_type(*_: object) -> None:
        raise _RefusedError("a document type is declared")

    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CharacterDataHandler = add_text
    parser.StartDoctypeDeclHandler = refuse_type
    try:
        parser.Parse(data, True)
    except _RefusedError as refused:
        at = place(parser.CurrentByteIndex)
        declaration = text.rfind(_DECLARATION, start, at + len(_DECLARATION))
        return None, Fault(str(refused), at if declaration < 0 else declaration, is_refusal=True), []
    except expat.ExpatError as error:
        at = start + len(data[: max(parser.ErrorByteIndex, 0)].decode("utf-8", "replace"))
        lead = _LEAD.search(text, max(at - 2, start), at)
        at -= len(lead[0]) if lead else 0
        message = "it breaks off" if error.code in _CUT_OFF else f"{expat.ErrorString(error.code)}: {_shown(text, at)}"
        return (roots[0] if roots else None), Fault(message, at), illegal
    return roots[0], None, illegal


def _placer(data: bytes, start: int) -> Callable[[int], int]:
    """A function that turns offsets of `data` into those of the text, which it is at `start` of. They must not go back."""
    if data.isascii():
        return start.__add__
    byte, character = 0, start

    def place(at: int) -> int:
        nonlocal byte, character
        character += len(data[byte:at].decode("utf-8", "surrogatepass"))
        byte = at
        return character

    return place
