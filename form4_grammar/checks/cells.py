"""T: what stands in the rows of the tables."""

from __future__ import annotations

from collections.abc import Iterator

from form4_grammar.checks.context import Context, Finding
from form4_grammar.checks.registry import rule
from form4_grammar.diagnostics import Locus, Severity


@rule(
    "T014", "indirect-without-nature", Severity.ERROR, Locus.FILING,
    what="A row says that the securities are held indirectly (I), and column 7 or 11 does not say how.",
    why="EDGAR takes no indirect holding without its nature. A footnote alone is not enough.",
    fix='Say through whom or what the securities are held, e.g. "By Spouse" or "By Trust".',
    source="EDGAR Ownership XML Technical Specification v3, natureOfOwnership, condition 5",
    good="\t1,250\tI\tBy Spouse",
    bad="\t1,250\tI\t",
)  # fmt: skip
def indirect_without_nature(context: Context) -> Iterator[Finding]:
    for row in context.rows:
        if row.value("direct_or_indirect_ownership") == "I" and row.value("nature_of_ownership") is None:
            yield Finding(f"{row.path}.direct_or_indirect_ownership", "held indirectly, but not how")
