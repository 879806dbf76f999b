"""Findings as `form4 check` shows them to people: each place once, and of much information by one rule the first."""

from __future__ import annotations

from pathlib import Path

from conftest import FILINGS
from support.commands import form4

PAGE = FILINGS / "form4-plain.txt"


def test_what_is_found_of_several_fields_at_one_place_is_shown_once(tmp_path: Path) -> None:
    cut = tmp_path / "cut.txt"
    page = PAGE.read_text(encoding="utf-8")
    cut.write_text(page[page.index("Stock Option (right") :], encoding="utf-8")
    shown = form4("check", "--exit-zero", cut).stdout
    assert shown.count("the page begins below the boxes above the items") == 1
    assert "= of: not_subject_to_section16, aff10b5_one\n" in shown
    assert "up to and with 'the captions of a table'" in form4("check", "--format", "concise", cut).stdout


def test_of_much_information_by_one_rule_the_first_is_shown(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    sale = next(line for line in page.splitlines() if "\tS\t" in line)
    flat = tmp_path / "flat.txt"
    flat.write_text(page.replace(sale, "\n".join([sale.replace("⁽¹⁾", "(1)")] * 7)), encoding="utf-8")
    first = page.splitlines().index(sale) + 1
    run = form4("check", "--select", "N017", flat)
    assert run.stdout.count("(1) was read as a reference to a note") == 3
    assert f"info[N017] reference-not-raised: 4 more like these, in lines {first + 3} to {first + 6}\n" in run.stdout
    assert "7 info in 1 document" in run.stderr
    assert form4("check", "--select", "N017", "--format", "concise", flat).stdout.count("N017") == 7


def test_errors_and_warnings_are_all_shown(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    sale = next(line for line in page.splitlines() if "\tS\t" in line)
    faulty = tmp_path / "faulty.txt"
    rows = [sale.replace("8,800", f"{number}OO") for number in range(20, 28)]
    faulty.write_text(page.replace(sale, "\n".join(rows)), encoding="utf-8")
    assert form4("check", "--select", "T007", faulty).stdout.count("is not an amount") == len(rows)


def test_an_address_is_no_file() -> None:
    run = form4("check", "https://www.sec.gov/Archives/edgar/data/1/form4.html")
    assert run.exit_code == 2
    assert "nothing is fetched: save the page" in run.stderr
