"""Filings whose texts have nothing in them that a page of the SEC could not keep apart from its own words."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from form4_grammar import Filing, ReportingOwner

_CODES = frozenset(
    {"kind", "form_type", "transaction_form_type", "transaction_code", "transaction_acquired_disposed_code",
     "direct_or_indirect_ownership", "state", "zip_code"}
)  # fmt: skip
_UNUSUAL = re.compile(r"[^\w&<>'\".,$%/\\ -]|_")


def ordinary(filing: Filing) -> Filing:
    """The filing with its texts begun and ended by a letter, without brackets, and with nothing missing that EDGAR asks for."""
    tamed: Filing = _tamed(filing, "")
    issuer = replace(tamed.issuer, name=tamed.issuer.name or "Lark", trading_symbol=tamed.issuer.trading_symbol or "NONE")
    return replace(tamed, issuer=issuer, reporting_owners=tuple(map(_named, tamed.reporting_owners)))


def _named(owner: ReportingOwner) -> ReportingOwner:
    address = owner.address
    if address.street1 is None:
        address = replace(address, street1=address.street2, street2=None)
    return replace(owner, name=owner.name or "Okafor", address=address)


def _tamed(value: Any, name: str) -> Any:
    if isinstance(value, str):
        return value if name in _CODES else f"N{' '.join(_UNUSUAL.sub('', value).split())}z"
    if isinstance(value, tuple):
        return tuple(_tamed(one, name) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        inner = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{key: _tamed(one, name if key == "value" else key) for key, one in inner.items()})
    return value
