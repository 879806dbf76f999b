"""C: on which form a transaction is reported, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from form4_grammar.checks.codes import at_code, code_of, side_of
from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Locus, Setting, Severity
from form4_grammar.rules.citations import XML_SPECIFICATION
from form4_grammar.rules.example import EXAMPLE_PAGES

_MARK = (
    f"{XML_SPECIFICATION}, section 4.3.8, for the mark; which codes must go on Form 4 is a plain reading of 17 CFR 240.16a-3(g)"
)
_NOT_ON_FORM_5 = frozenset("PSADFIMCOX")
_GIFTS_ON_FORM_4 = date(2023, 2, 27)
_FORM_5 = EXAMPLE_PAGES["5"]
_YEAR_OF_FORM_5 = _FORM_5[_FORM_5.index("12/31/2021") : _FORM_5.index("\n\n** Signature of Reporting")]
_LATER_YEAR = _YEAR_OF_FORM_5.replace("12/31/2021", "02/28/2023").replace("08/20/2021", "02/28/2023")
_LATER_YEAR = _LATER_YEAR.replace("02/10/2022", "03/15/2023")


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
        if row.data.transaction_form_type == "5" and code_of(row) in _NOT_ON_FORM_5:
            yield Finding(at_code(row), f"the row has V, but code {code_of(row)} has to be reported on Form 4 anyway")


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
            code_of(row) == "G"
            and side_of(row) == "D"
            and row.data.transaction_form_type == "5"
            and day
            and day >= _GIFTS_ON_FORM_4
        ):
            label = context.label(f"{row.path}.transaction_date", "after the change of the rule")
            yield Finding(at_code(row), f"the gift of {day:%m/%d/%Y} had to be reported on Form 4", labels=(label,))


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
        if code_of(row) == "L":
            shares, price = row.data.transaction_shares.value, row.data.transaction_price_per_share.value
            if shares and price and shares * price > context.number("C016", "dollars"):
                at = f"{row.shown('transaction_shares')} at {row.shown('transaction_price_per_share')}"
                label = context.label(f"{row.path}.transaction_price_per_share", at)
                message = f"code L is for small acquisitions, but this one cost ${shares * price:,.2f}"
                yield Finding(at_code(row), message, labels=(label,))


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
        code = code_of(row)
        if code in _NOT_ON_FORM_5 and row.data.transaction_form_type == "5":
            yield Finding(
                at_code(row), f"code {code} had to be reported on Form 4", help=f"Write {code}4 if the report is late."
            )


@rule(
    "C021", "timeliness-on-form-5", Severity.ERROR, Locus.FILING,
    what="The mark of timeliness on a row of a Form 5 is not L.",
    why="A Form 5 reports in time (no mark) or late (L). EDGAR takes no other mark there.",
    fix="Write L where the report is late, else nothing.",
    source=f"{XML_SPECIFICATION}, section 4.3.8.3",
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
    source=f"{XML_SPECIFICATION}, section 4.3: form3HoldingsReported, form4TransactionsReported",
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
    source=f"{XML_SPECIFICATION}, section 4.3.8",
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
