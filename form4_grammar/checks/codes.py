"""C: whether the transaction codes agree with the rest of their rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Locus, Setting, Severity
from form4_grammar.rules import cells
from form4_grammar.rules.example import EXAMPLE_PAGES

_CODES = "Form 4, General Instruction 8: the meaning of the codes"
_MARK = (
    "EDGAR Ownership XML Technical Specification v3, section 4.3.8, for the mark; which codes must go on Form 4 is a plain "
    "reading of 17 CFR 240.16a-3(g)"
)
_ACQUIRED = {"P": "a purchase", "A": "a grant or award", "L": "a small acquisition"}
_DISPOSED = {"S": "a sale", "D": "a disposition to the issuer", "F": "a payment with securities", "U": "a tender"}
_EXERCISES = frozenset("MCOX")
_NOT_ON_FORM_5 = frozenset("PSADFIMCOX")
_GIFTS_ON_FORM_4 = date(2023, 2, 27)

_FORM_5 = EXAMPLE_PAGES["5"]
_YEAR_OF_FORM_5 = _FORM_5[_FORM_5.index("12/31/2021") : _FORM_5.index("\n\n** Signature of Reporting")]
_LATER_YEAR = _YEAR_OF_FORM_5.replace("12/31/2021", "02/28/2023").replace("08/20/2021", "02/28/2023")
_LATER_YEAR = _LATER_YEAR.replace("02/10/2022", "03/15/2023")


def _code(row: Row) -> str | None:
    return row.data.transaction_code.value


def _side(row: Row) -> str | None:
    return row.data.transaction_acquired_disposed_code.value


def _at(row: Row) -> str:
    return f"{row.path}.transaction_code"


def contradicted(row: Row) -> str | None:
    """What the code of a row of Table I means, where (A) or (D) says the contrary; else None."""
    code = _code(row)
    if code is None or row.is_derivative:
        return None
    side = _side(row)
    return _DISPOSED.get(code) if side == "A" else _ACQUIRED.get(code) if side == "D" else None


@rule(
    "C005", "early-report-of-a-form-4-transaction", Severity.INFO, Locus.FILING,
    what="A row has V, and a code whose transactions cannot wait for a Form 5: P, S, A, D, F, I, M, C, O or X.",
    why="V says that the report came earlier than required. For these codes Form 4 is the form that is required.",
    fix="Leave V out.",
    source=_MARK,
    good="\tS\t\t400",
    bad="\tS\tV\t400",
    forms=("4",),
    limits="A transaction may be exempt for a reason that its code does not show.",
    needs=("of_form_5",),
)  # fmt: skip
def early_report(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        if row.data.transaction_form_type == "5" and _code(row) in _NOT_ON_FORM_5:
            yield Finding(_at(row), f"the row has V, but code {_code(row)} has to be reported on Form 4 anyway")


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
            label = context.label(_at(row), f"{_code(row)}: {meaning}")
            word = "acquired (A)" if _side(row) == "A" else "disposed of (D)"
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
        code = _code(row)
        if code not in _EXERCISES:
            continue
        side = _side(row)
        path = f"{row.path}.transaction_acquired_disposed_code"
        if not row.is_derivative and side == "D":
            label = context.label(_at(row), f"code {code}")
            yield Finding(path, f"code {code} in Table I is an acquisition, marked as disposed of (D)", labels=(label,))
        elif row.is_derivative and side == "A":
            if given_up is None:
                given_up = {_code(one) for one in context.all_rows if one.is_derivative and _side(one) != "A"}
            if code not in given_up and (cells.BOTH_NUMBERS.code, f"{row.path}.transaction_shares") not in context.found:
                label = context.label(_at(row), f"code {code}")
                message = f"code {code} gives up a derivative security, but the number stands under (A)"
                yield Finding(path, message, labels=(label,))


@rule(
    "C008", "other-without-note", Severity.WARNING, Locus.FILING,
    what="A row has the code J, and no footnote.",
    why="J means another kind of transaction, which has to be described.",
    fix="Add a footnote that says what the transaction was, and refer to it from the code.",
    source="EDGAR Ownership XML Technical Specification v3, section 3.6.9: describe the transaction",
    good="\tG\t300\tD\t$0\t",
    bad="\tJ\t300\tD\t$0\t",
    forms=("5", "4"),
    limits="Remarks are taken for a description as well.",
    needs="J",
)  # fmt: skip
def other_without_note(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        if _code(row) == "J" and row.path not in context.noted and not context.filing.remarks:
            yield Finding(_at(row), "code J has no footnote that says what the transaction was")


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
        if row.data.equity_swap_involved and _code(row) != "J" and row.path not in context.noted and not context.filing.remarks:
            yield Finding(_at(row), "the equity swap has no footnote")


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
        code = _code(row)
        if code in {"P", "S"} or (code in {"U", "F"} and not row.is_derivative):
            label = context.label(_at(row), f"code {code}")
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
        if price and _code(row) in {"G", "W"}:
            label = context.label(_at(row), f"code {_code(row)}")
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
        if _code(row) == "A":
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
        partner, terms = exercised.get((_code(row), row.data.transaction_date.value, shares), (row, {None}))
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
        if _code(row) in {"M", "O", "X"} and row.is_derivative:
            price = row.value("conversion_or_exercise_price") or None
            for shares in {row.value("underlying_security_shares"), row.data.transaction_shares.value}:
                key = (_code(row), row.data.transaction_date.value, shares)
                found.setdefault(key, (row, set()))[1].add(price)
    return found


@rule(
    "C014", "gift-on-form-5", Severity.WARNING, Locus.FILING,
    what="A Form 5 reports a gift to others made on or after 27 February 2023, and does not mark it as late.",
    why="Since that day such gifts go on Form 4, within two business days.",
    fix="Mark the row as one that a Form 4 should have reported.",
    source="Release 33-11138: gifts on Form 4 from 27 February 2023 on",
    good=_YEAR_OF_FORM_5,
    bad=_LATER_YEAR,
    forms=("5",),
    needs="G",
)  # fmt: skip
def gift_on_form_5(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        day = row.data.transaction_date.value
        if (
            _code(row) == "G"
            and _side(row) == "D"
            and row.data.transaction_form_type == "5"
            and day
            and day >= _GIFTS_ON_FORM_4
        ):
            label = context.label(f"{row.path}.transaction_date", "after the change of the rule")
            yield Finding(_at(row), f"the gift of {day:%m/%d/%Y} had to be reported on Form 4", labels=(label,))


@rule(
    "C016", "small-acquisition-too-large", Severity.INFO, Locus.FILING,
    what="A small acquisition (L) cost more than $10,000.",
    why="The exemption ends there, so the purchase was due on a Form 4.",
    fix="Report it with the code P.",
    source="17 CFR 240.16a-6, as generally understood: at most $10,000 in six months",
    good="\tG\t300\tD\t$0\t8,500",
    bad="\tL\t300\tA\t$40\t8,500",
    forms=("5", "4"),
    limits="Each row is measured alone, not all of six months.",
    settings=(Setting("dollars", 10_000, "What a small acquisition may cost.", most=10**9),),
    needs="L",
)  # fmt: skip
def small_acquisition_too_large(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        if _code(row) == "L":
            shares, price = row.data.transaction_shares.value, row.data.transaction_price_per_share.value
            if shares and price and shares * price > context.number("C016", "dollars"):
                at = f"{row.shown('transaction_shares')} at {row.shown('transaction_price_per_share')}"
                label = context.label(f"{row.path}.transaction_price_per_share", at)
                message = f"code L is for small acquisitions, but this one cost ${shares * price:,.2f}"
                yield Finding(_at(row), message, labels=(label,))


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
        if _code(row) in {"E", "H"} and not row.is_derivative:
            yield Finding(_at(row), f"code {_code(row)} is for derivative securities, which stand in Table II")


@rule(
    "C020", "form-4-transaction-on-form-5", Severity.INFO, Locus.FILING,
    what="A Form 5 has a transaction of code P, S, A, D, F, I, M, C, O or X that is not marked as late.",
    why="Such transactions are due on Form 4. On a Form 5 they are late, and 4 after the code says so.",
    fix="Write the code with the mark, e.g. P4.",
    source=_MARK,
    good="\tG\t300\tD\t$0\t",
    bad="\tS\t300\tD\t$21.4\t",
    forms=("5",),
    limits="A transaction may be exempt for a reason that its code does not show.",
    needs=("of_form_5",),
)  # fmt: skip
def form_4_transaction_on_form_5(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        code = _code(row)
        if code in _NOT_ON_FORM_5 and row.data.transaction_form_type == "5":
            yield Finding(_at(row), f"code {code} had to be reported on Form 4", help=f"Write {code}4 if the report is late.")


@rule(
    "C021", "timeliness-on-form-5", Severity.ERROR, Locus.FILING,
    what="The mark of timeliness on a row of a Form 5 is not L.",
    why="A Form 5 reports in time (no mark) or late (L). EDGAR takes no other mark there.",
    fix="Write L where the report is late, else nothing.",
    source="EDGAR Ownership XML Technical Specification v3, section 4.3.8.3",
    good="<transactionTimeliness><value>L</value></transactionTimeliness>",
    bad="<transactionTimeliness><value>E</value></transactionTimeliness>",
    forms=("5",),
    needs=("transaction_timeliness",),
)  # fmt: skip
def timeliness_on_form_5(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        mark = row.data.transaction_timeliness.value
        if mark is not None and mark != "L":
            yield Finding(f"{row.path}.transaction_timeliness", f"the mark is {mark!r}, but on a Form 5 it is L or nothing")


@rule(
    "C022", "late-rows-and-boxes", Severity.WARNING, Locus.EITHER,
    what="A row of a Form 5 is marked as one that a Form 4 or a Form 3 should have reported, and their box is not ticked; "
    "or the box is ticked, and no row is marked so.",
    why="EDGAR ticks the boxes by the marks of the rows, so a mark, a tick or a row was lost.",
    fix="Compare the boxes and the marks with the filing on EDGAR.",
    source="EDGAR Ownership XML Technical Specification v3, section 4.3: form3HoldingsReported, form4TransactionsReported",
    good="<form4TransactionsReported>1</form4TransactionsReported>",
    bad="<form4TransactionsReported>0</form4TransactionsReported>",
    forms=("5",),
    limits="A box that cannot be told is not judged. A page need not show the mark of a holding, so any holding will do there.",
)  # fmt: skip
def late_rows_and_boxes(context: Context) -> Iterator[Finding]:
    transactions = next((row for row in context.all_rows if row.is_transaction and _form_type(row) == "4"), None)
    yield from _box(context, "form4_transactions_reported", "Form 4 Transactions Reported", transactions)
    holdings = [row for row in context.all_rows if not row.is_transaction]
    marked = [row for row in holdings if _form_type(row) == "3"]
    if marked or not holdings or context.parsed.dialect == "xml":
        yield from _box(context, "form3_holdings_reported", "Form 3 Holdings Reported", marked[0] if marked else None)


def _form_type(row: Row) -> str | None:
    return row.data.transaction_form_type


def _box(context: Context, name: str, caption: str, marked: Row | None) -> Iterator[Finding]:
    """What is wrong with one of the boxes, given the first row that is marked so."""
    ticked = getattr(context.filing, name)
    if ticked is False and marked is not None:
        label = context.label(marked.path, "marked here")
        yield Finding(name, f"the box {caption!r} is not ticked, but a row is marked so", labels=(label,))
    elif ticked and marked is None and not context.parsed.unread and len(context.rows) == len(context.all_rows):
        yield Finding(name, f"the box {caption!r} is ticked, but no row is marked so")


@rule(
    "C023", "timeliness-on-form-4", Severity.WARNING, Locus.FILING,
    what="A row of a Form 4 is marked as late (L), or as early (E) though its transaction is due on Form 4.",
    why="E stands for what could have waited for a Form 5. What is late on a Form 4 shows by its date.",
    fix="Leave the mark out, or give the row the form type 5 where the transaction could have waited.",
    source="EDGAR Ownership XML Technical Specification v3, section 4.3.8",
    good="<transactionTimeliness></transactionTimeliness>",
    bad="<transactionTimeliness><value>L</value></transactionTimeliness>",
    forms=("4",),
    needs=("transaction_timeliness",),
)  # fmt: skip
def timeliness_on_form_4(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        mark, kind = row.data.transaction_timeliness.value, row.data.transaction_form_type
        if mark is not None and not (mark == "E" and kind == "5"):
            span = context.span(f"{row.path}.transaction_timeliness")
            yield Finding(row.path, f"the mark {mark!r} does not go with form type {kind} on a Form 4", span)
