"""What the distances of words and lines on paper tell: which blanks part cells, and between which lines no text goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from form4_grammar.readers.pdf.lines import Run
from form4_grammar.readers.pdf.page import Word

GLUED = 0.12
"""The gap up to which two words are one; this and all below in the size of the text."""

WIDEST_BLANK = 0.6
"""The gap from which on two words of a line are in two cells, where blanks are of many widths."""

_WIDER, _MOST = 0.06, 0.5
"""By how much a gap is wider where blanks are of one width, and the share of them that are."""

_UNEVEN, _RAISING = 0.06, 0.25
"""By how much the distances of lines differ, and how much larger they are above something raised."""

_LINE, _WIDEST = 0.9, 1.7
"""The distance of two lines: what stands nearer is of one row, and what is farther apart no text that goes on."""

_PITCH = 1.15
_OFTEN = 0.3
"""How frequent a distance is against the most frequent one to be that of the lines of one text: rows may be more."""

_LOOKED_AT = 5
"""Lines within which the next line of a text stands: columns may stand half a line apart."""

OnPage = Sequence[Sequence[Run]]
"""The lines of a page."""


def largest(line: Sequence[Run]) -> Word:
    """The largest word of a line."""
    return max((run.word for run in line), key=lambda word: word.size)


def pitch_of(on_pages: Iterable[OnPage]) -> float:
    """The distance of the lines of one text, in its size: the smallest frequent one of words over each other."""
    found = Counter(
        round((lower.base - upper.base) / upper.size, 2)
        for on_page in on_pages
        for at in range(len(on_page))
        for _, pairs in _below(on_page, at)
        for upper, lower in pairs
    )
    near = {
        pitch: sum(found[other] for other in found if abs(other - pitch) <= _UNEVEN)
        for pitch in found
        if _LINE <= pitch <= _WIDEST
    }
    often = [pitch for pitch, number in near.items() if number >= _OFTEN * max(near.values())]
    first = min(often, default=_PITCH)
    return max((pitch for pitch in near if pitch <= first + _UNEVEN), key=lambda pitch: found[pitch], default=_PITCH)


def _below(on_page: OnPage, at: int) -> Iterator[tuple[int, list[tuple[Word, Word]]]]:
    """The lines below one, each with the words of that which stand right over words of it."""
    left = list(on_page[at])
    for below in range(at + 1, min(at + _LOOKED_AT, len(on_page))):
        pairs = list(_over_each_other(left, on_page[below]))
        yield below, pairs
        covered = {id(upper) for upper, _ in pairs}
        left = [run for run in left if id(run.word) not in covered]


def _over_each_other(one: Sequence[Run], following: Sequence[Run]) -> Iterator[tuple[Word, Word]]:
    """The words of two lines, each with the one right below it; raised ones are none."""
    below = [run.word for run in following if not run.is_raised]
    at = 0
    for word in (run.word for run in one if not run.is_raised):
        while at < len(below) and below[at].right <= word.left:
            at += 1
        if at < len(below) and below[at].left < word.right:
            yield word, below[at]


def starts_of(on_page: OnPage, pitch: float) -> set[int]:
    """The lines of a page before which no text goes on: none of the words below each other are as near as lines are."""
    starts = {0}
    for at, (above, line) in enumerate(pairwise(on_page), 1):
        if largest(line).base - largest(above).base >= _LINE * largest(above).size:
            starts.add(at)
    for at in range(len(on_page)):
        for below, pairs in _below(on_page, at):
            raised = _RAISING if any(run.is_raised for run in on_page[below]) else 0.0
            if any(lower.base - upper.base <= (pitch + _UNEVEN + raised) * upper.size for upper, lower in pairs):
                starts -= set(range(at + 1, below + 1))
    return starts


def apart_from(on_pages: Iterable[OnPage]) -> float:
    """The gap from which on two words are in two cells, in their size."""
    gaps = Counter(
        round((run.word.left - before.word.right) / run.word.size, 2)
        for on_page in on_pages
        for line in on_page
        for before, run in pairwise(line)
        if GLUED * run.word.size < run.word.left - before.word.right < WIDEST_BLANK * run.word.size
    )
    if not gaps:
        return WIDEST_BLANK
    blank, _ = gaps.most_common(1)[0]
    near = sum(number for gap, number in gaps.items() if abs(gap - blank) <= _UNEVEN)
    return blank + _WIDER if near >= _MOST * gaps.total() else WIDEST_BLANK
