"""The printed texts of a form that came apart: wherever a word or a sign ends there may be a line break, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from form4_grammar.grammar import ALIKE_SIGNS, MOST_GRAMMARS, Grammar
from form4_grammar.parser.headings import printed_heading
from form4_grammar.readers.printed_beginnings import printed_by_kind

TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
"""What a printed text is made of: words and signs."""

_REST_OF_LINE = re.compile(r"[^\S\n]*\S")

_LONG = 18
"""Letters of a printed text that nothing else is, also where its words stick together."""


class Part(NamedTuple):
    """A printed text of the form as it stands in the document: its terminal, or the name of a table where it is its title."""

    name: str
    printed: str
    start: int
    end: int


@lru_cache(maxsize=512)
def loose(printed: str) -> re.Pattern[str]:
    """The pattern of a printed text that may have come apart wherever a word or a sign ends."""
    return re.compile(_loosely(printed), re.IGNORECASE)


def _loosely(printed: str) -> str:
    words = [r"\s*".join(rf"\\?{_sign(token)}" for token in TOKEN.findall(word)) for word in printed.split()]
    if len(printed) < _LONG:
        return r"\s+".join(words) + (r"(?!\w)" if printed[-1].isalnum() else "")
    return r"\s*".join(words)  # a line break that left nothing


def _sign(token: str) -> str:
    return f"[{ALIKE_SIGNS[token]}]" if token in ALIKE_SIGNS else re.escape(token)


class _Texts(NamedTuple):
    """Printed texts with their names, and the pattern that finds them, with a group for each."""

    texts: tuple[tuple[str, str], ...]
    pattern: re.Pattern[str]


@lru_cache(maxsize=MOST_GRAMMARS)
def _known(grammar: Grammar) -> tuple[tuple[str, str, str], ...]:
    """All printed texts but the captions of columns, the longest first, each with its kind and its name."""
    known = {printed: kind for printed, kind in printed_by_kind(grammar).items() if kind[0] != "column"}
    labels = {label: ("label", "") for name in known.values() if name[0] == "item" for label in _labels(grammar, name[1])}
    return tuple((text, *kind) for text, kind in sorted({**labels, **known}.items(), key=lambda one: -len(one[0])))


@lru_cache(maxsize=MOST_GRAMMARS)
def _at_lines(grammar: Grammar) -> _Texts:
    """The texts where lines begin with them; items also inside a line, since it may be a whole row."""
    known = _known(grammar)
    ended = "|".join(f"({_loosely(printed)}){_end(printed, kind)}" for printed, kind, _ in known)
    begins = rf"^[^\S\n]*(?:{grammar.box}\s*)?(?:{ended})"
    items = [(printed, name) for printed, kind, name in known if kind == "item"]
    if items:
        begins += rf"|(?<=[^\S\n])(?:{'|'.join(f'({_loosely(printed)})' for printed, _ in items)})"
    texts = [(printed, name) for printed, _, name in known]
    return _Texts((*texts, *items), re.compile(begins, re.IGNORECASE | re.MULTILINE))


@lru_cache(maxsize=MOST_GRAMMARS)
def _behind(grammar: Grammar) -> _Texts:
    """The texts as they follow another one on its line, where a line break has left nothing."""
    known = _known(grammar)
    ended = "|".join(f"({_loosely(printed)}){_end(printed, kind)}" for printed, kind, _ in known)
    pattern = rf"[^\S\n]*(?:{grammar.box}\s*)?(?:{ended})"
    return _Texts(tuple((printed, name) for printed, _, name in known), re.compile(pattern, re.IGNORECASE | re.MULTILINE))


@lru_cache(maxsize=MOST_GRAMMARS)
def _anywhere(grammar: Grammar) -> _Texts:
    """The texts in one that has no lines."""
    known = _known(grammar)
    texts = "|".join(f"({_loosely(printed)})" for printed, _, _ in known)
    pattern = rf"(?<!\S)(?:{grammar.box}\s*)?(?:{texts})(?!\w)"
    return _Texts(tuple((printed, name) for printed, _, name in known), re.compile(pattern, re.IGNORECASE))


def _end(printed: str, kind: str) -> str:
    """What may follow a printed text: on the line of a whole one, nothing, or what came so close that no blank is left."""
    if kind in ("item", "label") or printed.endswith(":"):
        return ""
    return r"(?=[^\S\n]*$|\S)" if len(printed) >= _LONG else r"(?=[^\S\n]*$)"


def _labels(grammar: Grammar, item: str) -> Iterator[str]:
    """The labels in brackets of an item."""
    for name in grammar.reached(item) & grammar.terminals.keys():
        terminal = grammar.terminals[name]
        if terminal.is_literal and terminal.text.startswith("(") and terminal.text.endswith(")"):
            yield terminal.text


def parts(text: str, grammar: Grammar, *, is_flat: bool) -> Iterator[Part]:
    """The printed texts that lines begin with, and those that follow them; all where the text `is_flat` and has no lines."""
    known = _anywhere(grammar) if is_flat else _at_lines(grammar)
    at = 0
    while True:
        goes_on = at and not is_flat and _REST_OF_LINE.match(text, at)
        match = (_behind(grammar).pattern.match(text, at) if goes_on else None) or known.pattern.search(text, at)
        if match is None:
            return
        assert match.lastindex is not None
        printed, name = known.texts[match.lastindex - 1]
        yield Part(name, printed, *match.span(match.lastindex))
        at = match.end(match.lastindex)


def captions(text: str, at: int, grammar: Grammar, rule: str) -> Iterator[Part]:
    """The captions of a table that follow each other from a place on, those of columns and those below them."""
    heading = printed_heading(grammar, rule)
    texts = sorted({*heading.above, *heading.below, *heading.older}, key=len, reverse=True)
    while True:
        found = next((m for one in texts if (m := re.compile(rf"\s*({_loosely(one)})", re.IGNORECASE).match(text, at))), None)
        if found is None:
            return
        printed = next(one for one in texts if loose(one).fullmatch(found[1]))
        yield Part("", printed, *found.span(1))
        at = found.end()
