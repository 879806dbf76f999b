"""What must hold of every page: of real ones, of damaged ones, and of any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import corpus
from hypothesis import given
from hypothesis import strategies as st
from support.damaged_pages import RELAXED, damaged_pages
from support.properties import assert_lossless, assert_spans_right

from form4_grammar import parse
from form4_grammar.formats.sexp import sexp

PIECES = st.sampled_from(
    [
        "\t", "\n", "\r\n", " ", "$", "\\", "⁽¹⁾", "<sup>(1)</sup>", "<u>", "</u>", "[", "]", "(", "1.", "- ", "/s/ A B ",
        "06/15/2022", "Remarks:", "Explanation of Responses:", "OMB APPROVAL", "Table I - Non-Derivative Securities",
        '<input checked="" type="checkbox"/>', "** Signature of Reporting Person Date", "\x00", "\x1b[31m", "\u202e", "é", "漢",
    ]
)  # fmt: skip


@given(damaged_pages())
@RELAXED
def test_damaged_pages_lose_nothing(text: str) -> None:
    assert_lossless(text)
    assert_spans_right(text)


@given(st.text(max_size=300) | st.lists(PIECES, max_size=60).map("".join))
@RELAXED
def test_parsing_never_raises(text: str) -> None:
    for form in ("auto", "3", "4", "5"):
        parsed = parse(text, form=form)
        sexp(parsed.tree)
    assert_lossless(text)


@given(st.binary(max_size=300))
@RELAXED
def test_bytes_never_raise(data: bytes) -> None:
    parse(data)


@pytest.mark.parametrize("folder", ["seeds", "corpus/ocr"])
def test_real_pages_lose_nothing(folder: str) -> None:
    for path in corpus(folder):
        text = path.read_bytes().decode("utf-8")
        assert_lossless(text)
        assert_spans_right(text)


def test_real_pages_without_added_faults_have_no_error_node() -> None:
    import json

    clean = [path for path in corpus("corpus/ocr") if not json.loads(path.with_suffix(".json").read_text())["faults"]]
    assert clean
    assert [path.name for path in clean if "(error_" in sexp(parse(Path(path)).tree)] == []
