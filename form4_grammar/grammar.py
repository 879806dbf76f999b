"""The formal grammar as Python sees it: the rules and terminals of a form's ``.lark`` file, and Lark's tables for the page.

The ``.lark`` files are the only source. What this module adds is how they are found (beside the package or inside the
wheel), the convention that ties a line to its layout (``NAME`` and ``NAME_layout``), and a cache of Lark's tables, because
building them takes longer than reading a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from form4_grammar import cache

if TYPE_CHECKING:
    import lark

FORMS = ("3", "4", "5")
"""The forms that the package brings a grammar for: ``grammar/form3.lark`` and so on."""

_TABLES_VERSION = "8"
"""To be raised when `_build` gives other tables."""

OLDER, OLDER_SUFFIX = "older_wordings", "_2002"
"""The rule that lists wordings of earlier years; ``NAME_2002`` is one of ``NAME``."""

START_2002, OWN_WORDINGS_2002 = "start_2002", "own_wordings_2002"
"""The start symbol of the page of 2003 to 2009, and the rule that lists the wordings that tell the year on that page only."""

WORDINGS, TYPED_SUFFIX = "typed_wordings", "_TYPED"
"""The rule that lists how filers worded captions on forms that they typed; ``NAME_TYPED`` is one of ``NAME``."""

LAYOUT = "_layout"
"""The rule ``NAME_layout`` says what the lines of the page's rule ``NAME`` hold."""

_LAYOUT_NAME = re.compile(r"^[^/\n]*?\b([a-z][a-z0-9_]*_layout)\b", re.MULTILINE)
_IMPORTED_NAMES = re.compile(r"^%import\s+\.[a-z0-9_.]+\s*\(([^)]*)\)", re.MULTILINE)
_WHOLE_FILE = re.compile(r"^%import\s+\.([a-z0-9_]+)[ \t]*(?://[^\n]*)?$", re.MULTILINE)
"""An import without a list of names: the text of that file is put in its place."""


class Terminal(NamedTuple):
    """A terminal of the grammar. ``text`` is a printed text where ``is_literal``, else a regular expression with `flags`."""

    name: str
    text: str
    is_literal: bool
    flags: str
    priority: int

    @property
    def pattern(self) -> str:
        """The regular expression of the terminal. In printed text, blanks may be of any kind and signs may be escaped."""
        if self.is_literal:
            return printed_pattern(self.text)
        return f"(?{self.flags}:{self.text})" if self.flags else f"(?:{self.text})"


ALIKE_SIGNS = {"-": "-‐‑‒–—−", "'": "'’‘", '"': '"“”'}
"""What typesetting makes of signs; in a printed text it is the same sign."""


def printed_pattern(text: str) -> str:
    """The regular expression of a printed text: its blanks, dashes and quotes may be of any kind, its signs may be escaped."""
    if not text.strip():
        return re.escape(text)
    return r"\s+".join("".join(map(_sign, word)) for word in text.split())


def _sign(sign: str) -> str:
    if sign in ALIKE_SIGNS:
        return f"[{ALIKE_SIGNS[sign]}]"
    return (r"\\?" if sign in "*$[]_" else "") + re.escape(sign)


class ParseTable(NamedTuple):
    """An LALR parse table.

    ``states`` maps, for each state, a terminal to what is to be done: a state to shift to, or a rule to reduce by, as the
    number of its parts and its name; and a rule's name to the state that follows it.
    """

    start: int
    end: int
    states: tuple[Mapping[str, int | tuple[int, str]], ...]


@dataclass(frozen=True, eq=False)
class Grammar:
    """One form's grammar.

    ``rules`` maps each rule to its expansions, tuples of names: rules in lower case, terminals in upper case. Lines of the
    terminals ``ignored`` are no part of the page. ``text`` is what Lark is given: the ``.lark`` files in one, in the order of
    their imports. The layout of a line that no page of the form has is none of the ``starts``. ``table`` is what Lark's LALR
    analysis makes of the page. ``is_of_2002`` for the page of 2003 to 2009.
    """

    form: str
    terminals: Mapping[str, Terminal]
    rules: Mapping[str, tuple[tuple[str, ...], ...]]
    ignored: frozenset[str]
    starts: tuple[str, ...]
    text: str
    table: ParseTable
    is_of_2002: bool = False

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
        """The wordings of earlier years, with single blanks, and the terminals that they are read as."""
        names = [name for expansion in self.rules.get(OLDER, ()) for name in expansion]
        return {" ".join(self.terminals[name].text.split()): name.removesuffix(OLDER_SUFFIX) for name in names}

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
        return frozenset.intersection(
            *(
                frozenset().union(*(self.required(n) if n in self.rules else {n} for n in expansion if n != rule))
                for expansion in self.rules[rule]
            )
        )

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


def folder() -> Traversable:
    """Where the ``.lark`` files are: in the package where it was installed from a wheel, else beside it."""
    packaged = files("form4_grammar") / "grammar"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parent.parent / "grammar"


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
    text = _in_one(name, places, set())
    try:
        return _grammar(form or name, text, cache.tables(name, [_TABLES_VERSION, text], lambda: _build(name, text, places)))
    except (KeyError, TypeError, ValueError, AttributeError):  # a cache that somebody has spoilt
        return _grammar(form or name, text, cache.as_stored(_build(name, text, places)))


@lru_cache(maxsize=8)
def typed(form: str, *, with_the_day: bool) -> Grammar:
    """The grammar of a form as filers typed it: with the day and the columns of August 2002, or as it was before."""
    year = "2002" if with_the_day and form != "3" else "1996"  # Form 3 had the day and these columns from the beginning
    return from_file(folder() / f"form{form}_{year}.lark", form=form)


