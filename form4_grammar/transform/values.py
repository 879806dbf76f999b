"""What the text of a cell means: terminals to values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from form4_grammar.diagnostics import Rule
from form4_grammar.parser.invisible import UNSEEN
from form4_grammar.parser.notes import DIGITS
from form4_grammar.parser.patterns import Node
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex
from form4_grammar.rules import cells, codes, dates, footnotes
from form4_grammar.transform.findings import cut_short

_ESCAPE = regex(r"\\([\\`*_{}\[\]()#+.!$|<>~-])")
_ESCAPING = regex(r"\\(?=[\\`*_{}\[\]()#+.!$|<>~-])")
"""The sign of an escape alone, for texts in which none is escaped itself."""

_NOT_SEEN = dict.fromkeys(map(ord, UNSEEN))
_NEGATIVE = regex(r"\\?\$?\s*+(?:-|−|\()\s*+\\?\$?\s*+\d[\d,.]*+\s*+\)?")
_COMMAS = regex(r"(?:\\?\$)?\s*+\d++,[\d,]*+(?:\.\d*+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_INTEGERS = regex(r"\d+")
_PARTS_OF_DATE = regex(r"[a-z]{3}|\d+")
_PIECE_OF_MARK = regex(
    r"[⁽⁾\ufffd]|</?sup\b|</?t[drh]\b|/t[drh]>|\^[{(\[]|\[\^|\?{2,}|â[€\x80-\xbf]|Ã[\x80-\xbf]|Â[\xa0-\xbf]|(?-i:\(l\)$)",
    re.IGNORECASE,
)
_EMPHASIS = regex(r"([*_]{1,3})([^\s*_](?:[^*]*[^\s*_])?)\1")
_NO_NUMBER = regex(r"[^\W\d_⁰¹²³⁴-⁹]")
_NOTE_NUMBER = regex(r"\d{1,9}")
_LETTER = regex(r"[^\W\d_]")
_THREE_ZEROS = regex(r"[1-9]\d{0,2}\.000")
COUNTS = frozenset({"transaction_shares", "shares_owned_following_transaction", "underlying_security_shares"})
_DATE_COLUMNS = frozenset({"transaction_date", "deemed_execution_date", "exercise_date", "expiration_date"})
_AMOUNT_COLUMNS = regex("shares|value|price")


class Value(NamedTuple):
    """What a cell says.

    ``raw`` is its text without outer blanks, which begins at ``lead``. ``doubt`` is the rule that the cell breaks, with a
    message for it; ``at`` is where the value stands in the cell. ``swap`` tells the mark of an equity swap, ``line_type``
    the mark after the code on a Form 5. ``lowered`` are those of the ``footnotes`` whose marks are not raised, and ``whole``
    is what a text says if they are no references. ``is_plain`` where there is nothing to it but value and references.
    """

    value: str | date | Decimal | None
    footnotes: tuple[int, ...]
    raw: str
    lead: int
    doubt: tuple[Rule, str] | None
    at: tuple[int, int]
    readable: bool = True
    swap: bool = False
    line_type: str | None = None
    lowered: tuple[int, ...] = ()
    whole: str | None = None
    is_plain: bool = False


def plain(text: str) -> str:
    """The text with single blanks, and without the escapes of Markdown and HTML."""
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text) if "\\\\" in text else _ESCAPING.sub("", text)
    if text.isprintable() and "&" not in text:  # of blanks, only the plain one is printable
        return " ".join(text.split()) if "  " in text else text.strip()
    if not text.isascii() and any(sign in text for sign in UNSEEN):
        text = text.translate(_NOT_SEEN)
    if "&" in text and text.count("&amp;") == text.count("&"):
        text = text.replace("&amp;", "&")
    elif "&" in text:
        from html import unescape  # noqa: PLC0415 - its table is slow to import, and few pages need it

        text = unescape(text)
    return " ".join(text.split())


def without_emphasis(text: str) -> str:
    """A name or another short answer without the marks of Markdown's emphasis all round it, which no filer types."""
    found = _EMPHASIS.fullmatch(text) if text[:1] in ("*", "_") else None
    return found[2] if found else text


