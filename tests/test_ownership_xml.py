"""The reader of the ownership XML: real documents against their truth, then its oddities one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from conftest import SHARED
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lark import Token, Tree
from support.ownership_documents import DOCUMENT, changed, real_documents
from support.ownership_readings import assert_nothing_lost_in_silence, assert_places_right, assert_tree_right, filing, tree
from support.properties import leaves

from form4_grammar.as_json import jsonable
from form4_grammar.documents.source import Source
from form4_grammar.model import Address, Footnote, Issuer, Relationship, Signature
from form4_grammar.ownership_xml.markup import DEEPEST
from form4_grammar.ownership_xml.reader import read
from form4_grammar.readers import dialect_of
from form4_grammar.reading import Parsed

ROW = "non_derivative_table[0]"


def codes(text: str) -> list[tuple[str, str | None]]:
    """The code and the path of each finding."""
    return [(found.code, found.path) for found in read(text).findings.diagnostics]


def in_contract(truth: Any, got: Any) -> Any:
    """The truth without the keys that the contract does not have."""
    if isinstance(truth, dict) and isinstance(got, dict):
        return {key: in_contract(truth[key], value) for key, value in got.items() if key in truth}
    if isinstance(truth, list) and isinstance(got, list) and len(truth) == len(got):
        return [in_contract(one, other) for one, other in zip(truth, got, strict=True)]
    if truth is False and got is None:  # the truth has a box that the XML leaves out as one that is not ticked
        return None
    if isinstance(truth, str) and isinstance(got, dict):  # the truth has the timeliness as it is, without a cell around it
        return {"value": truth, "footnotes": []}
    if truth is None and got == {"value": None, "footnotes": []}:
        return got
    return truth


NEW = {
    "schema_version", "no_securities_owned", "form3_holdings_reported", "form4_transactions_reported", "date_offsets",
    "other_elements", "foreign_trading_symbol", "ccc", "state_description", "non_us_address_flag", "non_us_state_territory",
    "country", "good_address", "transaction_timeliness",
}  # fmt: skip
"""Keys that the truth of older filings does not tell."""


def without_new(truth: Any, got: Any) -> None:
    """Takes the new keys out of what was read where the truth does not have them."""
    if isinstance(truth, dict) and isinstance(got, dict):
        for key in NEW & got.keys() - truth.keys():
            del got[key]
        for key, value in got.items():
            without_new(truth.get(key), value)
    elif isinstance(truth, list) and isinstance(got, list):
        for one, other in zip(truth, got, strict=False):
            without_new(one, other)


OF_TRANSACTIONS = (
    "transaction_date",
    "deemed_execution_date",
    "transaction_form_type",
    "transaction_code",
    "equity_swap_involved",
    "transaction_shares",
    "transaction_total_value",
    "transaction_acquired_disposed_code",
    "transaction_price_per_share",
)


def as_json(text: str) -> dict[str, Any]:
    reading = read(text)
    document = Parsed(Source(text), reading.form, reading.filing, ())
    shown: dict[str, Any] = jsonable.parsed("", document)["filing"]
    return shown


def test_every_field_of_real_filings_is_right() -> None:
    folder = SHARED / "corpus" / "ocr"
    if not folder.is_dir():
        pytest.skip("the real filings are not at hand")
    wrong = {}
    for path in sorted(folder.glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        got = as_json((SHARED / "corpus" / known["xml"]).read_bytes().decode("utf-8"))
        for row in [*got["non_derivative_table"], *got["derivative_table"]]:
            if row["kind"] == "holding":  # the truth leaves out what a holding does not have
                assert not [
                    name for name in OF_TRANSACTIONS if row.pop(name, None) not in (None, {"value": None, "footnotes": []})
                ]
        without_new(known["truth"], got)
        if in_contract(known["truth"], got) != got:
            wrong[path.name] = got
    assert not wrong


def test_real_filings_conform() -> None:
    """EDGAR accepted them. One was kept as the patch of a patch, with marks between its elements."""
    documents = real_documents()
    if not documents:
        pytest.skip("the real filings are not at hand")
    found = {name: codes(text) for name, text in documents.items()}
    assert {name: all_ for name, all_ in found.items() if all_} == {"0000004281-17-000095.xml": [("L043", None)]}


def test_places_in_real_filings() -> None:
    documents = real_documents()
    if not documents:
        pytest.skip("the real filings are not at hand")
    for text in documents.values():
        assert_places_right(text, read(text))
        assert_tree_right(text)


def test_the_whole_document() -> None:
    reading = read(DOCUMENT)
    assert reading.form == "4"
    assert reading.findings.diagnostics == []
    assert_places_right(DOCUMENT, reading)
    got = filing(DOCUMENT)
    assert got.form_type == "4"
    assert got.period_of_report == date(2022, 6, 14)
    assert got.date_of_original_submission is None
    assert got.not_subject_to_section16 is False
    assert got.aff10b5_one is None
    assert got.issuer == Issuer("LARKSPUR TOOL & DIE CO", "0000912345", "LKSP")
    (owner,) = got.reporting_owners
    assert (owner.name, owner.cik) == ("Okafor Ada N", "0001912345")
    assert owner.address == Address("C/O LARKSPUR TOOL & DIE CO.", None, "DULUTH", "MN", "55802")
    assert owner.relationship == Relationship(
        is_director=True,
        is_officer=True,
        is_ten_percent_owner=None,
        is_other=None,
        officer_title="President",
        other_text=None,
    )
    assert got.footnotes == (Footnote(1, "Under a plan of March 2022."), Footnote(2, "An average."))
    assert got.remarks == "One. Still one. Two."
    assert got.signatures == (Signature("/s/ Ada N. Okafor", date(2022, 6, 15)),)


def test_rows() -> None:
    got = filing(DOCUMENT)
    sale, holding = got.non_derivative_table
    assert (sale.kind, sale.transaction_form_type, sale.equity_swap_involved) == ("transaction", "4", False)
    assert (sale.transaction_code.value, sale.transaction_code.footnotes) == ("S", (1,))
    assert (sale.transaction_shares.value, sale.transaction_shares.raw) == (Decimal(400), "400.00")
    assert str(sale.transaction_shares.value) == "400"
    assert (sale.transaction_price_per_share.value, sale.transaction_price_per_share.footnotes) == (Decimal("31.07"), (2,))
    assert str(sale.transaction_price_per_share.value) == "31.07"
    assert sale.transaction_acquired_disposed_code.value == "D"
    assert sale.deemed_execution_date.value is None
    assert (holding.kind, holding.transaction_form_type, holding.equity_swap_involved) == ("holding", None, None)
    assert holding.value_owned_following_transaction.value == Decimal("1250.5")
    assert holding.shares_owned_following_transaction.start == -1
    assert holding.nature_of_ownership.value == "By Spouse"
    (option,) = got.derivative_table
    assert option.expiration_date.value == date(2027, 3, 1)
    assert option.underlying_security_shares.value == Decimal(400)


def test_a_cell_of_references_alone() -> None:
    cell = filing(DOCUMENT).derivative_table[0].exercise_date
    assert (cell.value, cell.footnotes, cell.readable) == (None, (1, 2), True)
    assert cell.raw == '<footnoteId id="F1"/> <footnoteId id="F2"/>'


def test_a_code_of_references_alone() -> None:
    text = changed("<transactionCode>S<", '<transactionCode><footnoteId id="F2"/><')
    cell = filing(text).non_derivative_table[0].transaction_code
    assert (cell.value, cell.footnotes) == (None, (2, 1))
    assert cell.raw.startswith('<footnoteId id="F2"/>')
    assert cell.raw.endswith('<footnoteId id="F1"/>')
    assert codes(text) == [("T006", ROW)]


def test_an_empty_value_before_references() -> None:
    text = changed("<value>By Spouse</value>", '<value></value><footnoteId id="F2"/>')
    cell = filing(text).non_derivative_table[1].nature_of_ownership
    assert (cell.value, cell.footnotes, cell.raw) == (None, (2,), '<footnoteId id="F2"/>')


def test_rows_keep_the_order_of_the_document() -> None:
    start, end = DOCUMENT.index("<nonDerivativeTransaction>"), DOCUMENT.index("</nonDerivativeTable>")
    rows = DOCUMENT[start:end]
    text = changed(rows, rows + rows)
    assert [row.kind for row in filing(text).non_derivative_table] == ["transaction", "holding"] * 2
    several_tables = changed("</nonDerivativeTable>", f"</nonDerivativeTable><nonDerivativeTable>{rows}</nonDerivativeTable>")
    assert [row.kind for row in filing(several_tables).non_derivative_table] == ["transaction", "holding"] * 2


@pytest.mark.parametrize(
    ("written", "value"),
    [("1", True), ("true", True), (" TRUE\n", True), ("0", False), ("False", False), ("", None), ("<!-- no -->", None)],
)
def test_boxes(written: str, value: bool | None) -> None:
    text = changed(
        "<notSubjectToSection16>0</notSubjectToSection16>", f"<notSubjectToSection16>{written}</notSubjectToSection16>"
    )
    assert filing(text).not_subject_to_section16 is value
    assert codes(text) == []
    inside_value = text.replace(f">{written}<", f"><value>{written}</value><")
    assert filing(inside_value).not_subject_to_section16 is value


def test_a_box_that_says_neither() -> None:
    text = changed("<isDirector>1<", "<isDirector>maybe<")
    relationship = filing(text).reporting_owners[0].relationship
    assert relationship is not None
    assert (relationship.is_director, relationship.is_officer, relationship.is_other) == (None, True, None)
    assert codes(text) == [("L012", "reporting_owners[0].relationship.is_director")]


def test_no_relationship() -> None:
    start, end = DOCUMENT.index("<isDirector>"), DOCUMENT.index("</reportingOwnerRelationship>")
    assert filing(changed(DOCUMENT[start:end], "")).reporting_owners[0].relationship is None
    title_alone = (
        filing(changed(DOCUMENT[start:end], "<officerTitle>President</officerTitle>")).reporting_owners[0].relationship
    )
    assert title_alone == Relationship(None, None, None, None, "President", None)


@pytest.mark.parametrize(
    "written",
    ["2022-06-13", " 2022-06-13\n", "2022-06-13-05:00", "2022-06-13Z", "2022-06-13T00:00:00.000-05:00"],
)
def test_dates(written: str) -> None:
    text = changed("<value>2022-06-14<", f"<value>{written}<")
    cell = filing(text).non_derivative_table[0].transaction_date
    assert (cell.value, cell.raw, cell.readable) == (date(2022, 6, 13), written.strip(), True)
    assert codes(text) == []
    assert filing(changed("<periodOfReport>2022-06-14", f"<periodOfReport>{written}")).period_of_report == date(2022, 6, 13)


def test_a_date_that_lacks_a_digit() -> None:
    """It is read, and may have had another digit."""
    text = changed("<value>2022-06-14<", "<value>2022-6-14<")
    assert filing(text).non_derivative_table[0].transaction_date.value == date(2022, 6, 14)
    assert codes(text) == [("L083", f"{ROW}.transaction_date")]
    header = changed("<periodOfReport>2022-06-14", "<periodOfReport>2022-06-4")
    assert filing(header).period_of_report == date(2022, 6, 4)
    assert codes(header) == [("L083", "period_of_report")]


@pytest.mark.parametrize("written", ["2022-02-30", "06/14/2022", "2022-06-14-", "soon"])
def test_what_is_no_date(written: str) -> None:
    text = changed("<value>2022-06-14<", f"<value>{written}<")
    cell = filing(text).non_derivative_table[0].transaction_date
    assert (cell.value, cell.raw, cell.readable) == (None, written, False)
    assert codes(text) == [("D001", f"{ROW}.transaction_date")]
    (found,) = read(text).findings.diagnostics
    assert text[found.start : found.end] == written
    assert "yyyy-mm-dd" in found.help
    header = changed("<periodOfReport>2022-06-14", f"<periodOfReport>{written}")
    assert filing(header).period_of_report is None
    assert codes(header) == [("D001", "period_of_report")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("400", "400"),
        ("+7", "7"),
        ("0.10", "0.1"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1,000.50", "1000.5"),
        ("007", "7"),
        ("0.00", "0"),
    ],
)
def test_amounts(written: str, value: str) -> None:
    text = changed("<value>400.00<", f"<value> {written} <")
    cell = filing(text).non_derivative_table[0].transaction_shares
    assert (f"{cell.value:f}", cell.raw) == (value, written)
    assert codes(text) == ([("L083", f"{ROW}.transaction_shares")] if "," in written else [])


@pytest.mark.parametrize(
    ("written", "code"), [("-5", "T008"), ("1,00", "T009"), ("$5", "T007"), ("1e3", "T007"), ("NaN", "T007"), ("٣", "T007")]
)
def test_what_is_no_amount(written: str, code: str) -> None:
    text = changed("<value>400.00<", f"<value>{written}<")
    cell = filing(text).non_derivative_table[0].transaction_shares
    assert (cell.value, cell.raw, cell.readable) == (None, written, False)
    assert codes(text) == [(code, f"{ROW}.transaction_shares")]


@pytest.mark.parametrize(
    ("old", "new", "name", "value", "code"),
    [
        (">S<", ">s<", "transaction_code", "S", "C002"),
        (">S<", ">Q<", "transaction_code", None, "C001"),
        ("<value>D<", "<value>d<", "transaction_acquired_disposed_code", "D", "T027"),
        ("<value>D<", "<value>B<", "transaction_acquired_disposed_code", None, "T011"),
        (
            "<directOrIndirectOwnership><value>D<",
            "<directOrIndirectOwnership><value>x<",
            "direct_or_indirect_ownership",
            None,
            "T013",
        ),
    ],
)
def test_codes(old: str, new: str, name: str, value: str | None, code: str) -> None:
    text = changed(old, new)
    cell = getattr(filing(text).non_derivative_table[0], name)
    assert (cell.value, cell.readable) == (value, value is not None)
    assert codes(text) == [(code, f"{ROW}.{name}")]


def test_equity_swap_and_line_type() -> None:
    row = filing(changed(">0</equitySwapInvolved>", ">true</equitySwapInvolved>")).non_derivative_table[0]
    assert row.equity_swap_involved is True
    assert filing(changed("FormType>4<", "FormType>5<")).non_derivative_table[0].transaction_form_type == "5"
    unclear = changed(">0</equitySwapInvolved>", ">perhaps</equitySwapInvolved>", changed("FormType>4<", "FormType>9<"))
    row = filing(unclear).non_derivative_table[0]
    assert (row.transaction_form_type, row.equity_swap_involved) == (None, None)
    assert codes(unclear) == [("T007", f"{ROW}.transaction_form_type"), ("T007", ROW)]


def test_a_text_without_its_value_element() -> None:
    text = changed("<securityTitle><value>Common Stock</value>", '<securityTitle> Common  Stock <footnoteId id="F2"/>')
    cell = filing(text).non_derivative_table[0].security_title
    assert (cell.value, cell.footnotes, cell.raw) == ("Common Stock", (2,), "Common  Stock")
    assert codes(text) == []


def test_comments_instructions_and_cdata() -> None:
    text = changed("<value>By Spouse</value>", "<value>By <!-- the --><![CDATA[A & B]]><?x y?> LP</value>")
    text = changed("<schemaVersion>", "<!-- a --><?b c?><schemaVersion>", text)
    cell = filing(text).non_derivative_table[1].nature_of_ownership
    assert cell.value == "By A & B LP"
    assert cell.raw == "By <!-- the --><![CDATA[A & B]]><?x y?> LP"
    assert codes(text) == []


def test_beyond_ascii() -> None:
    text = changed("Okafor Ada N", "Ökafor “Ada” \U0001f600 &#233;")
    reading = read(text)
    assert filing(text).reporting_owners[0].name == "Ökafor “Ada” \U0001f600 é"
    assert text[slice(*reading.findings.places["reporting_owners[0].name"])] == "Ökafor “Ada” \U0001f600 &#233;"
    assert_places_right(text, reading)
    assert_tree_right(text)


@pytest.mark.parametrize("encoding", ["UTF-16", "ISO-8859-1", "none-such"])
def test_the_declared_encoding_means_nothing(encoding: str) -> None:
    text = changed('version="1.0"', f'version="1.0" encoding="{encoding}"', changed("Okafor", "Ökafor"))
    assert filing(text).reporting_owners[0].name == "Ökafor Ada N"
    assert codes(text) == []


def test_line_breaks_and_a_byte_order_mark() -> None:
    text = "\ufeff\r\n" + DOCUMENT.replace("\n", "\r\n")
    reading = read(text)
    assert reading.findings.diagnostics == []
    assert filing(text).remarks == "One. Still one. Two."
    assert_places_right(text, reading)


def test_places() -> None:
    places = read(DOCUMENT).findings.places
    shown = {path: DOCUMENT[slice(*place)] for path, place in places.items()}
    assert shown == {
        "schema_version": "X0306",
        "form_type": "4",
        "period_of_report": "2022-06-14",
        "not_subject_to_section16": "0",
        "issuer.cik": "0000912345",
        "issuer.name": "LARKSPUR TOOL &amp; DIE CO",
        "issuer.trading_symbol": "LKSP",
        "reporting_owners[0].cik": "0001912345",
        "reporting_owners[0].name": "Okafor Ada N",
        "reporting_owners[0].address.street1": "C/O LARKSPUR TOOL &amp; DIE CO.",
        "reporting_owners[0].address.city": "DULUTH",
        "reporting_owners[0].address.state": "MN",
        "reporting_owners[0].address.zip_code": "55802",
        "reporting_owners[0].relationship.is_director": "1",
        "reporting_owners[0].relationship.is_officer": "1",
        "reporting_owners[0].relationship.officer_title": "President",
        f"{ROW}.transaction_form_type": "4",
        f"{ROW}.equity_swap_involved": "0",
        "derivative_table[0].transaction_form_type": "4",
        "derivative_table[0].equity_swap_involved": "0",
        "footnotes[1]": "Under a plan of\n            March 2022.",
        "footnotes[2]": "An average.",
        "remarks": "One.\nStill one.\n\nTwo.",
        "signatures[0].name": "/s/ Ada N. Okafor",
        "signatures[0].date": "2022-06-15",
    }


def test_notes_with_odd_ids() -> None:
    text = changed('<footnote id="F2">', "<footnote>", changed('<footnote id="F1">', '<footnote id="F07">'))
    assert [note.number for note in filing(text).footnotes] == [7, 2]
    left_out = [("N020", f"footnotes[{number}]") for number in range(3, 7)]
    assert codes(text) == [("N021", "footnotes[1]"), *left_out, ("N006", "footnotes[2]")]
    assert codes(changed('<footnote id="F2">', '<footnote id="F1">')) == [("N021", "footnotes"), ("N003", "footnotes[1]")]
    strange = changed('<footnoteId id="F2"/></transactionPricePerShare>', '<footnoteId id="note"/></transactionPricePerShare>')
    assert filing(strange).non_derivative_table[0].transaction_price_per_share.footnotes == ()
    assert codes(strange) == [("T007", f"{ROW}.transaction_price_per_share")]


def test_what_the_model_does_not_have() -> None:
    text = changed("</issuer>", "<issuerForeignTradingSymbol>X</issuerForeignTradingSymbol></issuer>")
    text = changed("<rptOwnerStreet1>", "<rptOwnerNonUSAddressFlag>true</rptOwnerNonUSAddressFlag><rptOwnerStreet1>", text)
    text = changed("<notSubjectToSection16>", "<noSecuritiesOwned>0</noSecuritiesOwned><notSubjectToSection16>", text)
    text = changed("<transactionTimeliness><value>", "<transactionTimeliness><value>L", text)
    assert codes(text) == []
    assert filing(text) is not None


def test_strange_elements_are_reported_by_kind() -> None:
    text = DOCUMENT.replace("<ownershipNature>", "<mood>good</mood><ownershipNature>")
    text = changed("<remarks>", "<remark>x</remark><remarks>", text)
    found = read(text).findings.diagnostics
    assert [(one.code, one.message) for one in found] == [
        ("L042", "the schema has no mood in nonDerivativeTransaction"),
        ("L042", "the schema has no mood in nonDerivativeHolding"),
        ("L042", "the schema has no mood in derivativeTransaction"),
        ("L042", "the schema has no remark in ownershipDocument"),
    ]
    assert text[found[0].start : found[0].end] == "<mood>"
    twice = changed("<remarks>", "<remark/><remark/><remarks>")
    assert [one.message for one in read(twice).findings.diagnostics] == [
        "the schema has no remark in ownershipDocument (2 times)"
    ]
    in_values = changed("President", "Presi<b>dent</b>", changed("An average.", "An <i>average</i>."))
    assert [one.message for one in read(in_values).findings.diagnostics] == [
        "the schema has no b in officerTitle",
        "the schema has no i in footnote",
    ]
    assert filing(in_values).footnotes[1].text == "An average."


def test_text_between_elements() -> None:
    text = changed("<securityTitle>", "+<securityTitle>", changed("<issuer>", "+<issuer>"))
    (found,) = read(text).findings.diagnostics
    assert (found.code, found.message, found.path) == ("L043", "'+' (at 2 places)", None)
    lost = changed("<rptOwnerCity>DULUTH</rptOwnerCity>", "DULUTH", changed("<issuer>", "and\nmore <issuer>"))
    assert [(one.code, one.path, one.raw) for one in read(lost).findings.diagnostics] == [
        ("L052", None, "and\nmore"),
        ("L052", "reporting_owners[0]", "DULUTH"),
    ]


def test_elements_that_are_there_twice() -> None:
    text = changed("<issuerName>", "<issuerName>First</issuerName><issuerName>Second</issuerName><issuerName>")
    assert filing(text).issuer.name == "First"
    (found,) = read(text).findings.diagnostics
    assert (found.code, found.path, found.message) == ("L044", "issuer.name", "3 times issuerName; the first was read")
    assert text[found.end :].startswith("Second")
    values = changed("<value>400.00</value>", "<value>3</value><value>4</value>")
    assert filing(values).non_derivative_table[0].transaction_shares.value == Decimal(3)
    assert codes(values) == [("L044", f"{ROW}.transaction_shares")]


def test_what_a_filing_cannot_lack() -> None:
    bare = "<ownershipDocument><documentType>4/A</documentType></ownershipDocument>"
    assert filing(bare).form_type == "4/A"
    assert codes(bare) == [
        ("L050", "period_of_report"),
        ("L050", "issuer"),
        ("L050", "reporting_owners"),
        ("L050", "signatures"),
    ]
    assert read(bare).findings.unread == {"period_of_report", "issuer", "reporting_owners", "signatures"}
    assert codes(changed("<signatureDate>2022-06-15</signatureDate>", "")) == [("S001", "signatures[0]")]
    assert codes(changed("2022-06-14</periodOfReport>", "</periodOfReport>")) == [("L050", "period_of_report")]


@pytest.mark.parametrize(
    ("element", "found"),
    [
        ("<securityTitle><value>Common Stock</value></securityTitle>", ("T005", f"{ROW}.security_title")),
        ("<transactionShares><value>400.00</value></transactionShares>", ("T006", ROW)),
        ("<transactionCode>S</transactionCode>", None),
        ("<value>8800</value>", ("T017", f"{ROW}.shares_owned_following_transaction")),
        ("<value>2027-03-01</value>", ("T018", "derivative_table[0].expiration_date")),
        ("<value>31.0700</value>", None),
    ],
)
def test_blank_cells(element: str, found: tuple[str, str] | None) -> None:
    expected = [found] if found else []
    if "transactionCode" in element:
        expected = [("T006", ROW)]
    assert codes(changed(element, "")) == expected


def test_derivatives_of_a_form_3_have_no_amount_owned() -> None:
    start, end = DOCUMENT.index("<derivativeTransaction>"), DOCUMENT.index("</derivativeTable>")
    holding = """<derivativeHolding>
        <securityTitle><value>Warrant</value></securityTitle>
        <conversionOrExercisePrice><value>2</value></conversionOrExercisePrice>
        <exerciseDate><footnoteId id="F1"/></exerciseDate><expirationDate><footnoteId id="F1"/></expirationDate>
        <underlyingSecurity>
            <underlyingSecurityTitle><value>Common Stock</value></underlyingSecurityTitle>
            <underlyingSecurityShares><value>5</value></underlyingSecurityShares>
        </underlyingSecurity>
        <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
    </derivativeHolding>"""
    text = changed(DOCUMENT[start:end], holding)
    assert codes(text) == [("T017", "derivative_table[0].shares_owned_following_transaction")]
    assert codes(changed("<documentType>4<", "<documentType>3<", text)) == []


OLDEST = """\
<ownershipDocument>
  <schemaVersion>X0101</schemaVersion>
  <documentType>4</documentType>
  <periodOfReport>2003-06-09</periodOfReport>
  <issuer><issuerCik>0000912345</issuerCik><issuerTradingSymbol>LKSP</issuerTradingSymbol></issuer>
  <reportingOwner><reportingOwnerId><rptOwnerCik>0001912345</rptOwnerCik></reportingOwnerId></reportingOwner>
  <nonDerivativeSecurity>
    <securityTitle><value>Common Stock</value></securityTitle>
    <transactionDate><value>2003-06-09</value></transactionDate>
    <transactionCoding><transactionCode>S</transactionCode></transactionCoding>
    <transactionAmounts>
      <transactionShares><value>3100</value></transactionShares>
      <transactionValue><value>3.80</value></transactionValue>
      <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
    </transactionAmounts>
    <postTransactionAmounts><sharesOwnedFollowingTransaction><value>1</value></sharesOwnedFollowingTransaction></postTransactionAmounts>
    <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
  </nonDerivativeSecurity>
  <nonDerivativeSecurity>
    <securityTitle><value>Common Stock</value></securityTitle>
    <transactionDate></transactionDate>
    <postTransactionAmounts><sharesOwnedFollowingTransaction><value>2</value></sharesOwnedFollowingTransaction></postTransactionAmounts>
    <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
  </nonDerivativeSecurity>
  <derivativeSecurity>
    <securityTitle><value>Option</value></securityTitle>
    <conversionOrExercisePrice><value>5.90</value></conversionOrExercisePrice>
    <exerciseDate><value>2003-06-09</value></exerciseDate>
    <expirationDate><value>2013-06-09</value></expirationDate>
    <underlyingSecurity>
      <underlyingSecurityTitle><value>Common Stock</value></underlyingSecurityTitle>
      <underlyingSecurityShares><value>10</value></underlyingSecurityShares>
    </underlyingSecurity>
    <postTransactionAmounts><sharesOwnedFollowingTransaction><value>10</value></sharesOwnedFollowingTransaction></postTransactionAmounts>
    <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
  </derivativeSecurity>
  <ownerSignature><signatureName>Ada N. Okafor</signatureName><signatureDate>2003-06-10</signatureDate></ownerSignature>
