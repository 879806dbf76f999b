"""Texts that have each cell, or each piece of one, on a line of its own: what `get_text` and its like make of a page.

``tests/pieces`` has what other programs made of ``tests/dialects/form4-plain.html``: a browser (its `innerText`, the cells on
lines), trafilatura's `html2txt`, and pdftotext of the page as a browser printed it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import html2text
import lxml.html  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup
from conftest import FILINGS, SHARED, TESTS, case_text, cases, corpus
from hypothesis import HealthCheck, given, settings
from support.ordinary import ordinary
from support.properties import assert_lossless, assert_spans_right
from support.sec_page import sec_page

from form4_grammar import Filing, Parsed, grammar, parse
from form4_grammar.parser.row_layouts import row_layout
from form4_grammar.readers import PageText, dialect_of, page_text
from form4_grammar.readers.pieced.assigning import Fitted, Unfitted, assign
from form4_grammar.readers.pieced.lattice import Piece
from form4_grammar.readers.pieced.pieces import of_pieces
from form4_grammar.testing import filings, judge, printed

PAGE = (TESTS / "dialects" / "form4-plain.html").read_text(encoding="utf-8")
CONFORMING = [case for case in cases() if "-fault-" not in case and "page-of-2002" not in case]
_SIDE = "derivative_table[0].transaction_acquired_disposed_code"


def soup(separator: str, *, strip: bool = False) -> Callable[[str], str]:
    """BeautifulSoup's `get_text`."""
    return lambda page: BeautifulSoup(page, "lxml").get_text(separator, strip=strip)


def without_blank_lines(page: str) -> str:
    return "\n".join(line.strip() for line in soup("\n")(page).split("\n") if line.strip())


def content(page: str) -> str:
    """What lxml's `text_content` makes of a page, all of whose cells stand on lines of their own, as the SEC has them."""
    return str(lxml.html.fromstring(re.sub(r"(</t[dr]>)(?=<t[dr])", r"\1\n", page)).text_content())


def rows_on_lines(page: str) -> str:
    """What html2text makes of a page when it is told to ignore tables and links."""
    converter = html2text.HTML2Text(bodywidth=0)
    converter.ignore_tables = converter.ignore_links = converter.ignore_emphasis = True
    return converter.handle(page)


def wrapped(page: str) -> str:
    """The words of a page as `pdftotext -raw` has them, captions and cells in narrow columns."""
    lines = without_blank_lines(page).split("\n")
    wraps = (textwrap.TextWrapper(n, break_long_words=False, break_on_hyphens=False) for n in (16, 100))
    narrow, wide = (wrap.wrap for wrap in wraps)
    return "\n".join(chain.from_iterable((wide if len(line) > 130 else narrow)(line) for line in lines))


BY_PLACE: dict[str, Callable[[str], str]] = {
    "get_text, blank lines kept": soup("\n"),
    "text_content": content,
}
BY_TYPE: dict[str, Callable[[str], str]] = {
    "get_text, stripped": soup("\n", strip=True),
    "get_text without blank lines": without_blank_lines,
    "get_text, lines doubled": soup("\n\n", strip=True),
}
TOGETHER: dict[str, Callable[[str], str]] = {
    "get_text on one line": soup(" ", strip=True),
    "html2text without tables": rows_on_lines,
    "wrapped": wrapped,
}
WAYS = BY_PLACE | BY_TYPE


def filing(parsed: Parsed) -> Filing:
    assert parsed.filing is not None
    return parsed.filing


def silent(truth: Filing, parsed: Parsed) -> list[str]:
    wrong = judge(truth, parsed.filing, parsed.diagnostics, parsed.unread)
    return [f"{one.path}: {one.truth!r} is {one.got!r}" for one in wrong if one.is_silent]


@pytest.mark.parametrize("way", BY_PLACE)
def test_where_empty_cells_leave_lines_all_is_read(way: str) -> None:
    assert printed(filing(parse(BY_PLACE[way](PAGE)))) == printed(filing(parse(PAGE)))


