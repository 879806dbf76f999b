"""What a check needs: one that is not asked of a page would have found nothing, however the page is damaged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from form4_grammar import Parsed, parse
from form4_grammar.checks import CHECKS, Context
from form4_grammar.checks.facts import FACTS, NEEDS
from form4_grammar.checks.registry import NEEDED
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS, EXAMPLE_PAGES
from form4_grammar.testing import KINDS, damage

SEEDS = 4


def missed(parsed: Parsed) -> Iterator[str]:
    """The codes of the checks that would find something on a page of which they are not asked."""
    if parsed.filing is None:
        return
    context = Context(parsed.on_page or parsed)
    for code, needs in NEEDED.items():
        declared, check = CHECKS[code]
        is_left_out = context.form in declared.forms and needs.isdisjoint(context.there)
        if is_left_out and code not in context.silent and list(check(context)):
            yield code


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_check_that_is_not_asked_has_nothing_to_say_of_a_damaged_page(kind: str) -> None:
    for page in (*EXAMPLE_PAGES.values(), *EXAMPLE_DOCUMENTS.values()):
        for seed in range(SEEDS):
            assert list(missed(parse(damage(page, kind, seed)))) == [], (kind, seed)


def test_each_fact_is_one_that_a_check_needs() -> None:
    needed = frozenset().union(*NEEDED.values())
    assert needed <= NEEDS
    assert FACTS.keys() - {"letters_among_digits"} <= needed  # of which L030 asks for itself: streets may have such, too
