"""What a damaged page still shows of its damage is told, and at the field that is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from conftest import case_text
from support.filings import FILING
from support.ownership_documents import DOCUMENT
from support.page_of_2003 import FILING as GROUP
from support.page_of_2003 import text_page
from support.sec_page import sec_page

from form4_grammar import Cell, check, parse
from form4_grammar.grammar import load
from form4_grammar.rules.example import EXAMPLE_PAGES
from form4_grammar.testing import printed

PAGE = EXAMPLE_PAGES["4"]
STREET = FILING.reporting_owners[0].address.street1
ANSWER = '<span class="FormData">'
HTML = sec_page(printed(FILING)).replace(f"{ANSWER}</span>", "").replace(f"<span>{STREET}", f"{ANSWER}{STREET}")
ROW = "non_derivative_table[0]"


def told(page: str, *codes: str) -> list[tuple[str, str | None]]:
    """The findings of these codes, all of them where there are none, with their paths."""
    return [(one.code, one.path) for one in check(page).diagnostics if not codes or one.code in codes]


def changed(before: str, after: str, page: str = PAGE) -> str:
    assert before in page
    return page.replace(before, after, 1)


def test_the_pages_are_in_order() -> None:
    assert told(PAGE) == []
    assert told(HTML, "L084", "L085", "L086") == []


def test_an_answer_that_was_emptied() -> None:
    """The street: the page has no blank line for one that is not there."""
    assert told(changed(f"{ANSWER}{STREET}<", f"{ANSWER}<", HTML), "L084") == [("L084", "reporting_owners[0]")]


def test_a_value_that_was_emptied() -> None:
    price = FILING.non_derivative_table[0].transaction_price_per_share.value
    assert told(changed(f"{ANSWER}{price}<", f"{ANSWER}<", HTML), "L084") == [("L084", ROW)]


def linked(page: str) -> str:
    """The page with the links of the issuer and the first owner, as EDGAR has them."""
    names = (FILING.issuer.name, FILING.reporting_owners[0].name)
    for number, name in enumerate(names, 1):
        page = changed(
            f">{name}<", f'><a href="/cgi-bin/browse-edgar?action=getcompany&amp;CIK=000000000{number}">{name}</a><', page
        )
    return page


def test_a_link_that_was_lost() -> None:
    filing = replace(FILING, reporting_owners=FILING.reporting_owners[:1])
    page = linked(sec_page(printed(filing)))
    assert [one.cik for one in (parse(page).filing or FILING).reporting_owners] == ["0000000002"]
    assert told(page, "L085") == []
    entity = parse(changed("&amp;CIK=0000000001", "&ampCIK=0000000001", page)).filing
    assert entity is not None
    assert entity.issuer.cik == "0000000001"
    assert told(changed("CIK=0000000001", "C1K=0000000001", page), "L085") == [("L085", "issuer.cik")]
    assert told(page.replace("CIK=", ""), "L085") == []  # a page without such links


def test_html_that_begins_inside_a_tag() -> None:
    at = HTML.index("<table", HTML.index("</table>"))
    assert parse(HTML[at + 1 :]).dialect == "html"


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ("<tr><td><span>18 QUARRY", "<tr><td><sapn>18 QUARRY", "reporting_owners[0]"),
        ("06/14/2022</span>\n</td>", "06/14/2022</sp n>\n</td>", "non_derivative_table[0]"),
        ('<td class="FootnoteData">1.', '<td class="FootnoteData>1.', "footnotes[2]"),
        ("</span></u></td>", "</span></></td>", "signatures[0]"),
    ],
)
def test_a_broken_tag_puts_what_stands_beside_it_in_doubt(before: str, after: str, path: str) -> None:
    assert told(HTML, "L197") == []
    assert path in {one for _, one in told(changed(before, after, HTML), "L197")}


def test_tags_that_are_left_open_by_habit() -> None:
    assert told(HTML.replace("</td>", "").replace("</tr>", ""), "L197") == []


def test_a_broken_tag_where_the_remarks_would_stand() -> None:
    page = sec_page(printed(replace(FILING, remarks=None)))
    signature = page.index(str(FILING.signatures[0].name))
    at = page.rindex("<table", 0, signature)
    assert "remarks" in {one for _, one in told(f"{page[:at]}<tr>A plan.</td></tr>{page[at:]}", "L197")}


def test_a_row_of_boxes_that_lost_a_cell() -> None:
    at = HTML.index(">Director<")
    cell = HTML[HTML.rindex("<td", 0, HTML.rindex("<td", 0, at)) : HTML.rindex("<td", 0, at)]
    page = changed(cell, "", HTML[: at + 1]) + HTML[at + 1 :]
    assert told(page, "L012") == [("L012", "reporting_owners[0].relationship")]


def test_tags_that_lost_their_blank() -> None:
    """What the form prints is whole, and no word of the notes shows it."""
    page = HTML.replace("<td class=", "<tdclass=", 1)
    assert ("L086", "footnotes") in told(page, "L086")


def test_words_that_lost_their_blank() -> None:
    """Said only of a page that shows it in the form's own words."""
    glued = changed("1. The price is", "1. Theprice is")
    assert told(glued) == []
    page = changed("2A. Deemed Execution", "2A. DeemedExecution", glued)
    assert told(page, "L086") == [
        ("L086", "reporting_owners"),
        ("L086", "issuer"),
        ("L086", "footnotes[1]"),
        ("L086", "footnotes"),
        ("L086", "signatures"),
    ]


