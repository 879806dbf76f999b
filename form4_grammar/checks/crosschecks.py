"""X: one part of the page against another: balances, exercises, prices, names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median_low

from form4_grammar.checks.codes import contradicted
from form4_grammar.checks.context import Context, Finding, Row
from form4_grammar.checks.dates import is_part, once, us, year_typos
from form4_grammar.checks.registry import rule
from form4_grammar.checks.signature import signer_doubts
from form4_grammar.diagnostics import Label, Locus, Severity
from form4_grammar.model import DerivativeRow
from form4_grammar.rules.example import EXAMPLE_PAGES

_FAQ = "SEC Section 16 Electronic Reporting FAQ, question 1"
_NO_RULE = "no rule; the rows of the page themselves"
_OWNED = ("shares_owned_following_transaction", "value_owned_following_transaction")
_AMOUNTS = ("transaction_shares", "transaction_total_value")
_PRICE = "transaction_price_per_share"
_CENT = Decimal("0.01")
_NEAR = Decimal("0.05")
_SPREAD = Decimal("1.5")
_HIGHEST_PRICE = 100_000
_HIGHEST_VALUE = 10**11
_MANY = 2
_MOST_ROWS, _MOST_RANGES = 60, 60
_DIGITS_WITHOUT_COMMA = 3
_FACTORS = tuple(Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3))
_DOLLARS = r"\$\s*([\d,]*\d(?:\.\d+)?)"
_RANGE = re.compile(
    rf"{_DOLLARS}(?:\s*per share)?\s*,?\s*(?:to|and|through|-|–|—)\s*(?:a high of\s*)?{_DOLLARS}", re.IGNORECASE
)
_ABOUT_PRICES = re.compile(r"rang|between|average|multiple|low of", re.IGNORECASE)
_ONE_FOR_ONE = re.compile(
    r"\b(?:one|1)[- ](?:for|to)[- ](?:one|1)\b|\b1:1\b|\bconver\w+[^.]{0,60}\bratio\b|\bright to receive one\b", re.IGNORECASE
)
_PLAIN_CODES = frozenset("ALWZHE")


def money(amount: Decimal) -> str:
    """An amount as the page writes a price."""
    return f"${amount:,}"


def _written_like(amount: Decimal, *shown: str) -> str:
    """An amount with commas, unless the large amounts beside it have none."""
    large = [one for one in shown if len(one.partition(".")[0]) > _DIGITS_WITHOUT_COMMA]
    return f"{amount:,f}" if not large or any("," in one for one in large) else f"{amount:f}"


def _price_of(row: Row) -> str:
    """The price of a row as it stands there."""
    return f"${row.shown(_PRICE)}"


def _first(row: Row, names: Sequence[str]) -> tuple[str, Decimal | None]:
    """The first of these columns that has a value, and the value."""
    for name in names:
        value = row.value(name)
        if value is not None:
            return name, value
    return names[0], None


def _change(row: Row) -> Decimal | None:
    """By how much the transaction changes the balance; None where the page does not tell."""
    amount = _first(row, _AMOUNTS)[1]
    side = row.value("transaction_acquired_disposed_code")
    return None if amount is None or side not in ("A", "D") else amount if side == "A" else -amount


@once
def _series(context: Context) -> list[list[Row]]:
    """The transactions of each balance: one table, class, ownership form and nature of ownership, in the order of the page."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    judged = {row.path for row in context.rows}
    gaps = 0
    for row in context.all_rows:
        if not row.is_transaction:
            continue
        if row.path not in judged:
            gaps += 1  # a row that cannot be judged may be of any balance: none goes on across it
            continue
        data = row.data
        title, side, nature = data.security_title.value, data.direct_or_indirect_ownership, data.nature_of_ownership
        if title is None or side.value is None:
            continue
        marks = nature.footnotes + side.footnotes
        key: tuple[object, ...] = (row.table, gaps, title.lower(), side.value, (nature.value or "").lower(), marks)
        if isinstance(data, DerivativeRow):
            key += (data.conversion_or_exercise_price.raw, data.exercise_date.raw, data.expiration_date.raw)
        groups[key].append(row)
    return list(groups.values())


def _repeats_end(rows: Sequence[Row]) -> bool:
    """Whether all rows of a balance show the same amount, which is then the one after the last of them."""
    owned = {_first(row, _OWNED)[1] for row in rows}
    return len(rows) > 1 and len(owned) == 1 and all(owned) and all(_change(row) for row in rows)


