"""Damage of those who write a page anew: spreadsheets with habits of their country, language models that leave things out."""

from __future__ import annotations

import re
from random import Random

from form4_grammar.testing.damaging import places
from form4_grammar.testing.damaging.editing import neighbours, some, spliced
from form4_grammar.testing.damaging.places import Cell, Row, Span

_DAY = re.compile(r"(?<![\d/])(\d\d)/(\d\d)/(\d{4})(?![\d/])")
_AMOUNT = re.compile(r"(?<![\w.,/$-])(\$?)(\d{1,3}(?:,\d{3})*)(\.\d+)?(?![\w,/)]|\.\d)")
_BLANK = re.compile(r"(?:<(?!input|img)[^<>]*>|&nbsp;|\s)*")
_MARK = re.compile(r"<sup>\s*\(?(\d+)\)?\s*</sup>|\u207d([\u00b9\u00b2\u00b3\u2070-\u2079]+)\u207e")
_NOTE = re.compile(r"(?:<[^<>]*>|\s)*\(?(\d+)[.)]*\s*(.*)", re.DOTALL)
_PLAIN_DIGITS = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
_FILLERS = ("-", "N/A", "0", "\u2014", "none")
_DITTO = ('"', "same", "Same as above")


def _outside_tags(page: str, span: Span, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    tags = [tag.span() for tag in re.compile(r"<[^<>]*>").finditer(page, *span)]
    return [one for one in pattern.finditer(page, *span) if not any(a < one.end() and one.start() < b for a, b in tags)]


def days_first(page: str, dialect: str, random: Random) -> str:
    """All dates have their day before their month."""
    found = _outside_tags(page, Span(0, len(page)), _DAY)
    return spliced(page, [(Span(*one.span()), f"{one[2]}/{one[1]}/{one[3]}") for one in found])


def separators_of_others(page: str, dialect: str, random: Random) -> str:
    """All numbers of the rows have points between thousands and a comma before cents, or blanks between thousands."""
    thousands, cents = random.choice([(".", ","), (" ", "."), ("'", ".")])
    found = [one for cell in _cells(page, dialect) for one in _outside_tags(page, cell.inner, _AMOUNT)]
    return spliced(
        page,
        [(Span(*one.span()), f"{one[1]}{one[2].replace(',', thousands)}{(one[3] or '').replace('.', cents)}") for one in found],
    )


def _cells(page: str, dialect: str) -> list[Cell]:
    return [cell for row in places.answer_rows(page, dialect) for cell in row.cells]


def one_case(page: str, dialect: str, random: Random) -> str:
    """All letters are capitals, or all are small."""
    change = random.choice([str.upper, str.lower])
    return "".join(part if part.startswith(("<", "&")) else change(part) for part in re.split(r"(<[^<>]*>|&#?\w+;)", page))


def empty_cells_filled(page: str, dialect: str, random: Random) -> str:
    """Each cell that has nothing has a sign or a word that says so."""
    filler = random.choice(_FILLERS)
    empty = [cell.inner for cell in _cells(page, dialect) if _BLANK.fullmatch(page, *cell.inner)]
    return spliced(page, [(span, f" {filler} " if dialect == "markdown" else filler) for span in empty])


def ditto(page: str, dialect: str, random: Random) -> str:
    """What is as in the row above has a mark that says so."""
    mark = random.choice(_DITTO)
    pairs = [
        pair
        for one, other in neighbours(places.answer_rows(page, dialect))
        if one.table == other.table
        for pair in zip(one.cells, other.cells, strict=False)
    ]
    alike = [other.inner for one, other in pairs if page[slice(*one.inner)].strip() == page[slice(*other.inner)].strip()]
    return spliced(page, [(span, f" {mark} ") for span in alike if not _BLANK.fullmatch(page, *span)])


def rows_left_out(page: str, dialect: str, random: Random) -> str:
    """Three dots, or words in brackets, stand for some rows of a table."""
    table = _table(page, dialect, random, least=2)
    if not table:
        return page
    first = random.randrange(1, len(table))
    text = random.choice(["...", "[rows omitted]", "(remaining rows omitted)"])
    shown = {"html": f"<tr><td>{text}</td></tr>", "markdown": f"| {text} |"}.get(dialect, text)
    return spliced(page, [(Span(table[first].start, table[-1].end), shown)])


def _table(page: str, dialect: str, random: Random, *, least: int) -> list[Row]:
    """The rows of a table that has so many."""
    rows = places.answer_rows(page, dialect)
    tables = sorted({row.table for row in rows})
    table = some(random, [one for one in tables if sum(row.table == one for row in rows) >= least])
    return [row for row in rows if row.table == table]


def heading_again(page: str, dialect: str, random: Random) -> str:
    """The heading of a table stands again among its rows, below what a printer puts between pages."""
    table = _table(page, dialect, random, least=2)
    heading = [row for row in places.rows(page, dialect) if row.is_heading and table and row.table == table[0].table]
    if not heading:
        return page
    end = "" if dialect == "html" else "\n"
    furniture = random.choice(["", "Page 2 of 3", "11/25/26, 9:22 AM  SEC FORM 4"])
    between = f"<tr><td>{furniture}</td></tr>" if dialect == "html" and furniture else f"{furniture}{end}" if furniture else ""
    at = random.choice(table[1:]).start
    return spliced(page, [(Span(at, at), f"{between}{page[heading[0].start : heading[-1].end]}{end}")])


def notes_in_cells(page: str, dialect: str, random: Random) -> str:
    """The notes stand in brackets where cells refer to them, and nowhere else."""
    spans = places.notes(page, dialect)
    found = [match for span in spans if (match := _NOTE.match(page, *span)) is not None]
    texts = {match[1]: re.sub(r"<[^<>]*>", "", match[2]).strip() for match in found}
    marks = [one for cell in _cells(page, dialect) for one in _MARK.finditer(page, *cell.inner)]
    edits = [(span, "") for span in spans]
    for one in marks:
        number = (one[1] or one[2]).translate(_PLAIN_DIGITS)
        edits.append((Span(*one.span()), f" ({texts.get(number, number)})"))
    return spliced(page, edits) if texts and marks else page
