"""The parts of a table of cells, as filers made them in HTML: numbers in cells of their own, blank cells between columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from form4_grammar.grammar import Grammar
from form4_grammar.parser.headings import printed_heading
from form4_grammar.readers.typed.columns import Bit, Column, Part, Row, begin_captions, captions_of
from form4_grammar.readers.typed.items import line_text
from form4_grammar.readers.typed.pieces import Piece, Span, TypedLine, letters
from form4_grammar.readers.typed.wordings import caption_starts

_WIDEST = 10_000


def parts(lines: Sequence[TypedLine], first: int, last: int, grammar: Grammar, rule: str) -> list[Part] | None:
    """The parts of the table in the lines from `first` to before `last`; None where rows have more cells than the heading."""
    captions = captions_of(grammar, rule)
    starts = [index for index in range(first, last) if is_heading_start(lines[index], captions)]
    found = [_part(lines, start, end, grammar, rule) for start, end in pairwise([*starts, last])]
    whole = [part for part in found if part is not None]
    return whole if len(whole) == len(found) else None


def is_heading_start(line: TypedLine, captions: Sequence[str]) -> bool:
    """Whether several captions begin in a line, with numbers or without."""
    texts = [line_text(line, piece) for piece in line.pieces]
    return any(caption_starts(texts, has_cells=True)) or begin_captions([text for _, text, _ in _cells(line)], captions)


def _part(lines: Sequence[TypedLine], start: int, end: int, grammar: Grammar, rule: str) -> Part | None:
    below = frozenset(map(letters, printed_heading(grammar, rule).below))
    body = start + 1
    subcaptions: list[Piece] = []
    texts: dict[Piece, str] = {}
    while body < end:
        line = lines[body]
        shown = _cells(line)
        if shown and not all(letters(text) in below for _, text, _ in shown):
            break
        for piece, text, _ in shown:
            subcaptions.append(piece)
            texts[piece] = text
        body += 1
    columns, lefts = [], []
    groups = _groups(lines[start])
    for (left, words, spans), right in zip(groups, [left for left, *_ in groups[1:]] + [_WIDEST], strict=True):
        inside = sorted((piece for piece in subcaptions if left <= piece.left < right), key=lambda piece: piece.left)
        if not inside:
            columns.append(Column(words, spans))
            lefts.append(left)
        for number, piece in enumerate(inside):
            first = f"{words} " if number == 0 else ""
            columns.append(Column(first + texts[piece], (*(spans if number == 0 else ()), Span(piece.start, piece.end))))
            lefts.append(piece.left if number else left)
    own = [line for line in lines[body:end] if line.pieces and "\t" in line.shown]
    width = max(line.shown.count("\t") for line in lines[start:body])
    if any(line.shown.count("\t") > width for line in own):
        return None
    rows = [_row(line, lefts) for line in own]
    at = lines[start].pieces[0].start
    last = max(line.pieces[-1].end for line in lines[start:end] if line.pieces)
    return Part(tuple(columns), (tuple(row for row in rows if any(row)),), at, last)


def _cells(line: TypedLine) -> list[tuple[Piece, str, list[Span]]]:
    """The cells of a line that are not blank: the first piece of each, its whole text, and its pieces."""
    found: list[tuple[Piece, str, list[Span]]] = []
    for piece in line.pieces:
        text, span = line_text(line, piece), Span(piece.start, piece.end)
        if found and found[-1][0].left == piece.left:
            first, before, spans = found[-1]
            found[-1] = first, f"{before} {text}", [*spans, span]
        else:
            found.append((piece, text, [span]))
    return found


def _groups(line: TypedLine) -> list[tuple[int, str, tuple[Span, ...]]]:
    """The captions with numbers: the column at which each begins, its words, and where they are."""
    found: list[tuple[int, str, tuple[Span, ...]]] = []
    cells = _cells(line)
    starts = caption_starts([text for _, text, _ in cells], has_cells=True)
    starts = starts if any(starts) else [True] * len(cells)
    for (piece, text, spans), is_start in zip(cells, starts, strict=True):
        if is_start or not found:
            found.append((piece.left, text, tuple(spans)))
        else:
            left, before, where = found[-1]
            found[-1] = left, f"{before} {text}", (*where, *spans)
    return found


def _row(line: TypedLine, lefts: Sequence[int]) -> Row:
    cells: list[list[Bit]] = [[] for _ in lefts]
    for piece in line.pieces:
        at = max((index for index, left in enumerate(lefts) if left <= piece.left), default=0)
        cells[at].append(Bit(piece.start, piece.end))
    return tuple(map(tuple, cells))
