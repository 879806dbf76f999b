"""The differences of two copies, field by field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Any

from form4_grammar.aligning import Pair, align, match
from form4_grammar.comparing.copies import BOXES_OF_HEADER, FLAGS, NO_KEYS, Copy, Difference, Keys, Kind, Side
from form4_grammar.comparing.own import extra_differences
from form4_grammar.model import BOXES, Cell, Relationship, Signature, cells_of
from form4_grammar.reading import Parsed
from form4_grammar.transform.values import plain

_MORE_OF_ADDRESS = ("non_us_address_flag", "non_us_state_territory", "country", "state_description", "good_address")
_TEXTS = {"officer_title": "is_officer", "other_text": "is_other"}
_COLUMN = ("derivative_table", "transaction_acquired_disposed_code")
_TAGS = re.compile(r"<[^<>]*>")
_ALIKE = 1 / 3
"""The share of its cells in which a row that was altered still has to agree."""
_NAME_ALIKE = 0.5
_MOST_OF_NAME = 150


def compare(
    a: Parsed, b: Parsed, *, lacking: tuple[frozenset[str], frozenset[str]] = (NO_KEYS, NO_KEYS)
) -> tuple[Difference, ...]:
    """The differences between two documents, in the order of the filing. Raises `ValueError` where one is no form.

    `lacking` are names of fields that either of them cannot tell, beside those that its dialect cannot: of an old JSON, say.
    """
    for name, document in (("first", a), ("second", b)):
        if document.filing is None:
            raise ValueError(f"the {name} document is no Form 3, 4 or 5")
    return tuple(_Comparison(Copy(a, lacking[0]), Copy(b, lacking[1])).differences())


@dataclass(frozen=True)
class _Comparison:
    """Both copies, gone through field by field."""

    a: Copy
    b: Copy

    def differences(self) -> Iterator[Difference]:
        for name in (
            "form_type",
            "schema_version",
            "period_of_report",
            "date_of_original_submission",
            *BOXES_OF_HEADER,
        ):
            yield from self._scalar((name,), (name,))
        for name in ("name", "cik", "trading_symbol", "foreign_trading_symbol"):
            yield from self._scalar(("issuer", name), ("issuer", name))
        yield from self._owners()
        yield from self._rows("non_derivative_table")
        yield from self._rows("derivative_table")
        yield from self._notes()
        yield from self._scalar(("remarks",), ("remarks",))
        yield from self._signatures()
        yield from extra_differences(self.a.parsed, self.b.parsed)
        if self.a.is_xml and self.b.is_xml:
            yield from self._offsets()
            yield from self._others()

    def _elements(
        self,
        name: str,
        pairs: Iterable[Pair],
        fields_of: Callable[[Keys, Keys], Iterator[Difference]],
        *,
        in_order: bool = False,
    ) -> Iterator[Difference]:
        """The differences of a list whose elements were paired, and those between the elements."""
        for one, other, moved in pairs:
            a = None if one is None else (name, one)
            b = None if other is None else (name, other)
            if a is None or b is None:
                yield Difference("only", a and self.a.side(*a), b and self.b.side(*b))
                continue
            if moved and in_order:
                yield Difference("moved", self.a.side(*a), self.b.side(*b))
            yield from fields_of(a, b)

    def _scalar(self, a: Keys, b: Keys) -> Iterator[Difference]:
        if not self._is_shown(a, b):
            return
        one, other = self._read(self.a, a), self._read(self.b, b)
        if a[-1] == "cik" and (one is None or other is None) and not (self.a.is_xml and self.b.is_xml):
            return
        if one != other:
            yield Difference("value", self.a.side(*a), self.b.side(*b))

    def _is_shown(self, a: Keys, b: Keys) -> bool:
        """Whether both copies can show a field."""
        for copy, keys in ((self.a, a), (self.b, b)):
            name = keys[-1]
            if name in copy.unshown or (name in copy.perhaps_unshown and copy.value(*keys) is None):
                return False
        return True

    def _read(self, copy: Copy, keys: Keys) -> Hashable:
        """The value as far as it tells one copy from another."""
        value = copy.value(*keys)
        if keys[-1] in FLAGS:
            return value is True
        if value is None:
            raw = copy.raw(*keys)
            return ("unreadable", _bare(raw)) if raw else None
        if keys[-1] == "cik":
            return str(value).lstrip("0")
        if keys[-1] == "name" and keys[0] == "signatures":
            return plain(value).replace(" ", "")
        return _known(value)

    def _owners(self) -> Iterator[Difference]:
        ours, theirs = ([owner.name for owner in copy.filing.reporting_owners] for copy in (self.a, self.b))

        def likeness(one: int, other: int) -> float:
            return _name_likeness(ours[one], theirs[other])

        pairs = match([_known(name) for name in ours], [_known(name) for name in theirs], likeness)
        return self._elements("reporting_owners", pairs, self._owner)

    def _owner(self, a: Keys, b: Keys) -> Iterator[Difference]:
        yield from self._scalar((*a, "name"), (*b, "name"))
        yield from self._scalar((*a, "cik"), (*b, "cik"))
        yield from self._scalar((*a, "ccc"), (*b, "ccc"))
        yield from self._address((*a, "address"), (*b, "address"))
        yield from self._relationship((*a, "relationship"), (*b, "relationship"))

    def _address(self, a: Keys, b: Keys) -> Iterator[Difference]:
        one, other = self.a.value(*a), self.b.value(*b)
        for names in (("street1", "street2"), ("city", "state", "zip_code")):
            if _joined(one, names, " ") != _joined(other, names, " "):
                for name in names:
                    yield from self._scalar((*a, name), (*b, name))
        for name in _MORE_OF_ADDRESS:
            yield from self._scalar((*a, name), (*b, name))

    def _relationship(self, a: Keys, b: Keys) -> Iterator[Difference]:
        one: Relationship | None = self.a.value(*a)
        other: Relationship | None = self.b.value(*b)
        if one is None or other is None:
            is_lost = (one is None and a[1] == 0) or (other is None and b[1] == 0)
            if is_lost and one is not other:
                yield Difference("value", self.a.side(*a), self.b.side(*b))
            return
        for name in BOXES:
            yield from self._scalar((*a, name), (*b, name))
        if _joined(one, _TEXTS, " / ") == _joined(other, _TEXTS, " / "):
            return
        for name, box in _TEXTS.items():
            given = [who for who in (one, other) if getattr(who, name) is not None]
            if len(given) == 2 or any(getattr(who, box) is True for who in given):
                yield from self._scalar((*a, name), (*b, name))

    def _rows(self, table: str) -> Iterator[Difference]:
        unshown = self.a.unshown | self.b.unshown
        ours, theirs = ([_row_key(row, unshown) for row in copy.value(table)] for copy in (self.a, self.b))

        def likeness(one: int, other: int) -> float:
            return _row_likeness(ours[one], theirs[other])

        return self._elements(table, align(ours, theirs, likeness), self._cells, in_order=True)

    def _cells(self, a: Keys, b: Keys) -> Iterator[Difference]:
        for name in (field.name for field in fields(self.a.value(*a)) if field.name != "extra"):
            one, other = self.a.value(*a, name), self.b.value(*b, name)
            if not self._is_shown((*a, name), (*b, name)):
                continue
            if isinstance(one, Cell) and isinstance(other, Cell):
                kind = _cell_difference(one, other)
                # On a page, (A) or (D) of Table II is the column that the amount stands in: there is no cell for a reference
                if kind == "footnotes" and (a[0], name) == _COLUMN and not (one.footnotes and other.footnotes):
                    kind = None
            else:
                is_told = name == "kind" or (one is not None and other is not None) or (self.a.is_xml and self.b.is_xml)
                kind = "value" if is_told and one != other else None
            if kind is not None:
                yield Difference(kind, self.a.side(*a, name), self.b.side(*b, name))
        ours, theirs = self.a.value(*a).extra, self.b.value(*b).extra
        for name in (name for name in ours if name in theirs):
            kind = _cell_difference(ours[name], theirs[name])
            if kind is not None:
                yield Difference(kind, self.a.side(*a, "extra", name), self.b.side(*b, "extra", name))

    def _offsets(self) -> Iterator[Difference]:
        ours, theirs = dict(self.a.filing.date_offsets), dict(self.b.filing.date_offsets)
        for path in dict.fromkeys((*ours, *theirs)):
            if ours.get(path) != theirs.get(path):
                a, b = (Side(f"date_offsets.{path}", offsets.get(path)) for offsets in (ours, theirs))
                yield Difference("value", a, b)

    def _others(self) -> Iterator[Difference]:
        ours, theirs = ([element.path for element in copy.filing.other_elements] for copy in (self.a, self.b))
        pairs = match(ours, theirs, lambda _one, _other: -1.0)
        return self._elements("other_elements", pairs, lambda a, b: self._scalar((*a, "text"), (*b, "text")))

    def _notes(self) -> Iterator[Difference]:
        numbers = sorted({*self.a.notes, *self.b.notes})
        pairs = (Pair(self.a.notes.get(number), self.b.notes.get(number)) for number in numbers)
        return self._elements("footnotes", pairs, lambda a, b: self._scalar((*a, "text"), (*b, "text")))

    def _signatures(self) -> Iterator[Difference]:
        ours, theirs = ([*enumerate(copy.filing.signatures)] for copy in (self.a, self.b))

        def likeness(one: int, other: int) -> float:
            alike = _name_likeness(ours[one][1].name, theirs[other][1].name)
            return max(alike, 0.5) if ours[one][1].date == theirs[other][1].date else alike

        def keys(copy: Copy, signatures: list[tuple[int, Signature]]) -> list[Hashable]:
            return [(self._read(copy, ("signatures", index, "name")), one.date) for index, one in signatures]

        pairs = match(keys(self.a, ours), keys(self.b, theirs), likeness)
        return self._elements("signatures", pairs, self._signature)

    def _signature(self, a: Keys, b: Keys) -> Iterator[Difference]:
        yield from self._scalar((*a, "name"), (*b, "name"))
        yield from self._scalar((*a, "date"), (*b, "date"))


def _known(value: Any) -> Hashable:
    """A value as far as it tells a copy from another: a text as it would be read from a page."""
    if isinstance(value, str):
        return plain(value) or None
    known: Hashable = value
    return known


def _bare(raw: str) -> str:
    """What cannot be read, without what only its dialect puts there."""
    return unicodedata.normalize("NFKC", plain(_TAGS.sub("", raw))).replace(" ", "")


def _joined(parts: object, names: Iterable[str], between: str) -> str:
    return plain(between.join(filter(None, (getattr(parts, name) for name in names))))


def _cell_key(cell: Cell[Any]) -> tuple[Hashable, tuple[int, ...]]:
    return _known(cell.value) if cell.readable else ("unreadable", _bare(cell.raw)), cell.footnotes


def _cell_difference(one: Cell[Any], other: Cell[Any]) -> Kind | None:
    (value, references), (other_value, other_references) = _cell_key(one), _cell_key(other)
    if value != other_value:
        return "value"
    return "footnotes" if references != other_references else None


def _row_key(row: Any, unshown: frozenset[str]) -> tuple[Hashable, ...]:
    """The kind and the cells. The type of the line and the mark of a swap stay out of it, since not every copy has them."""
    return (row.kind, *(_cell_key(cell) for name, cell in cells_of(row) if name not in unshown))


def _row_likeness(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> float:
    """The share of equal cells among those that are filled in either row; below 0 where it is too small for one row."""
    filled = [pair for pair in zip(ours[1:], theirs[1:], strict=True) if any(cell != (None, ()) for cell in pair)]
    share = sum(one == other for one, other in filled) / len(filled) if filled else 1.0
    return share if share >= _ALIKE else -1.0


def _name_likeness(ours: str | None, theirs: str | None) -> float:
    """How alike two names are; below 0 where they are of two people. A lost name may be anyone's."""
    if ours is None or theirs is None:
        return 0.0
    one, other = (plain(name).casefold()[:_MOST_OF_NAME] for name in (ours, theirs))
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= _NAME_ALIKE else -1.0
