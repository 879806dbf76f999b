"""What a notebook shows, and the notebook of the examples."""

from __future__ import annotations

import ast
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, case_text
from justhtml import JustHTML

from form4_grammar import check, form, parse
from form4_grammar.diagnostics import Diagnostics

TOUR = ROOT / "examples" / "tour.ipynb"


def shown(thing: Any) -> str:
    html = JustHTML(thing._repr_html_().partition("</style>")[2], sanitize=False)
    return " ".join(html.root.to_text(separator=" ", strip=True).split())


def test_a_filing_is_short_and_whole() -> None:
    filing = parse(case_text("form4-plain")).filing
    assert repr(filing) == "<Filing: Form 4, LARKSPUR TOOL CO, Okafor Ada N, 2022-06-14, 3 + 1 rows>"
    text = shown(filing)
    assert len(text) < 2500
    for piece in (
        "LARKSPUR TOOL CO [LKSP]",
        "Okafor Ada N, director, officer, President",
        "31.07",
        "The option is fully vested.",
    ):
        assert piece in text


def test_a_document_shows_what_was_found() -> None:
    checked = check(case_text("form4-plain").replace("31.07", "3l.07"))
    text = shown(checked)
    assert "Checked: Form 4, text, 1 finding" in text
    assert "T007 20:35" in text
    html = JustHTML(checked._repr_html_(), sanitize=False)
    assert ["3l.07" in one.to_text() for one in html.query("td .unread")] == [True]
    assert "T007 20:35" in shown(checked.diagnostics)


def test_findings_stay_a_tuple() -> None:
    found = check(case_text("form4-plain").replace("31.07", "3l.07")).diagnostics
    assert isinstance(found, Diagnostics)
    assert found == tuple(found)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert shown(Diagnostics()) == "No findings."
    assert len(repr(found)) < 400


def test_a_form_of_ones_own() -> None:
    folder = ROOT / "examples" / "form144"
    text = shown(parse(folder / "sale.txt", form=form(folder / "form144.lark")))
    assert "name of issuer LARKSPUR TOOL CO" in text
    assert "is gift" in text


def test_what_a_document_says_is_escaped() -> None:
    checked = check(case_text("form4-plain").replace("President", "<img src=x onerror=alert(1)>"))
    html = JustHTML(checked._repr_html_(), sanitize=False)
    assert not html.query("img")
    assert "<img src=x onerror=alert(1)>" in shown(checked)


def test_long_tables_are_cut() -> None:
    row = next(line for line in case_text("form4-plain").split("\n") if line.startswith("Common Stock\t"))
    parsed = parse(case_text("form4-plain").replace(row, "\n".join([row] * 500)))
    assert "more rows" in shown(parsed)
    assert len(parsed._repr_html_()) < 20_000


def test_the_tour_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOUR.parent)
    notebook = json.loads(TOUR.read_text("utf-8"))
    scope: dict[str, Any] = {}
    last: list[Any] = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        assert cell["outputs"] == []
        body = ast.parse("".join(cell["source"])).body
        ending = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), "tour", "exec"), scope)  # noqa: S102
        if isinstance(ending, ast.Expr):
            last.append(eval(compile(ast.Expression(ending.value), "tour", "eval"), scope))  # noqa: S307
    parsed, price, found, cell, differences, place = last
    assert "31.07" in shown(parsed)
    assert price[1:] == ((1,), "$31.07 ⁽¹⁾")
    assert [one.code for one in found] == ["T007"]
    assert cell[:2] == (None, "unreadable")
    assert len(differences) == 1
    assert Path(place).stat().st_size > 10_000
