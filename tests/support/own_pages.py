"""Pages of the forms in examples, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from conftest import ROOT

from form4_grammar import Form, form, parse
from form4_grammar.readers import Dialect
from form4_grammar.render.own import render_own
from form4_grammar.testing.judging_own import html_of

PAGES = {"form144": "sale.txt", "schedule13g": "holding.txt"}


class Undamaged(NamedTuple):
    """A page of a form of one's own, and what it says."""

    form: Form
    page: str
    fields: Mapping[str, Any]


@cache
def undamaged(name: str, dialect: Dialect) -> Undamaged:
    folder = ROOT / "examples" / name
    own = form(folder / f"{name}.lark")
    said = parse(Path(folder / PAGES[name]), form=own).fields
    assert said is not None
    page = render_own(said, own.grammar)
    page = html_of(page) if dialect == "html" else page
    parsed = parse(page, form=own)
    assert (parsed.diagnostics, parsed.dialect) == ((), dialect)
    assert parsed.fields is not None
    return Undamaged(own, page, parsed.fields)
