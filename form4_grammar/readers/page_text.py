"""The text of a page as the grammar describes it, and where each of its characters stands in the document."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from sys import byteorder

from form4_grammar.records import NamedTuple, dataclass

ESCAPED = {"<": "&lt;", "&": "&amp;", "\\": "&#92;"}
"""Signs that mean something in a page text, and stand for themselves in the texts of a document."""

_COUNTED: array[int] = array("i")
"""The numbers from 0 on, as far as they were needed: to copy some of them takes an eighth of the time of making them."""

_MOST_COUNTED, _MOST_BYTES = 1 << 20, 1 << 12

BREAK_IN_CELL = "\v"
"""What parts the lines of one cell of a row until `recompose` has brought the page to the form's lines: a blank to all else."""

RAISED_REFERENCE = r"[\s(\[]*\d[\s,;()\[\]\d]{0,60}"
"""What is a reference to notes where it is raised: what SUP_ELEMENT_REF of the grammar has between its tags."""


class Link(NamedTuple):
    """A hyperlink: its address, which stands at ``start`` to ``end`` of the document, and where the text stands that has it."""

    address: str
    start: int
    end: int
    text_start: int
    text_end: int


class Unplaced(NamedTuple):
    """A text of the document, ``start`` to ``end``, that may be part of one cell or another, and was left out of both.

    ``beside`` is where a text stands that is certainly of the same row or item.
    """

    start: int
    end: int
    beside: int


class Torn(NamedTuple):
    """Where in the document the second piece of a word begins that was cut, and may have been two words."""

    start: int


class Shortened(NamedTuple):
    """The heading of a ``table``, at ``start`` to ``end`` of the document, whose columns were told by some of their words."""

    table: str
    start: int
    end: int


class Doubt(NamedTuple):
    """What a reader could not tell of a table, or of another part of the filing, at ``start`` to ``end`` of the document.

    The row that begins there may be each of the ``kinds`` of the form's layout, and it is open what its cells of the rules
    ``values`` hold, and which references those of ``references``. Without a kind, what stands there is no row of the ``table``.
    """

    table: str
    start: int
    end: int
    kinds: tuple[str, ...] = ()
    values: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PageText:
    """The text of a page.

    ``text[i]`` was made of ``starts[i]`` to ``ends[i]`` (exclusive) of the document; what a reader put in stands at a place
    of no width. Both are None where the page text is the document itself. All else are offsets of the document: ``joined``
    are line breaks that were taken for a break inside a word, ``hidden`` where text begins that a browser does not show,
    ``guessed`` where lines begin that were joined because the next word would not have fitted on them; ``doubts`` what could
    not be told of tables, what was left out since it could be of two cells, and where one word may be two. ``is_nested`` where
    each tag of the document was read as one, and has its partner.
    """

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None
    links: tuple[Link, ...] = ()
    joined: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()
    guessed: tuple[int, ...] = ()
    doubts: tuple[Doubt | Unplaced | Torn | Shortened, ...] = ()
    is_nested: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of the document that a span of the page comes from; what was put in at its edges does not widen it."""
        if self.starts is None or self.ends is None:
            return start, end
        if start < end:  # as nearly all are: of something, from its first character to its last
            first, last = self.starts[start], self.ends[end - 1]
            if first < self.ends[start] <= last and self.starts[end - 1] < last:
                return first, last
        while start < end and self.starts[start] == self.ends[start]:
            start += 1
        while end > start and self.starts[end - 1] == self.ends[end - 1]:
            end -= 1
        if start == end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        first, last = self.starts[start], self.ends[end - 1]
        return (first, last) if first < last else (last, first)  # HTML puts text out of a table before it

    def of(self, document: PageText) -> PageText:
        """This page text, which was made of another one, as made of what that one was made of."""
        if self.starts is None or self.ends is None or document.starts is None or document.ends is None:
            return document if self.starts is None else self
        last = len(document.text)
        end = document.ends[-1] if last else 0
        starts = array("i", (document.starts[at] if at < last else end for at in self.starts))
        ends = array(
            "i", (document.ends[b - 1] if b > a else start for start, a, b in zip(starts, self.starts, self.ends, strict=True))
        )
        return PageText(self.text, starts, ends)

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the page has what stands at `start` to `end` of the document; None where it does not have it so."""
        if self.starts is None:
            return start, end
        try:
            first = self.starts.index(start)
            last = self.starts.index(end - 1, first)
        except ValueError:
            return None
        return first, last + 1


