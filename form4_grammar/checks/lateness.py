"""D: whether the form came in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from form4_grammar.checks.calendar import add_business_days, add_days
from form4_grammar.checks.context import Context, Finding, once
from form4_grammar.checks.dates import (
    RULE_10B5_1,
    RULE_16A3,
    after_the_fiscal_year,
    deemed_dates,
    earliest_transaction_differs,
    far_apart,
    is_voluntary,
    others,
    signed,
    traded,
    us,
    year_typos,
)
from form4_grammar.checks.facts import FIRST_DAY
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Locus, Setting, Severity
from form4_grammar.regexes import regex

FOREIGN_INSIDERS_SINCE = date(2026, 3, 18)
"""Since when directors and officers of foreign private issuers report: Release 34-104903, 91 FR 10320."""
_GIFTS_DUE = date(2023, 2, 27)
_FREE_CODES = frozenset("LWZJ")
_REPORTED = regex(
    r"\b(?:previously|already|earlier|originally|initially|first|timely) (?:been )?reported\b"
    r"|\breported (?:previously|earlier|already|timely|separately)\b"
    r"|\breported (?:in|on|by|under|with) (?:(?!this\b)[\w'’]+ ){0,5}form [345](?:/a)?\b[^.;]{0,40}\b(?:filed|dated)\b"
    r"|\breported (?:in|on|by|under|with) (?!this\b)(?:[\w'’-]+ ){1,4}?(?:earlier|prior|previous|separate|other)"
    r" (?:[\w'’]+ ){0,3}form [345]\b",
    re.IGNORECASE,
)
_NOT_REPORTED = regex(
    r"\b(?:not|never|fail\w*|omi\w+|neglect\w*|should have|inadvertent\w*|late|untimely|delay\w*|incorrect\w*|erroneous\w*)\b",
    re.IGNORECASE,
)
_NOT_YET_SUBJECT = regex(
    r"\b(?:prior to|before|preceding|in advance of)\b[^.;]{0,80}?\b(?:registration(?! rights)|registered(?! direct)"
    r"|initial public offering|ipo|listing|listed on|subject to section 16(?!\(b\))|publicly traded|reporting company)\b"
    r"|\bbec[ao]m(?:e|es|ing) (?:\w+ ){0,3}subject to (?:[\w'’]+ ){0,6}section 16(?!\(b\))\b"
    r"|\bnot yet (?:been )?(?:listed|registered|publicly traded|subject to)\b"
    r"|\bnot (?:then )?(?:been )?(?:listed on|publicly traded|a reporting company)\b"
    r"|\bnot (?:then )?(?:been )?registered (?:under|pursuant to) section 12\b",
    re.IGNORECASE,
)
_SENTENCE = regex(r"[^.;]+")
_OF_THE_TRADE = (
    "security_title", "transaction_date", "deemed_execution_date", "transaction_code", "transaction_shares",
    "transaction_total_value", "transaction_acquired_disposed_code", "transaction_price_per_share",
)  # fmt: skip
_OF_THE_HOLDING = (
    "shares_owned_following_transaction", "value_owned_following_transaction", "direct_or_indirect_ownership",
    "nature_of_ownership",
)  # fmt: skip
"""The cells whose notes speak of the transaction, and those whose notes speak of what is owned after it; others give terms."""


TWO_DAYS_SINCE = date(2002, 8, 29)
"""Since when a transaction is due on the second business day: Sarbanes-Oxley Act, section 403."""


@once
def filed(context: Context) -> tuple[date, str] | None:
    """When the original was filed, and its path: by the submission, by item 4 or, at the earliest, by the signature.

    None where the page does not tell it, or tells what cannot be right.
    """
    if context.filing.form_type.endswith("/A"):
        day, path = context.filing.date_of_original_submission, "date_of_original_submission"
        if day is None or day > (context.signed or day):
            return None
        return (day, path) if day >= FIRST_DAY else None
    if context.filed is not None:
        return context.filed
    last = signed(context)
    return None if last is None else (last, context.signed_path)


def _done(context: Context, day: date, path: str) -> str:
    """In words, that the original was filed then, or signed."""
    if path == "date_of_original_submission":
        return f"originally filed {us(day)}"
    return f"{'filed' if context.filed is not None else 'signed'} {us(day)}"


@rule(
    "D006", "filed-late", Severity.WARNING, Locus.FILING,
    what="The form was filed, or signed and so filed, after the second business day that follows the transaction.",
    why="Form 4 is due before the end of that day, and what is late stays late on record.",
    fix="If the date is right, file at once. If the broker told of the trade later, give that day in column 2A or 3A.",
    source=f"{RULE_16A3}(g)(1)",
    limits="Transactions before August 29, 2002 were due by the tenth day of the next month, and are not judged. "
    "A full submission tells the day of filing. Elsewhere the signature is the earliest that it can be, so a form "
    "signed in time may still be late. Not judged: codes L, W, Z and J, gifts received, and gifts from before February 27, "
    "2023, which may wait for Form 5; rows whose note says that an earlier form reported them, or that the issuer was "
    "not listed or registered yet (17 CFR 240.16a-2(a)); trades from before March 18, 2026, where the issuer has a foreign "
    "trading symbol. A trade under a Rule 10b5-1 plan, or with code I, has three business "
    "days more.",
    good="/s/ Ada N. Okafor 06/15/2022",
    bad="/s/ Ada N. Okafor 06/17/2022",
    forms=("4",),
    settings=(
        Setting("days", 2, "Business days from the transaction to the last day on which the form is in time."),
        Setting("plan_days", 5, "The same for a trade under a plan, or with code I, whose notice may come later."),
    ),
    needs=("dates_out_of_step", "amendment", "submission", "perhaps_late"),
)  # fmt: skip
def filed_late(context: Context) -> Iterator[Finding]:
    told = filed(context)
    if told is None:
        return
    taken, place = told
    if context.filed is None and far_apart(context):
        return
    allowed = int(context.number("D006", "days"))
    recent = taken.toordinal() - allowed  # so many days are always in time
    old = [(row, day) for row, day in traded(context) if day.toordinal() < recent and day >= TWO_DAYS_SINCE]
    # No transaction is due before the first one would be without a plan
    least = min(allowed, int(context.number("D006", "plan_days")))
    if not old or taken <= add_business_days(min([day for _, day in old]), least):
        return
    has_deemed = "deemed_execution_date" in context.there
    deemed = {row.path: (other, fault) for row, _, other, fault in deemed_dates(context)} if has_deemed else {}
    dues = ((row, day, _due(context, row, day, *deemed.get(row.path, (None, None)))) for row, day in old)
    late = [(row, day, due) for row, day, due in dues if due is not None and taken > due]
    late = [one for one in late if not _is_excused(context, one[0])]
    if late:
        row, day, due = min(late, key=lambda one: one[1])
        done = _done(context, taken, place)
        message = f"{done}; the transaction of {us(day)} was due on {us(due)}{others(len(late) - 1)}"
        labels = [context.label(place, done)]
        if context.filing.period_of_report == day:
            labels.append(context.label("period_of_report", "this is the same day"))
        yield Finding(f"{row.path}.transaction_date", message, labels=tuple(labels))


def _is_excused(context: Context, row: Row) -> bool:
    """Whether a row says that an earlier form reported it, or that the issuer's insiders had nothing to report yet."""
    of_trade, of_holding = (
        {n for name in names for n in row.cell(name).footnotes} for names in (_OF_THE_TRADE, _OF_THE_HOLDING)
    )
    excuses = _excuses(context)
    return any(number in excuses for number in of_trade) or any(excuses.get(number) == "issuer" for number in of_holding)


