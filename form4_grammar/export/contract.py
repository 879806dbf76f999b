"""The JSON of one document as types: what the writer writes, what its schema says and what a reader may expect.

Field names are the element names of the ownership XML in snake_case.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType


class Position(msgspec.Struct, frozen=True):
    """A place in the document: line and column count from 1, the offset from 0, all in characters."""

    line: int
    column: int
    offset: int


class Span(msgspec.Struct, frozen=True):
    """From `start` to `end`, which is exclusive."""

    start: Position
    end: Position


class Located(msgspec.Struct, frozen=True):
    """A field that is not a cell, with its place (`--spans`). `raw` and `span` are null where the page does not show it."""

    value: str | bool | None
    raw: str | None
    span: Span | None


Text = str | None | Located
Flag = bool | None | Located


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table. `raw` is there where the value cannot be read, and always with `--spans`; so is `span`."""

    value: str | None
    footnotes: list[int]
    raw: str | UnsetType = UNSET
    span: Span | UnsetType | None = UNSET


class Issuer(msgspec.Struct, frozen=True):
    name: Text
    cik: Text
    trading_symbol: Text


class Address(msgspec.Struct, frozen=True):
    street1: Text
    street2: Text
    city: Text
    state: Text
    zip_code: Text


class Relationship(msgspec.Struct, frozen=True):
    is_director: Flag
    is_officer: Flag
    is_ten_percent_owner: Flag
    is_other: Flag
    officer_title: Text
    other_text: Text


class ReportingOwner(msgspec.Struct, frozen=True):
    name: Text
    cik: Text
    address: Address
    relationship: Relationship | None


class NonDerivativeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of Table I. `transaction_form_type` and `equity_swap_involved` are null on holdings and on a Form 3.

    What belongs to a transaction may be left out of a holding.
    """

    kind: str
    security_title: Cell
    transaction_date: Cell | UnsetType = UNSET
    deemed_execution_date: Cell | UnsetType = UNSET
    transaction_form_type: str | None = None
    transaction_code: Cell | UnsetType = UNSET
    equity_swap_involved: bool | None = None
    transaction_shares: Cell | UnsetType = UNSET
    transaction_acquired_disposed_code: Cell | UnsetType = UNSET
    transaction_price_per_share: Cell | UnsetType = UNSET
    shares_owned_following_transaction: Cell
    value_owned_following_transaction: Cell
    direct_or_indirect_ownership: Cell
    nature_of_ownership: Cell


class DerivativeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of Table II."""

    kind: str
    security_title: Cell
    conversion_or_exercise_price: Cell
    transaction_date: Cell | UnsetType = UNSET
    deemed_execution_date: Cell | UnsetType = UNSET
    transaction_form_type: str | None = None
    transaction_code: Cell | UnsetType = UNSET
    equity_swap_involved: bool | None = None
    transaction_shares: Cell | UnsetType = UNSET
    transaction_total_value: Cell | UnsetType = UNSET
    transaction_acquired_disposed_code: Cell | UnsetType = UNSET
    exercise_date: Cell
    expiration_date: Cell
    underlying_security_title: Cell
    underlying_security_shares: Cell
    underlying_security_value: Cell
    transaction_price_per_share: Cell | UnsetType = UNSET
    shares_owned_following_transaction: Cell
    value_owned_following_transaction: Cell
    direct_or_indirect_ownership: Cell
    nature_of_ownership: Cell


class Footnote(msgspec.Struct, frozen=True):
    number: int
    text: Text


class Signature(msgspec.Struct, frozen=True):
    name: Text
    date: Text


class Filing(msgspec.Struct, frozen=True):
    """A Form 3, 4 or 5. Dates are ISO 8601; numbers are strings without commas, `$` or trailing zeros."""

    form_type: str
    period_of_report: Text
    date_of_original_submission: Text
    not_subject_to_section16: Flag
    aff10b5_one: Flag
    issuer: Issuer
    reporting_owners: list[ReportingOwner]
    non_derivative_table: list[NonDerivativeRow]
    derivative_table: list[DerivativeRow]
    footnotes: list[Footnote]
    remarks: Text
    signatures: list[Signature]


class Label(msgspec.Struct, frozen=True):
    """A second place that a finding speaks of."""

    message: str
    span: Span


class Diagnostic(msgspec.Struct, frozen=True):
    """A finding. `path` is the most exact place in the filing that it is about."""

    code: str
    name: str
    severity: str
    locus: str
    message: str
    path: str | None
    span: Span
    labels: list[Label]
    help: str
    citation: str


class Document(msgspec.Struct, frozen=True):
    """What `form4 parse --format json` prints of one document. `filing` is null only where it is no Form 3, 4 or 5."""

    path: str
    form: str | None
    dialect: str
    filing: Filing | None
    diagnostics: list[Diagnostic]


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `Document`."""
    (reference,), components = msgspec.json.schema_components([Document], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A Form 3, 4 or 5 as form4 reads it",
        **reference,
        "$defs": components,
    }
