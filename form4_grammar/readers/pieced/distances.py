"""How far apart the pieces of a table's rows stand, learnt where it is certain which columns these are of.

Each empty cell leaves a blank line or two, a cell with a dollar sign or with references has others around it, and a reference
stands closer to what it is for than to the next cell. What the lines of a text say differs from converter to converter, so it
is read off the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

Kind = tuple[bool, bool, bool]
"""Whether a cell has a dollar sign, references, and anything else."""

_Kinds = tuple[Kind, Kind]


class Gap(NamedTuple):
    """The line breaks between two cells of these kinds with a number of empty ones between them; within a cell that is -1."""

    kinds: _Kinds
    blanks: int
    breaks: int


INSIDE = -1


@dataclass(frozen=True)
class Distances:
    """What a text says by its line breaks: cells are as far apart as ``between`` has it, and each empty one adds ``empty``.

    A piece that stands less than ``nearest`` behind another one is of the same cell; 0 where this tells nothing.
    """

    between: Mapping[_Kinds, int] = field(hash=False)
    empty: int
    nearest: int

    def may_go_on(self, breaks: int) -> bool:
        """Whether a piece may belong to the cell of the one before it."""
        return not self.nearest or breaks < self.nearest

    def may_follow(self, kinds: _Kinds, blanks: int, breaks: int) -> bool:
        """Whether a cell may stand behind another one, so many empty ones between them."""
        if self.nearest and breaks < self.nearest:
            return False
        if not self.empty:
            return True
        known = self._between(kinds)
        return known is None or breaks == known + self.empty * blanks

    def _between(self, kinds: _Kinds) -> int | None:
        """How far apart cells of two kinds are: as they were seen, or as what others have around them adds up to."""
        if kinds in self.between:
            return self.between[kinds]
        before, after = kinds
        for other, following in self.between:
            if (other, after) in self.between and (before, following) in self.between:
                return self.between[other, after] + self.between[before, following] - self.between[other, following]
        return None


def learnt(gaps: Iterable[Gap], seen: Iterable[int]) -> Distances | None:
    """What these gaps say, all of which are certain, and the distances that were `seen` at all; None where they say nothing."""
    inside: set[int] = set()
    between: dict[_Kinds, dict[int, set[int]]] = {}
    for gap in gaps:
        if gap.blanks == INSIDE:
            inside.add(gap.breaks)
        else:
            between.setdefault(gap.kinds, {}).setdefault(gap.blanks, set()).add(gap.breaks)
    if not between:
        return None
    nearest = min(breaks for found in between.values() for some in found.values() for breaks in some)
    if (inside and max(inside) >= nearest) or min(seen, default=nearest) >= nearest:
        nearest = 0
    empty = _empty(between)
    known: dict[_Kinds, int] = {}
    for kinds, found in between.items():
        bare = {breaks - empty * blanks for blanks, some in found.items() for breaks in some}
        if len(bare) == 1:
            known[kinds] = bare.pop()
    return Distances(known, empty, nearest) if empty or nearest else None


def _empty(between: Mapping[_Kinds, Mapping[int, set[int]]]) -> int:
    """How much an empty cell adds; 0 where cells do not agree on it."""
    added: set[int] = set()
    for found in between.values():
        certain = sorted((blanks, *some) for blanks, some in found.items() if len(some) == 1)
        for (few, near), (many, far) in pairwise(certain):
            if (far - near) % (many - few):
                return 0
            added.add((far - near) // (many - few))
    return max(added.pop(), 0) if len(added) == 1 else 0
