"""What converters and prints do to a page of aligned text: cut grids, marks beside notes, links in brackets, cut rows."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from shutil import which

import pytest
from conftest import FILINGS, TESTS

from form4_grammar import Filing, parse
from form4_grammar.readers.columned.cut_cells import made_whole
from form4_grammar.readers.columned.frames import without_frames
from form4_grammar.readers.columned.plain_notes import hanging_notes
from form4_grammar.readers.columned.positions import sheet
from form4_grammar.readers.columned.row_lines import to_rows
from form4_grammar.rules.example import EXAMPLE_PAGE
from form4_grammar.testing import judge, printed

PAGE = (TESTS / "dialects" / "form4-plain.html").read_text(encoding="utf-8")


def truth() -> Filing:
    found = parse(FILINGS / "form4-plain.txt").filing
    assert found is not None
    return printed(found)


def silent(page: str) -> list[str]:
    """The paths that are wrong, and that nothing names, on a copy of the plain page; only links tell its CIKs."""
    parsed = parse(page)
    wrong = judge(truth(), parsed.filing, parsed.diagnostics, parsed.unread)
    return [one.path for one in wrong if one.is_silent and not one.path.endswith("cik")]


def cut(line: str, width: int) -> list[str]:
    """The pieces of a line: all but the first fill the width."""
    first = len(line) % width or width
    return [line[:first], *(line[at : at + width] for at in range(first, len(line), width))]


def grid(*lines: str, width: int) -> str:
    """A grid of one cell, whose lines were cut at its width."""
    border = f"+{'-' * (width + 2)}+"
    return "\n".join([border, *(f"| {piece:{width}} |" for line in lines for piece in cut(line, width)), border])


def whole(text: str) -> tuple[list[str], int]:
    """The lines of a grid, once they are whole, and how many words may be two."""
    page, torn = made_whole(sheet(text), text)
    lines = []
    for row in page.lines:
        shown, end = "", None
        for word in row:
            shown += ("" if end is None or word.x0 == end else " ") + word.text
            end = word.x1
        lines += [shown] if shown else []
    return lines, len(torn)


@pytest.mark.parametrize("width", [11, 14, 20, 40])
def test_lines_that_a_grid_cut_are_whole_again(width: int) -> None:
    rule = "  --------- --- -------"
    text = grid(rule, "  KESWICK   NY  10004", "  EASTPORT  MN  55802", rule, width=width)
    assert whole(text) == (["KESWICK NY 10004", "EASTPORT MN 55802"], 0)


def test_a_word_that_may_be_two_is_joined_and_said() -> None:
    """Where lines were cut, a blank may have ended the piece; in the longest line, one between two columns."""
    rule = "  ----------------------"
    text = grid(rule, "  C/O LARKSPUR TOOL COMP", "  77 QUARRY ROAD EAST", rule, width=14)
    assert whole(text) == (["C/O LARKSPUR TOOL COMP", "77 QUARRY ROAD EAST"], 2)


def test_a_text_that_ends_a_cut_line_is_of_the_last_column() -> None:
    """A line is filled up with blanks to where the last column begins, so that only a text of this one can end it."""
    rule = "  ------ ------ ---------"
    rows = ["  Common 1,250  By family", "  Stock         trust(1)"]
    assert whole(grid(rule, *rows, rule, width=14)) == (["Common 1,250 By family", "Stock trust(1)"], 1)
    page, _ = made_whole(sheet(text := grid(rule, *rows, rule, width=14)), text)
    begins = {word.text: word.x0 for row in page.lines for word in row}
    assert begins["trust(1)"] == begins["By"]


def test_a_bracket_cut_off_a_word_is_put_back() -> None:
    assert whole("+------+\n| Date |\n| (    |\n| Day) |\n+------+") == (["Date", "(Day)"], 0)


def test_a_word_that_fills_its_cell_may_go_on_with_the_one_above() -> None:
    assert whole("+-----+\n| Com |\n| mon |\n+-----+") == (["Com", "mon"], 1)
    assert whole("+------+\n| New  |\n| York |\n+------+") == (["New", "York"], 1)
    assert whole("+-------+\n| New   |\n| York  |\n+-------+") == (["New", "York"], 0)


def test_a_grid_inside_a_frame_stands_by_itself() -> None:
    inner = ["+---+---+", "| a | b |", "+---+---+"]
    frame = ["+-----------+", *(f"| {line} |" for line in inner), "+-----------+"]
    held = ["| -- --     |", "| c  d      |", "| -- --     |", "+-----------+"]
    text = "\n".join([*frame, *held])
    bare = without_frames(text).split("\n")
    assert [line.strip() for line in bare[:4]] == ["", *inner]
    assert bare[4:] == [frame[0], *held], "what is drawn with dashes alone keeps its walls: its lines may be cut there"
    assert len("\n".join(bare)) == len(text), "places are the same"
    assert without_frames("\n".join(inner)) == "\n".join(inner)


def test_places_of_cut_lines_are_those_of_the_document() -> None:
    rule = "  --------- --- -------"
    text = grid(rule, "  KESWICK   NY  10004", rule, width=14)
    page, _ = made_whole(sheet(text), text)
    assert all(text[word.start : word.end] == word.text for row in page.lines for word in row)


@pytest.mark.parametrize("columns", [60, 72, 80, 100, 132])
def test_what_pandoc_prints(columns: int) -> None:
    if which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    command = ["pandoc", "-f", "html", "-t", "plain", f"--columns={columns}"]
    page = subprocess.run(command, input=PAGE, capture_output=True, text=True, check=True).stdout
    assert silent(page) == []


def test_links_in_brackets_are_no_part_of_names() -> None:
    inscriptis = pytest.importorskip("inscriptis")
    config = pytest.importorskip("inscriptis.model.config").ParserConfig(display_links=True)
    page = inscriptis.get_text(PAGE, config)
    assert "](" in page
    assert silent(page) == []
    behind = re.sub(r"\[([^\[\]]*)\]\((/[^()\s]*)\)", r"\1 [\2]", page)
    assert "](" not in behind
    assert silent(behind) == []
    found = parse(page).filing
    assert found is not None
    assert found.issuer.cik is not None


def test_blanks_without_a_break_take_no_letters() -> None:
    """Rows on lines of their own, empty cells as blanks: words were once taken beside where they stand."""
    page = " ".join(pytest.importorskip("lxml.html").fromstring(PAGE).itertext())
    assert silent(page) == []


def notes(text: str) -> tuple[list[str], bool]:
    free = {number: list(words) for number, words in enumerate(sheet(text).lines) if words}
    found = hanging_notes(free, 0, text.count("\n") + 1)
    assert found is not None
    return [" ".join(word.text for word in note) for note in found.notes], found.is_sure


def test_marks_beside_the_middle_of_their_notes() -> None:
    shown = """\
    The shares were bought by the
