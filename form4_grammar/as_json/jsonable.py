"""A document that was read, as the plain values that its JSON has, by `described`, as `contract` has them as types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from form4_grammar.as_json.described import Kind, described, each
from form4_grammar.checking import Checked
from form4_grammar.diagnostics import Diagnostic, Label
from form4_grammar.documents.source import Source
from form4_grammar.model import EXTRA, Cell, Footnote
from form4_grammar.reading import Parsed


def parsed(path: str, document: Parsed, *, spans: bool = False) -> dict[str, Any]:
    """The JSON object of a document that was parsed."""
    filing = document.filing
    places = document.places if spans else None
    shown = None if filing is None else _object(filing, "", document.source, places)
    if document.fields is not None:
        shown = {"fields": _fields(document.fields, "", document.source, places)}
    elif shown is not None and "issuer" in document.unread:
        shown["issuer"] = None
    return {
        "path": path,
        "form": document.form,
        "dialect": document.dialect,
        "submission": None if document.submission is None else _object(document.submission, "", document.source, None),
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
        "submission": None if document.submission is None else _object(document.submission, "", document.source, None),
        "unread": list(document.unread),
        "diagnostics": [diagnostic(one, document.source) for one in document.diagnostics],
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


def _object(one: Any, path: str, source: Source, places: Mapping[str, tuple[int, int]] | None) -> dict[str, Any]:
    """An object of the model, whose scalars carry their places where `places` is given."""
    shown: dict[str, Any] = {}
    spans = places is not None
    for field in described(one.__class__):
        name, kind = field.name, field.kind
        value = getattr(one, name)
        if kind == "cell":
            shown[name] = _cell(value, source, spans=spans)
        elif kind == "plain" or (value is None and not spans):
            shown[name] = _plain(value)
        else:
            shown[name] = _value(kind, value, path + field.step, source, places)
    if extra := getattr(one, EXTRA, None):
        shown[EXTRA] = _fields(extra, f"{EXTRA}.", source, places)
    return shown


def _value(kind: Kind, value: Any, path: str, source: Source, places: Mapping[str, tuple[int, int]] | None) -> Any:
    match kind:
        case "one":
            return None if value is None else _object(value, path, source, places)
        case "many":
            return [_object(one, where, source, places) for where, one in each(path, value)]
        case "pairs":
            return dict(value)
        case _:
            return _scalar(value, path.removeprefix("."), source, places)


def _scalar(value: Any, path: str, source: Source, places: Mapping[str, tuple[int, int]] | None) -> Any:
    shown = _plain(value)
    if places is None:
        return shown
    place = places.get(path)
    if place is None:
        return {"value": shown, "raw": None, "span": None}
    return {"value": shown, "raw": source.text[slice(*place)], "span": _span(source, *place)}


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
