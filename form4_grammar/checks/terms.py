"""D: from when to when a derivative security can be exercised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from form4_grammar.checks.context import Context, Finding, once
from form4_grammar.checks.dates import signed, us, year_typos
from form4_grammar.checks.facts import FIRST_DAY
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Locus, Setting, Severity
from form4_grammar.model import DerivativeRow

_LONGEST = 30
_EXERCISES = frozenset("MCXO")


@rule(
    "D014", "expires-before-exercisable", Severity.WARNING, Locus.EITHER,
    what="A derivative security expires before it can be exercised.",
    why="It could never be exercised then, so the two dates were swapped or one is wrong.",
    fix="Check both dates against the grant.",
    source="the captions of the column Date Exercisable and Expiration Date",
    good="\t⁽²⁾\t03/01/2027",
    bad="\t03/01/2028 ⁽²⁾\t03/01/2027",
    needs=("expires_first",),
)  # fmt: skip
def expires_before_exercisable(context: Context) -> Iterator[Finding]:
    for row, start, end in _terms(context):
        if start is not None and end is not None and end < start:
            message = f"expires {us(end)}, but is exercisable only from {us(start)}"
            label = context.label(f"{row.path}.exercise_date", f"exercisable {us(start)}")
            yield Finding(f"{row.path}.expiration_date", message, labels=(label,))


@once
def _terms(context: Context) -> list[tuple[Row, date | None, date | None]]:
    """The rows of Table II with the dates from which and to which they can be exercised, where there is one."""
    found = []
    for row in context.rows:
        if isinstance(row.data, DerivativeRow):
            start, end = row.data.exercise_date.value, row.data.expiration_date.value
            if (start or end) and (start or FIRST_DAY) >= FIRST_DAY and (end or FIRST_DAY) >= FIRST_DAY:
                found.append((row, start, end))
    return found


@rule(
    "D015", "exercised-out-of-time", Severity.INFO, Locus.EITHER,
    what="A derivative security was exercised or converted (M, C, X or O) before it could be, or after it had expired.",
    why="One of the dates of the row is wrong, or the terms were changed, which a note should say.",
    fix="Check the dates. If the exercise was brought forward, say so in a note on the date.",
    source="the captions of the column Date Exercisable and Expiration Date",
    limits="A date with a note is taken to be explained by it.",
    good="\t03/01/2027\t",
    bad="\t03/01/2022\t",
    forms=("4", "5"),
    needs=("M", "C", "X", "O"),
)  # fmt: skip
def exercised_out_of_time(context: Context) -> Iterator[Finding]:
    typos = year_typos(context)
    for row, start, end in _terms(context):
        day = row.value("transaction_date")
        if day is None or day < FIRST_DAY or row.value("transaction_code") not in _EXERCISES:
            continue
        if f"{row.path}.transaction_date" in typos or (start is not None and end is not None and end < start):
            continue
        label = context.label(f"{row.path}.transaction_date", "exercised here")
        if end is not None and day > end and not row.cell("expiration_date").footnotes:
            message = f"exercised {us(day)}, after it expired on {us(end)}"
            yield Finding(f"{row.path}.expiration_date", message, labels=(label,))
        elif start is not None and day < start and not row.cell("exercise_date").footnotes:
            message = f"exercised {us(day)}, before it became exercisable on {us(start)}"
            path = f"{row.path}.exercise_date"
            # Without an expiration date the one that is there may be that
            yield Finding(row.path if end is None else path, message, context.span(path), labels=(label,))


@rule(
    "D020", "term-too-long", Severity.INFO, Locus.EITHER,
    what=f"A derivative security becomes exercisable or expires more than {_LONGEST} years after the signature.",
    why="Options run for ten years as a rule. Two swapped digits (2072 for 2027) look like this.",
    fix="Check the year. Where there is no expiration date, leave the cell to a footnote.",
    source="no rule; the usual terms of options and warrants",
    good="\t03/01/2027\t",
    bad="\t03/01/2072\t",
    settings=(Setting("years", _LONGEST, "Years from the signature to the last day of a derivative security."),),
    needs=("derivative_table",),
)  # fmt: skip
def term_too_long(context: Context) -> Iterator[Finding]:
    last = signed(context)
    if last is None:
        return
    latest = last.year + context.number("D020", "years")
    if not [day for _, _, day in context.walk.days if day.value is not None and day.value.year > latest]:
        return
    for row, start, end in _terms(context):
        for name, day in (("exercise_date", start), ("expiration_date", end)):
            if day is not None and day.year - last.year > context.number("D020", "years") and not row.cell(name).footnotes:
                years = day.year - last.year
                yield Finding(f"{row.path}.{name}", f"{us(day)} is {years} years after the signature")


@rule(
    "D021", "expired-holding", Severity.INFO, Locus.EITHER,
    what="A holding of Table II had expired before the day that the form reports on.",
    why="What has expired is no longer owned, so the date is wrong or the row should go.",
    fix="Correct the expiration date, or take the row out.",
    source="the caption of the column Expiration Date",
    limits="A date with a note is taken to be explained by it.",
    good="\t03/01/2027\t",
    bad="\t03/01/2020\t",
    forms=("3", "4", "5"),
    needs=("expired",),
)  # fmt: skip
def expired_holding(context: Context) -> Iterator[Finding]:
    period = context.filing.period_of_report
    if period is None or period < FIRST_DAY or year_typos(context):
        return
    for row, start, end in _terms(context):
        if row.is_transaction or end is None or end >= period or (start is not None and end < start):
            continue
        if not row.cell("expiration_date").footnotes:
            message = f"expired {us(end)}, and still held on {us(period)}"
            label = context.label("period_of_report", f"{us(period)} here")
            yield Finding(f"{row.path}.expiration_date", message, labels=(label,))