def labelled(page: str, code: str) -> set[str | None]:
    """The paths of what the findings of a code say is in doubt, too."""
    return {label.path for one in check(page).diagnostics if one.code == code for label in one.labels}


def test_a_gap_puts_what_stands_above_it_in_doubt() -> None:
    """The end of the last text is cut, with the signature, its caption and, it may be, remarks."""
    gap = PAGE[PAGE.index("vested.") : PAGE.index("Reminder:")]
    assert {("L095", "footnotes[2]"), ("L095", "remarks")} <= set(told(changed(gap, "\n\n"), "L095"))
    assert labelled(changed("[<u>LKSP</u>]", ""), "H051") == {"issuer.name"}
    table = PAGE[PAGE.index("Table II") : PAGE.index("Explanation of Responses")]
    assert told(changed(table, ""), "L095") == [("L095", "non_derivative_table[2]")]


def test_rows_above_notes_that_lost_their_heading_and_beginning() -> None:
    gap = PAGE[PAGE.index("Stock Option") : PAGE.index("2. The option")]
    assert told(changed(gap, ""), "L095") == [("L095", "derivative_table")]
    heading = PAGE[PAGE.index("Explanation of Responses:") : PAGE.index("1. The price")]
    assert told(changed(heading, ""), "L095") == []


def test_the_only_row_below_the_next_title() -> None:
    rows = [line for line in PAGE.splitlines(keepends=True) if line.startswith("Common Stock\t")]
    title = next(line for line in PAGE.splitlines(keepends=True) if line.startswith("Table II"))
    option = next(line for line in PAGE.splitlines(keepends=True) if line.startswith("Stock Option"))
    page = PAGE.replace(option, "")
    for row in rows:
        page = page.replace(row, "")
    assert ("L095", "non_derivative_table") in told(changed(title, title + rows[0], page), "L095")


def test_a_heading_behind_the_last_cell() -> None:
    row = next(line for line in PAGE.splitlines() if "By Spouse" in line)
    assert told(changed(row, f"{row} Explanation of Responses:"), "L057")
    notes = PAGE[PAGE.index("2. The option") : PAGE.index("Remarks:")]
    page = changed(f"{notes}Remarks:\n", f"{notes.strip()} Remarks: The first of two reports.\n")
    assert told(page, "L057") == [("L057", "remarks")]


def test_a_number_alone_among_notes_without_numbers() -> None:
    notes = PAGE.replace("1. The price", "- The price").replace("2. The option", "- The option")
    assert told(notes, "L057") == []
    assert ("L057", "footnotes") in told(changed("- The price", "2\n- The price", notes), "L057")


def test_a_dollar_sign_in_an_address() -> None:
    street = str(parse(PAGE).filing.reporting_owners[0].address.street1)  # type: ignore[union-attr]
    assert told(changed(street, f"${street}"), "L057") == [("L057", "reporting_owners[0].address.street1")]


