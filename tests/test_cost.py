"""What reading costs grows with the length of a document, whatever somebody has put into it, up to limits that are said."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from form4_grammar import check, parse
from form4_grammar.as_json import jsonable
from form4_grammar.checking import check_parsed
from form4_grammar.comparing import compare
from form4_grammar.documents.source import MOST_LINES
from form4_grammar.parser.items import LONGEST_READ
from form4_grammar.parser.row_layouts import LONGEST_CELL
from form4_grammar.readers import MOST_CELLS, MOST_TAGS, Dialect
from form4_grammar.render import render
from form4_grammar.rules.example import EXAMPLE_PAGE

_DIALECTS = Path(__file__).parent / "dialects"

PAGES: dict[str, tuple[Dialect, str]] = {
    "text": ("text", EXAMPLE_PAGE),
    "html": ("html", (_DIALECTS / "form4-plain.html").read_text(encoding="utf-8")),
    "markdownify": ("markdown", (_DIALECTS / "form4-plain.markdownify.md").read_text(encoding="utf-8")),
    "html2text": ("markdown", (_DIALECTS / "form4-plain.html2text.md").read_text(encoding="utf-8")),
    "typed": ("text", (_DIALECTS.parent / "typed" / "form4-dated.txt").read_text(encoding="utf-8")),
    "aligned": ("text", (_DIALECTS.parent / "aligned" / "form4-plain.w3m-80.txt").read_text(encoding="utf-8")),
    "xml": ("xml", (_DIALECTS / "form4-plain.xml").read_text(encoding="utf-8")),
}

# What stands in the pages of all dialects, or of some: the run goes behind it
PLACES = (
    *("", "OMB APPROVAL", "STATEMENT OF CHANGES", "no longer subject to Section 16", "Filed pursuant"),
    *("Name and Address", "Okafor Ada", "18 QUARRY ROAD", "DULUTH", "(City)", "Ticker or", "LARKSPUR TOOL", "LKSP"),
    *("Relationship of", "Officer", "President", "Earliest Transaction", "06/14/2022", "Date of Original", "Group Filing"),
    *("Table I - Non-", "Table II - Derivative", "Title of Security", "(A) or", "Common Stock", "400", "31.07", "9,200"),
    *(
        "By Spouse",
        "Stock Option",
        "Explanation of Responses:",
        "1. The price",
        "fully vested",
        "Remarks:",
        "/s/ Ada N. Okafor",
    ),
    *("06/15/2022", "Signature of", "Reminder:", "OMB Number."),
    *("<td", '<td align="center"', "<span", "<tr", "</table", "<ownershipDocument", "<value", '<footnoteId id="', "</footnote"),
    *("<issuer", "<remarks", "<rptOwnerName", "</reportingOwner", "</derivativeTable"),
)

RUNS = {
    "blanks": " ",
    "tabs": "\t",
    "newlines": "\n",
    "returns": "\r",
    "of no width": "\u200b",
    "no-break blanks": "\xa0",
    "round": "(",
    "closing": ")",
    "square": "[",
    "closing square": "]",
    "raised bracket": "⁽",
    "quotes": '"',
    "colons": ":-:",
    "references": "(1)",
    "raised references": "⁽¹⁾",
    "raised digits": "¹",
    "elements": "<sup>(1)</sup>",
    "sup": "<sup>",
    "digits": "1",
    "commas": ",",
    "amounts": "1,",
    "asterisks": "*",
    "opened": "*a ",
    "underscores": "_a ",
    "lines": "__ ",
    "pipes": "|",
    "dashes": "-",
    "delimiters": "---|",
    "escapes": "\\",
    "entities": "&amp;",
    "ampersands": "&",
    "signs": "<",
    "underlines": "<u>",
    "ends": "</u>",
    "tags": "<b",
    "bold": "<b>",
    "cells": "<td>",
    "tables": "<table>",
    "rows": "<tr><td>x<td>",
    "comments": "<!--",
    "ended comments": "<!-- -->",
    "scripts": "<script>",
    "divisions": "<div>",
    "anchors": "<a>",
    "boxes": "<input ",
    "signed": "/s/ ",
    "dates": "06/15/2022 ",
    "marks": "X ",
    "ticks": "☒ ",
    "words": "x ",
    "short lines": "x\n",
    "paragraphs": "x\n\n",
    "notes": "1. x\n",
    "labels": "(Street) ",
    "captions": "Remarks: ",
    "states": "MN 55802 ",
    "links": "[x](",
    "images": "![",
    "by": ",/",
    "slashes": "/",
    "signatures": "/s/ Ada 06/15/2022\n",
    "cells of text": "x\t",
    "piped": "| x | y |\n",
    "attributes": ' a="1"',
}

SIZE = 12_000
_EASY = 0.3
"""Seconds for `SIZE` characters below which nothing can have gone far with their square."""

_MOST_GROWTH = 9
"""By how much more may four times as much take: 4 where it grows with the length, 16 where it grows with its square."""

_ATTEMPTS = 3
"""Other work on the machine makes one measurement look like growth; what grows does so each time."""


def _documents(page: str, run: str, size: int, *, every: int, offset: int) -> Iterator[tuple[str, str]]:
    """The page with the run at some of the places, each with the name of its place."""
    places = [place for place in PLACES if place in page]
    for place in places[offset % every :: every]:
        at = page.index(place) + len(place)
        yield place, page[:at] + run * (size // len(run)) + page[at:]


def _work(document: str, dialect: Dialect) -> None:
    parsed = parse(document, dialect=dialect)
    checked = check_parsed(parsed)
    jsonable.parsed("a", parsed, spans=True)
    jsonable.checked("a", checked)
    assert parsed.tree is not None
    if parsed.filing is not None:
        render(parsed.filing)
        compare(parsed, parsed)


def _seconds(work: Callable[[], object], times: int = 1) -> float:
    """The processor's time, the least of several. What other tests left is nothing to look for garbage in."""
    best = float("inf")
    gc.freeze()
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    gc.unfreeze()
    return best


