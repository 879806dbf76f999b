"""The parts of a table that a filer drew with blanks, strokes and rules: columns, and rows of cells wrapped in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from form4_grammar.readers.typed.columns import Column, Part, begin_captions
from form4_grammar.readers.typed.pieces import Piece, Span, TypedLine
from form4_grammar.readers.typed.text_rows import STROKE, WIDEST, Extent, rows_in, strokes_of, tabbed_rows, ways_below
from form4_grammar.readers.typed.wordings import begins_numbered, caption_starts

_GROUP = re.compile(r"[-_=]+")
_WIDE = 3
_FEW_GROUPS, _FEW_STROKES = 2, 4
_ON_COLUMN = re.compile(r"<[SCsc]>")
_SEVERAL = 2
_MOST_COLUMNS = 64
"""Of a table that is looked at; the form's largest has sixteen."""


def parts(text: str, lines: Sequence[TypedLine], first: int, last: int, captions: Sequence[str]) -> list[Part] | None:
    """The parts of the table in the lines of a text from `first` to before `last`; None where its columns are not plain."""
    starts = [index for index in range(first, last) if is_heading_start(lines[index], captions)]
    starts = [at for at in starts if not any(0 < at - other <= 1 for other in starts)]
    found = []
    for start, end in pairwise([*starts, last]):
        part = _part(text, lines, start, end, has_titles=lines[start].shown == lines[starts[0]].shown)
        if part is None:
            return None
        found.append(part)
    return found


def is_heading_start(line: TypedLine, captions: Sequence[str]) -> bool:
    """Whether several captions begin in a line, with numbers or without."""
    texts = [line.shown[piece.left : piece.right] for piece in line.pieces]
    return any(caption_starts(texts, has_cells=False)) or begin_captions(texts, captions)


def _part(text: str, lines: Sequence[TypedLine], start: int, end: int, *, has_titles: bool) -> Part | None:
    body = next((i for i in range(start, end) if lines[i].is_rule or "S" in lines[i].tags), None)
    if body is None:  # nothing but a blank line is below the heading
        body = next((i for i in range(start, end) if lines[i].is_blank), end)
    heading = [line for line in lines[start:body] if line.pieces]
    while body < end and (lines[body].is_rule or lines[body].tags):
        body += 1
    rows = lines[body:end]
    extents = _extents(lines[start:body], rows)
    if extents is None or len(extents) > _MOST_COLUMNS:
        return None
    columns = _columns(heading, extents)
    at = lines[start].pieces[0].start
    last = max([line.pieces[-1].end for line in lines[start:end] if line.pieces], default=at)
    tabbed = tabbed_rows(text, rows, len(extents))
    if tabbed is not None:
        return Part(tuple(columns), tuple(tabbed), at, last)
    is_drawn = any(line.shown.count(STROKE) > _SEVERAL for line in rows if not line.is_rule)
    if is_drawn and any(line.pieces and STROKE not in line.shown for line in rows):
        return None  # words between rows that are none
    if is_drawn or not any(line.shown.count(STROKE) > _SEVERAL for line in heading):
        ways = [rows_in(text, rows, extents, has_titles=has_titles)]
    else:
        ways = ways_below(text, rows, extents, has_titles=has_titles)
    filled = tuple(tuple(way) for way in ways if way is not None)
    if not filled:
        return None
    return Part(tuple(columns), filled, at, last)


def _extents(heading: Sequence[TypedLine], rows: Sequence[TypedLine]) -> list[Extent] | None:
    """The columns by the strokes of the rows, else by a rule in pieces, by the strokes of the heading, or by its marks."""
    drawn = Counter(strokes_of(line.shown) for line in rows if line.shown.count("|") > _SEVERAL and not line.is_rule)
    if drawn:
        return _between(drawn.most_common(1)[0][0], [*heading, *rows])
    for line in reversed(heading):
        groups = [match for match in _GROUP.finditer(line.shown) if len(match[0]) >= _WIDE]
        if line.is_rule and len(groups) >= _FEW_GROUPS and not set("+|") & set(line.shown):
            ends = [*(match.start() for match in groups[1:]), WIDEST]
            return [Extent(match.start(), match.end(), end) for match, end in zip(groups, ends, strict=True)]
    for line in reversed(heading):
        if line.shown.count("|") > _FEW_STROKES and not line.is_rule:
            return _between(strokes_of(line.shown), heading)
    for line in reversed(heading):
        marks = [match.start() for match in _ON_COLUMN.finditer(line.shown)] if line.tags else []
        if len(marks) >= _FEW_GROUPS:
            return [_as_filled(a, b, rows) for a, b in zip(marks, [*marks[1:], WIDEST], strict=True)]
    return _by_gutters([line for line in heading if line.pieces], rows)


