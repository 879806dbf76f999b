"""One item of the header, whose caption, labels and answers came apart, as the one text that the form's layout describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from form4_grammar.grammar import MOST_PARTS, Grammar, printed_pattern
from form4_grammar.parser.lines import normalised
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.readers.page_text import BREAK_IN_CELL
from form4_grammar.readers.printed_beginnings import COLON_OR_BLANK, bullet_of, numbered_pattern
from form4_grammar.readers.printed_texts import Fragment
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import compiled, regex

Span = tuple[int, int]


class Said(NamedTuple):
    """A printed text of the form, and the span of the document that has it in other letters."""

    text: str
    start: int
    end: int


Word = tuple[str | Span | Said, ...]
"""Spans of the document, and texts to be put in, with nothing between them."""

_UNDERLINE, _UNDERLINE_END = "<u>", "</u>"
_HINTS = (r"\)\s+\(", r"\)\s*\(")
"""Between the hints of a label, which some copies write without a blank: (City)(State)(Zip)."""

_KEY, _LETTERS = regex(r"([A-Za-z][A-Za-z /,-]{1,30}):\s+(\S.*)", re.DOTALL), regex(r"[a-z]+")
_MOST_LINES = 8
"""Of a name and an address."""

BEFORE = 3
"""How far before a check box a colon is looked for that makes it the answer to a label."""

_SHORTEST = 4
"""Captions of fewer letters, such as a bracket, are part of the answer's own line."""


class _Caption(NamedTuple):
    """A caption and, where it has a check box with a mark in it, the mark; ``start`` is that of the bullet before them."""

    start: int
    mark: Span | None
    span: Span
    said: Said | Span


class _Answer(NamedTuple):
    """A piece of what was filled in, inside one cell."""

    span: Span
    line: int
    cell: int


def compose_item(text: str, cells: Sequence[Fragment], rule: str, grammar: Grammar, *, lost: str = "") -> list[Word]:
    """The words of an item that stands in `cells`, answers underlined as far as the rule of the item then reads it.

    `lost` is its caption where the document has none.
    """
    captions = list(_captions(text, cells, rule, grammar))
    groups = list(_answers(text, cells, captions))
    columns = _columns(cells, captions)
    words: list[Word] = []
    for compose in (_cell_by_cell, _line_by_line, _bare):
        words = [(lost,)] if lost else []
        for caption, answers in zip([None, *captions], groups, strict=True):
            if caption is not None:
                words += [*([(caption.mark,)] if caption.mark else []), (caption.said,)]
            mark, rest = _behind(text, answers, grammar)
            words += [(mark,)] if mark else []
            words += compose(rest, columns)
        if compile_rule(grammar, rule).fits(shown(text, words)):
            return words
    at_end = _with_answers_at_end(text, captions, groups, rule, grammar)
    if at_end is None and len(captions) + bool(lost) == 1:
        at_end = _with_labels(text, words[0], groups[-1], rule, grammar)
    return words if at_end is None else at_end


def is_labelled(words: Sequence[Word]) -> bool:
    """Whether labels were put into an item that had none."""
    return any(len(word) == 1 and isinstance(word[0], str) and word[0].startswith("(") for word in words)


def _with_labels(text: str, caption: Word, answers: Sequence[_Answer], rule: str, grammar: Grammar) -> list[Word] | None:
    """The words of an item that has a line for each answer, and none of the labels that the form prints between them.

    The first line is above the first label, the last above the last one; what stands between has those between.
    """
    labels = _labels_of(grammar, rule)
    lines = [(a, b) for answer in answers for a, b in _lines_in(text, *answer.span)]
    if not labels or not len(labels[0]) <= len(lines) <= _MOST_LINES:
        return None
    keys = [_KEY.match(text, *line) for line in lines]
    for chosen in labels:
        if all(keys):
            groups = _by_keys(
                [(key[1], key.span(2)) for key in keys if key], grammar.terminals[grammar.rules[rule][0][0]].text, chosen
            )
        elif any(keys):
            return None
        else:
            inner = len(lines) - len(chosen) + 2
            groups = [lines[:1], lines[1:inner], *([line] for line in lines[inner:])]
        if len(groups) != len(chosen) or not all(groups) or not any(map(str.isdigit, text[groups[2][0][0] : groups[2][-1][1]])):
            continue
        words: list[Word] = [caption]
        for spans, label in zip(groups, chosen, strict=True):
            words += [*map(_underlined, spans), (label,)]
        if compile_rule(grammar, rule).fits(shown(text, words)):
            return words
    return None


