"""What one look over a filing tells, so that no check is asked that can have nothing to say: few pages have many such facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain, product
from operator import attrgetter

from form4_grammar.model import CELLS, Address, Filing, Issuer, Relationship
from form4_grammar.regexes import regex
from form4_grammar.transform.addresses import US_POSTAL_CODE
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES

FACTS: Mapping[str, str] = {
    "no_rows": "both tables are empty",
    "no_transaction": "no row is a transaction",
    "several_rows": "there are two rows or more",
    "several_transactions": "two of them are transactions",
    "transaction_and_holding": "one row is a transaction, another a holding",
    "many_rows": "a table has more than 30 rows",
    "several_titles": "rows speak of two securities",
    "of_form_5": "a row belongs on Form 5, as V says on Form 4",
    "indirect_without_nature": "a row says I and has no nature of ownership",
    "direct_with_nature": "a row says D and has a nature of ownership",
    "nature_says_nothing": "a nature of ownership says nothing",
    "nature_is_direct": "a nature of ownership is direct ownership",
    "nature_points": "a nature of ownership points to a note",
    "two_classes": "the title of a row names two classes",
    "derivative_in_table_i": "a title of Table I is that of a derivative security",
    "stock_in_table_ii": "a title of Table II is that of plain stock",
    "long_text": "a title is longer than 60 letters, or a nature of ownership longer than 100",
    "letters_among_digits": "a title or a nature of ownership has letters among its digits",
    "dates_out_of_step": "item 3 is not the first day of a transaction, or one is not in the year before the signature",
    "fine_number": "a number has five digits behind a point, or thirteen before it",
    "pointed_count": "a number of securities has a point",
    "bare_point": "a number begins with a point",
    "bare_number": "a number has four digits and no comma between them",
    "bare_price": "a price has no dollar sign",
    "short_date": "a date is not written with two digits for month and day",
    "expires_first": "a derivative security expires before it can be exercised",
    "expired": "a derivative security had expired by the day of item 3",
    "acquired": "a row says A",
    "perhaps_late": "the signature is more days after item 3 than D006 has business days",
    "early_date": "a date is before 1935",
    "out_of_step": "the cells do not refer to all notes there are, and no others, in their order",
    "twice_in_a_cell": "a cell refers to a note twice",
    "odd_note": "a note is empty or has more than 1,000 letters, or the remarks more than 2,000",
    "exhibit": "notes or remarks speak of an exhibit",
    "named_note": "notes or remarks speak of a footnote",
    "average": "notes or remarks speak of an average",
    "plan": "notes or remarks speak of Rule 10b5-1, or the box for it is ticked",
    "no_period": "item 3 has no date",
    "amendment": "the form is an amendment",
    "odd_issuer": "the issuer has no name, or no symbol of a few capitals; or that stands for none",
    "slash_in_name": "the name of the issuer or a reporting person has a slash",
    "marked_header": "a text outside the tables has a sign that marks references",
    "several_owners": "there are two reporting persons or more",
    "odd_owner": "a reporting person has no name or a long one, or no whole address in the United States",
    "odd_relationship": "no box of the relationship is ticked, or the text is missing that a box asks for",
    "odd_role": "the title or the text for Other is long, or may speak of another box, of remarks or of notes",
    "several_signatures": "there are two signatures or more",
    "odd_signature": "a signature is not the mark /s/ and a name that is no longer than EDGAR takes",
}  # fmt: skip
"""What a check may need besides fields and codes, and in words what is so then."""

_OF_FILING = (
    "date_of_original_submission", "not_subject_to_section16", "aff10b5_one", "no_securities_owned", "derivative_table",
    "footnotes", "remarks", "schema_version",
)  # fmt: skip
_OF_ADDRESS = ("non_us_address_flag", "non_us_state_territory", "country")
_CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NEEDS = frozenset(
    {
        *chain(*CELLS.values()),
        *_OF_FILING,
        *_OF_ADDRESS,
        *FACTS,
        *_CODES,
        *map("".join, product(_CODES, "AD")),
        "equity_swap_involved",
        "foreign_trading_symbol",
        "submission",
        "xml",
    }
)
"""What a check may need: names of cells, of fields of the filing, of an address and the issuer; codes of transactions, and with
A or D behind them those of Table I that have that mark; and `FACTS`."""

NO_SYMBOL = frozenset(
    {"n/a", "n\\a", "n/a.", "na", "n.a.", "n.a", "none", "none.", "null", "nil", "0", "00", "000", "private", "unlisted", "tbd"}
)
"""What stands for no symbol, in small letters."""

LONGEST_TITLE, LONGEST_NATURE, LONGEST_NOTE, LONGEST_REMARKS, LONGEST_NAME, LONGEST_SIGNATURE = 60, 100, 1000, 2000, 150, 255
LONGEST_STREET, LONGEST_CITY, LONGEST_ROLE, LONGEST_SYMBOL, MOST_ROWS = 40, 30, 30, 10, 30
"""The letters, and the rows of a table, that EDGAR takes."""

MOST_DIGITS = 12
TOO_LARGE = Decimal(10) ** MOST_DIGITS
"""The numbers that EDGAR takes are below this."""

FIRST_DAY = date(1934, 6, 6)
"""That of the Securities Exchange Act."""

_CLASSES = regex(
    r"\b(?:stock|shares?|options?|warrants?)\b,? (?:and|&|/|\+) (?:[\w-]+ ){0,3}(?:stock|shares?|options?|warrants?)\b|"
    r"\bclass [a-z] (?:and|&|/) (?:class )?[a-z]\b",
    re.IGNORECASE,
)
_DERIVATIVE = regex(
    r"\b(?:options?|warrants?|right to (?:buy|sell|purchase)|puts?|stock appreciation rights?|"
    r"convertible (?:note|debenture)s?)\b",
    re.IGNORECASE,
)
_WITH_SHARES = regex(r"\bunits?\b|\bunderlying\b|\brestricted\b", re.IGNORECASE)
_PLAIN_STOCK = frozenset({"common", "common stock", "common share", "common shares", "ordinary share", "ordinary shares"})
_NO_NATURE = regex(r"n\.?/?a\.?|none|nil|-+|i|indirect(?:ly)?|not applicable|unknown", re.IGNORECASE)
_ITSELF = regex(r"(?:held |owned )?direct(?:ly)?|d|(?:by )?self|by (?:the )?reporting person", re.IGNORECASE)
_POINTS = regex(r"\bsee\b.*\b(?:foot)?notes?\b|\b(?:foot)?note \d", re.IGNORECASE)
_LONGEST_ITSELF = 30
_LETTER_FOR_DIGIT = regex(r"(?<![\w.])(?=[\dlO.]*\d)(?=[\dlO.]*[lO])[\dlO.]{3,}(?![\w.])|^[lO](?=\s)")
_OF_ROLES = ("director", "board", "10", "ten", "remark", "note", "explanation")
"""A text for a box that has none of these speaks of no other box and sends the reader nowhere."""

_UNKNOWN, _LETTERS_OF_A_STATE = "XX", 2
_NOTHING = (None, None, None)
_get_of_filing = attrgetter(*_OF_FILING)
_get_of_address = attrgetter(*_OF_ADDRESS)


def of_filing(filing: Filing, is_copy: bool) -> set[str | None]:
    """What all that is outside the tables tells, the texts of notes excepted; `is_copy` where it is not the XML."""
    found: set[str | None] = {name for name, value in zip(_OF_FILING, _get_of_filing(filing), strict=True) if value}
    issuer, owners, signatures = filing.issuer, filing.reporting_owners, filing.signatures
    names, texts = [issuer.name], [issuer.name, issuer.trading_symbol]
    if filing.period_of_report is None:
        found.add("no_period")
    if filing.form_type.endswith("/A"):
        found.add("amendment")
    if not _is_ordinary_issuer(issuer):
        found.add("odd_issuer")
        if issuer.foreign_trading_symbol:
            found.add("foreign_trading_symbol")
    if len(owners) > 1:
        found.add("several_owners")
    for owner in owners:
        names.append(owner.name)
        address = owner.address
        texts += owner.name, address.street1, address.street2, address.city
        if owner.name is None or len(owner.name) > LONGEST_NAME or not _is_ordinary_address(address, is_copy):
            found.add("odd_owner")
            found.update([name for name, value in zip(_OF_ADDRESS, _get_of_address(address), strict=True) if value is not None])
        given = owner.relationship
        if given is not None and (given.officer_title is not None or given.other_text is not None):
            texts += given.officer_title, given.other_text
    if owners and (given := owners[0].relationship) is not None:
        found |= _of_relationship(given)
    if len(signatures) > 1:
        found.add("several_signatures")
    for signature in signatures:
        name = signature.name or ""
        texts.append(name)
        if len(name) > LONGEST_SIGNATURE or not name.startswith(("/s/", "/S/")):
            found.add("odd_signature")
    days = [filing.period_of_report, filing.date_of_original_submission, *[one.date for one in signatures]]
    if any(day is not None and day < FIRST_DAY for day in days):
        found.add("early_date")
    if any("/" in name for name in names if name):
        found.add("slash_in_name")
    header = "\n".join([text for text in texts if text])
    if "⁽" in header or "<sup" in header:
        found.add("marked_header")
    return found


def _is_ordinary_issuer(issuer: Issuer) -> bool:
    symbol = issuer.trading_symbol
    if not issuer.name or not symbol or issuer.foreign_trading_symbol is not None:
        return False
    return symbol.isalpha() and symbol.isupper() and len(symbol) <= LONGEST_SYMBOL and symbol.casefold() not in NO_SYMBOL


def is_american(code: str) -> bool:
    """Whether a code is that of a state of the United States; those of countries have a digit."""
    return code.isalpha() and code != _UNKNOWN and code in STATES_AND_COUNTRIES


def longest_street(address: Address, is_copy: bool) -> int:
    """The letters of a street's first line that EDGAR takes; a copy may have run both lines together."""
    return 2 * LONGEST_STREET + 1 if is_copy and not address.street2 else LONGEST_STREET


