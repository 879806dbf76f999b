"""A parse tree as a list of numbers, from which the page of a report builds it when it is first looked at."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple, cast

from form4_grammar.reporting.source_text import visible

if TYPE_CHECKING:
    from lark import Token, Tree

MOST_NODES = 60_000
"""Nodes beyond which a tree is not put into a report: nobody looks through as many."""

_SHOWN = 60


class Outline(NamedTuple):
    """The names of nodes, and for each node, in the order of the page, four numbers and a text.

    The numbers are its depth, its name and its place in offsets; the text is the beginning of that of a leaf.
    """

    names: tuple[str, ...]
    nodes: tuple[int, ...]
    texts: tuple[str, ...]


def outline_of(tree: Tree[Token]) -> Outline | None:
    """The outline of a tree; None where it has too many nodes."""
    names: dict[str, int] = {}
    nodes: list[int] = []
    texts: list[str] = []
    todo: list[tuple[int, Token | Tree[Token]]] = [(0, tree)]
    while todo:
        depth, node = todo.pop()
        if len(nodes) >= 4 * MOST_NODES:
            return None
        if hasattr(node, "children"):
            inner = cast("Tree[Token]", node)
            start, end = (-1, -1) if inner.meta.empty else (inner.meta.start_pos, inner.meta.end_pos)
            name = str(inner.data)
            todo += [(depth + 1, child) for child in reversed(inner.children)]
            texts.append("")
        else:
            start, end, name = node.start_pos or 0, node.end_pos or 0, node.type
            texts.append(visible(shorten(str(node), _SHOWN, placeholder="…")))
        nodes += [depth, names.setdefault(name, len(names)), start, end]
    return Outline(tuple(names), tuple(nodes), tuple(texts))
