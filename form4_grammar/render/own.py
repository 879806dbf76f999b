"""A page of a form of one's own: its fields put into their places, by walking the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.model import Cell, Footnote
from form4_grammar.own_forms.names import BOX, NOTE_NUMBER, REFERENCE, Group, groups, is_answer, is_date
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.render.escaping import escaped, one_line
from form4_grammar.render.fitting import shown_value
from form4_grammar.render.writing import Answers, write, write_page

_TICK, _NO_TICK = '<input checked="" type="checkbox"/>', '<input type="checkbox"/>'


def render_own(fields: Mapping[str, Any], grammar: Grammar) -> str:
    """The page of these fields: reading it gives them again, as far as the grammar has places for them.

    Raises `ValueError` where the grammar asks for an answer that is not given.
    """
    return write_page(grammar, answers_of(grammar, "page", groups(grammar), fields))


def answers_of(grammar: Grammar, rule: str, of: Sequence[Group], fields: Mapping[str, Any]) -> Answers:
    """The answers of a part of the page: those of the rules in it that hold fields of these groups, however deep."""
    by_rule = {group.rule: group for group in of}
    found: dict[str, Sequence[str | Answers]] = {}
    for name in dict.fromkeys(_visible(grammar, rule)):
        group = by_rule.get(name)
        if group is None:
            if inside := answers_of(grammar, name, of, fields):
                found[name] = [inside]
        elif group.kind == "table":
            found[name] = [{f"{name}_row": [_row(grammar, name, row) for row in fields.get(name, ())]}]
        elif group.kind == "notes":
            if NOTE_NUMBER in grammar.reached(name + LAYOUT):
                found[name] = [_note(note) for note in fields.get("footnotes", ())]
        elif group.kind == "blocks":
            found[name] = [_inside(grammar, name + LAYOUT, name, block) for block in fields.get(name, ())]
        else:
            found[name] = [_inside(grammar, name + LAYOUT, name, fields)]
    return found


def _visible(grammar: Grammar, rule: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The rules that stand in a rule, those of hidden ones included."""
    for expansion in grammar.rules.get(rule, ()):
        for name in expansion:
            if name.startswith("_") and name in grammar.rules and name not in seen:
                yield from _visible(grammar, name, seen | {name})
            elif name in grammar.rules and not name.startswith("_"):
                yield name


def _inside(grammar: Grammar, rule: str, name: str, fields: Mapping[str, Any]) -> Answers:
    """The answers of what stands inside a line; `name` is the field that the rule itself is."""
    found: dict[str, Sequence[str | Answers]] = {}
    for child in dict.fromkeys(_visible(grammar, rule)):
        if child in (BOX, REFERENCE):
            continue
        lines = str(fields.get(child) or "").split("\n") if isinstance(fields.get(child), str) else [fields.get(child)]
        inside = [_inside(grammar, child, child, {**fields, child: line}) for line in lines]
        if inside := [one for one in inside if one]:
            found[child] = inside
    named = (terminal.lower() for terminal in _terminals(grammar, rule) if terminal.lower() in fields)
    value = fields.get(name, fields.get(next(named, "")))
    references = value.footnotes if isinstance(value, Cell) else ()
    value = value.value if isinstance(value, Cell) else value
    if references:
        found[REFERENCE] = [f"<sup>({number})</sup>" for number in references]
    if isinstance(value, bool):
        return {**found, BOX: [_TICK if value else _NO_TICK]}
    if value is not None:
        terminal, text = _written(grammar, rule, value)
        if terminal:
            found[terminal] = [text]
    return found


def _written(grammar: Grammar, rule: str, value: str | date | Decimal) -> tuple[str, str]:
    """The terminal of a rule that can hold a value, and the text by which it does; empty texts where none can."""
    shown = one_line(shown_value(value))
    terminals = [name for name in _terminals(grammar, rule) if is_answer(grammar, name)]
    if isinstance(value, date):
        terminals = [name for name in terminals if is_date(name)]
    elif isinstance(value, Decimal):
        terminals = [name for name in terminals if name == "AMOUNT"]
    for terminal in terminals:
        pattern = re.compile(grammar.terminals[terminal].pattern)
        if pattern.fullmatch(shown) is not None:
            return terminal, shown
    for terminal in terminals:
        pattern = re.compile(grammar.terminals[terminal].pattern)
        text = escaped(shown, lambda one, pattern=pattern: pattern.fullmatch(one) is not None)  # type: ignore[misc]
        if pattern.fullmatch(text) is not None:
            return terminal, text
    return "", ""


def _terminals(grammar: Grammar, rule: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    for expansion in grammar.rules.get(rule, ()):
        for name in expansion:
            if name in grammar.terminals:
                yield name
            elif name.startswith("_") and name not in seen:
                yield from _terminals(grammar, name, seen | {name})


def _row(grammar: Grammar, table: str, row: Mapping[str, Cell[Any]]) -> str:
    """The line of a row, by the first of its layouts that has a place for each of its cells."""
    layout = f"{table}_row{LAYOUT}"
    expansions = grammar.rules[layout]
    named = all(len(expansion) == 1 and expansion[0].islower() for expansion in expansions)
    lines: list[tuple[int, bool, str]] = []
    filled = {name for name, cell in row.items() if cell.value is not None or cell.footnotes or cell.raw}
    for kind in [expansion[0] for expansion in expansions] if named else [layout]:
        columns = grammar.grid(kind)[0]
        texts = [cell_text(grammar, rules, row) for rules in columns]
        lost = len(filled - {name for rules in columns for name in rules})
        fits = all(
            not rules or any(compile_rule(grammar, rule).read(text) for rule in rules)
            for rules, text in zip(columns, texts, strict=True)
        )
        lines.append((lost, not fits, "\t".join(texts)))
    return min(lines, key=lambda line: line[:2])[2]


def cell_text(grammar: Grammar, rules: Sequence[str], row: Mapping[str, Cell[Any]]) -> str:
    """The text of a cell; of what could not be read, what stood there."""
    name = next(
        (one for one in rules if one in row and (row[one].value is not None or row[one].footnotes or row[one].raw)), None
    )
    if name is None:
        return ""
    cell = row[name]
    if cell.value is not None:
        text = write(grammar, name, _inside(grammar, name, name, {name: cell}))
        if text is not None:
            return text
    references = [f"<sup>({number})</sup>" for number in cell.footnotes]
    return " ".join(filter(None, ("" if cell.readable else one_line(cell.raw), *references)))


def _note(note: Footnote) -> str:
    return f"{note.number}. {one_line(note.text)}"
