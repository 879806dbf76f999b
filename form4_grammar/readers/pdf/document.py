"""A PDF to the filings in it, each as the lines and cells of its pages."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from form4_grammar import forms, grammar
from form4_grammar.diagnostics import Diagnostic, of_the_document
from form4_grammar.documents.source import Paper
from form4_grammar.readers.columned.plain import read_sheet
from form4_grammar.readers.columned.positions import Sheet
from form4_grammar.readers.page_text import Link, PageText
from form4_grammar.readers.pdf import flow, over_pages
from form4_grammar.readers.pdf.edges import single, whole_words
from form4_grammar.readers.pdf.flow import Text, elements, furniture
from form4_grammar.readers.pdf.page import Box, Page, Word
from form4_grammar.readers.pdf.process import Refused, pages
from form4_grammar.readers.pdf.tables import Table
from form4_grammar.readers.pdf.unruled import drawn
from form4_grammar.readers.pdf.writing import Writer
from form4_grammar.rules import layout, sources

_FEWEST_SIDES = 3
_IN_LISTS = ("reporting_owners", "non_derivative_table", "derivative_table", "footnotes", "remarks", "signatures")
"""The parts of a filing that may go on from page to page."""

_STRANGE = 0.1
"""The share of words with signs that nobody writes from which on a font's letters are not told."""

MOST_WORDS = 400_000
"""The words of one filing beyond which it is none."""


class OnPaper(NamedTuple):
    """A filing as lines and cells, with the place on paper of each character, and what reading the pages met.

    ``text`` is what the lines are made of: their own text where tables are ruled, else the words line by line.
    ``torn`` are places of the lines where one word may be parted, ``cut`` where one may go on beyond what is seen, and
    ``cut_tables`` the tables with columns there.
    """

    text: str
    lines: PageText
    paper: Paper
    findings: tuple[Diagnostic, ...]
    joined: tuple[int, ...]
    torn: tuple[int, ...]
    cut: tuple[int, ...]
    cut_tables: tuple[tuple[int, int], ...]


class _Sheets:
    """The pages of one filing so far."""

    def __init__(self, before: Sequence[Page] = ()) -> None:
        self.before = before  # pages before the form, as a letter that it came with
        self.elements: list[Text | Table] = []
        self.pages: list[Page] = []
        self.numbers: list[flow.Number | None] = []  # that the pages say they have
        self.head: flow.Row | None = None  # the highest line of the first page: no note begins there, which others may be like
        self.words = self.strange = 0

    def add(self, page: Page, found: Sequence[Text | Table], number: flow.Number | None) -> None:
        """Adds a page. What stands at its top may go on with what the page before ends with."""
        head = flow.head_of(page)
        rest = flow.without_head(found, head) if head == self.head else list(found)
        self.head = self.head or head
        if self.elements and rest:
            last, first = self.elements[-1], rest[0]
            if isinstance(last, Text) and isinstance(first, Text):
                self.elements[-1], after = flow.joined(last, first)
                rest = [after, *rest[1:]] if after.rows else rest[1:]
            elif isinstance(last, Table) and isinstance(first, Table) and (whole := over_pages.joined(last, first)) is not None:
                self.elements[-1] = whole
                rest = rest[1:]
        self.elements += rest
        self.words += len(page.words)
        self.strange += sum(not word.text.isprintable() or "\ufffd" in word.text for word in page.words)
        self.numbers.append(number)
        # What is drawn is in the elements by now
        self.pages.append(page._replace(rules=(), frames=()))


def read_pdf(data: bytes) -> Iterator[OnPaper | Refused]:
    """The filings of a PDF, one after the other; what cannot be read ends them with the reason."""
    sheets = _Sheets()
    number, is_begun = 0, False
    for page in whole_words(single(pages(data))):
        if isinstance(page, Refused):
            yield page
            return
        found, printed = elements(page, _is_furniture())
        begins = _begins(found)
        if sheets.elements and begins:
            before: list[Page] = []
            if not number and not is_begun and _is_no_form(sheets):
                before = sheets.pages
            else:
                yield _filing_or_reason(sheets)
                number += 1
            sheets = _Sheets(before)
        is_begun = is_begun or begins
        sheets.add(page, found, printed)
        if sheets.words > MOST_WORDS:
            yield Refused(f"a PDF with more than {MOST_WORDS:,} words in one filing, and no ownership form has as many")
            return
    if sheets.elements or not number:
        yield _filing_or_reason(sheets)


def _is_no_form(sheets: _Sheets) -> bool:
    """Whether pages have neither tables nor the captions of a form."""
    return not _is_ruled(sheets) and read_sheet(*_text_of(sheets)) is None


def _is_ruled(sheets: _Sheets) -> bool:
    return any(isinstance(one, Table) and len(one.xs) > _FEWEST_SIDES for one in sheets.elements)


def _text_of(sheets: _Sheets) -> tuple[Sheet, str]:
    found = drawn(sheets.pages)
    return found.sheet, found.text


def _filing_or_reason(sheets: _Sheets) -> OnPaper | Refused:
    """The filing of these pages, or why there is none."""
    if not sheets.elements:
        return Refused(_no_text(sheets.pages))
    if sheets.strange > _STRANGE * sheets.words:
        return Refused("a PDF whose letters are not told (no ToUnicode): print it anew, or have its text recognised (OCR)")
    return _filing(sheets)


def _no_text(sheets: Sequence[Page]) -> str:
    if any(page.has_picture for page in sheets):
        return "a PDF that is pictures without text, as scans are: have its text recognised (OCR) first"
    return "a PDF without any text in it: have its text recognised (OCR) first, or print the page to PDF anew"


