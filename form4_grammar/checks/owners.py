"""H: the reporting owners, and how many of them file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from form4_grammar.checks.context import Context, Finding, cik_number
from form4_grammar.checks.facts import LONGEST_CITY, LONGEST_NAME, LONGEST_STREET, is_american, longest_street
from form4_grammar.checks.items import doubtful, filing_boxes, owner_caption
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Label, Locus, Severity, codes_of
from form4_grammar.model import ReportingOwner
from form4_grammar.regexes import regex
from form4_grammar.rules import header, layout
from form4_grammar.rules.citations import XML_SCHEMA, XML_SPECIFICATION
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS, EXAMPLE_PAGE
from form4_grammar.transform.addresses import US_POSTAL_CODE

_TICK = '<input checked="" type="checkbox"/>'

_OWNERS_IN_DOUBT = codes_of(layout.UNEXPECTED, layout.CUT_OFF, header.UNREADABLE_ITEM)
MOST_OWNERS = 10
"""The owners of one filing that EDGAR takes."""
_LIKE_COLORADO = "C0"
"""The United Arab Emirates, which have no postal codes."""

_SUFFIX = regex(r"\s*/[A-Z]{2,4}/?$")
_LATER = regex(
    r"exhibit 99|joint fil|filing \d+ of \d+|(?:form|part) \d+ of \d+|additional reporting|separate form", re.IGNORECASE
)
FROM_BOX_TO_NOTES = EXAMPLE_PAGE[
    EXAMPLE_PAGE.index(f"{_TICK} Form filed by One") : EXAMPLE_PAGE.index("Explanation of Responses:")
]
_OWNER_BLOCK = (
    "1. Name and Address of Reporting Person* <u>{}</u> (Last) (First) (Middle) "
    "<u>18 QUARRY ROAD</u> (Street) <u>DULUTH MN 55802</u> (City) (State) (Zip)\n\n"
)
_DOCUMENT = EXAMPLE_DOCUMENTS["4"]
_BEHIND_OWNER = "  <aff10b5One>0</aff10b5One>"
_XML_OWNER = _DOCUMENT[_DOCUMENT.index("<reportingOwner>") : _DOCUMENT.index(_BEHIND_OWNER)]


def with_owners(*names: str) -> str:
    """The example from item 6 to the notes, as a group files it: with these further owners."""
    one, more = "Form filed by One Reporting Person", "Form filed by More than One Reporting Person"
    ticked = FROM_BOX_TO_NOTES.replace(f"{_TICK} {one} {more}", f"{one} {_TICK} {more}")
    return ticked + "".join(_OWNER_BLOCK.format(name) for name in names)


def _identity(owner: ReportingOwner) -> tuple[str, str]:
    address = owner.address
    street = f"{address.street1 or ''} {address.street2 or ''} {address.city or ''}"
    return (owner.name or "").casefold(), street.casefold().strip()


def number_of_owners(context: Context) -> int | None:
    """How many different owners there are; None where one may be missing or cannot be told."""
    owners = context.filing.reporting_owners
    if not owners or not context.codes.isdisjoint(_OWNERS_IN_DOUBT):
        return None
    names = [owner.name for owner in owners]
    if None in names:
        return None
    return len({(name or "").casefold() for name in names}) if len(names) > 1 else 1


@rule(
    "H001", "no-owner-name", Severity.ERROR, Locus.EITHER,
    what="A reporting person has no name.",
    why="Nobody can tell then whose holdings the form reports.",
    fix="Write the name before (Last) (First) (Middle): last name, first name, middle name.",
    source=f"{XML_SPECIFICATION}, section 3.5",
    good="<u>Okafor Ada N</u> (Last) (First) (Middle)",
    bad="(Last) (First) (Middle)",
    needs=("odd_owner",),
)  # fmt: skip
def no_owner_name(context: Context) -> Iterator[Finding]:
    for index, owner in enumerate(context.filing.reporting_owners):
        path = f"reporting_owners[{index}]"
        if owner.name is None and not doubtful(context, path):
            labels = [context.label(f"{path}.address.street1", "the name may be in it")] if owner.address.street1 else []
            if index == 0 and len(context.filing.reporting_owners) > 1:
                at = context.span("reporting_owners[1].name")
                labels.append(Label(*at, "or this is the same person, who stands here again", "reporting_owners[1]"))
            message = "the reporting person has no name"
            yield Finding(f"{path}.name", message, owner_caption(context, index), labels=tuple(labels))


@rule(
    "H002", "too-many-owners", Severity.ERROR, Locus.FILING,
    what="More than ten reporting persons share one form.",
    why="EDGAR takes at most ten in one filing.",
    fix="File a second form for the others, and say in the remarks of both that they belong together.",
    source="EDGAR Ownership XML Technical Specification v5.1: at most ten reporting owners",
    good=FROM_BOX_TO_NOTES,
    bad=with_owners(*(f"Larkspur Fund {number} LP" for number in range(1, 11))),
    limits="The page may repeat the first person below the tables. The repeat is not counted.",
    needs=("several_owners",),
)  # fmt: skip
def too_many_owners(context: Context) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    owners = context.filing.reporting_owners
    for index, owner in enumerate(owners if len(owners) > 10 else ()):
        seen.add(_identity(owner))
        if len(seen) > MOST_OWNERS:
            count = len({_identity(one) for one in owners})
            yield Finding(f"reporting_owners[{index}]", f"the form has {count} reporting persons; EDGAR takes at most ten")
            return


@rule(
    "H003", "owner-twice", Severity.WARNING, Locus.EITHER,
    what="The same person is there twice: with the same CIK or, where one has none, the same name and address.",
    why="EDGAR takes each reporting person once. The copy may have doubled a part of the page.",
    fix="Leave the second one out.",
    source=f"{XML_SPECIFICATION}, section 4.3.2",
    good=_BEHIND_OWNER,
    bad=f"  {_XML_OWNER}{_BEHIND_OWNER}",
    limits="A page may repeat the first person once, which is read as one. Without CIKs, two persons of one name are told "
    "apart by their address alone.",
    needs=("several_owners",),
)  # fmt: skip
def owner_twice(context: Context) -> Iterator[Finding]:
    owners = context.filing.reporting_owners
    if len(owners) < 2:
        return
    by_cik: dict[str, int] = {}
    by_name: dict[tuple[str, str], list[int]] = {}
    for index, owner in enumerate(owners):
        cik = cik_number(owner.cik)
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
    source=f"{XML_SCHEMA}: rptOwnerName, rptOwnerStreet1, rptOwnerCity",
    good="<u>DULUTH MN 55802</u>",
    bad="<u>DULUTH ON THE SHORE OF LAKE SUPERIOR MN 55802</u>",
    limits="A copy that runs both lines of the street together is measured by the length of two.",
    needs=("odd_owner",),
)  # fmt: skip
def long_name_or_address(context: Context) -> Iterator[Finding]:
    for index, owner in enumerate(context.filing.reporting_owners):
        address = owner.address
        street = longest_street(address, context.parsed.dialect != "xml")
        for name, value, most in (
            ("name", owner.name, LONGEST_NAME),
            ("address.street1", address.street1, street),
            ("address.street2", address.street2, LONGEST_STREET),
            ("address.city", address.city, LONGEST_CITY),
        ):
            if value is not None and len(value) > most:
                path = f"reporting_owners[{index}].{name}"
                # What is too long holds a part of what stands beside it
                whole = f"reporting_owners[{index}].address" if name.startswith("address") else path
                yield Finding(whole, f"this has {len(value)} letters; EDGAR takes at most {most}", context.span(path))


@rule(
    "H006", "postal-code", Severity.INFO, Locus.EITHER,
    what="The postal code of an address in the United States is not five or nine digits. Or an address with such a code has "
    "the country C0, which looks like CO and has no postal codes.",
    why="A digit was lost, or the state is wrong.",
    fix="Write 55802 or 55802-1234.",
    source="the shape of postal codes in the United States",
    good="DULUTH MN 55802",
    bad="DULUTH MN 5580",
    limits="An address without a postal code is not reported: EDGAR does not ask for one. The code of an address that is said "
    "to be abroad is not judged.",
    needs=("odd_owner",),
)  # fmt: skip
def postal_code(context: Context) -> Iterator[Finding]:
    for index, owner in enumerate(context.filing.reporting_owners):
        state, code = owner.address.state, owner.address.zip_code
        if not state or not code or owner.address.non_us_address_flag:
            continue
        if not is_american(state):
            if state == _LIKE_COLORADO and US_POSTAL_CODE.fullmatch(code):
                path = f"reporting_owners[{index}].address"
                message = f"{state!r} is a country without postal codes; with {code} it may be CO"
                yield Finding(path, message, context.span(f"{path}.state"))
        elif not US_POSTAL_CODE.fullmatch(code):
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
    needs=("slash_in_name",),
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
    boxes, count = filing_boxes(context), number_of_owners(context)
    if boxes is None or count is None or boxes[0] == boxes[1] or header.OWNERS_LOST.code in context.codes:
        return
    _, more, span = boxes
    if more and count == 1 and not _LATER.search(context.all_notes):
        message = "item 6 says that more than one person files, but only one is named"
        label = context.label("reporting_owners[0].name", "the only name")
        yield Finding("reporting_owners", message, span, labels=(label,))
    elif not more and count > 1:
        label = context.label("reporting_owners[1].name", "a further person")
        message = f"item 6 says that one person files, but {count} are named"
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
    boxes = filing_boxes(context)
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
