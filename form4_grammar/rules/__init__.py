"""The rules that reading a page reports, by code. One module per family; a rule is declared once, with prose and examples.

`form4_grammar.transform` and `form4_grammar.suspicions` name them where they find what they speak of. The rules of
`form4_grammar.checks`, which judge the filing that was read, are declared with their functions; `form4_grammar.catalogue` has
both.
"""

from __future__ import annotations

from form4_grammar.diagnostics import Rule
from form4_grammar.rules import cells, codes, dates, footnotes, grid, header, layout, signature, sources, traces, xml

_FAMILIES = (layout, sources, grid, traces, xml, header, cells, codes, footnotes, dates, signature)

READING_RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in sorted(
        (one for family in _FAMILIES for one in vars(family).values() if isinstance(one, Rule)), key=lambda rule: rule.code
    )
}
