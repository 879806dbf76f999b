"""The XML of an ownership document as elements with their places. Nothing is resolved and nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat
from xml.parsers.expat import errors

from form4_grammar.ownership_xml.elements import ROOT
from form4_grammar.ownership_xml.markup import DEEPEST, MOST_ELEMENTS, Element, Run
from form4_grammar.ownership_xml.spelling import in_case
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

_ROOT = regex(rf"<(?:[\w.-]+:)?{ROOT}(?=[\s/>]|\Z)")
_TAG = regex(r"""<(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_BROKEN_ROOT = regex(r"(?:<[^<>]{0,40}>?\s{0,99})?(?=<(?:schemaVersion|documentType|periodOfReport|issuer)>)")
"""Where a document begins whose first tag is damaged."""
_AROUND = regex(r"(?:<\?[^>]*>|<!--.*?-->|<(?P<name>[A-Za-z][\w.:-]*+)[^<>]*>|\s)*+", re.DOTALL)
"""What stands between a declaration and the root: with a ``name`` where that of an element around the root is there, too."""

_BLANKS = regex(r"[\s\ufeff]*")
_PIECE = regex(r"[^>;\n]{0,30}[>;]?")
_LEAD = regex(r"(?:&|</?)?\Z")  # expat puts some faults behind the sign that begins them
_ILLEGAL = regex(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|(?P<sign>&(?!(?:#(?:9|10|13|3[2-9]|[4-9]\d|\d{3,6})|#x(?:9|[aAdD]|[2-9a-fA-F][\da-fA-F]{1,4})"
    r"|amp|lt|gt|quot|apos);))|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])",
    re.DOTALL,
)
"""What no XML may hold: an & that begins no reference to a character that it may hold, and control characters."""

_REFERENCES = ("&amp;", "&lt;", "&gt;", "&quot;", "&apos;")
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])

_FOR_AMPERSAND, _FOR_CONTROL = "\ue026", "\ue000"
"""What they are read as, of the same length, so that places stay what they are; no filing has these private characters."""

_REPLACED = {_FOR_AMPERSAND: "&", _FOR_CONTROL: ""}
_ENVELOPE, _ENVELOPE_END, _DECLARATION = "<XML>", "</XML>", "<!DOCTYPE"
_CUT_OFF = {
    errors.codes[message]
    for message in (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN, errors.XML_ERROR_UNCLOSED_CDATA_SECTION)
}


class Fault(NamedTuple):
    """What is wrong with a document, and where. ``is_of_list`` see `recovery.Break`."""

    message: str
    at: int
    is_of_list: bool = False


class OwnershipDocument(NamedTuple):
    """A document.

    ``refusal`` says why nothing of it may be used. ``faults`` are the places where it is not well-formed and was mended, and
    ``cut_at`` is where it breaks off before the end of its root element, else -1.

    ``stray`` is where text goes on after it, ``others`` are the places of further documents. ``illegal`` are the places of
    characters that XML may not hold: an & is read as one, a control character as nothing. ``around`` is the place of the tag
    of an element that all of it stands in.
    """

    start: int
    root: Element | None
    refusal: Fault | None
    faults: tuple[Fault, ...]
    cut_at: int
    stray: tuple[int, int] | None
    others: tuple[tuple[int, int], ...]
    illegal: tuple[int, ...]
    around: tuple[int, int] | None = None


def parse(text: str) -> OwnershipDocument | None:
    """The first ownership document in a text, which may be a full submission as EDGAR keeps it; None where there is none.

    An encoding that the XML declares means nothing here, since the text is decoded. What is not well-formed is no error: it is
    read by what is known of the schema (`recovery`), and elements that are cut off have no end.
    """
    text = in_case(text)
    found = _ROOT.search(text) or (_BROKEN_ROOT.search(text) if ROOT in text else None)
    if found is None:
        return None
    start, is_enveloped = beginning(text, found.start())
    around = _around(text, start, found.start())
    if around is not None:
        start, is_enveloped = found.start(), True
    legal, illegal = _legal(text, start)
    faults, cut_at, stray = tuple[Fault, ...](), -1, None
    try:
        root, fault = _elements(text, legal, start)
        if root is None or not root.is_closed or (fault is not None and root.name != ROOT):
            assert fault is not None
            root, faults, cut_at = _recovered(
                text, f"{text[:start]}{legal}", found.start(), is_enveloped=is_enveloped, fault=fault
            )
        elif fault is not None and not is_enveloped:
            stray = (fault.at, len(text.rstrip()))
    except _RefusedError as refused:
        others = tuple(other.span() for other in _ROOT.finditer(text, max(refused.at, found.end())))
        return OwnershipDocument(start, None, Fault(str(refused), refused.at), (), -1, None, others, ())
    if root.name != ROOT:
        faults = (Fault(f"the outermost element is {root.name}, not {ROOT}", root.start), *faults)
    after = root.end if root.is_closed else max(cut_at, found.end())
    others = tuple(other.span() for other in _ROOT.finditer(text, after))
    if stray is not None and others:
        stray = None
    end = root.end if root.is_closed else len(text)
    return OwnershipDocument(start, root, None, faults, cut_at, stray, others, tuple(at for at in illegal if at < end), around)


def _around(text: str, start: int, root: int) -> tuple[int, int] | None:
    """Where the innermost tag stands that the root is in, if there are only tags between it and the beginning of the XML."""
    match = _AROUND.fullmatch(text, start, root)
    return None if match is None or match["name"] is None else (match.start("name") - 1, match.end("name"))


def root_in(text: str, at: int = 0) -> int | None:
    """Where the first root element at a place or behind it begins, if there is one."""
    found = _ROOT.search(text, at)
    return None if found is None else found.start()


def _recovered(text: str, legal: str, root: int, *, is_enveloped: bool, fault: Fault) -> tuple[Element, tuple[Fault, ...], int]:
    """The root element of a damaged document, what is wrong with it, and where it breaks off or -1."""
    from form4_grammar.ownership_xml import recovery  # noqa: PLC0415 - few documents are damaged

    end = text.find(_ENVELOPE_END, root) if is_enveloped else -1
    try:
        found = recovery.recover(text, legal, root, end if end >= 0 else len(text), _REPLACED)
    except recovery.TooManyElementsError as error:
        raise _RefusedError(f"more than {MOST_ELEMENTS:,} elements", error.args[0]) from None
    faults = tuple(Fault(*one) for one in found.breaks)
    if found.cut_at is None:
        return found.root, faults or (fault,), -1
    return found.root, faults, found.cut_at


def beginning(text: str, root: int) -> tuple[int, bool]:
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
    """The document is one that must not be read, because of what stands at ``at``."""

    def __init__(self, message: str, at: int = -1) -> None:
        super().__init__(message)
        self.at = at


def _shown(text: str, at: int) -> str:
    """What stands at a place, to the end of its tag or line."""
    match = _PIECE.match(text, at)
    assert match is not None
    return repr(match[0])


def _legal(text: str, start: int) -> tuple[str, list[int]]:
    """The text from `start` on with what no XML may hold replaced, and where that stood."""
    rest = text[start:]
    if _is_legal(rest):
        return rest, []
    illegal: list[int] = []

    def replaced(match: re.Match[str]) -> str:
        if match.lastgroup is None:
            return match[0]
        illegal.append(start + match.start())
        return _FOR_AMPERSAND if match["sign"] else _FOR_CONTROL

    return _ILLEGAL.sub(replaced, rest), illegal


def _is_legal(text: str) -> bool:
    """Whether a text plainly holds nothing that XML may not: the quick answer for nearly all."""
    if text.count("&") != sum(map(text.count, _REFERENCES)) or "\ufffe" in text or "\uffff" in text:
        return False
    data = text.encode("utf-8", "surrogatepass")
    return len(data.translate(None, _CONTROLS)) == len(data)


def _elements(text: str, legal: str, start: int) -> tuple[Element | None, Fault | None]:
    """The root element of the XML at `start`, and what ended the reading of it early. `legal` is `_legal` of the text."""
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
        at = place(parser.CurrentByteIndex)
        tag = _TAG.match(text, at)
        assert tag is not None
        mark = tag.end()
        if too_deep or len(opened) == DEEPEST:
            too_deep += 1
            return
        element = Element(name.rpartition(":")[2], attributes.get("id", ""), at, mark)
        (opened[-1].content if opened else roots).append(element)
        opened.append(element)

    def close_element(_: str) -> None:
        nonlocal too_deep, mark
        at = place(parser.CurrentByteIndex)
        if too_deep:
            too_deep -= 1
            mark = max(mark, text.index(">", at) + 1)
            return
        element = opened.pop()
        is_empty_tag = text.startswith("/>", element.inside - 2)
        element.until = element.inside if is_empty_tag else at
        element.end = mark = element.inside if is_empty_tag else text.index(">", at) + 1

    def add_text(shown: str) -> None:
        if not opened or shown.isspace():
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
        raise _RefusedError(str(refused), at if declaration < 0 else declaration) from None
    except expat.ExpatError as error:
        at = start + len(data[: max(parser.ErrorByteIndex, 0)].decode("utf-8", "replace"))
        lead = _LEAD.search(text, max(at - 2, start), at)
        at -= len(lead[0]) if lead else 0
        message = "the XML breaks off" if error.code in _CUT_OFF else f"{expat.ErrorString(error.code)}: {_shown(text, at)}"
        return (roots[0] if roots else None), Fault(message, at)
    return roots[0], None


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
