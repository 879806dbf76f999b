"""The layouts of the forms that are known: of what years each is, and what tells it apart on a page."""

from __future__ import annotations

from collections.abc import Iterator

from form4_grammar.grammar import Grammar, load, of_2003, typed
from form4_grammar.records import NamedTuple

PAGE_OF_2003, PAGE_OF_2005, PAGE_OF_2026 = 2003, 2005, 2026
"""Since when there is each of the pages that EDGAR makes."""

_DEEMED = "deemed_execution_date"
"""The column that came in August 2002."""


class Layout(NamedTuple):
    """A layout of a form: the year since when there is such a page, its years in words, and printed texts that it alone has."""

    since: int
    years: str
    signs: tuple[str, ...]


def layouts(form: str) -> Iterator[Layout]:
    """The layouts of Form ``"3"``, ``"4"`` or ``"5"``, the newest first."""
    today = load(form)
    yield Layout(
        PAGE_OF_2026, "the SEC's page since March 2026", _texts(today, "FOREIGN_TRADING_SYMBOL", "COUNTRY", "FORM_NUMBER")
    )
    yield Layout(PAGE_OF_2005, "the SEC's page of 2005 to February 2026", _texts(today, "IF_AMENDMENT_DATE_OF_ORIGINAL_FILED"))
    older = of_2003(today)
    if older is not None:
        own = ("PRINT_OR_TYPE_RESPONSES", "REPORTING_OWNER_NAME_ADDRESS", "IF_AMENDMENT_DATE_OF_ORIGINAL_FILED")
        yield Layout(PAGE_OF_2003, "the SEC's page of mid-2003 to 2009", _texts(older, *own))
    known = {typed_layout(one): one for one in (typed(form, with_the_day=with_the_day) for with_the_day in (True, False))}
    signs = ("IRS_NUMBER_3", "IF_AMENDMENT_DATE_OF_ORIGINAL_FILED") if form == "3" else ("IRS_NUMBER_3", "PERIOD_OF_REPORT")
    for layout, one in known.items():
        yield layout._replace(signs=_texts(one, *signs, *_columns_of_its_time(one)))


def typed_layout(grammar: Grammar) -> Layout:
    """The layout of a grammar of a form that filers typed, without its signs."""
    if grammar.base == "3":
        return Layout(1996, "as its filer typed it, 1996 to June 2003", ())
    if _DEEMED in grammar.reached("table_i_row_layout"):
        return Layout(2002, "as its filer typed it, August 2002 to June 2003", ())
    return Layout(1996, "as its filer typed it, 1996 to August 2002", ())


def _columns_of_its_time(grammar: Grammar) -> Iterator[str]:
    heading = grammar.reached("table_i_heading_layout")
    if "DEEMED_EXECUTION_DATE_2A" in heading:
        yield "DEEMED_EXECUTION_DATE_2A"
    elif "AMOUNT_OWNED_FOLLOWING" in heading:
        yield "AMOUNT_OWNED_FOLLOWING"


def _texts(grammar: Grammar, *names: str) -> tuple[str, ...]:
    return tuple(grammar.terminals[name].text for name in names if name in grammar.terminals)
