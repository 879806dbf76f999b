"""Lines to rows where the distances of lines on paper tell between which of them no cell goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.readers.columned.row_lines import Rows


class _Piece(NamedTuple):
    """Lines from ``first`` to ``end`` (exclusive) that cells hold together, and those of them that only one row has."""

    first: int
    end: int
    anchors: tuple[int, ...]


def parted_rows(
    pages: Sequence[int], breaks: Iterable[int], anchors: Sequence[int], *, is_continued: bool = False, goes_on: bool = False
) -> Rows:
    """The rows of lines, each of which has one of the `anchors`: a line with a cell that every row has on one line.

    `pages` has the page of each line, `breaks` are lines before which no cell goes on. What has no anchor is the rest of a row
    that the end of a page cut; elsewhere its lines could be of two rows, as those between two anchors that nothing parts.
    """
    if not anchors:
        return Rows((), frozenset(range(len(pages))))
    edges = sorted({0, len(pages), *breaks, *(i for i in range(1, len(pages)) if pages[i] != pages[i - 1])})
    pieces = [_Piece(a, b, tuple(at for at in anchors if a <= at < b)) for a, b in pairwise(edges)]
    before = pieces[0].end if is_continued and not pieces[0].anchors else 0
    after = len(pages) - pieces[-1].first if goes_on and not pieces[-1].anchors and len(pieces) > 1 else 0
    spans: list[tuple[int, int]] = []
    doubtful: set[int] = set()
    begun = before  # where lines begin that are of no row yet
    for number, piece in enumerate(pieces):
        if piece.first < before or piece.first >= len(pages) - after:
            continue
        if piece.anchors:
            doubtful |= set(range(piece.first, piece.end)) - set(piece.anchors) if len(piece.anchors) > 1 else set()
            spans += _spans(piece, begun)
        elif spans and pages[piece.first] != pages[piece.first - 1]:
            spans[-1] = spans[-1][0], piece.end - 1
        elif number + 1 < len(pieces) and pages[piece.end] != pages[piece.first]:
            continue
        else:
            doubtful |= set(range(piece.first, piece.end))
            if not spans:
                continue
            spans[-1] = spans[-1][0], piece.end - 1
        begun = piece.end
    return Rows(tuple(spans), frozenset(doubtful), before, after)


def _spans(piece: _Piece, begin: int) -> Iterator[tuple[int, int]]:
    for start, end in pairwise([begin, *piece.anchors[1:], piece.end]):
        yield start, end - 1
