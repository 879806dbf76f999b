"""Signatures told from remarks and notes: all are free text, but signatures end the text, and have a date at a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from form4_grammar.parser.lines import Line, LineTypes
from form4_grammar.parser.patterns import Pattern

_FIRST, _FURTHER, _NOTE = "FIRST_SIGNATURE_LINE", "SIGNATURE_LINE", "FOOTNOTE_LINE"
_SIGNED = "/s/"
_LONGEST_DATE = 12
_SENTENCE = re.compile(
    r"\b(?:dated|of|on|from|to|until|since|by|through|before|after|and|effective|expires?|expired)\s+\d{1,2}/\d{1,2}/\d{4}\s*$"
)
"""How a sentence ends in a date, and a name does not."""


def tell_signatures(text: str, lines: Sequence[Line], types: LineTypes) -> list[Line]:
    """The lines, those of signatures with their own types: the paragraphs right before the caption of the signatures."""
    told, is_told = list(lines), False
    if types.signature is None:
        return told
    for first, last in _paragraphs(lines, _end_of_text(lines, types), types):
        begin = _beginning(text, lines, first, last, types.signature)
        if begin is None or (is_told and _SENTENCE.search(text, lines[first].start, lines[last - 1].end)):
            break
        is_told = True
        ends = [i for i in range(begin, last) if _has_date(text, lines[i], types.signature)]
        # Of several dates in one paragraph, each ends a signature; what follows the last date still belongs to that one
        starts = {begin, *(i + 1 for i in ends[:-1])}
        told[begin:last] = [lines[i]._replace(type=_FIRST if i in starts else _FURTHER) for i in range(begin, last)]
        if begin > first:
            break
    return told


def _end_of_text(lines: Sequence[Line], types: LineTypes) -> int:
    """The index of the caption of the signatures or, where it is missing, of the printed lines that end the page."""
    for index, line in enumerate(lines):
        if line.type == types.signature_caption:
            return index
    end = len(lines)
    while end and lines[end - 1].type not in types.free:
        end -= 1
    return end


def _paragraphs(lines: Sequence[Line], end: int, types: LineTypes) -> Iterator[tuple[int, int]]:
    """The paragraphs of free text that end before the line `end`, the last one first, as half-open ranges of lines."""
    while end and lines[end - 1].type in types.free:
        first = end - 1
        while first and lines[first - 1].type in types.free and lines[first - 1].number + 1 == lines[first].number:
            first -= 1
        yield first, end
        end = first


def _beginning(text: str, lines: Sequence[Line], first: int, last: int, signature: Pattern) -> int | None:
    """Where in a paragraph the signature begins: at its start or, where no blank line parts it from notes, after these."""
    notes = [i for i in range(first, last) if lines[i].type == _NOTE]
    if not notes:
        dated = [i for i in range(first, last) if _has_date(text, lines[i], signature)]
        if not dated:
            return first if text.startswith(_SIGNED, lines[first].start) else None
        parted = first == 0 or lines[first - 1].last_number + 1 < lines[first].number
        if parted or last - first == 1:
            return first
        # No blank line parts the signature from the heading above: it begins where it is signed, or with its date
        return next((i for i in range(first, dated[0] + 1) if text.startswith(_SIGNED, lines[i].start)), dated[-1])
    for begin in range(notes[-1] + 1, last):
        shown = text[lines[begin].start : lines[last - 1].end].strip()
        if shown.startswith(_SIGNED) and signature.regex.fullmatch(shown):
            return begin
    return None


def _has_date(text: str, line: Line, signature: Pattern) -> bool:
    """Whether the line by itself is a signature that its date ends."""
    if "/" not in text[max(line.end - _LONGEST_DATE, line.start) : line.end]:
        return False
    node = signature.read(text[line.start : line.end].strip())
    return node is not None and node.children[-1].name == "SIGNATURE_DATE"
