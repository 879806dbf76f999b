"""A form as its filer typed it, brought to the lines that the grammar describes: what stands beside each other, below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed import cell_tables, text_tables
from form4_grammar.readers.typed.columns import Part, Row, captions_of
from form4_grammar.readers.typed.ends import write_end
from form4_grammar.readers.typed.heads import write_heads
from form4_grammar.readers.typed.items import first_item, write_items
from form4_grammar.readers.typed.marks import begins_notes
from form4_grammar.readers.typed.notices import is_furniture, is_notice, write_notices
from form4_grammar.readers.typed.pieces import Span, TypedLine, Writer, letters, typed_lines
from form4_grammar.readers.typed.tables import Cut, cut_of, rows_of, write_table
from form4_grammar.readers.typed.wordings import wording

_TITLE_END = "Securities"
"""The word of the tables' titles up to which filers kept to the printed words."""

_ROMAN = {"I": 1, "II": 2, "III": 3}

_SHEET = re.compile(r"[-–— ]*(?:Page\s)?[-–— ]*\d{1,3}(?:\sof\s\d{1,3})?[-–— ]*", re.IGNORECASE)
"""The number of a sheet: Page 2 of 3, - 2 - and 2."""


class TypedPage(NamedTuple):
    """The lines that the grammar describes, and how many tables have the columns of the form.

    ``doubts`` are the places in the lines that these were made of where a word may have been cut by its column's edge.
    """

    page: PageText
    tables: int
    doubts: tuple[int, ...]


def typed_page(page: PageText, grammar: Grammar, *, has_cells: bool) -> TypedPage | None:
    """The page of a typed form; None where its items or its tables are not found.

    Where it `has_cells`, tabs part them, as in what `read_html` makes; else the columns are those of the characters.
    """
    lines = typed_lines(page, has_cells=has_cells)
    first = first_item(lines, grammar)
    if first is None:
        return None
    titles = _titles(lines, grammar, first)
    one, two = (next((at for at, name in titles if name == table), None) for table in ("table_i", "table_ii"))
    if one is None or two is None or one > two:
        return None
    end = _end_of_tables(lines, two, grammar)
    out = Writer(page)
    write_heads(page, lines[_beginning(lines, first) : first], grammar, out, are_beside=not has_cells)
    used = write_items(page, lines, first, one, grammar, out)
    write_notices([lines[index] for index in range(first, one) if index not in used], grammar, out)
    tables = [
        _read(
            page,
            _lines_of(table, lines, [title for title in titles if title[0] < end], end),
            table,
            grammar,
            has_cells=has_cells,
        )
        for table in ("table_i", "table_ii")
    ]
    cut = cut_of(page, [(table.name, table.rows) for table in tables if table.rows], grammar)
    doubts = [at for table in tables for at in _write(page, table, grammar, cut, out)]
    doubts += write_end(page, lines[end:], grammar, out)
    return TypedPage(out.page(), sum(table.rows is not None for table in tables), tuple(doubts))


def _beginning(lines: Sequence[TypedLine], first: int) -> int:
    """Where the document begins inside its envelope."""
    return max((index for index in range(first) if "TEXT" in lines[index].tags), default=0)


@lru_cache(maxsize=MOST_GRAMMARS)
def _title_patterns(grammar: Grammar) -> tuple[tuple[re.Pattern[str], str], ...]:
    """How the titles of the tables begin, signs and dashes being as filers liked, and the tables."""
    found = []
    for title, table in grammar.tables.items():
        words = re.findall(r"\w+", grammar.terminals[title or ""].text.split(_TITLE_END)[0])
        spelt = [f"(?:{word}|{_ROMAN[word]})" if word in _ROMAN else re.escape(word) for word in words]
        found.append((re.compile(r"\W*" + r"\W{0,9}".join(spelt) + r"\b", re.IGNORECASE), table))
    return tuple(found)


def _titles(lines: Sequence[TypedLine], grammar: Grammar, first: int) -> list[tuple[int, str]]:
    """The lines in which tables have their titles, and the tables."""
    return [(index, table) for index in range(first, len(lines)) if (table := _title_in(lines[index], grammar)) is not None]


def _title_in(line: TypedLine, grammar: Grammar) -> str | None:
    """The table whose title a line begins with."""
    shown = line.shown.strip()
    return next((table for pattern, table in _title_patterns(grammar) if pattern.match(shown)), None)


def _lines_of(table: str, lines: Sequence[TypedLine], titles: Sequence[tuple[int, str]], end: int) -> list[TypedLine]:
    """The lines below each of the `titles` of a table, up to the next of any; those of the last up to `end`."""
    bounds = [*(index for index, _ in titles), end]
    return [line for (start, name), stop in zip(titles, bounds[1:], strict=True) if name == table for line in lines[start:stop]]


def _end_of_tables(lines: Sequence[TypedLine], start: int, grammar: Grammar) -> int:
    """The line below the tables: the notes, or the signature."""
    notes, signed = (wording(grammar, name) for name in ("EXPLANATION_OF_RESPONSES", "SIGNATURE_OF_REPORTING_PERSON"))
    for index in range(start, len(lines)):
        shown = " ".join(lines[index].shown.split())
        if notes.match(shown):
            return index
        if signed.match(shown):
            noted = _first_note(lines, start, index, grammar)
            if noted is not None:
                return noted
            return _with_date(lines, _paragraph_before(lines, index, start), start, grammar)
    return len(lines)


