"""What of the filing could not be read: one error for each part, which says what is missing and where it was looked for."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.grammar import LAYOUT
from form4_grammar.model import DerivativeRow, Filing, NonDerivativeRow, cells_of
from form4_grammar.parser.document import Document, Table
from form4_grammar.parser.items import Item
from form4_grammar.parser.lines import Line, normalised
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex
from form4_grammar.rules import layout
from form4_grammar.transform.findings import SHORT, Findings, cut_short

_TABLES = {"table_i": ("non_derivative_table", "Table I"), "table_ii": ("derivative_table", "Table II")}
_ITEMS = {"issuer": "issuer", "reporting_person": "reporting_owners", "period_of_report": "period_of_report"}
_ALIGNED = regex(r"\S(?:\t| {2,})\s*\S")
_FIRST_WORDS = 6
"""The words of a box's caption that tell it from others."""
_SIGNED = "/s/"
_ENDS_OF_SENTENCES = (".", "!", "?", ";", ":", ")", '"', "\u201d")

_SHORTEST_NOTE = 30
"""The characters of a line that may be a note of a typed form."""


class _Unread(NamedTuple):
    """A part that was not read: why, where it was looked for, and what stands there.

    `path` is more exact than the part; `beside` is what else is in doubt with it: its path, why, and where it stands.
    """

    part: str
    message: str
    span: tuple[int, int]
    raw: str = ""
    path: str | None = None
    beside: tuple[tuple[str, str, tuple[int, int]], ...] = ()


def without_unread(document: Document, filing: Filing, findings: Findings) -> Filing:
    """The filing, with the parts that were not read reported and empty, and silent what only echoes that."""
    if _is_all_there(document, filing, findings):  # as on nearly all pages: all below is about what is not there
        return filing
    cut = {one.path: one for one in findings.diagnostics if one.rule is layout.CUT_OFF}
    for one in (*_tables(document), *_items(document, filing), *_owners(document, filing), *_notes(document, filing, findings)):
        if one.part in cut and not _is_empty(filing, one.part):
            continue
        path = one.path or one.part
        findings.diagnostics = [found for found in findings.diagnostics if not _echoes(found, one, path)]
        if any(found.path == path and found.severity is Severity.ERROR for found in findings.diagnostics):
            findings.unread.add(one.part)  # said by a rule that is more exact
        elif one.path is None:
            findings.report_unread(one.part, one.message, one.span, one.raw)
        else:
            findings.unread.add(one.part)
            findings.report(layout.NOT_READ, one.message, one.span, one.path, raw=one.raw)
        if one.path is None:
            filing = _emptied(filing, one.part)
        for beside, why, place in one.beside:
            if beside.partition("[")[0] not in cut:
                findings.report(layout.BESIDE_A_GAP, why, place, beside)
    _report_gap_above_notes(document, filing, findings)
    _report_gap_below_rows(document, findings)
    if document.grammar.base == "3" and filing.no_securities_owned is None:
        _report_lost_statement(filing, findings)
    if not filing.signatures:
        _report_swallowed_signature(document, filing, findings)
    for path, span in _blank(document, filing, findings):
        findings.report(layout.BLANK_ITEM, "nothing stands below the caption", span, path)
        if _is_empty(filing, path.split(".")[0]):
            findings.unread.add(path.split(".")[0])
    if _is_amendment_unknown(document, filing):
        at = next((found.start for found in findings.diagnostics if found.path == "date_of_original_submission"), 0)
        message = (
            f"not read, so whether this is an amendment is unknown: {document.grammar.caption('date_of_original_submission')}"
        )
        findings.report(layout.AMENDMENT_UNKNOWN, message, (at, at), "form_type")
        if not any(found.path == "date_of_original_submission" for found in findings.diagnostics):
            findings.report(layout.AMENDMENT_UNKNOWN, message, (at, at), "date_of_original_submission")
    elif (named := _named_an_amendment(document, filing)) is not None:
        message = f"the page calls itself {document.source[slice(*named)]!r}, and has no date of what it amends"
        findings.report(layout.AMENDMENT_UNKNOWN, message, named, "form_type")
    if findings.unread >= {"issuer", "period_of_report"}:
        _report_lost_boxes(document, filing, findings)
    for part in cut.keys() | {"signatures"}:
        if part is not None and _is_empty(filing, part) and any(found.path == part for found in findings.diagnostics):
            findings.unread.add(part)
    return filing


