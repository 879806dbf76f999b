"""Forms as their filers typed them, 1996 to June 2003, brought to the lines that their grammars describe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.readers.brought_back import made_of
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.marks import with_numbers
from form4_grammar.readers.typed.page import typed_page
from form4_grammar.readers.typed.pieces import Span, edited

if TYPE_CHECKING:
    from form4_grammar.readers import Dialect

__all__ = ["TypedPage", "read_typed"]

_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_HTML = re.compile(r"<html\b", re.IGNORECASE)
_HTML_END = re.compile(r"</html\s*>", re.IGNORECASE)
_FEW_CELLS = 20
_MANY_ESCAPES = 50
_ESCAPE = re.compile(r"\\([nt'\"\\])")
_ESCAPED = {"n": "\n", "t": "\t"}


def _unescaped(text: str) -> PageText:
    """A page that stands in a string of a program, its line breaks written as such."""
    return edited(PageText(text), ((one.start(), one.end(), _ESCAPED.get(one[1], one[1])) for one in _ESCAPE.finditer(text)))


class TypedPage(NamedTuple):
    """The page of a typed form, the grammar that fits it best, and how it is written.

    ``doubts`` are the places in the document where it is not plain whether a word was cut. ``lettered`` is where the first of
    the marks of its notes stands, if these are no numbers.
    """

    page: PageText
    grammar: Grammar
    dialect: Dialect
    doubts: tuple[int, ...]
    lettered: Span | None


def read_typed(text: str, lines: PageText, dialect: Dialect, grammars: Sequence[Grammar]) -> TypedPage | None:
    """The page of a typed form, whose `lines` were read by their looks as of a `dialect`; None where it is not found.

    Of the `grammars`, the likeliest first, it is read by that whose columns the tables have.

    What filers drew with strokes looks like Markdown; and a submission may have its form in HTML.
    """
    spoken: Dialect = "text"
    plain = _unescaped(text) if text.count("\\n") > _MANY_ESCAPES else PageText(text)
    text = plain.text
    source = plain
    if _CELL.search(text):
        from form4_grammar.readers.markup.html import read_html  # noqa: PLC0415 - brings a library that text does not need

        spoken = "html"
        begin = _HTML.search(text)
        end = _HTML_END.search(text, begin.end()) if begin else None
        source = read_html(text, begin.start() if begin else 0, end.end() if end else None, rules_part_rows=False)
        source = made_of(source, plain)
    elif dialect == "html":
        spoken, source = dialect, lines
    has_cells = spoken == "html" and source.text.count("\t") > _FEW_CELLS
    pages = []
    for grammar in grammars:
        read = typed_page(source, grammar, has_cells=has_cells)
        if read is not None:
            pages.append((read, grammar))
            if read.tables == len(grammar.tables):
                break
    if not pages:
        return None
    page, grammar = max(pages, key=lambda one: one[0].tables)
    marked = with_numbers(page.page, grammar)
    return TypedPage(marked.page, grammar, spoken, tuple(source.span(at, at + 1)[0] for at in page.doubts), marked.lettered)
