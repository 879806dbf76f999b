"""A reading as a text to be read: a line for each field and each cell that holds something, and for each finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from form4_grammar import Parsed
from form4_grammar.as_json import jsonable


def readable(parsed: Parsed) -> str:
    """The filing, field by field, with what is printed where that is not the value; what could not be read; the findings."""
    document = jsonable.parsed("", parsed, spans=True)
    lines = [repr(parsed)[1:-1], *_lines(document["filing"], "")]
    for one in parsed.diagnostics:
        path = f" {one.path}" if one.path else ""
        lines += [f"{one.severity.value}[{one.code}] {one.line}:{one.column}{path}", f"    {one.message}"]
        lines += [f"    {label.path or label.start}: {label.message}" for label in one.labels]
    return "\n".join(lines) + "\n"


def _lines(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict) and {"value", "raw"} <= value.keys():
        if value["raw"] or value["value"] is not None:
            yield f"{path}  {_cell(value)}"
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _lines(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _lines(part, f"{path}[{index}]")
    elif value is not None:
        yield f"{path}  {value}"


def _cell(cell: dict[str, Any]) -> str:
    marks = "".join(f" ({number})" for number in cell.get("footnotes", ()))
    shown = f"{cell['value']}{marks}"
    return shown if cell["raw"] in (shown, cell["value"], None) else f"{shown}  as {cell['raw']!r}"
