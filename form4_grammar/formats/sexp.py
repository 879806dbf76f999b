"""The parse tree as an S-expression: one node a line, stable, for diffs and snapshots."""

from __future__ import annotations

import json

from lark import Token, Tree


def sexp(tree: Tree[Token], *, spans: bool = False) -> str:
    """The tree, indented by two blanks a level; tokens with their text as JSON strings, `spans` as offsets ``[start:end]``."""
    return "\n".join(_lines(tree, 0, spans=spans)) + "\n"


def _lines(tree: Tree[Token], depth: int, *, spans: bool) -> list[str]:
    indent = "  " * depth
    head = f"{indent}({tree.data}{_place(tree.meta, spans=spans and not tree.meta.empty)}"
    inside: list[str] = []
    for child in tree.children:
        if isinstance(child, Tree):
            inside += _lines(child, depth + 1, spans=spans)
        else:
            text = json.dumps(str(child), ensure_ascii=False)
            inside.append(f"{indent}  ({child.type}{_place(child, spans=spans)} {text})")
    if not inside:
        return [head + ")"]
    if len(inside) == 1 and isinstance(tree.children[0], Token):
        return [f"{head} {inside[0].strip()})"]
    inside[-1] += ")"
    return [head, *inside]


def _place(place: object, *, spans: bool) -> str:
    return f" [{getattr(place, 'start_pos', None)}:{getattr(place, 'end_pos', None)}]" if spans else ""
