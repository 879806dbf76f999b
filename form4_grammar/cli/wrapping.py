"""Lines of styled pieces, wrapped and cut to a width as rich does it: importing that takes as long as reading a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from form4_grammar.regexes import regex

Line = Sequence[tuple[str, str]]
"""Pieces of text, each with its style as rich names it, or ""."""

_WORD = regex(r"\s*\S+\s*")
_NARROW = regex("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u2319\u2500-\u25fc]*")
"""Signs that take one column each: those of Latin writing, arrows, raised figures, boxes."""


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(line: Line, width: int) -> Iterator[tuple[str, str]]:
    """As much of a line as there is room for."""
    for text, style in line:
        size = cells(text)
        if size > width:
            if width > 0:
                yield _folded(text, width)[0], style
            return
        yield text, style
        width -= size


def wrapped(line: Line, width: int) -> Iterator[Line]:
    """The line as lines, broken before words or, where a word has no room on any line, inside it."""
    text = "".join(piece for piece, _ in line)
    at = 0
    for part in text.split("\n"):
        begins = [at, *(at + begin for begin in _breaks(part, width)), at + len(part)]
        for begin, end in pairwise(begins):
            yield tuple(_between(line, begin, end))
        at += len(part) + 1


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where the second and all further lines of a text begin."""
    used = 0
    for word in _WORD.finditer(text):
        begin, size = word.start(), cells(word[0].rstrip())
        if size > width:
            for piece in _folded(word[0], width):
                if begin:
                    yield begin
                begin += len(piece)
                used = cells(piece)
        elif used + size <= width or not begin:
            used += cells(word[0])
        else:
            yield begin
            used = cells(word[0])


def _folded(text: str, width: int) -> list[str]:
    """The pieces of a text that are as long as there is room for."""
    if _NARROW.fullmatch(text):
        return [text[at : at + width] for at in range(0, len(text), width)]
    from rich.cells import chop_cells

    return chop_cells(text, width)


def _between(line: Line, begin: int, end: int) -> Iterator[tuple[str, str]]:
    """The pieces of a part of a line."""
    for text, style in line:
        if part := text[max(begin, 0) : max(end, 0)]:
            yield part, style
        begin, end = begin - len(text), end - len(text)
