"""The words and tables of a page in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from form4_grammar.readers.pdf.blocks import Block, blocks, continues, dated_room, in_rows
from form4_grammar.readers.pdf.page import Page, Word
from form4_grammar.readers.pdf.rulings import grids
from form4_grammar.readers.pdf.tables import Table, tables, words_by_cell

_AT_EDGE = 0.5
"""How near to the edge of what is seen a line ends that may go on behind it, in its size."""

_NUMBER = re.compile(r"(?<![\d/])(\d{1,4})\s?/\s?(\d{1,4})$")
"""The number of a page, as browsers print it at the end of the lowest line."""

_NARROW = 0.6
"""The share of the width of a page that a table which stands beside text is narrower than."""

_NEAR = 3.0
"""Points by which two tables may differ in width, and be apart, that are one."""

_SENTENCE = 6
"""Words of a paragraph that is a sentence and no label."""

_COLUMN_GAP = 0.9
"""The gap between two columns, in sizes of the type."""


class Text(NamedTuple):
    """Text between the tables: rows of blocks beside each other."""

    rows: tuple[tuple[Block, ...], ...]


Row = tuple[int, tuple[str, ...]]
"""The height of a line, and its words in the order of the alphabet."""

_SAME_LINE = 2.0
"""Points by which words may stand higher or lower in one line."""


class _Node(NamedTuple):
    """A block of text, or a table that stands beside text, as a box."""

    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[tuple[Block, ...], ...]
    is_table: bool


class Number(NamedTuple):
    """The number that a page says it has, and of how many."""

    number: int
    of: int


def elements(page: Page, is_furniture: Callable[[str], bool]) -> tuple[list[Text | Table], Number | None]:
    """What a page has, in the order of reading, and the number that stands at its edge.

    Lines at its edges that are no part of the document are left out.
    """
    words, edges = _edges(page, is_furniture)
    numbered = next(filter(None, map(_NUMBER.search, edges)), None)
    found: list[Table] = []
    for grid in grids(page):
        inside, words = words_by_cell(grid, words)
        found += tables(grid, inside)
    found.sort(key=lambda table: table.top)
    right = max([page.view[0], *(word.right for word in words), *(table.xs[-1] for table in found)])
    room = min(right, page.view[2])
    narrow = _NARROW * (page.view[2] - page.view[0])
    aside: list[Table] = []
    for one in sorted(found, key=lambda table: -table.top):
        if one.xs[-1] - one.xs[0] < narrow and (_is_beside_text(one, words) or any(_is_over(one, other) for other in aside)):
            aside.append(one)
    main = [one for one in found if one not in aside]
    if any(table.is_cut for table in found) or any(word.is_cut for word in words):
        words = [_at_edge(word, page.view[2]) for word in words]
    result: list[Text | Table] = []
    begin = float("-inf")
    following: list[Table | None] = [*main, None]
    for table in following:
        end = float("inf") if table is None else table.top
        here = [word for word in words if begin <= word.level < end]
        boxes = sorted((one for one in aside if begin <= one.top < end), key=lambda table: table.top)
        if here or boxes:
            is_head = not result and table is not None
            result.append(Text(_arranged(here, boxes, room) if boxes or is_head else _plain(here, room)))
        if table is not None:
            result.append(table)
            begin = max(begin, table.top)
    return result, Number(int(numbered[1]), int(numbered[2])) if numbered is not None else None


def head_of(page: Page) -> Row:
    """The highest line of a page."""
    top = min((word.base for word in page.words), default=0.0)
    return round(top), tuple(sorted(word.text for word in page.words if word.base - top < _SAME_LINE))


def without_head(found: Sequence[Text | Table], head: Row) -> list[Text | Table]:
    """What a page has without its first line, if this is that one."""
    first = found[0] if found else None
    if not isinstance(first, Text):
        return list(found)
    words = [run.word for block in first.rows[0] for one in block.segments for run in one.runs]
    if (round(min(word.base for word in words)), tuple(sorted(word.text for word in words))) != head:
        return list(found)
    return [*([Text(first.rows[1:])] if len(first.rows) > 1 else ()), *found[1:]]


def joined(text: Text, following: Text) -> tuple[Text, Text]:
    """Two texts, the second at the top of the next page; a block that goes on there is whole in the first one."""
    last, rows = list(text.rows[-1]), list(following.rows)
    dated = [dated_room(block, last) for block in last]
    while rows:
        left = []
        for block in rows[0]:
            room = dated_room(block, rows[0])
            index = next(
                (
                    i
                    for i, one in enumerate(last)
                    if continues(one.segments, block.segments[0], room)
                    or (dated[i] is not None and room is None and continues(one.segments, block.segments[0], dated[i]))
                ),
                None,
            )
            if index is None:
                left.append(block)
            else:
                last[index] = Block(last[index].segments + block.segments)
        is_whole, rows = not left, [tuple(left), *rows[1:]] if left else rows[1:]
        if not is_whole or not any(dated):
            break  # no column is known in which the lines below could go on
    return Text((*text.rows[:-1], tuple(last))), Text(tuple(rows))


def _edges(page: Page, is_furniture: Callable[[str], bool]) -> tuple[list[Word], list[str]]:
    """The words without the highest and the lowest line, where these are what browsers print at the edges of a page; those.

    The number of the page may stand alone at its foot.
    """
    left, edges = list(page.words), []
    for highest in (True, False):
        if not left:
            break
        edge = min(left, key=lambda word: word.base) if highest else max(left, key=lambda word: word.base)
        line = [word for word in left if abs(word.base - edge.base) <= edge.size / 2]
        shown = " ".join(word.text for word in sorted(line, key=lambda word: word.left))
        is_number = not highest and shown == str(page.number + 1) and all(rule[3] < edge.base for rule in page.rules)
        if is_furniture(shown) or is_number:
            left = [word for word in left if word not in line]
            edges.append(shown)
    return left, edges


def _at_edge(word: Word, edge: float) -> Word:
    """The word; as cut off where something may follow behind the edge of what is seen."""
    return word._replace(is_cut=True) if word.right > edge - _AT_EDGE * word.size else word


def _is_beside_text(table: Table, words: Iterable[Word]) -> bool:
    left, right = table.xs[0], table.xs[-1]
    return any(table.top < word.level < table.bottom and not left <= (word.left + word.right) / 2 <= right for word in words)


def _is_over(table: Table, other: Table) -> bool:
    """Whether a table stands right on another that is as wide."""
    is_wide = max(abs(table.xs[0] - other.xs[0]), abs(table.xs[-1] - other.xs[-1])) < _NEAR
    return is_wide and abs(table.bottom - other.top) < _NEAR


def _plain(words: Sequence[Word], room: float) -> tuple[tuple[Block, ...], ...]:
    return tuple(map(tuple, blocks(words, room)))


def _arranged(words: Sequence[Word], boxes: Sequence[Table], room: float) -> tuple[tuple[Block, ...], ...]:
    """Rows of blocks, those of columns one after the other: what the first begins with, the others, the rest of the first.

    That is how the head of the form goes on.
    """
    found = [block for row in blocks(words, room) for block in row]
    columns = _columns([*map(_node, found), *map(_box, boxes)])
    whole = [list(_whole(column, words)) for column in columns]
    first, others = whole[:1], whole[1:]
    if not others:
        return tuple(row for column in first for row in _in_rows(column))
    begin = sorted(whole[0], key=lambda node: node.top)
    early = list(takewhile(lambda node: len(_words(node)) < _SENTENCE, begin))
    late = begin[len(early) :]
    return tuple(row for column in (early, *others, late) for row in _in_rows(column))


def _whole(column: Sequence[_Node], words: Iterable[Word]) -> list[_Node]:
    """The nodes of a column with its text in blocks anew: now it is known how wide it is."""
    tables = [node for node in column if node.is_table]
    texts = [node for node in column if not node.is_table]
    if not texts:
        return tables
    left, right = min(node.left for node in texts), max(node.right for node in texts)
    own = [word for word in words if left <= (word.left + word.right) / 2 <= right]
    return [*tables, *(_node(block) for row in blocks(own, right) for block in row)]


def _box(table: Table) -> _Node:
    """A small table beside text as its cells' blocks, one after the other."""
    areas = [area for band in table.bands for area in band.areas]
    rows = tuple(tuple(row) for area in areas for row in blocks(area.words, area.right))
    return _Node(table.xs[0], table.top, table.xs[-1], table.bottom, rows, is_table=True)


