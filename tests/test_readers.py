"""The other dialects: what is read of them, where it stands, and what they cannot do to us.

``tests/dialects`` has one filing as the SEC's page, as what converters make of that page, and as its XML.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from shutil import which
from typing import Any

import html2text
import markdownify
import pytest
from conftest import FILINGS, SHARED, TESTS, case_text, cases, corpus
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.console import Console
from support.ordinary import ordinary
from support.properties import cells, leaves
from support.sec_page import sec_page
from syrupy.assertion import SnapshotAssertion

from form4_grammar import Filing, Parsed, check, grammar, parse
from form4_grammar.as_json import jsonable
from form4_grammar.cli.summary import summary
from form4_grammar.readers import Dialect, PageText, dialect_of, page_text, printed_texts, recomposed_headings, recomposed_items
from form4_grammar.readers.markup.aligned import aligned
from form4_grammar.readers.page_text import RAISED_REFERENCE
from form4_grammar.readers.recompose import recompose
from form4_grammar.readers.recomposed_parts import row_at_once
from form4_grammar.rules.example import EXAMPLE_PAGE
from form4_grammar.testing import filings, printed

DIALECTS = TESTS / "dialects"
PAGE = (DIALECTS / "form4-plain.html").read_text(encoding="utf-8")
CONFORMING = [case for case in cases() if "-fault-" not in case]
RELAXED = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def unwrapped(page: str) -> str:
    """What html2text makes of a page when it is told not to wrap lines."""
    converter = html2text.HTML2Text()
    converter.body_width = 0
    return converter.handle(page)


def pandoc(page: str) -> str:
    """What pandoc makes of a page. Skips the test, saying so, where it is not installed."""
    if which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    run = subprocess.run(["pandoc", "-f", "html", "-t", "gfm"], input=page, capture_output=True, text=True, check=True)
    return run.stdout


CONVERTERS: dict[str, Callable[[str], str]] = {
    "html": lambda page: page,
    "markdownify": markdownify.markdownify,
    "html2text": html2text.html2text,
    "html2text-unwrapped": unwrapped,
    "pandoc": pandoc,
}


def filing(parsed: Parsed) -> Filing:
    assert parsed.filing is not None
    return parsed.filing


def sec_pages() -> Iterator[Path]:
    """The pages of the SEC, where they are at hand."""
    corpus("corpus/sec-html")
    yield from sorted((SHARED / "corpus/sec-html").glob("*.html"))


ALSO_SAID = {
    "form4-plain.html-to-markdown.md": {"L046", "L027"},  # a title of its own, and a star of the form that it took for a bullet
    "form4-plain.turndown-gfm.md": {"L046"},  # the title of the document
    "form4-plain.html2text-bypass-tables.md": {"L069"},
}
"""What else is said of what a converter has made."""


@pytest.mark.parametrize("path", sorted(DIALECTS.iterdir()), ids=lambda path: path.name)
def test_one_filing_in_every_dialect(path: Path) -> None:
    parsed = parse(path)
    assert parsed.dialect == {".html": "html", ".md": "markdown", ".xml": "xml"}[path.suffix]
    assert printed(filing(parsed)) == printed(filing(parse(FILINGS / "form4-plain.txt")))
    assert {one.code for one in parsed.diagnostics} <= {"N017", *ALSO_SAID.get(path.name, ())}


@pytest.mark.parametrize("path", sorted(DIALECTS.iterdir()), ids=lambda path: path.name)
def test_the_links_of_a_page_give_the_ciks(path: Path) -> None:
    parsed = parse(path)
    assert filing(parsed).issuer.cik == "0000012345"
    assert filing(parsed).reporting_owners[0].cik == "0000067890"
    for name, digits in (("issuer.cik", "12345"), ("reporting_owners[0].cik", "67890")):
        assert digits in parsed.source.text[slice(*parsed.places[name])]


def test_page_text(text_snapshot: SnapshotAssertion) -> None:
    parsed = parse(DIALECTS / "form4-plain.html2text.md")
    assert parsed.page is not None
    assert parsed.page.text + "\n" == text_snapshot


@pytest.mark.parametrize("converter", sorted(CONVERTERS.keys() - {"pandoc"}))
@pytest.mark.parametrize("case", CONFORMING)
def test_pages_of_the_sec_and_what_converters_make_of_them(case: str, converter: str) -> None:
    original = ordinary(filing(parse(case_text(case))))
    parsed = parse(CONVERTERS[converter](sec_page(original)))
    assert printed(filing(parsed)) == printed(original)
    assert {one.code for one in parsed.diagnostics} <= {"N017", "N006"}


@pytest.mark.parametrize("case", ["form3-table-ii", "form4-table-ii-every-kind", "form4-several-owners", "form5-plain"])
def test_what_pandoc_makes_of_them(case: str) -> None:
    original = ordinary(filing(parse(case_text(case))))
    parsed = parse(pandoc(sec_page(original)))
    assert printed(filing(parsed)) == printed(original)
    assert parsed.diagnostics == ()


@given(filings())
@RELAXED
def test_any_filing_on_a_page_of_the_sec(drawn: Filing) -> None:
    original = ordinary(drawn)
    assert printed(filing(parse(sec_page(original)))) == printed(original)


@pytest.mark.parametrize("converter", CONVERTERS)
def test_the_pages_of_the_sec_say_what_their_xml_says(converter: str) -> None:
    for path in sec_pages():
        parsed = parse(CONVERTERS[converter](path.read_text(encoding="utf-8")))
        truth = filing(parse(path.with_suffix(".xml")))
        assert printed(filing(parsed)) == printed(truth), path.name
        assert filing(parsed).issuer == truth.issuer
        assert [owner.cik for owner in filing(parsed).reporting_owners] == [owner.cik for owner in truth.reporting_owners]
        assert {one.code for one in parsed.diagnostics} <= {"N017"}, path.name


@pytest.mark.parametrize("converter", ["html", "markdownify", "html2text"])
def test_real_filings_through_a_page_of_the_sec(converter: str) -> None:
    for path in corpus("corpus/ocr")[::4]:
        original = filing(parse(path))
        assert printed(filing(parse(CONVERTERS[converter](sec_page(original))))) == printed(original), path.name


def test_checks_find_the_same_on_every_dialect() -> None:
    """The checks look at what is printed, wherever it stands in the markup."""
    text = case_text("form4-plain").replace("06/15/2022", "06/29/2022")
    expected = [(one.code, one.path) for one in check(text).diagnostics]
    assert ("D006", "non_derivative_table[0].transaction_date") in expected
    page = sec_page(filing(parse(text)))
    for converter in ("html", "markdownify", "html2text"):
        found = check(CONVERTERS[converter](page))
        assert [(one.code, one.path) for one in found.diagnostics if one.code != "N017"] == expected
        assert {found.source.text[one.start : one.end] for one in found.diagnostics if one.code == "D006"} == {"06/14/2022"}


def text_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", markup)).split())


def assert_places_right(path: str, source: str) -> int:
    """The text at the span of each cell is the cell's raw text, and says what the page says. Gives the number of cells."""
    parsed = parse(source)
    assert parsed.on_page is not None, path
    number = 0
    for cell, on_page in zip(cells(filing(parsed)), cells(filing(parsed.on_page)), strict=True):
        assert source[max(cell.start, 0) : max(cell.end, 0)] == cell.raw, path
        assert text_of(cell.raw).replace(" ", "") == text_of(on_page.raw).replace(" ", ""), path
        number += bool(cell.raw)
    for start, end in parsed.places.values():
        assert 0 <= start <= end <= len(source), path
    for token in leaves(parsed.tree):
        assert text_of(source[slice(token.start_pos, token.end_pos)]).split()[:1] in ([], text_of(token).split()[:1])
    return number


