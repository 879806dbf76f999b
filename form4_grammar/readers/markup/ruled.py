"""Tables in Markdown and reStructuredText whose columns stand under runs of dashes: to the pipes of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from form4_grammar.readers.page_text import PageText, Pieces
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

_RUNS = regex(r"[-=]+")
_COLUMN_RULE = regex(r"^[ \t]*(?:-{2,}(?: +-+){2,}|={2,}(?: +=+){2,})[ \t\r]*$", re.MULTILINE)
_WHOLE_RULE = regex(r"[ \t]*[-=]{5,}[ \t\r]*")

Span = tuple[int, int]


class _Table(NamedTuple):
    """A table: its first line and the line after it, the columns where each begins, and its rows, each some lines."""

    first: int
    last: int
    columns: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]


def is_ruled(text: str) -> bool:
    """Whether a text has columns under runs of dashes."""
    return ("-- -" in text or "== =" in text or "--  -" in text or "==  =" in text) and _COLUMN_RULE.search(text) is not None


def unruled(text: str) -> PageText:
    """The text with pipes between the cells of such tables."""
    lines: list[Span] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    pieces = Pieces()
    done = 0
    for table in _tables(text, lines):
        _copy(pieces, text, lines[done : table.first])
        pieces.insert("\n")
        for number, row in enumerate(table.rows):
            for start, end in zip(table.columns, (*table.columns[1:], None), strict=True):
                pieces.insert("| ")
                for place in row:
                    _cell(pieces, text, lines[place], start, end)
            pieces.insert("|\n" if number else "|\n" + "|---" * len(table.columns) + "|\n")
        pieces.insert("\n")
        done = table.last
    _copy(pieces, text, lines[done:])
    return pieces.page()


def _copy(pieces: Pieces, text: str, lines: Sequence[Span]) -> None:
    for start, end in lines:
        pieces.copy(text[start:end], start)
        pieces.insert("\n")


def _cell(pieces: Pieces, text: str, line: Span, start: int, end: int | None) -> None:
    """Adds what of a line stands under one run of dashes."""
    begin, stop = line[0] + start, line[1] if end is None else min(line[0] + end, line[1])
    shown = text[begin:stop]
    if shown.strip():
        begin += len(shown) - len(shown.lstrip())
        for number, piece in enumerate(shown.strip().split("|")):
            pieces.insert("\\|" if number else "")
            pieces.copy(piece, begin)
            begin += len(piece) + 1
        pieces.insert(" ")


def _tables(text: str, lines: Sequence[Span]) -> Iterator[_Table]:
    index = 0
    while index < len(lines):
        if _COLUMN_RULE.fullmatch(text, *lines[index]) is None:
            index += 1
            continue
        table = _table(text, lines, index)
        yield table
        index = max(table.last, index + 1)


def _table(text: str, lines: Sequence[Span], rule: int) -> _Table:
    """The table whose first rule with a run for each column is the line `rule`."""
    start, end = lines[rule]
    columns = tuple(0 if not number else run.start() - start for number, run in enumerate(_RUNS.finditer(text, start, end)))
    first = rule
    while first and text[slice(*lines[first - 1])].strip() and _WHOLE_RULE.fullmatch(text, *lines[first - 1]) is None:
        first -= 1
    heading = tuple(range(first, rule))
    has_frame = first > 0 and _WHOLE_RULE.fullmatch(text, *lines[first - 1]) is not None
    at = rule + 1
    if not heading and not has_frame:  # the heading stands below the first of two rules
        below = next((i for i in range(at, len(lines)) if not _is_text(text, lines[i])), len(lines))
        if below < len(lines) and below > at and _COLUMN_RULE.fullmatch(text, *lines[below]):
            heading, at = tuple(range(at, below)), below + 1
    rows: list[tuple[int, ...]] = [heading] if heading else []
    row: list[int] = []
    while at < len(lines):
        is_blank = not text[slice(*lines[at])].strip()
        if not is_blank and not _is_text(text, lines[at]):
            at += 1
            break
        if is_blank and not has_frame:
            break
        if (is_blank or not has_frame) and row:
            rows.append(tuple(row))
            row = []
        if not is_blank:
            row.append(at)
        at += 1
    if row:
        rows.append(tuple(row))
    return _Table(first - has_frame, at, columns, tuple(rows))


def _is_text(text: str, line: Span) -> bool:
    """Whether a line is neither blank nor a rule."""
    if not text[slice(*line)].strip():
        return False
    return _COLUMN_RULE.fullmatch(text, *line) is None and _WHOLE_RULE.fullmatch(text, *line) is None
