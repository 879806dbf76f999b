"""The rows of the tables, each as the line that is read as this row and as no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import Any, NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.model import NO_CELL, Cell, DerivativeRow, NonDerivativeRow
from form4_grammar.parser.lines import classify, line_types
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.parser.row_layouts import LONGEST_CELL, row_layout
from form4_grammar.parser.rows import read_row
from form4_grammar.render.escaping import escaped
from form4_grammar.render.fitting import NUMBERS, TEXTS, raised_reference, row_rule, shown_value, value_terminal
from form4_grammar.render.own import cell_text
from form4_grammar.render.writing import write
from form4_grammar.transform.values import read_cell, unreadable_cell

_UNKNOWN = "?"
"""Stands in the cells that must not be blank where, if they were, the row would be read as another one."""


class _Way(NamedTuple):
    """How a row is written: how what was unreadable, whether blank cells with something in them, and whether texts guarded."""

    raw: str
    filled: bool
    guarded: bool


_WAYS = tuple(_Way(*way) for way in product(("as it was", "guarded", "left out"), (False, True), (False, True)))
"""From the plainest to the one that looks least like the row, but cannot be mistaken for another."""


def row_line(row: NonDerivativeRow | DerivativeRow, grammar: Grammar) -> str:
    """The line of a row that is `fitting.fitted`."""
    columns = grammar.grid(row_rule(row, grammar))[0]
    line = ""
    for way in _WAYS:
        line = "\t".join(_cell_text(row, rules, way, grammar) for rules in columns)
        if _is_read_back(line, row, grammar):
            break
    return line


def _given(row: NonDerivativeRow | DerivativeRow, rules: Sequence[str]) -> tuple[str, Cell[Any]]:
    """The cell of a column that may be one of several, and its name. One at the most holds anything."""
    cells = [(name, getattr(row, name, NO_CELL)) for name in rules]
    return next(((name, cell) for name, cell in cells if cell != NO_CELL), cells[0])


def _cell_text(row: NonDerivativeRow | DerivativeRow, rules: Sequence[str], way: _Way, grammar: Grammar) -> str:
    if not rules:
        return ""
    if not grammar.added.isdisjoint(rules):
        return cell_text(grammar, rules, row.extra)
    name, cell = _given(row, rules)
    references = [f"<sup>({number})</sup>" for number in cell.footnotes]
    if cell.value is not None:
        terminal = value_terminal(name, grammar)
        shown = shown_value(cell.value)
        if terminal in TEXTS:
            pattern = re.compile(grammar.terminals[terminal].pattern)
            shown = escaped(shown, lambda text: pattern.fullmatch(text) is not None, guarded=way.guarded)
        marks = _code_marks(row) if name == "transaction_code" else {}
        text = write(grammar, name, {terminal: [shown], **marks, "footnote_ref": references})
        assert text is not None, "a value is all that a column asks for"
        return text
    if name == "voluntarily_reported":
        return write(grammar, name, {"V_MARK": ["V"]} if row.transaction_form_type == "5" else {}) or ""
    is_guarded = way.raw == "guarded" and cell.raw != _UNKNOWN
    is_shown = cell.raw and way.raw != "left out"
    shown = escaped(cell.raw, lambda text: not _may_hold(rules, text, grammar), guarded=is_guarded) if is_shown else ""
    if way.filled and not shown and not _may_hold(rules, " ".join(references), grammar) and not _has_no_side(row, name):
        shown = _UNKNOWN
    return " ".join(filter(None, (shown, *references)))


def _code_marks(row: NonDerivativeRow | DerivativeRow) -> dict[str, list[str]]:
    """What stands right after the code: the mark of an equity swap and, on a Form 5, that of a Form 4."""
    return {
        "EQUITY_SWAP": ["/K"] if row.equity_swap_involved else [],
        "LINE_TYPE": ["4"] if row.transaction_form_type == "4" else [],
    }


def _may_hold(rules: Sequence[str], text: str, grammar: Grammar) -> bool:
    return len(text) <= LONGEST_CELL and any(compile_rule(grammar, rule).read(text) is not None for rule in rules)


def _has_no_side(row: NonDerivativeRow | DerivativeRow, name: str) -> bool:
    """Whether the cell is the number of Table II, which cannot stand there without telling (A) or (D)."""
    return isinstance(row, DerivativeRow) and name in NUMBERS and row.transaction_acquired_disposed_code.value is None


def _is_read_back(line: str, row: NonDerivativeRow | DerivativeRow, grammar: Grammar) -> bool:
    """Whether a line, by itself, is read as the row."""
    if [one.type for one in classify(line, line_types(grammar))] != ["ROW_LINE"]:
        return False
    layout = row_layout(grammar, "table_i_row" if isinstance(row, NonDerivativeRow) else "table_ii_row")
    read = read_row(line, 0, layout, range(layout.width))
    if read.shifted or read.kind != row_rule(row, grammar):
        return False
    for node, column, text in zip(read.nodes, read.columns, read.texts, strict=True):
        if not any(name in row.__dataclass_fields__ for name in column.rules):
            continue
        name, cell = _given(row, column.rules)
        value = read_cell(node, text) if node else unreadable_cell(name, text, raised_reference(grammar))
        if (value.value, value.footnotes, value.lowered) != (cell.value, cell.footnotes, ()):
            return False
        if node is not None and cell.value is not None and node.name != name:
            return False
        if isinstance(row, DerivativeRow) and name in NUMBERS and not text and not _has_no_side(row, name):
            return False
    return True
