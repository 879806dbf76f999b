"""The forms that filers typed from 1996 to June 2003."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SHARED, case_text, cases

from form4_grammar import forms, parse
from form4_grammar.model import PARTS

TYPED = Path(__file__).resolve().parent / "typed"


def page(name: str) -> str:
    return (TYPED / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "form", "years"),
    [
        ("form4-monthly.txt", "4", "1996 to 2002"),
        ("form4-dated.txt", "4", "August 2002 to June 2003"),
        ("form3-ruled.txt", "3", "August 2002 to June 2003"),
    ],
)
def test_a_typed_form_is_said_to_be_one(name: str, form: str, years: str) -> None:
    found = parse(page(name))
    assert (found.form, found.filing, found.unread) == (form, None, PARTS)
    (told,) = found.diagnostics
    assert (told.code, told.severity.value) == ("L110", "error")
    assert told.message == f"a Form {form} of {years} as its filer typed it; not read"


def test_broken_lines_and_points_do_not_hide_it() -> None:
    shown = page("form4-dated.txt").replace("Statement for Month/Day/Year", "Statement for\n  Month / Day / Year")
    assert forms.typed(shown.replace("IRS Identification", "I. R. S. Identification\n")) is not None


@pytest.mark.parametrize("name", cases())
def test_no_later_page_is_one(name: str) -> None:
    assert forms.typed(case_text(name)) is None


def test_one_text_alone_makes_no_typed_form() -> None:
    noted = f"{case_text(cases()[0])}\nSee Section 17(a) of the Public Utility Holding Company Act of 1935."
    assert forms.typed(noted) is None


@pytest.mark.parametrize("folder", ["older/html", "older/ascii", "older/real", "ascii"])
def test_of_real_ones_nothing_is_invented(folder: str) -> None:
    place = SHARED / "corpus" / folder
    if not place.is_dir():
        pytest.skip(f"the filings of {folder} are not at hand")
    documents = [path for path in sorted(place.iterdir()) if path.suffix != ".json"]
    assert documents
    for path in documents:
        found = parse(path)
        assert found.form is not None, path.name
        assert (found.filing, found.unread) == (None, PARTS), path.name