def test_spans_on_the_pages_of_the_sec() -> None:
    numbers = [assert_places_right(path.name, path.read_text(encoding="utf-8")) for path in sec_pages()]
    assert numbers == [21, 47, 16]  # as counted; the amount of a row of Table II also says whether it is (A) or (D)


@pytest.mark.parametrize("case", CONFORMING)
def test_spans_on_pages_of_our_own(case: str) -> None:
    assert_places_right(case, sec_page(filing(parse(case_text(case)))))


def test_scalars_point_into_the_document() -> None:
    shown = jsonable.parsed("page.html", parse(PAGE), spans=True)["filing"]
    assert shown["issuer"]["name"]["raw"] == "LARKSPUR TOOL CO"
    assert shown["reporting_owners"][0]["address"]["city"]["raw"] == "DULUTH"
    assert shown["signatures"][0]["date"]["raw"] == "06/15/2022"
    for field in (shown["issuer"]["trading_symbol"], shown["reporting_owners"][0]["relationship"]["officer_title"]):
        start, end = (field["span"][edge]["offset"] for edge in ("start", "end"))
        assert PAGE[start:end] == field["raw"] == field["value"]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        (case_text("form4-plain"), "text"),
        (PAGE, "html"),
        (PAGE[PAGE.index("<table") :], "html"),
        ("<pre>\n" + case_text("form4-plain") + "</pre>", "text"),
        ((DIALECTS / "form4-plain.xml").read_text(encoding="utf-8"), "xml"),
        ("<SEC-DOCUMENT>\n<TYPE>4\n<XML>\n<ownershipDocument/>\n</XML>", "xml"),
        ("| 1. Title | 2. Date |\n| --- | --- |\n| Common Stock | 01/02/2024 |\n", "markdown"),
        ("1\\. Title | 2\\. Date  \n---|---  \nCommon Stock | 01/02/2024  \n", "markdown"),
        ("Common Stock | a | b\nCommon Stock | c | d\nPreferred Stock | e | f\n", "markdown"),
    ],
)
def test_the_dialect_is_told_by_content(text: str, dialect: str) -> None:
    assert dialect_of(text) == dialect


