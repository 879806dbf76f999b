"""What a line does to the stack of Lark's LALR parser: worked out once for each stack, since pages make few that differ."""

from __future__ import annotations

from collections import deque
from collections.abc import Container
from functools import lru_cache

from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.records import NamedTuple

END = "$END"
_MOST_STEPS = 3000
"""Stacks that a repair looks at before it gives up."""

_MOST_STACKS = 100_000
"""Stacks that are remembered: pages of the package's own forms make some hundred, those of a grammar with nested parts many."""


class Ended(NamedTuple):
    """A part that ends before a line: its rule, empty where the part is only made of others, and how deep it lies.

    ``is_blank`` where no line is in it.
    """

    name: str
    depth: int
    is_blank: bool


class Step(NamedTuple):
    """What a line does: the parts that end before it, the stack then, and the stack with it, None where it does not fit."""

    ended: tuple[Ended, ...]
    before: Stack
    after: Stack | None


class Stack:
    """A state on top of another stack. Two of the same states are one object."""

    __slots__ = ("_above", "_repairs", "below", "depth", "stacks", "state", "steps")

    def __init__(self, stacks: Stacks, state: int, below: Stack | None) -> None:
        self.stacks = stacks
        self.state = state
        self.below = below
        self.depth: int = 0 if below is None else below.depth + 1
        self._above: dict[int, Stack] = {}
        self.steps: dict[str, Step] = {}
        self._repairs: dict[str, tuple[str, ...] | None] = {}

    def step(self, terminal: str) -> Step:
        """What a line of that type, or the end of the page, does."""
        found = self.steps.get(terminal)
        if found is None:
            found = self.steps[terminal] = self._step(terminal)
        return found

    def repair(self, wanted: str) -> tuple[str, ...] | None:
        """The shortest row of lines that no page can do without which, put in here, makes the terminal `wanted` acceptable."""
        if wanted not in self._repairs:
            self._repairs[wanted] = self._repair(wanted)
        return self._repairs[wanted]

    def on(self, state: int) -> Stack:
        """This stack with a state on top."""
        found = self._above.get(state)
        if found is None:
            found = self._above[state] = Stack(self.stacks, state, self)
            self.stacks.count += 1
        return found

    def _step(self, terminal: str) -> Step:
        table = self.stacks.grammar.table
        top: Stack = self
        ended: list[Ended] = []
        while terminal != END or top.state != table.end:
            what = table.states[top.state].get(terminal)
            if what is None or isinstance(what, int):
                return Step(tuple(ended), top, None if what is None else top.on(what))
            size, name = what
            for _ in range(size):
                assert top.below is not None, "a rule's parts are on the stack"
                top = top.below
            is_hidden = name[0] == "_" or name == "start"
            if size == 0 or not is_hidden:
                ended.append(Ended("" if is_hidden else name, top.depth, size == 0))
            top = top.on(table.states[top.state][name])  # type: ignore[arg-type] # after a rule comes a state
        return Step(tuple(ended), top, top)

    def _repair(self, wanted: str) -> tuple[str, ...] | None:
        table, required = self.stacks.grammar.table, self.stacks.required
        queue: deque[tuple[Stack, tuple[str, ...]]] = deque([(self, ())])
        seen = {self}
        for _ in range(_MOST_STEPS):
            if not queue:
                return None
            stack, path = queue.popleft()
            if stack.step(wanted).after is not None:
                return path
            for terminal in table.states[stack.state]:
                if terminal in required:
                    following = stack.step(terminal).after
                    if following is not None and following not in seen:
                        seen.add(following)
                        queue.append((following, (*path, terminal)))
        return None


class Stacks:
    """The stacks of one form's pages. `bottom` is that before the first line."""

    def __init__(self, grammar: Grammar, required: Container[str]) -> None:
        self.grammar = grammar
        self.required = required
        self.count = 0
        self._bottom = Stack(self, grammar.table.start, None)

    @property
    def bottom(self) -> Stack:
        if self.count > _MOST_STACKS:
            self.count, self._bottom = 0, Stack(self, self.grammar.table.start, None)
        return self._bottom


@lru_cache(maxsize=MOST_GRAMMARS)
def stacks_of(grammar: Grammar) -> Stacks:
    """The stacks of a form's pages."""
    return Stacks(grammar, grammar.required("start"))
