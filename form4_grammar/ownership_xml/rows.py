"""The rows of the tables of an ownership document."""

from __future__ import annotations

from typing import Any

from form4_grammar.model import EITHER, NO_CELL, Cell, DerivativeRow, NonDerivativeRow
from form4_grammar.ownership_xml.elements import NOTE, OLDER, TABLES, VALUE, Field, layout
from form4_grammar.ownership_xml.markup import Element, Run
from form4_grammar.ownership_xml.record import Group, Record
from form4_grammar.ownership_xml.spelling import is_one_letter_off
from form4_grammar.ownership_xml.values import DAY_HELP, plain, read_number, read_value
from form4_grammar.rules import cells, xml

_LAYOUTS = {name: layout(fields) for name, fields in TABLES.items()}
_CLASSES = {"non_derivative_table": NonDerivativeRow, "derivative_table": DerivativeRow}
_SECOND = frozenset(EITHER.values())
_OWNERSHIP_FORMS = frozenset("DI")
_LETTERS = frozenset({"transaction_acquired_disposed_code", "direct_or_indirect_ownership"})
_CODES = frozenset("ACDEFGHIJLMOPSUWXZ")
"""The letters of transactions and of ownership."""
_TITLES = frozenset({"security_title", "underlying_security_title"})


def read_row(element: Element, table: str, path: str, form: str, record: Record) -> Any:
    """The row of `table`, or None where the document breaks off before anything of it is complete."""
    group = Group(record.collect(element, _LAYOUTS[table]), f"{path}.", record)
    fields: dict[str, Any] = {}
    for field in TABLES[table]:
        if field.is_cell:
            cell = _read_cell(field, group)
            if cell is not None:
                fields[field.name] = cell
    if not (fields or element.is_closed):
        return None
    fields["kind"] = _kind(element, fields)
    if fields["kind"] == "holding" and "transaction_date" in fields and fields["transaction_date"].raw:
        message = f"{element.name} has the date of a transaction"
        record.findings.report(cells.HALF_TRANSACTION, message, (element.start, element.inside), path)
    if fields["kind"] == "transaction" or "transaction_form_type" in group.parts:
        fields["transaction_form_type"] = _form_type(fields["kind"], group)
    if fields["kind"] == "transaction" or "equity_swap_involved" in group.parts:
        fields["equity_swap_involved"] = group.flag("equity_swap_involved", cells.UNREADABLE_CELL, path)
        _report_lacking(fields, element, group)
    if element.is_closed:
        _report_blanks(fields, table, form, element, group)
    if "nature_of_ownership" in fields and fields["nature_of_ownership"].value in _OWNERSHIP_FORMS:
        nature = fields["nature_of_ownership"]
        message = f"the nature of the ownership is {nature.raw!r}"
        record.findings.report(cells.SWAPPED, message, (nature.start, nature.end), path)
    return _CLASSES[table](**fields)


def _kind(element: Element, fields: dict[str, Any]) -> str:
    """Whether a row is a transaction or a holding, by its element's name or else by whether it has a date or a code."""
    for kind in ("Transaction", "Holding"):
        if element.name.endswith(kind):
            return kind.lower()
    found = (fields.get(name) for name in ("transaction_date", "transaction_code"))
    return "transaction" if any(cell is not None and cell.raw for cell in found) else "holding"


def _read_cell(field: Field, group: Group) -> Cell[Any] | None:
    """A cell, or None where the row does not have it, or it is cut off."""
    record, path = group.record, group.path + field.name
    element = record.only(group.parts.get(field.name, []), path)
    beside = group.parts.get(f"{field.name}.footnotes", [])
    value, runs, inside = _parts(element, path, record) if element is not None else (None, [], [])
    notes = sorted([*beside, *inside], key=lambda note: note.start)
    shown, start, end = None, -1, -1
    if value is not None:
        shown, (start, end) = plain(value.text), record.span(value)
    elif element is not None and element.is_closed:
        shown = plain("".join(run.text for run in runs))
        start, end = (runs[0].start, runs[-1].end) if shown else (element.inside, element.inside)
    if shown is None and notes:
        start, end = notes[0].start, max(notes[-1].inside, notes[-1].end)
    if start < 0:
        return None
    numbers = _numbers(notes, path, record)
    if shown is None:
        return Cell(None, numbers, record.text[start:end], start, end)
    read, doubt = read_value(field, shown)
    if doubt is not None:
        # A letter of another column was probably exchanged with that column's cell
        where = group.path.removesuffix(".") if read is None and field.name in _LETTERS and shown in _CODES else path
        record.findings.report(*doubt, (start, end), where, DAY_HELP if field.kind == "date" else "")
    elif field.kind == "date":
        record.note_offset(path, shown)
    elif field.name in _TITLES:
        record.doubt_name(path, shown, (start, end))
    return Cell(read, numbers, record.text[start:end], start, end, readable=read is not None)


