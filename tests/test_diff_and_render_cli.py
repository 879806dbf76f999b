"""`form4 diff` and `form4 render`, and `--dialect` and the folders of all commands."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import FILINGS, case_text
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner, Result

from form4_grammar import parse
from form4_grammar.aligning import blocks, common_ends
from form4_grammar.cli.commands import app
from form4_grammar.cli.excerpts import alike, begun, excerpts
from form4_grammar.comparing import compare
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS

PLAIN = str(FILINGS / "form4-plain.txt")
SHIFTED = str(FILINGS / "form4-fault-row-shifted-left.txt")
PAGE = case_text("form4-plain")
HOLDING = "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse\n"
DIFFERENT = {
    "<u>06/14/2022</u>": "<u>06/15/2022</u>",
    "LKSP": "LKSQ",
    '<input checked="" type="checkbox"/> Officer': "Officer",
    "$31.07 ⁽¹⁾\t8,800": "$31.7 ⁽²⁾\t8,8OO",
    HOLDING: "",
    "M\t\t\t400\t": "M\t\t\t401\t",
    "sales between": "sales made by a broker in several trades on the open market between",
    "The option": "The stock option",
}


def form4(*arguments: str, stdin: bytes = b"", columns: int = 80) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin, env={"COLUMNS": str(columns), "NO_COLOR": "1"})


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The plain page, and a copy of it with much that differs."""
    monkeypatch.chdir(tmp_path)
    copy = PAGE
    for old, new in DIFFERENT.items():
        assert old in copy
        copy = copy.replace(old, new)
    Path("smith.txt").write_text(PAGE, encoding="utf-8")
    Path("copy.txt").write_text(copy, encoding="utf-8")
    return "smith.txt", "copy.txt"


def test_what_differs_is_shown_side_by_side(copies: tuple[str, str], text_snapshot: SnapshotAssertion) -> None:
    result = form4("diff", *copies)
    assert result.exit_code == 1
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stdout + result.stderr == text_snapshot


@pytest.mark.parametrize("columns", [40, 50, 60, 80, 100, 200])
def test_it_fits_and_every_value_is_on_it(copies: tuple[str, str], columns: int) -> None:
    shown = form4("diff", *copies, columns=columns).stdout
    assert max(map(len, shown.splitlines())) <= columns
    for words in ("2022-06-15", "LKSQ", "31.7", "8,8OO", "1250", "no such row", "12:54"):
        assert words in shown


@pytest.mark.parametrize("columns", [80, 100, 200])
def test_labels_places_and_values_stand_in_columns(copies: tuple[str, str], columns: int) -> None:
    shown = form4("diff", *copies, columns=columns).stdout
    lines = shown.splitlines()
    (owned,) = [line for line in lines if "shares owned following transaction" in line]
    assert re.fullmatch(r"  shares owned following transaction  A 20:46  8800 +B 20:45  8,8OO( \(unreadable\))?", owned)
    beside = [line for line in lines if re.match(r"  \w.* A \d+:\d+ ", line)]
    assert len(beside) == 6
    assert len({line.index(" A ") for line in beside}) == len({line.index(" B ") for line in beside}) == 1
    # Both copies are near each other, however wide the terminal is
    assert max(map(len, beside)) < 90


@pytest.mark.parametrize("columns", [40, 50, 59, 60])
def test_on_a_narrow_terminal_they_stand_one_above_the_other(copies: tuple[str, str], columns: int) -> None:
    shown = form4("diff", *copies, columns=columns).stdout
    for lines in (
        "  is officer\n    A 11:399 true\n    B 11:399 false\n",
        "  shares owned following transaction\n    A 20:46  8800\n    B 20:45  8,8OO (unreadable)\n",
        "  period of report\n    A 12:54  2022-06-14\n    B 12:54  2022-06-15\n",
    ):
        assert lines in shown


