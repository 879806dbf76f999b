"""The free text of a page: boxes, notes, remarks, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from form4_grammar.model import Cell, Footnote, Signature
from form4_grammar.parser.document import Block, Document
from form4_grammar.parser.lines import Line
from form4_grammar.parser.notes import number_of
from form4_grammar.parser.patterns import Node
from form4_grammar.regexes import regex
from form4_grammar.rules import dates, footnotes, layout, signature
from form4_grammar.transform.findings import Findings, cut_short
from form4_grammar.transform.tables import PATHS
from form4_grammar.transform.values import plain, read_date, without_emphasis

_NOTES = ("footnote", "unnumbered_footnote")
_MOST_NOTES = 1000
"""More notes than any filing has; gaps between more are not told one by one."""

_LINE_BETWEEN = regex(r"(?<=[^\s\d.,$%])[ \t]*\n\s*(\d{1,3}(?:\s?(?:/|of)\s?\d{1,3})?)[ \t]*\n\s*(?=[A-Za-z])")
_MANY = 8
_CELLS_OF_A_ROW = 3
_TEXTS = frozenset({"TEXT_LINE", "ROW_LINE", "FOOTNOTE_LINE"})
_REPEATABLE = frozenset({"TEXT_LINE", "FOOTNOTE_LINE", "FIRST_SIGNATURE_LINE", "SIGNATURE_LINE"})
_SIGNED, _SIGNED_LINE = "/s/", "\n/s/"
_GLUED = regex(r"[^\s\d#/-](\d{1,6})$")
"""Digits at the end of a text that no blank parts from it."""

_OWN_MARK = regex(
    r"(?-i:\(?(?:[a-z]|[ivx]{2,4})[.)]\s)|[^\w\s]{0,5}\s?(?:(?:foot)?note|fn|f)?\s?\W{0,3}1(?![\d,.%/]*\d|\w)|[^\w\s(\[\"'“‘$/-]",
    re.IGNORECASE,
)
"""How a note begins that was read without its number: with that in no known mark, or with another sign."""
_PLAIN_CAPITALS = frozenset("ABCDEGHIJKLMOPQRSTUVWXYZ")
"""Letters with which no mark begins, as it may with the N of a note."""

_ANY_DATE = regex(r"(?<!\d)\d{1,4} ?[-/.∕⁄／] ?\d{1,2} ?[-/.∕⁄／] ?\d{2,4}(?!\d)")
_YEAR = regex(r"(?:19|20)\d\d$")
_GROUPED = regex(r",\d{3}$")
"""A number that has its commas where they belong has no digit too many."""

_UNUSUAL = regex(r"\\?\$[\d,]*\.\d{3,}|[\d,]*\.\d{4,}|\d{4,}")
"""Amounts with more digits than most: of a cent or of a share, or of a thousand without its comma."""

_PARAGRAPHS = regex(r"\n\s*\n")
_BOXES_AT_TOP = frozenset({"not_subject_to_section16", "form3_holdings_reported", "form4_transactions_reported", "aff10b5_one"})
_LONGEST_MARK, _LONGEST_PIECE = 60, 40
_BULLETS = ("- ", "* ", "• ")
_AT_END = regex(r"(?<=\S)[ \u00a0]?\((\d{1,2})\)(?=[\t\n(]|\Z)")
"""The number of a note at the end of a cell."""
_NEXT_PARAGRAPH = regex(r"\n\s*\n\s*|[.)\]\"”]\s*\n\s*(?=[A-Z*])")
"""The end of a paragraph and what parts it from the next; where a blank line does not, a sentence ends there."""


def read_box(document: Document, rule: str, findings: Findings) -> bool | None:
    """Whether a box is ticked; None where the page shows no mark, which is how an unticked box looks, too."""
    for block in document.blocks:
        if block.rule == rule:
            findings.places[rule] = (block.start, block.end)
            if block.node is None:
                shown = plain(document.text[block.start : block.end])[:40]
                message = f"cannot tell whether it is ticked: {shown!r} …"
                findings.report(layout.UNREADABLE_BOX, message, findings.places[rule], rule, raw=shown)
                return None
            if (mark := block.node.find("CHECKED_BOX")) is not None:
                if (other := _may_be_that_of(document, block, mark)) is None:
                    return True
                is_below = block.start < mark.start
                shown = "a mark stands by itself below these boxes; of which it is, is unknown"
                message = (
                    shown if is_below else "a mark stands by itself between two boxes; it is read as that of the one below"
                )
                for name in (rule, other.rule):
                    findings.report(layout.UNREADABLE_BOX, message, (mark.start, mark.end), name)
                return None if is_below else True
            if block.node.find("UNCHECKED_BOX"):
                return False
            if _is_any_box_unreadable(document) or _is_any_mark_astray(document):
                message = "whether it is ticked is unknown: a mark that stands elsewhere may be its own"
                findings.report(layout.UNREADABLE_BOX, message, findings.places[rule], rule)
            return None
    return None


def _may_be_that_of(document: Document, block: Block, mark: Node) -> Block | None:
    """The other box that a mark on a line of its own may be of.

    That has none and is no farther from the mark, or the mark stands below the text of this one, behind a blank line.
    """
    text = document.text
    below, behind = _breaks(text[block.start : mark.start]), text[mark.end : block.end]
    breaks = below or behind.count("\n", 0, len(behind) - len(behind.lstrip()))
    for other in document.blocks if breaks else ():
        if other is block or other.rule not in _BOXES_AT_TOP or other.node is None:
            continue
        if other.node.find("CHECKED_BOX") or other.node.find("UNCHECKED_BOX"):
            continue
        is_above = other.end <= block.start and not text[other.end : block.start].strip()
        if below > 1 or (is_above and _breaks(text[other.start : block.start]) <= breaks):
            return other
    return None


def _breaks(text: str) -> int:
    """The line breaks at the end of a text."""
    return text.count("\n", len(text.rstrip()))


def _is_any_mark_astray(document: Document) -> bool:
    """Whether the mark of a box stands by itself above the items, and fits nowhere."""
    end = min((item.start for item in document.items), default=0)
    above = (line for line in document.page.unexpected if line.start < end and line.end - line.start <= _LONGEST_MARK)
    shown = (document.source[line.start : line.end].strip() for line in above)
    return any(text and re.fullmatch(document.grammar.box, text) is not None for text in shown)


def _is_any_box_unreadable(document: Document) -> bool:
    return any(block.rule in _BOXES_AT_TOP and block.node is None for block in document.blocks)


def read_footnotes(document: Document, findings: Findings) -> tuple[Footnote, ...]:
    """The notes, those without a number numbered by their position or, among numbered ones, after the highest."""
    blocks = _note_blocks(document)
    given = [_given(block, document.text) for block in blocks]
    highest = max((number for number in given if number is not None), default=None)
    notes: list[Footnote] = []
    seen: set[int] = set()
    for position, (block, number) in enumerate(zip(blocks, given, strict=True), 1):
        body = _part(block, "FOOTNOTE_TEXT")
        if number is None and highest is not None:
            value = highest = highest + 1
            message = f"a note among numbered ones has no number; it was read as note {value}"
            findings.report(footnotes.NO_NUMBER, message, (block.start, block.end), f"footnotes[{value}]")
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
        notes.append(Footnote(value, text))
        if "\n" in shown:
            _report_page_number(document, span, path, findings)
        if number is not None:
            continue
        if shown.count("\t") >= _CELLS_OF_A_ROW:
            for table in PATHS.values():
                findings.report(layout.UNEXPECTED, "a row stands among the notes", span, table, raw=text)
        if text[:1] in _PLAIN_CAPITALS:
            continue
        if _OWN_MARK.match(text):
            findings.report(layout.FURNITURE, f"what may be the mark of the note is in its text: {text[:40]!r} …", span, path)
        elif text.startswith(_BULLETS):
            findings.report(layout.FURNITURE, f"a bullet is in the text: {text[:40]!r} …", span, path)
    _report_guessed(document, findings)
    if blocks and notes:
        _report_paragraph(document, blocks, f"footnotes[{notes[-1].number}]", findings)
    return tuple(notes)


def _report_page_number(document: Document, span: tuple[int, int], path: str, findings: Findings) -> None:
    """Reports a line between two lines of a text that may be the number of a page."""
    if (match := _LINE_BETWEEN.search(document.text, *span)) is not None:
        message = f"a line of the text may be the number of a page: {match[1]!r}"
        findings.report(layout.FURNITURE, message, match.span(1), path)


def _note_blocks(document: Document) -> list[Block]:
    """The notes that the grammar could read."""
    return [block for block in document.blocks if block.rule in _NOTES and block.node is not None]


def _report_paragraph(document: Document, blocks: list[Block], path: str, findings: Findings) -> None:
    """Reports a paragraph below the last note, or a note without a number there: the heading of the remarks may be lost."""
    if document.grammar.is_of_2002 or any(line.type == "REMARKS" for line in document.page.lines):
        return  # the page of 2003 to 2009 has lines of its own below the notes, and a rule for them
    last = _part(blocks[-1], "FOOTNOTE_TEXT")
    if last is None:
        return
    if any(found.rule is footnotes.NO_NUMBER and found.path == path for found in findings.diagnostics):
        message = f"a note without a number may be the remarks: {plain(document.text[last.start : last.end])[:40]!r} …"
        findings.report(footnotes.PARAGRAPH, message, (last.start, last.end), "remarks")
        return
    if document.text.find("\n", last.start, last.end) < 0:
        return
    parted = _NEXT_PARAGRAPH.search(document.text, last.start, last.end)
    if parted is None:
        return
    bodies = (_part(block, "FOOTNOTE_TEXT") for block in blocks[:-1])
    if not any(body and _NEXT_PARAGRAPH.search(document.text, body.start, body.end) for body in bodies):
        span = (parted.end(), last.end)
        message = f"a paragraph below the last note may be the remarks: {plain(document.text[slice(*span)])[:40]!r} …"
        is_short = span[1] - span[0] <= _LONGEST_PIECE and document.text[span[1] - 1] not in ".!?:;)"
        for one in (path, "remarks", *(["signatures[0].name"] if is_short else ())):  # or the first line of a name, cut off
            findings.report(footnotes.PARAGRAPH, message, span, one)


def _part(block: Block, name: str) -> Node | None:
    if block.node is not None:
        for part in block.node.children:
            if part.name == name:
                return part
    return None


def _given(block: Block, text: str) -> int | None:
    """The number that a note has."""
    mark = _part(block, "FOOTNOTE_NUMBER")
    return None if mark is None else number_of(text[mark.start : mark.end])


def _report_guessed(document: Document, findings: Findings) -> None:
    """Reports the lines inside notes that look like notes themselves."""
    for line in document.page.lines:
        if line.mended and line.type == "TEXT_LINE":
            path = next(
                (p for p, (a, b) in findings.places.items() if p.startswith("footnotes[") and a <= line.start < b), None
            )
            shown = plain(document.text[line.start : line.end])[:40]
            findings.report(footnotes.LIKE_A_NOTE, f"read as text of the note: {shown!r} …", (line.start, line.end), path)


def report_references(
    document: Document, tables: dict[str, list[dict[str, Any]]], notes: tuple[Footnote, ...], findings: Findings
) -> None:
    """Reports what references and notes tell of each other: notes that are not there, and notes without a number."""
    numbers, referred = {note.number for note in notes}, findings.references
    if not (numbers or referred):
        return
    if numbers - referred.keys():
        _report_glued(tables, numbers - referred.keys(), findings)
    unnumbered = [block for block in _note_blocks(document) if _part(block, "FOOTNOTE_NUMBER") is None]
    if unnumbered and len(unnumbered) == len(notes):
        _report_unnumbered(document, unnumbered, max(referred, default=0), max(numbers), findings)
        return
    unknown = referred.keys() - numbers
    if not unknown and 0 not in numbers and len(numbers) == max(numbers):  # as nearly always: 1 to the last, none left out
        return
    there = _listed(numbers)
    for number in sorted(unknown):
        cell = referred[number]
        message = f"there is no note {number}, which {cell.raw!r} refers to; {there}"
        findings.report(footnotes.NO_SUCH_NOTE, message, (cell.start, cell.end), "footnotes")
    if len(numbers) < _MOST_NOTES:
        for number in sorted(set(range(min(numbers, default=1), max(numbers, default=0))) - numbers - referred.keys()):
            after = findings.places[f"footnotes[{min(one for one in numbers if one > number)}]"]
            findings.report(footnotes.NUMBER_LEFT_OUT, f"there is no note {number}; {there}", after, "footnotes")


def _report_glued(tables: dict[str, list[dict[str, Any]]], numbers: Iterable[int], findings: Findings) -> None:
    """Reports the cells that end in the number of a note which no cell refers to.

    Of numbers only those that are unusual so, unless other cells show that references are glued on this page.
    """
    ends = tuple(str(number) + bracket for number in numbers for bracket in ("", ")"))
    found: list[tuple[str, Cell[Any]]] = []
    is_shown = False
    for table, rows in tables.items():
        for index, row in enumerate(rows):
            for name, cell in row.items():
                if type(cell) is not Cell or not cell.raw.endswith(ends) or isinstance(cell.value, date) or cell.footnotes:
                    continue
                if isinstance(cell.value, Decimal):
                    found += [(f"{PATHS[table]}[{index}].{name}", cell)] if _GROUPED.search(cell.raw) is None else []
                elif _GLUED.search(cell.raw if cell.value is None else cell.value) and not _YEAR.search(cell.raw):
                    is_shown = True
                    found += [(f"{PATHS[table]}[{index}].{name}", cell)] if cell.value is not None else []
    for path, cell in found:
        if is_shown or _UNUSUAL.fullmatch(cell.raw) or cell.raw in ends:
            message = f"{cell.raw[-40:]!r} ends in the number of a note that no cell refers to"
            findings.report(footnotes.GLUED, message, (cell.start, cell.end), path)


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
                path = _text_at(line.start, findings) or "footnotes"
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


def _listed(numbers: set[int]) -> str:
    """Which notes there are, in words: 1 to 3, or 1, 3 and 4."""
    if not numbers:
        return "there are no notes"
    first, last = min(numbers), max(numbers)
    if len(numbers) == 1:
        return f"there is note {first}"
    if last - first + 1 == len(numbers):
        return f"the notes are {first} to {last}"
    shown = [str(number) for number in sorted(numbers)]
    many = len(shown) > _MANY
    return f"the notes are {', '.join(shown[:_MANY] if many else shown[:-1])}{', …' if many else f' and {shown[-1]}'}"


def _report_unnumbered(document: Document, unnumbered: list[Block], referred: int, highest: int, findings: Findings) -> None:
    """Reports notes that are numbered by their position, and whether there are as many as the references ask for."""
    span = (unnumbered[0].start, unnumbered[-1].end)
    many = "a note" if len(unnumbered) == 1 else f"{len(unnumbered)} notes"
    if referred > highest:
        message = f"{many} without a number, but there is a reference to {referred}"
        findings.report(footnotes.FEWER_NOTES, message, span, "footnotes")
    elif not _report_several(document, unnumbered, findings):
        findings.report(footnotes.BULLETED, f"{many} without a number, numbered by position", span, "footnotes")
    if highest > referred and not any(line.type == "REMARKS" for line in document.page.lines):
        last = unnumbered[-1]
        message = f"a note that nothing refers to may be the remarks: {plain(document.text[last.start : last.end])[:40]!r} …"
        findings.report(footnotes.PARAGRAPH, message, (last.start, last.end), "remarks")


def _report_several(document: Document, unnumbered: list[Block], findings: Findings) -> bool:
    """Whether it reports lines without numbers that were read as one note, where a cell ends in the number of a further one."""
    for block in unnumbered:
        body = _part(block, "FOOTNOTE_TEXT")
        lines = document.text.count("\n", body.start, body.end) + 1 if body and _part(block, "BULLET") is None else 1
        marks = _AT_END.finditer(document.text, 0, block.start) if lines > 1 else ()
        number = next((int(mark[1]) for mark in marks if 1 < int(mark[1]) <= lines), None)
        if body is not None and number is not None:
            message = f"{lines} lines without numbers were read as one note, and a cell ends in ({number})"
            findings.report(footnotes.PERHAPS_SEVERAL, message, (body.start, body.end), "footnotes")
            return True
    return False


def read_remarks(document: Document, findings: Findings) -> str | None:
    """The remarks, paragraphs parted by a line break; None where there are none."""
    for block in document.blocks:
        body = block.node.find("FOOTNOTE_TEXT") if block.rule == "remarks" and block.node is not None else None
        if body is not None:
            findings.places["remarks"] = (body.start, body.end)
            _report_note_in_remarks(document, body, findings)
            shown = document.text[body.start : body.end]
            if "\n" in shown:
                _report_page_number(document, findings.places["remarks"], "remarks", findings)
            return "\n".join(plain(part) for part in _PARAGRAPHS.split(shown))
        if block.rule == "remarks" and block.node is None:
            shown = document.text[block.start : block.end]
            findings.report_unread("remarks", f"cannot be read: {cut_short(shown)!r}", (block.start, block.end), shown)
    return None


def _report_note_in_remarks(document: Document, body: Node, findings: Findings) -> None:
    """Reports remarks that begin with the mark of the next note, as they do where the heading stands too far above."""
    if not any(line.start == body.start and line.type == "FOOTNOTE_LINE" for line in document.page.lines):
        return
    blocks = _note_blocks(document)
    marks = {document.text[block.start : block.start + 1] for block in blocks}
    mark = document.text[body.start : body.start + 1]
    given = [number for block in blocks if (number := _given(block, document.text)) is not None]
    are_gone = not blocks and bool(findings.references)
    if (
        are_gone
        or (mark in marks and not given)
        or (given and number_of(document.text[body.start : body.start + 6]) == max(given) + 1)
    ):
        message = f"the remarks begin as the next note would: {plain(document.text[body.start : body.end])[:40]!r} …"
        findings.report(footnotes.PARAGRAPH, message, (body.start, body.end), "remarks")


def _report_text_above(document: Document, block: Block, findings: Findings) -> None:
    """Reports, of the first signature and of the text above it, that no blank line parts them."""
    lines = document.page.lines
    at = next((index for index, line in enumerate(lines) if line.start <= block.start < line.end), 0)
    above = lines[at - 1]
    if at and above.type in _TEXTS and above.last_number + 1 == lines[at].number:
        span = (above.start, block.end)
        for path in filter(None, ("signatures[0].name", _text_above(document, block.start, findings))):
            findings.report(signature.IN_DOUBT, "no blank line parts the name from the text above", span, path)


def _text_at(start: int, findings: Findings) -> str | None:
    """The note or the remarks that stand at a place."""
    texts = ((path, place) for path, place in findings.places.items() if path.startswith(("footnotes[", "remarks")))
    return next((path for path, (first, last) in texts if first <= start < last), None)


def _text_above(document: Document, start: int, findings: Findings) -> str | None:
    """The note or the remarks right above a place."""
    above = [line for line in document.page.lines if line.type in _TEXTS and line.start < start]
    return _text_at(above[-1].end - 1, findings) or "remarks" if above else None


def read_signatures(document: Document, findings: Findings) -> tuple[Signature, ...]:
    """The signatures. A name that goes on after its date is joined."""
    found: list[Signature] = []
    for block in document.blocks:
        if block.rule != "signature":
            continue
        path = f"signatures[{len(found)}]"
        names = block.node.every("signature_name") if block.node else []
        day = block.node.find("SIGNATURE_DATE") if block.node else None
        captioned = block.node is not None and block.node.find("NAME_CAPTION") is not None
        name = (
            without_emphasis(" ".join(plain(document.text[_behind_date(document, part) : part.end]) for part in names)) or None
        )
        if day is None:
            name = plain(document.text[block.start : block.end])
        value = read_date(document.text[day.start : day.end]) if day else None
        findings.places[f"{path}.name"] = (names[0].start, names[-1].end) if names else (block.start, block.end)
        if day is not None:
            findings.places[f"{path}.date"] = (day.start, day.end)
        if day is None or name is None:
            lacks = "date" if day is None else "name"
            message, span = f"the signature has no {lacks}", (block.start, block.end)
            raw = document.text[slice(*span)]
            if len(_ANY_DATE.findall(raw)) > 1 or raw.count(_SIGNED) > 1:
                message, path = "several signatures were read as one, since their dates cannot be read", "signatures"
            findings.report(signature.NO_SIGNATURE, message, span, path, raw=raw)
        elif value is None:
            shown = document.text[day.start : day.end]
            findings.report(dates.NO_SUCH_DATE, f"there is no day {shown}", (day.start, day.end), f"{path}.date")
        if day is not None and names and names[-1].start > day.start:
            message = "the signer's name goes on after the date; both parts were joined"
            findings.report(signature.WRAPPED, message, (block.start, block.end), f"{path}.name")
        is_apart = day is not None and _PARAGRAPHS.search(document.text, block.start, day.start) is not None
        if is_apart and name is not None and not captioned and not name.startswith(_SIGNED):
            message = "the date stands in a paragraph of its own, and the one above was read as the name"
            findings.report(signature.APART, message, (block.start, block.end), f"{path}.name")
            if not found and "remarks" in findings.places:
                message = "a name stands below them, told by its look"
                findings.report(signature.APART, message, (block.start, block.end), "remarks")
        if name is not None and name.endswith(","):
            message = f"the name ends in a comma: {name[-_LONGEST_PIECE:]!r}"
            findings.report(signature.IN_DOUBT, message, findings.places[f"{path}.name"], f"{path}.name")
        if not found and name is not None and not name.startswith(_SIGNED):
            _report_text_above(document, block, findings)
        elif not found and name is None and "remarks" in findings.places:
            message = "the remarks stand right above a date without a name: their end may be the name"
            findings.report(signature.APART, message, findings.places["remarks"], "remarks")
        found.append(Signature(name, value))
    if not found and not any(missing.truncated for missing in document.page.missing):
        at = next((line.start for line in document.page.lines if line.type == "SIGNATURE_OF_REPORTING_PERSON"), None)
        end = document.page.lines[-1].end if document.page.lines else 0
        place = end if at is None else at
        if at is None:
            _report_lost_above(document, place, findings)
        findings.report(signature.NO_SIGNATURE, "no signature", (place, place), "signatures")
    return tuple(found)


def _behind_date(document: Document, name: Node) -> int:
    """Where a name begins behind the caption of the date, where the captions stand above the signature."""
    caption = document.grammar.terminals.get("DATE_CAPTION")
    at = regex(caption.pattern).match(document.text, name.start, name.end) if caption is not None else None
    return at.end() if at is not None and at.end() < name.end else name.start


def _report_lost_above(document: Document, place: int, findings: Findings) -> None:
    """Reports what of the texts above is in doubt where signatures and their caption are both lost: the last, and remarks."""
    last = _text_above(document, place, findings)
    start, end = findings.places.get(last or "", (place, place))
    if last is not None:
        findings.report(layout.BESIDE_A_GAP, "the text may go on in what is lost below it", (start, end), last)
    if last != "remarks":
        findings.report(layout.BESIDE_A_GAP, "remarks may have stood in what is lost", (end, end), "remarks")
