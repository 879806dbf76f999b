"""Copies of one filing, amendments, and the views over both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support.ownership_documents import DOCUMENT, changed
from support.submissions import LABELS

from form4_grammar import parse, tables
from form4_grammar.render import render
from form4_grammar.tabular.schema import OF_ROWS

pytest.importorskip("pyarrow", reason="the extra 'tables' is not installed")
duckdb = pytest.importorskip("duckdb", reason="the extra 'duckdb' is not installed")

AMENDED = changed(
    "<documentType>4<",
    "<documentType>4/A<",
    changed(
        "<notSubjectToSection16>",
        "<dateOfOriginalSubmission>2022-06-16</dateOfOriginalSubmission>\n    <notSubjectToSection16>",
        DOCUMENT,
    ),
)
HOLDING = DOCUMENT[DOCUMENT.index("        <nonDerivativeHolding>") : DOCUMENT.index("    </nonDerivativeTable>")]
SALE = DOCUMENT[DOCUMENT.index("        <nonDerivativeTransaction>") : DOCUMENT.index("        <nonDerivativeHolding>")]
OPTION = DOCUMENT[DOCUMENT.index("    <derivativeTable>") : DOCUMENT.index("    <footnotes>")]
OWNER = DOCUMENT[DOCUMENT.index("    <reportingOwner>") : DOCUMENT.index("    <nonDerivativeTable>")]


def submitted(document: str, number: str = "0000912345-22-000007", filed: str = "20220616") -> str:
    head = LABELS.replace("0000912345-22-000007", number).replace(
        "FILED AS OF DATE:\t\t20220616", f"FILED AS OF DATE:\t\t{filed}"
    )
    return f"{head}<XML>\n{document}</XML></TEXT>\n</DOCUMENT>\n"


def read(documents: dict[str, str], *, distinct: bool = False) -> dict[str, list[dict[str, Any]]]:
    made = tables({path: parse(text) for path, text in documents.items()}, distinct=distinct)
    return {name: table.to_pylist() for name, table in made.items()}


def by_path(rows: list[dict[str, Any]], column: str) -> dict[str, Any]:
    """A column of DOCUMENTS by the paths, keys of documents shown as their paths."""
    paths = {row["DOCUMENT_KEY"]: row["PATH"] for row in rows}
    return {row["PATH"]: paths.get(row[column], row[column]) for row in rows}


def page(document: str) -> str:
    filing = parse(document).filing
    assert filing is not None
    return render(filing)


def test_copies_are_known_and_the_best_is_kept() -> None:
    spoilt = page(DOCUMENT).replace("Form: 3235-0287", "")
    documents = {"a.txt": page(DOCUMENT), "b.xml": DOCUMENT, "c.txt": spoilt, "other.xml": changed("400.00", "401")}
    found = read(documents)
    assert by_path(found["DOCUMENTS"], "COPY_OF") == {"a.txt": "b.xml", "b.xml": None, "c.txt": "b.xml", "other.xml": None}
    assert len(found["SUBMISSION"]) == 4
    only = read(documents, distinct=True)
    assert [row["SOURCE"] for row in only["SUBMISSION"]] == ["b.xml", "other.xml"]
    assert [row["SOURCE"] for row in only["NONDERIV_TRANS"]] == ["b.xml", "other.xml"]
    assert len(only["DOCUMENTS"]) == 4, "every document stays in the list"


def test_the_number_of_a_filing_goes_before_its_content() -> None:
    again = submitted(DOCUMENT, "0000912345-22-000009")
    other = submitted(changed("400.00", "401"))
    found = read({"a": submitted(DOCUMENT), "filed twice": again, "same number, read otherwise": other, "a copy": DOCUMENT})
    copies = by_path(found["DOCUMENTS"], "COPY_OF")
    assert copies["filed twice"] is None
    assert copies["same number, read otherwise"] == "a"
    assert copies["a copy"] is None, "which of the two filings it is, cannot be told"


def test_copies_of_documents_without_a_filing_are_none() -> None:
    found = read({"a": "nothing of the kind", "b": "nothing of the kind"})
    assert by_path(found["DOCUMENTS"], "COPY_OF") == {"a": None, "b": None}


def test_an_amendment_points_at_its_original_row_by_row() -> None:
    amendment = changed("<value>400.00</value>", "<value>450</value>", AMENDED).replace(HOLDING, "")
    found = read({"original": submitted(DOCUMENT), "amendment": submitted(amendment, "0000912345-22-000020", "20220701")})
    assert by_path(found["DOCUMENTS"], "AMENDS") == {"original": None, "amendment": "original"}
    keys = {(row["SOURCE"], table.name): row for table in OF_ROWS.values() for row in found[table.name]}
    for table in ("NONDERIV_TRANS", "DERIV_TRANS"):
        assert keys["amendment", table]["AMENDS_ROW"] == keys["original", table]["ROW_KEY"]
        assert keys["original", table]["AMENDS_ROW"] is None
    latest = {(row["SOURCE"], row["REPORTED_IN"]) for row in viewed(found, "latest")}
    assert latest == {("amendment", "NONDERIV_TRANS"), ("amendment", "DERIV_TRANS"), ("original", "NONDERIV_HOLDING")}
    assert {row["FILING_KEY"] for row in viewed(found, "latest")} == {keys["original", "NONDERIV_TRANS"]["DOCUMENT_KEY"]}


def test_an_amendment_of_an_amended_row_points_at_the_row_that_stands() -> None:
    first = changed("<value>400.00</value>", "<value>450</value>", AMENDED)
    second = changed("<value>400.00</value>", "<value>460</value>", AMENDED)
    documents = {
        "second": submitted(second, "0000912345-22-000030", "20220801"),
        "first": submitted(first, "0000912345-22-000020", "20220701"),
        "original": submitted(DOCUMENT),
    }
    found = read(documents)
    assert by_path(found["DOCUMENTS"], "AMENDS") == {"original": None, "first": "original", "second": "original"}
    rows = {row["SOURCE"]: row for row in found["NONDERIV_TRANS"]}
    assert rows["first"]["AMENDS_ROW"] == rows["original"]["ROW_KEY"]
    assert rows["second"]["AMENDS_ROW"] == rows["first"]["ROW_KEY"]
    assert [row["TRANS_SHARES"] for row in viewed(found, "latest") if row["REPORTED_IN"] == "NONDERIV_TRANS"] == [460]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<periodOfReport>2022-06-14<", "<periodOfReport>2022-06-13<"),
        ("LARKSPUR TOOL &amp; DIE CO<", "LARKSPUR PAPER CO<"),
        ("Okafor Ada N", "Okafor Ben"),
        ("2022-06-16</dateOf", "2022-06-17</dateOf"),
    ],
    ids=["another period", "another issuer", "another owner", "another day"],
)
def test_an_amendment_of_something_else_points_at_nothing(old: str, new: str) -> None:
    found = read({"original": submitted(DOCUMENT), "amendment": submitted(changed(old, new, AMENDED), "0000912345-22-000020")})
    assert by_path(found["DOCUMENTS"], "AMENDS") == {"original": None, "amendment": None}


def test_an_amendment_that_can_mean_two_filings_points_at_neither() -> None:
    documents = {
        "one": submitted(DOCUMENT),
        "two": submitted(changed("400.00", "10"), "0000912345-22-000008"),
        "amendment": submitted(AMENDED, "0000912345-22-000020", "20220701"),
    }
    assert set(by_path(read(documents)["DOCUMENTS"], "AMENDS").values()) == {None}


def test_rows_that_look_alike_are_not_guessed() -> None:
    twice = changed(SALE, SALE + SALE.replace("400.00", "10"))
    amendment = changed(SALE, SALE.replace("400.00", "11"), AMENDED)
    found = read({"original": submitted(twice), "amendment": submitted(amendment, "0000912345-22-000020", "20220701")})
    assert [row["AMENDS_ROW"] for row in found["NONDERIV_TRANS"]] == [None, None, None]


def viewed(found: dict[str, list[dict[str, Any]]], view: str) -> list[dict[str, Any]]:
    """The rows of a view over tables."""
    import pyarrow as pa

    from form4_grammar.tabular.arrow import schema_of
    from form4_grammar.tabular.schema import TABLES
    from form4_grammar.tabular.views import VIEWS

    with duckdb.connect() as connection:
        for name, table in TABLES.items():
            connection.register(f"given_{name}", pa.Table.from_pylist(found[name], schema_of(table)))
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given_{name}")  # noqa: S608
        for statement in VIEWS.values():
            connection.execute(statement)
        cursor = connection.execute(f"SELECT * FROM {view}")  # noqa: S608
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def of(name: str, cik: str, document: str = DOCUMENT) -> str:
    """The document as another owner files it."""
    return document.replace("Okafor Ada N", name).replace("0001912345", cik)


TEN = DOCUMENT.replace("<isOfficer>1</isOfficer>", "<isTenPercentOwner>1</isTenPercentOwner>")


def indirect(document: str) -> str:
    """The document with all that is held directly held through a fund."""
    held = "<directOrIndirectOwnership><value>{}</value></directOrIndirectOwnership>"
    through = held.format("I") + "<natureOfOwnership><value>By fund</value></natureOfOwnership>"
    return document.replace(held.format("D"), through)


INDIRECT = indirect(TEN)


def sales(documents: dict[str, str]) -> list[dict[str, Any]]:
    return [row for row in viewed(read(documents), "trades") if row["REPORTED_IN"] == "NONDERIV_TRANS"]


def test_a_trade_that_several_owners_report_is_one() -> None:
    (trade,) = sales(
        {
            "partner": submitted(of("Brightwater GP LLC", "0001912399", INDIRECT), "0000912345-22-000008"),
            "fund": submitted(of("Brightwater Fund LP", "0001912346", TEN)),
        }
    )
    assert trade["REPORTS"] == 2
    assert (trade["SOURCE"], trade["DIRECT_INDIRECT_OWNERSHIP"]) == ("fund", "D"), "the one who holds directly tells it"
    assert sorted(trade["OWNERNAMES"]) == ["Brightwater Fund LP", "Brightwater GP LLC"]
    assert (trade["FILING_DATE"], trade["DELAY_DAYS"]) == (date(2022, 6, 16), 2)


def test_several_owners_of_one_filing_are_one_trade() -> None:
    (trade,) = sales({"group": changed(OWNER, OWNER + of("Brightwater Fund LP", "0001912346", OWNER))})
    assert trade["REPORTS"] == 1
    assert trade["OWNERNAMES"] == ["Okafor Ada N", "Brightwater Fund LP"]
    assert (trade["FILING_DATE"], trade["DELAY_DAYS"], trade["SIGNED"]) == (None, None, date(2022, 6, 15))


def grants() -> Iterator[Any]:
    grant = DOCUMENT.replace("<transactionCode>S<", "<transactionCode>A<")
    indirect = INDIRECT.replace("isTenPercentOwner", "isOfficer").replace("<transactionCode>S<", "<transactionCode>A<")
    yield pytest.param(DOCUMENT, DOCUMENT, id="both hold directly")
    yield pytest.param(grant, indirect, id="grants of one day")
    yield pytest.param(TEN, INDIRECT.replace("31.0700", "31.0800"), id="another price")
    yield pytest.param(TEN, INDIRECT.replace("8800", "8900"), id="another amount owned")
    yield pytest.param(INDIRECT, INDIRECT.replace("By fund", "By trust"), id="held through others")


@pytest.mark.parametrize(("one", "other"), list(grants()))
def test_trades_of_different_owners_that_may_be_two_are_two(one: str, other: str) -> None:
    assert len(sales({"a": one, "b": of("Okafor Ben", "0001912399", other)})) == 2


def test_tranches_are_never_merged() -> None:
    twice = changed(SALE, SALE + SALE).replace("<isOfficer>1</isOfficer>", "<isTenPercentOwner>1</isTenPercentOwner>")
    assert [trade["REPORTS"] for trade in sales({"fund": twice})] == [1, 1]
    both = sales({"fund": twice, "partner": of("Brightwater GP LLC", "0001912399", indirect(twice))})
    assert [trade["REPORTS"] for trade in both] == [2, 2]


def test_a_copy_is_no_second_trade() -> None:
    assert len(sales({"a.xml": DOCUMENT, "a.txt": page(DOCUMENT)})) == 1


def test_positions_are_the_newest_amounts() -> None:
    later = (
        DOCUMENT.replace("2022-06-14", "2022-07-01").replace("<value>8800</value>", "<value>9000</value>").replace(HOLDING, "")
    )
    found = viewed(read({"later": later.replace("2022-06-15", "2022-07-02"), "earlier": DOCUMENT}), "positions")
    shown = {
        (row["REPORTED_TABLE"], row["SECURITY_TITLE"], row["DIRECT_INDIRECT_OWNERSHIP"]): (
            row["SHRS_OWND_FOLWNG_TRANS"],
            row["VALU_OWND_FOLWNG_TRANS"],
            row["AS_OF"],
        )
        for row in found
    }
    assert len(found) == 3
    assert shown == {
        ("I", "Common Stock", "D"): (Decimal(9000), None, date(2022, 7, 1)),
        ("I", "Common Stock", "I"): (None, Decimal("1250.5"), date(2022, 6, 14)),
        ("II", "Stock Option (right to buy)", "D"): (Decimal(1600), None, date(2022, 7, 1)),
    }
