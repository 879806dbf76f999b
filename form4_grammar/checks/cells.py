"""T: what stands in the cells of the tables, each by itself or beside those of its row."""

from __future__ import annotations

from collections.abc import Iterator

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.facts import LONGEST_NATURE, LONGEST_TITLE, MOST_DIGITS, TOO_LARGE, of_nature, of_title
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import PRICES, Row
from form4_grammar.diagnostics import Label, Locus, Severity
from form4_grammar.model import DerivativeRow
from form4_grammar.regexes import regex
from form4_grammar.rules import cells
from form4_grammar.rules.citations import SEC_PAGE, XML_SCHEMA, XML_SPECIFICATION
from form4_grammar.transform.values import COUNTS

_VALUES = {
    "value_owned_following_transaction": "shares_owned_following_transaction",
    "transaction_total_value": "transaction_shares",
    "underlying_security_value": "underlying_security_shares",
}
_VALUES_OF_TABLE_I = tuple(_VALUES.items())[:1]
_TITLE_OF = {"underlying_security_value": "underlying_security_title"}
_STOCK = regex(r"\b(?:stock|shares?|units?|options?|warrants?|rights?)\b")
_DEBT = regex(r"\b(?:notes?|bonds?|debentures?|loans?|debt|due|interests?|\d+(?:\.\d+)?%)")
_LONGEST = (
    ("security_title", LONGEST_TITLE), ("nature_of_ownership", LONGEST_NATURE), ("underlying_security_title", LONGEST_TITLE),
)  # fmt: skip


@rule(
    "T010", "price-without-dollar", Severity.INFO, Locus.RENDERING,
    what="A price has no dollar sign.",
    why="EDGAR prints the sign before every price, so the copy lost it, or the number is no price.",
    fix="Compare the row with the filing on EDGAR.",
    source=SEC_PAGE,
    good="\t$31.07 ⁽¹⁾\t",
    bad="\t31.07 ⁽¹⁾\t",
    limits="One finding a page, at the first of these prices, where none has the sign.",
    needs=("bare_price",),
)  # fmt: skip
def price_without_dollar(context: Context) -> Iterator[Finding]:
    prices = [one for one in context.walk.amounts if one[1] in PRICES]
    if cells.DOLLAR_SIGNS.code in context.codes:
        prices = [one for one in prices if (cells.DOLLAR_SIGNS.code, one[0].path) not in context.found]
    bare = [(row, name, cell.raw) for row, name, cell in prices if cell.raw and cell.raw[0] in ".0123456789"]
    if not bare:
        return
    with_sign = len(bare) < len([cell for _, _, cell in prices if cell.raw])
    # Beside prices with the sign, or where no number underlies, it may be an amount that stands in the place of the price
    moved = [one for one in bare if with_sign or (one[0].is_derivative and one[0].value("underlying_security_shares") is None)]
    for row, name, raw in moved:
        at = context.span(f"{row.path}.{name}")
        yield Finding(row.path, f"the {name.replace('_', ' ')} {raw.split()[0]!r} has no dollar sign", at)
    if not moved:
        # Of the first row, the price of the transaction rather than that of an exercise
        row, name, raw = next((one for one in bare if one[0] is bare[0][0] and one[1] == PRICES[0]), bare[0])
        others = f", and {len(bare) - 1} more of this page" if len(bare) > 1 else ""
        labels = tuple(context.label(f"{one.path}.{of}", "nor has this") for one, of, _ in bare[1:])
        yield Finding(f"{row.path}.{name}", f"the price {raw.split()[0]!r} has no dollar sign{others}", labels=labels)


