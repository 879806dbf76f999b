"""All that a report shows of a document, as data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from form4_grammar.checking import check_parsed
from form4_grammar.checks.context import Numbers
from form4_grammar.comparing import Difference
from form4_grammar.diagnostics import Diagnostic
from form4_grammar.reading import Parsed
from form4_grammar.reporting.blocks import Block, values_in
from form4_grammar.reporting.differences import Contrast, Copy, contrasts, in_words
from form4_grammar.reporting.findings import Finding, by_value, findings_of
from form4_grammar.reporting.form import form_of
from form4_grammar.reporting.outline import outline_of
from form4_grammar.reporting.own import own_form
from form4_grammar.reporting.sheets import Sheet, sheets_of
from form4_grammar.reporting.source_text import TextLine, text_lines
from form4_grammar.reporting.values import State, Value, Values, values_of

_OF_COLUMN = re.compile(r"derivative_table\[\d+\]\.transaction_acquired_disposed_code")
_SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class View:
    """A document as its report shows it. ``left_over`` are values that the form has no place for."""

    name: str
    number: int
    parsed: Parsed
    values: Values
    blocks: tuple[Block, ...]
    left_over: tuple[Value, ...]
    findings: tuple[Finding, ...]
    lines: tuple[TextLine, ...]
    sheets: tuple[Sheet, ...] = ()

    @cached_property
    def about(self) -> Mapping[int, tuple[Finding, ...]]:
        """The findings about each value, by its key."""
        return by_value(self.findings)

    def look(self, value: Value) -> str:
        """How a value looks: its state, the gravest severity of what is found about it, and whether it was read with doubt."""
        found = self.about.get(value.key, ())
        severities = {one.severity for one in found}
        gravest = next((one for one in _SEVERITIES if one in severities), "")
        return " ".join(filter(None, (value.state.value, gravest, "doubt" if self.is_doubtful(value) else "")))

    def is_blank(self, value: Value) -> bool:
        """Whether there is nothing of a value to be seen, nor to be said of it."""
        return value.state is State.EMPTY and value.key not in self.about

    def is_doubtful(self, value: Value) -> bool:
        """Whether a value was read, and reading has reported something about it."""
        return value.state is State.READ and any(one.is_doubt for one in self.about.get(value.key, ()))

    @cached_property
    def shown(self) -> frozenset[str]:
        """The paths of the values that the form shows, and of those beside it."""
        return frozenset(one.path for one in (*values_in(self.blocks), *self.left_over))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many findings there are of each severity."""
        counted = Counter(one.severity for one in self.findings)
        return {one: counted[one] for one in _SEVERITIES}

    @property
    def unread(self) -> tuple[str, ...]:
        """The parts that could not be read, in words."""
        return tuple(one.replace("_", " ") for one in self.parsed.unread)

    def column(self, name: str) -> str:
        """What the index has of the document: ``issuer``, ``owner`` or ``period``."""
        filing = self.parsed.filing
        if filing is None:
            return ""
        match name:
            case "issuer":
                return filing.issuer.name or ""
            case "owner":
                return "; ".join(filter(None, (one.name for one in filing.reporting_owners)))
            case _:
                return filing.period_of_report.isoformat() if filing.period_of_report else ""

    @cached_property
    def data(self) -> dict[str, Any]:
        """What the page's program needs to know, in numbers: see ``report.js``."""
        outline = outline_of(self.parsed.tree)
        return {
            "values": [
                None if self.is_blank(one) and not one.is_box else [one.path, *(one.span or (-1, -1))]
                for one in self.values.values()
            ],
            "findings": [[*one.spans[0], one.first, one.last, list(one.keys)] for one in self.findings],
            "names": list(outline.names) if outline else [],
            "tree": list(outline.nodes) if outline else [],
            "texts": list(outline.texts) if outline else [],
        }


def view_of(
    name: str,
    number: int,
    parsed: Parsed,
    content: bytes = b"",
    numbers: Numbers | None = None,
    told: Callable[[Sequence[Diagnostic]], Sequence[Diagnostic]] | None = None,
) -> View:
    """What the report shows of a document that was parsed. `content` is that of its file, for the pictures of a PDF.

    `numbers` are those of rules that the project sets, and `told` gives those of the findings that are shown.
    """
    found = check_parsed(parsed, numbers).diagnostics
    values = values_of(parsed)
    blocks: tuple[Block, ...] = ()
    if parsed.filing is not None:
        blocks = form_of(parsed.filing, values, parsed.grammar)
    elif parsed.fields is not None and parsed.grammar is not None:
        blocks = own_form(parsed.grammar, values)
    on_form = list(values_in(blocks))
    left_over = _left_over(values, on_form)
    shown = dict.fromkeys(one.path for one in (*on_form, *left_over))
    findings = findings_of(told(found) if told else found, parsed.diagnostics, values, shown, parsed.source)
    lines = text_lines(parsed.source.text, values, findings)
    sheets = sheets_of(content, parsed.source, values, findings)
    return View(name, number, parsed, values, blocks, left_over, findings, lines, sheets)


def _left_over(values: Values, on_form: Sequence[Value]) -> tuple[Value, ...]:
    """The values that say something and have no place on the form; not those that stand where another does.

    Of Table II, (A) and (D) are the columns that the number stands in.
    """
    keys = {one.key for one in on_form}
    places = {one.span for one in on_form if one.span is not None}
    return tuple(
        one
        for one in values.values()
        if one.key not in keys
        and (one.text or one.notes or one.ticked)
        and not (_OF_COLUMN.fullmatch(one.path) and one.state is State.READ and not one.notes)
        and (one.span not in places or one.state is State.UNREAD)
    )


def compared(found: Sequence[Difference], a: View, b: View) -> tuple[Contrast, ...]:
    """The differences of two documents, each side with its place."""
    sides = [Copy(one.values, one.shown, one.parsed.source.position) for one in (a, b)]
    return contrasts(found, *sides)


__all__ = ["View", "compared", "in_words", "view_of"]
