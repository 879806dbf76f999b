"""Forms of one's own: their fields, their findings, and every command on them, with Form 144 of the examples."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT, case_text
from support.commands import run
from support.new_form import FORM_9
from support.new_form import PAGE as PAGE_9

from form4_grammar import Cell, Form, Parsed, Transformer, check, form, parse
from form4_grammar.as_json import jsonable
from form4_grammar.as_json.own_schema import own_schema
from form4_grammar.comparing.own import compare_own
from form4_grammar.grammar.problems import GrammarProblem
from form4_grammar.render.own import render_own

EXAMPLE = ROOT / "examples" / "form144"
GRAMMAR = EXAMPLE / "form144.lark"
PAGE = (EXAMPLE / "sale.txt").read_text(encoding="utf-8")
HEADING = PAGE[PAGE.index("Title of the Class") : PAGE.index("Common Stock")]
GIFT = "Common Stock\t03/01/2019\tGift of a parent\t☒\t1,200\t\n"


@pytest.fixture(scope="module")
def form_144() -> Form:
    return form(GRAMMAR)


def read(page: str, form_144: Form) -> Parsed:
    return parse(page, form=form_144)


def told(page: str, form_144: Form) -> list[tuple[str, str, str | None]]:
    return [(one.code, one.severity.value, one.path) for one in read(page, form_144).diagnostics]


def test_the_fields_are_those_of_the_page(form_144: Form) -> None:
    parsed = read(PAGE, form_144)
    assert (parsed.form, parsed.filing, parsed.diagnostics, parsed.unread) == ("form144", None, (), ())
    assert parsed.fields is not None
    fields: dict[str, Any] = dict(parsed.fields)
    assert fields["name_of_issuer"] == "LARKSPUR TOOL CO"
    assert fields["notice"] == date(2024, 6, 3)
    assert fields["remarks"] == "The sales follow a plan of January 2024."
    assert fields["signature"] == ({"signature_name": "/s/ Ada N. Okafor", "signature_date": date(2024, 6, 3)},)
    first, gift = fields["securities_to_be_sold"]
    assert first["date_acquired"].value == date(2022, 6, 14)
    assert first["amount_acquired"].value == Decimal(400)
    assert (first["is_gift"].value, gift["is_gift"].value) == (None, True)
    assert gift["date_of_payment"] == Cell(None, (), "", gift["date_of_payment"].start, gift["date_of_payment"].start)
    (sold,) = fields["securities_sold"]
    assert sold["gross_proceeds"].value == Decimal("7812.5")
    assert PAGE[slice(*parsed.places["name_of_issuer"])] == "LARKSPUR TOOL CO"
    assert PAGE[sold["gross_proceeds"].start : sold["gross_proceeds"].end] == "7,812.50"


def test_references_and_notes_are_tied(tmp_path: Path) -> None:
    grammar = GRAMMAR.read_text(encoding="utf-8")
    grammar = grammar.replace("securities_sold remarks?", "securities_sold explanation_of_responses remarks?")
    (tmp_path / "form144n.lark").write_text(grammar, encoding="utf-8")
    with_notes = form(tmp_path / "form144n.lark")
    notes = "Explanation of Responses:\n\n1. From a parent.\n\nRemarks:"
    page = PAGE.replace("Gift of a parent", "Gift of a parent <sup>(1)</sup>").replace("Remarks:", notes)
    parsed = parse(page, form=with_notes)
    assert parsed.diagnostics == ()
    assert parsed.fields is not None
    assert parsed.fields["securities_to_be_sold"][1]["nature_of_acquisition"].footnotes == (1,)
    assert [(note.number, note.text) for note in parsed.fields["footnotes"]] == [(1, "From a parent.")]
    lost = parse(page.replace("<sup>(1)</sup>", "<sup>(2)</sup>"), form=with_notes)
    assert [(one.code, one.path) for one in lost.diagnostics] == [("N021", "footnotes")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("06/14/2022\tStock", "soon\tStock", [("T007", "warning", "securities_to_be_sold[0].date_acquired")]),
        ("\t1,200\t\n", "\t1,200\n", [("L022", "warning", "securities_to_be_sold[1]")]),
        (GIFT, "A line of another page\n" + GIFT, [("L033", "warning", "securities_to_be_sold")]),
        ("\tSEC File Number <u>001-99123</u>", "\t", [("L050", "error", "file_number")]),
        ("Date of Notice 06/03/2024\n", "", [("L050", "error", "notice")]),
        ("Date of Notice 06/03/2024", "Date of Notice 06/33/2024", [("D001", "error", "notice")]),
        ("144: Securities To Be Sold\n", "", [("L037", "warning", None)]),
        ("Date you Acquired\t", "Date you Aquired\t", [("L014", "warning", "securities_to_be_sold")]),
        (HEADING, "", [("L050", "error", "securities_to_be_sold")]),
        (
            PAGE[PAGE.index("Date of Notice") :],
            "",
            [("L034", "error", "remarks"), ("L050", "error", "notice"), ("L050", "error", "signature")],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_names_of_the_grammar(
    old: str, new: str, expected: list[tuple[str, str, str | None]], form_144: Form
) -> None:
    assert PAGE.count(old) == 1
    found = told(PAGE.replace(old, new), form_144)
    assert [one for one in found if one in expected] == expected, found
    assert len({path for _, _, path in found}) == len({path for _, _, path in expected}), found
    for one in read(PAGE.replace(old, new), form_144).diagnostics:
        assert "Table I" not in one.message
        assert "Reporting" not in one.message


def test_letters_of_one_case_are_told_at_each_part(form_144: Form) -> None:
    parsed = read(PAGE, form_144)
    assert parsed.fields is not None
    assert not [one for one in told(PAGE, form_144) if one[0] == "L208"]
    assert {path for code, _, path in told(PAGE.upper(), form_144) if code == "L208"} == set(parsed.fields)


def test_another_page_is_none_of_this_form(form_144: Form) -> None:
    parsed = parse(case_text("form4-plain"), form=form_144)
    assert (parsed.form, parsed.fields) == (None, None)
    assert [one.code for one in parsed.diagnostics] == ["L032"]
    assert check("A letter.\n", form=form_144).form is None


HTML = """<html><body><p>FORM 144: NOTICE OF PROPOSED SALE OF SECURITIES</p>
<table><tr><td>Name of Issuer<br><u>LARKSPUR TOOL CO</u></td><td>SEC File Number<br><u>001-99123</u></td>
<td>Address of Issuer<br><u>18 QUARRY ROAD, DULUTH MN 55802</u></td></tr>
<tr><td>Name of Person for Whose Account the Securities are To Be Sold<br><u>Ada N Okafor</u></td>
<td>Relationship to Issuer<br><u>Officer</u></td><td></td></tr></table>
<p>144: Securities To Be Sold</p>
<table><tr><th>Title of the Class</th><th>Date you Acquired</th><th>Nature of Acquisition Transaction</th>
<th>Is this a Gift?</th><th>Amount of Securities Acquired</th><th>Date of Payment</th></tr>
<tr><td>Common Stock</td><td>06/14/2022</td><td>Stock option exercise</td><td></td><td>400</td><td>06/14/2022</td></tr>
<tr><td>Common Stock</td><td>03/01/2019</td><td>Gift of a parent</td><td>&#9746;</td><td>1,200</td><td></td></tr></table>
<p>144: Securities Sold During The Past 3 Months</p>
<table><tr><th>Name and Address of Seller</th><th>Title of Securities Sold</th><th>Date of Sale</th>
<th>Amount of Securities Sold</th><th>Gross Proceeds</th></tr>
<tr><td>Ada N Okafor, 18 Quarry Road, Duluth MN</td><td>Common Stock</td><td>04/02/2024</td><td>250</td>
<td>7,812.50</td></tr></table>
<p>Remarks:</p><p>The sales follow a plan of January 2024.</p><p>Date of Notice 06/03/2024</p>
<p>/s/ Ada N. Okafor 06/03/2024</p>
<p>ATTENTION: Intentional misstatements or omission of facts constitute Federal Criminal Violations (See 18 U.S.C. 1001)</p>
</body></html>"""


def test_it_is_read_in_every_dialect(form_144: Form) -> None:
    import markdownify

    text = read(PAGE, form_144)
    for page, dialect in ((HTML, "html"), (markdownify.markdownify(HTML), "markdown")):
        other = read(page, form_144)
        assert (other.dialect, other.unread) == (dialect, ())
        assert compare_own(text, other) == (), dialect
        row = (other.fields or {})["securities_to_be_sold"][1]
        assert page[row["amount_acquired"].start : row["amount_acquired"].end] == "1,200"


def test_the_json_is_what_its_schema_says(form_144: Form) -> None:
    schema = own_schema(form_144.grammar)
    for spans in (False, True):
        jsonschema.validate(jsonable.parsed("sale.txt", read(PAGE, form_144), spans=spans), schema)
    wrong = jsonable.parsed("sale.txt", read(PAGE, form_144))
    wrong["filing"]["fields"]["notice"] = 3
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


def test_what_is_printed_comes_back(form_144: Form) -> None:
    parsed = read(PAGE, form_144)
    assert parsed.fields is not None
    again = read(render_own(parsed.fields, form_144.grammar), form_144)
    assert again.diagnostics == ()
    assert compare_own(parsed, again) == ()


def test_differences_are_found_field_by_field(form_144: Form) -> None:
    other = (
        PAGE.replace("1,200", "1,300").replace("<u>Officer</u>", "<u>Director</u>").replace("plan of January", "plan of May")
    )
    found = compare_own(read(PAGE, form_144), read(other, form_144))
    assert [one.a.path for one in found if one.a is not None] == [
        "relationship_text",
        "securities_to_be_sold[1].amount_acquired",
        "remarks",
    ]
    (lost,) = compare_own(read(PAGE, form_144), read(PAGE.replace(GIFT, ""), form_144))
    assert (lost.kind, lost.b) == ("only", None)


class Sales(Transformer):
    """What is sold, as pairs of a title and a number."""

    def amount_sold(self, cell: Cell[Decimal]) -> Decimal | None:
        return cell.value

    def securities_sold_row(self, row: dict[str, Any]) -> tuple[str, Decimal]:
        return row["title_sold"].value, row["amount_sold"]

    def page(self, fields: dict[str, Any]) -> list[tuple[str, Decimal]]:
        return list(fields["securities_sold"])


def test_a_transformer_makes_of_the_fields_what_is_wanted() -> None:
    parsed = parse(PAGE, form=form(GRAMMAR, Sales()))
    assert parsed.value == [("Common Stock", Decimal(250))]
    assert read(PAGE, form(GRAMMAR)).value is None


def test_it_takes_part_in_detection(form_144: Form) -> None:
    assert parse(PAGE, among=[form_144]).form == "form144"
    assert parse(HTML, among=[form_144]).form == "form144"
    for number in ("3", "4", "5"):
        page = case_text(f"form{number}-plain")
        assert parse(page, among=[form_144]).filing == parse(page).filing


def test_the_commands(tmp_path: Path) -> None:
    own, page = ("--grammar", str(GRAMMAR)), str(EXAMPLE / "sale.txt")
    other = tmp_path / "other.txt"
    other.write_text(PAGE.replace("1,200", "1,300"), encoding="utf-8")
    assert (
        run("check", page, *own) == (0, f"{page}: No findings\n", "No findings in 1 document.\n")
        or run("check", page, *own)[0] == 0
    )
    code, shown, _ = run("parse", page, *own)
    assert (code, json.loads(shown)["filing"]["fields"]["name_of_issuer"]) == (0, "LARKSPUR TOOL CO")
    assert "LARKSPUR TOOL CO" in run("parse", page, *own, "--format", "summary")[1]
    assert "(amount_sold" in run("tree", page, *own, "--format", "sexp")[1]
    assert run("grammar", *own)[1].startswith("// Form 144")
    assert json.loads(run("schema", *own)[1])["title"] == "The form form144 as form4 reads it"
    code, shown, _ = run("diff", page, str(other), *own, "--format", "concise")
    assert (code, "securities_to_be_sold[1].amount_acquired: 1200 | 1300" in shown) == (1, True)
    code, shown, _ = run("diff", page, str(other), *own)
    assert "securities to be sold, 2" in shown
    code, shown, complaints = run("render", page, *own)
    assert (code, complaints) == (0, "")
    assert run("render", page, *own, "--to", "xml")[0] == 2
    assert run("parse", page, *own, "--form", "4")[0] == 2
    assert "layout" not in run("parse", "--explain", page, *own)[1]


def test_a_project_names_its_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)
    plain = tmp_path / "plain.txt"
    plain.write_text(case_text("form4-plain"), encoding="utf-8")
    code, shown, _ = run("parse", "sale.txt", str(plain), "--format", "jsonl")
    assert (code, [json.loads(line)["form"] for line in shown.splitlines()]) == (0, ["form144", "4"])
    (tmp_path / "pyproject.toml").write_text('[tool.form4]\ngrammars = ["none.lark"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, _, complaint = run("parse", "plain.txt")
    assert code == 2
    assert "none.lark" in complaint


def test_a_grammar_that_cannot_be_used_is_an_error_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "form9.lark"
    path.write_text("%import .page\n%override page: titel\n", encoding="utf-8")
    with pytest.raises(
        GrammarProblem, match=r"form9\.lark:2:17: titel is used in page and not defined.*Is title meant"
    ) as raised:
        form(path)
    assert (raised.value.problem.line, raised.value.problem.column) == (2, 17)
    code, shown, complaint = run("parse", str(EXAMPLE / "sale.txt"), "--grammar", str(path))
    assert (code, shown) == (2, "")
    assert "form9.lark:2:17" in complaint


def test_another_wording_is_read_and_said(tmp_path: Path) -> None:
    grammar = (ROOT / "examples" / "schedule13g" / "schedule13g.lark").read_text(encoding="utf-8")
    grammar += """
