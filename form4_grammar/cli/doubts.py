"""What was found in a document, as marks at the places of its filing, and as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from form4_grammar.controls import dead
from form4_grammar.diagnostics import Diagnostic, Severity

STYLES = {Severity.ERROR: "bold white on red", Severity.WARNING: "bold black on yellow", Severity.INFO: "blue"}
SIGN = "!"
"""What stands before the code of a doubt, so that it is one without colours, too."""


class Doubts:
    """The findings of a document by their places; a piece of information is no doubt, and is only listed."""

    def __init__(self, found: Sequence[Diagnostic]) -> None:
        self._found = sorted(found, key=lambda one: -one.severity.rank)
        self._at: dict[str, list[Diagnostic]] = {}
        for one in self._found:
            if one.severity is Severity.INFO:
                continue
            cells = {label.path for label in one.labels} - {None}
            for path in cells or {one.path}:
                self._at.setdefault(path or "", []).append(one)

    def at(self, *paths: str) -> Text:
        """The codes of what is doubted at these places, each with a sign before it. Empty where nothing is."""
        codes = {one.code: one for path in paths for one in self._at.get(path, ())}
        return Text(" ").join(Text(f"{SIGN}{code}", STYLES[one.severity]) for code, one in codes.items())

    def below(self, path: str) -> Text:
        """The codes of what is doubted at a place and at what is part of it."""
        return self.at(*(one for one in self._at if one == path or one.startswith((f"{path}.", f"{path}["))))

    def listed(self) -> RenderableType:
        """All that was found, a line for each rule: the severest first, and what it says the first time."""
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for one, times in self._by_rule():
            sign = "" if one.severity is Severity.INFO else SIGN
            line = (
                f", line {one.line}" if one.source is not None and not one.source.refused and one.source.paper is None else ""
            )
            more = f" (and {times - 1} more)" if times > 1 else ""
            told = Text.assemble((one.severity.value, "bold"), f"{line}: {dead(one.message)}", (more, "dim"))
            table.add_row(Text(f"{sign}{one.code}", STYLES[one.severity]), told)
        return table

    def _by_rule(self) -> Iterator[tuple[Diagnostic, int]]:
        by_rule: dict[str, list[Diagnostic]] = {}
        for one in self._found:
            by_rule.setdefault(one.code, []).append(one)
        for several in by_rule.values():
            yield several[0], len(several)

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def severity(self) -> Severity:
        """The gravest severity that there is."""
        return max((one.severity for one in self._found), key=lambda one: one.rank, default=Severity.INFO)
