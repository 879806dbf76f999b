"""By what nearly all texts are known that have no cell on a line of its own."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.parser.headings import printed_heading
from form4_grammar.regexes import regex

CELLS = regex(r"\S[^\S\t\n]?(?:\t|\|)[^\S\n]*\S")
"""Two cells side by side."""

_FEW = 3


@lru_cache(maxsize=MOST_GRAMMARS)
def _first_cells(grammar: Grammar) -> tuple[str, ...]:
    """The first caption of each table, and the tab behind it."""
    return tuple(f"{printed_heading(grammar, f'{table}_heading').above[0]}\t" for table in grammar.tables.values())


def has_cells(text: str, grammar: Grammar) -> bool:
    """Whether cells stand side by side on several lines, or the captions of a table do."""
    return any(map(text.__contains__, _first_cells(grammar))) or sum(1 for _ in islice(CELLS.finditer(text), _FEW)) == _FEW
