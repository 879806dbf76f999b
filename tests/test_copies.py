"""Copies as programs make them today: breaks inside cells, bars between columns, tables behind the cell that they stood in."""

from __future__ import annotations

import quopri
import re
from dataclasses import replace

import html2text
import pytest
from conftest import ROOT
from inscriptis import get_text  # type: ignore[import-untyped]
from inscriptis.css_profiles import CSS_PROFILES  # type: ignore[import-untyped]
from inscriptis.model.config import ParserConfig  # type: ignore[import-untyped]
from lxml.html import fromstring  # type: ignore[import-untyped]
from support.page_of_2003 import FILING, html_page
from support.sec_page import sec_page

from form4_grammar import parse
from form4_grammar.model import Filing, Relationship
from form4_grammar.readers.columned.plain import read_plain
from form4_grammar.readers.columned.plain_notes import hanging_notes
from form4_grammar.readers.columned.positions import Word, sheet
from form4_grammar.readers.columned.threads import find_threads
from form4_grammar.render import render
from form4_grammar.rules.example import EXAMPLE_PAGE
from form4_grammar.testing import printed

PAGE = re.sub(r"</?u>", "", EXAMPLE_PAGE.replace("</u> <u>18 QUARRY", " 18 QUARRY"))


def read(page: str) -> Filing:
    found = parse(page).filing
    assert found is not None
    return found


EXAMPLE = read(PAGE)


def test_html2text_keeps_the_breaks_in_cells_of_the_page_of_2003() -> None:
    found = parse(html2text.html2text(html_page(FILING)))
    assert found.filing is not None
    assert printed(found.filing).non_derivative_table == printed(FILING).non_derivative_table
    assert printed(found.filing).derivative_table == printed(FILING).derivative_table
    assert printed(found.filing).reporting_owners == printed(FILING).reporting_owners


@pytest.mark.parametrize("page", [html_page(FILING), sec_page(EXAMPLE)], ids=["2003", "later"])
def test_bars_between_columns_that_blanks_align(page: str) -> None:
    config = ParserConfig(css=CSS_PROFILES["relaxed"], table_cell_separator=" | ")
    found, plain = read(get_text(page, config)), read(page)
    assert printed(found).non_derivative_table == printed(plain).non_derivative_table
    assert printed(found).derivative_table == printed(plain).derivative_table
    assert printed(found).reporting_owners == printed(plain).reporting_owners


def test_two_tabs_between_cells() -> None:
    page = PAGE.replace("\t", "\t\t")
    assert printed(read(page)) == printed(EXAMPLE)


def test_a_mail_as_it_is_sent() -> None:
    page = quopri.encodestring(PAGE.encode()).decode()
    assert page.count("=\n") > 10
    found = parse(page)
    assert found.filing is not None
    assert printed(found.filing) == printed(EXAMPLE)
    start, end = found.places["issuer.name"]
    assert page[start:end] == "LARKSPUR TOOL CO"


def test_what_links_lead_to_in_brackets_behind_them() -> None:
    page = PAGE.replace("⁽¹⁾", "(1) (#F1)").replace("⁽²⁾", "(2) (#F2)")
    page = page.replace("LARKSPUR TOOL CO [", "LARKSPUR TOOL CO (/cgi-bin/browse-edgar?action=getcompany&CIK=0000012345) [")
    found = read(page)
    assert found.issuer.name == "LARKSPUR TOOL CO"
    assert found.issuer.cik == "0000012345"
    assert printed(found).derivative_table == printed(EXAMPLE).derivative_table
    assert printed(found).non_derivative_table == printed(EXAMPLE).non_derivative_table


@pytest.mark.parametrize("headings", ["References\n\n", "References\n\n   Visible links\n"])
def test_the_list_of_links_at_the_end_has_its_headings(headings: str) -> None:
    lines = get_text(sec_page(EXAMPLE)).splitlines()
    page = "\n".join(f"   {line}" if line else "" for line in lines)
    without, parsed = (parse(f"{page}\n\n{one}   1. file:///cgi-bin/a?CIK=1\n") for one in ("", headings))
    assert [one.message for one in parsed.diagnostics] == [one.message for one in without.diagnostics]
    assert parsed.filing == without.filing


