"""Brings the lines of another dialect into those of the page that the grammar describes.

A converter keeps the words of the form and loses its lines: an item of the header comes out as a dozen of them, a caption is
wrapped, the two lines of a table's heading collapse. What belongs together is known by the form's own printed texts, which
the grammar has; everything else is copied as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice

from form4_grammar.grammar import ALIKE_SIGNS, LAYOUT, Grammar, printed_pattern
from form4_grammar.parser.headings import Column, PrintedHeading, printed_heading
from form4_grammar.parser.lines import caption_of, line_types, normalised
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.readers.items import Said, Span, Word, compose_item, ends_in_caption, is_labelled, said, shown
from form4_grammar.readers.page_text import BREAK_IN_CELL, Doubt, PageText, Pieces, Shortened
from form4_grammar.readers.printed_texts import Found, Fragment, bullet_of, find, fragments
from form4_grammar.regexes import compiled, regex

_DASHES = ALIKE_SIGNS["-"].replace("-", "") + "-"
_UNEVEN = regex(r"\s{2,}|[^\S ]")
_DASH = regex(rf"[{_DASHES}]{{1,3}}|_{{1,3}}|…|☐|n/?a|n\.a\.|none|nil|null|nan|\(?blank\)?", re.IGNORECASE)
"""What stands in blank cells where a copy leaves none blank."""

_END_OF_MARK = regex(r"\d{1,3}\)")
_LIKE_A_CAPTION = regex(r"[1-6]\.\s?[A-Z][a-z]")
"""How an item begins whose caption is misprinted, where items stand in cells of rows."""

_BARE_NUMBER, _PROSE = regex(r"\d{1,3}"), regex(r"[\"'“(]?[A-Z]\w*(?:\s+\S+){3}")
"""The cells of a note that stands in a table with its number."""

_LINE_BREAK = "LINE_BREAK"
_PARTS = {"reporting_person": "reporting_owners"}
"""What of a filing an item is of, where its rule has another name."""

_SHORTEST_RULE = 2
_CELLS_OF_ROW = 9
_MOST_CELLS = 400
"""The cells of one item; the longest, with the name and the address, comes out as some dozens."""


def recompose(page: PageText, grammar: Grammar) -> PageText:
    """The page with the form's own lines, where its printed texts are found."""
    cells, printed = find(page.text, fragments(page.text), grammar)
    out = _Lines(page, cells, compiled(grammar.pattern_of("DATE")))
    heads = line_types(grammar).heads
    table: str | None = None
    above = set(grammar.tables)  # the titles of tables that are still to come
    index = 0
    while index < len(cells):
        found = printed.get(index)
        in_row = table is not None and found is not None and out.is_in_row(index, found, printed)
        if found is None or found.printed.kind == "column" or in_row:
            out.copy(cells[index], is_row=table is not None or (not above and out.is_wide(index)))
            index += 1
            continue
        kind, name = found.printed[:2]
        # The head of the page, which printers put above each sheet, ends no table
        table = table if name in heads else grammar.tables.get(name)
        above.discard(name)
        if kind == "item":
            end = _end_of_item(found.after, cells, printed)
            if grammar.is_of_2003:
                end = next((i for i in range(found.after, end) if _LIKE_A_CAPTION.match(page.text, *cells[i][:2])), end)
            end = _cut_below(page.text, cells, index, end, name, grammar)
            of_item = cells[index:end]
            strange = [cell for cell in of_item[1:] if _is_furniture(page.text, cell, grammar)]
            kept = [_without_bullet(cell, page.text, grammar) for cell in of_item if cell not in strange]
            is_lost = found.end == cells[index].start
            words = compose_item(page.text, kept, name, grammar, lost=found.printed.text if is_lost else "")
            out.line(words)
            if is_lost or is_labelled(words):
                out.doubts.append(Doubt(_PARTS.get(name, name), *page.span(cells[index].start, cells[index].end)))
            for cell in strange:
                out.copy(cell, is_row=False)
            index = end
        else:
            following = printed.get(found.after)
            if kind == "box" and following is not None and following.printed.kind == "box":
                out.doubt_mark(cells[index], cells[found.after], (found, following), grammar.box)
            out.line(_line(page.text, cells[index].start, found, out, grammar))
            index = found.after
            if table is not None and name not in heads:
                out.keeps_lines = grammar.is_of_2003 and _LINE_BREAK in grammar.reached(f"{table}_row{LAYOUT}")
                index = out.heading(index, grammar, f"{table}_heading")
                out.has_dashes = _has_dashes(page.text, cells, index, printed)
    return out.page()


