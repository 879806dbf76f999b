"""Level 2, first half: which columns the heading of a table really prints.

The layout of a heading gives its captions line by line. A page whose heading is the form's own is read by the form's
columns; one that lacks some is read by what its heading says.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from form4_grammar.grammar import LAYOUT, MOST_PARTS, Grammar
from form4_grammar.parser.lines import ALIKE, caption_of, normalised
from form4_grammar.parser.patterns import Node
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

_MANY = 3
"""Misprinted captions that are told together, and unknown columns that a message names."""

_LONGEST_CAPTION = 600
"""Characters of a text that is compared with captions: what is longer is none."""

_NUMBER = regex(r"\d{1,2}A?\. ")
_BEGINNING_OF_CAPTION = regex(r" \(|[:,]")
_LONGEST_NAME = 40
"""Characters of a column as messages name it."""

_OTHER_NUMBER = regex(r"\d{1,2}[B-Z]\.")
"""No column of the forms has such a number."""

_SAME_NUMBER = 0.5
"""How alike two captions with the same number must be (`difflib` ratio) to be the same column in other words."""

UNKNOWN_CAPTION = "UNKNOWN_CAPTION"
"""The terminal of a caption that is none of the form's."""


class Fault(Enum):
    """How a heading departs from the form's."""

    COLUMN_COUNT = "column-count"
    GROUP = "group"
    SEQUENCE = "sequence"
    CAPTION = "caption"
    UNKNOWN = "unknown"
    OLDER = "older"


class HeadingFault(NamedTuple):
    """One departure: what it is, where it stands, and the words for it."""

    fault: Fault
    start: int
    end: int
    message: str
    expected: str


class Column(NamedTuple):
    """A column of the form: its caption, and the one below that where the caption stands over several columns."""

    caption: str
    below: str


class Heading(NamedTuple):
    """A heading as printed; offsets count from its start.

    ``columns`` has the form's column, by its index, for each column of the page, or None where the caption tells nothing.
    ``captions`` are the nodes of the captions, ``faults`` the departures. ``unknown`` are the columns of the page, by their
    index, whose captions are none of the form's.
    """

    columns: tuple[int | None, ...]
    captions: tuple[Node, ...]
    faults: tuple[HeadingFault, ...]
    unknown: tuple[int, ...] = ()

    @property
    def is_read_by(self) -> bool:
        """Whether rows are read by this heading and not by the form's own: it has other columns, or has them elsewhere."""
        if not self.faults:
            return False
        return bool(self.unknown) or any(column is not None and column != at for at, column in enumerate(self.columns))


class PrintedHeading(NamedTuple):
    """The form's own heading.

    ``lines`` holds the terminal and text of each cell, blank cells as empty texts; ``above`` and ``below`` are the captions of
    the first line and of the second. ``names`` are the terminals of captions, ``older`` the captions of earlier wordings.
    """

    lines: tuple[tuple[tuple[str, str], ...], ...]
    columns: tuple[Column, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    names: dict[str, str]
    older: dict[str, str]

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(text for _, text in line) for line in self.lines)


@lru_cache(maxsize=MOST_PARTS)
def printed_heading(grammar: Grammar, rule: str) -> PrintedHeading:
    """The form's own heading of the table whose heading is `rule`."""
    lines = tuple(
        tuple((cell[0], normalised(grammar.terminals[cell[0]].text)) if cell else ("", "") for cell in line)
        for line in grammar.grid(rule + LAYOUT)
    )
    over, columns = "", []
    for index, (_, text) in enumerate(lines[0]):
        over = text or over
        columns.append(Column(over, lines[1][index][1] if len(lines) > 1 else ""))
    names = {text: name for line in lines for name, text in line if text}
    texts = {name: text for text, name in names.items()}
    older = {text: texts[name] for text, name in grammar.older.items() if name in texts}
    above = tuple(text for _, text in lines[0] if text)
    below = tuple(text for line in lines[1:] for _, text in line if text)
    return PrintedHeading(lines, tuple(columns), above, below, names, older)


def named(column: Column) -> str:
    """A column in the form's own terms, by its number and what it is of: ``column 4 (Price)``."""
    number, words = column.caption.split(". ", 1) if _NUMBER.match(column.caption) else ("", column.caption)
    words = column.below or _BEGINNING_OF_CAPTION.split(words)[0]
    if len(words) > _LONGEST_NAME:
        words = f"{words[:_LONGEST_NAME].rpartition(' ')[0]} …"
    shown = f", {words}" if words.startswith("(") else f" ({words})"
    return f"column{' ' if number else ''}{number}{shown}"


@lru_cache(maxsize=256)
def read_heading(text: str, grammar: Grammar, rule: str) -> Heading:
    """The heading `text`, read by the layout of `rule`."""
    printed = printed_heading(grammar, rule)
    lines = _cells(text)
    texts = tuple(tuple(caption_of(text[a:b]) for a, b in line) for line in lines)
    if texts == printed.texts:
        nodes = [
            Node(printed.lines[i][j][0], a, b) for i, line in enumerate(lines) for j, (a, b) in enumerate(line) if texts[i][j]
        ]
        return Heading(tuple(range(len(printed.columns))), tuple(nodes), ())
    return _read_faulty(text, lines, printed)


