"""Further owners of a typed form, each on a page of its own: a name and an address behind labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from form4_grammar.grammar import TYPED_SUFFIX, Grammar
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.items import line_text, whole_text
from form4_grammar.readers.typed.notices import is_notice
from form4_grammar.readers.typed.pieces import Span, TypedLine, Writer
from form4_grammar.readers.typed.wordings import wording

_PLACE = re.compile(r"(?P<streets>[^,]*[^\s,]),\s+(?P<place>[^,]+,\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)")
"""An address on one line with one street in it: what commas part before the town may be a street or a suite."""

_BLANK = TypedLine("", (), (), is_rule=False, tags=())
_NAME, _ADDRESS, _DESIGNATED = "JOINT_FILER_NAME", "JOINT_FILER_ADDRESS", "DESIGNATED_FILER"


def begins_owner(shown: str, grammar: Grammar) -> bool:
    """Whether a line begins with the label of an owner's name."""
    return wording(grammar, _NAME).match(shown) is not None


def owners_last(lines: Sequence[TypedLine], grammar: Grammar) -> Sequence[TypedLine]:
    """The lines, those of further owners behind all others, each owner's by themselves: the name, the address, who files."""
    rest: list[TypedLine] = []
    owners: list[TypedLine] = []
    index = 0
    while index < len(lines):
        if not begins_owner(whole_text(lines[index]), grammar):
            rest.append(lines[index])
            index += 1
            continue
        end = _end(lines, index + 1, grammar)
        own, others = _sorted(lines[index:end], grammar)
        owners += [_BLANK, *own]
        rest += [_BLANK, *others, _BLANK]
        index = end
    return [*rest, *owners] if owners else lines


def _sorted(lines: Sequence[TypedLine], grammar: Grammar) -> tuple[list[TypedLine], list[TypedLine]]:
    """The lines of an owner's page that the form has a place for, and the others."""
    address, designated, other = (wording(grammar, name) for name in (_ADDRESS, _DESIGNATED, "JOINT_FILER_OTHER"))
    own, others = [lines[0]], []
    goes_on, has_address = True, False
    for line in lines[1:]:
        shown = whole_text(line)
        if not line.pieces:
            goes_on = False
        elif designated.match(shown):
            own.append(line)
            goes_on = False
        elif address.match(shown) and not has_address:
            own.append(line)
            goes_on = has_address = True
        elif goes_on and not other.match(shown):
            own.append(line)
        else:
            others.append(line)
            goes_on = False
    return own, others


def take_owner(page: PageText, lines: Sequence[TypedLine], index: int, grammar: Grammar, out: Writer) -> int:
    """Writes the owner that begins in a line, with the labels of the form in the address; gives the line after."""
    label, address_label, designated_label = (wording(grammar, name) for name in (_NAME, _ADDRESS, _DESIGNATED))
    names = [[span for spans in _lines_behind(lines[index], label) for span in spans]]
    address: list[list[Span]] = []
    designated: list[Span] | None = None
    below = index + 1
    while below < len(lines) and lines[below].pieces:
        line = lines[below]
        shown = whole_text(line)
        if designated_label.match(shown):
            designated = [span for spans in _lines_behind(line, designated_label) for span in spans]
        elif address_label.match(shown):
            address += _lines_behind(line, address_label)
        else:
            (address or names).append([Span(piece.start, piece.end) for piece in line.pieces])
        below += 1
    _write(page, names, _parted(page.text, [line for line in address if line]), designated, grammar, out)
    return below


def _end(lines: Sequence[TypedLine], first: int, grammar: Grammar) -> int:
    """Where the page of an owner ends: at the next, at a signature, or at what the form prints."""
    signed = wording(grammar, "SIGNATURE_OF_REPORTING_PERSON")
    for index in range(first, len(lines)):
        shown = whole_text(lines[index])
        if "PAGE" in lines[index].tags or begins_owner(shown, grammar) or is_notice(shown, grammar):
            return index
        if signed.match(shown):
            while index > first and lines[index - 1].pieces:
                index -= 1  # noqa: PLW2901 - the paragraph of the signature
            return index
    return len(lines)


def _lines_behind(line: TypedLine, label: re.Pattern[str]) -> list[list[Span]]:
    """What stands behind a label, the lines of a cell each by itself."""
    first = line.pieces[0]
    found: list[list[Span]] = []
    shown = line_text(line, first)
    match = label.match(shown)
    rest = shown[match.end() :] if match is not None else ""
    start = first.end - len(rest.lstrip())
    if start < first.end:
        found.append([Span(start, first.end)])
    before = first
    for piece in line.pieces[1:]:
        if piece.left == before.left or not found:
            found.append([])
        found[-1].append(Span(piece.start, piece.end))
        before = piece
    return found


def _parted(text: str, address: list[list[Span]]) -> list[list[Span]]:
    """An address whose town stands on a line of its own, also where all of it was on one."""
    if len(address) != 1 or len(address[0]) != 1:
        return address
    start, end = address[0][0]
    match = _PLACE.fullmatch(text, start, end)
    return address if match is None else [[Span(*match.span("streets"))], [Span(*match.span("place"))]]


def _write(
    page: PageText,
    names: list[list[Span]],
    address: list[list[Span]],
    designated: list[Span] | None,
    grammar: Grammar,
    out: Writer,
) -> None:
    labels = (_NAME, _ADDRESS, _DESIGNATED, "STREET", "CITY_STATE_ZIP", "COUNTRY")
    texts = {name: grammar.terminals[name].text for name in labels}
    country = re.compile(grammar.wordings[f"UNITED_STATES{TYPED_SUFFIX}"])
    is_abroad = len(address) > 1 and country.fullmatch(page.text, address[-1][0].start, address[-1][-1].end)
    end = len(address) - 1 if is_abroad else len(address)
    _write_part(texts[_NAME], names, out, parted=True)
    _write_part(texts[_ADDRESS], address[: end - 1], out)
    _write_part(texts["STREET"], address[max(end - 1, 0) : end], out)
    _write_part(texts["CITY_STATE_ZIP"], [address[-1]] if is_abroad else [], out)
    if is_abroad:
        out.begin()
        out.text(texts["COUNTRY"])
    if designated is not None:
        _write_part(texts[_DESIGNATED], [designated], out)


def _write_part(label: str, lines: Sequence[Sequence[Span]], out: Writer, *, parted: bool = False) -> None:
    """Writes a label, and the lines below it."""
    out.begin(parted=parted)
    out.text(label)
    for spans in lines:
        out.line(spans)
