"""Where each character of a decoded text stands in the markup that it was decoded from."""

from __future__ import annotations

import re
from html import unescape

from form4_grammar.regexes import regex

_CHARACTER_REFERENCE = regex(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_MARKUP = regex(r"<!--.*?(?:-->|\Z)|<[/!?A-Za-z][^<>]*>?", re.DOTALL)


def aligned(data: str, source: str, start: int) -> list[tuple[int, int]]:
    """For each character of `data` the span of `source` that it was made of, where `data` begins at `start`.

    Between them may be character references, tags and comments that stand for nothing, and line breaks of two characters.
    A character that is not found again gets a span of no width.
    """
    places: list[tuple[int, int]] = []
    at, index = start, 0
    while index < len(data) and at < len(source):
        sign = source[at]
        if sign == "&" and (found := _reference(data, index, source, at)) is not None:
            made, end = found
            places += [(at, end)] * made
            index += made
            at = end
        elif sign == data[index]:
            places.append((at, at + 1))
            index += 1
            at += 1
        elif sign == "\r" and data[index] == "\n":
            end = at + 2 if source.startswith("\n", at + 1) else at + 1
            places.append((at, end))
            index += 1
            at = end
        elif sign == "\0" and data[index] == "\ufffd":
            places.append((at, at + 1))
            index += 1
            at += 1
        elif sign == "<" and (tag := _MARKUP.match(source, at)):
            at = tag.end()
        else:
            at += 1
    return places + [(at, at)] * (len(data) - index)


def _reference(data: str, index: int, source: str, at: int) -> tuple[int, int] | None:
    """How many characters of `data` a character reference at `at` has made, and where it ends; None where there is none."""
    match = _CHARACTER_REFERENCE.match(source, at)
    if match is None:
        return None
    for end in range(match.end(), at + 2, -1):
        shown = source[at:end]
        made = unescape(shown)
        if made != shown and data.startswith(made, index):
            return len(made), end
    return None
