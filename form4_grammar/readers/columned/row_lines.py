"""The rows of a table whose columns are aligned: which of its lines are of one row.

Everything here is a pure function of words and where they stand. What could be of two rows is of none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import accumulate, pairwise
from typing import NamedTuple

from form4_grammar.readers.columned.positions import Word

_CLOSE = 0.35
"""How much less even another way to part rows must be for the better one to be plain, in lines."""

_FULL, _NOT_FULL = 0.1, 1.0
"""What it costs to end a row inside a cell that is full, and to go on below a line with room for the next word."""

_BLANK_LINE = 1.0
"""What it costs to go on below a blank line."""

_IN_PRINT = 0.2
"""How much of that where letters are not of one width, so that what would have fitted can only be guessed."""

_HOLE = 1.0
"""What it costs that a cell has a line without text between others; in prints, those of other cells stand there."""

_HARDLY = 0.1
"""What of a line it costs that a cell of a print stands away from where it should by no more than that."""

_UNLIKE = 0.3
"""What it costs that no cell of a row's first line begins as the first row does."""

_IN_TEXT = 0.3
"""How much looks say where letters are of one width: lines are told exactly there, and of two even ways neither is plain."""

_REPEATED = 0.3
"""What it costs that a line inside a row repeats the first line of the first row."""

_CUT, _CUT_IN_PRINT = 0.5, 0.2
"""What it costs that a row was cut by the end of a page."""

_ENDS_A_ROW = 0.4
"""What it costs that a row begins, on a page where the table goes on, with a line with which others end."""

_SPARE = 2
"""Columns of room beyond the next word that a line must have to be plainly not full."""

_MOST_BETWEEN = 60
"""Lines between two rows beyond which no table is parted."""


class Rows(NamedTuple):
    """The lines of each row, first and last, as indexes; and the indexes of lines that could be of two rows.

    ``before`` is the number of lines that go on with a row of the page before, ``after`` of those with which a row begins that
    goes on on the next.
    """

    spans: tuple[tuple[int, int], ...]
    doubtful: frozenset[int]
    before: int = 0
    after: int = 0


def to_rows(
    cells: Sequence[Mapping[int, Sequence[Word]]],
    anchors: Sequence[int],
    *,
    is_print: bool = False,
    is_continued: bool = False,
    goes_on: bool = False,
    begun: Sequence[Mapping[int, Sequence[Word]]] = (),
) -> Rows:
    """Parts lines into rows, each of which has one of the `anchors`: lines with a cell that every row has on one line.

    `cells` has for each line the words in each column that holds something. Cells of several lines stand evenly about the
    middle of their row, or begin at its top: whichever parts all the rows more evenly. A cell goes on where the first word of
    its next line would not have fitted, and hardly where it would have; in a print (`is_print`) that says less.
    The first lines may go on with a row of the page before where the table `is_continued`, the last begin one of the next page
    where it `goes_on`. `begun` are the lines of the first page's first row: they show how rows begin.
    """
    if not anchors:
        return Rows((), frozenset(range(len(cells))))
    widths = _widths(cells)
    seams = [_seam(before, after, widths, is_print=is_print) for before, after in pairwise(cells)]
    on_anchors = set(anchors)
    # The first column whose cells have several lines: those that stand on the lines of anchors alone tell nothing
    telling = min((column for at, line in enumerate(cells) if at not in on_anchors for column in line), default=0)
    looks = 1.0 if is_print else _IN_TEXT
    first = next((line for line in begun if telling in line), cells[0])
    is_alike = [_begins_alike(first, line, telling) for line in cells]
    unlike = [0.0 if alike else _UNLIKE * looks for alike in is_alike]
    again = [0.0 if is_print else _REPEATED * _is_again(first, line, telling) for line in cells]
    sets = (_Set.TOP, _Set.PRINTED) if is_print else (_Set.TOP, _Set.MIDDLE, _Set.BELOW_MIDDLE)
    cut = _CUT_IN_PRINT if is_print else _CUT
    begins = {start: cut * bool(start) for start in range(anchors[0] + 1 if is_continued else 1)}
    last = len(cells)
    stops = {end: cut * (end < last) for end in range(anchors[-1] + 1 if goes_on else last, last + 1)}
    if begun or (goes_on and not is_continued):
        ends = {_texts(line) for line, alike in zip(cells, is_alike[1:], strict=False) if alike}
        begins = {start: cost + _ENDS_A_ROW * (_texts(cells[start]) in ends) for start, cost in begins.items()}
        stops = {end: cost + _ENDS_A_ROW * (end < last and _texts(cells[end]) in ends) for end, cost in stops.items()}
    found = [_parted(cells, anchors, seams, unlike, again, begins, stops, set_) for set_ in sets]
    cost, best = min(found, key=lambda one: one[0])
    others = [_row_of(rows) for other, rows in found if other < cost + _CLOSE]
    of = _row_of(best)
    apart = {line for line in range(len(cells)) for other in others if other.get(line) != of.get(line)}
    return best._replace(doubtful=best.doubtful | apart)


def _texts(line: Mapping[int, Sequence[Word]]) -> tuple[tuple[int, str], ...]:
    """What stands in each column of a line."""
    return tuple((column, " ".join(word.text for word in words)) for column, words in sorted(line.items()))


def _row_of(rows: Rows) -> dict[int, int]:
    return {line: number for number, (first, last) in enumerate(rows.spans) for line in range(first, last + 1)}


def _begins_alike(first: Mapping[int, Sequence[Word]], line: Mapping[int, Sequence[Word]], column: int) -> bool:
    """Whether a line has a cell in a column that begins with the word with which the first row's begins."""
    return column in first and column in line and first[column][0].text == line[column][0].text


