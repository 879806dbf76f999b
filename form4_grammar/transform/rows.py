"""A row of Table I or II to its fields."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import accumulate, count
from operator import add
from typing import Any

from form4_grammar.diagnostics import Label
from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.model import Cell, DerivativeRow, NonDerivativeRow, made_cell, made_row
from form4_grammar.parser.patterns import Node
from form4_grammar.parser.row_layouts import Alone, Column, tails
from form4_grammar.parser.rows import Row
from form4_grammar.regexes import compiled, regex
from form4_grammar.rules import cells, footnotes, grid
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.values import COUNTS, READ_AT_ONCE, Value, piece_of_mark, read_cell, unreadable_cell

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

FIELDS = frozenset(NonDerivativeRow.__dataclass_fields__) | frozenset(DerivativeRow.__dataclass_fields__)
"""The fields of rows, of whichever table."""

_NUMBERS = ("transaction_shares", "transaction_total_value")
_NATURE = ("nature_of_ownership",)
_OWNERSHIP_FORM, _OWNERSHIP_FORMS = "direct_or_indirect_ownership", ("D", "I")
_SIDE = "transaction_acquired_disposed_code"
_LONGEST_LETTER = 3
"""The signs of a cell with a letter for the ownership and, perhaps, a mark behind it."""

_WITH_MARK = regex(r"^[Vv] (?=.*\d)|\d.* [Vv]$")
"""A number with the mark of column V beside it."""

_OWNERSHIP_LETTERS = frozenset("DI")
_OWNERSHIP_LETTER = regex(r"\s*[DI](?:\s*[^\w\s].*)?", re.DOTALL)
_PRICES = ("transaction_price_per_share", "conversion_or_exercise_price")
VALUES = frozenset({"value_owned_following_transaction", "underlying_security_value", "transaction_total_value"})
"""The elements for what is given in dollars where others are given as a count."""

_NOTHING: tuple[Any, ...] = ("",)
"""For a cell that says nothing of its row."""

_NEW = tuple.__new__  # as in patterns.py: makes a named tuple in half the time
_MOST_REMEMBERED = 3000
"""Values of one column: most of what repeats are blanks, dates and titles."""


def non_derivative_rows(rows: list[dict[str, Any]]) -> tuple[NonDerivativeRow, ...]:
    """The rows of Table I."""
    return tuple([made_row(NonDerivativeRow, row) for row in rows])


def derivative_rows(rows: list[dict[str, Any]]) -> tuple[DerivativeRow, ...]:
    """The rows of Table II."""
    return tuple([made_row(DerivativeRow, row) for row in rows])


@lru_cache(maxsize=MOST_GRAMMARS)
def reference_pattern(grammar: Grammar) -> re.Pattern[str]:
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
        return _NEW(Value, (*found[:-1], True))
    values[text] = found
    return found


def _remember(column: Column, text: str, name: str, value: Value) -> None:
    """Keeps where it is found at once, by column and text, what nearly all cells say."""
    if value.is_plain:
        _keep(column, text, (name, value.value, value.footnotes, value.raw, value.lead, len(value.raw)))
    elif name not in FIELDS and not value.raw and value.doubt is None:
        _keep(column, text, _NOTHING)


def _keep(column: Column, text: str, plain: tuple[Any, ...]) -> None:
    if len(column.plain) > _MOST_REMEMBERED:
        column.plain.clear()
    column.plain[text] = plain


def said_at_once(alone: Alone, column: Column, text: str) -> tuple[Any, ...] | None:
    """What `_remember` keeps of an amount or a date, as most cells hold that were not met before; None of what is in doubt."""
    rule, kind, start, end = alone
    shown = text[start:end]
    value = READ_AT_ONCE[kind](shown)
    referred = () if end == len(text) else tails(column.grammar).get(text[end:])
    if value is None or referred is None or (shown[-4:] == ".000" and rule in COUNTS):
        return None
    plain = (rule, value, referred, text, 0, len(text))
    _keep(column, text, plain)
    return plain


def _remember_tail(node: Node, text: str, referred: tuple[int, ...], grammar: Grammar) -> None:
    value = next((child for child in reversed(node.children) if child.name != "footnote_ref"), None)
    if value is not None:
        known = tails(grammar)
        if len(known) > _MOST_REMEMBERED:
            known.clear()
        known[text[value.end :]] = referred


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
        return unreadable_cell(name, text, reference_pattern(grammar))
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


def row_fields(grammar: Grammar, row: Row, notes: frozenset[int], path: str, findings: Findings) -> dict[str, Any]:
    """The fields of a row, ready for its dataclass. `notes` are the numbers of the footnotes."""
    line, kind, columns, texts, printed, expected, places, trees, fits, _, _, _, said = row
    fields: dict[str, Any] = {"kind": KINDS[kind]}
    is_transaction = fields["kind"] == "transaction"
    if is_transaction:
        fields["equity_swap_involved"] = False
        fields["transaction_form_type"] = grammar.base
    counted = printed == expected
    nature = texts[-1] if columns[-1].rules == _NATURE else _nature(row)
    is_swapped = nature != "" and nature.lstrip()[:1] in _OWNERSHIP_LETTERS and _OWNERSHIP_LETTER.fullmatch(nature) is not None
    if said is None:
        said = [
            None if node is None else column.plain.get(text)
            for node, column, text in zip(row.nodes, columns, texts, strict=True)
        ]
    starts = map(add, accumulate(map(len, texts), initial=line), count()) if places is None else places
    referred_to = findings.references
    for met, start, at in zip(said, starts, count()):
        plain = met
        if plain is _NOTHING:
            continue
        if type(plain) is Alone:
            plain = said_at_once(plain, columns[at], texts[at])
        if plain is not None:
            name, told, referred, raw, lead, length = plain
            if name not in fields:
                begin = start + lead if lead else start  # a sum is a new object
                cell = fields[name] = made_cell(told, referred, raw, begin, begin + length)
                for number in referred:
                    if number not in referred_to:
                        referred_to[number] = cell
                continue
        column, text = columns[at], texts[at]
        node = column.read(text) if trees is None else trees[at]
        if not column.rules or not grammar.added.isdisjoint(column.rules):
            if not text and node is not None:
                _keep(column, text, _NOTHING)
            continue
        name, value = _named_value(node, column, text, grammar)
        if value.is_plain and name not in fields:
            begin = start + value.lead
            cell = fields[name] = made_cell(value.value, value.footnotes, value.raw, begin, begin + len(value.raw))
            if value.footnotes:
                _refer(cell, findings)
            continue
        if value.lowered:
            value = _judged(value, name, text, notes, grammar)
        place = (start + value.lead, start + value.lead + len(value.raw))
        if value.lowered and not grammar.is_typed:  # a typewriter raises nothing
            marks = ", ".join(f"({number})" for number in value.lowered)
            findings.report(footnotes.LOWERED, f"{marks} was read as a reference to a note", place, f"{path}.{name}")
        if value.doubt is not None and (fits or counted) and not (is_swapped and name == _OWNERSHIP_FORM):
            _report_doubt(row, name, value, start, path, findings)
        if name not in FIELDS:
            _take_mark(fields, name, value, place, path, findings)
            continue
        if name in fields and value.raw and counted:
            beside = Label(*place, "so whether it was acquired or disposed of is in doubt, too", f"{path}.{_SIDE}")
            message = "the row has numbers under both (A) and (D)"
            findings.report(cells.BOTH_NUMBERS, message, place, f"{path}.{name}", labels=(beside,))
        if name not in fields or not fields[name].raw:
            _take(fields, name, value, place, findings)
    held = fields.get(_OWNERSHIP_FORM)
    if held is not None and not held.readable and is_transaction:
        code = fields.get("transaction_code")
        if code is not None and code.value in _OWNERSHIP_FORMS:
            message = f"the code is {code.raw!r}, and {held.raw!r} stands for the ownership form: they may be swapped"
            findings.report(cells.DIRECT_INDIRECT, message, (code.start, code.end), f"{path}.transaction_code")
    if is_swapped or not fields.keys().isdisjoint(VALUES):
        _report_swaps(fields, path, findings)
    if (side := SIDES.get(kind)) is not None:
        number = next((fields[name] for name in _NUMBERS if name in fields and fields[name].raw), None)
        if number is not None and (fits or counted or number.readable):
            fields[_SIDE] = Cell(side, (), number.raw, number.start, number.end)
    return fields


def _named_value(node: Node | None, column: Column, text: str, grammar: Grammar) -> tuple[str, Value]:
    """The field that a cell is of, and its value, by its tree or, where it has none, as one that cannot be read."""
    if node is not None and (name := node.name):
        values = _remembered(grammar)[name]
        value = values.get(text) or _value(node, text, values)
        _remember(column, text, name, value)
        if value.is_plain and value.footnotes:
            _remember_tail(node, text, value.footnotes, grammar)
        return name, value
    # A dollar sign tells which of the elements that the column may be was meant
    name = next((rule for rule in column.rules if rule in VALUES), column.rules[0]) if "$" in text else column.rules[0]
    return name, unreadable_cell(name, text, reference_pattern(grammar))


def _report_doubt(row: Row, name: str, value: Value, start: int, path: str, findings: Findings) -> None:
    assert value.doubt is not None
    rule, message = value.doubt
    at = (start + value.at[0], start + value.at[1])
    is_of_cell = name in FIELDS and (value.readable or not _may_be_of_another(name, value))
    findings.report(rule, message, at, f"{path}.{name}" if is_of_cell else path)
    if name == _OWNERSHIP_FORM and is_of_cell and not _nature(row).strip() and len(value.raw) > _LONGEST_LETTER:
        findings.report(rule, f"{message}, and the nature is empty", at, f"{path}.{_NATURE[0]}")


def _take_mark(fields: dict[str, Any], name: str, value: Value, place: tuple[int, int], path: str, findings: Findings) -> None:
    """Takes what a column says that is no field: the form that a transaction was to be reported on."""
    if value.value == "V" and fields["kind"] == "transaction":
        fields["transaction_form_type"] = "5"
    elif name == "late_holding" and value.raw:
        fields["transaction_form_type"] = value.raw
    if value.footnotes:  # the filing has none for such a column, so that they are lost
        message = "a reference stands in a column that has none; it may be of the cell before"
        findings.report(grid.UNCERTAIN_COLUMN, message, place, f"{path}.transaction_code")


def _take(fields: dict[str, Any], name: str, value: Value, place: tuple[int, int], findings: Findings) -> None:
    fields[name] = Cell(value.value, value.footnotes, value.raw, *place, value.readable)
    if value.footnotes:
        _refer(fields[name], findings)
    if value.swap:
        fields["equity_swap_involved"] = True
    if value.line_type:
        fields["transaction_form_type"] = value.line_type


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
    return name in VALUES or (name == _SIDE and len(value.raw) == 1) or _WITH_MARK.search(value.raw) is not None


def _report_swaps(fields: dict[str, Any], path: str, findings: Findings) -> None:
    """Reports what the cells of a row show of having been swapped: a letter for the nature, a dollar sign on the wrong one."""
    filled = [cell for cell in fields.values() if isinstance(cell, Cell) and cell.raw]
    span = (min(cell.start for cell in filled), max(cell.end for cell in filled))
    nature = fields.get("nature_of_ownership")
    if nature is not None and nature.value in _OWNERSHIP_FORMS:
        findings.report(cells.SWAPPED, f"the nature of the ownership is {nature.raw!r}", span, path)
    prices = [fields[name] for name in _PRICES if name in fields and fields[name].value is not None]
    values = [fields[name] for name in VALUES if name in fields]
    if values and any("$" not in price.raw for price in prices):
        message = f"{values[0].raw!r} has a dollar sign, and the price has none"
        findings.report(cells.DOLLAR_SIGNS, message, span, path)
