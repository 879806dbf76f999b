"""The JSON of a form of one's own back to its fields, by its grammar; keys that the grammar does not have are left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from form4_grammar.as_json.json_values import NotAFiling, is_reference, read_date, read_number
from form4_grammar.grammar import Grammar
from form4_grammar.model import EXTRA, Cell, Filing, Footnote
from form4_grammar.own_forms.derived import columns_added
from form4_grammar.own_forms.fields import Field, Fields, Scalar
from form4_grammar.own_forms.names import Group, added_groups, may_refer, type_of
from form4_grammar.transform.tables import PATHS


def own_fields(given: object, of: Iterable[Group], grammar: Grammar, path: str = "fields") -> Fields:
    """The fields of some groups, as `fields_of` has them. Raises `NotAFiling` where a value is of another type or lacking."""
    shown = _object(given, path)
    found: Fields = {}
    for group in of:
        if group.kind == "notes":
            notes = _list(shown, "footnotes", path)
            found["footnotes"] = tuple(_note(one, f"{path}.footnotes[{index}]") for index, one in enumerate(notes))
        elif group.kind in ("table", "blocks"):
            rows = enumerate(_list(shown, group.rule, path))
            found[group.rule] = tuple(_named(one, group, grammar, f"{path}.{group.rule}[{index}]") for index, one in rows)
        else:
            found |= _named(shown, group, grammar, path)
    return found


def with_extra(filing: Filing, given: Mapping[str, Any], grammar: Grammar) -> Filing:
    """The filing with what a derived form adds. Raises `NotAFiling` as `own_fields` does."""
    outside = [group for group in added_groups(grammar) if group.rule not in PATHS]
    tables: dict[str, Any] = {}
    for table, group in columns_added(grammar).items():
        rows = zip(getattr(filing, table), given.get(table) or (), strict=True)
        tables[table] = tuple(
            replace(row, extra=_named(shown.get(EXTRA), group, grammar, f"{table}[{index}].{EXTRA}"))
            for index, (row, shown) in enumerate(rows)
        )
    extra = own_fields(given.get(EXTRA), outside, grammar, EXTRA) if outside else {}
    return replace(filing, extra=extra, **tables)


def _named(given: object, group: Group, grammar: Grammar, path: str) -> Fields:
    """The fields of a row, of a block, or of the page itself."""
    shown = _object(given, path)
    found: Fields = {}
    for name in group.names:
        if name not in shown:
            raise NotAFiling(f"{path}: {name} is lacking, which the form has")
        is_cell = group.kind == "table" or may_refer(grammar, name)
        read = _cell if is_cell else _scalar
        found[name] = read(shown[name], name, grammar, f"{path}.{name}")
    return found


def _cell(given: object, name: str, grammar: Grammar, path: str) -> Cell[Any]:
    shown = _object(given, path)
    value = _scalar(shown.get("value"), name, grammar, path)
    numbers, raw = shown.get("footnotes", []), shown.get("raw", "")
    if not isinstance(numbers, list) or not all(type(one) is int for one in numbers) or not isinstance(raw, str):
        raise NotAFiling(f"{path}: a cell has a value, a list of numbers as footnotes, and its raw text")
    footnotes = tuple(numbers)
    readable = value is not None or not raw or is_reference(raw, footnotes)
    return Cell(value, footnotes, raw, readable=readable)


def _scalar(given: object, name: str, grammar: Grammar, path: str) -> Scalar:
    value = given.get("value") if isinstance(given, dict) else given
    if value is None:
        return None
    wanted = type_of(grammar, name)
    if wanted == "box":
        if isinstance(value, bool):
            return value
    elif isinstance(value, str):
        return read_date(value, path) if wanted == "date" else read_number(value, path) if wanted == "number" else value
    raise NotAFiling(f"{path}: {value!r}, where a {wanted} is wanted")


def _note(given: object, path: str) -> Footnote:
    shown = _object(given, path)
    text = shown.get("text")
    text = text.get("value") if isinstance(text, dict) else text
    if type(shown.get("number")) is not int or not isinstance(text, str):
        raise NotAFiling(f"{path}: a note has a number and a text")
    return Footnote(shown["number"], text)


def _list(shown: Mapping[str, Any], name: str, path: str) -> list[Any]:
    found: Field = shown.get(name)
    if not isinstance(found, list):
        raise NotAFiling(f"{path}: {name} is a list")
    return found


def _object(given: object, path: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise NotAFiling(f"{path}: an object is wanted")
    return given