def _breaks(rows: Sequence[Row]) -> Iterator[tuple[Row, Row, Decimal]]:
    """Rows whose balance does not follow from the row before: row, row before, expected balance."""
    error_before = Decimal(0)
    for before, row in pairwise(rows):
        (held_in, held), (owned_in, owned), change = _first(before, _OWNED), _first(row, _OWNED), _change(row)
        noted = row.cell(owned_in).footnotes or before.cell(held_in).footnotes
        if held is None or owned is None or change is None or held_in != owned_in or noted or _impossible(before):
            error_before = Decimal(0)
            continue
        expected = held + change
        error = owned - expected
        if expected < 0 or (row.is_derivative and owned == change):
            error = Decimal(0)  # a balance of its own: another lot, or another grant
        elif abs(error) < 1 and any(amount != amount.to_integral_value() for amount in (held, owned, change)):
            error = Decimal(0)  # rounded
        # A wrong balance in the middle breaks the row after it as well, by the same amount the other way round
        if error and error != -error_before:
            yield row, before, expected
        error_before = error


def _impossible(row: Row) -> bool:
    """Whether more was acquired than is owned afterwards."""
    if row.data.transaction_acquired_disposed_code.value != "A":
        return False
    change, owned = _change(row), _first(row, _OWNED)[1]
    return change is not None and owned is not None and change > owned


def _is_twin(row: Row, other: Row) -> bool:
    return all(cell.value == other.value(name) for name, cell in row.cells())


def _tally(context: Context, table: str) -> Iterator[Finding]:
    for rows in _series(context):
        if len(rows) < 2 or rows[0].table != table or _repeats_end(rows) or is_part(context):
            continue
        breaks = list(_breaks(rows))
        several = f"; {len(breaks) - 1} further rows do not follow either" if len(breaks) > _MANY else ""
        for row, before, expected in breaks[:1] if several else breaks:
            if contradicted(row) is not None or _is_twin(row, before):  # C006 and T020 speak of these
                continue
            (name, owned), (name_before, _) = _first(row, _OWNED), _first(before, _OWNED)
            amount = _change(row)
            assert owned is not None
            assert amount is not None
            verb = "acquired" if amount > 0 else "disposed of"
            held_shown, moved, owned_shown = before.shown(name_before), row.shown(_first(row, _AMOUNTS)[0]), row.shown(name)
            wanted = _written_like(expected, held_shown, owned_shown)
            message = f"{held_shown} in the row before and {moved} {verb} make {wanted}, not {owned_shown}{several}"
            hint = "Two digits are swapped. " if _swapped(owned, expected) else ""
            label = context.label(f"{before.path}.{name_before}", f"{held_shown} here")
            help_text = f"{hint}If the rows before are right, write {wanted}."
            yield Finding(f"{row.path}.{name}", message, help=help_text, labels=(label,))


@rule(
    "X001", "running-balance", Severity.WARNING, Locus.EITHER,
    what="In Table I, an amount owned does not follow from the row before: that row's amount plus or minus the transaction.",
    why="Rows of one class, ownership form and nature run on in the order of the page, so a digit of one of them is wrong.",
    fix="Correct the amount of the transaction or the amount owned.",
    source=_FAQ,
    limits="An amount owned that has a note is taken to be explained by it. The first row of each class has nothing before it. "
    "Where more than two rows of a class break, the first speaks for all. A filing whose remarks call it one of several is not "
    "judged.",
    good="$31.07 ⁽¹⁾\t8,800\tD",
    bad="$31.07 ⁽¹⁾\t8,900\tD",
    forms=("4",),
)  # fmt: skip
def running_balance(context: Context) -> Iterator[Finding]:
    yield from _tally(context, "non_derivative_table")


@rule(
    "X002", "end-balance-repeated", Severity.INFO, Locus.FILING,
    what="All rows of one class, ownership form and nature give the same amount owned, that after the last of them.",
    why="Each row has the amount owned after its own transaction; otherwise the amounts in between cannot be followed.",
    fix="Let each row show the amount after its own transaction.",
    source=_FAQ,
    good="\tA\t$12.5\t9,200\tD",
    bad="\tA\t$12.5\t8,800\tD",
    forms=("4",),
)  # fmt: skip
def end_balance_repeated(context: Context) -> Iterator[Finding]:
    for rows in _series(context):
        if _repeats_end(rows):
            name, _ = _first(rows[0], _OWNED)
            yield Finding(f"{rows[0].path}.{name}", f"{rows[0].shown(name)} in each of {len(rows)} rows that change it")


