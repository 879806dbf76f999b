"""The formal grammar as Python sees it: the rules and terminals of a form's ``.lark`` file, and Lark's tables for the page.

The ``.lark`` files are the only source. What this module adds is how they are found (beside the package or inside the
wheel) and put into one text, and the convention that ties a line to its layout (``NAME`` and ``NAME_layout``).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from form4_grammar.grammar import lark_tables
from form4_grammar.grammar.lark_tables import Tables
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

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

_LAYOUT_NAME = regex(r"^[^/\n]*?\b([a-z][a-z0-9_]*_layout)\b", re.MULTILINE)
_IMPORTED_NAMES = regex(r"^%import\s+\.[a-z0-9_.]+\s*\(([^)]*)\)", re.MULTILINE)
_WHOLE_FILE = regex(r"^%import\s+\.([a-z0-9_]+)[ \t]*(?://[^\n]*)?$", re.MULTILINE)
"""An import without a list of names: the text of that file is put in its place."""


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
    analysis makes of the page. ``is_of_2002`` for the page of 2003 to 2009. ``base`` is ``"3"``, ``"4"`` or ``"5"`` where a
    page of it is a filing of that form, perhaps with more on it, and empty where it is a form of another kind.
    """

    form: str
    terminals: Mapping[str, Terminal]
    rules: Mapping[str, tuple[tuple[str, ...], ...]]
    ignored: frozenset[str]
    starts: tuple[str, ...]
    text: str
    table: ParseTable
    is_of_2002: bool = False
    base: str = ""

    @cached_property
    def added(self) -> frozenset[str]:
        """The rules and terminals that a form of one's own has and the form that it is derived from has not."""
        return _names(self) - _names(load(self.base)) if self.base not in ("", self.form) else frozenset()

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
        known = _names(self) - set(names)
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


@lru_cache(maxsize=1)
def folder() -> Traversable:
    """Where the ``.lark`` files are: beside this where it was installed from a wheel, else beside the package."""
    here = Path(__file__).resolve().parent
    found = next((place for place in (here, here.parents[1] / "grammar") if (place / "cell.lark").is_file()), None)
    if found is not None:
        return found
    from importlib.resources import files  # noqa: PLC0415 - slow to import, and needed only for a package in an archive

    return files("form4_grammar") / "grammar"


@lru_cache(maxsize=8)
def load(form: str) -> Grammar:
    """The grammar of Form ``"3"``, ``"4"`` or ``"5"`` as the package brings it."""
    return from_file(folder() / f"form{form}.lark", form=form)


def from_file(path: Traversable, *, form: str | None = None) -> Grammar:
    """The grammar in a ``.lark`` file. What it imports is looked for beside it, then among the package's own files.

    Raises `lark.exceptions.GrammarError` where Lark refuses it, `OSError` where a file is missing.
    """
    places = [path.parent, folder()] if isinstance(path, Path) else [folder()]
    name = path.name.removesuffix(".lark")
    imported: dict[str, None] = {}
    text = _in_one(name, places, imported)
    found = _grammar(form or name, text, lark_tables.of(name, text, folder(), lambda: _built(text, tuple(places))))
    base = form or parent_of([*imported][1:])
    return replace(found, base=base) if form or (base and not lacking(found, load(base))) else found


def parent_of(imported: Sequence[str]) -> str:
    """The form of the package that a file is derived from, by the names of the files that it imports, in their order."""
    return next((form for name in imported if (form := name.removeprefix("form")) in FORMS and name != form), "")


