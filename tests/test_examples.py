"""The examples of the README and of the docstrings: they run, give what they say, and are typed as a user's code would be."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
MODULES = sorted(
    str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__")
    for path in (ROOT / "form4_grammar").rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)


def told(line: str) -> str | None:
    """What a line says that it gives: its comment, as far as that is a value of Python."""
    comment = line.partition("  # ")[2]
    for end in (len(comment), *(match.start() for match in re.finditer(",", comment))):
        try:
            ast.literal_eval(comment[:end])
        except (SyntaxError, ValueError):
            if re.fullmatch(r"<\w+: .*>|\[?[(', A-Z]*Decimal\(.*\)\]?", comment[:end]):
                return comment[:end]
            continue
        return comment[:end]
    return None


def test_the_readme_runs_and_gives_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    seen = 0
    code = "".join(BLOCKS)
    lines = code.splitlines()
    for statement in ast.parse(code).body:
        end = statement.end_lineno or statement.lineno
        line = "\n".join(lines[statement.lineno - 1 : end])
        exec(line, names)  # noqa: S102 - what the README tells users to run
        if (value := told(line)) is not None:
            target = line.split(" = ")[0] if " = " in line.partition("#")[0] else line
            assert repr(eval(target, names)) == value, line  # noqa: S307
            seen += 1
    assert seen == 6


def test_the_readme_is_typed(tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api", reason="mypy is not at hand")
    path = tmp_path / "readme.py"
    path.write_text("".join(BLOCKS), encoding="utf-8")
    report, errors, code = api.run(["--strict", "--config-file", "", "--cache-dir", str(ROOT / ".mypy_cache"), str(path)])
    assert (report, errors, code) == ("Success: no issues found in 1 source file\n", "", 0)


@pytest.mark.parametrize("name", MODULES)
def test_the_docstrings_run(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ("large_sales", "tests/filings/form4-plain.txt:20  2022-06-14  Okafor Ada N  400 at 31.07\n"),
        (
            "damaged",
            (
                "tests/filings/form4-plain.txt  whole\n"
                "tests/filings/form4-fault-row-shifted-left.txt  1 in doubt, the first at line 19: L023\n"
            ),
        ),
        (
            "one_for_several",
            (
                "tests/filings/form4-page-of-2002-several-owners.txt  3 persons, "
                "signed by Ada N. Okafor; /s/ B. Okafor, for the fund\n"
            ),
        ),
    ],
)
def test_the_scripts_run_as_they_say(script: str, shown: str) -> None:
    path = ROOT / "examples" / f"{script}.py"
    (command,) = re.findall(r"^python (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    run = subprocess.run([sys.executable, *command.split()], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr, run.returncode) == (shown, "", 0)


SCRIPTS = (["damaged"], ["large_sales", "100"], ["one_for_several"])


def run_script(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "examples" / f"{script}.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", SCRIPTS)
def test_the_scripts_take_folders_and_say_what_they_cannot_read(command: list[str]) -> None:
    run = run_script(*command, "tests/dialects", "nowhere.txt")
    assert (run.stderr, run.returncode) == ("nowhere.txt: No such file or directory\n", 2)
    if command == ["damaged"]:
        assert "tests/dialects/form4-plain.html  whole\n" in run.stdout


def test_a_script_asks_for_its_number() -> None:
    run = run_script("large_sales")
    assert (run.stdout, run.returncode) == ("", 1)
    assert run.stderr.startswith("how many shares?")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise on Windows")
def test_a_script_ends_quietly_when_its_reader_does() -> None:
    command = [sys.executable, str(ROOT / "examples" / "damaged.py"), "tests/filings/form4-plain.txt"]
    read, write = os.pipe()
    os.close(read)
    run = subprocess.run(command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert run.stderr == ""
