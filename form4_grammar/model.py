"""A filing as data: frozen dataclasses whose fields are named after the elements of the SEC's ownership XML.

Amounts are `decimal.Decimal`, dates `datetime.date`. None means that the page does not tell; it never means zero or false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar

from form4_grammar.records import Record, dataclass

T_co = TypeVar("T_co", str, date, Decimal, covariant=True)


class CellState(StrEnum):
    """What became of a cell: nothing stands in it, a value was read, none could be, or it holds references to notes only."""

    EMPTY = "empty"
    READ = "read"
    UNREADABLE = "unreadable"
    REFERENCE_ONLY = "reference only"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cell(Record, Generic[T_co]):
    """A cell of a table.

    ``value`` is None where the cell is empty, holds footnote references only, or cannot be read: `state` says which. ``raw`` is
    the cell as printed, without its outer blanks; it stands at ``start`` to ``end`` (exclusive) of the document, which are -1
    for a cell that the document does not have.
    """

    value: T_co | None = None
    footnotes: tuple[int, ...] = ()
    raw: str = ""
    start: int = -1
    end: int = -1
    readable: bool = True

    @property
    def state(self) -> CellState:
        """What became of the cell."""
        if self.value is not None:
            return CellState.READ
        if not self.readable:
            return CellState.UNREADABLE
        return CellState.REFERENCE_ONLY if self.raw or self.footnotes else CellState.EMPTY

    @property
    def place(self) -> tuple[int, int] | None:
        """Where the cell stands, as offsets; None where the document has no such cell."""
        return None if self.start < 0 else (self.start, self.end)


EXTRA = "extra"
"""The field for what a form of one's own adds, on a filing and on a row, and the beginning of its paths."""


class _Draft(Record, Generic[T_co]):
    """What becomes a `Cell`: a class that may be changed sets its fields in a third of the time."""

    __slots__ = ("end", "footnotes", "raw", "readable", "start", "value")

    value: T_co | None
    footnotes: tuple[int, ...]
    raw: str
    start: int
    end: int
    readable: bool


_new_draft = _Draft.__new__


def made_cell(
    value: T_co | None, footnotes: tuple[int, ...], raw: str, start: int, end: int, readable: bool = True
) -> Cell[T_co]:
    """``Cell(value, footnotes, raw, start, end, readable)``, made in a third of the time: a page has a hundred."""
    draft = _new_draft(_Draft)
    draft.value = value
    draft.footnotes = footnotes
    draft.raw = raw
    draft.start = start
    draft.end = end
    draft.readable = readable
    draft.__class__ = Cell  # type: ignore[assignment] # the two have the same slots
    return draft  # type: ignore[return-value]


NO_CELL: Cell[str] = Cell()
"""The cell of a column that the row does not have."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Address(Record):
    """An address. ``state`` and ``country`` are EDGAR's codes. Since 2026, one abroad has a country and no state.

    Only XML has ``good_address``.
    """

    street1: str | None
    street2: str | None
    city: str | None
    state: str | None
    zip_code: str | None
    state_description: str | None = None
    non_us_address_flag: bool | None = None
    non_us_state_territory: str | None = None
    country: str | None = None
    good_address: bool | None = None


BOXES = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
"""The fields of a relationship that are check boxes on the form."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Relationship(Record):
    """What the owner is to the issuer.

    Boxes are None where no box on the page is ticked, which no filing has, and where the XML leaves them out, which is as much
    as false.
    """

    is_director: bool | None
    is_officer: bool | None
    is_ten_percent_owner: bool | None
    is_other: bool | None
    officer_title: str | None
    other_text: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReportingOwner(Record):
    """One of those who report, as the filing names them; of a joint filing there are several.

    ``cik`` is ten digits as EDGAR writes it, or as many as stand there; ``ccc`` is a code that EDGAR takes out.
    """

    name: str | None
    cik: str | None
    address: Address
    relationship: Relationship | None
    ccc: str | None = None


