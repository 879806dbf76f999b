"""Which column of a table each of a sequence of pieces stands in, where empty cells have left nothing.

What each column may hold is the grammar's: a date, a code, an amount, text. All assignments of the pieces to rows of cells are
weighed at once. A piece is told only where all that fit agree on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.parser.row_layouts import RowLayout
from form4_grammar.readers.pieced.distances import INSIDE, Distances, Gap, Kind, learnt
from form4_grammar.readers.pieced.lattice import START, Edge, Lattice, Node, Piece, Style, weighed


class Fitted(NamedTuple):
    """A row: the pieces of each cell, as a half-open range.

    ``kinds`` are the alternatives of the layout that fit it. Of the cells of the rules ``values`` it is in doubt what they
    hold, of those of ``references`` which marks.
    """

    cells: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    values: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()

    @property
    def first(self) -> int:
        return self.cells[0][0]


class Unfitted(NamedTuple):
    """Pieces that fit no row, as a half-open range; an empty one where it cannot be told how many rows there are."""

    first: int
    last: int


class _Reading(NamedTuple):
    """The rows of one of the best assignments, whether all have as many, and the columns that each piece has in them."""

    style: Style
    rows: list[Fitted | Unfitted]
    is_counted: bool
    claims: list[set[tuple[tuple[str, ...], int]]]

    @property
    def is_certain(self) -> bool:
        return all(len(claim) <= 1 for claim in self.claims)


def assign(tables: Sequence[tuple[Sequence[Piece], RowLayout]], grammar: Grammar) -> list[list[Fitted | Unfitted]]:
    """The rows that the pieces of each table make: by what they may be, and by distances where these tell more."""
    lattices = [Lattice(pieces, layout, grammar) for pieces, layout in tables]
    readings = [_by_type(lattice) for lattice in lattices]
    if not all(reading.is_certain for reading in readings):
        gaps = [gap for lattice, reading in zip(lattices, readings, strict=True) for gap in _gaps(lattice, reading)]
        distances = learnt(gaps, (piece.breaks for lattice in lattices for piece in lattice.pieces[1:]))
        if distances is not None:
            readings = [
                reading if reading.is_certain else _by_place(lattice, reading, distances)
                for lattice, reading in zip(lattices, readings, strict=True)
            ]
    return [_doubted(lattice, reading) for lattice, reading in zip(lattices, readings, strict=True)]


def assign_lines(lines: Sequence[Sequence[Piece]], layout: RowLayout, grammar: Grammar) -> list[list[Fitted | Unfitted]] | None:
    """The row that each of some lines is, whose words are parted by blanks alone; None where most are no rows."""
    found: list[list[Fitted | Unfitted]] = []
    fitting = 0
    styles = _styles_of_words(any(map(_has_dollars, lines)))
    for words in lines:
        lattice = Lattice(words, layout, grammar)
        edges = next(filter(None, (lattice.edges(style, gives_up=True, is_one=True) for style in styles)), None)
        fitting += edges is not None
        found.append(_doubted(lattice, _reading(lattice, styles[0], edges)) if edges is not None else [Unfitted(0, len(words))])
    return found if 2 * fitting > len(lines) else None


def assign_words(words: Sequence[Piece], layout: RowLayout, grammar: Grammar, *, begins_lines: bool) -> list[Fitted | Unfitted]:
    """The rows that words make, cells and rows being parted by blanks alone, or rows by the lines that each `begins_lines`."""
    lattice = Lattice(words, layout, grammar)
    styles = _styles_of_words(_has_dollars(words), begins_lines=begins_lines)
    for style in styles:
        edges = lattice.edges(style, gives_up=True)
        if edges is not None:
            return _doubted(lattice, _reading(lattice, style, edges))
    return _doubted(lattice, _reading(lattice, styles[-1], lattice.edges(styles[-1], gives_up=False) or []))


def assign_cells(cells: Sequence[Piece], layout: RowLayout, grammar: Grammar) -> list[Fitted | Unfitted]:
    """The rows that whole cells make, where a line break stands before the first of each alone."""
    lattice = Lattice(cells, layout, grammar)
    style = Style(is_whole=True, begins_lines=True)
    return _doubted(lattice, _reading(lattice, style, lattice.edges(style, gives_up=False) or []))


def _styles_of_words(has_dollars: bool, *, begins_lines: bool = False) -> list[Style]:
    with_dollars = Style(are_words=True, begins_lines=begins_lines, has_dollars=True)
    return [with_dollars] if has_dollars else [with_dollars, with_dollars._replace(has_dollars=False)]


def _by_type(lattice: Lattice) -> _Reading:
    """The rows by what each piece may be alone."""
    for style in _styles(lattice):
        edges = lattice.edges(style, gives_up=True)
        if edges is not None:
            return _reading(lattice, style, edges)
    style = Style(has_dollars=_has_dollars(lattice.pieces))
    return _reading(lattice, style, lattice.edges(style, gives_up=False) or [])


def _by_place(lattice: Lattice, reading: _Reading, distances: Distances) -> _Reading:
    """The rows by the distances, too, where any fit these."""
    style = reading.style._replace(distances=distances)
    edges = lattice.edges(style, gives_up=True)
    return reading if edges is None else _reading(lattice, style, edges)


def _styles(lattice: Lattice) -> Iterator[Style]:
    """The ways that the pieces may be taken, the one that tells most first."""
    if any(lattice.has_mark(index) for index in range(len(lattice.pieces))):
        yield Style(is_whole=True)
    yield Style(has_dollars=True)
    if not _has_dollars(lattice.pieces):
        yield Style()


def _gaps(lattice: Lattice, reading: _Reading) -> Iterator[Gap]:
    """The distances between pieces and cells whose columns are certain."""
    for row in reading.rows:
        before: tuple[int, Kind] | None = None
        for place, (first, last) in enumerate(row.cells if isinstance(row, Fitted) else ()):
            if first == last:
                continue
            is_certain = all(len(reading.claims[index]) == 1 for index in range(first, last))
            kind = lattice.kind(first, last)
            if is_certain and before is not None:
                yield Gap((before[1], kind), place - before[0] - 1, lattice.pieces[first].breaks)
            for index in range(first + 1, last) if is_certain else ():
                yield Gap((kind, kind), INSIDE, lattice.pieces[index].breaks)
            before = (place, kind) if is_certain else None


def _reading(lattice: Lattice, style: Style, edges: Sequence[Edge]) -> _Reading:
    """The rows of one of the best assignments, with what the others have otherwise."""
    ahead, best = weighed(edges, (0, START), (len(lattice.pieces), START))
    claims: list[set[tuple[tuple[str, ...], int]]] = [set() for _ in lattice.pieces]
    kinds: dict[int, dict[str, None]] = {}
    for edge in best:
        if edge.column is None:
            continue
        for index in range(edge.first, edge.last):
            claims[index].add((edge.column.rules, edge.source[1].column))
        if edge.source[1] == START:
            name = lattice.layout.alternatives[edge.target[1].alternative].name
            kinds.setdefault(edge.first, {})[name] = None
    rows: list[Fitted | Unfitted] = []
    cells: list[tuple[int, int]] = []
    for edge in ahead:
        if edge.column is not None:
            cells.append((edge.first, edge.last))
        elif edge.first < edge.last:
            last = rows[-1] if rows else None
            if isinstance(last, Unfitted):
                rows[-1] = Unfitted(last.first, edge.last)
            else:
                rows.append(Unfitted(edge.first, edge.last))
        else:
            rows.append(Fitted(tuple(cells), tuple(kinds[cells[0][0]])))
            cells = []
    return _Reading(style, rows, _is_counted(best), claims)


def _doubted(lattice: Lattice, reading: _Reading) -> list[Fitted | Unfitted]:
    """The rows, each with the cells that a piece may belong to, where it may belong to another one."""
    rows = reading.rows
    values: list[set[str]] = [set() for _ in rows]
    references: list[set[str]] = [set() for _ in rows]
    for number, row in enumerate(rows):
        for place, (first, last) in enumerate(row.cells if isinstance(row, Fitted) else ()):
            for index in range(first, last):
                claims = reading.claims[index]
                for rules, other in claims if len({rules for rules, _ in claims}) > 1 else ():
                    # What may also be the beginning of a row is that of the next, and what may be the end of the one before
                    away = (other < place - lattice.layout.width // 2) - (other > place + lattice.layout.width // 2)
                    at = min(max(number + away, 0), len(rows) - 1)
                    (references if lattice.is_mark[index] else values)[at].update(rules)
    found = [
        row._replace(values=frozenset(values[number]), references=frozenset(references[number]))
        if isinstance(row, Fitted)
        else row
        for number, row in enumerate(rows)
    ]
    return found if reading.is_counted else [*found, Unfitted(0, 0)]


def _is_counted(edges: Sequence[Edge]) -> bool:
    """Whether all ways along these edges, in order, have as many rows."""
    counts: dict[Node, set[int]] = {}
    for edge in edges:
        found = counts.get(edge.source, {0})
        if edge.column is None and edge.first == edge.last:
            found = {number + 1 for number in found}
        counts.setdefault(edge.target, set()).update(found)
        if len(counts[edge.target]) > 1:
            return False
    return True


def _has_dollars(pieces: Sequence[Piece]) -> bool:
    return any("$" in piece.shown for piece in pieces)