def pieces(page: str) -> str:
    return "\n".join(text.strip() for text in fromstring(page).itertext() if text.strip())


def test_owners_of_the_page_of_2003_with_each_piece_on_a_line() -> None:
    """Where an owner has no title, the marks alone stand between addresses; else it is told that its row may end elsewhere."""
    plain = Relationship(True, False, False, False, None, None)
    owners = tuple(replace(owner, relationship=plain) for owner in FILING.reporting_owners[:2])
    found = parse(pieces(html_page(replace(FILING, reporting_owners=owners)))).filing
    assert found is not None
    assert [(owner.name, owner.address) for owner in found.reporting_owners] == [
        (owner.name, owner.address) for owner in owners
    ]
    both = replace(plain, is_ten_percent_owner=True)
    page = pieces(html_page(replace(FILING, reporting_owners=tuple(replace(owner, relationship=both) for owner in owners))))
    names = [owner.name for owner in read(page.replace("\nX\nX\n", "\nX X\n")).reporting_owners]
    assert names == [owner.name for owner in owners]
    told = parse(pieces(html_page(FILING))).diagnostics
    assert "reporting_owners" in {one.path for one in told if one.severity in ("warning", "error")}


def test_marks_of_notes_above_all_their_texts_are_told() -> None:
    first, second = "The price is an average of sales between $31.00 and $31.15.", "The option is fully vested."
    page = PAGE.replace(f"1. {first}\n2. {second}", f"1.\n\n2.\n\n{first}\n\n{second}")
    found = parse(page)
    assert found.filing is not None
    assert found.filing.footnotes == EXAMPLE.footnotes
    assert ("N023", "footnotes") in {(one.code, one.path) for one in found.diagnostics}


def test_marks_between_the_lines_of_their_notes() -> None:
    """A print sets a mark beside the middle of its note, which is no line of it where there are two."""
    notes = hanging_notes(
        {
            number: [Word(w[0], w.start(), w.end(), number, w.start(), w.end()) for w in re.finditer(r"\S+", line)]
            for number, line in enumerate(
                [
                    "(1)  Sold under a plan that was adopted last year.",
                    "     Each share of the second class becomes one of the",
                    "(2)",
                    "     first at any time, and has no day at which it ends",
                    "     Held by a trust of which the one who reports is the",
                    "(3)",
                    "     trustee.",
                ]
            )
        },
        0,
        7,
    )
    assert notes is not None
    assert notes.is_sure
    shown = [" ".join(word.text for word in note) for note in notes.notes]
    assert [(one[:8], one[-9:]) for one in shown] == [
        ("(1) Sold", "ast year."),
        ("(2) Each", "h it ends"),
        ("(3) Held", " trustee."),
    ]


def test_a_note_that_holds_the_next_is_told() -> None:
    page = PAGE.replace("$31.15.\n2. The", "$31.15. 2. The")
    found = parse(page)
    assert found.filing is not None
    assert len(found.filing.footnotes) == 1
    assert ("L122", "footnotes") in {(one.code, one.path) for one in found.diagnostics}


def test_a_name_with_by_before_it_that_goes_on_in_the_next_piece() -> None:
    rows = re.sub(r"(?s)(?<=\n)1\. Title of .*?(?=\n\nTable II|\n\nExplanation)", lambda one: one[0].replace("\t", "\n"), PAGE)
    signed = "By: Ada N. Okafor, in fact for\nBen Ruiz\n06/15/2022\n\n** Signature"
    found = read(rows.replace("\t", "\n").replace("/s/ Ada N. Okafor 06/15/2022\n\n** Signature", signed))
    assert found.signatures[0].name == "By: Ada N. Okafor, in fact for Ben Ruiz"


def test_a_signed_name_that_goes_on_above_the_caption_between_name_and_date() -> None:
    page = PAGE.replace("Remarks:\n\n", "")
    page = page.replace(
        "/s/ Ada N. Okafor 06/15/2022\n\n** Signature of Reporting Person Date",
        "/s/ Ben Ruiz, by power of attorney\nfor Ada N. Okafor\n** Signature of Reporting Person\n\n06/15/2022\n\nDate",
    )
    assert [(one.name, str(one.date)) for one in read(page).signatures] == [
        ("/s/ Ben Ruiz, by power of attorney for Ada N. Okafor", "2022-06-15")
    ]


