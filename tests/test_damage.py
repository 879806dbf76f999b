"""Pages damaged on purpose: no field is then silently wrong, however the damage was done."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

import pytest
from conftest import TESTS, case_text
from support.filings import FILING
from support.ordinary import ordinary
from support.ownership_documents import DOCUMENT
from support.sec_page import sec_page

from form4_grammar import Cell, DerivativeRow, Diagnostic, Filing, Footnote, NonDerivativeRow, Severity, Signature, parse
from form4_grammar.as_json.from_json import filing_from_json
from form4_grammar.checking import check_parsed
from form4_grammar.diagnostics import Label
from form4_grammar.ownership_xml.writer import write
from form4_grammar.readers import Dialect
from form4_grammar.render import render
from form4_grammar.rules import layout
from form4_grammar.testing import KINDS, damage, judge, printed
from form4_grammar.testing.measuring import Reading, measure

DIALECTS: tuple[Dialect, ...] = ("text", "html", "xml")
MOST = 3

Row = TypeVar("Row", NonDerivativeRow, DerivativeRow)


GONE = "a whole part taken out cleanly leaves no place that could be named"
A_VALUE = "what the damage makes is itself a value that can stand there"
ELSEWHERE = "the finding names the part before or after the one that is wrong"
NO_TRACE = "two texts that met look like one, and one with a slash like two, where nothing else of the page tells"

SILENT: dict[tuple[str, str], str] = {
    ("owner_lost", "xml"): GONE,
    ("cut_inside", "text"): GONE,
    ("cut_inside", "xml"): GONE,
    ("digits_misread", "xml"): A_VALUE,
    ("lines_joined", "text"): ELSEWHERE,
    ("line_broken", "text"): ELSEWHERE,
    ("answer_marks_lost", "text"): ELSEWHERE,
    ("element_lost", "xml"): ELSEWHERE,
}
"""Kinds and dialects in which a field is still silently wrong, and why. An entry that no longer fails makes its test fail."""


def read(page: str, dialect: Dialect | None = None) -> Reading:
    parsed = parse(page, dialect=dialect or "auto")
    return Reading(parsed.filing, parsed.diagnostics, check_parsed(parsed).diagnostics, parsed.unread)


@cache
def print_of(filing: Filing, dialect: Dialect) -> str | None:
    """The page of a filing in a dialect; None where it has none."""
    try:
        if dialect == "xml":
            ciks = [f"{number:010}" for number, _ in enumerate(filing.reporting_owners, 1)]
            return write(filing, issuer_cik="0007654321", owner_ciks=ciks).text
        return sec_page(printed(filing)) if dialect == "html" else render(filing)
    except ValueError:
        return None


@cache
def drawn() -> tuple[Filing, ...]:
    """Filings of all forms: one with everything, one of a group, and two that the strategy `filings` has drawn.

    These are kept in a file, since another version of hypothesis would draw others.
    """
    generated = (TESTS / "generated_filings.jsonl").read_text(encoding="utf-8").splitlines()
    read_before = [parse(case_text("form3-several-owners")).filing, *map(filing_from_json, generated)]
    return (ordinary(FILING), *(usual(filing) for filing in read_before if filing is not None))


def usual(filing: Filing) -> Filing:
    """The filing with texts and amounts that its XML can hold, too, and with three rows and owners at most."""
    signatures = filing.signatures or (Signature("Okafor", date(2021, 3, 5)),)
    whole = replace(
        ordinary(replace(filing, signatures=signatures)),
        period_of_report=filing.period_of_report or date(2021, 3, 4),
        date_of_original_submission=date(2020, 2, 1) if filing.form_type.endswith("/A") else None,
        non_derivative_table=tuple(map(usual_row, filing.non_derivative_table[:MOST])),
        derivative_table=tuple(map(usual_row, filing.derivative_table[:MOST])),
    )
    issuer = replace(whole.issuer, trading_symbol="LKSP")
    return replace(whole, issuer=issuer, reporting_owners=whole.reporting_owners[:MOST])


def usual_row(row: Row) -> Row:
    cells = {field.name: getattr(row, field.name) for field in fields(row)}
    for name, cell in cells.items():
        if isinstance(cell, Cell) and isinstance(cell.value, Decimal):
            cells[name] = replace(cell, value=Decimal(int(cell.value) % 10**7) / 4)
        elif isinstance(cell, Cell) and name.endswith(("title", "nature_of_ownership")) and cell.value:
            cells[name] = replace(cell, value=" ".join(f"N{''.join(filter(str.isalnum, cell.value))[:50]}z".split()))
    return replace(row, **cells)


@cache
def pages(dialect: Dialect) -> tuple[tuple[str, Reading], ...]:
    """The filings' pages that the dialect can hold, with what is read of them."""
    made = [page for filing in drawn() if (page := print_of(filing, dialect))]
    return tuple((page, read(page, dialect)) for page in made)


