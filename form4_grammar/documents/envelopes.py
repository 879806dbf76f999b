"""What a document came in: compressed, in an archive, in a message, in a web page saved as MHTML.

Each gives the documents inside, as they were put in; which of them is the form is not for an envelope to know.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from html import unescape
from pathlib import PurePosixPath
from typing import NamedTuple

from form4_grammar.documents.archives import is_hidden
from form4_grammar.documents.source import GZIP, LARGEST, OFFICE_FILE, SHOWN_XML, ZIP, is_enclosed
from form4_grammar.regexes import regex

_READ = frozenset(
    (".txt", ".text", ".html", ".htm", ".xhtml", ".md", ".markdown", ".xml", ".pdf", ".eml", ".mhtml", ".mht", ".gz")
)
"""What the names of documents end in that may be forms."""

_TYPES = {
    "text/html": 0,
    "application/xhtml+xml": 0,
    "text/xml": 1,
    "application/xml": 1,
    "application/pdf": 2,
    "text/plain": 3,
}
"""The types of a message's parts that may be a form, those first that are likelier to be one."""

_OF_OFFICES = frozenset({"[Content_Types].xml", "mimetype"})
"""What the archives of word processors and spreadsheets hold."""

_MOST_DOCUMENTS, _MOST_DEPTH = 100, 3
_LAST = 9
_TAG = regex(r"<[^<>]*+>")


class Enclosed(NamedTuple):
    """A document inside an envelope: what it is called there, and what it holds, no more than the largest document may."""

    name: str
    content: bytes


class Envelope(NamedTuple):
    """What a document came in, in words, and the documents inside; ``refused`` says why there are none.

    ``damage`` tells what of the envelope is not whole, where documents could be had all the same.
    """

    kind: str
    documents: tuple[Enclosed, ...] = ()
    refused: str = ""
    damage: str = ""


def opened(data: bytes, depth: int = 0) -> Envelope:
    """The envelope that a document is, envelopes inside it opened, too. Never raises for what it holds.

    The document has to be one (`source.is_enclosed`).
    """
    if data.startswith(GZIP):
        found = _gunzipped(data)
    elif data.startswith(ZIP):
        found = _unzipped(data)
    elif SHOWN_XML in data:
        found = Envelope("a web page that shows XML", (Enclosed("", _shown(data)),))
    else:
        found = _answer(data) or _message(data)
    kind, damage = found.kind, found.damage
    documents: list[Enclosed] = []
    for one in found.documents[:_MOST_DOCUMENTS]:
        if not is_enclosed(one.content):
            documents.append(one)
        elif depth < _MOST_DEPTH:
            inner = opened(one.content, depth + 1)
            documents += (inside._replace(name=inside.name or one.name) for inside in inner.documents)
            damage = damage or inner.damage
            kind = f"{kind} with {inner.kind}" if len(found.documents) == 1 else kind
            if inner.refused and len(found.documents) == 1:
                return Envelope(kind, refused=inner.refused)
    refused = found.refused or ("" if documents else f"{kind} with nothing in it that could be a page")
    return Envelope(kind, tuple(documents), refused, damage)


def _gunzipped(data: bytes) -> Envelope:
    """RFC 1952: members one behind the other; of a file that was cut, what there is."""
    content, rest, is_whole = b"", data, True
    while rest.startswith(GZIP) and len(content) <= LARGEST:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            content += unpacker.decompress(rest, LARGEST + 1 - len(content))
        except zlib.error:
            is_whole = False
            break
        is_whole = unpacker.eof or len(content) > LARGEST
        rest = unpacker.unused_data
    if not content:
        return Envelope("a compressed file", refused="a compressed file that cannot be unpacked")
    return Envelope("a compressed file", (Enclosed("", content),), damage="" if is_whole else "the compressed file is damaged")


def _unzipped(data: bytes) -> Envelope:
    kind = "a ZIP archive"
    documents: list[Enclosed] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not is_hidden(one.filename)]
            if not _OF_OFFICES.isdisjoint(one.filename for one in members):
                return Envelope(kind, refused=OFFICE_FILE)
            members = [one for one in members if PurePosixPath(one.filename).suffix.lower() in _READ]
            if any(one.flag_bits & 1 for one in members):
                return Envelope(kind, refused="a ZIP archive with a password: unpack it first")
            for one in members[:_MOST_DOCUMENTS]:
                with archive.open(one) as file:
                    documents.append(Enclosed(one.filename, file.read(LARGEST + 1)))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        if not documents:
            return Envelope(kind, refused="a ZIP archive that cannot be unpacked")
        return Envelope(kind, tuple(documents), damage="the ZIP archive is damaged")
    if not documents:
        return Envelope(kind, refused="a ZIP archive with nothing in it that could be a page")
    return Envelope(kind, tuple(documents))


def _answer(data: bytes) -> Envelope | None:
    """The page in the JSON of a service; None for what is no JSON."""
    from form4_grammar.documents.answers import page_in  # noqa: PLC0415 - few documents come so

    page = page_in(data)
    if page is None:
        return None
    return (
        Envelope("JSON", (Enclosed("", page.encode(errors="replace")),))
        if page
        else Envelope("JSON", refused="JSON without a page in it")
    )


def _message(data: bytes) -> Envelope:
    """RFC 5322 with the parts of RFC 2046, such as an e-mail or, of RFC 2557, a web page saved whole (MHTML)."""
    message = BytesParser().parsebytes(data)
    kind = "a web page saved as MHTML" if message.get_content_type() == "multipart/related" else "an e-mail"
    found = sorted(_parts(message), key=lambda part: part[0])
    if not found:
        return Envelope(kind, refused=f"{kind} with nothing in it that could be a page")
    return Envelope(kind, tuple(document for _, document in found))


def _shown(data: bytes) -> bytes:
    """The text that a browser's view of a source shows: what stands between the page's own tags."""
    text = data.decode("utf-8", "replace")
    return unescape(_TAG.sub("", text)).encode("utf-8", "replace")


def _parts(message: Message) -> Iterator[tuple[int, Enclosed]]:
    """The parts that may be a form, each with its rank."""
    for part in _leaves(message):
        name = part.get_filename() or ""
        rank = _TYPES.get(part.get_content_type())
        if rank is None and PurePosixPath(name).suffix.lower() in _READ:
            rank = _LAST
        payload = part.get_payload(decode=True) if rank is not None else None
        if rank is not None and isinstance(payload, bytes) and payload.strip():
            yield rank, Enclosed(name, _in_utf8(payload, part.get_content_charset()))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that are not made of parts; of those that say one thing in several ways, the likeliest."""
    if not message.is_multipart():
        yield message
        return
    leaves = [leaf for part in message.get_payload() if isinstance(part, Message) for leaf in _leaves(part)]
    if message.get_content_type() == "multipart/alternative":
        leaves = sorted(leaves, key=lambda leaf: _TYPES.get(leaf.get_content_type(), _LAST))[:1]
    yield from leaves


def _in_utf8(content: bytes, charset: str | None) -> bytes:
    """The content of a part in UTF-8, where the message says rightly in which encoding it is; else as it is."""
    if charset is None or charset in ("utf-8", "us-ascii"):
        return content
    try:
        return content.decode(charset).encode()
    except (UnicodeError, LookupError):
        return content
