"""A form that the package does not know, from a file outside it, as CONTRIBUTING tells how."""

from __future__ import annotations

from pathlib import Path

import lark
import pytest

from form4_grammar import parse
from form4_grammar.formats.sexp import sexp
from form4_grammar.grammar import Grammar, from_file

FORM_9 = r"""
// Form 9, a made-up notice of a loan of tools. Parent: page.lark.

%import .page

%override page: title insured tools closing

%override title: NOTICE_TITLE

// A box that fills its line
insured: INSURED_LINE

insured_layout: check_box? TOOLS_ARE_INSURED

tools: TOOLS_TITLE tools_heading tools_row*

tools_heading: HEADING_LINE+

tools_heading_layout: TOOL _TAB LENT_ON _TAB NUMBER_LENT

tools_row: ROW_LINE

tools_row_layout: tool_name _TAB lent_on _TAB number_lent

tool_name: TITLE_TEXT footnote_ref*

lent_on: DATE

number_lent: AMOUNT footnote_ref*

closing: END_OF_NOTICE

%declare INSURED_LINE

NOTICE_TITLE: "NOTICE OF A LOAN OF TOOLS"
TOOLS_ARE_INSURED: "Check this box if the tools are insured."
TOOLS_TITLE: "Table of Tools"
TOOL: "1. Tool"
LENT_ON: "2. Lent on (Month/Day/Year)"
NUMBER_LENT: "3. Number"
END_OF_NOTICE: "End of notice."
"""

PAGE = """\
NOTICE OF A LOAN OF TOOLS

<input checked="" type="checkbox"/> Check this box if the tools are insured.

Table of Tools

1. Tool\t2. Lent on (Month/Day/Year)\t3. Number
Spade ⁽¹⁾\t03/01/2021\t2
Ladder\t03/02/2021\t1

End of notice.
"""


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
