"""The captions of the grammar as filers worded and wrapped them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, TYPED_SUFFIX, Grammar
from form4_grammar.readers.typed.pieces import letters

_NUMBER = re.compile(
    r"(?:Item\s{1,3})?(?:(?P<point>\d{1,2}[A-Za-z]?)\s?\.\s*|\(?(?P<bracket>\d{1,2}[A-Za-z]?)\)[.:]?\s*(?=[A-Za-z]|$)|(?P<bare>\d{1,2}[A-Za-z]?)(?:\s+|$))",
    re.IGNORECASE,
)
"""1. and Item 1., (1) and 1) before words, and 1 alone."""

_SEVERAL = 2
_LONG = 8
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BLANK = re.compile(r" (\??)")


class ItemCaption(NamedTuple):
    """The caption of an item: the rule of the item, its number, the letters of the first word, as printed, and as worded."""

    rule: str
    number: str
    first: str
    printed: str
    worded: re.Pattern[str]


@lru_cache(maxsize=MOST_GRAMMARS)
def item_captions(grammar: Grammar) -> tuple[ItemCaption, ...]:
    """The captions of the items, in the order of the form."""
    found = []
    for rule in grammar.cells(f"header{LAYOUT}"):
        terminal = grammar.rules[rule][0][0]
        printed = grammar.terminals[terminal].text
        number, words = printed.split(". ", 1)
        found.append(ItemCaption(rule, number, letters(words.split()[0]), printed, wording(grammar, terminal)))
    return tuple(found)


@lru_cache(maxsize=256)
def wording(grammar: Grammar, terminal: str) -> re.Pattern[str]:
    """How filers worded what the form prints as `terminal`. A blank of it may be any."""
    pattern = grammar.wordings[f"{terminal}{TYPED_SUFFIX}"]
    return re.compile(_BLANK.sub(lambda match: r"\s*" if match[1] else r"\s+", pattern))


def number_at_start(text: str) -> tuple[str, str] | None:
    """The number that a text begins with, as captions do, in capital letters, and the rest of the text."""
    match = _NUMBER.match(text)
    return None if match is None else (match[match.lastgroup or 0].upper(), text[match.end() :])


def begins_numbered(text: str) -> bool:
    """Whether a text begins with a number and a point or a bracket, as the caption of a column does, and no amount or date."""
    match = _NUMBER.match(text)
    if match is None or match["bare"] is not None:
        return False
    behind = text[match.end() : match.end() + 1]
    return not behind.isdigit() and (behind != "" or match["point"] is not None)  # (1) alone is a reference


def caption_starts(texts: Sequence[str], *, has_cells: bool) -> list[bool]:
    """Which of the texts of a line begin the caption of a column, where several do.

    Their numbers have a point or a bracket, or they are at least three that follow each other, with words behind; in the next
    cell, where the line `has_cells`.
    """
    told = [begins_numbered(text) for text in texts]
    if sum(told) >= _SEVERAL:
        return told
    told = [False] * len(texts)
    before = 0
    for index, text in enumerate(texts):
        numbered = number_at_start(text)
        if numbered is None:
            continue
        number, rest = int(numbered[0].rstrip(_LETTERS)), numbered[1]
        if not rest and has_cells:
            rest = "".join(texts[index + 1 : index + 2])
        follows = not before or number == before + 1 or (number == before and not numbered[0].isdecimal())
        if rest[:1].isalpha() and follows:
            told[index], before = True, number
    return told if sum(told) > _SEVERAL else [False] * len(texts)


def item_at(text: str, behind: str, captions: tuple[ItemCaption, ...]) -> ItemCaption | None:
    """The item whose caption begins a text; `behind` is the piece behind it, for a number that stands alone.

    Without its number, a caption is known by its words.
    """
    numbered = number_at_start(text)
    if numbered is None:
        return next((one for one in captions if one.worded.match(text)), None)
    number, rest = numbered
    shown = letters(rest or behind)
    return next((one for one in captions if one.number == number and _begins(shown, one.first)), None)


def _begins(shown: str, first: str) -> bool:
    """Whether letters begin with those of a word, a long one without one of them, or with another in its place."""
    if shown.startswith(first) or len(first) < _LONG:
        return shown.startswith(first)
    return any(
        shown.startswith(first[:at]) and first[at + 1 :] in (shown[at : len(first) - 1], shown[at + 1 : len(first)])
        for at in range(len(first) - 1)
    )
