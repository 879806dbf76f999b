"""The parts of a table that a filer drew with blanks, strokes and rules: columns, and rows of cells wrapped in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.readers.typed.columns import Bit, Column, Part, Row, begin_captions
from form4_grammar.readers.typed.pieces import Piece, Span, TypedLine
from form4_grammar.readers.typed.wordings import begins_numbered, caption_starts

_STROKE = "|"
_GROUP = re.compile(r"[-_=]+")
_WIDE = 3
_FEW_GROUPS, _FEW_STROKES = 2, 4
_VALUE = re.compile(
    r"""(?:(?P<date>\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d)
    |(?P<amount>\$?[ ]?[\d,.]{2,}(?:[ -]\d{1,2}/\d{1,2})?|0)
    |(?P<letter>[A-Z]))
    (?:\s*[(\[{/*][\w*]{0,3}[)\]}/]?)*$""",
    re.VERBOSE,
)
"""A whole value, with marks of notes behind it."""

_ON_COLUMN = re.compile(r"<[SCsc]>")
_SEVERAL = 2
_MOST_COLUMNS = 64
"""Of a table that is looked at; the form's largest has sixteen."""

_WIDEST = 10_000
_MOST_OFF = 4
"""The blanks that rows may be off from the heading above them."""


class Extent(NamedTuple):
    """The columns of characters that a column of the table has: from ``left`` to before ``right``, where it is drawn that far.

    What stands before ``end``, where the next column begins, is of this one, too.
    """

    left: int
    right: int
    end: int


_Line = tuple[Bit | None, ...]
"""A line of a row: its cells, each without its outer blanks."""


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
    body = next((i for i in range(start, end) if lines[i].is_rule or "S" in lines[i].tags), end)
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
    tabbed = _tabbed(text, rows, len(extents))
    if tabbed is not None:
        return Part(tuple(columns), tuple(tabbed), at, last)
    is_drawn = any(line.shown.count(_STROKE) > _SEVERAL for line in rows if not line.is_rule)
    if is_drawn and any(line.pieces and _STROKE not in line.shown for line in rows):
        return None  # words between rows that are none
    if is_drawn or not any(line.shown.count(_STROKE) > _SEVERAL for line in heading):
        ways = [_rows(text, rows, extents, has_titles=has_titles)]
    else:
        ways = _ways_below(text, rows, extents, has_titles=has_titles)
    filled = tuple(tuple(way) for way in ways if way is not None)
    if not filled:
        return None
    return Part(tuple(columns), filled, at, last)


def _extents(heading: Sequence[TypedLine], rows: Sequence[TypedLine]) -> list[Extent] | None:
    """The columns by the strokes of the rows, else by a rule in pieces, by the strokes of the heading, or by its marks."""
    drawn = Counter(_strokes(line.shown) for line in rows if line.shown.count("|") > _SEVERAL and not line.is_rule)
    if drawn:
        return _between(drawn.most_common(1)[0][0], [*heading, *rows])
    for line in reversed(heading):
        groups = [match for match in _GROUP.finditer(line.shown) if len(match[0]) >= _WIDE]
        if line.is_rule and len(groups) >= _FEW_GROUPS and not set("+|") & set(line.shown):
            ends = [*(match.start() for match in groups[1:]), _WIDEST]
            return [Extent(match.start(), match.end(), end) for match, end in zip(groups, ends, strict=True)]
    for line in reversed(heading):
        if line.shown.count("|") > _FEW_STROKES and not line.is_rule:
            return _between(_strokes(line.shown), heading)
    for line in reversed(heading):
        marks = [match.start() for match in _ON_COLUMN.finditer(line.shown)] if line.tags else []
        if len(marks) >= _FEW_GROUPS:
            return [_as_filled(a, b, rows) for a, b in zip(marks, [*marks[1:], _WIDEST], strict=True)]
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
    return [Extent(left, right, end) for (left, right), end in zip(found, [*(a for a, _ in found[1:]), _WIDEST], strict=True)]


def _strokes(shown: str) -> tuple[int, ...]:
    return tuple(index for index, sign in enumerate(shown.rstrip()) if sign == _STROKE)


def _between(strokes: Sequence[int], lines: Sequence[TypedLine]) -> list[Extent]:
    """The columns between strokes. The first begins at the line's start, where the lines have words before the first stroke.

    The last ends with the lines, where several have words behind the last stroke.
    """
    begins = all(piece.left >= strokes[0] for line in lines for piece in line.pieces[:1])
    edges = list(strokes) if begins or strokes[0] <= 1 else [-1, *strokes]
    found = [Extent(a + 1, b, b) for a, b in pairwise(edges)]
    behind = sum(piece.left > strokes[-1] for line in lines for piece in line.pieces[-1:])
    return [*found, _as_filled(strokes[-1] + 1, _WIDEST, lines)] if behind >= _SEVERAL else found


def _as_filled(left: int, end: int, rows: Sequence[TypedLine]) -> Extent:
    """A column of which only the beginning is marked: it is as wide as what stands in it."""
    return Extent(left, max((left + len(line.shown[left:end].rstrip()) for line in rows), default=left), end)


def _columns(heading: Sequence[TypedLine], extents: Sequence[Extent]) -> Iterator[Column]:
    """What the heading says of each column: a caption over several stands in the first of them."""
    words: list[list[str]] = [[] for _ in extents]
    spans: list[list[Span]] = [[] for _ in extents]
    whole = _whole_until(heading, extents)
    for number, line in enumerate(heading):
        edges = _strokes(line.shown)
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
        over = max((i for i, line in enumerate(heading) if line.shown[gap].strip(f"{_STROKE} ")), default=-1)
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


def _rows(
    text: str, lines: Sequence[TypedLine], extents: Sequence[Extent], *, has_titles: bool, whole: bool = False
) -> list[Row] | None:
    """The rows; None where cells do not stand in the columns. Where `whole`, no edge of a column may part a piece."""
    group: list[_Line] = []
    found: list[Row] = []
    for line in [*lines, None]:
        read = None if line is None or not line.pieces else _line(line, extents)
        if line is not None and line.pieces and (read is None or (whole and _parts_a_piece(line, extents))):
            return None
        if read is not None and any(read):
            group.append(read)
        elif group:
            rows = _parted(group, text, has_titles=has_titles)
            if rows is None:
                return None
            found += map(_joined, rows)
            group = []
    return found


def _tabbed(text: str, lines: Sequence[TypedLine], width: int) -> list[tuple[Row, ...]] | None:
    """The rows by the tabs in their lines, in each way; None where these are none, or more than part the columns.

    Tabs that no cell follows were left out at the ends of lines, or those before the first cell.
    """
    ways: list[list[Row]] = [[], []]
    for line in lines:
        if not line.pieces:
            continue
        start = line.places[0]
        end = text.find("\n", start)
        found: list[tuple[Bit, ...]] = []
        for cell in text[start : end if end >= 0 else len(text)].split("\t"):
            bare = cell.strip()
            begin = start + len(cell) - len(cell.lstrip())
            found.append((Bit(begin, begin + len(bare)),) if bare else ())
            start += len(cell) + 1
        if not _SEVERAL < len(found) <= width:
            return None
        rest: list[tuple[Bit, ...]] = [()] * (width - len(found))
        ways[0].append((*found, *rest))
        ways[1].append((*rest, *found))
    return [tuple(way) for way in (ways if ways[0] != ways[1] else ways[:1])] if ways[0] else None


def _ways_below(
    text: str, lines: Sequence[TypedLine], extents: Sequence[Extent], *, has_titles: bool
) -> list[list[Row] | None]:
    """The rows below a heading with strokes, which have none and may be off by some blanks, in each way that fits."""
    ways: dict[tuple[object, ...], list[Row] | None] = {}
    for by in range(-_MOST_OFF, _MOST_OFF + 1):
        moved = _moved(extents, by)
        if _are_flush(lines, moved):
            return [_rows(text, lines, moved, has_titles=has_titles)]
        rows = _rows(text, lines, moved, has_titles=has_titles, whole=True)
        if rows is not None:
            ways.setdefault(tuple(tuple(tuple(bit[:2] for bit in cell) for cell in row) for row in rows), rows)
    return list(ways.values())


def _moved(extents: Sequence[Extent], by: int) -> list[Extent]:
    moved = [Extent(max(0, one.left + by), one.right + by, one.end + by) for one in extents]
    moved[-1] = moved[-1]._replace(end=_WIDEST)
    return moved


def _are_flush(lines: Sequence[TypedLine], extents: Sequence[Extent]) -> bool:
    """Whether all that stands in some lines begins where a column does, below most of the columns."""
    lefts = {one.left for one in extents}
    used: set[int] = set()
    for line in lines:
        for piece in line.pieces:
            words = line.shown[piece.left : piece.right].split(" ")
            at = piece.left
            starts = []
            for word in words:
                starts.append(at)
                at += len(word) + 1
            if starts[0] not in lefts:
                return False
            used |= lefts.intersection(starts)
    return 2 * len(used) > len(extents)


def _parts_a_piece(line: TypedLine, extents: Sequence[Extent]) -> bool:
    return any(piece.left < one.left < piece.right for piece in line.pieces for one in extents[1:])


def _line(line: TypedLine, extents: Sequence[Extent]) -> _Line | None:
    cells: list[Bit | None] = []
    shown, strokes = line.shown, set(_strokes(line.shown))
    for left, right, last in extents:
        inside = shown[left:last]
        bare = inside.strip()
        edge = shown[left - 1 : left + 1] if left else ""
        crosses = len(edge) > 1 and not set(edge) & set(f" {_STROKE}")
        if bare and (crosses or strokes.intersection(range(left, min(last, len(shown))))):
            return None  # words that go over the edge of a column
        begin = left + len(inside) - len(inside.lstrip())
        end = begin + len(bare)
        cells.append(Bit(line.places[begin], line.places[end - 1] + 1, begin - left, right - end) if bare else None)
    return None if shown[extents[-1].end :].strip(f"{_STROKE} ") else tuple(cells)


def _parted(group: Sequence[_Line], text: str, *, has_titles: bool) -> list[list[_Line]] | None:
    """The rows of some lines that no rule and no blank line parts; None where one begins is not plain.

    A line begins a row where it has a title and values where the row so far has some. Where the first line has nothing but the
    title, values stand in the last line of each row, else in the first.
    """
    rows: list[list[_Line]] = []
    above: _Line = ()  # of each column the last cell that the row so far has
    stands_last = group[0][0] is not None and not any(group[0][1:])
    waiting: list[_Line] = []
    for line in group:
        if stands_last and line[0] is not None and not any(line[1:]):
            waiting.append(line)
            continue
        begins = not rows or bool(waiting and any(above[1:])) or _begins(line, above, text, has_titles=has_titles)
        if begins is None:
            return None
        if begins:
            rows.append([*waiting, line])
            above = line
        else:
            rows[-1] += [*waiting, line]
            above = tuple(cell or before for cell, before in zip(line, above, strict=True))
        waiting = []
    if waiting:
        rows[-1:] = [[*rows[-1], *waiting]] if rows else [waiting]
    return None if _ends_as_it_begins(rows, text) else rows


def _ends_as_it_begins(rows: Sequence[Sequence[_Line]], text: str) -> bool:
    """Whether a row goes on with what the first one begins with: then values stand in the last lines of rows.

    They do not where the first line of the first row has the most of them.
    """
    first = rows[0][0][0] if rows else None
    if first is None or len(rows) < _SEVERAL:
        return False
    filled = [sum(cell is not None for cell in line) for line in rows[0]]
    if filled[0] > max(filled[1:], default=0):
        return False
    title = text[first.start : first.end]
    return any(line[0] is not None and text[line[0].start : line[0].end] == title for row in rows for line in row[1:])


def _begins(line: _Line, above: _Line, text: str, *, has_titles: bool) -> bool | None:
    """Whether a line begins a row; None where that is not plain.

    It does where several of its cells would have had room on the line above, had that gone on there, or one is a value of its
    own below another. A part that `has_titles` has one in each row.
    """
    again = values = 0
    is_titled = line[0] is not None or not has_titles
    for cell, before in zip(line, above, strict=True):
        if cell is not None and before is not None and before.behind:
            kinds = [_kind(text[one.start : one.end]) for one in (cell, before)]
            is_value = kinds[0] == kinds[1] != ""
            values += is_value
            again += is_value or before.behind > len(text[cell.start : cell.end].split(None, 1)[0])
    if is_titled and (values or again >= _SEVERAL):
        return True
    return None if values else False


def _kind(shown: str) -> str:
    """What a whole value is by its look: an amount, a date, a letter; an empty text for any other."""
    match = _VALUE.match(shown)
    return match.lastgroup or "" if match else ""


def _joined(row: Sequence[_Line]) -> Row:
    return tuple(tuple(cell for cell in column if cell is not None) for column in zip(*row, strict=True))
