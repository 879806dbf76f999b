"""A document as it came: its bytes decoded, and where its lines begin."""

from __future__ import annotations

import codecs
import os
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from form4_grammar.records import NamedTuple, Record, dataclass
from form4_grammar.regexes import regex

LARGEST = 16 * 1024 * 1024
"""Bytes, or characters of a text, beyond which a document is no ownership form: these have some ten thousand."""

_TOO_LARGE = f"the document has more than {LARGEST // 2**20} MiB, and no ownership form has as much"
MOST_LINES = 300_000
"""Lines beyond which a document is no ownership form: a submission of the largest size has fewer, whose lines are of sixty
characters, as EDGAR wraps them."""

_SAMPLE, _FEW_BYTES = 4096, 16
_ENCODING = regex(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9._-]{1,40})")
_NO_TEXT = frozenset({"unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7"})
"""Encodings of Python's that turn ASCII into something else."""

_PDF = b"%PDF-"
_OTHER_KINDS = {
    _PDF.decode(): "a PDF, which is read from its file or its bytes, not from a text",
    "{\\rtf": "RTF, which this version does not read: save it as text or HTML, the tables with tabs between their cells",
}
"""What files of other kinds begin with, and what is said of them."""

OFFICE_FILE = "a file of a word processor or a spreadsheet, which is not read: save it as text or HTML"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_OLD_OFFICE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What pictures begin with (PNG, JPEG, GIF, TIFF), and the files of word processors and spreadsheets before 2007."""

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
XML_ROOT = "ownershipDocument"
"""The outermost element of the ownership XML."""

XML, SHOWN_XML = f"<{XML_ROOT}".encode(), f"&lt;{XML_ROOT}".encode()
"""How the XML begins, and how that stands in the HTML of a page that shows the XML, such as a browser's view of a source."""

_FIELD = regex(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:[ \t])")
_MIME = regex(
    rb"^(?:Content-Type:\s*multipart/|Content-Transfer-Encoding:\s*(?:quoted-printable|base64)|MIME-Version:)",
    re.IGNORECASE | re.MULTILINE,
)
"""Fields in the head of a message whose body is not what it looks like: RFC 2045 and 2046."""

JSON = (b"{", b"[", b'"')
"""What JSON with a text in it begins with."""

_BLANK_LINE = regex(rb"\r?\n\r?\n")
_HEAD, _LONGEST_FIELD = 16_384, 100

_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])


class Position(NamedTuple):
    """A place in a document: line and column count from 1, the offset from 0, all in characters."""

    line: int
    column: int
    offset: int


Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left corner of a page as it is shown."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Paper:
    """Where the characters of a text stand on paper.

    ``of`` has for each character the number of its word in ``words``, or -1; a word has its page, counted from 1, and its box.
    """

    of: array[int]
    words: tuple[tuple[int, Box], ...]

    def place(self, start: int, end: int) -> tuple[int, Box] | None:
        """The first page that a span is on, and the box around what of it stands there; None where nothing of it does."""
        found = [self.words[number] for number in sorted(set(self.of[start:end])) if number >= 0]
        if not found:
            return None
        page = min(number for number, _ in found)
        boxes = [box for number, box in found if number == page]
        left, top, right, bottom = zip(*boxes, strict=True)
        return page, (min(left), min(top), max(right), max(bottom))

    def of_page(self, starts: array[int] | None, ends: array[int] | None) -> Paper:
        """The same of a text whose characters are made of `starts` to `ends` of this one."""
        if starts is None or ends is None:
            return self
        return Paper(array("i", [self.of[a] if a < b else -1 for a, b in zip(starts, ends, strict=True)]), self.words)


@dataclass(frozen=True, eq=False, repr=False)
class Source(Record):
    """A document.

    ``refused`` says in words why it was not read, ``decoded_as`` the encoding where that is not UTF-8. Of a PDF, ``pdf`` is
    its content; the ``text`` is what was read of its pages, and ``paper`` where that stands.
    """

    text: str
    refused: str = ""
    decoded_as: str = ""
    pdf: bytes = field(default=b"", repr=False)
    paper: Paper | None = field(default=None, repr=False)
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        if not self._starts:
            self._starts[:] = [0, *(match.end() for match in re.finditer("\n", self.text))]  # at once: threads may share it
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1, offset)

    def line(self, number: int) -> str:
        """The text of a line, without its break."""
        self.position(0)
        return self.text[self._starts[number - 1] :].split("\n", 1)[0].rstrip("\r")


def content_of(source: str | bytes | os.PathLike[str]) -> str | bytes:
    """A `str` is the text itself, `bytes` a document, a path a file. Raises `OSError` where a file cannot be read."""
    if isinstance(source, str | bytes):
        return source
    with Path(source).open("rb") as file:
        return file.read(LARGEST + 1)


