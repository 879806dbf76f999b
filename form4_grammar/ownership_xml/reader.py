"""An ownership document becomes a filing: the XML that EDGAR takes and keeps, by itself or in a full submission text.

All versions of the schema are read, from X0101 to X0609. The model has no field for some of their elements: the version, the
boxes that EDGAR computes, timeliness, the description of a state, the foreign symbol and, since 2026, the territory and country
of an address abroad. They are passed over in silence (`elements.UNMODELLED`), and so is the line type of a holding on a Form 5.
What no version has is reported, each kind once.

A box at the top that is not there is unknown. One of a relationship is not ticked, if another one is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, replace
from typing import Any, Literal, NamedTuple, cast

from form4_grammar.model import BOXES, Address, Filing, Footnote, Issuer, Relationship, ReportingOwner, Signature
from form4_grammar.ownership_xml.document import Element, OwnershipDocument, parse
from form4_grammar.ownership_xml.elements import DOCUMENT, ISSUER, OWNER, ROOT, SIGNATURE, TABLES, layout
from form4_grammar.ownership_xml.record import Group, Record
from form4_grammar.ownership_xml.rows import read_row
from form4_grammar.ownership_xml.values import DAY_HELP, plain, read_number
from form4_grammar.rules import footnotes, signature, xml
from form4_grammar.rules import layout as page
from form4_grammar.transform.findings import Findings

_DOCUMENT, _ISSUER, _OWNER, _SIGNATURE = map(layout, (DOCUMENT, ISSUER, OWNER, SIGNATURE))
_FORM_TYPE = re.compile(r"([345])\s*(/A)?", re.IGNORECASE)
_SUBMISSION_TYPE = re.compile(r"(?:<TYPE>|CONFORMED SUBMISSION TYPE:)[ \t]*([345](?:/A)?)\s")


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
    document = parse(text)
    if document is None:
        findings.report(page.NOT_A_FORM, f"no {ROOT} was found", (0, 0))
        return Reading(None, None, findings)
    if document.fault is not None and document.fault.is_refusal:
        findings.report(xml.REFUSED_XML, document.fault.message, (document.fault.at, document.fault.at))
        return Reading(None, None, findings)
    record = Record(text, findings)
    group = Group(record.collect(document.root, _DOCUMENT) if document.root is not None else {}, "", record)
    form_type = _form_type(group, document)
    filing = _filing(form_type, group) if form_type else None
    _report(document, filing, group)
    findings.diagnostics.sort(key=lambda found: (found.start, found.end, found.code))
    return Reading(cast('Literal["3", "4", "5"]', form_type[0]) if form_type else None, filing, findings)


def _form_type(group: Group, document: OwnershipDocument) -> str | None:
    """The type of the form: as the document says it, or as the submission around it does, or else by what is in it."""
    shown = group.text("form_type")
    match = _FORM_TYPE.fullmatch(shown or "")
    if match:
        return match[1] + (match[2] or "").upper()
    if document.root is None or not group.parts:
        if document.fault is None:
            group.record.findings.report(page.NOT_A_FORM, f"an {ROOT} with nothing in it", (document.start, document.start))
        return None
    told = _SUBMISSION_TYPE.findall(group.record.text, 0, document.start)
    found, reason = (str(told[-1]), "the submission calls itself that") if told else _guess(document.root, group)
    said = f"the documentType {shown!r} is no Form 3, 4 or 5" if shown else "the documentType is missing"
    place = group.record.findings.places.get("form_type", (document.root.start, document.root.inside))
    message = f"{said}; read as a Form {found}, because {reason}"
    group.record.findings.report(page.UNCERTAIN_FORM, message, place, "form_type")
    return found


def _guess(root: Element, group: Group) -> tuple[str, str]:
    """The type of a form that does not say it, and what it is told by."""
    amended = "/A" if "date_of_original_submission" in group.parts else ""
    names = {part.name for part in root.content if isinstance(part, Element)}
    for form, mark in (("5", "form3HoldingsReported"), ("5", "form4TransactionsReported"), ("3", "noSecuritiesOwned")):
        if mark in names:
            return form + amended, f"it has the element {mark}"
    rows = [row for table in TABLES for row in group.parts.get(table, [])]
    if rows and all(row.name.endswith("Holding") for row in rows):
        return f"3{amended}", "it has holdings alone"
    return f"4{amended}", "that is what most are"


def _filing(form_type: str, group: Group) -> Filing:
    rows: dict[str, tuple[Any, ...]] = {}
    for table in TABLES:
        found = (read_row(row, table, path[:-1], form_type[0], group.record) for row, path in _each(group, table))
        rows[table] = tuple(row for row in found if row is not None)
    return Filing(
        form_type=form_type,
        period_of_report=group.day("period_of_report"),
        date_of_original_submission=group.day("date_of_original_submission"),
        not_subject_to_section16=group.flag("not_subject_to_section16"),
        aff10b5_one=group.flag("aff10b5_one"),
        issuer=_issuer(group),
        reporting_owners=tuple(_owner(owner, path, group.record) for owner, path in _each(group, "reporting_owners")),
        footnotes=_footnotes(group),
        remarks=_remarks(group),
        signatures=tuple(_signature(part, path, group.record) for part, path in _each(group, "signatures")),
        non_derivative_table=rows["non_derivative_table"],
        derivative_table=rows["derivative_table"],
    )


def _each(group: Group, name: str) -> Iterator[tuple[Element, str]]:
    """The elements of a list, each with what its paths begin with."""
    return ((element, f"{name}[{index}].") for index, element in enumerate(group.parts.get(name, [])))


def _issuer(group: Group) -> Issuer:
    element = group.record.only(group.parts.get("issuer", []), "issuer")
    inside = Group(group.record.collect(element, _ISSUER) if element is not None else {}, "issuer.", group.record)
    return Issuer(inside.text("name"), inside.text("cik"), inside.text("trading_symbol"))


def _owner(element: Element, path: str, record: Record) -> ReportingOwner:
    group = Group(record.collect(element, _OWNER), path, record)
    street1, street2, city, state, zip_code = (
        group.text(f"address.{name}") for name in ("street1", "street2", "city", "state", "zip_code")
    )
    address = Address(street1, street2, city, state, zip_code)
    return ReportingOwner(group.text("name"), group.text("cik"), address, _relationship(element, group))


def _relationship(element: Element, group: Group) -> Relationship | None:
    found = Relationship(
        is_director=group.flag("relationship.is_director"),
        is_officer=group.flag("relationship.is_officer"),
        is_ten_percent_owner=group.flag("relationship.is_ten_percent_owner"),
        is_other=group.flag("relationship.is_other"),
        officer_title=group.text("relationship.officer_title"),
        other_text=group.text("relationship.other_text"),
    )
    if not any(value is not None for value in astuple(found)):
        return None
    boxes = {name: getattr(found, name) for name in BOXES}
    if not element.is_closed or not any(value is not None for value in boxes.values()):
        return found
    given = group.record.findings.places
    blank: dict[str, Any] = {name: False for name in boxes if f"{group.path}relationship.{name}" not in given}
    return replace(found, **blank)


def _footnotes(group: Group) -> tuple[Footnote, ...]:
    """The notes. One without a number gets that of its position."""
    record, notes = group.record, list[Footnote]()
    for position, element in enumerate(group.parts.get("footnotes", []), 1):
        if not element.is_closed:
            continue
        number = read_number(element.id)
        path = f"footnotes[{number or position}]"
        place = (element.start, element.inside)
        if number is None:
            message = f"a note with the id {element.id!r}, numbered {position} by its position"
            record.findings.report(footnotes.BULLETED, message, place, path)
        elif path in record.findings.places:
            record.findings.report(footnotes.DOUBLE_NUMBER, f"a second note {number}", place, path)
        record.findings.places.setdefault(path, record.span(element))
        record.leave_elements(element)
        notes.append(Footnote(number or position, plain(element.text) or ""))
    return tuple(notes)


def _remarks(group: Group) -> str | None:
    holder = group.holder("remarks")
    return plain(holder.text) if holder is not None else None


def _signature(element: Element, path: str, record: Record) -> Signature:
    group = Group(record.collect(element, _SIGNATURE), path, record)
    name, day = group.text("name"), group.day("date")
    lacking = [part for part in ("name", "date") if f"{path}{part}" not in record.findings.places]
    if lacking and element.is_closed:
        message = f"a signature without a {' and a '.join(lacking)}"
        record.findings.report(signature.NO_SIGNATURE, message, (element.start, element.inside), path[:-1], DAY_HELP)
    return Signature(name, day)


def _report(document: OwnershipDocument, filing: Filing | None, group: Group) -> None:
    """Reports what is wrong with the document as a whole, and what of it is left over."""
    record = group.record
    if document.fault is not None:
        at = document.fault.at
        message = f"{document.fault.message}; read up to here"
        record.findings.report(xml.NOT_WELL_FORMED, message, (at, at), _cut_off(filing, group))
    elif filing is not None and document.root is not None:
        _report_missing(document.root, group)
    if document.illegal:
        at = document.illegal[0]
        more = "" if len(document.illegal) == 1 else f", and {len(document.illegal) - 1:,} more like it"
        record.findings.report(xml.ILLEGAL_CHARACTER, f"{record.text[at]!r} may not stand here{more}", (at, at + 1))
    if document.stray is not None:
        record.stray.append(document.stray)
    if document.others:
        many = "a second one" if len(document.others) == 1 else f"{len(document.others):,} more"
        record.findings.report(xml.REPEATED_ELEMENT, f"{many} of {ROOT}, left alone", document.others[0])
    record.report_leftovers()


def _cut_off(filing: Filing | None, group: Group) -> str | None:
    """The path of what the document breaks off in: the row, the owner, the signature, or the list of them."""
    for name, elements in group.parts.items():
        if not elements[-1].is_closed:
            is_there = filing is not None and name != "issuer" and len(elements) <= len(getattr(filing, name))
            return f"{name}[{len(elements) - 1}]" if is_there else name
    return None


def _report_missing(root: Element, group: Group) -> None:
    """Reports what no filing is without."""
    findings, place = group.record.findings, (root.start, root.inside)
    for field in DOCUMENT:
        is_there = field.name in (group.parts if field.kind == "part" else findings.places)
        if field.need and not is_there and field.name != "form_type":
            rule, help_text = (signature.NO_SIGNATURE, DAY_HELP) if field.name == "signatures" else (page.MISSING_ITEM, "")
            findings.report(rule, f"no {field.path}", place, field.name, help_text)
