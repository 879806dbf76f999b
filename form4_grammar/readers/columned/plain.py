"""A text whose columns are aligned by blanks, or drawn with signs, to the lines and cells of a page.

What the form prints is followed down its columns first (`threads`). It tells where the page has its items, tables and notes;
what is left stands under or beside a printed text, and is what was filled in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from form4_grammar import grammar as forms
from form4_grammar.forms import typed
from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.readers.columned.cut_cells import made_whole
from form4_grammar.readers.columned.frames import without_frames
from form4_grammar.readers.columned.lined_rows import lined_rows
from form4_grammar.readers.columned.looks import is_underlined
from form4_grammar.readers.columned.plain_headings import Printed, read_heading, unnumbered, write_heading
from form4_grammar.readers.columned.plain_items import write_items
from form4_grammar.readers.columned.plain_lines import Cell, Lines, is_broken
from form4_grammar.readers.columned.plain_links import without_links
from form4_grammar.readers.columned.plain_notes import above_the_first, hanging_notes
from form4_grammar.readers.columned.plain_signatures import signatures
from form4_grammar.readers.columned.plain_tables import read_rows
from form4_grammar.readers.columned.positions import Sheet, Word, chunks, sheet
from form4_grammar.readers.columned.tab_stops import with_tabs
from form4_grammar.readers.columned.threads import Free, Thread, find_threads, letters, take
from form4_grammar.readers.columned.underlined import underlined_sheet
from form4_grammar.readers.page_text import PageText, Torn

_FEW_CAPTIONS = 4
_BREAK = "LINE_BREAK"
_NOTES, _STARRED = "EXPLANATION_OF_RESPONSES", ("INSTRUCTION_FOR_GROUPS", "INTENTIONAL_MISSTATEMENTS", "NO_SECURITIES_OWNED")
_BELOW = ("PRINT_OR_TYPE_RESPONSES",)
_HEADS = ("SECURITIES_AND_EXCHANGE_COMMISSION", "WASHINGTON", "TITLE")


def read_plain(text: str) -> PageText:
    """The lines and cells of a text; the text itself where the captions are not found in columns, or its filer typed it."""
    if typed(text) is not None:
        return PageText(text)
    if (tabbed := with_tabs(text)) is not None:
        return tabbed
    bare = without_frames(text)
    whole, torn = (underlined_sheet(text), ()) if is_underlined(text) else made_whole(sheet(bare), bare)
    page, links = without_links(whole, text)
    found = read_sheet(page, text)
    return PageText(text) if found is None else replace(found, links=tuple(links), doubts=(*found.doubts, *map(Torn, torn)))


def read_sheet(page: Sheet, text: str) -> PageText | None:
    """The lines and cells of the words of a text, each at its place; None where its captions are not found in columns."""
    form = _form(find_threads(_free(page)))
    free = _free(page)
    grammar = forms.load(form)
    older = forms.of_2003(grammar) if forms.may_be_of_2003(text) else None
    threads = find_threads(free, (form,), is_of_2003=older is not None)
    if sum(thread.known.kind in ("item", "column") for thread in threads) < _FEW_CAPTIONS:
        return None
    return _Page(page, free, threads, older or grammar).read()


def _free(page: Sheet) -> Free:
    return {number: list(words) for number, words in enumerate(page.lines) if words}


def _form(threads: Sequence[Thread]) -> str:
    """The form that has the most of the printed texts that were found."""
    votes: Counter[str] = Counter()
    for thread in threads:
        for form in thread.known.forms:
            votes[form] += len(thread.known.letters)
    return min(votes, key=lambda form: (-votes[form], form)) if votes else forms.FORMS[0]


class _Due(NamedTuple):
    """A line that is to be written: after those of columns before, of lines before, of places before."""

    column: int
    line: int
    x0: int
    cells: list[Cell]
    is_parted: bool


def _beside_each_other(threads: Sequence[Thread]) -> dict[int, int]:
    """The number of the column, from 1, in which each text stands, by its `id`."""
    found: dict[int, int] = {}
    column, right = 0, -1
    for thread in sorted(threads, key=lambda one: one.x0):
        if thread.x0 >= right:
            column += 1
        right = max(right, thread.x1)
        found[id(thread)] = column
    return found


def _hints_first(threads: Sequence[Thread], grammar: Grammar) -> list[Thread]:
    """Texts in their order; words in brackets that stand left of a table's title, and lower, are of the item before it."""
    found: list[Thread] = []
    for thread in threads:
        title = found[-1] if thread.known.is_hints and found else thread
        is_beside = title.known.name in grammar.tables and thread.x1 <= title.x0
        found.insert(len(found) - is_beside, thread)
    return found


def _right(printed: Printed, line: int) -> int:
    """Where the last caption of a heading ends on a line."""
    captions = (*printed.above.values(), *printed.below.values())
    return max((word.x1 for caption in captions for word in caption.words if word.line == line), default=0)


def _is_strange(word: Word, captions: Sequence[Thread]) -> bool:
    """Whether a word with letters stands under or over no caption of a heading, and not right of them all."""
    if not letters(word.text) or word.x0 >= max(caption.x1 for caption in captions):
        return False
    return not any(caption.x0 - 1 <= word.x1 and word.x0 <= caption.x1 + 1 for caption in captions)