CASES = [(kind, dialect) for kind, made in KINDS.items() for dialect in DIALECTS if dialect in made.dialects]


@pytest.mark.parametrize(
    ("kind", "dialect"),
    [
        pytest.param(*case, id="-".join(case), marks=[pytest.mark.xfail(reason=SILENT[case])] if case in SILENT else [])
        for case in CASES
    ],
)
def test_nothing_is_silently_wrong(kind: str, dialect: Dialect) -> None:
    silent = []
    for number, (page, undamaged) in enumerate(pages(dialect)):
        found = measure(page, kind, number, dialect, undamaged, read, lambda filing: print_of(filing, dialect))
        silent += [(number, one.path, one.truth, one.got) for one in found.silent] if found else []
    assert silent == []


def test_every_kind_changes_pages_and_always_alike() -> None:
    """Of the pages of its dialects, each kind changes one at least, and for one seed always in one way."""
    for kind, dialect in CASES:
        changed = []
        for page, _ in pages(dialect):
            made = [damage(page, kind, number, dialect=dialect) for number in range(4)]
            assert made == [damage(page, kind, number, dialect=dialect) for number in range(4)]
            changed += [one != page for one in made]
        assert any(changed), (kind, dialect)


@pytest.mark.parametrize("dialect", ["text", "html", "xml"])
def test_a_kind_of_another_dialect_changes_nothing(dialect: Dialect) -> None:
    page, _ = pages(dialect)[0]
    others = [kind for kind in KINDS if dialect not in KINDS[kind].dialects]
    assert others
    assert {damage(page, kind, 0, dialect=dialect) for kind in others} == {page}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("page", ["", "\n", "x", "Table I - ", "<td>", "<ownershipDocument>", "| a | b |\n|---|---|\n"])
def test_damage_takes_any_text(kind: str, page: str) -> None:
    assert isinstance(damage(page, kind, 0), str)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        damage("", "rust", 0)


def test_what_a_kind_does() -> None:
    """Some of the kinds, on a page read with one's own eyes."""
    page = case_text("form4-plain")
    assert damage(page, "cut_at_line", 3) == page[: len(damage(page, "cut_at_line", 3))]
    assert damage(page, "blank_lines_lost", 0).count("\n\n") == 0
    assert sorted(damage(page, "lines_swapped", 0).split("\n")) == sorted(page.split("\n"))
    assert len(damage(page, "digit_lost", 0)) == len(page) - 1
    assert damage(page, "tabs_to_blanks", 0).count("\t") == 0
    document = damage(DOCUMENT, "end_tag_lost", 0)
    assert document.count("</") == DOCUMENT.count("</") - 1


def finding(path: str | None, severity: Severity) -> Diagnostic:
    rule = replace(layout.UNEXPECTED, severity=severity)
    return Diagnostic(rule, "", 0, 0, path)


def silent(truth: Filing, got: Filing | None, *found: Diagnostic, unread: tuple[str, ...] = ()) -> list[str]:
    return [one.path for one in judge(truth, got, found, unread) if one.is_silent]


ROW = FILING.non_derivative_table[0]
OTHER = replace(ROW, transaction_shares=Cell(Decimal(77)), shares_owned_following_transaction=Cell(Decimal(9123)))
TWO = replace(FILING, non_derivative_table=(ROW, OTHER))
INFO, WARNING = Severity.INFO, Severity.WARNING


def test_the_truth_is_not_wrong() -> None:
    assert judge(FILING, FILING, []) == []
    unticked = replace(FILING, not_subject_to_section16=False)
    assert judge(unticked, replace(FILING, not_subject_to_section16=None), []) == []


def test_a_lost_row_is_one_difference() -> None:
    assert [one.path for one in judge(TWO, replace(TWO, non_derivative_table=(OTHER,)), [])] == ["non_derivative_table[0]"]
    assert [one.path for one in judge(TWO, replace(TWO, non_derivative_table=(ROW,)), [])] == ["non_derivative_table[1]"]


