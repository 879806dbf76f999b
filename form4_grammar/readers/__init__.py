"""Readers: a document of one dialect becomes the page text that the grammar describes, with a map of where everything stood."""

from __future__ import annotations

from typing import Literal, get_args

Dialect = Literal["text", "html", "markdown", "xml"]
"""How a document is written."""

DIALECTS: tuple[str, ...] = get_args(Dialect)
