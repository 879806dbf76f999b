"""Pages without ruling lines as a text whose columns are aligned: words at their places, as `readers.plain` reads them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from form4_grammar.readers.columned.positions import Rule, Sheet, Word
from form4_grammar.readers.pdf.blocks import NUMBER
from form4_grammar.readers.pdf.lines import Run, lines
from form4_grammar.readers.pdf.page import Page
from form4_grammar.readers.pdf.page import Word as OnPaper
from form4_grammar.readers.pdf.spacing import GLUED, WIDEST_BLANK, apart_from, largest, pitch_of, starts_of

_LETTER = 0.5
"""The width of a letter on average, in its size: a column of the text."""

_PITCH = 1.75
"""The distance of two lines between which a blank one stands, in their size."""

_LONG = 0.6
"""The share of the page's width that a line of a text covers which is no cell."""

_BROKEN = re.compile(r"\w-")


class Drawn(NamedTuple):
    """A text and its words in lines; ``of`` has for each character the number of its word in ``words``, or -1.

    ``joined`` are places in the text where a line was joined with the next without a blank.
    """

    text: str
    sheet: Sheet
    of: array[int]
    words: tuple[OnPaper, ...]
    joined: tuple[int, ...]


def drawn(pages: Sequence[Page]) -> Drawn:
    """The words of pages as a text, line by line; the columns are of one width on all pages."""
    sizes = [word.size for page in pages for word in page.words]
    on_pages = [lines(page.words) for page in pages]
    pitch = pitch_of(on_pages)
    text = _Text(_LETTER * (median(sizes) if sizes else 1.0), apart_from(on_pages))
    for number, (page, on_page) in enumerate(zip(pages, on_pages, strict=True), 1):
        starts = starts_of(on_page, pitch)
        long = _LONG * (page.view[2] - page.view[0])
        right = max((_right(line) for line in on_page if text.is_one(line)), default=0.0)
        last: Sequence[Run] = ()
        for at, line in enumerate(on_page):
            if last and at not in starts and _right(last) - last[0].word.left >= long and text.goes_on(last, line, right):
                text.go_on(line)
            else:
                if last and largest(line).base - largest(last).base > _PITCH * min(largest(last).size, largest(line).size):
                    text.line((), number)
                if at in starts:
                    text.parted.add(len(text.lines))
                text.line(line, number)
            last = line
    return text.drawn()


def _right(line: Iterable[Run]) -> float:
    return max(run.word.right for run in line)


class _Text:
    """A text in the making: words at columns of a width in points; wider gaps than ``apart``, in their size, part cells."""

    def __init__(self, width: float, apart: float) -> None:
        self.width, self.apart = width, apart
        self.lines: list[list[Word]] = []
        self.pages: list[int] = []
        self.parted: set[int] = set()
        self._text: list[str] = []
        self._of: array[int] = array("i")
        self._words: list[OnPaper] = []
        self._joined: list[int] = []

    def drawn(self) -> Drawn:
        """What was written so far."""
        empty: list[list[int]] = [[] for _ in self.lines]
        rules: list[list[Rule]] = [[] for _ in self.lines]
        sheet = Sheet(self.lines, empty, rules, self.pages or [1], is_ruled=False, parted=frozenset(self.parted))
        return Drawn("".join(self._text), sheet, self._of, tuple(self._words), tuple(self._joined))

    def is_one(self, line: Sequence[Run]) -> bool:
        """Whether no gap of a line parts cells."""
        words = list(_words(line))
        return all(self._gap(before, word) <= self.apart for before, word in pairwise(words))

    def goes_on(self, line: Sequence[Run], following: Sequence[Run], right: float) -> bool:
        """Whether two lines are of one text, wrapped at `right`: the first word of the second had no room in the first."""
        first = following[0].word
        had_no_room = _right(line) + self.apart * first.size + first.right - first.left > right
        return had_no_room and not NUMBER.match(first.text) and self.is_one(line) and self.is_one(following)

    def line(self, line: Sequence[Run], page: int) -> None:
        """Adds a line of a page, which may be empty."""
        if self.lines:
            self._put("\n")
        here: list[Word] = []
        self.lines.append(here)
        self.pages.append(page)
        last: Sequence[Run] = ()
        for word in _words(line):
            is_apart = not last or self._gap(last, word) > self.apart
            x0, end = int(word[0].word.left / self.width), here[-1].x1 if here else 0
            if here:
                self._put(" ")
                x0 = max(x0, end + 2) if is_apart else end + 1
            self._word(word, x0, is_apart=is_apart)
            last = word

    def go_on(self, line: Sequence[Run]) -> None:
        """Adds a line to the one before, with which it is one text."""
        last = self.lines[-1][-1]
        for number, word in enumerate(_words(line)):
            is_broken = not number and _BROKEN.search(last.text[-2:]) is not None
            if is_broken:
                self._joined.append(len(self._of))
            else:
                self._put(" ")
            self._word(word, self.lines[-1][-1].x1 + (not is_broken), is_apart=False)

    def _gap(self, before: Sequence[Run], word: Sequence[Run]) -> float:
        return (word[0].word.left - _right(before)) / word[0].word.size

    def _put(self, text: str, word: int = -1) -> None:
        self._text.append(text)
        self._of.extend([word] * len(text))

    def _word(self, word: Sequence[Run], x0: int, *, is_apart: bool) -> None:
        start, line = len(self._of), self.lines[-1]
        for run in word:
            self._put(_shown(run), len(self._words))
            self._words.append(run.word)
        x1 = max(x0 + 1, int(_right(word) / self.width))
        line.append(Word("".join(map(_shown, word)), start, len(self._of), len(self.lines) - 1, x0, x1, is_apart))


def _words(line: Iterable[Run]) -> Iterator[list[Run]]:
    """The words of a line, each with the references that are raised behind it."""
    word: list[Run] = []
    for run in line:
        if word and (
            run.word.left - word[-1].word.right <= GLUED * run.word.size or (run.is_raised and _is_near(word[-1], run))
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
    return run.word.left - before.word.right <= WIDEST_BLANK * run.word.size
