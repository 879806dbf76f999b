"""The fields of a page by the names of the grammar's rules, each typed by the terminals that it is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.model import Cell, Footnote
from form4_grammar.own_forms.names import (
    BOX,
    NOTE_NUMBER,
    NOTE_TEXT,
    REFERENCE,
    Group,
    groups,
    is_answer,
    is_date,
    may_refer,
    own_name,
)
from form4_grammar.parser.document import Block, Document, Table
from form4_grammar.parser.notes import number_of
from form4_grammar.parser.patterns import Node
from form4_grammar.parser.rows import Row
from form4_grammar.rules import cells, dates, footnotes, layout
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.values import Value, plain, read_amount, read_cell, read_date, references, unreadable_cell

Scalar = str | date | Decimal | bool | None
Field = Any
"""A `Scalar`, a `Cell` where references may stand behind the value, a tuple of rows or blocks, or one of notes."""

Fields = dict[str, Field]
"""What a page says, by the names of the grammar's rules, in the order of the grammar. What was not read is None or empty."""

_LONGEST_RAW = 300


def fields_of(document: Document, findings: Findings) -> Fields:
    """The fields of a page. Their places, and what of them cannot be read, go into the findings.

    A table is a tuple of rows, each a `dict` of `Cell` by the names of the columns; a rule that a page may have several of is a
    tuple of `dict`; ``footnotes`` are those of the model.
    """
    notes = notes_of(document, findings)
    numbers = frozenset(note.number for note in notes)
    found: Fields = {}
    for group in groups(document.grammar):
        found |= {"footnotes": notes} if group.kind == "notes" else of_group(group, document, numbers, findings)
    return found


def of_group(group: Group, document: Document, notes: frozenset[int], findings: Findings, path: str = "") -> Fields:
    """The fields of a group other than notes. `notes` are the numbers of these; `path` stands before the names."""
    if group.kind == "table":
        table = next((one for one in document.tables if one.name == group.rule), None)
        return {
            group.rule: () if table is None else rows_of(table, group, document.grammar, notes, findings, path + group.rule)
        }
    if group.kind == "blocks":
        blocks = enumerate(block for block in document.blocks if block.rule == group.rule)
        inside = (_of_block(block, group, document, f"{path}{group.rule}[{index}]", findings) for index, block in blocks)
        return {group.rule: tuple(inside)}
    return _once(group, document, findings, path)


def _once(group: Group, document: Document, findings: Findings, path: str) -> Fields:
    """The fields of what a page has once: a line of items, or a block."""
    found: Fields = {name: _nothing(document.grammar, name) for name in group.names}
    for item in document.items:
        if item.rule and item.node is not None:
            _collect(item.node, item.rule, item.start, document, path, found, findings, set(group.names))
    for block in document.blocks:
        if block.rule == group.rule and block.node is not None:
            _collect(block.node, block.rule, 0, document, path, found, findings, set(group.names))
    return found


def _of_block(block: Block, group: Group, document: Document, path: str, findings: Findings) -> Fields:
    found: Fields = {name: _nothing(document.grammar, name) for name in group.names}
    if block.node is None:
        raw = plain(document.text[block.start : block.end])[:_LONGEST_RAW]
        message = f"cannot be read: {_shown(group.rule)}"
        findings.report(layout.NOT_READ, message, (block.start, block.end), path, raw=raw)
        findings.unread.add(path.partition("[")[0])
    else:
        _collect(block.node, block.rule, 0, document, f"{path}.", found, findings, set(group.names))
    return found


def _nothing(grammar: Grammar, name: str) -> Field:
    return Cell() if may_refer(grammar, name) else None


def _collect(
    node: Node, name: str, at: int, document: Document, path: str, found: Fields, findings: Findings, wanted: set[str]
) -> None:
    """Adds the fields of a node and of those below it; `at` is added to their offsets."""
    for child in node.children:
        if not child.is_terminal and child.name not in (BOX, REFERENCE):
            _collect(child, child.name, at, document, path, found, findings, wanted)
    grammar = document.grammar
    own = [child for child in node.children if child.name in (BOX, REFERENCE) or is_answer(grammar, child.name)]
    if not own:
        return
    answers = [child.name for child in own if child.name not in (BOX, REFERENCE)]
    if name not in wanted and answers:
        name = own_name(name, answers[0], alone=False)
    if name not in wanted:
        return
    start, end = own[0].start + at, own[-1].end + at
    text = document.text[start:end]
    value, doubt = _scalar(own, document.text, at)
    references = tuple(number for child in own if child.name == REFERENCE for number in _numbers(child, document.text, at))
    before = found.get(name)
    if may_refer(grammar, name):
        found[name] = Cell(value, references, text.strip(), start, end, doubt is None)
    elif isinstance(before, str) and isinstance(value, str):  # a line more of the same answer
        found[name] = f"{before}\n{value}"
        start = findings.places[path + name][0]
    else:
        found[name] = value
    findings.places[path + name] = (start, end)
    if doubt:
        findings.report(dates.NO_SUCH_DATE, doubt, (start, end), path + name, raw=plain(text)[:_LONGEST_RAW])


