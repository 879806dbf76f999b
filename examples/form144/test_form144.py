"""The page of the example, by the grammar of the example."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from form4_grammar import form, parse

HERE = Path(__file__).parent


def test_a_sale() -> None:
    parsed = parse(HERE / "sale.txt", form=form(HERE / "form144.lark"))
    assert parsed.diagnostics == ()
    assert parsed.fields is not None
    assert parsed.fields["name_of_issuer"] == "LARKSPUR TOOL CO"
    assert parsed.fields["notice"] == date(2024, 6, 3)
    assert parsed.fields["securities_sold"][0]["amount_sold"].value == 250
