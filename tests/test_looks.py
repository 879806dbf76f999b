"""What reading costs, counted and not timed: how often letters are looked through, and how many calls a row takes."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

import pytest
from conftest import TESTS

MOST = {
    ("notes", "parse"): 9.1,
    ("notes", "check"): 0.1,
    ("rows", "parse"): 9.4,
    ("rows", "check"): 0.4,
    ("calls", "parse"): 58,
    ("calls", "check"): 6.5,
}
"""How often patterns may look through each letter of notes and of rows that nothing is found of, and how many calls of
functions a row and its note may take. A look at all notes, or at all of the page, is one more for each letter: guard it by
something that is known anyway, or by what the texts must hold for it, which ``in`` finds in a twentieth of the time. What
cannot be guarded raises the number here, and the change says what it is for; what has become less lowers it."""


@cache
def counted() -> dict[str, dict[str, dict[str, float]]]:
    run = subprocess.run([sys.executable, TESTS / "support" / "looks.py"], capture_output=True, check=True, text=True)
    found: dict[str, dict[str, dict[str, float]]] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize(("what", "step"), MOST)
def test_no_more_is_looked_at(what: str, step: str) -> None:
    by_function = counted()[what][step]
    total = sum(by_function.values())
    shown = "\n".join(f"{times:7.2f}  {place}" for place, times in sorted(by_function.items(), key=lambda one: -one[1]))
    assert total <= MOST[what, step], f"{total:.2f} for each of the {what} by {step}, at most {MOST[what, step]}:\n{shown}"


def test_what_is_looked_at_is_seen() -> None:
    assert counted()["notes"]["parse"]["lines._look"] == pytest.approx(1, abs=0.01)
