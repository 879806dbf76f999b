"""What `form4 check` reports to machines, how a project sets it, and the rule reference."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

import jsonschema
import pytest
from conftest import FILINGS, ROOT
from support.commands import form4
from support.sarif_objects import validator
from typer.testing import Result

from form4_grammar import Diagnostic, check
from form4_grammar.catalogue import FAMILIES, RULES
from form4_grammar.checking import Checked
from form4_grammar.config import from_table, load
from form4_grammar.diagnostics import Label
from form4_grammar.documents.source import Source
from form4_grammar.formats import sarif
from form4_grammar.formats.github import workflow_commands
from form4_grammar.formats.rule_reference import COMMAND, examples, markdown, reference
from form4_grammar.own_forms.settings import nearest
from form4_grammar.settings import Config, ConfigError, is_said

PLAIN = str(FILINGS / "form4-plain.txt")
FAULTY = str(FILINGS / "form4-fault-unknown-code.txt")
SEVERAL = str(FILINGS / "form4-fault-several-at-once.txt")
SHIFTED = str(FILINGS / "form4-fault-row-shifted-left.txt")

HOSTILE = [
    "two\nlines\r\n::error::three",
    "a,line=1,b:c::d",
    "50%25 off %0A::set-output name=x::y",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202eright to left\u2066",
    "line\u2028and\x85paragraph\u2029ends\x0b\x0c",
    "##[error]old style",
    "::error file=a::b",
    "a tab\tand a nul\x00",
    "[click](https://example.org) {0} {{1}}",
    "#frag?query=é ü &amp; <b>",
    "no text \udcff",
]


def found(code: str, message: str, start: int, end: int, **more: Any) -> Diagnostic:
    return Diagnostic(RULES[code], message, start, end, **more)


def obeyed(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner of GitHub Actions takes it apart."""
    assert line.startswith("::")
    head, message = line[2:].split("::", 1)
    command, _, rest = head.partition(" ")
    properties = dict(pair.split("=", 1) for pair in rest.split(","))
    for escape, char in (("%3A", ":"), ("%2C", ",")):
        properties = {key: value.replace(escape, char) for key, value in properties.items()}
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        properties = {key: value.replace(escape, char) for key, value in properties.items()}
        message = message.replace(escape, char)
    return command, properties, message


def test_github_says_where_and_what() -> None:
    result = form4("check", FAULTY, "--format", "github")
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    command, properties, message = obeyed(line)
    (one,) = check(Path(FAULTY)).diagnostics
    start = Source(Path(FAULTY).read_text(encoding="utf-8")).position(one.start)
    assert command == "error"
    assert properties == {
        "file": FAULTY,
        "line": str(start.line),
        "endLine": str(start.line),
        "col": str(start.column),
        "endColumn": str(start.column + 1),
        "title": "C001 unknown-code",
    }
    assert message == f"{one.message}\n{one.help}"
    assert "1 error in 1 document." in result.stderr


def test_github_has_a_command_for_each_severity() -> None:
    commands = [obeyed(line)[0] for line in form4("check", SEVERAL, "--format", "github").stdout.splitlines()]
    severities = [one.severity.value for one in check(Path(SEVERAL)).diagnostics]
    assert set(severities) == {"error", "warning", "info"}
    assert commands == [severity.replace("info", "notice") for severity in severities]


def test_github_leaves_columns_out_of_a_place_of_several_lines() -> None:
    text = "one\ntwo\nthree"
    (line,) = workflow_commands("x.txt", Checked(Source(text), "4", None, (found("L033", "unexpected", 1, 6),)))
    properties = obeyed(line)[1]
    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert "col" not in properties
    assert "endColumn" not in properties


def test_github_names_no_file_for_standard_input() -> None:
    (line,) = form4("check", "-", "--format", "github", stdin=Path(FAULTY).read_bytes()).stdout.splitlines()
    assert list(obeyed(line)[1]) == ["title"]


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_injects_a_workflow_command(words: str) -> None:
    document = Checked(Source("some text"), "4", None, (found("L033", words, 0, 4, help=words),))
    (line,) = workflow_commands(words, document)
    assert len(line.splitlines()) == 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line)
    command, properties, message = obeyed(line)
    assert command == "warning"
    assert list(properties) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert properties["title"] == "L033 unexpected-text"

    def survives(text: str) -> str:
        kept = "".join(char if char.isprintable() or char in "\r\n\t" else "\ufffd" for char in text)
        return kept.replace("\t", "→")

    assert message == f"{survives(words)}\n{survives(words)}"
    assert properties["file"] == survives(PurePath(words).as_posix())


