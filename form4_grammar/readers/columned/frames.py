"""Frames: grids of a single column that hold other tables, as pages have them that lay tables out in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from form4_grammar.regexes import regex

_BORDER = regex(r" *\+[-=:]{3,}\+ *")
"""The border of a single cell."""

_INNER = regex(r"\|.*?\+[-=:]{3,}.*\|")


def without_frames(text: str) -> str:
    """The text with blanks for the frames round its grids, so that these stand there by themselves; places are the same.

    A row of a frame whose table is drawn with dashes alone keeps its walls, since its lines may be cut at them.
    """
    if "\n| +-" not in text:
        return text
    lines = text.split("\n")
    kept: set[int] = set()
    bared: set[int] = set()
    for above, below in [row for rows in _frames(lines) for row in rows]:
        held = range(above + 1, below)
        if any(_INNER.search(lines[number]) for number in held):
            bared.update((above, *held, below))
        else:
            kept.update((above, below))
    for number in bared - kept:
        lines[number] = _bare(lines[number])
    return "\n".join(lines)


def _frames(lines: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
    """The rows of each frame: the lines of the borders above and below each."""
    rows: list[tuple[int, int]] = []
    above = -1
    for number, line in enumerate(lines):
        is_border = _BORDER.fullmatch(line) is not None
        if is_border and above >= 0 and lines[above].strip() == line.strip():
            rows.append((above, number))
            above = number
        elif is_border:
            above = number
        elif above >= 0 and not _is_held(line, lines[above]):
            if rows:
                yield rows
            rows, above = [], -1
    if rows:
        yield rows


def _is_held(line: str, border: str) -> bool:
    """Whether a line stands between the walls of a frame."""
    left = border.index("+")
    return line[left : left + 1] == "|" and line.rstrip()[-1:] == "|"


def _bare(line: str) -> str:
    """A line of a frame without its walls; nothing of a border."""
    if _BORDER.fullmatch(line):
        return " " * len(line)
    left, right = line.index("|"), line.rindex("|")
    return f"{line[:left]} {line[left + 1 : right]} {line[right + 1 :]}"
