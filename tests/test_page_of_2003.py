"""The page of 2003 to 2009: its order, the table of its owners, and what a page of another year is read as."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import TESTS
from support.page_of_2003 import FILING, FIRST, html_page, text_page

from form4_grammar import (
    Cell,
    Filing,
    Parsed,
    Signature,
    check,
    grammar,
    parse,
)
from form4_grammar.rules.example import EXAMPLE_PAGES
from form4_grammar.testing import judge, printed

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
@pytest.mark.parametrize("words", ["Remarks: the gift was to a trust.", "Explanation of Responses:", "Signatures"])
def test_a_note_or_a_remark_that_begins_with_a_heading_keeps_its_words(printer: Callable[[Filing], str], words: str) -> None:
    """On this page the number of a note stands in a cell of its own, and the text begins as the heading does."""
    first, *others = FILING.footnotes
    filing = replace(FILING, footnotes=(replace(first, text=words), *others), remarks="Remarks: as amended.")
    found = parse(printer(filing)).filing
    assert found is not None
    assert found.footnotes == filing.footnotes
    assert found.remarks == filing.remarks


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


PROGRAMS = sorted((TESTS / "aligned_2003").glob("*.txt"))
"""What browsers for terminals, inscriptis, pandoc and doc2dict print of the page as HTML."""

BESIDE = {"reporting_owners[0].relationship.officer_title", "reporting_owners[0].relationship.other_text"}
"""The texts that item 5 has as one: lynx does not say below which caption they stand in the table of the owners."""


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_page_as_programs_print_it(path: Path) -> None:
    parsed = parse(path)
    filing = as_form(path.name[4])
    assert parsed.dialect == ("markdown" if "doc2dict" in path.name else "text")
    assert parsed.filing is not None
    wrong = judge(printed(filing), printed(parsed.filing), parsed.diagnostics, parsed.unread)
    program = path.name.partition(".")[2]
    # These leave out the boxes that are fields
    left_out = {"form4_transactions_reported"} if program.startswith(("inscriptis", "pandoc", "doc2dict")) else set()
    left_out |= BESIDE if "lynx" in path.name else set()
    # These wrap or join the lines of owners, of whom only the first stands on the page twice
    wrapped = "reporting_owners[" if program.startswith(("pandoc", "doc2dict")) else "none"
    assert [one.path for one in wrong if one.is_silent] == []
    assert {one.path for one in wrong if not one.path.startswith(wrapped)} <= left_out
    owners, truth = (tuple(owner.address for owner in one.reporting_owners) for one in (parsed.filing, filing))
    assert owners[0] == truth[0]
    assert owners == truth or wrapped != "none"


@pytest.mark.parametrize(("blanks", "side"), [(3, "A"), (5, "D")])
def test_blanks_of_cells_that_hold_nothing_tell_columns(blanks: int, side: str) -> None:
    page = (TESTS / "aligned_2003" / "form4.lynx-80.txt").read_text(encoding="utf-8")
    held = "   Common Stock $12.5              ^(2) "
    assert held in page
    after = " " * (6 - blanks)
    row = f"   Option $12.50 03/02/2004   C{' ' * blanks}400{after}03/01/2013 03/01/2014 Common Stock 400 $0 1,250 D\n"
    parsed = parse(page.replace(held, row + held))
    assert parsed.filing is not None
    first = parsed.filing.derivative_table[0]
    assert (first.transaction_shares.value, first.transaction_acquired_disposed_code.value) == (Decimal(400), side)
    assert (first.exercise_date.value, first.expiration_date.value) == (date(2013, 3, 1), date(2014, 3, 1))


ALONE = replace(FILING, reporting_owners=(FIRST,), signatures=FILING.signatures[:1])


def test_the_older_page_prints_what_the_later_one_does_not() -> None:
    page = text_page(FILING)
    assert "BENEFICIAL OWNERSHIP OF SECURITIES\n" in page
    assert "C/O LARKSPUR TOOL CO., SUITE 4, 18 QUARRY ROAD (Street) DULUTH, MN 55802 (City) (State) (Zip)\t2." in page
    assert page.index("\nSignatures\n") < page.index("\nExplanation of Responses:\n")
    assert page.count("**Signature of Reporting Person\t\tDate") == 2


def test_what_the_page_did_not_have_is_null_and_no_finding() -> None:
    late = replace(ALONE, signatures=(Signature("Ada N. Okafor", date(2024, 5, 6)),))
    found = parse(text_page(late)).filing
    assert found is not None
    assert found.aff10b5_one is None
    assert found.issuer.foreign_trading_symbol is None
    assert not {"L009", "L056", "H021"} & {one.code for one in check(text_page(late)).diagnostics}


@PRINTERS
def test_a_box_of_another_year_is_read_and_reported(printer: object) -> None:
    assert callable(printer)
    for ticked in (True, False):
        parsed = parse(printer(replace(ALONE, aff10b5_one=ticked)))
        assert parsed.filing is not None
        assert parsed.filing.aff10b5_one is ticked
        assert told(parsed) == [("L056", None)]


@PRINTERS
def test_the_exit_box_and_an_amendment_are_read(printer: object) -> None:
    assert callable(printer)
    filing = replace(
        ALONE, form_type="4/A", not_subject_to_section16=True, date_of_original_submission=date(2004, 3, 3), footnotes=()
    )
    filing = replace(filing, non_derivative_table=(), derivative_table=())
    found = parse(printer(filing)).filing
    assert found is not None
    assert printed(found) == printed(filing)
    assert [one for one in check(printer(filing)).diagnostics if one.severity.rank > 0] == []


@PRINTERS
def test_nothing_owned_is_said_before_the_star_notes(printer: object) -> None:
    assert callable(printer)
    filing = replace(
        as_form("3"),
        non_derivative_table=(),
        derivative_table=(),
        footnotes=(),
        no_securities_owned=True,
    )
    parsed = parse(printer(filing))
    assert parsed.filing is not None
    assert printed(parsed.filing) == printed(filing)
    assert told(parsed) == []


@PRINTERS
def test_a_tick_of_other_that_the_style_sheet_lost_is_told_by_the_text_below(printer: object) -> None:
    assert callable(printer)
    assert FIRST.relationship is not None
    role = replace(FIRST.relationship, is_officer=False, officer_title=None)
    page = printer(replace(ALONE, reporting_owners=(replace(FIRST, relationship=role),)))
    assert page.count("__X__ Other") == 1
    parsed = parse(page.replace("__X__ Other", "_____ Other"))
    assert parsed.filing is not None
    assert parsed.filing.reporting_owners[0].relationship == role
    assert told(parsed) == []


def test_streets_of_item_1_are_parted_as_the_table_has_them() -> None:
    found = parse(html_page(ALONE)).filing
    assert found is not None
    assert found.reporting_owners[0].address == FIRST.address


def test_boxes_that_a_program_left_out_are_told() -> None:
    parsed = parse(re.sub("<input[^>]*>", "", html_page(as_form("5"))))
    assert parsed.filing is not None
    assert parsed.filing.form4_transactions_reported is None
    for name in ("not_subject_to_section16", "form3_holdings_reported", "form4_transactions_reported"):
        assert ("L012", name) in told(parsed)
    with_boxes = parse(html_page(as_form("5")))
    assert "L012" not in [one.code for one in with_boxes.diagnostics]


def test_streets_whose_lines_ran_together_are_parted_where_only_item_1_has_a_comma() -> None:
    page = text_page(ALONE)
    parsed = parse(page.replace("SUITE 4<br>", "SUITE 4 ").replace("ROAD<br>", "ROAD "))
    assert parsed.filing is not None
    assert parsed.filing.reporting_owners[0].address == FIRST.address
    assert ("L076", "reporting_owners[0].address") in told(parsed)


def test_lines_of_another_owner_that_ran_together_are_parted_where_the_address_of_the_first_begins() -> None:
    same = replace(FIRST, name="Okafor Holdings LLC", relationship=FILING.reporting_owners[1].relationship)
    page = text_page(replace(FILING, reporting_owners=(FIRST, same)))
    place = page.index("Okafor Holdings LLC<br>")
    parsed = parse(page[:place] + page[place:].replace("<br>", " ", 3))
    assert parsed.filing is not None
    assert parsed.filing.reporting_owners[1].name == same.name
    assert parsed.filing.reporting_owners[1].address == same.address
    assert ("L075", "reporting_owners[1]") in told(parsed)


def test_without_the_table_a_comma_may_part_streets() -> None:
    page = text_page(ALONE)
    begin, end = page.index("Reporting Owners\n"), page.index("Signatures\n")
    parsed = parse(page[:begin] + page[end:])
    assert parsed.filing is not None
    assert parsed.filing.reporting_owners[0].address.street1 == "C/O LARKSPUR TOOL CO., SUITE 4, 18 QUARRY ROAD"
    assert ("L076", "reporting_owners[0].address") in told(parsed)
    assert ("L037", "reporting_owners") in told(parsed)


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("<br>DULUTH, MN 55802\tX", "<br>DULUTH, MN 55803\tX", "H030", "reporting_owners[0].address"),
        ("Okafor Ada N<br>", "Okafor Eda N<br>", "H030", "reporting_owners[0].name"),
        ("<br>DULUTH, MN 55802\tX", "<br>DULUTH, MN 55802\t", "H030", "reporting_owners[0].relationship.is_director"),
        ("\tPresident / Treasurer\t", "\tPresident\t", "H030", "reporting_owners[0].relationship"),
        ("Brightwater Fund, L.P.<br>9 HARBOUR LANE<br>", "Brightwater Fund, L.P. 9 HARBOUR LANE ", "L075", None),
        ("NEW YORK,, NY 10014-0001\t\tX", "NEW YORK,, NY 10014-0001\tseven\tX", "L075", "reporting_owners[1]"),
        ("\t\tTrustee", "\t\t\tTrustee", "L075", "reporting_owners[2]"),
        ("\t\tTrustee", "\tX\tTrustee", "L075", "reporting_owners[2].relationship"),
        ("\nRemarks:\n", "\n", "L077", "remarks"),
        ("\nSignatures\n", "\n", "L037", "signatures"),
        ("Ada N. Okafor\t\t03/03/2004\n", "", "S001", "signatures"),
        ("\nReporting Owners\n", "\n", "L037", "reporting_owners"),
    ],
)
def test_what_the_page_says_in_two_ways_or_loses_is_reported_at_its_place(old: str, new: str, code: str, path: str) -> None:
    page = text_page(FILING)
    assert old in page
    found = told(parse(page.replace(old, new, 1)))
    assert (code, path) in found or (path is None and code in {one for one, _ in found}), found


def test_a_page_cut_in_its_notes_says_so() -> None:
    page = text_page(FILING)
    cut = parse(page[: page.index("(2)\tThe option") + 12])
    assert {"footnotes", "remarks"} <= {path for _, path in told(cut)}
    assert cut.filing is not None
    assert cut.filing.signatures == FILING.signatures


def test_words_of_the_older_page_do_not_make_a_later_one_old() -> None:
    page = EXAMPLE_PAGES["4"].replace("The option is fully vested.", "(Print or Type Responses) was left out.")
    parsed = parse(page)
    assert parsed.diagnostics == ()
    assert parsed.grammar is not None
    assert not parsed.grammar.is_of_2003


@pytest.mark.parametrize("form", grammar.FORMS)
def test_the_grammar_of_the_page_names_nothing_twice(form: str) -> None:
    later, older = grammar.load(form), grammar.of_2003(grammar.load(form))
    assert older is not None
    assert not [name for name in later.rules if "2002" in name]
    assert not [name for name in older.rules if "2002" in name and not name.startswith("__")]
    assert older.required("start") >= {"REPORTING_OWNERS_TITLE", "SIGNATURES", "PRINT_OR_TYPE_RESPONSES"}
    assert "REPORTING_OWNERS_TITLE" not in later.terminals


def test_a_form_of_ones_own_has_no_older_page(tmp_path: object) -> None:
    assert isinstance(tmp_path, Path)
    (tmp_path / "own.lark").write_text('start: TITLE+\nTITLE: "A form"\n', encoding="utf-8")
    assert grammar.of_2003(grammar.from_file(tmp_path / "own.lark")) is None
