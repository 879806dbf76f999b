"""A filing for people: what the page says, on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from form4_grammar.cli.doubts import STYLES, Doubts
from form4_grammar.cli.fitted import Wrapped, pairs, two_columns
from form4_grammar.cli.own_summary import extra_parts, own_parts
from form4_grammar.cli.summary_rows import table_i, table_ii
from form4_grammar.cli.verdicts import count
from form4_grammar.controls import dead
from form4_grammar.diagnostics import Severity
from form4_grammar.model import TABLES, Filing, ReportingOwner
from form4_grammar.reading import Parsed
from form4_grammar.transform.edgar_codes import country_name

_PERIODS = {"3": "event", "4": "earliest transaction", "5": "fiscal year ended"}
_FLAGS = {
    "not_subject_to_section16": "no longer subject to Section 16",
    "aff10b5_one": "Rule 10b5-1 plan",
    "form3_holdings_reported": "Form 3 holdings reported",
    "form4_transactions_reported": "Form 4 transactions reported",
}
_LOST = STYLES[Severity.ERROR]
_TITLES = {
    "non_derivative_table": "Table I  Non-derivative securities",
    "derivative_table": "Table II  Derivative securities",
}


def summary(name: str, parsed: Parsed) -> RenderableType:
    """The name of a document and how many findings there are, then its filing and what was found; of what is no form, nothing.

    What could not be read is named at the top and again at its place, and never looks like what is not there. What is doubted
    has the code of the finding beside it.
    """
    filing, unread = parsed.filing, parsed.unread
    if parsed.fields is not None:
        return _own_summary(name, parsed, parsed.fields)
    if filing is None and not unread:
        return Group()
    doubts = Doubts(parsed.diagnostics)
    top = _top(name, parsed, doubts)
    found = [doubts.listed()] if doubts else []
    if filing is None:
        return Group(*top, *found, Text(""))
    return Group(
        *_block([*top, _head(filing, unread, doubts)]),
        *_block(_owners_of(filing, unread, doubts)),
        *_tables(filing, unread, doubts),
        *extra_parts(filing, _TITLES, doubts),
        *_block(_notes(filing, unread, doubts)),
        *_block(_remarks(filing, unread, doubts)),
        *_signatures(filing, unread, doubts),
        *([Text(""), *found] if doubts else []),
        Text(""),
    )


def _block(parts: Sequence[RenderableType]) -> Sequence[RenderableType]:
    """Parts with a blank line below; none where there is nothing."""
    return [*parts, Text("")] if parts else ()


def _owners_of(filing: Filing, unread: Sequence[str], doubts: Doubts) -> list[RenderableType]:
    if filing.reporting_owners:
        return [_owners(filing.reporting_owners, doubts)]
    return [_not_read("Reporting owners")] if "reporting_owners" in unread else []


def _tables(filing: Filing, unread: Sequence[str], doubts: Doubts) -> Iterator[RenderableType]:
    """Both tables below their titles; where there is neither, that."""
    form, one, two = filing.form_type[:1], filing.non_derivative_table, filing.derivative_table
    shown = (table_i(one, form, doubts) if one else None, table_ii(two, form, doubts) if two else None)
    for name, table in zip(TABLES, shown, strict=True):
        if table is not None:
            yield from _block([_with(Text(_TITLES[name], "bold"), doubts.at(name)), table])
        elif name in unread:
            yield from _block([_not_read(_TITLES[name])])
    if not one and not two and not {*TABLES} & {*unread}:
        none = "No securities are beneficially owned." if filing.no_securities_owned else "No securities in either table."
        yield from _block([Text(none, "dim")])


def _notes(filing: Filing, unread: Sequence[str], doubts: Doubts) -> list[RenderableType]:
    if not filing.footnotes:
        return [_not_read("Footnotes")] if "footnotes" in unread else []
    notes = [(f"({note.number})", _with(note.text, doubts.at(f"footnotes[{note.number}]"))) for note in filing.footnotes]
    return [*_doubted(doubts.at("footnotes"), "Footnotes"), pairs(notes)]


def _remarks(filing: Filing, unread: Sequence[str], doubts: Doubts) -> list[RenderableType]:
    if filing.remarks:
        return [Text.assemble(("Remarks  ", "bold"), _with(filing.remarks, doubts.at("remarks")))]
    return [_not_read("Remarks")] if filing.remarks is None and "remarks" in unread else []


def _signatures(filing: Filing, unread: Sequence[str], doubts: Doubts) -> Iterator[RenderableType]:
    for number, signature in enumerate(filing.signatures):
        signed = f"  {signature.date.isoformat()}" if signature.date else ""
        doubted = doubts.below(f"signatures[{number}]")
        yield _with(Text.assemble(("Signed  ", "bold"), dead(signature.name or "?"), (signed, "dim")), doubted)
    if not filing.signatures and "signatures" in unread:
        yield _not_read("Signed")
    else:
        yield from _doubted(doubts.at("signatures"), "Signatures")


def _top(name: str, parsed: Parsed, doubts: Doubts) -> list[RenderableType]:
    """The name, the number of findings, and what could not be read."""
    style = STYLES[doubts.severity] if doubts.severity is not Severity.INFO else "dim"
    parts: list[RenderableType] = [Text.assemble(f"{dead(name)}: ", (_found(parsed), style))]
    if parsed.unread:
        parts.append(Text(f"Not read: {', '.join(map(_part, parsed.unread))}", _LOST))
    return parts


def _doubted(doubted: Text, title: str) -> list[Text]:
    """A line for what is doubted as a whole, if it is."""
    return [_with(Text(title, "bold"), doubted)] if doubted else []


def _with(text: Text | str, doubted: Text) -> Text:
    shown = text if isinstance(text, Text) else Text(dead(text))
    return Text(" ").join([shown, doubted]) if doubted else shown


def _own_summary(name: str, parsed: Parsed, fields: Mapping[str, Any]) -> RenderableType:
    """What there is to say of a form of one's own."""
    doubts = Doubts(parsed.diagnostics)
    parts: list[RenderableType] = _top(name, parsed, doubts)
    parts += [Text(dead(parsed.form or ""), "bold cyan"), Text(""), *own_parts(fields, doubts)]
    return Group(*parts, *([doubts.listed(), Text("")] if doubts else []))


