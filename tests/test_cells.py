"""Cells that are told at once: the same trees and values as those that are read one by one."""

from __future__ import annotations

from itertools import product

import pytest

from form4_grammar import grammar
from form4_grammar.grammar import load
from form4_grammar.parser.patterns import Pattern
from form4_grammar.parser.rows import Column, row_layout
from form4_grammar.transform.values import read_at_once, read_cell

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
    return [Column(column.grammar, rules) for rules, column in found.items() if rules]


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
    told = 0
    for column in columns(form):
        for text in TEXTS:
            node = column.read(text)
            at_once = read_at_once(node, text, RAISED) if node is not None else None
            if at_once is not None and node is not None:
                whole = read_cell(node, text)
                assert at_once == (whole.value, whole.footnotes), (column.rules, text)
                assert (whole.raw, whole.lead) == (text.rstrip(), 0)
                assert (whole.doubt, whole.readable, whole.lowered) == (None, True, ())
                told += 1
    assert told > 100
