"""A document as nearly all are: the elements of the schema, each in its place, and nothing else. It needs no tree.

Each table of the schema is one pattern, so that all elements of a row are found at once. A pattern takes nothing that is not
well-formed; a document that one does not take is left to the tree (`document`, `groups.Collected`). Both only say where the
elements stand: what is read of them, and what is said of it, is the same code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from form4_grammar.ownership_xml.document import beginning, root_in
from form4_grammar.ownership_xml.elements import DOCUMENT, ISSUER, NOTE, OWNER, ROOT, SIGNATURE, TABLES, VALUE, Field
from form4_grammar.ownership_xml.groups import Group, Held, HeldNote
from form4_grammar.ownership_xml.markup import LEFT, MOST_ELEMENTS
from form4_grammar.ownership_xml.record import Record
from form4_grammar.ownership_xml.values import read_form_type
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

_S = r"[ \t\r\n]*+"
_SIGNS = r"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_NO_SIGN = regex(r"[\ud800-\udfff\ue000\ue026\ufffe\uffff]")
"""What else no XML may hold, and the signs that the tree has in place of such: few texts are not in ASCII."""
_TEXT = rf"{_SIGNS}(?:&(?:amp|lt|gt|quot|apos);{_SIGNS})*+"
_ID = "F[1-9][0-9]{0,2}"
_NOTES = rf'(?:<{NOTE} id="{_ID}" ?/>{_S})*+'
_NUMBER = regex(rf'<{NOTE} id="F([0-9]++)" ?/>')
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))  # the last one last


class Spot(NamedTuple):
    """Where an element is among the groups of a pattern: the numbers of its own, that of its value, and that of its references.

    The first two begin behind the name and go to the end of the element, whose end tag has ``tail`` characters; where the
    element holds its text itself they are the same. ``notes`` is 0 where there can be none.
    """

    element: int
    value: int
    notes: int
    tail: int


class Shape(NamedTuple):
    """Elements as they stand: the pattern of them all, and where each is, by the name of its field."""

    pattern: re.Pattern[str]
    where: Mapping[str, Spot]


def _shape(fields: Sequence[Field], around: str = "{}", before: int = 0) -> Shape:
    """The shape of elements; `around` is the pattern around theirs, and has as many groups `before` them."""
    where: dict[str, Spot] = {}
    pieces, outer, number = list[str](), "", before + 1
    for field in fields:
        group, _, name = field.path.rpartition("/")
        if group != outer:
            pieces.append(f"{_end(outer)}(?:<{group}>{_S}" if group else _end(outer))
            outer = group
        if field.kind == "notes":
            cell = field.name.removesuffix(".footnotes")
            where[cell] = where[cell]._replace(notes=number)
            pieces.append(f"({_NOTES})")
            number += 1
        elif field.is_cell and not field.is_bare:
            where[field.name] = Spot(number, number + 1, number + 2, len(f"</{VALUE}>"))
            value = rf"(?:<{VALUE}( ?/>|>{_TEXT}</{VALUE}>){_S}|)"
            pieces.append(rf"(?:<{name}( ?/>|>{_S}{value}({_NOTES})</{name}>){_S}|)")
            number += 3
        else:
            where[field.name] = Spot(number, number, 0, len(f"</{name}>"))
            pieces.append(rf"(?:<{name}( ?/>|>{_TEXT}</{name}>){_S}|)")
            number += 1
    return Shape(regex(around.format("".join((*pieces, _end(outer))))), where)


def _end(group: str) -> str:
    return f"</{group}>{_S}|)" if group else ""


def _inside(name: str) -> str:
    """The pattern around the elements in one of that name."""
    return f"<({name})>{_S}{{}}</\\1>{_S}"


def _rows(table: str) -> str:
    return "|".join(field.path.rpartition("/")[2] for field in DOCUMENT if field.name == table)


_DECLARATION = (
    r"""<\?xml version=(?:"1\.0"|'1\.0')(?: encoding=(?:"[A-Za-z][A-Za-z0-9._-]*+"|'[A-Za-z][A-Za-z0-9._-]*+'))? ?\?>"""
)
_ITEMS = {field.name: field for field in DOCUMENT if field.kind != "part"}
_BOX, _REMARKS = _ITEMS.pop("aff10b5_one"), _ITEMS.pop("remarks")
_HEAD = _shape([*_ITEMS.values()], rf"(?:{_DECLARATION}{_S}|)<{ROOT}>{_S}{{}}")
_BEFORE_TABLES = _shape([_BOX], before=len(_ITEMS) + 1)
_BEHIND_TABLES = _shape([_REMARKS], before=len(_ITEMS) + 3)
_OF_DOCUMENT = {**_HEAD.where, **_BEFORE_TABLES.where, **_BEHIND_TABLES.where}
"""The groups of the three patterns of the document itself, one behind the other, the whole of each before its own."""

_OF_ISSUER = _shape(ISSUER, _inside("issuer"), 1)
_LISTS = {
    "reporting_owners": _shape(OWNER, _inside("reportingOwner"), 1),
    "signatures": _shape(SIGNATURE, _inside("ownerSignature"), 1),
    **{name: _shape(fields, _inside(_rows(name)), 1) for name, fields in TABLES.items()},
}
_FOOTNOTE = regex(rf'<footnote id="({_ID})">({_TEXT})</footnote>{_S}')
_TABLE_TAGS = {field.name: field.path.partition("/")[0] for field in DOCUMENT if "/" in field.path}
_BEGIN = {tag: regex(f"<{tag}(?:( ?/>)|>){_S}") for tag in _TABLE_TAGS.values()}
_END = {tag: regex(f"</{tag}>{_S}") for tag in _TABLE_TAGS.values()}
_END_ALONE, _END_IN_ENVELOPE = regex(rf"(</{ROOT}>){_S}\Z"), regex(rf"(</{ROOT}>){_S}(?=</XML>)")

Spans = tuple[tuple[int, int], ...]
_Lists = dict[str, list[re.Match[str]]]


class Matched(Group):
    """An element whose parts were found by a pattern: ``spans`` are those of its groups, ``where`` that of its `Shape`."""

    __slots__ = ("spans", "where")

    def __init__(
        self, name: str, tag: tuple[int, int], path: str, record: Record, spans: Spans, where: Mapping[str, Spot]
    ) -> None:
        super().__init__(name, tag, path, record)
        self.spans = spans
        self.where = where

    def has(self, name: str) -> bool:
        return self.spans[self.where[name].element][0] >= 0

    def text(self, name: str) -> str | None:
        number, _, _, tail = self.where[name]
        start, end = self.spans[number]
        record = self.record
        if start < 0 or record.text[start] != ">":
            return None
        shown, start, end = _shown(record.text, start + 1, end - tail)
        if not shown:
            return None
        record.findings.places[self.path + name] = start, end
        return shown

    def cells(self, fields: Sequence[Field]) -> Iterator[Held]:
        text, spans, where = self.record.text, self.spans, self.where
        for field in fields:
            element, value, notes, tail = where[field.name]
            start, end = spans[value]
            shown = raw = ""
            if start < 0:
                if spans[element][0] >= 0:
                    start = end = _inside_of(text, spans[element])
            elif text[start] == ">":
                start, end = start + 1, end - tail
                raw = text[start:end]
                shown = " ".join(raw.split())
                if shown != raw or "&" in raw:
                    inside = start
                    shown, start, end = _shown(text, start, end)
                    raw = text[start:end]
                    if not shown and field.is_bare:
                        start = end = inside
            else:
                start = end
            numbers: tuple[int, ...] = ()
            if notes and (place := spans[notes])[0] < place[1]:
                found = list(_NUMBER.finditer(text, *place))
                numbers = tuple(int(note[1]) for note in found)
                for note, referred in zip(found, numbers, strict=True):
                    self.record.referred.setdefault(referred, note.span())
                if not shown:
                    start, end = found[0].start(), found[-1].end()
                    raw = text[start:end]
            if start >= 0:
                yield field, shown, raw, start, end, numbers


class Orderly(Matched):
    """The root element. ``issuers`` is that of the issuer, if it is there; ``lists`` are the others, by their fields."""

    __slots__ = ("issuers", "lists")

    def __init__(
        self, tag: tuple[int, int], record: Record, spans: Spans, issuers: Sequence[re.Match[str]], lists: _Lists
    ) -> None:
        super().__init__(ROOT, tag, "", record, spans, _OF_DOCUMENT)
        self.issuers = issuers
        self.lists = lists

    def has(self, name: str) -> bool:
        if name == "issuer":
            return bool(self.issuers)
        return bool(self.lists[name]) if name in self.lists else super().has(name)

    def every(self, name: str) -> Iterator[Group]:
        where = _LISTS[name].where
        for index, found in enumerate(self.lists[name]):
            yield _matched(found, f"{name}[{index}].", self.record, where)

    def issuer(self) -> Group | None:
        return _matched(self.issuers[0], "issuer.", self.record, _OF_ISSUER.where) if self.issuers else None

    def footnotes(self) -> Iterator[tuple[int, HeldNote]]:
        for position, found in enumerate(self.lists["footnotes"], 1):
            inside = found.start(2)
            shown, start, end = _shown(self.record.text, inside, found.end(2))
            yield position, HeldNote(found[1], int(found[1][1:]), (found.start(), inside), (start, end), shown)


def orderly(record: Record) -> Orderly | None:
    """The root element of an orderly document. None for any other, and where a further document follows it."""
    text = record.text
    root = root_in(text)
    if root is None or text.count("<") > MOST_ELEMENTS or not (text.isascii() or _NO_SIGN.search(text) is None):
        return None
    start, is_enveloped = beginning(text, root)
    head = _HEAD.pattern.match(text, start)
    if head is None or not _is_form_type(text, head):
        return None
    lists: _Lists = {}
    issuers, at = _all(_OF_ISSUER.pattern, text, head.end())
    lists["reporting_owners"], at = _all(_LISTS["reporting_owners"].pattern, text, at)
    box = _BEFORE_TABLES.pattern.match(text, at)
    at = box.end() if box else at
    for name, tag in _TABLE_TAGS.items():
        lists[name], at = _in_table(tag, _LISTS[name].pattern if name in _LISTS else _FOOTNOTE, text, at)
    remarks = _BEHIND_TABLES.pattern.match(text, at)
    lists["signatures"], at = _all(_LISTS["signatures"].pattern, text, remarks.end() if remarks else at)
    end = (_END_IN_ENVELOPE if is_enveloped else _END_ALONE).match(text, at)
    if box is None or remarks is None or end is None or len(issuers) > 1:
        return None
    if LEFT.search(text, root, at) or root_in(text, end.end(1)) is not None:
        return None
    return Orderly((root, root + len(f"<{ROOT}>")), record, (*head.regs, *box.regs, *remarks.regs), issuers, lists)


def _matched(found: re.Match[str], path: str, record: Record, where: Mapping[str, Spot]) -> Matched:
    start = found.start()
    return Matched(found[1], (start, found.end(1) + 1), path, record, found.regs, where)


def _inside_of(text: str, element: tuple[int, int]) -> int:
    """Where the start tag of an element ends, of which all behind its name is given."""
    return element[0] + 1 if text[element[0]] == ">" else element[1]


def _shown(text: str, start: int, end: int) -> tuple[str, int, int]:
    """A piece of the text as it is read, its entities replaced, with single blanks, and where it stands without outer ones."""
    raw = text[start:end]
    shown = " ".join(raw.split())
    if shown != raw:
        start += len(raw) - len(raw.lstrip())
        end = start + len(raw.strip())
    if "&" in shown:
        for entity, sign in _ENTITIES:
            shown = shown.replace(entity, sign)
    return shown, start, end


def _is_form_type(text: str, head: re.Match[str]) -> bool:
    number, _, _, tail = _HEAD.where["form_type"]
    start, end = head.span(number)
    return start >= 0 and read_form_type(text[start + 1 : end - tail].strip()) is not None


def _all(pattern: re.Pattern[str], text: str, at: int) -> tuple[list[re.Match[str]], int]:
    """The elements at a place, one behind the other, and where they end."""
    found = []
    while (match := pattern.match(text, at)) is not None:
        found.append(match)
        at = match.end()
    return found, at


def _in_table(tag: str, pattern: re.Pattern[str], text: str, at: int) -> tuple[list[re.Match[str]], int]:
    """The elements in one of that name, if it stands at a place, and where it ends; what else is in it, it is not taken."""
    begin = _BEGIN[tag].match(text, at)
    if begin is None or begin[1]:
        return [], begin.end() if begin else at
    found, last = _all(pattern, text, begin.end())
    end = _END[tag].match(text, last)
    return (found, end.end()) if end else ([], at)
