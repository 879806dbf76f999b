"""Pages as language models write them down: what they leave out of captions and labels, and what they put in their places."""

from __future__ import annotations

import re

import pytest

from form4_grammar import parse
from form4_grammar.model import Filing
from form4_grammar.rules.example import EXAMPLE_PAGE
from form4_grammar.testing import printed

PAGE = re.sub(r"</?u>", "", EXAMPLE_PAGE.replace("</u> <u>18 QUARRY", " 18 QUARRY"))
PIPES = "\n".join(
    "| " + line.replace("\t", " | ") + " |" if line.count("\t") > 5 else line.replace("\t", "\n\n") for line in PAGE.split("\n")
)
SIGNED = "/s/ Ada N. Okafor 06/15/2022\n\n** Signature of Reporting Person Date"
ITEM_1 = PAGE[PAGE.index("1. Name and") : PAGE.index("\t2. Issuer Name")]
FIRST, TITLE_1, TITLE_2 = "Common Stock | 06/14/2022 |  | M", "Table I - Non-Derivative", "Table II - Derivative"


def read(page: str) -> Filing:
    found = parse(page).filing
    assert found is not None
    return printed(found)


def codes(page: str) -> set[tuple[str, str | None]]:
    return {(one.code, one.path) for one in parse(page).diagnostics}


def test_each_signature_with_the_line_below_it() -> None:
    second = SIGNED.replace("Ada N. Okafor", "Ben Okafor")
    for page in (PAGE, PIPES):
        found = read(page.replace(SIGNED, f"{SIGNED}\n\n{second}")).signatures
        assert [one.name for one in found] == ["/s/ Ada N. Okafor", "/s/ Ben Okafor"]
    above = PAGE.replace(SIGNED, "").replace("Explanation of", f"{SIGNED}\n\n{second}\n\nExplanation of")
    assert [one.name for one in read(above).signatures] == ["/s/ Ada N. Okafor", "/s/ Ben Okafor"]


@pytest.mark.parametrize(
    "lines",
    [
        "Signature of Reporting Person: /s/ Ada N. Okafor\nDate: 06/15/2022",
        "**Signature:** /s/ Ada N. Okafor\n**Date:** 06/15/2022",
        "/s/ Ada N. Okafor\n\n** Signature of Reporting Person\n\nDate: 06/15/2022",
    ],
)
def test_what_a_signature_has_for_its_caption(lines: str) -> None:
    assert read(PIPES.replace(SIGNED, lines)) == read(PIPES)
    again = lines.replace("Ada N.", "Ben")
    assert [one.name for one in read(PIPES.replace(SIGNED, f"{lines}\n\n{again}")).signatures] == [
        "/s/ Ada N. Okafor",
        "/s/ Ben Okafor",
    ]


def test_the_head_of_a_sheet_ends_no_table() -> None:
    row = next(line for line in PIPES.split("\n") if line.startswith("| Common Stock | 06/14/2022 |  | S"))
    for head in ("SEC FORM 4", "6/15/22, 9:41 AM\n\nSEC FORM 4\n\nhttps://www.sec.gov/x.xml 1/2"):
        assert read(PIPES.replace(row, f"\n{head}\n\n{row}")).non_derivative_table == read(PIPES).non_derivative_table


SHORT = re.compile(r" \((?:Instr\.|Month)[^)]*\)")


def in_one_line(page: str) -> str:
    """The two lines of each heading as one, each caption of the second with that above it."""
    lines, above = [], ""
    for line in page.split("\n"):
        if line.startswith(("| 1. Title of S", "| 1. Title of D")):
            above = line
        elif above:
            over, cells = "", []
            for top, below in zip(above[2:-2].split(" | "), line[2:-2].split(" | "), strict=True):
                over = top.strip() or over
                cells.append(f"{over} - {below}" if below.strip() else over)
            lines.append("| " + " | ".join(cells) + " |")
            above = ""
        else:
            lines.append(line)
    return "\n".join(lines)