def test_a_dialect_can_be_given() -> None:
    assert parse(PAGE, dialect="text").dialect == "text"
    assert parse(case_text("form4-plain"), dialect="markdown").filing is not None
    with pytest.raises(ValueError, match="no such dialect"):
        parse(PAGE, dialect="rtf")  # type: ignore[arg-type]


@pytest.mark.parametrize("converter", ["html", "markdownify", "html2text", "pandoc"])
def test_what_a_site_puts_around_the_form_is_left_out_and_said_so(converter: str) -> None:
    head = "<header><ul><li>Home</li><li>Form 4</li></ul><h1>Larkspur Tool: insider trades</h1>"
    head += "<table><tr><td>Filed</td><td>today</td></tr></table></header>"
    foot = "<footer><p>All rights reserved.</p><table><tr><td>Terms</td><td>Privacy</td></tr></table></footer></body>"
    saved = PAGE.replace("<body>", f"<body>{head}").replace("</body>", foot)
    parsed = parse(CONVERTERS[converter](saved))
    assert printed(filing(parsed)) == printed(filing(parse(PAGE)))
    assert {one.code for one in parsed.diagnostics} - {"N017"} == {"L046"}
    left_out = [parsed.source.text[one.start : one.end] for one in parsed.diagnostics if one.code == "L046"]
    assert "insider trades" in "".join(left_out)
    assert "rights reserved" in "".join(left_out)


def test_a_page_copied_out_of_a_browser() -> None:
    lines = page_text(PAGE, "html").text
    parsed = parse(lines)
    assert parsed.dialect == "text"
    assert printed(filing(parsed)) == printed(filing(parse(PAGE)))
    assert parsed.diagnostics == ()


@pytest.mark.parametrize("case", [case for case in CONFORMING if "-page-of-2002" not in case])
def test_a_page_that_has_the_lines_of_the_form_keeps_them(case: str) -> None:
    parsed = parse(case_text(case))
    assert parsed.on_page is None
    again = recompose(PageText(case_text(case)), grammar.load(filing(parsed).form_type[0]))
    assert printed(filing(parse(again.text))) == printed(filing(parsed))


