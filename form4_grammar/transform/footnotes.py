"""The notes below the tables, and the remarks."""

from __future__ import annotations

import re
from itertools import pairwise

from form4_grammar.model import Footnote, made_note
from form4_grammar.parser.document import Block, Document
from form4_grammar.parser.notes import number_of
from form4_grammar.parser.patterns import Node
from form4_grammar.regexes import regex
from form4_grammar.rules import footnotes, layout, traces
from form4_grammar.transform.findings import Findings, cut_short
from form4_grammar.transform.references import AT_END
from form4_grammar.transform.tables import PATHS
from form4_grammar.transform.text import given_number, note_blocks, part_of, report_last_line, report_page_number
from form4_grammar.transform.values import plain

_CELLS_OF_A_ROW = 3
"""Tabs in a line of a note that make it look like a row."""
_OWN_MARK = regex(
    r"(?-i:\(?(?:[a-z]|[ivx]{2,4})[.)]\s)|[^\w\s]{0,5}\s?(?:(?:foot)?note|fn|f)?\s?\W{0,3}1(?![\d,.%/]*\d|\w)|[^\w\s(\[\"'“‘$/-]",
    re.IGNORECASE,
)
"""How a note begins that was read without its number: with that in no known mark, or with another sign."""
_SIGNS_OF_MARKS = "/|:;,)]}"
"""Signs that no note begins with, and its mark may end in."""
_PLAIN_CAPITALS = frozenset("ABCDEGHIJKLMOPQRSTUVWXYZ")
"""Letters with which no mark begins, as it may with the N of a note."""
_PARAGRAPHS = regex(r"\n\s*\n")
_BLANK_LINES = regex(r"\n\s*\n\s*")
_LINE, _SENTENCES = regex(r"\S[^\n]*"), regex(r"[\"“'(]?[A-Z\d].*[.!?)\"”]\s*")
_PARAGRAPH = regex(r"\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+")
_LONGEST_PIECE = 40
_BULLETS = ("- ", "* ", "• ")
_NEXT_PARAGRAPH = regex(r"\n\s*\n\s*|[.)\]\"”]\s*\n\s*(?=[A-Z*])")
"""The end of a paragraph and what parts it from the next; where a blank line does not, a sentence ends there."""


def read_footnotes(document: Document, findings: Findings) -> tuple[Footnote, ...]:
    """The notes, those without a number numbered by their position or, among numbered ones, after the highest."""
    blocks = note_blocks(document)
    given = [given_number(block, document.text) for block in blocks]
    highest = max((number for number in given if number is not None), default=None)
    notes: list[Footnote] = []
    seen: set[int] = set()
    for position, (block, number) in enumerate(zip(blocks, given, strict=True), 1):
        body = part_of(block, "FOOTNOTE_TEXT")
        if number is None and highest is not None:
            value = highest = highest + 1
            message = f"a note among numbered ones has no number; it was read as note {value}"
            findings.report(footnotes.NO_NUMBER, message, (block.start, block.end), f"footnotes[{value}]")
            if position == 1 and document.tables:
                message = "what stands above the first note may be a row of the table above"
                table = PATHS.get(document.tables[-1].name)
                findings.report(footnotes.NO_NUMBER, message, (block.start, block.end), table)
            if notes:
                message = "what stands below it without a number may be its end"
                findings.report(footnotes.NO_NUMBER, message, (block.start, block.end), f"footnotes[{notes[-1].number}]")
        else:
            value = number if number is not None else position
        path = f"footnotes[{value}]"
        if value in seen:
            message = f"there are two notes with the number {value}"
            findings.report(footnotes.DOUBLE_NUMBER, message, (block.start, block.end), path)
        span = (body.start, body.end) if body else (block.end, block.end)
        findings.places.setdefault(path, span)
        seen.add(value)
        shown = document.text[span[0] : span[1]]
        text = plain(shown)
        notes.append(made_note(value, text))
        if "\n" in shown:
            report_page_number(document, span, path, findings)
            if block is not blocks[-1] or "REMARKS" in document.page.kinds:
                many = len(findings.diagnostics)
                report_last_line(document, span, path, findings)
                if block is blocks[-1] and len(findings.diagnostics) > many:
                    message = (
                        "the last line of the last note stands right above the heading of the remarks, and may be of these"
                    )
                    findings.report(footnotes.PARAGRAPH, message, span, "remarks")
        if number is not None:
            if text[:1] in _SIGNS_OF_MARKS and text:
                message = f"what may be the rest of its mark is in the text: {text[:40]!r} …"
                findings.report(traces.FURNITURE, message, span, path)
            continue
        if shown.count("\t") >= _CELLS_OF_A_ROW:
            for part in (*PATHS.values(), "footnotes"):  # the numbers of those below count it, too
                findings.report(layout.UNEXPECTED, "a row stands among the notes", span, part, raw=text)
        if text[:1] in _PLAIN_CAPITALS:
            continue
        if text[:1].islower():
            findings.report(footnotes.NO_NUMBER, f"the beginning of the note may be lost: {text[:40]!r} …", span, path)
        if text.isdigit():
            message = f"{text!r}, read as a note, may be what stands between pages; the numbers of the notes are in doubt"
            findings.report(traces.FURNITURE, message, span, "footnotes", raw=text)
        elif _OWN_MARK.match(text) or text.startswith(f"{value} "):
            findings.report(traces.FURNITURE, f"what may be the mark of the note is in its text: {text[:40]!r} …", span, path)
        elif text.startswith(_BULLETS):
            findings.report(traces.FURNITURE, f"a bullet is in the text: {text[:40]!r} …", span, path)
    _report_guessed(document, findings)
    if blocks and highest is None:
        notes = _by_lines(notes, document, findings)
    elif len(notes) > 1 and not notes[-2].text:
        _pair(notes, document, findings)
    if given != (rising := sorted(number for number in given if number is not None)) and len(rising) == len(given):
        at, behind = next((index, one) for index, (before, one) in enumerate(pairwise(given), 1) if (one or 0) < (before or 0))
        message = f"note {behind} stands here, behind note {given[at - 1]}"
        findings.report(footnotes.OUT_OF_ORDER, message, (blocks[at].start, blocks[at].end), "footnotes")
    if blocks and notes:
        _report_next_inside(notes[-1], findings)
        _report_paragraph(document, blocks, f"footnotes[{notes[-1].number}]", findings)
    return tuple(notes)


