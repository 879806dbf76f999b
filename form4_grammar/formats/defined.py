"""Where the names of a grammar are defined, and where on the example page of a form each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from form4_grammar.grammar import Grammar
from form4_grammar.reading import parse
from form4_grammar.rules.example import EXAMPLE_PAGES

if TYPE_CHECKING:
    from lark import Token, Tree

_DEFINITION = re.compile(
    r"""(?P<said>(?:^//[^\n]*\n)*)                                   # the comment right above
        ^(?:%override[ ]|%extend[ ])?[?!]?(?P<name>\w+)(?:\{[^}\n]*\})?(?:\.\d+)?[ ]*:[^\n]*
        (?:\n[ \t]+[^\n]*|(?<=\\)\n[^\n]*)*                          # and its further lines""",
    re.MULTILINE | re.VERBOSE,
)


class Leaf(NamedTuple):
    """A text of the example page, and the rule right around it."""

    start: int
    end: int
    rule: str


class Example(NamedTuple):
    """A page, where each name first stands on it, as offsets, and its texts from the first to the last."""

    text: str
    places: Mapping[str, tuple[int, int]]
    leaves: tuple[Leaf, ...]


def definitions(grammar: Grammar) -> dict[str, str]:
    """The definition of each rule and terminal as the ``.lark`` files have it, comment included: the one that is in force.

    What only adds alternatives (``%extend``) is put behind what it adds to.
    """
    found: dict[str, str] = {}
    for match in _DEFINITION.finditer(grammar.text):
        is_more = "%extend" in match[0] and match["name"] in found
        found[match["name"]] = f"{found[match['name']]}\n{match[0]}" if is_more else match[0]
    return found


def example(grammar: Grammar) -> Example | None:
    """The example page of a form; None for a form of one's own, of which there is none."""
    text = EXAMPLE_PAGES.get(grammar.form)
    if text is None:
        return None
    places: dict[str, tuple[int, int]] = {}
    leaves = tuple(_leaves(parse(text, form=grammar).tree, places))
    for name in grammar.rules:
        _within(grammar, name, places, set())
    return Example(text, places, leaves)


def _leaves(tree: Tree[Token], places: dict[str, tuple[int, int]]) -> Iterator[Leaf]:
    if not tree.meta.empty:
        places.setdefault(str(tree.data), (tree.meta.start_pos, tree.meta.end_pos))
    for child in tree.children:
        if hasattr(child, "children"):
            yield from _leaves(cast("Tree[Token]", child), places)
        elif child.start_pos is not None and child.end_pos is not None:
            places.setdefault(child.type, (child.start_pos, child.end_pos))
            yield Leaf(child.start_pos, child.end_pos, str(tree.data))


def _within(grammar: Grammar, name: str, places: dict[str, tuple[int, int]], seen: set[str]) -> tuple[int, int] | None:
    """Where a rule stands that has no node of its own: where the first of what it is made of does."""
    if name in places or name in seen or name not in grammar.rules:
        return places.get(name)
    seen.add(name)
    inside = (_within(grammar, part, places, seen) for expansion in grammar.rules[name] for part in expansion)
    place = next(filter(None, inside), None)
    if place is not None:
        places[name] = place
    return place