def test_a_hostile_page_gives_one_line_for_each_finding(tmp_path: Path) -> None:
    page = Path(FAULTY).read_text(encoding="utf-8")
    assert "\tQ" in page
    path = tmp_path / "evil,line=9::x%0A.txt"
    path.write_text(page.replace("\tQ", "\tQ%0A::error::a,b\u2028::x"), encoding="utf-8")
    result = form4("check", str(path), "--format", "github")
    number = len(json.loads(form4("check", str(path), "--format", "json").stdout)["diagnostics"])
    assert len(result.stdout.splitlines()) == number > 0
    assert all(obeyed(line)[1]["file"] == str(path) for line in result.stdout.splitlines())


@pytest.fixture(scope="module")
def sarif_schema() -> jsonschema.Draft202012Validator:
    return validator()


def run_of(result: Result, schema: jsonschema.Draft202012Validator) -> dict[str, Any]:
    log = json.loads(result.stdout)
    schema.validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_of_every_case_is_valid(sarif_schema: jsonschema.Draft202012Validator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FILINGS)
    run = run_of(form4("check", ".", "--format", "sarif"), sarif_schema)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "form4"
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert [one["location"]["uri"] for one in run["artifacts"]] == sorted(file.name for file in FILINGS.glob("*.txt"))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == [code for code in RULES if code in rules]
    assert set(rules) == {result["ruleId"] for result in run["results"]}
    for code, rule in rules.items():
        assert rule["name"] == RULES[code].name
        assert rule["defaultConfiguration"]["level"] == RULES[code].severity.value.replace("info", "note")
        assert rule["properties"]["locus"] == RULES[code].locus.value
        assert rule["properties"]["family"] == FAMILIES[code[0]]
        assert rule["help"] == {"text": rule["help"]["text"], "markdown": markdown(RULES[code])}
    for result in run["results"]:
        assert result["level"] == rules[result["ruleId"]]["defaultConfiguration"]["level"]


def test_sarif_regions_are_the_text_that_they_speak_of(
    sarif_schema: jsonschema.Draft202012Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FILINGS)
    run = run_of(form4("check", ".", "--format", "sarif"), sarif_schema)
    texts = {file.name: file.read_bytes().decode() for file in FILINGS.glob("*.txt")}
    related = 0
    for result in run["results"]:
        places = [result["locations"][0], *result.get("relatedLocations", [])]
        related += len(places) - 1
        assert [place["id"] for place in places[1:]] == list(range(1, len(places)))
        for place in places:
            physical = place["physicalLocation"]
            assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
            text, region = texts[physical["artifactLocation"]["uri"]], physical["region"]
            lines = text.split("\n")
            starts = [sum(len(line) + 1 for line in lines[: region[key] - 1]) for key in ("startLine", "endLine")]
            begin = starts[0] + region["startColumn"] - 1
            end = starts[1] + region["endColumn"] - 1
            assert (begin, end) == (region["charOffset"], region["charOffset"] + region["charLength"])
    assert related > 0


def test_sarif_has_the_field_the_message_and_the_labels(sarif_schema: jsonschema.Draft202012Validator) -> None:
    labels = (Label(4, 7, "owned here"), Label(8, 13, "expected there"))
    one = found("X001", "the balance differs", 0, 3, help="Count again.", path="non_derivative_table[0]", labels=labels)
    part = sarif.part("x.txt", Checked(Source("one\ntwo\nthree"), "4", None, (one,)), root=PurePath("/work"))
    log = sarif.log([part], version="1.2.3")
    sarif_schema.validate(log)
    (run,) = log["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert result["message"]["text"] == "the balance differs\nCount again."
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "non_derivative_table[0]"}]
    assert [(place["id"], place["message"]["text"]) for place in result["relatedLocations"]] == [
        (1, "owned here"),
        (2, "expected there"),
    ]
    assert result["relatedLocations"][1]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 1,
        "endLine": 3,
        "endColumn": 6,
        "charOffset": 8,
        "charLength": 5,
    }


def test_sarif_of_standard_input(sarif_schema: jsonschema.Draft202012Validator) -> None:
    run = run_of(form4("check", "-", "--format", "sarif", stdin=Path(FAULTY).read_bytes()), sarif_schema)
    (artifact,) = run["artifacts"]
    assert artifact["location"] == {"uri": "stdin", "description": {"text": "standard input"}}
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "stdin"


