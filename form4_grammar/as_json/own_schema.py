"""The JSON Schema of what is printed of a form of one's own, made from its grammar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from form4_grammar.as_json.contract import schema
from form4_grammar.grammar import Grammar
from form4_grammar.model import EXTRA
from form4_grammar.own_forms.derived import columns_added
from form4_grammar.own_forms.names import Group, added_groups, groups, may_refer, type_of
from form4_grammar.transform.tables import PATHS

_VALUES: dict[str, dict[str, Any]] = {
    "date": {"type": "string", "format": "date"},
    "number": {"type": "string", "pattern": r"^-?[0-9]+(?:\.[0-9]+)?$"},
    "box": {"type": "boolean"},
    "text": {"type": "string"},
}
_ROWS = {"non_derivative_table": "NonDerivativeRow", "derivative_table": "DerivativeRow"}
_NULL = {"type": "null"}


def own_schema(grammar: Grammar) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document of this form; places (`--spans`) may be there or not.

    A form that is derived from Form 3, 4 or 5 has the schema of these, and `extra` for what it adds.
    """
    whole = schema()
    if grammar.base:
        definitions = _with_extra(whole["$defs"], grammar)
        filing: dict[str, Any] = {"$ref": "#/$defs/Filing"}
    else:
        definitions = whole["$defs"]
        filing = {**_object({"fields": _object(_fields(grammar, groups(grammar)))}), "title": grammar.form}
    document = definitions["Document"]
    kept = {
        **document["properties"],
        "form": {"enum": [grammar.form, None]},
        "filing": {"anyOf": [filing, _NULL]},
    }
    definitions = {**definitions, "Document": {**document, "properties": kept}}
    return {**whole, "title": f"The form {grammar.form} as form4 reads it", "$defs": definitions}


def _with_extra(definitions: dict[str, Any], grammar: Grammar) -> dict[str, Any]:
    """The definitions of a filing and its rows with what a derived form adds to them."""
    found = dict(definitions)
    outside = _fields(grammar, [group for group in added_groups(grammar) if group.rule not in PATHS])
    if outside:
        found["Filing"] = _extended(definitions["Filing"], _object(outside))
    for table, group in columns_added(grammar).items():
        cells = _object({name: _cell(grammar, name) for name in group.names})
        found[_ROWS[table]] = _extended(definitions[_ROWS[table]], cells)
    return found


def _extended(definition: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    required = [*definition["required"], EXTRA]
    return {**definition, "properties": {**definition["properties"], EXTRA: extra}, "required": required}


def _fields(grammar: Grammar, of: Iterable[Group]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for group in of:
        if group.kind == "table":
            fields[group.rule] = {"type": "array", "items": _object({name: _cell(grammar, name) for name in group.names})}
        elif group.kind == "blocks":
            fields[group.rule] = {"type": "array", "items": _object({name: _field(grammar, name) for name in group.names})}
        elif group.kind == "notes":
            note = {"number": {"type": "integer"}, "text": _located(_VALUES["text"])}
            fields["footnotes"] = {"type": "array", "items": _object(note)}
        else:
            fields |= {name: _field(grammar, name) for name in group.names}
    return fields


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _field(grammar: Grammar, name: str) -> dict[str, Any]:
    return _cell(grammar, name) if may_refer(grammar, name) else _located(_VALUES[type_of(grammar, name)])


def _cell(grammar: Grammar, name: str) -> dict[str, Any]:
    cell = {
        "value": {"anyOf": [_VALUES[type_of(grammar, name)], _NULL]},
        "footnotes": {"type": "array", "items": {"type": "integer"}},
        "raw": {"type": "string"},
    }
    shown = _object(cell)
    shown["properties"]["span"] = {"anyOf": [{"$ref": "#/$defs/Span"}, _NULL]}
    return shown


def _located(value: dict[str, Any]) -> dict[str, Any]:
    """A value, or null; with `--spans` an object of it and its place."""
    empty = {"anyOf": [value, _NULL]}
    place = {"raw": {"type": ["string", "null"]}, "span": {"anyOf": [{"$ref": "#/$defs/Span"}, _NULL]}}
    return {"anyOf": [value, _NULL, _object({"value": empty, **place})]}