</ownershipDocument>
"""


def test_the_version_of_2003() -> None:
    got = filing(OLDEST)
    assert codes(OLDEST) == []
    sale, holding = got.non_derivative_table
    assert (sale.kind, holding.kind) == ("transaction", "holding")
    assert sale.transaction_price_per_share.value == Decimal("3.8")
    assert (sale.transaction_form_type, sale.equity_swap_involved) == (None, None)
    assert holding.shares_owned_following_transaction.value == Decimal(2)
    (option,) = got.derivative_table
    assert (option.kind, option.conversion_or_exercise_price.value) == ("holding", Decimal("5.9"))


SUBMISSION = """\
<SEC-DOCUMENT>0000912345-22-000007.txt : 20220616
<SEC-HEADER>0000912345-22-000007.hdr.sgml : 20220616
CONFORMED SUBMISSION TYPE:\t4
</SEC-HEADER>
<DOCUMENT>
<TYPE>EX-24
<TEXT>
Power of attorney & more: “AT&T” <b>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>4
<SEQUENCE>1
<FILENAME>form4.xml
<TEXT>
<XML>
{}</XML>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99
<TEXT>
A & B <c>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


def test_a_submission() -> None:
    text = SUBMISSION.format(DOCUMENT)
    reading, alone = read(text), read(DOCUMENT)
    shift = text.index(DOCUMENT)
    assert reading.findings.diagnostics == []
    assert_places_right(text, reading)
    assert as_json(text) == as_json(DOCUMENT)
    assert reading.findings.places == {path: (a + shift, b + shift) for path, (a, b) in alone.findings.places.items()}
    assert_tree_right(text)


