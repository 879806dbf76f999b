"""H: what the filer put into the items of the header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from form4_grammar.checks.addresses import is_american
from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.dates import once
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Label, Locus, Severity
from form4_grammar.grammar import Grammar
from form4_grammar.model import ReportingOwner
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS, EXAMPLE_PAGE
from form4_grammar.transform.placed import Placed, read_boxes

_XML = "EDGAR Ownership XML Technical Specification v3"
_SCHEMA = "EDGAR's XML schema of the ownership documents"
_TICK = '<input checked="" type="checkbox"/>'
_OWNER_CAPTION = "Name and Address of Reporting Person"
_FILING_ITEM = "individual_or_joint_group_filing"
_HEADING = re.compile(r"^[ \t]*(?:SEC )?FORM [345](/A)?[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_TOP = 2000
_AMERICAN_POSTAL_CODE = re.compile(r"\d{5}(?:-?\d{4})?")
_SUFFIX = re.compile(r"\s*/[A-Z]{2,4}/?$")
_NO_SYMBOL = frozenset({"n/a", "na", "n.a.", "none", "null", "nil", "-", "--", "0", "00", "000", "private", "unlisted", "tbd"})
AROUND_SYMBOL = " \t\n[](){}<>\"'“”‘’"
_MORE_THAN_A_SYMBOL = re.compile(r"[$,;:|\s\[\](){}]|/(?!(?:[A-Z]|WS|WT|RT|UN|PR\.?[A-Z]?)$)", re.IGNORECASE)
"""A mark that parts or introduces symbols. A slash may also stand before the class of a share, as in BRK/B."""
_BOARD = re.compile(r"(?:^|\band |& |, ?)(?:director|member of the board(?: of directors)?|board member)$", re.IGNORECASE)
_TEN_PERCENT = re.compile(r"(?:10|ten)(?: ?%| percent) (?:(?:beneficial )?owner|(?:share|stock)?holder)", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:former|ex-|until|resigned|retired|deemed|may be)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:see|in)\b.*\b(remarks?|(?:foot)?notes?|explanation)\b", re.IGNORECASE)
_SIGNED_FOR_OTHERS = re.compile(
    r"attorney|on behalf|power of|authori[sz]ed|exhibit|joint|trustee|manag|general partner|\bby:|\bits:|\bfor\b", re.IGNORECASE
)
_LATER = re.compile(
    r"exhibit 99|joint fil|filing \d+ of \d+|(?:form|part) \d+ of \d+|additional reporting|separate form", re.IGNORECASE
)

_FROM_BOX_TO_NOTES = EXAMPLE_PAGE[
    EXAMPLE_PAGE.index(f"{_TICK} Form filed by One") : EXAMPLE_PAGE.index("Explanation of Responses:")
]
_FROM_TOP_TO_REMARKS = EXAMPLE_PAGE[: EXAMPLE_PAGE.index("/s/ Ada")]
_AMENDED = f"{_FROM_TOP_TO_REMARKS}This amendment corrects the price.\n\n"
_ORIGINAL = "Date of Original Filed (Month/Day/Year)"
_OWNER_BLOCK = (
    "1. Name and Address of Reporting Person* <u>{}</u> (Last) (First) (Middle) "
    "<u>18 QUARRY ROAD</u> (Street) <u>DULUTH MN 55802</u> (City) (State) (Zip)\n\n"
)
_DOCUMENT = EXAMPLE_DOCUMENTS["4"]
_BEHIND_OWNER = "  <aff10b5One>0</aff10b5One>"
_XML_OWNER = _DOCUMENT[_DOCUMENT.index("<reportingOwner>") : _DOCUMENT.index(_BEHIND_OWNER)]


def _with_owners(*names: str) -> str:
    """The example from item 6 to the notes, as a group files it: with these further owners."""
    one, more = "Form filed by One Reporting Person", "Form filed by More than One Reporting Person"
    ticked = _FROM_BOX_TO_NOTES.replace(f"{_TICK} {one} {more}", f"{one} {_TICK} {more}")
    return ticked + "".join(_OWNER_BLOCK.format(name) for name in names)


def _doubtful(context: Context, path: str) -> bool:
    """Whether reading has found something about an item, or that the page lacks its top."""
    return "L034" in context.codes or any(
        where == "reporting_owners[0]" or (where is not None and where.startswith(path))
        for code, where in context.found
        if code in {"L013", "H024", "D001", "L031"}
    )


def _owner_caption(context: Context, index: int) -> tuple[int, int]:
    """Where the label of an owner's name and address stands."""
    places = _owner_captions(context)
    return places[index] if index < len(places) else (0, 0)


