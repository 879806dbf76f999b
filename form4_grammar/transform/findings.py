"""Where the transformer writes down what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from form4_grammar.diagnostics import Diagnostic, Label, Rule


@dataclass(slots=True)
class Findings:
    """The diagnostics of one page, and the places of the fields that are not cells.

    ``places`` maps a path in the filing's JSON, e.g. ``issuer.name``, to the offsets of its text. ``older`` are the places of
    wordings of earlier years, which make one finding together.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    older: list[tuple[int, int]] = field(default_factory=list)

    def report(
        self,
        rule: Rule,
        message: str,
        span: tuple[int, int],
        path: str | None = None,
        help: str = "",
        labels: tuple[Label, ...] = (),
    ) -> None:
        """Writes a finding down. `span` is a pair of offsets, the end exclusive."""
        self.diagnostics.append(Diagnostic(rule, message, *span, path, help or rule.fix, labels))