_LENGTH_OF_DATE = len("mm/dd/yyyy")
_FIRST_OF_CENTURY = 70


def read_date(text: str) -> date | None:
    """The date that a ``DATE`` gives: ``mm/dd/yyyy``, ``yyyy-mm-dd``, ``yyyymmdd``, ``May 1, 2024``, ``1-MAY-2024``.

    A year of two digits, which only forms before June 2003 may have, is one of 1970 to 2069. None where there is no such day.
    """
    try:
        if text[2:3] == "/" and text[5:6] == "/" and len(text) == _LENGTH_OF_DATE:  # as nearly all are
            return date(int(text[6:]), int(text[:2]), int(text[3:5]))
        parts = _PARTS_OF_DATE.findall(text.lower())
        month = next((_MONTHS.index(part) + 1 for part in parts if part in _MONTHS), None)
        numbers = [int(part) for part in parts if part.isdecimal()]
        if month is not None:
            day, year = numbers
            return date(_year(parts[-1], year), month, day)
        if len(parts) == 1:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        first, second, third = numbers
        if len(parts[0]) == 4:
            return date(first, second, third)
        return date(_year(parts[2], third), first, second)
    except ValueError:
        return None


def _year(shown: str, year: int) -> int:
    if len(shown) > 2:
        return year
    return year + (1900 if year >= _FIRST_OF_CENTURY else 2000)


def read_amount(text: str) -> Decimal:
    """The number, without commas and without the zeros that end its fraction."""
    digits = text.replace(",", "")
    return Decimal(digits.rstrip("0").rstrip(".") or "0" if "." in digits else digits)


def read_amount_with_fraction(text: str) -> Decimal:
    """The number that is written as 12 1/2, 12-1/2 or 1/2."""
    *whole, over, under = _INTEGERS.findall(text.replace(",", ""))
    return (Decimal(whole[0]) if whole else Decimal(0)) + Decimal(over) / Decimal(under)


def references(text: str) -> tuple[int, ...]:
    """The numbers in a footnote reference of any look."""
    return tuple(map(int, _NOTE_NUMBER.findall(text if text.isascii() else text.translate(DIGITS))))


READ_AT_ONCE: dict[str, Callable[[str], date | Decimal | None]] = {"AMOUNT": read_amount, "DATE": read_date}
"""What the terminals say that stand alone in most cells."""


def read_cell(node: Node, text: str) -> Value:
    """The value of a cell, whose tree is `node`. Offsets count from the cell's start."""
    value: str | date | Decimal | None = None
    referred: tuple[int, ...] = ()
    doubt: tuple[Rule, str] | None = None
    at = (node.start, node.end)
    readable, swap, line_type = True, False, None
    lowered: tuple[int, ...] = ()
    for child in node.children:
        name, start, end, _ = child
        shown = text[start:end]
        match name:
            case "CELL_TEXT" | "TITLE_TEXT":
                value, at = plain(shown), (start, end)
                doubt = piece_of_mark(shown) or _no_text(node.name, value)
            case "AMOUNT":
                value, at = read_amount(shown), (start, end)
                if node.name in COUNTS and _THREE_ZEROS.fullmatch(shown):
                    doubt = cells.THREE_ZEROS, f"{shown}: the point may be a comma"
            case "DATE":
                value, at = read_date(shown), (start, end)
                if value is None:
                    readable, doubt = False, (dates.NO_SUCH_DATE, f"there is no day {shown}")
            case "TRANSACTION_CODE" | "ACQUIRED_OR_DISPOSED" | "DIRECT_OR_INDIRECT" | "V_MARK":
                value, at = shown.upper(), (start, end)
                if value != shown:
                    doubt = _SMALL_LETTERS[name], f"{shown!r} read as {value!r}"
            case "EQUITY_SWAP":
                swap = True
            case "AMOUNT_WITH_FRACTION":
                value, at = read_amount_with_fraction(shown), (start, end)
            case "LINE_TYPE":
                line_type = shown
            case "footnote_ref":
                referred += references(shown)
                if child.children[0].name == "SUPERSCRIPT_REF" and (_NO_NUMBER.search(shown) or not references(shown)):
                    doubt = footnotes.PIECE_OF_MARK, f"{shown!r} is no number of a note"
                if child.children[0].name == "LOWERED_REF":
                    lowered += references(shown)
            case _:
                pass
    whole = None
    if lowered and isinstance(value, str):
        ends = [child.end for child in node.children if child.name != "footnote_ref" or child.children[0].name == "LOWERED_REF"]
        whole = plain(text[node.start : max(ends)])
    return Value(value, referred, *_bare(text), doubt, at, readable, swap, line_type, lowered, whole)


