"""What is written down while an ownership document is read: its elements by field, and what none of its tables names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from form4_grammar.ownership_xml.elements import OLDER_NAMES, ROWS_IN_ANY_ORDER, Field, Layout
from form4_grammar.ownership_xml.markup import Element, Run
from form4_grammar.ownership_xml.spelling import is_one_letter_off
from form4_grammar.ownership_xml.values import read_offset
from form4_grammar.regexes import regex
from form4_grammar.rules import xml
from form4_grammar.transform.findings import Findings

Parts = dict[str, list[Element]]
"""Elements by the fields that they are, in the order of the document."""


_SIGNS_OF_TAG = len("</>")
_ATTRIBUTE = regex(r"\s(?!id\b|xmlns)\w+\s*=\s*[\"'][^\"'<>]*[^\s\"'<>]")


@dataclass(frozen=True, slots=True)
class Record:
    """The text that is read, and the findings about it.

    ``strange`` are elements that no table names, each with the one around it, ``stray`` the places of texts between elements,
    ``misspelt`` elements with the names that they were read as. ``displaced`` are elements that stand behind one that the
    schema has after them, each with that, ``divided`` the second ones of those that hold others. ``offsets`` are the time
    zones of dates by their paths, ``referred`` the place of the first reference to each note by its number.
    """

    text: str
    findings: Findings
    strange: list[tuple[Element, Element]] = field(default_factory=list)
    stray: list[tuple[int, int]] = field(default_factory=list)
    misspelt: list[tuple[Element, str]] = field(default_factory=list)
    displaced: list[tuple[Element, Element]] = field(default_factory=list)
    divided: list[Element] = field(default_factory=list)
    offsets: dict[str, str] = field(default_factory=dict)
    referred: dict[int, tuple[int, int]] = field(default_factory=dict)

    def span(self, element: Element) -> tuple[int, int]:
        """Where the content of an element stands, outer blanks left out."""
        shown = self.text[element.inside : element.until]
        start = element.inside + len(shown) - len(shown.lstrip())
        return start, start + len(shown.strip())

    def collect(self, element: Element, layout: Layout) -> Parts:
        """The elements inside one, by `layout`. Of those that are cut off, only such are there as hold others."""
        found: Parts = {}
        missing: list[str] | None = None
        self._look_at_order(element, layout)
        for part in element.content:
            entry = layout.get(part.name) if isinstance(part, Element) else None
            if entry is None and isinstance(part, Element):
                if missing is None:
                    there = {other.name for other in element.content if isinstance(other, Element)}
                    missing = [name for name in layout if name not in there]
                entry = self._misspelt(part, missing, layout)
            if (
                isinstance(part, Element)
                and part.inside - part.start > len(part.name) + _SIGNS_OF_TAG
                and _has_attribute(self.text, part)
            ):
                self.stray.append((part.start, part.inside))
            if isinstance(part, Run) or entry is None:
                self.leave(part, element)
            elif not isinstance(entry, Field):
                for name, elements in self.collect(part, entry).items():
                    found.setdefault(name, []).extend(elements)
            elif part.is_closed or entry.is_cell or entry.kind in {"part", "notes"}:
                found.setdefault(entry.name, []).append(part)
        return found

    def _look_at_order(self, element: Element, layout: Layout) -> None:
        """Writes down which elements inside one are not where the schema has them."""
        places = {name: place for place, name in enumerate(layout) if name not in OLDER_NAMES}
        last: Element | None = None
        groups = set[str]()
        for part in element.content:
            if not isinstance(part, Element) or part.name not in places:
                continue
            if not isinstance(layout[part.name], Field):
                if part.name in groups:
                    self.divided.append(part)
                groups.add(part.name)
            if last is not None and places[part.name] < places[last.name] and element.name not in ROWS_IN_ANY_ORDER:
                self.displaced.append((part, last))
            else:
                last = part

    def leave(self, part: Element | Run, around: Element) -> None:
        """Writes down that a part of an element is left over."""
        if isinstance(part, Run):
            self.stray.append((part.start, part.end))
        else:
            self.strange.append((part, around))

    def _misspelt(self, part: Element, missing: Sequence[str], layout: Layout) -> Field | Layout | None:
        """What an element is whose name is that of a missing one but for one letter."""
        names = [name for name in missing if is_one_letter_off(part.name, name)]
        if len(names) != 1:
            return None
        self.misspelt.append((part, names[0]))
        return layout[names[0]]

    def leave_elements(self, around: Element) -> None:
        """Writes down that the elements in one that holds a text are left over."""
        for part in around.content:
            if isinstance(part, Element):
                self.leave(part, around)

    def note_offset(self, path: str, shown: str) -> None:
        """Keeps the time zone of a date, if it has one."""
        offset = read_offset(shown)
        if offset:
            self.offsets[path] = offset

    def doubt_name(self, path: str, shown: str, place: tuple[int, int]) -> None:
        """Reports a name or a title that has no letter."""
        if not shown[0].isalpha() and not any(sign.isalpha() for sign in shown):
            self.findings.report(xml.OTHER_VALUE, f"{shown!r} has no letter", place, path, raw=shown)

    def only(self, elements: list[Element], path: str) -> Element | None:
        """The first of the elements that are one field. That there are others is reported."""
        if len(elements) > 1:
            other = elements[1]
            message = f"{len(elements):,} times {other.name}; the first was read"
            self.findings.report(xml.REPEATED_ELEMENT, message, (other.start, other.inside), path)
        return elements[0] if elements else None


def _has_attribute(text: str, element: Element) -> bool:
    """Whether the tag of an element has an attribute with a value that no version of the schema has."""
    return _ATTRIBUTE.search(text, element.start, element.inside) is not None
