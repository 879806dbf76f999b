"""Whether the layout of a page is of one time, and that of its dates."""

from __future__ import annotations

from form4_grammar.grammar.layouts import PAGE_OF_2003, PAGE_OF_2005, PAGE_OF_2026, typed_layout
from form4_grammar.model import Filing
from form4_grammar.parser.document import Document
from form4_grammar.parser.items import Item
from form4_grammar.rules.layout import MIXED_YEARS, PAGE_OF_2026_SINCE
from form4_grammar.transform.findings import Findings

_SYMBOL = frozenset({"foreign_trading_symbol", "foreign_trading_symbol_as_on_form_4"})
_NUMBER = frozenset({"FORM_NUMBER", "OTHER_FORM_NUMBER"})
_PLAN_BOX = "PLAN_BOX_LINE"
_SIGNS = {"country": "(Country)", "symbol": "the foreign trading symbol", "number": "the form's number in the last line"}


def report_layout_year(document: Document, filing: Filing, findings: Findings) -> None:
    """Notes of which time the layout is; reports one that has only some parts of March 2026, or none although of a later day.

    A page of that layout may be of an earlier day: the SEC makes a page when it is asked for.
    """
    if document.grammar.is_typed:
        findings.layout_year = typed_layout(document.grammar).since
        return
    if document.grammar.is_of_2003:
        _report_newer_box(document, findings)
    rules = [item.rule for item in document.items]
    found = {
        "country": any(_has_country(item) for item in document.items if item.rule == "reporting_person"),
        "symbol": not _SYMBOL.isdisjoint(rules),
        "number": not _NUMBER.isdisjoint(document.page.kinds),
    }
    day = max((one.date for one in filing.signatures if one.date is not None), default=filing.period_of_report)
    is_new = None if day is None else day >= PAGE_OF_2026_SINCE
    is_there = any(found.values())
    findings.layout_year = PAGE_OF_2003 if document.grammar.is_of_2003 else PAGE_OF_2026 if is_there else PAGE_OF_2005
    if not is_there and not is_new:
        return
    there, gone = ([text for sign, text in _SIGNS.items() if found[sign] is has] for has in (True, False))
    message = ""
    if not is_there:
        if all(item.node is not None for item in document.items if item.rule == "reporting_person"):
            message = f"the page is of {day}, but has the layout of before {PAGE_OF_2026_SINCE}"
    elif gone:
        message = f"{' and '.join(there)} of the page since {PAGE_OF_2026_SINCE}, without {' and '.join(gone)}"
    elif _is_in_older_order(rules, document):
        message = f"the parts of the page since {PAGE_OF_2026_SINCE}, and the items in the order of before"
    if message and document.items:
        path = "issuer.foreign_trading_symbol" if there and not found["symbol"] else None
        findings.report(MIXED_YEARS, message, (document.items[0].start, document.items[-1].end), path)


def _report_newer_box(document: Document, findings: Findings) -> None:
    """Reports the box of 2023 on the page of 2003 to 2009, as files have it that companies still make in its look."""
    box = document.page.first(_PLAN_BOX)
    if box is not None:
        message = "a box of April 2023 on the page of 2003 to 2009"
        findings.report(MIXED_YEARS, message, (box.start, box.end))


def _has_country(item: Item) -> bool:
    if item.firsts is not None:
        return "COUNTRY" in item.firsts
    return item.node is not None and "COUNTRY" in [child.name for child in item.node.children]


def _is_in_older_order(rules: list[str], document: Document) -> bool:
    grammar = document.grammar
    if len(grammar.rules.get("header_layout", ())) == 1:
        return False
    older = [name for line in grammar.grid("header_layout") for cell in line for name in cell]
    newer = [name for line in grammar.grid("header_layout", 1) for cell in line for name in cell if name in older]
    return older != newer and [rule for rule in rules if rule in older] == older