@lru_cache(maxsize=8)
def of_2002(grammar: Grammar) -> Grammar | None:
    """The grammar of the page of 2003 to 2009; None where a grammar has none.

    It is in the same files: a rule or terminal ``NAME_2002`` stands there for ``NAME``, and the later wording is another one.
    """
    named = _starts_of_2002(grammar)
    if START_2002 not in named:
        return None
    name = f"form{grammar.form}{OLDER_SUFFIX}"
    sources = [_TABLES_VERSION, grammar.text]
    tables = cache.tables(name, sources, lambda: _build(name, grammar.text, [folder()], named, START_2002))
    older = _grammar(grammar.form, grammar.text, tables)
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
    )


def _later_first(grammar: Grammar) -> list[Terminal]:
    return sorted(grammar.terminals.values(), key=lambda one: one.name.endswith(OLDER_SUFFIX))


def _of_now(name: str) -> str:
    """The name that a rule or terminal of the page of 2003 to 2009 stands for; the rules that Lark makes keep theirs."""
    return name if name.startswith("__") else name.replace(OLDER_SUFFIX, "")


def _starts_of_2002(grammar: Grammar) -> tuple[str, ...]:
    """The start symbols of the page of 2003 to 2009: those of the later one but for ``start``, and all rules of that page."""
    named = re.findall(r"^(?:%override |%extend )?([a-z]\w*_2002\w*):", grammar.text, re.MULTILINE)
    return (*dict.fromkeys(named), *(name for name in grammar.starts if name != "start"))


def _in_one(name: str, places: Sequence[Traversable], seen: set[str]) -> str:
    """The text of a file, with the files that it imports whole in the places of these imports, each of them once."""
    seen.add(name)

    def imported(match: re.Match[str]) -> str:
        return "" if match[1] in seen else _in_one(match[1], places, seen).rstrip("\n")

    return _WHOLE_FILE.sub(imported, _read(name, places))


def _read(name: str, places: Sequence[Traversable]) -> str:
    found = next((place / f"{name}.lark" for place in places if (place / f"{name}.lark").is_file()), None)
    if found is None:
        raise FileNotFoundError(f"no {name}.lark in {', '.join(map(str, places))}")
    return found.read_text(encoding="utf-8")


def _build(
    name: str, text: str, places: Sequence[Traversable], named: Sequence[str] = (), first: str = "start"
) -> dict[str, Any]:
    def loader(_base: object, path: str) -> tuple[str, str]:  # for imports with a list of names, which are Lark's own
        return f"grammar/{path}", _read(path.removesuffix(".lark"), places)

    import lark  # noqa: PLC0415 - what reads a page by tables that are there needs no Lark
    from lark.lexer import PatternStr  # noqa: PLC0415
    from lark.parsers.lalr_analysis import Shift  # noqa: PLC0415

    def build(start: Sequence[str]) -> lark.Lark:
        return lark.Lark(
            text,
            source_path=f"grammar/{name}.lark",
            import_paths=[loader],
            start=list(start),
            parser="lalr",
            lexer="basic",
            maybe_placeholders=False,
        )

    page = build([first])
    on_page = {rule.origin.name for rule in page.rules}
    start = named or [one for one in _starts(text) if not one.endswith(LAYOUT) or one.removesuffix(LAYOUT) in on_page]
    whole = build(start)
    rules: dict[str, list[list[str]]] = {}
    for rule in whole.rules:
        rules.setdefault(rule.origin.name, []).append([symbol.name for symbol in rule.expansion])
    terminals = [
        (t.name, t.pattern.value, isinstance(t.pattern, PatternStr), "".join(sorted(t.pattern.flags)), t.priority)
        for t in whole.terminals
    ]
    table = page.parse_interactive(start=first).parser_state.parse_conf
    states = [
        {
            symbol: argument if action is Shift else (len(argument.expansion), argument.origin.name)
            for symbol, (action, argument) in table.states[state].items()
        }
        for state in range(len(table.states))
    ]
    ends = {"start": table.start_state, "end": table.end_state}
    return {"starts": start, "rules": rules, "terminals": terminals, "ignored": whole.ignore_tokens, "states": states, **ends}


def _starts(text: str) -> list[str]:
    """What may be a start symbol: ``start``, every layout that a grammar defines or imports, and the lists of wordings."""
    imported = " ".join(_IMPORTED_NAMES.findall(text))
    own = set(_LAYOUT_NAME.findall(re.sub(r"^%import.*$|//.*$", "", text, flags=re.MULTILINE)))
    names = re.findall(r"\w+", imported)
    layouts = {one for one in (*own, *names) if one.endswith(LAYOUT) and OLDER_SUFFIX not in one}
    lists = [one for one in (OLDER, WORDINGS) if one in names or f"{one}:" in text]
    return ["start", *sorted(layouts), *lists]


def _grammar(form: str, text: str, tables: dict[str, Any]) -> Grammar:
    rules = {rule: tuple(map(tuple, expansions)) for rule, expansions in tables["rules"].items()}
    terminals = {one[0]: Terminal(*one) for one in tables["terminals"]}
    states = tuple(
        {symbol: tuple(what) if isinstance(what, list) else what for symbol, what in state.items()}
        for state in tables["states"]
    )
    table = ParseTable(tables["start"], tables["end"], states)
    return Grammar(form, terminals, rules, frozenset(tables["ignored"]), tuple(tables["starts"]), text, table)
