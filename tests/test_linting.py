"""What is wrong with a grammar is said in one line each, with its place and the next step, and never by a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from support.new_form import FORM_9
from typer.testing import CliRunner

from form4_grammar.cli.commands import app
from form4_grammar.grammar.linting import first_problem, lint

SAME_CAPTIONS = """
%override header: HEADER_LINE+
header_layout: lender _TAB owner
lender: LENDER ANSWER_TEXT?
owner: OWNER ANSWER_TEXT?
LENDER: "Name"
OWNER: "Name"
"""

WRONG: dict[str, tuple[str, str, str, str]] = {
    "a rule misspelt where it is used": (
        "title insured tools",
        "title insurd tools",
        "insurd is used in page and not defined",
        "Is insured meant?",
    ),
    "a rule misspelt where it is defined": (
        "lent_on: DATE",
        "lend_on: DATE",
        "lent_on is used in tools_row_layout and not defined",
        "lend_on",
    ),
    "a terminal misspelt": (
        "closing: END_OF_NOTICE",
        "closing: END_OF_NOTISE",
        "END_OF_NOTISE is used in closing and",
        "END_OF_NOTICE",
    ),
    "a layout of a row misspelt": ("tools_row_layout:", "tools_rows_layout:", "tools_row has no layout", "tools_rows_layout"),
    "a layout of a heading misspelt": (
        "tools_heading_layout:",
        "tool_heading_layout:",
        "tools_heading has no layout",
        "tool_head",
    ),
    "a layout of a line misspelt": ("insured_layout:", "insurd_layout:", "could become INSURED_LINE", "NAME_layout"),
    "a line that is not declared": (
        "%declare INSURED_LINE",
        "",
        "INSURED_LINE is used in insured and not defined",
        "%declare INSURED_LINE",
    ),
    "a rule that contains itself": ("closing: END", "closing: closing END", "closing contains itself", "* or +"),
    "a cell that contains itself": (
        "AMOUNT footnote_ref*",
        "AMOUNT number_lent | AMOUNT",
        "number_lent contains itself",
        "* or +",
    ),
    "two readings of one line": (
        "closing: END_OF_NOTICE",
        "closing: a | b\na: END_OF_NOTICE\nb: END_OF_NOTICE",
        "two readings",
        "one of",
    ),
    "a pattern that is none": ("TOOL: ", "ODD: /(/\nTOOL: ", "the pattern of ODD cannot be compiled", "Python's re"),
    "an import that is not there": ("%import .page", "%import .pages", "there is no pages.lark", "Is page meant?"),
    "no import": ("%import .page", "", "there is no page to override", "%import .page"),
    "no colon": ("closing: END", "closing END", "END_OF_NOTICE cannot stand here", "colon"),
    "no closing quote": ('"End of notice."', '"End of notice.', "this cannot stand here", "quote"),
    "no closing bracket": ("tools_row*", "(tools_row*", "the line ends too early", "bracket"),
    "a terminal defined twice": ("LENT_ON: ", 'TOOL: "x"\nLENT_ON: ', "TOOL is defined twice", "one of them out"),
    "an override of nothing": ("%override title", "%override titel", "there is no titel to override", "Is title meant?"),
    "no start": (FORM_9, 'page: TOOL\nTOOL: "x"\n', "there is no rule start", "%import .page"),
    "a definition that is there": ("%override page", "page", "page is defined twice", "page.lark has it: write %override page"),
    "a row with too few cells": (
        "lent_on _TAB number_lent",
        "lent_on",
        "has 2 cells, and the heading of tools 3",
        "each column",
    ),
    "one text of two lines": ('"End of notice."', '"Table of Tools"', "print the same line", "both places"),
    "one caption of two items": (
        "title insured tools closing\n",
        "title header insured tools closing\n" + SAME_CAPTIONS,
        "lender and owner have the same caption",
        "form prints",
    ),
    "an empty text": ('"End of notice."', '""', "an empty text is nothing", "form prints"),
    "a terminal in small letters": (
        "AMOUNT footnote_ref*",
        "amount footnote_ref*",
        "amount is used in number_lent",
        "AMOUNT meant?",
    ),
    "a line to be ignored that is none": ("TOOL: ", "%ignore NOTHING\nTOOL: ", "marked to ignore", "Lark's reference"),
    "a directive that is none": ("%override title", "%overide title", "there is no %overide", "Is %override meant?"),
    "a definition without an end": ("closing: END_OF_NOTICE", "closing: (", "something is missing here", "bracket"),
    "a cell in a heading": ("LENT_ON _TAB NUMBER_LENT", "LENT_ON _TAB number_lent", "number_lent is no caption", "form prints"),
    "a line inside a line": (
        "insured_layout: check_box?",
        "insured_layout: ROW_END?",
        "ROW_END is used in insured_layout and not defined",
        "ROW_END",
    ),
    "a whole line inside a line": (
        "insured_layout: check_box?",
        "insured_layout: HEADING_LINE?",
        "HEADING_LINE is a whole line",
        "printed or answered",
    ),
    "a bracket where a quote should be": ('TOOL: "1. Tool"', 'TOOL: (1. Tool"', "", ""),
    "a page of HTML": (FORM_9, "<html><body>FORM 9</body></html>", "this cannot stand here", "quote"),
}


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "form9.lark"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_grammar_is_refused_with_its_place_and_the_next_step(name: str, tmp_path: Path) -> None:
    old, new, message, hint = WRONG[name]
    assert FORM_9.count(old) >= 1
    text = FORM_9.replace(old, new, 1)
    path = written(tmp_path, text)
    problem = first_problem(path)
    assert problem is not None
    assert message in problem.message
    assert hint in problem.help
    assert problem.file == str(path)
    line = text.split("\n")[problem.line - 1]
    assert 1 <= problem.column <= len(line) + 1
    result = CliRunner().invoke(app, ["parse", str(ROOT / "README.md"), "--grammar", str(path)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert f"form9.lark:{problem.line}:{problem.column}: " in result.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"  \n\n", "the file is empty"),
        (b"\x7fELF\x00\x01", "the file is no text"),
        ("%import .page\n// Ü".encode("latin-1"), "the file is not UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_grammar_at_all(content: bytes | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "form9.lark"
    if content is not None:
        path.write_bytes(content)
    (problem,) = lint(path)
    assert message in problem.message
    assert CliRunner().invoke(app, ["grammar", "--lint", str(path)]).exit_code == 2
    assert lint(tmp_path)[0].message.startswith("the file cannot be read")


def test_a_file_that_is_called_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "form9.txt"
    path.write_text(FORM_9, encoding="utf-8")
    (problem,) = lint(path)
    assert str(problem) == f"{path}:1:1: the file's name does not end in .lark. Give the .lark file of a grammar."


def test_files_that_import_each_other(tmp_path: Path) -> None:
    (tmp_path / "other.lark").write_text("%import .form9\n", encoding="utf-8")
    (problem,) = lint(written(tmp_path, "%import .other\n" + FORM_9))
    assert problem.message == "the files import each other: form9 -> other -> form9"
    assert (Path(problem.file).name, problem.line) == ("other.lark", 1)


def test_what_is_never_used_can_stay_and_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, FORM_9 + '\nUNUSED: "x y"\n')
    (problem,) = lint(path)
    assert (problem.is_fatal, problem.message) == (False, "UNUSED is defined and never used")
    result = CliRunner().invoke(app, ["grammar", "--lint", str(path)])
    assert result.exit_code == 1
    assert result.stdout == f"{path}:{problem.line}:1: UNUSED is defined and never used. Use it, or take it out.\n"
    assert first_problem(path) is None


@pytest.mark.parametrize("path", [*sorted((ROOT / "grammar").glob("form*.lark")), *sorted(ROOT.glob("examples/*/*.lark"))])
def test_nothing_is_wrong_with_the_grammars_of_the_project(path: Path) -> None:
    assert lint(path) == []
    assert CliRunner().invoke(app, ["grammar", "--lint", str(path)]).exit_code == 0


def test_all_names_that_are_not_defined_are_told_at_once_in_their_order(tmp_path: Path) -> None:
    text = FORM_9.replace("title insured tools closing", "title insurd tools closing // and others").replace(
        "lent_on: DATE", "lend_on: _either{DATE, DAY}\n\n_either{one, two}: one\n              | two"
    )
    found = lint(written(tmp_path, text))
    assert [problem.message for problem in found] == [
        "insurd is used in page and not defined",
        "lent_on is used in tools_row_layout and not defined",
        "DAY is used in lend_on and not defined",
    ]
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)
