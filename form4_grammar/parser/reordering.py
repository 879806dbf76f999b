"""Parts of the page that copies read in another order, put back to where the form has them."""

from __future__ import annotations

from form4_grammar.parser.lines import Line, LineTypes

_HEADING, _REMARKS, _ROW = "EXPLANATION_OF_RESPONSES", "REMARKS", "ROW_LINE"
_MOST_CELLS = 4
"""The cells of a signature: blank ones, its name and its date."""


def approval_at_top(lines: list[Line], types: LineTypes) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines with those of the OMB's approval above the title, where they stand in neither of their places; and these."""
    kinds = [line.type for line in lines]
    approval = [index for index, kind in enumerate(kinds) if kind in types.approval]
    if not approval or "TITLE" not in kinds:
        return lines, ()
    title, first, last = kinds.index("TITLE"), approval[0], approval[-1]
    is_together = last - first == len(approval) - 1
    # On the SEC's own page it stands below the line that says under which law the form is filed
    is_below = first > title and kinds[first - 1] == "FILED_PURSUANT" and not set(types.top).intersection(kinds[title:first])
    if last < title or (is_together and is_below):
        return lines, ()
    taken = {kinds.index(kind) for kind in types.approval.intersection(kinds)}
    taken = {index for index in taken if index > title}
    if not taken:  # what comes again is of another page
        return lines, ()
    rest = [line for index, line in enumerate(lines) if index not in taken]
    moved = [lines[index] for index in sorted(taken)]
    return [*rest[:title], *moved, *rest[title:]], tuple(moved)


def signatures_below(text: str, lines: list[Line], types: LineTypes) -> tuple[list[Line], tuple[Line, ...]]:
    """The lines with the signatures below notes and remarks, where their caption stands above these; and the lines moved."""
    kinds = [line.type for line in lines]
    caption = types.signature_caption
    if types.is_signed_each or caption not in kinds or _HEADING not in kinds or kinds.index(caption) > kinds.index(_HEADING):
        return lines, ()
    heading = kinds.index(_HEADING)
    first, last = kinds.index(caption), max(index for index in range(heading) if kinds[index] == caption)
    while first and _may_be_signature(text, lines[first - 1], types):
        first -= 1
    end = heading + 1
    while end < len(lines) and (kinds[end] in types.free or kinds[end] in types.ignored or kinds[end] == _REMARKS):
        end += 1
    signed = lines[first : last + 1]
    return [*lines[:first], *lines[last + 1 : end], *signed, *lines[end:]], tuple(signed)


def _may_be_signature(text: str, line: Line, types: LineTypes) -> bool:
    if line.type == _ROW:
        return text.count("\t", line.start, line.end) < _MOST_CELLS
    return line.type in types.free
