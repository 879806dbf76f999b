"""The reporting owners: those of item 1, and those that the page continues with below its tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from form4_grammar.grammar import Grammar, printed_pattern
from form4_grammar.model import NO_ADDRESS, Address, ReportingOwner
from form4_grammar.parser.document import Document
from form4_grammar.parser.items import Item
from form4_grammar.regexes import compiled, regex
from form4_grammar.rules import header, layout, traces
from form4_grammar.transform.addresses import Place, read_place, split_city_state_zip
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.owners_table import (
    Listed,
    listed_owners,
    owner_of,
    owners_table,
    relationship_of,
    report_streets,
    with_lines,
)
from form4_grammar.transform.placed import UNDERLINES, Placed, name_of, place_of, raw_text, remembered, text_of
from form4_grammar.transform.relationship import read_relationship
from form4_grammar.transform.values import plain

_NOBODY = ReportingOwner(None, None, NO_ADDRESS, None)
_ALIKE = 0.85
"""How alike (`difflib` ratio) two words of names are of which a copy may have one wrong."""

_NEARLY = 0.75
"""How alike they are where the page names the first owner again."""

_ENTITY = regex(r"&?\w?[a-z]mp;", re.IGNORECASE)
_NUMERAL = regex(r"[ivxlc]+|\W*\w*\d\w*\W*")
_LONGEST_LINE = 150
"""Characters of a line of an item 1 that lacks some of its labels."""

_SHORTEST_MISTYPED = 4
"""Letters of a word that can be told to be another, misspelt."""

_CANADIAN = r"[A-Z]\d[A-Z] ?\d[A-Z]\d"
_POSTAL_CODE_BEHIND = regex(rf"(?<=[A-Za-z])(?=\d{{5}}(?:-\d{{4}})?$)|(?<=\b[A-Z]\d)(?={_CANADIAN}$)")
"""Where a postal code of the United States begins right behind a state, or one of Canada behind the code of a province."""

_CODES = regex(rf"[A-Z]\d{_CANADIAN}")


def read_owners(document: Document, nodes: Mapping[str, Placed], findings: Findings) -> tuple[ReportingOwner, ...]:
    """The owners of a page; `nodes` are the items of the header that could be read."""
    text, first = document.text, nodes.get("reporting_person")
    table = owners_table(document)
    listed = () if table is None else listed_owners(document, table, findings)
    relationship = read_relationship(nodes, document, findings, listed[0] if listed else None)
    owners: list[ReportingOwner] = []
    torn = None
    if first is not None:

        def read(found: Findings) -> tuple[str | None, Address]:
            return _name_and_address(first, 0, text, found, is_parted=_has_commas(document.grammar))

        name, address = remembered("owner", first, document, findings, read)
        owners.append(ReportingOwner(name, None, address, relationship))
    else:
        torn = next((item for item in document.items if item.rule == "reporting_person"), None)
        known = _NOBODY if torn is None else _of_what_is_left(torn, document, findings)
        if relationship is not None or known != _NOBODY:
            owners.append(ReportingOwner(known.name, None, known.address, relationship))
    for item in document.items:
        if item.rule == "reporting_person" and first is not None and item.node and is_another_person(item, first, text):
            owners.append(_owner(Placed(item.node, item.start), len(owners), text, findings))
    if document.grammar.is_of_2003:
        return _with_table(owners, listed, findings)
    was_again = False
    blocks = [block for block in document.blocks if block.rule == "reporting_owner"]
    if not owners and torn is not None and blocks:
        message = "the first owner cannot be read, and is none of these: they are counted without it"
        findings.report(header.UNREADABLE_ITEM, message, (torn.start, torn.end), "reporting_owners")
    for block in blocks:
        path, span = f"reporting_owners[{len(owners)}]", (block.start, block.end)
        if block.node is None:
            findings.report(header.UNREADABLE_ITEM, "the owner cannot be read", span, path, raw=raw_text(text, span))
            owners.append(_NOBODY)
            continue
        found = Findings()
        owner = _owner(Placed(block.node, 0), len(owners), text, found, is_parted=_has_commas(document.grammar))
        if not was_again and _is_first_again(owner, owners[:1], span, findings):
            was_again = True
        else:
            findings.places |= found.places
            findings.diagnostics += found.diagnostics
            if len(owners) == 1 and owner.name is None and owner.address == owners[0].address:
                message = f"whoever has no name here may be {owners[0].name!r} again, whom the page of a group names twice"
                findings.report(header.SAID_DIFFERENTLY, message, span, "reporting_owners")
            elif owners and (_may_be(owner, owners[0]) or (len(owners) == 1 and _is_nearly(owner, owners[0]))):
                message = f"{owner.name!r} may be {owners[0].name!r} again, mistyped"
                findings.report(header.SAID_DIFFERENTLY, message, span, "reporting_owners")  # either may be the mistyped one
            owners.append(owner)
    if not was_again and (again := next((owner for owner in owners[1:] if _is_inside(owner, owners[0])), None)) is not None:
        message = f"{again.name!r} may be {owners[0].name!r} again, where another text stands beside the name"
        findings.report(
            header.SAID_DIFFERENTLY, message, findings.places.get("reporting_owners[0].name", (0, 0)), "reporting_owners"
        )
    return tuple(owners)


def _is_inside(owner: ReportingOwner, first: ReportingOwner) -> bool:
    """Whether the name of the first owner has that of another in it, and more."""
    return bool(owner.name) and bool(first.name) and owner.name != first.name and str(owner.name) in str(first.name)


def _has_commas(grammar: Grammar) -> bool:
    """Whether a comma between city and state is the form's, or the filer's way to part them."""
    return grammar.is_of_2003 or grammar.is_typed


def _with_table(owners: list[ReportingOwner], listed: Sequence[Listed], findings: Findings) -> tuple[ReportingOwner, ...]:
    """The owners of item 1 and of the table "Reporting Owners", the first of which is that of item 1 again."""
    if not listed:
        report_streets(owners, findings.places.get("reporting_owners[0].address.street1", (0, 0)), findings)
        return tuple(owners)
    first = owners[:1] or [ReportingOwner(None, None, NO_ADDRESS, relationship_of(listed[0]))]
    again = with_lines(first[0], listed[0], findings)
    more = enumerate(listed[1:], max(1, len(owners)))
    return again, *owners[1:], *(owner_of(one, i, findings, again.address) for i, one in more)


def is_another_person(item: Item, first: Placed, text: str) -> bool:
    """Whether a second item 1 names somebody else than the first."""
    if item.rule != "reporting_person" or item.node is None or item.node is first.node:
        return False
    names = [person.find("rpt_owner_name") for person in (first, Placed(item.node, item.start))]
    shown = {plain(text[name.start : name.end]).casefold() for name in names if name is not None}
    return len(shown) > 1


def _is_first_again(owner: ReportingOwner, first: Sequence[ReportingOwner], span: tuple[int, int], findings: Findings) -> bool:
    """Whether this is the first owner, whom the page of a group names again; said otherwise than before, it is a finding."""
    if not first or not is_named_alike(owner, first[0]):
        return False
    one, other = owner.address, first[0].address
    differing = [name for name in Address.__slots__ if _folded(getattr(one, name)) != _folded(getattr(other, name))]
    if differing and set(differing) <= {"street1", "street2"} and _street_of(one) == _street_of(other):
        message = "the lines of the street are parted otherwise where the first reporting person is named again"
        findings.report(layout.ONE_STREET_OR_TWO, message, span, "reporting_owners[0].address")
    elif differing:
        shown = "; ".join(f"{name}: {getattr(other, name)!r} and {getattr(one, name)!r}" for name in differing)
        message = f"the first reporting person is named twice, and not with the same address: {shown}"
        findings.report(header.SAID_DIFFERENTLY, message, span, "reporting_owners[0]", raw=" ".join(filter(None, _lines(one))))
    return True


def _street_of(address: Address) -> str | None:
    return _folded(f"{address.street1 or ''} {address.street2 or ''}")


def is_named_alike(one: ReportingOwner, other: ReportingOwner) -> bool:
    """Whether two owners have the same name, whatever its case, blanks and points."""
    if one.name is None or other.name is None:
        return False
    return (_folded(one.name) or one.name) == (_folded(other.name) or other.name)


def _lines(address: Address) -> list[str | None]:
    return [address.street1, address.street2, address.city, address.state, address.zip_code, address.country]


def _folded(value: object) -> str:
    return re.sub(r"[\W_]+", "", value).casefold() if isinstance(value, str) else str(value)


def _may_be(owner: ReportingOwner, first: ReportingOwner) -> bool:
    """Whether the names are the same but for letters that a copy may have wrong, and the addresses the same altogether."""
    if owner.name is None or first.name is None or owner.address != first.address or first.address == NO_ADDRESS:
        return False
    words, others = owner.name.casefold().split(), first.name.casefold().split()
    if len(words) != len(others):
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return bool(differing) and all(
        min(map(len, pair)) > _SHORTEST_MISTYPED and SequenceMatcher(None, *pair, autojunk=False).ratio() >= _ALIKE
        for pair in differing
    )


def _is_nearly(owner: ReportingOwner, first: ReportingOwner) -> bool:
    """Whether the first owner below the tables, where the page names the very first again, has nearly that name."""
    if owner.name is None or owner.address != first.address or first.address == NO_ADDRESS:
        return False
    if first.name is None:
        return True
    words, others = (_ENTITY.sub("&", name).casefold().split() for name in (owner.name, first.name))
    if len(words) != len(others):
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if not differing:
        return False
    one, other = differing[0]
    if len(differing) > 1 or _NUMERAL.fullmatch(one) or _NUMERAL.fullmatch(other):
        return False
    shortest = min(len(one), len(other))
    return shortest >= _SHORTEST_MISTYPED and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEARLY


def _of_what_is_left(item: Item, document: Document, findings: Findings) -> ReportingOwner:
    """The owner of an item 1 that lacks some of its labels: what stands before those that are there."""
    text, path = document.text, "reporting_owners[0]"
    found = _before_labels(text, item, document.grammar)
    name, line = (
        plain(UNDERLINES.sub(" ", text[slice(*found[label])])) if label in found else ""
        for label in ("LAST_FIRST_MIDDLE", "CITY_STATE_ZIP")
    )
    if not name or len(name) > _LONGEST_LINE:
        return _NOBODY
    findings.places[f"{path}.name"] = found["LAST_FIRST_MIDDLE"]
    parts = split_city_state_zip(line) if line and len(line) <= _LONGEST_LINE else None
    city, state, zip_code = parts or (None, None, None)
    return ReportingOwner(name, None, Address(None, None, city, read_place(state, None).state, zip_code), None)


def _before_labels(text: str, item: Item, grammar: Grammar) -> dict[str, tuple[int, int]]:
    """Where stands what is filled in before each label of item 1, of the labels whose neighbour on the left is there, too."""
    labels = [name for name in grammar.rules.get("reporting_person", ((),))[0] if name in grammar.terminals]
    found: dict[str, tuple[int, int]] = {}
    before: int | None = None
    at = item.start
    for name in labels:
        match = compiled(printed_pattern(grammar.terminals[name].text), re.IGNORECASE).search(text, at, item.end)
        if match is not None:
            if before is not None:
                found[name] = (before, match.start())
            at = match.end()
        before = None if match is None else match.end()
    return found


def _owner(node: Placed, index: int, text: str, findings: Findings, *, is_parted: bool = False) -> ReportingOwner:
    name, address = _name_and_address(node, index, text, findings, is_parted=is_parted)
    return ReportingOwner(name, None, address, None)


def _name_and_address(
    node: Placed, index: int, text: str, findings: Findings, *, is_parted: bool
) -> tuple[str | None, Address]:
    path = f"reporting_owners[{index}]"
    name = name_of(node, "rpt_owner_name", text, f"{path}.name", findings)
    return name, _address(node, f"{path}.address", text, findings, is_parted=is_parted)


def _address(node: Placed, path: str, text: str, findings: Findings, *, is_parted: bool) -> Address:
    streets, blank = node.every("rpt_owner_street"), node.find("no_street")
    begins_blank = blank is not None and any(blank.start < street.start for street in streets[:1])
    first, rest = ([], streets) if begins_blank else (streets[:1], streets[1:])
    for number, lines in enumerate((first, rest), 1):
        if lines:
            findings.places[f"{path}.street{number}"] = (lines[0].start, lines[-1].end)
    street1, street2 = (" ".join(plain(text[line.start : line.end]) for line in lines) or None for lines in (first, rest))
    country = text_of(node, "rpt_owner_country", text, f"{path}.country", findings)
    city, place, zip_code = _city_place_zip(node, country, path, text, findings, is_parted=is_parted)
    if place.non_us_address_flag is not None:
        _move_places(place, path, findings)
    return Address(
        street1,
        street2,
        city,
        place.state,
        zip_code,
        non_us_address_flag=place.non_us_address_flag,
        non_us_state_territory=place.non_us_state_territory,
        country=place.country,
    )


def _move_places(place: Place, path: str, findings: Findings) -> None:
    """Moves places to the fields that what stands there fills: UNITED STATES is no country, a state abroad no state."""
    said, meant = ("country", "non_us_address_flag") if place.country is None else ("state", "non_us_state_territory")
    at = findings.places.pop(f"{path}.{said}", None)
    if at is not None:
        findings.places[f"{path}.{meant}"] = at


def _city_place_zip(
    node: Placed, country: str | None, path: str, text: str, findings: Findings, *, is_parted: bool
) -> tuple[str | None, Place, str | None]:
    """City, state and country, and zip code: as each is underlined, else split where a state or a country parts the line.

    `is_parted` on a page that prints a comma between city and state.
    """
    line = _whole_line(node)
    if line is None:
        city, state, zip_code = (
            text_of(node, f"rpt_owner_{name}", text, f"{path}.{name}", findings) for name in ("city", "state", "zip_code")
        )
    else:
        shown = plain(UNDERLINES.sub(" ", text[slice(*line)]))
        parts = split_city_state_zip(shown)
        is_odd = parts is None or parts[0] is None or _CODES.fullmatch(parts[2] or "")  # NEW YORK may be the state, or ONTARIO
        whole = _POSTAL_CODE_BEHIND.sub(" ", shown) if is_odd else shown
        if whole != shown and (parted := split_city_state_zip(whole)) is not None:
            parts = parted
            findings.report(traces.GLUED, f"no blank stands before the postal code: {shown!r}", line, path)
        if parts is None:
            message = f"{shown!r} has no code or name of a state or country"
            findings.report(header.STATE, message, line, path, raw=shown)
            return None, _known_place(None, country, path, findings), None
        city, state, zip_code = parts
        if not is_parted and city is not None and f"{city}," in shown and not city.endswith(","):
            message = f"the comma behind {city!r} was left out: it parts the city from the state"
            findings.report(header.COMMA, message, line, f"{path}.city")
            streets = findings.places.get(f"{path}.street1")
            if streets and f"{path}.street2" not in findings.places and ", " in text[slice(*streets)]:
                message = "a comma parts city and state here, and may part two lines of the street, too"
                findings.report(header.COMMA, message, streets, f"{path}.street1")
        for name, part in zip(("city", "state", "zip_code"), parts, strict=True):
            if part is not None:
                findings.places[f"{path}.{name}"] = place_of(text, line, part, last=name != "city")
    place = _known_place(state, country, path, findings)
    if place.state is not None and place.state not in STATES_AND_COUNTRIES:
        message = f"{state!r} is no code and no name of a state or country"
        is_swapped = city is None or read_place(city, None).state in STATES_AND_COUNTRIES
        findings.report(header.STATE, message, findings.places[f"{path}.state"], path if is_swapped else f"{path}.state")
    return city, place, zip_code


def _whole_line(node: Placed) -> tuple[int, int] | None:
    """Where city, state and zip code stand in one line, which may have been wrapped."""
    line = node.find("rpt_owner_city_state_zip")
    if line is not None:
        return line.start, line.end
    city, state = node.find("rpt_owner_city"), node.find("rpt_owner_state")
    if city is None or state is None:
        return None
    marks = [mark for mark in node.every("NEXT_UNDERLINE") if mark.start >= city.end]
    return (city.start, state.end) if len(marks) == 1 else None


def _known_place(state: str | None, country: str | None, path: str, findings: Findings) -> Place:
    place = read_place(state, country)
    if not place.is_known:
        where = f"{path}.country"
        message = f"{country!r} is no country of EDGAR's list"
        findings.report(header.STATE, message, findings.places[where], where, raw=country or "")
    return place
