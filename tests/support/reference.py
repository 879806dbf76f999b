"""Patterns compared with the trees of Lark's own parser."""

from __future__ import annotations

import re

import lark

from form4_grammar.grammar import load
from form4_grammar.parser.patterns import Node, Pattern


def _lark_node(tree: lark.Tree[lark.Token] | lark.Token) -> Node:
    if isinstance(tree, lark.Token):
        assert tree.start_pos is not None
        assert tree.end_pos is not None
        return Node(tree.type, tree.start_pos, tree.end_pos)
    return Node(str(tree.data), 0, 0, tuple(_lark_node(child) for child in tree.children))


def _shape(node: Node) -> object:
    """A tree without the spans of its inner nodes, which Lark does not give for empty ones."""
    return (node.name, (node.start, node.end)) if node.is_terminal else (node.name, [_shape(child) for child in node.children])


def assert_patterns_read_as_lark(form: str, cells: set[tuple[str, str]]) -> None:
    """Compares the compiled patterns, small and whole, with the tree that Lark's own LALR parser builds from the same rules."""
    found = load(form)
    text = re.sub(r"%ignore.*", "", found.text) + "\n%ignore /[ \\t\\n\\r\\u00a0]+/\n"
    starts = sorted({rule for rule, _ in cells})
    reference = lark.Lark(text, parser="lalr", start=starts, keep_all_tokens=True, maybe_placeholders=False)
    whole = {rule: Pattern(found, rule, small=0) for rule in starts}
    small = {rule: Pattern(found, rule, small=len(cells)) for rule in starts}
    for rule, cell in cells:
        theirs = _shape(_lark_node(reference.parse(cell, start=rule)))
        for ours in (whole[rule].read(cell), small[rule].read(cell)):
            assert ours is not None
            assert _shape(ours) == theirs, (rule, cell)
