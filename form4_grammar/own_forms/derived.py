"""What a form that is derived from Form 3, 4 or 5 has more: `extra` on the filing and on its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from form4_grammar.grammar import Grammar
from form4_grammar.model import EXTRA, Cell, Filing
from form4_grammar.own_forms.fields import Fields, notes_of, of_group, rows_of
from form4_grammar.own_forms.findings import report_added
from form4_grammar.own_forms.names import Group, added_groups
from form4_grammar.own_forms.placing import placed_fields
from form4_grammar.parser.document import Document
from form4_grammar.readers.page_text import PageText
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.tables import PATHS


@dataclass(slots=True)
class Added:
    """What was read of what a form adds: the fields of the page, and for each table of the filing the cells of its rows."""

    fields: Fields = field(default_factory=dict)
    rows: dict[str, Sequence[Mapping[str, Cell[Any]]]] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)


def read_added(document: Document) -> Added:
    """What a page has that only the derived form asks for."""
    found = Added()
    numbers = frozenset(note.number for note in notes_of(document, Findings()))
    for group in added_groups(document.grammar):
        if group.rule in PATHS:
            table = next((one for one in document.tables if one.name == group.rule), None)
            path = PATHS[group.rule]
            if table is not None:
                found.rows[path] = rows_of(table, group, document.grammar, numbers, found.findings, path, f".{EXTRA}")
        elif group.kind != "notes":
            found.fields |= of_group(group, document, numbers, found.findings, f"{EXTRA}.")
    report_added(document, added_groups(document.grammar), found.findings, f"{EXTRA}.")
    return found


def with_added(filing: Filing, added: Added) -> Filing:
    """The filing with what its form adds. A table that was not read has no rows to add to."""
    tables: dict[str, Any] = {
        name: tuple(replace(row, extra=dict(cells)) for row, cells in zip(getattr(filing, name), rows, strict=True))
        for name, rows in added.rows.items()
        if getattr(filing, name)
    }
    return replace(filing, extra=added.fields, **tables)


def placed_added(filing: Filing, page: PageText, source: str | None) -> Filing:
    """The filing, what its form adds at its place in the document, `source`; its raw text as on the page where that is None."""
    tables: dict[str, Any] = {
        name: tuple(replace(row, extra=placed_fields(row.extra, page, source)) for row in getattr(filing, name))
        for name in PATHS.values()
    }
    return replace(filing, extra=placed_fields(filing.extra, page, source), **tables)


def columns_added(grammar: Grammar) -> Mapping[str, Group]:
    """The columns that a form adds, by the fields of the filing that hold the rows of their tables."""
    return {PATHS[group.rule]: group for group in added_groups(grammar) if group.rule in PATHS}
