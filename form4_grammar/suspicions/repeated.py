"""Lines of notes, remarks and signatures that stand there twice, and texts that go on as a signature begins."""

from __future__ import annotations

from itertools import pairwise

from form4_grammar.parser.document import Document
from form4_grammar.parser.lines import Line
from form4_grammar.parser.page import Page
from form4_grammar.rules import footnotes, signature
from form4_grammar.transform.findings import Findings, cut_short
from form4_grammar.transform.text import LINES_OF_TEXT, text_at
from form4_grammar.transform.values import plain

_REPEATABLE = frozenset({"TEXT_LINE", "FOOTNOTE_LINE", "FIRST_SIGNATURE_LINE", "SIGNATURE_LINE"})
_SIGNED, _SIGNED_LINE = "/s/", "\n/s/"


def report_repeated(document: Document, findings: Findings) -> None:
    """Reports lines of notes, remarks and signatures that stand there twice, once right below the other."""
    text = document.text
    for above, line in _of_one_length(document.page):
        if (line.type in LINES_OF_TEXT) == (above.type in LINES_OF_TEXT):
            shown = text[line.start : line.end]
            if shown != text[above.start : above.end] or not any(map(str.isalnum, shown)):
                continue
            is_parted = above.last_number + 1 < line.number
            if line.type not in LINES_OF_TEXT and (is_parted or (shown.startswith(_SIGNED) and shown[-4:].isdigit())):
                continue  # two owners may have one agent
            message = f"twice, once right below the other: {cut_short(plain(shown))!r}"
            if line.type in LINES_OF_TEXT:
                path = text_at(line.start, findings) or "footnotes"
                rule, path = footnotes.REPEATED, "footnotes" if line.type == "FOOTNOTE_LINE" else path
            else:
                rule, path = signature.IN_DOUBT, "signatures"
            findings.report(rule, message, (above.start, line.end), path)
    first = text.find(_SIGNED_LINE)
    for path, (start, end) in findings.places.items() if first >= 0 else ():
        if first < end and path.startswith(("footnotes[", "remarks")) and (at := text.find(_SIGNED_LINE, start, end)) >= 0:
            for rule, part in ((signature.APART, path), (signature.IN_DOUBT, "signatures")):
                findings.report(rule, "a line of the text begins as a signature does", (at + 1, end), part)


def _of_one_length(page: Page) -> list[tuple[Line, Line]]:
    """The lines that can stand there twice, each with the one above it, where that is as long."""
    pairs = [pair for kind, pair in zip(page.types[1:], pairwise(page.lines), strict=True) if kind in _REPEATABLE]
    return [(above, line) for above, line in pairs if line[2] - line[1] == above[2] - above[1]]
