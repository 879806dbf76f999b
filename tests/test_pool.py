"""Workers that break, and a run that goes on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.bulk_jobs import never, shout

from form4_grammar.bulk.pages import Page
from form4_grammar.bulk.pool import WorkerError, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends processes by signals")


def lists(*texts: str) -> list[list[Page]]:
    return [[Page(word, word.encode()) for word in text.split()] for text in texts]


def test_the_order_is_that_of_the_input() -> None:
    tasks = lists(*(f"a{number} b{number}" for number in range(40)))
    made = list(run(tasks, shout, {"mark": "!"}, workers=2))
    assert made == [[f"!A{number}", f"!B{number}"] for number in range(40)]


def test_a_page_that_breaks_its_worker_costs_that_page() -> None:
    tasks = lists("a kill b exit c", "d", "sleep e", "f")
    made = list(run(tasks, shout, {"mark": ""}, workers=2, limit=1.0))
    assert made == [
        [
            "A",
            "kill: crashed: the process that read it was ended by signal 9",
            "B",
            "exit: crashed: the process that read it ended with 3",
            "C",
        ],
        ["D"],
        ["sleep: timeout: took longer than 1 s", "E"],
        ["F"],
    ]


def test_workers_that_cannot_work_are_told() -> None:
    with pytest.raises(WorkerError, match="ended with 4 before it read a page"):
        list(run(lists("a"), never, {}, workers=1))


def test_no_more_is_taken_than_is_needed() -> None:
    taken = 0

    def tasks() -> Iterator[list[Page]]:
        nonlocal taken
        for task in lists(*("a" * 100)):
            taken += 1
            yield task

    made = run(tasks(), shout, {"mark": ""}, workers=1)
    next(made)
    assert taken <= 3
    made.close()


def test_whoever_stops_early_does_not_wait() -> None:
    made = run(lists("a", "sleep", "b", "c"), shout, {"mark": ""}, workers=1)
    assert next(made) == ["A"]
    start = time.monotonic()
    made.close()
    assert time.monotonic() - start < 10


def test_the_folder_that_it_is_run_in_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pickle.py").write_text("raise RuntimeError('not this one')")
    monkeypatch.chdir(tmp_path)
    assert list(run(lists("a"), shout, {"mark": ""}, workers=1)) == [["A"]]
