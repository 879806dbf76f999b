"""The items of the header and the further reporting owners."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from form4_grammar.model import BOXES, Address, Issuer, Relationship, ReportingOwner
from form4_grammar.parser.document import Document, Item
from form4_grammar.parser.lines import normalised
from form4_grammar.parser.patterns import Node
from form4_grammar.rules import dates, header, layout
from form4_grammar.transform.addresses import split_city_state_zip
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.values import plain, read_date

_PATHS = {
    "reporting_person": "reporting_owners[0]",
    "issuer": "issuer",
    "relationship": "reporting_owners[0].relationship",
    "period_of_report": "period_of_report",
    "date_of_original_submission": "date_of_original_submission",
}

_DATES = frozenset({"period_of_report", "date_of_original_submission"})
_LONGEST_NAME = 300
"""Twice what the schema takes."""

_NO_ADDRESS = Address(None, None, None, None, None)


class _Placed(NamedTuple):
    """A node, and what has to be added to its offsets to get those of the page."""

    node: Node
    at: int

    @property
    def start(self) -> int:
        return self.node.start + self.at

    @property
    def end(self) -> int:
        return self.node.end + self.at

    def find(self, name: str) -> _Placed | None:
        """The first part of that name."""
        found = self.node.find(name)
        return None if found is None else _Placed(found, self.at)

    def every(self, name: str) -> list[_Placed]:
        """All parts of that name."""
        return [_Placed(found, self.at) for found in self.node.every(name)]


class Header(NamedTuple):
    """The fields of the filing that stand in the header."""

    period_of_report: date | None
    date_of_original_submission: date | None
    is_amendment: bool
    issuer: Issuer
    owners: tuple[ReportingOwner, ...]


def read_header(document: Document, findings: Findings) -> Header:
    """The header of a page, and the owners below its tables."""
    nodes: dict[str, _Placed] = {}
    for item in document.items:
        _report_item(item, document, findings, nodes)
    for absent in document.absent:
        caption = document.grammar.caption(absent.rule)
        path = "reporting_owners" if absent.rule == "reporting_person" else _PATHS.get(absent.rule)
        findings.report(layout.MISSING_ITEM, f"missing item: {caption}", (absent.at, absent.at), path)
    text = document.text
    original, amended = _date(nodes, "date_of_original_submission", text, findings)
    amended = amended or any(item.rule == "date_of_original_submission" and item.node is None for item in document.items)
    owners = []
    relationship = _relationship(nodes, text, findings)
    if "reporting_person" in nodes or relationship is not None:
        owners.append(_owner(nodes.get("reporting_person"), relationship, 0, text, findings))
    first = nodes.get("reporting_person")
    for item in document.items:
        if first is not None and item.node is not None and _is_another_person(item, first, text):
            owners.append(_owner(_Placed(item.node, item.start), None, len(owners), text, findings))
    for block in document.blocks:
        if block.rule == "reporting_owner":
            if block.node is None:
                path = f"reporting_owners[{len(owners)}]"
                findings.report(header.UNREADABLE_ITEM, "the owner cannot be read", (block.start, block.end), path)
            owners.append(_owner(block.node and _Placed(block.node, 0), None, len(owners), text, findings))
    return Header(
        period_of_report=_date(nodes, "period_of_report", text, findings)[0],
        date_of_original_submission=original,
        is_amendment=amended,
        issuer=_issuer(nodes.get("issuer"), text, findings),
        owners=tuple(owners),
    )


def _report_item(item: Item, document: Document, findings: Findings, nodes: dict[str, _Placed]) -> None:
    span = (item.start, item.end)
    if not item.rule:
        findings.report(layout.UNEXPECTED, "no item of the form begins like this", span)
        return
    path = _PATHS.get(item.rule)
    for misprint in item.misprints:
        shown = normalised(document.text[misprint.start : misprint.end])
        if shown in document.grammar.older:
            findings.older.append((misprint.start, misprint.end))
            continue
        message = f"{shown!r}: the form prints {misprint.printed!r}"
        findings.report(layout.CAPTION, message, (misprint.start, misprint.end), path)
    if item.rule in nodes and _is_another_person(item, nodes[item.rule], document.text):
        findings.report(layout.ORDER, "a further reporting person above the tables", span, "reporting_owners")
    elif item.rule in nodes:
        findings.report(layout.DOUBLED, f"a second item {document.grammar.caption(item.rule)}", span, path)
    elif item.node is None and item.rule in _DATES:
        caption = document.grammar.caption(item.rule) or ""
        shown = normalised(document.text[item.start : item.end])[len(caption) :].strip()
        findings.report(dates.NO_SUCH_DATE, f"{shown!r} is not a date as mm/dd/yyyy", span, path)
    elif item.node is None:
        findings.report(header.UNREADABLE_ITEM, f"cannot be read: {document.grammar.caption(item.rule)}", span, path)
    else:
        nodes[item.rule] = _Placed(item.node, item.start)


def _is_another_person(item: Item, first: _Placed, text: str) -> bool:
    """Whether a second item 1 names somebody else than the first."""
    if item.rule != "reporting_person" or item.node is None:
        return False
    names = [person.find("rpt_owner_name") for person in (first, _Placed(item.node, item.start))]
    shown = {plain(text[name.start : name.end]).casefold() for name in names if name is not None}
    return len(shown) > 1


def _text(node: _Placed | None, name: str, text: str, path: str, findings: Findings) -> str | None:
    """The text of the part `name` below a node, and its place noted under `path`."""
    part = node.find(name) if node else None
    if part is None:
        return None
    findings.places[path] = (part.start, part.end)
    return plain(text[part.start : part.end]) or None


def _name(node: _Placed | None, name: str, text: str, path: str, findings: Findings) -> str | None:
    """A name; None, and reported, where what stands there cannot be one."""
    found = _text(node, name, text, path, findings)
    if found is None or (len(found) <= _LONGEST_NAME and "](" not in found):
        return found
    shown = f"{len(found):,} letters are" if len(found) > _LONGEST_NAME else f"{found!r}, a link that is not whole, is"
    findings.report(header.UNREADABLE_ITEM, f"{shown} no name", findings.places[path], path)
    return None


def _date(nodes: Mapping[str, _Placed], name: str, text: str, findings: Findings) -> tuple[date | None, bool]:
    """The date of an item, and whether the item holds anything."""
    part = nodes[name].find("DATE") if name in nodes else None
    if part is None:
        return None, False
    findings.places[name] = (part.start, part.end)
    shown = text[part.start : part.end]
    value = read_date(shown)
    if value is None:
        findings.report(dates.NO_SUCH_DATE, f"there is no day {shown}", (part.start, part.end), name)
    return value, True


def _issuer(node: _Placed | None, text: str, findings: Findings) -> Issuer:
    name = _name(node, "issuer_name", text, "issuer.name", findings)
    symbol = _text(node, "issuer_trading_symbol", text, "issuer.trading_symbol", findings)
    if name is not None and symbol is None and name.endswith("]"):
        message = f"cannot tell where the name ends and the symbol begins: {name!r}"
        findings.report(header.UNREADABLE_ITEM, message, findings.places["issuer.name"], "issuer")
    return Issuer(name, None, symbol)


def _owner(
    node: _Placed | None, relationship: Relationship | None, index: int, text: str, findings: Findings
) -> ReportingOwner:
    path = f"reporting_owners[{index}]"
    name = _name(node, "rpt_owner_name", text, f"{path}.name", findings)
    address = _address(node, f"{path}.address", text, findings) if node else _NO_ADDRESS
    return ReportingOwner(name, None, address, relationship)


def _address(node: _Placed, path: str, text: str, findings: Findings) -> Address:
    streets, blank = node.every("rpt_owner_street"), node.find("no_street")
    begins_blank = blank is not None and any(blank.start < street.start for street in streets[:1])
    first, rest = ([], streets) if begins_blank else (streets[:1], streets[1:])
    for number, lines in enumerate((first, rest), 1):
        if lines:
            findings.places[f"{path}.street{number}"] = (lines[0].start, lines[-1].end)
    street1, street2 = (" ".join(plain(text[line.start : line.end]) for line in lines) or None for lines in (first, rest))
    return Address(street1, street2, *_city_state_zip(node, path, text, findings))


def _city_state_zip(node: _Placed, path: str, text: str, findings: Findings) -> tuple[str | None, str | None, str | None]:
    """The three parts: as each is underlined by itself, else split where the code of a state or country parts the line."""
    line = node.find("rpt_owner_city_state_zip")
    if line is None:
        city, state, zip_code = (
            _text(node, f"rpt_owner_{name}", text, f"{path}.{name}", findings) for name in ("city", "state", "zip_code")
        )
        if state is not None and state not in STATES_AND_COUNTRIES:
            message = f"{state!r} is no code of a state or country"
            findings.report(header.STATE, message, findings.places[f"{path}.state"], f"{path}.state")
        return city, state, zip_code
    span = (line.start, line.end)
    parts = split_city_state_zip(plain(text[line.start : line.end]))
    if parts is None:
        shown = plain(text[line.start : line.end])
        findings.report(header.STATE, f"no code of a state or country in {shown!r}", span, path)
        return None, None, None
    for name, part in zip(("city", "state", "zip_code"), parts, strict=True):
        if part is not None:
            findings.places[f"{path}.{name}"] = _place(text, span, part, last=name != "city")
    return parts


def _place(text: str, span: tuple[int, int], part: str, *, last: bool) -> tuple[int, int]:
    """Where a part stands in its line; the whole line where blanks or escapes keep it from being found."""
    at = text.rfind(part, *span) if last else text.find(part, *span)
    return (at, at + len(part)) if at >= 0 else span


def _relationship(nodes: Mapping[str, _Placed], text: str, findings: Findings) -> Relationship | None:
    node = nodes.get("relationship")
    if node is None:
        return None
    path = "reporting_owners[0].relationship"
    ticked = {}
    for name in BOXES:
        box = node.find(name)
        ticked[name] = box is not None and box.find("CHECKED_BOX") is not None
        if box is not None:
            findings.places[f"{path}.{name}"] = (box.start, box.end)
    given = node.find("title_or_other_text")
    title = _text(node, "officer_title", text, f"{path}.officer_title", findings)
    other = _text(node, "other_text", text, f"{path}.other_text", findings)
    if given is not None:
        span = (given.start, given.end)
        shown = plain(text[given.start : given.end])
        title, other = _title_and_other(shown, ticked["is_officer"], ticked["is_other"])
        if ticked["is_officer"] and ticked["is_other"] and shown.count(" / ") != 1:
            message = f"{shown!r} holds a title and a text, and it is not plain where the one ends"
            findings.report(header.TITLE_AND_TEXT, message, span, path)
        for name, value in (("officer_title", title), ("other_text", other)):
            if value is not None:
                findings.places[f"{path}.{name}"] = _place(text, span, value, last=name == "other_text")
    if (title or other) and not (ticked["is_officer"] or ticked["is_other"]):
        name = "officer_title" if title else "other_text"
        shown = " / ".join(filter(None, (title, other)))
        message = f"{shown!r} without a tick for Officer or Other"
        span = (given.start, given.end) if given else findings.places[f"{path}.{name}"]
        findings.report(header.TITLE_OR_TEXT, message, span, f"{path}.{name}")
    if not any(ticked.values()):  # a page shows at least one tick, so here they were lost, and nothing can be told
        return Relationship(None, None, None, None, title, other)
    return Relationship(**ticked, officer_title=title, other_text=other)


def _title_and_other(shown: str, is_officer: bool, is_other: bool) -> tuple[str | None, str | None]:
    """The page joins the two by `` / `` where both boxes are ticked."""
    if is_officer and is_other and " / " in shown:
        title, other = shown.split(" / ", 1)
        return title.strip(), other.strip()
    return (None, shown) if is_other and not is_officer else (shown, None)
