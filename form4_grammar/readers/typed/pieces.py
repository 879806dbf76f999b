"""The lines of a page that a filer typed, as pieces of text at their places, and texts made of pieces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from form4_grammar.readers.page_text import BREAK_IN_CELL, PageText, Pieces

_WORDS = re.compile(r"[^\s|]+(?: [^\s|]+)*")
_RULE_SIGNS, _DRAWN = "-_=+|]~*. \t\r\xa0", ("---", "___", "===", "~~~", "- -", "*****", ". . . .", ".....")
_MARKUP = re.compile(r"\s*<(/?)(?![Xx]>)([A-Za-z][A-Za-z0-9:-]*)[^<>]*>")  # <X> is a box
_TAB_STOP = 8
_STROKES = "!:#\u00a6"
"""The signs that filers had for upright strokes besides the stroke itself."""

_FEW_STROKES, _FEW_LINES = 2, 4
_MANY_LINES, _NEARLY_ALL = 40, 0.8
_LETTERS = re.compile(r"[^a-z0-9]+")


class Span(NamedTuple):
    """Where a piece of text stands on the page."""

    start: int
    end: int


class Piece(NamedTuple):
    """Words that stand together in a line: from column ``left`` to before ``right``, and where their text is."""

    left: int
    right: int
    start: int
    end: int


class TypedLine(NamedTuple):
    """A line: what it shows by column, tabs as blanks, where each of its characters is, and its pieces.

    ``is_rule`` where it has nothing but the signs that lines are drawn with. ``tags`` are the names of the tags that make the
    line, where it consists of tags.
    """

    shown: str
    places: Sequence[int]
    pieces: tuple[Piece, ...]
    is_rule: bool
    tags: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not self.pieces and not self.is_rule


def typed_lines(page: PageText, *, has_cells: bool) -> list[TypedLine]:
    """The lines of a page; where it `has_cells`, tabs part them and a column is one of these, else one of the characters."""
    found = []
    at = 0
    raws = page.text.split("\n")
    strokes = None if has_cells else _other_strokes(page.text, raws)
    for raw in raws:
        found.append(_of_cells(raw, at) if has_cells else _of_text(raw if strokes is None else _drawn(raw, *strokes), at))
        at += len(raw) + 1
    return found if has_cells else _single_spaced(found)


def _other_strokes(text: str, raws: Sequence[str]) -> tuple[str, frozenset[int]] | None:
    """The sign that a page has in the place of upright strokes, and the columns in which it stands; None where it has none."""
    if sum(raw.count("|") > _FEW_STROKES for raw in raws) >= _FEW_LINES:
        return None
    for sign in _STROKES:
        if text.count(sign) < _FEW_LINES * _FEW_STROKES:
            continue
        drawn = [raw for raw in raws if raw.count(sign) > _FEW_STROKES]
        times = Counter(index for raw in drawn for index, one in enumerate(raw) if one == sign)
        if sum(number >= _FEW_LINES for number in times.values()) > _FEW_STROKES:
            return sign, frozenset(index for index, number in times.items() if number > 1)
    return None


def _drawn(raw: str, sign: str, columns: Collection[int]) -> str:
    """A line with upright strokes where another sign stands for them, if it does in several columns."""
    at = {index for index, one in enumerate(raw) if one == sign and index in columns}
    if len(at) < _FEW_STROKES and raw.strip(_RULE_SIGNS) != sign:  # a level rule may have one at its end
        return raw
    return "".join("|" if index in at else one for index, one in enumerate(raw))


def _single_spaced(lines: list[TypedLine]) -> list[TypedLine]:
    """The lines without the blank ones behind each, where nearly each line with words has one."""
    filled = [index for index, line in enumerate(lines[:-1]) if line.pieces]
    spaced = sum(lines[index + 1].is_blank and not lines[index + 1].tags for index in filled)
    if len(filled) < _MANY_LINES or spaced < _NEARLY_ALL * len(filled):
        return lines
    return [
        line
        for before, line in zip([None, *lines], lines, strict=False)
        if not (line.is_blank and not line.tags and before is not None and not before.is_blank)
    ]


def _of_cells(raw: str, at: int) -> TypedLine:
    pieces = []
    start = at
    is_rule = _is_rule(raw)
    for index, cell in enumerate([] if is_rule else raw.split("\t")):
        inside = start
        for part in cell.split(BREAK_IN_CELL):
            bare = part.strip()
            if bare:
                begin = inside + part.index(bare)
                pieces.append(Piece(index, index + 1, begin, begin + len(bare)))
            inside += len(part) + 1
        start += len(cell) + 1
    return TypedLine(raw, range(at, at + len(raw)), tuple(pieces), is_rule, ())


def _of_text(raw: str, at: int) -> TypedLine:
    bare = raw.rstrip("\r")
    shown, places = bare, _run(at, len(bare))
    if "\t" in bare:
        shown, places = _expanded(bare, at)
    if shown.startswith("]") and "|" in shown:  # a stroke, mistyped
        shown = f"|{shown[1:]}"
    tags = _tags(shown)
    is_rule = not tags and _is_rule(shown)
    pieces = () if tags or is_rule else tuple(_pieces(shown, places, 0, len(shown)))
    return TypedLine(shown, places, pieces, is_rule, tags)


def _run(start: int, length: int) -> Sequence[int]:
    return range(start, start + length)


def _expanded(raw: str, at: int) -> tuple[str, Sequence[int]]:
    signs: list[str] = []
    places: list[int] = []
    for index, sign in enumerate(raw):
        width = _TAB_STOP - len(signs) % _TAB_STOP if sign == "\t" else 1
        signs += [" "] * width if sign == "\t" else [sign]
        places += [at + index] * width
    return "".join(signs), places


def _is_rule(shown: str) -> bool:
    return not shown.strip(_RULE_SIGNS) and any(sign in shown for sign in _DRAWN)


def _tags(shown: str) -> tuple[str, ...]:
    """The names of the tags that a line consists of, those of SGML with what stands behind them to the line's end."""
    found = []
    at = 0
    while match := _MARKUP.match(shown, at):
        found.append(f"{match[1]}{match[2].upper()}")
        at = match.end()
    return tuple(found)


