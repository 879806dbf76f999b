"""Level 2, second half: the cells of a table's row against the columns of the form.

The layout of a row lists what it may be, e.g. a transaction or a holding, column by column. A row that fits none as it
stands is read with one blank moved, if exactly one such reading fits; otherwise it stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.parser.patterns import Node, Pattern, compile_rule

_MOST_REMEMBERED = 20_000
_UNREAD = Node("", -1, -1)


@dataclass(frozen=True)
class Column:
    """What may stand in one column: the rules of its cells (none: the column is blank). Remembers what it has read."""

    rules: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    seen: dict[str, Node | None] = field(default_factory=dict)

    def read(self, text: str) -> Node | None:
        """The tree of a cell, offsets counting from the cell's start, or None where no rule fits."""
        found = self.seen.get(text, _UNREAD)
        if found is _UNREAD:
            if len(self.seen) > _MOST_REMEMBERED:
                self.seen.clear()
            found = self.seen[text] = self._read(text)
        return found

    def _read(self, text: str) -> Node | None:
        bare = text.strip()
        if not self.rules:
            return None if bare else Node("", 0, 0)
        lead = len(text) - len(text.lstrip()) if bare else 0
        node = next(filter(None, (pattern.read(bare) for pattern in self.patterns)), None)
        return node.shifted(lead) if node is not None and lead else node


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing that a row may be."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read.

    ``kind`` is the name of the layout's alternative. ``cells`` pairs each column's rules with the cell's tree, which is None
    where the cell cannot be read; ``starts`` and ``texts`` say where the cells stand on the page and what they hold. ``fits``
    is false where no reading fits. ``shifted`` says that blanks were moved, ``printed`` how many cells the page has. ``line``
    is the offset of the row's line.
    """

    line: int
    kind: str
    nodes: tuple[Node | None, ...]
    columns: tuple[Column, ...]
    starts: tuple[int, ...]
    texts: tuple[str, ...]
    printed: int
    fits: bool
    shifted: bool


@dataclass(frozen=True, slots=True)
class RowLayout:
    """All that the rows of one table may be."""

    alternatives: tuple[Alternative, ...]

    @property
    def width(self) -> int:
        return len(self.alternatives[0].columns)


@lru_cache(maxsize=32)
def row_layout(grammar: Grammar, rule: str) -> RowLayout:
    """The layout of the rows of the page's rule `rule`, e.g. ``table_i_row``."""
    columns: dict[tuple[str, ...], Column] = {}
    alternatives = []
    expansions = grammar.rules[rule + LAYOUT]
    named = all(len(expansion) == 1 and expansion[0].islower() for expansion in expansions)
    for name in [expansion[0] for expansion in expansions] if named else [rule + LAYOUT]:
        cells = grammar.grid(name)[0]
        for cell in cells:
            if cell not in columns:
                columns[cell] = Column(cell, tuple(compile_rule(grammar, one) for one in cell))
        alternatives.append(Alternative(name.removesuffix(LAYOUT), tuple(columns[cell] for cell in cells)))
    return RowLayout(tuple(alternatives))


def read_row(text: str, start: int, layout: RowLayout, columns: Sequence[int | None]) -> Row:
    """The row ``text``, which stands at `start` on the page, under a heading with `columns` (see `headings.Heading`)."""
    texts = text.split("\t")
    starts = []
    for cell in texts:
        starts.append(start)
        start += len(cell) + 1
    return _read(texts, starts, layout, columns)


def _read(texts: list[str], starts: list[int], layout: RowLayout, columns: Sequence[int | None]) -> Row:
    line, printed = starts[0], len(texts)
    width = layout.width
    if printed != width and printed == len(columns):
        texts, starts = _by_heading(texts, starts, columns, width)
    if len(texts) == width:
        for alternative in layout.alternatives:
            nodes = _fit(texts, alternative)
            if nodes is not None:
                return Row(
                    line,
                    alternative.name,
                    nodes,
                    alternative.columns,
                    tuple(starts),
                    tuple(texts),
                    printed,
                    True,
                    False,
                )
    return _read_shifted(texts, starts, layout, line, printed)


def _fit(texts: Sequence[str], alternative: Alternative) -> tuple[Node, ...] | None:
    nodes = []
    for text, column in zip(texts, alternative.columns, strict=True):
        node = column.seen.get(text, _UNREAD)  # `column.read`, but for the call: this is the reader's hottest line
        if node is _UNREAD:
            node = column.read(text)
        if node is None:
            return None
        nodes.append(node)
    return tuple(nodes)