def made_of(page: PageText, source: PageText) -> PageText:
    """A page that was made of the text of another one, with its places brought to the document of that one."""
    if source.starts is None or source.ends is None or page.starts is None or page.ends is None:
        return page
    starts, ends = source.starts, source.ends
    spans = [
        (starts[a], ends[b - 1]) if a < b else ((starts[a], starts[a]) if a < len(starts) else (ends[-1], ends[-1]))
        for a, b in zip(page.starts, page.ends, strict=True)
    ]
    return PageText(page.text, array("i", [a for a, _ in spans]), array("i", [b for _, b in spans]))


def brought_back(page: PageText, source: PageText) -> PageText:
    """A page that was made of the text of another one, and all that was noted of it, at places of its document."""

    def at(place: int) -> int:
        return source.span(place, place)[0]

    def moved(doubt: Doubt | Unplaced | Torn | Shortened) -> Doubt | Unplaced | Torn | Shortened:
        if isinstance(doubt, Torn):
            return Torn(at(doubt.start))
        start, end = source.span(doubt.start, doubt.end)
        if isinstance(doubt, Unplaced):
            return Unplaced(start, end, at(doubt.beside))
        return doubt._replace(start=start, end=end)

    made = page.of(source)
    return PageText(
        made.text,
        made.starts,
        made.ends,
        (*source.links, *(placed_link(link, source) for link in page.links)),
        tuple(map(at, page.joined)),
        tuple(map(at, page.hidden)),
        tuple(map(at, page.guessed)),
        tuple(map(moved, page.doubts)),
    )


def placed_link(link: Link, page: PageText) -> Link:
    """A link at its place in the document, whose places are those of a page text."""
    return Link(link.address, *page.span(link.start, link.end), *page.span(link.text_start, link.text_end))


def moved_link(link: Link, by: int) -> Link:
    """A link of a document whose text stands elsewhere by some characters."""
    address, *places = link
    return Link(address, *(place + by for place in places))


MovablePieces = tuple[str, int, int, int]
"""Pieces of a page text whose places are counted from anywhere: the text, its starts and its ends, and where the last ends.

All places of their characters are one number, so that all are moved at once; of a text that stands just so in the document it
is where that begins, and ends of -1. It is a plain tuple, which costs nothing while it is remembered.
"""


@lru_cache(maxsize=1024)
def _ones(count: int) -> int:
    """A one for each of some places, in one number as `MovablePieces` has them."""
    return int.from_bytes((array("i", [1]) * count).tobytes(), byteorder)


def _counted(start: int, end: int) -> array[int]:
    """The numbers from one to below another."""
    if end > _MOST_COUNTED:
        return array("i", range(start, end))
    if end > len(_COUNTED):
        _COUNTED.extend(range(len(_COUNTED), 2 * end))
    return _COUNTED[start:end]


