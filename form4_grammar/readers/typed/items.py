"""The items of a typed form, which stand below or beside each other, as lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from form4_grammar.grammar import Grammar
from form4_grammar.parser.lines import ALIKE
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.answers import RULED, answered
from form4_grammar.readers.typed.notices import is_furniture, is_notice
from form4_grammar.readers.typed.pieces import Piece, TypedLine, Writer, edited
from form4_grammar.readers.typed.wordings import ItemCaption, item_at, item_captions, number_at_start

_SLACK = 2
"""The characters that an answer may begin before its caption."""

_COLON = re.compile(r"(?:\s*:)?")
_SHORTEST = 12
_MOST_BEGUN = 64
"""The captions above a place that are looked at; the form has seven."""


class _Begun(NamedTuple):
    """An item that begins at a place: its caption, its line, and the columns that it has from there."""

    caption: ItemCaption
    line: int
    left: int
    right: float


def first_item(lines: Sequence[TypedLine], grammar: Grammar) -> int | None:
    """The line in which the first item begins."""
    captions = item_captions(grammar)
    for index, line in enumerate(lines):
        if any(one.caption is captions[0] for one in _begun(line, index, captions)):
            return index
    return None


def write_items(page: PageText, lines: Sequence[TypedLine], first: int, last: int, grammar: Grammar, out: Writer) -> set[int]:
    """Writes the items that stand in the lines from `first` to before `last`; gives the lines in which nothing else stands."""
    captions = item_captions(grammar)
    begun: list[_Begun] = []
    answers: dict[str, list[tuple[int, list[Piece]]]] = {}
    used: set[int] = set()
    for index in range(first, last):
        line = lines[index]
        if is_notice(line.shown, grammar) or is_furniture(line.shown, grammar):
            continue
        begun = [*begun, *_begun(line, index, captions)][-_MOST_BEGUN:]
        for piece in line.pieces:
            item = _item_of(piece, index, begun, 0 if "\t" in line.shown else _SLACK)
            if item is None:
                continue
            used.add(index)
            below = answers.setdefault(item.caption.rule, [])
            # The lines of one cell stand below each other
            if below and below[-1][0] == index and not _is_below(below[-1][1][-1], piece, page.text):
                below[-1][1].append(piece)
            else:
                below.append((index, [piece]))
    written: set[str] = set()
    for caption in captions:
        if caption.rule in answers and caption.rule not in written:
            written.add(caption.rule)
            _write_item(page, [pieces for _, pieces in answers[caption.rule]], caption, grammar, out)
    return used


def _begun(line: TypedLine, index: int, captions: tuple[ItemCaption, ...]) -> list[_Begun]:
    """The items that begin in a line."""
    found: list[tuple[ItemCaption, Piece]] = []
    shown = [line_text(line, piece) for piece in line.pieces]
    for number, piece in enumerate(line.pieces):
        behind = shown[number + 1] if number + 1 < len(shown) else ""
        caption = item_at(shown[number], behind, captions)
        if caption is not None:
            found.append((caption, piece))
    rights = [piece.left for _, piece in found[1:]] + [float("inf")]
    strokes = [at for at, sign in enumerate(line.shown) if sign == "|"][:-1] if found else []  # the last is the page's edge
    rights = [
        min([right, *(at for at in strokes if at > piece.left)]) for (_, piece), right in zip(found, rights, strict=False)
    ]
    return [_Begun(caption, index, piece.left, right) for (caption, piece), right in zip(found, rights, strict=False)]


def line_text(line: TypedLine, piece: Piece) -> str:
    """The text of a piece of a line."""
    first = line.places[0] if len(line.places) else 0
    if isinstance(line.places, range):
        return line.shown[piece.start - first : piece.end - first]
    return line.shown[piece.left : piece.right]


def whole_text(line: TypedLine) -> str:
    """The texts of all pieces of a line, with single blanks between."""
    return " ".join(line_text(line, piece) for piece in line.pieces)


def _item_of(piece: Piece, line: int, begun: Sequence[_Begun], slack: int) -> _Begun | None:
    """The item that a piece is of: that which begins nearest above it, over its column."""
    nearest: _Begun | None = None
    for one in begun:
        is_over = one.left - slack <= piece.left < one.right - slack or (one.line == line and one.left == piece.left)
        # An item alone on its line has the whole width, also where answers stand further to the left
        if one.right == float("inf") and not any(other.line == one.line and other is not one for other in begun):
            is_over = is_over or all(other.left >= one.left for other in begun)
        if is_over and (nearest is None or (one.line, one.left) >= (nearest.line, nearest.left)):
            nearest = one
    return nearest


def _is_below(before: Piece, piece: Piece, text: str) -> bool:
    """Whether a piece of the same cell stands on the cell's next line."""
    return before.left == piece.left and "\v" in text[before.end : piece.start]


def _write_item(page: PageText, lines: Sequence[Sequence[Piece]], caption: ItemCaption, grammar: Grammar, out: Writer) -> None:
    item = Writer(page)
    for pieces in lines:
        item.line(pieces)
    shown = item.page()
    end = _end_of_caption(shown.text, caption)
    if end is None:  # in words that are not known: it is for the parser to say what is wrong with it
        _take_all(shown, out)
        return
    shown = edited(shown, [(0, end, caption.printed + "\n")])
    shown = answered(shown, grammar, caption.rule, len(caption.printed) + 1)
    _take_all(_without_rules(shown), out)


def _take_all(page: PageText, out: Writer) -> None:
    out.begin(parted=True)
    out.pieces.take(page, 0, len(page.text))


def _end_of_caption(text: str, caption: ItemCaption) -> int | None:
    numbered = number_at_start(text)
    start = len(text) - len(numbered[1]) if numbered is not None and numbered[0] == caption.number else 0
    match = caption.worded.match(text, start)
    if match is not None:
        return _COLON.match(text, match.end()).end()  # type: ignore[union-attr] # matches an empty text, too
    # Mistyped: the words at the beginning that are most like it
    best, end = ALIKE, None
    matcher = SequenceMatcher(None, "", caption.printed.casefold(), autojunk=False)
    for word in re.finditer(r"\S+", text[: 2 * len(caption.printed)]):
        matcher.set_seq1(" ".join(text[: word.end()].casefold().split()))
        ratio = matcher.ratio()
        if ratio > best and len(text[: word.end()]) >= _SHORTEST:
            best, end = ratio, word.end()
    return end


def _without_rules(page: PageText) -> PageText:
    """The item without lines that are nothing but a rule to write on, and without blank ones."""
    edits = []
    at = 0
    for line in page.text.split("\n"):
        if at and RULED.fullmatch(line):
            edits.append((at - 1, at + len(line), ""))
        at += len(line) + 1
    return edited(page, edits) if edits else page
