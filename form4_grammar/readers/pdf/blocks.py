"""Lines to the blocks of text that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.readers.pdf.lines import Run, lines
from form4_grammar.readers.pdf.page import Word

_PARTED = 0.9
"""The gap that parts two pieces of a line; this and all below in the size of the text."""

_DATE_PARTED, _MARK_PARTED = 0.3, 0.4
"""Blanks that part a date, and what is behind the mark of a note, from what is before: as shares of the size of the type."""

_PITCH, _TIGHT = 1.34, 1.25
"""The distance of two lines of one block; where it is tight, they are lines of one paragraph, not rows of a table."""

_SAME_SIZE = 0.08
"""By what share sizes of type may differ that are the same."""

_SAME_EDGE, _SAME_MIDDLE = 0.4, 0.6
"""How far apart left edges, and middles, may be that are the same: as shares of the size of the type."""

_SLACK = 0.9
"""What a line may lack to its margin and still be full, in sizes of the type."""

_BESIDE = 3.0
"""What lies between a text and a mark, or another text, on its right."""

_AROUND = 5.0
"""How far from each other, in sizes of the type, what is one signature stands."""

_WIDE = 25
"""Sizes of the type from which on a line is one of prose, so that a number that begins the next is that of a note."""

_BLANK = 0.25
"""The width of a blank, in sizes of the type."""

_SEVERAL = 2
_WIDER = 1.04
"""By what a gap between lines is larger than those inside a paragraph."""

_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_HEADING = re.compile(r"[A-Z][A-Za-z ]{4,30}:")
_LONGEST_HEADING = 4
"""The words of a heading."""

_SIGNED = "/s/"
NUMBER = re.compile(r"\(?\d{1,3}[.)]")
"""The mark that a note may begin with."""


class Segment(NamedTuple):
    """A piece of a line.

    ``room`` is how far to the right it could have gone on, ``column`` the same if what begins at its right in the lines around
    is in another column; ``is_dated`` where its line ends with a date of its own, as that of a signature.
    """

    runs: tuple[Run, ...]
    base: float
    size: float
    room: float
    column: float
    is_dated: bool

    @property
    def left(self) -> float:
        return self.runs[0].word.left

    @property
    def right(self) -> float:
        return max(run.word.right for run in self.runs)

    @property
    def page(self) -> int:
        return self.runs[0].word.page


class Block(NamedTuple):
    """Pieces of lines below each other that are one text."""

    segments: tuple[Segment, ...]

    @property
    def left(self) -> float:
        return min(one.left for one in self.segments)

    @property
    def right(self) -> float:
        return max(one.right for one in self.segments)

    @property
    def top(self) -> float:
        return self.segments[0].base - 0.75 * self.segments[0].size

    @property
    def bottom(self) -> float:
        return self.segments[-1].base + 0.22 * self.segments[-1].size

    @property
    def page(self) -> int:
        return self.segments[0].page


def blocks(words: Sequence[Word], room: float) -> list[list[Block]]:
    """The blocks of the words of an area whose right side is at `room`: rows of blocks beside each other."""
    open_blocks: list[list[Segment]] = []
    done: list[list[Segment]] = []
    for segments in _with_room([list(_segments(line, room)) for line in lines(words)]):
        base = segments[0].base
        still: list[list[Segment]] = []
        for block in open_blocks:
            is_near = block[-1].page == segments[0].page and base - block[-1].base <= 1.5 * _PITCH * block[-1].size
            (still if is_near else done).append(block)
        open_blocks = still
        homes = [next((block for block in open_blocks if _goes_on(block, segment, segments)), None) for segment in segments]
        ends = {
            block[-1].base
            for one, home in zip(segments, homes, strict=True)
            if home is None
            for block in open_blocks
            if _is_below(one, block[-1])
        }
        for segment, home in zip(segments, homes, strict=True):
            if home is None or home[-1].base in ends:
                open_blocks.append([segment])
            else:
                home.append(segment)
    rows = in_rows(_by_dates([Block(tuple(block)) for block in (*done, *open_blocks)]))
    return in_rows(block for row in rows for block in _by_distances(row)) if any(len(row) > 1 for row in rows) else rows


def _by_distances(row: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a row; all of several lines are parted where the lines of each of them stand farther apart than others."""
    tall = [block for block in row if len(block.segments) > 1]
    gaps = [after.base - before.base for block in tall for before, after in pairwise(block.segments)]
    wide = [
        {
            round(after.base)
            for before, after in pairwise(block.segments)
            if before.page == after.page and after.base - before.base > _WIDER * min(gaps)
        }
        for block in tall
    ]
    at = set.intersection(*wide) if len(wide) > 1 else set[int]()
    for block in row:
        starts = [i for i, one in enumerate(block.segments) if not i or round(one.base) in at]
        yield from (Block(block.segments[start:end]) for start, end in pairwise([*starts, len(block.segments)]))


