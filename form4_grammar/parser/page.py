"""Level 1, second half: the order of the lines, by Lark's LALR tables, with repairs where the page departs from it.

The tables are Lark's; they are run here so that a repair can look ahead in them, and a page costs a third. A repair never drops
a line: what is missing is put in with no text, and what is too much is kept beside the tree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from operator import itemgetter

from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.parser.lines import Line, LineTypes, types_of
from form4_grammar.parser.stacks import END, Step, stacks_of
from form4_grammar.records import NamedTuple

_MOST_LINES, _MOST_SHAPES = 200, 1000
"""Of pages whose parts are remembered."""

_MENDED = itemgetter(5)


class Missing(NamedTuple):
    """A line that the page lacks: its terminal, and the offset where it should stand."""

    terminal: str
    at: int
    truncated: bool = False


class Part(NamedTuple):
    """A part of the page: the name of its rule, and what it is made of."""

    name: str
    children: tuple[Part | Line, ...]


Span = tuple[str, int, int, int]
"""A part of the page: the name of its rule, its lines, as a half-open range of `Page.taken`, and where the parts in it begin.

These are those before it in `Page.parts`. It is no named tuple: Python would look through all that are remembered whenever it
looks for garbage.
"""


class Page(NamedTuple):
    """The lines of a page in the order of the form, and its parts, in the order in which they end.

    In ``taken``, a missing line has no text. ``unexpected`` are lines that fit nowhere, ``moved`` lines that stand elsewhere
    than the form prints them, ``types`` the types of ``lines``, and ``kinds`` each of these once.
    """

    taken: tuple[Line, ...]
    parts: tuple[Span, ...]
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]
    unexpected: tuple[Line, ...]
    moved: tuple[Line, ...]
    kinds: frozenset[str]
    types: tuple[str, ...]

    def first(self, kind: str) -> Line | None:
        """The first line of a type; None where the page has none."""
        return self.lines[self.types.index(kind)] if kind in self.kinds else None

    @property
    def mended(self) -> list[Line]:
        """The lines that are not quite what the form prints."""
        return list(compress(self.lines, map(_MENDED, self.lines)))

    @property
    def tree(self) -> Part:
        """The page as a tree, whose leaves are the lines."""
        return self._part(len(self.parts) - 1)

    def outermost(self, names: Container[str]) -> list[int]:
        """The places in ``parts`` of those of some rules that are in no other of them."""
        found = []
        at = len(self.parts) - 1
        while at >= 0:
            name, _, _, inside = self.parts[at]
            if name in names:
                found.append(at)
                at = inside
            at -= 1
        return found[::-1]

    def lines_of(self, part: Span) -> Sequence[Line]:
        """The lines of a part, but for the missing ones."""
        lines = self.taken[part[1] : part[2]]
        return [line for line in lines if line.end > line.start] if self.missing else lines

    def _part(self, index: int) -> Part:
        name, first, last, inside = self.parts[index]
        children: list[Part | Line] = []
        at = index - 1
        while at >= inside:
            _, begin, end, within = self.parts[at]
            children += self.taken[end:last][::-1]
            children.append(self._part(at))
            last, at = begin, within - 1
        return Part(name, (*self.taken[first:last], *children[::-1]))


class _Parser:
    """Takes the lines of a page one after the other."""

    __slots__ = ("_starts", "parts", "stack", "taken")

    def __init__(self, grammar: Grammar) -> None:
        self.stack = stacks_of(grammar).bottom
        self.taken: list[Line] = []
        self.parts: list[Span] = []
        self._starts: list[tuple[int, int]] = []
        """For each state on the stack, how many lines and parts there were before what it stands for."""

    def feed(self, line: Line) -> bool:
        """Takes a line. False, with nothing done but what every line here would do, where the grammar has no such line."""
        step = self.stack.step(line[0])
        if step.ended:
            self._end(step)
        if step.after is None:
            self.stack = step.before
            return False
        self._starts[step.before.depth :] = [(len(self.taken), len(self.parts))]
        self.stack = step.after
        self.taken.append(line)
        return True

    def feed_all(self, lines: Sequence[Line], ignored: Container[str]) -> int:
        """Takes lines for as long as the grammar has them, on most pages all; how many."""
        stack, taken = self.stack, self.taken
        for line in lines:
            kind = line[0]
            step = stack.steps.get(kind) or stack.step(kind)
            ended, before, after = step
            if after is None or kind in ignored:
                break
            if ended:
                self._end(step)
            self._starts[before.depth :] = [(len(taken), len(self.parts))]
            stack = after
            taken.append(line)
        self.stack = stack
        return len(taken)

    def end(self) -> None:
        """Ends the parts that end with the page. The end has to be acceptable."""
        self._end(self.stack.step(END))

    def _end(self, step: Step) -> None:
        starts, count = self._starts, len(self.taken)
        for name, depth, is_blank in step.ended:
            if is_blank:
                starts[depth:] = [(count, len(self.parts))]
            if name:
                first, inside = starts[depth]
                self.parts.append((name, first, count, inside))


def read_page(lines: Sequence[Line], grammar: Grammar, types: LineTypes, titles: Mapping[int, str] | None = None) -> Page:
    """The tree of the page's lines. Never raises for what the page holds.

    `titles` are the titles, by the offset of a heading, that the page lacks above headings which are known as their tables'.
    """
    shape = tuple(types_of(lines))
    if not titles and (found := _orderly(grammar).get(shape)) is not None:
        parts, kinds = found
        return Page(tuple(lines), parts, tuple(lines), (), (), (), kinds, shape)
    parser = _Parser(grammar)
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

    later: Counter[str] | None = None
    begin = 0 if titles else parser.feed_all(lines, grammar.ignored)
    for index, line in enumerate(lines[begin:], begin):
        if later is not None:
            later[line.type] -= 1
        if line.type in grammar.ignored:
            unexpected.append(line)
            continue
        untitled = titles.get(line.start) if titles else None
        if untitled is not None and (repair := parser.stack.repair(untitled)) is not None:
            put_in((*repair, untitled), line.start, line.number)
        if parser.feed(line):
            continue
        if later is None:
            later = Counter(one.type for one in lines[index + 1 :])
        repair = parser.stack.repair(line.type)
        following = lines[index + 1].type if index + 1 < len(lines) else END
        if repair is None or not _believable(line, repair, later, following, types):
            unexpected.append(line)
            continue
        put_in(repair, line.start, line.number)
        parser.feed(line)

    end = lines[-1].end if lines else 0
    number = lines[-1].number if lines else 1
    repair = parser.stack.repair(END)
    assert repair is not None, "from every state of the page some end can be reached"
    put_in(repair, end, number, truncated=True)
    parser.end()
    page = Page(
        tuple(parser.taken),
        tuple(parser.parts),
        tuple(lines),
        tuple(missing),
        tuple(unexpected),
        tuple(moved),
        frozenset(shape),
        shape,
    )
    if not (titles or missing or unexpected or moved) and len(lines) <= _MOST_LINES:
        known = _orderly(grammar)
        if len(known) > _MOST_SHAPES:
            known.clear()
        known[shape] = page.parts, page.kinds
    return page


@lru_cache(maxsize=MOST_GRAMMARS)
def _orderly(_grammar: Grammar) -> dict[tuple[str, ...], tuple[tuple[Span, ...], frozenset[str]]]:
    """The parts and kinds of pages that were met and lack no line, by the types of their lines: many pages are of one make."""
    return {}


def _believable(line: Line, repair: Sequence[str], later: Mapping[str, int], following: str, types: LineTypes) -> bool:
    """Whether it is likelier that the lines of `repair` are missing here than that `line` is out of place."""
    if line.type in types.free and following in types.heading_types and following in repair:
        return False
    if any(later.get(terminal, 0) > 0 and terminal in types.printed.values() for terminal in repair):
        return False
    return line.type not in types.free or len(repair) <= 2