NO_ADDRESS = Address(None, None, None, None, None)
NO_RELATIONSHIP = Relationship(None, None, None, None, None, None)
"""What stands where nothing of them is known."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Issuer(Record):
    """The company whose securities are reported; ``cik`` as that of an owner, ``trading_symbol`` as it stands there."""

    name: str | None
    cik: str | None
    trading_symbol: str | None
    foreign_trading_symbol: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Footnote(Record):
    """An explanation of responses. Notes count from 1; cells refer to them by ``number``, which is ``F1`` in the XML."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Signature(Record):
    """A signature as it stands there, ``/s/`` and a title behind the name included, and the day of signing."""

    name: str | None
    date: date | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NonDerivativeRow(Record):
    """A row of Table I. A holding has no transaction: its ``transaction_form_type`` is None and those cells are empty.

    Amounts named ``…_shares`` or ``shares_…`` count securities; prices and those named ``…_value`` or ``value_…`` are money, in
    dollars where no note says otherwise. Whether a transaction adds or takes away says ``transaction_acquired_disposed_code``,
    ``A`` or ``D``. ``direct_or_indirect_ownership`` is ``D`` or ``I``; ``transaction_timeliness`` ``E``, early, or ``L``, late.

    ``extra`` are the cells of columns that a form of one's own adds, by the names of their rules; so it is in Table II.
    """

    kind: Literal["transaction", "holding"]
    security_title: Cell[str] = NO_CELL
    transaction_date: Cell[date] = field(default=Cell())
    deemed_execution_date: Cell[date] = field(default=Cell())
    transaction_form_type: str | None = None
    transaction_code: Cell[str] = NO_CELL
    equity_swap_involved: bool | None = None
    transaction_timeliness: Cell[str] = NO_CELL
    transaction_shares: Cell[Decimal] = field(default=Cell())
    transaction_acquired_disposed_code: Cell[str] = NO_CELL
    transaction_price_per_share: Cell[Decimal] = field(default=Cell())
    shares_owned_following_transaction: Cell[Decimal] = field(default=Cell())
    value_owned_following_transaction: Cell[Decimal] = field(default=Cell())
    direct_or_indirect_ownership: Cell[str] = NO_CELL
    nature_of_ownership: Cell[str] = NO_CELL
    extra: Mapping[str, Cell[Any]] = field(default_factory=dict, hash=False, kw_only=True)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DerivativeRow(Record):
    """A row of Table II: what a row of Table I has, and the terms of the derivative security. Amounts are as there.

    ``conversion_or_exercise_price`` is that of one underlying security, ``transaction_price_per_share`` that of one derivative
    security.
    """

    kind: Literal["transaction", "holding"]
    security_title: Cell[str] = NO_CELL
    conversion_or_exercise_price: Cell[Decimal] = field(default=Cell())
    transaction_date: Cell[date] = field(default=Cell())
    deemed_execution_date: Cell[date] = field(default=Cell())
    transaction_form_type: str | None = None
    transaction_code: Cell[str] = NO_CELL
    equity_swap_involved: bool | None = None
    transaction_timeliness: Cell[str] = NO_CELL
    transaction_shares: Cell[Decimal] = field(default=Cell())
    transaction_total_value: Cell[Decimal] = field(default=Cell())
    transaction_acquired_disposed_code: Cell[str] = NO_CELL
    exercise_date: Cell[date] = field(default=Cell())
    expiration_date: Cell[date] = field(default=Cell())
    underlying_security_title: Cell[str] = NO_CELL
    underlying_security_shares: Cell[Decimal] = field(default=Cell())
    underlying_security_value: Cell[Decimal] = field(default=Cell())
    transaction_price_per_share: Cell[Decimal] = field(default=Cell())
    shares_owned_following_transaction: Cell[Decimal] = field(default=Cell())
    value_owned_following_transaction: Cell[Decimal] = field(default=Cell())
    direct_or_indirect_ownership: Cell[str] = NO_CELL
    nature_of_ownership: Cell[str] = NO_CELL
    extra: Mapping[str, Cell[Any]] = field(default_factory=dict, hash=False, kw_only=True)