def _scalar(own: list[Node], text: str, at: int) -> tuple[Scalar, str]:
    """The value of an answer by its terminals, and why it is none."""
    answers = [child for child in own if child.name not in (BOX, REFERENCE)]
    for child in answers:
        shown = text[child.start + at : child.end + at]
        if is_date(child.name):
            value = read_date(shown)
            return value, "" if value else f"there is no day {shown}"
        if child.name == "AMOUNT":
            return read_amount(shown), ""
    if answers:
        return plain(text[answers[0].start + at : answers[-1].end + at]) or None, ""
    boxes = [child for child in own if child.name == BOX]
    return (any(child.find("CHECKED_BOX") for child in boxes) if boxes else None), ""


def _numbers(reference: Node, text: str, at: int) -> tuple[int, ...]:
    return references(text[reference.start + at : reference.end + at])


def rows_of(
    table: Table, group: Group, grammar: Grammar, notes: frozenset[int], findings: Findings, path: str, inside: str = ""
) -> tuple[Mapping[str, Cell[Any]], ...]:
    """The cells of each row of a table by their columns, those of a group; the path of one is ``PATH[0].INSIDE.COLUMN``."""
    paths = (f"{path}[{index}]{inside}" for index in range(len(table.rows)))
    return tuple(_row(row, one, group, grammar, notes, findings) for one, row in zip(paths, table.rows, strict=True))


def _row(
    row: Row, path: str, group: Group, grammar: Grammar, notes: frozenset[int], findings: Findings
) -> Mapping[str, Cell[Any]]:
    cells_of: dict[str, Cell[Any]] = {name: Cell() for name in group.names}
    counted = row.printed == row.expected
    for node, column, text, start in zip(row.nodes, row.columns, row.texts, row.starts, strict=True):
        if not column.rules:
            continue
        name = node.name if node is not None and node.name else column.rules[0]
        if name not in cells_of:
            continue
        value = _cell_value(node, name, text, grammar, notes)
        begin = start + value.lead
        cells_of[name] = Cell(value.value, value.footnotes, value.raw, begin, begin + len(value.raw), value.readable)
        for number in value.footnotes:
            findings.references.setdefault(number, cells_of[name])
        if value.doubt is not None and (row.fits or counted):
            rule, message = value.doubt
            findings.report(rule, message, (start + value.at[0], start + value.at[1]), f"{path}.{name}")
    return cells_of


def _cell_value(node: Node | None, name: str, text: str, grammar: Grammar, notes: frozenset[int]) -> Value:
    """What a cell says; a mark that is not raised is a reference only where there is such a note."""
    reference = _reference(grammar)
    if node is None or not node.name:
        value = unreadable_cell(name, text, reference)
        if value.doubt is not None and value.raw:
            return value._replace(doubt=(cells.UNREADABLE_CELL, f"{value.raw[:60]!r} is no {_shown(name)}"))
        return value
    value = read_cell(node, text)
    own = [child for child in node.children if is_answer(grammar, child.name) or child.name == BOX]
    if value.value is None and value.doubt is None and own:
        told, doubt = _scalar(own, text, 0)
        value = value._replace(value=told, readable=not doubt)  # type: ignore[arg-type] # a box is true or false
    if value.lowered and not notes.issuperset(value.lowered):
        raised = tuple(number for number in value.footnotes if number not in value.lowered)
        if value.whole is None:
            return unreadable_cell(name, text, reference)
        return value._replace(value=value.whole, footnotes=raised, lowered=())
    return value


@lru_cache(maxsize=MOST_GRAMMARS)
def _reference(grammar: Grammar) -> re.Pattern[str]:
    names = [name for expansion in grammar.rules.get(REFERENCE, ()) for name in expansion if name != "LOWERED_REF"]
    return re.compile("|".join(grammar.terminals[name].pattern for name in names) or r"(?!)")


def notes_of(document: Document, findings: Findings) -> tuple[Footnote, ...]:
    """The notes; those without a number are numbered by their position."""
    rules = {group.rule for group in groups(document.grammar) if group.kind == "notes"}
    found: list[Footnote] = []
    for block in document.blocks:
        if block.rule not in rules or block.node is None:
            continue
        mark, body = block.node.find(NOTE_NUMBER), block.node.find(NOTE_TEXT)
        number = number_of(document.text[mark.start : mark.end]) if mark else len(found) + 1
        if body is None and mark is None:
            continue
        path = f"footnotes[{number}]"
        span = (body.start, body.end) if body else (block.end, block.end)
        if any(note.number == number for note in found):
            findings.report(footnotes.DOUBLE_NUMBER, f"a second note {number}", (block.start, block.end), path)
        findings.places.setdefault(path, span)
        found.append(Footnote(number, plain(document.text[slice(*span)])))
    return tuple(found)


def _shown(name: str) -> str:
    return name.replace("_", " ")