def _by_heading(texts: list[str], starts: list[int], columns: Sequence[int | None], width: int) -> tuple[list[str], list[int]]:
    """The cells at the places of the form's columns that the heading names; those it does not name go to the end."""
    placed, at = [""] * width, [starts[-1] + len(texts[-1])] * width
    for text, start, column in zip(texts, starts, columns, strict=True):
        if column is not None and not placed[column].strip():
            placed[column], at[column] = text, start
        elif text.strip():
            return texts, starts
    return placed, at


def _read_shifted(texts: list[str], starts: list[int], layout: RowLayout, line: int, printed: int) -> Row:
    padded = [*texts, *[""] * (layout.width - len(texts))]
    orders: dict[tuple[str, ...], tuple[int | None, ...]] = {}
    for order in _shifts(texts, layout.width):
        orders.setdefault(tuple(texts[i] if i is not None else "" for i in order), order)
    readings = {}
    for moved, order in orders.items():
        for alternative in layout.alternatives:
            nodes = _fit(moved, alternative)
            if nodes is not None:
                readings[moved] = (alternative, nodes, order)
                break
    end = starts[-1] + len(texts[-1])
    if tuple(padded) in readings and len(texts) < layout.width:
        readings = {tuple(padded): readings[tuple(padded)]}
    if len(readings) == 1:
        ((moved_texts, (alternative, nodes, order)),) = readings.items()
        at = _places(order, starts, end)
        shifted = list(moved_texts) != padded
        return Row(line, alternative.name, nodes, alternative.columns, at, moved_texts, printed, True, shifted)
    return _as_it_stands(padded, (*starts, *[end] * (layout.width - len(starts))), layout, line, printed)


def _places(order: Sequence[int | None], starts: Sequence[int], end: int) -> tuple[int, ...]:
    """Where the cells stand: their own places, and for a blank that was put in, the place of the next cell."""
    places, following = [], end
    for index in reversed(order):
        following = starts[index] if index is not None else following
        places.append(following)
    return tuple(reversed(places))


def _shifts(texts: Sequence[str], width: int) -> Iterator[tuple[int | None, ...]]:
    """The ways to bring the cells to `width`: blanks put in or taken out at one place, or one blank moved.

    Each is the index of the cell for each column, None for a blank that is put in.
    """
    cells: list[int | None] = list(range(len(texts)))
    short = width - len(cells)
    blanks = [i for i, text in enumerate(texts) if not text.strip()]
    if short > 0:
        for place in range(len(cells), -1, -1):
            yield (*cells[:place], *[None] * short, *cells[place:])
    elif short < 0:
        for first in blanks:
            if all(i in blanks for i in range(first, first - short)):
                yield (*cells[:first], *cells[first - short :])
    else:
        filled = [i for i in range(len(texts)) if i not in blanks]
        for blank in blanks:
            rest = [cell for cell in cells if cell != blank]
            # Moved over blanks only, or only further among them, it would change nothing
            if blank - 1 in filled:
                yield from ((*rest[:place], None, *rest[place:]) for place in filled if place < blank)
            if blank + 1 in filled:
                yield from ((*rest[:place], None, *rest[place:]) for place in filled if place > blank)


def _as_it_stands(texts: list[str], starts: tuple[int, ...], layout: RowLayout, line: int, printed: int) -> Row:
    """The row as the alternative that most of its cells fit; the others are None."""
    best: tuple[int, Alternative] | None = None
    for alternative in layout.alternatives:
        fitting = sum(column.read(text) is not None for text, column in zip(texts, alternative.columns, strict=False))
        if best is None or fitting > best[0]:
            best = (fitting, alternative)
    assert best is not None
    columns = tuple(_stand_in(layout, i, column) for i, column in enumerate(best[1].columns))
    nodes = tuple(column.read(text) for text, column in zip(texts, columns, strict=False))
    return Row(line, best[1].name, nodes, columns, starts, tuple(texts), printed, False, False)


def _stand_in(layout: RowLayout, index: int, column: Column) -> Column:
    """The column, or where it should be blank, the same place's column in another alternative."""
    others = (alternative.columns[index] for alternative in layout.alternatives)
    return column if column.rules else next((other for other in others if other.rules), column)
