"""The tables of a typed form as the form prints them: one heading, and each row on a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from form4_grammar.grammar import Grammar
from form4_grammar.parser.headings import PrintedHeading, printed_heading
from form4_grammar.parser.rows import row_layout
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.columns import Bit, Part, Placed, Row, columns_of
from form4_grammar.readers.typed.pieces import Span, Writer

_WORD = re.compile(r"\w+")
_SIDES = ("A", "D")
_NOTHING, _NONE = re.compile(r"[-–—]+"), re.compile(r"none|n/a|not applicable", re.IGNORECASE)
"""How filers wrote that a cell has nothing."""

_REFERENCE = re.compile(r"[(\[]\d{1,2}\D")


def rows_of(page: PageText, parts: Sequence[Part], grammar: Grammar, table: str) -> tuple[Row, ...] | None:
    """The rows with a cell for each of the form's columns; None where the parts are not all of these columns, or of other rows.

    Row for row, the parts are beside each other; a row that has nothing in any of them is none.
    """
    heading = f"{table}_heading"
    places: list[Placed] = []
    for part in parts:
        columns = columns_of(part.columns, grammar, heading)
        if columns is None:
            return None
        places.append(columns)
    width = len(printed_heading(grammar, heading).columns)
    if sorted(index for one in places for index in one.columns) != list(range(width)):
        return None
    filled = [[row for row in part.rows if any(row)] for part in parts]
    if len({len(rows) for rows in filled}) > 1:
        filled = [list(part.rows) for part in parts]  # blank rows are counted where they are rows of a table
        if len({len(rows) for rows in filled}) > 1:
            return None
    found: list[Row] = []
    for beside in zip(*filled, strict=True):
        cells: list[tuple[Bit, ...]] = [()] * width
        for placed, row in zip(places, beside, strict=True):
            for index, cell in zip(
                placed.columns, row if placed.letter_at is None else _by_letter(row, placed.letter_at, page), strict=True
            ):
                cells[index] = cell
        if any(cells):
            found.append(tuple(cells))
    return tuple(found)


def _by_letter(row: Row, letter_at: int, page: PageText) -> Row:
    """A row of which one column has the letter for the amount before it, the amount in the first column or in the second.

    Of ``12,000 -`` with ``A,D`` the first is what counts. What is not plain stays where it is.
    """
    amount, letter = row[letter_at - 1], row[letter_at]
    if len(amount) != 1 or len(letter) != 1:
        return row
    amounts = list(re.finditer(r"\S+", page.text[amount[0].start : amount[0].end]))
    signs = _WORD.findall(page.text[letter[0].start : letter[0].end].upper())
    filled = [i for i, one in enumerate(amounts) if not _NOTHING.fullmatch(one[0])]
    if len(signs) != len(amounts) or len(filled) != 1 or signs[filled[0]] not in _SIDES:
        return row
    shown = amounts[filled[0]]
    bit = (Bit(amount[0].start + shown.start(), amount[0].start + shown.end()),)
    beside: tuple[tuple[Bit, ...], tuple[Bit, ...]] = (bit, ()) if signs[filled[0]] == "A" else ((), bit)
    return (*row[: letter_at - 1], *beside, *row[letter_at + 1 :])


def write_table(
    page: PageText, parts: Sequence[Part], rows: Sequence[Row], grammar: Grammar, table: str, out: Writer
) -> list[int]:
    """Writes heading and rows; gives the places in the page where it is not plain whether a word was cut or ends."""
    printed = printed_heading(grammar, f"{table}_heading")
    over = {
        index: Span(column.spans[0].start, column.spans[-1].end)
        for part in parts
        if (placed := columns_of(part.columns, grammar, f"{table}_heading")) is not None
        for index, column in zip(placed.columns, part.columns, strict=True)
        if column.spans
    }
    _write_heading(printed, over, out)
    reads = _readers(grammar, table)
    is_cut = _cuts_words(rows)
    words = frozenset(_WORD.findall(page.text)) if is_cut else frozenset()
    doubts: list[int] = []
    for row in rows:
        out.begin()
        for index, cell in enumerate(row):
            if index:
                out.text("\t")
            if len(cell) == 1 and _is_nothing(page.text[cell[0].start : cell[0].end], reads[index]):
                continue
            for number, bit in enumerate(cell):
                if number:
                    joint = _joint(page.text, cell[:number], bit, reads[index], words, is_cut=is_cut)
                    if joint is None:
                        doubts.append(bit.start)
                    out.text(" " if joint is None else joint)
                out.pieces.take(page, bit.start, bit.end)
    return doubts


def _is_nothing(shown: str, reads: Callable[[str], bool]) -> bool:
    """Whether a cell says that it has nothing: a dash, or a word for it where no words can stand."""
    return _NOTHING.fullmatch(shown) is not None or (_NONE.fullmatch(shown) is not None and not reads(shown))


def _write_heading(printed: PrintedHeading, over: dict[int, Span], out: Writer) -> None:
    for number, line in enumerate(printed.texts):
        out.begin()
        for index, text in enumerate(line):
            if index:
                out.text("\t")
            if text:
                out.text(text, None if number else over.get(index))


@lru_cache(maxsize=16)
def _readers(grammar: Grammar, table: str) -> tuple[Callable[[str], bool], ...]:
    """For each column of a table, whether a text can be read there."""
    layout = row_layout(grammar, f"{table}_row")

    def reader(index: int) -> Callable[[str], bool]:
        columns = {id(one.columns[index]): one.columns[index] for one in layout.alternatives}.values()
        return lambda text: any(column.rules and column.read(text) is not None for column in columns)

    return tuple(reader(index) for index in range(layout.width))


def _cuts_words(rows: Sequence[Row]) -> bool:
    """Whether the cells of a table that were wrapped are cut where they are full, and not at the end of a word."""
    wrapped = [bit for row in rows for cell in row for bit in cell[:-1]]
    return bool(wrapped) and all(bit.is_full for bit in wrapped)


def _joint(
    text: str, before: Sequence[Bit], bit: Bit, reads: Callable[[str], bool], words: frozenset[str], *, is_cut: bool
) -> str | None:
    """What stands between two lines of a cell: a blank, or nothing where a word was cut; None where that is not plain."""
    if not (before[-1].is_full and bit.is_flush) or _REFERENCE.match(text, bit.start):
        return " "
    first, second = text[before[-1].start : before[-1].end], text[bit.start : bit.end]
    joined, parted = reads(first + second), reads(f"{first} {second}")
    if joined != parted:
        return "" if joined else " "
    if not is_cut or not (first[-1].isalnum() and second[0].isalnum()):
        return " "
    end, beginning = _WORD.findall(first)[-1], _WORD.findall(second)[0]
    is_word = end + beginning in words
    are_words = _stands_alone(end, text) and _stands_alone(beginning, text)
    if is_word == are_words:
        return None
    return "" if is_word else " "


def _stands_alone(word: str, text: str) -> bool:
    """Whether a word stands on a page more than once, and so elsewhere than in the cell where it was found."""
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text)) > 1
