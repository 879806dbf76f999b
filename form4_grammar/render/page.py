"""A filing to the answers that its page asks for, and these to the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from form4_grammar import forms
from form4_grammar.grammar import Grammar
from form4_grammar.model import BOXES, Filing, Issuer, Relationship, ReportingOwner
from form4_grammar.own_forms.names import added_groups
from form4_grammar.parser.items import any_label, begins_an_item
from form4_grammar.render import free_text
from form4_grammar.render.escaping import escaped
from form4_grammar.render.fitting import fitted, grammar_of, is_since_2026, shown_value
from form4_grammar.render.own import answers_of
from form4_grammar.render.rows import row_line
from form4_grammar.render.writing import Answers, write_page
from form4_grammar.rules.layout import PLAN_BOX_SINCE
from form4_grammar.transform.addresses import printed_place
from form4_grammar.transform.header import with_broken_bracket
from form4_grammar.transform.owners import is_named_alike
from form4_grammar.transform.relationship import NO_TEXT

_TICK = '<input checked="" type="checkbox"/>'


def render(filing: Filing, own: Grammar | None = None) -> str:
    """The canonical page of a filing, as text: reading it gives the filing again, as far as a page shows it.

    What the form has no place for is not on it. A cell that cannot be read is printed as it was, and one that is empty although
    it must not be is blank, or a question mark where the row would else be read as another. `own` is the grammar of a form that
    is derived from the filing's, with places for what is in its ``extra``. Raises `ValueError` for a form type that is not that
    of a Form 3, 4 or 5, or not that which `own` is derived from.
    """
    grammar = grammar_of(filing, own)
    shown = fitted(filing, own)
    page = write_page(grammar, _page(shown, grammar, guarded=False))
    if forms.detect(page) != forms.Detected(grammar.base):  # a text of the filing is what another form prints
        page = write_page(grammar, _page(shown, grammar, guarded=True))
    return page


def _page(filing: Filing, grammar: Grammar, *, guarded: bool) -> Answers:
    """The answers of the page. Where it is `guarded`, no free text below the tables begins or ends as it stands."""
    owners = filing.reporting_owners
    relationship = owners[0].relationship
    assert relationship is not None, "a fitted filing has that of its first owner"
    is_group = len(owners) > 1
    has_boxes = bool(filing.form3_holdings_reported or filing.form4_transactions_reported)
    needs_heading = filing.form_type.endswith("/A") and filing.date_of_original_submission is None
    since_2026 = is_since_2026(filing)
    foreign = filing.issuer.foreign_trading_symbol
    header: Answers = {
        "reporting_person": [_person(owners[0], grammar, since_2026=since_2026)],
        "issuer": [_issuer(filing.issuer, grammar)],
        "relationship": [_relationship(relationship, grammar)],
        "period_of_report": [_date(filing.period_of_report)],
        "date_of_original_submission": [_date(filing.date_of_original_submission)],
        "foreign_trading_symbol": (
            [{"issuer_foreign_trading_symbol": [_answer(foreign, "ANSWER_TEXT", grammar)] if foreign else []}]
            if since_2026
            else []
        ),
        "individual_or_joint_group_filing": [
            {"one_reporting_person": [_box(not is_group)], "more_than_one_reporting_person": [_box(is_group)]}
        ],
    }
    signed = filing.signatures
    signatures = [
        free_text.signature(one, below, grammar, guarded=guarded)
        for one, below in zip(signed, (*signed[1:], None), strict=False)
    ]
    remarks = [free_text.remarks(filing.remarks, signatures, grammar, guarded=guarded)] if filing.remarks else []
    added: Answers = answers_of(grammar, "page", added_groups(grammar), filing.extra) if grammar.added else {}
    (more,) = added.get("header", [{}])
    assert not isinstance(more, str), "a header has answers inside"
    return {
        **added,
        "sec_heading": [{"FORM_HEADING": [f"FORM {filing.form_type}"]}] if needs_heading else [],
        "not_subject_to_section16": [_box(filing.not_subject_to_section16)],
        "aff10b5_one": [_box(filing.aff10b5_one)] if filing.aff10b5_one or _has_plan_box(filing) else [],
        "form3_holdings_reported": [_box(filing.form3_holdings_reported)] if has_boxes else [],
        "form4_transactions_reported": [_box(filing.form4_transactions_reported)] if has_boxes else [],
        "header": [{**header, **more}],
        "table_i": [{"table_i_row": [row_line(row, grammar) for row in filing.non_derivative_table]}],
        "table_ii": [{"table_ii_row": [row_line(row, grammar) for row in filing.derivative_table]}],
        "reporting_owner": [
            {"reporting_person": [_person(owner, grammar, since_2026=since_2026)]} for owner in _further(owners)
        ],
        "explanation_of_responses": [
            {
                "no_securities_owned": [{}] if filing.no_securities_owned else [],
                "footnote": [free_text.footnote(note, grammar, guarded=guarded) for note in filing.footnotes],
            }
        ],
        "remarks": [{"FOOTNOTE_TEXT": remarks}],
        "signatures": [{"signature": signatures}],
        "reminders": [{"form_number": [{}] if since_2026 else []}],
    }


def _further(owners: Sequence[ReportingOwner]) -> Sequence[ReportingOwner]:
    """The owners below the tables: where one is named as the first is, the first again, so that it is not taken for him."""
    return owners if any(is_named_alike(owner, owners[0]) for owner in owners[1:]) else owners[1:]


def _has_plan_box(filing: Filing) -> bool:
    """Whether the form that was signed has the box for plans under Rule 10b5-1(c)."""
    return any(one.date is not None and one.date >= PLAN_BOX_SINCE for one in filing.signatures)


def _box(ticked: bool | None) -> Answers:
    return {"check_box": [_TICK] if ticked else []}


def _date(day: date | None) -> Answers:
    return {"DATE": [shown_value(day)] if day else []}


def _answer(text: str | None, terminal: str, grammar: Grammar, *, fits: Callable[[str], bool] = bool) -> str:
    """A text in the header, in which no other item is seen to begin, and no label of one."""
    if not text:
        return ""
    pattern = re.compile(grammar.terminals[terminal].pattern)

    def is_answer(shown: str) -> bool:
        is_of_others = begins_an_item(shown, grammar) or any_label(grammar).search(shown) is not None
        return pattern.fullmatch(shown) is not None and not is_of_others and fits(shown)

    return escaped(text, is_answer)


def _person(owner: ReportingOwner, grammar: Grammar, *, since_2026: bool) -> Answers:
    answer = partial(_answer, terminal="ADDRESS_TEXT", grammar=grammar)
    address = owner.address
    state, country = printed_place(address, has_country=since_2026)
    place = {"city": address.city, "state": state, "zip_code": address.zip_code}
    streets = [answer(address.street1), answer(address.street2)]
    return {
        "rpt_owner_name": [answer(owner.name)] if owner.name else [],
        "rpt_owner_street": streets if streets[1] else streets[:1] if streets[0] else [],
        **{f"rpt_owner_{name}": [answer(text)] for name, text in place.items() if any(place.values())},
        "rpt_owner_country": [answer(country)] if country else [],
        "COUNTRY": [grammar.terminals["COUNTRY"].text] if since_2026 else [],
    }


def _issuer(issuer: Issuer, grammar: Grammar) -> Answers:
    if not (issuer.name or issuer.trading_symbol):
        return {}
    symbol = [_answer(issuer.trading_symbol, "TRADING_SYMBOL", grammar)] if issuer.trading_symbol else []

    def has_no_symbol(shown: str) -> bool:
        return bool(symbol) or with_broken_bracket(shown) is None

    name = _answer(issuer.name, "ISSUER_NAME", grammar, fits=has_no_symbol)
    return {"issuer_name": [name], "issuer_trading_symbol": symbol}


def _relationship(given: Relationship, grammar: Grammar) -> Answers:
    answer = partial(_answer, terminal="ANSWER_TEXT", grammar=grammar, fits=lambda shown: not NO_TEXT.fullmatch(shown))
    title, other = answer(given.officer_title), answer(given.other_text)
    boxes = {name: [_box(getattr(given, name))] for name in BOXES}
    # One text is that of the box which is ticked, as long as it is one box
    if given.is_officer and not given.is_other and not other:
        return {**boxes, "title_or_other_text": [title] if title else []}
    if given.is_other and not given.is_officer and not title:
        return {**boxes, "title_or_other_text": [other] if other else []}
    return {**boxes, "officer_title": [title], "other_text": [other]} if title or other else boxes
