"""Level 1, second half: the order of the lines, by Lark's LALR tables, with repairs where the page departs from it.

The tables are Lark's; running them is a dozen lines, and done here so that a repair can look ahead in them and a page costs
half. A repair never drops a line: what is missing is put in with no text, and what is too much is kept beside the tree.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from form4_grammar.grammar import Grammar, ParseTable
from form4_grammar.parser.lines import Line, LineTypes

_MOST_STEPS = 3000
_NEW = tuple.__new__  # as in patterns.py: makes a named tuple in half the time
_END = "$END"


class Missing(NamedTuple):
    """A line that the page lacks: its terminal, and the offset where it should stand."""

    terminal: str
    at: int
    truncated: bool = False


class Part(NamedTuple):
    """A part of the page: the name of its rule, and what it is made of."""

    name: str
    children: tuple[Part | Line, ...]


class Page(NamedTuple):
    """The page as a tree, whose leaves are the lines; a missing one has no text.

    ``unexpected`` are lines that fit nowhere, ``moved`` lines that stand elsewhere than the form prints them.
    """

    tree: Part
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]
    unexpected: tuple[Line, ...]
    moved: tuple[Line, ...]


class _Parser:
    """An LALR parser of lines. Rules that begin with an underscore, and ``start``, leave only what they are made of."""

    __slots__ = ("stack", "table", "values")

    def __init__(self, table: ParseTable) -> None:
        self.table = table
        self.stack = [table.start]
        self.values: list[Part | Line | list[Part | Line]] = []

    def feed(self, line: Line) -> bool:
        """Takes a line. False, with nothing done but what every line here would do, where the grammar has no such line."""
        what = self._reduced(line.type)
        if what is None:
            return False
        self.stack.append(what)
        self.values.append(line)
        return True

    def end(self) -> Part:
        """The tree of all lines taken; the end has to be acceptable."""
        self._reduced(_END)
        root = self.values[-1]
        return root[0] if isinstance(root, list) else root  # type: ignore[return-value] # the rule of the page

    def _reduced(self, terminal: str) -> int | None:
        """Makes the parts that end before a terminal. Gives the state to shift to, None where there is none and at the end."""
        states, end, stack, values = self.table.states, self.table.end, self.stack, self.values
        state = stack[-1]
        while terminal is not _END or state != end:
            what = states[state].get(terminal)
            if what is None or type(what) is int:
                return what
            size, name = what  # type: ignore[misc] # a shift is an int
            del stack[len(stack) - size :]
            state = states[stack[-1]][name]  # type: ignore[assignment] # after a rule comes a state
            stack.append(state)
            is_hidden = name[0] == "_" or name == "start"
            if size == 1 and not is_hidden and type(values[-1]) is not list:  # as a third of all are
                values[-1] = _NEW(Part, (name, (values[-1],)))
                continue
            taken = values[len(values) - size :]
            del values[len(values) - size :]
            parts: list[Part | Line] = []
            if is_hidden and size and type(taken[0]) is list:  # one more round of a repetition
                parts = taken.pop(0)  # type: ignore[assignment]
            for value in taken:
                if type(value) is list:
                    parts += value
                else:
                    parts.append(value)  # type: ignore[arg-type]
            values.append(parts if is_hidden else _NEW(Part, (name, tuple(parts))))
        return None


def read_page(lines: Sequence[Line], grammar: Grammar, types: LineTypes, titles: Mapping[int, str] | None = None) -> Page:
    """The tree of the page's lines. Never raises for what the page holds.

    `titles` are the titles, by the offset of a heading, that the page lacks above headings which are known as their tables'.
    """
    parser = _Parser(grammar.table)
    missing: list[Missing] = []
    unexpected: list[Line] = []
    moved: list[Line] = []

    def put_in(terminals: Sequence[str], at: int, number: int, *, truncated: bool = False) -> None:
        for terminal in terminals:
            line = next((line for line in unexpected if line.type == terminal), None)
            if line is None:
                missing.append(Missing(terminal, at, truncated))
                line = Line(terminal, at, at, number, number)
            else:
                unexpected.remove(line)
                moved.append(line)
            parser.feed(line)

    repairs: dict[tuple[tuple[int, ...], str], tuple[str, ...] | None] = {}
    later: Counter[str] | None = None
    for index, line in enumerate(lines):
        if later is not None:
            later[line.type] -= 1
        if line.type in grammar.ignored:
            unexpected.append(line)
            continue
        untitled = titles.get(line.start) if titles else None
        if untitled is not None and (repair := _repair(parser, untitled, types)) is not None:
            put_in((*repair, untitled), line.start, line.number)
        if parser.feed(line):
            continue
        if later is None:
            later = Counter(one.type for one in lines[index + 1 :])
        key = (tuple(parser.stack), line.type)
        if key not in repairs:
            repairs[key] = _repair(parser, line.type, types)
        repair = repairs[key]
        following = lines[index + 1].type if index + 1 < len(lines) else _END
        if repair is None or not _believable(line, repair, later, following, types):
            unexpected.append(line)
            continue
        put_in(repair, line.start, line.number)
        parser.feed(line)

    end = lines[-1].end if lines else 0
    number = lines[-1].number if lines else 1
    repair = _repair(parser, _END, types)
    assert repair is not None, "from every state of the page some end can be reached"
    put_in(repair, end, number, truncated=True)
    return Page(parser.end(), tuple(lines), tuple(missing), tuple(unexpected), tuple(moved))


def _believable(line: Line, repair: Sequence[str], later: Mapping[str, int], following: str, types: LineTypes) -> bool:
    """Whether it is likelier that the lines of `repair` are missing here than that `line` is out of place."""
    if line.type in types.free and following in types.heading_types and following in repair:
        return False
    if any(later.get(terminal, 0) > 0 and terminal in types.printed.values() for terminal in repair):
        return False
    return line.type not in types.free or len(repair) <= 2


def _repair(parser: _Parser, wanted: str, types: LineTypes) -> tuple[str, ...] | None:
    """The shortest row of lines that no page can do without which, put in here, makes the terminal `wanted` acceptable."""
    table = parser.table
    start = tuple(parser.stack)
    queue: deque[tuple[tuple[int, ...], tuple[str, ...]]] = deque([(start, ())])
    seen = {start}
    for _ in range(_MOST_STEPS):
        if not queue:
            return None
        stack, path = queue.popleft()
        if _after(stack, wanted, table) is not None:
            return path
        for terminal in table.states[stack[-1]]:
            if terminal in types.required:
                following = _after(stack, terminal, table)
                if following is not None and following not in seen:
                    seen.add(following)
                    queue.append((following, (*path, terminal)))
    return None


def _after(stack: tuple[int, ...], terminal: str, table: ParseTable) -> tuple[int, ...] | None:
    """The parser's stack after it was fed a terminal, or None where it would refuse it."""
    after = list(stack)
    while True:
        what = table.states[after[-1]].get(terminal)
        if what is None:
            return None
        if isinstance(what, int):
            return (*after, what)
        size, name = what
        if size:
            del after[-size:]
        after.append(table.states[after[-1]][name])  # type: ignore[arg-type] # after a rule comes a state
        if terminal == _END and after[-1] == table.end:
            return tuple(after)
