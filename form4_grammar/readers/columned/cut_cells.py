"""Tables inside the cells of a drawn grid, whose lines were cut at the width of the cell: they are made whole again.

What draws such grids cuts a line that is too wide from its end, so that all pieces but the first fill the cell. The ruled
lines above and below the inner table are cut alike, and say where its columns were. The sheet becomes as wide as it takes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from form4_grammar.readers.columned.positions import Rule, Sheet, Word

_BORDER = re.compile(r"\s*\+[-=:+]+\+\s*")
_RULE = re.compile(r"[- ]*-[- ]*")
_TOKEN = re.compile(r"\S+")
_SIGN = re.compile(r"[^\w\s]")
_INDENT = 2
"""Blanks before the lines of an inner table."""

_MOST_LINES = 2000
"""Lines of one inner table."""

_FILLED = 0.01
"""What it costs that something stands in a column: what could be of one is not of two."""

_SHIFTED = 1.0
"""What it costs that a text does not begin where its column does, or has more than one blank inside."""


_HOLE = 0.5
"""What it costs that a text stands below a cell of its row that has none."""

_EVEN, _NEARLY_EVEN = 0.001, 0.5
"""How little two costs differ that are the same; those of other columns, whose texts may be more or fewer."""


class _Cell(NamedTuple):
    """The lines of a cell between two walls: their numbers, where each begins in the text, and what stands in it, unpadded."""

    left: int
    right: int
    lines: tuple[int, ...]
    starts: tuple[int, ...]
    texts: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns between the blanks beside the walls."""
        return self.right - self.left - 3


class _Whole(NamedTuple):
    """A line made whole of the lines ``first`` to ``last`` of a cell, before whose second one ``spare`` blanks are put in.

    ``is_sure`` where no other number of blanks would do as well.
    """

    first: int
    last: int
    text: str
    spare: int
    is_sure: bool


def made_whole(page: Sheet, text: str) -> tuple[Sheet, tuple[int, ...]]:
    """The sheet with whole lines for cut ones, and the places where a word was joined that may have been two.

    The sheet itself where nothing was cut.
    """
    if not page.is_ruled or "+-" not in text:
        return page, ()
    lines = text.split("\n")
    begins = [0, *accumulate(len(line) + 1 for line in lines)]
    words: dict[int, list[Word]] = {}
    doubts: list[int] = []
    extra: dict[int, dict[int, int]] = {}  # the columns that are put in before each wall, of each grid by its first line
    found: list[tuple[int, _Cell, list[_Whole]]] = []
    grids = list(_grids(lines))
    for first, last in grids:
        for cell in _cells(page, lines, begins, first, last):
            wholes = list(_wholes(cell))
            doubts += _cut_words(cell, wholes)
            if wholes:
                found.append((first, cell, wholes))
                wider = max(len(whole.text) for whole in wholes) - cell.width
                room = extra.setdefault(first, {})
                room[cell.right] = max(room.get(cell.right, 0), wider)
    if not found:
        return page, tuple(doubts)
    moved = {line: _Stretch(extra[first]) for first, last in grids if first in extra for line in range(first, last + 1)}
    taken: dict[int, set[tuple[int, int]]] = {}
    for first, cell, wholes in found:
        stretch = _Stretch(extra[first])
        for whole in wholes:
            for number in range(whole.first, whole.last + 1):
                taken.setdefault(cell.lines[number], set()).add((cell.left, cell.right))
            words.setdefault(cell.lines[whole.first], []).extend(_words(cell, whole, stretch))
            torn = _torn(cell, whole)
            if torn is not None and not whole.is_sure:
                doubts.append(torn)
    out = []
    for number, row in enumerate(page.lines):
        away = taken.get(number, set())
        kept = [word for word in row if not any(left < word.x0 < right for left, right in away)]
        stretched = [moved[number].word(word) for word in kept] if number in moved else kept
        out.append(sorted([*stretched, *words.get(number, ())], key=lambda word: word.x0))
    walls = [[moved[n].at(x) for x in row] if n in moved else row for n, row in enumerate(page.walls)]
    rules = [[moved[n].rule(one) for one in row] if n in moved else row for n, row in enumerate(page.rules)]
    return page._replace(lines=out, walls=walls, rules=rules), tuple(doubts)


class _Stretch:
    """Columns of a grid to those of a wider one."""

    def __init__(self, extra: Mapping[int, int]) -> None:
        self.walls = sorted(extra)
        self.sums = [0, *accumulate(extra[wall] for wall in self.walls)]

    def at(self, x: int) -> int:
        """Where a column stands in the wider grid."""
        return x + self.sums[bisect_right(self.walls, x)]

    def word(self, word: Word) -> Word:
        """A word at its place in the wider grid."""
        x0 = self.at(word.x0)
        left, right = (self.at(word.left) if word.left >= 0 else word.left), self.at(word.right)
        return word._replace(x0=x0, x1=x0 + word.x1 - word.x0, left=left, right=right)

    def rule(self, rule: Rule) -> Rule:
        """A ruled line in the wider grid."""
        return Rule(self.at(rule.x0), self.at(rule.x1 - 1) + 1, tuple(map(self.at, rule.crossings)))


