"""What was read before leaves no trace: pages in any order, in threads and with any line breaks say the same."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import case_text, cases
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.damaged_pages import PAGES, RELAXED, damaged_pages

from form4_grammar import check, parse
from form4_grammar.as_json import jsonable
from form4_grammar.documents.source import Source
from form4_grammar.grammar import load, of_2003


def forget() -> None:
    """Makes all that is remembered new: it hangs on the grammars."""
    load.cache_clear()
    of_2003.cache_clear()


def said(text: str) -> str:
    """All that is said of a page, but for the offsets, which line breaks change."""
    found = {"parsed": jsonable.parsed("", parse(text)), "checked": jsonable.checked("", check(text))}
    return json.dumps(_without_offsets(found), default=str).replace(r"\r\n", r"\n")


def _without_offsets(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_offsets(one) for key, one in value.items() if key != "offset"}
    return [_without_offsets(one) for one in value] if isinstance(value, list) else value


def broken(text: str, line_break: str) -> str:
    """The text with other line breaks."""
    return text.replace("\r\n", "\n").replace("\n", line_break)


WRAPPED = PAGES["form4-plain"].replace("2A. Deemed Execution", "2A. Deemed\nExecution")
"""A heading that goes on where the next line begins."""

SEVERAL = st.lists(st.tuples(damaged_pages() | st.just(WRAPPED), st.sampled_from(["\n", "\r\n", "\r"])), min_size=2, max_size=4)


@given(SEVERAL)
@example([(WRAPPED, "\n"), (WRAPPED, "\r\n")])
@settings(RELAXED, max_examples=20)
def test_what_was_read_before_leaves_no_trace(pages: list[tuple[str, str]]) -> None:
    texts = [broken(text, line_break) for text, line_break in pages]
    alone = {}
    for text in texts:
        forget()
        alone[text] = said(text)
    for order in (texts, texts[::-1]):
        forget()
        for text in order:
            assert said(text) == alone[text]


def test_pages_are_read_in_threads_as_one_by_one() -> None:
    texts = [case_text(case) for case in cases()]
    alone = dict(zip(texts, map(said, texts), strict=True))
    forget()
    with ThreadPoolExecutor(4) as threads:
        for text, found in zip(texts[::-1], threads.map(said, texts[::-1]), strict=True):
            assert found == alone[text]


def test_a_source_that_was_asked_for_a_place_is_the_same_source() -> None:
    asked, other = Source("one\ntwo\nthree"), Source("one\ntwo\nthree")
    assert other.line(2) == "two"
    assert asked.position(9) == (3, 2, 9)
    assert asked == Source("one\ntwo\nthree")
    assert len({asked, other, Source("one")}) == 2


@pytest.mark.parametrize("line_break", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_breaks_change_nothing(line_break: str) -> None:
    for text in (*map(case_text, cases()), WRAPPED):
        assert said(broken(text, line_break)) == said(broken(text, "\n"))
