"""The parts of a page back from its tree: what `tree.build` grafted together, as far as values depend on it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, Grammar
from form4_grammar.parser.document import Block, Document, Table, rules_with_layout
from form4_grammar.parser.items import Item, is_grid
from form4_grammar.parser.lines import Line, types_of
from form4_grammar.parser.page import Page
from form4_grammar.parser.patterns import Node
from form4_grammar.parser.row_layouts import Alternative, row_layout
from form4_grammar.parser.rows import Row
from form4_grammar.tree import ERROR_CELL, PutIn, put_in, read_as

if TYPE_CHECKING:
    from lark import Token, Tree


def document_of(tree: Tree[Token], grammar: Grammar) -> Document:
    """The items, rows and blocks of a page's tree. What the page lacks, and how its headings stand, is in no tree.

    In its text each leaf of the tree stands where it does in the document, with blanks and line breaks between; only a leaf
    that is longer there than in the document moves what follows it.
    """
    pieces: list[str] = []
    root = _light(tree, pieces, [0, 1])
    text = "".join(pieces)
    lines: list[Line] = []
    items: list[Item] = []
    blocks: list[Block] = []
    tables: dict[str, list[Row]] = {}
    _add(root, text, _what_is(grammar), lines, items, blocks, tables)
    types = tuple(types_of(lines))
    return Document(
        grammar,
        text,
        text,
        Page((), ((root.name, 0, 0, 0),), tuple(lines), (), (), (), frozenset(types), types),
        tuple(items),
        (),
        tuple(Table(name, None, 0, tuple(rows)) for name, rows in tables.items()),
        tuple(blocks),
    )


class _Rules(NamedTuple):
    """What the rules of a page are: items, blocks, tables, and the alternatives of rows, each with its table."""

    items: frozenset[str]
    blocks: frozenset[str]
    tables: frozenset[str]
    rows: dict[str, tuple[str, Alternative]]


@lru_cache(maxsize=MOST_GRAMMARS)
def _what_is(grammar: Grammar) -> _Rules:
    layouts, tables = rules_with_layout(grammar)
    grids = {rule for rule in grammar.layouts if is_grid(grammar, rule)}
    items = {name for rule in grids for name in grammar.cells(rule + LAYOUT)}
    of_tables = {f"{table}_{part}" for table in tables for part in ("row", "heading")}
    rows = {one.name: (table, one) for table in tables for one in row_layout(grammar, f"{table}_row").alternatives}
    return _Rules(frozenset(items), layouts - grids - tables - of_tables, tables, rows)


def _light(tree: Tree[Token], pieces: list[str], at: list[int]) -> Node:
    """A tree as the parser has it; `pieces` get its text, `at` is where this ends so far and the line of the document there."""
    children: list[Node] = []
    below: list[Tree[Token] | Token | PutIn] = list(tree.children)
    for one in put_in(tree):
        below.insert(one.which, one)
    for child in below:
        if isinstance(child, PutIn):
            children.append(_leaf(child.name, child.text, " ", pieces, at))
        elif isinstance(child, str):
            gap = max((child.start_pos or 0) - at[0], 0)
            breaks = max(min((child.line or 0) - at[1], gap), 0)
            children.append(_leaf(child.type, child, "\n" * breaks + " " * (gap - breaks), pieces, at))
            at[1] = child.end_line or 0
        else:
            children.append(_light(child, pieces, at))
    start, end = (children[0].start, children[-1].end) if children else (at[0], at[0])
    return Node(read_as(tree), start, end, tuple(children))


def _leaf(name: str, shown: str, gap: str, pieces: list[str], at: list[int]) -> Node:
    pieces += [gap, shown]
    start = at[0] + len(gap)
    at[0] = start + len(shown)
    return Node(name, start, at[0])


def _add(
    node: Node,
    text: str,
    what: _Rules,
    lines: list[Line],
    items: list[Item],
    blocks: list[Block],
    tables: dict[str, list[Row]],
) -> None:
    """Adds what stands below a node to lines, items, blocks and tables.

    A row whose table has one kind of rows only stands in a node of the same name, that of its line.
    """
    for child in node.children:
        name, _, error = child.name.partition(":")
        whole = None if error else child
        if name in what.items:
            items.append(Item(name, whole and child.shifted(-child.start), child.start, child.end))
        elif name in what.blocks:
            blocks.append(Block(name, whole, child.start, child.end))
        elif name in what.rows and all(inner.name.partition(":")[0] != name for inner in child.children):
            table, alternative = what.rows[name]
            tables.setdefault(table, []).append(_row(child, name, alternative, text, fits=not error))
        elif child.is_terminal:
            lines.append(Line(name, child.start, child.end, 0, 0))
        else:
            if name in what.tables:
                tables.setdefault(name, [])
            _add(child, text, what, lines, items, blocks, tables)


def _row(node: Node, kind: str, alternative: Alternative, text: str, *, fits: bool) -> Row:
    """A row, cell by column of the form; those that are blank are not in the tree."""
    cells = {child.name.partition(":")[0]: child for child in node.children}
    nodes: list[Node | None] = []
    starts: list[int] = []
    texts: list[str] = []
    for column in alternative.columns:
        cell = next((cells.pop(rule) for rule in column.rules if rule in cells), None)
        if cell is None:
            nodes.append(column.read(""))
        else:
            nodes.append(None if cell.name.endswith(ERROR_CELL) else cell.shifted(-cell.start))
        starts.append(node.start if cell is None else cell.start)
        texts.append("" if cell is None else text[cell.start : cell.end])
    width = len(alternative.columns)
    return Row(node.start, kind, alternative.columns, tuple(texts), width, width, tuple(starts), tuple(nodes), fits)
