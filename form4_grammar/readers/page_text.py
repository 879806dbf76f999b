"""The text of a page as the grammar describes it, and where each of its characters stands in the document."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from sys import byteorder

from form4_grammar.records import NamedTuple, dataclass

ESCAPED = {"<": "&lt;", "&": "&amp;", "\\": "&#92;"}
"""Signs that mean something in a page text, and stand for themselves in the texts of a document."""

_PLACE, _END = (1 << 32) + 1, (1 << 32) - 1
"""Where a character stands is one number: where it ends, and 2**32 times where it begins. What moves it by one, and its end."""

_COUNTED: array[int] = array("q")
"""Those of a text from 0 on, as far as they were needed: to copy some of them takes an eighth of the time of making them."""

_MOST_COUNTED, _MOST_MOVED = 1 << 20, 1 << 10

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

    ``text[i]`` was made of ``starts[i]`` to ``ends[i]`` (exclusive) of the document, which are one number in ``places``; what a
    reader put in stands at a place of no width. All are None where the page text is the document itself. All else are offsets
    of the document: ``joined``
    are line breaks that were taken for a break inside a word, ``hidden`` where text begins that a browser does not show,
    ``guessed`` where lines begin that were joined because the next word would not have fitted on them; ``doubts`` what could
    not be told of tables, what was left out since it could be of two cells, and where one word may be two. ``is_nested`` where
    each tag of the document was read as one, and has its partner.
    """

    text: str
    places: array[int] | None = None
    links: tuple[Link, ...] = ()
    joined: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()
    guessed: tuple[int, ...] = ()
    doubts: tuple[Doubt | Unplaced | Torn | Shortened, ...] = ()
    is_nested: bool = False

    @property
    def starts(self) -> array[int] | None:
        """Where each character begins in the document."""
        return None if self.places is None else halves(self.places)[0]

    @property
    def ends(self) -> array[int] | None:
        """Where each character ends in the document."""
        return None if self.places is None else halves(self.places)[1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of the document that a span of the page comes from; what was put in at its edges does not widen it."""
        places = self.places
        if places is None:
            return start, end
        if start < end:  # as nearly all are: of something, from its first character to its last
            one, other = places[start], places[end - 1]
            first, last = one >> 32, other & _END
            if first < one & _END <= last and other >> 32 < last:
                return first, last
        while start < end and not places[start] % _PLACE:
            start += 1
        while end > start and not places[end - 1] % _PLACE:
            end -= 1
        if start == end:
            at = places[start] >> 32 if start < len(places) else (places[-1] & _END if places else 0)
            return at, at
        first, last = places[start] >> 32, places[end - 1] & _END
        return (first, last) if first < last else (last, first)  # HTML puts text out of a table before it

    def of(self, document: PageText) -> PageText:
        """This page text, which was made of another one, as made of what that one was made of."""
        if self.places is None or document.places is None:
            return document if self.places is None else self
        places, last = document.places, len(document.text)
        end = places[-1] & _END if last else 0
        made = array("q")
        for one in self.places:
            a, b = one >> 32, one & _END
            start = places[a] >> 32 if a < last else end
            made.append(start << 32 | (places[b - 1] & _END if b > a else start))
        return PageText(self.text, made)

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the page has what stands at `start` to `end` of the document; None where it does not have it so."""
        starts = self.starts
        if starts is None:
            return start, end
        try:
            first = starts.index(start)
            last = starts.index(end - 1, first)
        except ValueError:
            return None
        return first, last + 1


def halves(places: array[int]) -> tuple[array[int], array[int]]:
    """Where characters begin, and where they end."""
    halves = array("i")  # four bytes each: no document has more characters than that
    halves.frombytes(places.tobytes())
    first = 1 if byteorder == "little" else 0
    return halves[first::2], halves[1 - first :: 2]


def moved_link(link: Link, by: int) -> Link:
    """A link of a document whose text stands elsewhere by some characters."""
    address, *places = link
    return Link(address, *(place + by for place in places))


MovablePieces = tuple[str, int, int, int]
"""Pieces of a page text whose places are counted from anywhere: the text, where it begins, its places, and where the last ends.

All places of their characters are one number, so that all are moved at once; it is -1 for a text that stands just so in the
document. It is a plain tuple, which costs nothing while it is remembered.
"""


@lru_cache(maxsize=1024)
def _ones(count: int) -> int:
    """What moves each of some places by one, in one number as `MovablePieces` has them."""
    return int.from_bytes((array("q", [_PLACE]) * count).tobytes(), byteorder)


def _counted(start: int, end: int) -> array[int]:
    """The places of a text that stands at `start` to `end` of the document just so."""
    if end > _MOST_COUNTED:
        return array("q", range(start * _PLACE + 1, end * _PLACE + 1, _PLACE))
    if end > len(_COUNTED):
        _COUNTED.extend(range(len(_COUNTED) * _PLACE + 1, 2 * end * _PLACE + 1, _PLACE))
    return _COUNTED[start:end]


class Pieces:
    """A page text in the making: pieces of the document, one after the other, and what is put between them.

    ``at`` is where the last piece of the document ends.
    """

    __slots__ = ("_places", "_text", "at")

    def __init__(self) -> None:
        self._text: list[str] = []
        self._places: array[int] = array("q")
        self.at = 0

    def __len__(self) -> int:
        return len(self._places)

    def copy(self, text: str, start: int) -> None:
        """Adds a text that stands at `start` of the document just so."""
        self._text.append(text)
        self.at = end = start + len(text)
        self._places += _counted(start, end)

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
        self._places.extend([start << 32 | end for start, end in places])
        self.at = places[-1][1]

    def replace(self, text: str, start: int, end: int) -> None:
        """Adds a text for what stands at `start` to `end` of the document: a blank for a run of blanks, & for &amp;."""
        self._text.append(text)
        self._places.extend([start << 32 | end] * len(text))
        self.at = end

    def insert(self, text: str) -> None:
        """Adds a text that is not in the document."""
        self._text.append(text)
        if len(text) == 1:
            self._places.append(self.at * _PLACE)
        else:
            self._places += array("q", [self.at * _PLACE]) * len(text)

    def take(self, page: PageText, start: int, end: int) -> None:
        """Adds a span of another page text."""
        if page.places is None:
            self.copy(page.text[start:end], start)
        elif start < end:
            self._text.append(page.text[start:end])
            self._places += page.places[start:end]
            self.at = page.places[end - 1] & _END

    def take_all(self, page: PageText, parts: Iterable[str | tuple[int, int] | tuple[str, int, int]]) -> None:
        """Adds what is put in, spans of another page text, and texts in place of spans of it, one after the other."""
        text, places, waiting = page.text, page.places, ""
        for part in parts:
            if isinstance(part, str):
                waiting += part
                continue
            if waiting:
                self.insert(waiting)
                waiting = ""
            if len(part) == 3:
                self.replace(part[0], *page.span(part[1], part[2]))
            elif places is None:
                self.take(page, *part)
            elif part[0] < part[1]:
                start, end = part
                self._text.append(text[start:end])
                self._places += places[start:end]
                self.at = places[end - 1] & _END
        self.insert(waiting)

    def movable(self) -> tuple[str, MovablePieces]:
        """What was put in before the first piece of the document, and all behind that."""
        text, places = "".join(self._text), self._places
        first, size = 0, len(text)
        while first < size and not places[first] & _END:
            first += 1
        lead, text, places = text[:first], text[first:], places[first:]
        begin = places[0] >> 32 if text else 0
        if text and places == _counted(begin, self.at):
            return lead, (text, begin, -1, self.at)
        return lead, (text, begin, int.from_bytes(places.tobytes(), byteorder), self.at)

    def put(self, pieces: MovablePieces, offset: int) -> None:
        """Adds pieces whose places are counted from an offset of the document."""
        text, begin, places, at = pieces
        if places < 0:
            self.copy(text, begin + offset)
        elif text:
            by = (_ones if len(text) < _MOST_MOVED else _ones.__wrapped__)(len(text)) * offset
            self._text.append(text)
            self._places.frombytes((places + by).to_bytes(len(text) * self._places.itemsize, byteorder))
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
        return PageText(text, self._places, *kept, is_nested)

    def page_as(self, page: PageText, doubts: Iterable[Doubt | Unplaced | Torn | Shortened] = ()) -> PageText:
        """The page text made from another page, with what was told of that, and further doubts."""
        told = (*page.doubts, *doubts)
        return self.page(page.links, page.joined, page.hidden, page.guessed, told, is_nested=page.is_nested)
