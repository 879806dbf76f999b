"""The transformer: a page that was read becomes a `Filing`, and what departs from the form a list of diagnostics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from form4_grammar.model import Cell, Filing
from form4_grammar.parser.document import Document
from form4_grammar.readers.page_text import Doubt
from form4_grammar.transform.boxes import read_box
from form4_grammar.transform.debris import report_debris
from form4_grammar.transform.doubts import report_parts, settle
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.footnotes import read_footnotes, read_remarks, report_references
from form4_grammar.transform.glued import report_glued
from form4_grammar.transform.header import read_header
from form4_grammar.transform.layout_year import report_layout_year
from form4_grammar.transform.page import report_older, report_page
from form4_grammar.transform.page_of_2002 import report_below_notes
from form4_grammar.transform.signatures import read_signatures
from form4_grammar.transform.tables import PATHS, derivative_rows, non_derivative_rows, read_table
from form4_grammar.transform.text import report_repeated
from form4_grammar.transform.unread import without_unread


def transform(
    document: Document, doubts: Sequence[Doubt] = (), referred: Mapping[int, Cell[Any]] | None = None
) -> tuple[Filing, Findings]:
    """The filing of a page, and what was found on the way, in the order of the page.

    `doubts` are those of the reader, at their places on the page. `referred` has the notes that cells refer to which a form of
    one's own adds: what it adds is read elsewhere.
    """
    findings = Findings(references=dict(referred or {}))
    report_page(document, findings)
    filing = read_filing(document, findings, doubts)
    report_repeated(document, findings)
    if document.grammar.is_of_2002:
        report_below_notes(document, filing, findings)
    filing = without_unread(document, filing, findings)
    report_debris(document, filing, findings)
    report_glued(document, filing, findings)
    report_layout_year(document, filing, findings)
    findings.put_in_order()
    return filing, findings


def read_filing(document: Document, findings: Findings, doubts: Sequence[Doubt] = ()) -> Filing:
    """The filing as the parts of a page have it, before it is looked at as a whole."""
    header = read_header(document, findings)
    notes = read_footnotes(document, findings)
    numbers = frozenset(note.number for note in notes)
    tables = {t.name: read_table(document, t, numbers, findings) for t in document.tables if t.name in PATHS}
    for table in document.tables if doubts else ():
        settle(tables.get(table.name, []), table, doubts, findings)
    report_parts(doubts, findings)
    report_references(document, tables, notes, findings)
    report_older(document, findings)
    return Filing(
        form_type=document.grammar.base + ("/A" if header.is_amendment or _amended(document) else ""),
        period_of_report=header.period_of_report,
        date_of_original_submission=header.date_of_original_submission,
        not_subject_to_section16=read_box(document, "not_subject_to_section16", findings),
        aff10b5_one=read_box(document, "aff10b5_one", findings),
        issuer=header.issuer,
        reporting_owners=header.owners,
        non_derivative_table=non_derivative_rows(tables.get("table_i", [])),
        no_securities_owned=_says(document, "NO_SECURITIES_OWNED", findings),
        form3_holdings_reported=read_box(document, "form3_holdings_reported", findings),
        form4_transactions_reported=read_box(document, "form4_transactions_reported", findings),
        derivative_table=derivative_rows(tables.get("table_ii", [])),
        footnotes=notes,
        remarks=read_remarks(document, findings),
        signatures=read_signatures(document, findings),
    )


def _says(document: Document, terminal: str, findings: Findings) -> bool | None:
    """Whether a line stands on the page that says something by being there; None where it does not."""
    for line in document.page.lines:
        if line.type == terminal:
            findings.places[terminal.lower()] = (line.start, line.end)
            return True
    return None


def _amended(document: Document) -> bool:
    """Whether the heading of the page says that it is an amendment."""
    heads = (line for line in document.page.lines if line.type == "FORM_HEADING")
    return any(document.source[line.start : line.end].rstrip().upper().endswith("/A") for line in heads)
