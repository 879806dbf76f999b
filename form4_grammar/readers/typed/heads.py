"""What stands above the items of a typed form: the heads, the approval, often beside them, and the boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, TYPED_SUFFIX, Grammar, printed_pattern
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.pieces import Piece, TypedLine, Writer, edited
from form4_grammar.readers.typed.wordings import wording

_FEW = 3
_BOX = "check_box"


def write_heads(page: PageText, lines: Sequence[TypedLine], grammar: Grammar, out: Writer, *, are_beside: bool) -> None:
    """Writes the lines above the items, those that `are_beside` each other below each other, and each box on a line."""
    heads = Writer(page)
    for is_blank, group in groupby(lines, key=lambda line: line.is_blank or bool(line.tags) or line.is_rule):
        if not is_blank:
            for number, pieces in enumerate(_below_each_other(list(group)) if are_beside else (line.pieces for line in group)):
                heads.line(pieces, parted=number == 0)
    shown = heads.page()
    shown = edited(shown, _boxes(shown.text, grammar))
    out.pieces.take(shown, 0, len(shown.text))


def _below_each_other(lines: Sequence[TypedLine]) -> Iterator[Sequence[Piece]]:
    """The lines of a paragraph; of one in two columns, those at the left and then those at the right."""
    beside = [line for line in lines if len(line.pieces) > 1]
    if len(beside) < _FEW:
        yield from (line.pieces for line in lines)
        return
    edge = min(line.pieces[1].left for line in beside)
    for is_right in (False, True):
        for line in lines:
            own = [piece for piece in line.pieces if (piece.left >= edge) is is_right]
            if own:
                yield own


def _boxes(text: str, grammar: Grammar) -> Iterator[tuple[int, int, str]]:
    """Each box of the heads as the form prints it: its mark and its text on a line of their own."""
    ticked, unticked = (wording(grammar, name).pattern for name in ("CHECKED_BOX", "UNCHECKED_BOX"))
    for printed, pattern in _box_texts(grammar):
        match = re.search(rf"(?<!\S)(?:(?P<on>{ticked})|(?P<off>{unticked}))?\s*(?P<text>{pattern})", text)
        if match is None:
            continue
        yield match.start(), match.start(), "\n\n"
        for name, mark in (("on", "[X]"), ("off", "[ ]")):
            if match[name]:
                yield *match.span(name), mark
                yield match.end(name), match.start("text"), " "
        yield *match.span("text"), printed
        yield match.end(), match.end(), "\n\n"


@lru_cache(maxsize=MOST_GRAMMARS)
def _box_texts(grammar: Grammar) -> tuple[tuple[str, str], ...]:
    """The texts of the boxes that stand above the items, and the patterns of how filers worded them."""
    found = []
    for rule in grammar.layouts:
        for expansion in grammar.rules[f"{rule}{LAYOUT}"]:
            if len(expansion) > 1 and expansion[0] == _BOX and expansion[1] in grammar.terminals:
                name, text = expansion[1], grammar.terminals[expansion[1]].text
                worded = f"{name}{TYPED_SUFFIX}" in grammar.wordings
                pattern = wording(grammar, name).pattern if worded else rf"(?i:{printed_pattern(text.rstrip('.'))})\.?"
                found.append((text, pattern))
    return tuple(dict.fromkeys(found))
