"""What references and notes tell of each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from form4_grammar.model import Cell, Footnote
from form4_grammar.parser.document import Block, Document
from form4_grammar.regexes import regex
from form4_grammar.rules import footnotes, layout
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.tables import PATHS
from form4_grammar.transform.text import note_blocks, part_of
from form4_grammar.transform.values import plain

_MOST_NOTES = 1000
"""More notes than any filing has; gaps between more are not told one by one."""
_MANY = 8
"""The notes that a message names."""
_GLUED = regex(r"[^\s\d#/-](\d{1,6})$")
"""Digits at the end of a text that no blank parts from it."""
_YEAR = regex(r"(?:19|20)\d\d$")
_GROUPED = regex(r",\d{3}$")
"""A number that has its commas where they belong has no digit too many."""
_UNUSUAL = regex(r"\\?\$[\d,]*\.\d{3,}|[\d,]*\.\d{4,}|\d{4,}")
"""Amounts with more digits than most: of a cent or of a share, or of a thousand without its comma."""
_BEHIND_A_NUMBER = regex(r"\\?\$?\d[\d,./-]*(?<!,)\s?(\D.{0,19})", re.DOTALL)
"""What stands behind an amount or a date that it makes unreadable."""
_DIGITS, _LETTERS_OF_MARK = regex(r"\d+"), regex(r"(?<=\()[a-z]{1,4}(?=\\\))")
_LONGEST_PIECE = 40
AT_END = regex(r"(?:(?<=\S)[ \u00a0]?|(?<=\t))\((\d{1,2})\)(?=[\t\n(]|\Z)")
"""The number of a note at the end of a cell."""
_NUMBER_WITHIN, _FEWEST_WITHIN = regex(r"(?:\A|(?<=[.:;!?)]))\(?(\d{1,2})[.)]?\s?(?=[A-Z])"), 3
"""A number that no blank parts from the sentence before it, and how many of them make it likely that notes ran together."""
_THIRD_WITHIN = regex(r"3[.)]?\s?[A-Z]")
"""How the third of them looks, which is found in a fraction of the time that all of them take."""
_CODES = ("transaction_code", "transaction_acquired_disposed_code", "direct_or_indirect_ownership")
_MARKS = r"(?:\s*(?:\(\d{1,2}\)|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2}))+"
"""The numbers of notes at the end of a cell, in brackets or raised."""
_ENDS_OF_MARKS = frozenset(")\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_MARKS_AT_END = regex(f"{_MARKS}$")
_BEHIND_TEXT = regex(rf"\S{_MARKS}$")
"""Such marks, with something before them: a number in brackets alone may be a negative amount."""
_RAISED = {ord(sign): str(digit) for digit, sign in enumerate("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")}


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
        marks = AT_END.finditer(document.text, 0, block.start) if lines > 1 else ()
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
