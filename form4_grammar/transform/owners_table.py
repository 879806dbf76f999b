"""The table "Reporting Owners" of the page of 2003 to 2009, which has every owner with address and relationship.

Item 1 has the first owner, too: streets on one line, parted by commas. Where the two say the same, the table says where each
line ends; where they do not, the owner is read as it stands above, and that is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from form4_grammar.model import BOXES, NO_ADDRESS, Address, Relationship, ReportingOwner
from form4_grammar.parser.document import Document, Table
from form4_grammar.parser.rows import Row
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex
from form4_grammar.rules import header, layout
from form4_grammar.transform.addresses import read_place, split_city_state_zip
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.values import plain

TABLE = "reporting_owners"
_BREAK = regex(r"\s*<br ?/?>\s*", re.IGNORECASE)
_MARKS = {"is_director": 1, "is_ten_percent_owner": 2, "is_officer": 3, "is_other": 4}
"""The columns of the relationships."""

_NO_TEXT = regex(r"&\w{0,6};?|[Xx☒☑✓✔]|[\W_]+")
_MOST_STREETS = 2
_LONGEST_RAW = 500


class Listed(NamedTuple):
    """A row of the table: the lines of the first cell, the texts of the others, and where it stands.

    ``is_whole`` where the row has the form's cells, and each what belongs there.
    """

    lines: tuple[str, ...]
    marks: tuple[str, ...]
    span: tuple[int, int]
    starts: tuple[int, ...]
    is_whole: bool


def owners_table(document: Document) -> Table | None:
    """The table on a page, None where the page has none."""
    return next((table for table in document.tables if table.name == TABLE and table.rows), None)


def listed_owners(document: Document, table: Table, findings: Findings) -> tuple[Listed, ...]:
    """The rows of the table that hold anything; what is wrong with them, and with the heading, is reported."""
    if table.heading is None:
        span = (table.rows[0].line, table.rows[0].line)
        findings.report(layout.OWNERS_TABLE, "the captions of its columns were not found", span, TABLE)
    elif any(not fault.message.startswith("caption") for fault in table.heading.faults):
        fault = next(fault for fault in table.heading.faults if not fault.message.startswith("caption"))
        span = (table.heading_start + fault.start, table.heading_start + fault.end)
        findings.report(layout.OWNERS_TABLE, fault.message, span, TABLE, fault.expected)
    found: list[Listed] = []
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for row in table.rows:
        if not any(text.strip() for text in row.texts):
            continue
        end = max(start + len(text.rstrip()) for start, text in zip(row.starts, row.texts, strict=True))
        span = (row.line, max(end, row.line))
        marks = tuple(plain(text) for text in row.texts[1:])
        is_whole = row.fits and row.printed == row.expected and not row.shifted
        lines = _lines(row)
        if (lines, marks) in seen:
            continue  # said twice alike, as where the page begins a sheet with its last row
        seen.add((lines, marks))
        found.append(Listed(lines, marks, span, row.starts, is_whole))
        if not is_whole:
            raw = document.source[slice(*span)]
            path = f"{TABLE}[{len(found) - 1}]"
            message = f"the row has {row.printed} cells, or others than the form's: what it says of the owner is in doubt"
            findings.report(layout.OWNERS_TABLE, message, span, path, raw=raw[:_LONGEST_RAW])
    return tuple(found)


def _lines(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, (plain(line) for line in _BREAK.split(row.texts[0]))))


def relationship_of(one: Listed) -> Relationship | None:
    """What the columns say: an X, and under Officer and Other the title and the text."""
    is_there = {name: bool(one.marks[column - 1]) for name, column in _MARKS.items()}
    if not any(is_there.values()):  # an officer without a title leaves no mark, so nothing can be told
        return Relationship(None, None, None, None, None, None)
    title, other = (one.marks[_MARKS[name] - 1] or None for name in ("is_officer", "is_other"))
    return Relationship(**is_there, officer_title=title, other_text=other)


def owner_of(one: Listed, index: int, findings: Findings, first: Address = NO_ADDRESS) -> ReportingOwner:
    """The owner of a row, as it stands there; lines that ran together are parted where the address of the `first` begins."""
    path = f"{TABLE}[{index}]"
    if (parted := _parted_as(one.lines, first)) is not None and parted != one.lines:
        message = f"its lines ran together, and were parted where the address of the first owner begins: {parted[1]!r}"
        findings.report(layout.OWNERS_TABLE, message, one.span, path, raw=" ".join(one.lines)[:_LONGEST_RAW])
        one = one._replace(lines=parted)
    findings.places[f"{path}.name"] = findings.places[f"{path}.address"] = one.span
    relationship = relationship_of(one)
    for name, column in _MARKS.items():
        start = one.starts[column]
        findings.places[f"{path}.relationship.{name}"] = (start, start + len(one.marks[column - 1]))
    if len(one.lines) < _MOST_STREETS:
        message = "name and address ran together, and cannot be told apart"
        raw = " ".join(one.lines)
        findings.report(layout.OWNERS_TABLE, message, one.span, f"{path}.address", raw=raw[:_LONGEST_RAW])
        findings.report(header.UNREADABLE_ITEM, message, one.span, f"{path}.name", raw=raw[:_LONGEST_RAW])
        return ReportingOwner(None, None, NO_ADDRESS, relationship)
    if any(_NO_TEXT.fullmatch(text) for text in one.marks[2:] if text):
        message = f"a mark in place of a title or a text: {' and '.join(filter(None, one.marks[2:]))!r}"
        findings.report(layout.OWNERS_TABLE, message, one.span, f"{path}.relationship")
    return ReportingOwner(one.lines[0], None, _address(one, f"{path}.address", findings), relationship)


def _parted_as(lines: Sequence[str], address: Address) -> tuple[str, ...] | None:
    """The words of a row as a name and the lines of an address; None where they do not end in that."""
    below = tuple(filter(None, (address.street1, address.street2, _place_of(address))))
    said, tail = " ".join(lines), " ".join(below)
    if address.zip_code is None or len(below) < _MOST_STREETS or not said.endswith(f" {tail}"):
        return None
    return said.removesuffix(f" {tail}"), *below


def _address(one: Listed, path: str, findings: Findings) -> Address:
    parts = split_city_state_zip(one.lines[-1])
    streets = one.lines[1:] if parts is None else one.lines[1:-1]
    if len(streets) > _MOST_STREETS:
        message = f"an address of {len(streets)} lines of streets, and no more than {_MOST_STREETS} are on a form"
        findings.report(layout.OWNERS_TABLE, message, one.span, path)
    street1, street2 = streets[0] if streets else None, " ".join(streets[1:]) or None
    if parts is None:
        message = f"{one.lines[-1]!r} has no code or name of a state or country"
        findings.report(header.STATE, message, one.span, path, raw=one.lines[-1])
        return Address(street1, street2, None, None, None)
    city, state, zip_code = parts
    place = read_place(state, None)
    if place.state not in STATES_AND_COUNTRIES:
        findings.report(header.STATE, f"{state!r} is no code and no name of a state or country", one.span, f"{path}.state")
    return Address(street1, street2, city, place.state, zip_code)


def with_lines(owner: ReportingOwner, one: Listed, findings: Findings) -> ReportingOwner:
    """The owner of item 1 with the address as the table parts it; said otherwise there, it is a finding, and item 1 stands."""
    found = Findings()
    other = owner_of(one, 0, found)
    path = f"{TABLE}[0]"
    if (streets := _streets(owner, one.lines)) is not None:  # the same words, its lines perhaps wrapped
        if _ran_together(one.lines, owner.address):
            _report_streets(owner, one.span, findings)
        return replace(owner, address=replace(owner.address, street1=streets[0], street2=streets[1]))
    if other.name is None:  # the lines of the table ran together: it can only be said to hold the same, or not
        said = _folded([owner.name, *_shown(owner.address)])
        if said == _folded(one.lines):
            _report_streets(owner, one.span, findings)
        else:
            _report_differing(owner, " ".join(one.lines), one.span, path, findings)
        return owner
    if owner.name is None and not any(_shown(owner.address)):
        findings.diagnostics += found.diagnostics
        return replace(other, relationship=owner.relationship)
    if owner.name != other.name:
        _report_differing(owner, " ".join(one.lines), one.span, f"{path}.name", findings)
    ours, theirs = ((", ".join(filter(None, said[:2])), *said[2:]) for said in map(_shown, (owner.address, other.address)))
    if ours != theirs:
        _report_differing(owner, " ".join(one.lines), one.span, f"{path}.address", findings)
        return owner
    return replace(owner, address=replace(owner.address, street1=other.address.street1, street2=other.address.street2))


def _streets(owner: ReportingOwner, lines: Sequence[str]) -> tuple[str | None, str | None] | None:
    """The streets of item 1, parted where only item 1 has a comma and a line of the table ends, or lines of it ran together.

    None where the two have other words, or more than one such place.
    """
    address, place = owner.address, _place_of(owner.address).split()
    is_one = _ran_together(lines, address)
    streets = (address.street1 or "").split()
    above = [*(owner.name or "").split(), *streets, *place]
    below = [
        (word, number == last) for line in lines for last in (line.count(" "),) for number, word in enumerate(line.split())
    ]
    first, behind = len(above) - len(place) - len(streets), len(above) - len(place)
    breaks = []
    if address.street2 is not None or len(above) != len(below):
        return None
    for at, (said, (word, is_last)) in enumerate(zip(above, below, strict=True)):
        if said == f"{word}," and (is_last or is_one) and first <= at < behind - 1:
            breaks.append(at + 1 - first)
        elif said != word:
            return None
    if len(breaks) > 1:
        return None
    parts = streets[: breaks[0]] if breaks else streets, streets[breaks[0] :] if breaks else []
    return " ".join(parts[0]).removesuffix("," if breaks else "") or None, " ".join(parts[1]) or None


def _place_of(address: Address) -> str:
    return f"{address.city}, {address.state} {address.zip_code or ''}".strip()


def _ran_together(lines: Sequence[str], address: Address) -> bool:
    """Whether the last line of a row has more than the place of an address."""
    return lines[-1:] != (_place_of(address),) and lines[-1].endswith(_place_of(address)) if lines else False


def report_streets(owners: Sequence[ReportingOwner], span: tuple[int, int], findings: Findings) -> None:
    """Reports the streets of item 1 that may be one line or two, where no table tells."""
    for owner in owners[:1]:
        _report_streets(owner, span, findings)


def _report_streets(owner: ReportingOwner, span: tuple[int, int], findings: Findings) -> None:
    if owner.address.street1 is not None and ", " in owner.address.street1:
        message = f"{owner.address.street1!r} may be one line of a street or two: the page parts them by a comma"
        findings.report(layout.ONE_STREET_OR_TWO, message, span, f"{TABLE}[0].address")


def _report_differing(owner: ReportingOwner, shown: str, span: tuple[int, int], path: str, findings: Findings) -> None:
    above = ", ".join(filter(None, [owner.name, *_shown(owner.address)]))
    message = f"the table of the owners says {shown!r}, and item 1 {above!r}"
    findings.report(header.SAID_DIFFERENTLY, message, span, path, raw=shown[:_LONGEST_RAW])


def with_marks(relationship: Relationship | None, one: Listed, findings: Findings) -> Relationship | None:
    """The relationship of item 5 with the texts as the table parts them; said otherwise there, it is a finding, and 5 stands.

    An officer without a title and an other without a text leave no mark in the table, and EDGAR's own page may lose the tick
    of Other.
    """
    below = relationship_of(one)
    if below is None or below.is_director is None:
        return relationship
    if relationship is None:
        return below
    path = f"{TABLE}[0].relationship"
    if relationship.is_officer and below.is_other and not (below.is_officer or relationship.is_other):
        message = "item 5 ticks Officer, and the table of the owners has a text under Other"
        findings.report(header.SAID_DIFFERENTLY, message, one.span, path)
        return relationship
    texts = [relationship.officer_title, relationship.other_text]
    if _folded(texts) == _folded([below.officer_title, below.other_text]):
        is_other = below.is_other if relationship.is_other is not True else True
        relationship = replace(relationship, is_other=is_other, officer_title=below.officer_title, other_text=below.other_text)
    else:
        shown, above = (" / ".join(filter(None, pair)) for pair in ([below.officer_title, below.other_text], texts))
        message = f"the table of the owners says {shown!r}, and item 5 {above!r}"
        findings.report(header.SAID_DIFFERENTLY, message, one.span, path, raw=shown)
    if relationship.is_director is None:
        return replace(below, officer_title=relationship.officer_title, other_text=relationship.other_text)
    boxes = {name: (getattr(relationship, name), getattr(below, name)) for name in BOXES}
    unsaid = {name for name in ("is_officer", "is_other") if boxes[name][0] and not boxes[name][1]}
    differing = [name for name, (above_, below_) in boxes.items() if above_ != below_ and name not in unsaid]
    if differing:
        shown = ", ".join(name.removeprefix("is_").replace("_", " ") for name in differing)
        message = f"item 5 and the table of the owners differ in {shown}"
        # A mark that is another's is another box' mark, which the table may be silent about
        at = path if unsaid or len(differing) > 1 else f"{path}.{differing[0]}"
        findings.report(header.SAID_DIFFERENTLY, message, one.span, at)
    return relationship


def _shown(address: Address) -> list[str | None]:
    return [address.street1, address.street2, address.city, address.state, address.zip_code]


def _folded(parts: Iterable[str | None]) -> str:
    return re.sub(r"[\W_]+", "", "".join(filter(None, parts))).casefold()
