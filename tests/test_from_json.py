"""The JSON of a document back to its filing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import msgspec
import pytest
from conftest import SHARED, case_text, cases, corpus

from form4_grammar import (
    Address,
    Cell,
    DerivativeRow,
    Filing,
    Footnote,
    Issuer,
    NonDerivativeRow,
    Relationship,
    ReportingOwner,
    Signature,
    parse,
)
from form4_grammar.as_json import jsonable
from form4_grammar.as_json.contract import schema, struct
from form4_grammar.as_json.described import described
from form4_grammar.as_json.from_json import NotAFiling, filing_from_json
from form4_grammar.model import EXTRA


def shown(text: str, *, spans: bool = False) -> dict[str, Any]:
    return jsonable.parsed("page.txt", parse(text), spans=spans)


def placeless(filing: Filing | None) -> Filing:
    """The filing without its places, and without the raw text of what could be read."""
    assert filing is not None

    def bare(row: Any) -> Any:
        cells = {field.name: getattr(row, field.name) for field in fields(row)}
        found = {
            name: replace(cell, start=-1, end=-1, raw="" if cell.readable else cell.raw)
            for name, cell in cells.items()
            if isinstance(cell, Cell)
        }
        return replace(row, **found)

    return replace(
        filing,
        non_derivative_table=tuple(map(bare, filing.non_derivative_table)),
        derivative_table=tuple(map(bare, filing.derivative_table)),
    )


@pytest.mark.parametrize("case", cases())
def test_what_was_written_is_read(case: str) -> None:
    parsed = parse(case_text(case))
    for spans in (False, True):
        text = msgspec.json.encode(jsonable.parsed(f"{case}.txt", parsed, spans=spans))
        assert placeless(filing_from_json(text)) == placeless(parsed.filing)


def test_real_filings_come_back() -> None:
    for path in corpus("corpus/ocr"):
        parsed = parse(path)
        for spans in (False, True):
            text = msgspec.json.encode(jsonable.parsed(path.name, parsed, spans=spans))
            assert placeless(filing_from_json(text)) == placeless(parsed.filing), path.name


def test_the_truth_of_real_filings_is_read() -> None:
    for path in corpus("corpus/ocr"):
        truth = json.loads((SHARED / "corpus/ocr" / f"{path.stem}.json").read_text(encoding="utf-8"))["truth"]
        filing = filing_from_json(json.dumps(truth))
        assert filing.issuer.name == truth["issuer"]["name"]
        assert len(filing.non_derivative_table) == len(truth["non_derivative_table"])


def test_the_cases_hold_what_is_hard_to_read_back() -> None:
    """Cells that cannot be read, with a reference or without one, and cells that hold nothing but a reference."""
    cells = [
        cell
        for case in cases()
        for table in (_filing(case).non_derivative_table, _filing(case).derivative_table)
        for row in table
        for cell in (getattr(row, field.name) for field in fields(row))
        if isinstance(cell, Cell) and cell.value is None and cell.raw
    ]
    assert {(cell.readable, bool(cell.footnotes)) for cell in cells} == {(True, True), (False, True), (False, False)}


def _filing(case: str) -> Filing:
    filing = parse(case_text(case)).filing
    assert filing is not None
    return filing


PLAIN = shown(case_text("form4-plain"))


@pytest.mark.parametrize(
    "wrapped",
    [
        json.dumps,
        lambda one: json.dumps(one["filing"]),
        lambda one: json.dumps([one]),
        lambda one: json.dumps([one["filing"]], indent=3),
        lambda one: f"\n{json.dumps(one)}\n\n",
        lambda one: f"\ufeff{json.dumps(one)}",
        lambda one: json.dumps(one, ensure_ascii=False).encode(),
        lambda one: json.dumps(one, ensure_ascii=False).encode("utf-8-sig"),
        lambda one: json.dumps(one, ensure_ascii=False).encode("utf-16"),
    ],
    ids=["document", "filing", "list", "list of filings", "line", "bom", "bytes", "bytes with bom", "utf-16"],
)
def test_wrappings(wrapped: Callable[[Any], str | bytes]) -> None:
    assert placeless(filing_from_json(wrapped(PLAIN))) == placeless(_filing("form4-plain"))


def changed(change: Callable[[dict[str, Any]], object], case: str = "form4-plain", *, spans: bool = False) -> str:
    document = json.loads(json.dumps(shown(case_text(case), spans=spans)))
    change(document)
    return json.dumps(document)


def test_unknown_keys_are_left_alone() -> None:
    text = changed(lambda one: (one.update(tool="x"), one["filing"]["issuer"].update(sic="3420")))
    assert placeless(filing_from_json(text)) == placeless(_filing("form4-plain"))


TRANSACTION_CELLS = [
    "transaction_date",
    "deemed_execution_date",
    "transaction_form_type",
    "transaction_code",
    "equity_swap_involved",
    "transaction_shares",
    "transaction_acquired_disposed_code",
    "transaction_price_per_share",
]


def test_a_holding_may_do_without_the_cells_of_a_transaction() -> None:
    def change(one: dict[str, Any]) -> None:
        holding = one["filing"]["non_derivative_table"][2]
        assert holding["kind"] == "holding"
        for name in TRANSACTION_CELLS:
            del holding[name]

    text = changed(change)
    assert placeless(filing_from_json(text)) == placeless(_filing("form4-plain"))
    jsonschema.Draft202012Validator(schema()).validate(json.loads(text))


def test_numbers_and_dates_become_what_they_mean() -> None:
    def change(one: dict[str, Any]) -> None:
        one["filing"]["non_derivative_table"][0]["transaction_shares"]["value"] = "1200.500"

    row = filing_from_json(changed(change)).non_derivative_table[0]
    assert str(row.transaction_shares.value) == "1200.5"
    assert row.transaction_price_per_share.value == Decimal("12.5")
    assert row.transaction_date.value == date(2022, 6, 14)


def test_an_unreadable_cell_keeps_its_raw_text() -> None:
    text = case_text("form4-plain").replace("\t9,200\t", "\t9,2OO\t")
    for spans in (False, True):
        cell = filing_from_json(json.dumps(shown(text, spans=spans))).non_derivative_table[0].shares_owned_following_transaction
        assert (cell.value, cell.raw, cell.readable) == (None, "9,2OO", False)


def _set(*keys: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    def change(one: dict[str, Any]) -> None:
        place: Any = one["filing"]
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value

    return change


def _without(*keys: str | int) -> Callable[[dict[str, Any]], None]:
    def change(one: dict[str, Any]) -> None:
        place: Any = one["filing"]
        for key in keys[:-1]:
            place = place[key]
        del place[keys[-1]]

    return change


ROW = ("non_derivative_table", 1)
REFUSED: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "a number that is none": (
        _set(*ROW, "transaction_shares", "value", value="4OO"),
        "non_derivative_table[1].transaction_shares: '4OO' is no number",
    ),
    "a number with commas": (
        _set(*ROW, "transaction_shares", "value", value="1,200"),
        "non_derivative_table[1].transaction_shares: '1,200' is no number",
    ),
    "a number without end": (
        _set(*ROW, "transaction_shares", "value", value="Infinity"),
        "non_derivative_table[1].transaction_shares: 'Infinity' is no number",
    ),
    "a number as such": (
        _set(*ROW, "transaction_shares", "value", value=400),
        "non_derivative_table[1].transaction_shares.value: ",
    ),
    "no such day": (_set("period_of_report", value="2022-02-30"), "period_of_report: '2022-02-30' is no date"),
    "a date of another look": (
        _set(*ROW, "transaction_date", "value", value="20220614"),
        "non_derivative_table[1].transaction_date: '20220614' is no date",
    ),
    "the date of a signature": (_set("signatures", 0, "date", value="June"), "signatures[0].date: 'June' is no date"),
    "a flag in words": (_set("aff10b5_one", value="no"), "aff10b5_one: "),
    "a box in words": (
        _set("reporting_owners", 0, "relationship", "is_officer", value=1),
        "reporting_owners[0].relationship.is_officer: ",
    ),
    "a text that is a number": (_set("issuer", "name", value=7), "issuer.name: "),
    "a row of a third kind": (_set(*ROW, "kind", value="gift"), "non_derivative_table[1].kind: 'gift' is neither"),
    "a form of another number": (_set("form_type", value="144"), "form_type: '144' is no Form 3, 4 or 5"),
    "no address": (_without("reporting_owners", 0, "address"), "reporting_owners[0]: "),
    "no issuer": (_without("issuer"), "issuer"),
    "no table": (_set("derivative_table", value=None), "derivative_table: "),
    "a transaction without a date": (
        _without(*ROW, "transaction_date"),
        "non_derivative_table[1].transaction_date: a transaction lacks it",
    ),
    "a reference in words": (
        _set(*ROW, "security_title", "footnotes", value=["one"]),
        "non_derivative_table[1].security_title.footnotes",
    ),
    "a note without a number": (_without("footnotes", 1, "number"), "footnotes[1]: "),
    "no filing": (lambda one: one.update(filing=None), "its filing is null"),
    "a filing of another type": (lambda one: one.update(filing=[]), "filing: an object is wanted"),
    "findings alone": (lambda one: one.pop("filing"), "there is no filing in it: the findings of `form4 check`"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_and_where(name: str) -> None:
    change, words = REFUSED[name]
    with pytest.raises(NotAFiling) as refused:
        filing_from_json(changed(change))
    assert words in str(refused.value)
    assert "$" not in str(refused.value)
    assert isinstance(refused.value, ValueError)


def test_places_must_hold_what_their_fields_may() -> None:
    for change, words in (
        (_set("issuer", "name", "value", value=True), "issuer.name: true, where a text is wanted"),
        (_set("aff10b5_one", "value", value="yes"), "aff10b5_one: 'yes', where true, false or null is wanted"),
    ):
        with pytest.raises(NotAFiling, match=words):
            filing_from_json(changed(change, spans=True))


TWO = json.dumps(PLAIN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"[{TWO},{TWO}]", "it holds 2 documents"),
        (f"{TWO}\n{TWO}\n\n{TWO}\n", "it holds 3 documents"),
        ("[]", "it holds no document"),
        ("{}", "there is no filing in it"),
        ("[7]", "an object is wanted"),
        ('"filing"', "an object is wanted"),
        (TWO[:-1], "not JSON"),
        ("", "empty"),
        ("{'form_type': '4'}", "not JSON"),
        ("[" * 100_000, "lists within lists"),
        (b"\x00\x01\x02\x03" * 4000, "not text"),
    ],
    ids=["list", "lines", "empty list", "empty object", "number", "string", "cut", "nothing", "quotes", "deep", "binary"],
)
def test_what_is_not_one_filing(text: str | bytes, words: str) -> None:
    with pytest.raises(NotAFiling, match=words):
        filing_from_json(text)


def test_the_json_and_its_schema_have_the_fields_of_the_model() -> None:
    there = schema()["$defs"]
    for kind in (Filing, Issuer, ReportingOwner, Address, Relationship, NonDerivativeRow, DerivativeRow, Footnote, Signature):
        names = [one.name for one in fields(kind) if one.name != EXTRA]
        assert list(there[kind.__name__]["properties"]) == names
        required = set(there[kind.__name__]["required"])
        assert {one.name for one in described(kind) if not (one.added or one.tradable)} == required


def test_a_new_field_of_the_model_is_in_both_without_a_word_elsewhere() -> None:
    @dataclass(frozen=True, slots=True)
    class Office:
        number: int
        opened: date | None
        is_open: bool | None
        lines: tuple[Signature, ...] = ()

    kinds = {one.name: (one.kind, one.added) for one in described(Office)}
    assert kinds == {
        "number": ("plain", False),
        "opened": ("day", False),
        "is_open": ("flag", False),
        "lines": ("many", True),
    }
    (_, parts) = msgspec.json.schema_components([struct(Office)])
    assert list(parts["Office"]["properties"]) == list(kinds)
