"""Two long texts one above the other, cut to where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_AROUND = 24
"""How much of what both texts share is shown before and after a difference."""
_MOST_WORDS = 600
_MOST_LINES = 4
_CUT = "…"


class Excerpt(NamedTuple):
    """A piece of each text, of one length; ``marks`` has a ``^`` where they differ. Blanks stand for what the other has."""

    a: str
    b: str
    marks: str


def excerpts(a: str, b: str, width: int) -> list[Excerpt]:
    """The pieces in which two texts of single blanks differ, none of them wider than `width`."""
    words, others = a.split(" "), b.split(" ")
    blocks = list(_blocks(words, others))
    is_short = max(len(a), len(b)) <= width
    pieces = []
    for number, (tag, begin, end, other_begin, other_end) in enumerate(blocks):
        one, other = " ".join(words[begin:end]), " ".join(others[other_begin:other_end])
        if tag != "equal":
            pieces.append(_differing(one, other))
        else:
            shown = one if is_short else _shared(one, is_first=number == 0, is_last=number == len(blocks) - 1)
            pieces.append(Excerpt(shown, shown, " " * len(shown)))
    whole = Excerpt(*map(" ".join, zip(*pieces, strict=True)))
    lines = list(_lines(whole, width)) or [Excerpt(whole.a[:width], whole.b[:width], "")]
    if len(lines) > _MOST_LINES:
        last = lines[_MOST_LINES - 1]
        lines[_MOST_LINES - 1 :] = [last._replace(a=_ended(last.a, width), b=_ended(last.b, width))]
    return lines


def _blocks(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The opcodes of `difflib`; of long texts that differ throughout only where they begin and cease to."""
    shorter = min(len(a), len(b))
    first = next((index for index in range(shorter) if a[index] != b[index]), shorter)
    rest = shorter - first
    last = next((index for index in range(rest) if a[-1 - index] != b[-1 - index]), rest)
    stop, other_stop = len(a) - last, len(b) - last
    if first:
        yield "equal", 0, first, 0, first
    if max(stop, other_stop) - first > _MOST_WORDS:
        yield "replace", first, stop, first, other_stop
    else:
        for tag, *places in SequenceMatcher(None, a[first:stop], b[first:other_stop], autojunk=False).get_opcodes():
            begin, end, other_begin, other_end = (first + place for place in places)
            yield tag, begin, end, other_begin, other_end
    if last:
        yield "equal", stop, len(a), other_stop, len(b)


def _shared(text: str, *, is_first: bool, is_last: bool) -> str:
    """As many words of a run that both texts share as tell where it is."""
    before = "" if is_first else text[:_AROUND].rpartition(" ")[0]
    after = "" if is_last else text[-_AROUND:].partition(" ")[2]
    if len(text) <= _AROUND or len(text) <= len(before) + len(after) + 2 * len(_CUT):
        return text
    return " ".join(filter(None, (before, _CUT, after)))


def _ended(text: str, width: int) -> str:
    return f"{text[: width - 2].rstrip()} {_CUT}"


def _differing(one: str, other: str) -> Excerpt:
    """Both runs, the shorter one filled up, without marks under what they begin with or, if equally long, end with."""
    width, shorter = max(len(one), len(other)), min(len(one), len(other))
    first = next((index for index in range(shorter) if one[index] != other[index]), shorter)
    last = 0
    if len(one) == len(other):
        last = next((index for index in range(width - first) if one[-1 - index] != other[-1 - index]), width - first)
    marks = " " * first + "^" * (width - first - last) + " " * last
    return Excerpt(one.ljust(width), other.ljust(width), marks)


def _lines(whole: Excerpt, width: int) -> Iterator[Excerpt]:
    """The pieces cut to lines, between words where that is possible."""
    begin = 0
    while begin < len(whole.a):
        end = begin + width
        if end < len(whole.a):
            blanks = (at for at in range(end, begin + width // 2, -1) if whole.a[at] == whole.b[at] == " ")
            end = next(blanks, end)
        line = Excerpt(whole.a[begin:end], whole.b[begin:end], whole.marks[begin:end])
        if "^" in line.marks:
            yield Excerpt(line.a.rstrip(), line.b.rstrip(), line.marks.rstrip())
        begin = end + (whole.a[end : end + 1] == whole.b[end : end + 1] == " ")
