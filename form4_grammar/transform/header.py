"""The items of the header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from form4_grammar.diagnostics import Label
from form4_grammar.grammar import printed_pattern
from form4_grammar.model import Issuer, ReportingOwner
from form4_grammar.parser.document import Document
from form4_grammar.parser.items import Item
from form4_grammar.parser.lines import normalised
from form4_grammar.parser.patterns import Node
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import compiled, regex
from form4_grammar.rules import dates, header, layout
from form4_grammar.transform.findings import Findings
from form4_grammar.transform.owners import is_another_person, read_owners
from form4_grammar.transform.placed import UNDERLINES, Placed, name_of, place_of, read_boxes, remembered, text_of
from form4_grammar.transform.values import plain, read_date

_PATHS = {
    "reporting_person": "reporting_owners[0]",
    "reporting_person_street": "reporting_owners[0].address",
    "reporting_person_city": "reporting_owners[0].address",
    "reporting_person_end": "reporting_owners[0].address",
    "issuer": "issuer",
    "foreign_trading_symbol": "issuer.foreign_trading_symbol",
    "relationship": "reporting_owners[0].relationship",
    "period_of_report": "period_of_report",
    "date_of_original_submission": "date_of_original_submission",
}
_ALSO = {"foreign_trading_symbol_as_on_form_4": "foreign_trading_symbol"}
"""Items of another number, and as what they are read."""

_ITEM_1, _OF_GROUPS = "reporting_person", "individual_or_joint_group_filing"
_PARTS_OF_ITEM_1 = ("reporting_person_street", "reporting_person_city", "reporting_person_end")
_DATES = frozenset({"period_of_report", "date_of_original_submission"})
_LONGEST_RAW = 300

_NOTHING = regex(
    r"(?:[(\[]?(?:n\s?[/.\\]?\s?a\.?|none|nil|null|(?:left )?blank|empty|not applicable|no amendment|not an amendment)[)\]]?"
    r"|[\s_.~*=\-\u2010-\u2015\u2212/\\|]*)[.;]?",
    re.IGNORECASE,
)
"""The ways of saying that an item has no answer."""

_LIKE_A_DATE = regex(
    r"[\dlIOoSB]{1,4}\s?[/.\u2010-\u2015∕⁄／-]\s?[\dlIOoSB]{1,2}\s?[/.\u2010-\u2015∕⁄／-]\s?[\dlIOoSB]{2,4}"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b\.?\s*\d|\d\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)

_LONGEST_SYMBOL = 10
_OPEN_BRACKET = regex(
    r"(?s)(.*\S)\s*[\[{［【〔⟦]\s*([^\s\[\](){}［］【】〔〕⟦⟧]+(?: [^\s\[\](){}［］【】〔〕⟦⟧]+)?)\s*[)}］】〕⟧]?\s*"
)
_CLOSED_BRACKET = regex(r"(?s)([^\[\]]*[^\s\[\]({（【])\s*[\s({（【]\s*([^\s\[\](){}]+)\s*[\]}］】〕⟧]\s*")
_SYMBOL_INSIDE = regex(r"(?s)([^\[\]]*[^\[\]\s])\s*\[\s*([^\s\[\]]+(?: [^\s\[\]]+)?)\s*\]\s*(\S.*)")
_ROUND_BRACKETS = regex(r"(?s)(.*\S)\s*\(\s*([A-Z][A-Z0-9]{0,4}(?:[.:\-/ ]{1,2}[A-Z0-9]{1,5})?)\s*\)\s*")
_BRACKETS_INSIDE = regex(r"\[\s?[^\s\[\]]{1,10}\s?\]\s*\S")
"""A symbol, and more behind it: what stands there is of another item."""

_DIGITS_OF_SYMBOL, _LETTERS_IN_DATE = 3, 3
"""The fewest: of a symbol abroad that is a number, where one or two are a note's; and of what may be a date."""
_LONGEST_DATE = 60
"""The characters of what may stand in place of a date."""
_WORD = regex(r"[^\W_]")
"""What stands beside a date, and makes it another item's."""
_NO_SYMBOLS = frozenset({"THE", "NEW", "OLD", "INC", "LTD", "LLC", "LP", "PLC", "USA", "US", "UK"})
"""What stands in round brackets behind the names of companies."""


