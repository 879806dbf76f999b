"""An ownership document becomes a filing: the XML that EDGAR takes and keeps, by itself or in a full submission text.

All versions of the schema are read, from X0101 to X0609. What no version has is kept with its text, and reported.

A box that is not there is null, be it at the top or one of a relationship: the XML may leave out what is not ticked.

What is damaged is read as far as it goes. Each part that had to be mended has an error, and each that is gone, or may have
stood in what is cut off, another one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal, cast

from form4_grammar.model import (
    NO_RELATIONSHIP,
    PARTS,
    Address,
    Filing,
    Footnote,
    Issuer,
    Relationship,
    ReportingOwner,
    Signature,
)
from form4_grammar.ownership_xml.document import parse
from form4_grammar.ownership_xml.elements import DOCUMENT, HIGHEST_NOTE, ROOT, TABLES, Field
from form4_grammar.ownership_xml.facets import EVER_STATES_AND_COUNTRIES
from form4_grammar.ownership_xml.groups import DOCUMENT_LAYOUT, Collected, Group
from form4_grammar.ownership_xml.orderly import orderly
from form4_grammar.ownership_xml.record import Record
from form4_grammar.ownership_xml.rows import read_row
from form4_grammar.ownership_xml.values import DAY_HELP, read_form_type
from form4_grammar.records import NamedTuple
from form4_grammar.rules import footnotes, signature, sources, xml
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES
from form4_grammar.transform.findings import Findings

_NEEDED = [field for field in DOCUMENT if field.need and field.name in PARTS]
_MOST_SHOWN = 5


class Reading(NamedTuple):
    """What was read. ``form`` and ``filing`` are None where nothing of a Form 3, 4 or 5 was found, or it was refused."""

    form: Literal["3", "4", "5"] | None
    filing: Filing | None
    findings: Findings


def read(text: str) -> Reading:
    """The first ownership document in a text. Nothing that is in it raises an error.

    All places are offsets into `text`. The raw text of a cell is that of its ``value``; of a cell that only refers to notes,
    the references as they stand.
    """
    findings = Findings()
    record = Record(text, findings)
    if text[:1] != "<":
        from form4_grammar.ownership_xml import leftovers  # noqa: PLC0415 - nearly all documents begin with a tag

        leftovers.report_before(record)
    whole = orderly(record)
    if whole is not None:
        form_type = read_form_type(whole.text("form_type") or "")
        assert form_type is not None, "an orderly document has one"
        filing = _filing(form_type, whole)
        for field in _missing(whole):
            findings.report_unread(field.name, f"no {field.path}", whole.tag)
        _report_notes(filing, whole)
        return _reading(form_type, filing, findings)
    from form4_grammar.ownership_xml import irregular, leftovers  # noqa: PLC0415 - nearly all documents are orderly

    document = parse(text)
    if document is None:
        findings.report(sources.NOT_A_FORM, f"no {ROOT} was found", (0, 0))
        return Reading(None, None, findings)
    root = document.root
    if document.refusal is not None or root is None:
        assert document.refusal is not None
        findings.report(xml.REFUSED_XML, document.refusal.message, (document.refusal.at, document.refusal.at))
        return Reading(None, None, findings)
    group = Collected(root, DOCUMENT_LAYOUT, "", record)
    shown = group.text("form_type")
    form_type = read_form_type(shown or "") or irregular.guessed_form_type(shown, group, document, root)
    if form_type is None:
        if document.cut_at >= 0:
            findings.report(
                xml.NOT_WELL_FORMED,
                "the XML breaks off: there is no filing in what is left",
                (document.cut_at, document.cut_at),
            )
        irregular.report_places(document, root, record)
        return Reading(None, None, findings)
    filing = _filing(form_type, group)
    if record.strange:
        filing = replace(filing, other_elements=leftovers.kept(root, record))
    if document.cut_at >= 0:
        irregular.report_cut(document.cut_at, root, form_type[0], group)
    for field in _missing(group):
        findings.report_unread(field.name, f"no {field.path}", group.tag)
        if document.faults:
            irregular.report_beginning(field.name, group)
    _report_notes(filing, group)
    irregular.report(document, root, group)
    return _reading(form_type, filing, findings)


def _reading(form_type: str, filing: Filing, findings: Findings) -> Reading:
    findings.put_in_order()
    return Reading(cast('Literal["3", "4", "5"]', form_type[0]), filing, findings)


def _filing(form_type: str, group: Group) -> Filing:
    rows: dict[str, tuple[Any, ...]] = {}
    for table in TABLES:
        found = (read_row(row, table, form_type[0]) for row in group.every(table))
        rows[table] = tuple(row for row in found if row is not None)
    return Filing(
        form_type=form_type,
        schema_version=group.text("schema_version"),
        period_of_report=group.day("period_of_report"),
        date_of_original_submission=group.day("date_of_original_submission"),
        not_subject_to_section16=group.flag("not_subject_to_section16"),
        aff10b5_one=group.flag("aff10b5_one"),
        no_securities_owned=group.flag("no_securities_owned"),
        form3_holdings_reported=group.flag("form3_holdings_reported"),
        form4_transactions_reported=group.flag("form4_transactions_reported"),
        issuer=_issuer(group.issuer()),
        reporting_owners=tuple(map(_owner, group.every("reporting_owners"))),
        footnotes=_footnotes(group),
        remarks=group.text("remarks"),
        signatures=tuple(map(_signature, group.every("signatures"))),
        non_derivative_table=rows["non_derivative_table"],
        derivative_table=rows["derivative_table"],
        date_offsets=tuple(group.record.offsets.items()),
    )


def _issuer(group: Group | None) -> Issuer:
    if group is None:
        return Issuer(None, None, None)
    return Issuer(
        name=group.words("name"),
        cik=group.cik(),
        trading_symbol=group.text("trading_symbol"),
        foreign_trading_symbol=group.text("foreign_trading_symbol"),
    )


def _owner(group: Group) -> ReportingOwner:
    address = Address(
        street1=group.text("address.street1"),
        street2=group.text("address.street2"),
        city=group.words("address.city"),
        state=group.code("address.state", EVER_STATES_AND_COUNTRIES),
        zip_code=group.text("address.zip_code"),
        state_description=group.text("address.state_description"),
        non_us_address_flag=group.flag("address.non_us_address_flag"),
        non_us_state_territory=group.text("address.non_us_state_territory"),
        country=group.code("address.country", STATES_AND_COUNTRIES),
        good_address=group.flag("address.good_address"),
    )
    name, cik, ccc = group.words("name"), group.cik(), group.text("ccc")
    return ReportingOwner(name, cik, address, _relationship(group), ccc=ccc)


def _relationship(group: Group) -> Relationship | None:
    found = Relationship(
        is_director=group.flag("relationship.is_director"),
        is_officer=group.flag("relationship.is_officer"),
        is_ten_percent_owner=group.flag("relationship.is_ten_percent_owner"),
        is_other=group.flag("relationship.is_other"),
        officer_title=group.text("relationship.officer_title"),
        other_text=group.text("relationship.other_text"),
    )
    return found if found != NO_RELATIONSHIP else None


def _footnotes(group: Group) -> tuple[Footnote, ...]:
    """The notes. One without a number gets that of its position."""
    findings, notes = group.record.findings, list[Footnote]()
    for position, note in group.footnotes():
        path = f"footnotes[{note.number or position}]"
        if note.number is None:
            message = f"a note has the id {note.id!r}; it was numbered {position} by its position"
            findings.report(footnotes.BULLETED, message, note.tag, path)
        elif path in findings.places:
            findings.report(footnotes.DOUBLE_NUMBER, f"there are two notes with the number {note.number}", note.tag, path)
        findings.places.setdefault(path, note.place)
        notes.append(Footnote(note.number or position, note.text))
    return tuple(notes)


def _signature(group: Group) -> Signature:
    name, day = group.words("name"), group.day("date")
    findings, path = group.record.findings, group.path
    lacking = [part for part in ("name", "date") if f"{path}{part}" not in findings.places]
    if lacking and group.is_whole:
        message = f"the signature has no {' and no '.join(lacking)}"
        findings.report(signature.NO_SIGNATURE, message, group.tag, path[:-1], DAY_HELP)
    return Signature(name, day)


def _missing(group: Group) -> list[Field]:
    """The parts that every form has and this one has not."""
    places = group.record.findings.places
    return [field for field in _NEEDED if not (group.has(field.name) if field.kind == "part" else field.name in places)]


def _report_notes(filing: Filing, group: Group) -> None:
    """Reports the notes that are referred to and are not there, and those that the numbers of the others leave out."""
    record = group.record
    numbers = {note.number for note in filing.footnotes}
    missing = record.referred.keys() - numbers
    if not missing and len(numbers) == max(numbers, default=0):
        return
    findings = record.findings
    if not numbers:
        shown = ", ".join(map(str, sorted(missing)[:_MOST_SHOWN])) + (", …" if len(missing) > _MOST_SHOWN else "")
        findings.report_unread("footnotes", f"no footnotes, and the tables refer to {shown}", group.tag)
        return
    if any(found.path == "footnotes" for found in findings.diagnostics):  # where they break off
        return
    for number in sorted(missing):
        place = record.referred[number]
        # Its text may have run into that of the note before it
        path = "footnotes" if number - 1 in numbers else f"footnotes[{number}]"
        findings.report(footnotes.NO_SUCH_NOTE, f"there is no note {number}, and it is referred to", place, path)
    left_out = set(range(min(numbers), max(numbers))) - numbers - missing
    for number in sorted(left_out) if len(numbers) < HIGHEST_NOTE else ():
        after = findings.places[f"footnotes[{min(one for one in numbers if one > number)}]"]
        findings.report(footnotes.NUMBER_LEFT_OUT, f"there is no note {number}", after, f"footnotes[{number}]")