@pytest.mark.parametrize("way", BY_TYPE)
def test_where_they_leave_nothing_all_is_read_that_can_be_told(way: str) -> None:
    truth = printed(filing(parse(PAGE)))
    parsed = parse(BY_TYPE[way](PAGE))
    wrong = judge(truth, parsed.filing, parsed.diagnostics, parsed.unread)
    assert [(one.path, one.got, one.is_silent) for one in wrong] == [(_SIDE, None, False)]
    assert [found.path for found in parsed.diagnostics if found.code == "L120"] == [_SIDE]


@pytest.mark.parametrize("way", ["text_content", "get_text, stripped"])
@pytest.mark.parametrize("case", CONFORMING)
def test_nothing_is_silently_wrong(case: str, way: str) -> None:
    truth = ordinary(filing(parse(case_text(case))))
    assert silent(printed(truth), parse(WAYS[way](sec_page(truth)))) == []


@pytest.mark.parametrize("way", TOGETHER)
def test_where_lines_say_little_rows_are_still_told(way: str) -> None:
    truth = printed(filing(parse(PAGE)))
    parsed = parse(TOGETHER[way](PAGE))
    assert silent(truth, parsed) == []
    wrong = judge(truth, parsed.filing, parsed.diagnostics, parsed.unread)
    assert {one.path for one in wrong if one.path.startswith(("non_derivative", "derivative"))} <= {_SIDE}


@pytest.mark.parametrize("way", TOGETHER)
@pytest.mark.parametrize("case", ["form3-table-ii", "form4-all-codes", "form4-several-owners", "form4-plain", "form5-plain"])
def test_nor_is_anything_silently_wrong_there(case: str, way: str) -> None:
    truth = ordinary(filing(parse(case_text(case))))
    assert silent(printed(truth), parse(TOGETHER[way](sec_page(truth)))) == []


@pytest.mark.parametrize("path", sorted((TESTS / "pieces").iterdir()), ids=lambda path: path.stem)
def test_what_other_programs_make_of_the_page(path: Path) -> None:
    truth, parsed = printed(filing(parse(PAGE))), parse(path)
    assert silent(truth, parsed) == []
    wrong = judge(truth, parsed.filing, parsed.diagnostics, parsed.unread)
    # On the narrow pages of the browser's print, captions are torn apart by those beside them; doc2dict drops numbers
    may_be = {_SIDE, "derivative_table[0]", *(["reporting_owners[0].address.zip_code"] if "doc2dict" in path.stem else ())}
    assert path.stem.endswith("pdftotext") or {one.path for one in wrong} <= may_be


def test_lines_drawn_with_stars_are_no_part_of_wrapped_answers() -> None:
    page = rows_on_lines(PAGE)
    assert "\n* * *\n" in page
    folded = "\n".join(chain.from_iterable(textwrap.wrap(line, 60) or [""] for line in page.split("\n")))
    assert silent(printed(filing(parse(PAGE))), parse(folded)) == []
    owner = filing(parse(folded)).reporting_owners[0]
    assert owner.name == filing(parse(PAGE)).reporting_owners[0].name


def test_most_is_read_of_what_get_text_makes_of_real_filings() -> None:
    corpus("corpus/texts/get_text")
    folders = (str(SHARED / "corpus/texts/get_text"), str(SHARED / "corpus/ocr"))
    command = f"{sys.executable} -c 'from form4_grammar.cli import main; main()'"
    environment = {"FORM4": command, "PATH": "/usr/bin:/bin"}
    score = [sys.executable, str(SHARED / "tools" / "score"), *folders]
    run = subprocess.run(score, capture_output=True, text=True, env=environment, check=False)
    share = re.search(r"fields right = ([\d.]+)%", run.stdout)
    assert share is not None, run.stdout + run.stderr
    assert float(share[1]) > 97
    assert ", 0 of them silent" in run.stdout


def test_bars_for_line_breaks_are_line_breaks() -> None:
    text = soup("|", strip=True)(PAGE)
    parsed = parse(text)
    assert parsed.dialect == "text"
    assert printed(filing(parsed)) == printed(filing(parse(text.replace("|", "\n"))))