def _cells(text: str) -> list[list[tuple[int, int]]]:
    """The spans of the cells of each line that is not blank, without their outer blanks."""
    found: list[list[tuple[int, int]]] = []
    at = 0
    for line in text.split("\n"):
        cells, inside = [], at
        for cell in line.split("\t"):
            bare = cell.strip()
            lead = len(cell) - len(cell.lstrip()) if bare else 0
            cells.append((inside + lead, inside + lead + len(bare)))
            inside += len(cell) + 1
        if line.strip():
            found.append(cells)
        at += len(line) + 1
    return found


class _Captions:
    """The captions of a heading that is not the form's own, as they are told one by one, and what is wrong with them."""

    def __init__(self, printed: PrintedHeading) -> None:
        self.printed = printed
        self.tops: list[tuple[int, str, str]] = []  # column, text on the page, caption of the form
        self.belows: dict[int, str] = {}
        self.unknown: dict[int, tuple[int, int]] = {}
        self.nodes: list[Node] = []
        self.faults: list[HeadingFault] = []

    def _fault(self, fault: Fault, a: int, b: int, message: str, expected: str = "") -> None:
        self.faults.append(HeadingFault(fault, a, b, message, expected))

    def take_above(self, column: int, shown: str, beside: Container[str], a: int, b: int) -> None:
        """Tells a caption of the first line; `beside` are all texts of that line."""
        older = self.printed.older.get(shown, "")
        caption = shown if shown in self.printed.above else older or _meant(shown, self.printed.above)
        if caption != shown and caption in beside:
            caption = ""  # that one stands beside it
        if not caption and (group := _group_of(shown, self.printed)) is not None:
            if all(one != group.caption for _, _, one in self.tops):
                self._fault(Fault.GROUP, a, b, f"{shown!r} stands without {group.caption!r} above it", group.caption)
            self.tops.append((column, shown, group.caption))
            self.belows[column] = group.below
            self.nodes.append(Node(self.printed.names[group.below], a, b))
            return
        self.tops.append((column, shown, caption))
        if not caption:
            self.unknown[column] = (a, b)
        self._add(shown, caption, older, UNKNOWN_CAPTION, a, b)

    def take_below(self, column: int, shown: str, above: str | None, a: int, b: int) -> None:
        """Tells a caption of the second line; `above` is the form's that stands over it."""
        older = self.printed.older.get(shown, "")
        caption = shown if shown in self.printed.below else older or _meant(shown, self.printed.below)
        if caption:
            self.belows[column] = caption
        elif any(one.caption == above and not one.below for one in self.printed.columns):
            self._fault(Fault.CAPTION, a, b, f"caption {shown!r}: the form prints no such caption here")
        else:
            self.unknown[column] = (a, b)
        self._add(shown, caption, older, UNKNOWN_CAPTION if column in self.unknown else "ERROR_TEXT", a, b)

    def _add(self, shown: str, caption: str, older: str, otherwise: str, a: int, b: int) -> None:
        self.nodes.append(Node(self.printed.names[caption] if caption else otherwise, a, b))
        if older:
            self._fault(Fault.OLDER, a, b, f"caption {shown!r}", caption)
        elif caption and shown != caption:
            self._fault(Fault.CAPTION, a, b, f"caption {shown!r}: the form prints {caption!r}", caption)


def _read_faulty(text: str, lines: list[list[tuple[int, int]]], printed: PrintedHeading) -> Heading:
    told = _Captions(printed)
    beside = {caption_of(text[a:b]) for a, b in lines[0]}
    for row, line in enumerate(lines):
        over = {column: caption for column, _, caption in told.tops}
        for column, (a, b) in enumerate(line):
            if a == b:
                continue
            if row == 0:
                told.take_above(column, caption_of(text[a:b]), beside, a, b)
            else:
                told.take_below(column, caption_of(text[a:b]), over.get(column), a, b)
    # Blank cells at the end of a lower line may stand under columns that the first line lacks
    width = max(len(lines[0]), *(i + 1 for line in lines[1:] for i, (a, b) in enumerate(line) if a != b), 0)
    columns = _columns(width, told.tops, told.belows, told.unknown, printed)
    span = (next((a for a, b in lines[0] if a != b), lines[0][0][0]), max(b for line in lines for _, b in line))
    faults = _with_whole(_folded(told.faults), text, columns, told, span)
    return Heading(columns, tuple(told.nodes), tuple(faults), tuple(sorted(told.unknown)))


