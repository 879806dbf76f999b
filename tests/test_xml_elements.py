"""Every element of the ownership XML is read, compared and written again; what no schema has is kept."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from support.ownership_documents import DOCUMENT, changed
from support.xml_damage import DOCUMENTS, FORM_3, OF_2026

from form4_grammar import Filing, parse
from form4_grammar.as_json import jsonable
from form4_grammar.as_json.from_json import filing_from_json
from form4_grammar.comparing import compare
from form4_grammar.model import OtherElement
from form4_grammar.ownership_xml.reader import read
from form4_grammar.ownership_xml.writer import VERSIONS, version, write

ROW = "non_derivative_table[0]"
FORM_5 = changed(
    "<notSubjectToSection16>0</notSubjectToSection16>",
    "<form3HoldingsReported>1</form3HoldingsReported><form4TransactionsReported>0</form4TransactionsReported>",
    changed("<documentType>4<", "<documentType>5<"),
)
_HOLDING = "<securityTitle><value>Common Stock</value></securityTitle>"
_LATE = '<transactionCoding><transactionFormType>3</transactionFormType><footnoteId id="F1"/></transactionCoding>'
LATE_HOLDING = (
    f"{_HOLDING}\n            <postTransactionAmounts>",
    f"{_HOLDING}{_LATE}<postTransactionAmounts>",
)


def filing(text: str) -> Filing:
    found = read(text).filing
    assert found is not None
    return found


def codes(text: str) -> list[tuple[str, str | None]]:
    return [(found.code, found.path) for found in read(text).findings.diagnostics]


def elements(text: str) -> list[tuple[str, str, str]]:
    """The paths, ids and values of the elements that are not empty, in the order of the document."""
    etree = pytest.importorskip("lxml.etree", reason="lxml is not at hand: it comes with the extra tests")
    root = etree.fromstring(text[text.index("<ownershipDocument") :].encode())
    found: list[tuple[str, str, str]] = []

    def walk(element: Any, path: str) -> None:
        for part in element.iterchildren(tag=etree.Element):
            value = " ".join((part.text or "").split())
            inside = f"{path}/{part.tag}"
            if value or part.get("id"):
                found.append((inside, part.get("id", ""), known(value)))
            walk(part, inside)

    walk(root, root.tag)
    return found


def known(value: str) -> str:
    """A value as far as its writing says nothing: `true` is `1`, and `41.10` is `41.1`."""
    if value in ("true", "false"):
        return str(int(value == "true"))
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value


def real_ones() -> list[Path]:
    return sorted((SHARED / "corpus" / "xml-2026").glob("*.xml"))


@pytest.mark.parametrize("path", real_ones(), ids=lambda path: path.stem)
def test_real_filings_have_the_same_elements_when_they_are_written_again(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    whole = filing(text)
    assert whole.schema_version is not None
    written = write(whole, schema=whole.schema_version)
    assert written.left_out == ()
    assert elements(written.text) == elements(text)
    if whole.schema_version in VERSIONS[0]:
        assert write(whole) == written
        assert "issuerForeignTradingSymbol" in written.text
    again = jsonable.parsed("", parse(written.text))["filing"]
    assert again == jsonable.parsed("", parse(text))["filing"]
    assert jsonable.parsed("", replace(parse(text), filing=filing_from_json(json.dumps(again))))["filing"] == again


def test_real_filings_are_at_hand() -> None:
    if not real_ones():
        pytest.skip("the filings of 2026 are not at hand")
    assert len(real_ones()) >= 13


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_elements_are_written(name: str) -> None:
    whole = filing(DOCUMENTS[name])
    written = write(whole, schema=whole.schema_version if not whole.form_type.startswith("3") else "X0206")
    assert written.left_out == ()
    differing = Counter(elements(written.text)) - Counter(elements(DOCUMENTS[name]))
    assert {path for path, _, _ in differing} <= {"ownershipDocument/schemaVersion"}
    assert not [one for one in Counter(elements(DOCUMENTS[name])) - Counter(elements(written.text)) if "schema" not in one[0]]


def test_the_order_and_the_words_of_2026() -> None:
    text = write(filing(OF_2026)).text
    order = (
        "schemaVersion>X0609", "documentType", "periodOfReport", "notSubjectToSection16>1", "issuerTradingSymbol",
        "issuerForeignTradingSymbol>8XYZ.T", "rptOwnerNonUSAddressFlag>true", "rptOwnerStreet1", "rptOwnerCity",
        "rptOwnerNonUSStateTerritory", "rptOwnerCountry>M0", "rptOwnerZipCode", "rptOwnerStateDescription>JAPAN",
        "aff10b5One>1", "nonDerivativeTable", "transactionCoding", "transactionTimeliness", "transactionAmounts",
    )  # fmt: skip
    places = [text.index(f"<{name}") for name in order]
    assert places == sorted(places)
    assert "<issuerForeignTradingSymbol />" in write(filing(DOCUMENT)).text


def test_what_an_older_schema_cannot_hold_is_told() -> None:
    written = write(filing(OF_2026), schema="X0306")
    assert [sentence.partition(":")[0] for sentence in written.left_out] == [
        "issuer.foreign_trading_symbol",
        "reporting_owners[0].address.non_us_address_flag",
        "reporting_owners[0].address.non_us_state_territory",
        "reporting_owners[0].address.country",
        "aff10b5_one",
    ]
    assert "came with X0407" in written.left_out[-1]
    assert "NonUS" not in written.text
    assert "aff10b5_one" not in [one.partition(":")[0] for one in write(filing(OF_2026), schema="X0508").left_out]


@pytest.mark.parametrize(
    ("form_type", "schema", "written"),
    [
        ("4", None, "X0609"), ("5/A", None, "X0609"), ("3", None, "X0607"), ("3/A", "X0306", "X0206"), ("3", "X0206", "X0206"),
        ("4", "X0206", "X0306"), ("4", "X0607", "X0609"), ("3", "X0508", "X0206"), ("4", "X0304", "X0304"),
        ("3", "X0304", "X0204"),
    ],
)  # fmt: skip
def test_versions(form_type: str, schema: str | None, written: str) -> None:
    assert version(form_type, schema) == written


def test_an_unknown_version() -> None:
    with pytest.raises(ValueError, match="no such schema: 'X9999'"):
        version("4", "X9999")


def test_every_new_element_is_read() -> None:
    got = filing(OF_2026)
    address = got.reporting_owners[0].address
    assert got.schema_version == "X0609"
    assert got.issuer.foreign_trading_symbol == "8XYZ.T"
    assert (address.non_us_address_flag, address.non_us_state_territory, address.country) == (True, "OITA", "M0")
    assert (address.state, address.state_description) == (None, "JAPAN")
    assert got.non_derivative_table[0].transaction_timeliness.value == "L"
    more = changed("</rptOwnerCik>", "</rptOwnerCik><rptOwnerCcc>abcd1$ef</rptOwnerCcc>")
    more = changed("<rptOwnerStateDescription/>", "<rptOwnerGoodAddress>true</rptOwnerGoodAddress>", more)
    owner = filing(more).reporting_owners[0]
    assert (owner.ccc, owner.address.good_address) == ("abcd1$ef", True)
    assert filing(FORM_3).no_securities_owned is False
    assert (filing(FORM_5).form3_holdings_reported, filing(FORM_5).form4_transactions_reported) == (True, False)
    for text in (OF_2026, more, FORM_3, FORM_5):
        assert codes(text) == []


def test_a_timeliness_with_a_note() -> None:
    text = changed("<transactionTimeliness><value></value>", '<transactionTimeliness><value>E</value><footnoteId id="F2"/>')
    cell = filing(text).non_derivative_table[0].transaction_timeliness
    assert (cell.value, cell.footnotes) == ("E", (2,))
    assert elements(write(filing(text), schema="X0306").text) == elements(text)


def test_a_holding_that_is_reported_late() -> None:
    text = changed(*LATE_HOLDING, FORM_5)
    holding = filing(text).non_derivative_table[1]
    assert (holding.kind, holding.transaction_form_type) == ("holding", "3")
    assert codes(text) == []
    written = write(filing(text), schema="X0306")
    assert written.left_out == ()
    assert elements(written.text) == elements(text)
    odd = text.replace("FormType>3<", "FormType>4<", 1)
    assert codes(odd) == [("T007", "non_derivative_table[1].transaction_form_type")]


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("Flag>true<", "Flag>maybe<", "L012", "reporting_owners[0].address.non_us_address_flag"),
        ("Country>M0<", "Country>ZZ<", "H005", "reporting_owners[0].address.country"),
        ("Timeliness><value>L<", "Timeliness><value>X<", "T007", f"{ROW}.transaction_timeliness"),
        ("<notSubject", "<noSecuritiesOwned>maybe</noSecuritiesOwned><notSubject", "L012", "no_securities_owned"),
    ],
)
def test_values_that_cannot_be(old: str, new: str, code: str, path: str) -> None:
    text = changed(old, new, OF_2026)
    (found,) = read(text).findings.diagnostics
    assert (found.code, found.path) == (code, path)
    value: Any = filing(text)
    for name in path.replace("[0]", ".0").split("."):
        value = value[0] if name == "0" else getattr(value, name)
    assert value.value is None if hasattr(value, "value") else value is None
    shown = new.partition(">")[2].partition("</")[0].removeprefix("<value>").rstrip("<")
    assert (found.raw or value.raw) == shown


def test_what_no_schema_has_is_kept() -> None:
    text = DOCUMENT.replace("<ownershipNature>", "<mood>good</mood><ownershipNature>")
    text = changed("<remarks>", "<extra><a>1</a><b/></extra><remarks>", text)
    assert filing(text).other_elements == (
        OtherElement("ownershipDocument/nonDerivativeTable/nonDerivativeTransaction/mood", "good"),
        OtherElement("ownershipDocument/nonDerivativeTable/nonDerivativeHolding/mood", "good"),
        OtherElement("ownershipDocument/derivativeTable/derivativeTransaction/mood", "good"),
        OtherElement("ownershipDocument/extra/a", "1"),
        OtherElement("ownershipDocument/extra/b", ""),
    )
    assert [code for code, _ in codes(text)] == ["L042"] * 4
    twice = changed("<remarks>", "<x>1</x><x>2</x><remarks>")
    assert [one.path for one in filing(twice).other_elements] == ["ownershipDocument/x[1]", "ownershipDocument/x[2]"]
    assert [one.partition(",")[0] for one in write(filing(twice)).left_out] == [
        "other_elements: ownershipDocument/x[1]",
        "other_elements: ownershipDocument/x[2]",
    ]
    assert codes(changed("<remarks>", "<x/><remarks>")) == [("L051", None)]


def test_a_misspelt_element_is_read_as_what_it_is() -> None:
    text = DOCUMENT.replace("derivativeTable>", "derivativeTabel>")
    text = text.replace("nonDerivativeTabel", "nonDerivativeTable")
    assert len(filing(text).derivative_table) == 1
    assert codes(text) == [("L053", "derivative_table")]
    third = changed("<rptOwnerStreet2></rptOwnerStreet2>", "<rptOwnerStreet3>FLOOR 3</rptOwnerStreet3>")
    assert filing(third).reporting_owners[0].address.street2 is None
    assert codes(third) == [("L042", "reporting_owners[0]")]


def test_the_time_zones_of_dates_are_kept() -> None:
    text = changed("2022-06-14</periodOfReport>", "2022-06-14-05:00</periodOfReport>")
    text = changed("<transactionDate><value>2022-06-14<", "<transactionDate><value>2022-06-14Z<", text)
    text = changed("2022-06-15</signatureDate>", "2022-06-15-0500</signatureDate>", text)
    whole = filing(text)
    assert dict(whole.date_offsets) == {
        "period_of_report": "-05:00",
        f"{ROW}.transaction_date": "Z",
        "signatures[0].date": "-05:00",
    }
    written = write(whole, schema="X0306").text
    assert "<periodOfReport>2022-06-14-05:00</periodOfReport>" in written
    assert elements(written) == elements(text.replace("-0500<", "-05:00<"))
    assert dict(filing(written).date_offsets) == dict(whole.date_offsets)


@pytest.mark.parametrize(
    ("old", "new", "document", "path"),
    [
        ("X0609", "X0508", OF_2026, "schema_version"),
        ("8XYZ.T", "9XYZ.T", OF_2026, "issuer.foreign_trading_symbol"),
        ("Flag>true<", "Flag>false<", OF_2026, "reporting_owners[0].address.non_us_address_flag"),
        ("OITA", "MIE", OF_2026, "reporting_owners[0].address.non_us_state_territory"),
        ("Country>M0<", "Country>F5<", OF_2026, "reporting_owners[0].address.country"),
        ("JAPAN", "NIPPON", OF_2026, "reporting_owners[0].address.state_description"),
        ("<value>L<", "<value>E<", OF_2026, f"{ROW}.transaction_timeliness"),
        ("<value>L<", "<value><", OF_2026, f"{ROW}.transaction_timeliness"),
        ("Owned>0<", "Owned>1<", FORM_3, "no_securities_owned"),
        ("HoldingsReported>1<", "HoldingsReported>0<", FORM_5, "form3_holdings_reported"),
        ("TransactionsReported>0<", "TransactionsReported>1<", FORM_5, "form4_transactions_reported"),
        ("</rptOwnerCik>", "</rptOwnerCik><rptOwnerCcc>abcd1$ef</rptOwnerCcc>", DOCUMENT, "reporting_owners[0].ccc"),
        ("2022-06-14</periodOf", "2022-06-14Z</periodOf", DOCUMENT, "date_offsets.period_of_report"),
        (*LATE_HOLDING, FORM_5, "non_derivative_table[1].transaction_form_type"),
    ],
)  # fmt: skip
def test_two_documents_of_xml_differ_in_each(old: str, new: str, document: str, path: str) -> None:
    found = compare(parse(document), parse(changed(old, new, document)))
    assert path in [side.path for one in found for side in (one.a, one.b) if side is not None]


def test_other_elements_are_compared() -> None:
    one, other = (changed("<remarks>", f"<x>{text}</x><remarks>") for text in "12")
    (found,) = compare(parse(one), parse(other))
    assert (found.kind, found.a and found.a.path) == ("value", "other_elements[0].text")
    (found,) = compare(parse(one), parse(DOCUMENT))
    assert (found.kind, found.a and found.a.value) == ("only", {"path": "ownershipDocument/x", "text": "1"})


def test_a_page_and_its_xml_do_not_differ_in_what_no_page_shows() -> None:
    from form4_grammar.render import render

    text = changed("<transactionTimeliness><value>", "<transactionTimeliness><value>L")
    assert compare(parse(render(filing(text))), parse(text)) == ()
