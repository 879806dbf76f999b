"""All three levels of one page: the lines from `page`, and what each line's layout reads in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.grammar import LAYOUT, Grammar, printed_pattern
from form4_grammar.parser.boxes import put_in_place
from form4_grammar.parser.headings import Heading, printed_heading, read_heading
from form4_grammar.parser.invisible import readable
from form4_grammar.parser.lines import ALIKE, Line, LineTypes, classify, line_types, normalised
from form4_grammar.parser.mending import mend
from form4_grammar.parser.notes import tell_notes, tell_nothing_owned
from form4_grammar.parser.page import Page, read_page
from form4_grammar.parser.patterns import Node, compile_rule, read_again
from form4_grammar.parser.reordering import approval_at_top, signatures_below
from form4_grammar.parser.rows import Row, read_row, row_layout
from form4_grammar.parser.signatures import tell_signatures

_LONGEST_CAPTION = 160
_LONGEST_REMEMBERED = 1000
LONGEST_READ = 5000
"""Characters of an item, or of a line with a layout, that are read: an item has some hundred, and patterns may take a time that
grows with the square of them. Notes and remarks may be of any length."""

_FREE_TEXT = "FOOTNOTE_TEXT"
_LABEL = re.compile(r"(?<!\S)\([A-Za-z][A-Za-z/ ]{2,}\)(?!\S)")


class Misprint(NamedTuple):
    """A printed text of the form, and where something stands that is nearly the same."""

    printed: str
    start: int
    end: int


class Item(NamedTuple):
    """An item of the header, in its cell ``text[start:end]``.

    ``rule`` is empty where the cell begins with no caption of the form, ``node`` None where the rest cannot be read. Offsets
    in ``node`` count from the start of the cell.
    """

    rule: str
    node: Node | None
    start: int
    end: int
    misprints: tuple[Misprint, ...] = ()


class Absent(NamedTuple):
    """An item that the header lacks, and the place where it should be: an empty cell, or the header's end."""

    rule: str
    at: int


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
        page = page._replace(lines=tuple(sorted(page.lines, key=lambda line: line.start)), moved=(*moved, *page.moved))
    printed = (line for line in page.moved if not line.type.endswith("_LINE"))
    if strange := (*page.unexpected, *printed):
        text = _without(text, strange)
    items: list[Item] = []
    absent: list[Absent] = []
    tables: list[Table] = []
    blocks: list[Block] = []
    layouts, of_tables = rules_with_layout(grammar)
    for part in page.outermost(layouts):
        rule, lines = page.parts[part].name, page.lines_of(page.parts[part])
        if rule in of_tables:
            tables.append(_table(text, page, part, grammar))
        elif not lines:
            continue
        elif is_grid(grammar, rule):
            items += (found := _items(text, lines, grammar, rule))
            absent += _absent(found, lines, text, grammar, rule)
        else:
            start, end = _bare(text, lines[0].start, lines[-1].end)
            blocks.append(Block(rule, _read_block(text, start, end, grammar, rule), start, end))
    tables, strays = _parted(tables, page, grammar)
    if strays:
        page = page._replace(unexpected=(*page.unexpected, *strays))
    return Document(grammar, source, text, page, tuple(items), tuple(absent), tuple(tables), tuple(blocks))


def _read_block(text: str, start: int, end: int, grammar: Grammar, rule: str) -> Node | None:
    if _is_free(grammar, rule):
        return compile_rule(grammar, rule + LAYOUT).read(text, start, end)
    node = read_again(grammar, rule + LAYOUT, text[start:end]) if end - start <= LONGEST_READ else None
    return node and node.shifted(start)