ITEMS = (
    "1. Name and Address of Reporting Person <sup>\\*</sup> (Street)",
    "2. Issuer Name **and** Ticker or Trading Symbol LARKSPUR TOOL CO \\[ LKSP \\]",
    "5. Relationship of Reporting Person(s) to Issuer (Check all applicable)",
)
BEHIND = f"""\
| {" | ".join(ITEMS)} |
|  | 3. Date of Earliest Transaction (Month/Day/Year) 06/14/2022 |  |
|  | 4. If Amendment, Date of Original Filed (Month/Day/Year) | 6. Individual or Joint/Group Filing (Check Applicable Line) |

| Okafor Ada N |

| (Last) | (First) | (Middle) |

| C/O LARKSPUR TOOL CO. |
| 18 QUARRY ROAD |

| DULUTH | MN | 55802 |

| (City) | (State) | (Zip) |

| X | Director |  | 10% Owner |
| X | Officer (give title below) |  | Other (specify below) |
|  | TITLE |  |  |

| X | Form filed by One Reporting Person |
|  | Form filed by More than One Reporting Person |
"""


def test_tables_behind_the_cell_that_they_stood_in() -> None:
    title = EXAMPLE.reporting_owners[0].relationship
    assert title is not None
    header = BEHIND.replace("TITLE", title.officer_title or "")
    at, end = PAGE.index("1. Name and Address"), PAGE.index("Table I -")
    rows = "\n".join(f"| {line.replace(chr(9), ' | ')} |" if "\t" in line else line for line in PAGE[end:].split("\n"))
    found = parse(f"{PAGE[:at]}{header}\n{rows}")
    assert found.filing is not None
    assert printed(found.filing).reporting_owners == printed(read(EXAMPLE_PAGE)).reporting_owners
    assert printed(found.filing).issuer == printed(EXAMPLE).issuer
    assert found.filing.period_of_report == EXAMPLE.period_of_report


def test_a_table_with_all_its_rows_on_the_line_of_its_heading() -> None:
    """As programs write it that make a text of each table; where the number of a derivative stands cannot be told."""
    lines = re.sub(r"(?s)(1\. Title of .*?)(?=\n\nTable II|\n\nExplanation)", lambda one: " ".join(one[0].split()), PAGE)
    found = parse(lines.replace("\t", " "))
    assert found.filing is not None
    assert printed(found.filing).non_derivative_table == printed(EXAMPLE).non_derivative_table


@pytest.mark.parametrize("side", ["{}", "({})"])
def test_an_amount_and_its_side_in_one_cell(side: str) -> None:
    table = PAGE.replace("400\tA\t", f"400 {side.format('A')}\t").replace("400\tD\t", f"400 {side.format('D')}\t")
    table = table.replace("\t\t\t400\t⁽²⁾", f"\t\t400 {side.format('D')}\t⁽²⁾")
    assert table.count(f"400 {side.format('D')}") == 2
    found = parse(table)
    assert found.filing is not None
    assert printed(found.filing).non_derivative_table == printed(EXAMPLE).non_derivative_table
    assert printed(found.filing).derivative_table == printed(EXAMPLE).derivative_table
    assert {one.path for one in found.diagnostics if one.code == "L023"} == {
        "non_derivative_table[0]",
        "non_derivative_table[1]",
        "derivative_table[0]",
    }


def test_a_sheet_whose_lines_all_have_as_many_cells() -> None:
    """With the items one below the other, as in a sheet; a line of one filled cell is no row."""
    at, end = PAGE.index("1. Name and Address"), PAGE.index("Table I -")
    cells = re.sub(r"\t|(?<=\*) | (?=\(Last|C/O|\(Street|DULUTH|\(City|<input)|(?<=\)) (?=\w)", "\n", PAGE[at:end])
    lines = f"{PAGE[:at]}{cells}{PAGE[end:]}".replace("Okafor 06/15", "Okafor\t06/15").split("\n")
    page = "\n".join(line + "\t" * (15 - line.count("\t")) for line in lines if line)
    found = read(page.replace("Remarks:", "Remarks:\t\nAn exhibit" + "\t" * 15))
    assert found.remarks == "An exhibit"
    assert printed(found).signatures == printed(EXAMPLE).signatures


