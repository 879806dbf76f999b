"""What the texts of an ownership document mean."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from form4_grammar.diagnostics import Rule
from form4_grammar.ownership_xml.elements import Field
from form4_grammar.regexes import regex
from form4_grammar.rules import cells, codes, dates, xml
from form4_grammar.transform.values import read_amount, unreadable_cell

_DATE = regex(
    r"([0-9]{4})\s*-\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})"
    r"(?:T[0-9:.]+)?(?:\s*(Z|[+-][0-9]{2}:?[0-9]{2}))?",
    re.IGNORECASE,
)
_AMOUNT = regex(r"\+?(?:(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+)")
_FORM_TYPE = regex(r"([345])\s*(/A)?", re.IGNORECASE)
_FLAGS = {"1": True, "true": True, "0": False, "false": False}
_NUMBER = regex(r"\s*F?0*([1-9][0-9]{0,2})\s*", re.IGNORECASE)
_DAY_ALONE = len("2026-03-18")
DAY_HELP = "Write a day that exists, as yyyy-mm-dd."
_NEVER = regex(r"(?!)")


def plain(text: str) -> str | None:
    """The text with single blanks; None where it is blank."""
    return " ".join(text.split()) or None


def plain_date(text: str) -> date | None:
    """The date of a ``yyyy-mm-dd`` and nothing else, as nearly all are; None where there is no such day."""
    if len(text) == _DAY_ALONE and text[4] == text[7] == "-":  # `fromisoformat` takes weeks, too
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    return None


def read_date(text: str) -> date | None:
    """The date of a ``yyyy-mm-dd``, whatever time or zone follows it; None where there is no such day."""
    match = _DATE.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def read_offset(text: str) -> str:
    """The time zone behind a ``yyyy-mm-dd``, as a date of XML Schema has it: ``-05:00`` or ``Z``; empty where there is none."""
    match = _DATE.fullmatch(text) if len(text) > _DAY_ALONE else None
    zone = (match[4] or "").upper() if match else ""
    return f"{zone[:3]}:{zone[-2:]}" if zone[1:] else zone


def read_form_type(text: str) -> str | None:
    """The type of a form, ``4`` or ``4/A``; None for what is no Form 3, 4 or 5."""
    match = _FORM_TYPE.fullmatch(text)
    return match[1] + (match[2] or "").upper() if match else None


def read_flag(text: str) -> bool | None:
    """Whether a ``1``, ``0``, ``true`` or ``false`` means yes; None for anything else."""
    return _FLAGS.get(text.lower())


def read_number(identifier: str) -> int | None:
    """The number of the footnote ``F12``; None where there is none in it."""
    match = _NUMBER.fullmatch(identifier)
    return int(match[1]) if match else None


def read_value(field: Field, shown: str) -> tuple[str | date | Decimal | None, tuple[Rule, str] | None]:
    """The value of a cell that is not blank, and the rule that it breaks with a message. Without a value it is unreadable."""
    if field.kind == "date":
        day = plain_date(shown)
        if day is not None:
            return day, None
        day = read_date(shown)
        if day is not None and shown.startswith(day.isoformat()):
            return day, None
        message = f"{shown!r} is not a day as yyyy-mm-dd"
        return day, (dates.NO_SUCH_DATE, message) if day is None else (xml.OTHER_FORM, f"{message}; a digit may be lost")
    if field.kind == "amount":
        if _AMOUNT.fullmatch(shown):
            return read_amount(shown), (xml.OTHER_FORM, f"{shown} has commas") if "," in shown else None
    elif not field.pattern or _fits(field.pattern, shown):
        return shown, None
    elif _fits(field.pattern, shown.upper()):
        rule = codes.LOWER_CASE_CODE if field.name == "transaction_code" else cells.SMALL_LETTER
        return shown.upper(), (rule, f"{shown!r} read as {shown.upper()!r}")
    return None, unreadable_cell(field.name, shown, _NEVER).doubt


@lru_cache(maxsize=1024)
def _fits(pattern: str, shown: str) -> bool:
    """Whether a code is of a pattern: there are few codes."""
    return re.fullmatch(pattern, shown) is not None
