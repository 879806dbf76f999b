"""The boxes at the top of a page: whether each is ticked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from form4_grammar.model import Cell
from form4_grammar.parser.document import Block, Document
from form4_grammar.parser.lines import line_types
from form4_grammar.parser.patterns import Node
from form4_grammar.rules import layout
from form4_grammar.transform.findings import Findings, cut_short
from form4_grammar.transform.values import plain

_BOXES_AT_TOP = frozenset({"not_subject_to_section16", "form3_holdings_reported", "form4_transactions_reported", "aff10b5_one"})
_LONGEST_MARK = 60
"""Characters of a line that fits nowhere and may be the mark of a box."""

_TICKS, _CROSSES = "\u2713\u2714", "\u2717\u2718"


def read_box(document: Document, rule: str, findings: Findings) -> bool | None:
    """Whether a box is ticked; None where the page shows no mark, which is how an unticked box looks, too."""
    for block in document.blocks:
        if block.rule == rule:
            findings.places[rule] = (block.start, block.end)
            if block.node is None:
                shown = cut_short(plain(document.text[block.start : block.end]))
                message = f"cannot tell whether it is ticked: {shown!r} …"
                findings.report(layout.UNREADABLE_BOX, message, findings.places[rule], rule, raw=shown)
                return None
            if (mark := block.node.find("CHECKED_BOX")) is not None:
                if (other := _may_be_that_of(document, block, mark)) is None:
                    return _of_a_lost_box(document, block, mark, findings)
                is_below = block.start < mark.start
                shown = "a mark stands by itself below these boxes; of which it is, is unknown"
                message = (
                    shown if is_below else "a mark stands by itself between two boxes; it is read as that of the one below"
                )
                for name in (rule, other.rule):
                    findings.report(layout.UNREADABLE_BOX, message, (mark.start, mark.end), name)
                return None if is_below else True
            if block.node.find("UNCHECKED_BOX"):
                return False
            if _is_any_box_unreadable(document) or _is_any_mark_astray(document):
                message = "whether it is ticked is unknown: a mark that stands elsewhere may be its own"
                findings.report(layout.UNREADABLE_BOX, message, findings.places[rule], rule)
            return None
    for line in (*document.page.moved, *document.page.unexpected):
        if line.type == document.grammar.line_terminal(rule):
            message = "whether it is ticked is unknown: its line stands elsewhere on the page"
            findings.report(layout.UNREADABLE_BOX, message, (line.start, line.end), rule)
            return None
    return None


def report_two_signs(document: Document, findings: Findings) -> None:
    """Reports all boxes of a page that has both a tick and a cross for marks: the cross may be what is not ticked."""
    ticks, crosses = ([sign for sign in kind if sign in document.text] for kind in (_TICKS, _CROSSES))
    if ticks and crosses:
        signs = {*ticks, *crosses}
        at = min(document.text.index(sign) for sign in signs)
        message = f"the page has {' and '.join(sorted(signs))} for marks of boxes, and one of them may say no"
        for path in ("not_subject_to_section16", "aff10b5_one", "reporting_owners[0].relationship"):
            findings.report(layout.UNREADABLE_BOX, message, (at, at + 1), path)


def report_box_in_row(document: Document, rows: Iterable[Mapping[str, Any]], findings: Findings) -> None:
    """Reports the boxes of the relationship where a mark like theirs stands in a cell that it makes unreadable."""
    cells = (cell for row in rows for cell in row.values() if type(cell) is Cell and not cell.readable)
    for cell in cells:
        if not cell.raw.isalnum() and re.fullmatch(document.grammar.box, cell.raw) is not None:  # an X may be a misread letter
            message = f"a box stands in a cell of a row, {cell.raw!r}: it may be lost here"
            findings.report(layout.UNREADABLE_BOX, message, (cell.start, cell.end), "reporting_owners[0].relationship")


def _may_be_that_of(document: Document, block: Block, mark: Node) -> Block | None:
    """The other box that a mark on a line of its own may be of.

    That has none and is no farther from the mark, or the mark stands below the text of this one, behind a blank line.
    """
    text = document.text
    below, breaks = _breaks(text[block.start : mark.start]), _is_apart(document, block, mark)
    for other in document.blocks if breaks else ():
        if other is block or other.rule not in _BOXES_AT_TOP or other.node is None:
            continue
        if other.node.find("CHECKED_BOX") or other.node.find("UNCHECKED_BOX"):
            continue
        is_above = other.end <= block.start and not text[other.end : block.start].strip()
        if below > 1 or (is_above and _breaks(text[other.start : block.start]) <= breaks):
            return other
    return None


def _of_a_lost_box(document: Document, block: Block, mark: Node, findings: Findings) -> bool | None:
    """Whether a mark is this box' own: on a line by itself it may be that of a box whose text is lost, and is told."""
    breaks, is_below = _is_apart(document, block, mark), block.start < mark.start
    boxes = line_types(document.grammar).top
    is_lost = any(missing.terminal in boxes for missing in document.page.missing)
    if not (breaks and is_lost) and not (is_below and breaks > 1):
        return True
    message = f"a mark stands by itself {'below' if is_below else 'above'} this box, and may be that of one whose text is lost"
    for path in (block.rule, *(["aff10b5_one"] if is_below and "PLAN_BOX_LINE" in boxes else ())):
        findings.report(layout.UNREADABLE_BOX, message, (mark.start, mark.end), path)
    return True if breaks == 1 else None


def _is_apart(document: Document, block: Block, mark: Node) -> int:
    """The line breaks between a mark and the text of its box; 0 where they share a line."""
    text = document.text
    behind = text[mark.end : block.end]
    return _breaks(text[block.start : mark.start]) or behind.count("\n", 0, len(behind) - len(behind.lstrip()))


def _breaks(text: str) -> int:
    """The line breaks at the end of a text."""
    return text.count("\n", len(text.rstrip()))


def _is_any_mark_astray(document: Document) -> bool:
    """Whether the mark of a box stands by itself above the items, and fits nowhere."""
    if not document.page.unexpected:
        return False
    end = min((item.start for item in document.items), default=0)
    above = (line for line in document.page.unexpected if line.start < end and line.end - line.start <= _LONGEST_MARK)
    shown = (document.source[line.start : line.end].strip() for line in above)
    return any(text and re.fullmatch(document.grammar.box, text) is not None for text in shown)


def _is_any_box_unreadable(document: Document) -> bool:
    return any(block.rule in _BOXES_AT_TOP and block.node is None for block in document.blocks)