def test_sarif_of_what_cannot_be_read(tmp_path: Path, sarif_schema: jsonschema.Draft202012Validator) -> None:
    nothing = form4("check", str(tmp_path / "missing.txt"), "--format", "sarif")
    assert nothing.exit_code == 2
    run = run_of(nothing, sarif_schema)
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert run["results"] == run["artifacts"] == []
    (tmp_path / "empty.txt").write_text("")
    empty = form4("check", str(tmp_path / "empty.txt"), "--format", "sarif", "--select", "C")
    assert empty.exit_code == 1
    (result,) = run_of(empty, sarif_schema)["results"]
    assert result["ruleId"] == "L036"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_a_path_given_twice_is_one_artifact(sarif_schema: jsonschema.Draft202012Validator) -> None:
    assert len(run_of(form4("check", PLAIN, PLAIN, "--format", "sarif"), sarif_schema)["artifacts"]) == 1


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a b.txt", "a%20b.txt"),
        ("./x/../y.txt", "y.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("50%25.txt", "50%2525.txt"),
        ("/home/me/été.txt", "%C3%A9t%C3%A9.txt"),
        ("../other/x y.txt", "file:///home/other/x%20y.txt"),
        ("/etc/x.txt", "file:///etc/x.txt"),
    ],
)
def test_sarif_addresses(name: str, uri: str) -> None:
    location = sarif.part(name, Checked(Source("x"), "4", None, ()), root=PurePath("/home/me")).location
    assert location["uri"] == uri
    assert ("uriBaseId" in location) is not uri.startswith("file:")


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_of_a_document_steers_a_sarif_viewer(words: str, sarif_schema: jsonschema.Draft202012Validator) -> None:
    one = found("L033", words, 0, 4, help=words, labels=(Label(0, 1, words),))
    part = sarif.part(words.replace("\x00", ""), Checked(Source("some text"), "4", None, (one,)), root=PurePath("/home/me"))
    log = sarif.log([part], version="1")
    sarif_schema.validate(log)
    uri = part.location["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    expected = os.path.normpath("/home/me/" + words.replace("\x00", "")).removeprefix("/home/me/")
    assert unquote_to_bytes(uri) == os.fsencode(expected)
    for text in (log["runs"][0]["results"][0]["message"]["text"], part.results[0]["relatedLocations"][0]["message"]["text"]):
        assert "](" not in text
        assert not re.search(r"(?<!\{)(?:\{\{)*\{\d", text)


@pytest.mark.parametrize("name", ["a\nb.txt", "a,b:c%.txt", "é ü.txt", "\x1b[31m.txt", "no-text-\udcff.txt"])
def test_names_of_files(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        Path(name).write_bytes(Path(FAULTY).read_bytes())
    except (OSError, ValueError):
        pytest.skip("the file system does not take this name")
    for style in ("full", "concise", "json", "jsonl", "github", "sarif"):
        result = form4("check", name, "--format", style)
        assert result.exit_code == 1, (style, result.output)
        assert "\x1b" not in result.output
        if style in ("concise", "jsonl", "github"):
            assert len(result.stdout.splitlines()) == 1
        if style == "sarif" and name.isprintable():
            assert unquote(json.loads(result.stdout)["runs"][0]["artifacts"][0]["location"]["uri"]) == name


def test_statistics_count_the_severest_and_most_frequent_first() -> None:
    result = form4("check", str(FILINGS), "--format", "concise", "--statistics")
    lines = result.stdout.splitlines()
    findings = [line for line in lines if re.match(r"\S+\.txt:\d+:\d+: ", line)]
    counts = lines[len(findings) :]
    assert counts
    rows = [line.split() for line in counts]
    order = [(-RULES[row[1]].severity.rank, -int(row[0])) for row in rows]
    assert order == sorted(order)
    assert len({rank for rank, _ in order}) == 3
    assert sum(int(row[0]) for row in rows) == len(findings)
    assert Counter(re.findall(r"\[([A-Z]\d{3})\]", "\n".join(findings))) == {row[1]: int(row[0]) for row in rows}
    assert all(row[2:] == [RULES[row[1]].severity.value, RULES[row[1]].name] for row in rows)
    assert len({line.index(row[1]) for line, row in zip(counts, rows, strict=True)}) == 1
    assert len({line.index(row[3]) for line, row in zip(counts, rows, strict=True)}) == 1


def test_statistics_stay_out_of_what_programs_read() -> None:
    for style in ("json", "jsonl", "github", "sarif"):
        result = form4("check", FAULTY, "--format", style, "--statistics")
        assert result.stdout == form4("check", FAULTY, "--format", style).stdout
        assert "1  C001  error    unknown-code\n" in result.stderr


def test_statistics_of_nothing() -> None:
    assert form4("check", PLAIN, "--statistics").stdout == form4("check", PLAIN).stdout


def project(folder: Path, settings: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    return folder


def codes(*options: str) -> set[str]:
    shown = json.loads(form4("check", SEVERAL, "--format", "json", *options).stdout)
    return {one["code"] for one in shown["diagnostics"]}


ALL = {"L004", "H014", "C001", "T007", "L022", "D001", "N006"}


def test_settings_are_those_of_the_nearest_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path, '[tool.form4]\nselect = ["C"]\n')
    inner = project(tmp_path / "inner", '[project]\nname = "x"\n')
    deep = tmp_path / "other" / "deep"
    deep.mkdir(parents=True)
    assert nearest(deep) == tmp_path / "pyproject.toml"
    assert load(deep) == Config(select=("C",))
    assert load(inner) == Config()
    monkeypatch.chdir(deep)
    assert codes() == {"C001"}
    monkeypatch.chdir(inner)
    assert codes() >= ALL


def test_the_command_line_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path, '[tool.form4]\nselect = ["L", "C001"]\nignore = ["omb-number"]\n'))
    assert codes() == {"L022", "C001"}
    assert codes("--ignore", "L022") == {"L004", "C001"}
    assert codes("--select", "L") == {"L004", "L022"}
    assert codes("--select", "L", "--ignore", "L022") == {"L004"}


