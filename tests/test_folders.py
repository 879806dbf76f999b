"""Real folders: what of them is searched, what is known already, and how it is told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import FILINGS
from support.commands import form4

from form4_grammar.cli.folders import Searching, search
from form4_grammar.cli.patterns import PatternError, patterns

PLAIN = (FILINGS / "form4-plain.txt").read_bytes()
FAULTY = (FILINGS / "form4-fault-unknown-code.txt").read_bytes()
FAULTY_LINE = 19


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as people have them, which is where the command runs."""
    files = {
        "page.txt": PLAIN, "old/faulty.txt": FAULTY, "README.md": b"# Filings\n", "memo.docx": b"PK",
        "out/page.txt": FAULTY, "node_modules/x/license.txt": FAULTY, "env/pyvenv.cfg": b"", "env/lib/a.txt": FAULTY,
        ".venv/a.txt": FAULTY, ".gitignore": b"out/\n*.tmp.txt\n!kept.tmp.txt\n\\\n", "a.tmp.txt": FAULTY,
        "kept.tmp.txt": PLAIN,
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(*options: str | Path) -> list[str]:
    result = form4("check", "--show-files", *options)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def test_what_git_ignores_and_programs_install_is_passed_over(folder: Path) -> None:
    assert files(".") == ["README.md", "kept.tmp.txt", "old/faulty.txt", "page.txt"]
    assert files(folder) == [str(folder / name) for name in files(".")]
    assert files(".", "--no-respect-gitignore") == [
        "README.md", "a.tmp.txt", "kept.tmp.txt", "old/faulty.txt", "out/page.txt", "page.txt",
    ]  # fmt: skip
    assert files("node_modules", "env", "out/page.txt") == ["node_modules/x/license.txt", "env/lib/a.txt", "out/page.txt"]


def test_a_gitignore_above_counts_within_its_repository_only(folder: Path) -> None:
    (folder / "old" / "b.tmp.txt").write_bytes(PLAIN)
    (folder / "out" / "c.tmp.txt").write_bytes(PLAIN)
    assert files("old") == ["old/b.tmp.txt", "old/faulty.txt"]
    (folder / ".git").mkdir()
    assert files("old") == ["old/faulty.txt"]
    assert files("out") == ["out/c.tmp.txt", "out/page.txt"]  # ignored itself, and asked for
    (folder / "old" / ".gitignore").write_text("!b.tmp.txt\nfaulty.*\n")
    assert files("old") == ["old/b.tmp.txt"]


def test_git_agrees(folder: Path) -> None:
    (folder / ".gitignore").write_text("/old/*\n!/old/faulty.txt\n**/x/\n*.tmp.*\n\\!odd.txt\nwith space.txt  \n[ab].txt\n")
    for name in ("old/other.txt", "deep/x/y.txt", "deep/z.txt", "!odd.txt", "with space.txt", "a.txt", "deep/b.txt", "c.txt"):
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(PLAIN)
    if subprocess.run(["git", "init", "-q"], check=False).returncode:
        pytest.skip("there is no git")
    run = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True)
    expected = {name for name in run.stdout.splitlines() if name.endswith((".txt", ".md"))}
    assert set(files(".")) == {name for name in expected if not name.startswith((".venv", "node_modules", "env"))}


def test_exclusions_of_the_command_and_of_the_project(folder: Path) -> None:
    assert files(".", "--exclude", "old/,*.md") == ["kept.tmp.txt", "page.txt"]
    assert files(".", "page.txt", "--exclude", "*.txt") == ["README.md", "page.txt"]  # named, and so not left out
    (folder / "pyproject.toml").write_text('[tool.form4]\nexclude = ["/page.txt"]\nextend-exclude = ["*.md"]\n')
    assert files(".") == ["kept.tmp.txt", "old/faulty.txt"]
    assert files(".", "--exclude", "old") == ["kept.tmp.txt", "page.txt"]
    (folder / "old" / "pyproject.toml").write_text("[tool.form4]\nrespect-gitignore = false\n")
    assert "out/page.txt" not in files(".")
    for command in ("parse", "export"):
        result = form4(command, ".", "--exclude", "!", *(["-o", "tables"] if command == "export" else []))
        assert (result.exit_code, result.stderr) == (2, "form4: --exclude: '!' is no pattern\n")


def test_parse_searches_alike(folder: Path) -> None:
    result = form4("parse", ".", "--exclude", "old", "--format", "jsonl", "-q")
    assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == ["kept.tmp.txt", "page.txt"]
    assert (result.exit_code, result.stderr) == (0, "")
    (folder / "pyproject.toml").write_text("[tool.form4]\nexlude = []\n")
    assert form4("parse", "page.txt").exit_code == 0
    result = form4("parse", ".")
    assert result.exit_code == 2
    assert "tool.form4.exlude: no such key (did you mean exclude?)" in result.stderr


