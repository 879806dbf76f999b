"""What documents of one run have to do with each other: copies of one filing, and amendments.

Nothing is guessed. Copies have the same accession number, or, where one of them has none, the same figures and names. An
amendment is tied to the one filing of the run that can be meant, and its rows to rows that can be no other. What an amendment
does not restate stays as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from form4_grammar.tabular.arrow import flat
from form4_grammar.tabular.identity import folded
from form4_grammar.tabular.schema import OF_ROWS, TABLES

Batches = Callable[[], Iterable[pa.RecordBatch]]
"""Gives the batches of a run (`arrow.BATCH_SCHEMA`), each time from the first on."""

_STATED = ("SECURITY_TITLE", "DIRECT_INDIRECT_OWNERSHIP", "NATURE_OF_OWNERSHIP", "CONV_EXERCISE_PRICE", "EXPIRATION_DATE")
_OF_A_TRADE = ("TRANS_DATE", "TRANS_CODE", "TRANS_ACQUIRED_DISP_CD")
_FIGURES = ("TRANS_SHARES", "TRANS_PRICEPERSHARE", "SHRS_OWND_FOLWNG_TRANS", "VALU_OWND_FOLWNG_TRANS")


@dataclass
class Links:
    """What was found, by DOCUMENT_KEY and ROW_KEY."""

    copy_of: dict[str, str] = field(default_factory=dict)
    amends: dict[str, str] = field(default_factory=dict)
    amends_row: dict[str, str] = field(default_factory=dict)


class _Filed(NamedTuple):
    """An original or an amendment, as far as it takes to tell which belong together."""

    key: str
    number: int
    form: str
    period: date | None
    issuer: str
    owners: frozenset[str]
    original_filed: date | None
    filed: date | None
    signed: date | None


def linked(batches: Batches) -> Links:
    """Finds copies and amendments. Goes through the batches four times at most, and holds a hundred bytes a document."""
    links = Links(copy_of=_copies(batches()))
    amendments = [one for one in _filed(batches(), lambda form, _: form.endswith("/A")) if one.key not in links.copy_of]
    if not amendments:
        return links
    about = {(one.form[:1], one.period) for one in amendments}
    originals = defaultdict(list)
    for one in _filed(batches(), lambda form, period: (form, period) in about):
        if one.key not in links.copy_of:
            originals[one.form, one.period, one.issuer].append(one)
    for one in amendments:
        base = _original(one, originals[one.form[:1], one.period, one.issuer])
        if base is not None:
            links.amends[one.key] = base.key
    if links.amends:
        in_order = sorted(amendments, key=lambda one: (one.filed or one.signed or date.max, one.number))
        links.amends_row = _rows([one.key for one in in_order if one.key in links.amends], links.amends, batches())
    return links


def finished(batches: Iterable[pa.RecordBatch], links: Links, *, distinct: bool) -> Iterator[dict[str, pa.RecordBatch]]:
    """The rows of each batch by table, with what was found; with `distinct`, of the copies of a filing only the best."""
    number = 0
    copies = pa.array(links.copy_of if distinct else (), pa.string())
    for some in batches:
        shown = {}
        for table in TABLES.values():
            found = flat(some, table)
            if table.name == "DOCUMENTS":
                keys = found.column("DOCUMENT_KEY").to_pylist()
                found = _with(found, "DOCUMENT_NUMBER", range(number + 1, number + len(keys) + 1))
                number += len(keys)
                found = _with(found, "COPY_OF", map(links.copy_of.get, keys)) if links.copy_of else found
                found = _with(found, "AMENDS", map(links.amends.get, keys)) if links.amends else found
            elif distinct and links.copy_of and table.name != "DIAGNOSTICS":
                found = found.filter(pc.invert(pc.is_in(found.column("DOCUMENT_KEY"), value_set=copies)))
            if "AMENDS_ROW" in table.names and links.amends_row:
                found = _with(found, "AMENDS_ROW", map(links.amends_row.get, found.column("ROW_KEY").to_pylist()))
            shown[table.name] = found
        yield shown


def _with(found: pa.RecordBatch, name: str, values: Iterable[object]) -> pa.RecordBatch:
    """The rows with the values of a column."""
    at = found.schema.get_field_index(name)
    column = found.schema.field(at)
    return found.set_column(at, column, pa.array(list(values), column.type))


_Best = tuple[int, str]
"""How badly a document was read, and in what place it stands, as one number; and its key."""


def _copies(batches: Iterable[pa.RecordBatch]) -> dict[str, str]:
    """Documents that are a copy, each with the one of the same filing that was read best."""
    names = ("DOCUMENT_KEY", "ACCESSION_NUMBER", "CONTENT_KEY", "STATUS", "ERRORS", "WARNINGS", "DIALECT")
    best: dict[str, _Best] = {}
    numbers: dict[str, str | None] = {}
    copies: dict[str, str] = {}
    for number, (key, accession, content, status, errors, warnings, dialect) in enumerate(
        _columns(batches, "DOCUMENTS", names)
    ):
        if content is None:
            continue
        badness = 0
        for part, most in ((status != "read", 1), (errors, 999), (warnings, 999), (dialect != "xml", 1)):
            badness = badness * (most + 1) + min(int(part), most)
        group = f"~{content}"
        if not accession.startswith("~"):
            numbers[content] = accession if numbers.get(content, accession) == accession else None
            group = accession
        _keep(best, group, ((badness << 40) + number, key), copies)
    for content, only in numbers.items():
        if only is not None and (unnumbered := best.get(f"~{content}")) is not None:
            _keep(best, only, unnumbered, copies)
    for key in copies:
        copies[key] = _end(copies, key)
    return copies


def _keep(best: dict[str, _Best], group: str, one: _Best, copies: dict[str, str]) -> None:
    """Compares a document with the best one of its filing so far: the worse of them is a copy of the other."""
    other = best.setdefault(group, one)
    if other is not one:
        best[group], worse = sorted((one, other))
        copies[worse[1]] = best[group][1]


def _end(copies: Mapping[str, str], key: str) -> str:
    while key in copies:
        key = copies[key]
    return key


def _columns(batches: Iterable[pa.RecordBatch], table: str, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, as tuples of these columns."""
    for some in batches:
        found = flat(some, TABLES[table])
        yield from zip(*(found.column(name).to_pylist() for name in names), strict=True)