OWN = {
    "1. Title of Security": "Security",
    "2A. Deemed Execution Date, if any": "Deemed Date",
    "3. Transaction Code - Code": "Trans. Code",
    "4. Securities Acquired (A) or Disposed Of (D) - (A) or (D)": "A/D",
    "5. Amount of Securities Beneficially Owned Following Reported Transaction(s)": "Amount Owned Following",
    "7. Nature of Indirect Beneficial Ownership": "Nature of Indirect Ownership",
}


def test_captions_that_lack_some_words() -> None:
    short = SHORT.sub("", PIPES)
    own = SHORT.sub("", in_one_line(PIPES))
    for whole, said in OWN.items():
        assert f"| {whole} |" in own
        own = own.replace(f"| {whole} |", f"| {said} |")
    for page in (short, SHORT.sub("", in_one_line(PIPES)), own):
        assert read(page) == read(PIPES)
        assert ("L190", "non_derivative_table") in codes(page)
    assert read(SHORT.sub("", PAGE)) == read(PIPES)


@pytest.mark.parametrize("caption", ["2B. Listing Date (Month/Day/Year)", "Broker", "Date Filed"])
def test_a_column_of_another_table_among_whole_captions_is_not_read(caption: str) -> None:
    page = EXAMPLE_PAGE.replace("2A. Deemed Execution Date, if any (Month/Day/Year)", caption, 1)
    page = page.replace("06/14/2022\t\tM", "06/14/2022\t06/13/2022\tM", 1)
    parsed = parse(page)
    assert parsed.filing is not None
    assert parsed.filing.non_derivative_table[0].deemed_execution_date.value is None
    assert ("L064", "non_derivative_table") in [(one.code, one.path) for one in parsed.diagnostics]


def test_a_column_with_a_caption_of_other_words_is_not_read() -> None:
    page = (
        SHORT.sub("", in_one_line(PIPES))
        .replace("2A. Deemed Execution Date, if any", "Settled")
        .replace("|  | M |", "| 06/15/2022 | M |")
    )
    row = read(page).non_derivative_table[0]
    assert (row.security_title.value, row.deemed_execution_date.value) == ("Common Stock", None)
    assert ("L064", "non_derivative_table") in codes(page)


def test_captions_that_may_be_of_two_columns_are_of_none() -> None:
    rows = "| Security | Date | Amount | Price |\n| Common Stock | 06/14/2022 | 400 | $12.5 |\n\n"
    page = PIPES[: PIPES.index("| 1. Title of Security")] + rows + PIPES[PIPES.index(TITLE_2) :]
    parsed = parse(page)
    assert "non_derivative_table" in parsed.unread or any(
        one.path == "non_derivative_table" and one.severity.value != "info" for one in parsed.diagnostics
    )


def as_records(page: str, item: str) -> str:
    """The rows of both tables as lines of a caption and what stands there."""
    lines: list[str] = []
    captions: list[str] = []
    for line in in_one_line(page).split("\n"):
        cells = [cell.strip() for cell in line[2:-2].split(" | ")]
        if line.startswith("| 1. Title of"):
            captions = cells
        elif line.startswith("| ") and captions:
            lines += ["", item, *(f"- {caption}: {cell}" for caption, cell in zip(captions, cells, strict=True))]
        else:
            lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("item", ["Row 1", "**Transaction 2:**", ""])
def test_rows_as_lines_of_a_caption_and_a_value(item: str) -> None:
    page = as_records(PIPES, item)
    assert "- 1. Title of Security (Instr. 3): Common Stock" in page
    assert read(page) == read(PIPES)


def test_columns_as_lines() -> None:
    lines = in_one_line(PIPES).split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("| 1. Title of S"))
    cells = [line[2:-2].split(" | ") for line in lines[at : at + 4]]
    turned = ["| " + " | ".join(column) + " |" for column in zip(*cells, strict=True)]
    assert read("\n".join([*lines[:at], *turned, *lines[at + 4 :]])) == read(PIPES)


