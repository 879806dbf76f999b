"""What must hold of every page: of real ones, of damaged ones, and of any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import case_text, cases, corpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties import assert_lossless, assert_spans_right

from form4_grammar import parse
from form4_grammar.formats.sexp import sexp

PAGES = {name: case_text(name) for name in cases()}
RELAXED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def damaged_pages(draw: st.DrawFn) -> str:
    """A page with lines deleted, doubled, swapped or cut off anywhere, several times over."""
    lines = PAGES[draw(st.sampled_from(sorted(PAGES)))].split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(lines) - 1, 0)))
        match draw(st.sampled_from(["delete", "double", "swap", "cut", "end"])):
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case _:
                lines = lines[: at + 1]
        if not lines:
            lines = [""]
    return "\n".join(lines)


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
