"""The pages of a PDF as pictures, with the boxes of the values and findings on them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from form4_grammar.documents.source import Paper, Source, is_pdf
from form4_grammar.readers.pdf import process
from form4_grammar.reporting.findings import Finding
from form4_grammar.reporting.values import Values

_PROGRAM = Path(__file__).with_name("painting.py")
_UNREAD = 6
"""Pages that are shown of a PDF which could not be read."""

_AROUND = 1.5
"""How far a box reaches beyond what it is around, in points."""


class Box(NamedTuple):
    """A place on a page, in points, and what stands there, as in `source_text.Piece`."""

    left: float
    top: float
    width: float
    height: float
    keys: str
    severity: str = ""


class Sheet(NamedTuple):
    """A page: its number, counted from 1, its size in points, its picture (a PNG in base 64), and what is on it."""

    number: int
    width: float
    height: float
    png: str
    boxes: tuple[Box, ...]
    marks: tuple[tuple[float, Finding], ...]


def sheets_of(content: bytes, source: Source, values: Values, findings: Sequence[Finding]) -> tuple[Sheet, ...]:
    """The pages that a filing is on; of a PDF that was not read, the first ones.

    Of what is no PDF, or where no picture can be made, none.
    """
    if not is_pdf(content):
        return ()
    pages: Sequence[int] = range(1, _UNREAD + 1)
    boxes: dict[int, list[Box]] = {}
    marks: dict[int, list[tuple[float, Finding]]] = {}
    if source.paper is not None:
        words = source.paper.words
        pages = sorted({words[one][0] for one in set(source.paper.of) if one >= 0})
        boxes, marks = _boxes(source.paper, values, findings)
    return tuple(
        Sheet(number, width, height, png, tuple(boxes.get(number, ())), tuple(marks.get(number, ())))
        for number, width, height, png in _painted(content, pages)
    )


def _boxes(
    paper: Paper, values: Values, findings: Sequence[Finding]
) -> tuple[dict[int, list[Box]], dict[int, list[tuple[float, Finding]]]]:
    boxes: dict[int, list[Box]] = {}
    marks: dict[int, list[tuple[float, Finding]]] = {}

    def add(span: tuple[int, int], keys: str, severity: str = "") -> float | None:
        place = paper.place(*span)
        if place is None:
            return None
        page, (left, top, right, bottom) = place
        size = right - left + 2 * _AROUND, bottom - top + 2 * _AROUND
        boxes.setdefault(page, []).append(Box(left - _AROUND, top - _AROUND, *size, keys, severity))
        return top

    for finding in findings:
        tops = [add(span, f"f{finding.number}", finding.severity) for span in finding.spans]
        place = paper.place(*finding.spans[0])
        if place is not None and tops[0] is not None:
            marks.setdefault(place[0], []).append((_free(tops[0], marks.get(place[0], ())), finding))
    for value in values.values():
        if value.span is not None and (value.text or value.is_box or value.notes):
            add(value.span, f"v{value.key}")
    return boxes, marks


_MARK = 11.0


def _free(top: float, taken: Sequence[tuple[float, Finding]]) -> float:
    """The height nearest below `top` at which no mark stands yet."""
    for other, _ in sorted(taken, key=lambda one: one[0]):
        if abs(other - top) < _MARK:
            top = other + _MARK
    return top


def _painted(content: bytes, pages: Sequence[int]) -> Iterator[tuple[int, float, float, str]]:
    found = find_spec("pypdfium2")
    if found is None or found.origin is None or not pages:
        return
    folders = [str(Path(found.origin).parents[1]), str(process.PROGRAM)]
    limits = [str(process.SECONDS), str(process.MEMORY), ",".join(map(str, pages))]
    with TemporaryFile() as given:
        given.write(content)
        given.seek(0)
        command = [sys.executable, "-I", "-S", str(_PROGRAM), *folders, *limits]
        try:
            done = subprocess.run(  # noqa: S603 - a program of this package
                command,
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=2 * process.SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return
    for line in done.stdout.splitlines():
        drawn = json.loads(line)
        yield drawn["page"], drawn["width"], drawn["height"], drawn["png"]
