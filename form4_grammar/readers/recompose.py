"""Brings the lines of another dialect into those of the page that the grammar describes.

A converter keeps the words of the form and loses its lines: an item of the header comes out as a dozen of them, a caption is
wrapped, the two lines of a table's heading collapse. What belongs together is known by the form's own printed texts, which
the grammar has; everything else is copied as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from form4_grammar.grammar import LAYOUT, Grammar, printed_pattern
from form4_grammar.parser.lines import line_types, normalised
from form4_grammar.readers.brought_home import brought_home
from form4_grammar.readers.items import Said, Span, Word, said
from form4_grammar.readers.page_text import Doubt, PageText
from form4_grammar.readers.printed_texts import Found, Fragment, find, fragments
from form4_grammar.readers.recomposed_headings import Heading, heading_at
from form4_grammar.readers.recomposed_items import item_in
from form4_grammar.readers.recomposed_lines import CELLS_OF_ROW, DASH, Lines
from form4_grammar.regexes import compiled, regex

_LIKE_A_CAPTION = regex(r"[1-6]\.\s?[A-Z][a-z]")
"""How an item begins whose caption is misprinted, where items stand in cells of rows."""

_LINE_BREAK = "LINE_BREAK"
_PARTS = {"reporting_person": "reporting_owners"}
"""What of a filing an item is of, where its rule has another name."""

_FEWEST_COLUMNS = 3
_MOST_CELLS = 400
"""The cells of one item; the longest, with the name and the address, comes out as some dozens."""


def recompose(page: PageText, grammar: Grammar) -> PageText:
    """The page with the form's own lines, where its printed texts are found."""
    cells, printed = find(page.text, fragments(page.text), grammar)
    if (home := brought_home(page, cells, printed, grammar)) is not None:
        page = home
        cells, printed = find(page.text, fragments(page.text), grammar)
    out = Lines(page, cells, compiled(grammar.pattern_of("DATE")))
    heads = line_types(grammar).heads
    table: str | None = None
    above = set(grammar.tables)  # the titles of tables that are still to come
    untitled = above.difference([None], [found.printed.name for found in printed.values()])
    index = 0
    moved: dict[int, int] = {}  # where titles stand above other items than their headings, by where these begin
    while index < len(cells):
        found = printed.get(index)
        if (place := moved.pop(index, None)) is not None:
            found = printed[place]
            out.line(_line(page.text, cells[place].start, found, out, grammar))
            untitled.add(found.printed.name)
        begun = _untitled(page.text, cells, index, grammar, untitled) if untitled else None
        # Of a heading that lacks words the first line may be the last row of the table above
        if begun is not None and not (table is not None and begun[1].shortened):
            title, captions = begun
            table = grammar.tables[title]
            untitled.discard(title)
            above.discard(title)
            out.heading(captions)
            index = captions.end
            out.has_dashes = _has_dashes(page.text, cells, index, printed)
            continue
        in_row = table is not None and found is not None and out.is_in_row(index, found, printed)
        if found is None and table is not None and not (untitled or out.has_dashes or out.keeps_lines):
            line, first = cells[index].line, index
            while index < len(cells) and cells[index].line == line and not (index in printed or index in moved):
                index += 1
            out.copy_all(cells[first:index], is_row=True)
            continue
        if found is None or found.printed.kind == "column" or in_row:
            out.copy(cells[index], is_row=table is not None or (not above and out.is_wide(index)))
            index += 1
            continue
        kind, name = found.printed[:2]
        if name in grammar.tables and _is_above_an_item(found.after, cells, printed):
            below = _heading_below(page.text, cells, found.after, printed, grammar, name)
            if below is not None:
                moved[below], index = index, found.after
                continue
        # The head of the page, which printers put above each sheet, ends no table
        table = table if name in heads else grammar.tables.get(name)
        above.discard(name)
        if kind == "item":
            end = _end_of_item(found.after, cells, printed)
            if grammar.is_of_2003:
                end = next((i for i in range(found.after, end) if _LIKE_A_CAPTION.match(page.text, *cells[i][:2])), end)
            is_lost = found.end == cells[index].start
            lost = found.printed.text if is_lost else ""
            item = item_in(page.text, cells[index:end], name, grammar, lost=lost)
            end = index + item.size
            if untitled:
                begins = (i for i in range(found.after, end) if _untitled(page.text, cells, i, grammar, untitled))
                end = next(begins, end)
                end -= end > found.after and _is_like_a_title(page.text, cells[end - 1], grammar, untitled)
                item = item_in(page.text, cells[index:end], name, grammar, lost=lost, is_cut=True)
            out.line_of(item.parts)
            if is_lost or item.is_labelled:
                out.doubts.append(Doubt(_PARTS.get(name, name), *page.span(cells[index].start, cells[index].end)))
            for number in item.between:
                out.copy(cells[index + number], is_row=False)
            index = end
        else:
            following = printed.get(found.after)
            if kind == "box" and following is not None and following.printed.kind == "box":
                out.doubt_mark(cells[index], cells[found.after], (found, following), grammar.box)
            if kind != "box" and page.text[cells[index].start : found.end] == found.printed.text:
                out.line_of([(cells[index].start, found.end)])
            else:
                out.line(_line(page.text, cells[index].start, found, out, grammar))
            index = found.after
            if table is not None and name not in heads:
                has_lines = grammar.is_of_2003 and _LINE_BREAK in grammar.reached(f"{table}_row{LAYOUT}")
                out.keeps_lines = table if has_lines else ""
                heading = heading_at(page.text, cells, index, grammar, f"{table}_heading", at_once=page.is_nested)
                out.heading(heading)
                index = heading.end if heading else index
                out.has_dashes = _has_dashes(page.text, cells, index, printed)
    return out.page()


