"""Cells of a typed form that say in a word that they have nothing, and such as have the mark of a note that is not there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from form4_grammar.grammar import TYPED_SUFFIX, Grammar
from form4_grammar.model import TABLES, DerivativeRow, Filing, NonDerivativeRow, cells_of
from form4_grammar.rules import cells
from form4_grammar.transform.findings import Findings

Row = TypeVar("Row", NonDerivativeRow, DerivativeRow)

_WORD = f"NOTHING{TYPED_SUFFIX}"


def without_words_for_nothing(filing: Filing, grammar: Grammar, findings: Findings) -> Filing:
    """The filing of a typed page without N/A and None where a nature of ownership may stand."""
    word = re.compile(grammar.wordings[_WORD])

    def emptied(row: Row, path: str) -> Row:
        cell = row.nature_of_ownership
        if cell.value is None or not word.fullmatch(cell.value):
            return row
        message = f"{cell.value!r} is taken to say that there is none"
        findings.report(cells.WORD_FOR_NOTHING, message, (cell.start, cell.end), f"{path}.nature_of_ownership", raw=cell.raw)
        return replace(row, nature_of_ownership=replace(cell, value=None))

    for path, row in ((f"{table}[{i}]", row) for table in TABLES for i, row in enumerate(getattr(filing, table))):
        for name, cell in cells_of(row):
            if cell.raw.endswith("*"):
                message = f"the star behind {cell.raw!r} refers to no note that was read"
                findings.report(cells.STAR_WITHOUT_NOTE, message, (cell.start, cell.end), f"{path}.{name}", raw=cell.raw)
    changed = replace(
        filing,
        non_derivative_table=tuple(
            emptied(row, f"non_derivative_table[{i}]") for i, row in enumerate(filing.non_derivative_table)
        ),
        derivative_table=tuple(emptied(row, f"derivative_table[{i}]") for i, row in enumerate(filing.derivative_table)),
    )
    findings.put_in_order()
    return changed