def _line(text: str, start: int, found: Found, out: _Lines, grammar: Grammar) -> list[Word]:
    """The words of a line that is one printed text, or the text of a box with its mark, which may stand in the cell before."""
    printed = normalised(found.printed.text)
    if found.printed.kind != "box":
        return [(said(text, printed, start, found.end) if printed else (start, found.end),)]
    caption = compiled(printed_pattern(printed), re.IGNORECASE).search(text, start, found.end)
    assert caption is not None, "the text was found there"
    # One that has its own leaves the mark above to the box above that
    mark = None if text[start : caption.start()].strip() else out.mark(compiled(grammar.box))
    spans = [
        (mark.start, mark.end) if mark else (start, start),
        _bare(text, start, caption.start()),
        said(text, printed, *caption.span()),
        _bare(text, caption.end(), found.end),
    ]
    return [(span,) for span in spans if isinstance(span, Said) or span[0] < span[1]]


def _bare(text: str, start: int, end: int) -> Span:
    """A span without the blanks at its ends."""
    shown = text[start:end]
    return start + len(shown) - len(shown.lstrip()), end - len(shown) + len(shown.rstrip())


def _beginning_of(last: str, text: str, start: int, end: int) -> int:
    """Where the last words of a cell begin, given as they are without hyphens at ends of lines."""
    return next((at for at in range(end, start, -1) if caption_of(text[at:end]) == last), end)


