"""Small edits of a text by places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random
from typing import TypeVar

from form4_grammar.testing.damaging.places import Span

_T = TypeVar("_T")


def spliced(page: str, edits: Iterable[tuple[Span, str]]) -> str:
    """The page with each of these places, which do not overlap, replaced by a text."""
    parts, at = [], 0
    for (start, end), text in sorted(edits):
        parts += [page[at:start], text]
        at = end
    return "".join([*parts, page[at:]])


def without(page: str, *places: Span) -> str:
    """The page without these places."""
    return spliced(page, [(place, "") for place in places])


def swapped(page: str, one: Span, other: Span) -> str:
    """The page with the texts of two places in each other's."""
    return spliced(page, [(one, page[slice(*other)]), (other, page[slice(*one)])])


def some(random: Random, found: Sequence[_T]) -> _T | None:
    """One of them, None where there is none."""
    return random.choice(found) if found else None


def without_one(page: str, places: Sequence[Span], random: Random) -> str:
    """The page without one of these places, or as it is where there is none."""
    place = some(random, places)
    return without(page, place) if place else page


def neighbours(found: Sequence[_T]) -> list[tuple[_T, _T]]:
    """Each with the one behind it."""
    return list(pairwise(found))