def test_what_is_left_out_is_told_shortly_fully_or_not_at_all(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.form4]\nexclude = ["old"]\n')
    assert form4("check", ".").stderr == (
        "form4: .: left out, of no kind that is read: memo.docx, pyproject.toml; ignored by git: 2; excluded: 1\n"
        "form4: 1 of 3 files found is no Form 3, 4 or 5, and left out: README.md\n"
        "No findings in 2 documents.\n"
    )
    assert form4("check", ".", "-v").stderr.splitlines() == [
        "form4: memo.docx: left out, of no kind that is read",
        "form4: pyproject.toml: left out, of no kind that is read",
        "form4: a.tmp.txt: left out, ignored by git",
        "form4: out: left out, ignored by git",
        "form4: old: left out, excluded",
        "form4: README.md: left out, nothing of a Form 3, 4 or 5 was found",
        "No findings in 2 documents.",
    ]
    assert form4("check", ".", "--quiet").stderr == ""
    for number in range(5):
        (folder / f"{number}.md").write_bytes(b"nothing")
    (line,) = [line for line in form4("check", ".").stderr.splitlines() if "no Form" in line]
    assert line == "form4: 6 of 8 files found are no Form 3, 4 or 5, and left out: 0.md, 1.md, 2.md and 3 more (3 .md)"


def test_patterns_count_from_their_folder(tmp_path: Path) -> None:
    made = patterns(tmp_path / "a", ["b/*.txt", "!b/c.txt"])
    assert made.decide(tmp_path / "a" / "b" / "x.txt", is_folder=False) is True
    assert made.decide(tmp_path / "a" / "b" / "c.txt", is_folder=False) is False
    assert made.decide(tmp_path / "a" / "x" / "b" / "x.txt", is_folder=False) is None
    assert made.decide(tmp_path / "b" / "x.txt", is_folder=False) is None
    with pytest.raises(PatternError, match="'!' is no pattern"):
        patterns(tmp_path, ["a", "!"])


def test_a_search_without_gitignore_needs_no_patterns(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLAIN)
    assert search(str(tmp_path), Searching(by_git=False)) == search(str(tmp_path))


def test_rules_ignored_in_some_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "pyproject.toml").write_text('[tool.form4.per-file-ignores]\n"old/*" = ["unknown-code"]\n"new/*" = ["C"]\n')
    assert form4("check", "old/faulty.txt").exit_code == 0
    assert form4("check", "out/page.txt").exit_code == 1
    assert form4("check", "-", "--stdin-filename", "old/x.txt", stdin=FAULTY).exit_code == 0
    monkeypatch.chdir(folder / "old")
    assert form4("check", "faulty.txt").exit_code == 0
    (folder / "pyproject.toml").write_text('[tool.form4.per-file-ignores]\n"old/*" = ["C0001"]\n')
    result = form4("check", "faulty.txt")
    assert result.exit_code == 2
    assert "tool.form4.per-file-ignores.old/*: no such rule: C0001 (did you mean C001?)" in result.stderr


