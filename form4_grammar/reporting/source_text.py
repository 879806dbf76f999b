"""A document as it was given, line by line, cut where values and findings begin and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.reporting.findings import Finding
from form4_grammar.reporting.values import Values

_UNSEEN: dict[int, int | str] = {
    **{number: 0x2400 + number for number in range(0x20) if number not in (0x09, 0x0A)},
    0x7F: 0x2421,
    **{number: f"‹U+{number:04X}›" for number in (*range(0x80, 0xA0), 0xAD, 0x61C, 0xFEFF, *range(0x200B, 0x2010))},
    **{number: f"‹U+{number:04X}›" for number in (*range(0x2028, 0x202F), *range(0x2060, 0x2070))},
}
"""Characters that a browser does not show, or by which others stand elsewhere than they are: shown as what they are."""


class Piece(NamedTuple):
    """A piece of a line, the keys of what it is part of, and the gravest severity of a finding on it."""

    text: str
    keys: str = ""
    severity: str = ""


class TextLine(NamedTuple):
    number: int
    pieces: tuple[Piece, ...]
    marks: tuple[Finding, ...]


def visible(text: str) -> str:
    """A text in which no character is unseen, or moves others."""
    return text if text.isascii() and text.isprintable() else text.translate(_UNSEEN)


def text_lines(text: str, values: Values, findings: Sequence[Finding]) -> tuple[TextLine, ...]:
    """The lines of a document. Findings that go over many lines are marked at the first, and are no part of the pieces."""
    spans = [(*one.span, f"v{one.key}", "") for one in values.values() if one.span is not None and _is_leaf(one.path, values)]
    for finding in findings:
        if not finding.is_long and not finding.is_of_all:
            spans += [(start, end, f"f{finding.number}", finding.severity) for start, end in finding.spans]
    marks: dict[int, list[Finding]] = {}
    for finding in findings:
        if not finding.is_of_all:
            marks.setdefault(finding.first, []).append(finding)
    starts = [0]
    while (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    if starts[-1] == len(text) and len(starts) > 1:
        starts.pop()
    inside: dict[int, list[Piece]] = {}
    for start, end, keys, severity in _cut(spans, starts, len(text)):
        line = bisect_left(starts, start + 1) - 1
        inside.setdefault(line, []).append(Piece(visible(text[start:end].rstrip("\r\n")), keys, severity))
    return tuple(
        TextLine(number, tuple(inside.get(number - 1, ())), tuple(marks.get(number, ())))
        for number in range(1, len(starts) + 1)
    )


def _is_leaf(path: str, values: Values) -> bool:
    """Whether a value is no container: a container's parts show where it stands."""
    one = values[path]
    return bool(one.text or one.is_box or one.notes) and one.span is not None and one.span[0] < one.span[1]


def _cut(spans: Iterable[tuple[int, int, str, str]], lines: Sequence[int], length: int) -> Iterator[tuple[int, int, str, str]]:
    """The text from end to end, cut at the ends of spans and of lines, with the keys of the spans over each piece."""
    begins: dict[int, list[tuple[str, str]]] = {}
    ends: dict[int, list[tuple[str, str]]] = {}
    for start, end, key, severity in spans:
        if 0 <= start < end <= length:
            begins.setdefault(start, []).append((key, severity))
            ends.setdefault(end, []).append((key, severity))
    active: dict[tuple[str, str], int] = {}
    for start, end in pairwise(sorted({0, length, *begins, *ends, *lines})):
        for one in ends.get(start, ()):
            active[one] -= 1
            if not active[one]:
                del active[one]
        for one in begins.get(start, ()):
            active[one] = active.get(one, 0) + 1
        severities = {severity for _, severity in active}
        gravest = next((one for one in ("error", "warning", "info") if one in severities), "")
        yield start, end, " ".join(dict.fromkeys(key for key, _ in active)), gravest
