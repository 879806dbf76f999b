"""What a reader could not tell of the rows of a table: no value there, and a finding for each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from form4_grammar.model import NO_CELL, Cell
from form4_grammar.parser.document import Table
from form4_grammar.readers.page_text import Doubt
from form4_grammar.rules import grid, layout
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.rows import FIELDS, KINDS, SIDES
from form4_grammar.transform.tables import PATHS

_BOXES_AT_TOP = frozenset({"not_subject_to_section16", "aff10b5_one", "form3_holdings_reported", "form4_transactions_reported"})
_SIDE = "transaction_acquired_disposed_code"


def report_parts(doubts: Sequence[Doubt], findings: Findings) -> None:
    """Reports the parts, other than tables, of which it is in doubt where they begin and end."""
    for doubt in doubts:
        if doubt.table in _BOXES_AT_TOP:
            message = "no mark stands beside this box, or one that may be another's: whether it is ticked is unknown"
            findings.report(layout.UNREADABLE_BOX, message, (doubt.start, doubt.end), doubt.table)
        elif doubt.table not in PATHS:
            message = "nothing plainly parts these texts; they were told apart by what they look like"
            findings.report(layout.RUN_TOGETHER, message, (doubt.start, doubt.end), doubt.table)


def settle(rows: Sequence[dict[str, Any]], table: Table, doubts: Sequence[Doubt], findings: Findings) -> None:
    """Empties what is in doubt in the rows of a table, and reports it. The doubts are at their places on the page."""
    path = PATHS.get(table.name)
    lines = {row.line: index for index, row in enumerate(table.rows)}
    for doubt in doubts:
        if doubt.table != table.name or path is None:
            continue
        if not doubt.kinds:
            findings.report(
                grid.NO_ROW,
                "these lines make no row, or nobody can tell how many",
                (doubt.start, doubt.end),
                path,
            )
        elif doubt.start in lines:
            index = lines[doubt.start]
            _settle(rows[index], doubt, f"{path}[{index}]", findings)
        else:
            findings.report(grid.NO_ROW, "what was taken for a row here is none", (doubt.start, doubt.end), path)


def _settle(row: dict[str, Any], doubt: Doubt, path: str, findings: Findings) -> None:
    span = (doubt.start, doubt.end)
    sides = sorted({SIDES[kind] for kind in doubt.kinds if kind in SIDES})
    if len(sides) > 1 and _SIDE in row:
        row[_SIDE] = NO_CELL
        findings.report(grid.UNCERTAIN_COLUMN, f"the number may stand under ({') or ('.join(sides)})", span, f"{path}.{_SIDE}")
    is_trade = any(name.startswith("transaction_") for name in doubt.values)
    if len({KINDS[kind] for kind in doubt.kinds if kind in KINDS}) > 1 or (is_trade and row["kind"] == "holding"):
        findings.report(grid.UNCERTAIN_COLUMN, "this may be a transaction or a holding", span, path)
    for name in sorted(doubt.values | doubt.references):
        cell = row.get(name, NO_CELL if name in doubt.values and name in FIELDS else None)
        if not isinstance(cell, Cell):
            continue
        row[name] = unsettled(cell, name, doubt, path, findings)


def unsettled(cell: Cell[Any], name: str, doubt: Doubt, path: str, findings: Findings) -> Cell[Any]:
    """A cell of a row without what is in doubt, which is reported: its value, which may be another's, or its references."""
    if name in doubt.values:
        left: Cell[Any] = replace(cell, value=None, footnotes=(), readable=not cell.raw)
        message = "what stands here may belong to another cell"
    else:
        left = replace(cell, footnotes=())
        message = "a reference may belong to this cell or to the one beside it"
    findings.report(grid.UNCERTAIN_COLUMN, message, cell.place or (doubt.start, doubt.end), f"{path}.{name}", raw=cell.raw)
    return left
