"""One page, printed otherwise by engines, converters and typists: the same filing, or a doubt that names what may be wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.sec_page import sec_page

from form4_grammar import check, parse
from form4_grammar.model import Filing, NonDerivativeRow
from form4_grammar.readers.markup.markdown import read_markdown
from form4_grammar.rules.example import EXAMPLE_PAGE, EXAMPLE_PAGES
from form4_grammar.testing import printed

FILINGS = Path(__file__).parent / "filings"
ISSUER = "<u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]"


def filing(page: str) -> Filing:
    found = parse(page).filing
    assert found is not None
    return printed(found)


def told(page: str) -> set[tuple[str, str | None]]:
    return {(one.code, one.path) for one in check(page).diagnostics}


def with_(before: str, after: str, page: str = EXAMPLE_PAGE) -> str:
    assert before in page
    return page.replace(before, after)


@pytest.mark.parametrize(
    "mark", ["({0}). ", "{0}.) ", "({0}): ", "{0} - ", "{0} – ", "（{0}）", "**{0}.** ", "**({0})** ", "\\[{0}\\] "]
)
def test_further_marks_of_notes(mark: str) -> None:
    page = re.sub(r"^([12])\. (?=The )", lambda found: mark.format(found[1]), EXAMPLE_PAGE, flags=re.MULTILINE)
    assert page != EXAMPLE_PAGE
    assert filing(page) == filing(EXAMPLE_PAGE)


@pytest.mark.parametrize("mark", ["［1］", "Note 1 ", "1, "])
def test_a_single_note_in_an_unknown_mark_is_doubted(mark: str) -> None:
    page = re.sub(r"^1\. (The .*)\n2\. .*", rf"{mark}\1", EXAMPLE_PAGE, flags=re.MULTILINE)
    found = filing(page)
    assert [note.number for note in found.footnotes] == [1]
    assert ("L057", "footnotes[1]") in told(page)


@pytest.mark.parametrize("way", ["{0} / {1} / {2}", "{0}-{1}-{2}", "{0}/ {1}/ {2}"])
def test_dates_with_blanks_or_dashes(way: str) -> None:
    page = re.sub(r"(\d\d)/(\d\d)/(\d{4})", lambda found: way.format(*found.groups()), EXAMPLE_PAGE)
    assert filing(page) == filing(EXAMPLE_PAGE)


def test_an_amendment_whose_date_cannot_be_read() -> None:
    caption = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
    page = with_(caption, f"{caption} <u>06∕15∕2022</u>")
    found = parse(page).filing
    assert found is not None
    assert (found.form_type, found.date_of_original_submission) == ("4/A", None)
    assert ("D001", "date_of_original_submission") in told(page)


@pytest.mark.parametrize("answer", ["(none)", "[N/A]", "N\\A", "not an amendment"])
def test_no_amendment(answer: str) -> None:
    caption = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
    assert told(with_(caption, f"{caption} {answer}")) == set()


@pytest.mark.parametrize("shown", ["LARKSPUR TOOL CO ［LKSP］", "LARKSPUR TOOL CO 【 LKSP 】", "LARKSPUR TOOL CO [ LKSP )"])
def test_symbols_in_other_brackets(shown: str) -> None:
    page = with_(ISSUER, shown)
    issuer = filing(page).issuer
    assert (issuer.name, issuer.trading_symbol) == ("LARKSPUR TOOL CO", "LKSP")
    assert ("H033", "issuer") in told(page)


@pytest.mark.parametrize("shown", ["LARKSPUR TOOL CO | LKSP |", "LARKSPUR TOOL CO - LKSP", "LARKSPUR TOOL CO <LKSP>"])
def test_a_name_that_may_have_the_symbol_in_it_is_doubted(shown: str) -> None:
    assert ("H051", "issuer") in told(with_(ISSUER, shown))


@pytest.mark.parametrize("symbol", ["—", "–", "N\\A", "---"])
def test_a_dash_is_no_symbol(symbol: str) -> None:
    assert ("H009", "issuer.trading_symbol") in told(with_("[<u>LKSP</u>]", f"[<u>{symbol}</u>]"))


@pytest.mark.parametrize("mark", ["( 1 )", "（1）", "［1］"])
def test_references_with_blanks_or_wide_brackets(mark: str) -> None:
    page = re.sub(r"⁽([¹²])⁾", lambda found: mark.replace("1", "1" if found[1] == "¹" else "2"), EXAMPLE_PAGE)
    assert page != EXAMPLE_PAGE
    assert filing(page) == filing(EXAMPLE_PAGE)


def test_a_number_behind_a_text_that_is_no_note_is_doubted() -> None:
    page = with_("(right to buy)\t", "(right to buy) (3)\t")
    assert ("N017", "derivative_table[0].security_title") in told(page)


@pytest.mark.parametrize("sign", ["N/A", "n/a", "None", "nil", "_", "…", "—", "(blank)"])
@pytest.mark.parametrize("form", ["4", "5"])
def test_what_stands_in_blank_cells(form: str, sign: str) -> None:
    page = EXAMPLE_PAGES[form]
    lines = [
        "\t".join(cell if cell.strip() else sign for cell in line.split("\t"))
        if line.count("\t") > 2 and "Instr" not in line and "Code" not in line and "Exercisable" not in line
        else line
        for line in page.split("\n")
    ]
    assert lines != page.split("\n")
    assert filing("\n".join(lines)).non_derivative_table == filing(page).non_derivative_table
    assert filing("\n".join(lines)).derivative_table == filing(page).derivative_table


def test_one_word_in_a_row_is_the_filers() -> None:
    """The nature of what is held directly, where no other cell of the table is blank."""
    page = EXAMPLE_PAGES["3"]
    row = next(line for line in page.split("\n") if line.startswith("Common Stock"))
    rows = page.replace(row, "Common Stock\t1,250\tD\tN/A")
    assert filing(rows).non_derivative_table[0].nature_of_ownership.value == "N/A"


@pytest.mark.parametrize("joint", [",", " | ", " - ", " – "])
def test_what_parts_city_state_and_postal_code(joint: str) -> None:
    page = with_("DULUTH MN 55802", f"DULUTH{joint}MN{' ' if joint == ',' else joint}55802")
    address = filing(page).reporting_owners[0].address
    assert (address.city, address.state, address.zip_code) == ("DULUTH", "MN", "55802")


@pytest.mark.parametrize(
    ("shown", "place"),
    [
        ("DULUTH MN55802", ("DULUTH", "MN", "55802")),
        ("NEW YORK NY10036", ("NEW YORK", "NY", "10036")),
        ("TORONTO ONTARIO A6M5J2T3", ("TORONTO ONTARIO", "A6", "M5J2T3")),
    ],
)
def test_a_postal_code_right_behind_its_state(shown: str, place: tuple[str, str, str]) -> None:
    page = with_("DULUTH MN 55802", shown)
    address = filing(page).reporting_owners[0].address
    assert (address.city, address.state, address.zip_code) == place
    assert ("L086", "reporting_owners[0].address") in told(page)


def test_several_signatures_whose_dates_cannot_be_read() -> None:
    page = re.sub(r"/s/ Ada N\. Okafor .*", "/s/ Ada N. Okafor 06/15/22\n/s/ Bo Lind 06/15/22", EXAMPLE_PAGE)
    assert ("S001", "signatures") in told(page)


def test_signatures_right_below_a_note_one_of_which_is_wrapped() -> None:
    signed = "/s/ Ada N. Okafor 06/15/2022\n"
    three = f"/s/ Bo Lind, member of the manager\nof the fund 06/15/2022\n/s/ Cy Marlow 06/15/2022\n{signed}"
    page = re.sub(r"\n\nRemarks:\n\n/s/ .*\n", f"\n{three}", EXAMPLE_PAGE)
    names = [one.name for one in filing(page).signatures]
    assert names == ["/s/ Bo Lind, member of the manager of the fund", "/s/ Cy Marlow", "/s/ Ada N. Okafor"]
    assert filing(page).footnotes == filing(EXAMPLE_PAGE).footnotes


@pytest.mark.parametrize("mark", ["[√]", "×", "⌧"])
def test_ticks(mark: str) -> None:
    page = re.sub(r"<input checked[^>]*>|☒|\[X\]", mark, EXAMPLE_PAGE)
    assert page != EXAMPLE_PAGE
    assert filing(page) == filing(EXAMPLE_PAGE)


def test_a_picture_between_the_texts_is_no_text() -> None:
    page = with_("/s/ Ada", "![signature](img-3.jpeg)\n\n/s/ Ada")
    assert filing(page) == filing(EXAMPLE_PAGE)


@pytest.mark.parametrize("mark", ["*", "**", "_", "__"])
def test_emphasis_round_an_answer(mark: str) -> None:
    page = with_("/s/ Ada N. Okafor", f"{mark}/s/ Ada N. Okafor{mark}")
    page = with_(ISSUER, f"LARKSPUR TOOL CO [ {mark}LKSP{mark} ]", page)
    assert filing(page) == filing(EXAMPLE_PAGE)


def test_a_letter_for_the_number_of_a_note() -> None:
    assert ("N024", "derivative_table[0].security_title") in told(with_("(right to buy)\t", "(right to buy) (l)\t"))


@pytest.mark.parametrize("dash", ["—", " – ", "-", " ― ", " -- ", "--"])
@pytest.mark.parametrize("form", ["3", "4", "5"])
def test_a_dash_in_the_titles_of_the_tables(form: str, dash: str) -> None:
    plain = EXAMPLE_PAGES[form]
    page = re.sub(r"(Table II?) - ", rf"\1{dash}", plain)
    assert page != plain
    assert filing(page) == filing(plain)
    assert told(page) == told(plain)
    whole = filing(sec_page(filing(plain)))
    assert filing(re.sub(r"(Table II?) - ", rf"\1{dash}", sec_page(filing(plain)))) == whole


def test_a_point_or_a_colon_behind_the_number_of_a_table_in_markup() -> None:
    page = sec_page(filing(EXAMPLE_PAGE))
    assert filing(re.sub(r"(Table II?) - ", r"\1: ", page)) == filing(page)


SIGNATURES = """/s/ Ada N. Okafor 06/15/2022

