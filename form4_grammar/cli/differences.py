"""Differences for people: the two documents side by side (full), or one difference a line (concise)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from form4_grammar.aligning import common_ends
from form4_grammar.cli.excerpts import alike, begun, excerpts
from form4_grammar.cli.screen import printed
from form4_grammar.comparing import Difference, Side
from form4_grammar.reading import Parsed

_STYLES = ("bold red", "bold green")
"""What A has and B has not, and the other way round."""
_LEAST, _LEAST_VALUE, _LEAST_TEXT = 60, 10, 12
"""Columns of a terminal and of a value, such as a date, from which on values stand beside each other; columns of a text."""
_INDENT = 2
_GAP = 2
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
    "other_elements": ("Other element", "element"),
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
    """A difference in words. A text is None where a document has nothing; ``says`` then says so.

    The notes say of a text what is not of the document.
    """

    title: str
    label: str
    places: tuple[str, str]
    texts: tuple[str | None, str | None]
    notes: tuple[str, str]
    says: str


class full:  # noqa: N801 - used as a function; rich calls it back with the width of the terminal
    """The differences of two documents, by the parts of the form."""

    def __init__(self, a: Copy, b: Copy, found: Sequence[Difference]) -> None:
        self.a, self.b, self.found = a, b, found

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        shown = [_in_words(one, self.a, self.b) for one in self.found]
        lines = _Lines(options.max_width, shown)
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
        places = [f"{printed(copy.name)}:{place or '-'}" for copy, place in zip((a, b), shown.places, strict=True)]
        paths = dict.fromkeys(side.path for side in (one.a, one.b) if side is not None)
        first, second = shown.texts
        if first is None or second is None or max(len(first), len(second)) <= _CONCISE:
            first, second = (shown.says if text is None else _cut(text, _CONCISE) for text in (first, second))
        elif alike(first, second):
            pieces = excerpts(first, second, _CONCISE)  # each place at which they differ
            first, second = (
                " ".join(" ".join(texts).split()) or "…" for texts in zip(*(one[:2] for one in pieces), strict=True)
            )
        else:
            first, second = (_cut(text, _CONCISE) for text in begun(first, second))
        yield f"{places[0]} {places[1]} {' -> '.join(paths)}: {first}{shown.notes[0]} | {second}{shown.notes[1]}"


class _Lines:
    """Where everything stands on a terminal of so many columns."""

    def __init__(self, width: int, shown: Sequence[_Shown]) -> None:
        self.width = width
        self.place = max((len(place) for one in shown for place in one.places), default=0)
        self.text = max(width - 2 * _INDENT - 3 - self.place, _LEAST_TEXT)
        self.label, self.values = 0, (0, 0)
        """Columns of the labels and of the values of A and of B, where they stand beside each other; else 0."""
        labels = [one.label for one in shown if one.label and not self._are_long(one)]
        least = max(map(_narrowest, labels), default=0)
        room = width - _INDENT - least - 2 * (_GAP + 3 + self.place)
        if not labels or width < _LEAST or room < 2 * _LEAST_VALUE:
            return
        self.label, self.values = least, (room // 2, room // 2)
        beside = [one for one in shown if self._is_beside(one)]
        a, b = (max((_narrowest(_annotated(one)[side]) for one in beside), default=0) for side in (0, 1))
        longest = max((cell_len(one.label) for one in beside), default=least)
        self.label = min(longest, max(least, least + room - a - b))
        room += least - self.label
        longest_a, longest_b = (max((cell_len(_annotated(one)[side]) for one in beside), default=0) for side in (0, 1))
        ours = min(longest_a, max(a, min(room // 2, room - b)))
        self.values = (ours, min(longest_b, room - ours))

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
        if self._is_beside(one):
            yield self._beside(one)
            return
        if one.label:
            yield Padding(Text(one.label), (0, 0, 0, _INDENT))
        a, b = one.texts
        if a is not None and b is not None and alike(a, b):
            yield from self._excerpts(a, b, one)
        else:
            yield self._whole(one)

    def _are_long(self, one: _Shown) -> bool:
        """Whether the texts take more than two lines of half the terminal."""
        return any(2 * _narrowest(text) > self.width for text in _annotated(one))

    def _is_beside(self, one: _Shown) -> bool:
        """Whether both texts stand in their columns on two lines at most, no word of them broken."""
        return bool(self.label and one.label) and all(
            _narrowest(text) <= width for text, width in zip(_annotated(one), self.values, strict=True)
        )

    def _beside(self, one: _Shown) -> Table:
        grid = Table.grid()
        grid.add_column(width=_INDENT)
        grid.add_column(width=self.label, overflow="fold")
        columns: list[Text | str] = ["", one.label]
        parts = zip("AB", one.places, _marked(*one.texts), one.notes, self.values, _STYLES, strict=True)
        for letter, place, text, note, value, style in parts:
            for width in (_GAP, 2, self.place, 1, value):
                grid.add_column(width=width, overflow="fold")
            columns += ["", Text(letter, style), Text(place, "dim"), "", Text.assemble(text, (note, "dim"))]
        grid.add_row(*columns)
        return grid

    def _excerpts(self, a: str, b: str, one: _Shown) -> Iterator[Text]:
        lead = 2 * _INDENT + 2 + self.place + 1
        pieces = excerpts(a, b, max(self.text - max(map(len, one.notes)), _LEAST_TEXT))
        for number, piece in enumerate(pieces):
            notes = one.notes if number == len(pieces) - 1 else ("", "")
            for letter, place, text, note, style in zip("AB", one.places, piece[:2], notes, _STYLES, strict=True):
                line = Text.assemble(" " * 2 * _INDENT, (letter, style), " ")
                line.append(f"{'' if number else place:<{self.place}} ", "dim")
                at = len(line)
                line.append(text)
                for match in re.finditer(r"\^+", piece.marks):
                    line.stylize(style, at + match.start(), at + match.end())
                yield line.append(note, "dim")
            yield Text(" " * lead + piece.marks, "dim")

    def _whole(self, one: _Shown) -> Table:
        """What only one of the documents has, and texts that have little in common."""
        grid = Table.grid()
        for width in (2 * _INDENT, 2, self.place, 1, self.text):
            grid.add_column(width=width, overflow="fold")
        room = max(_MOST_LINES * self.text - _RAGGED, self.text)
        a, b = one.texts
        texts = begun(a, b) if a is not None and b is not None and max(len(a), len(b)) > room else (a, b)
        for letter, place, text, note, style in zip("AB", one.places, texts, one.notes, _STYLES, strict=True):
            shown = Text(one.says, "dim") if text is None else Text.assemble(_cut(text, room), (note, "dim"))
            grid.add_row("", Text(letter, style), Text(place, "dim"), "", shown)
        return grid


def _annotated(one: _Shown) -> tuple[str, str]:
    """What stands on either side, note and all."""
    a, b = ((_NOTHING if text is None else text) + note for text, note in zip(one.texts, one.notes, strict=True))
    return a, b


def _narrowest(text: str) -> int:
    """The least width at which a text stands on two lines, no word of it broken."""
    middle = len(text) // 2
    breaks = {text.rfind(" ", 0, middle + 1), text.find(" ", middle)} - {-1}
    return min((max(cell_len(text[:at]), cell_len(text[at + 1 :])) for at in breaks), default=cell_len(text))


def _marked(a: str | None, b: str | None) -> Iterator[Text]:
    """Two short texts, the words in which they differ standing out."""
    ours, theirs = ((text or "").split(" ") for text in (a, b))
    first, last = common_ends(ours, theirs)
    for text, words, style in zip((a, b), (ours, theirs), _STYLES, strict=True):
        stop = len(words) - last
        parts = ((words[:first], ""), (words[first:stop], style), (words[stop:], ""))
        shown = Text(" ").join(Text(" ".join(part), part_style) for part, part_style in parts if part)
        yield Text(_NOTHING, "dim") if text is None else shown


def _in_words(one: Difference, a: Copy, b: Copy) -> _Shown:
    matches = [match for side in (one.a, one.b) if side is not None and (match := _PATH.fullmatch(side.path))]
    name, _, rest = matches[0].groups()
    title, field, says = "Header", f"{name}.{rest}" if rest else name, _NOTHING
    if a.parsed.fields is not None:
        title, field = "Fields", name
        if matches[0][2] is not None:
            numbers = [int(match[2]) + (name != "footnotes") for match in matches]
            title, field = f"{name.replace('_', ' ')}, {numbers[0]}", rest or ""
            title += f" of A, {numbers[1]} of B" if numbers[0] != numbers[-1] else ""
            says = "none" if one.kind == "only" else says
    elif name == "remarks":
        title, field = "Remarks", ""
    elif name == "date_offsets":
        title, field = "Time zones", rest
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
    texts, notes = (_text(one.a), _text(one.b)), (_note(one.a), _note(one.b))
    if one.kind == "moved":
        texts, says = (texts[0], None), "the same row"
    return _Shown(title, re.sub("[._]", " ", field), (a.place(one.a), b.place(one.b)), texts, notes, says)


def _about(copy: Copy, name: str, index: int) -> str:
    """What tells an element of a list from the others."""
    if name == "footnotes":
        return ""
    element = getattr(copy.parsed.filing, name)[index]
    if not name.endswith("_table"):
        return _one_line(element.path if name == "other_elements" else element.name or "")
    cells = (element.security_title, element.transaction_date, element.transaction_code)
    return ", ".join(_one_line(str(cell.value)) for cell in cells if cell.value is not None)


def _text(side: Side | None) -> str | None:
    """What a side has, on one line."""
    if side is None:
        return None
    return _one_line(side.raw) if side.raw else _of_value(side.value)


def _note(side: Side | None) -> str:
    return " (unreadable)" if side is not None and side.raw else ""


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
        return " ".join(filter(None, (_of_value(shown), references))) or None
    if "text" in value:
        return _one_line(value["text"] if "number" in value else f"{value['path']}: {value['text']}")
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
