"""Texts and tables written as lines and cells, with a note of which word each character is of."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from form4_grammar.readers.page_text import ESCAPED
from form4_grammar.readers.pdf.blocks import Block, blocks
from form4_grammar.readers.pdf.flow import Text
from form4_grammar.readers.pdf.lines import Run, lines
from form4_grammar.readers.pdf.page import Word
from form4_grammar.readers.pdf.tables import Area, Table

_GLUED = 0.12
_MARKS = re.compile(r"[(\[][^()\[\]]*[)\]],?|[^()\[\]]+")
_BREAKS_AFTER = re.compile(r"\w-$|^(?!.*/[A-Z]{2}/$)[^/].*\w/$")
"""What goes on without a blank: what ends in a hyphen or a stroke, but /s/, and the state in EXAMPLE CORP/DE/."""

_SECTION, _SUBSECTION = re.compile(r"\d\(\w{1,3}\)$"), re.compile(r"\(\w{1,3}\)")
"""Sections of the law, as in 13(d)(3): some programs wrap between their brackets."""

_TIGHT = 1.5
_FEW, _SHORT = 2, 12
"""The words of a line that may end within a word, and its width, in the size of the text."""

_IN_NUMBERS = frozenset("0123456789,./")
_WHOLE_DATE = re.compile(r"/\d{4}$")
_DIGIT, _PADDING = 0.5, 1.2
"""The width of a digit, and what a cell leaves free at both its sides, at most, in the size of the text."""


class Written(NamedTuple):
    """A page text, and for each of its characters the number of its word in ``words``, or -1.

    ``joined`` are places where a line was joined with the next without a blank, ``torn`` those where one word may be parted,
    ``cut`` words that may go on beyond what is seen, and ``cut_tables`` where tables stand that have columns there.
    """

    text: str
    of: array[int]
    words: tuple[Word, ...]
    joined: tuple[int, ...]
    torn: tuple[int, ...]
    cut: tuple[int, ...]
    cut_tables: tuple[tuple[int, int], ...]


class Writer:
    """A page text in the making. `known` are the words of its pages, which show whether a program parts words."""

    def __init__(self, known: Collection[str] = ()) -> None:
        self._known = known
        self._parts_words = False
        self._torn: list[int] = []
        self._text: list[str] = []
        self._of: array[int] = array("i")
        self._words: list[Word] = []
        self._joined: list[int] = []
        self._cut: list[int] = []
        self._cut_tables: list[tuple[int, int]] = []

    def written(self) -> Written:
        """What was written so far."""
        text = "".join(self._text)
        torn = tuple(self._torn) if self._parts_words else ()
        return Written(text, self._of, tuple(self._words), tuple(self._joined), torn, tuple(self._cut), tuple(self._cut_tables))

    def element(self, one: Text | Table) -> None:
        """Adds a text or a table, after a blank line."""
        self._part("\n\n")
        if isinstance(one, Text):
            self._rows(one.rows)
            return
        start = len(self._of)
        if one.is_layout or len(one.xs) == 2:
            self._cells(one)
        else:
            self._table(one)
        if one.is_cut:
            self._cut_tables.append((start, len(self._of)))

    def _put(self, text: str, word: int = -1) -> None:
        self._text.append(text)
        self._of.extend([word] * len(text))

    def _part(self, by: str) -> None:
        if self._of:
            self._put(by)

    def _rows(self, rows: Sequence[Sequence[Block]]) -> None:
        for number, row in enumerate(rows):
            if number:
                self._put("\n" if _is_tight(rows[number - 1], row) else "\n\n")
            for index, block in enumerate(row):
                if index:
                    self._put("\t")
                self._lines([segment.runs for segment in block.segments])

    def _cells(self, table: Table) -> None:
        """A table of items: each cell is a text of its own."""
        areas = [area for band in table.bands for area in band.areas if area.words]
        for number, area in enumerate(areas):
            if number:
                self._part("\n\n")
            self._rows(blocks(area.words, area.right))

    def _table(self, table: Table) -> None:
        columns = len(table.xs) - 1
        for number, band in enumerate(table.bands):
            if len(band.areas) == 1 and band.areas[0].columns == (0, columns):  # a title
                self._part("\n" if number else "")
                self._rows(blocks(band.areas[0].words, band.areas[0].right))
                continue
            tall = max((word.size for word in band.words), default=0.0)
            for row in range(band.height):
                if number or row:
                    self._put("\n")
                self._row([area for area in band.areas if area.rows[0] == row], table.xs, tall)

    def _row(self, areas: Iterable[Area], xs: Sequence[float], tall: float) -> None:
        at, columns = 0, len(xs) - 1
        for area in sorted(areas, key=lambda area: area.columns):
            self._put("\t" * (area.columns[0] - at))
            at = area.columns[0]
            self._lines(lines(area.words, tall), area.right - xs[min(at, columns)])
        self._put("\t" * (columns - 1 - at))

    def _lines(self, found: Sequence[Sequence[Run]], width: float = 0.0) -> None:
        """Lines that are one text: what ends in a hyphen or a stroke goes on without a blank.

        So does a number that a cell of this width had no room for.
        """
        last = ""
        for number, line in enumerate(found):
            if number:
                is_parted = _is_one_number(found[number - 1], line, width)
                if is_parted or _BREAKS_AFTER.search(last) or (_SECTION.search(last) and _SUBSECTION.match(line[0].word.text)):
                    self._joined.append(len(self._of))
                else:
                    self._put(" ")
                    if _may_be_one_word(found[number - 1], line):
                        self._torn.append(len(self._of))
                        is_parted = len(found[number - 1]) == 1 and last + line[0].word.text in self._known
                self._parts_words = self._parts_words or is_parted
            for index, run in enumerate(line):
                if index and self._is_apart(line[index - 1], run):
                    self._put(" ")
                self._run(run)
            last = line[-1].word.text

    @staticmethod
    def _is_apart(before: Run, run: Run) -> bool:
        gap = run.word.left - before.word.right
        return not run.is_raised and gap > _GLUED * min(before.word.size, run.word.size)

    def _run(self, run: Run) -> None:
        number = len(self._words)
        self._words.append(run.word)
        if run.word.is_cut:
            self._cut.append(len(self._of))
        if run.is_raised:
            for mark in _MARKS.findall(run.word.text):
                self._put(f"<sup>{mark}</sup>", number)
            return
        self._put("".join(ESCAPED.get(sign, sign) for sign in run.word.text), number)


def _is_one_number(line: Sequence[Run], following: Sequence[Run], width: float) -> bool:
    """Whether a line of a cell is the beginning of a number that is as wide as the cell, and the next its end."""
    word, rest = line[0].word, following[0].word
    return (
        len(line) == 1
        and not following[0].is_raised
        and word.page == rest.page
        and word.text[-1] in _IN_NUMBERS
        and rest.text[0] in _IN_NUMBERS
        and not _WHOLE_DATE.search(word.text)
        and word.right - word.left + _DIGIT * word.size > width - _PADDING * word.size
    )


def _may_be_one_word(line: Sequence[Run], following: Sequence[Run]) -> bool:
    """Whether a short line may end within a word: letters of one kind stand on both sides."""
    last, first = line[-1].word.text[-1], following[0].word.text[0]
    is_short = len(line) <= _FEW and line[-1].word.right - line[0].word.left < _SHORT * line[0].word.size
    return is_short and last.isalpha() and first.isalpha() and last.islower() == first.islower()


def _is_tight(row: Sequence[Block], following: Sequence[Block]) -> bool:
    """Whether two rows of blocks are lines of one text that was broken on purpose."""
    if len(row) != 1 or len(following) != 1:
        return False
    last, first = row[0].segments[-1], following[0].segments[0]
    return (
        last.page == first.page and 0 < first.base - last.base <= _TIGHT * last.size and abs(last.left - first.left) < last.size
    )
