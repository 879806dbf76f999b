"""What the fields of the model are in JSON: one description, which the writer, the reader and the schema walk.

It follows from the types of the model's dataclasses. Where the JSON is otherwise, it is said here and nowhere else.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from form4_grammar import model
from form4_grammar.records import NamedTuple

Kind = Literal["plain", "text", "day", "flag", "cell", "one", "many", "pairs"]
"""What a field is.

``plain`` is a value without a place; ``text``, ``day`` (a date) and ``flag`` are scalars that have one with ``--spans``;
``one`` and ``many`` are objects of the model, ``pairs`` an object of texts by name.
"""

PLAIN = frozenset({"form_type", "kind", "transaction_form_type", "equity_swap_involved", "number"})
"""Scalars of a filing that have no place of their own."""

PLACELESS = (model.OtherElement, model.Submission, model.SubmissionParty, model.SubmissionDocument)
"""What is outside of the filing's page, so that nothing in it has a place."""

NOT_READ = {"issuer": model.Issuer(None, None, None)}
"""Objects that the model always has: like this where they could not be read, for which the JSON has null."""

NOT_SHOWN = frozenset({model.EXTRA, "file_number"})
"""Fields that are not described: the grammar of a form of one's own tells what is in ``extra`` (`own_schema`, `own_from_json`),
and the tables alone have the file number of an owner."""

KINDS = ("transaction", "holding")
"""What the ``kind`` of a row may be."""

EARLIER = frozenset({"transaction_timeliness"})
"""A cell that may be a plain text, null or lacking, as in the JSON of version 0.1."""

WHOLE = (model.Footnote,)
"""Objects whose path is that of their text; where they have a number, it stands in the path in place of an index."""


class Field(NamedTuple):
    """A field of the model in JSON.

    ``step`` is what its path has more than that of its object. ``of`` is the type of a cell's value, or the class of the
    objects. A ``nullable`` one may be null; an ``added`` one came after version 0.1, so that it may be lacking where JSON is
    read; a ``tradable`` one is a cell of a transaction, which a holding may lack.
    """

    name: str
    kind: Kind
    step: str
    of: Any = None
    nullable: bool = False
    added: bool = False
    tradable: bool = False


@cache
def described(kind: type[Any]) -> tuple[Field, ...]:
    """The fields of a class of the model, in the order of the JSON."""
    said = typing.get_type_hints(kind)
    return tuple(_field(one.name, said[one.name], kind, one) for one in fields(kind) if one.name not in NOT_SHOWN)


def _field(name: str, said: Any, kind: type, one: Any) -> Field:
    is_union = typing.get_origin(said) is types.UnionType
    nullable = is_union and type(None) in typing.get_args(said)
    bare = next(part for part in typing.get_args(said) if part is not type(None)) if is_union else said
    origin, inside = typing.get_origin(bare), typing.get_args(bare)
    added = one.default is not MISSING or one.default_factory is not MISSING
    step = "" if kind in WHOLE else f".{name}"
    if origin is model.Cell:
        is_tradable = name.startswith("transaction_") or name == "deemed_execution_date"
        return Field(name, "cell", step, inside[0], tradable=is_tradable)
    if origin is tuple:
        return Field(name, "many" if is_dataclass(inside[0]) else "pairs", step, inside[0], added=added)
    if is_dataclass(bare):
        return Field(name, "one", step, bare, nullable or name in NOT_READ, added)
    scalar: Kind = "flag" if bare is bool else "day" if bare is date else "text"
    return Field(name, "plain" if name in PLAIN or kind in PLACELESS else scalar, step, bare, nullable, added)


def each(path: str, objects: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The objects of a list, each with its path."""
    return ((f"{path}[{getattr(one, 'number', index)}]", one) for index, one in enumerate(objects))
