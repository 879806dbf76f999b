"""N: plans under Rule 10b5-1, as the box and the notes tell of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from form4_grammar.checks.context import Context, Finding, cik_number, once
from form4_grammar.checks.dates import RULE_10B5_1, traded, us
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.model import BOXES, ReportingOwner
from form4_grammar.regexes import regex
from form4_grammar.rules.example import EXAMPLE_PAGE
from form4_grammar.rules.layout import PLAN_BOX_FIRST_FILED
from form4_grammar.transform.values import read_date

_COOLING_OFF_SINCE = date(2023, 2, 27)
_OF_INSIDERS, _OF_OTHERS = 90, 30
"""Days after the adoption without a trade: of directors and officers at least, and of all others but the issuer."""

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = regex(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*,\s*|\s+)\d{{4}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b",
    re.IGNORECASE,
)
_ANY_DATE = regex(rf"\b{_MONTH}\s+(?:\d{{1,2}}\b|\d{{4}})|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\b\d{{4}}-\d\d-\d\d", re.IGNORECASE)
_OF_PLANS = ("10b5", "10b-5", "trading plan", "trading arrangement")
_OF_ADOPTION = ("adopt", "entered into", "entering into", "establish")
_ADOPTED = regex(r"(?:adopt(?:ed|ion|ing)|ent(?:ered|ering) into|establish(?:ed|ing))\b", re.IGNORECASE)
_REACH = 120
"""Characters around the mention of a plan in which its day is looked for."""

_TWO = 2
_END_OF_CLAUSE = regex(r";|(?<!\b[MDJS][rst])\.(?=\s+[A-Z(]|\s*$)")
_OTHER_EVENT = regex(
    r"\b(?:disclos|announc|report(?!ing)|amend|modif|restat|terminat|expir|cancel|commenc|vest|until|through|form 8-k|form 10-"
    r"|replac|supersed)",
    re.IGNORECASE,
)
_JOINED = frozenset({",", "and", "or", ", and", ", or", "and on", "or on", ", and on", ", or on"})
_ON = regex(r"\bon\s+$", re.IGNORECASE)
_BY_A_PLAN = regex(r"\b(?:pursuant|under|plan|sold|sales?|transactions?)\b", re.IGNORECASE)
_BOX = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan for the "
    "purchase or sale of equity securities of the issuer that is intended to satisfy the affirmative defense conditions of "
    "Rule 10b5-1(c). See Instruction 10.\n\n"
)
_TICKED = f'<input checked="" type="checkbox"/> {_BOX}'
_PIECE = EXAMPLE_PAGE[EXAMPLE_PAGE.index("Filed pursuant") : EXAMPLE_PAGE.index("\n** Signature of")]
_SINCE_BOX = _PIECE.replace("06/14/2022", "06/13/2024").replace("06/15/2022", "06/14/2024")


@rule(
    "N010", "plan-without-adoption-date", Severity.WARNING, Locus.FILING,
    what="The box for Rule 10b5-1 plans is ticked, and no note or remark gives a date for the plan.",
    why="Whoever ticks the box has to tell when the plan was adopted.",
    fix="Add a note to the transaction: the plan, and the day on which it was adopted.",
    source="Release 33-11138; General Instruction 10 of Form 4",
    limits="Any date in a note or in the remarks is taken for it.",
    good=_PIECE,
    bad=f"{_TICKED}{_SINCE_BOX}",
    forms=("4", "5"),
    needs=("aff10b5_one",),
)  # fmt: skip
def plan_without_adoption_date(context: Context) -> Iterator[Finding]:
    if context.filing.aff10b5_one and not _ANY_DATE.search(context.all_notes):
        yield Finding("aff10b5_one", "the box for Rule 10b5-1 plans is ticked, but nothing tells when the plan was adopted")


@rule(
    "N011", "plan-without-box", Severity.INFO, Locus.FILING,
    what="A note or remark tells of trades under a Rule 10b5-1 plan, and the box for them is there and not ticked.",
    why="Since April 2023 the box is what tells such trades from others.",
    fix="Tick the box, or say in the note that the trade was not made under the plan.",
    source="Release 33-11138; General Instruction 10 of Form 4",
    limits="A box without any mark may be ticked or not, so a page that shows none is not judged.",
    good=_PIECE,
    bad='<input type="checkbox"/> '
    + _BOX
    + _SINCE_BOX.replace("1. The price", "1. Sold under a Rule 10b5-1 plan adopted on January 5, 2024. The price"),
    forms=("4", "5"),
    needs=("plan",),
)  # fmt: skip
def plan_without_box(context: Context) -> Iterator[Finding]:
    last = context.signed
    if context.filing.aff10b5_one is not False or last is None or last < PLAN_BOX_FIRST_FILED:
        return
    places = [(f"footnotes[{number}]", text) for number, text in context.notes.items()]
    for path, text in [*places, ("remarks", context.filing.remarks or "")]:
        if RULE_10B5_1.search(text) and not re.search(r"\bnot\b", text, re.IGNORECASE):
            label = context.label("aff10b5_one", "not ticked")
            yield Finding(path, "a Rule 10b5-1 plan is named here, but the box for such plans is not ticked", labels=(label,))
            return


@rule(
    "N012", "plan-adopted-after-trade", Severity.INFO, Locus.FILING,
    what="The note on a transaction says that its Rule 10b5-1 plan was adopted after the transaction.",
    why="A plan covers only what comes after it, so one of the two dates is wrong.",
    fix="Check the date of the adoption against the plan.",
    source="Release 33-11138; Rule 10b5-1(c)",
    limits="Only the dates that stand with words like adopted and entered into, in a note on the row itself. Where N026 speaks "
    "of the row, this rule does not.",
    good="1. The price",
    bad="1. Sold under a Rule 10b5-1 plan adopted on July 1, 2022. The price",
    forms=("4", "5"),
    needs=("plan",),
)  # fmt: skip
def plan_adopted_after_trade(context: Context) -> Iterator[Finding]:
    adopted = _adoptions(context)
    if not adopted:
        return
    newest = max(max(dates) for dates in adopted.values())
    judged = {row.path for row, _, _, _ in _too_soon(context)}
    seen: set[int] = set()
    for row, day in traded(context):
        if day >= newest or row.path in judged:
            continue
        for number in sorted(row.footnotes() & adopted.keys() - seen):
            first = min(adopted[number])
            if first > day:
                seen.add(number)
                label = context.label(f"{row.path}.transaction_date", f"traded {us(day)}")
                yield Finding(f"footnotes[{number}]", f"the plan was adopted on {us(first)}, after the trade", labels=(label,))


@rule(
    "N026", "cooling-off-period", Severity.WARNING, Locus.FILING,
    what="A purchase or sale under a Rule 10b5-1 plan was made before day 91 after the plan's adoption, or before day 31 where "
    "no director or officer files.",
    why="The plan is no defense before the cooling-off period is over, so a date is wrong, or the trade came too soon.",
    fix="Check the date of the adoption and that of the transaction.",
    source="17 CFR 240.10b5-1(c)(1)(ii)(B), for plans adopted on or after February 27, 2023 (Release 33-11138)",
    limits="Only where the box is ticked, the code is P or S, and the date of the adoption stands in a note of the row or in "
    "the remarks, with adopted, adoption, entered into or established. For directors and officers the period lasts until two "
    "business days after the results of the quarter are published, 120 days at most: days 91 to 120 cannot be judged from the "
    "page. A change of the plan that counts as a new adoption is not judged by its own date. Of several dates the earliest "
    "counts, and for a group that is not all directors and officers the shorter period. The issuer has no such period.",
    good=_PIECE,
    bad=_TICKED + _SINCE_BOX.replace("1. The price", "1. Sold under a Rule 10b5-1 plan adopted on April 1, 2024. The price"),
    forms=("4", "5"),
    needs=("aff10b5_one",),
)  # fmt: skip
def cooling_off_period(context: Context) -> Iterator[Finding]:
    found = _too_soon(context)
    if not found:
        return
    row, day, adopted, place = found[0]
    days, least = (day - adopted).days, _cooling_off(context) or 0
    when = f"{days} days after the plan was adopted" if days >= 0 else "before the plan was adopted"
    more = "" if len(found) == 1 else f", and {len(found) - 1} other row{'s' if len(found) > _TWO else ''} as well"
    label = context.label(place, f"adopted {us(adopted)}")
    message = f"traded {us(day)}, {when} on {us(adopted)}; day {least + 1} is the first for a trade{more}"
    yield Finding(f"{row.path}.transaction_date", message, labels=(label,))


@once
def _too_soon(context: Context) -> list[tuple[Row, date, date, str]]:
    """The purchases and sales within the cooling-off period: with their dates, the plan's, and the path of what tells it."""
    least = _cooling_off(context)
    if not context.filing.aff10b5_one or least is None:
        return []
    by_note, remarks = _adoptions(context), _adoption_dates(context.filing.remarks or "")
    newest = max((day for dates in (*by_note.values(), remarks) for day in dates), default=_COOLING_OFF_SINCE)
    found = []
    for row, day in traded(context) if by_note or remarks else ():
        if (day - newest).days > least or row.data.transaction_code.value not in ("P", "S"):
            continue
        dates = [
            (one, f"footnotes[{number}]") for number in sorted(row.footnotes() & by_note.keys()) for one in by_note[number]
        ]
        dates = dates or [(one, "remarks") for one in remarks]
        if not dates:
            continue
        adopted, place = min(dates)
        if adopted >= _COOLING_OFF_SINCE and (day - adopted).days <= least:
            found.append((row, day, adopted, place))
    return found


