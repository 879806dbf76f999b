"""Printed lines that were wrapped or mistyped, recognised before the page is parsed.

Only what is still missing from the page is looked for, so a page that has all its lines pays nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from form4_grammar.parser.lines import ALIKE, SENTENCES, Line, LineTypes, normalised

_LONGEST_PRINTED = 600
"""Characters of a line of free text that may be a printed one, mistyped."""

_SHORTEST_WRAPPED = 8
"""Characters of the first line of a printed text that was wrapped."""

_MOST_WRAPPED = 8
"""The lines that one printed text is wrapped over."""


def mend(text: str, lines: list[Line], types: LineTypes) -> list[Line]:
    """The lines, with printed ones recognised that are not quite as the form prints them."""
    if not _is_suspect(lines, types):
        return lines
    lines = _told_headings(text, lines, types)
    found = {line.type for line in lines}
    if found >= types.required and not _has_stray_text(lines, types):
        return lines
    of_header = _header(types)
    header = normalised(" ".join(text[line.start : line.end] for line in lines if line.type in of_header)).casefold()
    known = found | SENTENCES
    missing = {printed: name for printed, name in (types.printed | types.boxes).items() if name not in known}
    beginnings = {
        caption: name for caption, name in types.captions if caption not in types.boxes and caption.casefold() not in header
    }
    mended: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.type in types.free and line.end - line.start <= _LONGEST_PRINTED:
            shown = _without_box(text[line.start : line.end], types)
            printed, more = _unwrapped(text, shown, lines[index : index + _MOST_WRAPPED], missing, types)
            if printed is None:
                printed = _closest(shown, missing)
            if printed is not None:
                end = lines[index + more - 1].end if more else line.end
                line = line._replace(type=missing.pop(printed), end=end, mended=True)
                index += more
            elif (begun := _closest(shown, beginnings, beginning=True)) is not None:
                line = line._replace(type=beginnings[begun], mended=True)
        mended.append(line)
    return _joined(mended, types)


def _is_suspect(lines: Sequence[Line], types: LineTypes) -> bool:
    """Whether anything is to be mended: a line is missing, or free text stands where the form has none.

    That is above the first table and right below a printed line of a table.
    """
    free, headings, is_above = types.free, types.heading_types, True
    before = None
    for line in lines:
        kind = line.type
        if kind in headings:
            is_above = False
        elif kind in free and (
            is_above or (kind == "ROW_LINE" and before is not None and before.type in types.own and before.type not in headings)
        ):
            return True
        before = line
    return not types.required <= {line.type for line in lines}


def _told_headings(text: str, lines: list[Line], types: LineTypes) -> list[Line]:
    """The lines, with column headings recognised whose first caption is misprinted.

    They stand right below a printed line, and many of their cells are captions.
    """
    told = list(lines)
    for index, (before, line) in enumerate(pairwise(lines), 1):
        if line.type == "ROW_LINE" and before.type in types.own and before.type not in types.heading_types:
            cells = [normalised(cell).casefold() for cell in text[line.start : line.end].split("\t") if cell.strip()]
            known = [types.headings[cell] for cell in cells if cell in types.headings]
            if 3 * len(known) > len(cells):
                told[index] = line._replace(type=known[0])
    return told


def _has_stray_text(lines: Sequence[Line], types: LineTypes) -> bool:
    """Whether free text stands above the first table, where the form has none."""
    for line in lines:
        if line.type in types.free:
            return True
        if line.type in types.heading_types:
            return False
    return False


def _without_box(raw: str, types: LineTypes) -> str:
    box = types.box.match(raw)
    return normalised(raw[box.end() :] if box else raw).casefold()


def _unwrapped(
    text: str, shown: str, following: Sequence[Line], missing: Mapping[str, str], types: LineTypes
) -> tuple[str | None, int]:
    """The printed text that `shown` and some of the following lines make together, and how many of them."""
    if len(shown) < _SHORTEST_WRAPPED:
        return None, 0
    for printed in missing:
        whole = shown
        for count, line in enumerate(following, 1):
            if not printed.casefold().startswith(whole) or line.type not in types.free:
                break
            whole += " " + normalised(text[line.start : line.end]).casefold()
            if whole == printed.casefold():
                return printed, count
    return None, 0


def _closest(shown: str, printed: Iterable[str], *, beginning: bool = False) -> str | None:
    """The printed text that is most like `shown`, or like what it begins with, if one is enough so; cases do not count."""
    best, text = ALIKE, None
    for candidate in printed:
        part = shown[: len(candidate)] if beginning else shown
        matcher = SequenceMatcher(None, part, candidate.casefold(), autojunk=False)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, text = ratio, candidate
    return text


def _joined(lines: Sequence[Line], types: LineTypes) -> list[Line]:
    """The lines, with those of the header joined that were wrapped: free text right below an item goes on with it."""
    joined: list[Line] = []
    header = _header(types)
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and last.type in header and line.type in types.free and line.number == last.last_number + 1:
            joined[-1] = last._replace(end=line.end, last_number=line.number)
        else:
            joined.append(line)
    return joined


def _header(types: LineTypes) -> frozenset[str]:
    """The terminals of lines that hold items."""
    return frozenset(name for caption, name in types.captions if caption not in types.boxes)