def _parts(element: Element, path: str, record: Record) -> tuple[Element | None, list[Run], list[Element]]:
    """What is in the element of a cell: its value, or the texts that are it where there is none, and its references."""
    values, notes, runs = list[Element](), list[Element](), list[Run]()
    for part in element.content:
        if isinstance(part, Run):
            runs.append(part)
        elif part.name == NOTE:
            notes.append(part)
        elif part.name == VALUE:
            if part.is_closed:
                values.append(part)
        elif is_one_letter_off(part.name, NOTE):
            record.misspelt.append((part, NOTE))
            notes.append(part)
        elif is_one_letter_off(part.name, VALUE) and part.is_closed:
            record.misspelt.append((part, VALUE))
            values.append(part)
        else:
            record.leave(part, element)
    value = record.only(values, path)
    if value is None:
        return None, runs, notes
    record.leave_elements(value)
    for run in runs:
        record.leave(run, element)
    return value, [], notes


def _numbers(notes: list[Element], path: str, record: Record) -> tuple[int, ...]:
    found = []
    for note in notes:
        number = read_number(note.id)
        if number is None:
            message = f"a reference to {note.id!r}, which can be no footnote"
            record.findings.report(cells.UNREADABLE_CELL, message, (note.start, note.inside), path)
        else:
            found.append(number)
            record.referred.setdefault(number, note)
    return tuple(found)


def _form_type(kind: str, group: Group) -> str | None:
    """The form that a row belongs on: 4 or 5 for a transaction, and 3 for a holding that is late on a Form 5."""
    shown = group.text("transaction_form_type")
    if shown is None or shown in ("45" if kind == "transaction" else "3"):
        return shown
    path = f"{group.path}transaction_form_type"
    findings = group.record.findings
    message = f"{shown!r} is {'neither 4 nor 5' if kind == 'transaction' else 'not the 3 of a holding'}"
    findings.report(cells.UNREADABLE_CELL, message, findings.places[path], path, raw=shown)
    return None


def _report_lacking(fields: dict[str, Any], element: Element, group: Group) -> None:
    """Reports that a transaction does not say on which form it belongs or whether it involves an equity swap."""
    if fields["kind"] == "holding" or not element.is_closed or element.name in OLDER:
        return
    if fields["transaction_form_type"] is not None and fields["equity_swap_involved"] is not None:
        return
    for name, tag in (("transaction_form_type", "transactionFormType"), ("equity_swap_involved", "equitySwapInvolved")):
        path = f"{group.path}{name}"
        if fields[name] is None and path not in group.record.findings.places:
            message = f"the transaction has no {tag}"
            group.record.findings.report(xml.LACKS_ELEMENT, message, (element.start, element.inside), path)


def _report_blanks(fields: dict[str, Any], table: str, form: str, element: Element, group: Group) -> None:
    """Reports the cells that must not be blank and are; those of a transaction that is there only in part as one."""
    lacking = []
    for field in TABLES[table]:
        rule = cells.BLANK.get(field.name)
        if not field.is_cell or field.name in _SECOND or not (field.need or rule):
            continue
        if field.is_of_transaction and fields["kind"] == "holding":
            continue
        if form == "3" and table == "derivative_table" and rule is cells.NO_AMOUNT_OWNED:  # no column of that form
            continue
        found = [fields[name] for name in (field.name, EITHER.get(field.name)) if name in fields]
        if any(_is_filled(cell, note_is_enough=field.need != "value") for cell in found):
            continue
        if rule is None:
            lacking.append(field.name)
            continue
        place = fields[field.name].start if field.name in fields else element.start
        message = f"{field.name.replace('_', ' ')} is empty"
        path = group.path + field.name
        if rule is cells.DIRECT_INDIRECT and not fields.get("nature_of_ownership", NO_CELL).raw:
            message, path = f"{message}, and so is the nature of ownership", group.path.removesuffix(".")
        group.record.findings.report(rule, message, (place, place), path)
    if lacking:
        message = f"the transaction lacks {' and '.join(lacking)}".replace("_", " ")
        place = (element.start, element.inside)
        group.record.findings.report(cells.HALF_TRANSACTION, message, place, group.path.removesuffix("."))


def _is_filled(cell: Cell[Any], *, note_is_enough: bool) -> bool:
    return cell.value is not None or not cell.readable or (note_is_enough and bool(cell.footnotes))