def _is_ordinary_address(address: Address, is_copy: bool) -> bool:
    """Whether an address is whole, in the United States, and not too long. A city of two letters may be a state."""
    street, more, city, state, code = address.street1, address.street2, address.city, address.state, address.zip_code
    if not street or not city or not state or not code or len(street) > longest_street(address, is_copy):
        return False
    if more is not None and len(more) > LONGEST_STREET:
        return False
    if not _LETTERS_OF_A_STATE < len(city) <= LONGEST_CITY or not is_american(state) or US_POSTAL_CODE.fullmatch(code) is None:
        return False
    return _get_of_address(address) == _NOTHING


def _of_relationship(given: Relationship) -> set[str]:
    found = set()
    title, text = given.officer_title, given.other_text
    is_ticked = given.is_officer or given.is_other or given.is_director or given.is_ten_percent_owner
    if not is_ticked or (given.is_officer and title is None) or (given.is_other and text is None):
        found.add("odd_relationship")
    if (title is not None and _is_odd_role(title)) or (text is not None and _is_odd_role(text)):
        found.add("odd_role")
    return found


@lru_cache(maxsize=1024)
def _is_odd_role(text: str) -> bool:
    folded = text.lower()
    return len(text) > LONGEST_ROLE or any(word in folded for word in _OF_ROLES)


