"""Fixtures: the cases of ``tests/filings``, the snapshots beside them, and the real filings where they are at hand."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import settings
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation

from form4_grammar.making_ready import make_ready

# What lands must not hang on chance: new examples are looked for with EXPLORE=1
settings.register_profile("same", derandomize=True)
if not os.environ.get("EXPLORE"):
    settings.load_profile("same")
    # Hypothesis also draws constants of whatever modules are imported by then, which differs from worker to worker
    with suppress(ImportError, AttributeError):
        providers = import_module("hypothesis.internal.conjecture.providers")
        providers._get_local_constants = providers.Constants  # type: ignore[attr-defined]

# The commands that tests start need not make Lark's tables and compile patterns, each of them anew
with suppress(OSError):
    make_ready()

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
FILINGS = TESTS / "filings"
SHARED = ROOT.parent / "shared"


def cases() -> list[str]:
    """The names of the cases, without suffix."""
    return sorted(path.stem for path in FILINGS.glob("*.txt"))


def case_text(name: str) -> str:
    """The text of a case, line breaks as they are."""
    return (FILINGS / f"{name}.txt").read_bytes().decode("utf-8")


def corpus(folder: str) -> list[Path]:
    """The pages of a folder of real filings. Skips the test, saying so, where they are not at hand."""
    place = SHARED / folder
    if not place.is_dir():
        pytest.skip(f"the real filings of {folder} are not at hand")
    return sorted(place.glob("*.txt"))


class _Snapshot(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        path = Path(test_location.filepath).resolve()
        # Asked of the tests of examples, too, which have no snapshots
        module = path.relative_to(TESTS if path.is_relative_to(TESTS) else ROOT).with_suffix("")
        return str(ROOT / "snapshots" / module)


class TreeSnapshot(_Snapshot):
    file_extension = "tree"


class JsonSnapshot(_Snapshot):
    file_extension = "json"


class TextSnapshot(_Snapshot):
    file_extension = "txt"


@pytest.fixture
def tree_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TreeSnapshot)


@pytest.fixture
def json_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JsonSnapshot)


@pytest.fixture
def text_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextSnapshot)


COMMAS = frozenset({"0000004281-17-000095", "0001829126-23-000711"})
"""Filings whose city ends in a comma, which in one line with the state is read as what parts the two, with a finding (H035)."""
