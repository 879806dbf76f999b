"""Notes whose marks stand beside the middle of their text: each cell of a table is as high as the highest of its row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.readers.columned.positions import Word
from form4_grammar.readers.columned.threads import Free

_MARK = re.compile(r"\^?\(\d{1,3}\)|\d{1,3}\.")
_MOST_WAYS = 2
_SHIFT = 4
"""Columns by which the texts of notes may begin apart from page to page."""


class Hanging(NamedTuple):
    """Notes, each as its words with its mark first; ``lines`` are those they stand on.

    ``is_sure`` where there is no other way to share the lines out.
    """

    notes: tuple[tuple[Word, ...], ...]
    lines: frozenset[int]
    is_sure: bool


def hanging_notes(free: Free, first: int, end: int) -> Hanging | None:
    """The notes among the lines `first` to `end` whose marks stand in a column of their own; None where all begin with them."""
    marked = [line for line in range(first, end) if _is_marked(free.get(line, ()))]
    if not marked:
        return None
    outer = min(free[line][0].x0 for line in marked)
    marked = [line for line in marked if free[line][0].x0 == outer]  # others are references that begin a line
    begins = {free[line][1].x0 for line in marked if len(free[line]) > 1}
    begins |= {words[0].x0 for line in marked if len(free[line]) == 1 and (words := free.get(line + 1, ()))}
    edge = max(free[line][0].x1 for line in marked)
    if not begins or min(begins) < edge or max(begins) - min(begins) > _SHIFT:  # each page has its own width of a blank
        return None
    top = marked[0]
    while top > first and _hangs(free.get(top - 1, ()), begins):
        top -= 1
    last = marked[-1]
    while last + 1 < end and _hangs(free.get(last + 1, ()), begins):
        last += 1
    lines = [line for line in range(top, last + 1) if free.get(line)]
    if any(line not in marked and not _hangs(free[line], begins) for line in lines):
        return None
    breaks = _breaks(free, lines, set(marked))
    if top == marked[0] and not any(lines[at] not in marked for at in breaks):
        return None
    alone = {line for line in marked if len(free[line]) == 1}
    ways = list(_shared_out(lines, set(marked), alone, breaks))
    is_sure = len(ways) == 1
    if not ways:  # some programs break lines earlier than they need to
        ways = list(_shared_out(lines, set(marked), alone, {at for at in breaks if lines[at] != lines[at - 1] + 1}))
    if top == marked[0] and not ways:
        return None
    notes = ways[0] if ways else [lines]
    return Hanging(tuple(map(tuple, (_mark_first(free, note, set(marked)) for note in notes))), frozenset(lines), is_sure)


def above_the_first(free: Free, first: int, end: int) -> list[Word]:
    """The words that stand above the first mark of a note, from the line `first` on: they may be of that note."""
    mark = next((line for line in range(first, end) if _is_marked(free.get(line, ()))), first)
    return [word for line in range(first, mark) for word in free.get(line, ())]


def _is_marked(words: Sequence[Word]) -> bool:
    return bool(words) and _MARK.fullmatch(words[0].text) is not None


def _hangs(words: Sequence[Word], begins: Collection[int]) -> bool:
    return bool(words) and words[0].x0 in begins


def _breaks(free: Free, lines: Sequence[int], marked: set[int]) -> set[int]:
    """Where, among lines, a note ends: before a blank line, and where the next line's first word would have fitted.

    None ends beside a mark that stands between two lines.
    """
    right = max(free[line][-1].x1 for line in lines)
    return {
        at
        for at in range(1, len(lines))
        if not any(line in marked and len(free[line]) == 1 for line in lines[at - 1 : at + 1])
        and (
            lines[at] != lines[at - 1] + 1
            or free[lines[at - 1]][-1].x1 + 1 + len(free[lines[at]][lines[at] in marked].text) <= right
        )
    }


def _shared_out(lines: Sequence[int], marked: set[int], alone: set[int], breaks: set[int]) -> Iterator[list[list[int]]]:
    """The ways to share lines out among notes, two at most: each has its mark beside its middle line, or the one above that.

    Marks that stand `alone` have as many lines above as below. No note goes on after one of the `breaks`.
    """
    marks = [at for at, line in enumerate(lines) if line in marked]
    reached: dict[int, list[list[int]]] = {0: [[]]}  # where a note begins, to where the notes before it do, in two ways at most
    for number, mark in enumerate(marks):
        following = marks[number + 1] if number + 1 < len(marks) else len(lines)
        found: dict[int, list[list[int]]] = {}
        for start, ways in reached.items():
            above = mark - start
            for stop in (mark + above + 1, mark + above + 2)[: 1 if lines[mark] in alone else 2]:
                if above >= (lines[mark] in alone) and stop <= following and not breaks & set(range(start + 1, stop)):
                    found.setdefault(stop, []).extend([*way, start] for way in ways)
        reached = {stop: ways[:_MOST_WAYS] for stop, ways in found.items()}
    for way in reached.get(len(lines), ()):
        yield [list(lines[a:b]) for a, b in pairwise([*way, len(lines)])]


def _mark_first(free: Free, lines: Sequence[int], marked: set[int]) -> list[Word]:
    """The words of a note, its mark before all others."""
    marks = [free[line][0] for line in lines if line in marked]
    return [*marks, *(word for line in lines for word in free[line] if word not in marks)]
