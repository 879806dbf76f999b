"""Two long texts one above the other, cut to where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from form4_grammar.aligning import blocks, common_ends

_AROUND = 24
"""How much of what both texts share is shown before and after a difference."""
_ALIKE = 0.5
"""The share of two texts that has to be the same for one to be set against the other."""
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
    found = list(blocks(words, others))
    is_short = max(len(a), len(b)) <= width
    pieces = []
    for number, (tag, begin, end, other_begin, other_end) in enumerate(found):
        one, other = " ".join(words[begin:end]), " ".join(others[other_begin:other_end])
        if tag != "equal":
            pieces.append(_differing(one, other))
        else:
            shown = one if is_short else _shared(one, is_first=number == 0, is_last=number == len(found) - 1)
            pieces.append(Excerpt(shown, shown, " " * len(shown)))
    whole = Excerpt(*map(" ".join, zip(*pieces, strict=True)))
    lines = list(_lines(whole, width)) or [Excerpt(whole.a[:width], whole.b[:width], "")]
    if len(lines) > _MOST_LINES:
        last = lines[_MOST_LINES - 1]
        lines[_MOST_LINES - 1 :] = [last._replace(a=_ended(last.a, width), b=_ended(last.b, width))]
    return lines


def alike(a: str, b: str) -> bool:
    """Whether two texts of single blanks have so much in common that excerpts of them say more than both do by themselves."""
    words, others = a.split(" "), b.split(" ")
    same = 0
    for tag, begin, end, other_begin, other_end in blocks(words, others):
        one, other = " ".join(words[begin:end]), " ".join(others[other_begin:other_end])
        same += len(one) if tag == "equal" else sum(common_ends(one, other))
    return 2 * same >= _ALIKE * (len(a) + len(b))


def begun(a: str, b: str) -> tuple[str, str]:
    """Both texts, of the words that both begin with only the last few."""
    words, others = a.split(" "), b.split(" ")
    first, _ = common_ends(words, others)
    lead = _shared(" ".join(words[:first]), is_first=True, is_last=False)
    one, other = (" ".join(filter(None, (lead, *rest[first:]))) for rest in (words, others))
    return one, other


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
    width = max(len(one), len(other))
    first, last = common_ends(one, other)
    last = last if len(one) == len(other) else 0
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
