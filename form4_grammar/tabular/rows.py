"""From a reading to rows: pure functions, whose rows are tuples in the order of the table's columns."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.model import CELLS, Cell, DerivativeRow, Filing, NonDerivativeRow, Relationship
from form4_grammar.reading import Parsed
from form4_grammar.tabular import identity
from form4_grammar.tabular.schema import (
    DECIMALS,
    DIAGNOSTICS,
    DIGITS,
    DOCUMENTS,
    OF_ROWS,
    SUBMISSION,
    TABLES,
    Column,
    Kind,
    Table,
)

Value = str | int | date | datetime | Decimal | None
Row = tuple[Value, ...]
Rows = dict[str, list[Row]]

_LIMIT = Decimal(10) ** (DIGITS - DECIMALS)
_LONGEST_RAW = 500
_WHOLE = "filing"
"""The path of what is no row of a list."""
_RELATIONSHIPS = (
    ("is_director", "Director"),
    ("is_officer", "Officer"),
    ("is_ten_percent_owner", "TenPercentOwner"),
    ("is_other", "Other"),
)


class Document(NamedTuple):
    """A document of a run. ``sha256`` and ``size`` are those of its content, ``key`` its key in DOCUMENTS."""

    path: str
    sha256: str | None
    size: int | None
    read_by: str
    key: str


def document(path: str, content: str | bytes | None, read_by: str) -> Document:
    """A document by its path and content, of a text as UTF-8, None where it could not be opened; `read_by` is who reads it."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    told = hashlib.sha256(data).hexdigest() if data is not None else None
    size = len(data) if data is not None else None
    return Document(path, told, size, read_by, identity.document_key(path, told or ""))


def rows(one: Document, parsed: Parsed, diagnostics: Sequence[Diagnostic] | None = None) -> Rows:
    """The rows of all tables that a document gives. `diagnostics` are the findings, by default those of reading."""
    found: Rows = {name: [] for name in TABLES}
    told = parsed.diagnostics if diagnostics is None else diagnostics
    filing = parsed.filing
    accession: str | None = None
    stand_ins: list[str] = []
    if filing is not None:
        accession, is_stand_in = identity.accession_number(parsed.submission, one.sha256 or one.path)
        ciks = identity.ciks(filing, parsed.submission, one.sha256 or one.path)
        stand_ins += ["ACCESSION_NUMBER"] if is_stand_in else []
        stand_ins += ciks.stand_ins
        stand_ins += [f"OWNERSIGNATURENAME of signatures[{i}]" for i, by in enumerate(filing.signatures) if by.name is None]
        _fill(found, _Trace(one, accession, parsed), filing, ciks)
    elif parsed.unread and parsed.submission is not None:
        accession = parsed.submission.accession_number
    found["DOCUMENTS"].append(_document(one, parsed, told, accession, stand_ins))
    found["DIAGNOSTICS"] += _diagnostics(one, parsed, told, accession)
    return found


def failed(one: Document, status: str, reason: str) -> Rows:
    """The rows of a document that could not be read at all: one in DOCUMENTS."""
    found: Rows = {name: [] for name in TABLES}
    known = {"DOCUMENT_KEY": one.key, "PATH": one.path, "SHA256": one.sha256, "BYTES": one.size, "READ_BY": one.read_by}
    found["DOCUMENTS"].append(_in_order(DOCUMENTS, known | {"STATUS": status, "REASON": reason}))
    return found


class _Trace(NamedTuple):
    """What the rows of one document share."""

    document: Document
    accession: str
    parsed: Parsed

    def of(self, path: str, place: tuple[int, int] | None, again: int = 0) -> Row:
        """The last columns of a row: its key, its document, its path and its place. `again`: how many before have the path."""
        start, end = place if place is not None else (None, None)
        key = self.document.key
        own = row_key(key, path) + (f"#{again + 1}" if again else "")
        return own, key, path, start, end, self.document.path, self.document.read_by


def row_key(document_key: str, path: str) -> str:
    """The key of a row of a document: that of the document, and the place in the filing's JSON."""
    return f"{document_key}:{path}"


