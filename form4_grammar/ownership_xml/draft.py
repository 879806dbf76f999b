"""An ownership document in the making: its elements are put in one after the other, and what does not go in is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from form4_grammar.model import Cell
from form4_grammar.ownership_xml.elements import NOTE, VALUE, Field
from form4_grammar.ownership_xml.facets import misfit, shown, without_forbidden


@dataclass(frozen=True, slots=True)
class Draft:
    """What a filing of `form_type` lacks for a document, and what of it is left out, as sentences that begin with a path.

    ``schema`` is the version of the document, and ``notes`` are the numbers of the footnotes that it has: no reference to
    others may be in it. ``offsets`` are the time zones of its dates by their paths.
    """

    form_type: str
    schema: str
    notes: frozenset[int]
    offsets: Mapping[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def is_asked_of(self, item: Field) -> bool:
        """Whether documents of this form have an element, in one version or another."""
        return self.form_type[0] in item.forms

    def has(self, item: Field) -> bool:
        """Whether documents of this version have an element."""
        return self.schema >= item.since

    def write_value(self, parent: Element, item: Field, value: Any, path: str) -> None:
        """Writes an element that holds its text itself, if there is one."""
        if not self.has(item):
            if value is not None:
                reason = f"{self.schema}, which is written here, has no element for it"
                self.left_out.append(f"{path}: {reason}; {item.path.rpartition('/')[2]} came with {item.since}")
            return
        text = self.fitted(item, value, path, is_needed=bool(item.need))
        if text is not None:
            put(parent, item.path).text = text

    def write_cell(self, parent: Element, item: Field, cell: Cell[Any], path: str) -> None:
        """Writes the element of a cell: its value and, if it may have any, its references."""
        if not cell.readable:
            self.problems.append(f"{path}: {cell.raw!r} cannot be read")
            return
        if item.is_bare:
            self.write_value(parent, item, cell.value, path)
            return
        notes = self._known(cell.footnotes, path)
        if notes and not item.takes_notes:
            self.left_out.append(f"{path}: a reference to {_list(notes)}, which the schema does not take here")
            notes = []
        text = self.fitted(item, cell.value, path, is_needed=item.need == "value" or (item.need != "" and not notes))
        if text is None and not notes:
            return
        element = put(parent, item.path)
        if text is not None or item.kind == "text":
            SubElement(element, VALUE).text = text
        for number in notes:
            SubElement(element, NOTE, id=f"F{number}")

    def write_notes(self, parent: Element, item: Field, numbers: Iterable[int], path: str) -> None:
        """Writes the references that stand beside the element of their cell."""
        for number in self._known(numbers, path):
            put(parent, item.path).set("id", f"F{number}")

    def fitted(self, item: Field, value: Any, path: str, *, is_needed: bool = False) -> str | None:
        """The text of a value, or None where there is none or the schema does not take it."""
        text = "" if value is None else f"{shown(value, item)}{self.offsets.get(path, '') if item.kind == 'date' else ''}"
        clean = without_forbidden(text)
        if clean != text:
            self.left_out.append(f"{path}: {len(text) - len(clean)} characters that XML cannot hold")
        if not clean:
            if is_needed:
                self.problems.append(f"{path}: missing")
            return None
        reason = misfit(item, clean if isinstance(value, str) else value)
        if reason:
            (self.problems if item.need else self.left_out).append(f"{path}: {reason}")
        return None if reason else clean

    def _known(self, numbers: Iterable[int], path: str) -> list[int]:
        asked = list(numbers)
        unknown = [number for number in asked if number not in self.notes]
        if unknown:
            self.left_out.append(f"{path}: a reference to {_list(unknown)}, where there is no such note")
        return [number for number in asked if number in self.notes]


def put(parent: Element, path: str) -> Element:
    """A new element at the end of another one. The elements on the way to it are made, too, unless the last one is such."""
    *groups, name = path.split("/")
    for group in groups:
        is_there = len(parent) > 0 and parent[-1].tag == group
        parent = parent[-1] if is_there else SubElement(parent, group)
    return SubElement(parent, name)


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
