"""Pages as they were printed: two on one sheet, and lines that stand in part on either of two pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from form4_grammar.readers.pdf.page import Box, Page, Word
from form4_grammar.readers.pdf.process import Refused

_SAME_PLACE = 1.0
_GUTTER = 0.01
"""How far from its middle, in the width of a sheet, nothing stands where two pages are printed on it."""

_WHOLE, _HALF = 0.95, 0.5
"""The shares of a word's height that are seen where it is all there, and where one page has more of it than the other."""


def whole_words(pages: Iterable[Page | Refused]) -> Iterator[Page | Refused]:
    """The pages, each word once: on that page which shows more of it. What no page shows half of is left out and counted."""
    before: Page | None = None
    for page in pages:
        if isinstance(page, Refused):
            if before is not None:
                yield _shown(before)
            yield page
            return
        if before is not None:
            before, following = _parted(before, page)
            yield _shown(before)
            before = following
        else:
            before = page
    if before is not None:
        yield _shown(before)


def single(pages: Iterable[Page | Refused]) -> Iterator[Page | Refused]:
    """The pages one by one, where two were printed beside each other on each sheet, as the first one shows."""
    number = 0
    are_two: bool | None = None
    for page in pages:
        if isinstance(page, Refused):
            yield page
            return
        are_two = _are_two(page) if are_two is None and page.words else are_two
        if not are_two or not _are_two(page):
            yield page if page.number == number else _numbered(page, number)
            number += 1
            continue
        middle = (page.view[0] + page.view[2]) / 2
        left, top, right, bottom = page.view
        for view in ((left, top, middle, bottom), (middle, top, right, bottom)):
            half = _half(page, view)
            if half.words:
                yield _numbered(half, number)
                number += 1


def _are_two(page: Page) -> bool:
    """Whether a sheet is wider than high, and no word stands in the middle of it."""
    left, top, right, bottom = page.view
    if right - left <= bottom - top or not page.words:
        return False
    low, high = ((left + right) / 2 + sign * _GUTTER * (right - left) for sign in (-1, 1))
    return not any(word.left < high and low < word.right for word in page.words)


def _half(page: Page, view: Box) -> Page:
    def is_here(box: Box) -> bool:  # where it begins: lines may run on beyond the page
        return view[0] <= box[0] < view[2]

    return page._replace(
        view=view,
        words=tuple(word for word in page.words if is_here((word.left, 0, word.right, 0))),
        rules=tuple(filter(is_here, page.rules)),
        frames=tuple(filter(is_here, page.frames)),
        links=tuple(link for link in page.links if is_here(link[0])),
    )


def _numbered(page: Page, number: int) -> Page:
    return page._replace(number=number, words=tuple(word._replace(page=number) for word in page.words))


def _parted(page: Page, following: Page) -> tuple[Page, Page]:
    """Two pages without the lesser parts of the words that stand on both."""
    low = [word for word in page.words if word.seen < _WHOLE and word.bottom > page.view[3]]
    high = [word for word in following.words if word.seen < _WHOLE and word.top < following.view[1]]
    if not low or not high:
        return page, following
    lost: set[Word] = set()
    whole: set[Word] = set()
    later: list[Word] = []  # words of the first page that the second has more of
    for word in sorted(low, key=lambda word: -word.size):
        other = next((one for one in high if one not in lost | whole and _is_same(word, one)), None)
        if other is not None:
            is_later = word.seen < other.seen or any(_is_reference_of(word, one) for one in later)
            more, less = (other, word) if is_later else (word, other)
            whole.add(more)
            lost.add(less)
            if is_later:
                later.append(word)
    return _without(page, lost, whole), _without(following, lost, whole)


def _is_same(word: Word, other: Word) -> bool:
    return word.text == other.text and abs(word.left - other.left) <= _SAME_PLACE and abs(word.size - other.size) <= _SAME_PLACE


def _is_reference_of(word: Word, larger: Word) -> bool:
    """Whether a word is raised right behind a larger one."""
    return (
        word.size < larger.size
        and abs(word.left - larger.right) <= larger.size / 2
        and 0 < larger.base - word.base < larger.size
    )


def _without(page: Page, lost: set[Word], whole: set[Word]) -> Page:
    return page._replace(
        words=tuple(word._replace(seen=1.0) if word in whole else word for word in page.words if word not in lost)
    )


def _shown(page: Page) -> Page:
    """A page without words of which less than a half is seen, the others in their whole height on it."""
    if all(word.seen >= _WHOLE for word in page.words):
        return page
    shown = tuple(_inside(word, page) for word in page.words if word.seen >= _HALF)
    return page._replace(words=shown, hidden=page.hidden + len(page.words) - len(shown))


def _inside(word: Word, page: Page) -> Word:
    """A word that lies over the edge of what is seen, as if it stood right inside of it."""
    if word.seen < 1:
        return word
    return word._replace(base=min(max(word.base, page.view[1] + word.size / 2), page.view[3] + word.size / 8))
