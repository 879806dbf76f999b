"""The rows of a table of a text whose columns are aligned, by what stands below the captions of its heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

from form4_grammar.grammar import Grammar
from form4_grammar.parser.row_layouts import Alternative, Column, row_layout
from form4_grammar.readers.columned.columns import to_columns
from form4_grammar.readers.columned.flowing_rows import RowReader
from form4_grammar.readers.columned.parted_rows import parted_rows
from form4_grammar.readers.columned.plain_headings import Printed
from form4_grammar.readers.columned.plain_rows import (
    BEYOND,
    FILLED,
    Placed,
    Row,
    RowLines,
    by_column,
    gone_on,
    reach,
    row_of,
    rows_of,
)
from form4_grammar.readers.columned.positions import Sheet, Word, chunks
from form4_grammar.readers.columned.row_lines import Rows, to_rows
from form4_grammar.readers.columned.threads import Free

_FEW_PARTED = 4
"""Of as many columns, one in a row may be parted by blanks where cells follow each other otherwise."""


_ACROSS = 0.6
"""The share of a table's width that a ruled line between two rows covers."""


def read_rows(sheet: Sheet, free: Free, parts: Sequence[tuple[Printed, int, int]], grammar: Grammar, table: str) -> list[Row]:
    """The rows of a table; each part of it stands between two lines, under its own heading."""
    reading = _Reading(sheet, free, parts, grammar, table)
    for number, (printed, first, end) in enumerate(parts):
        reading.take(number, printed, first, end)
    return rows_of(reading.rows, reading.heads, reading.columns, grammar, table)


class _Reading:
    """The rows of one table, as they are told part by part."""

    def __init__(
        self, sheet: Sheet, free: Free, parts: Sequence[tuple[Printed, int, int]], grammar: Grammar, table: str
    ) -> None:
        self.sheet, self.free, self.grammar, self.table = sheet, free, grammar, table
        self.columns, self.heads = parts[0][0].columns, parts[0][0].heads
        self.parts = len(parts)
        self.rows: list[Row | RowLines] = []
        self.begun: Row | RowLines = RowLines([], frozenset())
        self.beginning: list[dict[int, list[Word]]] = []  # the first row's lines, which show how rows begin

    def take(self, number: int, printed: Printed, first: int, end: int) -> None:
        """Adds the rows of a part, which stands from one line of the sheet to another."""
        body = [self.free.get(line, []) for line in range(first, end)]
        filled = [line for line in body if line]
        if printed.is_collapsed:
            self.rows += _by_place(printed, filled, self.grammar, self.table)
            return
        if printed.is_flowing and (printed.is_turned or _is_flat(body, len(self.columns))):
            reader = RowReader(row_layout(self.grammar, f"{self.table}_row").alternatives, self.columns, _dates(self.grammar))
            width = max((word.x1 for line in self.sheet.lines for word in line[-1:]), default=0)
            self.rows += [Row(cells, left_out) for cells, left_out in reader.rows(filled, width)]
            return
        lines, breaks = self._placed(printed, body, first)
        anchor = _anchor(self.columns, self.grammar, self.table)
        anchors = [at for at, line in enumerate(lines) if anchor is not None and _has(line, *anchor)]
        blocks = _between(breaks, len(lines)) if self.sheet.is_ruled and breaks - {0, len(lines)} else []
        if blocks and all(sum(a <= at < b for at in anchors) <= 1 for a, b in blocks):  # and not only above all rows, and below
            self.rows += [row_of(lines[a:b], self.heads) for a, b in blocks]
        elif lines:
            self._take_lines(number, lines, self._spans(number, lines, anchors))

    def _placed(self, printed: Printed, body: Sequence[Sequence[Word]], first: int) -> tuple[list[Placed], set[int]]:
        """The lines that hold something, each word with its column, and before which of them a ruled line stands."""
        whole = [[word for word in line if word.x0 < printed.edge] for line in body]
        of = to_columns(whole, printed.heads, _fitting(printed.columns, self.grammar, self.table))
        lines: list[Placed] = []
        breaks: set[int] = set()
        for line, words in enumerate(body, first):
            if _is_ruled_across(self.sheet, line, printed):
                breaks.add(len(lines))
            if words:
                lines.append([(of[word.start] if word.x0 < printed.edge else BEYOND, word) for word in words])
        return lines, breaks

    def _spans(self, number: int, lines: Sequence[Placed], anchors: Sequence[int]) -> Rows:
        """Which of the lines are rows."""
        is_continued = number > 0 and bool(self.rows) and not (isinstance(self.begun, RowLines) and self.begun.lines)
        goes_on = number + 1 < self.parts
        if self.sheet.parted is None:
            is_print = self.sheet.is_print or self.parts > 1  # where a heading comes again, a page ended
            cells = [by_column(line) for line in lines]
            found = to_rows(cells, anchors, is_print=is_print, is_continued=is_continued, goes_on=goes_on, begun=self.beginning)
            if not self.beginning and found.spans:
                self.beginning = cells[slice(found.spans[0][0], found.spans[0][1] + 1)]
            return found
        places = [line[0][1].line for line in lines]
        between = (range(places[at - 1] + 1, places[at] + 1) for at in range(1, len(lines)))
        parted = [at for at, blank in enumerate(between, 1) if not self.sheet.parted.isdisjoint(blank)]
        pages = [self.sheet.pages[place] for place in places]
        return parted_rows(pages, parted, anchors, is_continued=is_continued, goes_on=goes_on)

    def _take_lines(self, number: int, lines: Sequence[Placed], found: Rows) -> None:
        """Adds the rows that lines make; what stands before the first may be of the last row of the part above."""
        doubtful = found.doubtful if found.spans else frozenset()
        before = found.before if found.spans else len(lines)
        _, lead = reach(doubtful, 0, before - 1)
        if number and self.rows and lead >= 0:
            self.rows[-1] = gone_on(self.rows[-1], lines[: lead + 1], doubtful)
        elif not found.spans and sum(len(by_column(line)) >= FILLED for line in lines) > 1:
            self.rows.append(Row((), tuple(word for line in lines for _, word in line)))  # nobody can tell how many these are
        elif before:
            self.rows.append(RowLines(list(lines[:before]), frozenset()))
        for a, b in found.spans:
            top, bottom = reach(doubtful, a, b)
            self.rows.append(gone_on(self.begun, lines[top : bottom + 1], frozenset(at - top for at in doubtful)))
            self.begun = RowLines([], frozenset())
        top, _ = reach(doubtful, len(lines) - found.after, 0)
        self.begun = RowLines(list(lines[top:]), frozenset(at - top for at in doubtful))


