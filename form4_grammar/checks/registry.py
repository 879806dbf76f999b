"""How a check is declared: a function and the rule that it stands for, in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from form4_grammar.checks.context import NUMBERS, Context, Finding
from form4_grammar.checks.facts import NEEDS
from form4_grammar.diagnostics import Diagnostic, Locus, Rule, Severity, of_the_document
from form4_grammar.regexes import regex
from form4_grammar.rules import READING_RULES
from form4_grammar.rules.sources import RULE_FAILED
from form4_grammar.transform.findings import cut_short

Check = Callable[[Context], Iterable[Finding]]

NO_RULE = "no rule; the rows of the page themselves"
"""The source of what is judged by the page alone."""

CHECKS: dict[str, tuple[Rule, Check]] = {}
"""Every check by the code of its rule; filled when the modules of the families are imported."""

NEEDED: dict[str, frozenset[str]] = {}
"""What checks need that are of some pages only, by the codes of their rules."""

_ASKED_FOR: set[str | None] = set()
"""All that any of them needs."""

_CODES = {one.name: code for code, one in READING_RULES.items()}
"""The codes of all rules by their names."""

_CODE = regex(r"[A-Z]+\d{3}")
_NAME = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PACKAGE = str(Path(__file__).resolve().parent)


class RuleClash(ValueError):  # noqa: N818 - named for what it is about
    """A rule cannot have the code or the name that it is declared with."""


def rule(
    code: str, name: str, severity: Severity, locus: Locus, *, needs: Iterable[str] = (), **prose: Any
) -> Callable[[Check], Check]:
    """Declares the check that it decorates. `prose` are the other fields of `Rule`.

    The check is not asked of a page that has nothing of what it `needs` (`context.NEEDS`): names of fields, as in
    ``("deemed_execution_date",)``, or codes of transactions, as in ``"MCOX"``.

    The code is some capitals and three digits; neither it nor the name may be that of another rule. Raises `RuleClash`, a
    `ValueError`, where they are, `ValueError` for what no check may need, and `TypeError` for fields that a rule does not have
    or must have.
    """
    if not _CODE.fullmatch(code):
        raise RuleClash(f"{code!r} is no code of a rule: it takes capitals and three digits, as in ACME001")
    if not _NAME.fullmatch(name):
        raise RuleClash(f"{name!r} is no name of a rule: it takes small letters and dashes, as in price-too-high")
    declared = Rule(code, name, severity, locus, **prose)
    if other := _known(code):
        raise RuleClash(f"the code {code} is taken by {other.name}: give {name} another")
    if unknown := sorted(frozenset(needs) - NEEDS):
        raise ValueError(f"{code} needs {unknown[0]!r}, which is none of what a check may need")
    if other := _known(_CODES.get(name, "")):
        raise RuleClash(f"the name {name} is taken by {other.code}: give {code} another")

    def declare(check: Check) -> Check:
        CHECKS[code] = declared, check
        if needs:
            NEEDED[code] = frozenset(needs)
            _ASKED_FOR.update(needs)
        _CODES[name] = code
        NUMBERS.update({(code, one.name): one.value for one in declared.settings})
        return check

    return declare


def _known(code: str) -> Rule | None:
    return READING_RULES[code] if code in READING_RULES else CHECKS[code][0] if code in CHECKS else None


def run(context: Context) -> list[Diagnostic]:
    """What all checks of the page's form find. On the XML, which is no copy, those of copies have nothing to say.

    Neither has a check whose finding would only echo that a part of the filing was not read.
    """
    found: list[Diagnostic] = []
    there = frozenset(_ASKED_FOR & context.there)
    ours, others = _those_of(context.form, context.parsed.form, context.parsed.dialect != "xml", there, len(CHECKS))
    if silent := context.silent:
        ours, others = (tuple(one for one in some if one[0].code not in silent) for some in (ours, others))
    for declared, check in ours:
        for one in check(context):
            found.append(_diagnostic(declared, one, context))  # noqa: PERF401 - most find nothing: no generator for that
    for declared, check in others:
        found += _of_a_project(declared, check, context)
    return found


_Checks = tuple[tuple[Rule, Check], ...]


@lru_cache(maxsize=1024)
def _those_of(form: str, own: str | None, is_copy: bool, there: frozenset[str | None], many: int) -> tuple[_Checks, _Checks]:
    """The checks of a form that a page has something for: this package's, and those of projects; of `many` there are by now."""
    asked = [
        (one, is_ours)
        for needs, one, is_ours in _all_of(form, own, is_copy, many)
        if needs is None or not needs.isdisjoint(there)
    ]
    return tuple([one for one, is_ours in asked if is_ours]), tuple([one for one, is_ours in asked if not is_ours])


@lru_cache(maxsize=16)
def _all_of(
    form: str, own: str | None, is_copy: bool, _many: int
) -> tuple[tuple[frozenset[str] | None, tuple[Rule, Check], bool], ...]:
    """The checks of a form, each with what it needs, and whether it is one of this package."""
    return tuple(
        (NEEDED.get(declared.code), (declared, check), _is_ours(check))
        for declared, check in CHECKS.values()
        if not {form, own}.isdisjoint(declared.forms) and (is_copy or declared.locus is not Locus.RENDERING)
    )


def _of_a_project(declared: Rule, check: Check, context: Context) -> Iterator[Diagnostic]:
    """What a check of a project finds. One that fails on a page says nothing more of it, and that is said."""
    try:
        yield from [_diagnostic(declared, one, context) for one in check(context)]
    except Exception as error:  # noqa: BLE001 - what a project's own rule may raise is not ours to know
        import traceback  # noqa: PLC0415

        at = traceback.extract_tb(error.__traceback__)[-1]
        shown = cut_short(" ".join(f"{type(error).__name__}: {error}".split()))
        message = f"the rule {declared.code} failed: {shown} ({Path(at.filename).name}, line {at.lineno})"
        yield of_the_document(RULE_FAILED, message)


def _diagnostic(declared: Rule, one: Finding, context: Context) -> Diagnostic:
    span = one.span or context.span(one.path)
    return Diagnostic(declared, one.message, *span, one.path, one.help or declared.fix, one.labels)


def _is_ours(check: Check) -> bool:
    code = getattr(check, "__code__", None)
    return code is not None and code.co_filename.startswith(_PACKAGE)
