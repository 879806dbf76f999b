"""T: the tables and their rows, one beside the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.facts import MOST_ROWS, of_title
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Label, Locus, Severity, codes_of
from form4_grammar.model import BOXES, TABLES, DerivativeRow, NonDerivativeRow
from form4_grammar.regexes import regex
from form4_grammar.rules import grid, layout
from form4_grammar.rules.citations import XML_SPECIFICATION
from form4_grammar.rules.example import EXAMPLE_PAGES

_TABLES_IN_DOUBT = codes_of(layout.TABLE_TITLE, grid.TABLE_I_COLUMNS, grid.TABLE_II_COLUMNS, layout.UNEXPECTED, layout.CUT_OFF)
_NO_SECURITIES = regex(r"\bno (?:\w+ ){0,3}(?:securities|shares|stock)\b|not (?:\w+ ){0,2}own any", re.IGNORECASE)
_HOLDING = "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse\n"
_GIFT = "Common Stock\t08/20/2021\t\tG\t300\tD\t$0\t8,500\tD\t\n"
_ROWS_OF_FORM_3 = EXAMPLE_PAGES["3"][EXAMPLE_PAGES["3"].index("Common Stock\t8,800") : EXAMPLE_PAGES["3"].index("\nRemarks:")]


def _position(row: Row) -> tuple[object, ...]:
    """The securities of a row, how they are held, and how many: alike for two rows that say the same of them."""
    title, form, nature = row.data.security_title, row.data.direct_or_indirect_ownership, row.data.nature_of_ownership
    return (
        row.table, (title.value or "").casefold(), title.footnotes, form.value, form.footnotes,
        (nature.value or "").casefold(), nature.footnotes, row.data.shares_owned_following_transaction.value,
    )  # fmt: skip


@rule(
    "T001", "too-many-rows", Severity.ERROR, Locus.EITHER,
    what="A table has more than 30 rows.",
    why="EDGAR takes at most 30 in a table. The copy may have doubled rows or joined two filings.",
    fix="Report the other rows on a second form.",
    source="EDGAR Ownership XML Technical Specification v3: at most 30 entries in a table",
    good=_HOLDING,
    bad="".join(_HOLDING.replace("By Spouse", f"By Trust {number}") for number in range(1, 30)),
    needs=("many_rows",),
)  # fmt: skip
def too_many_rows(context: Context) -> Iterator[Finding]:
    filing = context.filing
    for table, rows in zip(TABLES, (filing.non_derivative_table, filing.derivative_table), strict=True):
        if len(rows) > MOST_ROWS:
            message = f"the table has {len(rows)} rows; EDGAR takes at most {MOST_ROWS}"
            yield Finding(table, message, context.span(f"{table}[{MOST_ROWS}]"))


@rule(
    "T002", "nothing-to-report", Severity.WARNING, Locus.EITHER,
    what="A Form 4 or 5 reports no transaction, and the box of those no longer subject to Section 16 is not ticked.",
    why="Form 4 is for transactions, so one was lost, or the tick.",
    fix="Tick the box, or report the transactions.",
    source=f"{XML_SPECIFICATION}, section 4.3.3",
    good=_GIFT,
    bad="",
    forms=("5", "4"),
    limits="Amendments may correct holdings alone and are left out, as are pages of which rows could not be read. A box "
    "without any mark counts as not ticked only where other boxes of the page have ticks.",
    needs=("no_transaction",),
)  # fmt: skip
def nothing_to_report(context: Context) -> Iterator[Finding]:
    filing = context.filing
    if filing.not_subject_to_section16 or any(row.is_transaction for row in context.all_rows):
        return
    if filing.form_type.endswith("/A") or len(context.rows) < len(context.all_rows):
        return
    if context.codes & (_TABLES_IN_DOUBT | {layout.EXIT_BOX_TEXT.code}):
        return
    if filing.not_subject_to_section16 is None and not _shows_ticks(context):
        return
    path = "not_subject_to_section16"
    if any(where == path for _, where in context.found):
        return
    empty = [table for table in TABLES if not getattr(filing, table)]
    for lost in empty or [path]:
        box = "the box for those no longer subject to Section 16"
        message = f"the Form {context.form} reports no transaction, and {box} is not ticked"
        at = context.span(path)
        others = tuple(Label(*at, f"or {one.replace('_', ' ')} is not whole", one) for one in (*TABLES, path) if one != lost)
        yield Finding(lost, message, at, labels=others)


def _shows_ticks(context: Context) -> bool:
    """Whether some box of the page is ticked, so that a box without a mark is not."""
    given = context.filing.reporting_owners[0].relationship if context.filing.reporting_owners else None
    return given is not None and any(getattr(given, name) is not None for name in BOXES)


@rule(
    "T004", "no-securities", Severity.INFO, Locus.EITHER,
    what="Both tables of a Form 3 are empty, and neither a note nor noSecuritiesOwned says that no securities are owned.",
    why="It may be right, or the rows were lost.",
    fix='Write "No securities are beneficially owned." into the explanation.',
    source="EDGAR Ownership XML Technical Specification v3: noSecuritiesOwned",
    good=_ROWS_OF_FORM_3,
    bad="\n".join(line for line in _ROWS_OF_FORM_3.split("\n") if not line.startswith(("Common", "Stock Option", "1. The"))),
    forms=("3",),
    needs=("no_rows",),
)  # fmt: skip
def no_securities(context: Context) -> Iterator[Finding]:
    if context.all_rows or context.filing.no_securities_owned:
        return
    if context.codes & _TABLES_IN_DOUBT:
        return
    if not _NO_SECURITIES.search(context.all_notes):
        message = "the Form 3 lists no securities, and nothing says that none are owned"
        at = _table_title(context)
        labels = (Label(*at, "or the line that says so was lost", "no_securities_owned"),)
        yield Finding("non_derivative_table", message, at, labels=labels)


def _table_title(context: Context) -> tuple[int, int]:
    """Where the title of Table I stands; (0, 0) where it is not as printed."""
    grammar = context.parsed.grammar
    title = grammar.terminals.get("TABLE_I_TITLE") if grammar is not None else None
    at = context.text.find(title.text) if title is not None else -1
    return (at, at + len(title.text)) if title is not None and at >= 0 else (0, 0)


@rule(
    "T020", "same-row-twice", Severity.INFO, Locus.EITHER,
    what="Two rows of a table are the same in every cell.",
    why="The row was doubled, and its amounts would be counted twice.",
    fix="Leave the second one out.",
    source="rows doubled in copies and in published data of insider transactions",
    good=_HOLDING,
    bad=_HOLDING * 2,
    limits="Two trades at one price can be the same in all cells, but the amount owned after them differs.",
    needs=("several_rows",),
)  # fmt: skip
def same_row_twice(context: Context) -> Iterator[Finding]:
    owned = [row.data.shares_owned_following_transaction.raw for row in context.rows]
    if len(set(owned)) == len(owned):
        return
    seen: dict[tuple[object, ...], Row] = {}
    for row in context.rows:
        data = row.data
        key = (
            row.table, data.security_title.raw, data.transaction_date.value, data.transaction_code.raw,
            data.transaction_shares.raw, data.transaction_price_per_share.raw, data.shares_owned_following_transaction.raw,
            data.nature_of_ownership.raw,
        )  # fmt: skip
        first = seen.setdefault(key, row)
        if first is not row and _said(first) == _said(row):
            yield Finding(row.path, "this row is the same as one above", labels=(context.label(first.path, "first here"),))


def _said(row: Row) -> list[tuple[str, tuple[int, ...]]]:
    return [(cell.raw, cell.footnotes) for _, cell in row.cells()]


@rule(
    "T040", "transaction-above-again", Severity.INFO, Locus.EITHER,
    what="A row has the date, code, amount, side and price of the row right above it, and is owned in another way.",
    why="Programs fill blank cells with what stands above them, so that a holding becomes a transaction.",
    fix="If the row is a holding, leave the cells of the transaction blank.",
    source="spreadsheets and tables of data, which fill merged and blank cells from above",
    good=_HOLDING,
    bad=_HOLDING.replace("Common Stock\t\t\t\t\t\t\t\t", "Common Stock\t06/14/2022\t\tS\t\t400\tD\t$31.07 ⁽¹⁾\t"),
    limits="Two may buy or be given the same amount on one day. "
    "Where only the notes say how each is owned, the two are not compared.",
    forms=("4", "5"),
    needs=("several_transactions",),
)  # fmt: skip
def transaction_above_again(context: Context) -> Iterator[Finding]:
    for above, row in pairwise(context.transactions):
        one, other = above.data, row.data
        if one.transaction_shares.value != other.transaction_shares.value or row.path != _path_below(above):
            continue
        if one.transaction_date.value != other.transaction_date.value:
            continue
        if _traded(one) == _traded(other) and _held(one) != _held(other):
            label = context.label(above.path, "here")
            yield Finding(row.path, "the transaction is that of the row above in every cell", labels=(label,))


def _path_below(row: Row) -> str:
    """The path of the row right below one."""
    table, _, index = row.path.rstrip("]").partition("[")
    return f"{table}[{int(index) + 1}]"


def _traded(row: NonDerivativeRow | DerivativeRow) -> tuple[object, ...]:
    """What a row says of its transaction."""
    price = row.transaction_price_per_share
    code, side = row.transaction_code.value, row.transaction_acquired_disposed_code.value
    return code, row.transaction_shares.value, side, price.value, price.footnotes


def _held(row: NonDerivativeRow | DerivativeRow) -> tuple[object, ...]:
    """In which way a row's securities are owned."""
    return row.direct_or_indirect_ownership.value, row.nature_of_ownership.value


