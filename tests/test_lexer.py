"""Lark's own parser, given lines by `LineLexer`, finds the page tree that this package finds with Lark's tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import lark
import pytest
from conftest import FILINGS, SHARED, case_text, corpus
from support.new_form import FORM_9, PAGE
from support.page_of_2003 import FILING, html_page

from form4_grammar import parse
from form4_grammar.grammar import FORMS, START_2002, Grammar, from_file, load
from form4_grammar.parser.document import read
from form4_grammar.parser.lexer import LineLexer
from form4_grammar.parser.lines import Line
from form4_grammar.parser.page import Page, Part


@cache
def larks_own(grammar: Grammar) -> lark.Lark:
    lexer = type("Lexer", (LineLexer,), {"grammar": grammar}) if grammar.is_typed else LineLexer
    return lark.Lark(grammar.text, parser="lalr", lexer=lexer, start=START_2002 if grammar.is_of_2003 else "start")


def ours(part: Part | Line) -> object:
    if isinstance(part, Line):
        return part.type, part.start, part.end
    return part.name, [ours(child) for child in part.children]


def theirs(tree: lark.Tree[lark.Token] | lark.Token) -> object:
    if isinstance(tree, lark.Token):
        return tree.type, tree.start_pos, tree.end_pos
    return str(tree.data).replace("_2002", ""), [theirs(child) for child in tree.children]


def is_clean(page: Page) -> bool:
    """Whether all lines stand where the form prints them. Page numbers, which it ignores, may stand anywhere."""
    return not page.missing and not page.moved and all(line.type == "PAGE_FURNITURE" for line in page.unexpected)


def assert_lark_finds_the_same(page: str, grammar: Grammar) -> bool:
    """Compares the trees of a page text, if it is clean; says whether it was."""
    found = read(page, grammar).page
    if not is_clean(found):
        return False
    tree = larks_own(grammar).parse(page)
    assert theirs(tree.children[0] if grammar.is_of_2003 else tree) == ours(found.tree)
    return True


def compared(pages: Iterable[str | Path]) -> int:
    """How many pages were clean."""
    readings = (parse(page) for page in pages)
    return sum(
        assert_lark_finds_the_same(one.page.text, one.grammar) for one in readings if one.page and one.grammar is not None
    )


def test_on_the_cases() -> None:
    assert compared(sorted(FILINGS.glob("*.txt"))) > 50


def test_on_a_page_of_2003_to_2009() -> None:
    assert compared([html_page(FILING)]) == 1


@pytest.mark.extra
@pytest.mark.parametrize(("folder", "clean"), [("ocr", 300), ("x06", 50), ("html", 60), ("real", 10), ("older", 30)])
def test_on_real_filings(folder: str, clean: int) -> None:
    corpus(f"corpus/{folder}")  # skips where they are not at hand
    pages = [path for path in sorted((SHARED / "corpus" / folder).rglob("*")) if path.suffix in (".txt", ".html", ".md")]
    assert compared(pages) >= clean


def test_tokens_say_where_they_stand() -> None:
    page = case_text("form4-plain")
    for token in larks_own(load("4")).parse(page).scan_values(lambda value: isinstance(value, lark.Token)):
        assert token.start_pos is not None
        assert page[token.start_pos : token.end_pos] == token
        assert page.split("\n")[(token.line or 0) - 1].find(str(token)) == (token.column or 0) - 1


@pytest.mark.parametrize("form", FORMS)
def test_the_layouts_of_lines_build_under_plain_lark(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lark.lexer.has_interegular", False)  # it stumbles over a layout whose terminals are all plain texts
    for layout in load(form).starts:
        lark.Lark(load(form).text, parser="lalr", start=layout)


def test_a_form_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "form9.lark"
    path.write_text(FORM_9, encoding="utf-8")
    form_9 = from_file(path)

    class Form9Lexer(LineLexer):
        grammar = form_9

    with pytest.raises(lark.exceptions.ConfigurationError, match="set `grammar` in a subclass"):
        lark.Lark(form_9.text, parser="lalr", lexer=LineLexer)
    tree = lark.Lark(form_9.text, parser="lalr", lexer=Form9Lexer).parse(PAGE)
    assert theirs(tree) == ours(read(PAGE, form_9).page.tree)


def test_parts_without_lines_and_parts_inside_parts_of_their_kind(tmp_path: Path) -> None:
    own = FORM_9.replace("title insured tools closing", "title empty insured tools pile empty closing").replace(
        "closing: END_OF_NOTICE", "closing: END_OF_NOTICE\n\nempty: NEVER_PRINTED?\n\npile: LAID_DOWN | LAID_DOWN pile"
    )
    path = tmp_path / "form9.lark"
    path.write_text(f'{own}\nLAID_DOWN: "One more is laid down."\nNEVER_PRINTED: "Never printed."\n', encoding="utf-8")
    piled = from_file(path)
    piled_lexer = type("PiledLexer", (LineLexer,), {"grammar": piled})
    for many in (1, 2, 300):
        page = PAGE.replace("End of notice.", "One more is laid down.\n" * many + "End of notice.")
        found = read(page, piled).page
        assert is_clean(found)
        assert theirs(lark.Lark(piled.text, parser="lalr", lexer=piled_lexer).parse(page)) == ours(found.tree)
