"""What must hold of every page, whatever is on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from lark import Token, Tree

from form4_grammar import Cell, DerivativeRow, Filing, NonDerivativeRow, parse


def leaves(tree: Tree[Token]) -> Iterator[Token]:
    """The tokens of a tree, in order."""
    for child in tree.children:
        if isinstance(child, Tree):
            yield from leaves(child)
        else:
            yield child


def assert_lossless(text: str) -> None:
    """The leaves of the tree, in order, give back every character of the page that is not blank."""
    parsed = parse(text, dialect="text")
    if parsed.filing is None:
        return
    tokens = list(leaves(parsed.tree))
    shown = "".join("".join(tokens).split())
    if (
        parsed.on_page is not None and "<u>" not in text
    ):  # an item that could not be read has what marked its answers for the parser
        assert shown.replace("<u>", "").replace("</u>", "") == "".join(text.split())
        return
    assert shown == "".join(text.split())
    places = [(token.start_pos, token.end_pos) for token in tokens]
    assert places == sorted(places, key=lambda place: place[0] or 0)
    for token in tokens:
        assert text[slice(token.start_pos, token.end_pos)].split() == token.split()


def assert_spans_right(text: str) -> None:
    """Every cell's raw text, every token and every finding is where it says it is."""
    parsed = parse(text)
    for found in parsed.diagnostics:
        assert 0 <= found.start <= found.end <= len(text)
    for start, end in parsed.places.values():
        assert 0 <= start <= end <= len(text)
    if parsed.filing is None:
        return
    for cell in cells(parsed.filing):
        if cell.start >= 0:
            assert text[cell.start : cell.end] == cell.raw
    for node in parsed.tree.iter_subtrees():
        if not node.meta.empty:
            starts = [child.start_pos if isinstance(child, Token) else child.meta.start_pos for child in node.children]
            assert starts[0] == node.meta.start_pos


def cells(filing: Filing) -> Iterator[Cell]:  # type: ignore[type-arg]
    """All cells of a filing's tables."""
    rows: list[NonDerivativeRow | DerivativeRow] = [*filing.non_derivative_table, *filing.derivative_table]
    for row in rows:
        for field in fields(row):
            value = getattr(row, field.name)
            if isinstance(value, Cell):
                yield value
