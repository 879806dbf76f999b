"""What the lines of a page tell of whichever form it is: those that fit nowhere, are misprinted, or stand elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from form4_grammar.parser.document import Document
from form4_grammar.parser.lines import Line, normalised
from form4_grammar.parser.page import Page
from form4_grammar.rules import layout
from form4_grammar.transform.findings import SHORT, Findings, cut_short

_NO_PARTS: Mapping[Line, str] = MappingProxyType({})


def runs(page: Page) -> list[list[Line]]:
    """The unexpected lines, those together that follow each other."""
    place = {line: index for index, line in enumerate(page.lines)}
    found: list[list[Line]] = []
    for line in sorted(page.unexpected, key=lambda line: line.start):
        if found and place[line] == place[found[-1][-1]] + 1:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def in_words(document: Document, run: Sequence[Line]) -> str:
    """The first of some lines, and how many more there are."""
    shown = cut_short(normalised(document.source[run[0].start : run[0].end]))
    more = "" if len(run) == 1 else " and one more line" if len(run) == 2 else f" and {len(run) - 1} more lines"
    return f"{shown!r}{more}"


def misprinted(document: Document, line: Line, printed: str, findings: Findings) -> str | None:
    """How a line differs from what the form prints; None where it does not, or is a wording of other years, which is noted."""
    shown, meant = normalised(document.source[line.start : line.end]), normalised(printed)
    if document.grammar.older.get(shown) == line.type:
        findings.older.append((line.start, line.end))
        return None
    return "{!r}: the form prints {!r}".format(*_contrasted(shown, meant)) if shown != meant else None


def report_moved(document: Document, findings: Findings, parts: Mapping[Line, str] = _NO_PARTS) -> None:
    """Reports the lines that the form prints elsewhere, with the parts that they are of."""
    for line in document.page.moved:
        shown = cut_short(normalised(document.source[line.start : line.end]))
        message = f"the form prints this line elsewhere: {shown!r}"
        findings.report(layout.ORDER, message, (line.start, line.end), parts.get(line))


def _contrasted(one: str, other: str) -> tuple[str, str]:
    """Two texts cut to the part where they differ."""
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    begin = max(0, same - SHORT // 2) if max(len(one), len(other)) > SHORT else 0
    shown = [("…" if begin else "") + cut_short(text[begin:]) for text in (one, other)]
    return shown[0], shown[1]