def test_fail_on_and_locus_of_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path, '[tool.form4]\nfail-on = "info"\nlocus = "rendering"\n'))
    assert form4("check", SHIFTED).exit_code == 1
    assert form4("check", SHIFTED, "--fail-on", "error").exit_code == 0
    assert "L004" in codes()
    assert "L004" not in codes("--locus", "filing")
    assert {RULES[code].locus.value for code in codes()} == {"rendering", "either"}


BAD = {
    "selct = []": "tool.form4.selct: no such key",
    'select = ["Q999"]': "tool.form4.select: no such rule: Q999",
    'ignore = ["C001", "nonsense"]': "tool.form4.ignore: no such rule: nonsense",
    'select = "C001"': "tool.form4.select: must be a list",
    "ignore = [1]": "tool.form4.ignore: must be a list",
    "select = []": "tool.form4.select: an empty list",
    'fail-on = "fatal"': "tool.form4.fail-on: 'fatal' is none of error, warning, info",
    "fail-on = []": "tool.form4.fail-on: [] is none of",
    'locus = "either"': "tool.form4.locus: 'either' is none of filing, rendering",
    "exclude = 'x'": "tool.form4.exclude: must be a list",
    "baseline = 1": "tool.form4.baseline: this is the name of a file",
    "respect-gitignore = 'no'": "tool.form4.respect-gitignore: this is true or false",
    "per-file-ignores = []": "tool.form4.per-file-ignores: must be a table",
    "per-file-ignores = {'a/*' = 'L'}": 'tool.form4.per-file-ignores.a/*: must be a list of texts, as in "a/*" = ',
    "select = [": "not TOML",
}


@pytest.mark.parametrize("settings", BAD)
def test_wrong_settings_are_wrong_usage(tmp_path: Path, settings: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path, f"[tool.form4]\n{settings}\n"))
    result = form4("check", PLAIN)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{tmp_path / 'pyproject.toml'}: {BAD[settings]}" in result.stderr
    assert form4("parse", PLAIN).exit_code == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[tool.form4]\nselect = ['L']\n", True),
        ("[ tool . 'form4' ]\nselect = ['L']\n", True),
        ("[tool.form4.rules.D007]\ndays = 3\n", True),
        ("[tool]\nform4.select = ['L']\n", True),
        ("tool.form4.select = ['L']\n", True),
        ("tool = { form4 = { select = ['L'] } }\n", True),
        ("[project]\nname = 'form4-grammar'\n[project.scripts]\nform4 = 'form4_grammar.cli:main'\n", False),
        ("[tool.ruff]\nline-length = 100\n[tool.form40]\nselect = ['L']\n", False),
    ],
)
def test_a_table_is_said_however_it_is_written(tmp_path: Path, settings: str, said: bool) -> None:
    file = project(tmp_path, settings) / "pyproject.toml"
    assert is_said(file) is said
    assert ("form4" in tomllib.loads(settings).get("tool", {})) is said