@rule(
    "T021", "holding-of-a-transaction", Severity.INFO, Locus.FILING,
    what="A holding gives the same amount of the same securities, held in the same way, as a transaction of the table.",
    why="The row of the transaction says already how much is owned after it. Sums of holdings count it twice.",
    fix="Leave the holding out, or say how it differs.",
    source="the caption of the column: amount owned following the reported transactions",
    good=_HOLDING,
    bad="Common Stock\t\t\t\t\t\t\t\t8,800\tD\t\n" + _HOLDING,
    forms=("4", "5"),
    needs=("transaction_and_holding",),
)  # fmt: skip
def holding_of_a_transaction(context: Context) -> Iterator[Finding]:
    if len(context.transactions) in (0, len(context.rows)):
        return
    left = {row.data.shares_owned_following_transaction.value for row in context.rows if not row.is_transaction}
    if left.isdisjoint([row.data.shares_owned_following_transaction.value for row in context.transactions]):
        return
    said: dict[tuple[object, ...], Row] = {}
    for row in context.transactions:
        if row.data.shares_owned_following_transaction.value:
            said.setdefault(_position(row), row)
    for row in context.rows:
        other = said.get(_position(row)) if not row.is_transaction else None
        if other is None or (row.is_derivative and row.value("expiration_date") != other.value("expiration_date")):
            continue
        label = context.label(f"{other.path}.shares_owned_following_transaction", "said here already")
        path = f"{row.path}.shares_owned_following_transaction"
        shown = row.shown("shares_owned_following_transaction")
        yield Finding(path, f"a transaction of this table shows the same {shown} owned after it", labels=(label,))