@lru_cache(maxsize=1)
def _is_furniture() -> Callable[[str], bool]:
    return furniture(grammar.load("4").terminals["PAGE_FURNITURE"].pattern)


def _begins(found: Sequence[Text | Table]) -> bool:
    """Whether a page is the first of a filing, by what stands at its top."""
    first = found[0] if found else None
    if not isinstance(first, Text):
        return False
    return forms.is_top(
        " ".join(run.word.text for segment in block.segments for run in segment.runs) for row in first.rows for block in row
    )


def _filing(sheets: _Sheets) -> OnPaper:
    is_ruled = _is_ruled(sheets)
    findings = (*_findings(sheets.pages, is_ruled=is_ruled), *_missing(sheets.numbers))
    if sheets.before:
        left_out = of_the_document(sources.AROUND_FORM, f"{_numbered(sheets.before)} before the form left out")
        findings = (left_out, *findings)
    if not is_ruled and (found := _unruled(sheets, findings)) is not None:
        return found
    writer = Writer({word.text for page in sheets.pages for word in page.words})
    for one in sheets.elements:
        writer.element(one)
    written = writer.written()
    lines = PageText(written.text, links=tuple(_links(written.words, written.of, sheets.pages)))
    paper = Paper(written.of, _boxes(written.words, sheets.pages))
    return OnPaper(written.text, lines, paper, findings, written.joined, written.torn, written.cut, written.cut_tables)


def _unruled(sheets: _Sheets, findings: tuple[Diagnostic, ...]) -> OnPaper | None:
    """A filing without ruling lines by the places of its words; None where its captions do not stand in columns."""
    text, sheet, of, words, joined = drawn(sheets.pages)
    lines = read_sheet(sheet, text)
    if lines is None:
        return None
    lines = replace(lines, links=tuple(_links(words, of, sheets.pages)))
    cut = tuple(
        at for at, number in enumerate(of) if number >= 0 and words[number].is_cut and (at == 0 or of[at - 1] != number)
    )
    return OnPaper(text, lines, Paper(of, _boxes(words, sheets.pages)), findings, (*joined, *lines.joined), (), cut, ())


def _boxes(words: Sequence[Word], sheets: Sequence[Page]) -> tuple[tuple[int, Box], ...]:
    """The page of each word, counted from 1, and its box there."""
    by_number = {page.number: page for page in sheets}
    return tuple(
        (by_number[word.page].sheet + 1, _as_seen(by_number[word.page], (word.left, word.top, word.right, word.bottom)))
        for word in words
    )


def _as_seen(page: Page, box: Box) -> Box:
    """A box on the page as it is shown, which may be turned less than its text."""
    left, top, right, bottom = box
    match page.sideways:
        case 0:
            turned = box
        case 1:
            turned = top, page.width - right, bottom, page.width - left
        case 2:
            turned = page.width - right, page.height - bottom, page.width - left, page.height - top
        case _:
            turned = page.height - bottom, left, page.height - top, right
    a, b, c, d = (round(side, 1) for side in turned)
    return a, b, c, d


def _links(words: Sequence[Word], of: array[int], sheets: Sequence[Page]) -> Iterator[Link]:
    """The links, each at the words that it lies over."""
    where = {(page.number, box): address for page in sheets for box, address in page.links}
    if not where:
        return
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    for at, number in enumerate(of):
        if number >= 0:
            begins.setdefault(number, at)
            ends[number] = at + 1
    for (sheet, (left, top, right, bottom)), address in where.items():
        under = [
            number
            for number, word in enumerate(words)
            if word.page == sheet and left <= (word.left + word.right) / 2 <= right and top <= word.level <= bottom
        ]
        if under:
            start, end = min(begins[one] for one in under), max(ends[one] for one in under)
            yield Link(address, start, end, start, end)


def _findings(sheets: Sequence[Page], *, is_ruled: bool) -> Iterator[Diagnostic]:
    if scanned := [page for page in sheets if page.is_scanned]:
        yield of_the_document(sources.RECOGNISED_TEXT, f"the text of {_numbered(scanned)} was recognised from a picture")
    if hidden := [page for page in sheets if page.hidden]:
        message = f"text that is not seen on {_numbered(hidden)}, or not upright, was left out"
        yield of_the_document(sources.HIDDEN_TEXT, message)
    if filled := [page for page in sheets if page.fields]:
        number = sum(page.fields for page in filled)
        message = (
            f"{number} field{'' if number == 1 else 's'} or comments over {_numbered(filled)} say something that is not read"
        )
        yield of_the_document(sources.FIELDS, message)
    if not scanned and not is_ruled:
        yield of_the_document(
            sources.NO_RULES,
            "no ruling lines were found around the cells of tables; what stands where was told by places alone",
        )


def _missing(numbers: Sequence[flow.Number | None]) -> Iterator[Diagnostic]:
    """The pages that are not there by the numbers of those before and after them: of each list something may be lost."""
    for before, after in pairwise(numbers):
        if before is not None and after is not None and before.of == after.of and after.number != before.number + 1:
            message = (
                f"after page {before.number} of {before.of} comes page {after.number}: what stood between is lost or elsewhere"
            )
            for part in _IN_LISTS:
                yield replace(of_the_document(layout.CUT_OFF, message), path=part)


def _numbered(sheets: Sequence[Page]) -> str:
    numbers = ", ".join(str(page.sheet + 1) for page in sheets[:5])
    return f"page{'' if len(sheets) == 1 else 's'} {numbers}{' and more' if len(sheets) > 5 else ''}"
