"""Real filings against their truth, where they are at hand: every field right, every planted fault found where it is."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import COMMAS, SHARED, corpus

from form4_grammar import Parsed, check, parse

CODES = {
    "row-shifted-left": "L023",
    "code-lowercase": "C002",
    "caption7-loses-indirect": "L014",
    "table2-heading-15-columns": "L017",
    "table2-heading-13-columns": "L017",
    "item6-missing": "L013",
    "signature-wrapped-round-date": "S003",
    "trailing-cell-dropped": "L022",
}
"""The faults that were put into the pages, and the findings that speak of them."""

SEEDS = {
    "000": {("L014", 19, 19), ("L023", 21, 21), ("C002", 22, 22), ("L017", 27, 28), ("N006", 32, 34)},
    "001": {("L017", 25, 26), ("S003", 34, 36)},
    "003": {("L013", 15, 15), ("L017", 28, 29), ("N006", 33, 35), ("S003", 37, 39)},
}
"""What each of the founding pages departs from the form in: code, first and last line."""


@pytest.mark.parametrize("arguments", [("seeds", "golden"), ("corpus/ocr",)], ids=lambda arguments: arguments[0])
def test_every_field_is_right(arguments: tuple[str, ...]) -> None:
    corpus(arguments[0])
    score = [sys.executable, str(SHARED / "tools" / "score"), *(str(SHARED / folder) for folder in arguments)]
    command = f"{sys.executable} -c 'from form4_grammar.cli import main; main()'"
    run = subprocess.run(score, capture_output=True, text=True, env={"FORM4": command, "PATH": "/usr/bin:/bin"}, check=False)
    commas = len(COMMAS & {path.stem for path in corpus(arguments[0])})
    assert run.returncode == 0 or f" {commas} wrong, 0 of them silent" in run.stdout, run.stdout + run.stderr


def test_planted_faults_are_found_and_no_others() -> None:
    for path in corpus("corpus/ocr"):
        faults = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["faults"]
        found = Counter(one.code for one in parse(path).diagnostics)
        assert {code: found[code] for code in CODES.values() if found[code]} == Counter(CODES[fault] for fault in faults), (
            path.name
        )
        assert set(found) - set(CODES.values()) <= {"N006", *(["H035"] if path.stem in COMMAS else [])}, path.name


@pytest.mark.parametrize("seed", SEEDS)
def test_findings_of_the_founding_pages(seed: str) -> None:
    (path,) = [path for path in corpus("seeds") if path.name.startswith(seed)]
    parsed = parse(path)
    assert {_lines(parsed, index) for index in range(len(parsed.diagnostics))} == SEEDS[seed]
    assert len(parsed.diagnostics) == len(SEEDS[seed])
    assert not [one for one in parsed.diagnostics if one.severity == "error" and one.rule.locus == "filing"]


def _lines(parsed: Parsed, index: int) -> tuple[str, int, int]:
    found = parsed.diagnostics[index]
    return found.code, parsed.source.position(found.start).line, parsed.source.position(found.end).line


def test_the_shifted_row_of_the_first_page_is_a_holding() -> None:
    filing = parse(Path(corpus("seeds")[0])).filing
    assert filing is not None
    row = filing.non_derivative_table[0]
    assert row.kind == "holding"
    assert row.shares_owned_following_transaction.value == Decimal(1887)
    assert row.direct_or_indirect_ownership.value == "D"


def test_real_filings_have_no_error_and_few_warnings() -> None:
    """EDGAR accepted them, so an error would be ours."""
    clean = [
        path for path in corpus("corpus/ocr") if not json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["faults"]
    ]
    levels = [{found.severity.value for found in check(path).diagnostics} for path in clean]
    assert not [path.name for path, found in zip(clean, levels, strict=True) if "error" in found]
    assert 5 * sum("warning" in found for found in levels) <= len(clean)
