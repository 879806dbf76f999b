"""What must hold of every ownership document that was read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from lark import Token, Tree

from form4_grammar import Filing
from form4_grammar.documents.source import Source
from form4_grammar.model import Cell, Footnote
from form4_grammar.ownership_xml.reader import Reading, read
from form4_grammar.ownership_xml.tree import tree as tree_of
from support.properties import cells, leaves


def tree(text: str) -> Tree[Token]:
    return tree_of(Source(text))


def filing(text: str) -> Filing:
    found = read(text).filing
    assert found is not None
    return found


def assert_places_right(text: str, reading: Reading) -> None:
    assert reading.filing is not None
    for cell in cells(reading.filing):
        assert text[cell.start : cell.end] == cell.raw if cell.start >= 0 else cell.raw == ""
        assert cell.raw == cell.raw.strip()
    for start, end in reading.findings.places.values():
        assert 0 <= start <= end <= len(text)
        assert text[start:end] == text[start:end].strip()
    for found in reading.findings.diagnostics:
        assert 0 <= found.start <= found.end <= len(text)


def assert_nothing_lost_in_silence(whole: Filing, reading: Reading) -> None:
    """Every field that is not that of the whole document has a finding, and so has each part that is not all there."""
    assert reading.filing is not None
    told = [one.path for one in reading.findings.diagnostics if one.path and one.severity != "info"]
    for path in differing(whole, reading.filing):
        assert any(path == one or path.startswith((f"{one}.", f"{one}[")) for one in told), (path, told)
    assert reading.findings.unread <= set(told)


def differing(whole: Any, got: Any, path: str = "") -> Iterator[str]:
    """The paths of the fields in which two filings differ; of lists of another length that of the list."""
    if isinstance(whole, tuple) and isinstance(got, tuple):
        if len(whole) != len(got):
            yield path
            return
        for index, (one, other) in enumerate(zip(whole, got, strict=True)):
            number = one.number if isinstance(one, Footnote) else index
            yield from differing(one, other, f"{path}[{number}]")
    elif isinstance(whole, Cell) and isinstance(got, Cell):
        if (whole.value, whole.footnotes) != (got.value, got.footnotes):
            yield path
    elif dataclasses.is_dataclass(whole) and dataclasses.is_dataclass(got):
        for field in dataclasses.fields(whole):
            if field.name not in ("other_elements", "date_offsets"):
                inside = f"{path}.{field.name}" if path else field.name
                yield from differing(getattr(whole, field.name), getattr(got, field.name), inside)
    elif whole != got:
        yield path


def assert_tree_right(text: str) -> None:
    """Every token is where it says it is, in order, and every node is around what is in it."""
    found = tree(text)
    tokens = list(leaves(found))
    places = [(token.start_pos or 0, token.end_pos or 0) for token in tokens]
    assert places == sorted(places)
    source = Source(text)
    is_mended = "L040" in [one.code for one in read(text).findings.diagnostics]  # a tag may be lost then
    for token in tokens:
        assert text[slice(token.start_pos, token.end_pos)] == token
        assert token.strip() == token != ""
        assert (token.line, token.column) == source.position(token.start_pos or 0)[:2]
    for node in found.iter_subtrees():
        if not node.meta.empty:
            assert text[node.meta.start_pos] == "<" or node.data == "error_xml" or is_mended
            for child in node.children:
                start = child.start_pos if isinstance(child, Token) else child.meta.start_pos
                assert (start or 0) >= node.meta.start_pos
