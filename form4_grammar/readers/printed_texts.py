"""Where the form's own printed texts stand among the lines of a document, however these are wrapped and parted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from form4_grammar.grammar import MOST_GRAMMARS, MOST_PARTS, Grammar, printed_pattern
from form4_grammar.parser.items import is_whole
from form4_grammar.parser.lines import in_small_letters, line_types
from form4_grammar.readers.printed_beginnings import PrintedText, beginnings, bullet_of
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import compiled

_LONGEST_KNOWN = 200
"""The characters of a cell that is remembered."""

_NEW = tuple.__new__  # makes a named tuple in half the time


class Fragment(NamedTuple):
    """A cell of a line, from ``start`` to ``end`` without its outer blanks; it may be empty.

    ``line`` counts the lines that are not blank; ``is_parted`` where a blank line stands before that line.
    """

    start: int
    end: int
    line: int
    cell: int
    is_parted: bool


class Found(NamedTuple):
    """A printed text that begins with a fragment, ends at ``end`` of the text and before the fragment numbered ``after``."""

    printed: PrintedText
    end: int
    after: int


def fragments(text: str) -> list[Fragment]:
    """The cells of the lines of a text."""
    found: list[Fragment] = []
    at, number, is_parted = 0, 0, False
    for line in text.split("\n"):
        is_blank = not line or line.isspace()
        if not is_blank:
            inside = at
            for index, cell in enumerate(line.split("\t") if "\t" in line else (line,)):
                bare = cell.strip()
                start = inside if len(bare) == len(cell) else inside + (cell.index(bare) if bare else 0)
                found.append(_NEW(Fragment, (start, start + len(bare), number, index, is_parted)))
                inside += len(cell) + 1
            number += 1
        is_parted = is_blank
        at += len(line) + 1
    return found


def find(text: str, cells: Iterable[Fragment], grammar: Grammar) -> tuple[list[Fragment], dict[int, Found]]:
    """The printed texts that begin with a fragment, by the fragment's number.

    A fragment in which several whole lines of the form follow each other is split. Whole lines, and those of boxes, end with
    a fragment.
    """
    parts = list(cells)
    found = _find(text, parts, grammar)
    _unlist_signatures(text, parts, found, grammar)
    labels = _in_brackets(text, parts)
    hidden = [*_hidden_items(text, parts, found, grammar), *_behind_labels(text, [parts[i] for i in labels], grammar)]
    if hidden:
        parts = [part for cell in parts for part in _split(cell, hidden, text)]
        found = _find(text, parts, grammar)
        labels = _in_brackets(text, parts)
    for printed, label in _labelled(grammar):
        if label.search(text) is not None:
            found.update(list(_without_caption(text, parts, found, printed, label, labels)))
    return parts, found


def _in_brackets(text: str, cells: Sequence[Fragment]) -> list[int]:
    """The fragments that begin with a bracket, as labels do."""
    return [index for index, cell in enumerate(cells) if text.startswith("(", cell.start)]


def _behind_labels(text: str, cells: Sequence[Fragment], grammar: Grammar) -> Iterator[int]:
    """Where items begin right behind a label that ends another item, in the fragment of that label."""
    label = _labels(grammar)
    for cell in cells:
        found = label.match(text, cell.start, cell.end)
        if found is not None and any(printed.pattern.match(text, found.end()) for printed in _items(grammar)):
            yield found.end()


@lru_cache(maxsize=MOST_GRAMMARS)
def _labels(grammar: Grammar) -> re.Pattern[str]:
    """A label of an item that has several, without its blanks or with them."""
    names = {name for printed, _ in _labelled(grammar) for name in grammar.reached(printed.name)}
    texts = [
        grammar.terminals[name].text for name in sorted(names & grammar.terminals.keys()) if grammar.terminals[name].is_literal
    ]
    shown = (r"\s*".join(map(printed_pattern, text.split())) for text in texts if text.startswith("("))
    return compiled(rf"(?:{'|'.join(shown) or '(?!)'})\s+", re.IGNORECASE)


def _without_caption(
    text: str,
    cells: Sequence[Fragment],
    found: Mapping[int, Found],
    printed: PrintedText,
    label: re.Pattern[str],
    labels: Sequence[int],
) -> Iterator[tuple[int, Found]]:
    """The items whose caption is lost: their first answer stands right above their first label, and no other item above it.

    Each ends where it begins: it has no printed text. `labels` are the fragments in brackets.
    """
    captions = 0
    last: Found | None = None
    for index in sorted({*found, *labels}):
        cell = cells[index]
        if index in found:
            last = found[index]
            captions += last.printed.name == printed.name
        elif label.match(text, cell.start) is not None:
            if captions:
                captions -= 1
                continue
            answer = cells[index - 1] if index else cell
            is_of_another = last is not None and last.printed.kind == "item" and last.printed.name != printed.name
            if answer.start < answer.end and index - 1 not in found and not is_of_another and answer.line != cell.line:
                last = Found(printed, answer.start, index)
                yield index - 1, last


@lru_cache(maxsize=MOST_GRAMMARS)
def _labelled(grammar: Grammar) -> tuple[tuple[PrintedText, re.Pattern[str]], ...]:
    """The items that have a label of several parts below their first answer, each in brackets, and its look without blanks."""
    labelled = []
    for printed in _items(grammar):
        labels = [grammar.terminals[name].text for name in grammar.rules[printed.name][0][1:] if name in grammar.terminals]
        if printed.text and labels and labels[0].count("(") > 1:
            pattern = r"\s*".join(map(printed_pattern, labels[0].split()))
            labelled.append((printed, compiled(pattern, re.IGNORECASE)))
    return tuple(labelled)


def _unlist_signatures(text: str, parts: list[Fragment], found: Mapping[int, Found], grammar: Grammar) -> None:
    """Takes the bullets from signatures that are items of one list with the caption below them, since a note has one, too."""
    caption = line_types(grammar).signature_caption
    place = next((index for index, one in found.items() if one.printed.name == caption), 0)
    bullet = bullet_of(grammar)
    # The printed text has lost its own bullet already
    while place and not parts[place].is_parted and bullet.search(text, max(0, parts[place].start - 4), parts[place].start + 1):
        above = parts[place - 1]
        listed = bullet.match(text, above.start, above.end)
        if listed is None or place - 1 in found or not text[above.start : above.end][-1:].isdigit():
            break
        place -= 1
        parts[place] = above._replace(start=listed.end())


def _hidden_items(text: str, cells: Sequence[Fragment], found: Mapping[int, Found], grammar: Grammar) -> list[int]:
    """Where items begin inside another one's fragment, of those that no fragment begins with."""
    starts = [index for index, one in found.items() if one.printed.kind == "item"]
    if not starts:
        return []
    have = {found[index].printed.name for index in starts}
    tables = (index for index, one in found.items() if one.printed.name in grammar.tables and index > starts[0])
    begin, end = cells[starts[0]].start, cells[next(tables, len(cells) - 1)].start
    begun = [(cells[index].start, found[index].printed.name) for index in starts]
    places: list[int] = []
    shown = in_small_letters(text) if text.isascii() else None
    missing = (
        printed
        for printed in _items(grammar)
        if printed.name not in have and (shown is None or _telling_word(printed.text) in shown)
    )
    matches = ((match.start(), printed.name) for printed in missing if (match := printed.pattern.search(text, begin, end)))
    for at, item in sorted(matches):
        if item not in have and (text[at - 1].isspace() or text[at].isdigit()):  # a number shows where it begins
            before, name = max(one for one in begun if one[0] < at)
            if is_whole(grammar, name, text[before:at]):
                places.append(at)
                begun.append((at, item))
                have.add(item)
    return places


