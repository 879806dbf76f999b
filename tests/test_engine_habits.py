"""Pages as engines, chat models and spreadsheets write them: each habit on the example page, and what cannot be told said."""

from __future__ import annotations

import re
from datetime import date

import pytest

from form4_grammar import parse
from form4_grammar.model import Filing
from form4_grammar.rules.example import EXAMPLE_PAGE
from form4_grammar.testing import printed

PAGE = EXAMPLE_PAGE.replace("</u> <u>18 QUARRY", " 18 QUARRY")
NOTES = PAGE[PAGE.index("1. The price") : PAGE.index("Remarks:")]


def read(page: str) -> Filing:
    found = parse(page).filing
    assert found is not None
    return printed(found)


def rows(page: str, first: str, last: str, joint: str, end: str) -> str:
    """The page, its lines with tabs begun with `first`, ended with `last`, their cells parted by `joint`, `end` after each."""
    lines = re.sub(r"</?u>", "", page).split("\n")
    return "\n".join(
        first + line.replace("\t", joint) + last + end if line.count("\t") > 5 else line.replace("\t", "\n\n") for line in lines
    )


def in_tex(page: str) -> str:
    shown = rows(page.replace("%", "\\%").replace("$", "\\$"), "", "", " & ", " \\\\ \\hline")
    shown = re.sub(r"⁽(\d)⁾", r"${ }^{(\1)}$", shown)
    tables = re.compile(r"(?:^[^\n]*\\\\ \\hline\n)+", re.MULTILINE)
    return tables.sub(lambda found: f"\\begin{{tabular}}{{|l|l|}}\n\\hline\n{found[0]}\\end{{tabular}}\n\n", shown)


def test_tables_in_tex() -> None:
    page = in_tex(PAGE)
    assert page.count("\\begin{tabular}") == 2
    parsed = parse(page)
    assert parsed.dialect == "markdown"
    assert read(page) == read(PAGE)


def test_spans_of_cells_in_tex() -> None:
    page = in_tex(PAGE).replace(
        "3. Transaction Code (Instr. 8) &  &", "\\multicolumn{2}{|c|}{3. Transaction Code (Instr. 8)} &"
    )
    page = page.replace("2. Transaction Date (Month", "\\multirow{2}{*}{\\textbf{2. Transaction Date}} (Month")
    assert "\\multicolumn{2}" in page
    assert read(page) == read(PAGE)


def test_places_in_tex_are_those_of_the_document() -> None:
    page = in_tex(PAGE)
    parsed = parse(page)
    start, end = parsed.places["issuer.name"]
    assert page[start:end] == "LARKSPUR TOOL CO"


def test_a_table_in_tex_that_does_not_end_is_read_to_its_end() -> None:
    parsed = parse(in_tex(PAGE).replace("\\end{tabular}", "", 1))
    assert parsed.filing is not None
    assert parsed.diagnostics


def in_doctags(page: str) -> str:
    """The page with an element for each block; the cell of a heading goes on into the next where that is blank."""
    blocks: list[str] = []
    for line in re.sub(r"</?u>", "", page).split("\n"):
        cells = line.split("\t")
        if len(cells) > 5:
            shown = "".join(f"<fcel>{cell}" if cell else "<lcel>" if "Instr. 8" in line else "<ecel>" for cell in cells)
            if not blocks or not blocks[-1].endswith("</otsl>"):
                blocks.append("<otsl><loc_9><loc_80><loc_490><loc_99></otsl>")
            blocks[-1] = blocks[-1].replace("</otsl>", f"{shown}<nl></otsl>")
        else:
            blocks += [f"<text><loc_9><loc_1><loc_490><loc_9>{cell}</text>" for cell in cells if cell]
    return "<doctag>" + "\n".join(blocks) + "</doctag>"


def test_tables_in_doctags() -> None:
    page = in_doctags(PAGE)
    assert page.count("<otsl>") == 2
    parsed = parse(page)
    assert parsed.dialect == "markdown"
    assert read(page) == read(PAGE)
    start, end = parsed.places["issuer.name"]
    assert page[start:end] == "LARKSPUR TOOL CO"
    boxed = page.replace('<input checked="" type="checkbox"/> Director', "<checkbox_selected>Director</checkbox_selected>")
    assert boxed != page
    assert read(boxed) == read(PAGE)


def test_doctags_without_ends() -> None:
    assert read(in_doctags(PAGE).replace("</otsl>", "").replace("<nl>", "", 1)) == read(PAGE)


@pytest.mark.parametrize(
    "mark", ["<|ref|>table<|/ref|><|det|>[[41, 90, 957, 105]]<|/det|>\n", "<|box|>", "<｜end▁of▁block｜>\n"]
)
def test_tokens_of_a_model_are_no_part_of_the_page(mark: str) -> None:
    page = rows(PAGE, "| ", " |", " | ", "")
    page = "\n\n".join(mark + block for block in page.split("\n\n"))
    assert read(page) == read(PAGE)


def test_a_backslash_at_the_end_of_a_line_is_a_break() -> None:
    page = (
        rows(PAGE, "| ", " |", " | ", "")
        .replace("LARKSPUR TOOL CO [", "\\\nLARKSPUR TOOL CO [")
        .replace("(Last)", "\\\n(Last)")
    )
    assert page.count("\\\n") == 2
    assert read(page) == read(PAGE)


