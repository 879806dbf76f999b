"""The page that the SEC's own stylesheet makes of a filing, as HTML: nested tables, spans, ticks in cells of their own.

Only for tests: what is in the page's structure is read off pages of EDGAR from 2020 to 2025 and of Form 4 in 2026; Forms 3
and 5 of 2026 are made after that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from form4_grammar import Cell, Filing, ReportingOwner, grammar
from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.render.fitting import is_since_2026
from form4_grammar.transform.addresses import printed_place

PLAN_BOX_FROM = date(2023, 4, 1)


def sec_page(filing: Filing) -> str:
    """The page of a filing, indented and wrapped as EDGAR does it."""
    form = grammar.load(filing.form_type[0])
    return "\n".join(_page(filing, form)) + "\n"


def _text(form: Grammar, name: str) -> str:
    return escape(form.terminals[name].text, quote=False)


def _page(filing: Filing, form: Grammar) -> Iterator[str]:
    number = filing.form_type
    yield '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">'
    yield f"<html><head><title>SEC FORM\n            {number}</title><style>.FormData {{color: blue;}}</style></head>"
    yield f"<body>SEC Form {number}\n   <table width='100%' border='0'>"
    yield from _top(filing, form)
    yield '</table><table width="100%" border="1">'
    since_2026 = is_since_2026(filing)
    yield from _header(filing, form, since_2026=since_2026)
    yield "</table>"
    yield from _table(form, "TABLE_I_TITLE", "table_i_heading", [_row(row, form) for row in filing.non_derivative_table])
    yield from _table(form, "TABLE_II_TITLE", "table_ii_heading", [_row(row, form) for row in filing.derivative_table])
    # The page of a group begins its continuation with the first one again
    for owner in filing.reporting_owners if len(filing.reporting_owners) > 1 else ():
        yield f'<table width="100%" border="1"><tr>{_owner(owner, form, 1, since_2026=since_2026)}</tr></table>'
    yield f'<table border="0"><tr><td class="MedSmallFormText"><b>{_text(form, "EXPLANATION_OF_RESPONSES")}</b></td></tr>'
    if filing.no_securities_owned:
        yield f'<tr><td class="FootnoteData"><b>{_text(form, "NO_SECURITIES_OWNED")}</b></td></tr>'
    for note in filing.footnotes:
        yield f'<tr><td class="FootnoteData">{note.number}. {_shown(note.text)}</td></tr>'
    if filing.remarks:
        yield f'<tr><td class="FormText"><b>{_text(form, "REMARKS")}</b></td></tr>'
        yield f'<tr><td class="FootnoteData">{_shown(filing.remarks)}</td></tr>'
    yield '</table>\n<table width="100%" border="0">'
    for one in filing.signatures:
        yield f'<tr><td width="60%"></td><td><u><span class="FormData">{_shown(one.name)}</span></u></td>'
        yield f'<td><u><span class="FormData">{_date(one.date)}</span></u></td></tr>'
    caption = _text(form, "SIGNATURE_OF_REPORTING_PERSON")
    yield f"<tr><td></td><td>{caption.removesuffix(' Date')}</td><td>Date</td></tr>"
    for name in ("REMINDER", "INSTRUCTION_FOR_GROUPS", "INTENTIONAL_MISSTATEMENTS", "FILE_THREE_COPIES", "PERSONS_WHO_RESPOND"):
        wrapped = (
            _text(form, name)
            .replace(" see ", "\n           <i>see</i>\n\n            ")
            .replace(" See ", "\n  <i>See</i>\n\n   ")
        )
        yield f'<tr><td colspan="3" class="MedSmallFormText">{wrapped}</td></tr>'
    if since_2026:
        yield f'<tr><td colspan="3"><b>{_text(form, "FORM_NUMBER")}</b></td></tr>'
    yield "</table>\n</body></html>"


def _top(filing: Filing, form: Grammar) -> Iterator[str]:
    rows = 1 if form.form == "3" else 3
    yield f'<tr><td colspan="2" class="FormName">FORM {form.form}</td><td rowspan="{rows}">'
    yield f"<span>{_text(form, 'SECURITIES_AND_EXCHANGE_COMMISSION')}</span><br>"
    yield f"<span>{_text(form, 'WASHINGTON')}</span><br><br>"
    filed = _text(form, "FILED_PURSUANT").replace(" or Section", "</span><br><span>or Section")
    yield f"<span>{_text(form, 'TITLE')}</span><br><br><span>{filed}</span></td>"
    words, number = _text(form, "OMB_NUMBER").rsplit(" ", 1)
    estimated, hours = _text(form, "ESTIMATED_AVERAGE_BURDEN").split(" hours per response: ")
    yield f'<td rowspan="{rows}"><table border="1"><tr><td>{_text(form, "OMB_APPROVAL")}</td></tr><tr><td><table>'
    yield f'<tr><td colspan="3">{words}</td><td>{number}</td></tr><tr><td colspan="4">{estimated}</td></tr>'
    yield f'<tr><td colspan="3">hours per response:</td><td>{hours}</td></tr></table></td></tr></table></td></tr>'
    if form.form == "3":
        return
    yield _box(filing.not_subject_to_section16, _text(form, "NO_LONGER_SUBJECT_TO_SECTION_16"))
    if form.form == "5":
        yield _box(filing.form3_holdings_reported, _text(form, "FORM_3_HOLDINGS_REPORTED"))
        yield _box(filing.form4_transactions_reported, _text(form, "FORM_4_TRANSACTIONS_REPORTED"))
    if filing.aff10b5_one is not None or any(one.date and one.date >= PLAN_BOX_FROM for one in filing.signatures):
        yield _box(filing.aff10b5_one, _text(form, "RULE_10B5_1_PLAN"))


def _box(ticked: bool | None, caption: str) -> str:
    mark = "X" if ticked else " \u00a0"
    wrapped = caption.replace(" See ", " <i>See</i>\n\n         ")
    return f'<tr><td><table border="1"><tr><td>{mark}</td></tr></table></td><td>{wrapped}</td></tr>'


def _header(filing: Filing, form: Grammar, *, since_2026: bool) -> Iterator[str]:
    """The items, each in a cell; which are beside each other is of no consequence, but that some reach over several rows."""
    owner = filing.reporting_owners[0]
    items = {
        "reporting_person": _owner(owner, form, 3, since_2026=since_2026),
        "issuer": f"<td>{_caption(form, 'ISSUER_NAME_AND_TICKER').replace(' and ', ' <b>and</b> ')}<br>"
        f"{_linked(filing.issuer.name, filing.issuer.cik)}\n     "
        f"[ <span>{_shown(filing.issuer.trading_symbol)}</span> ]\n   </td>",
        "relationship": f'<td rowspan="2">{_relationship(owner, form)}</td>',
        "period_of_report": f"<td>{_caption(form, 'PERIOD_OF_REPORT')}<br><span>{_date(filing.period_of_report)}</span></td>",
        "date_of_original_submission": f"<td>{_caption(form, 'IF_AMENDMENT_DATE_OF_ORIGINAL_FILED')}<br>"
        f"<span>{_date(filing.date_of_original_submission)}</span></td>",
        "individual_or_joint_group_filing": _joint(filing, form),
        "foreign_trading_symbol": f"<td><span>{_text(form, 'FOREIGN_TRADING_SYMBOL')} <br>"
        f"{_shown(filing.issuer.foreign_trading_symbol)}</span></td>",
    }
    for line in form.grid(f"header{LAYOUT}", int(since_2026)):
        yield "<tr>" + "\n".join(items[cell[0]] for cell in line if cell) + "</tr>"


def _caption(form: Grammar, name: str) -> str:
    head, _, tail = _text(form, name).rpartition(" (")
    return f'<span class="MedSmallFormText">{head}\n         ({tail}</span>' if head else f"<span>{tail}\n      </span>"


def _owner(owner: ReportingOwner, form: Grammar, rows: int, *, since_2026: bool) -> str:
    streets = "".join(
        f"<tr><td><span>{_shown(s)}</span></td></tr>" for s in (owner.address.street1, *filter(None, [owner.address.street2]))
    )
    state, country = printed_place(owner.address, has_country=since_2026)
    parts = (owner.address.city, state and f"\t{state}\n" if since_2026 else state, owner.address.zip_code)
    below = (
        f'<hr width="98%"><table border="0"><tr><td colspen="3"><span>{_shown(country)}</span></td></tr></table>'
        f'<hr width="98%"><span>{_text(form, "COUNTRY")}</span>'
        if since_2026
        else ""
    )
    return (
        f'<td rowspan="{rows}"><span>{_text(form, "NAME_AND_ADDRESS").removesuffix("*")}<sup>*</sup></span>'
        f'<table border="0"><tr><td>{_linked(owner.name, owner.cik)}</td></tr></table>\n<hr width="98%">\n'
        f"{_cells(_text(form, 'LAST_FIRST_MIDDLE').replace(') (', ')|(').split('|'))}"
        f'\n<table border="0">\n{streets}\n</table>\n<hr><span>{_text(form, "STREET")}</span>{_cells(map(_shown, parts))}'
        f'<hr width="98%">\n{_cells(_text(form, "CITY_STATE_ZIP").replace(") (", ")|(").split("|"))}\n{below}</td>'
    )


def _cells(texts: Any) -> str:
    return (
        '<table border="0"><tr>\n'
        + "\n".join(f'<td width="33%"><span>{text}</span></td>' for text in texts)
        + "\n</tr></table>"
    )


def _relationship(owner: ReportingOwner, form: Grammar) -> str:
    roles = owner.relationship
    ticks = [roles and getattr(roles, n) for n in ("is_director", "is_ten_percent_owner", "is_officer", "is_other")]
    cells = [
        f'<td align="center">{"<span>X</span>" if ticked else ""}</td><td>{_text(form, name)}</td>'
        for ticked, name in zip(ticks, ("DIRECTOR", "TEN_PERCENT_OWNER", "OFFICER", "OTHER"), strict=True)
    ]
    title, other = (_shown(roles and text) for text in (roles and roles.officer_title, roles and roles.other_text))
    head, _, tail = _text(form, "RELATIONSHIP").partition(" (Check")
    return (
        f'<span>{head}\n      </span><br><span>(Check{tail}</span><table border="0">\n<tr>\n{cells[0]}\n{cells[1]}\n</tr>\n'
        f"<tr>{cells[2]}\n{cells[3]}</tr>\n"
        f"<tr><td></td><td style='color: blue'>{title}</td><td></td><td>{other}</td></tr></table>"
    )


def _joint(filing: Filing, form: Grammar) -> str:
    several = len(filing.reporting_owners) > 1
    rows = "".join(
        f"<tr><td>{'<span>X</span>' if ticked else ''}</td><td>{_text(form, name)}</td></tr>\n"
        for ticked, name in (
            (not several, "FILED_BY_ONE_REPORTING_PERSON"),
            (several, "FILED_BY_MORE_THAN_ONE_REPORTING_PERSON"),
        )
    )
    return f"<td>{_caption(form, 'INDIVIDUAL_OR_JOINT_GROUP_FILING')}<table border='0'>{rows}</table></td>"


def _table(form: Grammar, title: str, heading: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    grid = form.grid(heading + LAYOUT)
    width = len(grid[0])
    name, bracket, examples = _text(form, title).partition(" (")
    below = f"<br><b>({examples}</b>" if bracket else ""
    yield f'<table width="100%" border="1"><thead>\n<tr><th colspan="{width}"><b>{name}</b>{below}</th></tr>\n<tr>'
    column = 0
    while column < width:
        end = column + 1
        while end < width and not grid[0][end]:
            end += 1
        has_below = len(grid) > 1 and bool(grid[1][column])
        spans = f' colspan="{end - column}"' if has_below else ' rowspan="2"' if len(grid) > 1 else ""
        wrapped = _text(form, grid[0][column][0]).replace("Instr. ", "Instr. \n      ")
        yield f'<th{spans} align="left">{wrapped}\n   </th>'
        column = end
    yield "</tr>"
    for line in grid[1:]:
        yield "<tr>" + "\n".join(f'<th align="center">{_text(form, cell[0])}</th>' for cell in line if cell) + "</tr>"
    yield "</thead>"
    if rows:
        yield "<tbody>"
        for row in rows:
            yield "<tr>\n" + "\n".join(f'<td align="center">{cell}</td>' for cell in row) + "\n</tr>"
        yield "</tbody>"
    yield "</table>"


def _row(row: Any, form: Grammar) -> list[str]:
    """The cells of a row, in the columns of the layout that fits it."""
    derivative = hasattr(row, "exercise_date")
    side = row.transaction_acquired_disposed_code.value
    if derivative:
        kind = (
            "derivative_holding" if row.kind == "holding" else f"derivative_{'disposition' if side == 'D' else 'acquisition'}"
        )
    else:
        kind = f"non_derivative_{row.kind}"
    return [_cell(row, cell, form) for cell in form.grid(kind)[0]]


def _cell(row: Any, names: Sequence[str], form: Grammar) -> str:
    for name in names:
        if name == "voluntarily_reported":
            return "V" if row.transaction_form_type == "5" else ""
        cell = getattr(row, name, Cell())
        if cell.value is not None or cell.footnotes:
            return _value(name, cell, row, form)
    return ""


def _value(name: str, cell: Any, row: Any, form: Grammar) -> str:
    value = cell.value
    if isinstance(value, Decimal):
        shown = f"{value:,f}"
        if name.endswith(("price", "price_per_share", "_value")) or name.startswith("value_"):
            shown = f'</span><span class="FormText">$</span><span class="FormData">{shown}'
    elif value is None:
        shown = "\n                \n            "
    else:
        shown = _date(value) if hasattr(value, "year") else _shown(value)
    if name == "transaction_code":
        shown += "/K" if row.equity_swap_involved else ""
        shown += "4" if form.form == "5" and row.transaction_form_type == "4" else ""
    notes = "".join(f'<span class="FootnoteData"><sup>({number})</sup></span>' for number in cell.footnotes)
    return f'\n<span class="FormData">{shown}</span>{notes}\n'


def _shown(text: Any) -> str:
    return escape(str(text or ""), quote=False)


def _linked(name: str | None, cik: str | None) -> str:
    return f'<a href="/cgi-bin/browse-edgar?action=getcompany&amp;CIK={cik or ""}">{_shown(name)}</a>'


def _date(day: Any) -> str:
    return f"{day:%m/%d}/{day.year:04}" if day else ""