@pytest.mark.parametrize("is_stripped", [False, True])
def test_so_are_tabs_between_all_pieces(*, is_stripped: bool) -> None:
    text = soup("\t", strip=is_stripped)(PAGE)
    assert printed(filing(parse(text))) == printed(filing(parse(text.replace("\t", "\n"))))


def test_a_word_that_a_line_breaks_after_its_hyphen_is_whole() -> None:
    text = case_text("form4-plain").replace("/s/ Ada N. Okafor 06", "/s/ Bea Lunt, Attorney-in-Fact 06", 1)
    assert "Attorney-in-Fact" in text
    parsed = parse(text.replace("Attorney-in-Fact", "Attorney-in-\nFact"))
    assert printed(filing(parsed)) == printed(filing(parse(text)))
    assert [found.code for found in parsed.diagnostics if found.code == "L045"] == ["L045"]


def plain(value: Any) -> Any:
    """The value, its texts without what means something in markup or in a text."""
    if isinstance(value, str):
        return re.sub(r"[&<>\\]+", "", value)
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: plain(getattr(value, field.name)) for field in fields(value)})
    return value


@given(filings())
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_no_cell_of_a_drawn_filing_is_silently_wrong(drawn: Filing) -> None:
    truth = plain(ordinary(drawn))
    for way in ("get_text, blank lines kept", "get_text, stripped"):
        wrong = silent(printed(truth), parse(WAYS[way](sec_page(truth))))
        assert [one for one in wrong if one.startswith(("non_derivative", "derivative"))] == []


@pytest.mark.parametrize("case", cases())
def test_a_text_with_cells_side_by_side_is_left_alone(case: str) -> None:
    page = PageText(case_text(case))
    assert all(of_pieces(page, grammar.load(form)) is page for form in grammar.FORMS)


def test_so_are_html_and_markdown() -> None:
    for path in sorted((TESTS / "dialects").glob("form4-plain.*")):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".xml":
            page = page_text(text, dialect_of(text))
            assert of_pieces(page, grammar.load("4")) is page, path.name


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_the_text_is_lost_and_all_places_are_right(way: str) -> None:
    text = WAYS[way](PAGE)
    assert_lossless(text)
    assert_spans_right(text)


def pieces(text: str) -> list[Piece]:
    """Pieces by a line each, blank lines between them counted."""
    found, breaks = [], 0
    for line in text.split("\n"):
        breaks += 1
        if line.strip():
            found.append(Piece(line.strip(), 0, 0, breaks))
            breaks = 0
    return found


def read(text: str, table: str, form: str = "4") -> list[tuple[str, ...] | str]:
    """The cells that are not empty of each row, and what fits none."""
    parts = pieces(text)
    form_grammar = grammar.load(form)
    found: list[tuple[str, ...] | str] = []
    for row in assign([(parts, row_layout(form_grammar, f"{table}_row"))], form_grammar)[0]:
        if isinstance(row, Unfitted):
            found.append(" ".join(piece.shown for piece in parts[row.first : row.last]))
        else:
            cells = ((at, " ".join(piece.shown for piece in parts[first:last])) for at, (first, last) in enumerate(row.cells))
            found.append(tuple(f"{at} {shown}" for at, shown in cells if shown))
    return found


def doubts(text: str, table: str, form: str = "4") -> Sequence[Fitted]:
    form_grammar = grammar.load(form)
    (rows,) = assign([(pieces(text), row_layout(form_grammar, f"{table}_row"))], form_grammar)
    return [row for row in rows if isinstance(row, Fitted)]


TRADE = "Common Stock\n03/04/2021\nS\n(1)\n400\nD\n$31.07\n9,600\nD"
HELD = "Common Stock\n500\nI\nBy Trust\n(2)"


