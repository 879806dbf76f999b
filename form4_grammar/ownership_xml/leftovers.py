"""What an ownership document has beside the fields of the filing: where it stands, what is kept of it, what is said of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping

from form4_grammar.diagnostics import Rule
from form4_grammar.model import OtherElement
from form4_grammar.ownership_xml.document import beginning, root_in
from form4_grammar.ownership_xml.elements import DOCUMENT, LIST_ELEMENTS, Field, layout
from form4_grammar.ownership_xml.markup import Element, Run
from form4_grammar.ownership_xml.nesting import homes
from form4_grammar.ownership_xml.record import Record
from form4_grammar.ownership_xml.values import plain, read_number
from form4_grammar.records import NamedTuple
from form4_grammar.rules import xml

_DOCUMENT = layout(DOCUMENT)
_ONCE = frozenset(field.name for field in DOCUMENT if field.kind != "part") | {"issuer"}
_LONGEST_SHOWN = 40
_LONG = 400
"""From where on what stands before or behind a document is more than what a tool leaves behind: another page, say."""


class Areas(NamedTuple):
    """Where the parts of a document stand, each list of areas in the order of the document: start, end and path."""

    outer: list[tuple[int, int, str]]
    inner: list[tuple[int, int, str]]

    def path_at(self, offset: int) -> str | None:
        """The path of the row, owner, note, signature or item at a place, or of the table or list around it."""
        for areas in (self.inner, self.outer):
            index = bisect_right(areas, offset, key=lambda area: area[0]) - 1
            if index >= 0 and offset < areas[index][1]:
                return areas[index][2]
        return None


def areas(root: Element, end: int, record: Record) -> Areas:
    """The areas of a document that ends at `end`."""
    found = Areas([], [])
    names = {id(element): name for element, name in record.misspelt}
    counts = Counter[str]()

    def add(element: Element, field: Field, into: list[tuple[int, int, str]]) -> None:
        path = field.name
        if path == "footnotes":
            path = f"footnotes[{read_number(element.id) or counts[path] + 1}]"
        elif path not in _ONCE:
            path = f"{path}[{counts[path]}]"
        counts[field.name] += 1
        into.append((element.start, element.end if element.is_closed else end, path))

    for element in root.content:
        if not isinstance(element, Element):
            continue
        entry = _DOCUMENT.get(names.get(id(element), element.name))
        if isinstance(entry, Field):
            add(element, entry, found.outer)
        elif entry is not None:
            around = next(field.name for field in entry.values() if isinstance(field, Field))
            found.outer.append((element.start, element.end if element.is_closed else end, around))
            for part in element.content:
                inside = entry.get(names.get(id(part), part.name)) if isinstance(part, Element) else None
                if isinstance(part, Element) and isinstance(inside, Field):
                    add(part, inside, found.inner)
    return found


def kept(root: Element, record: Record) -> tuple[OtherElement, ...]:
    """The elements that no version of the schema has, with their texts, in the order of the document."""
    paths = _paths(root, {id(part) for part, _ in record.strange})
    strange = sorted((part for part, _ in record.strange if id(part) in paths), key=lambda part: part.start)
    return tuple(one for part in strange for one in _kept(part, paths[id(part)]))


def _kept(element: Element, path: str) -> Iterator[OtherElement]:
    text = plain("".join(part.text for part in element.content if isinstance(part, Run)))
    if text is not None or not any(isinstance(part, Element) for part in element.content):
        yield OtherElement(path, text or "")
    for part, inside in _inside(element, path):
        yield from _kept(part, inside)


def _paths(root: Element, wanted: set[int]) -> Mapping[int, str]:
    found: dict[int, str] = {}
    waiting = [(root, root.name)] if wanted else []
    while waiting:
        element, path = waiting.pop()
        for part, inside in _inside(element, path):
            if id(part) in wanted:
                found[id(part)] = inside
            waiting.append((part, inside))
    return found


def _inside(element: Element, path: str) -> Iterator[tuple[Element, str]]:
    """The elements in one with their paths as in XPath: where there are several of a name, they count from 1."""
    parts = [part for part in element.content if isinstance(part, Element)]
    times, seen = Counter(part.name for part in parts), Counter[str]()
    for part in parts:
        seen[part.name] += 1
        index = f"[{seen[part.name]}]" if times[part.name] > 1 else ""
        yield part, f"{path}/{part.name}{index}"


def report(record: Record, where: Areas, after: tuple[int, int] | None = None) -> None:
    """Reports the elements that no version of the schema has, and the texts between elements, by the part that they are in.

    `after` is where text stands behind the document.
    """
    for element, name in record.misspelt:
        message = f"{element.name!r} was read as {name}"
        path = where.path_at(element.start)
        record.findings.report(xml.MISSPELT_ELEMENT, message, (element.start, element.inside), path)
    strange: dict[tuple[str, str, str | None, bool], list[Element]] = {}
    for element, around in record.strange:
        says_something = plain(element.text) is not None or element.id != "" or element.name in LIST_ELEMENTS
        path = LIST_ELEMENTS.get(element.name) or where.path_at(element.start)
        home = homes().get(element.name)
        if home is not None and not (path or "").startswith(home):
            path = home
        strange.setdefault((around.name, element.name, path, says_something), []).append(element)
    for (around_name, name, path, says_something), elements in strange.items():
        rule = xml.UNKNOWN_ELEMENT if says_something else xml.EMPTY_UNKNOWN_ELEMENT
        message = f"the schema has no {name} in {around_name}{_times(elements)}"
        first = elements[0]
        raw = record.text[slice(*record.span(first))] if says_something else ""
        record.findings.report(rule, message, (first.start, first.inside), path, raw=raw)
    marks = [place for place in record.stray if not _says_something(record.text[slice(*place)])]
    texts: dict[str | None, list[tuple[int, int]]] = {}
    for place in record.stray:
        if _says_something(record.text[slice(*place)]):
            texts.setdefault(where.path_at(place[0]), []).append(place)
    for path, places in texts.items():
        _report_texts(record, xml.LOST_TEXT, places, path)
    if after is not None and after[1] - after[0] >= _LONG:
        _report_texts(record, xml.LOST_TEXT, [after], None)
    elif after is not None:
        marks.append(after)
    if marks:
        _report_texts(record, xml.STRAY_TEXT, marks, None)


def report_before(record: Record) -> None:
    """Reports a long text that stands before a document which is in no submission: it may be a page of its own."""
    root = root_in(record.text)
    start, is_enveloped = (0, True) if root is None else beginning(record.text, root)
    before = record.text[:start].strip()
    if not is_enveloped and len(before) >= _LONG:
        begin = record.text.index(before)
        _report_texts(record, xml.LOST_TEXT, [(begin, begin + len(before))], None)


def _report_texts(record: Record, rule: Rule, places: list[tuple[int, int]], path: str | None) -> None:
    raw = record.text[slice(*places[0])]
    shown = " ".join(raw.split())
    shown = repr(shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]} …")
    times = f" (at {len(places):,} places)" if len(places) > 1 else ""
    record.findings.report(rule, f"{shown}{times}", places[0], path, raw=raw)


def _times(things: list[Element]) -> str:
    return f" ({len(things):,} times)" if len(things) > 1 else ""


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
