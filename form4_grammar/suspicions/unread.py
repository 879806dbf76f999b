"""What of the filing could not be read: one error for each part, which says what is missing and where it was looked for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from form4_grammar.diagnostics import Diagnostic, Severity
from form4_grammar.model import DerivativeRow, Filing, NonDerivativeRow, cells_of
from form4_grammar.parser.document import Document
from form4_grammar.parser.items import Item
from form4_grammar.regexes import regex
from form4_grammar.rules import layout
from form4_grammar.suspicions.unread_tables import Unread, is_suspect, unread_tables
from form4_grammar.transform.findings import Findings

_ITEMS = {"issuer": "issuer", "reporting_person": "reporting_owners", "period_of_report": "period_of_report"}
_PLACE = regex(r"\b[A-Z]{2},? \d{5}\b")
_SHORTEST_NOTE = 30
"""The characters of a line that may be a note of a typed form."""


def without_unread(document: Document, filing: Filing, findings: Findings) -> Filing:
    """The filing, with the parts that were not read reported and empty, and silent what only echoes that."""
    if _is_all_there(document, filing, findings):  # as on nearly all pages: all below is about what is not there
        return filing
    from form4_grammar.suspicions.beside_gaps import report_beside_gaps  # noqa: PLC0415 - few pages have gaps

    cut = {one.path: one for one in findings.diagnostics if one.rule is layout.CUT_OFF}
    for one in (
        *unread_tables(document),
        *_items(document, filing),
        *_owners(document, filing),
        *_notes(document, filing, findings),
    ):
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
    report_beside_gaps(document, filing, findings)
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
        and not any(is_suspect(document, table) for table in document.tables)
        and not _is_amendment_unknown(document, filing)
        and _named_an_amendment(document, filing) is None
    )


def _echoes(found: Diagnostic, one: Unread, lost: str) -> bool:
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


def _items(document: Document, filing: Filing) -> list[Unread]:
    """The issuer, and the date of item 2 or 3."""
    found = []
    for rule in ("issuer", "period_of_report"):
        part = _ITEMS[rule]
        if _is_empty(filing, part):
            one = _item(document, rule)
            owner = filing.reporting_owners[0] if filing.reporting_owners and rule == "issuer" else None
            if one is not None and owner is not None and owner.name is not None and _PLACE.search(one.raw) is not None:
                beside = (
                    "reporting_owners[0].name",
                    "an address stands in the place of the issuer, whose name may stand here",
                    one.span,
                )
                one = one._replace(beside=(beside,))
            if one is not None:
                found.append(one)
    return found


def _item(document: Document, rule: str) -> Unread | None:
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
        return Unread(part, f"not found: {caption}; {where}", (at, at))
    at = next((absent.at for absent in document.absent if absent.rule == rule), lines[-1].end)
    return Unread(part, f"not found among the items of the header: {caption}", (at, at))


def _spoilt(document: Document, item: Item, part: str) -> Unread:
    raw = document.source[item.start : item.end]
    return Unread(part, f"cannot be read: {document.grammar.caption(item.rule)}", (item.start, item.end), raw)


def _owners(document: Document, filing: Filing) -> list[Unread]:
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
        Unread(
            "reporting_owners",
            "the owner cannot be read",
            (block.start, block.end),
            document.source[block.start : block.end],
            f"reporting_owners[{index}]",
        )
        for index, block in zip(lost, blocks, strict=False)
    ]


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


def _notes(document: Document, filing: Filing, findings: Findings) -> list[Unread]:
    """The notes, where cells refer to some and there are none."""
    if filing.footnotes:
        return []
    rows: tuple[NonDerivativeRow | DerivativeRow, ...] = (*filing.non_derivative_table, *filing.derivative_table)
    numbers = sorted({number for row in rows for number in _references(row)} or findings.references)
    heading = document.page.first("EXPLANATION_OF_RESPONSES")
    if not numbers:
        return _perhaps_notes(document) if heading is None and document.grammar.is_typed else []
    at = heading.end if heading is not None else document.page.lines[-1].end
    title = document.grammar.caption("explanation_of_responses")
    where = f"below {title!r}" if heading is not None else f"on the page, and neither is {title!r}"
    shown = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
    message = f"the notes were not found {where}; the tables refer to {shown}"
    return [Unread("footnotes", message, (heading.start if heading is not None else at, at))]


def _perhaps_notes(document: Document) -> list[Unread]:
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
    return [Unread("footnotes", message, (texts[0].start, texts[-1].end))]


def _references(row: NonDerivativeRow | DerivativeRow) -> list[int]:
    return [number for _, cell in cells_of(row) for number in cell.footnotes]
