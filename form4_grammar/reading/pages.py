"""The page of a document: which of its layouts it is, with the form's own lines."""

from __future__ import annotations

from dataclasses import replace

from form4_grammar import forms, grammar
from form4_grammar.parser.document import Document, read
from form4_grammar.readers import Dialect, PageText
from form4_grammar.readers.page_text import Doubt
from form4_grammar.readers.pieced.looks import has_cells
from form4_grammar.regexes import regex

SEVERAL = 2
"""Lines that fit nowhere, from which on another way to read the text is tried."""

_SEVERAL_CAPTIONS = 3
"""Captions of items on a page that is taken for a form."""

_DASH_IN_ROW = regex(r"\t(?=[-–—_…☐nN(bB])(?i:[-–—]{1,2}|_{1,3}|…|☐|n/?a|n\.a\.|none|nil|null|nan|\(?blank\)?)[\t\n]")
"""What stands for nothing in a cell; most cells begin with none of its signs."""


def doubts_on_page(page: PageText) -> list[Doubt]:
    """What the reader could not tell, at its places on the page."""
    if not page.doubts:
        return []
    told = (doubt for doubt in page.doubts if isinstance(doubt, Doubt))
    places = ((doubt, page.find(doubt.start, doubt.end)) for doubt in told)
    return [doubt._replace(start=at[0], end=at[1]) for doubt, at in places if at is not None]


def read_page(lines: PageText, chosen: grammar.Grammar, dialect: Dialect) -> tuple[PageText, Document]:
    """The page text and what is read of it. A text has the form's lines, unless its items can only be read without them."""
    if grammar.may_be_of_2003(lines.text) and (older := grammar.of_2003(chosen)) is not None:
        found = _read_page_of_2003(lines, older, chosen)
        if isinstance(found, tuple):
            return found
        page, document = _read_page_of_today(lines, lines, chosen, dialect)
        return (replace(page, doubts=(*page.doubts, *found)) if found else page), document
    pieces = lines if has_cells(lines.text, chosen) else _of_pieces(lines, chosen)
    return _read_page_of_today(lines, pieces, chosen, dialect)


def _read_page_of_today(
    lines: PageText, pieces: PageText, chosen: grammar.Grammar, dialect: Dialect
) -> tuple[PageText, Document]:
    if dialect == "text" and lines.places is None and pieces is lines:
        document = read(lines.text, chosen)
        left_over, strange, misfits = _left_over(document), _strange_headings(document), _misfits(document)
        if not (any(left_over) or strange or misfits):  # as on nearly all pages
            return lines, document
        has_dashes = _DASH_IN_ROW.search(lines.text) is not None
        if left_over[0] < SEVERAL and not has_dashes and not strange:
            return lines, document
        page = recomposed(lines, chosen)
        again = read(page.text, chosen)
        is_better = (
            _left_over(again) < left_over
            or (has_dashes and _misfits(again) < misfits)
            or (_strange_headings(again) < strange and _signs(page.text) >= _signs(lines.text))
        )
        return (page, again) if is_better else (lines, document)
    page = recomposed(pieces, chosen)
    document = read(page.text, chosen)
    if any(table.heading is None for table in document.tables):
        return _of_records(lines, chosen) or (page, document)
    return page, document


def _of_records(lines: PageText, chosen: grammar.Grammar) -> tuple[PageText, Document] | None:
    """The page, where its tables are written as records; None where they are not."""
    from form4_grammar.readers.row_records import with_rows  # noqa: PLC0415 - few pages have such

    rows = with_rows(lines, chosen)
    if rows is None:
        return None
    page = recomposed(rows, chosen)
    return page, read(page.text, chosen)


def _read_page_of_2003(
    lines: PageText, older: grammar.Grammar, later: grammar.Grammar
) -> tuple[PageText, Document] | list[Doubt]:
    """The page as one of 2003 to 2009; where less departs from the later one, the doubts of tables that only this one has."""
    own = set(older.tables.values()).difference(later.tables.values())
    readings = []
    is_tabbed = False
    for chosen in (older, later):
        pieces = _of_pieces(lines, chosen)
        is_tabbed = is_tabbed or (pieces is lines and lines.places is None)
        page = recomposed(pieces, chosen)
        document = read(page.text, chosen)
        lines_elsewhere = len(document.page.missing) + len(document.page.moved)
        departures = (*_left_over(document), _misfits(document), lines_elsewhere, len(document.absent))
        readings.append((sum(departures), page, document))
        if not sum(departures):
            break
    best, page, document = min(readings, key=lambda reading: reading[0])
    if best != readings[0][0]:
        _, other, found = readings[0]
        unread = [(table.name, *other.span(row.line, row.line + 1)) for table in found.tables for row in table.rows[:1]]
        return [Doubt(*one) for one in unread if one[0] in own]
    if any(table.heading is None for table in document.tables) and (records := _of_records(lines, older)) is not None:
        return records
    return (page if is_tabbed else _with_boxes_doubted(page, document)), document


def _with_boxes_doubted(page: PageText, document: Document) -> PageText:
    """The page, with a doubt at each of its boxes where none has a mark: each is a field, which many programs leave out."""
    from form4_grammar.readers.printed_beginnings import printed_by_kind  # noqa: PLC0415 - as recompose, which most texts need not

    names = {name for kind, name in printed_by_kind(document.grammar).values() if kind == "box"}
    boxes = [(block, block.node) for block in document.blocks if block.rule in names]
    if any(node is None or node.find("CHECKED_BOX") or node.find("UNCHECKED_BOX") for _, node in boxes):
        return page
    places = ((box.rule, page.span(box.start, box.start + 1)[0]) for box, _ in boxes)
    return replace(page, doubts=(*page.doubts, *(Doubt(rule, start, start + 1) for rule, start in places)))


def _of_pieces(lines: PageText, chosen: grammar.Grammar) -> PageText:
    from form4_grammar.readers.pieced.pieces import of_pieces  # noqa: PLC0415 - few pages come in pieces

    return of_pieces(lines, chosen)


def recomposed(page: PageText, chosen: grammar.Grammar) -> PageText:
    """The page with the form's own lines."""
    from form4_grammar.readers.recompose import recompose  # noqa: PLC0415 - a text mostly has them

    return recompose(page, chosen)


def is_filing(document: Document) -> bool:
    """Whether something of the form stands on a page: an item, a table, the line below the signatures, or captions anywhere."""
    if any(item.rule for item in document.items) or any(table.heading for table in document.tables):
        return True
    strange = set(document.page.unexpected)
    own = {title for title in document.grammar.tables if title is not None} | {"SIGNATURE_OF_REPORTING_PERSON"}
    if any(line.type in own for line in document.page.lines if line not in strange):
        return True
    return forms.captions_in(document.source, document.grammar) >= _SEVERAL_CAPTIONS


def _left_over(document: Document) -> tuple[int, int]:
    """How many items and how many lines of a page could not be read."""
    return sum(item.node is None for item in document.items), len(document.page.unexpected)


def _strange_headings(document: Document) -> int:
    """How many tables of a page have no heading, or one with captions that are none of the form's."""
    return sum(table.heading is None or bool(table.heading.unknown) for table in document.tables)


def _signs(text: str) -> int:
    """How many characters of a text are no blanks: a heading that stands there twice would be lost."""
    return len("".join(text.split()))


def _misfits(document: Document) -> int:
    """How many rows of a page do not fit their columns."""
    return sum([not row.fits for table in document.tables for row in table.rows])
