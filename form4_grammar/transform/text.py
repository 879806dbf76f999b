"""The free text of a page: boxes, notes, remarks, signatures."""

from __future__ import annotations

import re
from typing import Any

from form4_grammar.model import Cell, Footnote, Signature
from form4_grammar.parser.document import Document
from form4_grammar.parser.notes import number_of
from form4_grammar.rules import dates, footnotes, layout, signature
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.values import plain, read_date

_NOTES = ("footnote", "unnumbered_footnote")
_PARAGRAPHS = re.compile(r"\n\s*\n")


def read_box(document: Document, rule: str, findings: Findings) -> bool | None:
    """Whether a box is ticked; None where the page shows no mark, which is how an unticked box looks, too."""
    for block in document.blocks:
        if block.rule == rule:
            findings.places[rule] = (block.start, block.end)
            if block.node is None:
                shown = plain(document.text[block.start : block.end])[:40]
                findings.report(
                    layout.UNREADABLE_BOX, f"cannot tell whether it is ticked: {shown!r} …", findings.places[rule], rule
                )
                return None
            if block.node.find("CHECKED_BOX"):
                return True
            return False if block.node.find("UNCHECKED_BOX") else None
    return None


def read_footnotes(document: Document, findings: Findings) -> tuple[Footnote, ...]:
    """The notes, those without a number numbered by their position."""
    blocks = [b for b in document.blocks if b.rule in _NOTES and b.node is not None]
    notes: list[Footnote] = []
    seen: set[int] = set()
    for position, block in enumerate(blocks, 1):
        assert block.node is not None
        parts = {part.name: part for part in block.node.children}
        number, body = parts.get("FOOTNOTE_NUMBER"), parts.get("FOOTNOTE_TEXT")
        value = number_of(document.text[number.start : number.end]) if number else position
        path = f"footnotes[{value}]"
        if value in seen:
            findings.report(footnotes.DOUBLE_NUMBER, f"a second note {value}", (block.start, block.end), path)
        span = (body.start, body.end) if body else (block.end, block.end)
        findings.places.setdefault(path, span)
        seen.add(value)
        notes.append(Footnote(value, plain(document.text[span[0] : span[1]])))
    return tuple(notes)


def report_unnumbered(
    document: Document, tables: dict[str, list[dict[str, Any]]], numbers: frozenset[int], findings: Findings
) -> None:
    """Reports notes that are numbered by their position, and whether there are as many as the references ask for."""
    unnumbered = [b for b in document.blocks if b.rule in _NOTES and b.node and not b.node.find("FOOTNOTE_NUMBER")]
    if not unnumbered:
        return
    span = (unnumbered[0].start, unnumbered[-1].end)
    cells = [cell for rows in tables.values() for row in rows for cell in row.values() if isinstance(cell, Cell)]
    highest = max((number for cell in cells for number in cell.footnotes), default=0)
    many = "a note" if len(unnumbered) == 1 else f"{len(unnumbered)} notes"
    if highest > max(numbers):
        message = f"{many} without a number, but there is a reference to {highest}"
        findings.report(footnotes.FEWER_NOTES, message, span, "footnotes")
    else:
        findings.report(footnotes.BULLETED, f"{many} without a number, numbered by position", span, "footnotes")


def read_remarks(document: Document, findings: Findings) -> str | None:
    """The remarks, paragraphs parted by a line break; None where there are none."""
    for block in document.blocks:
        body = block.node.find("FOOTNOTE_TEXT") if block.rule == "remarks" and block.node is not None else None
        if body is not None:
            findings.places["remarks"] = (body.start, body.end)
            return "\n".join(plain(part) for part in _PARAGRAPHS.split(document.text[body.start : body.end]))
    return None


def read_signatures(document: Document, findings: Findings) -> tuple[Signature, ...]:
    """The signatures. A name that goes on after its date is joined."""
    found: list[Signature] = []
    for block in document.blocks:
        if block.rule != "signature":
            continue
        path = f"signatures[{len(found)}]"
        names = block.node.every("signature_name") if block.node else []
        day = block.node.find("SIGNATURE_DATE") if block.node else None
        name = " ".join(plain(document.text[part.start : part.end]) for part in names) or None
        if day is None:
            name = plain(document.text[block.start : block.end])
        value = read_date(document.text[day.start : day.end]) if day else None
        findings.places[f"{path}.name"] = (names[0].start, names[-1].end) if names else (block.start, block.end)
        if day is not None:
            findings.places[f"{path}.date"] = (day.start, day.end)
        if day is None or name is None:
            lacks = "date" if day is None else "name"
            findings.report(signature.NO_SIGNATURE, f"a signature without a {lacks}", (block.start, block.end), path)
        elif value is None:
            shown = document.text[day.start : day.end]
            findings.report(dates.NO_SUCH_DATE, f"there is no day {shown}", (day.start, day.end), f"{path}.date")
        if day is not None and names and names[-1].start > day.start:
            message = "the name goes on after the date"
            findings.report(signature.WRAPPED, message, (block.start, block.end), f"{path}.name")
        found.append(Signature(name, value))
    if not found and not any(missing.truncated for missing in document.page.missing):
        at = next((line.start for line in document.page.lines if line.type == "SIGNATURE_OF_REPORTING_PERSON"), None)
        end = document.page.lines[-1].end if document.page.lines else 0
        place = end if at is None else at
        findings.report(signature.NO_SIGNATURE, "no signature", (place, place), "signatures")
    return tuple(found)
