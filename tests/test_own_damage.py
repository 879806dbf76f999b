"""Damaged pages of forms of one's own: no field is silently wrong, in all kinds of damage."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.own_pages import PAGES, undamaged

from form4_grammar import parse
from form4_grammar.checking import check_parsed
from form4_grammar.readers import Dialect
from form4_grammar.testing import KINDS, damage
from form4_grammar.testing.judging_own import is_traceless, judge_own

SEEDS = 2
DIALECTS: tuple[Dialect, ...] = ("text", "html")


@pytest.mark.extra
@pytest.mark.parametrize("kind", [kind for kind, made in KINDS.items() if {*made.dialects} & {*DIALECTS}])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_silently_wrong(name: str, kind: str) -> None:
    silent = []
    for dialect in (one for one in DIALECTS if one in KINDS[kind].dialects):
        own, page, truth = undamaged(name, dialect)
        for seed in range(SEEDS):
            damaged = damage(page, kind, seed, dialect=dialect, form=own)
            if damaged == page:
                continue
            parsed = parse(damaged, form=own)
            wrong = judge_own(truth, parsed, check_parsed(parsed).diagnostics)
            untold = [one for one in wrong if one.is_silent]
            if untold and not is_traceless(page, damaged, truth, parsed, wrong, dialect):
                silent += [(dialect, seed, one.path, one.truth, one.got) for one in untold]
    assert silent == []


def test_the_kinds_hit_what_the_form_has() -> None:
    """All kinds that a page of text can suffer change one of the two, but for those of what neither has."""
    spared = {"owner_lost", "bracket_lost", "mojibake", "replaced_signs"}  # no owners, no brackets, nothing but ASCII
    for kind, made in KINDS.items():
        if "text" in made.dialects and kind not in spared:
            pages = [undamaged(name, "text") for name in PAGES]
            assert any(
                damage(one.page, kind, seed, dialect="text", form=one.form) != one.page for one in pages for seed in range(8)
            ), kind


def test_a_wrong_field_that_nobody_names_is_silent() -> None:
    own, page, truth = undamaged("form144", "text")
    other = parse(page.replace("1,200", "1,300"), form=own)
    (wrong,) = judge_own(truth, other, other.diagnostics)
    assert (wrong.path, wrong.truth.value, wrong.is_silent) == (
        "securities_to_be_sold[1].amount_acquired",
        Decimal(1200),
        True,
    )
    assert is_traceless(page, page.replace("1,200", "1,300"), truth, other, [wrong], "text")
    assert not is_traceless(page, page.replace("Officer", "Director"), truth, other, [wrong], "text")
    assert judge_own(truth, parse(page, form=own), ()) == []


def test_a_row_above_a_heading_without_its_title_is_a_row() -> None:
    own, page, truth = undamaged("form144", "html")
    untitled = page.replace("<p>144: Securities Sold During The Past 3 Months</p>", "")
    assert untitled != page
    found = parse(untitled, form=own).fields
    assert found is not None
    assert len(found["securities_to_be_sold"]) == len(truth["securities_to_be_sold"]) == 2