def test_a_second_document() -> None:
    text = SUBMISSION.format(DOCUMENT) + SUBMISSION.format(changed("Okafor", "Other"))
    assert as_json(text) == as_json(DOCUMENT)
    (found,) = read(text).findings.diagnostics
    assert (found.code, found.severity.value) == ("L100", "error")
    assert text[found.start : found.end] == "<ownershipDocument"
    assert [one for one, _ in codes(DOCUMENT + DOCUMENT)] == ["L044"]


def test_elements_in_another_order() -> None:
    cik, name = "<issuerCik>0000912345</issuerCik>", "<issuerName>LARKSPUR TOOL &amp; DIE CO</issuerName>"
    plain = changed(cik, "", changed(name, f"{name}{cik}"))
    (found,) = read(plain).findings.diagnostics
    assert (found.code, found.path, plain[found.start : found.end]) == ("L205", "issuer", "<issuerCik>")
    assert as_json(plain) == as_json(DOCUMENT)


def test_a_table_in_two() -> None:
    start, end = "<nonDerivativeTable>", "</nonDerivativeTransaction>"
    text = changed(end, f"{end}</nonDerivativeTable>\n{start}")
    (found,) = read(text).findings.diagnostics
    assert (found.code, found.path, text[found.start : found.end]) == ("L044", "non_derivative_table", start)
    assert as_json(text) == as_json(DOCUMENT)