def _fill(found: Rows, trace: _Trace, filing: Filing, ciks: identity.Ciks) -> None:
    accession, place = trace.accession, trace.parsed.place
    found["SUBMISSION"].append(_submission(trace, filing, ciks))
    numbers_of_files = identity.file_numbers(filing, ciks.owners, trace.parsed.submission)
    for index, (owner, cik, number) in enumerate(zip(filing.reporting_owners, ciks.owners, numbers_of_files, strict=True)):
        path = f"reporting_owners[{index}]"
        at, is_what = owner.address, owner.relationship
        title, text = (is_what.officer_title, is_what.other_text) if is_what is not None else (None, None)
        address = (at.street1, at.street2, at.city, at.state, at.zip_code, at.state_description)
        abroad = (at.country, at.non_us_state_territory)
        told = (accession, cik, owner.name, _relationship(is_what), title, text, *address, number, *abroad)
        found["REPORTINGOWNER"].append((*told, *trace.of(path, place(path))))
    for name in ("non_derivative_table", "derivative_table"):
        for index, row in enumerate(getattr(filing, name)):
            table = OF_ROWS[name, row.kind]
            found[table.name].append(_reported(table, trace, f"{name}[{index}]", row))
    numbers: Counter[int] = Counter()
    for note in filing.footnotes:
        path = f"footnotes[{note.number}]"
        traced = trace.of(path, place(path), numbers[note.number])
        found["FOOTNOTES"].append((accession, f"F{note.number}", note.text, *traced))
        numbers[note.number] += 1
    for index, by in enumerate(filing.signatures):
        path = f"signatures[{index}]"
        signed = (accession, by.name if by.name is not None else f"~{index + 1}", by.date)
        found["OWNER_SIGNATURE"].append((*signed, *trace.of(path, place(path))))


def _submission(trace: _Trace, filing: Filing, ciks: identity.Ciks) -> Row:
    header = trace.parsed.submission
    known: dict[str, Value] = {
        column.name: _plain(getattr(filing, column.field)) for column in SUBMISSION.columns if column.field is not None
    }
    known |= {
        "ACCESSION_NUMBER": trace.accession,
        "FILING_DATE": header.filed_as_of_date if header is not None else None,
        "ACCEPTANCE_DATETIME": header.acceptance_datetime if header is not None else None,
        "ISSUERCIK": ciks.issuer,
        "ISSUERNAME": filing.issuer.name,
        "ISSUERTRADINGSYMBOL": filing.issuer.trading_symbol,
        "FOREIGN_TRADING_SYMBOL": filing.issuer.foreign_trading_symbol,
    }
    of_all = trace.of(_WHOLE, (0, len(trace.parsed.source.text)))
    return (*_in_order(SUBMISSION, known)[: -len(of_all)], *of_all)


def _relationship(boxes: Relationship | None) -> str | None:
    """The boxes that are ticked, as the SEC's files have them; None where the page shows none."""
    if boxes is None:
        return None
    return ",".join(name for field, name in _RELATIONSHIPS if getattr(boxes, field)) or None


class _Plan(NamedTuple):
    """How a row becomes one of a table: what is asked of it in one go, and what each column does with its answer.

    ``cells`` gives all cells, ``names`` what they are called; ``values`` and ``notes`` are the cells with a column for their
    value, and for their references.
    """

    of_columns: Callable[[Any], tuple[Any, ...]]
    columns: tuple[Column, ...]
    cells: Callable[[Any], tuple[Cell[Any], ...]]
    names: tuple[str, ...]
    values: frozenset[str]
    notes: frozenset[str]


@cache
def _plan(table: Table, *, is_derivative: bool) -> _Plan:
    row_type: type[Any] = DerivativeRow if is_derivative else NonDerivativeRow
    names = CELLS[row_type]
    columns = table.columns[2 : table.names.index("AMENDS_ROW")]
    asked = [column.field or "kind" for column in columns]
    values = frozenset(column.field for column in columns if column.field is not None and not column.notes)
    notes = frozenset(column.field for column in columns if column.field is not None and column.notes)
    return _Plan(attrgetter(*asked), columns, attrgetter(*names), names, values, notes)


def _reported(table: Table, trace: _Trace, path: str, row: NonDerivativeRow | DerivativeRow) -> Row:
    """A row of Table I or II."""
    plan = _plan(table, is_derivative=isinstance(row, DerivativeRow))
    cells = plan.cells(row)
    starts = [cell.start for cell in cells if cell.start >= 0]
    place = (min(starts), max(cell.end for cell in cells)) if starts else None
    traced = trace.of(path, place)
    key = traced[0]
    assert isinstance(key, str)
    shown: list[Value] = [trace.accession, identity.number_of(key)]
    too_long = set()
    for column, asked in zip(plan.columns, plan.of_columns(row), strict=True):
        if column.field is None:
            shown.append(None)
        elif not isinstance(asked, Cell):
            shown.append(_plain(asked))
        elif column.notes:
            shown.append(",".join([f"F{number}" for number in asked.footnotes]) if asked.footnotes else None)
        elif column.kind is Kind.NUMBER and asked.value is not None and not _fits(asked.value):
            too_long.add(column.field)
            shown.append(None)
        else:
            shown.append(asked.value)
    return (*shown, None, _others(plan, row, cells, too_long), *traced)