def _by_keys(lines: Sequence[tuple[str, Span]], caption: str, labels: Sequence[str]) -> list[list[Span]]:
    """The answers of an item by the labels that they belong to: each has a key, whose first word is one of the item's own."""
    own = [caption, *labels[1:]]
    groups: list[list[Span]] = [[] for _ in labels]
    for key, span in lines:
        word = _LETTERS.findall(key.casefold())[0]
        place = next((i for i, shown in enumerate(own) if word in _LETTERS.findall(shown.casefold())), None)
        if place is None:
            return []
        groups[place + (not place and bool(groups[0]))].append(span)
    return groups


@lru_cache(maxsize=MOST_PARTS)
def _labels_of(grammar: Grammar, rule: str) -> tuple[tuple[str, ...], ...]:
    """The labels in brackets of an item that has one below each answer; as well as those of all years together."""
    found: list[tuple[str, ...]] = []
    for expansion in grammar.rules[rule]:
        names = [
            name for one in expansion for name in (grammar.rules[one][-1] if one == expansion[-1] and one[0] == "_" else (one,))
        ]
        texts = tuple(grammar.terminals[name].text for name in names[1:] if name in grammar.terminals)
        if len(texts) > 2 and texts not in found and all(text.startswith("(") for text in texts):
            found.append(texts)
    return tuple(sorted(found, key=len))


