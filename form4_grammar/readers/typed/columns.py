"""The columns of a typed table: what its heading says of each, and which columns of the form they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from form4_grammar.grammar import MOST_PARTS, Grammar
from form4_grammar.parser.headings import printed_heading
from form4_grammar.readers.typed.pieces import Span, letters
from form4_grammar.readers.typed.wordings import number_at_start

_ASIDE = re.compile(r"\((?:Instr|M(?:onth|o)\s?/)[^()]*\)?", re.IGNORECASE)
_LONGEST = 600
_SAME_NUMBER, _SAME_WORDS = 0.4, 0.6
_FEWEST_CAPTIONS, _SHORTEST_BEGINNING = 3, 4


class Column(NamedTuple):
    """A column of the page: the words of its heading, and where these are."""

    words: str
    spans: tuple[Span, ...]


class Bit(NamedTuple):
    """A piece of a cell: where it stands, and how many blanks are between it and the left and the right edge of its column.

    Where there are none, a word may have been cut. The edges of cells of HTML are not known.
    """

    start: int
    end: int
    before: int = 0
    behind: int = 1_000


Row = tuple[tuple[Bit, ...], ...]
"""The cells of a row, each of as many pieces as it has lines."""


class Part(NamedTuple):
    """A part of a table with a heading of its own: its columns, and rows of as many cells.

    ``rows`` has each way to put the texts into the columns that their places allow, mostly one.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Row, ...], ...]
    start: int
    end: int


@lru_cache(maxsize=MOST_PARTS)
def _groups(grammar: Grammar, rule: str) -> tuple[tuple[str, str, tuple[int, ...], tuple[str, ...]], ...]:
    """The form's columns by their captions: number, caption, the indexes of the columns, and the captions below."""
    columns = list(enumerate(printed_heading(grammar, rule).columns))
    found = []
    for caption, group in groupby(columns, key=lambda one: one[1].caption):
        members = list(group)
        number = number_at_start(caption)
        found.append(
            (number[0] if number else "", caption, tuple(i for i, _ in members), tuple(one.below for _, one in members))
        )
    return tuple(found)


class Placed(NamedTuple):
    """The form's column for each column of a part, by its index.

    ``letter_at`` is the column, if any, that has the letter of what stands in the one before it: the form has a column for
    each letter there.
    """

    columns: tuple[int, ...]
    letter_at: int | None = None


@lru_cache(maxsize=MOST_PARTS)
def captions_of(grammar: Grammar, rule: str) -> tuple[str, ...]:
    """The letters of the captions over the columns of a table, without their numbers."""
    return tuple(_bare(caption.split(". ", 1)[-1]) for _, caption, *_ in _groups(grammar, rule))


def begin_captions(texts: Sequence[str], captions: Sequence[str]) -> bool:
    """Whether most of the texts of a line are what captions without numbers begin with, in the order of the form."""
    found = at = 0
    for text in texts:
        shown = _bare(text)
        index = next((i for i in range(at, len(captions)) if _is_beginning(shown, captions[i])), None)
        if index is not None:
            found, at = found + 1, index + 1
    return found >= _FEWEST_CAPTIONS and 2 * found > len(texts)


def _is_beginning(shown: str, caption: str) -> bool:
    return len(shown) >= _SHORTEST_BEGINNING and (caption.startswith(shown) or shown.startswith(caption))


def columns_of(columns: Sequence[Column], grammar: Grammar, rule: str) -> Placed | None:
    """The columns of the form that those of a part are; None where one is not plain.

    A column whose heading has no number is of the caption at its left; where none has, the captions tell by their words.
    """
    if not any(number_at_start(column.words.strip()) for column in columns):
        return _by_words(columns, grammar, rule)
    found: list[int] = []
    numbered: list[list[Column]] = []
    numbers: list[str] = []
    for column in columns:
        number = number_at_start(column.words.strip())
        if number is not None and _is_number_of_form(number[0], grammar, rule):
            numbers.append(number[0])
            numbered.append([column])
        elif not numbered:
            return None
        else:
            numbered[-1].append(column)
    groups = {number: (caption, indexes, below) for number, caption, indexes, below in _groups(grammar, rule)}
    letter_at = None
    for own_number, own in zip(numbers, numbered, strict=True):
        caption, indexes, below = groups[own_number]
        if len(own) != len(indexes):
            return None
        if not _is_caption(own, caption, below):
            if not _is_amount_and_letter(own, below):
                return None
            letter_at = len(found) + 1
        found += indexes
    return Placed(tuple(found), letter_at) if found == sorted(set(found)) else None


def _by_words(columns: Sequence[Column], grammar: Grammar, rule: str) -> Placed | None:
    """The columns of the form, of captions that follow each other, whose words stand over the columns of a part."""
    groups = _groups(grammar, rule)
    found = []
    for first in range(len(groups)):
        at = 0
        placed: list[int] = []
        for _, caption, indexes, below in groups[first:]:
            own = columns[at : at + len(indexes)]
            if len(own) < len(indexes) or not _is_caption(own, caption, below, _SAME_WORDS):
                break
            at += len(indexes)
            placed += indexes
        if at == len(columns):
            found.append(Placed(tuple(placed)))
    return found[0] if len(found) == 1 else None


def has_all_numbers(columns: Sequence[Column], grammar: Grammar, rule: str) -> bool:
    """Whether the captions over some columns have the numbers of the form, each once and in its order; or all its words."""
    placed = columns_of(columns, grammar, rule)
    if placed is not None and len(placed.columns) == sum(len(indexes) for _, _, indexes, _ in _groups(grammar, rule)):
        return True
    found = [number[0] for column in columns if (number := number_at_start(column.words.strip())) is not None]
    return found == [number for number, *_ in _groups(grammar, rule)]


def _is_number_of_form(number: str, grammar: Grammar, rule: str) -> bool:
    return any(number == own for own, *_ in _groups(grammar, rule))


def _is_caption(own: Sequence[Column], caption: str, below: Sequence[str], least: float = _SAME_NUMBER) -> bool:
    """Whether the words over some columns are those of a caption and the captions below it."""
    rest = number_at_start(own[0].words.strip())
    shown = _bare(rest[1] if rest else own[0].words)
    if not any(below):
        wanted = _bare(caption.split(". ", 1)[1])
        return _alike(shown, wanted) > least
    if all(not letters(column.words) for column in own[1:]):  # the captions below are not there, or in one with that above
        return _alike(shown, _bare(caption.split(". ", 1)[1] + " ".join(below))) > least
    if below[0] and not (
        shown.endswith(_bare(below[0])) or _alike(shown[-len(_bare(below[0])) :], _bare(below[0])) > _SAME_WORDS
    ):
        return False
    return all(_alike(_bare(column.words), _bare(text)) > _SAME_WORDS for column, text in zip(own[1:], below[1:], strict=True))


def _is_amount_and_letter(own: Sequence[Column], below: Sequence[str]) -> bool:
    """Whether two columns have an amount and a letter, and the form a column for each of two letters."""
    wanted = [_bare(text) for text in below]
    return all(len(one) == 1 for one in wanted) and _bare(own[-1].words) == "".join(wanted)


def _bare(text: str) -> str:
    return letters(_ASIDE.sub("", text))


def _alike(one: str, other: str) -> float:
    if not one or not other or len(one) > _LONGEST:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
