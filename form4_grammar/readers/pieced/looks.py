"""By what nearly all texts are known that have no cell on a line of its own."""

from __future__ import annotations

from itertools import islice

from form4_grammar.grammar import Grammar
from form4_grammar.parser.headings import printed_heading
from form4_grammar.regexes import regex

CELLS = regex(r"\S[^\S\t\n]?(?:\t|\|)[^\S\n]*\S")
"""Two cells side by side."""

_FEW = 3


def has_cells(text: str, grammar: Grammar) -> bool:
    """Whether cells stand side by side on several lines, or the captions of a table do."""
    first = (printed_heading(grammar, f"{table}_heading").above[0] for table in grammar.tables.values())
    return any(f"{caption}\t" in text for caption in first) or sum(1 for _ in islice(CELLS.finditer(text), _FEW)) == _FEW
