"""A document that has each cell, or each piece of one, on a line of its own, as lines whose cells are parted by tabs.

Converters that know no tables leave such texts. The form's own printed texts tell where its parts begin, also where they
came apart in the middle of a line; what stands below the captions of a table is brought under them by `assigning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.parser.headings import printed_heading
from form4_grammar.parser.row_layouts import row_layout
from form4_grammar.readers.columned.looks import SIDE_BY_SIDE
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.pieced.assigning import Fitted, Unfitted, assign, assign_cells, assign_lines, assign_words
from form4_grammar.readers.pieced.lattice import Piece
from form4_grammar.readers.pieced.looks import CELLS, has_cells
from form4_grammar.readers.pieced.loose_texts import Part, captions, loose, parts
from form4_grammar.readers.pieced.pieced_lines import LINE, PiecedLines
from form4_grammar.regexes import regex

_MOST_PIECES, _MOST_WORDS = 6000, 3000
"""Pieces of one table, and words of one that is read by its words: EDGAR takes thirty rows of sixteen columns."""

_LONGEST = 250
"""Letters of a piece of a row: EDGAR takes a hundred in a cell."""

_MANY = 4
"""Words of a line, on average, where lines may be whole rows."""

_MOST_LINES, _POSTAL_CODE = 7, regex(r"\s\d{5}(?:-\d{4})?(?P<marks>(?:\s[Xx])*)$")
"""The lines of a name and an address in a cell, and the end of the last of them; marks of the cells beside may follow."""

_MARKS = regex(r"[Xx](?: [Xx])+")
"""Marks of cells side by side."""

_WRAPPED = 3
"""The lines of a caption where text was wrapped anywhere, and not only where elements of the page end."""

_DOLLAR = ("$", "\\$")
_LINE_BREAK, _BREAK = "LINE_BREAK", "<br>"
_SIGNATURE = "SIGNATURE_OF_REPORTING_PERSON"


class _Table(NamedTuple):
    """A table: the name of its rule, its title, the captions of its columns, and the pieces below them."""

    name: str
    title: Part
    captions: tuple[Part, ...]
    pieces: tuple[Piece, ...]


class _Rows(NamedTuple):
    """Rows, and the pieces that they count."""

    pieces: Sequence[Piece]
    rows: Sequence[Fitted | Unfitted]


def of_pieces(page: PageText, grammar: Grammar) -> PageText:
    """The page with its rows on lines of their own, where below the captions of tables cells stand on lines; else the page."""
    text = page.text
    if not _may_be(text, grammar):
        return page
    found = list(parts(text, grammar, is_flat=False))
    is_flat = not any(part.name in grammar.tables for part in found)
    if is_flat and grammar.is_of_2003:
        return page  # its answers and labels stand side by side in other orders
    if is_flat:
        found = list(parts(text, grammar, is_flat=True))
    tables = list(_tables(text, found, grammar, is_flat=is_flat))
    is_wrapped = any(text.count("\n", one.start, one.end) + 1 >= _WRAPPED for table in tables for one in table.captions)
    rows = dict(
        zip((table.title.start for table in tables), _assigned(text, tables, grammar, is_flat, is_wrapped), strict=True)
    )
    of_titles = {table.title.start: table for table in tables}
    out = PiecedLines(page, grammar, is_flat=is_flat, is_wrapped=is_wrapped)
    at, before = 0, _SIGNATURE
    for part in found:
        if part.start < at:
            continue  # it stands among the captions of a table
        out.between(at, part.start, above=before, is_signed=part.name == _SIGNATURE)
        out.printed(part)
        at, before = part.end, part.name
        if part.start in of_titles:
            table = of_titles[part.start]
            for caption in table.captions:
                out.printed(caption)
            for pieces, some in rows[part.start]:
                out.rows(pieces, some, table.name)
            at = table.pieces[-1].end if table.pieces else table.captions[-1].end
    out.between(at, len(text), above=before, is_signed=False)
    return out.page()


def _tables(text: str, found: Sequence[Part], grammar: Grammar, *, is_flat: bool) -> Iterator[_Table]:
    """The tables: their captions follow their title, and below them are their pieces, up to a text longer than any cell."""
    for number, part in enumerate(found):
        name = grammar.tables.get(part.name)
        below = list(captions(text, part.end, grammar, f"{name}_heading")) if name is not None else []
        if name is not None and below:
            at = below[-1].end
            end = next((one.start for one in found[number + 1 :] if one.start >= at), len(text))
            lines = _pieces(text, at, end)
            pieces = tuple(lines if is_flat else _cells_or_rows(lines))
            if not is_flat and _LINE_BREAK in grammar.reached(f"{name}_row{LAYOUT}"):
                pieces = tuple(_with_addresses(pieces))
            yield _Table(name, part, tuple(below), pieces if len(pieces) <= _MOST_PIECES else ())


def _cells_or_rows(lines: Iterator[Piece]) -> Iterator[Piece]:
    """The lines up to one longer than any cell; that alone, where it is the first: all rows may stand on it."""
    for number, line in enumerate(lines):
        if len(line.shown) <= _LONGEST or not number:
            yield line
        if len(line.shown) > _LONGEST:
            return


def _with_addresses(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, the lines from a name to the postal code of its address as one, which alone begins a row as lines do."""
    at = 0
    while at < len(pieces):
        first = pieces[at]
        if _MARKS.fullmatch(first.shown) and first.end - first.start == len(first.shown):
            yield from (Piece(first.shown[i], first.start + i, first.start + i + 1, 0) for i in range(0, len(first.shown), 2))
            at += 1
            continue
        ahead = range(at + 1, min(at + _MOST_LINES, len(pieces)) if len(first.shown) > 1 else at)
        last = next((i for i in ahead if _POSTAL_CODE.search(pieces[i].shown)), at)
        code = _POSTAL_CODE.search(pieces[last].shown) if last > at else None
        marks = code["marks"] if code else ""
        shown, end = _BREAK.join(piece.shown for piece in pieces[at : last + 1]), pieces[last].end - len(marks)
        yield Piece(shown.removesuffix(marks), first.start, end, last - at)
        yield from (Piece(marks[place], end + place, end + place + 1, 0) for place in range(1, len(marks), 2))
        at = last + 1


