"""Two copies of a form of one's own, field by field, by the names of its grammar's rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from form4_grammar.aligning import align
from form4_grammar.as_json import jsonable
from form4_grammar.comparing.copies import Difference, Side
from form4_grammar.model import Cell, Footnote
from form4_grammar.reading import Parsed

_ALIKE = 1 / 3


def compare_own(a: Parsed, b: Parsed) -> tuple[Difference, ...]:
    """The differences between two documents of one form, in the order of its fields.

    Rows, blocks and notes are paired by what is in them. Raises `ValueError` where one has no fields, or where they are of two
    forms.
    """
    if a.fields is None or b.fields is None or a.form != b.form:
        raise ValueError(f"not two documents of one form: {a.form} and {b.form}")
    names = dict.fromkeys((*a.fields, *b.fields))
    return tuple(one for name in names for one in _differences(a, b, name, a.fields.get(name), b.fields.get(name)))


def extra_differences(a: Parsed, b: Parsed) -> Iterator[Difference]:
    """The differences of what a derived form has outside the tables of the filing, as far as both documents can show it."""
    ours, theirs = (one.filing.extra if one.filing is not None else {} for one in (a, b))
    for name in (name for name in ours if name in theirs):
        yield from _differences(a, b, f"extra.{name}", ours[name], theirs[name])


def _differences(a: Parsed, b: Parsed, name: str, one: Any, other: Any) -> Iterator[Difference]:
    if isinstance(one, tuple) and isinstance(other, tuple):
        yield from _of_lists(a, b, name, one, other)
    else:
        yield from _of_fields(a, b, (name, one), (name, other))


def _of_lists(a: Parsed, b: Parsed, name: str, ones: Sequence[Any], others: Sequence[Any]) -> Iterator[Difference]:
    said, too = [_said(one) for one in ones], [_said(one) for one in others]

    def likeness(i: int, j: int) -> float:
        same = sum(x == y for x, y in zip(said[i], too[j], strict=False))
        share = same / max(len(said[i]), len(too[j]), 1)
        return share if share >= _ALIKE else -1

    for pair in align(said, too, likeness):
        left = None if pair.a is None else (_path(name, pair.a, ones[pair.a]), ones[pair.a])
        right = None if pair.b is None else (_path(name, pair.b, others[pair.b]), others[pair.b])
        if left is None or right is None:
            yield Difference("only", left and _side(a, *left), right and _side(b, *right))
            continue
        if pair.moved:
            yield Difference("moved", _side(a, *left), _side(b, *right))
        if isinstance(left[1], Footnote):
            yield from _of_fields(a, b, (left[0], left[1].text), (right[0], right[1].text))
            continue
        for key in dict.fromkeys((*left[1], *right[1])):
            yield from _of_fields(a, b, (f"{left[0]}.{key}", left[1].get(key)), (f"{right[0]}.{key}", right[1].get(key)))


def _path(name: str, index: int, one: Any) -> str:
    return f"footnotes[{one.number}]" if isinstance(one, Footnote) else f"{name}[{index}]"


def _said(one: Any) -> tuple[Any, ...]:
    """What an element of a list says, so that it can be held against another."""
    return (one.number, one.text) if isinstance(one, Footnote) else tuple(map(_value, one.values()))


def _are_unticked(left: Any, right: Any) -> bool:
    """Whether both are boxes without a tick: one that is not printed looks like one that is not ticked."""
    left, right = (one[0] if isinstance(one, tuple) and not any(one[1:]) else one for one in (left, right))
    return all(one is None or one is False for one in (left, right))


def _value(field: Any) -> Any:
    return (field.value if field.readable else field.raw, field.footnotes) if isinstance(field, Cell) else field


def _of_fields(a: Parsed, b: Parsed, one: tuple[str, Any], other: tuple[str, Any]) -> Iterator[Difference]:
    left, right = _value(one[1]), _value(other[1])
    if left != right and not _are_unticked(left, right):
        is_cell = isinstance(one[1], Cell) and isinstance(other[1], Cell)
        kind = "footnotes" if is_cell and left[0] == right[0] else "value"
        yield Difference("footnotes" if kind == "footnotes" else "value", _side(a, *one), _side(b, *other))


def _side(document: Parsed, path: str, field: Any) -> Side:
    if isinstance(field, Cell):
        span = (field.start, field.end) if field.start >= 0 else None
        return Side(path, jsonable.own_field(field), "" if field.readable else field.raw, span)
    return Side(path, jsonable.own_field(field), "", document.place(path))
