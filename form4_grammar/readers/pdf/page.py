"""A page of a PDF as data: its words with their places, its ruling lines, and what else is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the upper left corner of the page, its text upright."""

_ASCENT, _DESCENT = 0.75, 0.22
"""How far a word reaches above and below its baseline, in its size."""


class Word(NamedTuple):
    """A word: its page, counted from 0, its left and right, its baseline and its size, all in points, and its colour.

    ``is_cut`` where it reaches over the edge of what is seen of the page; ``seen`` is the share of its height that is.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    colour: int = 0
    is_cut: bool = False
    seen: float = 1.0

    @property
    def top(self) -> float:
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + _DESCENT * self.size

    @property
    def level(self) -> float:
        """The height in the middle of its small letters."""
        return self.base - self.size / 4


class Page(NamedTuple):
    """A page: its number, counted from 0, and what is drawn on it.

    ``view`` is what of it is seen, ``sideways`` how many quarters of a turn its text was turned further than the page itself,
    ``hidden`` whether text that nobody sees was left out, and ``is_scanned`` whether all the text is such and lies over a
    picture: that of somebody's OCR. ``fields`` are those of a form, and comments, that say something and are not read.
    ``sheet`` is the number of the page in the file, counted from 0, which two have where two were printed on one.
    """

    number: int
    width: float
    height: float
    view: Box
    sideways: int
    words: tuple[Word, ...]
    rules: tuple[Box, ...]
    frames: tuple[Box, ...]
    links: tuple[tuple[Box, str], ...]
    hidden: int
    is_scanned: bool
    has_picture: bool
    fields: int = 0
    sheet: int = 0


_MARK = "X"
_OVER = 0.5
"""How far, in points, a word has to reach over an edge to be cut."""

_LARGE = 0.5
_LEAST_SEEN = 0.05


def page_of(number: int, drawn: Mapping[str, Any]) -> Page:
    """The page that the program wrote as JSON."""
    width, height = drawn["size"]
    view = _box(drawn["view"])
    given = drawn["words"]
    pictures = [_box(one) for one in drawn["images"]]
    has_picture = any((c - a) * (d - b) > _LARGE * width * height for a, b, c, d in pictures)
    is_scanned = has_picture and bool(given) and not any(one[5] for one in given)
    words = [_word(number, one, view) for one in given if one[5] or is_scanned]
    shown = [word for word in words if word is not None]
    shown += [Word(_MARK, a, c, d, d - b, number) for a, b, c, d in map(_box, drawn["marks"])]
    return Page(
        number,
        width,
        height,
        view,
        int(drawn["sideways"]),
        tuple(shown),
        tuple(map(_box, drawn["rules"])),
        tuple(map(_box, drawn["frames"])),
        tuple((_box(one), str(one[4])) for one in drawn["links"]),
        0 if is_scanned else sum(not one[5] for one in given) + int(drawn["others"]),
        is_scanned,
        has_picture,
        int(drawn["fields"]),
        number,
    )


def _box(given: Any) -> Box:
    return float(given[0]), float(given[1]), float(given[2]), float(given[3])


def _word(number: int, given: Any, view: Box) -> Word | None:
    """A word; None where it lies beyond what is seen of the page."""
    text, left, right, base, size = str(given[0]), *map(float, given[1:5])
    if right <= view[0] or left >= view[2]:
        return None
    top, bottom = base - _ASCENT * size, base + _DESCENT * size
    seen = (
        1.0 if view[1] <= top and bottom <= view[3] else (min(bottom, view[3]) - max(top, view[1])) / max(bottom - top, _OVER)
    )
    if seen < _LEAST_SEEN:
        return None
    is_cut = left < view[0] - _OVER or right > view[2] + _OVER
    return Word(text, max(left, view[0]), min(right, view[2]), base, size, number, int(given[6]), is_cut, seen)