@once
def _excuses(context: Context) -> dict[int, str]:
    """The notes that tell why a row is not late: ``form`` where another form has it, ``issuer`` where none was due yet."""
    found = {}
    for number, text in context.notes.items():
        if _NOT_YET_SUBJECT.search(text):
            found[number] = "issuer"
        elif any(_REPORTED.search(one) and not _NOT_REPORTED.search(one) for one in _SENTENCE.findall(text)):
            found[number] = "form"
    return found


@once
def _is_of_plan(context: Context) -> bool:
    """Whether a note or the remarks speak of Rule 10b5-1."""
    return "plan" in context.there and RULE_10B5_1.search(context.all_notes) is not None


def _due(context: Context, row: Row, day: date, deemed: date | None, fault: str | None) -> date | None:
    """The last day for a transaction to be reported; None where Form 4 sets none or it cannot be told."""
    code = row.data.transaction_code.value
    if code is None or code in _FREE_CODES or fault is not None or is_voluntary(context, row):
        return None
    if code == "G" and (day < _GIFTS_DUE or row.value("transaction_acquired_disposed_code") != "D"):
        return None
    if day < FOREIGN_INSIDERS_SINCE and context.filing.issuer.foreign_trading_symbol:
        return None
    if deemed is None and (code == "I" or context.filing.aff10b5_one or _is_of_plan(context)):
        return add_business_days(day, int(context.number("D006", "plan_days")))
    return add_business_days(deemed or day, int(context.number("D006", "days")))


