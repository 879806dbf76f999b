"""All three levels of one page: the lines from `page`, and what each line's layout reads in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, MOST_PARTS, Grammar
from form4_grammar.parser.boxes import has_text_beside, put_in_place
from form4_grammar.parser.headings import Heading, printed_heading, read_heading
from form4_grammar.parser.invisible import readable
from form4_grammar.parser.items import LONGEST_READ, Absent, Item, absent_of, is_grid, items_of
from form4_grammar.parser.lines import Line, LineTypes, classify, line_types, normalised, types_of
from form4_grammar.parser.mending import mend
from form4_grammar.parser.notes import tell_notes, tell_nothing_owned
from form4_grammar.parser.page import Page, read_page
from form4_grammar.parser.patterns import Node, Pattern, compile_rule, read_again
from form4_grammar.parser.reordering import approval_at_top, signatures_below
from form4_grammar.parser.row_layouts import row_layout
from form4_grammar.parser.rows import Row, read_row
from form4_grammar.parser.signatures import tell_signatures
from form4_grammar.records import NamedTuple

_FREE_TEXT = "FOOTNOTE_TEXT"
_NEW = tuple.__new__  # as in patterns.py: makes a named tuple in half the time
_MOST_SHAPES = 1000


class Table(NamedTuple):
    """A table: the name of its rule, its heading (None where the page has none) and where that stands, and its rows."""

    name: str
    heading: Heading | None
    heading_start: int
    rows: tuple[Row, ...]


class Block(NamedTuple):
    """One line or a few, read by the layout of their rule; ``node`` is None where it does not fit."""

    rule: str
    node: Node | None
    start: int
    end: int


class Document(NamedTuple):
    """What was read of a page. In ``text``, what is no part of the page is blank; offsets are those of ``source``, too."""

    grammar: Grammar
    source: str
    text: str
    page: Page
    items: tuple[Item, ...]
    absent: tuple[Absent, ...]
    tables: tuple[Table, ...]
    blocks: tuple[Block, ...]


def read(text: str, grammar: Grammar) -> Document:
    """Reads a page by a form's grammar. Never raises for what the page holds."""
    types = line_types(grammar)
    source, text = text, readable(text)
    lines, moved = told_lines(text, grammar)
    page = read_page(lines, grammar, types, _untitled(text, lines, grammar, types))
    if moved:
        in_order = tuple(sorted(page.lines, key=lambda line: line.start))
        page = page._replace(lines=in_order, types=tuple(types_of(in_order)), moved=(*moved, *page.moved))
    printed = [line for line in page.moved if not line.type.endswith("_LINE")]
    if page.unexpected or printed:
        text = _without(text, (*page.unexpected, *printed))
    items: list[Item] = []
    absent: list[Absent] = []
    tables: list[Table] = []
    blocks: list[Block] = []
    above: list[Line] = []
    layouts, of_tables = rules_with_layout(grammar)
    grids = _grids(grammar)
    for part in page.outermost(layouts):
        rule, inside = page.parts[part][0], page.lines_of(page.parts[part])
        if rule in of_tables:
            tables.append(_table(text, page, part, grammar))
            continue
        if len(inside) > 1 and inside[-1].start < inside[0].start:
            above += inside[(end := _descent(inside)) :]
            inside = inside[:end]
        if not inside:
            continue
        if rule in grids:
            items += (found := items_of(text, inside, grammar, rule))
            absent += absent_of(found, inside, text, grammar, rule)
        else:
            start, end = _bare(text, inside[0].start, inside[-1].end)
            blocks.append(_NEW(Block, (rule, _read_block(text, start, end, grammar, rule), start, end)))
    tables, strays = _parted(tables, page, grammar)
    if strays or above:
        page = page._replace(unexpected=(*page.unexpected, *strays, *above))
    return Document(grammar, source, text, page, tuple(items), tuple(absent), tuple(tables), tuple(blocks))


def _descent(lines: Sequence[Line]) -> int:
    """How many lines follow each other down the page: one from above, moved there with its neighbours, ends no part."""
    return next(i for i, (one, following) in enumerate(pairwise(lines), 1) if following.start < one.start)


def _read_block(text: str, start: int, end: int, grammar: Grammar, rule: str) -> Node | None:
    if (pattern := _of_free_text(grammar, rule)) is not None:
        return pattern.read(text, start, end)
    node = read_again(grammar, rule + LAYOUT, text[start:end]) if end - start <= LONGEST_READ else None
    return node and node.shifted(start)


def told_lines(text: str, grammar: Grammar) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines of a page, each with its type, in the order of the form; and those of them that stand elsewhere."""
    types = line_types(grammar)
    lines = classify(text, types)
    moved: tuple[Line, ...] = ()
    shape, orderly = _shape(lines, types), _orderly(types)
    if shape not in orderly:
        told, moved = _put_in_order(text, lines, types)
        if told is lines and not has_text_beside(lines, types):
            if len(orderly) > _MOST_SHAPES:
                orderly.clear()
            orderly.add(shape)
        lines = told
    lines, said = tell_nothing_owned(text, lines, types)
    return tell_signatures(text, tell_notes(text, lines, types), types), (*moved, *said)


def _put_in_order(text: str, lines: list[Line], types: LineTypes) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines mended and in the order of the form, and those that stand elsewhere; the same list where nothing is to do."""
    lines, approval = approval_at_top(mend(text, lines, types), types)
    lines, signed = signatures_below(text, lines, types)
    lines, boxes = put_in_place(text, lines, types)
    return lines, (*approval, *signed, *boxes)


