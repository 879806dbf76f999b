"""Level 1, second half: the order of the lines, read by Lark's LALR parser, with repairs where the page departs from it.

A repair never drops a line: what is missing is put in with no text, and what is too much is kept beside the tree.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lark import Tree
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_analysis import Shift
from lark.parsers.lalr_parser_state import ParserState

from form4_grammar.grammar import Grammar
from form4_grammar.parser.lines import Line, LineTypes

_MOST_STEPS = 3000
_END = "$END"


class Missing(NamedTuple):
    """A line that the page lacks: its terminal, and the offset where it should stand."""

    terminal: str
    at: int
    truncated: bool = False


class Page(NamedTuple):
    """The page as a tree, whose leaves are the lines; a missing one has no text.

    ``unexpected`` are lines that fit nowhere, ``moved`` lines that stand elsewhere than the form prints them.
    """

    tree: Tree[Line]
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]
    unexpected: tuple[Line, ...]
    moved: tuple[Line, ...]


def read_page(lines: Sequence[Line], grammar: Grammar, types: LineTypes) -> Page:
    """The tree of the page's lines. Never raises for what the page holds."""
    parser = grammar.lark.parse_interactive(start="start")
    state = parser.parser_state
    feed: Callable[..., Any] = state.feed_token  # of a token it asks nothing but its type
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
            feed(line)

    repairs: dict[tuple[tuple[int, ...], str], tuple[str, ...] | None] = {}
    later = Counter(line.type for line in lines)
    for line in lines:
        later[line.type] -= 1
        if line.type in grammar.ignored:
            unexpected.append(line)
            continue
        try:
            feed(line)
            continue
        except UnexpectedToken:
            pass
        key = (tuple(state.state_stack), line.type)
        if key not in repairs:
            repairs[key] = _repair(state, line.type, types)
        repair = repairs[key]
        if repair is None or not _believable(line, repair, later, types):
            unexpected.append(line)
            continue
        put_in(repair, line.start, line.number)
        feed(line)

    end = lines[-1].end if lines else 0
    number = lines[-1].number if lines else 1
    repair = _repair(state, _END, types)
    assert repair is not None, "from every state of the page some end can be reached"
    put_in(repair, end, number, truncated=True)
    tree = feed(Line(_END, end, end, number, number), is_end=True)
    return Page(tree, tuple(lines), tuple(missing), tuple(unexpected), tuple(moved))


def _believable(line: Line, repair: Sequence[str], later: Mapping[str, int], types: LineTypes) -> bool:
    """Whether it is likelier that the lines of `repair` are missing here than that `line` is out of place."""
    if any(later.get(terminal, 0) > 0 and terminal in types.printed.values() for terminal in repair):
        return False
    return line.type not in types.free or len(repair) <= 2


def _repair(state: ParserState[int], wanted: str, types: LineTypes) -> tuple[str, ...] | None:
    """The shortest row of printed lines which, put in here, makes the terminal `wanted` acceptable."""
    states = state.parse_conf.states
    start = tuple(state.state_stack)
    queue: deque[tuple[tuple[int, ...], tuple[str, ...]]] = deque([(start, ())])
    seen = {start}
    for _ in range(_MOST_STEPS):
        if not queue:
            return None
        stack, path = queue.popleft()
        if _after(stack, wanted, states, state.parse_conf.end_state) is not None:
            return path
        for terminal in states[stack[-1]]:
            if terminal.isupper() and terminal not in types.free and terminal != _END:
                following = _after(stack, terminal, states, None)
                if following is not None and following not in seen:
                    seen.add(following)
                    queue.append((following, (*path, terminal)))
    return None


def _after(
    stack: tuple[int, ...],
    terminal: str,
    states: dict[int, dict[str, tuple[Any, Any]]],
    end_state: int | None,
) -> tuple[int, ...] | None:
    """The parser's stack after it was fed a terminal, or None where it would refuse it."""
    after = list(stack)
    while True:
        action, argument = states[after[-1]].get(terminal, (None, None))
        if action is None:
            return None
        if action is Shift:
            return (*after, argument)
        if argument.expansion:
            del after[-len(argument.expansion) :]
        after.append(states[after[-1]][argument.origin.name][1])
        if terminal == _END and after[-1] == end_state:
            return tuple(after)
