"""A form as its filer typed it, brought to the lines that the grammar describes: what stands beside each other, below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed import cell_tables, text_tables
from form4_grammar.readers.typed.ends import write_end
from form4_grammar.readers.typed.heads import write_heads
from form4_grammar.readers.typed.items import first_item, write_items
from form4_grammar.readers.typed.notices import is_notice, write_notices
from form4_grammar.readers.typed.pieces import Span, TypedLine, Writer, letters, typed_lines
from form4_grammar.readers.typed.tables import rows_of, write_table
from form4_grammar.readers.typed.wordings import wording

_TITLE_END = "Securities"
"""The word of the tables' titles up to which filers kept to the printed words."""


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
    doubts: list[int] = []
    tables = 0
    for table, start, stop in (("table_i", one, two), ("table_ii", two, end)):
        found = _write_part(page, lines, table, start, stop, grammar, out, has_cells=has_cells)
        tables += found is not None
        doubts += found or ()
    write_end(page, lines[end:], grammar, out)
    return TypedPage(out.page(), tables, tuple(doubts))


def _beginning(lines: Sequence[TypedLine], first: int) -> int:
    """Where the document begins inside its envelope."""
    return max((index for index in range(first) if "TEXT" in lines[index].tags), default=0)


@lru_cache(maxsize=8)
def _title_patterns(grammar: Grammar) -> tuple[tuple[re.Pattern[str], str], ...]:
    """How the titles of the tables begin, signs and dashes being as filers liked, and the tables."""
    found = []
    for title, table in grammar.tables.items():
        words = re.findall(r"\w+", grammar.terminals[title or ""].text.split(_TITLE_END)[0])
        found.append((re.compile(r"\W*" + r"\W{0,9}".join(map(re.escape, words)) + r"\b", re.IGNORECASE), table))
    return tuple(found)


def _titles(lines: Sequence[TypedLine], grammar: Grammar, first: int) -> list[tuple[int, str]]:
    """The lines in which tables have their titles, and the tables."""
    found = []
    for index in range(first, len(lines)):
        shown = lines[index].shown.strip()
        table = next((table for pattern, table in _title_patterns(grammar) if pattern.match(shown)), None)
        if table is not None:
            found.append((index, table))
    return found


def _end_of_tables(lines: Sequence[TypedLine], start: int, grammar: Grammar) -> int:
    """The line below the tables: the notes, or the signature."""
    notes, signed = (wording(grammar, name) for name in ("EXPLANATION_OF_RESPONSES", "SIGNATURE_OF_REPORTING_PERSON"))
    for index in range(start, len(lines)):
        shown = " ".join(lines[index].shown.split())
        if notes.match(shown):
            return index
        if signed.match(shown):
            return _paragraph_before(lines, index, start)
    return len(lines)


def _paragraph_before(lines: Sequence[TypedLine], index: int, first: int) -> int:
    """Where the lines right before one begin, rules among them."""
    while index > first + 1 and not lines[index - 1].is_blank and not lines[index - 1].tags:
        index -= 1
    return index


def _write_part(
    page: PageText,
    lines: Sequence[TypedLine],
    table: str,
    start: int,
    stop: int,
    grammar: Grammar,
    out: Writer,
    *,
    has_cells: bool,
) -> list[int] | None:
    """Writes a table, and the notices that stand in and below it; gives the places where a word may have been cut.

    A table whose columns are not plain is written as it stands: None.
    """
    title = next(name for name, rule in grammar.tables.items() if rule == table)
    printed = grammar.terminals[title or ""].text
    own, below = _parted(lines[start:stop], letters(printed), grammar, has_cells=has_cells)
    out.begin(parted=True)
    out.text(printed, Span(own[0].pieces[0].start, own[0].pieces[-1].end))
    if has_cells:
        parts = cell_tables.parts(own, 1, len(own), grammar, f"{table}_heading")
    else:
        parts = text_tables.parts(own, 1, len(own))
    rows = rows_of(page, parts, grammar, table) if parts else None
    doubts: list[int] | None = None
    if parts and rows is not None:
        doubts = write_table(page, parts, rows, grammar, table, out)
    else:
        for line in own[1:]:
            if line.pieces:
                out.line(line.pieces)
    write_notices(below, grammar, out)
    return doubts


def _parted(
    lines: Sequence[TypedLine], title: str, grammar: Grammar, *, has_cells: bool
) -> tuple[list[TypedLine], list[TypedLine]]:
    """The lines of a table, its title first, and those that stand in and below it and are none of its own."""
    is_start = cell_tables.is_heading_start if has_cells else text_tables.is_heading_start
    own: list[TypedLine] = []
    below: list[TypedLine] = []
    is_over = False
    for line in lines:
        if is_start(line):
            is_over = False
        elif is_notice(line.shown, grammar) or "/TABLE" in line.tags or "PAGE" in line.tags:
            is_over = True
        (below if is_over else own).append(line)
    end = next((i for i, line in enumerate(own) if line.pieces and letters(line.shown) not in title and i), len(own))
    return [own[0], *own[end:]], below
