"""From a document to all that is to be said of it: what `check` does."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from form4_grammar.diagnostics import Diagnostics, Severity
from form4_grammar.grammar import Grammar
from form4_grammar.own_forms.transformer import Form
from form4_grammar.readers import Dialect
from form4_grammar.readers.placing import placed_diagnostic
from form4_grammar.reading import Parsed, Reading, parse
from form4_grammar.rules.layout import BLANK_ITEM


class Checked(Reading):
    """What is to be said of a document, in the order of the page: what `parse` found, and what the filing itself breaks."""


def check(
    source: str | bytes | os.PathLike[str],
    *,
    form: str | Grammar | Form = "auto",
    dialect: Dialect | Literal["auto"] = "auto",
    among: Sequence[Grammar | Form] = (),
    numbers: Mapping[tuple[str, str], int | Decimal] | None = None,
) -> Checked:
    """Checks a document against the form and its rules: what `parse` finds, and what the filing itself breaks.

    `source`, `form`, `dialect`, `among` and what is raised are those of `parse`. `numbers` are those of rules that are to be
    others, by code and name, as in ``{("D007", "days"): 5}``.
    """
    return check_parsed(parse(source, form=form, dialect=dialect, among=among), numbers)


def check_parsed(parsed: Parsed, numbers: Mapping[tuple[str, str], int | Decimal] | None = None) -> Checked:
    """Checks a document that was parsed already; `numbers` are those of `check`."""
    from form4_grammar.checks import Context, run  # noqa: PLC0415 - `parse` must not wait for the checks

    found = list(parsed.diagnostics)
    if parsed.is_read:
        own = run(Context(parsed.on_page or parsed, numbers or {}))  # the checks look at what is printed, not at markup
        if parsed.on_page is not None and parsed.page is not None:
            own = [placed_diagnostic(one, parsed.page) for one in own]
        told = {one.path for one in own if one.severity is Severity.ERROR}
        found = [one for one in found if one.rule is not BLANK_ITEM or one.path not in told]
        found += own
        found.sort(key=lambda one: (one.start, one.end, one.code))
    checked = Checked.__new__(Checked)
    vars(checked).update(vars(parsed), diagnostics=Diagnostics([one.of(parsed.source) for one in found]))
    return checked
