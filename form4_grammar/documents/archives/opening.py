"""Containers opened: member by member, so that their size does not matter, and of a member no more than a document may have."""

from __future__ import annotations

import gzip
import json
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from form4_grammar.documents.archives import LINES, SUFFIXES, TARS, is_hidden
from form4_grammar.documents.source import LARGEST

_CONTENT = ("content", "text", "html", "markdown", "page", "body")
"""What the column with the pages is called, by default the first of these that is there."""

_FAULTS = (tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError)
_AT_ONCE = 16
_LONGEST_LINE = 4 * LARGEST


class Member(NamedTuple):
    """A document in a container, by its name, or why it could not be read; ``skipped`` where it is none by its name."""

    name: str
    content: bytes | None
    problem: str = ""
    skipped: bool = False


def members(path: str, column: str | None = None) -> Iterator[Member]:
    """The documents in a container, called by its path and theirs. `column` is the one that holds the pages of a table.

    Raises `OSError` where the container cannot be opened; one that is damaged ends with a member that says so.
    """
    lower = path.lower()
    with Path(path).open("rb") as file:
        try:
            if lower.endswith(TARS):
                yield from _in_tar(path, file)
            elif lower.endswith(".zip"):
                yield from _in_zip(path, file)
            elif lower.endswith(".gz"):
                yield Member(path, gzip.GzipFile(fileobj=file).read(LARGEST + 1))
            elif lower.endswith(LINES):
                yield from _in_lines(path, file, column)
            else:
                yield from _in_parquet(path, file, column)
        except (*_FAULTS, OSError) as error:
            yield Member(path, None, f"damaged: {str(error) or type(error).__name__}")


def _in_tar(path: str, file: IO[bytes]) -> Iterator[Member]:
    with tarfile.open(fileobj=file, mode="r|*") as archive:
        for entry in archive:
            archive.members = []  # type: ignore[attr-defined] # what it has passed it need not remember
            if entry.isfile():
                inner = archive.extractfile(entry)
                yield _member(path, entry.name, inner)


def _in_zip(path: str, file: IO[bytes]) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            if entry.flag_bits & 0x1:
                yield Member(f"{path}/{entry.filename}", None, "encrypted")
                continue
            with archive.open(entry) as inner:
                yield _member(path, entry.filename, inner)


def _member(path: str, name: str, inner: IO[bytes] | None) -> Member:
    """A member of an archive; one that is compressed by itself is unpacked."""
    whole = f"{path}/{name}"
    lower = name.lower()
    bare = lower.removesuffix(".gz")
    if inner is None or is_hidden(name) or not bare.endswith(SUFFIXES):
        return Member(whole, None, skipped=True)
    if bare is not lower and lower.endswith(".gz"):
        try:
            return Member(whole, gzip.GzipFile(fileobj=inner).read(LARGEST + 1))
        except (OSError, EOFError, zlib.error) as error:
            return Member(whole, None, f"damaged: {error}")
    return Member(whole, inner.read(LARGEST + 1))


def _in_lines(path: str, file: IO[bytes], column: str | None) -> Iterator[Member]:
    """The pages in JSON Lines: of each object the text, called by its ``path`` where it has one."""
    number = 0
    seen: set[int] = set()
    while line := file.readline(_LONGEST_LINE):
        number += 1
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            yield Member(f"{path}#{number}", None, f"no JSON: {error}")
            continue
        yield _of_row(path, number, row if isinstance(row, dict) else {}, column, seen)


def _in_parquet(path: str, file: IO[bytes], column: str | None) -> Iterator[Member]:
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra
    except ImportError:
        yield Member(path, None, "Parquet takes the library pyarrow: pip install 'form4-grammar[tables]'")
        return
    try:
        table = pq.ParquetFile(file)
        there = [name for name in table.schema_arrow.names if name in {column, "path", *_CONTENT}]
        number = 0
        seen: set[int] = set()
        for some in table.iter_batches(batch_size=_AT_ONCE, columns=there):
            for row in some.to_pylist():
                number += 1
                yield _of_row(path, number, row, column, seen)
    except ValueError as error:  # pyarrow's own faults are ones
        yield Member(path, None, f"damaged: {error}")


def _of_row(path: str, number: int, row: dict[str, Any], column: str | None, seen: set[int]) -> Member:
    """The page in a row, called by its number unless it has a path that none before had."""
    name = row.get("path")
    has_name = isinstance(name, str) and bool(name) and hash(name) not in seen
    seen.add(hash(name) if has_name else 0)
    whole = f"{path}#{name if has_name else number}"
    key = column or next((one for one in _CONTENT if row.get(one) is not None), None)
    content = row.get(key) if key is not None else None
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    if not isinstance(content, bytes):
        return Member(whole, None, f"no page in this row (looked for {column or ', '.join(_CONTENT)})")
    return Member(whole, content[: LARGEST + 1])
