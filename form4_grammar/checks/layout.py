"""L: what the printed form itself tells, once the filing is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.facts import letters_among_digits
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.model import owner_texts
from form4_grammar.regexes import regex
from form4_grammar.rules import footnotes, layout
from form4_grammar.rules.example import EXAMPLE_PAGE
from form4_grammar.rules.layout import PLAN_BOX_FIRST_FILED, PLAN_BOX_SINCE
from form4_grammar.transform.tables import TEXTS_OF_ROWS

_TOP = 2000
_MONTHS = ("january february march april may june july august september october november december").split()
_EXPIRES = regex(r"Expires:\s*(?:([A-Z][a-z]+)\s+(\d{1,2}),\s*(\d{4})|(\d{1,2})/(\d{1,2})/(\d{4}))")
_PLAN_BOX = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan for the "
    "purchase or sale of equity securities of the issuer that is intended to satisfy the affirmative defense conditions of "
    "Rule 10b5-1(c). See Instruction 10."
)
_TEXTS_OF_TABLE_I = TEXTS_OF_ROWS[:2]
_MARKS = ("\ufffd", "Ã", "Â", "ð")
_RESIDUE = regex(
    "\ufffd|â€|Ã[\x80-\xbf]|Â[\xa0-\xbf]|ð[\u0178\x80-\xbf]|&(?:amp|nbsp|quot|apos|lt|gt|#\\d+|#x[0-9A-Fa-f]+);|"
    "</?[A-Za-z][A-Za-z0-9]*(?: [^<>]*)?/?>"
)

_FROM_DATE_TO_SIGNATURE = EXAMPLE_PAGE[EXAMPLE_PAGE.index("06/14/2022") : EXAMPLE_PAGE.index("** Signature of Reporting")]


@rule(
    "L006", "approval-expired", Severity.INFO, Locus.FILING,
    what="The page prints the date at which the approval of the form expires, and the form was signed after it.",
    why="The filer used an old form. Its questions may not be those of today.",
    fix="Use the form that is in force.",
    source="pages of 2008 to 2014, which print such a date in the OMB box",
    good="OMB Number:\t3235-0287\n",
    bad="OMB Number:\t3235-0287\nExpires:\tDecember 31, 2014\n",
    limits="Pages made since 2015 mostly print no such date.",
)  # fmt: skip
def approval_expired(context: Context) -> Iterator[Finding]:
    at = context.text.find("Expires:", 0, _TOP)
    match = _EXPIRES.match(context.text, at) if at >= 0 else None
    if match is None or context.signed is None:
        return
    try:
        if match[1]:
            expires = date(int(match[3]), _MONTHS.index(match[1].lower()) + 1, int(match[2]))
        else:
            expires = date(int(match[6]), int(match[4]), int(match[5]))
    except ValueError:
        return
    if expires < context.signed:
        label = context.label(context.signed_path, "signed here")
        message = f"the form expired on {expires:%m/%d/%Y} and was signed on {context.signed:%m/%d/%Y}"
        yield Finding(None, message, match.span(), labels=(label,))


@rule(
    "L009", "no-plan-box", Severity.WARNING, Locus.RENDERING,
    what="The form was signed on or after 3 April 2023, and the box for plans under Rule 10b5-1(c) is not on the page.",
    why="Every form since then has the box. Without it the page does not tell whether a trade was planned.",
    fix="Compare the copy with the filing on EDGAR, or make it again.",
    source="Release 33-11138: the box is on Forms 4 and 5 filed from 1 April 2023 on",
    good=_FROM_DATE_TO_SIGNATURE,
    bad=_FROM_DATE_TO_SIGNATURE.replace("/2022", "/2023"),
    forms=("4", "5"),
)  # fmt: skip
def no_plan_box(context: Context) -> Iterator[Finding]:
    if context.signed is None or context.signed < PLAN_BOX_FIRST_FILED:
        return
    if context.parsed.grammar is not None and context.parsed.grammar.is_of_2003:
        return
    places = context.parsed.places
    if "aff10b5_one" in places or layout.CUT_OFF.code in context.codes:
        return
    if any(path == "aff10b5_one" for _, path in context.found):
        return
    at = places["not_subject_to_section16"][1] if "not_subject_to_section16" in places else 0
    label = context.label(context.signed_path, "signed here")
    message = f"the form was signed on {context.signed:%m/%d/%Y} and does not have the box for Rule 10b5-1 plans"
    yield Finding("aff10b5_one", message, (at, at), labels=(label,))


@rule(
    "L010", "plan-box-too-early", Severity.INFO, Locus.EITHER,
    what="The form was signed before April 2023, and it has the box for plans under Rule 10b5-1(c).",
    why="The box did not exist then. The date of the signature or the copy is wrong.",
    fix="Check the date of the signature.",
    source="Release 33-11138: the box is on Forms 4 and 5 filed from 1 April 2023 on",
    good="See Instruction 1(b).\n",
    bad=f"See Instruction 1(b).\n\n{_PLAN_BOX}\n",
    forms=("4", "5"),
    limits="EDGAR can accept a form days after it was signed.",
)  # fmt: skip
def plan_box_too_early(context: Context) -> Iterator[Finding]:
    if "aff10b5_one" in context.parsed.places and context.signed is not None and context.signed < PLAN_BOX_SINCE:
        label = context.label(context.signed_path, "signed here")
        message = (
            f"the form was signed on {context.signed:%m/%d/%Y} and has the box for Rule 10b5-1 plans, which came in April 2023"
        )
        yield Finding("aff10b5_one", message, labels=(label,))


def _texts(context: Context) -> Iterator[tuple[str, str | None]]:
    filing = context.filing
    yield "issuer.name", filing.issuer.name
    yield from owner_texts(filing.reporting_owners, ("street1", "street2", "city"))
    for row in context.rows:
        for name in TEXTS_OF_ROWS:
            yield f"{row.path}.{name}", row.value(name)
    for note in filing.footnotes:
        yield f"footnotes[{note.number}]", note.text
    yield "remarks", filing.remarks
    for index, signature in enumerate(filing.signatures):
        yield f"signatures[{index}].name", signature.name


def _with_letters(context: Context) -> Iterator[tuple[str, str]]:
    """The texts in which numbers stand, as far as there are letters among their digits: paths and numbers."""
    for index, owner in enumerate(context.filing.reporting_owners):
        # Which line of an address a text belongs to is not always told
        for street in (owner.address.street1, owner.address.street2):
            if street and (found := letters_among_digits(street)):
                yield f"reporting_owners[{index}].address", found
    for row in context.rows if "letters_among_digits" in context.there else ():
        data = row.data
        for name in TEXTS_OF_ROWS if row.is_derivative else _TEXTS_OF_TABLE_I:
            if (text := getattr(data, name).value) and (found := letters_among_digits(text)):
                yield f"{row.path}.{name}", found


@rule(
    "L030", "residue", Severity.INFO, Locus.EITHER,
    what="A name, a title, a street or a note holds what a converter left: letters in a wrong encoding, a tag, an entity, or "
    "letters that look like digits in a number.",
    why="The text is not what the filer wrote.",
    fix="Read the copy as UTF-8 and turn its HTML into text, or make it again.",
    source="UTF-8 and HTML as they look when read as something else",
    good="The option is fully vested.",
    bad="The optionâ€™s terms are unchanged.",
    limits="A filer can have typed such signs into the form. What belongs to the look of the copy, as escaped signs, is read "
    "without a word.",
)  # fmt: skip
def residue(context: Context) -> Iterator[Finding]:
    text = context.text
    for path, found in _with_letters(context):
        at = text.find(found)
        span = (at, at + len(found)) if at >= 0 else None
        yield Finding(path, f"{found!r} has letters among its digits", span)
    is_marked = ("&" in text and "&amp;" in text) or (not text.isascii() and _is_of_another_encoding(text))
    if not is_marked and "<" not in context.all_notes:
        return
    for path, value in _texts(context):
        match = _RESIDUE.search(value) if value else None
        if match is not None and (footnotes.PIECE_OF_MARK.code, path) not in context.found:
            begin, end = context.span(path)
            at = text.find(match[0], begin, end)
            span = (at, at + len(match[0])) if at >= 0 else None
            yield Finding(path, f"{match[0]!r} is not text of the filing", span)


def _is_of_another_encoding(text: str) -> bool:
    """Whether there is what UTF-8 looks like when read as something else; one sign is looked for in a fraction of the time."""
    return any(mark in text for mark in _MARKS) or ("â" in text and "â€" in text)
