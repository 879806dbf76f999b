"""Level 2, second half: the cells of a table's row against the columns of the form.

The layout of a row lists what it may be, e.g. a transaction or a holding, column by column. A row that fits none as it
stands is read with one blank moved, if exactly one such reading fits; otherwise it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, combinations
from math import comb
from operator import add
from typing import Any

from form4_grammar.parser.patterns import Node
from form4_grammar.parser.row_layouts import BLANK, Alone, Alternative, Column, RowLayout
from form4_grammar.records import NamedTuple

_MOST_SHIFTS = 130
"""The ways to put blanks into a row with too few cells that are tried."""

_MOST_SURPLUS = 8
"""The cells by which a row may be longer than its columns and is still tried in other places."""

_NEW = tuple.__new__  # as in patterns.py: makes a named tuple in half the time
_MET: Callable[[dict[str, tuple[Any, ...]], str], tuple[Any, ...] | None] = dict.get


class Row(NamedTuple):
    """A row as read, cell by column.

    ``kind`` is the name of the layout's alternative, ``texts`` are what the cells hold, and cells after the last column are
    ``extra``. ``line`` is the offset of the row's line, ``printed`` the number of its cells, ``expected`` how many its heading
    has. ``fits`` is false where some cell does not, ``shifted`` true where blanks were moved. ``unknown`` are the cells, with
    their places, of columns that the form does not have. ``said`` is what the transformer made of such cells before or, of
    those it did not meet, what they are by themselves; None for one that only its tree tells, and where nobody asked.
    ``places`` and ``trees`` are `starts` and `nodes` where these are not those of the texts, one after the other.
    """

    line: int
    kind: str
    columns: tuple[Column, ...]
    texts: tuple[str, ...]
    printed: int
    expected: int
    places: tuple[int, ...] | None = None
    trees: tuple[Node | None, ...] | None = None
    fits: bool = True
    shifted: bool = False
    extra: tuple[tuple[int, str], ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    said: Sequence[tuple[Any, ...] | None] | None = None

    @property
    def nodes(self) -> tuple[Node | None, ...]:
        """The trees of the cells, None where the column's rules do not fit."""
        if self.trees is not None:
            return self.trees
        return tuple([column.read(text) for column, text in zip(self.columns, self.texts, strict=True)])

    @property
    def starts(self) -> tuple[int, ...]:
        """Where the cells stand on the page."""
        return _starts(self.texts, self.line) if self.places is None else self.places


_AS_PRINTED = (None, None, True, False, (), ())
"""The rest of a row that fits as it stands."""


def read_row(
    text: str, line: int, layout: RowLayout, columns: Sequence[int | None], *, by_heading: bool = False, strict: bool = False
) -> Row:
    """The row ``text``, which stands at `line` on the page, under a heading with `columns` (see `headings.Heading`).

    It is read by the form's columns where it has as many cells, but `by_heading` by those; `strict` by no others at all.
    """
    texts = text.split("\t")
    width = layout.width
    if len(texts) == width and not strict and not (by_heading and len(columns) == width):  # as nearly all
        fitting = _fit(texts, layout)
        if fitting is not None:
            one, said = fitting
            return _NEW(Row, (line, one.name, one.columns, tuple(texts), width, width, *_AS_PRINTED, said))
        return _read_misfit(line, texts, _starts(texts, line), layout)
    while len(texts) > max(width, len(columns)) + _MOST_SURPLUS and not texts[-1].strip():
        texts.pop()
    starts = _starts(texts, line)
    if by_heading and len(texts) == len(columns):
        found = _by_heading(line, texts, starts, columns, layout)
        if found is not None:
            return found
        if strict:
            return _by_heading_as_it_stands(line, texts, starts, columns, layout)
    if strict:
        end = starts[-1] + len(texts[-1])
        row = _as_it_stands(line, [*texts, ""], (*starts, *[end] * (width + 1)), layout, is_known=False)
        return row._replace(printed=len(texts), expected=len(columns))
    if len(texts) == width and (fitting := _fit(texts, layout)) is not None:
        one, said = fitting
        return Row(line, one.name, one.columns, tuple(texts), width, width, said=said)
    if len(texts) != width and len(texts) == len(columns):
        found = _by_heading(line, texts, starts, columns, layout)
        if found is not None:
            return found
        row = _read_misfit(line, texts, starts, layout)
        if row.fits or any(node is not None for text, node in zip(row.texts, row.nodes, strict=True) if text.strip()):
            return row
        under = _by_heading_as_it_stands(line, texts, starts, columns, layout)
        return (
            under if all(node is not None for text, node in zip(under.texts, under.nodes, strict=True) if text.strip()) else row
        )
    return _read_misfit(line, texts, starts, layout)


def _starts(texts: Sequence[str], line: int) -> tuple[int, ...]:
    return tuple(map(add, accumulate(map(len, texts), initial=line), range(len(texts))))  # a tab stands before each


