"""The elements of an ownership document and the fields of the model that they are, in the order of the schema.

Reader and writer go by these tables alone. Lengths, patterns and needs are those of the schema of Form 4, version X0306. What
came later stands in the order of filings of 2026, since the schemas X0607 and X0609 were not at hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from form4_grammar.documents.source import XML_ROOT
from form4_grammar.records import NamedTuple

Kind = Literal["text", "date", "amount", "flag", "notes", "part"]
"""What an element holds: a value, a reference to a footnote, or elements that have a table of their own."""

Need = Literal["", "value", "value or note"]
"""What an element may not lack."""

ROOT, VALUE, NOTE = XML_ROOT, "value", "footnoteId"

MOST_ROWS, MOST_OWNERS, MOST_SIGNATURES, HIGHEST_NOTE = 30, 10, 10, 99


class Field(NamedTuple):
    """An element: the path to it from the element that its table is about, and that of its field in the model.

    The value of a cell stands in an element of its own, beside its ``footnoteId``, unless the cell ``is_bare``. ``takes_notes``
    is False where it may have none of these. ``longest`` and ``pattern`` say which texts the schema takes, ``forms`` which
    forms have it, and ``since`` is the version that it came with, if that is known.
    """

    path: str
    name: str
    kind: Kind = "text"
    need: Need = ""
    longest: int = 0
    pattern: str = ""
    is_cell: bool = False
    is_bare: bool = False
    takes_notes: bool = True
    forms: str = "345"
    since: str = ""

    @property
    def is_of_transaction(self) -> bool:
        """Whether a holding does not have it."""
        return self.path.startswith(("transaction", "deemed"))

    @property
    def is_of_late_holding(self) -> bool:
        """Whether a holding has it that is reported late, on a Form 5."""
        return self.path in ("transactionCoding/transactionFormType", f"transactionCoding/{NOTE}")

    @property
    def is_in_words(self) -> bool:
        """Whether its yes and no are ``true`` and ``false`` in all filings, whatever the others are."""
        return self.name == "address.non_us_address_flag"


def _cell(
    path: str,
    kind: Kind = "text",
    need: Need = "",
    longest: int = 0,
    pattern: str = "",
    *,
    is_bare: bool = False,
    takes_notes: bool = True,
) -> Field:
    """A cell of a row, whose field is named after its element: ``securityTitle`` is ``security_title``."""
    name = re.sub("(?=[A-Z])", "_", path.rpartition("/")[2]).lower()
    return Field(path, name, kind, need, longest, pattern, is_cell=True, is_bare=is_bare, takes_notes=takes_notes)


_PLANS, _ABROAD = "X0407", "X0607"
"""The versions of 2023, with the box of Rule 10b5-1, and of 2026, with the elements for insiders of foreign issuers."""

DOCUMENT = (
    Field("schemaVersion", "schema_version"),
    Field("documentType", "form_type", need="value"),
    Field("periodOfReport", "period_of_report", "date", "value"),
    Field("dateOfOriginalSubmission", "date_of_original_submission", "date"),
    Field("noSecuritiesOwned", "no_securities_owned", "flag", forms="3"),
    Field("notSubjectToSection16", "not_subject_to_section16", "flag", forms="45"),
    Field("form3HoldingsReported", "form3_holdings_reported", "flag", forms="5"),
    Field("form4TransactionsReported", "form4_transactions_reported", "flag", forms="5"),
    Field("issuer", "issuer", "part", "value"),
    Field("reportingOwner", "reporting_owners", "part", "value"),
    Field("aff10b5One", "aff10b5_one", "flag", forms="45", since=_PLANS),
    Field("nonDerivativeTable/nonDerivativeTransaction", "non_derivative_table", "part"),
    Field("nonDerivativeTable/nonDerivativeHolding", "non_derivative_table", "part"),
    Field("derivativeTable/derivativeTransaction", "derivative_table", "part"),
    Field("derivativeTable/derivativeHolding", "derivative_table", "part"),
    Field("footnotes/footnote", "footnotes", "part"),
    Field("remarks", "remarks", longest=2000),
    Field("ownerSignature", "signatures", "part", "value"),
)

ISSUER = (
    Field("issuerCik", "cik", need="value", pattern="[0-9]{1,10}"),
    Field("issuerName", "name", longest=150),
    Field("issuerTradingSymbol", "trading_symbol", need="value", longest=10),
    Field("issuerForeignTradingSymbol", "foreign_trading_symbol", since=_ABROAD),
)

OWNER = (
    Field("reportingOwnerId/rptOwnerCik", "cik", need="value", pattern="[0-9]{1,10}"),
    Field("reportingOwnerId/rptOwnerCcc", "ccc", longest=8),
    Field("reportingOwnerId/rptOwnerName", "name", longest=150),
    Field("reportingOwnerAddress/rptOwnerNonUSAddressFlag", "address.non_us_address_flag", "flag", since=_ABROAD),
    Field("reportingOwnerAddress/rptOwnerStreet1", "address.street1", longest=40),
    Field("reportingOwnerAddress/rptOwnerStreet2", "address.street2", longest=40),
    Field("reportingOwnerAddress/rptOwnerCity", "address.city", longest=30),
    Field("reportingOwnerAddress/rptOwnerNonUSStateTerritory", "address.non_us_state_territory", since=_ABROAD),
    Field("reportingOwnerAddress/rptOwnerState", "address.state", pattern="[0-9A-Z]{2}"),
    Field("reportingOwnerAddress/rptOwnerCountry", "address.country", pattern="[0-9A-Z]{2}", since=_ABROAD),
    Field("reportingOwnerAddress/rptOwnerZipCode", "address.zip_code", longest=10, pattern="[0-9A-Za-z #-]*"),
    Field("reportingOwnerAddress/rptOwnerStateDescription", "address.state_description", longest=50),
    Field("reportingOwnerAddress/rptOwnerGoodAddress", "address.good_address", "flag"),
    Field("reportingOwnerRelationship/isDirector", "relationship.is_director", "flag"),
    Field("reportingOwnerRelationship/isOfficer", "relationship.is_officer", "flag"),
    Field("reportingOwnerRelationship/isTenPercentOwner", "relationship.is_ten_percent_owner", "flag"),
    Field("reportingOwnerRelationship/isOther", "relationship.is_other", "flag"),
    Field("reportingOwnerRelationship/officerTitle", "relationship.officer_title", longest=30),
    Field("reportingOwnerRelationship/otherText", "relationship.other_text", longest=30),
)

SIGNATURE = (
    Field("signatureName", "name", need="value", longest=255),
    Field("signatureDate", "date", "date", "value"),
)

_TITLE = _cell("securityTitle", need="value", longest=60)
_TRANSACTION = (
    _cell("transactionDate", "date", "value"),
    _cell("deemedExecutionDate", "date"),
    Field("transactionCoding/transactionFormType", "transaction_form_type", need="value", pattern="[45]"),
    _cell("transactionCoding/transactionCode", need="value", pattern="[ACDEFGHIJLMOPSUWXZ]", is_bare=True),
    Field("transactionCoding/equitySwapInvolved", "equity_swap_involved", "flag", "value"),
    Field("transactionCoding/footnoteId", "transaction_code.footnotes", "notes"),
    _cell("transactionTimeliness", pattern="[EL]"),
)
_PRICE = _cell("transactionAmounts/transactionPricePerShare", "amount", "value or note")
_OWNED = (
    _cell("postTransactionAmounts/sharesOwnedFollowingTransaction", "amount", "value"),
    _cell("postTransactionAmounts/valueOwnedFollowingTransaction", "amount", "value"),
    _cell("ownershipNature/directOrIndirectOwnership", need="value", pattern="[DI]"),
    _cell("ownershipNature/natureOfOwnership", longest=100),
)

NON_DERIVATIVE = (
    _TITLE,
    *_TRANSACTION,
    _cell("transactionAmounts/transactionShares", "amount", "value"),
    _PRICE,
    _cell("transactionAmounts/transactionAcquiredDisposedCode", need="value", pattern="[AD]"),
    *_OWNED,
)

DERIVATIVE = (
    _TITLE,
    _cell("conversionOrExercisePrice", "amount", "value or note"),
    *_TRANSACTION,
    _cell("transactionAmounts/transactionShares", "amount", "value"),
    _cell("transactionAmounts/transactionTotalValue", "amount", "value"),
    _PRICE,
    _cell("transactionAmounts/transactionAcquiredDisposedCode", need="value", pattern="[AD]", takes_notes=False),
    _cell("exerciseDate", "date", "value or note"),
    _cell("expirationDate", "date", "value or note"),
    _cell("underlyingSecurity/underlyingSecurityTitle", need="value", longest=60),
    _cell("underlyingSecurity/underlyingSecurityShares", "amount"),
    _cell("underlyingSecurity/underlyingSecurityValue", "amount"),
    *_OWNED,
)

TABLES: Mapping[str, tuple[Field, ...]] = {"non_derivative_table": NON_DERIVATIVE, "derivative_table": DERIVATIVE}

OLDER = {
    "nonDerivativeSecurity": "nonDerivativeTable/nonDerivativeTransaction",
    "derivativeSecurity": "derivativeTable/derivativeTransaction",
    "transactionAmounts/transactionValue": "transactionAmounts/transactionPricePerShare",
}
"""What version X0101, of 2003, called otherwise. Its rows stand in no table, and a holding is one without a transaction."""

OLDER_NAMES = frozenset(path.rpartition("/")[2] for path in OLDER)

ROWS_IN_ANY_ORDER = frozenset(field.path.partition("/")[0] for field in DOCUMENT if field.name in TABLES)
"""The elements of the tables: transactions and holdings stand there as they come."""

LIST_ELEMENTS = {
    path.rpartition("/")[2]: field.name
    for field in DOCUMENT
    if field.kind == "part" and field.name != "issuer"
    for path in (field.path, *(older for older, newer in OLDER.items() if newer == field.path))
}
"""The elements that there may be several of, rows and owners and others, and the list in the model that they are in."""

NAMES = frozenset(
    name
    for fields in (DOCUMENT, ISSUER, OWNER, SIGNATURE, *TABLES.values())
    for path in (*(field.path for field in fields), *OLDER)
    for name in path.split("/")
) | {ROOT, VALUE, NOTE}
"""The names of all elements."""

Layout = Mapping[str, "Field | Layout"]


def layout(fields: Sequence[Field]) -> Layout:
    """The elements of a table by their names, those inside others in mappings of their own."""
    by_path = {field.path: field for field in fields}
    by_path |= {older: by_path[newer] for older, newer in OLDER.items() if newer in by_path}
    made: dict[str, Field | dict[str, Field]] = {}
    for path, field in by_path.items():
        group, _, name = path.rpartition("/")
        if group:
            inside = made.setdefault(group, {})
            assert isinstance(inside, dict)
            inside[name] = field
        else:
            made[name] = field
    return made