@once
def _cooling_off(context: Context) -> int | None:
    """For how many days after the adoption nobody on the form may trade under the plan; None where that cannot be told."""
    owners = context.filing.reporting_owners
    boxes = [owner.relationship for owner in owners if owner.relationship is not None]
    if not boxes or any(_is_issuer(context, owner) for owner in owners):
        return None
    if any(all(getattr(box, name) is None for name in BOXES) for box in boxes):
        return None
    insiders = len(boxes) == len(owners) and all(box.is_director or box.is_officer for box in boxes)
    return _OF_INSIDERS if insiders else _OF_OTHERS


def _is_issuer(context: Context, owner: ReportingOwner) -> bool:
    issuer = context.filing.issuer
    if owner.cik is not None and issuer.cik is not None:
        return cik_number(owner.cik) == cik_number(issuer.cik)
    return owner.name is not None and issuer.name is not None and owner.name.casefold() == issuer.name.casefold()


@once
def _adoptions(context: Context) -> dict[int, Sequence[date]]:
    """The dates on which plans were adopted, by the notes that tell them."""
    box = context.filing.aff10b5_one
    notes = [
        (number, text) for number, text in context.notes.items() if "b5" in text or "B5" in text or (box and "rading" in text)
    ]
    found = ((number, _adoption_dates(text)) for number, text in notes)
    return {number: dates for number, dates in found if dates}


