"""The heading of a table of a text whose columns are aligned, by the printed captions of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.parser.headings import PrintedHeading, printed_heading
from form4_grammar.readers.columned.columns import Head
from form4_grammar.readers.columned.plain_lines import Cell, Lines
from form4_grammar.readers.columned.positions import NO_WALL, Word
from form4_grammar.readers.columned.threads import Free, Known, Thread, letters, take, thread_at

_DEEPEST = 14
"""Lines of a heading below the first of its captions."""

_UNEVEN = 3
"""Columns by which a caption may stand right of a cell below it."""

_SEVERAL, _FEW_CUT = 2, 4
"""Lines of a caption that was cut, and words of one of its lines."""


class Printed(NamedTuple):
    """The heading of a table as it stands on one page: the number of each column, in the form, and where its caption stands.

    ``above`` and ``below`` are the captions by the column that they begin with; ``last`` is the last line of them.
    From ``edge`` on stand columns whose captions are not whole, as where the paper ends inside them.
    ``is_collapsed`` where captions that stand over several columns were printed over one of them, so that those after it are
    not over their columns. It ``is_flowing`` where captions follow each other, and ``is_turned`` where they do so from one line
    to the next, so that they are over nothing.
    """

    columns: tuple[int, ...]
    heads: tuple[Head, ...]
    above: Mapping[int, Thread]
    below: Mapping[int, Thread]
    last: int
    is_collapsed: bool
    is_flowing: bool
    edge: int = NO_WALL
    is_turned: bool = False


def read_heading(free: Free, captions: Sequence[Thread], end: int, grammar: Grammar, table: str) -> Printed | None:
    """The heading whose `captions` were found above the line `end`; None where they are not the form's."""
    form = printed_heading(grammar, f"{table}_heading")
    texts = {letters(text): text for text in form.above}
    texts |= {letters(text): current for text, current in form.older.items()}
    found: dict[str, Thread] = {}
    for caption in captions:
        text = texts.get(caption.known.letters)
        if text in form.above:
            found.setdefault(text, caption)
    above: dict[int, Thread] = {}
    for index, column in enumerate(form.columns):
        if column.caption in found and (not index or form.columns[index - 1].caption != column.caption):
            above[index] = found[column.caption]
    if not above:
        return None
    is_flowing = _is_flowing(above)
    below = dict(_below(free, form, above, end, is_flowing=is_flowing))
    take(free, [word for thread in below.values() for word in thread.words])
    columns = [i for i, one in enumerate(form.columns) if (i in below if one.below else i in above)]
    if not columns:
        return None
    heads = tuple(_head(form, i, above, below) for i in columns)
    last = max(thread.last for thread in (*above.values(), *below.values()))
    is_collapsed = not is_flowing and _is_collapsed(above, below)
    first, right = min(thread.first for thread in above.values()), max(thread.x1 for thread in above.values())
    edge = NO_WALL if is_flowing or is_collapsed else _cut_behind(free, first, last, right)
    is_turned = is_flowing and any(_turns(above))
    return Printed(tuple(columns), heads, above, below, last, is_collapsed, is_flowing, edge, is_turned)


def unnumbered(free: Free, first: int, end: int, grammar: Grammar, table: str) -> list[Thread]:
    """The captions of a table's first line below its title, where they have no number: elsewhere such words are no captions."""
    form = printed_heading(grammar, f"{table}_heading")
    found = []
    for text in form.above:
        known = Known(letters(text), "column", form.names[text], text, frozenset())
        places = ((line, i) for line in range(first, min(end, first + _DEEPEST)) for i in range(len(free.get(line, ()))))
        thread = next(filter(None, (thread_at(free, known, line, i) for line, i in places)), None)
        if thread is not None and not text[0].isdigit():
            take(free, thread.words)
            found.append(thread)
    return found


def _cut_behind(free: Free, first: int, last: int, right: int) -> int:
    """Where a caption begins that is none, at the right of all others, in several lines below each other."""
    starts = [word.x0 for line in range(first, last + 1) for word in free.get(line, ())[-_FEW_CUT:] if word.x0 > right]
    lines = {word.line for line in range(first, last + 1) for word in free.get(line, ())[-_FEW_CUT:] if word.x0 > right}
    return min(starts) if len(lines) >= _SEVERAL else NO_WALL