def test_rows_follow_each_other() -> None:
    trade = ("0 Common Stock", "1 03/04/2021", "3 S (1)", "5 400", "6 D", "7 $31.07", "8 9,600", "9 D")
    held = ("0 Common Stock", "8 500", "9 I", "10 By Trust (2)")
    assert read(f"{TRADE}\n{HELD}\n{TRADE}", "table_i") == [trade, held, trade]


def test_a_second_date_is_that_of_deemed_execution() -> None:
    (row,) = read(TRADE.replace("2021\n", "2021\n03/05/2021\n"), "table_i")
    assert row[1:3] == ("1 03/04/2021", "2 03/05/2021")


def test_what_belongs_to_an_indirect_holding_only_is_the_title_of_the_next_row() -> None:
    direct = "Units\n500\nD"
    assert read(f"{direct}\n{direct}", "table_i") == [("0 Units", "8 500", "9 D")] * 2


def test_pieces_that_make_no_row_are_told_and_the_rows_around_them_read() -> None:
    lost = TRADE.replace("\nD\n$", "\n$")
    first, second, third = read(f"{HELD}\n{lost}\n{HELD}", "table_i")
    assert second == lost.replace("\n", " ")
    assert first == third == ("0 Common Stock", "8 500", "9 I", "10 By Trust (2)")


def test_a_reference_between_two_cells_that_both_may_have_it_is_in_doubt() -> None:
    (row,) = doubts(TRADE.replace("D\n$31.07", "D\n(2)\n(3)"), "table_i")
    assert row.references == {"transaction_acquired_disposed_code", "transaction_price_per_share"}
    (row,) = doubts(TRADE.replace("D\n$31.07", "D\n(2)"), "table_i")
    assert not row.references  # the price cannot be empty


def test_a_number_may_stand_under_acquired_or_disposed() -> None:
    option = "Option\n$5\n03/04/2021\nM\n100\n(2)\n03/04/2030\nCommon Stock\n100\n$0\n0\nD"
    (row,) = doubts(option, "table_ii")
    assert row.kinds == ("derivative_acquisition", "derivative_disposition")
    assert not row.values
    apart = option.replace("M\n", "M\n\n\n").replace("03/04/2021\n", "03/04/2021\n\n").replace("100\n$", "100\n$")
    (row,) = doubts(apart, "table_ii")
    assert row.kinds == ("derivative_disposition",)


def test_a_dollar_sign_tells_a_price_from_an_amount() -> None:
    row = read("Series C\n(1)\n(1)\nClass B\n(2)\n3,126\n(1)\nI\nSee note\n(3)", "table_ii", "3")
    assert row == [("0 Series C", "1 (1)", "2 (1)", "3 Class B (2)", "4 3,126", "5 (1)", "6 I", "7 See note (3)")]


def test_a_damaged_row_is_an_error_of_its_table() -> None:
    text = without_blank_lines(PAGE)
    damaged = text.replace("\nD\n$\n31.07\n", "\n$\n31.07\n")
    assert damaged != text
    parsed = parse(damaged)
    assert {found.path for found in parsed.diagnostics if found.code == "L121"} == {"non_derivative_table"}
    assert silent(printed(filing(parse(PAGE))), parsed) == []
    assert filing(parsed).footnotes == filing(parse(PAGE)).footnotes
    assert filing(parsed).signatures == filing(parse(PAGE)).signatures


def test_rows_on_lines_of_their_own_are_read_by_their_words() -> None:
    lines = without_blank_lines(PAGE).split("\n")
    title, end = (next(i for i, line in enumerate(lines) if line.startswith(one)) for one in ("Price", "Table II"))
    rows = read("\n".join(lines[title + 1 : end]), "table_i")
    shown = [" ".join(cell.partition(" ")[2] for cell in row) for row in rows]
    text = "\n".join([*lines[: title + 1], *shown, *lines[end:]])
    assert filing(parse(text)).non_derivative_table == filing(parse(text)).non_derivative_table
    assert silent(printed(filing(parse(PAGE))), parse(text)) == []


def test_every_case_was_met() -> None:
    assert len(CONFORMING) > len(list(FILINGS.glob("*.txt"))) // 3
