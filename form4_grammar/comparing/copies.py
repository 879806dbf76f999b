"""One of two copies that are compared: what it has, what it can show, and where that stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from form4_grammar.as_json import jsonable
from form4_grammar.model import BOXES, TABLES, Cell, Filing, cells_of
from form4_grammar.reading import Parsed

Keys = tuple[str | int, ...]
BOXES_OF_HEADER = (
    "no_securities_owned",
    "not_subject_to_section16",
    "form3_holdings_reported",
    "form4_transactions_reported",
    "aff10b5_one",
)
FLAGS = frozenset({*BOXES_OF_HEADER, *BOXES})
_OF_XML = frozenset({"schema_version", "ccc", "state_description", "good_address", "transaction_timeliness"})
_OFTEN_UNSHOWN = frozenset({"no_securities_owned", "non_us_state_territory"})
"""What a page may show, and what is no difference where it does not."""
_OF_2026 = frozenset({"foreign_trading_symbol", "non_us_address_flag", "country"})
"""What pages show since 2026."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the documents has.

    ``value`` is what its JSON has under ``path``: a scalar, a cell, a row, an owner, a note or a signature. ``raw`` is what
    stands there where it cannot be read. ``span`` are its offsets, None where the document has no place for it.
    """

    path: str
    value: Any
    raw: str = ""
    span: tuple[int, int] | None = None


Kind = Literal["value", "footnotes", "only", "moved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two documents differ.

    ``kind`` is ``"value"``; ``"footnotes"`` where only the references of a cell do; ``"only"`` for a row, an owner, a note or
    a signature that one document lacks, whose side is then None; ``"moved"`` for one that stands elsewhere.
    """

    kind: Kind
    a: Side | None
    b: Side | None


NO_KEYS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Copy:
    """One of the two documents. A place in its filing is a row of keys, as its JSON has them."""

    parsed: Parsed
    lacks: frozenset[str] = NO_KEYS

    @property
    def is_xml(self) -> bool:
        return self.parsed.dialect == "xml"

    @cached_property
    def unshown(self) -> frozenset[str]:
        """The fields that it cannot show."""
        return self.lacks if self.is_xml else self.lacks | _OF_XML

    @cached_property
    def perhaps_unshown(self) -> frozenset[str]:
        """The fields that it need not show: null in it, they are no difference."""
        if self.is_xml:
            return NO_KEYS
        is_of_2026 = any(owner.address.non_us_address_flag is not None for owner in self.filing.reporting_owners)
        return _OFTEN_UNSHOWN if is_of_2026 else _OFTEN_UNSHOWN | _OF_2026

    @property
    def filing(self) -> Filing:
        assert self.parsed.filing is not None
        return self.parsed.filing

    @cached_property
    def _shown(self) -> Any:
        return jsonable.parsed("", self.parsed)["filing"]

    @cached_property
    def notes(self) -> dict[tuple[int, int], int]:
        """The indexes of the notes by their numbers, and by which of those with one number they are."""
        seen: Counter[int] = Counter()
        found = {}
        for index, note in enumerate(self.filing.footnotes):
            found[note.number, seen[note.number]] = index
            seen[note.number] += 1
        return found

    def value(self, *keys: str | int) -> Any:
        """What the model has there."""
        found: Any = self.filing
        for key in keys:
            found = getattr(found, str(key)) if hasattr(found, "__dataclass_fields__") else found[key]
        return found

    def raw(self, *keys: str | int) -> str:
        """What stands there where it cannot be read."""
        value = self.value(*keys)
        if isinstance(value, Cell):
            return "" if value.readable else value.raw
        span = self._span(keys) if value is None and keys[-1] not in FLAGS else None
        return "" if span is None else self.parsed.source.text[slice(*span)].strip()

    def side(self, *keys: str | int) -> Side:
        """What there is to tell of a place."""
        shown = self._shown
        for key in keys:
            shown = None if shown is None else shown[key]  # an issuer that could not be read is none
        return Side(self._path(keys), shown, self.raw(*keys), self._span(keys))

    def _path(self, keys: Keys) -> str:
        if keys[0] == "footnotes":
            return f"footnotes[{self.value(*keys[:2]).number}]"
        return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")

    def _span(self, keys: Keys) -> tuple[int, int] | None:
        value = self.value(*keys)
        if isinstance(value, Cell):
            return value.place
        if keys[0] in TABLES:
            row = self.value(*keys[:2])
            spans = [(cell.start, cell.end) for _, cell in cells_of(row) if 0 <= cell.start < cell.end]
            return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None
        if keys[0] == "footnotes" and self.notes[self.value(*keys[:2]).number, 0] != keys[1]:
            return None  # of the notes with one number only the first has its place written down
        return self.parsed.place(self._path(keys))
