"""Items whose labels and answers stand below all items: programs write a table that stands inside another behind that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from form4_grammar.grammar import MOST_PARTS, Grammar, printed_pattern
from form4_grammar.readers.page_text import PageText, Pieces
from form4_grammar.readers.printed_texts import Found, Fragment
from form4_grammar.regexes import compiled, regex

Span = tuple[int, int]
_STAR = regex(r"\s?\*+")
"""The star of a caption, which some programs set apart from it."""

_MOST_LINES = 40
"""The lines of the header below its captions."""


def brought_home(page: PageText, cells: Sequence[Fragment], printed: Mapping[int, Found], grammar: Grammar) -> PageText | None:
    """The page with such items below their captions; None where there are none."""
    items = [index for index, one in printed.items() if one.printed.kind == "item"]
    tables = (index for index, one in printed.items() if one.printed.name in grammar.tables)
    end = next(tables, len(cells))
    items = [index for index in items if index < end]
    away = [
        index
        for index, following in pairwise(items)
        if (texts := _texts(grammar, printed[index].printed.name))
        and texts[0].search(page.text, printed[index].end, cells[following].start) is None
    ]
    if not away or end == len(cells):
        return None
    lines = _lines(cells, items[-1] + 1, end)
    begins: dict[int, int] = {}
    for index in (*away, items[-1]):
        own = _texts(grammar, printed[index].printed.name)
        at = next((at for at, span in enumerate(lines) if own and own[0].search(page.text, *span)), None)
        if at is not None:
            begins[index] = at - own[0].pattern.startswith("\\(")  # labels stand below their answers
    if any(begins.get(index, -1) < 0 for index in away):
        return None
    edges = sorted({*begins.values(), len(lines)})
    homes: dict[int, list[Span]] = {}
    for index in away:
        span = lines[begins[index] : edges[edges.index(begins[index]) + 1]]
        found = printed[index]
        star = _STAR.match(page.text, found.end)
        place = star.end() if star else found.end
        labels = _texts(grammar, found.printed.name)
        homes[place] = _with_labels(page.text, span, (place, cells[found.after - 1].end), labels)
    return _arranged(page, homes)


def _with_labels(text: str, lines: list[Span], tail: Span, labels: Sequence[re.Pattern[str]]) -> list[Span]:
    """The lines of an item, between them those labels that stand behind its caption; the last label may stand there, too."""
    places = [next((at for at, line in enumerate(lines) if label.search(text, *line)), None) for label in labels]
    found = list(lines)
    for number, label in reversed(list(enumerate(labels))):
        behind = label.search(text, *tail)
        if places[number] is None and behind is not None:
            below = next((at for at in places[number + 1 :] if at is not None), None)
            found.insert(len(found) if below is None else below - 1, behind.span())
    return found


def _arranged(page: PageText, homes: Mapping[int, Sequence[Span]]) -> PageText:
    """The page with these spans on lines of their own behind the places that they belong to, and nowhere else."""
    pieces = Pieces()
    moved = sorted(span for spans in homes.values() for span in spans)
    at = 0
    for place in sorted({*homes, *(start for start, _ in moved)}):
        pieces.take(page, at, place)
        at = place
        for span in homes.get(place, ()):
            pieces.insert("\n")
            pieces.take(page, *span)
        at = max(at, next((end for start, end in moved if start == place), at))
    pieces.take(page, at, len(page.text))
    return pieces.page_as(page)


def _lines(cells: Sequence[Fragment], first: int, end: int) -> list[Span]:
    """The lines of some fragments that hold anything, but for one that an item begins."""
    found: dict[int, Span] = {}
    for cell in cells[first:end]:
        if cell.start < cell.end and cell.line != cells[first - 1].line:
            found[cell.line] = (found.get(cell.line, (cell.start, 0))[0], cell.end)
    return list(found.values())[:_MOST_LINES]


@lru_cache(maxsize=MOST_PARTS)
def _texts(grammar: Grammar, item: str) -> tuple[re.Pattern[str], ...]:
    """The labels or boxes of an item, in their order; none where it has a caption alone."""
    reached = list(grammar.reached(item))
    names = [name for name in grammar.terminals if name in reached and grammar.terminals[name].is_literal]
    texts = [grammar.terminals[name].text for name in names]
    caption = grammar.terminals[grammar.rules[item][0][0]].text if grammar.rules[item][0][0] in grammar.terminals else ""
    shown = [text for text in texts if len(text) > 1 and text != caption]
    return tuple(compiled(r"\s*".join(map(printed_pattern, text.split())), re.IGNORECASE) for text in shown)