def test_what_is_remembered_of_other_pages_changes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    dialects: dict[str, Dialect] = {".html": "html", ".md": "markdown"}
    lines = [
        page_text(before + path.read_text(encoding="utf-8"), dialects[path.suffix])
        for path in sorted(DIALECTS.iterdir())
        if path.suffix in dialects
        for before in ("", "Filed by the issuer:\n\n")
    ]

    def all_of_them() -> list[tuple[object, ...]]:
        again = [recompose(page, grammar.load("4")) for page in lines]
        return [(page.text, page.starts, page.ends, page.doubts) for page in again]

    remembered = all_of_them()
    for module in (printed_texts, recomposed_headings, recomposed_items):
        monkeypatch.setattr(module, "_LONGEST_KNOWN", 0)
    monkeypatch.setattr(recomposed_headings, "_LONGEST_HEADING", 0)
    assert all_of_them() == remembered
    lines[:] = [replace(page, is_nested=False) for page in lines]  # then no row is taken at once
    assert all_of_them() == remembered


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        ("a\tb c\td", ["", (0, 7), ""]),
        ("\t\ta\t\tb\t\t", ["\t\t", (2, 6), "\t\t"]),
        ("a\tb  c", None),
        ("a\tb\xa0c", None),
        (" a\tb", ["", (1, 4), ""]),
        ("a \tb", None),
        ("a\t b", None),
        ("\t", None),
    ],
)
def test_a_row_is_taken_at_once_where_tabs_alone_part_its_cells(cells: str, parts: object) -> None:
    places, at = [], 0
    for cell in cells.split("\t"):
        start = at + (len(cell) - len(cell.lstrip()) if cell.strip() else 0)
        places.append((start, start + len(cell.strip())))
        at += len(cell) + 1
    assert row_at_once(cells, places) == parts


def test_a_page_may_end_in_the_title_of_a_table() -> None:
    page = EXAMPLE_PAGE[: EXAMPLE_PAGE.index("1. Title of Security")].rstrip()
    last = page.splitlines()[-1]
    assert last.startswith("Table I")
    assert recompose(PageText(page), grammar.load("4")).text.endswith(f"\n{last}")


def test_a_heading_ends_where_rows_begin() -> None:
    form = grammar.load("4")
    lines = EXAMPLE_PAGE.split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("1. Title of Security"))
    heading = "\n".join(lines[first : first + 2])
    rows = {"Common Stock\t01/02/2025": True, "\tNumber of": True, "Price\tx": False, "V": False}
    for below, is_row in rows.items():
        text = f"{heading}\n{below}"
        cells = printed_texts.fragments(text)
        for at_once in (False, True):
            quick = recomposed_headings.heading_at(text, cells, 0, form, "table_i_heading", at_once=at_once)
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(recomposed_headings, "_LONGEST_HEADING", 0)
                slow = recomposed_headings.heading_at(text, cells, 0, form, "table_i_heading", at_once=at_once)
            assert quick == slow
            assert quick is not None
            assert (quick.shortened is None) == is_row


def assert_tree_is_whole(source: str) -> None:
    """The leaves of the tree are the page text without what was put in, and stand where they say."""
    parsed = parse(source)
    assert parsed.page is not None
    tokens = [str(token) for token in leaves(parsed.tree)]
    own = [
        sign
        for index, sign in enumerate(parsed.page.text)
        if parsed.page.span(index, index + 1)[0] != parsed.page.span(index, index + 1)[1]
    ]
    assert "".join("".join(tokens).split()) == "".join("".join(own).split())


@pytest.mark.parametrize(
    "path", [path for path in sorted(DIALECTS.iterdir()) if path.suffix != ".xml"], ids=lambda path: path.name
)
def test_the_tree_has_all_that_is_printed(path: Path) -> None:
    assert_tree_is_whole(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CONFORMING)
def test_the_tree_has_all_that_is_printed_on_pages_of_our_own(case: str) -> None:
    assert_tree_is_whole(sec_page(filing(parse(case_text(case)))))


