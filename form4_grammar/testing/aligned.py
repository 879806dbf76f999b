"""Filings printed as texts whose columns are aligned by blanks or drawn with signs: widths, gaps and edges are drawn at random.

What is printed is what browsers for terminals, converters and prints of pages leave, without being any one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from random import Random
from textwrap import wrap
from typing import Literal, NamedTuple

from form4_grammar.model import Filing
from form4_grammar.testing.habits.sheet import Cell, Line, Sheet, Table, sheet_of

_MOST_IN_ROW = 3
_APART = 2


class Layout(NamedTuple):
    """How a page is set: each field is one choice.

    ``width`` is that of lines, and of tables where these can be as narrow; ``gap`` and ``margin`` count blanks. ``walls`` are
    drawn between cells or are not; cells stand at the ``edge`` of their column and, where others are higher, at its ``height``.
    ``beside`` is how many items stand beside each other; ``reference`` and ``ticked`` are marks; ``is_spaced`` where a blank
    line stands below each row, and notes are ``is_hanging`` where their text stands right of their marks.
    """

    width: int = 100
    gap: int = 2
    margin: int = 0
    walls: Literal["none", "drawn", "signs"] = "none"
    edge: Literal["left", "middle"] = "left"
    height: Literal["top", "middle"] = "top"
    beside: int = 3
    reference: str = "^({})"
    ticked: str = "X"
    is_spaced: bool = False
    is_hanging: bool = False
    is_signed_beside: bool = True


def drawn(random: Random) -> Layout:
    """A layout at random."""
    return Layout(
        width=random.choice((64, 72, 80, 90, 100, 120, 132, 160, 200)),
        gap=random.choice((1, 2, 2, 2, 3, 4)),
        margin=random.choice((0, 0, 1, 3)),
        walls=random.choice(("none", "none", "drawn", "signs")),
        edge=random.choice(("left", "left", "middle")),
        height=random.choice(("top", "middle")),
        beside=random.choice((1, 2, _MOST_IN_ROW)),
        reference=random.choice(("^({})", "({})")),
        ticked=random.choice(("X", "[X]", "☒")),
        is_spaced=random.choice((True, False)),
        is_hanging=random.choice((True, False)),
        is_signed_beside=random.choice((True, False)),
    )


def aligned(filing: Filing, layout: Layout) -> str:
    """The page of a filing in a layout. Raises `ValueError` for a form type of no Form 3, 4 or 5."""
    return "".join(f"{' ' * layout.margin}{line}".rstrip() + "\n" for line in _page(sheet_of(filing), layout))


def _page(sheet: Sheet, layout: Layout) -> Iterator[str]:
    yield from sheet.omb
    yield ""
    for line in sheet.top:
        yield from (*_wrapped(_boxed(line, layout) if line.kind == "box" else line.text, layout.width), "")
    yield from _items(sheet.items, layout)
    for table in sheet.tables:
        yield from ("", *_wrapped(table.title, layout.width), "")
        yield from _table(table, layout)
        yield ""
    for owner in sheet.owners:
        yield from (*_item(owner, layout.width, layout), "")
    yield from (sheet.explanation, "")
    for number, note in sheet.notes:
        mark = f"{number}. "
        yield from _wrapped(mark + note, layout.width, " " * len(mark) if layout.is_hanging else "")
    yield ""
    for remark in sheet.remarks:
        yield from (*_wrapped(remark, layout.width), "")
    yield from _signatures(sheet, layout)
    for reminder in sheet.reminders[1:]:
        yield from _wrapped(reminder, layout.width)


def _wrapped(shown: str, width: int, indent: str = "") -> list[str]:
    return wrap(shown, max(width, 1), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


def _boxed(line: Line, layout: Layout) -> str:
    return f"{layout.ticked} {line.text}" if line.is_ticked else line.text


def _item(lines: Sequence[Line], width: int, layout: Layout) -> list[str]:
    """An item as lines: a box never stands on the line of another, and neither does what is wrapped."""
    return [one for line in lines for one in _wrapped(_boxed(line, layout) if line.kind == "box" else line.text, width)]


def _items(items: Sequence[Sequence[Line]], layout: Layout) -> Iterator[str]:
    """The items, row by row; the cells of a row stand beside each other."""
    width = (layout.width - (layout.beside - 1) * max(layout.gap, _APART)) // layout.beside
    rows = [items[at : at + layout.beside] for at in range(0, len(items), layout.beside)]
    cells = [[_item(item, width, layout) for item in row] for row in rows]
    widths = [
        max([width, *(len(one) for row in cells for cell in row[at : at + 1] for one in cell)]) for at in range(layout.beside)
    ]
    for row in cells:
        yield from _beside(row, widths, layout._replace(gap=max(layout.gap, _APART), edge="left", height="top"))
        if layout.walls == "none":
            yield ""
    yield from _ruled(widths, layout)


def _beside(cells: Sequence[Sequence[str]], widths: Sequence[int], layout: Layout) -> Iterator[str]:
    """Cells beside each other, below a ruled line where there are walls."""
    yield from _ruled(widths, layout)
    highest = max(map(len, cells), default=0)
    placed = []
    for cell in cells:
        above = (highest - len(cell)) // 2 if layout.height == "middle" else 0
        placed.append([""] * above + list(cell))
    placed += [[] for _ in widths[len(cells) :]]
    for shown in zip_longest(*placed, fillvalue=""):
        yield _joined([_at_edge(one, width, layout) for one, width in zip(shown, widths, strict=True)], layout)


def _at_edge(shown: str, width: int, layout: Layout) -> str:
    return shown.center(width) if layout.edge == "middle" else shown.ljust(width)


def _joined(cells: Sequence[str], layout: Layout) -> str:
    if layout.walls == "none":
        return (" " * layout.gap).join(cells)
    wall = "│" if layout.walls == "drawn" else "|"
    return f"{wall} {f' {wall} '.join(cells)} {wall}"


def _ruled(widths: Sequence[int], layout: Layout) -> Iterator[str]:
    if layout.walls == "drawn":
        yield f"├{'┼'.join('─' * (width + 2) for width in widths)}┤"
    elif layout.walls == "signs":
        yield f"+{'+'.join('-' * (width + 2) for width in widths)}+"


def _shown(cell: Cell, layout: Layout) -> str:
    return cell.text + "".join(layout.reference.format(number) for number in cell.notes)


def _table(table: Table, layout: Layout) -> Iterator[str]:
    """A table: each column as wide as its longest word, and wider where there is room."""
    rows = [[_shown(cell, layout) for cell in row] for row in table.rows]
    above, *below = table.heading
    spans = _spans(above)
    leaves = [*rows, *map(list, below)]
    widths = [max(_longest(row[at]) for row in leaves) if leaves else 1 for at in range(len(above))]
    for first, last in spans:
        own = sum(widths[first:last]) + (last - first - 1) * _between(layout)
        widths[last - 1] += max(0, _longest(above[first]) - own)
    room = layout.width - sum(widths) - (len(widths) - 1) * _between(layout)
    wanted = [max((len(row[at]) for row in rows), default=0) for at in range(len(above))]
    for at, width in enumerate(wanted):
        more = max(0, min(room, width - widths[at]))
        widths[at] += more
        room -= more
    yield from _beside(
        [_wrapped(above[first], sum(widths[first:last]) + (last - first - 1) * _between(layout)) for first, last in spans],
        [sum(widths[first:last]) + (last - first - 1) * _between(layout) for first, last in spans],
        layout._replace(height="top"),
    )
    for captions in below:
        yield from _beside([_wrapped(one, width) for one, width in zip(captions, widths, strict=True)], widths, layout)
    if layout.walls == "none":
        yield ""
    for row in rows:
        yield from _beside([_wrapped(one, width) for one, width in zip(row, widths, strict=True)], widths, layout)
        if layout.is_spaced and layout.walls == "none":
            yield ""
    yield from _ruled(widths, layout)


def _between(layout: Layout) -> int:
    return layout.gap if layout.walls == "none" else _MOST_IN_ROW


def _longest(shown: str) -> int:
    return max(map(len, shown.split()), default=1)


def _spans(above: Sequence[str]) -> list[tuple[int, int]]:
    """The columns that each caption of the first line stands over."""
    begins = [at for at, one in enumerate(above) if one]
    return list(zip(begins, [*begins[1:], len(above)], strict=True))


def _signatures(sheet: Sheet, layout: Layout) -> Iterator[str]:
    """Names and dates above their captions, in columns or one behind the other."""
    caption, _, date = sheet.reminders[0].rpartition(" ")
    if not layout.is_signed_beside:
        for name, day in sheet.signatures:
            yield from (*_wrapped(f"{name} {day}", layout.width), "")
        yield from _wrapped(sheet.reminders[0], layout.width)
        return
    half = layout.width // 2
    widths = [max(half - _MOST_IN_ROW, *(_longest(name) for name, _ in sheet.signatures), 1), half]
    plain = layout._replace(walls="none", gap=_MOST_IN_ROW)
    for name, day in [*sheet.signatures, (caption, date)]:
        yield from _beside([_wrapped(name, widths[0]), [day]], widths, plain._replace(edge="left"))
        if layout.is_spaced:
            yield ""
