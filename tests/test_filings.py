"""Every case of ``tests/filings``, by every check that applies to a page.

A case is one file named after the one thing it shows, ``<form>-<what>.txt``. Its snapshot is what was read of it, a line for
each field that is not empty, and what was found, accepted after it was read against the page. A few cases have their tree,
their JSON and their findings as they are printed, too.
"""

from __future__ import annotations

import msgspec
import pytest
from conftest import case_text, cases
from support.properties import assert_lossless, assert_spans_right
from support.readable import readable
from syrupy.assertion import SnapshotAssertion

from form4_grammar import parse
from form4_grammar.as_json import contract, jsonable
from form4_grammar.cli.findings import full
from form4_grammar.formats.sexp import sexp

SHOWN_AS_TREES = (
    "form3-several-owners", "form4-plain", "form4-fault-several-at-once", "form4-fault-table-i-title-missing",
    "form4-page-of-2002", "form5-late-transactions",
)  # fmt: skip
"""A page of each layout, one with error nodes, and one with a node for what is missing."""


@pytest.mark.parametrize("case", cases())
def test_what_is_read(case: str, text_snapshot: SnapshotAssertion) -> None:
    assert readable(parse(case_text(case))) == text_snapshot


@pytest.mark.parametrize("case", SHOWN_AS_TREES)
def test_tree(case: str, tree_snapshot: SnapshotAssertion) -> None:
    assert sexp(parse(case_text(case)).tree) == tree_snapshot


@pytest.mark.parametrize("case", cases())
def test_the_json_is_of_the_contract(case: str) -> None:
    msgspec.convert(jsonable.parsed(f"{case}.txt", parse(case_text(case))), contract.Document)


def test_json(json_snapshot: SnapshotAssertion) -> None:
    shown = jsonable.parsed("smith.txt", parse(case_text("form4-fault-several-at-once")))
    assert msgspec.json.format(msgspec.json.encode(shown), indent=1).decode() + "\n" == json_snapshot


def test_findings(text_snapshot: SnapshotAssertion) -> None:
    parsed = parse(case_text("form4-fault-several-at-once"))
    lines = full("smith.txt", parsed.source, parsed.diagnostics, 100)
    assert "".join("".join(text for text, _ in line) + "\n" for line in lines) == text_snapshot


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