def lacking(grammar: Grammar, parent: Grammar) -> tuple[str, ...]:
    """What a form has and one derived from it has not: parts of the page, items, columns.

    Where there is any, the pages of the latter are no filings of the former.
    """
    reached = grammar.reached("start")
    lost = [rule for rule in parent.layouts if rule not in reached or rule not in grammar.layouts]
    if lost:
        return tuple(lost)
    for rule in parent.layouts:
        layout = rule + LAYOUT
        if rule.endswith("_row"):  # each of its kinds is a dataclass of the model
            kinds = [one for (one,) in parent.rules[layout]]
            if sorted(one for expansion in grammar.rules[layout] for one in expansion) != sorted(kinds):
                lost.append(layout)
            else:
                lost += [cell for kind in kinds for cell in parent.cells(kind) if cell not in grammar.cells(kind)]
        elif rule == "header":
            items = (name for line in parent.grid(layout) for cell in line for name in cell)
            lost += [name for name in items if name not in grammar.cells(layout)]
    return tuple(dict.fromkeys(lost))


def _parted(name: str, known: Container[str]) -> tuple[str, str]:
    """The longest beginning of a name that is known, and what follows it."""
    ends = [at for at, sign in enumerate(name) if sign == "_" and name[:at] in known]
    at = ends[-1] if ends else len(name.removesuffix(OLDER_SUFFIX))
    return name[:at], name[at + 1 :].replace("_", " ").lower()


def _names(grammar: Grammar) -> frozenset[str]:
    """All names of a grammar, those that are only declared included."""
    return frozenset(grammar.rules).union(*(one for expansions in grammar.rules.values() for one in expansions))


def typed(form: str, *, with_the_day: bool) -> Grammar:
    """The grammar of a form as filers typed it: with the day and the columns of August 2002, or as it was before."""
    return _of_year(form, "2002" if with_the_day and form != "3" else "1996")  # Form 3 had the day from the beginning


@lru_cache(maxsize=MOST_GRAMMARS)
def _of_year(form: str, year: str) -> Grammar:
    return from_file(folder() / f"form{form}_{year}.lark", form=form)


_OF_2002, _TICK_OF_2002 = ("Owner Name / Address", "(Print or Type Responses)"), "__X__"
"""What the page of 2003 to 2009 has, and hardly another text."""


def may_be_of_2002(text: str) -> bool:
    """Whether a text has signs of the page of 2003 to 2009."""
    return any(sign in text for sign in _OF_2002) or ("_" in text and _TICK_OF_2002 in text)


@lru_cache(maxsize=MOST_GRAMMARS)
def of_2002(grammar: Grammar) -> Grammar | None:
    """The grammar of the page of 2003 to 2009; None where a grammar has none.

    It is in the same files: a rule or terminal ``NAME_2002`` stands there for ``NAME``, and the later wording is another one.
    """
    text, named = grammar.text, _starts_of_2002(grammar.text, grammar.starts)
    if START_2002 not in named or grammar.base != grammar.form:  # a form of one's own is of its own time
        return None
    name = f"form{grammar.form}.{START_2002}"
    older = _grammar(grammar.form, text, lark_tables.of(name, text, folder(), lambda: _built_2002(text, named)))
    wordings = (*older.rules[OLDER], *older.rules[OWN_WORDINGS_2002])
    terminals = {_of_now(one.name): one._replace(name=_of_now(one.name)) for one in _later_first(older)}
    rules = {name: expansions for name, expansions in older.rules.items() if _of_now(name) == name}
    rules |= {_of_now(name): expansions for name, expansions in older.rules.items() if _of_now(name) != name}
    rules = {name: tuple(tuple(map(_of_now, one)) for one in expansions) for name, expansions in rules.items()}
    states = tuple(
        {_of_now(symbol): (what[0], _of_now(what[1])) if isinstance(what, tuple) else what for symbol, what in state.items()}
        for state in older.table.states
    )
    terminals |= {name: older.terminals[_of_now(name)]._replace(name=name) for (name,) in wordings}
    return replace(
        older,
        terminals=terminals,
        rules={**rules, OLDER: wordings},
        starts=tuple(dict.fromkeys(map(_of_now, named))),
        table=older.table._replace(states=states),
        is_of_2002=True,
        base=grammar.base,
    )


