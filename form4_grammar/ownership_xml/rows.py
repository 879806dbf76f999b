"""The rows of the tables of an ownership document."""

from __future__ import annotations

from typing import Any

from form4_grammar.diagnostics import Label, Rule
from form4_grammar.model import EITHER, NO_CELL, Cell, DerivativeRow, NonDerivativeRow, made_cell, made_row
from form4_grammar.ownership_xml.elements import OLDER, TABLES
from form4_grammar.ownership_xml.groups import Group, Held
from form4_grammar.ownership_xml.values import DAY_HELP, read_value
from form4_grammar.records import NamedTuple
from form4_grammar.rules import cells, xml

_CELLS = {name: tuple(field for field in fields if field.is_cell) for name, fields in TABLES.items()}
_CLASSES: dict[str, Any] = {"non_derivative_table": NonDerivativeRow, "derivative_table": DerivativeRow}
_SECOND = frozenset(EITHER.values())
_OWNERSHIP_FORMS = frozenset("DI")
_LETTERS = frozenset({"transaction_acquired_disposed_code", "direct_or_indirect_ownership"})
_CODES = frozenset("ACDEFGHIJLMOPSUWXZ")
"""The letters of transactions and of ownership."""
_TITLES = frozenset({"security_title", "underlying_security_title"})


def read_row(group: Group, table: str, form: str) -> Any:
    """A row of `table`, or None where the document breaks off before anything of it is complete."""
    record, path = group.record, group.path.removesuffix(".")
    fields: dict[str, Any] = {}
    for held in group.cells(_CELLS[table]):
        fields[held[0].name] = _read_cell(held, group)
    if not (fields or group.is_whole):
        return None
    fields["kind"] = _kind(group.name, fields)
    if fields["kind"] == "holding" and "transaction_date" in fields and fields["transaction_date"].raw:
        record.findings.report(cells.HALF_TRANSACTION, f"{group.name} has the date of a transaction", group.tag, path)
    if fields["kind"] == "transaction" or group.has("transaction_form_type"):
        fields["transaction_form_type"] = _form_type(fields["kind"], group)
    if fields["kind"] == "transaction" or group.has("equity_swap_involved"):
        fields["equity_swap_involved"] = group.flag("equity_swap_involved", cells.UNREADABLE_CELL, path)
        _report_lacking(fields, group)
    if group.is_whole:
        _report_blanks(fields, table, form, group)
    if "nature_of_ownership" in fields and fields["nature_of_ownership"].value in _OWNERSHIP_FORMS:
        nature = fields["nature_of_ownership"]
        message = f"the nature of the ownership is {nature.raw!r}"
        record.findings.report(cells.SWAPPED, message, (nature.start, nature.end), path)
    return made_row(_CLASSES[table], fields)


def _kind(name: str, fields: dict[str, Any]) -> str:
    """Whether a row is a transaction or a holding, by its element's name or else by whether it has a date or a code."""
    for kind in ("Transaction", "Holding"):
        if name.endswith(kind):
            return kind.lower()
    found = (fields.get(name) for name in ("transaction_date", "transaction_code"))
    return "transaction" if any(cell is not None and cell.raw for cell in found) else "holding"


def _read_cell(held: Held, group: Group) -> Cell[Any]:
    field, shown, raw, start, end, notes = held
    if not shown:
        return made_cell(None, notes, raw, start, end)
    record = group.record
    path = group.path + field.name
    read, doubt = read_value(field, shown)
    if doubt is not None:
        # A letter of another column was probably exchanged with that column's cell
        where = group.path.removesuffix(".") if read is None and field.name in _LETTERS and shown in _CODES else path
        record.findings.report(*doubt, (start, end), where, DAY_HELP if field.kind == "date" else "")
    elif field.kind == "date":
        record.note_offset(path, shown)
    elif field.name in _TITLES:
        record.doubt_name(path, shown, (start, end))
    return made_cell(read, notes, raw, start, end, read is not None)


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


def _report_lacking(fields: dict[str, Any], group: Group) -> None:
    """Reports that a transaction does not say on which form it belongs or whether it involves an equity swap."""
    if fields["kind"] == "holding" or not group.is_whole or group.name in OLDER:
        return
    if fields["transaction_form_type"] is not None and fields["equity_swap_involved"] is not None:
        return
    for name, tag in (("transaction_form_type", "transactionFormType"), ("equity_swap_involved", "equitySwapInvolved")):
        path = f"{group.path}{name}"
        if fields[name] is None and path not in group.record.findings.places:
            group.record.findings.report(xml.LACKS_ELEMENT, f"the transaction has no {tag}", group.tag, path)


class _Asked(NamedTuple):
    """A cell that must not be blank, or another one, ``either``, instead of it; ``rule`` is what it breaks if it is."""

    name: str
    either: str
    note_is_enough: bool
    rule: Rule | None


def _asked(table: str, kind: str, form: str) -> list[_Asked]:
    found = []
    for field in _CELLS[table]:
        rule = cells.BLANK.get(field.name)
        if field.name in _SECOND or not (field.need or rule) or (field.is_of_transaction and kind == "holding"):
            continue
        if form == "3" and table == "derivative_table" and rule is cells.NO_AMOUNT_OWNED:  # no column of that form
            continue
        found.append(_Asked(field.name, EITHER.get(field.name, field.name), field.need != "value", rule))
    return found


_MUST_NOT_BE_BLANK = {
    (table, kind, form): _asked(table, kind, form) for table in TABLES for kind in ("transaction", "holding") for form in "345"
}


def _report_blanks(fields: dict[str, Any], table: str, form: str, group: Group) -> None:
    """Reports the cells that must not be blank and are; those of a transaction that is there only in part as one."""
    lacking = []
    for name, either, note_is_enough, rule in _MUST_NOT_BE_BLANK[table, fields["kind"], form]:
        if _is_filled(fields.get(name, NO_CELL), note_is_enough) or _is_filled(fields.get(either, NO_CELL), note_is_enough):
            continue
        if rule is None:
            lacking.append(name)
            continue
        place = fields[name].start if name in fields else group.tag[0]
        message = f"{name.replace('_', ' ')} is empty"
        path = group.path + name
        if rule is cells.DIRECT_INDIRECT and not fields.get("nature_of_ownership", NO_CELL).raw:
            message, path = f"{message}, and so is the nature of ownership", group.path.removesuffix(".")
        labels = () if either == name else (Label(place, place, "or what may stand instead of it", group.path + either),)
        group.record.findings.report(rule, message, (place, place), path, labels=labels)
    if lacking:
        message = f"the transaction lacks {' and '.join(lacking)}".replace("_", " ")
        group.record.findings.report(cells.HALF_TRANSACTION, message, group.tag, group.path.removesuffix("."))


def _is_filled(cell: Cell[Any], note_is_enough: bool) -> bool:
    return cell.value is not None or not cell.readable or (note_is_enough and bool(cell.footnotes))
