"""What tells documents, filings, rows and people apart: keys that are the same in every run.

Stand-ins begin with ``~``, as no key of EDGAR's does. One is made from the content alone, so that it stays the same wherever
the document lies, and that of a person or company from the name, so that it is the same in all of their filings.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from form4_grammar.documents.submission import CIK_DIGITS, ten_digits
from form4_grammar.model import Cell, DerivativeRow, Filing, NonDerivativeRow, Submission, SubmissionParty

_NOT_IN_NAMES = re.compile(r"[\W_]+")
_TOLD_BY = (
    "security_title", "transaction_date", "transaction_code", "transaction_shares", "transaction_acquired_disposed_code",
    "transaction_price_per_share", "shares_owned_following_transaction", "direct_or_indirect_ownership",
)  # fmt: skip
"""The cells that tell filings apart: in copies of one filing they are the same."""


class Ciks(NamedTuple):
    """The keys of the issuer and of the owners, and which of them are stand-ins, as DOCUMENTS lists them."""

    issuer: str
    owners: tuple[str, ...]
    stand_ins: tuple[str, ...]


def digest(*parts: str, size: int = 12) -> str:
    """A digest of texts, as hexadecimal digits, two a byte."""
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def document_key(path: str, content: str) -> str:
    """The key of a document: of two with the same content, the path tells which is which."""
    return digest(path, content)


def accession_number(submission: Submission | None, content: str) -> tuple[str, bool]:
    """EDGAR's number of a filing, as the header says, or a stand-in of 25 characters; and whether it is one."""
    if submission is not None and submission.accession_number is not None:
        return submission.accession_number, False
    return f"~{digest(content)}", True


def number_of(row_key: str) -> int:
    """A number for a row, from 0 to 2**63 - 1."""
    return int.from_bytes(blake2b(row_key.encode(), digest_size=8).digest()) >> 1


@lru_cache(maxsize=8192)
def folded(name: str | None) -> str:
    """A name as it is compared: letters and digits, whatever their case."""
    return _NOT_IN_NAMES.sub(" ", name or "").strip().casefold()


def ciks(filing: Filing, submission: Submission | None, document: str) -> Ciks:
    """The CIKs of a filing: as the document shows them, else as its header has them for the same name, else stand-ins."""
    header = submission.reporting_owners if submission is not None else ()
    found = [
        ten_digits(owner.cik) or _in_header(owner.name, header, len(filing.reporting_owners))
        for owner in filing.reporting_owners
    ]
    issuer = ten_digits(filing.issuer.cik)
    if issuer is None and submission is not None and submission.issuer is not None:
        issuer = _in_header(filing.issuer.name, (submission.issuer,), 1)
    stand_ins = []
    if issuer is None:
        stand_ins.append("ISSUERCIK")
        issuer = _stand_in(folded(filing.issuer.name) or f"{document} issuer")
    owners: list[str] = []
    for index, owner in enumerate(filing.reporting_owners):
        cik = found[index]
        if cik is None or cik in owners:
            stand_ins.append(f"RPTOWNERCIK of reporting_owners[{index}]")
            cik = _stand_in(folded(owner.name) or f"{document} {index}")
            cik = cik if cik not in owners else _stand_in(f"{document} {index} {owner.name}")
        owners.append(cik)
    return Ciks(issuer, tuple(owners), tuple(stand_ins))


def file_numbers(filing: Filing, ciks: Sequence[str], submission: Submission | None) -> list[str | None]:
    """The number that the header has for each owner, by the owner's CIK of `ciks`, else by the name."""
    header = submission.reporting_owners if submission is not None else ()
    by_cik = {party.cik: party.file_number for party in header}
    return [
        by_cik[cik] if cik in by_cik else _of(owner.name, header, len(ciks)).file_number
        for cik, owner in zip(ciks, filing.reporting_owners, strict=True)
    ]


def _in_header(name: str | None, parties: Sequence[SubmissionParty], number: int) -> str | None:
    """The CIK that the header has for a name."""
    return _of(name, parties, number).cik


def _of(name: str | None, parties: Sequence[SubmissionParty], number: int) -> SubmissionParty:
    """Whom the header has by a name, or the only one there is, where page and header have as many; else nobody."""
    same = [party for party in parties if folded(name) and folded(party.name) == folded(name)]
    if len(same) == 1:
        return same[0]
    return parties[0] if len(parties) == number == 1 and not folded(name) else SubmissionParty(None, None)


def _stand_in(name: str) -> str:
    return "~" + base64.b32encode(blake2b(name.encode(), digest_size=6).digest()).decode().lower()[: CIK_DIGITS - 1]


def content_key(filing: Filing) -> str:
    """What copies of one filing have in common: the form, its day, the names, and the figures of every row."""
    names = sorted(folded(owner.name) for owner in filing.reporting_owners)
    rows = sorted(_told(row) for table in (filing.non_derivative_table, filing.derivative_table) for row in table)
    head = (filing.form_type, str(filing.period_of_report), folded(filing.issuer.name))
    return digest(*head, "", *names, "", *rows, size=16)


def _told(row: NonDerivativeRow | DerivativeRow) -> str:
    return "\x1f".join((row.kind, *_texts(getattr(row, name) for name in _TOLD_BY)))


def _texts(cells: Iterable[Cell[str] | Cell[date] | Cell[Decimal]]) -> Iterable[str]:
    for cell in cells:
        value = cell.value
        if isinstance(value, Decimal):
            shown = f"{value:f}"
            yield (shown.rstrip("0").rstrip(".") if "." in shown else shown) if value else "0"
        else:
            yield folded(value) if isinstance(value, str) else str(value)
