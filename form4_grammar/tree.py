"""The parse tree that people see: the three levels grafted together into one Lark tree, every node with its span."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, cast

from lark import Token, Tree
from lark.tree import Meta

from form4_grammar.documents.source import Source
from form4_grammar.parser.document import Document
from form4_grammar.parser.headings import UNKNOWN_CAPTION
from form4_grammar.parser.lines import Line
from form4_grammar.parser.page import Part
from form4_grammar.parser.patterns import Node
from form4_grammar.parser.rows import Row
from form4_grammar.readers.page_text import PageText

ERROR_LINE, ERROR_ITEM, ERROR_ROW, ERROR_CELL = "error_line", "error_item", "error_row", "error_cell"
"""The nodes of what departs from the grammar, at each level."""

UNKNOWN_COLUMN, UNKNOWN_CELL = "unknown_column", "UNKNOWN_CELL"
"""The node and the token of a cell, or a caption, whose column the form does not have."""

IGNORED, IGNORED_TEXT = "ignored", "IGNORED_TEXT"
"""The node and the token of what means nothing: marks for bold type, characters of no width."""

ERROR_TEXT = "ERROR_TEXT"
"""The token in an error node."""


class PutIn(NamedTuple):
    """A terminal that the reader put in: which of all children of its node it is, its name and its text."""

    which: int
    name: str
    text: str


def build(document: Document, page: PageText, source: Source) -> Tree[Token]:
    """The tree of a page.

    Its leaves are tokens which, in order, give back every character that is not blank of what the page text has from the
    document, `source`; their places are there. A blank cell of a row has no node, and neither has a line that the page lacks.
    """
    inside = dict(_readings(document))
    moved: list[Node] = []
    children = list(_grafted(document.page.tree, inside, {line.start for line in document.page.moved}, moved))
    children = _inserted(children, [[node] for node in moved])
    children = _inserted(children, [[_error(ERROR_LINE, line.start, line.end) for line in run] for run in _runs(document)])
    ignored = _ignored(children, document.source)
    children = _inserted(children, [[Node(IGNORED, start, end, (Node(IGNORED_TEXT, start, end),))] for start, end in ignored])
    return _lark(Node(document.page.tree.name, 0, 0, tuple(children)), page, source)


def empty() -> Tree[Token]:
    """The tree of a document that is no page of a form."""
    return Tree("page", [])


def _readings(document: Document) -> Iterator[tuple[int, list[Node]]]:
    """What stands inside the lines that have a layout, by the offset of the first line."""
    by_line: dict[int, list[Node]] = {}
    starts = [line.start for line in document.page.lines]
    for item in document.items:
        node = item.node.shifted(item.start) if item.node else _error(ERROR_ITEM, item.start, item.end, item.rule)
        by_line.setdefault(starts[bisect_right(starts, item.start) - 1], []).append(node)
    yield from by_line.items()
    for table in document.tables:
        if table.heading is not None:
            captions = sorted(table.heading.captions, key=lambda node: node.start)
            yield table.heading_start, [_caption(caption.shifted(table.heading_start)) for caption in captions]
        for row in table.rows:
            yield row.line, [_row(row)]
    for block in document.blocks:
        whole = [_error(ERROR_LINE, block.start, block.end, block.rule)]
        yield starts[bisect_right(starts, block.start) - 1], list(block.node.children) if block.node else whole


def _caption(node: Node) -> Node:
    return Node(UNKNOWN_COLUMN, node.start, node.end, (node,)) if node.name == UNKNOWN_CAPTION else node


def _row(row: Row) -> Node:
    cells = []
    for node, column, start, text in zip(row.nodes, row.columns, row.starts, row.texts, strict=True):
        bare = text.strip()
        if bare:
            at = start + text.index(bare)
            rule = column.rules[0] if column.rules else ""
            cells.append(node.shifted(start) if node is not None else _error(ERROR_CELL, at, at + len(bare), rule))
    for start, text in row.extra:
        at = start + text.index(text.strip())
        cells.append(_error(ERROR_CELL, at, at + len(text.strip())))
    for start, text in row.unknown:
        at = start + text.index(text.strip())
        end = at + len(text.strip())
        cells.append(Node(UNKNOWN_COLUMN, at, end, (Node(UNKNOWN_CELL, at, end),)))
    cells.sort(key=lambda node: node.start)
    return Node(row.kind if row.fits else f"{row.kind}:{ERROR_ROW}", 0, 0, tuple(cells))


def _error(name: str, start: int, end: int, rule: str = "") -> Node:
    """An error; `rule` is the one that does not fit there, which the node's ``meta`` tells."""
    return Node(f"{rule}:{name}" if rule else name, start, end, (Node(ERROR_TEXT, start, end),))


