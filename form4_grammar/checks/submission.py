"""H, X and D: the header of a full submission against the filing that it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from form4_grammar.checks.context import Context, Finding, cik_number
from form4_grammar.checks.dates import us
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Label, Locus, Severity
from form4_grammar.documents.source import XML_ROOT
from form4_grammar.model import Submission
from form4_grammar.regexes import regex
from form4_grammar.rules.citations import XML_SPECIFICATION

_HEADER = "the header of the submission, which EDGAR writes from what it took"
_TYPE = regex(r"(?:<TYPE>|CONFORMED SUBMISSION TYPE:)[ \t]*([345](?:/A)?)(?=[\s<])")
_ROOT = regex(f"<{XML_ROOT}", re.IGNORECASE)


def _type_of_submission(context: Context) -> tuple[str, tuple[int, int]] | None:
    """The type of form that the text around the XML names, and where; None where it names none."""
    told = context.parsed.submission.submission_type if context.parsed.submission is not None else None
    if told is not None and (place := context.span("submission.submission_type")) != (0, 0):
        return told, place
    if context.parsed.dialect != "xml":
        return None
    root = _ROOT.search(context.text)
    match = _TYPE.search(context.text, 0, root.start() if root else 0)
    return (match[1], match.span(1)) if match else None


@rule(
    "H040", "another-type-of-submission", Severity.WARNING, Locus.FILING,
    what="The header of the submission names another type of form than the document in it, as 4/A over a documentType 4.",
    why="Whether a filing amends another is told by its type. Taken for an original, an amendment counts twice.",
    fix="Compare both with the filing on EDGAR, and give the type of the header to the document.",
    source=f"{XML_SPECIFICATION}, section 3.5: documentType must equal the submission type",
    good="CONFORMED SUBMISSION TYPE:\t4\n",
    bad="CONFORMED SUBMISSION TYPE:\t4/A\n",
    needs=("submission", "xml"),
)  # fmt: skip
def another_type_of_submission(context: Context) -> Iterator[Finding]:
    told = _type_of_submission(context)
    if told is not None and told[0] != context.filing.form_type and "form_type" not in _found_at(context):
        label = Label(*told[1], f"a submission of type {told[0]}")
        yield Finding("form_type", f"a Form {context.filing.form_type} in a submission of type {told[0]}", labels=(label,))


def _found_at(context: Context) -> set[str | None]:
    return {path for _, path in context.found}


@rule(
    "X021", "header-of-another-filing", Severity.WARNING, Locus.FILING,
    what="The period, the issuer's CIK or the owners' CIKs in the header of the submission are not those of the filing.",
    why="The header may be that of another filing, or the document was changed after it was filed.",
    fix="Compare both with the filing on EDGAR.",
    source=_HEADER,
    good="CENTRAL INDEX KEY:\t\t\t0009990102\n",
    bad="CENTRAL INDEX KEY:\t\t\t0009990120\n",
    limits="Only what both give is compared. Names are not: EDGAR may have changed them since.",
    needs=("submission",),
)  # fmt: skip
def header_of_another_filing(context: Context) -> Iterator[Finding]:
    submission, filing = context.parsed.submission, context.filing
    if submission is None:
        return
    told, period = submission.conformed_period_of_report, filing.period_of_report
    if told is not None and period is not None and told != period:
        label = context.label("submission.conformed_period_of_report", f"{us(told)} here")
        message = f"the period is {us(period)}, but the header of the submission says {us(told)}"
        yield Finding("period_of_report", message, labels=(label,))
    issuer = submission.issuer
    if issuer is not None and not _is_same(issuer.cik, filing.issuer.cik):
        label = context.label("submission.issuer.cik", f"{issuer.cik} here")
        message = f"the issuer's CIK is {filing.issuer.cik}, but the header of the submission says {issuer.cik}"
        yield Finding("issuer.cik", message, labels=(label,))
    yield from _owners(context, submission)


def _owners(context: Context, submission: Submission) -> Iterator[Finding]:
    """The owners of which the header and the filing have one that the other lacks."""
    listed = {cik_number(one.cik): (number, one.cik) for number, one in enumerate(submission.reporting_owners) if one.cik}
    owners = {cik_number(one.cik): number for number, one in enumerate(context.filing.reporting_owners) if one.cik}
    if not listed or len(owners) == 0 or any(one.cik is None for one in context.filing.reporting_owners):
        return
    strange = [number for cik, number in owners.items() if cik not in listed]
    missing = [place for cik, place in listed.items() if cik not in owners]
    for at, number in enumerate(strange):
        place, cik = missing[at] if at < len(missing) else next(iter(listed.values()))
        label = context.label(f"submission.reporting_owners[{place}].cik", f"{cik} here")
        shown = context.filing.reporting_owners[number].cik
        message = f"the header of the submission does not list the CIK {shown}"
        yield Finding(f"reporting_owners[{number}].cik", message, labels=(label,))
    for place, cik in missing[len(strange) :]:
        label = context.label(f"submission.reporting_owners[{place}].cik", f"{cik} here")
        message = f"the header of the submission lists an owner of CIK {cik}, and the filing does not"
        yield Finding("reporting_owners", message, labels=(label,))


def _is_same(one: str | None, other: str | None) -> bool:
    """Whether two CIKs are one, or one of them is not given."""
    return one is None or other is None or cik_number(one) == cik_number(other)


@rule(
    "D022", "signed-after-filing", Severity.WARNING, Locus.FILING,
    what="A signature is dated after the day on which EDGAR took the submission.",
    why="What was filed had been signed, so the date of the signature is wrong, or the header is that of another filing.",
    fix="Compare both dates with the filing on EDGAR.",
    source="the header of the submission: FILED AS OF DATE",
    limits="Only a full submission text has that day.",
    good="<signatureDate>2026-06-16</signatureDate>",
    bad="<signatureDate>2026-06-26</signatureDate>",
    forms=("4", "3", "5"),
    needs=("submission",),
)  # fmt: skip
def signed_after_filing(context: Context) -> Iterator[Finding]:
    if context.filed is None:
        return
    day, path = context.filed
    for number, one in enumerate(context.filing.signatures):
        if one.date is not None and one.date > day:
            label = context.label(path, f"filed {us(day)}")
            message = f"the signature is dated {us(one.date)}, after the filing"
            yield Finding(f"signatures[{number}].date", message, labels=(label,))
            return