def _by_lines(notes: list[Footnote], document: Document, findings: Findings) -> list[Footnote]:
    """Lines without numbers as a note each, where each ends with its sentence and there are as many as cells refer to."""
    span = (findings.places["footnotes[1]"][0], findings.places[f"footnotes[{len(notes)}]"][1])
    lines = [(found.start(), found.end()) for found in _LINE.finditer(document.text, *span)]
    if len(lines) == len(notes) or len(lines) != max(
        (int(mark[1]) for mark in AT_END.finditer(document.text, 0, span[0])), default=0
    ):
        return notes
    shown = [document.text[start:end] for start, end in lines]
    if not all(_SENTENCES.fullmatch(one) for one in shown):
        return notes
    findings.places |= {f"footnotes[{number}]": place for number, place in enumerate(lines, 1)}
    message = f"{len(lines)} lines without numbers were read as a note each, since cells refer to as many"
    findings.report(footnotes.PERHAPS_SEVERAL, message, span, "footnotes")
    return [Footnote(number, plain(one)) for number, one in enumerate(shown, 1)]


def _report_next_inside(last: Footnote, findings: Findings) -> None:
    """Reports a last note in which the next one begins behind the end of a sentence."""
    number = f"{last.number + 1}"
    if f" {number}. " in last.text or f" ({number}) " in last.text:
        inside = re.search(rf"[.!?)\"”]\s(?:{number}\.|\({number}\)) [A-Z]", last.text)
        if inside is not None:
            message = f"note {last.number} may hold others: {last.text[inside.start() + 1 :][:40]!r} …"
            findings.report(layout.RUN_TOGETHER, message, findings.places[f"footnotes[{last.number}]"], "footnotes")


def _pair(notes: list[Footnote], document: Document, findings: Findings) -> None:
    """Gives marks that stand above each other, without texts, those that stand below them, in their order; reports it."""
    first = len(notes) - 1
    while first and not notes[first - 1].text:
        first -= 1
    span = findings.places[f"footnotes[{notes[-1].number}]"]
    texts = list(_PARAGRAPH.finditer(document.text, *span))
    outcome = "it is unknown which text is whose"
    if len(texts) == len(notes) - first:
        outcome = "they were given the texts in their order"
        for at, one in enumerate(texts, first):
            notes[at] = Footnote(notes[at].number, plain(one[0]))
            findings.places[f"footnotes[{notes[at].number}]"] = one.span()
    numbers = f"{notes[first].number} to {notes[-1].number}"
    findings.report(
        footnotes.NO_NUMBER, f"the marks of the notes {numbers} stand above all their texts: {outcome}", span, "footnotes"
    )


