"""Filings as pages: reading the page of a filing gives the filing again, as far as a page can hold it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from conftest import ROOT, SHARED, case_text, cases, corpus
from hypothesis import HealthCheck, given, settings
from support.filings import FILING, OPTION, ROW
from support.reference import assert_patterns_read_as_lark
from syrupy.assertion import SnapshotAssertion

from form4_grammar import (
    Address,
    Cell,
    Filing,
    Footnote,
    Issuer,
    ReportingOwner,
    Signature,
    grammar,
    parse,
)
from form4_grammar.parser import document
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.render import render
from form4_grammar.testing import filings, printed

RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck))


def read(page: str) -> Filing:
    filing = parse(page).filing
    assert filing is not None
    return filing


def assert_comes_back(filing: Filing) -> str:
    """The page of a filing is read as the filing, and the page of what was read is the page. Gives the page."""
    page = render(filing)
    found = read(page)
    assert parse(page).form == filing.form_type[0]
    assert printed(found) == printed(filing)
    assert render(found) == page
    return page


LIKE_DAMAGE = {
    "H024", "H030", "H051", "L057", "L058", "L067", "L068", "L170", "L176", "L177", "L178", "L181", "N024", "N025", "N027",
    "N028", "T033", "T036", "T038", "T039",
}  # fmt: skip
"""What is said of texts that look like what damage leaves: pieces of tags, dates, words in brackets, a line twice."""


def above_information(page: str) -> list[str]:
    return [found.code for found in parse(page).diagnostics if found.severity.rank]


@given(filings())
@settings(RELAXED, max_examples=35)
def test_filings_come_back(filing: Filing) -> None:
    page = assert_comes_back(filing)
    assert render(printed(filing)) == page
    # Of what may be None, only this is a fault: a title whose box is not ticked, a page that nobody has signed, and then a text
    # in the place of the signature, what every form answers, and a territory abroad that is none
    assert set(above_information(page)) <= {"H005", "H014", "L033", "L066", "S001"} | LIKE_DAMAGE


@given(filings(partial=True))
@settings(RELAXED, max_examples=30)
def test_partial_filings_come_back(filing: Filing) -> None:
    assert_comes_back(filing)


@pytest.mark.parametrize("name", ["/s/ Ada N. Okafor", "Ada N. Okafor", "By: /s/ Cal Reyes"])
def test_a_signature_without_date_above_a_date_alone(name: str) -> None:
    """Two lines that look like one signature, were the first not printed with a place for its date."""
    signatures = (Signature(name, None), Signature(None, date(2021, 3, 5)), Signature("/s/ Cal Reyes", date(2021, 3, 5)))
    assert_comes_back(replace(FILING, signatures=signatures))


@given(filings(partial=True))
@settings(RELAXED, max_examples=10)
def test_what_was_printed_is_printed(filing: Filing) -> None:
    assert printed(printed(filing)) == printed(filing)


@pytest.mark.parametrize("case", cases())
def test_cases_come_back(case: str) -> None:
    filing = read(case_text(case))
    page = assert_comes_back(filing)
    if "-fault-" not in case:
        assert above_information(page) == []


@pytest.mark.parametrize("folder", ["seeds", "corpus/ocr"])
def test_real_filings_come_back(folder: str) -> None:
    for path in corpus(folder):
        page = assert_comes_back(read(path.read_bytes().decode("utf-8")))
        assert parse(page).diagnostics == (), path.name


def test_real_filings_come_back_from_their_xml() -> None:
    paths = sorted(SHARED.glob("corpus/xml/*/*.xml"))
    if not paths:
        pytest.skip("the real filings of corpus/xml are not at hand")
    for path in paths:
        filing = parse(path).filing
        assert filing is not None
        assert parse(assert_comes_back(filing)).diagnostics == (), path.name


@pytest.mark.parametrize("case", ["form3-several-owners", "form4-table-ii-every-kind", "form5-late-transactions"])
def test_page_of_a_case(case: str, text_snapshot: SnapshotAssertion) -> None:
    assert render(read(case_text(case))) == text_snapshot


def test_page_with_everything(text_snapshot: SnapshotAssertion) -> None:
    page = assert_comes_back(FILING)
    assert printed(read(page)) == FILING
    assert parse(page).diagnostics == ()
    assert page == text_snapshot


def test_page_without_anything(text_snapshot: SnapshotAssertion) -> None:
    nothing = Filing("5/A", None, None, None, None, Issuer(None, None, None), (), (), (), (), None, ())
    assert assert_comes_back(nothing) == text_snapshot


AWKWARD = (
    "Stock (1)", "Stock (1) (2)", "Stock [1]", "Class A¹", "⁽¹⁾", "<sup>(1)</sup>", "7.5%", "1,887", "06/14/2022",
    "<u>Stock</u>", "<b>Stock</b>", "AT&T &amp; &nbsp;", "\\*Stock\\*", "$5", "(Last) (First)", "(street)", "A (City)",
    "Stock [NV]", "[", "]", "Remarks: none", "Page 1 of 2", "06/14/2022, 4:00 PM", "https://example.com", "- 3 -",
    "Expires: never", "FORM 4", "1. x", "- x", "* x", "/s/ A B", "left on 06/14/2022", "Price", "Code",
    "Explanation of Responses:", "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", "Name and Address of Reporting Person*",
    "1. Name and Address of Reporting Person*", "INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES",
    "3. Date of Earliest Transaction (Month/Day/Year)", "a\u200bb", "\ufeffa", "\x92", "by", "dated",
    "2a. Foreign Trading Symbol", "[4]", "ACME [OLD]", "ACME (OLD)", "ACME (ACM)", "Acme [ ACM", "Acme ACM ]", "(Country)",
    "* Form 4: SEC 1474 (03-26)", "No securities are beneficially owned", "X Ray", "____",
)  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_texts_that_look_like_something_else_come_back(text: str) -> None:
    owner = ReportingOwner(text, None, Address(text, text, text, "MN", "1"), FILING.reporting_owners[0].relationship)
    cell = Cell(text, (2,))
    filing = replace(
        FILING,
        issuer=Issuer(text, None, text),
        reporting_owners=(owner, replace(owner, relationship=None)),
        non_derivative_table=(replace(ROW, security_title=Cell(text), nature_of_ownership=Cell(text)),),
        derivative_table=(replace(OPTION, security_title=cell, underlying_security_title=cell, nature_of_ownership=cell),),
        footnotes=(Footnote(1, text), Footnote(2, text)),
        remarks=f"{text}\n{text}",
        signatures=(Signature(text, date(2022, 6, 15)), Signature(text, date(2022, 6, 15))),
    )
    page = assert_comes_back(filing)
    assert printed(read(page)) == filing
    assert {found.code for found in parse(page).diagnostics} <= LIKE_DAMAGE | {"H052", "L175"}


@pytest.mark.parametrize("text", ["U.S. plan, 50% of <5 units", "R&D - Class B", "a * b", "(1) first", "Stock (2) [x] y"])
def test_texts_that_cannot_be_misread_are_left_alone(text: str) -> None:
    row = replace(ROW, security_title=Cell(text))
    assert f"\n{text}\t" in render(replace(FILING, non_derivative_table=(row,), remarks=text))
    assert f"\n{text}\n" in render(replace(FILING, remarks=text))


def test_only_what_is_misread_is_escaped() -> None:
    row = replace(ROW, security_title=Cell("Stock (A) (1)"), nature_of_ownership=Cell("By <u>Trust"))
    page = render(replace(FILING, non_derivative_table=(row,), remarks="left on 06/14/2022"))
    assert "\nStock &#x28;A&#x29; &#x28;1&#x29;\t" in page
    assert "\tBy &#x3c;u>Trust\n" in page
    assert "\nleft on 06/14/2022\n" in page
    assert "\n&#x6c;eft 06/14/202&#x32;\n" in render(replace(FILING, remarks="left 06/14/2022"))


def rows_of(filing: Filing) -> Iterator[str]:
    """The rows of a page, without the lines of headings and items."""
    for line in render(filing).split("\n"):
        if line.count("\t") > 2 and "(Instr." not in line and not line.startswith("\t"):
            yield line


def test_rows() -> None:
    assert list(rows_of(FILING)) == [
        "Common Stock\t06/14/2022\t\tS\t\t400\tD\t\\$31.07 <sup>(1)</sup>\t9,200\tD\t",
        (
            "Phantom Units\t<sup>(2)</sup>\t06/14/2022\t\tJ/K\tV\t\\$1,234,567.5\t\t<sup>(1)</sup> <sup>(2)</sup>\t06/14/2032"
            "\tCommon Stock\t\\$2,000\t\\$0\t\\$5,000\tI\tBy Trust <sup>(2)</sup>"
        ),
    ]
    late = replace(FILING, form_type="5", non_derivative_table=(ROW,), derivative_table=())
    assert list(rows_of(late)) == ["Common Stock\t06/14/2022\t\tS4\t400\tD\t\\$31.07 <sup>(1)</sup>\t9,200\tD\t"]


def test_a_row_that_blank_cells_would_make_another_is_filled() -> None:
    blank = replace(ROW, transaction_date=Cell(), transaction_code=Cell(), transaction_shares=Cell())
    blank = replace(blank, transaction_acquired_disposed_code=Cell(), transaction_price_per_share=Cell())
    filing = replace(FILING, non_derivative_table=(blank,), derivative_table=())
    assert list(rows_of(filing)) == ["Common Stock\t?\t\t?\t\t?\t?\t?\t9,200\tD\t"]
    assert_comes_back(filing)


def test_a_cell_that_cannot_be_read_is_printed_as_it_was() -> None:
    cell: Cell[Decimal] = Cell(None, (1,), raw="9,2O0 ⁽¹⁾", readable=False)
    filing = replace(FILING, non_derivative_table=(replace(ROW, shares_owned_following_transaction=cell),))
    assert "\t9,2O0 <sup>(1)</sup>\tD\t\n" in render(filing)
    found = read(assert_comes_back(filing)).non_derivative_table[0].shares_owned_following_transaction
    assert (found.value, found.footnotes, found.readable) == (None, (1,), False)


def test_an_amendment_without_its_date_has_the_heading() -> None:
    page = assert_comes_back(replace(FILING, form_type="4/A"))
    assert page.startswith("FORM 4/A\n\nOMB APPROVAL\n")
    dated = assert_comes_back(replace(FILING, form_type="4/A", date_of_original_submission=date(2022, 6, 15)))
    assert dated.startswith("OMB APPROVAL\n")
    assert "4. If Amendment, Date of Original Filed (Month/Day/Year) <u>06/15/2022</u>\t" in dated


def test_another_form_has_no_page() -> None:
    for make in (render, printed):
        with pytest.raises(ValueError, match="144"):
            make(replace(FILING, form_type="144"))


def test_no_printed_text_is_written_in_python() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "form4_grammar" / "render").glob("*.py"))
    texts = {t.text for form in grammar.FORMS for t in grammar.load(form).terminals.values() if t.is_literal}
    assert [text for text in texts if len(text) > 12 and text in source] == []


@pytest.mark.parametrize("form", grammar.FORMS)
def test_patterns_read_answers_as_lark_does(form: str) -> None:
    nameless = replace(FILING, issuer=Issuer(None, None, "LKSP"), reporting_owners=FILING.reporting_owners[1:])
    for filing in (FILING, nameless):
        page = render(replace(filing, form_type=form))
        found = document.read(page, grammar.load(form))
        cells = {(item.rule, page[item.start : item.end]) for item in found.items}
        cells |= {
            ("reporting_person", page[owner.start : owner.end]) for owner in found.blocks if owner.rule == "reporting_owner"
        }
        assert len(cells) > 5
        assert_patterns_read_as_lark(form, cells)


def test_the_letters_of_a_reference_make_no_title() -> None:
    title = compile_rule(grammar.load("4"), "security_title")
    assert title.read("1,887 <sup>(1)</sup>") is None
    assert title.read("Stock <sup>(1)</sup>") is not None


def test_printed_needs_no_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if re.match(r"hypothesis|form4_grammar\.testing\.", name)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    assert printed(FILING).form_type == "4"
    with pytest.raises(ImportError, match=r"form4-grammar\[testing\]"):
        filings()
