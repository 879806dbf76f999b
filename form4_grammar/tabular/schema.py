"""The tables as data: their names, columns and types.

The first eight are those of the SEC's insider-transactions data sets, in the order of the columns of its files, then what only
its metadata lists. In these files the reference at the swap's box is ``EQUITY_SWAP_TRANS_CD_FN``, in the metadata
``EQUITY_SWAP_INVOLVED_FN``; queries are written by either, so both are here. What no column of the SEC's holds follows after
them. Sources: FORM_345_readme.htm and FORM_345_metadata.json of the data sets, and the header lines of their files.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a column holds. ``NUMBER`` is a decimal of 38 digits, eight of them after the point; ``MOMENT`` has no zone."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    MOMENT = "moment"


DIGITS, DECIMALS = 38, 8
"""EDGAR takes twelve digits before the point and four after it; the product of two such numbers still fits."""


class Column(NamedTuple):
    """A column. ``field`` is the field of the filing's row that it shows, ``notes`` whether it shows the references there.

    A column that is ``required`` is never null.
    """

    name: str
    kind: Kind = Kind.TEXT
    field: str | None = None
    notes: bool = False
    required: bool = False
    what: str = ""


class Table(NamedTuple):
    """A table. ``key`` tells its rows apart where no filing is in the run twice; ``names`` are those of the columns."""

    name: str
    what: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    names: tuple[str, ...]


ACCESSION = Column("ACCESSION_NUMBER", required=True, what="EDGAR's number of the filing, or a stand-in made from the document")

TRACE = (
    Column("ROW_KEY", required=True, what="the row, unique in a run and the same in the next one"),
    Column("DOCUMENT_KEY", required=True, what="the document, as in DOCUMENTS"),
    Column("ROW_PATH", required=True, what="the place in the filing's JSON"),
    Column("ROW_START", Kind.INTEGER, what="where the row begins in the document, in characters from 0"),
    Column("ROW_END", Kind.INTEGER, what="where it ends, exclusive"),
    Column("SOURCE", required=True, what="the path of the document"),
    Column("READ_BY", required=True, what="the version that read it"),
)
"""What every row has: its key, where it comes from and who read it."""

REPORTED = (
    Column("AMENDS_ROW", what="in an amendment: the ROW_KEY of the row that this one restates"),
    Column("OTHER_CELLS", what="cells that have no column here, or do not fit into theirs, as JSON"),
)


def _cell(name: str, field: str, kind: Kind = Kind.TEXT, *, notes: str | None = None) -> Iterator[Column]:
    """The column of a cell, and that of its footnotes."""
    yield Column(name, kind, field)
    yield Column(notes or f"{name}_FN", field=field, notes=True)


def _transaction(*, derivative: bool) -> Iterator[Column]:
    number, day = Kind.NUMBER, Kind.DATE
    yield from _cell("SECURITY_TITLE", "security_title")
    if derivative:
        yield from _cell("CONV_EXERCISE_PRICE", "conversion_or_exercise_price", number)
    yield from _cell("TRANS_DATE", "transaction_date", day)
    yield from _cell("DEEMED_EXECUTION_DATE", "deemed_execution_date", day)
    yield Column("TRANS_FORM_TYPE", field="transaction_form_type")
    yield Column("TRANS_CODE", field="transaction_code")
    yield Column("EQUITY_SWAP_INVOLVED", field="equity_swap_involved")
    yield Column("EQUITY_SWAP_TRANS_CD_FN", field="transaction_code", notes=True)
    yield from _cell("TRANS_TIMELINESS", "transaction_timeliness")
    yield from _cell("TRANS_SHARES", "transaction_shares", number)
    if derivative:
        yield from _cell("TRANS_TOTAL_VALUE", "transaction_total_value", number)
    yield from _cell("TRANS_PRICEPERSHARE", "transaction_price_per_share", number)
    yield from _cell("TRANS_ACQUIRED_DISP_CD", "transaction_acquired_disposed_code")
    if derivative:
        yield from _cell("EXCERCISE_DATE", "exercise_date", day)  # spelt so in the SEC's files
        yield from _underlying()
    yield from _owned()


def _holding(*, derivative: bool) -> Iterator[Column]:
    yield from _cell("SECURITY_TITLE", "security_title")
    if derivative:
        yield from _cell("CONV_EXERCISE_PRICE", "conversion_or_exercise_price", Kind.NUMBER)
    yield Column("TRANS_FORM_TYPE", field="transaction_form_type")
    yield Column("TRANS_FORM_TYPE_FN")
    if derivative:
        yield from _cell("EXERCISE_DATE", "exercise_date", Kind.DATE)
        yield from _underlying()
    yield from _owned()


def _underlying() -> Iterator[Column]:
    yield from _cell("EXPIRATION_DATE", "expiration_date", Kind.DATE)
    yield from _cell("UNDLYNG_SEC_TITLE", "underlying_security_title")
    yield from _cell("UNDLYNG_SEC_SHARES", "underlying_security_shares", Kind.NUMBER)
    yield from _cell("UNDLYNG_SEC_VALUE", "underlying_security_value", Kind.NUMBER)


def _owned() -> Iterator[Column]:
    yield from _cell("SHRS_OWND_FOLWNG_TRANS", "shares_owned_following_transaction", Kind.NUMBER)
    yield from _cell("VALU_OWND_FOLWNG_TRANS", "value_owned_following_transaction", Kind.NUMBER)
    yield from _cell("DIRECT_INDIRECT_OWNERSHIP", "direct_or_indirect_ownership")
    yield from _cell("NATURE_OF_OWNERSHIP", "nature_of_ownership")


def _table(name: str, what: str, columns: tuple[Column, ...], key: tuple[str, ...]) -> Table:
    return Table(name, what, columns, key, tuple(column.name for column in columns))


def _reported(name: str, what: str, columns: Iterator[Column], *more: Column) -> Table:
    """A table of rows of Table I or II."""
    key = Column(f"{name}_SK", Kind.INTEGER, required=True, what="the row, a number made from its key")
    return _table(name, what, (ACCESSION, key, *columns, *more, *REPORTED, *TRACE), ("ACCESSION_NUMBER", key.name))


_ONLY_IN_METADATA = Column("EQUITY_SWAP_INVOLVED_FN", field="transaction_code", notes=True)

SUBMISSION = _table(
    "SUBMISSION",
    "A filing a row.",
    (
        ACCESSION,
        Column("FILING_DATE", Kind.DATE, what="from the header of a full submission; a page does not show it"),
        Column("PERIOD_OF_REPORT", Kind.DATE, "period_of_report"),
        Column("DATE_OF_ORIG_SUB", Kind.DATE, "date_of_original_submission"),
        Column("NO_SECURITIES_OWNED", field="no_securities_owned"),
        Column("NOT_SUBJECT_SEC16", field="not_subject_to_section16"),
        Column("FORM3_HOLDINGS_REPORTED", field="form3_holdings_reported"),
        Column("FORM4_TRANS_REPORTED", field="form4_transactions_reported"),
        Column("DOCUMENT_TYPE", field="form_type", required=True),
        Column("ISSUERCIK", required=True, what="ten digits, or a stand-in made from the name"),
        Column("ISSUERNAME"),
        Column("ISSUERTRADINGSYMBOL"),
        Column("REMARKS", field="remarks"),
        Column("AFF10B5ONE", field="aff10b5_one"),
        Column("CONTACT_NAME", what="never on a page, nor in the SEC's files"),
        Column("CONTACT_PHONE_NUMBER", what="never on a page, nor in the SEC's files"),
        Column("CONTACT_EMAIL_ADDRESS", what="never on a page, nor in the SEC's files"),
        Column("NOTIFICATION_EMAIL_ADDRESS", what="never on a page, nor in the SEC's files"),
        Column("FOREIGN_TRADING_SYMBOL"),
        Column("ACCEPTANCE_DATETIME", Kind.MOMENT, what="from the header of a full submission, in Washington's time"),
        Column("SCHEMA_VERSION", field="schema_version"),
        *TRACE,
    ),
    ("ACCESSION_NUMBER",),
)

REPORTINGOWNER = _table(
    "REPORTINGOWNER",
    "A reporting owner of a filing a row.",
    (
        ACCESSION,
        Column("RPTOWNERCIK", required=True, what="ten digits, or a stand-in made from the name"),
        Column("RPTOWNERNAME"),
        Column("RPTOWNER_RELATIONSHIP", what="Director, Officer, TenPercentOwner, Other, as the boxes are ticked"),
        Column("RPTOWNER_TITLE"),
        Column("RPTOWNER_TXT"),
        Column("RPTOWNER_STREET1"),
        Column("RPTOWNER_STREET2"),
        Column("RPTOWNER_CITY"),
        Column("RPTOWNER_STATE"),
        Column("RPTOWNER_ZIPCODE"),
        Column("RPTOWNER_STATE_DESC"),
        Column("FILE_NUMBER", what="from the header of a full submission"),
        Column("RPTOWNER_COUNTRY", what="since 2026: EDGAR's code"),
        Column("RPTOWNER_NON_US_STATE", what="since 2026"),
        *TRACE,
    ),
    ("ACCESSION_NUMBER", "RPTOWNERCIK"),
)

NONDERIV_TRANS = _reported(
    "NONDERIV_TRANS", "A transaction of Table I a row.", _transaction(derivative=False), _ONLY_IN_METADATA
)
NONDERIV_HOLDING = _reported("NONDERIV_HOLDING", "A holding of Table I a row.", _holding(derivative=False))
DERIV_TRANS = _reported("DERIV_TRANS", "A transaction of Table II a row.", _transaction(derivative=True), _ONLY_IN_METADATA)
DERIV_HOLDING = _reported("DERIV_HOLDING", "A holding of Table II a row.", _holding(derivative=True))

FOOTNOTES = _table(
    "FOOTNOTES",
    "An explanation a row.",
    (ACCESSION, Column("FOOTNOTE_ID", required=True, what="F1, F2, …"), Column("FOOTNOTE_TXT"), *TRACE),
    ("ACCESSION_NUMBER", "FOOTNOTE_ID"),
)

OWNER_SIGNATURE = _table(
    "OWNER_SIGNATURE",
    "A signature a row.",
    (
        ACCESSION,
        Column("OWNERSIGNATURENAME", required=True, what="the name, or a stand-in where it could not be read"),
        Column("OWNERSIGNATUREDATE", Kind.DATE),
        *TRACE,
    ),
    ("ACCESSION_NUMBER", "OWNERSIGNATURENAME"),
)

_COUNTS = (
    "OWNERS", "NONDERIV_ROWS", "DERIV_ROWS", "NOTES", "SIGNATURES", "ERRORS", "WARNINGS", "INFOS",
)  # fmt: skip

DOCUMENTS = _table(
    "DOCUMENTS",
    "A document of the run a row, also where nothing could be read of it.",
    (
        Column("DOCUMENT_KEY", required=True, what="made from the path and the content"),
        Column("PATH", required=True),
        Column("DOCUMENT_NUMBER", Kind.INTEGER, what="the place in the run, from 1"),
        Column("SHA256", what="of the content as it is stored; null where it could not be opened"),
        Column("BYTES", Kind.INTEGER),
        Column("STATUS", required=True, what="read, partial, no-form, refused, unreadable, timeout or crashed"),
        Column("REASON", what="why it was not read, in words"),
        Column("DIALECT"),
        Column("FORM"),
        Column("LAYOUT", what="of the page: 1996, 2003, 2005 or 2026, the year since when; of XML: its schema"),
        Column("ACCESSION_NUMBER", what="as in SUBMISSION; null where there is no filing"),
        Column("CONTENT_KEY", what="the same for copies of one filing, whatever their dialects"),
        Column("COPY_OF", what="the DOCUMENT_KEY of the copy of the same filing that was read best"),
        Column("AMENDS", what="the DOCUMENT_KEY of the filing that this one amends, where it is in the run"),
        Column("STAND_INS", what="the key columns that are made up, and of which rows"),
        Column("UNREAD", what="the parts of the filing that could not be read"),
        *(Column(name, Kind.INTEGER) for name in _COUNTS),
        Column("READ_BY", required=True, what="the version that read it"),
    ),
    ("DOCUMENT_KEY",),
)

DIAGNOSTICS = _table(
    "DIAGNOSTICS",
    "A finding a row, in the order of the page.",
    (
        Column("DOCUMENT_KEY", required=True),
        ACCESSION._replace(required=False),
        Column("NUMBER", Kind.INTEGER, required=True, what="counts the findings of a document from 1"),
        Column("CODE", required=True),
        Column("NAME", required=True),
        Column("SEVERITY", required=True),
        Column("LOCUS", required=True),
        Column("MESSAGE", required=True),
        Column("JSON_PATH", what="the most exact place in the filing's JSON"),
        Column("ROW_KEY", what="the row that the finding is about"),
        Column("LINE", Kind.INTEGER, what="from 1"),
        Column("COLUMN_NUMBER", Kind.INTEGER, what="from 1"),
        Column("START_OFFSET", Kind.INTEGER, what="in characters from 0"),
        Column("END_OFFSET", Kind.INTEGER),
        Column("RAW", what="the text there, the first 500 characters"),
        Column("HELP"),
        Column("CITATION"),
        Column("SOURCE", required=True),
        Column("READ_BY", required=True),
    ),
    ("DOCUMENT_KEY", "NUMBER"),
)

OF_ROWS = {
    ("non_derivative_table", "transaction"): NONDERIV_TRANS,
    ("non_derivative_table", "holding"): NONDERIV_HOLDING,
    ("derivative_table", "transaction"): DERIV_TRANS,
    ("derivative_table", "holding"): DERIV_HOLDING,
}
"""Which table a row of the filing goes into: by its list and its kind."""

OF_THE_SEC = (
    SUBMISSION, REPORTINGOWNER, NONDERIV_TRANS, NONDERIV_HOLDING, DERIV_TRANS, DERIV_HOLDING, FOOTNOTES, OWNER_SIGNATURE,
)  # fmt: skip
TABLES = {table.name: table for table in (*OF_THE_SEC, DOCUMENTS, DIAGNOSTICS)}
"""All tables by their names."""
