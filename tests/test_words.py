"""What the forms print stands in the grammar, and in the places that CONTRIBUTING names; nothing else knows their words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from support.own_pages import PAGES, undamaged

from form4_grammar import parse
from form4_grammar.grammar import FORMS, load
from form4_grammar.testing import KINDS, damage

PACKAGE = ROOT / "form4_grammar"
WORDS = re.compile(r"\bTable II?\b|\bSection 16\b|Reporting Person\b|\bForm [345]\b(?! or| and)|Non-Derivative Secur")
NOT_READ = re.compile(r"(?:no|an?|SEC) Forms? 3, 4 (?:or|and) 5", re.IGNORECASE)
"""What is said of a document that is none of the package's own forms."""

PLACES = (
    "checks/", "rules/", "ownership_xml/", "testing/", "tabular/schema.py", "suspicions/page.py", "suspicions/unread_tables.py",
    "cli/summary.py", "cli/differences.py", "cli/commands.py", "cli/render.py", "as_json/contract.py",
)  # fmt: skip


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that are no docstrings, with their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def words_of_forms(text: str) -> list[str]:
    """What of a text is printed by Forms 3, 4 and 5 only."""
    printed = [caption for caption in captions() if caption in text]
    return [*printed, *WORDS.findall(NOT_READ.sub("", text))]


def captions() -> set[str]:
    found = {one.text for form in FORMS for one in load(form).terminals.values() if one.is_literal}
    return {text for text in found if len(text) > 14 and " " in text}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_words_of_the_forms_are_in_the_grammar(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    if not name.startswith(PLACES):
        assert [(line, text[:60]) for line, text in texts(path) if words_of_forms(text)] == []


def test_contributing_names_the_other_places() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide[guide.index("## Where else the forms' words stand") :]
    for place in PLACES:
        assert f"`{place}`" in section, place


@pytest.mark.parametrize("name", PAGES)
def test_no_finding_about_another_form_speaks_of_form_4(name: str) -> None:
    own, page, _ = undamaged(name, "text")
    told = set()
    for kind in KINDS:
        for one in parse(damage(page, kind, 1, dialect="text", form=own), form=own).diagnostics:
            told |= {one.message, one.help}
    printed = " ".join(one.text for one in own.grammar.terminals.values() if one.name not in load("4").terminals)
    others = (text for text in told if any(word not in printed for word in WORDS.findall(NOT_READ.sub("", text))))
    assert list(others) == []