class _Page:
    """The page in the making, section by section."""

    def __init__(self, page: Sheet, free: Free, threads: Sequence[Thread], grammar: Grammar) -> None:
        self.sheet, self.free, self.grammar = page, free, grammar
        self.threads = _hints_first(sorted(threads, key=lambda one: (one.first, one.x0)), grammar)
        self.lines = Lines()
        self.date = re.compile(grammar.terminals["DATE"].pattern)
        self.box = re.compile(grammar.box)
        self.is_furniture = re.compile(grammar.furniture)

    def read(self) -> PageText:
        """The page."""
        for number, words in self.free.items():
            if self.is_furniture.fullmatch(" ".join(word.text for word in words)) and len(words) == len(
                self.sheet.lines[number]
            ):
                words.clear()
        for section in self._sections():
            self._section(*section)
        return self.lines.page()

    def _sections(self) -> Iterator[tuple[str, str, list[Thread], int, int]]:
        """The parts of the page: what each is, the table, its printed texts, its first line and the line after it."""
        end = len(self.sheet.lines)
        kind, table, first = "text", "", 0
        threads: list[Thread] = []
        for thread in self.threads:
            if thread.known.kind == "item":
                is_new, new, new_table = kind != "items", "items", ""
            elif thread.known.name in self.grammar.tables and thread.known.kind == "line":
                new, new_table = "table", self.grammar.tables[thread.known.name]
                is_new = (kind, table) != (new, new_table)
            elif thread.known.kind == "column" and kind == "table":
                is_new, new, new_table = False, kind, table
            elif thread.known.kind in ("line", "box"):
                is_new, new, new_table = kind != "text", "text", ""
            else:
                continue
            if is_new:
                yield kind, table, threads, first, thread.first
                kind, table, threads, first = new, new_table, [], thread.first
            threads.append(thread)
        yield kind, table, threads, first, end

    def _section(self, kind: str, table: str, threads: list[Thread], first: int, end: int) -> None:
        if kind == "items":
            write_items(self.lines, self.sheet, self.free, threads, first, end, self.grammar)
        elif kind == "table":
            self._table(table, threads, first, end)
        else:
            self._text(threads, first, end)

    def _rows_in_heading(self, table: str, printed: Printed, top: int) -> None:
        """Adds, in doubt, what stands between the lines of a heading in several columns, or in one that no caption has."""
        captions = [*printed.above.values(), *printed.below.values()]
        first = min(caption.first for caption in captions)
        for number in range(first, top if not printed.is_flowing else first):
            words = self.free.get(number, [])
            if sum(word.is_apart for word in words) >= _FEW_CAPTIONS:
                self.lines.line([words])
                self.lines.doubt_part(table, words)
            elif strange := [word for word in words if _is_strange(word, captions)]:
                self.lines.doubt_part(table, strange)

    def _table(self, table: str, threads: Sequence[Thread], first: int, end: int) -> None:
        titles = [thread for thread in threads if thread.known.kind == "line"]
        self.lines.line([titles[0]], is_parted=True)
        edges = [*(title.first for title in titles), end]
        parts: list[tuple[Printed, int, int]] = []
        for begin, stop in pairwise(edges):
            captions = [thread for thread in threads if thread.known.kind == "column" and begin <= thread.first < stop]
            captions = captions or unnumbered(self.free, begin, stop, self.grammar, table)
            printed = read_heading(self.free, captions, stop, self.grammar, table)
            if printed is not None:
                parts.append((printed, printed.last + 1, stop))
        if not parts:
            self._left(first, end)
            return
        write_heading(self.lines, parts[0][0], self.grammar, table)
        if _BREAK in self.grammar.reached(f"{table}_row{LAYOUT}"):
            self._lined(table, *parts[0])
            return
        for printed, top, _ in parts:
            self._rows_in_heading(table, printed, top)
            words = self.free.get(top - 1, []) if printed.is_flowing else []
            behind = [word for word in words if word.x0 >= _right(printed, top - 1)]
            if behind:  # rows go on in the lines of others, too
                self.lines.line([behind])
                self.lines.doubt_part(table, behind)
        for row in read_rows(
            self.sheet, self.free, [part for part in parts if part[0].columns == parts[0][0].columns], self.grammar, table
        ):
            if any(row.cells) or not row.doubtful:
                self.lines.line(row.cells)
                if row.is_several:
                    self.lines.doubt_part(table, [word for cell in row.cells for word in cell])
                self.lines.doubt(row.doubtful, next((cell for cell in reversed(row.cells) if cell), ()))
            else:  # nothing of it can be told
                self.lines.line([row.doubtful])
                self.lines.doubt_part(table, row.doubtful)

    def _lined(self, table: str, printed: Printed, first: int, end: int) -> None:
        """Adds the rows of a table whose first cell has lines that mean something."""
        width = max((word.x1 for line in self.sheet.lines for word in line[-1:]), default=0)
        for number, row in enumerate(lined_rows(self.free, printed, first, end, width)):
            self.lines.lined(row.lines, row.cells)
            self.lines.doubt(row.doubtful, row.lines[0] if row.lines else ())
            if row.doubtful and row.lines:
                self.lines.doubt_part(f"{table}[{number}].relationship", row.lines[-1])
            if row.is_wrapped and number:
                self.lines.doubt_part(f"{table}[{number}]", [word for line in row.lines for word in line])

    def _left(self, first: int, end: int) -> None:
        """Adds lines of which no table can be made, each as a row that has no cells."""
        for line in range(first, end):
            if words := self.free.get(line):
                self.lines.line([words])

    def _text(self, threads: Sequence[Thread], first: int, end: int) -> None:
        """Texts beside each other, or wrapped ones below each other: above the items the first, below the tables the second."""
        is_top = not len(self.lines.pieces)
        signed = next((thread for thread in threads if thread.known.name == "SIGNATURE_OF_REPORTING_PERSON"), None)
        due: list[_Due] = []
        beside = [one for one in threads if one.known.kind != "box" and one.known.name not in _BELOW] if is_top else []
        columns = _beside_each_other(beside)
        # On the page of 2003 to 2009, the boxes stand below the name of the form, left of all else
        heads = [one for one in threads if one.known.name in _HEADS and is_top and self.grammar.is_of_2003]
        above = min(heads, key=lambda one: (columns[id(one)], one.first), default=None)
        marks = {id(thread): self._mark(thread, first, end) for thread in threads if thread.known.kind == "box"}
        for thread in threads:
            cells: list[Cell] = [thread]
            column = columns.get(id(thread), len(columns) + 1 if is_top else 0)
            if thread.known.kind == "box":
                mark = marks[id(thread)]
                cells = [[mark], thread] if mark else cells
            place = column, thread.first, thread.x0
            if above is not None and thread.known.kind == "box":
                place = columns[id(above)], above.first, thread.first - len(self.sheet.lines)
            due.append(_Due(*place, cells, is_parted=True))
        due += self._signed(signed, first) if signed is not None else []
        last: list[Word] = []
        hanging = None if is_top else hanging_notes(self.free, first, end)
        if hanging is None and not is_top:
            self._report_astray(threads, end)
        if hanging is not None:
            due += [_Due(0, note[0].line, note[0].x0, [note], is_parted=False) for note in hanging.notes]
            if not hanging.is_sure:
                self.lines.doubt_part("footnotes", [word for note in hanging.notes for word in note])
            for line in hanging.lines:
                self.free[line] = []
        for line in range(first, end):
            words = self.free.get(line, [])
            is_parted = not any(self.sheet.lines[max(line - 1, 0) : line]) or line in (self.sheet.parted or ())
            if words and last and not is_top and words[0].line == last[-1].line + 1 and is_broken(last[-1], words[0]):
                last += words
            elif words:
                last = words = list(words)
                groups = list(chunks(words)) if is_top else [words]
                due += [_Due(0, line, group[0].x0, [group], is_parted=is_parted) for group in groups]
        for one in sorted(due, key=lambda one: one[:3]):
            self.lines.line(one.cells, is_parted=one.is_parted)

    def _report_astray(self, threads: Sequence[Thread], end: int) -> None:
        """Notes what stands above the mark of the first note, below the printed text that notes follow."""
        heading = next((thread for thread in threads if thread.known.name == _NOTES), None)
        if heading is None:
            return
        starred = [thread.last for thread in threads if thread.known.name in _STARRED and thread.first > heading.last]
        words = above_the_first(self.free, max([heading.last, *starred]) + 1, end)
        if words:
            self.lines.doubt_part("footnotes", words)

    def _mark(self, box: Thread, first: int, end: int) -> Word | None:
        """The mark of a check box: at the left of its text, or alone on the line above."""
        for line in range(max(first, box.first - 1), min(end, box.last + 2)):
            words = self.free.get(line, [])
            for word in words:
                is_beside = word.x1 <= box.x0 and box.first <= line <= box.last
                is_above = line == box.first - 1 and len(words) == 1
                if (is_beside or is_above or self._is_in_row(word, box)) and self.box.fullmatch(word.text):
                    take(self.free, [word])
                    return word
        return None

    def _is_in_row(self, word: Word, box: Thread) -> bool:
        """Whether a word stands in the cell left of a box, below its text, where lines are drawn round both."""
        if not word.right <= box.x0 or not box.last < word.line:
            return False
        rules = (rule for line in range(box.last + 1, word.line + 1) for rule in self.sheet.rules[line])
        return not any(rule.x0 <= box.x0 < rule.x1 for rule in rules)

    def _signed(self, caption: Thread, first: int) -> Iterator[_Due]:
        """The signatures that stand in columns above their caption; those in doubt are noted."""
        block = signatures(self.sheet, self.free, caption, first, self.date)
        for signature in block.signatures:
            yield _Due(0, signature.line, signature.name[0].x0, [signature.name, signature.date], is_parted=True)
        for part in block.doubted:
            self.lines.doubt_part(part, block.words)
