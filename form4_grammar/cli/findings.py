"""Findings for people, with the source line and carets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from form4_grammar.cli.screen import printed
from form4_grammar.controls import dead
from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.documents.source import Source

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_MOST_LINES = 3
_MARGIN = 24


class full:  # noqa: N801 - used as a function; rich calls it back with the width of the terminal
    """The findings of one document, each with the place that it is about."""

    def __init__(self, name: str, source: Source, found: Sequence[Diagnostic]) -> None:
        self.name, self.source, self.found = name, source, found

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        for one in self.found:
            yield from _full(self.name, self.source, one, options.max_width)


def _full(name: str, source: Source, one: Diagnostic, width: int) -> Iterator[RenderableType]:
    head = Text.assemble(
        (f"{one.severity.value}[{one.code}]", _STYLES[one.severity]),
        (f" {one.rule.name}", "bold"),
        f": {dead(one.message)}",
    )
    yield head
    start, end = source.position(one.start), source.position(one.end)
    gutter = len(str(end.line)) + 1
    arrow = f"{' ' * (gutter - 1)}--> "
    on_paper = source.paper.place(one.start, one.end) if source.paper is not None else None
    sheet = f", on page {on_paper[0]}" if on_paper else ""
    yield Text.assemble((arrow, "blue"), f"{printed(name)}:{start.line}:{start.column}{sheet}")
    bar = Text(f"{' ' * gutter}|", "blue")
    if source.text and not source.refused and (one.start, one.end) != (0, 0):
        yield bar
        lines = range(start.line, end.line + 1)
        shown = list(lines) if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], lines[-1]]
        for before, number in zip([None, *shown], shown, strict=False):
            if before is not None and number != before + 1:
                yield Text.assemble((f"{' ' * (gutter - 1)}…", "blue"))
            text = source.line(number)
            first = start.column - 1 if number == start.line else len(text) - len(text.lstrip())
            last = end.column - 1 if number == end.line else len(text.rstrip())
            yield from _line(number, text, first, last, gutter, width, _STYLES[one.severity])
        yield bar
    if one.help:
        grid = Table.grid()
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(Text.assemble((f"{' ' * gutter}= ", "blue"), ("help: ", "bold")), Text(dead(one.help)))
        yield grid
    yield Text("")


def _line(number: int, text: str, first: int, last: int, gutter: int, width: int, style: str) -> Iterator[Text]:
    """A source line with carets under ``text[first:last]``, cut on both sides to the width of the terminal."""
    room = max(width - gutter - 2, 20)
    last = max(last, first + 1)
    begin = 0 if len(text) < room else max(0, min(first - _MARGIN, len(text) + 1 - room))
    stop = min(len(text), begin + room)
    cut = printed(text[begin:stop])
    cut = ("…" + cut[1:] if begin else cut)[: room - (stop < len(text))] + ("…" if stop < len(text) else "")
    lead, marked = cut[: first - begin], cut[first - begin : min(last, stop) - begin]
    yield Text.assemble((f"{number:>{gutter - 1}} |", "blue"), " ", cut, no_wrap=True, overflow="crop")
    carets = "^" * max(1, min(cell_len(marked), room - cell_len(lead)))
    yield Text.assemble(
        (f"{' ' * gutter}|", "blue"), " " * (1 + cell_len(lead)), (carets, style), no_wrap=True, overflow="crop"
    )