def of_notes(filing: Filing, texts: str, referred: Sequence[int] | None) -> set[str]:
    """What notes and remarks tell, whose `texts` these are. `referred` are the references in their order, where it is known."""
    found = set()
    if "xhibit" in texts or "XHIBIT" in texts:
        found.add("exhibit")
    if "b5" in texts or "B5" in texts or filing.aff10b5_one:
        found.add("plan")
    if "ootnote" in texts:
        found.add("named_note")
    if "verage" in texts:
        found.add("average")
    numbers = [note.number for note in filing.footnotes]
    if referred is None or numbers != list(range(1, len(numbers) + 1)) or list(dict.fromkeys(referred)) != numbers:
        found.add("out_of_step")
    lengths = [len(note.text) for note in filing.footnotes]
    if 0 in lengths or max(lengths, default=0) > LONGEST_NOTE or len(filing.remarks or "") > LONGEST_REMARKS:
        found.add("odd_note")
    return found


@lru_cache(maxsize=4096)
def letters_among_digits(text: str) -> str | None:
    """A number in a text that has letters which look like digits."""
    found = _LETTER_FOR_DIGIT.search(text)
    return found[0] if found is not None else None


@lru_cache(maxsize=1024)
def of_title(title: str, is_derivative: bool) -> frozenset[str]:
    """What the title of a row tells, or that of the security that underlies it."""
    found = set()
    if len(title) > LONGEST_TITLE:
        found.add("long_text")
    if letters_among_digits(title) is not None:
        found.add("letters_among_digits")
    if _CLASSES.search(title) is not None:
        found.add("two_classes")
    if is_derivative:
        if title.casefold() in _PLAIN_STOCK:
            found.add("stock_in_table_ii")
    elif _DERIVATIVE.search(title) is not None and _WITH_SHARES.search(title) is None:
        found.add("derivative_in_table_i")
    return frozenset(found)


