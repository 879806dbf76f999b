"""The marks of Markdown for bold and italic type."""

from __future__ import annotations

import re
from collections import defaultdict

from form4_grammar.regexes import regex

Span = tuple[int, int]

_EMPHASIS = regex(r"(?<!\\)(?:\*\*(?=\*\*(?!\*))|\*{1,3}|_{1,3})")


def emphasis(text: str, start: int, end: int) -> list[Span]:
    """The marks for bold and italic type: pairs of asterisks or underscores that embrace words."""
    opened: list[re.Match[str]] = []
    places: defaultdict[str, list[int]] = defaultdict(list)  # where among them each kind of mark is
    found: list[Span] = []
    starred: re.Match[str] | None = None  # bold type that begins with a star of the text: "*** Form 4: SEC 1474 (03-26)**"
    for mark in _EMPHASIS.finditer(text, start, end):
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        closes = (
            not before.isspace() and (before.isalnum() or not after.isalnum()) and (mark[0][0] == "*" or not after.isalnum())
        )
        if closes and mark[0] == "***" and places["**"] and not places["***"]:  # bold type that ends in an asterisk of its own
            pair = places["**"][-1]
            found += [opened[pair].span(), (mark.start() + 1, mark.end())]
            for one in opened[pair:]:
                places[one[0]].pop()
            del opened[pair:]
        elif closes and places[mark[0]]:
            pair = places[mark[0]][-1]
            found += [opened[pair].span(), mark.span()]
            for one in opened[pair:]:
                places[one[0]].pop()
            del opened[pair:]
        elif closes and mark[0] == "**" and mark.end() == end and starred is not None:
            found += [(starred.start(), starred.end() - 1), mark.span()]
        elif mark[0] == "***" and mark.start() == start and after == " ":
            starred = mark
        elif not after.isspace() and (after.isalnum() or not before.isalnum()) and (mark[0][0] == "*" or not before.isalnum()):
            places[mark[0]].append(len(opened))
            opened.append(mark)
    return sorted(found)
