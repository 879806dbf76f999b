"""The grammar run the other way: the text of a rule, with given answers in their places.

Of the expansions that a rule has, that one is written which has a place for the most answers; among those, the one that marks
them best, then the shortest, then the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from form4_grammar.grammar import LAYOUT, Grammar

Answers: TypeAlias = "Mapping[str, Sequence[str | Answers]]"
"""What stands in a rule: for each rule or terminal inside it, one text or further answers for each time that it occurs.

An empty text is an answer that was left blank. What the rule has no place for is not written.
"""

MARKS = {"UNDERLINE": "<u>", "UNDERLINE_END": "</u>", "NEXT_UNDERLINE": "</u> <u>", "DOLLAR_SIGN": r"\$"}
"""How the terminals are written that only mark an answer, where the grammar leaves it open."""

_CELL_ENDS = {"_TAB": "\t", "_NEWLINE": "\n"}
_BEFORE_ANSWER = frozenset({"UNDERLINE", "NEXT_UNDERLINE", "LEFT_BRACKET", "DOLLAR_SIGN", *_CELL_ENDS})
_AFTER_ANSWER = frozenset({"UNDERLINE_END", "NEXT_UNDERLINE", "RIGHT_BRACKET", "EQUITY_SWAP", "LINE_TYPE", *_CELL_ENDS})
_AT_END = frozenset("%.,;:")
"""Signs that stand right behind what they belong to."""
_TOGETHER = frozenset({"sec_heading", "omb_approval", "footnote"})


class Piece(NamedTuple):
    """A text, the rule or terminal that it is, and the rule that this stands in."""

    name: str
    parent: str
    text: str


_Pieces: TypeAlias = tuple[Piece, ...]
_Written: TypeAlias = Mapping[str, Sequence[_Pieces | None]]


class _Draft(NamedTuple):
    """Some pieces, how many answers of each name were used up to their end, how many in them, and how many marks they have."""

    pieces: _Pieces
    used: Mapping[str, int]
    taken: int = 0
    marks: int = 0

    @property
    def merit(self) -> tuple[int, int, int]:
        return self.taken, self.marks, -len(self.pieces)

    def then(self, other: _Draft) -> _Draft:
        return _Draft(self.pieces + other.pieces, other.used, self.taken + other.taken, self.marks + other.marks)


def write(grammar: Grammar, rule: str, answers: Answers) -> str | None:
    """The text of what stands inside a line, or inside a few. None where it needs an answer that is not given."""
    pieces = pieces_of(grammar, rule, answers)
    return None if pieces is None else _joined(pieces, grammar)


def pieces_of(grammar: Grammar, rule: str, answers: Answers) -> tuple[Piece, ...] | None:
    """The pieces of what stands inside a line, or of a page's part. None where it needs an answer that is not given."""
    draft = _rule(grammar, rule, rule, _written(grammar, rule, answers), {})
    return None if draft is None else draft.pieces


def write_page(grammar: Grammar, answers: Answers) -> str:
    """The text of a page, blank lines between its parts. Raises `ValueError` where it cannot do without an answer."""
    pieces = pieces_of(grammar, "page", answers)
    if not pieces:
        raise ValueError(f"the page of {grammar.form} asks for what is not given, or is not printed")
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        text += ("\n" if _follows(before, piece) else "\n\n") + piece.text
    return text + "\n"


def _follows(before: Piece, piece: Piece) -> bool:
    """Whether no blank line parts the two."""
    if piece.name.endswith("_row"):
        return True
    group = piece.name if piece.name.islower() else piece.parent
    return group in _TOGETHER and group == (before.name if before.name.islower() else before.parent)


def _joined(pieces: Sequence[Piece], grammar: Grammar) -> str:
    lines = {terminal.name for terminal in grammar.page_terminals}
    text = pieces[0].text if pieces else ""
    for before, piece in pairwise(pieces):
        if before.name in lines:
            text += "\n\n"
        elif before.name not in _BEFORE_ANSWER and piece.name not in _AFTER_ANSWER and piece.text not in _AT_END:
            text += " "
        text += piece.text
    return text


def _written(grammar: Grammar, parent: str, answers: Answers) -> _Written:
    """The pieces of each answer; of names that the grammar does not have, none."""
    return {
        name: [_inside(grammar, name, parent, one) for one in given]
        for name, given in answers.items()
        if name in grammar.rules or name in grammar.terminals
    }


def _inside(grammar: Grammar, name: str, parent: str, answers: str | Answers) -> _Pieces | None:
    """What is written for a rule or a terminal: lines of a layout are one piece, and so is a text that is given."""
    if isinstance(answers, str):
        return (Piece(name, parent, answers),)
    if name + LAYOUT in grammar.rules:
        text = write(grammar, name + LAYOUT, answers)
        return None if text is None else (Piece(name, parent, text),)
    draft = _rule(grammar, name, name, _written(grammar, name, answers), {})
    return None if draft is None else draft.pieces


@lru_cache(maxsize=256)
def _unanswered(grammar: Grammar, name: str, parent: str) -> _Pieces | None:
    return _inside(grammar, name, parent, {})


def _rule(grammar: Grammar, name: str, parent: str, answers: _Written, used: Mapping[str, int]) -> _Draft | None:
    """The best expansion of a rule. Marks that mark no answer are no reading of it."""
    drafts = (_expansion(grammar, symbols, parent, answers, used) for symbols in grammar.rules[name])
    found = [draft for draft in drafts if draft is not None and (draft.taken or not draft.marks)]
    return max(found, key=lambda draft: draft.merit, default=None)


def _expansion(
    grammar: Grammar, symbols: Sequence[str], parent: str, answers: _Written, used: Mapping[str, int]
) -> _Draft | None:
    whole = _Draft((), used)
    for symbol in symbols:
        part = _symbol(grammar, symbol, parent, answers, whole.used)
        if part is None:
            return None
        whole = whole.then(part)
    return whole


def _symbol(grammar: Grammar, name: str, parent: str, answers: _Written, used: Mapping[str, int]) -> _Draft | None:
    given, count = answers.get(name, ()), used.get(name, 0)
    if count < len(given):
        pieces = given[count]
        return None if pieces is None else _Draft(pieces, {**used, name: count + 1}, 1)
    terminal = grammar.terminals.get(name)
    if terminal is not None:
        text = _CELL_ENDS.get(name) or (terminal.text if terminal.is_literal else MARKS.get(name))
        return None if text is None else _Draft((Piece(name, parent, text),), used, 0, int(name in MARKS))
    if name.startswith("__"):
        return _repetition(grammar, name, parent, answers, used)
    if name.startswith("_"):
        return _rule(grammar, name, parent, answers, used)
    pieces = _unanswered(grammar, name, parent) if name in grammar.rules else None
    return None if pieces is None else _Draft(pieces, used)


def _repetition(grammar: Grammar, name: str, parent: str, answers: _Written, used: Mapping[str, int]) -> _Draft | None:
    """As many rounds of ``x*`` or ``x+`` as there are answers; Lark's rule for them begins with itself, or has one round."""
    rounds = [symbols for symbols in grammar.rules[name] if symbols[0] != name]
    whole: _Draft | None = None
    while True:
        at = used if whole is None else whole.used
        drafts = (_expansion(grammar, symbols, parent, answers, at) for symbols in rounds)
        best = max((draft for draft in drafts if draft is not None), key=lambda draft: draft.merit, default=None)
        if best is None or not best.taken:
            return whole
        whole = best if whole is None else whole.then(best)
