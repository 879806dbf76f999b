"""A filing becomes an ownership document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from form4_grammar.documents.submission import CIK_DIGITS
from form4_grammar.grammar import FORMS
from form4_grammar.model import EITHER, Cell, Filing, Footnote
from form4_grammar.ownership_xml.draft import Draft, put
from form4_grammar.ownership_xml.elements import (
    DOCUMENT,
    HIGHEST_NOTE,
    ISSUER,
    MOST_OWNERS,
    MOST_ROWS,
    MOST_SIGNATURES,
    OWNER,
    ROOT,
    SIGNATURE,
    TABLES,
    Field,
)

VERSIONS = (
    ("X0609", "X0607"), ("X0508", "X0206"), ("X0407", "X0206"), ("X0306", "X0206"), ("X0305", "X0205"), ("X0304", "X0204"),
    ("X0303", "X0203"), ("X0202", "X0202"),
)  # fmt: skip
"""The schemas that filings were written by, the newest first: that of Forms 4 and 5, and that of a Form 3 of the same time.

As filings of 2006 to 2026 show them; X0205, and X0202 for a Form 3, are deduced from the others.
"""

_FOREIGN_SYMBOL = next(field for field in ISSUER if field.name == "foreign_trading_symbol")
_RELATIONSHIP = "reportingOwnerRelationship"
_MOST = {"reporting_owners": MOST_OWNERS, "signatures": MOST_SIGNATURES, **dict.fromkeys(TABLES, MOST_ROWS)}


class Written(NamedTuple):
    """A document. ``left_out`` are sentences that say what of the filing is not in it, each beginning with its path."""

    text: str
    left_out: tuple[str, ...]


class CannotWriteError(ValueError):
    """The filing lacks what a document must have, or it does not fit. ``problems`` say what, each beginning with its path."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


