"""The boxes at the top put in their places: a mark that stands alone to its text, the lines to where the form has them."""

from __future__ import annotations

from collections.abc import Sequence

from form4_grammar.parser.lines import Line, LineTypes

ABOVE = frozenset({"TITLE", "ESTIMATED_AVERAGE_BURDEN"})
BELOW = frozenset({"FILED_PURSUANT", "HEADER_LINE"})
ABOVE_2003, BELOW_2003 = frozenset({"FORM_HEADING"}), frozenset({"SECURITIES_AND_EXCHANGE_COMMISSION", "TITLE"})
"""The lines of the page that may stand right above and right below the boxes; those of 2003 to 2009 only together."""


def put_in_place(text: str, lines: list[Line], types: LineTypes) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines with the boxes in the order of the form, and those of them that stood elsewhere."""
    places = [index for index, line in enumerate(lines) if line.type in types.top]
    if not places:
        return lines, ()
    if any(_is_mark(text, lines[i], types) for at in places for i in _beside(at, lines, types)):
        lines = _with_marks(text, lines, types)
        places = [index for index, line in enumerate(lines) if line.type in types.top]
    kinds = [types.top.index(lines[index].type) for index in places]
    is_together = kinds == sorted(set(kinds)) and places[-1] - places[0] == len(places) - 1
    if is_together and _is_at_top(lines, places[0], places[-1], types):
        return lines, ()
    return _in_order(lines, places, types)


def has_text_beside(lines: Sequence[Line], types: LineTypes) -> bool:
    """Whether free text stands right above or below a box, which may be its mark."""
    return any(_beside(index, lines, types) for index, line in enumerate(lines) if line.type in types.top)


def _beside(index: int, lines: Sequence[Line], types: LineTypes) -> list[int]:
    """The lines of free text right above and below a line."""
    return [i for i in (index - 1, index + 1) if 0 <= i < len(lines) and lines[i].type in types.free]


def _with_marks(text: str, lines: Sequence[Line], types: LineTypes) -> list[Line]:
    """The lines, each mark that stands alone joined with the text of a box: the nearer one, else the one below it."""
    marked = list(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = marked[index]
        if line.type not in types.free or not _is_mark(text, line, types):
            continue
        near = [
            (abs(marked[i].number - line.number), -i, i)
            for i in (index - 1, index + 1)
            if 0 <= i < len(marked) and marked[i].type in types.top and not _has_mark(text, marked[i], types)
        ]
        if near:
            box = min(near)[2]
            first, last = sorted((index, box))
            joined = marked[box]._replace(
                start=marked[first].start,
                end=marked[last].end,
                number=marked[first].number,
                last_number=marked[last].last_number,
            )
            marked[first : last + 1] = [joined]
    return marked


def _is_mark(text: str, line: Line, types: LineTypes) -> bool:
    """Whether a line is the mark of a check box and nothing else."""
    return types.mark.fullmatch(text[line.start : line.end].strip()) is not None


def _has_mark(text: str, line: Line, types: LineTypes) -> bool:
    match = types.box.match(text, line.start, line.end)
    return match is not None and bool(match[0].strip())


def _is_at_top(lines: Sequence[Line], first: int, last: int, types: LineTypes) -> bool:
    if _has_heading_alone(lines, types):
        return first > 0 and lines[first - 1].type == "FILED_PURSUANT"
    above = lines[first - 1].type if first else ""
    below = lines[last + 1].type if last + 1 < len(lines) else ""
    if above in BELOW and _has_approval_first(lines):
        return False
    return above in ABOVE or below in BELOW or (types.is_signed_each and above in ABOVE_2003 and below in BELOW_2003)


def _has_heading_alone(lines: Sequence[Line], types: LineTypes) -> bool:
    """Whether a page has the heading of the SEC's own page above its title, and the OMB's approval nowhere.

    There the boxes follow the approval, below the line that says under which law the form is filed.
    """
    kinds = [line.type for line in lines]
    title = kinds.index("TITLE") if "TITLE" in kinds else 0
    return not types.is_signed_each and types.approval.isdisjoint(kinds) and bool(types.heads & set(kinds[:title]))


def _has_approval_first(lines: Sequence[Line]) -> bool:
    """Whether the OMB's approval stands above the title, where the boxes belong above the law that the form is filed under."""
    first = next((line.type for line in lines if line.type in ("OMB_APPROVAL", "TITLE")), "")
    return first == "OMB_APPROVAL"


def _in_order(lines: Sequence[Line], places: Sequence[int], types: LineTypes) -> tuple[list[Line], tuple[Line, ...]]:
    boxes: dict[str, Line] = {}
    for index in places:
        boxes.setdefault(lines[index].type, lines[index])
    taken = set(boxes.values())
    rest = [line for line in lines if line not in taken]
    at = _top(rest)
    if at is not None and _has_heading_alone(rest, types):
        at += 1
    if at is None:
        return list(lines), ()
    ordered = sorted(boxes.values(), key=lambda line: types.top.index(line.type))
    put = [*rest[:at], *ordered, *rest[at:]]
    # What stands between its neighbours of before, or right of those that do, was not moved
    moved = tuple(
        line
        for line in ordered
        if not (rest[at - 1].start < line.start if at else True)
        or not (line.start < rest[at].start if at < len(rest) else True)
    )
    return put, moved or tuple(ordered if [line.start for line in ordered] != sorted(line.start for line in ordered) else ())


def _top(lines: Sequence[Line]) -> int | None:
    """Where the boxes belong: before the line that says under which law the form is filed, or after the OMB box below that."""
    place = {line.type: index for index, line in reversed(list(enumerate(lines)))}
    filed, burden, title = (place.get(name) for name in ("FILED_PURSUANT", "ESTIMATED_AVERAGE_BURDEN", "TITLE"))
    if filed is not None and (burden is None or burden < filed):
        return filed
    last = burden if burden is not None else title
    return None if last is None else last + 1
