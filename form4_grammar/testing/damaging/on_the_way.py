"""Damage that programs do on the way to the values of a page: masked, cut, broken, other signs, put elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from form4_grammar.testing.damaging.editing import some, spliced
from form4_grammar.testing.damaging.places import Cell, Span, answer_rows

_MASKS = ("[REDACTED]", "XXXXX", "\u2588\u2588\u2588\u2588\u2588", "***")
_FOR_NOTHING = ("null", "NaN", "None", "#N/A")
_WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
_LIGATURES = {"ffi": "\ufb03", "fi": "\ufb01", "fl": "\ufb02", "ff": "\ufb00"}
_SHORTEST, _LONGEST_LINE = 6, 75
_WORDS = re.compile(r"(?:<[^<>]*>|\s)*([A-Za-z][A-Za-z .]{5,}?)(?:<[^<>]*>|\s)*")


def _words(page: str, cell: Cell) -> Span | None:
    """Where the text of a cell stands that is letters and no more."""
    found = _WORDS.fullmatch(page, *cell.inner)
    return Span(*found.span(1)) if found else None


def _texts(page: str, dialect: str) -> list[Span]:
    return [span for row in answer_rows(page, dialect) for cell in row.cells if (span := _words(page, cell)) is not None]


def text_masked(page: str, dialect: str, random: Random) -> str:
    place = some(random, _texts(page, dialect))
    return spliced(page, [(place, random.choice(_MASKS))]) if place else page


def word_for_nothing(page: str, dialect: str, random: Random) -> str:
    place = some(random, _texts(page, dialect))
    return spliced(page, [(place, random.choice(_FOR_NOTHING))]) if place else page


def texts_shortened(page: str, dialect: str, random: Random) -> str:
    """Each text of a row that is longer ends after some letters in three dots."""
    long = [place for place in _texts(page, dialect) if place.end - place.start > _SHORTEST + len("...")]
    return spliced(page, [(place, f"{page[place.start : place.start + _SHORTEST]}...") for place in long])


def _in_texts(page: str, change: Callable[[str], str]) -> str:
    """The page with its texts changed, but not its tags and entities."""
    return "".join(
        part if part.startswith(("<", "&")) else change(part) for part in re.split(r"(<[^<>]*>|&#?\w+;)", page) if part
    )


def digits_wide(page: str, dialect: str, random: Random) -> str:
    return _in_texts(page, lambda text: text.translate(_WIDE))


def ligatures(page: str, dialect: str, random: Random) -> str:
    return _in_texts(page, lambda text: re.sub("ffi|ff|fi|fl", lambda match: _LIGATURES[match[0]], text))


def soft_breaks(page: str, dialect: str, random: Random) -> str:
    """Long lines are broken as mail does, with the sign that says so left in."""
    return "\n".join(re.sub(rf"(.{{{_LONGEST_LINE}}})(?=.)", r"\1=\n", line) for line in page.split("\n"))


def words_hyphenated(page: str, dialect: str, random: Random) -> str:
    """Some long words of small letters are broken, and put together with a blank."""
    return _in_texts(
        page,
        lambda text: re.sub(r"\b([a-z]{4})([a-z]{4,})", lambda m: m[0] if random.random() > 0.1 else f"{m[1]}- {m[2]}", text),
    )


def end_of_text_below(page: str, dialect: str, random: Random) -> str:
    """The last word of a text stands in a row of its own, as in a spreadsheet."""
    rows = [(row, span) for row in answer_rows(page, dialect) for cell in row.cells if (span := _words(page, cell)) is not None]
    one = some(random, [(row, span) for row, span in rows if " " in page[slice(*span)]])
    if one is None:
        return page
    row, text = one
    words, _, last = page[slice(*text)].rpartition(" ")
    parts, at = [], row.start
    for cell in row.cells:
        is_this = cell.inner.start <= text.start < cell.inner.end
        parts += [page[at : cell.inner.start], last if is_this else ""]
        at = cell.inner.end
    below = "".join([*parts, page[at : row.end]]).rstrip("\n")
    return spliced(page, [(text, words), (Span(row.end, row.end), f"\n{below}" if page[row.end - 1] != "\n" else f"{below}\n")])


def row_in_comment(page: str, dialect: str, random: Random) -> str:
    row = some(random, answer_rows(page, dialect))
    return spliced(page, [(Span(*row[:2]), f"<!-- {page[row.start : row.end]} -->")]) if row else page


def value_in_attribute(page: str, dialect: str, random: Random) -> str:
    """The value of an element is an attribute of it."""
    found = some(random, list(re.finditer(r">\s*<value>([^<>\"&]+)</value>\s*(?=</)", page)))
    return spliced(page, [(Span(*found.span()), f' value="{found[1].strip()}">')]) if found else page


def transaction_as_holding(page: str, dialect: str, random: Random) -> str:
    found = some(random, list(re.finditer(r"(<\w*erivative)Transaction(>.*?</\w*erivative)Transaction(?=>)", page, re.DOTALL)))
    return spliced(page, [(Span(*found.span()), f"{found[1]}Holding{found[2]}Holding")]) if found else page
