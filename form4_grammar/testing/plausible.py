"""Filings as people file them, drawn without hypothesis: their names are invented, and written as people write theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from form4_grammar.model import (
    NO_CELL,
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

_ISSUERS = (
    ("LARKSPUR TOOL CO", "LKSP"), ("Pebble Creek Brewing Co", "PBCR"), ("Quill & Harbor Holdings, Inc.", "QHH"),
    ("FERROWICK INC", "FWK"), ("Tidewater Optics Ltd /DE/", "TWO.A"), ("Saint Brannoc Bancorp", "NONE"),
    ("O'Dowd Therapeutics, Inc.", "ODT"), ("7 HILLS ENERGY LP", "SVNH"),
)  # fmt: skip
_PEOPLE = (
    "Okafor Ada N", "Marlow Ines T", "BRANDT ILSE K", "Osei Ben", "O'Dowd Maeve", "de la Cruz Tomas R", "Kestrel Fund IV, L.P.",
    "Van Houten Piet Jr", "Lindqvist Asa M.D.",
)  # fmt: skip
_STREETS = (
    "18 QUARRY ROAD", "C/O LARKSPUR TOOL CO.", "1200 W. 5TH AVENUE, SUITE 310", "P.O. BOX 77", "ONE HARBOR PLAZA, 12TH FLOOR",
    "4 MILL LANE", "2029 STIERLIN CT #4",
)  # fmt: skip
_PLACES = (
    ("DULUTH", "MN", "55802"), ("FARGO", "ND", "58102-1234"), ("SALT LAKE CITY", "UT", "84101"), ("ST. LOUIS", "MO", "63101"),
    ("WINSTON-SALEM", "NC", "27101"), ("NEW YORK", "NY", "10004"), ("LONDON", "X0", "EC2N 2DB"), ("VANCOUVER", "A1", "V6C 2X8"),
)  # fmt: skip
_TITLES = ("President", "Chief Executive Officer", "EVP, General Counsel & Sec'y", "SVP - Finance", "See Remarks", "CFO")
_OTHERS = ("Former 10% Owner", "Member of 13(d) group")
_SECURITIES = (
    "Common Stock", "Class A Common Stock, par value $0.0001 per share", "Common Stock, $.01 par value", "Ordinary Shares",
    "Series A-1 Preferred Stock", "American Depositary Shares", "Common Units (LP)", "7.5% Senior Notes due 2027",
)  # fmt: skip
_DERIVATIVES = (
    "Stock Option (right to buy)", "Restricted Stock Units", "Employee Stock Option (Right to Buy)", "Warrants",
    "5% Convertible Note", "Performance Rights - 2021 Plan", "Phantom Stock",
)  # fmt: skip
_NATURES = ("By Spouse", "By Trust", "By 401(k) Plan", "See footnote", "By Kestrel Fund IV, L.P.", "By Son & Daughter")
_NOTES = (
    "The price is a weighted average of sales from $31.00 to $31.15, inclusive.",
    "The option vests in four equal installments.",
    "Each restricted stock unit is the right to (i) one share or (ii) its value in cash.",
    "Effected under a Rule 10b5-1 trading plan adopted on May 3, 2021.", "Shares withheld for taxes; 25% vested on 03/01/2020.",
    "1 for 1.", "The reporting person disclaims beneficial ownership except to the extent of any pecuniary interest therein.",
    "Includes 1,250 shares bought under the ESPP. 300 of them on June 30, 2020.",
)  # fmt: skip
_REMARKS = ("Exhibit 24 - Power of Attorney.", "Chief Operating Officer of the general partner.", "Form 1 of 2.", "No more.")
_SIGNERS = (
    "/s/ Ada N. Okafor", "/s/ Ines T. Marlow, Attorney-in-Fact", "/s/ Ben Osei, by power of attorney for Ilse K. Brandt",
    "By: /s/ Maeve O'Dowd, Managing Member", "Piet Van Houten", "/s/ Tomas de la Cruz as trustee",
)  # fmt: skip


def plausible(random: Random) -> Filing:
    """A filing of any of the three forms, without doubt about anything in it; some are of the page since March 2026."""
    form = random.choice("344445")
    signed = date(2006, 1, 3) + timedelta(random.randrange(7500))
    notes = random.choice([0, 1, 2, 3, 5, 12])
    owners = tuple(_owner(random) for _ in range(random.choice([1, 1, 1, 2, 3])))
    name, symbol = random.choice(_ISSUERS)
    original = signed - timedelta(random.randrange(5, 90)) if random.random() < 0.15 else None
    first = [_row(random, form, signed, notes) for _ in range(random.choice([0, 1, 2, 3, 7]))]
    second = [_derivative(random, form, signed, notes) for _ in range(random.choice([0, 0, 1, 2, 4]))]
    has_boxes = form != "3" and signed >= date(2023, 4, 1)
    numbers = range(1, notes + 1)
    return Filing(
        form_type=form + ("/A" if original else ""),
        period_of_report=signed - timedelta(random.randrange(1, 3)),
        date_of_original_submission=original,
        not_subject_to_section16=random.random() < 0.1 if form != "3" else None,
        aff10b5_one=random.random() < 0.4 if has_boxes else None,
        issuer=Issuer(name, None, symbol, None),
        reporting_owners=tuple(replace(one, relationship=None) if index else one for index, one in enumerate(owners)),
        no_securities_owned=None,
        form3_holdings_reported=None,
        form4_transactions_reported=None,
        non_derivative_table=tuple(first),
        derivative_table=tuple(second),
        footnotes=tuple(Footnote(number, random.choice(_NOTES)) for number in numbers),
        remarks=random.choice(_REMARKS) if random.random() < 0.3 else None,
        signatures=tuple(Signature(random.choice(_SIGNERS), signed) for _ in range(min(len(owners), 2))),
    )


def _owner(random: Random) -> ReportingOwner:
    city, state, zip_code = random.choice(_PLACES)
    streets = random.sample(_STREETS, random.choice([1, 1, 2]))
    address = Address(streets[0], streets[1] if len(streets) > 1 else None, city, state, zip_code)
    director, ten, officer, other = (random.random() < chance for chance in (0.5, 0.3, 0.5, 0.08))
    if not (director or ten or officer or other):
        director = True
    roles = Relationship(
        is_director=director,
        is_officer=officer,
        is_ten_percent_owner=ten,
        is_other=other and not officer,
        officer_title=random.choice(_TITLES) if officer else None,
        other_text=random.choice(_OTHERS) if other and not officer else None,
    )
    return ReportingOwner(random.choice(_PEOPLE), None, address, roles)


def _amount(random: Random) -> Decimal:
    return random.choice(
        [Decimal(random.randrange(1, 10 ** random.randrange(1, 8))), Decimal(random.randrange(1, 99999)) / 1000]
    )


def _cell(random: Random, value: Any, notes: int, chance: float = 0.15) -> Cell[Any]:
    many = min(notes, random.choice([1, 1, 1, 2, 3])) if random.random() < chance else 0
    return Cell(value, tuple(sorted(random.sample(range(1, notes + 1), many))))


def _side(random: Random) -> tuple[str, str]:
    code = random.choice("PSAMFGJ")
    return code, "A" if code in "PAM" else "D"


def _row(random: Random, form: str, signed: date, notes: int) -> NonDerivativeRow:
    is_direct = random.random() < 0.7
    always: dict[str, Any] = {
        "security_title": _cell(random, random.choice(_SECURITIES), notes),
        "shares_owned_following_transaction": _cell(random, _amount(random), notes),
        "direct_or_indirect_ownership": _cell(random, "D" if is_direct else "I", notes, 0.05),
        "nature_of_ownership": NO_CELL if is_direct else _cell(random, random.choice(_NATURES), notes, 0.5),
    }
    if form == "3" or random.random() < 0.2:
        return NonDerivativeRow("holding", **always)
    code, side = _side(random)
    return NonDerivativeRow(
        "transaction",
        transaction_form_type="5" if form == "4" and random.random() < 0.05 else form,
        equity_swap_involved=False,
        transaction_date=_cell(random, signed - timedelta(random.randrange(1, 3)), notes, 0.05),
        transaction_code=_cell(random, code, notes),
        transaction_shares=_cell(random, _amount(random), notes, 0.1),
        transaction_acquired_disposed_code=_cell(random, side, notes, 0.03),
        transaction_price_per_share=_price(random, notes),
        **always,
    )


def _price(random: Random, notes: int) -> Cell[Any]:
    value = random.choice([Decimal(0), _amount(random), Decimal(random.randrange(100, 99999)) / 100])
    cell = _cell(random, value, notes, 0.4)
    return Cell(None, cell.footnotes) if cell.footnotes and random.random() < 0.3 else cell


def _derivative(random: Random, form: str, signed: date, notes: int) -> DerivativeRow:
    is_direct = random.random() < 0.8
    ends = signed + timedelta(random.randrange(400, 3000))
    always: dict[str, Any] = {
        "security_title": _cell(random, random.choice(_DERIVATIVES), notes),
        "conversion_or_exercise_price": _price(random, notes),
        "exercise_date": _dated(random, signed, notes),
        "expiration_date": _dated(random, ends, notes),
        "underlying_security_title": _cell(random, random.choice(_SECURITIES), notes, 0.1),
        "underlying_security_shares": _cell(random, _amount(random), notes, 0.1),
        "shares_owned_following_transaction": _cell(random, _amount(random), notes),
        "direct_or_indirect_ownership": _cell(random, "D" if is_direct else "I", notes, 0.05),
        "nature_of_ownership": NO_CELL if is_direct else _cell(random, random.choice(_NATURES), notes, 0.4),
    }
    if form == "3":
        del always["shares_owned_following_transaction"]
    if form == "3" or random.random() < 0.2:
        return DerivativeRow("holding", **always)
    code, side = _side(random)
    return DerivativeRow(
        "transaction",
        transaction_form_type=form,
        equity_swap_involved=False,
        transaction_date=_cell(random, signed - timedelta(random.randrange(1, 3)), notes, 0.05),
        transaction_code=_cell(random, code, notes),
        transaction_shares=_cell(random, _amount(random), notes, 0.1),
        transaction_acquired_disposed_code=Cell(side, ()),
        transaction_price_per_share=_price(random, notes),
        **always,
    )


def _dated(random: Random, day: date, notes: int) -> Cell[Any]:
    cell = _cell(random, day, notes, 0.4)
    return Cell(None, cell.footnotes) if cell.footnotes else cell