@pytest.mark.parametrize("letters", [str.lower, str.upper])
def test_names_in_other_letters(letters: Callable[[str], str]) -> None:
    text = re.sub(r"</?\w+", lambda tag: letters(tag[0]), DOCUMENT)
    assert dialect_of(text) == "xml"
    assert codes(text) == [("L206", None)]
    assert as_json(text) == as_json(DOCUMENT)
    assert read(text).findings.places == read(DOCUMENT).findings.places


def test_a_document_inside_another() -> None:
    body = DOCUMENT.partition("?>")[2]
    text = f"<?xml version='1.0'?>\n<html><body>{body}</body></html>"
    (found,) = read(text).findings.diagnostics
    assert (found.code, text[found.start : found.end]) == ("L042", "<body")
    assert as_json(text) == as_json(DOCUMENT)
    other = changed("Okafor", "Other", body)
    many = f"<?xml version='1.0'?><filings>{body}{other}{other}</filings>"
    assert codes(many) == [("L042", None), ("L100", None)]
    assert as_json(many) == as_json(DOCUMENT)


def test_a_page_behind_the_document() -> None:
    page = "1. Name and Address of Reporting Person\n" * 20
    assert codes(DOCUMENT + page) == [("L052", None)]


def test_what_surrounds_a_bare_document() -> None:
    text = f"as it came:\n{DOCUMENT}and so on"
    assert as_json(text) == as_json(DOCUMENT)
    assert codes(text) == [("L043", None)]
    assert codes(f"{DOCUMENT}<!-- the end -->\n") == []