class Header(NamedTuple):
    """The fields of the filing that stand in the header."""

    period_of_report: date | None
    date_of_original_submission: date | None
    is_amendment: bool
    issuer: Issuer
    owners: tuple[ReportingOwner, ...]


def read_header(document: Document, findings: Findings) -> Header:
    """The header of a page, and the owners below its tables."""
    nodes: dict[str, Placed] = {}
    amended = False
    added = document.grammar.added
    for item in document.items:
        if item.rule not in added:
            amended |= _report_item(item, document, findings, nodes)
    for absent in document.absent:
        if absent.rule in added:
            continue
        caption = document.grammar.caption(absent.rule)
        path = "reporting_owners" if absent.rule == "reporting_person" else _PATHS.get(absent.rule)
        labels: tuple[Label, ...] = ()
        if absent.rule == _OF_GROUPS:
            labels = (Label(absent.at, absent.at, "so whether others file, too, is unknown", "reporting_owners"),)
        findings.report(layout.MISSING_ITEM, f"missing item: {caption}", (absent.at, absent.at), path, labels=labels)
    if document.grammar.is_of_2003:
        _join_item_1(nodes)
    text = document.text
    original, has_date = _date(nodes, "date_of_original_submission", text, findings)
    owners = read_owners(document, nodes, findings)
    _report_lost_owners(nodes, owners, findings)
    return Header(
        period_of_report=_date(nodes, "period_of_report", text, findings)[0],
        date_of_original_submission=original,
        is_amendment=amended or has_date,
        issuer=_issuer(nodes, document, findings),
        owners=owners,
    )


def _join_item_1(nodes: dict[str, Placed]) -> None:
    """Makes one item of the parts of item 1 that stand in the rows of the page of 2003 to 2009."""
    parts = [nodes[name] for name in (_ITEM_1, *_PARTS_OF_ITEM_1) if name in nodes]
    if _ITEM_1 in nodes:
        children = tuple(child.shifted(part.at) for part in parts for child in part.node.children)
        nodes[_ITEM_1] = Placed(Node(_ITEM_1, nodes[_ITEM_1].start, nodes[_ITEM_1].end, children), 0)


def _report_item(item: Item, document: Document, findings: Findings, nodes: dict[str, Placed]) -> bool:
    """Reports what is wrong with an item, or adds it to `nodes`. Whether it tells, unread, of an amendment."""
    span, rule = (item.start, item.end), _ALSO.get(item.rule, item.rule)
    if not rule:
        raw = plain(document.text[item.start : item.end])[:_LONGEST_RAW]
        findings.report(layout.UNEXPECTED, "no item of the form begins like this", span, raw=raw)
        return False
    path = _PATHS.get(rule)
    for misprint in item.misprints:
        shown = normalised(document.text[misprint.start : misprint.end])
        if shown in document.grammar.older:
            findings.older.append((misprint.start, misprint.end))
            continue
        message = f"{shown!r}: the form prints {misprint.printed!r}"
        findings.report(layout.CAPTION, message, (misprint.start, misprint.end), path)
    if rule in nodes and is_another_person(item, nodes[rule], document.text):
        findings.report(layout.ORDER, "a further reporting person above the tables", span, "reporting_owners")
    elif rule in nodes and rule == "reporting_person" and item.node is not None:
        first = nodes[rule]
        if _bare(document.text[slice(*span)]) != _bare(document.text[first.start : first.end]):
            message = "the first reporting person is named twice, and not in the same words"
            findings.report(header.SAID_DIFFERENTLY, message, span, path)
    elif rule in nodes:
        findings.report(layout.DOUBLED, f"a second item {document.grammar.caption(rule)}", span, path)
        if item.node is not None:
            second = Placed(item.node, item.start, item.firsts)
            if len(second.firsts) > len(nodes[rule].firsts):  # the first is blank
                nodes[rule] = second
        if rule == "date_of_original_submission":
            message = "whether this is an amendment is told by one of two items: the page has this one twice"
            findings.report(layout.AMENDMENT_UNKNOWN, message, span, "form_type")
    elif item.node is None and rule in _DATES:
        return _report_no_date(item, document, findings)
    elif item.node is None:
        raw = _answer_of(item, document)
        message = f"cannot be read: {document.grammar.caption(item.rule)}"
        findings.report(header.UNREADABLE_ITEM, message, span, path, raw=raw[:_LONGEST_RAW])
    else:
        nodes[rule] = Placed(item.node, item.start, item.firsts)
    return False


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"</?(?:u|ins)>", "", text)).casefold()


