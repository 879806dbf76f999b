"""What only the source of an HTML page tells: signs of markup in texts, elements for answers that hold none, lost links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.model import TABLES, DerivativeRow, Filing, Issuer, NonDerivativeRow, ReportingOwner, cells_of
from form4_grammar.regexes import regex
from form4_grammar.rules import header, traces
from form4_grammar.suspicions.debris import answers, long_texts
from form4_grammar.transform.findings import place_of

_LONE_NUMBER = regex(r"(?<=\s)\d{1,3}$")
_LAST_LINE_NUMBER = regex(r"\n[ \t\r]*\d{1,3}\s*\Z")
_OPENED = regex(r"<(\w+)\s[^<>]*>\Z")
_ELEMENT = regex(r"(issuer|reporting_owners\[\d+\]|\w+_table\[\d+\])")
_CIK_IN_ADDRESS = regex(r"\bCIK=\d", re.IGNORECASE)
_DOLLAR_IN_ELEMENT = regex(r"<[a-z]+[^<>]{0,80}>\$", re.IGNORECASE)
_CELLS = frozenset({"td", "th"})
_MOST_OF_A_TAG = 80
_SHORT = 40


def told_by_source(filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """The findings of an HTML page that neither its text nor its lines tell; `places` are those of the document."""
    yield from _signs_in_texts(filing, places, source)
    yield from _emptied(filing, places, source)
    yield from _without_link(filing, places, source)
    yield from _twice(filing, places)


def _signs_in_texts(filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """A sign of the markup that begins no tag, and a number on a line of its own."""
    for path, text in (*answers(filing), *long_texts(filing)):
        if not text:
            continue
        if "<" in text:
            start, end = place_of(path, filing, places)
            if start < end and "&lt;" not in source[start:end]:
                at = text.index("<")
                message = f"a bare '<' is in the text: {text[max(0, at - _SHORT) : at + _SHORT]!r}"
                yield Diagnostic(traces.DEBRIS, message, start, end, path, traces.DEBRIS.fix)
        elif text[-1].isdigit() and path.endswith("name") and _LONE_NUMBER.search(text) is not None:
            start, end = places.get(path, (0, 0))
            if _LAST_LINE_NUMBER.search(source, start, end) is not None:
                message = f"the number on a line of its own may be no part of {text!r}"
                yield Diagnostic(traces.FURNITURE, message, start, end, path, traces.FURNITURE.fix, (), text)


def _emptied(filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """Elements that are like those of the answers, and empty: where a page has one for each answer, an answer is lost."""
    rows: tuple[NonDerivativeRow | DerivativeRow, ...] = (*filing.non_derivative_table, *filing.derivative_table)
    answers_at = [places[path][0] for path in ("issuer.trading_symbol", "reporting_owners[0].address.city") if path in places]
    answers_at += [row.security_title.start for row in rows[:1]]
    tags = (_OPENED.search(source, max(0, at - _MOST_OF_A_TAG), at) for at in answers_at if at > 0)
    opened = next(filter(None, tags), None)
    if opened is None or opened[1] in _CELLS:
        return
    empty = f"{opened[0]}</{opened[1]}>"
    at = source.find(empty)
    told = set()
    while at >= 0:
        is_before_price = _DOLLAR_IN_ELEMENT.match(source, at + len(empty)) is not None
        path = None if is_before_price else _element_at(at, filing, places)
        if path is not None and path not in told:
            told.add(path)
            message = f"{empty!r} holds nothing, where the page has an answer in each of its kind"
            yield Diagnostic(traces.EMPTIED, message, at, at + len(empty), path, traces.EMPTIED.fix)
        at = source.find(empty, at + len(empty))


def _element_at(at: int, filing: Filing, places: Mapping[str, tuple[int, int]]) -> str | None:
    """The row, the owner or the issuer in which something stands; None where it is the blank title of a relationship."""
    for table in TABLES:
        for index, row in enumerate(getattr(filing, table)):
            cells = [cell for _, cell in cells_of(row) if cell.start >= 0]
            if cells and min(cell.start for cell in cells) <= at <= max(cell.end for cell in cells):
                return f"{table}[{index}]"
    known = sorted((start, path) for path, (start, _) in places.items())
    after = bisect_right(known, (at, ""))
    around = [path for _, path in known[max(0, after - 1) : after + 1]]
    if any(".relationship" in path for path in around[:1]):
        return None
    return next((match[0] for path in around if (match := _ELEMENT.match(path))), None)


def _without_link(filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """Names without the link that tells their CIK, on a page that has such addresses, or of which the beginning is lost."""
    parties: list[tuple[str, Issuer | ReportingOwner]] = [("issuer", filing.issuer)]
    parties += [(f"reporting_owners[{index}]", owner) for index, owner in enumerate(filing.reporting_owners)]
    # Not all pages have links on the owners below the tables
    further = any(owner.cik is not None for owner in filing.reporting_owners[1:])
    without = [path for path, party in parties[: None if further else 2] if party.cik is None]
    if not without or (_CIK_IN_ADDRESS.search(source) is None and source.lstrip()[:1] == "<"):
        return
    for path in without:
        start, end = places.get(f"{path}.name", (0, 0))
        message = "the name has no link that tells the CIK, as names of such pages have"
        yield Diagnostic(traces.WITHOUT_LINK, message, start, end, f"{path}.cik", traces.WITHOUT_LINK.fix)


def _twice(filing: Filing, places: Mapping[str, tuple[int, int]]) -> Iterator[Diagnostic]:
    """Owners with one CIK: one of them is the other again, and not all of both was read alike."""
    seen: dict[str, str | None] = {}
    for index, owner in enumerate(filing.reporting_owners):
        if owner.cik is not None and owner.cik in seen:
            start, end = places.get(f"reporting_owners[{index}].name", (0, 0))
            message = f"{owner.name!r} and {seen[owner.cik]!r} have one CIK, {owner.cik}: they are one owner"
            yield Diagnostic(header.SAID_DIFFERENTLY, message, start, end, "reporting_owners", header.SAID_DIFFERENTLY.fix)
        elif owner.cik is not None:
            seen[owner.cik] = owner.name
