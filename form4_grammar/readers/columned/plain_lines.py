"""Lines and cells in the making: words that stood in columns become the cells of a page text, places kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from form4_grammar.readers.columned.positions import Word
from form4_grammar.readers.columned.threads import Thread
from form4_grammar.readers.page_text import BREAK_IN_CELL, Doubt, PageText, Pieces, Unplaced

_BROKEN = re.compile(r"^(?!/)\S*[^\W_][-/]$")
"""How a line ends that was broken inside a word: after a hyphen or a stroke. /DE/ and /s/ are words of their own."""

_STROKE = re.compile(r"/[^\s/]+")
"""How a line begins that was broken before a stroke."""

_PLACE = re.compile(r"/[A-Za-z]{2,}/")
"""What ends the names of companies that share one, /DE/, which programs break before and behind its strokes."""

RAISED = re.compile(r"\^(\(\d{1,3}(?:[,;] ?\d{1,3}){0,9}\))")
_GOES_ON = re.compile(r"[^\W_]")
_AFTER_A_PART = ("and", "or", "to")
"""What follows the first of two words that share their end: pre- and post-split."""

Cell = Sequence[Word] | Thread | None
"""What stands in a cell: words of the document, a printed text of the form, or nothing."""


class Lines:
    """The page in the making."""

    def __init__(self) -> None:
        self.pieces = Pieces()
        self.joined: list[int] = []
        self.doubts: list[Doubt | Unplaced] = []

    def page(self) -> PageText:
        """The page."""
        return self.pieces.page(joined=self.joined, doubts=self.doubts)

    def line(self, cells: Iterable[Cell], *, is_parted: bool = False) -> None:
        """Adds a line of cells; a blank line stands before it where it `is_parted`."""
        if len(self.pieces):
            self.pieces.insert("\n\n" if is_parted else "\n")
        for number, cell in enumerate(cells):
            if number:
                self.pieces.insert("\t")
            if isinstance(cell, Thread):
                self.pieces.replace(cell.known.text, *cell.place)
            elif cell is not None:
                self._words(cell)

    def lined(self, lines: Sequence[Sequence[Word]], cells: Iterable[Cell]) -> None:
        """Adds a row whose first cell has several lines."""
        self.line([lines[0] if lines else None])
        for line in lines[1:]:
            self.pieces.insert(BREAK_IN_CELL)
            self._words(line)
        for cell in cells:
            self.pieces.insert("\t")
            if cell and not isinstance(cell, Thread):
                self._words(cell)

    def doubt(self, words: Sequence[Word], beside: Sequence[Word]) -> None:
        """Notes words that were left out, beside what they were left out of."""
        spans: list[tuple[int, int]] = []
        for word in words:
            if spans and word.start - spans[-1][1] == 1:
                spans[-1] = (spans[-1][0], word.end)
            else:
                spans.append((word.start, word.end))
        self.doubts += [Unplaced(start, end, beside[0].start if beside else start) for start, end in spans]

    def doubt_part(self, part: str, words: Sequence[Word]) -> None:
        """Notes words of which it is open how many of a part of the filing they make, and which is of which."""
        self.doubts.append(Doubt(part, min(word.start for word in words), max(word.end for word in words)))

    def _words(self, words: Sequence[Word]) -> None:
        """Adds words; the mark of a note that is raised as ^(1) becomes the one mark that says where it ends, too."""
        shown: list[str] = []
        places: list[int] = []  # of each character, -1 for a blank that is put in
        last: Word | None = None
        for word in words:
            if last is not None and not self._is_one(last, word):
                shown.append(" ")
                places.append(-1)
            shown.append(word.text)
            places.extend(range(word.start, word.end))
            last = word
        text = "".join(shown)
        at = 0
        for mark in RAISED.finditer(text):
            self._copy(text, places, at, mark.start())
            self.pieces.replace("<sup>", places[mark.start()], places[mark.start()] + 1)
            self._copy(text, places, mark.start() + 1, mark.end())
            self.pieces.insert("</sup>")
            at = mark.end()
        self._copy(text, places, at, len(text))

    def _copy(self, text: str, places: Sequence[int], start: int, end: int) -> None:
        """Adds a piece of a cell, run by run of what stands together in the document."""
        at = start
        for i in range(start + 1, end + 1):
            if i == end or places[i] != places[i - 1] + 1 or places[i - 1] < 0:
                if places[at] < 0:
                    self.pieces.insert(text[at:i])
                else:
                    self.pieces.copy(text[at:i], places[at])
                at = i

    def _is_one(self, last: Word, word: Word) -> bool:
        """Whether two words are one that was broken, or that ran into each other."""
        if last.line == word.line:
            return last.x1 == word.x0
        if last.text.endswith("^"):
            return True
        if is_broken(last, word):
            self.joined.append(last.end)
            return True
        return False


def is_broken(last: Word, word: Word) -> bool:
    """Whether a word at the end of a line goes on with one on the next, without a blank between."""
    if _PLACE.fullmatch(last.text + word.text) or (_GOES_ON.match(last.text[-1]) and _STROKE.fullmatch(word.text)):
        return True
    goes_on = word.text not in _AFTER_A_PART or last.text[-1] == "/"  # and/or
    return _BROKEN.search(last.text) is not None and _GOES_ON.match(word.text) is not None and goes_on


def in_reading_order(words: Iterable[Word]) -> list[Word]:
    """Words line by line."""
    return sorted(words, key=lambda word: word.start)
