"""Rules for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from form4_grammar.cli.screen import printed
from form4_grammar.diagnostics import Locus, Rule

_LOCI = {
    Locus.FILING: "what the filer did",
    Locus.RENDERING: "what the copy did",
    Locus.EITHER: "the filer or the copy",
}


def listed(rules: Sequence[Rule]) -> RenderableType:
    """The rules as a table."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("Code", style="bold", no_wrap=True)
    table.add_column("Severity", no_wrap=True)
    table.add_column("Name", no_wrap=True)
    table.add_column("Fires when", overflow="fold")
    for rule in rules:
        table.add_row(rule.code, rule.severity.value, rule.name, rule.what)
    return table


def explained(rule: Rule) -> RenderableType:
    """All that there is to say of a rule."""
    forms = "Forms 3, 4 and 5" if len(rule.forms) == 3 else " and ".join(f"Form {form}" for form in sorted(rule.forms))
    parts: list[RenderableType] = [
        Text.assemble((f"{rule.code} {rule.name}", "bold")),
        Text(f"{rule.severity.value}; {_LOCI[rule.locus]}; {forms}", "dim"),
    ]
    for title, text in (("What it finds", rule.what), ("Why it matters", rule.why), ("What to do", rule.fix)):
        parts += [Text(""), Text(title, "bold cyan"), Padding(Text(text), (0, 0, 0, 2))]
    if rule.limits:
        parts += [Text(""), Text("What it does not see", "bold cyan"), Padding(Text(rule.limits), (0, 0, 0, 2))]
    if rule.good:
        parts += [Text(""), Text("Example", "bold cyan")]
        parts += [_example("as it should be", rule.good), _example("with the fault", rule.bad)]
    parts += [Text(""), Text("Source", "bold cyan"), Padding(Text(rule.source), (0, 0, 0, 2))]
    return Group(*parts)


def _example(label: str, text: str) -> RenderableType:
    lines = [printed(line) for line in text.strip("\n").split("\n")][:8] if text.strip() else ["(not there)"]
    shown = Text("\n".join(lines), overflow="ellipsis", no_wrap=True)
    return Group(Padding(Text(f"{label}:", "dim"), (0, 0, 0, 2)), Padding(shown, (0, 0, 0, 4)))
