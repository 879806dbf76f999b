"""N: the notes of "Explanation of Responses", and the references to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from form4_grammar.checks.context import Context, Finding, once
from form4_grammar.checks.registry import rule
from form4_grammar.checks.rows import Row
from form4_grammar.diagnostics import Label, Locus, Severity, codes_of
from form4_grammar.model import TABLES, Cell, owner_texts
from form4_grammar.parser.notes import DIGITS
from form4_grammar.regexes import regex
from form4_grammar.rules import footnotes
from form4_grammar.rules.citations import SEC_PAGE, XML_SPECIFICATION

_MOST_SHOWN = 5
_MISNUMBERED = codes_of(
    footnotes.DOUBLE_NUMBER, footnotes.BULLETED, footnotes.NUMBER_LEFT_OUT, footnotes.NO_SUCH_NOTE, footnotes.OUT_OF_ORDER
)
"""What tells already that the numbers of notes do not follow each other."""

_MARKED = regex(r"[(\[⁽^*]\s*([\d⁰¹²³⁴-⁹]{1,4})|([⁰¹²³⁴-⁹]{1,4})|([\d⁰¹²³⁴-⁹]{1,4})\s*[)\]⁾]")
"""Half a reference, too: a number with a bracket or a mark at one of its ends, or raised digits."""
_MARK = regex(r"⁽[^⁾\n]{1,80}⁾,?|<sup>[^<\n]{1,80}</sup>,?")
_NUMBER = regex(r"\d+")
_BEHIND_UNDERLYING = frozenset({"conversion_or_exercise_price", "direct_or_indirect_ownership", "nature_of_ownership"})
"""The last columns of Table II of Form 3."""


@once
def referring(context: Context) -> list[tuple[str, Cell[Any]]]:
    """The cells that refer to notes, with their paths, in the order of the page."""
    if context.form != "3":
        return [(f"{row.path}.{name}", cell) for row, name, cell in context.walk.referring]
    return [(f"{row.path}.{name}", cell) for row in context.all_rows for name, cell in _as_on_form_3(row) if cell.footnotes]


@once
def referred(context: Context) -> frozenset[int]:
    """The notes that cells refer to."""
    return frozenset(context.walk.referred)


def _as_on_form_3(row: Row) -> Iterator[tuple[str, Cell[Any]]]:
    """The cells of a row as the columns of Form 3 stand: the exercise price is behind the underlying security."""
    return iter(sorted(row.cells(), key=lambda one: row.is_derivative and one[0] in _BEHIND_UNDERLYING))


_MISTAKEN = frozenset(map(frozenset, ("38", "17", "56", "08", "69", "68", "35")))
"""Pairs of digits that programs which read print take for one another."""


@once
def references(context: Context) -> list[tuple[str, Cell[Any], int]]:
    """Every reference on a cell, with the cell's path, in the order of the page."""
    return [(path, cell, number) for path, cell in referring(context) for number in cell.footnotes]


def _mark(cell: Cell[Any], number: int, *, again: bool = False) -> tuple[int, int]:
    """Where the reference to a note stands in its cell; `again` for the second one to the same note."""
    places = [
        (cell.start + match.start() + found.start(), cell.start + match.start() + found.end(), match)
        for match in _MARK.finditer(cell.raw)
        for found in _NUMBER.finditer(match[0].translate(DIGITS))
        if int(found[0]) == number
    ]
    if len(places) <= again:
        return cell.start, cell.end
    start, end, match = places[again]
    alone = len(_NUMBER.findall(match[0].translate(DIGITS))) == 1
    return (cell.start + match.start(), cell.start + match.end()) if alone else (start, end)


@rule(
    "N001", "undefined-footnote", Severity.ERROR, Locus.EITHER,
    what="A cell refers to a note that is not there.",
    why="EDGAR takes no reference without its note, so the note was lost in the copy or forgotten in the draft.",
    fix="Write the note under Explanation of Responses, or correct the number of the reference.",
    source=f"{XML_SPECIFICATION}, section 4.3.6",
    limits="Not judged where the heading of the notes is missing or the page is cut off.",
    good="$31.07 ⁽¹⁾",
    bad="$31.07 ⁽¹⁾ ⁽³⁾",
    needs=("out_of_step",),
)  # fmt: skip
def undefined_footnote(context: Context) -> Iterator[Finding]:
    if footnotes.FEWER_NOTES.code in context.codes:
        return
    if referred(context) <= context.notes.keys():
        return
    seen = set(context.notes)
    for path, cell, number in references(context):
        if number not in seen:
            seen.add(number)
            there = f"the notes are {min(context.notes)} to {max(context.notes)}" if context.notes else "there are no notes"
            yield Finding(path, f"there is no note {number}; {there}", _mark(cell, number))


