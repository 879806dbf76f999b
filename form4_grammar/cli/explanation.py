"""How a document was read, for people."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from form4_grammar.cli.screen import printed
from form4_grammar.controls import dead
from form4_grammar.reading.explaining import Explanation

_WIDEST = 24


def explanation(name: str, told: Explanation) -> RenderableType:
    """The facts, then a line for each line of the page: where it stands, what it became, and how it begins."""
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    for label, text in told.facts:
        facts.add_row(label, dead(text))
    if told.missing:
        facts.add_row("missing", Text(", ".join(map(_name, told.missing)), "yellow"))
    parts: list[RenderableType] = [Text(dead(name), "dim"), facts, Text("")]
    if told.lines:
        lines = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        lines.add_column("Line", justify="right", no_wrap=True)
        lines.add_column("Became", min_width=_WIDEST, max_width=_WIDEST, no_wrap=True, overflow="ellipsis")
        lines.add_column("Text")  # the one that gives way where the terminal is narrow
        for line in told.lines:
            note = (f"({line.note}) " if line.note else "", "yellow")
            shown = Text.assemble(note, printed(line.text), no_wrap=True, overflow="ellipsis")
            lines.add_row(str(line.number), _name(line.became), shown)
        parts += [lines, Text("")]
    return Group(*parts)


def _name(terminal: str) -> str:
    return terminal.removesuffix("_LINE").replace("_", " ").lower()
