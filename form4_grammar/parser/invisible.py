"""What copies hold that no one sees: it is blank here, in the same place, so that offsets stay what they are."""

from __future__ import annotations

import re

from form4_grammar.regexes import regex

UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_BLANK = "&(?:nbsp|#160|#xa0);"
_TAG = r"(?:b|strong|em|i|span|font|figure|figcaption|signature)\b[^<>\n]{0,200}>"
_INVISIBLE = regex(rf"{_BLANK}|</?{_TAG}|(?P<unseen>[{UNSEEN}]+)", re.IGNORECASE)
# What begins with one sign alone is looked for in a fraction of the time
_ANY_BLANK = regex(_BLANK, re.IGNORECASE)
_ANY_END = regex("<(?=/(?:[bBeEfFiI]|s[ipt]|S[IPT]))")
_ANY_TAG = regex(f"<(?=/?{_TAG})", re.IGNORECASE)


def readable(text: str) -> str:
    """The text with marks of no meaning, and characters of no width, as blanks of the same length."""
    is_seen = text.isascii() or not any(sign in text for sign in UNSEEN)
    has_blanks = "&" in text and (_ANY_BLANK.search(text) or _ANY_TAG.search(text))
    if is_seen and not has_blanks and ("<" not in text or not _ANY_END.search(text)):
        return text
    return _INVISIBLE.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    """Blanks of the same length; characters of no width in the midst of a word stay."""
    start, end = match.span()
    text = match.string
    if match["unseen"] and start and not text[start - 1].isspace() and end < len(text) and not text[end].isspace():
        return match[0]
    return " " * (end - start)
