"""The grammar files: what Lark makes of them, and that they, not Python, say how a form looks."""

from __future__ import annotations

import marshal
import re
import shutil
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import lark
import pytest
from conftest import ROOT, case_text, cases, corpus
from support.reference import assert_patterns_read_as_lark

from form4_grammar import grammar, parse
from form4_grammar.formats.sexp import sexp
from form4_grammar.grammar import LAYOUT, from_file, lark_tables, load
from form4_grammar.grammar.ready import make_ready
from form4_grammar.parser.document import read
from form4_grammar.parser.patterns import Pattern

FORMS = pytest.mark.parametrize("form", grammar.FORMS)


@FORMS
def test_the_printed_grammar_is_one_that_lark_builds(form: str) -> None:
    found = load(form)
    lark.Lark(found.text, parser="lalr", strict=True)
    built = lark.Lark(found.text, parser="lalr", strict=True, start=list(found.starts))
    rules: dict[str, list[tuple[str, ...]]] = {}
    for rule in built.rules:
        rules.setdefault(rule.origin.name, []).append(tuple(symbol.name for symbol in rule.expansion))
    assert {name: tuple(expansions) for name, expansions in rules.items()} == found.rules
    terminals = {t.name: (t.pattern.value, "".join(sorted(t.pattern.flags)), t.priority) for t in built.terminals}
    assert terminals == {t.name: (t.text, t.flags, t.priority) for t in found.terminals.values()}
    assert frozenset(built.ignore_tokens) == found.ignored


@FORMS
def test_the_printed_grammar_has_its_files_whole_from_the_page_to_the_cell(form: str) -> None:
    text, at = load(form).text, -1
    for name in (f"form{form}", "page", "cell"):
        lines = (ROOT / "grammar" / f"{name}.lark").read_text(encoding="utf-8").splitlines()
        assert text.index(lines[0]) > at
        at = text.index(lines[0])
        assert [line for line in lines if not line.startswith("%import") and line not in text.splitlines()] == []
    assert "%import" not in text


@FORMS
def test_no_name_carries_the_prefix_of_a_module(form: str) -> None:
    names = {*load(form).rules, *load(form).terminals, *(n for es in load(form).rules.values() for e in es for n in e)}
    assert [name for name in names if re.search(r"^[a-z0-9_]+[a-z0-9]__[A-Za-z]", name)] == []
    assert [name for name in names if name.startswith("__ANON")] == []


@FORMS
def test_every_rule_is_reached(form: str) -> None:
    found = load(form)
    reached = frozenset().union(*(found.reached(start) for start in found.starts))
    assert set(found.rules) - reached == set()
    assert set(found.terminals) - reached == found.ignored


@FORMS
def test_every_layout_belongs_to_a_rule_of_the_page(form: str) -> None:
    found = load(form)
    page = found.reached("start")
    assert [name for name in found.layouts if name not in page] == []


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "grammar").glob("*.lark")))
def test_a_priority_or_a_raw_alternative_is_explained(name: str) -> None:
    lines = (ROOT / "grammar" / f"{name}.lark").read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if re.match(r"(?:%override )?[A-Z_]+\.\d+:", line) and "FORM_HEADING" not in line:
            assert before.startswith("//"), f"why has this a priority? {line[:40]}"
        pattern = re.match(r"(?:%override )?[A-Z_0-9.]+: /(.*)/i?$", line)
        if pattern:
            assert not _top_level_alternative(pattern[1]), f"in a composed terminal this would split: {line[:40]}"


def _top_level_alternative(pattern: str) -> bool:
    bare = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", pattern)
    depth = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            return True
    return False


def changed(folder: Path, name: str, old: str, new: str) -> grammar.Grammar:
    """The grammar of Form 4 out of a copy of the folder in which one text is another."""
    shutil.copytree(grammar.folder(), folder, dirs_exist_ok=True)  # type: ignore[arg-type] # the folder of a checkout
    path = folder / f"{name}.lark"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return from_file(folder / "form4.lark", form="4")


