"""The examples of the README and of the docstrings: they run, give what they say, and are typed as a user's code would be."""

from __future__ import annotations

import ast
import doctest
import importlib
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
            if re.fullmatch(r"<\w+: .*>|Decimal\(.*\)", comment[:end]):
                return comment[:end]
            continue
        return comment[:end]
    return None


def test_the_readme_runs_and_gives_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    seen = 0
    for line in "".join(BLOCKS).splitlines():
        exec(line, names)  # noqa: S102 - what the README tells users to run
        if (value := told(line)) is not None:
            target = line.split(" = ")[0] if " = " in line.partition("#")[0] else line
            assert repr(eval(target, names)) == value, line  # noqa: S307
            seen += 1
    assert seen == 5


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
