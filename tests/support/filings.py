"""A filing with something in each of its parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from form4_grammar import (
    Address,
    Cell,
    DerivativeRow,
    Filing,
    Footnote,
    Issuer,
    NonDerivativeRow,
    Relationship,
    ReportingOwner,
    Signature,
)

ROW = NonDerivativeRow(
    "transaction",
    security_title=Cell("Common Stock"),
    transaction_date=Cell(date(2022, 6, 14)),
    transaction_form_type="4",
    transaction_code=Cell("S"),
    equity_swap_involved=False,
    transaction_shares=Cell(Decimal(400)),
    transaction_acquired_disposed_code=Cell("D"),
    transaction_price_per_share=Cell(Decimal("31.07"), (1,)),
    shares_owned_following_transaction=Cell(Decimal(9200)),
    direct_or_indirect_ownership=Cell("D"),
)


OPTION = DerivativeRow(
    "transaction",
    security_title=Cell("Phantom Units"),
    conversion_or_exercise_price=Cell(None, (2,)),
    transaction_date=Cell(date(2022, 6, 14)),
    transaction_form_type="5",
    transaction_code=Cell("J"),
    equity_swap_involved=True,
    transaction_total_value=Cell(Decimal("1234567.5")),
    transaction_acquired_disposed_code=Cell("A"),
    exercise_date=Cell(None, (1, 2)),
    expiration_date=Cell(date(2032, 6, 14)),
    underlying_security_title=Cell("Common Stock"),
    underlying_security_value=Cell(Decimal(2000)),
    transaction_price_per_share=Cell(Decimal(0)),
    value_owned_following_transaction=Cell(Decimal(5000)),
    direct_or_indirect_ownership=Cell("I"),
    nature_of_ownership=Cell("By Trust", (2,)),
)


FILING = Filing(
    form_type="4",
    period_of_report=date(2022, 6, 14),
    date_of_original_submission=None,
    not_subject_to_section16=True,
    aff10b5_one=True,
    issuer=Issuer("LARKSPUR TOOL CO", None, "LKSP"),
    reporting_owners=(
        ReportingOwner(
            "Okafor Ada N",
            None,
            Address("C/O LARKSPUR TOOL CO.", "18 QUARRY ROAD", "LONDON", "X0", "EC2A 1NT"),
            Relationship(
                is_director=True,
                is_officer=True,
                is_ten_percent_owner=False,
                is_other=True,
                officer_title="President",
                other_text="See / Remarks",
            ),
        ),
        ReportingOwner("Okafor Family LLC", None, Address(None, "BOX 3", "DULUTH", "MN", None), None),
    ),
    non_derivative_table=(ROW,),
    derivative_table=(OPTION,),
    footnotes=(Footnote(1, "A weighted average of $31 to $31.20."), Footnote(2, "One for one.")),
    remarks="The first of two reports.\nExhibit 24.1 - Power of Attorney.",
    signatures=(Signature("/s/ Ada N. Okafor", date(2022, 6, 15)), Signature("Okafor Family LLC", date(2022, 6, 15))),
)
