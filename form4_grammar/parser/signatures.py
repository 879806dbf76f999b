"""Signatures told from remarks and notes: all are free text, but signatures end the text, and have a date at a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from form4_grammar.parser.lines import SIGNATURE, Line, LineTypes, in_small_letters, types_of
from form4_grammar.parser.patterns import read_again
from form4_grammar.regexes import regex

_FIRST, _FURTHER, _NOTE = "FIRST_SIGNATURE_LINE", "SIGNATURE_LINE", "FOOTNOTE_LINE"
_SIGNED, _SIGNATURE_OF = "/s/", "signature of"
_CAPTION = regex(_SIGNATURE_OF, re.IGNORECASE)
_LONGEST_NAME, _LONGEST_DATE = 100, 40
_ENDED = regex(r"[.;!?][)\]\"'”’*_]{0,3}\s*$")
_ENDS = 8
"""The last signs of a line, among which its sentence ends."""

_MOST_PARTS = 4
"""The lines of a signature that has its caption inside: name, caption, date, caption."""

_SENTENCE = regex(
    r"\b(?:dated|of|on|from|to|until|since|by|through|before|after|and|effective|expires?|expired)[^\S\t]+"
    r"(?:\d{1,4}[/-]\d{1,2}[/-]\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}[ -][A-Z][a-z]{2,8},?[ -]\d{4})\s*$"
)
"""How a sentence ends in a date, and a name does not."""

_WORD_OF_NAME = regex(
    r"\(?[A-Z][\w.,:'’&/()-]*|/[A-Z]{2}/|(?:as|by|for|of|the|and|de|der|la|van|von|in|on|behalf|power|attorney|attorney-in-fact|fact)[,:]?|[&/]"
)
"""Words that are names or stand between them."""


_MOST_LINES = 3
"""Lines of a signed name above the last of them."""


def tell_signatures(text: str, lines: Sequence[Line], types: LineTypes, *, is_told: bool = False) -> list[Line]:
    """The lines, those of signatures with their own types: the paragraphs right before the caption of the signatures.

    `is_told` where a signature stands below these lines, which then need not have one.
    """
    told = list(lines)
    if types.signature is None:
        return told
    if types.is_signed_each and (below := [i for i, line in enumerate(lines, 1) if line.type == types.signature_caption][:-1]):
        edges = [0, *below, len(lines)]
        return [line for a, b in pairwise(edges) for line in tell_signatures(text, lines[a:b], types)]
    kinds = types_of(lines)
    caption = kinds.index(types.signature_caption) if types.signature_caption in kinds else None
    if (captioned := _captioned(text, told, types, caption)) is not None:
        first = next((i for i, line in enumerate(captioned) if line.type == _FIRST), 0)
        return [*tell_signatures(text, captioned[:first], types, is_told=True), *captioned[first:]]
    date: tuple[int, int] | None = None
    for first, last in _paragraphs(lines, _end_of_text(lines, types) if caption is None else caption, types):
        if date is not None and _may_be_name(text, lines, first, last, types):
            # A name, and its date in a paragraph of its own
            told[first:last] = [lines[i]._replace(type=_FURTHER if i > first else _FIRST) for i in range(first, last)]
            told[date[0] : date[1]] = [lines[i]._replace(type=_FURTHER) for i in range(*date)]
            is_told, date = True, None
            continue
        if date is not None:
            told[date[0]] = lines[date[0]]._replace(type=_FIRST)
            is_told, date = True, None
        if _is_date(text[lines[first].start : lines[last - 1].end].strip(), types):
            date = first, last
            continue
        dated = [i for i in range(first, last) if _has_date(text, lines[i], types)]
        dated = [i for i in dated if i + 1 not in dated or not _ends_in_words(text, lines[i], lines[i + 1], types)]
        if is_told and not text.startswith(_SIGNED, lines[first].start):  # a sentence that was wrapped behind a date
            dated = [i for i in dated if not _SENTENCE.search(text, lines[i].start, lines[i].end)]
        begin = _beginning(text, lines, first, last, dated, types)
        if begin is None or (is_told and _SENTENCE.search(text, lines[first].start, lines[last - 1].end)):
            break
        is_told = True
        ends = [i for i in dated if i >= begin]
        # Of several dates in one paragraph, each ends a signature; what follows the last date still belongs to that one
        starts = {begin, *(i + 1 for i in ends[:-1])}
        told[begin:last] = [lines[i]._replace(type=_FIRST if i in starts else _FURTHER) for i in range(begin, last)]
        if begin > first:
            break
    if date is not None:
        told[date[0]] = lines[date[0]]._replace(type=_FIRST)
    return told


def _captioned(text: str, lines: list[Line], types: LineTypes, caption: int | None) -> list[Line] | None:
    """The lines, each signature with its caption inside as one; None where no signature has it.

    `caption` is the index of the first line that is that caption and nothing else.
    """
    if types.signature is None or not types.signature_caption:
        return None
    if caption is not None and (caption + 1 == len(lines) or lines[caption + 1].type not in types.free):
        own = text[lines[caption].start : lines[caption].end].casefold()
        if in_small_letters(text).count(_SIGNATURE_OF.encode()) == own.count(_SIGNATURE_OF):
            return None  # as nearly all pages have it: once, below the signatures
    told = list(lines)
    captions = [index for index, line in enumerate(lines) if line.type == types.signature_caption]
    # Below each of several signatures, not at the end of a page that stands there twice
    pairs = (pair for pair in pairwise(captions) if all(line.type in types.free for line in lines[pair[0] + 1 : pair[1]]))
    repeated = {index for pair in pairs for index in pair}
    places = [
        index
        for index, line in enumerate(lines)
        if (line.type in types.free and _CAPTION.search(text, line.start, line.end))
        or index in repeated
        or (line.type == types.signature_caption and _is_dated_below(text, lines, index, types))
    ]
    below = lines[captions[-1] + 1 : captions[-1] + 2] if captions else []
    are_above = any(one.type in types.free and _has_name_and_date(text, one, types) for one in below)
    for index in reversed(places):
        found = _around(text, told, index, types, is_above=are_above)
        if found is not None:
            first, last = found
            start, end = _bare_start(text, told[first]), told[last - 1]
            whole = told[first]._replace(type=_FIRST, start=start, end=end.end, last_number=end.last_number)
            # Below a caption that is the heading of a table each row is one
            rows = []
            while (
                first == index
                and last < len(told)
                and told[last].type in types.free
                and _name_before_date(text, told[last], types)
            ):
                rows.append(told[last]._replace(type=_FIRST))
                last += 1
            # Its caption, which the page has once for all signatures, is inside the last of them
            after = [] if any(line.type == types.signature_caption for line in told[last:]) else [_caption_in(whole, types)]
            told[first:last] = [whole, *rows, *after]
    return told if len(told) != len(lines) or told != list(lines) else None


def _is_dated_below(text: str, lines: Sequence[Line], index: int, types: LineTypes) -> bool:
    """Whether the line below a caption has the date of the signature; what else may stand there is of the rest of the page."""
    below = lines[index + 1 : index + 2]
    return bool(below) and below[0].type in types.free and _has_date(text, below[0], types)


def _bare_start(text: str, line: Line) -> int:
    """Where a line begins but for its blanks, which stand there where a tag was."""
    shown = text[line.start : line.end]
    return line.end - len(shown.lstrip())


def _caption_in(line: Line, types: LineTypes) -> Line:
    return Line(types.signature_caption or "", line.end, line.end, line.last_number, line.last_number)


def _around(text: str, lines: Sequence[Line], index: int, types: LineTypes, *, is_above: bool) -> tuple[int, int] | None:
    """The lines of the signature whose caption stands in the line `index`, `is_above` it, as a half-open range."""
    assert types.signature is not None
    bare = text[lines[index].start : lines[index].end].replace("\\", "").lstrip("* ")
    firsts = [index]
    if bare.casefold().startswith("signature of") and not is_above:
        above = [i for i in (index - 1, index - 2) if i >= 0 and all(one.type in types.free for one in lines[i:index])]
        above.sort(key=lambda i: not text.startswith(_SIGNED, lines[i].start))  # the name goes on in the line below
        firsts = [*above, index]
    for first in firsts:
        if lines[first].type == _NOTE:
            continue
        for last in range(min(index + _MOST_PARTS, len(lines)), index, -1):
            if any(one.type not in types.free for one in lines[index + 1 : last]):
                continue
            node = types.signature.read(text, _bare_start(text, lines[first]), lines[last - 1].end)
            if node is not None and node.find("NAME_CAPTION"):
                return first, last
    return None


def _end_of_text(lines: Sequence[Line], types: LineTypes) -> int:
    """The index of the printed lines that end a page without the caption of the signatures."""
    end = len(lines)
    while end and lines[end - 1].type not in types.free:
        end -= 1
    return end


def _paragraphs(lines: Sequence[Line], end: int, types: LineTypes) -> Iterator[tuple[int, int]]:
    """The paragraphs of free text that end before the line `end`, the last one first, as half-open ranges of lines."""
    while end and (lines[end - 1].type in types.free or lines[end - 1].type in types.ignored):
        first = end - 1
        if lines[first].type in types.ignored:
            end = first
            continue
        while first and lines[first - 1].type in types.free and lines[first - 1].number + 1 == lines[first].number:
            first -= 1
        yield first, end
        end = first


def _is_date(shown: str, types: LineTypes) -> bool:
    """Whether a text is a date by itself."""
    if not shown[-2:].isdigit() or len(shown) > _LONGEST_DATE or shown.startswith(_SIGNED):
        return False
    return _parts(shown, types) == ["SIGNATURE_DATE"]


def _may_be_name(text: str, lines: Sequence[Line], first: int, last: int, types: LineTypes) -> bool:
    """Whether a paragraph above a date is the name that it belongs to.

    It is signed, or a few words that are no sentence; where there are remarks, it stands below their text and reads as a name.
    """
    if any(line.type == _NOTE for line in lines[first:last]):
        return False
    shown = text[lines[first].start : lines[last - 1].end].strip()
    if any(_has_date(text, line, types) for line in lines[first:last]):
        return shown.startswith(_SIGNED) and _SENTENCE.search(shown) is not None  # "the trust dated October 27, 2009"
    is_by = f"by: {_SIGNED}" in shown.casefold()  # who signs for a company, however long its name is
    if is_by or shown.removeprefix("By:").lstrip().startswith(_SIGNED):
        return True
    if len(shown) > _LONGEST_NAME or shown.endswith((".", ":", ";", "!", "?")):
        return False
    remarks = next((index for index, line in enumerate(lines[:first]) if line.type == "REMARKS"), None)
    return remarks is None or _reads_as_a_name(shown)


def _ends_in_words(text: str, line: Line, following: Line, types: LineTypes) -> bool:
    """Whether the date that ends a line belongs to its words, since the next line is the date of the signature."""
    is_sentence = _SENTENCE.search(text, line.start, line.end) is not None
    return is_sentence and _is_date(text[following.start : following.end].strip(), types)


def _reads_as_a_name(shown: str) -> bool:
    """Whether a text is several words as they stand in names, none of them with digits."""
    words = shown.split()
    is_name = all(_WORD_OF_NAME.fullmatch(word) is not None for word in words)
    return is_name and len(words) > 1 and words[-1][:1].isupper() and not any(map(str.isdigit, shown))


def _beginning(text: str, lines: Sequence[Line], first: int, last: int, dated: Sequence[int], types: LineTypes) -> int | None:
    """Where in a paragraph the signature begins: at its start or, where no blank line parts it from notes, after these.

    `dated` are the lines of the paragraph that a date ends.
    """
    notes = [i for i in range(first, last) if lines[i].type == _NOTE]
    if not notes:
        if not dated:
            return first if text.startswith(_SIGNED, lines[first].start) else None
        parted = first == 0 or lines[first - 1].last_number + 1 < lines[first].number
        if parted or last - first == 1:
            return first
        # No blank line parts the signature from the heading above: it begins where it is signed, or with its date
        if (found := _unparted(text, lines, first, last, types)) is not None:
            return found
        signed = next((i for i in range(first, dated[0] + 1) if text.startswith(_SIGNED, lines[i].start)), None)
        return _first_of_run(text, lines, first, dated[-1], types) if signed is None else signed
    if (found := _unparted(text, lines, notes[-1] + 1, last, types)) is not None:
        return found
    for begin in range(notes[-1] + 1, last):
        shown = text[lines[begin].start : lines[last - 1].end].strip()
        if shown.startswith(_SIGNED) and _parts(shown, types):
            return begin
    return None


def _first_of_run(text: str, lines: Sequence[Line], first: int, last: int, types: LineTypes) -> int:
    """The first of the lines that end in the date of a signature, one after the other down to the line `last`.

    They are signed, or read as a name and have the date of the last.
    """
    day = _day(text, lines[last])
    while last > first and (name := _name_before_date(text, lines[last - 1], types)) is not None:
        if _SIGNED not in name and not (_day(text, lines[last - 1]) == day and _reads_as_a_name(name)):
            break
        last -= 1
    return last


def _unparted(text: str, lines: Sequence[Line], first: int, last: int, types: LineTypes) -> int | None:
    """Where signatures begin that no blank line parts from the text above, among the lines from `first` to before `last`.

    Each is a line that ends in its date, or a name and, on the next line, the date. What is not signed is one where a tab
    parts name and date, or where it reads as a name and a sentence ends above it, or another one of its day follows.
    """
    day, index, found = _day(text, lines[last - 1]), last - 1, 0
    begin: int | None = None
    while index >= first and (name := _name_before_date(text, lines[index], types)) is not None:
        at = index if name else index - 1
        if at < first or _day(text, lines[index]) != day:
            break
        at = _sign_above(text, lines, first, at, types)
        shown = text[lines[at].start : lines[at].end].strip() if at < index else name
        is_name = _reads_as_a_name(shown) and not (name and _SENTENCE.search(text, lines[at].start, lines[at].end))
        is_sure = (
            _SIGNED in shown
            or (is_name and shown.startswith("By:"))
            or (at == index and "\t" in text[lines[at].start : lines[at].end].strip())
        )
        if not is_sure and not is_name:
            return None if found and name else begin
        ended = at > 0 and _ENDED.search(text[max(lines[at - 1].start, lines[at - 1].end - _ENDS) : lines[at - 1].end])
        if is_sure or found or ended:
            begin = at
        index, found = at - 1, found + 1
    return begin


def _sign_above(text: str, lines: Sequence[Line], first: int, at: int, types: LineTypes) -> int:
    """The line that is signed with the name that goes on in the line `at`; that line itself, if there is none."""
    for above in range(at, max(first, at - _MOST_LINES) - 1, -1):
        if text.startswith(_SIGNED, lines[above].start):
            return above
        if above < at and _has_date(text, lines[above], types):
            break
    return at


def _day(text: str, line: Line) -> str:
    """The last word of a line, which may be its date."""
    return text[line.start : line.end].rsplit(None, 1)[-1]


def _name_before_date(text: str, line: Line, types: LineTypes) -> str | None:
    """What stands in a line before the date of a signature, which may be nothing; None for another line."""
    if not _has_date(text, line, types):
        return None
    node = read_again(types.grammar, SIGNATURE, text[line.start : line.end].strip())
    day = node.find("SIGNATURE_DATE") if node is not None else None
    return text[line.start : line.end].strip()[: day.start].rstrip(" \t|:-–—") if day is not None else None


def _has_name_and_date(text: str, line: Line, types: LineTypes) -> bool:
    """Whether a line by itself is a name and its date."""
    return _has_date(text, line, types) and _parts(text[line.start : line.end].strip(), types)[:1] == ["signature_name"]


def _has_date(text: str, line: Line, types: LineTypes) -> bool:
    """Whether the line by itself is a signature that its date ends."""
    if not text[max(line.end - 2, line.start) : line.end].isdigit():
        return False
    return _parts(text[line.start : line.end].strip(), types)[-1:] == ["SIGNATURE_DATE"]


def _parts(shown: str, types: LineTypes) -> list[str]:
    """The names of the parts of a text that reads as a signature; none where it does not."""
    node = read_again(types.grammar, SIGNATURE, shown)
    return [child.name for child in node.children] if node is not None else []