@once
def _owner_captions(context: Context) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(_OWNER_CAPTION), context.text)]


@lru_cache(maxsize=64)
def _caption(grammar: Grammar, name: str) -> str | None:
    return grammar.caption(name) if name in grammar.rules else None


def _item(context: Context, name: str) -> tuple[int, int]:
    """Where an item of the header stands, its caption included; (0, 0) where that is not as printed."""
    grammar = context.parsed.grammar
    caption = _caption(grammar, name) if grammar is not None else None
    start = context.text.find(caption) if caption else -1
    if start < 0:
        return 0, 0
    ends = [end for end in (context.text.find(sign, start) for sign in "\t\n") if end >= 0]
    end = min(ends, default=len(context.text))
    return start, start + len(context.text[start:end].rstrip())


def _filing_boxes(context: Context) -> tuple[bool, bool, tuple[int, int]] | None:
    """Whether One and More than One are ticked, and where item 6 stands. None where that cannot be told."""
    grammar = context.parsed.grammar
    span = _item(context, _FILING_ITEM)
    if grammar is None or span == (0, 0):
        return None
    ticks = _ticks(grammar, context.text[span[0] : span[1]])
    return (*ticks, span) if ticks else None


@lru_cache(maxsize=64)
def _ticks(grammar: Grammar, cell: str) -> tuple[bool, bool] | None:
    node = compile_rule(grammar, _FILING_ITEM).read(cell)
    if node is None:
        return None
    labels = ("one_reporting_person", "more_than_one_reporting_person")
    ticked = read_boxes(Placed(node, 0), labels).ticked
    return ticked[labels[0]], ticked[labels[1]]


def _identity(owner: ReportingOwner) -> tuple[str, str]:
    address = owner.address
    street = f"{address.street1 or ''} {address.street2 or ''} {address.city or ''}"
    return (owner.name or "").casefold(), street.casefold().strip()


def _owners(context: Context) -> int | None:
    """How many different owners there are; None where one may be missing or cannot be told."""
    owners = context.filing.reporting_owners
    if not owners or context.codes & {"L033", "L034", "H024"} or any(owner.name is None for owner in owners):
        return None
    return len({(owner.name or "").casefold() for owner in owners}) if len(owners) > 1 else 1


@rule(
    "H001", "no-owner-name", Severity.ERROR, Locus.EITHER,
    what="A reporting person has no name.",
    why="Nobody can tell then whose holdings the form reports.",
    fix="Write the name before (Last) (First) (Middle): last name, first name, middle name.",
    source=f"{_XML}, section 3.5",
    good="<u>Okafor Ada N</u> (Last) (First) (Middle)",
    bad="(Last) (First) (Middle)",
)  # fmt: skip
def no_owner_name(context: Context) -> Iterator[Finding]:
    for index, owner in enumerate(context.filing.reporting_owners):
        path = f"reporting_owners[{index}]"
        if owner.name is None and not _doubtful(context, path):
            yield Finding(f"{path}.name", "the reporting person has no name", _owner_caption(context, index))


@rule(
    "H002", "too-many-owners", Severity.ERROR, Locus.FILING,
    what="More than ten reporting persons share one form.",
    why="EDGAR takes at most ten in one filing.",
    fix="File a second form for the others, and say in the remarks of both that they belong together.",
    source="EDGAR Ownership XML Technical Specification v5.1: at most ten reporting owners",
    good=_FROM_BOX_TO_NOTES,
    bad=_with_owners(*(f"Larkspur Fund {number} LP" for number in range(1, 11))),
    limits="The page may repeat the first person below the tables. The repeat is not counted.",
)  # fmt: skip
def too_many_owners(context: Context) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for index, owner in enumerate(context.filing.reporting_owners):
        seen.add(_identity(owner))
        if len(seen) > 10:
            count = len({_identity(one) for one in context.filing.reporting_owners})
            yield Finding(f"reporting_owners[{index}]", f"{count} reporting persons: EDGAR takes ten")
            return


