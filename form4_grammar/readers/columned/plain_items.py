"""The items of the header of a text whose columns are aligned: what stands under or beside a caption is its answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.readers.columned.plain_lines import Cell, Lines, in_reading_order
from form4_grammar.readers.columned.positions import NO_WALL, Sheet, Word, chunks
from form4_grammar.readers.columned.threads import Free, Thread, labels, take, thread_at

_UNEVEN = 2
"""Columns by which an answer may begin before its caption."""

_EVIDENCE = 8
"""Lines below a caption in which something that begins at its edge shows that this is the edge of a column."""


class _Place(NamedTuple):
    """Where the answers of an item may begin: at ``left`` or after it."""

    left: int
    item: Thread
    is_flowing: bool


def write_items(
    lines: Lines, sheet: Sheet, free: Free, items: Sequence[Thread], first: int, end: int, grammar: Grammar
) -> None:
    """Adds the items whose captions stand among the lines `first` to `end`, each with its answers."""
    answers = _answers(sheet, free, items, first, end)
    for item in sorted(items, key=lambda one: (one.first, one.x0)):
        own: Free = {}
        for word in answers.get(id(item), ()):
            own.setdefault(word.line, []).append(word)
        _write(lines, item, own, grammar)
    lost = answers.get(0, ())
    for one in answers.values() if lost else ():  # it may be of any of them
        lines.doubt(lost, one[:1])


def _answers(sheet: Sheet, free: Free, items: Sequence[Thread], first: int, end: int) -> Mapping[int, Sequence[Word]]:
    """The words of each item, by the `id` of its caption; those of none by 0."""
    begins: dict[int, list[_Place]] = {}
    for item in items:
        begins.setdefault(item.first, []).append(_place(sheet, item))
    active: list[_Place] = []
    found: dict[int, list[Word]] = {}
    for line in range(first, end):
        new = sorted(begins.get(line, ()), key=lambda place: place.item.words[0].x0)
        for place in new:
            if not place.is_flowing:
                active = _with(active, _at_its_edge(place, active))
        flowing = [place for place in new if place.is_flowing]
        for chunk in chunks(free.get(line, ())):
            # On paper, what stands together is of one item
            for words in ((word,) for word in chunk) if sheet.parted is None else (chunk,):
                while flowing and flowing[0].item.words[0].x0 <= words[0].x0:
                    active = [flowing.pop(0)]
                before = [place for place in active if place.left <= words[0].x0]
                owner = max(before, key=lambda place: place.left, default=active[0] if len(active) == 1 else None)
                found.setdefault(id(owner.item) if owner else 0, []).extend(words)
        if flowing:
            active = [flowing[-1]]
    return found


def _at_its_edge(place: _Place, active: Sequence[_Place]) -> _Place:
    """An item, its place at the edge of its column: hints stand in the middle of it, and what is filled in does not."""
    over = [one.left for one in active if one.left <= place.item.x0] if place.item.known.is_hints else []
    return place._replace(left=max(over)) if over else place


def _with(active: Sequence[_Place], place: _Place) -> list[_Place]:
    """The columns once an item begins: those that its caption stands across end."""
    kept = [one for one in active if not place.left - _UNEVEN <= one.left < place.item.x1 - _UNEVEN]
    return sorted([*kept, place], key=lambda one: one.left)


def _place(sheet: Sheet, item: Thread) -> _Place:
    word = item.words[0]
    if word.left >= 0:
        return _Place(word.left, item, is_flowing=False)
    line = sheet.lines[word.line]
    group = next(chunk for chunk in chunks(line) if chunk[0].start <= word.start <= chunk[-1].start)
    if group[0].start < word.start and not _is_edge(sheet, item):
        return _Place(group[0].x0 - _UNEVEN, item, is_flowing=True)
    return _Place(word.x0 - _UNEVEN, item, is_flowing=False)


def _is_edge(sheet: Sheet, item: Thread) -> bool:
    """Whether lines below a caption begin where it begins, its own, if it has several, above any that stands across there."""
    below_it = next((word for word in item.words if word.line > item.first), None)
    if below_it is not None:
        return abs(below_it.x0 - item.words[0].x0) <= 1
    edge = item.words[0].x0
    for line in sheet.lines[item.first + 1 : item.first + 1 + _EVIDENCE]:
        begun = [word for word in line if abs(word.x0 - edge) <= 1]
        if any(word.is_apart for word in begun):
            return True
        if not begun and any(chunk[0].x0 < edge < chunk[-1].x1 for chunk in chunks(line)):
            return False
    return False


class _Block(NamedTuple):
    """Words of lines that follow each other, ``after`` as many labels."""

    words: list[Word]
    after: int


def _write(lines: Lines, item: Thread, own: Free, grammar: Grammar) -> None:
    box = re.compile(grammar.box)
    found = _labels(own, item, grammar, box)
    marks = _marks(own, found, box)
    take(own, marks.values())
    rest = in_reading_order(word for row in own.values() for word in row)
    lines.line([item], is_parted=True)
    if not found:
        if rest:
            lines.line([rest])
        return
    ticked = {
        name
        for rule in grammar.reached(item.known.name)
        for box_, *names in filter(None, grammar.rules.get(rule, ()))
        if box_ == "check_box"
        for name in names[:1]
    }
    if any(label.known.name in ticked for label in found):
        for row in _by_rows(found):
            cells: list[Cell] = []
            for label in row:
                mark = marks.get(id(label))
                cells += [[mark] if mark else None, label]
            lines.line(cells)
        if rest:
            is_told = sum(id(label) in marks for label in row) <= 1  # by its box: prints set one text between two labels
            under = _under(rest, row)
            lines.line([rest] if is_told and sum(cell is not None for cell in under) <= 1 else under)
        return
    blocks = list(_blocks(rest, found))
    walls = [word.right - 1 for word in item.words if word.right < NO_WALL]
    right = min(walls) if walls else max(word.x1 for word in (*item.words, *rest))
    for number in range(len(found) + 1):
        if number:
            lines.line([found[number - 1]])
        following = found[number] if number < len(found) else None
        for block in blocks:
            if block.after == number:
                written = list(_of_block(block, following, right))
                for one in written:
                    lines.line(one)
                if not written:
                    lines.doubt(block.words, rest)


def _labels(own: Free, item: Thread, grammar: Grammar, box: re.Pattern[str]) -> list[Thread]:
    """The labels inside an item, in reading order; their words are taken out."""
    found = []
    for known in labels(grammar, item.known.name):
        thread = next(filter(None, (thread_at(own, known, line, i, is_loose=True) for line, i in _starts(own, box))), None)
        if thread is not None:
            take(own, thread.words)
            found.append(thread)
    return sorted(found, key=lambda one: (one.first, one.x0))


def _starts(own: Free, box: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for line, row in own.items():
        for index, word in enumerate(row):
            if not index or word.is_apart or box.fullmatch(row[index - 1].text) or word.x0 - row[index - 1].x1 > 1:
                yield line, index


def _marks(own: Free, found: Sequence[Thread], box: re.Pattern[str]) -> dict[int, Word]:
    """The mark of each label, by its `id`: the nearest at its left, on its lines, with no other label between.

    Right above it, where a text was wrapped behind its mark.
    """
    marks: dict[int, Word] = {}
    for row in own.values():
        boxes = [word for word in row if box.fullmatch(word.text)]
        for word, after in zip_longest(boxes, boxes[1:]):
            begun = [(one.words[0], one) for one in found]
            behind = [
                (first.x0, one)
                for first, one in begun
                if first.line == word.line and word.x1 <= first.x0 and (after is None or first.x0 < after.x0)
            ]
            under = [(first.x0, one) for first, one in begun if first.line == word.line + 1 and abs(first.x0 - word.x0) <= 1]
            near = [one for one in behind if one[0] - word.x1 <= _UNEVEN]
            nearest = min(near or under or behind, key=lambda one: one[0], default=None)
            if nearest is not None:
                marks.setdefault(id(nearest[1]), word)
                continue
            right = [one for one in found if one.x0 >= word.x1 and one.first - 1 <= word.line <= one.last + 1]
            beside = [one for one in right if one.first <= word.line <= one.last] or right
            if beside:
                first = min(beside, key=lambda one: one.x0)
                marks.setdefault(id(first), word)
    return marks


def _by_rows(found: Sequence[Thread]) -> list[list[Thread]]:
    """Labels row by row: those that stand beside each other may begin on different lines."""
    rows: list[list[Thread]] = []
    last = -1
    for label in sorted(found, key=lambda one: (one.first, one.x0)):
        if rows and label.first <= last:
            rows[-1].append(label)
            last = max(last, label.last)
        else:
            rows.append([label])
            last = label.last
    return [sorted(row, key=lambda one: one.x0) for row in rows]


def _under(words: Sequence[Word], row: Sequence[Thread]) -> list[Cell]:
    """Answers as cells under the labels of a row, each with a cell for its mark; as one where two stand under one label."""
    places: dict[int, list[Word]] = {}
    for x0, x1 in _stripes((chunk[0].x0, chunk[-1].x1) for line in _rows(words) for chunk in chunks(line)):
        under = max((i for i, label in enumerate(row) if label.x0 <= x0 + _UNEVEN), default=0)
        if under in places:
            return [words]
        places[under] = [word for word in words if x0 <= word.x0 < x1]
    return [cell for i in range(len(row)) for cell in (None, places.get(i))]


def _blocks(rest: Sequence[Word], found: Sequence[Thread]) -> Iterator[_Block]:
    block: list[Word] = []
    number = 0
    for word in rest:
        after = sum((label.first, label.x0) < (word.line, word.x0) for label in found)
        if block and (after != number or word.line > block[-1].line + 1):
            yield _Block(block, number)
            block = []
        block.append(word)
        number = after
    if block:
        yield _Block(block, number)


def _of_block(block: _Block, following: Thread | None, right: int) -> Iterator[list[Cell]]:
    """The lines of a block, each a list of cells."""
    rows: list[list[Word]] = []
    for word in block.words:
        if rows and rows[-1][-1].line == word.line:
            rows[-1].append(word)
        else:
            rows.append([word])
    columns = _columns_of(following)
    if any(len(list(chunks(row))) > 1 for row in rows) or (block.after and len(rows) > 1 and len(columns) > 1):
        yield from _cells(block.words, columns)
        return
    joined: list[Word] = []
    for number, row in enumerate(rows):
        joined += row
        after = rows[number + 1] if number + 1 < len(rows) else None
        if block.after and after is not None and joined[-1].x1 + 1 + len(after[0].text) <= right:
            yield [joined]
            joined = []
    yield [joined]


def _columns_of(label: Thread | None) -> list[tuple[int, int]]:
    """The spans of the parts of a label, each of which names a column above it: (City) (State) (Zip)."""
    if label is None or label.first != label.last:
        return []
    parts: list[tuple[int, int]] = []
    for word in label.words:
        if word.text.startswith("(") or not parts:
            parts.append((word.x0, word.x1))
        else:
            parts[-1] = (parts[-1][0], word.x1)
    return parts


def _cells(words: Sequence[Word], columns: Sequence[tuple[int, int]]) -> Iterator[list[Cell]]:
    """The cells of a block of words: what stands below each other, two blanks or more from the rest, is one cell.

    `columns` are the spans of the captions that name them. There are none where lines cannot be parted into these columns.
    """
    if not words:
        return
    rows = list(_rows(words))
    stripes = _stripes((chunk[0].x0, chunk[-1].x1) for row in rows for chunk in chunks(row))
    if len(rows) > 1 and len(stripes) < len(columns):  # a full cell may stand one blank before the next
        words_alone = _stripes((word.x0, word.x1) for word in words)
        stripes = words_alone if len(words_alone) == len(columns) else stripes
    cells = [[word for word in words if x0 <= word.x0 < x1] for x0, x1 in stripes]
    if not columns:
        yield list(cells)
        return
    places: dict[int, list[Word]] = {}
    for (x0, x1), cell in zip(stripes, cells, strict=True):
        over = [i for i, (a, b) in enumerate(columns) if x0 < b and a < x1] or [
            i for i, (a, _) in enumerate(columns) if abs(a - x0) <= _UNEVEN
        ]
        if len(over) != 1 or over[0] in places:
            if len(cells) == len(columns) or len(rows) == 1:
                yield list(cells) if len(cells) == len(columns) else [[word for cell in cells for word in cell]]
            return
        places[over[0]] = cell
    yield [places.get(i) for i in range(len(columns))]


def _stripes(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of columns in which something stands."""
    found: list[tuple[int, int]] = []
    for x0, x1 in sorted(spans):
        if found and x0 < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in words:
        if row and row[-1].line != word.line:
            yield row
            row = []
        row.append(word)
    if row:
        yield row
