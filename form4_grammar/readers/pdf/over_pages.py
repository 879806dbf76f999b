"""Tables that go on from page to page: headings repeated, and rows that the end of a page parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from form4_grammar.readers.pdf.lines import lines
from form4_grammar.readers.pdf.tables import Area, Band, Table

_SAME_COLUMN = 5.0
_PADDING, _BLANK = 1.2, 0.25
"""What a cell leaves free at both its sides, at most, and how wide a blank is, in the size of the text."""

_HEADING = 2
"""The bands that a heading has, its title among them; more only where there is no digit in them."""

_LITTLE = 0.2
"""The share of the words of a heading that it may lack where it is repeated."""

_VALUE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\$?\d{1,3}(?:,\d{3})++(?:\.\d+)?+")
_NUMBERED = re.compile(r"\d{1,2}[A-Z]?\.")


def joined(table: Table, following: Table) -> Table | None:
    """A table with what follows on the next page; None where that is another table."""
    same = _repeated(table.bands, following.bands)
    if following.is_title_first and not same:
        return None
    following = _refined(following, table.xs)  # programs that draw no borders around empty cells draw less of a column
    if table.bands[-1].is_open:  # columns may begin within what is cut
        table = _refined(table, following.xs)
    if len(table.xs) != len(following.xs) or any(
        abs(one - other) > _SAME_COLUMN for one, other in zip(table.xs, following.xs, strict=True)
    ):
        return None
    rest = following.bands[same:]
    bands = list(table.bands)
    if rest:
        bands[-1], rest = _filled(bands[-1], rest[0]), (_filled(rest[0], bands[-1]), *rest[1:])
    if len(table.xs) == 2 and not bands[-1].is_open:
        return None  # a block of its own
    is_layout, is_cut = table.is_layout or following.is_layout, table.is_cut or following.is_cut
    if rest and _spans(bands[-1]) == _spans(rest[0]) and not any(rest[0].words):
        rest = rest[1:]  # of a row that is cut, what goes on is beyond what is seen
    elif rest and _are_two(bands[-1], rest[0]):
        pass
    elif rest and _spans(bands[-1]) == _spans(rest[0]) and _is_one_row(bands[-1], rest[0], table.xs):
        bands[-1] = Band(tuple(_together(a, b) for a, b in zip(bands[-1].areas, rest[0].areas, strict=True)), bands[-1].height)
        rest = rest[1:]
    elif rest and (bands[-1].is_open or is_layout) and (whole := _whole(bands[-1], rest[0])) is not None:
        bands[-1] = whole
        rest = rest[1:]
    return table._replace(bands=(*bands, *rest), is_layout=is_layout, is_cut=is_cut)


def _filled(band: Band, other: Band) -> Band:
    """A row with empty cells where another has cells and it has none."""
    if band.height != 1 or other.height != 1:
        return band
    taken = {column for area in band.areas for column in range(*area.columns)}
    missing = [area for area in other.areas if taken.isdisjoint(range(*area.columns))]
    areas = (*band.areas, *(area._replace(words=(), is_open=band.is_open, is_cut=False) for area in missing))
    return band._replace(areas=tuple(sorted(areas, key=lambda area: area.columns)))


def _refined(table: Table, xs: Sequence[float]) -> Table:
    """A table with the columns of another, where these part its own ones."""
    at = [next((i for i, x in enumerate(xs) if abs(x - own) <= _SAME_COLUMN), -1) for own in table.xs]
    if len(xs) <= len(table.xs) or -1 in at or at[0] or at[-1] != len(xs) - 1:
        return table
    bands = tuple(
        band._replace(areas=tuple(area._replace(columns=(at[area.columns[0]], at[area.columns[1]])) for area in band.areas))
        for band in table.bands
    )
    return table._replace(xs=tuple(xs), bands=bands)


def _whole(band: Band, rest: Band) -> Band | None:
    """A row of several heights with its rest; None where these are two rows, as where an item of the form begins in the second.

    The cells that reach to the end of the first go on in those that the second begins with.
    """
    last = {area.columns: area for area in band.areas if area.rows[1] == band.height}
    top = {area.columns: area for area in rest.areas if area.rows[0] == 0}
    if last.keys() != top.keys() or any(_begins_item(area) and last[key].words for key, area in top.items()):
        return None
    shift = band.height - 1
    areas = [area for area in band.areas if area.columns not in last or area.rows[1] < band.height]
    areas += [_together(one, top[key])._replace(rows=(one.rows[0], top[key].rows[1] + shift)) for key, one in last.items()]
    areas += [area._replace(rows=(area.rows[0] + shift, area.rows[1] + shift)) for area in rest.areas if area.rows[0] > 0]
    return Band(tuple(sorted(areas, key=lambda area: (area.rows[0], area.columns))), rest.height + shift)


def _begins_item(area: Area) -> bool:
    return bool(area.words) and _NUMBERED.match(lines(area.words)[0][0].word.text) is not None


def _is_one_row(band: Band, rest: Band, xs: Sequence[float]) -> bool:
    """Whether two rows are one that the end of a page parts: it is open there, or its cells tell."""
    return band.is_open or _are_halves(band, rest) or _had_no_room(band, rest, xs)


def _are_two(band: Band, rest: Band) -> bool:
    """Whether two rows are two, though nothing may close the first: both have a value in one column."""
    values = {area.columns for area in band.areas if area.rows[1] == band.height and _is_value(area)}
    return any(area.columns in values and _is_value(area) for area in rest.areas if area.rows[0] == 0)


def _is_value(area: Area) -> bool:
    """Whether a cell holds a date or an amount that lacks nothing."""
    return bool(area.words) and _VALUE.fullmatch(area.words[0].text) is not None


def _had_no_room(band: Band, rest: Band, xs: Sequence[float]) -> bool:
    """Whether all that a row has goes on cells of the row before, and its first words had no room in their last lines."""
    pairs = [(a, b) for a, b in zip(band.areas, rest.areas, strict=True) if b.words]
    filled = sum(bool(area.words) for area in band.areas)
    return 0 < len(pairs) < filled and all(
        a.words and _width(a, last=True) + _width(b, last=False) > a.right - xs[a.columns[0]] - _PADDING * a.words[0].size
        for a, b in pairs
    )


def _width(area: Area, *, last: bool) -> float:
    """How wide the last line of a cell is, or the first word of its first line with the blank before it."""
    found = lines(area.words)
    if last:
        return max(run.word.right for run in found[-1]) - min(run.word.left for run in found[-1])
    word = found[0][0].word
    return word.right - word.left + _BLANK * word.size


def _are_halves(band: Band, rest: Band) -> bool:
    """Whether two rows are one whose cells went to either page: its first cell is never empty."""
    is_apart = not any(a.words and b.words for a, b in zip(band.areas, rest.areas, strict=True))
    return is_apart and len(band.areas) > 1 and bool(band.areas[0].words) != bool(rest.areas[0].words)


def _repeated(bands: Sequence[Band], following: Sequence[Band]) -> int:
    """How many bands at the top of a page repeat the heading of the table, which a title may stand over."""
    first = 1 if len(bands[0].areas) == 1 and bands[0].key != following[0].key else 0
    number = 0
    for band, other in zip(bands[first:], following, strict=False):
        is_heading = first + number < _HEADING or not any(sign.isdigit() for word in other.words for sign in word.text)
        if not is_heading or not (band.key == other.key or _is_shortened(other, band)):
            break
        number += 1
    return number


def _is_shortened(band: Band, whole: Band) -> bool:
    """Whether a heading of several cells is another one with little left out, as where a program had less room for it."""
    if len(band.areas) <= 1 or _spans(band) != _spans(whole):
        return False
    lost = [Counter(full) - Counter(found) for found, full in zip(band.key, whole.key, strict=True)]
    is_inside = not any(Counter(found) - Counter(full) for found, full in zip(band.key, whole.key, strict=True))
    return is_inside and sum(one.total() for one in lost) <= _LITTLE * sum(map(len, whole.key))


def _spans(band: Band) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(area.columns, area.rows) for area in band.areas]


def _together(area: Area, rest: Area) -> Area:
    return area._replace(words=area.words + rest.words, is_open=rest.is_open)
