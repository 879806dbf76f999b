"""All assignments of the pieces of a table's rows to its columns, as a lattice of places between them.

A node is a place before a piece and before a column of some kind of row, an edge a cell. What a cell may hold is the grammar's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.parser.row_layouts import Alternative, Column, RowLayout
from form4_grammar.readers.pieced.distances import Distances, Kind

_MOST_MARKS = 8
"""The references of one cell."""

_LONGEST, _LONGEST_OF_WORDS = 400, 110
"""Letters of a cell, and of one whose words are the pieces: EDGAR takes sixty in a title and a hundred in a nature."""

_LETTER, _NATURE = "direct_or_indirect_ownership", "nature_of_ownership"
_DIRECT, _INDIRECT = "D", "I"
_WORDS = "Words and 7 more"
"""What only a column for text takes."""

_UNKEPT = "voluntarily_reported"
"""A column that the filing does not keep references of."""


class Piece(NamedTuple):
    """A piece of text, ``text[start:end]`` of the page, ``breaks`` line breaks after the one before it."""

    shown: str
    start: int
    end: int
    breaks: int


class Style(NamedTuple):
    """How the pieces are taken.

    ``is_whole`` where each is a whole cell, ``are_words`` where they are single words, ``begins_lines`` where each row begins a
    line, ``has_dollars`` where no price is without its dollar sign, as the SEC prints them. ``distances`` are what the line
    breaks between them tell.
    """

    is_whole: bool = False
    are_words: bool = False
    begins_lines: bool = False
    has_dollars: bool = False
    distances: Distances | None = None


class State(NamedTuple):
    """Before a column of a row: the ownership's form was ``letter``; ``blanks`` cells are empty since the last, of ``kind``."""

    alternative: int
    column: int
    letter: str = ""
    blanks: int = 0
    kind: Kind = (False, False, False)


START = State(0, 0)
Node = tuple[int, State]


class Edge(NamedTuple):
    """The pieces ``first`` to ``last`` in a column, or no row's where that is None."""

    source: Node
    target: Node
    column: Column | None
    first: int
    last: int


