"""The parse tree for people: one line a node, texts cut to the terminal, footnote references standing out."""

from __future__ import annotations

from collections.abc import Sequence

from lark import Token, Tree
from rich.cells import cell_len
from rich.text import Text
from rich.tree import Tree as Branches

from form4_grammar.cli.screen import printed

_RULE, _TERMINAL, _TEXT, _REFERENCE, _ERROR, _PLACE = "bold cyan", "dim", "", "bold magenta", "bold red", "dim"
_REFERENCES = "footnote_ref"
_GUIDE = 4
_MOST_TOKENS = 2


def tree_view(tree: Tree[Token], *, spans: bool = False, width: int | None = None) -> Branches:
    """The tree as rich draws it. Each line is cut to `width` columns, if one is given."""
    root = Branches(_label(tree, 0, 0, spans=spans, width=width), guide_style="dim")
    _grow(root, tree.children, 1, spans=spans, width=width)
    return root


def _grow(branch: Branches, children: Sequence[Token | Tree[Token]], depth: int, *, spans: bool, width: int | None) -> None:
    name_width = max((len(_name(child)) for child in children if _has_text(child)), default=0)
    for child in children:
        label = _label(child, depth, name_width, spans=spans, width=width)
        grown = branch.add(label)
        if isinstance(child, Tree) and not _is_one_line(child):
            _grow(grown, child.children, depth + 1, spans=spans, width=width)


def _has_text(node: Token | Tree[Token]) -> bool:
    return isinstance(node, Token) or bool(node.children and _is_one_line(node))


def _name(node: Token | Tree[Token]) -> str:
    return node.type if isinstance(node, Token) else str(node.data)


def _is_one_line(tree: Tree[Token]) -> bool:
    """Whether a rule is shown with its text on one line: a value of one or two tokens, and its references."""
    tokens = [child for child in tree.children if isinstance(child, Token)]
    rest = [child for child in tree.children if isinstance(child, Tree)]
    if tree.meta.empty:
        return True
    return len(tokens) <= _MOST_TOKENS and tree.meta.line == tree.meta.end_line and all(one.data == _REFERENCES for one in rest)


def _label(node: Token | Tree[Token], depth: int, name_width: int, *, spans: bool, width: int | None) -> Text:
    name = _name(node)
    is_error = name.startswith("error") or name == "ERROR_TEXT"
    label = Text.assemble((name, _ERROR if is_error else _TERMINAL if isinstance(node, Token) else _RULE))
    if _has_text(node):
        label.append(" " * (name_width - len(name) + 2))
        label.append_text(_shown(node))
    place = _place(node) if spans else ""
    if width is not None:
        room = width - depth * _GUIDE - cell_len(place) - 1
        if cell_len(label.plain) > room:
            label.truncate(max(room, 8), overflow="ellipsis")
    if place:
        label.append(f" {place}", _PLACE)
    label.no_wrap = True
    return label


def _shown(node: Token | Tree[Token]) -> Text:
    """The text of a node, its references standing out."""
    if isinstance(node, Token):
        return Text(printed(str(node)), _TEXT)
    text = Text()
    previous = None
    for child in node.children:
        first = child if isinstance(child, Token) else child.children[0]
        assert isinstance(first, Token)
        if previous is not None and previous.end_pos != first.start_pos:
            text.append(" ")
        style = _TEXT if isinstance(child, Token) else _REFERENCE
        text.append(printed(str(first)), style)
        previous = first
    return text


def _place(node: Token | Tree[Token]) -> str:
    place = node if isinstance(node, Token) else node.meta
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"