@rule(
    "N002", "unused-footnote", Severity.ERROR, Locus.EITHER,
    what="No cell refers to a note.",
    why="EDGAR takes no note without a reference, so a reference was lost, and with it what the note is about.",
    fix="Put the reference on the cell that the note explains. What concerns no cell belongs under Remarks.",
    source=f"{XML_SPECIFICATION}, section 5",
    limits="Not judged for a number that stands in a cell or a row that cannot be read, since it may be the reference.",
    good="2. The option is fully vested.\n",
    bad="2. The option is fully vested.\n3. The shares are held with a broker.\n",
    needs=("out_of_step",),
)  # fmt: skip
def unused_footnote(context: Context) -> Iterator[Finding]:
    last = max(context.notes, default=0)
    for number in _unused(context):
        path = f"footnotes[{number}]"
        labels = perhaps_remarks(context, path) if number == last else ()
        yield Finding(path, f"no cell refers to note {number}", labels=(*labels, *_perhaps_misread(context, number)))


def _perhaps_misread(context: Context, unused: int) -> Iterator[Label]:
    """The cells with a reference that differs from a number by one digit which copies take for another."""
    for path, cell, number in references(context):
        pairs = list(zip(str(unused), str(number), strict=False))
        differing = [frozenset(pair) for pair in pairs if pair[0] != pair[1]]
        if len(str(unused)) == len(str(number)) and len(differing) == 1 and differing[0] in _MISTAKEN:
            yield Label(*_mark(cell, number), f"({number}) may be a misread ({unused})", path)


def perhaps_remarks(context: Context, path: str) -> tuple[Label, ...]:
    """The last note, where there are no remarks: it may be them, or hold them."""
    return () if context.filing.remarks else (Label(*context.span(path), "there are no remarks but, perhaps, here", "remarks"),)


@once
def _unused(context: Context) -> list[int]:
    """The notes that nothing refers to."""
    unused = context.notes.keys() - referred(context)
    if not unused or footnotes.DOUBLE_NUMBER.code in context.codes:
        return []
    unused -= _half_read(context)
    # A mark in the column V or outside the tables is no reference of a cell, but it is one
    marks = (match[0].translate(DIGITS) for match in _MARK.finditer(context.text))
    marked = {int(number) for mark in marks for number in _NUMBER.findall(mark)}
    unnumbered = {number for number in unused if (footnotes.NO_NUMBER.code, f"footnotes[{number}]") in context.found}
    return sorted(unused - marked - unnumbered)


@rule(
    "N040", "place-of-a-lost-reference", Severity.WARNING, Locus.EITHER,
    what="No cell refers to a note, and by the order of the notes its reference stood in this row or this table.",
    why="The cell or the row that had the reference may be lost or changed, and a table without rows may have had some.",
    fix="Compare the row or the table with the filing on EDGAR.",
    source=f"{XML_SPECIFICATION}, section 5; the order in which filers number their notes",
    limits="Where the other references do not rise in the order of the page, it may be either table. The note itself is N002.",
    needs=("out_of_step",),
)  # fmt: skip
def place_of_a_lost_reference(context: Context) -> Iterator[Finding]:
    places: dict[str, list[int]] = {}
    empty = [table for table in TABLES if not getattr(context.filing, table)]
    for number in _unused(context):
        for path in dict.fromkeys([*_places_of_reference(context, number), *empty]):
            places.setdefault(path, []).append(number)
    for path, numbers in places.items():
        is_empty = path in TABLES and not getattr(context.filing, path)
        shown = f"{'notes' if len(numbers) > 1 else 'note'} {', '.join(map(str, numbers[:_MOST_SHOWN]))}"
        more = ", …" if len(numbers) > _MOST_SHOWN else ""
        lost = "there are no rows, and rows may be lost" if is_empty else "a cell or a row may be lost"
        labels = (context.label(f"footnotes[{numbers[0]}]", "nothing refers to it"),)
        span = context.span(f"{path}[0]" if path in TABLES and not is_empty else path)
        place = span if span != (0, 0) else context.span(f"footnotes[{numbers[0]}]")
        yield Finding(path, f"{lost}: no cell refers to {shown}{more}", place, labels=labels)


def _places_of_reference(context: Context, number: int) -> Sequence[str]:
    """The tables in which the reference to a note should stand: between those to the notes before and after it."""
    first = _first_references(context)
    rows = list(first.values())
    if rows != sorted(rows):
        return TABLES
    before = max((one for one in first if one < number), default=None)
    after = min((one for one in first if one > number), default=None)
    lowest = first[before] if before is not None else (0, 0)
    highest = first[after] if after is not None else (len(TABLES) - 1, 0)
    return TABLES[lowest[0] : highest[0] + 1]


@once
def _first_references(context: Context) -> dict[int, tuple[int, int]]:
    """The table and the row that first refer to a note, by the notes' numbers in rising order."""
    found: dict[int, tuple[int, int]] = {}
    for path, _, number in references(context):
        table, _, rest = path.partition("[")
        found.setdefault(number, (TABLES.index(table), int(rest.partition("]")[0])))
    return dict(sorted(found.items()))


