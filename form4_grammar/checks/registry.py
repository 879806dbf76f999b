"""How a check is declared: a function and the rule that it stands for, in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from form4_grammar.checks.context import Context, Finding
from form4_grammar.diagnostics import Diagnostic, Locus, Rule, Severity

Check = Callable[[Context], Iterator[Finding]]

NO_RULE = "no rule; the rows of the page themselves"
"""The source of what is judged by the page alone."""

CHECKS: dict[str, tuple[Rule, Check]] = {}
"""Every check by the code of its rule; filled when the modules of the families are imported."""


def rule(code: str, name: str, severity: Severity, locus: Locus, **prose: Any) -> Callable[[Check], Check]:
    """Declares the check that it decorates. `prose` are the other fields of `Rule`.

    Raises `ValueError` where the code is taken.
    """

    def declare(check: Check) -> Check:
        if code in CHECKS:
            raise ValueError(f"two checks are called {code}")
        CHECKS[code] = Rule(code, name, severity, locus, **prose), check
        return check

    return declare


def run(context: Context) -> list[Diagnostic]:
    """What all checks of the page's form find. On the XML, which is no copy, those of copies have nothing to say.

    Neither has a check whose finding would only echo that a part of the filing was not read.
    """
    found = []
    is_copy = context.parsed.dialect != "xml"
    form, silent = context.form, context.silent
    for declared, check in CHECKS.values():
        if declared.code in silent:
            continue
        if form in declared.forms and (is_copy or declared.locus is not Locus.RENDERING):
            for one in check(context):
                span = one.span or context.span(one.path)
                found.append(Diagnostic(declared, one.message, *span, one.path, one.help or declared.fix, one.labels))
    return found
