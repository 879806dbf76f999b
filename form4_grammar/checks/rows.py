"""The rows of a filing as checks see them, and what one walk over all of their cells tells."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from form4_grammar.checks import facts
from form4_grammar.checks.facts import FIRST_DAY
from form4_grammar.model import NO_CELL, TABLES, Cell, DerivativeRow, Filing, NonDerivativeRow, cells_of
from form4_grammar.records import NamedTuple
from form4_grammar.transform.values import COUNTS


class Row(NamedTuple):
    """A row of a table with its path, e.g. ``derivative_table[0]``."""

    path: str
    table: str
    data: NonDerivativeRow | DerivativeRow
    is_transaction: bool
    is_derivative: bool

    def cell(self, name: str) -> Cell[Any]:
        """The cell of that name, one that a form of one's own adds included; an empty one where there is no such column."""
        found: Cell[Any] = getattr(self.data, name, None) or self.data.extra.get(name, NO_CELL)
        return found

    def value(self, name: str) -> Any:
        """The value of that cell, or None."""
        found = getattr(self.data, name, None)
        return self.cell(name).value if found is None else found.value

    def cells(self) -> Iterator[tuple[str, Cell[Any]]]:
        """The cells with their names, in the order of the XML."""
        return chain(cells_of(self.data), self.data.extra.items()) if self.data.extra else cells_of(self.data)

    def shown(self, name: str) -> str:
        """The number of that cell as it stands on the page, e.g. ``36.000``."""
        raw, value = self.cell(name).raw, Decimal(self.value(name))
        match = re.search(r"\d[\d,]*(?:\.\d+)?|\.\d+", raw)
        return match[0] if match is not None and Decimal(match[0].replace(",", "")) == abs(value) else f"{value:,f}"

    def footnotes(self) -> set[int]:
        """All references on the row."""
        return {number for _, cell in self.cells() for number in cell.footnotes}


def rows_of(filing: Filing) -> tuple[Row, ...]:
    """The rows of both tables."""
    (one, two), made = TABLES, tuple.__new__
    found = [
        made(Row, (f"{one}[{index}]", one, data, data.kind == "transaction", False))
        for index, data in enumerate(filing.non_derivative_table)
    ]
    for index, data in enumerate(filing.derivative_table):
        found.append(made(Row, (f"{two}[{index}]", two, data, data.kind == "transaction", True)))
    return tuple(found)


def row_of(table: str, index: int, data: NonDerivativeRow | DerivativeRow) -> Row:
    """One of them."""
    return Row(f"{table}[{index}]", table, data, data.kind == "transaction", table == TABLES[1])


PRICES = ("transaction_price_per_share", "conversion_or_exercise_price")
"""The columns of prices of one security."""

Found = tuple[Row, str, Cell[Any]]
"""A cell with its row and its name."""


class Walk(NamedTuple):
    """What a walk over rows finds, in the order of the XML."""

    amounts: list[tuple[Row, str, Cell[Decimal]]]
    """The cells that hold a number, of rows that are judged."""
    days: list[tuple[Row, str, Cell[date]]]
    """Those that hold a date."""
    referring: list[Found]
    """The cells of all rows that refer to notes."""
    referred: list[int]
    """The notes that they refer to."""
    first_end: date | None
    """The first day on which a derivative security of any row expires."""
    there: set[str | None]
    """Of what checks may need (`facts.NEEDS`), what the rows have."""


def walked(rows: Sequence[Row], judged: Container[str] | None) -> Walk:
    """What all these rows have; of the `judged` ones, by their paths, the numbers and dates: of all where that is None."""
    amounts: list[tuple[Row, str, Cell[Decimal]]] = []
    days: list[tuple[Row, str, Cell[date]]] = []
    referring: list[Found] = []
    referred: list[int] = []
    there: set[str | None] = set()
    titles: set[str | None] = set()
    pointed: list[tuple[str, str]] = []
    shapes: set[facts.Shape] = set()
    first_end: date | None = None
    for row in rows:
        data = row.data
        title = data.security_title.value
        titles.add(title)
        shapes.add(
            (
                row.is_derivative, data.transaction_code.value, data.transaction_acquired_disposed_code.value,
                data.transaction_form_type, data.equity_swap_involved, data.direct_or_indirect_ownership.value, title,
                data.nature_of_ownership.value,
            )
        )  # fmt: skip
        is_judged = judged is None or row.path in judged
        for name, cell in row.cells() if data.extra else cells_of(data):
            value = cell.value
            if value is not None:
                kind = type(value)
                there.add(name)
                if not is_judged:
                    pass
                elif kind is Decimal:
                    amounts.append((row, name, cell))
                    raw = cell.raw
                    if "." in raw:
                        pointed.append((name, raw))
                    elif "," not in raw and raw[3:4].isdigit():
                        there.add("bare_number")
                    if name in PRICES and raw[:1] != "$":
                        there.add("bare_price")
                    if len(raw) > facts.MOST_DIGITS and value >= facts.TOO_LARGE:
                        there.add("fine_number")
                elif kind is date:
                    days.append((row, name, cell))
                    if value.year <= FIRST_DAY.year:
                        there.add("early_date")
                    if cell.raw[5:6] != "/":
                        there.add("short_date")
            if cell.footnotes:
                there.add(name)
                referring.append((row, name, cell))
                referred += cell.footnotes
                if len(cell.footnotes) > 1 and len(set(cell.footnotes)) < len(cell.footnotes):
                    there.add("twice_in_a_cell")
        if isinstance(data, DerivativeRow):
            under, start, end = data.underlying_security_title.value, data.exercise_date.value, data.expiration_date.value
            if under is not None:
                titles.add(under)
                if len(under) > facts.LONGEST_TITLE:
                    there.add("long_text")
                if facts.letters_among_digits(under) is not None:
                    there.add("letters_among_digits")
            if end is not None:
                first_end = end if first_end is None or end < first_end else first_end
                if start is not None and end < start:
                    there.add("expires_first")
    for name, raw in pointed:
        there |= facts.of_pointed(name in COUNTS, raw)
    there.update(*map(facts.of_shape, shapes))
    there |= facts.of_kinds(len(rows), sum([row.is_transaction for row in rows]))
    if len(titles) > 1:
        there.add("several_titles")
    return Walk(amounts, days, referring, referred, first_end, there)
