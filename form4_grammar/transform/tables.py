"""The rows of Tables I and II."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from form4_grammar.grammar import MOST_GRAMMARS, MOST_PARTS, Grammar
from form4_grammar.model import Cell, DerivativeRow, NonDerivativeRow, made_cell, made_row
from form4_grammar.parser.document import Document, Table
from form4_grammar.parser.headings import Fault, Heading, named, printed_heading
from form4_grammar.parser.patterns import Node
from form4_grammar.parser.rows import Column, Row, read_row, row_layout
from form4_grammar.regexes import compiled, regex
from form4_grammar.rules import cells, footnotes, grid, layout
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.values import Value, piece_of_mark, read_cell, unreadable_cell

PATHS = {"table_i": "non_derivative_table", "table_ii": "derivative_table"}
"""Where the rows of a table go in the filing's JSON."""

KINDS = {
    "non_derivative_transaction": "transaction",
    "non_derivative_holding": "holding",
    "derivative_acquisition": "transaction",
    "derivative_disposition": "transaction",
    "derivative_holding": "holding",
}
"""What the alternatives of a row are."""

SIDES = {"derivative_acquisition": "A", "derivative_disposition": "D"}
"""The alternatives of a row that say whether its securities were acquired or disposed of."""

TEXTS_OF_ROWS = ("security_title", "nature_of_ownership", "underlying_security_title")
"""The cells of rows that hold words."""

_NUMBERS = ("transaction_shares", "transaction_total_value")
_HEADING_RULES = {
    Fault.GROUP: grid.HEADING_GROUPS,
    Fault.SEQUENCE: grid.COLUMN_SEQUENCE,
    Fault.CAPTION: layout.CAPTION,
    Fault.UNKNOWN: grid.UNKNOWN_COLUMN,
}
_NO_READING = "Write a cell for every column, blank ones included."
_MOST_REMEMBERED = 3000
"""Values of one column: most of what repeats are blanks, dates and titles."""

_MOST_WORDS = 8
"""The words of two values with their references."""


def read_table(document: Document, table: Table, notes: frozenset[int], findings: Findings) -> list[dict[str, Any]]:
    """The fields of each row of a table, ready for its dataclass. `notes` are the numbers of the footnotes."""
    path = PATHS[table.name]
    if table.heading is not None:
        _report_heading(table, table.heading, findings)
    _report_strangers(document.grammar, table, findings)
    return [_row(document.grammar, row, notes, f"{path}[{index}]", findings) for index, row in enumerate(table.rows)]


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
    return is_words or _reference(grammar).sub("", text).strip() == ""


def non_derivative_rows(rows: list[dict[str, Any]]) -> tuple[NonDerivativeRow, ...]:
    """The rows of Table I."""
    return tuple([made_row(NonDerivativeRow, row) for row in rows])


def derivative_rows(rows: list[dict[str, Any]]) -> tuple[DerivativeRow, ...]:
    """The rows of Table II."""
    return tuple([made_row(DerivativeRow, row) for row in rows])


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
        findings.report(rule, fault.message, span, PATHS[name], fault.expected, raw="\n".join(unknown))


@lru_cache(maxsize=MOST_GRAMMARS)
def _reference(grammar: Grammar) -> re.Pattern[str]:
    names = [name for expansion in grammar.rules["footnote_ref"] for name in expansion if name != "LOWERED_REF"]
    return compiled("|".join(grammar.terminals[name].pattern for name in names))


@lru_cache(maxsize=MOST_GRAMMARS)
def _remembered(_grammar: Grammar) -> defaultdict[str, dict[str, Value]]:
    """The values of cells that were read before by a grammar, by rule and text: cells repeat, on a page and from page to page.

    A rule of one grammar makes one tree of one text, so that what is remembered hangs on nothing else. Plain ones are
    remembered by their columns.
    """
    return defaultdict(dict)


def _value(node: Node, text: str, values: dict[str, Value]) -> Value:
    if len(values) > _MOST_REMEMBERED:
        values.clear()
    found = read_cell(node, text)
    is_plain = node.name in FIELDS and found.doubt is None and not (found.lowered or found.swap or found.line_type)
    if is_plain:
        return found._replace(is_plain=True)
    values[text] = found
    return found


def _remember(column: Column, text: str, name: str, value: Value) -> None:
    """Keeps where it is found at once, by column and text, what nearly all cells say; nothing of one that says nothing."""
    if len(column.plain) > _MOST_REMEMBERED:
        column.plain.clear()
    if value.is_plain:
        column.plain[text] = (name, value.value, value.footnotes, value.raw, value.lead, len(value.raw))
    elif name not in FIELDS and not value.raw and value.doubt is None:
        column.plain[text] = ()


