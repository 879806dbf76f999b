"""What JSON writes values as, back to these; and the error where it does not."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from form4_grammar.transform.values import references

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_REFERENCES = re.compile(r"(?:[\s()\[\]⁽⁾,⁰¹²³⁴⁵⁶⁷⁸⁹0-9]|</?su[bp]>)+")


class NotAFiling(ValueError):  # noqa: N818 - what was given is no filing, which is no fault of ours
    """What was given is not the JSON of one filing; the message says where it departs from it."""


def read_date(value: str, path: str) -> date:
    """A day as yyyy-mm-dd. Raises `NotAFiling` for anything else; `path` is its place."""
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise NotAFiling(f"{path}: {value!r} is no date as yyyy-mm-dd")


def read_number(value: str, path: str) -> Decimal:
    """A number without commas. Raises `NotAFiling` for anything else; `path` is its place."""
    if not _NUMBER.fullmatch(value):
        raise NotAFiling(f"{path}: {value!r} is no number")
    return Decimal(value.rstrip("0").rstrip(".") if "." in value else value)


def is_reference(raw: str, footnotes: tuple[int, ...]) -> bool:
    """Whether the text of a cell is nothing but its references."""
    return bool(footnotes) and references(raw) == footnotes and _REFERENCES.fullmatch(raw) is not None
