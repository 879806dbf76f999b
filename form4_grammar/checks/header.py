"""H: what the filer put into the items of the header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.facts import NO_SYMBOL
from form4_grammar.checks.items import doubtful, filing_boxes, item_span
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Label, Locus, Severity
from form4_grammar.regexes import regex
from form4_grammar.rules import header, layout
from form4_grammar.rules.citations import XML_SCHEMA, XML_SPECIFICATION
from form4_grammar.rules.example import EXAMPLE_PAGE

_DIGIT_AMONG_LETTERS = regex(r"[A-Za-z]\d|\d[A-Za-z]")
_TICK = '<input checked="" type="checkbox"/>'
_HEADING = regex(r"^[ \t]*(?:SEC )?FORM [345](/A)?[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_TOP = 2000
_DASHES = "-‐‑‒–—―−_. "
AROUND_SYMBOL = " \t\n[](){}<>\"'“”‘’"
_MORE_THAN_A_SYMBOL = regex(r"[$,;:|\s\[\](){}]|/(?!(?:[A-Z]|WS|WT|RT|UN|PR\.?[A-Z]?)$)", re.IGNORECASE)
"""A mark that parts or introduces symbols. A slash may also stand before the class of a share, as in BRK/B."""
_BOARD = regex(r"(?:^|\band |& |, ?)(?:director|member of the board(?: of directors)?|board member)$", re.IGNORECASE)
_TEN_PERCENT = regex(r"(?:10|ten)(?: ?%| percent) (?:(?:beneficial )?owner|(?:share|stock)?holder)", re.IGNORECASE)
_FORMER = regex(r"\b(?:former|ex-|until|resigned|retired|deemed|may be)", re.IGNORECASE)
_ELSEWHERE = regex(r"\b(?:see|in)\b.*\b(remarks?|(?:foot)?notes?|explanation)\b", re.IGNORECASE)

_FROM_TOP_TO_REMARKS = EXAMPLE_PAGE[: EXAMPLE_PAGE.index("/s/ Ada")]
_AMENDED = f"{_FROM_TOP_TO_REMARKS}This amendment corrects the price.\n\n"
_ORIGINAL = "Date of Original Filed (Month/Day/Year)"


@rule(
    "H008", "no-issuer", Severity.ERROR, Locus.EITHER,
    what="The issuer has no name or no trading symbol, or the symbol has more than ten letters.",
    why="EDGAR takes no form without them, so the copy lost them or the draft is not complete.",
    fix="Write the name and, in square brackets, the symbol. Where there is no symbol, write NONE.",
    source=f"{XML_SCHEMA}: issuerTradingSymbol, 1 to 10 characters",
    good="<u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]",
    bad="<u>LARKSPUR TOOL CO</u> []",
    needs=("odd_issuer",),
)  # fmt: skip
def no_issuer(context: Context) -> Iterator[Finding]:
    issuer = context.filing.issuer
    symbol = issuer.trading_symbol
    if issuer.name and symbol and len(symbol) <= 10:
        return
    if doubtful(context, "issuer"):
        return
    if symbol and len(symbol) > 10:
        span = context.span("issuer.trading_symbol")
        yield Finding("issuer", f"the symbol {symbol!r} has {len(symbol)} letters; EDGAR takes at most 10", span)
    if issuer.name and symbol:
        return
    lacks = " and ".join(what for what, value in (("name", issuer.name), ("trading symbol", symbol)) if not value)
    path, span = "issuer.trading_symbol" if issuer.name else "issuer.name", item_span(context, "issuer")
    labels = () if issuer.name or symbol else (Label(*span, "and no symbol", "issuer.trading_symbol"),)
    yield Finding(path, f"the issuer has no {lacks}", span, labels=labels)


@rule(
    "H063", "digit-in-symbol", Severity.INFO, Locus.EITHER,
    what="The issuer's trading symbol has a digit among its letters.",
    why="Symbols of exchanges in the United States are letters, so the digit may be a misread one.",
    fix="Compare the symbol with the filing on EDGAR.",
    source="the symbols of the exchanges in the United States",
    good="[<u>LKSP</u>]",
    bad="[<u>LK5P</u>]",
    limits="A symbol of another country's exchange may have digits.",
    needs=("odd_issuer",),
)  # fmt: skip
def digit_in_symbol(context: Context) -> Iterator[Finding]:
    symbol = context.filing.issuer.trading_symbol
    if symbol is not None and not symbol.isalpha() and _DIGIT_AMONG_LETTERS.search(symbol) is not None:
        yield Finding("issuer.trading_symbol", f"{symbol!r} has a digit among its letters")


def _is_no_symbol(symbol: str) -> bool:
    return stands_for_none(symbol) or _MORE_THAN_A_SYMBOL.search(symbol) is not None


def stands_for_none(symbol: str) -> bool:
    """Whether a symbol says that there is none, in brackets or not."""
    bare = symbol.strip(AROUND_SYMBOL).casefold()
    return bare in NO_SYMBOL or not bare.strip(_DASHES)


@rule(
    "H009", "no-real-symbol", Severity.INFO, Locus.FILING,
    what="The trading symbol stands for none, as NONE or N/A does, or is more than a symbol, as NYSE:LKSP or LKSP/LKSPW is; or "
    "the foreign one stands for none.",
    why="Prices and other filings cannot be looked up by it.",
    fix="Write the symbol alone. NONE is right where nothing is traded. A foreign symbol may be left out.",
    source=f"{XML_SPECIFICATION}, section 3.5, asks for a symbol of every issuer. The list of stand-ins is this package's own",
    good="[<u>LKSP</u>]",
    bad="[<u>NYSE:LKSP</u>]",
    needs=("odd_issuer",),
)  # fmt: skip
def no_real_symbol(context: Context) -> Iterator[Finding]:
    issuer = context.filing.issuer
    symbol = issuer.trading_symbol
    if symbol and stands_for_none(symbol):
        yield Finding("issuer.trading_symbol", f"{symbol!r} says that there is no symbol")
    elif symbol and not symbol.isalpha() and _MORE_THAN_A_SYMBOL.search(symbol):
        yield Finding("issuer.trading_symbol", f"{symbol!r} is not a symbol that can be looked up")
    if issuer.foreign_trading_symbol and stands_for_none(issuer.foreign_trading_symbol):
        yield Finding("issuer.foreign_trading_symbol", f"{issuer.foreign_trading_symbol!r} says that there is no symbol")


@rule(
    "H010", "symbol-in-small-letters", Severity.INFO, Locus.EITHER,
    what="The trading symbol has small letters.",
    why="Symbols are capitals. One in small letters will not be found by programs that compare them.",
    fix="Write capitals.",
    source="the symbols on the SEC's own pages",
    good="[<u>LKSP</u>]",
    bad="[<u>Lksp</u>]",
    needs=("odd_issuer",),
)  # fmt: skip
def symbol_in_small_letters(context: Context) -> Iterator[Finding]:
    symbol = context.filing.issuer.trading_symbol
    if symbol and symbol != symbol.upper() and not _is_no_symbol(symbol):
        help_text = f"Write {symbol.upper()}."
        yield Finding("issuer.trading_symbol", f"{symbol!r} is not in capitals", help=help_text)


@rule(
    "H011", "no-relationship", Severity.ERROR, Locus.EITHER,
    what="None of the boxes Director, 10% Owner, Officer and Other is ticked.",
    why="EDGAR takes no form without a relationship, so the copy lost its ticks or the draft is not complete.",
    fix="Tick what the reporting person is to the issuer.",
    source=f"{XML_SPECIFICATION}, relationship of the reporting owner, condition 1",
    good=f"{_TICK} Director 10% Owner {_TICK} Officer (give title below) Other (specify below) <u>President</u>",
    bad="Director 10% Owner Officer (give title below) Other (specify below)",
    limits="Only the boxes of the first person are on the page. A title without a tick is H014.",
    needs=("odd_relationship",),
)  # fmt: skip
def no_relationship(context: Context) -> Iterator[Finding]:
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if given is None or given.is_director or given.is_officer or given.is_ten_percent_owner or given.is_other:
            return
        if header.TITLE_OR_TEXT.code in context.codes:
            return
        boxes = filing_boxes(context)
        lost = boxes is not None and not boxes[0] and not boxes[1]
        more = ", nor one of item 6: the copy may have lost all ticks" if lost else ""
        path = "reporting_owners[0].relationship"
        yield Finding(path, f"no box of the relationship to the issuer is ticked{more}", item_span(context, "relationship"))


@rule(
    "H012", "officer-without-title", Severity.ERROR, Locus.EITHER,
    what="Officer is ticked, and there is no title.",
    why="EDGAR takes no officer without a title.",
    fix="Give the title below the boxes, e.g. Chief Financial Officer.",
    source=f"{XML_SPECIFICATION}, relationship of the reporting owner, condition 2",
    good="Other (specify below) <u>President</u>",
    bad="Other (specify below)",
    needs=("odd_relationship",),
)  # fmt: skip
def officer_without_title(context: Context) -> Iterator[Finding]:
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if given is not None and given.is_officer and given.officer_title is None:
            both = "Officer and Other are ticked, but there is neither a title nor a text"
            path = "reporting_owners[0].relationship"
            message = both if given.is_other else "Officer is ticked, but there is no title"
            yield Finding(path, message, context.span(f"{path}.is_officer"))


@rule(
    "H013", "other-without-text", Severity.ERROR, Locus.EITHER,
    what="Other is ticked, and there is no text that says what it is.",
    why="EDGAR takes no such tick without the text.",
    fix="Say below the boxes what the person is to the issuer, e.g. Trustee.",
    source=f"{XML_SPECIFICATION}, relationship of the reporting owner, condition 3",
    good=f"{_TICK} Officer (give title below) Other (specify below) <u>President</u>",
    bad=f"Officer (give title below) {_TICK} Other (specify below)",
    limits="Where Officer is ticked as well, H012 or H025 speaks of the missing text.",
    needs=("odd_relationship",),
)  # fmt: skip
def other_without_text(context: Context) -> Iterator[Finding]:
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if given is not None and given.is_other and not given.is_officer and given.other_text is None:
            path = "reporting_owners[0].relationship"
            yield Finding(path, "Other is ticked, but nothing says what it is", context.span(f"{path}.is_other"))


@rule(
    "H015", "long-title", Severity.INFO, Locus.EITHER,
    what="The title of the officer or the text for Other has more than 30 letters.",
    why="EDGAR takes none longer, so text of another field probably got in.",
    fix='Shorten it, or write "See Remarks" and the whole title there.',
    source=f"{XML_SCHEMA}: officerTitle and otherText, at most 30 characters",
    good="<u>President</u>",
    bad="<u>President of the Larkspur Tool Company</u>",
    needs=("odd_role",),
)  # fmt: skip
def long_title(context: Context) -> Iterator[Finding]:
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if given is None or header.TITLE_AND_TEXT.code in context.codes:
            return
        for name, value in (("officer_title", given.officer_title), ("other_text", given.other_text)):
            if value is not None and len(value) > 30:
                message = f"this has {len(value)} letters; EDGAR takes at most 30"
                yield Finding(f"reporting_owners[0].relationship.{name}", message)


@rule(
    "H016", "role-without-box", Severity.INFO, Locus.FILING,
    what="The title or the text for Other names a director or a 10% owner, and that box is not ticked.",
    why="Lists of directors and large holders are made from the boxes, not from the text.",
    fix="Tick the box as well.",
    source="the caption of the item: Check all applicable",
    good=f"{_TICK} Director 10% Owner {_TICK} Officer (give title below) Other (specify below) <u>President</u>",
    bad=f"Director 10% Owner {_TICK} Officer (give title below) Other (specify below) <u>President and Director</u>",
    limits="Titles as Managing Director and those of former directors and owners are left alone.",
    needs=("odd_role",),
)  # fmt: skip
def role_without_box(context: Context) -> Iterator[Finding]:
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if given is None or (given.is_director and given.is_ten_percent_owner):
            return
        for name, value in (("officer_title", given.officer_title), ("other_text", given.other_text)):
            if value is None or _FORMER.search(value):
                continue
            path = "reporting_owners[0].relationship"
            for pattern, ticked, box, caption in (
                (_BOARD, given.is_director, "is_director", "Director"),
                (_TEN_PERCENT, given.is_ten_percent_owner, "is_ten_percent_owner", "10% Owner"),
            ):
                if not ticked and pattern.search(value):
                    label = context.label(f"{path}.{box}", "not ticked")
                    span = context.span(f"{path}.{name}")
                    yield Finding(path, f"the text says {value!r}, but {caption} is not ticked", span, labels=(label,))


def _headings(context: Context) -> list[re.Match[str]]:
    """The lines that name the form, e.g. FORM 4/A."""
    return list(_HEADING.finditer(context.text, 0, _TOP))


@rule(
    "H020", "amendment-without-date", Severity.WARNING, Locus.EITHER,
    what="The heading says that the form is an amendment, and the date of the original is blank.",
    why="An amendment has to say which filing it amends. Without the date both may be counted.",
    fix="Write the day on which the original was filed.",
    source=f"{XML_SPECIFICATION}, section 3.5: dateOfOriginalSubmission is mandatory on 3/A, 4/A and 5/A",
    good=_FROM_TOP_TO_REMARKS,
    bad=f"FORM 4/A\n{_AMENDED}",
    limits="Pages without the heading cannot show that they are amendments but by the date itself.",
    needs=("amendment",),
)  # fmt: skip
def amendment_without_date(context: Context) -> Iterator[Finding]:
    filing = context.filing
    path = "date_of_original_submission"
    if filing.form_type.endswith("/A") and filing.date_of_original_submission is None and path not in context.parsed.places:
        if doubtful(context, path):
            return
        labels = tuple(_label(one) for one in _headings(context) if one[1])
        message = "the form is an amendment, but the date of the original is missing"
        yield Finding(path, message, item_span(context, path), labels=labels[:1])


def _label(match: re.Match[str]) -> Label:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Label(start, start + len(match[0].strip()), "an amendment, by the heading")


@rule(
    "H021", "date-of-original", Severity.WARNING, Locus.EITHER,
    what="The date of an original is given, and the heading or the documentType says that the form is no amendment.",
    why="The filing was read as an amendment. If it is none, a transaction may be taken for a correction.",
    fix="Leave the date out, or file the form as an amendment.",
    source=f"{XML_SPECIFICATION}, section 3.5: dateOfOriginalSubmission belongs to 3/A, 4/A and 5/A only",
    good=_FROM_TOP_TO_REMARKS,
    bad="FORM 4\n" + _AMENDED.replace(_ORIGINAL, f"{_ORIGINAL} <u>06/15/2022</u>"),
    limits="Pages without the heading are not judged.",
    needs=("date_of_original_submission",),
)  # fmt: skip
def date_of_original(context: Context) -> Iterator[Finding]:
    path = "date_of_original_submission"
    if context.filing.date_of_original_submission is None:
        return
    is_older = context.parsed.grammar is not None and context.parsed.grammar.is_of_2003
    headings = [] if is_older else _headings(context)  # the page of 2003 to 2009 prints the form's name on amendments, too
    if headings and not any(one[1] for one in headings):
        shown = headings[0][0].strip()
        label = Label(*context.span(path), "so it may be an amendment, or none", "form_type")
        yield Finding(path, f"there is a date of an original, but the heading says {shown!r}", labels=(label,))
    elif (
        context.parsed.dialect == "xml" and not context.filing.form_type.endswith("/A") and "form_type" in context.parsed.places
    ):
        label = context.label("form_type", "no amendment")
        message = f"there is a date of an original, but the documentType is {context.filing.form_type}"
        yield Finding(path, message, labels=(label,))


@rule(
    "H026", "no-period", Severity.ERROR, Locus.EITHER,
    what="The date of the event (Form 3), the earliest transaction (Form 4) or the fiscal year's end (Form 5) is blank.",
    why="EDGAR takes no form without it.",
    fix="Write the date as mm/dd/yyyy.",
    source=f"{XML_SPECIFICATION}, section 3.5: periodOfReport is mandatory",
    good="3. Date of Earliest Transaction (Month/Day/Year) <u>06/14/2022</u>",
    bad="3. Date of Earliest Transaction (Month/Day/Year)",
    needs=("no_period",),
)  # fmt: skip
def no_period(context: Context) -> Iterator[Finding]:
    path = "period_of_report"
    if context.filing.period_of_report is None and path not in context.parsed.places and not doubtful(context, path):
        labels: tuple[Label, ...] = ()
        if context.filing.form_type.endswith("/A"):
            amended = "date_of_original_submission"
            labels = (
                context.label(amended, "it may be this one"),
                Label(*context.span(amended), "which makes an amendment", "form_type"),
            )
        yield Finding(path, "the date is blank", item_span(context, path), labels=labels)


@lru_cache(maxsize=1024)
def _elsewhere(value: str) -> str | None:
    """What a title sends the reader to, in small letters."""
    match = _ELSEWHERE.search(value)
    return match[1].lower() if match else None


@rule(
    "H027", "title-points-nowhere", Severity.WARNING, Locus.EITHER,
    what="The title or the text for Other sends the reader to remarks or notes, and the page has none.",
    why="What the person is to the issuer is then not said at all.",
    fix="Write the title, or add what it points to.",
    source="the page itself: the title and what it points to",
    good="<u>President</u>",
    bad="<u>See Remarks</u>",
    needs=("odd_role",),
)  # fmt: skip
def title_points_nowhere(context: Context) -> Iterator[Finding]:
    filing = context.filing
    for owner in filing.reporting_owners[:1]:
        given = owner.relationship
        if given is None or layout.CUT_OFF.code in context.codes:
            return
        for name, value in (("officer_title", given.officer_title), ("other_text", given.other_text)):
            aim = _elsewhere(value) if value else None
            if aim is None:
                continue
            wanted = filing.remarks if aim.startswith("remark") else filing.footnotes or filing.remarks
            if not wanted:
                path = f"reporting_owners[0].relationship.{name}"
                yield Finding(path, f"the text says {value!r}, but the page has none")
