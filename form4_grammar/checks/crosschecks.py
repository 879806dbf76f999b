"""X: one part of the page against another: balances, exercises, prices, names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from form4_grammar.checks.balances import OPTION
from form4_grammar.checks.context import Context, Finding, once
from form4_grammar.checks.dates import is_part, us, year_typos
from form4_grammar.checks.prices import rounded
from form4_grammar.checks.registry import NO_RULE, rule
from form4_grammar.checks.rows import Row
from form4_grammar.checks.signature import signer_doubts
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.model import TABLES
from form4_grammar.regexes import regex
from form4_grammar.rules.example import EXAMPLE_PAGES

_MOST_ROWS = 60
_ONE_FOR_ONE = regex(
    r"\b(?:one|1)[- ](?:for|to)[- ](?:one|1)\b|\b1:1\b|\bconver\w+[^.]{0,60}\bratio\b|\bright to receive one\b", re.IGNORECASE
)
_PLAIN_CODES = frozenset("ALWZHE")


_FORM_4 = EXAMPLE_PAGES["4"]
_OPTION_AND_NOTES = _FORM_4[_FORM_4.index(OPTION) : _FORM_4.index("/s/")]
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
    needs="MCXO",
)  # fmt: skip
def exercise_without_partner(context: Context) -> Iterator[Finding]:
    used = {code for row in context.transactions if (code := row.data.transaction_code.value)} & _EXERCISE_WORDS.keys()
    if not used or len(context.rows) != len(context.all_rows) or context.filing.form_type.endswith("/A"):
        return
    if is_part(context) or year_typos(context) or _layout_in_doubt(context):
        return
    ratios = {row.path for row, _, _ in _odd_ratios(context)}
    acquired = {
        row.data.security_title.value
        for row in context.transactions
        if row.data.transaction_acquired_disposed_code.value == "A"
    }
    for code in sorted(used):
        rows = [row for row in context.transactions if row.data.transaction_code.value == code]
        shares = [row for row in rows if not row.is_derivative]
        exercised = [row for row in rows if row.is_derivative]
        sides = {row.value("transaction_acquired_disposed_code") for row in exercised}
        if not exercised and not context.filing.derivative_table:
            continue  # X030 speaks of it
        if not exercised:
            yield _alone(shares, code, "Table II has no row with that code")
        elif not shares and sides == {"D"}:
            if not {row.value("underlying_security_title") for row in exercised} <= acquired:
                yield _alone(exercised, code, "Table I has no row with that code")
        elif shares and sides == {"D"} and not any(row.path in ratios for row in exercised):
            yield from _unequal(context, shares, exercised)


@rule(
    "X030", "exercise-without-table-ii", Severity.WARNING, Locus.EITHER,
    what="Table I has rows with one of the codes M, C, X and O, and Table II has no rows at all.",
    why="What was exercised or converted stands in Table II, so the table was lost, or the code is wrong.",
    fix="Compare Table II with the filing on EDGAR, or correct the code.",
    source="the codes' categories (SEC 1474, General Instruction 8), as practice fills the tables",
    limits="Not judged: amendments and filings in parts.",
    good=_OPTION_AND_NOTES,
    bad=_OPTION_AND_NOTES.replace(OPTION, "").replace("2. The option is fully vested.\n", ""),
    forms=("4", "5"),
    needs="MCXO",
)  # fmt: skip
def exercise_without_table_ii(context: Context) -> Iterator[Finding]:
    filing = context.filing
    if filing.derivative_table or filing.form_type.endswith("/A") or is_part(context) or _layout_in_doubt(context):
        return
    rows = [row for row in context.transactions if row.data.transaction_code.value in _EXERCISE_WORDS]
    if rows:
        code = rows[0].value("transaction_code")
        label = context.label(f"{rows[0].path}.transaction_code", f"code {code}")
        message = f"Table II has no rows, but Table I has code {code} ({_EXERCISE_WORDS[code]})"
        yield Finding("derivative_table", message, context.span(f"{rows[0].path}.transaction_code"), labels=(label,))


def _layout_in_doubt(context: Context) -> bool:
    return any(path in TABLES for code, path in context.found if code.startswith("L"))


def _alone(rows: Sequence[Row], code: str, missing: str) -> Finding:
    many = "is a row" if len(rows) == 1 else f"are {len(rows)} rows"
    message = f"there {many} with code {code} ({_EXERCISE_WORDS[code]}), but {missing}"
    return Finding(f"{rows[0].path}.transaction_code", message)


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
    "X007", "underlying-ratio", Severity.INFO, Locus.EITHER,
    what="One row of a derivative security has another ratio of underlying securities to derivative ones than the rest.",
    why="One security converts at one ratio, so a digit of one of the amounts is wrong.",
    fix="Check the number of derivative securities and the amount of the underlying security.",
    source=NO_RULE,
    limits="Differences within one in a hundred are rounding. Amounts with a note are taken to be explained by it.",
    good=OPTION,
    bad=OPTION + OPTION.replace("\tM\t\t\t400\t", "\tD\t\t\t100\t").replace("\t400\t$0\t1,600\t", "\t1,000\t$3\t1,500\t"),
    forms=("4", "5"),
    needs=("derivative_table",),
)  # fmt: skip
def underlying_ratio(context: Context) -> Iterator[Finding]:
    for row, other, usual in _odd_ratios(context):
        amount, count = row.shown("underlying_security_shares"), row.shown("transaction_shares")
        label = context.label(f"{other.path}.underlying_security_shares", f"{usual:,} for each here")
        message = f"{amount} underlying {count}; the other rows have {usual:,} for each"
        yield Finding(row.path, message, context.span(f"{row.path}.underlying_security_shares"), labels=(label,))


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
        usual = sorted(ratio for ratio, _ in rows)[(len(rows) - 1) // 2] if len(rows) > 2 else rows[0][0]
        odd = [(ratio, row) for ratio, row in rows if abs(ratio - usual) > usual / 100]
        if odd and 2 * len(odd) <= len(rows):
            typical = next(row for ratio, row in rows if ratio == usual)
            found += [(row, typical, rounded(usual)) for _, row in odd]
    return found


@rule(
    "X013", "transfer-legs-differ", Severity.INFO, Locus.EITHER,
    what="A gift or transfer (G, W or Z) from one ownership form to the other has different amounts on its two rows.",
    why="What leaves the direct holding arrives in the indirect one, share for share.",
    fix="Correct the amount of one of the rows.",
    source=NO_RULE,
    limits="Only where one row disposes and one acquires on the same day, and they differ in the ownership form.",
    good="Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse",
    bad="Common Stock\t06/14/2022\t\tG\tV\t100\tD\t$0\t8,700\tD\t\n"
    "Common Stock\t06/14/2022\t\tG\tV\t150\tA\t$0\t1,400\tI\tBy Spouse",
    forms=("4", "5"),
    needs="GWZ",
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
    needs=("derivative_table",),
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
    needs=("not_subject_to_section16",),
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
            message = f"the box for those no longer subject to Section 16 is ticked, and so is {role}"
            yield Finding("not_subject_to_section16", message, labels=(label,))
            return


@rule(
    "X019", "title-spelt-two-ways", Severity.INFO, Locus.EITHER,
    what="Two titles of securities differ in one letter of one word.",
    why="They are the same security, and whoever adds up by title counts two.",
    fix="Write the title in the same way everywhere.",
    source=NO_RULE,
    limits="Letters that stand alone, as in Class A and Class B, numbers and a plural s are no difference.",
    good="Common Stock\t06/14/2022\t\tS",
    bad="Comon Stock\t06/14/2022\t\tS",
    needs=("several_titles",),
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


@lru_cache(maxsize=1024)
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
    needs=("aff10b5_one",),
)  # fmt: skip
def plan_box_without_trade(context: Context) -> Iterator[Finding]:
    if not context.filing.aff10b5_one or len(context.rows) != len(context.all_rows):
        return
    codes = {row.value("transaction_code") for row in context.transactions}
    if codes and codes <= _PLAIN_CODES:
        shown = " and ".join(sorted(codes))
        yield Finding("aff10b5_one", f"the box for Rule 10b5-1 plans is ticked, but the rows have no other code than {shown}")