def _fit(texts: Sequence[str], layout: RowLayout) -> tuple[Alternative, list[tuple[Any, ...] | None]] | None:
    """The first alternative that all cells fit, and what these say, as `Row` has it."""
    for alternative in layout.alternatives:
        said = list(map(_MET, alternative.plain, texts))
        if all(said):  # as where all were met before
            return alternative, said
        for index in [index for index, one in enumerate(said) if one is None]:
            met = alternative.columns[index].met(texts[index])
            if met is None:
                break
            said[index] = met if type(met) is Alone else None
        else:
            return alternative, said
    return None


def _by_heading(
    line: int, texts: Sequence[str], starts: Sequence[int], columns: Sequence[int | None], layout: RowLayout
) -> Row | None:
    """The row with its cells at the places of the columns that the heading names; what it does not name is blank."""
    placed, at, unknown = _placed(texts, starts, columns, layout.width)
    for one in layout.alternatives:
        nodes = tuple(column.read(text) for text, column in zip(placed, one.columns, strict=True))
        if all(node is not None or index not in columns for index, node in enumerate(nodes)):
            filled = tuple(node if node is not None else BLANK for node in nodes)
            return Row(line, one.name, one.columns, placed, len(texts), len(texts), at, filled, unknown=unknown)
    return None


def _by_heading_as_it_stands(
    line: int, texts: Sequence[str], starts: Sequence[int], columns: Sequence[int | None], layout: RowLayout
) -> Row:
    """The row by the columns that the heading names, as the alternative that it fits best."""
    placed, at, unknown = _placed(texts, starts, columns, layout.width)
    row = _as_it_stands(line, placed, at, layout)
    nodes = tuple(
        BLANK if node is None and not placed[i].strip() and i not in columns else node for i, node in enumerate(row.nodes)
    )
    return row._replace(trees=nodes, printed=len(texts), expected=len(texts), unknown=unknown)


def _placed(
    texts: Sequence[str], starts: Sequence[int], columns: Sequence[int | None], width: int
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[tuple[int, str], ...]]:
    """The cells at the places of the form's columns, where they stand, and those of columns that the form does not have."""
    placed, at = [""] * width, [starts[-1] + len(texts[-1])] * width
    unknown = []
    for text, start, column in zip(texts, starts, columns, strict=True):
        if column is not None and not placed[column].strip():
            placed[column], at[column] = text, start
        elif text.strip():
            unknown.append((start, text))
    return tuple(placed), tuple(at), tuple(unknown)


def _read_misfit(line: int, texts: Sequence[str], starts: Sequence[int], layout: RowLayout) -> Row:
    """A row that no alternative fits as it stands: the one shift of its cells that fits, else as it stands."""
    width, printed = layout.width, len(texts)
    padded = (*texts, *[""] * (width - printed))
    end = starts[-1] + len(texts[-1])
    if printed < width and (found := _fit(padded, layout)) is not None:
        one, said = found
        at = (*starts, *[end] * (width - printed))
        return Row(line, one.name, one.columns, padded, printed, width, at, said=said)
    orders: dict[tuple[str, ...], tuple[int | None, ...]] = {}
    for order in _shifts(texts, width):
        orders.setdefault(tuple(texts[i] if i is not None else "" for i in order), order)
    readings = {moved: found for moved in orders if (found := _fit(moved, layout)) is not None}
    if len(readings) == 1:
        ((moved, (one, said)),) = readings.items()
        at = _places(orders[moved], starts, end)
        return Row(line, one.name, one.columns, moved, printed, width, at, shifted=moved != padded, said=said)
    nearly = {moved: trees for moved in orders if printed != width and (trees := _fit_but_one(moved, layout)) is not None}
    if len(nearly) == 1:
        ((moved, (one, nodes)),) = nearly.items()
        at = _places(orders[moved], starts, end)
        return Row(line, one.name, one.columns, moved, printed, width, at, nodes, fits=False, shifted=moved != padded)
    if printed == width - 1 and (parted := _with_parted_cell(line, texts, starts, layout)) is not None:
        return parted
    if printed > width and (found := _fit(texts[:width], layout)) is not None:
        one, said = found
        extra = _extra(texts, starts, width)
        return Row(line, one.name, one.columns, tuple(texts[:width]), printed, width, extra=extra, said=said)
    return _as_it_stands(line, texts, (*starts, *[end] * (width - printed)), layout)


