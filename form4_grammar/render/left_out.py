"""What of a filing its page does not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from form4_grammar.grammar import Grammar
from form4_grammar.model import EITHER, TABLES, Cell, DerivativeRow, Filing, NonDerivativeRow, ReportingOwner
from form4_grammar.render.fitting import fitted, is_since_2026

_NEVER = {
    "ccc": "a page shows no access codes",
    "state_description": "a page has no place for it",
    "good_address": "a page has no place for it",
}
_SINCE_2026 = "a page shows it since 18 March 2026 only"


def left_out(filing: Filing, own: Grammar | None = None) -> Iterator[str]:
    """What of a filing its page has no place for, in sentences that begin with a path; `own` is that of `render`."""
    shown = fitted(filing, own)
    if filing.extra and not shown.extra:
        yield f"extra: the page of Form {shown.form_type} has no place for it"
    ciks = [filing.issuer.cik, *(owner.cik for owner in filing.reporting_owners)]
    if any(ciks):
        yield "issuer.cik, reporting_owners[…].cik: a page shows no CIKs"
    if filing.issuer.foreign_trading_symbol and not shown.issuer.foreign_trading_symbol:
        yield f"issuer.foreign_trading_symbol: {_SINCE_2026}"
    for index, owner in enumerate(filing.reporting_owners):
        yield from _of_owner(
            f"reporting_owners[{index}]", owner, shown.reporting_owners[index], has_country=is_since_2026(filing)
        )
        if index and owner.relationship is not None:
            yield f"reporting_owners[{index}].relationship: a page shows that of the first owner"
    for name in ("no_securities_owned", "form3_holdings_reported", "form4_transactions_reported"):
        if getattr(filing, name) and not getattr(shown, name):
            yield f"{name}: the page of this form has no place for it"
    for table in TABLES:
        for index, (row, printed) in enumerate(zip(getattr(filing, table), getattr(shown, table), strict=True)):
            yield from _of_row(f"{table}[{index}]", row, printed)
    for path, _ in filing.date_offsets:
        yield f"{path}: a page shows no time zone"
    for element in filing.other_elements:
        yield f"{element.path}: a page has no place for an element that is not of the form"


def _of_owner(path: str, owner: ReportingOwner, shown: ReportingOwner, *, has_country: bool) -> Iterator[str]:
    if owner.ccc is not None:
        yield f"{path}.ccc: {_NEVER['ccc']}"
    for one in fields(owner.address):
        given, printed = getattr(owner.address, one.name), getattr(shown.address, one.name)
        if one.name in _NEVER and given is not None:
            yield f"{path}.address.{one.name}: {_NEVER[one.name]}"
        elif (
            one.name in ("non_us_address_flag", "non_us_state_territory", "country") and given is not None and given != printed
        ):
            reason = "the page cannot show it beside the rest of the address" if has_country else _SINCE_2026
            yield f"{path}.address.{one.name}: {reason}"
        elif one.name == "state" and given is not None and given != printed:
            yield f"{path}.address.state: the page shows the country in its place"


def _of_row(path: str, row: NonDerivativeRow | DerivativeRow, shown: NonDerivativeRow | DerivativeRow) -> Iterator[str]:
    for one in fields(row):
        given, printed = getattr(row, one.name), getattr(shown, one.name)
        if isinstance(given, Cell):
            yield from _of_cell(f"{path}.{one.name}", one.name, given, printed, row)
    for name, cell in row.extra.items():
        if cell.value is not None and name not in shown.extra:
            yield f"{path}.extra.{name}: the row has no column that can show {cell.value}"
    if row.transaction_form_type is not None and row.transaction_form_type != shown.transaction_form_type:
        yield f"{path}.transaction_form_type: {row.transaction_form_type!r} has no mark on this row"
    if row.equity_swap_involved and not shown.equity_swap_involved:
        yield f"{path}.equity_swap_involved: it is marked at the code, which the row does not have"


def _of_cell(path: str, name: str, given: Cell[Any], shown: Cell[Any], row: NonDerivativeRow | DerivativeRow) -> Iterator[str]:
    lost = given.value is not None and given.value != shown.value
    sibling = getattr(row, EITHER[name], None) if name in EITHER else None
    if lost and name == "transaction_timeliness":
        yield f"{path}: a page shows no timeliness"
    elif lost and isinstance(given.value, Decimal) and given.value < 0:
        yield f"{path}: a page has no negative amounts, so {given.value} cannot be read of it"
    elif lost and sibling is not None and sibling.value is not None:
        yield f"{path}: the value {sibling.value} stands in its column"
    elif lost:
        yield f"{path}: the row has no column that can show {given.value}"
    if set(given.footnotes) - set(shown.footnotes):
        marks = ", ".join(map(str, given.footnotes))
        yield f"{path}: the page has no place for its references to notes ({marks})"
