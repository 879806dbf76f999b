"""The page of 2003 to 2009, as EDGAR's style sheets print a filing: as HTML, and as the tabbed text that copies make of it.

All words are those of the grammar; what is here is where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from form4_grammar import (
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
from form4_grammar.grammar import LAYOUT, Grammar, load, of_2003

BOXES = ("is_director", "is_ten_percent_owner", "is_officer", "is_other")
LABELS = ("DIRECTOR", "TEN_PERCENT_OWNER", "OFFICER", "OTHER")


def form_of(filing: Filing) -> Grammar:
    form = of_2003(load(filing.form_type[0]))
    assert form is not None
    return form


def text_page(filing: Filing, *, rows: bool = False) -> str:
    """The page as tabbed text; item 1 in one cell or, with `rows`, down the first cells of four rows."""
    form = form_of(filing)
    blocks = ["\n".join(_omb(form)), f"FORM {form.form}", _say(form, "TITLE"), *_boxes(filing, form)]
    blocks += [_say(form, "FILED_PURSUANT"), _say(form, "PRINT_OR_TYPE_RESPONSES")]
    blocks += ["\n".join(_text_header(filing, form, rows=rows))]
    blocks += [_say(form, "TABLE_I_TITLE")] if not rows else []
    blocks += ["\n".join(_text_table(form, "table_i", filing.non_derivative_table))]
    number = {"3": "SEC 1473 (7-02)", "4": "SEC 1474 (9-02)", "5": "SEC 2270 (9-02)"}[form.form]
    between = [_say(form, "REMINDER"), _say(form, "PERSONS_WHO_RESPOND_CONTROL_NUMBER")]
    between[form.form != "3"] += f"\t{number}"
    blocks += ["\n".join(between), _say(form, "TABLE_II_TITLE")]
    blocks += ["\n".join(_text_table(form, "table_ii", filing.derivative_table)), _say(form, "REPORTING_OWNERS_TITLE")]
    blocks += ["\n".join(["\t".join(line) for line in (*_heading(form, "reporting_owners"), *_owners(filing, "<br>"))])]
    blocks += [_say(form, "SIGNATURES")]
    caption = _say(form, "SIGNATURE_OF_REPORTING_PERSON").replace(" Date", "\t\tDate")
    blocks += [f"{one.name}\t\t{_day(one.date)}\n{caption}" for one in filing.signatures]
    notes = [f"({note.number})\t{note.text}" for note in filing.footnotes]
    nothing = [_say(form, "NO_SECURITIES_OWNED")] if filing.no_securities_owned else []
    blocks += [_say(form, "EXPLANATION_OF_RESPONSES"), "\n".join([*nothing, *_stars(form, "\t"), *notes])]
    blocks += [f"{_say(form, 'REMARKS')}\n{filing.remarks}"] if filing.remarks else []
    blocks += [_say(form, "FILE_THREE_COPIES"), _say(form, "PERSONS_WHO_RESPOND")]
    return "\n\n".join(blocks) + "\n"


def html_page(filing: Filing) -> str:
    """The page as HTML."""
    return "\n".join(_html(filing, form_of(filing)))


def _html(filing: Filing, form: Grammar) -> Iterator[str]:
    yield '<html><head><title> Ownership Submission </title></head><body bgcolor="DCDCDC">\n<table width="100%"><tr>'
    yield f'<td width="15%"><div><font size="+3"><b><center>FORM {form.form}</center></b></font></div>'
    for ticked, caption in _ticked_boxes(filing, form):
        box = f'<input type="checkbox" onclick="return false"{" checked" if ticked else ""} disabled>'
        yield f"<table><tr><td>{box}</td><td><font>{caption}</font></td></tr></table>"
    yield f'</td><td width="65%"><b>{_say(form, "SECURITIES_AND_EXCHANGE_COMMISSION")}<br>{_say(form, "WASHINGTON")}<p></b>'
    yield f"<b>{_say(form, 'TITLE')}</b><p>{_say(form, 'FILED_PURSUANT')}</td>"
    head, number, hours = _omb(form)
    yield f'<td width="20%"><table><tr><td>{head}</td></tr><tr><td>{_inner(number)}{_inner(hours)}</td></tr></table></td>'
    yield "</tr></table>"
    yield f"<p>\n<font>{_say(form, 'PRINT_OR_TYPE_RESPONSES')}</font>"
    yield '<table width="100%"><tr><td><table width="100%">'
    items = _items(filing, form, is_html=True)
    for line in form.grid("header" + LAYOUT):
        cells = [f"<td>{items[cell[0]]}</td>" for cell in line if cell]
        if line[0] == ("reporting_person_end",):
            cells.append(f'<td colspan="3"><center><b>{_say(form, "TABLE_I_TITLE")}</b></center></td>')
        yield "<tr>" + "".join(cells) + "</tr>"
    yield "</table></td></tr>\n<tr><td>"
    yield from _html_table(form, "table_i", _rows(form, filing.non_derivative_table, is_html=True))
    yield "</td></tr></table>\n<p>"
    yield f'<table width="100%"><tr><td colspan="3">{_say(form, "REMINDER")}</td><td></td></tr>'
    yield f"<tr><td></td><td colspan=2><b>{_say(form, 'PERSONS_WHO_RESPOND_CONTROL_NUMBER')}</b></td>"
    yield "<td>SEC 1474 (9-02)</td></tr></table>\n<p>"
    title = _say(form, "TABLE_II_TITLE").replace(" (e.g.,", "<br>(<i>e.g.</i>,")
    yield f"<font><center><b>{title}</b></center></font>"
    yield from _html_table(form, "table_ii", _rows(form, filing.derivative_table, is_html=True))
    yield f"<p>\n<h2>{_say(form, 'REPORTING_OWNERS_TITLE')}</h2>"
    yield from _html_table(form, "reporting_owners", [[f"&nbsp;{cell}" for cell in row] for row in _owners(filing, "<br>")])
    yield f"<h2>{_say(form, 'SIGNATURES')}</h2>\n<dd></dd><table>"
    for one in filing.signatures:
        yield f'<tr><td>&nbsp;{_shown(one.name)}</td><td rowspan="2" width="50"></td><td>&nbsp;{_day(one.date)}</td></tr>'
        caption = _say(form, "SIGNATURE_OF_REPORTING_PERSON").removeprefix("**").removesuffix(" Date")
        yield f'<tr><td><sup><a href="#**">**</a></sup>{caption}</td><td>Date<p></td></tr>'
    yield f"</table>\n<h2>{_say(form, 'EXPLANATION_OF_RESPONSES')}</h2>\n<dd></dd><table>"
    if filing.no_securities_owned:
        yield f'<tr><td colspan="2"><b>{_say(form, "NO_SECURITIES_OWNED")}</b></td></tr>'
    for star in _stars(form, "</a></b></td><td>"):
        yield f'<tr><td><b><a name="#">{star}</td></tr>'
    for note in filing.footnotes:
        yield f'<tr><td><b>(<a name="F{note.number}"></a>{note.number})</b></td><td>{_shown(note.text)}</td></tr>'
    if filing.remarks:
        yield f'<tr><td colspan="2">&nbsp;<br><b>{_say(form, "REMARKS")}</b><br>{_shown(filing.remarks)}</td></tr>'
    yield f"</table>\n<p>\n<dd></dd>{_say(form, 'FILE_THREE_COPIES')}<p>\n<dd></dd>{_say(form, 'PERSONS_WHO_RESPOND')}"
    yield "</body></html>"


def _say(form: Grammar, name: str) -> str:
    return form.terminals[name].text


def _omb(form: Grammar) -> tuple[str, str, str]:
    number = _say(form, "OMB_NUMBER").replace(": ", ":\t")
    return _say(form, "OMB_APPROVAL"), number, _say(form, "ESTIMATED_AVERAGE_BURDEN").replace("... ", "...\t")


def _inner(line: str) -> str:
    return '<table width="100%"><tr>' + "".join(f"<td>{cell}</td>" for cell in line.split("\t")) + "</tr></table>"


def _ticked_boxes(filing: Filing, form: Grammar) -> Iterator[tuple[bool | None, str]]:
    if form.form == "3":
        return
    yield filing.not_subject_to_section16, _say(form, "NO_LONGER_SUBJECT_TO_SECTION_16")
    if form.form == "5":
        yield filing.form3_holdings_reported, _say(form, "FORM_3_HOLDINGS_REPORTED")
        yield filing.form4_transactions_reported, _say(form, "FORM_4_TRANSACTIONS_REPORTED")
    if filing.aff10b5_one is not None:
        yield filing.aff10b5_one, _say(form, "RULE_10B5_1_PLAN")


def _boxes(filing: Filing, form: Grammar) -> list[str]:
    plan = _say(form, "RULE_10B5_1_PLAN") if "RULE_10B5_1_PLAN" in form.terminals else ""
    marks = {True: "[X] ", False: "[ ] "}
    return [(marks[ticked or False] if ticked or text == plan else "") + text for ticked, text in _ticked_boxes(filing, form)]


def _items(filing: Filing, form: Grammar, *, is_html: bool) -> dict[str, str]:
    """The items, by the rules that stand in the cells of the header."""
    owner, br = filing.reporting_owners[0], "<br>" if is_html else " "
    roles = owner.relationship
    ticks = [
        f"{'__X__' if roles and getattr(roles, n) else '_____'} {_say(form, t)}" for n, t in zip(BOXES, LABELS, strict=True)
    ]
    texts = " / ".join(filter(None, (roles.officer_title, roles.other_text) if roles else ()))
    streets = ", ".join(filter(None, (owner.address.street1, owner.address.street2)))
    several = len(filing.reporting_owners) > 1
    group = (
        f"{'___' if several else '_X_'} {_say(form, 'FILED_BY_ONE_REPORTING_PERSON')}{br}"
        f"{'_X_' if several else '___'} {_say(form, 'FILED_BY_MORE_THAN_ONE_REPORTING_PERSON')}"
    )
    answers = {
        "reporting_person": _shown(owner.name),
        "reporting_person_street": _shown(streets),
        "reporting_person_city": _shown(_place(owner)),
        "reporting_person_end": "",
        "issuer": f"{_shown(filing.issuer.name)} [{_shown(filing.issuer.trading_symbol)}]",
        "relationship": br.join([*ticks, _shown(texts)]),
        "period_of_report": _day(filing.period_of_report),
        "date_of_original_submission": _day(filing.date_of_original_submission),
        "individual_or_joint_group_filing": group,
    }
    found = {}
    for name, answer in answers.items():
        caption = str(form.caption(name))
        if is_html and name.startswith("reporting_person"):
            labels = caption.replace(") (", ")|(").split("|")
            caption = (
                f'<table width="100%"><tr>{"".join(f"<td><center>{label}</center></td>" for label in labels)}</tr></table>'
            )
            found[name] = caption + answer
        else:
            found[name] = f"{caption}{br}{answer}".strip()
    return found


def _text_header(filing: Filing, form: Grammar, *, rows: bool) -> Iterator[str]:
    items = _items(filing, form, is_html=False)
    grid = form.grid("header" + LAYOUT)
    if not rows:
        items["reporting_person"] = " ".join(items[name] for name in items if name.startswith("reporting_person"))
        grid = [[() if "reporting_person_" in "".join(cell) else cell for cell in line] for line in grid[:-1]]
    lines = ["\t".join(items[cell[0]] if cell else "" for cell in line) for line in grid]
    yield from [*lines[:-1], f"{lines[-1]}\t{_say(form, 'TABLE_I_TITLE')}\n"] if rows else lines


def _heading(form: Grammar, table: str) -> list[list[str]]:
    return [[_say(form, cell[0]) if cell else "" for cell in line] for line in form.grid(f"{table}_heading{LAYOUT}")]


def _text_table(form: Grammar, table: str, rows: Sequence[Any]) -> Iterator[str]:
    for line in (*_heading(form, table), *_rows(form, rows, is_html=False)):
        yield "\t".join(line)


def _html_table(form: Grammar, table: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    heading = _heading(form, table)
    yield "<table>\n<tr>"
    column = 0
    while column < len(heading[0]):
        end = column + 1
        while end < len(heading[0]) and not heading[0][end]:
            end += 1
        spans = f" colspan={end - column}" if end > column + 1 else f" rowspan={len(heading)}"
        if len(heading) > 1 and heading[1][column]:
            spans = f" colspan={end - column}"
        yield f"<td{spans}>{heading[0][column].replace(' (Instr.', '<br>(Instr.')}</td>"
        column = end
    yield "</tr>"
    for line in heading[1:]:
        yield "<tr>" + "".join(f"<td>&nbsp;{cell}</td>" for cell in line if cell) + "</tr>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell or '&nbsp;'}</td>" for cell in row) + "</tr>"
    yield "</table>"


def _owners(filing: Filing, parting: str) -> Iterator[list[str]]:
    for owner in filing.reporting_owners:
        lines = (owner.name, owner.address.street1, owner.address.street2, _place(owner))
        roles = owner.relationship
        marks = ["X" if roles and getattr(roles, name) else "" for name in BOXES[:2]]
        yield [parting.join(_shown(line) for line in lines if line), *marks, *_texts(owner)]


def _texts(owner: ReportingOwner) -> list[str]:
    roles = owner.relationship
    return [_shown(text) for text in ((roles.officer_title, roles.other_text) if roles else (None, None))]


def _place(owner: ReportingOwner) -> str:
    address = owner.address
    return f"{address.city or ''}, {address.state or ''} {address.zip_code or ''}".strip()


def _stars(form: Grammar, parting: str) -> list[str]:
    texts = [_say(form, name) for name in ("INSTRUCTION_FOR_GROUPS", "INTENTIONAL_MISSTATEMENTS")]
    return [text.replace(" ", parting, 1) for text in texts]


def _rows(form: Grammar, rows: Sequence[Any], *, is_html: bool) -> list[list[str]]:
    found = []
    for row in rows:
        side = row.transaction_acquired_disposed_code.value
        if hasattr(row, "exercise_date"):
            kind = f"derivative_{'holding' if row.kind == 'holding' else 'disposition' if side == 'D' else 'acquisition'}"
        else:
            kind = f"non_derivative_{row.kind}"
        found.append([_cell(row, cell, is_html=is_html) for cell in form.grid(kind)[0]])
    return found


def _cell(row: Any, names: Sequence[str], *, is_html: bool) -> str:
    for name in names:
        if name == "voluntarily_reported":
            return "V" if row.transaction_form_type == "5" else ""
        cell = getattr(row, name, Cell())
        if cell.value is None and not cell.footnotes:
            continue
        value = cell.value
        shown = "" if value is None else f"{value:,f}" if isinstance(value, Decimal) else _shown(value)
        shown = _day(value) if hasattr(value, "year") else shown
        is_money = name.endswith(("price", "price_per_share", "_value")) or name.startswith("value_")
        shown = f"${shown}" if is_money and shown else shown
        shown += "/K" if name == "transaction_code" and row.equity_swap_involved else ""
        marks = [f'<a href="#F{n}"><sup>({n})</sup></a>' if is_html else f" <sup>({n})</sup>" for n in cell.footnotes]
        return (shown or ("&nbsp;" if is_html else "")) + "".join(marks)
    return ""


def _shown(text: Any) -> str:
    return escape(str(text or ""), quote=False)


def _day(day: Any) -> str:
    return f"{day:%m/%d}/{day.year:04}" if day else ""


FIRST = ReportingOwner(
    "Okafor Ada N",
    None,
    Address("C/O LARKSPUR TOOL CO., SUITE 4", "18 QUARRY ROAD", "DULUTH", "MN", "55802"),
    Relationship(True, True, False, True, "President / Treasurer", "Member of a group"),
)


SECOND = ReportingOwner(
    "Brightwater Fund, L.P.",
    None,
    Address("9 HARBOUR LANE", None, "NEW YORK,", "NY", "10014-0001"),
    Relationship(False, False, True, False, None, None),
)


THIRD = ReportingOwner(
    "Okafor Ben",
    None,
    Address("18 QUARRY ROAD", "FLOOR 2", "HALIFAX", "A5", "B3J 1R7"),
    Relationship(True, False, True, True, None, "Trustee"),
)


HELD = {
    "kind": "holding",
    "security_title": Cell("Common Stock"),
    "shares_owned_following_transaction": Cell(Decimal(1250)),
    "direct_or_indirect_ownership": Cell("I"),
    "nature_of_ownership": Cell("By Spouse", (2,)),
}


SOLD = {
    **HELD,
    "kind": "transaction",
    "transaction_date": Cell(date(2004, 3, 2)),
    "transaction_code": Cell("S"),
    "transaction_form_type": "4",
    "equity_swap_involved": False,
    "transaction_shares": Cell(Decimal(1500), (1,)),
    "transaction_acquired_disposed_code": Cell("D"),
    "transaction_price_per_share": Cell(Decimal("21.50")),
}


OPTION = {
    "conversion_or_exercise_price": Cell(Decimal("12.5")),
    "exercise_date": Cell(None, (2,)),
    "expiration_date": Cell(date(2014, 3, 1)),
    "underlying_security_title": Cell("Common Stock"),
    "underlying_security_shares": Cell(Decimal(400)),
}


FILING = Filing(
    form_type="4",
    period_of_report=date(2004, 3, 2),
    date_of_original_submission=None,
    not_subject_to_section16=False,
    aff10b5_one=None,
    issuer=Issuer("LARKSPUR TOOL CO", None, "LKSP"),
    reporting_owners=(FIRST, SECOND, THIRD),
    non_derivative_table=(NonDerivativeRow(**SOLD), NonDerivativeRow(**HELD)),  # type: ignore[arg-type] # by their names
    derivative_table=(DerivativeRow(**HELD | OPTION),),  # type: ignore[arg-type]
    footnotes=(Footnote(1, "Sold under a plan."), Footnote(2, "The option is fully vested, see\nthe plan.".replace("\n", " "))),
    remarks="A member of a group.",
    signatures=(Signature("Ada N. Okafor", date(2004, 3, 3)), Signature("/s/ B. Okafor, for the fund", date(2004, 3, 4))),
)
