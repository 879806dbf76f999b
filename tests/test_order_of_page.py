"""The order of the page's parts, which modules that repair and judge a page name by lines, is that of the grammar."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from form4_grammar.grammar import FORMS, Grammar, load, of_2003
from form4_grammar.parser import boxes
from form4_grammar.suspicions.page import ENDS, ENDS_2003, HEADINGS

TODAY = [load(form) for form in FORMS]
OLDER = [older for today in TODAY if (older := of_2003(today)) is not None]
EACH = pytest.mark.parametrize("grammar", [*TODAY, *OLDER], ids=lambda one: f"{one.form}-{one.is_of_2003}")


def lines(grammar: Grammar, name: str) -> Iterator[str]:
    """The lines of a rule in their order, with all that it may have."""
    if name not in grammar.rules:
        yield name
    elif not name.startswith("__"):
        for part in max(grammar.rules[name], key=len):
            yield from lines(grammar, part)
    else:  # what is repeated
        yield from (one for one in grammar.rules[name][0] if one not in grammar.rules)


def last_line(grammar: Grammar, name: str) -> str:
    return list(lines(grammar, name))[-1]


@EACH
def test_a_part_ends_before_the_next_begins(grammar: Grammar) -> None:
    order = list(dict.fromkeys(lines(grammar, "page")))
    below = {part: line for line, part in HEADINGS.items() if line in order}
    ends = ENDS_2003 if grammar.is_of_2003 else ENDS
    assert set(below) <= set(ends)
    assert {end for end, _ in ends.values()} <= grammar.required("start")
    for part, line in below.items():
        between = order[order.index(line) + 1 : order.index(ends[part][0])]
        assert not grammar.required("start") & set(between) & set(HEADINGS), part


@EACH
def test_the_boxes_stand_where_the_grammar_has_them(grammar: Grammar) -> None:
    header = next(iter(lines(grammar, "header")))
    around = set()
    for expansion in grammar.rules["_top"]:
        at = expansion.index("_boxes")
        above = last_line(grammar, expansion[at - 1]) if at else ""
        below = next(iter(lines(grammar, expansion[at + 1]))) if at + 1 < len(expansion) else header
        around.add((above, below))
    for above, below in around:
        both = above in boxes.ABOVE_2003 | {""} and below in boxes.BELOW_2003
        assert (above in boxes.ABOVE and below in boxes.BELOW) or (grammar.is_of_2003 and both), (above, below)
    if not grammar.is_of_2003:
        assert {above for above, _ in around} == boxes.ABOVE
        assert {below for _, below in around} == boxes.BELOW