def _part(name: str) -> str:
    """A part of the filing in the words of the page."""
    return {"non_derivative_table": "Table I", "derivative_table": "Table II"}.get(name, name.replace("_", " "))


def _not_read(title: str) -> Text:
    return Text.assemble((title, "bold"), ": ", ("not read", _LOST))


def _found(parsed: Parsed) -> str:
    codes = Counter(one.code for one in parsed.diagnostics)
    shown = ", ".join(code if number == 1 else f"{code} ×{number}" for code, number in codes.items())
    return count(parsed.diagnostics, 1).removesuffix(" in 1 document.") + (f" ({shown})" if shown else "")


def _head(filing: Filing, unread: Sequence[str], doubts: Doubts) -> Text:
    issuer = filing.issuer
    symbols = [issuer.trading_symbol, issuer.foreign_trading_symbol and f"abroad {issuer.foreign_trading_symbol}"]
    shown = ", ".join(filter(None, symbols))
    name = (issuer.name or "?") + (f" [{shown}]" if shown else "")
    form = _with(Text(f"Form {filing.form_type}", "bold cyan"), doubts.at("form_type"))
    head = Text.assemble(form, "  ", _with(Text(dead(name), "bold"), doubts.below("issuer")))
    if issuer.name is None and "issuer" in unread:
        head.append(" issuer not read", _LOST)
    period = filing.period_of_report.isoformat() if filing.period_of_report else "?"
    head.append(f"\n{_PERIODS.get(filing.form_type[:1], 'period')} {period}")
    if filing.period_of_report is None and "period_of_report" in unread:
        head.append(" not read", _LOST)
    head = _with(head, doubts.at("period_of_report"))
    original = doubts.at("date_of_original_submission")
    if filing.date_of_original_submission or original:
        day = filing.date_of_original_submission.isoformat() if filing.date_of_original_submission else "?"
        head = _with(head.append(f", amends the filing of {day}"), original)
    for flag, words in _FLAGS.items():
        ticked, doubted = getattr(filing, flag), doubts.at(flag)
        if ticked or doubted:
            head = _with(head.append(f", {words}{'' if ticked else '?' if ticked is None else ': no'}"), doubted)
    return head


def _owners(owners: Sequence[ReportingOwner], doubts: Doubts) -> RenderableType:
    table = two_columns()
    for number, owner in enumerate(owners):
        path = f"reporting_owners[{number}]"
        table.add_row(_with(owner.name or "?", doubts.at(path, f"{path}.name")), _owner(owner, path, doubts))
    return table


def _owner(owner: ReportingOwner, path: str, doubts: Doubts) -> RenderableType:
    """The boxes and the address of an owner."""
    who = owner.relationship
    told = doubts.below(f"{path}.relationship")
    parts: list[RenderableType] = []
    if who is not None:
        boxes = [
            _box(who.is_director, "Director", told),
            _box(who.is_ten_percent_owner, "10% Owner", told),
            _box(who.is_officer, "Officer", told, who.officer_title),
            _box(who.is_other, "Other", told, who.other_text),
        ]
        parts.append(Wrapped([*boxes, *([told] if told else [])]))
    elif told:
        parts.append(_with(Text("relationship not read", _LOST), told))
    address = owner.address
    country = address.country and country_name(address.country)
    state = address.state or address.non_us_state_territory
    if state and country and country.casefold().startswith(state.casefold()):  # EDGAR has the provinces of Canada as countries
        state = None
    city = " ".join(filter(None, (address.city, state, address.zip_code)))
    where = ", ".join(filter(None, (address.street1, address.street2, city, country)))
    lived = _with(where, doubts.below(f"{path}.address"))
    return Group(*parts, *([lived] if lived else []))


def _box(ticked: bool | None, label: str, doubted: Text, text: str | None = None) -> Text:
    """A box and what stands beside it; one that is not known to be ticked, and is doubted, has a question mark."""
    mark = "x" if ticked else "?" if ticked is None and doubted else " "
    return Text(f"[{mark}] {label}{f': {dead(text)}' if text else ''}", "" if mark != " " else "dim")
