"""What copies hold that no one sees: it is blank here, in the same place, so that offsets stay what they are."""

from __future__ import annotations

import re

_MARKUP = re.compile("</(?:[bBeEfFiI]|s[ipt]|S[IPT])")
_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_INVISIBLE = re.compile(
    rf"&(?:nbsp|#160|#xa0);|</?(?:b|strong|em|i|span|font|figure|figcaption|signature)\b[^<>\n]{{0,200}}>|(?<!\S)[{_UNSEEN}]+|[{_UNSEEN}]+(?!\S)",
    re.IGNORECASE,
)


def readable(text: str) -> str:
    """The text with marks of no meaning, and characters of no width, as blanks of the same length."""
    if "&" not in text and not _MARKUP.search(text) and not any(sign in text for sign in _UNSEEN):
        return text
    return _INVISIBLE.sub(lambda match: " " * len(match[0]), text)