@rule(
    "X003", "less-owned-than-acquired", Severity.WARNING, Locus.EITHER,
    what="After an acquisition less is owned than was acquired.",
    why="What was just acquired is owned, so one of the two amounts is wrong.",
    fix="Correct the amount acquired or the amount owned after it.",
    source=_NO_RULE,
    limits="Amounts with a note are taken to be explained by it.",
    good="\tA\t$12.5\t9,200\tD",
    bad="\tA\t$12.5\t200\tD",
    forms=("4",),
)  # fmt: skip
def less_owned_than_acquired(context: Context) -> Iterator[Finding]:
    suspects = [row for row in context.transactions if _impossible(row)]
    if not suspects:
        return
    told = {row.path for rows in _series(context) if _repeats_end(rows) for row in rows}
    told |= {row.path for rows in _series(context) for row, _, _ in _breaks(rows)}
    for row in suspects:
        (name, owned), (amount_in, amount) = _first(row, _OWNED), _first(row, _AMOUNTS)
        if row.path in told or row.cell(name).footnotes or row.cell(amount_in).footnotes:
            continue
        if owned is None or amount is None or _swapped(owned, amount) or (name in _OWNED[1:]) != (amount_in in _AMOUNTS[1:]):
            continue
        shown = row.shown(amount_in)
        label = context.label(f"{row.path}.{amount_in}", f"{shown} acquired here")
        yield Finding(f"{row.path}.{name}", f"{shown} acquired, and only {row.shown(name)} owned after it", labels=(label,))


@rule(
    "X004", "amount-like-balance", Severity.INFO, Locus.EITHER,
    what="The amount acquired and the amount owned after it are the same but for two swapped digits.",
    why="In a first acquisition the two are equal, so the digits were swapped in one of them.",
    fix="Check both amounts; a first acquisition has the same in both columns.",
    source="374Water's Form 4 of May 2025 as EDGAR prints it, with 757,756 and 757,576",
    good="Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse",
    bad="Class B Stock\t06/14/2022\t\tP\t\t7,576\tA\t$3\t7,756\tD\t\nCommon Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse",
    forms=("4", "5"),
)  # fmt: skip
def amount_like_balance(context: Context) -> Iterator[Finding]:
    for row in context.transactions:
        amount, owned = row.data.transaction_shares.value, row.data.shares_owned_following_transaction.value
        if amount is None or owned is None or amount < 1000 or amount == owned:
            continue
        if row.value("transaction_acquired_disposed_code") == "A" and _swapped(amount, owned):
            shown = row.shown("transaction_shares")
            label = context.label(f"{row.path}.transaction_shares", f"{shown} here")
            after = row.shown("shares_owned_following_transaction")
            message = f"{after} owned after {shown} were acquired: two digits are swapped"
            yield Finding(f"{row.path}.shares_owned_following_transaction", message, labels=(label,))


