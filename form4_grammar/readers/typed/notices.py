"""The lines that the form prints for the filer, wherever there was room for them, however they were wrapped and mistyped."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.parser.lines import SENTENCES
from form4_grammar.readers.typed.pieces import Span, TypedLine, Writer, letters
from form4_grammar.regexes import compiled

_SHORTEST = 20
"""The letters that tell a line by its beginning."""

_ALIKE = 0.9
_LONGEST = 600


@lru_cache(maxsize=MOST_GRAMMARS)
def _printed(grammar: Grammar) -> dict[str, str]:
    """The texts of whole lines, titles of tables apart, by their letters."""
    others = SENTENCES.union(title for title in grammar.tables if title is not None)
    texts = (one.text for one in grammar.page_terminals if one.is_literal and one.name not in others)
    return {found: text for text in texts if len(found := letters(text)) >= _SHORTEST}


@lru_cache(maxsize=MOST_GRAMMARS)
def _beginnings(grammar: Grammar) -> tuple[str, ...]:
    return tuple(text[:_SHORTEST] for text in _printed(grammar))


def is_notice(shown: str, grammar: Grammar) -> bool:
    """Whether a line begins as one of those does."""
    found = letters(shown)
    return len(found) >= _SHORTEST and found.startswith(_beginnings(grammar))


def is_furniture(shown: str, grammar: Grammar) -> bool:
    """Whether a line is a page number or the like, and no part of the page."""
    return compiled(grammar.furniture).fullmatch(shown.strip()) is not None


def write_notices(lines: Sequence[TypedLine], grammar: Grammar, out: Writer) -> None:
    """Writes lines among which such are, each that is nearly the printed text as this."""
    index = 0
    while index < len(lines):
        if not lines[index].pieces:
            index += 1
            continue
        last = index + 1
        if is_notice(lines[index].shown, grammar):
            while last < len(lines) and lines[last].pieces and not is_notice(lines[last].shown, grammar):
                last += 1
        printed, last = _closest(lines, index, last, grammar)
        if printed is None:
            out.line(lines[index].pieces, parted=True)
            last = index + 1
        else:
            out.begin(parted=True)
            out.text(printed, Span(lines[index].pieces[0].start, lines[last - 1].pieces[-1].end))
        index = last


def _closest(lines: Sequence[TypedLine], first: int, last: int, grammar: Grammar) -> tuple[str | None, int]:
    """The printed text that the lines from `first` are most like, up to `last` or before it, and where it ends."""
    best, found, end = _ALIKE, None, last
    shown = ""
    for index in range(first, last):
        shown += letters(lines[index].shown)
        if len(shown) > _LONGEST:
            break
        for text, printed in _printed(grammar).items():
            matcher = SequenceMatcher(None, shown, text, autojunk=False)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best, found, end = matcher.ratio(), printed, index + 1
    return found, end
