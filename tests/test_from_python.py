"""What `parse` and `check` give, as those who call them from Python meet it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import FILINGS, case_text

from form4_grammar import Cell, CellState, Diagnostic, Locus, Parsed, Reading, check, parse
from form4_grammar.rules.sources import NOT_A_FORM

PLAIN = case_text("form4-plain")
SHIFTED = case_text("form4-fault-row-shifted-left")


def test_parsed_and_checked_are_readings() -> None:
    parsed, checked = parse(SHIFTED), check(SHIFTED)
    for one in (parsed, checked):
        assert isinstance(one, Reading)
        assert one.filing is not None
        assert (one.form, one.dialect, one.unread) == ("4", "text", ())
        assert one.tree.data == "page"
        assert one.place("issuer.name") == parsed.places["issuer.name"]
    assert checked.filing == parsed.filing


def test_readings_are_equal_by_their_documents() -> None:
    parsed = parse(PLAIN)
    assert parsed == parse(PLAIN.encode())
    assert parsed == replace(parsed, diagnostics=())
    assert len({parsed, parse(PLAIN), parse(SHIFTED), check(PLAIN)}) == 3
    for other in (parse(SHIFTED), check(PLAIN), parse(PLAIN, dialect="markdown"), parse(PLAIN, form="5"), PLAIN):
        assert parsed != other


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        (parse(PLAIN), "<Parsed: Form 4, text, 0 findings>"),
        (check(SHIFTED), "<Checked: Form 4, text, 1 finding>"),
        (parse("a text"), "<Parsed: no form, text, 1 finding>"),
        (parse(case_text("form4-fault-no-signature")), "<Parsed: Form 4, text, 1 finding, unread: signatures>"),
    ],
)
def test_a_reading_shows_itself_in_a_line(reading: Reading, shown: str) -> None:
    assert repr(reading) == shown


def test_a_finding_says_what_and_where_it_is() -> None:
    (found,) = check(SHIFTED).diagnostics
    assert (found.code, found.name, found.locus, found.line, found.column) == ("L023", "shifted-row", Locus.RENDERING, 19, 1)
    assert found.citation == found.rule.source
    assert str(found) == f"19:1: {found.severity.value}[L023] {found.message}"


@pytest.mark.parametrize("document", ["tests/dialects", "tests/filings"])
def test_a_finding_stands_in_the_document_as_it_was_given(document: str) -> None:
    for path in sorted((FILINGS.parent.parent / document).iterdir()):
        reading = check(path)
        for found in reading.diagnostics:
            place = reading.source.position(found.start)
            assert (found.line, found.column) == (place.line, place.column)


def test_a_finding_of_no_document_has_no_line() -> None:
    found = Diagnostic(NOT_A_FORM, "nothing", 0, 0)
    assert str(found) == "error[L032] nothing"
    with pytest.raises(ValueError, match="only in a document"):
        assert found.line
    assert found == found.of(parse(PLAIN).source)


CELLS: list[tuple[Cell[str], CellState]] = [
    (Cell(), CellState.EMPTY),
    (Cell("J", (), "J", 4, 5), CellState.READ),
    (Cell(None, (), "12 of", 4, 9, readable=False), CellState.UNREADABLE),
    (Cell(None, (2,), "x ⁽²⁾", 4, 9, readable=False), CellState.UNREADABLE),
    (Cell(None, (2,), "⁽²⁾", 4, 7), CellState.REFERENCE_ONLY),
]


@pytest.mark.parametrize(("cell", "state"), CELLS)
def test_a_cell_says_its_state(cell: Cell[str], state: CellState) -> None:
    assert cell.state is state
    assert cell.place == (None if cell.start < 0 else (cell.start, cell.end))


@pytest.mark.parametrize("path", ["smith.txt", "filings/smith.HTML", r"C:\filings\smith 4.xml"])
def test_a_path_that_is_given_as_a_text_is_told(path: str) -> None:
    (found,) = parse(path).diagnostics
    assert (found.code, found.help) == (
        "L032", f"A str is the text of a document. For the file of that name give pathlib.Path({path!r})."
    )  # fmt: skip
    for other in ("smith", "smith.txt\nsmith.xml", f"{PLAIN} smith.txt"):
        assert "pathlib" not in "".join(one.help for one in parse(other).diagnostics)


def test_the_package_is_a_program() -> None:
    command = [sys.executable, "-m", "form4_grammar", "parse", "--format", "jsonl", str(FILINGS / "form4-plain.txt")]
    shown = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    assert shown.stdout.startswith('{"path":')
    assert isinstance(parse(Path(command[-1])), Parsed)