def test_rows_are_read_by_the_heading_that_the_page_has() -> None:
    without = re.sub(r"<th[^<>]*>2A\. .*?</th>", "", PAGE, flags=re.DOTALL)
    assert without != PAGE
    rows = re.sub(
        r'(<td align="center">\s*<span class="FormData">06/14/2022</span>\s*</td>\s*)<td align="center"></td>', r"\1", without
    )
    parsed = parse(rows)
    assert "L016" in {one.code for one in parsed.diagnostics}
    assert filing(parsed).non_derivative_table[0].transaction_code.value == "M"


def test_a_mark_that_was_lost_leaves_the_box_unknown() -> None:
    page = PAGE.replace("<span>X</span>", "", 1)
    assert filing(parse(page)).reporting_owners[0].relationship != filing(parse(PAGE)).reporting_owners[0].relationship
    ticked = PAGE.replace("<td> \u00a0</td>", "<td>X</td>", 1)
    assert filing(parse(PAGE)).not_subject_to_section16 is None
    assert filing(parse(ticked)).not_subject_to_section16 is True


def test_other_tables_and_other_marks() -> None:
    page = PAGE.replace('<td align="center"><span>X</span></td>', '<td><input type="checkbox" checked></td>')
    page = page.replace("<tbody>", "<tbody><tr style='display: none'><td>hidden</td><td>row</td></tr>")
    page = page.replace("By Spouse", "<p>By\n&nbsp;<b>Spouse</b> &amp; Co. \\ &lt;u&gt;</p>")
    parsed = parse(page)
    assert filing(parsed).reporting_owners[0].relationship == filing(parse(PAGE)).reporting_owners[0].relationship
    assert filing(parsed).non_derivative_table[2].nature_of_ownership.value == "By Spouse & Co. \\ <u>"
    assert len(filing(parsed).non_derivative_table) == 3


def test_a_word_broken_at_a_hyphen_is_joined_and_said_so() -> None:
    text = (DIALECTS / "form4-plain.html2text.md").read_text(encoding="utf-8")
    parsed = parse(text.replace("The option is fully vested.", "The option of Lark-\nspur is fully vested."))
    assert filing(parsed).footnotes[1].text == "The option of Lark-spur is fully vested."
    assert [parsed.source.text[one.start - 4 : one.end + 1] for one in parsed.diagnostics if one.code == "L045"] == ["Lark-\n"]


@pytest.mark.parametrize(
    ("markup", "data"),
    [
        ("AT&amp;T", "AT&T"),
        ("&lt;b&gt; &#8217;s", "<b> \u2019s"),
        ("a<!-- b -->c", "ac"),
        ("a</foo>b\r\nc", "ab\nc"),
        ("R&D &notit; &x", "R&D \u00acit; &x"),
        ("a\0b", "a\ufffdb"),
    ],
)
def test_decoded_text_is_found_again(markup: str, data: str) -> None:
    places = aligned(data, markup, 0)
    assert len(places) == len(data)
    for (start, end), sign in zip(places, data, strict=True):
        shown = markup[start:end]
        assert sign in unescape(shown) or shown in ("\r\n", "\0")


PIECES = st.sampled_from(
    [
        "<table>", "<tr>", "<td>", "</table>", "<sup>(1)</sup>", "<a href=CIK=1>", "| a ", "|---|", "\n", "  \n", "**", "\t",
        "[x](y)", "\\|", "</", "&", "&#", "X", "1. Name and Address of Reporting Person*", "(Street)", "Table I - ",
        "3235-0287", "<ownershipDocument>", "1. Title of Security (Instr. 3)", "Code", "<input type=checkbox checked>",
        "2. Issuer Name and Ticker or Trading Symbol",
    ]
)  # fmt: skip

