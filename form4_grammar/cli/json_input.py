"""The JSON of `parse` where a command takes a document."""

from __future__ import annotations

import re
from pathlib import Path

_JSON = re.compile(rb'(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\{\s*["}]|\[\s*[\{\]])')
_START = 4096


def is_json(content: bytes | Path) -> bool:
    """Whether a document is JSON, by how it begins. A page may well begin with a box, as in ``[X]``."""
    if isinstance(content, bytes):
        start = content[:_START]
    else:
        with content.open("rb") as file:
            start = file.read(_START)
    return _JSON.match(start.replace(b"\0", b"")) is not None  # UTF-16 has a zero in each of these characters


def bytes_of(content: bytes | Path) -> bytes:
    """The content of a document. Raises `OSError`."""
    return content if isinstance(content, bytes) else content.read_bytes()