def without_type(old: str, new: str) -> str:
    return changed(old, new, changed("<documentType>4</documentType>", ""))


@pytest.mark.parametrize(
    ("text", "form_type"),
    [
        (SUBMISSION.format(changed("<documentType>4</documentType>", "")), "4"),
        (SUBMISSION.replace("<TYPE>4", "<TYPE>5/A").format(changed(">4</documentType>", ">four</documentType>")), "5/A"),
        (changed("<documentType>4</documentType>", ""), "4"),
        (without_type("<issuer>", "<form3HoldingsReported>0</form3HoldingsReported><issuer>"), "5"),
        (without_type("<notSubject", "<dateOfOriginalSubmission>2022-06-01</dateOfOriginalSubmission><notSubject"), "4/A"),
    ],
)
def test_a_form_that_does_not_say_which(text: str, form_type: str) -> None:
    reading = read(text)
    assert (reading.form, filing(text).form_type) == (form_type[0], form_type)
    assert codes(text) == [("L039", "form_type")]
    assert len(filing(text).non_derivative_table) == 2


@pytest.mark.parametrize(
    "text", ["", "<a/>", "<ownershipDocumentary>", "<ownershipDocument/>", "<ownershipDocument>x</ownershipDocument>"]
)
def test_what_is_no_ownership_document(text: str) -> None:
    reading = read(text)
    assert (reading.form, reading.filing) == (None, None)
    assert "L032" in [found.code for found in reading.findings.diagnostics]