def told_lines(text: str, grammar: Grammar) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines of a page, each with its type, in the order of the form; and those of them that stand elsewhere."""
    types = line_types(grammar)
    lines, approval = approval_at_top(mend(text, classify(text, types), types), types)
    lines, signed = signatures_below(text, lines, types)
    lines, boxes = put_in_place(text, lines, types)
    lines, said = tell_nothing_owned(text, lines, types)
    return tell_signatures(text, tell_notes(text, lines, types), types), (*approval, *signed, *boxes, *said)


def _is_headed(table: Table) -> bool:
    """Whether a table has a heading of which a caption at least is known."""
    return table.heading is not None and any(column is not None for column in table.heading.columns)


def _parted(tables: list[Table], page: Page, grammar: Grammar) -> tuple[list[Table], list[Line]]:
    """The tables without the rows that stand below them and are of a next table whose title and heading are lost; their lines.

    The first of these has as many cells as that table has columns, or does not fit and stands below a line that is nothing.
    """
    if not any(table.rows and not _is_headed(following) for table, following in pairwise(tables)):
        return tables, []
    there = {line.type for line in page.lines}
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
    lacking = set(grammar.tables).difference([line.type for line in lines], [None])
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


@lru_cache(maxsize=8)
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


@lru_cache(maxsize=8)
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


@lru_cache(maxsize=64)
def is_grid(grammar: Grammar, rule: str) -> bool:
    """Whether the layout of `rule` is made of items, each in a cell of its own and known by its caption."""
    cells = [cell for line in grammar.grid(rule + LAYOUT) for cell in line if cell]
    return len(cells) > 1 and all(name in grammar.rules for cell in cells for name in cell)


@lru_cache(maxsize=64)
def _is_free(grammar: Grammar, rule: str) -> bool:
    """Whether what `rule` holds is text of any length."""
    return _FREE_TEXT in grammar.reached(rule + LAYOUT)


@lru_cache(maxsize=64)
def _captions(grammar: Grammar, rule: str) -> tuple[tuple[str, str], ...]:
    """The caption of each item of a header in each of its wordings, and the item's rule."""
    names = grammar.cells(rule + LAYOUT)
    found = [(normalised(grammar.caption(name) or ""), name) for name in names]
    found += [(other, name) for name in names for other in _wordings(grammar).get(grammar.caption(name) or "", ())]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


@lru_cache(maxsize=8)
def _wordings(grammar: Grammar) -> Mapping[str, tuple[str, ...]]:
    """The other wordings of printed texts, by these."""
    found: dict[str, tuple[str, ...]] = {}
    for text, name in grammar.older.items():
        terminal = grammar.terminals.get(name)
        if terminal is not None:
            found[terminal.text] = (*found.get(terminal.text, ()), text)
    return found


def _worded(text: str, printed: str, grammar: Grammar) -> tuple[str, int, int] | None:
    """The printed text that stands in a cell in another wording, and where."""
    matches = (re.search(printed_pattern(other), text) for other in _wordings(grammar).get(printed, ()))
    return next(((printed, *match.span()) for match in matches if match is not None), None)


def _items(text: str, lines: Sequence[Line], grammar: Grammar, rule: str) -> list[Item]:
    found = []
    for line in lines:
        at = line.start
        for cell in text[at : line.end].split("\t"):
            bare = cell.strip()
            if bare:
                found.append(_item(at + cell.index(bare), bare, grammar, rule))
            at += len(cell) + 1
    return _parted_items(text, found, grammar, rule)


def _parted_items(text: str, items: list[Item], grammar: Grammar, rule: str) -> list[Item]:
    """The items, with those parted in whose cell another one follows that has no cell of its own."""
    captions = _captions(grammar, rule)
    have = {item.rule for item in items}
    shown = text[items[0].start : items[-1].end].casefold() if items else ""
    hidden = [caption for caption, name in captions if name not in have and _longest_word(caption) in shown]
    begins = [_places_of(caption, text, items) for caption in hidden]
    if not any(begins):
        return items
    parted = []
    for item in items:
        # Captions side by side, as some converters print them, are followed by answers that are side by side, too
        first = min((at for places in begins for at in places if item.start < at < item.end), default=item.end)
        if item.rule and first < item.end and not is_whole(grammar, item.rule, text[item.start : first]):
            parted.append(item)
            continue
        edges = sorted({item.start, *(at for places in begins for at in places if item.start < at < item.end)})
        for start, end in zip(edges, [*edges[1:], item.end], strict=True):
            bare = text[start:end].rstrip()
            parted.append(item if len(edges) == 1 else _item(start, bare, grammar, rule))
    return parted


def _places_of(caption: str, text: str, items: Sequence[Item]) -> list[int]:
    """Where a caption stands inside a cell of the header."""
    pattern = _inside(caption)
    return [match.start() for item in items if (match := pattern.search(text, item.start, item.end)) is not None]


def is_whole(grammar: Grammar, rule: str, text: str) -> bool:
    """Whether the labels that an item cannot do without stand in a text."""
    return all(re.search(printed_pattern(label), text, re.IGNORECASE) for label in _printed_in(grammar, rule))


