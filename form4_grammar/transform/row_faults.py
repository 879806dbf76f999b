"""What a row has other than the form: too many cells or too few, cells under wrong columns, blanks that must not be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from form4_grammar.diagnostics import Label
from form4_grammar.grammar import MOST_PARTS, Grammar
from form4_grammar.parser.headings import named, printed_heading
from form4_grammar.parser.patterns import Node
from form4_grammar.parser.row_layouts import Column, row_layout
from form4_grammar.parser.rows import Row
from form4_grammar.rules import cells, grid, layout
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.rows import KINDS, VALUES

_NO_READING = "Write a cell for every column, blank ones included."
_MANY_SPOILT = 3
_MOST_WORDS = 8
"""The words of two values with their references."""


@lru_cache(maxsize=MOST_PARTS)
def _column_names(grammar: Grammar, kind: str) -> Mapping[str, str]:
    """The columns of the table that has rows of a kind, in the form's own terms, by the rules of their cells."""
    table = "table_ii" if kind.startswith("derivative") else "table_i"
    columns = printed_heading(grammar, f"{table}_heading").columns
    names: dict[str, str] = {}
    alternatives = row_layout(grammar, f"{table}_row").alternatives
    for alternative in sorted(alternatives, key=lambda one: one.name != kind):  # (A) and (D) hold the same field
        if len(alternative.columns) == len(columns):
            for cell, column in zip(alternative.columns, columns, strict=True):
                for rule in cell.rules:
                    names.setdefault(rule, named(column))
    return names


def report_row(row: Row, grammar: Grammar, path: str, findings: Findings) -> None:
    """Reports a row that has other cells than the form has columns, or cells that its columns cannot hold."""
    filled = [(start, text) for start, text in zip(row.starts, row.texts, strict=True) if text.strip()]
    if not filled:
        return
    names = _column_names(grammar, row.kind)
    first, last = min(filled), max([*filled, *row.extra])
    span = (first[0] + len(first[1]) - len(first[1].lstrip()), last[0] + len(last[1].rstrip()))
    if row.printed != row.expected:
        readable = row.fits or row.shifted or any(node is not None and node.children for node in row.nodes)
        outcome, help_text = (
            ("", "") if readable else ("; none or several of its readings fit, so none of it was read", _NO_READING)
        )
        if row.extra:
            outcome = f"; left out: {', '.join(repr(text.strip()) for _, text in row.extra)}"
        message = f"the row has {row.printed} cells, the form {row.expected} columns{outcome}"
        findings.report(grid.CELL_COUNT, message, span, path, help_text)
        if not readable:
            return
    if row.shifted:
        findings.report(grid.SHIFTED_ROW, f"cells stand under wrong columns; read: {_as_read(row, names)}", span, path)
    spoilt = [text for node, _, text in _cells(row) if node is None and text.strip()]
    if len(spoilt) >= _MANY_SPOILT:
        message = f"{len(spoilt)} cells cannot hold what stands in them, so that others may hold what belongs elsewhere"
        findings.report(layout.BESIDE_A_GAP, message, span, path)
    if not row.fits and row.kind in KINDS:
        _report_blanks(row, names, span, path, findings)
        if doubled := [text.strip() for node, column, text in _cells(row) if node is None and _is_two(column, text)]:
            message = f"cells hold the values of two rows: {', '.join(map(repr, doubled[:3]))}"
            table, _, index = path.rstrip("]").partition("[")
            above = int(index) - 1
            labels = (Label(*span, "some may be of the row above", f"{table}[{above}]"),) if above >= 0 else ()
            findings.report(cells.TEXT_TWICE, message, span, path, labels=labels)


def _cells(row: Row) -> Iterator[tuple[Node | None, Column, str]]:
    return zip(row.nodes, row.columns, row.texts, strict=True)


def _is_two(column: Column, text: str) -> bool:
    """Whether a cell holds two values of its column, one behind the other."""
    words = text.split()
    if not 1 < len(words) <= _MOST_WORDS:
        return False
    halves = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return any(all((node := column.read(half)) is not None and node.children for half in pair) for pair in halves)


def _as_read(row: Row, names: Mapping[str, str]) -> str:
    """What the cells of a row were read as, but for its title."""
    shown = [
        f"{text.strip()!r} in {names.get(node.name) or node.name.replace('_', ' ')}"
        for node, text in zip(row.nodes[1:], row.texts[1:], strict=True)
        if text.strip() and node is not None
    ]
    return ", ".join(shown[:4]) + (", …" if len(shown) > 4 else "")


def _report_blanks(row: Row, names: Mapping[str, str], span: tuple[int, int], path: str, findings: Findings) -> None:
    """Reports the columns that must not be blank and are; those of a transaction that is there only in part as one."""
    lacking = []
    for index, (node, column, text, start) in enumerate(zip(row.nodes, row.columns, row.texts, row.starts, strict=True)):
        if node is not None or text.strip() or not column.rules:
            continue
        name = column.rules[0]
        rule = cells.BLANK.get(name)
        if rule is None:
            lacking.append(name)
        else:
            is_of_row = len(column.rules) > 1 and not VALUES.isdisjoint(column.rules)
            where = path if is_of_row or _is_beside(column, row.texts, index) else f"{path}.{name}"
            findings.report(rule, f"{names.get(name) or name.replace('_', ' ')} is empty", (start, start), where)
    if KINDS[row.kind] == "holding":
        lacking += [name for name in _intruders(row) if name not in lacking]
    told = " and ".join(names.get(name) or name.replace("_", " ") for name in lacking)
    if lacking:
        is_holding = KINDS[row.kind] == "holding"
        message = f"the row is a holding, but has {told}" if is_holding else f"the transaction lacks {told}"
        findings.report(cells.HALF_TRANSACTION, message, span, path)


def _is_beside(column: Column, texts: Sequence[str], index: int) -> bool:
    """Whether a cell beside that of a column begins or ends with what the column may hold."""
    beside = [texts[at].split() for at in (index - 1, index + 1) if 0 <= at < len(texts)]
    ends = [word for words in beside if len(words) > 1 for word in (words[0], words[-1])]
    return any((node := column.read(word)) is not None and node.children for word in ends)


def _intruders(row: Row) -> list[str]:
    """What a holding has of a transaction."""
    return [
        column.rules[0]
        for column, text in zip(row.columns, row.texts, strict=True)
        if text.strip() and column.rules and column.rules[0].startswith(("transaction_", "voluntarily", "deemed"))
    ]
