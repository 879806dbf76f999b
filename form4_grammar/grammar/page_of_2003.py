"""The page that EDGAR made from 2003 to 2009, by the form's edition of 2002: its names in the grammar end in ``_2002``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from form4_grammar.grammar import lark_tables
from form4_grammar.grammar.described import MOST_GRAMMARS, OLDER, OLDER_SUFFIX, OWN_WORDINGS_2002, START_2002, Grammar, Terminal
from form4_grammar.grammar.lark_tables import Tables
from form4_grammar.grammar.loading import folder, made_of, read

_OF_2003, _TICK_OF_2003 = ("Owner Name / Address", "(Print or Type Responses)", "\nReporting Owners\n"), "__X__"
"""What the page of 2003 to 2009 has, and hardly another text."""


def may_be_of_2003(text: str) -> bool:
    """Whether a text has signs of the page of 2003 to 2009."""
    own, print_or_type, owners = _OF_2003
    return own in text or print_or_type in text or owners in text or ("_" in text and _TICK_OF_2003 in text)


@lru_cache(maxsize=MOST_GRAMMARS)
def of_2003(grammar: Grammar) -> Grammar | None:
    """The grammar of the page of 2003 to 2009; None where a grammar has none.

    It is in the same files: a rule or terminal ``NAME_2002`` stands there for ``NAME``, and the later wording is another one.
    """
    text, named = grammar.text, starts_of_2003(grammar.text, grammar.starts)
    if START_2002 not in named or grammar.base != grammar.form:  # a form of one's own is of its own time
        return None
    name = f"form{grammar.form}.{START_2002}"
    older = made_of(grammar.form, name, text, lambda: built_of_2003(text, named))
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
        is_of_2003=True,
        base=grammar.base,
    )


def _later_first(grammar: Grammar) -> list[Terminal]:
    return sorted(grammar.terminals.values(), key=lambda one: one.name.endswith(OLDER_SUFFIX))


def _of_now(name: str) -> str:
    """The name that a rule or terminal of the page of 2003 to 2009 stands for; the rules that Lark makes keep theirs."""
    return name if name.startswith("__") else name.replace(OLDER_SUFFIX, "")


def starts_of_2003(text: str, starts: Sequence[str]) -> tuple[str, ...]:
    """The start symbols of the page of 2003 to 2009: those of the later one but for ``start``, and all rules of that page."""
    named = re.findall(r"^(?:%override |%extend )?([a-z]\w*_2002\w*):", text, re.MULTILINE)
    return (*dict.fromkeys(named), *(name for name in starts if name != "start"))


def built_of_2003(text: str, starts: Sequence[str]) -> Tables:
    """Lark's tables of the page, made anew."""
    return lark_tables.built(text, START_2002, lambda _: starts, lambda name: read(name, [folder()]))
