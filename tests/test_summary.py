"""The summary of a filing on a terminal: as wide as that is, nothing broken, nothing hidden, doubts at their cells."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import FILINGS
from rich.cells import cell_len
from rich.console import Console
from typer.testing import CliRunner

from form4_grammar import Parsed, parse
from form4_grammar.cli.commands import app
from form4_grammar.cli.screen import console
from form4_grammar.cli.summary import summary
from form4_grammar.model import TABLES, Cell

PAGE = (FILINGS / "form4-plain.txt").read_text(encoding="utf-8")
MARK = "\u200e"


def shown(parsed: Parsed, width: int = 100) -> str:
    screen = console(width)
    with screen.capture() as capture:
        screen.print(summary("page.txt", parsed))
    return capture.get()


def numbers(parsed: Parsed) -> set[str]:
    """The numbers and dates in the tables of a filing, as people write them."""
    assert parsed.filing is not None
    rows = [row for table in TABLES for row in getattr(parsed.filing, table)]
    values = [getattr(row, one.name).value for row in rows for one in fields(row) if isinstance(getattr(row, one.name), Cell)]
    return {
        f"{value:,f}" if isinstance(value, Decimal) else str(value) for value in values if isinstance(value, Decimal | date)
    }


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_nothing_is_cut_at_any_width(width: int) -> None:
    for path in sorted(FILINGS.glob("*.txt")):
        parsed = parse(path)
        if parsed.filing is None:
            continue
        text = shown(parsed, width)
        assert all(cell_len(line) <= width for line in text.splitlines()), path.name
        words = {word.strip("$;?,") for word in text.split()}
        assert numbers(parsed) <= words, path.name
        assert all(found.code in text for found in parsed.diagnostics), path.name


def test_the_page_as_people_know_it() -> None:
    text = shown(parse(PAGE), 80)
    assert text.splitlines()[1:10] == [
        "Form 4  LARKSPUR TOOL CO [LKSP]",
        "earliest transaction 2022-06-14",
        "",
        "Okafor Ada N  [x] Director  [ ] 10% Owner  [x] Officer: President  [ ] Other",
        "              C/O LARKSPUR TOOL CO., 18 QUARRY ROAD, DULUTH MN 55802",
        "",
        "Table I  Non-derivative securities",
        "Security      Date        Code  Amount       Price  Owned after  Held",
        "Common Stock  2022-06-14  M      400 A       $12.5        9,200  D",
    ]
    narrow = shown(parse(PAGE), 44)
    assert "Common Stock\n  2022-06-14; M 400 A; at $12.5; owned after\n  9,200; held D\n" in narrow


def test_doubts_stand_at_their_cells_and_below() -> None:
    page = PAGE.replace("8,800", "8,8OO").replace("12.5", "12.5O").replace("06/14/2022", "06/41/2022", 1)
    parsed = parse(page)
    found = {one.path: one.code for one in parsed.diagnostics}
    text = shown(parsed, 120)
    owned = "non_derivative_table[1].shares_owned_following_transaction"
    assert f"8,8OO? !{found[owned]}" in text
    below = text[text.index("Signed") :]
    assert re.search(rf"^!{found[owned]}  +warning, line \d+: ", below, re.MULTILINE)
    assert "!" not in shown(parse(PAGE))


def test_boxes_that_are_unknown_do_not_look_unticked() -> None:
    tick = '<input checked="" type="checkbox"/>'
    start = PAGE.index("5. Relationship")
    lost = parse(PAGE[:start] + PAGE[start:].replace(f"{tick} ", "", 2))
    assert "[?] Director  [?] 10% Owner  [?] Officer: President  [?] Other  !H014" in shown(lost)
    assert "[x] Director  [ ] 10% Owner" in shown(parse(PAGE))


def test_empty_unread_and_a_reference_alone_differ() -> None:
    parsed = parse(PAGE.replace("8,800", "8,8OO"))
    lines = shown(parsed).splitlines()
    assert any("8,8OO?" in line for line in lines)
    option = next(line for line in shown(parsed, 200).splitlines() if line.startswith("Stock Option"))
    assert re.search(r"D  \(2\) +2027-03-01", option)
    held = next(line for line in lines if line.endswith("By Spouse"))
    assert re.fullmatch(r"Common Stock +1,250  I By Spouse", held)


@pytest.mark.parametrize("title", ["普通株式", "מניות רגילות", "أسهم عادية", "Actions ordinaires é", "A\u2067B\u2069 \u202eC"])
def test_writing_of_any_width_and_direction_keeps_its_columns(title: str) -> None:
    page = PAGE.replace("Common Stock\t", f"{title}\t")
    screen = console(100)
    with screen.capture() as capture:
        screen.print(summary("page.txt", parse(page)))
    lines = capture.get().splitlines()
    heading = next(line for line in lines if line.startswith("Security"))
    rows = [line for line in lines if "2022-06-14  " in line and ("400 A" in line or "400 D" in line)][:2]
    at = cell_len(heading[: heading.index("Date")])
    for row in rows:
        before = row[: row.index("2022-06-14")]
        assert cell_len(before) == at
        is_leftwards = any(unicodedata.bidirectional(char) in ("R", "AL") for char in before)
        assert before.rstrip().endswith(MARK) == is_leftwards
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", row)


def test_the_last_line_says_what_to_run_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "a page of Ms. Okafor.txt"
    for one in (name, "b.txt"):
        Path(one).write_text(PAGE, encoding="utf-8")
    Path("none.txt").write_text("nothing of the kind", encoding="utf-8")

    def last(*paths: str) -> str:
        run = CliRunner().invoke(app, ["parse", *paths, "--format", "summary"], env={"COLUMNS": "40", "NO_COLOR": "1"})
        return run.stdout.splitlines()[-1]

    assert last(name) == f"Next: form4 check '{name}'"
    assert last("b.txt", name) == f"Next: form4 check b.txt '{name}'"
    assert CliRunner().invoke(app, ["parse", "none.txt", "--format", "summary"]).stdout == ""


def test_colour_only_repeats_what_is_there_without() -> None:
    parsed = parse(PAGE.replace("8,800", "8,8OO"))
    coloured = Console(width=100, force_terminal=True, color_system="truecolor", file=io.StringIO())
    with coloured.capture() as capture:
        coloured.print(summary("page.txt", parsed))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", capture.get())
    assert [line.rstrip() for line in plain.splitlines()] == shown(parsed).splitlines()
