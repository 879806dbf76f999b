"""What is found in a document that is not orderly: which form it is, if it does not say so, what is damaged or left over."""

from __future__ import annotations

from collections.abc import Sequence

from form4_grammar.model import PARTS
from form4_grammar.ownership_xml import leftovers
from form4_grammar.ownership_xml.document import Fault, OwnershipDocument
from form4_grammar.ownership_xml.elements import DOCUMENT, OLDER, ROOT, TABLES, Field
from form4_grammar.ownership_xml.groups import DOCUMENT_LAYOUT, Collected
from form4_grammar.ownership_xml.leftovers import areas
from form4_grammar.ownership_xml.markup import LEFT, Element, Run
from form4_grammar.ownership_xml.record import Record
from form4_grammar.regexes import regex
from form4_grammar.rules import sources, xml

_ENTITY = regex(r"&?\b(?:quot|amp|apos|lt|gt);|[a-z](?:quot|apos);")
_CDATA = "<![CDATA["
_SUBMISSION_TYPE = regex(r"(?:<TYPE>|CONFORMED SUBMISSION TYPE:)[ \t]*([345](?:/A)?)\s")


def guessed_form_type(shown: str | None, group: Collected, document: OwnershipDocument, root: Element) -> str | None:
    """The type of a form that does not say it: as the submission around it does, or else by what is in it."""
    if not group.parts.keys() - {"schema_version"}:
        if not document.faults and document.cut_at < 0:
            group.record.findings.report(sources.NOT_A_FORM, f"an {ROOT} with nothing in it", (document.start, document.start))
        return None
    told = _SUBMISSION_TYPE.findall(group.record.text, 0, document.start)
    found, reason = (str(told[-1]), "the submission calls itself that") if told else _guess(root, group)
    said = f"the documentType {shown!r} is no Form 3, 4 or 5" if shown else "the documentType is missing"
    place = group.record.findings.places.get("form_type", (root.start, root.inside))
    message = f"{said}; read as a Form {found}, because {reason}"
    group.record.findings.report(sources.UNCERTAIN_FORM, message, place, "form_type")
    return found


def _guess(root: Element, group: Collected) -> tuple[str, str]:
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


def report_cut(at: int, root: Element, form: str, group: Collected) -> None:
    """Reports that the document breaks off: of the part that it breaks off in, and of those that may have come after it."""
    findings = group.record.findings
    names = list(dict.fromkeys(field.name for field in DOCUMENT))
    there = [name for name in names if name in group.parts]
    last = there[-1] if there else ""
    opened = [part for part in root.content if isinstance(part, Element) and not part.is_closed]
    if opened:
        entry = DOCUMENT_LAYOUT.get(opened[-1].name)
        fields = [entry] if isinstance(entry, Field) else entry.values() if entry is not None else []
        last = next((field.name for field in fields if isinstance(field, Field)), last)
    message = "the XML breaks off; read is what was complete before"
    read = {name for name in there if any(map(_is_read, group.parts[name]))}
    findings.report(xml.NOT_WELL_FORMED, message, (at, at), last if last in read and last in PARTS else None)
    for name in names[names.index(last) if last else 0 :]:
        if name in read:
            continue
        if name in PARTS:
            findings.report_unread(name, f"the document breaks off before {name} or within it", (at, at))
        elif name != "form_type" and form in next(field.forms for field in DOCUMENT if field.name == name):
            findings.report(xml.MAY_BE_CUT_OFF, f"the document breaks off before {name} could stand", (at, at), name)


def _is_read(element: Element) -> bool:
    """Whether something of an element is complete."""
    return element.is_closed or any(_is_read(part) for part in element.content if isinstance(part, Element))


def report_beginning(lost: str, group: Collected) -> None:
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


