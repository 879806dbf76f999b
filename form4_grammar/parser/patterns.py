"""Level 3: a rule of the grammar compiled to one regular expression.

What stands inside a cell is regular, and the same cells come again and again, so the rules for them are not run through
LALR: each is compiled from Lark's own rule objects to a pattern whose groups give back the tree that LALR would have built.
The tests compare the two.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from form4_grammar.grammar import Grammar
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import compiled, is_ready, regex

_SEVERAL = 32
"""How many texts are read by the smaller patterns of a rule."""

_LONGEST_LOOK = 300
"""Characters of a terminal that is looked for in a text before the pattern that reads it is compiled."""


class Node(NamedTuple):
    """A part of a line: a rule with its children, or a terminal (name in upper case) with none.

    ``start`` and ``end`` are offsets into the text that was read.
    """

    name: str
    start: int
    end: int
    children: tuple[Node, ...] = ()

    @property
    def is_terminal(self) -> bool:
        return self.name.isupper()

    def find(self, name: str) -> Node | None:
        """The first node of that name below this one, in the order of the text."""
        for child in self.children:
            if child.name == name:
                return child
            if child.children and (found := child.find(name)) is not None:
                return found
        return None

    def firsts(self) -> dict[str, Node]:
        """The first node of each name below this one, in the order of the text."""
        found: dict[str, Node] = {}
        _add_firsts(self, found)
        return found

    def every(self, name: str) -> list[Node]:
        """All nodes of that name below this one, in the order of the text."""
        found: list[Node] = []
        for child in self.children:
            if child.name == name:
                found.append(child)
            if child.children:
                found += child.every(name)
        return found

    def shifted(self, by: int) -> Node:
        """This node for a text that stands `by` characters further on."""
        inside = tuple([child.shifted(by) for child in self.children]) if self.children else ()
        return _NEW(Node, (self.name, self.start + by, self.end + by, inside))


def _add_firsts(node: Node, found: dict[str, Node]) -> None:
    for child in node.children:
        name, _, _, inside = child
        if name not in found:
            found[name] = child
        if inside:
            _add_firsts(child, found)


_NEW = tuple.__new__
"""Makes a named tuple in half the time that calling its class takes; a page has some hundred nodes."""


class _Part(NamedTuple):
    """One group of a pattern: a terminal, a rule with the parts inside it, or a repetition with the pattern of one round."""

    name: str
    group: int
    is_terminal: bool
    is_hidden: bool = False
    parts: tuple[_Part, ...] = ()
    repeated: _Made | None = None


class _Made(NamedTuple):
    """A rule as one regular expression, and what its groups are."""

    name: str
    regex: re.Pattern[str]
    parts: tuple[_Part, ...]

    def read(self, text: str, start: int, end: int) -> Node | None:
        match = self.regex.fullmatch(text, start, end)
        return None if match is None else self.tree(match.regs, text)

    def tree(self, spans: Sequence[tuple[int, int]], text: str) -> Node:
        """The tree of a text that fits; `spans` are those of the groups."""
        children = tuple(_children(self.parts, spans, text))
        start, end = (children[0].start, children[-1].end) if children else (spans[0][0], spans[0][0])
        return _NEW(Node, (self.name, start, end, children))


class Pattern:
    """A compiled rule: one regular expression for all texts and, until so many were read that it pays, smaller ones.

    These lack what cannot be in the text, such as the marks of notes in most cells: a terminal that is found nowhere in it.
    To compile them for the cells of one page takes a fifth of the time. Where the whole one was made ready, it is for all.
    """

    __slots__ = ("_grammar", "_left", "_repeated", "_small", "_tested", "_trees", "_whole", "name")

    def __init__(self, grammar: Grammar, name: str, *, small: int | None = None) -> None:
        """`small` is how many texts are read by smaller patterns; unless it is given, none where the whole one is ready."""
        self.name = name
        self._grammar = grammar
        text, parts = _Compiler(grammar).rule(name)
        self._whole = _Made(name, regex(text), parts)
        few = (0 if is_ready(text) else _SEVERAL) if small is None else small
        self._tested = _tested(grammar, name) if few else ()
        self._small: dict[frozenset[str], _Made | None] = {}
        self._left = few if self._tested else 0
        self._repeated = _repeated(parts)
        self._trees: dict[Any, Node] = {}

    def read(self, text: str, start: int = 0, end: int = sys.maxsize) -> Node | None:
        """The tree of all of ``text[start:end]``, or None where the rule does not fit it."""
        made = self._made(text, start, end) if self._left > 0 else self._whole
        return None if made is None else made.read(text, start, end)

    def read_cell(self, text: str) -> Node | None:
        """The tree of all of a short text; those whose parts stand at the same places share it, as amounts of one length do."""
        if self._left > 0:
            return self.read(text)
        match = self._whole.regex.fullmatch(text)
        if match is None:
            return None
        key: Any
        spans = key = match.regs
        for group in self._repeated:  # its parts are in no group of this pattern
            start, end = spans[group]
            if start >= 0:
                key = key, text[start:end]
        found = self._trees.get(key)
        if found is None:
            if len(self._trees) > _MOST_KNOWN:
                self._trees.clear()
            found = self._trees[key] = self._whole.tree(spans, text)
        return found

    def fits(self, text: str) -> bool:
        """Whether the rule fits all of a text."""
        made = self._made(text, 0, len(text)) if self._left > 0 else self._whole
        return made is not None and made.regex.fullmatch(text) is not None

    def _made(self, text: str, start: int, end: int) -> _Made | None:
        """What reads a text while the whole pattern is not compiled; None where the rule cannot fit it."""
        self._left -= 1
        absent = frozenset(name for name, look in self._tested if look.search(text, start, end) is None)
        if absent not in self._small:
            self._small[absent] = _Compiler(self._grammar, absent).made(self.name)
        return self._small[absent]


def _repeated(parts: tuple[_Part, ...]) -> tuple[int, ...]:
    """The groups of the repetitions, each of which is read by a pattern of its own."""
    found: tuple[int, ...] = ()
    for part in parts:
        found += (part.group,) if part.repeated is not None else _repeated(part.parts)
    return found


def _tested(grammar: Grammar, rule: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The terminals that a rule may do without, and that are quickly looked for; not printed texts, which are small."""
    names = sorted(name for name in grammar.reached(rule) - grammar.required(rule) if name in grammar.terminals)
    found = ((name, grammar.terminals[name]) for name in names)
    shown = ((name, terminal.pattern) for name, terminal in found if not terminal.is_literal)
    return tuple((name, _look(pattern)) for name, pattern in shown if len(pattern) <= _LONGEST_LOOK)