def _with_whole(
    faults: list[HeadingFault], text: str, columns: Sequence[int | None], told: _Captions, span: tuple[int, int]
) -> list[HeadingFault]:
    """The faults with that of the heading as a whole: columns too many or too few, or captions under others than their own."""
    printed = told.printed
    known = [caption for _, _, caption in told.tops if caption]
    lacking = [caption for caption in printed.above if caption not in known]
    if told.unknown:  # one finding for the columns that are too many
        return [fault for fault in faults if fault.expected] + [_unknown_fault(text, told.unknown, columns, lacking, printed)]
    if len(columns) != len(printed.columns):
        message = f"the heading has {len(columns)} columns, the form {len(printed.columns)}"
        return [HeadingFault(Fault.COLUMN_COUNT, *span, message, _explained(columns, lacking, printed))]
    if lacking:
        return [*faults, HeadingFault(Fault.SEQUENCE, *span, f"column missing from the heading: {lacking[0]}", lacking[0])]
    if columns != tuple(range(len(columns))) or told.belows != {i: c.below for i, c in enumerate(printed.columns) if c.below}:
        message = "the captions of the second line do not stand under the columns that the form divides"
        return [*faults, HeadingFault(Fault.GROUP, *span, message, "")]
    return faults


def _group_of(shown: str, printed: PrintedHeading) -> Column | None:
    """The column whose caption of the second line is `shown`; None where several or none have it."""
    found = [column for column in printed.columns if column.below and column.below.casefold() == shown.casefold()]
    return found[0] if len(found) == 1 else None


def _unknown_fault(
    text: str,
    unknown: Mapping[int, tuple[int, int]],
    columns: Sequence[int | None],
    lacking: Sequence[str],
    printed: PrintedHeading,
) -> HeadingFault:
    places = list(unknown.values())
    shown = " and ".join(repr(normalised(text[a:b])) for a, b in places[:_MANY])
    shown += f" and {len(places) - _MANY} more" if len(places) > _MANY else ""
    expected = _explained(columns, lacking, printed)
    message = f"the form has no column {shown}; what stands there is not read" + (f"; {expected}" if expected else "")
    return HeadingFault(Fault.UNKNOWN, min(places)[0], max(places)[1], message, expected)


def _meant(shown: str, captions: tuple[str, ...]) -> str:
    """The caption that a text is meant to be, or an empty text: one that is most like it, or one with its number."""
    if _OTHER_NUMBER.match(shown):
        return ""
    closest = _closest(shown, captions)
    if closest:
        return closest
    numbered = _numbered(shown, captions)
    if numbered and SequenceMatcher(None, shown.casefold(), numbered.casefold(), autojunk=False).ratio() > _SAME_NUMBER:
        return numbered
    return ""


@lru_cache(maxsize=1024)
def _closest(shown: str, captions: tuple[str, ...]) -> str:
    """The caption that `shown` is meant to be, or an empty text."""
    if len(shown) >= _LONGEST_CAPTION:
        return ""
    plain = shown.casefold()
    ratios = [(SequenceMatcher(None, plain, caption.casefold(), autojunk=False).ratio(), caption) for caption in captions]
    best = max(ratios, default=(0.0, ""))
    return best[1] if best[0] > ALIKE else ""


def _folded(faults: list[HeadingFault]) -> list[HeadingFault]:
    """The faults; of many misprinted captions, one for all of them."""
    misprints = [fault for fault in faults if fault.fault is Fault.CAPTION]
    if len(misprints) < _MANY:
        return faults
    message = f"{len(misprints)} misprinted captions, the first: {misprints[0].message.removeprefix('caption ')}"
    folded = HeadingFault(Fault.CAPTION, misprints[0].start, misprints[-1].end, message, "")
    return [folded, *(fault for fault in faults if fault.fault is not Fault.CAPTION)]


def _numbered(shown: str, captions: Sequence[str]) -> str:
    """The caption with the same number, for one whose words are another form's."""
    number = _NUMBER.match(shown)
    return next((caption for caption in captions if number and caption.startswith(number[0])), "")


def _columns(
    width: int,
    tops: list[tuple[int, str, str]],
    belows: Mapping[int, str],
    unknown: Container[int],
    printed: PrintedHeading,
) -> tuple[int | None, ...]:
    """The form's column for each column of the page: by the caption below where there is one, else by the caption above.

    None for one whose caption above or below is unknown.
    """
    columns: list[int | None] = [None] * width
    starts = [column for column, _, _ in tops] + [width]
    for (start, _, caption), end in zip(tops, starts[1:], strict=True):
        own = [i for i, column in enumerate(printed.columns) if column.caption == caption]
        positions = [position for position in range(start, end) if position not in unknown]
        for offset, position in enumerate(positions):
            below = belows.get(position, "")
            same = [i for i in own if printed.columns[i].below == below] or [
                i for i, column in enumerate(printed.columns) if below and column.below == below
            ]
            if len(same) == 1:
                columns[position] = same[0]
            elif not below and offset < len(own):
                columns[position] = own[offset]
    return tuple(columns)


def _explained(columns: Sequence[int | None], lacking: Sequence[str], printed: PrintedHeading) -> str:
    """What a heading with too few or too many columns lacks, in words."""
    words = [f"missing: {caption}" for caption in lacking]
    for index, column in enumerate(printed.columns):
        if index not in columns and column.caption not in lacking and column.below:
            words.append(f"missing under {column.caption!r}: {column.below}")
    return "; ".join(words)