@rule(
    "T014", "indirect-without-nature", Severity.ERROR, Locus.FILING,
    what="A row says that the securities are held indirectly (I), and column 7 or 11 does not say how.",
    why="EDGAR takes no indirect holding without its nature. A footnote alone is not enough.",
    fix='Say through whom or what the securities are held, e.g. "By Spouse" or "By Trust".',
    source=f"{XML_SPECIFICATION}, natureOfOwnership, condition 5",
    good="\t1,250\tI\tBy Spouse",
    bad="\t1,250\tI\t",
    needs=("indirect_without_nature",),
)  # fmt: skip
def indirect_without_nature(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        nature = row.data.nature_of_ownership
        if nature.value is None and nature.readable and row.data.direct_or_indirect_ownership.value == "I":
            message = "the securities are held indirectly (I), but nothing says how"
            yield Finding(row.path, message, context.span(f"{row.path}.direct_or_indirect_ownership"))


@rule(
    "T015", "direct-with-nature", Severity.ERROR, Locus.FILING,
    what="A row says that the securities are held directly (D), and gives a nature of indirect ownership.",
    why="Only one of the two can be right. EDGAR takes a nature for indirect holdings alone.",
    fix="Write I, or leave the nature out and say what there is to say in a footnote.",
    source=f"{XML_SPECIFICATION}, natureOfOwnership, condition 5",
    good="\t9,200\tD\t\n",
    bad="\t9,200\tD\tBy Trust\n",
    limits="A footnote alone in the column of the nature is no nature.",
    needs=("direct_with_nature",),
)  # fmt: skip
def direct_with_nature(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        nature = row.data.nature_of_ownership.value
        if nature is not None and row.data.direct_or_indirect_ownership.value == "D":
            label = context.label(f"{row.path}.direct_or_indirect_ownership", "held directly")
            span = context.span(f"{row.path}.nature_of_ownership")
            message = f"the securities are held directly (D), but there is a nature of indirect ownership: {nature!r}"
            yield Finding(row.path, message, span, labels=(label,))


@rule(
    "T016", "nature-says-nothing", Severity.INFO, Locus.FILING,
    what="The nature of an indirect holding says nothing: N/A, Indirect, or See footnote without a reference to one.",
    why="Who holds the securities stays unknown.",
    fix='Say through whom or what they are held, e.g. "By Spouse" or "By Trust", or add the reference.',
    source="the caption of the column: Nature of Indirect Beneficial Ownership",
    good="\tI\tBy Spouse",
    bad="\tI\tSee footnote",
    limits="A reference on any cell of the row is taken for the one that is meant.",
    needs=("nature_says_nothing", "nature_points"),
)  # fmt: skip
def nature_says_nothing(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        nature = row.data.nature_of_ownership.value
        if nature is None or row.data.direct_or_indirect_ownership.value != "I":
            continue
        found = of_nature(nature)
        if "nature_says_nothing" in found:
            yield Finding(f"{row.path}.nature_of_ownership", f"{nature!r} does not say how the securities are held")
        elif "nature_points" in found and row.path not in context.noted:
            yield Finding(f"{row.path}.nature_of_ownership", f"{nature!r}, but the row refers to no footnote")


@rule(
    "T022", "two-classes-in-a-row", Severity.INFO, Locus.FILING,
    what="The title of a row names two classes of securities.",
    why="Each class has a row of its own, since one number cannot be the amount of both.",
    fix="Write a row for each class.",
    source="the reminder at the foot of the form: report on a separate line for each class",
    good="Common Stock\t\t\t\t\t\t\t\t1,250",
    bad="Common Stock and Preferred Stock\t\t\t\t\t\t\t\t1,250",
    limits="Securities that are sold as units, each of several parts, look the same.",
    needs=("two_classes",),
)  # fmt: skip
def two_classes_in_a_row(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        title = row.data.security_title.value
        if title is not None and "two_classes" in of_title(title, row.is_derivative):
            yield Finding(f"{row.path}.security_title", f"{title!r} names two classes of securities")


@rule(
    "T026", "nothing-moved", Severity.INFO, Locus.EITHER,
    what="A transaction is of 0 securities.",
    why="Nothing was acquired or disposed of, so the amount was lost, or the row is a holding.",
    fix="Write the amount, or leave the columns of the transaction empty.",
    source="the caption of the column: securities acquired or disposed of",
    good="\tG\t300\tD\t$0",
    bad="\tG\t0\tD\t$0",
    forms=("5", "4"),
)  # fmt: skip
def nothing_moved(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        shares = row.data.transaction_shares.value
        if shares is not None and not shares and not row.data.transaction_shares.footnotes:
            yield Finding(f"{row.path}.transaction_shares", "the transaction is of 0 securities")


@rule(
    "T028", "long-text", Severity.ERROR, Locus.EITHER,
    what="The title of a security has more than 60 letters, or the nature of ownership more than 100.",
    why="EDGAR takes none longer, so text of another cell got in, or the draft will be refused.",
    fix="Shorten it, and put the rest into a footnote.",
    source=f"{XML_SCHEMA}: securityTitle and underlyingSecurityTitle, at most 60 characters; natureOfOwnership, at most 100",
    good="\tI\tBy Spouse",
    bad="\tI\tBy the trustees of a trust which the spouse set up in 2011 for the children of an earlier marriage, and by them",
    needs=("long_text",),
)  # fmt: skip
def long_text(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        for name, most in _LONGEST if row.is_derivative else _LONGEST[:2]:
            cell = getattr(row.data, name)
            if len(cell.raw) > most and cell.value is not None and len(cell.value) > most:
                yield Finding(f"{row.path}.{name}", f"this has {len(cell.value)} letters; EDGAR takes at most {most}")


@rule(
    "T029", "number-too-fine", Severity.ERROR, Locus.EITHER,
    what="A number has more than four decimals, or more than twelve digits before them.",
    why="EDGAR takes no such number, so the copy joined two, or the draft will be refused.",
    fix="Round it to four decimals, and give the exact number in a footnote.",
    source=f"{XML_SPECIFICATION}, section 3.2",
    good="\t$31.07 ⁽¹⁾\t",
    bad="\t$31.07125 ⁽¹⁾\t",
    needs=("fine_number",),
)  # fmt: skip
def number_too_fine(context: Context) -> Iterator[Finding]:
    for row, name, cell in [one for one in context.walk.amounts if "." in one[2].raw]:
        raw, value = cell.raw, cell.value
        if "." in raw[:-5] and value is not None and name not in row.data.extra:  # five digits may stand behind the point
            decimals = -int(value.as_tuple().exponent)
            if decimals > 4:
                yield Finding(f"{row.path}.{name}", f"{row.shown(name)} has {decimals} decimals; EDGAR takes at most 4")
    for row, name, cell in context.walk.amounts:
        if len(cell.raw) > MOST_DIGITS and cell.value is not None and cell.value >= TOO_LARGE and name not in row.data.extra:
            yield Finding(f"{row.path}.{name}", f"{row.shown(name)} has more than 12 digits")


@rule(
    "T030", "indirect-by-oneself", Severity.WARNING, Locus.FILING,
    what="A row says that the securities are held indirectly (I), and its nature is direct ownership.",
    why="Only one of the two can be right.",
    fix="Write D and leave the nature out, or say through whom or what the securities are held.",
    source="the captions of the two columns: Direct (D) or Indirect (I), and Nature of Indirect Beneficial Ownership",
    good="\tI\tBy Spouse",
    bad="\tI\tDirect",
    needs=("nature_is_direct",),
)  # fmt: skip
def indirect_by_oneself(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        nature = row.data.nature_of_ownership.value
        held = row.data.direct_or_indirect_ownership.value
        if nature is not None and held == "I" and "nature_is_direct" in of_nature(nature):
            label = context.label(f"{row.path}.direct_or_indirect_ownership", "held indirectly")
            message = f"the securities are held indirectly (I), but their nature is {nature!r}"
            yield Finding(f"{row.path}.nature_of_ownership", message, labels=(label,))


@rule(
    "T032", "counts-and-values", Severity.INFO, Locus.EITHER,
    what="An amount is a value in dollars, and another row or the rest of the row counts the securities, or they are stock, "
    "which is counted.",
    why="A number of securities and a value cannot be compared. A dollar sign was lost or added.",
    fix="Write both with the sign, or both without it.",
    source="EDGAR Ownership XML Technical Specification v3: sharesOwnedFollowingTransaction or valueOwnedFollowingTransaction",
    good="\t8,500\tD\t",
    bad="\t$8,500\tD\t",
    forms=("5", "4", "3"),
    limits="A title that names a note, a bond or another debt is that of a security with a value.",
    needs=_VALUES,
)  # fmt: skip
def counts_and_values(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        data = row.data
        if data.value_owned_following_transaction.value is None and (
            not isinstance(data, DerivativeRow)
            or (data.transaction_total_value.value is None and data.underlying_security_value.value is None)
        ):
            continue
        for name, count in _VALUES.items() if row.is_derivative else _VALUES_OF_TABLE_I:
            if row.value(name) is not None and (cells.DOLLAR_SIGNS.code, row.path) not in context.found:
                reason = _counted(context, row, name, count)
                if reason is not None:
                    message, labels = reason
                    yield Finding(
                        row.path,
                        f"${row.shown(name)} is a value, where {message}",
                        context.span(f"{row.path}.{name}"),
                        "",
                        labels,
                    )
                    break


def _counted(context: Context, row: Row, name: str, count: str) -> tuple[str, tuple[Label, ...]] | None:
    """Why a value should be a number of securities, in words, and where that shows."""
    of_title = _TITLE_OF.get(name, "security_title")
    title = (row.value(of_title) or "").casefold()
    for other in context.rows:
        if other.table == row.table and other.value(count) is not None and (other.value(of_title) or "").casefold() == title:
            return "another row counts the securities", (context.label(f"{other.path}.{count}", "a number"),)
    if name == "value_owned_following_transaction" and row.value("transaction_shares") is not None:
        return "the transaction counts the securities", (context.label(f"{row.path}.transaction_shares", "a number"),)
    if _STOCK.search(title) and not _DEBT.search(title):
        return "the securities are counted", (context.label(f"{row.path}.{of_title}", "stock"),)
    return None


_THREE_DIGITS = regex(r"[1-9]\d{0,2}\.\d{3}(?!\d)")
_BARE_POINT = regex(r"\\?\$?\.\d")
_DATES = ("period_of_report", "date_of_original_submission")
_ONE_DIGIT = regex(r"\d/\d{1,2}/\d{4}|\d\d/\d/\d{4}")
_FOUR_DIGITS = regex(r"\\?\$?\d{4,}(?![\d.,/*-])")
_GROUPED = regex(r"\\?\$?\d{1,3},\d{3}")


def _dates_outside(context: Context) -> list[tuple[str, str]]:
    """The dates outside the tables as they stand there, with their paths."""
    places, text = context.parsed.places, context.text
    paths = [*_DATES, *[f"signatures[{number}].date" for number in range(len(context.filing.signatures))]]
    return [(path, text[places[path][0] : places[path][1]]) for path in paths if path in places]


def _short_dates(context: Context) -> list[tuple[str, str]]:
    """The dates with a month or a day of one digit and their paths, where they are not most of all dates."""
    outside, days = _dates_outside(context), context.walk.days
    short = [(path, raw) for path, raw in outside if raw[5:6] != "/" and _ONE_DIGIT.match(raw)]
    short += [(f"{row.path}.{name}", one.raw) for row, name, one in days if one.raw[5:6] != "/" and _is_short(one.raw)]
    if not short:
        return []
    many = len(outside) + len([one for _, _, one in days if "/" in one.raw or "." in one.raw])
    return short if 2 * len(short) <= many else []


def _is_short(raw: str) -> bool:
    return _ONE_DIGIT.match(raw) is not None


@rule(
    "T039", "unlike-the-page", Severity.INFO, Locus.RENDERING,
    what="A number of securities has exactly three digits after a point, and all others on the page are whole numbers; a "
    "number begins with a point, or has no comma where others have or none is as large; or a date has a month or a day of one "
    "digit, where others have two.",
    why="The point may be a comma, and the number a thousand times what was read; or a digit or a point was lost.",
    fix="Compare the cell with the filing on EDGAR. It was read as it stands.",
    source="the page as EDGAR prints it, with commas between thousands, a digit before the point and two digits for each day",
    good="\t1,250\tI\tBy Spouse",
    bad="\t1.250\tI\tBy Spouse",
    needs=("pointed_count", "bare_point", "bare_number", "short_date"),
)  # fmt: skip
def unlike_the_page(context: Context) -> Iterator[Finding]:
    pointed = [one for one in context.walk.amounts if "." in one[2].raw]
    for row, name, cell in pointed:
        if "." in cell.raw[:3] and _BARE_POINT.match(cell.raw):
            yield Finding(f"{row.path}.{name}", f"{cell.raw.split()[0]}: a digit before the point may be lost")
    plain = [
        (f"{row.path}.{name}", cell.raw)
        for row, name, cell in context.walk.amounts
        if _FOUR_DIGITS.match(cell.raw) and not any(sign in cell.raw for sign in ".,/")
    ]
    counts = [(f"{row.path}.{name}", cell.raw) for row, name, cell in pointed if name in COUNTS]
    if counts and all(_THREE_DIGITS.match(raw) for _, raw in counts):
        for path, raw in counts:
            if (cells.THREE_ZEROS.code, path) not in context.found:
                yield Finding(path, f"{raw.split()[0]}: the point may be a comma")
    if plain:
        has_commas = any(_GROUPED.match(cell.raw) for row in context.rows for _, cell in row.cells() if "," in cell.raw)
        why = "other numbers have commas" if has_commas else "it has no comma, and is the only one of its size"
        for path, raw in plain if has_commas or len(plain) == 1 else ():
            yield Finding(path, f"{raw.split()[0]}: {why}, so a point may be lost")
    for path, raw in _short_dates(context):
        yield Finding(path, f"{raw.split()[0]}: the other dates have two digits for month and day")