def _grafted(spine: Part, inside: dict[int, list[Node]], away: set[int], moved: list[Node]) -> Iterator[Node]:
    """The children of a part of the page, with what stands inside their lines.

    Lines that stand elsewhere (`away`, by their starts) are put into `moved`, each in a node of the part that it belongs to.
    """
    for child in spine.children:
        if isinstance(child, Part):
            children = tuple(_grafted(child, inside, away, moved))
            if children:
                yield Node(child.name, 0, 0, children)
        elif child.end > child.start:
            is_read_further = child.type.endswith("_LINE") or child.start in inside
            nodes = inside.get(child.start, []) if is_read_further else [Node(child.type, child.start, child.end)]
            if child.start not in away:
                yield from nodes
            elif nodes:
                moved.append(Node(spine.name, 0, 0, tuple(nodes)))


def _runs(document: Document) -> Iterator[list[Line]]:
    """The unexpected lines, those that follow each other together."""
    strange = set(document.page.unexpected)
    for is_strange, lines in groupby(document.page.lines, key=lambda line: line in strange):
        if is_strange:
            yield list(lines)


def _ignored(nodes: Sequence[Node], text: str) -> list[tuple[int, int]]:
    """The spans between the leaves that are not blank: marks of no meaning, and characters of no width."""
    at, found = 0, []
    for leaf in [*sorted(_leaves(nodes)), (len(text), len(text))]:
        if leaf[0] > at and (shown := text[at : leaf[0]].strip()):
            start = text.index(shown, at)
            found.append((start, start + len(shown)))
        at = max(at, leaf[1])
    return found


def _leaves(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    for node in nodes:
        if node.children:
            yield from _leaves(node.children)
        else:
            yield node.start, node.end


def _inserted(nodes: Sequence[Node], new: Sequence[list[Node]]) -> list[Node]:
    """The nodes with others among them where these stand on the page, each inside the one around it, in one pass.

    Of the new ones, those in a list have nothing between them.
    """
    if not new:
        return list(nodes)
    waiting = deque(sorted(new, key=_start))
    found: list[Node] = []
    for node in nodes:
        first, last = _extent(node)
        while waiting and _start(waiting[0]) < first:
            found += waiting.popleft()
        inside: list[list[Node]] = []
        while waiting and first < _start(waiting[0]) < last:
            inside.append(waiting.popleft())
        if inside and node.children:
            found.append(node._replace(children=tuple(_inserted(node.children, inside))))
            continue
        for group in inside:  # in the midst of a text, which goes on after it
            found += (node._replace(end=_start(group)), *group)
            node = node._replace(start=_extent(group[-1])[1])  # noqa: PLW2901
        found.append(node)
    for group in waiting:
        found += group
    return found


def _start(group: Sequence[Node]) -> int:
    return _extent(group[0])[0]


def _extent(node: Node) -> tuple[int, int]:
    if not node.children:
        return node.start, node.end
    return _extent(node.children[0])[0], _extent(node.children[-1])[1]


def _lark(node: Node, page: PageText, source: Source) -> Tree[Token]:
    children: list[Token | Tree[Token]] = []
    put_in: list[PutIn] = []
    for child in node.children:
        if child.is_terminal:
            start, end = page.span(child.start, child.end)
            shown = page.text[child.start : child.end]
            if start < end:
                children.append(placed_token(child.name, shown, start, end, source))
            else:
                put_in.append(PutIn(len(children) + len(put_in), child.name, shown))
        else:
            children.append(_lark(child, page, source))
    rule, _, error = node.name.partition(":")
    meta = _meta(children)
    if error:
        meta.rule = rule  # type: ignore[attr-defined] # a node's meta takes what its builder knows
    if put_in:
        meta.put_in = put_in  # type: ignore[attr-defined]
    return Tree(error or rule, children, meta)


def read_as(tree: Tree[Token]) -> str:
    """The rule that a node was read by; of an error that does not fit one, ``RULE:ERROR``."""
    rule = getattr(tree.meta, "rule", "")
    return f"{rule}:{tree.data}" if rule else tree.data


def put_in(tree: Tree[Token]) -> Sequence[PutIn]:
    """What the reader put into a node where the document has nothing."""
    return getattr(tree.meta, "put_in", ())


def placed_token(name: str, shown: str, start: int, end: int, source: Source) -> Token:
    """A token that says `shown` and stands at `start` to `end` of a document."""
    first, last = source.position(start), source.position(end)
    return Token(name, shown, start, first.line, first.column, last.line, last.column, end)


def _meta(children: Sequence[Token | Tree[Token]]) -> Meta:
    """The span of a node: from its first child to its last. A node without children has none (``meta.empty``)."""
    meta = Meta()  # type: ignore[no-untyped-call]
    placed = [child for child in children if isinstance(child, Token) or not child.meta.empty]
    if placed:
        first, last = (cast("Meta", c if isinstance(c, Token) else c.meta) for c in (placed[0], placed[-1]))
        meta.empty = False
        meta.line, meta.column, meta.start_pos = first.line, first.column, first.start_pos
        meta.end_line, meta.end_column, meta.end_pos = last.end_line, last.end_column, last.end_pos
    return meta
