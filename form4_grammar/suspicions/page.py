"""What the order and the text of the page's lines tell: missing, misprinted, moved and unexpected ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence

from form4_grammar.diagnostics import Label, Rule
from form4_grammar.parser.document import Document
from form4_grammar.parser.lines import Line, normalised
from form4_grammar.parser.page import Missing, Page
from form4_grammar.parser.row_layouts import row_layout
from form4_grammar.parser.rows import read_row
from form4_grammar.regexes import regex
from form4_grammar.rules import grid, layout, sources
from form4_grammar.suspicions.printed_lines import in_words, misprinted, report_moved, runs
from form4_grammar.transform.findings import Findings, cut_short
from form4_grammar.transform.placed import FILING_BOXES, Placed, read_boxes
from form4_grammar.transform.tables import PATHS

_RULES: dict[str, Rule] = {
    "TITLE": layout.TITLE,
    "OMB_NUMBER": layout.OMB_NUMBER,
    "ESTIMATED_AVERAGE_BURDEN": layout.BURDEN_HOURS,
    "EXIT_BOX_LINE": layout.EXIT_BOX_TEXT,
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
HEADINGS = {
    "TABLE_I_TITLE": "non_derivative_table",
    "TABLE_II_TITLE": "derivative_table",
    "EXPLANATION_OF_RESPONSES": "footnotes",
    "REMARKS": "remarks",
    "REPORTING_OWNERS_TITLE": "reporting_owners",
    "SIGNATURES": "signatures",
}
"""The lines that parts of a filing stand below, and their paths."""

_OF_EVERY_FILING = frozenset({"TABLE_I_TITLE", "EXPLANATION_OF_RESPONSES", "SIGNATURE_OF_REPORTING_PERSON"})
"""What shows that lines which fit nowhere are a page of their own."""

_PATHS = HEADINGS | {
    "EXIT_BOX_LINE": "not_subject_to_section16",
    "PLAN_BOX_LINE": "aff10b5_one",
    "SIGNATURE_OF_REPORTING_PERSON": "signatures",
}
_OF_HEADER = ("reporting_owners", "issuer", "period_of_report", "date_of_original_submission")
"""What of a filing stands in the header: all of it is unknown where that is missing."""

_PATH_OF_ITEM = {
    "reporting_person": "reporting_owners",
    "issuer": "issuer",
    "relationship": "reporting_owners[0].relationship",
    "period_of_report": "period_of_report",
    "date_of_original_submission": "date_of_original_submission",
    "foreign_trading_symbol": "issuer.foreign_trading_symbol",
    "foreign_trading_symbol_as_on_form_4": "issuer.foreign_trading_symbol",
}
_BELOW: dict[str, str | None] = {
    **HEADINGS,
    "FIRST_SIGNATURE_LINE": "signatures",
    "SIGNATURE_OF_REPORTING_PERSON": None,
    "FILE_THREE_COPIES": None,
}
_BELOW_HEADINGS = {"EXPLANATION_OF_RESPONSES": ("footnotes",), "REMARKS": ("remarks", "footnotes")}
"""What is in doubt where a heading stands elsewhere than the form has it: remarks without it may go on from the notes."""
ENDS = {  # in the order of the page
    "non_derivative_table": ("TABLE_II_TITLE", "Table I"),
    "derivative_table": ("EXPLANATION_OF_RESPONSES", "Table II"),
    "footnotes": ("SIGNATURE_OF_REPORTING_PERSON", "the explanation of responses"),
    "remarks": ("SIGNATURE_OF_REPORTING_PERSON", "the text of any remarks"),
    "signatures": ("SIGNATURE_OF_REPORTING_PERSON", "the signature"),
}
ENDS_2003 = {
    "non_derivative_table": ("TABLE_II_TITLE", "Table I"),
    "derivative_table": ("REPORTING_OWNERS_TITLE", "Table II"),
    "reporting_owners": ("SIGNATURES", "the table of the owners"),
    "signatures": ("EXPLANATION_OF_RESPONSES", "the signature"),
    "footnotes": ("FILE_THREE_COPIES", "the explanation of responses"),
    "remarks": ("FILE_THREE_COPIES", "the text of any remarks"),
}
_NAMES = {
    "HEADER_LINE": "the items of the header",
    "HEADING_LINE": "the captions of a table",
    "EXIT_BOX_LINE": "Check this box if no longer subject to Section 16 …",
}
"""The line that ends each part, or follows it on every page, and what the part is called."""

_BOXES, _LONGEST_MARK = ("EXIT_BOX_LINE", "PLAN_BOX_LINE"), 4
_MANY, _MANY_2003 = 3, 2
"""How many lines are missing where it is the end or the beginning of the page that is."""

_SIGNED = "/s/"
_TAG = regex(r"<[^<>]*>")
_OF_2003 = frozenset({"PRINT_OR_TYPE_RESPONSES", "REPORTING_OWNERS_TITLE", "SIGNATURES"})


def report_page(document: Document, findings: Findings) -> None:
    """Reports what the lines of the page tell by themselves."""
    page = document.page
    if page.missing:
        _report_gaps(document, findings)
    for line in page.mended:
        if not line.type.endswith("_LINE"):
            _report_misprint(document, line, findings)
    if page.unexpected:
        _report_unexpected(document, findings)
    _report_rows_in_text(document, findings)
    if page.moved:
        report_moved(document, findings)


def _report_gaps(document: Document, findings: Findings) -> None:
    """Reports the lines that are not there: the end of the page, its beginning, or single ones."""
    page = document.page
    strange = set(page.unexpected)
    first_line = next((line.start for line in page.lines if line not in strange), 0)
    at_end = [missing for missing in page.missing if missing.truncated]
    if len(at_end) >= (_MANY_2003 if document.grammar.is_of_2003 else _MANY):
        lacking = {missing.terminal for missing in page.missing if missing.truncated or missing.at > first_line}
        _report_cut_end(document, at_end[0], lacking, findings)
    else:
        _report_missing(document, at_end, findings)
    at_top = [missing for missing in page.missing if not missing.truncated and missing.at == first_line]
    if len(at_top) >= _MANY:
        _report_cut_top(document, at_top, first_line, findings)
    else:
        _report_missing(document, at_top, findings)
    rest = [missing for missing in page.missing if not missing.truncated and missing.at != first_line]
    _report_missing(document, rest, findings)


def _report_cut_end(document: Document, first: Missing, lacking: Container[str], findings: Findings) -> None:
    """Reports what is in doubt where the end of the page is missing, from a line on."""
    at = (first.at, first.at)
    ends = ENDS_2003 if document.grammar.is_of_2003 else ENDS
    for part, (end, name) in ends.items():
        if end in lacking:
            findings.report(layout.CUT_OFF, f"the end of the page is missing: {name} is not there, or not whole", at, part)
    _report_cut_header(document, first.at, lacking, findings)
    if not any(end in lacking for end, _ in ends.values()):
        message = f"the end of the page is missing, from here on: {cut_short(_printed(document, first.terminal))}"
        findings.report(layout.CUT_OFF, message, at)


def _report_cut_top(document: Document, missing: Sequence[Missing], first_line: int, findings: Findings) -> None:
    """Reports what is in doubt where the beginning of the page is missing, above its first line."""
    at, lost = (first_line, first_line), {one.terminal for one in missing}
    last = cut_short(_printed(document, missing[-1].terminal))
    path = "non_derivative_table" if "TABLE_I_TITLE" in lost else None
    findings.report(layout.CUT_OFF, f"the beginning of the page is missing, up to and with {last!r}", at, path)
    if "EXIT_BOX_LINE" in lost:
        message = "the page begins below the boxes above the items, so whether they were ticked is unknown"
        for path in ("not_subject_to_section16", "aff10b5_one"):
            if not any(block.rule == path for block in document.blocks):
                findings.report(layout.EXIT_BOX_TEXT, message, at, path)
    if "FILED_PURSUANT" in lost and (document.absent or not document.items):
        message = "the beginning of the page is missing: the first of its items are not there, or not whole"
        findings.report(layout.CUT_OFF, message, at, "reporting_owners")
    if "EXPLANATION_OF_RESPONSES" not in lost:
        return
    message = "the beginning of the page is missing: where notes and remarks stand is not there, or not whole"
    for path in ("footnotes", "remarks"):
        findings.report(layout.CUT_OFF, message, at, path)
    signing = ("FIRST_SIGNATURE_LINE", "SIGNATURE_OF_REPORTING_PERSON")
    if any(line.start == first_line and line.type in signing for line in document.page.lines):
        message = "the page begins in its signatures: the first may not be there, or not whole"
        findings.report(layout.CUT_OFF, message, at, "signatures")


def _report_rows_in_text(document: Document, findings: Findings) -> None:
    """Reports lines below the tables that were read as text, and fit the columns of a table."""
    heading = document.page.first("EXPLANATION_OF_RESPONSES")
    if heading is None:
        return
    lines = zip(document.page.types, document.page.lines, strict=True)
    rows = [line for kind, line in lines if kind == "ROW_LINE" and line.start >= heading.end]
    strange = set(document.page.unexpected) if rows else set()
    for line in rows:
        if line in strange:
            continue
        for table in document.tables:
            layout_of_row = row_layout(document.grammar, f"{table.name}_row")
            row = read_row(document.text[line.start : line.end], line.start, layout_of_row, range(layout_of_row.width))
            if row.fits and row.printed == row.expected and not row.shifted:
                shown = normalised(document.source[line.start : line.end])
                message = f"a row of a table among notes or remarks: {cut_short(shown)!r}"
                findings.report(layout.UNEXPECTED, message, (line.start, line.end), PATHS.get(table.name), raw=shown)


def _report_cut_header(document: Document, at: int, lacking: Container[str], findings: Findings) -> None:
    """Reports what of the header is in doubt where the page ends in it, or before the owners that stand below the tables."""
    grammar = document.grammar
    if "TABLE_I_TITLE" in lacking and document.items:
        last = max(document.items, key=lambda item: item.end)
        message = (
            f"the page ends in the items of the header: the last, {grammar.caption(last.rule) or 'no item'!r}, may not be whole"
        )
        findings.report(layout.CUT_OFF, message, (last.start, last.end), _PATH_OF_ITEM.get(last.rule))
    groups = [item.node for item in document.items if item.rule == "individual_or_joint_group_filing"]
    several = [node is None or read_boxes(Placed(node, 0), FILING_BOXES).ticked.get(FILING_BOXES[1]) for node in groups]
    further = any(block.rule == "reporting_owner" for block in document.blocks)
    if "EXPLANATION_OF_RESPONSES" in lacking and (not groups or any(several) or further):
        message = "the end of the page is missing: there may be further owners"
        findings.report(layout.CUT_OFF, message, (at, at), "reporting_owners")


def _report_unexpected(document: Document, findings: Findings) -> None:
    """One finding for each run of lines that fit nowhere: doubled, where most are printed lines and all were met before."""
    page = document.page
    strange = set(page.unexpected)
    seen = {line.type for line in page.lines if line not in strange}
    printed = {terminal.name for terminal in document.grammar.page_terminals if terminal.is_literal}
    parts = _parts(page)
    met = {normalised(document.source[line.start : line.end]) for line in page.lines if line not in strange}

    def is_doubled(run: Sequence[Line], *, is_page: bool) -> bool:
        if not is_page and 2 * sum(line.type in printed and line.type in seen for line in run) < len(run):
            return False
        return all(line.type in printed or normalised(document.source[line.start : line.end]) in met for line in run)

    for run in runs(page):
        shown = in_words(document, run)
        span = (run[0].start, run[-1].end)
        is_page = {line.type for line in run} >= _OF_EVERY_FILING
        if is_doubled(run, is_page=is_page):
            findings.report(layout.DOUBLED, f"printed twice: {shown}", span)
        else:
            raw = document.source[slice(*span)].strip()
            if is_page:
                findings.report(sources.ONE_OF_SEVERAL, f"a further filing, which was not read: {shown}", span, raw=raw)
                continue
            path = _part_of(document, run[0], parts)
            labels: tuple[Label, ...] = ()
            at = bisect_left(page.lines, run[0].start, key=lambda one: one.start)
            if run[0].type == "ROW_LINE" and at and page.lines[at - 1].type == "TABLE_II_TITLE":
                labels = (Label(*span, "or it is a row of the table above", HEADINGS["TABLE_I_TITLE"]),)
            findings.report(layout.UNEXPECTED, f"unexpected: {shown}", span, path, labels=labels, raw=raw)
            for line in run:
                for part in _BELOW_HEADINGS.get(line.type, ()):
                    message = "what the form has below a heading that stands elsewhere may be elsewhere, too"
                    findings.report(layout.BESIDE_A_GAP, message, (line.start, line.end), part)


def _part_of(document: Document, line: Line, parts: Sequence[str | None]) -> str | None:
    """What of the filing a line that fits nowhere may belong to, by what it is or else by where it stands (`_parts`)."""
    if line.type == "HEADER_LINE":
        return "reporting_owners"
    if line.type in _PATHS:
        return _PATHS[line.type]
    if _has_captions_of_owner(document, line):
        return "reporting_owners"
    at = bisect_left(document.page.lines, line.start, key=lambda one: one.start)
    if parts[at] is None and line.end - line.start <= _LONGEST_MARK:
        beside = [one.type for one in document.page.lines[max(0, at - 1) : at + 2] if one.type in _BOXES]
        return _PATHS[beside[-1]] if beside else None
    if line.type == "FOOTNOTE_LINE":
        is_reference = not any(map(str.isalpha, _TAG.sub("", document.text[line.start : line.end])))
        return parts[at] if is_reference and parts[at] in PATHS.values() else "footnotes"
    if line.type == "ROW_LINE":
        cells = document.source.count("\t", line.start, line.end) + 1
        widths = {row_layout(document.grammar, f"{table.name}_row").width: PATHS.get(table.name) for table in document.tables}
        if cells in widths:
            return widths[cells]
    return parts[at] or ("signatures" if _SIGNED in document.source[line.start : line.end] else None)


def _has_captions_of_owner(document: Document, line: Line) -> bool:
    """Whether a line has one of the captions, whole, that stand in the item of an owner."""
    shown = normalised(document.source[line.start : line.end])
    terminals = document.grammar.terminals
    names = (name for alternative in document.grammar.rules.get("reporting_person", ()) for name in alternative)
    return any(name in terminals and terminals[name].text and terminals[name].text in shown for name in names)


def _parts(page: Page) -> list[str | None]:
    """What of the filing stands above each line: a list or, between the boxes, that of Rule 10b5-1, which may be missing."""
    parts: list[str | None] = []
    part: str | None = None
    for line in page.lines:
        parts.append(part)
        if line.type in _BELOW:
            part = _BELOW[line.type]
        elif line.type == "EXIT_BOX_LINE" and part is None:
            part = "aff10b5_one"
        elif line.type in ("HEADER_LINE", "PLAN_BOX_LINE") and part == "aff10b5_one":
            part = None
    return parts


def report_older(document: Document, findings: Findings) -> None:
    """Reports the wordings of earlier years that were met, all in one finding, at the first of them."""
    if document.grammar.is_of_2003:
        own = (line for line in document.page.lines if line.type in _OF_2003)
        first = next(((line.start, line.end) for line in own), (0, 0))
        findings.report(layout.OLDER_WORDING, "the page, and its wordings, are those of 2003 to 2009", first)
    elif findings.older and not document.grammar.is_typed:
        first = min(findings.older)
        shown = cut_short(normalised(document.source[slice(*first)]))
        more = f", and {len(findings.older) - 1} more" if len(findings.older) > 1 else ""
        called = document.grammar.wording(normalised(document.source[slice(*first)]))
        when = called if called and called != "2002" else "2002 to 2009"
        findings.report(layout.OLDER_WORDING, f"wording of {when}: {shown!r}{more}", first)


def _report_missing(document: Document, missing: Sequence[Missing], findings: Findings) -> None:
    """One finding for each line that is missing, but none for the heading of a table whose title is missing, too."""
    for before, one in zip([None, *missing], missing, strict=False):
        if one.terminal in document.grammar.added:
            continue  # said with what the form adds
        if one.terminal == "HEADING_LINE":
            if before is not None and before.at == one.at and before.terminal.endswith("_TITLE"):
                continue
            if any(line.type == "REPORTING_OWNERS_TITLE" and line.start < one.at for line in document.page.lines):
                message = "missing: the heading of the table of the owners"
                findings.report(layout.OWNERS_TABLE, message, (one.at, one.at), "reporting_owners")
                continue
            second = any(line.type == "TABLE_II_TITLE" and line.start < one.at for line in document.page.lines)
            rule = grid.TABLE_II_COLUMNS if second else grid.TABLE_I_COLUMNS
            path: str | None = _PATHS["TABLE_II_TITLE" if second else "TABLE_I_TITLE"]
            message = f"missing: the heading of Table {'II' if second else 'I'}"
        elif one.terminal == "HEADER_LINE":
            for field in _OF_HEADER:
                findings.report(layout.MISSING_ITEM, f"missing: {_NAMES[one.terminal]}", (one.at, one.at), field)
            continue
        else:
            rule = _RULES.get(one.terminal, layout.MISSING_LINE)
            path = _PATHS.get(one.terminal)
            message = f"missing: {cut_short(_printed(document, one.terminal))}"
        labels: tuple[Label, ...] = ()
        if one.terminal == "TABLE_II_TITLE":
            labels = (Label(one.at, one.at, "the last row above may be lost with it", HEADINGS["TABLE_I_TITLE"]),)
        findings.report(rule, message, (one.at, one.at), path, labels=labels)


def _report_misprint(document: Document, line: Line, findings: Findings) -> None:
    message = misprinted(document, line, _printed(document, line.type), findings)
    if message is None:
        return
    findings.report(_RULES.get(line.type, layout.MISSING_LINE), message, (line.start, line.end), _PATHS.get(line.type))
    part = _parts(document.page)[document.page.lines.index(line)]
    if "\t" in document.source[line.start : line.end].strip() and part is not None:
        shown = normalised(document.source[line.start : line.end])
        message = f"a row runs into a line of the form: {cut_short(shown)!r}"
        findings.report(layout.UNEXPECTED, message, (line.start, line.end), part, raw=shown)


def _printed(document: Document, terminal: str) -> str:
    found = document.grammar.terminals.get(terminal)
    return found.text if found is not None and found.is_literal else _NAMES.get(terminal, terminal)
