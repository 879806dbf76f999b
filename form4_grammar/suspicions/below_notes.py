"""What the order of the page of 2003 to 2009 leaves open where a line is lost: no signatures stand below its notes."""

from __future__ import annotations

from itertools import pairwise

from form4_grammar.model import Filing
from form4_grammar.parser.document import Document
from form4_grammar.parser.lines import Line
from form4_grammar.rules import layout, signature
from form4_grammar.transform.findings import PROSE, Findings

_SHORTEST = 100
"""The characters that the line below the notes has at least: it has some 130."""

_WIDEST = 160
"""The characters of a line beyond which a text was not wrapped: then every line is a paragraph."""

_NUMBER = "FOOTNOTE_NUMBER"
_CAPTION, _END = "SIGNATURE_OF_REPORTING_PERSON", "FILE_THREE_COPIES"


def report_below_notes(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports a caption without a signature above it, a paragraph without number or heading, and notes without an end."""
    lines = document.page.lines
    captions = [line for line in lines if line.type == _CAPTION and line.end > line.start]
    if filing.signatures and len(captions) > len(filing.signatures):
        message = f"the line below a signature stands {len(captions)} times, and there are {len(filing.signatures)} signatures"
        findings.report(signature.NO_SIGNATURE, message, (captions[0].start, captions[0].end), "signatures")
    texts = {path: span for path, span in findings.places.items() if path.startswith(PROSE)}
    if not texts:
        return
    last, (start, end) = max(texts.items(), key=lambda one: one[1])
    if last != "remarks":
        is_wrapped = all(line.end - line.start < _WIDEST for line in lines if line.type in ("FOOTNOTE_LINE", "TEXT_LINE"))
        pairs = [(one, line) for one, line in pairwise(lines) if one.end > start and line.start < end]
        half, text = max(line.end - line.start for line in lines) // 2, document.text

        def is_end(one: Line, line: Line) -> bool:
            """Whether a paragraph ends in a line: it is a short one that ends a sentence, or a blank line follows."""
            is_short = text[one.end - 1] == "." and one.end - one.start < min(half, _WIDEST // 4)
            return not is_wrapped or is_short or line.number > one.last_number + 1

        below = next((line for one, line in pairs if is_end(one, line)), None)
        if below is not None:
            message = "a paragraph below the last note has no number: it may be the remarks, whose heading is not there"
            for path in (last, "remarks"):
                findings.report(layout.END_OF_NOTES, message, (below.start, below.end), path)
        unnumbered = [one for one in document.blocks if one.rule == "footnote" and one.node and not one.node.find(_NUMBER)]
        if unnumbered and unnumbered[-1].end >= end:
            message = "the last note has no number: it may be the remarks, whose heading is not there"
            findings.report(layout.END_OF_NOTES, message, (start, end), "remarks")
    if any(missing.terminal == _END for missing in document.page.missing) or any(
        line.type == _END and line.mended and line.end - line.start < _SHORTEST for line in lines
    ):
        message = "the line of the form that follows the notes is missing or not whole, so where they end is unclear"
        findings.report(layout.END_OF_NOTES, message, (start, end), last)