def _lines_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of one cell."""
    for line in re.finditer(rf"[^{BREAK_IN_CELL}]*[^\s{BREAK_IN_CELL}]", text[start:end]):
        lead = len(line[0]) - len(line[0].lstrip())
        yield start + line.start() + lead, start + line.end()


def _underlined(span: Span) -> Word:
    return (_UNDERLINE, span, _UNDERLINE_END)


def _with_answers_at_end(
    text: str, captions: Sequence[_Caption], groups: Sequence[Sequence[_Answer]], rule: str, grammar: Grammar
) -> list[Word] | None:
    """The words of an item whose last two labels have their answers behind them, where the form has both below all labels.

    None where that is not all that keeps the item from being read.
    """
    if len(captions) < 2:
        return None
    words: list[Word] = []
    answers: list[Word] = []
    for caption, group in zip([None, *captions], groups, strict=True):
        if caption is not None:
            words += [*([(caption.mark,)] if caption.mark else []), (caption.said,)]
        mark, rest = _behind(text, group, grammar)
        words += [(mark,)] if mark else []
        if caption in captions[-2:]:
            answers.append(_joined([one._replace(span=_without_colon(text, one.span)) for one in rest]))
        elif rest:
            return None
    whole = [*words, *answers]
    return whole if compile_rule(grammar, rule).fits(shown(text, whole)) else None


def _without_colon(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in ": \t":
        start += 1
    return start, end


def _behind(text: str, answers: Sequence[_Answer], grammar: Grammar) -> tuple[Span | None, Sequence[_Answer]]:
    """The check box right behind a label, where the answers begin with one, and the answers without it."""
    found = None
    if answers:
        start, end = answers[0].span
        before = text[max(start - BEFORE, 0) : start].rstrip()
        # Words are marks behind a colon, which is no part of the answer
        found = compiled(grammar.box).match(text, start - BEFORE + before.rfind(":") if before.endswith(":") else start, end)
    if found is None or found[0].isalpha():  # an X may be the first word of a title
        return None, answers
    first, rest = answers[0], answers[1:]
    start = first.span[1] - len(text[found.end() : first.span[1]].lstrip(": \t\r\n"))
    more = [first._replace(span=(start, first.span[1]))] if start < first.span[1] else []
    return found.span(), [*more, *rest]


def moved(part: Span | Said, by: int) -> Span | Said:
    """A part of a word, of a text that stands elsewhere by some characters."""
    if len(part) == 3:
        return Said(part[0], part[1] + by, part[2] + by)
    return part[0] + by, part[1] + by


def shown(text: str, words: Sequence[Word]) -> str:
    """The text that words make."""
    return " ".join("".join(_part(text, part) for part in word) for word in words)


def _part(text: str, part: str | Span | Said) -> str:
    if isinstance(part, Said):
        return part.text
    return part if isinstance(part, str) else text[slice(*part)]


def said(text: str, printed: str, start: int, end: int) -> Said | Span:
    """What of a document is a printed text: its span or, where it has other letters, the printed text in its place."""
    return Said(printed, start, end) if text[start:end] != printed and normalised(text[start:end]) != printed else (start, end)


@lru_cache(maxsize=MOST_PARTS)
def _caption_pattern(grammar: Grammar, rule: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The printed texts of an item, each in a group of its own, those with a check box with its mark before them."""
    reached = grammar.reached(rule)
    expansions = [expansion for name in reached for expansion in grammar.rules.get(name, ())]
    ticked = {name for box, *labels in filter(None, expansions) if box == "check_box" for name in labels[:1]}
    texts = []
    for name in reached & grammar.terminals.keys():
        terminal = grammar.terminals[name]
        if terminal.is_literal and len(terminal.text) >= _SHORTEST:
            mark = rf"(?:{grammar.box}\s*)?" if name in ticked else ""
            older = [text for text, current in grammar.older.items() if current == name]
            texts += [(text, mark, name) for text in (terminal.text, *older)]
    texts.sort(key=lambda one: -len(one[0]))
    bullet = rf"(?:{bullet_of(grammar).pattern})?"
    pattern = "|".join(f"({mark}){numbered_pattern(text)}" for text, mark, _ in texts).replace(*_HINTS)
    start = r"(?:(?<!\S)|(?=\d))"  # the number of a caption shows where it begins
    return compiled(rf"{start}{bullet}(?:{pattern}){COLON_OR_BLANK}", re.IGNORECASE), tuple(normalised(one[0]) for one in texts)


@lru_cache(maxsize=MOST_PARTS)
def _last_captions(grammar: Grammar, rule: str) -> re.Pattern[str]:
    """What an item ends in, where that is a caption."""
    ends = {expansion[-1] for expansion in _expanded(grammar, rule)}
    texts = [grammar.terminals[name].text for name in ends if name in grammar.terminals and grammar.terminals[name].is_literal]
    return compiled("|".join(map(printed_pattern, texts)) if len(texts) == len(ends) else r"(?!)", re.IGNORECASE)


def _expanded(grammar: Grammar, rule: str) -> Iterator[tuple[str, ...]]:
    """The expansions of a rule, with those of a hidden rule at their end."""
    for expansion in grammar.rules[rule]:
        if expansion[-1].startswith("_") and expansion[-1] in grammar.rules:
            yield from _expanded(grammar, expansion[-1])
        else:
            yield expansion


def ends_in_caption(text: str, cell: Fragment, rule: str, grammar: Grammar) -> bool:
    """Whether a fragment ends in the caption that an item ends in."""
    return any(match.end() == cell.end for match in _last_captions(grammar, rule).finditer(text, cell.start, cell.end))


