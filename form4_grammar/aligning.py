"""Two lists side by side: what is the same, what was altered, what is there on one side only, what has moved."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher

from form4_grammar.records import NamedTuple

_MOST = 500
"""Elements, but for those that both lists begin and end with, up to which equal ones are looked for. A table has 30 rows."""
_BLOCK = 40
"""Elements of a block up to which all its pairings are weighed."""

Likeness = Callable[[int, int], float]
"""How much an element of the one list is like one of the other, from 0 to 1; below 0 where they are not to be paired."""


class Pair(NamedTuple):
    """An element of each list by its index; None where it has no partner. Both the same, and out of order, if `moved`."""

    a: int | None
    b: int | None
    moved: bool = False


def align(a: Sequence[Hashable], b: Sequence[Hashable], likeness: Likeness) -> Iterator[Pair]:
    """Pairs the elements of two lists, in the order of both.

    Equal ones come first, as in a diff of lines. Where what is left over on both sides is equal, it has moved. In the
    blocks between them the pairing is that of the greatest likeness which keeps the order.
    """
    found = list(blocks(a, b))
    changed = [block[1:] for block in found if block[0] != "equal"]
    moved = _equals(a, b, changed)
    arrived = set(moved.values())
    for tag, begin, end, other_begin, other_end in found:
        if tag == "equal":
            yield from map(Pair, range(begin, end), range(other_begin, other_end))
            continue
        yield from (Pair(index, moved[index], moved=True) for index in range(begin, end) if index in moved)
        left = [index for index in range(begin, end) if index not in moved]
        right = [index for index in range(other_begin, other_end) if index not in arrived]
        yield from _paired(left, right, likeness)


def match(a: Sequence[Hashable], b: Sequence[Hashable], likeness: Likeness) -> Iterator[Pair]:
    """Pairs the elements of two lists whose order says nothing: equal ones first, then the likest."""
    partners = _equals(a, b, [(0, len(a), 0, len(b))])
    taken = set(partners.values())
    left = [index for index in range(len(a)) if index not in partners]
    right = [index for index in range(len(b)) if index not in taken]
    if len(left) * len(right) > _BLOCK * _BLOCK:
        likest = [pair for pair in zip(left, right, strict=False) if likeness(*pair) >= 0]
    else:
        worth = {(one, other): likeness(one, other) for one in left for other in right}
        likest = sorted((pair for pair in worth if worth[pair] >= 0), key=lambda pair: (-worth[pair], pair))
    for one, other in likest:
        if one not in partners and other not in taken:
            partners[one] = other
            taken.add(other)
    yield from (Pair(index, partners.get(index)) for index in range(len(a)))
    yield from (Pair(None, index) for index in range(len(b)) if index not in taken)


def blocks(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[tuple[str, int, int, int, int]]:
    """The opcodes of `difflib`, found in a time that does not grow with the square of long lists.

    Long lists that differ throughout are one block between what both begin and end with.
    """
    first, last = common_ends(a, b)
    stop, other_stop = len(a) - last, len(b) - last
    if first:
        yield "equal", 0, first, 0, first
    if max(stop, other_stop) - first > _MOST:
        yield "replace", first, stop, first, other_stop
    else:
        matcher = SequenceMatcher(None, a[first:stop], b[first:other_stop], autojunk=False)
        for tag, *places in matcher.get_opcodes():
            begin, end, other_begin, other_end = (first + place for place in places)
            yield tag, begin, end, other_begin, other_end
    if last:
        yield "equal", stop, len(a), other_stop, len(b)


def common_ends(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[int, int]:
    """How many elements both lists begin and end with."""
    shorter = min(len(a), len(b))
    first = next((index for index in range(shorter) if a[index] != b[index]), shorter)
    rest = shorter - first
    last = next((index for index in range(rest) if a[-1 - index] != b[-1 - index]), rest)
    return first, last


def _equals(a: Sequence[Hashable], b: Sequence[Hashable], blocks: Sequence[tuple[int, int, int, int]]) -> dict[int, int]:
    """Of the elements in these blocks, which of the one list is equal to which of the other, the first to the first."""
    places: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for _, _, begin, end in blocks:
        for index in range(begin, end):
            places[b[index]].append(index)
    return {index: places[a[index]].popleft() for begin, end, _, _ in blocks for index in range(begin, end) if places[a[index]]}


def _paired(left: Sequence[int], right: Sequence[int], likeness: Likeness) -> Iterator[Pair]:
    if len(left) * len(right) > _BLOCK * _BLOCK:
        chosen = [pair for pair in zip(left, right, strict=False) if likeness(*pair) >= 0]
    else:
        chosen = _best(left, right, likeness)
    others = iter(right)
    partner = dict(chosen)
    for index in left:
        if index not in partner:
            yield Pair(index, None)
            continue
        for other in others:
            if other == partner[index]:
                break
            yield Pair(None, other)
        yield Pair(index, partner[index])
    yield from (Pair(None, other) for other in others)


def _best(left: Sequence[int], right: Sequence[int], likeness: Likeness) -> list[tuple[int, int]]:
    """The pairing in order whose likenesses, cubed, have the greatest sum: one good pair is worth two poor ones."""
    rows, columns = len(left), len(right)
    worth = [[likeness(one, other) for other in right] for one in left]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            like = worth[row][column]
            paired = like**3 + best[row + 1][column + 1] if like >= 0 else -1.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    chosen = []
    row = column = 0
    while row < rows and column < columns:
        like = worth[row][column]
        if like >= 0 and best[row][column] == like**3 + best[row + 1][column + 1]:
            chosen.append((left[row], right[column]))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return chosen
