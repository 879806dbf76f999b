"""The heading of a table in the fragments of a document: which captions of the form stand over which columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, islice

from form4_grammar.grammar import ALIKE_SIGNS, Grammar, printed_pattern
from form4_grammar.parser.headings import Column, PrintedHeading, printed_heading
from form4_grammar.parser.lines import caption_of, normalised
from form4_grammar.readers.items import Said, Span, moved, said
from form4_grammar.readers.printed_texts import Fragment, fragments
from form4_grammar.readers.recomposed_parts import Part, moved_parts, parts_of_row, row_at_once
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import compiled

_DASHES = ALIKE_SIGNS["-"].replace("-", "") + "-"
_MOST_CAPTIONS = 800
"""The cells in which the two lines of a heading are looked for: the most that a line has, twice."""

_LONGEST_KNOWN, _LONGEST_HEADING = 200, 2000
"""The characters of a cell that is remembered, and of a heading."""


class Heading(NamedTuple):
    """The heading of a table: the parts of its lines, how many columns there are, and the number of the fragment after it.

    ``shortened`` is the table, with the span of its heading, where captions lack some of their words.
    """

    lines: Sequence[Sequence[Part]]
    columns: int
    end: int
    shortened: tuple[str, int, int] | None = None


def heading_at(
    text: str, cells: Sequence[Fragment], index: int, grammar: Grammar, rule: str, *, at_once: bool = False
) -> Heading | None:
    """The heading that begins with the fragment `index`, its captions over the columns that they head.

    None where it is not all captions of the form, in their order. `at_once` where the tabs of the text are of no width.
    """
    form = printed_heading(grammar, rule)
    if index >= len(cells):  # a title ends the page
        return None
    known = _whole_lines(text, cells, index, grammar, rule, at_once=at_once)
    if known is not None:
        return known
    captions, end = _captions(text, cells, index, grammar, rule)
    return _headed(text, captions, end, form, at_once=at_once) or _shortened(text, cells, index, rule, form)


def _headed(
    text: str, captions: Sequence[tuple[str, Span | Said]], end: int, form: PrintedHeading, *, at_once: bool
) -> Heading | None:
    """The heading that some captions are."""
    if (placed := _placed(captions, form)) is None:
        return None
    above, below, printed = placed
    lines = [[above.pop(one.caption, None) for _, one in printed], [below.get(i) for i, _ in printed]]
    return Heading([_parts(text, line, at_once=at_once) for line in lines[: len(form.lines)]], len(printed), end)


def _parts(text: str, line: Sequence[Span | Said | None], *, at_once: bool) -> Sequence[Part]:
    spans = [(0, 0) if one is None else one for one in line]
    plain = [one for one in spans if len(one) == 2]
    if at_once and len(plain) == len(spans) and (whole := row_at_once(text, plain)) is not None:
        return whole
    return parts_of_row(text, spans)


def _whole_lines(
    text: str, cells: Sequence[Fragment], index: int, grammar: Grammar, rule: str, *, at_once: bool
) -> Heading | None:
    """The heading that begins with a fragment, where it is as many whole lines as the form has, as nearly all are."""
    last = cells[index].line + len(printed_heading(grammar, rule).lines)
    end = next((i for i in range(index, min(index + _MOST_CAPTIONS, len(cells))) if cells[i].line >= last), 0)
    start = cells[index].start
    own = text[start : cells[end - 1].end]
    if not end or cells[index].cell or len(own) > _LONGEST_HEADING:
        return None
    known = _known(own, end - index, grammar, rule, at_once)
    if known is None:
        return None
    below = next((i for i in range(end, len(cells)) if cells[i].start < cells[i].end), end)
    beside = [i for i in (end - 1, below) if cells[i].start < cells[i].end and _goes_on(cells, i)]
    spans = [(cells[i].start, cells[i + 1].end) for i in beside]
    if any(_captions_of_cell(text, *span, grammar, rule) is not None for span in (*spans, cells[below][:2])):
        return None  # the heading goes on below
    return Heading([moved_parts(line, start) for line in known.lines], known.columns, end)


@lru_cache(maxsize=128)
def _known(text: str, size: int, grammar: Grammar, rule: str, at_once: bool) -> Heading | None:
    """The heading that a text is whose cells are fragments, of which there are `size`; None where it is not all one heading."""
    cells = fragments(text)
    captions, end = _captions(text, cells, 0, grammar, rule)
    if not len(cells) == size == end:
        return None
    return _headed(text, captions, end, printed_heading(grammar, rule), at_once=at_once)


def _captions(
    text: str, cells: Sequence[Fragment], index: int, grammar: Grammar, rule: str
) -> tuple[list[tuple[str, Span | Said]], int]:
    """The captions from a fragment on, and the number of the fragment that begins the line after them."""
    found: list[tuple[str, Span | Said]] = []
    while index < len(cells):
        start, end = cells[index][:2]
        if start < end:
            captions = _captions_of_cell(text, start, cells[index + 1].end, grammar, rule) if _goes_on(cells, index) else None
            if captions is not None and len(captions) == 1:
                index += 1
            else:
                captions = _captions_of_cell(text, start, end, grammar, rule)
            if captions is None:
                break
            found += captions
        index += 1
    while 0 < index < len(cells) and cells[index - 1].line == cells[index].line:
        index -= 1
        if cells[index].start < cells[index].end:  # a line that is only in part captions of the form
            return [], index
    return found, index


def _goes_on(cells: Sequence[Fragment], index: int) -> bool:
    """Whether a cell that ends a line may go on in the first of the next: some programs keep the breaks inside cells."""
    if index + 1 == len(cells) or cells[index + 1].cell or cells[index + 1].start == cells[index + 1].end:
        return False
    return cells[index].cell > 0 or (index + 2 < len(cells) and cells[index + 2].line == cells[index + 1].line)


def _captions_of_cell(text: str, start: int, end: int, grammar: Grammar, rule: str) -> list[tuple[str, Span | Said]] | None:
    captions = (_captions_in if end - start < _LONGEST_KNOWN else _captions_in.__wrapped__)(text[start:end], grammar, rule)
    return None if captions is None else [(caption, moved(part, start)) for caption, part in captions]


@lru_cache(maxsize=512)
def _captions_in(cell: str, grammar: Grammar, rule: str) -> Sequence[tuple[str, Span | Said]] | None:
    """The captions that a cell is, one or one above another, each with its place in the cell; None where it is no caption."""
    form = printed_heading(grammar, rule)
    known, joined = _captions_of(form.above, form.below)
    shown = normalised(cell)
    if (older := form.older.get(shown)) is not None:
        return [(older, (0, len(cell)))]
    caption = known.get(shown.casefold()) or known.get(caption_of(shown).casefold())
    if caption is not None:
        return [(caption, said(cell, caption, 0, len(cell)))]
    both = joined.fullmatch(caption_of(shown))
    if both is None:
        return None if shown else ()
    first, second = (known[normalised(both[number]).casefold()] for number in (1, 2))
    at = _beginning_of(both[2], cell, 0, len(cell))
    return [(first, said(cell, first, 0, at)), (second, said(cell, second, at, len(cell)))]


def _beginning_of(last: str, text: str, start: int, end: int) -> int:
    """Where the last words of a cell begin, given as they are without hyphens at ends of lines."""
    return next((at for at in range(end, start, -1) if caption_of(text[at:end]) == last), end)


@lru_cache(maxsize=32)
def _captions_of(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[dict[str, str], re.Pattern[str]]:
    """The captions of a heading by their words in small letters, and one of the first line joined with one of the second."""
    over, under = ("|".join(map(printed_pattern, sorted(texts, key=len, reverse=True))) for texts in (above, below or (" ",)))
    joined = compiled(rf"({over})(?:\s*[.:/>|{_DASHES}]\s*|\s+)({under})", re.IGNORECASE)
    return {caption.casefold(): caption for caption in (*below, *above)}, joined


def _placed(
    captions: Sequence[tuple[str, Span | Said]], form: PrintedHeading
) -> tuple[dict[str, Span | Said], dict[int, Span | Said], list[tuple[int, Column]]] | None:
    """The captions of a heading, those of the second line by their columns, and the columns; None where it is none."""
    above: dict[str, Span | Said] = {}
    below: dict[int, Span | Said] = {}
    column = 0
    for caption, span in captions:
        if caption in form.above:
            above.setdefault(caption, span)
            continue
        column = next((i for i in range(column, len(form.columns)) if form.columns[i].below == caption), len(form.columns))
        if column == len(form.columns):
            return None
        below[column] = span
        column += 1
    printed = [(i, one) for i, one in enumerate(form.columns) if one.caption in above and (i in below or not one.below)]
    if not above or {one.caption for _, one in printed} != set(above) or not set(below) <= {i for i, _ in printed}:
        return None
    return above, below, printed


def _shortened(text: str, cells: Sequence[Fragment], index: int, rule: str, form: PrintedHeading) -> Heading | None:
    """A heading whose captions lack some of their words."""
    from form4_grammar.readers.shortened import heading_of  # noqa: PLC0415 - few pages have such

    lines = [list(line) for _, line in groupby(islice(cells, index, index + _MOST_CAPTIONS), lambda cell: cell.line)]
    found = heading_of([[text[cell.start : cell.end] for cell in line] for line in lines[:2]], form.columns)
    if found is None or cells[index].cell:
        return None
    columns, of = found
    above: list[Span | Said | None] = []
    below: list[Span | Said | None] = []
    said_above = ""
    for place, column in enumerate(columns):
        top, bottom = lines[0][place], lines[of - 1][place]
        caption, divided = form.columns[column] if column is not None else ("", "")
        if not caption:
            above.append((top.start, top.end) if top.start < top.end else (bottom.start, bottom.end))
        elif caption != said_above:
            above.append(Said(caption, top.start, top.start if divided else top.end))
        else:
            above.append(None)
        below.append(said(text, divided, bottom.start, bottom.end) if divided else None)
        said_above = caption
    end = index + sum(map(len, lines[:of]))
    doubt = (rule.removesuffix("_heading"), lines[0][0].start, lines[of - 1][-1].end)
    return Heading([parts_of_row(text, line) for line in (above, below)[: len(form.lines)]], len(columns), end, doubt)
