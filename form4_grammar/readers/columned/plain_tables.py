"""The rows of a table of a text whose columns are aligned, by what stands below the captions of its heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.parser.rows import Alternative, Column, row_layout
from form4_grammar.readers.columned.columns import Head, around, to_columns
from form4_grammar.readers.columned.flowing_rows import FREE_TEXT, RowReader
from form4_grammar.readers.columned.parted_rows import parted_rows
from form4_grammar.readers.columned.plain_headings import Printed
from form4_grammar.readers.columned.plain_lines import in_reading_order
from form4_grammar.readers.columned.positions import Sheet, Word, chunks
from form4_grammar.readers.columned.row_lines import to_rows
from form4_grammar.readers.columned.threads import Free

_REFERENCES = re.compile(r"(?:\(\d{1,3}\))+")

_FEW_PARTED = 4
"""Of as many columns, one in a row may be parted by blanks where cells follow each other otherwise."""

_FILLED = 3
"""Cells of a line that may be a row of its own."""

_FEW_LINES = 2
_BEYOND = -1
"""The column of what stands under no caption that is whole, at the right of all others."""

_ACROSS = 0.6
"""The share of a table's width that a ruled line between two rows covers."""


class Row(NamedTuple):
    """A row: the words of each column, and those that could be of two columns or of two rows.

    It ``is_several`` where two of its lines have values of their own in several columns.
    """

    cells: tuple[tuple[Word, ...], ...]
    doubtful: tuple[Word, ...]
    is_several: bool = False


Placed = list[tuple[int | None, Word]]
"""A line's words, each with its column."""


def read_rows(sheet: Sheet, free: Free, parts: Sequence[tuple[Printed, int, int]], grammar: Grammar, table: str) -> list[Row]:
    """The rows of a table; each part of it stands between two lines, under its own heading."""
    columns, heads = parts[0][0].columns, parts[0][0].heads
    is_print = sheet.is_print or len(parts) > 1  # where a heading comes again, a page ended
    rows: list[Row | _Lines] = []
    begun: Row | _Lines = _Lines([], frozenset())
    beginning: list[dict[int, list[Word]]] = []  # the first row's lines, which show how rows begin
    for number, (printed, first, end) in enumerate(parts):
        body = [free.get(line, []) for line in range(first, end)]
        if printed.is_collapsed:
            rows += _by_place(printed, [line for line in body if line], grammar, table)
            continue
        if printed.is_flowing and (printed.is_turned or _is_flat(body, len(columns))):
            reader = RowReader(row_layout(grammar, f"{table}_row").alternatives, columns, _dates(grammar))
            width = max((word.x1 for line in sheet.lines for word in line[-1:]), default=0)
            rows += [Row(cells, left_out) for cells, left_out in reader.rows([line for line in body if line], width)]
            continue
        body = [[word for word in line if word.x0 < printed.edge] for line in body]
        of = to_columns(body, printed.heads, _fitting(printed.columns, grammar, table))
        lines: list[Placed] = []
        breaks: set[int] = set()  # before which of these lines a ruled line stands
        for line in range(first, end):
            if _is_ruled_across(sheet, line, printed):
                breaks.add(len(lines))
            if free.get(line):
                lines.append([(of[word.start] if word.x0 < printed.edge else _BEYOND, word) for word in free[line]])
        anchor = _anchor(columns, grammar, table)
        anchors = [at for at, line in enumerate(lines) if anchor is not None and _has(line, *anchor)]
        blocks = _between(breaks, len(lines)) if sheet.is_ruled and breaks - {0, len(lines)} else []
        if blocks and all(sum(a <= at < b for at in anchors) <= 1 for a, b in blocks):  # and not only above all rows, and below
            rows += [_row(lines[a:b], heads) for a, b in blocks]
        elif lines:
            is_continued, goes_on = (
                number > 0 and bool(rows) and not (isinstance(begun, _Lines) and begun.lines),
                number + 1 < len(parts),
            )
            if sheet.parted is None:
                cells = [_by_column(line) for line in lines]
                found = to_rows(cells, anchors, is_print=is_print, is_continued=is_continued, goes_on=goes_on, begun=beginning)
                if not beginning and found.spans:
                    beginning = cells[slice(found.spans[0][0], found.spans[0][1] + 1)]
            else:
                places = [line[0][1].line for line in lines]
                parted = [
                    at for at in range(1, len(lines)) if not sheet.parted.isdisjoint(range(places[at - 1] + 1, places[at] + 1))
                ]
                pages = [sheet.pages[place] for place in places]
                found = parted_rows(pages, parted, anchors, is_continued=is_continued, goes_on=goes_on)
            doubtful = found.doubtful if found.spans else frozenset()
            before = found.before if found.spans else len(lines)
            _, lead = _reach(doubtful, 0, before - 1)
            if number and rows and lead >= 0:
                rows[-1] = _gone_on(rows[-1], lines[: lead + 1], doubtful)
            elif not found.spans and sum(len(_by_column(line)) >= _FILLED for line in lines) > 1:
                rows.append(Row((), tuple(word for line in lines for _, word in line)))  # nobody can tell how many these are
            elif before:
                rows.append(_Lines(lines[:before], frozenset()))
            for a, b in found.spans:
                top, bottom = _reach(doubtful, a, b)
                rows.append(_gone_on(begun, lines[top : bottom + 1], frozenset(at - top for at in doubtful)))
                begun = _Lines([], frozenset())
            top, _ = _reach(doubtful, len(lines) - found.after, 0)
            begun = _Lines(lines[top:], frozenset(at - top for at in doubtful))
    reads = _reading(columns, grammar, table)
    valued = _valued(columns, grammar, table)
    return [
        _row(_told(one.lines, heads, reads), heads, one.doubtful)._replace(is_several=_are_several(one.lines, valued))
        if isinstance(one, _Lines)
        else one
        for one in rows
    ]


