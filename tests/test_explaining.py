"""How a document was read, told by its lines and in words."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from conftest import ROOT, case_text
from typer.testing import CliRunner

from form4_grammar import parse
from form4_grammar.cli.commands import app
from form4_grammar.reading.explaining import explain
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS

HTML = ROOT / "tests" / "dialects" / "form4-plain.html"


def test_each_line_of_a_text_is_told() -> None:
    page = case_text("form4-plain")
    told = explain(parse(page))
    assert dict(told.facts)["dialect"] == "text"
    assert dict(told.facts)["form"].startswith("4, by ")
    assert "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP" in dict(told.facts)["form"]
    assert [line.number for line in told.lines] == [i for i, line in enumerate(page.split("\n"), 1) if line.strip()]
    assert told.missing == ()
    became = {line.text: line.became for line in told.lines}
    assert became["Explanation of Responses:"] == "EXPLANATION_OF_RESPONSES"


def test_what_fits_nowhere_and_what_is_missing_is_told() -> None:
    page = case_text("form4-plain").replace("OMB APPROVAL\n", "").replace("1(b).\n", "1(b).\nJunk of another page\n", 1)
    told = explain(parse(page))
    assert [(line.text, line.note) for line in told.lines if line.note] == [("Junk of another page", "fits nowhere")]
    assert told.missing == ("OMB_APPROVAL",)


def test_the_numbers_of_the_lines_are_those_of_the_document() -> None:
    source = HTML.read_text(encoding="utf-8").split("\n")
    told = explain(parse(HTML))
    (title,) = (line for line in told.lines if line.became == "TABLE_I_TITLE")
    assert "Table I" in source[title.number - 1]


def test_what_has_no_lines_is_told_in_words() -> None:
    assert explain(parse(EXAMPLE_DOCUMENTS["4"])).lines == ()
    refused = explain(parse(b"%PDF-1.7 nothing"))
    assert "refused" in dict(refused.facts)
    assert dict(explain(parse("A letter about nothing.\n")).facts)["form"] == "none of 3, 4 and 5"


def test_the_command(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content(HTML.read_text(encoding="utf-8"), subtype="html")
    (tmp_path / "smith.eml").write_bytes(message.as_bytes())
    result = CliRunner().invoke(app, ["parse", "--explain", str(tmp_path / "smith.eml")])
    assert result.exit_code == 0
    shown = result.stdout.split("\n")
    assert any(line.startswith("came in") and "an e-mail" in line for line in shown)
    assert any("table ii title" in line and "Table II" in line for line in shown)
