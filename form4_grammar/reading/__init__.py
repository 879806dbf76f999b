"""Reading: from a document to its filing and what was found on the way."""

from __future__ import annotations

from form4_grammar.reading.parsing import parse, parse_all
from form4_grammar.reading.results import Parsed, Reading

__all__ = ["Parsed", "Reading", "parse", "parse_all"]