def _is_above_an_item(index: int, cells: Sequence[Fragment], printed: Mapping[int, Found]) -> bool:
    """Whether the next fragment, from the one numbered `index` on, that is not blank begins an item of the header."""
    following = next((i for i in range(index, len(cells)) if cells[i].start < cells[i].end), index)
    return following in printed and printed[following].printed.kind == "item"


def _heading_below(
    text: str, cells: Sequence[Fragment], index: int, printed: Mapping[int, Found], grammar: Grammar, title: str
) -> int | None:
    """Where the heading of a table begins that stands below other items than its title, and above the next title."""
    for at in range(index, len(cells)):
        if at in printed and printed[at].printed.name in grammar.tables:
            return None
        if not cells[at].cell and (at not in printed or printed[at].printed.kind == "column"):
            heading = heading_at(text, cells, at, grammar, f"{grammar.tables[title]}_heading")
            if heading is not None and not heading.shortened:
                return at
    return None


def _untitled(
    text: str, cells: Sequence[Fragment], index: int, grammar: Grammar, titles: Collection[str | None]
) -> tuple[str, Heading] | None:
    """The title, among those that stand nowhere, of the table whose heading begins with a fragment, and that heading."""
    ahead = index + _FEWEST_COLUMNS - 1
    if cells[index].cell or ahead >= len(cells) or cells[ahead].line != cells[index].line:
        return None
    for title in filter(None, titles):
        heading = heading_at(text, cells, index, grammar, f"{grammar.tables[title]}_heading")
        if heading is not None:
            return title, heading
    return None


def _is_like_a_title(text: str, cell: Fragment, grammar: Grammar, titles: Collection[str | None]) -> bool:
    """Whether half of the words of a paragraph are those of a title that stands nowhere."""
    if not cell.is_parted:
        return False
    shown = text[cell.start : cell.end].casefold().split()
    words = {word for title in titles if title for word in grammar.terminals[title].text.casefold().split()}
    return 2 * sum(word.strip("(),:") in words for word in shown) >= len(shown)


def _line(text: str, start: int, found: Found, out: Lines, grammar: Grammar) -> list[Word]:
    """The words of a line that is one printed text, or the text of a box with its mark, which may stand in the cell before."""
    printed = found.printed.text
    printed = normalised(printed)
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


def _has_dashes(text: str, cells: Sequence[Fragment], index: int, printed: Mapping[int, Found]) -> bool:
    """Whether the rows from the fragment `index` on have dashes in place of blank cells, and so no cell that is blank."""
    found = False
    end = next((i for i in range(index, len(cells)) if i in printed and printed[i].printed.kind != "column"), len(cells))
    for _, line in groupby(range(index, end), key=lambda i: cells[i].line):
        places = list(line)
        row = [cells[i] for i in places]
        if any(i in printed for i in places):  # the heading once more
            continue
        marks = [mark[0] for cell in row if (mark := DASH.fullmatch(text, cell.start, cell.end)) is not None]
        # One word alone may be the filer's, as N/A is for the nature of what is held directly
        dashes = len(marks) if len(marks) > 1 or not any(map(str.isalpha, "".join(marks))) else 0
        # A blank cell where others have dashes, or in a row without any: then a dash is a dash
        if any(cell.start == cell.end for cell in row) and (dashes or any(map(str.isdigit, text[row[0].start : row[-1].end]))):
            return False
        found = found or dashes > 0
    return found


def _end_of_item(index: int, cells: Sequence[Fragment], printed: Mapping[int, Found]) -> int:
    """The fragment after an item that has its caption before the fragment `index`: it goes on to the next printed text.

    A line of more cells than those of the header have is a row of a table.
    """
    last = min(index + _MOST_CELLS, len(cells))
    for following in range(index, last):
        ahead = following + CELLS_OF_ROW
        if following in printed or (ahead < len(cells) and cells[ahead].line == cells[following].line):
            return following
    return last