def _assigned(text: str, tables: Sequence[_Table], grammar: Grammar, is_flat: bool, is_wrapped: bool) -> list[list[_Rows]]:
    """The rows of each table: of its lines; or of words, where each line is a row, or lines say nothing."""
    layouts = [row_layout(grammar, f"{table.name}_row") for table in tables]
    found: dict[int, list[_Rows]] = {}
    for index, table in enumerate(tables):
        if table.pieces and _BREAK in table.pieces[0].shown:
            in_rows = assign_cells(table.pieces, layouts[index], grammar)
            is_sure = sum(_BREAK in piece.shown for piece in table.pieces) == 1  # else the end of a row may begin the next
            found[index] = [_Rows(table.pieces, in_rows if is_sure else [*in_rows, Unfitted(0, 0)])]
            continue
        lines = [list(_words(text, piece)) for piece in table.pieces]
        if is_flat or is_wrapped:
            words = [word for line in lines for word in line]
            rows: Sequence[Fitted | Unfitted] = [Unfitted(0, len(words))] if words else []
            if len(words) <= _MOST_WORDS:
                rows = assign_words(words, layouts[index], grammar, begins_lines=not is_flat)
            found[index] = [_Rows(words, rows)]
        elif sum(map(len, lines)) > len(lines) * (_MANY if len(lines) > 1 else 1):
            of_lines = assign_lines(lines, layouts[index], grammar)
            if of_lines is not None:
                found[index] = [_Rows(*one) for one in zip(lines, of_lines, strict=True)]
            elif len(lines) == 1 and len(lines[0]) <= _MOST_WORDS:
                found[index] = [_Rows(lines[0], assign_words(lines[0], layouts[index], grammar, begins_lines=False))]
    rest = [index for index in range(len(tables)) if index not in found]
    told = assign([(tables[index].pieces, layouts[index]) for index in rest], grammar)
    found |= {index: [_Rows(tables[index].pieces, rows)] for index, rows in zip(rest, told, strict=True)}
    return [found[index] for index in range(len(tables))]


def _may_be(text: str, grammar: Grammar) -> bool:
    """Whether captions of columns stand on the page, and no cells side by side below them."""
    if has_cells(text, grammar):  # as on nearly all pages
        return False
    for table in grammar.tables.values():
        above = printed_heading(grammar, f"{table}_heading").above
        found = loose(above[0]).search(text)
        if found is not None and loose(above[-1]).search(text, found.end()) is not None:
            return CELLS.search(text, found.start()) is None and SIDE_BY_SIDE.search(text, found.start()) is None
    return False


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The lines of a span that are not blank; a dollar sign is one with the amount after it."""
    before, dollar = start, -1
    for match in LINE.finditer(text, start, end):
        first, last = match.start(1), match.start(1) + len(match[1].rstrip())
        if dollar >= 0:
            first, dollar = dollar, -1
        elif text[first:last] in _DOLLAR:
            dollar = first
            continue
        breaks = text.count("\n", before, first)
        yield Piece(" ".join(text[first:last].split()), first, last, breaks)
        before = last


def _words(text: str, piece: Piece) -> Iterator[Piece]:
    """The words of a line, a dollar sign with the amount after it."""
    at = 0
    for word in re.finditer(r"(?:\\?\$\s)?\S+", text[piece.start : piece.end]):
        yield Piece(" ".join(word[0].split()), piece.start + word.start(), piece.start + word.end(), int(not at))
        at = word.end()
