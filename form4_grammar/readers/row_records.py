"""Tables written as records: each row as lines of a caption and its value, or each column as a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from form4_grammar.grammar import Grammar
from form4_grammar.parser.headings import Column, printed_heading
from form4_grammar.readers.page_text import PageText, Pieces, Shortened
from form4_grammar.readers.printed_beginnings import bullet_of
from form4_grammar.readers.printed_texts import Fragment, find, fragments
from form4_grammar.readers.shortened import columns_of, is_caption, is_whole
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

_COLON = regex(r":(?=\s|$)")
_COUNTER = regex(r"\W*(?:[A-Za-z]+\W+){0,2}\d{1,3}(?![.\w/])\W*")
"""What stands above each record: ``Row 1``."""

_LONGEST_KEY = 200
Span = tuple[int, int]


class _Entry(NamedTuple):
    """A line of a record: its caption, and what stands there, in several rows where each line is a column."""

    key: str
    values: tuple[Span, ...]


def with_rows(page: PageText, grammar: Grammar) -> PageText | None:
    """The page with the rows of tables that are written as records; None where none is."""
    cells, printed = find(page.text, fragments(page.text), grammar)
    pieces = Pieces()
    doubts: list[Shortened] = []
    at = 0
    for found in printed.values():
        table = grammar.tables.get(found.printed.name)
        if table is None:
            continue
        end = next(
            (i for i in range(found.after, len(cells)) if i in printed and printed[i].printed.kind != "column"), len(cells)
        )
        form = printed_heading(grammar, f"{table}_heading").columns
        entries, others = _entries(page.text, cells[found.after : end], form, grammar)
        columns, rows = _rows(entries, form)
        if not rows:
            continue
        pieces.take(page, at, cells[found.after - 1].end)
        pieces.insert("\n" + "\t".join(" ".join(filter(None, form[column])) for column in columns))
        for row in rows:
            pieces.insert("\n")
            for number, column in enumerate(columns):
                pieces.insert("\t" if number else "")
                pieces.take(page, *row.get(column, (0, 0)))
        for other in others:
            pieces.insert("\n\n")
            pieces.take(page, other.start, other.end)
        last = cells[end - 1].end
        if not all(is_whole(entry.key, form) for entry in entries):
            doubts.append(Shortened(table, *page.span(cells[found.after].start, last)))
        at = last
    if not at:
        return None
    pieces.take(page, at, len(page.text))
    return pieces.page_as(page, doubts)


def _entries(
    text: str, cells: Sequence[Fragment], form: tuple[Column, ...], grammar: Grammar
) -> tuple[list[_Entry], list[Fragment]]:
    """The lines of a table that have a caption and what stands there, and the others; none where one may be of either kind."""
    entries: list[_Entry] = []
    others: list[Fragment] = []
    bullet = bullet_of(grammar)
    for _, line in groupby(cells, key=lambda cell: cell.line):
        first, *more = line
        listed = bullet.match(text, first.start, first.end)
        start = listed.end() if listed else first.start
        if more and is_caption(text[start : first.end].rstrip(":"), form):
            entries.append(_Entry(text[start : first.end], tuple((cell.start, cell.end) for cell in more)))
        elif more:
            return [], []
        elif (entry := _keyed(text, start, first.end, form)) is not None:
            entries.append(entry)
        elif _COUNTER.match(text, start, first.end) is None and _COLON.search(text[start : first.end].rstrip(": ")):
            return [], []  # it may be a column whose caption is not known
        elif not _COUNTER.fullmatch(text, start, first.end):
            others.append(first)
    return entries, others


def _keyed(text: str, start: int, end: int, form: tuple[Column, ...]) -> _Entry | None:
    """A line that is a caption, a colon and what stands there: the longest caption, since some have a colon themselves."""
    for colon in reversed(list(_COLON.finditer(text, start, min(end, start + _LONGEST_KEY)))):
        if is_caption(text[start : colon.start()], form):
            value = text[colon.end() : end]
            return _Entry(text[start : colon.start()], ((end - len(value.lstrip()), end),))
    return None


def _rows(entries: Sequence[_Entry], form: tuple[Column, ...]) -> tuple[list[int], list[dict[int, Span]]]:
    """The columns that a table has, and its rows; no rows where the columns of one are not certain."""
    count = len(entries[0].values) if entries else 0
    rows: list[dict[int, Span]] = []
    if any(len(entry.values) != count for entry in entries):
        return [], []
    for record in _records(entries):
        columns = columns_of([entry.key for entry in record], form)
        if columns is None or (count > 1 and len(record) < len(entries)):
            return [], []
        rows += (
            {column: entry.values[number] for column, entry in zip(columns, record, strict=True) if column is not None}
            for number in range(count)
        )
    return sorted({column for row in rows for column in row}), rows


def _records(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """The lines of each row: a caption that comes again begins another one."""
    record: list[_Entry] = []
    for entry in entries:
        if any(entry.key == other.key for other in record):
            yield record
            record = []
        record.append(entry)
    if record:
        yield record