@lru_cache(maxsize=256)
def _look(pattern: str) -> re.Pattern[str]:
    return compiled(pattern)


def _children(parts: tuple[_Part, ...], spans: Sequence[tuple[int, int]], text: str) -> list[Node]:
    """The nodes of the parts that were met; `spans` are those of the groups of the match."""
    nodes: list[Node] = []
    for name, group, is_terminal, is_hidden, within, repeated in parts:
        start, end = spans[group]
        if start < 0:
            continue
        if is_terminal:
            nodes.append(_NEW(Node, (name, start, end, ())))
        elif repeated is not None:
            for one in repeated.regex.finditer(text, start, end):
                nodes += _children(repeated.parts, one.regs, text)
        else:
            inside = tuple(_children(within, spans, text))
            if is_hidden:
                nodes += inside
            elif inside:
                nodes.append(_NEW(Node, (name, inside[0].start, inside[-1].end, inside)))
            else:
                nodes.append(Node(name, start, start))
    return nodes


@lru_cache(maxsize=512)
def compile_rule(grammar: Grammar, rule: str) -> Pattern:
    """The pattern of `rule`, without its outer blanks. The rule must not contain itself, but for the repetitions of Lark."""
    return Pattern(grammar, rule)


def pattern_of(grammar: Grammar, expansions: Iterable[tuple[str, ...]]) -> str:
    """One regular expression for some expansions of a rule."""
    return _Compiler(grammar).alternatives(expansions)[0]


_MOST_KNOWN, _LONGEST_KNOWN = 1024, 1000


def read_again(grammar: Grammar, rule: str, text: str) -> Node | None:
    """What the pattern of `rule` reads in a text that is met several times, on one page or on many; remembered if short."""
    return (_known if len(text) <= _LONGEST_KNOWN else _read)(grammar, rule, text)


