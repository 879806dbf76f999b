"""Rules of a project, beside those of the package: what they read is the filing, and what its own form adds."""

from __future__ import annotations

from collections.abc import Iterator

from form4_grammar import Locus, Setting, Severity
from form4_grammar.checks import Context, Finding, rule


@rule(
    "BRK001", "commission-too-high", Severity.WARNING, Locus.FILING,
    what="The commission on a derivative transaction is above what the broker was told to take.",
    why="The difference is paid back only if it is asked for within the quarter.",
    fix="Compare it with the broker's confirmation.",
    source="the agreement with the broker, section 3",
    good="\t$14.25",
    bad="\t$1,425",
    forms=("form4_broker",),
    settings=(Setting("dollars", 100, "The highest commission on one transaction.", most=10**6),),
)  # fmt: skip
def commission_too_high(context: Context) -> Iterator[Finding]:
    highest = context.number("BRK001", "dollars")
    for row in context.rows:
        commission = row.value("commission")
        if commission is not None and commission > highest:
            yield Finding(f"{row.path}.extra.commission", f"a commission of ${commission:,f}")


@rule(
    "BRK002", "not-cleared", Severity.ERROR, Locus.FILING,
    what="The transactions were not cleared by the issuer, or after the first of them.",
    why="The trading policy asks for it.",
    fix="Ask the general counsel.",
    source="the trading policy, section 2",
    good="<u>06/10/2022</u>",
    bad="<u>06/20/2022</u>",
    forms=("form4_broker",),
)  # fmt: skip
def not_cleared(context: Context) -> Iterator[Finding]:
    cleared, first = context.fields["clearance"], context.filing.period_of_report
    if cleared is None or (first is not None and cleared > first):
        yield Finding("extra.clearance", "cleared after the first transaction" if cleared else "not cleared")
