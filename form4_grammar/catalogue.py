"""Every rule there is, those of reading and those of the checks, by code."""

from __future__ import annotations

import difflib
import importlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from form4_grammar.aligning import common_ends
from form4_grammar.checks import CHECKS, RuleClash
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
"""The families of the package's rules, by the letter of their codes, in the order in which they are listed."""

_LEAST, _MOST_NAMED = 4, 8
"""How long a part of a name has to be for the rules that have it to be named, and how many these may be."""

RULES: dict[str, Rule] = {}
"""All rules by their codes; `update` adds those that were declared since."""


def family(rule: Rule) -> str:
    """What the family of a rule is called."""
    return FAMILIES.get(rule.family, "rules of one's own")


def order(rule: Rule) -> tuple[int, str, str]:
    """By what rules are sorted: the package's families, then others."""
    known = list(FAMILIES)
    return known.index(rule.family) if rule.family in FAMILIES else len(known), rule.family, rule.code


def update() -> None:
    """Takes the rules into the catalogue that were declared since, such as those of a project."""
    rules = sorted([*READING_RULES.values(), *(rule for rule, _ in CHECKS.values())], key=order)
    RULES.clear()
    RULES.update({rule.code: rule for rule in rules})


class RulesError(ValueError):
    """The rules of a project cannot be used; the text says which module, and why."""


def load(modules: Sequence[str], folder: Path) -> None:
    """Imports the modules in which a project declares its rules; those in its folder are found, too.

    They are code: only what the user named may be given. Raises `RulesError` where one cannot be imported, or declares a rule
    that clashes with another.
    """
    for name in modules:
        sys.path.append(str(folder))
        try:
            importlib.import_module(name)
        except RuleClash as error:
            raise RulesError(f"{name}: {error}") from error
        except Exception as error:  # what code of the user's own may raise when it is imported is not ours to know
            shown = " ".join(f"{type(error).__name__}: {error}".split())
            raise RulesError(f"{name} cannot be imported: {shown}") from error
        finally:
            sys.path.remove(str(folder))
    update()


def find(name: str) -> list[Rule]:
    """The rules that `name` means: a code, the letters of a family, or a name, in any case. None where it means nothing."""
    wanted = name.casefold()
    return [rule for rule in RULES.values() if wanted in (rule.code.casefold(), rule.family.casefold(), rule.name)]


def unknown(name: str) -> str:
    """What to say of a name that means no rule, with what may have been meant."""
    if not name.strip():
        return "an empty name is that of no rule"
    if len(name) == 1:
        return f"no such family of rules: {name}; there are {', '.join(sorted({code[0] for code in RULES}))}"
    alike = [rule for rule in RULES.values() if len(name) >= _LEAST and name.casefold() in rule.name]
    if 1 < len(alike) <= _MOST_NAMED:
        return f"no such rule: {name}; there are {', '.join(f'{rule.name} ({rule.code})' for rule in alike)}"
    return f"no such rule: {name}{meant(name, [*RULES, *(rule.name for rule in RULES.values())])}"


def meant(word: str, words: Iterable[str]) -> str:
    """The nearest of some words as a question, in brackets; empty where none is near. Case does not count."""
    folded = {one.casefold(): one for one in words}
    wanted = word.casefold()
    near = difflib.get_close_matches(wanted, folded, n=len(folded) or 1)
    alike = {one: (difflib.SequenceMatcher(None, one, wanted).ratio(), common_ends(one, wanted)[0]) for one in near}
    return f" (did you mean {folded[max(near, key=alike.__getitem__)]}?)" if near else ""


update()
