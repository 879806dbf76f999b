"""The tables of a typed form as the form prints them: one heading, and each row on a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from form4_grammar.grammar import MOST_PARTS, Grammar
from form4_grammar.parser.headings import PrintedHeading, printed_heading
from form4_grammar.parser.row_layouts import row_layout
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.columns import Bit, Part, Placed, Row, columns_of, has_all_numbers
from form4_grammar.readers.typed.pieces import Span, Writer
from form4_grammar.readers.typed.wordings import wording

_WORD = re.compile(r"\w+")
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+(?!\w)")
_SIDES = ("A", "D")
_NOTHING = re.compile(r"[-–—]+")
"""How filers wrote that a cell has nothing, where they used no word for it."""

_ZERO = "-0-"
_WITH_LETTER = re.compile(r"(\d[\d,.]*+)\s*(\(?[AaDd]\)?)")
_LETTER = re.compile(r"\([AaDd]\)")
_BETWEEN_DASHES = re.compile(r"-\s?(\d[\d,.]*+)\s?-")

_OPEN_MARK, _CLOSING_MARK = re.compile(r"[(\[]\d{0,2}$"), re.compile(r"\d{0,2}[)\]]")
_WHOLE_WORD, _NEW_WORD = re.compile(r"(?<![^\W\d_])[A-Za-z][a-z]{3,}$"), re.compile(r"[A-Z][a-z]+(?![^\W\d_])")
_REFERENCE = re.compile(r"[(\[]\d{1,2}\D")


def rows_of(page: PageText, parts: Sequence[Part], grammar: Grammar, table: str) -> tuple[Row, ...] | None:
    """The rows with a cell for each of the form's columns; None where the parts are not all of these columns, or of other rows.

    Row for row, the parts are beside each other; a row that has nothing in any of them is none.
    """
    heading = f"{table}_heading"
    if not any(any(row) for part in parts for rows in part.rows for row in rows):
        whole_heading = [column for part in parts for column in part.columns]
        return () if has_all_numbers(whole_heading, grammar, heading) else None
    places: list[Placed] = []
    for part in parts:
        columns = columns_of(part.columns, grammar, heading)
        if columns is None:
            return None
        places.append(columns)
    reads = _readers(grammar, table)
    width = len(reads)
    parts, places = _with_repeated(parts, places)
    if sorted(index for one in places for index in one.columns) != list(range(width)):
        return None
    chosen = [_way(page.text, part, placed, reads) for part, placed in zip(parts, places, strict=True)]
    whole = [rows for rows in chosen if rows is not None]
    if len(whole) < len(parts):
        return None
    filled = [[row for row in rows if any(row)] for rows in whole]
    if len({len(rows) for rows in filled}) > 1:
        filled = [list(rows) for rows in whole]  # blank rows are counted where they are rows of a table
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
            found.append(_with_letters(page.text, cells, reads))
    return tuple(found)


def _with_repeated(parts: Sequence[Part], places: Sequence[Placed]) -> tuple[list[Part], list[Placed]]:
    """The parts, each with the rows of those below it whose heading is the same, as on a page that goes on."""
    found: list[Part] = []
    columns: list[Placed] = []
    for part, placed in zip(parts, places, strict=True):
        if placed not in columns:
            found.append(part)
            columns.append(placed)
            continue
        at = columns.index(placed)
        before = found[at].rows
        ways = [(*one, *other) for one in before for other in part.rows] if len(before) == 1 or len(part.rows) == 1 else []
        found[at] = found[at]._replace(rows=tuple(ways))
    return found, columns


def _with_letters(text: str, cells: Sequence[tuple[Bit, ...]], reads: Sequence[Callable[[str], bool]]) -> Row:
    """A row whose letters behind amounts, as in 1,000 (D), are in their own column, where that is empty and reads them."""
    row = list(cells)
    for index, cell in enumerate(cells[:-1]):
        if len(cell) == len(_SIDES) and not cells[index + 1] and _LETTER.fullmatch(_at(text, cell[1])):
            row[index : index + 2] = [cell[:1], cell[1:]]  # wrapped
            continue
        if len(cell) != 1 or cells[index + 1] or reads[index](shown := _at(text, cell[0])):
            continue
        both = _WITH_LETTER.fullmatch(shown)
        if both is not None and reads[index](both[1]) and reads[index + 1](both[2]):
            start = cell[0].start
            row[index] = (Bit(start, start + both.end(1)),)
            row[index + 1] = (Bit(start + both.start(2), start + both.end(2)),)
    return tuple(row)


def _way(text: str, part: Part, placed: Placed, reads: Sequence[Callable[[str], bool]]) -> tuple[Row, ...] | None:
    """The rows of a part; where its texts fit its columns in several ways, the one in which each can be read, if it is one."""
    if len(part.rows) == 1:
        return part.rows[0]

    def is_read(rows: Sequence[Row]) -> bool:
        cells = ((index, cell) for row in rows for index, cell in zip(placed.columns, row, strict=True) if cell)
        return all(reads[index](" ".join(_at(text, bit) for bit in cell)) for index, cell in cells)

    fitting = [rows for rows in part.rows if is_read(rows)]
    return fitting[0] if len(fitting) == 1 else None


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
    page: PageText, parts: Sequence[Part], rows: Sequence[Row], grammar: Grammar, table: str, cut: Cut, out: Writer
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
    doubts: list[int] = []
    for row in rows:
        out.begin()
        for index, cell in enumerate(row):
            if index:
                out.text("\t")
            if len(cell) == 1 and _is_nothing(page.text[cell[0].start : cell[0].end], reads[index], grammar):
                continue
            if len(cell) == 1 and page.text[cell[0].start : cell[0].end] == _ZERO:
                out.text("0", Span(cell[0].start, cell[0].end))
                continue
            if len(cell) == 1 and (dashed := _BETWEEN_DASHES.fullmatch(_at(page.text, cell[0]))) is not None:
                out.pieces.take(page, cell[0].start + dashed.start(1), cell[0].start + dashed.end(1))
                continue
            for number, bit in enumerate(cell):
                if number:
                    joint = _joint(page.text, cell[number - 1], bit, reads[index], cut)
                    if joint is None:
                        doubts.append(bit.start)
                    out.text(" " if joint is None else joint)
                out.pieces.take(page, bit.start, bit.end)
    return doubts


def _is_nothing(shown: str, reads: Callable[[str], bool], grammar: Grammar) -> bool:
    """Whether a cell says that it has nothing: a dash, or a word for it where no words can stand."""
    if _NOTHING.fullmatch(shown):
        return True
    return wording(grammar, "NOTHING").fullmatch(shown) is not None and not reads(shown)


def _write_heading(printed: PrintedHeading, over: dict[int, Span], out: Writer) -> None:
    for number, line in enumerate(printed.texts):
        out.begin()
        for index, text in enumerate(line):
            if index:
                out.text("\t")
            if text:
                out.text(text, None if number else over.get(index))


@lru_cache(maxsize=MOST_PARTS)
def _readers(grammar: Grammar, table: str) -> tuple[Callable[[str], bool], ...]:
    """For each column of a table, whether a text can be read there."""
    layout = row_layout(grammar, f"{table}_row")

    def reader(index: int) -> Callable[[str], bool]:
        columns = {id(one.columns[index]): one.columns[index] for one in layout.alternatives}.values()
        return lambda text: any(column.rules and column.read(text) is not None for column in columns)

    return tuple(reader(index) for index in range(layout.width))


class Cut(Enum):
    """How a program set texts that are wider than their column."""

    IN_WORDS = "cut where the column ends"
    BETWEEN_WORDS = "wrapped between words"
    UNKNOWN = "not plain"


def cut_of(page: PageText, tables: Sequence[tuple[str, Sequence[Row]]], grammar: Grammar) -> Cut:
    """How the texts of a page's tables were set, by all of their rows.

    Cut, a line of a cell that goes on has at most one blank behind it, which stood there in the text; and the line behind may
    begin with that blank. Wrapped, a line has as many as the next word did not fit into.
    """
    text = page.text
    pairs = [
        (one, other, reads)
        for table, rows in tables
        for row in rows
        for reads, cell in zip(_readers(grammar, table), row, strict=True)
        for one, other in pairwise(cell)
    ]
    if not pairs:
        return Cut.UNKNOWN
    if any(one.behind > 1 for one, _, _ in pairs):
        return Cut.BETWEEN_WORDS
    if any(other.before == 1 and one.behind == 0 for one, other, _ in pairs):
        return Cut.IN_WORDS
    votes = _by_words(text, [(one, other) for one, other, _ in pairs if one.behind == 0])
    votes |= {Cut.IN_WORDS for one, other, reads in pairs if one.behind == 0 and _is_one(text, one, other, reads)}
    return votes.pop() if len(votes) == 1 else Cut.UNKNOWN


def _is_one(text: str, one: Bit, other: Bit, reads: Callable[[str], bool]) -> bool:
    """Whether two lines of a cell make one value, and with a blank between them none; or one mark of a reference."""
    first, second = _at(text, one), _at(text, other)
    if _OPEN_MARK.search(first) and _CLOSING_MARK.match(second):
        return True
    return reads(first + second) and not reads(f"{first} {second}")


def _at(text: str, bit: Bit) -> str:
    return text[bit.start : bit.end]


def _by_words(text: str, pairs: Sequence[tuple[Bit, Bit]]) -> set[Cut]:
    """How texts were set, by those of their words that stand elsewhere on the page: joined, or each by itself."""
    ends = Counter(found for one, other in pairs if (found := _words_at(text, one, other)) is not None)
    times = Counter(_WORD.findall(text)) if ends else Counter()
    votes = set()
    for (end, beginning), again in ends.items():
        is_word = times[end + beginning] > 0
        are_words = min(times[end], times[beginning]) > again
        if is_word != are_words:
            votes.add(Cut.IN_WORDS if is_word else Cut.BETWEEN_WORDS)
    return votes


def _words_at(text: str, one: Bit, other: Bit) -> tuple[str, str] | None:
    """The last word of a line and the first of the next, where both are of letters."""
    end, beginning = _LAST_WORD.search(_at(text, one)), _FIRST_WORD.match(_at(text, other))
    return (end[0], beginning[0]) if end is not None and beginning is not None else None


def _joint(text: str, before: Bit, bit: Bit, reads: Callable[[str], bool], cut: Cut) -> str | None:
    """What stands between two lines of a cell: a blank, or nothing where a word was cut; None where that is not plain."""
    if before.behind or bit.before:
        return " "
    first, second = _at(text, before), _at(text, bit)
    if _is_one(text, before, bit, reads):
        return ""
    if reads(f"{first} {second}") and not reads(first + second):
        return " "
    if cut is not Cut.UNKNOWN:
        return "" if cut is Cut.IN_WORDS else " "
    if _WHOLE_WORD.search(first) and _NEW_WORD.match(second):  # no word goes on with a capital letter so far behind its first
        return " "
    return " " if _REFERENCE.match(text, bit.start) else None
