"""Texts and rows that show what happened to the copy: each is told at its own place, and a page without them is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from support.sec_page import sec_page

from form4_grammar import check, parse
from form4_grammar.model import Filing
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS, EXAMPLE_PAGE, EXAMPLE_PAGES
from form4_grammar.suspicions.traces import _is_odd
from form4_grammar.testing import printed

NOTE = "The option is fully vested."
ROW = "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse\n"


def printed_example() -> Filing:
    found = parse(EXAMPLE_PAGE).filing
    assert found is not None
    return printed(found)


def told(page: str, *, checked: bool = False) -> dict[tuple[str, str | None], str]:
    found = (check if checked else parse)(page).diagnostics
    return {(one.code, one.path): one.message for one in found}


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        (NOTE, "The option is fully ve\ufb01ted.", "L175", "footnotes[2]"),
        ("By Spouse", "1. By Spouse", "L175", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "By Spouse,", "L175", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "By Spouse*", "L175", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "By Sp0use", "L175", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "Held by the", "L175", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "By Spouse 1,250", "L175", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "By Spouse (cont'd)", "L175", "non_derivative_table[2].nature_of_ownership"),
        ("<u>President", "<u>X", "L175", "reporting_owners[0].relationship.officer_title"),
        ("<u>President", "<u>President 06/14/2022", "L175", "reporting_owners[0].relationship.officer_title"),
        ("18 QUARRY ROAD", "18 QUARRY ROAD 218-555-0100", "L175", "reporting_owners[0].address"),
        ("<u>Okafor Ada N", "<u>Okafor Ada N ada@larkspur.example", "L175", "reporting_owners[0].name"),
        ("<u>Okafor Ada N", "<u>Okafor Ada N 18 QUARRY ROAD", "L068", "reporting_owners[0].name"),
        ("<u>DULUTH MN 55802", "<u>DULUTH MN</u> <u>MN</u> <u>55802", "L068", "reporting_owners[0].address.city"),
        (NOTE, f"{NOTE} (continued)", "L057", "footnotes[2]"),
        (NOTE, f"{NOTE} [signature page follows]", "L057", "footnotes[2]"),
        (NOTE, f"{NOTE} Dated: June 15, 2022", "L057", "footnotes[2]"),
        (NOTE, "The option vests in \uff12\uff10\uff12\uff13.", "L175", "footnotes[2]"),
        (NOTE, "The option vests in \u0662\u0660\u0662\u0663.", "L175", "footnotes[2]"),
        ("18 QUARRY ROAD", "\u0421/O 18 QUARRY ROAD", "L175", "reporting_owners[0].address"),
        ("By Spouse", "By Sp\u2588\u2588\u2588\u2588", "L176", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "[REDACTED]", "L176", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "By Sp...", "L176", "non_derivative_table[2].nature_of_ownership"),
        ("18 QUARRY ROAD", "XXXXXX", "L176", "reporting_owners[0].address"),
        (NOTE, "The option is [redacted] vested.", "L176", "footnotes[2]"),
        (NOTE, "The option is fu= lly vested.", "L177", "footnotes[2]"),
        (NOTE, "The option is ful- ly vested.", "L177", "footnotes[2]"),
        (NOTE, "The option is \\\\$12 vested.", "L067", "footnotes[2]"),
        ("By Spouse", "null", "L179", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "ditto", "L179", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", ".By Spouse", "L057", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "By Spouse (X)", "L057", "non_derivative_table[2].nature_of_ownership"),
        (NOTE, "The option\n3/4\nis fully vested.", "L057", "footnotes[2]"),
        ("By Spouse", "By Spouse Responses:", "L057", "non_derivative_table[2].nature_of_ownership"),
        ("/s/ Ada N. Okafor", "/s/ Ada N. Okafor ?", "L057", "signatures[0].name"),
        ("18 QUARRY ROAD", 'ta">18 QUARRY ROAD', "L067", "reporting_owners[0].address"),
    ],
)
def test_a_text_is_told(old: str, new: str, code: str, path: str) -> None:
    assert old in EXAMPLE_PAGE
    found = told(EXAMPLE_PAGE.replace(old, new))
    assert any(one == code and (at or "").startswith(path) for one, at in found), found


@pytest.mark.parametrize(
    "note",
    [
        "The short- and long-term options are \u201cfully vested\u201d \u2013 the Soci\u00e9t\u00e9 said so.",
        "Fund XXX, L.P. [sic] holds them; see Series A- and B-1.",
        "The \u03b1-tranche vests at \u20ac5.",
    ],
)
def test_what_filers_write_is_not(note: str) -> None:
    assert not {code for code, _ in told(EXAMPLE_PAGE.replace(NOTE, note))} & {"L175", "L176", "L177", "L178", "L179"}


def test_plain_answers_have_no_text_looked_through() -> None:
    plain = {"98052-6399", "1 EXAMPLE DRIVE", "Okafor Fund III - Endurance, L.P.", "AA Holdings", "P. O'Example"}
    assert not _is_odd(plain)
    odd = ("212-555-0100", "I Common Stock", "X Director", "l Okafor", "Exam- ple Corp", "OOkkaaffoorr")
    assert all(_is_odd({*plain, text}) for text in odd)


def test_texts_of_one_length_that_end_inside_a_word_are_told() -> None:
    page = EXAMPLE_PAGE.replace("Stock Option (right to buy)\t", "Stock Opti\t").replace(
        NOTE, "The stock option is held by a spouse."
    )
    page = page.replace("By Spouse", "By a Spous")
    cut = {path for code, path in told(page.replace("Common Stock", "Common Sto")) if code == "L178"}
    assert {"derivative_table[0].security_title", "non_derivative_table[2].nature_of_ownership"} <= cut


def test_a_piece_of_a_row_is_told_at_the_row_beside() -> None:
    page = EXAMPLE_PAGE.replace(ROW, ROW.replace("By Spouse", "By") + "\t" * 10 + "Spouse\n")
    assert ("L095", "non_derivative_table[2]") in told(page)
    page = EXAMPLE_PAGE.replace(ROW, ROW.replace("Common Stock", "Common") + "Stock" + "\t" * 10 + "\n")
    assert ("L095", "non_derivative_table[2]") in told(page)


def test_a_row_under_the_other_table_is_told_at_its_own() -> None:
    moved = EXAMPLE_PAGE.replace(ROW, "").replace("Stock Option (right", ROW + "Stock Option (right")
    assert ("L022", "non_derivative_table") in told(moved)


def test_a_row_among_the_notes_is_told_at_the_tables() -> None:
    moved = EXAMPLE_PAGE.replace(ROW, "").replace(NOTE, f"{NOTE}\n\n{ROW}")
    assert "non_derivative_table" in {path for _, path in told(moved)}


def test_a_nature_in_the_cell_before_is_told_at_both() -> None:
    page = EXAMPLE_PAGE.replace("1,250\tI\tBy Spouse", "1,250\tIBy Spouse\t")
    assert {
        ("T013", f"non_derivative_table[2].{name}") for name in ("direct_or_indirect_ownership", "nature_of_ownership")
    } <= set(told(page))


def test_an_address_that_is_gone_is_told() -> None:
    page = EXAMPLE_PAGE.replace("<u>C/O LARKSPUR TOOL CO.</u> <u>18 QUARRY ROAD</u>", "").replace("<u>DULUTH MN 55802</u>", "")
    assert ("H060", "reporting_owners[0].address") in told(page, checked=True)


def test_xml_is_told_of_alike() -> None:
    document = EXAMPLE_DOCUMENTS["4"]
    title = "<securityTitle><value>Ordinary Shares</value></securityTitle>"
    assert title in document
    found = told(document.replace("<value>Ordinary Shares</value>", "<value>null</value>", 1))
    assert any(code == "L179" and (path or "").endswith("[0].security_title") for code, path in found), found
    found = told(
        document.replace("<value>Ordinary Shares</value>", "", 1).replace(
            "<securityTitle>", '<securityTitle shown="Ordinary">', 1
        )
    )
    assert ("L052", "non_derivative_table[0]") in found
    changed = document.replace("nonDerivativeTransaction>", "nonDerivativeHolding>")
    assert ("T006", "non_derivative_table[0]") in told(changed)


def test_a_row_in_a_comment_is_told_at_its_table() -> None:
    filing = parse(EXAMPLE_PAGE).filing
    assert filing is not None
    html = sec_page(filing)
    row = next(
        one for one in re.findall(r"<tr>(?:(?!</tr>).)*</tr>", html, re.DOTALL) if "1,250" in one and "<table" not in one
    )
    assert ("L095", "non_derivative_table") not in told(html)
    assert ("L095", "non_derivative_table") in told(html.replace(row, f"<!-- {row} -->"))
    assert ("L095", "non_derivative_table") in told(html.replace(row, row.replace("<tr", '<tr style="display:none"', 1)))


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("By Spouse", "(illegible)", "L179", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "By Spouse (same as above)", "L176", "non_derivative_table[2].nature_of_ownership"),
        ("<u>LARKSPUR TOOL CO</u>", "<u>TBD</u>", "L179", "issuer.name"),
        ("By Spouse", "BByy SSppoouussee", "L175", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "By Spouse ✓", "L175", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "I By Spouse", "L057", "non_derivative_table[2].nature_of_ownership"),
        ("By Spouse", "(By Spouse", "L057", "non_derivative_table[2].nature_of_ownership"),
        ("[<u>LKSP</u>]", "[<u>#REF!</u>]", "L179", "issuer.trading_symbol"),
        ("By Spouse", "By Spouse (1) By Trust", "L175", "non_derivative_table[2]"),
        ("<u>18 QUARRY ROAD", "<u>(Fist) 18 QUARRY ROAD", "L175", "reporting_owners[0].address"),
        ("/s/ Ada N. Okafor 0", "/s/ Ada N. Okafor l 0", "L057", "signatures[0].name"),
        ("[<u>LKSP</u>]", "[<u>,,</u>]", "L057", "issuer.trading_symbol"),
        ("/s/ Ada N. Okafor 0", "/s/ Ada N. Okafor; 0", "L057", "signatures[0].name"),
        ("<u>LARKSPUR TOOL CO</u>", "<u>DULUTH, MN 55802 LARKSPUR TOOL CO</u>", "L057", "issuer.name"),
        (NOTE, "The option is\nFORM 4 (continued)\nfully vested.", "L057", "footnotes[2]"),
        (NOTE, "The option is ...", "L175", "footnotes[2]"),
        (NOTE, f"{NOTE} Remarks:", "L057", "footnotes[2]"),
        ("<u>Okafor Ada N</u>", "<u>DULUTH MN 55802</u>", "L057", "reporting_owners[0].name"),
        ("/s/ Ada N. Okafor 0", "/s/ Ada N. Okafor Wednesday, 0", "S013", "signatures[0].name"),
        ("Remarks:\n", "Remarks:\nExhibit 24.\n<!-- signature -->\n", "L067", "remarks"),
    ],
)
def test_further_texts_that_show_it(old: str, new: str, code: str, path: str) -> None:
    assert old in EXAMPLE_PAGE
    assert (code, path) in told(EXAMPLE_PAGE.replace(old, new, 1))


def labelled(page: str, code: str) -> set[str | None]:
    return {label.path for one in check(page).diagnostics if one.code == code for label in one.labels}


def test_a_row_left_out_of_html_as_a_comment_says() -> None:
    html = sec_page(printed_example())
    row = next(one for one in re.findall(r"<tr>(?:(?!</tr>).)*</tr>", html, re.DOTALL) if "1,250" in one)
    assert ("L095", "non_derivative_table") in told(html.replace(row, "<tr><td><!-- rows omitted --></td></tr>"))


def test_a_text_that_holds_a_reference_may_be_of_the_rows_beside_it() -> None:
    page = EXAMPLE_PAGE.replace("By Spouse", "By Spouse (1) By Trust")
    assert labelled(page, "L175") == {"non_derivative_table[1]"}


def test_a_cell_with_two_values_may_have_one_of_the_row_above() -> None:
    page = EXAMPLE_PAGE.replace("\t$31.07 ⁽¹⁾", "\t$12.5 $31.07")
    assert ("T038", "non_derivative_table[1]") in told(page)
    assert labelled(page, "T038") == {"non_derivative_table[0]"}


def test_a_row_above_the_first_numbered_note() -> None:
    row = "Stock Option (right to buy) 12.5 03/01/2027 Common Stock 400 D"
    page = EXAMPLE_PAGE.replace("Explanation of Responses:\n\n", f"Explanation of Responses:\n\n{row}\n")
    assert ("N023", "derivative_table") in told(page)


def test_remarks_above_their_heading() -> None:
    above = EXAMPLE_PAGE.replace(NOTE + "\n\nRemarks:\n", f"{NOTE}\n\nExhibit 24 is filed herewith.\n\nRemarks:\n")
    assert {("N028", "remarks"), ("N028", "footnotes[2]")} <= told(above).keys()
    below = above.replace("Remarks:\n", "Remarks:\n\nForm 1 of 2.\n")
    assert ("N028", "remarks") not in told(below)


def test_a_name_that_is_lost_may_be_in_the_street() -> None:
    page = EXAMPLE_PAGE.replace("<u>Okafor Ada N</u> ", "")
    assert labelled(page, "H001") == {"reporting_owners[0].address.street1"}


def test_a_form_3_that_owns_nothing_may_have_lost_the_line_that_says_so() -> None:
    lines = EXAMPLE_PAGES["3"].splitlines(keepends=True)
    page = "".join(line for line in lines if not line.startswith(("Common", "Stock Option", "1. The")))
    assert labelled(page, "T004") == {"no_securities_owned"}


def test_a_mark_of_html_beside_another_label() -> None:
    html = sec_page(printed_example())
    cells = re.search(r"(<td[^>]*><span>X</span></td>)(\s*)(<td[^>]*>\s*Director\s*</td>)", html)
    assert cells is not None
    path = "reporting_owners[0].relationship"
    assert ("L012", path) not in told(html)
    assert ("L012", path) in told(html.replace(cells[0], cells[3] + cells[2] + cells[1]))


def test_lines_of_which_neither_table_has_made_rows() -> None:
    start, end = EXAMPLE_PAGE.index("Table II - Derivative"), EXAMPLE_PAGE.index("Explanation of Responses")
    page = EXAMPLE_PAGE[:start] + EXAMPLE_PAGE[end:]
    page = re.sub(r"^Common Stock\t.*", lambda row: "  " + row[0].replace("\t", "  "), page, flags=re.MULTILINE)
    found = told(page)
    assert ("L050", "derivative_table") in found
    assert any(path == "non_derivative_table" for _, path in found), found


def test_a_page_before_a_document_of_xml() -> None:
    submission = EXAMPLE_DOCUMENTS["4"]
    document = submission[submission.index("<ownershipDocument") : submission.index("</XML>")]
    assert ("L052", None) in told(EXAMPLE_PAGE + document)
    assert ("L052", None) not in told("Form 4 of Larkspur\n" + document)
    assert ("L052", None) not in told("-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n" * 20 + submission)


def test_a_header_over_a_document_in_small_letters() -> None:
    submission = EXAMPLE_DOCUMENTS["4"].replace("ownershipDocument", "ownershipdocument")
    page = submission[submission.index("<XML>") : submission.index("</XML>")]
    assert ("H040", "form_type") in told(f"<TYPE>5\n<TEXT>\n{page}</XML>\n</TEXT>\n", checked=True)


def test_a_date_under_the_caption_of_an_amendment() -> None:
    period = "(Month/Day/Year) <u>06/14/2022</u>"
    page = EXAMPLE_PAGE.replace(period, "(Month/Day/Year)").replace(
        "Original Filed (Month/Day/Year)", f"Original Filed {period}"
    )
    assert labelled(page, "H026") == {"date_of_original_submission", "form_type"}


def test_an_owner_above_an_issuer_that_is_gone() -> None:
    issuer = "<u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]"
    page = EXAMPLE_PAGE.replace(issuer, "<u>18 QUARRY ROAD</u> <u>DULUTH MN 55802</u> (Street)")
    assert {("L050", "issuer"), ("L095", "reporting_owners[0].name")} <= told(page).keys()


def test_a_relationship_outside_its_owner() -> None:
    document = EXAMPLE_DOCUMENTS["4"]
    relationship = re.search(r"<reportingOwnerRelationship>.*?</reportingOwnerRelationship>", document, re.DOTALL)
    assert relationship is not None
    moved = document.replace(relationship[0], "").replace("</reportingOwner>", f"</reportingOwner>{relationship[0]}")
    assert ("L042", "reporting_owners") in told(moved)


def test_a_row_of_table_i_above_those_of_table_ii() -> None:
    below = "\t\t\t\tCode\tV\t(A)\t(D)\tDate Exercisable\tExpiration Date\tTitle\tAmount or Number of Shares\t\t\t\t\n"
    assert ROW in EXAMPLE_PAGE
    assert below in EXAMPLE_PAGE
    moved = EXAMPLE_PAGE.replace(ROW, "").replace(below, below + ROW.rstrip("\n") + "\t" * 5 + "\n")
    assert ("L095", "non_derivative_table") in told(moved)


def test_a_row_of_a_table_in_markup_among_the_notes() -> None:
    page = sec_page(printed_example())
    row = next(one for one in re.findall(r"<tr>\n.*?</tr>", page, re.DOTALL) if "By Spouse" in one)
    moved = page.replace(row, "").replace('<td class="FootnoteData">1. ', f"<td></td></tr>{row}<tr><td>1. ", 1)
    assert moved != page
    assert ("L033", "non_derivative_table") in told(moved)


def test_two_filings_of_different_forms_in_one_text() -> None:
    assert ("L033", "form_type") in told(f"{EXAMPLE_PAGES['4']}\n\n{EXAMPLE_PAGES['3']}")


def test_the_names_of_issuer_and_owner_exchanged() -> None:
    document = EXAMPLE_DOCUMENTS["4"]
    issuer = re.search(r"<issuerName>(.*?)</issuerName>", document)
    owner = re.search(r"<rptOwnerName>(.*?)</rptOwnerName>", document)
    assert issuer is not None
    assert owner is not None
    swapped = document.replace(issuer[0], f"<issuerName>{owner[1]}</issuerName>").replace(
        owner[0], f"<rptOwnerName>{issuer[1]}</rptOwnerName>"
    )
    found = told(swapped, checked=True)
    assert {("H064", "issuer.name"), ("H064", "reporting_owners[0].name")} <= found.keys()


def test_letters_that_a_font_has_as_one_sign_are_lost_throughout() -> None:
    found = told(EXAMPLE_PAGE.replace("fi", "").replace("fl", ""))
    assert {("L193", "footnotes"), ("L193", "issuer"), ("L193", "signatures")} <= found.keys()
    assert not [
        code for code, _ in told(EXAMPLE_PAGE.replace("Beneficially Owned Following", "Owned Following")) if code == "L193"
    ]


def test_a_holding_filled_with_the_transaction_above() -> None:
    filled = ROW.replace("Common Stock\t\t\t\t\t\t\t\t", "Common Stock\t06/14/2022\t\tS\t\t400\tD\t$31.07 ⁽¹⁾\t")
    assert filled != ROW
    assert ("T040", "non_derivative_table[2]") in told(EXAMPLE_PAGE.replace(ROW, filled), checked=True)


def test_a_price_ten_times_that_of_rows_with_ranges_in_their_notes() -> None:
    rows = "".join(
        f"Common Stock\t06/14/2022\t\tS\t\t10\tD\t${price}\t{owned:,}\tD\t\n"
        for price, owned in (("31.07 ⁽¹⁾", 8790), ("31.08 ⁽¹⁾", 8780), ("3.107", 8770), ("31.09 ⁽¹⁾", 8760))
    )
    found = told(EXAMPLE_PAGE.replace(ROW, rows + ROW), checked=True)
    assert ("X009", "non_derivative_table[4].transaction_price_per_share") in found


def day_first(page: str) -> str:
    return re.sub(r"(\d\d)/(\d\d)/(\d{4})", r"\2/\1/\3", page)


def test_dates_with_their_day_first() -> None:
    period = "(Month/Day/Year) <u>06/14/2022</u>"
    page = EXAMPLE_PAGE.replace(period, period.replace("14", "09")).replace("03/01/2027", "03/03/2027")
    found = told(day_first(page))
    assert ("D001", "non_derivative_table[0].transaction_date") in found
    assert {path for code, path in found if code == "L207"} == {"period_of_report"}
    assert not [path for code, path in told(page.replace("06/15/2022", "13/32/2022")) if code == "L207"]


def test_dates_that_were_all_turned() -> None:
    """March 2 and 4 as February 3 and April 3: only with their days first the form was signed in time."""
    page = re.sub(r"\d\d/\d\d/2022", "03/02/2022", EXAMPLE_PAGE).replace("03/01/2027", "03/03/2027")
    at = page.rindex("03/02/2022")
    page = page[:at] + "03/04/2022" + page[at + 10 :]
    dates = {"period_of_report", "signatures[0].date", "non_derivative_table[0].transaction_date"}
    assert dates <= {path for code, path in told(day_first(page)) if code == "L207"}
    assert "L207" not in {code for code, _ in told(page)}
    late = page.replace("03/04/2022", "09/21/2022")
    assert "L207" not in {code for code, _ in told(late)}
    assert "L207" not in {code for code, _ in told(day_first(page).replace("02/03/2022\t\tS", "02/15/2022\t\tS"))}


@pytest.mark.parametrize("letters", [str.upper, str.lower])
def test_a_page_with_letters_of_one_case(letters: Callable[[str], str]) -> None:
    parts = {path for code, path in told(letters(EXAMPLE_PAGE)) if code == "L208"}
    assert parts >= {"issuer", "reporting_owners", "non_derivative_table", "footnotes", "signatures"}


def test_notes_that_stand_in_the_cells() -> None:
    note = "1. The price is an average of sales between $31.00 and $31.15.\n"
    page = EXAMPLE_PAGE.replace(note, "").replace("2. " + NOTE + "\n", "").replace("⁽²⁾", "")
    assert ("L095", "footnotes") not in told(page.replace(" ⁽¹⁾", ""))
    assert ("L095", "footnotes") in told(page.replace("⁽¹⁾", f"({note[3:-1]})"))


def test_prices_without_a_sign_are_all_named() -> None:
    page = EXAMPLE_PAGE.replace("$", "")
    paths = labelled(page, "T010")
    assert {"non_derivative_table[1].transaction_price_per_share", "derivative_table[0].conversion_or_exercise_price"} <= paths


def test_a_row_with_several_cells_that_cannot_be_read() -> None:
    row = "06/14/2022\t\tS\t\t400\tD\t$31.07 ⁽¹⁾\t8,800"
    page = EXAMPLE_PAGE.replace(row, "06/14/2022\t\tsold\t\tmany\tto X\t$31.07 ⁽¹⁾\t8,800")
    assert page != EXAMPLE_PAGE
    assert ("L095", "non_derivative_table[1]") in told(page)


def test_a_group_of_unknown_size() -> None:
    page = re.sub(r"\t6\. Individual or Joint.*", "\t", EXAMPLE_PAGE)
    assert labelled(page, "L013") == {"reporting_owners"}


def test_a_note_that_begins_in_a_sentence() -> None:
    notes = EXAMPLE_PAGE.replace("1. The price is an", "an").replace("2. The option", "The option")
    assert {path for code, path in told(notes) if code == "N023"} == {"footnotes[1]"}


def test_notes_whose_numbers_have_no_sign() -> None:
    page = EXAMPLE_PAGE.replace("1. The price", "- 1 The price").replace("2. The option", "- 2 The option")
    assert {("L057", "footnotes[1]"), ("L057", "footnotes[2]")} <= told(page).keys()


def test_what_may_be_the_date_of_an_amendment() -> None:
    page = EXAMPLE_PAGE.replace("Original Filed (Month/Day/Year)", "Original Filed (Month/Day/Year) <u>########</u>")
    assert {("H031", "date_of_original_submission"), ("L065", "form_type")} <= told(page).keys()


def test_a_value_that_may_stand_instead_of_an_amount() -> None:
    document = EXAMPLE_DOCUMENTS["4"]
    owned = re.search(r"<sharesOwnedFollowingTransaction>.*?</sharesOwnedFollowingTransaction>", document, re.DOTALL)
    assert owned is not None
    paths = {path and path.rpartition(".")[2] for path in labelled(document.replace(owned[0], "", 1), "T017")}
    assert paths == {"value_owned_following_transaction"}


def test_an_empty_row_among_owners() -> None:
    filing = printed_example()
    second = replace(filing.reporting_owners[0], name="Okafor Ben", cik="0009990104", relationship=None)
    html = sec_page(replace(filing, reporting_owners=(*filing.reporting_owners, second)))
    assert ("L095", "reporting_owners") not in told(html)
    assert ("L095", "reporting_owners") in told(html.replace("</table>\n</body>", "<tr>\n</tr></table>\n</body>"))


def test_a_row_that_may_be_lost_with_the_title_below_it() -> None:
    title = re.search(r"Table II - .*\n", EXAMPLE_PAGE)
    assert title is not None
    assert labelled(EXAMPLE_PAGE.replace(title[0], ""), "L015") == {"non_derivative_table"}


def test_a_row_below_the_title_of_the_next_table() -> None:
    title = "Table II - Derivative Securities"
    row = "Common Stock\t06/14/2022\t\tS\t\t400\tD\t$31.07\t8,800\tD"
    at = EXAMPLE_PAGE.index("\n", EXAMPLE_PAGE.index(title)) + 1
    assert "non_derivative_table" in labelled(f"{EXAMPLE_PAGE[:at]}\n{row}\n{EXAMPLE_PAGE[at:]}", "L033")


def test_a_broken_mark_above_the_items() -> None:
    box = "Check this box if no longer subject"
    page = EXAMPLE_PAGE.replace(box, f"X]\n\n{box}")
    assert ("L033", "not_subject_to_section16") in told(page)
