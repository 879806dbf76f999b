"""What a build makes ready for all later runs: Lark's tables, and the code of the regular expressions that most pages need.

python -m form4_grammar.making_ready
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import importlib
import marshal
import os
import pkgutil
import re
import zlib
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from form4_grammar import grammar, regexes
from form4_grammar.checking import check
from form4_grammar.grammar import LAYOUT, Grammar, ready
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.parser.row_layouts import row_layout
from form4_grammar.regexes import ENGINE, FILE, INTEGER, Asked, Code, Lazy, Ready
from form4_grammar.rules.example import EXAMPLE_DOCUMENTS, EXAMPLE_PAGES
from form4_grammar.testing import aligned, habits
from form4_grammar.testing.plausible import plausible

_READING = (
    "documents", "aligning", "grammar", "parser", "forms", "readers", "transform", "suspicions", "ownership_xml", "reading",
    "checks", "bulk.pages",
)  # fmt: skip
"""The modules and packages whose patterns are made ready: those that read and judge a page."""

_FILINGS = 24
"""How many filings are drawn, and read in what programs may make of their pages; more ask for hardly any other pattern."""


def make_ready() -> None:
    """Makes ready what is stale or missing, in a process that has read nothing. Raises `OSError` where it cannot be written."""
    ready.make_ready()
    stamp = _stamp()
    if not _is_of(stamp):
        _write(stamp, _asked())


def _stamp() -> int:
    """What tells these sources from earlier ones. It only spares the work: what is stale is never asked for."""
    sources = [*Path(__file__).parent.rglob("*.py"), *Path(str(grammar.folder())).glob("*.lark")]
    return zlib.crc32(b"".join(path.read_bytes() for path in sorted(sources)))


def _is_of(stamp: int) -> bool:
    try:
        return bool(marshal.loads(FILE.read_bytes())[:2] == (ENGINE, stamp))  # noqa: S302 - from where the modules are
    except (OSError, ValueError, EOFError, TypeError):
        return False


def _write(stamp: int, patterns: Iterable[Asked]) -> None:
    """Writes the file that `regexes` reads: where the code of each pattern stands, then all code."""
    where: dict[Asked, Code] = {}
    codes = bytearray()
    for text, flags in patterns:
        every, code, groups, numbers, names = _code(text, flags)
        where[text, flags] = len(codes), len(codes) + len(code), every, groups, numbers, names
        codes += code
    draft = FILE.with_suffix(f".{os.getpid()}")
    draft.write_bytes(marshal.dumps((ENGINE, stamp, len(codes), where)) + codes)
    draft.replace(FILE)


class _Listing(dict[Asked, Code]):
    """Stands for what was made ready: says that all is there, and lists what is asked for, which is compiled all the same."""

    def __init__(self) -> None:
        self.asked: dict[Asked, None] = {}

    def __contains__(self, asked: object) -> bool:
        return True

    def get(self, asked: Asked, _: object = None) -> None:  # type: ignore[override]
        self.asked[asked] = None


def _asked() -> list[Asked]:
    """The patterns that modules keep, those of all cells, and those that are made when all kinds of pages are read."""
    listing = _Listing()
    with patch.object(regexes, "ready", lambda: Ready(listing, memoryview(b""))):
        for kept in _kept():
            listing.get(kept.asked)
        for form in grammar.FORMS:
            check(EXAMPLE_PAGES[form])
            check(_as_html(EXAMPLE_PAGES[form]))
            check(EXAMPLE_PAGES[form].replace("\t", "\n"))
            check(EXAMPLE_DOCUMENTS[form])
            for page in filter(None, (grammar.load(form), grammar.of_2003(grammar.load(form)))):
                for name in _cells(page):
                    compile_rule(page, name).read("")
        for number in range(_FILINGS):
            random = Random(number)  # noqa: S311 - which filing is no secret
            filing = plausible(random)
            check(habits.in_habits(filing, habits.drawn(random)))
            check(aligned.aligned(filing, aligned.drawn(random)))
    return sorted(listing.asked, key=repr)


def _as_html(page: str) -> str:
    """A page as a browser would have it: lines with cells as rows, all others as paragraphs."""
    rows = ("".join(f"<td>{cell}</td>" for cell in line.split("\t")) for line in page.splitlines())
    lines = (f"<table><tr>{row}</tr></table>" if "</td><td>" in row else f"<p>{row[4:-5]}</p>" for row in rows)
    return f"<html><body>{''.join(lines)}</body></html>"


def _cells(page: Grammar) -> set[str]:
    """The rules of the items and of the cells of rows; the examples have all other parts of a page."""
    rows = [row_layout(page, rule) for rule in page.layouts if rule.endswith("_row")]
    cells = {name for row in rows for one in row.alternatives for column in one.columns for name in column.rules}
    return cells.union(page.cells(f"header{LAYOUT}"))


def _kept() -> Iterator[Lazy[Any]]:
    """The patterns of the modules that read and judge a page; what reads a PDF runs in a process of its own."""
    for name in _READING:
        module = importlib.import_module(f"form4_grammar.{name}")
        inside = [one.name for one in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{module.__name__}.")]
        for one in (module.__name__, *(name for name in inside if ".program" not in name)):
            for kept in vars(importlib.import_module(one)).values():
                yield from _lazy(kept)


def _lazy(kept: object) -> Iterator[Lazy[Any]]:
    """The patterns that something is or holds: a named tuple, or a mapping of patterns or of such tuples."""
    if isinstance(kept, Lazy):
        yield kept
    elif isinstance(kept, tuple):
        yield from (one for one in kept if isinstance(one, Lazy))
    elif isinstance(kept, dict):
        for one in kept.values():
            yield from _lazy(one) if not isinstance(one, dict) else ()


def _code(text: str | bytes, flags: int) -> tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]:
    """What `re` hands to its engine beside the text of a pattern: all flags, the code, and its groups."""
    handed: list[Any] = []
    engine = _sre.compile

    def take(*every: Any) -> Any:
        handed.extend(every)
        return engine(*every)

    re.purge()  # what it remembers it would not compile
    with patch.object(_sre, "compile", take):
        re.compile(text, flags)
    _, every, code, groups, numbers, names = handed
    return every, array(INTEGER, code).tobytes(), groups, numbers, names


if __name__ == "__main__":
    make_ready()
