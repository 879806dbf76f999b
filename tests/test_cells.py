"""Cells that are told at once: the same trees and values as those that are read one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from random import Random

import pytest
from conftest import TESTS

from form4_grammar import grammar, parse
from form4_grammar.grammar import load
from form4_grammar.parser import rows
from form4_grammar.parser.patterns import Node, Pattern
from form4_grammar.parser.row_layouts import Alone, Alternative, Column, RowLayout, row_layout, tails
from form4_grammar.render import render
from form4_grammar.testing import KINDS, damage, printed
from form4_grammar.testing.plausible import plausible
from form4_grammar.transform.rows import said_at_once
from form4_grammar.transform.values import read_cell

FORMS = pytest.mark.parametrize("form", grammar.FORMS)
VALUES = (
    "", "1", "12", "1,500", "1500", "1,50", "0", ".5", "12.50", "3.000", "\\$6.24", "$ 7", "-4", "01/02/2024", "02/30/2024",
    "1/2/2024", "May 1, 2024", "Common Stock", "A", "s", "D", "V", "S/K", "By Trust (2)", "\\$",
)  # fmt: skip
MARKS = ("", " <sup>(1)</sup>", "<sup>(1)</sup>", " ⁽²⁾", " ⁽²⁾ ⁽³⁾", " (4)", " ⁽x⁾", " $^{(1)}$", " ①", " [^1]", " ")
TEXTS = [lead + value + mark for lead, value, mark in product(("", " "), VALUES, MARKS)]
RAISED = {
    " <sup>(1)</sup>": (1,),
    "<sup>(1)</sup>": (1,),
    " ⁽²⁾": (2,),
    " ⁽²⁾ ⁽³⁾": (2, 3),
}


def columns(form: str) -> list[Column]:
    """The columns of the tables of a form, which have read nothing."""
    layouts = [row_layout(load(form), f"{table}_row") for table in ("table_i", "table_ii")]
    found = {column.rules: column for layout in layouts for one in layout.alternatives for column in one.columns}
    return [Column(column.grammar, rules, alone=column.alone) for rules, column in found.items() if rules]


@pytest.mark.parametrize("order", [1, -1], ids=["down", "up"])
@FORMS
def test_cells_that_share_a_tree_have_the_one_that_is_read_of_each(form: str, order: int) -> None:
    read = 0
    for column in columns(form):
        patterns = [Pattern(column.grammar, rule) for rule in column.rules]
        for text in TEXTS[::order]:
            bare = text.strip()
            nodes = (pattern.read(bare) for pattern in patterns)
            alone = next((node for node in nodes if node is not None), None)
            if alone is not None and bare:
                alone = alone.shifted(text.index(bare))
            assert column.read(text) == alone, (column.rules, text)
            read += alone is not None
    assert read > 1000


@FORMS
def test_what_is_told_at_once_is_what_is_read_part_by_part(form: str) -> None:
    tails(load(form)).update(RAISED)
    told = 0
    for column in columns(form):
        for text in TEXTS:
            met = column.met(text)
            node = column.read(text)
            if not isinstance(met, Alone):
                assert met == node, (column.rules, text)
                continue
            assert node is not None, (column.rules, text)
            assert (node.name, node.find(met.kind)) == (met.rule, Node(met.kind, met.start, met.end)), (column.rules, text)
            said, whole = said_at_once(met, column, text), read_cell(node, text)
            if said is None:
                assert whole.doubt is not None, (column.rules, text)
                continue
            assert said == (node.name, whole.value, whole.footnotes, whole.raw, whole.lead, len(whole.raw)), text
            assert (whole.doubt, whole.readable, whole.lowered) == (None, True, ())
            told += 1
    assert told > 100


def by_trees(texts: Sequence[str], layout: RowLayout) -> tuple[Alternative, list[None]] | None:
    """As `rows._fit`, but that nothing is told at once, or was met before: each cell is read by its tree."""
    fitting = (one for one in layout.alternatives if all(map(Column.read, one.columns, texts)))
    return next(((one, [None] * len(texts)) for one in fitting), None)


def is_read_alike(page: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a page has rows, which are read twice as their cells were met, and once by their trees, always alike."""
    one, again = parse(page), parse(page)
    with monkeypatch.context() as patch:
        patch.setattr(rows, "_fit", by_trees)
        slowly = parse(page)
    assert (one.filing, one.diagnostics, one.places) == (again.filing, again.diagnostics, again.places)
    assert (one.filing, one.diagnostics, one.places) == (slowly.filing, slowly.diagnostics, slowly.places)
    return one.filing is not None and bool(one.filing.non_derivative_table or one.filing.derivative_table)


def test_rows_of_pages_are_what_their_trees_say(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = sorted((TESTS / "filings").glob("*.txt"))
    assert sum(is_read_alike(page.read_text(encoding="utf-8"), monkeypatch) for page in pages) > 100


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if "text" in kind.dialects])
def test_rows_of_damaged_pages_are_what_their_trees_say(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = render(printed(plausible(Random(40))))  # noqa: S311 - what is drawn is no secret
    is_read_alike(damage(page, kind, 40, dialect="text"), monkeypatch)