def test_a_caption_changed_in_the_grammar_changes_what_conforms(tmp_path: Path) -> None:
    other = changed(tmp_path, "form4", '"7. Nature of Indirect Beneficial', '"7. Nature of Any Beneficial')
    found = parse(case_text("form4-plain"), form=other).diagnostics
    assert [(one.code, one.path) for one in found] == [("L014", "non_derivative_table")]


def test_a_line_taken_out_of_the_grammar_is_no_longer_expected(tmp_path: Path) -> None:
    other = changed(tmp_path, "page", "reminders: REMINDER INSTRUCTION", "reminders: INSTRUCTION")
    page = case_text("form4-plain")
    line = next(line for line in page.split("\n") if line.startswith("Reminder:"))
    assert parse(page.replace(line, ""), form=other).diagnostics == ()
    assert [one.code for one in parse(page, form=other).diagnostics] == ["L033"]


def test_an_alternative_taken_out_of_the_grammar_is_no_longer_read(tmp_path: Path) -> None:
    other = changed(tmp_path, "form4", "                  | non_derivative_holding\n", "")
    rows = parse(case_text("form4-plain"), form=other)
    assert "(error_row" in sexp(rows.tree)
    assert "(error_row" not in sexp(parse(case_text("form4-plain")).tree)


def _cells(text: str, form: str) -> set[tuple[str, str]]:
    """The rule and the text of everything on a page that a pattern has read."""
    found = read(text, load(form))
    cells = {
        (node.name, cell.strip())
        for table in found.tables
        for row in table.rows
        for node, cell in zip(row.nodes, row.texts, strict=True)
        if node is not None and node.name and cell.strip()
    }
    cells |= {(item.rule, text[item.start : item.end]) for item in found.items if item.node and not item.misprints}
    cells |= {(block.rule + LAYOUT, text[block.start : block.end]) for block in found.blocks if block.node}
    # Lark knows a printed text only with the blanks that it is printed with
    return {(rule, cell) for rule, cell in cells if "\n" not in cell or rule.startswith(("footnote", "signature", "remarks"))}


@FORMS
def test_patterns_read_the_cases_as_lark_does(form: str) -> None:
    found: set[tuple[str, str]] = set()
    for case in cases():
        if case.startswith(f"form{form}") and "-fault-" not in case:
            found |= _cells(case_text(case), form)
    assert len(found) > 20
    assert_patterns_read_as_lark(form, found)


def test_nothing_but_references_follows_a_value() -> None:
    for small in (0, 9):
        shares = Pattern(load("4"), "transaction_shares", small=small)
        assert shares.read("100 (1)") is not None
        assert [cell for cell in ("100 :1)", "100 ?1)", "100 (1) :2)", "100 :1) (2)") if shares.read(cell) is not None] == []


def test_patterns_read_real_cells_as_lark_does() -> None:
    found: dict[str, set[tuple[str, str]]] = {form: set() for form in grammar.FORMS}
    for path in corpus("corpus/ocr"):
        text = path.read_text(encoding="utf-8")
        form = parse(text).form
        assert form is not None
        found[form] |= _cells(text, form)
    for form, cells in found.items():
        assert_patterns_read_as_lark(form, cells)