def _captions(text: str, cells: Sequence[Fragment], rule: str, grammar: Grammar) -> Iterator[_Caption]:
    """The captions in the order of the text, each once: where its words come again, they are an answer."""
    seen: set[int] = set()
    pattern, printed = _caption_pattern(grammar, rule)
    for match in pattern.finditer(text, cells[0].start, cells[-1].end):
        group = next(number for number, found in enumerate(match.groups(), 1) if found is not None)
        if group not in seen:
            seen.add(group)
            begin, end = match.span(group)
            marked = (begin, begin + len(match[group].rstrip())) if end > begin else None
            span = (end, match.end())
            yield _Caption(match.start(), marked, span, said(text, printed[group - 1], *span))


def _answers(text: str, cells: Sequence[Fragment], captions: Sequence[_Caption]) -> Iterator[list[_Answer]]:
    """What stands before the first caption, and after each of them."""
    index = 0
    ends_of_captions = (caption.span[1] for caption in captions)
    begins = [cells[0].start, *(end + text.startswith(":", end) for end in ends_of_captions)]
    ends = [*(caption.start for caption in captions), cells[-1].end]
    for begin, end in zip(begins, ends, strict=True):
        group: list[_Answer] = []
        while index < len(cells) and cells[index].start <= end:
            cell = cells[index]
            start, stop = max(cell.start, begin), min(cell.end, end)
            shown = text[start:stop]
            if start < stop and shown.strip():
                lead = len(shown) - len(shown.lstrip())
                group.append(_Answer((start + lead, start + lead + len(shown.strip())), cell.line, cell.cell))
            if cell.end > end:
                break
            index += 1
        yield group


def _columns(cells: Sequence[Fragment], captions: Sequence[_Caption]) -> dict[int, list[int]]:
    """For each line of several cells, those cells in which a line of as many cells has captions.

    A blank cell that is one too many at the end of a line closes the cell in which the item's table stands.
    """
    widths: dict[int, int] = {}
    closing: dict[int, bool] = {}
    for cell in cells:
        widths[cell.line] = max(widths.get(cell.line, 0), cell.cell + 1)
        closing[cell.line] = cell.start == cell.end
    under: dict[int, dict[int, None]] = {}
    index = 0
    for caption in captions[1:]:  # what stands below the item's own is below all of it
        while index < len(cells) and cells[index].end <= caption.span[0]:
            index += 1
        for cell in cells[index:]:
            if cell.start >= caption.span[1]:
                break
            if cell.start < cell.end:
                under.setdefault(cell.line, {})[cell.cell] = None
    by_width = {widths[line]: sorted(found) for line, found in under.items() if len(found) > 1}
    fitting = {line: width if width in by_width else width - closing[line] for line, width in widths.items()}
    return {line: by_width[width] for line, width in fitting.items() if width in by_width}


def _cell_by_cell(answers: Sequence[_Answer], columns: dict[int, list[int]]) -> Iterator[Word]:
    """Each answer underlined by itself, also the blank ones in a line whose cells stand under captions."""
    for line, group in groupby(answers, key=lambda answer: answer.line):
        found = list(group)
        under = columns.get(line, [])
        if under and {answer.cell for answer in found} <= set(under):
            spans = {answer.cell: answer.span for answer in found}
            for cell in under:
                yield (_UNDERLINE, spans[cell], _UNDERLINE_END) if cell in spans else (_UNDERLINE, _UNDERLINE_END)
        else:
            yield _joined(found)


def _line_by_line(answers: Sequence[_Answer], _columns: dict[int, list[int]]) -> Iterator[Word]:
    """Each line underlined by itself."""
    for _, group in groupby(answers, key=lambda answer: answer.line):
        yield _joined(list(group))


def _joined(answers: Sequence[_Answer]) -> Word:
    parts: list[str | Span] = []
    for answer in answers:
        parts += [" ", answer.span] if parts else [answer.span]
    return (_UNDERLINE, *parts, _UNDERLINE_END)


def _bare(answers: Sequence[_Answer], _columns: dict[int, list[int]]) -> Iterator[Word]:
    """Nothing underlined."""
    yield from ((answer.span,) for answer in answers)
