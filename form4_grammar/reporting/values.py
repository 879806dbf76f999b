"""What was read of a document as values to be shown: each with its path, its look and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from form4_grammar.model import (
    NO_ADDRESS,
    NO_RELATIONSHIP,
    Address,
    Cell,
    CellState,
    Filing,
    Footnote,
    ReportingOwner,
)
from form4_grammar.own_forms.names import groups, type_of
from form4_grammar.reading import Parsed
from form4_grammar.render.fitting import shown_value
from form4_grammar.transform.addresses import printed_place

NO_VALUES = frozenset({"kind", "transaction_form_type", "equity_swap_involved", "number", "date_offsets", "other_elements"})
"""Fields that are no answer of their own: they show as the kind of a row, or as marks at another answer."""

BOXES_OF_FILING = frozenset(
    {
        "not_subject_to_section16", "aff10b5_one", "no_securities_owned", "form3_holdings_reported",
        "form4_transactions_reported", "is_director", "is_officer", "is_ten_percent_owner", "is_other",
    }
)  # fmt: skip
"""The fields that are check boxes on the form."""


_BESIDE = re.compile(r"\.address\.(country|state)$")
"""What an address may print and the filing has in other fields: the United States, and a state abroad."""


class State(StrEnum):
    """How a value looks: read, there but not read, not told by the page, left blank, or nothing but references to notes."""

    READ = "read"
    UNREAD = "unread"
    UNTOLD = "untold"
    EMPTY = "empty"
    REFERENCES = "references"


_OF_CELLS = {
    CellState.READ: State.READ,
    CellState.EMPTY: State.EMPTY,
    CellState.UNREADABLE: State.UNREAD,
    CellState.REFERENCE_ONLY: State.REFERENCES,
}


@dataclass(frozen=True, slots=True)
class Value:
    """A field of a filing, or a container of fields, whose ``text`` is empty.

    ``key`` is its number in the report. ``text`` is as the form prints it; of what was not read, what stands there. ``ticked``
    is of check boxes only. ``notes`` are the numbers of the notes that its references mean. ``span`` are offsets.
    """

    key: int
    path: str
    state: State
    text: str = ""
    ticked: bool | None = None
    is_box: bool = False
    notes: tuple[int, ...] = ()
    span: tuple[int, int] | None = None


Values = Mapping[str, Value]
"""The values by their paths, in the order of the filing."""


def values_of(parsed: Parsed) -> dict[str, Value]:
    """The values of a document's filing, or of the fields of a form of one's own; of what is no form, none."""
    found: dict[str, Value] = {}
    blamed = {one.path for one in parsed.diagnostics if one.path is not None}
    boxes = BOXES_OF_FILING | _own_boxes(parsed)

    def add(path: str, value: Any) -> None:
        found[path] = _value(len(found), path, value, parsed, blamed, is_box=path.rpartition(".")[2] in boxes)

    if parsed.filing is not None:
        for path, value in _of_filing(parsed.filing):
            add(path, value)
    for path, value in _of_fields(parsed.fields or {}, ""):
        add(path, value)
    return found


class _Container:
    """Stands for a row, a list or an owner."""


_A_CONTAINER = _Container()


def _of_filing(filing: Filing) -> Iterator[tuple[str, Any]]:
    filing = replace(filing, reporting_owners=_as_printed(filing.reporting_owners))
    for one in fields(filing):
        if one.name not in NO_VALUES:
            yield from _below(one.name, getattr(filing, one.name))


def _as_printed(owners: tuple[ReportingOwner, ...]) -> tuple[ReportingOwner, ...]:
    """The owners, the first with all that the form has places for, even where nothing of it was found."""
    first = owners[0] if owners else ReportingOwner(None, None, NO_ADDRESS, None)
    shown = (replace(first, relationship=first.relationship or NO_RELATIONSHIP), *owners[1:])
    return tuple(replace(one, address=_address_as_printed(one.address)) for one in shown)


def _address_as_printed(address: Address) -> Address:
    """An address with its country by name, as the form has printed it since 2026, and a territory abroad for the state."""
    if address.country is None and address.non_us_address_flag is not False:
        return address
    _, country = printed_place(address, has_country=True)
    return replace(address, state=address.state or address.non_us_state_territory, country=country)


def _below(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A value and all that it is made of."""
    if isinstance(value, Footnote):
        yield path, value.text
    elif isinstance(value, tuple):
        yield path, _A_CONTAINER
        for index, one in enumerate(value):
            number = one.number if isinstance(one, Footnote) else index
            yield from _below(f"{path}[{number}]", one)
    elif isinstance(value, Mapping):
        yield from _of_fields(value, f"{path}.")
    elif isinstance(value, Cell) or not hasattr(value, "__dataclass_fields__"):
        yield path, value
    else:
        yield path, _A_CONTAINER
        for one in fields(value):
            if one.name not in NO_VALUES:
                yield from _below(f"{path}.{one.name}", getattr(value, one.name))


def _of_fields(own: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in own.items():
        path = prefix + name
        if isinstance(value, tuple):
            yield path, _A_CONTAINER
            for index, one in enumerate(value):
                if isinstance(one, Footnote):
                    yield f"footnotes[{one.number}]", one.text
                else:
                    yield f"{path}[{index}]", _A_CONTAINER
                    yield from _of_fields(one, f"{path}[{index}].")
        else:
            yield path, value


def _value(key: int, path: str, value: Any, parsed: Parsed, blamed: set[str], *, is_box: bool) -> Value:
    if isinstance(value, Cell):
        text = value.raw if value.value is None else shown(value.value)
        ticked = value.value if isinstance(value.value, bool) else None
        state = _OF_CELLS[value.state]
        is_text = state in (State.READ, State.UNREAD)
        return Value(key, path, state, text if is_text else "", ticked, ticked is not None, value.footnotes, value.place)
    if isinstance(value, _Container):
        part = path if path in parsed.unread else ""
        return Value(key, path, State.UNREAD if part else State.READ, span=parsed.place(path))
    span = parsed.places.get(path) or parsed.places.get(_BESIDE.sub(_said_by, path))
    is_box = is_box or isinstance(value, bool)
    if value is not None:
        return Value(key, path, State.READ, "" if is_box else shown(value), value if is_box else None, is_box, span=span)
    if span is not None and span[0] < span[1] and not is_box:
        return Value(key, path, State.UNREAD, parsed.source.text[slice(*span)].strip(), span=span)
    if path.partition(".")[0].partition("[")[0] in parsed.unread:
        return Value(key, path, State.UNREAD, is_box=is_box)
    return Value(key, path, State.UNTOLD if is_box or path in blamed else State.EMPTY, is_box=is_box, span=span)


def _said_by(match: re.Match[str]) -> str:
    return f".address.{'non_us_address_flag' if match[1] == 'country' else 'non_us_state_territory'}"


def _own_boxes(parsed: Parsed) -> frozenset[str]:
    """The fields of a form of one's own that are check boxes."""
    if parsed.grammar is None or (parsed.fields is None and not (parsed.filing and parsed.filing.extra)):
        return frozenset()
    names = (name for group in groups(parsed.grammar) for name in group.names)
    return frozenset(name for name in names if type_of(parsed.grammar, name) == "box")


def shown(value: str | date | Decimal | bool | object) -> str:
    """A value as the form prints it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return shown_value(value) if isinstance(value, str | date | Decimal) else str(value)
