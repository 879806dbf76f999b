"""X: what is owned after a transaction against what was owned before it and what it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from form4_grammar.checks.codes import contradicted
from form4_grammar.checks.context import Context, Finding, once
from form4_grammar.checks.dates import is_part
from form4_grammar.checks.registry import NO_RULE, rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.model import NO_CELL, Cell, DerivativeRow
from form4_grammar.rules.example import EXAMPLE_PAGES

_FAQ = "SEC Section 16 Electronic Reporting FAQ, question 1"
_OWNED = ("shares_owned_following_transaction", "value_owned_following_transaction")
_AMOUNTS = ("transaction_shares", "transaction_total_value")
_MANY = 2
_DIGITS_WITHOUT_COMMA = 3
_FORM_4 = EXAMPLE_PAGES["4"]
OPTION = _FORM_4[_FORM_4.index("Stock Option (right to buy)\t$12.5") : _FORM_4.index("\nExplanation of")].rstrip("\n") + "\n"
"""The row of Table II on the example page."""


def _written_like(amount: Decimal, *shown: str) -> str:
    """An amount with commas, unless the large amounts beside it have none."""
    large = [one for one in shown if len(one.partition(".")[0]) > _DIGITS_WITHOUT_COMMA]
    return f"{amount:,f}" if not large or any("," in one for one in large) else f"{amount:f}"


def _first(row: Row, names: Sequence[str]) -> tuple[str, Decimal | None]:
    """The first of these columns that has a value, and the value."""
    data = row.data
    for name in names:
        cell: Cell[Any] = getattr(data, name, NO_CELL)
        if cell.value is not None:
            return name, cell.value
    return names[0], None


def _change(row: Row) -> Decimal | None:
    """By how much the transaction changes the balance; None where the page does not tell."""
    amount = _first(row, _AMOUNTS)[1]
    side = row.data.transaction_acquired_disposed_code.value
    return None if amount is None or side not in ("A", "D") else amount if side == "A" else -amount


@once
def _series(context: Context) -> list[list[Row]]:
    """The transactions of each balance: one table, class, ownership form and nature of ownership, in the order of the page."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    judged = None if context.rows is context.all_rows else {row.path for row in context.rows}
    gaps = 0
    for row in context.all_rows:
        if not row.is_transaction:
            continue
        if judged is not None and row.path not in judged:
            gaps += 1  # a row that cannot be judged may be of any balance: none goes on across it
            continue
        data = row.data
        title, side, nature = data.security_title.value, data.direct_or_indirect_ownership, data.nature_of_ownership
        if title is None or side.value is None:
            continue
        marks, way = nature.footnotes + side.footnotes, nature.value
        key: tuple[object, ...] = (row.table, gaps, title.lower(), side.value, way.lower() if way else "", marks)
        if isinstance(data, DerivativeRow):
            key += (data.conversion_or_exercise_price.raw, data.exercise_date.raw, data.expiration_date.raw)
        groups[key].append(row)
    return list(groups.values())


def _repeats_end(rows: Sequence[Row]) -> bool:
    """Whether all rows of a balance show the same amount, which is then the one after the last of them."""
    if len(rows) < _MANY:
        return False
    owned = _first(rows[0], _OWNED)[1]
    return bool(owned) and all(_first(row, _OWNED)[1] == owned for row in rows) and all(_change(row) for row in rows)


def _breaks(rows: Sequence[Row]) -> Iterator[tuple[Row, Row, Decimal]]:
    """Rows whose balance does not follow from the row before: row, row before, expected balance."""
    error_before = Decimal(0)
    told = [(row, *_first(row, _OWNED), _change(row)) for row in rows]
    for (before, held_in, held, change_before), (row, owned_in, owned, change) in pairwise(told):
        noted = row.cell(owned_in).footnotes or before.cell(held_in).footnotes
        if held is None or owned is None or change is None or held_in != owned_in or noted:
            error_before = Decimal(0)
            continue
        if change_before is not None and change_before > held and _impossible(before):
            error_before = Decimal(0)
            continue
        expected = held + change
        error = owned - expected
        if expected < 0 or (row.is_derivative and owned == change):
            error = Decimal(0)  # a balance of its own: another lot, or another grant
        elif abs(error) < 1 and any(amount != amount.to_integral_value() for amount in (held, owned, change)):
            error = Decimal(0)  # rounded
        # A wrong balance in the middle breaks the row after it as well, by the same amount the other way round
        if error and error != -error_before:
            yield row, before, expected
        error_before = error