def _judged(value: Value, name: str, text: str, notes: frozenset[int], grammar: Grammar) -> Value:
    """A value whose references are not raised: without such notes, a text has them in it, and anything else is unreadable."""
    if notes.issuperset(value.lowered):
        return value
    raised = tuple(number for number in value.footnotes if number not in value.lowered)
    # ¹² is note 12 or, where there is none, notes 1 and 2
    parts = tuple(part for one in value.lowered for part in ((one,) if one in notes else map(int, str(one))))
    if not text.isascii() and notes.issuperset(parts):
        return value._replace(footnotes=(*raised, *parts), lowered=parts)
    if value.whole is None:
        return unreadable_cell(name, text, _reference(grammar))
    at = (value.lead, value.lead + len(value.raw))
    doubt = piece_of_mark(value.raw)
    if doubt is None and not notes.isdisjoint(value.lowered):
        doubt = (footnotes.LOWERED, "of the numbers at its end some are notes and some are not: none was read as a reference")
    elif doubt is None:
        doubt = (
            footnotes.LOWERED,
            "what its end refers to is no note that was read: the number was taken for a part of the text",
        )
    return value._replace(value=value.whole, footnotes=raised, lowered=(), at=at, doubt=doubt)


def _row(grammar: Grammar, row: Row, notes: frozenset[int], path: str, findings: Findings) -> dict[str, Any]:
    _, kind, columns, nodes, starts, texts, printed, expected, fits, shifted, _, _ = row
    fields: dict[str, Any] = {"kind": KINDS[kind]}
    is_transaction = fields["kind"] == "transaction"
    if is_transaction:
        fields["equity_swap_involved"] = False
        fields["transaction_form_type"] = grammar.base
    counted = printed == expected
    values, added = _remembered(grammar), grammar.added
    nature = texts[-1] if columns[-1].rules == _NATURE else _nature(row)
    is_swapped = nature.lstrip()[:1] in _OWNERSHIP_LETTERS and _OWNERSHIP_LETTER.fullmatch(nature) is not None
    if not (fits and counted) or shifted:
        _report_row(row, _column_names(grammar, kind), path, findings)
    for node, column, text, start in zip(nodes, columns, texts, starts, strict=True):
        if node is not None and (plain := column.plain.get(text)) is not None:
            if not plain:
                continue
            name, said, referred, raw, lead, length = plain
            if name not in fields:
                cell = fields[name] = made_cell(said, referred, raw, start + lead, start + lead + length)
                if referred:
                    _refer(cell, findings)
                continue
        if not column.rules or (added and not added.isdisjoint(column.rules)):
            if not text:
                column.plain[text] = ()
            continue
        if node is not None and (name := node.name):
            value = values[name].get(text) or _value(node, text, values[name])
            _remember(column, text, name, value)
            if value.is_plain and name not in fields:
                begin = start + value.lead
                cell = fields[name] = made_cell(value.value, value.footnotes, value.raw, begin, begin + len(value.raw))
                if value.footnotes:
                    _refer(cell, findings)
                continue
            if value.lowered:
                value = _judged(value, name, text, notes, grammar)
                if value.lowered and not grammar.is_typed:  # a typewriter raises nothing
                    marks = ", ".join(f"({number})" for number in value.lowered)
                    span = (start + value.lead, start + value.lead + len(value.raw))
                    findings.report(footnotes.LOWERED, f"{marks} was read as a reference to a note", span, f"{path}.{name}")
        else:
            # A dollar sign tells which of the elements that the column may be was meant
            name = next((rule for rule in column.rules if rule in _VALUES), column.rules[0]) if "$" in text else column.rules[0]
            value = unreadable_cell(name, text, _reference(grammar))
        if value.doubt is not None and (fits or counted) and not (is_swapped and name == _OWNERSHIP_FORM):
            rule, message = value.doubt
            at = (start + value.at[0], start + value.at[1])
            is_of_cell = name in FIELDS and (value.readable or not _may_be_of_another(name, value))
            findings.report(rule, message, at, f"{path}.{name}" if is_of_cell else path)
            if name == _OWNERSHIP_FORM and is_of_cell and not _nature(row).strip() and len(value.raw) > _LONGEST_LETTER:
                findings.report(rule, f"{message}, and the nature is empty", at, f"{path}.{_NATURE[0]}")
        if name not in FIELDS:
            if value.value == "V" and is_transaction:
                fields["transaction_form_type"] = "5"
            elif name == "late_holding" and value.raw:
                fields["transaction_form_type"] = value.raw
            if value.footnotes:  # the filing has none for such a column, so that they are lost
                message = "a reference stands in a column that has none; it may be of the cell before"
                span = (start + value.lead, start + value.lead + len(value.raw))
                findings.report(grid.UNCERTAIN_COLUMN, message, span, f"{path}.transaction_code")
            continue
        begin = start + value.lead
        if name in fields:
            if value.raw and counted:
                span = (begin, begin + len(value.raw))
                findings.report(cells.BOTH_NUMBERS, "the row has numbers under both (A) and (D)", span, f"{path}.{name}")
            if fields[name].raw:
                continue
        fields[name] = Cell(value.value, value.footnotes, value.raw, begin, begin + len(value.raw), value.readable)
        if value.footnotes:
            _refer(fields[name], findings)
        if value.swap:
            fields["equity_swap_involved"] = True
        if value.line_type:
            fields["transaction_form_type"] = value.line_type
    if is_swapped or not fields.keys().isdisjoint(_VALUES):
        _report_swaps(fields, path, findings)
    side = SIDES.get(kind)
    if side is not None:
        number = next((fields[name] for name in _NUMBERS if name in fields and fields[name].raw), None)
        if number is not None and (row.fits or counted or number.readable):
            fields["transaction_acquired_disposed_code"] = Cell(side, (), number.raw, number.start, number.end)
    return fields