def _valued(columns: Sequence[int], grammar: Grammar, table: str) -> Callable[[int, str], bool]:
    """Whether a text is a value of a column, by its place among the `columns` of a heading, and no piece of a text."""
    alternatives = row_layout(grammar, f"{table}_row").alternatives
    free = {
        place
        for place, column in enumerate(columns)
        if any(one.columns[column].read(FREE_TEXT) is not None for one in alternatives)
    }
    return lambda place, text: (
        place not in free and any(one.columns[columns[place]].read(text) is not None for one in alternatives)
    )


def _are_several(lines: Sequence[Placed], valued: Callable[[int, str], bool]) -> bool:
    """Whether two lines have values of their own in the same columns, three of them or more."""
    if len(lines) < _FEW_LINES:
        return False
    of_lines = [
        {place for place, words in _by_column(line).items() if valued(place, " ".join(word.text for word in words))}
        for line in lines
    ]
    return any(len(one & other) >= _FILLED for number, one in enumerate(of_lines) for other in of_lines[:number])


def _reading(columns: Sequence[int], grammar: Grammar, table: str) -> Callable[[Mapping[int, str]], bool]:
    """Whether the texts of a row, by the places of the `columns` that a heading has, are read in one of the form's ways."""
    alternatives = row_layout(grammar, f"{table}_row").alternatives
    return lambda texts: any(
        all(one.columns[column].read(texts.get(place, "")) is not None for place, column in enumerate(columns))
        for one in alternatives
    )


