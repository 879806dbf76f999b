"""Damage to the rows, cells and columns of the tables."""

from __future__ import annotations

import re
from random import Random

from form4_grammar.testing.damaging.editing import neighbours, some, spliced, swapped, without
from form4_grammar.testing.damaging.places import Cell, Row, Span, answer_rows, rows


def _filled(page: str, row: Row) -> list[Cell]:
    return [cell for cell in row.cells if re.sub(r"<[^>]*>|&nbsp;", "", page[slice(*cell.inner)]).strip()]


def _row(page: str, dialect: str, random: Random) -> Row | None:
    return some(random, [row for row in answer_rows(page, dialect) if len(row.cells) > 1])


def cell_emptied(page: str, dialect: str, random: Random) -> str:
    row = _row(page, dialect, random)
    cell = some(random, _filled(page, row)) if row else None
    return without(page, cell.inner) if cell else page


def cell_lost(page: str, dialect: str, random: Random) -> str:
    row = _row(page, dialect, random)
    return without(page, random.choice(row.cells).outer) if row else page


def empty_cell_added(page: str, dialect: str, random: Random) -> str:
    row = _row(page, dialect, random)
    if row is None:
        return page
    at = random.choice(row.cells).outer.start
    return spliced(page, [(Span(at, at), {"html": "<td></td>", "markdown": "|"}.get(dialect, "\t"))])


def neighbours_swapped(page: str, dialect: str, random: Random) -> str:
    row = _row(page, dialect, random)
    if row is None:
        return page
    pairs = [pair for pair in neighbours(row.cells) if _differ(page, *pair)]
    pair = some(random, pairs)
    return swapped(page, pair[0].inner, pair[1].inner) if pair else page


def cells_swapped(page: str, dialect: str, random: Random) -> str:
    row = _row(page, dialect, random)
    filled = _filled(page, row) if row else []
    if len(filled) < 2:
        return page
    return swapped(page, *(cell.inner for cell in random.sample(filled, 2)))


def cells_of_rows_swapped(page: str, dialect: str, random: Random) -> str:
    pairs = [
        (one, other)
        for first, second in neighbours(answer_rows(page, dialect))
        if first.table == second.table and (dialect == "xml" or len(first.cells) == len(second.cells))
        for one, other in zip(first.cells, second.cells, strict=False)
        if _differ(page, one, other)
    ]
    pair = some(random, pairs)
    return swapped(page, pair[0].inner, pair[1].inner) if pair else page


def _differ(page: str, one: Cell, other: Cell) -> bool:
    return page[slice(*one.inner)].strip() != page[slice(*other.inner)].strip()


def cells_merged(page: str, dialect: str, random: Random) -> str:
    """The separator between two filled cells is a blank; the row has a cell less."""
    row = _row(page, dialect, random)
    pairs = [(a, b) for a, b in neighbours(row.cells) if {a, b} <= {*_filled(page, row)}] if row else []
    pair = some(random, pairs)
    return spliced(page, [(Span(pair[0].inner.end, pair[1].inner.start), " ")]) if pair else page


def cell_moved_into_neighbour(page: str, dialect: str, random: Random) -> str:
    """The text of a cell stands in the next one, before what is there; its own cell is empty."""
    row = _row(page, dialect, random)
    pair = some(random, [pair for pair in neighbours(row.cells) if pair[0] in _filled(page, row)]) if row else None
    if pair is None:
        return page
    one, other = (page[slice(*cell.inner)] for cell in pair)
    return spliced(page, [(pair[0].inner, ""), (pair[1].inner, f"{one} {other}".strip(" "))])


def row_lost(page: str, dialect: str, random: Random) -> str:
    row = some(random, answer_rows(page, dialect))
    return without(page, _with_break(page, row)) if row else page


def row_doubled(page: str, dialect: str, random: Random) -> str:
    row = some(random, answer_rows(page, dialect))
    if row is None:
        return page
    whole = _with_break(page, row)
    return spliced(page, [(Span(whole.end, whole.end), page[slice(*whole)])])


def _with_break(page: str, row: Row) -> Span:
    return Span(row.start, row.end + 1 if page[row.end : row.end + 1] == "\n" else row.end)


def row_split(page: str, dialect: str, random: Random) -> str:
    """A row goes on in the next line, or in HTML in the next row, or in XML in the next element."""
    row = _row(page, dialect, random)
    if row is None:
        return page
    at = random.choice(row.cells[1:]).outer.start
    if dialect == "xml":
        name = page[row.start + 1 : page.index(">", row.start)]
        at = _outermost(page, row, at)
        between = f"</{name}>\n<{name}>"
    else:
        between = {"html": "</tr>\n<tr>", "markdown": "|\n|"}.get(dialect, "\n")
    return spliced(page, [(Span(at, at), between)])


def _outermost(page: str, row: Row, at: int) -> int:
    """A place in a row of XML where no other element is open: before the first place at or before `at` of this kind."""
    depth, best = 0, row.start
    for match in re.compile(r"<(/?)\w+[^>]*?(/?)>").finditer(page, row.start, at + 1):
        if not match[1] and depth == 1:
            best = match.start()
        depth += 0 if match[2] else -1 if match[1] else 1
    return best if best > row.start else at