def test_a_caption_that_is_none_leaves_the_records_unread() -> None:
    page = as_records(PIPES, "").replace("- 2. Transaction Date (Month/Day/Year):", "- Colour:", 1)
    parsed = parse(page)
    assert parsed.filing is not None
    assert not parsed.filing.non_derivative_table or parsed.unread


def test_letters_that_are_set_as_one_sign() -> None:
    page = PIPES.replace("fi", "\ufb01").replace("Securities", "Securi\u00adties").replace("ted", "t\u200bed")
    page = page.replace("400", "\uff14\uff10\uff10")
    assert read(page) == read(PIPES)


@pytest.mark.parametrize("joint", ["\u2014", ": ", ". ", "\n\n"])
def test_what_stands_for_the_dash_of_a_title(joint: str) -> None:
    page = PIPES.replace(TITLE_1, f"Table I{joint}Non-Derivative").replace(TITLE_2, f"Table II{joint}Derivative")
    assert read(page) == read(PIPES)


@pytest.mark.parametrize(
    ("reference", "note"), [("(F{})", "(F{}) "), ("(Note {})", "Note {}: "), ("$^{{\\text{{({})}}}}$", "Footnote {}. ")]
)
def test_marks_of_notes_in_other_words(reference: str, note: str) -> None:
    page = re.sub(r"⁽(\d)⁾", lambda mark: reference.format(mark[1]), PIPES)
    page = re.sub(r"(?m)^(\d)\. (?=The )", lambda mark: note.format(mark[1]), page)
    assert read(page) == read(PIPES)


@pytest.mark.parametrize("heading", ["Footnotes:", "**Footnotes**"])
def test_a_heading_of_its_own_above_the_notes(heading: str) -> None:
    assert read(PIPES.replace("1. The price", f"{heading}\n\n1. The price")) == read(PIPES)
    own = PIPES.replace("1. The price", "See the exhibit.\n\n1. The price")
    assert len(read(own).footnotes) == 3


def test_notes_in_a_table() -> None:
    page = re.sub(r"(?m)^(\d)\. (The .*)$", r"| \1 | \2 |", PIPES).replace("| 1 | The", "| # | Note |\n|---|---|\n| 1 | The")
    assert read(page) == read(PIPES)


LINES = ["Okafor Ada N", "C/O LARKSPUR TOOL CO. 18 QUARRY ROAD", "DULUTH MN 55802"]


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        ["Name: Okafor Ada N", f"Address: {LINES[1]}", "City: DULUTH", "State: MN", "Zip: 55802"],
        ["- **Name:** Okafor Ada N", f"- **Street:** {LINES[1]}", "- **City, State, Zip:** DULUTH MN 55802"],
    ],
)
def test_an_address_without_its_labels(lines: list[str]) -> None:
    caption = "1. Name and Address of Reporting Person*"
    page = PIPES.replace(ITEM_1, "\n".join([caption, *lines]))
    assert page != PIPES
    assert read(page) == read(PIPES)
    assert any((path or "").startswith("reporting_owners") for _, path in codes(page))


def test_an_address_whose_lines_are_not_known() -> None:
    page = PIPES.replace(ITEM_1, "1. Name and Address of Reporting Person*\nName: Okafor Ada N\nHobby: chess\nZip: 55802")
    assert "reporting_owners" in parse(page).unread


@pytest.mark.parametrize(("tick", "none"), [("Yes", "No"), ("[X]", "[ ]"), ("☒", "☐")])
def test_boxes_as_answers(tick: str, none: str) -> None:
    page = PIPES
    for label in (
        "Director",
        "10% Owner",
        "Officer (give title below)",
        "Other (specify below)",
        "Form filed by One Reporting Person",
    ):
        ticked = f'<input checked="" type="checkbox"/> {label}'
        page = (
            page.replace(ticked, f"\n{label}: {tick}\n")
            if ticked in page
            else page.replace(f" {label}", f"\n{label}: {none}\n")
        )
    page = page.replace(
        " Form filed by More than One Reporting Person", f"\nForm filed by More than One Reporting Person: {none}"
    )
    assert f"Director: {tick}" in page
    assert read(page) == read(PIPES)


