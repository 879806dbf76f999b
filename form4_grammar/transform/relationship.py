"""The relationship of an owner to the issuer: the boxes of item 5, and the texts beside Officer and Other."""

from __future__ import annotations

import re
from collections.abc import Mapping

from form4_grammar.model import BOXES, Relationship
from form4_grammar.parser.document import Document
from form4_grammar.regexes import regex
from form4_grammar.rules import header
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.owners_table import Listed, with_marks
from form4_grammar.transform.placed import Placed, place_of, raw_text, read_boxes, remembered, text_of
from form4_grammar.transform.values import plain, without_emphasis

NO_TEXT = regex(r"(?:[\s_.~*=…·–—-]|\\(?=_)|<u>\s*</u>)*", re.IGNORECASE)
"""A rule to write on, as forms have it in place of a title."""


def read_relationship(
    nodes: Mapping[str, Placed], document: Document, findings: Findings, listed: Listed | None = None
) -> Relationship | None:
    """The relationship of the first owner by item 5 and the table of owners, where there is one."""
    node, text, is_behind = nodes.get("relationship"), document.text, _has_tick_behind(nodes)
    if listed is None:

        def read(found: Findings) -> Relationship | None:
            return _of_boxes(node, is_behind, text, found)

        return remembered("relationship", node, document, findings, read, is_behind)
    found = Findings()
    relationship = with_marks(_of_boxes(node, is_behind, text, found), listed, findings)
    findings.places |= found.places
    # The table tells what item 5 leaves open: where the title ends, and whose text it is
    findings.diagnostics += [one for one in found.diagnostics if one.rule not in (header.TITLE_AND_TEXT, header.TITLE_OR_TEXT)]
    return relationship


def _of_boxes(node: Placed | None, is_tick_behind: bool, text: str, findings: Findings) -> Relationship | None:
    if node is None:
        return None
    path = "reporting_owners[0].relationship"
    boxes = read_boxes(node, BOXES)
    ticked = boxes.ticked
    for name in BOXES:
        if (place := node.place(name)) is not None:
            findings.places[f"{path}.{name}"] = place
    if not boxes.is_plain or (node.firsts.get("box_after") is None and is_tick_behind):
        message = "some boxes stand before their labels and some behind, so which label a tick belongs to is unclear"
        span = (node.start, node.end)
        findings.report(header.BOXES_BEHIND, message, span, path, raw=raw_text(text, span))
    given = node.find("title_or_other_text")
    title, other = (
        text_of(node, name, text, f"{path}.{name}", findings) if _is_text(node.find(name), text) else None
        for name in ("officer_title", "other_text")
    )
    if given is not None and _is_text(given, text):
        span = (given.start, given.end)
        shown = without_emphasis(plain(text[given.start : given.end]))
        title, other = _title_and_other(shown, ticked["is_officer"], ticked["is_other"])
        if ticked["is_officer"] and ticked["is_other"] and shown.count(" / ") != 1:
            message = f"{shown!r} holds an officer's title and another text, and where the title ends is unclear"
            findings.report(header.TITLE_AND_TEXT, message, span, path)
        for name, value in (("officer_title", title), ("other_text", other)):
            if value is not None:
                findings.places[f"{path}.{name}"] = place_of(text, span, value, last=name == "other_text")
    elif title and not other and ticked["is_officer"] and ticked["is_other"]:
        span = findings.places[f"{path}.officer_title"]
        message = f"{title!r} stands under Officer alone, though Other is ticked, too: it may be a title and another text"
        findings.report(header.TITLE_AND_TEXT, message, span, path)
        title, other = _title_and_other(title, is_officer=True, is_other=True)
        if other is not None:
            findings.places[f"{path}.officer_title"] = place_of(text, span, title or "", last=False)
            findings.places[f"{path}.other_text"] = place_of(text, span, other, last=True)
    elif title and other and ticked["is_officer"] is not ticked["is_other"]:
        message = f"only one of Officer and Other is ticked, so that {title!r} and {other!r} may be one text on two lines"
        findings.report(header.TITLE_AND_TEXT, message, findings.places[f"{path}.officer_title"], path)
    if (title or other) and not (ticked["is_officer"] or ticked["is_other"]):
        name = "officer_title" if title else "other_text"
        shown = " / ".join(filter(None, (title, other)))
        message = f"the text {shown!r} is there, but neither Officer nor Other is ticked"
        span = (given.start, given.end) if given else findings.places[f"{path}.{name}"]
        findings.report(header.TITLE_OR_TEXT, message, span, path)  # the box may be wrong as well as the text
    if not any(ticked.values()):  # a page shows at least one tick, so here they were lost, and nothing can be told
        return Relationship(None, None, None, None, title, other)
    return Relationship(**ticked, officer_title=title, other_text=other)


def _has_tick_behind(nodes: Mapping[str, Placed]) -> bool:
    """Whether the page sets ticks behind their labels: item 6 ends in one."""
    filed_by = nodes.get("individual_or_joint_group_filing")
    behind = filed_by.firsts.get("box_after") if filed_by is not None else None
    return behind is not None and behind.find("CHECKED_BEHIND") is not None


def _is_text(part: Placed | None, text: str) -> bool:
    return part is not None and NO_TEXT.fullmatch(text, part.start, part.end) is None


def _title_and_other(shown: str, is_officer: bool, is_other: bool) -> tuple[str | None, str | None]:
    """The page joins the two by `` / `` where both boxes are ticked."""
    if is_officer and is_other and " / " in shown:
        title, other = shown.split(" / ", 1)
        return title.strip(), other.strip()
    return (None, shown) if is_other and not is_officer else (shown, None)