def report(document: OwnershipDocument, root: Element, group: Collected) -> None:
    """Reports what is wrong with the document as a whole, and what is left over."""
    record = group.record
    if document.others:
        _report_others(document.others, root, record)
    if root.is_closed and not record.text.startswith(root.name, root.start + 1):
        _report_case(root, record)
    if document.around is not None:
        shown = record.text[slice(*document.around)]
        record.findings.report(
            xml.UNKNOWN_ELEMENT, f"{ROOT} stands in {shown}>, which the schema does not have", document.around
        )
    if (record.displaced or record.divided) and not document.faults:
        _report_order(areas(root, len(record.text), record), record)
    if document.faults or document.illegal or document.stray or record.strange or record.stray or record.misspelt:
        report_places(document, root, record)
        _report_misplaced(group)
    if document.faults:
        _report_untold(root, group)
        if record.findings.unread >= {"footnotes", "signatures"} and "remarks" not in record.findings.places:
            message = "remarks may have stood between the notes and the signatures, which are lost"
            record.findings.report(xml.MAY_BE_CUT_OFF, message, (root.start, root.inside), "remarks")
        _report_gaps(document, group)
        if "form_type" not in group.parts:
            _report_of_other_forms(group, root)
    elif _has_markup_in_texts(record.text, root.start, root.end if root.is_closed else len(record.text)):
        _report_markup_in_texts(root, record)


def _report_others(others: Sequence[tuple[int, int]], root: Element, record: Record) -> None:
    """Reports further documents: as repeated where they are the same as the one that was read, else as not read."""
    many = "a second one" if len(others) == 1 else f"{len(others):,} more"
    read = record.text[root.start : root.end] if root.is_closed else ""
    is_same = read and all(record.text.startswith(read, start) for start, _ in others)
    rule, what = (xml.REPEATED_ELEMENT, "left alone") if is_same else (sources.ONE_OF_SEVERAL, "not read")
    record.findings.report(rule, f"{many} of {ROOT}, {what}", others[0])


def _report_case(root: Element, record: Record) -> None:
    shown = record.text[root.start + 1 :][: len(ROOT)]
    if shown.lower() == ROOT.lower():  # else it has a prefix
        message = f"the names of the elements are in other letters than the schema has them: {shown}, not {ROOT}"
        record.findings.report(xml.OTHER_LETTERS, message, (root.start, root.inside))


def _report_order(where: leftovers.Areas, record: Record) -> None:
    """Reports elements that are not where the schema has them: the first, with how many more."""
    more = f", and {len(record.displaced) - 1:,} more" if len(record.displaced) > 1 else ""
    for element, before in record.displaced[:1]:
        message = f"{element.name} stands behind {before.name}{more}; the schema has it before"
        path = where.path_at(element.start)
        record.findings.report(xml.OUT_OF_ORDER, message, (element.start, element.inside), path)
    for element in record.divided:
        message = f"a second {element.name}; what is in both was read"
        path = where.path_at(element.start)
        record.findings.report(xml.REPEATED_ELEMENT, message, (element.start, element.inside), path)


def report_places(document: OwnershipDocument, root: Element, record: Record) -> None:
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
    return text.count("<", start, end) != text.count(">", start, end) or LEFT.search(text, start, end) is not None


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


def _report_untold(root: Element, group: Collected) -> None:
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


def _report_of_other_forms(group: Collected, root: Element) -> None:
    """Reports the boxes whose elements stand in a damaged document that lost its type, and that were not read."""
    for field in DOCUMENT:
        if field.kind == "flag" and field.name not in group.parts and f"<{field.path}>" in group.record.text:
            message = f"{field.path} is of another form than this was read as, since the documentType is lost"
            group.record.findings.report(xml.MAY_BE_CUT_OFF, message, (root.start, root.inside), field.name)


def _report_misplaced(group: Collected) -> None:
    """Reports the parts that stand inside another one, where they are not read, and nowhere else."""
    parts = {field.path.partition("/")[0]: field.name for field in DOCUMENT if field.name in PARTS}
    for element, around in group.record.strange:
        part = parts.get(element.name)
        if part is not None and part not in group.parts and part not in group.record.findings.places:
            message = f"{element.name} stands in {around.name}, where it is none of the form's"
            group.record.findings.report_unread(part, message, (element.start, element.inside))


def _report_gaps(document: OwnershipDocument, group: Collected) -> None:
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
            if following == "signatures" and following != behind[0]:
                message = f"the first of the signatures may have stood where the end of {name} is lost"
                group.record.findings.report(xml.MAY_BE_CUT_OFF, message, (at, at), following)
