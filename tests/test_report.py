"""What a report is made of: the form drawn from the grammar, the document cut into pieces, and the page that holds both."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import FILINGS, ROOT, case_text, cases
from justhtml import JustHTML
from typer.testing import CliRunner

from form4_grammar import check, form, parse
from form4_grammar.cli.commands import app
from form4_grammar.comparing import compare
from form4_grammar.documents.source import from_text
from form4_grammar.model import Cell
from form4_grammar.render.writing import MARKS
from form4_grammar.reporting import report, view_of
from form4_grammar.reporting.blocks import Table
from form4_grammar.reporting.source_text import visible
from form4_grammar.reporting.values import State
from form4_grammar.reporting.view import View, compared

DIALECTS = Path(__file__).parent / "dialects"
FORM_144 = ROOT / "examples" / "form144"


def view(text: str, name: str = "page.txt") -> View:
    return view_of(name, 1, parse(text))


def page(text: str) -> JustHTML:
    return JustHTML(report([view(text)]), sanitize=False)


def words(html: JustHTML, selector: str) -> str:
    return " ".join(" ".join(node.to_text(separator="", strip=False) for node in html.query(selector)).split())


@pytest.mark.parametrize("name", cases())
def test_no_character_of_a_document_is_lost(name: str) -> None:
    text = from_text(case_text(name)).text
    shown = [line.to_text(separator="", strip=False) for line in page(text).query(".src .t")]
    assert shown == visible(text.replace("\r\n", "\n")).rstrip("\n").split("\n")


@pytest.mark.parametrize("name", cases())
def test_every_value_is_shown_with_its_notes(name: str) -> None:
    made = view(case_text(name))
    shown = {one.path for one in made.values.values() if one.path in made.shown}
    for path, one in made.values.items():
        says = one.text or one.notes or one.ticked
        column = path.endswith("acquired_disposed_code")  # on Table II, (A) and (D) are the columns of the number
        assert not says or path in shown or column, path
    filing = made.parsed.filing
    for table in ("non_derivative_table", "derivative_table"):
        for index, row in enumerate(getattr(filing, table, ())):
            for field in row.__dataclass_fields__:
                cell = getattr(row, field)
                if isinstance(cell, Cell) and cell.footnotes:
                    assert made.values[f"{table}[{index}].{field}"].notes == cell.footnotes


@pytest.mark.parametrize("name", ["form3-plain", "form4-plain", "form5-plain"])
def test_the_form_is_that_of_the_grammar(name: str) -> None:
    made = view(case_text(name))
    grammar = made.parsed.grammar
    assert grammar is not None
    shown = words(page(case_text(name)), ".form")
    wanted = grammar.required("page") | grammar.required("header_layout")
    for table in ("table_i", "table_ii"):
        wanted |= grammar.required(f"{table}_heading_layout")
    for terminal in (grammar.terminals[one] for one in wanted - set(MARKS) if one in grammar.terminals):
        if terminal.is_literal and terminal.text.strip():
            assert " ".join(terminal.text.split()) in shown, terminal.name


def test_the_form_of_2026_has_its_items() -> None:
    text = case_text("form4-plain")
    (signed,) = re.findall(r"(\d\d/\d\d/\d{4})\s*\n+\*\* Signature", text)
    shown = words(page(text.replace(signed, "04/02/2026")), ".form .items")
    assert "2a. Foreign Trading Symbol" in shown
    assert "(Country)" in shown
    assert "Foreign" not in words(page(text), ".form")


def test_columns_stand_under_their_captions() -> None:
    table = next(one for one in view(case_text("form4-plain")).blocks if isinstance(one, Table))
    first, second = table.captions
    assert sum(one.columns for one in first) == table.width == 11
    assert sum(one.columns for one in first if one.rows == 1) == len(second) == 5
    assert all(len(row.places) == table.width for row in table.rows)


def test_looks_differ() -> None:
    text = case_text("form4-plain")
    made = view(text.replace("31.07", "3l.07"))
    price = made.values["non_derivative_table[1].transaction_price_per_share"]
    assert price.state is State.UNREAD
    assert "3l.07" in price.text
    assert made.values["date_of_original_submission"].state is State.EMPTY
    assert made.values["not_subject_to_section16"].state is State.UNTOLD
    html = JustHTML(report([made]), sanitize=False)
    assert "not read" in words(html, ".table .v.unread")
    assert words(html, ".items .v.empty:not(.box)") == ""


def test_what_was_not_found_leaves_no_path_on_the_form() -> None:
    lines = case_text("form4-plain").split("\n")
    header = next(number for number, line in enumerate(lines) if line.startswith("1. Name and Address"))
    without_owner = view("\n".join(lines[:header] + lines[header + 1 :]))
    item, relationship = lines[header].index("5. Relationship"), lines[header]
    without_relationship = view("\n".join([*lines[:header], relationship[:item], *lines[header + 1 :]]))
    for made in (without_owner, without_relationship):
        html = JustHTML(report([made]), sanitize=False)
        assert "reporting_owners" not in words(html, ".items")
        assert "not told whether ticked: Director" in words(html, ".items").replace("  ", " ")
    assert without_relationship.parsed.filing is not None
    assert without_relationship.parsed.filing.reporting_owners[0].relationship is None
    assert not JustHTML(report([without_owner]), sanitize=False).query(".items .derived.ticked")


def test_a_value_read_with_doubt_looks_so() -> None:
    text = case_text("form4-plain").replace("\tS\t", "\ts\t", 1)
    made = view(text)
    code = made.values["non_derivative_table[1].transaction_code"]
    assert made.is_doubtful(code)
    assert "doubt" in made.look(code).split()
    assert "(read with doubt)" in words(JustHTML(report([made]), sanitize=False), ".table .v.doubt")


def test_a_finding_about_what_the_form_has_not_is_that_of_the_nearest() -> None:
    made = view(case_text("form4-plain").replace("31.07", "3l.07"))
    found = next(one for one in made.findings if one.found.path is not None and one.found.path.endswith("price_per_share"))
    assert found.keys == (made.values[found.found.path or ""].key,)
    assert found.first == found.last == 20
    assert [one.marks for one in made.lines if one.marks] == [(found,)]


@pytest.mark.parametrize(
    "text", ["", "Nothing of the kind.\n", "\x00\x1b[31m\u202eevil\u2066\n<script>alert(1)</script>]]>&amp;"]
)
def test_what_is_no_form_is_shown_with_its_finding(text: str) -> None:
    html = page(text)
    assert "Nothing of a form was read" in words(html, ".form")
    assert len(html.query(".finding")) == 1
    assert len(html.query("script")) == 1


def test_unseen_characters_are_seen() -> None:
    assert visible("a\u202eb\x00c\u200bd\te") == "a‹U+202E›b␀c‹U+200B›d\te"


def test_the_policy_allows_what_is_in_the_page_and_nothing_else() -> None:
    made = report([view(case_text("form4-plain"))])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    assert policy is not None
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'")
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        assert inside is not None
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in rules
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", made)
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", made)


def test_differences_name_the_values_of_both() -> None:
    a = view((DIALECTS / "form4-plain.html").read_text("utf-8"))
    b = view((DIALECTS / "form4-plain.xml").read_text("utf-8").replace("31.07", "31.7"))
    (found,) = compared(compare(a.parsed, b.parsed), a, b)
    path = "non_derivative_table[1].transaction_price_per_share"
    assert found.what == "non-derivative table, row 2, transaction price per share"
    assert found.a is not None
    assert found.b is not None
    assert (found.a.text, found.b.text) == ("31.07 (1)", "31.7 (1)")
    assert (found.a.key, found.b.key) == (a.values[path].key, b.values[path].key)


def test_a_form_of_ones_own() -> None:
    made = view_of("sale.txt", 1, parse(FORM_144 / "sale.txt", form=form(FORM_144 / "form144.lark")))
    html = JustHTML(report([made]), sanitize=False)
    assert "NOTICE OF PROPOSED SALE" in words(html, ".form .title")
    assert "LARKSPUR TOOL CO" in words(html, ".items")
    assert words(html, ".table th").count("Amount of Securities") == 2
    assert len(html.query(".table .box.ticked")) == 1
    assert not made.left_over


def test_a_derived_form_has_what_it_adds(tmp_path: Path) -> None:
    from support.derived_form import grammar
    from support.derived_form import page as derived_page

    (tmp_path / "form4_broker.lark").write_text(grammar(), "utf-8")
    made = view_of("page.txt", 1, parse(derived_page(), form=form(tmp_path / "form4_broker.lark")))
    html = JustHTML(report([made]), sanitize=False)
    assert not made.left_over
    assert "8. Broker" in words(html, ".table th")
    assert "Pelham & Rowe(2)" in words(html, ".table td")
    assert "7. Date of Clearance by the Issuer (Month/Day/Year) 06/10/2022" in words(html, ".items td.clearance")
    assert "part of an estate plan" in words(html, ".form")
    assert made.values["extra.estate_plan"].ticked
    assert "extra.estate_plan" in made.shown
    assert "LARKSPUR TOOL CO" in words(html, ".items td.issuer")


def test_a_page_is_small() -> None:
    assert len(report([view(case_text("form4-plain"))]).encode()) < 300_000


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["report", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    code, out, _ = run(str(FILINGS / "form4-plain.txt"), "-o", str(target))
    assert (code, out) == (0, "")
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_several_documents_have_an_index(tmp_path: Path) -> None:
    for name in ("form3-plain", "form4-plain"):
        (tmp_path / f"{name}.txt").write_text(case_text(name), "utf-8")
    (tmp_path / "notes.txt").write_text("nothing of the kind", "utf-8")
    code, out, err = run(str(tmp_path))
    html = JustHTML(out, sanitize=False)
    assert code == 0
    assert "1 of the files found is no Form 3, 4 or 5" in err
    assert len(html.query("#index tbody tr")) == len(html.query("template")) == 2


def test_the_page_of_a_folder_is_no_document_of_it(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(case_text("form4-plain"), "utf-8")
    target = tmp_path / "report.html"
    sizes = []
    for _ in range(2):
        assert run(str(tmp_path), "-o", str(target))[0] == 0
        sizes.append(target.stat().st_size)
    assert sizes[0] == sizes[1]


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    document = tmp_path / "page.txt"
    document.write_text(case_text("form4-plain"), "utf-8")
    assert run(str(document), "-o", str(document))[0] == 2
    assert run(str(tmp_path / "missing.txt"))[0] == 2
    assert document.read_text("utf-8") == case_text("form4-plain")
    code, _, err = run(str(document), str(FILINGS / "form3-plain.txt"), "--against", str(document))
    assert code == 2
    assert "these are 2" in err
    document.write_text("nothing", "utf-8")
    code, out, _ = run(str(document))
    assert code == 1
    assert "Nothing of a form was read" in out


def test_the_project_says_which_findings_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "form4-fault-several-at-once"
    (tmp_path / "page.txt").write_text(case_text(name), "utf-8")
    monkeypatch.chdir(tmp_path)
    codes = [one.code for one in check(case_text(name)).diagnostics]
    assert len(codes) > 1

    def told(settings: str) -> list[str]:
        (tmp_path / "pyproject.toml").write_text(f"[tool.form4]\n{settings}", "utf-8")
        return words(JustHTML(run("page.txt")[1], sanitize=False), ".finding .head > code").split()

    assert told("") == codes
    assert told(f'select = ["{codes[0]}"]') == [one for one in codes if one == codes[0]]
    assert told(f'ignore = ["{codes[0]}"]') == [one for one in codes if one != codes[0]]
    assert told(f'[tool.form4.per-file-ignores]\n"page.*" = ["{codes[0][0]}"]') == [
        one for one in codes if one[0] != codes[0][0]
    ]
    assert told("") == codes
    assert CliRunner().invoke(app, ["check", "page.txt", "--write-baseline", "known.json"]).exit_code == 0
    assert told('baseline = "known.json"') == []


def test_against_another_copy() -> None:
    a, b = (str(DIALECTS / name) for name in ("form4-plain.html", "form4-plain.xml"))
    code, out, _ = run(a, "--against", b)
    assert code == 0
    assert "The two say the same." in out


def test_a_pdf_has_its_pages_as_pictures() -> None:
    pytest.importorskip("pypdfium2")
    content = (Path(__file__).parent / "paper" / "form4-plain.pdf").read_bytes()
    made = view_of("page.pdf", 1, parse(content), content)
    assert made.sheets
    assert base64.b64decode(made.sheets[0].png).startswith(b"\x89PNG")
    name = made.values["issuer.name"]
    box = next(one for sheet in made.sheets for one in sheet.boxes if one.keys == f"v{name.key}")
    assert 0 < box.left < made.sheets[0].width
    assert 0 < box.top < made.sheets[0].height


def test_a_pdf_that_is_not_read_is_still_seen() -> None:
    pytest.importorskip("pypdfium2")
    from support.pdf_sheets import Sheet, pdf

    content = pdf([Sheet().text(50, 50, "Nothing of the kind")])
    made = view_of("page.pdf", 1, parse(content), content)
    assert made.parsed.filing is None
    assert [sheet.number for sheet in made.sheets] == [1]


def test_without_a_picture_the_text_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdfium2")
    content = (Path(__file__).parent / "paper" / "form4-plain.pdf").read_bytes()
    parsed = parse(content)
    monkeypatch.setattr("form4_grammar.reporting.sheets.find_spec", lambda _: None)
    made = view_of("page.pdf", 1, parsed, content)
    assert made.sheets == ()
    assert "LARKSPUR TOOL CO" in words(JustHTML(report([made]), sanitize=False), ".src")


def test_reading_does_not_wait_for_the_templates() -> None:
    program = "import sys, form4_grammar.cli.commands; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
