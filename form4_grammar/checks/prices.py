"""X: prices against the notes that tell them, the numbers beside them and each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from form4_grammar.checks.context import Context, Finding, once
from form4_grammar.checks.registry import NO_RULE, rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Label, Locus, Setting, Severity
from form4_grammar.regexes import regex

_TRADES = ("P", "S", "F")
_PRICE = "transaction_price_per_share"
_CENT = Decimal("0.01")
_MOST_RANGES = 60
_NEAR = Decimal("0.05")
_HIGHEST_PRICE = 100_000
_DEAREST = "berkshire"
"""In the name of the only issuer whose share has been quoted above that price (Berkshire Hathaway, class A)."""
_HIGHEST_VALUE = Decimal(10**11)
"""In dollars: more than was ever paid in one of the transactions that are reported so."""
_FACTORS = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_DOLLARS = r"\$\s*([\d,]*\d(?:\.\d+)?)"
_RANGE = regex(rf"{_DOLLARS}(?:\s*per share)?\s*,?\s*(?:to|and|through|-|–|—)\s*(?:a high of\s*)?{_DOLLARS}", re.IGNORECASE)
_FEWEST_PRICES = 2
_ABOUT_PRICES = regex(r"rang|between|average|multiple|low of", re.IGNORECASE)


def money(amount: Decimal) -> str:
    """An amount as the page writes a price."""
    return f"${amount:,}"


def _price_of(row: Row) -> str:
    """The price of a row as it stands there."""
    return f"${row.shown(_PRICE)}"


@once
def price_faults(context: Context) -> dict[str, tuple[str, Finding]]:
    """Prices that cannot be right, by path, each with the code of the one rule that speaks of it: N013, X008, X009, X010."""
    found: dict[str, tuple[str, Finding]] = {}
    alike: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    in_range: set[str] = set()  # the rows with a note that gives their range, which tells of them already
    highest = Decimal(context.number("X008", "dollars"))
    for row in context.transactions:
        data = row.data
        cell, code = data.transaction_price_per_share, data.transaction_code.value
        price = cell.value
        if not price:
            continue
        fault = None
        if code in _TRADES:
            alike[data.security_title.value, data.transaction_date.value, code].append(row)
            if cell.footnotes and (ranges := _ranges(context, cell.footnotes)):
                in_range.add(row.path)
                fault = _against_ranges(context, row, price, ranges)
        fault = fault or _by_size(context, row, price, highest)
        if fault is not None:
            found[f"{row.path}.{_PRICE}"] = fault
    for rows in alike.values():
        if len(rows) > 1 and not in_range.issuperset([row.path for row in rows]):
            for row, fault in _against_each_other(context, rows):
                if row.path not in in_range:
                    found[f"{row.path}.{_PRICE}"] = fault
    return found


def _ranges(context: Context, numbers: Sequence[int]) -> Sequence[tuple[Decimal, Decimal, int]]:
    """The ranges of prices that the notes of a price give, with the number of the note."""
    known = _ranges_of_notes(context)
    for number in numbers:
        if number not in known:
            known[number] = _ranges_of(context.notes.get(number, ""), number)
    return known[numbers[0]] if len(numbers) == 1 else [one for number in numbers for one in known[number]]


@once
def _ranges_of_notes(_: Context) -> dict[int, Sequence[tuple[Decimal, Decimal, int]]]:
    """The ranges of the notes that were asked for, by number."""
    return {}


def _ranges_of(text: str, number: int) -> Sequence[tuple[Decimal, Decimal, int]]:
    """The ranges of prices in a note: a cent below the lowest price, one above the highest, the number of the note."""
    if text.count("$") < _FEWEST_PRICES:
        return ()
    if "rang" not in text and not _ABOUT_PRICES.search(text):
        return ()
    found = []
    for low, high in _RANGE.findall(text):
        ends = sorted([Decimal(low.replace(",", "")), Decimal(high.replace(",", ""))])
        found.append((ends[0] - _CENT, ends[1] + _CENT, number))
        if len(found) > _MOST_RANGES:
            return ()
    return found


def _against_ranges(
    context: Context, row: Row, price: Decimal, ranges: Sequence[tuple[Decimal, Decimal, int]]
) -> tuple[str, Finding] | None:
    def within(amount: Decimal) -> bool:
        return any(low <= amount <= high for low, high, _ in ranges)

    if ranges[0][0] <= price <= ranges[0][1] or within(price):
        return None
    path = f"{row.path}.{_PRICE}"
    low, high, number = ranges[0]
    shown = f"{money(low + _CENT)} to {money(high - _CENT)}"
    labels = (context.label(f"footnotes[{number}]", f"{shown} here"),)
    shares = row.value("transaction_shares")
    if shares and shares > 1 and within(price / shares):
        return "X008", _total(row, price, shares, labels)
    meant = next((price * factor for factor in _FACTORS if within(price * factor)), None)
    if meant is not None:
        message = f"{_price_of(row)} is off by a factor of ten or more: note {number} gives {shown}"
        return "X009", Finding(path, message, help=f"If the note is right, write {money(rounded(meant))}.", labels=labels)
    return "N013", Finding(path, f"{_price_of(row)} is outside the range of note {number}, {shown}", labels=labels)


def rounded(amount: Decimal) -> Decimal:
    """The amount to four decimals, without the zeros that end them. Numbers too large for that are left as they are."""
    return Decimal(f"{round(amount, 4).normalize():f}") if amount < _HIGHEST_VALUE else amount


def _total(row: Row, price: Decimal, shares: Decimal, labels: tuple[Label, ...] = ()) -> Finding:
    each = money(rounded(price / shares))
    message = f"{_price_of(row)} looks like the total: {each} a share for {row.shown('transaction_shares')} shares"
    return Finding(f"{row.path}.{_PRICE}", message, help=f"If it is the total, write {each}.", labels=labels)


def _by_size(context: Context, row: Row, price: Decimal, highest: Decimal) -> tuple[str, Finding] | None:
    """A price that is too large to be that of one share, which costs less than the `highest`."""
    shares = row.data.transaction_shares.value
    if not shares or (price < highest and price * shares < _HIGHEST_VALUE and price != shares):
        return None
    if price == shares:
        if shares < 1000:
            return None
        label = context.label(f"{row.path}.transaction_shares", "the same here")
        shown = row.shown("transaction_shares")
        return "X008", Finding(f"{row.path}.{_PRICE}", f"the price is the number of shares, {shown}", labels=(label,))
    if _DEAREST in (context.filing.issuer.name or "").lower():
        return None
    return "X008", _total(row, price, shares)


def _against_each_other(context: Context, rows: Sequence[Row]) -> Iterator[tuple[Row, tuple[str, Finding]]]:
    """Prices of one day, security and code that do not go together."""
    prices = [row.value(_PRICE) for row in rows]
    usual = sorted(prices)[(len(rows) - 1) // 2] if len(rows) > 2 else prices[0]
    spread = Decimal(context.number("X010", "times"))
    if max(prices) <= usual * spread and min(prices) * spread >= usual:
        return
    typical = rows[prices.index(usual)]
    for row, price in zip(rows, prices, strict=True):
        if usual <= price * spread and price <= usual * spread:
            continue
        path = f"{row.path}.{_PRICE}"
        labels = (context.label(f"{typical.path}.{_PRICE}", f"{_price_of(typical)} here"),)
        shares = row.value("transaction_shares")
        factor = next((one for one in _FACTORS if abs(price * one - usual) <= usual * _NEAR), None)
        if shares and shares >= 10 and abs(price / shares - usual) <= usual * _NEAR:
            yield row, ("X008", _total(row, price, shares, labels))
        elif factor is not None:
            message = f"the price is {_price_of(row)} here, and {_price_of(typical)} for the same security on the same day"
            wanted = f"If the point is misplaced, write {money(rounded(price * factor))}."
            yield row, ("X009", Finding(path, message, help=wanted, labels=labels))
        else:
            message = f"the price is {_price_of(row)} here, and {_price_of(typical)} for the same security on the same day"
            yield row, ("X010", Finding(path, message, labels=labels))


def _prices(context: Context, code: str) -> Iterator[Finding]:
    for told, finding in price_faults(context).values():
        if told == code:
            yield finding


@rule(
    "X008", "total-as-price", Severity.INFO, Locus.EITHER,
    what="A price is that of the whole transaction, not of one share; or it is the number of shares.",
    why="EDGAR does not check prices. A total in this column makes a sale look hundreds of times as large.",
    fix="Write the price of one share.",
    source="measurements of prices in the SEC's insider-transactions data, where totals occur",
    limits=f"A price is suspect when divided by the shares it fits its note or the other rows of the day, or beyond "
    f"${_HIGHEST_PRICE:,}, Berkshire Hathaway excepted.",
    good="$31.07 ⁽¹⁾",
    bad="$12,428 ⁽¹⁾",
    forms=("4", "5"),
    settings=(Setting("dollars", _HIGHEST_PRICE, "The price from which on it is taken for that of all shares.", most=10**9),),
)  # fmt: skip
def total_as_price(context: Context) -> Iterator[Finding]:
    yield from _prices(context, "X008")


@rule(
    "X009", "price-power-of-ten", Severity.INFO, Locus.EITHER,
    what="A price is off by a factor of 10, 100 or 1,000 from its own note or from the other rows of the day.",
    why="The decimal point was lost or moved, and EDGAR does not check prices.",
    fix="Set the decimal point.",
    source="measurements of prices in the SEC's insider-transactions data, where this occurs",
    good="$31.07 ⁽¹⁾",
    bad="$310.7 ⁽¹⁾",
    forms=("4", "5"),
)  # fmt: skip
def price_power_of_ten(context: Context) -> Iterator[Finding]:
    yield from _prices(context, "X009")


@rule(
    "X010", "price-spread", Severity.INFO, Locus.EITHER,
    what="Two rows of one day, security and code differ in price by more than half.",
    why="A share seldom moves so far in a day, so one of the prices may be wrong.",
    fix="Check the price against the broker's confirmation.",
    source=NO_RULE,
    good="\tS\t\t400\tD\t$31.07 ⁽¹⁾\t8,800\tD\t\n",
    bad="\tS ⁽¹⁾\t\t400\tD\t$31.07\t8,800\tD\t\nCommon Stock\t06/14/2022\t\tS\t\t100\tD\t$61.07\t8,700\tD\t\n",
    forms=("4", "5"),
    settings=(Setting("times", Decimal("1.5"), "How many times the usual price of the day a price may be, or the other way."),),
)  # fmt: skip
def price_spread(context: Context) -> Iterator[Finding]:
    yield from _prices(context, "X010")
