"""Forms that installed packages bring, by entry points: asked by name, or for a page that is nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from conftest import ROOT, case_text
from support.commands import run

from form4_grammar import Transformer, form, parse
from form4_grammar.own_forms import installed
from form4_grammar.own_forms.installed import GROUP, InstalledFormError

EXAMPLE = ROOT / "examples" / "form144"
PAGE = (EXAMPLE / "sale.txt").read_text(encoding="utf-8")

MODULE = f"""
from pathlib import Path
from form4_grammar import form, Transformer

FILE = Path({str(EXAMPLE / "form144.lark")!r})


class Names(Transformer):
    def page(self, fields):
        return fields["name_of_issuer"]


def sales():
    return form(FILE, Names())


def broken():
    raise OSError("no such place")


NUMBER = 144
"""


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package that brings forms is installed."""
    (tmp_path / "broker_forms.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    names = {"a_sale": "sales", "by_path": "FILE", "broken": "broken", "number": "NUMBER"}
    entries = {name: EntryPoint(name, f"broker_forms:{what}", GROUP) for name, what in names.items()}
    monkeypatch.setattr(installed, "entries", lambda: entries)
    installed.installed.cache_clear()
    yield
    installed.installed.cache_clear()
    sys.modules.pop("broker_forms", None)


def test_a_form_is_asked_for_by_its_name() -> None:
    assert parse(PAGE, form=form("a_sale")).value == "LARKSPUR TOOL CO"
    assert parse(PAGE, form=form("by_path")).form == "form144"
    assert parse(PAGE, form=form("by_path", Transformer())).value is not None
    for name, complaint in (
        ("broken", r"broken \(broker_forms:broken\) cannot be loaded: OSError: no such place"),
        ("number", "is none: int"),
        ("none", "no form of this name is installed: none .there are a_sale, broken, by_path, number"),
    ):
        with pytest.raises(InstalledFormError, match=complaint):
            form(name)


def test_a_page_that_is_nothing_else_is_read_by_it() -> None:
    parsed = parse(PAGE)
    assert (parsed.form, parsed.value, parsed.diagnostics) == ("form144", "LARKSPUR TOOL CO", ())
    assert parse(case_text("form4-plain")).form == "4"
    codes = [(one.code, one.message) for one in parse("A letter.\n").diagnostics]
    assert [code for code, _ in codes] == ["L032", "L141", "L141"]
    assert "OSError: no such place" in codes[1][1]


def test_the_commands_take_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = str(EXAMPLE / "sale.txt")
    assert run("check", page, "--grammar", "by_path")[0] == 0
    assert run("check", page)[0] == 0
    (tmp_path / "pyproject.toml").write_text('[tool.form4]\ngrammars = ["by_path"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("parse", page)[0] == 0
    code, _, complaint = run("parse", page, "--grammar", "none")
    assert (code, "no form of this name is installed" in complaint) == (2, True)
    code, _, complaint = run("parse", page, "--grammar", "broken")
    assert (code, "OSError: no such place" in complaint) == (2, True)


def test_a_form_4_does_not_wait_for_it() -> None:
    """Neither the command nor Python looks through what is installed to read a page of the package's own forms."""
    code = "import sys; from form4_grammar import parse; parse(sys.stdin.read()); print('importlib.metadata' in sys.modules)"
    made = subprocess.run(
        [sys.executable, "-c", code], input=case_text("form4-plain"), capture_output=True, text=True, check=True
    )
    assert made.stdout == "False\n"