def _swapped(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by two neighbouring digits that changed places."""
    left, right = str(one), str(other)
    if len(left) != len(right):
        return False
    differ = [at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    a, b = differ
    return left[a] == right[b] and left[b] == right[a]


_FORM_4 = EXAMPLE_PAGES["4"]
_OPTION = _FORM_4[_FORM_4.index("Stock Option (right to buy)\t$12.5") : _FORM_4.index("\nExplanation of")].rstrip("\n") + "\n"
_EXERCISE_WORDS = {"M": "exercise or conversion", "C": "conversion", "X": "exercise", "O": "exercise"}


@rule(
    "X005", "exercise-without-partner", Severity.INFO, Locus.EITHER,
    what="Rows with one of the codes M, C, X and O have no counterpart in the other table, or the amounts differ.",
    why="An exercise is two rows: the derivative security that goes, in Table II, and the shares that come, in Table I.",
    fix="Report the other side, or correct the date or the amount in which the two differ.",
    source="the codes' categories (SEC 1474, General Instruction 8), as practice fills the tables",
    limits="Compared are the dates, and the sum of the shares with that of the underlying securities. Not judged: amendments, "
    "filings in parts, exercises into another derivative security, and amounts that are missing.",
    good="Common Stock\t400\t$0",
    bad="Common Stock\t500\t$0",
    forms=("4", "5"),
)  # fmt: skip
def exercise_without_partner(context: Context) -> Iterator[Finding]:
    used = {code for row in context.transactions if (code := row.data.transaction_code.value)} & _EXERCISE_WORDS.keys()
    if not used or len(context.rows) != len(context.all_rows) or context.filing.form_type.endswith("/A"):
        return
    if is_part(context) or year_typos(context) or _layout_in_doubt(context):
        return
    ratios = {row.path for row, _, _ in _odd_ratios(context)}
    acquired = {
        row.value("security_title") for row in context.transactions if row.value("transaction_acquired_disposed_code") == "A"
    }
    for code in sorted(used):
        rows = [row for row in context.transactions if row.value("transaction_code") == code]
        shares = [row for row in rows if not row.is_derivative]
        exercised = [row for row in rows if row.is_derivative]
        sides = {row.value("transaction_acquired_disposed_code") for row in exercised}
        if not exercised:
            yield _alone(shares, code, "Table II has no row with that code")
        elif not shares and sides == {"D"}:
            if not {row.value("underlying_security_title") for row in exercised} <= acquired:
                yield _alone(exercised, code, "Table I has no row with that code")
        elif shares and sides == {"D"} and not any(row.path in ratios for row in exercised):
            yield from _unequal(context, shares, exercised)


def _layout_in_doubt(context: Context) -> bool:
    return any(path in ("non_derivative_table", "derivative_table") for code, path in context.found if code.startswith("L"))


def _alone(rows: Sequence[Row], code: str, missing: str) -> Finding:
    many = "a row" if len(rows) == 1 else f"{len(rows)} rows"
    return Finding(f"{rows[0].path}.transaction_code", f"{many} with code {code} ({_EXERCISE_WORDS[code]}), and {missing}")


def _unequal(context: Context, shares: Sequence[Row], exercised: Sequence[Row]) -> Iterator[Finding]:
    """Exercises that differ from what they brought in the dates or in the sum."""
    if any(row.value("transaction_acquired_disposed_code") != "A" for row in shares):
        return
    days = {row.value("transaction_date") for row in shares}
    for row in exercised:
        day = row.value("transaction_date")
        if None not in days and day is not None and day not in days:
            other = shares[0].value("transaction_date")
            label = context.label(f"{shares[0].path}.transaction_date", f"{us(other)} here")
            message = f"exercised {us(day)}, and Table I has the shares on {us(other)}"
            yield Finding(f"{row.path}.transaction_date", message, labels=(label,))
            return
    got = [row.value("transaction_shares") for row in shares]
    gave = [row.value("underlying_security_shares") for row in exercised]
    if None in got or None in gave or sum(got) == sum(gave):
        return
    if any(row.cell("underlying_security_shares").footnotes for row in exercised):
        return
    only_got, only_gave = Counter(got) - Counter(gave), Counter(gave) - Counter(got)
    row = next((row for row in exercised if row.value("underlying_security_shares") in only_gave), exercised[0])
    partner = next((row for row in shares if row.value("transaction_shares") in only_got), shares[0])
    if partner.cell("transaction_shares").footnotes:
        return
    amount, other_amount = row.shown("underlying_security_shares"), partner.shown("transaction_shares")
    label = context.label(f"{partner.path}.transaction_shares", f"{other_amount} here")
    message = f"{amount} underlying shares here, {other_amount} shares in Table I"
    if len(shares) + len(exercised) > 2:
        message = f"{sum(gave):,} underlying shares in Table II, {sum(got):,} shares in Table I"
    yield Finding(f"{row.path}.underlying_security_shares", message, labels=(label,))


@rule(
    "X006", "derivative-balance", Severity.WARNING, Locus.EITHER,
    what="In Table II, the number owned does not follow from the row before of the same security and terms.",
    why="Rows of one security with the same price and dates run on in the order of the page, as those of Table I do.",
    fix="Correct the number of the transaction or the number owned.",
    source=_FAQ,
    limits="A number owned that has a note is taken to be explained by it. A row whose number owned is just what it acquired "
    "is taken for a grant of its own. A filing whose remarks call it one of several is not judged.",
    good=_OPTION,
    bad=_OPTION + _OPTION.replace("\tM\t\t\t400\t", "\tD\t\t\t100\t").replace("\t400\t$0\t1,600\t", "\t100\t$3\t1,400\t"),
    forms=("4",),
)  # fmt: skip
def derivative_balance(context: Context) -> Iterator[Finding]:
    yield from _tally(context, "derivative_table")


@rule(
    "X007", "underlying-ratio", Severity.INFO, Locus.EITHER,
    what="One row of a derivative security has another ratio of underlying securities to derivative ones than the rest.",
    why="One security converts at one ratio, so a digit of one of the amounts is wrong.",
    fix="Check the number of derivative securities and the amount of the underlying security.",
    source=_NO_RULE,
    limits="Differences within one in a hundred are rounding. Amounts with a note are taken to be explained by it.",
    good=_OPTION,
    bad=_OPTION + _OPTION.replace("\tM\t\t\t400\t", "\tD\t\t\t100\t").replace("\t400\t$0\t1,600\t", "\t1,000\t$3\t1,500\t"),
    forms=("4", "5"),
)  # fmt: skip
def underlying_ratio(context: Context) -> Iterator[Finding]:
    for row, other, usual in _odd_ratios(context):
        amount, count = row.shown("underlying_security_shares"), row.shown("transaction_shares")
        label = context.label(f"{other.path}.underlying_security_shares", f"{usual:,} for each here")
        message = f"{amount} underlying {count}; the other rows have {usual:,} for each"
        yield Finding(f"{row.path}.underlying_security_shares", message, labels=(label,))


@once
def _odd_ratios(context: Context) -> list[tuple[Row, Row, Decimal]]:
    """Rows of Table II whose ratio differs, each with another row and that row's ratio."""
    groups: dict[tuple[str, str], list[tuple[Decimal, Row]]] = defaultdict(list)
    for row in context.transactions:
        if not row.is_derivative:
            continue
        count, amount = row.value("transaction_shares"), row.value("underlying_security_shares")
        noted = row.cell("underlying_security_shares").footnotes or row.cell("transaction_shares").footnotes
        if count and amount and not noted:
            title, other = row.value("security_title"), row.value("underlying_security_title")
            groups[title or row.path, other or ""].append((amount / count, row))
    found = []
    for rows in groups.values():
        usual = median_low(ratio for ratio, _ in rows) if len(rows) > 2 else rows[0][0]
        odd = [(ratio, row) for ratio, row in rows if abs(ratio - usual) > usual / 100]
        if odd and 2 * len(odd) <= len(rows):
            typical = next(row for ratio, row in rows if ratio == usual)
            found += [(row, typical, _plain(usual)) for _, row in odd]
    return found


@once
def price_faults(context: Context) -> dict[str, tuple[str, Finding]]:
    """Prices that cannot be right, by path, each with the code of the one rule that speaks of it: N013, X008, X009, X010."""
    found: dict[str, tuple[str, Finding]] = {}
    alike: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in context.transactions:
        price, code = row.data.transaction_price_per_share.value, row.data.transaction_code.value
        if not price:
            continue
        fault = None
        if code in ("P", "S", "F"):
            ranges = _ranges(context, row)
            if ranges:
                fault = _against_ranges(context, row, price, ranges)
            else:
                alike[row.data.security_title.value, row.data.transaction_date.value, code].append(row)
        fault = fault or _by_size(context, row, price)
        if fault is not None:
            found[f"{row.path}.{_PRICE}"] = fault
    for rows in alike.values():
        if len(rows) > 1:
            found.update(_against_each_other(context, rows))
    return found


def _ranges(context: Context, row: Row) -> list[tuple[Decimal, Decimal, int]]:
    """The ranges of prices that the notes of a price give, with the number of the note."""
    known, found = _ranges_of_notes(context), []
    for number in row.cell(_PRICE).footnotes:
        if number not in known:
            known[number] = list(_ranges_of(context.notes.get(number, ""), number))
        found += known[number]
    return found


@once
def _ranges_of_notes(_: Context) -> dict[int, list[tuple[Decimal, Decimal, int]]]:
    """The ranges of the notes that were asked for, by number."""
    return {}


def _ranges_of(text: str, number: int) -> Iterator[tuple[Decimal, Decimal, int]]:
    """The ranges of prices in a note: a cent below the lowest price, one above the highest, the number of the note."""
    if text.count("$") > 1 and _ABOUT_PRICES.search(text):
        ranges = _RANGE.findall(text)
        for low, high in ranges if len(ranges) <= _MOST_RANGES else ():
            ends = sorted(Decimal(end.replace(",", "")) for end in (low, high))
            yield ends[0] - _CENT, ends[1] + _CENT, number


def _against_ranges(
    context: Context, row: Row, price: Decimal, ranges: Sequence[tuple[Decimal, Decimal, int]]
) -> tuple[str, Finding] | None:
    def within(amount: Decimal) -> bool:
        return any(low <= amount <= high for low, high, _ in ranges)

    if within(price):
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
        return "X009", Finding(path, message, help=f"If the note is right, write {money(_plain(meant))}.", labels=labels)
    return "N013", Finding(path, f"{_price_of(row)} is outside the range of note {number}, {shown}", labels=labels)


def _plain(amount: Decimal) -> Decimal:
    """The amount to four decimals, without the zeros that end them. Numbers too large for that are left as they are."""
    return Decimal(f"{round(amount, 4).normalize():f}") if amount < _HIGHEST_VALUE else amount


def _total(row: Row, price: Decimal, shares: Decimal, labels: tuple[Label, ...] = ()) -> Finding:
    each = money(_plain(price / shares))
    message = f"{_price_of(row)} looks like the total: {each} a share for {row.shown('transaction_shares')} shares"
    return Finding(f"{row.path}.{_PRICE}", message, help=f"If it is the total, write {each}.", labels=labels)


def _by_size(context: Context, row: Row, price: Decimal) -> tuple[str, Finding] | None:
    """A price that is too large to be that of one share."""
    shares = row.value("transaction_shares")
    if not shares or (price < _HIGHEST_PRICE and price * shares < _HIGHEST_VALUE and price != shares):
        return None
    if price == shares:
        if shares < 1000:
            return None
        label = context.label(f"{row.path}.transaction_shares", "the same here")
        shown = row.shown("transaction_shares")
        return "X008", Finding(f"{row.path}.{_PRICE}", f"the price is the number of shares, {shown}", labels=(label,))
    if "berkshire" in (context.filing.issuer.name or "").lower():
        return None
    return "X008", _total(row, price, shares)


def _against_each_other(context: Context, rows: Sequence[Row]) -> Iterator[tuple[str, tuple[str, Finding]]]:
    """Prices of one day, security and code that do not go together."""
    prices = [row.value(_PRICE) for row in rows]
    usual = median_low(prices) if len(rows) > 2 else prices[0]
    if max(prices) <= usual * _SPREAD and min(prices) * _SPREAD >= usual:
        return
    typical = rows[prices.index(usual)]
    for row, price in zip(rows, prices, strict=True):
        if usual <= price * _SPREAD and price <= usual * _SPREAD:
            continue
        path = f"{row.path}.{_PRICE}"
        labels = (context.label(f"{typical.path}.{_PRICE}", f"{_price_of(typical)} here"),)
        shares = row.value("transaction_shares")
        factor = next((one for one in _FACTORS if abs(price * one - usual) <= usual * _NEAR), None)
        if shares and shares >= 10 and abs(price / shares - usual) <= usual * _NEAR:
            yield path, ("X008", _total(row, price, shares, labels))
        elif factor is not None:
            message = f"{_price_of(row)}, and {_price_of(typical)} for the same security on the same day"
            wanted = f"If the point is misplaced, write {money(_plain(price * factor))}."
            yield path, ("X009", Finding(path, message, help=wanted, labels=labels))
        else:
            message = f"{_price_of(row)}, and {_price_of(typical)} for the same security on the same day"
            yield path, ("X010", Finding(path, message, labels=labels))


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
    source=_NO_RULE,
    good="\tS\t\t400\tD\t$31.07 ⁽¹⁾\t8,800\tD\t\n",
    bad="\tS ⁽¹⁾\t\t400\tD\t$31.07\t8,800\tD\t\nCommon Stock\t06/14/2022\t\tS\t\t100\tD\t$61.07\t8,700\tD\t\n",
    forms=("4", "5"),
)  # fmt: skip
def price_spread(context: Context) -> Iterator[Finding]:
    yield from _prices(context, "X010")