@lru_cache(maxsize=64)
def _longest_word(caption: str) -> str:
    return max(caption.casefold().split(), key=len)


def begins_an_item(text: str, grammar: Grammar) -> bool:
    """Whether the caption of an item of the header stands in a text."""
    rules = [rule for rule in grammar.layouts if is_grid(grammar, rule)]
    return any(_inside(caption).search(f" {text}") for rule in rules for caption, _ in _captions(grammar, rule))


@lru_cache(maxsize=64)
def _inside(caption: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\s){printed_pattern(caption)}(?!\S)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _of_others(grammar: Grammar, rule: str) -> re.Pattern[str]:
    """The labels in brackets, such as (Street), that only other items have: an answer with one is of several items."""
    own = {name for name in grammar.reached(rule) if name in grammar.terminals}
    return _label_pattern(_labels(grammar, grammar.terminals.keys()) - _labels(grammar, own))


@lru_cache(maxsize=8)
def any_label(grammar: Grammar) -> re.Pattern[str]:
    """The labels in brackets that the form has anywhere."""
    return _label_pattern(_labels(grammar, grammar.terminals.keys()))


def _labels(grammar: Grammar, names: Iterable[str]) -> set[str]:
    texts = (grammar.terminals[name].text for name in names if grammar.terminals[name].is_literal)
    return {label for text in texts for label in _LABEL.findall(text)}


def _label_pattern(labels: Iterable[str]) -> re.Pattern[str]:
    shown = "|".join(re.escape(label[1:]) for label in sorted(labels))
    return re.compile(rf"(?<!\S)\((?:{shown})" if shown else r"(?!)")


def _item(start: int, bare: str, grammar: Grammar, rule: str) -> Item:
    """The item of the layout of `rule` that stands in a cell, which begins at `start`."""
    known = _known_item(bare, grammar, rule) if len(bare) <= _LONGEST_REMEMBERED else _read_item(bare, grammar, rule)
    name, node, _, length, misprints = known
    if misprints:
        misprints = tuple(Misprint(one.printed, one.start + start, one.end + start) for one in misprints)
    return Item(name, node, start, start + length, misprints)


def _read_item(bare: str, grammar: Grammar, rule: str) -> Item:
    """The item, its places counting from the start of the cell."""
    captions, length = _captions(grammar, rule), len(bare)
    shown = normalised(bare[:_LONGEST_CAPTION])
    name = next((name for caption, name in captions if shown.startswith(caption)), None)
    if name is not None and (length > LONGEST_READ or _of_others(grammar, name).search(bare)):
        return Item(name, None, 0, length)
    if name is not None:
        if ":" in bare:
            bare = _without_colon(bare, next(caption for caption, _ in captions if shown.startswith(caption)))
        node = compile_rule(grammar, name).read(bare)
        if node is not None:
            return Item(name, node, 0, length)
    else:
        beginning = _most_alike(bare[:LONGEST_READ], [caption for caption, _ in captions], at_start=True)
        if beginning is None:
            return Item("", None, 0, length)
        name = next(name for caption, name in captions if caption == beginning[0])
        if length > LONGEST_READ:
            return Item(name, None, 0, length)
    node, misprints = _read_misprinted(bare, name, grammar)
    return Item(name, node, 0, length, tuple(misprints))


_known_item = lru_cache(maxsize=4096)(_read_item)
"""The same, remembered: the same owners and issuers come again and again."""


def _without_colon(bare: str, caption: str) -> str:
    """An item with a blank for the colon that some programs print between a caption and its answer."""
    colon = re.match(rf"{printed_pattern(caption)}\s*:(?!\w)", bare)
    return bare if colon is None else f"{bare[: colon.end() - 1]} {bare[colon.end() :]}"


def _read_misprinted(bare: str, name: str, grammar: Grammar) -> tuple[Node | None, list[Misprint]]:
    """The item with the printed texts put right that are nearly so, its tree as if it stood on the page like that."""
    misprints: list[Misprint] = []
    patched = bare
    moves: list[tuple[int, int]] = []
    for printed in _printed_in(grammar, name):
        if re.search(printed_pattern(printed), patched):
            continue
        found = _worded(patched, printed, grammar) or _most_alike(patched, [printed])
        if found is not None:
            _, begin, end = found
            patched = patched[:begin] + printed + patched[end:]
            moves.append((begin + len(printed), end - begin - len(printed)))
            misprints.append(Misprint(printed, begin, end))
    node = compile_rule(grammar, name).read(patched)
    for after, by in reversed(moves):
        node = node and _moved(node, after, by)
        misprints = [_back(one, after, by) for one in misprints]
    return node, misprints