def test_a_file_that_says_nothing_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path, "[tool.other]\nbroken = \n"))
    assert form4("check", PLAIN).exit_code == 0


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[tool]\nform4 = 1\n", b"a = " + b"[" * 5000])
def test_files_that_hold_no_settings(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "pyproject.toml").write_bytes(data)
    with pytest.raises(ConfigError, match=r"pyproject\.toml: "):
        load(tmp_path)


def test_the_example_of_the_guide_is_accepted() -> None:
    guide = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    settings = from_table(tomllib.loads(example)["tool"]["form4"], "docs/ci.md")
    assert settings == Config(
        select=("L", "T", "C002"),
        ignore=("older-wording",),
        fail_on="warning",
        locus="filing",
        exclude=("drafts/",),
        extend_exclude=("*.md",),
        per_file_ignores=(("2003/*", ("older-wording", "L")),),
        baseline="known.json",
        respect_gitignore=True,
    )


def test_the_hook_runs() -> None:
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = dict(re.findall(r"^\W+(\w+): (.*)$", hook, re.MULTILINE))
    command = [*entry["entry"].split()[1:], *re.findall(r"[\w-]+", entry["args"])]
    assert command == ["check", "--format", "concise"]
    assert form4(*command, PLAIN).exit_code == 0
    assert form4(*command, PLAIN, FAULTY).exit_code == 1
    assert re.search(entry["files"], "filings/x.txt")


def test_what_is_not_asked_for_is_not_loaded(tmp_path: Path) -> None:
    script = (
        "import atexit, sys; from form4_grammar.cli.commands import app; "
        "atexit.register(lambda: print('', *sys.modules, sep='\\n')); app(sys.argv[1:])"
    )

    def loaded(*command: str) -> set[str]:
        run = subprocess.run(
            [sys.executable, "-c", script, *command], capture_output=True, text=True, check=True, cwd=tmp_path, timeout=60
        )
        return set(run.stdout.split())

    late = {f"form4_grammar.formats.{name}" for name in ("sarif", "github", "rule_reference")} | {"tomllib"}
    assert not loaded("check", PLAIN, "--format", "concise") & late
    assert not loaded("parse", PLAIN) & {*late, "form4_grammar.config", "form4_grammar.checks"}


def test_the_rule_reference_is_up_to_date() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == reference(), f"docs/rules.md is stale; run: {COMMAND}"


def test_the_command_that_writes_the_reference() -> None:
    command = [sys.executable, *COMMAND.split(" > ")[0].split()[1:]]
    run = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, timeout=60)
    assert run.stdout.decode() == reference()


def test_the_rule_reference_has_every_rule_and_every_link_leads_somewhere() -> None:
    ours = [rule for rule in RULES.values() if rule.family in FAMILIES]  # an example may have declared some of its own
    page = reference(ours)
    headings = re.findall(r"^#{2,3} (.*)$", page, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    links = set(re.findall(r"\]\(#(.*?)\)", page))
    assert links == anchors
    assert len(headings) == len(ours) + len(FAMILIES)
    prose = re.sub(r"`{3,}text\n.*?\n`{3,}", "", page, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)<", prose.replace(COMMAND, "").replace("`", ""))
    assert "\t" not in page


@pytest.mark.parametrize("width", [20, 40, 76])
def test_examples_show_their_difference_within_the_width(width: int) -> None:
    for rule in RULES.values():
        good, bad = examples(rule.good, rule.bad, width)
        assert all(len(line) <= width and line.isprintable() for line in good + bad), rule.code
        if rule.good != rule.bad and width == 76:
            assert good != bad, rule.code


def test_long_examples_are_cut_to_the_difference() -> None:
    row = "\t".join(f"cell {number}" for number in range(40))
    good = f"first\nsecond\nthird\n{row}\nafter\nlast"
    shown, other = examples(good, good.replace("cell 30", "cell 99"), 60)
    assert shown[0] == shown[-1] == other[0] == "…"
    assert shown[1:2] + shown[3:4] == ["third", "after"]
    assert shown[2].startswith("…")
    assert "cell 30→cell 31" in shown[2]
    assert "cell 99→cell 31" in other[2]
    assert len(shown) == len(other) == 5
    many = "\n".join(f"row {number}" for number in range(29))
    assert examples("row 0", many)[1][-2:] == ["… (23 more lines)", "row 28"]
    assert examples("a line", "") == (["a line"], ["(nothing)"])
    assert examples("same", "same") == (["same"], ["same"])


def test_every_rule_is_explained_within_eighty_columns() -> None:
    for code in RULES:
        lines = form4("rule", code).stdout.splitlines()
        assert max(len(line) for line in lines) <= 80, code
        assert len(lines) < 75, code


def test_help_names_what_there_is() -> None:
    shown = form4("check", "--help").stdout
    for word in ("github", "sarif", "--statistics", "[tool.form4]", "pyproject.toml"):
        assert word in shown
    assert "form4 rule N " in form4("rule", "--help").stdout
