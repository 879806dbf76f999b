"""The parts of a table that a filer drew with blanks, strokes and rules: columns, and rows of cells wrapped in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.readers.typed.columns import Bit, Column, Part, Row
from form4_grammar.readers.typed.pieces import Span, TypedLine
from form4_grammar.readers.typed.wordings import number_at_start

_STROKE = "|"
_GROUP = re.compile(r"[-_=]+")
_WIDE = 3
_FEW_GROUPS = 4
_ON_COLUMN = re.compile(r"<[SCsc]>")
_SEVERAL = 2


class Extent(NamedTuple):
    """The columns of characters that a column of the table has: from ``left`` to before ``right``."""

    left: int
    right: int


_Line = tuple[Bit | None, ...]
"""A line of a row: its cells, each without its outer blanks."""


def parts(lines: Sequence[TypedLine], first: int, last: int) -> list[Part] | None:
    """The parts of the table in the lines from `first` to before `last`; None where its columns are not plain."""
    starts = [index for index in range(first, last) if is_heading_start(lines[index])]
    starts = [at for at in starts if not any(0 < at - other <= 1 for other in starts)]
    found = []
    for start, end in pairwise([*starts, last]):
        part = _part(lines, start, end)
        if part is None:
            return None
        found.append(part)
    return found


def is_heading_start(line: TypedLine) -> bool:
    """Whether several captions with numbers stand in a line."""
    return sum(_is_numbered(line.shown[piece.left : piece.right]) for piece in line.pieces) >= _SEVERAL


def _is_numbered(text: str) -> bool:
    number = number_at_start(text)
    return number is not None and text[len(number[0]) :].lstrip().startswith(".") and not number[1][:1].isdigit()


def _part(lines: Sequence[TypedLine], start: int, end: int) -> Part | None:
    body = next((i for i in range(start, end) if lines[i].is_rule or "S" in lines[i].tags), end)
    heading = [line for line in lines[start:body] if line.pieces]
    while body < end and (lines[body].is_rule or lines[body].tags):
        body += 1
    rows = lines[body:end]
    extents = _extents(lines[start:body], rows)
    if extents is None:
        return None
    columns = _columns(heading, extents)
    filled = list(_rows(rows, extents))
    if any(row is None for row in filled):
        return None
    at = lines[start].pieces[0].start
    last = max([line.pieces[-1].end for line in lines[start:end] if line.pieces], default=at)
    return Part(tuple(columns), tuple(row for row in filled if row is not None), at, last)


def _extents(heading: Sequence[TypedLine], rows: Sequence[TypedLine]) -> list[Extent] | None:
    """The columns by the strokes of the rows, else by a rule in pieces, by the strokes of the heading, or by its marks."""
    drawn = Counter(_strokes(line.shown) for line in rows if line.shown.count("|") > _SEVERAL and not line.is_rule)
    if drawn:
        return _between(drawn.most_common(1)[0][0])
    for line in reversed(heading):
        groups = [match for match in _GROUP.finditer(line.shown) if len(match[0]) >= _WIDE]
        if line.is_rule and len(groups) >= _FEW_GROUPS and not set("+|") & set(line.shown):
            edges = [match.start() for match in groups]
            return [Extent(a, b) for a, b in zip(edges, [*edges[1:], 10_000], strict=True)]
    for line in reversed(heading):
        if line.shown.count("|") > _FEW_GROUPS and not line.is_rule:
            return _between(_strokes(line.shown))
    for line in reversed(heading):
        marks = [match.start() for match in _ON_COLUMN.finditer(line.shown)] if line.tags else []
        if len(marks) >= _FEW_GROUPS:
            return [Extent(a, b) for a, b in zip(marks, [*marks[1:], 10_000], strict=True)]
    return None


def _strokes(shown: str) -> tuple[int, ...]:
    return tuple(index for index, sign in enumerate(shown.rstrip()) if sign == _STROKE)


def _between(strokes: Sequence[int]) -> list[Extent]:
    """The columns between strokes. The first begins at the line's start, where no stroke stands there."""
    edges = list(strokes) if strokes and strokes[0] <= 1 else [-1, *strokes]
    return [Extent(a + 1, b) for a, b in pairwise(edges)]


def _columns(heading: Sequence[TypedLine], extents: Sequence[Extent]) -> Iterator[Column]:
    """What the heading says of each column: a caption over several stands in the first of them."""
    words: list[list[str]] = [[] for _ in extents]
    spans: list[list[Span]] = [[] for _ in extents]
    for line in heading:
        edges = _strokes(line.shown)
        for piece in line.pieces:
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


def _column_at(left: int, extents: Sequence[Extent]) -> int:
    return max((index for index, one in enumerate(extents) if one.left <= left + 1), default=0)


def _rows(lines: Sequence[TypedLine], extents: Sequence[Extent]) -> Iterator[Row | None]:
    """The rows; None for one whose cells do not stand in the columns."""
    group: list[_Line] = []
    for line in [*lines, None]:
        read = None if line is None or not line.pieces else _line(line, extents)
        if line is not None and line.pieces and read is None:
            yield None
            return
        if read is not None and any(read):
            group.append(read)
        elif group:
            yield from map(_joined, _parted(group))
            group = []


def _line(line: TypedLine, extents: Sequence[Extent]) -> _Line | None:
    cells: list[Bit | None] = []
    shown, strokes = line.shown, set(_strokes(line.shown))
    for left, right in extents:
        inside = shown[left:right]
        bare = inside.strip()
        edge = shown[left - 1 : left + 1] if left else ""
        crosses = len(edge) > 1 and not set(edge) & set(f" {_STROKE}")
        if bare and (crosses or strokes.intersection(range(left, min(right, len(shown))))):
            return None  # words that go over the edge of a column
        begin = left + len(inside) - len(inside.lstrip())
        end = begin + len(bare)
        cells.append(Bit(line.places[begin], line.places[end - 1] + 1, begin == left, end == right) if bare else None)
    return None if shown[extents[-1].right :].strip(f"{_STROKE} ") else tuple(cells)


def _parted(group: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The rows of some lines that no rule and no blank line parts.

    A line begins a row where it has a title and values where the row so far has some. Where the first line has nothing but the
    title, values stand in the last line of each row, else in the first.
    """
    rows: list[list[_Line]] = []
    stands_last = group[0][0] is not None and not any(group[0][1:])
    waiting: list[_Line] = []
    for line in group:
        if stands_last and line[0] is not None and not any(line[1:]):
            waiting.append(line)
            continue
        if not rows or (waiting and any(any(one[1:]) for one in rows[-1])) or _begins(line, rows[-1]):
            rows.append([*waiting, line])
        else:
            rows[-1] += [*waiting, line]
        waiting = []
    if waiting:
        rows[-1:] = [[*rows[-1], *waiting]] if rows else [waiting]
    yield from rows


def _begins(line: _Line, row: Sequence[_Line]) -> bool:
    if line[0] is None:
        return False
    again = 0
    for index, cell in enumerate(line[1:-1], 1):
        before = [one[index] for one in row if one[index] is not None] if cell is not None else []
        again += bool(before) and not before[-1].is_full  # type: ignore[union-attr] # the blank ones are left out
    return again >= _SEVERAL


def _joined(row: Sequence[_Line]) -> Row:
    return tuple(tuple(cell for cell in column if cell is not None) for column in zip(*row, strict=True))
