"""What is written down while an ownership document is read: its elements by field, and what none of its tables names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from form4_grammar.diagnostics import Rule
from form4_grammar.ownership_xml.document import Element, Run
from form4_grammar.ownership_xml.elements import UNMODELLED, VALUE, Field, Layout
from form4_grammar.ownership_xml.values import DAY_HELP, plain, read_date, read_flag
from form4_grammar.rules import dates, layout, xml
from form4_grammar.transform.findings import Findings

Parts = dict[str, list[Element]]
"""Elements by the fields that they are, in the order of the document."""

_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Record:
    """The text that is read, the findings about it, and the places of what is left over: strange elements and texts."""

    text: str
    findings: Findings
    strange: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)
    stray: list[tuple[int, int]] = field(default_factory=list)

    def span(self, element: Element) -> tuple[int, int]:
        """Where the content of an element stands, outer blanks left out."""
        shown = self.text[element.inside : element.until]
        start = element.inside + len(shown) - len(shown.lstrip())
        return start, start + len(shown.strip())

    def collect(self, element: Element, layout: Layout) -> Parts:
        """The elements inside one, by `layout`. Of those that are cut off, only such are there as hold others."""
        found: Parts = {}
        for part in element.content:
            entry = layout.get(part.name) if isinstance(part, Element) else None
            if isinstance(part, Run) or entry is None:
                self.leave(part, element)
            elif not isinstance(entry, Field):
                for name, elements in self.collect(part, entry).items():
                    found.setdefault(name, []).extend(elements)
            elif part.is_closed or entry.is_cell or entry.kind in {"part", "notes"}:
                found.setdefault(entry.name, []).append(part)
        return found

    def leave(self, part: Element | Run, around: Element) -> None:
        """Writes down that a part of an element is left over."""
        if isinstance(part, Run):
            self.stray.append((part.start, part.end))
        elif part.name not in UNMODELLED:
            self.strange.setdefault((around.name, part.name), []).append((part.start, part.inside))

    def leave_elements(self, around: Element) -> None:
        """Writes down that the elements in one that holds a text are left over."""
        for part in around.content:
            if isinstance(part, Element):
                self.leave(part, around)

    def only(self, elements: list[Element], path: str) -> Element | None:
        """The first of the elements that are one field. That there are others is reported."""
        if len(elements) > 1:
            other = elements[1]
            message = f"{len(elements):,} times {other.name}; the first was read"
            self.findings.report(xml.REPEATED_ELEMENT, message, (other.start, other.inside), path)
        return elements[0] if elements else None

    def report_leftovers(self) -> None:
        """Reports each kind of strange element once, and the stray texts together."""
        for (around, name), places in self.strange.items():
            times = f" ({len(places):,} times)" if len(places) > 1 else ""
            self.findings.report(xml.UNKNOWN_ELEMENT, f"{name} in {around}{times}", places[0])
        if self.stray:
            start, end = self.stray[0]
            shown = " ".join(self.text[start:end].split())
            shown = repr(shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]} …")
            times = f" (at {len(self.stray):,} places)" if len(self.stray) > 1 else ""
            self.findings.report(xml.STRAY_TEXT, f"{shown}{times}", (start, end))


class Group(NamedTuple):
    """The elements of one table. Their paths in the filing begin with ``path``."""

    parts: Parts
    path: str
    record: Record

    def holder(self, name: str) -> Element | None:
        """The element that holds the text of a field that is no cell: its own, or the ``value`` in it. Its place is noted."""
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
        return holder

    def text(self, name: str) -> str | None:
        """The text of a field, with single blanks."""
        holder = self.holder(name)
        return plain(holder.text) if holder is not None else None

    def day(self, name: str) -> date | None:
        """The date of a field. One that cannot be read is reported."""
        shown = self.text(name)
        value = read_date(shown) if shown else None
        if shown and value is None:
            self._report(name, dates.NO_SUCH_DATE, f"{shown!r} is not a day as yyyy-mm-dd", DAY_HELP)
        return value

    def flag(self, name: str, rule: Rule = layout.UNREADABLE_BOX) -> bool | None:
        """Whether a field says yes. What means neither is reported by `rule`."""
        shown = self.text(name)
        value = read_flag(shown) if shown else None
        if shown and value is None:
            self._report(name, rule, f"{shown!r} is neither true nor false")
        return value

    def _report(self, name: str, rule: Rule, message: str, help: str = "") -> None:
        path = self.path + name
        self.record.findings.report(rule, message, self.record.findings.places[path], path, help)
