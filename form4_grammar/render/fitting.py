"""What of a filing its page has room for, and how the page shows a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from form4_grammar.grammar import FORMS, MOST_GRAMMARS, Grammar, load
from form4_grammar.model import (
    NO_CELL,
    Address,
    Cell,
    DerivativeRow,
    Filing,
    Footnote,
    Issuer,
    NonDerivativeRow,
    Relationship,
    ReportingOwner,
    Signature,
)
from form4_grammar.render.escaping import one_line
from form4_grammar.rules.layout import PAGE_OF_2026_SINCE
from form4_grammar.transform.addresses import printed_place, read_place
from form4_grammar.transform.values import plain, without_emphasis

TEXTS = frozenset({"TITLE_TEXT", "CELL_TEXT"})
_VALUES = TEXTS | {"DATE", "AMOUNT", "TRANSACTION_CODE", "ACQUIRED_OR_DISPOSED", "DIRECT_OR_INDIRECT"}
NUMBERS = ("transaction_shares", "transaction_total_value")
_NOBODY = ReportingOwner(None, None, Address(None, None, None, None, None), None)

_Row = TypeVar("_Row", NonDerivativeRow, DerivativeRow)


def grammar_of(filing: Filing, own: Grammar | None = None) -> Grammar:
    """The grammar of a filing's page: its form's or, of a derived form, its own.

    Raises `ValueError` for another form than the package has, and for one that is not derived from the filing's.
    """
    form = filing.form_type.removesuffix("/A")
    if form not in FORMS:
        raise ValueError(f"no page of this form: {filing.form_type!r}")
    if own is not None and own.base != form:
        raise ValueError(f"the form {own.form} is not derived from Form {form}")
    return load(form) if own is None else own


def fitted(filing: Filing, own: Grammar | None = None) -> Filing:
    """The filing as its page can show it. Of a cell that cannot be read, ``raw`` is what the page shows in place of a value.

    `form4_grammar.testing.printed` says what is left out. Raises `ValueError` as `grammar_of` does.
    """
    grammar = grammar_of(filing, own)
    since_2026 = is_since_2026(filing)
    owners = filing.reporting_owners or (_NOBODY,)
    foreign = _text(filing.issuer.foreign_trading_symbol) if since_2026 else None
    is_amendment = filing.form_type.endswith("/A") or filing.date_of_original_submission is not None
    return Filing(
        form_type=grammar.base + ("/A" if is_amendment else ""),
        period_of_report=filing.period_of_report,
        date_of_original_submission=filing.date_of_original_submission,
        not_subject_to_section16=_box(filing, "not_subject_to_section16", grammar),
        aff10b5_one=_box(filing, "aff10b5_one", grammar),
        issuer=Issuer(_text(filing.issuer.name), None, _text(filing.issuer.trading_symbol), foreign),
        reporting_owners=(
            _owner(owners[0], _relationship(owners[0].relationship), since_2026=since_2026),
            *(_owner(owner, None, since_2026=since_2026) for owner in owners[1:]),
        ),
        no_securities_owned=True if filing.no_securities_owned and "no_securities_owned" in grammar.rules else None,
        form3_holdings_reported=_box(filing, "form3_holdings_reported", grammar),
        form4_transactions_reported=_box(filing, "form4_transactions_reported", grammar),
        non_derivative_table=tuple(_row(row, grammar) for row in filing.non_derivative_table),
        derivative_table=tuple(_row(row, grammar) for row in filing.derivative_table),
        footnotes=tuple(Footnote(note.number, one_line(note.text)) for note in filing.footnotes),
        remarks="\n".join(filter(None, map(one_line, (filing.remarks or "").split("\n")))) or None,
        signatures=tuple(Signature(_text(one.name), one.date) for one in filing.signatures),
        extra=filing.extra if grammar.added else {},
    )


def is_since_2026(filing: Filing) -> bool:
    """Whether the filing's page is that of March 2026 and later: by the day it was signed, else by its period.

    Where it has neither, by what only this page shows.
    """
    day = max((one.date for one in filing.signatures if one.date is not None), default=filing.period_of_report)
    if day is not None:
        return day >= PAGE_OF_2026_SINCE
    places = [_address(owner.address, since_2026=True) for owner in filing.reporting_owners]
    return bool(_text(filing.issuer.foreign_trading_symbol)) or any(place.non_us_address_flag is not None for place in places)


def _box(filing: Filing, name: str, grammar: Grammar) -> bool | None:
    return True if getattr(filing, name) and name in grammar.rules else None


def row_rule(row: NonDerivativeRow | DerivativeRow, grammar: Grammar) -> str:
    """The rule of the grammar for what a row is."""
    if isinstance(row, NonDerivativeRow):
        name, holding = f"non_derivative_{row.kind}", "non_derivative_holding"
    else:
        side = "disposition" if row.transaction_acquired_disposed_code.value == "D" else "acquisition"
        name, holding = f"derivative_{side if row.kind == 'transaction' else row.kind}", "derivative_holding"
    return name if name in grammar.rules else holding


@lru_cache(maxsize=256)
def value_terminal(column: str, grammar: Grammar) -> str:
    """The terminal of the values of a column."""
    return next(name for expansion in grammar.rules[column] for name in expansion if name in _VALUES)


def shown_value(value: str | date | Decimal) -> str:
    """A value as the page prints it, but for what has to be escaped."""
    if isinstance(value, date):
        return f"{value.month:02}/{value.day:02}/{value.year:04}"
    if isinstance(value, Decimal):
        digits = f"{value:,f}" if value.is_finite() else str(value)
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return value


def _text(text: str | None) -> str | None:
    return without_emphasis(one_line(text or "")) or None


def _owner(owner: ReportingOwner, relationship: Relationship | None, *, since_2026: bool) -> ReportingOwner:
    return ReportingOwner(_text(owner.name), None, _address(owner.address, since_2026=since_2026), relationship)


def _address(address: Address, *, since_2026: bool) -> Address:
    state, country = map(_text, printed_place(address, has_country=since_2026))
    place = read_place(state, country)
    return Address(
        _text(address.street1),
        _text(address.street2),
        _text(address.city),
        place.state,
        _text(address.zip_code),
        non_us_address_flag=place.non_us_address_flag,
        non_us_state_territory=place.non_us_state_territory,
        country=place.country,
    )


def _relationship(given: Relationship | None) -> Relationship:
    if given is None:
        return Relationship(None, None, None, None, None, None)
    title, other = _text(given.officer_title), _text(given.other_text)
    if not (given.is_director or given.is_officer or given.is_ten_percent_owner or given.is_other):
        return Relationship(None, None, None, None, title, other)
    return Relationship(
        bool(given.is_director), bool(given.is_officer), bool(given.is_ten_percent_owner), bool(given.is_other), title, other
    )


def _row(row: _Row, grammar: Grammar) -> _Row:
    name = row_rule(row, grammar)
    cells: dict[str, Any] = {}
    extra: dict[str, Cell[Any]] = {}
    for rules in grammar.grid(name)[0]:
        fields = [rule for rule in rules if rule in row.__dataclass_fields__]
        if fields:
            cells |= dict([_column(fields, row, grammar)])
        extra |= {rule: row.extra[rule] for rule in rules if rule in row.extra}
    if not name.endswith("holding"):
        has_code = cells["transaction_code"].value is not None
        cells["transaction_form_type"] = _form_type(row, grammar, has_code=has_code)
        cells["equity_swap_involved"] = row.equity_swap_involved is True and has_code
    if name in ("derivative_acquisition", "derivative_disposition"):
        side = row.transaction_acquired_disposed_code.value
        if side in ("A", "D"):
            cells["transaction_acquired_disposed_code"] = Cell(side)
        else:
            cells |= dict.fromkeys(NUMBERS, NO_CELL)
    return type(row)("holding" if name.endswith("holding") else "transaction", **cells, extra=extra)


def _form_type(row: NonDerivativeRow | DerivativeRow, grammar: Grammar, *, has_code: bool) -> str:
    """The form that a transaction belongs on: the page's own, unless its mark is there."""
    if grammar.base == "4":
        return "5" if row.transaction_form_type == "5" else "4"
    return "4" if row.transaction_form_type == "4" and has_code else "5"