def _is_again(first: Mapping[int, Sequence[Word]], line: Mapping[int, Sequence[Word]], column: int) -> bool:
    """Whether a line has the same text in a column as the first row's first line has there."""
    texts = [[word.text for word in one.get(column, ())] for one in (first, line)]
    return bool(texts[0]) and texts[0] == texts[1]


class _Set(Enum):
    """How cells that are lower than their row stand in it. In prints, lines may stand half a line apart."""

    TOP = "top"
    MIDDLE = "middle"
    BELOW_MIDDLE = "below middle"
    PRINTED = "printed"


class _Seam(NamedTuple):
    """What speaks, between two lines, against a row that ends there, and against one that goes on."""

    ends: float
    goes_on: float


def _widths(cells: Sequence[Mapping[int, Sequence[Word]]]) -> Mapping[int, int]:
    widths: dict[int, int] = {}
    for line in cells:
        for column, words in line.items():
            widths[column] = max(widths.get(column, 0), words[-1].x1 - words[0].x0)
    return widths


def _seam(
    before: Mapping[int, Sequence[Word]], after: Mapping[int, Sequence[Word]], widths: Mapping[int, int], *, is_print: bool
) -> _Seam:
    ends = goes_on = 0.0
    for column in before.keys() & after.keys():
        words, following = before[column], after[column][0]
        spare = widths[column] - (words[-1].x1 - words[0].x0) - 1 - len(following.text)
        if spare < 0:
            ends += _FULL
        elif spare > _SPARE:
            goes_on += _NOT_FULL
    lines = [[word.line for words in line.values() for word in words] for line in (before, after)]
    is_blank = bool(lines[0] and lines[1]) and min(lines[1]) > max(lines[0]) + 1
    weight = _IN_PRINT if is_print else 1.0
    return _Seam((weight if is_print else _IN_TEXT) * ends, weight * goes_on + (_BLANK_LINE if is_blank else 0))


def _parted(
    cells: Sequence[Mapping[int, Sequence[Word]]],
    anchors: Sequence[int],
    seams: Sequence[_Seam],
    unlike: Sequence[float],
    again: Sequence[float],
    begins: dict[int, float],
    stops: dict[int, float],
    set_: _Set,
) -> tuple[float, Rows]:
    """The most even parting, and how uneven it is: the lowest cost over all rows, by the line with which each begins."""
    first = [list(begins), *(list(range(max(a + 1, b - _MOST_BETWEEN), b + 1)) for a, b in pairwise(anchors))]
    ends = [*first[1:], list(stops)]
    # What speaks against the seam below each line and, as the next row's first line, against the line itself
    goes_on = [0.0, *accumulate(seam.goes_on + one for seam, one in zip(seams, again[1:], strict=True))]
    forward: list[dict[int, float]] = [begins]
    costs: list[dict[tuple[int, int], float]] = []
    for number, starts in enumerate(first):
        row: dict[tuple[int, int], float] = {}
        reached: dict[int, float] = {}
        for start in starts:
            for end in ends[number]:
                cost = _unevenness(cells, start, end, set_) + goes_on[end - 1] - goes_on[start] + unlike[start]
                cost += seams[end - 1].ends if end < len(cells) else 0
                row[start, end] = cost
                total = forward[number][start] + cost
                reached[end] = min(reached.get(end, total), total)
        costs.append(row)
        forward.append(reached)
    backward: list[dict[int, float]] = [stops]
    for number in range(len(first) - 1, -1, -1):
        backward.append(
            {start: min(costs[number][start, end] + backward[-1][end] for end in ends[number]) for start in first[number]}
        )
    backward.reverse()
    total = min(begins[start] + backward[0][start] for start in begins)
    spans, doubtful = [], set()
    before = start = min(begins, key=lambda start: begins[start] + backward[0][start])
    for other, cost in begins.items():
        if other != start and cost + backward[0][other] < total + _CLOSE:
            doubtful |= set(range(min(other, start), max(other, start)))
    for number in range(len(first)):
        through = {end: forward[number + 1][end] + backward[number + 1][end] for end in ends[number]}
        end = min(ends[number], key=lambda at: costs[number][start, at] + backward[number + 1][at])
        for other, cost in through.items():
            if other != end and cost < total + _CLOSE:
                doubtful |= set(range(min(other, end), max(other, end)))
        spans.append((start, end - 1))
        start = end
    return total, Rows(tuple(spans), frozenset(doubtful), before, len(cells) - start)


def _unevenness(cells: Sequence[Mapping[int, object]], start: int, end: int, set_: _Set) -> float:
    """By how many lines the cells of the lines `start` to `end` stand away from where they should, in all."""
    edges: dict[int, tuple[int, int]] = {}
    total = 0.0
    for line in range(start, end):
        for column in cells[line]:
            first, last = edges.get(column, (line, line))
            if last < line - 1 and set_ is not _Set.PRINTED:
                total += _HOLE
            edges[column] = (first, line)
    for first, last in set(edges.values()) if set_ is _Set.PRINTED else edges.values():  # there, cells of a line are one fact
        spare = (end - start) - (last - first + 1)
        match set_:
            case _Set.TOP:
                total += first - start
            case _Set.MIDDLE:
                total += abs(first - start - spare // 2)
            case _Set.BELOW_MIDDLE:
                total += abs(first - start - (spare + 1) // 2)
            case _Set.PRINTED:
                total += _in_print(abs(first - start - spare / 2))
    return total


def _in_print(lines: float) -> float:
    """What a distance costs in a print, whose lines may be written out half a line, and so one line, too high or too low."""
    return _HARDLY * lines if lines <= 1 else lines
