"""Where the form's own printed texts stand among the lines of a document, however these are wrapped and parted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from form4_grammar.grammar import LAYOUT, Grammar, printed_pattern


class Fragment(NamedTuple):
    """A cell of a line, from ``start`` to ``end`` without its outer blanks; it may be empty.

    ``line`` counts the lines that are not blank; ``is_parted`` where a blank line stands before that line.
    """

    start: int
    end: int
    line: int
    cell: int
    is_parted: bool


class PrintedText(NamedTuple):
    """A printed text of the form.

    ``kind`` says what it begins: a ``line`` of its own, the line of a ``box``, an ``item`` of the header, a ``column``.
    ``name`` is its terminal or, for an item, its rule.
    """

    kind: str
    name: str
    pattern: re.Pattern[str]


class Found(NamedTuple):
    """A printed text that begins with a fragment, ends at ``end`` of the text and before the fragment numbered ``after``."""

    printed: PrintedText
    end: int
    after: int


def fragments(text: str) -> Iterator[Fragment]:
    """The cells of the lines of a text."""
    at, number, is_parted = 0, 0, False
    for line in text.split("\n"):
        if line.strip():
            inside = at
            for index, cell in enumerate(line.split("\t")):
                bare = cell.strip()
                start = inside + (cell.index(bare) if bare else 0)
                yield Fragment(start, start + len(bare), number, index, is_parted)
                inside += len(cell) + 1
            number += 1
        is_parted = not line.strip()
        at += len(line) + 1


@lru_cache(maxsize=8)
def box(grammar: Grammar) -> re.Pattern[str]:
    """A check box, marked or not."""
    return re.compile("|".join(grammar.terminals[name].pattern for name in ("CHECKED_BOX", "UNCHECKED_BOX")))


def find(text: str, cells: Sequence[Fragment], grammar: Grammar) -> dict[int, Found]:
    """The printed texts that begin with a fragment, by the fragment's number."""
    printed, mark = _printed_texts(grammar), box(grammar)
    found: dict[int, Found] = {}
    passed = 0
    for index, cell in enumerate(cells):
        if index < passed or cell.start == cell.end:
            continue
        ticked = mark.match(text, cell.start, cell.end)
        words = text[ticked.end() if ticked else cell.start : cell.end].split(None, 1)
        for one in printed.get(words[0].replace("\\", "").casefold(), ()) if words else ():
            match = one.pattern.match(text, cell.start)
            if match is None:
                continue
            after = index
            while after < len(cells) and cells[after].start < match.end():
                after += 1
            if one.kind in ("item", "column") or cells[after - 1].end == match.end():
                found[index] = Found(one, match.end(), after)
                passed = after
                break
    return found


@lru_cache(maxsize=8)
def _printed_texts(grammar: Grammar) -> Mapping[str, tuple[PrintedText, ...]]:
    """The printed texts by their first words, the longest first."""
    texts = {terminal.text: ("line", terminal.name) for terminal in grammar.page_terminals if terminal.is_literal}
    for rule in grammar.layouts:
        terminal = grammar.line_terminal(rule)
        if terminal is None or terminal in grammar.terminals:
            continue
        for name in (name for line in grammar.grid(rule + LAYOUT) for cell in line for name in cell):
            caption = grammar.caption(name)
            if caption and rule.endswith("_heading"):
                if caption[0].isdigit():  # those without a number, such as V, are words of the language, too
                    texts[caption] = "column", name
            elif caption:
                texts[caption] = ("item", name) if name in grammar.rules else ("box", rule)
    for older, name in grammar.older.items():
        current = grammar.terminals[name].text
        if current in texts:
            texts[older] = texts[current]
    found: dict[str, list[PrintedText]] = {}
    tick = rf"(?:(?:{box(grammar).pattern})\s*)?"
    for text, (kind, name) in sorted(texts.items(), key=lambda one: -len(one[0])):
        pattern = re.compile(rf"{tick if kind == 'box' else ''}{printed_pattern(text)}(?!\S)", re.IGNORECASE)
        found.setdefault(text.split(None, 1)[0].casefold(), []).append(PrintedText(kind, name, pattern))
    return {word: tuple(printed) for word, printed in found.items()}
