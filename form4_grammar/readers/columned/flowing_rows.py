"""Rows of a table that a browser did not align: their cells follow each other, one blank between, blank ones with nothing.

What may stand in each column tells which words are of it. Where more than one way fits, only what all agree on is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from form4_grammar.parser.rows import Alternative, Column
from form4_grammar.readers.columned.plain_lines import RAISED
from form4_grammar.readers.columned.positions import Word

_LONGEST_VALUE = 6
"""Words of a cell that is no free text: May 1, 2024 and some references."""

_MOST_WORDS, _MOST_LINES, _MOST_WAYS = 120, 8, 16
_FREE_TEXT = "A word or 2 of text, and more of it"
_REFERENCES = re.compile(r"(?:\^\(\d[^()]*\))+,?")

Cells = tuple[tuple[Word, ...], ...]


class RowReader:
    """Reads the rows of one table, whose columns are those of the form numbered `columns`."""

    def __init__(self, alternatives: Sequence[Alternative], columns: Sequence[int], dates: re.Pattern[str]) -> None:
        self.alternatives = [tuple(one.columns[i] for i in columns) for one in alternatives]
        self.dates = dates
        columns_ = [column for one in self.alternatives for column in one]
        self.free = {id(column) for column in columns_ if column.read(_FREE_TEXT) is not None}

    def rows(self, lines: Sequence[Sequence[Word]], width: int) -> Iterator[tuple[Cells, tuple[Word, ...]]]:
        """The cells of each row, and the words that could be of two columns. Lines that are no row are one of a single cell.

        A line goes on with the one before where its first word would not have fitted there; `width` is where lines end.
        """
        block: list[Sequence[Word]] = []
        for line in lines:
            if block and block[-1][-1].x1 + 1 + len(line[0].text) <= width:
                yield from self._of_block(block)
                block = []
            block.append(line)
        if block:
            yield from self._of_block(block)

    def _of_block(self, lines: Sequence[Sequence[Word]]) -> Iterator[tuple[Cells, tuple[Word, ...]]]:
        """The rows of lines each of which may go on with the one before: as many as there can be."""
        best: list[list[tuple[Cells, tuple[Word, ...]]] | None] = [[], *[None for _ in lines]]
        for end in range(1, len(lines) + 1):
            for start in range(end - 1, max(-1, end - 1 - _MOST_LINES), -1):
                before = best[start]
                if before is None:
                    continue
                row = self._read([word for line in lines[start:end] for word in line])
                if row is not None and len(before) + 1 > len(best[end] or ()):
                    best[end] = [*before, row]
        whole = best[-1]
        if whole is not None:
            yield from whole
        else:
            for line in lines:
                yield (tuple(line),), ()

    def _read(self, words: Sequence[Word]) -> tuple[Cells, tuple[Word, ...]] | None:
        if len(words) > _MOST_WORDS:
            return None
        ways: dict[Cells, None] = {}
        for columns in self.alternatives:
            for way in self._ways(words, columns, 0, 0, set()):
                ways.setdefault(way)
                if len(ways) > _MOST_WAYS:
                    return None
        if not ways:
            return None
        first = next(iter(ways))
        agreed = tuple(cell if all(way[i] == cell for way in ways) else () for i, cell in enumerate(first))
        kept = {word.start for cell in agreed for word in cell}
        return agreed, tuple(word for word in words if word.start not in kept)

    def _ways(
        self, words: Sequence[Word], columns: Sequence[Column], at: int, column: int, failed: set[tuple[int, int]]
    ) -> Iterator[Cells]:
        """The ways to share out the words from `at` among the columns from `column` on."""
        if column == len(columns):
            if at == len(words):
                yield ()
            return
        if (at, column) in failed:
            return
        is_free = id(columns[column]) in self.free
        last = len(words) if is_free else min(len(words), at + _LONGEST_VALUE)
        is_found = False
        for end in range(at, last + 1):
            if end > at + 1 and _REFERENCES.fullmatch(words[end - 1].text):
                break  # references by themselves are a cell: those of a value stand right behind it
            if is_free and end > at and self.dates.fullmatch(words[end - 1].text):
                break
            text = RAISED.sub(r"<sup>\1</sup>", " ".join(word.text for word in words[at:end]))
            if columns[column].read(text) is None:
                continue
            for rest in self._ways(words, columns, end, column + 1, failed):
                is_found = True
                yield (tuple(words[at:end]), *rest)
        if not is_found:
            failed.add((at, column))
