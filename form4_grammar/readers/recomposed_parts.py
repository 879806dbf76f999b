"""What a line of the form is made of: spans of a document, printed texts in place of spans, and what is put in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from form4_grammar.readers.items import Said, Span, Word, moved
from form4_grammar.readers.printed_texts import Fragment
from form4_grammar.regexes import regex

Part = str | Span | Said
"""A text that is put in, a span of the document, or a printed text in place of one."""

_UNEVEN = regex(r"\s{2,}|[^\S ]")


def evened(text: str, start: int, end: int) -> Sequence[Part]:
    """A span of a text, blanks of other kinds and several of them as one."""
    shown = text[start:end]
    if shown.isprintable() and "  " not in shown:  # as nearly all are
        return ((start, end),)
    parts: list[Part] = []
    while (blank := _UNEVEN.search(text, start, end)) is not None:
        parts += (start, blank.start()), " "
        start = blank.end()
    return [*parts, (start, end)]


def parts_of(text: str, words: Sequence[Word]) -> list[Part]:
    """The parts of a line of words, with a blank between any two."""
    parts: list[Part] = []
    for number, word in enumerate(words):
        if number:
            parts.append(" ")
        for part in word:
            if isinstance(part, str | Said):
                parts.append(part)
            else:
                parts += evened(text, *part)
    return parts


def parts_of_row(text: str, cells: Iterable[Span | Fragment | Said | None]) -> list[Part]:
    """The parts of a row, with a tab between any two cells."""
    parts: list[Part] = []
    for number, cell in enumerate(cells):
        if number:
            parts.append("\t")
        if isinstance(cell, Said):
            parts.append(cell)
        elif cell is not None:
            parts += evened(text, cell[0], cell[1])
    return parts


def row_at_once(text: str, cells: Sequence[Span | Fragment]) -> list[Part] | None:
    """A row as a single span, between the tabs of blank cells; None where the text has anything else than tabs in it."""
    row = "\t".join([text[cell[0] : cell[1]] for cell in cells])
    shown = row.strip("\t")
    first = next((cell[0] for cell in cells if cell[0] < cell[1]), 0)
    if not shown or not text.startswith(shown, first) or "  " in shown or not shown.replace("\t", "").isprintable():
        return None
    before, _, behind = row.partition(shown)
    return [before, (first, first + len(shown)), behind]


def moved_parts(parts: Iterable[Part], by: int) -> list[Part]:
    """Parts of a text that stands elsewhere by some characters."""
    return [part if isinstance(part, str) else moved(part, by) for part in parts]
