"""A document that was read, as the plain values that its JSON has. `contract` has the same shape as types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from form4_grammar.checking import Checked
from form4_grammar.diagnostics import Diagnostic, Label
from form4_grammar.documents.source import Source
from form4_grammar.model import Cell, Filing, Footnote, Submission
from form4_grammar.reading import Parsed

_ROW_PLAIN = ("kind", "transaction_form_type", "equity_swap_involved")


def parsed(path: str, document: Parsed, *, spans: bool = False) -> dict[str, Any]:
    """The JSON object of a document that was parsed."""
    filing = document.filing
    places = document.places if spans else None
    shown = None if filing is None else _filing(filing, document.source, places)
    if document.fields is not None:
        shown = {"fields": _fields(document.fields, "", document.source, places)}
    elif shown is not None and "issuer" in document.unread:
        shown["issuer"] = None
    return {
        "path": path,
        "form": document.form,
        "dialect": document.dialect,
        "submission": _submission(document.submission),
        "filing": shown,
        "unread": list(document.unread),
        "diagnostics": [diagnostic(found, document.source) for found in document.diagnostics],
    }


def checked(path: str, document: Checked) -> dict[str, Any]:
    """The JSON object of a document that was checked: the same without its filing."""
    return {
        "path": path,
        "form": document.form,
        "dialect": document.dialect,
        "submission": _submission(document.submission),
        "unread": list(document.unread),
        "diagnostics": [diagnostic(one, document.source) for one in document.diagnostics],
    }


def _submission(submission: Submission | None) -> dict[str, Any] | None:
    if submission is None:
        return None
    issuer, owners = submission.issuer, submission.reporting_owners
    return {
        **{field.name: _plain(getattr(submission, field.name)) for field in fields(submission)},
        "issuer": None if issuer is None else {"name": issuer.name, "cik": issuer.cik},
        "reporting_owners": [{"name": owner.name, "cik": owner.cik} for owner in owners],
        "documents": [asdict(document) for document in submission.documents],
    }


def diagnostic(found: Diagnostic, source: Source) -> dict[str, Any]:
    """The JSON object of a finding."""
    shown = {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "locus": found.locus.value,
        "message": found.message,
        "path": found.path,
        "span": _span(source, found.start, found.end),
        "labels": [_label(label, source) for label in found.labels],
        "help": found.help,
        "citation": found.citation,
    }
    return shown | {"raw": found.raw} if found.raw else shown


def _label(label: Label, source: Source) -> dict[str, Any]:
    return {"message": label.message, "path": label.path, "span": _span(source, label.start, label.end)}


def _span(source: Source, start: int, end: int) -> dict[str, Any]:
    places = {"start": source.position(start), "end": source.position(end)}
    shown: dict[str, Any] = {
        name: {"line": place.line, "column": place.column, "offset": place.offset} for name, place in places.items()
    }
    if source.paper is not None:
        page, box = source.paper.place(start, end) or (None, None)
        shown |= {"page": page, "box": box}
    return shown


def _filing(filing: Filing, source: Source, places: Mapping[str, tuple[int, int]] | None) -> dict[str, Any]:
    """The filing, whose scalars carry their places where `places` is given."""
    shown: dict[str, Any] = {}
    for name in (field.name for field in fields(filing)):
        value = getattr(filing, name)
        if name == "form_type":
            shown[name] = value
        elif name.endswith("_table"):
            shown[name] = [_row(row, source, spans=places is not None) for row in value]
        elif name == "extra":
            if value:
                shown[name] = _fields(value, "extra.", source, places)
        elif name == "date_offsets":
            shown[name] = dict(value)
        elif name == "other_elements":
            shown[name] = [{"path": one.path, "text": one.text} for one in value]
        elif name == "footnotes":
            shown[name] = [
                {"number": note.number, "text": _scalar(note.text, f"footnotes[{note.number}]", source, places)}
                for note in value
            ]
        else:
            shown[name] = _value(value, name, source, places)
    return shown


def _value(value: Any, path: str, source: Source, places: Mapping[str, tuple[int, int]] | None) -> Any:
    if isinstance(value, tuple):
        return [_value(one, f"{path}[{index}]", source, places) for index, one in enumerate(value)]
    if hasattr(value, "__dataclass_fields__"):
        return {
            field.name: _value(getattr(value, field.name), f"{path}.{field.name}", source, places) for field in fields(value)
        }
    if value is None and path.endswith(".relationship"):
        return None
    return _scalar(value, path, source, places)


def _scalar(value: Any, path: str, source: Source, places: Mapping[str, tuple[int, int]] | None) -> Any:
    shown = _plain(value)
    if places is None:
        return shown
    place = places.get(path)
    if place is None:
        return {"value": shown, "raw": None, "span": None}
    return {"value": shown, "raw": source.text[slice(*place)], "span": _span(source, *place)}


def _row(row: Any, source: Source, *, spans: bool) -> dict[str, Any]:
    shown = {
        field.name: value if field.name in _ROW_PLAIN else _cell(value, source, spans=spans)
        for field in fields(row)
        if field.name != "extra"
        for value in [getattr(row, field.name)]
    }
    if row.extra:
        shown["extra"] = {name: {**_cell(cell, source, spans=spans), "raw": cell.raw} for name, cell in row.extra.items()}
    return shown


def _cell(cell: Cell[Any], source: Source, *, spans: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"value": _plain(cell.value), "footnotes": list(cell.footnotes)}
    if spans or not cell.readable:
        shown["raw"] = cell.raw
    if spans:
        shown["span"] = None if cell.place is None else _span(source, *cell.place)
    return shown


def own_field(field: Any) -> Any:
    """The JSON of a field of a form of one's own, without places."""
    return _field(field, "", Source(""), None)


def _fields(
    found: Mapping[str, Any], prefix: str, source: Source, places: Mapping[str, tuple[int, int]] | None
) -> dict[str, Any]:
    """The fields of a form of one's own: scalars, cells, and lists of rows, blocks or notes; of a cell the raw text, too."""
    return {name: _field(field, prefix + name, source, places) for name, field in found.items()}


def _field(field: Any, path: str, source: Source, places: Mapping[str, tuple[int, int]] | None) -> Any:
    if isinstance(field, Cell):
        return {**_cell(field, source, spans=places is not None), "raw": field.raw}
    if isinstance(field, dict):
        return _fields(field, f"{path}.", source, places)
    if isinstance(field, Footnote):
        return {"number": field.number, "text": _scalar(field.text, f"footnotes[{field.number}]", source, places)}
    if isinstance(field, tuple):
        return [_field(one, f"{path}[{index}]", source, places) for index, one in enumerate(field)]
    return _scalar(field, path, source, places)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
