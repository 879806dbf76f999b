"""Pages as people pass them on: mails, patches, tabs made blanks, sheets in quotes; and renderers with captions above."""

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
MAIL = "From: Ben\nTo: Ada\nSubject: Re: the form\n\nIs it this one?\n\n"


def read(page: str) -> Filing:
    found = parse(page).filing
    assert found is not None
    return printed(found)


@pytest.mark.parametrize(("mark", "above"), [("> ", MAIL), (">> ", MAIL), ("+", "@@ -1,2 +1,60 @@\n"), (">", "")])
def test_lines_that_begin_with_the_sign_of_who_passed_them_on(mark: str, above: str) -> None:
    page = above + "".join(f"{mark}{line}\n" for line in PAGE.split("\n"))
    found = parse(page)
    assert found.filing is not None
    assert printed(found.filing) == read(PAGE)
    start, end = found.places["issuer.name"]
    assert page[start:end] == "LARKSPUR TOOL CO"
    piped = above + "".join(f"{mark}{line}\n" for line in PIPES.split("\n"))
    assert read(piped) == read(PIPES)


def test_a_few_lines_with_such_a_sign_are_as_they_stand() -> None:
    page = PAGE.replace("2. The option", "+2. The option")
    assert {one.path for one in parse(page).diagnostics} != set()


def test_four_blanks_for_each_tab() -> None:
    page = PAGE.replace("\t", "    ")
    found = parse(page)
    assert found.filing is not None
    assert printed(found.filing) == read(PAGE)
    cell = found.filing.non_derivative_table[1].transaction_price_per_share
    assert page[cell.start : cell.end] == "$31.07 ⁽¹⁾"


@pytest.mark.parametrize("end", ["", ","])
def test_a_sheet_with_all_cells_in_quotes(end: str) -> None:
    """Lines have as many cells as there are, a blank ends each, and a comma may stand behind the last."""
    shown = [[cell.replace('"', '""') for cell in line.split("\t")] for line in PAGE.split("\n") if line]
    page = "\n".join(",".join(f'"{cell} "' for cell in cells) + end * (len(cells) > 3) for cells in shown)
    assert read(page) == read(PAGE)


@pytest.mark.parametrize(
    ("tick", "none"), [("checkbox checked", "checkbox unchecked"), ("[Check box: checked]", "[Check box: not checked]")]
)
def test_boxes_by_what_their_pictures_are_called(tick: str, none: str) -> None:
    page = PAGE.replace('<input checked="" type="checkbox"/>', tick).replace(" 10% Owner", f" {none} 10% Owner")
    assert page.count(tick) == 3
    assert read(page) == read(PAGE)


@pytest.mark.parametrize("name", ["/s/ Ada N. Okafor", "/s/ Ada N. Okafor, trustee of the trust dated October 27, 2009"])
def test_the_captions_of_a_signature_above_its_name_and_its_date(name: str) -> None:
    table = f"<table><tr><td><div>** Signature of Reporting Person</div><div>{name}</div></td>"
    table += "<td><div>Date</div><div>06/15/2022</div></td></tr></table>"
    lines = f"** Signature of Reporting Person: {name}\n\n**Date:** 06/15/2022"
    for shown in (table, lines):
        signatures = read(PIPES.replace(SIGNED, shown)).signatures
        assert [(one.name, str(one.date)) for one in signatures] == [(name, "2022-06-15")]


def test_the_caption_of_the_signatures_as_the_heading_of_a_table() -> None:
    table = "| ** Signature of Reporting Person | Date |\n|---|---|\n| /s/ Ada N. Okafor | 06/15/2022 |\n"
    assert read(PIPES.replace(SIGNED, table)) == read(PIPES)
    further = "| Ben Okafor | 06/15/2022 |\n| /s/ Eve Lark | 06/16/2022 |\n"
    found = read(PIPES.replace(SIGNED, table + further)).signatures
    assert [(one.name, str(one.date)[-2:]) for one in found] == [
        ("/s/ Ada N. Okafor", "15"), ("Ben Okafor", "15"), ("/s/ Eve Lark", "16"),
    ]  # fmt: skip


def test_the_answer_of_an_item_on_the_line_below_with_the_next_item() -> None:
    """A word processor keeps the lines of a cell and parts the cells by tabs."""
    page = PAGE.replace("(Month/Day/Year)\t6. Individual", "(Month/Day/Year)\n06/10/2022\t6. Individual")
    assert str(read(page).date_of_original_submission) == "2022-06-10"


def test_signatures_above_the_notes_with_a_heading_take_no_note_with_them() -> None:
    page = PAGE.replace(SIGNED, "").replace("Explanation of", f"Signatures\n{SIGNED}\nExplanation of").replace("Remarks:\n", "")
    found = read(page)
    assert found.footnotes == read(PAGE).footnotes
    assert found.signatures == read(PAGE).signatures


def test_paragraphs_of_markup_on_one_line_of_markdown() -> None:
    notes = PIPES[PIPES.index("1. The price") : PIPES.index("Remarks:")].strip()
    page = PIPES.replace(notes, "".join(f"<p>{note}</p>" for note in notes.split("\n")))
    assert read(page) == read(PIPES)


def test_an_item_of_a_list_without_anything() -> None:
    page = PIPES.replace("Original Filed (Month/Day/Year)", "Original Filed (Month/Day/Year)\n  - ")
    assert page != PIPES
    assert read(page) == read(PIPES)