@rule(
    "H003", "owner-twice", Severity.WARNING, Locus.EITHER,
    what="The same person is there twice: with the same CIK or, where one has none, the same name and address.",
    why="EDGAR takes each reporting person once. The copy may have doubled a part of the page.",
    fix="Leave the second one out.",
    source=f"{_XML}, section 4.3.2",
    good=_BEHIND_OWNER,
    bad=f"  {_XML_OWNER}{_BEHIND_OWNER}",
    limits="A page may repeat the first person once, which is read as one. Without CIKs, two persons of one name are told "
    "apart by their address alone.",
)  # fmt: skip
def owner_twice(context: Context) -> Iterator[Finding]:
    owners = context.filing.reporting_owners
    if len(owners) < 2:
        return
    by_cik: dict[str, int] = {}
    by_name: dict[tuple[str, str], list[int]] = {}
    for index, owner in enumerate(owners):
        cik = (owner.cik or "").lstrip("0")
        alike = by_name.setdefault(_identity(owner), []) if owner.name is not None else []
        first = by_cik.get(cik) if cik else None
        if first is None:
            first = next((one for one in alike[:1] if not cik or not owners[one].cik), None)
        if cik:
            by_cik.setdefault(cik, index)
        alike.append(index)
        if first is not None:
            name = owner.name or owner.cik
            again = f"CIK {owner.cik}" if cik and by_cik[cik] == first else "the same address"
            label = context.label(f"reporting_owners[{first}].name", "first here")
            yield Finding(f"reporting_owners[{index}].name", f"{name!r} with {again} again", labels=(label,))


@rule(
    "H004", "long-name-or-address", Severity.INFO, Locus.EITHER,
    what="A name has more than 150 letters, a line of the street more than 40, or the city more than 30.",
    why="EDGAR takes none longer, so text of another field probably got in.",
    fix="Shorten it, or compare the copy with the filing on EDGAR.",
    source=f"{_SCHEMA}: rptOwnerName, rptOwnerStreet1, rptOwnerCity",
    good="<u>DULUTH MN 55802</u>",
    bad="<u>DULUTH ON THE SHORE OF LAKE SUPERIOR MN 55802</u>",
    limits="A copy that runs both lines of the street together is measured by the length of two.",
)  # fmt: skip
def long_name_or_address(context: Context) -> Iterator[Finding]:
    for index, owner in enumerate(context.filing.reporting_owners):
        address = owner.address
        street = 40 if address.street2 else 81
        for name, value, most in (
            ("name", owner.name, 150),
            ("address.street1", address.street1, street),
            ("address.street2", address.street2, 40),
            ("address.city", address.city, 30),
        ):
            if value is not None and len(value) > most:
                yield Finding(f"reporting_owners[{index}].{name}", f"{len(value)} letters: EDGAR takes {most}")


@rule(
    "H006", "postal-code", Severity.INFO, Locus.EITHER,
    what="The postal code of an address in the United States is not five or nine digits.",
    why="A digit was lost, or the state is wrong.",
    fix="Write 55802 or 55802-1234.",
    source="the shape of postal codes in the United States",
    good="DULUTH MN 55802",
    bad="DULUTH MN 5580",
    limits="An address without a postal code is not reported: EDGAR does not ask for one. The code of an address that is said "
    "to be abroad is not judged.",
)  # fmt: skip
def postal_code(context: Context) -> Iterator[Finding]:
    for index, owner in enumerate(context.filing.reporting_owners):
        state, code = owner.address.state, owner.address.zip_code
        if not state or not code or not is_american(state) or owner.address.non_us_address_flag:
            continue
        if not _AMERICAN_POSTAL_CODE.fullmatch(code):
            path = f"reporting_owners[{index}].address"
            label = context.label(f"{path}.state", f"{state} is in the United States")
            yield Finding(f"{path}.zip_code", f"{code!r} is no postal code of the United States", labels=(label,))


