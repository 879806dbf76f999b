"""The checks: what a filing that was read breaks of the form's instructions. One module per family."""

from form4_grammar.checks import (
    addresses,
    cells,
    codes,
    crosschecks,
    dates,
    footnotes,
    foreign_issuers,
    header,
    layout,
    plans,
    schema,
    signature,
    submission,
)
from form4_grammar.checks.context import Context, Finding, Row
from form4_grammar.checks.registry import CHECKS, run

__all__ = [
    "CHECKS",
    "Context",
    "Finding",
    "Row",
    "addresses",
    "cells",
    "codes",
    "crosschecks",
    "dates",
    "footnotes",
    "foreign_issuers",
    "header",
    "layout",
    "plans",
    "run",
    "schema",
    "signature",
    "submission",
]