def _back(misprint: Misprint, after: int, by: int) -> Misprint:
    """A misprint that was found in a text patched before it, at its place in the text as it was."""
    if misprint.start < after:
        return misprint
    return Misprint(misprint.printed, misprint.start + by, misprint.end + by)


@lru_cache(maxsize=64)
def _printed_in(grammar: Grammar, rule: str) -> tuple[str, ...]:
    """The printed words that a rule asks for."""
    required = grammar.required(rule)
    found = [t.text for name, t in grammar.terminals.items() if name in required and t.is_literal and len(t.text) > 3]
    return tuple(sorted(found, key=len, reverse=True))


def _most_alike(bare: str, printed: Sequence[str], *, at_start: bool = False) -> tuple[str, int, int] | None:
    """The printed text that some words of a cell are most like, and where they stand."""
    best: tuple[float, tuple[str, int, int] | None] = (ALIKE, None)
    edges = [0] if at_start else [match.start() for match in re.finditer(r"(?<!\S)\S", bare)]
    for text in printed:
        matcher = SequenceMatcher(None, "", text.casefold(), autojunk=False)
        for begin in edges:
            for end in _ends(bare, begin + len(text)):
                matcher.set_seq1(bare[begin:end].casefold())
                if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0] and matcher.ratio() > best[0]:
                    best = (matcher.ratio(), (text, begin, end))
    return best[1]


def _ends(bare: str, about: int) -> Iterator[int]:
    """The ends of words of a cell near a place."""
    for end in range(max(about - 6, 1), min(about + 7, len(bare) + 1)):
        if end == len(bare) or (bare[end].isspace() and not bare[end - 1].isspace()) or bare[end] == "<":
            yield end


def _moved(node: Node, after: int, by: int) -> Node:
    """The node with all that stands after a place moved by some characters."""
    start, end = (x + by if x >= after else x for x in (node.start, node.end))
    return Node(node.name, start, end, tuple(_moved(child, after, by) for child in node.children))


def _absent(found: Sequence[Item], lines: Sequence[Line], text: str, grammar: Grammar, rule: str) -> list[Absent]:
    have = {item.rule for item in found}
    rows, expected = _expected(grammar, rule)
    return [Absent(cell[0], _place(lines, row, column, rows, text)) for row, column, cell in expected if have.isdisjoint(cell)]


@lru_cache(maxsize=64)
def _expected(grammar: Grammar, rule: str) -> tuple[int, list[tuple[int, int, tuple[str, ...]]]]:
    """How many lines a header has, and its cells that are not blank: line, column, and the items of which one stands there."""
    grid = grammar.grid(rule + LAYOUT)
    cells = [(row, column, cell) for row, line in enumerate(grid) for column, cell in enumerate(line) if cell]
    return len(grid), cells


def _place(lines: Sequence[Line], row: int, column: int, rows: int, text: str) -> int:
    """The start of the empty cell at a place of the header, or the header's end."""
    if len(lines) == rows:
        at, end = lines[row].start, lines[row].end
        cells = text[at:end].split("\t")
        if column < len(cells) and not cells[column].strip():
            return at + sum(len(cell) + 1 for cell in cells[:column])
    return lines[-1].end


def _table(text: str, page: Page, part: int, grammar: Grammar) -> Table:
    name, _, _, inside = page.parts[part]
    layout = row_layout(grammar, f"{name}_row")
    heading, start = None, 0
    columns: Sequence[int | None] = range(layout.width)
    by_heading = strict = False
    rows = []
    for child in page.parts[inside:part]:
        if child.name == f"{name}_heading":
            lines = page.lines_of(child)
            if lines:
                start = lines[0].start
                heading = read_heading(text[start : lines[-1].end], grammar, f"{name}_heading")
                columns, by_heading, strict = heading.columns, heading.is_read_by, bool(heading.unknown)
        else:
            line = page.taken[child.first]
            shown = text[line.start : line.end]
            rows.append(read_row(shown, line.start, layout, columns, by_heading=by_heading, strict=strict))
    return Table(name, heading, start, tuple(rows))