def _report_no_date(item: Item, document: Document, findings: Findings) -> bool:
    """Reports what stands in place of a date, unless it says that there is none. Whether it may be that of an amendment.

    Only a date makes a filing an amendment, be it one that cannot be read.
    """
    span, path = (item.start, item.end), _PATHS[item.rule]
    shown = _answer_of(item, document)
    if _NOTHING.fullmatch(shown) or compiled(rf"{document.grammar.pattern_of('UNCHECKED_BOX')}\s*").fullmatch(shown):
        return False
    if path == "period_of_report" or _LIKE_A_DATE.search(shown):
        findings.report(dates.NO_SUCH_DATE, f"{shown!r} is not a date as mm/dd/yyyy", span, path, raw=shown[:_LONGEST_RAW])
        if path == "period_of_report":
            return False
        if len(shown) <= _LONGEST_DATE and _WORD.search(_LIKE_A_DATE.sub("", shown)) is None:
            return True
        caption = document.grammar.caption(item.rule)
        message = f"what stands behind {caption!r} may be of other items, so whether this is an amendment is unknown"
        findings.report(layout.AMENDMENT_UNKNOWN, message, span, "form_type")
        return False
    message = f"{shown[:_LONGEST_RAW]!r} is neither a date nor a way to say that there is none"
    findings.report(header.NO_ANSWER, message, span, path, raw=shown[:_LONGEST_RAW])
    digits, letters = sum(map(str.isdigit, shown)), sum(map(str.isalpha, shown))
    if letters <= _LETTERS_IN_DATE and (digits or not letters):
        findings.report(layout.AMENDMENT_UNKNOWN, "what stands there may be a date, which an amendment has", span, "form_type")
    elif compiled(document.grammar.box).match(shown):
        findings.report(
            layout.AMENDMENT_UNKNOWN, "a box of another item stands there, and the date may elsewhere", span, "form_type"
        )
    return False


def _answer_of(item: Item, document: Document) -> str:
    """What stands in an item behind its caption."""
    start = item.start
    caption = document.grammar.caption(item.rule)
    first = next(iter(item.misprints), None)
    if caption is not None:
        found = compiled(printed_pattern(caption), re.IGNORECASE).match(document.text, item.start, item.end)
        start = found.end() if found else first.end if first is not None else item.start
    return re.sub(r"\s*</?(?:u|ins)>\s*", " ", plain(document.text[start : item.end])).strip()


def _date(nodes: Mapping[str, Placed], name: str, text: str, findings: Findings) -> tuple[date | None, bool]:
    """The date of an item, and whether the item holds anything."""
    item = nodes.get(name)
    span = item.place("DATE") if item is not None else None
    month = item.place("MONTH") if item is not None and span is None else None
    if month is not None:
        shown = text[slice(*month)]
        findings.places[name] = month
        findings.report(
            dates.MONTH_ONLY, f"{shown!r} is a month, as the form asked for; its day is unknown", month, name, raw=shown
        )
        return None, True
    if span is None:
        return None, False
    findings.places[name] = span
    shown = text[slice(*span)]
    value = read_date(shown)
    if value is None:
        findings.report(dates.NO_SUCH_DATE, f"there is no day {shown}", span, name)
        if name == "date_of_original_submission":
            message = f"{shown!r} is no day, so that it may not be the date of what is amended"
            findings.report(layout.AMENDMENT_UNKNOWN, message, span, "form_type")
    return value, True


def _issuer(nodes: Mapping[str, Placed], document: Document, findings: Findings) -> Issuer:
    foreign = text_of(
        nodes.get("foreign_trading_symbol"),
        "issuer_foreign_trading_symbol",
        document.text,
        "issuer.foreign_trading_symbol",
        findings,
    )
    node = nodes.get("issuer")
    if foreign is not None:
        return _named_issuer(node, foreign, document, findings)

    def read(found: Findings) -> Issuer:
        return _named_issuer(node, None, document, found)

    return remembered("issuer", node, document, findings, read)


