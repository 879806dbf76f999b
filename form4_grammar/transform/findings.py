"""Where the transformer writes down what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from form4_grammar.diagnostics import Diagnostic, Label, Rule
from form4_grammar.model import TABLES, Cell, Filing
from form4_grammar.rules import layout

SHORT = 60
"""How many characters of a text a message shows."""


PROSE = ("footnotes[", "remarks")
"""How the paths of texts begin that are prose."""


def cut_short(text: str) -> str:
    """A text as a message shows it, with an ellipsis where there is more of it."""
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def place_of(path: str, filing: Filing, places: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """The offsets of a field by its path: a cell keeps its own, `places` has all others. ``(0, 0)`` where it is nowhere."""
    table, bracket, rest = path.partition("[")
    if bracket and table in TABLES:
        index, _, name = rest.partition("].")
        cell: Cell[Any] = getattr(getattr(filing, table)[int(index)], name)
        return max(cell.start, 0), max(cell.end, 0)
    return places.get(path, (0, 0))


@dataclass(slots=True, eq=False, repr=False)
class Findings:
    """The diagnostics of one page, and the places of the fields that are not cells.

    ``places`` maps a path in the filing's JSON, e.g. ``issuer.name``, to the offsets of its text. ``older`` are the places of
    wordings of earlier years, which make one finding together. ``unread`` are the parts of the filing (`model.PARTS`) that
    could not be read. ``references`` has, for each note that cells refer to, the first of them. ``layout_year`` is the year
    since when the form is printed as this page is.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    older: list[tuple[int, int]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    references: dict[int, Cell[Any]] = field(default_factory=dict)
    layout_year: int | None = None

    def put_in_order(self) -> None:
        """Sorts the diagnostics by their places on the page."""
        self.diagnostics.sort(key=lambda found: (found.start, found.end, found.code))

    def report(
        self,
        rule: Rule,
        message: str,
        span: tuple[int, int],
        path: str | None = None,
        help: str = "",
        labels: tuple[Label, ...] = (),
        raw: str = "",
    ) -> None:
        """Writes a finding down. `span` is a pair of offsets, the end exclusive; `raw` see `Diagnostic`."""
        self.diagnostics.append(Diagnostic(rule, message, *span, path, help or rule.fix, labels, raw))

    def report_unread(self, part: str, message: str, span: tuple[int, int], raw: str = "") -> None:
        """Writes down that a part of the filing could not be read: once, whatever else is found of it."""
        if part not in self.unread:
            self.unread.add(part)
            self.report(layout.NOT_READ, message, span, part, raw=raw)