@rule(
    "T024", "wrong-table", Severity.INFO, Locus.FILING,
    what="Table I has an option, a warrant or the like, or Table II has plain stock.",
    why="A derivative security in Table I lacks its terms. Plain stock in Table II has terms that mean nothing.",
    fix="Move the row to the other table.",
    source="the titles of the tables: puts, calls, warrants, options and convertible securities are for Table II",
    good="Common Stock\t08/20/2021\t\tG\t300\tD\t$0",
    bad="Stock Option\t08/20/2021\t\tG\t300\tD\t$0",
    forms=("5", "4", "3"),
    limits="Restricted stock units may stand in either table. Stock of Table II is plain where it underlies itself.",
    needs=("derivative_in_table_i", "stock_in_table_ii"),
)  # fmt: skip
def wrong_table(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        title = row.data.security_title.value
        if title is None:
            continue
        path, found = f"{row.path}.security_title", of_title(title, row.is_derivative)
        if "derivative_in_table_i" in found:
            yield Finding(path, f"{title!r} in Table I is a derivative security")
        elif "stock_in_table_ii" in found and (row.value("underlying_security_title") or "").casefold() == title.casefold():
            yield Finding(path, f"{title!r} in Table II is no derivative security")


@rule(
    "T037", "no-securities-and-rows", Severity.WARNING, Locus.EITHER,
    what="A Form 3 says that no securities are owned, and has rows.",
    why="Only one of the two can be right.",
    fix="Leave the statement out, or the rows.",
    source="EDGAR Ownership XML Technical Specification v3: noSecuritiesOwned; filings with it have empty tables",
    good="<noSecuritiesOwned>0</noSecuritiesOwned>",
    bad="<noSecuritiesOwned>1</noSecuritiesOwned>",
    forms=("3",),
    needs=("no_securities_owned",),
)  # fmt: skip
def no_securities_and_rows(context: Context) -> Iterator[Finding]:
    if context.filing.no_securities_owned and context.all_rows:
        count = len(context.all_rows)
        label = context.label(context.all_rows[0].path, "a row here")
        message = f"the form says that no securities are owned, but there {'is a row' if count == 1 else f'are {count} rows'}"
        yield Finding("no_securities_owned", message, labels=(label,))
