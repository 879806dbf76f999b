"""What a table's row may be, e.g. a transaction or a holding, column by column, and what has been read of each column."""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from typing import Any

from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, MOST_PARTS, Grammar
from form4_grammar.parser.headings import printed_heading
from form4_grammar.parser.patterns import Node, compile_rule, pattern_of
from form4_grammar.records import NamedTuple, dataclass
from form4_grammar.regexes import regex

_MOST_REMEMBERED = 20_000
"""Texts of one column whose trees are kept: of a folder, not of a page."""

LONGEST_CELL = 2000
"""Characters of a cell that is read: the schema takes far fewer, and the time a pattern takes may grow with their square."""

_NEW = tuple.__new__  # as in patterns.py: makes a named tuple in half the time
_UNREAD = Node("", -1, -1)
BLANK = Node("", 0, 0)
"""The tree of a blank cell."""

_REFERENCE = "footnote_ref"
_ALONE = frozenset({"AMOUNT", "DATE"})
"""The terminals of values that are told by themselves, whatever marks stand behind them."""


class Alone(NamedTuple):
    """A cell that holds an amount or a date, the terminal ``kind``, before nothing but marks that were met behind others.

    ``rule`` is that of the cell, ``start`` and ``end`` are where the value stands in it.
    """

    rule: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, eq=False, repr=False)
class Column:
    """What may stand in one column: the rules of its cells (none: the column is blank). Remembers what it has read.

    ``plain`` is the transformer's memory: what it made of the texts of cells, all of which the column can hold. ``alone`` are
    the rules of values that are told by themselves, each with its pattern and the terminal of the value, its last group.
    """

    grammar: Grammar
    rules: tuple[str, ...]
    seen: dict[str, Node | None] = field(default_factory=dict)
    plain: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    alone: tuple[tuple[str, re.Pattern[str], str], ...] = ()

    def met(self, text: str) -> Alone | Node | None:
        """What a cell is by itself, or its tree; None where no rule fits."""
        found = self.seen.get(text, _UNREAD)
        if found is not _UNREAD:
            return found
        for rule, pattern, kind in self.alone:
            match = pattern.match(text)
            if match is not None:
                start, end = match.regs[-1]
                length = len(text)
                if (end == length or text[end:] in tails(self.grammar)) and length <= LONGEST_CELL:
                    return _NEW(Alone, (rule, kind, start, end))
                break
        return self.read(text)

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
            return None if bare else BLANK
        if len(bare) > LONGEST_CELL:
            return None
        for rule in self.rules:
            node = compile_rule(self.grammar, rule).read_cell(bare)
            if node is not None:
                return node.shifted(lead) if bare and (lead := text.index(bare[0])) else node
        return None


@lru_cache(maxsize=MOST_GRAMMARS)
def tails(_grammar: Grammar) -> dict[str, tuple[int, ...]]:
    """The marks that were met behind the values of cells, and the notes that they refer to. The transformer fills it."""
    return {}


def _values_alone(grammar: Grammar, rules: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """For each rule of a column that is a value before any marks of notes the pattern of that value."""
    found: list[tuple[str, re.Pattern[str], str]] = []
    marks = {one for one in grammar.rules if _is_marks(grammar, one)}
    for rule in rules if grammar.added.isdisjoint(rules) else ():
        bare = [one for one in grammar.rules[rule] if one and marks.isdisjoint(one)]
        behind = [one[:-1] for one in grammar.rules[rule] if len(one) > 1 and one[-1] in marks]
        kinds = {one[-1] for one in bare}
        if len(kinds) != 1 or not kinds <= _ALONE or set(bare) != set(behind):
            break
        found.append((rule, regex(pattern_of(grammar, bare)), bare[0][-1]))
    return tuple(found)


def _is_marks(grammar: Grammar, rule: str) -> bool:
    """Whether a rule is the repetition of marks of notes, as Lark has it."""
    return rule.startswith("__") and {name for one in grammar.rules[rule] for name in one} <= {rule, _REFERENCE}


class Alternative(NamedTuple):
    """One thing that a row may be. ``plain`` is what the transformer made of the cells of its columns."""

    name: str
    columns: tuple[Column, ...]
    plain: tuple[dict[str, tuple[Any, ...]], ...]


class RowLayout(NamedTuple):
    """All that the rows of one table may be, how many columns they have, and the captions that divide these."""

    alternatives: tuple[Alternative, ...]
    width: int
    divided: tuple[str, ...] = ()


@lru_cache(maxsize=MOST_PARTS)
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
                columns[cell] = Column(grammar, cell, alone=_values_alone(grammar, cell))
        row = tuple(columns[cell] for cell in cells)
        alternatives.append(Alternative(name.removesuffix(LAYOUT), row, tuple(column.plain for column in row)))
    heading = f"{rule.removesuffix('_row')}_heading"
    form = printed_heading(grammar, heading).columns if heading + LAYOUT in grammar.rules else ()
    return RowLayout(tuple(alternatives), len(alternatives[0].columns), tuple(column.below for column in form))
