"""Findings that are known already: written once, left out of what is told from then on.

A finding is known again by its document, its code, the part of the filing that it is about and the text that it stands on, not
by lines and numbers of rows, which move. Of findings that are alike in all of these as many are known as there were.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec

from form4_grammar.diagnostics import Diagnostic

VERSION = 1
_LONGEST = 80
_ROW = re.compile(r"\[[0-9]+\]")


class BaselineError(ValueError):
    """A file that is no baseline. Its text says why."""


class Key(NamedTuple):
    """What a finding is known again by. ``text`` is what it stands on; of a long one the beginning, and a digest of it all."""

    document: str
    code: str
    path: str
    text: str


class _Known(msgspec.Struct, frozen=True):
    code: str
    path: str
    text: str
    count: Annotated[int, msgspec.Meta(ge=1)] = 1


class _File(msgspec.Struct, frozen=True):
    version: int
    findings: dict[str, list[_Known]]


def key(document: str, found: Diagnostic) -> Key:
    """What a finding is known again by. `document` is the name that its document has in the baseline."""
    text = " ".join((found.source.text[found.start : found.end] if found.source is not None else found.raw).split())
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}… {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return Key(document, found.code, _ROW.sub("[]", found.path or ""), text)


def named(document: str, folder: Path, here: Path) -> str:
    """The name of a document in a baseline: the way to it from the baseline's `folder`, with slashes.

    `here` is what its path counts from; both folders are absolute.
    """
    if document == "-":
        return document
    try:
        way = Path(os.path.relpath(here / document, folder))
    except ValueError:  # on another drive
        way = here / document
    return way.as_posix().encode("utf-8", "replace").decode()


def unknown(keyed: Iterable[tuple[Key, Diagnostic]], known: Counter[Key]) -> list[Diagnostic]:
    """The findings that are not known, in their order. What was known is used up: `known` counts what is left."""
    new = []
    for one, found in keyed:
        if known[one] > 0:
            known[one] -= 1
        else:
            new.append(found)
    return new


def written(keys: Sequence[Key]) -> dict[str, Any]:
    """A baseline as JSON, in an order that does not depend on that of the run."""
    findings: dict[str, list[dict[str, Any]]] = {}
    for one, count in sorted(Counter(keys).items()):
        shown = {"code": one.code, "path": one.path, "text": one.text, **({"count": count} if count > 1 else {})}
        findings.setdefault(one.document, []).append(shown)
    return {"version": VERSION, "findings": findings}


def read(content: bytes) -> Counter[Key]:
    """The findings that a baseline has. Raises `BaselineError` for what is none."""
    try:
        file = msgspec.json.decode(content, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BaselineError(f"not a baseline: {error}") from error
    if file.version != VERSION:
        raise BaselineError(f"a baseline of version {file.version}; this reads version {VERSION}")
    known: Counter[Key] = Counter()
    for document, findings in file.findings.items():
        for one in findings:
            known[Key(document, one.code, one.path, one.text)] += one.count
    return known