def _filed(batches: Iterable[pa.RecordBatch], is_wanted: Callable[[str, date | None], bool]) -> Iterator[_Filed]:
    """The filings whose form and period are wanted."""
    number = 0
    for some in batches:
        names = (
            "DOCUMENT_KEY",
            "DOCUMENT_TYPE",
            "PERIOD_OF_REPORT",
            "ISSUERNAME",
            "DATE_OF_ORIG_SUB",
            "FILING_DATE",
        )
        wanted = [row for row in _columns([some], "SUBMISSION", names) if is_wanted(row[1], row[2])]
        if wanted:
            owners, signed = defaultdict(set), defaultdict(set)
            for key, name in _columns([some], "REPORTINGOWNER", ("DOCUMENT_KEY", "RPTOWNERNAME")):
                owners[key].add(folded(name))
            for key, day in _columns([some], "OWNER_SIGNATURE", ("DOCUMENT_KEY", "OWNERSIGNATUREDATE")):
                signed[key].add(day)
            for key, form, period, issuer, original, filed in wanted:
                number += 1
                last = max((day for day in signed[key] if day is not None), default=None)
                people = frozenset(owners[key] - {""})
                yield _Filed(key, number, form, period, folded(issuer), people, original, filed, last)


def _original(amendment: _Filed, candidates: Iterable[_Filed]) -> _Filed | None:
    """The filing that an amendment amends; None where several or none can be meant."""
    if not amendment.issuer or amendment.period is None:
        return None
    found = [one for one in candidates if one.owners & amendment.owners and _may_be(one, amendment.original_filed)]
    if len(found) > 1:
        found = [one for one in found if amendment.original_filed in (one.filed, one.signed)] or found
    return found[0] if len(found) == 1 else None


def _may_be(original: _Filed, filed: date | None) -> bool:
    """Whether a filing may be the one of that day: filed then, or signed then or before."""
    if filed is None:
        return True
    if original.filed is not None:
        return original.filed == filed
    return original.signed is None or original.signed <= filed


def _rows(amendments: Sequence[str], amends: Mapping[str, str], batches: Iterable[pa.RecordBatch]) -> dict[str, str]:
    """The rows of amendments that restate one, each with that one: of the original, or of an earlier amendment."""
    of: dict[str, list[dict[str, Any]]] = {key: [] for key in (*amendments, *amends.values())}
    for some in batches:
        for table in OF_ROWS.values():
            found = flat(some, table)
            if not set(found.column("DOCUMENT_KEY").to_pylist()).isdisjoint(of):
                for row in found.to_pylist():
                    if row["DOCUMENT_KEY"] in of:
                        of[row["DOCUMENT_KEY"]].append({"table": table.name, **row})
    restated: dict[str, str] = {}
    for key in amendments:
        standing = of[amends[key]]
        for new, old in _pairs(of[key], standing):
            restated[new["ROW_KEY"]] = old["ROW_KEY"]
            standing[standing.index(old)] = new
    return restated


def _pairs(new: Sequence[dict[str, Any]], old: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Rows that are the same but for what was amended: first those with the same figures, then those that can be no other."""
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    taken: set[str] = set()
    for names in ((*_STATED, *_OF_A_TRADE, *_FIGURES), (*_STATED, *_OF_A_TRADE)):
        groups: dict[tuple[Any, ...], tuple[list[dict[str, Any]], list[dict[str, Any]]]] = defaultdict(lambda: ([], []))
        for side, listed in enumerate((new, old)):
            for row in listed:
                if row["ROW_KEY"] not in taken:
                    groups[row["table"], *(_compared(row.get(name)) for name in names)][side].append(row)
        for ours, theirs in groups.values():
            if len(ours) == len(theirs) and (len(ours) == 1 or names[-1] == _FIGURES[-1]):
                pairs += zip(ours, theirs, strict=True)
                taken.update(row["ROW_KEY"] for row in (*ours, *theirs))
    return pairs


def _compared(value: object) -> object:
    return folded(value) if isinstance(value, str) else value
