"""What a grammar says: its rules and terminals, and what is worked out of them: lines, layouts, cells, captions, wordings.

The convention that ties a line to its layout: ``NAME`` and ``NAME_layout``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cached_property, lru_cache

from form4_grammar.records import NamedTuple, dataclass

FORMS = ("3", "4", "5")
"""The forms that the package brings a grammar for: ``grammar/form3.lark`` and so on."""

OLDER, OLDER_SUFFIX = "older_wordings", "_2002"
"""The rule that lists other wordings; ``NAME_2002``, or ``NAME`` with another year or word behind it, is one of ``NAME``."""

START_2002, OWN_WORDINGS_2002 = "start_2002", "own_wordings_2002"
"""The start symbol of the page of 2003 to 2009, and the rule that lists the wordings that tell the year on that page only."""

WORDINGS, TYPED_SUFFIX = "typed_wordings", "_TYPED"
"""The rule that lists how filers worded captions on forms that they typed; ``NAME_TYPED`` is one of ``NAME``."""

LAYOUT = "_layout"
"""The rule ``NAME_layout`` says what the lines of the page's rule ``NAME`` hold."""

MOST_GRAMMARS, MOST_PARTS = 32, 512
"""What is worked out of a grammar is kept for that many of them, and of their parts.

Of the package's own there are eleven, which a folder of all years has in turn: Forms 3, 4 and 5, each as EDGAR prints it today
and did from 2003 to 2009, and as it was typed before, Forms 4 and 5 in two ways.
"""


class Terminal(NamedTuple):
    """A terminal of the grammar. ``text``, with its ``flags``, is printed where ``is_literal``, else a regular expression."""

    name: str
    text: str
    is_literal: bool
    flags: str
    priority: int

    @property
    def pattern(self) -> str:
        """The regular expression of the terminal. In printed text, blanks may be of any kind and signs may be escaped."""
        if self.is_literal:
            printed = printed_pattern(self.text)
            return f"(?{self.flags}:{printed})" if self.flags else printed
        return f"(?{self.flags}:{self.text})" if self.flags else f"(?:{self.text})"


ALIKE_SIGNS = {"-": "-‐‑‒–—−―", "'": "'’‘", '"': '"“”'}
"""What typesetting makes of signs; in a printed text it is the same sign."""

_PARTED_ANYHOW = rf"(?:\s*[{ALIKE_SIGNS['-']}:.·]{{1,2}}\s*|\s+)"
"""What copies make of a dash that parts two texts: they set it closely, double it, write a colon or a point, or nothing."""


@lru_cache(maxsize=1024)
def printed_pattern(text: str) -> str:
    """The regular expression of a printed text: its blanks, dashes and quotes may be of any kind, its signs may be escaped."""
    if not text.strip():
        return re.escape(text)
    words = [word.translate(_SIGNS) if word != "-" else word for word in text.split()]
    pattern, parting = words[0], r"\s+"
    for word in words[1:]:
        if word == "-":
            parting = _PARTED_ANYHOW
            continue
        # Before a hint in brackets, such as "(Instr. 3)", they lose the blank, or put a colon
        is_hint = word.startswith(r"\(") and word[2:4].isalpha() and parting == r"\s+"
        if word.startswith(r"\(") and word[2:3].islower():  # programs break lines where the type changes: ( e.g., puts
            word = rf"\(\s*{word[2:]}"  # noqa: PLW2901
        pattern += (r":?\s*" if is_hint else parting) + word
        parting = r"\s+"
    return pattern


_SIGNS = {ord(sign): (r"\\?" if sign in "*$[]_" else "") + re.escape(sign) for sign in map(chr, range(128))}
_SIGNS |= {ord(sign): f"[{alike}]" for sign, alike in ALIKE_SIGNS.items()}


class ParseTable(NamedTuple):
    """An LALR parse table.

    ``states`` maps, for each state, a terminal to what is to be done: a state to shift to, or a rule to reduce by, as the
    number of its parts and its name; and a rule's name to the state that follows it.
    """

    start: int
    end: int
    states: tuple[Mapping[str, int | tuple[int, str]], ...]


