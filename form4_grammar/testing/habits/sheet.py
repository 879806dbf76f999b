"""The page of a filing taken apart, so that it can be written again in other ways: nothing here knows what the form prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.model import Filing
from form4_grammar.parser.document import Document, read
from form4_grammar.parser.items import Item
from form4_grammar.parser.patterns import Node
from form4_grammar.render import render
from form4_grammar.render.fitting import grammar_of
from form4_grammar.transform.values import plain

_REFERENCE = re.compile(r"<sup>\((\d+)\)</sup>")
_SHORTEST = 4
"""Captions of fewer letters, such as a bracket, stand in the line of their answer."""


class Line(NamedTuple):
    """A line of an item or of the top: a caption, an answer, or a box with its label."""

    kind: Literal["caption", "answer", "box"]
    text: str
    is_ticked: bool = False


class Cell(NamedTuple):
    """What stands in a cell of a row, and the numbers of the notes that it refers to."""

    text: str
    notes: tuple[int, ...]


class Table(NamedTuple):
    """A table: its title, the lines of its heading, blank cells as empty texts, and its rows."""

    title: str
    heading: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]


class Sheet(NamedTuple):
    """A page: its parts in the order of the form. ``omb`` is the box at its top, ``items`` those of the header."""

    omb: tuple[str, ...]
    top: tuple[Line, ...]
    items: tuple[tuple[Line, ...], ...]
    tables: tuple[Table, ...]
    owners: tuple[tuple[Line, ...], ...]
    explanation: str
    notes: tuple[tuple[int, str], ...]
    remarks: tuple[str, ...]
    signatures: tuple[tuple[str, str], ...]
    reminders: tuple[str, ...]


def sheet_of(filing: Filing) -> Sheet:
    """The page of a filing. Raises `ValueError` for a form type of no Form 3, 4 or 5."""
    grammar, page = grammar_of(filing), render(filing)
    document = read(page, grammar)
    boxes = {block.start: block for block in document.blocks}
    omb, top, reminders, remarks, is_below = [], [], [], [], False
    explanation = ""
    for line in document.page.lines:
        shown = plain(page[line.start : line.end])
        if line.type == "EXPLANATION_OF_RESPONSES":
            explanation = shown
        elif line.type == "REMARKS":
            remarks.append(shown)
        elif line.type == "SIGNATURE_OF_REPORTING_PERSON" or is_below:
            is_below = True
            reminders.append(shown)
        elif line.type in ("OMB_APPROVAL", "OMB_NUMBER", "ESTIMATED_AVERAGE_BURDEN"):
            omb.append(shown)
        elif line.start < document.items[0].start:
            block = boxes.get(line.start)
            top += [Line("caption", shown)] if block is None else list(_lines(block.node, page, 0, grammar))
    return Sheet(
        omb=tuple(omb),
        top=tuple(top),
        items=tuple(_item(item, page, grammar) for item in document.items if item.start < _first_table(document)),
        tables=tuple(_tables(document, page)),
        owners=tuple(
            tuple(_lines(block.node, page, 0, grammar))
            for block in document.blocks
            if block.rule == "reporting_owner" and block.node is not None
        ),
        explanation=explanation,
        notes=tuple(_notes(document, page)),
        remarks=(*remarks, *(plain(one) for one in (filing.remarks or "").split("\n") if one.strip())),
        signatures=tuple(_signed(filing, document, page)),
        reminders=tuple(reminders),
    )


def _first_table(document: Document) -> int:
    return min(table.heading_start for table in document.tables)


def _item(item: Item, page: str, grammar: Grammar) -> tuple[Line, ...]:
    return tuple(_lines(item.node, page, item.start, grammar))


def _leaves(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.children:
            yield from _leaves(child)
        elif child.is_terminal:
            yield child


def _lines(node: Node | None, page: str, at: int, grammar: Grammar) -> Iterator[Line]:
    """The lines of an item: each caption, each underlined answer and each box with its label."""
    answer: list[str] = []
    is_ticked = False
    labels = {name for expansions in grammar.rules.values() for one in expansions if one[:1] == ("check_box",) for name in one}
    for leaf in _leaves(node) if node is not None else ():
        shown = plain(page[at + leaf.start : at + leaf.end])
        is_printed = leaf.name in grammar.terminals and grammar.terminals[leaf.name].is_literal
        if leaf.name == "CHECKED_BOX":
            is_ticked = True
        elif leaf.name in ("NEXT_UNDERLINE", "UNDERLINE_END"):
            continue
        elif leaf.name == "UNDERLINE":
            if answer and answer[-1] != "[":
                yield Line("answer", " ".join(answer))
                answer = []
        elif is_printed and len(shown) >= _SHORTEST:
            if answer:
                yield Line("answer", " ".join(answer))
                answer = []
            yield Line("box" if leaf.name in labels else "caption", shown, is_ticked)
            is_ticked = False
        elif shown:
            answer.append(shown)
    if answer:
        yield Line("answer", " ".join(answer))


def _tables(document: Document, page: str) -> Iterator[Table]:
    titles = [line for line in document.page.lines if line.type in document.grammar.tables]
    headings = [line for line in document.page.lines if line.type == "HEADING_LINE"]
    for title, table in zip(titles, document.tables, strict=True):
        rows = [page[row.line : page.index("\n", row.line)] for row in table.rows]
        end = table.rows[0].line if table.rows else len(page)
        after = min((other.start for other in titles if other.start > title.start), default=len(page))
        heading = [line for line in headings if title.start < line.start < min(end, after)]
        yield Table(
            plain(page[title.start : title.end]),
            tuple(tuple(map(plain, page[line.start : line.end].split("\t"))) for line in heading),
            tuple(tuple(map(_cell, row.split("\t"))) for row in rows),
        )


def _cell(shown: str) -> Cell:
    return Cell(plain(_REFERENCE.sub(" ", shown)), tuple(map(int, _REFERENCE.findall(shown))))


def _notes(document: Document, page: str) -> Iterator[tuple[int, str]]:
    for block in document.blocks:
        if block.rule == "footnote":
            number, _, text = plain(page[block.start : block.end]).partition(" ")
            yield int(number.rstrip(".")), text


def _signed(filing: Filing, document: Document, page: str) -> Iterator[tuple[str, str]]:
    blocks = [block for block in document.blocks if block.rule == "signature" and block.node is not None]
    for one, block in zip(filing.signatures, blocks, strict=True):
        day = block.node.find("SIGNATURE_DATE") if block.node else None
        yield one.name or "", page[day.start : day.end] if day else ""