@rule(
    "X013", "transfer-legs-differ", Severity.INFO, Locus.EITHER,
    what="A gift or transfer (G, W or Z) from one ownership form to the other has different amounts on its two rows.",
    why="What leaves the direct holding arrives in the indirect one, share for share.",
    fix="Correct the amount of one of the rows.",
    source=_NO_RULE,
    limits="Only where one row disposes and one acquires on the same day, and they differ in the ownership form.",
    good="Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse",
    bad="Common Stock\t06/14/2022\t\tG\tV\t100\tD\t$0\t8,700\tD\t\n"
    "Common Stock\t06/14/2022\t\tG\tV\t150\tA\t$0\t1,400\tI\tBy Spouse",
    forms=("4", "5"),
)  # fmt: skip
def transfer_legs_differ(context: Context) -> Iterator[Finding]:
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in context.transactions:
        if not row.is_derivative and row.data.transaction_code.value in ("G", "W", "Z"):
            groups[row.value("security_title"), row.value("transaction_date"), row.value("transaction_code")].append(row)
    for rows in groups.values():
        if len(rows) != 2 or {row.value("direct_or_indirect_ownership") for row in rows} != {"D", "I"}:
            continue
        one, other = rows
        if {one.value("transaction_acquired_disposed_code"), other.value("transaction_acquired_disposed_code")} != {"A", "D"}:
            continue
        left, right = one.value("transaction_shares"), other.value("transaction_shares")
        if left is not None and right is not None and left != right and not other.cell("transaction_shares").footnotes:
            here, there = other.shown("transaction_shares"), one.shown("transaction_shares")
            label = context.label(f"{one.path}.transaction_shares", f"{there} here")
            yield Finding(f"{other.path}.transaction_shares", f"{here} on one side, {there} on the other", labels=(label,))


