"""The tables of a page that were not read, and what is in doubt with them."""

from __future__ import annotations

from itertools import pairwise

from form4_grammar.parser.document import Document, Table
from form4_grammar.parser.lines import Line, normalised
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex
from form4_grammar.transform.findings import cut_short

_TABLES = {"table_i": ("non_derivative_table", "Table I"), "table_ii": ("derivative_table", "Table II")}
_ALIGNED = regex(r"\S(?:\t| {2,})\s*\S")


class Unread(NamedTuple):
    """A part that was not read: why, where it was looked for, and what stands there.

    `path` is more exact than the part; `beside` is what else is in doubt with it: its path, why, and where it stands.
    """

    part: str
    message: str
    span: tuple[int, int]
    raw: str = ""
    path: str | None = None
    beside: tuple[tuple[str, str, tuple[int, int]], ...] = ()


def unread_tables(document: Document) -> list[Unread]:
    """The tables that are not on the page, or whose rows cannot be told to stand under its columns."""
    suspect = [table for table in document.tables if is_suspect(document, table)]
    if not suspect:
        return []
    found = []
    titles = {table: title for title, table in document.grammar.tables.items()}
    strange = set(document.page.unexpected)
    there = {line.type: line for line in document.page.lines if line not in strange}
    for table in suspect:
        part, name = _TABLES.get(table.name, ("", ""))
        if not part:
            continue
        title = there.get(titles[table.name] or "")
        strays, between = _strays(document, table, title)
        if title is None and table.heading is None:
            why = "neither its title nor the captions of its columns were found"
        elif table.heading is None and not all(_is_certain(table, index) for index in range(len(table.rows))):
            why = "its rows do not fit the columns of the form, and the captions of its columns were not found"
        elif table.heading is None and not table.rows:
            why = "below its title, the captions of its columns were not found"
        elif table.heading is not None and not any(column is not None for column in table.heading.columns):
            why = "its columns have captions that are none of the form's"
        elif not table.rows and any(
            _ALIGNED.search(document.source, line.start, line.end)
            for line in strays
            if line.type not in document.grammar.ignored
        ):
            why = "what stands below the captions of its columns has no cells"
        else:
            continue
        if table.heading is None or table.rows:
            strays = sorted({*strays, *_own_lines(document, table)}, key=lambda line: line.start)
        one = _unread(document, part, f"{name} was not read: {why} {between}", strays, table)
        found.append(one._replace(beside=_of_table_above(document, table, title, strays)))
    return found


def _of_table_above(
    document: Document, table: Table, title: Line | None, strays: list[Line]
) -> tuple[tuple[str, str, tuple[int, int]], ...]:
    """What of the table above is in doubt, too: its last row where the title is lost, or rows between title and captions."""
    above = next((one for one, following in pairwise(document.tables) if following is table), None)
    if above is None or above.name not in _TABLES:
        return ()
    if title is None and not above.rows:
        message = f"what fits nothing there may be rows of {_TABLES[above.name][1]}, which has none"
        return ((_TABLES[above.name][0], message, (strays[0].start, strays[-1].end)),) if strays else ()
    if title is not None:
        between = [line for line in strays if line.type == "ROW_LINE" and line.start < table.heading_start]
        message = f"what stands above the captions of the next table may be a row of {_TABLES[above.name][1]}"
        return tuple((_TABLES[above.name][0], message, (line.start, line.end)) for line in between)
    row = above.rows[-1]
    end = document.source.find("\n", row.line)
    path = f"{_TABLES[above.name][0]}[{len(above.rows) - 1}]"
    return (
        (path, "the end of the row may be lost with the table below it", (row.line, end if end >= 0 else len(document.source))),
    )


def is_suspect(document: Document, table: Table) -> bool:
    """Whether a table may not have been read: the quick answer for nearly all."""
    heading = table.heading
    if heading is None or not any(column is not None for column in heading.columns):
        return True
    return not table.rows and bool(document.page.unexpected)


def _is_certain(table: Table, index: int) -> bool:
    row = table.rows[index]
    return row.fits and not row.shifted and row.printed == row.expected


def _own_lines(document: Document, table: Table) -> list[Line]:
    own = {row.line for row in table.rows}
    return [line for line in document.page.lines if line.start in own]


def _strays(document: Document, table: Table, title: Line | None) -> tuple[list[Line], str]:
    """The lines that fit nowhere between what stands before a table and what after it, and in words where that is."""
    strange = set(document.page.unexpected)
    marks = [line for line in document.page.lines if line not in strange and line.type not in ("HEADING_LINE", "ROW_LINE")]
    before, after = None, None
    if title is not None:
        before = title
    elif table.name == "table_i":
        before = next((line for line in reversed(marks) if line.type == "HEADER_LINE"), None)
    else:
        before = next((line for line in reversed(marks) if line.type in ("TABLE_I_TITLE", "HEADER_LINE")), None)
    start = before.end if before is not None else 0
    if table.name == "table_ii" and title is None:
        start = max([start, *(row.line for one in document.tables[:1] for row in one.rows)])
    after = next((line for line in marks if line.start >= start and line is not before), None)
    end = after.start if after is not None else len(document.source)
    shown = [cut_short(normalised(document.source[line.start : line.end])) for line in (before, after) if line is not None]
    if before is not None and after is not None:
        where = f"between {shown[0]!r} and {shown[1]!r}"
    elif shown:
        where = f"{'below' if before is not None else 'above'} {shown[0]!r}"
    else:
        where = "on the page"
    return sorted((line for line in strange if start <= line.start < end), key=lambda line: line.start), where


def _unread(document: Document, part: str, message: str, strays: list[Line], table: Table) -> Unread:
    if strays:
        span = (strays[0].start, strays[-1].end)
        many = "one line" if len(strays) == 1 else f"{len(strays)} lines"
        shown = cut_short(normalised(document.source[strays[0].start : strays[0].end]))
        raw = "\n".join(document.source[line.start : line.end].strip("\r\n") for line in strays)
        return Unread(part, f"{message}; {many} there fit nothing, the first: {shown!r}", span, raw)
    title = next(title for title, name in document.grammar.tables.items() if name == table.name)
    at = next((one.at for one in document.page.missing if one.terminal == title), None)
    if at is None:
        line = document.page.first(title or "")
        span = (table.heading_start, table.heading_start) if line is None else (line.start, line.end)
        return Unread(part, message, span)
    return Unread(part, message, (at, at))
