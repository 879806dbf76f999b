"""Signatures that stand in two columns above their caption: names, which may be wrapped, and dates beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from form4_grammar.readers.columned.positions import Sheet, Word, chunks
from form4_grammar.readers.columned.row_lines import to_rows
from form4_grammar.readers.columned.threads import Free, Thread

_INDENTED = 4


class Signature(NamedTuple):
    """The words of a name and those of its date; ``line`` is the first that they stand on."""

    line: int
    name: tuple[Word, ...]
    date: tuple[Word, ...]


class Signatures(NamedTuple):
    """Signatures, all ``words`` of their lines, and the parts of the filing of which it is in doubt what belongs to them."""

    signatures: tuple[Signature, ...] = ()
    words: tuple[Word, ...] = ()
    doubted: tuple[str, ...] = ()


def signatures(sheet: Sheet, free: Free, caption: Thread, first: int, date: re.Pattern[str]) -> Signatures:
    """The signatures between the line `first` and their caption; their lines are taken out of `free`.

    None where they stand in no columns: at the edge of the page names are not told from other text, unless they are wrapped
    beside their dates.
    """
    edge = min((words[0].x0 for words in free.values() if words), default=0)
    doubted: tuple[str, ...] = ()
    if edge < caption.x0 < edge + _INDENTED and (begin := _indented(sheet, free, caption, first, date)) < caption.first:
        pass
    elif caption.x0 < edge + _INDENTED:
        begin, has_more = _wrapped_at_the_edge(sheet, free, caption, first, date)
        doubted = ("footnotes", "remarks", "signatures") if has_more else ()
    else:
        begin = caption.first
        while begin - 1 >= first and all(word.x0 >= caption.x0 - _INDENTED for word in sheet.lines[begin - 1]):
            begin -= 1
    lines = [line for line in range(begin, caption.first) if free.get(line)]
    cells = [_name_and_date(free[line], caption, date) for line in lines]
    anchors = [number for number, row in enumerate(cells) if 1 in row and _is_date(row[1], date)]
    if not anchors and _is_date([word for row in cells for word in row.get(1, ())], date):  # one date, on several lines
        anchors = [0]
    rows = to_rows(cells, anchors, is_print=sheet.is_print)
    if rows.doubtful and rows.spans:
        doubted = doubted or ("signatures",)
    words = tuple(word for row in cells for words in row.values() for word in words)
    found = []
    for a, b in rows.spans:
        names = tuple(word for row in cells[a : b + 1] for word in row.get(0, ()))
        dates = tuple(word for row in cells[a : b + 1] for word in row.get(1, ()))
        if names and dates:
            found.append(Signature(lines[a], names, dates))
            for line in lines[a : b + 1]:
                free[line] = []
    return Signatures(tuple(found), words if found else (), doubted if found else ())


def _indented(sheet: Sheet, free: Free, caption: Thread, first: int, date: re.Pattern[str]) -> int:
    """The line with which signatures begin that stand where their caption does, and the text above them does not.

    That of the caption where the first of these lines does not end in a date above the caption of the dates.
    """
    begin = caption.first
    while begin - 1 >= first and (words := sheet.lines[begin - 1]) and words[0].x0 == caption.x0:
        begin -= 1
    day = caption.words[-1].x0
    dates = [line for line in range(begin, caption.first) if _dated_at(free.get(line, []), day, date)]
    return begin if dates and dates[0] == begin else caption.first


def _dated_at(words: Sequence[Word], x0: int, date: re.Pattern[str]) -> bool:
    """Whether a line ends in a date that begins at a place."""
    return bool(words) and words[-1].x0 == x0 and _is_date(words[-1:], date)


def _wrapped_at_the_edge(sheet: Sheet, free: Free, caption: Thread, first: int, date: re.Pattern[str]) -> tuple[int, bool]:
    """The line with which signatures at the edge of a page begin, and whether lines above it may be of them, too.

    Their caption is where they begin if no name goes on in a line of its own.
    """
    above = caption.words[-1]
    if not above.is_apart:
        return caption.first, False
    begin = top = caption.first
    is_wrapped = False
    for line in range(caption.first - 1, first - 1, -1):
        words = free.get(line, [])
        if not words and sheet.lines[line]:
            break  # a printed text
        last = next(reversed(list(chunks(words))), [])
        if last and abs(last[0].x0 - above.x0) <= 1 and _is_date(last, date):
            begin = line
        elif any(word.x1 >= above.x0 - 1 for word in words):
            break
        elif words:
            is_wrapped = True
        top = line
    if not is_wrapped or begin == caption.first:
        return caption.first, False
    more = begin
    while more - 1 >= top and free.get(more - 1):
        more -= 1
    return more, more < begin


def _name_and_date(words: Sequence[Word], caption: Thread, date: re.Pattern[str]) -> dict[int, list[Word]]:
    """The words of a line of signatures: 0 for the name, 1 for the date, which ends it or stands above its caption."""
    dates = [chunk for chunk in chunks(words) if _is_date(chunk, date)] or [
        [word for word in words[-1:] if _is_date([word], date)]
    ]
    day = dates[-1] or [word for word in words if word.x1 > caption.words[-1].x0 and word.is_apart]
    return {key: found for key, found in ((0, [word for word in words if word not in day]), (1, day)) if found}


def _is_date(words: Sequence[Word], date: re.Pattern[str]) -> bool:
    """Whether words are a date; one that is broken into lines has no blank there."""
    is_broken = len({word.line for word in words}) > 1
    return date.fullmatch(("" if is_broken else " ").join(word.text for word in words)) is not None
