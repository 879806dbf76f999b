"""From offsets of the page text to those of the document, once a page was read; and what only the document's links tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.documents.submission import CIK_DIGITS
from form4_grammar.model import Filing, cells_of, changed_row, made_cell, with_rows
from form4_grammar.readers.page_text import PageText
from form4_grammar.regexes import regex

_CIK = regex(r"(?:\b|&amp)CIK=(\d{1,10})\b", re.IGNORECASE)


def placed(filing: Filing, page: PageText, source: str | None) -> Filing:
    """The filing with each cell's place and raw text as they are in the document, `source`.

    The raw text stays that of the page where `source` is None: what is wrapped in its column stands beside other cells there.
    """

    def moved(row: Any, _path: str) -> Any:
        cells: dict[str, Any] = {}
        for name, cell in cells_of(row):
            if cell.start >= 0:
                start, end = page.span(cell.start, cell.end)
                raw = cell.raw if source is None else source[start:end]
                cells[name] = made_cell(cell.value, cell.footnotes, raw, start, end, cell.readable)
        return changed_row(row, cells)

    return with_rows(filing, moved)


def placed_diagnostic(found: Diagnostic, page: PageText) -> Diagnostic:
    """A finding at its place in the document; one of no place stays that of the whole document."""
    if not found.end:
        return found
    start, end = page.span(found.start, found.end)
    labels = tuple(replace(label, start=a, end=b) for label in found.labels for a, b in [page.span(label.start, label.end)])
    return replace(found, start=start, end=end, labels=labels)


def with_ciks_of(filing: Filing, other: Filing) -> Filing:
    """The filing with the CIKs of another reading of it."""
    owners = zip(filing.reporting_owners, other.reporting_owners, strict=True)
    return replace(
        filing,
        issuer=replace(filing.issuer, cik=other.issuer.cik),
        reporting_owners=tuple(replace(one, cik=known.cik) for one, known in owners),
    )


def with_ciks(
    filing: Filing, page: PageText, places: Mapping[str, tuple[int, int]]
) -> tuple[Filing, dict[str, tuple[int, int]]]:
    """The filing with the CIKs that the links of its names lead to, as EDGAR's own pages have them, and where these stand.

    `places` are those of the document.
    """
    ciks: dict[str, str] = {}
    found: dict[str, tuple[int, int]] = {}
    names = sorted(
        (*place, path) for path, place in places.items() if path.endswith(".name") and not path.startswith("sig")
    )  # no name stands inside another
    for link in page.links if names else ():
        match = _CIK.search(link.address)
        if match is None:
            continue
        index = bisect_left(names, (link.text_end,)) - 1
        while index >= 0 and names[index][1] > link.text_start:
            name = f"{names[index][2].removesuffix('.name')}.cik"
            ciks.setdefault(name, f"{int(match[1]):0{CIK_DIGITS}}")  # whatever digits a copy has
            found.setdefault(name, (link.start, link.end))
            index -= 1
    owners = tuple(
        replace(owner, cik=ciks.get(f"reporting_owners[{index}].cik")) for index, owner in enumerate(filing.reporting_owners)
    )
    return replace(filing, issuer=replace(filing.issuer, cik=ciks.get("issuer.cik")), reporting_owners=owners), found
