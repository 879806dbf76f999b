"""Differences for people: the two documents side by side (full), or one difference a line (concise)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from form4_grammar.cli.excerpts import excerpts
from form4_grammar.cli.screen import printed
from form4_grammar.comparing import Difference, Side
from form4_grammar.reading import Parsed

_STYLES = ("bold red", "bold green")
"""What A has and B has not, and the other way round."""
_LEAST, _WIDE = 60, 100
_INDENT = 2
_CONCISE = 60
_MOST_LINES, _RAGGED = 3, 20
_NOTHING = "–"
_PATH = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(.+))?")
_ELEMENTS = {
    "non_derivative_table": ("Table I, row", "row"),
    "derivative_table": ("Table II, row", "row"),
    "reporting_owners": ("Reporting owner", "owner"),
    "footnotes": ("Footnote", "note"),
    "signatures": ("Signature", "signature"),
}
"""What an element of a list is called in a title, and what in a sentence."""


class Copy(NamedTuple):
    """One of the two documents: its name, and what was read of it."""

    name: str
    parsed: Parsed

    def place(self, side: Side | None) -> str:
        """Line and column of a side; empty where the document has no place for it."""
        if side is None or side.span is None:
            return ""
        at = self.parsed.source.position(side.span[0])
        return f"{at.line}:{at.column}"


class _Shown(NamedTuple):
    """A difference in words. A text is None where a document has nothing; ``says`` then says so."""

    title: str
    label: str
    places: tuple[str, str]
    texts: tuple[str | None, str | None]
    says: str


class full:  # noqa: N801 - used as a function; rich calls it back with the width of the terminal
    """The differences of two documents, by the parts of the form."""

    def __init__(self, a: Copy, b: Copy, found: Sequence[Difference]) -> None:
        self.a, self.b, self.found = a, b, found

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        shown = [_in_words(one, self.a, self.b) for one in self.found]
        lines = _Lines(options.max_width, max((len(place) for one in shown for place in one.places), default=0))
        yield lines.head(self.a, self.b)
        for title, group in groupby(shown, key=lambda one: one.title):
            yield Text("")
            yield Text(title, "bold")
            for one in group:
                yield from lines.difference(one)
        yield Text("")


def concise(a: Copy, b: Copy, found: Sequence[Difference]) -> Iterator[str]:
    """One line for each difference: both places, the path, both texts cut to where they differ."""
    for one in found:
        shown = _in_words(one, a, b)
        places = [f"{printed(copy.name)}:{place}" for copy, place in zip((a, b), shown.places, strict=True)]
        paths = dict.fromkeys(side.path for side in (one.a, one.b) if side is not None)
        first, second = shown.texts
        if first is not None and second is not None and max(len(first), len(second)) > _CONCISE:
            first, second = (" ".join(piece.split()) for piece in excerpts(first, second, _CONCISE)[0][:2])
        first, second = (shown.says if text is None else _cut(text, _CONCISE) for text in (first, second))
        yield f"{places[0]} {places[1]} {' -> '.join(paths)}: {first} | {second}"


class _Lines:
    """Where everything stands on a terminal of so many columns, `place` of which the longest line:column takes."""

    def __init__(self, width: int, place: int) -> None:
        self.width, self.place = max(width, _LEAST), place
        self.label = 36 if width >= _WIDE else 22
        self.value = (self.width - _INDENT - self.label - 3 - 2 * (place + 3)) // 2

    def head(self, a: Copy, b: Copy) -> RenderableType:
        """What A and B are."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column()
        grid.add_column(overflow="fold")
        for letter, copy, style in zip("AB", (a, b), _STYLES, strict=True):
            what = f"  Form {copy.parsed.form}, {copy.parsed.dialect}"
            grid.add_row(Text(letter, style), Text.assemble(printed(copy.name), (what, "dim")))
        return grid

    def difference(self, one: _Shown) -> Iterator[RenderableType]:
        """Short texts beside each other, long ones one above the other."""
        if one.label and all(self._fits(text or "") for text in one.texts):
            yield self._beside(one)
            return
        if one.label:
            yield Text(" " * _INDENT + one.label)
        a, b = one.texts
        if a is not None and b is not None:
            yield from self._excerpts(a, b, one.places)
        else:
            yield self._whole(one)

    def _fits(self, text: str) -> bool:
        """Whether a text stands in its column on two lines at most, no word of it broken."""
        return cell_len(text) <= 2 * self.value and all(cell_len(word) <= self.value for word in text.split(" "))

    def _beside(self, one: _Shown) -> Table:
        grid = Table.grid()
        side = (2, self.place, 1, self.value)
        for width in (_INDENT, self.label, 1, *side, 2, *side):
            grid.add_column(width=width, overflow="fold")
        columns: list[Text | str] = ["", one.label]
        for letter, place, text, style in zip("AB", one.places, _marked(*one.texts), _STYLES, strict=True):
            columns += ["", Text(letter, style), Text(place, "dim"), "", text]
        grid.add_row(*columns)
        return grid

    def _excerpts(self, a: str, b: str, places: tuple[str, str]) -> Iterator[Text]:
        lead = 2 * _INDENT + 2 + self.place + 1
        for number, piece in enumerate(excerpts(a, b, self.width - lead)):
            for letter, place, text, style in zip("AB", places, piece[:2], _STYLES, strict=True):
                line = Text.assemble(" " * 2 * _INDENT, (letter, style), " ")
                line.append(f"{'' if number else place:<{self.place}} ", "dim")
                at = len(line)
                line.append(text)
                for match in re.finditer(r"\^+", piece.marks):
                    line.stylize(style, at + match.start(), at + match.end())
                yield line
            yield Text(" " * lead + piece.marks, "dim")

    def _whole(self, one: _Shown) -> Table:
        """What only one of the documents has."""
        grid = Table.grid()
        for width in (2 * _INDENT, 2, self.place, 1, self.width - 2 * _INDENT - 3 - self.place):
            grid.add_column(width=width, overflow="fold")
        for letter, place, text, style in zip("AB", one.places, one.texts, _STYLES, strict=True):
            room = _MOST_LINES * (self.width - 2 * _INDENT - 3 - self.place) - _RAGGED
            shown = Text(one.says, "dim") if text is None else Text(_cut(text, room))
            grid.add_row("", Text(letter, style), Text(place, "dim"), "", shown)
        return grid


