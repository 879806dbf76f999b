"""A cache of Lark's parse tables in the user's cache folder, as JSON, so that no command line waits for them twice.

The cache is best effort: where it cannot be read or written, the tables are built again. It holds data, never code, and its
names are digests of the grammar's whole text and of Lark's version, so it needs no invalidation.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
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


def tables(key: str, build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The tables stored under `key`; built, and stored if that can be done, where there are none."""
    place = folder()
    if place is None:
        return _as_read(build())
    path = place / f"{key}.json"
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        found = {}
    if found.keys() == {"data", "memo"}:
        return found
    built = build()
    _store(path, json.dumps(built))
    return _as_read(built)


def _as_read(built: dict[str, Any]) -> dict[str, Any]:
    """`built` as it comes back from the cache, with JSON's strings for keys."""
    read: dict[str, Any] = json.loads(json.dumps(built))
    return read


def _store(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".tmp", delete=False) as file:
            file.write(text)
        Path(file.name).replace(path)
    except OSError:
        return
