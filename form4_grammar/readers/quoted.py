"""Texts as spreadsheets write them: cells in quotes, where a quote is two and a line may break, parted by tabs or by commas."""

from __future__ import annotations

import re
from collections import Counter

from form4_grammar.readers.page_text import PageText, Pieces
from form4_grammar.regexes import regex

_QUOTED = regex(r'(?:^|(?<=[\t,;]))"(?:[^"]|"")*+"(?=[\t,;\r\n]|\Z)', re.MULTILINE)
_IN_CELL = regex(r'""|[ \r]*\n\s*|\t')
_FIRST_OF_CELL = regex(r'"(?<=[\n\t]")')
_HINTS = (",,,,", ";;;;")
"""One of which is in each such text, or a cell that begins with a quote, and hardly ever in another."""

_FEWEST = 6
"""The separators of a line of a spreadsheet with a form's tables in it, at least."""

_FEWEST_LINES = 15


def is_quoted(text: str) -> bool:
    """Whether a text is one that a spreadsheet wrote."""
    if _FIRST_OF_CELL.search(text) is None and not any(sign[0] in text and sign in text for sign in _HINTS):
        return False
    return _separator(text) != "\t" or any(_is_cell(text, cell) for cell in _QUOTED.finditer(text))


def _is_cell(text: str, quoted: re.Match[str]) -> bool:
    """Whether words in quotes are a cell of a spreadsheet: with a doubled quote, or a line break and a tab beside it."""
    inner = quoted[0][1:-1]
    return '""' in inner or (
        "\t" not in inner
        and "\n" in inner
        and "\t" in (text[quoted.start() - 1 : quoted.start()], text[quoted.end() : quoted.end() + 1])
    )


def unquoted(text: str) -> PageText:
    """The text with tabs between its cells and without their quotes."""
    pieces, at, separator = Pieces(), 0, _separator(text)
    for cell in _QUOTED.finditer(text):
        _plain(pieces, text, at, cell.start(), separator)
        inner = cell.start() + 1
        for mark in _IN_CELL.finditer(text, inner, cell.end() - 1):
            pieces.copy(text[inner : mark.start()], inner)
            pieces.replace('"' if mark[0] == '""' else " ", *mark.span())
            inner = mark.end()
        pieces.copy(text[inner : cell.end() - 1], inner)
        at = cell.end()
    _plain(pieces, text, at, len(text), separator)
    return pieces.page()


def _plain(pieces: Pieces, text: str, start: int, end: int, separator: str) -> None:
    while separator != "\t" and (found := text.find(separator, start, end)) >= 0:
        pieces.copy(text[start:found], start)
        pieces.replace("\t", found, found + 1)
        start = found + 1
    pieces.copy(text[start:end], start)


def _separator(text: str) -> str:
    """What parts the cells: a comma or semicolon that all lines but a few have as often, or beside quotes only, else a tab."""
    bare = _QUOTED.sub("", text).split("\n")
    lines = [line for line in bare if line.strip()]
    for sign in ",;":
        most = max((line.count(sign) for line in lines), default=0)
        if most >= _FEWEST and 10 * sum(not line.strip(sign + "\r ") for line in bare) > 9 * len(bare):
            return sign
    if len(lines) < _FEWEST_LINES:
        return "\t"
    for sign in ",;":
        (count, times), *_ = Counter(line.count(sign) for line in lines).most_common(1)
        if count >= _FEWEST and 2 * times > len(lines):
            return sign
    return "\t"
