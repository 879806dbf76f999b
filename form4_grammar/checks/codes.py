"""C: whether the transaction codes agree with the rest of their rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.rules import cells
from form4_grammar.rules.citations import XML_SPECIFICATION

_CODES = "Form 4, General Instruction 8: the meaning of the codes"
_ACQUIRED = {"P": "a purchase", "A": "a grant or award", "L": "a small acquisition"}
_DISPOSED = {"S": "a sale", "D": "a disposition to the issuer", "F": "a payment with securities", "U": "a tender"}
_EXERCISES = frozenset("MCOX")


def code_of(row: Row) -> str | None:
    return row.data.transaction_code.value


def side_of(row: Row) -> str | None:
    return row.data.transaction_acquired_disposed_code.value


def at_code(row: Row) -> str:
    return f"{row.path}.transaction_code"


def contradicted(row: Row) -> str | None:
    """What the code of a row of Table I means, where (A) or (D) says the contrary; else None."""
    code = code_of(row)
    if code is None or row.is_derivative:
        return None
    side = side_of(row)
    return _DISPOSED.get(code) if side == "A" else _ACQUIRED.get(code) if side == "D" else None


@rule(
    "C006", "code-against-direction", Severity.WARNING, Locus.EITHER,
    what="A row of Table I has a code for acquisitions (P, A, L) and D, or one for dispositions (S, D, F, U) and A.",
    why="One of the two is wrong, and the amount owned is then counted in the wrong direction.",
    fix="Correct the code or the mark.",
    source=_CODES,
    good="\tS\t\t400\tD\t$31.07",
    bad="\tP\t\t400\tD\t$31.07",
    forms=("4", "5"),
    limits="Table II is left alone: a short position turns the meaning round.",
    needs=("PD", "AD", "LD", "SA", "DA", "FA", "UA"),
)  # fmt: skip
def code_against_direction(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        meaning = contradicted(row)
        if meaning is not None:
            label = context.label(at_code(row), f"{code_of(row)}: {meaning}")
            word = "acquired (A)" if side_of(row) == "A" else "disposed of (D)"
            span = context.span(f"{row.path}.transaction_acquired_disposed_code")
            yield Finding(row.path, f"{meaning}, marked as {word}", span, labels=(label,))


@rule(
    "C007", "exercise-against-direction", Severity.WARNING, Locus.EITHER,
    what="An exercise or conversion (M, C, O, X) disposes of securities in Table I, or Table II only acquires by that code.",
    why="The derivative security goes and the other one comes: D in Table II, A in Table I.",
    fix="Correct the code, or put the number in the other column.",
    source=_CODES,
    good="\tM\t\t\t400\t",
    bad="\tM\t\t400\t\t",
    forms=("4", "5"),
    limits="A derivative security that turns into another one goes and comes in Table II. Such pairs are left alone.",
    needs="MCOX",
)  # fmt: skip
def exercise_against_direction(context: Context) -> Iterator[Finding]:
    given_up: set[str | None] | None = None
    for row in context.rows:
        code = code_of(row)
        if code not in _EXERCISES:
            continue
        side = side_of(row)
        path = f"{row.path}.transaction_acquired_disposed_code"
        if not row.is_derivative and side == "D":
            label = context.label(at_code(row), f"code {code}")
            yield Finding(path, f"code {code} in Table I is an acquisition, marked as disposed of (D)", labels=(label,))
        elif row.is_derivative and side == "A":
            if given_up is None:
                given_up = {code_of(one) for one in context.all_rows if one.is_derivative and side_of(one) != "A"}
            if code not in given_up and (cells.BOTH_NUMBERS.code, f"{row.path}.transaction_shares") not in context.found:
                label = context.label(at_code(row), f"code {code}")
                message = f"code {code} gives up a derivative security, but the number stands under (A)"
                yield Finding(path, message, labels=(label,))


@rule(
    "C008", "other-without-note", Severity.WARNING, Locus.FILING,
    what="A row has the code J, and no footnote.",
    why="J means another kind of transaction, which has to be described.",
    fix="Add a footnote that says what the transaction was, and refer to it from the code.",
    source=f"{XML_SPECIFICATION}, section 3.6.9: describe the transaction",
    good="\tG\t300\tD\t$0\t",
    bad="\tJ\t300\tD\t$0\t",
    forms=("5", "4"),
    limits="Remarks are taken for a description as well.",
    needs="J",
)  # fmt: skip
def other_without_note(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        if code_of(row) == "J" and row.path not in context.noted and not context.filing.remarks:
            yield Finding(at_code(row), "code J has no footnote that says what the transaction was")


@rule(
    "C009", "swap-without-note", Severity.INFO, Locus.FILING,
    what="A row is marked as an equity swap (/K), and has no footnote.",
    why="The terms of a swap are nowhere on the form but in a note.",
    fix="Add a footnote that gives the terms.",
    source="the columns of the form, which have no place for the terms of a swap",
    good="\tM\t\t400\tA\t$12.5",
    bad="\tM/K\t\t400\tA\t$12.5",
    forms=("4", "5"),
    limits="Remarks are taken for a description as well.",
    needs=("equity_swap_involved",),
)  # fmt: skip
def swap_without_note(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        if (
            row.data.equity_swap_involved
            and code_of(row) != "J"
            and row.path not in context.noted
            and not context.filing.remarks
        ):
            yield Finding(at_code(row), "the equity swap has no footnote")


@rule(
    "C010", "sale-for-nothing", Severity.INFO, Locus.EITHER,
    what="A purchase or a sale (P, S), or a tender or payment of Table I (U, F), has the price 0 and no note at the price.",
    why="Such transactions have a price. It was lost, or the code is wrong.",
    fix="Write the price, or the code of a gift (G) or another transaction (J).",
    source=_CODES,
    good="\tS\t\t400\tD\t$31.07 ⁽¹⁾\t8,800\tD\t",
    bad="\tS\t\t400\tD\t$0\t8,800 ⁽¹⁾\tD\t",
    forms=("4", "5"),
    needs="PSUF",
)  # fmt: skip
def sale_for_nothing(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        price = row.data.transaction_price_per_share
        if price.value is None or price.value or price.footnotes:
            continue
        code = code_of(row)
        if code in {"P", "S"} or (code in {"U", "F"} and not row.is_derivative):
            label = context.label(at_code(row), f"code {code}")
            yield Finding(f"{row.path}.transaction_price_per_share", f"code {code} has the price 0", labels=(label,))


@rule(
    "C011", "gift-with-a-price", Severity.INFO, Locus.EITHER,
    what="A gift (G) or an inheritance (W) has a price.",
    why="Nobody pays for a gift. The price may be the market's, which makes a sale of it in sums.",
    fix="Write 0, or the code that the transaction has.",
    source=_CODES,
    good="\tG\t300\tD\t$0\t",
    bad="\tG\t300\tD\t$21.4\t",
    forms=("5", "4"),
    needs="GW",
)  # fmt: skip
def gift_with_a_price(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        price = row.data.transaction_price_per_share.value
        if price and code_of(row) in {"G", "W"}:
            label = context.label(at_code(row), f"code {code_of(row)}")
            path = f"{row.path}.transaction_price_per_share"
            shown = row.shown("transaction_price_per_share")
            yield Finding(path, f"the price is {shown}, but by the code the securities cost nothing", labels=(label,))


@rule(
    "C012", "grant-with-a-price", Severity.INFO, Locus.FILING,
    what="A grant or award (A) has a price, and no footnote on its row says why.",
    why="It may be right: bought from the issuer, or valued at the market's price. Sums of what insiders paid differ by it.",
    fix="Say in a footnote whether the price was paid, or write 0.",
    source=_CODES,
    good="\tG\t300\tD\t$0\t",
    bad="\tA4\t300\tA\t$21.4\t",
    forms=("5", "4"),
    needs="A",
)  # fmt: skip
def grant_with_a_price(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        if code_of(row) == "A":
            price = row.data.transaction_price_per_share.value
            if price and row.path not in context.noted:
                path = f"{row.path}.transaction_price_per_share"
                shown = row.shown("transaction_price_per_share")
                message = f"the grant has the price {shown}, and no footnote says whether it was paid"
                yield Finding(row.path, message, context.span(path))


@rule(
    "C013", "exercise-at-another-price", Severity.INFO, Locus.EITHER,
    what="The price of an exercise (M, O, X) in Table I is not the exercise price of the derivative security in Table II.",
    why="What is paid at an exercise is that price. One of the two was mistyped.",
    fix="Compare the prices with the terms of the derivative security.",
    source="the two tables of the page: column 4 of Table I and column 2 of Table II",
    good="\tM\t\t400\tA\t$12.5\t9,200",
    bad="\tM\t\t400\tA\t$15.2\t9,200",
    forms=("4",),
    limits="Only rows of the same day, code and number of shares are compared, and prices that are not 0.",
    needs="MOX",
)  # fmt: skip
def exercise_at_another_price(context: Context) -> Iterator[Finding]:
    exercised = _exercised(context)
    for row in context.rows if exercised else ():
        price, shares = row.data.transaction_price_per_share.value, row.data.transaction_shares.value
        if not price or not shares or row.is_derivative:
            continue
        partner, terms = exercised.get((code_of(row), row.data.transaction_date.value, shares), (row, {None}))
        if None not in terms and price not in terms:
            path = f"{partner.path}.conversion_or_exercise_price"
            shown = partner.shown("conversion_or_exercise_price")
            label = context.label(path, f"the exercise price {shown}")
            message = f"exercised at {row.shown('transaction_price_per_share')}, but the exercise price is {shown}"
            yield Finding(f"{row.path}.transaction_price_per_share", message, labels=(label,))


def _exercised(context: Context) -> dict[tuple[object, ...], tuple[Row, set[Decimal | None]]]:
    """The exercises of Table II by code, day and number of shares: the first row of each, and the exercise prices of all."""
    found: dict[tuple[object, ...], tuple[Row, set[Decimal | None]]] = {}
    for row in context.rows:
        if code_of(row) in {"M", "O", "X"} and row.is_derivative:
            price = row.value("conversion_or_exercise_price") or None
            for shares in {row.value("underlying_security_shares"), row.data.transaction_shares.value}:
                key = (code_of(row), row.data.transaction_date.value, shares)
                found.setdefault(key, (row, set()))[1].add(price)
    return found


@rule(
    "C019", "code-of-derivatives", Severity.INFO, Locus.EITHER,
    what="A row of Table I has the code E or H.",
    why="Both mean that a derivative position expired or was cancelled, which Table II reports.",
    fix="Move the row to Table II, or correct the code.",
    source=_CODES,
    good="\tG\t300\tD\t$0\t",
    bad="\tH\t300\tD\t$0\t",
    forms=("5", "4"),
    needs="EH",
)  # fmt: skip
def code_of_derivatives(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        if code_of(row) in {"E", "H"} and not row.is_derivative:
            yield Finding(at_code(row), f"code {code_of(row)} is for derivative securities, which stand in Table II")