def _growth(small: Callable[[], object], large: Callable[[], object]) -> str:
    """How much longer four times as much takes, where that is too much each time; else empty."""
    told = ""
    for _ in range(_ATTEMPTS):
        long = _seconds(large, times=3)
        if long <= _EASY or long < _MOST_GROWTH * (short := _seconds(small, times=3)):
            return ""
        told = f"{short:.2f} s, and {long:.2f} s for four times as much"
    return told


def _assert_linear(make: Callable[[int], str], dialect: Dialect, size: int, what: str) -> None:
    """Four times as much must not take much more than four times as long."""
    large = make(size)
    if _seconds(lambda: _work(large, dialect)) <= _EASY:
        return
    small = make(size // 4)
    growth = _growth(lambda: _work(small, dialect), lambda: _work(large, dialect))
    assert not growth, f"{what}: {growth}"


def _assert_runs(name: str, run: str, *, every: int, offset: int) -> None:
    dialect, page = PAGES[name]
    for index, (place, _) in enumerate(_documents(page, run, len(run), every=every, offset=offset)):

        def make(size: int, index: int = index) -> str:
            return list(_documents(page, run, size, every=every, offset=offset))[index][1]

        _assert_linear(make, dialect, SIZE, f"{run!r} behind {place!r}")


@pytest.mark.extra
@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", PAGES)
def test_runs(name: str, run: str) -> None:
    """Runs of all kinds, each at some of the places of each page; all pairs are met by turns, see `test_every_run`."""
    _assert_runs(name, RUNS[run], every=25, offset=list(RUNS).index(run))


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", PAGES)
def test_every_run(name: str, run: str) -> None:
    _assert_runs(name, RUNS[run], every=1, offset=0)


_ROWS = {
    "equal": "Common Stock\t06/14/2022\t\tM\t\t400\tA\t$12.5\t9,200\tD\t\n",
    "with a note": "Common Stock\t06/14/2022\t\tS\t\t400\tD\t$31.07 ⁽¹⁾\t8,800\tD\t\n",
    "holdings": "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse\n",
    "too short": "Common Stock\t06/14/2022\t\tM\t\t400\tA\t$12.5\t9,200\n",
    "unreadable": "Common Stock\t06/14/2022\t\tM\t\t4x\tA\t$12.5\t9,200\tD\t\n",
    "text": "no row at all\n",
}
_BELOW = {
    "exercises": "Stock Option\t$12.5\t06/14/2022\t\tM\t\t\t400\t⁽²⁾\t03/01/2027\tCommon Stock\t400\t$0\t1,600\tD\t\n",
}


@pytest.mark.parametrize(
    ("before", "row"), [*(("\nTable II", row) for row in _ROWS), *(("\nExplanation", row) for row in _BELOW)]
)
def test_rows(before: str, row: str) -> None:
    """Thousands of rows are not each compared with all by the rules."""
    at = EXAMPLE_PAGE.index(before)
    shown = (_ROWS | _BELOW)[row]
    few, many = (parse(EXAMPLE_PAGE[:at] + shown * number + EXAMPLE_PAGE[at:]) for number in (1000, 4000))
    assert not _growth(lambda: check_parsed(few), lambda: check_parsed(many))


@pytest.mark.parametrize("words", ["a b ", "[Class A]{.Data} ", "(a) "])
def test_words_before_a_reference_inside_a_cell(words: str) -> None:
    """Each blank could be read in two ways once: a cell of thirty words was never read to its end."""
    page = EXAMPLE_PAGE.replace("Common Stock\t", f"{words * 30}<sup>(1)</sup> and more\t", 1)
    assert page != EXAMPLE_PAGE
    assert _seconds(lambda: parse(page)) < 5


def test_blanks_before_a_rule() -> None:
    """Thirty thousand blanks at the beginning of a line of Markdown took 39 seconds."""
    page = PAGES["markdownify"][1]
    at = page.index("\n| --- |")
    shown = page[: at + 1] + " " * 30_000 + "x" + page[at + 1 :]
    assert _seconds(lambda: _work(shown, "markdown")) < 5


@pytest.mark.parametrize(
    ("document", "dialect", "message"),
    [
        ("\n" * MOST_LINES + EXAMPLE_PAGE, "text", "lines"),
        (EXAMPLE_PAGE + "\t" * MOST_CELLS, "text", "cells"),
        (EXAMPLE_PAGE + "|" * MOST_CELLS, "markdown", "cells"),
        (EXAMPLE_PAGE + "<td>" * (MOST_TAGS + 1), "html", "tags"),
        (EXAMPLE_PAGE + "<td>" * (MOST_TAGS + 1), "markdown", "tags"),
    ],
)
def test_refused(document: str, dialect: Dialect, message: str) -> None:
    """What could only be read with much memory is refused in words."""
    checked = check(document, dialect=dialect)
    (found,) = checked.diagnostics
    assert found.code == "L036"
    assert message in found.message
    assert checked.form is None


def test_a_cell_that_is_too_long() -> None:
    """It is not read, a finding names it, and its row has all its other values."""
    long = "By a trust " * (LONGEST_CELL // 11 + 1)
    parsed = parse(EXAMPLE_PAGE.replace("By Spouse", long))
    assert parsed.filing is not None
    row = parsed.filing.non_derivative_table[2]
    assert row.nature_of_ownership.value is None
    assert row.nature_of_ownership.raw == long.strip()
    assert row.shares_owned_following_transaction.value == 1250
    assert "non_derivative_table[2].nature_of_ownership" in {one.path for one in parsed.diagnostics if one.code == "T007"}


def test_an_item_that_is_too_long() -> None:
    long = "LARKSPUR TOOL CO " * (LONGEST_READ // 17 + 1)
    parsed = parse(EXAMPLE_PAGE.replace("<u>LARKSPUR TOOL CO</u>", f"<u>{long}</u>"))
    assert parsed.filing is not None
    assert parsed.filing.issuer.name is None
    assert parsed.filing.reporting_owners[0].name == "Okafor Ada N"
    assert "issuer" in {one.path for one in parsed.diagnostics}
