"""What notes, remarks and signatures have in common: where each stands."""

from __future__ import annotations

from form4_grammar.parser.document import Block, Document
from form4_grammar.parser.notes import number_of
from form4_grammar.parser.patterns import Node
from form4_grammar.regexes import regex
from form4_grammar.rules import traces
from form4_grammar.transform.findings import Findings

_NOTES = ("footnote", "unnumbered_footnote")
_LINE_BETWEEN = regex(r"(?<=[^\s\d.,$%])[ \t]*\n\s*(\d{1,3}(?:\s?(?:/|of)\s?\d{1,3})?)[ \t]*\n\s*(?=[A-Za-z])")
_LINE_BELOW = regex(r"[.!?;:)][ \t]*\n\s*([^\n]{0,80}[^\n.!?;:)\]\"'\u201d])\s*\Z")
LINES_OF_TEXT = frozenset({"TEXT_LINE", "ROW_LINE", "FOOTNOTE_LINE"})
"""The types of lines that may be of a note, the remarks or a signature."""


def report_page_number(document: Document, span: tuple[int, int], path: str, findings: Findings) -> None:
    """Reports a line between two lines of a text that may be the number of a page."""
    if (match := _LINE_BETWEEN.search(document.text, *span)) is not None:
        message = f"a line of the text may be the number of a page: {match[1]!r}"
        findings.report(traces.FURNITURE, message, match.span(1), path)


def report_last_line(document: Document, span: tuple[int, int], path: str, findings: Findings) -> None:
    """Reports a short line that stands below the end of a sentence, and is none itself."""
    start, end = span
    if "\n" in document.text[start:end].rstrip() and (match := _LINE_BELOW.search(document.text, *span)) is not None:
        message = f"the last line of the text may be what stands between pages: {match[1]!r}"
        findings.report(traces.FURNITURE, message, match.span(1), path)


def note_blocks(document: Document) -> list[Block]:
    """The notes that the grammar could read."""
    return [block for block in document.blocks if block.rule in _NOTES and block.node is not None]


def part_of(block: Block, name: str) -> Node | None:
    """The part of a block that has a name, among those that it is made of itself."""
    if block.node is not None:
        for part in block.node.children:
            if part.name == name:
                return part
    return None


def given_number(block: Block, text: str) -> int | None:
    """The number that a note has."""
    mark = part_of(block, "FOOTNOTE_NUMBER")
    return None if mark is None else number_of(text[mark.start : mark.end])


def text_at(start: int, findings: Findings) -> str | None:
    """The note or the remarks that stand at a place."""
    texts = ((path, place) for path, place in findings.places.items() if path.startswith(("footnotes[", "remarks")))
    return next((path for path, (first, last) in texts if first <= start < last), None)


def text_above(document: Document, start: int, findings: Findings) -> str | None:
    """The note or the remarks right above a place."""
    above = [line for line in document.page.lines if line.type in LINES_OF_TEXT and line.start < start]
    return text_at(above[-1].end - 1, findings) or "remarks" if above else None