@pytest.mark.parametrize(
    ("fault", "remarks"),
    [
        ("a & b", "a & bOne."),
        ("a&nbsp;b", "a&nbsp;bOne."),
        ("a&#27;[0mb", "a&#27;[0mbOne."),
        ("a\x00b", "abOne."),
        ("a\x0bb", "abOne."),
    ],
)
def test_illegal_characters_cost_nothing_else(fault: str, remarks: str) -> None:
    text = changed("<remarks>One.", f"<remarks>{fault}One.")
    reading = read(text)
    (found,) = reading.findings.diagnostics
    assert found.code == "L047"
    assert text.index(fault) < found.start < text.index(fault) + len(fault)
    assert text[found.start] in "&\0\x0b"
    whole, got = filing(DOCUMENT), filing(text)
    assert got.remarks is not None
    assert got.remarks.startswith(remarks)
    assert (got.signatures, got.derivative_table) == (whole.signatures, whole.derivative_table)
    assert_places_right(text, reading)


def test_what_is_no_markup_may_hold_an_ampersand() -> None:
    assert codes(changed("<remarks>", "<!-- a & b --><remarks><![CDATA[R & D]]>")) == []


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("a\ud800b", None),
        ("</footnotes>", "'</footnotes>' ends nothing that is open"),
    ],
)
def test_what_is_not_well_formed_costs_nothing_else(fault: str, message: str | None) -> None:
    text = changed("<remarks>One.", f"<remarks>Ö{fault}")
    reading = read(text)
    (found,) = reading.findings.diagnostics
    assert found.code == "L040"
    assert message is None or found.message == message
    start = text.index(f"Ö{fault}")
    assert start < found.start < start + 1 + len(fault)
    whole, got = filing(DOCUMENT), filing(text)
    assert got.non_derivative_table == whole.non_derivative_table
    assert got.footnotes == whole.footnotes
    assert found.path == ("remarks" if message else found.path)
    assert got.remarks is not None
    assert got.remarks.startswith("Ö")
    assert got.signatures == whole.signatures
    assert_places_right(text, reading)
    assert_tree_right(text)


