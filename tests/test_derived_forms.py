"""Forms derived from Form 4: the filing as ever, and what they add in `extra`, in all that can be done with a filing."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import markdownify
import pytest
from conftest import case_text
from support.commands import run
from support.derived_form import TICK, grammar, html, page

from form4_grammar import Cell, Form, Parsed, check, form, parse
from form4_grammar.as_json import jsonable
from form4_grammar.as_json.from_json import document_from_json
from form4_grammar.as_json.own_schema import own_schema
from form4_grammar.comparing import compare
from form4_grammar.grammar.linting import lint
from form4_grammar.model import Filing
from form4_grammar.render import render

PAGE = page()


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory) -> Form:
    path = tmp_path_factory.mktemp("derived") / "form4_broker.lark"
    path.write_text(grammar(), encoding="utf-8")
    return form(path)


def read(text: str, derived: Form) -> tuple[Filing, Parsed]:
    parsed = parse(text, form=derived)
    assert parsed.filing is not None
    return parsed.filing, parsed


def test_the_filing_is_that_of_form_4_and_more_is_in_extra(derived: Form) -> None:
    filing, parsed = read(PAGE, derived)
    assert (parsed.form, parsed.fields, parsed.diagnostics, parsed.unread) == ("form4_broker", None, (), ())
    plain = parse(case_text("form4-plain")).filing
    assert plain is not None
    assert (filing.form_type, filing.issuer, filing.reporting_owners) == ("4", plain.issuer, plain.reporting_owners)
    assert dict(filing.extra) == {"estate_plan": True, "clearance": date(2022, 6, 10)}
    first, second, holding = filing.non_derivative_table
    assert (first.extra["broker"].value, first.extra["broker"].footnotes) == ("Pelham & Rowe", ())
    assert (second.extra["broker"].value, second.extra["broker"].footnotes) == ("Pelham & Rowe", (2,))
    assert holding.extra["broker"] == Cell()
    assert filing.derivative_table[0].extra["commission"].value == Decimal("14.25")
    assert [row.nature_of_ownership.value for row in filing.non_derivative_table] == [None, None, "By Spouse"]
    for cell in (second.extra["broker"], filing.derivative_table[0].extra["commission"]):
        assert PAGE[cell.start : cell.end] == cell.raw
    assert PAGE[slice(*parsed.places["extra.clearance"])] == "06/10/2022"


def test_text_to_json_to_text_comes_back(derived: Form) -> None:
    filing, parsed = read(PAGE, derived)
    shown = json.dumps(jsonable.parsed("page.txt", parsed))
    document = document_from_json(shown, [derived.grammar]).document
    assert document.filing is not None
    assert (document.form, compare(document, parsed)) == ("form4_broker", ())
    text = render(document.filing, derived.grammar)
    again, reading = read(text, derived)
    assert (reading.diagnostics, compare(reading, parsed)) == ((), ())
    assert again.extra == filing.extra
    assert "7. Date of Clearance by the Issuer (Month/Day/Year) <u>06/10/2022</u>" in text
    assert f"{TICK} Check this box if the transactions are part of an estate plan." in text


def test_the_json_is_what_its_schema_says(derived: Form) -> None:
    schema = own_schema(derived.grammar)
    for spans in (False, True):
        shown = jsonable.parsed("page.txt", read(PAGE, derived)[1], spans=spans)
        jsonschema.validate(shown, schema)
    for wrong in ("clearance", "estate_plan"):
        shown = jsonable.parsed("page.txt", read(PAGE, derived)[1])
        shown["filing"]["extra"][wrong] = 3
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(shown, schema)
    shown = jsonable.parsed("page.txt", read(PAGE, derived)[1])
    assert shown["filing"]["derivative_table"][0]["extra"] == {
        "commission": {"value": "14.25", "footnotes": [], "raw": "$14.25"}
    }
    del shown["filing"]["derivative_table"][0]["extra"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(shown, schema)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("06/10/2022", "06/11/2022", "extra.clearance"),
        ('<input checked="" type="checkbox"/> Check this box if the tr', "Check this box if the tr", "extra.estate_plan"),
        ("Pelham & Rowe ⁽²⁾", "Pelham & Row ⁽²⁾", "non_derivative_table[1].extra.broker"),
        ("Pelham & Rowe ⁽²⁾", "Pelham & Rowe ⁽¹⁾", "non_derivative_table[1].extra.broker"),
        ("$14.25", "$14.2", "derivative_table[0].extra.commission"),
    ],
)
def test_a_difference_is_seen_in_each_new_field(old: str, new: str, path: str, derived: Form) -> None:
    one, other = read(PAGE, derived)[1], read(PAGE.replace(old, new), derived)[1]
    (found,) = compare(one, other)
    assert found.a is not None
    assert found.b is not None
    assert (found.a.path, found.b.path, found.a.value != found.b.value) == (path, path, True)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("06/10/2022", "06/31/2022", [("D001", "extra.clearance")]),
        ("06/10/2022", "soon", [("L050", "extra.clearance")]),
        ("7. Date of Clearance by the Issuer (Month/Day/Year) <u>06/10/2022</u>", "", [("L050", "extra.clearance")]),
        ("Check this box if the transactions are part of an estate plan.", "", [("L050", "extra.estate_plan")]),
        ("\t\t$14.25", "\tBy Trust\tten", [("T007", "derivative_table[0].extra.commission")]),
        ("$14.25", "ten", [("L023", "derivative_table[0]")]),
        ("Rowe ⁽²⁾", "Rowe ⁽³⁾", [("N021", "footnotes")]),
        ("8. Broker", "8. Brokr", [("L014", "non_derivative_table")]),
        ("\t8. Broker", "", [("L016", "non_derivative_table")]),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, expected: list[tuple[str, str]], derived: Form) -> None:
    assert PAGE.count(old) == 1
    parsed = read(PAGE.replace(old, new), derived)[1]
    found = [(one.code, one.path) for one in parsed.diagnostics]
    assert set(expected) <= set(found), found
    assert {path for code, path in expected if code == "L050"} == set(parsed.unread)


def test_it_is_read_in_every_dialect(derived: Form) -> None:
    truth = read(PAGE, derived)[1]
    for text, dialect in ((html(), "html"), (markdownify.markdownify(html()), "markdown")):
        filing, parsed = read(text, derived)
        assert (parsed.dialect, parsed.unread) == (dialect, ())
        assert compare(truth, parsed) == (), dialect
        cell = filing.derivative_table[0].extra["commission"]
        assert text[cell.start : cell.end] == "$14.25"


def test_it_takes_part_in_detection(derived: Form) -> None:
    assert parse(PAGE, among=[derived]).form == "form4_broker"
    for name in ("form3-plain", "form4-plain", "form5-plain"):
        assert parse(case_text(name), among=[derived]).filing == parse(case_text(name)).filing


def test_the_rules_of_form_4_are_asked(derived: Form) -> None:
    assert check(PAGE, form=derived).diagnostics == check(case_text("form4-plain")).diagnostics == ()
    codes = [
        one.code for one in check(PAGE.replace("$14.25", "$14.25 ⁽¹⁾").replace("2. The", "3. The"), form=derived).diagnostics
    ]
    assert "N021" in codes


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("form4_broker.lark").write_text(grammar(), encoding="utf-8")
    Path("pyproject.toml").write_text('[tool.form4]\ngrammars = ["form4_broker.lark"]\n', encoding="utf-8")
    Path("a.txt").write_text(PAGE, encoding="utf-8")
    Path("b.txt").write_text(PAGE.replace("$14.25", "$14.20"), encoding="utf-8")
    Path("plain.txt").write_text(case_text("form4-plain"), encoding="utf-8")
    assert run("check", "a.txt", "plain.txt")[0] == 0
    code, shown, _ = run("parse", "a.txt", "--spans")
    document = json.loads(shown)
    assert (code, document["form"], document["filing"]["extra"]["clearance"]["value"]) == (0, "form4_broker", "2022-06-10")
    Path("a.json").write_text(shown, encoding="utf-8")
    assert [json.loads(line)["form"] for line in run("parse", "a.txt", "plain.txt", "--format", "jsonl")[1].splitlines()] == [
        "form4_broker",
        "4",
    ]
    assert "Pelham & Rowe" in run("parse", "a.txt", "--format", "summary")[1]
    assert "(broker (CELL_TEXT" in run("tree", "a.txt", "--format", "sexp")[1]
    code, shown, _ = run("diff", "a.json", "b.txt", "--format", "concise")
    assert (code, "derivative_table[0].extra.commission: 14.25 | 14.2" in shown) == (1, True)
    assert "commission" in run("diff", "a.json", "b.txt")[1]
    assert run("diff", "a.json", "a.txt")[0] == 0
    code, page_again, complaints = run("render", "a.json")
    assert (code, complaints) == (0, "")
    assert run("render", "a.txt")[1] == page_again
    assert run("render", "a.txt", "--to", "xml")[0] == 2
    assert json.loads(run("schema", "--grammar", "form4_broker.lark")[1])["$defs"]["Filing"]["properties"]["extra"]
    assert run("grammar", "--lint", "form4_broker.lark")[0] == 0


def test_what_leaves_something_out_is_a_form_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "form4_short.lark"
    path.write_text(
        grammar().replace("    _TAB broker\n", "    _TAB\n").replace("_owned_following \\\n", "\\\n"), encoding="utf-8"
    )
    (problem,) = (one for one in lint(path) if "filing" in one.message)
    assert not problem.is_fatal
    assert "shares_owned_following_transaction, value_owned_following_transaction of form4.lark is left out" in problem.message
    parsed = parse(PAGE, form=form(path))
    assert parsed.filing is None
    assert parsed.fields is not None
    assert parsed.fields["issuer_name"] == "LARKSPUR TOOL CO"
