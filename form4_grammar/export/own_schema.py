"""The JSON Schema of what is printed of a form of one's own, made from its grammar."""

from __future__ import annotations

from typing import Any

from form4_grammar.export.contract import schema
from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.own_forms.names import BOX, REFERENCE, groups, is_answer, is_date

_NUMBER = {"type": "string", "pattern": r"^-?[0-9]+(?:\.[0-9]+)?$"}
_DATE = {"type": "string", "format": "date"}


def own_schema(grammar: Grammar) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document of this form; places (`--spans`) may be there or not."""
    whole = schema()
    document = whole["$defs"]["Document"]
    fields: dict[str, Any] = {}
    for group in groups(grammar):
        names = {name: _field(grammar, name) for name in group.names}
        if group.kind == "table":
            fields[group.rule] = {"type": "array", "items": _object({name: _cell(grammar, name) for name in names})}
        elif group.kind == "blocks":
            fields[group.rule] = {"type": "array", "items": _object(names)}
        elif group.kind == "notes":
            note = {"number": {"type": "integer"}, "text": _located({"type": "string"})}
            fields["footnotes"] = {"type": "array", "items": _object(note)}
        else:
            fields |= names
    filing = {**_object({"fields": _object(fields)}), "title": grammar.form}
    kept = {
        **document["properties"],
        "form": {"enum": [grammar.form, None]},
        "filing": {"anyOf": [filing, {"type": "null"}]},
    }
    definitions = {**whole["$defs"], "Document": {**document, "properties": kept}}
    return {**whole, "title": f"The form {grammar.form} as form4 reads it", "$defs": definitions}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _field(grammar: Grammar, name: str) -> dict[str, Any]:
    rule = name if name in grammar.rules else name + LAYOUT
    if rule not in grammar.rules:  # named after a terminal
        return _located(_DATE if is_date(name.upper()) else _NUMBER if name == "amount" else {"type": "string"})
    return _cell(grammar, name) if REFERENCE in grammar.reached(rule) else _located(_value(grammar, rule))


def _cell(grammar: Grammar, name: str) -> dict[str, Any]:
    cell = {
        "value": {"anyOf": [_value(grammar, name), {"type": "null"}]},
        "footnotes": {"type": "array", "items": {"type": "integer"}},
        "raw": {"type": "string"},
    }
    shown = _object(cell)
    shown["properties"]["span"] = {"anyOf": [{"$ref": "#/$defs/Span"}, {"type": "null"}]}
    return shown


def _located(value: dict[str, Any]) -> dict[str, Any]:
    """A value, or null; with `--spans` an object of it and its place."""
    empty = {"anyOf": [value, {"type": "null"}]}
    place = {"raw": {"type": ["string", "null"]}, "span": {"anyOf": [{"$ref": "#/$defs/Span"}, {"type": "null"}]}}
    return {"anyOf": [value, {"type": "null"}, _object({"value": empty, **place})]}


def _value(grammar: Grammar, rule: str) -> dict[str, Any]:
    own = {name for expansion in grammar.rules.get(rule, ()) for name in _own(grammar, expansion, rule)}
    if any(map(is_date, own)):
        return _DATE
    if "AMOUNT" in own:
        return _NUMBER
    return {"type": "boolean"} if own == {BOX} else {"type": "string"}


def _own(grammar: Grammar, expansion: tuple[str, ...], rule: str) -> list[str]:
    """The terminals and boxes that a rule itself is answered by, those of its hidden rules included."""
    found: list[str] = []
    for name in expansion:
        if name == BOX or is_answer(grammar, name):
            found.append(name)
        elif name.startswith("_") and name in grammar.rules and name != rule:
            found += [one for inner in grammar.rules[name] for one in _own(grammar, inner, name)]
    return found
