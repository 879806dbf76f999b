"""Filings printed as aligned texts, however wide and however set: what is read is right, or a finding says that it is not."""

from __future__ import annotations

from random import Random

import pytest

from form4_grammar import parse
from form4_grammar.testing import judge, printed
from form4_grammar.testing.aligned import Layout, aligned, drawn
from form4_grammar.testing.plausible import plausible

SAMPLE = 40


def read(seed: int, layout: Layout | None = None) -> tuple[list[str], bool]:
    """The paths that are wrong in silence, and whether all of the page was read."""
    random = Random(seed)  # noqa: S311 - which page is no secret
    filing = plausible(random)
    parsed = parse(aligned(filing, layout or drawn(random)))
    wrong = judge(printed(filing), parsed.filing, parsed.diagnostics, parsed.unread)
    return [one.path for one in wrong if one.is_silent], not wrong


def test_layouts_in_any_combination_are_read_or_doubted() -> None:
    whole = 0
    for seed in range(SAMPLE):
        silent, is_whole = read(seed)
        assert not silent, seed
        whole += is_whole
    assert whole >= 0.75 * SAMPLE


@pytest.mark.extra
@pytest.mark.parametrize("part", range(10))
def test_many_layouts_are_read_or_doubted(part: int) -> None:
    for seed in range(SAMPLE + 100 * part, SAMPLE + 100 * (part + 1)):
        assert read(seed)[0] == [], seed


@pytest.mark.parametrize(
    "layout",
    [
        Layout(),
        Layout(gap=1, is_spaced=True),
        Layout(walls="drawn"),
        Layout(walls="signs", width=132),
        Layout(edge="middle", height="middle"),
        Layout(beside=1, margin=3, reference="({})"),
    ],
    ids=str,
)
def test_each_setting_by_itself(layout: Layout) -> None:
    """The same filing is read whole, or what is not is null and named."""
    assert read(8, layout)[0] == []


def test_names_wrapped_at_the_edge_of_the_page_stay_together() -> None:
    page = aligned(plausible(Random(21)), Layout(width=64, is_signed_beside=True))  # noqa: S311
    assert "as trustee" not in page, "the name is to be wrapped"
    parsed = parse(page)
    assert parsed.filing is not None
    names = [one.name for one in parsed.filing.signatures]
    assert names[0] == "/s/ Tomas de la Cruz as trustee"