HOSTILE: dict[str, str] = {
    "nested tables": PAGE.replace("<body>", "<body>" + "<table><tr><td>" * 10_000),
    "nested tables without cells": PAGE.replace("<body>", "<body>" + "<table>" * 10_000),
    "nested type": PAGE.replace("<span>X</span>", "<b>" * 10_000 + "X"),
    "cells that span everything": PAGE.replace(
        "<tbody>", "<tbody>" + "<tr><td colspan=999 rowspan=65000>a</td><td>b</td></tr>" * 500
    ),
    "captions": PAGE + "<p>1. Name and Address of Reporting Person*</p>" * 2_000,
    "words": "3235-0287\n| a | b |\n|---|---|\n" + "**a _b [c](d " * 5_000,
    "unclosed": "3235-0287\n| a | b |\n|---|---|\n" + "<script>" * 5_000 + "<!--" * 5_000 + "[" * 5_000,
    "pipes": "3235-0287\n| a | b |\n|---|---|\n" + "| --- " * 20_000,
    "references": PAGE.replace("LARKSPUR", "&amp;" * 20_000),
    "tabs": "<html><pre>3235-0287\n" + "\t" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_read_to_their_end(name: str) -> None:
    """Each takes about a second; with a loop inside a loop over what it repeats it would take hours."""
    parsed = parse(HOSTILE[name])
    assert parsed.filing is not None or parsed.diagnostics
    assert ("LARKSPUR" in HOSTILE[name]) <= (parsed.filing is not None and filing(parsed).issuer.trading_symbol == "LKSP")
    assert list(leaves(parsed.tree)) or parsed.filing is None


def test_scripts_and_controls_stay_out_or_are_shown_dead() -> None:
    page = PAGE.replace("Okafor Ada N", "Okafor <script>alert(1)</script>\x1b[31mAda\0 &lt;script&gt;")
    parsed = parse(page.encode())
    name = filing(parsed).reporting_owners[0].name
    assert name is not None
    assert "alert" not in name
    assert name.endswith("<script>")
    shown = io.StringIO()
    Console(file=shown, width=80, force_terminal=True).print(summary("page.html", parsed))
    assert "\x1b[31mAda" not in shown.getvalue()
    assert "[31mAda" in shown.getvalue()


@pytest.mark.parametrize("declared", ["utf-16", "shift_jis", "unicode_escape", "no-such-thing", "rot13", "zlib"])
def test_a_wrong_encoding_declared_does_no_harm(declared: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{declared}">').replace("LARKSPUR", "LARKSPÜR")
    assert filing(parse(page.encode("utf-8"))).issuer.name == "LARKSPÜR TOOL CO"
    parsed = parse(page.encode("cp1252"))
    assert filing(parsed).issuer.name is not None
    assert "L035" in {one.code for one in parsed.diagnostics}


def test_the_encoding_that_a_document_declares_is_used_where_it_is_not_utf8() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("LARKSPUR", "ŁARKSPUR")
    assert filing(parse(page.encode("iso-8859-2"))).issuer.name == "ŁARKSPUR TOOL CO"


@given(st.text(max_size=200) | st.lists(PIECES, max_size=60).map("".join))
@example("&#1")
@settings(RELAXED, max_examples=150)
def test_reading_never_raises(text: str) -> None:
    for dialect in ("auto", "html", "markdown", "xml"):
        parsed: Any = parse(text, form="4", dialect=dialect)
        for found in parsed.diagnostics:
            assert 0 <= found.start <= found.end <= len(text)
        for start, end in parsed.places.values():
            assert 0 <= start <= end <= len(text)
        assert isinstance(parsed.tree.data, str)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Person\\*", "Person^\\*^"),
        ("[Okafor Ada N](/cgi-bin/browse-edgar?action=getcompany&CIK=0000067890)", "[Okafor Ada N][7]"),
        ("$31.07(1)", "$31.07^(1)^"),
        ("| Common Stock | 06/14/2022 |", "| Common Stock |06/14/2022|"),
        ("By Spouse", "By *Spouse*"),
    ],
)
def test_other_ways_to_write_markdown(written: str, other: str) -> None:
    text = (DIALECTS / "form4-plain.markdownify.md").read_text(encoding="utf-8")
    assert written in text
    labelled = "\n  [7]: /cgi-bin/browse-edgar?action=getcompany&CIK=0000067890\n" if "[7]" in other else ""
    parsed = parse(text.replace(written, other) + labelled)
    assert filing(parsed).reporting_owners[0].cik == "0000067890"
    assert printed(filing(parsed)) == printed(filing(parse(text)))
    assert {one.code for one in parsed.diagnostics} <= {"N017"}