def rows_joined(page: str, dialect: str, random: Random) -> str:
    """The end of a row is lost: two rows are one."""
    pair = some(random, [(a, b) for a, b in neighbours(answer_rows(page, dialect)) if a.table == b.table])
    if pair is None:
        return page
    first, second = pair
    if dialect == "html":
        opening = re.compile(r"<tr\b[^>]*>", re.IGNORECASE).match(page, second.start)
        assert opening is not None
        return without(page, Span(first.cells[-1].outer.end, opening.end()))
    if dialect == "xml":
        closing = page.rindex("</", first.start, first.end)
        return without(page, Span(closing, page.index(">", second.start) + 1))
    return spliced(page, [(Span(first.end, second.start), "\t")])


def rows_interleaved(page: str, dialect: str, random: Random) -> str:
    """Of two rows the first halves come first, then the second halves, each in a row of its own."""
    found = [
        (a, b) for a, b in neighbours(answer_rows(page, dialect)) if a.table == b.table and min(len(a.cells), len(b.cells)) > 3
    ]
    pair = some(random, found)
    if pair is None:
        return page
    first, second = pair
    at = random.randrange(2, min(len(first.cells), len(second.cells)) - 1)
    halves = [
        (page[row.start : row.cells[at].outer.start], page[row.cells[at].outer.start : row.end]) for row in (first, second)
    ]
    (a, b), (c, d) = halves
    between = {"html": "</tr>\n<tr>", "markdown": "|\n|"}.get(dialect, "\n")
    return spliced(
        page, [(Span(first.start, second.end), between.join([a, c.removeprefix("<tr>"), b.removesuffix("</tr>"), d]))]
    )


def lines_of_rows_interleaved(page: str, dialect: str, random: Random) -> str:
    """The cells of two rows alternate in one row, as where two lines were taken for one."""
    found = [(a, b) for a, b in neighbours(answer_rows(page, dialect)) if a.table == b.table and len(a.cells) == len(b.cells)]
    pair = some(random, found)
    if pair is None:
        return page
    first, second = pair
    edits = [
        (a.inner, f"{page[slice(*a.inner)]} {page[slice(*b.inner)]}".strip(" "))
        for a, b in zip(first.cells, second.cells, strict=True)
    ]
    return spliced(page, [*edits, (Span(first.end, second.end), "")])


def _column(page: str, dialect: str, random: Random) -> tuple[list[Cell], list[Cell]]:
    """The cells of a column in the heading and in the rows, by their number from the left."""
    found = rows(page, dialect)
    if not found:
        return [], []
    table = random.choice(sorted({row.table for row in found}))
    mine = [row for row in found if row.table == table]
    widths = [len(row.cells) for row in mine if not row.is_heading] or [len(mine[0].cells)]
    column = random.randrange(max(widths))
    heading = [row.cells[column] for row in mine if row.is_heading and len(row.cells) == max(widths)]
    return heading, [row.cells[column] for row in mine if not row.is_heading and len(row.cells) > column]


def column_lost(page: str, dialect: str, random: Random) -> str:
    """A column is lost in the rows, and in those lines of the heading that have as many cells as the rows."""
    heading, below = _column(page, dialect, random)
    return without(page, *(cell.outer for cell in (*heading, *below)))


def column_lost_in_rows(page: str, dialect: str, random: Random) -> str:
    return without(page, *(cell.outer for cell in _column(page, dialect, random)[1]))


def column_lost_in_heading(page: str, dialect: str, random: Random) -> str:
    row = some(random, [row for row in rows(page, dialect) if row.is_heading])
    cell = some(random, _filled(page, row)) if row else None
    return without(page, cell.outer) if cell else page


def column_emptied(page: str, dialect: str, random: Random) -> str:
    return without(page, *(cell.inner for cell in _column(page, dialect, random)[1]))


def columns_swapped(page: str, dialect: str, random: Random) -> str:
    """Two neighbouring columns change places in the rows, not in the heading."""
    found = answer_rows(page, dialect)
    if not found:
        return page
    table = random.choice(sorted({row.table for row in found}))
    mine = [row for row in found if row.table == table]
    column = random.randrange(max(1, min(len(row.cells) for row in mine) - 1))
    edits = []
    for row in mine:
        if len(row.cells) > column + 1:
            one, other = row.cells[column].inner, row.cells[column + 1].inner
            edits += [(one, page[slice(*other)]), (other, page[slice(*one)])]
    return spliced(page, edits)


def captions_swapped(page: str, dialect: str, random: Random) -> str:
    """Two neighbouring captions of a heading change places."""
    row = some(random, [row for row in rows(page, dialect) if row.is_heading])
    filled = _filled(page, row) if row else []
    pair = some(random, neighbours(filled))
    return swapped(page, pair[0].inner, pair[1].inner) if pair else page


def heading_lost(page: str, dialect: str, random: Random) -> str:
    """The heading of a table is lost with all its lines."""
    found = [row for row in rows(page, dialect) if row.is_heading]
    if not found:
        return page
    table = random.choice(sorted({row.table for row in found}))
    return without(page, *(_with_break(page, row) for row in found if row.table == table))


def heading_line_lost(page: str, dialect: str, random: Random) -> str:
    row = some(random, [row for row in rows(page, dialect) if row.is_heading])
    return without(page, _with_break(page, row)) if row else page
