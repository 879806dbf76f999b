"""What the order and the text of the page's lines tell: missing, misprinted, moved and unexpected ones."""

from __future__ import annotations

from collections.abc import Sequence

from form4_grammar.diagnostics import Rule
from form4_grammar.parser.document import Document
from form4_grammar.parser.lines import Line, normalised
from form4_grammar.parser.page import Missing
from form4_grammar.rules import layout
from form4_grammar.transform.findings import Findings

_RULES: dict[str, Rule] = {
    "TITLE": layout.TITLE,
    "OMB_NUMBER": layout.OMB_NUMBER,
    "ESTIMATED_AVERAGE_BURDEN": layout.BURDEN_HOURS,
    "EXIT_BOX_LINE": layout.EXIT_BOX_TEXT,
    "HEADER_LINE": layout.MISSING_ITEM,
    "TABLE_I_TITLE": layout.TABLE_TITLE,
    "TABLE_II_TITLE": layout.TABLE_TITLE,
    "EXPLANATION_OF_RESPONSES": layout.EXPLANATION_HEADING,
    "SIGNATURE_OF_REPORTING_PERSON": layout.SIGNATURE_CAPTION,
    "REMINDER": layout.REMINDER,
    "INSTRUCTION_FOR_GROUPS": layout.REMINDER,
    "INTENTIONAL_MISSTATEMENTS": layout.REMINDER,
    "FILE_THREE_COPIES": layout.REMINDER,
    "PERSONS_WHO_RESPOND": layout.REMINDER,
}
_PATHS = {
    "EXIT_BOX_LINE": "not_subject_to_section16",
    "PLAN_BOX_LINE": "aff10b5_one",
    "HEADER_LINE": "reporting_owners[0]",
    "TABLE_I_TITLE": "non_derivative_table",
    "TABLE_II_TITLE": "derivative_table",
    "EXPLANATION_OF_RESPONSES": "footnotes",
    "SIGNATURE_OF_REPORTING_PERSON": "signatures",
}
_NAMES = {
    "HEADER_LINE": "the items of the header",
    "HEADING_LINE": "the heading of a table",
    "EXIT_BOX_LINE": "Check this box if no longer subject to Section 16 …",
}
_MANY = 3


def report_page(document: Document, findings: Findings) -> None:
    """Reports what the lines of the page tell by themselves."""
    page = document.page
    at_end = [missing for missing in page.missing if missing.truncated]
    if len(at_end) >= _MANY:
        first = _printed(document, at_end[0].terminal)
        message = f"the page ends before the form does; the first thing missing is {first!r}"
        findings.report(layout.CUT_OFF, message, (at_end[0].at, at_end[0].at))
    else:
        _report_missing(document, at_end, findings)
    _report_missing(document, [missing for missing in page.missing if not missing.truncated], findings)
    for line in page.lines:
        if line.mended and not line.type.endswith("_LINE"):
            _report_misprint(document, line, findings)
    seen = {line.type for line in page.lines if line not in page.unexpected}
    printed = {terminal.name for terminal in document.grammar.page_terminals if terminal.is_literal}
    for line in page.unexpected:
        shown = normalised(document.text[line.start : line.end])
        if line.type in printed and line.type in seen:
            findings.report(layout.DOUBLED, f"a second {_short(shown)!r}", (line.start, line.end))
        else:
            findings.report(layout.UNEXPECTED, f"unexpected: {_short(shown)!r}", (line.start, line.end))
    for line in page.moved:
        shown = normalised(document.text[line.start : line.end])
        findings.report(layout.ORDER, f"not where the form prints it: {_short(shown)!r}", (line.start, line.end))


def _report_missing(document: Document, missing: Sequence[Missing], findings: Findings) -> None:
    """One finding for each line that is missing, but none for the heading of a table whose title is missing, too."""
    for before, one in zip([None, *missing], missing, strict=False):
        if one.terminal == "HEADING_LINE":
            if before is not None and before.at == one.at and before.terminal.endswith("_TITLE"):
                continue
            rule = _heading_rule(document, one)
        else:
            rule = _RULES.get(one.terminal, layout.MISSING_LINE)
        message = f"missing: {_short(_printed(document, one.terminal))}"
        findings.report(rule, message, (one.at, one.at), _PATHS.get(one.terminal))


def _heading_rule(document: Document, missing: Missing) -> Rule:
    second = any(line.type == "TABLE_II_TITLE" and line.start < missing.at for line in document.page.lines)
    return layout.TABLE_II_COLUMNS if second else layout.TABLE_I_COLUMNS


def _report_misprint(document: Document, line: Line, findings: Findings) -> None:
    shown, printed = normalised(document.text[line.start : line.end]), _printed(document, line.type)
    if shown != normalised(printed):
        rule = _RULES.get(line.type, layout.MISSING_LINE)
        message = f"{_short(shown)!r}: the form prints {_short(printed)!r}"
        findings.report(rule, message, (line.start, line.end), _PATHS.get(line.type))


def _printed(document: Document, terminal: str) -> str:
    found = document.grammar.terminals.get(terminal)
    return found.text if found is not None and found.is_literal else _NAMES.get(terminal, terminal)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