def test_few_columns_are_for_stacked_values_even_if_all_are_short(tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(PAGE.replace('<input checked="" type="checkbox"/> Officer', "Officer"), encoding="utf-8")
    assert "  is officer  A 11:399 true  B 11:399 false\n" in form4("diff", PLAIN, str(path), columns=60).stdout
    assert "  is officer\n    A 11:399 true\n" in form4("diff", PLAIN, str(path), columns=59).stdout


def test_a_label_is_wrapped_where_values_need_its_room(tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(PAGE.replace("8,800", "8,8OO").replace("LKSP", "LARKSPURTOOL"), encoding="utf-8")
    shown = form4("diff", PLAIN, str(path), columns=70).stdout
    assert "  shares owned following " in shown
    assert "\n  transaction " in shown
    assert re.search(r"issuer trading symbol +A 11:262 LKSP +B 11:262 LARKSPURTOOL\n", shown)
    assert re.search(r"A 20:46  8800 +B 20:46  8,8OO\n", shown)


@pytest.mark.parametrize(
    "command",
    [
        ("diff", "smith.txt", "copy.txt"),
        ("diff", "smith.txt", "copy.txt", "--format", "concise"),
        ("parse", "smith.txt", "--format", "summary"),
        ("rule",),
        ("rule", "L023"),
        ("check", str(FILINGS)),
        ("check", str(FILINGS), "--format", "concise", "--statistics"),
    ],
    ids=lambda command: " ".join(command).replace(str(FILINGS), "filings"),
)
@pytest.mark.usefixtures("copies")
def test_no_line_ends_in_blanks(command: tuple[str, ...]) -> None:
    for columns in (40, 80, 200):
        lines = form4(*command, columns=columns).stdout.splitlines()
        assert lines
        assert [line for line in lines if line.endswith(" ")] == []


OTHER_NOTE = "Shares were withheld to pay for taxes."


def test_texts_with_little_in_common_are_not_aligned(tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(PAGE.replace("The option is fully vested.", OTHER_NOTE), encoding="utf-8")
    shown = form4("diff", PLAIN, str(path)).stdout
    assert f"\nFootnote 2\n    A 32:4 The option is fully vested.\n    B 32:4 {OTHER_NOTE}\n" in shown
    assert "^" not in shown


def test_long_texts_with_little_in_common_begin_where_they_differ(tmp_path: Path) -> None:
    paths = tmp_path / "a.txt", tmp_path / "b.txt"
    shared = "The same words stand here. " * 12
    for path, words in zip(paths, ("One remark of many. ", "Another story was told. "), strict=True):
        path.write_text(PAGE.replace("Remarks:\n", f"Remarks:\n\n{shared}{words * 40}\n"), encoding="utf-8")
    shown = form4("diff", *map(str, paths)).stdout
    assert "^" not in shown
    assert re.search(r" … .{,24}stand here\. One remark", shown)
    assert re.search(r" … .{,24}stand here\. Another story", shown)
    assert len(shown.splitlines()) < 14
    concise = form4("diff", *map(str, paths), "--format", "concise").stdout
    assert re.search(r": … [\w ]+ here\. One remark .* … \| … [\w ]+ here\. Another story .* …\n", concise)


def test_each_place_at_which_long_texts_differ_is_in_the_one_line(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    words = [f"word{number}" for number in range(60)]
    one = tmp_path / "a.txt"
    one.write_text(PAGE.replace("Remarks:\n", f"Remarks:\n\n{' '.join(words)}\n"), encoding="utf-8")
    words[3], words[50] = "another", "last"
    path.write_text(PAGE.replace("Remarks:\n", f"Remarks:\n\n{' '.join(words)}\n"), encoding="utf-8")
    (line,) = form4("diff", str(one), str(path), "--format", "concise").stdout.splitlines()
    for text, told in zip(line.split(" | "), (("word3 ", "word50 "), ("another ", "last ")), strict=True):
        assert all(word in text for word in told)
    assert "word30" not in line


def test_how_much_texts_have_in_common() -> None:
    assert alike("The option is vested.", "The stock option is vested.")
    assert alike("2022-06-14", "2022-06-15")
    assert not alike("true", "false")
    assert not alike("The option is fully vested.", OTHER_NOTE)
    assert begun("a b c", "a b d") == ("a b c", "a b d")
    lead = "word " * 20
    assert begun(f"{lead}one", f"{lead}two") == ("… word word word word one", "… word word word word two")


@pytest.mark.parametrize("columns", [40, 80])
def test_what_is_said_of_a_value_is_not_compared(tmp_path: Path, columns: int) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(PAGE.replace("\t9,200\t", "\t92OO00000000000\t").replace("8,800", "88OO"), encoding="utf-8")
    shown = form4("diff", PLAIN, str(path), columns=columns).stdout
    assert shown.count("(unreadable)") == 2
    if columns == 40:
        assert "    A 20:46 8800\n    B 20:46 88OO (unreadable)\n              ^^\n" in shown
    coloured = CliRunner().invoke(app, ["diff", PLAIN, str(path)], env={"COLUMNS": str(columns), "FORCE_COLOR": "1"}).stdout
    assert not re.search(r"\x1b\[1;3[12]m[^\x1b]*unreadable", coloured)


def test_blocks_have_no_empty_ones() -> None:
    assert list(blocks("abc", "abc")) == [("equal", 0, 3, 0, 3)]
    assert list(blocks("xb", "yb")) == [("replace", 0, 1, 0, 1), ("equal", 1, 2, 1, 2)]
    assert list(blocks("a", "ab")) == [("equal", 0, 1, 0, 1), ("insert", 1, 1, 1, 2)]
    a, b = ["a", *"cd" * 400, "z"], ["a", *"dc" * 400, "z"]
    assert list(blocks(a, b)) == [("equal", 0, 1, 0, 1), ("replace", 1, 801, 1, 801), ("equal", 801, 802, 801, 802)]
    assert common_ends("abcab", "abab") == (2, 2)


def test_a_summary_begins_with_the_name_of_its_document(copies: tuple[str, str]) -> None:
    Path("none.txt").write_text("nothing of the kind")
    result = form4("parse", copies[1], "none.txt", copies[0], "--format", "summary")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("copy.txt: ")
    assert lines[1].startswith("Form 4  ")
    second = lines.index("smith.txt: No findings")
    assert lines[second - 1] == ""
    assert lines[second - 2] != ""
    assert lines[second + 1].startswith("Form 4  ")
    nothing = form4("parse", "none.txt", "--format", "summary")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert nothing.stderr


def test_a_summary_tells_what_cannot_be_read_without_colour(copies: tuple[str, str]) -> None:
    lines = form4("parse", *copies, "--format", "summary").stdout.splitlines()
    assert [line.split()[-3:] for line in lines if "8,8OO?" in line] == [["8,8OO?", "!T007", "D"]]
    assert not any("8,800?" in line for line in lines)


@pytest.mark.parametrize(
    ("form", "changes", "shown"),
    [
        ("4", {}, ["LARKSPUR TOOL CO [LKSP, abroad TSE: 9951]", "3-9 ASAGIRI, KOBE 650-0001, JAPAN"]),
        ("3", {"Owned>0<": "Owned>1<"}, []),
        (
            "3",
            {"Owned>0<": "Owned>1<", "<nonDerivativeHolding>": "<!--", "</nonDerivativeHolding>": "-->"},
            ["No securities are beneficially owned."],
        ),
        ("5", {}, ["fiscal year ended 2026-06-30, Form 4 transactions reported", "G4 late"]),
        ("5", {"form3HoldingsReported>0": "form3HoldingsReported>1"}, ["Form 3 holdings reported, Form 4 transactions"]),
    ],
)
def test_a_summary_has_what_only_some_forms_have(form: str, changes: dict[str, str], shown: list[str]) -> None:
    text = EXAMPLE_DOCUMENTS[form]
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    result = form4("parse", "-", "--format", "summary", stdin=text.encode(), columns=120).stdout
    for words in shown:
        assert words in result
    assert ("No securities" in result) == any("No securities" in words for words in shown)


def test_what_only_xml_has_is_named_in_words(tmp_path: Path) -> None:
    one, other = tmp_path / "one.xml", tmp_path / "other.xml"
    text = EXAMPLE_DOCUMENTS["4"]
    one.write_text(text, encoding="utf-8")
    changed = text.replace("<periodOfReport>2026-06-15", "<periodOfReport>2026-06-15-05:00")
    other.write_text(changed.replace("</issuer>", "<issuerColour>red</issuerColour></issuer>"), encoding="utf-8")
    lines = [line.strip() for line in form4("diff", str(one), str(other)).stdout.splitlines()]
    assert "Time zones" in lines
    assert any(line.startswith("period of report") and line.endswith("-05:00") for line in lines)
    at = lines.index("Other element 1: ownershipDocument/issuer/issuerColour")
    assert "no such element" in lines[at + 1]
    assert lines[at + 2].endswith(": red")


def test_what_is_on_one_side_only_or_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    remark = " ".join(["A remark that goes on and on."] * 20)
    first = "Common Stock\t06/14/2022\t\tM\t"
    relationship = re.search(r"5\. Relationship.*", PAGE)
    assert relationship is not None
    path.write_text(
        PAGE.replace(HOLDING, "")
        .replace(first, HOLDING + first)
        .replace("Remarks:\n", f"Remarks:\n\n{remark}\n")
        .replace("fully vested.\n", "fully vested.\n3. A note more.\n")
        .replace(relationship[0], ""),
        encoding="utf-8",
    )
    full = re.sub(r"\s+", " ", form4("diff", PLAIN, str(path)).stdout)
    concise = form4("diff", PLAIN, str(path), "--format", "concise").stdout
    assert "Reporting owner 1: Okafor Ada N relationship A 11:344 is director, is B – officer, President" in full
    assert "reporting_owners[0].relationship: is director, is officer, President | –\n" in concise
    assert "Table I, row 3 of A, 1 of B: Common Stock A 21:1 holding, Common Stock, 1250, I, By Spouse B 19:1 the same" in full
    assert "non_derivative_table[2] -> non_derivative_table[0]: holding" in concise
    assert "Footnote 3 A no such note B 33:4 A note more." in full
    assert "footnotes[3]: no such note | A note more.\n" in concise
    assert "Remarks A – B 37:1 A remark that goes on and on." in full
    assert " …" in full
    assert len(full) < 1000
    (line,) = [line for line in concise.splitlines() if "remarks" in line]
    assert line.endswith(" …")
    assert len(line.partition("remarks: ")[2]) <= 70


def test_a_row_is_told_by_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(re.sub(r"Common Stock\t06/14/2022\t\tM\t.*\n", "", PAGE, count=1), encoding="utf-8")
    (line,) = form4("diff", PLAIN, str(path), "--format", "concise").stdout.splitlines()
    assert line.endswith(": transaction, Common Stock, 2022-06-14, M, 400, A, 12.5, … | no such row")


def test_one_difference_a_line(copies: tuple[str, str]) -> None:
    result = form4("diff", *copies, "--format", "concise")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == len(compare(parse(Path(copies[0])), parse(Path(copies[1]))))
    assert "smith.txt:11:262 copy.txt:11:262 issuer.trading_symbol: LKSP | LKSQ" in lines
    (note,) = [line for line in lines if "footnotes[1]" in line]
    assert "in several trades" in note
    assert len(note) < 240
    (row,) = [line for line in lines if "non_derivative_table[2]" in line]
    assert row.startswith("smith.txt:21:1 copy.txt:- non_derivative_table[2]: ")
    assert row.endswith("| no such row")
    assert f"{len(lines)} differences between smith.txt and copy.txt." in result.stderr


def test_differences_for_programs(copies: tuple[str, str]) -> None:
    result = form4("diff", *copies, "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == ""
    shown = json.loads(result.stdout)
    assert shown["a"] == {"path": "smith.txt", "form": "4", "dialect": "text"}
    found = compare(parse(Path(copies[0])), parse(Path(copies[1])))
    assert [one["kind"] for one in shown["differences"]] == [one.kind for one in found]
    (symbol,) = [one for one in shown["differences"] if one["a"]["path"] == "issuer.trading_symbol"]
    assert (symbol["a"]["value"], symbol["b"]["value"]) == ("LKSP", "LKSQ")
    assert symbol["b"]["span"]["start"] == {"line": 11, "column": 262, "offset": PAGE.index("LKSP")}
    (row,) = [one for one in shown["differences"] if one["kind"] == "only"]
    assert row["b"] is None
    assert row["a"]["value"]["nature_of_ownership"]["value"] == "By Spouse"
    (owned,) = [one for one in shown["differences"] if one["b"] and one["b"]["raw"]]
    assert owned["b"]["raw"] == "8,8OO"


def test_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(PAGE.replace("\n", "\r\n"), encoding="utf-8", newline="")
    for style in ("full", "concise"):
        result = form4("diff", PLAIN, str(copy), "--format", style)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"No differences between {PLAIN} and {copy}.\n"
    assert json.loads(form4("diff", PLAIN, str(copy), "--format", "json").stdout)["differences"] == []


def test_standard_input_is_one_of_the_two() -> None:
    page = PAGE.replace("LKSP", "LKSQ").encode()
    for order in ((PLAIN, "-"), ("-", PLAIN)):
        result = form4("diff", *order, stdin=page)
        assert result.exit_code == 1
        assert "1 difference between" in result.stderr
    both = form4("diff", "-", "-", stdin=page)
    assert both.exit_code == 2
    assert "only one of the two" in both.stderr


def test_the_end_of_a_pipe_is_read_once() -> None:
    command = f"{sys.executable} -c 'from form4_grammar.cli import main; main()' diff {PLAIN} <(cat {PLAIN})"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr


def test_what_cannot_be_compared(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("nothing of the kind")
    result = form4("diff", PLAIN, str(nothing))
    assert result.exit_code == 1
    assert f"form4: {nothing}: nothing of a Form 3, 4 or 5 was found\n" == result.stderr
    for missing in (str(tmp_path / "missing.txt"), str(tmp_path)):
        for order in ((PLAIN, missing), (missing, PLAIN), (missing, missing), (str(nothing), missing)):
            result = form4("diff", *order)
            assert result.exit_code == 2
            assert missing in result.stderr
            assert result.stdout == ""
    assert form4("diff", PLAIN).exit_code == 2


def test_nothing_of_a_document_reaches_the_terminal_alive(tmp_path: Path) -> None:
    path = tmp_path / "alive.txt"
    path.write_text(
        PAGE.replace("Common Stock\t", "\x1b[31m[bold]Common\x07 \u202eStock[/]\t")
        .replace("Okafor", "Ok\x1b]0;x\x07afor")
        .replace("The option", "The\x9b2J option\u2066"),
        encoding="utf-8",
    )
    for command in (
        ["diff", PLAIN, str(path)],
        ["diff", PLAIN, str(path), "--format", "concise"],
        ["diff", str(path), PLAIN],
        ["render", str(path)],
    ):
        shown = form4(*command).output
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066]", shown)
    assert "[bold]" in form4("diff", PLAIN, str(path)).output


def test_texts_that_only_look_the_same(tmp_path: Path) -> None:
    paths = tmp_path / "a.txt", tmp_path / "b.txt"
    for path, sign in zip(paths, "\u202a\u202b", strict=True):
        path.write_text(PAGE.replace("The option", f"The {sign}option" + " that was given" * 9), encoding="utf-8")
    for style in ("full", "concise"):
        result = form4("diff", *map(str, paths), "--format", style)
        assert result.exit_code in (0, 1)
        assert bool(result.stdout) == (result.exit_code == 1)


def test_excerpts_show_what_differs() -> None:
    text = " ".join(f"word{number}" for number in range(200))
    for width in (30, 60, 120):
        for old, new in (("word100", "wurd100"), ("word100 word101 ", ""), ("word0 ", ""), ("word199", "word199 word200")):
            for a, b in ((text, text.replace(old, new)), (text.replace(old, new), text)):
                shown = excerpts(a, b, width)
                assert all(len(line) <= width for piece in shown for line in piece)
                assert any("^" in piece.marks for piece in shown)
                for piece in shown:
                    for at in (match.start() for match in re.finditer(r"\^", piece.marks)):
                        assert piece.a[at : at + 1].strip() != piece.b[at : at + 1].strip() or piece.a[at : at + 1] == " "


def test_excerpts_are_bounded() -> None:
    a, b = "a " * 50_000 + "b", "c " * 50_000 + "d"
    shown = excerpts(a.strip(), b, 70)
    assert len(shown) <= 4
    assert shown[-1].a.endswith("…")
    alike = "a " * 30_000
    assert len(excerpts(f"b {alike}c", f"d {alike}a e", 70)) <= 4
    assert excerpts("x" * 100_000, "y", 70)[0].marks.startswith("^")


def test_excerpts_of_short_texts_are_whole() -> None:
    (piece,) = excerpts("The option is fully vested and exercisable now.", "The option is vested and exercisable now.", 60)
    assert piece == (
        "The option is fully vested and exercisable now.",
        "The option is       vested and exercisable now.",
        "              ^^^^^",
    )


def test_a_dialect_can_be_given(tmp_path: Path) -> None:
    assert json.loads(form4("parse", PLAIN, "--dialect", "text").stdout)["dialect"] == "text"
    for command in (["parse", PLAIN], ["tree", PLAIN], ["check", PLAIN], ["render", PLAIN], ["diff", PLAIN, SHIFTED]):
        assert form4(*command, "--dialect", "rtf").exit_code == 2
        assert form4(*command, "--dialect", "text").exit_code in (0, 1)
        assert "--dialect" in form4(command[0], "--help").stdout
    # Told to be text, JSON is no form
    path = tmp_path / "filing.json"
    path.write_text(form4("parse", PLAIN).stdout, encoding="utf-8")
    assert form4("render", str(path)).exit_code == 0
    assert form4("render", str(path), "--dialect", "text").exit_code == 1


@pytest.mark.parametrize("command", ["parse", "check"])
def test_the_dialect_is_told(command: str) -> None:
    shown = json.loads(form4(command, PLAIN, "--format", "json", "--dialect", "html").stdout)
    assert shown["dialect"] == "html"


def test_folders_are_searched_for_every_dialect(tmp_path: Path) -> None:
    deep = tmp_path / "2022" / "june"
    deep.mkdir(parents=True)
    for name in ("a.txt", "b.HTML", "c.htm", "d.md", "e.xml", "f.json", "g.rtf"):
        (deep / name).write_text(PAGE, encoding="utf-8")
    result = form4("parse", str(tmp_path), "--format", "jsonl")
    read = [Path(json.loads(line)["path"]).name for line in result.stdout.splitlines()]
    assert read == ["a.txt", "b.HTML", "c.htm", "d.md", "e.xml"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert ".txt, .html, .htm, .md, .xml" in form4("parse", str(empty)).stderr


def test_a_page_is_written() -> None:
    result = form4("render", PLAIN)
    assert (result.exit_code, result.stderr) == (0, "")
    assert compare(parse(PAGE), parse(result.stdout)) == ()


@pytest.mark.parametrize("options", [(), ("--spans",), ("--format", "jsonl")], ids=["json", "spans", "jsonl"])
def test_json_is_written_as_a_page(options: tuple[str, ...], tmp_path: Path) -> None:
    written = form4("parse", PLAIN, *options).stdout
    page = form4("render", PLAIN).stdout
    assert form4("render", "-", stdin=written.encode()).stdout == page
    assert form4("render", "-", stdin=written.encode("utf-16")).stdout == page
    path = tmp_path / "filing.json"
    path.write_text(f"\n [{json.dumps(json.loads(written)['filing'])}]", encoding="utf-8-sig")
    assert form4("render", str(path)).stdout == page


def test_json_of_what_was_not_read_whole_is_no_whole_page() -> None:
    document = json.loads(form4("parse", PLAIN).stdout)
    document["unread"], document["filing"]["derivative_table"] = ["derivative_table"], []
    result = form4("render", "-", stdin=json.dumps(document).encode())
    assert result.exit_code == 0
    assert "form4: -: not read, and so left empty: derivative_table" in result.stderr


def test_a_page_that_begins_with_a_bracket_is_no_json(tmp_path: Path) -> None:
    path = tmp_path / "box.txt"
    path.write_text(f"[X] {PAGE}", encoding="utf-8")
    result = form4("render", str(path))
    assert result.exit_code == 0
    assert "LKSP" in result.stdout


def test_a_page_is_written_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    result = form4("render", PLAIN, "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_text(encoding="utf-8") == form4("render", PLAIN).stdout
    assert form4("render", PLAIN, "-o", str(tmp_path / "no" / "folder.txt")).exit_code == 2


def test_doubts_of_reading_are_told() -> None:
    several = str(FILINGS / "form4-fault-several-at-once.txt")
    found = [one.severity.value for one in parse(Path(several)).diagnostics]
    result = form4("render", several)
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert f"{found.count('error')} error" in line
    assert f"{found.count('warning')} warning" in line
    assert "form4 check" in line


def test_what_cannot_be_written(tmp_path: Path) -> None:
    for text, code, words in (
        ("nothing of the kind", 1, "nothing of a Form 3, 4 or 5"),
        ("{}", 1, "there is no filing in it"),
        ('{"filing": null}', 1, "its filing is null"),
        ('{"form_type": "4"}', 1, "period_of_report"),
        (f"{json.dumps({'filing': {}})}\n" * 3, 1, "it holds 3 documents"),
    ):
        path = tmp_path / "page"
        path.write_text(text)
        result = form4("render", str(path))
        assert result.exit_code == code, text
        assert result.stdout == ""
        assert words in result.stderr, text
    for missing in (str(tmp_path / "missing"), str(tmp_path)):
        assert form4("render", missing).exit_code == 2
    for wrong in (("--to", "pdf"), ("--issuer-cik", "1"), ("--owner-cik", "1"), ("--to", "xml", "--issuer-cik", "12x")):
        assert form4("render", PLAIN, *wrong).exit_code == 2


CIKS = ("--issuer-cik", "1234567", "--owner-cik", "0007654321")


def test_xml_is_written(tmp_path: Path) -> None:
    result = form4("render", PLAIN, "--to", "xml", *CIKS)
    assert (result.exit_code, result.stderr) == (0, "")
    filing = parse(result.stdout).filing
    assert filing is not None
    assert (filing.issuer.cik, filing.reporting_owners[0].cik) == ("0001234567", "0007654321")
    assert compare(parse(PAGE), parse(result.stdout)) == ()
    path = tmp_path / "filing.xml"
    form4("render", PLAIN, "--to", "xml", *CIKS, "-o", str(path))
    assert path.read_bytes().decode() == result.stdout
    again = form4("render", str(path), "--to", "xml")
    assert (again.exit_code, again.stdout) == (0, result.stdout)


def test_what_the_xml_leaves_out_is_told() -> None:
    page = str(FILINGS / "form4-10b5-1-box-ticked.txt")
    result = form4("render", page, "--to", "xml", "--schema", "x0306", *CIKS)
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert "left out of the XML: aff10b5_one: X0306, which is written here, has no element for it" in line
    assert "<schemaVersion>X0306</schemaVersion>" in result.stdout
    today = form4("render", page, "--to", "xml", *CIKS)
    assert (today.exit_code, today.stderr) == (0, "")
    assert "<schemaVersion>X0609</schemaVersion>" in today.stdout
    assert "<aff10b5One>1</aff10b5One>" in today.stdout


def test_schemas() -> None:
    unknown = form4("render", PLAIN, "--to", "xml", "--schema", "X9999", *CIKS)
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "no such schema; there are X0202, X0203" in unknown.stderr
    assert form4("render", PLAIN, "--schema", "X0306").exit_code == 2
    holdings = str(FILINGS / "form3-no-securities.txt")
    for schema, written in (((), "X0607"), (("--schema", "X0306"), "X0206"), (("--schema", "X0206"), "X0206")):
        result = form4("render", holdings, "--to", "xml", *schema, *CIKS)
        assert f"<schemaVersion>{written}</schemaVersion>" in result.stdout


def test_json_on_either_side(tmp_path: Path, copies: tuple[str, str]) -> None:
    told = form4("diff", *copies, "--format", "concise").stdout.splitlines()
    now, before = tmp_path / "now.json", tmp_path / "before.json"
    document = json.loads(form4("parse", copies[0]).stdout)
    now.write_text(json.dumps(document), encoding="utf-8")
    before.write_text(json.dumps(without_new(document)), encoding="utf-8")
    for path in (now, before):
        assert form4("diff", copies[0], str(path)).exit_code == 0
        assert form4("diff", str(path), copies[0]).exit_code == 0
        assert form4("render", str(path)).stdout == form4("render", copies[0]).stdout
        again = form4("diff", str(path), copies[1], "--format", "concise")
        assert again.exit_code == 1
        assert [line.partition(" ")[2].partition(" ")[2] for line in again.stdout.splitlines()] == [
            line.partition(" ")[2].partition(" ")[2] for line in told
        ]
    broken = tmp_path / "broken.json"
    broken.write_text('{"filing": {}}', encoding="utf-8")
    assert form4("diff", str(broken), copies[1]).exit_code == 1


NEW = {
    "schema_version", "foreign_trading_symbol", "state_description", "non_us_address_flag", "non_us_state_territory", "country",
    "good_address", "ccc", "no_securities_owned", "form3_holdings_reported", "form4_transactions_reported",
    "transaction_timeliness", "date_offsets", "other_elements", "unread", "submission",
}  # fmt: skip


def without_new(shown: Any) -> Any:
    """The JSON as version 0.1 printed it."""
    if isinstance(shown, dict):
        return {key: without_new(value) for key, value in shown.items() if key not in NEW}
    return [without_new(one) for one in shown] if isinstance(shown, list) else shown


def test_what_the_xml_needs_is_asked_for(tmp_path: Path) -> None:
    several = str(FILINGS / "form4-several-owners.txt")
    owners = len(json.loads(form4("parse", several).stdout)["filing"]["reporting_owners"])
    issuer = ("--issuer-cik", "1")
    for path, options, wanted in (
        (PLAIN, (), "give --issuer-cik and --owner-cik"),
        (PLAIN, ("--owner-cik", "1"), "give --issuer-cik"),
        (PLAIN, issuer, "give --owner-cik"),
        (several, issuer, "give --owner-cik for each owner in turn"),
        (several, (*issuer, *("--owner-cik", "2") * (owners - 1)), "give --owner-cik for each owner in turn"),
        (PLAIN, (*issuer, *("--owner-cik", "2") * 2), "2 times --owner-cik for 1 owner"),
    ):
        result = form4("render", path, "--to", "xml", *options)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.endswith(f"{wanted}\n")
    page = tmp_path / "page.txt"
    page.write_text(PAGE.replace("\t9,200\t", "\t9,2OO\t"), encoding="utf-8")
    result = form4("render", str(page), "--to", "xml", *CIKS)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be written as XML: non_derivative_table[0].shares_owned_following_transaction: " in result.stderr


def test_a_page_and_its_xml(copies: tuple[str, str]) -> None:
    """The differences from the XML are those from the page that it was made of, at other places."""
    Path("smith.xml").write_bytes(form4("render", copies[0], "--to", "xml", *CIKS).stdout.encode())
    pages, mixed = (json.loads(form4("diff", one, copies[1], "--format", "json").stdout) for one in (copies[0], "smith.xml"))
    assert mixed["a"]["dialect"] == "xml"
    assert [one["b"] for one in mixed["differences"]] == [one["b"] for one in pages["differences"]]
    text = Path("smith.xml").read_text(encoding="utf-8")
    (symbol,) = [one["a"] for one in mixed["differences"] if one["a"]["path"] == "issuer.trading_symbol"]
    assert text[symbol["span"]["start"]["offset"] : symbol["span"]["end"]["offset"]] == "LKSP"


def test_help_teaches_by_example() -> None:
    for command in ("diff", "render"):
        shown = form4(command, "--help").stdout
        assert shown.count(f"form4 {command} ") >= 3
        assert "Exit code 0" in shown
        assert f"form4 {command} " in form4("--help").stdout


def test_what_is_not_asked_for_is_not_loaded(tmp_path: Path) -> None:
    script = (
        "import sys; from form4_grammar.cli.commands import app; "
        "app(sys.argv[1:], standalone_mode=False); print(); print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, "parse", PLAIN], capture_output=True, text=True, check=True, cwd=tmp_path, timeout=60
    )
    late = {f"form4_grammar.{name}" for name in ("comparing", "render", "export.from_json", "cli.differences", "ownership_xml")}
    assert not set(run.stdout.splitlines()[-1].split()) & late