def test_breaks_inside_a_line_of_a_wiki() -> None:
    at, end = PAGE.index("1. Name and Address"), PAGE.index("Table I -")
    header = (
        "*1. Name and Address of Reporting Person**\\\\ Okafor Ada N\\\\ (Last) (First) (Middle)\\\\ 18 QUARRY ROAD\\\\ "
        "(Street)\\\\ DULUTH MN 55802\\\\ (City) (State) (Zip)\n\n"
        "*2. Issuer Name and Ticker or Trading Symbol*\\\\ LARKSPUR TOOL CO [ LKSP ]\n\n"
        "*3. Date of Earliest Transaction (Month/Day/Year)*\\\\ 06/14/2022\n\n"
    )
    rows = "\n".join(f"||{line.replace(chr(9), '||')}||" if line.count("\t") > 5 else line for line in PAGE[end:].split("\n"))
    found = read(PAGE[:at] + header + rows)
    assert found.issuer.name == "LARKSPUR TOOL CO"
    assert found.reporting_owners[0].name == "Okafor Ada N"
    assert found.reporting_owners[0].address.city == "DULUTH"
    assert str(found.period_of_report) == "2022-06-14"


def test_lines_without_numbers_are_as_many_notes_as_cells_refer_to() -> None:
    page = PAGE.replace("⁽¹⁾", "(1)").replace("⁽²⁾", "(2)").replace("\n1. The", "\nThe").replace("\n2. The", "\nThe")
    found = parse(page)
    assert found.filing is not None
    assert found.filing.footnotes == EXAMPLE.footnotes
    assert printed(found.filing).derivative_table == printed(EXAMPLE).derivative_table
    assert ("L072", "footnotes") in {(one.code, one.path) for one in found.diagnostics}


def test_bars_between_cells_that_are_not_padded_are_of_markdown() -> None:
    page = "\n".join(
        line.replace("\t", " | ") if line.count("\t") > 5 else line.replace("\t", "\n\n") for line in PAGE.split("\n")
    )
    assert parse(page).dialect == "markdown"
    assert printed(read(page)).derivative_table == printed(EXAMPLE).derivative_table


def test_lines_of_the_form_that_run_into_others_put_answers_in_doubt() -> None:
    page = "FORM 4" + PAGE.split("\n\n", 1)[1].replace("CO. 18 QUARRY", "CO.18 QUARRY")
    found = parse(page)
    assert found.filing is not None
    assert found.filing.reporting_owners[0].address.street1 == "C/O LARKSPUR TOOL CO.18 QUARRY ROAD"
    assert ("L086", "reporting_owners") in {(one.code, one.path) for one in found.diagnostics}


def test_a_heading_that_is_underlined() -> None:
    page = (ROOT / "tests" / "dialects" / "form4-plain.markdownify.md").read_text(encoding="utf-8")
    plain, underlined = parse(page), parse(f"SEC Form 4\n==========\n\n{page}")
    assert underlined.filing is not None
    assert printed(underlined.filing) == printed(read(page))
    assert [one.code for one in underlined.diagnostics] == [one.code for one in plain.diagnostics]


def test_a_title_and_another_text_under_one_label_are_parted() -> None:
    both = EXAMPLE_PAGE.replace("<u>President</u>", "<u>President / Member of a group</u> <u></u>")
    both = both.replace("below) Other", 'below) <input checked="" type="checkbox"/> Other')
    found = parse(both)
    assert found.filing is not None
    role = found.filing.reporting_owners[0].relationship
    assert role is not None
    assert (role.officer_title, role.other_text) == ("President", "Member of a group")


def test_a_caption_behind_an_answer_is_no_column_where_the_next_line_stands_across() -> None:
    """lynx goes on with the next cell in the line; a text in the middle of a line below begins there by accident."""
    lines = [
        "2. Date of Event Requiring Statement (Month/Day/Year)",
        "05/20/2019 3. Issuer Name and Ticker or Trading Symbol",
        "Larkspur Tool Works Inc. [ LKSP ]",
        "4. Relationship of Reporting Person(s) to Issuer",
        "(Check all applicable)",
        "  Director                   10% Owner",
        "X Officer (give title below) Other (specify below)",
        "           Chief Accounting Officer",
        "5. If Amendment, Date of Original Filed (Month/Day/Year)",
    ]
    found = read_plain("\n".join(lines)).text
    assert re.search(r"3\. Issuer Name and Ticker or Trading Symbol\W+(?:u>)?Larkspur Tool Works Inc\. \[ LKSP", found)


