"""Two copies held against each other, as rows to be shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from form4_grammar.comparing import Difference, Side
from form4_grammar.reporting.findings import nearest
from form4_grammar.reporting.values import Values

_INDEX = re.compile(r"\b(\w+?)(_table|(?<!s)s)?\[(\d+)\]")
"""A place in a list: in a table a row, else one of what the list is called after, ``signatures[0]``."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one copy has: its text, the key of the value in that copy's part of the report, and its place."""

    text: str
    key: int | None
    place: str
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Contrast:
    """A difference: where in the form, and what either copy has there; None where it has nothing of the kind."""

    number: int
    path: str
    what: str
    kind: str
    a: Shown | None
    b: Shown | None


@dataclass(frozen=True, slots=True)
class Copy:
    """What is known of a copy: its values, which of them its form shows, and what gives line and column of an offset."""

    values: Values
    shown: Collection[str]
    place: Any


def contrasts(found: Sequence[Difference], a: Copy, b: Copy) -> tuple[Contrast, ...]:
    """The differences in their order."""
    return tuple(_contrast(number, one, a, b) for number, one in enumerate(found, 1))


def _contrast(number: int, one: Difference, a: Copy, b: Copy) -> Contrast:
    path = next(side.path for side in (one.a, one.b) if side is not None)
    return Contrast(number, path, in_words(path), one.kind, _side(one.a, a), _side(one.b, b))


def in_words(path: str) -> str:
    """A path for people: what is counted from 0 there is counted from 1, but for notes, which have their numbers."""
    if path.startswith("footnotes["):
        return path.replace("footnotes[", "footnote ").replace("]", "")

    def counted(match: re.Match[str]) -> str:
        number = int(match[3]) + 1
        return f"{match[1]} table, row {number}" if match[2] == "_table" else f"{match[1]} {number}"

    return _INDEX.sub(counted, path).replace("non_", "non-").replace("_", " ").replace(".", ", ")


def _side(side: Side | None, copy: Copy) -> Shown | None:
    if side is None:
        return None
    path = nearest(side.path, copy.shown)
    at = copy.place(side.span[0]) if side.span is not None else None
    is_unread = bool(side.raw) and _plain(side.value) == ""
    text = side.raw if is_unread else _plain(side.value)
    return Shown(text, copy.values[path].key if path else None, f"{at.line}:{at.column}" if at else "", is_unread)


def _plain(value: Any) -> str:
    """A value of the JSON on one line."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case {"value": inner, "footnotes": [*notes]}:
            marks = f"({', '.join(map(str, notes))})" if notes else ""
            return " ".join(filter(None, (_plain(inner), marks)))
        case dict():
            return " · ".join(filter(None, map(_plain, value.values())))
        case list():
            return " · ".join(filter(None, map(_plain, value)))
        case _:
            return str(value)
