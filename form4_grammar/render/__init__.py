"""A filing as the canonical page of text: what the form prints, with the answers filled in.

The page is in the dialect of the copies that this package began with, without their faults: cells parted by tabs, every answer
of the header underlined by itself, references as ``<sup>(1)</sup>``, notes with their numbers. Where it all stands is the
grammar's to say. Reading the page gives the filing again as far as a page can show it:
``printed(parse(render(filing)).filing) == printed(filing)``, with `form4_grammar.testing.printed`.
"""

from __future__ import annotations

from form4_grammar.render.left_out import left_out
from form4_grammar.render.page import render

__all__ = ["left_out", "render"]