def test_a_mark_whose_box_lost_its_text() -> None:
    exits = next(line for line in PAGE.splitlines() if "no longer subject" in line)
    plan = load("4").caption("aff10b5_one_layout")
    page = changed(exits, f"X\n\n{plan}")
    assert ("L012", "aff10b5_one") in told(page, "L012")
    filing = parse(page).filing
    assert filing is not None
    assert filing.aff10b5_one is None
    lost = changed(exits, f"{exits}\n\nX\n")
    assert {path for _, path in told(lost, "L012")} == {"not_subject_to_section16", "aff10b5_one"}


def test_words_in_quotes_over_two_lines_are_no_cell() -> None:
    page = changed("1. The price is", '1. The\n"price\nis", it says,')
    filing = parse(page).filing
    assert filing is not None
    assert filing.footnotes[0].text.count('"') == 2


def test_an_amendment_of_no_day() -> None:
    item = str(load("4").caption("date_of_original_submission"))
    page = changed(item, f"{item} <u>02/31/2024</u>")
    assert ("L065", "form_type") in told(page, "L065")


def test_a_row_between_title_and_captions() -> None:
    row = next(line for line in PAGE.splitlines(keepends=True) if "By Spouse" in line)
    title = next(line for line in PAGE.splitlines(keepends=True) if line.startswith("Table II"))
    without = PAGE.replace(row, "")
    option = next(line for line in without.splitlines(keepends=True) if line.startswith("Stock Option"))
    assert told(changed(title, title + row, without.replace(option, "")), "L095") == [("L095", "non_derivative_table")]


def test_remarks_above_the_notes() -> None:
    page = changed("Explanation of Responses:", "Remarks:\n\nExplanation of Responses:", PAGE.replace("Remarks:\n", ""))
    assert {("L095", "remarks"), ("L095", "footnotes")} <= set(told(page, "L095"))


def test_a_mark_between_two_boxes_on_one_line() -> None:
    page = EXAMPLE_PAGES["4"]
    exits = next(line for line in page.splitlines() if "no longer subject" in line)
    plan = load("4").caption("aff10b5_one_layout")
    told_of = {path for _, path in told(changed(exits, f"{exits} ☒ {plan}").replace("\n", " "), "L012")}
    assert told_of >= {"not_subject_to_section16", "aff10b5_one"}
    assert not told_of.intersection(path for _, path in told(changed(exits, f"☒ {exits}\n{plan}"), "L012"))


def test_a_mark_by_itself_below_two_boxes() -> None:
    exits = next(line for line in PAGE.splitlines() if "no longer subject" in line)
    plan = load("4").caption("aff10b5_one_layout")
    page = changed(exits, f"{exits}\n\n{plan}\n\nX")
    assert {path for _, path in told(page, "L012")} == {"not_subject_to_section16", "aff10b5_one"}
    filing = parse(page).filing
    assert filing is not None
    assert filing.not_subject_to_section16 is filing.aff10b5_one is None
    assert told(changed(exits, f"X\n{exits}\n\n{plan}"), "L012") == []


@pytest.mark.parametrize(("torn", "is_told"), [(9, False), (30, True)])
def test_much_that_fits_nowhere_puts_all_in_doubt(torn: int, *, is_told: bool) -> None:
    """Pieces of columns between the form's first lines, as programs write them that read across the page."""
    pieces = "\n".join(f"of the piece {number}" for number in range(torn))
    page = changed("BENEFICIAL OWNERSHIP\n", f"BENEFICIAL OWNERSHIP\n{pieces}\n")
    paths = {path for _, path in told(page, "L180")}
    assert ({"issuer", "reporting_owners", "non_derivative_table", "signatures"} <= paths) is is_told
    assert bool(paths) is is_told


def test_items_that_ran_into_each_other_put_all_in_doubt() -> None:
    page = changed("<u>06/14/2022", "<u>06/14/2022 of it", changed("[<u>LKSP</u>]", "[<u>LKSP</u>] (Last) 18"))
    assert told(page, "L180") == []
    item = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
    assert {path for _, path in told(changed(item, f"{item} <u>18 QUARRY ROAD</u>", page), "L180")} >= {"footnotes"}


def test_a_date_before_a_name() -> None:
    assert told(changed(f"{ANSWER}{STREET}<", f"{ANSWER}06/14/2022 {STREET}<", HTML), "L181") == [
        ("L181", "reporting_owners[0].address.street1")
    ]