** Signature of Reporting Person Date

/s/ Ben Moss, attorney-in-fact 06/15/2022

** Signature of Reporting Person Date

Larkspur Trust, by Ben Moss, trustee

06/16/2022

** Signature of Reporting Person Date
"""


def test_each_signature_with_the_caption_below_it() -> None:
    found = parse(with_("/s/ Ada N. Okafor 06/15/2022\n\n** Signature of Reporting Person Date\n", SIGNATURES))
    assert found.filing is not None
    names = ["/s/ Ada N. Okafor", "/s/ Ben Moss, attorney-in-fact", "Larkspur Trust, by Ben Moss, trustee"]
    assert [signature.name for signature in found.filing.signatures] == names
    assert all(signature.date is not None for signature in found.filing.signatures)
    assert not found.unread


def test_signatures_that_fit_nowhere_are_told_as_such() -> None:
    page = with_("Reminder: Report", "Of the trust: /s/ Ben Moss\n\nReminder: Report")
    assert ("L033", "signatures") in told(page)


@pytest.mark.parametrize(
    "said",
    [
        "No securities beneficially owned.",
        "No securities are beneficially owned by the reporting person.",
        "**No securities are beneficially owned**",
    ],
)
def test_nothing_owned_in_other_words(said: str) -> None:
    plain = EXAMPLE_PAGES["3"]
    rows = [line for line in plain.splitlines() if line.startswith(("Common Stock\t", "Stock Option"))]
    for row in rows:
        plain = plain.replace(f"{row}\n", "")
    page = re.sub(r"(Explanation of Responses:\n)(?:\n?\d\. .*\n)+", rf"\1\n{said}\n", re.sub(r"[⁽⁾¹²]", "", plain))
    found = parse(page).filing
    assert found is not None
    assert (found.no_securities_owned, found.footnotes) == (True, ())


@pytest.mark.parametrize("shown", ["LARKSPUR TOOL CO ( LKSP ]", "LARKSPUR TOOL CO (LKSP]"])
def test_a_symbol_between_two_kinds_of_brackets(shown: str) -> None:
    issuer = filing(with_(ISSUER, shown)).issuer
    assert (issuer.name, issuer.trading_symbol) == ("LARKSPUR TOOL CO", "LKSP")


@pytest.mark.parametrize("mark", ["$^{\\mathrm{(1)}}$", "$^{\\text{(1)}}$", "\\textsuperscript{(1)}", "<sup>  1  </sup>"])
def test_references_in_commands_of_tex(mark: str) -> None:
    assert "⁽¹⁾" in EXAMPLE_PAGE
    assert filing(EXAMPLE_PAGE.replace("⁽¹⁾", mark)) == filing(EXAMPLE_PAGE)


@pytest.mark.parametrize("linked", ['<a href="#n1">1</a>', "[(1)](#n1)", "[1](#n1)"])
def test_a_link_inside_a_raised_reference(linked: str) -> None:
    rows = "| Common Stock | 1,250<sup>{}</sup> |\n| --- | --- |\n| Common Stock | 1,300 |\n"
    shown = [re.sub(r"\s", "", read_markdown(rows.format(one)).text) for one in (linked, "(1)")]
    assert shown[0].replace("(", "").replace(")", "") == shown[1].replace("(", "").replace(")", "")


@pytest.mark.parametrize("mark", ["(F2)", "(fn 2)"])
def test_a_mark_with_a_word_for_it_is_a_reference(mark: str) -> None:
    page = with_("By Spouse", f"By Spouse {mark}", EXAMPLE_PAGE.replace(" ⁽²⁾", "").replace("⁽²⁾", ""))
    cell = filing(page).non_derivative_table[2].nature_of_ownership
    assert (cell.value, cell.footnotes) == ("By Spouse", (2,))
    assert ("N017", "non_derivative_table[2].nature_of_ownership") in told(page)


def test_alignment_marks_in_a_table_without_rows() -> None:
    plain = re.sub(r"(?m)^(?:Common|Stock|Class)[^\n]*\t[^\n]*\n", "", EXAMPLE_PAGE)
    page = re.sub(r"(?m)^(\t\t\t\tCode[^\n]*\n)", lambda one: one[0] + "\t".join([":-:"] * 16) + "\n", plain)
    assert page != plain
    assert parse(page).unread == ()


def test_the_root_of_an_xml_in_a_comment_is_no_xml() -> None:
    assert parse(f"<!-- made of <ownershipDocument> -->\n{EXAMPLE_PAGE}").dialect == "text"


def test_a_number_in_place_of_the_date_of_the_original() -> None:
    caption = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
    assert ("L065", "form_type") in told(with_(caption, f"{caption} 20220615"))


@pytest.mark.parametrize("ticked", ["_X_", "__X__"])
def test_boxes_that_are_underlined(ticked: str) -> None:
    page = EXAMPLE_PAGE.replace('<input checked="" type="checkbox"/>', ticked)
    assert filing(page) == filing(EXAMPLE_PAGE)
    page = page.replace("10% Owner", "___ 10% Owner").replace("Other (specify", "___ Other (specify")
    assert filing(page) == filing(EXAMPLE_PAGE)


def test_a_mark_as_near_to_one_box_as_to_the_other_is_doubted() -> None:
    page = (FILINGS / "form4-10b5-1-box-unmarked.txt").read_text(encoding="utf-8")
    found = parse(with_("See Instruction 1(b).\n\n", "See Instruction 1(b).\n\n[X]\n\n", page))
    assert {one.path for one in found.diagnostics if one.code == "L012"} == {"not_subject_to_section16", "aff10b5_one"}
    nearer = parse(with_("See Instruction 1(b).\n\n", "See Instruction 1(b).\n\n[X]\n", page))
    assert "L012" not in {one.code for one in nearer.diagnostics}


def test_the_caption_above_the_signature_is_no_part_of_the_name() -> None:
    below = "/s/ Ada N. Okafor 06/15/2022\n\n** Signature of Reporting Person Date\n"
    above = "** Signature of Reporting Person Date\n\n/s/ Ada N. Okafor 06/15/2022\n"
    assert filing(with_(below, above)).signatures == filing(EXAMPLE_PAGE).signatures


def test_a_blank_cell_below_a_heading_that_lacks_columns_is_told_and_the_others_are_read() -> None:
    """As where paper cuts the last columns off, and what stood in one cell could not be told."""
    page = EXAMPLE_PAGE
    for line in re.findall(
        r"^(?:1\. Title of Sec|\t\t\tCode\tV\tAm|Common Stock\t).*", page[: page.index("Table II")], re.MULTILINE
    ):
        page = page.replace(line, "\t".join(line.split("\t")[:-3]))
    page = with_("06/14/2022\t\tM\t", "\t\tM\t", page)
    parsed = parse(page)
    assert parsed.filing is not None
    row = parsed.filing.non_derivative_table[0]
    assert isinstance(row, NonDerivativeRow)
    assert (row.security_title.value, row.transaction_code.value) == ("Common Stock", "M")
    assert row.transaction_shares.value == 400
    assert (row.transaction_date.value, row.shares_owned_following_transaction.value) == (None, None)
    assert ("T006", "non_derivative_table[0]") in told(page)