def _node(block: Block) -> _Node:
    return _Node(block.left, block.top, block.right, block.bottom, ((block,),), is_table=False)


def _columns(nodes: Sequence[_Node]) -> list[list[_Node]]:
    """The nodes by columns that a gap parts from top to bottom; a mark belongs to what stands right of it."""
    columns: list[list[_Node]] = []
    right, is_table = float("-inf"), False
    for node in sorted(nodes, key=lambda node: node.left):
        size = max((block.segments[0].size for row in node.rows for block in row), default=0.0)
        gap = 0.0 if node.is_table or is_table else _COLUMN_GAP * size
        is_behind_mark = bool(columns) and all(map(_is_mark, columns[-1]))
        if not columns or (node.left > right + gap and not is_behind_mark):
            columns.append([])
        columns[-1].append(node)
        if node.right > right:
            right, is_table = node.right, node.is_table
    return columns


def _is_mark(node: _Node) -> bool:
    return sum(map(len, _words(node))) == 1


def _words(node: _Node) -> list[str]:
    return [run.word.text for row in node.rows for block in row for segment in block.segments for run in segment.runs]


def _in_rows(nodes: Sequence[_Node]) -> Iterator[tuple[Block, ...]]:
    """The rows of nodes below each other, a mark beside its text."""
    text = [block for node in nodes if not node.is_table for row in node.rows for block in row]
    tables = sorted((node for node in nodes if node.is_table), key=lambda node: node.top)
    for row in in_rows(text):
        while tables and tables[0].top < row[0].top:
            yield from tables.pop(0).rows
        yield tuple(row)
    for node in tables:
        yield from node.rows


def furniture(pattern: str) -> Callable[[str], bool]:
    """Tells what a pattern of the grammar takes for no part of a page."""
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None
