"""Two copies of one filing, whatever their dialects: the fields in which they differ.

What a copy cannot show is no difference. A page as the SEC prints it, be it text, HTML or Markdown, and the XML differ in that

- a page has no CIKs, or has them in its links only;
- an unticked box, on a page, looks like one that is not there: false and null are alike, and so is an element that the
  XML leaves out, but true is neither;
- a page shows the relationship of the first owner only; the order of owners and of signatures says nothing;
- a page prints an officer's title and the other text as one, parted by a stroke, and need not print one whose box is not
  ticked;
- the lines of a street may have been joined, and where city, state and postal code are parted is a matter of reading:
  each is compared as what is printed;
- `transaction_form_type` and `equity_swap_involved` are null, or are not there, where there is no place for them, as on
  holdings and on a Form 3;
- a page prints (A) or (D) of Table II as a column, where no reference can stand;
- only XML has a version, a CCC, the description of a state, `good_address`, the timeliness of a transaction, time zones and
  elements that no version has; a page from before 2026 has no foreign symbol, no country, no territory and no flag of an
  address abroad, and not all pages show that no securities are owned;
- blanks and line breaks within a text, escapes of Markdown and HTML, and characters of no width are of the copy; a
  signature wrapped within a word has a blank there;
- numbers and dates are compared by what they mean.

Two XML documents show all. A JSON shows what the document that it was made of does, if that version of the JSON had the key.

A cell that cannot be read differs from every value and from an empty cell, and is the same as one with the same raw text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, Literal

from form4_grammar.aligning import Pair, align, match
from form4_grammar.export import jsonable
from form4_grammar.model import BOXES, Cell, Filing, Relationship, Signature
from form4_grammar.reading import Parsed
from form4_grammar.transform.values import plain

Keys = tuple[str | int, ...]
Kind = Literal["value", "footnotes", "only", "moved"]

_BOXES_OF_HEADER = (
    "no_securities_owned",
    "not_subject_to_section16",
    "form3_holdings_reported",
    "form4_transactions_reported",
    "aff10b5_one",
)
_FLAGS = frozenset({*_BOXES_OF_HEADER, *BOXES})
_OF_XML = frozenset({"schema_version", "ccc", "state_description", "good_address", "transaction_timeliness"})
_OFTEN_UNSHOWN = frozenset({"no_securities_owned", "non_us_state_territory"})
"""What a page may show, and what is no difference where it does not."""
_OF_2026 = frozenset({"foreign_trading_symbol", "non_us_address_flag", "country"})
"""What pages show since 2026."""
_MORE_OF_ADDRESS = ("non_us_address_flag", "non_us_state_territory", "country", "state_description", "good_address")
_TEXTS = {"officer_title": "is_officer", "other_text": "is_other"}
_COLUMN = ("derivative_table", "transaction_acquired_disposed_code")
_TAGS = re.compile(r"<[^<>]*>")
_ALIKE = 1 / 3
"""The share of its cells in which a row that was altered still has to agree."""
_NAME_ALIKE = 0.5
_MOST_OF_NAME = 150


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


def compare(
    a: Parsed, b: Parsed, *, lacking: tuple[frozenset[str], frozenset[str]] = (NO_KEYS, NO_KEYS)
) -> tuple[Difference, ...]:
    """The differences between two documents, in the order of the filing. Raises `ValueError` where one is no form.

    `lacking` are names of fields that either of them cannot tell, beside those that its dialect cannot: of an old JSON, say.
    """
    for name, document in (("first", a), ("second", b)):
        if document.filing is None:
            raise ValueError(f"the {name} document is no Form 3, 4 or 5")
    return tuple(_Comparison(_Copy(a, lacking[0]), _Copy(b, lacking[1])).differences())


@dataclass(frozen=True)
class _Copy:
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
    def _wholes(self) -> dict[str, tuple[int, int]]:
        """The spans of what has fields, such as owners and signatures: from the first of their places to the last."""
        spans: dict[str, tuple[int, int]] = {}
        for path, (start, end) in self.parsed.places.items():
            whole = path
            while "." in whole:
                whole = whole.rpartition(".")[0]
                first, last = spans.get(whole, (start, end))
                spans[whole] = (min(first, start), max(last, end))
        return spans

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
            found = found[key] if isinstance(key, int) else getattr(found, key)
        return found

    def raw(self, *keys: str | int) -> str:
        """What stands there where it cannot be read."""
        value = self.value(*keys)
        if isinstance(value, Cell):
            return "" if value.readable else value.raw
        span = self._span(keys) if value is None and keys[-1] not in _FLAGS else None
        return "" if span is None else self.parsed.source.text[slice(*span)].strip()

    def side(self, *keys: str | int) -> Side:
        """What there is to tell of a place."""
        shown = self._shown
        for key in keys:
            shown = shown[key]
        return Side(self._path(keys), shown, self.raw(*keys), self._span(keys))

    def _path(self, keys: Keys) -> str:
        if keys[0] == "footnotes":
            return f"footnotes[{self.value(*keys[:2]).number}]"
        return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")

    def _span(self, keys: Keys) -> tuple[int, int] | None:
        value = self.value(*keys)
        if isinstance(value, Cell):
            return (value.start, value.end) if value.start >= 0 else None
        if keys[0] in ("non_derivative_table", "derivative_table"):
            row = self.value(*keys[:2])
            cells = [cell for cell in (getattr(row, field.name) for field in fields(row)) if isinstance(cell, Cell)]
            spans = [(cell.start, cell.end) for cell in cells if 0 <= cell.start < cell.end]
            return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None
        if keys[0] == "footnotes" and self.notes[self.value(*keys[:2]).number, 0] != keys[1]:
            return None  # of the notes with one number only the first has its place written down
        path = self._path(keys)
        return self.parsed.places.get(path) or self._wholes.get(path)


@dataclass(frozen=True)
class _Comparison:
    """Both copies, gone through field by field."""

    a: _Copy
    b: _Copy

    def differences(self) -> Iterator[Difference]:
        for name in (
            "form_type",
            "schema_version",
            "period_of_report",
            "date_of_original_submission",
            *_BOXES_OF_HEADER,
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
        if a[-1] == "cik" and (one is None or other is None):
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

    def _read(self, copy: _Copy, keys: Keys) -> Hashable:
        """The value as far as it tells one copy from another."""
        value = copy.value(*keys)
        if keys[-1] in _FLAGS:
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
        for name in (field.name for field in fields(self.a.value(*a))):
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

        def keys(copy: _Copy, signatures: list[tuple[int, Signature]]) -> list[Hashable]:
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
    values = (getattr(row, field.name) for field in fields(row) if field.name not in unshown)
    return (row.kind, *(_cell_key(value) for value in values if isinstance(value, Cell)))


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
