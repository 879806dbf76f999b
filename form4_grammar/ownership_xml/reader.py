"""An ownership document becomes a filing: the XML that EDGAR takes and keeps, by itself or in a full submission text.

All versions of the schema are read, from X0101 to X0609. What no version has is kept with its text, and reported.

A box that is not there is null, be it at the top or one of a relationship: the XML may leave out what is not ticked.

What is damaged is read as far as it goes. Each part that had to be mended has an error, and each that is gone, or may have
stood in what is cut off, another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, replace
from typing import Any, Literal, cast

from form4_grammar.model import PARTS, Address, Filing, Footnote, Issuer, Relationship, ReportingOwner, Signature
from form4_grammar.ownership_xml import leftovers
from form4_grammar.ownership_xml.document import Fault, OwnershipDocument, parse
from form4_grammar.ownership_xml.elements import (
    DOCUMENT,
    HIGHEST_NOTE,
    ISSUER,
    OLDER,
    OWNER,
    ROOT,
    SIGNATURE,
    TABLES,
    Field,
    layout,
)
from form4_grammar.ownership_xml.facets import EVER_STATES_AND_COUNTRIES
from form4_grammar.ownership_xml.leftovers import areas
from form4_grammar.ownership_xml.markup import Element, Run
from form4_grammar.ownership_xml.record import Group, Record
from form4_grammar.ownership_xml.rows import read_row
from form4_grammar.ownership_xml.values import DAY_HELP, plain, read_number
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex
from form4_grammar.rules import footnotes, signature, xml
from form4_grammar.rules import layout as page
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES
from form4_grammar.transform.findings import Findings

_DOCUMENT, _ISSUER, _OWNER, _SIGNATURE = map(layout, (DOCUMENT, ISSUER, OWNER, SIGNATURE))
_FORM_TYPE = regex(r"([345])\s*(/A)?", re.IGNORECASE)
_MOST_SHOWN = 5
_LEFT = regex(r";(?<=uot;|amp;|pos;|.lt;|.gt;)(?<!&quot;)(?<!&amp;)(?<!&apos;)(?<!&lt;)(?<!&gt;)")
"""The end of what may be left of an entity, looked for by its last sign, which is rare."""
_ENTITY = regex(r"&?\b(?:quot|amp|apos|lt|gt);|[a-z](?:quot|apos);")
_CDATA = "<![CDATA["
_SUBMISSION_TYPE = regex(r"(?:<TYPE>|CONFORMED SUBMISSION TYPE:)[ \t]*([345](?:/A)?)\s")


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
    root = document.root
    if document.refusal is not None or root is None:
        assert document.refusal is not None
        findings.report(xml.REFUSED_XML, document.refusal.message, (document.refusal.at, document.refusal.at))
        return Reading(None, None, findings)
    record = Record(text, findings)
    group = Group(record.collect(root, _DOCUMENT), "", record)
    form_type = _form_type(group, document, root)
    if form_type is None:
        if document.cut_at >= 0:
            findings.report(xml.NOT_WELL_FORMED, "it breaks off", (document.cut_at, document.cut_at))
        _report_places(document, root, record)
        return Reading(None, None, findings)
    filing = _filing(form_type, group, root)
    _report(document, root, filing, group)
    findings.put_in_order()
    return Reading(cast('Literal["3", "4", "5"]', form_type[0]), filing, findings)


def _form_type(group: Group, document: OwnershipDocument, root: Element) -> str | None:
    """The type of the form: as the document says it, or as the submission around it does, or else by what is in it."""
    shown = group.text("form_type")
    match = _FORM_TYPE.fullmatch(shown or "")
    if match:
        return match[1] + (match[2] or "").upper()
    if not group.parts.keys() - {"schema_version"}:
        if not document.faults and document.cut_at < 0:
            group.record.findings.report(page.NOT_A_FORM, f"an {ROOT} with nothing in it", (document.start, document.start))
        return None
    told = _SUBMISSION_TYPE.findall(group.record.text, 0, document.start)
    found, reason = (str(told[-1]), "the submission calls itself that") if told else _guess(root, group)
    said = f"the documentType {shown!r} is no Form 3, 4 or 5" if shown else "the documentType is missing"
    place = group.record.findings.places.get("form_type", (root.start, root.inside))
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


def _filing(form_type: str, group: Group, root: Element) -> Filing:
    rows: dict[str, tuple[Any, ...]] = {}
    for table in TABLES:
        found = (read_row(row, table, path[:-1], form_type[0], group.record) for row, path in _each(group, table))
        rows[table] = tuple(row for row in found if row is not None)
    record = group.record
    filing = Filing(
        form_type=form_type,
        schema_version=group.text("schema_version"),
        period_of_report=group.day("period_of_report"),
        date_of_original_submission=group.day("date_of_original_submission"),
        not_subject_to_section16=group.flag("not_subject_to_section16"),
        aff10b5_one=group.flag("aff10b5_one"),
        no_securities_owned=group.flag("no_securities_owned"),
        form3_holdings_reported=group.flag("form3_holdings_reported"),
        form4_transactions_reported=group.flag("form4_transactions_reported"),
        issuer=_issuer(group),
        reporting_owners=tuple(_owner(owner, path, group.record) for owner, path in _each(group, "reporting_owners")),
        footnotes=_footnotes(group),
        remarks=_remarks(group),
        signatures=tuple(_signature(part, path, group.record) for part, path in _each(group, "signatures")),
        non_derivative_table=rows["non_derivative_table"],
        derivative_table=rows["derivative_table"],
    )
    if not (record.offsets or record.strange):
        return filing
    return replace(filing, date_offsets=tuple(record.offsets.items()), other_elements=leftovers.kept(root, record))


def _each(group: Group, name: str) -> Iterator[tuple[Element, str]]:
    """The elements of a list, each with what its paths begin with."""
    return ((element, f"{name}[{index}].") for index, element in enumerate(group.parts.get(name, [])))


def _issuer(group: Group) -> Issuer:
    element = group.record.only(group.parts.get("issuer", []), "issuer")
    inside = Group(group.record.collect(element, _ISSUER) if element is not None else {}, "issuer.", group.record)
    return Issuer(
        name=inside.name("name"),
        cik=inside.cik(element),
        trading_symbol=inside.text("trading_symbol"),
        foreign_trading_symbol=inside.text("foreign_trading_symbol"),
    )


def _owner(element: Element, path: str, record: Record) -> ReportingOwner:
    group = Group(record.collect(element, _OWNER), path, record)
    address = Address(
        street1=group.text("address.street1"),
        street2=group.text("address.street2"),
        city=group.name("address.city"),
        state=group.code("address.state", EVER_STATES_AND_COUNTRIES),
        zip_code=group.text("address.zip_code"),
        state_description=group.text("address.state_description"),
        non_us_address_flag=group.flag("address.non_us_address_flag"),
        non_us_state_territory=group.text("address.non_us_state_territory"),
        country=group.code("address.country", STATES_AND_COUNTRIES),
        good_address=group.flag("address.good_address"),
    )
    name, cik, ccc = group.name("name"), group.cik(element), group.text("ccc")
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
    return found if any(value is not None for value in astuple(found)) else None


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
            message = f"a note has the id {element.id!r}; it was numbered {position} by its position"
            record.findings.report(footnotes.BULLETED, message, place, path)
        elif path in record.findings.places:
            record.findings.report(footnotes.DOUBLE_NUMBER, f"there are two notes with the number {number}", place, path)
        record.findings.places.setdefault(path, record.span(element))
        record.leave_elements(element)
        notes.append(Footnote(number or position, plain(element.text) or ""))
    return tuple(notes)


def _remarks(group: Group) -> str | None:
    holder = group.holder("remarks")
    return plain(holder.text) if holder is not None else None


def _signature(element: Element, path: str, record: Record) -> Signature:
    group = Group(record.collect(element, _SIGNATURE), path, record)
    name, day = group.name("name"), group.day("date")
    lacking = [part for part in ("name", "date") if f"{path}{part}" not in record.findings.places]
    if lacking and element.is_closed:
        message = f"the signature has no {' and no '.join(lacking)}"
        record.findings.report(signature.NO_SIGNATURE, message, (element.start, element.inside), path[:-1], DAY_HELP)
    return Signature(name, day)


def _report(document: OwnershipDocument, root: Element, filing: Filing, group: Group) -> None:
    """Reports what is wrong with the document as a whole, what of it is missing, and what is left over."""
    record = group.record
    if document.cut_at >= 0:
        _report_cut(document.cut_at, root, filing.form_type[0], group)
    for field in DOCUMENT:
        if field.need and field.name in PARTS:
            is_there = field.name in (group.parts if field.kind == "part" else record.findings.places)
            if not is_there:
                record.findings.report_unread(field.name, f"no {field.path}", (root.start, root.inside))
                if document.faults:
                    _report_beginning(field.name, group)
    _report_notes(filing, root, record)
    if document.others:
        many = "a second one" if len(document.others) == 1 else f"{len(document.others):,} more"
        record.findings.report(xml.REPEATED_ELEMENT, f"{many} of {ROOT}, left alone", document.others[0])
    if document.faults or document.illegal or document.stray or record.strange or record.stray or record.misspelt:
        _report_places(document, root, record)
        _report_misplaced(group)
    if document.faults:
        _report_untold(root, group)
        if record.findings.unread >= {"footnotes", "signatures"} and "remarks" not in record.findings.places:
            message = "remarks may have stood between the notes and the signatures, which are lost"
            record.findings.report(xml.MAY_BE_CUT_OFF, message, (root.start, root.inside), "remarks")
        _report_gaps(document, group)
    elif _has_markup_in_texts(record.text, root.start, root.end if root.is_closed else len(record.text)):
        _report_markup_in_texts(root, record)


def _report_notes(filing: Filing, root: Element, record: Record) -> None:
    """Reports the notes that are referred to and are not there, and those that the numbers of the others leave out."""
    numbers = {note.number for note in filing.footnotes}
    missing = record.referred.keys() - numbers
    if not missing and len(numbers) == max(numbers, default=0):
        return
    findings = record.findings
    if not numbers:
        shown = ", ".join(map(str, sorted(missing)[:_MOST_SHOWN])) + (", …" if len(missing) > _MOST_SHOWN else "")
        findings.report_unread("footnotes", f"no footnotes, and the tables refer to {shown}", (root.start, root.inside))
        return
    if any(found.path == "footnotes" for found in findings.diagnostics):  # where they break off
        return
    for number in sorted(missing):
        note = record.referred[number]
        place = (note.start, max(note.inside, note.end))
        # Its text may have run into that of the note before it
        path = "footnotes" if number - 1 in numbers else f"footnotes[{number}]"
        findings.report(footnotes.NO_SUCH_NOTE, f"there is no note {number}, and it is referred to", place, path)
    left_out = set(range(min(numbers), max(numbers))) - numbers - missing
    for number in sorted(left_out) if len(numbers) < HIGHEST_NOTE else ():
        after = findings.places[f"footnotes[{min(one for one in numbers if one > number)}]"]
        findings.report(footnotes.NUMBER_LEFT_OUT, f"there is no note {number}", after, f"footnotes[{number}]")


def _report_beginning(lost: str, group: Group) -> None:
    """Reports what may be lost with a part of a damaged document: all behind it, to the beginning of the next that is there."""
    names = [name for name in dict.fromkeys(field.name for field in DOCUMENT) if name in PARTS]
    behind = names[names.index(lost) + 1 :]
    there = next((name for name in behind if name in group.parts), None)
    if there is None:
        return
    at = group.parts[there][0].start
    for name in behind[: behind.index(there)]:
        group.record.findings.report_unread(name, f"{name} may have stood where {lost} is lost", (at, at))
    message = f"{lost} is lost, and of {there} the beginning may be"
    group.record.findings.report(xml.NOT_WELL_FORMED, message, (at, at), there)


def _report_places(document: OwnershipDocument, root: Element, record: Record) -> None:
    """Reports what is wrong in the document, by the parts that it is in, and what is left over."""
    where = areas(root, len(record.text), record)
    faults: dict[str | None, list[Fault]] = {}
    for fault in document.faults:
        path = where.path_at(fault.at)
        if path is not None and fault.is_of_list:
            path = path.partition("[")[0]  # there may be more or fewer of them
        faults.setdefault(path, []).append(fault)
    for path, found in faults.items():
        more = "" if len(found) == 1 else f", and {len(found) - 1:,} more of this part"
        record.findings.report(xml.NOT_WELL_FORMED, f"{found[0].message}{more}", (found[0].at, found[0].at), path)
    if document.illegal:
        illegal: dict[str | None, list[int]] = {}
        for at in document.illegal:
            illegal.setdefault(where.path_at(at), []).append(at)
        for path, places in illegal.items():
            more = "" if len(places) == 1 else f", and {len(places) - 1:,} more of this part"
            message = f"{record.text[places[0]]!r} may not stand here{more}"
            record.findings.report(xml.ILLEGAL_CHARACTER, message, (places[0], places[0] + 1), path)
    leftovers.report(record, where, document.stray)


def _has_markup_in_texts(text: str, start: int, end: int) -> bool:
    """Whether the texts of a document may have markup in them: the quick answer for nearly all."""
    return text.count("<", start, end) != text.count(">", start, end) or _LEFT.search(text, start, end) is not None


def _report_markup_in_texts(root: Element, record: Record) -> None:
    where = areas(root, len(record.text), record)
    waiting = [root]
    while waiting:
        for part in waiting.pop().content:
            if isinstance(part, Element):
                waiting.append(part)
                continue
            literal = record.text[part.start : part.end]
            entity = _ENTITY.search(part.text)
            found = ">" if ">" in literal and _CDATA not in literal else entity and entity[0]
            if found:
                path = where.path_at(part.start)
                record.findings.report(xml.MARKUP_IN_TEXT, f"{found!r} in a text", (part.start, part.end), path)


def _is_read(element: Element) -> bool:
    """Whether something of an element is complete."""
    return element.is_closed or any(_is_read(part) for part in element.content if isinstance(part, Element))


def _report_untold(root: Element, group: Group) -> None:
    """Reports the parts that are missing from a damaged document where something stands that could be they."""
    order = {name: number for number, name in enumerate(dict.fromkeys(field.name for field in DOCUMENT))}
    told = {field.path.partition("/")[0]: order[field.name] for field in DOCUMENT}
    told |= {name: told[path.partition("/")[0]] for name, path in OLDER.items() if "/" not in name}
    names = {id(element): name for element, name in group.record.misspelt}
    strange = {id(element) for element, _ in group.record.strange}
    last, waiting = -1, list[int]()
    for part in (*root.content, None):
        name = names.get(id(part), part.name) if isinstance(part, Element) else ""
        if part is None or name in told:
            first = told[name] if part is not None else len(order)
            for missing in (one for one in order if last < order[one] < first and one not in group.parts):
                if waiting and missing in PARTS:
                    group.record.findings.report_unread(missing, f"what stands here may be {missing}", (waiting[0], waiting[0]))
            last, waiting = first, []
        elif isinstance(part, Run) or id(part) in strange:
            waiting.append(part.start)


def _report_misplaced(group: Group) -> None:
    """Reports the parts that stand inside another one, where they are not read, and nowhere else."""
    parts = {field.path.partition("/")[0]: field.name for field in DOCUMENT if field.name in PARTS}
    for element, around in group.record.strange:
        part = parts.get(element.name)
        if part is not None and part not in group.parts and part not in group.record.findings.places:
            message = f"{element.name} stands in {around.name}, where it is none of the form's"
            group.record.findings.report_unread(part, message, (element.start, element.inside))


def _report_gaps(document: OwnershipDocument, group: Group) -> None:
    """Reports the parts that may have stood where the end tag of a part is lost: those up to the next that is there."""
    lost_ends = {fault.at for fault in document.faults if fault.is_of_list}
    names = [name for name in dict.fromkeys(field.name for field in DOCUMENT) if name in PARTS]
    for name in names if lost_ends else ():
        at = group.parts[name][-1].end - 1 if name in group.parts else -1
        behind = names[names.index(name) + 1 :]
        following = next((one for one in behind if one in group.parts), None)
        if at in lost_ends and following is not None:
            for gone in behind[: behind.index(following)]:
                message = f"{gone} may have stood where the end of {name} is lost"
                group.record.findings.report(xml.MAY_BE_CUT_OFF, message, (at, at), gone)


def _report_cut(at: int, root: Element, form: str, group: Group) -> None:
    """Reports that the document breaks off: of the part that it breaks off in, and of those that may have come after it."""
    findings = group.record.findings
    names = list(dict.fromkeys(field.name for field in DOCUMENT))
    there = [name for name in names if name in group.parts]
    last = there[-1] if there else ""
    opened = [part for part in root.content if isinstance(part, Element) and not part.is_closed]
    if opened:
        entry = _DOCUMENT.get(opened[-1].name)
        fields = [entry] if isinstance(entry, Field) else entry.values() if entry is not None else []
        last = next((field.name for field in fields if isinstance(field, Field)), last)
    message = "it breaks off; read is what was complete before"
    read = {name for name in there if any(map(_is_read, group.parts[name]))}
    findings.report(xml.NOT_WELL_FORMED, message, (at, at), last if last in read and last in PARTS else None)
    for name in names[names.index(last) if last else 0 :]:
        if name in read:
            continue
        if name in PARTS:
            findings.report_unread(name, f"the document breaks off before {name} or within it", (at, at))
        elif name != "form_type" and form in next(field.forms for field in DOCUMENT if field.name == name):
            findings.report(xml.MAY_BE_CUT_OFF, f"the document breaks off before {name} could stand", (at, at), name)
