"""What is found of a document as a whole: what stands around the form, what a reader could not place, its encoding."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from form4_grammar import forms, grammar
from form4_grammar.diagnostics import Diagnostic, of_the_document
from form4_grammar.documents.source import Source
from form4_grammar.model import TABLES, Filing, cells_of
from form4_grammar.parser.document import Document
from form4_grammar.readers import PageText
from form4_grammar.readers.page_text import Shortened, Torn, Unplaced
from form4_grammar.reading.pages import SEVERAL
from form4_grammar.regexes import regex
from form4_grammar.rules import grid, layout, sources, traces
from form4_grammar.transform.tables import PATHS

_OWN_KEY = regex(r"\.\w+$")
_ROW_IN_COMMENT = regex(r"<!--\s*(?:<[tT][rR]\b|[^<>]{0,80}?\b(?:omitted|truncated|skipped|removed|more rows)\b)")
_LONGEST_SHOWN = 60
_OF_A_FORM = frozenset({"TITLE", "HEADER_LINE", "TABLE_I_TITLE", "TABLE_II_TITLE", "EXPLANATION_OF_RESPONSES"})


def of_the_whole(
    opened: Source, form: str | grammar.Grammar, chosen: grammar.Grammar, detected: forms.Detected, document: Document
) -> Iterator[Diagnostic]:
    """What is to be said of the document as a whole."""
    if form in grammar.FORMS and detected.form not in (None, form):
        yield of_the_document(
            sources.ANOTHER_FORM, f"the page calls itself a Form {detected.form}, and was read as a Form {form}"
        )
    if form == "auto" and not (detected.is_certain and document.items):
        why = "the items that tell the forms apart were not found" if detected.is_certain else "as much speaks for another form"
        message = f"read as a Form {chosen.form}, but {why}"
        yield replace(of_the_document(sources.UNCERTAIN_FORM, message), path="form_type")
    if opened.decoded_as:
        yield not_utf8(opened)


def around_the_form(told: Iterable[Diagnostic], document: Document) -> Iterator[Diagnostic]:
    """The diagnostics; of a text before or after the whole form, on a page that was saved, they are information."""
    strange = set(document.page.unexpected)
    torn = sorted(line.start for line in strange if line.type in _OF_A_FORM)
    # Menus of sites hold the words Form 4, too
    of_form = [line for line in document.page.lines if line not in strange and line.type != "FORM_HEADING"]
    first, last = (of_form[0], of_form[-1]) if of_form else (None, None)
    missing = document.page.missing
    is_cut_above = sum(one.at == (first.start if first else 0) and not one.truncated for one in missing) > SEVERAL
    is_cut_below = sum(one.truncated for one in missing) > SEVERAL
    for diagnostic in told:
        start, end = diagnostic.start, diagnostic.end
        is_below = last is not None and start >= last.start
        if (
            diagnostic.rule is not layout.UNEXPECTED
            or bisect_left(torn, start) < bisect_left(torn, end)  # a second form, or a torn piece of this one
            or (first is not None and last is not None and first.end <= start and end <= last.start)
            or (is_cut_below if is_below else is_cut_above)  # the form's own end, or beginning, is not there
        ):
            yield diagnostic
            continue
        message = diagnostic.message.replace("unexpected: ", "left out: ", 1)
        yield replace(diagnostic, rule=sources.AROUND_FORM, message=message, path=None, help=sources.AROUND_FORM.fix)


def by_the_reader(page: PageText) -> Iterator[Diagnostic]:
    """What bringing the document to a page met: one finding for each kind, at the first place."""
    for places, rule, message in (
        (
            page.joined,
            traces.BROKEN_WORD,
            "a wrapped line ends in a hyphen or within a number; joined with the next without a blank",
        ),
        (page.guessed, sources.GUESSED_LINES, "lines were joined because the next word would not have fitted on them"),
        (page.hidden, sources.HIDDEN_TEXT, "text that a browser does not show was left out"),
    ):
        if places:
            more = "" if len(places) == 1 else f", and {len(places) - 1} more like it"
            yield Diagnostic(rule, f"{message}{more}", places[0], places[0] + 1, help=rule.fix)


def left_unplaced(page: PageText, filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """What the reader left out because it could be of two cells, each at the row or item that it is beside.

    Where the lines of one row could be of another, those of all other rows were told by the same distances.
    """
    beside: set[str | None] = set()
    torn: set[str | None] = {None}  # captions are known, however they were cut
    for doubt in page.doubts:
        if isinstance(doubt, Torn) and (path := _path_at(doubt.start, filing, places)) not in torn:
            torn.add(path)
            message = "a line was cut here, and may have parted a word or two words"
            yield Diagnostic(traces.TORN_WORD, message, doubt.start, doubt.start + 1, path=path, help=traces.TORN_WORD.fix)
        if isinstance(doubt, Shortened):
            message = "the captions of this heading lack some of their words; told by the others, in the order of the form"
            path = PATHS.get(doubt.table)
            shortened = grid.SHORTENED_CAPTIONS
            yield Diagnostic(shortened, message, doubt.start, doubt.end, path=path, help=shortened.fix)
        if not isinstance(doubt, Unplaced):
            continue
        shown = _shortened(source[doubt.start : doubt.end], _LONGEST_SHOWN)
        path = _path_at(doubt.beside, filing, places)
        beside.add(path)
        message = f"could be of two cells, and was left out of both: {shown!r}"
        yield Diagnostic(sources.UNPLACED_TEXT, message, doubt.start, doubt.end, path=path, help=sources.UNPLACED_TEXT.fix)

    if any(path is not None and "_table[" in path for path in beside):
        for path, start, end in _on_several_lines(filing, source):
            if path not in beside:
                message = "which lines are of this row was told by distances, which leave it open elsewhere on the page"
                yield Diagnostic(sources.UNPLACED_TEXT, message, start, end, path=path, help=sources.UNPLACED_TEXT.fix)


def hidden_rows(page: PageText, filing: Filing, source: str) -> Iterator[Diagnostic]:
    """Rows that a browser does not show, or that stand in a comment: at the nearest table, and at those without rows."""
    found = (
        (cell.start, table)
        for table in TABLES
        for row in getattr(filing, table)
        for _, cell in cells_of(row)
        if cell.start >= 0
    )
    rows = _hidden(page, source)
    cells = list(found) if rows else []
    of_none = [table for table in TABLES if not getattr(filing, table)]
    for place in rows:
        nearest = [min(cells, key=lambda one: abs(one[0] - place))[1]] if cells else []
        for table in (*nearest, *of_none):
            yield _hidden_row(place, table)


def hidden_own_rows(page: PageText, fields: Mapping[str, Any], source: str) -> Iterator[Diagnostic]:
    """The same of a form of one's own: at each of its tables."""
    for place in _hidden(page, source):
        for name, field in fields.items():
            if isinstance(field, tuple) and name != "footnotes":
                yield _hidden_row(place, name)


