"""What `form4 check` of one page costs before it says a word: by what is imported and compiled, which no clock can blur."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import FILINGS, ROOT
from support.commands import form4
from support.sec_page import sec_page

import form4_grammar
from form4_grammar.cli import checking, parsing
from form4_grammar.cli.check import check
from form4_grammar.cli.commands import parse
from form4_grammar.testing import printed
from form4_grammar.testing.plausible import plausible

PLAIN = FILINGS / "form4-plain.txt"
FAULTY = FILINGS / "form4-fault-unknown-code.txt"

LIBRARIES = ("typer", "rich", "lark", "msgspec", "jinja2", "pathspec", "justhtml", "holidays", "pyarrow")
STANDARD = (
    "json",
    "glob",
    "multiprocessing",
    "statistics",
    "html",
    "secrets",
    "tomllib",
    "traceback",
    "importlib.metadata",
    "importlib.resources",
)
OWN = (
    "as_json", "bulk.export", "bulk.pool", "catalogue", "cli.commands", "cli.folders", "cli.patterns", "comparing", "config",
    "documents.archives.opening", "documents.envelopes", "formats", "notebook", "own_forms.fields", "ownership_xml",
    "readers.columned.plain", "readers.markup", "readers.pdf", "readers.pieced.pieces", "readers.recompose", "readers.typed",
    "render", "reporting", "tabular", "testing", "tree",
)  # fmt: skip
NEEDLESS = {*LIBRARIES, *STANDARD, *(f"form4_grammar.{name}" for name in OWN)}
"""What a plain page does not need, whole packages by their names."""

FOR_JSON = {"msgspec", "form4_grammar.as_json"}

MOST_COMPILED = 3_000
"""Characters of all patterns that are compiled for a page; each takes about a microsecond. It would be a hundred thousand had a
build not made them ready."""

PROGRAM = """
import atexit, json, pathlib, re, sys  # what these bring is not counted
compiled, compile_ = {}, re.compile
def counted(text, flags=0):
    compiled[text, flags] = len(text)
    return compile_(text, flags)
before = set(sys.modules)
def told():
    sys.stderr.write(json.dumps([sorted(set(sys.modules) - before), sum(compiled.values())]))
atexit.register(told)
re.compile = counted
from form4_grammar.cli import main
main()
"""


def started(*arguments: str | Path) -> tuple[set[str], int]:
    """The modules that a command imports, and how many characters of patterns it compiles."""
    command = [sys.executable, "-P", "-c", PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, cwd=FILINGS.anchor, capture_output=True, text=True, check=False)
    assert done.returncode < 2
    modules, compiled = json.loads(done.stderr.splitlines()[-1])
    return set(modules), compiled


@pytest.mark.parametrize("command", ["check", "parse"])
def test_a_plain_page_imports_little(command: str) -> None:
    modules, compiled = started(command, PLAIN)
    assert modules & NEEDLESS == (FOR_JSON if command == "parse" else set())
    assert "form4_grammar.parser.document" in modules
    assert compiled < MOST_COMPILED


def test_html_that_needs_no_repair_imports_no_library(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(sec_page(printed(plausible(Random(1)))), encoding="utf-8")  # noqa: S311 - which filing is no secret
    modules, _ = started("check", "--exit-zero", page)
    assert "form4_grammar.readers.markup.well_nested" in modules
    assert "justhtml" not in modules


def test_what_is_not_imported_is_there() -> None:
    places = [ROOT.joinpath("form4_grammar", *name.split(".")) for name in OWN]
    assert [str(place) for place in places if not place.is_dir() and not place.with_suffix(".py").is_file()] == []


def test_a_finding_needs_no_terminal() -> None:
    modules, _ = started("check", FAULTY)
    assert "form4_grammar.cli.findings" in modules
    assert modules & NEEDLESS == set()


@pytest.mark.parametrize(("asked", "command"), [(checking.Asked, check), (parsing.Asked, parse)])
def test_paths_alone_ask_for_what_no_option_asks_for(asked: Any, command: Callable[..., None]) -> None:
    parameters = inspect.signature(command).parameters.values()
    assert list(asked._fields) == [one.name for one in parameters]
    assert asked._field_defaults == {one.name: one.default for one in parameters if one.default is not inspect.Parameter.empty}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "form4-plain.txt"],
        ["check", "form4-fault-unknown-code.txt", "form4-plain.txt"],
        ["check", "absent.txt"],
        ["check", ""],
        ["check", "-"],
        ["check", "."],
        ["check", "form3-*.txt"],
        ["parse", "form4-plain.txt"],
        ["parse", "form4-fault-unknown-code.txt", "absent.txt"],
        ["parse", "-"],
    ],
    ids=" ".join,
)
def test_paths_alone_do_what_they_do_with_an_option(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FILINGS)
    monkeypatch.setenv("COLUMNS", "80")
    page = PLAIN.read_bytes()
    code = "from form4_grammar.cli import main; main()"
    alone = subprocess.run([sys.executable, "-P", "-c", code, *arguments], input=page, capture_output=True, check=False)
    parsed = form4(*arguments, stdin=page)
    assert (alone.returncode, alone.stdout.decode(), alone.stderr.decode()) == (parsed.exit_code, parsed.stdout, parsed.stderr)


def test_the_names_of_the_package_are_there() -> None:
    assert set(form4_grammar.__all__) <= set(dir(form4_grammar))
    for name in form4_grammar.__all__:
        assert getattr(form4_grammar, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = form4_grammar.nothing
