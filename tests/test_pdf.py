"""PDF copies: what is read of them, where it stands on paper, and what they cannot do to us.

``tests/paper`` has one filing as a browser prints the SEC's page of it, on paper that is wide enough and on paper that is not,
as other engines print it, and without ruling lines.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pdfplumber
import pytest
from conftest import SHARED, TESTS
from support.pdf_sheets import Sheet, assembled, pdf
from typer.testing import CliRunner

from form4_grammar import check, parse, parse_all
from form4_grammar.as_json.from_json import filing_from_json
from form4_grammar.as_json.jsonable import parsed as as_json
from form4_grammar.cli.commands import app
from form4_grammar.model import TABLES, cells_of
from form4_grammar.readers.columned.parted_rows import parted_rows
from form4_grammar.readers.pdf import process, read_pdf
from form4_grammar.readers.pdf import unruled as unruled_pages
from form4_grammar.readers.pdf.lines import lines
from form4_grammar.readers.pdf.page import Page, Word
from form4_grammar.readers.pdf.process import pages
from form4_grammar.readers.pdf.rulings import grids
from form4_grammar.testing import judge

WIDE = TESTS / "paper" / "form4-plain.pdf"
NARROW = TESTS / "paper" / "form4-plain.narrow.pdf"
HTML = TESTS / "dialects" / "form4-plain.html"

COLUMNS = (50, 200, 300, 400)
HEADING = ("Title", "Date", "Amount")


def read(source: bytes) -> list[Page]:
    """The pages of a PDF, all of which can be read."""
    found = list(pages(source))
    assert all(isinstance(page, Page) for page in found)
    return [page for page in found if isinstance(page, Page)]


def lines_of(*sheets: Sheet) -> list[str]:
    """The lines of a PDF of these pages that are not blank."""
    (found,) = read_pdf(pdf(sheets))
    assert not isinstance(found, process.Refused)
    return [line for line in found.lines.text.split("\n") if line.strip()]


def read_pdf_text(*sheets: Sheet) -> str:
    """The text of a PDF of these pages."""
    (found,) = read_pdf(pdf(sheets))
    assert not isinstance(found, process.Refused)
    return found.lines.text.replace("\t", "  ")


def reason(source: bytes) -> str:
    """Why a PDF is not read."""
    (found,) = parse_all(source)
    assert found.filing is None
    assert [one.code for one in found.diagnostics] == ["L036"]
    return found.source.refused


def row(sheet: Sheet, y: float, *cells: str, size: float = 9) -> Sheet:
    """A row of a table with these columns, its text at a height."""
    for x, cell in zip(COLUMNS, cells, strict=False):
        if cell:
            sheet.text(x + 4, y, cell, size)
    return sheet


def test_a_printed_page_says_what_its_html_does() -> None:
    told, expected = as_json("", parse(WIDE)), as_json("", parse(HTML))
    assert told["dialect"] == "pdf"
    assert told["filing"] == expected["filing"]
    assert check(WIDE).diagnostics == ()


@pytest.mark.parametrize("engine", ["firefox", "weasyprint", "wkhtmltopdf", "unruled"])
def test_what_other_engines_print_says_the_same(engine: str) -> None:
    found = parse(TESTS / "paper" / f"form4-plain.{engine}.pdf")
    assert as_json("", found)["filing"] == as_json("", parse(HTML))["filing"]
    assert ("L093" in {one.code for one in found.diagnostics}) == (engine == "unruled")
    assert found.filing is not None
    assert found.source.paper is not None
    cell = found.filing.non_derivative_table[1].transaction_price_per_share
    assert "31.07" in found.source.text[cell.start : cell.end]
    assert found.source.paper.place(cell.start, cell.end) is not None


def test_places_are_on_the_page_text_and_on_paper() -> None:
    found = parse(WIDE)
    assert found.filing is not None
    cell = found.filing.non_derivative_table[1].transaction_price_per_share
    assert found.source.text[cell.start : cell.end] == cell.raw == "$31.07<sup>(1)</sup>"
    assert found.source.paper is not None
    place = found.source.paper.place(cell.start, cell.end)
    assert place is not None
    assert place[0] == 1
    with pdfplumber.open(WIDE) as document:
        words = document.pages[0].crop(place[1]).extract_words(x_tolerance=1)
    assert "".join(word["text"] for word in words) == "$31.07(1)"


def test_the_json_has_page_and_box_of_spans_only_for_pdf() -> None:
    span = as_json("", parse(WIDE), spans=True)["filing"]["issuer"]["name"]["span"]
    assert span["page"] == 1
    assert len(span["box"]) == 4
    assert "page" not in as_json("", parse(HTML), spans=True)["filing"]["issuer"]["name"]["span"]


def test_what_the_paper_cuts_off_is_null_and_said_once_a_table() -> None:
    found = parse(NARROW)
    assert found.filing is not None
    rows = found.filing.non_derivative_table
    assert [one.transaction_price_per_share.raw for one in rows[:2]] == ["$12.5", "$31.07<sup>(1)</sup>"]
    assert all(one.shares_owned_following_transaction.value is None for one in rows)
    assert [one.path for one in found.diagnostics if one.code == "L092"] == [None, "non_derivative_table", "derivative_table"]


def test_words_and_cells_are_where_pdfplumber_has_them() -> None:
    page = read(WIDE.read_bytes())[0]
    with pdfplumber.open(WIDE) as document:
        other = document.pages[0]
        words = sorted((word["text"], word["x0"]) for word in other.extract_words(x_tolerance=1.2, extra_attrs=["size"]))
        shown = other.filter(lambda one: one["object_type"] != "rect" or one.get("non_stroking_color") not in ((1, 1, 1), (1,)))
        settings = {"snap_tolerance": 2.6, "join_tolerance": 2.6, "intersection_tolerance": 2.6}
        cells = [cell for table in shown.find_tables(settings) for cell in table.cells]
    own = sorted((word.text, word.left) for word in page.words)
    assert [text for text, _ in own] == [text for text, _ in words]
    assert [left for _, left in own] == pytest.approx([left for _, left in words], abs=0.5)
    ours = [cell.box for grid in grids(page) for cell in grid.cells if cell.is_walled]
    alike = [one for one in ours if any(max(abs(a - b) for a, b in zip(one, cell, strict=True)) < 4 for cell in cells)]
    assert len(alike) >= 0.95 * len(ours)  # two libraries, two borders of one cell


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_rotated_page_reads_as_the_upright_one(turn: int) -> None:
    size = (612, 792) if turn == 180 else (792, 612)
    upright = row(Sheet(*size), 80, *HEADING).table(COLUMNS, (60, 100))
    sheet = Sheet(rotate=turn)
    matrix = {90: "0 1 -1 0 0 0", 180: "-1 0 0 -1 612 792", 270: "0 -1 1 0 0 792"}[turn]
    # The upright page's own content, whose heights count from below
    down = {90: "1 0 0 1 0 -612", 180: "1 0 0 1 0 0", 270: "1 0 0 1 0 0"}[turn]
    sheet.content = [f"q {matrix} cm {down} cm", *upright.content, "Q"]
    (page,), (expected,) = read(pdf([sheet])), read(pdf([upright]))
    assert (page.width, page.height) == (expected.width, expected.height)
    assert [word.text for word in page.words] == [word.text for word in expected.words]
    for word, other in zip(page.words, expected.words, strict=True):
        assert (word.left, word.base) == pytest.approx((other.left, other.base), abs=0.1)
    assert [grid.box for grid in grids(page)] == [pytest.approx(grid.box, abs=0.2) for grid in grids(expected)]


def test_a_row_cut_by_the_end_of_the_page_is_one_row() -> None:
    first = row(Sheet(), 80, *HEADING).table(COLUMNS, (60, 90, 110))
    row(first, 105, "Ordinary", "06/14/2022", "400")
    row(first, 770, "Preferred", "06/15/2022")
    for x in COLUMNS:
        first.line(x, 110, x, 792)
    first.line(COLUMNS[0], 750, COLUMNS[-1], 750)
    second = row(Sheet(), 40, "Stock", "", "500").table(COLUMNS, (50,))
    for x in COLUMNS:
        second.line(x, 0, x, 50)
    assert lines_of(first, second)[-1] == "Preferred Stock\t06/15/2022\t500"


def test_a_heading_repeated_on_the_next_page_is_no_row() -> None:
    sheets = []
    for amount in ("400", "500"):
        sheet = row(Sheet(), 80, *HEADING).table(COLUMNS, (60, 90, 110))
        sheets.append(row(sheet, 105, "Ordinary", "06/14/2022", amount))
    assert lines_of(*sheets) == ["Title\tDate\tAmount", "Ordinary\t06/14/2022\t400", "Ordinary\t06/14/2022\t500"]


def test_a_row_that_comes_again_on_the_next_page_stays() -> None:
    sheets = [row(Sheet(), 80, *HEADING).table(COLUMNS, (60, 90, 110)), Sheet().table(COLUMNS, (60, 90, 110))]
    for sheet, y in ((sheets[0], 105), (sheets[1], 80), (sheets[1], 105)):
        row(sheet, y, "Ordinary", "06/14/2022", "400")
    assert lines_of(*sheets).count("Ordinary\t06/14/2022\t400") == 3


def test_lines_that_run_on_beyond_all_upright_ones_are_walls() -> None:
    sheet = Sheet()
    for y, cells in ((80, HEADING), (105, ("Ordinary", "06/14/2022", "400")), (125, ("Preferred", "06/15/2022", "500"))):
        row(sheet, y, *cells)
    assert lines_of(sheet.table(COLUMNS, (60, 90, 110, 130), ends=440))[1:] == [
        "Ordinary\t06/14/2022\t400",
        "Preferred\t06/15/2022\t500",
    ]


def test_a_heading_repeated_in_part_is_no_row() -> None:
    sheets = []
    for caption in ("Title of Security (Instr. 3)", "Title of Security (Instr."):
        sheet = row(Sheet(), 80, caption, *HEADING[1:]).table(COLUMNS, (60, 90, 110))
        sheets.append(row(sheet, 105, "Ordinary", "06/14/2022", caption[-1]))
    assert len(lines_of(*sheets)) == 3


def test_a_title_at_the_edge_of_the_paper_stays() -> None:
    xs = (50, 300, 500)
    sheet = Sheet().text(420, 75, "Table II - Derivative Securities, or some").line(50, 60, 700, 60).line(50, 60, 50, 110)
    for y in (80, 110):
        sheet.line(50, y, 700, y)
    for x in xs[1:]:
        sheet.line(x, 80, x, 110)
    sheet.text(54, 100, "Ordinary").text(304, 100, "400")
    assert lines_of(sheet)[0].startswith("Table II - Derivative Securities")


def test_a_number_that_a_cell_had_no_room_for_is_whole_again() -> None:
    narrow = (50, 100, 150, 200)
    sheet = (
        Sheet()
        .table(narrow, (60, 110))
        .text(54, 80, "07/02/201")
        .text(54, 91, "0")
        .text(104, 80, "2010")
        .text(154, 80, "Series")
    )
    assert lines_of(sheet.text(104, 91, "2011").text(154, 91, "B")) == ["07/02/2010\t2010 2011\tSeries B"]


def test_a_print_that_parts_words_says_where_it_may_have() -> None:
    sheet = (
        Sheet()
        .table((50, 90, 140, 220), (60, 110))
        .text(54, 80, "VANCOU")
        .text(54, 91, "VER")
        .text(94, 80, "Secur")
        .text(94, 91, "ity")
    )
    (whole,) = read_pdf(pdf([sheet.text(144, 80, "Security")]))
    assert not isinstance(whole, process.Refused)
    assert [whole.text[at:].split()[0] for at in whole.torn] == ["VER", "ity"]
    (other,) = read_pdf(
        pdf([Sheet().table((50, 90, 140, 220), (60, 110)).text(54, 80, "VANCOU").text(54, 91, "VER").text(94, 80, "A")])
    )
    assert not isinstance(other, process.Refused)
    assert not other.torn


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    both = Sheet(width=1224)
    for left, title in ((50, "First"), (662, "Second")):
        both.text(left, 60, f"{title} page").text(left, 90, f"Below {title}")
    (found,) = read_pdf(pdf([both]))
    assert not isinstance(found, process.Refused)
    assert [line for line in found.lines.text.split("\n") if line] == [
        "First page",
        "Below First",
        "Second page",
        "Below Second",
    ]
    assert {page for page, _ in found.paper.words} == {1}
    across = both.text(560, 30, "A title over both of them")
    assert "First page  Second page" in read_pdf_text(across)


def test_running_heads_and_numbers_part_no_table() -> None:
    sheets = []
    for number, amount in enumerate(("400", "500"), 1):
        sheet = row(Sheet().table(COLUMNS, (60, 90)).text(250, 30, "Running head"), 80, "Ordinary", "06/14/2022", amount)
        sheets.append(sheet.text(300, 770, str(number)))
    assert lines_of(*sheets) == ["Running head", "Ordinary\t06/14/2022\t400", "Ordinary\t06/14/2022\t500"]


def test_notes_that_are_alike_are_no_running_heads() -> None:
    sheets = [Sheet().text(50, 40, title).text(50, 80, "Below") for title in ("First", "of a note.", "of a note.")]
    assert lines_of(*sheets).count("of a note.") == 2


def test_an_open_row_with_all_its_values_is_one_of_its_own() -> None:
    first, second = Sheet(), row(Sheet().table(COLUMNS, (40, 60)), 54, "Ordinary", "06/15/2022", "500")
    row(first.table(COLUMNS, (740,)), 760, "Ordinary", "06/14/2022", "400")
    for x in COLUMNS:
        first.line(x, 740, x, 792)
    assert lines_of(first, second) == ["Ordinary\t06/14/2022\t400", "Ordinary\t06/15/2022\t500"]


def test_empty_cells_without_borders_keep_rows_apart() -> None:
    xs = (50, 150, 200, 250, 300, 350)
    sheet = Sheet().line(50, 40, 350, 40).line(50, 60, 350, 60).line(50, 80, 300, 80).line(50, 100, 350, 100)
    for x in xs:
        sheet.line(x, 40, x, 100).text(min(x, 300) + 3, 54, "head" if x < 350 else "")
    for y, shown in ((74, "one"), (94, "two")):
        for x in xs[:4]:
            sheet.text(x + 3, y, shown)
    assert lines_of(sheet)[1:] == ["one\tone\tone\tone\t", "two\ttwo\ttwo\ttwo\t"]


def test_a_signer_goes_on_in_its_column_on_the_next_page() -> None:
    first = Sheet().text(300, 760, "A. Okafor, as").text(300, 771, "manager of the").text(380, 760, "06/15/2022")
    second = Sheet().text(300, 40, "larger fund of").text(300, 51, "that name in").text(300, 62, "Salem").text(300, 90, "Below")
    assert lines_of(first, second)[0].startswith("A. Okafor, as manager of the larger fund of that name in Salem")


def test_a_heading_is_no_end_of_the_note_above() -> None:
    sheet = (
        Sheet()
        .text(50, 100, "1. A note whose last line has no room for a word, so full it is of such words as")
        .text(50, 111, "Remarks:")
    )
    assert lines_of(sheet.text(50, 122, "None."))[1] == "Remarks:"


def test_what_is_small_and_raised_is_a_reference_to_a_note() -> None:
    sheet = row(Sheet(), 80, "Ordinary", "", "400").table(COLUMNS, (60, 90))
    sheet.text(319.5, 76, "(1)", 5.5).text(204, 77, "(2)(3)", 5.5)
    assert lines_of(sheet) == ["Ordinary\t<sup>(2)</sup><sup>(3)</sup>\t400<sup>(1)</sup>"]


def test_a_page_that_is_missing_is_told_by_the_numbers_of_the_others() -> None:
    """Four pages, numbered by the browser; without the second, nothing else tells how much is lost."""
    pdfium = pytest.importorskip("pypdfium2")
    data = (TESTS / "paper" / "form4-plain.numbered.pdf").read_bytes()
    assert not [one for one in parse(data).diagnostics if one.code == "L034"]
    document, without = pdfium.PdfDocument(data), io.BytesIO()
    document.del_page(1)
    document.save(without)
    lost = {one.path for one in parse(without.getvalue()).diagnostics if "after page 1 of 4 comes page 3" in one.message}
    assert lost >= {"non_derivative_table", "derivative_table", "footnotes", "remarks", "signatures"}


def test_a_word_parted_after_its_hyphen_is_whole_again() -> None:
    sheet = Sheet().table(COLUMNS, (60, 110))
    row(sheet, 80, "Attorney-In-", "and/", "400")
    row(sheet, 92, "Fact of", "or", "shares")
    assert lines_of(sheet) == ["Attorney-In-Fact of\tand/or\t400 shares"]


def test_a_blank_is_put_in_after_a_stroke_where_a_name_may_end_in_one() -> None:
    sheet = row(Sheet().table(COLUMNS, (60, 110)), 80, "(Month/Day/", "/s/", "EXAMPLE CORP/DE/")
    row(sheet, 92, "Year)", "Okafor", "By: Okafor")
    assert lines_of(sheet) == ["(Month/Day/Year)\t/s/ Okafor\tEXAMPLE CORP/DE/ By: Okafor"]


def test_a_section_of_the_law_is_whole_again() -> None:
    sheet = row(Sheet().table(COLUMNS, (60, 110)), 80, "Section 13(d)", "the fund (a)")
    row(sheet, 92, "(3) of the Act", "(b) alone")
    assert lines_of(sheet) == ["Section 13(d)(3) of the Act\tthe fund (a) (b) alone\t"]


def test_references_may_be_raised_in_their_full_size() -> None:
    sheet = row(Sheet(), 80, "Person", "", "400").table(COLUMNS, (60, 90)).text(319.5, 76.5, "(1)").text(82.7, 76.5, "*")
    assert lines_of(sheet) == ["Person*\t\t400<sup>(1)</sup>"]


def test_level_lines_may_reach_over_upright_ones() -> None:
    sheet = row(Sheet(), 80, *HEADING)
    row(sheet, 105, "Ordinary", "06/14/2022", "400")
    for x in COLUMNS:
        sheet.line(x, 60, x, 110)
    for y in (60, 90, 110):
        sheet.line(COLUMNS[0] - 1, y, COLUMNS[-1] + 1, y)
    assert lines_of(sheet) == ["Title\tDate\tAmount", "Ordinary\t06/14/2022\t400"]


def test_a_line_that_two_pages_show_in_part_is_read_once() -> None:
    first, second = Sheet(), Sheet()
    first.text(50, 60, "Above").text(50, 794, "Parted")
    second.text(50, 2, "Parted").text(50, 60, "Below").text(50, 1, "Sliver")
    (found,) = read_pdf(pdf([first, second]))
    assert not isinstance(found, process.Refused)
    assert found.lines.text.split() == ["Above", "Parted", "Below"]
    assert [one.code for one in found.findings] == ["L048", "L093"]  # of the sliver no page has more


def test_a_closed_row_goes_on_where_its_cells_had_no_room() -> None:
    narrow = (50, 110, 200, 300, 400)
    first, second = Sheet().table(narrow, (740, 780)), Sheet().table(narrow, (20, 40, 60))
    first.text(54, 760, "Series A Pref.").text(54, 772, "Convertible").text(114, 772, "06/15/2022").text(204, 772, "500")
    second.text(54, 34, "Preferred").text(54, 54, "Ordinary").text(114, 54, "06/16/2022").text(204, 54, "600")
    assert lines_of(first, second) == [
        "Series A Pref. Convertible Preferred\t06/15/2022\t500\t",
        "Ordinary\t06/16/2022\t600\t",
    ]


def test_a_sparse_row_that_had_room_is_one_of_its_own() -> None:
    narrow = (50, 110, 200, 300, 400)
    first, second = Sheet().table(narrow, (760, 780)), Sheet().table(narrow, (20, 40))
    first.text(54, 772, "Ordinary").text(114, 772, "06/15/2022").text(204, 772, "500").text(304, 772, "D")
    second.text(54, 34, "Ordinary").text(304, 34, "I")
    assert lines_of(first, second)[-1] == "Ordinary\t\t\tI"


def test_a_heading_cut_by_the_end_of_the_page_is_one_heading() -> None:
    first, second = Sheet(), Sheet().table((50, 200, 250, 300), (40, 60))
    first.table((50, 200, 300), (740,)).text(54, 770, "Title of").text(204, 770, "Dates")
    second.text(54, 14, "Security").text(204, 32, "From").text(254, 32, "To")
    row(second, 54, "Ordinary", "2021").text(254, 54, "2022")
    for x in (50, 200, 300):
        first.line(x, 740, x, 792)
        second.line(x, 0, x, 40)
    second.line(200, 20, 300, 20).line(250, 20, 250, 40)
    assert lines_of(first, second) == ["Title of Security\tDates\t", "\tFrom\tTo", "Ordinary\t2021\t2022"]


def test_items_beside_a_mark_are_no_rest_of_the_caption_above() -> None:
    sheet = (
        Sheet()
        .text(60, 100, "(Check all that apply)")
        .text(50, 110, "X")
        .text(78, 110, "Director of it")
        .text(200, 110, "Owner")
    )
    assert lines_of(sheet) == ["(Check all that apply)", "X\tDirector of it\tOwner"]


def test_signatures_are_parted_where_each_has_its_date() -> None:
    sheet = Sheet().text(50, 100, "EXAMPLE HOLDINGS OF THE LARGER KIND").text(50, 110, "By: A. Okafor, as a manager of it")
    sheet.text(50, 122, "EXAMPLE PARTNERS OF THE LARGER KIND").text(50, 132, "By: A. Okafor, as a manager of it")
    sheet.text(240, 105, "06/15/2022").text(240, 127, "06/15/2022")
    assert len([line for line in lines_of(sheet) if line.endswith("06/15/2022")]) == 2


def test_signatures_below_each_other_stay_apart() -> None:
    sheet = Sheet().text(50, 100, "A. Okafor, as attorney-in-fact").text(300, 100, "06/15/2022")
    sheet.text(50, 110, "B. Larkspur, as manager of the fund").text(300, 110, "06/15/2022").text(50, 120, "of that name")
    assert lines_of(sheet)[0] == "A. Okafor, as attorney-in-fact\t06/15/2022"


@pytest.mark.parametrize("grey", [0, 1])
def test_text_under_a_box_that_is_drawn_later_is_not_seen(grey: int) -> None:
    sheet = Sheet().text(70, 100, "seen").text(70, 200, "covered")
    sheet.content.append(f"{grey} g 60 580 200 20 re f")
    sheet.text(70, 300, "behind")
    assert lines_of(sheet) == ["seen", "behind"]
    before = Sheet()
    before.content.append("0.8 g 60 580 200 20 re f")
    assert lines_of(before.text(70, 200, "shaded")) == ["shaded"]


def test_fields_and_comments_are_told() -> None:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Annots [4 0 R 5 0 R 6 0 R] >>",
        "<< /Type /Annot /Subtype /FreeText /Rect [50 50 90 60] /Contents (typed) /DA (/F1 9 Tf) >>",
        "<< /Type /Annot /Subtype /Widget /FT /Btn /Rect [50 70 60 80] /AS /Yes >>",
        "<< /Type /Annot /Subtype /Widget /FT /Btn /Rect [50 90 60 99] /AS /Off >>",
    ]
    (page,) = read(assembled(objects))
    assert page.fields == 2


@pytest.mark.parametrize("drawing", ["M 0 0 L 8 8 M 0 8 L 8 0", "f"])
def test_a_drawn_mark_is_a_mark(drawing: str) -> None:
    sheet = Sheet().text(70, 100, "Director")
    place = {"f": "50 692 m 58 700 l 54 692 l h f"}.get(drawing, "1 w 50 692 m 58 700 l 50 700 m 58 692 l S")
    sheet.content.append(place)
    assert lines_of(sheet) == ["X\tDirector"]


def test_an_empty_frame_is_no_mark() -> None:
    assert lines_of(Sheet().text(70, 100, "Director").frame(50, 92, 58, 100)) == ["Director"]


def test_unseen_text_is_left_out_and_said_so() -> None:
    sheet = Sheet().text(50, 60, "Seen").text(50, 80, "Unseen", mode=3).text(50, 100, "White", grey=1)
    (found,) = read_pdf(pdf([sheet]))
    assert not isinstance(found, process.Refused)
    assert found.lines.text == "Seen"
    assert [one.code for one in found.findings] == ["L048", "L093"]


def test_recognised_text_over_a_picture_is_read_with_a_warning() -> None:
    (found,) = read_pdf(pdf([Sheet().picture().text(50, 60, "Recognised", mode=3)]))
    assert not isinstance(found, process.Refused)
    assert found.lines.text == "Recognised"
    assert [one.code for one in found.findings] == ["L091"]


def test_pictures_are_refused_with_what_would_help() -> None:
    assert "recognised (OCR) first" in reason(pdf([Sheet().picture()]))
    assert "without any text" in reason(pdf([Sheet()]))


def test_letters_that_are_not_told_are_refused() -> None:
    assert "no ToUnicode" in reason(pdf([Sheet().text(50, 60, "\x14\x15\x16 \x17\x18 words")]))


def test_a_letter_before_the_form_is_left_out_and_said_so() -> None:
    head = (
        "FORM 4",
        "UNITED STATES SECURITIES AND EXCHANGE COMMISSION",
        "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
        "More",
    )
    form = Sheet()
    for number, line in enumerate(head):
        form.text(50, 60 + 30 * number, line)
    (found,) = read_pdf(pdf([Sheet().text(50, 60, "Dear Ms. Okafor,").text(50, 90, "enclosed is the form."), form]))
    assert not isinstance(found, process.Refused)
    assert "Dear" not in found.lines.text
    assert found.findings[0].message == "page 1 before the form left out"


def unruled(*lines: tuple[float, dict[float, str]]) -> unruled_pages.Drawn:
    """Words at their distances from the top and from the left, as the text that is read where nothing is ruled."""
    sheet = Sheet()
    for y, words in lines:
        for x, word in words.items():
            sheet.text(x, y, word)
    return unruled_pages.drawn(read(pdf([sheet])))


def test_rows_are_parted_where_lines_are_farther_apart_than_those_of_a_text() -> None:
    wrapped = [(500 + 10.4 * i, {50.0: "a text that is wrapped into lines"}) for i in range(8)]
    found = unruled(
        (100, {50: "Series A", 200: "400"}),
        (110.4, {50: "Preferred"}),
        (125, {50: "Ordinary", 200: "500"}),
        (140, {50: "Series B"}),
        (145.2, {200: "600"}),
        (150.4, {50: "Preferred"}),
        *wrapped,
    )
    assert found.sheet.parted is not None
    begins = [line[0].text for number, line in enumerate(found.sheet.lines) if number in found.sheet.parted and line]
    assert begins == ["Series", "Ordinary", "Series", "a"]


def test_lines_of_one_text_are_one_line_and_their_hyphens_are_told() -> None:
    long = "words of a long text that goes on and on to the end of the line of a page and then once more"
    found = unruled(
        (500, {50: f"{long} 10b5-"}), (510.4, {50: "1 and no more"}), (520.8, {50: "Another"}), (531.2, {50: "2. More"})
    )
    assert [" ".join(word.text for word in line) for line in found.sheet.lines if line] == [
        f"{long} 10b5- 1 and no more",
        "Another",
        "2. More",
    ]
    assert "10b5-1" in found.text
    assert [found.text[at - 5 : at + 1] for at in found.joined] == ["10b5-1"]


def test_a_raised_reference_is_marked_in_unruled_text() -> None:
    sheet = Sheet().text(50, 100, "400").text(65.5, 96, "(1)(2)", 5.5)
    assert unruled_pages.drawn(read(pdf([sheet]))).text == "400^(1)^(2)"


@pytest.mark.parametrize(
    ("pages", "breaks", "anchors", "rows", "doubtful"),
    [
        ((1, 1, 1), (2,), (0, 2), ((0, 1), (2, 2)), set()),
        ((1, 1, 1, 1), (1,), (0, 2), ((0, 0), (1, 3)), set()),
        ((1, 1, 1), (), (0, 2), ((0, 1), (2, 2)), {1}),
        ((1, 1, 1), (1, 2), (0, 2), ((0, 1), (2, 2)), {1}),
        ((1, 2, 2), (2,), (0, 2), ((0, 1), (2, 2)), set()),
        ((1, 1, 2), (1,), (0, 2), ((0, 0), (1, 2)), set()),
    ],
)
def test_lines_that_nothing_parts_are_of_one_row_or_in_doubt(
    pages: tuple[int, ...],
    breaks: tuple[int, ...],
    anchors: tuple[int, ...],
    rows: tuple[tuple[int, int], ...],
    doubtful: set[int],
) -> None:
    found = parted_rows(pages, breaks, anchors)
    assert found.spans == rows
    assert found.doubtful == doubtful


def test_filings_in_one_file_are_documents_of_their_own(tmp_path: Path) -> None:
    head = ("FORM 4", "UNITED STATES SECURITIES AND EXCHANGE COMMISSION", "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP")
    sheets = []
    for name in ("Larkspur", "Okafor"):
        sheet = Sheet()
        for number, line in enumerate((*head, name)):
            sheet.text(50, 60 + 30 * number, line)
        sheets += [sheet, Sheet().text(50, 60, f"More of {name}")]
    found = [one.lines.text for one in read_pdf(pdf(sheets)) if not isinstance(one, process.Refused)]
    assert ["Larkspur" in one for one in found] == [True, False]
    assert ["More of Okafor" in one for one in found] == [False, True]
    path = tmp_path / "two.pdf"
    path.write_bytes(pdf(sheets))
    run = CliRunner().invoke(app, ["parse", "--format", "jsonl", str(path)])
    assert [json.loads(line)["path"] for line in run.stdout.splitlines()] == [str(path), f"{path}#2"]
    second = CliRunner().invoke(app, ["parse", "--format", "page", f"{path}#2"])
    assert "More of Okafor" in second.stdout
    assert "Larkspur" not in second.stdout


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"%PDF-1.7\nnothing\n", "too damaged"),
        (WIDE.read_bytes()[:9000], "too damaged"),
        (assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"]), "a PDF"),
        (assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"]), "a PDF"),
    ],
)
def test_a_damaged_pdf_is_refused_in_words(source: bytes, why: str) -> None:
    assert why in reason(source)


def test_a_form_that_draws_itself_many_times_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SECONDS", 1)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"]
    objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /X 4 0 R >> >> /Contents 24 0 R >>"
    )
    for number in range(4, 24):
        inner = "/X Do " * 10
        resources = f"/Resources << /XObject << /X {number + 1} 0 R >> >>" if number < 23 else ""
        form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length {len(inner)} >>"
        objects.append(f"{form}\nstream\n{inner}\nendstream")
    objects.append("<< /Length 6 >>\nstream\n/X Do \nendstream")
    assert "exhausts" in reason(assembled(objects))


def test_without_the_library_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "find_spec", lambda _: None)
    assert reason(WIDE.read_bytes()).endswith("pip install 'form4-grammar[pdf]'")


def test_a_text_or_another_dialect_is_no_pdf() -> None:
    assert "no PDF" in parse("FORM 4", dialect="pdf").source.refused
    assert "is a PDF" in parse(WIDE, dialect="text").source.refused
    assert "from its file" in parse("%PDF-1.7 ...").source.refused


def test_diff_tree_and_check_take_a_pdf() -> None:
    for command in (["diff", str(WIDE), str(HTML)], ["tree", str(WIDE)], ["check", str(WIDE)]):
        run = CliRunner().invoke(app, command)
        assert run.exit_code == 0, run.output


REFUSED = {"no-tounicode", "password"}
"""The facts that no filing is read of."""

NOT_PRINTED = re.compile(r"\[[1-9]\d*\]\.relationship|state_description|cik")
"""What the page may not say: roles of further owners, where abroad an owner is, and what only links tell."""

SHOWS_LESS = {"wide-paper", "hidden-layer"}
"""The facts whose pages show less than the filing, or show it as OCR read it."""


@pytest.mark.parametrize("place", ["corpus/pdf", "corpus/pdf/facts"])
def test_nothing_is_silently_wrong_in_real_prints(place: str) -> None:
    folder = SHARED / place
    if not folder.is_dir():
        pytest.skip(f"the real filings of {place} are not at hand")
    for path in sorted(folder.glob("*.pdf")):
        truth = filing_from_json(json.dumps(json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["truth"]))
        found = next(iter(parse_all(path)))
        if path.stem in REFUSED:
            assert found.filing is None, path.name
            assert [one.code for one in found.diagnostics] == ["L036"], path.name
            continue
        found_wrong = judge(truth, found.filing, found.diagnostics, found.unread)
        wrong = [one for one in found_wrong if one.got is not None or not NOT_PRINTED.search(one.path)]
        assert not [one for one in wrong if one.is_silent], path.name
        assert path.stem in SHOWS_LESS or not wrong, path.name


FACTS = {
    "box-drawn": set(), "box-glyphs": set(), "header-not-repeated": set(), "locked": set(), "rotated": set(), "row-cut": set(),
    "tagged": set(), "two-filings": set(), "weasyprint-ruled": set(),
    "hidden-layer": {"L091"}, "wide-paper": {"L092"}, "no-tounicode": {"L036"}, "password": {"L036"},
}  # fmt: skip
"""What is said of each fact that keeps a page from showing its filing; of the others nothing keeps it."""


@pytest.mark.parametrize("name", FACTS)
def test_each_fact_is_read_or_said(name: str) -> None:
    path = SHARED / "corpus/pdf/facts" / f"{name}.pdf"
    if not path.is_file():
        pytest.skip("the PDFs with one difficulty each are not at hand")
    readings = list(parse_all(path))
    assert len(readings) == (2 if name == "two-filings" else 1)
    found = readings[0]
    assert {one.code for one in found.diagnostics} >= FACTS[name]
    assert all((one.filing is None) == (name in REFUSED) for one in readings)
    truth = filing_from_json(json.dumps(json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["truth"]))
    got = [one for one in judge(truth, found.filing, found.diagnostics, found.unread) if one.got is not None]
    if name == "wide-paper":  # null, where it is cut off
        assert found.filing is not None
        for table in TABLES:
            for row, whole in zip(getattr(found.filing, table), getattr(truth, table), strict=True):
                assert all(cell.value in (None, getattr(whole, key).value) for key, cell in cells_of(row))
        assert {one.path for one in found.diagnostics if one.code == "L092"} >= {"non_derivative_table", "derivative_table"}
    elif name not in SHOWS_LESS:
        assert not got


def test_only_what_is_in_brackets_is_a_reference_by_its_size_alone() -> None:
    def raised(*texts: str) -> list[bool]:
        words = [Word(text, 40.0 * at, 40.0 * at + 30, 100.0, 7.0, 0) for at, text in enumerate(texts)]
        return [run.is_raised for line in lines(words, tall=10.0) for run in line]

    assert raised("(1)") == [True]
    assert raised("(1)", "(2)") == [True, True]
    assert raised("757,576") == [False]  # an amount of a table whose other cells are set larger
    assert raised("400") == [False]
