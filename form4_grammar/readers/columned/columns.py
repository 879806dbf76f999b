"""The cells of a table whose columns are aligned: words to columns by the heading above them.

Everything here is a pure function of words and where they stand. What could be of two columns is of none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from form4_grammar.readers.columned.positions import NO_WALL, Word, chunks

_REFERENCES = re.compile(r"(?:\^?\(\d{1,3}\))+")
"""References by themselves, which may be of the cell before."""

_RAISED = 2
"""Columns between a word and the references behind it that were raised to the line above."""


class Head(NamedTuple):
    """The caption of a column: from `x0` to `x1` (exclusive). ``wall`` is where the column begins, None where not known.

    ``left`` and ``right`` are drawn lines at both sides, as `Word` has them.
    """

    x0: int
    x1: int
    wall: int | None = None
    left: int = -1
    right: int = NO_WALL


def to_columns(
    lines: Sequence[Sequence[Word]], heads: Sequence[Head], fits: Callable[[int, str], bool] = lambda _, __: False
) -> dict[int, int | None]:
    """The column of each word, by where the word starts; None where it could be of two.

    Words that could by their places are of the one column that a text `fits` into, where there is only one.
    """
    if all(head.left >= 0 for head in heads) and len({head.left for head in heads}) == len(heads):
        return _by_walls(lines, heads)
    found: dict[int, int | None] = {}
    stripes = _stripes(lines)
    columns = [_of_stripe(x0, x1, heads) for x0, x1 in stripes]
    at = {x: number for number, (x0, x1) in enumerate(stripes) for x in range(x0, x1)}
    votes: dict[int, set[int]] = {}
    for line in lines:
        for chunk in chunks(line):
            known = {columns[at[word.x0]] for word in chunk} - {None}
            for word in chunk:
                if columns[at[word.x0]] is None:
                    votes.setdefault(at[word.x0], set()).update(k for k in known if k is not None)
    for line in lines:
        for word in line:
            number = at[word.x0]
            column = columns[number]
            if column is None:
                over = [i for i, head in enumerate(heads) if word.x0 < head.x1 and head.x0 < word.x1]
                x0, x1 = stripes[number]
                if len(over) == 1:
                    column = over[0]
                elif not over and len(votes.get(number, ())) == 1 and not _overlapping(x0, x1, heads):
                    (column,) = votes[number]
                elif not over:
                    column = _of_stripe(word.x0, word.x1, heads)
            found[word.start] = column
    for line in lines:
        for chunk in chunks(line):
            _place_by_text(chunk, heads, fits, found)
        _place_beside(list(chunks(line)), heads, fits, found)
    _place_before(lines, stripes, at, fits, found)
    _leave_open(lines, found)
    return found


def _leave_open(lines: Sequence[Sequence[Word]], found: dict[int, int | None]) -> None:
    """Leaves open of which column references are that stand right above the end of a word of another: they may be raised."""
    for line, below in pairwise(lines):
        if not line or not below or below[0].line != line[0].line + 1:
            continue
        ends = {word.x1: found[word.start] for word in below}
        for cell in chunks(line):
            column = found[cell[0].start]
            raised = [ends[x] for x in range(cell[0].x0 - _RAISED, cell[0].x0 + 1) if x in ends] if _is_references(cell) else []
            if raised and column is not None and column not in raised and column not in {found[word.start] for word in below}:
                found |= dict.fromkeys((word.start for word in cell), None)


def _is_references(cell: Sequence[Word]) -> bool:
    """Whether a cell is references and nothing else."""
    return _REFERENCES.fullmatch("".join(word.text for word in cell)) is not None


def _place_before(
    lines: Sequence[Sequence[Word]],
    stripes: Sequence[tuple[int, int]],
    at: Mapping[int, int],
    fits: Callable[[int, str], bool],
    found: dict[int, int | None],
) -> None:
    """Places what stands left of other words of its column, apart from them on one line, in the column before.

    So where nothing else stands in that column, and all of this fits into it: captions at the left edge of a column reach under
    those whose values are in the middle.
    """
    cells = [(found[cell[0].start], at[cell[0].x0], cell) for line in lines for cell in chunks(line)]
    filled = {column for column, _, _ in cells}
    for column in sorted(column for column in filled if column and column - 1 not in filled):
        right = max((stripe for other, stripe, _ in cells if other == column), key=lambda stripe: stripes[stripe])
        left = [cell for other, stripe, cell in cells if other == column and stripe != right]
        values = [cell for other, stripe, cell in cells if other == column and stripe == right and not _is_references(cell)]
        beside = {cell[0].line for cell in values}
        is_beside = any(cell[0].line in beside for cell in left)
        if is_beside and all(fits(column - 1, " ".join(word.text for word in cell)) for cell in left):
            found |= dict.fromkeys((word.start for cell in left for word in cell), column - 1)


def _place_beside(
    cells: Sequence[Sequence[Word]], heads: Sequence[Head], fits: Callable[[int, str], bool], found: dict[int, int | None]
) -> None:
    """Places the cells of a line that could be of two columns, where another cell of the line is in all of these but one."""
    for cell in cells:
        if any(found[word.start] is not None for word in cell) or _is_references(cell):
            continue
        taken = {found[word.start] for other in cells if other is not cell for word in other}
        places = {column for word in cell for column in around(word, heads)}
        left = [column for column in places if column not in taken]
        if len(places) > 1 and len(left) == 1 and fits(left[0], " ".join(word.text for word in cell)):
            found |= dict.fromkeys((word.start for word in cell), left[0])


def _place_by_text(
    chunk: Sequence[Word], heads: Sequence[Head], fits: Callable[[int, str], bool], found: dict[int, int | None]
) -> None:
    """Places the words of a chunk that could be of two columns, where only one takes them."""
    for is_open, group in groupby(chunk, key=lambda word: found[word.start] is None):
        words = list(group)
        if is_open:
            text = " ".join(word.text for word in words)
            places = {column for word in words for column in around(word, heads)}
            fitting = [column for column in places if fits(column, text)]
            if len(fitting) == 1:
                found |= dict.fromkeys((word.start for word in words), fitting[0])


def _by_walls(lines: Sequence[Sequence[Word]], heads: Sequence[Head]) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for line in lines:
        for word in line:
            inside = [i for i, head in enumerate(heads) if word.left >= head.left - 1 and word.right <= head.right + 1]
            found[word.start] = inside[0] if len(inside) == 1 else None
    return found


def _stripes(lines: Sequence[Sequence[Word]]) -> list[tuple[int, int]]:
    """The spans of columns in which something stands, between those in which all lines are blank."""
    found: list[tuple[int, int]] = []
    for x0, x1 in sorted((word.x0, word.x1) for line in lines for word in line):
        if found and x0 < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _overlapping(x0: int, x1: int, heads: Sequence[Head]) -> list[int]:
    return [i for i, head in enumerate(heads) if x0 < head.x1 and head.x0 < x1]


def _of_stripe(x0: int, x1: int, heads: Sequence[Head]) -> int | None:
    """The column of what stands between `x0` and `x1`: the one whose caption it is under, or beside within its walls."""
    over = _overlapping(x0, x1, heads)
    if len(over) == 1:
        return over[0]
    if over:
        return None
    after = next((i for i, head in enumerate(heads) if head.x0 >= x1), len(heads))
    if after in (0, len(heads)):
        return 0 if after == 0 else len(heads) - 1
    wall = heads[after].wall
    if wall is not None and x1 <= wall + 1:
        return after - 1
    if wall is not None and x0 >= wall - 1:
        return after
    return None


def around(word: Word, heads: Sequence[Head]) -> list[int]:
    """The columns that a word could be of: those whose captions it is under, else those beside it."""
    over = _overlapping(word.x0, word.x1, heads)
    if over:
        return over
    before = [i for i, head in enumerate(heads) if head.x1 <= word.x0]
    after = [i for i, head in enumerate(heads) if head.x0 >= word.x1]
    return [*before[-1:], *after[:1]]
