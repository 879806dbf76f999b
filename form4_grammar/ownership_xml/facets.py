"""Values as the schema takes them: how they are written, and what keeps one from being written."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from form4_grammar.ownership_xml.elements import Field
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_DIGITS, _MOST_DECIMALS = 12, 4


def shown(value: str | date | Decimal | bool) -> str:
    """A value as it is written: amounts without an exponent or trailing zeros, boxes as 1 and 0."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        digits = f"{value:f}" if value else "0"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return value


def without_forbidden(text: str) -> str:
    """The text without the characters that no XML document may hold."""
    return _FORBIDDEN.sub("", text)


def misfit(field: Field, value: str | date | Decimal | bool) -> str:
    """Why the schema does not take a value, in words; nothing where it does."""
    if isinstance(value, Decimal):
        return _misfit_amount(value)
    text = shown(value)
    if field.longest and len(text) > field.longest:
        return f"{len(text)} characters, and the schema takes {field.longest}"
    if field.name == "address.state" and text not in STATES_AND_COUNTRIES:
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