@rule(
    "H007", "name-with-suffix", Severity.INFO, Locus.FILING,
    what="A name ends in one of EDGAR's suffixes, as in LARKSPUR CORP /DE/.",
    why="EDGAR adds it to tell names apart. Searches for the plain name miss it.",
    fix="Read the name without the suffix. There is nothing to mend: the filer cannot change it.",
    source="the SEC's rendering of names as EDGAR holds them",
    good="<u>LARKSPUR TOOL CO</u>",
    bad="<u>LARKSPUR TOOL CO /MN/</u>",
)  # fmt: skip
def name_with_suffix(context: Context) -> Iterator[Finding]:
    filing = context.filing
    names = [("issuer.name", filing.issuer.name)]
    names += [(f"reporting_owners[{index}].name", owner.name) for index, owner in enumerate(filing.reporting_owners)]
    for path, name in names:
        match = _SUFFIX.search(name) if name and "/" in name else None
        if name and match:
            shown = match[0].strip()
            at = context.text.rfind(shown, *context.span(path))
            span = (at, at + len(shown)) if at >= 0 else None
            yield Finding(path, f"{shown} is EDGAR's own: the name is {name[: match.start()]!r}", span)


@rule(
    "H008", "no-issuer", Severity.ERROR, Locus.EITHER,
    what="The issuer has no name or no trading symbol, or the symbol has more than ten letters.",
    why="EDGAR takes no form without them, so the copy lost them or the draft is not complete.",
    fix="Write the name and, in square brackets, the symbol. Where there is no symbol, write NONE.",
    source=f"{_SCHEMA}: issuerTradingSymbol, 1 to 10 characters",
    good="<u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]",
    bad="<u>LARKSPUR TOOL CO</u> []",
)  # fmt: skip
def no_issuer(context: Context) -> Iterator[Finding]:
    issuer = context.filing.issuer
    symbol = issuer.trading_symbol
    if issuer.name and symbol and len(symbol) <= 10:
        return
    if _doubtful(context, "issuer"):
        return
    if symbol and len(symbol) > 10:
        yield Finding("issuer.trading_symbol", f"{symbol!r} has {len(symbol)} letters: EDGAR takes 10")
    if issuer.name and symbol:
        return
    lacks = " and ".join(what for what, value in (("name", issuer.name), ("trading symbol", symbol)) if not value)
    path = "issuer.trading_symbol" if issuer.name else "issuer.name"
    yield Finding(path, f"the issuer has no {lacks}", _item(context, "issuer"))


def _is_no_symbol(symbol: str) -> bool:
    return stands_for_none(symbol) or _MORE_THAN_A_SYMBOL.search(symbol) is not None


def stands_for_none(symbol: str) -> bool:
    """Whether a symbol says that there is none, in brackets or not."""
    return symbol.strip(AROUND_SYMBOL).casefold() in _NO_SYMBOL


@rule(
    "H009", "no-real-symbol", Severity.INFO, Locus.FILING,
    what="The trading symbol stands for none, as NONE or N/A does, or is more than a symbol, as NYSE:LKSP or LKSP/LKSPW is; or "
    "the foreign one stands for none.",
    why="Prices and other filings cannot be looked up by it.",
    fix="Write the symbol alone. NONE is right where nothing is traded. A foreign symbol may be left out.",
    source=f"{_XML}, section 3.5, asks for a symbol of every issuer. The list of stand-ins is this package's own",
    good="[<u>LKSP</u>]",
    bad="[<u>NYSE:LKSP</u>]",
)  # fmt: skip
def no_real_symbol(context: Context) -> Iterator[Finding]:
    issuer = context.filing.issuer
    symbol = issuer.trading_symbol
    if symbol and stands_for_none(symbol):
        yield Finding("issuer.trading_symbol", f"{symbol!r} stands for no symbol")
    elif symbol and not symbol.isalpha() and _MORE_THAN_A_SYMBOL.search(symbol):
        yield Finding("issuer.trading_symbol", f"{symbol!r} is not a symbol that can be looked up")
    if issuer.foreign_trading_symbol and stands_for_none(issuer.foreign_trading_symbol):
        yield Finding("issuer.foreign_trading_symbol", f"{issuer.foreign_trading_symbol!r} stands for no symbol")


