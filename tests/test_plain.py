"""Texts whose columns are aligned by blanks or drawn with signs: what is read of them, and that no doubt passes in silence.

``tests/aligned`` has what browsers for terminals and inscriptis print of ``tests/dialects/form4-plain.html``.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from shutil import which

import pytest
from conftest import FILINGS, TESTS, case_text, cases
from support.ordinary import ordinary
from support.sec_page import sec_page

from form4_grammar import Filing, Parsed, parse
from form4_grammar.readers.columned.columns import Head, to_columns
from form4_grammar.readers.columned.looks import is_aligned
from form4_grammar.readers.columned.positions import Word, sheet
from form4_grammar.readers.columned.row_lines import to_rows
from form4_grammar.testing import judge, printed

ALIGNED = sorted((TESTS / "aligned").glob("*.txt"))
CONFORMING = [case for case in cases() if "-fault-" not in case]
PROGRAMS = {
    "w3m": ["w3m", "-dump", "-T", "text/html", "-cols"],
    "links": ["links2", "-dump", "-width"],
    "elinks": ["elinks", "-dump", "-no-numbering", "-dump-width"],
}
"""Browsers for terminals, up to the option of their width."""

CODES = {"N017", "L005", "L033", "L045"}
NUMBER = ("transaction_shares", "transaction_acquired_disposed_code")

BLANK_PARTS = {"form4-address-in-parts"}
"""Cases with an address without a state, whose city and zip code nothing parts but a wider gap."""


def filing(parsed: Parsed) -> Filing:
    assert parsed.filing is not None
    return parsed.filing


def browser(name: str, width: int, page: str, folder: Path) -> str:
    """What a browser prints of a page. Skips the test, saying so, where it is not installed."""
    if which(PROGRAMS[name][0]) is None:
        pytest.skip(f"{name} is not installed")
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    return subprocess.run([*PROGRAMS[name], str(width), str(file)], capture_output=True, text=True, check=True).stdout


def inscriptis(page: str) -> str:
    """What inscriptis makes of a page. Skips the test, saying so, where it is not installed."""
    found: str = pytest.importorskip("inscriptis").get_text(page)
    return found


def silent(page: str, truth: Filing) -> list[str]:
    """The fields of a page that are wrong and that no finding names."""
    parsed = parse(page)
    got = printed(parsed.filing) if parsed.filing is not None else None
    return [one.path for one in judge(printed(truth), got, parsed.diagnostics, parsed.unread) if one.is_silent]


@pytest.mark.parametrize("path", ALIGNED, ids=lambda path: path.stem)
def test_one_filing_as_programs_print_it(path: Path) -> None:
    parsed = parse(path)
    assert parsed.dialect == "text"
    wrong = judge(printed(filing(parse(FILINGS / "form4-plain.txt"))), printed(filing(parsed)), parsed.diagnostics)
    # lynx leaves nothing of a blank cell, so that a number may be of (A) or of (D)
    may_be_null = {f"derivative_table[0].{name}" for name in NUMBER} if "lynx" in path.stem else set()
    assert {one.path for one in wrong} == may_be_null
    assert not any(one.is_silent for one in wrong)
    # The approval at the top is narrow and full; a hyphen may end a line; references lose their height
    assert {one.code for one in parsed.diagnostics} - ({"L094", "T006"} if may_be_null else set()) <= CODES


@pytest.mark.parametrize("path", ALIGNED, ids=lambda path: path.stem)
def test_places_are_those_of_the_document(path: Path) -> None:
    parsed = parse(path)
    row = filing(parsed).non_derivative_table[0]
    text = parsed.source.text
    assert text[row.transaction_date.start : row.transaction_date.end] == "06/14/2022"
    assert text[slice(*parsed.places["issuer.trading_symbol"])] == "LKSP"


@pytest.mark.parametrize("case", CONFORMING)
def test_pages_of_the_sec_as_inscriptis_prints_them(case: str) -> None:
    original = ordinary(filing(parse(case_text(case))))
    page = inscriptis(sec_page(original))
    assert silent(page, original) == []
    if case not in BLANK_PARTS:
        assert printed(filing(parse(page))) == printed(original)


@pytest.mark.parametrize("width", [100, 240])
@pytest.mark.parametrize("name", PROGRAMS)
def test_pages_of_the_sec_as_browsers_print_them(name: str, width: int, tmp_path: Path) -> None:
    for case in ("form3-table-ii", "form4-table-ii-every-kind", "form4-several-owners", "form5-plain"):
        original = ordinary(filing(parse(case_text(case))))
        assert silent(browser(name, width, sec_page(original), tmp_path), original) == [], case


@pytest.mark.parametrize("case", cases())
def test_pages_with_tabs_are_left_alone(case: str) -> None:
    assert not is_aligned(case_text(case))


def words(*lines: str) -> list[list[Word]]:
    return sheet("\n".join(lines)).lines


def test_a_word_between_two_captions_is_of_neither() -> None:
    heads = [Head(0, 5), Head(20, 25)]
    (line,) = words("ab        cd        ef")
    assert list(to_columns([line], heads).values()) == [0, None, 1]
    # ... unless only one of the columns takes it
    assert list(to_columns([line], heads, lambda column, text: column == 1 and text == "cd").values()) == [0, 1, 1]


def test_a_word_between_captions_is_of_the_column_whose_edge_it_stands_before() -> None:
    (line,) = words("ab        cd        ef")
    assert list(to_columns([line], [Head(0, 5), Head(20, 25, wall=20)]).values()) == [0, 0, 1]


def test_a_cell_is_of_the_column_that_the_others_of_its_line_leave() -> None:
    heads = [Head(0, 5), Head(10, 15), Head(18, 30)]
    (line,) = words("ab          $9.27(20)    1,503,570")
    lines = [line]
    assert list(to_columns(lines, heads).values()) == [0, None, 2]
    assert list(to_columns(lines, heads, lambda column, text: column > 0 and bool(text)).values()) == [0, 1, 2]
    (line,) = words("ab          (20)xx(2)    1,503,570")
    assert list(to_columns([line], heads).values())[1] is None


def test_two_cells_under_a_caption_are_of_its_column_and_the_one_before() -> None:
    heads = [Head(0, 5), Head(10, 15), Head(18, 40)]
    lines = words("ab                 $9.27     1,503,570", "cd                 $9.30     1,500,000")

    def fits(column: int, text: str) -> bool:
        return column != 1 or text.startswith("$")

    assert list(to_columns(lines, heads, fits).values()) == [0, 1, 2, 0, 1, 2]
    assert list(to_columns(lines, heads).values()) == [0, 2, 2, 0, 2, 2]


def test_references_above_the_end_of_a_word_of_another_column_are_of_neither() -> None:
    lines = words("ab        (2)", "cd Stock", "ef        9,400")
    placed = to_columns(lines, [Head(0, 6), Head(10, 25)])
    assert list(placed.values())[:4] == [0, None, 0, 0]


def rows(*lines: str) -> tuple[list[str], set[int]]:
    """The rows of lines of two columns, the second of which has one line a row, and the lines in doubt."""
    cells = [
        {0 if word.x0 < 20 else 1: [w for w in line if (w.x0 < 20) == (word.x0 < 20)] for word in line}
        for line in words(*lines)
    ]
    found = to_rows(cells, [number for number, row in enumerate(cells) if 1 in row])
    return ["/".join(lines[i].split("  ")[0].strip() for i in range(a, b + 1)) for a, b in found.spans], set(found.doubtful)


def test_rows_whose_cells_stand_in_the_middle() -> None:
    shown, doubtful = rows(
        "Class A Common",
        "Stock of Larch      D",
        "Company",
        "Class A Common",
        "Stock               I",
    )
    assert shown == ["Class A Common/Stock of Larch/Company", "Class A Common/Stock"]
    assert not doubtful


def test_rows_whose_cells_stand_at_the_top() -> None:
    shown, _ = rows("Common Stock of     D", "Larch", "Preferred Stock of  I", "Larch Company and", "its heirs")
    assert shown == ["Common Stock of/Larch", "Preferred Stock of/Larch Company and/its heirs"]


def test_a_line_that_may_be_of_two_rows_is_in_doubt() -> None:
    _, doubtful = rows("A deed of all and   D", "sundry of the all", "Other deeds of the  D")
    assert doubtful == {1}


def test_every_second_line_blank_is_nothing_of_the_page() -> None:
    page = (TESTS / "aligned" / "form4-plain.w3m-80.txt").read_text(encoding="utf-8")
    assert printed(filing(parse(page.replace("\n", "\n\n")))) == printed(filing(parse(page)))


def test_a_line_that_begins_with_a_reference_is_no_note() -> None:
    page = (TESTS / "aligned_2003" / "form4.elinks-132.txt").read_text(encoding="utf-8")
    note = "   (1) Sold under a plan.\n"
    assert note in page
    wrapped = "       As the plan\n   (1) says that is described in footnote\n       (2) below.\n"
    read = filing(parse(page.replace(note, wrapped)))
    assert [one.text for one in read.footnotes] == [
        "As the plan says that is described in footnote (2) below.",
        "The option is fully vested, see the plan.",
    ]


def test_a_text_above_the_first_mark_is_told_where_the_lines_can_be_shared_out_otherwise() -> None:
    page = (TESTS / "aligned_2003" / "form4.elinks-132.txt").read_text(encoding="utf-8")
    note = "   (1) Sold under a plan.\n"
    parsed = parse(page.replace(note, f"   It was sold, as this says:\n{note}"))
    assert ("L122", "footnotes") in [(one.code, one.path) for one in parsed.diagnostics]


def test_two_rows_on_the_lines_of_one_are_told_at_the_table() -> None:
    page = (TESTS / "aligned_2003" / "form4.w3m-132.txt").read_text(encoding="utf-8")
    line = next(line for line in page.split("\n") if " $21.50 " in line)
    no_row = line.replace("   I   ", "   ?   ").replace("By Spouse^(2)", "")
    parsed = parse(page.replace(line, f"{line}\n{no_row}", 1))
    assert "non_derivative_table" in [one.path for one in parsed.diagnostics]
    assert "non_derivative_table" not in [one.path for one in parse(page).diagnostics]


def test_lines_cut_at_one_width_are_told_at_the_texts_that_end_there() -> None:
    page = case_text("form4-plain").replace("2. The option is fully vested.", f"2. {'The option is vested ' * 9}fully.")
    page = page.replace("1. The price is an average", f"1. {'The option is vested ' * 9}and the price is an average")
    cut = parse("\n".join(line[:100] for line in page.split("\n")))
    paths = {one.path for one in cut.diagnostics if one.code == "L178"}
    assert {"footnotes[1]", "footnotes[2]"} <= paths
    assert not [one for one in parse(page).diagnostics if one.code == "L178"]


def test_notes_that_say_the_same_and_lines_that_are_signed_are_told_where_they_were_cut() -> None:
    """The same end of a line once is as good as often, on lines that were cut and on others."""
    notes = "".join(f"{number}. {'The option is vested ' * 9}fully.\n" for number in range(1, 9))
    page = case_text("form4-plain").replace("2. The option is fully vested.\n", "")
    page = re.sub(
        "1[.] The price is an average.*\n", notes + "A line that ends a little before the others do, as many do " * 2, page
    )
    page = page.replace("/s/ Ada", f"/s/ {'Wilhelmina ' * 12}Okafor 06/15/2022\n\n/s/ Ada")
    cut = parse("\n".join(line[:100] for line in page.split("\n")))
    paths = {one.path for one in cut.diagnostics if one.code == "L178"}
    assert {f"footnotes[{number}]" for number in range(1, 9)} <= paths
    assert "signatures" in paths


def test_two_dates_below_each_other_are_of_two_rows() -> None:
    page = (TESTS / "aligned_2003" / "form4.w3m-132.txt").read_text(encoding="utf-8")
    below = "Stock                                               (1)"
    assert page.count(below) == 1
    parsed = parse(page.replace(below, "Stock    03/03/2004                                 (1)"))
    assert ("L121", "non_derivative_table") in [(one.code, one.path) for one in parsed.diagnostics]
    assert ("L121", "non_derivative_table") not in [(one.code, one.path) for one in parse(page).diagnostics]


@pytest.mark.parametrize("path", [*ALIGNED, *sorted((TESTS / "aligned_2003").glob("*.txt"))], ids=lambda path: path.stem)
def test_an_answered_mail_is_the_page_that_it_answers(path: Path) -> None:
    """With all that is doubted of it, at its places in the mail."""
    page = path.read_text(encoding="utf-8")
    alone, mail = parse(page), parse("".join(f"> {line}\n" for line in page.split("\n")))
    assert alone.filing is not None
    assert mail.filing is not None
    assert printed(mail.filing) == printed(alone.filing)
    told = [sorted((one.code, one.path, one.line) for one in parsed.diagnostics if one.path) for parsed in (alone, mail)]
    assert told[0] == told[1]


def test_a_single_line_tells_a_cut_where_a_heading_lacks_columns() -> None:
    page = (TESTS / "aligned_2003" / "form4.w3m-132.txt").read_text(encoding="utf-8")
    cut = parse("\n".join(line[:125] for line in page.split("\n")))
    assert {"L016", "L178"} <= {one.code for one in cut.diagnostics}
    assert "L178" not in [one.code for one in parse(page).diagnostics]


def test_a_row_that_begins_on_the_last_line_of_a_heading_is_told_at_its_table() -> None:
    page = (TESTS / "aligned_2003" / "form4.lynx-80.txt").read_text(encoding="utf-8")
    below = "    Code  V  Amount  (A) or (D)  Price\n   Common"
    assert below in page
    parsed = parse(page.replace(below, "    Code  V  Amount  (A) or (D)  Price  Common"))
    assert "non_derivative_table" in [one.path for one in parsed.diagnostics]


def test_a_first_owner_with_more_beside_the_name_may_be_one_of_those_below() -> None:
    page = case_text("form4-several-owners")
    first, second = (one.name for one in filing(parse(page)).reporting_owners[:2])
    parsed = parse(page.replace(str(first), f"{second} {first}", 1))
    assert ("H030", "reporting_owners") in [(one.code, one.path) for one in parsed.diagnostics]
