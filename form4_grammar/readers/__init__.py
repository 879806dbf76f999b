"""Readers: a document of one dialect becomes the page text that the grammar describes, with a map of where everything stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, get_args

from form4_grammar.documents.source import XML_ROOT
from form4_grammar.readers.columned.looks import is_aligned, is_barred_apart, is_sign_grid, is_underlined
from form4_grammar.readers.line_breaks import (
    ANSWERED,
    is_barred,
    parted_by_signs,
    with_tabs,
    with_whole_words,
    without_marks,
    without_technical,
)
from form4_grammar.readers.page_text import PageText, Pieces
from form4_grammar.readers.quoted import is_quoted, unquoted
from form4_grammar.readers.typeset import plainly_set
from form4_grammar.regexes import regex

__all__ = ["DIALECTS", "Dialect", "PageText", "dialect_of", "page_text", "too_much"]

Dialect = Literal["text", "html", "markdown", "xml", "pdf"]
"""How a document is written."""

DIALECTS: tuple[str, ...] = get_args(Dialect)

_ROOTS = (XML_ROOT, XML_ROOT.lower(), XML_ROOT.upper())
_XML = regex(rf"</?(?:\w+:)?{XML_ROOT}\b", re.IGNORECASE)
_HTML = regex(
    r"[\s\ufeff]*(?:<!--(?:(?!-->).)*-->\s*|<\?[^<>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FENCE = regex(r"(?:[^<`]{0,300}\n)?\s*```html\s*\n(?=\s*<)", re.IGNORECASE)
"""What stands before HTML that is shown in Markdown, and perhaps a sentence before that."""

_TEX_TABLE = regex(r"\\begin\{(?:tabular|longtable|array)")
_TELLING_TAG = regex(rf"<(?:/?(?:\w+:)?{XML_ROOT}|otsl>|t[dh]\b)", re.IGNORECASE)
"""Of the tags that a text may have, those of which one tells what it is: one look for all of them."""
_HTML_TABLE = regex(r"<t[dh]\b", re.IGNORECASE)
_TORN = regex(
    r"[^<>]{0,500}?(?:\"\s{0,9}/?>|</)|>[^<>\n]{0,200}+<|[a-z]{1,8}>\s{0,99}<"
    r"|[^<>]{0,500}+(?:<(?:br\b[^<>]{0,9}+>|(sup|b|i|u|font|strong)\b[^<>]{0,99}+>[^<>]{0,99}+</\1>)[^<>]{0,500}+){1,3}+</"
)
"""How HTML begins whose own beginning is lost: inside a tag, or inside an element, with small ones in its text."""
_COMMENTS = regex(r"[\s\ufeff]*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_MARKDOWN_LINE = regex(r"^[ \t]{0,3}(?:#{1,6}[ \t]+\S|\*\*\S|\d{1,3}\\?\.[ \t]|[-*+][ \t]+\S|\|)", re.MULTILINE)
"""How lines of Markdown begin; those of a document that is all HTML begin with a tag, or are the text of an element."""
_ESCAPED = regex(r"\\(?=\[|\n)")
_MARKED_LINE = regex(r"\n(?:#{1,6} +\S|\*\*[^\s*][^*\n]*\*\*|[-*+] +(?:\[[ xX]\] |\d\\?\. [A-Z]))", re.IGNORECASE)
_ENTITY = regex("&(?:nbsp|#x?[0-9a-f]{2,6});", re.IGNORECASE)

_DELIMITER = regex(
    r"^[ \t]*(?:\|[ \t]*)?:?-{3,}:?[ \t]*\|(?:[ \t]*:?-{3,}:?[ \t]*\|)*(?:[ \t]*:?-{3,}:?)?[ \t\r]*$", re.MULTILINE
)
_TABLE = regex(r"<(/?)table\b", re.IGNORECASE)
_OF_BLOCKS = regex(r"<(div|p|pre|ol|ul|h[1-6]|figure|form|center)\b(?:(?!</\1\b).)*", re.IGNORECASE | re.DOTALL)
"""An element and what stands in it, up to the end of the first of its name."""

_ADJACENT = regex(r"\S[ \t\r]{0,9}\n[ \t]{0,9}\S")
"""Two lines that no blank one parts, as every page has them near its top."""

_FEW = 3
_BEGINNING = 1000

MOST_TAGS, MOST_CELLS = 200_000, 500_000
"""Tags and cells beyond which a document is no ownership form: a page has some thousand of each."""


def dialect_of(text: str) -> Dialect:
    """The dialect of a document, by what is in it."""
    has_tags = "<" in text and _TELLING_TAG.search(text) is not None
    if has_tags and any(root in text for root in _ROOTS) and _has_root(text):
        return "xml"
    fence = _FENCE.match(text) if "`" in text and "```" in text else None  # one sign is found far faster than several
    if _HTML.match(text) or (fence and _HTML.match(text, fence.end())):
        return "html"
    if has_tags and "<otsl>" in text:
        return "markdown"
    if "{" in text and "\\begin{" in text and _TEX_TABLE.search(text):
        return "markdown"
    if ("|" in text or "^" in text) and _is_wiki(text):
        return "markdown"
    if "|" in text and (is_sign_grid(text) or is_underlined(text) or is_barred(text) or is_barred_apart(text)):
        return "text"
    if "|" in text and (_DELIMITER.search(text) or _piped_lines(text) >= _FEW):
        return "markdown"
    if has_tags and _HTML_TABLE.search(text):
        return "markdown" if _is_markdown_around_tables(text) else "html"
    return "markdown" if not ("<" in text and "<u>" in text) and _is_marked(text) else "text"


def _is_wiki(text: str) -> bool:
    from form4_grammar.readers.markup.wiki import is_wiki  # noqa: PLC0415 - few pages have its signs

    return is_wiki(text)


def _has_root(text: str) -> bool:
    """Whether a tag of the root of an ownership XML stands outside of comments."""
    at = 0
    while (tag := _XML.search(text, at)) is not None:
        comment = text.rfind("<!--", at, tag.start())
        if comment < 0 or (end := text.find("-->", comment)) < tag.end():
            return True
        at = end
    return False


def _is_marked(text: str) -> bool:
    """Whether there is what stands in Markdown without tables, and hardly in a text.

    Patterns that begin with one sign are found in a fraction of the time that one of them all takes.
    """
    if _ESCAPED.search(text) is not None or ("&" in text and _ENTITY.search(text) is not None):
        return True
    return _MARKED_LINE.search(f"\n{text}") is not None


def _is_markdown_around_tables(text: str) -> bool:
    """Whether a document with tables of HTML is Markdown: it does not begin with an element, or has lines of Markdown, too."""
    comments = _COMMENTS.match(text)
    begin = comments.end() if comments else 0
    if not text[begin : begin + _BEGINNING].lstrip("\ufeff \t\r\n").startswith("<") and not _TORN.match(text, begin):
        return True
    return any(_MARKDOWN_LINE.search(piece) for piece in _outside_blocks(text, begin))


def _outside_blocks(text: str, begin: int) -> Iterator[str]:
    """What stands in no table, and in no other element that is a block."""
    at, depth = begin, 0
    for tag in _TABLE.finditer(text, begin):
        if not tag[1] and not depth:
            yield from _outside_elements(text[at : tag.start()])
        depth = max(0, depth - 1 if tag[1] else depth + 1)
        at = tag.end()
    if not depth:
        yield from _outside_elements(text[at:])


def _outside_elements(text: str) -> Iterator[str]:
    at = 0
    for element in _OF_BLOCKS.finditer(text):
        yield text[at : element.start()]
        at = element.end()
    yield text[at:]


def _piped_lines(text: str) -> int:
    """How many lines are parted by pipes, and not by tabs."""
    return sum(line.count("|") > 1 and "\t" not in line for line in text.split("\n"))


def too_much(text: str, dialect: Dialect) -> str:
    """What a document has too much of to be read as a page, in words; empty where it can be read."""
    if len(text) <= MOST_TAGS:
        return ""
    if dialect in ("html", "markdown") and (tags := text.count("<")) > MOST_TAGS:
        return f"the document has {tags:,} tags, and no ownership form has more than {MOST_TAGS:,}"
    cells = text.count("\t") + (text.count("|") if dialect == "markdown" else 0)
    if dialect in ("text", "markdown") and cells > MOST_CELLS:
        return f"the document has {cells:,} cells, and no ownership form has more than {MOST_CELLS:,}"
    return ""


def page_text(text: str, dialect: Dialect) -> PageText:
    """The lines of a document, before those are put together that the form prints as one. None for ``xml`` and ``pdf``."""
    page = single_spaced(_lines(text, dialect))
    return page if page.text.isascii() else plainly_set(page)


def single_spaced(page: PageText) -> PageText:
    """The page; one on which a blank line stands after every line without these, since they part nothing there."""
    if _ADJACENT.search(page.text, 0, _BEGINNING):
        return page
    before = 2  # the lines since the last one that is not blank
    for line in page.text.split("\n"):
        before += 1
        if line and not line.isspace():
            if before == 1:
                return page
            before = 0
    pieces = Pieces()
    at = before = 0
    for line in page.text.split("\n"):
        if line and not line.isspace():
            pieces.insert("\n\n" if before > 1 else "\n" if len(pieces) else "")
            pieces.take(page, at, at + len(line))
            before = 0
        else:
            before += 1
        at += len(line) + 1
    return pieces.page_as(page)


def _lines(text: str, dialect: Dialect) -> PageText:
    if (passed_on := without_marks(text)) is not None:
        sign, bare = passed_on
        spoken = dialect_of(bare.text)
        if sign != ANSWERED or (dialect, spoken) != ("markdown", "markdown"):  # Markdown has that of answers, too
            inner = _lines(bare.text, spoken)
            return bare if inner.places is None else _brought_back(inner, bare)
    match dialect:
        case "html":
            from form4_grammar.readers.markup.html import read_html  # noqa: PLC0415 - brings a library that text does not need

            return read_html(text)
        case "markdown":
            from form4_grammar.readers.markup.markdown import read_markdown  # noqa: PLC0415

            return read_markdown(text)
        case _:
            if is_quoted(text):
                return unquoted(text)
            if (written := without_technical(text)) is not None:
                return _brought_back(_lines(written.text, dialect_of(written.text)), written)
            if (parted := parted_by_signs(text)) is not None:
                return parted
            if (tabbed := with_tabs(text)) is not None:
                return tabbed
            if not is_aligned(text):
                return with_whole_words(text)
            from form4_grammar.readers.columned.plain import read_plain  # noqa: PLC0415

            return read_plain(text.replace("|", " ") if "|" in text and is_barred_apart(text) else text)


def _brought_back(inner: PageText, source: PageText) -> PageText:
    """What was read of the text of another page, at its places in the document of that."""
    from form4_grammar.readers.brought_back import brought_back  # noqa: PLC0415 - few pages are made of others

    return brought_back(inner, source)
