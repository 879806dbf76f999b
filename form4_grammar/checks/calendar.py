"""The business days of the SEC: all but weekends, federal holidays and the days on which EDGAR was closed by order.

The federal holidays are those of the library `holidays`, which is imported when a check first asks for a day that matters.
The closings by order are a list that no library has: ``closings.txt`` beside this module. A file of the same form takes its
place when the environment variable ``FORM4_GRAMMAR_CLOSINGS`` names it; an empty variable means that there are none.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

CLOSINGS_VARIABLE = "FORM4_GRAMMAR_CLOSINGS"
"""The environment variable that names another list of closings."""

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_FIRST_YEAR, _LAST_YEAR = 1971, 2200
"""The years that have holidays here: since 1971 these fall on the days on which they do now."""


def is_business_day(day: date) -> bool:
    """Whether the SEC takes filings on that day as made on it."""
    return _is_open(day, closings())


def _is_open(day: date, closed: frozenset[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in _holidays(day.year) and day not in closed


def add_business_days(day: date, count: int) -> date:
    """The `count`-th business day after `day`, which need not be one itself."""
    return _after(day, count, closings() if count else frozenset())


@lru_cache(maxsize=4096)
def _after(day: date, count: int, closed: frozenset[date]) -> date:
    while count and day < date.max:
        day += _ONE_DAY
        count -= _is_open(day, closed)
    return day


def add_days(day: date, count: int) -> date:
    """The day `count` days after `day` or, where that is none, the next business day."""
    last = date.fromordinal(min(day.toordinal() + count, date.max.toordinal()))
    return last if is_business_day(last) else add_business_days(last, 1)


def within_business_days(start: date, end: date, count: int) -> bool:
    """Whether `end` is no later than the `count`-th business day after `start`; asks the calendar only where it matters."""
    return (end - start).days <= count or end <= add_business_days(start, count)


def closings() -> frozenset[date]:
    """The days on which EDGAR was closed by order.

    Raises `OSError` where the file that the environment names cannot be read, and `ValueError` where it holds anything
    but days.
    """
    return _closings(os.environ.get(CLOSINGS_VARIABLE))


@lru_cache(maxsize=4)
def _closings(named: str | None) -> frozenset[date]:
    if named == "":
        return frozenset()
    path = Path(__file__).with_name("closings.txt") if named is None else Path(named)
    days = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        shown = line.partition("#")[0].strip()
        if not shown:
            continue
        try:
            days.add(date.fromisoformat(shown))
        except ValueError:
            raise ValueError(f"{path}:{number}: {shown!r} is not a day as yyyy-mm-dd") from None
    return frozenset(days)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return frozenset()
    import holidays  # noqa: PLC0415  # slow to import, and most pages do without

    return frozenset(holidays.country_holidays("US", years=year))
