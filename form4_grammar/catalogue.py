"""Every rule there is, those of reading and those of the checks, by code."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from form4_grammar.aligning import common_ends
from form4_grammar.checks import CHECKS
from form4_grammar.diagnostics import Rule
from form4_grammar.rules import READING_RULES

FAMILIES = {
    "L": "layout",
    "H": "header",
    "T": "rows and cells",
    "C": "transaction codes",
    "N": "footnotes",
    "D": "dates",
    "S": "signatures",
    "X": "cross-checks",
}
"""The families of rules, by the first letter of their codes, in the order in which they are listed."""

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in sorted(
        [*READING_RULES.values(), *(rule for rule, _ in CHECKS.values())],
        key=lambda rule: (list(FAMILIES).index(rule.family), rule.code),
    )
}


def find(name: str) -> list[Rule]:
    """The rules that `name` means: a code, a family's letter, or a rule's name, in any case. None where it means nothing."""
    wanted = name.casefold()
    return [rule for rule in RULES.values() if wanted in (rule.code.casefold(), rule.family.casefold(), rule.name)]


def unknown(name: str) -> str:
    """What to say of a name that means no rule, with the one that may have been meant."""
    return f"no such rule: {name}{meant(name, [*RULES, *(rule.name for rule in RULES.values())])}"


def meant(word: str, words: Iterable[str]) -> str:
    """The nearest of some words as a question, in brackets; empty where none is near. Case does not count."""
    folded = {one.casefold(): one for one in words}
    wanted = word.casefold()
    near = difflib.get_close_matches(wanted, folded, n=len(folded) or 1)
    alike = {one: (difflib.SequenceMatcher(None, one, wanted).ratio(), common_ends(one, wanted)[0]) for one in near}
    return f" (did you mean {folded[max(near, key=alike.__getitem__)]}?)" if near else ""
