"""Headings whose captions lack some of their words: which column of the form each of them heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from form4_grammar.parser.headings import Column
from form4_grammar.parser.lines import normalised
from form4_grammar.regexes import regex

_WORD = regex(r"[^\W_]+\.?")
_FEWEST = 3
"""Columns that a table has at least, and letters of a caption that is no mark alone."""

Words = tuple[str, ...]


def heading_of(lines: Sequence[Sequence[str]], form: tuple[Column, ...]) -> tuple[tuple[int | None, ...], int] | None:
    """The form's columns of the heading that a table begins with, and of how many lines it is; None where it has none."""
    for count in range(len(lines), 0, -1):
        above, below = lines[0], lines[count - 1]
        while above and not above[-1] and (count == 1 or not "".join(below[len(above) - 1 :])):
            above = above[:-1]
        if count > 1 and len(below) < len(above):
            continue
        cells = [*above] if count == 1 else [two or one for one, two in zip(above, below, strict=False)]
        if count > 1 and not all(_candidates(cell, form) for cell in below if cell):
            continue
        if all(cells) and (columns := columns_of(cells, form)) is not None:
            return columns, count
    return None


def columns_of(cells: Sequence[str], form: tuple[Column, ...]) -> tuple[int | None, ...] | None:
    """The form's column, by its index, of each cell of a heading; None where that is not certain, or it heads no table.

    A caption is told by its words: they are some of those of one of the form's, in their order. The columns are in the order of
    the form, and there is one way alone to have them so. Where none of them is missing, a caption in other words is None.
    """
    if not _FEWEST <= len(cells) <= len(form):
        return None
    told = [_candidates(cell, form) for cell in cells]
    if len(cells) == len(form) and all(found is None or not found or i in found for i, found in enumerate(told)):
        known = sum(bool(found) for found in told)
        columns = tuple(i if found else None for i, found in enumerate(told))
        return columns if None not in told and 2 * known >= len(cells) else None
    if not all(told):
        return None
    first, last = list(_ordered(told, 1)), list(_ordered(told[::-1], -1))[::-1]
    return tuple(first) if len(first) == len(told) and first == last else None


def is_caption(cell: str, form: tuple[Column, ...]) -> bool:
    """Whether a text is a caption of some column, or some of its words."""
    return bool(_candidates(cell, form))


def is_whole(cell: str, form: tuple[Column, ...]) -> bool:
    """Whether a text is a caption with all its words."""
    words = _words(cell)
    return any(words == _words(f"{column.caption} {column.below}") for column in form)


def _ordered(told: Sequence[frozenset[int] | None], step: int) -> Iterator[int]:
    """The first column that each may be after the one before it, or, backwards, the last one."""
    at = -1 if step > 0 else 1 << 16
    for found in told:
        after = [column for column in found or () if (column - at) * step > 0]
        if not after:
            return
        at = min(after) if step > 0 else max(after)
        yield at


@lru_cache(maxsize=512)
def _candidates(cell: str, form: tuple[Column, ...]) -> frozenset[int] | None:
    """The columns whose captions have the words of a cell in their order; None for a cell that is no caption."""
    words = _words(cell)
    if not words or all(word.isdigit() for word in words):
        return None
    found = set()
    for index, column in enumerate(form):
        above, below = _words(column.caption), _words(column.below)
        is_above = not below and max(map(len, words)) >= _FEWEST and _is_part(words, above)
        if is_above or any(below and _is_part(words[:at], above) and _is_part(words[at:], below) for at in range(len(words))):
            found.add(index)
    return frozenset(found)


@lru_cache(maxsize=512)
def _words(text: str) -> Words:
    return tuple(_WORD.findall(normalised(text).casefold()))


def _is_part(words: Words, of: Words) -> bool:
    """Whether words stand in others in their order, each as it is there, or cut after a stop."""
    rest = iter(of)
    return all(any(_is_same(word, other) for other in rest) for word in words)


def _is_same(word: str, other: str) -> bool:
    stem = word.rstrip(".")
    return stem == other.rstrip(".") or (word.endswith(".") and other.startswith(stem))
