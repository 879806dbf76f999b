"""The JSON of `parse` where a command takes a document."""

from __future__ import annotations

import re

_JSON = re.compile(rb'(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\{\s*["}]|\[\s*[\{\]])')
_START = 4096


def is_json(content: bytes) -> bool:
    """Whether a document is JSON, by how it begins. A page may well begin with a box, as in ``[X]``."""
    return _JSON.match(content[:_START].replace(b"\0", b"")) is not None  # UTF-16 has a zero in each of these characters