def test_markup_in_a_note() -> None:
    note = FILING.footnotes[0].text
    assert note is not None
    page = changed(note, f"[{note}]{{.underline}}", HTML)
    assert told(page, "L067") == [("L067", "footnotes[1]")]


def test_the_first_owner_again_without_a_name() -> None:
    page = case_text("form4-several-owners").replace("<u>Harrow GP LLC</u> ", "")
    assert told(page, "H030") == [("H030", "reporting_owners")]


def test_two_owners_with_one_cik() -> None:
    other = replace(FILING.reporting_owners[0], name="Okafor & amp; Ada")
    page = linked(sec_page(printed(replace(FILING, reporting_owners=(FILING.reporting_owners[0], other)))))
    link = '<a href="/cgi-bin/browse-edgar?action=getcompany&amp;CIK=0000000002">'
    page = changed(">Okafor &amp; amp; Ada<", f">{link}Okafor &amp; amp; Ada</a><", page)
    assert ("H030", "reporting_owners") in told(page)


def test_a_reference_that_may_be_another() -> None:
    assert labelled(changed("1. The price", "7. The price"), "N002") >= {"non_derivative_table[1].transaction_price_per_share"}


def test_numbers_of_which_only_some_are_notes() -> None:
    page = changed("(right to buy)\t", "(right to buy) (1) (77)\t")
    assert ("N017", "derivative_table[0].security_title") in told(page)


def test_xml_where_a_part_may_be_lost() -> None:
    remarks = "<remarks>Exhibit 24.</remarks>"
    own = DOCUMENT[DOCUMENT.index("<remarks>") : DOCUMENT.index("<ownerSignature>")]
    document = changed(own, remarks, DOCUMENT)
    assert parse(changed(f"{remarks}<ownerSignature>", f"<ownerSignature>{remarks}", document)).unread == ("remarks",)
    gap = document[document.index("</reportingOwner>") : document.index("<ownerSignature>")]
    assert ("L054", "remarks") in told(changed(gap, "", document))


def test_letters_among_digits_in_xml() -> None:
    assert told(changed("<rptOwnerStreet1>", "<rptOwnerStreet1>28OO ", DOCUMENT), "L030") == [
        ("L030", "reporting_owners[0].address")
    ]


@pytest.mark.parametrize(
    ("before", "after", "code", "path"),
    [
        ("\t1,250\tI\tBy Spouse", "\t1,250\t\tI By Spouse", "T013", "non_derivative_table[2]"),
        ("\t1,250\tI\tBy Spouse", "\t1,250\t\tBy Spouse", "T013", "non_derivative_table[2].direct_or_indirect_ownership"),
        ("\t1,250\tI", "\t$1,250.125.1\tI", "T007", "non_derivative_table[2]"),
        ("\t400\tD\t$31.07", "\t400\tS\t$31.07", "T011", "non_derivative_table[1]"),
        ("\t400\tD\t$31.07", "\tV 400\tD\t$31.07", "T007", "non_derivative_table[1]"),
    ],
)
def test_what_may_be_of_another_cell_is_said_of_the_row(before: str, after: str, code: str, path: str) -> None:
    assert (code, path) in told(changed(before, after))


@pytest.mark.parametrize(
    ("title", "is_told"), [("Common Stock", True), ("2% Notes due 2027", False), ("Larkspur Fund II", False)]
)
def test_stock_is_counted(title: str, *, is_told: bool) -> None:
    row = replace(FILING.non_derivative_table[0], kind="holding", security_title=Cell(title))
    row = replace(row, value_owned_following_transaction=Cell(Decimal(8500)), shares_owned_following_transaction=Cell(None))
    page = sec_page(printed(replace(FILING, non_derivative_table=(row,))))
    assert (("T032", ROW) in told(page, "T032")) is is_told


def test_numbers_and_dates_unlike_the_others() -> None:
    assert told(changed("\t8,800\tD", "\t8800\tD"), "T039") == [
        ("T039", "non_derivative_table[1].shares_owned_following_transaction")
    ]
    assert told(PAGE.replace("8,800", "8800").replace("9,200", "9200").replace("1,250", "1250").replace("1,600", "1600")) == []
    assert told(changed("<u>06/14/2022</u>", "<u>6/14/2022</u>"), "T039") == [("T039", "period_of_report")]


