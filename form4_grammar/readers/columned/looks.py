"""By what a text with columns is known, aligned by blanks or drawn with signs, before any of it is read."""

from __future__ import annotations

import re
from itertools import pairwise

from form4_grammar.regexes import regex

SIDE_BY_SIDE = regex(r"\S {3,}\S[^\n]*\S {3,}\S")
"""A line of three cells that blanks part."""

_BESIDE = regex(r"[a-z)] \d{1,2}A?\. ?[A-Z][a-z]")
"""A caption behind another, one blank between."""

_DRAWN = regex(r"[\u2500-\u257f]")
_GRID = regex(r"^[ ]*(?:\+[-=:]{3,}[-=:+]*\+|\|[-=]{3,}[-=+|]*\|)[ ]*$", re.MULTILINE)
"""A ruled line of a grid of signs: +---+---+ or |---+---|."""

_FOOT = regex(r"\|_{2,}(?=\|)|_{3,}\|[ \r]*$", re.MULTILINE)
"""The end of a cell whose last line holds nothing, or of one at the right."""

_OVER = regex(r"^ *_{5,} *$", re.MULTILINE)
"""The line above a table, or above one at the right of other text."""

_DASHED = regex(r"-{3,}[ :]*\||\|[ :]*-{3,}")
_BAR = regex(r"(?<= )\|(?= |$)")
"""A bar between blanks."""

_FEW, _MANY = 4, 10
_SEVERAL = 3
_LONG_LINE = 400


# One sign is looked for before two: most texts do not have it, and that is told ten times as fast


def is_aligned(text: str) -> bool:
    """Whether the cells of a text are parted by blanks or by drawn lines, and not by tabs."""
    if "\t" in text:
        return False
    return is_ruled(text) or is_underlined(text) or _has(SIDE_BY_SIDE, text) or (_has(_BESIDE, text) and _is_wrapped(text))


def _is_wrapped(text: str) -> bool:
    """Whether no line is longer than a program breaks lines; whole pages and rows on one line are read otherwise."""
    return max(map(len, text.split("\n"))) <= _LONG_LINE


def _has(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern fits several times."""
    return sum(1 for _ in zip(pattern.finditer(text), range(_SEVERAL), strict=False)) == _SEVERAL


def is_ruled(text: str) -> bool:
    """Whether a text draws the lines of its tables with signs."""
    return _DRAWN.search(text) is not None or _GRID.search(text) is not None


def is_sign_grid(text: str) -> bool:
    """Whether a text draws its tables with plus signs, bars and dashes: Markdown's own tables have bars alone."""
    return "+" in text and "+-" in text and sum(line.group().strip().startswith("+") for line in _GRID.finditer(text)) > 1


def is_barred_apart(text: str) -> bool:
    """Whether bars stand between columns that blanks align already, below each other from line to line.

    Tables of Markdown have a line of dashes, or a bar before each row.
    """
    if "   |" not in text or "\n|" in text or text.startswith("|") or _DASHED.search(text) is not None:
        return False
    if sum("   |" in line for line in text.split("\n")) < _MANY:  # Markdown that was not padded
        return False
    bars = [{bar.start() for bar in _BAR.finditer(line)} for line in text.split("\n")]
    held = [bool(above & below) for above, below in pairwise(bars) if above and below]
    return sum(held) >= _MANY and _SEVERAL * (len(held) - sum(held)) < len(held)


def is_underlined(text: str) -> bool:
    """Whether bars and underscores draw the tables of a text."""
    return "|" in text and "_|" in text and _OVER.search(text) is not None and len(_FOOT.findall(text)) >= _FEW
