"""Rules for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from form4_grammar.diagnostics import Rule
from form4_grammar.formats.rule_reference import examples, prose, summary

_INDENT = 4


def listed(rules: Sequence[Rule]) -> RenderableType:
    """The rules, each with what it finds below its name."""
    parts: list[RenderableType] = []
    for rule in rules:
        title = Text.assemble((rule.code, "bold"), f"  {rule.name}  ", (rule.severity.value, "dim"))
        parts += [title, Padding(Text(rule.what), (0, 0, 0, 6))]
    return Group(*parts)


def in_lines(rules: Sequence[Rule]) -> str:
    """The rules for other programs, one a line."""
    return "".join(f"{rule.code}  {rule.severity.value:7}  {rule.name}: {rule.what}\n" for rule in rules)


def explained(rule: Rule) -> RenderableType:
    """All that there is to say of a rule."""
    parts: list[RenderableType] = [Text.assemble((f"{rule.code} {rule.name}", "bold")), Text(summary(rule), "dim")]
    for title, text in prose(rule):
        parts += [Text(""), Text(title, "bold cyan"), Padding(Text(text), (0, 0, 0, 2))]
    if rule.good or rule.bad:
        parts += [Text(""), Text("Example", "bold cyan"), _Examples(rule)]
    parts += [Text(""), Text("Source", "bold cyan"), Padding(Text(rule.source), (0, 0, 0, 2))]
    return Group(*parts)


class _Examples:
    """Both examples of a rule, cut to where they differ and to the width of the terminal."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        good, bad = examples(self.rule.good, self.rule.bad, max(options.max_width - _INDENT, 20))
        for label, lines in (("as it should be", good), ("with the fault", bad)):
            yield Padding(Text(f"{label}:", "dim"), (0, 0, 0, 2))
            yield Padding(Text("\n".join(lines), overflow="ellipsis", no_wrap=True), (0, 0, 0, _INDENT))