def test_a_baseline_hides_what_is_known_and_nothing_else(folder: Path) -> None:
    result = form4("check", "old", "--write-baseline", "known.json")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 finding written down in known.json.\n")
    known = json.loads((folder / "known.json").read_bytes())
    (one,) = known["findings"]["old/faulty.txt"]
    assert (known["version"], one["code"], one["path"]) == (1, "C001", "non_derivative_table[].transaction_code")

    result = form4("check", "old", "--baseline", "known.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No new findings in 1 document. 1 is known.\n"
    assert form4("check", "out/page.txt", "--baseline", "known.json").exit_code == 1  # the same in another file

    moved = b"A line above\n\n" + FAULTY
    (folder / "old" / "faulty.txt").write_bytes(moved)
    told = form4("check", "old", "--baseline", "known.json", "--format", "concise")
    assert (told.exit_code, "C001" in told.stdout) == (0, False)

    lines = FAULTY.decode().splitlines(keepends=True)
    row = FAULTY_LINE - 1
    (folder / "old" / "faulty.txt").write_text("".join([*lines[: row + 1], *lines[row:]]), encoding="utf-8")
    told = form4("check", "old", "--baseline", "known.json", "--select", "C001", "--format", "concise")
    assert (told.exit_code, told.stdout.count("C001")) == (1, 1)  # a second one of the same kind is new


def test_a_baseline_of_what_could_not_be_read(folder: Path) -> None:
    (folder / "half.txt").write_bytes(PLAIN.split(b"TABLE II")[0].split(b"Table II")[0])
    (folder / "letter.txt").write_bytes(b"Dear Sir\n")
    assert form4("check", "half.txt", "letter.txt").exit_code == 1
    assert form4("check", "half.txt", "letter.txt", "--write-baseline", "sub.json", "-q").exit_code == 0
    (folder / "pyproject.toml").write_text('[tool.form4]\nbaseline = "sub.json"\n')
    result = form4("check", "half.txt", "letter.txt", "--format", "concise")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("content", ["", "[]", '{"version": 2, "findings": {}}', '{"findings": {}}', "\udcff"])
def test_what_is_no_baseline(folder: Path, content: str) -> None:
    (folder / "known.json").write_text(content, encoding="utf-8", errors="surrogateescape")
    result = form4("check", "page.txt", "--baseline", "known.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("form4: known.json: ")
    assert form4("check", "page.txt", "--baseline", "missing.json").exit_code == 2
    assert form4("check", "page.txt", "--write-baseline", "missing/known.json").exit_code == 2


@pytest.mark.parametrize("style", ["full", "concise", "json", "jsonl", "github", "gitlab", "junit", "sarif"])
def test_a_report_in_a_file_is_that_of_standard_output(folder: Path, style: str) -> None:
    printed = form4("check", "old", "page.txt", "--format", style)
    written = form4("check", "old", "page.txt", "--output-format", style, "-o", "report")
    assert (written.exit_code, written.stdout, written.stderr) == (printed.exit_code, "", printed.stderr)
    assert (folder / "report").read_text(encoding="utf-8") == printed.stdout
    assert form4("parse", "page.txt", "-o", "out.json").stdout == ""
    assert json.loads((folder / "out.json").read_bytes())["path"] == "page.txt"


def test_a_report_that_is_not_made_leaves_what_stood_there(folder: Path) -> None:
    (folder / "report").write_text("old")
    assert form4("check", "page.txt", "-o", "report", "--select", "nonsense").exit_code == 2
    assert (folder / "report").read_text() == "old"
    assert form4("check", "page.txt", "-o", "no/report").exit_code == 2
    assert form4("check", "page.txt", "-o", "/dev/full", "--format", "json").exit_code == 2


def test_junit(folder: Path) -> None:
    (folder / "old" / "odd\x01.txt").write_bytes(FAULTY)
    result = form4("check", "old", "page.txt", "--format", "junit", "--fail-on", "error")
    root = ET.fromstring(result.stdout.encode())  # noqa: S314 - our own
    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "3", "2")
    faulty, odd, plain = root
    assert (faulty.get("name"), odd.get("name"), plain.get("name")) == ("old/faulty.txt", "old/odd\ufffd.txt", "page.txt")
    (case,) = faulty
    assert (case.get("name"), case.get("file"), case.get("line")) == ("C001 unknown-code", "old/faulty.txt", str(FAULTY_LINE))
    (failure,) = case
    assert (failure.tag, failure.get("type")) == ("failure", "error")
    assert failure.text is not None
    assert failure.text.startswith(f"line {FAULTY_LINE}, column ")
    assert [len(case) for case in plain] == [0]


def test_gitlab(folder: Path) -> None:
    shown = json.loads(form4("check", folder / "old", "--format", "gitlab").stdout)
    (one,) = shown
    assert (one["check_name"], one["severity"]) == ("C001 unknown-code", "major")
    assert one["location"]["path"] == "old/faulty.txt"
    assert one["location"]["positions"]["begin"]["line"] == FAULTY_LINE
    (folder / "old" / "faulty.txt").write_bytes(b"\n\n" + FAULTY)
    moved = json.loads(form4("check", "old", "--format", "gitlab", "--select", "C001").stdout)
    assert [each["fingerprint"] for each in moved] == [one["fingerprint"]]
    assert moved[0]["location"]["positions"]["begin"]["line"] == FAULTY_LINE + 2
    assert json.loads(form4("check", "page.txt", "--format", "gitlab").stdout) == []


def test_the_last_line_says_what_the_exit_code_does(folder: Path) -> None:
    def last(*options: str | Path) -> tuple[int, str]:
        result = form4("check", *options)
        return result.exit_code, result.stderr.splitlines()[-1]

    assert last("page.txt") == (0, "No findings in 1 document.")
    assert last("page.txt", folder / "missing.txt") == (2, "No findings in 1 document. Not everything could be read.")
    assert last("old") == (1, "1 error in 1 document.")
    assert last("old", "--exit-zero") == (0, "1 error in 1 document. Exit code 0, as --exit-zero asks.")
    assert form4("check", "missing.txt", "--exit-zero").exit_code == 2


def test_standard_input_by_a_name() -> None:
    told = form4("check", "-", "--stdin-filename", "smith.txt", "--format", "concise", stdin=FAULTY)
    assert told.stdout.startswith(f"smith.txt:{FAULTY_LINE}:")


def test_what_was_mistyped_gets_the_nearest(folder: Path) -> None:
    assert "did you mean L023?" in form4("rule", "L0233").stderr
    assert "did you mean unknown-code?" in form4("check", "page.txt", "--select", "unkown-code").stderr
    assert "check" in form4("chek").stderr
    assert "--select" in form4("check", "--selec", "C", "page.txt").stderr
    (folder / "pyproject.toml").write_text('[tool.form4]\nselct = ["C"]\n')
    assert "tool.form4.selct: no such key (did you mean select?)" in form4("check", "page.txt").stderr
