"""What copies hold that no one sees: it is blank here, in the same place, so that offsets stay what they are."""

from __future__ import annotations

import re

_MARKUP = re.compile("<(?=/(?:[bBeEfFiI]|s[ipt]|S[IPT]))")  # a pattern that begins with one sign alone is found faster
UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_INVISIBLE = re.compile(
    rf"&(?:nbsp|#160|#xa0);|</?(?:b|strong|em|i|span|font|figure|figcaption|signature)\b[^<>\n]{{0,200}}>|(?P<unseen>[{UNSEEN}]+)",
    re.IGNORECASE,
)


def readable(text: str) -> str:
    """The text with marks of no meaning, and characters of no width, as blanks of the same length."""
    if "&" not in text and not _MARKUP.search(text) and (text.isascii() or not any(sign in text for sign in UNSEEN)):
        return text
    return _INVISIBLE.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    """Blanks of the same length; characters of no width in the midst of a word stay."""
    start, end = match.span()
    text = match.string
    if match["unseen"] and start and not text[start - 1].isspace() and end < len(text) and not text[end].isspace():
        return match[0]
    return " " * (end - start)
