"""What was read of a PDF against its paper: what the page shows only in part is not known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.model import TABLES, Cell, Filing, cells_of
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.pdf.document import OnPaper
from form4_grammar.rules import sources, traces

_CUT_TEXT = "the end of a line is cut off by the edge of the paper"
_TORN = "a word may be parted here, as others are on these pages; read as two"
_CUT_TABLE = "columns of the table are cut off by the edge of the paper"

Places = Mapping[str, tuple[int, int]]


def with_paper(
    filing: Filing, places: Places, page: PageText, sheets: OnPaper, columns: Sequence[Diagnostic]
) -> tuple[Filing, list[Diagnostic]]:
    """The filing without what the paper cuts off, and what is to be said of its pages.

    `places` are those of the page, `columns` what was found in the headings of its tables.
    """
    told = [*sheets.findings, *_cut_tables(page, sheets, columns), *_joined(filing, places, page, sheets)]
    told += _torn(filing, places, page, sheets)
    cut = sorted(at for place in sheets.cut if (found := page.find(place, place + 1)) for at in found[:1])
    return (_known(filing, "", _Cut(places, cut, page.text, told)) if cut else filing), told


def _joined(filing: Filing, places: Places, page: PageText, sheets: OnPaper) -> Iterator[Diagnostic]:
    """That words of answers, not only of the form's captions, were joined over the end of a line."""
    cells = ((cell.start, cell.end) for name in TABLES for row in getattr(filing, name) for _, cell in cells_of(row))
    spans = sorted({place for place in (*places.values(), *cells) if place[0] >= 0})
    found = []
    for place in sheets.joined:
        at = page.find(place, place + 1)
        index = bisect_left(spans, (at[0],)) - 1 if at else -1
        if at and index >= 0 and spans[index][0] < at[0] < spans[index][1]:
            found.append(at[0])
    if found:
        more = "" if len(found) == 1 else f", and {len(found) - 1} more like it"
        message = f"a wrapped line ends in a hyphen; joined with the next without a blank{more}"
        yield Diagnostic(traces.BROKEN_WORD, message, found[0] - 1, found[0], help=traces.BROKEN_WORD.fix)


def _torn(filing: Filing, places: Places, page: PageText, sheets: OnPaper) -> Iterator[Diagnostic]:
    """Where one word may be parted in a print that parts words, once for each value."""
    cells = {
        f"{name}[{index}].{key}": (cell.start, cell.end)
        for name in TABLES
        for index, row in enumerate(getattr(filing, name))
        for key, cell in cells_of(row)
        if cell.start >= 0
    }
    spans = {**places, **cells} if sheets.torn else {}
    told: set[str] = set()
    for place in sheets.torn:
        at = page.find(place, place + 1)
        around = [(end - start, path) for path, (start, end) in spans.items() if at and start < at[0] < end]
        if at and around and (path := min(around)[1]) not in told:
            told.add(path)
            yield Diagnostic(traces.TORN_WORD, _TORN, at[0], at[0] + 1, path, traces.TORN_WORD.fix)


class _Cut:
    """What is cut, and what has been said of it."""

    def __init__(self, places: Places, cut: Sequence[int], text: str, told: list[Diagnostic]) -> None:
        self.places, self.cut, self.text, self.told = places, cut, text, told

    def reaches(self, start: int, end: int) -> bool:
        """Whether a word at `start` to `end` may go on beyond what is seen."""
        index = bisect_left(self.cut, start)
        return index < len(self.cut) and self.cut[index] < end

    def tell(self, path: str, start: int, end: int) -> None:
        self.told.append(
            Diagnostic(sources.PAPER_EDGE, _CUT_TEXT, start, end, path, sources.PAPER_EDGE.fix, raw=self.text[start:end])
        )


def _known(value: Any, path: str, cut: _Cut) -> Any:
    """A value with None for all in it that reaches what is cut."""
    if isinstance(value, Cell):
        if value.start >= 0 and value.value is not None and cut.reaches(value.start, value.end):
            cut.tell(path, value.start, value.end)
            return replace(value, value=None, raw=cut.text[value.start : value.end])
        return value
    if isinstance(value, tuple):
        known = [_known(one, _path(path, one, index), cut) for index, one in enumerate(value)]
        return tuple(one for one in known if one is not None)
    place = cut.places.get(path)
    if place is not None and value is not None and cut.reaches(*place):
        cut.tell(path, *place)
        return None
    if is_dataclass(value) and not isinstance(value, type):
        prefix = f"{path}." if path else ""
        return replace(value, **{one.name: _known(getattr(value, one.name), prefix + one.name, cut) for one in fields(value)})
    return value


def _path(path: str, one: Any, index: int) -> str:
    return f"{path}[{one.number if path == 'footnotes' else index}]"


def _cut_tables(page: PageText, sheets: OnPaper, columns: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """One finding for each table with columns beyond what is seen; which one it is, what its heading lacks tells."""
    for start, end in sheets.cut_tables:
        lost = (one.path for one in columns if one.path in TABLES and start <= page.span(one.start, one.end)[0] < end)
        at = next((found[0] for place in range(start, end) if (found := page.find(place, place + 1))), 0)
        yield Diagnostic(sources.PAPER_EDGE, _CUT_TABLE, at, at + 1, next(lost, None), sources.PAPER_EDGE.fix)
