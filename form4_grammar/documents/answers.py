"""The page in the JSON that services answer with: a text as it is, or the blocks of a page one after the other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

_DEEPEST = 12
_SHORTEST_PAGE = 500
_TABLE = "<table"


def page_in(data: bytes) -> str | None:
    """The page that a document in JSON holds, empty where it holds none; None where it is no JSON."""
    bare = data.strip(b"\xef\xbb\xbf \t\r\n")
    if not bare.endswith((b"}", b"]", b'"')):
        return None
    try:
        answer = json.loads(bare)
    except (ValueError, RecursionError):
        return None
    if isinstance(answer, str):
        return answer if len(answer) >= _SHORTEST_PAGE else ""
    counts: Counter[str] = Counter()
    lengths: Counter[str] = Counter()
    for name, text in _texts(answer, "", 0):
        if " " in text:
            counts[name] += 1
            lengths[name] += len(text)
    most = max(counts, key=lambda name: (counts[name], lengths[name]), default="")
    page = "\n\n".join(_blocks(answer, most, 0))
    return page if len(page) >= _SHORTEST_PAGE else ""


def _texts(value: Any, name: str, depth: int) -> Iterator[tuple[str, str]]:
    """The texts in a value, each with the key that it stands under."""
    if isinstance(value, str):
        yield name, value
    elif depth < _DEEPEST and isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, key, depth + 1)
    elif depth < _DEEPEST and isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name, depth + 1)


def _blocks(value: Any, name: str, depth: int) -> Iterator[str]:
    """The texts under a key; of a block that is a table, its markup, wherever the block has that."""
    if depth == _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            if isinstance(inner, str) and not depth:
                yield inner
            yield from _blocks(inner, name, depth + 1)
    elif isinstance(value, dict):
        text = value.get(name)
        inside: list[Any] = [inner for inner in value.values() if isinstance(inner, dict | list)]
        if isinstance(text, str):
            tables = (one for inner in (value, *inside) if isinstance(inner, dict) for one in inner.values())
            yield next((one for one in tables if _TABLE not in text and isinstance(one, str) and _TABLE in one), text)
            inside = [inner for inner in inside if isinstance(inner, list)]
        for inner in inside:
            yield from _blocks(inner, name, depth + 1)