def _same(one: grammar.Grammar, other: grammar.Grammar) -> bool:
    return all(getattr(one, field.name) == getattr(other, field.name) for field in fields(one))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the grammar of Form 3 alone, and with tables that are ready, in place of the package's own."""
    for path in (ROOT / "grammar").glob("*.lark"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr("form4_grammar.grammar.loading.folder", lambda: tmp_path)
    monkeypatch.setattr("form4_grammar.grammar.ready.FORMS", ("3",))
    make_ready()
    return tmp_path


def test_tables_that_are_ready_are_those_that_lark_makes(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place / "form3.lark"
    with monkeypatch.context() as patch:
        patch.setattr(lark_tables, "built", None)  # so that nothing else can be taken
        found = from_file(path, form="3")
        found_2002 = grammar.of_2003(found)
    for ready in (*place.glob(f"*{lark_tables.JSON}"), *place.glob(f"*{lark_tables.QUICK}")):
        ready.unlink()
    made = from_file(path, form="3")
    made_2002 = grammar.of_2003(made)
    assert found_2002 is not None
    assert made_2002 is not None
    assert _same(found, made)
    assert _same(found_2002, made_2002)


def test_tables_that_are_stale_or_spoilt_are_made_anew(place: Path) -> None:
    made, ready = from_file(place / "form3.lark", form="3"), place / "form3.json"
    whole = ready.read_text(encoding="utf-8")
    older = whole.replace('"format":1', '"format":0')
    for spoilt in (older, whole.replace('"rules"', '"x"'), whole[:-9], "", "{}", "[]", "null", "4"):
        ready.write_text(spoilt, encoding="utf-8")
        assert lark_tables.read(ready, made.text) is None
    assert _same(from_file(place / "form3.lark", form="3"), made)
    make_ready()
    assert ready.read_text(encoding="utf-8") == whole
    assert lark_tables.read(ready, f"{made.text}\n") is None


def test_tables_of_this_python_are_those_of_any(place: Path) -> None:
    made, ready = from_file(place / "form3.lark", form="3"), place / f"form3{lark_tables.QUICK}"
    assert lark_tables.read(ready, made.text) == lark_tables.read(place / "form3.json", made.text)
    whole = ready.read_bytes()
    for spoilt in (whole[:-9], b"", b"null", marshal.dumps(None), marshal.dumps({"format": 0})):
        ready.write_bytes(spoilt)
        assert lark_tables.read(ready, made.text) is None
    assert _same(from_file(place / "form3.lark", form="3"), made)
    make_ready()
    assert lark_tables.read(ready, made.text) is not None
    assert lark_tables.read(ready, f"{made.text}\n") is None


def test_tables_of_another_text_are_not_taken(place: Path) -> None:
    path = place / "form3.lark"
    path.write_text(path.read_text(encoding="utf-8").replace("4. Nature of", "4. Kind of"), encoding="utf-8")
    assert from_file(path, form="3").terminals["NATURE_OF_OWNERSHIP_4"].text.startswith("4. Kind of")


WRITTEN_DATES = (
    "03/02/2004", "3/2/2004", "03 / 02 / 2004", "03-02-2004", "2004-03-02", "2004/3/2", "March 2, 2004", "Mar. 2 2004",
    "March 2nd, 2004", "2 March 2004", "2-Mar-2004", "15-Sept., 2004", "JUNE 1, 2024", "2004", "3/2", "Suite 2004", "2. March",
)  # fmt: skip


@pytest.mark.parametrize("found", [load("4"), grammar.typed("4", with_the_day=True)], ids=["printed", "typed"])
def test_a_date_is_the_same_in_a_cell_behind_a_signature_and_where_a_name_ends(found: grammar.Grammar) -> None:
    """The grammar has the pattern of dates four times: in cells, behind signatures, and twice as what no name goes on with."""
    in_cells, signed = (re.compile(found.terminals[name].pattern) for name in ("DATE", "SIGNATURE_DATE"))
    names = ("_NO_DATE", "_NO_SPELT_DATE")
    refused = [re.compile(re.findall(rf"^(?:%override )?{name}: /(.*)/$", found.text, re.MULTILINE)[-1]) for name in names]
    read = [text for text in WRITTEN_DATES if in_cells.fullmatch(text)]
    assert len(read) >= 11
    assert [text for text in WRITTEN_DATES if signed.fullmatch(text)] == read
    assert [text for text in WRITTEN_DATES if not all(pattern.match(text) for pattern in refused)] == read
