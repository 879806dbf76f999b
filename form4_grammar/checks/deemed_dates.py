"""D: the deemed execution date, which is that of the trade unless a broker acted by a plan."""

from __future__ import annotations

from collections.abc import Iterator

from form4_grammar.checks.calendar import add_business_days
from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.dates import RULE_10B5_1, RULE_16A3, deemed_dates, others, signed_label, us
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Locus, Setting, Severity


@rule(
    "D004", "deemed-after-signature", Severity.WARNING, Locus.EITHER,
    what="A deemed execution date is after the signature, on a line that is not marked V.",
    why="The deemed date is the day on which the insider learnt of the trade; the form cannot have been signed before.",
    fix="Correct the deemed execution date or the date of the signature.",
    source=f"{RULE_16A3}(g)(2) to (4)",
    good="Common Stock\t06/14/2022\t\tS",
    bad="Common Stock\t06/14/2022\t06/17/2022\tS",
    forms=("4", "5"),
    needs=("deemed_execution_date",),
)  # fmt: skip
def deemed_after_signature(context: Context) -> Iterator[Finding]:
    for row, _, deemed, fault in deemed_dates(context):
        if fault == "D004":
            message = f"the deemed execution date, {us(deemed)}, is after the signature"
            yield Finding(f"{row.path}.deemed_execution_date", message, labels=signed_label(context))


@rule(
    "D007", "deemed-date-out-of-reach", Severity.WARNING, Locus.EITHER,
    what="A deemed execution date is before the trade, or later than the third business day after it.",
    why="The insider counts as told on the third business day at the latest, however late the broker's notice was.",
    fix="Write the day of the broker's notice or, if that is earlier, the third business day after the trade.",
    source=f"{RULE_16A3}(g)(2) to (4)",
    good="Common Stock\t06/14/2022\t\tS",
    bad="Common Stock\t06/14/2022\t06/10/2022\tS",
    forms=("4", "5"),
    settings=(Setting("days", 3, "Business days from the trade to the last day on which it counts as told."),),
    needs=("deemed_execution_date",),
)  # fmt: skip
def deemed_date_out_of_reach(context: Context) -> Iterator[Finding]:
    for row, day, deemed, fault in deemed_dates(context):
        if fault == "D007":
            latest = us(add_business_days(day, int(context.number("D007", "days"))))
            message = f"the deemed execution date, {us(deemed)}, is not from {us(day)} to {latest}"
            label = context.label(f"{row.path}.transaction_date", "traded here")
            yield Finding(f"{row.path}.deemed_execution_date", message, labels=(label,))


@rule(
    "D008", "deemed-date-without-plan", Severity.INFO, Locus.EITHER,
    what="A row has a deemed execution date, and nothing on the page tells of a Rule 10b5-1 plan or a code I.",
    why="Only trades whose day the insider did not choose have such a date: those under a plan, and discretionary ones.",
    fix="Clear the deemed execution date, or say in a note under which plan the trade was made.",
    source=f"{RULE_16A3}(g)(2) and (3)",
    good="Common Stock\t06/14/2022\t\tS",
    bad="Common Stock\t06/14/2022\t06/15/2022\tS",
    forms=("4", "5"),
    needs=("deemed_execution_date",),
)  # fmt: skip
def deemed_date_without_plan(context: Context) -> Iterator[Finding]:
    for row, _, deemed, fault in deemed_dates(context):
        if fault or row.value("transaction_code") in (None, "I"):
            continue
        if not context.filing.aff10b5_one and not RULE_10B5_1.search(context.all_notes):
            message = f"there is a deemed execution date, {us(deemed)}, but no plan is named that would call for one"
            yield Finding(f"{row.path}.deemed_execution_date", message)


@rule(
    "D019", "deemed-date-equals-trade", Severity.INFO, Locus.EITHER,
    what="The deemed execution date is the date of the transaction itself.",
    why="The column is for a day that differs. Filled on every row, it hides the rows on which it means something.",
    fix="Leave the column blank where the insider knew of the trade on its day.",
    source=f'{RULE_16A3}(g)(2) to (4); the words "if any" of the caption',
    good="Common Stock\t06/14/2022\t\tS",
    bad="Common Stock\t06/14/2022\t06/14/2022\tS",
    forms=("4", "5"),
    needs=("deemed_execution_date",),
)  # fmt: skip
def deemed_date_equals_trade(context: Context) -> Iterator[Finding]:
    same = [(row, day) for row, day, _, fault in deemed_dates(context) if fault == "D019"]
    if same:
        row, day = same[0]
        message = f"{us(day)} is the date of the transaction as well{others(len(same) - 1)}"
        yield Finding(f"{row.path}.deemed_execution_date", message)
