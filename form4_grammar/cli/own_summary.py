"""The fields of forms of one's own for people: scalars as pairs, then tables, blocks and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from form4_grammar.cli.doubts import Doubts
from form4_grammar.cli.fitted import Column, Fitted, Grid, pairs
from form4_grammar.cli.summary_rows import cell, joined, written
from form4_grammar.controls import dead
from form4_grammar.model import TABLES, Cell, Filing


def own_parts(fields: Mapping[str, Any], doubts: Doubts, path: str = "") -> list[RenderableType]:
    """Fields of a form of one's own; `path` stands before their names where findings speak of them."""
    parts: list[RenderableType] = []
    once = {name: field for name, field in fields.items() if not isinstance(field, tuple)}
    if once:
        parts += [pairs((_words(name), joined(_text(field), doubts.at(path + name))) for name, field in once.items()), Text("")]
    for name, rows in fields.items():
        if isinstance(rows, tuple) and rows:
            parts.append(Text(_words(name), "bold"))
            if name == "footnotes":
                parts += [pairs((f"({note.number})", Text(dead(note.text))) for note in rows), Text("")]
            else:
                parts += [_table(rows, [f"{path}{name}[{index}]" for index in range(len(rows))], doubts), Text("")]
    return parts


def extra_parts(filing: Filing, titles: Mapping[str, str], doubts: Doubts) -> list[RenderableType]:
    """What a derived form adds: its fields, and the cells of its columns below the `titles` of the tables."""
    parts = own_parts(filing.extra, doubts, "extra.")
    for table in TABLES:
        rows = [row.extra for row in getattr(filing, table)]
        if rows and rows[0]:
            numbered = [{"row": Decimal(number), **row} for number, row in enumerate(rows, 1)]
            paths = [f"{table}[{index}].extra" for index in range(len(rows))]
            title = Text(f"{titles[table]}, further columns", "bold")
            parts += [title, _table(numbered, paths, doubts), Text("")]
    return parts


def _table(rows: Sequence[Mapping[str, Any]], paths: Sequence[str], doubts: Doubts) -> RenderableType:
    """Rows below the names of their fields; where the width has no room for that, each row by itself."""
    columns = tuple(Column(_words(name), all(map(_is_number, _each(rows, name))), _has_words(rows, name)) for name in rows[0])
    shown = [
        tuple(joined(_text(field), doubts.at(f"{path}.{name}")) for name, field in row.items())
        for row, path in zip(rows, paths, strict=True)
    ]
    titles = [column.title for column in columns]
    alone = (
        (Text(f"{number}", "dim"), Padding(pairs(zip(titles, texts, strict=True)), (0, 0, 0, 2)))
        for number, texts in enumerate(shown, 1)
    )
    return Fitted([Grid(columns, tuple(shown))], Group(*(part for both in alone for part in both)))


def _each(rows: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    fields = (row[name] for row in rows)
    return [field.value if isinstance(field, Cell) else field for field in fields]


def _is_number(value: Any) -> bool:
    return value is None or isinstance(value, Decimal)


def _has_words(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    return any(isinstance(value, str) and " " in value for value in _each(rows, name))


def _text(field: Any) -> Text:
    if isinstance(field, Cell):
        return cell(field)
    return Text() if field is None else Text(dead(written(field)))


def _words(name: str) -> str:
    return name.replace("_", " ")
