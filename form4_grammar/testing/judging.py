"""What of a reading is wrong, and what of that nobody said: a reading of a copy held against the filing.

A value that differs from the truth is *silent* where no finding names it. A finding names a value by its own path, or by that
of its row, its owner or its note; or, as a warning or an error, by that of its list or its part. The second places that it
speaks of, its labels, are named alike: of two values that contradict each other a finding has one for its path. A part in
``unread`` is named, too, and a page of which nothing was read, with an error, has lost everything and said so.

Rows, owners, notes and signatures are paired by what is in them, so that a row which is lost is one difference, and not one in
each row below it. Such a difference is named by a warning or an error at its list, or in the elements beside the gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeVar

from form4_grammar.aligning import Pair, align, match
from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.model import NO_RELATIONSHIP, PARTS, TABLES, Cell, Filing, Footnote, ReportingOwner, Signature, cells_of

_SCALARS = ("form_type", "period_of_report", "date_of_original_submission", "remarks")
_BOXES = ("not_subject_to_section16", "aff10b5_one")
_OF_FORM = ("no_securities_owned", "form3_holdings_reported", "form4_transactions_reported")
_OF_ISSUER = ("name", "cik", "trading_symbol", "foreign_trading_symbol")
_OF_PLACE = ("city", "state", "zip_code", "state_description", "non_us_address_flag", "non_us_state_territory", "country")
_OF_ROLES = ("is_director", "is_officer", "is_ten_percent_owner", "is_other", "officer_title", "other_text")
_STREET2 = ("address", "street2")
_ALIKE, _NAME_ALIKE = 1 / 3, 0.5

_One = TypeVar("_One")


class Wrong(NamedTuple):
    """A field that differs from the truth.

    ``path`` is its place in what was read; of a row, an owner, a note or a signature that is lost, its place in the truth.
    ``keys`` are the path as the model has it, so that the number of a note is its index. ``truth`` is None for what is too
    much, and ``got`` for what is lost; of cells they are the values, or the references where only these differ, and ``cell``
    is the whole one in truth.
    """

    path: str
    truth: Any
    got: Any
    is_silent: bool
    keys: tuple[str | int, ...] = ()
    cell: Cell[Any] | None = None


class _Difference(NamedTuple):
    """A field that differs. ``beside`` are the elements next to the gap where one is lost, or to one that is too many."""

    path: str
    truth: Any
    got: Any
    keys: tuple[str | int, ...] = ()
    element: str = ""
    beside: tuple[str, ...] = ()
    cell: Cell[Any] | None = None


def judge(truth: Filing, got: Filing | None, found: Iterable[Diagnostic], unread: Sequence[str] = ()) -> list[Wrong]:
    """The fields of a reading that differ from the truth, in the order of the filing; silent are those that nothing names."""
    findings = list(found)
    if got is None:
        refused = any(one.severity is Severity.ERROR for one in findings)
        return [Wrong("", truth.form_type, None, not refused)]
    named = _Named(findings, unread)
    return [Wrong(one.path, one.truth, one.got, not named.covers(one), one.keys, one.cell) for one in _differences(truth, got)]


def restored(got: Filing, wrong: Iterable[Wrong]) -> Filing:
    """What was read, with these of its wrong fields as they are in truth."""
    lost, many = [], []
    for one in wrong:
        if len(one.keys) != 2 or not isinstance(one.keys[1], int):
            got = _with(got, one.keys, one.truth if one.cell is None else one.cell)
        elif one.got is None:
            lost.append((str(one.keys[0]), one.keys[1], one.truth))
        else:
            many.append((str(one.keys[0]), one.keys[1]))
    for part, index in sorted(many, reverse=True):
        elements = getattr(got, part)
        got = _with(got, (part,), (*elements[:index], *elements[index + 1 :]))
    for part, index, element in sorted(lost, key=lambda one: one[:2]):
        elements = getattr(got, part)
        got = _with(got, (part,), (*elements[:index], element, *elements[index:]))
    return got


def with_streets_of(truth: Filing, got: Filing) -> Filing:
    """What was read, with the lines of the streets that are judged as one as they are in truth, where they say the same."""
    streets = {
        " ".join(filter(None, (one.address.street1, one.address.street2))): one.address for one in truth.reporting_owners
    }
    owners = []
    for owner in got.reporting_owners:
        joined = " ".join(filter(None, (owner.address.street1, owner.address.street2)))
        known = streets.get(joined) or streets.get(owner.address.street1 or "")
        owners.append(
            owner if known is None else _with(_with(owner, ("address", "street1"), known.street1), _STREET2, known.street2)
        )
    return replace(got, reporting_owners=tuple(owners))


def _with(thing: Any, keys: Sequence[str | int], value: Any) -> Any:
    """A thing of the model with another value at a place."""
    if not keys:
        return value
    first, *rest = keys
    if isinstance(first, int):
        return (*thing[:first], _with(thing[first], rest, value), *thing[first + 1 :])
    inner = getattr(thing, first)
    if inner is None and rest:
        inner = NO_RELATIONSHIP
    return replace(thing, **{first: _with(inner, rest, value)})


class _Named:
    """The paths that findings name."""

    def __init__(self, findings: Sequence[Diagnostic], unread: Sequence[str]) -> None:
        named = [(path, one.severity) for one in findings for path in (one.path, *(label.path for label in one.labels)) if path]
        self._any = {path for path, _ in named}
        self._any |= {f"{path.removesuffix('2')}1" for path in self._any if path.endswith(".street2")}  # judged as one
        self._loud = {path for path, severity in named if severity is not Severity.INFO} | set(unread)

    def covers(self, one: _Difference) -> bool:
        part = re.split(r"[.\[]", one.path, maxsplit=1)[0]
        if one.element:
            places = (one.element, *one.beside)
            is_beside = any(path == at or path.startswith(f"{at}.") for path in self._loud for at in places)
            return is_beside or part in self._loud or one.element in self._any
        path = one.path
        while path:
            if path in (self._loud if path in PARTS and path != one.path else self._any):
                return True
            path = re.sub(r"(?:\[\d+\]|\.?\w+)$", "", path)
        return False


def _differences(truth: Filing, got: Filing) -> Iterator[_Difference]:
    for name in (*_SCALARS[:3], *_BOXES, *_OF_FORM):
        yield from _value(name, getattr(truth, name), getattr(got, name))
    for name in _OF_ISSUER:
        yield from _value(f"issuer.{name}", getattr(truth.issuer, name), getattr(got.issuer, name))
    yield from _owners(truth.reporting_owners, got.reporting_owners)
    for table in TABLES:
        yield from _rows(table, getattr(truth, table), getattr(got, table))
    yield from _notes(truth.footnotes, got.footnotes)
    yield from _value("remarks", truth.remarks, got.remarks)
    yield from _signatures(truth.signatures, got.signatures)


def _known(value: Any) -> Hashable:
    """A value without what does not matter: the blanks in a text, and whether an unticked box is false or unknown."""
    if value is None or value is False:
        return None
    if isinstance(value, str):
        return " ".join(value.split()) or None
    known: Hashable = value
    return known


def _value(path: str, truth: Any, got: Any, keys: tuple[str | int, ...] | None = None) -> Iterator[_Difference]:
    if _known(truth) != _known(got):
        yield _Difference(path, truth, got, _keys(path) if keys is None else keys)


def _keys(path: str) -> tuple[str | int, ...]:
    return tuple(int(key) if key.isdigit() else key for key in re.findall(r"\w+", path))


def _elements(
    part: str,
    pairs: Iterable[Pair],
    truth: Sequence[_One],
    got: Sequence[_One],
    inner: Callable[[int, _One, _One], Iterator[_Difference]],
    path_of: Callable[[int], str],
    lost_path_of: Callable[[int], str] | None = None,
) -> Iterator[_Difference]:
    """The differences of paired elements. One without a partner is a difference itself, beside those that are around it."""
    found = list(pairs)
    for place, (one, other, _) in enumerate(found):
        if one is not None and other is not None:
            yield from inner(other, truth[one], got[other])
            continue
        before = next((pair.b for pair in reversed(found[:place]) if pair.b is not None), None)
        after = next((pair.b for pair in found[place + 1 :] if pair.b is not None), None)
        beside = tuple(path_of(index) for index in (before, after) if index is not None)
        if other is not None:
            yield _Difference(path_of(other), None, got[other], (part, other), path_of(other), beside)
        elif one is not None:
            element = f"{part}[]" if lost_path_of is None else lost_path_of(one)
            yield _Difference(f"{part}[{one}]", truth[one], None, (part, one), element, beside)


def _owners(truth: Sequence[ReportingOwner], got: Sequence[ReportingOwner]) -> Iterator[_Difference]:
    def likeness(one: int, other: int) -> float:
        a, b = truth[one], got[other]
        alike = _text_likeness(a.name, b.name)
        same = sum(
            _known(getattr(a.address, name)) == _known(getattr(b.address, name)) for name in ("street1", "city", "zip_code")
        )
        bonus = 0.1 if one == other else 0.0
        if alike >= _NAME_ALIKE:
            return alike + bonus
        return bonus + same / 10 if same == 3 or a.name is None or b.name is None or one == other == 0 else -1.0

    pairs = match([_known(one.name) for one in truth], [_known(one.name) for one in got], likeness)
    yield from _elements("reporting_owners", pairs, truth, got, _owner, lambda index: f"reporting_owners[{index}]")


def _owner(index: int, truth: ReportingOwner, got: ReportingOwner) -> Iterator[_Difference]:
    path = f"reporting_owners[{index}]"
    yield from _value(f"{path}.name", truth.name, got.name)
    yield from _value(f"{path}.cik", truth.cik, got.cik)
    ours, theirs = truth.address, got.address
    street, other = (" ".join(filter(None, (address.street1, address.street2))) for address in (ours, theirs))
    yield from _value(f"{path}.address.street1", street, other)
    for name in _OF_PLACE:
        yield from _value(f"{path}.address.{name}", getattr(ours, name), getattr(theirs, name))
    for name in _OF_ROLES:
        yield from _value(
            f"{path}.relationship.{name}", getattr(truth.relationship, name, None), getattr(got.relationship, name, None)
        )


def _row_key(row: Any) -> tuple[Hashable, ...]:
    return (row.kind, *((_known(cell.value), tuple(cell.footnotes)) for _, cell in cells_of(row)))


def _rows(table: str, truth: Sequence[Any], got: Sequence[Any]) -> Iterator[_Difference]:
    ours, theirs = [_row_key(row) for row in truth], [_row_key(row) for row in got]

    def likeness(one: int, other: int) -> float:
        filled = [
            pair for pair in zip(ours[one][1:], theirs[other][1:], strict=True) if any(cell != (None, ()) for cell in pair)
        ]
        share = sum(a == b for a, b in filled) / len(filled) if filled else 1.0
        return share if share >= _ALIKE else -1.0

    def inner(index: int, one: Any, other: Any) -> Iterator[_Difference]:
        return _row(f"{table}[{index}]", one, other)

    yield from _elements(table, align(ours, theirs, likeness), truth, got, inner, lambda index: f"{table}[{index}]")


def _row(path: str, truth: Any, got: Any) -> Iterator[_Difference]:
    for name in (field.name for field in fields(truth)):
        ours, theirs = getattr(truth, name), getattr(got, name)
        if not isinstance(ours, Cell):
            yield from _value(f"{path}.{name}", ours, theirs)
        elif _known(ours.value) != _known(theirs.value):
            yield _Difference(f"{path}.{name}", ours.value, theirs.value, _keys(f"{path}.{name}"), cell=ours)
        elif tuple(ours.footnotes) != tuple(theirs.footnotes):
            yield _Difference(f"{path}.{name}", ours.footnotes, theirs.footnotes, _keys(f"{path}.{name}"), cell=ours)


def _notes(truth: Sequence[Footnote], got: Sequence[Footnote]) -> Iterator[_Difference]:
    ours, theirs = ([_known(note.text) for note in notes] for notes in (truth, got))

    def likeness(one: int, other: int) -> float:
        alike = _text_likeness(truth[one].text, got[other].text)
        return max(alike, 0.5) if truth[one].number == got[other].number else alike

    def inner(index: int, one: Footnote, other: Footnote) -> Iterator[_Difference]:
        path = f"footnotes[{other.number}]"
        yield from _value(path, one.number, other.number, ("footnotes", index, "number"))
        yield from _value(path, one.text, other.text, ("footnotes", index, "text"))

    pairs = align(ours, theirs, likeness)
    there = {note.number for note in got}

    def lost(index: int) -> str:
        """What names a lost note: its number, if no other note has that now."""
        number = truth[index].number
        return "footnotes[]" if number in there else f"footnotes[{number}]"

    yield from _elements("footnotes", pairs, truth, got, inner, lambda index: f"footnotes[{got[index].number}]", lost)


def _signatures(truth: Sequence[Signature], got: Sequence[Signature]) -> Iterator[_Difference]:
    ours, theirs = ([(_known(one.name), one.date) for one in signatures] for signatures in (truth, got))

    def likeness(one: int, other: int) -> float:
        alike = _text_likeness(truth[one].name, got[other].name)
        return max(alike, 0.5) if truth[one].date == got[other].date or one == other else alike

    def inner(index: int, one: Signature, other: Signature) -> Iterator[_Difference]:
        path = f"signatures[{index}]"
        yield from _value(f"{path}.name", one.name, other.name)
        yield from _value(f"{path}.date", one.date, other.date)

    yield from _elements("signatures", match(ours, theirs, likeness), truth, got, inner, lambda index: f"signatures[{index}]")


def _text_likeness(ours: str | None, theirs: str | None) -> float:
    """How alike two texts are, by their words; below 0 where they are two texts."""
    if ours is None or theirs is None:
        return 0.0
    one, other = ours.split(), theirs.split()
    if max(len(one), len(other)) <= 8:
        ratio = SequenceMatcher(None, ours.casefold(), theirs.casefold(), autojunk=False).ratio()
    else:
        ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= _NAME_ALIKE else -1.0