@rule(
    "D011", "form-3-late", Severity.WARNING, Locus.FILING,
    what="A Form 3 was filed, or signed and so filed, more than ten days after the event that requires it.",
    why="It is due within ten days of the event.",
    fix="If the date of the event is right, file at once.",
    source=f"{RULE_16A3}(a)",
    limits="Where the tenth day is no business day, the next one is taken. At an initial public offering the form is due by "
    "the day of effectiveness, which the page does not show. A Form 3 from before the event is in order, and so is one of "
    "March 18, 2026 or before where the issuer has a foreign trading symbol.",
    good="/s/ Ada N. Okafor 03/03/2021",
    bad="/s/ Ada N. Okafor 03/15/2021",
    forms=("3",),
    settings=(Setting("days", 10, "Days from the event to the last day on which the form is in time."),),
)  # fmt: skip
def form_3_late(context: Context) -> Iterator[Finding]:
    yield from _late_after_period(context, int(context.number("D011", "days")), "the event")


@rule(
    "D012", "form-5-late", Severity.WARNING, Locus.FILING,
    what="A Form 5 was filed, or signed and so filed, more than 45 days after the end of the fiscal year.",
    why="It is due within 45 days of that.",
    fix="If the fiscal year in item 3 is right, file at once.",
    source=f"{RULE_16A3}(f)",
    limits="Where the last day is no business day, the next one is taken. Where a row is dated after item 3 (D013), that is "
    "no end of a fiscal year.",
    good="/s/ Ada N. Okafor 02/10/2022",
    bad="/s/ Ada N. Okafor 02/25/2022",
    forms=("5",),
    settings=(Setting("days", 45, "Days from the end of the fiscal year to the last day on which the form is in time."),),
)  # fmt: skip
def form_5_late(context: Context) -> Iterator[Finding]:
    if not any(True for _ in after_the_fiscal_year(context)):
        yield from _late_after_period(context, int(context.number("D012", "days")), "the end of the fiscal year")


@rule(
    "D023", "signed-before-item-3", Severity.WARNING, Locus.EITHER,
    what="All signatures are dated before the day of item 3: on Form 4 by a day, on Forms 3 and 5 by more than a month.",
    why="Nobody can report what has not happened yet, so one of the two dates is wrong.",
    fix="Correct the date of item 3 or that of the signature.",
    source="the captions of the two dates",
    limits="Where a transaction is dated after the signature as well, D003 speaks of it, D005 where item 3 does not agree with "
    "the rows, and D018 of another year. A Form 3 may be signed some days before the event.",
    good="/s/ Ada N. Okafor 03/03/2021",
    bad="/s/ Ada N. Okafor 01/03/2021",
    forms=("3", "4", "5"),
    settings=(Setting("days", 31, "Days by which a Form 3 or 5 may be signed before the day of item 3."),),
    needs=("dates_out_of_step",),
)  # fmt: skip
def signed_before_item_3(context: Context) -> Iterator[Finding]:
    period, last = context.filing.period_of_report, signed(context)
    if period is None or last is None or period <= last or year_typos(context):
        return
    allowed = 0 if context.form == "4" else context.number("D023", "days")
    if (period - last).days <= allowed or any(day > last for _, day in traded(context)):
        return
    if context.form != "4" or not any(True for _ in earliest_transaction_differs(context)):
        label = context.label(context.signed_path, f"signed {us(last)}")
        yield Finding("period_of_report", f"item 3 says {us(period)}, but the form was signed on {us(last)}", labels=(label,))


def _late_after_period(context: Context, allowed: int, event: str) -> Iterator[Finding]:
    period, told = context.filing.period_of_report, filed(context)
    if period is None or told is None or period < FIRST_DAY or (told[0] - period).days <= allowed:
        return
    due = add_days(period, allowed)
    if context.form == "3" and context.filing.issuer.foreign_trading_symbol:
        due = max(due, FOREIGN_INSIDERS_SINCE)
    day, path = told
    if day > due:
        message = f"{us(day)} is {(day - period).days} days after {event}; the form was due on {us(due)}"
        yield Finding(path, message, labels=(context.label("period_of_report", f"{event}: {us(period)}"),))