def make_ready() -> None:
    """Makes Lark's tables of the package's forms ready beside the ``.lark`` files, where they are stale or missing.

    The build hook does it for a wheel. Raises `OSError` where they cannot be written.
    """
    place = Path(str(folder()))
    for name in sorted(path.stem for path in place.glob("form*.lark")):
        text = _in_one(name, [place], {})
        pages = [name, f"{name}.{START_2002}"] if name.removeprefix("form") in FORMS else [name]
        suffixes = (lark_tables.JSON, lark_tables.QUICK)
        if any(lark_tables.read(place / f"{page}{suffix}", text) is None for page in pages for suffix in suffixes):
            built = [_built(text, (place,))]
            if len(pages) > 1:
                built.append(_built_2002(text, _starts_of_2002(text, built[0]["starts"])))
            for page, made in zip(pages, built, strict=True):
                for suffix in suffixes:
                    lark_tables.write(place / f"{page}{suffix}", made, text)


def _later_first(grammar: Grammar) -> list[Terminal]:
    return sorted(grammar.terminals.values(), key=lambda one: one.name.endswith(OLDER_SUFFIX))


def _of_now(name: str) -> str:
    """The name that a rule or terminal of the page of 2003 to 2009 stands for; the rules that Lark makes keep theirs."""
    return name if name.startswith("__") else name.replace(OLDER_SUFFIX, "")


def _starts_of_2002(text: str, starts: Sequence[str]) -> tuple[str, ...]:
    """The start symbols of the page of 2003 to 2009: those of the later one but for ``start``, and all rules of that page."""
    named = re.findall(r"^(?:%override |%extend )?([a-z]\w*_2002\w*):", text, re.MULTILINE)
    return (*dict.fromkeys(named), *(name for name in starts if name != "start"))


def _in_one(name: str, places: Sequence[Traversable], seen: dict[str, None]) -> str:
    """The text of a file, with the files that it imports whole in the places of these imports, each of them once."""
    seen[name] = None

    def imported(match: re.Match[str]) -> str:
        return "" if match[1] in seen else _in_one(match[1], places, seen).rstrip("\n")

    return _WHOLE_FILE.sub(imported, _read(name, places))


def _read(name: str, places: Sequence[Traversable]) -> str:
    name = name.removesuffix(".lark")
    found = next((place / f"{name}.lark" for place in places if (place / f"{name}.lark").is_file()), None)
    if found is None:
        raise FileNotFoundError(f"no {name}.lark in {', '.join(map(str, places))}")
    return found.read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def _built(text: str, places: tuple[Traversable, ...]) -> Tables:
    return lark_tables.built(text, "start", lambda on_page: _starts(text, on_page), lambda name: _read(name, places))


def _built_2002(text: str, starts: Sequence[str]) -> Tables:
    return lark_tables.built(text, START_2002, lambda _: starts, lambda name: _read(name, [folder()]))


def _starts(text: str, on_page: frozenset[str]) -> list[str]:
    """What may be a start symbol: ``start``, the lists of wordings, and every layout of a rule on the page.

    A grammar defines layouts, or imports them.
    """
    imported = " ".join(_IMPORTED_NAMES.findall(text))
    own = set(_LAYOUT_NAME.findall(re.sub(r"^%import.*$|//.*$", "", text, flags=re.MULTILINE)))
    names = re.findall(r"\w+", imported)
    layouts = {one for one in (*own, *names) if one.endswith(LAYOUT) and OLDER_SUFFIX not in one}
    of_page = sorted(one for one in layouts if one.removesuffix(LAYOUT) in on_page)
    lists = [one for one in (OLDER, WORDINGS) if one in names or f"{one}:" in text]
    return ["start", *of_page, *lists]


def _grammar(form: str, text: str, found: Tables) -> Grammar:
    rules = {rule: tuple(map(tuple, expansions)) for rule, expansions in found["rules"].items()}
    terminals = {one[0]: Terminal(*one) for one in found["terminals"]}
    states = tuple(
        {symbol: tuple(what) if isinstance(what, list) else what for symbol, what in state.items()} for state in found["states"]
    )
    table = ParseTable(found["start"], found["end"], states)
    return Grammar(form, terminals, rules, frozenset(found["ignored"]), tuple(found["starts"]), text, table)
