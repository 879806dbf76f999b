"""Findings for people, with the source line and carets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from form4_grammar.cli.screen import printed
from form4_grammar.cli.wrapping import Line, cells, cut, wrapped
from form4_grammar.controls import dead
from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.documents.source import Source

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_MOST_LINES = 3
_MARGIN = 24
_MANY, _FIRST = 5, 3
"""Of more pieces of information than that by one rule, how many are shown; of the others it is said how many and where."""


def full(name: str, source: Source, found: Sequence[Diagnostic], width: int) -> Iterator[Line]:
    """The findings of one document, each with the place that it is about, in lines of so many columns.

    What is found at one place of several fields is shown once, and of much information by one rule the first.
    """
    places: dict[tuple[str, str, int, int], list[Diagnostic]] = {}
    for one in found:
        places.setdefault((one.code, one.message, one.start, one.end), []).append(one)
    times = Counter(one.code for one, *_ in places.values() if one.severity is Severity.INFO)
    rest: dict[str, list[Diagnostic]] = {}
    shown: Counter[str] = Counter()
    for several in places.values():
        code = several[0].code
        shown[code] += 1
        if times[code] > _MANY and shown[code] > _FIRST:
            rest.setdefault(code, []).extend(several)
        else:
            yield from _full(name, source, several, width)
    for others in rest.values():
        yield from _further(source, others, width)


def _head(one: Diagnostic, message: str, width: int) -> Iterator[Line]:
    title = [(f"{one.severity.value}[{one.code}]", _STYLES[one.severity]), (f" {one.rule.name}", "bold")]
    return wrapped([*title, (f": {message}", "")], width)


def _further(source: Source, others: Sequence[Diagnostic], width: int) -> Iterator[Line]:
    """How many more pieces of information there are by one rule, and in which lines."""
    lines = sorted(source.position(one.start).line for one in others)
    where = f"in line {lines[0]}" if lines[0] == lines[-1] else f"in lines {lines[0]} to {lines[-1]}"
    yield from _head(others[0], f"{len(others)} more like these, {where}", width)
    yield from _note(1, "help: ", "form4 check --format concise has a line for each.", width)
    yield []


def _note(gutter: int, lead: str, text: str, width: int) -> Iterator[Line]:
    """A line of its own below a finding, with what it begins with."""
    beside = gutter + len(f"= {lead}")
    for number, line in enumerate(wrapped([(text, "")], max(width - beside, 1))):
        yield [*([(f"{' ' * gutter}= ", "blue"), (lead, "bold")] if number == 0 else [(" " * beside, "")]), *line]


def _full(name: str, source: Source, several: Sequence[Diagnostic], width: int) -> Iterator[Line]:
    one = several[0]
    yield from _head(one, _text(one.message), width)
    start, end = source.position(one.start), source.position(one.end)
    gutter = len(str(end.line)) + 1
    arrow = f"{' ' * (gutter - 1)}--> "
    on_paper = source.paper.place(one.start, one.end) if source.paper is not None else None
    sheet = f", on page {on_paper[0]}" if on_paper else ""
    yield from wrapped([(arrow, "blue"), (f"{printed(name)}:{start.line}:{start.column}{sheet}", "")], width)
    bar = [(f"{' ' * gutter}|", "blue")]
    if source.text and not source.refused and (one.start, one.end) != (0, 0):
        yield bar
        lines = range(start.line, end.line + 1)
        shown = list(lines) if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], lines[-1]]
        for before, number in zip([None, *shown], shown, strict=False):
            if before is not None and number != before + 1:
                yield [(f"{' ' * (gutter - 1)}…", "blue")]
            text = source.line(number)
            first = start.column - 1 if number == start.line else len(text) - len(text.lstrip())
            last = end.column - 1 if number == end.line else len(text.rstrip())
            yield from _line(number, text, first, last, gutter, width, _STYLES[one.severity])
        yield bar
    if len(several) > 1:
        yield from _note(gutter, "of: ", _text(", ".join(found.path or "the document" for found in several)), width)
    if one.help:
        yield from _note(gutter, "help: ", _text(one.help), width)
    yield []


def _text(text: str) -> str:
    """Words of a finding: dead, tabs shown as arrows."""
    return dead(text).replace("\t", "→")


def _line(number: int, text: str, first: int, last: int, gutter: int, width: int, style: str) -> Iterator[Line]:
    """A source line with carets under ``text[first:last]``, cut on both sides to the width of the terminal."""
    room = max(width - gutter - 2, 20)
    last = max(last, first + 1)
    begin = 0 if len(text) < room else max(0, min(first - _MARGIN, len(text) + 1 - room))
    stop = min(len(text), begin + room)
    seen = printed(text[begin:stop])
    seen = ("…" + seen[1:] if begin else seen)[: room - (stop < len(text))] + ("…" if stop < len(text) else "")
    lead, marked = seen[: first - begin], seen[first - begin : min(last, stop) - begin]
    yield list(cut([(f"{number:>{gutter - 1}} |", "blue"), (f" {seen}", "")], width))
    carets = "^" * max(1, min(cells(marked), room - cells(lead)))
    yield list(cut([(f"{' ' * gutter}|", "blue"), (" " * (1 + cells(lead)), ""), (carets, style)], width))
