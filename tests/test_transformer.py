"""The tree of a page says what its filing does: `Transformer` makes the same of `parsed.tree` as of what `parse` read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED, TESTS
from support.page_of_2003 import FILING, html_page

from form4_grammar import Cell, DerivativeRow, Filing, Form, Issuer, Parsed, Transformer, form, parse
from form4_grammar.grammar import load

OWN = ("filings", "dialects", "aligned", "pieces", "typed")
CORPUS = ("seeds", "corpus/ocr", "corpus/html", "corpus/real", "corpus/x06", "corpus/older", "corpus/faults", "corpus/texts",
          "corpus/engines", "corpus/sec-html", "corpus/pdf")  # fmt: skip
SUFFIXES = (".txt", ".md", ".html", ".pdf")
LINKED = "cik"
"""What no page shows: it is told by the address of a link."""


def pages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)


def differing(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """The paths at which two values differ, but for what no page shows and for the places of cells."""
    if isinstance(one, Cell) and isinstance(other, Cell):
        if (one.value, one.footnotes, one.readable) != (other.value, other.footnotes, other.readable):
            yield path
    elif is_dataclass(one) and type(one) is type(other):
        for field in fields(one):
            if field.name != LINKED:
                inner = f"{path}.{field.name}".strip(".")
                yield from differing(getattr(one, field.name), getattr(other, field.name), inner)
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from differing(*pair, f"{path}[{index}]")
    elif isinstance(one, Mapping) and isinstance(other, Mapping) and one.keys() == other.keys():
        for name in one:
            yield from differing(one[name], other[name], f"{path}.{name}".strip("."))
    elif one != other:
        yield path


def withheld(parsed: Parsed) -> tuple[str, ...]:
    """What a reading leaves out, with a finding, though it stands in the tree: parts, cells in doubt, what paper cuts off."""
    found = (one.path for one in parsed.diagnostics if one.path and one.code in ("L092", "L120"))
    return (*parsed.unread, *found)


def assert_its_tree_says_the_same(parsed: Parsed, name: str) -> None:
    made = Transformer().transform(parsed.tree, parsed.grammar)
    read = parsed.fields if parsed.filing is None else parsed.filing
    left_out = withheld(parsed)
    for path in differing(made, read):
        assert any(one.startswith(path) for one in left_out), f"{name}: {path}"


@pytest.mark.parametrize("folder", OWN)
def test_trees_of_own_pages(folder: str) -> None:
    found = [(path.name, parse(path)) for path in pages(TESTS / folder)]
    read = [(name, parsed) for name, parsed in found if parsed.filing is not None]
    assert read
    for name, parsed in read:
        assert_its_tree_says_the_same(parsed, name)


@pytest.mark.extra
@pytest.mark.parametrize("folder", CORPUS)
def test_trees_of_real_pages(folder: str) -> None:
    place = SHARED / folder
    if not place.is_dir():
        pytest.skip(f"the real filings of {folder} are not at hand")
    for path in pages(place):
        parsed = parse(path)
        if parsed.filing is not None and parsed.dialect != "xml":
            assert_its_tree_says_the_same(parsed, str(path))


def test_the_tree_of_a_page_of_2003() -> None:
    assert_its_tree_says_the_same(parse(html_page(FILING)), "2002")


@pytest.mark.parametrize("name", ["form144/sale", "schedule13g/holding", "form4_broker/filing"])
def test_trees_of_forms_of_ones_own(name: str) -> None:
    page = ROOT / "examples" / f"{name}.txt"
    own = form(page.parent / f"{page.parent.name}.lark")
    parsed = parse(page, form=own)
    assert parsed.is_read
    assert_its_tree_says_the_same(parsed, name)


class Short(Transformer):
    """The numbers and codes of Table II, and who they are of."""

    def transaction_code(self, cell: Cell[str]) -> str | None:
        return cell.value

    def derivative_disposition(self, row: DerivativeRow) -> tuple[Any, ...]:
        return "D", row.transaction_code, row.underlying_security_shares.value

    def issuer(self, issuer: Issuer) -> str | None:
        return issuer.name

    def page(self, filing: Filing) -> tuple[Any, ...]:
        return filing.issuer, filing.derivative_table


@pytest.mark.parametrize("folder", OWN)
def test_methods_make_the_same_of_page_and_tree(folder: str) -> None:
    for path in pages(TESTS / folder):
        parsed = parse(path)
        if parsed.filing is None or withheld(parsed):
            continue
        assert parsed.grammar is not None
        of_page = Short().transform(parsed.filing)
        assert not list(differing(of_page, Short().transform(parsed.tree, parsed.grammar))), path.name
        assert isinstance(of_page[0], str | None)


def test_parse_applies_the_methods() -> None:
    page = TESTS / "filings" / "form4-plain.txt"
    parsed = parse(page, form=Form(load("4"), Short()))
    assert parsed.filing is not None
    assert parsed.value[0] == parsed.filing.issuer.name
    assert [row[0] for row in parsed.value[1] if isinstance(row, tuple)] == [
        "D" for row in parsed.filing.derivative_table if row.transaction_acquired_disposed_code.value == "D"
    ]


def test_a_tree_needs_its_grammar() -> None:
    with pytest.raises(ValueError, match=r"parsed\.grammar"):
        Transformer().transform(parse(TESTS / "filings" / "form4-plain.txt").tree)


def test_an_error_says_what_it_was_read_as() -> None:
    page = (TESTS / "filings" / "form4-plain.txt").read_text(encoding="utf-8")
    parsed = parse(page.replace("\t$12.5\t9,200", "\ttwelve\t9,200"))
    errors = parsed.tree.find_pred(lambda node: node.data.startswith("error_"))
    assert {(node.data, node.meta.rule) for node in errors} == {  # type: ignore[attr-defined] # see tree.py
        ("error_row", "non_derivative_transaction"),
        ("error_cell", "transaction_price_per_share"),
    }