def _read(grammar: Grammar, rule: str, text: str) -> Node | None:
    return compile_rule(grammar, rule).read(text)


_known = lru_cache(maxsize=_MOST_KNOWN)(_read)


class _Compiler:
    """Counts the groups of one regular expression while it grows. What needs one of the terminals `absent` is left out."""

    def __init__(self, grammar: Grammar, absent: frozenset[str] = frozenset()) -> None:
        self.grammar, self.absent = grammar, absent
        self.groups = 0

    def made(self, name: str) -> _Made | None:
        """A rule; None where no text without the absent terminals is one."""
        if not self.can_be(name):
            return None
        text, parts = self.rule(name)
        return _Made(name, regex(text), parts)

    def can_be(self, name: str) -> bool:
        """Whether a rule or a terminal can be there without the absent terminals."""
        if name not in self.grammar.rules:
            return name not in self.absent
        return any(all(map(self.can_be, one)) for one in self.grammar.rules[name] if one[:1] != (name,))

    def rule(self, name: str) -> tuple[str, tuple[_Part, ...]]:
        return self.alternatives(self.grammar.rules[name])

    def alternatives(self, expansions: Iterable[tuple[str, ...]]) -> tuple[str, tuple[_Part, ...]]:
        """The text of several expansions, longest first, and their parts. Those of an expansion that was not taken stay empty.

        What several begin with is written once, and so is what stands there both behind the first name and without it: Lark
        has two expansions for each name that may be left out, four for two of them.
        """
        texts: list[str] = []
        parts: list[_Part] = []
        can_be = [one for one in expansions if all(map(self.can_be, one))] if self.absent else expansions
        left = sorted(can_be, key=len, reverse=True)
        while left:
            if not left[0]:
                texts.append("")
                break
            first = left[0][0]
            rests = [one[1:] for one in left if one and one[0] == first]
            left = [one for one in left if not one or one[0] != first]
            is_optional = set(rests) <= set(left)
            text, found = self.symbol(first)
            parts += found
            following = ""
            if any(rests):
                following, found = self.alternatives([names for names in rests if names])
                parts += found
            if is_optional:
                left = [one for one in left if one not in rests]
                text = _optional(text, following, is_alone=() in rests)
            elif following:
                text += rf"(?:\s*{following})" if () not in rests else rf"(?:\s*{following})?"
            texts.append(text)
        return (texts[0] if len(texts) == 1 else f"(?:{'|'.join(texts)})"), tuple(parts)

    def symbol(self, name: str) -> tuple[str, tuple[_Part, ...]]:
        if name in self.grammar.terminals:
            pattern = self.grammar.terminals[name].pattern
            if name.startswith("_"):
                return pattern, ()
            self.groups += 1
            return f"({pattern})", (_Part(name, self.groups, is_terminal=True),)
        self.groups += 1
        group = self.groups
        if name.startswith("__"):  # Lark's own rule for x* and x+: its rounds, each with itself before or without
            rounds = [e for e in self.grammar.rules[name] if e[0] != name]
            text, parts = _Compiler(self.grammar, self.absent).alternatives(rounds)
            plain = _without_groups(text)
            return f"((?:{plain}{_UP_TO_THE_NEXT})+)", (
                _Part(name, group, is_terminal=False, repeated=_Made(name, regex(text), parts)),
            )
        text, inside = self.rule(name)
        return f"({text})", (_Part(name, group, False, name.startswith("_"), inside),)


_GROUP = regex(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\((?!\?)")
"""What begins a group, and first a sign that is escaped and a class, in which a bracket begins none."""

_UP_TO_THE_NEXT = r"(?:\s*(?=\S))?"
"""Blanks that something follows, or none."""


def _optional(text: str, following: str, *, is_alone: bool) -> str:
    """What may be left out before what follows it, which may be left out, too, where the first can stand alone."""
    if not following:
        return f"(?:{text})?"
    return rf"(?:{text}{_UP_TO_THE_NEXT})?(?:{following})?" if is_alone else rf"(?:{text}\s*)?{following}"


def _without_groups(pattern: str) -> str:
    """The pattern with no group that is counted; a bracket that is escaped, or one of the signs of a class, begins none."""
    return _GROUP.sub(lambda match: match[1] or "(?:", pattern)
