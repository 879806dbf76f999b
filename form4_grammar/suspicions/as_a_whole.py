"""What a program did to all of a page alike: days before months, notes put into the cells, letters of one case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.model import TABLES, Filing, cells_of
from form4_grammar.parser.document import Document
from form4_grammar.regexes import regex
from form4_grammar.rules import dates, layout, traces
from form4_grammar.suspicions.glued import words_of
from form4_grammar.suspicions.texts import texts_of_rows
from form4_grammar.transform.findings import Findings, cut_short, place_of

_DAY_FIRST = regex(r"(?<![\d/.-])(?:1[3-9]|2\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1\d{2,4}(?!\d)")
_EITHER = regex(r"(?<![\d/.-])(0?[1-9]|1[0-2])([/.-])(?!0?\1\2)(?:0?[1-9]|1[0-2])\2\d{2,4}(?!\d)")
_MARKUP = regex(r"<[^<>]*>|&\w+;")
_ITEMS = ("period_of_report", "date_of_original_submission")
_MONTHS = 12
_SOON = timedelta(days=10)
"""In which a form is signed: Form 4 two business days after the transaction, Form 3 ten days after the event."""

_LONGEST_CELL, _LONGEST_TITLE = 20, 120


def report_as_a_whole(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports each date, or the notes, where something on the page shows that it was done to all."""
    if any(one.rule is dates.NO_SUCH_DATE for one in findings.diagnostics):
        _report_days_first(document, filing, findings)
    else:
        _report_turned(filing, findings)
    if not filing.footnotes and "footnotes" not in findings.unread:
        _report_notes_in_cells(document, filing, findings)


def _report_days_first(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports the dates that can be read with either number first, where one can be read with its day first only."""
    shown = (document.text[one.start : one.end] for one in findings.diagnostics if one.rule is dates.NO_SUCH_DATE)
    first = next(filter(None, map(_DAY_FIRST.search, shown)), None)
    if first is None:
        return
    told = {one.path for one in findings.diagnostics}
    for path, (start, end), _ in _dates(filing, findings):
        if path not in told and _EITHER.search(document.text, start, end) is not None:
            message = f"another date, {first[0]!r}, has its day first: this may have, too"
            findings.report(traces.DAY_FIRST, message, (start, end), path)


def _report_turned(filing: Filing, findings: Findings) -> None:
    """Reports all dates where each can be read with its day first, and only so the form was signed in time."""
    period, signed = filing.period_of_report, filing.signatures[0].date if filing.signatures else None
    if period is None or signed is None or period <= signed <= period + _SOON:
        return
    one, two = _turned(period), _turned(signed)
    if one is None or two is None or not one <= two <= one + _SOON:
        return
    found = list(_dates(filing, findings))
    if all(_turned(day) is not None for _, _, day in found):
        message = f"it may have its day first, as all dates may here: by {one:%m/%d/%Y} the form was signed in time"
        for path, place, day in found:
            if day != _turned(day):
                findings.report(traces.DAY_FIRST, message, place, path)


def _turned(day: date) -> date | None:
    """The day that a date is with its month and its day in each other's place; None where there is no such one."""
    return day.replace(month=day.day, day=day.month) if day.day <= _MONTHS else None


def _dates(filing: Filing, findings: Findings) -> Iterator[tuple[str, tuple[int, int], date]]:
    """The dates of a filing by their paths, where they stand, and the days."""
    items = [(path, getattr(filing, path)) for path in _ITEMS]
    items += [(f"signatures[{index}].date", one.date) for index, one in enumerate(filing.signatures)]
    for path, day in items:
        if path in findings.places and day is not None:
            yield path, findings.places[path], day
    for table in TABLES:
        for index, row in enumerate(getattr(filing, table)):
            for name, cell in cells_of(row):
                if name.endswith("_date") and cell.value is not None and cell.start >= 0:
                    yield f"{table}[{index}].{name}", (cell.start, cell.end), cell.value


def _report_notes_in_cells(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports that notes may be lost, where there are none and a cell ends in a long text in brackets."""
    cells = [(one.start, one.end) for one in findings.diagnostics if one.path and "_table[" in one.path and "]." in one.path]
    texts = [text for text in texts_of_rows(filing) if text and len(text) > _LONGEST_TITLE and text[-1] == ")"]
    for start, end in cells if not texts else ():
        if end - start > _LONGEST_CELL and "(" in document.text[start:end]:
            texts = [document.text[start:end]]
    if texts:
        message = f"a cell holds what may be a note of the filing: {cut_short(texts[0])!r}"
        at = max(document.text.find(texts[0]), 0)
        findings.report(layout.BESIDE_A_GAP, message, (at, at + len(texts[0])), "footnotes")


def in_one_case(filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """A finding for each part of a filing that has texts, where a document has letters of one case only."""
    shown = " ".join(text for _, text in words_of(filing))
    if not (shown.isupper() or shown.islower()):
        return
    letters = letters_of(source)
    texts = {path.partition(".")[0].partition("[")[0]: path for path, _ in words_of(filing)} if letters else {}
    for part, path in texts.items():
        yield one_case(letters, part, place_of(path, filing, places))


def letters_of(source: str) -> str:
    """What the letters of a document are where all are of one case, those of its markup left out; else empty."""
    plain = _MARKUP.sub("", source)
    return "capitals" if plain.isupper() else "small letters" if plain.islower() else ""


def one_case(letters: str, part: str, place: tuple[int, int]) -> Diagnostic:
    """The finding for a part of a document whose letters are of one case."""
    message = f"all letters of the page are {letters}, those of the form, too"
    return Diagnostic(traces.IN_ONE_CASE, message, *place, part, traces.IN_ONE_CASE.fix)
