"""Cells that a program wrote out as values of its own, {'text': 'Common Stock', 'bold': True}, to what they show."""

from __future__ import annotations

from form4_grammar.readers.page_text import PageText, Pieces
from form4_grammar.regexes import regex

_STRING = r"(?:'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\")"
_CELL = regex(rf"\{{(['\"])(?:text|content|value)\1: ?(?P<text>{_STRING})(?:, ?{_STRING}: ?(?:{_STRING}|[\w.-]++))*+\}}")
_ESCAPE = regex(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|.)")
_BLANKS = "nrtfv"
_FEW = 3


def has_cells_as_values(text: str) -> bool:
    """Whether cells of a text are values of a program."""
    return ("{'" in text or '{"' in text) and sum(1 for _ in zip(_CELL.finditer(text), range(_FEW), strict=False)) == _FEW


def with_plain_cells(text: str) -> PageText:
    """The text with what such cells show in their place."""
    pieces = Pieces()
    at = 0
    for cell in _CELL.finditer(text):
        pieces.copy(text[at : cell.start()], at)
        start, end = cell.span("text")
        _unescaped(pieces, text, start + 1, end - 1)
        at = cell.end()
    pieces.copy(text[at:], at)
    return pieces.page()


def _unescaped(pieces: Pieces, text: str, start: int, end: int) -> None:
    """Adds a string as it reads: line breaks are blanks in a cell."""
    for escape in _ESCAPE.finditer(text, start, end):
        pieces.copy(text[start : escape.start()], start)
        sign = escape[0][1:]
        shown = " " if sign in _BLANKS else chr(int(sign[1:], 16)) if len(sign) > 1 else sign
        pieces.replace(" " if shown.isspace() else shown, *escape.span())
        start = escape.end()
    pieces.copy(text[start:end], start)
