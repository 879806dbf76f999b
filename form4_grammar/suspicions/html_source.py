"""What only the source of an HTML page tells: signs of markup in texts, elements for answers that hold none, lost links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.model import TABLES, DerivativeRow, Filing, Issuer, NonDerivativeRow, ReportingOwner, cells_of
from form4_grammar.regexes import regex
from form4_grammar.rules import header, layout, traces
from form4_grammar.suspicions.broken_tags import MOST_BROKEN, report_broken_tags
from form4_grammar.suspicions.glued import glued_texts, words_of
from form4_grammar.suspicions.texts import answers, long_texts
from form4_grammar.transform.findings import place_of

_LONE_NUMBER = regex(r"(?<=\s)\d{1,3}$")
_LAST_LINE_NUMBER = regex(r"\n[ \t\r]*\d{1,3}\s*\Z")
_OPENED = regex(r"<(\w+)\s[^<>]*>\Z")
_ELEMENT = regex(r"(issuer|reporting_owners\[\d+\]|\w+_table\[\d+\])")
_CIK_IN_ADDRESS = regex(r"\bCIK=\d", re.IGNORECASE)
_DOLLAR_IN_ELEMENT = regex(r"<[a-z]+[^<>]{0,80}>\$", re.IGNORECASE)
_TAG_WITHOUT_BLANK = regex(r"<t(?:[dhr]|able)(?:[a-z]{4,12})=", re.IGNORECASE)
_CIK_BEFORE = regex(r"CIK=\d{1,10}[^<>]*>?\s*\Z", re.IGNORECASE)
_ANY_TAG = regex(r"<[^<>]*>")
_LONGEST_MARK, _CELLS_OF_BOXES = 6, 4
_EMPTY_ROW = regex(r"<tr>\s*</tr>")
_CELLS = frozenset({"td", "th"})
_MOST_OF_A_TAG, _NEAR = 80, 200
_SHORT = 40
_BOXES = "reporting_owners[0].relationship"


def told_by_source(
    filing: Filing, places: Mapping[str, tuple[int, int]], source: str, told: Collection[str | None], *, is_nested: bool
) -> Iterator[Diagnostic]:
    """The findings of an HTML page that neither its text nor its lines tell.

    `places` are those of the document, and `told` the paths of what is told by these. Each tag has its partner where it
    `is_nested`.
    """
    yield from _signs_in_texts(filing, places, source)
    yield from _emptied(filing, places, source)
    yield from _without_link(filing, places, source)
    yield from _twice(filing, places)
    if len(filing.reporting_owners) > 1 and (emptied := _EMPTY_ROW.search(source)) is not None:
        message = "an empty row: an owner, or something else that stood there, may be lost"
        yield Diagnostic(layout.BESIDE_A_GAP, message, *emptied.span(), "reporting_owners", layout.BESIDE_A_GAP.fix)
    broken = list(report_broken_tags(filing, places, source, is_nested=is_nested))
    yield from broken
    if not any(one.path == _BOXES for one in broken):
        yield from _boxes_without_cell(places, source)
    if not is_nested and (glued := _TAG_WITHOUT_BLANK.search(source)) is not None:
        yield from _without_blanks(filing, places, source, told, glued)


def _without_blanks(
    filing: Filing, places: Mapping[str, tuple[int, int]], source: str, told: Collection[str | None], first: re.Match[str]
) -> Iterator[Diagnostic]:
    """What a page may have lost that lost blanks, as tags of it show: those between words, and the cells of these tags."""
    words = " ".join(text for _, text in words_of(filing)).lower().split()
    for path, begin, message in glued_texts(filing, words, first[0], told):
        yield Diagnostic(traces.GLUED, message, *place_of(begin, filing, places), path, traces.GLUED.fix)
    tags = [tag.start() for tag in _TAG_WITHOUT_BLANK.finditer(source)]
    if len(tags) > MOST_BROKEN:  # else they were told of one by one
        yield from _boxes_near(tags, places)
        message = f"cells are lost on the page, as at {first[0]!r}, and what stands here may be"
        for part in (*TABLES, "footnotes", "remarks"):
            if not getattr(filing, part) and part not in told:
                yield Diagnostic(layout.BESIDE_A_GAP, message, *first.span(), part, layout.BESIDE_A_GAP.fix)


def _boxes_without_cell(places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """The boxes of the relationship where a row has not a cell for each mark and each label, or not one beside the other.

    Cells are missing where one of the two rows has an even number of them and the other has not.
    """
    found = []
    for name in ("is_director", "is_officer"):
        at = places.get(f"{_BOXES}.{name}", (0, 0))[0]
        start, end = source.rfind("<tr", 0, at), source.find("</tr", at)
        row = source[start:end] if at and start >= 0 and end >= 0 else ""
        found.append((row.count("<td"), at, row))
    (many, _, _), (few, _, _) = found
    if many and few and many % 2 != few % 2:
        at = next(at for count, at, _ in found if count % 2)
        message = "this row has a cell more or less than the marks and labels of its boxes: a mark may be lost"
    elif (at := next((at for count, at, row in found if count and _are_labels_beside(row)), 0)) > 0:
        message = "this row has two labels, or two marks, beside each other: a mark may stand beside another label"
    else:
        return
    yield Diagnostic(layout.UNREADABLE_BOX, message, at, at + 1, _BOXES, layout.UNREADABLE_BOX.fix)


def _are_labels_beside(row: str) -> bool:
    """Whether a row of two marks and two labels, each in a cell, has the labels in other cells than every other one."""
    cells = [_ANY_TAG.sub("", cell).strip() for cell in row.split("<td")[1:]]
    labels = [at for at, cell in enumerate(cells) if len(cell.rpartition(">")[2]) > _LONGEST_MARK]
    return len(cells) == _CELLS_OF_BOXES and len(labels) == 2 and labels[0] % 2 != labels[1] % 2


def _boxes_near(tags: Sequence[int], places: Mapping[str, tuple[int, int]]) -> Iterator[Diagnostic]:
    """The boxes near a tag that was read as none, so that marks and labels stand in other cells than the page has them."""
    message = "a tag of a cell here was not read as one: marks may stand beside other labels"
    for path in (_BOXES, "not_subject_to_section16", "aff10b5_one"):
        ends = [place for name, place in places.items() if name == path or name.startswith(f"{path}.")]
        first = min((start for start, _ in ends), default=0) - _NEAR
        last = max((end for _, end in ends), default=-_NEAR) + _NEAR
        at = next((tag for tag in tags if first <= tag <= last), None)
        if at is not None:
            yield Diagnostic(layout.UNREADABLE_BOX, message, at, at + 1, path, layout.UNREADABLE_BOX.fix)


def _signs_in_texts(filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """A sign of the markup that begins no tag, and a number on a line of its own."""
    for path, text in (*answers(filing), *long_texts(filing)):
        if not text:
            continue
        if "<" in text:
            start, end = place_of(path, filing, places)
            if start < end and "&lt;" not in source[start:end]:
                at = text.index("<")
                message = f"a bare '<' is in the text: {text[max(0, at - _SHORT) : at + _SHORT]!r}"
                yield Diagnostic(traces.DEBRIS, message, start, end, path, traces.DEBRIS.fix)
        elif text[-1].isdigit() and path.endswith("name") and _LONE_NUMBER.search(text) is not None:
            start, end = places.get(path, (0, 0))
            if _LAST_LINE_NUMBER.search(source, start, end) is not None:
                message = f"the number on a line of its own may be no part of {text!r}"
                yield Diagnostic(traces.FURNITURE, message, start, end, path, traces.FURNITURE.fix, (), text)


def _emptied(filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """Elements that are like those of the answers, and empty: where a page has one for each answer, an answer is lost."""
    rows: tuple[NonDerivativeRow | DerivativeRow, ...] = (*filing.non_derivative_table, *filing.derivative_table)
    answers_at = [places[path][0] for path in ("issuer.trading_symbol", "reporting_owners[0].address.city") if path in places]
    answers_at += [row.security_title.start for row in rows[:1]]
    tags = (_OPENED.search(source, max(0, at - _MOST_OF_A_TAG), at) for at in answers_at if at > 0)
    opened = next(filter(None, tags), None)
    if opened is None or opened[1] in _CELLS:
        return
    empty = f"{opened[0]}</{opened[1]}>"
    at = source.find(empty)
    told = set()
    while at >= 0:
        is_before_price = _DOLLAR_IN_ELEMENT.match(source, at + len(empty)) is not None
        path = None if is_before_price else _element_at(at, filing, places)
        if path is not None and path not in told:
            told.add(path)
            message = f"{empty!r} holds nothing, where the page has an answer in each of its kind"
            yield Diagnostic(traces.EMPTIED, message, at, at + len(empty), path, traces.EMPTIED.fix)
        at = source.find(empty, at + len(empty))


def _element_at(at: int, filing: Filing, places: Mapping[str, tuple[int, int]]) -> str | None:
    """The row, the owner or the issuer in which something stands; None where it is the blank title of a relationship."""
    for table in TABLES:
        for index, row in enumerate(getattr(filing, table)):
            cells = [cell for _, cell in cells_of(row) if cell.start >= 0]
            if cells and min(cell.start for cell in cells) <= at <= max(cell.end for cell in cells):
                return f"{table}[{index}]"
    known = sorted((start, path) for path, (start, _) in places.items())
    after = bisect_right(known, (at, ""))
    around = [path for _, path in known[max(0, after - 1) : after + 1]]
    if any(".relationship" in path for path in around[:1]):
        # Behind the boxes it is a title that is blank
        return around[1].rpartition(".")[0] if ".relationship.is_" in (around[1:] or [""])[0] else None
    return next((match[0] for path in around if (match := _ELEMENT.match(path))), None)


def _without_link(filing: Filing, places: Mapping[str, tuple[int, int]], source: str) -> Iterator[Diagnostic]:
    """Names without the link that tells their CIK, on a page that has such addresses, or of which the beginning is lost."""
    parties: list[tuple[str, Issuer | ReportingOwner]] = [("issuer", filing.issuer)]
    parties += [(f"reporting_owners[{index}]", owner) for index, owner in enumerate(filing.reporting_owners)]
    # Not all pages have links on the owners below the tables
    further = any(owner.cik is not None for owner in filing.reporting_owners[1:])
    without = [
        path
        for index, (path, party) in enumerate(parties)
        if party.cik is None and (index < 2 or further or _has_broken_link(f"{path}.name", places, source))
    ]
    if not without or (_CIK_IN_ADDRESS.search(source) is None and source.lstrip()[:1] == "<"):
        return
    for path in without:
        start, end = places.get(f"{path}.name", (0, 0))
        message = "the name has no link that tells the CIK, as names of such pages have"
        yield Diagnostic(traces.WITHOUT_LINK, message, start, end, f"{path}.cik", traces.WITHOUT_LINK.fix)


def _has_broken_link(path: str, places: Mapping[str, tuple[int, int]], source: str) -> bool:
    """Whether the address of a link stands before a name, and was not read as one."""
    start = places.get(path, (0, 0))[0]
    return _CIK_BEFORE.search(source, max(0, start - _MOST_OF_A_TAG), start) is not None


def _twice(filing: Filing, places: Mapping[str, tuple[int, int]]) -> Iterator[Diagnostic]:
    """Owners with one CIK: one of them is the other again, and not all of both was read alike."""
    seen: dict[str, str | None] = {}
    for index, owner in enumerate(filing.reporting_owners):
        if owner.cik is not None and owner.cik in seen:
            start, end = places.get(f"reporting_owners[{index}].name", (0, 0))
            message = f"{owner.name!r} and {seen[owner.cik]!r} have one CIK, {owner.cik}: they are one owner"
            yield Diagnostic(header.SAID_DIFFERENTLY, message, start, end, "reporting_owners", header.SAID_DIFFERENTLY.fix)
        elif owner.cik is not None:
            seen[owner.cik] = owner.name