def _grids(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last lines of each grid."""
    first = last = -1
    for number, line in enumerate(lines):
        bare = line.strip()
        if bare[:1] in ("+", "|") and bare[-1:] in ("+", "|") and len(bare) > 1:
            if first < 0 and _BORDER.fullmatch(line):
                first = number
            last = number
            continue
        if first >= 0:
            yield first, last
        first = -1
    if first >= 0:
        yield first, last


def _cells(page: Sheet, lines: Sequence[str], begins: Sequence[int], first: int, last: int) -> Iterator[_Cell]:
    """The cells of a grid, between its outer walls."""
    borders = [number for number in range(first, last + 1) if _BORDER.fullmatch(lines[number])]
    walls = {column for number in borders for column, sign in enumerate(lines[number]) if sign == "+"}
    for is_border, band in groupby(range(first, last + 1), key=set(borders).__contains__):
        numbers = list(band)
        if is_border:
            continue
        drawn = sorted(set.intersection(walls, *(set(page.walls[number]) for number in numbers)))
        for left, right in pairwise(drawn):
            texts = tuple(lines[number][left + 2 : right - 1].rstrip(" ") for number in numbers)
            if len(numbers) <= _MOST_LINES:
                yield _Cell(left, right, tuple(numbers), tuple(begins[number] + left + 2 for number in numbers), texts)


def _wholes(cell: _Cell) -> Iterator[_Whole]:
    """The lines of a cell that were cut, made whole: those of its inner tables, with their ruled lines, and long words."""
    groups = list(_rule_groups(cell)) if any("--" in shown for shown in cell.texts) else []
    number = after = 0
    while number + 1 < len(groups):
        (a, b), (c, d) = groups[number], groups[number + 1]
        number += 1
        if cell.texts[a : b + 1] == cell.texts[c : d + 1] and b > a:
            ruled = "".join(one.ljust(cell.width) if at else one for at, one in enumerate(cell.texts[a : b + 1]))
            rows = _best(cell, b + 1, c, cell.texts[a], ruled)
            if rows is not None:
                yield from _long_words(cell, after, a)
                yield from (_Whole(a, b, "", 0, is_sure=True), *rows, _Whole(c, d, "", 0, is_sure=True))
                after = d + 1
            number += 1
    yield from _long_words(cell, after, len(cell.texts))


def _long_words(cell: _Cell, first: int, end: int) -> Iterator[_Whole]:
    """Words among the lines `first` to `end` that a cell is too narrow for, by a sign that stands alone above what fills it."""
    for number in range(first, end - 1):
        sign, rest = cell.texts[number : number + 2]
        if _SIGN.fullmatch(sign) and len(rest) == cell.width and _TOKEN.fullmatch(rest):
            yield _Whole(number, number + 1, sign + rest, 0, is_sure=True)


def _cut_words(cell: _Cell, wholes: Sequence[_Whole]) -> Iterator[int]:
    """Where words begin that fill a line of a cell, below another word: they may be one, which the cell was too narrow for."""
    whole = {number for one in wholes for number in range(one.first, one.last + 1)}
    for number in range(1, len(cell.texts)):
        above, shown = cell.texts[number - 1 : number + 1]
        if len(shown) == cell.width and number not in whole and _TOKEN.fullmatch(shown) and _TOKEN.fullmatch(above):
            yield cell.starts[number]


def _rule_groups(cell: _Cell) -> Iterator[tuple[int, int]]:
    """The pieces of each ruled line, from the first to the last; the first may be only the blanks before it."""
    first = -1
    for number, shown in enumerate(cell.texts):
        is_rule = _RULE.fullmatch(shown) is not None
        is_full = len(shown) >= cell.width - 1  # the blank between two columns may end a piece
        if is_rule and first >= 0 and not shown.startswith(" " * _INDENT) and is_full:
            continue
        if first >= 0:
            yield first, number - 1
        first = -1
        if is_rule:
            is_begun = shown.startswith(" " * _INDENT)
            first = number if is_begun or not number or cell.texts[number - 1] or not is_full else number - 1
    if first >= 0:
        yield first, len(cell.texts) - 1


class _Way(NamedTuple):
    """A way to share lines out into rows, and what speaks against it: the last row, its cells, and the way before it."""

    cost: float
    row: _Whole | None = None
    cells: tuple[str, ...] = ()
    before: _Way | None = None

    def rows(self) -> list[_Whole]:
        """All rows."""
        found = []
        way: _Way | None = self
        while way is not None:
            if way.row is not None:
                found.append(way.row)
            way = way.before
        return found[::-1]


def _best(cell: _Cell, first: int, end: int, head: str, ruled: str) -> list[_Whole] | None:
    """The rows of an inner table, lines `first` to `end`, below a ruled line that begins with `head`; None where none fit."""
    ways: list[_Way] = []
    for spare in (0, 1) if head.endswith("-") else range(_INDENT - len(head), 0, -1) if not head else (0,):
        rule = head + " " * spare + ruled[len(head) :]
        columns = [match.span() for match in re.finditer("-+", rule)]
        if not columns or columns[0][0] != _INDENT:
            continue
        if any(b - a != 1 for (_, a), (b, _) in pairwise(columns)):
            continue
        ways += _rows(cell, first, end, columns)
    if not ways:
        return None
    best = min(ways, key=lambda way: way.cost)
    others = [set(way.rows()) for way in ways if way is not best and way.cost < best.cost + _NEARLY_EVEN]
    return [row._replace(is_sure=row.is_sure and all(row in other for other in others)) for row in best.rows()]


def _rows(cell: _Cell, first: int, end: int, columns: Sequence[tuple[int, int]]) -> list[_Way]:
    """The ways to make rows whose texts stand in their columns, at the least cost: that end in a blank line, and that do not.

    Cells begin at the top of their row: in a line below another, none has a text that has none above.
    """
    best: list[dict[bool, _Way]] = [{True: _Way(0.0)}, *({} for _ in range(first, end))]
    for at in range(first, end):
        ways = list(best[at - first].values())
        if ways and not cell.texts[at]:
            least = min(ways, key=lambda way: way.cost)
            _keep(best[at + 1 - first], _Way(least.cost, before=least), is_blank=True)
        for last in range(at, min(end, at + columns[-1][1] // cell.width + 2) if ways else at):
            for cost, cells, whole in _row(cell, at, last, columns):
                for way in ways:
                    holes = sum(bool(text) and not above for text, above in zip(cells, way.cells, strict=False))
                    _keep(best[last + 1 - first], _Way(way.cost + cost + _HOLE * holes, whole, cells, way), is_blank=False)
    return list(best[-1].values())


def _keep(best: dict[bool, _Way], way: _Way, *, is_blank: bool) -> None:
    """Keeps a way that costs less than the one there is; of two that cost the same, the last row is not sure."""
    other = best.get(is_blank)
    if other is None or way.cost < other.cost - _EVEN:
        best[is_blank] = way
    elif way.cost < other.cost + _EVEN and way.cells != other.cells and other.row is not None:
        best[is_blank] = other._replace(row=other.row._replace(is_sure=False))


def _row(
    cell: _Cell, first: int, last: int, columns: Sequence[tuple[int, int]]
) -> Iterator[tuple[float, tuple[str, ...], _Whole]]:
    """The ways to make a row of the lines of a cell: what speaks against each, its cells, and the line.

    Every line is filled up with blanks to where the last column begins; where it ends in a text, this is of that column.
    """
    head = cell.texts[first]
    rest = "".join(one.ljust(cell.width) for one in cell.texts[first + 1 : last + 1])
    if not head and not rest.strip(" "):
        return
    begin, end = columns[-1]
    if last == first:
        ends = range(len(head), len(head) + 1) if begin <= cell.width and len(head) <= end else range(0)
    else:
        ends = range(begin + 1, end + 1) if len(cell.texts[last]) == cell.width else range(begin, begin + 1)
    for length in ends:
        before = length - len(rest)
        shown = head.ljust(before) + rest
        if max(len(head), 1) <= before <= cell.width and _stands_in(shown, columns):
            cells = tuple(shown[a:b].strip() for a, b in columns)
            odd = ((shown[a] == " ") + ("  " in one) for (a, _), one in zip(columns, cells, strict=True) if one)
            cost = sum(_SHIFTED * times + _FILLED for times in odd)
            yield cost, cells, _Whole(first, last, shown.rstrip(" "), before - len(head), is_sure=True)


def _stands_in(shown: str, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a line is blank everywhere but in these columns."""
    edges = [0, *(edge for column in columns for edge in column)]
    return not any(shown[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=False))


def _words(cell: _Cell, whole: _Whole, stretch: _Stretch) -> Iterator[Word]:
    """The words of a line made whole, at their places in the wider grid; one that was cut is two that touch."""
    left, right = stretch.at(cell.left), stretch.at(cell.right)
    head = len(cell.texts[whole.first]) + whole.spare
    last = -_INDENT
    for token in _TOKEN.finditer(whole.text):
        a = token.start()
        while a < token.end():
            piece, at = (0, a) if a < head else (1 + (a - head) // cell.width, (a - head) % cell.width)
            b = min(token.end(), head if a < head else a + cell.width - at)
            start = cell.starts[whole.first + piece] + at
            x0 = left + 2 + a
            is_apart = a == token.start() and a - last >= _INDENT
            yield Word(whole.text[a:b], start, start + b - a, cell.lines[whole.first], x0, x0 + b - a, is_apart, left, right)
            a = b
        last = token.end()


def _torn(cell: _Cell, whole: _Whole) -> int | None:
    """Where in the document the second piece of a line begins, if it goes on inside a word."""
    head = len(cell.texts[whole.first]) + whole.spare
    is_torn = whole.text and whole.last > whole.first and not whole.text[head - 1 : head + 1].count(" ")
    return cell.starts[whole.first + 1] if is_torn else None