def _others(plan: _Plan, row: NonDerivativeRow | DerivativeRow, cells: Sequence[Cell[Any]], too_long: set[str]) -> str | None:
    """What the columns of a row cannot hold, as JSON: cells without a column, what is no value, digits beyond a decimal's."""
    others = {}
    extra = ((f"extra.{name}", cell) for name, cell in row.extra.items())
    for name, cell in (*zip(plan.names, cells, strict=True), *extra):
        has_value = cell.value is not None and (name not in plan.values or name in too_long)
        if has_value or not cell.readable or (cell.footnotes and name not in plan.notes):
            value = f"{cell.value:f}" if isinstance(cell.value, Decimal) else cell.value
            value = value.isoformat() if isinstance(value, date) else value
            others[name] = {"value": value, "footnotes": list(cell.footnotes)}
            others[name] |= {} if cell.readable else {"raw": cell.raw}
    return json.dumps(others, ensure_ascii=False) if others else None


def _fits(value: Decimal) -> bool:
    """Whether a decimal of the tables holds a number exactly."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMALS:
        exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -DECIMALS and abs(value) < _LIMIT


def _plain(value: Any) -> Value:
    """A scalar: boxes are 1 and 0, as in the SEC's files."""
    return str(int(value)) if isinstance(value, bool) else value


def _document(
    one: Document, parsed: Parsed, told: Sequence[Diagnostic], accession: str | None, stand_ins: Sequence[str]
) -> Row:
    filing = parsed.filing
    status, reason = _status(parsed)
    known: dict[str, Value] = {
        "DOCUMENT_KEY": one.key,
        "PATH": one.path,
        "SHA256": one.sha256,
        "BYTES": one.size,
        "STATUS": status,
        "REASON": reason,
        "DIALECT": parsed.dialect if not parsed.source.refused else None,
        "FORM": parsed.form,
        "LAYOUT": _layout(parsed),
        "ACCESSION_NUMBER": accession,
        "STAND_INS": "; ".join(stand_ins) or None,
        "UNREAD": ",".join(parsed.unread) or None,
        "READ_BY": one.read_by,
    }
    if filing is not None:
        known |= {
            "CONTENT_KEY": identity.content_key(filing),
            "OWNERS": len(filing.reporting_owners),
            "NONDERIV_ROWS": len(filing.non_derivative_table),
            "DERIV_ROWS": len(filing.derivative_table),
            "NOTES": len(filing.footnotes),
            "SIGNATURES": len(filing.signatures),
        }
    for severity in Severity:
        known[f"{severity.name}S"] = sum(found.severity is severity for found in told)
    return _in_order(DOCUMENTS, known)


def _status(parsed: Parsed) -> tuple[str, str | None]:
    if parsed.filing is not None:
        return ("partial", None) if parsed.unread else ("read", None)
    if parsed.fields is not None:
        return ("partial", None) if parsed.unread else ("read", None)
    gravest = max(parsed.diagnostics, key=lambda found: found.severity.rank).message
    if parsed.source.refused:
        return "refused", gravest
    return ("partial" if parsed.unread else "no-form"), gravest


def _layout(parsed: Parsed) -> str | None:
    """The year since when the form has had the layout that a page has; of XML its schema."""
    if parsed.dialect == "xml":
        return parsed.filing.schema_version if parsed.filing is not None else None
    return str(parsed.layout_year) if parsed.layout_year is not None else None


def _diagnostics(one: Document, parsed: Parsed, told: Sequence[Diagnostic], accession: str | None) -> Iterator[Row]:
    for number, found in enumerate(told, 1):
        position = parsed.source.position(found.start)
        raw = found.raw or parsed.source.text[found.start : min(found.end, found.start + _LONGEST_RAW)]
        known: dict[str, Value] = {
            "DOCUMENT_KEY": one.key,
            "ACCESSION_NUMBER": accession,
            "NUMBER": number,
            "CODE": found.code,
            "NAME": found.rule.name,
            "SEVERITY": found.severity.value,
            "LOCUS": found.rule.locus.value,
            "MESSAGE": found.message,
            "JSON_PATH": found.path,
            "ROW_KEY": _row_of(one, parsed, found.path),
            "LINE": position.line,
            "COLUMN_NUMBER": position.column,
            "START_OFFSET": found.start,
            "END_OFFSET": found.end,
            "RAW": raw[:_LONGEST_RAW] or None,
            "HELP": found.help or None,
            "CITATION": found.rule.source or None,
            "SOURCE": one.path,
            "READ_BY": one.read_by,
        }
        yield _in_order(DIAGNOSTICS, known)


def _row_of(one: Document, parsed: Parsed, path: str | None) -> str | None:
    """The key of the row that a path of the JSON is in; None for a whole list, or where no row is concerned."""
    if path is None or parsed.filing is None:
        return None
    if "[" not in path:
        return None if hasattr(parsed.filing, path) and path.endswith(_LISTS) else row_key(one.key, _WHOLE)
    return row_key(one.key, path.split("]", 1)[0] + "]")


_LISTS = ("_table", "_owners", "footnotes", "signatures")


def _in_order(table: Table, known: Mapping[str, Value]) -> Row:
    return tuple(known.get(name) for name in table.names)
