"""The rows of Tables I and II."""

from __future__ import annotations

from typing import Any

from form4_grammar.grammar import Grammar
from form4_grammar.parser.document import Document, Table
from form4_grammar.parser.headings import Fault, Heading, printed_heading
from form4_grammar.parser.row_layouts import row_layout
from form4_grammar.parser.rows import Row, read_row
from form4_grammar.rules import grid, layout
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.rows import reference_pattern, row_fields

PATHS = {"table_i": "non_derivative_table", "table_ii": "derivative_table"}
"""Where the rows of a table go in the filing's JSON."""

TEXTS_OF_ROWS = ("security_title", "nature_of_ownership", "underlying_security_title")
"""The cells of rows that hold words."""


_HEADING_RULES = {
    Fault.GROUP: grid.HEADING_GROUPS,
    Fault.SEQUENCE: grid.COLUMN_SEQUENCE,
    Fault.CAPTION: layout.CAPTION,
    Fault.UNKNOWN: grid.UNKNOWN_COLUMN,
}


def read_table(document: Document, table: Table, notes: frozenset[int], findings: Findings) -> list[dict[str, Any]]:
    """The fields of each row of a table, ready for its dataclass. `notes` are the numbers of the footnotes."""
    path = PATHS[table.name]
    if table.heading is not None:
        _report_heading(table, table.heading, findings)
    _report_strangers(document.grammar, table, findings)
    rows = []
    for index, row in enumerate(table.rows):
        at = f"{path}[{index}]"
        if not row.fits or row.shifted or row.printed != row.expected:
            from form4_grammar.transform.row_faults import report_row  # noqa: PLC0415 - most rows have none

            report_row(row, document.grammar, at, findings)
        rows.append(row_fields(document.grammar, row, notes, at, findings))
    return rows


def _report_strangers(grammar: Grammar, table: Table, findings: Findings) -> None:
    """Reports rows that may be pieces of those beside them, and such as have the cells of the other table."""
    path, rows = PATHS[table.name], table.rows
    other = next(name for name in PATHS if name != table.name)
    for index, row in enumerate(rows):
        if row.printed != row.expected and row.printed == len(printed_heading(grammar, f"{other}_heading").columns):
            message = f"a row of the other table has {row.printed} cells, as rows of this one have"
            findings.report(grid.CELL_COUNT, message, (row.starts[0], row.starts[0]), PATHS[other])
        elif not row.fits and index in (0, len(rows) - 1) and _fits_as_row_of(grammar, other, row):
            message = f"a row of {path} fits the columns of this table, and may have stood in it"
            findings.report(layout.BESIDE_A_GAP, message, (row.starts[0], row.starts[0]), PATHS[other])
        if len(rows) > 1 and not row.fits and _is_piece(grammar, row):
            beside = index - 1 if index else 1
            at = rows[beside].starts[0]
            message = f"what stands alone in the row {'below' if index else 'above'} may be a piece of this one"
            findings.report(layout.BESIDE_A_GAP, message, (at, at), f"{path}[{beside}]")


def _fits_as_row_of(grammar: Grammar, table: str, row: Row) -> bool:
    """Whether the cells of a row, but for blank ones at its end, are those of a row of this table."""
    shown = "\t".join(row.texts).rstrip()
    layout_of_row = row_layout(grammar, f"{table}_row")
    lacking = layout_of_row.width - 1 - shown.count("\t")
    return lacking >= 0 and read_row(shown + "\t" * lacking, 0, layout_of_row, range(layout_of_row.width)).fits


def _is_piece(grammar: Grammar, row: Row) -> bool:
    """Whether all that a row has is a text or a reference in one column."""
    filled = [(column, text.strip()) for column, text in zip(row.columns, row.texts, strict=True) if text.strip()]
    if len(filled) != 1:
        return False
    ((column, text),) = filled
    is_words = bool(column.rules) and column.rules[0] in TEXTS_OF_ROWS
    return is_words or reference_pattern(grammar).sub("", text).strip() == ""


def _report_heading(table: Table, heading: Heading, findings: Findings) -> None:
    name, start = table.name, table.heading_start
    for fault in heading.faults:
        if fault.fault is Fault.OLDER:
            findings.older.append((start + fault.start, start + fault.end))
            continue
        if fault.fault is Fault.COLUMN_COUNT:
            rule = grid.TABLE_I_COLUMNS if name == "table_i" else grid.TABLE_II_COLUMNS
        else:
            rule = _HEADING_RULES[fault.fault]
        span = (start + fault.start, start + fault.end)
        unknown = [text.strip() for row in table.rows for _, text in row.unknown] if fault.fault is Fault.UNKNOWN else []
        message = fault.message
        if fault.fault is Fault.COLUMN_COUNT and fault.expected:  # of all others the message says what the form has
            message = f"{message}; {fault.expected}"
        findings.report(rule, message, span, PATHS[name], raw="\n".join(unknown))