class MissingCikError(CannotWriteError):
    """A CIK is neither in the filing nor given. ``paths`` are those of the missing ones."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = tuple(paths)
        super().__init__([f"{path}: missing" for path in paths])


def version(form_type: str, schema: str | None = None) -> str:
    """The schema of a form: of those of one time (`VERSIONS`) that of a Form 3 or the other, the newest without `schema`.

    Raises `ValueError` for a schema that is not known.
    """
    if schema is None:
        schema = VERSIONS[0][0]
    is_form3 = form_type.startswith("3")
    of_one_time = [pair for pair in VERSIONS if schema in pair]
    if not of_one_time:
        raise ValueError(f"no such schema: {schema!r}")
    if any(pair[is_form3] == schema for pair in of_one_time):
        return schema
    return of_one_time[-1][is_form3]


def write(
    filing: Filing, *, schema: str | None = None, issuer_cik: str | None = None, owner_ciks: Sequence[str] = ()
) -> Written:
    """The filing as XML by the newest schema, X0609 or for a Form 3 X0607, or by the one of `VERSIONS` that `schema` names.

    By X0306 a Form 4 that is no amendment is valid. The other schemas were not at hand: what came later stands where filings
    have it. CIKs are taken from the arguments, those of the owners by position, or else from the filing.

    What the schema has no place for is left out and told; nothing is put in but the empty element of a foreign symbol, which
    all filings of 2026 have. Raises `MissingCikError` for want of a CIK,
    `CannotWriteError` where something else that must be there is missing, unreadable or not what the schema takes, and
    `ValueError` for more CIKs than owners or for another `schema`.
    """
    if filing.form_type.removesuffix("/A") not in FORMS:
        raise CannotWriteError([f"form_type: {filing.form_type!r} is no Form 3, 4 or 5"])
    schema = version(filing.form_type, schema)
    filing, replaced = _with_ciks(filing, issuer_cik, owner_ciks)
    numbers = frozenset(note.number for note in filing.footnotes if 1 <= note.number <= HIGHEST_NOTE)
    draft = Draft(filing.form_type, schema, numbers, dict(filing.date_offsets), left_out=replaced)
    root = Element(ROOT)
    for item in {item.name: item for item in DOCUMENT}.values():
        value = getattr(filing, item.name)
        if item.name == "schema_version":
            SubElement(root, item.path).text = schema
        elif item.kind != "part":
            _write_item(root, item, value, draft)
        elif item.name == "issuer":
            element = put(root, item.path)
            _write_fields(element, ISSUER, value, item.name, draft)
            if draft.has(_FOREIGN_SYMBOL) and element[-1].tag != _FOREIGN_SYMBOL.path:
                put(element, _FOREIGN_SYMBOL.path)
        elif item.name == "footnotes":
            _write_footnotes(root, item, value, draft)
        else:
            _write_list(root, item, value, draft)
    for other in filing.other_elements:
        if other.text:
            draft.left_out.append(f"other_elements: {other.path}, which no version of the schema has")
    if draft.problems:
        raise CannotWriteError(draft.problems)
    indent(root, "    ")
    return Written(f'<?xml version="1.0"?>\n{tostring(root, encoding="unicode")}\n', tuple(draft.left_out))


def _with_ciks(filing: Filing, issuer_cik: str | None, owner_ciks: Sequence[str]) -> tuple[Filing, list[str]]:
    """The filing with the given CIKs, of ten digits, and what it said instead, as sentences that begin with a path."""
    owners = filing.reporting_owners
    if len(owner_ciks) > len(owners):
        raise ValueError(f"{len(owner_ciks)} CIKs for {len(owners)} owners")
    paths = ["issuer.cik", *(f"reporting_owners[{index}].cik" for index in range(len(owners)))]
    own = [filing.issuer.cik, *(owner.cik for owner in owners)]
    given = [issuer_cik, *owner_ciks, *[None] * (len(owners) - len(owner_ciks))]
    ciks = [(new.zfill(CIK_DIGITS) if new.isdigit() else new) if new else old for old, new in zip(own, given, strict=True)]
    missing = [path for path, cik in zip(paths[: MOST_OWNERS + 1], ciks, strict=False) if not cik]
    if missing:
        raise MissingCikError(missing)
    replaced = [
        f"{path}: {old}, since {new} was given"
        for path, old, new in zip(paths, own, given, strict=True)
        if old and new and old.lstrip("0") != new.lstrip("0")
    ]
    named = tuple(replace(owner, cik=cik) for owner, cik in zip(owners, ciks[1:], strict=True))
    return replace(filing, issuer=replace(filing.issuer, cik=ciks[0]), reporting_owners=named), replaced


def _write_item(root: Element, item: Field, value: Any, draft: Draft) -> None:
    """Writes an item of the header, if documents of this form have it."""
    reason = ""
    if item.name == "date_of_original_submission":
        if draft.form_type.endswith("/A"):
            item = item._replace(need="value")
        else:
            reason = "only an amendment has it"
    elif not draft.is_asked_of(item):
        reason = f"a Form {draft.form_type[0]} does not have it"
    elif item.name == "remarks" and value is not None:
        value = value.replace("\n", "\n\n")
    if not reason:
        draft.write_value(root, item, value, item.name)
    elif value is not None:
        draft.left_out.append(f"{item.name}: {reason}")


def _write_fields(parent: Element, fields: Sequence[Field], thing: Any, path: str, draft: Draft) -> None:
    for item in fields:
        value = thing
        for name in item.name.split("."):
            value = getattr(value, name, None)
        draft.write_value(parent, item, value, f"{path}.{item.name}")


def _write_list(root: Element, item: Field, things: Sequence[Any], draft: Draft) -> None:
    """Writes the owners, the rows of a table or the signatures."""
    most = _MOST[item.name]
    if item.need and not things:
        draft.problems.append(f"{item.name}: missing")
    if len(things) > most:
        draft.left_out.append(f"{item.name}[{most}] and what follows it: the schema takes {most}")
    for index, thing in enumerate(things[:most]):
        path = f"{item.name}[{index}]"
        if item.name in TABLES:
            _write_row(root, item.name, thing, path, draft)
            continue
        element = put(root, item.path)
        _write_fields(element, OWNER if item.name == "reporting_owners" else SIGNATURE, thing, path, draft)
        if item.name == "reporting_owners" and element.find(_RELATIONSHIP) is None:
            put(element, _RELATIONSHIP)


def _write_footnotes(root: Element, item: Field, notes: Sequence[Footnote], draft: Draft) -> None:
    written = set[int]()
    for note in notes:
        path = f"footnotes[{note.number}]"
        if note.number not in draft.notes:
            draft.left_out.append(f"{path}: the schema has notes 1 to {HIGHEST_NOTE}")
        elif note.number in written:
            draft.left_out.append(f"{path}: a second note of this number")
        else:
            written.add(note.number)
            element = put(root, item.path)
            element.set("id", f"F{note.number}")
            element.text = draft.fitted(item, note.text, path)


def _write_row(root: Element, table: str, row: Any, path: str, draft: Draft) -> None:
    if row.kind == "transaction" and draft.form_type.startswith("3"):
        draft.problems.append(f"{path}: a Form 3 has no transactions")
        return
    element = put(root, next(item.path for item in DOCUMENT if item.name == table and item.path.lower().endswith(row.kind)))
    for item in _columns(table, draft.form_type):
        value: Any = getattr(row, item.name, None)
        place = f"{path}.{item.name}"
        may_be_late = row.kind == "holding" and draft.form_type.startswith("5")
        if row.kind == "holding" and item.is_of_transaction and not (may_be_late and item.is_of_late_holding):
            are_notes = may_be_late and item.name == "transaction_code" and value.readable and value.value is None
            if _says_something(value) and not are_notes:
                draft.left_out.append(f"{place}: a holding does not have it")
        elif row.kind == "holding" and item.name == "transaction_form_type":
            draft.write_value(element, item._replace(need="", pattern="3"), value, place)
        elif item.kind == "notes":
            draft.write_notes(element, item, row.transaction_code.footnotes, f"{path}.transaction_code")
        elif not item.is_cell:
            draft.write_value(element, item, value, place)
        elif _is_chosen(item, row):
            draft.write_cell(element, item, value, place)
        elif _says_something(value):
            draft.left_out.append(f"{place}: the schema takes a number of shares or an amount of money, not both")


def _columns(table: str, form_type: str) -> tuple[Field, ...]:
    """The fields of a table's rows. Table II of a Form 3 does not ask for the amount owned."""
    if table == "derivative_table" and form_type.startswith("3"):
        return tuple(item._replace(need="") if "_owned_" in item.name else item for item in TABLES[table])
    return TABLES[table]


def _says_something(value: Any) -> bool:
    if isinstance(value, Cell):
        return value.value is not None or bool(value.footnotes) or not value.readable
    return value is not None


def _is_chosen(item: Field, row: Any) -> bool:
    """Whether a cell is written: of a number of shares and an amount of money the second only where it has the value."""
    for first, second in EITHER.items():
        if item.name in {first, second} and hasattr(row, second):
            is_second = getattr(row, first).value is None and getattr(row, second).value is not None
            return is_second == (item.name == second)
    return True
