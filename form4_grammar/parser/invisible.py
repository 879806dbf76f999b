"""What copies hold that no one sees: it is blank here, in the same place, so that offsets stay what they are."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "&(?:nbsp|#160|#xa0);|</?(?:b|strong|em|i|span|font)\\b[^<>\n]{0,200}>|[\ufeff\u200b-\u200d\u2060\u00ad]", re.IGNORECASE
)


def readable(text: str) -> str:
    """The text with marks of no meaning, and characters of no width, as blanks of the same length."""
    if text.isascii() and "&" not in text and "<b" not in text and "<s" not in text and "<i>" not in text:
        return text
    return _INVISIBLE.sub(lambda match: " " * len(match[0]), text)