def test_a_blank_for_a_date_says_that_there_is_none() -> None:
    said = PIPES.replace("Original Filed (Month/Day/Year)", "Original Filed (Month/Day/Year)\n*(blank)*")
    assert not {code for code, _ in codes(said)} & {"H031"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("## Table I - Non-Derivative Securities", "## Table II - Derivative Securities"),
        ("### Non-Derivative Transactions", "### Derivative Transactions (Table II)"),
        ("Table I", "Table II"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("notes", ["Explanation of Responses:", "### Footnotes:", "**Notes**"])
def test_titles_and_headings_in_other_words(first: str, second: str, notes: str) -> None:
    titles = [next(line for line in PIPES.split("\n") if line.startswith(title)) for title in (TITLE_1, TITLE_2)]
    page = PIPES.replace(titles[0], first).replace(titles[1], second).replace("Explanation of Responses:", notes)
    assert read(page) == read(PIPES)
    told = codes(page)
    assert {("L015", "non_derivative_table"), ("L015", "derivative_table")} <= told
    assert (("L024", "footnotes") in told) == (notes != "Explanation of Responses:")
    assert not {("H024", None), ("H024", "reporting_owners[0].relationship")} & told


def test_a_line_above_a_table_without_a_title_that_reads_as_an_answer_is_one() -> None:
    title = next(line for line in PIPES.split("\n") if line.startswith(TITLE_1))
    item = PIPES[PIPES.index("5. Relationship") : PIPES.index("3. Date of Earliest")]
    page = PIPES.replace(item, "").replace(title, item.replace(" President", "\n\nPresident"))
    assert read(page).reporting_owners == read(PIPES).reporting_owners


def test_a_title_of_an_officer_in_a_row_of_fields() -> None:
    """The caption stands in the first cell, the boxes in the second: what stands below them is below all of them."""
    item = PAGE[PAGE.index("5. Relationship") : PAGE.index("\n\t3. Date of Earliest")]
    caption, boxes = item.split(" (Check all applicable) ")
    shown = boxes.replace(' <input checked="" type="checkbox"/> ', "<br>☒ ").replace(
        '<input checked="" type="checkbox"/> ', "☒ "
    )
    shown = (
        shown.replace(" 10% Owner", "<br>☐ 10% Owner")
        .replace(" Other (", "<br>☐ Other (")
        .replace(" President", "<br>President")
    )
    row = f"| Field | Value |\n|---|---|\n| {caption} | (Check all applicable)<br>{shown} |\n"
    page = PIPES.replace(item, row)
    assert page != PIPES
    assert read(page).reporting_owners == read(PIPES).reporting_owners


def test_captions_above_each_of_several_signatures() -> None:
    table = "| ** Signature of Reporting Person | Date |\n|---|---|\n| {} | 06/15/2022 |\n"
    page = PIPES.replace(SIGNED, "\n".join(map(table.format, ("/s/ Ada N. Okafor", "Ben Okafor"))))
    assert [one.name for one in read(page).signatures] == ["/s/ Ada N. Okafor", "Ben Okafor"]


def test_a_table_with_few_columns_and_no_title_ends_the_item_above() -> None:
    lines = PIPES.split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith(TITLE_1))
    last = next(i for i, line in enumerate(lines) if line.startswith(TITLE_2))
    shown = "| Title of Security | Transaction Date | Code | Amount | (A) or (D) | Price |\n|---|---|---|---|---|---|\n"
    shown += "| Common Stock | 06/14/2022 | S | 400 | D | $31.07 ⁽¹⁾ |\n"
    page = "\n".join([*lines[:first], "## Non-Derivative Transactions", "", shown, *lines[last:]])
    rows = read(page).non_derivative_table
    assert [(str(row.transaction_date.value), str(row.transaction_shares.value)) for row in rows] == [("2022-06-14", "400")]
    assert not {("H024", None)} & codes(page)