def test_lost_notes_owners_and_signatures_are_one_difference_each() -> None:
    got = replace(
        FILING,
        footnotes=FILING.footnotes[1:],
        reporting_owners=FILING.reporting_owners[:1],
        signatures=FILING.signatures[1:],
    )
    assert [one.path for one in judge(FILING, got, [])] == ["reporting_owners[1]", "footnotes[0]", "signatures[0]"]


@pytest.mark.parametrize(
    ("path", "severity", "is_named"),
    [
        ("non_derivative_table[1].transaction_shares", INFO, True),
        ("non_derivative_table[1]", INFO, True),
        ("non_derivative_table", WARNING, True),
        ("non_derivative_table", INFO, False),
        ("non_derivative_table[0]", WARNING, False),
        ("non_derivative_table[1].transaction_date", WARNING, False),
        ("derivative_table", WARNING, False),
        (None, Severity.ERROR, False),
    ],
)
def test_what_names_a_cell(path: str | None, severity: Severity, *, is_named: bool) -> None:
    got = replace(TWO, non_derivative_table=(ROW, replace(OTHER, transaction_shares=Cell(Decimal(78)))))
    assert (silent(TWO, got, finding(path, severity)) == []) is is_named


@pytest.mark.parametrize(
    ("path", "severity", "is_named"),
    [
        ("non_derivative_table", WARNING, True),
        ("non_derivative_table", INFO, False),
        ("non_derivative_table[0]", WARNING, True),
        ("non_derivative_table[0]", INFO, False),
        ("footnotes", WARNING, False),
    ],
)
def test_what_names_a_lost_row(path: str, severity: Severity, *, is_named: bool) -> None:
    got = replace(TWO, non_derivative_table=(ROW,))
    assert (silent(TWO, got, finding(path, severity)) == []) is is_named


def test_an_unread_part_and_a_refused_page_are_named() -> None:
    empty = replace(FILING, footnotes=(), signatures=())
    assert silent(FILING, empty) == ["footnotes[0]", "footnotes[1]", "signatures[0]", "signatures[1]"]
    assert silent(FILING, empty, unread=("footnotes", "signatures")) == []
    assert silent(FILING, None, finding(None, Severity.ERROR)) == []
    assert silent(FILING, None) == [""]


def test_a_label_names_what_it_shows() -> None:
    """A finding that sets a cell against another has the path of one, and a label at the other."""
    got = replace(TWO, non_derivative_table=(ROW, replace(OTHER, transaction_shares=Cell(Decimal(78)))))
    labels = (Label(0, 0, "", "non_derivative_table[1].transaction_shares"),)
    assert silent(TWO, got, replace(finding("period_of_report", INFO), labels=labels)) == []


def test_a_lost_note_is_named_by_its_number() -> None:
    """Unless another note has that number now, which is then what the finding is about."""
    (first, second), warning = FILING.footnotes, finding("footnotes[1]", WARNING)
    assert silent(FILING, replace(FILING, footnotes=(second,)), warning) == []
    assert silent(FILING, replace(FILING, footnotes=(second,)), finding("footnotes[3]", WARNING)) == ["footnotes[0]"]
    renumbered = replace(FILING, footnotes=(replace(second, number=first.number),))
    assert "footnotes[0]" in silent(FILING, renumbered, finding("footnotes[7]", WARNING))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_another_filing_is_no_trace_and_a_shifted_row_is_one(dialect: Dialect) -> None:
    """A digit for a digit could be anybody's page; a date of another day, read where nothing stands, could not."""
    truth = replace(FILING, non_derivative_table=(ROW,), footnotes=(Footnote(1, "A mean."), Footnote(2, "One for one.")))
    page = print_of(truth, dialect)
    assert page is not None
    undamaged = read(page, dialect)
    assert undamaged.filing is not None

    def traceless(damaged: str, got: Filing) -> bool:
        from form4_grammar.testing.tracing import is_faithful

        prints = print_of(undamaged.filing or truth, dialect), print_of(got, dialect)
        return is_faithful(page, damaged, str(prints[0]), str(prints[1]), dialect)

    shares = replace(ROW, transaction_shares=Cell(Decimal(408)))
    other = replace(undamaged.filing, non_derivative_table=(shares,))
    damaged = print_of(other, dialect)
    assert damaged is not None
    got = read(damaged, dialect).filing
    assert got is not None
    assert traceless(damaged, got)
    assert not traceless(damaged, replace(got, period_of_report=date(2022, 6, 13)))
    assert not traceless(page.replace("400", ""), got)
