"""What a newcomer runs into: each message says in words what is wrong and, where that is plain, what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import FILINGS, ROOT
from typer.testing import CliRunner, Result

from form4_grammar import check, cli
from form4_grammar.cli.commands import app
from form4_grammar.cli.verdicts import next_step

PLAIN = str(FILINGS / "form4-plain.txt")
FAULTY = str(FILINGS / "form4-fault-several-at-once.txt")


def form4(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="form4", env={"COLUMNS": "80"})


@pytest.mark.parametrize("command", ["check", "parse", "report", "render"])
def test_a_folder_is_no_file_to_write(command: str, tmp_path: Path) -> None:
    result = form4(command, PLAIN, "-o", str(tmp_path))
    assert (result.exit_code, result.stderr) == (2, f"form4: {tmp_path}: is a folder; name a file in it\n")


@pytest.mark.parametrize("command", ["check", "parse", "report", "render"])
def test_a_file_is_written_into_no_missing_folder(command: str, tmp_path: Path) -> None:
    file = tmp_path / "no" / "page"
    result = form4(command, PLAIN, "-o", str(file))
    assert (result.exit_code, result.stderr) == (2, f"form4: {file}: the folder that it would stand in is not there\n")


def test_output_is_named_alike_everywhere(tmp_path: Path) -> None:
    for command in ("check", "parse", "report", "render"):
        assert form4(command, PLAIN, "--output-file", str(tmp_path / command)).exit_code == 0
        assert (tmp_path / command).is_file()


def test_a_baseline_that_is_missing_can_be_made(tmp_path: Path) -> None:
    result = form4("check", PLAIN, "--baseline", str(tmp_path / "known.json"))
    assert result.exit_code == 2
    assert result.stderr.endswith("known.json: no such file; --write-baseline makes one\n")


def test_a_folder_without_forms_is_the_same_to_all_commands(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert form4("report", str(tmp_path), "-o", str(page)).exit_code == form4("check", str(tmp_path)).exit_code == 2
    assert not page.exists()
    (tmp_path / "README.md").write_text("Hello", encoding="utf-8")
    for command in (["check"], ["parse"], ["report", "-o", str(page)]):
        result = form4(*command, str(tmp_path))
        assert result.exit_code == 0
        assert "no Form 3, 4 or 5, and left out: " in result.stderr
    assert "0 documents" in page.read_text(encoding="utf-8")


def test_the_schema_has_no_margins_of_its_source() -> None:
    schema = json.loads(form4("schema").stdout)
    described = [one["description"] for one in schema["$defs"].values() if "description" in one]
    assert described
    assert not [one for one in described if "\n " in one]


def test_the_severest_finding_is_the_one_to_look_up() -> None:
    found = check(Path(FAULTY)).diagnostics
    assert {one.severity.value for one in found} > {"error"}
    assert next_step(found) == f"Next: form4 rule {next(one for one in found if one.severity.value == 'error').code}\n"
    assert next_step(()) == ""
    assert "Next:" not in form4("check", FAULTY).output  # in a pipe


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals in Python")
def test_on_a_terminal_check_says_how_to_go_on() -> None:
    import pty

    main, other = pty.openpty()
    command = [sys.executable, "-m", "form4_grammar", "check", str(FILINGS / "form4-fault-unknown-code.txt")]
    run = subprocess.run(command, stdout=other, stderr=other, timeout=60, check=False)
    os.set_blocking(main, False)  # not every system tells here that the other end is closed
    shown = os.read(main, 65536).decode()
    os.close(main)
    os.close(other)
    assert run.returncode == 1
    assert shown.splitlines()[-1] == "Next: form4 rule C001"


@pytest.mark.parametrize("content", [None, {"picture.png": "x"}])
def test_an_archive_without_a_page_is_an_error_as_an_empty_folder_is(content: dict[str, str] | None, tmp_path: Path) -> None:
    archive = tmp_path / "pages.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for name, text in (content or {}).items():
            file.writestr(name, text)
    for command in (["check"], ["parse"], ["report", "-o", str(tmp_path / "report.html")]):
        result = form4(*command, str(archive))
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"form4: {archive}: holds no page\n" in result.stderr


def test_one_document_is_no_documents(tmp_path: Path) -> None:
    result = form4("export", PLAIN, "-o", str(tmp_path), "--to", "jsonl")
    assert result.stderr.startswith("1 document (1 read), ")


def test_a_part_of_a_name_names_the_rules_that_have_it() -> None:
    result = form4("rule", "unreadable")
    assert result.exit_code == 2
    assert result.stderr.startswith("form4: no such rule: unreadable; there are ")
    assert "unreadable-cell (T007)" in result.stderr
    assert "unreadable-box (L012)" in result.stderr
    assert form4("check", PLAIN, "--select", ",").stderr == "form4: an empty name is that of no rule\n"
    assert form4("rule", "shifted-rwo").stderr == "form4: no such rule: shifted-rwo (did you mean shifted-row?)\n"


@pytest.mark.parametrize("command", [[], ["check"], ["rule"], ["grammar"], ["report"]])
def test_what_is_said_of_an_example_is_a_comment_to_a_shell(command: list[str]) -> None:
    examples = [line.strip() for line in form4(*command, "--help").stdout.split("\n") if line.startswith("    form4 ")]
    assert examples
    for line in examples:
        assert "  " not in line.partition("#")[0].rstrip(), line


def test_a_document_in_the_place_of_a_command_is_told_which_reads_it() -> None:
    for word, told in (
        (PLAIN, f"\nform4: to read a file: form4 parse {PLAIN}\n"),
        ("nothing.txt", "No such command 'nothing.txt'.\n"),
    ):
        done = subprocess.run([sys.executable, "-m", "form4_grammar", word], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.endswith(told)
    names = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    assert names == cli._COMMANDS


def test_rules_of_which_none_is_left_are_wrong_usage() -> None:
    for words in (["--select", "L", "--ignore", "L"], ["--select", "L023", "--locus", "filing"]):
        result = form4("check", PLAIN, *words)
        assert result.exit_code == 2
        assert "none is left" in result.stderr


def test_what_was_not_read_is_said_where_the_result_is_for_programs(tmp_path: Path) -> None:
    cut = Path(PLAIN).read_text(encoding="utf-8").split("Table II")[0]
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(cut, encoding="utf-8")
    one = form4("parse", str(tmp_path / "0.txt"), "--format", "json")
    unread = ", ".join(json.loads(one.stdout)["unread"])
    assert "derivative_table" in unread
    assert (one.exit_code, one.stderr) == (1, f"form4: {tmp_path / '0.txt'}: not read: {unread}\n")
    assert form4("parse", str(tmp_path / "0.txt"), "--format", "summary").stderr == ""  # it says so itself
    *first, last = form4("parse", str(tmp_path), "--format", "jsonl").stderr.splitlines()
    assert [line.rpartition(": not read: ")[0] for line in first] == [
        f"form4: {tmp_path / f'{number}.txt'}" for number in range(3)
    ]
    assert last == "form4: and parts of 2 documents more"


def test_a_pattern_that_nothing_fits_is_called_that(tmp_path: Path) -> None:
    result = form4("check", str(tmp_path / "*.txt"))
    assert (result.exit_code, result.stderr) == (2, f"form4: {tmp_path / '*.txt'}: no file fits this pattern\n")


OWN = str(ROOT / "examples" / "form144" / "form144.lark")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["grammar", "3", "--grammar", OWN], "the form 3 and --grammar cannot go together"),
        (["grammar", "--lint", OWN, "--years"], "--lint and --years cannot go together"),
        (["grammar", "4", "--lint", OWN], "the form 4 and --lint cannot go together"),
        (["grammar", "--grammar", OWN, "--years"], "--grammar and --years cannot go together"),
        (["parse", PLAIN, "--column", "text"], "--column text: none of the files is a table"),
        (["check", PLAIN, "--column", "text"], "--column text: none of the files is a table"),
        (["parse", PLAIN, "--explain", "--format", "json"], "--explain and --format cannot go together"),
        (["parse", PLAIN, "--explain", "--spans"], "--explain and --spans cannot go together"),
        (["parse", PLAIN, "--spans", "--format", "summary"], "--spans goes with JSON, and not with --format summary"),
    ],
)
def test_an_option_that_could_do_nothing_is_wrong_usage(words: list[str], told: str) -> None:
    result = form4(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"form4: {told}")


def test_the_form_of_a_grammar_is_4_unless_it_is_said() -> None:
    assert form4("grammar").stdout == form4("grammar", "4").stdout
    assert form4("grammar", "--years").stdout == form4("grammar", "4", "--years").stdout
    assert form4("grammar", "3").stdout != form4("grammar").stdout
