"""What an element holds, asked for by the names of fields: what is common to all documents, and how it is found in a tree."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date

from form4_grammar.diagnostics import Rule
from form4_grammar.documents.submission import CIK_DIGITS
from form4_grammar.ownership_xml.elements import DOCUMENT, ISSUER, NOTE, OWNER, SIGNATURE, TABLES, VALUE, Field, Layout, layout
from form4_grammar.ownership_xml.markup import Element, Run
from form4_grammar.ownership_xml.record import Parts, Record
from form4_grammar.ownership_xml.spelling import is_one_letter_off
from form4_grammar.ownership_xml.values import DAY_HELP, plain, plain_date, read_date, read_flag, read_number
from form4_grammar.records import NamedTuple
from form4_grammar.rules import cells, dates, header, xml
from form4_grammar.rules import layout as page

_CODE_LETTERS = 2


Held = tuple[Field, str, str, int, int, tuple[int, ...]]
"""What the element of a cell holds: its text with single blanks, perhaps none; how that stands there, and from where to where;
and the numbers of its references, which are what stands there if there is no text."""


class HeldNote(NamedTuple):
    """A footnote: its ``id`` and its number, if it is one, the places of its start tag and of its text, and the text."""

    id: str
    number: int | None
    tag: tuple[int, int]
    place: tuple[int, int]
    text: str


class Group:
    """What one element holds. The paths of its fields in the filing begin with ``path``.

    ``name`` is that of the element, ``tag`` where its start tag stands, and it ``is_whole`` unless the document breaks off in
    it. Where something was read is noted in ``record``, and what is wrong with it.
    """

    __slots__ = ("is_whole", "name", "path", "record", "tag")

    def __init__(self, name: str, tag: tuple[int, int], path: str, record: Record, *, is_whole: bool = True) -> None:
        self.name = name
        self.tag = tag
        self.path = path
        self.record = record
        self.is_whole = is_whole

    def has(self, name: str) -> bool:
        """Whether there is an element of that field."""
        raise NotImplementedError

    def text(self, name: str) -> str | None:
        """The text of a field that is no cell, with single blanks. Its place is noted."""
        raise NotImplementedError

    def cells(self, fields: Sequence[Field]) -> Iterator[Held]:
        """What the elements of these cells hold, of those that are there and not cut off."""
        raise NotImplementedError

    def every(self, name: str) -> Iterator[Group]:
        """The elements of a list: owners, signatures, rows."""
        raise NotImplementedError

    def issuer(self) -> Group | None:
        """The element of the issuer."""
        raise NotImplementedError

    def footnotes(self) -> Iterator[tuple[int, HeldNote]]:
        """The notes, each with its position, which counts from 1."""
        raise NotImplementedError

    def words(self, name: str) -> str | None:
        """The text of a field that is a name. One without a letter is reported."""
        shown = self.text(name)
        if shown:
            path = self.path + name
            self.record.doubt_name(path, shown, self.record.findings.places[path])
        return shown

    def cik(self) -> str | None:
        """The CIK. One that is missing from a whole element, or not of ten digits, is reported."""
        shown = self.text("cik")
        if shown is None:
            if self.is_whole:
                self.record.findings.report(xml.LACKS_ELEMENT, "there is no CIK", self.tag, f"{self.path}cik")
        elif not (shown.isascii() and shown.isdigit()):
            self._report("cik", xml.OTHER_VALUE, f"{shown!r} is no CIK")
        elif len(shown) != CIK_DIGITS:
            self._report("cik", xml.OTHER_FORM, f"{shown} has {len(shown)} digits")
        return shown

    def day(self, name: str) -> date | None:
        """The date of a field. One that cannot be read is reported."""
        shown = self.text(name)
        value = plain_date(shown) if shown else None
        if value is not None or not shown:
            return value
        value = read_date(shown)
        if value is None:
            self._report(name, dates.NO_SUCH_DATE, f"{shown!r} is not a day as yyyy-mm-dd", DAY_HELP)
        else:
            if not shown.startswith(value.isoformat()):
                message = f"{shown!r} is not a day as yyyy-mm-dd; a digit may be lost"
                self._report(name, xml.OTHER_FORM, message, DAY_HELP)
            self.record.note_offset(self.path + name, shown)
        return value

    def code(self, name: str, codes: Container[str]) -> str | None:
        """The code of a state or country. What is none of `codes` is reported."""
        shown = self.text(name)
        if shown is None or shown in codes:
            return shown
        whole = "" if len(shown) == _CODE_LETTERS else f"{self.path}{name.rpartition('.')[0]}"  # exchanged with another part
        self._report(name, header.STATE, f"{shown!r} is no state or country of EDGAR's list", whole=whole)
        return None

    def flag(self, name: str, rule: Rule = page.UNREADABLE_BOX, whole: str = "") -> bool | None:
        """Whether a field says yes. What means neither is reported by `rule`, at `whole` if that is given."""
        shown = self.text(name)
        value = read_flag(shown) if shown else None
        if shown and value is None:
            self._report(name, rule, f"{shown!r} is neither true nor false", whole=whole)
        return value

    def _report(self, name: str, rule: Rule, message: str, help: str = "", whole: str = "") -> None:
        path = self.path + name
        start, end = self.record.findings.places[path]
        self.record.findings.report(rule, message, (start, end), whole or path, help, raw=self.record.text[start:end])


_ISSUER = layout(ISSUER)
_IN_LISTS: Mapping[str, Layout] = {
    "reporting_owners": layout(OWNER),
    "signatures": layout(SIGNATURE),
    **{name: layout(fields) for name, fields in TABLES.items()},
}
DOCUMENT_LAYOUT = layout(DOCUMENT)


class Collected(Group):
    """An element of a tree with the elements in it, ``parts``, by the fields that they are."""

    __slots__ = ("parts",)

    def __init__(self, element: Element, layout: Layout, path: str, record: Record) -> None:
        super().__init__(element.name, (element.start, element.inside), path, record, is_whole=element.is_closed)
        self.parts: Parts = record.collect(element, layout)

    def has(self, name: str) -> bool:
        return name in self.parts

    def text(self, name: str) -> str | None:
        path = self.path + name
        element = self.record.only(self.parts.get(name, []), path)
        if element is None:
            return None
        holder = next(element.every(VALUE), element)
        if holder is element:
            self.record.leave_elements(element)
        else:
            for part in element.content:
                if part is not holder:
                    self.record.leave(part, element)
        start, end = self.record.span(holder)
        if start < end:
            self.record.findings.places[path] = (start, end)
        return plain(holder.text)

    def cells(self, fields: Sequence[Field]) -> Iterator[Held]:
        for field in fields:
            held = self._cell(field)
            if held is not None:
                yield held

    def _cell(self, field: Field) -> Held | None:
        record, path = self.record, self.path + field.name
        element = record.only(self.parts.get(field.name, []), path)
        beside = self.parts.get(f"{field.name}.footnotes", [])
        value, runs, inside = _parts(element, path, record) if element is not None else (None, [], [])
        notes = sorted([*beside, *inside], key=lambda note: note.start)
        shown, start, end = None, -1, -1
        if value is not None:
            shown, (start, end) = plain(value.text), record.span(value)
        elif element is not None and element.is_closed:
            shown = plain("".join(run.text for run in runs))
            start, end = (runs[0].start, runs[-1].end) if shown else (element.inside, element.inside)
        if shown is None and notes:
            start, end = notes[0].start, max(notes[-1].inside, notes[-1].end)
        if start < 0:
            return None
        return field, shown or "", record.text[start:end], start, end, _numbers(notes, path, record)

    def every(self, name: str) -> Iterator[Group]:
        for index, element in enumerate(self.parts.get(name, [])):
            yield Collected(element, _IN_LISTS[name], f"{name}[{index}].", self.record)

    def issuer(self) -> Group | None:
        element = self.record.only(self.parts.get("issuer", []), "issuer")
        return None if element is None else Collected(element, _ISSUER, "issuer.", self.record)

    def footnotes(self) -> Iterator[tuple[int, HeldNote]]:
        for position, element in enumerate(self.parts.get("footnotes", []), 1):
            if element.is_closed:
                place = self.record.span(element)
                text = plain(element.text) or ""
                yield position, HeldNote(element.id, read_number(element.id), (element.start, element.inside), place, text)
                self.record.leave_elements(element)


def _parts(element: Element, path: str, record: Record) -> tuple[Element | None, list[Run], list[Element]]:
    """What is in the element of a cell: its value, or the texts that are it where there is none, and its references."""
    values, notes, runs = list[Element](), list[Element](), list[Run]()
    for part in element.content:
        if isinstance(part, Run):
            runs.append(part)
        elif part.name == NOTE:
            notes.append(part)
        elif part.name == VALUE:
            if part.is_closed:
                values.append(part)
        elif is_one_letter_off(part.name, NOTE):
            record.misspelt.append((part, NOTE))
            notes.append(part)
        elif is_one_letter_off(part.name, VALUE) and part.is_closed:
            record.misspelt.append((part, VALUE))
            values.append(part)
        else:
            record.leave(part, element)
    value = record.only(values, path)
    if value is None:
        return None, runs, notes
    record.leave_elements(value)
    for run in runs:
        record.leave(run, element)
    return value, [], notes


def _numbers(notes: Sequence[Element], path: str, record: Record) -> tuple[int, ...]:
    found = []
    for note in notes:
        number = read_number(note.id)
        if number is None:
            message = f"a reference to {note.id!r}, which can be no footnote"
            record.findings.report(cells.UNREADABLE_CELL, message, (note.start, note.inside), path)
        else:
            found.append(number)
            record.referred.setdefault(number, (note.start, max(note.inside, note.end)))
    return tuple(found)