class Pieces:
    """A page text in the making: pieces of the document, one after the other, and what is put between them.

    ``at`` is where the last piece of the document ends.
    """

    __slots__ = ("_ends", "_starts", "_text", "at")

    def __init__(self) -> None:
        self._text: list[str] = []
        self._starts: array[int] = array("i")  # four bytes each: no document has more characters than that
        self._ends: array[int] = array("i")
        self.at = 0

    def __len__(self) -> int:
        return len(self._starts)

    def copy(self, text: str, start: int) -> None:
        """Adds a text that stands at `start` of the document just so."""
        self._text.append(text)
        self.at = end = start + len(text)
        self._starts += _counted(start, end)
        self._ends += _counted(start + 1, end + 1)

    def copy_words(self, words: Sequence[str], text: str, start: int, lead: int) -> None:
        """Adds the words of a text that stands at `start` of the document, the first of them behind `lead` blanks of it.

        Between them is a blank, for the blanks that stand there.
        """
        if len(words) == 1:
            self.copy(words[0], start + lead)
            return
        shown = " ".join(words)
        if text.startswith(shown, lead):
            self.copy(shown, start + lead)
            return
        at = lead
        for number, word in enumerate(words):
            behind, at = at, text.index(word, at)
            if number:
                self.replace(" ", start + behind, start + at)
            self.copy(word, start + at)
            at += len(word)

    def spread(self, text: str, places: Sequence[tuple[int, int]]) -> None:
        """Adds a text whose characters stand at places of the document."""
        self._text.append(text)
        self._starts.extend([start for start, _ in places])
        self._ends.extend([end for _, end in places])
        self.at = places[-1][1]

    def replace(self, text: str, start: int, end: int) -> None:
        """Adds a text for what stands at `start` to `end` of the document: a blank for a run of blanks, & for &amp;."""
        self._text.append(text)
        self._starts.extend([start] * len(text))
        self._ends.extend([end] * len(text))
        self.at = end

    def insert(self, text: str) -> None:
        """Adds a text that is not in the document."""
        self._text.append(text)
        if len(text) == 1:
            self._starts.append(self.at)
            self._ends.append(self.at)
        else:
            places = array("i", [self.at]) * len(text)
            self._starts += places
            self._ends += places

    def take(self, page: PageText, start: int, end: int) -> None:
        """Adds a span of another page text."""
        if page.starts is None or page.ends is None:
            self.copy(page.text[start:end], start)
        elif start < end:
            self._text.append(page.text[start:end])
            self._starts.extend(page.starts[start:end])
            self._ends.extend(page.ends[start:end])
            self.at = page.ends[end - 1]

    def take_all(self, page: PageText, parts: Iterable[str | tuple[int, int] | tuple[str, int, int]]) -> None:
        """Adds what is put in, spans of another page text, and texts in place of spans of it, one after the other."""
        text, starts, ends, waiting = page.text, page.starts, page.ends, ""
        for part in parts:
            if isinstance(part, str):
                waiting += part
                continue
            if waiting:
                self.insert(waiting)
                waiting = ""
            if len(part) == 3:
                self.replace(part[0], *page.span(part[1], part[2]))
            elif starts is None or ends is None:
                self.take(page, *part)
            elif part[0] < part[1]:
                start, end = part
                self._text.append(text[start:end])
                self._starts += starts[start:end]
                self._ends += ends[start:end]
                self.at = ends[end - 1]
        self.insert(waiting)

    def movable(self) -> tuple[str, MovablePieces]:
        """What was put in before the first piece of the document, and all behind that."""
        text = "".join(self._text)
        first, size = 0, len(text)
        while first < size and not self._ends[first]:
            first += 1
        lead, text, starts, ends = text[:first], text[first:], self._starts[first:], self._ends[first:]
        begin = starts[0] if text else 0
        if text and starts == _counted(begin, self.at) and ends == _counted(begin + 1, self.at + 1):
            return lead, (text, begin, -1, self.at)
        return lead, (text, int.from_bytes(starts.tobytes(), byteorder), int.from_bytes(ends.tobytes(), byteorder), self.at)

    def put(self, pieces: MovablePieces, offset: int) -> None:
        """Adds pieces whose places are counted from an offset of the document."""
        text, starts, ends, at = pieces
        if ends < 0:
            self.copy(text, starts + offset)
        elif text:
            size = len(text) * self._starts.itemsize
            by = (_ones if size < _MOST_BYTES else _ones.__wrapped__)(len(text)) * offset
            self._text.append(text)
            self._starts.frombytes((starts + by).to_bytes(size, byteorder))
            self._ends.frombytes((ends + by).to_bytes(size, byteorder))
            self.at = at + offset

    def page(
        self,
        links: Iterable[Link] = (),
        joined: Iterable[int] = (),
        hidden: Iterable[int] = (),
        guessed: Iterable[int] = (),
        doubts: Iterable[Doubt | Unplaced | Torn | Shortened] = (),
        *,
        is_nested: bool = False,
    ) -> PageText:
        """The page text."""
        text = "".join(self._text)
        kept = tuple(links), tuple(joined), tuple(hidden), tuple(guessed), tuple(doubts)
        return PageText(text, self._starts, self._ends, *kept, is_nested)

    def page_as(self, page: PageText, doubts: Iterable[Doubt | Unplaced | Torn | Shortened] = ()) -> PageText:
        """The page text made from another page, with what was told of that, and further doubts."""
        told = (*page.doubts, *doubts)
        return self.page(page.links, page.joined, page.hidden, page.guessed, told, is_nested=page.is_nested)
