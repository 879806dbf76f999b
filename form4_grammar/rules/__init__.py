"""The registry of rules, by code. One module per family; a rule is declared once, with its prose and its examples.

The rules here are those that reading a page reports: the module `form4_grammar.transform` names them where it finds them.
"""

from __future__ import annotations

from form4_grammar.diagnostics import Rule
from form4_grammar.rules import cells, codes, dates, footnotes, header, layout, signature

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in sorted(
        (rule for family in (layout, header, cells, codes, footnotes, dates, signature) for rule in family.ALL),
        key=lambda rule: ("LHTCNDS".index(rule.family), rule.code),
    )
}


def find(name: str) -> list[Rule]:
    """The rules that `name` means: a code, a family's letter, or a rule's name, in any case. None where it means nothing."""
    wanted = name.casefold()
    return [rule for rule in RULES.values() if wanted in (rule.code.casefold(), rule.family.casefold(), rule.name)]