def test_a_row_that_breaks_off() -> None:
    text = DOCUMENT[: DOCUMENT.index("00.00</value>")]
    (row,) = filing(text).non_derivative_table
    assert row.transaction_code.value == "S"
    assert (row.transaction_shares.value, row.transaction_shares.start) == (None, -1)
    assert codes(text) == [
        ("L040", "non_derivative_table"),
        ("L050", "derivative_table"),
        ("L050", "footnotes"),
        ("L050", "remarks"),
        ("L050", "signatures"),
    ]


@pytest.mark.parametrize("text", [DOCUMENT, OLDEST, SUBMISSION.format(DOCUMENT)], ids=["X0306", "X0101", "submission"])
def test_truncated_anywhere_nothing_complete_is_lost(text: str) -> None:
    whole = filing(text)
    for end in range(0, len(text), 50):
        piece = text[:end]
        reading = read(piece)
        assert_tree_right(piece)
        if reading.filing is None:
            assert "<documentType>4</documentType>" not in piece
            continue
        assert_places_right(piece, reading)
        got = reading.filing
        ends = ("</nonDerivativeTransaction>", "</nonDerivativeHolding>", "</nonDerivativeSecurity>")
        complete = sum(piece.count(tag) for tag in ends)
        assert got.non_derivative_table[:complete] == whole.non_derivative_table[:complete]
        complete = piece.count("</derivativeTransaction>") + piece.count("</derivativeSecurity>")
        assert got.derivative_table[:complete] == whole.derivative_table[:complete]
        assert got.footnotes == whole.footnotes[: piece.count("</footnote>")]
        is_whole = "</ownershipDocument>" in piece
        found = {one.code for one in reading.findings.diagnostics}
        assert found == set() if is_whole else "L040" in found <= {"L040", "L050", "L054", "L039"}
        if not is_whole:
            assert_nothing_lost_in_silence(whole, reading)