def piece_of_mark(text: str) -> tuple[Rule, str] | None:
    """The rule that a text breaks in which a part of a reference's mark was left."""
    found = _PIECE_OF_MARK.search(text)
    return (footnotes.PIECE_OF_MARK, f"{found[0]!r} in {cut_short(text)!r} makes no reference") if found else None


def _no_text(column: str, value: str) -> tuple[Rule, str] | None:
    """The rule that a text breaks which is none: an amount, a letter, or one and the same text twice."""
    half = len(value) // 2
    if half and value[:half] == value[half + 1 :] and value[half] == " ":
        return cells.TEXT_TWICE, f"{cut_short(value)!r} says one thing twice"
    is_known = column == "nature_of_ownership" and value in ("D", "I")  # reported of the row
    if not is_known and (len(value) == 1 or not _LETTER.search(value)):
        return cells.NO_TEXT, f"{cut_short(value)!r} is no text"
    return None


def _bare(text: str) -> tuple[str, int]:
    bare = text.strip()
    return bare, text.index(bare) if bare else 0


_SMALL_LETTERS = {
    "TRANSACTION_CODE": codes.LOWER_CASE_CODE,
    "ACQUIRED_OR_DISPOSED": cells.SMALL_LETTER,
    "DIRECT_OR_INDIRECT": cells.SMALL_LETTER,
    "V_MARK": cells.SMALL_LETTER,
}


def unreadable_cell(column: str, text: str, reference: re.Pattern[str]) -> Value:
    """What is left of a cell that its column's rule does not fit: its references, and the rule that it breaks."""
    bare, lead = _bare(text)
    referred = tuple(number for match in reference.finditer(bare) for number in references(match[0]))
    shown = reference.sub("", bare).strip()
    at = (lead, lead + len(shown)) if bare.startswith(shown) else (lead, lead + len(bare))
    if not shown:
        doubt = (cells.UNREADABLE_CELL, "the cell has a reference, but no value") if bare else None
        return Value(None, referred, bare, lead, doubt, (lead, lead + len(bare)))
    return Value(None, referred, bare, lead, _broken(column, shown), at, readable=False)


def _broken(column: str, shown: str) -> tuple[Rule, str]:
    if column in _DATE_COLUMNS:
        return dates.NO_SUCH_DATE, f"{shown!r} is not a date as mm/dd/yyyy"
    if column == "transaction_code":
        return codes.UNKNOWN_CODE, f"{shown!r} is no transaction code"
    if column == "voluntarily_reported":
        return codes.V_CELL, f"{shown!r} in the column V"
    if column == "transaction_acquired_disposed_code":
        return cells.ACQUIRED_DISPOSED, f"{shown!r} is neither A nor D"
    if column == "direct_or_indirect_ownership":
        return cells.DIRECT_INDIRECT, f"{shown!r} is neither D nor I"
    if _AMOUNT_COLUMNS.search(column):
        if _NEGATIVE.fullmatch(shown):
            return cells.NEGATIVE, f"{shown!r} is negative"
        if _COMMAS.fullmatch(shown):
            return cells.COMMAS, f"the commas of {shown!r} do not part groups of three digits"
        return cells.UNREADABLE_CELL, f"{shown!r} is not an amount"
    return cells.UNREADABLE_CELL, f"{shown!r} does not belong here"