EITHER = {
    "transaction_shares": "transaction_total_value",
    "underlying_security_shares": "underlying_security_value",
    "shares_owned_following_transaction": "value_owned_following_transaction",
}
"""Cells of which a row has only one: a number of shares, or an amount of money."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OtherElement(Record):
    """An element of an ownership XML that no version of the schema has: its path from the root, and the text in it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Filing(Record):
    """A Form 3, 4 or 5. ``form_type`` ends in ``/A`` for an amendment.

    The boxes that only Form 3 or Form 5 has are None on the others. ``date_offsets`` are the time zones that the XML writes
    behind dates, by the dates' paths: ``("period_of_report", "-05:00")``. Only XML has these, ``schema_version`` and
    ``other_elements``. ``extra`` are the fields that a form of one's own adds, by the names of their rules.
    """

    form_type: str
    schema_version: str | None = field(default=None, kw_only=True)
    period_of_report: date | None
    date_of_original_submission: date | None
    not_subject_to_section16: bool | None
    aff10b5_one: bool | None
    issuer: Issuer
    reporting_owners: tuple[ReportingOwner, ...]
    no_securities_owned: bool | None = field(default=None, kw_only=True)
    form3_holdings_reported: bool | None = field(default=None, kw_only=True)
    form4_transactions_reported: bool | None = field(default=None, kw_only=True)
    non_derivative_table: tuple[NonDerivativeRow, ...]
    derivative_table: tuple[DerivativeRow, ...]
    footnotes: tuple[Footnote, ...]
    remarks: str | None
    signatures: tuple[Signature, ...]
    date_offsets: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    other_elements: tuple[OtherElement, ...] = field(default=(), kw_only=True)
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False, kw_only=True)

    def __repr__(self) -> str:
        """In one line: the form, the issuer, the owners, the period, and how many rows the tables have."""
        owners = "; ".join(one.name or "?" for one in self.reporting_owners)
        rows = f"{len(self.non_derivative_table)} + {len(self.derivative_table)} rows"
        return f"<Filing: Form {self.form_type}, {self.issuer.name}, {owners or None}, {self.period_of_report}, {rows}>"

    def _repr_html_(self) -> str:
        """What a notebook shows of the filing."""
        from form4_grammar import notebook  # noqa: PLC0415 - asked for by notebooks only

        return notebook.filing(self)

    def to_dict(self) -> dict[str, Any]:
        """The filing as dictionaries and lists with the keys of its JSON, in which amounts stay `Decimal` and dates `date`.

        A cell is ``{"value": …, "footnotes": […]}``, and has its ``raw`` text where it could not be read.
        """
        shown: dict[str, Any] = {one.name: _as_plain(getattr(self, one.name)) for one in fields(self)}
        shown["date_offsets"] = dict(self.date_offsets)
        return shown if self.extra else {name: value for name, value in shown.items() if name != "extra"}


