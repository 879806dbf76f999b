"""The rows of a table in a text: lines parted into cells by the columns, and lines put together that make one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.readers.typed.columns import Bit, Row
from form4_grammar.readers.typed.pieces import TypedLine

STROKE = "|"
_VALUE = re.compile(
    r"""(?:(?P<date>\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d)
    |(?P<amount>\$?[ ]?[\d,.]{2,}(?:[ -]\d{1,2}/\d{1,2})?|0)
    |(?P<letter>[A-Z]))
    (?:\s*[(\[{/*][\w*]{0,3}[)\]}/]?)*$""",
    re.VERBOSE,
)
"""A whole value, with marks of notes behind it."""

_BEGUN = re.compile(r"[a-z(,]")
"""What the rest of a title begins with."""

_SEVERAL = 2
WIDEST = 10_000
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


def strokes_of(shown: str) -> tuple[int, ...]:
    """The columns in which a line has upright strokes."""
    return tuple(index for index, sign in enumerate(shown.rstrip()) if sign == STROKE)


def rows_in(
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


def tabbed_rows(text: str, lines: Sequence[TypedLine], width: int) -> list[tuple[Row, ...]] | None:
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


def ways_below(text: str, lines: Sequence[TypedLine], extents: Sequence[Extent], *, has_titles: bool) -> list[list[Row] | None]:
    """The rows below a heading with strokes, which have none and may be off by some blanks, in each way that fits."""
    ways: dict[tuple[object, ...], list[Row] | None] = {}
    for by in range(-_MOST_OFF, _MOST_OFF + 1):
        moved = _moved(extents, by)
        if _are_flush(lines, moved):
            return [rows_in(text, lines, moved, has_titles=has_titles)]
        rows = rows_in(text, lines, moved, has_titles=has_titles, whole=True)
        if rows is not None:
            ways.setdefault(tuple(tuple(tuple(bit[:2] for bit in cell) for cell in row) for row in rows), rows)
    return list(ways.values())


def _moved(extents: Sequence[Extent], by: int) -> list[Extent]:
    moved = [Extent(max(0, one.left + by), one.right + by, one.end + by) for one in extents]
    moved[-1] = moved[-1]._replace(end=WIDEST)
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
    shown, strokes = line.shown, set(strokes_of(line.shown))
    for left, right, last in extents:
        inside = shown[left:last]
        bare = inside.strip()
        edge = shown[left - 1 : left + 1] if left else ""
        crosses = len(edge) > 1 and not set(edge) & set(f" {STROKE}")
        if bare and (crosses or strokes.intersection(range(left, min(last, len(shown))))):
            return None  # words that go over the edge of a column
        begin = left + len(inside) - len(inside.lstrip())
        end = begin + len(bare)
        cells.append(Bit(line.places[begin], line.places[end - 1] + 1, begin - left, right - end) if bare else None)
    return None if shown[extents[-1].end :].strip(f"{STROKE} ") else tuple(cells)


def _parted(group: Sequence[_Line], text: str, *, has_titles: bool) -> list[list[_Line]] | None:
    """The rows of some lines that no rule and no blank line parts; None where one begins is not plain.

    A line begins a row where it has a title and values where the row so far has some. Where the first line has nothing but the
    title, values stand in the last line of each row, else in the first.
    """
    rows: list[list[_Line]] = []
    above: _Line = ()  # of each column the last cell that the row so far has
    stands_last = _stands_last(group, text)
    if stands_last is None:
        return None
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


def _stands_last(group: Sequence[_Line], text: str) -> bool | None:
    """Whether values stand in the last lines of rows, below lines of nothing but a title; None where that is not plain.

    Where the first and the last line have both, a line of a title alone is of the row above or of that below. Titles are the
    same again more often where they are whole; and a word that would have had room on the line above did not go on there.
    """
    if group[0][0] is not None and not any(group[0][1:]):
        return True
    valued = [any(one and _kind(text[one.start : one.end]) for one in line[1:]) for line in group]
    alone = [line[0] is not None and not has_value for line, has_value in zip(group, valued, strict=True)]
    if alone[0] or not valued[-1] or not any(alone):
        return False
    shown = [text[line[0].start : line[0].end] if line[0] is not None else "" for line in group]
    for (title, is_alone), is_above in zip(list(zip(shown, alone, strict=True))[1:], alone, strict=False):
        if is_alone is not is_above and _BEGUN.match(
            title
        ):  # the rest of a title, behind one with values or with values itself
            return is_above
    above, below = _titles(shown, alone), _titles(shown[::-1], alone[::-1])
    if above != below:
        return above > below
    fits = [False, False]  # where a title alone is of the row above; where it is of the row below
    for (before, line), (is_below, is_alone) in zip(pairwise(group), pairwise(alone), strict=True):
        if before[0] is not None and line[0] is not None and before[0].behind > len(text[line[0].start :].split(None, 1)[0]):
            fits[0] |= is_alone
            fits[1] |= is_below
    return None if fits[0] == fits[1] else fits[0]


def _titles(shown: Sequence[str], alone: Sequence[bool]) -> int:
    """How many titles there are, where each that stands alone is of the row before it."""
    rows: list[list[str]] = []
    for title, is_alone in zip(shown, alone, strict=True):
        if is_alone and rows:
            rows[-1].append(title)
        elif title:
            rows.append([title])
    return len({tuple(sorted(row)) for row in rows})


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