def _paragraph_before(lines: Sequence[TypedLine], index: int, first: int) -> int:
    """Where the lines right before one begin, rules among them."""
    while index > first + 1 and not lines[index - 1].is_blank and not lines[index - 1].tags:
        index -= 1
    return index


def _first_note(lines: Sequence[TypedLine], first: int, last: int, grammar: Grammar) -> int | None:
    """Where notes begin whose heading is in words that are not known, with the line above them; None where there are none."""
    for index in range(first + 1, last):
        line = lines[index]
        if len(line.pieces) != 1 or "|" in line.shown or not begins_notes(line.shown.strip(), grammar):
            continue
        if is_notice(line.shown, grammar):
            continue
        above = index - 1
        while above > first and lines[above].is_blank and not lines[above].tags:
            above -= 1
        is_heading = len(lines[above].pieces) == 1 and "|" not in lines[above].shown
        return above if is_heading and above > first + 1 else index
    return None


def _with_date(lines: Sequence[TypedLine], index: int, first: int, grammar: Grammar) -> int:
    """Where a signature begins whose date may stand in a paragraph of its own above it."""
    above = index
    while above > first + 1 and lines[above - 1].is_blank and not lines[above - 1].tags:
        above -= 1
    dated = rf"{wording(grammar, 'DATE_CAPTION').pattern}\s*{grammar.terminals['DATE'].pattern}"
    is_dated = above > first + 1 and re.fullmatch(dated, lines[above - 1].shown.strip(), re.IGNORECASE) is not None
    return above - 1 if is_dated else index


def _is_foot(lines: Sequence[TypedLine], index: int, grammar: Grammar) -> bool:
    """Whether a line is the number of a sheet that ends or begins there."""
    if len(lines[index].pieces) != 1 or not _SHEET.fullmatch(lines[index].shown.strip()):
        return False
    for beside in (lines[index + 1 :], lines[:index][::-1]):
        nearest = next((line for line in beside if not line.is_blank or line.tags), None)
        if nearest is not None and "PAGE" in nearest.tags:
            return True
    return is_furniture(lines[index].shown, grammar)


def _is_head(line: TypedLine, grammar: Grammar) -> bool:
    """Whether a line is the heading of another sheet of the form."""
    return re.fullmatch(grammar.terminals["FORM_CONTINUED"].pattern, line.shown.strip(), re.IGNORECASE) is not None


class _Table(NamedTuple):
    """A table: its rule, its printed title, its lines, those of others in and below it, its parts, and its rows.

    Where its columns are not plain, there are no rows: None.
    """

    name: str
    title: str
    own: Sequence[TypedLine]
    below: Sequence[TypedLine]
    parts: Sequence[Part]
    rows: tuple[Row, ...] | None


def _read(page: PageText, lines: Sequence[TypedLine], table: str, grammar: Grammar, *, has_cells: bool) -> _Table:
    title = next(name for name, rule in grammar.tables.items() if rule == table)
    printed = grammar.terminals[title or ""].text
    captions = captions_of(grammar, f"{table}_heading")
    own, below = _parted(lines, letters(printed), grammar, captions, has_cells=has_cells)
    if has_cells:
        parts = cell_tables.parts(own, 1, len(own), grammar, f"{table}_heading")
    else:
        parts = text_tables.parts(page.text, own, 1, len(own), captions)
    return _Table(table, printed, own, below, parts or (), rows_of(page, parts, grammar, table) if parts else None)


def _write(page: PageText, table: _Table, grammar: Grammar, cut: Cut, out: Writer) -> list[int]:
    """Writes a table, and what stands in and below it; gives the places where a word may have been cut.

    A table whose columns are not plain is written as it stands.
    """
    out.begin(parted=True)
    out.text(table.title, Span(table.own[0].pieces[0].start, table.own[0].pieces[-1].end))
    doubts: list[int] = []
    if table.rows is not None:
        doubts = write_table(page, table.parts, table.rows, grammar, table.name, cut, out)
    else:
        for line in table.own[1:]:
            if line.pieces:
                out.line(line.pieces)
    write_notices(table.below, grammar, out)
    return doubts


def _parted(
    lines: Sequence[TypedLine], title: str, grammar: Grammar, captions: Sequence[str], *, has_cells: bool
) -> tuple[list[TypedLine], list[TypedLine]]:
    """The lines of a table, its title first, and those that stand in and below it and are none of its own."""
    is_start = cell_tables.is_heading_start if has_cells else text_tables.is_heading_start
    own: list[TypedLine] = []
    below: list[TypedLine] = []
    is_over = False
    continued = wording(grammar, "CONTINUED")
    for index, line in enumerate(lines):
        if index and (_is_foot(lines, index, grammar) or _title_in(line, grammar)):
            continue  # of another sheet
        if _is_head(line, grammar):
            below.append(line)
            continue
        if is_start(line, captions):
            is_over = False
        elif (
            is_notice(line.shown, grammar)
            or "/TABLE" in line.tags
            or "PAGE" in line.tags
            or continued.fullmatch(line.shown.strip()) is not None
        ):
            is_over = True
        (below if is_over else own).append(line)
    end = next((i for i, line in enumerate(own) if line.pieces and letters(line.shown) not in title and i), len(own))
    return [own[0], *own[end:]], below