@rule(
    "H010", "symbol-in-small-letters", Severity.INFO, Locus.EITHER,
    what="The trading symbol has small letters.",
    why="Symbols are capitals. One in small letters will not be found by programs that compare them.",
    fix="Write capitals.",
    source="the symbols on the SEC's own pages",
    good="[<u>LKSP</u>]",
    bad="[<u>Lksp</u>]",
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
    source=f"{_XML}, relationship of the reporting owner, condition 1",
    good=f"{_TICK} Director 10% Owner {_TICK} Officer (give title below) Other (specify below) <u>President</u>",
    bad="Director 10% Owner Officer (give title below) Other (specify below)",
    limits="Only the boxes of the first person are on the page. A title without a tick is H014.",
)  # fmt: skip
def no_relationship(context: Context) -> Iterator[Finding]:
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if given is None or given.is_director or given.is_officer or given.is_ten_percent_owner or given.is_other:
            return
        if "H014" in context.codes:
            return
        boxes = _filing_boxes(context)
        lost = boxes is not None and not boxes[0] and not boxes[1]
        more = ", nor one of item 6: the copy may have lost all ticks" if lost else ""
        path = "reporting_owners[0].relationship"
        yield Finding(path, f"no relationship to the issuer is ticked{more}", _item(context, "relationship"))


@rule(
    "H012", "officer-without-title", Severity.ERROR, Locus.EITHER,
    what="Officer is ticked, and there is no title.",
    why="EDGAR takes no officer without a title.",
    fix="Give the title below the boxes, e.g. Chief Financial Officer.",
    source=f"{_XML}, relationship of the reporting owner, condition 2",
    good="Other (specify below) <u>President</u>",
    bad="Other (specify below)",
)  # fmt: skip
def officer_without_title(context: Context) -> Iterator[Finding]:
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if given is not None and given.is_officer and given.officer_title is None:
            both = "Officer and Other are ticked, but there is neither a title nor a text"
            path = "reporting_owners[0].relationship"
            message = both if given.is_other else "Officer is ticked, but there is no title"
            yield Finding(f"{path}.officer_title", message, context.span(f"{path}.is_officer"))


@rule(
    "H013", "other-without-text", Severity.ERROR, Locus.EITHER,
    what="Other is ticked, and there is no text that says what it is.",
    why="EDGAR takes no such tick without the text.",
    fix="Say below the boxes what the person is to the issuer, e.g. Trustee.",
    source=f"{_XML}, relationship of the reporting owner, condition 3",
    good=f"{_TICK} Officer (give title below) Other (specify below) <u>President</u>",
    bad=f"Officer (give title below) {_TICK} Other (specify below)",
    limits="Where Officer is ticked as well, H012 or H025 speaks of the missing text.",
)  # fmt: skip
def other_without_text(context: Context) -> Iterator[Finding]:
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if given is not None and given.is_other and not given.is_officer and given.other_text is None:
            path = "reporting_owners[0].relationship"
            yield Finding(f"{path}.other_text", "Other is ticked, but not what it is", context.span(f"{path}.is_other"))


@rule(
    "H015", "long-title", Severity.INFO, Locus.EITHER,
    what="The title of the officer or the text for Other has more than 30 letters.",
    why="EDGAR takes none longer, so text of another field probably got in.",
    fix='Shorten it, or write "See Remarks" and the whole title there.',
    source=f"{_SCHEMA}: officerTitle and otherText, at most 30 characters",
    good="<u>President</u>",
    bad="<u>President of the Larkspur Tool Company</u>",
)  # fmt: skip
def long_title(context: Context) -> Iterator[Finding]:
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if given is None or "H025" in context.codes:
            return
        for name, value in (("officer_title", given.officer_title), ("other_text", given.other_text)):
            if value is not None and len(value) > 30:
                message = f"{len(value)} letters: EDGAR takes 30"
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
                    yield Finding(f"{path}.{name}", f"{value!r}, but {caption} is not ticked", labels=(label,))


_NOTES_AND_SIGNATURE = EXAMPLE_PAGE[EXAMPLE_PAGE.index("Explanation of Responses:") : EXAMPLE_PAGE.index("** Signature of")]
_ANOTHER_OWNER = (
    "1. Name and Address of Reporting Person* <u>Okafor Ben</u> (Last) (First) (Middle) <u>18 QUARRY ROAD</u> (Street) "
    "<u>DULUTH MN 55802</u> (City) (State) (Zip)\n\n"
)