def _by_dates(found: Sequence[Block]) -> Iterator[Block]:
    """The blocks; one that several dates stand beside is as many signatures, parted where its lines are widest apart."""
    dates = [block for block in found if len(block.segments) == 1 and _is_date(block.segments[0].runs)]
    for block in found:
        beside = sum(_is_right_of(date, block) for date in dates) if len(block.segments) > 1 else 0
        gaps = [after.base - before.base for before, after in pairwise(block.segments)]
        if beside < _SEVERAL or len(gaps) < beside - 1:
            yield block
            continue
        widest = sorted(gaps, reverse=True)[beside - _SEVERAL]
        at = [0, *(i for i, gap in enumerate(gaps, 1) if gap >= widest), len(block.segments)]
        if len(at) != beside + 1 or widest < _WIDER * min(gaps):
            yield block
            continue
        yield from (Block(block.segments[start:end]) for start, end in pairwise(at))


def _is_right_of(date: Block, block: Block) -> bool:
    is_near = 0 <= date.left - block.right <= _AROUND * block.segments[0].size
    return is_near and date.page == block.page and block.top - 1 <= date.segments[0].base <= block.bottom + 1


def _with_room(found: list[list[Segment]]) -> Iterator[list[Segment]]:
    """The lines, with the room that the lines around leave to each; a date there is that of a signature, and never below it."""
    for number, line in enumerate(found):
        last = line[-1]
        room, column = last.room, last.column
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(found) and found[at][0].page == last.page:
                if abs(found[at][0].base - last.base) > _AROUND * last.size:
                    break
                for one in found[at]:
                    if one.left > last.right:
                        column = min(column, one.left - _BESIDE * last.size)
                        room = min(room, one.left - _BLANK * last.size) if _is_date(one.runs) else room
                at += step
        yield [*line[:-1], last._replace(room=room, column=column)]


def _is_date(runs: Sequence[Run]) -> bool:
    return len(runs) == 1 and _DATE.fullmatch(runs[0].word.text) is not None


def _segments(line: Sequence[Run], room: float) -> Iterator[Segment]:
    size = max(run.word.size for run in line)
    base = next(run.word.base for run in line if run.word.size == size)
    parts: list[list[Run]] = [[line[0]]]
    right = line[0].word.right
    for before, run in pairwise(line):
        gap = (run.word.left - right) / min(size, max(before.word.size, run.word.size))
        is_date = run is line[-1] and _DATE.fullmatch(run.word.text) is not None
        is_behind_mark = len(parts[-1]) == 1 and len(before.word.text) == 1
        if gap > _PARTED or (is_date and gap > _DATE_PARTED) or (is_behind_mark and gap > _MARK_PARTED):
            parts.append([])
        parts[-1].append(run)
        right = max(right, run.word.right)
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        tall = max(run.word.size for run in part)
        level = next((run.word.base for run in part if run.word.size == tall), base)
        limit = room if following is None else following[0].word.left - _BESIDE * size
        yield Segment(tuple(part), level, tall, limit, limit, len(parts) > 1 and _is_date(parts[-1]))


def _is_below(segment: Segment, last: Segment) -> bool:
    """Whether a piece of a line stands right below another, at the same left edge."""
    is_next = 0.5 < (segment.base - last.base) / last.size <= _PITCH
    return is_next and abs(segment.left - last.left) <= _SAME_EDGE * last.size and _is_alike(last, segment)


