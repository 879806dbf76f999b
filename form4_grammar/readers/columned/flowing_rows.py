"""Rows of a table that a browser did not align: their cells follow each other, one blank between, blank ones with nothing.

What may stand in each column tells which words are of it. Where more than one way fits, only what all agree on is read. Some
pages have a blank in each cell that holds nothing, and then the blanks between two words tell how many such cells there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from form4_grammar.parser.row_layouts import Alternative, Column
from form4_grammar.readers.columned.plain_lines import RAISED
from form4_grammar.readers.columned.positions import Word

_LONGEST_VALUE = 6
"""Words of a cell that is no free text: May 1, 2024 and some references."""

_OF_A_CELL = 2
"""Blanks of a cell that holds one: its own, and the one between it and the next."""

_MOST_WORDS, _MOST_LINES, _MOST_WAYS = 120, 8, 16
FREE_TEXT = "A word or 2 of text, and more of it"
_REFERENCES = re.compile(r"(?:\^\(\d[^()]*\))+,?")

_NO_ROW, _WITH_ROOM = 4.0, 0.5
"""What a line that is no row costs, and one with room for the first word of the next line of its row, in rows."""

Cells = tuple[tuple[Word, ...], ...]
Read = tuple[Cells, tuple[Word, ...]]


class RowReader:
    """Reads the rows of one table, whose columns are those of the form numbered `columns`."""

    def __init__(self, alternatives: Sequence[Alternative], columns: Sequence[int], dates: re.Pattern[str]) -> None:
        self.alternatives = [tuple(one.columns[i] for i in columns) for one in alternatives]
        self.dates = dates
        columns_ = [column for one in self.alternatives for column in one]
        self.blanks_tell = False
        self.free = {id(column) for column in columns_ if column.read(FREE_TEXT) is not None}

    def rows(self, lines: Sequence[Sequence[Word]], width: int) -> Iterator[Read]:
        """The cells of each row, and the words that could be of two columns. Lines that are no row are one of a single cell.

        A line goes on with the one before where its first word would not have fitted there; `width` is where lines end.
        """
        self.blanks_tell = any(word.x0 - before.x1 > _OF_A_CELL for line in lines for before, word in pairwise(line))
        rows = self._rows(lines, width)
        if self.blanks_tell and all(len(cells) == 1 for cells, _ in rows):  # they set the columns apart, and tell no more
            self.blanks_tell = False
            rows = self._rows(lines, width)
        yield from rows

    def _rows(self, lines: Sequence[Sequence[Word]], width: int) -> list[Read]:
        full = [False, *(before[-1].x1 + 1 + len(line[0].text) > width for before, line in pairwise(lines))]
        starts = [at for at, goes_on in enumerate(full) if not goes_on]
        blocks = [self._of_block(lines[a:b]) for a, b in pairwise([*starts, len(lines)])]
        if None in blocks:  # a program may break lines earlier than it has to
            blocks = [self._of_block(lines, full)]
        return [row for block in blocks for row in block or ()]

    def _of_block(self, lines: Sequence[Sequence[Word]], full: Sequence[bool] | None = None) -> list[Read] | None:
        """The rows of lines each of which may go on with the one before: as many as there can be.

        None where there are no rows; with `full`, which says of each line whether the one before is full, lines that are no row
        stand for themselves, and hardly a row goes on below a line with room.
        """
        best: list[tuple[float, list[Read]] | None] = [(0, []), *[None for _ in lines]]
        for end in range(1, len(lines) + 1):
            for start in range(end - 1, max(-1, end - 1 - _MOST_LINES), -1):
                before = best[start]
                if before is None:
                    continue
                row = self._read([word for line in lines[start:end] for word in line])
                cost = before[0] - 1
                if row is None:
                    if full is None or end - start > 1:
                        continue
                    row, cost = ((tuple(lines[start]),), ()), before[0] + _NO_ROW
                elif full is not None:
                    cost += _WITH_ROOM * (end - start - 1 - sum(full[start + 1 : end]))
                now = best[end]
                if now is None or cost < now[0]:
                    best[end] = cost, [*before[1], row]
        return None if best[-1] is None else best[-1][1]

    def _read(self, words: Sequence[Word]) -> Read | None:
        if len(words) > _MOST_WORDS:
            return None
        ways: dict[Cells, None] = {}
        for columns in self.alternatives:
            for way in self._ways(words, columns, 0, (0, 0), set()):
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
        self, words: Sequence[Word], columns: Sequence[Column], at: int, place: tuple[int, int], failed: set[tuple[int, ...]]
    ) -> Iterator[Cells]:
        """The ways to share out the words from `at` among columns: `place` is the next, and how many before it are blank."""
        column, blank = place
        if column == len(columns):
            if at == len(words):
                yield ()
            return
        if (at, column, blank) in failed:
            return
        is_free = id(columns[column]) in self.free
        last = len(words) if is_free else min(len(words), at + _LONGEST_VALUE)
        is_found = False
        if at < len(words) and not self._has_room(words, at, blank):
            last = at
        for end in range(at, last + 1):
            if end > at + 1 and self._is_parted(words[end - 2], words[end - 1]):
                break
            if end > at and end < len(words) and _is_glued(words[end - 1], words[end]):
                continue
            if end > at + 1 and _REFERENCES.fullmatch(words[end - 1].text) and not _is_glued(words[end - 2], words[end - 1]):
                break  # references by themselves are a cell: those of a value stand right behind it
            if is_free and end > at and self.dates.fullmatch(words[end - 1].text):
                break
            text = RAISED.sub(r"<sup>\1</sup>", " ".join(word.text for word in words[at:end]))
            if columns[column].read(text) is None:
                continue
            for rest in self._ways(words, columns, end, (column + 1, 0 if end > at else blank + 1), failed):
                is_found = True
                yield (tuple(words[at:end]), *rest)
        if not is_found:
            failed.add((at, column, blank))

    def _is_parted(self, one: Word, word: Word) -> bool:
        """Whether blanks stand between two words that no cell has between its words."""
        return one.line == word.line and word.x0 - one.x1 > (1 if self.blanks_tell else _OF_A_CELL)

    def _has_room(self, words: Sequence[Word], at: int, blank: int) -> bool:
        """Whether a cell may begin with a word, as many of the cells before it being blank."""
        if not self.blanks_tell or not at or words[at - 1].line != words[at].line:
            return True
        return (words[at].x0 - words[at - 1].x1 - 1) // _OF_A_CELL == blank


def _is_glued(one: Word, word: Word) -> bool:
    """Whether nothing stands between two words."""
    return one.line == word.line and one.x1 == word.x0