def _shape(lines: Sequence[Line], types: LineTypes) -> tuple[str, ...]:
    """The types of the lines, those of free text once where several stand together: they tell whether all are in order."""
    kinds = types_of(lines)
    return tuple([kind for kind, before in zip(kinds, ["", *kinds], strict=False) if kind != before or kind not in types.free])


@lru_cache(maxsize=MOST_GRAMMARS)
def _orderly(_types: LineTypes) -> set[tuple[str, ...]]:
    """The shapes of pages that were met in which nothing is to be mended or moved: most pages have one of a few."""
    return set()


def _is_headed(table: Table) -> bool:
    """Whether a table has a heading of which a caption at least is known."""
    return table.heading is not None and any(column is not None for column in table.heading.columns)


def _parted(tables: list[Table], page: Page, grammar: Grammar) -> tuple[list[Table], list[Line]]:
    """The tables without the rows that stand below them and are of a next table whose title and heading are lost; their lines.

    The first of these has as many cells as that table has columns, or does not fit and stands below a line that is nothing.
    """
    if not any(table.rows and not _is_headed(following) for table, following in pairwise(tables)):
        return tables, []
    there = page.kinds
    titles = {table: title for title, table in grammar.tables.items()}
    parted, strays = list(tables), []
    for index, (table, following) in enumerate(pairwise(tables)):
        if not table.rows or _is_headed(following) or titles.get(following.name) in there:
            continue
        width = row_layout(grammar, f"{following.name}_row").width
        odd = [row.printed != row.expected and row.printed == width for row in table.rows]
        for at, row in enumerate(table.rows):
            above = table.rows[at - 1].line if at else table.heading_start
            is_below = any(above < line.start < row.line for line in page.unexpected)
            if odd[at] or (is_below and (row.printed != row.expected or not row.fits)):
                gone = {row.line for row in table.rows[at:]}
                parted[index] = table._replace(rows=table.rows[:at])
                strays += [line for line in page.lines if line.start in gone]
                break
    return parted, strays


def _untitled(text: str, lines: Sequence[Line], grammar: Grammar, types: LineTypes) -> dict[int, str]:
    """The titles that the page lacks, by the offset of the heading whose captions are those of that table and of no other."""
    lacking = set(grammar.tables).difference(types_of(lines), [None])
    if not lacking:
        return {}
    found: dict[int, str] = {}
    for line in lines:
        if line.type not in types.heading_types:
            continue
        shown = {normalised(cell).casefold() for cell in text[line.start : line.end].split("\t")}
        alike = {title: len(shown & own) for title, own in _own_captions(grammar).items()}
        title = max(alike, key=lambda one: alike[one])
        if title in lacking and title not in found.values() and sorted(alike.values())[-2:-1] != [alike[title]]:
            found[line.start] = title
    return found


@lru_cache(maxsize=MOST_GRAMMARS)
def _own_captions(grammar: Grammar) -> dict[str, frozenset[str]]:
    """The captions, in small letters, that stand in the heading of one table only, by the terminal of the table's title."""
    shown = {
        title: {caption.casefold() for caption in printed_heading(grammar, f"{table}_heading").above}
        for title, table in grammar.tables.items()
        if title is not None
    }
    return {
        title: frozenset(own - set().union(*(other for name, other in shown.items() if name != title)))
        for title, own in shown.items()
    }


def _without(text: str, lines: Sequence[Line]) -> str:
    """The text with blanks in the place of some lines: what is no part of the page must not be read into its neighbours."""
    pieces, at = [], 0
    for line in sorted(set(lines), key=lambda line: line.start):
        pieces += [text[at : line.start], re.sub(r"[^\n]", " ", text[line.start : line.end])]
        at = line.end
    return "".join([*pieces, text[at:]])


@lru_cache(maxsize=MOST_GRAMMARS)
def _grids(grammar: Grammar) -> frozenset[str]:
    return frozenset(rule for rule in grammar.layouts if is_grid(grammar, rule))


@lru_cache(maxsize=MOST_GRAMMARS)
def rules_with_layout(grammar: Grammar) -> tuple[frozenset[str], frozenset[str]]:
    """The rules that have a layout or whose rows have one, and the latter alone."""
    tables = frozenset(name.removesuffix("_row") for name in grammar.layouts if name.endswith("_row"))
    return tables.union(grammar.layouts), tables


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its ends."""
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=MOST_PARTS)
def _of_free_text(grammar: Grammar, rule: str) -> Pattern | None:
    """The pattern of a rule that holds text of any length; None for another rule."""
    return compile_rule(grammar, rule + LAYOUT) if _FREE_TEXT in grammar.reached(rule + LAYOUT) else None


def _table(text: str, page: Page, part: int, grammar: Grammar) -> Table:
    name, _, _, inside = page.parts[part]
    layout = row_layout(grammar, f"{name}_row")
    heading, start = None, 0
    columns: Sequence[int | None] = range(layout.width)
    by_heading = strict = False
    rows, name_of_heading = [], f"{name}_heading"
    for child in page.parts[inside:part]:
        if child[0] == name_of_heading:
            lines = page.lines_of(child)
            if lines:
                start = lines[0].start
                heading = read_heading(text[start : lines[-1].end], grammar, name_of_heading)
                columns, by_heading, strict = heading.columns, heading.is_read_by, bool(heading.unknown)
        else:
            line = page.taken[child[1]]
            shown = text[line.start : line.end]
            rows.append(read_row(shown, line.start, layout, columns, by_heading=by_heading, strict=strict))
    return Table(name, heading, start, tuple(rows))
