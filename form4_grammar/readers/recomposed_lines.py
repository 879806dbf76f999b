"""The form's own lines in the making, of the fragments of a document: cells that are copied, and lines that are composed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, takewhile

from form4_grammar.grammar import ALIKE_SIGNS
from form4_grammar.readers.items import Word
from form4_grammar.readers.page_text import BREAK_IN_CELL, Doubt, PageText, Pieces, Shortened
from form4_grammar.readers.printed_texts import Found, Fragment
from form4_grammar.readers.recomposed_headings import Heading
from form4_grammar.readers.recomposed_parts import Part, evened, parts_of, parts_of_row, row_at_once
from form4_grammar.regexes import compiled, regex

_DASHES = ALIKE_SIGNS["-"].replace("-", "") + "-"
_BREAK = regex(rf"[{BREAK_IN_CELL}\n]\s*")
DASH = regex(rf"[{_DASHES}]{{1,3}}|_{{1,3}}|…|☐|n/?a|n\.a\.|none|nil|null|nan|\(?blank\)?", re.IGNORECASE)
"""What stands in blank cells where a copy leaves none blank."""

_END_OF_MARK = regex(r"\d{1,3}\)")
_BARE_NUMBER, _PROSE = regex(r"\d{1,3}"), regex(r"[\"'“(]?[A-Z]\w*(?:\s+\S+){3}")
"""The cells of a note that stands in a table with its number."""

_FEWEST_FILLED = 3
"""The cells that no row of a table leaves blank: what is held, how much, and how."""

CELLS_OF_ROW = 9
"""More cells than a line of the header has: a row of a table."""


class Lines:
    """The page in the making."""

    def __init__(self, source: PageText, cells: Sequence[Fragment], date: re.Pattern[str]) -> None:
        self.source, self.cells, self.date = source, cells, date
        self.parts: list[Part] = []  # those of the page so far: what is put in, and what is taken from the source
        self.open: list[Fragment] = []  # the cells so far of a line that is copied
        self.is_row = False
        self.columns = 0  # of the table, where its heading is the form's
        self.has_dashes = False  # whether a dash is a blank cell in that table
        self.doubts: list[Doubt | Shortened] = []
        self.keeps_lines = ""  # the table, where the lines of a cell tell its parts in it
        self.is_ended = True  # whether the last row of that table cannot go on in the next line

    def page(self) -> PageText:
        """The page."""
        self._close()
        pieces = Pieces()
        pieces.take_all(self.source, self.parts)
        return pieces.page_as(self.source, self.doubts)

    def copy(self, cell: Fragment, *, is_row: bool) -> None:
        """Adds a cell that is no printed text. In a row of a table, blank cells count."""
        if not is_row and cell.start == cell.end:
            return
        if is_row and self._goes_on(cell):
            self.open[-1] = self.open[-1]._replace(end=cell.end, line=cell.line)
            if not self.is_ended:
                self.doubts.append(Doubt(self.keeps_lines, *self.source.span(self.open[-1].start, cell.end)))
            return
        if is_row and self.has_dashes and DASH.fullmatch(self.source.text, cell.start, cell.end):
            cell = cell._replace(end=cell.start)
        self.copy_all([cell], is_row=is_row)

    def copy_all(self, cells: Sequence[Fragment], *, is_row: bool) -> None:
        """Adds cells of one line as they stand."""
        if self.open and self.open[-1].line != cells[0].line and not self._is_open_bracket(self.open[-1], cells[0]):
            self._close()
        self.open += cells
        self.is_row = is_row

    def _goes_on(self, cell: Fragment) -> bool:
        """Whether what is open is a line without other cells, and goes on in a cell, the first one of the next line."""
        if not self.keeps_lines or cell.is_parted or len(self.open) != 1 or not self.is_row:
            return False
        return self.open[-1].line != cell.line and not self._is_open_bracket(self.open[-1], cell)

    def _is_open_bracket(self, last: Fragment, cell: Fragment) -> bool:
        """Whether the mark of a note came apart, as it does where an anchor stands in it: ( and 1)."""
        text = self.source.text
        return text[last.start : last.end] == "(" and _END_OF_MARK.match(text, cell.start) is not None

    def is_wide(self, index: int) -> bool:
        """Whether a cell stands in a line of as many as only rows of tables have, not all blank as in sheets."""
        first = index - self.cells[index].cell
        last = first + CELLS_OF_ROW
        if last >= len(self.cells) or self.cells[last].line != self.cells[index].line:
            return False
        line = takewhile(lambda cell: cell.line == self.cells[first].line, islice(self.cells, first, None))
        return sum(cell.start < cell.end for cell in line) >= _FEWEST_FILLED

    def is_in_row(self, index: int, found: Found, printed: Mapping[int, Found]) -> bool:
        """Whether a printed text, that of a whole line, is what a row of the table has in one of its cells."""
        if not self.columns or found.printed.kind != "line":
            return False
        first = index - self.cells[index].cell
        last = next((i for i in range(index, len(self.cells)) if self.cells[i].line != self.cells[index].line), len(self.cells))
        others = [i for i in range(first, last) if not index <= i < found.after and self.cells[i].start < self.cells[i].end]
        return last - first >= self.columns and any(i not in printed for i in others)

    def mark(self, box: re.Pattern[str]) -> Fragment | None:
        """Takes back the cell before, where it holds nothing but the mark of a check box."""
        filled = [cell for cell in self.open if cell.start < cell.end]
        found = box.match(self.source.text, filled[-1].start) if filled else None
        if found is None or found.end() != filled[-1].end:
            return None
        self.open = self.open[: self.open.index(filled[-1])]
        return filled[-1]

    def doubt_mark(self, cell: Fragment, below: Fragment, boxes: Sequence[Found], box: str) -> None:
        """Leaves open which of two boxes a mark is of that stands on one line with both, between their texts."""
        mark = compiled(rf"(?:{box})\s*\Z").search(self.source.text, cell.start, boxes[0].end)
        if cell.line == below.line and mark is not None and mark[0].strip():
            for found in boxes:
                self.doubts.append(Doubt(found.printed.name, *self.source.span(*mark.span())))

    def line(self, words: Sequence[Word]) -> None:
        """Adds a line of its own."""
        self.line_of(parts_of(self.source.text, words))

    def line_of(self, parts: Iterable[Part]) -> None:
        """Adds a line of its own, by its parts."""
        self._close()
        self._begin(is_parted=True)
        self.parts += parts

    def heading(self, heading: Heading | None) -> None:
        """Adds the heading of a table; without one, the rows below may have any number of columns."""
        self.columns = heading.columns if heading else 0
        self.is_ended = True
        for parts in heading.lines if heading else ():
            self._close()
            self._begin(is_parted=False)
            self.parts += parts
        if heading and heading.shortened:
            table, *span = heading.shortened
            self.doubts.append(Shortened(table, *self.source.span(*span)))

    def _begin(self, *, is_parted: bool) -> None:
        if self.parts:
            self.parts.append("\n\n" if is_parted else "\n")

    def _close(self) -> None:
        cells, self.open = self.open, []
        if not any(cell.start < cell.end for cell in cells):
            return
        self.is_ended = not self.is_row or cells[-1].start == cells[-1].end
        text = self.source.text
        is_note = is_signature = False
        if not self.is_row:
            # A name and a date in cells of their own are a signature, whatever stands before them
            is_signature = len(cells) > 1 and self.date.fullmatch(text, *cells[-1][:2]) is not None
            is_note = len(cells) == 2 and bool(
                _BARE_NUMBER.fullmatch(text, *cells[0][:2]) and _PROSE.match(text, *cells[1][:2])
            )
        elif 0 < self.columns < len(cells) and not any(cell.start < cell.end for cell in cells[self.columns :]):
            cells = cells[: self.columns]  # blank columns beyond the heading come from cells that claim to span more
        self._begin(is_parted=not self.is_row and (cells[0].is_parted or is_signature))
        if self.is_row and not self.keeps_lines:
            at_once = row_at_once(text, cells) if self.source.is_nested else None
            self.parts += at_once or parts_of_row(text, cells)
            return
        for number, cell in enumerate(cells):
            if number and self.is_row:
                self.parts.append("\t")
            elif number:
                self.parts.append("" if self._is_open_bracket(cells[number - 1], cell) else ". " if is_note else " ")
            start, end, *_ = cell
            while self.is_row and (found := _BREAK.search(text, start, end)) is not None:
                self.parts += evened(text, start, found.start())
                self.parts.append("<br>")
                start = found.end()
            self.parts += evened(text, start, end)
