"""Characters that a terminal obeys, made dead."""

from __future__ import annotations

from form4_grammar.regexes import regex

ALIVE = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls but for tabs and line breaks, and what changes the direction of what follows."""


def dead(text: str) -> str:
    """The text with nothing in it that a terminal obeys: controls become their pictures, overrides of direction a box."""
    return ALIVE.sub(lambda match: _picture(ord(match[0])), text)


def _picture(code: int) -> str:
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "�"
