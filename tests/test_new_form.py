"""A form that the package does not know, from a file outside it, as CONTRIBUTING tells how."""

from __future__ import annotations

from pathlib import Path

import lark
import pytest
from support.new_form import FORM_9, PAGE

from form4_grammar import parse
from form4_grammar.formats.sexp import sexp
from form4_grammar.grammar import Grammar, from_file


@pytest.fixture
def form_9(tmp_path: Path) -> Grammar:
    path = tmp_path / "form9.lark"
    path.write_text(FORM_9, encoding="utf-8")
    return from_file(path)


def test_a_page_of_a_new_form_becomes_a_tree(form_9: Grammar) -> None:
    parsed = parse(PAGE, form=form_9)
    assert parsed.form == "form9"
    assert parsed.diagnostics == ()
    tree = sexp(parsed.tree)
    assert "(tool_name\n" in tree
    assert '(footnote_ref (SUPERSCRIPT_REF "⁽¹⁾"))' in tree
    assert '(lent_on (DATE "03/02/2021"))' in tree
    assert '(check_box (CHECKED_BOX "<input checked=' in tree
    assert "error_" not in tree


def test_its_faults_stay_where_they_are(form_9: Grammar) -> None:
    parsed = parse(PAGE.replace("03/02/2021\t1", "soon\t1").replace("End of", "Page 1 of 2\nEnd of"), form=form_9)
    tree = sexp(parsed.tree)
    assert '(error_cell (ERROR_TEXT "soon"))' in tree
    assert '(error_line (ERROR_TEXT "Page 1 of 2"))' in tree
    assert '(lent_on (DATE "03/01/2021"))' in tree


def test_its_grammar_is_printed_as_one_text(form_9: Grammar) -> None:
    lark.Lark(form_9.text, parser="lalr", start=list(form_9.starts))