def _hidden(page: PageText, source: str) -> list[int]:
    """Where rows of HTML begin that a browser does not show, or that stand in a comment."""
    rows = [place for place in page.hidden if source.startswith(("<tr", "<TR"), place)]
    return rows + [match.start() for match in _ROW_IN_COMMENT.finditer(source)] if "<!--" in source else rows


def _hidden_row(place: int, table: str) -> Diagnostic:
    message = "a row of this table may be hidden, and was left out"
    return Diagnostic(layout.BESIDE_A_GAP, message, place, place + 1, path=table, help=layout.BESIDE_A_GAP.fix)


def _on_several_lines(filing: Filing, source: str) -> Iterator[tuple[str, int, int]]:
    """The rows with a text that goes over several lines, and where it stands."""
    for table in TABLES:
        for index, row in enumerate(getattr(filing, table)):
            several = [cell for _, cell in cells_of(row) if "\n" in source[max(cell.start, 0) : max(cell.end, 0)]]
            if several:
                yield f"{table}[{index}]", several[0].start, several[0].end


def _path_at(at: int, filing: Filing, places: Mapping[str, tuple[int, int]]) -> str | None:
    """The row that has a cell at a place of the document, or the item that has a field there."""
    for table in TABLES:
        for index, row in enumerate(getattr(filing, table)):
            if any(0 <= cell.start <= at < cell.end for _, cell in cells_of(row)):
                return f"{table}[{index}]"
    found = next((path for path, (start, end) in places.items() if start <= at < end), None)
    return _OWN_KEY.sub("", found) if found else None


def _shortened(text: str, most: int) -> str:
    from textwrap import shorten  # noqa: PLC0415 - few pages have such findings

    return shorten(text, most, placeholder=" …")


def not_utf8(opened: Source) -> Diagnostic:
    return of_the_document(sources.NOT_UTF8, f"not UTF-8; read as {opened.decoded_as}")


def told_by(diagnostic: Diagnostic, detected: forms.Detected) -> Diagnostic:
    """The diagnostic; where it stands on a mark of another form, it says what the form was told by instead."""
    if not any(mark.start <= diagnostic.start < mark.end for mark in detected.against):
        return diagnostic
    marks = sorted((mark for mark in detected.marks if detected.form in mark.forms), key=lambda mark: len(mark.forms))
    shown = " and ".join(repr(_shortened(mark.text, 50)) for mark in marks[:2])
    message = f"{diagnostic.message}; read as Form {detected.form} by {shown}"
    return replace(diagnostic, message=message, path=diagnostic.path or "form_type")