def _named_issuer(node: Placed | None, foreign: str | None, document: Document, findings: Findings) -> Issuer:
    text = document.text
    if node is not None and (whole := node.place("issuer_name")) is not None and "[" in text[slice(*whole)]:
        swallowed = _SYMBOL_INSIDE.fullmatch(text, *whole)
        if (
            swallowed is not None
            and len(swallowed[2]) <= _LONGEST_SYMBOL
            and swallowed[2] not in "Xx"
            and not (swallowed[2].isdigit() and len(swallowed[2]) < _DIGITS_OF_SYMBOL)
            and len(swallowed[1]) <= _LONGEST_RAW
        ):
            return _of_more_than_issuer(swallowed, foreign, findings)
    name = name_of(node, "issuer_name", text, "issuer.name", findings)
    symbol = text_of(node, "issuer_trading_symbol", text, "issuer.trading_symbol", findings)
    if node is None:
        torn = next((item for item in document.items if item.rule == "issuer"), None)
        shown, span = (_answer_of(torn, document), (torn.start, torn.end)) if torn is not None else ("", (0, 0))
        parts = with_broken_bracket(shown)
        if parts is None:
            return Issuer(None, None, None, foreign)
        findings.places |= {f"issuer.{field}": span for field in ("name", "trading_symbol")}
        return Issuer(parts[0], None, parts[1], foreign)
    if name is not None and symbol is None:
        span = findings.places["issuer.name"]
        parts = with_broken_bracket(text[slice(*span)])
        if parts is not None:
            parts = plain(parts[0]), plain(parts[1])
            message = f"the brackets round the symbol are broken: {name!r}"
            findings.report(header.BROKEN_BRACKET, message, span, "issuer", raw=name)
            for field, part in zip(("name", "trading_symbol"), parts, strict=True):
                findings.places[f"issuer.{field}"] = place_of(text, span, part, last=field != "name")
            name, symbol = parts
        elif name.endswith("]") or _BRACKETS_INSIDE.search(name):
            message = f"cannot tell where the name ends and the symbol begins: {name!r}"
            findings.report(header.UNREADABLE_ITEM, message, span, "issuer", raw=name)
        elif node.find("LEFT_BRACKET") is None:
            message = f"no brackets stand behind the name: {name!r}"
            cut = Label(*span, "it may be cut, or have the symbol in it", "issuer.name")
            findings.report(header.NO_BRACKETS, message, span, "issuer", labels=(cut,), raw=name)
    return Issuer(name, None, symbol, foreign)


def _of_more_than_issuer(found: re.Match[str], foreign: str | None, findings: Findings) -> Issuer:
    """The issuer of an item in which more stands behind the symbol."""
    name, symbol, rest = (plain(UNDERLINES.sub("", found[number])) for number in (1, 2, 3))
    message = f"something stands behind the symbol of the issuer: {rest[:_LONGEST_RAW]!r}"
    findings.report(header.MORE_THAN_ISSUER, message, found.span(), "issuer", raw=plain(found[0])[:_LONGEST_RAW])
    findings.places |= {"issuer.name": found.span(1), "issuer.trading_symbol": found.span(2)}
    return Issuer(name, None, symbol, foreign)


def with_broken_bracket(shown: str) -> tuple[str, str] | None:
    """Name and symbol of an issuer, where one bracket of the two is lost, or both are round."""
    for pattern in (_OPEN_BRACKET, _CLOSED_BRACKET, _ROUND_BRACKETS):
        found = pattern.fullmatch(shown) if len(shown) <= _LONGEST_RAW else None
        if found is not None and len(found[2]) <= _LONGEST_SYMBOL and found[2] not in _NO_SYMBOLS:
            return found[1], found[2]
    return None


def _report_lost_owners(nodes: Mapping[str, Placed], owners: tuple[ReportingOwner, ...], findings: Findings) -> None:
    """Reports a group of which only one is on the page."""
    node = nodes.get("individual_or_joint_group_filing")
    if node is None or len(owners) > 1:
        return
    boxes = read_boxes(node, ("one_reporting_person", "more_than_one_reporting_person"))
    if boxes.ticked.get("more_than_one_reporting_person") and not boxes.ticked.get("one_reporting_person"):
        message = "item 6 says that more than one person files, and the page names no more than one"
        findings.report(header.OWNERS_LOST, message, (node.start, node.end), "reporting_owners")
