"""Hypothesis strategies for filings, within the facets of the SEC's ownership XML (X0306, and X0609 for addresses)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

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
from form4_grammar.testing.texts import filled, texts
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES, country_code

_MOST_ROWS, _MOST_NOTES, _MOST_OWNERS = 30, 99, 10
_SIBLINGS = (
    ("transaction_total_value", "transaction_shares"),
    ("underlying_security_value", "underlying_security_shares"),
    ("value_owned_following_transaction", "shares_owned_following_transaction"),
)
_TRANSACTION_ONLY = ("transaction_", "deemed_")

_Row = TypeVar("_Row", NonDerivativeRow, DerivativeRow)
_Cells = Mapping[str, st.SearchStrategy[Cell[Any]]]

_FLAG = st.sampled_from([None, False, True])
_CIK = st.none() | st.just("0001234567")
_AMOUNT = st.integers(0, 10**6).map(Decimal) | st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**16 - 1), st.integers(4, 8)
)


@st.composite
def any_filing(draw: st.DrawFn, *, is_partial: bool) -> Filing:
    """A filing; see `form4_grammar.testing.filings`."""
    form = draw(st.sampled_from(["3", "4", "4", "5"]))
    notes = range(1, draw(st.integers(0, 4) | st.integers(0, _MOST_NOTES)) + 1)
    cells = _cells(notes)
    box = _FLAG if form != "3" or is_partial else st.none()
    original = draw(st.none() | st.dates())
    return Filing(
        form_type=form + ("/A" if original or draw(st.booleans()) else ""),
        period_of_report=draw(st.none() | st.dates()),
        date_of_original_submission=original,
        not_subject_to_section16=draw(box),
        aff10b5_one=draw(box),
        issuer=draw(st.builds(Issuer, _maybe(150), _CIK, _maybe(10), st.none() | _maybe(10))),
        reporting_owners=tuple(draw(st.lists(_OWNER, min_size=0 if is_partial else 1, max_size=_MOST_OWNERS))),
        no_securities_owned=draw(_FLAG) if form == "3" else None,
        form3_holdings_reported=draw(_FLAG) if form == "5" else None,
        form4_transactions_reported=draw(_FLAG) if form == "5" else None,
        non_derivative_table=tuple(draw(_rows(NonDerivativeRow, form, cells, is_partial=is_partial))),
        derivative_table=tuple(draw(_rows(DerivativeRow, form, cells, is_partial=is_partial))),
        footnotes=tuple(Footnote(number, draw(texts(1000))) for number in notes),
        remarks=draw(_maybe(2000)),
        signatures=tuple(draw(st.lists(_signature(is_partial=is_partial), max_size=_MOST_OWNERS))),
    )


def _maybe(longest: int) -> st.SearchStrategy[str | None]:
    return st.none() | texts(longest)


_ADDRESS = st.builds(
    Address,
    street1=_maybe(40),
    street2=_maybe(40),
    city=_maybe(30),
    state=st.none() | st.sampled_from(sorted(STATES_AND_COUNTRIES)),
    zip_code=st.none() | st.from_regex(r"[0-9A-Za-z #-]{0,10}", fullmatch=True),
)
_ABROAD = st.builds(
    Address,
    street1=_maybe(40),
    street2=_maybe(40),
    city=_maybe(30),
    state=st.none(),
    zip_code=st.none() | st.from_regex(r"[0-9A-Za-z #-]{0,10}", fullmatch=True),
    state_description=_maybe(50),
    non_us_address_flag=st.just(value=True),
    non_us_state_territory=_maybe(50),
    country=st.sampled_from(sorted(code for code in STATES_AND_COUNTRIES if country_code(code) is not None)),
)
_SINCE_2026 = st.builds(replace, _ADDRESS, non_us_address_flag=st.just(value=False)) | _ABROAD
_RELATIONSHIP = st.builds(
    Relationship,
    is_director=_FLAG,
    is_officer=_FLAG,
    is_ten_percent_owner=_FLAG,
    is_other=_FLAG,
    officer_title=_maybe(30),
    other_text=_maybe(30),
)
_OWNER = st.builds(ReportingOwner, _maybe(150), _CIK, _ADDRESS | _SINCE_2026, st.none() | _RELATIONSHIP)


def _signature(*, is_partial: bool) -> st.SearchStrategy[Signature]:
    # Nobody signs with the caption of the signature, or the mark of a note, which are read as such wherever they stand
    names = filled(255).filter(lambda name: "ignature of" not in name and name.strip("() 0123456789"))
    if is_partial:
        return st.builds(Signature, st.none() | names, st.none() | st.dates())
    return st.builds(Signature, names, st.dates())


def _cells(notes: Sequence[int]) -> _Cells:
    """What may stand in each column of a complete row."""
    some = (
        st.lists(st.sampled_from(notes), unique=True, min_size=1, max_size=min(4, len(notes))).map(tuple)
        if notes
        else st.nothing()
    )
    references = st.just(()) | some
    note = st.builds(Cell, st.none(), some)

    def cell(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Cell[Any]]:
        return st.builds(Cell, values, references)

    def or_note(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Cell[Any]]:
        return cell(values) | note

    def or_blank(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Cell[Any]]:
        return st.just(NO_CELL) | or_note(values)

    return {
        "security_title": cell(filled(60)),
        "conversion_or_exercise_price": or_note(_AMOUNT),
        "transaction_date": cell(st.dates()),
        "deemed_execution_date": or_blank(st.dates()),
        "transaction_code": cell(st.sampled_from("ACDEFGHIJLMOPSUWXZ")),
        "transaction_shares": cell(_AMOUNT),
        "transaction_total_value": cell(_AMOUNT),
        "transaction_acquired_disposed_code": cell(st.sampled_from("AD")),
        "exercise_date": or_note(st.dates()),
        "expiration_date": or_note(st.dates()),
        "underlying_security_title": cell(filled(60)),
        "underlying_security_shares": or_note(_AMOUNT),
        "underlying_security_value": or_note(_AMOUNT),
        "transaction_price_per_share": or_note(_AMOUNT),
        "shares_owned_following_transaction": cell(_AMOUNT),
        "value_owned_following_transaction": cell(_AMOUNT),
        "direct_or_indirect_ownership": cell(st.sampled_from("DI")),
        "nature_of_ownership": or_blank(filled(100)),
    }


def _rows(table: type[_Row], form: str, cells: _Cells, *, is_partial: bool) -> st.SearchStrategy[list[_Row]]:
    return st.lists(_partial_row(table, cells) if is_partial else _row(table, form, cells), max_size=_MOST_ROWS)


@st.composite
def _row(draw: st.DrawFn, table: type[_Row], form: str, cells: _Cells) -> _Row:
    is_holding = form == "3" or draw(st.booleans())
    names = {field.name for field in fields(table)} & cells.keys()
    for one, other in _SIBLINGS:
        if one in names:
            names.discard(draw(st.sampled_from([one, other])))
    if is_holding:
        names = {name for name in names if not name.startswith(_TRANSACTION_ONLY)}
    values: dict[str, Any] = {name: draw(cells[name]) for name in sorted(names)}
    if is_holding:
        return table("holding", **values)
    form_type, swap = draw(st.sampled_from("45")), draw(st.booleans())
    return table("transaction", transaction_form_type=form_type, equity_swap_involved=swap, **values)


@st.composite
def _partial_row(draw: st.DrawFn, table: type[_Row], cells: _Cells) -> _Row:
    unreadable = st.builds(Cell, st.none(), st.just(()) | st.just((1,)), raw=texts(30), readable=st.just(value=False))
    values = {
        field.name: draw(st.one_of(cells[field.name], st.just(NO_CELL), unreadable))
        for field in fields(table)
        if field.name in cells
    }
    return table(
        draw(st.sampled_from(["transaction", "holding"])),
        transaction_form_type=draw(st.sampled_from([None, "3", "4", "5"])),
        equity_swap_involved=draw(_FLAG),
        **values,
    )