def _by_gutters(heading: Sequence[TypedLine], rows: Sequence[TypedLine]) -> list[Extent] | None:
    """The columns by what stands below each other: where neither a row nor a caption of one column has anything is between two.

    A caption over several columns is none of one; what is in several rows at once makes one of two columns, which then are not
    those of the form.
    """
    found: list[tuple[int, int]] = []
    for line in [*rows, *reversed(heading)]:
        for piece in line.pieces:
            inside = [one for one in found if one[0] <= piece.right and piece.left <= one[1]]
            if len(inside) > 1 and line in heading:
                continue
            found = [one for one in found if one not in inside]
            found.append((min([piece.left, *(a for a, _ in inside)]), max([piece.right, *(b for _, b in inside)])))
    found.sort()
    if not rows or len(found) < _FEW_GROUPS:
        return None
    return [Extent(left, right, end) for (left, right), end in zip(found, [*(a for a, _ in found[1:]), WIDEST], strict=True)]


def _between(strokes: Sequence[int], lines: Sequence[TypedLine]) -> list[Extent]:
    """The columns between strokes. The first begins at the line's start, where the lines have words before the first stroke.

    The last ends with the lines, where several have words behind the last stroke.
    """
    begins = all(piece.left >= strokes[0] for line in lines for piece in line.pieces[:1])
    edges = list(strokes) if begins or strokes[0] <= 1 else [-1, *strokes]
    found = [Extent(a + 1, b, b) for a, b in pairwise(edges)]
    behind = sum(piece.left > strokes[-1] for line in lines for piece in line.pieces[-1:])
    return [*found, _as_filled(strokes[-1] + 1, WIDEST, lines)] if behind >= _SEVERAL else found


def _as_filled(left: int, end: int, rows: Sequence[TypedLine]) -> Extent:
    """A column of which only the beginning is marked: it is as wide as what stands in it."""
    return Extent(left, max((left + len(line.shown[left:end].rstrip()) for line in rows), default=left), end)


def _columns(heading: Sequence[TypedLine], extents: Sequence[Extent]) -> Iterator[Column]:
    """What the heading says of each column: a caption over several stands in the first of them."""
    words: list[list[str]] = [[] for _ in extents]
    spans: list[list[Span]] = [[] for _ in extents]
    whole = _whole_until(heading, extents)
    for number, line in enumerate(heading):
        edges = strokes_of(line.shown)
        for piece in _parted_at(line, [one.left for one in extents if whole[one.left] < number]):
            at = _column_at(piece.left, extents)
            if len(edges) > _SEVERAL:  # a stroke parts what it parts, wherever the words stand between two
                left = max((edge for edge in edges if edge < piece.left), default=-1)
                at = next((i for i, one in enumerate(extents) if one.left >= left), at)
            shown = line.shown[piece.left : piece.right]
            if not set(shown) <= set("-+=_"):
                words[at].append(shown)
                spans[at].append(Span(piece.start, piece.end))
    for own, where in zip(words, spans, strict=True):
        yield Column(" ".join(own), tuple(where))


def _whole_until(heading: Sequence[TypedLine], extents: Sequence[Extent]) -> dict[int, int]:
    """For the left edge of each column the last line of the heading that it does not part; -1 where it parts all.

    Words stand over it there, or it is the edge of a column below a caption of several, none of which has words of its own yet.
    """
    begun = {one.left for line in heading for one in extents if begins_numbered(line.shown[one.left :].partition("  ")[0])}
    inner = {one.left for one in extents if begun and one.left not in begun}
    below = next((i for i, line in enumerate(heading) if any(piece.left in inner for piece in line.pieces)), len(heading) - 1)
    found = {}
    for before, one in pairwise([Extent(0, 0, 0), *extents]):
        gap = slice(min(before.right, one.left - 1) if one.left else 0, one.left)
        over = max((i for i, line in enumerate(heading) if line.shown[gap].strip(f"{STROKE} ")), default=-1)
        found[one.left] = max(over, below - 1) if one.left in inner else over
    return found


def _parted_at(line: TypedLine, edges: Sequence[int]) -> Iterator[Piece]:
    """The pieces of a line, parted where columns begin with a single blank between them."""
    for piece in line.pieces:
        begin = piece.left
        for edge in [*(one for one in edges if piece.left < one < piece.right), piece.right]:
            end = edge if edge == piece.right else edge - 1
            yield Piece(begin, end, line.places[begin], line.places[end - 1] + 1)
            begin = edge


def _column_at(left: int, extents: Sequence[Extent]) -> int:
    return max((index for index, one in enumerate(extents) if one.left <= left + 1), default=0)
