"""The ``.lark`` files: where they are, beside the package or inside the wheel, put into one text and read as a `Grammar`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from form4_grammar.grammar import lark_tables
from form4_grammar.grammar.described import (
    FORMS,
    LAYOUT,
    MOST_GRAMMARS,
    OLDER,
    OLDER_SUFFIX,
    WORDINGS,
    Grammar,
    ParseTable,
    Terminal,
)
from form4_grammar.grammar.lark_tables import Tables
from form4_grammar.regexes import regex

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_LAYOUT_NAME = regex(r"^[^/\n]*?\b([a-z][a-z0-9_]*_layout)\b", re.MULTILINE)
_IMPORTED_NAMES = regex(r"^%import\s+\.[a-z0-9_.]+\s*\(([^)]*)\)", re.MULTILINE)
_WHOLE_FILE = regex(r"^%import\s+\.([a-z0-9_]+)[ \t]*(?://[^\n]*)?$", re.MULTILINE)
"""An import without a list of names: the text of that file is put in its place."""


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
    text = in_one(name, places, imported)
    found = made_of(form or name, name, text, lambda: built(text, tuple(places)))
    base = form or parent_of([*imported][1:])
    if form or not base:
        return replace(found, base=base)
    parent = load(base)
    return found if lacking(found, parent) else replace(found, base=base, added=found.names - parent.names)


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


def typed(form: str, *, with_the_day: bool) -> Grammar:
    """The grammar of a form as filers typed it: with the day and the columns of August 2002, or as it was before."""
    return _of_year(form, "2002" if with_the_day and form != "3" else "1996")  # Form 3 had the day from the beginning


@lru_cache(maxsize=MOST_GRAMMARS)
def _of_year(form: str, year: str) -> Grammar:
    return from_file(folder() / f"form{form}_{year}.lark", form=form)


def in_one(name: str, places: Sequence[Traversable], seen: dict[str, None]) -> str:
    """The text of a file, with the files that it imports whole in the places of these imports, each of them once."""
    seen[name] = None

    def imported(match: re.Match[str]) -> str:
        return "" if match[1] in seen else in_one(match[1], places, seen).rstrip("\n")

    return _WHOLE_FILE.sub(imported, read(name, places))


def read(name: str, places: Sequence[Traversable]) -> str:
    """The text of a file in the first of the places that has it. Raises `OSError` where none has."""
    name = name.removesuffix(".lark")
    found = next((place / f"{name}.lark" for place in places if (place / f"{name}.lark").is_file()), None)
    if found is None:
        raise FileNotFoundError(f"no {name}.lark in {', '.join(map(str, places))}")
    return found.read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def built(text: str, places: tuple[Traversable, ...]) -> Tables:
    """Lark's tables of a grammar, made anew."""
    return lark_tables.built(text, "start", lambda on_page: _starts(text, on_page), lambda name: read(name, places))


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


def made_of(form: str, name: str, text: str, built: Callable[[], Tables]) -> Grammar:
    """The grammar of a form by Lark's tables: those that are ready under a name, or else what `built` makes."""
    found = lark_tables.of(name, text, folder(), built)
    rules = {rule: tuple(map(tuple, expansions)) for rule, expansions in found["rules"].items()}
    terminals = {one[0]: Terminal(*one) for one in found["terminals"]}
    states = tuple(
        {symbol: tuple(what) if isinstance(what, list) else what for symbol, what in state.items()} for state in found["states"]
    )
    table = ParseTable(found["start"], found["end"], states)
    return Grammar(form, terminals, rules, frozenset(found["ignored"]), tuple(found["starts"]), text, table)
