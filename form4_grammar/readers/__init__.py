"""Readers: a document of one dialect becomes the page text that the grammar describes, with a map of where everything stood."""

from __future__ import annotations

import re
from typing import Literal, get_args

from form4_grammar.readers.page_text import PageText

__all__ = ["DIALECTS", "Dialect", "PageText", "dialect_of", "page_text", "too_much"]

Dialect = Literal["text", "html", "markdown", "xml"]
"""How a document is written."""

DIALECTS: tuple[str, ...] = get_args(Dialect)

_XML = re.compile(r"</?(?:\w+:)?ownershipDocument\b")
_HTML = re.compile(
    r"[\s\ufeff]*(?:<!--(?:(?!-->).)*-->\s*|<\?[^<>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_TABLE = re.compile(r"<t[dh]\b", re.IGNORECASE)
_DELIMITER = re.compile(
    r"^[ \t]*(?:\|[ \t]*)?:?-{3,}:?[ \t]*\|(?:[ \t]*:?-{3,}:?[ \t]*\|)*(?:[ \t]*:?-{3,}:?)?[ \t\r]*$", re.MULTILINE
)
_FEW = 3

MOST_TAGS, MOST_CELLS = 200_000, 500_000
"""Tags and cells beyond which a document is no ownership form: a page has some thousand of each."""


def dialect_of(text: str) -> Dialect:
    """The dialect of a document, by what is in it."""
    if "ownershipDocument" in text and _XML.search(text):
        return "xml"
    if _HTML.match(text):
        return "html"
    if "|" in text and (_DELIMITER.search(text) or _piped_lines(text) >= _FEW):
        return "markdown"
    if ("<t" in text or "<T" in text) and _HTML_TABLE.search(text):
        return "html" if text.lstrip("\ufeff \t\r\n").startswith("<") else "markdown"
    return "text"


def _piped_lines(text: str) -> int:
    """How many lines are parted by pipes, and not by tabs."""
    return sum(line.count("|") > 1 and "\t" not in line for line in text.split("\n"))


def too_much(text: str, dialect: Dialect) -> str:
    """What a document has too much of to be read as a page, in words; empty where it can be read."""
    if dialect in ("html", "markdown") and (tags := text.count("<")) > MOST_TAGS:
        return f"the document has {tags:,} tags, and no ownership form has more than {MOST_TAGS:,}"
    cells = text.count("\t") + (text.count("|") if dialect == "markdown" else 0)
    if dialect in ("text", "markdown") and cells > MOST_CELLS:
        return f"the document has {cells:,} cells, and no ownership form has more than {MOST_CELLS:,}"
    return ""


def page_text(text: str, dialect: Dialect) -> PageText:
    """The lines of a document, before those are put together that the form prints as one. There are none for ``xml``."""
    match dialect:
        case "html":
            from form4_grammar.readers.html import read_html  # noqa: PLC0415 - brings a library that text does not need

            return read_html(text)
        case "markdown":
            from form4_grammar.readers.markdown import read_markdown  # noqa: PLC0415

            return read_markdown(text)
        case _:
            return PageText(text)
