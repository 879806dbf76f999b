"""Lines that were cut or folded at one width, whatever stood there: what stands at such an end is told at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from form4_grammar.diagnostics import Diagnostic
from form4_grammar.model import TABLES, Filing, cells_of
from form4_grammar.parser.lines import split_lines
from form4_grammar.regexes import regex
from form4_grammar.rules import traces

_NARROWEST, _SEVERAL = 40, 3
_SHORT_OF_IT = 12
"""Columns before the edge in which lines end that were folded between words."""

_END = 12
"""Signs at the end of a line, by which it is no other one again."""

_MORE = 1.5
"""How many more lines end there than a little before it: of lines folded between words, a sixth does."""

_SIGNED = regex(r"\s*/s/")
_ENDS, _DRAWN = frozenset(",.;:)("), frozenset("-=+|_*─━│┃┐┘┤")
"""Signs in which texts end that were cut, and those of tables."""


def of_one_width(
    source: str, filing: Filing, places: Mapping[str, tuple[int, int]], *, lacks_columns: bool = False
) -> Iterator[Diagnostic]:
    """A finding for each part of a filing in which a line ends at the one width at which all long lines end.

    Where a page `lacks_columns`, few such lines tell as much.
    """
    edges = _edges(source, lacks_columns=lacks_columns)
    if not edges:
        return
    message = "all long lines of the document end at one width, as this one does: what stood there may be cut off or broken"
    told: set[str] = set()
    rows = {
        f"{table}[{index}]": (min(cell.start for cell in shown), max(cell.end for cell in shown))
        for table in TABLES
        for index, row in enumerate(getattr(filing, table))
        if (shown := [cell for _, cell in cells_of(row) if cell.start >= 0])
    }
    signed = next((edge for edge in edges if _SIGNED.match(source, source.rfind("\n", 0, edge - 1) + 1)), None)
    lists = {} if signed is None else {"signatures": (signed, signed)}
    for path, (start, end) in (*places.items(), *rows.items(), *lists.items()):
        at = next((edge for edge in edges if start <= edge <= end + 1), None)  # a blank may stand there
        if at is not None and path not in told:
            told.add(path)
            yield Diagnostic(traces.TEXTS_CUT, message, start, end, path=path, help=traces.TEXTS_CUT.fix)


def _edges(source: str, *, lacks_columns: bool = False) -> list[int]:
    """Where the longest lines end, if they are several of one length and hardly a line is nearly as long; else none."""
    lines = split_lines(source)
    lengths = list(map(len, lines))
    width = max(lengths)
    several = 2 if lacks_columns else _SEVERAL
    if width < _NARROWEST or lengths.count(width) < several:
        return []
    edges, at = [], -1
    sure: list[str] = []  # how lines end at the edge, and how others do a little before it
    near: list[str] = []
    for line in lines:
        at += len(line) + 1
        end = line.rstrip()[-_END:]
        if len(line) == width and line[-1] not in _DRAWN:
            edges.append(at)
            # Programs fill lines of tables with blanks, too
            sure += [end] if "  " not in line[-_END:] and (line[-1].isalnum() or line[-1] in _ENDS) else []
        near += [end] if width - _SHORT_OF_IT <= len(line.rstrip()) < width - (len(line) == width) else []
    # Programs print a line again, and filers write a note again
    is_cut = len(sure) >= _MORE * len(near) or len(set(sure)) >= _MORE * len(set(near))
    return edges if len(set(sure)) >= several and (is_cut or lacks_columns) else []