@lru_cache(maxsize=256)
def _adoption_dates(text: str) -> Sequence[date]:
    """The dates that stand with the adoption of a plan in a text that speaks of Rule 10b5-1; an insider's forms repeat it."""
    folded = text.lower()
    if not any(word in folded for word in _OF_PLANS) or not any(word in folded for word in _OF_ADOPTION):
        return ()
    places = list(_ADOPTED.finditer(text))
    return tuple([day for match in places for day in _dates_after(text, match.end()) or _date_before(text, match.start())])


def _dates_after(text: str, at: int) -> list[date]:
    """The first date of the clause that goes on here, and those that are joined to it by "and"."""
    end = min(at + _REACH, len(text))
    stop = _END_OF_CLAUSE.search(text, at, end)
    end = stop.start() if stop else end
    found: list[date] = []
    for match in _DATE.finditer(text, at, end):
        between = text[at : match.start()]
        if _OTHER_EVENT.search(between) if not found else " ".join(between.lower().split()) not in _JOINED:
            break
        found += _date(match)
        at = match.end()
    return found


def _date_before(text: str, at: int) -> list[date]:
    """The date of a clause like "On March 5, 2024, the reporting person adopted"."""
    start = max(0, at - _REACH)
    for match in _DATE.finditer(text, start, at):
        between = text[match.end() : at]
        if _ON.search(text[start : match.start()]) and not _BY_A_PLAN.search(between) and not _END_OF_CLAUSE.search(between):
            return _date(match)
    return []


def _date(match: re.Match[str]) -> list[date]:
    """The day that a date in words or numbers means; none where there is no such day."""
    day = read_date(match[0])
    return [] if day is None else [day]
