"""What a notebook shows of filings and findings: small pieces of HTML, all that is not of this module escaped.

It knows the model by its fields only, so that the model itself can ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from html import escape
from textwrap import shorten
from typing import Any

_MOST_ROWS, _MOST_NOTES, _MOST_FINDINGS, _MOST_TEXT = 20, 12, 30, 240
_STYLE = """<style>
.form4{font:13px/1.45 system-ui,sans-serif;max-width:72em}
.form4 p{margin:.2em 0}
.form4 table{border-collapse:collapse;margin:.4em 0 .6em;font-variant-numeric:tabular-nums}
.form4 th,.form4 td{border:1px solid #8886;padding:.15em .5em;text-align:left;vertical-align:top;background:none;font-size:12px}
.form4 th{font-weight:400;opacity:.75}
.form4 td.n{text-align:right;white-space:nowrap}
.form4 caption{text-align:left;font-weight:600;font-size:12px;color:inherit;padding:.2em 0}
.form4 sup{opacity:.75}
.form4 .unread{outline:1px solid #c33;background:repeating-linear-gradient(-45deg,#c333 0 4px,transparent 4px 8px)}
.form4 .error,.form4 .warning,.form4 .info{color:#c33;font-weight:600}
.form4 .warning{color:#a66b00}.form4 .info{color:#3a7ab0}
</style>"""


def document(head: str, unread: Sequence[str], inside: str, found: Sequence[Any]) -> str:
    """A document: what it is, which parts were not read, its filing or fields, and what was found."""
    lost = f'<p class="error">not read: {_text(", ".join(unread))}</p>' if unread else ""
    return _whole(f"<p><b>{_text(head)}</b></p>{lost}{inside}{_findings(found) if found else ''}")


def filing(shown: Any) -> str:
    """A filing by itself."""
    return _whole(filing_inside(shown))


def filing_inside(shown: Any) -> str:
    """A filing: who, of what, when; its tables without their empty columns; its notes, remarks and signatures."""
    notes = [(f"({note.number})", note.text) for note in shown.footnotes]
    signed = [(one.name or "", one.date) for one in shown.signatures]
    flags = [one.name for one in fields(shown) if getattr(shown, one.name) is True]
    parts = [
        f"<p><b>Form {_text(shown.form_type)}</b> {_shown(shown.period_of_report)}</p>",
        _pairs([("issuer", _issuer(shown.issuer)), *(("reporting owner", _owner(one)) for one in shown.reporting_owners)]),
        f"<p>{_text(', '.join(map(_words, flags)))}</p>" if flags else "",
        table("non-derivative table", [_cells(row) for row in shown.non_derivative_table]),
        table("derivative table", [_cells(row) for row in shown.derivative_table]),
        _pairs(notes[:_MOST_NOTES]) + _more(len(notes) - _MOST_NOTES, "notes"),
        f"<p>{_text(shown.remarks)}</p>" if shown.remarks else "",
        _pairs([("signed", f"{name} {_plain(day)}") for name, day in signed]),
    ]
    return "".join(parts)


def own_fields(found: Mapping[str, Any]) -> str:
    """The fields of a form of one's own: what it has once, then its tables, blocks and notes."""
    once = [(name, value) for name, value in found.items() if not isinstance(value, tuple)]
    parts = [_pairs([(_words(name), value) for name, value in once if value is not None])]
    for name, value in found.items():
        if isinstance(value, tuple) and value:
            rows = [one if isinstance(one, Mapping) else {"number": one.number, "text": one.text} for one in value]
            parts.append(table(_words(name), rows))
    return "".join(parts)


def findings(found: Sequence[Any]) -> str:
    """Findings by themselves."""
    return _whole(_findings(found) if found else "<p>No findings.</p>")


def _findings(found: Sequence[Any]) -> str:
    rows = "".join(
        f'<tr><td class="{one.severity.value}">{one.severity.value}</td><td>{_text(one.code)}</td>'
        f'<td class="n">{f"{one.line}:{one.column}" if one.source is not None else ""}</td><td>{_text(one.message)}</td></tr>'
        for one in found[:_MOST_FINDINGS]
    )
    head = "<thead><tr><th>severity</th><th>code</th><th>place</th><th>finding</th></tr></thead>"
    return f"<table>{head}<tbody>{rows}</tbody></table>{_more(len(found) - _MOST_FINDINGS, 'findings')}"


def table(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows under the names of those of their columns in which anything stands; nothing where there are no rows."""
    if not rows:
        return ""
    names = [name for name in rows[0] if any(_says(row.get(name)) for row in rows)]
    head = "".join(f"<th>{_text(_words(name))}</th>" for name in names)
    body = "".join("<tr>" + "".join(_cell(row.get(name)) for name in names) + "</tr>" for row in rows[:_MOST_ROWS])
    more = _more(len(rows) - _MOST_ROWS, "rows")
    return f"<table><caption>{_text(title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _whole(inside: str) -> str:
    return f'{_STYLE}<div class="form4">{inside}</div>'


def _cells(row: Any) -> dict[str, Any]:
    return {one.name: getattr(row, one.name) for one in fields(row) if hasattr(getattr(row, one.name), "footnotes")}


def _says(value: Any) -> bool:
    return (
        bool(value.value is not None or value.footnotes or not value.readable)
        if hasattr(value, "readable")
        else value is not None
    )


def _cell(value: Any) -> str:
    number = isinstance(getattr(value, "value", value), Decimal)
    return f'<td class="n">{_shown(value)}</td>' if number else f"<td>{_shown(value)}</td>"


def _shown(value: Any) -> str:
    """A value, or a cell with the marks of its notes; what of it could not be read looks so."""
    if not hasattr(value, "readable"):
        return _text(_plain(value))
    marks = "".join(f"({number})" for number in value.footnotes)
    text = (
        f'<span class="unread" title="not read">{_text(value.raw)}</span>' if not value.readable else _text(_plain(value.value))
    )
    return f"{text}<sup>{marks}</sup>" if marks else text


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,f}" if isinstance(value, Decimal) and value.is_finite() else str(value)


def _text(text: str) -> str:
    return f"<bdi>{escape(shorten(text, _MOST_TEXT, placeholder=' …'))}</bdi>" if text else ""


def _words(name: str) -> str:
    return name.replace("_", " ")


def _pairs(pairs: Iterable[tuple[str, Any]]) -> str:
    rows = "".join(f"<tr><th>{_text(name)}</th><td>{_shown(value)}</td></tr>" for name, value in pairs)
    return f"<table><tbody>{rows}</tbody></table>" if rows else ""


def _more(number: int, what: str) -> str:
    return f"<p>… and {number:,} more {what}</p>" if number > 0 else ""


def _issuer(issuer: Any) -> str:
    symbol = f" [{issuer.trading_symbol}]" if issuer.trading_symbol else ""
    return f"{issuer.name or 'not told'}{symbol}{_number(issuer.cik)}"


def _owner(owner: Any) -> str:
    who = owner.relationship
    roles = (
        [] if who is None else [_words(one.name.removeprefix("is_")) for one in fields(who) if getattr(who, one.name) is True]
    )
    titles = [] if who is None else [one for one in (who.officer_title, who.other_text) if one]
    return ", ".join([f"{owner.name or 'not told'}{_number(owner.cik)}", *roles, *titles])


def _number(cik: str | None) -> str:
    return f" (CIK {cik})" if cik else ""
