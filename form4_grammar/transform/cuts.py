"""Cells of which it is not plain whether a word was cut at the edge of a column: they get no value, and are told.

So are notes with words that may end in a hyphen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from form4_grammar.model import DerivativeRow, Filing, NonDerivativeRow, cells_of, with_rows
from form4_grammar.rules import cells, traces
from form4_grammar.transform.findings import PROSE, Findings


def without_cuts(filing: Filing, places: Sequence[int], findings: Findings) -> Filing:
    """The filing without the values of the cells in which one of the `places` on the page is."""

    def uncut(row: NonDerivativeRow | DerivativeRow, path: str) -> NonDerivativeRow | DerivativeRow:
        changes: dict[str, Any] = {}
        for name, cell in cells_of(row):
            if any(cell.start < at < cell.end for at in places):
                changes[name] = replace(cell, value=None, readable=False)
                message = f"a word may have been cut where a line of {cell.raw!r} ends"
                findings.report(cells.CUT_WORD, message, (cell.start, cell.end), f"{path}.{name}", raw=cell.raw)
        return replace(row, **changes) if changes else row

    if not places:
        return filing
    changed = with_rows(filing, uncut)
    for path, (start, end) in list(findings.places.items()):
        inside = [at for at in places if start < at < end] if path.startswith(PROSE) else []
        if inside:
            message = "a line ends in a hyphen, which may part a word or belong to it; joined with the next without a blank"
            findings.report(traces.BROKEN_WORD, message, (inside[0] - 1, inside[0]), path)
    findings.put_in_order()
    return changed