def _nature(row: Row) -> str:
    """What stands in the column of the nature of ownership, which is the last but on forms of one's own."""
    for column, text in zip(reversed(row.columns), reversed(row.texts), strict=True):
        if column.rules == _NATURE:
            return text
    return ""


def _refer(cell: Cell[Any], findings: Findings) -> None:
    for number in cell.footnotes:
        findings.references.setdefault(number, cell)


def _may_be_of_another(name: str, value: Value) -> bool:
    """Whether what cannot be read in a cell is of another one: a count with a dollar sign, a code, the mark of column V."""
    return name in _VALUES or (name == _SIDE and len(value.raw) == 1) or _WITH_MARK.search(value.raw) is not None


def _report_swaps(fields: dict[str, Any], path: str, findings: Findings) -> None:
    """Reports what the cells of a row show of having been swapped: a letter for the nature, a dollar sign on the wrong one."""
    filled = [cell for cell in fields.values() if isinstance(cell, Cell) and cell.raw]
    span = (min(cell.start for cell in filled), max(cell.end for cell in filled))
    nature = fields.get("nature_of_ownership")
    if nature is not None and nature.value in _OWNERSHIP_FORMS:
        findings.report(cells.SWAPPED, f"the nature of the ownership is {nature.raw!r}", span, path)
    prices = [fields[name] for name in _PRICES if name in fields and fields[name].value is not None]
    values = [fields[name] for name in _VALUES if name in fields]
    if values and any("$" not in price.raw for price in prices):
        message = f"{values[0].raw!r} has a dollar sign, and the price has none"
        findings.report(cells.DOLLAR_SIGNS, message, span, path)


_NATURE = ("nature_of_ownership",)
_OWNERSHIP_FORM, _OWNERSHIP_FORMS = "direct_or_indirect_ownership", ("D", "I")
_SIDE = "transaction_acquired_disposed_code"
_LONGEST_LETTER = 3
_WITH_MARK = regex(r"^[Vv] (?=.*\d)|\d.* [Vv]$")
_OWNERSHIP_LETTERS = frozenset("DI")
_OWNERSHIP_LETTER = regex(r"\s*[DI](?:\s*[^\w\s].*)?", re.DOTALL)
_PRICES = ("transaction_price_per_share", "conversion_or_exercise_price")
_VALUES = frozenset({"value_owned_following_transaction", "underlying_security_value", "transaction_total_value"})
FIELDS = frozenset(NonDerivativeRow.__dataclass_fields__) | frozenset(DerivativeRow.__dataclass_fields__)


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


def _report_row(row: Row, names: Mapping[str, str], path: str, findings: Findings) -> None:
    filled = [(start, text) for start, text in zip(row.starts, row.texts, strict=True) if text.strip()]
    if not filled:
        return
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
    if not row.fits and row.kind in KINDS:
        _report_blanks(row, names, span, path, findings)
        if doubled := [text.strip() for node, column, text in _cells(row) if node is None and _is_two(column, text)]:
            message = f"cells hold the values of two rows: {', '.join(map(repr, doubled[:3]))}"
            findings.report(cells.TEXT_TWICE, message, span, path)


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
            is_of_row = len(column.rules) > 1 and not _VALUES.isdisjoint(column.rules)
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