def _as_plain(value: Any) -> Any:
    if isinstance(value, Cell):
        shown = {"value": value.value, "footnotes": list(value.footnotes)}
        return shown if value.readable else shown | {"raw": value.raw}
    if isinstance(value, tuple):
        return [_as_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _as_plain(one) for name, one in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {one.name: _as_plain(found) for one in fields(value) if (found := getattr(value, one.name)) != {}}
    return value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SubmissionParty(Record):
    """The issuer or an owner as the header of a submission names them. ``cik`` has ten digits.

    ``file_number`` is what EDGAR files an owner's form under, 001-12345, which the JSON does not have.
    """

    name: str | None
    cik: str | None
    file_number: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SubmissionDocument(Record):
    """A document of a submission, as the lines above its text say: ``type`` is that of the form, or EX-24, EX-99 or so."""

    type: str | None
    sequence: str | None
    filename: str | None
    description: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Submission(Record):
    """What the header of a full submission text says of the filing in it, and which documents it holds, in their order."""

    accession_number: str | None
    submission_type: str | None
    conformed_period_of_report: date | None
    filed_as_of_date: date | None
    acceptance_datetime: datetime | None
    issuer: SubmissionParty | None
    reporting_owners: tuple[SubmissionParty, ...]
    documents: tuple[SubmissionDocument, ...] = ()


TABLES = ("non_derivative_table", "derivative_table")
"""The fields of a filing that hold rows: Tables I and II."""

CELLS = {
    kind: tuple(one.name for one in fields(kind) if isinstance(one.default, Cell)) for kind in (NonDerivativeRow, DerivativeRow)
}
"""The fields of each kind of row that are cells, in the order of the XML."""

_GET_CELLS: Mapping[type, Callable[[Any], tuple[Cell[Any], ...]]] = {kind: attrgetter(*names) for kind, names in CELLS.items()}


def with_rows(filing: Filing, change: Callable[[Any, str], Any]) -> Filing:
    """The filing with each row of both tables as `change` has it, which takes a row and its path, and gives one of its kind."""
    one, two = (tuple(change(row, f"{name}[{i}]") for i, row in enumerate(getattr(filing, name))) for name in TABLES)
    return replace(filing, non_derivative_table=one, derivative_table=two)


def cells_of(row: NonDerivativeRow | DerivativeRow) -> Iterator[tuple[str, Cell[Any]]]:
    """The cells of a row with their names, in the order of the XML; what a form of one's own adds stands in ``extra``."""
    return zip(CELLS[type(row)], _GET_CELLS[type(row)](row), strict=True)


_RowT = TypeVar("_RowT", NonDerivativeRow, DerivativeRow)
_DEFAULTS = {kind: {one.name: one.default for one in fields(kind) if one.name not in ("kind", EXTRA)} for kind in CELLS}
_DRAFTS: dict[type, Any] = {kind: type("_Draft", (Record,), {"__slots__": kind.__slots__}) for kind in (*CELLS, Footnote)}
"""As `_Draft` is for cells."""


def made_note(number: int, text: str) -> Footnote:
    """``Footnote(number, text)``, made in a third of the time."""
    draft = _DRAFTS[Footnote]()
    draft.number = number
    draft.text = text
    draft.__class__ = Footnote
    made: Footnote = draft
    return made


def made_row(kind: type[_RowT], given: Mapping[str, Any]) -> _RowT:
    """``kind(**given)``, made in half the time."""
    draft = _DRAFTS[kind]()
    for name, value in (_DEFAULTS[kind] | {EXTRA: {}, **given}).items():
        setattr(draft, name, value)
    draft.__class__ = kind
    made: _RowT = draft
    return made


def changed_row(row: _RowT, cells: Mapping[str, Any]) -> _RowT:
    """``replace(row, **cells)``, made in half the time."""
    kind = type(row)
    draft = _DRAFTS[kind]()
    for name in kind.__slots__:
        setattr(draft, name, cells[name] if name in cells else getattr(row, name))
    draft.__class__ = kind
    made: _RowT = draft
    return made


PARTS = (
    "issuer", "reporting_owners", "period_of_report", "non_derivative_table", "derivative_table", "footnotes", "remarks",
    "signatures",
)  # fmt: skip
"""The parts of a filing that may be on a page and yet not be read."""


def owner_texts(owners: Sequence[ReportingOwner], address_parts: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """What owners' blocks say in words, each with its path: name, these parts of the address, title, and what "other" says."""
    for index, owner in enumerate(owners):
        path = f"reporting_owners[{index}]"
        yield f"{path}.name", owner.name
        for name in address_parts:
            yield f"{path}.address.{name}", getattr(owner.address, name)
        if owner.relationship is not None:
            yield f"{path}.relationship.officer_title", owner.relationship.officer_title
            yield f"{path}.relationship.other_text", owner.relationship.other_text