@lru_cache(maxsize=32)
def _captions_of(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[dict[str, str], re.Pattern[str]]:
    """The captions of a heading by their words in small letters, and one of the first line joined with one of the second."""
    over, under = ("|".join(map(printed_pattern, sorted(texts, key=len, reverse=True))) for texts in (above, below or (" ",)))
    joined = compiled(rf"({over})(?:\s*[.:/>|{_DASHES}]\s*|\s+)({under})", re.IGNORECASE)
    return {caption.casefold(): caption for caption in (*below, *above)}, joined


def _has_dashes(text: str, cells: Sequence[Fragment], index: int, printed: Mapping[int, Found]) -> bool:
    """Whether the rows from the fragment `index` on have dashes in place of blank cells, and so no cell that is blank."""
    found = False
    end = next((i for i in range(index, len(cells)) if i in printed and printed[i].printed.kind != "column"), len(cells))
    for _, line in groupby(range(index, end), key=lambda i: cells[i].line):
        places = list(line)
        row = [cells[i] for i in places]
        if any(i in printed for i in places):  # the heading once more
            continue
        marks = [mark[0] for cell in row if (mark := _DASH.fullmatch(text, cell.start, cell.end)) is not None]
        # One word alone may be the filer's, as N/A is for the nature of what is held directly
        dashes = len(marks) if len(marks) > 1 or not any(map(str.isalpha, "".join(marks))) else 0
        # A blank cell where others have dashes, or in a row without any: then a dash is a dash
        if any(cell.start == cell.end for cell in row) and (dashes or any(map(str.isdigit, text[row[0].start : row[-1].end]))):
            return False
        found = found or dashes > 0
    return found


def _cut_below(text: str, cells: Sequence[Fragment], index: int, end: int, rule: str, grammar: Grammar) -> int:
    """The fragment after an item that ends in a caption, where a paragraph that is none of its stands below that.

    `end` where it is not so: the item does not end in a caption, is not whole up to there, or goes on.
    """
    last = next((i for i in range(end - 1, index - 1, -1) if ends_in_caption(text, cells[i], rule, grammar)), None)
    if last is None or last + 1 == end or not cells[last + 1].is_parted:
        return end
    words = compose_item(text, cells[index : last + 1], rule, grammar)
    return last + 1 if compile_rule(grammar, rule).read(shown(text, words)) is not None else end


def _is_furniture(text: str, cell: Fragment, grammar: Grammar) -> bool:
    """Whether a fragment is what stands between pages, and no part of an item that goes on behind it."""
    shown = text[cell.start : cell.end]
    if len(shown) <= _SHORTEST_RULE and not any(map(str.isalnum, shown)):  # a short dash or star may be an answer
        return False
    return compiled(grammar.furniture).fullmatch(shown) is not None


def _without_bullet(cell: Fragment, text: str, grammar: Grammar) -> Fragment:
    bullet = bullet_of(grammar).match(text, cell.start, cell.end)
    return cell if bullet is None else cell._replace(start=bullet.end())


def _end_of_item(index: int, cells: Sequence[Fragment], printed: Mapping[int, Found]) -> int:
    """The fragment after an item that has its caption before the fragment `index`: it goes on to the next printed text.

    A line of more cells than those of the header have is a row of a table.
    """
    last = min(index + _MOST_CELLS, len(cells))
    for following in range(index, last):
        ahead = following + _CELLS_OF_ROW
        if following in printed or (ahead < len(cells) and cells[ahead].line == cells[following].line):
            return following
    return last


def _placed(
    captions: Sequence[tuple[str, Span | Said]], form: PrintedHeading
) -> tuple[dict[str, Span | Said], dict[int, Span | Said], list[tuple[int, Column]]] | None:
    """The captions of a heading, those of the second line by their columns, and the columns; None where it is none."""
    above: dict[str, Span | Said] = {}
    below: dict[int, Span | Said] = {}
    column = 0
    for caption, span in captions:
        if caption in form.above:
            above.setdefault(caption, span)
            continue
        column = next((i for i in range(column, len(form.columns)) if form.columns[i].below == caption), len(form.columns))
        if column == len(form.columns):
            return None
        below[column] = span
        column += 1
    printed = [(i, one) for i, one in enumerate(form.columns) if one.caption in above and (i in below or not one.below)]
    if not above or {one.caption for _, one in printed} != set(above) or not set(below) <= {i for i, _ in printed}:
        return None
    return above, below, printed


class _Lines:
    """The page in the making."""

    def __init__(self, source: PageText, cells: Sequence[Fragment], date: re.Pattern[str]) -> None:
        self.source, self.cells, self.date = source, cells, date
        self.pieces = Pieces()
        self.open: list[Fragment] = []  # the cells so far of a line that is copied
        self.is_row = False
        self.columns = 0  # of the table, where its heading is the form's
        self.has_dashes = False  # whether a dash is a blank cell in that table
        self.doubts: list[Doubt | Shortened] = []
        self.keeps_lines = False  # whether the lines of a cell tell its parts in that table

    def page(self) -> PageText:
        """The page."""
        self._close()
        source = self.source
        return self.pieces.page(source.links, source.joined, source.hidden, source.guessed, (*source.doubts, *self.doubts))

    def copy(self, cell: Fragment, *, is_row: bool) -> None:
        """Adds a cell that is no printed text. In a row of a table, blank cells count."""
        if not is_row and cell.start == cell.end:
            return
        if self.open and self.open[-1].line != cell.line and not self._is_open_bracket(self.open[-1], cell):
            self._close()
        if is_row and self.has_dashes and _DASH.fullmatch(self.source.text, cell.start, cell.end):
            cell = cell._replace(end=cell.start)
        self.open.append(cell)
        self.is_row = is_row

    def _is_open_bracket(self, last: Fragment, cell: Fragment) -> bool:
        """Whether the mark of a note came apart, as it does where an anchor stands in it: ( and 1)."""
        text = self.source.text
        return text[last.start : last.end] == "(" and _END_OF_MARK.match(text, cell.start) is not None

    def is_wide(self, index: int) -> bool:
        """Whether a cell stands in a line of as many as only rows of tables have."""
        last = index - self.cells[index].cell + _CELLS_OF_ROW
        return last < len(self.cells) and self.cells[last].line == self.cells[index].line

    def is_in_row(self, index: int, found: Found, printed: Mapping[int, Found]) -> bool:
        """Whether a printed text, that of a whole line, is what a row of the table has in one of its cells."""
        if not self.columns or found.printed.kind != "line":
            return False
        first = index - self.cells[index].cell
        last = next((i for i in range(index, len(self.cells)) if self.cells[i].line != self.cells[index].line), len(self.cells))
        others = [i for i in range(first, last) if not index <= i < found.after and self.cells[i].start < self.cells[i].end]
        return last - first >= self.columns and any(i not in printed for i in others)

    def mark(self, box: re.Pattern[str]) -> Fragment | None:
        """Takes back the cell before, where it holds nothing but the mark of a check box."""
        filled = [cell for cell in self.open if cell.start < cell.end]
        found = box.match(self.source.text, filled[-1].start) if filled else None
        if found is None or found.end() != filled[-1].end:
            return None
        self.open = self.open[: self.open.index(filled[-1])]
        return filled[-1]

    def doubt_mark(self, cell: Fragment, below: Fragment, boxes: Sequence[Found], box: str) -> None:
        """Leaves open which of two boxes a mark is of that stands on one line with both, between their texts."""
        mark = compiled(rf"(?:{box})\s*\Z").search(self.source.text, cell.start, boxes[0].end)
        if cell.line == below.line and mark is not None and mark[0].strip():
            for found in boxes:
                self.doubts.append(Doubt(found.printed.name, *self.source.span(*mark.span())))

    def line(self, words: Sequence[Word]) -> None:
        """Adds a line of its own."""
        self._close()
        self._begin(is_parted=True)
        self._words(words)

    def heading(self, index: int, grammar: Grammar, rule: str) -> int:
        """Adds the heading of a table that begins with the fragment `index`, its captions over the columns that they head.

        Gives the number of the fragment after it: `index` where it is not all captions of the form, in their order.
        """
        self.columns = 0
        form = printed_heading(grammar, rule)
        captions, end = self._captions(index, form)
        if (placed := _placed(captions, form)) is None:
            return self._shortened(index, grammar, rule)
        above, below, printed = placed
        self.columns = len(printed)
        lines: list[list[Span | Said | None]] = [[], []]
        for i, one in printed:
            lines[0].append(above.pop(one.caption, None))
            lines[1].append(below.get(i))
        self._cells_of_heading(lines[: len(form.lines)])
        return end

    def _cells_of_heading(self, lines: Sequence[Sequence[Span | Said | None]]) -> None:
        for spans in lines:
            self._close()
            self._begin(is_parted=False)
            for number, place in enumerate(spans):
                self.pieces.insert("\t" if number else "")
                if place is not None:
                    self._words([(place,)])

    def _captions(self, index: int, form: PrintedHeading) -> tuple[list[tuple[str, Span | Said]], int]:
        """The captions from a fragment on, and the number of the fragment that begins the line after them."""
        found: list[tuple[str, Span | Said]] = []
        text = self.source.text
        known, joined = _captions_of(form.above, form.below)
        while index < len(self.cells):
            start, end = self.cells[index][:2]
            shown = normalised(text[start:end])
            older = form.older.get(shown)
            caption = older or known.get(shown.casefold()) or known.get(caption_of(shown).casefold())
            if caption is not None:
                found.append((caption, (start, end) if older else said(text, caption, start, end)))
            elif (both := joined.fullmatch(caption_of(shown))) is not None:
                first, second = (known[normalised(both[number]).casefold()] for number in (1, 2))
                at = _beginning_of(both[2], text, start, end)
                found += [(first, said(text, first, start, at)), (second, said(text, second, at, end))]
            elif shown:
                break
            index += 1
        while 0 < index < len(self.cells) and self.cells[index - 1].line == self.cells[index].line:
            index -= 1
            if self.cells[index].start < self.cells[index].end:  # a line that is only in part captions of the form
                return [], index
        return found, index

    def _shortened(self, index: int, grammar: Grammar, rule: str) -> int:
        """Adds a heading whose captions lack some of their words; gives the same as `heading`."""
        from form4_grammar.readers.shortened import heading_of  # noqa: PLC0415 - few pages have such

        form = printed_heading(grammar, rule)
        some = islice(self.cells, index, index + 2 * _MOST_CELLS)
        lines = [list(cells) for _, cells in groupby(some, lambda cell: cell.line)]
        text = self.source.text
        found = heading_of([[text[cell.start : cell.end] for cell in line] for line in lines[:2]], form.columns)
        if found is None or self.cells[index].cell:
            return index
        columns, of = found
        above: list[Span | Said | None] = []
        below: list[Span | Said | None] = []
        said_above = ""
        for place, column in enumerate(columns):
            top, bottom = lines[0][place], lines[of - 1][place]
            caption, divided = form.columns[column] if column is not None else ("", "")
            if not caption:
                above.append((top.start, top.end) if top.start < top.end else (bottom.start, bottom.end))
            elif caption != said_above:
                above.append(Said(caption, top.start, top.start if divided else top.end))
            else:
                above.append(None)
            below.append(said(text, divided, bottom.start, bottom.end) if divided else None)
            said_above = caption
        self.columns = len(columns)
        self._cells_of_heading([above, below][: len(form.lines)])
        last = lines[of - 1][-1]
        self.doubts.append(Shortened(rule.removesuffix("_heading"), *self.source.span(lines[0][0].start, last.end)))
        return index + sum(map(len, lines[:of]))

    def _words(self, words: Sequence[Word]) -> None:
        for number, word in enumerate(words):
            if number:
                self.pieces.insert(" ")
            for part in word:
                if isinstance(part, Said):
                    self.pieces.replace(part.text, *self.source.span(part.start, part.end))
                elif isinstance(part, str):
                    self.pieces.insert(part)
                else:
                    self._take(*part)

    def _take(self, start: int, end: int) -> None:
        """Adds a span of the source, blanks of other kinds and several of them as one."""
        for blank in _UNEVEN.finditer(self.source.text, start, end):
            self.pieces.take(self.source, start, blank.start())
            self.pieces.insert(" ")
            start = blank.end()
        self.pieces.take(self.source, start, end)

    def _begin(self, *, is_parted: bool) -> None:
        if len(self.pieces):
            self.pieces.insert("\n\n" if is_parted else "\n")

    def _close(self) -> None:
        cells, self.open = self.open, []
        if not any(cell.start < cell.end for cell in cells):
            return
        if self.is_row and self.columns and not any(cell.start < cell.end for cell in cells[self.columns :]):
            cells = cells[: self.columns]  # blank columns beyond the heading come from cells that claim to span more
        # A name and a date in cells of their own are a signature, whatever stands before them
        is_signature = len(cells) > 1 and self.date.fullmatch(self.source.text, cells[-1].start, cells[-1].end) is not None
        text = self.source.text
        is_note = len(cells) == 2 and _BARE_NUMBER.fullmatch(text, *cells[0][:2]) and _PROSE.match(text, *cells[1][:2])
        self._begin(is_parted=not self.is_row and (cells[0].is_parted or is_signature))
        for number, cell in enumerate(cells):
            if number:
                parting = "" if self._is_open_bracket(cells[number - 1], cell) else ". " if is_note else " "
                self.pieces.insert("\t" if self.is_row else parting)
            start = cell.start
            while self.is_row and self.keeps_lines and (at := self.source.text.find(BREAK_IN_CELL, start, cell.end)) >= 0:
                self._take(start, at)
                self.pieces.insert("<br>")
                start = at + 1
            self._take(start, cell.end)