class Lattice:
    """All assignments of some pieces: nodes are places between pieces and columns, edges are cells."""

    def __init__(self, pieces: Sequence[Piece], layout: RowLayout, grammar: Grammar) -> None:
        self.pieces, self.layout = pieces, layout
        reference = compile_rule(grammar, "footnote_ref") if "footnote_ref" in grammar.rules else None
        self.is_mark = [reference is not None and reference.read(piece.shown) is not None for piece in pieces]
        date = grammar.terminals.get("DATE")
        self.is_value = [
            "$" in piece.shown or (date is not None and re.fullmatch(date.pattern, piece.shown) is not None) for piece in pieces
        ]
        self.columns = {column.rules: column for one in layout.alternatives for column in one.columns if column.rules}
        self.texts = {rules: column.read(_WORDS) is not None for rules, column in self.columns.items()}
        self.prices = {rules for rules in self.columns if any(_is_price(grammar, rule) for rule in rules)}
        self.options: dict[tuple[tuple[str, ...], int], list[int]] = {}

    def edges(self, style: Style, *, gives_up: bool, is_one: bool = False) -> list[Edge] | None:
        """The edges of all assignments; None where it `gives_up` as soon as a piece fits nothing.

        All pieces are one row where it `is_one`.
        """
        self.options.clear()
        count = len(self.pieces)
        waiting: list[dict[State, None]] = [{} for _ in range(count + 1)]
        waiting[0][START] = None
        found: list[Edge] = []
        for at in range(count + 1):
            states = waiting[at]
            if not states and gives_up and not any(waiting[at:]):
                return None
            queue = sorted(states, key=lambda state: state.column or self.layout.width + 1)
            while queue:
                state = queue.pop(0)
                if state == START and is_one and 0 < at < count:
                    continue
                for edge in self._from(at, state, style, skips=not gives_up):
                    found.append(edge)
                    place, target = edge.target
                    if target not in waiting[place]:
                        waiting[place][target] = None
                        if place == at:
                            queue.append(target)
                            queue.sort(key=lambda one: one.column or self.layout.width + 1)
        return found if START in waiting[count] else None

    def _from(self, at: int, state: State, style: Style, *, skips: bool) -> Iterator[Edge]:
        """The edges that leave a node."""
        node = (at, state)
        if state == START:
            if at == len(self.pieces):
                return
            can_begin = not (style.begins_lines and at and not self.pieces[at].breaks)
            for number, alternative in enumerate(self.layout.alternatives) if can_begin else ():
                yield from self._cells(node, State(number, 0), alternative, style)
            if skips:
                yield Edge(node, (at + 1, START), None, at, at + 1)
            return
        alternative = self.layout.alternatives[state.alternative]
        if state.column == len(alternative.columns):
            yield Edge(node, (at, START), None, at, at)
        else:
            yield from self._cells(node, state, alternative, style)

    def _cells(self, node: Node, state: State, alternative: Alternative, style: Style) -> Iterator[Edge]:
        """The edges for the cell that follows: empty, or of one piece and more."""
        at = node[0]
        column = alternative.columns[state.column]
        letter = state.letter if _NATURE in column.rules else ""
        if letter != _INDIRECT and column.read("") is not None:
            blanks = state.blanks + 1 if style.distances and state.column else 0
            target = State(state.alternative, state.column + 1, state.letter, blanks, state.kind)
            yield Edge(node, (at, target), column, at, at)
        if at == len(self.pieces) or (letter == _DIRECT and not self.is_mark[at]):
            return
        if style.is_whole and style.begins_lines and state.column and self.pieces[at].breaks:
            return
        for last in self._ends(column, at, style):
            owned = self._letter(at, last) if _LETTER in column.rules else state.letter
            kind = state.kind
            if style.distances is not None:
                kind = self.kind(at, last)
                breaks = self.pieces[at].breaks
                if state.column and not style.distances.may_follow((state.kind, kind), state.blanks, breaks):
                    continue
            yield Edge(node, (last, State(state.alternative, state.column + 1, owned, 0, kind)), column, at, last)

    def _letter(self, first: int, last: int) -> str:
        """The form of the ownership; none where its references may be those of the nature."""
        letter = self.pieces[first].shown[0].upper()
        return letter if letter == _DIRECT or last - first == 1 else ""

    def _ends(self, column: Column, at: int, style: Style) -> Sequence[int]:
        """Where a cell of a column may end that begins with a piece."""
        known = self.options.get((column.rules, at))
        if known is None:
            known = self.options[column.rules, at] = list(self._possible_ends(column, at, style))
        return known

    def _possible_ends(self, column: Column, at: int, style: Style) -> Iterator[int]:
        if not column.rules or (self.is_mark[at] and _UNKEPT in column.rules and not style.is_whole):
            return
        shown = ""
        marks: set[str] = set()
        words = 0
        for index in range(at, len(self.pieces)):
            piece = self.pieces[index]
            if index > at and (style.is_whole or (style.distances and not style.distances.may_go_on(piece.breaks))):
                return
            goes_on = style.are_words and self.texts[column.rules]
            if self.is_mark[index]:
                if piece.shown in marks or len(marks) == _MOST_MARKS:  # no cell refers to the same note twice
                    return
                marks.add(piece.shown)
            else:
                if marks or (words and (not goes_on or self.is_value[index])):
                    return
                words += 1
                if goes_on and len(shown) + len(piece.shown) > _LONGEST_OF_WORDS:
                    return
            if not shown and style.has_dollars and column.rules in self.prices and piece.shown[0].isdigit():
                return
            shown = f"{shown} {piece.shown}" if shown else piece.shown
            if len(shown) > _LONGEST:
                return
            if column.read(shown) is not None:
                yield index + 1
            elif not goes_on:
                return
            if goes_on and self.has_mark(index):
                return

    def has_mark(self, index: int) -> bool:
        """Whether a piece is a value with its mark behind it."""
        if self.is_mark[index]:
            return False
        nodes = (column.read(self.pieces[index].shown) for column in self.columns.values())
        return any(node is not None and node.find("footnote_ref") is not None for node in nodes)

    def kind(self, first: int, last: int) -> Kind:
        """What a cell has in it."""
        pieces = range(first, last)
        if self.pieces[first].shown == _VOLUNTARY:
            return _OF_VOLUNTARY
        has_marks = any(self.is_mark[index] or self.has_mark(index) for index in pieces)
        return self.pieces[first].shown.startswith("$"), has_marks, not all(self.is_mark[index] for index in pieces)


_VOLUNTARY = "V"
_OF_VOLUNTARY: Kind = (True, True, False)
"""A kind that no other cell is of: the SEC's page has no element around a V, so that it stands closer."""


def weighed(edges: Sequence[Edge], begin: Node, end: Node) -> tuple[list[Edge], list[Edge]]:
    """Of all ways from `begin` to `end` those that skip the fewest pieces: one of them, and the edges of all."""
    costs: dict[Node, int] = {begin: 0}
    for edge in edges:
        cost = costs[edge.source] + _cost(edge)
        if cost <= costs.get(edge.target, cost):
            costs[edge.target] = cost
    rest: dict[Node, int] = {end: 0}
    following: dict[Node, Edge] = {}
    best: list[Edge] = []
    for edge in reversed(edges):
        if edge.target not in rest:
            continue
        cost = rest[edge.target] + _cost(edge)
        if cost < rest.get(edge.source, cost + 1):
            rest[edge.source] = cost
            following[edge.source] = edge
    whole = rest.get(begin, 0)
    best = [edge for edge in edges if edge.target in rest and costs[edge.source] + _cost(edge) + rest[edge.target] == whole]
    path: list[Edge] = []
    node = begin
    while node != end:
        edge = following[node]
        path.append(edge)
        node = edge.target
    return path, best


def _cost(edge: Edge) -> int:
    return edge.last - edge.first if edge.column is None else 0


def _is_price(grammar: Grammar, rule: str) -> bool:
    """Whether a cell is an amount of money that may have lost its dollar sign."""
    pattern = compile_rule(grammar, rule)
    return pattern.read("1") is not None and pattern.read("$1") is not None