def _impossible(row: Row) -> bool:
    """Whether more was acquired than is owned afterwards."""
    if row.data.transaction_acquired_disposed_code.value != "A":
        return False
    change, owned = _change(row), _first(row, _OWNED)[1]
    return change is not None and owned is not None and change > owned


def _is_twin(row: Row, other: Row) -> bool:
    return all(cell.value == other.value(name) for name, cell in row.cells())


def _tally(context: Context, table: str) -> Iterator[Finding]:
    for rows in _series(context):
        if len(rows) < _MANY or rows[0].table != table or _repeats_end(rows) or is_part(context):
            continue
        breaks = list(_breaks(rows))
        several = f"; {len(breaks) - 1} further rows do not follow either" if len(breaks) > _MANY else ""
        for row, before, expected in breaks[:1] if several else breaks:
            if contradicted(row) is not None or _is_twin(row, before):  # C006 and T020 speak of these
                continue
            (name, owned), (name_before, _) = _first(row, _OWNED), _first(before, _OWNED)
            amount = _change(row)
            assert owned is not None
            assert amount is not None
            verb = "acquired" if amount > 0 else "disposed of"
            held_shown, moved, owned_shown = before.shown(name_before), row.shown(_first(row, _AMOUNTS)[0]), row.shown(name)
            wanted = _written_like(expected, held_shown, owned_shown)
            message = f"the row before has {held_shown}, and {moved} {verb} make {wanted}, not {owned_shown}{several}"
            hint = "Two digits are swapped. " if _swapped(owned, expected) else ""
            label = context.label(f"{before.path}.{name_before}", f"{held_shown} here")
            help_text = f"{hint}If the rows before are right, write {wanted}."
            yield Finding(table, message, context.span(f"{row.path}.{name}"), help_text, (label,))


@rule(
    "X001", "running-balance", Severity.WARNING, Locus.EITHER,
    what="In Table I, an amount owned does not follow from the row before: that row's amount plus or minus the transaction.",
    why="Rows of one class, ownership form and nature run on in the order of the page, so a digit of one of them is wrong.",
    fix="Correct the amount of the transaction or the amount owned.",
    source=_FAQ,
    limits="An amount owned that has a note is taken to be explained by it. The first row of each class has nothing before it. "
    "Where more than two rows of a class break, the first speaks for all. A filing whose remarks call it one of several is not "
    "judged.",
    good="$31.07 ⁽¹⁾\t8,800\tD",
    bad="$31.07 ⁽¹⁾\t8,900\tD",
    forms=("4",),
    needs=("several_transactions",),
)  # fmt: skip
def running_balance(context: Context) -> Iterator[Finding]:
    yield from _tally(context, "non_derivative_table")


@rule(
    "X002", "end-balance-repeated", Severity.INFO, Locus.FILING,
    what="All rows of one class, ownership form and nature give the same amount owned, that after the last of them.",
    why="Each row has the amount owned after its own transaction; otherwise the amounts in between cannot be followed.",
    fix="Let each row show the amount after its own transaction.",
    source=_FAQ,
    good="\tA\t$12.5\t9,200\tD",
    bad="\tA\t$12.5\t8,800\tD",
    forms=("4",),
    needs=("several_transactions",),
)  # fmt: skip
def end_balance_repeated(context: Context) -> Iterator[Finding]:
    for rows in _series(context):
        if _repeats_end(rows):
            name, _ = _first(rows[0], _OWNED)
            message = f"all {len(rows)} rows of this holding show the same amount owned, {rows[0].shown(name)}"
            yield Finding(f"{rows[0].path}.{name}", message)