@rule(
    "H018", "filers-and-box", Severity.WARNING, Locus.EITHER,
    what="Item 6 says that one person files and the page names several, or the other way round.",
    why="The box is set by the number of persons, so the page lost one or shows one too many.",
    fix="Compare the persons with those of the filing on EDGAR.",
    source="the SEC's style sheet, which ticks the box by the number of reporting persons",
    good=_NOTES_AND_SIGNATURE,
    bad=f"{_ANOTHER_OWNER}{_NOTES_AND_SIGNATURE}/s/ Ben Okafor 06/15/2022\n\n",
    limits="A form whose notes say that further persons are named elsewhere is left alone.",
)  # fmt: skip
def filers_and_box(context: Context) -> Iterator[Finding]:
    boxes, count = _filing_boxes(context), _owners(context)
    if boxes is None or count is None or boxes[0] == boxes[1] or "H034" in context.codes:
        return
    _, more, span = boxes
    if more and count == 1 and not _LATER.search(context.all_notes):
        message = "filed by more than one person, but only one is named"
        label = context.label("reporting_owners[0].name", "the only name")
        yield Finding("reporting_owners", message, span, labels=(label,))
    elif not more and count > 1:
        label = context.label("reporting_owners[1].name", "a further person")
        message = f"filed by one person, but {count} are named"
        yield Finding("reporting_owners", message, span, labels=(label,))


@rule(
    "H019", "filing-box", Severity.WARNING, Locus.EITHER,
    what="Item 6 has no tick, or both boxes are ticked.",
    why="Whether one person files or a group is then unknown. EDGAR ticks exactly one of them.",
    fix="Tick Form filed by One Reporting Person, or the other box where several are named.",
    source="the SEC's style sheet, which ticks the box by the number of reporting persons",
    good=f"{_TICK} Form filed by One Reporting Person",
    bad="Form filed by One Reporting Person",
    limits="Where no relationship is ticked either, H011 speaks for both.",
)  # fmt: skip
def filing_box(context: Context) -> Iterator[Finding]:
    boxes = _filing_boxes(context)
    if boxes is None or boxes[0] != boxes[1]:
        return
    for owner in context.filing.reporting_owners[:1]:
        given = owner.relationship
        if (
            given
            and not boxes[0]
            and not (given.is_director or given.is_officer or given.is_ten_percent_owner or given.is_other)
        ):
            return
    message = "both boxes of item 6 are ticked" if boxes[0] else "neither box of item 6 is ticked"
    yield Finding(None, message, boxes[2])


def _headings(context: Context) -> list[re.Match[str]]:
    """The lines that name the form, e.g. FORM 4/A."""
    return list(_HEADING.finditer(context.text, 0, _TOP))


@rule(
    "H020", "amendment-without-date", Severity.WARNING, Locus.EITHER,
    what="The heading says that the form is an amendment, and the date of the original is blank.",
    why="An amendment has to say which filing it amends. Without the date both may be counted.",
    fix="Write the day on which the original was filed.",
    source=f"{_XML}, section 3.5: dateOfOriginalSubmission is mandatory on 3/A, 4/A and 5/A",
    good=_FROM_TOP_TO_REMARKS,
    bad=f"FORM 4/A\n{_AMENDED}",
    limits="Pages without the heading cannot show that they are amendments but by the date itself.",
)  # fmt: skip
def amendment_without_date(context: Context) -> Iterator[Finding]:
    filing = context.filing
    path = "date_of_original_submission"
    if filing.form_type.endswith("/A") and filing.date_of_original_submission is None and path not in context.parsed.places:
        if _doubtful(context, path):
            return
        labels = tuple(_label(one) for one in _headings(context) if one[1])
        yield Finding(path, "an amendment without the date of the original", _item(context, path), labels=labels[:1])


def _label(match: re.Match[str]) -> Label:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Label(start, start + len(match[0].strip()), "an amendment, by the heading")


@rule(
    "H021", "date-of-original", Severity.WARNING, Locus.EITHER,
    what="The date of an original is given, and the heading or the documentType says that the form is no amendment.",
    why="The filing was read as an amendment. If it is none, a transaction may be taken for a correction.",
    fix="Leave the date out, or file the form as an amendment.",
    source=f"{_XML}, section 3.5: dateOfOriginalSubmission belongs to 3/A, 4/A and 5/A only",
    good=_FROM_TOP_TO_REMARKS,
    bad="FORM 4\n" + _AMENDED.replace(_ORIGINAL, f"{_ORIGINAL} <u>06/15/2022</u>"),
    limits="Pages without the heading are not judged.",
)  # fmt: skip
def date_of_original(context: Context) -> Iterator[Finding]:
    path = "date_of_original_submission"
    if context.filing.date_of_original_submission is None:
        return
    is_older = context.parsed.grammar is not None and context.parsed.grammar.is_of_2002
    headings = [] if is_older else _headings(context)  # the page of 2003 to 2009 prints the form's name on amendments, too
    if headings and not any(one[1] for one in headings):
        shown = headings[0][0].strip()
        yield Finding(path, f"the date of an original, but the heading says {shown!r}")
    elif (
        context.parsed.dialect == "xml" and not context.filing.form_type.endswith("/A") and "form_type" in context.parsed.places
    ):
        label = context.label("form_type", "no amendment")
        message = f"the date of an original, but the documentType is {context.filing.form_type}"
        yield Finding(path, message, labels=(label,))


