"""A page that was torn apart, as what fits nowhere shows: what was read of it is in doubt, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.model import PARTS
from form4_grammar.parser.document import Document
from form4_grammar.rules import dates, grid, header, layout, sources

_MANY, _SHARE = 10, 0.15
"""Lines inside the form that fit nowhere on it, and their share of all its lines: damage to single lines leaves fewer."""

_SINGLE = ("not_subject_to_section16", "aff10b5_one", "date_of_original_submission")


_BROKEN = frozenset(
    rule.code
    for rule in (
        layout.NOT_READ,
        grid.TABLE_I_COLUMNS,
        grid.TABLE_II_COLUMNS,
        header.UNREADABLE_ITEM,
        header.NO_ANSWER,
        header.MORE_THAN_ISSUER,
        dates.NO_SUCH_DATE,
    )
)
"""What is found where items and columns ran into each other."""

_SEVERAL = 3


def much_left_over(document: Document, told: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """A finding for each part of the filing that has none of its own, where much fits nowhere, or many parts cannot be read."""
    lines = _left_inside(document)
    broken = [one.start for one in told if one.code in _BROKEN and "[" not in (one.path or "").partition("_table")[2]]
    if lines is not None:
        message = f"{lines[2]} lines between those of the form fit nowhere on it"
    elif len(broken) >= _SEVERAL:
        message = f"{len(broken)} items and headings could not be read, or hold what belongs elsewhere"
        lines = min(broken), min(broken), 0
    else:
        return
    doubted = {one.path for one in told if one.severity is not Severity.INFO}
    is_named = document.page.first("TITLE") is not None
    for path in (*PARTS, *_SINGLE, *(() if is_named else ("form_type",))):
        if path not in doubted:
            yield Diagnostic(sources.LEFT_OVER, message, lines[0], lines[1], path=path, help=sources.LEFT_OVER.fix)


def _left_inside(document: Document) -> tuple[int, int, int] | None:
    """Where the lines begin and end that fit nowhere between those of the form, and how many; None where they are few."""
    strange = document.page.unexpected
    if len(strange) < _MANY:
        return None
    left = set(strange)
    of_form = [line for line in document.page.lines if line not in left]
    inside = sorted(line for line in left if of_form and of_form[0].start <= line.start and line.end <= of_form[-1].end)
    if len(inside) < max(_MANY, _SHARE * (len(inside) + len(of_form))):
        return None
    return inside[0].start, inside[-1].end, len(inside)
