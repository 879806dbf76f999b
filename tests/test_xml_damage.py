"""A damaged ownership document loses nothing in silence: what differs from the whole one has a finding that names it."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.ownership_documents import DOCUMENT, changed
from support.ownership_readings import assert_nothing_lost_in_silence, assert_places_right, assert_tree_right, filing
from support.xml_damage import DOCUMENTS, KINDS, damaged

from form4_grammar import check, parse
from form4_grammar.ownership_xml.reader import read


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents_themselves_are_whole(name: str) -> None:
    reading = read(DOCUMENTS[name])
    assert reading.findings.diagnostics == []
    assert reading.findings.unread == set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_one_fault(name: str, kind: str) -> None:
    whole = filing(DOCUMENTS[name])
    for seed in range(25):
        text = damaged(DOCUMENTS[name], kind, seed)
        reading = read(text)
        if reading.filing is None:
            assert reading.findings.diagnostics
            continue
        assert_places_right(text, reading)
        assert_tree_right(text)
        assert_nothing_lost_in_silence(whole, reading)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(DOCUMENTS)), st.lists(st.sampled_from(KINDS[:-1]), min_size=2, max_size=4), st.integers(0, 10**6))
def test_several_faults(name: str, kinds: list[str], seed: int) -> None:
    text = DOCUMENTS[name]
    for number, kind in enumerate(kinds):
        text = damaged(text, kind, seed + number)
    reading = read(text)
    if reading.filing is None:
        assert reading.findings.diagnostics
    else:
        assert_nothing_lost_in_silence(filing(DOCUMENTS[name]), reading)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("<derivativeTable>", "<deriv ativeTable>", "derivative_table"),
        ("<nonDerivativeTable>", "<nonDerivativeTable x>", "non_derivative_table"),
        ("<nonDerivativeTransaction>", "<nonDerivativeTransaction kind=1>", "non_derivative_table"),
        ("</rptOwnerCity>", "</rptOwnerCity", "reporting_owners[0]"),
        ("<rptOwnerCity>", "<rptOwnerCity", "reporting_owners[0]"),
        ("<rptOwnerCity>", "rptOwnerCity>", "reporting_owners[0]"),
        ("<rptOwnerCity>", "", "reporting_owners[0]"),
        ("</rptOwnerCity>", "<rptOwnerCity>", "reporting_owners[0]"),
        ("<rptOwnerCity>", "<rptOwnrCity>", "reporting_owners[0]"),
        ("<transactionAmounts>", "", "non_derivative_table[0]"),
        ("</transactionAmounts>", "", "non_derivative_table[0]"),
        ("</nonDerivativeTable>", "", "non_derivative_table"),
        ('<footnoteId id="F2"/>', '<footnoteId id="F2/>', "non_derivative_table[0]"),
        ('<footnoteId id="F2"/>', '<footnoteId id="F2">', "non_derivative_table[0]"),
        ("</footnotes>", "</footnote>", "footnotes"),
        ("<remarks>", "<re<marks>", "remarks"),
    ],
)
def test_what_stands_behind_a_broken_tag_is_read(old: str, new: str, path: str) -> None:
    text = changed(old, new)
    reading = read(text)
    whole = filing(DOCUMENT)
    got = reading.filing
    assert got is not None
    assert reading.findings.unread == set()
    errors = [found.path for found in reading.findings.diagnostics if found.severity == "error"]
    assert path in errors
    assert got.issuer == whole.issuer
    assert got.reporting_owners == whole.reporting_owners
    assert [row.security_title.value for row in got.non_derivative_table] == ["Common Stock", "Common Stock"]
    assert got.non_derivative_table[0].transaction_price_per_share.footnotes == (2,)
    assert [row.kind for row in got.derivative_table] == ["transaction"]
    assert (got.footnotes, got.remarks, got.signatures) == (whole.footnotes, whole.remarks, whole.signatures)


@pytest.mark.parametrize(
    ("end", "pieces", "gone"),
    [
        ("<issuerCik>", [], {"issuer", "reporting_owners", "non_derivative_table", "derivative_table"}),
        ("<rptOwnerCity>", ["reporting_owners"], {"non_derivative_table", "derivative_table"}),
        ("    <nonDerivativeTable>", ["reporting_owners"], {"non_derivative_table", "derivative_table"}),
        ("<nonDerivativeHolding>", ["non_derivative_table"], {"derivative_table"}),
        ("<derivativeTable>", ["non_derivative_table"], {"derivative_table"}),
        ("<exerciseDate>", ["derivative_table"], set()),
    ],
)
def test_what_is_cut_off_is_unread(end: str, pieces: list[str], gone: set[str]) -> None:
    text = DOCUMENT[: DOCUMENT.index(end)]
    parsed = parse(text)
    always = {"footnotes", "remarks", "signatures"}
    assert set(parsed.unread) == gone | always
    errors = [found.path for found in parsed.diagnostics if found.severity == "error"]
    assert set(errors) >= {*pieces, *parsed.unread}
    assert len(errors) == len(set(errors))
    assert set(check(text).unread) == set(parsed.unread)


def test_a_box_that_may_be_cut_off() -> None:
    reading = read(DOCUMENT[: DOCUMENT.index("<issuer>")])
    told = {found.path for found in reading.findings.diagnostics if found.code == "L054"}
    assert told == {"aff10b5_one"}


def test_the_envelope_of_a_damaged_document_is_no_part_of_it() -> None:
    envelope = "<SEC-DOCUMENT>\n<TYPE>4\n<TEXT>\n<XML>\n{}</XML>\n</TEXT>\n<DOCUMENT>\n<TYPE>EX-24\n<TEXT>\nPower of attorney\n"
    text = envelope.format(DOCUMENT.replace("</remarks>", ""))
    reading = read(text)
    assert reading.filing is not None
    assert reading.filing.signatures == filing(DOCUMENT).signatures
    assert [(found.code, found.path) for found in reading.findings.diagnostics] == [("L040", "remarks")]


def test_a_tag_of_the_root_that_is_damaged() -> None:
    for new in ("<ownershpDocument>", "<ownershipDocument", "ownershipDocument>", ""):
        got = parse(changed("<ownershipDocument>", new))
        assert got.filing is not None
        assert got.filing.signatures == filing(DOCUMENT).signatures
        assert "L040" in [found.code for found in got.diagnostics]


PIECES = (
    "<", "< ", "</x>", "<x>", "<x ", "</issuer>", "<issuer", "<value>", "</value>", '<footnoteId id="F1">', "<!--", "<![CDATA[",
    "&", ">", "value>", "a/value>", "<isDirectr>", "<securityTitle>", "</securityTitle>", "<reportingOwner>", "<a b=", '"', " ",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("place", ["<issuer>", "<remarks>", "<value>400.00"])
def test_the_cost_of_damage_grows_with_it(place: str, piece: str) -> None:
    def cost(times: int) -> float:
        text = changed(place, place + piece * times).replace("</remarks>", "", 1)
        start = process_time()
        read(text)
        return process_time() - start

    few = min(cost(1_000), cost(1_000))
    assert cost(8_000) < 8 * 4 * few + 0.5
