"""What of a filing is in doubt because of a gap beside it: boxes, rows and statements that may be lost, too."""

from __future__ import annotations

import re

from form4_grammar.diagnostics import Severity
from form4_grammar.grammar import LAYOUT
from form4_grammar.model import Filing
from form4_grammar.parser.document import Document
from form4_grammar.rules import layout
from form4_grammar.transform.findings import SHORT, Findings

_FIRST_WORDS = 6
"""The words of a box's caption that tell it from others."""
_SIGNED = "/s/"
_ENDS_OF_SENTENCES = (".", "!", "?", ";", ":", ")", '"', "\u201d")


def report_beside_gaps(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports what else may be lost with lines, items and parts that are known to be; those are reported before."""
    _report_gap_above_notes(document, filing, findings)
    _report_gap_below_rows(document, findings)
    if document.grammar.base == "3" and filing.no_securities_owned is None:
        _report_lost_statement(filing, findings)
    if not filing.signatures:
        _report_swallowed_signature(document, filing, findings)
    if findings.unread >= {"issuer", "period_of_report"}:
        _report_lost_boxes(document, filing, findings)


def _report_lost_boxes(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports the boxes of a page whose header could not be read, where the words of their captions stand."""
    told = {found.path for found in findings.diagnostics}
    for name in ("not_subject_to_section16", "aff10b5_one"):
        caption = document.grammar.caption(f"{name}{LAYOUT}")
        if caption is None or name in findings.places or name in told or getattr(filing, name) is not None:
            continue
        first = r"\s+".join(map(re.escape, caption.split()[:_FIRST_WORDS]))
        found = re.search(first, document.source)
        if found is not None:
            message = "the box could not be read, and neither could items of the header"
            findings.report(layout.UNREADABLE_BOX, message, found.span(), name)


def _report_gap_above_notes(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports that rows may be lost with the heading of the notes, where the first of these are lost, too."""
    if document.grammar.is_of_2003 or document.grammar.is_typed:
        return  # there the notes do not follow the tables
    at = next((one.at for one in document.page.missing if one.terminal == "EXPLANATION_OF_RESPONSES"), None)
    first = min((note.number for note in filing.footnotes), default=None)
    if at is None or first == 1 or (first is None and "footnotes" not in findings.unread):
        return
    message = "the heading of the notes and the first of them are lost, and rows above them may be"
    findings.report(layout.BESIDE_A_GAP, message, (at, at), "derivative_table")


def _report_gap_below_rows(document: Document, findings: Findings) -> None:
    """Reports the table above a gap in which the title of the next table is lost, and what stands behind that one, too."""
    missing = {one.terminal: one.at for one in document.page.missing if not one.truncated}
    at = missing.get("TABLE_II_TITLE")
    if at is not None and at in (missing.get("EXPLANATION_OF_RESPONSES"), missing.get("REPORTING_OWNERS_TITLE")):
        message = "a whole table and the heading behind it are lost, and rows above them may be"
        findings.report(layout.BESIDE_A_GAP, message, (at, at), "non_derivative_table")


def _report_lost_statement(filing: Filing, findings: Findings) -> None:
    """Reports that a Form 3 may have said that nothing is owned, where no row says the contrary and some of it is lost."""
    if any(row.shares_owned_following_transaction.raw for row in filing.non_derivative_table) or filing.derivative_table:
        return
    parts = ("non_derivative_table", "derivative_table", "footnotes")
    loud = (one for one in findings.diagnostics if one.severity is not Severity.INFO and one.rule is not layout.CAPTION)
    if (lost := next((one for one in loud if one.path and one.path.startswith(parts)), None)) is not None:
        message = "no row says that securities are owned, and the line that says that there are none may be lost"
        findings.report(layout.BESIDE_A_GAP, message, (lost.start, lost.end), "no_securities_owned")


def _report_swallowed_signature(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports the text above the place of a signature that was not found, where its last line is no end of a sentence."""
    texts = [(f"footnotes[{note.number}]", note.text) for note in filing.footnotes]
    texts += [("remarks", filing.remarks)] if filing.remarks else []
    at, path, text = max(((*findings.places.get(path, (0, 0))[1:], path, text) for path, text in texts), default=(0, "", ""))
    if path and (_SIGNED in text or not text.endswith(_ENDS_OF_SENTENCES)):
        last = document.text.rfind("\n", 0, at) + 1
        raw = document.source[last:at].strip()
        shown = raw if len(raw) <= SHORT else f"…{raw[1 - SHORT :]}"
        message = f"no signature was found, and what stands above its place may be it: {shown!r}"
        findings.report(layout.UNEXPECTED, message, (min(last, at), at), path, raw=raw)
