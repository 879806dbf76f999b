"""The JSON of one document as types: what the writer writes, what its schema says and what a reader may expect.

Field names are the element names of the ownership XML in snake_case.
"""

from __future__ import annotations

import inspect
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType


class Position(msgspec.Struct, frozen=True):
    """A place in the document: line and column count from 1, the offset from 0, all in characters."""

    line: int
    column: int
    offset: int


class Span(msgspec.Struct, frozen=True):
    """From `start` to `end`, which is exclusive.

    Of a PDF these are places of the text that `form4 parse --format page` prints; there, and only there, a span also has the
    `page`, counted from 1, and the `box` around what of it stands on that page: left, top, right and bottom in points from the
    upper left corner. Both are null for what speaks of no place.
    """

    start: Position
    end: Position
    page: int | UnsetType | None = UNSET
    box: tuple[float, float, float, float] | UnsetType | None = UNSET


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
    foreign_trading_symbol: Text = None


class Address(msgspec.Struct, frozen=True):
    street1: Text
    street2: Text
    city: Text
    state: Text
    zip_code: Text
    state_description: Text = None
    non_us_address_flag: Flag = None
    non_us_state_territory: Text = None
    country: Text = None
    good_address: Flag = None


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
    ccc: Text = None


class NonDerivativeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of Table I. `transaction_form_type` and `equity_swap_involved` are null on holdings and on a Form 3.

    What belongs to a transaction may be left out of a holding. Where JSON is read, a plain text will do for the timeliness.
    """

    kind: str
    security_title: Cell
    transaction_date: Cell | UnsetType = UNSET
    deemed_execution_date: Cell | UnsetType = UNSET
    transaction_form_type: str | None = None
    transaction_code: Cell | UnsetType = UNSET
    equity_swap_involved: bool | None = None
    transaction_timeliness: Cell | str | UnsetType | None = UNSET
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
    transaction_timeliness: Cell | str | UnsetType | None = UNSET
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


class OtherElement(msgspec.Struct, frozen=True):
    """An element of the XML that no version of the schema has: its path from the root, and the text in it."""

    path: str
    text: str


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """A Form 3, 4 or 5. Dates are ISO 8601; numbers are strings without commas, `$` or trailing zeros.

    The keys with a default came with version 0.2 and are not in the JSON of earlier ones.
    """

    form_type: str
    schema_version: Text = None
    period_of_report: Text
    date_of_original_submission: Text
    not_subject_to_section16: Flag
    aff10b5_one: Flag
    issuer: Issuer | None
    reporting_owners: list[ReportingOwner]
    no_securities_owned: Flag = None
    form3_holdings_reported: Flag = None
    form4_transactions_reported: Flag = None
    non_derivative_table: list[NonDerivativeRow]
    derivative_table: list[DerivativeRow]
    footnotes: list[Footnote]
    remarks: Text
    signatures: list[Signature]
    date_offsets: dict[str, str] = {}
    other_elements: list[OtherElement] = []


class SubmissionParty(msgspec.Struct, frozen=True):
    """The issuer or an owner as the header of a submission names them."""

    name: str | None
    cik: str | None


class SubmissionDocument(msgspec.Struct, frozen=True):
    """A document of a submission, as the lines above its text say."""

    type: str | None
    sequence: str | None
    filename: str | None
    description: str | None


class Submission(msgspec.Struct, frozen=True):
    """What the header of a full submission text says of the filing in it, and the documents that it holds."""

    accession_number: str | None
    submission_type: str | None
    conformed_period_of_report: str | None
    filed_as_of_date: str | None
    acceptance_datetime: str | None
    issuer: SubmissionParty | None
    reporting_owners: list[SubmissionParty]
    documents: list[SubmissionDocument] = []


class Label(msgspec.Struct, frozen=True):
    """A second place that a finding speaks of. `path` is its place in the filing, as that of the finding itself."""

    message: str
    path: str | None
    span: Span


class Diagnostic(msgspec.Struct, frozen=True):
    """A finding. `path` is the most exact place in the filing that it is about.

    `raw` is there where something could not be read that has no place in the filing to keep its text.
    """

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
    raw: str | UnsetType = UNSET


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What `form4 parse --format json` prints of one document. `filing` is null only where it is no Form 3, 4 or 5.

    A form of one's own has `filing.fields` in place of a filing's keys, and its own name as `form`: see `own_schema`.

    `unread` lists the parts of the filing that the page has, or its form must have, and that could not be read.
    """

    path: str
    form: str | None
    dialect: str
    submission: Submission | None = None
    filing: Filing | None
    unread: list[str] = []
    diagnostics: list[Diagnostic]


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `Document`."""
    (reference,), components = msgspec.json.schema_components([Document], ref_template="#/$defs/{name}")
    for one in components.values():
        if "description" in one:
            one["description"] = inspect.cleandoc(one["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A Form 3, 4 or 5 as form4 reads it",
        **reference,
        "$defs": components,
    }
