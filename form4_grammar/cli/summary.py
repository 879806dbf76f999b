"""A filing for people: what the page says, on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from form4_grammar.cli.findings import count
from form4_grammar.cli.screen import dead
from form4_grammar.model import TABLES, Cell, DerivativeRow, Filing, NonDerivativeRow, ReportingOwner
from form4_grammar.reading import Parsed
from form4_grammar.transform.edgar_codes import country_name

_PERIODS = {"3": "event", "4": "earliest transaction", "5": "fiscal year ended"}
_TIMELINESS = {"E": "early", "L": "late"}
_REFERENCE = "magenta"
_UNREAD = "red"
_LOST = "bold red"
_TABLE_I = "Table I  Non-derivative securities"
_TABLE_II = "Table II  Derivative securities"


def summary(name: str, parsed: Parsed) -> RenderableType:
    """The name of a document and how many findings there are, then its filing; of what is no form, nothing.

    What could not be read is named at the top and again at its place, and never looks like what is not there.
    """
    filing, unread = parsed.filing, parsed.unread
    if parsed.fields is not None:
        return own_summary(name, parsed)
    if filing is None and not unread:
        return Group()
    parts: list[RenderableType] = [Text(f"{dead(name)}: {_found(parsed)}", "dim")]
    if unread:
        parts.append(Text(f"Not read: {', '.join(map(_part, unread))}", _LOST))
    if filing is None:
        return Group(*parts, Text(""))
    parts += [_head(filing, unread), Text("")]
    if filing.reporting_owners or "reporting_owners" in unread:
        parts += [_owners(filing.reporting_owners) if filing.reporting_owners else _not_read("Reporting owners"), Text("")]
    form = filing.form_type[:1]
    if filing.non_derivative_table:
        parts += [Text(_TABLE_I, "bold"), _table_i(filing.non_derivative_table, form), Text("")]
    elif "non_derivative_table" in unread:
        parts += [_not_read(_TABLE_I), Text("")]
    if filing.derivative_table:
        parts += [Text(_TABLE_II, "bold"), _table_ii(filing.derivative_table, form), Text("")]
    elif "derivative_table" in unread:
        parts += [_not_read(_TABLE_II), Text("")]
    if not filing.non_derivative_table and not filing.derivative_table and not {*TABLES} & {*unread}:
        none = "No securities are beneficially owned." if filing.no_securities_owned else "No securities in either table."
        parts += [Text(none, "dim"), Text("")]
    parts += _extra(filing)
    if filing.footnotes:
        parts += [_pairs((f"({note.number})", note.text) for note in filing.footnotes), Text("")]
    elif "footnotes" in unread:
        parts += [_not_read("Footnotes"), Text("")]
    if filing.remarks is None and "remarks" in unread:
        parts += [_not_read("Remarks"), Text("")]
    if filing.remarks:
        parts += [Text.assemble(("Remarks  ", "bold"), dead(filing.remarks)), Text("")]
    for signature in filing.signatures:
        signed = f"  {signature.date.isoformat()}" if signature.date else ""
        parts.append(Text.assemble(("Signed  ", "bold"), dead(signature.name or "?"), (signed, "dim")))
    if not filing.signatures and "signatures" in unread:
        parts.append(_not_read("Signed"))
    parts.append(Text(""))
    return Group(*parts)


def own_summary(name: str, parsed: Parsed) -> RenderableType:
    """The fields of a form of one's own: scalars as pairs, then its tables, blocks and notes."""
    fields = parsed.fields or {}
    parts: list[RenderableType] = [Text(f"{dead(name)}: {_found(parsed)}", "dim")]
    if parsed.unread:
        parts.append(Text(f"Not read: {', '.join(map(_part, parsed.unread))}", _LOST))
    return Group(*parts, Text(f"The form {parsed.form}", "bold cyan"), Text(""), *_own_parts(fields))


