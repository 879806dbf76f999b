"""Words of a text and where on its lines they stand, as it matters where columns are aligned by blanks or ruled by lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from form4_grammar.readers.columned.looks import is_ruled

_VERTICAL = "│┃║╎╏┆┇┊┋"
_RULE = re.compile(
    r"(?<![+|:])[+|:]*+[-=_]{3,}[-=_+|:]*|(?<![\u2500-\u257f])[\u2500-\u257f]*[─━═┄┅┈┉╌╍┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬][\u2500-\u257f]*"
)
"""A ruled line, or the piece of one that stands between blanks or walls."""

_WALLS = _VERTICAL + "|"
_CROSSINGS = "+|│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬"
_TOKEN = re.compile(r"\[ \](?!\S)|\S+")
_TORN = re.compile(r"\S*[A-Za-z)](\d{1,2}[A-Z]?\.)")
"""A word of one column that runs into the number of the next one's caption, as prints of full columns have it."""

_FIRST, _NUMBER, _SEVERAL = re.compile(r"1\.(?:[A-Z]\S*)?"), re.compile(r"\d{1,2}[A-Z]?\."), 3
"""The numbers of captions, and as many as tell the heading of a table."""

_BLANKS_APART = 2
"""As many blanks part two cells; one blank parts words, or cells where a column is full."""


NO_WALL = 1 << 30
"""Where the wall at the right of a word is that has none."""


class Word(NamedTuple):
    """A word of a line, from ``start`` to ``end`` of the text and from ``x0`` to ``x1`` of the line (exclusive).

    ``is_apart`` where more than one blank, a wall or nothing stands before it. ``left`` and ``right`` are the walls between
    which it stands, -1 and `NO_WALL` where there is none.
    """

    text: str
    start: int
    end: int
    line: int
    x0: int
    x1: int
    is_apart: bool = False
    left: int = -1
    right: int = NO_WALL


class Rule(NamedTuple):
    """A piece of a ruled line: the columns that it covers, and those of its crossings."""

    x0: int
    x1: int
    crossings: tuple[int, ...]


class Sheet(NamedTuple):
    """A text as words in lines.

    ``walls`` are the columns of vertical lines, ``rules`` the horizontal ones; ``pages`` the number of each line's page, and
    ``is_ruled`` whether the text draws its tables. ``parted`` are the lines before which no cell goes on, by their distances on
    paper; None where these are not known.
    """

    lines: list[list[Word]]
    walls: list[list[int]]
    rules: list[list[Rule]]
    pages: list[int]
    is_ruled: bool
    parted: frozenset[int] | None = None

    @property
    def is_print(self) -> bool:
        """Whether pages end in it, as where a print was made a text: its letters were not of one width."""
        return self.pages[-1] > 0


def sheet(text: str, *, is_drawn: bool = False) -> Sheet:
    """The words of a text without tabs, and the lines that are drawn between them: bars are, too, where it `is_drawn`."""
    ruled = is_drawn or is_ruled(text)
    lines: list[list[Word]] = []
    walls: list[list[int]] = []
    rules: list[list[Rule]] = []
    pages: list[int] = []
    at = page = 0
    for number, line in enumerate(text.split("\n")):
        page += line.count("\f")
        across, upright = _drawn(line, is_ruled=ruled)
        found = _from_the_edge(list(_words(line, at, number, across, upright)))
        lines.append(_walled(found, upright) if upright else found)
        walls.append(upright)
        rules.append(across)
        pages.append(page)
        at += len(line) + 1
    if is_double_spaced(lines):
        lines = [[word._replace(line=number) for word in words] for number, words in enumerate(lines[::2])]
        walls, rules, pages = walls[::2], rules[::2], pages[::2]
    return Sheet(lines, walls, rules, pages, ruled)


def is_double_spaced(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether every second line is blank, as where a program wrote two line breaks for each."""
    return len(lines) > _SEVERAL and not any(lines[1::2])


def _from_the_edge(words: list[Word]) -> list[Word]:
    """The words of a line; those of a table that a program began behind a text, as far left as where it begins a line."""
    begin = next((i for i, word in enumerate(words) if i and not word.is_apart and _FIRST.fullmatch(word.text)), 0)
    numbers = [word for word in words[begin + 1 :] if word.is_apart and _NUMBER.fullmatch(word.text)]
    if not begin or words[begin - 1].text[-1] != ")" or len(numbers) < _SEVERAL:
        return words
    by = words[begin].x0
    moved = [word._replace(x0=word.x0 - by, x1=word.x1 - by) for word in words[begin:]]
    return [*words[:begin], moved[0]._replace(is_apart=True), *moved[1:]]


def _drawn(line: str, *, is_ruled: bool) -> tuple[list[Rule], list[int]]:
    """The horizontal lines in a line, and the columns of the vertical ones."""
    across: list[Rule] = []
    for match in _RULE.finditer(line):
        start, end = match.span()
        before, after = line[start - 1 : start] or " ", line[end : end + 1] or " "
        if (before.isspace() or before in _WALLS or line[start] in _CROSSINGS) and (
            after.isspace() or after in _WALLS or line[end - 1] in _CROSSINGS
        ):
            across.append(Rule(start, end, tuple(i for i in range(start, end) if line[i] in _CROSSINGS)))
    if not is_ruled:
        return across, []
    upright = {i for i, sign in enumerate(line) if sign in _WALLS}
    for rule in across:
        upright -= set(range(rule.x0, rule.x1))
        upright |= {edge for edge in (rule.x0, rule.x1 - 1) if line[edge] in _CROSSINGS}
    return across, sorted(upright)


def _words(line: str, at: int, number: int, across: Sequence[Rule], upright: Sequence[int]) -> Iterator[Word]:
    """The words between the lines that are drawn; what begins with the number of a caption is a word of its own."""
    drawn = sorted({(rule.x0, rule.x1) for rule in across} | {(wall, wall + 1) for wall in upright})
    edges = {edge for rule in across for edge in (rule.x0, rule.x1)}
    begin = 0
    last = -1
    for x0, x1 in [*drawn, (len(line), len(line))]:
        is_first = True
        for token in _TOKEN.finditer(line, begin, max(x0, begin)):
            a, b = token.span()
            torn = _TORN.fullmatch(token[0])
            cut = a + torn.start(1) if torn else b
            if not token[0].strip("-") and (edges & {a - 1, b + 1}):
                continue  # the ruled line of a narrow column
            yield Word(line[a:cut], at + a, at + cut, number, a, cut, is_first or a - last >= _BLANKS_APART)
            if torn:
                yield Word(line[cut:b], at + cut, at + b, number, cut, b, is_apart=True)
            last, is_first = b, False
        begin = max(begin, x1)


def _walled(words: Sequence[Word], walls: Sequence[int]) -> list[Word]:
    found = []
    for word in words:
        left = max((wall for wall in walls if wall < word.x0), default=-1)
        right = min((wall for wall in walls if wall >= word.x1), default=NO_WALL)
        found.append(word._replace(left=left, right=right))
    return found


def in_one_cell(one: Word, other: Word) -> bool:
    """Whether none of the walls beside two words stands between them."""
    return max(one.left, other.left) < min(one.x0, other.x0) and max(one.x1, other.x1) <= min(one.right, other.right)


def chunks(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of a line in groups that more than one blank or a wall parts."""
    group: list[Word] = []
    for word in words:
        if group and (word.is_apart or word.x0 - group[-1].x1 >= _BLANKS_APART):
            yield group
            group = []
        group.append(word)
    if group:
        yield group