def _with_parted_cell(line: int, texts: Sequence[str], starts: Sequence[int], layout: RowLayout) -> Row | None:
    """The row, where one cell alone holds two columns and only one way to part it fits, as 1,000 (A) does.

    What stands last in it is the next column, or the caption of the one that the rest is of.
    """
    found: list[Row] = []
    for index, text in enumerate(texts):
        before, _, behind = text.rstrip().rpartition(" ")
        if not before.strip():
            continue
        bare = behind[1:-1] if behind.startswith("(") and behind.endswith(")") else behind
        named = [caption in (bare, f"({bare})") for caption in layout.divided[index : index + 2]]
        pair = (before, bare)
        if sum(named) == 1:
            pair = (before, "") if named[0] else ("", before)
        parted = (*texts[:index], *pair, *texts[index + 1 :])
        if (fitting := _fit(parted, layout)) is not None:
            one, said = fitting
            at = (*starts[: index + 1], starts[index] + (text.rindex(bare) if pair[1] == bare else 0), *starts[index + 1 :])
            found.append(Row(line, one.name, one.columns, parted, len(texts), layout.width, at, shifted=True, said=said))
    return found[0] if len(found) == 1 else None


def _fit_but_one(texts: Sequence[str], layout: RowLayout) -> tuple[Alternative, tuple[Node | None, ...]] | None:
    """The first alternative that the cells fit, but for a blank one where the column may not be blank."""
    for alternative in layout.alternatives:
        nodes: list[Node | None] = []
        wrong = 0
        for text, column in zip(texts, alternative.columns, strict=True):
            nodes.append(column.read(text))
            if nodes[-1] is None:
                wrong += 1
                if wrong > 1 or text.strip():
                    break
        else:
            if wrong:
                return alternative, tuple(nodes)
    return None


def _as_it_stands(line: int, texts: Sequence[str], starts: Sequence[int], layout: RowLayout, *, is_known: bool = True) -> Row:
    """The row as the alternative that it fits best, what does not fit being None.

    Where the number of cells is wrong, too, no cell can be told to stand under its column, so nothing is read but blanks.
    """
    width, printed = layout.width, len(texts)
    cells = (*texts, *[""] * (width - printed))[:width]
    alternative = max(layout.alternatives, key=lambda one: _merit(cells, one))
    columns = tuple(
        _stand_in(layout, index, column) if text.strip() else column
        for index, (text, column) in enumerate(zip(cells, alternative.columns, strict=True))
    )
    nodes = tuple(
        column.read(text) if (printed == width and is_known) or not text.strip() else None
        for text, column in zip(cells, columns, strict=True)
    )
    extra = _extra(texts, starts, width)
    return Row(line, alternative.name, columns, cells, printed, width, tuple(starts[:width]), nodes, fits=False, extra=extra)


def _extra(texts: Sequence[str], starts: Sequence[int], width: int) -> tuple[tuple[int, str], ...]:
    """The cells after the last column that hold something, with their places."""
    return tuple((start, text) for start, text in zip(starts[width:], texts[width:], strict=False) if text.strip())


def _merit(cells: Sequence[str], alternative: Alternative) -> int:
    """How well cells fit: text in a column that has to be blank counts against it more than a blank where text should be."""
    fitting = [column.read(text) is not None for text, column in zip(cells, alternative.columns, strict=True)]
    intruding = sum(1 for text, column in zip(cells, alternative.columns, strict=True) if text.strip() and not column.rules)
    return sum(fitting) - 2 * intruding


def _places(order: Sequence[int | None], starts: Sequence[int], end: int) -> tuple[int, ...]:
    """Where the cells stand: their own places, and for a blank that was put in, the place of the next cell."""
    places, following = [], end
    for index in reversed(order):
        following = starts[index] if index is not None else following
        places.append(following)
    return tuple(reversed(places))


def _shifts(texts: Sequence[str], width: int) -> Iterator[tuple[int | None, ...]]:
    """The ways to bring the cells to `width`: blanks put in, blanks taken out at one place, or one blank moved.

    Each is the index of the cell for each column, None for a blank that is put in.
    """
    cells: list[int | None] = list(range(len(texts)))
    short = width - len(cells)
    blanks = {i for i, text in enumerate(texts) if not text.strip()}
    if short > 0 and comb(width, short) <= _MOST_SHIFTS:
        for places in combinations(range(width), short):
            following = iter(cells)
            yield tuple(None if place in places else next(following) for place in range(width))
    elif short > 0:
        for place in range(len(cells), -1, -1):
            yield (*cells[:place], *[None] * short, *cells[place:])
    elif short < 0:
        for first in sorted(blanks) if -short <= _MOST_SURPLUS else []:
            if all(i in blanks for i in range(first, first - short)):
                yield (*cells[:first], *cells[first - short :])
    else:
        filled = [i for i in range(len(texts)) if i not in blanks]
        for blank in sorted(blanks):
            rest = [cell for cell in cells if cell != blank]
            # Moved over blanks only, or only further among them, it would change nothing
            if blank - 1 in filled:
                yield from ((*rest[:place], None, *rest[place:]) for place in filled if place < blank)
            if blank + 1 in filled:
                yield from ((*rest[:place], None, *rest[place:]) for place in filled if place > blank)


def _stand_in(layout: RowLayout, index: int, column: Column) -> Column:
    """The column, or where it should be blank, the same place's column in another alternative."""
    others = (alternative.columns[index] for alternative in layout.alternatives)
    return column if column.rules else next((other for other in others if other.rules), column)
