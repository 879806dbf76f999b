"""The business days of the SEC."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from form4_grammar.checks.calendar import (
    CLOSINGS_VARIABLE,
    add_business_days,
    add_days,
    closings,
    is_business_day,
    within_business_days,
)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2022, 6, 18), "a Saturday"),
        (date(2022, 6, 19), "a Sunday"),
        (date(2019, 11, 11), "Veterans Day, although the exchanges trade"),
        (date(2018, 10, 8), "Columbus Day, although the exchanges trade"),
        (date(2022, 6, 20), "Juneteenth, observed on a Monday"),
        (date(2020, 7, 3), "Independence Day, observed on a Friday"),
        (date(2021, 12, 31), "the New Year of 2022, observed in the year before"),
        (date(2020, 12, 24), "closed by order"),
        (date(2018, 12, 5), "a day of mourning"),
        (date(2025, 1, 9), "a day of mourning"),
        (date(2014, 12, 26), "closed by order"),
    ],
)
def test_closed(day: date, why: str) -> None:
    assert not is_business_day(day), why


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2022, 6, 14), "a Tuesday"),
        (date(2020, 6, 19), "Juneteenth before it was a federal holiday"),
        (date(2022, 4, 15), "Good Friday: the exchanges are closed, the SEC is not"),
        (date(2021, 12, 23), "the day before Christmas Eve"),
    ],
)
def test_open(day: date, why: str) -> None:
    assert is_business_day(day), why


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2022, 6, 14), 2, date(2022, 6, 16)),
        (date(2022, 6, 16), 2, date(2022, 6, 21)),  # a weekend and Juneteenth between
        (date(2019, 11, 11), 2, date(2019, 11, 13)),  # from a holiday
        (date(2018, 12, 3), 2, date(2018, 12, 6)),  # over a day of mourning
        (date(2020, 12, 23), 2, date(2020, 12, 29)),  # over Christmas Eve, Christmas and a weekend
        (date(2022, 6, 14), 0, date(2022, 6, 14)),
        (date.max, 2, date.max),
    ],
)
def test_add_business_days(start: date, count: int, end: date) -> None:
    assert add_business_days(start, count) == end
    assert within_business_days(start, end, count)


def test_a_day_later_is_too_late() -> None:
    assert not within_business_days(date(2022, 6, 14), date(2022, 6, 17), 2)
    assert within_business_days(date(2022, 6, 14), date(2022, 6, 1), 2)


def test_add_days_goes_on_to_the_next_business_day() -> None:
    assert add_days(date(2021, 3, 1), 10) == date(2021, 3, 11)
    assert add_days(date(2023, 6, 29), 10) == date(2023, 7, 10)  # the tenth day is a Sunday
    assert add_days(date.max, 10) == date.max


def test_years_without_holidays() -> None:
    assert is_business_day(date(22, 7, 4))
    assert add_business_days(date(9999, 12, 29), 2) == date(9999, 12, 31)


def test_another_list_of_closings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "closings.txt"
    own.write_text("# mine\n\n2022-06-15  # a storm\n", encoding="utf-8")
    monkeypatch.setenv(CLOSINGS_VARIABLE, str(own))
    assert closings() == {date(2022, 6, 15)}
    assert add_business_days(date(2022, 6, 14), 2) == date(2022, 6, 17)
    assert is_business_day(date(2020, 12, 24))
    monkeypatch.setenv(CLOSINGS_VARIABLE, "")
    assert closings() == frozenset()


def test_a_list_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "closings.txt"
    own.write_text("2022-06-15\nnext Friday\n", encoding="utf-8")
    monkeypatch.setenv(CLOSINGS_VARIABLE, str(own))
    with pytest.raises(ValueError, match=r"closings\.txt:2: 'next Friday' is not a day"):
        closings()
    monkeypatch.setenv(CLOSINGS_VARIABLE, str(tmp_path / "missing"))
    with pytest.raises(OSError, match="missing"):
        closings()


def test_the_holidays_are_imported_late() -> None:
    code = "import sys, form4_grammar.checks; sys.exit('holidays' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