def _told(lines: Sequence[Placed], heads: Sequence[Head], reads: Callable[[Mapping[int, str]], bool]) -> Sequence[Placed]:
    """The lines of a row, its one word that could be of two columns in that with which alone they are a row of the form."""
    open_ = [(number, at) for number, line in enumerate(lines) for at, (column, _) in enumerate(line) if column is None]
    if len(open_) != 1:
        return lines
    ((number, at),) = open_
    word = lines[number][at][1]
    texts: dict[int, str] = {}
    for line in lines:
        for column, words in _by_column(line).items():
            texts[column] = " ".join([*filter(None, [texts.get(column)]), *(one.text for one in words)])
    places = around(word, heads)
    fitting = [column for column in places if reads({**texts, column: word.text})]
    if len(fitting) != 1 or any(column in texts for column in places):
        return lines
    told = [*lines[number][:at], (fitting[0], word), *lines[number][at + 1 :]]
    return [*lines[:number], told, *lines[number + 1 :]]


class _Lines(NamedTuple):
    """The lines of a row, and the indexes of those that could be of the row before it or behind it."""

    lines: list[Placed]
    doubtful: frozenset[int]


def _gone_on(row: Row | _Lines, lines: Sequence[Placed], doubtful: frozenset[int]) -> Row | _Lines:
    """A row that goes on in more lines."""
    if isinstance(row, Row):
        return row
    first = len(row.lines)
    more = frozenset(first + at for at in doubtful if 0 <= at < len(lines))
    return _Lines([*row.lines, *lines], frozenset(at for at in row.doubtful if 0 <= at < first) | more)


def _reach(doubtful: frozenset[int], first: int, last: int) -> tuple[int, int]:
    """The lines of a row with those above and below that could be of it or of the row beside it."""
    while first - 1 in doubtful:
        first -= 1
    while last + 1 in doubtful:
        last += 1
    return first, last


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


def _by_column(line: Placed) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {}
    for column, word in line:
        if column is not None and column != _BEYOND:
            found.setdefault(column, []).append(word)
    return found


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


def _row(lines: Sequence[Placed], heads: Sequence[Head], doubtful: Collection[int] = ()) -> Row:
    """A row of lines; of cells that a word may be part of that could be of another, too, nothing is left."""
    cells: list[list[Word]] = [[] for _ in heads]
    left_out: list[Word] = []
    spoilt: set[int] = set()
    for number, line in enumerate(lines):
        for column, word in line:
            if column is not None and column != _BEYOND and number not in doubtful:
                cells[column].append(word)
                continue
            left_out.append(word)
            if column == _BEYOND:
                continue
            spoilt |= {column} if column is not None else set(around(word, heads))
    for column, cell in enumerate(cells):
        before = _before_its_value(cell)
        left_out += before
        cells[column] = [word for word in cell if word not in before]
    for column, cell in enumerate(cells):
        placed = _lowered(in_reading_order(cell))
        cells[column] = placed or []
        if placed is None:
            left_out += cell
    for column in spoilt:
        left_out += cells[column]
        cells[column] = []
    return Row(tuple(map(tuple, cells)), tuple(in_reading_order(left_out)))


def _before_its_value(cell: Sequence[Word]) -> list[Word]:
    """The references of a cell that stand left of all else in it, and so are of the cell before it."""
    edge = min((word.x0 for word in cell if not _is_raised(word)), default=0)
    return [word for word in cell if _is_raised(word) and word.x1 <= edge]


def _lowered(cell: Sequence[Word]) -> list[Word] | None:
    """A cell with references that a print raised to the line above behind what they stand at the right of.

    None where a cell begins with references, and what it goes on with is not at their left.
    """
    lines = [list(line) for _, line in groupby(cell, key=lambda word: word.line)]
    found: list[Word] = []
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else []
        if below and all(map(_is_raised, line)) and not all(map(_is_raised, below)):
            if below[-1].x1 <= line[0].x0 + 1:
                lines[number + 1] = [*below, *line]
                continue
            if not found:
                return None
        found += line
    return found


def _is_raised(word: Word) -> bool:
    """Whether a word is references and nothing else, with no sign that says they are raised."""
    return _REFERENCES.fullmatch(word.text) is not None


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
