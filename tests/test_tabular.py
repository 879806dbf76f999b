"""Filings as the tables of the SEC's data sets."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED, case_text
from support.ownership_documents import DOCUMENT, changed
from support.sec_tables import expected
from support.submissions import LABELS

from form4_grammar import form, parse, tables
from form4_grammar.tabular import identity
from form4_grammar.tabular.rows import document, rows
from form4_grammar.tabular.schema import OF_THE_SEC, TABLES

pytest.importorskip("pyarrow", reason="the extra 'tables' is not installed")

SUBMITTED = f"{LABELS}<XML>\n{DOCUMENT}</XML></TEXT>\n</DOCUMENT>\n"


def one(table: str, source: str, number: int = 0) -> dict[str, Any]:
    """A row of a table, by the names of its columns."""
    found: dict[str, Any] = tables(parse(source))[table].to_pylist()[number]
    return found


def test_a_transaction() -> None:
    row = one("NONDERIV_TRANS", DOCUMENT)
    shown = {name: value for name, value in row.items() if value is not None}
    assert shown == {
        "ACCESSION_NUMBER": row["ACCESSION_NUMBER"],
        "NONDERIV_TRANS_SK": identity.number_of(row["ROW_KEY"]),
        "SECURITY_TITLE": "Common Stock",
        "TRANS_DATE": date(2022, 6, 14),
        "TRANS_FORM_TYPE": "4",
        "TRANS_CODE": "S",
        "EQUITY_SWAP_INVOLVED": "0",
        "EQUITY_SWAP_TRANS_CD_FN": "F1",
        "EQUITY_SWAP_INVOLVED_FN": "F1",
        "TRANS_SHARES": Decimal(400),
        "TRANS_PRICEPERSHARE": Decimal("31.07"),
        "TRANS_PRICEPERSHARE_FN": "F2",
        "TRANS_ACQUIRED_DISP_CD": "D",
        "SHRS_OWND_FOLWNG_TRANS": Decimal(8800),
        "DIRECT_INDIRECT_OWNERSHIP": "D",
        "ROW_KEY": f"{row['DOCUMENT_KEY']}:non_derivative_table[0]",
        "DOCUMENT_KEY": row["DOCUMENT_KEY"],
        "ROW_PATH": "non_derivative_table[0]",
        "ROW_START": row["ROW_START"],
        "ROW_END": row["ROW_END"],
        "SOURCE": "1",
        "READ_BY": row["READ_BY"],
    }
    assert DOCUMENT[row["ROW_START"] : row["ROW_END"]].startswith("Common Stock</value>")


def test_the_other_tables() -> None:
    holding = one("NONDERIV_HOLDING", DOCUMENT)
    assert (holding["VALU_OWND_FOLWNG_TRANS"], holding["NATURE_OF_OWNERSHIP"]) == (Decimal("1250.5"), "By Spouse")
    option = one("DERIV_TRANS", DOCUMENT)
    assert (option["EXCERCISE_DATE"], option["EXCERCISE_DATE_FN"], option["EXPIRATION_DATE"]) == (
        None,
        "F1,F2",
        date(2027, 3, 1),
    )
    owner = one("REPORTINGOWNER", DOCUMENT)
    assert (owner["RPTOWNERCIK"], owner["RPTOWNER_RELATIONSHIP"]) == ("0001912345", "Director,Officer")
    assert owner["RPTOWNER_TITLE"] == "President"
    assert [(row["FOOTNOTE_ID"], row["FOOTNOTE_TXT"]) for row in tables(parse(DOCUMENT))["FOOTNOTES"].to_pylist()] == [
        ("F1", "Under a plan of March 2022."),
        ("F2", "An average."),
    ]
    signature = one("OWNER_SIGNATURE", DOCUMENT)
    assert (signature["OWNERSIGNATURENAME"], signature["OWNERSIGNATUREDATE"]) == ("/s/ Ada N. Okafor", date(2022, 6, 15))


def test_what_the_header_of_a_submission_says() -> None:
    found = one("SUBMISSION", SUBMITTED)
    assert found["ACCESSION_NUMBER"] == "0000912345-22-000007"
    assert (found["FILING_DATE"], found["ACCEPTANCE_DATETIME"]) == (date(2022, 6, 16), datetime(2022, 6, 16, 17, 15, 2))  # noqa: DTZ001
    assert one("DOCUMENTS", SUBMITTED)["STAND_INS"] is None


def test_the_file_number_of_an_owner_is_in_the_header_of_a_submission() -> None:
    assert one("REPORTINGOWNER", SUBMITTED)["FILE_NUMBER"] == "001-91234"
    without = changed("            <rptOwnerCik>0001912345</rptOwnerCik>\n", "", SUBMITTED)
    assert one("REPORTINGOWNER", without)["FILE_NUMBER"] == "001-91234", "by the name"
    other = changed("Okafor Ada N</rptOwnerName>", "Okafor Ben</rptOwnerName>", without)
    assert one("REPORTINGOWNER", other)["FILE_NUMBER"] is None
    assert one("REPORTINGOWNER", changed("001-91234", "see below", SUBMITTED))["FILE_NUMBER"] is None
    assert one("REPORTINGOWNER", DOCUMENT)["FILE_NUMBER"] is None


def test_a_page_in_a_submission_gets_the_ciks_of_its_header() -> None:
    xml = changed("            <rptOwnerCik>0001912345</rptOwnerCik>\n", "", SUBMITTED)
    assert one("REPORTINGOWNER", xml)["RPTOWNERCIK"] == "0001912345"
    other = changed("Okafor Ada N</rptOwnerName>", "Okafor Ben</rptOwnerName>", xml)
    assert one("REPORTINGOWNER", other)["RPTOWNERCIK"].startswith("~"), "a name that the header does not have gives no number"


def test_stand_ins_are_no_nulls_and_are_marked() -> None:
    text = case_text("form4-plain")
    first, owner, told = one("SUBMISSION", text), one("REPORTINGOWNER", text), one("DOCUMENTS", text)
    assert first["ACCESSION_NUMBER"].startswith("~")
    assert len(first["ACCESSION_NUMBER"]) <= 25
    marked = told["STAND_INS"].split("; ")
    assert marked[0] == "ACCESSION_NUMBER"
    for key, name in ((first["ISSUERCIK"], "ISSUERCIK"), (owner["RPTOWNERCIK"], "RPTOWNERCIK of reporting_owners[0]")):
        assert len(key) == 10
        assert key.startswith("~") is (name in marked)
    assert one("SUBMISSION", text)["ACCESSION_NUMBER"] == first["ACCESSION_NUMBER"]
    again = tables({"elsewhere.txt": parse(text)})["SUBMISSION"].to_pylist()[0]
    assert again["ACCESSION_NUMBER"] == first["ACCESSION_NUMBER"], "made from the content alone"
    assert again["ROW_KEY"] != first["ROW_KEY"]


def test_a_person_has_the_same_stand_in_everywhere() -> None:
    xml = changed("            <rptOwnerCik>0001912345</rptOwnerCik>\n", "")
    later = changed("2022-06-14</periodOfReport>", "2022-06-13</periodOfReport>", changed("Okafor Ada N", "OKAFOR ADA N.", xml))
    assert one("REPORTINGOWNER", xml)["RPTOWNERCIK"] == one("REPORTINGOWNER", later)["RPTOWNERCIK"]


def test_owners_of_one_filing_have_different_keys() -> None:
    start, end = DOCUMENT.index("    <reportingOwner>"), DOCUMENT.index("    <nonDerivativeTable>")
    twice = DOCUMENT[:end] + DOCUMENT[start:end] + DOCUMENT[start:end] + DOCUMENT[end:]
    keys = tables(parse(twice))["REPORTINGOWNER"].column("RPTOWNERCIK").to_pylist()
    assert keys[0] == "0001912345"
    assert len(set(keys)) == 3


def test_copies_of_one_filing_have_the_same_content_key() -> None:
    from form4_grammar.render import render

    filing = parse(DOCUMENT).filing
    assert filing is not None
    page = render(filing)
    assert one("DOCUMENTS", DOCUMENT)["CONTENT_KEY"] == one("DOCUMENTS", page)["CONTENT_KEY"]
    for old, new in (
        ("400.00", "401"),
        ("<value>S</value>", ""),
        ("2022-06-14</p", "2022-06-13</p"),
        ("Okafor Ada", "Okafor Ben"),
    ):
        if old in DOCUMENT:
            assert one("DOCUMENTS", DOCUMENT)["CONTENT_KEY"] != one("DOCUMENTS", changed(old, new))["CONTENT_KEY"]


def test_what_cannot_be_read_is_kept_beside() -> None:
    row = one("NONDERIV_TRANS", changed("<value>31.0700</value>", "<value>31.O7</value>"))
    assert row["TRANS_PRICEPERSHARE"] is None
    assert json.loads(row["OTHER_CELLS"]) == {"transaction_price_per_share": {"value": None, "footnotes": [2], "raw": "31.O7"}}


@pytest.mark.parametrize("amount", ["31.123456789", "1" + 30 * "0"])
def test_digits_that_a_decimal_does_not_hold_are_kept_beside(amount: str) -> None:
    row = one("NONDERIV_TRANS", changed("<value>31.0700</value>", f"<value>{amount}</value>"))
    assert row["TRANS_PRICEPERSHARE"] is None
    assert json.loads(row["OTHER_CELLS"])["transaction_price_per_share"]["value"] == amount


def test_a_document_without_a_filing_has_its_row() -> None:
    found = tables({"a.txt": parse("nothing of the kind"), "b.txt": parse(b"\x00\x01\x02" * 100)})
    shown = [(row["PATH"], row["STATUS"], row["REASON"]) for row in found["DOCUMENTS"].to_pylist()]
    assert shown == [
        ("a.txt", "no-form", "nothing of a Form 3, 4 or 5 was found"),
        ("b.txt", "refused", "the document is not text"),
    ]
    assert found["SUBMISSION"].num_rows == 0


def test_a_form_of_ones_own_has_its_row() -> None:
    example = ROOT / "examples" / "form144"
    own = parse(example / "sale.txt", form=form(example / "form144.lark"))
    (row,) = tables(own)["DOCUMENTS"].to_pylist()
    assert (row["STATUS"], row["FORM"], row["ERRORS"]) == ("read", "form144", 0)


def test_findings_lead_to_their_rows() -> None:
    found = tables(parse(case_text("form4-fault-letter-in-amount")))
    told = [row for row in found["DIAGNOSTICS"].to_pylist() if row["JSON_PATH"] and "_table[" in row["JSON_PATH"]]
    keys = {
        row["ROW_KEY"]
        for table in ("NONDERIV_TRANS", "NONDERIV_HOLDING", "DERIV_TRANS", "DERIV_HOLDING")
        for row in found[table].to_pylist()
    }
    assert told
    assert {row["ROW_KEY"] for row in told} <= keys
    text = case_text("form4-fault-letter-in-amount")
    for row in told:
        assert text[row["START_OFFSET"] : row["END_OFFSET"]].startswith(row["RAW"][:20])


def test_rules_are_findings_too() -> None:
    late = changed("<signatureDate>2022-06-15<", "<signatureDate>2022-08-15<")
    assert len(tables(parse(late), rules=True)["DIAGNOSTICS"]) > len(tables(parse(late))["DIAGNOSTICS"])


@pytest.mark.parametrize("name", ["form4-plain", "form3-several-owners", "form4-fault-several-at-once", "form4-dollar-amounts"])
def test_no_key_is_null_and_none_is_twice(name: str) -> None:
    found = tables(parse(case_text(name)))
    for table in TABLES.values():
        keys = [tuple(row[key] for key in table.key) for row in found[table.name].to_pylist()]
        assert None not in {part for key in keys for part in key}
        assert len(set(keys)) == len(keys), table.name
        for column in table.columns:
            assert not (column.required and found[table.name].column(column.name).null_count), column.name


def test_a_note_that_is_there_twice_is_two_rows() -> None:
    found = tables(parse(case_text("form4-fault-note-number-twice")))["FOOTNOTES"].to_pylist()
    assert len({row["FOOTNOTE_ID"] for row in found}) < len(found) == len({row["ROW_KEY"] for row in found})


def test_the_layout_of_a_page_and_the_schema_of_an_xml() -> None:
    typed = (ROOT / "tests" / "typed" / "form4-dated.txt").read_text(encoding="utf-8")
    pages = {"2002": typed, "2003": case_text("form3-page-of-2002-nothing-owned"), "2005": case_text("form4-plain")}
    for year, page in pages.items():
        assert one("DOCUMENTS", page)["LAYOUT"] == year
    assert one("DOCUMENTS", DOCUMENT)["LAYOUT"] == "X0306"
    assert one("DOCUMENTS", "nothing of the kind")["LAYOUT"] is None


def test_rows_need_no_pyarrow() -> None:
    found = rows(document("a.xml", DOCUMENT, "1"), parse(DOCUMENT))
    assert {name: len(made) for name, made in found.items() if made} == {
        "SUBMISSION": 1, "REPORTINGOWNER": 1, "NONDERIV_TRANS": 1, "NONDERIV_HOLDING": 1, "DERIV_TRANS": 1, "FOOTNOTES": 2,
        "OWNER_SIGNATURE": 1, "DOCUMENTS": 1,
    }  # fmt: skip
    assert all(len(row) == len(TABLES[name].columns) for name, made in found.items() for row in made)


def test_a_filing_as_a_dictionary() -> None:
    filing = parse(DOCUMENT).filing
    assert filing is not None
    shown = filing.to_dict()
    assert shown["period_of_report"] == date(2022, 6, 14)
    assert shown["non_derivative_table"][0]["transaction_price_per_share"] == {"value": Decimal("31.0700"), "footnotes": [2]}
    assert shown["reporting_owners"][0]["address"]["city"] == "DULUTH"


def test_the_columns_of_the_secs_metadata() -> None:
    place = SHARED / "spec" / "form345" / "FORM_345_metadata.json"
    if not place.is_file():
        pytest.skip("the SEC's metadata is not at hand")
    kinds = {"string": "text", "NUMBER": "number", "date (DD-MON-YYYY)": "date"}
    for given in json.loads(place.read_text())["tables"]:
        table = TABLES[given["url"].removesuffix(".tsv")]
        ours = {column.name: column for column in table.columns}
        for column in given["tableSchema"]["columns"]:
            kind = "integer" if column["name"].endswith("_SK") else kinds[column["datatype"]["base"]]
            assert ours[column["name"]].kind == kind, column["name"]
        order = [name for name in table.names if name in {column["name"] for column in given["tableSchema"]["columns"]}]
        moved = (
            "EQUITY_SWAP_INVOLVED_FN",
            "CONTACT_NAME",
            "CONTACT_PHONE_NUMBER",
            "CONTACT_EMAIL_ADDRESS",
            "NOTIFICATION_EMAIL_ADDRESS",
        )
        assert [name for name in order if name not in moved] == [
            column["name"] for column in given["tableSchema"]["columns"] if column["name"] not in moved
        ]
    assert {given.name for given in OF_THE_SEC} == set(TABLES) - {"DOCUMENTS", "DIAGNOSTICS"}


NOT_ON_A_PAGE = frozenset({"NOT_SUBJECT_SEC16", "AFF10B5ONE", "TRANS_TIMELINESS", "RPTOWNER_TXT", "RPTOWNER_STATE_DESC"})
"""What a page shows only where it is so: unknown there is null."""
OTHERWISE_ON_A_PAGE = frozenset({"RPTOWNER_STREET1", "RPTOWNER_STREET2", "RPTOWNER_CITY", "RPTOWNER_RELATIONSHIP"})
"""A street is printed on one line, a city before a comma, and the boxes for the first owner alone."""


@pytest.mark.parametrize(
    ("folder", "truth"), [("ocr", "ocr"), ("x06", "x06"), ("xml/form4", "ocr")], ids=["text", "html", "xml"]
)
def test_the_corpus_agrees_with_its_truth(folder: str, truth: str) -> None:
    pages = list(_with_truth(folder, truth))
    if not pages:
        pytest.skip(f"the real filings of {folder} are not at hand")
    found = tables({str(page): parse(page) for page, _ in pages})
    of_page: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for table in OF_THE_SEC:
        for row in found[table.name].to_pylist():
            of_page[row["SOURCE"], table.name].append(row)
    for page, filing in pages:
        for name, want in expected(filing).items():
            got = of_page[str(page), name]
            assert len(got) == len(want), (page.name, name)
            for ours, theirs in zip(got, want, strict=True):
                for column, value in theirs.items():
                    may_lack = folder != "xml/form4" and column in NOT_ON_A_PAGE and ours[column] in (None, "0")
                    may_differ = folder != "xml/form4" and column in OTHERWISE_ON_A_PAGE
                    assert ours[column] == value or may_lack or may_differ, (page.name, name, column)


def _with_truth(folder: str, truth: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    place = SHARED / "corpus" / folder
    for page in sorted(place.iterdir()) if place.is_dir() else ():
        beside = SHARED / "corpus" / truth / f"{page.stem}.json"
        if page.suffix != ".json" and beside.is_file():
            yield page, json.loads(beside.read_text())["truth"]