def _is_flowing(above: Mapping[int, Thread]) -> bool:
    """Whether captions follow each other one blank apart, and not only where the one before fills its column."""
    captions = [above[index] for index in sorted(above)]
    if any(caption.words[0].left >= 0 for caption in captions):
        return False
    follow = [caption for caption in captions[1:] if not caption.words[0].is_apart]
    return any(_turns(above)) or 2 * len(follow) > len(captions)


def _turns(above: Mapping[int, Thread]) -> Iterator[bool]:
    """Of each caption but the last, whether the next one stands left of it."""
    return (after.x0 <= one.x0 for one, after in pairwise([above[index] for index in sorted(above)]))


def _below(
    free: Free, form: PrintedHeading, above: Mapping[int, Thread], end: int, *, is_flowing: bool
) -> Iterator[tuple[int, Thread]]:
    """The captions of the second line, each right of the one before."""
    groups = [above[i] for i, one in enumerate(form.columns) if one.below and i in above]
    if not groups:
        return
    top = min(group.last for group in groups) + 1
    at, row = -1, top
    beside: list[Word] = []  # what stands one blank behind the caption before
    for index, column in enumerate(form.columns):
        if not column.below:
            continue
        known = Known(letters(column.below), "label", form.names[column.below], column.below, frozenset())
        found = []
        for line in range(top, min(top + _DEEPEST, end)):
            for number, word in enumerate(free.get(line, ())):
                begins = word.is_apart or not number or word in beside
                is_after = (line, word.x0) > (row, at) if is_flowing else word.x0 > at and begins
                if is_after and known.text.startswith(word.text):
                    thread = thread_at(free, known, line, number)
                    if thread is not None and all(part.text in known.text for part in thread.words):
                        found.append(thread)
        if found:
            least = min(one.x0 for one in found)
            near = found if is_flowing else [one for one in found if one.x0 - least <= _UNEVEN]
            thread = min(near, key=lambda one: (one.first, one.x0))  # of a V and that of a row below it, the upper one
            yield index, thread
            at, row = (thread.words[-1].x0, thread.words[-1].line) if is_flowing else (thread.x0, row)
            beside = [next((word for word in free[one.line] if word.x0 >= one.x1), one) for one in thread.words]


def _is_collapsed(above: Mapping[int, Thread], below: Mapping[int, Thread]) -> bool:
    """Whether captions of the second line stand before the one above that they belong to, or behind the next."""
    for index, caption in below.items():
        begins = [i for i in above if i <= index]
        after = min((i for i in above if i > index), default=None)
        if begins and caption.x1 <= above[max(begins)].x0:
            return True
        if after is not None and caption.x0 >= above[after].x1:
            return True
    return False


def _head(form: PrintedHeading, index: int, above: Mapping[int, Thread], below: Mapping[int, Thread]) -> Head:
    caption = below[index] if form.columns[index].below else above[index]
    wall = _edge(above[index]) if index in above else None
    word = caption.words[0]
    return Head(caption.x0, caption.x1, wall, word.left, word.right)


def _edge(caption: Thread) -> int | None:
    """Where a column begins: at the left edge of a caption of several lines that begin below each other."""
    starts: dict[int, int] = {}
    for word in caption.words:
        starts[word.line] = min(word.x0, starts.get(word.line, word.x0))
    if len(starts) == 1 or max(starts.values()) - min(starts.values()) > 1:
        return None
    return min(starts.values())


def write_heading(lines: Lines, printed: Printed, grammar: Grammar, table: str) -> None:
    """Adds the lines of a heading, captions over the columns that they head."""
    form = printed_heading(grammar, f"{table}_heading")
    due = dict(printed.above)
    over: list[Cell] = []
    for column in printed.columns:
        first = next(i for i in range(column, -1, -1) if not i or form.columns[i].caption != form.columns[i - 1].caption)
        over.append(due.pop(first, None))
    lines.line(over, is_parted=True)
    if any(column.below for column in form.columns):
        lines.line([printed.below.get(column) for column in printed.columns])
