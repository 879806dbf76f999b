"""Pages without ruling lines as a text whose columns are aligned: words at their places, as `readers.plain` reads them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from form4_grammar.readers.pdf.blocks import Run, lines
from form4_grammar.readers.pdf.page import Page
from form4_grammar.readers.pdf.page import Word as OnPage
from form4_grammar.readers.positions import Sheet, Word

_LETTER = 0.5
"""The width of a letter on average, in its size: a column of the text."""

_APART = 0.6
"""The gap from which on two words of a line are in two cells, in their size, where blanks are of many widths."""

_WIDER, _MOST = 0.06, 0.5
"""By how much a gap is wider where blanks are of one width, and the share of them that are."""

_GLUED = 0.12
_UNEVEN, _RAISING = 0.06, 0.25
"""By how much, in their size, the distances of lines differ, and how much larger they are above something raised."""

_LINE, _WIDEST = 0.9, 1.7
"""The distance of two lines: what stands nearer is of one row, and what is farther apart no text that goes on."""

_LOOKED_AT = 5
"""Lines within which the next line of a text stands: columns may stand half a line apart."""

_PITCH = 1.75
"""The distance of two lines between which a blank one stands."""


class Drawn(NamedTuple):
    """A text and its words in lines; ``of`` has for each character the number of its word in ``words``, or -1."""

    text: str
    sheet: Sheet
    of: array[int]
    words: tuple[OnPage, ...]


def drawn(pages: Sequence[Page]) -> Drawn:
    """The words of pages as a text, line by line; the columns are of one width on all pages."""
    sizes = [word.size for page in pages for word in page.words]
    width = _LETTER * (median(sizes) if sizes else 1.0)
    on_pages = [lines(page.words) for page in pages]
    pitch, apart = _pitch(on_pages), _apart(on_pages)
    text: list[str] = []
    of: array[int] = array("i")
    words: list[OnPage] = []
    found: list[list[Word]] = []
    numbers: list[int] = []
    parted: set[int] = set()
    for number, on_page in enumerate(on_pages, 1):
        starts = _parted(on_page, pitch)
        last: OnPage | None = None
        for at, line in enumerate(on_page):
            largest = _largest(line)
            if last is not None and largest.base - last.base > _PITCH * min(last.size, largest.size):
                found.append([])
                numbers.append(number)
                text.append("\n")
                of.append(-1)
            last = largest
            if at in starts:
                parted.add(len(found))
            here: list[Word] = []
            ends = 0.0
            for cell in _words(line):
                if here:
                    text.append(" ")
                    of.append(-1)
                here.append(_placed(cell, here, (len(found), len(of)), width, apart, ends))
                ends = max(run.word.right for run in cell)
                for run in cell:
                    shown = _shown(run)
                    text.append(shown)
                    of.extend([len(words)] * len(shown))
                    words.append(run.word)
            text.append("\n")
            of.append(-1)
            found.append(here)
            numbers.append(number)
    empty: list[list[int]] = [[] for _ in found]
    page = Sheet(found, empty, [[] for _ in found], numbers or [1], is_ruled=False, parted=frozenset(parted))
    return Drawn("".join(text), page, of, tuple(words))


def _largest(line: Sequence[Run]) -> OnPage:
    return max((run.word for run in line), key=lambda word: word.size)


def _pitch(on_pages: Sequence[Sequence[Sequence[Run]]]) -> float:
    """The distance of the lines of one text, in its size: the one that is most frequent between words over each other."""
    found = Counter(
        round((below.base - above.base) / above.size, 2)
        for on_page in on_pages
        for one, following in pairwise(on_page)
        for above, below in _over_each_other(one, following)
    )
    near = {pitch: sum(found[other] for other in found if abs(other - pitch) <= _UNEVEN) for pitch in found if pitch <= _WIDEST}
    return max(near, key=lambda pitch: (near[pitch], found[pitch]), default=1.15)


def _over_each_other(one: Sequence[Run], following: Sequence[Run]) -> Iterator[tuple[OnPage, OnPage]]:
    """The words of two lines, each with the one right below it; raised ones are none."""
    below = [run.word for run in following if not run.is_raised]
    at = 0
    for word in (run.word for run in one if not run.is_raised):
        while at < len(below) and below[at].right <= word.left:
            at += 1
        if at < len(below) and below[at].left < word.right:
            yield word, below[at]


def _parted(on_page: Sequence[Sequence[Run]], pitch: float) -> set[int]:
    """The lines of a page before which no text goes on: none of the words below each other are as near as lines are."""
    starts = {0}
    for at, (above, line) in enumerate(pairwise(on_page), 1):
        if _largest(line).base - _largest(above).base >= _LINE * _largest(above).size:
            starts.add(at)
    for at, line in enumerate(on_page):
        left = list(line)
        for below in range(at + 1, min(at + _LOOKED_AT, len(on_page))):
            following = on_page[below]
            raised = _RAISING if any(run.is_raised for run in following) else 0.0
            pairs = list(_over_each_other(left, following))
            if any(lower.base - upper.base <= (pitch + _UNEVEN + raised) * upper.size for upper, lower in pairs):
                starts -= set(range(at + 1, below + 1))
            covered = {id(upper) for upper, _ in pairs}
            left = [run for run in left if id(run.word) not in covered]
    return starts


def _words(line: Iterable[Run]) -> Iterator[list[Run]]:
    """The words of a line, each with the references that are raised behind it."""
    word: list[Run] = []
    for run in line:
        if word and (
            run.word.left - word[-1].word.right <= _GLUED * run.word.size or (run.is_raised and _is_near(word[-1], run))
        ):
            word.append(run)
            continue
        if word:
            yield word
        word = [run]
    if word:
        yield word


def _shown(run: Run) -> str:
    """A word as the text has it: what is raised has a sign before each bracket."""
    return run.word.text.replace("(", "^(") if run.is_raised else run.word.text


def _is_near(before: Run, run: Run) -> bool:
    return run.word.left - before.word.right <= _APART * run.word.size


def _apart(on_pages: Iterable[Sequence[Sequence[Run]]]) -> float:
    """The gap from which on two words are in two cells, in their size."""
    gaps = Counter(
        round((run.word.left - before.word.right) / run.word.size, 2)
        for on_page in on_pages
        for line in on_page
        for before, run in pairwise(line)
        if _GLUED * run.word.size < run.word.left - before.word.right < _APART * run.word.size
    )
    if not gaps:
        return _APART
    blank, _ = gaps.most_common(1)[0]
    near = sum(number for gap, number in gaps.items() if abs(gap - blank) <= _UNEVEN)
    return blank + _WIDER if near >= _MOST * gaps.total() else _APART


def _placed(
    cell: Sequence[Run], before: Sequence[Word], place: tuple[int, int], width: float, apart: float, ends: float
) -> Word:
    """A word at its place: next to the one before where a blank stands between them, else where it is drawn.

    ``place`` are its line and where it begins in the text, ``ends`` is where the one before ends on paper.
    """
    line, start = place
    shown = "".join(map(_shown, cell))
    left, right = cell[0].word.left, max(run.word.right for run in cell)
    x0 = int(left / width)
    gap = (left - ends) / cell[0].word.size
    is_apart = not before or gap > apart
    if before:
        x0 = max(x0, before[-1].x1 + 2) if is_apart else min(max(x0, before[-1].x1), before[-1].x1 + 1)
    return Word(shown, start, start + len(shown), line, x0, max(x0 + 1, int(right / width)), is_apart)