%extend older_wordings: CUSIP_NUMBER_2024
                      | SHARED_VOTING_2024
                      | SCHEDULE_TITLE_ON_PAPER

CUSIP_NUMBER_2024: "CUSIP No."
SHARED_VOTING_2024: "6. Shared Power to Vote"
SCHEDULE_TITLE_ON_PAPER: "Schedule 13G (Rule 13d-102)"
"""
    (tmp_path / "schedule13g.lark").write_text(grammar, encoding="utf-8")
    own = form(tmp_path / "schedule13g.lark")
    page = (ROOT / "examples" / "schedule13g" / "holding.txt").read_text(encoding="utf-8")
    other = page.replace("CUSIP Number", "CUSIP No.").replace("6. Shared Voting Power", "6. Shared Power to Vote")
    other = other.replace("SCHEDULE 13G\n", "Schedule 13G (Rule 13d-102)\n")
    parsed = read(other, own)
    assert compare_own(parsed, read(page, own)) == ()
    assert [(one.code, one.severity.value, one.message) for one in parsed.diagnostics] == [
        ("L021", "info", "wording of on paper: 'Schedule 13G (Rule 13d-102)'"),
        ("L021", "info", "wording of 2024: 'CUSIP No.', and 1 more"),
    ]
    assert read(page, own).diagnostics == ()


def test_a_line_without_a_text_of_its_own_is_named_by_what_it_is_of(tmp_path: Path) -> None:
    text = FORM_9.replace("insured tools closing", "insured tools signatures").replace("tools_row*", "tools_row+")
    text = text.replace("closing: END_OF_NOTICE", "%override signatures: signature+ END_OF_NOTICE")
    (tmp_path / "form9.lark").write_text(text, encoding="utf-8")
    own = form(tmp_path / "form9.lark")
    assert parse(PAGE_9.replace("End", "/s/ Ada N. Okafor 03/04/2021\n\nEnd"), form=own).diagnostics == ()
    without_rows = "\n".join(line for line in PAGE_9.split("\n") if not line.startswith(("Spade", "Ladder")))
    found = [(one.code, one.message) for one in parse(without_rows, form=own).diagnostics]
    assert sorted(found) == [("L037", "missing: row"), ("L050", "not found: signature")]
    (found_column,) = parse(PAGE.replace("Gross Proceeds", "Proceeds in Cash"), form=form(GRAMMAR)).diagnostics
    assert found_column.code == "L064"
    assert found_column.message.endswith("missing: Gross Proceeds")
    assert found_column.help != "missing: Gross Proceeds"


def test_a_form_without_notes_and_remarks_has_signatures_and_its_misprints_are_mended(tmp_path: Path) -> None:
    text = FORM_9.replace("insured tools closing", "insured tools signatures").replace(" footnote_ref*", "")
    text = text.replace("closing: END_OF_NOTICE", "%override signatures: signature+ END_OF_NOTICE")
    (tmp_path / "form9.lark").write_text(text, encoding="utf-8")
    page = PAGE_9.replace(" ⁽¹⁾", "").replace("End", "/s/ Ada N. Okafor 03/04/2021\n\nEnd")
    parsed = parse(page, form=form(tmp_path / "form9.lark"))
    assert parsed.diagnostics == ()
    assert parsed.fields is not None
    assert parsed.fields["signature"] == ({"signature_name": "/s/ Ada N. Okafor", "signature_date": date(2021, 3, 4)},)
    misprinted = parse(page.replace("Table of Tools", "Tab1e of Tools"), form=form(tmp_path / "form9.lark"))
    assert [one.message for one in misprinted.diagnostics] == ["'Tab1e of Tools': the form prints 'Table of Tools'"]
    assert misprinted.fields == parsed.fields
