"""The truth of a filing, laid out as the rows of the SEC's data sets: written by hand, apart from the package's own table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

CELLS = {
    "SECURITY_TITLE": "security_title",
    "CONV_EXERCISE_PRICE": "conversion_or_exercise_price",
    "TRANS_DATE": "transaction_date",
    "DEEMED_EXECUTION_DATE": "deemed_execution_date",
    "TRANS_CODE": "transaction_code",
    "TRANS_TIMELINESS": "transaction_timeliness",
    "TRANS_SHARES": "transaction_shares",
    "TRANS_TOTAL_VALUE": "transaction_total_value",
    "TRANS_PRICEPERSHARE": "transaction_price_per_share",
    "TRANS_ACQUIRED_DISP_CD": "transaction_acquired_disposed_code",
    "EXERCISE_DATE": "exercise_date",
    "EXCERCISE_DATE": "exercise_date",
    "EXPIRATION_DATE": "expiration_date",
    "UNDLYNG_SEC_TITLE": "underlying_security_title",
    "UNDLYNG_SEC_SHARES": "underlying_security_shares",
    "UNDLYNG_SEC_VALUE": "underlying_security_value",
    "SHRS_OWND_FOLWNG_TRANS": "shares_owned_following_transaction",
    "VALU_OWND_FOLWNG_TRANS": "value_owned_following_transaction",
    "DIRECT_INDIRECT_OWNERSHIP": "direct_or_indirect_ownership",
    "NATURE_OF_OWNERSHIP": "nature_of_ownership",
}
_NUMBERS = ("SHARES", "SHRS", "VALU", "PRICE")
_COMMON = "DIRECT_INDIRECT_OWNERSHIP NATURE_OF_OWNERSHIP SECURITY_TITLE SHRS_OWND_FOLWNG_TRANS VALU_OWND_FOLWNG_TRANS".split()
_TRANS = "TRANS_ACQUIRED_DISP_CD TRANS_CODE TRANS_DATE TRANS_PRICEPERSHARE TRANS_SHARES TRANS_TIMELINESS".split()
_DERIV = "CONV_EXERCISE_PRICE EXPIRATION_DATE UNDLYNG_SEC_SHARES UNDLYNG_SEC_TITLE UNDLYNG_SEC_VALUE".split()
COLUMNS = {
    "NONDERIV_TRANS": [*_COMMON, *_TRANS, "DEEMED_EXECUTION_DATE"],
    "NONDERIV_HOLDING": _COMMON,
    "DERIV_TRANS": [*_COMMON, *_TRANS, *_DERIV, "DEEMED_EXECUTION_DATE", "TRANS_TOTAL_VALUE", "EXCERCISE_DATE"],
    "DERIV_HOLDING": [*_COMMON, *_DERIV, "EXERCISE_DATE"],
}
WITHOUT_NOTES = ("TRANS_CODE",)
"""Columns whose references have no column of that name."""


def expected(truth: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table, in the order of the page, without keys."""
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for listed, prefix in (("non_derivative_table", "NONDERIV"), ("derivative_table", "DERIV")):
        for row in truth[listed]:
            table = f"{prefix}_{'TRANS' if row['kind'] == 'transaction' else 'HOLDING'}"
            tables[table].append(_row(table, row))
    tables["FOOTNOTES"] = [{"FOOTNOTE_ID": f"F{one['number']}", "FOOTNOTE_TXT": one["text"]} for one in truth["footnotes"]]
    tables["OWNER_SIGNATURE"] = [
        {"OWNERSIGNATURENAME": one["name"], "OWNERSIGNATUREDATE": day(one["date"])} for one in truth["signatures"]
    ]
    tables["REPORTINGOWNER"] = [_owner(one) for one in truth["reporting_owners"]]
    issuer = truth["issuer"]
    tables["SUBMISSION"] = [
        {
            "PERIOD_OF_REPORT": day(truth["period_of_report"]),
            "DATE_OF_ORIG_SUB": day(truth["date_of_original_submission"]),
            "NOT_SUBJECT_SEC16": flag(truth["not_subject_to_section16"]),
            "AFF10B5ONE": flag(truth["aff10b5_one"]),
            "DOCUMENT_TYPE": truth["form_type"],
            "ISSUERNAME": issuer["name"],
            "ISSUERTRADINGSYMBOL": issuer["trading_symbol"],
            "REMARKS": truth["remarks"],
        }
    ]
    return tables


def _row(table: str, row: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for column in COLUMNS[table]:
        cell = row.get(CELLS[column])
        cell = cell if isinstance(cell, dict) else {"value": cell, "footnotes": []}
        value = cell["value"]
        if column.endswith("_DATE"):
            value = day(value)
        elif any(word in column for word in _NUMBERS) and value is not None:
            value = Decimal(value)
        shown[column] = value
        if column not in WITHOUT_NOTES:
            shown[f"{column}_FN"] = ",".join(f"F{number}" for number in cell["footnotes"]) or None
        else:
            shown["EQUITY_SWAP_TRANS_CD_FN"] = ",".join(f"F{number}" for number in cell["footnotes"]) or None
    shown["TRANS_FORM_TYPE"] = row.get("transaction_form_type")
    if table.endswith("TRANS"):
        shown["EQUITY_SWAP_INVOLVED"] = flag(row.get("equity_swap_involved"))
    return shown


def _owner(owner: dict[str, Any]) -> dict[str, Any]:
    at, what = owner["address"], owner["relationship"]
    boxes = (("is_director", "Director"), ("is_officer", "Officer"), ("is_ten_percent_owner", "TenPercentOwner"))
    ticked = [name for field, name in (*boxes, ("is_other", "Other")) if what and what[field]]
    return {
        "RPTOWNERNAME": owner["name"],
        "RPTOWNER_RELATIONSHIP": ",".join(ticked) or None,
        "RPTOWNER_TITLE": what["officer_title"] if what else None,
        "RPTOWNER_TXT": what["other_text"] if what else None,
        "RPTOWNER_STREET1": at["street1"],
        "RPTOWNER_STREET2": at.get("street2"),
        "RPTOWNER_CITY": at["city"],
        "RPTOWNER_STATE": at.get("state"),
        "RPTOWNER_ZIPCODE": at.get("zip_code"),
        "RPTOWNER_STATE_DESC": at.get("state_description"),
    }


def day(shown: str | None) -> date | None:
    return date.fromisoformat(shown) if shown else None


def flag(value: bool | None) -> str | None:
    return None if value is None else str(int(value))