@rule(
    "X014", "name-spelt-two-ways", Severity.INFO, Locus.EITHER,
    what="The name in a signature is nearly that of a reporting person, but spelt in another way.",
    why="One of the two is misspelt, and those who match names by spelling lose the link.",
    fix="Write the name as item 1 has it.",
    source="filings with such a name; no rule asks for the same spelling",
    limits="Initials, middle names left out and endings like Inc. are no difference.",
    good="/s/ Ada N. Okafor",
    bad="/s/ Ada N. Okafro",
)  # fmt: skip
def name_spelt_two_ways(context: Context) -> Iterator[Finding]:
    for number, doubt in signer_doubts(context):
        if doubt.code == "X014":
            label = context.label(f"reporting_owners[{doubt.owner}].name", "the reporting person")
            yield Finding(f"signatures[{number}].name", doubt.message, labels=(label,))


_FORM_3 = EXAMPLE_PAGES["3"]
_GRANT = _FORM_3[_FORM_3.index("Stock Option (right to buy)") : _FORM_3.index("\nRemarks:")]


@rule(
    "X015", "ratio-as-price", Severity.INFO, Locus.FILING,
    what="The conversion price is $1, and its note says that the securities convert one for one.",
    why="A ratio is no price in dollars. The column stays blank then, but for the reference to the note.",
    fix="Remove the amount and keep the reference.",
    source="SEC Section 16 Electronic Reporting FAQ, question 2",
    good=_GRANT,
    bad=_GRANT.replace("\t$12.5\t", "\t$1 ⁽¹⁾\t").replace("The option vests", "Each converts on a one-for-one basis. It vests"),
    forms=("3", "4", "5"),
)  # fmt: skip
def ratio_as_price(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        if row.is_derivative:
            cell = row.cell("conversion_or_exercise_price")
            if cell.value == 1 and cell.footnotes and _ONE_FOR_ONE.search(context.notes_of(cell)):
                path = f"{row.path}.conversion_or_exercise_price"
                label = context.label(f"footnotes[{cell.footnotes[0]}]", "a ratio here")
                yield Finding(path, "a ratio of one for one is given as a price of $1", labels=(label,))


@rule(
    "X016", "exit-box-and-insider", Severity.INFO, Locus.FILING,
    what="The box for those no longer subject to Section 16 is ticked, and Director or Officer is ticked as well.",
    why="A director or officer is still subject to it. After leaving, the relationship is given as Other.",
    fix="Clear one of the boxes, or tick Other and say what the person was.",
    source="the words of the two boxes",
    good="Check this box if no longer",
    bad='<input checked="" type="checkbox"/> Check this box if no longer',
    forms=("4", "5"),
)  # fmt: skip
def exit_box_and_insider(context: Context) -> Iterator[Finding]:
    owners = context.filing.reporting_owners
    relationship = owners[0].relationship if len(owners) == 1 else None
    if not context.filing.not_subject_to_section16 or relationship is None:
        return
    for name, ticked in (("is_director", relationship.is_director), ("is_officer", relationship.is_officer)):
        if ticked:
            role = name.removeprefix("is_").capitalize()
            label = context.label(f"reporting_owners[0].relationship.{name}", f"{role} ticked here")
            message = f"no longer subject to Section 16, and {role} is ticked"
            yield Finding("not_subject_to_section16", message, labels=(label,))
            return


@rule(
    "X019", "title-spelt-two-ways", Severity.INFO, Locus.EITHER,
    what="Two titles of securities differ in one letter of one word.",
    why="They are the same security, and whoever adds up by title counts two.",
    fix="Write the title in the same way everywhere.",
    source=_NO_RULE,
    limits="Letters that stand alone, as in Class A and Class B, numbers and a plural s are no difference.",
    good="Common Stock\t06/14/2022\t\tS",
    bad="Comon Stock\t06/14/2022\t\tS",
)  # fmt: skip
def title_spelt_two_ways(context: Context) -> Iterator[Finding]:
    titles: dict[str, str] = {}
    for row in context.rows:
        for name in ("security_title", "underlying_security_title") if row.is_derivative else ("security_title",):
            value = getattr(row.data, name).value
            if value is not None and value not in titles:
                titles[value] = f"{row.path}.{name}"
    seen = list(titles.items())[:_MOST_ROWS]
    for at, (title, path) in enumerate(seen):
        for other, other_path in seen[:at]:
            if _respelt(title, other):
                label = context.label(other_path, f"{other!r} here")
                yield Finding(path, f"{title!r} here, {other!r} elsewhere", labels=(label,))


def _respelt(one: str, other: str) -> bool:
    """Whether exactly one word of two titles differs, and that by a single letter or two swapped ones."""
    if abs(len(one) - len(other)) > 1:
        return False
    left, right = one.lower().split(), other.lower().split()
    if len(left) != len(right):
        return False
    differ = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(differ) != 1:
        return False
    a, b = sorted(differ[0], key=len)
    if len(a) < 4 or not (a.isalpha() and b.isalpha()) or b == f"{a}s":
        return False
    if len(a) < len(b):
        return any(b[:at] + b[at + 1 :] == a for at in range(len(b)))
    places = [at for at in range(len(a)) if a[at] != b[at]]
    return len(places) == 1 or (len(places) == 2 and sorted(a) == sorted(b) and places[1] == places[0] + 1)


_FORM_5 = EXAMPLE_PAGES["5"]
_YEAR = _FORM_5[_FORM_5.index("Filed pursuant") : _FORM_5.index("\n** Signature of")]
_TICKED = (
    '<input checked="" type="checkbox"/> Check this box to indicate that a transaction was made pursuant to a contract, '
    "instruction or written plan for the purchase or sale of equity securities of the issuer that is intended to satisfy the "
    "affirmative defense conditions of Rule 10b5-1(c). See Instruction 10.\n\n"
)


@rule(
    "X020", "plan-box-without-trade", Severity.INFO, Locus.FILING,
    what="The box for Rule 10b5-1 plans is ticked, and no row is a trade that a plan could cover.",
    why="The box speaks of a transaction under a plan for purchases or sales; grants and inheritances are none.",
    fix="Clear the box, or report the trade that it is about.",
    source="Release 33-11138; the words of the box",
    good=_YEAR,
    bad=_TICKED
    + _YEAR.replace("12/31/2021", "12/31/2023").replace("08/20/2021", "08/21/2023").replace("02/10/2022", "02/09/2024")
    .replace("\tG\t300", "\tW\t300").replace("Remarks:\n", "Remarks:\n\nThe plan was adopted on May 2, 2023.\n"),
    forms=("5", "4"),
)  # fmt: skip
def plan_box_without_trade(context: Context) -> Iterator[Finding]:
    if not context.filing.aff10b5_one or len(context.rows) != len(context.all_rows):
        return
    codes = {row.value("transaction_code") for row in context.transactions}
    if codes and codes <= _PLAIN_CODES:
        shown = " and ".join(sorted(codes))
        yield Finding("aff10b5_one", f"the box is ticked, and the rows have no other code than {shown}")