(1) trust of which the reporting
    person is a trustee.

    The option vests in four equal
(2) parts, the first of them on
    June 1, 2024, all others a year
    after the one before."""
    first = "(1) The shares were bought by the trust of which the reporting person is a trustee."
    assert notes(shown)[0][0] == first
    assert notes(shown)[0][1].startswith("(2) The option vests")
    assert notes(shown)[1]
    closer = shown.replace("\n\n", "\n")  # the lines that end a note have room for the next word
    assert notes(closer)[0] == notes(shown)[0]


def test_marks_before_their_notes_are_left_alone() -> None:
    text = "(1) The shares were bought by\n    the trust.\n(2) Vested."
    free = {number: list(words) for number, words in enumerate(sheet(text).lines) if words}
    assert hanging_notes(free, 0, 3) is None


def test_a_line_above_the_first_row_of_a_page_may_be_of_the_row_before() -> None:
    lines = sheet("Stock\nClass A Common      D\nStock\nClass A Common      I\nStock").lines
    cells = [{0 if word.x0 < 20 else 1: [w for w in line if (w.x0 < 20) == (word.x0 < 20)] for word in line} for line in lines]
    found = to_rows(cells, [1, 3], is_print=True, is_continued=True)
    assert 0 in found.doubtful or found.before == 1


def test_how_rows_begin_is_known_from_the_page_before() -> None:
    lines = sheet("Stock\nClass A\nCommon              D\nStock\nClass A\nCommon              I\nStock\n").lines[:-1]
    cells = [{0 if word.x0 < 20 else 1: [w for w in line if (w.x0 < 20) == (word.x0 < 20)] for word in line} for line in lines]
    found = to_rows(cells, [2, 5], is_print=True, is_continued=True, goes_on=True, begun=cells[1:4])
    assert (found.spans, found.before, found.after, found.doubtful) == (((1, 3), (4, 6)), 1, 0, frozenset())
    assert to_rows(cells, [2, 5], is_print=True, is_continued=True).doubtful


def test_remarks_that_begin_with_the_word_remarks_keep_it() -> None:
    parsed = parse(EXAMPLE_PAGE.replace("Remarks:\n", "Remarks:\nRemarks: as amended.\n"))
    assert parsed.filing is not None
    assert parsed.filing.remarks == "Remarks: as amended."
    assert parse(EXAMPLE_PAGE.replace("Remarks:\n", "Remarks: as amended.\n")).filing == replace(
        parsed.filing, remarks="as amended."
    )


def test_a_date_in_the_middle_of_remarks_is_no_signature() -> None:
    remarks = "Remarks:\nThis amends the form that was filed on June 14, 2022\nto state the number of shares.\n"
    at = EXAMPLE_PAGE.index("/s/ Ada")
    start = EXAMPLE_PAGE.index("Remarks:")
    page = EXAMPLE_PAGE[:start] + remarks + "\n" + EXAMPLE_PAGE[at:].replace("/s/ ", "", 1)
    filing = parse(page).filing
    assert filing is not None
    assert [one.name for one in filing.signatures] == ["Ada N. Okafor"]
    assert filing.remarks is not None
    assert filing.remarks.endswith("number of shares.")