def is_enclosed(data: bytes) -> bool:
    """Whether a document has to be taken out of what it came in: a compressed file, an archive, a message, JSON, HTML."""
    if data.startswith((GZIP, ZIP)):
        return True
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(JSON):
        from form4_grammar.documents.answers import page_in  # noqa: PLC0415 - few documents begin so

        return page_in(data) is not None
    if SHOWN_XML in data and XML not in data:
        return True
    return _FIELD.match(head) is not None and _MIME.search(_BLANK_LINE.split(head, maxsplit=1)[0]) is not None


def is_text_enclosed(text: str) -> bool:
    """The same of a text: of nearly all, the first signs say that they are not."""
    begin = text[:_HEAD]
    head = begin.lstrip("\ufeff \t\r\n")[:_LONGEST_FIELD].encode(errors="replace")
    is_shown = "&" in begin and SHOWN_XML.decode() in begin
    if not is_shown and not head.startswith((*JSON, ZIP)) and _FIELD.match(head) is None:
        return False
    is_json = text.startswith(tuple(map(bytes.decode, JSON)))  # which is told by its end, too
    return is_enclosed((text if is_json else begin).encode(errors="replace"))


def is_pdf(data: bytes) -> bool:
    """Whether a document is a PDF."""
    return data[:_SAMPLE].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_PDF)


def open_source(source: str | bytes | os.PathLike[str]) -> Source:
    """The text of a document as it stands. Raises `OSError` where a file cannot be read."""
    content = content_of(source)
    return from_text(content) if isinstance(content, str) else from_bytes(content)


def from_text(text: str) -> Source:
    """A text that is in memory already."""
    if len(text) > LARGEST:
        return Source("", refused=_TOO_LARGE)
    if not text.strip("\ufeff \t\r\n"):
        return Source(text, refused="the document is empty")
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
    if len(text) > MOST_LINES and (lines := text.count("\n")) > MOST_LINES:
        return Source("", refused=f"the document has {lines:,} lines, and no ownership form has more than {MOST_LINES:,}")
    bare = text[:_SAMPLE].lstrip("\ufeff \t\r\n")
    for beginning, kind in _OTHER_KINDS.items():
        if bare.startswith(beginning):
            return Source("", refused=f"the document is {kind}")
    sample = text[:_SAMPLE].encode(errors="surrogatepass")
    has_controls = any(map(sample.__contains__, _CONTROLS))
    if has_controls and len(sample) - len(sample.translate(None, _CONTROLS)) > max(4, min(len(text), _SAMPLE) // 100):
        return Source("", refused="the document is not text")
    return Source(text)


def from_bytes(data: bytes) -> Source:
    """A document in UTF-8, in UTF-16, or else as it declares, or in Windows-1252."""
    if len(data) > LARGEST:
        return Source("", refused=_TOO_LARGE)
    if is_pdf(data):
        return Source("", pdf=data)
    if data.startswith(_PICTURES):
        return Source("", refused="the document is not text but a picture: have its text recognised (OCR) first")
    if data.startswith(_OLD_OFFICE_FILE):
        return Source("", refused=f"the document is {OFFICE_FILE}")
    for encoding in _encodings(data):
        try:
            source = from_text(data.decode(encoding))
        except (UnicodeError, LookupError):
            nearly = _nearly_utf8(data) if encoding == "utf-8-sig" else None
            if nearly is not None:
                return nearly
            continue
        if source.refused or encoding == "utf-8-sig":
            return source
        return Source(source.text, decoded_as=encoding)
    return Source("", refused="the document is not text")


def _encodings(data: bytes) -> Iterator[str]:
    """The encodings that a document may be in, to be tried one after the other."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
        return
    if b"\0" in data[:_FEW_BYTES]:
        yield "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    yield "utf-8-sig"
    yield from _declared(data)
    yield from ("cp1252", "latin-1")


def _nearly_utf8(data: bytes) -> Source | None:
    """A document that is UTF-8 but for some bytes, which are lost; None where it is more likely something else."""
    text = data.decode("utf-8-sig", "replace")
    spoilt = text.count("\ufffd")
    if sum(not sign.isascii() for sign in text) <= 3 * spoilt:
        return None
    source = from_text(text)
    lost = "one byte" if spoilt == 1 else f"{spoilt} places"
    return source if source.refused else Source(source.text, decoded_as=f"UTF-8, but for {lost} that cannot be")


def _declared(data: bytes) -> list[str]:
    """The encoding that the document says it has, where Python knows one of that name that contains ASCII."""
    found = _ENCODING.search(data[:_SAMPLE])
    if found is None:
        return []
    name = found[1].decode("ascii")
    try:
        return [name] if codecs.lookup(name).name not in _NO_TEXT and "<a>".encode(name) == b"<a>" else []
    except (UnicodeError, LookupError):
        return []