def _report_paragraph(document: Document, blocks: list[Block], path: str, findings: Findings) -> None:
    """Reports a paragraph below the last note, or a note without a number there: the heading of the remarks may be lost."""
    has_heading = "REMARKS" in document.page.kinds
    if document.grammar.is_of_2003 or (has_heading and _has_remarks(document)):
        return  # the page of 2003 to 2009 has lines of its own below the notes, and a rule for them
    last = part_of(blocks[-1], "FOOTNOTE_TEXT")
    if last is None:
        return
    if not has_heading and any(found.rule is footnotes.NO_NUMBER and found.path == path for found in findings.diagnostics):
        message = f"a note without a number may be the remarks: {plain(document.text[last.start : last.end])[:40]!r} …"
        findings.report(footnotes.PARAGRAPH, message, (last.start, last.end), "remarks")
        return
    if document.text.find("\n", last.start, last.end) < 0:
        return
    # Many pages print the heading of the remarks above nothing
    parted = (_BLANK_LINES if has_heading else _NEXT_PARAGRAPH).search(document.text, last.start, last.end)
    if parted is None:
        return
    bodies = (part_of(block, "FOOTNOTE_TEXT") for block in blocks[:-1])
    if not any(body and _NEXT_PARAGRAPH.search(document.text, body.start, body.end) for body in bodies):
        span = (parted.end(), last.end)
        message = f"a paragraph below the last note may be the remarks: {plain(document.text[slice(*span)])[:40]!r} …"
        is_short = span[1] - span[0] <= _LONGEST_PIECE and document.text[span[1] - 1] not in ".!?:;)"
        for one in (path, "remarks", *(["signatures[0].name"] if is_short else ())):  # or the first line of a name, cut off
            findings.report(footnotes.PARAGRAPH, message, span, one)


def _has_remarks(document: Document) -> bool:
    """Whether there is a text below the heading of the remarks."""
    return any(block.rule == "remarks" and (block.node is None or part_of(block, "FOOTNOTE_TEXT")) for block in document.blocks)


def _report_guessed(document: Document, findings: Findings) -> None:
    """Reports the lines inside notes that look like notes themselves."""
    for line in document.page.mended:
        if line.type == "TEXT_LINE":
            path = next(
                (p for p, (a, b) in findings.places.items() if p.startswith("footnotes[") and a <= line.start < b), None
            )
            shown = plain(document.text[line.start : line.end])[:40]
            findings.report(footnotes.LIKE_A_NOTE, f"read as text of the note: {shown!r} …", (line.start, line.end), path)


def read_remarks(document: Document, findings: Findings) -> str | None:
    """The remarks, paragraphs parted by a line break; None where there are none."""
    for block in document.blocks:
        body = block.node.find("FOOTNOTE_TEXT") if block.rule == "remarks" and block.node is not None else None
        if body is not None:
            findings.places["remarks"] = (body.start, body.end)
            _report_note_in_remarks(document, body, findings)
            shown = document.text[body.start : body.end]
            if "\n" in shown:
                report_page_number(document, findings.places["remarks"], "remarks", findings)
                report_last_line(document, findings.places["remarks"], "remarks", findings)
            return "\n".join(plain(part) for part in _PARAGRAPHS.split(shown))
        if block.rule == "remarks" and block.node is None:
            shown = document.text[block.start : block.end]
            findings.report_unread("remarks", f"cannot be read: {cut_short(shown)!r}", (block.start, block.end), shown)
    return None


def _report_note_in_remarks(document: Document, body: Node, findings: Findings) -> None:
    """Reports remarks that begin with the mark of the next note, as they do where the heading stands too far above."""
    if not any(line.start == body.start and line.type == "FOOTNOTE_LINE" for line in document.page.lines):
        return
    blocks = note_blocks(document)
    marks = {document.text[block.start : block.start + 1] for block in blocks}
    mark = document.text[body.start : body.start + 1]
    given = [number for block in blocks if (number := given_number(block, document.text)) is not None]
    are_gone = not blocks and bool(findings.references)
    if (
        are_gone
        or (mark in marks and not given)
        or (given and number_of(document.text[body.start : body.start + 6]) == max(given) + 1)
    ):
        message = f"the remarks begin as the next note would: {plain(document.text[body.start : body.end])[:40]!r} …"
        findings.report(footnotes.PARAGRAPH, message, (body.start, body.end), "remarks")
