"""The tables of a form of one's own: for its fields, for each of its tables and whatever it has several of, for its notes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.model import Cell, Footnote
from form4_grammar.own_forms.names import Group, added_groups, groups, may_refer, type_of
from form4_grammar.reading import Parsed
from form4_grammar.tabular.rows import Document, Row, Rows, Value, rows
from form4_grammar.tabular.schema import DIAGNOSTICS, DOCUMENTS, TABLES, Column, Kind, Table
from form4_grammar.transform.tables import PATHS

FIELDS, EXTRA, NOTES = "FIELDS", "EXTRA", "FOOTNOTES"
"""The tables of the fields: of a form of one's own, and of what a derived form adds; and that of the notes."""

_KINDS = {"date": Kind.DATE, "number": Kind.NUMBER, "box": Kind.INTEGER, "text": Kind.TEXT}
_TRACE = (
    Column("DOCUMENT_KEY", required=True, what="the document, as in DOCUMENTS"),
    Column("ROW_PATH", required=True, what="the place in the fields of its JSON"),
    Column("UNREAD_CELLS", what="what stands in the cells that could not be read, and numbers of more digits, as JSON"),
    Column("SOURCE", required=True, what="the path of the document"),
    Column("READ_BY", required=True, what="the version that read it"),
)
_LARGEST, _DECIMALS = Decimal(10) ** 30, 8


@lru_cache(maxsize=MOST_GRAMMARS)
def tables_of(grammar: Grammar) -> Mapping[str, Table]:
    """The tables of a form of one's own, by their names.

    Columns are called as the grammar's rules; of a cell there are two, the second, ``…_fn``, for its references. Those of a
    derived form are the tables of Forms 3, 4 and 5, and `EXTRA` for what it adds outside the tables.
    """
    if grammar.base:
        more = [group for group in added_groups(grammar) if group.rule not in PATHS]
        return TABLES | dict(_tables(grammar, more, EXTRA))
    own = dict(_tables(grammar, groups(grammar), FIELDS))
    return own | {table.name: table for table in (DOCUMENTS, DIAGNOSTICS)}


def own_rows(one: Document, parsed: Parsed, told: Sequence[Diagnostic] | None, grammar: Grammar) -> Rows:
    """The rows of all tables that a document gives; `told` are the findings, by default those of reading."""
    found = rows(one, parsed, told)
    made: Rows = {name: found.get(name, []) for name in tables_of(grammar)}
    own = parsed.filing is None
    fields = parsed.fields if own else parsed.filing.extra if parsed.filing is not None else None
    if fields is None or parsed.grammar is not grammar:
        return made
    every = groups(grammar) if own else [group for group in added_groups(grammar) if group.rule not in PATHS]
    of_document = FIELDS if own else EXTRA
    if of_document in made:
        names = tuple(name for group in every if group.kind == "fields" for name in group.names)
        made[of_document].append(_row(one, "fields" if own else "extra", names, fields, grammar, is_table=False))
    for group in every:
        listed = fields.get(group.rule)
        for index, row in enumerate(listed if group.kind in ("table", "blocks") and isinstance(listed, tuple) else ()):
            path = f"{'' if own else 'extra.'}{group.rule}[{index}]"
            made[group.rule].append(_row(one, path, group.names, row, grammar, is_table=group.kind == "table"))
    if own:
        for note in fields.get("footnotes", ()):
            if isinstance(note, Footnote):
                path = f"footnotes[{note.number}]"
                made[NOTES].append((note.number, note.text, one.key, path, None, one.path, one.read_by))
    return made


def _tables(grammar: Grammar, of: Sequence[Group], name: str) -> Iterator[tuple[str, Table]]:
    once = tuple(one for group in of if group.kind == "fields" for one in group.names)
    if once:
        yield name, _table(name, "A document a row.", _columns(grammar, once, is_table=False))
    for group in of:
        if group.kind in ("table", "blocks"):
            columns = _columns(grammar, group.names, is_table=group.kind == "table")
            yield group.rule, _table(group.rule, "A row of the form's table a row.", columns)
    if any(group.kind == "notes" for group in of):
        notes = (Column("footnote_number", Kind.INTEGER, required=True), Column("footnote_text"))
        yield NOTES, _table(NOTES, "An explanation a row.", notes)


def _table(name: str, what: str, columns: Sequence[Column]) -> Table:
    every = (*columns, *_TRACE)
    return Table(name, what, every, ("DOCUMENT_KEY", "ROW_PATH"), tuple(column.name for column in every))


def _columns(grammar: Grammar, names: Sequence[str], *, is_table: bool) -> tuple[Column, ...]:
    found: list[Column] = []
    for name in names:
        found.append(Column(name, _KINDS[type_of(grammar, name)]))
        if is_table or may_refer(grammar, name):
            found.append(Column(f"{name}_fn", what="the numbers of the notes that it refers to"))
    return tuple(found)


def _row(one: Document, path: str, names: Sequence[str], fields: Mapping[str, Any], grammar: Grammar, *, is_table: bool) -> Row:
    shown: list[Value] = []
    unread: dict[str, str] = {}
    for name in names:
        field = fields.get(name)
        value = field.value if isinstance(field, Cell) else field
        if isinstance(value, Decimal) and not _fits(value):
            unread[name] = f"{value:f}"
            value = None
        elif isinstance(field, Cell) and not field.readable:
            unread[name] = field.raw
        shown.append(
            int(value) if isinstance(value, bool) else value if isinstance(value, str | int | date | Decimal) else None
        )
        if is_table or may_refer(grammar, name):
            numbers = field.footnotes if isinstance(field, Cell) else ()
            shown.append(",".join(map(str, numbers)) or None)
    return (*shown, one.key, path, json.dumps(unread, ensure_ascii=False) if unread else None, one.path, one.read_by)


def _fits(value: Decimal) -> bool:
    """Whether a decimal of the tables holds a number exactly."""
    return abs(value) < _LARGEST and value == round(value, _DECIMALS)
