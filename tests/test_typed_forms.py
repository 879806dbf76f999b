"""The forms that filers typed from 1996 to June 2003: told by what stands on them, and read by grammars of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, case_text, cases
from support.typed_page import Look, typed_page

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
    forms,
    grammar,
    parse,
)
from form4_grammar.grammar.layouts import layouts
from form4_grammar.model import PARTS
from form4_grammar.testing import printed

TYPED = Path(__file__).resolve().parent / "typed"


def page(name: str) -> str:
    return (TYPED / name).read_text(encoding="utf-8")


def shown(row: object) -> dict[str, object]:
    """The cells of a row that hold something: the value or, with references, both."""
    cells = {name: getattr(row, name) for name in row.__dataclass_fields__}  # type: ignore[attr-defined]
    found: dict[str, object] = {}
    for name, cell in cells.items():
        if isinstance(cell, Cell) and (cell.value is not None or cell.footnotes):
            value = None if cell.value is None else str(cell.value)
            found[name] = (value, cell.footnotes) if cell.footnotes else value
    return found


def codes(parsed: Parsed) -> list[str]:
    return [found.code for found in parsed.diagnostics]


def test_the_monthly_form_is_read() -> None:
    found = parse(page("form4-monthly.txt"))
    filing = found.filing
    assert filing is not None
    assert (filing.form_type, filing.period_of_report, filing.date_of_original_submission) == ("4", None, None)
    assert (filing.issuer.name, filing.issuer.trading_symbol) == ("Halden Paper Company", "HPCO")
    (owner,) = filing.reporting_owners
    assert owner.name == "Brandt, Oskar L."
    address = owner.address
    assert (address.street1, address.street2) == ("c/o Halden Paper Company", "77 Mill Lane")
    assert (address.city, address.state, address.zip_code) == ("Keene", "NH", "03431")
    assert owner.relationship is not None
    assert (owner.relationship.is_officer, owner.relationship.is_director) == (True, False)
    assert owner.relationship.officer_title == "Treasurer"
    assert [row.kind for row in filing.non_derivative_table] == ["transaction", "holding"]
    assert [shown(row) for row in filing.non_derivative_table] == [
        {
            "security_title": "Halden Common Stock, no par value",
            "transaction_date": "1999-03-09",
            "transaction_code": "S",
            "transaction_shares": "1500",
            "transaction_acquired_disposed_code": "D",
            "transaction_price_per_share": "21.5",
            "shares_owned_following_transaction": "48200",
            "direct_or_indirect_ownership": "D",
        },
        {
            "security_title": "Halden Common Stock",
            "shares_owned_following_transaction": "1250",
            "direct_or_indirect_ownership": "I",
            "nature_of_ownership": ("By his daughters", (1,)),
        },
    ]
    (option,) = filing.derivative_table
    assert option.transaction_form_type == "5"  # V is ticked
    assert shown(option) == {
        "security_title": "Option to Purchase Halden Common Stock",  # cut inside of Halden
        "conversion_or_exercise_price": "14.25",
        "transaction_date": "1999-03-04",
        "transaction_code": "A",
        "transaction_shares": "2000",
        "transaction_acquired_disposed_code": "A",
        "exercise_date": "2000-03-04",
        "expiration_date": "2009-03-04",
        "underlying_security_title": "Common Stock",
        "underlying_security_shares": "2000",
        "shares_owned_following_transaction": "9500",
        "direct_or_indirect_ownership": "D",
    }
    text = "Held in trust for the minor daughters of Mr. Brandt, who disclaims beneficial ownership of these shares."
    assert [(note.number, note.text) for note in filing.footnotes] == [(1, text)]
    assert [(one.name, str(one.date)) for one in filing.signatures] == [("/s/ Oskar L. Brandt", "1999-04-06")]
    assert (found.unread, codes(found)) == ((), ["D110"])
    (month,) = found.diagnostics
    assert (month.path, month.raw, month.severity.value) == ("period_of_report", "March 1999", "info")


def test_the_form_with_the_day_is_read() -> None:
    found = parse(page("form4-dated.txt"))
    filing = found.filing
    assert filing is not None
    assert (filing.form_type, str(filing.period_of_report)) == ("4/A", "2003-01-08")
    assert str(filing.date_of_original_submission) == "2003-01-10"
    assert filing.not_subject_to_section16 is False
    assert (filing.issuer.name, filing.issuer.trading_symbol) == ("Lakehead Grain Corporation", "LKGR")
    (owner,) = filing.reporting_owners
    assert owner.relationship is not None
    assert (owner.relationship.is_director, owner.relationship.is_officer) == (True, True)
    assert owner.relationship.officer_title == "Vice President, Shipping"
    assert (owner.address.street1, owner.address.street2) == ("12 Harbor Street", "Suite 4")
    assert [shown(row) for row in filing.non_derivative_table] == [
        {
            "security_title": "Common Stock",
            "transaction_date": "2003-01-08",
            "transaction_code": "G",
            "transaction_shares": "300",
            "transaction_acquired_disposed_code": "D",
            "shares_owned_following_transaction": "21700",
            "direct_or_indirect_ownership": "D",
        },
        {
            "security_title": "Common Stock",
            "shares_owned_following_transaction": "4125",
            "direct_or_indirect_ownership": "I",
            "nature_of_ownership": ("Spouse", (2,)),
        },
    ]
    assert filing.non_derivative_table[0].transaction_form_type == "5"
    assert [shown(row) for row in filing.derivative_table] == [
        {
            "security_title": "Director Stock Option (Right to buy)",
            "conversion_or_exercise_price": ("30.25", (1,)),
            "transaction_date": "2003-01-08",
            "transaction_code": "A",
            "transaction_shares": "1200",
            "transaction_acquired_disposed_code": "A",
            "exercise_date": (None, (1,)),
            "expiration_date": "2013-01-08",
            "underlying_security_title": "Common Stock",
            "underlying_security_shares": "1200",
            "shares_owned_following_transaction": "6400",
            "direct_or_indirect_ownership": "D",
        }
    ]
    assert [note.number for note in filing.footnotes] == [1, 2]
    assert [(one.name, str(one.date)) for one in filing.signatures] == [("/s/ Nora M. Achterberg", "2003-01-13")]
    assert (found.unread, found.diagnostics) == ((), ())


def test_form_3_in_columns_of_blanks_is_read() -> None:
    found = parse(page("form3-ruled.txt"))
    filing = found.filing
    assert filing is not None
    assert (filing.form_type, str(filing.period_of_report)) == ("3", "2003-02-03")
    assert filing.reporting_owners[0].name == "PELLEGRIN MARCO D"
    assert [shown(row) for row in filing.non_derivative_table] == [
        {
            "security_title": "Common Stock",
            "shares_owned_following_transaction": "3400",
            "direct_or_indirect_ownership": "D",
        },
        {
            "security_title": "Common Stock",
            "shares_owned_following_transaction": ("11050", (1,)),
            "direct_or_indirect_ownership": "I",
            "nature_of_ownership": "As trustee of a family trust, for the benefit of his children",
        },
    ]
    assert [shown(row) for row in filing.derivative_table] == [
        {
            "security_title": "Warrant to purchase Common Stock (right to buy)",
            "exercise_date": (None, (2,)),
            "expiration_date": "2008-02-03",
            "underlying_security_title": "Common Stock",
            "underlying_security_shares": "5000",
            "conversion_or_exercise_price": "7.125",
            "direct_or_indirect_ownership": "D",
        }
    ]
    assert (found.unread, found.diagnostics) == ((), ())


def test_places_are_those_of_the_document() -> None:
    text = page("form4-monthly.txt")
    found = parse(text)
    assert found.filing is not None
    cell = found.filing.non_derivative_table[0].transaction_shares
    assert text[cell.start : cell.end] == "1,500"
    title = found.filing.derivative_table[0].security_title
    assert title.raw == "Option to Purchase Halden Common Stock"  # and not what stands beside it
    assert text[title.start : title.end].startswith("Option to Purchase Hal|$14.25")
    start, end = found.places["reporting_owners[0].name"]
    assert text[start:end] == "Brandt, Oskar L."


def one_wrapped_cell(first: str, second: str, more: str = "") -> Parsed:
    """The monthly form with one wrapped cell alone, by which it is not plain whether words are cut or not."""
    text = (
        page("form4-monthly.txt")
        .replace("Halden Common Stock, no par|", f"{first:27}|")
        .replace(" value                     |", f"{second:27}|")
    )
    start, end = text.index("Option to Purchase Hal"), text.index("</TABLE>")
    return parse(text[:start] + text[end:].replace("Held in trust", f"{more} Held in trust"))


def test_a_word_that_may_have_been_cut_is_no_value() -> None:
    found = one_wrapped_cell("Preferred Stock of the Wood", "land Series")
    assert found.filing is not None
    title = found.filing.non_derivative_table[0].security_title
    assert (title.value, codes(found)) == (None, ["D110", "T110"])
    assert found.diagnostics[1].path == "non_derivative_table[0].security_title"


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ("Of the Woodland shares:", "Preferred Stock of the Woodland Series"),
        ("Of the Wood, the land and the Wood land:", "Preferred Stock of the Wood land Series"),
    ],
)
def test_other_words_of_the_page_tell_whether_one_was_cut(more: str, title: str) -> None:
    found = one_wrapped_cell("Preferred Stock of the Wood", "land Series", more)
    assert found.filing is not None
    assert found.filing.non_derivative_table[0].security_title.value == title


def test_words_are_wrapped_where_a_line_has_room_left() -> None:
    found = one_wrapped_cell("Preferred Stock of the", "Woodland Series")
    assert found.filing is not None
    assert found.filing.non_derivative_table[0].security_title.value == "Preferred Stock of the Woodland Series"


@pytest.mark.parametrize("cell", ["1,500 |D  |$21.50     |48,200", "1,500             |D  |$21.50 of 48,200 |"])
def test_a_table_whose_columns_are_not_plain_is_not_read(cell: str) -> None:
    text = page("form4-monthly.txt").replace("1,500             |D  |$21.50     |48,200 ", cell)
    assert text != page("form4-monthly.txt")
    found = parse(text)
    assert found.filing is not None
    assert found.filing.non_derivative_table == ()
    assert "non_derivative_table" in found.unread


def test_a_form_without_items_is_only_said_to_be_one() -> None:
    text = page("form4-dated.txt").replace("1.  Name (Last, First Middle) and", "Who is the")
    found = parse(text)
    assert (found.form, found.filing, found.unread) == ("4", None, PARTS)
    (told,) = found.diagnostics
    assert (told.code, told.severity.value) == ("L110", "error")
    assert told.message == "a Form 4 of August 2002 to June 2003 as its filer typed it; not read"


def test_broken_lines_and_points_do_not_hide_it() -> None:
    shown = page("form4-dated.txt").replace("Statement for Month/Day/Year", "Statement for\n  Month / Day / Year")
    assert forms.typed(shown.replace("IRS Identification", "I. R. S. Identification\n")) is not None


@pytest.mark.parametrize("name", cases())
def test_no_later_page_is_one(name: str) -> None:
    assert forms.typed(case_text(name)) is None


def test_one_text_alone_makes_no_typed_form() -> None:
    noted = f"{case_text(cases()[0])}\nSee Section 17(a) of the Public Utility Holding Company Act of 1935."
    assert forms.typed(noted) is None


@pytest.mark.parametrize("form", grammar.FORMS)
@pytest.mark.parametrize("with_the_day", [False, True])
def test_each_form_has_a_typed_grammar(form: str, *, with_the_day: bool) -> None:
    found = grammar.typed(form, with_the_day=with_the_day)
    assert (found.form, found.is_typed) == (form, True)
    assert not grammar.load(form).is_typed


@pytest.mark.parametrize(
    ("form", "since"),
    [("3", [2026, 2005, 2003, 1996]), ("4", [2026, 2005, 2003, 2002, 1996]), ("5", [2026, 2005, 2003, 2002, 1996])],
)
def test_the_layouts_that_are_known_have_signs_of_their_own(form: str, since: list[int]) -> None:
    known = list(layouts(form))
    assert [one.since for one in known] == since
    assert len({one.signs for one in known}) == len(known)
    assert all(one.signs for one in known)


def test_the_layout_of_a_page_is_noted() -> None:
    assert [parse(page(name)).layout_year for name in ("form4-monthly.txt", "form4-dated.txt", "form3-ruled.txt")] == [
        1996,
        2002,
        1996,
    ]


@pytest.mark.parametrize("folder", ["older/html", "older/ascii", "older/real", "ascii"])
def test_real_ones_are_read(folder: str) -> None:
    place = SHARED / "corpus" / folder
    if not place.is_dir():
        pytest.skip(f"the filings of {folder} are not at hand")
    documents = [path for path in sorted(place.iterdir()) if path.suffix != ".json"]
    assert documents
    for path in documents:
        found = parse(path)
        assert found.filing is not None, path.name
        assert set(found.unread) <= {"period_of_report"}, path.name


LOOKS = [
    Look(*look)  # type: ignore[arg-type] # product() has one type for all
    for look in product(("strokes", "blanks", "loose", "cells"), ("rule", "blank", "none"), *[(False, True)] * 5)
    if not (look[0] == "cells" and (look[1] != "rule" or look[2] or look[5] or look[6]))
]
"""Every habit with every other, but for those that a table of cells does not have."""

EACH = 11
"""Of these habits, one in so many is tried by itself; as a prime number, it passes over none of them."""

ADDRESS = Address("C/O LARKSPUR TOOL CO.", "18 QUARRY ROAD", "DULUTH", "MN", "55802")
SOLD: dict[str, Any] = {
    "kind": "transaction",
    "transaction_form_type": "4",
    "equity_swap_involved": False,
    "security_title": Cell("Class A Common Stock, par value $.01"),
    "transaction_date": Cell(date(2003, 2, 11)),
    "transaction_code": Cell("S"),
    "transaction_shares": Cell(Decimal(1500), (1,)),
    "transaction_acquired_disposed_code": Cell("D"),
    "transaction_price_per_share": Cell(Decimal("21.25")),
    "shares_owned_following_transaction": Cell(Decimal(148200)),
    "direct_or_indirect_ownership": Cell("D"),
}
HELD: dict[str, Any] = {
    "kind": "holding",
    "security_title": Cell("Class A Common Stock, par value $.01"),
    "shares_owned_following_transaction": Cell(Decimal(12250)),
    "direct_or_indirect_ownership": Cell("I"),
    "nature_of_ownership": Cell("By the trustee of a family trust", (2,)),
}
OPTION: dict[str, Any] = {
    "security_title": Cell("Employee Stock Option (right to buy)"),
    "conversion_or_exercise_price": Cell(Decimal("14.5")),
    "exercise_date": Cell(None, (2,)),
    "expiration_date": Cell(date(2012, 2, 11)),
    "underlying_security_title": Cell("Class A Common Stock"),
    "underlying_security_shares": Cell(Decimal(2500)),
    "shares_owned_following_transaction": Cell(Decimal(9500)),
    "direct_or_indirect_ownership": Cell("D"),
}
GRANTED: dict[str, Any] = {
    **OPTION,
    "kind": "transaction",
    "transaction_form_type": "4",
    "equity_swap_involved": False,
    "transaction_date": Cell(date(2003, 2, 11)),
    "transaction_code": Cell("A"),
    "transaction_shares": Cell(Decimal(2500)),
    "transaction_acquired_disposed_code": Cell("A"),
}


def filing_of(form: str) -> Filing:
    is_3 = form == "3"
    own = {"transaction_form_type": form} if not is_3 else {}
    return Filing(
        form_type=form,
        period_of_report=date(2003, 2, 11),
        date_of_original_submission=None,
        not_subject_to_section16=None,
        aff10b5_one=None,
        issuer=Issuer("Larkspur Tool Co.", None, "LKSP"),
        reporting_owners=(
            ReportingOwner("Okafor Ada N", None, ADDRESS, Relationship(True, True, False, False, "Vice President", None)),
            ReportingOwner("Okafor Ben", None, replace(ADDRESS, street2=None), None),
        ),
        non_derivative_table=tuple(
            NonDerivativeRow(**row) for row in ([HELD, HELD] if is_3 else [SOLD | own, SOLD | own, HELD])
        ),
        derivative_table=tuple(
            DerivativeRow(**row) for row in ([OPTION | {"kind": "holding"}] * 2 if is_3 else [GRANTED | own, GRANTED | own])
        ),
        footnotes=(
            Footnote(1, "Sold in several transactions, at prices between $21.00 and $21.50, under a plan of the year before."),
            Footnote(2, "The reporting person disclaims beneficial ownership, except for her interest in the family trust."),
        ),
        remarks=None,
        signatures=(Signature("/s/ Ada N. Okafor", date(2003, 2, 12)), Signature("/s/ Ben Okafor", date(2003, 2, 12))),
    )


@pytest.mark.parametrize("form", grammar.FORMS)
@pytest.mark.parametrize("look", LOOKS[::EACH], ids=lambda look: "-".join(map(str, look)))
def test_habits_together_are_read_or_told(form: str, look: Look) -> None:
    filing = filing_of(form)
    typed = grammar.typed(form, with_the_day=True)
    found = parse(typed_page(filing, typed, look))
    assert found.filing is not None
    # Rows that are beside no stroke may fit the columns in several ways: then the table is not read, and that is told
    for part in found.unread:
        assert (look.columns, part.rpartition("_")[2]) == ("loose", "table")
        emptied: dict[str, Any] = {part: ()}
        filing = replace(filing, **emptied)
    # So are words that are cut, where no other word of the page tells that they are
    for told in found.diagnostics:
        if told.code == "T110":
            assert look.is_cut
            filing = without(filing, told.path or "")
    assert printed(found.filing) == printed(filing)


def without(filing: Filing, path: str) -> Filing:
    """The filing without the value of a cell."""
    table, number, name = path.replace("[", ".").replace("]", "").split(".")
    rows = list(getattr(filing, table))
    rows[int(number)] = replace(rows[int(number)], **{name: replace(getattr(rows[int(number)], name), value=None)})
    changed: dict[str, Any] = {table: tuple(rows)}
    return replace(filing, **changed)
