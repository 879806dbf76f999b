"""The writer of the ownership XML: what it writes is valid and reads the same, and what it leaves out it tells."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from conftest import SHARED, case_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.ownership_documents import DOCUMENT, real_documents

from form4_grammar import Filing, parse
from form4_grammar.model import (
    Address,
    Cell,
    DerivativeRow,
    Footnote,
    Issuer,
    NonDerivativeRow,
    Relationship,
    ReportingOwner,
    Signature,
)
from form4_grammar.ownership_xml.reader import read
from form4_grammar.ownership_xml.writer import CannotWriteError, MissingCikError, Written, version
from form4_grammar.ownership_xml.writer import write as write_by

XSD = SHARED / "spec" / "ownership4Document-x0306.xsd"


@cache
def schema() -> Any:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not at hand: it comes with the extra tests")
    if not XSD.is_file():
        pytest.skip("the schema of Form 4 is not at hand")
    return etree.XMLSchema(etree.parse(str(XSD)))


def assert_valid(text: str) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not at hand: it comes with the extra tests")
    assert schema().validate(etree.fromstring(text.encode())), schema().error_log


def write(filing: Filing, **options: Any) -> Written:
    """The filing by the schema that is at hand."""
    return write_by(filing, schema="X0306", **options)


def filing(text: str = DOCUMENT) -> Filing:
    found = read(text).filing
    assert found is not None
    return found


def unplaced(given: Filing) -> Filing:
    """The filing without what its cells looked like and where they stood."""
    tables: dict[str, Any] = {
        name: tuple(
            replace(
                row,
                **{
                    field.name: Cell(value.value, value.footnotes, readable=value.readable)
                    for field in fields(row)
                    if isinstance(value := getattr(row, field.name), Cell)
                },
            )
            for row in getattr(given, name)
        )
        for name in ("non_derivative_table", "derivative_table")
    }
    return replace(given, **tables)


def with_row(table: str = "non_derivative_table", **cells: Any) -> Filing:
    """The filing with other cells in the first row of a table."""
    whole = filing()
    first, *rest = getattr(whole, table)
    rows: dict[str, Any] = {table: (replace(first, **cells), *rest)}
    return replace(whole, **rows)


def test_the_written_document() -> None:
    written = write(filing())
    assert written.left_out == ()
    assert_valid(written.text)
    assert unplaced(filing(written.text)) == unplaced(filing())
    assert read(written.text).findings.diagnostics == []
    assert written.text.startswith('<?xml version="1.0"?>\n<ownershipDocument>\n    <schemaVersion>X0306</schemaVersion>\n')
    assert "<issuerName>LARKSPUR TOOL &amp; DIE CO</issuerName>" in written.text
    assert "rptOwnerStreet2" not in written.text
    assert "deemedExecutionDate" not in written.text
    assert write(filing(written.text)) == written


def test_real_filings_are_written_and_read_the_same() -> None:
    documents = real_documents()
    if not documents:
        pytest.skip("the real filings are not at hand")
    for name, text in documents.items():
        whole = filing(text)
        written = write(whole)
        assert whole.schema_version is not None
        same = replace(whole, aff10b5_one=None, schema_version=version(whole.form_type, "X0306"))
        assert unplaced(filing(written.text)) == unplaced(same), name
        assert len(written.left_out) == (whole.aff10b5_one is not None), name


def test_real_form_4s_are_valid() -> None:
    documents = real_documents()
    if not documents:
        pytest.skip("the real filings are not at hand")
    schema()
    originals = [whole for whole in map(filing, documents.values()) if whole.form_type == "4"]
    assert len(originals) >= 300
    for whole in originals:
        assert_valid(write(whole).text)


def test_a_page_becomes_a_document() -> None:
    page = parse(case_text("form4-plain")).filing
    assert page is not None
    with pytest.raises(MissingCikError) as caught:
        write(page)
    assert caught.value.paths == ("issuer.cik", "reporting_owners[0].cik")
    assert str(caught.value) == "issuer.cik: missing; reporting_owners[0].cik: missing"
    written = write(page, issuer_cik="912345", owner_ciks=["0001912345"])
    assert written.left_out == ()
    assert_valid(written.text)
    got = filing(written.text)
    assert got.issuer.cik == "0000912345"
    assert got.reporting_owners[0].cik == "0001912345"
    no_ciks = replace(got, issuer=replace(got.issuer, cik=None), reporting_owners=(replace(got.reporting_owners[0], cik=None),))
    assert unplaced(replace(no_ciks, schema_version=None)) == unplaced(page)


def test_ciks_that_are_given_come_before_those_of_the_filing() -> None:
    whole = filing()
    owner = whole.reporting_owners[0]
    two = replace(whole, reporting_owners=(owner, replace(owner, cik=None)))
    written = write(whole, issuer_cik="1", owner_ciks=["1912345"])
    assert written.left_out == (f"issuer.cik: {whole.issuer.cik}, since 1 was given",)
    assert filing(written.text).issuer.cik == "0000000001"
    got = filing(write(two, owner_ciks=["", "77"]).text)
    assert [one.cik for one in got.reporting_owners] == ["0001912345", "0000000077"]
    with pytest.raises(MissingCikError) as caught:
        write(two, owner_ciks=["77"])
    assert caught.value.paths == ("reporting_owners[1].cik",)
    with pytest.raises(ValueError, match="3 CIKs for 2 owners"):
        write(two, owner_ciks=["1", "2", "3"])
    with pytest.raises(CannotWriteError, match=r"^reporting_owners\[1\]\.cik: 'CIK 77' is not"):
        write(two, owner_ciks=["", "CIK 77"])
    nobody = ReportingOwner(None, None, Address(None, None, None, None, None), None)
    with pytest.raises(CannotWriteError, match=r"reporting_owners\[0\]\.cik: '\?' is not"):
        write(replace(whole, reporting_owners=(nobody,)), owner_ciks=["?"])
    assert_valid(write(replace(whole, reporting_owners=(nobody,)), owner_ciks=["77"]).text)


def test_an_owner_whose_relationship_is_not_told() -> None:
    whole = filing()
    owner = whole.reporting_owners[0]
    two = replace(whole, reporting_owners=(owner, replace(owner, relationship=None)))
    written = write(two)
    assert_valid(written.text)
    assert filing(written.text).reporting_owners == two.reporting_owners


def test_an_amendment_a_form_3_and_a_form_5() -> None:
    amendment = replace(filing(), form_type="4/A", date_of_original_submission=date(2022, 6, 1))
    text = write(amendment).text
    assert "<documentType>4/A</documentType>" in text
    assert "<dateOfOriginalSubmission>2022-06-01</dateOfOriginalSubmission>" in text
    assert filing(text).form_type == "4/A"
    holding = filing().non_derivative_table[1]
    first = replace(filing(), form_type="3", non_derivative_table=(holding,), derivative_table=())
    written = write(first)
    assert "<schemaVersion>X0206</schemaVersion>" in written.text
    assert written.left_out == ("not_subject_to_section16: a Form 3 does not have it",)
    with pytest.raises(CannotWriteError) as caught:
        write(replace(filing(), form_type="3"))
    assert caught.value.problems == (
        "non_derivative_table[0]: a Form 3 has no transactions",
        "derivative_table[0]: a Form 3 has no transactions",
    )
    assert filing(write(replace(filing(), form_type="5")).text).form_type == "5"
    with pytest.raises(CannotWriteError, match="form_type: '144' is no Form 3, 4 or 5"):
        write(replace(filing(), form_type="144"))


def test_the_amount_owned_of_derivatives_on_a_form_3() -> None:
    row = filing().derivative_table[0]
    holding = DerivativeRow(
        "holding",
        security_title=row.security_title,
        conversion_or_exercise_price=row.conversion_or_exercise_price,
        exercise_date=row.exercise_date,
        expiration_date=row.expiration_date,
        underlying_security_title=row.underlying_security_title,
        underlying_security_shares=row.underlying_security_shares,
        direct_or_indirect_ownership=row.direct_or_indirect_ownership,
    )
    whole = replace(filing(), non_derivative_table=(), derivative_table=(holding,), not_subject_to_section16=None)
    written = write(replace(whole, form_type="3"))
    assert "postTransactionAmounts" not in written.text
    with pytest.raises(CannotWriteError, match=r"^derivative_table\[0\]\.shares_owned_following_transaction: missing$"):
        write(whole)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"aff10b5_one": False},
            "aff10b5_one: X0306, which is written here, has no element for it; aff10b5One came with X0407",
        ),
        ({"date_of_original_submission": date(2022, 6, 1)}, "date_of_original_submission: only an amendment has it"),
        ({"remarks": "x" * 2001}, "remarks: 2001 characters, and the schema takes 2000"),
        ({"remarks": "One.\x00\x0b\ufffe Two."}, "remarks: 3 characters that XML cannot hold"),
    ],
)
def test_left_out(changes: dict[str, Any], sentence: str) -> None:
    written = write(replace(filing(), **changes))
    assert written.left_out == (sentence,)
    assert_valid(written.text)


def test_left_out_of_an_owner() -> None:
    whole = filing()
    owner = whole.reporting_owners[0]
    assert owner.relationship is not None
    strange = replace(
        owner,
        address=Address("x" * 41, None, "y" * 31, "Minn", "55802?"),
        relationship=replace(owner.relationship, officer_title="President and Chief Executive Officer"),
    )
    written = write(replace(whole, reporting_owners=(strange,)))
    assert [sentence.partition(":")[0] for sentence in written.left_out] == [
        "reporting_owners[0].address.street1",
        "reporting_owners[0].address.city",
        "reporting_owners[0].address.state",
        "reporting_owners[0].address.zip_code",
        "reporting_owners[0].relationship.officer_title",
    ]
    assert_valid(written.text)


def test_references_that_the_schema_does_not_take() -> None:
    written = write(with_row("derivative_table", transaction_acquired_disposed_code=Cell("D", (1, 2))))
    assert written.left_out == (
        "derivative_table[0].transaction_acquired_disposed_code: a reference to 1, 2, which the schema does not take here",
    )
    assert_valid(written.text)
    unknown = write(with_row(security_title=Cell("Common Stock", (2, 9)), transaction_code=Cell("S", (7,))))
    assert unknown.left_out == (
        "non_derivative_table[0].security_title: a reference to 9, where there is no such note",
        "non_derivative_table[0].transaction_code: a reference to 7, where there is no such note",
    )
    assert_valid(unknown.text)
    assert filing(unknown.text).non_derivative_table[0].security_title.footnotes == (2,)


def test_notes_that_the_schema_does_not_take() -> None:
    whole = filing()
    written = write(
        replace(whole, footnotes=(*whole.footnotes, Footnote(2, "Again."), Footnote(100, "Far."), Footnote(0, "?")))
    )
    assert written.left_out == (
        "footnotes[2]: a second note of this number",
        "footnotes[100]: the schema has notes 1 to 99",
        "footnotes[0]: the schema has notes 1 to 99",
    )
    assert filing(written.text).footnotes == whole.footnotes
    assert_valid(written.text)


def test_a_number_of_shares_or_an_amount_of_money() -> None:
    both = write(with_row(value_owned_following_transaction=Cell(Decimal(5), (1,))))
    assert [sentence.partition(":")[0] for sentence in both.left_out] == [
        "non_derivative_table[0].value_owned_following_transaction"
    ]
    assert_valid(both.text)
    value = with_row("derivative_table", transaction_shares=Cell(), transaction_total_value=Cell(Decimal("5000.25"), (2,)))
    written = write(value)
    assert written.left_out == ()
    assert_valid(written.text)
    assert filing(written.text).derivative_table[0].transaction_total_value.value == Decimal("5000.25")
    one_has_the_value = with_row(
        shares_owned_following_transaction=Cell(None, (1,)), value_owned_following_transaction=Cell(Decimal(5))
    )
    written = write(one_has_the_value)
    assert_valid(written.text)
    assert [sentence.partition(":")[0] for sentence in written.left_out] == [
        "non_derivative_table[0].shares_owned_following_transaction"
    ]


def test_what_a_holding_does_not_have() -> None:
    whole = filing()
    sale, holding = whole.non_derivative_table
    both = replace(holding, transaction_code=sale.transaction_code, transaction_form_type="4", equity_swap_involved=False)
    written = write(replace(whole, non_derivative_table=(sale, both)))
    assert [sentence.partition(":")[0] for sentence in written.left_out] == [
        "non_derivative_table[1].transaction_form_type",
        "non_derivative_table[1].transaction_code",
        "non_derivative_table[1].equity_swap_involved",
    ]
    assert_valid(written.text)


def test_more_than_the_schema_takes() -> None:
    whole = filing()
    many = replace(
        whole,
        reporting_owners=whole.reporting_owners * 11,
        non_derivative_table=whole.non_derivative_table * 16,
        signatures=whole.signatures * 12,
    )
    written = write(many)
    assert written.left_out == (
        "reporting_owners[10] and what follows it: the schema takes 10",
        "non_derivative_table[30] and what follows it: the schema takes 30",
        "signatures[10] and what follows it: the schema takes 10",
    )
    assert_valid(written.text)


def test_values_without_a_value_element_of_their_own() -> None:
    nature = with_row(nature_of_ownership=Cell(None, (1,)), deemed_execution_date=Cell(None, (2,)))
    written = write(nature)
    assert_valid(written.text)
    assert unplaced(filing(written.text)) == unplaced(nature)
    long = write(with_row(nature_of_ownership=Cell("x" * 101, (1,))))
    assert long.left_out == ("non_derivative_table[0].nature_of_ownership: 101 characters, and the schema takes 100",)
    assert_valid(long.text)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"security_title": Cell()}, "security_title: missing"),
        ({"security_title": Cell("x" * 61)}, "security_title: 61 characters, and the schema takes 60"),
        ({"security_title": Cell("\x00")}, "security_title: missing"),
        ({"transaction_date": Cell(None, (1,))}, "transaction_date: missing"),
        ({"transaction_date": Cell(None, (), "02/30", readable=False)}, "transaction_date: '02/30' cannot be read"),
        ({"transaction_form_type": None}, "transaction_form_type: missing"),
        ({"transaction_code": Cell()}, "transaction_code: missing"),
        ({"transaction_code": Cell("Q")}, "transaction_code: 'Q' is not what the schema takes, [ACDEFGHIJLMOPSUWXZ]"),
        ({"equity_swap_involved": None}, "equity_swap_involved: missing"),
        ({"transaction_shares": Cell(Decimal(-1))}, "transaction_shares: -1 is not an amount"),
        ({"transaction_price_per_share": Cell()}, "transaction_price_per_share: missing"),
        (
            {"transaction_price_per_share": Cell(Decimal("0.00005"), (1,))},
            "transaction_price_per_share: 0.00005 has more than 12 digits before the point or 4 after it",
        ),
        ({"direct_or_indirect_ownership": Cell(None, (1,))}, "direct_or_indirect_ownership: missing"),
    ],
)
def test_cells_that_cannot_be_written(cells: dict[str, Any], problem: str) -> None:
    with pytest.raises(CannotWriteError) as caught:
        write(with_row(**cells))
    assert caught.value.problems == (f"non_derivative_table[0].{problem}",)


def test_a_filing_that_cannot_be_written() -> None:
    empty = replace(
        filing(),
        period_of_report=None,
        issuer=Issuer(None, "1", None),
        reporting_owners=(),
        signatures=(Signature("/s/ Ada N. Okafor", None),),
    )
    with pytest.raises(CannotWriteError) as caught:
        write(empty)
    assert caught.value.problems == (
        "period_of_report: missing",
        "issuer.trading_symbol: missing",
        "reporting_owners: missing",
        "signatures[0].date: missing",
    )
    with pytest.raises(CannotWriteError, match="date_of_original_submission: missing"):
        write(replace(filing(), form_type="4/A"))


texts = st.text(max_size=50) | st.sampled_from(["Common Stock", "A & B <c>", "a\nb", "\x00", "MN", "55802"])
titles = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=10)
amounts = st.decimals("0", "999999999999.9999", places=4)
odd_amounts = amounts | st.decimals(allow_nan=True, allow_infinity=True)
notes = st.lists(st.integers(0, 4), max_size=3).map(tuple)
boxes = st.sampled_from([True, False, None])


def needed(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Cell[Any]]:
    return st.builds(Cell, values, notes)


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Cell[Any]]:
    return st.builds(Cell, st.none() | values, notes)


CELLS: dict[str, st.SearchStrategy[Any]] = {
    "kind": st.sampled_from(["transaction", "holding"]),
    "security_title": needed(titles),
    "conversion_or_exercise_price": needed(amounts),
    "transaction_date": needed(st.dates()),
    "deemed_execution_date": optional(st.dates()),
    "transaction_form_type": st.sampled_from("45"),
    "transaction_code": needed(st.sampled_from("ACDEFGHIJLMOPSUWXZ")),
    "equity_swap_involved": st.booleans(),
    "transaction_timeliness": st.just(Cell()),
    "transaction_shares": needed(amounts),
    "transaction_total_value": optional(odd_amounts),
    "transaction_acquired_disposed_code": needed(st.sampled_from("AD")),
    "exercise_date": needed(st.dates()),
    "expiration_date": needed(st.dates()),
    "underlying_security_title": needed(titles),
    "underlying_security_shares": optional(odd_amounts),
    "underlying_security_value": optional(odd_amounts),
    "transaction_price_per_share": needed(amounts) | st.just(Cell(None, (1,))),
    "shares_owned_following_transaction": needed(amounts),
    "value_owned_following_transaction": optional(odd_amounts),
    "direct_or_indirect_ownership": needed(st.sampled_from("DI")),
    "nature_of_ownership": optional(texts),
}
maybe = st.none() | texts
filings = st.builds(
    Filing,
    form_type=st.just("4"),
    period_of_report=st.dates(),
    date_of_original_submission=st.none() | st.dates(),
    not_subject_to_section16=boxes,
    aff10b5_one=boxes,
    issuer=st.builds(Issuer, maybe, st.just("912345"), titles),
    reporting_owners=st.lists(
        st.builds(
            ReportingOwner,
            maybe,
            st.just("1912345"),
            st.builds(Address, maybe, maybe, maybe, maybe, maybe),
            st.none() | st.builds(Relationship, boxes, boxes, boxes, boxes, maybe, maybe),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
    non_derivative_table=st.lists(
        st.builds(
            NonDerivativeRow, **{field.name: CELLS[field.name] for field in fields(NonDerivativeRow) if field.name != "extra"}
        ),
        max_size=2,
    ).map(tuple),
    derivative_table=st.lists(
        st.builds(DerivativeRow, **{field.name: CELLS[field.name] for field in fields(DerivativeRow) if field.name != "extra"}),
        max_size=2,
    ).map(tuple),
    footnotes=st.lists(st.builds(Footnote, st.integers(0, 3), texts), max_size=3).map(
        lambda some: (*some, Footnote(1, "One."))
    ),
    remarks=maybe,
    signatures=st.lists(st.builds(Signature, titles, st.dates()), min_size=1, max_size=2).map(tuple),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filings)
def test_whatever_has_what_is_needed_is_written_and_valid(whole: Filing) -> None:
    written = write(whole)
    assert_valid(written.text)
    told = {found.code for found in read(written.text).findings.diagnostics if found.code.startswith("L")}
    assert told <= {"L081", "L082", "L083"}  # texts that look like other values or like markup, a CIK as it was given
