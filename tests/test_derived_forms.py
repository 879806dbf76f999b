"""Forms derived from Form 4: the filing as ever, and what they add in `extra`, in all that can be done with a filing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from derived_form import grammar, page

from form4_grammar import Cell, Form, Parsed, form, parse
from form4_grammar.model import Filing
from conftest import case_text

PAGE = page()


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory) -> Form:
    path = tmp_path_factory.mktemp("derived") / "form4_broker.lark"
    path.write_text(grammar(), encoding="utf-8")
    return form(path)


def read(text: str, derived: Form) -> tuple[Filing, Parsed]:
    parsed = parse(text, form=derived)
    assert parsed.filing is not None
    return parsed.filing, parsed


def test_the_filing_is_that_of_form_4_and_more_is_in_extra(derived: Form) -> None:
    filing, parsed = read(PAGE, derived)
    assert (parsed.form, parsed.fields, parsed.diagnostics, parsed.unread) == ("form4_broker", None, (), ())
    plain = parse(case_text("form4-plain")).filing
    assert plain is not None
    assert (filing.form_type, filing.issuer, filing.reporting_owners) == ("4", plain.issuer, plain.reporting_owners)
    assert dict(filing.extra) == {"estate_plan": True, "clearance": date(2022, 6, 10)}
    first, second, holding = filing.non_derivative_table
    assert (first.extra["broker"].value, first.extra["broker"].footnotes) == ("Pelham & Rowe", ())
    assert (second.extra["broker"].value, second.extra["broker"].footnotes) == ("Pelham & Rowe", (2,))
    assert holding.extra["broker"] == Cell()
    assert filing.derivative_table[0].extra["commission"].value == Decimal("14.25")
    assert [row.nature_of_ownership.value for row in filing.non_derivative_table] == [None, None, "By Spouse"]
    for cell in (second.extra["broker"], filing.derivative_table[0].extra["commission"]):
        assert PAGE[cell.start : cell.end] == cell.raw
    assert PAGE[slice(*parsed.places["extra.clearance"])] == "06/10/2022"
