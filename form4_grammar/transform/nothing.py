"""Cells of a typed form that say in a word that they have nothing, and such as have the mark of a note that is not there."""

from __future__ import annotations

import re
from dataclasses import replace

from form4_grammar.grammar import TYPED_SUFFIX, Grammar
from form4_grammar.model import DerivativeRow, Filing, NonDerivativeRow, cells_of, with_rows
from form4_grammar.rules import cells
from form4_grammar.transform.findings import Findings

_WORD = f"NOTHING{TYPED_SUFFIX}"


def without_words_for_nothing(filing: Filing, grammar: Grammar, findings: Findings) -> Filing:
    """The filing of a typed page without N/A and None where a nature of ownership may stand."""
    word = re.compile(grammar.wordings[_WORD])

    def emptied(row: NonDerivativeRow | DerivativeRow, path: str) -> NonDerivativeRow | DerivativeRow:
        for name, one in cells_of(row):
            if one.raw.endswith("*"):
                message = f"the star behind {one.raw!r} refers to no note that was read"
                findings.report(cells.STAR_WITHOUT_NOTE, message, (one.start, one.end), f"{path}.{name}", raw=one.raw)
        cell = row.nature_of_ownership
        if cell.value is None or not word.fullmatch(cell.value):
            return row
        message = f"{cell.value!r} is taken to say that there is none"
        findings.report(cells.WORD_FOR_NOTHING, message, (cell.start, cell.end), f"{path}.nature_of_ownership", raw=cell.raw)
        return replace(row, nature_of_ownership=replace(cell, value=None))

    changed = with_rows(filing, emptied)
    findings.put_in_order()
    return changed
