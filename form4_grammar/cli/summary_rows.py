"""The tables of a filing for people: each row in as much room as there is, with the doubts at its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from form4_grammar.cli.doubts import Doubts
from form4_grammar.cli.fitted import Column, Fitted, Grid
from form4_grammar.controls import dead
from form4_grammar.model import EITHER, Cell, DerivativeRow, NonDerivativeRow

_TIMELINESS = {"E": "early", "L": "late"}
_REFERENCE = "magenta"
_UNREAD = "bold red"
_MANY = 3

_SECURITY = Column("Security", prose=True)
_DATE = Column("Date")
_DEEMED = Column("Deemed")
_CODE = Column("Code")
_AMOUNT = Column("Amount", right=True)
_PRICE = Column("Price", right=True)
_OWNED = Column("Owned after", right=True)
_HELD = Column("Held", prose=True)


def table_i(rows: Sequence[NonDerivativeRow], form: str, doubts: Doubts) -> RenderableType:
    """The rows of Table I."""
    each = [_Row(row, form, f"non_derivative_table[{number}]", doubts) for number, row in enumerate(rows)]
    columns = (_SECURITY, _DATE, _DEEMED, _CODE, _AMOUNT, _PRICE, _owned_of(form), _HELD)
    grid = Grid(
        columns,
        tuple((r.title, r.date, r.deemed, r.code, r.amount, r.price, r.owned, r.held) for r in each),
    )
    return Fitted([grid], _sentences(each))


def table_ii(rows: Sequence[DerivativeRow], form: str, doubts: Doubts) -> RenderableType:
    """The rows of Table II: as wide as the page prints them, or with what belongs together in one column."""
    each = [_Row(row, form, f"derivative_table[{number}]", doubts) for number, row in enumerate(rows)]
    wide = Grid(
        (
            *(_SECURITY, Column("Exercise price", right=True), _DATE, _DEEMED, _CODE, _AMOUNT, Column("Exercisable")),
            *(Column("Expires"), Column("Underlying", prose=True), _PRICE, _owned_of(form), _HELD),
        ),
        tuple(
            (
                *(r.title, r.exercise_price, r.date, r.deemed, r.code, r.amount, r.cell("exercise_date")),
                *(r.cell("expiration_date"), r.underlying, r.price, r.owned, r.held),
            )
            for r in each
        ),
    )
    folded = Grid(
        (_SECURITY, Column("Terms"), Column("Transaction"), _owned_of(form), _HELD),
        tuple((_lines(r.title, _after("for", r.underlying)), r.terms, r.moved, r.owned, r.held) for r in each),
    )
    return Fitted([wide, folded], _sentences(each))


def cell(found: Cell[Any], prefix: str = "") -> Text:
    """A value with its references, or what stands there, with a question mark, where it cannot be read."""
    text = Text()
    if found.value is not None:
        text.append(prefix + dead(written(found.value)))
    elif not found.readable:
        text.append(f"{dead(found.raw)}?", _UNREAD)
    if found.footnotes:
        between = "," if len(found.footnotes) <= _MANY else ", "
        text.append(f"{' ' if text else ''}({between.join(map(str, found.footnotes))})", _REFERENCE)
    return text


class _Row(NamedTuple):
    """A row and its place; what stands in it, in columns."""

    row: NonDerivativeRow | DerivativeRow
    form: str
    path: str
    doubts: Doubts

    def cell(self, name: str, prefix: str = "") -> Text:
        """A cell, with its doubts."""
        return joined(cell(getattr(self.row, name), prefix), self.doubts.at(f"{self.path}.{name}"))

    def either(self, name: str) -> Text:
        """A number of shares, or of money where the row has that."""
        return joined(self.cell(name), self.cell(EITHER[name], "$") if hasattr(self.row, EITHER[name]) else "")

    @property
    def title(self) -> Text:
        return joined(self.cell("security_title"), self.doubts.at(self.path))

    @property
    def date(self) -> Text:
        return self.cell("transaction_date")

    @property
    def deemed(self) -> Text:
        return self.cell("deemed_execution_date")

    @property
    def code(self) -> Text:
        """The code with its marks as on the page, V on a Form 4, 4 on a Form 5; and early or late, where the XML says so."""
        row = self.row
        marks = "/K" if row.equity_swap_involved else ""
        if row.transaction_form_type not in (None, self.form):
            marks += " V" if self.form == "4" else str(row.transaction_form_type)
        timeliness = row.transaction_timeliness
        when = replace(timeliness, value=_TIMELINESS.get(timeliness.value or "", timeliness.value))
        names = ("transaction_code", "transaction_form_type", "equity_swap_involved", "transaction_timeliness")
        doubted = self.doubts.at(*(f"{self.path}.{name}" for name in names))
        return joined(Text.assemble(cell(row.transaction_code), marks), cell(when), doubted)

    @property
    def amount(self) -> Text:
        if hasattr(self.row, "transaction_total_value"):
            return joined(self.either("transaction_shares"), self.cell("transaction_acquired_disposed_code"))
        return joined(self.cell("transaction_shares"), self.cell("transaction_acquired_disposed_code"))

    @property
    def price(self) -> Text:
        return self.cell("transaction_price_per_share", "$")

    @property
    def owned(self) -> Text:
        return self.either("shares_owned_following_transaction")

    @property
    def held(self) -> Text:
        return joined(self.cell("direct_or_indirect_ownership"), self.cell("nature_of_ownership"))

    @property
    def exercise_price(self) -> Text:
        return self.cell("conversion_or_exercise_price", "$")

    @property
    def underlying(self) -> Text:
        return joined(self.either("underlying_security_shares"), self.cell("underlying_security_title"))

    @property
    def terms(self) -> Text:
        return _lines(
            _after("at", self.exercise_price),
            _after("from", self.cell("exercise_date")),
            _after("to", self.cell("expiration_date")),
        )

    @property
    def moved(self) -> Text:
        return _lines(joined(self.date, self.deemed), joined(self.code, self.amount), _after("at", self.price))

    def sentence(self) -> Text:
        """What stands in the row, one thing after the other."""
        is_derivative = isinstance(self.row, DerivativeRow)
        parts = [
            *([_after("exercise price", self.exercise_price)] if is_derivative else []),
            joined(self.date, self.deemed),
            joined(self.code, self.amount),
            _after("at", self.price),
            *([_after("exercisable", self.cell("exercise_date"))] if is_derivative else []),
            *([_after("expires", self.cell("expiration_date"))] if is_derivative else []),
            *([_after("for", self.underlying)] if is_derivative else []),
            _after("owned" if self.form == "3" else "owned after", self.owned),
            _after("held", self.held),
        ]
        return Text("; ").join(part for part in parts if part)


def _owned_of(form: str) -> Column:
    return Column("Owned", right=True) if form == "3" else _OWNED


def _sentences(rows: Sequence[_Row]) -> RenderableType:
    return Group(*(one for row in rows for one in (row.title, Padding(row.sentence(), (0, 0, 0, 2)))))


def written(value: str | date | Decimal | bool) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


def _after(word: str, text: Text) -> Text:
    return joined(word, text) if text else text


def joined(*parts: Text | str) -> Text:
    """What there is of some texts, parted by blanks."""
    return Text(" ").join([part if isinstance(part, Text) else Text(part) for part in parts if part])


def _lines(*parts: Text) -> Text:
    return Text("\n").join([part for part in parts if part])
