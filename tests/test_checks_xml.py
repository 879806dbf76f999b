"""The checks of what XML alone tells: the submission around it, the version of its schema, addresses, marks and boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from form4_grammar import Diagnostic, check, parse
from form4_grammar.checks import Context, run
from form4_grammar.model import Address, Cell, Filing, Submission, SubmissionParty
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS, EXAMPLE_PAGES

ABROAD = Address("3-9 ASAGIRI", None, "KOBE", None, "650-0001", "JAPAN", True, None, "M0")
AT_HOME = Address("18 QUARRY ROAD", None, "DULUTH", "MN", "55802", None, False, None, None)


def filing(form: str = "4", **changes: Any) -> Filing:
    """The filing of the example, with the elements of 2026 given and then with these changes."""
    read = parse(EXAMPLE_DOCUMENTS[form]).filing
    assert read is not None
    (owner,) = read.reporting_owners
    version, boxes = ("X0607", {"no_securities_owned": False}) if form == "3" else ("X0609", {})
    if form == "5":
        boxes = {"form3_holdings_reported": False, "form4_transactions_reported": True}
    owners, issuer = (replace(owner, address=AT_HOME),), replace(read.issuer, foreign_trading_symbol=None)
    known: dict[str, Any] = {"schema_version": version, "issuer": issuer, "reporting_owners": owners, **boxes}
    return replace(read, **(known | changes))


def judged(changed: Filing, submission: Submission | None = None) -> list[Diagnostic]:
    """What the checks find in a filing that stands in the place of the example's, with the submission's facts or without."""
    parsed = parse(EXAMPLE_DOCUMENTS[changed.form_type[0]])
    return run(Context(replace(parsed, filing=changed, submission=submission)))


def found(changed: Filing, submission: Submission | None = None) -> list[tuple[str, str | None]]:
    return [(one.code, one.path) for one in judged(changed, submission)]


def with_address(form: str = "4", **changes: Any) -> Filing:
    given = filing(form)
    (owner,) = given.reporting_owners
    return replace(given, reporting_owners=(replace(owner, address=replace(owner.address, **changes)),))


def with_row(form: str, **changes: Any) -> Filing:
    given = filing(form)
    (row,) = given.non_derivative_table
    return replace(given, non_derivative_table=(replace(row, **changes),))


SUBMISSION = Submission(
    "0009990301-26-000007", "4", date(2026, 6, 15), date(2026, 6, 16), None,
    SubmissionParty("LARKSPUR TOOL CO", "0009990101"), (SubmissionParty("Okafor Ada N", "0009990102"),),
)  # fmt: skip


@pytest.mark.parametrize("form", ["3", "4", "5"])
def test_the_examples_are_in_order(form: str) -> None:
    assert found(filing(form)) == []


def test_the_submission_is_that_of_the_filing() -> None:
    assert found(filing(), SUBMISSION) == []


OWNER = "reporting_owners[0].address"


@pytest.mark.parametrize(
    ("changes", "code", "name"),
    [
        ({"non_us_address_flag": True, "state": None}, "H043", "country"),
        ({"non_us_address_flag": True}, "H043", "state"),
        ({"non_us_address_flag": True, "country": "M0"}, "H043", "state"),
        ({"non_us_address_flag": True, "state": None, "country": "TX"}, "H043", "country"),
        ({"non_us_address_flag": True, "state": None, "country": "X1"}, "H043", "country"),
        ({"country": "M0", "state": None}, "H043", "country"),
        ({"country": "M0", "non_us_address_flag": None}, "H043", "country"),
        ({"country": "M0", "non_us_address_flag": None, "state": None, "zip_code": None}, "H043", "non_us_address_flag"),
        ({"non_us_state_territory": "HYOGO"}, "H043", "non_us_state_territory"),
        ({"non_us_state_territory": "HYOGO", "non_us_address_flag": None}, "H043", "non_us_state_territory"),
        ({"state": "M0"}, "H045", "state"),
        ({"state": "M0", "non_us_address_flag": None}, "H045", "state"),
        ({"state": "A6", "non_us_address_flag": True}, "H045", "state"),
        ({"zip_code": "5580"}, "H006", "zip_code"),
    ],
)
def test_addresses_that_contradict_themselves(changes: dict[str, Any], code: str, name: str) -> None:
    assert found(with_address(**changes)) == [(code, f"{OWNER}.{name}")]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"country": "X1"},
        {"state": "PR", "zip_code": "00926"},
        {"state": None, "zip_code": None},
        {"non_us_address_flag": None},
        dict.fromkeys(("state", "zip_code"))
        | {"country": "M0", "non_us_address_flag": True, "non_us_state_territory": "HYOGO"},
        {"state": None, "country": "M0", "non_us_address_flag": True, "zip_code": "0"},
    ],
)
def test_addresses_in_order(changes: dict[str, Any]) -> None:
    assert found(with_address(**changes)) == []


def test_an_address_of_before_2026_is_in_order_there() -> None:
    old = replace(with_address(state="M0", non_us_address_flag=None), schema_version="X0508")
    assert found(old) == []


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        (with_address(state=None, country="M0", non_us_address_flag=True), "reporting_owners[0].address.non_us_address_flag"),
        (filing(issuer=replace(filing().issuer, foreign_trading_symbol="9951")), "issuer.foreign_trading_symbol"),
    ],
)
def test_elements_that_the_version_does_not_have(changed: Filing, finding: str) -> None:
    assert found(replace(changed, schema_version="X0508")) == [("H046", finding)]
    assert found(replace(changed, schema_version=None)) == []


def test_elements_that_the_form_does_not_have() -> None:
    assert found(filing("3", aff10b5_one=False)) == [("H046", "aff10b5_one")]
    assert found(filing("4", no_securities_owned=False)) == [("H046", "no_securities_owned")]
    assert found(filing("4", form3_holdings_reported=False)) == [("H046", "form3_holdings_reported")]


def test_versions_and_forms() -> None:
    assert found(filing("3", schema_version="X0609")) == [("H047", "schema_version")]
    assert found(filing("5", schema_version="X0607")) == [("H047", "schema_version")]
    assert found(filing("3", schema_version="X0206")) == [("H046", "reporting_owners[0].address.non_us_address_flag")]


@pytest.mark.parametrize(("version", "is_needed"), [("X0306", False), ("X0407", True), ("X0508", True), ("X0609", True)])
def test_the_plan_box_is_needed_since_2023(version: str, is_needed: bool) -> None:
    text = EXAMPLE_DOCUMENTS["4"].replace("  <aff10b5One>0</aff10b5One>\n", "")
    read = parse(text)
    assert read.filing is not None
    given = replace(with_address(non_us_address_flag=None), aff10b5_one=None, schema_version=version)
    codes = [one.code for one in run(Context(replace(read, filing=given))) if one.code == "H048"]
    assert codes == ["H048"] * is_needed


@pytest.mark.parametrize(
    ("form", "kind", "mark", "code"),
    [
        ("4", "4", "E", "C023"),
        ("4", "4", "L", "C023"),
        ("4", "5", "L", "C023"),
        ("5", "5", "E", "C021"),
        ("5", "4", "E", "C021"),
        ("5", "4", "L", None),
    ],
)
def test_marks_of_timeliness(form: str, kind: str, mark: str, code: str | None) -> None:
    changed = with_row(form, transaction_timeliness=Cell(mark, raw=mark), transaction_form_type=kind)
    told = [one for one in found(changed) if one[0] in {"C021", "C023"}]
    path = "non_derivative_table[0]" if code == "C023" else "non_derivative_table[0].transaction_timeliness"
    assert told == ([(code, path)] if code else [])


def test_an_early_report_is_marked_early() -> None:
    changed = with_row("4", transaction_timeliness=Cell("E", raw="E"), transaction_form_type="5", transaction_code=Cell("L"))
    assert "C023" not in {code for code, _ in found(changed)}


def test_late_rows_and_boxes() -> None:
    assert found(filing("5", form4_transactions_reported=False)) == [("C022", "form4_transactions_reported")]
    assert found(filing("5", form3_holdings_reported=True)) == [("C022", "form3_holdings_reported")]
    assert found(filing("5", form4_transactions_reported=None, form3_holdings_reported=None)) == []
    in_time = with_row("5", transaction_form_type="5", transaction_code=Cell("W", raw="W"))
    assert found(in_time) == [("C022", "form4_transactions_reported")]


def test_no_securities() -> None:
    assert found(filing("3", no_securities_owned=True)) == [("T037", "no_securities_owned")]
    assert found(filing("3", no_securities_owned=True, non_derivative_table=())) == []
    assert found(filing("3", non_derivative_table=())) == [("T004", "non_derivative_table")]


def foreign(symbol: str, trading_symbol: str = "LKSP") -> Filing:
    return filing(issuer=replace(filing().issuer, trading_symbol=trading_symbol, foreign_trading_symbol=symbol))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (foreign("LKSP"), "H042"),
        (foreign("NYSE: LKSP"), "H042"),
        (foreign("[lksp]"), "H042"),
        (foreign("LKSP.T"), None),
        (foreign("TSE: 9951"), None),
        (foreign("NONE", "NONE"), "H009"),
        (foreign("[N/A]"), "H009"),
    ],
)
def test_foreign_symbols(changed: Filing, code: str | None) -> None:
    told = [one for one, path in found(changed) if path == "issuer.foreign_trading_symbol"]
    assert told == ([code] if code else [])


def test_foreign_insiders_had_time_until_march_2026() -> None:
    abroad = filing("3").issuer
    early, late = date(2025, 12, 18), date(2026, 3, 18)
    signed = (replace(filing("3").signatures[0], date=late),)
    assert found(filing("3", period_of_report=early, signatures=signed)) == [("D011", "signatures[0].date")]
    listed = replace(abroad, foreign_trading_symbol="9951")
    assert found(filing("3", period_of_report=early, signatures=signed, issuer=listed)) == []
    after = (replace(signed[0], date=date(2026, 3, 19)),)
    assert found(filing("3", period_of_report=early, signatures=after, issuer=listed)) == [("D011", "signatures[0].date")]
    trade = with_row("4", transaction_date=Cell(date(2026, 3, 16), raw="2026-03-16"))
    trade = replace(trade, period_of_report=date(2026, 3, 16), issuer=listed)
    assert found(trade) == []
    assert found(replace(trade, issuer=abroad)) == [("D006", "non_derivative_table[0].transaction_date")]


def test_large_holders_of_foreign_issuers() -> None:
    (owner,) = filing().reporting_owners
    assert owner.relationship is not None
    alone = replace(owner, relationship=replace(owner.relationship, is_director=False, is_ten_percent_owner=True))
    assert found(replace(foreign("9951"), reporting_owners=(alone,))) == [
        ("H017", "reporting_owners[0].relationship.is_ten_percent_owner")
    ]
    assert found(foreign("9951")) == []  # a director, too
    assert found(filing(reporting_owners=(alone,))) == []  # no foreign symbol
    assert "H017" not in {code for code, _ in found(replace(foreign("9951"), reporting_owners=(alone, owner)))}


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda one: replace(one, submission_type="4/A"), ("H040", "form_type")),
        (lambda one: replace(one, conformed_period_of_report=date(2026, 6, 12)), ("X021", "period_of_report")),
        (lambda one: replace(one, issuer=SubmissionParty("OTHER CO", "0009990109")), ("X021", "issuer.cik")),
        (lambda one: replace(one, reporting_owners=(SubmissionParty(None, "9990109"),)), ("X021", "reporting_owners[0].cik")),
        (
            lambda one: replace(one, reporting_owners=(*one.reporting_owners, SubmissionParty(None, "0009990109"))),
            ("X021", "reporting_owners"),
        ),
        (lambda one: replace(one, filed_as_of_date=date(2026, 6, 15)), ("D022", "signatures[0].date")),
        (
            lambda one: replace(one, filed_as_of_date=date(2026, 6, 18)),
            ("D006", "non_derivative_table[0].transaction_date"),
        ),
    ],
)
def test_the_submission_against_the_filing(change: Callable[[Submission], Submission], finding: tuple[str, str]) -> None:
    parsed = parse(EXAMPLE_DOCUMENTS["4"])
    places = dict(parsed.places)
    for name, shown in (
        ("submission_type", "4\n"),
        ("conformed_period_of_report", "20260615"),
        ("filed_as_of_date", "20260616"),
        ("issuer.cik", "0009990101"),
        ("reporting_owners[0].cik", "0009990102"),
        ("reporting_owners[1].cik", "0009990102"),
    ):
        at = parsed.source.text.index(shown, parsed.source.text.index("CONFORMED SUBMISSION TYPE"))
        places[f"submission.{name}"] = (at, at + len(shown.strip()))
    context = Context(replace(parsed, filing=filing(), submission=change(SUBMISSION), places=places))
    (diagnostic,) = run(context)
    assert (diagnostic.code, diagnostic.path) == finding
    assert diagnostic.end > diagnostic.start or diagnostic.path == "reporting_owners"
    assert diagnostic.labels
    assert all(label.end > label.start for label in diagnostic.labels)


def test_ciks_are_compared_as_numbers() -> None:
    parties = (SubmissionParty("Okafor Ada N", "9990102"),)
    assert found(filing(), replace(SUBMISSION, reporting_owners=parties, issuer=SubmissionParty(None, "9990101"))) == []


def test_a_type_around_the_xml_is_one_too() -> None:
    text = EXAMPLE_DOCUMENTS["4"]
    bare = text[text.index("<DOCUMENT>") :]
    assert [one.code for one in check(bare).diagnostics] == []
    (one,) = check(bare.replace("<TYPE>4\n", "<TYPE>4/A\n")).diagnostics
    assert (one.code, one.path) == ("H040", "form_type")
    assert one.labels[0].message == "a submission of type 4/A"


def test_a_date_of_original_on_a_document_type_4() -> None:
    day = date(2026, 6, 16)
    assert ("H021", "date_of_original_submission") in found(filing(date_of_original_submission=day))
    assert "H021" not in {code for code, _ in found(filing(form_type="4/A", date_of_original_submission=day))}


@pytest.mark.parametrize(
    ("ciks", "addresses", "again"),
    [
        (("0009990102", "9990102"), (AT_HOME, ABROAD), 1),
        ((None, None), (AT_HOME, AT_HOME), 1),
        (("0009990102", None), (AT_HOME, AT_HOME), 1),
        (("0009990102", "0009990103"), (AT_HOME, AT_HOME), 0),
        ((None, None), (AT_HOME, ABROAD), 0),
    ],
)
def test_an_owner_twice_in_the_xml(ciks: tuple[str | None, ...], addresses: tuple[Address, ...], again: int) -> None:
    (owner,) = filing().reporting_owners
    owners = tuple(replace(owner, cik=cik, address=address) for cik, address in zip(ciks, addresses, strict=True))
    told = [one for one in found(filing(reporting_owners=owners)) if one[0] == "H003"]
    assert told == [("H003", "reporting_owners[1].name")] * again


def test_a_number_of_the_xml_is_shown_as_it_stands() -> None:
    text = EXAMPLE_DOCUMENTS["4"].replace("<value>400</value>", "<value>36.000</value>")
    text = text.replace("<value>31.07</value>", "<value>0</value><footnoteId id='F1'/>").replace(
        "<value>8800</value>", "<value>5</value>"
    )
    text = text.replace("<transactionCode>S<", "<transactionCode>P<").replace(
        "<value>D</value></transactionAcq", "<value>A</value></transactionAcq"
    )
    text = text.replace(
        "  <ownerSignature>", "  <footnotes><footnote id='F1'>In kind.</footnote></footnotes>\n  <ownerSignature>"
    )
    messages = [one.message for one in check(text).diagnostics if one.code == "X003"]
    assert messages == ["36.000 were acquired, but only 5 are owned after it"]


def test_pages_are_not_asked_for_a_schema() -> None:
    codes = {one.code for form in EXAMPLE_PAGES for one in check(EXAMPLE_PAGES[form]).diagnostics}
    assert codes == set()