@lru_cache(maxsize=1024)
def of_nature(nature: str) -> frozenset[str]:
    """What a nature of indirect ownership tells: whether it says nothing, is direct ownership or points to a note."""
    found = set()
    if len(nature) > LONGEST_NATURE:
        found.add("long_text")
    if letters_among_digits(nature) is not None:
        found.add("letters_among_digits")
    if _NO_NATURE.fullmatch(nature) is not None:
        found.add("nature_says_nothing")
    if len(nature) < _LONGEST_ITSELF and _ITSELF.fullmatch(nature) is not None:
        found.add("nature_is_direct")
    if _POINTS.search(nature) is not None:
        found.add("nature_points")
    return frozenset(found)


def are_in_step(period: date | None, dates: Sequence[date | None], signed: date | None) -> bool:
    """Whether item 3 is the day of the first transaction, and all were before the signature of the same year."""
    if period is None or signed is None or period > signed or period.year != signed.year or None in dates:
        return False
    days = [day for day in dates if day is not None]
    return not days or (min(days) == period and max(days) <= signed)


def of_pointed(is_count: bool, raw: str) -> set[str]:
    """What a number tells that is written with a point."""
    found = {"pointed_count"} if is_count else set()
    before, _, behind = raw.partition(".")
    if not before.strip("\\$"):
        found.add("bare_point")
    if behind[4:5].isdigit() or "." in behind:
        found.add("fine_number")
    return found


Shape = tuple[bool, str | None, str | None, str | None, bool | None, str | None, str | None, str | None]
"""What many rows have alike: whether of Table II, code, A or D, form, whether a swap, D or I, title and nature of ownership."""


@lru_cache(maxsize=1024)
def of_shape(shape: Shape) -> frozenset[str]:
    """What a row tells but for its numbers, dates and references."""
    is_derivative, code, side, form, is_swap, held, title, nature = shape
    found = set(of_title(title, is_derivative)) if title is not None else set()
    if code is not None:
        found.add(code)
        if side is not None and not is_derivative:
            found.add(code + side)
    if side == "A":
        found.add("acquired")
    if form == "5":
        found.add("of_form_5")
    if is_swap:
        found.add("equity_swap_involved")
    if nature is not None:
        found |= of_nature(nature)
        if held == "D":
            found.add("direct_with_nature")
    elif held == "I":
        found.add("indirect_without_nature")
    return frozenset(found)


@lru_cache(maxsize=256)
def of_kinds(rows: int, transactions: int) -> frozenset[str]:
    """What so many rows tell of which so many are transactions."""
    told = {
        "no_rows": not rows,
        "no_transaction": not transactions,
        "several_rows": rows > 1,
        "several_transactions": transactions > 1,
        "transaction_and_holding": 0 < transactions < rows,
        "many_rows": rows > MOST_ROWS,
    }
    return frozenset([name for name, is_so in told.items() if is_so])