@dataclass(frozen=True, eq=False, repr=False)
class Grammar:
    """One form's grammar.

    ``rules`` maps each rule to its expansions, tuples of names: rules in lower case, terminals in upper case. Lines of the
    terminals ``ignored`` are no part of the page. ``text`` is what Lark is given: the ``.lark`` files in one, in the order of
    their imports. The layout of a line that no page of the form has is none of the ``starts``. ``table`` is what Lark's LALR
    analysis makes of the page. ``is_of_2003`` for the page of 2003 to 2009. ``base`` is ``"3"``, ``"4"`` or ``"5"`` where a
    page of it is a filing of that form, perhaps with more on it, and empty where it is a form of another kind. ``added`` are
    the rules and terminals that a form of one's own has and the form that it is derived from has not.
    """

    form: str
    terminals: Mapping[str, Terminal]
    rules: Mapping[str, tuple[tuple[str, ...], ...]]
    ignored: frozenset[str]
    starts: tuple[str, ...]
    text: str
    table: ParseTable
    is_of_2003: bool = False
    base: str = ""
    added: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> frozenset[str]:
        """All names of rules and terminals, those that are only declared included."""
        return frozenset(self.rules).union(*(one for expansions in self.rules.values() for one in expansions))

    @cached_property
    def page_terminals(self) -> tuple[Terminal, ...]:
        """The terminals that are whole lines of the page, in no particular order. Declared ones are not among them."""
        reached = self.reached("start") | self.ignored
        return tuple(terminal for name, terminal in self.terminals.items() if name in reached)

    @cached_property
    def layouts(self) -> tuple[str, ...]:
        """The rules of the page that have a layout, without the suffix."""
        return tuple(name.removesuffix(LAYOUT) for name in self.rules if name.endswith(LAYOUT))

    @cached_property
    def older(self) -> Mapping[str, str]:
        """Other wordings, such as those of earlier years, with single blanks, and the terminals that they are read as."""
        return {text: name for text, (name, _) in self._worded.items()}

    def wording(self, text: str) -> str:
        """What a wording is called: the year, or the name, that its terminal ends in; empty for a text that is none."""
        return self._worded.get(text, ("", ""))[1]

    @cached_property
    def _worded(self) -> Mapping[str, tuple[str, str]]:
        """The terminal that each wording is read as, and the rest of its own name: ``TITLE`` and 2002 of ``TITLE_2002``."""
        names = [name for expansion in self.rules.get(OLDER, ()) for name in expansion]
        known = self.names - set(names)
        return {" ".join(self.terminals[name].text.split()): _parted(name, known) for name in names}

    @property
    def is_typed(self) -> bool:
        """Whether this is a form that filers typed, before EDGAR printed the page."""
        return WORDINGS in self.rules

    @cached_property
    def wordings(self) -> Mapping[str, str]:
        """How filers worded captions, as regular expressions by the names of their terminals."""
        return {name: self.terminals[name].pattern for (name,) in self.rules.get(WORDINGS, ())}

    @cached_property
    def box(self) -> str:
        """The regular expression of a check box, marked or not; one that fits nothing where the grammar has none."""
        marks = [self.terminals[name].pattern for name in ("CHECKED_BOX", "UNCHECKED_BOX") if name in self.terminals]
        return f"(?:{'|'.join(marks)})" if marks else r"(?!)"

    @cached_property
    def furniture(self) -> str:
        """The regular expression of lines that are no part of the page, such as the number of a sheet."""
        return "|".join(self.terminals[name].pattern for name in sorted(self.ignored)) or r"(?!)"

    def pattern_of(self, name: str) -> str:
        """The regular expression of a terminal; one that fits nothing where the grammar has none of that name."""
        found = self.terminals.get(name)
        return r"(?!)" if found is None else found.pattern

    @cached_property
    def tables(self) -> Mapping[str | None, str]:
        """The tables by the terminals of their titles: ``table_i`` for ``TABLE_I_TITLE``."""
        return {self.line_terminal(name): name for name in self.rules if f"{name}_heading{LAYOUT}" in self.rules}

    def reached(self, rule: str) -> frozenset[str]:
        """All rules and terminals that `rule` leads to, itself included."""
        seen = {rule}
        todo = [rule]
        while todo:
            for expansion in self.rules.get(todo.pop(), ()):
                fresh = set(expansion) - seen
                seen |= fresh
                todo += fresh
        return frozenset(seen)

    def required(self, rule: str) -> frozenset[str]:
        """The terminals that no text of `rule` can do without."""
        if rule not in self._required:
            self._required[rule] = frozenset.intersection(
                *(
                    frozenset().union(*(self.required(n) if n in self.rules else {n} for n in expansion if n != rule))
                    for expansion in self.rules[rule]
                )
            )
        return self._required[rule]

    @cached_property
    def _required(self) -> dict[str, frozenset[str]]:
        """What `required` has found by now."""
        return {}

    def line_terminal(self, rule: str) -> str | None:
        """The terminal of the first line of `rule`, e.g. ``HEADER_LINE`` for ``header``."""
        for expansion in self.rules.get(rule, ()):
            for name in expansion:
                found = name if name.isupper() else self.line_terminal(name) if name != rule else None
                if found:
                    return found
        return None

    def grid(self, layout: str, number: int = 0) -> list[list[tuple[str, ...]]]:
        """The lines of a layout, each a list of cells, each the rules or terminals of which one stands there (none: blank).

        `number` is that of the alternative, where the layout has several.
        """
        lines: list[list[tuple[str, ...]]] = [[()]]
        for name in self._flat(self.rules[layout][number]):
            if name == "_NEWLINE":
                lines.append([()])
            elif name == "_TAB":
                lines[-1].append(())
            else:
                lines[-1][-1] += self.alternatives(name)
        return lines

    def cells(self, layout: str) -> tuple[str, ...]:
        """The rules or terminals that stand in the cells of a layout, each once, in whichever of its alternatives."""
        grids = (self.grid(layout, number) for number in range(len(self.rules[layout])))
        return tuple(dict.fromkeys(name for grid in grids for line in grid for cell in line for name in cell))

    def alternatives(self, name: str) -> tuple[str, ...]:
        """What a cell named `name` may be: itself, or the alternatives of a hidden rule of single names."""
        if name.startswith("_") and all(len(expansion) == 1 for expansion in self.rules[name]):
            return tuple(found for (inner,) in self.rules[name] for found in self.alternatives(inner))
        return (name,)

    def caption(self, name: str) -> str | None:
        """The first printed text of a rule or terminal: what one knows the item by."""
        if name in self.terminals:
            terminal = self.terminals[name]
            return terminal.text if terminal.is_literal else None
        return next(filter(None, (self.caption(part) for part in self.rules.get(name, ((),))[0])), None)

    def _flat(self, expansion: tuple[str, ...]) -> Iterator[str]:
        for name in expansion:
            if name.startswith("_") and name in self.rules and len(self.rules[name]) == 1:
                yield from self._flat(self.rules[name][0])
            else:
                yield name


def _parted(name: str, known: Container[str]) -> tuple[str, str]:
    """The longest beginning of a name that is known, and what follows it."""
    ends = [at for at, sign in enumerate(name) if sign == "_" and name[:at] in known]
    at = ends[-1] if ends else len(name.removesuffix(OLDER_SUFFIX))
    return name[:at], name[at + 1 :].replace("_", " ").lower()
