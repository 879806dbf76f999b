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
from typing import NamedTuple

from form4_grammar.grammar import Grammar


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


_NEW = tuple.__new__
"""Makes a named tuple in half the time that calling its class takes; a page has some hundred nodes."""


class _Part(NamedTuple):
    """One group of a pattern: a terminal, a rule with the parts inside it, or a repetition with the pattern of one round."""

    name: str
    group: int
    is_terminal: bool
    is_hidden: bool = False
    parts: tuple[_Part, ...] = ()
    repeated: Pattern | None = None


class Pattern(NamedTuple):
    """A compiled rule."""

    name: str
    regex: re.Pattern[str]
    parts: tuple[_Part, ...]

    def read(self, text: str, start: int = 0, end: int = sys.maxsize) -> Node | None:
        """The tree of all of ``text[start:end]``, or None where the rule does not fit it."""
        match = self.regex.fullmatch(text, start, end)
        return None if match is None else self.node(match)

    def node(self, match: re.Match[str]) -> Node:
        children = tuple(_children(self.parts, match.regs, match.string))
        start, end = (children[0].start, children[-1].end) if children else (match.start(), match.start())
        return Node(self.name, start, end, children)


def _children(parts: tuple[_Part, ...], spans: Sequence[tuple[int, int]], text: str) -> list[Node]:
    """The nodes of the parts that were met; `spans` are those of the groups of the match."""
    nodes: list[Node] = []
    for part in parts:
        start, end = spans[part.group]
        if start < 0:
            continue
        if part.is_terminal:
            nodes.append(_NEW(Node, (part.name, start, end, ())))
        elif part.repeated is not None:
            for one in part.repeated.regex.finditer(text, start, end):
                nodes += _children(part.repeated.parts, one.regs, text)
        else:
            inside = tuple(_children(part.parts, spans, text))
            if part.is_hidden:
                nodes += inside
            elif inside:
                nodes.append(_NEW(Node, (part.name, inside[0].start, inside[-1].end, inside)))
            else:
                nodes.append(Node(part.name, start, start))
    return nodes


@lru_cache(maxsize=512)
def compile_rule(grammar: Grammar, rule: str) -> Pattern:
    """The pattern of `rule`, without its outer blanks. The rule must not contain itself, but for the repetitions of Lark."""
    compiler = _Compiler(grammar)
    text, parts = compiler.rule(rule)
    return Pattern(rule, re.compile(text), parts)


_MOST_KNOWN, _LONGEST_KNOWN = 1024, 1000


def read_again(grammar: Grammar, rule: str, text: str) -> Node | None:
    """What the pattern of `rule` reads in a text that is met several times, on one page or on many; remembered if short."""
    return (_known if len(text) <= _LONGEST_KNOWN else _read)(grammar, rule, text)


def _read(grammar: Grammar, rule: str, text: str) -> Node | None:
    return compile_rule(grammar, rule).read(text)


_known = lru_cache(maxsize=_MOST_KNOWN)(_read)


class _Compiler:
    """Counts the groups of one regular expression while it grows."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.groups = 0

    def rule(self, name: str) -> tuple[str, tuple[_Part, ...]]:
        return self.alternatives(self.grammar.rules[name])

    def alternatives(self, expansions: Iterable[tuple[str, ...]]) -> tuple[str, tuple[_Part, ...]]:
        """The text of several expansions, longest first and what they begin with in common written once, and their parts.

        The parts of an expansion that was not taken stay empty.
        """
        texts: list[str] = []
        parts: list[_Part] = []
        rests: dict[str, list[tuple[str, ...]]] = {}
        for expansion in sorted(expansions, key=len, reverse=True):
            if expansion:
                rests.setdefault(expansion[0], []).append(expansion[1:])
            else:
                rests[""] = []
        for first, rest in rests.items():
            text, found = self.symbol(first) if first else ("", ())
            parts += found
            if any(rest):
                following, found = self.alternatives([names for names in rest if names])
                text += rf"(?:\s*{following})" if () not in rest else rf"(?:\s*{following})?"
                parts += found
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
            one = _Compiler(self.grammar)
            text, parts = one.alternatives(rounds)
            plain = _without_groups(text)
            return f"({plain}(?:\\s*{plain})*)", (
                _Part(name, group, is_terminal=False, repeated=Pattern(name, re.compile(text), parts)),
            )
        text, inside = self.rule(name)
        return f"({text})", (_Part(name, group, False, name.startswith("_"), inside),)


def _without_groups(pattern: str) -> str:
    return re.sub(r"(\\.)|\((?!\?)", lambda m: m[1] or "(?:", pattern)
