"""The command line as its users meet it: outputs, exit codes, and what it says to wrong input."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from conftest import FILINGS
from support.commands import form4
from typer.testing import CliRunner

from form4_grammar.cli.commands import app
from form4_grammar.documents.source import LARGEST
from form4_grammar.grammar import load

PLAIN = str(FILINGS / "form4-plain.txt")
SHIFTED = str(FILINGS / "form4-fault-row-shifted-left.txt")
FAULTY = str(FILINGS / "form4-fault-unknown-code.txt")


def test_parse_gives_json_in_a_pipe() -> None:
    result = form4("parse", PLAIN)
    assert result.exit_code == 0
    shown = json.loads(result.stdout)
    assert list(shown) == ["path", "form", "dialect", "submission", "filing", "unread", "diagnostics"]
    assert shown["filing"]["issuer"]["trading_symbol"] == "LKSP"


def test_json_of_several_documents_is_a_list() -> None:
    assert [shown["path"] for shown in json.loads(form4("parse", PLAIN, SHIFTED).stdout)] == [PLAIN, SHIFTED]
    assert [json.loads(line)["path"] for line in form4("parse", PLAIN, SHIFTED, "--format", "jsonl").stdout.splitlines()] == [
        PLAIN,
        SHIFTED,
    ]


def test_the_schema_holds() -> None:
    schema = json.loads(form4("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted(FILINGS.glob("*.txt"))[::7]:
        for options in ((), ("--spans",)):
            validator.validate(json.loads(form4("parse", str(path), *options).stdout))


def test_the_schema_of_findings_holds() -> None:
    schema = json.loads(form4("schema", "--check").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator({**schema, "unevaluatedProperties": False})
    for path in sorted(FILINGS.glob("*-fault-*.txt"))[::7]:
        validator.validate(json.loads(form4("check", str(path), "--format", "json").stdout))


def test_spans_are_those_of_the_text() -> None:
    shown = json.loads(form4("parse", SHIFTED, "--spans").stdout)
    text = Path(SHIFTED).read_text(encoding="utf-8")
    cell = shown["filing"]["non_derivative_table"][0]["security_title"]
    assert text[cell["span"]["start"]["offset"] : cell["span"]["end"]["offset"]] == cell["raw"]
    name = shown["filing"]["issuer"]["name"]
    assert text[name["span"]["start"]["offset"] : name["span"]["end"]["offset"]] == name["raw"] == name["value"]


def test_standard_input() -> None:
    result = form4("parse", "-", stdin=Path(PLAIN).read_bytes())
    assert json.loads(result.stdout)["path"] == "-"


@pytest.mark.parametrize("form", ["summary", "rich"])
def test_views_for_people_fit_into_eighty_columns(form: str) -> None:
    command = ["parse", PLAIN, "--format", "summary"] if form == "summary" else ["tree", PLAIN]
    lines = form4(*command).stdout.splitlines()
    assert len(lines) > 20
    assert max(len(line) for line in lines) <= 80


def test_check_shows_the_place() -> None:
    result = form4("check", SHIFTED)
    assert result.exit_code == 0
    assert "warning[L023] shifted-row" in result.stdout
    assert "^^^^" in result.stdout
    assert "1 warning in 1 document." in result.stderr


def test_check_fails_on_errors_and_as_told() -> None:
    assert form4("check", FAULTY).exit_code == 1
    assert form4("check", SHIFTED).exit_code == 0
    assert form4("check", SHIFTED, "--fail-on", "warning").exit_code == 1
    assert form4("check", SHIFTED, "--fail-on", "error").exit_code == 0


def test_check_selects() -> None:
    def codes(*options: str) -> set[str]:
        return {
            found["code"]
            for found in json.loads(form4("check", FAULTY, SHIFTED, "--format", "json", *options).stdout)[0]["diagnostics"]
        }

    assert "C001" in codes()
    assert codes("--select", "C") == {"C001"}
    assert "C001" not in codes("--ignore", "unknown-code")
    assert codes("--select", "L,c001") == {"C001"}
    assert codes("--locus", "rendering") == codes("--locus", "rendering", "--select", "C,L,N,S,T,D,H")
    assert form4("check", PLAIN, "--select", "Q999").exit_code == 2


def test_rule_explains() -> None:
    assert "shifted-row" in form4("rule", "L023").stdout
    assert form4("rule", "L023").stdout == form4("rule", "shifted-row").stdout
    assert form4("rule", "nonsense").exit_code == 2
    assert len(form4("rule").stdout.splitlines()) > 40


def test_grammar_is_printed() -> None:
    assert form4("grammar", "3").stdout == load("3").text


def test_grammar_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "form5.html"
    assert form4("grammar", "5", "--diagram", str(path)).exit_code == 0
    page = path.read_text(encoding="utf-8")
    assert page.count("<svg") == page.count("<h2") - 2 > 60  # two parts are not drawn: terminals, and the example page
    assert "<script" not in page
    names = set(re.findall(r'\bid="([^"]*)"', page))
    links = set(re.findall(r'href="#([^"]*)"', page))
    assert links <= names
    assert {"table_i_row", "transaction_date", "DATE", "line-1"} <= links
    assert "%override period_of_report" in page or "period_of_report:" in page
    (day,) = re.findall(r'<section id="period_of_report">.*?Example: <a href="#(line-\d+)">([^<]*)<', page, re.DOTALL)
    assert re.search(rf'<span id="{day[0]}">[^\n]*>3\. Statement for', page)
    assert form4("grammar", "5", "--diagram", str(tmp_path / "no" / "folder.html")).exit_code == 2
    monkeypatch.setitem(sys.modules, "railroad", None)
    missing = form4("grammar", "5", "--diagram", str(path))
    assert missing.exit_code == 2
    assert "form4-grammar[diagrams]" in missing.stderr


def test_help_teaches_by_example() -> None:
    for command in ((), ("parse",), ("tree",), ("check",), ("rule",), ("grammar",)):
        assert "form4 " in form4(*command, "--help").stdout


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "binary": (bytes(range(256)) * 40, "not text"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(2000), "not text"),
    "10-k": (b"ANNUAL REPORT PURSUANT TO SECTION 13\n\nItem 1. Business\n\nWe make tools.\n" * 50, "nothing of a Form"),
    "large": (b"a" * (LARGEST + 1), "MiB"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["parse", "check", "tree"])
def test_what_is_no_form(tmp_path: Path, name: str, command: str) -> None:
    data, words = BAD[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(data)
    result = form4(command, str(path))
    assert result.exit_code == 1
    assert words in result.stdout + result.stderr
    assert "Traceback" not in result.output


def test_what_cannot_be_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for command in ("parse", "check", "tree"):
        for path in (str(empty), str(tmp_path / "missing.txt")):
            result = form4(command, path)
            assert result.exit_code == 2
            assert path in result.stderr
    assert form4("parse", str(tmp_path / "missing.txt"), PLAIN).exit_code == 2
    assert "LKSP" in form4("parse", str(tmp_path / "missing.txt"), PLAIN).stdout


def test_a_file_without_permission(tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    assert form4("parse", str(path)).exit_code == 2


def test_the_largest_code_wins(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("nothing of the kind")
    assert form4("parse", PLAIN, str(nothing)).exit_code == 1
    assert form4("parse", str(nothing), str(tmp_path / "missing.txt")).exit_code == 2


def test_a_page_in_latin_1_is_read_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(
        Path(PLAIN)
        .read_text(encoding="utf-8")
        .replace("Okafor", "Okàfor")
        .replace("⁽¹⁾", "")
        .replace("⁽²⁾", "")
        .encode("latin-1")
    )
    shown = json.loads(form4("parse", str(path)).stdout)
    assert shown["filing"]["reporting_owners"][0]["name"] == "Okàfor Ada N"
    assert "L035" in [found["code"] for found in shown["diagnostics"]]


def test_nothing_of_a_document_reaches_the_terminal_alive(tmp_path: Path) -> None:
    path = tmp_path / "alive.txt"
    page = Path(SHIFTED).read_text(encoding="utf-8")
    path.write_text(
        page.replace("Common Stock\t", "\x1b[31m[bold]Common\x07 \u202eStock[/]\t").replace("Brandt", "Br\x1b]0;x\x07andt"),
        encoding="utf-8",
    )
    for command in (["parse", "--format", "summary"], ["check"], ["check", "--format", "concise"], ["tree"]):
        shown = form4(*command, str(path)).output
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "\u202e" not in shown
    assert "\x1b" not in form4("parse", str(path)).stdout


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f"{sys.executable} -c 'from form4_grammar.cli import main; main()' grammar 4 | head -1"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert run.stdout.startswith("// Form 4")
    assert run.stderr == ""


def test_an_internal_fault_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from form4_grammar import cli

    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("the roof is on fire")

    monkeypatch.setattr("form4_grammar.cli.commands.app", fail)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert "the roof is on fire" in capsys.readouterr().err


def test_output_survives_a_poor_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    from form4_grammar.cli.screen import write

    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    write("⁽¹⁾ é\n")
    stream.flush()
    assert stream.buffer.getvalue() == b"??? ?\n"


ALIVE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"


@pytest.mark.parametrize(
    "command",
    [
        ["parse", "--format", "json"], ["parse", "--format", "jsonl", "--spans"], ["parse", "--format", "summary"],
        ["check", "--format", "full"], ["check", "--format", "json"], ["check", "--format", "github"],
        ["check", "--format", "sarif"], ["tree"], ["tree", "--format", "sexp"], ["render"],
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".txt", ".html", ".xml"])
def test_nothing_of_a_document_reaches_a_terminal_alive(command: list[str], suffix: str, tmp_path: Path) -> None:
    source = FILINGS / "form4-plain.txt" if suffix == ".txt" else FILINGS.parent / "dialects" / f"form4-plain{suffix}"
    text = source.read_text(encoding="utf-8").replace("LARKSPUR TOOL CO", "LARK\x1b[31mSPUR\x9b31m \u202eTOOL\x7f CO")
    path = tmp_path / f"page{suffix}"
    path.write_text(text, encoding="utf-8")
    result = form4(command[0], str(path), *command[1:])
    assert result.exit_code in (0, 1)
    assert re.findall(ALIVE, result.stdout + result.stderr) == []
    if "--format json" in " ".join(command[:3]) and command[0] == "parse" and "--spans" not in command:
        name = json.loads(result.stdout)["filing"]["issuer"]["name"]
        assert name.startswith("LARK")
        assert "\x9b31m \u202eTOOL" in name


COMMANDS = ("parse", "tree", "check", "diff", "render", "report", "export", "rule", "grammar", "schema")


def examples_of_help(command: str) -> list[str]:
    """The examples of a command's --help, without what is said beside them."""
    shown = CliRunner().invoke(app, [*([command] if command else []), "--help"], env={"COLUMNS": "120", "TERM": "dumb"}).stdout
    shown = re.sub(r"\\\n\s+", "", shown)
    lines = [line.strip() for line in shown.splitlines() if re.match(r"\s+(?:cat .* \| )?form4 ", line)]
    return [re.split(r"\s{2,}", line)[0] for line in lines]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_a_terminal(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": "80", "TERM": "dumb"}).stdout
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.extra
@pytest.mark.skipif(os.name != "posix" or not Path("/bin/bash").exists(), reason="needs bash, as the examples do")
@pytest.mark.parametrize(
    "command",
    ["", *COMMANDS],
    ids=lambda one: one or "form4",
)
def test_the_examples_of_help_work_in_a_clone(command: str, tmp_path: Path) -> None:
    if command == "export":
        pytest.importorskip("pyarrow")
    for name in ("tests", "examples"):
        (tmp_path / name).symlink_to(FILINGS.parents[1] / name)
    examples = examples_of_help(command)
    assert examples
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONIOENCODING": "utf-8"}
    for example in examples:
        run = subprocess.run(
            ["/bin/bash", "-o", "pipefail", "-c", example],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode in (0, 1), f"{example}\n{run.stderr}"
        assert run.stdout or run.returncode == 0, example