def _own_parts(fields: Mapping[str, Any]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    once = {one: field for one, field in fields.items() if not isinstance(field, tuple)}
    if once:
        parts += [_pairs((one.replace("_", " "), _own_text(field)) for one, field in once.items()), Text("")]
    for one, rows in fields.items():
        if isinstance(rows, tuple) and rows:
            parts.append(Text(one.replace("_", " "), "bold"))
            if one == "footnotes":
                parts += [_pairs((f"({note.number})", note.text) for note in rows), Text("")]
                continue
            table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
            for column in rows[0]:
                table.add_column(column.replace("_", " "), overflow="fold")
            for row in rows:
                table.add_row(*(Text(_own_text(cell)) for cell in row.values()))
            parts += [table, Text("")]
    return parts


def _extra(filing: Filing) -> list[RenderableType]:
    """What a derived form adds: its fields, and the cells of its columns by the rows that they stand in."""
    parts = _own_parts(filing.extra)
    tables: tuple[tuple[str, Sequence[NonDerivativeRow | DerivativeRow]], ...] = (
        (_TABLE_I, filing.non_derivative_table),
        (_TABLE_II, filing.derivative_table),
    )
    for title, rows in tables:
        if rows and rows[0].extra:
            parts.append(Text(f"{title}, further columns", "bold"))
            table = _grid(("Row", "r", 0), *((name.replace("_", " "), "l", 0) for name in rows[0].extra))
            for number, row in enumerate(rows, 1):
                table.add_row(str(number), *(Text(_own_text(cell)) for cell in row.extra.values()))
            parts += [table, Text("")]
    return parts


def _own_text(field: Any) -> str:
    if isinstance(field, Cell):
        references = "".join(f" ({number})" for number in field.footnotes)
        return f"{_own_text(field.value) if field.readable else f'? {dead(field.raw)}'}{references}".strip()
    return "" if field is None else {True: "yes", False: "no"}[field] if isinstance(field, bool) else dead(str(field))


def _part(name: str) -> str:
    """A part of the filing in the words of the page."""
    return {"non_derivative_table": "Table I", "derivative_table": "Table II"}.get(name, name.replace("_", " "))


def _not_read(title: str) -> Text:
    return Text.assemble((title, "bold"), ": ", ("not read", _LOST))


def _found(parsed: Parsed) -> str:
    codes = Counter(one.code for one in parsed.diagnostics)
    shown = ", ".join(code if number == 1 else f"{code} ×{number}" for code, number in codes.items())
    return count(parsed.diagnostics, 1).removesuffix(" in 1 document.") + (f" ({shown})" if shown else "")


def _head(filing: Filing, unread: Sequence[str]) -> Text:
    issuer = filing.issuer
    symbols = [issuer.trading_symbol, issuer.foreign_trading_symbol and f"abroad {issuer.foreign_trading_symbol}"]
    shown = ", ".join(filter(None, symbols))
    name = (issuer.name or "?") + (f" [{shown}]" if shown else "")
    head = Text.assemble((f"Form {filing.form_type}", "bold cyan"), "  ", (dead(name), "bold"))
    if issuer.name is None and "issuer" in unread:
        head.append(" issuer not read", _LOST)
    period = filing.period_of_report.isoformat() if filing.period_of_report else "?"
    head.append(f"\n{_PERIODS.get(filing.form_type[:1], 'period')} {period}", "dim")
    if filing.period_of_report is None and "period_of_report" in unread:
        head.append(" not read", _LOST)
    if filing.date_of_original_submission:
        head.append(f", amends the filing of {filing.date_of_original_submission.isoformat()}", "dim")
    for flag, words in (
        (filing.not_subject_to_section16, "no longer subject to Section 16"),
        (filing.aff10b5_one, "Rule 10b5-1 plan"),
        (filing.form3_holdings_reported, "Form 3 holdings reported"),
        (filing.form4_transactions_reported, "Form 4 transactions reported"),
    ):
        if flag:
            head.append(f", {words}", "dim")
    return head


def _owners(owners: Sequence[ReportingOwner]) -> RenderableType:
    return _pairs((owner.name or "?", _owner(owner)) for owner in owners)


def _owner(owner: ReportingOwner) -> str:
    who = owner.relationship
    roles = []
    if who is not None:
        roles = [
            *(["Director"] if who.is_director else []),
            *(["10% Owner"] if who.is_ten_percent_owner else []),
            *([who.officer_title or "Officer"] if who.is_officer else []),
            *([who.other_text or "Other"] if who.is_other else []),
        ]
    address = owner.address
    city = " ".join(filter(None, (address.city, address.state or address.non_us_state_territory, address.zip_code)))
    country = address.country and country_name(address.country)
    where = ", ".join(filter(None, (address.street1, address.street2, city, country)))
    return "\n".join(filter(None, (", ".join(roles), where)))


def _pairs(pairs: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", overflow="fold", max_width=26)
    table.add_column(overflow="fold")
    for left, right in pairs:
        table.add_row(Text(dead(left)), Text(dead(right)))
    return table


def _cell(cell: Cell[Any], prefix: str = "") -> Text:
    """A value with its references, or what stands there, with a question mark, where it cannot be read."""
    text = Text()
    if cell.value is not None:
        text.append(prefix + dead(_value(cell.value)))
    elif not cell.readable:
        text.append(f"{dead(cell.raw)}?", _UNREAD)
    if cell.footnotes:
        text.append(f"{' ' if text else ''}({','.join(map(str, cell.footnotes))})", _REFERENCE)
    return text


def _value(value: str | date | Decimal) -> str:
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return value.isoformat() if isinstance(value, date) else value


def _joined(*parts: Text | str) -> Text:
    return Text(" ").join([part if isinstance(part, Text) else Text(part) for part in parts if part])


def _owned(row: NonDerivativeRow | DerivativeRow) -> Text:
    return _cell(row.shares_owned_following_transaction) or _cell(row.value_owned_following_transaction, "$")


def _how(row: NonDerivativeRow | DerivativeRow) -> Text:
    return _joined(_cell(row.direct_or_indirect_ownership), _cell(row.nature_of_ownership))


def _code(row: NonDerivativeRow | DerivativeRow, form: str) -> Text:
    """The code with its marks as the page has them, V on a Form 4, 4 on a Form 5; and early or late, where the XML says so."""
    marks = "/K" if row.equity_swap_involved else ""
    if row.transaction_form_type not in (None, form):
        marks += " V" if form == "4" else str(row.transaction_form_type)
    timeliness = row.transaction_timeliness
    when = replace(timeliness, value=_TIMELINESS.get(timeliness.value or "", timeliness.value))
    return _joined(Text.assemble(_cell(row.transaction_code), marks), _cell(when))


def _grid(*columns: tuple[str, str, int]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title, side, ratio in columns:
        table.add_column(
            title, justify="right" if side == "r" else "left", overflow="fold", ratio=ratio or None, no_wrap=not ratio
        )
    return table


def _table_i(rows: Sequence[NonDerivativeRow], form: str) -> Table:
    table = _grid(
        ("Security", "l", 3),
        ("Date", "l", 0),
        ("Code", "l", 1),
        ("Amount", "r", 2),
        ("Price", "r", 2),
        ("Owned after", "r", 2),
        ("Held", "l", 3),
    )
    for row in rows:
        dates = _joined(_cell(row.transaction_date), _cell(row.deemed_execution_date))
        amount = _joined(_cell(row.transaction_shares), _cell(row.transaction_acquired_disposed_code))
        table.add_row(
            _cell(row.security_title),
            dates,
            _code(row, form),
            amount,
            _cell(row.transaction_price_per_share, "$"),
            _owned(row),
            _how(row),
        )
    return table


def _table_ii(rows: Sequence[DerivativeRow], form: str) -> Table:
    table = _grid(("Security", "l", 3), ("Terms", "l", 3), ("Transaction", "l", 3), ("Owned after", "r", 2), ("Held", "l", 2))
    for row in rows:
        underlying = _joined(
            "for",
            _cell(row.underlying_security_shares) or _cell(row.underlying_security_value, "$"),
            _cell(row.underlying_security_title),
        )
        terms = Text("\n").join(
            [
                _joined("at", _cell(row.conversion_or_exercise_price, "$")),
                _joined("from", _cell(row.exercise_date)),
                _joined("to", _cell(row.expiration_date)),
            ]
        )
        moved = Text("")
        if row.kind == "transaction":
            number = _cell(row.transaction_shares) or _cell(row.transaction_total_value, "$")
            dates = _joined(_cell(row.transaction_date), _cell(row.deemed_execution_date))
            deal = _joined(_code(row, form), number, _cell(row.transaction_acquired_disposed_code))
            price = _cell(row.transaction_price_per_share, "$")
            moved = Text("\n").join([dates, deal, *([_joined("at", price)] if price else [])])
        table.add_row(Text("\n").join([_cell(row.security_title), underlying]), terms, moved, _owned(row), _how(row))
    return table