@rule(
    "X003", "less-owned-than-acquired", Severity.WARNING, Locus.EITHER,
    what="After an acquisition less is owned than was acquired.",
    why="What was just acquired is owned, so one of the two amounts is wrong.",
    fix="Correct the amount acquired or the amount owned after it.",
    source=NO_RULE,
    limits="Amounts with a note are taken to be explained by it.",
    good="\tA\t$12.5\t9,200\tD",
    bad="\tA\t$12.5\t200\tD",
    forms=("4",),
    needs=("acquired",),
)  # fmt: skip
def less_owned_than_acquired(context: Context) -> Iterator[Finding]:
    suspects = [row for row in context.transactions if _impossible(row)]
    if not suspects:
        return
    told = {row.path for rows in _series(context) if _repeats_end(rows) for row in rows}
    told |= {row.path for rows in _series(context) for row, _, _ in _breaks(rows)}
    for row in suspects:
        (name, owned), (amount_in, amount) = _first(row, _OWNED), _first(row, _AMOUNTS)
        if row.path in told or row.cell(name).footnotes or row.cell(amount_in).footnotes:
            continue
        if owned is None or amount is None or _swapped(owned, amount) or (name in _OWNED[1:]) != (amount_in in _AMOUNTS[1:]):
            continue
        shown = row.shown(amount_in)
        label = context.label(f"{row.path}.{amount_in}", f"{shown} acquired here")
        message = f"{shown} were acquired, but only {row.shown(name)} are owned after it"
        yield Finding(row.path, message, context.span(f"{row.path}.{name}"), labels=(label,))


@rule(
    "X004", "amount-like-balance", Severity.INFO, Locus.EITHER,
    what="The amount acquired and the amount owned after it are the same but for two swapped digits.",
    why="In a first acquisition the two are equal, so the digits were swapped in one of them.",
    fix="Check both amounts; a first acquisition has the same in both columns.",
    source="374Water's Form 4 of May 2025 as EDGAR prints it, with 757,756 and 757,576",
    good="Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse",
    bad="Class B Stock\t06/14/2022\t\tP\t\t7,576\tA\t$3\t7,756\tD\t\nCommon Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse",
    forms=("4", "5"),
    needs=("acquired",),
)  # fmt: skip
def amount_like_balance(context: Context) -> Iterator[Finding]:
    for row in context.transactions:
        data = row.data
        if data.transaction_acquired_disposed_code.value != "A":
            continue
        amount, owned = data.transaction_shares.value, data.shares_owned_following_transaction.value
        if amount is None or owned is None or amount < 1000 or amount == owned:
            continue
        if _swapped(amount, owned):
            shown = row.shown("transaction_shares")
            label = context.label(f"{row.path}.transaction_shares", f"{shown} here")
            after = row.shown("shares_owned_following_transaction")
            message = f"{after} owned after {shown} were acquired: two digits are swapped"
            yield Finding(row.path, message, context.span(f"{row.path}.shares_owned_following_transaction"), labels=(label,))


def _swapped(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by two neighbouring digits that changed places."""
    left, right = str(one), str(other)
    if len(left) != len(right):
        return False
    differ = [at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    a, b = differ
    return left[a] == right[b] and left[b] == right[a]


@rule(
    "X006", "derivative-balance", Severity.WARNING, Locus.EITHER,
    what="In Table II, the number owned does not follow from the row before of the same security and terms.",
    why="Rows of one security with the same price and dates run on in the order of the page, as those of Table I do.",
    fix="Correct the number of the transaction or the number owned.",
    source=_FAQ,
    limits="A number owned that has a note is taken to be explained by it. A row whose number owned is just what it acquired "
    "is taken for a grant of its own. A filing whose remarks call it one of several is not judged.",
    good=OPTION,
    bad=OPTION + OPTION.replace("\tM\t\t\t400\t", "\tD\t\t\t100\t").replace("\t400\t$0\t1,600\t", "\t100\t$3\t1,400\t"),
    forms=("4",),
    needs=("derivative_table",),
)  # fmt: skip
def derivative_balance(context: Context) -> Iterator[Finding]:
    yield from _tally(context, "derivative_table")
