"""A cache of Lark's parse tables in the user's cache folder, as JSON, so that no command line waits for them twice.

The cache is best effort: where it cannot be read or written, the tables are built again. It holds data, never code, and with
it the grammar's whole text, so that what was built from another text is never taken.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import platformdirs

FOLDER_VARIABLE = "FORM4_GRAMMAR_CACHE"
"""The environment variable that names another folder; empty, it turns the cache off."""


def folder() -> Path | None:
    """Where the tables are kept, or None where the cache is off."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named is None:
        return platformdirs.user_cache_path("form4-grammar")
    return Path(named) if named else None


def tables(name: str, sources: Sequence[str], build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The tables that were built from `sources`; built, and stored if that can be done, where there are none."""
    place = folder()
    if place is None:
        return as_stored(build())
    digest = zlib.crc32("".join(sources).encode())
    path = place / f"{name}-{digest:08x}.json"
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        found = {}
    if found.get("sources") == list(sources):
        return found
    built = build()
    _store(path, json.dumps({"sources": list(sources), **built}))
    return as_stored(built)


def as_stored(built: dict[str, Any]) -> dict[str, Any]:
    """`built` as it comes back from the cache, with JSON's strings for keys."""
    read: dict[str, Any] = json.loads(json.dumps(built))
    return read


def _store(path: Path, text: str) -> None:
    import tempfile  # noqa: PLC0415 - needed once, and slow to import

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".tmp", delete=False) as file:
            file.write(text)
        Path(file.name).replace(path)
    except OSError:
        return
