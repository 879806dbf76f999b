"""What a filing is once it was printed: the same filing, without what a page does not show."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from form4_grammar.model import Cell, DerivativeRow, Filing, NonDerivativeRow
from form4_grammar.render.fitting import fitted

_Row = TypeVar("_Row", NonDerivativeRow, DerivativeRow)


def printed(filing: Filing) -> Filing:
    """The filing as far as its page shows it, so that what was read of the page equals it after the same.

    ``printed(parse(render(filing)).filing) == printed(filing)``. What goes, and why:

    - the places and the raw text of cells, and whether they could be read: they are of the copy, not of the filing;
    - blanks within a text other than single ones, line breaks but for those between the paragraphs of the remarks, and
      control characters: a page has no such text, and a text of nothing else, or of characters without a width, is None;
    - Markdown's emphasis all round a name, a symbol, a part of an address: it is the copy's;
    - CIKs: the page has none;
    - the boxes at the top that are not ticked are None: nothing marks them, as if they were lost. A Form 3 has none. Nor does
      a page say of securities that they are owned, other than by its rows;
    - a relationship's boxes are all None without a tick, and else false where they have none. The first owner always has one,
      since the item is always there, and the others have none;
    - what only the page since 18 March 2026 shows, on one of a day before: the country of an owner and whether the address is
      abroad, and the issuer's symbol abroad. Which page it is, the day of the last signature says, else the period, else
      whether there is any of this. An address abroad has its state or province as it is printed, and one whose country is not
      known has its state alone;
    - what no page shows: CCCs, state descriptions, good addresses, timeliness, time zones, other elements, the version of the
      schema;
    - a filing without owners has one of whom nothing is known: the item is always there;
    - a form type without /A has it where there is a date of the original filing;
    - the cells that a row has no column for: those of a transaction in a holding, and in Table II the references of (A) or
      (D), which is a column. On a Form 3 every row is a holding;
    - of a number of shares and a value, which share a column, the value where both are there. References without either
      are those of the shares;
    - in Table II, a number that was neither acquired nor disposed of, as it has no column;
    - a value that its column cannot hold, such as a negative amount or a code that the form does not have; but where a column
      takes any text, what could not be read is one;
    - the type of the form and the equity swap of a transaction, but for the marks in its row: without them, it is the form
      itself and no swap. The first is marked at the code on a Form 5, the second on all forms, so both need a code there.

    The numbers of notes are taken to have up to three digits. Raises `ValueError` for a form type of no Form 3, 4 or 5.
    """
    shown = fitted(filing)
    return replace(
        shown,
        non_derivative_table=tuple(map(_bare, shown.non_derivative_table)),
        derivative_table=tuple(map(_bare, shown.derivative_table)),
    )


def _bare(row: _Row) -> _Row:
    """The row with nothing in its cells but values and references."""
    values: dict[str, Any] = {field.name: getattr(row, field.name) for field in fields(row)}
    for name, value in values.items():
        if isinstance(value, Cell):
            values[name] = Cell(value.value, value.footnotes)
    return type(row)(**values)
