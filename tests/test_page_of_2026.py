"""The page since March 2026, and the header's items where copies have them otherwise than the form prints them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import html2text
import pytest
from conftest import SHARED
from support.commands import form4
from support.sec_page import sec_page

from form4_grammar import (
    Address,
    Filing,
    Issuer,
    Parsed,
    Relationship,
    ReportingOwner,
    Signature,
    compare,
    forms,
    grammar,
    parse,
)
from form4_grammar.ownership_xml.writer import write
from form4_grammar.render import left_out, render
from form4_grammar.reporting import view_of
from form4_grammar.reporting.values import State
from form4_grammar.rules.example import EXAMPLE_PAGES
from form4_grammar.testing import printed
from form4_grammar.transform.addresses import split_city_state_zip
from form4_grammar.transform.edgar_codes import NAMES, country_code, country_name, state_code, state_name

ROLES = Relationship(
    is_director=True,
    is_officer=True,
    is_ten_percent_owner=False,
    is_other=True,
    officer_title="President",
    other_text="Member of the board of a subsidiary",
)
ABROAD = Address(
    "9 HARBOUR LANE",
    None,
    "HALIFAX",
    None,
    "B3J 1R7",
    non_us_address_flag=True,
    non_us_state_territory="NOVA SCOTIA",
    country="A5",
)
AT_HOME = Address("18 QUARRY ROAD", "FLOOR 2", "DULUTH", "MN", "55802", non_us_address_flag=False)
FILING = Filing(
    form_type="4",
    period_of_report=date(2026, 4, 14),
    date_of_original_submission=None,
    not_subject_to_section16=None,
    aff10b5_one=None,
    issuer=Issuer("LARKSPUR TOOL CO", None, "LKSP", "TSE: 4711"),
    reporting_owners=(ReportingOwner("Okafor Ada N", None, ABROAD, ROLES), ReportingOwner("Okafor Ben", None, AT_HOME, None)),
    non_derivative_table=(),
    derivative_table=(),
    footnotes=(),
    remarks=None,
    signatures=(Signature("/s/ Ada N. Okafor", date(2026, 4, 15)), Signature("/s/ Ben Okafor", date(2026, 4, 15))),
)
ITEM_4 = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
PRINTERS = pytest.mark.parametrize("printer", [render, sec_page], ids=["text", "html"])


def read(page: str) -> Filing:
    found = parse(page).filing
    assert found is not None
    return found


def told(parsed: Parsed) -> list[tuple[str, str | None]]:
    return [(one.code, one.path) for one in parsed.diagnostics]


def example(before: str, after: str, form: str = "4") -> Parsed:
    page = EXAMPLE_PAGES[form]
    assert before in page
    return parse(page.replace(before, after, 1))


@PRINTERS
@pytest.mark.parametrize("form", grammar.FORMS)
def test_every_form_of_2026_comes_back(form: str, printer: object) -> None:
    assert callable(printer)
    filing = replace(FILING, form_type=form)
    parsed = parse(printer(filing))
    assert parsed.diagnostics == ()
    assert parsed.filing is not None
    assert printed(parsed.filing) == filing


@PRINTERS
def test_real_filings_of_2026_come_back_from_the_page_of_their_form(printer: object) -> None:
    assert callable(printer)
    paths = sorted(SHARED.glob("corpus/xml-2026/*.xml"))
    if not paths:
        pytest.skip("the real filings of corpus/xml-2026 are not at hand")
    for path in paths:
        filing = parse(path).filing
        assert filing is not None
        parsed = parse(printer(filing))
        assert parsed.filing is not None
        assert printed(parsed.filing) == printed(filing), path.name
        assert [one for one in parsed.diagnostics if one.code != "H052"] == [], path.name  # as the filers wrote them


def test_the_page_says_what_the_xml_says_of_an_address() -> None:
    page = render(FILING)
    assert "<u>HALIFAX</u> <u>NOVA SCOTIA</u> <u>B3J 1R7</u> (City) (State) (Zip) <u>NOVA SCOTIA, CANADA</u> (Country)" in page
    assert "<u>DULUTH</u> <u>MINNESOTA</u> <u>55802</u> (City) (State) (Zip) <u>UNITED STATES</u> (Country)" in page
    assert "\n\t2a. Foreign Trading Symbol <u>TSE: 4711</u>\t\n" in page
    assert page.endswith("\n* Form 4: SEC 1474 (03-26)\n")


@PRINTERS
def test_a_page_and_its_xml_do_not_differ_in_what_stands_for_the_country(printer: object) -> None:
    assert callable(printer)
    first, second = FILING.reporting_owners
    shorter = replace(first, relationship=replace(ROLES, other_text="Trustee"))  # than the schema has room for
    filing = replace(FILING, reporting_owners=(shorter, second))
    filed = write(filing, issuer_cik="0000000001", owner_ciks=["0000000002", "0000000003"]).text
    page = parse(printer(filing))
    assert compare(page, parse(filed)) == ()
    assert page.place("reporting_owners[0].address.state") is None
    at = page.place("reporting_owners[0].address.non_us_state_territory")
    assert at is not None
    assert page.source.text[slice(*at)] == "NOVA SCOTIA"


@PRINTERS
def test_a_report_shows_state_and_country_as_the_page_prints_them(printer: object) -> None:
    assert callable(printer)
    values = view_of("page", 1, parse(printer(FILING))).values
    shown = [values[f"reporting_owners[{index}].address.{name}"] for index in (0, 1) for name in ("state", "country")]
    assert [one.text for one in shown] == ["NOVA SCOTIA", "NOVA SCOTIA, CANADA", "MN", "UNITED STATES"]
    assert {one.state for one in shown} == {State.READ}


def test_a_summary_names_a_province_once(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(render(FILING), encoding="utf-8")
    assert "9 HARBOUR LANE, HALIFAX B3J 1R7, NOVA SCOTIA, CANADA\n" in form4("parse", "--format", "summary", page).stdout


def test_the_page_before_2026_says_none_of_it() -> None:
    filing = replace(FILING, signatures=tuple(replace(one, date=date(2026, 3, 17)) for one in FILING.signatures))
    page = render(filing)
    assert "Foreign" not in page
    assert "(Country)" not in page
    assert "SEC 1474" not in page
    assert [one.split(":")[0] for one in left_out(filing)] == [
        "issuer.foreign_trading_symbol",
        "reporting_owners[0].address.non_us_address_flag",
        "reporting_owners[0].address.non_us_state_territory",
        "reporting_owners[0].address.country",
        "reporting_owners[1].address.non_us_address_flag",
    ]


@pytest.mark.parametrize("number", ["3a.", "2a."])
def test_form_3_has_the_foreign_symbol_under_either_number(number: str) -> None:
    parsed = parse(render(replace(FILING, form_type="3")).replace("3a. Foreign", f"{number} Foreign"))
    assert parsed.filing is not None
    assert parsed.filing.issuer.foreign_trading_symbol == "TSE: 4711"
    assert parsed.diagnostics == ()


def test_no_line_of_a_page_speaks_for_another_form() -> None:
    # Form 5 has this caption of Form 4 on its newer page, and one of its own on that of 2003 to 2009
    shared = "9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)"
    for form in grammar.FORMS:
        page = render(replace(FILING, form_type=form, issuer=Issuer("LARKSPUR TOOL CO", None, "LKSP")))
        for cell in re.sub(r"<[^<>]*>", "", page).replace("\t", "\n").split("\n"):
            detected = forms.detect(cell.strip())
            assert not detected.is_certain or detected.form in (None, form) or cell == shared, cell


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\t2a. Foreign Trading Symbol <u>TSE: 4711</u>\t\n", ""),
        (" <u>NOVA SCOTIA, CANADA</u> (Country)", ""),
        ("\n* Form 4: SEC 1474 (03-26)", ""),
    ],
)
def test_a_page_of_two_times_is_read_and_said_to_be_one(before: str, after: str) -> None:
    filing = replace(FILING, reporting_owners=FILING.reporting_owners[:1], signatures=FILING.signatures[:1])
    parsed = parse(render(filing).replace(before, after))
    assert [one.code for one in parsed.diagnostics] == ["L056"]
    assert parsed.filing is not None
    assert parsed.filing.reporting_owners[0].name == "Okafor Ada N"


def test_an_older_filing_may_have_the_newer_page() -> None:
    assert parse(render(FILING).replace("04/15/2026", "04/15/2022").replace("04/14/2026", "04/14/2022")).diagnostics == ()


def test_a_country_that_is_none_is_reported() -> None:
    parsed = parse(render(FILING).replace("<u>UNITED STATES</u> (Country)", "<u>UTOPIA</u> (Country)"))
    assert told(parsed) == [("H005", "reporting_owners[1].address.country")]
    assert parsed.filing is not None
    assert parsed.filing.reporting_owners[1].address.non_us_address_flag is None


@pytest.mark.parametrize("code", sorted(NAMES))
def test_names_and_codes_go_both_ways(code: str) -> None:
    shown = state_name(code)
    assert (state_code(shown) or shown) == code
    if country_code(code) is not None:
        assert country_code(country_name(code)) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("TAIWAN", "F5"), ("Hong Kong", "K3"), ("RUSSIA", "1Z"), ("South Korea", "M5"), ("VIETNAM", "Q1"),
        ("Côte d’Ivoire", "L7"),
        ("The Bahamas", "C5"), ("St. Lucia", "U9"), ("Georgia", "2Q"), ("CANADA", "Z4"), ("Ontario", "A6"), ("U.S.A.", "X1"),
        ("OHIO", None), ("UTOPIA", None),
    ],
)  # fmt: skip
def test_other_names_of_countries(name: str, code: str | None) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("DULUTH MN 55802", ("DULUTH", "MN", "55802")),
        ("DULUTH, MN 55802", ("DULUTH", "MN", "55802")),
        ("NEW YORK,, NY 10017", ("NEW YORK,", "NY", "10017")),
        ("FARGO North Dakota 58102", ("FARGO", "North Dakota", "58102")),
        ("NEW YORK NEW YORK 10001", ("NEW YORK", "NEW YORK", "10001")),
        ("WHEELING WEST VIRGINIA 26003", ("WHEELING", "WEST VIRGINIA", "26003")),
        ("SANTA FE NEW MEXICO 87501", ("SANTA FE", "NEW MEXICO", "87501")),
        ("INDIANA PA 15701", ("INDIANA", "PA", "15701")),
        ("DE PERE WISCONSIN 54115", ("DE PERE", "WISCONSIN", "54115")),
        ("CIUDAD DE MEXICO O5", ("CIUDAD DE MEXICO", "O5", None)),
        ("LONDON UNITED KINGDOM EC2A 1NT", ("LONDON", "UNITED KINGDOM", "EC2A 1NT")),
        ("WASHINGTON D.C. 20001", ("WASHINGTON", "D.C.", "20001")),
        ("DULUTH MINN. 55802", None),
    ],
)
def test_city_state_and_zip_in_one_line(line: str, parts: tuple[str | None, str, str | None] | None) -> None:
    assert split_city_state_zip(line) == parts


def test_a_first_owner_said_twice_is_one() -> None:
    page = sec_page(FILING)
    assert page.count("Okafor Ada N") > 1
    assert len(read(page).reporting_owners) == 2
    assert parse(page).diagnostics == ()


def test_a_first_owner_said_differently_is_one_and_reported() -> None:
    again = (
        "1. Name and Address of Reporting Person* <u>OKAFOR ADA N.</u> (Last) (First) (Middle) <u>81 QUARRY ROAD</u> (Street) "
    )
    parsed = example(
        "Explanation of Responses:", f"{again}<u>DULUTH MN 55802</u> (City) (State) (Zip)\n\nExplanation of Responses:"
    )
    assert told(parsed) == [("H030", "reporting_owners[0]")]
    assert parsed.filing is not None
    assert [one.name for one in parsed.filing.reporting_owners] == ["Okafor Ada N"]


def test_two_owners_of_one_address_are_two() -> None:
    both = tuple(
        replace(one, address=AT_HOME, name=name)
        for one, name in zip(FILING.reporting_owners, ("Fund I LP", "Fund II LP"), strict=True)
    )
    parsed = parse(render(replace(FILING, reporting_owners=both)))
    assert parsed.diagnostics == ()
    assert parsed.filing is not None
    assert [one.name for one in parsed.filing.reporting_owners] == ["Fund I LP", "Fund II LP"]


def test_a_group_of_which_one_is_left_is_reported() -> None:
    page = render(FILING)
    start = page.index("1. Name", page.index("Table II"))
    torn = parse(page[:start] + page[page.index("Explanation of") :])
    assert told(torn) == [("H034", "reporting_owners")]


@pytest.mark.parametrize("answer", ["N/A", "None", "n.a.", "-", "\u2014", "\u2610", "[ ]", "____", "Not applicable"])
def test_ways_to_say_that_there_is_no_original(answer: str) -> None:
    parsed = example(f"{ITEM_4}\t", f"{ITEM_4} {answer}\t")
    assert parsed.diagnostics == ()
    assert parsed.filing is not None
    assert (parsed.filing.form_type, parsed.filing.date_of_original_submission) == ("4", None)


def test_what_is_no_date_makes_no_amendment() -> None:
    parsed = example(f"{ITEM_4}\t", f"{ITEM_4} DULUTH MN 55802\t")
    assert [(one.code, one.path, one.raw) for one in parsed.diagnostics] == [
        ("H031", "date_of_original_submission", "DULUTH MN 55802")
    ]
    assert parsed.filing is not None
    assert parsed.filing.form_type == "4"


def test_a_date_that_cannot_be_read_makes_an_amendment() -> None:
    parsed = example(f"{ITEM_4}\t", f"{ITEM_4} 0l/15/2O22\t")
    assert told(parsed) == [("D001", "date_of_original_submission")]
    assert parsed.filing is not None
    assert parsed.filing.form_type == "4/A"


def test_items_in_one_cell_are_parted() -> None:
    parsed = example(f"{ITEM_4}\t6.", f"{ITEM_4} 6.")
    assert parsed.diagnostics == ()
    together = example("[<u>LKSP</u>]\t5.", "[<u>LKSP</u>] 5.")
    assert together.filing is not None
    assert together.filing.issuer == Issuer("LARKSPUR TOOL CO", None, "LKSP")
    assert together.filing.reporting_owners[0].relationship is not None
    assert together.filing.reporting_owners[0].relationship.officer_title == "President"


@pytest.mark.parametrize("shown", ["LARKSPUR TOOL CO [ LKSP", "LARKSPUR TOOL CO LKSP ]", "LARKSPUR TOOL CO (LKSP)"])
def test_broken_brackets(shown: str) -> None:
    parsed = example("<u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]", shown)
    assert told(parsed) == [("H033", "issuer")]
    assert parsed.filing is not None
    assert parsed.filing.issuer == Issuer("LARKSPUR TOOL CO", None, "LKSP")


def test_boxes_behind_their_labels() -> None:
    tick = '<input checked="" type="checkbox"/>'
    boxes = f"{tick} Director 10% Owner {tick} Officer (give title below) Other (specify below)"
    behind = "Director ☐ 10% Owner ☒ Officer (give title below) ☒ Other (specify below) ☐"
    parsed = example(boxes, behind)
    assert parsed.diagnostics == ()
    assert parsed.filing is not None
    roles = parsed.filing.reporting_owners[0].relationship
    assert roles == Relationship(
        is_director=False,
        is_officer=True,
        is_ten_percent_owner=True,
        is_other=False,
        officer_title="President",
        other_text=None,
    )
    doubted = example(boxes, "Director 10% Owner ☒ Officer (give title below) ☐ Other (specify below)")
    assert told(doubted)[0] == ("H032", "reporting_owners[0].relationship")


def test_a_rule_to_write_on_is_no_title() -> None:
    parsed = example("<u>President</u>", "_______")
    assert parsed.filing is not None
    assert parsed.filing.reporting_owners[0].relationship is not None
    assert parsed.filing.reporting_owners[0].relationship.officer_title is None


def test_a_city_that_was_wrapped() -> None:
    parsed = example("<u>DULUTH MN 55802</u>", "<u>EAST GRAND</u> <u>FORKS MN 56721</u>")
    assert parsed.diagnostics == ()
    assert parsed.filing is not None
    address = parsed.filing.reporting_owners[0].address
    assert (address.city, address.state, address.zip_code) == ("EAST GRAND FORKS", "MN", "56721")


def test_of_an_item_that_lacks_a_label_the_rest_is_read() -> None:
    parsed = example(" <u>DULUTH MN 55802</u> (City) (State) (Zip)", "")
    assert told(parsed) == [("H024", "reporting_owners[0]")]
    assert parsed.filing is not None
    assert parsed.filing.reporting_owners[0].name == "Okafor Ada N"
    assert parsed.filing.reporting_owners[0].address.city is None


def test_the_boxes_of_form_5_and_the_line_of_form_3_come_back() -> None:
    late = replace(FILING, form_type="5", form3_holdings_reported=True, form4_transactions_reported=True)
    nothing = replace(FILING, form_type="3", no_securities_owned=True)
    for filing in (late, nothing):
        for page in (render(filing), sec_page(filing)):
            assert printed(read(page)) == filing


def test_a_star_of_the_text_at_the_beginning_of_bold_type_is_kept() -> None:
    filing = replace(FILING, reporting_owners=FILING.reporting_owners[:1], signatures=FILING.signatures[:1])
    parsed = parse(html2text.html2text(sec_page(filing)))
    assert parsed.filing is not None
    assert printed(parsed.filing) == printed(filing)
    assert parsed.diagnostics == ()


def test_title_and_other_text_in_the_last_row_of_a_table_in_a_cell() -> None:
    item = (
        "| 1\\. Name and Address of Reporting Person\\* | 5\\. Relationship of Reporting Person(s) to Issuer\n\n"
        "(Check all applicable)\n\n"
        "|     |     |     |     |\n| --- | --- | --- | --- |\n"
        "|  | Director |  | 10% Owner |\n"
        "| X | Officer (give title below) | X | Other (specify below) |\n"
        "|  | Pilot / Navigator |  | Owner of a hangar | |\n"
        "| 3\\. Date of Earliest Transaction<br> (Month/Day/Year)<br>04/14/2026 |\n"
    )
    found = parse(item, form="4", dialect="markdown").filing
    assert found is not None
    roles = found.reporting_owners[0].relationship
    assert roles is not None
    assert (roles.officer_title, roles.other_text) == ("Pilot / Navigator", "Owner of a hangar")


@pytest.mark.parametrize(
    "swallowed",
    [
        "5. Kind of Person (Check all applicable) X Director",
        "(Street) DULUTH MINNESOTA 55802",
        "3. Day (Month/Day/Year) 04/14/2026",
    ],
)
def test_an_answer_with_the_labels_of_other_items_is_not_read(swallowed: str) -> None:
    parsed = example("[<u>LKSP</u>]", f"[<u>LKSP</u>] {swallowed}")
    assert parsed.filing is not None
    assert parsed.filing.issuer == Issuer(None, None, None)
    assert parsed.unread == ("issuer",)
    assert ("L050", "issuer") in told(parsed)


def test_a_quoted_page_is_the_page() -> None:
    filing = replace(FILING, reporting_owners=FILING.reporting_owners[:1], signatures=FILING.signatures[:1])
    page = html2text.html2text(sec_page(filing))
    assert "\n* * *\n" in page
    parsed = parse("".join(f"> {line}\n" for line in page.split("\n")))
    assert parsed.filing is not None
    assert printed(parsed.filing) == printed(filing)