def _marked(a: str | None, b: str | None) -> Iterator[Text]:
    """Two short texts, the words in which they differ standing out."""
    ours, theirs = ((text or "").split(" ") for text in (a, b))
    shorter = min(len(ours), len(theirs))
    first = next((index for index in range(shorter) if ours[index] != theirs[index]), shorter)
    rest = shorter - first
    last = next((index for index in range(rest) if ours[-1 - index] != theirs[-1 - index]), rest)
    for text, words, style in zip((a, b), (ours, theirs), _STYLES, strict=True):
        stop = len(words) - last
        parts = ((words[:first], ""), (words[first:stop], style), (words[stop:], ""))
        shown = Text(" ").join(Text(" ".join(part), part_style) for part, part_style in parts if part)
        yield Text(_NOTHING, "dim") if text is None else shown


def _in_words(one: Difference, a: Copy, b: Copy) -> _Shown:
    matches = [match for side in (one.a, one.b) if side is not None and (match := _PATH.fullmatch(side.path))]
    name, _, rest = matches[0].groups()
    title, field, says = "Header", f"{name}.{rest}" if rest else name, _NOTHING
    if name == "remarks":
        title, field = "Remarks", ""
    elif name in _ELEMENTS:
        words, element = _ELEMENTS[name]
        numbers = [int(match[2]) + (name != "footnotes") for match in matches]
        title, field = f"{words} {numbers[0]}", (rest or "").removeprefix("address.").removeprefix("relationship.")
        if numbers[0] != numbers[-1]:
            title += f" of A, {numbers[1]} of B"
        about = _about(a if one.a is not None else b, name, numbers[0] - 1)
        title += f": {about}" if about else ""
        if one.kind == "only":
            says = f"no such {element}"
    texts = (_text(one.a), _text(one.b))
    if one.kind == "moved":
        texts, says = (texts[0], None), "the same row"
    return _Shown(title, re.sub("[._]", " ", field), (a.place(one.a), b.place(one.b)), texts, says)


def _about(copy: Copy, name: str, index: int) -> str:
    """What tells an element of a list from the others."""
    if name == "footnotes":
        return ""
    element = getattr(copy.parsed.filing, name)[index]
    if not name.endswith("_table"):
        return _one_line(element.name or "")
    cells = (element.security_title, element.transaction_date, element.transaction_code)
    return ", ".join(_one_line(str(cell.value)) for cell in cells if cell.value is not None)


def _text(side: Side | None) -> str | None:
    """What a side has, on one line."""
    if side is None:
        return None
    if side.raw:
        return f"{_one_line(side.raw)} (unreadable)"
    return _of_value(side.value)


def _of_value(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, dict):
        return _one_line(str(value))
    if "footnotes" in value:
        references = f"({','.join(map(str, value['footnotes']))})" if value["footnotes"] else ""
        shown = value["value"] if value["value"] is not None else value.get("raw")
        return " ".join(filter(None, (None if shown is None else _one_line(shown), references))) or None
    if "text" in value:
        return _one_line(value["text"])
    parts = (
        name.replace("_", " ") if part is True else _of_value(part)
        for name, part in value.items()
        if part is not False and name != "transaction_form_type"
    )
    return ", ".join(filter(None, parts)) or None


def _one_line(text: str) -> str:
    return " ".join(printed(text).split())


def _cut(text: str, width: int) -> str:
    """The text, or as many of its words as there is room for."""
    if len(text) <= width:
        return text
    return f"{text[: width - 1].rpartition(' ')[0] or text[: width - 2]} …"