def _is_all_there(document: Document, filing: Filing, findings: Findings) -> bool:
    """Whether no line and no item of a page is missing, and nothing that every filing has is empty."""
    return (
        not (document.page.missing or document.absent or findings.unread)
        and None not in (filing.issuer.name, filing.period_of_report)
        and bool(filing.signatures and filing.reporting_owners)
        and (document.grammar.base != "3" or filing.no_securities_owned is not None)
        and all(owner.name is not None for owner in filing.reporting_owners)
        and bool(filing.footnotes or not (findings.references or document.grammar.is_typed))
        and not any(_is_suspect(document, table) for table in document.tables)
        and not _is_amendment_unknown(document, filing)
        and _named_an_amendment(document, filing) is None
    )


def _report_lost_boxes(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports the boxes of a page whose header could not be read, where the words of their captions stand."""
    told = {found.path for found in findings.diagnostics}
    for name in ("not_subject_to_section16", "aff10b5_one"):
        caption = document.grammar.caption(f"{name}{LAYOUT}")
        if caption is None or name in findings.places or name in told or getattr(filing, name) is not None:
            continue
        first = r"\s+".join(map(re.escape, caption.split()[:_FIRST_WORDS]))
        found = re.search(first, document.source)
        if found is not None:
            message = "the box could not be read, and neither could items of the header"
            findings.report(layout.UNREADABLE_BOX, message, found.span(), name)


def _echoes(found: Diagnostic, one: _Unread, lost: str) -> bool:
    """Whether a finding tells nothing but that a part was not read: it is about it, or about what stands where it was lost."""
    if found.rule in (layout.CUT_OFF, layout.NOT_READ) or (found.severity is Severity.ERROR and found.path == lost):
        return False
    if found.path is not None and (found.path == lost or found.path.startswith((f"{lost}.", f"{lost}["))):
        return True
    return found.rule is layout.UNEXPECTED and bool(one.raw) and one.span[0] <= found.start < one.span[1]


def _is_empty(filing: Filing, part: str) -> bool:
    if part == "issuer":
        return filing.issuer.name is None and filing.issuer.trading_symbol is None
    return not getattr(filing, part, True)


def _emptied(filing: Filing, part: str) -> Filing:
    if part == "issuer":
        return replace(filing, issuer=replace(filing.issuer, name=None, trading_symbol=None, foreign_trading_symbol=None))
    if part == "period_of_report":
        return replace(filing, period_of_report=None)
    changes: dict[str, Any] = {part: ()}
    return replace(filing, **changes)


def _tables(document: Document) -> list[_Unread]:
    """The tables that are not on the page, or whose rows cannot be told to stand under its columns."""
    suspect = [table for table in document.tables if _is_suspect(document, table)]
    if not suspect:
        return []
    found = []
    titles = {table: title for title, table in document.grammar.tables.items()}
    strange = set(document.page.unexpected)
    there = {line.type: line for line in document.page.lines if line not in strange}
    for table in suspect:
        part, name = _TABLES.get(table.name, ("", ""))
        if not part:
            continue
        title = there.get(titles[table.name] or "")
        strays, between = _strays(document, table, title)
        if title is None and table.heading is None:
            why = "neither its title nor the captions of its columns were found"
        elif table.heading is None and not all(_is_certain(table, index) for index in range(len(table.rows))):
            why = "its rows do not fit the columns of the form, and the captions of its columns were not found"
        elif table.heading is None and not table.rows:
            why = "below its title, the captions of its columns were not found"
        elif table.heading is not None and not any(column is not None for column in table.heading.columns):
            why = "its columns have captions that are none of the form's"
        elif not table.rows and any(
            _ALIGNED.search(document.source, line.start, line.end)
            for line in strays
            if line.type not in document.grammar.ignored
        ):
            why = "what stands below the captions of its columns has no cells"
        else:
            continue
        if table.heading is None or table.rows:
            strays = sorted({*strays, *_own_lines(document, table)}, key=lambda line: line.start)
        one = _unread(document, part, f"{name} was not read: {why} {between}", strays, table)
        found.append(one._replace(beside=_of_table_above(document, table, title, strays)))
    return found


def _of_table_above(
    document: Document, table: Table, title: Line | None, strays: list[Line]
) -> tuple[tuple[str, str, tuple[int, int]], ...]:
    """What of the table above is in doubt, too: its last row where the title is lost, or rows between title and captions."""
    above = next((one for one, following in pairwise(document.tables) if following is table), None)
    if above is None or above.name not in _TABLES:
        return ()
    if title is None and not above.rows:
        message = f"what fits nothing there may be rows of {_TABLES[above.name][1]}, which has none"
        return ((_TABLES[above.name][0], message, (strays[0].start, strays[-1].end)),) if strays else ()
    if title is not None:
        between = [line for line in strays if line.type == "ROW_LINE" and line.start < table.heading_start]
        message = f"what stands above the captions of the next table may be a row of {_TABLES[above.name][1]}"
        return tuple((_TABLES[above.name][0], message, (line.start, line.end)) for line in between)
    row = above.rows[-1]
    end = document.source.find("\n", row.line)
    path = f"{_TABLES[above.name][0]}[{len(above.rows) - 1}]"
    return (
        (path, "the end of the row may be lost with the table below it", (row.line, end if end >= 0 else len(document.source))),
    )


def _is_suspect(document: Document, table: Table) -> bool:
    """Whether a table may not have been read: the quick answer for nearly all."""
    heading = table.heading
    if heading is None or not any(column is not None for column in heading.columns):
        return True
    return not table.rows and bool(document.page.unexpected)


def _is_certain(table: Table, index: int) -> bool:
    row = table.rows[index]
    return row.fits and not row.shifted and row.printed == row.expected


def _own_lines(document: Document, table: Table) -> list[Line]:
    own = {row.line for row in table.rows}
    return [line for line in document.page.lines if line.start in own]


def _strays(document: Document, table: Table, title: Line | None) -> tuple[list[Line], str]:
    """The lines that fit nowhere between what stands before a table and what after it, and in words where that is."""
    strange = set(document.page.unexpected)
    marks = [line for line in document.page.lines if line not in strange and line.type not in ("HEADING_LINE", "ROW_LINE")]
    before, after = None, None
    if title is not None:
        before = title
    elif table.name == "table_i":
        before = next((line for line in reversed(marks) if line.type == "HEADER_LINE"), None)
    else:
        before = next((line for line in reversed(marks) if line.type in ("TABLE_I_TITLE", "HEADER_LINE")), None)
    start = before.end if before is not None else 0
    if table.name == "table_ii" and title is None:
        start = max([start, *(row.line for one in document.tables[:1] for row in one.rows)])
    after = next((line for line in marks if line.start >= start and line is not before), None)
    end = after.start if after is not None else len(document.source)
    shown = [cut_short(normalised(document.source[line.start : line.end])) for line in (before, after) if line is not None]
    if before is not None and after is not None:
        where = f"between {shown[0]!r} and {shown[1]!r}"
    elif shown:
        where = f"{'below' if before is not None else 'above'} {shown[0]!r}"
    else:
        where = "on the page"
    return sorted((line for line in strange if start <= line.start < end), key=lambda line: line.start), where


def _unread(document: Document, part: str, message: str, strays: list[Line], table: Table) -> _Unread:
    if strays:
        span = (strays[0].start, strays[-1].end)
        many = "one line" if len(strays) == 1 else f"{len(strays)} lines"
        shown = cut_short(normalised(document.source[strays[0].start : strays[0].end]))
        raw = "\n".join(document.source[line.start : line.end].strip("\r\n") for line in strays)
        return _Unread(part, f"{message}; {many} there fit nothing, the first: {shown!r}", span, raw)
    title = next(title for title, name in document.grammar.tables.items() if name == table.name)
    at = next((one.at for one in document.page.missing if one.terminal == title), None)
    if at is None:
        line = document.page.first(title or "")
        span = (table.heading_start, table.heading_start) if line is None else (line.start, line.end)
        return _Unread(part, message, span)
    return _Unread(part, message, (at, at))


def _items(document: Document, filing: Filing) -> list[_Unread]:
    """The issuer, and the date of item 2 or 3."""
    found = []
    for rule in ("issuer", "period_of_report"):
        part = _ITEMS[rule]
        if _is_empty(filing, part):
            one = _item(document, rule)
            owner = filing.reporting_owners[0] if filing.reporting_owners and rule == "issuer" else None
            if one is not None and owner is not None and owner.name is not None:
                beside = ("reporting_owners[0].name", "the issuer was not found, and its name may stand here", one.span)
                one = one._replace(beside=(beside,))
            if one is not None:
                found.append(one)
    return found


def _item(document: Document, rule: str) -> _Unread | None:
    """Why an item was not read; None where the page has it, and it is blank."""
    items = [item for item in document.items if item.rule == rule]
    if any(item.node is not None for item in items):
        return None
    part, caption = _ITEMS.get(rule, rule), document.grammar.caption(rule)
    if items:
        return _spoilt(document, items[0], part)
    strange = set(document.page.unexpected)
    lines = [line for line in document.page.lines if line.type == "HEADER_LINE" and line not in strange]
    if not lines:
        where = "the items of the header were not found on the page"
        at = next((one.at for one in document.page.missing if one.terminal == "HEADER_LINE"), 0)
        return _Unread(part, f"not found: {caption}; {where}", (at, at))
    at = next((absent.at for absent in document.absent if absent.rule == rule), lines[-1].end)
    return _Unread(part, f"not found among the items of the header: {caption}", (at, at))


def _spoilt(document: Document, item: Item, part: str) -> _Unread:
    raw = document.source[item.start : item.end]
    return _Unread(part, f"cannot be read: {document.grammar.caption(item.rule)}", (item.start, item.end), raw)


def _owners(document: Document, filing: Filing) -> list[_Unread]:
    """The owners of whom neither name nor address was read."""
    owners = filing.reporting_owners
    lost = [index for index, owner in enumerate(owners) if owner.name is None and not any(_address(owner.address))]
    first = _item(document, "reporting_person") if not owners or owners[0].name is None else None
    if first is not None and len(lost) < len(owners):  # others were read
        return [first._replace(path="reporting_owners[0]" if 0 in lost else "reporting_owners")]
    if first is not None and owners[:1] and owners[0].relationship is not None:  # what item 5 says of the owner was read
        return [first._replace(path="reporting_owners[0]")]
    if first is not None:
        return [first]
    if 0 in lost or not owners:
        return []
    blocks = [block for block in document.blocks if block.rule == "reporting_owner" and block.node is None]
    return [
        _Unread(
            "reporting_owners",
            "the owner cannot be read",
            (block.start, block.end),
            document.source[block.start : block.end],
            f"reporting_owners[{index}]",
        )
        for index, block in zip(lost, blocks, strict=False)
    ]


def _report_gap_above_notes(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports that rows may be lost with the heading of the notes, where the first of these are lost, too."""
    if document.grammar.is_of_2003 or document.grammar.is_typed:
        return  # there the notes do not follow the tables
    at = next((one.at for one in document.page.missing if one.terminal == "EXPLANATION_OF_RESPONSES"), None)
    first = min((note.number for note in filing.footnotes), default=None)
    if at is None or first == 1 or (first is None and "footnotes" not in findings.unread):
        return
    message = "the heading of the notes and the first of them are lost, and rows above them may be"
    findings.report(layout.BESIDE_A_GAP, message, (at, at), "derivative_table")


def _report_lost_statement(filing: Filing, findings: Findings) -> None:
    """Reports that a Form 3 may have said that nothing is owned, where no row says the contrary and some of it is lost."""
    if any(row.shares_owned_following_transaction.raw for row in filing.non_derivative_table) or filing.derivative_table:
        return
    parts = ("non_derivative_table", "derivative_table", "footnotes")
    loud = (one for one in findings.diagnostics if one.severity is not Severity.INFO and one.rule is not layout.CAPTION)
    if (lost := next((one for one in loud if one.path and one.path.startswith(parts)), None)) is not None:
        message = "no row says that securities are owned, and the line that says that there are none may be lost"
        findings.report(layout.BESIDE_A_GAP, message, (lost.start, lost.end), "no_securities_owned")


def _report_gap_below_rows(document: Document, findings: Findings) -> None:
    """Reports the table above a gap in which the title of the next table is lost, and what stands behind that one, too."""
    missing = {one.terminal: one.at for one in document.page.missing if not one.truncated}
    at = missing.get("TABLE_II_TITLE")
    if at is not None and at in (missing.get("EXPLANATION_OF_RESPONSES"), missing.get("REPORTING_OWNERS_TITLE")):
        message = "a whole table and the heading behind it are lost, and rows above them may be"
        findings.report(layout.BESIDE_A_GAP, message, (at, at), "non_derivative_table")


def _report_swallowed_signature(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports the text above the place of a signature that was not found, where its last line is no end of a sentence."""
    texts = [(f"footnotes[{note.number}]", note.text) for note in filing.footnotes]
    texts += [("remarks", filing.remarks)] if filing.remarks else []
    at, path, text = max(((*findings.places.get(path, (0, 0))[1:], path, text) for path, text in texts), default=(0, "", ""))
    if path and (_SIGNED in text or not text.endswith(_ENDS_OF_SENTENCES)):
        last = document.text.rfind("\n", 0, at) + 1
        raw = document.source[last:at].strip()
        shown = raw if len(raw) <= SHORT else f"…{raw[1 - SHORT :]}"
        message = f"no signature was found, and what stands above its place may be it: {shown!r}"
        findings.report(layout.UNEXPECTED, message, (min(last, at), at), path, raw=raw)


def _blank(document: Document, filing: Filing, findings: Findings) -> list[tuple[str, tuple[int, int]]]:
    """What every form has and this page leaves blank, with the items that it should stand in."""
    lacking = []
    if filing.issuer.name is None and "issuer" not in findings.unread:
        lacking.append(("issuer", "issuer.name"))
    if filing.period_of_report is None and "period_of_report" not in findings.unread:
        lacking.append(("period_of_report", "period_of_report"))
    lacking += [
        ("reporting_person" if index == 0 else "reporting_owner", f"reporting_owners[{index}].name")
        for index, owner in enumerate(filing.reporting_owners)
        if owner.name is None
    ]
    if not lacking:
        return []
    told = {found.path for found in findings.diagnostics if found.rule is not layout.DOUBLED}
    spans = {item.rule: (item.start, item.end) for item in document.items}
    return [(path, spans.get(rule, (0, 0))) for rule, path in lacking if not told.intersection((path, path.split(".")[0]))]


def _is_amendment_unknown(document: Document, filing: Filing) -> bool:
    """Whether the item that makes an amendment of a form was not found; what stands below its caption is judged there."""
    is_there = any(item.rule == "date_of_original_submission" for item in document.items)
    return filing.date_of_original_submission is None and not is_there


def _named_an_amendment(document: Document, filing: Filing) -> tuple[int, int] | None:
    """Where, above its items, the page calls itself an amendment that it was not read as."""
    if filing.form_type.endswith("/A"):
        return None
    first = min((item.start for item in document.items), default=0)
    if document.source.find("/A", 0, first) < 0 and document.source.find("/a", 0, first) < 0:
        return None
    found = re.compile(rf"\bFORM {re.escape(filing.form_type)}/A\b", re.IGNORECASE).search(document.source, 0, first)
    return None if found is None else found.span()


def _address(address: object) -> tuple[object, ...]:
    return tuple(getattr(address, name) for name in ("street1", "street2", "city", "state", "zip_code"))


def _notes(document: Document, filing: Filing, findings: Findings) -> list[_Unread]:
    """The notes, where cells refer to some and there are none."""
    if filing.footnotes:
        return []
    rows: tuple[NonDerivativeRow | DerivativeRow, ...] = (*filing.non_derivative_table, *filing.derivative_table)
    numbers = sorted({number for row in rows for number in _references(row)} or findings.references)
    heading = document.page.first("EXPLANATION_OF_RESPONSES")
    if not numbers:
        return _perhaps_notes(document) if heading is None and document.grammar.is_typed else []
    at = heading.end if heading is not None else document.page.lines[-1].end
    where = (
        "below 'Explanation of Responses:'"
        if heading is not None
        else "on the page, and neither is 'Explanation of Responses:'"
    )
    shown = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    message = f"the notes were not found {where}; the tables refer to {shown}"
    return [_Unread("footnotes", message, (heading.start if heading is not None else at, at))]


def _perhaps_notes(document: Document) -> list[_Unread]:
    """The notes of a typed form, where text was left over below its tables, and no heading of notes is there."""
    start = max((line.end for line in document.page.lines if line.type in document.grammar.tables), default=None)
    left = [line for line in document.page.unexpected if start is not None and line.start > start]
    texts = [
        line for line in left if line.end - line.start >= _SHORTEST_NOTE and "\t" not in document.source[line.start : line.end]
    ]
    if not texts:
        return []
    message = (
        "the notes were not found on the page, and neither is their heading; they may be among the lines that were not read"
    )
    return [_Unread("footnotes", message, (texts[0].start, texts[-1].end))]


def _references(row: NonDerivativeRow | DerivativeRow) -> list[int]:
    return [number for _, cell in cells_of(row) for number in cell.footnotes]