def test_item_4_that_runs_on_makes_no_amendment() -> None:
    caption = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
    page = changed(caption, f"{caption} of the securities that were sold in several transactions 06/14/2022 or before it")
    filing = parse(page).filing
    assert filing is not None
    assert filing.form_type == "4"
    assert {("L065", "form_type"), ("D001", "date_of_original_submission")} <= set(told(page))


def test_remarks_without_their_heading_among_notes_without_numbers() -> None:
    notes = PAGE[PAGE.index("1. The price") : PAGE.index("/s/")]
    page = changed(notes, "- The price is an average.\n- The option is fully vested.\n- Exhibit 24.\n\n")
    assert ("N028", "remarks") in told(page)


def test_a_transaction_after_the_signature_shows_all_dates() -> None:
    page = PAGE.replace("06/14/2022", "06/24/2022")
    (found,) = [one for one in check(page).diagnostics if one.code == "D003"]
    assert [label.path for label in found.labels] == [
        "signatures[0].date",
        "non_derivative_table[1].transaction_date",
        *[label.path for label in found.labels[2:-1]],
        "period_of_report",
    ]
    assert date(2022, 6, 24) == (parse(page).filing or FILING).period_of_report


def test_texts_that_end_as_unreadable_amounts_do() -> None:
    page = changed("9,200", "9,200 fn. 1", changed("Common Stock\t", "Common Stock fn. 2\t"))
    assert told(page, "N025") == [("N025", f"{ROW}.security_title")]
    assert told(changed("Common Stock\t", "Common Stock fn. 2\t"), "N025") == []


def test_references_of_a_page_without_notes() -> None:
    notes = PAGE[PAGE.index("1. The price") : PAGE.index("Remarks:")]
    page = changed(notes, "", PAGE).translate(str.maketrans("⁽¹²⁾", "(12)"))
    assert "footnotes" in parse(page).unread


def test_a_short_line_below_a_note() -> None:
    assert told(changed("\n2. The option", "\nCONFIDENTIAL\n2. The option"), "L057") == [("L057", "footnotes[1]")]
    assert told(changed("\n2. The option", "\nIt was paid.\n2. The option"), "L057") == []


def test_what_is_no_part_of_a_name_or_a_street() -> None:
    name, street = (str(parse(PAGE).filing.reporting_owners[0].name), "18 QUARRY ROAD")  # type: ignore[union-attr]
    assert ("L181", "reporting_owners[0].name") in told(changed(name, f"{name} 05/01/2024"), "L181")
    assert told(changed(name, f"{name} Trust dated 05/01/2024"), "L181") == []
    assert [path for _, path in told(changed(street, f"7 HILL STREET BOSTON MA 02110 {street}"), "L057")] == [
        "reporting_owners[0].address.street2"
    ]


def test_a_tick_and_a_cross_on_one_page() -> None:
    exits = next(line for line in PAGE.splitlines() if "no longer subject" in line)
    box = '<input checked="" type="checkbox"/>'
    page = changed(exits, f"✘ {exits}", PAGE.replace(box, "✔"))
    assert ("L012", "not_subject_to_section16") in told(page, "L012")
    assert told(PAGE.replace(box, "✔"), "L012") == []


def test_an_owner_that_is_listed_twice_alike() -> None:
    page = text_page(GROUP)
    row = next(line for line in page.splitlines(keepends=True) if line.startswith("Brightwater Fund, L.P.<br>"))
    assert len((parse(changed(row, row + row, page)).filing or FILING).reporting_owners) == len(GROUP.reporting_owners)


def test_a_second_page_in_a_text() -> None:
    """As a document it is one filing, and what the other says is not in it; a page that is there twice says nothing else."""
    parsed = check(f"{PAGE}\n\n{changed(FILING.issuer.name or '', 'Merriweather Mills Inc')}")
    assert (parsed.filing, [one.code for one in parsed.diagnostics]) == (check(PAGE).filing, ["L100"])
    assert "Merriweather" in parsed.source.text[parsed.diagnostics[0].start : parsed.diagnostics[0].end]
    assert told(f"{PAGE}\n\n{PAGE}") == [("L031", None)]