PIECES = st.sampled_from(
    [*DOCUMENT.replace("<", " <").split(), "&", "<", "]]>", "<!--", "<![CDATA[", "é", "\r\n", "<issuer>", "4"]
)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(DOCUMENT)), st.integers(0, 200), st.lists(PIECES | st.text(max_size=3), max_size=6))
@example(start=218, length=0, pieces=["\x1f"])
def test_whatever_stands_there_is_read(start: int, length: int, pieces: list[str]) -> None:
    text = DOCUMENT[:start] + "".join(pieces) + DOCUMENT[start + length :]
    reading = read(text)
    assert_tree_right(text)
    if reading.filing is not None:
        assert_places_right(text, reading)
    else:
        assert reading.findings.diagnostics


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declaration",
    [
        f'<!DOCTYPE ownershipDocument [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE ownershipDocument [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE ownershipDocument SYSTEM "http://example.invalid/x.dtd">',
        '<!DOCTYPE ownershipDocument [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
    ],
)
def test_a_document_type_is_refused(declaration: str) -> None:
    text = changed("<ownershipDocument>", f"{declaration}<ownershipDocument>", changed("One.", "&l9;"))
    reading = read(text)
    assert (reading.form, reading.filing) == (None, None)
    (found,) = reading.findings.diagnostics
    assert found.code == "L041"
    assert found.start == text.index("<!DOCTYPE")


@pytest.mark.parametrize(
    "text",
    [
        changed("<issuer>", "<a>" * 50_000 + "</a>" * 50_000 + "<issuer>"),
        changed("<issuer>", "<issuer>" * 50_000),
        changed("<issuer>", "<a>" * 100_001),
        changed("<issuer>", "<a/>" * 100_001 + "<issuer>"),
        "<ownershipDocument" * 100_000,
        "<ownershipDocument>" * 100_000,
        changed("<issuer>", f"<issuer {'x' * 1_000_000}>"),
        changed("<value>400.00<", f"<value>{'9' * 1_000_000}<"),
        changed("<issuer>", "<!--" * 200_000),
        changed("<issuer>", f"<issuer>{'é' * 500_000}"),
        DOCUMENT + "<!--" * 200_000,
        "<XML>" * 200_000 + DOCUMENT,
    ],
    ids=lambda text: text[:12] + str(len(text)),
)
def test_hostile_documents_are_read_to_their_end(text: str) -> None:
    reading = read(text)
    deep = tree(text)
    for found in reading.findings.diagnostics:
        assert 0 <= found.start <= found.end <= len(text)
    assert depth(deep) <= DEEPEST + 1


def test_deep_nesting_hides_nothing() -> None:
    text = changed("<issuer>", "<a>" * 40_000 + "x" + "</a>" * 40_000 + "<issuer>")
    (other,) = filing(text).other_elements
    assert (other.path.count("/a"), other.text) == (DEEPEST - 1, "x")
    assert as_json(text) | {"other_elements": []} == as_json(DOCUMENT)
    assert codes(text) == [("L042", None)]


def depth(node: Tree[Token]) -> int:
    return 1 + max((depth(child) for child in node.children if isinstance(child, Tree)), default=0)


def test_the_tree() -> None:
    found = tree(DOCUMENT)
    assert found.data == "ownershipDocument"
    assert not found.meta.empty
    assert DOCUMENT[found.meta.start_pos : found.meta.end_pos] == DOCUMENT[DOCUMENT.index("<own") :].rstrip()
    (issuer,) = found.find_data("issuer")
    assert [str(child.data) for child in issuer.children if isinstance(child, Tree)] == [
        "issuerCik",
        "issuerName",
        "issuerTradingSymbol",
    ]
    (name,) = found.find_data("issuerName")
    assert name.children == [Token("TEXT", "LARKSPUR TOOL &amp; DIE CO")]
    (description,) = found.find_data("rptOwnerStateDescription")
    assert description.children == []
    assert DOCUMENT[description.meta.start_pos : description.meta.end_pos] == "<rptOwnerStateDescription/>"
    (exercise,) = found.find_data("exerciseDate")
    assert [child.children for child in exercise.children if isinstance(child, Tree)] == [
        [Token("ID", "F1")],
        [Token("ID", "F2")],
    ]


def test_the_tree_keeps_what_was_not_read() -> None:
    text = DOCUMENT[: DOCUMENT.index("00.00</value>")]
    found = tree(text)
    (rest,) = found.find_data("error_xml")
    assert rest.children == [Token("ERROR_TEXT", "4")]
    (value,) = [node for node in found.find_data("value") if rest in node.children]
    assert value.meta.start_pos < rest.meta.start_pos
    assert list(leaves(tree("<!DOCTYPE x><ownershipDocument>y</ownershipDocument>"))) == [
        "<!DOCTYPE x><ownershipDocument>y</ownershipDocument>"
    ]
    assert tree("nothing").children == []
