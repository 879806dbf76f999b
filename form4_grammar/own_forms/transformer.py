"""Meaning with little code: methods named as the grammar's rules make of a field what its user wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from form4_grammar.grammar import Grammar


class Transformer:
    """Makes of the fields of a page what you want: subclass it, with a method for each rule that needs one.

    A method is named as the rule is and gets what would be there without it: a value, a `Cell`, a row as a `dict`, all rows of
    a table as a tuple. They are applied from the inside out, a cell before its row (``NAME_row``), a row before its table;
    ``page`` gets all fields, and what it gives is ``parsed.value``. What they raise, `parse` raises.

    >>> class Loans(Transformer):
    ...     def tools_row(self, row):
    ...         return row["tool_name"].value
    >>> Loans().transform({"tools": ()})
    {'tools': ()}
    """

    def transform(self, fields: Mapping[str, Any]) -> Any:
        """The fields as the methods make them."""
        made = {name: self._made(name, field) for name, field in fields.items()}
        page = getattr(self, "page", None)
        return made if page is None else page(made)

    def _made(self, name: str, field: Any) -> Any:
        if isinstance(field, tuple):
            field = tuple(self._applied(f"{name}_row", self._inside(one)) for one in field)
        return self._applied(name, field)

    def _inside(self, one: Any) -> Any:
        return {name: self._made(name, field) for name, field in one.items()} if isinstance(one, dict) else one

    def _applied(self, name: str, field: Any) -> Any:
        method = None if name in ("page", "transform") else getattr(self, name, None)
        return field if method is None else method(field)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of one's own: its grammar and, where its fields are to become something else, a transformer."""

    grammar: Grammar
    transformer: Transformer | None = None

    @property
    def name(self) -> str:
        return self.grammar.form
