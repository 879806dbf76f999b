"""The tables of a page in the ways in which programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from form4_grammar.testing.habits.drawing import Habits
from form4_grammar.testing.habits.sheet import Table
from form4_grammar.testing.habits.texts import caption, cell

_OF_HTML = ("html", "cells", "bare")
_JOINTS = {"joined": ".", "spaced": " "}
_OF_ONE_LINE = (*_JOINTS, "below only")


def is_html(habits: Habits) -> bool:
    """Whether tables are written as HTML."""
    return habits.tables in _OF_HTML or habits.carrier == "html"


def written(table: Table, habits: Habits, title: str) -> Iterator[str]:
    """The lines of a table, `title` above it or in it."""
    rows = [[cell(one, habits, in_html=is_html(habits)) for one in row] for row in table.rows]
    middle = len(rows) // 2
    pieces = [rows] if habits.parts in ("whole", "both in one") or not middle else [rows[:middle], rows[middle:]]
    is_inside = habits.title in ("caption", "row") and (is_html(habits) or habits.title == "row")
    if not is_inside:
        yield from (title, "")
    for number, piece in enumerate(pieces):
        has_heading = number == 0 or habits.parts == "headed again"
        heading = _heading(table, habits) if has_heading else []
        above = title if is_inside and number == 0 else ""
        if habits.tables == "tex" and not is_html(habits):
            yield from _tex(heading, piece, above)
        else:
            yield from _html(table, heading, piece, habits, above) if is_html(habits) else _piped(heading, piece, habits, above)
        yield ""


def _heading(table: Table, habits: Habits) -> list[list[str | None]]:
    """The lines of the heading; None for a cell that is part of the one before it, or of the one above it."""
    lines = [
        [caption(one, habits, in_html=is_html(habits), is_in_cell=True) if one else "" for one in line]
        for line in table.heading
    ]
    if habits.captions == "bold":
        lines = [[_bold(one, habits) if one else "" for one in line] for line in lines]
    if len(lines) < 2:
        return [list(line) for line in lines]
    above, below = lines
    over = _carried(above)
    if habits.heading in _JOINTS:
        joint = _JOINTS[habits.heading]
        return [[f"{a}{joint}{b}" if b else a for a, b in zip(over, below, strict=True)]]
    if habits.heading == "below only":
        return [[b or a for a, b in zip(above, below, strict=True)]]
    if habits.heading == "repeated":
        return [list(over), list(below)]
    if is_html(habits) and habits.tables != "bare":
        first = [a or (None if b else "") for a, b in zip(above, below, strict=True)]
        return [first, [b or None for b in below]]
    if habits.heading == "once":
        return [[one for one in above if one], [one for one in below if one]]
    return [list(above), list(below)]


def _carried(above: Sequence[str]) -> list[str]:
    over, found = "", []
    for one in above:
        over = one or over
        found.append(over)
    return found


def _bold(shown: str, habits: Habits) -> str:
    return f"<b>{shown}</b>" if is_html(habits) else f"**{shown}**"


def _piped(heading: Sequence[Sequence[str | None]], rows: Sequence[Sequence[str]], habits: Habits, title: str) -> Iterator[str]:
    lines = [[one or "" for one in line] for line in heading]
    every = [*([[title]] if title else []), *lines, *map(list, rows)]
    for number, line in enumerate(every):
        shown = [one.replace("|", "\\|") for one in line]
        if habits.tables == "tabs":
            yield "\t".join(shown)
            continue
        yield " | ".join(shown) if habits.tables == "open" else f"| {' | '.join(shown)} |"
        if number == 0:
            yield "|".join(["---"] * len(line)) if habits.tables == "open" else f"|{'|'.join([' --- '] * len(line))}|"


def _html(
    table: Table, heading: Sequence[Sequence[str | None]], rows: Sequence[Sequence[str]], habits: Habits, title: str
) -> Iterator[str]:
    width = len(table.heading[0])
    tag = "th" if habits.tables == "html" else "td"
    yield "<table>"
    if title and habits.title == "caption":
        yield f"<caption>{title}</caption>"
    elif title:
        yield f'<tr><{tag} colspan="{width}">{title}</{tag}></tr>'
    is_spanned = habits.tables != "bare" and len(heading) > 1 and habits.heading not in (*_OF_ONE_LINE, "repeated")
    below = heading[1] if is_spanned else []
    for number, line in enumerate(heading):
        cells = []
        for index, one in enumerate(line):
            if is_spanned and one is None:
                continue
            if is_spanned and number == 0:
                end = index + 1
                while end < width and line[end] is None:
                    end += 1
                spans = f' colspan="{end - index}"' if below[index] else ' rowspan="2"'
                cells.append(f"<{tag}{spans}>{one}</{tag}>")
            else:
                cells.append(f"<{tag}>{one or ''}</{tag}>")
        yield f"<tr>{''.join(cells)}</tr>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>"
    yield "</table>"


def _tex(heading: Sequence[Sequence[str | None]], rows: Sequence[Sequence[str]], title: str) -> Iterator[str]:
    width = max(map(len, heading), default=len(rows[0]) if rows else 1)
    yield f"\\begin{{tabular}}{{|{'l|' * width}}}"
    yield "\\hline"
    if title:
        yield f"\\multicolumn{{{width}}}{{|c|}}{{{_escaped(title)}}} \\\\"
    for line in (*heading, *rows):
        yield " & ".join(_escaped(one or "") for one in line) + " \\\\"
        yield "\\hline"
    yield "\\end{tabular}"


def _escaped(shown: str) -> str:
    return re.sub(r"(?<!\\)[%&#](?![a-z#]\w*;)", lambda sign: f"\\{sign[0]}", shown)
