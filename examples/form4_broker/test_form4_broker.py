"""The page of the example, by its grammar, and its rules on their own examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from form4_grammar import check, form, parse
from form4_grammar.catalogue import load
from form4_grammar.testing import assert_rule

HERE = Path(__file__).parent
OWN = form(HERE / "form4_broker.lark")


def test_a_filing() -> None:
    parsed = parse(HERE / "filing.txt", form=OWN)
    assert parsed.diagnostics == ()
    assert parsed.filing is not None
    filing = parsed.filing
    assert (filing.form_type, filing.extra["clearance"], filing.extra["estate_plan"]) == ("4", date(2022, 6, 10), True)
    assert filing.non_derivative_table[0].extra["broker"].value == "Pelham & Rowe"
    assert filing.derivative_table[0].extra["commission"].value == Decimal("14.25")


@pytest.mark.parametrize("code", ["BRK001", "BRK002"])
def test_the_rules(code: str) -> None:
    load(["broker_rules"], HERE)
    page = (HERE / "filing.txt").read_text(encoding="utf-8")
    assert_rule(code, page, OWN)
    assert check(page, form=OWN).diagnostics == ()