def _column(fields: Sequence[str], row: NonDerivativeRow | DerivativeRow, grammar: Grammar) -> tuple[str, Cell[Any]]:
    """The cell of a column, and its name: of a number of shares and a value the one that is given, else the shares."""
    given = [(name, _cell(getattr(row, name), value_terminal(name, grammar), grammar)) for name in fields]
    with_value = [(name, cell) for name, cell in given if cell.value is not None]
    with_more = [(fields[0], cell) for _, cell in given if cell.footnotes or cell.raw]
    return (with_value or with_more or given)[0]


def _cell(cell: Cell[Any], terminal: str, grammar: Grammar) -> Cell[Any]:
    value = _text(cell.value) if isinstance(cell.value, str) else cell.value
    pattern = grammar.terminals[terminal].pattern
    if value is None:
        shown = "" if cell.readable else one_line(plain(raised_reference(grammar).sub(" ", cell.raw)))
        if terminal in TEXTS and re.fullmatch(pattern, shown):
            value = shown
    else:
        shown = shown_value(value)
    if value is not None and (terminal in TEXTS or re.fullmatch(pattern, shown)):
        return Cell(value, cell.footnotes)
    return Cell(None, cell.footnotes, shown, readable=not shown)


@lru_cache(maxsize=MOST_GRAMMARS)
def raised_reference(grammar: Grammar) -> re.Pattern[str]:
    return re.compile("|".join(grammar.terminals[name].pattern for name in ("SUPERSCRIPT_REF", "SUP_ELEMENT_REF")))
