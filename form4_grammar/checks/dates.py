"""D: dates, and the time that the rules allow between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from operator import itemgetter

from form4_grammar.checks.calendar import within_business_days
from form4_grammar.checks.context import Context, Finding, once
from form4_grammar.checks.facts import FIRST_DAY
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Label, Locus, Setting, Severity
from form4_grammar.regexes import regex
from form4_grammar.rules.example import EXAMPLE_PAGE

RULE_16A3 = "17 CFR 240.16a-3"
RULE_10B5_1 = regex(r"10b5-?1", re.IGNORECASE)

_EARLY = "{} is before the Securities Exchange Act of 1934"
_PART = regex(
    r"\b(?:one|first|second|third|fourth|fifth|last|final|\d+)\s+of\s+(?:two|three|four|five|six|several|\d+)\b"
    r"|\bsplit into\b|\bline items?\b",
    re.IGNORECASE,
)


def us(day: date) -> str:
    """The day as the page writes it."""
    return f"{day.month:02}/{day.day:02}/{day.year:04}"


def is_part(context: Context) -> bool:
    """Whether the remarks say that the filing is one of several about the same transactions."""
    return bool(context.filing.remarks and _PART.search(context.filing.remarks))


@once
def signed(context: Context) -> date | None:
    """The latest day of a signature, or None where that cannot be right."""
    day = context.signed
    return day if day is not None and day >= FIRST_DAY and "signatures[0].date" not in year_typos(context) else None


@once
def traded(context: Context) -> list[tuple[Row, date]]:
    """The transactions whose dates can be judged, with their dates."""
    typos, dated = year_typos(context), _dated(context)
    return [(row, day) for row, day in dated if f"{row.path}.transaction_date" not in typos] if typos else dated


@once
def _dated(context: Context) -> list[tuple[Row, date]]:
    """The transactions with a date, and the dates, as far as these can be right."""
    dated = [(row, row.data.transaction_date.value) for row in context.transactions]
    return [(row, day) for row, day in dated if day is not None and day >= FIRST_DAY]


@once
def year_typos(context: Context) -> dict[str, date]:
    """The dates of a Form 4 whose year alone is wrong, by path, with the day that was meant.

    A date is one of them when, as it stands, it is before item 3 or after the signature, and with the year of one of these
    it is neither.
    """
    if context.form != "4" or "dates_out_of_step" not in context.there:
        return {}
    period, last = context.filing.period_of_report, context.signed
    if period is None or last is None or min(period, last) < FIRST_DAY or period.year == date.max.year:
        return {}
    dates = [(row, day) for row, day in _dated(context) if day > FIRST_DAY]
    if period.year == last.year and not [day for _, day in dates if day.year != last.year]:
        return {}
    if last < period:
        meant = _other_year(last, period.year, period, period + timedelta(days=31))
        agree = all(period <= day <= period + timedelta(days=31) for _, day in dates)
        return {"signatures[0].date": meant} if meant and agree and len(context.filing.signatures) == 1 else {}
    if dates and (earliest := min(day for _, day in dates)) != period:
        alike = (earliest.month, earliest.day) == (period.month, period.day)
        if alike and period < earliest <= last and all(day.year in (earliest.year, last.year) for _, day in dates):
            return {"period_of_report": earliest}
    found = {}
    for row, day in dates:
        if not period <= day <= last:
            meant = _other_year(day, period.year, period, last) or _other_year(day, last.year, period, last)
            if meant is not None and meant.year != day.year:
                found[f"{row.path}.transaction_date"] = meant
    return found


def _other_year(day: date, year: int, first: date, last: date) -> date | None:
    """The same day of another year, if that lies from `first` to `last`."""
    try:
        moved = day.replace(year=year)
    except ValueError:
        return None
    return moved if first <= moved <= last else None


def signed_label(context: Context) -> tuple[Label, ...]:
    last = context.signed
    return (context.label(context.signed_path, f"signed {us(last)}"),) if last else ()


def others(count: int) -> str:
    return "" if not count else f", and {count} other row{'s' if count > 1 else ''} as well"


@rule(
    "D002", "date-too-early", Severity.WARNING, Locus.EITHER,
    what="A date is before June 6, 1934, the day of the Securities Exchange Act.",
    why="Such a date is a slip, often a year written as 0022. It puts a row outside every search by date.",
    fix="Write the year with all four digits.",
    source="measured error rates of the SEC's insider-transactions data sets; the Securities Exchange Act of 1934",
    good="Common Stock\t06/14/2022\t\tS",
    bad="Common Stock\t06/14/0022\t\tS",
    needs=("early_date",),
)  # fmt: skip
def date_too_early(context: Context) -> Iterator[Finding]:
    filing = context.filing
    days: list[tuple[str, date | None]] = [
        ("period_of_report", filing.period_of_report),
        ("date_of_original_submission", filing.date_of_original_submission),
    ]
    days += [(f"signatures[{number}].date", one.date) for number, one in enumerate(filing.signatures)]
    for path, day in days:
        if day is not None and day < FIRST_DAY:
            yield Finding(path, _EARLY.format(us(day)))
    for row, name, cell in [one for one in context.walk.days if (one[2].value or FIRST_DAY) < FIRST_DAY]:
        if cell.value is not None and name not in row.data.extra:
            yield Finding(f"{row.path}.{name}", _EARLY.format(us(cell.value)))


@rule(
    "D003", "transaction-after-signature", Severity.WARNING, Locus.EITHER,
    what="A transaction is dated after the signature, on a line that is not marked V.",
    why="Nobody can report what has not happened yet, so one of the two dates is wrong.",
    fix="Correct the date of the transaction or that of the signature.",
    source="design notes on EDGAR's transaction form types and timeliness; future dates are measured in the SEC's data sets",
    limits="Where a filing has several signatures, the latest counts.",
    good="Common Stock\t06/14/2022\t\tS",
    bad="Common Stock\t06/16/2022\t\tS",
    forms=("4", "5"),
    needs=("dates_out_of_step",),
)  # fmt: skip
def transaction_after_signature(context: Context) -> Iterator[Finding]:
    last = signed(context)
    if last is None:
        return
    late = [(row, day) for row, day in traded(context) if day > last and not is_voluntary(context, row)]
    if late:
        row, day = late[0]
        message = f"the transaction of {us(day)} is after the signature of {us(last)}{others(len(late) - 1)}"
        labels = [*signed_label(context), *(context.label(f"{row.path}.transaction_date", us(day)) for row, day in late[1:])]
        period = context.filing.period_of_report
        if period is not None and period > last:
            labels.append(context.label("period_of_report", f"item 3 says {us(period)}"))
        yield Finding(f"{row.path}.transaction_date", message, labels=tuple(labels))


def is_voluntary(context: Context, row: Row) -> bool:
    return context.form == "4" and row.data.transaction_form_type == "5"


@once
def deemed_dates(context: Context) -> list[tuple[Row, date, date, str | None]]:
    """Rows with a deemed execution date: with the date of the trade, that date, and the code of what is wrong with it."""
    rows = [(row, day, row.data.deemed_execution_date.value) for row, day in traded(context)]
    return [
        (row, day, deemed, _deemed_fault(context, row, day, deemed))
        for row, day, deemed in rows
        if deemed is not None and deemed >= FIRST_DAY
    ]


def _deemed_fault(context: Context, row: Row, day: date, deemed: date) -> str | None:
    last = signed(context)
    if last is not None and deemed > last >= day and not is_voluntary(context, row):
        return "D004"
    if deemed == day:
        return "D019"
    if deemed < day or not within_business_days(day, deemed, int(context.number("D007", "days"))):
        return "D007"
    return None


@rule(
    "D005", "earliest-transaction-differs", Severity.WARNING, Locus.EITHER,
    what="Item 3 is not the date of the earliest transaction in the tables.",
    why="Item 3 is what tells on time from late, and what searches by date find.",
    fix="Write the date of the earliest transaction into item 3, or correct the row.",
    source="the caption of item 3; EDGAR Ownership XML Technical Specification v3, Appendix C",
    limits="Deemed execution dates and lines marked V may be left out of the count. An amendment, and a filing whose remarks "
    "say that it is one of several, need not have the row that item 3 speaks of.",
    good="<u>06/14/2022</u>",
    bad="<u>06/13/2022</u>",
    forms=("4",),
    needs=("dates_out_of_step",),
)  # fmt: skip
def earliest_transaction_differs(context: Context) -> Iterator[Finding]:
    period, last = context.filing.period_of_report, signed(context)
    if period is None or period < FIRST_DAY or year_typos(context) or len(context.rows) != len(context.all_rows):
        return
    dated = traded(context)
    if not dated or len(dated) != len(context.transactions) or (last is not None and max(dated, key=itemgetter(1))[1] > last):
        return
    first_row, first = min(dated, key=itemgetter(1))
    if period == first:
        return
    required = [day for row, day in dated if not is_voluntary(context, row)]
    moved = {row.path: deemed for row, _, deemed, _ in deemed_dates(context)}
    if period in (min(required, default=first), min(moved.get(row.path, day) for row, day in dated)):
        return
    if period < first and (context.filing.form_type.endswith("/A") or is_part(context)):
        return
    path = f"{first_row.path}.transaction_date"
    message = f"item 3 says {us(period)}, but the earliest transaction in the tables is of {us(first)}"
    yield Finding("period_of_report", message, labels=(context.label(path, f"{us(first)} here"),))


_DATED = EXAMPLE_PAGE[EXAMPLE_PAGE.index("\t3. Date of Earliest") : EXAMPLE_PAGE.index("\n** Signature of")]


@rule(
    "D009", "traded-on-a-weekend", Severity.INFO, Locus.EITHER,
    what="A purchase or sale (P or S) is dated on a Saturday or Sunday.",
    why="Exchanges are closed then. A private trade may have that date; an open-market one may not.",
    fix="Check the date against the broker's confirmation: it is the day of the trade, not of the settlement.",
    source="the calendar; no rule of the SEC speaks of it",
    good=_DATED,
    bad=_DATED.replace("06/14/2022", "06/12/2022").replace("06/15/2022", "06/13/2022"),
    forms=("4", "5"),
    needs="PS",
)  # fmt: skip
def traded_on_a_weekend(context: Context) -> Iterator[Finding]:
    days = set()
    for row, day in traded(context):
        if day.weekday() > 4 and row.value("transaction_code") in ("P", "S") and day not in days:
            days.add(day)
            yield Finding(f"{row.path}.transaction_date", f"{us(day)} was a {day:%A}")


@rule(
    "D013", "after-the-fiscal-year", Severity.WARNING, Locus.EITHER,
    what="A row of a Form 5 is dated after the end of the fiscal year that the form is for.",
    why="The form reports one fiscal year; what came later belongs on a Form 4 or on the next Form 5.",
    fix="Correct the date, or the fiscal year in item 3.",
    source=f"{RULE_16A3}(f)",
    limits="Rows from before the fiscal year are not reported, since a Form 5 may catch up on them.",
    good="Common Stock\t08/20/2021\t\tG",
    bad="Common Stock\t01/20/2022\t\tG",
    forms=("5",),
)  # fmt: skip
def after_the_fiscal_year(context: Context) -> Iterator[Finding]:
    period, last = context.filing.period_of_report, signed(context)
    if period is None or period < FIRST_DAY:
        return
    for row, day in traded(context):
        if day > period and (last is None or day <= last):
            message = f"{us(day)} is after the fiscal year, which ended {us(period)}"
            label = context.label("period_of_report", f"ended {us(period)}")
            yield Finding(f"{row.path}.transaction_date", message, labels=(label,))


_AMENDED = EXAMPLE_PAGE[EXAMPLE_PAGE.index("\t4. If Amendment") : EXAMPLE_PAGE.index("\nRemarks:")]
_ORIGINAL_FILED = "Original Filed (Month/Day/Year)"


@rule(
    "D016", "original-date-impossible", Severity.WARNING, Locus.EITHER,
    what="The original of an amendment is dated after the amendment's signature, or before what it reports.",
    why="The date links the amendment to its original; a wrong one leaves both in the count.",
    fix="Write the day on which the original was filed.",
    source="the caption of the item; EDGAR Ownership XML Technical Specification v3, dateOfOriginalSubmission",
    good=_AMENDED,
    bad=_AMENDED.replace(_ORIGINAL_FILED, f"{_ORIGINAL_FILED} <u>06/20/2022</u>", 1).replace(
        "The option is", "Amended to say that the option is"
    ),
    needs=("date_of_original_submission",),
)  # fmt: skip
def original_date_impossible(context: Context) -> Iterator[Finding]:
    original, period, last = context.filing.date_of_original_submission, context.filing.period_of_report, signed(context)
    if original is None or original < FIRST_DAY:
        return
    path = "date_of_original_submission"
    if last is not None and original > last:
        message = f"the original is dated {us(original)}, after this amendment was signed"
        yield Finding(path, message, labels=signed_label(context))
    elif context.form != "3" and period is not None and FIRST_DAY <= original < period and not year_typos(context):
        message = f"the original is dated {us(original)}, before item 3, {us(period)}"
        yield Finding(path, message, labels=(context.label("period_of_report", f"{us(period)} here"),))


@rule(
    "D017", "signatures-far-apart", Severity.INFO, Locus.EITHER,
    what="The dates of two signatures are more than ten days apart.",
    why="Owners who file together sign at about the same time, so one of the dates may be wrong.",
    fix="Check the dates of the signatures.",
    source="no rule; joint filers share one deadline",
    good="/s/ Ada N. Okafor 06/15/2022",
    bad="/s/ Ada N. Okafor 06/15/2022\n\n/s/ Cal Reyes, attorney-in-fact for Ada N. Okafor 06/01/2022",
    settings=(Setting("days", 10, "Days from the first signature to the last."),),
    needs=("several_signatures",),
)  # fmt: skip
def signatures_far_apart(context: Context) -> Iterator[Finding]:
    apart = far_apart(context)
    if apart is not None:
        first, first_path = apart
        message = f"signed {us(first)}, and another signature is of {us(context.signed or first)}"
        yield Finding(first_path, message, labels=signed_label(context))


def far_apart(context: Context) -> tuple[date, str] | None:
    """The earliest date of a signature, and its path, where the latest is too many days later."""
    days = [(one.date, f"signatures[{number}].date") for number, one in enumerate(context.filing.signatures) if one.date]
    if len(days) < 2:
        return None
    first, last = min(days), max(days)
    return first if (last[0] - first[0]).days > context.number("D017", "days") and first[0] >= FIRST_DAY else None


@rule(
    "D018", "year-typo", Severity.INFO, Locus.EITHER,
    what="A date is before item 3 or after the signature, and with another year it would be neither.",
    why="A wrong year, common in January, moves a transaction out of its place and makes the filing look late or impossible.",
    fix="Write the year that the other dates of the page have.",
    source="measured error rates of the SEC's insider-transactions data sets; the other dates of the page",
    limits="Form 4 only. A date of another year that fits the page as it stands is not seen.",
    good="Common Stock\t06/14/2022\t\tS",
    bad="Common Stock\t06/14/2021\t\tS",
    forms=("4",),
    needs=("dates_out_of_step",),
)  # fmt: skip
def year_typo(context: Context) -> Iterator[Finding]:
    for path, meant in year_typos(context).items():
        start, end = context.span(path)
        shown = context.text[start:end]
        label = (
            context.label("period_of_report", "item 3")
            if path != "period_of_report"
            else context.label(context.signed_path, "the signature")
        )
        message = f"{shown} does not fit item 3 and the signature; {us(meant)} does"
        yield Finding(path, message, help=f"If the year is wrong, write {us(meant)}.", labels=(label,))