def _is_flat(lines: Sequence[Sequence[Word]], columns: int) -> bool:
    """Whether hardly a line has blanks between cells, but for some around those that hold nothing."""
    filled = [line for line in lines if line]
    if any(word.x0 - before.x1 > 2 * columns + 1 for line in filled for before, word in pairwise(line)):
        return False  # more blanks than all of its cells have that hold nothing
    most = max(1, columns // _FEW_PARTED)
    return 2 * sum(len(list(chunks(line))) <= most for line in filled) > len(filled)


def _dates(grammar: Grammar) -> re.Pattern[str]:
    return re.compile(grammar.terminals["DATE"].pattern)


def _fitting(columns: Sequence[int], grammar: Grammar, table: str) -> Callable[[int, str], bool]:
    """Whether a text may stand in a column, by its place among the `columns` of the form that a heading has."""
    alternatives = row_layout(grammar, f"{table}_row").alternatives
    return lambda place, text: any(one.columns[columns[place]].read(text) is not None for one in alternatives)


def _between(breaks: set[int], end: int) -> list[tuple[int, int]]:
    edges = sorted({0, end} | breaks)
    return [(a, b) for a, b in pairwise(edges) if a < b]


def _is_ruled_across(sheet: Sheet, line: int, printed: Printed) -> bool:
    x0, x1 = printed.heads[0].x0, printed.heads[-1].x1
    covered = sum(min(rule.x1, x1) - max(rule.x0, x0) for rule in sheet.rules[line] if rule.x0 < x1 and rule.x1 > x0)
    return covered >= _ACROSS * (x1 - x0)


def _anchor(columns: Sequence[int], grammar: Grammar, table: str) -> tuple[int, Sequence[Column]] | None:
    """The last column that no row leaves blank: its place among `columns`, and what may stand in it."""
    alternatives = row_layout(grammar, f"{table}_row").alternatives
    for place in range(len(columns) - 1, -1, -1):
        found = [one.columns[columns[place]] for one in alternatives]
        if all(column.read("") is None for column in found):
            return place, found
    return None


def _has(line: Placed, place: int, columns: Sequence[Column]) -> bool:
    text = " ".join(word.text for column, word in line if column == place)
    return bool(text) and any(column.read(text) is not None for column in columns)


def _by_place(printed: Printed, lines: Sequence[Sequence[Word]], grammar: Grammar, table: str) -> list[Row]:
    """Rows by the places of their columns among all that stand there, as the first is under the first caption.

    Columns right of all captions are told by what may stand in them, where only one way fits.
    """
    columns = row_layout(grammar, f"{table}_row").alternatives
    width = len(columns[0].columns)
    above = [(thread.x0, thread.x1) for _, thread in sorted(printed.above.items())]
    fixed = len(above)
    edge = above[-1][0]
    cells = [(chunk[0].x0, chunk[-1].x1) for line in lines for chunk in chunks(line)]
    stripes = [(a, b) for (a, _), (b, _) in pairwise(above)]
    for x0, x1 in sorted([above[-1], *(cell for cell in cells if cell[1] > edge)]):
        if len(stripes) >= fixed and x0 <= stripes[-1][1]:
            stripes[-1] = (stripes[-1][0], max(stripes[-1][1], x1))
        else:
            stripes.append((x0, x1))
    is_apart = all(any(a <= x0 and x1 <= b for a, b in stripes) for x0, x1 in cells)
    if not is_apart or not fixed <= len(stripes) <= width:
        return [Row((tuple(line),), ()) for line in lines]
    rows = [[[word for word in line if a <= word.x0 < b] for a, b in stripes] for line in lines]
    free = len(stripes) - fixed
    fitting = []
    for places in combinations(range(fixed, width), free):
        order = (*range(fixed), *places)
        if all(_fits(row, order, columns, width) for row in rows):
            fitting.append(order)
    if len(fitting) != 1:
        return [Row((tuple(line),), ()) for line in lines]
    placed = {column: stripe for stripe, column in enumerate(fitting[0])}
    return [Row(tuple(tuple(row[placed[i]]) if i in placed else () for i in printed.columns), ()) for row in rows]


def _fits(row: Sequence[Sequence[Word]], order: Sequence[int], alternatives: Sequence[Alternative], width: int) -> bool:
    texts = [""] * width
    for cell, column in zip(row, order, strict=True):
        texts[column] = " ".join(word.text for word in cell)
    return any(
        all(column.read(text) is not None for text, column in zip(texts, one.columns, strict=True)) for one in alternatives
    )