def test_a_list_of_notes_has_the_numbers_that_a_browser_shows() -> None:
    notes = re.compile(r'<tr><td class="FootnoteData">\d\. (.*?)</td></tr>')
    listed = notes.sub(r"<li>\1</li>", PAGE)
    listed = listed.replace("<li>", "<tr><td><ol><li>", 1)
    listed = "</li></ol></td></tr>".join(listed.rsplit("</li>", 1))
    assert "<ol><li>The price" in listed
    parsed = parse(listed)
    assert filing(parsed).footnotes == filing(parse(PAGE)).footnotes


def test_what_is_hidden_is_left_out_and_said_so() -> None:
    row = '<tr style="display: none"><td>Preferred Stock</td><td>1</td></tr>'
    parsed = parse(PAGE.replace("<tbody>", f"<tbody>{row}", 1))
    assert printed(filing(parsed)) == printed(filing(parse(PAGE)))
    assert {one.code for one in parsed.diagnostics} == {"L048", "L095"}  # hidden, and so the table may be another
    found = next(one for one in parsed.diagnostics if one.code == "L048")
    assert parsed.source.text.startswith(row[:3], found.start)


def test_other_marks_of_html() -> None:
    ticked = PAGE.replace('<td align="center"><span>X</span></td>', '<td><img src="on.png" alt="X"></td>')
    assert filing(parse(ticked)).reporting_owners[0].relationship == filing(parse(PAGE)).reporting_owners[0].relationship
    raised = parse(PAGE.replace("By Spouse", "By Spouse<sup>(see below)</sup>"))
    assert filing(raised).non_derivative_table[2].nature_of_ownership.value == "By Spouse (see below)"
    assert filing(parse("\ufeff<?xml version='1.0'?>" + PAGE)).issuer == filing(parse(PAGE)).issuer


@pytest.mark.parametrize("copied", ["lines", "innerText"])
def test_signatures_and_boxes_of_a_page_copied_out_of_a_browser(copied: str) -> None:
    page = PAGE.replace("/s/ Ada", "Ada").replace("<td> \u00a0</td>", "<td>X</td>", 1)
    lines = page_text(page, "html").text
    if copied == "innerText":  # a browser puts no blank lines between the rows of tables
        lines = re.sub(r"\n+", "\n", lines)
    parsed = parse(lines)
    assert printed(filing(parsed)) == printed(filing(parse(page)))
    assert filing(parsed).not_subject_to_section16 is True


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["markdownify", "html2text", "pandoc"])
def test_markdown_that_editors_have_changed(name: str, line_break: str) -> None:
    text = (DIALECTS / f"form4-plain.{name}.md").read_text(encoding="utf-8")
    parsed = parse(line_break.join(line.rstrip() for line in text.split("\n")))
    assert parsed.dialect == "markdown"
    assert printed(filing(parsed)) == printed(filing(parse(PAGE)))
    assert ("L049" in {one.code for one in parsed.diagnostics}) is (name == "html2text")


def test_delimiters_of_any_length_are_told_at_once() -> None:
    assert dialect_of("a | b\r\n---|" + "-" * 5_000 + "\r\nc | d") == "markdown"
    assert dialect_of("a | b\n---|" + "-" * 5_000 + "x\n") == "text"
    assert dialect_of("<!-- a -->" * 5_000 + "<p>") == "text"


def test_what_markdown_may_hold_besides_emphasis() -> None:
    text = (DIALECTS / "form4-plain.markdownify.md").read_text(encoding="utf-8")
    note = "See <https://larkspur.example/a> or <ir@larkspur.example>, A\\|B, <y> and [Common Stock]{.FormData}."
    parsed = parse(text.replace("The option is fully vested.", note))
    expected = "See https://larkspur.example/a or ir@larkspur.example, A|B, <y> and Common Stock."
    assert filing(parsed).footnotes[1].text == expected