@lru_cache(maxsize=MOST_PARTS)
def _telling_word(caption: str) -> bytes:
    """A word that stands wherever the caption of an item does, in small letters; it may be empty."""
    words = (caption.rpartition(" (")[0] or caption).split()
    return max(filter(str.isalpha, words), key=len, default="").lower().encode()


@lru_cache(maxsize=MOST_GRAMMARS)
def _items(grammar: Grammar) -> tuple[PrintedText, ...]:
    return tuple(
        dict.fromkeys(
            one for beginning in beginnings(grammar).by_word.values() for one in beginning.texts if one.kind == "item"
        )
    )


def _split(cell: Fragment, places: Sequence[int], text: str) -> Iterator[Fragment]:
    """A fragment, parted at those of the places that are inside it."""
    start = cell.start
    for at in sorted(place for place in places if cell.start < place < cell.end):
        yield cell._replace(start=start, end=start + len(text[start:at].rstrip()))
        start, cell = at, cell._replace(is_parted=False)
    yield cell._replace(start=start)


def _find(text: str, parts: list[Fragment], grammar: Grammar) -> dict[int, Found]:
    found: dict[int, Found] = {}
    bullets, known = bullet_of(grammar), beginnings(grammar)
    index = 0
    while index < len(parts):
        start, end, _, _, _ = parts[index]
        if start == end:
            index += 1
            continue
        cell = text[start:end]
        texts, other, is_bulleted, whole = known[cell] if end - start < _LONGEST_KNOWN else known.of(cell)
        if whole is not None and (end == len(text) or text[end] in "\t\n"):
            if index and whole.kind == "line" and _is_note(text, parts[index - 1], parts[index], grammar):
                index += 1
                continue
            found[index] = _NEW(Found, (whole, end, index + 1))
            index += 1
            continue
        if not (is_bulleted or (texts and (other is None or other.match(text, start)))):
            index += 1
            continue
        chain = _chain(text, parts, index, grammar)
        if not chain and is_bulleted and (bullet := bullets.match(text, start, end)) is not None:
            bulleted, parts[index] = parts[index], parts[index]._replace(start=bullet.end())
            chain = _chain(text, parts, index, grammar)
            parts[index] = parts[index] if chain else bulleted
        if index and len(chain) == 1 and chain[0][1] < end and chain[0][0].kind == "line":
            above = found.get(index - 1)
            if (above is not None and above.printed is chain[0][0]) or _is_note(text, parts[index - 1], parts[index], grammar):
                chain = []  # what it announces, or the note, begins with the same words
        for number, (printed, end) in enumerate(chain):
            after = index
            while after < len(parts) and parts[after].start < end:
                after += 1
            if end < parts[after - 1].end and (number < len(chain) - 1 or printed.kind == "line"):
                # The next one begins in the same fragment, or the text that a heading announces
                last = parts[after - 1]
                rest = text[end : last.end]
                parts[after - 1 : after] = [
                    last._replace(end=end),
                    last._replace(start=end + len(rest) - len(rest.lstrip()), is_parted=False),
                ]
            found[index] = Found(printed, end, after)
            index = after
        index += not chain
    return found