def _goes_on(block: Sequence[Segment], segment: Segment, line: Sequence[Segment]) -> bool:
    """Whether a piece of a line goes on with a block: right below it, and its first word had no room in the line before."""
    last = block[-1]
    em = last.size
    pitch = (segment.base - last.base) / em
    if not 0.5 < pitch <= _PITCH or _is_of_its_own(last, segment):
        return False
    room = last.column if pitch <= _TIGHT else last.room
    if continues(block, segment, room):
        return True
    if abs(segment.left + segment.right - last.left - last.right) / 2 > _SAME_MIDDLE * em or not _is_alike(last, segment):
        return False
    if sum(one.left < last.right and last.left < one.right for one in line) > 1:
        return False  # two things stand below it, neither of which is its middle
    # Centred: what lies free at the right lies free at the left, too
    margin = max(0.0, room - max(last.right, segment.right))
    if last.right - last.left + _width(segment) <= segment.right - segment.left:
        return False
    return last.right - last.left + _width(segment) > room - min(last.left, segment.left) + margin - 2 * _SLACK * em


def continues(block: Sequence[Segment], segment: Segment, room: float | None = None) -> bool:
    """Whether a piece of a line may be the next of a block by its size, its left edge, and the room in the line before."""
    last = block[-1]
    em = last.size
    limit = last.room if room is None else room
    if (
        _is_of_its_own(last, segment)
        or not _is_alike(last, segment)
        or min(abs(segment.left - one.left) for one in (block[0], last)) > _SAME_EDGE * em
    ):
        return False
    if last.room - last.left > _WIDE * em and NUMBER.fullmatch(segment.runs[0].word.text):
        return False  # a note of its own
    longest = max(segment.right, *(one.right for one in block))
    return last.right + _width(segment) > max(limit - _SLACK * em, longest)


def dated_room(block: Block, row: Iterable[Block]) -> float | None:
    """Where the column of a block ends that a date follows in its row, as that of a signature; None where none does."""
    sides = [one.left for one in row if one.left > block.right and _is_date(one.segments[0].runs)]
    return min(sides) - _BLANK * block.segments[0].size if sides else None


def _is_of_its_own(last: Segment, segment: Segment) -> bool:
    """Whether a line is a signature of its own, or the date of one, or a heading."""
    is_signed = segment.runs[0].word.text.lower() == _SIGNED and not last.runs[-1].word.text.endswith(":")  # as in By: /s/
    return (last.is_dated and segment.is_dated) or _is_date(segment.runs) or _is_heading(segment.runs) or is_signed


def _is_heading(runs: Sequence[Run]) -> bool:
    return len(runs) <= _LONGEST_HEADING and _HEADING.fullmatch(" ".join(run.word.text for run in runs)) is not None


def _is_alike(last: Segment, segment: Segment) -> bool:
    is_coloured = segment.runs[0].word.colour == last.runs[-1].word.colour
    return is_coloured and abs(segment.size - last.size) <= _SAME_SIZE * last.size


def _width(segment: Segment) -> float:
    """The width of the first word, and of the blank before it."""
    first = segment.runs[0].word
    return first.right - first.left + _BLANK * segment.size


def in_rows(found: Iterable[Block]) -> list[list[Block]]:
    """Blocks in rows of such as stand beside each other, each from left to right."""
    rows: list[list[Block]] = []
    for block in sorted(found, key=lambda block: (block.page, block.top)):
        if rows and any(_is_level(block, other) for other in rows[-1]):
            rows[-1].append(block)
        else:
            rows.append([block])
    for row in rows:
        row.sort(key=lambda block: block.left)
    return rows


def _is_level(block: Block, other: Block) -> bool:
    """Whether two blocks stand beside each other."""
    overlap = min(block.bottom, other.bottom) - max(block.top, other.top)
    is_apart = block.left >= other.right - 1 or other.left >= block.right - 1
    return block.page == other.page and is_apart and overlap > 0.4 * min(block.bottom - block.top, other.bottom - other.top)
