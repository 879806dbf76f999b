"""The fields of a page with the places and the raw texts that they have in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from form4_grammar.model import Cell
from form4_grammar.own_forms.fields import Field, Fields
from form4_grammar.readers.page_text import PageText


def placed_fields(fields: Mapping[str, Field], page: PageText, source: str | None) -> Fields:
    """The fields, each cell at its place in the document, `source`; its raw text stays that of the page where that is None."""
    return {name: _placed(field, page, source) for name, field in fields.items()}


def _placed(field: Field, page: PageText, source: str | None) -> Field:
    if isinstance(field, tuple):
        return tuple(_placed(one, page, source) for one in field)
    if isinstance(field, dict):
        return placed_fields(field, page, source)
    if isinstance(field, Cell) and field.start >= 0:
        start, end = page.span(field.start, field.end)
        return replace(field, start=start, end=end, raw=field.raw if source is None else source[start:end])
    return field
