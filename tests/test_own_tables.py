"""The tables of forms of one's own, and runs that read them in several processes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from conftest import ROOT, case_text
from support.commands import run
from support.derived_form import grammar, page

EXAMPLES = ROOT / "examples"
PAGE_13G = (EXAMPLES / "schedule13g" / "holding.txt").read_text(encoding="utf-8")
SALE = (EXAMPLES / "form144" / "sale.txt").read_text(encoding="utf-8")


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return found


def test_a_table_for_each_table_and_one_for_the_fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(PAGE_13G, encoding="utf-8")
    (pages / "b.txt").write_text(PAGE_13G.replace("6.2%", "six").replace("Common Stock", "Units"), encoding="utf-8")
    (pages / "c.txt").write_text("A letter.\n", encoding="utf-8")
    own = str(EXAMPLES / "schedule13g" / "schedule13g.lark")
    code, _, told = run("export", "pages", "-o", "tables", "--grammar", own, "--jobs", "2")
    assert (code, "3 documents" in told) == (0, True), told
    assert {path.stem for path in Path("tables").glob("*.parquet")} == {
        "FIELDS", "reporting_persons", "signature", "FOOTNOTES", "DOCUMENTS", "DIAGNOSTICS",
    }  # fmt: skip
    first, second = rows(Path("tables"), "FIELDS")
    assert (first["cusip"], first["amendment_number"], first["rule_13d_1b"], first["rule_13d_1c"]) == ("51739Q104", 2, 1, 0)
    assert (first["title_of_class"], second["title_of_class"]) == ("Common Stock", "Units")
    persons = rows(Path("tables"), "reporting_persons")
    assert [one["person_fn"] for one in persons] == ["1", None, "1", None]
    assert [one["percent_of_class"] for one in persons][1:3] == [persons[3]["percent_of_class"], None]
    assert json.loads(persons[2]["UNREAD_CELLS"]) == {"percent_of_class": "six"}
    assert [note["footnote_text"] for note in rows(Path("tables"), "FOOTNOTES")][1] == "Held by the adviser."
    assert [one["STATUS"] for one in rows(Path("tables"), "DOCUMENTS")] == ["read", "read", "no-form"]
    assert [one["DOCUMENT_NUMBER"] for one in rows(Path("tables"), "DOCUMENTS")] == [1, 2, 3]
    assert {one["CODE"] for one in rows(Path("tables"), "DIAGNOSTICS")} == {"T007", "L032"}
    for to in ("csv", "jsonl", "duckdb"):
        assert run("export", "pages", "-o", to, "--to", to, "--grammar", own)[0] == 0
    assert Path("csv/FIELDS.csv").read_text(encoding="utf-8").count("\n") == 3


def test_a_derived_form_has_the_tables_of_form_4(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("form4_broker.lark").write_text(grammar(), encoding="utf-8")
    Path("a.txt").write_text(page(), encoding="utf-8")
    assert run("export", "a.txt", "-o", "tables", "--grammar", "form4_broker.lark")[0] == 0
    (extra,) = rows(Path("tables"), "EXTRA")
    assert (extra["estate_plan"], str(extra["clearance"])) == (1, "2022-06-10")
    (deal,) = rows(Path("tables"), "DERIV_TRANS")
    assert json.loads(deal["OTHER_CELLS"])["extra.commission"]["value"] == "14.25"
    assert len(rows(Path("tables"), "NONDERIV_TRANS")) == 2


def test_many_pages_of_several_forms_are_read_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = EXAMPLES / "form144" / "form144.lark"
    Path("pyproject.toml").write_text(f"[tool.form4]\ngrammars = [{json.dumps(str(own))}]\n", encoding="utf-8")
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(132):
        text = SALE if number % 2 else case_text("form4-plain")
        (pages / f"{number:03}.txt").write_text(text, encoding="utf-8")
    code, shown, _ = run("parse", "pages", "--format", "jsonl", "--jobs", "2")
    forms = [json.loads(line)["form"] for line in shown.splitlines()]
    assert (code, forms) == (0, ["4", "form144"] * 66)
    code, _, told = run("check", "pages", "--jobs", "2")
    assert (code, "No findings in 132 documents." in told) == (0, True)
