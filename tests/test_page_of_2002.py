"""The page of 2003 to 2009: its order, the table of its owners, and what a page of another year is read as."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from page_of_2002 import html_page, text_page

from form4_grammar import (
    Address,
    Cell,
    DerivativeRow,
    Filing,
    Footnote,
    Issuer,
    NonDerivativeRow,
    Parsed,
    Relationship,
    ReportingOwner,
    Signature,
    grammar,
    parse,
)
from form4_grammar.testing import printed

FIRST = ReportingOwner(
    "Okafor Ada N",
    None,
    Address("C/O LARKSPUR TOOL CO., SUITE 4", "18 QUARRY ROAD", "DULUTH", "MN", "55802"),
    Relationship(True, True, False, True, "President / Treasurer", "Member of a group"),
)
SECOND = ReportingOwner(
    "Brightwater Fund, L.P.",
    None,
    Address("9 HARBOUR LANE", None, "NEW YORK,", "NY", "10014-0001"),
    Relationship(False, False, True, False, None, None),
)
THIRD = ReportingOwner(
    "Okafor Ben",
    None,
    Address("18 QUARRY ROAD", "FLOOR 2", "HALIFAX", "A5", "B3J 1R7"),
    Relationship(True, False, True, True, None, "Trustee"),
)
HELD = {
    "kind": "holding",
    "security_title": Cell("Common Stock"),
    "shares_owned_following_transaction": Cell(Decimal(1250)),
    "direct_or_indirect_ownership": Cell("I"),
    "nature_of_ownership": Cell("By Spouse", (2,)),
}
SOLD = {
    **HELD,
    "kind": "transaction",
    "transaction_date": Cell(date(2004, 3, 2)),
    "transaction_code": Cell("S"),
    "transaction_form_type": "4",
    "equity_swap_involved": False,
    "transaction_shares": Cell(Decimal(1500), (1,)),
    "transaction_acquired_disposed_code": Cell("D"),
    "transaction_price_per_share": Cell(Decimal("21.50")),
}
OPTION = {
    "conversion_or_exercise_price": Cell(Decimal("12.5")),
    "exercise_date": Cell(None, (2,)),
    "expiration_date": Cell(date(2014, 3, 1)),
    "underlying_security_title": Cell("Common Stock"),
    "underlying_security_shares": Cell(Decimal(400)),
}
FILING = Filing(
    form_type="4",
    period_of_report=date(2004, 3, 2),
    date_of_original_submission=None,
    not_subject_to_section16=False,
    aff10b5_one=None,
    issuer=Issuer("LARKSPUR TOOL CO", None, "LKSP"),
    reporting_owners=(FIRST, SECOND, THIRD),
    non_derivative_table=(NonDerivativeRow(**SOLD), NonDerivativeRow(**HELD)),  # type: ignore[arg-type] # by their names
    derivative_table=(DerivativeRow(**HELD | OPTION),),  # type: ignore[arg-type]
    footnotes=(Footnote(1, "Sold under a plan."), Footnote(2, "The option is fully vested, see\nthe plan.".replace("\n", " "))),
    remarks="A member of a group.",
    signatures=(Signature("Ada N. Okafor", date(2004, 3, 3)), Signature("/s/ B. Okafor, for the fund", date(2004, 3, 4))),
)
PRINTERS = pytest.mark.parametrize(
    "printer", [text_page, lambda filing: text_page(filing, rows=True), html_page], ids=["text", "rows", "html"]
)


def as_form(form: str) -> Filing:
    """The filing on one of the forms, with what that form has."""
    if form == "4":
        return FILING
    if form == "3":
        held = replace(FILING.derivative_table[0], shares_owned_following_transaction=Cell())
        return replace(
            FILING,
            form_type="3",
            not_subject_to_section16=None,
            non_derivative_table=FILING.non_derivative_table[1:],
            derivative_table=(held,),
        )
    sold = replace(FILING.non_derivative_table[0], transaction_form_type="5")
    return replace(
        FILING,
        form_type="5",
        form3_holdings_reported=False,
        form4_transactions_reported=True,
        non_derivative_table=(sold, FILING.non_derivative_table[1]),
    )


def told(parsed: Parsed) -> list[tuple[str, str | None]]:
    """The findings, without the one that says of which years the page is."""
    return [(one.code, one.path) for one in parsed.diagnostics if one.code != "L021"]


@PRINTERS
@pytest.mark.parametrize("form", grammar.FORMS)
def test_the_page_comes_back_with_every_owner_and_what_they_are(form: str, printer: object) -> None:
    assert callable(printer)
    filing = as_form(form)
    parsed = parse(printer(filing))
    assert parsed.filing is not None
    assert printed(parsed.filing) == printed(filing)
    assert [owner.relationship for owner in parsed.filing.reporting_owners] == [
        owner.relationship for owner in filing.reporting_owners
    ]
    assert [one.code for one in parsed.diagnostics] == ["L021"]
    assert parsed.unread == ()
