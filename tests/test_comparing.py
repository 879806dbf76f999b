"""Two copies of one filing: what differs, what a copy cannot show, and how lists are aligned."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from conftest import COMMAS, SHARED, case_text, cases, corpus
from hypothesis import given
from hypothesis import strategies as st

from form4_grammar import Cell, Filing, Footnote, Parsed, Signature, parse
from form4_grammar.aligning import Pair, align, match
from form4_grammar.comparing import Difference, compare
from form4_grammar.export.from_json import filing_from_json
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS
from form4_grammar.source import Source

PLAIN = case_text("form4-plain")
ROWS = [line for line in PLAIN.split("\n") if line.startswith("Common Stock\t")]


def altered(*changes: tuple[str, str], text: str = PLAIN) -> Parsed:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse(text)


def as_parsed(filing: Filing | None) -> Parsed:
    """A filing as a copy without a text, such as one that comes from the truth."""
    assert filing is not None
    return Parsed(Source(""), filing.form_type[0], filing, ())


def filing_of(case: str) -> Filing:
    filing = parse(case_text(case)).filing
    assert filing is not None
    return filing


def brief(found: tuple[Difference, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(one.kind, one.a.path if one.a else None, one.b.path if one.b else None) for one in found]


@pytest.mark.parametrize("case", cases())
def test_a_page_is_like_itself(case: str) -> None:
    assert compare(parse(case_text(case)), parse(case_text(case))) == ()


FIELDS: dict[str, tuple[str, str, object, object]] = {
    "period_of_report": ("<u>06/14/2022</u>", "<u>06/15/2022</u>", "2022-06-14", "2022-06-15"),
    "issuer.name": ("<u>LARKSPUR TOOL CO</u>", "<u>LARKSPUR TOOL CORP</u>", "LARKSPUR TOOL CO", "LARKSPUR TOOL CORP"),
    "issuer.trading_symbol": ("<u>LKSP</u>", "<u>LKSQ</u>", "LKSP", "LKSQ"),
    "reporting_owners[0].name": ("<u>Okafor Ada N</u>", "<u>Okafor Ada M</u>", "Okafor Ada N", "Okafor Ada M"),
    "reporting_owners[0].address.street2": ("18 QUARRY", "81 QUARRY", "18 QUARRY ROAD", "81 QUARRY ROAD"),
    "reporting_owners[0].address.zip_code": ("55802", "55803", "55802", "55803"),
    "reporting_owners[0].relationship.is_director": (
        '<input checked="" type="checkbox"/> Director',
        "Director",
        True,
        False,
    ),
    "reporting_owners[0].relationship.officer_title": ("<u>President</u>", "<u>Treasurer</u>", "President", "Treasurer"),
    "footnotes[2]": ("The option is", "The options are", "The option is fully vested.", "The options are fully vested."),
    "remarks": ("Remarks:\n", "Remarks:\n\nExhibit 24\n", None, "Exhibit 24"),
    "signatures[0].name": ("/s/ Ada N. Okafor", "/s/ Ada M. Okafor", "/s/ Ada N. Okafor", "/s/ Ada M. Okafor"),
    "signatures[0].date": (" 06/15/2022", " 06/16/2022", "2022-06-15", "2022-06-16"),
}


@pytest.mark.parametrize("path", FIELDS)
def test_each_field(path: str) -> None:
    old, new, here, there = FIELDS[path]
    copy = altered((old, new))
    (one,) = compare(parse(PLAIN), copy)
    assert one.kind == "value"
    assert one.a is not None
    assert one.b is not None
    assert (one.a.path, one.a.value, one.b.path, one.b.value) == (path, here, path, there)
    (other,) = compare(copy, parse(PLAIN))
    assert (other.a, other.b) == (one.b, one.a)


def test_the_form_and_its_dates() -> None:
    date_of_original = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
    copy = altered((date_of_original, f"{date_of_original} <u>06/16/2022</u>"))
    assert [(one.b.path, one.b.value) for one in compare(parse(PLAIN), copy) if one.b] == [
        ("form_type", "4/A"),
        ("date_of_original_submission", "2022-06-16"),
    ]


@pytest.mark.parametrize("case", ["form4-table-ii-every-kind", "form4-deemed-dates", "form3-table-ii", "form5-table-ii"])
def test_every_cell_that_is_altered_is_one_difference(case: str) -> None:
    filing = filing_of(case)
    seen = 0
    for table in ("non_derivative_table", "derivative_table"):
        rows = getattr(filing, table)
        for index, row in enumerate(rows):
            for name in (field.name for field in fields(row)):
                cell = getattr(row, name)
                if not isinstance(cell, Cell) or cell.value is None:
                    continue
                other = {"str": "another", "date": date(1999, 1, 2), "Decimal": Decimal(7777)}[type(cell.value).__name__]
                for new, kind in (
                    (replace(cell, value=other), "value"),
                    (replace(cell, value=None), "value"),
                    (replace(cell, value=None, readable=False, raw=str(cell.value)), "value"),
                    (replace(cell, footnotes=(*cell.footnotes, 77)), "footnotes"),
                ):
                    if kind == "footnotes" and name == "transaction_acquired_disposed_code" and table == "derivative_table":
                        continue
                    changed: dict[str, Any] = {table: (*rows[:index], replace(row, **{name: new}), *rows[index + 1 :])}
                    found = compare(as_parsed(filing), as_parsed(replace(filing, **changed)))
                    path = f"{table}[{index}].{name}"
                    assert brief(found) == [(kind, path, path)]
                    seen += 1
    assert seen > 20


def test_what_is_told_of_a_cell() -> None:
    copy = altered(("\t$31.07 ⁽¹⁾\t8,800", "\t$31.70\t8,8OO"))
    price, owned = compare(parse(PLAIN), copy)
    assert price.a is not None
    assert price.b is not None
    assert price.a.value == {"value": "31.07", "footnotes": [1]}
    assert price.b.value == {"value": "31.7", "footnotes": []}
    assert owned.b is not None
    assert (owned.b.value, owned.b.raw) == ({"value": None, "footnotes": [], "raw": "8,8OO"}, "8,8OO")
    for one in (price, owned):
        for side, parsed, raw in ((one.a, parse(PLAIN), "$31.07 ⁽¹⁾ 8,800"), (one.b, copy, "$31.70 8,8OO")):
            assert side is not None
            assert side.span is not None
            assert parsed.source.text[slice(*side.span)] in raw


def test_references_alone_are_told_as_such() -> None:
    (one,) = compare(parse(PLAIN), altered((" ⁽¹⁾", " ⁽²⁾")))
    assert brief((one,)) == [("footnotes", *["non_derivative_table[1].transaction_price_per_share"] * 2)]


def test_what_cannot_be_read() -> None:
    unread, same, other, empty = (
        altered(("\t9,200\t", f"\t{shown}\t")) for shown in ("9,2OO ⁽¹⁾", "9,2OO <sup>(1)</sup>", "9,2O0 ⁽¹⁾", "")
    )
    path = "non_derivative_table[0].shares_owned_following_transaction"
    assert compare(unread, same) == ()
    assert compare(*(altered(("\t9,200\t", f"\t{shown}\t")) for shown in ("$9,20.0", "\\$9,20&#x2e;0"))) == ()
    assert brief(compare(unread, other)) == brief(compare(unread, empty)) == [("value", path, path)]


def test_an_issuer_that_could_not_be_read() -> None:
    page = case_text("form4-plain")
    lost = parse(page.replace("2. Issuer Name and Ticker or Trading Symbol", "2. Issuxx Nxxxe xxx Ticxxx or Txxxxxx Sxxxxl"))
    assert lost.unread == ("issuer",)
    found = compare(parse(page), lost)
    assert [(one.a and one.a.path, one.b and one.b.value) for one in found] == [
        ("issuer.name", None),
        ("issuer.trading_symbol", None),
    ]


def test_a_date_that_cannot_be_read() -> None:
    unread = altered(("<u>06/14/2022</u>", "<u>06/31/2022</u>"))
    (one,) = compare(parse(PLAIN), unread)
    assert one.b is not None
    assert (one.b.path, one.b.value, one.b.raw) == ("period_of_report", None, "06/31/2022")
    assert compare(unread, unread) == ()
    assert len(compare(unread, altered(("<u>06/14/2022</u>", "<u>02/31/2022</u>")))) == 1


def owner(filing: Filing, **changes: Any) -> Filing:
    return replace(filing, reporting_owners=(replace(filing.reporting_owners[0], **changes), *filing.reporting_owners[1:]))


def who(filing: Filing, **changes: Any) -> Filing:
    relationship = filing.reporting_owners[0].relationship
    assert relationship is not None
    return owner(filing, relationship=replace(relationship, **changes))


def where(filing: Filing, **changes: Any) -> Filing:
    return owner(filing, address=replace(filing.reporting_owners[0].address, **changes))


def rows(filing: Filing, **changes: Any) -> Filing:
    return replace(filing, non_derivative_table=tuple(replace(row, **changes) for row in filing.non_derivative_table))


def sides(filing: Filing, footnotes: tuple[int, ...]) -> Filing:
    code = replace(filing.derivative_table[0].transaction_acquired_disposed_code, footnotes=footnotes)
    row = replace(filing.derivative_table[0], transaction_acquired_disposed_code=code)
    return replace(filing, derivative_table=(row, *filing.derivative_table[1:]))


ALIKE: dict[str, Callable[[Filing], Filing]] = {
    "the issuer's CIK": lambda one: replace(one, issuer=replace(one.issuer, cik="0000123456")),
    "an owner's CIK": lambda one: owner(one, cik="0000654321"),
    "boxes not ticked": lambda one: replace(one, not_subject_to_section16=False, aff10b5_one=False),
    "boxes of an owner": lambda one: who(one, is_ten_percent_owner=None, is_other=None),
    "streets in one": lambda one: where(one, street1="C/O LARKSPUR TOOL CO. 18 QUARRY ROAD", street2=None),
    "a city parted elsewhere": lambda one: where(one, city="DULUTH MN", state=None, zip_code="55802"),
    "types of lines": lambda one: rows(one, transaction_form_type=None, equity_swap_involved=None),
    "a reference at (D) of Table II": lambda one: sides(one, (1,)),
    "other text though its box is not ticked": lambda one: who(one, other_text="see below"),
    "blanks in texts": lambda one: replace(
        one,
        footnotes=tuple(replace(note, text=note.text.replace(" ", "\n  ")) for note in one.footnotes),
        issuer=replace(one.issuer, name=" LARKSPUR\u00a0TOOL  CO "),
    ),
    "escapes in texts": lambda one: replace(
        one, footnotes=tuple(replace(note, text=note.text.replace("$", "\\$")) for note in one.footnotes)
    ),
    "no remarks": lambda one: replace(one, remarks=" "),
    "a signature wrapped within a word": lambda one: replace(
        one, signatures=(Signature("/s/ Ada N. Oka for", date(2022, 6, 15)),)
    ),
}


@pytest.mark.parametrize("name", ALIKE)
def test_what_a_copy_cannot_show(name: str) -> None:
    filing = filing_of("form4-plain")
    copy = ALIKE[name](filing)
    assert copy != filing
    assert compare(as_parsed(filing), as_parsed(copy)) == compare(as_parsed(copy), as_parsed(filing)) == ()


UNLIKE: dict[str, tuple[Callable[[Filing], Filing], Callable[[Filing], Filing], str]] = {
    "two CIKs": (
        lambda one: replace(one, issuer=replace(one.issuer, cik="123456")),
        lambda one: replace(one, issuer=replace(one.issuer, cik="0000123457")),
        "issuer.cik",
    ),
    "a box that is ticked": (lambda one: one, lambda one: replace(one, aff10b5_one=True), "aff10b5_one"),
    "a box of an owner": (
        lambda one: who(one, is_other=None),
        lambda one: who(one, is_other=True),
        "reporting_owners[0].relationship.is_other",
    ),
    "a lost relationship": (
        lambda one: owner(one, relationship=None),
        lambda one: one,
        "reporting_owners[0].relationship",
    ),
    "streets": (
        lambda one: one,
        lambda one: where(one, street2=None),
        "reporting_owners[0].address.street2",
    ),
    "a title whose box is ticked": (
        lambda one: one,
        lambda one: who(one, officer_title=None),
        "reporting_owners[0].relationship.officer_title",
    ),
    "two types of a line": (
        lambda one: one,
        lambda one: replace(
            one,
            derivative_table=(replace(one.derivative_table[0], transaction_form_type="5"),),
        ),
        "derivative_table[0].transaction_form_type",
    ),
    "two references at (D) of Table II": (
        lambda one: sides(one, (1,)),
        lambda one: sides(one, (2,)),
        "derivative_table[0].transaction_acquired_disposed_code",
    ),
}


@pytest.mark.parametrize("name", UNLIKE)
def test_what_a_copy_does_show(name: str) -> None:
    one, other, path = UNLIKE[name]
    filing = filing_of("form4-plain")
    a, b = as_parsed(one(filing)), as_parsed(other(filing))
    assert [paths for _, *paths in brief(compare(a, b))] == [[path, path]]
    assert [paths for _, *paths in brief(compare(b, a))] == [[path, path]]


def test_one_cik_with_and_without_zeros() -> None:
    filing = filing_of("form4-plain")
    a, b = (as_parsed(replace(filing, issuer=replace(filing.issuer, cik=cik))) for cik in ("123456", "0000123456"))
    assert compare(a, b) == ()


def test_title_and_text_are_printed_as_one() -> None:
    filing = filing_of("form4-officer-and-other")
    relationship = filing.reporting_owners[0].relationship
    assert relationship is not None
    joined = f"{relationship.officer_title} / {relationship.other_text}"
    assert compare(as_parsed(filing), as_parsed(who(filing, officer_title=joined, other_text=None))) == ()
    other = as_parsed(who(filing, officer_title="Clerk"))
    assert [paths[0] for _, *paths in brief(compare(as_parsed(filing), other))] == [
        "reporting_owners[0].relationship.officer_title"
    ]


TABLE = "non_derivative_table"


def test_a_row_that_was_dropped() -> None:
    for index, row in enumerate(ROWS):
        found = compare(parse(PLAIN), altered((row + "\n", "")))
        assert brief(found) == [("only", f"{TABLE}[{index}]", None)]
        assert found[0].a is not None
        assert found[0].a.value["kind"] == ("holding" if index == 2 else "transaction")
        assert found[0].a.span is not None
        assert PLAIN[slice(*found[0].a.span)] == row.rstrip()
        assert brief(compare(altered((row + "\n", "")), parse(PLAIN))) == [("only", None, f"{TABLE}[{index}]")]


def test_a_row_that_was_moved() -> None:
    moved = altered((ROWS[2] + "\n", ""), (ROWS[0] + "\n", f"{ROWS[2]}\n{ROWS[0]}\n"))
    assert brief(compare(parse(PLAIN), moved)) == [("moved", f"{TABLE}[2]", f"{TABLE}[0]")]


def test_a_row_dropped_beside_one_that_was_altered() -> None:
    dropped = altered((ROWS[0] + "\n", ""), ("$31.07 ⁽¹⁾\t8,800", "$31.70 ⁽¹⁾\t8,800"))
    price = "transaction_price_per_share"
    assert brief(compare(parse(PLAIN), dropped)) == [
        ("only", f"{TABLE}[0]", None),
        ("value", f"{TABLE}[1].{price}", f"{TABLE}[0].{price}"),
    ]


def test_rows_that_have_nothing_in_common_are_not_one() -> None:
    other = "Preferred Units\t01/02/2020\t\tG\t\t7\tD\t$0\t3\tI\tBy Trust"
    found = compare(parse(PLAIN), altered((ROWS[1], other)))
    assert brief(found) == [("only", f"{TABLE}[1]", None), ("only", None, f"{TABLE}[1]")]


def test_one_of_several_equal_rows_was_dropped() -> None:
    thrice = altered((ROWS[0], "\n".join([ROWS[0]] * 3)))
    twice = altered((ROWS[0], "\n".join([ROWS[0]] * 2)))
    (one,) = compare(thrice, twice)
    assert one.kind == "only"


def test_notes_are_known_by_their_numbers() -> None:
    dropped = altered(("1. The price is an average of sales between $31.00 and $31.15.\n", ""))
    found = compare(parse(PLAIN), dropped)
    assert brief(found) == [("only", "footnotes[1]", None)]
    filing = filing_of("form4-plain")
    turned = as_parsed(replace(filing, footnotes=tuple(reversed(filing.footnotes))))
    assert compare(as_parsed(filing), turned) == ()
    twice = as_parsed(replace(filing, footnotes=(*filing.footnotes, Footnote(2, "Another."))))
    assert brief(compare(as_parsed(filing), twice)) == [("only", None, "footnotes[2]")]


def test_the_second_note_of_a_number_has_no_place() -> None:
    copy = altered(("2. The option is fully vested.", "1. The option is fully vested."))
    for one in compare(parse(PLAIN), copy):
        assert one.b is None or one.b.span is None


def test_owners_in_any_order() -> None:
    filing = filing_of("form4-several-owners")
    assert len(filing.reporting_owners) > 1
    turned = replace(filing, reporting_owners=tuple(reversed(filing.reporting_owners)))
    assert compare(as_parsed(filing), as_parsed(turned)) == ()
    first = filing.reporting_owners[0].relationship
    every = tuple(replace(one, relationship=first) for one in reversed(filing.reporting_owners))
    assert compare(as_parsed(filing), as_parsed(replace(filing, reporting_owners=every))) == ()


def test_an_owner_that_was_dropped_and_one_that_was_misread() -> None:
    filing = filing_of("form4-several-owners")
    first, second, *others = filing.reporting_owners
    assert second.name is not None
    dropped = replace(filing, reporting_owners=(first, *others))
    last = len(filing.reporting_owners) - 1
    assert brief(compare(as_parsed(filing), as_parsed(dropped))) == [("only", "reporting_owners[1]", None)]
    misread = replace(filing, reporting_owners=(first, *others, replace(second, name=second.name[:-1] + "x")))
    assert [paths for _, *paths in brief(compare(as_parsed(filing), as_parsed(misread)))] == [
        ["reporting_owners[1].name", f"reporting_owners[{last}].name"]
    ]


def test_the_place_of_what_one_copy_lacks() -> None:
    page = case_text("form4-several-owners")
    parsed = parse(page)
    assert parsed.filing is not None
    first, *others = parsed.filing.reporting_owners
    (*_, one) = compare(parsed, as_parsed(replace(parsed.filing, reporting_owners=(first,), signatures=())))
    assert one.a is not None
    assert one.a.span is not None
    signature = parsed.filing.signatures[-1]
    assert signature.name is not None
    assert signature.name in page[slice(*one.a.span)]
    dropped = compare(parsed, as_parsed(replace(parsed.filing, reporting_owners=(first,))))
    for difference, owner in zip(dropped, others, strict=True):
        assert difference.a is not None
        assert difference.a.span is not None
        shown = page[slice(*difference.a.span)]
        assert owner.name is not None
        assert shown.startswith(owner.name)
        assert shown.endswith(owner.address.zip_code or "")


def test_signatures() -> None:
    filing = filing_of("form4-several-signatures")
    assert len(filing.signatures) > 1
    turned = replace(filing, signatures=tuple(reversed(filing.signatures)))
    assert compare(as_parsed(filing), as_parsed(turned)) == ()
    dropped = replace(filing, signatures=filing.signatures[1:])
    assert brief(compare(as_parsed(filing), as_parsed(dropped))) == [("only", "signatures[0]", None)]
    *others, last = filing.signatures
    assert last.name is not None
    for name in (last.name[:-1] + "x", "Z"):  # misread, and in another place; another name, but the same day
        turned = replace(filing, signatures=(replace(last, name=name), *others))
        found = compare(as_parsed(filing), as_parsed(turned))
        assert brief(found) == [("value", f"signatures[{len(others)}].name", "signatures[0].name")]
    dated = replace(filing, signatures=(*filing.signatures[:-1], replace(filing.signatures[-1], date=None)))
    path = f"signatures[{len(filing.signatures) - 1}].date"
    assert brief(compare(as_parsed(filing), as_parsed(dated))) == [("value", path, path)]


def test_what_is_no_form() -> None:
    nothing = parse("nothing of the kind")
    with pytest.raises(ValueError, match="the second document is no Form"):
        compare(parse(PLAIN), nothing)
    with pytest.raises(ValueError, match="the first document is no Form"):
        compare(nothing, parse(PLAIN))


def test_real_pages_are_like_their_filings() -> None:
    for path in corpus("corpus/ocr"):
        truth = json.loads((SHARED / "corpus/ocr" / f"{path.stem}.json").read_text(encoding="utf-8"))["truth"]
        found = compare(parse(path), as_parsed(filing_from_json(json.dumps(truth))))
        assert len(found) == (path.stem in COMMAS), path.name


def test_real_pages_are_like_their_xml() -> None:
    for path in corpus("corpus/ocr"):
        told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found = compare(parse(path), parse(SHARED / "corpus" / told["xml"]))
        assert len(found) == (path.stem in COMMAS), path.name


@pytest.mark.parametrize("name", ["374water-form4", "snow-form3", "snow-form5"])
def test_pages_of_the_sec_are_like_their_xml(name: str) -> None:
    folder = SHARED / "corpus" / "sec-html"
    if not folder.is_dir():
        pytest.skip("the pages of the SEC are not at hand")
    assert compare(parse(folder / f"{name}.html"), parse(folder / f"{name}.xml")) == ()


def test_long_tables_take_no_longer_than_their_length() -> None:
    """Some thousand rows with nothing to hold on to: a pairing of all with all would take minutes."""
    filing = filing_of("form4-plain")
    row = filing.non_derivative_table[0]

    def table(first: int) -> Parsed:
        cells = (Cell(Decimal(first + 2 * number)) for number in range(4000))
        many = tuple(replace(row, shares_owned_following_transaction=cell) for cell in cells)
        return as_parsed(replace(filing, non_derivative_table=many))

    found = compare(table(0), table(1))
    assert len(found) == 4000
    assert {one.kind for one in found} == {"value"}


def test_long_lists_of_equal_elements() -> None:
    """For these a longest common run is dear to find: each element is equal to all the others."""
    pairs = list(align(["b", *"a" * 50_000, "c"], ["d", *"a" * 49_999, "e"], lambda _one, _other: 1.0))
    assert len(pairs) == 50_002
    assert sum(pair.b is None for pair in pairs) == 1


letters = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(letters, letters)
def test_every_element_is_paired_once_and_in_order(a: list[str], b: list[str]) -> None:
    pairs = list(align(a, b, lambda one, other: 0.5 if (ord(a[one]) + ord(b[other])) % 3 else -1.0))
    assert sorted(pair.a for pair in pairs if pair.a is not None) == list(range(len(a)))
    assert sorted(pair.b for pair in pairs if pair.b is not None) == list(range(len(b)))
    still = [(pair.a, pair.b) for pair in pairs if not pair.moved]
    assert [one for one, _ in still if one is not None] == sorted(one for one, _ in still if one is not None)
    assert [other for _, other in still if other is not None] == sorted(other for _, other in still if other is not None)
    for pair in pairs:
        if pair.moved:
            assert pair.a is not None
            assert pair.b is not None
            assert a[pair.a] == b[pair.b]
    left = [a[pair.a] for pair in pairs if pair.a is not None and pair.b is None]
    assert not set(left) & {b[pair.b] for pair in pairs if pair.b is not None and pair.a is None}


@given(letters, st.data())
def test_one_element_that_was_dropped_is_alone(a: list[str], data: st.DataObject) -> None:
    if a:
        index = data.draw(st.integers(0, len(a) - 1))
        pairs = list(align(a, [*a[:index], *a[index + 1 :]], lambda _one, _other: 1.0))
        assert [pair for pair in pairs if pair.a is None or pair.b is None or pair.moved] == [
            pair for pair in pairs if pair.b is None
        ]
        assert sum(pair.b is None for pair in pairs) == 1


def test_the_greatest_likeness_is_chosen() -> None:
    alike = {(0, 0): 0.5, (1, 0): 0.9, (1, 1): 0.5}
    assert list(align("ab", "xy", lambda one, other: alike.get((one, other), -1.0))) == [
        Pair(0, None),
        Pair(1, 0),
        Pair(None, 1),
    ]
    assert list(align("ab", "xy", lambda one, other: 0.8 if one == other else 0.5)) == [Pair(0, 0), Pair(1, 1)]


@given(letters, letters)
def test_without_an_order_every_element_is_paired_once(a: list[str], b: list[str]) -> None:
    pairs = list(match(a, b, lambda _one, _other: -1.0))
    assert sorted(pair.a for pair in pairs if pair.a is not None) == list(range(len(a)))
    assert sorted(pair.b for pair in pairs if pair.b is not None) == list(range(len(b)))
    assert all(a[pair.a] == b[pair.b] for pair in pairs if pair.a is not None and pair.b is not None)
    assert not {a[pair.a] for pair in pairs if pair.a is not None and pair.b is None} & {
        b[pair.b] for pair in pairs if pair.b is not None and pair.a is None
    }


@pytest.mark.parametrize("element", ["issuerCik", "rptOwnerCik"])
def test_a_cik_that_one_of_two_xml_documents_lacks(element: str) -> None:
    xml = EXAMPLE_DOCUMENTS["4"]
    lacking = re.sub(rf"<{element}>\d+</{element}>\s*", "", xml, count=1)
    assert lacking != xml
    assert [one.a.path.rpartition(".")[2] for one in compare(parse(xml), parse(lacking)) if one.a is not None] == ["cik"]
