"""What notes, remarks and signatures have in common: where each stands, and lines that stand there twice."""

from __future__ import annotations

from collections.abc import Sequence

from form4_grammar.parser.document import Block, Document
from form4_grammar.parser.lines import Line
from form4_grammar.parser.notes import number_of
from form4_grammar.parser.patterns import Node
from form4_grammar.regexes import regex
from form4_grammar.rules import footnotes, layout, signature
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.values import plain

_NOTES = ("footnote", "unnumbered_footnote")
_LINE_BETWEEN = regex(r"(?<=[^\s\d.,$%])[ \t]*\n\s*(\d{1,3}(?:\s?(?:/|of)\s?\d{1,3})?)[ \t]*\n\s*(?=[A-Za-z])")
_TEXTS = frozenset({"TEXT_LINE", "ROW_LINE", "FOOTNOTE_LINE"})
_REPEATABLE = frozenset({"TEXT_LINE", "FOOTNOTE_LINE", "FIRST_SIGNATURE_LINE", "SIGNATURE_LINE"})
_SIGNED, _SIGNED_LINE = "/s/", "\n/s/"


def report_page_number(document: Document, span: tuple[int, int], path: str, findings: Findings) -> None:
    """Reports a line between two lines of a text that may be the number of a page."""
    if (match := _LINE_BETWEEN.search(document.text, *span)) is not None:
        message = f"a line of the text may be the number of a page: {match[1]!r}"
        findings.report(layout.FURNITURE, message, match.span(1), path)


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


def report_repeated(document: Document, findings: Findings) -> None:
    """Reports lines of notes, remarks and signatures that stand there twice, once right below the other."""
    text = document.text
    for above, line in _of_one_length(document.page.lines):
        if (line.type in _TEXTS) == (above.type in _TEXTS):
            shown = text[line.start : line.end]
            if shown != text[above.start : above.end] or not any(map(str.isalnum, shown)):
                continue
            is_parted = above.last_number + 1 < line.number
            if line.type not in _TEXTS and (is_parted or (shown.startswith(_SIGNED) and shown[-4:].isdigit())):
                continue  # two owners may have one agent
            message = f"twice, once right below the other: {plain(shown)[:40]!r}"
            if line.type in _TEXTS:
                path = text_at(line.start, findings) or "footnotes"
                rule, path = footnotes.REPEATED, "footnotes" if line.type == "FOOTNOTE_LINE" else path
            else:
                rule, path = signature.IN_DOUBT, "signatures"
            findings.report(rule, message, (above.start, line.end), path)
    first = text.find(_SIGNED_LINE)
    for path, (start, end) in findings.places.items() if first >= 0 else ():
        if first < end and path.startswith(("footnotes[", "remarks")) and (at := text.find(_SIGNED_LINE, start, end)) >= 0:
            for part in (path, "signatures"):
                findings.report(signature.APART, "a line of the text begins as a signature does", (at + 1, end), part)


def _of_one_length(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """The lines that can stand there twice, each with the one above it, where that is as long."""
    found: list[tuple[Line, Line]] = []
    before = -1
    for index, (kind, start, end, _, _, _) in enumerate(lines):
        if end - start == before and kind in _REPEATABLE:
            found.append((lines[index - 1], lines[index]))
        before = end - start
    return found


def text_at(start: int, findings: Findings) -> str | None:
    """The note or the remarks that stand at a place."""
    texts = ((path, place) for path, place in findings.places.items() if path.startswith(("footnotes[", "remarks")))
    return next((path for path, (first, last) in texts if first <= start < last), None)


def text_above(document: Document, start: int, findings: Findings) -> str | None:
    """The note or the remarks right above a place."""
    above = [line for line in document.page.lines if line.type in _TEXTS and line.start < start]
    return text_at(above[-1].end - 1, findings) or "remarks" if above else None
