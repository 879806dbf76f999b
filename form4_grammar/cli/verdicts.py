"""Findings in a line each, and what a run of `form4 check` comes to, for which no terminal has to be measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from form4_grammar.cli.screen import numbered, printed
from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.records import NamedTuple


def concise(name: str, found: Sequence[Diagnostic]) -> Iterator[str]:
    """One line for each finding: place, severity, code, message."""
    for one in found:
        yield f"{printed(name)}:{printed(str(one))}"


def count(found: Sequence[Diagnostic], documents: int) -> str:
    """How many findings there were, in words."""
    number = Counter(one.severity for one in found)
    parts = [
        f"{number[severity]} {severity.value}{'' if number[severity] == 1 or severity is Severity.INFO else 's'}"
        for severity in Severity
        if number[severity]
    ]
    return f"{', '.join(parts) or 'No findings'} in {numbered(documents, 'document')}."


class Verdict(NamedTuple):
    """What a run comes to: its exit code, the severity from which on findings fail, and how many known ones were left out."""

    code: int
    fails_at: Severity
    known: int | None = None


def verdict(found: Sequence[Diagnostic], documents: int, run: Verdict) -> str:
    """The last line of a run: how many findings there were, and why its exit code is what it is, where they do not say it."""
    told = count(found, documents)
    if run.known is not None:
        told = told.replace("No findings", "No new findings")
        told += f" {run.known} {'is' if run.known == 1 else 'are'} known." if run.known else ""
    if run.code == 2:
        return f"{told} Not everything could be read."
    if run.code == 0 and any(one.severity.rank >= run.fails_at.rank for one in found):
        return f"{told} Exit code 0, as --exit-zero asks."
    return told


def next_step(found: Sequence[Diagnostic]) -> str:
    """The command that explains the severest finding, the first of these, as a last line. Empty where nothing was found."""
    worst = max(found, key=lambda one: one.severity.rank, default=None)
    return f"Next: form4 rule {worst.code}\n" if worst is not None else ""


def statistics(found: Sequence[Diagnostic]) -> Iterator[str]:
    """How often each rule spoke, one a line, the severest first and of these the most frequent."""
    number = Counter(one.code for one in found)
    rules = {one.code: one.rule for one in found}
    digits = max((len(str(times)) for times in number.values()), default=0)
    order = sorted(number.items(), key=lambda counted: (-rules[counted[0]].severity.rank, -counted[1], counted[0]))
    for code, times in order:
        yield f"{times:>{digits}}  {code}  {rules[code].severity.value:<7}  {rules[code].name}"