def _pieces(shown: str, places: Sequence[int], start: int, end: int) -> Iterator[Piece]:
    """The pieces between two columns: more than one blank, or a stroke, parts them."""
    for match in _WORDS.finditer(shown, start, end):
        yield Piece(match.start(), match.end(), places[match.start()], places[match.end() - 1] + 1)


def letters(text: str) -> str:
    """The letters and digits of a text in small letters, as captions that were wrapped and hyphenated are compared."""
    return _LETTERS.sub("", text.casefold())


class Writer:
    """A page text in the making, out of pieces of another one."""

    def __init__(self, source: PageText) -> None:
        self.source = source
        self.pieces = Pieces()

    def line(self, spans: Iterable[Span | Piece], *, parted: bool = False) -> None:
        """Adds a line of pieces with blanks between them; where it is `parted`, below a blank line."""
        self.begin(parted=parted)
        for number, span in enumerate(spans):
            if number:
                self.pieces.insert(" ")
            self.pieces.take(self.source, span.start, span.end)

    def more(self, spans: Iterable[Span | Piece], joint: str = " ") -> None:
        """Adds pieces to the line, the first behind a `joint`."""
        for number, span in enumerate(spans):
            self.pieces.insert(" " if number else joint)
            self.pieces.take(self.source, span.start, span.end)

    def begin(self, *, parted: bool = False) -> None:
        """Begins a line."""
        if len(self.pieces):
            self.pieces.insert("\n\n" if parted else "\n")

    def text(self, text: str, over: Span | None = None) -> None:
        """Adds a text to the line, in place of what stands on the page where there is such a thing."""
        if over is None:
            self.pieces.insert(text)
            return
        start, end = self.source.span(over.start, over.end)
        self.pieces.replace(text, start, end)

    def page(self) -> PageText:
        """What was written."""
        source = self.source
        return self.pieces.page(source.links, source.joined, source.hidden, source.guessed)


def edited(page: PageText, edits: Iterable[tuple[int, int, str]]) -> PageText:
    """The page with other texts in the places of some of its own; these must not overlap."""
    writer = Writer(page)
    at = 0
    for start, end, text in sorted(edits):
        writer.pieces.take(page, at, start)
        writer.text(text, Span(start, end) if start < end else None)
        at = end
    writer.pieces.take(page, at, len(page.text))
    return writer.page()
