"""What two documents differ in, as the plain values that its JSON has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from form4_grammar.comparing import Difference, Side
from form4_grammar.documents.source import Source
from form4_grammar.reading import Parsed


def compared(names: tuple[str, str], documents: tuple[Parsed, Parsed], found: Sequence[Difference]) -> dict[str, Any]:
    """The JSON object of a comparison: both documents, and what they differ in."""
    a, b = (
        {"path": name, "form": document.form, "dialect": document.dialect}
        for name, document in zip(names, documents, strict=True)
    )
    first, second = (document.source for document in documents)
    differences = [{"kind": one.kind, "a": _side(one.a, first), "b": _side(one.b, second)} for one in found]
    return {"a": a, "b": b, "differences": differences}


def _side(side: Side | None, source: Source) -> dict[str, Any] | None:
    if side is None:
        return None
    span = None
    if side.span is not None:
        start, end = map(source.position, side.span)
        span = {"start": start._asdict(), "end": end._asdict()}
    return {"path": side.path, "value": side.value, "raw": side.raw or None, "span": span}
