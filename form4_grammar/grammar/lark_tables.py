"""Lark's analysis of a grammar as plain data: rules, terminals and the LALR tables of the page.

A wheel has them ready beside its ``.lark`` files, as JSON: the ``format`` of this module, the ``hash`` of the grammar's text,
and the ``tables``, data and never code; and the same as `marshal` has it for the Python that built it, which is read before
JSON is imported. Where there is no such file, or one of another format or of another text, Lark makes them anew in memory,
which takes a fifth of a second.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    import lark

JSON, QUICK = ".json", f".{sys.implementation.cache_tag}.tables"
"""How the names of files with tables end: for any Python, and for this one."""

FORMAT = 1
"""To be raised when `built` gives other tables of the same text."""

Tables = dict[str, Any]
"""``starts``: the start symbols; ``rules``: each with its expansions, lists of names; ``terminals``: name, text, whether that
is a printed one, flags and priority; ``ignored``: the terminals of lines that mean nothing; ``states``: for each state of the
page's table a state to go to, or the size and the name of the rule to reduce by, by symbol; ``start`` and ``end``, two states.
"""

_PARTS = frozenset({"starts", "rules", "terminals", "ignored", "states", "start", "end"})


def of(name: str, text: str, folder: Traversable, build: Callable[[], Tables]) -> Tables:
    """The tables of the grammar `text`: those that `folder` has ready under `name`, else what `build` gives."""
    found = (read(folder / f"{name}{suffix}", text) for suffix in (QUICK, JSON))
    return next((tables for tables in found if tables is not None), None) or build()


def read(path: Traversable, text: str) -> Tables | None:
    """The tables in a file; None where there are none, or not those of the grammar `text`."""
    try:
        data = path.read_bytes()
        found = marshal.loads(data) if path.name.endswith(QUICK) else _json().loads(data)  # noqa: S302 - from beside the grammar
        is_of_text = (found["format"], found["hash"]) == (FORMAT, hash_of(text))
        tables: Tables = found["tables"]
        return tables if is_of_text and tables.keys() == _PARTS else None
    except (OSError, ValueError, EOFError, LookupError, TypeError, AttributeError):
        return None


def write(path: Path, tables: Tables, text: str) -> None:
    """Writes the tables of the grammar `text` to a file that `read` reads, at once. Raises `OSError` where that fails.

    How they are written, the end of its name says.
    """
    whole = {"format": FORMAT, "hash": hash_of(text), "tables": tables}
    draft = path.with_suffix(f".{os.getpid()}")
    is_quick = path.name.endswith(QUICK)
    draft.write_bytes(marshal.dumps(whole) if is_quick else _json().dumps(whole, separators=(",", ":")).encode())
    draft.replace(path)


def _json() -> Any:
    import json  # noqa: PLC0415 - takes as long to import as tables to read

    return json


def hash_of(text: str) -> str:
    """The hash of a grammar's text. It has to find what is stale, not what is forged: who can write there can write code."""
    data = text.encode()
    return f"{len(data)}-{zlib.crc32(data):08x}"


def built(text: str, first: str, starts: Callable[[frozenset[str]], Sequence[str]], read_file: Callable[[str], str]) -> Tables:
    """What Lark makes of the grammar `text`, whose page is the rule `first`.

    `starts` gives the start symbols, told which rules the page leads to; `read_file` the text of a file that is imported with
    a list of names, which is Lark's own way. Raises `lark.exceptions.GrammarError` where Lark refuses the grammar.
    """
    # What reads a page by tables that are there needs no Lark
    from lark import Lark  # noqa: PLC0415
    from lark.lexer import Lexer, PatternStr  # noqa: PLC0415
    from lark.parsers.lalr_analysis import Shift  # noqa: PLC0415

    class NoLexer(Lexer):
        """Spares what a lexer of Lark's own has to look into."""

        def __init__(self, _conf: object) -> None: ...

        def lex(self, *_: object) -> Any:
            return iter(())

    def made(start: Sequence[str]) -> lark.Lark:
        return Lark(
            text,
            source_path="grammar",
            import_paths=[lambda _base, path: (path, read_file(path))],
            start=list(start),
            parser="lalr",
            lexer=NoLexer,
            maybe_placeholders=False,
        )

    page = made([first])
    start = list(starts(frozenset(rule.origin.name for rule in page.rules)))
    whole = made(start)
    rules: dict[str, list[list[str]]] = {}
    for rule in whole.rules:
        rules.setdefault(rule.origin.name, []).append([symbol.name for symbol in rule.expansion])
    terminals = [
        [t.name, t.pattern.value, isinstance(t.pattern, PatternStr), "".join(sorted(t.pattern.flags)), t.priority]
        for t in whole.terminals
    ]
    table = page.parse_interactive("", start=first).parser_state.parse_conf
    states = [
        {
            symbol: argument if action is Shift else [len(argument.expansion), argument.origin.name]
            for symbol, (action, argument) in sorted(table.states[state].items())
        }
        for state in range(len(table.states))
    ]
    ends = {"start": table.start_state, "end": table.end_state}
    found = {
        "starts": start,
        "rules": rules,
        "terminals": terminals,
        "ignored": whole.ignore_tokens,
        **_numbered(states, **ends),
    }
    tables: Tables = _json().loads(_json().dumps(found))  # plain strings, as a file would have them
    return tables


def _numbered(states: Sequence[dict[str, Any]], start: int, end: int) -> Tables:
    """The states in the order in which they are met: Lark's own numbers are others each time."""
    numbers = {start: 0}
    for state in (order := [start]):
        for following in states[state].values():
            if isinstance(following, int) and following not in numbers:
                numbers[following] = len(numbers)
                order.append(following)
    told = [{symbol: numbers[to] if isinstance(to, int) else to for symbol, to in states[state].items()} for state in order]
    return {"states": told, "start": 0, "end": numbers[end]}
