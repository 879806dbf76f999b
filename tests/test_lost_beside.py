"""What is lost beside something that is: the finding is at both."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from support.filings import FILING
from support.ownership_documents import DOCUMENT
from support.page_of_2003 import FILING as GROUP
from support.page_of_2003 import html_page
from test_told import HTML, PAGE, ROW, changed, told

from form4_grammar import Filing, parse
from form4_grammar.rules.example import EXAMPLE_PAGES
from form4_grammar.testing.tracing import is_faithful

FORM_3 = EXAMPLE_PAGES["3"]
OWNER = (
    "1. Name and Address of Reporting Person* <u>Marlow Ines T</u> (Last) (First) (Middle) <u>4 MILL LANE</u> (Street) "
    "<u>FARGO ND 58102</u> (City) (State) (Zip)\n\n"
)


def filing_of(page: str) -> Filing:
    filing = parse(page).filing
    assert filing is not None
    return filing


def paths(page: str, code: str) -> set[str | None]:
    return {path for _, path in told(page, code)}


@pytest.mark.parametrize("lost", ["1. Name and Address of Reporting Person*", "1. Name and Address "])
def test_a_further_owner_without_the_beginning_of_its_caption(lost: str) -> None:
    torn = changed(lost, "", OWNER)
    assert len(filing_of(changed("Explanation of", f"{OWNER}Explanation of")).reporting_owners) == 2
    assert paths(changed("Explanation of", f"{torn}Explanation of"), "L033") == {"reporting_owners"}


def test_a_row_among_notes_without_numbers_puts_all_of_these_in_doubt() -> None:
    row = next(line for line in PAGE.splitlines(keepends=True) if line.startswith("Stock Option"))
    notes = PAGE.replace("1. The price", "- The price").replace("2. The option", "- The option")
    page = changed("Explanation of Responses:\n", f"Explanation of Responses:\n{row}", changed(row, "", notes))
    assert "footnotes" in paths(page, "L033")


def test_a_gap_with_a_whole_table_and_the_heading_behind_it() -> None:
    begin, end = HTML.index("06/14/2022", HTML.index("Table I - ")), HTML.index(str(FILING.signatures[0].name))
    assert "non_derivative_table" in paths(HTML[:begin] + HTML[end:], "L095")


def test_the_text_of_a_broken_tag_stands_above_its_table() -> None:
    cell = next(cell for cell in (">Date<", "> Date <") if cell in HTML)
    at = HTML.rindex("<td", 0, HTML.rindex(cell))
    page = f"{HTML[:at]}<d{HTML[at + 3 :]}"
    assert (filing_of(page).remarks or "").endswith("\nDate")
    assert "remarks" in paths(page, "L197")


def test_a_signature_without_date_below_an_empty_heading_of_the_remarks() -> None:
    name = "/s/ Ben Osei, Attorney-in-Fact"
    signed = next(line for line in PAGE.splitlines() if "/s/" in line)
    remarks = PAGE[PAGE.index("Remarks:") + len("Remarks:") : PAGE.index(signed)]
    page = changed(f"{remarks}{signed}", f"\n\n{name}\n\nExhibit 24.\n{signed.replace('/s/ ', '')}")
    assert "remarks" in paths(page, "S013")


def test_remarks_may_be_lost_with_the_last_notes() -> None:
    page = PAGE[: PAGE.index("2. The option")] + PAGE[PAGE.index(next(line for line in PAGE.splitlines() if "/s/" in line)) :]
    assert paths(page, "N021") == {"footnotes"}
    assert paths(page, "L095") == {"remarks"}


def test_a_state_in_the_place_of_the_zip_code() -> None:
    page = changed("<u>DULUTH MN 55802</u>", "<u>DULUTH</u> <u></u> <u>NEW YORK 55802</u>")
    assert filing_of(page).reporting_owners[0].address.state is None
    assert paths(page, "H052") == {"reporting_owners[0].address"}


def test_notes_that_cells_which_cannot_be_read_refer_to() -> None:
    price = changed("$31.07 ⁽¹⁾", "$31.07 (4)")
    assert paths(price, "N021") == {"footnotes"}
    assert paths(changed("9,200\t", "(10)\t"), "N021") == set()  # a negative amount


def test_notes_behind_each_other_in_one() -> None:
    notes = PAGE[PAGE.index("1. The price") : PAGE.index("Remarks:")]
    flat = "1 The price is an average.2 The option is vested.3 It was bought.\n\n"
    page = changed(notes, flat).replace("⁽¹⁾", "1").replace("⁽²⁾", "2")
    assert ("L072", "footnotes") in told(page, "L072")


def test_notes_in_another_order() -> None:
    page = changed("2. The option", "1. The option", changed("1. The price", "2. The price"))
    assert told(page) == [("N041", "footnotes")]


def test_the_item_of_an_amendment_twice() -> None:
    caption = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
    assert "form_type" in paths(changed(caption, f"{caption} <u>05/02/2022</u>\n\n{caption}"), "L065")


def test_a_caption_of_the_signature_too_many() -> None:
    page = html_page(GROUP)
    at = page.index(str(GROUP.signatures[0].name))
    begin, end = page.rindex("<tr", 0, at), page.index("</tr>", at) + len("</tr>")
    assert "signatures" in paths(page[:begin] + page[end:], "S001")
    assert paths(page, "S001") == set()


def test_a_link_that_lost_its_bracket_tells_no_cik() -> None:
    link = "[LARKSPUR TOOL CO(https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=0009999012)"
    assert "issuer" in paths(changed("<u>LARKSPUR TOOL CO</u>", f"<u>{link}</u>"), "L170")


def test_a_box_in_a_row() -> None:
    row = PAGE[PAGE.index("06/14/2022\t\tS") :].split("\n")[0]
    with_box = row.replace("\t\t", '\t<input type="checkbox"/>\t', 1)
    assert paths(changed(row, with_box), "L012") == {"reporting_owners[0].relationship"}
    assert paths(changed("\tI\tBy Spouse", "\tX\tBy Spouse"), "L012") == set()


def test_a_code_that_may_be_the_ownership_form() -> None:
    page = changed("06/14/2022\t\tS\t\t400\tD\t$31.07 ⁽¹⁾\t8,800\tD\t", "06/14/2022\t\tD\t\t400\tD\t$31.07 ⁽¹⁾\t8,800\tS\t")
    assert any(path and path.endswith("transaction_code") for path in paths(page, "T013"))


def test_the_line_that_says_that_nothing_is_owned() -> None:
    page = FORM_3[: FORM_3.index("Explanation of Responses:")]
    rows = [
        line for line in page.splitlines(keepends=True) if line.count("\t") > 2 and "1. " not in line and "Date Ex" not in line
    ]
    for row in rows:
        page = changed(row, "", page)
    assert "no_securities_owned" in paths(page, "L095")


def test_words_for_yes_and_no_are_no_title() -> None:
    assert told(changed("Common Stock\t", "false\t"), "L179") == [("L179", f"{ROW}.security_title")]


def test_html_that_begins_in_a_text_with_small_elements() -> None:
    at = HTML.index("of Reporting Person")
    assert parse(HTML[at:]).dialect == "html"


@pytest.mark.parametrize(
    ("before", "after", "true", "read", "dialect"),
    [
        ("|A|$87.5104|\n", "|A|$87.510|\n", "A\t$87.5104\n", "A\t$87.51\n", "markdown"),
        ("| A | 1,250$^{(1)}$ |\n| B | 2 |\n", "| B | 2 |\n", "A\t1,250 (1)\nB\t2\n", "B\t2\n", "markdown"),
        ("<value>1.09</value>", "<value>.09</value>", "<value>1.09</value>", "<value>0.09</value>", "xml"),
        ("| A | 1,250$^{4}$ |\n| B | 2 |\n", "| B | 2 |\n", "A\t1,250 (4)\nB\t2\n", "B\t2\n", "markdown"),
        ("<td>$ 1,250.50</td><td>7</td>", "<td>7</td>", "<td>$1250.5</td><td>7</td>", "<td>7</td>", "html"),
        ("1,250\n(6)\nD\n$\n", "1,250\nD\n(6)\n$\n", "1250 (6)\tD\t$\n", "1250\tD (6)\t$\n", "text"),
        ("due 2028-3-14\n", "due 2028-3-4\n", "due 03/14/2028\n", "due 03/04/2028\n", "text"),
    ],
)
def test_a_print_in_another_way_is_faithful(before: str, after: str, true: str, read: str, dialect: str) -> None:
    assert is_faithful(before, after, true, read, dialect)
    assert not is_faithful(before, before, true, read, dialect)


def test_a_lost_cell_is_no_faithful_print() -> None:
    assert not is_faithful("| A | 1 | D |\n", "| A | D |\n", "A\t1\tD\n", "A\t\t\n", "markdown")


def test_notes_of_a_document_in_another_order() -> None:
    first = DOCUMENT[DOCUMENT.index('<footnote id="F1">') : DOCUMENT.index('<footnote id="F2">')]
    page = changed("</footnotes>", f"{first}</footnotes>", changed(first, "", DOCUMENT))
    assert paths(page, "N005") == {"footnotes[1]"}


def test_a_label_without_the_box_that_others_have() -> None:
    boxes = '<input checked="" type="checkbox"/> Director 10% Owner <input checked="" type="checkbox"/> Officer'
    shown = changed(boxes, "[X] Director [ ] 10% Owner [X] Officer").replace("Other (specify", "[ ] Other (specify")
    assert paths(shown, "H032") == set()
    assert paths(changed("[ ] 10%", "10%", shown), "H032") == {"reporting_owners[0].relationship"}


def test_references_on_codes_of_a_page_without_notes() -> None:
    notes = PAGE[PAGE.index("1. The price") : PAGE.index("Remarks:")]
    page = changed("\tS\t", "\tS (1)\t", changed(notes, "")).replace(" ⁽¹⁾", "").replace("⁽²⁾", "06/14/2022")
    assert "footnotes" in parse(page).unread


def test_one_number_without_its_commas() -> None:
    page = re.sub(r"(\d),(\d\d)\d\b", r"\1\2", PAGE)
    page = changed("\t160\t", "\t1600\t", page)
    numbers = [path for _, path in told(page, "T039")]
    assert len(numbers) == 1
    assert paths(changed("\t125\t", "\t1250\t", page), "T039") == set()  # a page that has none


def test_both_lines_of_a_street_alike() -> None:
    page = changed("<u>C/O LARKSPUR TOOL CO.</u>", "<u>18 QUARRY ROAD</u>")
    assert paths(page, "L068") == {"reporting_owners[0].address.street1"}


def test_a_note_without_number_that_may_be_the_one_referred_to() -> None:
    page = changed("2. The option is fully vested.", "The option is fully vested, in part.", PAGE)
    page = changed("1. The price", "A note without its mark.\n1. The price", page)
    assert "footnotes" in paths(page, "N023") | paths(page, "N021") | paths(page, "N018")


def test_two_signers_or_the_remarks_in_one_name() -> None:
    signed = next(line for line in PAGE.splitlines() if "/s/" in line)
    both = changed(signed, signed.replace(" 06/15", " /s/ Ben Osei 06/15"))
    assert paths(both, "S013") == {"signatures[0].name"}
    under = changed(f"Remarks:\n\n{signed}", f"Remarks:\n\nExhibit 24.\n{signed}")
    assert paths(under, "S013") == {"signatures[0].name", "remarks"}


def test_two_dates_of_a_signature() -> None:
    page = changed("Okafor 06/15/2022", "Okafor 06/15/2022 06/16/2022")
    assert paths(page, "L181") == {"signatures[0].name", "signatures[0].date"}


def test_remarks_without_their_heading_below_short_notes() -> None:
    notes = tuple(replace(note, text="It vests.") for note in GROUP.footnotes)
    page = html_page(replace(GROUP, footnotes=notes, remarks="Exhibit 24 - Power of Attorney."))
    assert paths(page, "L077") == set()
    assert "remarks" in paths(changed("Remarks:", "", page), "L077")


def test_an_item_twice_of_which_the_first_is_blank() -> None:
    caption = "2. Issuer Name and Ticker or Trading Symbol"
    page = changed(caption, f"{caption}\t{caption}", changed(f"{caption} <u>", f"{caption} <u>"))
    assert told(page, "L031") == [("L031", "issuer")]
    assert filing_of(page).issuer.name == "LARKSPUR TOOL CO"


def test_a_date_of_the_original_with_a_letter_for_a_digit() -> None:
    caption = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
    assert "form_type" in paths(changed(caption, f"{caption} <u>05/02/Z022</u>"), "L065")


def test_a_date_in_the_place_of_the_name() -> None:
    assert "reporting_owners[0].name" in paths(changed("<u>Okafor Ada N</u>", "<u>June 14, 2022</u>"), "L181")


def test_a_line_between_the_notes_and_the_heading_of_the_remarks() -> None:
    note = "2. The option is fully vested."
    assert "remarks" in paths(changed(note, f"{note}\nExhibit 24 - Power of Attorney"), "N028")


def test_an_owner_whose_link_is_broken_has_no_cik() -> None:
    link = "Okafor Ada N](https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=0009999012)"
    assert "reporting_owners[0].cik" in paths(changed("<u>Okafor Ada N</u>", f"<u>{link}</u>"), "H024")


def test_the_first_signatures_of_a_document_may_be_lost_with_the_end_of_a_table() -> None:
    at, end = DOCUMENT.index("<ownershipNature>"), DOCUMENT.rindex("<ownerSignature>")
    assert "signatures" in {path for _, path in told(DOCUMENT[:at] + "<owne" + DOCUMENT[end + 2 :])}