def _is_note(text: str, before: Fragment, cell: Fragment, grammar: Grammar) -> bool:
    """Whether a cell is the text of a note, whose number stands in the cell before it."""
    if before.line != cell.line or cell.cell != 1:
        return False
    return line_types(grammar).note_mark.fullmatch(text, before.start, before.end) is not None


def _chain(text: str, cells: Sequence[Fragment], index: int, grammar: Grammar) -> list[tuple[PrintedText, int]]:
    """The printed texts that begin with a fragment and follow each other up to the end of one; none where words are left."""
    chain: list[tuple[PrintedText, int]] = []
    start = cells[index].start
    while start < cells[index].end:
        match = _longest_at(text, start, cells[index].end, grammar)
        if match is None:
            if len(chain) == 1 and chain[0][0].kind == "line" and chain[0][0].text.endswith(":"):
                break
            return []
        printed, end = match
        chain.append(match)
        if printed.kind in ("item", "column"):
            break
        while index < len(cells) and cells[index].end < end:
            index += 1
        if index == len(cells) or cells[index].start >= end or cells[index].end == end:
            break
        rest = text[end : cells[index].end]
        start = end + len(rest) - len(rest.lstrip())
    return chain


def _longest_at(text: str, start: int, end: int, grammar: Grammar) -> tuple[PrintedText, int] | None:
    """The longest printed text at a place, and its end; `end` is that of the fragment, beyond which it may go on."""
    known, cell = beginnings(grammar), text[start:end]
    texts, other, *_ = known[cell] if end - start < _LONGEST_KNOWN else known.of(cell)
    if other is None or other.match(text, start) is not None:
        for one in texts:
            match = one.pattern.match(text, start)
            if match is not None:
                return one, match.end()
    return None
