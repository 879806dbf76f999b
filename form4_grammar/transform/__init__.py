"""What a page means: its parts become a `Filing`, and what of them departs from the form, findings."""

from __future__ import annotations

from collections.abc import Sequence

from form4_grammar.model import Filing
from form4_grammar.parser.document import Document
from form4_grammar.readers.page_text import Doubt
from form4_grammar.transform.boxes import read_box, report_box_in_row, report_two_signs
from form4_grammar.transform.doubts import report_parts, settle
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.footnotes import read_footnotes, read_remarks
from form4_grammar.transform.header import read_header
from form4_grammar.transform.references import report_marks_of_none, report_references
from form4_grammar.transform.rows import derivative_rows, non_derivative_rows
from form4_grammar.transform.signatures import read_signatures
from form4_grammar.transform.tables import PATHS, read_table


def read_filing(document: Document, findings: Findings, doubts: Sequence[Doubt] = ()) -> Filing:
    """The filing as the parts of a page have it, before it is looked at as a whole. `doubts` are the reader's."""
    header = read_header(document, findings)
    notes = read_footnotes(document, findings)
    numbers = frozenset(note.number for note in notes)
    tables = {t.name: read_table(document, t, numbers, findings) for t in document.tables if t.name in PATHS}
    for table in document.tables if doubts else ():
        settle(tables.get(table.name, []), table, doubts, findings)
    report_parts(doubts, findings)
    report_references(document, tables, notes, findings)
    if any(one.path and "_table[" in one.path for one in findings.diagnostics):
        report_marks_of_none(tables, notes, findings)
        report_box_in_row(document, (row for rows in tables.values() for row in rows), findings)
    if not document.text.isascii():
        report_two_signs(document, findings)
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
    line = document.page.first(terminal)
    if line is None:
        return None
    findings.places[terminal.lower()] = (line.start, line.end)
    return True


def _amended(document: Document) -> bool:
    """Whether the heading of the page says that it is an amendment."""
    if "FORM_HEADING" not in document.page.kinds:
        return False
    heads = (line for line in document.page.lines if line.type == "FORM_HEADING")
    return any(document.source[line.start : line.end].rstrip().upper().endswith("/A") for line in heads)
