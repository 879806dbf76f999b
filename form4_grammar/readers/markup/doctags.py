"""DocTags, as document models write a page: an element a block, and tables as a row of marks, to the pipes of Markdown."""

from __future__ import annotations

import re

from form4_grammar.readers.page_text import PageText, Pieces
from form4_grammar.regexes import regex

_TABLE = "<otsl>"
_BOXES = {"selected": "☒ ", "unselected": "☐ "}
_TOKEN = regex(
    r"""
    <loc_\d{1,4}>
    | (?P<table></?otsl>)
    | (?P<cell><(?:[cr]hed|srow|[eflux]cel)>)
    | (?P<row><nl>)
    | <checkbox_(?P<box>selected|unselected)>
    | (?P<block></?(?:doctag|text|paragraph|title|section_header_level_\d|list_item|(?:un)?ordered_list
        |page_(?:header|footer|break)|footnote|caption|picture|form|inline|group|checkbox_(?:un)?selected|key_value_region)>)
    | (?P<pipe>\|)
    """,
    re.VERBOSE,
)


def is_doctags(text: str) -> bool:
    """Whether a text has tables as DocTags write them."""
    return _TABLE in text


def undoctagged(text: str) -> PageText:
    """The text with tables of Markdown and paragraphs; a cell that one above or to the left goes on into is empty."""
    pieces, at, cells, rows = Pieces(), 0, 0, 0
    in_table = False
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "pipe":
            pieces.copy(text[at : token.start()], at)
            pieces.replace("\\|" if in_table else "|", *token.span())
            at = token.end()
            continue
        pieces.copy(text[at : token.start()], at)
        at = token.end()
        if kind == "table":
            in_table, cells, rows = token[0] == _TABLE, 0, 0
            pieces.insert("\n\n")
        elif kind == "cell":
            pieces.insert(" | " if cells else "| ")
            cells += 1
        elif kind == "row" and cells:
            rows += 1
            pieces.insert(" |\n" + ("|---" * cells + "|\n") * (rows == 1))
            cells = 0
        elif kind == "box":
            pieces.insert(("" if in_table else "\n\n") + _BOXES[token["box"]])
        elif kind == "block":
            pieces.insert(" " if in_table else "\n\n")
    pieces.copy(text[at:], at)
    return pieces.page()
