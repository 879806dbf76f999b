"""Where things stand on a page: rows and their cells, items, answers, notes, signatures. By their looks, without the parser.

A tool that damages pages must not depend on what it tests, so these are plain patterns; on a page that they do not fit, they
find less. All places are offsets into the page, ends exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from form4_grammar.testing.damaging.looks import looks_of


class Span(NamedTuple):
    start: int
    end: int


class Cell(NamedTuple):
    """A cell: what is in it, and what it is with its markup or the separator behind it."""

    inner: Span
    outer: Span


class Row(NamedTuple):
    """A row of Table I (0) or II (1), or a line of its heading."""

    start: int
    end: int
    table: int
    is_heading: bool
    cells: tuple[Cell, ...]


_INNER_ROW = re.compile(r"<tr\b[^>]*>(?:(?!<tr\b|</tr|<table\b).)*</tr\s*>", re.DOTALL | re.IGNORECASE)
_HTML_CELL = re.compile(r"<(t[dh])\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_XML_ROW = re.compile(r"<(nonDerivative|derivative)(?:Transaction|Holding)>.*?</\1(?:Transaction|Holding)>", re.DOTALL)
_XML_CELL = re.compile(r"<(\w+)>\s*<value>([^<]*)</value>(?:(?!<value>).)*?</\1>|<(\w+)>([^<\s][^<]*)</\3>", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_UNDERLINED = re.compile(r"<u>([^<]+)</u>")
_HTML_ANSWER = re.compile(r"<(?:span|a)\b[^>]*>([^<]*\w[^<]*)</(?:span|a)>", re.IGNORECASE)
_XML_TEXT = re.compile(r"<(\w+)>([^<]*\S[^<]*)</\1>")
_NOTE_ROW = re.compile(r"(?:<[^>]*>|\s)*\(?\d+[.)]")
_XML_NOTE = re.compile(r"[ \t]*<footnote\b[^>]*>.*?</footnote>\n?", re.DOTALL)
_XML_OWNER = re.compile(r"[ \t]*<reportingOwner>.*?</reportingOwner>\n?", re.DOTALL)
_XML_SIGNATURE = re.compile(r"[ \t]*<ownerSignature>.*?</ownerSignature>\n?", re.DOTALL)


def lines(page: str) -> list[Span]:
    """The lines that are not blank, without their breaks."""
    return [Span(*match.span()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", page)]


def tags(page: str) -> list[Span]:
    return [Span(*match.span()) for match in _TAG.finditer(page)]


def rows(page: str, dialect: str) -> list[Row]:
    """The rows of both tables and the lines of their headings, in the order of the page."""
    if dialect == "xml":
        return [
            Row(*match.span(), int(match[1] == "derivative"), False, tuple(_xml_cells(page, *match.span())))
            for match in _XML_ROW.finditer(page)
        ]
    looks = looks_of(page)
    titles = [(match.start(), looks.table(match)) for match in looks.title.finditer(page)]
    if not titles:
        return []
    ending = looks.end_of_tables.search(page, titles[-1][0])
    end = ending.start() if ending else len(page)
    found = _html_rows(page, titles[0][0], end) if dialect == "html" else _text_rows(page, titles[0][0], end, dialect)
    starts = [start for start, _ in titles]
    return [row._replace(table=titles[bisect_right(starts, row.start) - 1][1]) for row in found]


def answer_rows(page: str, dialect: str) -> list[Row]:
    """The rows without those of the headings."""
    return [row for row in rows(page, dialect) if not row.is_heading]


def _text_rows(page: str, start: int, end: int, dialect: str) -> Iterator[Row]:
    for match in re.compile(r"[^\n]+").finditer(page, start, end):
        line = match[0]
        separator = "|" if dialect == "markdown" and "|" in line else "\t"
        if line.count(separator) < 2 or not line.strip(" \t|-:"):
            continue
        cells, at = [], match.start()
        for text in line.split(separator):
            inner = Span(at, at + len(text))
            cells.append(Cell(inner, Span(at, min(inner.end + 1, match.end()))))
            at = inner.end + 1
        yield Row(*match.span(), 0, looks_of(page).heading.match(line) is not None, tuple(cells))


def _html_rows(page: str, start: int, end: int) -> Iterator[Row]:
    for match in _INNER_ROW.finditer(page, start, end):
        cells = [
            Cell(Span(*cell.span(2)), Span(*cell.span())) for cell in _HTML_CELL.finditer(page, match.start(), match.end())
        ]
        if len(cells) > 2:
            text = re.sub(r"<[^>]*>", " ", match[0])
            is_heading = "<th" in match[0].lower() or looks_of(page).heading.match(text) is not None
            yield Row(*match.span(), 0, is_heading, tuple(cells))


def _xml_cells(page: str, start: int, end: int) -> Iterator[Cell]:
    for match in _XML_CELL.finditer(page, start, end):
        yield Cell(Span(*match.span(2 if match[1] else 4)), Span(*match.span()))


def titles(page: str, dialect: str) -> list[Span]:
    """The titles of the tables: their lines, or in HTML their rows."""
    found = []
    for match in looks_of(page).title.finditer(page):
        if dialect == "html":
            name = "p" if looks_of(page).titles else "tr"
            start = page.lower().rfind(f"<{name}", 0, match.start())
            end = page.lower().find(f"</{name}>", match.start())
            if 0 <= start < end:
                found.append(Span(start, end + len(f"</{name}>")))
        else:
            found.append(_line_around(page, match.start()))
    return found


def tables(page: str, dialect: str) -> list[Span]:
    """Tables I and II from their titles to what follows them; in XML their elements."""
    if dialect == "xml":
        pattern = re.compile(r"[ \t]*<((?:nonD|d)erivativeTable)>.*?</\1>\n?", re.DOTALL)
        return [Span(*match.span()) for match in pattern.finditer(page)]
    starts = [title.start for title in titles(page, dialect)]
    if not starts:
        return []
    ending = looks_of(page).end_of_tables.search(page, starts[-1])
    return [Span(*pair) for pair in zip(starts, [*starts[1:], ending.start() if ending else len(page)], strict=True)]


def items(page: str, dialect: str) -> list[Span]:
    """The items of the header, caption and answer: from one caption to the next, or in HTML their cells."""
    starts = [match.start() for match in looks_of(page).item.finditer(page)]
    if dialect == "html":
        return [cell for start in starts if (cell := _element_around(page, "td", start))]
    found = []
    for start in starts:
        stop = re.compile(r"[\t\n|]").search(page, start)
        found.append(Span(start, stop.start() if stop else len(page)))
    return found


def answers(page: str, dialect: str) -> list[Span]:
    """The answers of the header that stand by themselves, without markup."""
    if dialect == "xml":
        first = re.search(r"<(?:nonD|d)erivativeTable>|<footnotes>|<ownerSignature>", page)
        end = first.start() if first else len(page)
        return [Span(*match.span(2)) for match in _XML_TEXT.finditer(page, 0, end)]
    looks = looks_of(page)
    first = looks.title.search(page)
    end = first.start() if first else len(page)
    start = looks.item.search(page)
    pattern = _HTML_ANSWER if dialect == "html" and not looks.titles else _UNDERLINED
    found = [Span(*match.span(1)) for match in pattern.finditer(page, start.start() if start else 0, end)]
    return [span for span in found if not re.match(r"\s*(?:\(|\d\w?\.)", page[span.start : span.end])]


def notes(page: str, dialect: str) -> list[Span]:
    """The notes, each with its number and its line, row or element."""
    if dialect == "xml":
        return [Span(*match.span()) for match in _XML_NOTE.finditer(page)]
    looks = looks_of(page)
    heading = looks.notes.search(page)
    if heading is None:
        return []
    ending = looks.end_of_notes.search(page, heading.end())
    end = ending.start() if ending else len(page)
    if dialect == "html":
        found = [Span(*match.span()) for match in _INNER_ROW.finditer(page, heading.end(), end)]
        return [row for row in found if _NOTE_ROW.match(page, row.start)]
    pattern = re.compile(r"[^\n]*\S[^\n]*\n?")
    found = [Span(*match.span()) for match in pattern.finditer(page, heading.end(), end)]
    return [line for line in found if re.match(r"\s*(?:[-*•]\s|\(?\d+[.)])", page[line.start : line.end])]


def signatures(page: str, dialect: str) -> list[Span]:
    """The signatures, each with its line, row or element."""
    if dialect == "xml":
        return [Span(*match.span()) for match in _XML_SIGNATURE.finditer(page)]
    caption = looks_of(page).signature_caption.search(page)
    if caption is None:
        return []
    pattern = _INNER_ROW if dialect == "html" else re.compile(r"[^\n]*\S[^\n]*\n?")
    before = [Span(*match.span()) for match in pattern.finditer(page, max(0, caption.start() - 1000), caption.start())]
    return [one for one in before if re.search(r"\d\d?/\d\d?/\d{4}|/s/", page[one.start : one.end])][-1:]


def owners(page: str, dialect: str) -> list[Span]:
    """The blocks of the owners after the first; in XML of all, where there are several."""
    if dialect == "xml":
        found = [Span(*match.span()) for match in _XML_OWNER.finditer(page)]
        return found if len(found) > 1 else []
    later = [match.start() for match in looks_of(page).owner.finditer(page)][1:]
    if dialect == "html":
        return [cell for start in later if (cell := _element_around(page, "table", start))]
    return [_line_around(page, start) for start in later]


def ticks(page: str) -> list[Span]:
    """The marks of ticked boxes."""
    pattern = r"<input\b[^>]*\bchecked\b[^>]*>|☒|☑|\[[Xx]\]|(?<=>)X(?=<)|<(is\w+|\w+Section16|aff10b5One)>(?:1|true)</\1>"
    return [Span(*match.span()) for match in re.finditer(pattern, page)]


def references(page: str) -> list[Span]:
    """The references to notes, with the markup that is theirs."""
    pattern = r"<sup>\s*\(?\d+\)?\s*</sup>|[⁽]?[¹²³⁰⁴-⁹]+[⁾]?|<footnoteId\b[^>]*>|(?<=[\w.])\(\d{1,2}\)(?=[\s<])"
    return [Span(*match.span()) for match in re.finditer(pattern, page)]


def _line_around(page: str, at: int) -> Span:
    start = page.rfind("\n", 0, at) + 1
    end = page.find("\n", at)
    return Span(start, len(page) if end < 0 else end + 1)


def _element_around(page: str, name: str, at: int) -> Span | None:
    """The innermost element of a name that holds a place."""
    opened: list[int] = []
    for match in re.finditer(rf"<(/?){name}\b[^>]*>", page, re.IGNORECASE):
        if not match[1]:
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if start <= at < match.end():
                return Span(start, match.end())
    return None
