"""Findings for people, with the source line and carets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from form4_grammar.cli.screen import printed
from form4_grammar.cli.wrapping import Line, cells, cut, wrapped
from form4_grammar.controls import dead
from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.documents.source import Source

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_MOST_LINES = 3
_MARGIN = 24


def full(name: str, source: Source, found: Sequence[Diagnostic], width: int) -> Iterator[Line]:
    """The findings of one document, each with the place that it is about, in lines of so many columns."""
    for one in found:
        yield from _full(name, source, one, width)


def _full(name: str, source: Source, one: Diagnostic, width: int) -> Iterator[Line]:
    head = [
        (f"{one.severity.value}[{one.code}]", _STYLES[one.severity]),
        (f" {one.rule.name}", "bold"),
        (f": {_text(one.message)}", ""),
    ]
    yield from wrapped(head, width)
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
    if one.help:
        lead = [(f"{' ' * gutter}= ", "blue"), ("help: ", "bold")]
        beside = gutter + len("= help: ")
        for number, line in enumerate(wrapped([(_text(one.help), "")], max(width - beside, 1))):
            yield [*(lead if number == 0 else [(" " * beside, "")]), *line]
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
