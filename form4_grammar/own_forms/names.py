"""What fields a grammar has: the rules of its lines that hold answers, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, Grammar, load

MARKUP = frozenset({
    "UNDERLINE", "UNDERLINE_END", "NEXT_UNDERLINE", "BULLET", "_TAB", "_NEWLINE", "PARTING", "NAME_CAPTION", "DATE_CAPTION",
})  # fmt: skip
"""The terminals inside lines that are no part of an answer, though no literals: markup, and captions inside a signature."""

BOX, REFERENCE = "check_box", "footnote_ref"
NOTE_NUMBER, NOTE_TEXT = "FOOTNOTE_NUMBER", "FOOTNOTE_TEXT"

Kind = Literal["fields", "table", "blocks", "notes"]


class Group(NamedTuple):
    """A rule of the page that holds fields.

    ``names`` are the rules of its answers: of the columns, for a table. ``blocks`` come again and again on a page, each with
    these fields; ``notes`` are those that references of cells mean; what is neither has its fields once, as the form's own.
    """

    rule: str
    kind: Kind
    names: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where its fields stand: notes together, a single answer by its own name."""
        return "footnotes" if self.kind == "notes" else self.names[0] if self.names == (self.rule,) else self.rule


@lru_cache(maxsize=MOST_GRAMMARS)
def groups(grammar: Grammar) -> tuple[Group, ...]:
    """What of the page of a grammar holds fields, in the order in which the grammar has it."""
    found: dict[str, Group] = {}
    repeated = _repeated(grammar)
    tables = {name.removesuffix("_row") for name in grammar.layouts if name.endswith("_row")}
    for rule in _in_order(grammar, "start", set()):
        if rule in tables:
            columns = dict.fromkeys(name for cells in _rows(grammar, rule) for cell in cells for name in cell)
            found[rule] = Group(rule, "table", tuple(columns))
        elif rule in grammar.layouts and not _is_of_table(rule, tables):
            layout = rule + LAYOUT
            # A note without a number holds nothing but its text
            if NOTE_NUMBER in grammar.reached(layout) or set(grammar.rules[layout]) == {(NOTE_TEXT,)}:
                found[rule] = Group(rule, "notes", ())
            elif names := tuple(dict.fromkeys(leaves(grammar, layout, rule))):
                found[rule] = Group(rule, "blocks" if rule in repeated else "fields", names)
    return tuple(found.values())


@lru_cache(maxsize=MOST_GRAMMARS)
def added_groups(grammar: Grammar) -> tuple[Group, ...]:
    """What a form has more than the form that it is derived from: new groups, and new names in those of that form."""
    if not grammar.added:
        return ()
    known = {group.rule: set(group.names) for group in groups(load(grammar.base))}
    found = []
    for group in groups(grammar):
        names = tuple(name for name in group.names if name not in known.get(group.rule, ()))
        if names or group.rule not in known:
            found.append(group._replace(names=names))
    return tuple(found)


def leaves(grammar: Grammar, rule: str, name: str) -> Iterator[str]:
    """The rules below one that hold an answer themselves; `name` is what the rule itself is called."""
    below: list[str] = []
    own = ""
    for expansion in grammar.rules.get(rule, ()):
        for symbol in expansion:
            if symbol in (BOX, REFERENCE) or symbol == rule:
                own = own or (symbol if symbol == BOX else "")
            elif symbol in grammar.rules:
                below += leaves(grammar, symbol, name if symbol.startswith("_") else symbol)
            elif is_answer(grammar, symbol):
                own = symbol
    yield from below
    if own:
        yield own_name(name, own, alone=not set(below) - {name})


def own_name(rule: str, answer: str, *, alone: bool) -> str:
    """What the answer of a rule itself is called: as the rule, or as its terminal where the rule holds further fields."""
    return rule if alone or answer == BOX else answer.lower()


Type = Literal["date", "number", "box", "text"]
"""What the value of a field is: a day, a `Decimal`, true or false, a text."""


@lru_cache(maxsize=512)
def type_of(grammar: Grammar, name: str) -> Type:
    """What the value of a field is, by the terminals that its rule itself is answered by."""
    rule = _rule_of(grammar, name)
    if rule is None:
        return "date" if is_date(name.upper()) else "number" if name == "amount" else "text"
    own = {one for expansion in grammar.rules[rule] for one in _own(grammar, expansion, rule)}
    if any(map(is_date, own)):
        return "date"
    return "number" if "AMOUNT" in own else "box" if own == {BOX} else "text"


@lru_cache(maxsize=512)
def may_refer(grammar: Grammar, name: str) -> bool:
    """Whether references to notes may stand behind the value of a field: it is a `Cell` then."""
    rule = _rule_of(grammar, name)
    return rule is not None and REFERENCE in grammar.reached(rule)


def _rule_of(grammar: Grammar, name: str) -> str | None:
    """The rule of a field; None for one that is named after a terminal."""
    return next((rule for rule in (name + LAYOUT, name) if rule in grammar.rules), None)


def _own(grammar: Grammar, expansion: tuple[str, ...], rule: str) -> Iterator[str]:
    """The terminals and boxes that a rule itself is answered by, those of its hidden rules included."""
    for name in expansion:
        if name == BOX or is_answer(grammar, name):
            yield name
        elif name.startswith("_") and name in grammar.rules and name != rule:
            for inner in grammar.rules[name]:
                yield from _own(grammar, inner, name)


def is_answer(grammar: Grammar, terminal: str) -> bool:
    """Whether a terminal is what a filer writes, and not what the form prints or a copy adds."""
    found = grammar.terminals.get(terminal)
    return found is not None and not found.is_literal and terminal not in MARKUP and not terminal.startswith("_")


def is_date(terminal: str) -> bool:
    """Whether a terminal is a date, by its name."""
    return terminal == "DATE" or terminal.endswith("_DATE")


@lru_cache(maxsize=MOST_GRAMMARS)
def _repeated(grammar: Grammar) -> frozenset[str]:
    """The rules that a page may have several of."""
    rounds = [rule for rule in grammar.rules if rule.startswith("__")]
    return frozenset(name for rule in rounds for expansion in grammar.rules[rule] for name in expansion)


def _is_of_table(rule: str, tables: set[str]) -> bool:
    return any(rule in (f"{table}_row", f"{table}_heading") for table in tables)


def _rows(grammar: Grammar, table: str) -> Iterator[list[tuple[str, ...]]]:
    """The cells of each kind of row that a table may have."""
    layout = f"{table}_row{LAYOUT}"
    expansions = grammar.rules[layout]
    named = all(len(expansion) == 1 and expansion[0].islower() for expansion in expansions)
    for name in [expansion[0] for expansion in expansions] if named else [layout]:
        yield grammar.grid(name)[0]


def _in_order(grammar: Grammar, rule: str, seen: set[str]) -> Iterator[str]:
    """The rules that a page is made of, each once, in the order in which they first stand there."""
    for expansion in grammar.rules.get(rule, ()):
        for name in expansion:
            if name in grammar.rules and name not in seen:
                seen.add(name)
                yield name
                yield from _in_order(grammar, name, seen)
