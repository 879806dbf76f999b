"""HTML to lines and cells: a row of a table is a line, tabs part its cells, and blank lines part blocks.

A row that has tables in its cells is no line: what is in them stands on lines of its own. Nothing is interpreted here; what
belongs together is for `recompose` to say.
"""

from __future__ import annotations

from form4_grammar.readers.markup.steps import in_steps
from form4_grammar.readers.markup.walk import Node, Walk, rows_with
from form4_grammar.readers.markup.well_nested import tree
from form4_grammar.readers.page_text import BREAK_IN_CELL, PageText
from form4_grammar.regexes import regex

_PROLOG = regex(r"\A[\s\ufeff]*(?:<\?[^<>]*\?>)?")
"""What may stand before XHTML, and is text to a reader of HTML."""


def read_html(text: str, start: int = 0, end: int | None = None, *, rules_part_rows: bool = True) -> PageText:
    """The lines of an HTML document, or of the part of a document at `start` to `end`.

    A rule (``<hr>``) in a cell parts what stands above it from what is below, so that the row is no line, but where not
    `rules_part_rows`: there it is what an answer was written on, and the blocks in a cell are its lines.
    """
    source = _PROLOG.sub(lambda match: " " * len(match[0]), text[start:end])
    page = in_steps(source, start) if rules_part_rows else None
    if page is not None:
        return page
    root = tree(source) or _repaired(source)
    with_tables = rows_with(root, {"table", "hr"} if rules_part_rows else {"table"})
    return Walk(source, start, with_tables, " " if rules_part_rows else BREAK_IN_CELL).page(root)


def _repaired(source: str) -> Node:
    """The document node of a page that has to be read as the standard repairs it."""
    from justhtml import JustHTML  # noqa: PLC0415 - takes longer to import than a page of text to read

    return JustHTML(source, sanitize=False, track_node_locations=True).root