@pytest.mark.parametrize(
    ("tick", "none"), [("(checked)", "(unchecked)"), ("[selected]", "[not selected]"), ("SELECTED", "NOT_SELECTED,")]
)
def test_boxes_in_words(tick: str, none: str) -> None:
    page = PAGE.replace('<input checked="" type="checkbox"/>', tick).replace(" 10% Owner", f" {none} 10% Owner")
    assert tick in page
    assert read(page) == read(PAGE)


@pytest.mark.parametrize("joint", [": ", " "])
def test_a_title_behind_its_box(joint: str) -> None:
    page = rows(PAGE, "| ", " |", " | ", "").replace(" President", "")
    page = page.replace("Officer (give title below)", f"Officer (give title below){joint}President")
    assert "President Other" in page
    assert read(page) == read(PAGE)


def test_a_heading_with_its_second_line_alone() -> None:
    above, below = (line for line in PAGE.split("\n") if line.startswith(("1. Title of Security", "\t\t\tCode")))
    one = "\t".join(b or a for a, b in zip(above.split("\t"), below.split("\t"), strict=True))
    page = PAGE.replace(f"{above}\n{below}", one)
    assert page.count("4. Securities Acquired (A) or Disposed Of") == 0
    parsed = parse(page)
    assert read(page) == read(PAGE)
    assert {(found.code, found.path) for found in parsed.diagnostics} == {("L018", "non_derivative_table")}
    assert read(page.replace("(A) or (D)", "(A) OR (D)")) == read(PAGE)


@pytest.mark.parametrize("heading", ["REMARKS:", "remarks:"])
def test_the_heading_of_the_remarks_in_other_letters(heading: str) -> None:
    told = PAGE.replace("Remarks:", "Remarks:\n\nThe plan was amended.")
    assert read(told.replace("Remarks:", heading)).remarks == "The plan was amended."
    piped = rows(told, "| ", " |", " | ", "").replace("Remarks:\n\n", f"{heading} ")
    assert read(piped).remarks == "The plan was amended."


SIGNED = [
    "Ada N. Okafor\n06/15/2022\n",
    "Ada N. Okafor\t06/15/2022\n",
    "Ada N. Okafor 06/15/2022\n",
    "By: Ada N. Okafor 06/15/2022\n",
]


def signed(lines: str) -> str:
    return PAGE[: PAGE.index("Remarks:")].rstrip() + "\n" + lines + PAGE[PAGE.index("** Signature") :]


@pytest.mark.parametrize("line", SIGNED)
def test_a_signature_that_no_blank_line_parts_from_the_notes(line: str) -> None:
    found = read(signed(line))
    assert [(one.name, one.date) for one in found.signatures] == [(re.split(r"\s\d", line)[0].strip(), date(2022, 6, 15))]
    assert [note.number for note in found.footnotes] == [1, 2]
    assert found.footnotes[-1].text == "The option is fully vested."


@pytest.mark.parametrize("line", SIGNED)
def test_several_such_signatures(line: str) -> None:
    found = read(signed(line + line.replace("Ada N.", "Ben")))
    assert [(one.name or "").split()[-2] for one in found.signatures] == ["N.", "Ben"]


def test_a_note_that_ends_in_a_name_and_a_date_stays_one() -> None:
    """No sentence ends above the line, so that it may go on with the note: nothing is taken for a signature in silence."""
    parsed = parse(signed("Ada N. Okafor 06/15/2022\n").replace("is fully vested.", "was granted by"))
    assert parsed.unread == ("signatures",)


def in_quotes(page: str, separator: str) -> str:
    """The page as a spreadsheet writes it: each line with as many cells, and quotes where they have to be."""
    lines = []
    for line in re.sub(r"</?u>", "", page).split("\n"):
        cells = [*line.split("\t"), *[""] * 16][:16]
        quoted = ('"' + cell.replace('"', '""') + '"' if separator in cell or '"' in cell else cell for cell in cells)
        lines.append(separator.join(quoted) if line.strip() else "")
    return "\n".join(lines)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_page_out_of_a_spreadsheet(separator: str) -> None:
    page = PAGE.replace("The option is fully vested.", 'The "Option", as granted, is fully vested; in part.')
    assert '""Option""' in in_quotes(page, separator)
    assert read(in_quotes(page, separator)) == read(page)


def test_quotes_round_a_cell_that_are_the_filers() -> None:
    page = PAGE.replace("1. The price is", '1. "The price" is').replace("Common Stock", '"Common" Stock', 1)
    assert read(page).footnotes[0].text.startswith('"The price" is')


@pytest.mark.parametrize("left", ["Stock{^}(7){^}", "Stock :sup:`(1)`", "[Common Stock](#x", "Common Stock \\\\ more"])
def test_marks_of_other_markup_in_a_text_are_told(left: str) -> None:
    parsed = parse(PAGE.replace("Common Stock\t06", f"{left}\t06", 1))
    assert any(found.path and found.path.startswith("non_derivative_table[0].security_title") for found in parsed.diagnostics)


def test_a_html_page_that_is_shown_in_markdown() -> None:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in ("FORM 4", "Common Stock")) + "</body></html>"
    assert parse(f"Here it is:\n\n```html\n{page}\n```\n").dialect == "html"
