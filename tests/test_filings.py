"""Every case of ``tests/filings``, by every check that applies to a page.

A case is one file named after the one thing it shows, ``<form>-<what>.txt``. Its snapshots are its parse tree, its JSON and
its findings as a person sees them; each is accepted after it was read against the page.
"""

from __future__ import annotations

import io

import msgspec
import pytest
from conftest import case_text, cases
from properties import assert_lossless, assert_spans_right
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from form4_grammar import parse
from form4_grammar.cli.findings import full
from form4_grammar.export import contract, jsonable
from form4_grammar.export.sexp import sexp


@pytest.mark.parametrize("case", cases())
def test_tree(case: str, tree_snapshot: SnapshotAssertion) -> None:
    assert sexp(parse(case_text(case)).tree) == tree_snapshot


@pytest.mark.parametrize("case", cases())
def test_json(case: str, json_snapshot: SnapshotAssertion) -> None:
    shown = jsonable.parsed(f"{case}.txt", parse(case_text(case)))
    msgspec.convert(shown, contract.Document)
    assert msgspec.json.format(msgspec.json.encode(shown), indent=1).decode() + "\n" == json_snapshot


@pytest.mark.parametrize("case", cases())
def test_findings(case: str, text_snapshot: SnapshotAssertion) -> None:
    parsed = parse(case_text(case))
    console = Console(file=io.StringIO(), width=100, color_system=None, highlight=False, markup=False)
    console.print(full(f"{case}.txt", parsed.source, parsed.diagnostics))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == text_snapshot


@pytest.mark.parametrize("case", cases())
def test_nothing_is_lost(case: str) -> None:
    assert_lossless(case_text(case))


@pytest.mark.parametrize("case", cases())
def test_spans(case: str) -> None:
    assert_spans_right(case_text(case))


@pytest.mark.parametrize("case", [case for case in cases() if "-fault-" not in case])
def test_conforming_pages_have_no_error_node(case: str) -> None:
    assert "(error_" not in sexp(parse(case_text(case)).tree)


@pytest.mark.parametrize("case", [case for case in cases() if "-fault-" not in case])
def test_conforming_pages_have_no_finding_above_information(case: str) -> None:
    assert [found for found in parse(case_text(case)).diagnostics if found.severity.rank > 0] == []


@pytest.mark.parametrize("case", [case for case in cases() if "-fault-" in case])
def test_faults_are_found(case: str) -> None:
    assert parse(case_text(case)).diagnostics
