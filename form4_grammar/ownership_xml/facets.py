"""Values as the schema takes them: how they are written, and what keeps one from being written."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from form4_grammar.ownership_xml.elements import Field
from form4_grammar.regexes import regex
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES

EVER_STATES_AND_COUNTRIES = frozenset(STATES_AND_COUNTRIES) | frozenset(
    "2F C2 E5 E7 G5 I7 I8 I9 L1 L4 L5 M1 O6 Q9 R3 T4 U2 U4 U6 X7 X9 Y2".split()
)
"""The codes that the schema takes for a state, those of former countries included: ownershipDocumentCommon.xsd, X0306."""

FORBIDDEN = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML cannot hold."""

_OF_THE_LIST = {"address.state": EVER_STATES_AND_COUNTRIES, "address.country": STATES_AND_COUNTRIES}
_MOST_DIGITS, _MOST_DECIMALS = 12, 4


def shown(value: str | date | Decimal | bool, field: Field | None = None) -> str:
    """A value as it is written: amounts without an exponent or trailing zeros, boxes as 1 and 0, the flag of 2026 in words."""
    if isinstance(value, bool):
        return str(value).lower() if field is not None and field.is_in_words else str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        digits = f"{value:f}" if value else "0"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return value


def without_forbidden(text: str) -> str:
    """The text without the characters that no XML document may hold."""
    return FORBIDDEN.sub("", text)


def misfit(field: Field, value: str | date | Decimal | bool) -> str:
    """Why the schema does not take a value, in words; nothing where it does."""
    if isinstance(value, Decimal):
        return _misfit_amount(value)
    text = shown(value)
    if field.longest and len(text) > field.longest:
        return f"{len(text)} characters, and the schema takes {field.longest}"
    if field.name in _OF_THE_LIST and text not in _OF_THE_LIST[field.name]:
        return f"{text!r} is no state or country of EDGAR's list"
    if field.pattern and not re.fullmatch(field.pattern, text):
        return f"{text!r} is not what the schema takes, {field.pattern}"
    return ""


def _misfit_amount(value: Decimal) -> str:
    if not value.is_finite() or value < 0:
        return f"{value} is not an amount"
    whole, _, decimals = shown(value).partition(".")
    if len(whole.lstrip("0")) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS:
        return f"{shown(value)} has more than {_MOST_DIGITS} digits before the point or {_MOST_DECIMALS} after it"
    return ""
