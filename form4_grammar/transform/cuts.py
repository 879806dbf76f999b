"""Cells of which it is not plain whether a word was cut at the edge of a column: they get no value, and are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from form4_grammar.model import Cell, DerivativeRow, Filing, NonDerivativeRow
from form4_grammar.rules import cells
from form4_grammar.transform.findings import Findings

Row = TypeVar("Row", NonDerivativeRow, DerivativeRow)


def without_cuts(filing: Filing, places: Sequence[int], findings: Findings) -> Filing:
    """The filing without the values of the cells in which one of the `places` on the page is."""
    if not places:
        return filing
    changed = replace(
        filing,
        non_derivative_table=tuple(
            _row(row, f"non_derivative_table[{i}]", places, findings) for i, row in enumerate(filing.non_derivative_table)
        ),
        derivative_table=tuple(
            _row(row, f"derivative_table[{i}]", places, findings) for i, row in enumerate(filing.derivative_table)
        ),
    )
    findings.put_in_order()
    return changed


def _row(row: Row, path: str, places: Sequence[int], findings: Findings) -> Row:
    changes: dict[str, Any] = {}
    for field in fields(row):
        cell = getattr(row, field.name)
        if isinstance(cell, Cell) and any(cell.start < at < cell.end for at in places):
            changes[field.name] = replace(cell, value=None, readable=False)
            message = f"a word may have been cut where a line of {cell.raw!r} ends"
            findings.report(cells.CUT_WORD, message, (cell.start, cell.end), f"{path}.{field.name}", raw=cell.raw)
    return replace(row, **changes) if changes else row
