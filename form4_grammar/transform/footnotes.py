"""The notes below the tables, what references tell of them, and the remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from form4_grammar.model import Cell, Footnote, made_note
from form4_grammar.parser.document import Block, Document
from form4_grammar.parser.notes import number_of
from form4_grammar.parser.patterns import Node
from form4_grammar.regexes import regex
from form4_grammar.rules import footnotes, layout, traces
from form4_grammar.transform.findings import Findings, cut_short
from form4_grammar.transform.tables import PATHS
from form4_grammar.transform.text import given_number, note_blocks, part_of, report_last_line, report_page_number
from form4_grammar.transform.values import plain

_MOST_NOTES = 1000
"""More notes than any filing has; gaps between more are not told one by one."""
_MANY = 8
"""The notes that a message names."""

_CELLS_OF_A_ROW = 3
"""Tabs in a line of a note that make it look like a row."""

_GLUED = regex(r"[^\s\d#/-](\d{1,6})$")
"""Digits at the end of a text that no blank parts from it."""
_OWN_MARK = regex(
    r"(?-i:\(?(?:[a-z]|[ivx]{2,4})[.)]\s)|[^\w\s]{0,5}\s?(?:(?:foot)?note|fn|f)?\s?\W{0,3}1(?![\d,.%/]*\d|\w)|[^\w\s(\[\"'“‘$/-]",
    re.IGNORECASE,
)
"""How a note begins that was read without its number: with that in no known mark, or with another sign."""
_SIGNS_OF_MARKS = "/|:;,)]}"
"""Signs that no note begins with, and its mark may end in."""

_PLAIN_CAPITALS = frozenset("ABCDEGHIJKLMOPQRSTUVWXYZ")
"""Letters with which no mark begins, as it may with the N of a note."""
_YEAR = regex(r"(?:19|20)\d\d$")
_GROUPED = regex(r",\d{3}$")
"""A number that has its commas where they belong has no digit too many."""
_UNUSUAL = regex(r"\\?\$[\d,]*\.\d{3,}|[\d,]*\.\d{4,}|\d{4,}")
"""Amounts with more digits than most: of a cent or of a share, or of a thousand without its comma."""
_BEHIND_A_NUMBER = regex(r"\\?\$?\d[\d,./-]*(?<!,)\s?(\D.{0,19})", re.DOTALL)
"""What stands behind an amount or a date that it makes unreadable."""

_DIGITS, _LETTERS_OF_MARK = regex(r"\d+"), regex(r"(?<=\()[a-z]{1,4}(?=\\\))")
_PARAGRAPHS = regex(r"\n\s*\n")
_LINE, _SENTENCES = regex(r"\S[^\n]*"), regex(r"[\"“'(]?[A-Z\d].*[.!?)\"”]\s*")
_PARAGRAPH = regex(r"\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+")
_LONGEST_PIECE = 40
_BULLETS = ("- ", "* ", "• ")
_AT_END = regex(r"(?:(?<=\S)[ \u00a0]?|(?<=\t))\((\d{1,2})\)(?=[\t\n(]|\Z)")
"""The number of a note at the end of a cell."""
_NUMBER_WITHIN, _FEWEST_WITHIN = regex(r"(?:\A|(?<=[.:;!?)]))\(?(\d{1,2})[.)]?\s?(?=[A-Z])"), 3
"""A number that no blank parts from the sentence before it, and how many of them make it likely that notes ran together."""
_THIRD_WITHIN = regex(r"3[.)]?\s?[A-Z]")
"""How the third of them looks, which is found in a fraction of the time that all of them take."""
_CODES = ("transaction_code", "transaction_acquired_disposed_code", "direct_or_indirect_ownership")
_MARKS = r"(?:\s*(?:\(\d{1,2}\)|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2}))+"
_ENDS_OF_MARKS = frozenset(")\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_MARKS_AT_END = regex(f"{_MARKS}$")
_BEHIND_TEXT = regex(rf"\S{_MARKS}$")
"""Such marks, with something before them: a number in brackets alone may be a negative amount."""
_RAISED = {ord(sign): str(digit) for digit, sign in enumerate("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")}
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
        if text.isdigit():
            message = f"{text!r}, read as a note, may be what stands between pages; the numbers of the notes are in doubt"
            findings.report(traces.FURNITURE, message, span, "footnotes", raw=text)
        elif _OWN_MARK.match(text):
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
        (int(mark[1]) for mark in _AT_END.finditer(document.text, 0, span[0])), default=0
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
    if document.grammar.is_of_2003 or "REMARKS" in document.page.kinds:
        return  # the page of 2003 to 2009 has lines of its own below the notes, and a rule for them
    last = part_of(blocks[-1], "FOOTNOTE_TEXT")
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
    bodies = (part_of(block, "FOOTNOTE_TEXT") for block in blocks[:-1])
    if not any(body and _NEXT_PARAGRAPH.search(document.text, body.start, body.end) for body in bodies):
        span = (parted.end(), last.end)
        message = f"a paragraph below the last note may be the remarks: {plain(document.text[slice(*span)])[:40]!r} …"
        is_short = span[1] - span[0] <= _LONGEST_PIECE and document.text[span[1] - 1] not in ".!?:;)"
        for one in (path, "remarks", *(["signatures[0].name"] if is_short else ())):  # or the first line of a name, cut off
            findings.report(footnotes.PARAGRAPH, message, span, one)


def _report_guessed(document: Document, findings: Findings) -> None:
    """Reports the lines inside notes that look like notes themselves."""
    for line in document.page.mended:
        if line.type == "TEXT_LINE":
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
    has_faulty_rows = any(found.path and "_table[" in found.path for found in findings.diagnostics)
    if has_faulty_rows:
        _report_unknown_marks(tables, findings)
    if not (numbers or referred):
        if has_faulty_rows:
            _report_glued_to_none(tables, findings)
        return
    if numbers - referred.keys():
        run = _numbers_within(notes[0].text) if len(notes) == 1 and not referred else 0
        _report_glued(tables, (numbers - referred.keys()).union(range(1, run + 1)), findings)
    blocks = note_blocks(document)
    unnumbered = [block for block in blocks if part_of(block, "FOOTNOTE_NUMBER") is None]
    if len(blocks) < len(notes):
        unnumbered = []  # their lines were read as notes
    if unnumbered and len(unnumbered) == len(notes):
        _report_unnumbered(document, unnumbered, max(referred, default=0), max(numbers), findings)
        return
    _report_several(document, unnumbered, findings)
    for block in unnumbered:  # it was given the number after the highest
        path = f"footnotes[{max(numbers)}]"
        if max(numbers) in referred and any(
            one.rule is footnotes.NO_NUMBER and one.path == path for one in findings.diagnostics
        ):
            message = f"a cell refers to note {max(numbers)}, and the number of the note that was read as it is not there"
            findings.report(footnotes.NO_NUMBER, message, (block.start, block.end), "footnotes")
            break
    unknown = referred.keys() - numbers
    if not unknown and 0 not in numbers and len(numbers) == max(numbers):  # as nearly always: 1 to the last, none left out
        return
    there = _listed(numbers)
    for number in sorted(unknown):
        cell = referred[number]
        message = f"there is no note {number}, which {cell.raw!r} refers to; {there}"
        findings.report(footnotes.NO_SUCH_NOTE, message, (cell.start, cell.end), "footnotes")
    if max(unknown, default=0) > max(numbers, default=0):
        _report_lost_below(document, max(unknown), findings)
    if len(numbers) < _MOST_NOTES:
        for number in sorted(set(range(1, max(numbers, default=0))) - numbers - referred.keys()):
            after = findings.places[f"footnotes[{min(one for one in numbers if one > number)}]"]
            findings.report(footnotes.NUMBER_LEFT_OUT, f"there is no note {number}; {there}", after, "footnotes")


def _report_unknown_marks(tables: dict[str, list[dict[str, Any]]], findings: Findings) -> None:
    """Reports texts that end as amounts and dates do which that makes unreadable: in the mark of a note that is not known."""
    cells = [
        (f"{PATHS[table]}[{index}].{name}", cell)
        for table, rows in tables.items()
        for index, row in enumerate(rows)
        for name, cell in row.items()
        if type(cell) is Cell and cell.raw
    ]
    ends = {mark[1] for _, cell in cells if not cell.readable for mark in [_BEHIND_A_NUMBER.fullmatch(cell.raw)] if mark}
    shapes = {_LETTERS_OF_MARK.sub("[a-z]+", _DIGITS.sub(r"\\d+", re.escape(end))) for end in ends}
    if not shapes:
        return
    same = re.compile(rf"(?<=\S)\s?(?:{'|'.join(sorted(shapes))})$")
    for path, cell in cells:
        if isinstance(cell.value, str) and not cell.footnotes and len(cell.value) > 1 and same.search(cell.value):
            message = f"{cell.raw[-40:]!r} ends as cells do that cannot be read: this may be the mark of a note"
            findings.report(footnotes.GLUED, message, (cell.start, cell.end), path)


def _report_glued_to_none(tables: dict[str, list[dict[str, Any]]], findings: Findings) -> None:
    """Reports references of a page on which no note was found: unreadable amounts that end in one, and texts that do, too."""
    cells = [named for rows in tables.values() for row in rows for named in row.items() if type(named[1]) is Cell]
    unread = [cell for name, cell in cells if _may_refer(name, cell)]
    if unread:
        findings.references |= {number: cell for cell in unread for number in _marks_at_end(cell.raw)}
        _report_glued(tables, {number for _, cell in cells for number in _marks_at_end(cell.raw)}, findings)


def report_marks_of_none(tables: dict[str, list[dict[str, Any]]], notes: tuple[Footnote, ...], findings: Findings) -> None:
    """Reports notes that cells may refer to and that are not there: the next one, of texts, and of unreadable cells any."""
    numbers, told = {note.number for note in notes}, set[int]()
    if not numbers or any(found.rule in (footnotes.PERHAPS_SEVERAL, footnotes.NO_SUCH_NOTE) for found in findings.diagnostics):
        return
    for rows in tables.values():
        for name, cell in (named for row in rows for named in row.items() if type(named[1]) is Cell):
            if cell.raw[-1:] not in _ENDS_OF_MARKS:
                continue
            is_text = cell.readable and not cell.footnotes and _BEHIND_TEXT.search(cell.raw)
            marks = _marks_at_end(cell.raw) - numbers - told if is_text or _may_refer(name, cell) else set()
            next_one = max(numbers) + 1
            for number in sorted(marks if not cell.readable else {one for one in marks if one <= next_one}):
                told.add(number)
                message = f"there is no note {number}, which {cell.raw[-_LONGEST_PIECE:]!r} may refer to; {_listed(numbers)}"
                findings.report(footnotes.NO_SUCH_NOTE, message, (cell.start, cell.end), "footnotes")


def _may_refer(name: str, cell: Cell[Any]) -> bool:
    """Whether numbers in brackets at the end of a cell are references: of one that they make unreadable, or of a code."""
    if cell.readable:
        return name in _CODES and len(cell.raw) > 1 and not cell.footnotes
    return name.endswith("_date") or _BEHIND_TEXT.search(cell.raw) is not None


def _marks_at_end(text: str) -> set[int]:
    """The numbers in brackets, or raised, at the end of a cell."""
    return (
        {int(number) for number in _DIGITS.findall(mark[0].translate(_RAISED))}
        if (mark := _MARKS_AT_END.search(text))
        else set()
    )


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
        _report_lost_below(document, referred, findings)
    elif not _report_several(document, unnumbered, findings):
        findings.report(footnotes.BULLETED, f"{many} without a number, numbered by position", span, "footnotes")
    if highest > referred and "REMARKS" not in document.page.kinds:
        last = unnumbered[-1]
        message = f"a note that nothing refers to may be the remarks: {plain(document.text[last.start : last.end])[:40]!r} …"
        findings.report(footnotes.PARAGRAPH, message, (last.start, last.end), "remarks")


def _report_lost_below(document: Document, number: int, findings: Findings) -> None:
    """Reports that remarks may be lost with the last notes, where nothing shows that there are none."""
    if "REMARKS" not in document.page.kinds and not document.grammar.is_typed:
        at = note_blocks(document)[-1].end if note_blocks(document) else document.page.lines[-1].end
        message = f"the last notes, up to {number}, are lost, and remarks below them may be"
        findings.report(layout.BESIDE_A_GAP, message, (at, at), "remarks")


def _report_several(document: Document, unnumbered: list[Block], findings: Findings) -> bool:
    """Whether it reports lines without numbers that were read as one note, where a cell ends in the number of a further one."""
    for block in unnumbered:
        body = part_of(block, "FOOTNOTE_TEXT")
        lines = document.text.count("\n", body.start, body.end) + 1 if body and part_of(block, "BULLET") is None else 1
        marks = _AT_END.finditer(document.text, 0, block.start) if lines > 1 else ()
        number = next((int(mark[1]) for mark in marks if 1 < int(mark[1]) <= lines), None)
        if body is not None and number is not None:
            message = f"{lines} lines without numbers were read as one note, and a cell ends in ({number})"
            findings.report(footnotes.PERHAPS_SEVERAL, message, (body.start, body.end), "footnotes")
            return True
        if body is not None and lines == 1 and (run := _numbers_within(document.text[body.start : body.end])):
            message = f"notes 1 to {run} were read as one: their numbers stand behind its sentences"
            findings.report(footnotes.PERHAPS_SEVERAL, message, (body.start, body.end), "footnotes")
            return True
    return False


def _numbers_within(text: str) -> int:
    """The last of the numbers 1, 2, 3 … that stand in order right behind the ends of sentences; 0 where these are fewer."""
    if _THIRD_WITHIN.search(text) is None:  # as in nearly all
        return 0
    last = 0
    for number in _NUMBER_WITHIN.finditer(text):
        last += int(number[1]) == last + 1
    return last if last >= _FEWEST_WITHIN else 0


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