def test_a_second_form_in_the_document_is_no_furniture() -> None:
    parsed = parse(PAGE + PAGE.replace("LKSP", "LKSQ"))
    assert "L100" in {one.code for one in parsed.diagnostics if one.severity == "error"}
    assert filing(parsed).issuer.trading_symbol == "LKSP"


def test_a_byte_that_is_no_utf8_spoils_nothing_else() -> None:
    text = case_text("form4-plain")
    data = text.encode("utf-8")
    at = data.index(b"QUARRY")
    parsed = parse(data[:at] + b"\xff" + data[at:])
    assert filing(parsed).footnotes == filing(parse(text)).footnotes
    assert [one.message for one in parsed.diagnostics if one.code == "L035"] == [
        "not UTF-8; read as UTF-8, but for one byte that cannot be"
    ]


def test_a_symbol_may_have_brackets_of_its_own() -> None:
    found = parse(PAGE.replace("LKSP", "[NONE]"))
    assert [one.code for one in found.diagnostics if one.path == "issuer"] == []
    assert filing(found).issuer.trading_symbol == "NONE"


def test_what_is_too_long_for_a_name_is_none() -> None:
    parsed = parse(PAGE.replace("LARKSPUR TOOL CO", "LARKSPUR TOOL CO " * 40))
    assert filing(parsed).issuer.name is None
    assert [(one.code, one.path) for one in parsed.diagnostics] == [("H024", "issuer")]


def test_a_page_without_its_header_says_so_for_each_field() -> None:
    text = re.sub(r"^1\. Name and.*?(?=^Table I -)", "", case_text("form4-plain"), flags=re.DOTALL | re.MULTILINE)
    parsed = parse(text)
    assert {one.path for one in parsed.diagnostics if one.code == "L050"} == {"reporting_owners", "issuer", "period_of_report"}
    assert [one.path for one in parsed.diagnostics if one.code == "L013"] == ["date_of_original_submission"]
    assert parsed.unread == ("issuer", "reporting_owners", "period_of_report")


def test_further_owners_above_the_tables_are_read() -> None:
    page = sec_page(filing(parse(case_text("form4-several-owners"))))
    tables = page.index('<table width="100%" border="1"><thead>')
    owners = page.index('<table width="100%" border="1"><tr><td rowspan="1">')
    notes = page.index('<table border="0"><tr><td class="MedSmallFormText">')
    moved = page[:tables] + page[owners:notes] + page[tables:owners] + page[notes:]
    parsed = parse(moved)
    assert printed(filing(parsed)) == printed(filing(parse(page)))
    assert {one.code for one in parsed.diagnostics} == {"L029"}


def test_what_readers_take_for_a_reference_is_what_the_grammar_takes() -> None:
    assert f"<sup>{RAISED_REFERENCE}" in grammar.load("4").terminals["SUP_ELEMENT_REF"].text


def test_the_number_in_a_link_is_that_whatever_digits_a_copy_has() -> None:
    text = (DIALECTS / "form4-plain.markdownify.md").read_text(encoding="utf-8")
    wide = "".join(chr(ord(digit) - ord("0") + ord("\uff10")) for digit in "0000067890")
    parsed = parse(text.replace("CIK=0000067890", f"CIK={wide}"))
    assert filing(parsed).reporting_owners[0].cik == "0000067890"


def test_a_link_that_is_not_whole_is_no_name() -> None:
    text = (DIALECTS / "form4-plain.markdownify.md").read_text(encoding="utf-8")
    assert "CIK=0000067890)" in text
    parsed = parse(text.replace("CIK=0000067890)", "CIK=0000067890"))
    assert filing(parsed).reporting_owners[0].name is None
    assert ("H024", "reporting_owners[0].name") in [(one.code, one.path) for one in parsed.diagnostics]


def test_bold_type_over_several_lines_leaves_no_marks() -> None:
    text = "**Table II - Derivative Securities\nBeneficially Owned  \n(*e.g.*, puts, calls)**\n\n**one** and **two**\n"
    shown = page_text(text, "markdown").text
    assert "*" not in shown
    assert "Beneficially Owned" in shown
    assert "(e.g., puts, calls)" in shown