def test_a_caption_ends_where_the_next_one_begins_above() -> None:
    """Its column is full: one blank parts its last line from the last of the caption at its right."""
    text = (
        "5. Ownership Form   6. Nature of\n"
        "of Derivative       Indirect Beneficial\n"
        "Security: Direct    Ownership\n"
        "(D) or Indirect (I) (Instr. 5)\n"
        "(Instr. 5)"
    )
    threads = find_threads(dict(enumerate(map(list, sheet(text).lines))), ("3",), is_of_2003=True)
    assert [(one.x0, one.last) for one in threads] == [(0, 4), (20, 3)]


def test_a_signature_ends_with_its_date_also_where_the_next_name_has_its_sign_inside() -> None:
    lines = re.sub(r"\n{2,}", "\n", PAGE.replace("/s/ Ada N. Okafor 06/15/2022", f"{_FIRST} 06/15/2022\n{_SECOND} 06/16/2022"))
    lines = lines.replace("\t", " ")
    assert [one.name for one in read(lines).signatures] == [_FIRST, _SECOND]


_FIRST, _SECOND = "/s/ Ada N. Okafor", "Estate of P. Okafor, by: /s/ A. Okafor, Executor"


def test_owners_below_a_first_one_that_cannot_be_read_are_told() -> None:
    group = replace(
        EXAMPLE, reporting_owners=(EXAMPLE.reporting_owners[0], replace(EXAMPLE.reporting_owners[0], name="Roe Max"))
    )
    page = re.sub(r"5\. Relationship.*", "5.", re.sub(r"Okafor Ada N.*?\(Zip\)", "Okafor Ada N", render(group), count=1))
    assert ("H024", "reporting_owners") in [(one.code, one.path) for one in parse(page).diagnostics]


def test_a_text_beside_two_ticks_may_be_two_texts() -> None:
    both = EXAMPLE_PAGE.replace("<u>President</u>", "<u>President Member of a group</u> <u></u>")
    both = both.replace("below) Other", 'below) <input checked="" type="checkbox"/> Other')
    assert ("H025", "reporting_owners[0].relationship") in [(one.code, one.path) for one in parse(both).diagnostics]


def test_tags_of_a_whole_page_inside_markdown() -> None:
    """PaddleOCR writes each table as a page of HTML."""
    first, *rest = EXAMPLE_PAGE.split("\n\n")
    rows = "".join(f"<tr><td>{row}</td></tr>" for row in first.replace("\t", "</td><td>").split("\n"))
    box = f'<div style="text-align: center;"><html><body><table>{rows}</table></body></html></div>'
    page = "\n\n".join(["# FORM 4", rest[0], box, *rest[1:]]).replace("Check this box", "☑ Check this box", 1)
    found = parse(page)
    assert not [one for one in found.diagnostics if "html" in one.message]
    assert found.filing is not None
    assert found.filing.not_subject_to_section16 is True


def test_a_box_that_fits_nowhere_is_told_at_the_box() -> None:
    omb, title, box, filed, *rest = EXAMPLE_PAGE.split("\n\n")
    found = parse("\n\n".join([title, filed, "RECEIVED", omb, "RECEIVED", f"☑ {box}", *rest]))
    assert found.filing is not None
    assert found.filing.not_subject_to_section16 is None
    assert ("L012", "not_subject_to_section16") in [(one.code, one.path) for one in found.diagnostics]


def test_a_company_signs_by_somebody_however_long_its_name_is() -> None:
    name = "LARKSPUR PARTNERS OF DULUTH IV, L.P., By: Larkspur Management Co., its General Partner, By: /s/ A. Okafor, Manager"
    page = PAGE.replace("/s/ Ada N. Okafor 06/15/2022", f"/s/ Ada N. Okafor\n\n06/15/2022\n\n{name}\n\n06/16/2022")
    assert [one.name for one in read(page).signatures] == ["/s/ Ada N. Okafor", name]
