"""The filing of a page whose parts were read, and what was found on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from form4_grammar.model import Cell, Filing
from form4_grammar.parser.document import Document
from form4_grammar.readers.page_text import Doubt
from form4_grammar.suspicions.as_a_whole import report_as_a_whole
from form4_grammar.suspicions.below_notes import report_below_notes
from form4_grammar.suspicions.debris import report_debris
from form4_grammar.suspicions.glued import report_glued
from form4_grammar.suspicions.layout_year import report_layout_year
from form4_grammar.suspicions.page import report_older, report_page
from form4_grammar.suspicions.repeated import report_repeated
from form4_grammar.suspicions.traces import report_traces
from form4_grammar.suspicions.unread import without_unread
from form4_grammar.transform import read_filing
from form4_grammar.transform.cuts import without_cuts
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.nothing import without_words_for_nothing


def filing_of(document: Document, doubts: Sequence[Doubt], cuts: Sequence[int] = ()) -> tuple[Filing, Findings]:
    """The filing of a page, and what was found, in the order of the page.

    `doubts` are those of the reader, `cuts` the offsets where a word may have been cut, both at their places on the page.
    """
    filing, findings = _with_added(document, doubts) if document.grammar.added else _examined(document, doubts)
    filing = without_cuts(filing, cuts, findings)
    if document.grammar.is_typed:
        filing = without_words_for_nothing(filing, document.grammar, findings)
    if report_traces(filing, findings):
        findings.put_in_order()
    return filing, findings


def _examined(
    document: Document, doubts: Sequence[Doubt], referred: Mapping[int, Cell[Any]] | None = None
) -> tuple[Filing, Findings]:
    """The filing, looked at as a whole. `referred` has the notes that cells refer to which a form of one's own adds."""
    findings = Findings(references=dict(referred or {}))
    report_page(document, findings)
    filing = read_filing(document, findings, doubts)
    report_older(document, findings)
    report_repeated(document, findings)
    if document.grammar.is_of_2003:
        report_below_notes(document, filing, findings)
    filing = without_unread(document, filing, findings)
    report_debris(document, filing, findings)
    report_glued(document, filing, findings)
    report_layout_year(document, filing, findings)
    report_as_a_whole(document, filing, findings)
    findings.put_in_order()
    return filing, findings


def _with_added(document: Document, doubts: Sequence[Doubt]) -> tuple[Filing, Findings]:
    """The filing of a page of a derived form, with what the form adds."""
    from form4_grammar.own_forms import derived  # noqa: PLC0415 - the package's own forms do not need it

    added = derived.read_added(document)
    more = added.findings
    filing, findings = _examined(document, doubts, more.references)
    findings.diagnostics = sorted([*findings.diagnostics, *more.diagnostics], key=lambda one: (one.start, one.end, one.code))
    findings.places |= more.places
    findings.unread |= more.unread
    return derived.with_added(filing, added), findings
