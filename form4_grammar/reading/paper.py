"""Readings of sheets of paper: each place with its page and its box."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from form4_grammar.documents.source import Source
from form4_grammar.readers.placing import with_ciks_of
from form4_grammar.reading.results import Parsed
from form4_grammar.rules import grid, sources

if TYPE_CHECKING:
    from form4_grammar.readers.pdf import OnPaper

_OF_COLUMNS = (grid.TABLE_I_COLUMNS, grid.TABLE_II_COLUMNS, grid.HEADING_GROUPS, grid.COLUMN_SEQUENCE)
"""What else is said of a table that has lost columns."""


def on_paper(found: Parsed, sheets: OnPaper) -> Parsed:
    """A reading of a PDF, with its places in the page text, and what the pages say besides."""
    from form4_grammar.readers.pdf.placing import with_paper  # noqa: PLC0415

    on_page, page = found.on_page, found.page
    if on_page is None or page is None or on_page.filing is None or found.filing is None:
        source = replace(found.source, paper=sheets.paper)
        return replace(found, source=source, diagnostics=(*sheets.findings, *found.diagnostics))
    linked = {path: place for path, at in found.places.items() if path not in on_page.places and (place := page.find(*at))}
    places = {**on_page.places, **linked}
    columns = [one for one in on_page.diagnostics if one.rule in _OF_COLUMNS]
    filing, told = with_paper(with_ciks_of(on_page.filing, found.filing), places, page, sheets, columns)
    source = Source(page.text, paper=sheets.paper.of_page(page.starts, page.ends))
    cut = {one.path for one in told if one.rule is sources.PAPER_EDGE and one.path is not None}
    others = (one for one in on_page.diagnostics if one.path not in cut or one.rule not in _OF_COLUMNS)
    return replace(on_page, source=source, filing=filing, diagnostics=(*told, *others), places=places)