def _half_read(context: Context) -> set[int]:
    """The numbers in cells that cannot be read which may be references."""
    cells = (cell.raw for row in context.all_rows for _, cell in row.cells() if not cell.readable)
    marks = (match for raw in cells for match in _MARKED.finditer(raw))
    return {int((match[1] or match[2] or match[3]).translate(DIGITS)) for match in marks}


@rule(
    "N004", "repeated-reference", Severity.ERROR, Locus.EITHER,
    what="A cell refers to the same note twice.",
    why="EDGAR takes each note once on a field. The second mark may be the misread number of another note.",
    fix="Remove the second mark, or give it the number that was meant.",
    source=f"{XML_SPECIFICATION}, section 4.3.6",
    good="$31.07 ⁽¹⁾",
    bad="$31.07 ⁽¹⁾ ⁽¹⁾",
    needs=("twice_in_a_cell",),
)  # fmt: skip
def repeated_reference(context: Context) -> Iterator[Finding]:
    for path, cell in referring(context):
        if len(cell.footnotes) > 1 and len(set(cell.footnotes)) < len(cell.footnotes):
            number = next(one for one, times in Counter(cell.footnotes).items() if times > 1)
            yield Finding(path, f"note {number} is referred to twice", _mark(cell, number, again=True))


@rule(
    "N005", "footnote-order", Severity.INFO, Locus.EITHER,
    what="The notes are not numbered 1, 2, 3 and so on in the order of the document.",
    why="EDGAR prints them so. A number that is passed over may be a note that was lost.",
    fix="Number the notes from 1 on. See whether one is missing.",
    source=SEC_PAGE,
    limits="A missing note that a cell refers to is N001, a number given twice N003, notes of a page in another order N041.",
    needs=("out_of_step",),
)  # fmt: skip
def footnote_order(context: Context) -> Iterator[Finding]:
    numbers = [note.number for note in context.filing.footnotes]
    if numbers == list(range(1, len(numbers) + 1)) or context.codes & _MISNUMBERED:
        return
    before = 0
    for number in numbers:
        passed = [one for one in range(before + 1, min(number, before + 100)) if one not in referred(context)]
        if number < before or (passed and sorted(numbers) == numbers):
            reason = f"after note {before}" if number < before else f"and there is no note {passed[0]}"
            yield Finding(f"footnotes[{number}]", f"note {number} stands here, {reason}")
            return
        before = number


@rule(
    "N007", "references-out-of-order", Severity.INFO, Locus.EITHER,
    what="The first references to the notes, from the top of the tables on, do not rise 1, 2, 3.",
    why="A reader meets note 2 before note 1. In a copy it may be a sign that marks were exchanged.",
    fix="Number the notes in the order in which the tables first refer to them.",
    source="no rule; EDGAR keeps the numbers that the filer gave",
    good="\tM\t\t400\tA\t$12.5\t",
    bad="\tM\t\t400\tA\t$12.5 ⁽²⁾\t",
    needs=("out_of_step",),
)  # fmt: skip
def references_out_of_order(context: Context) -> Iterator[Finding]:
    highest, before, seen = 0, "", set()
    for path, cell, number in references(context):
        if number in seen or number not in context.notes:
            continue
        seen.add(number)
        if number < highest:
            label = context.label(before, f"note {highest} here")
            message = f"note {number} is first referred to here, after note {highest}"
            yield Finding(path, message, _mark(cell, number), labels=(label,))
            return
        highest, before = number, path


@rule(
    "N009", "reference-outside-tables", Severity.WARNING, Locus.EITHER,
    what="A name, an address, a title or a signature carries a reference to a note.",
    why="EDGAR has references on the cells of the tables only, and the mark would become a part of the name.",
    fix="Remove the mark, and put what the note says under Remarks.",
    source=f"{XML_SPECIFICATION}, section 3.5",
    limits="An item that cannot be read because of the mark is reported as such.",
    good="<u>President</u>",
    bad="<u>President ⁽¹⁾</u>",
    needs=("marked_header",),
)  # fmt: skip
def reference_outside_tables(context: Context) -> Iterator[Finding]:
    for path, text in _header_texts(context):
        if text and ("⁽" in text or "<sup" in text):
            start, end = context.span(path)
            mark = _MARK.search(context.text, start, end)
            yield Finding(path, f"{text!r} carries a reference to a note", mark.span() if mark else None)


def _header_texts(context: Context) -> Iterator[tuple[str, str | None]]:
    filing = context.filing
    yield "issuer.name", filing.issuer.name
    yield "issuer.trading_symbol", filing.issuer.trading_symbol
    yield from owner_texts(filing.reporting_owners, ("street1", "street2", "city"))
    for number, signature in enumerate(filing.signatures):
        yield f"signatures[{number}].name", signature.name
