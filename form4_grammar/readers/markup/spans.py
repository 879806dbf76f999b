"""Which columns the cells of a row of HTML stand in, where some span several, or reach into rows below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_WIDEST, _TALLEST = 64, 1000
"""The columns that cells may span, and the rows that one may; no form has as many."""

Spans = tuple[str, str] | tuple[()]
"""How many columns and rows a cell spans, as its attributes have it; nothing where none has."""


def spans_of(attributes: Mapping[str, str | None]) -> Spans:
    """How many columns and rows a cell of these attributes spans."""
    if "colspan" in attributes or "rowspan" in attributes:
        return attributes.get("colspan") or "", attributes.get("rowspan") or ""
    return ()


def tabs_between(cells: Sequence[Spans], taken: dict[int, int]) -> list[int]:
    """How many tabs come before each cell of a row, by what it spans, and at its end.

    `taken` is brought to what the next row finds.
    """
    if not taken and not any(cells):
        return [0, *[1] * (len(cells) - 1), 0]
    column, tabs = 0, 0
    reaching: dict[int, int] = {}
    found: list[int] = []
    for spans in cells:
        while column in taken:
            column, tabs = column + 1, tabs + 1
        found.append(tabs)
        width = _spanned(spans[0], max(1, _WIDEST - column)) if spans else 1
        height = _spanned(spans[1], _TALLEST) if spans else 1
        if height > 1 and column < _WIDEST:
            reaching |= dict.fromkeys(range(column, column + width), height)
        column, tabs = column + width, width
    last = max(taken, default=-1)
    found.append(tabs - 1 + max(0, last - column + 1))
    for place in list(taken):
        taken[place] -= 1
    taken |= reaching
    for place in [place for place, rows in taken.items() if rows <= 1]:
        del taken[place]
    return found


def _spanned(shown: str, most: int) -> int:
    given = shown.strip()
    return max(1, min(int(given), most)) if given.isdecimal() and len(given) < 6 else 1
