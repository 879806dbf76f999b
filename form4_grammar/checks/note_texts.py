"""N: what the notes say: their length, prices and their ranges, amendments, exhibits, other notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.footnotes import perhaps_remarks, referred
from form4_grammar.checks.prices import price_faults
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.regexes import regex

_LONGEST_NOTE, _LONGEST_REMARKS = 1000, 2000
_AVERAGE = regex(r"weighted[- ]average|average (?:sale|purchase)?\s*price", re.IGNORECASE)
_PROMISE = regex(r"undertake|upon request|on request|will (?:be )?(?:provide|suppl|furnish)", re.IGNORECASE)
_REASON = regex(
    r"amend|correct|restat|revis|adjust|error|inadvertent|omit|original|previous|supersed|replac|mistak", re.IGNORECASE
)
_NO_AMENDMENT = regex(r"^(?:SEC )?FORM [345]\s*$", re.IGNORECASE | re.MULTILINE)
_TOP = 400
_OUTSIDE = regex(
    r"\b(?:see|refer to|set forth (?:in|on)|included (?:in|as)|attached (?:as|hereto as))\b[^.]{0,40}?\bexhibits?\s+99",
    re.IGNORECASE,
)
_OTHER_NOTE = regex(r"ootnotes?\s*\(?(\d{1,2})\)?(?![\d%/]|\s*of\b)")


@rule(
    "N008", "footnote-length", Severity.ERROR, Locus.EITHER,
    what=f"A note is empty or longer than {_LONGEST_NOTE} characters, or the remarks are longer than {_LONGEST_REMARKS}.",
    why="EDGAR takes no such text, so something was lost, or two notes ran into one.",
    fix="Write the text, or continue it in another note with a number of its own.",
    source="EDGAR's XML schema of the ownership documents, footnote and remarks",
    good="2. The option is fully vested.",
    bad="2.",
    needs=("odd_note",),
)  # fmt: skip
def footnote_length(context: Context) -> Iterator[Finding]:
    for note in context.filing.footnotes:
        if not note.text:
            yield Finding(f"footnotes[{note.number}]", f"note {note.number} is empty")
        elif len(note.text) > _LONGEST_NOTE:
            message = f"note {note.number} has {len(note.text)} characters, {_LONGEST_NOTE} at most are allowed"
            path = f"footnotes[{note.number}]"
            labels = perhaps_remarks(context, path) if note is context.filing.footnotes[-1] else ()
            yield Finding(path, message, labels=labels)
    length = len(context.filing.remarks or "")
    if length > _LONGEST_REMARKS:
        yield Finding("remarks", f"the remarks have {length} characters, {_LONGEST_REMARKS} at most are allowed")


@rule(
    "N013", "price-outside-range", Severity.INFO, Locus.EITHER,
    what="A price is outside the range that its own note gives.",
    why="An average lies between the lowest and the highest price, so a digit of one of them is wrong.",
    fix="Check the price and the range against the broker's confirmation.",
    source="the note itself",
    limits="One cent of rounding is allowed. A price that is off by a factor of ten is X009, and a total X008.",
    good="$31.07 ⁽¹⁾",
    bad="$31.70 ⁽¹⁾",
    forms=("4", "5"),
    needs=("footnotes",),
)  # fmt: skip
def price_outside_range(context: Context) -> Iterator[Finding]:
    for path, (code, finding) in price_faults(context).items():
        if code == "N013":
            assert finding.path == path
            yield finding


@rule(
    "N014", "average-without-range", Severity.INFO, Locus.FILING,
    what="The note on a price calls it a weighted average, and has neither the range nor an offer to tell the single prices.",
    why="An average hides the single trades. The practice is to give their range and to offer the rest on request.",
    fix="Give the lowest and the highest price, and say that the single prices are told on request.",
    source="practice seen in filings; the staff's own words on it were not at hand",
    good="1. The price is an average of sales between $31.00 and $31.15.",
    bad="1. The price is a weighted average price of several sales.",
    forms=("4", "5"),
    needs=("average",),
)  # fmt: skip
def average_without_range(context: Context) -> Iterator[Finding]:
    seen = set()
    for row in context.transactions:
        if row.data.transaction_code.value not in ("P", "S"):
            continue
        for number in row.data.transaction_price_per_share.footnotes:
            text = context.notes.get(number, "")
            if number in seen:
                continue
            seen.add(number)
            if "verage" in text and text.count("$") < 2 and _AVERAGE.search(text) and not _PROMISE.search(text):
                label = context.label(f"{row.path}.transaction_price_per_share", "the price")
                message = "the price is an average, but the note does not give the range of the prices"
                yield Finding(f"footnotes[{number}]", message, labels=(label,))


@rule(
    "N015", "amendment-unexplained", Severity.INFO, Locus.FILING,
    what="An amendment does not say in a note or under Remarks what it amends.",
    why="A reader cannot tell what was wrong in the original, or which of its rows still stand.",
    fix="Say under Remarks what was changed and why.",
    source="practice notes on amending Form 4 (NASPP; Perkins Coie)",
    good="Date of Original Filed (Month/Day/Year)",
    bad="Date of Original Filed (Month/Day/Year) <u>06/15/2022</u>",
    needs=("date_of_original_submission",),
)  # fmt: skip
def amendment_unexplained(context: Context) -> Iterator[Finding]:
    if context.filing.date_of_original_submission is None:
        return
    if not _REASON.search(context.all_notes) and not _NO_AMENDMENT.search(context.text, 0, _TOP):
        yield Finding("date_of_original_submission", "nothing says what this amendment changes")


@rule(
    "N016", "text-in-an-exhibit", Severity.INFO, Locus.FILING,
    what="A note or the remarks point to Exhibit 99 for what they would say.",
    why="The exhibit is not on the page, so a part of the filing is missing here.",
    fix="Read the exhibit along with the page.",
    source="pages of joint filers on EDGAR, which put long notes and signatures into Exhibit 99",
    good="2. The option is fully vested.",
    bad="2. See Exhibit 99.1.",
    needs=("exhibit",),
)  # fmt: skip
def text_in_an_exhibit(context: Context) -> Iterator[Finding]:
    places = [(f"footnotes[{number}]", text) for number, text in context.notes.items()]
    for path, text in [*places, ("remarks", context.filing.remarks or "")]:
        match = _OUTSIDE.search(text) if "xhibit" in text or "XHIBIT" in text else None
        if match:
            yield Finding(path, f"the text is in an exhibit: {match[0]!r}")


@rule(
    "N019", "note-names-missing-note", Severity.INFO, Locus.EITHER,
    what="The text of a note speaks of a footnote whose number no note has.",
    why="The notes were numbered anew, or one was lost.",
    fix="Correct the number, or add the note.",
    source="the notes themselves",
    good="2. The option is fully vested.",
    bad="2. The option is fully vested. See footnote 3.",
    needs=("named_note",),
)  # fmt: skip
def note_names_missing_note(context: Context) -> Iterator[Finding]:
    for number, text in context.notes.items():
        for found in _OTHER_NOTE.findall(text) if "ootnote" in text else ():
            if int(found) in context.notes:
                continue
            if int(found) not in referred(context):
                yield Finding(f"footnotes[{number}]", f"footnote {found} is named here, and there is no such note")