@rule(
    "H022", "owner-is-issuer", Severity.INFO, Locus.EITHER,
    what="A reporting person has the name of the issuer.",
    why="An issuer seldom reports on its own securities. Copies and programs that mix up the two parties look like this.",
    fix="Compare both names with the filing on EDGAR.",
    source="faults of this kind in published data of insider transactions",
    good="<u>LARKSPUR TOOL CO</u>",
    bad="<u>Okafor Ada N</u>",
)  # fmt: skip
def owner_is_issuer(context: Context) -> Iterator[Finding]:
    issuer = context.filing.issuer.name
    if issuer is None:
        return
    for index, owner in enumerate(context.filing.reporting_owners):
        if owner.name is not None and owner.name.casefold() == issuer.casefold():
            label = context.label("issuer.name", "the issuer")
            yield Finding(f"reporting_owners[{index}].name", f"{owner.name!r} is the issuer, too", labels=(label,))


@rule(
    "H023", "signatures-and-owners", Severity.INFO, Locus.EITHER,
    what="There are fewer signatures than reporting persons, and nothing says that one signs for others.",
    why="Each reporting person signs, alone or through an agent.",
    fix="Add the missing signatures, or say for whom the signer signs.",
    source=f"{_XML}, section 4.3.7",
    good=_FROM_BOX_TO_NOTES,
    bad=_with_owners("Okafor Ben"),
    limits="Any word of an agent, a trustee or an exhibit in signatures, notes or remarks is taken for what says so.",
)  # fmt: skip
def signatures_and_owners(context: Context) -> Iterator[Finding]:
    count = _owners(context)
    signatures = context.filing.signatures
    if count is None or not signatures or len(signatures) >= count or count > 10 or "S001" in context.codes:
        return
    if any(one.name and _SIGNED_FOR_OTHERS.search(one.name) for one in signatures):
        return
    if not _SIGNED_FOR_OTHERS.search(context.all_notes):
        signed = "one signature" if len(signatures) == 1 else f"{len(signatures)} signatures"
        label = context.label("reporting_owners[1].name", "a further person")
        yield Finding("signatures", f"{signed} for {count} reporting persons", labels=(label,))


@rule(
    "H026", "no-period", Severity.ERROR, Locus.EITHER,
    what="The date of the event (Form 3), the earliest transaction (Form 4) or the fiscal year's end (Form 5) is blank.",
    why="EDGAR takes no form without it.",
    fix="Write the date as mm/dd/yyyy.",
    source=f"{_XML}, section 3.5: periodOfReport is mandatory",
    good="3. Date of Earliest Transaction (Month/Day/Year) <u>06/14/2022</u>",
    bad="3. Date of Earliest Transaction (Month/Day/Year)",
)  # fmt: skip
def no_period(context: Context) -> Iterator[Finding]:
    path = "period_of_report"
    if context.filing.period_of_report is None and path not in context.parsed.places and not _doubtful(context, path):
        yield Finding(path, "the date is blank", _item(context, path))


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
)  # fmt: skip
def title_points_nowhere(context: Context) -> Iterator[Finding]:
    filing = context.filing
    for owner in filing.reporting_owners[:1]:
        given = owner.relationship
        if given is None or "L034" in context.codes:
            return
        for name, value in (("officer_title", given.officer_title), ("other_text", given.other_text)):
            aim = _elsewhere(value) if value else None
            if aim is None:
                continue
            wanted = filing.remarks if aim.startswith("remark") else filing.footnotes or filing.remarks
            if not wanted:
                path = f"reporting_owners[0].relationship.{name}"
                yield Finding(path, f"{value!r}, but the page has none")
