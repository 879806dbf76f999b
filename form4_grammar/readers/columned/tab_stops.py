"""A text in which as many blanks stand for each tab, as programs write them that know none: cells are told by counting."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from form4_grammar.grammar import FORMS, load, printed_pattern
from form4_grammar.parser.headings import printed_heading
from form4_grammar.readers.page_text import PageText, Pieces

_LEAST = 3
"""Blanks that stand for a tab: one or two stand between words, too."""

_BLANKS = re.compile(r" {3,}")


def with_tabs(text: str) -> PageText | None:
    """The text with tabs for its blanks, where the heading of a table tells how many stand for one; None where none does.

    The captions of the first line are as many tabs apart as the form's are, each of the same number of blanks.
    """
    for heading, gaps in _headings():
        found = heading.search(text)
        if found is None:
            continue
        counts = {len(found[number]) / tabs for number, tabs in enumerate(gaps, 1)}
        (one,) = counts if len(counts) == 1 else (0.0,)
        if one >= _LEAST and one.is_integer():
            return _tabbed(text, int(one))
    return None


def _tabbed(text: str, one: int) -> PageText | None:
    pieces, at = Pieces(), 0
    for blanks in _BLANKS.finditer(text):
        tabs, rest = divmod(len(blanks[0]), one)
        if rest or not tabs:
            return None
        pieces.copy(text[at : blanks.start()], at)
        for number in range(tabs):
            start = blanks.start() + number * one
            pieces.replace("\t", start, start + one)
        at = blanks.end()
    pieces.copy(text[at:], at)
    return pieces.page()


@lru_cache(maxsize=1)
def _headings() -> tuple[tuple[re.Pattern[str], tuple[int, ...]], ...]:
    """The first line of each table's heading, and how many tabs stand between its captions."""
    found = []
    for form in map(load, FORMS):
        for table in form.tables.values():
            texts = printed_heading(form, f"{table}_heading").texts[0]
            places = [index for index, text in enumerate(texts) if text]
            gaps = tuple(b - a for a, b in pairwise(places))
            pattern = "( {3,})".join(printed_pattern(texts[index]) for index in places)
            found.append((re.compile(pattern, re.IGNORECASE), gaps))
    return tuple(found)
