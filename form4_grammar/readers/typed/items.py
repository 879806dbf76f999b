"""The items of a typed form, which stand below or beside each other, as lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.grammar import TYPED_SUFFIX, Grammar, printed_pattern
from form4_grammar.parser.lines import ALIKE
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.notices import is_furniture, is_notice
from form4_grammar.readers.typed.pieces import Piece, Span, TypedLine, Writer, edited
from form4_grammar.readers.typed.wordings import ItemCaption, item_at, item_captions, number_at_start, wording

_SLACK = 2
"""The characters that an answer may begin before its caption."""

_LABELS = ("LAST_FIRST_MIDDLE", "STREET", "CITY_STATE_ZIP")
_COUNTRY = "COUNTRY"
_LABEL = re.compile(r"\([^()]*\)")
_RULED = re.compile(r"[_=~\s-]+")
_ZIP_CODE = re.compile(r"\d{5}(?:-\d{4})?")
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
    return [_Begun(caption, index, piece.left, right) for (caption, piece), right in zip(found, rights, strict=False)]


def line_text(line: TypedLine, piece: Piece) -> str:
    """The text of a piece of a line."""
    first = line.places[0] if len(line.places) else 0
    if isinstance(line.places, range):
        return line.shown[piece.start - first : piece.end - first]
    return line.shown[piece.left : piece.right]


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
    rule = caption.rule
    if rule == "reporting_person":
        shown = _with_labels(shown, grammar, len(caption.printed) + 1)
    elif rule == "issuer":
        shown = _issuer(shown, grammar, len(caption.printed) + 1)
    elif rule in ("relationship", "individual_or_joint_group_filing"):
        shown = with_boxes(shown, grammar, rule)
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
        if at and _RULED.fullmatch(line):
            edits.append((at - 1, at + len(line), ""))
        at += len(line) + 1
    return edited(page, edits) if edits else page


@lru_cache(maxsize=8)
def _label_parts(grammar: Grammar) -> tuple[tuple[str, str], ...]:
    """The labels below names and addresses, such as (Last), and the printed text that each is of."""
    return tuple((part, name) for name in _LABELS for part in _LABEL.findall(grammar.terminals[name].text))


def _with_labels(page: PageText, grammar: Grammar, start: int) -> PageText:
    """A name and an address with the labels that the form prints below them, each once, whether the filer typed them or not."""
    parts = dict(_label_parts(grammar))
    found = [
        (match.start(), match.end(), parts[label])
        for match in _LABEL.finditer(page.text, start)
        for label in parts
        if label.casefold() == match[0].casefold()
    ]
    if not found:
        return _labelled(page, grammar, start)
    edits: list[tuple[int, int, str]] = []
    shown: set[str] = set()
    country = _country_above(page, grammar, start, next((begin for begin, _, name in found if name == _LABELS[-1]), None))
    for begin, end, name in found:
        printed = f"\n{grammar.terminals[name].text}\n"
        if name == _LABELS[-1] and country is not None:
            edits += [(country, country, printed.lstrip()), (begin, end, f"\n{grammar.terminals[_COUNTRY].text}\n")] * (name not in shown)
            edits += [(begin, end, "")] * (name in shown)
        else:
            edits.append((begin, end, "" if name in shown else printed))
        shown.add(name)
    for number, name in enumerate(_LABELS):
        if name not in shown:  # not read without it: where it should be is not plain
            before = [begin for begin, _, other in found if _LABELS.index(other) > number]
            edits.append((min(before), min(before), f"\n{grammar.terminals[name].text}\n")) if before else None
    if _LABELS[-1] not in shown:
        edits.append((len(page.text), len(page.text), f"\n{grammar.terminals[_LABELS[-1]].text}"))
    return edited(page, edits)


def _country_above(page: PageText, grammar: Grammar, start: int, label: int | None) -> int | None:
    """Where a country stands on a line of its own, below the place and above the `label` of it."""
    lines = [line for line in _filled_lines(page.text, start) if label is not None and line.end <= label]
    country = grammar.wordings[f"UNITED_STATES{TYPED_SUFFIX}"]
    is_country = len(lines) > 2 and re.fullmatch(country, page.text[lines[-1].start : lines[-1].end]) is not None
    return lines[-1].start if is_country else None


def _labelled(page: PageText, grammar: Grammar, start: int) -> PageText:
    """A name and an address without labels: the first line is the name, the last the place, or the country below it."""
    lines = list(_filled_lines(page.text, start))
    if not lines:
        return page
    last = lines[-1]
    country = grammar.wordings[f"UNITED_STATES{TYPED_SUFFIX}"]
    is_country = len(lines) > 2 and re.fullmatch(country, page.text[last.start : last.end]) is not None
    rest = lines[1:-1] if is_country else lines[1:]
    label = {name: grammar.terminals[name].text for name in (*_LABELS, _COUNTRY)}
    edits = [(lines[0].end, lines[0].end, f"\n{label['LAST_FIRST_MIDDLE']}")]
    if len(rest) > 1 and _ZIP_CODE.fullmatch(page.text[rest[-1].start : rest[-1].end]):  # below the town
        edits.append((rest[-2].end, rest[-1].start, " "))
        rest = [*rest[:-2], Span(rest[-2].start, rest[-1].end)]
    if rest:
        streets = rest[-2].end if len(rest) > 1 else lines[0].end
        edits += [(streets, streets, f"\n{label['STREET']}"), (rest[-1].end, rest[-1].end, f"\n{label['CITY_STATE_ZIP']}")]
    else:
        edits.append((lines[0].end, lines[0].end, f"\n{label['STREET']}\n{label['CITY_STATE_ZIP']}"))
    if is_country:
        edits.append((last.end, last.end, f"\n{label[_COUNTRY]}"))
    return edited(page, _merged(edits))


def _merged(edits: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Texts that are put in at one place, as one."""
    found: dict[tuple[int, int], str] = {}
    for start, end, text in edits:
        found[start, end] = found.get((start, end), "") + text
    return [(start, end, text) for (start, end), text in found.items()]


def _filled_lines(text: str, start: int) -> Iterator[Span]:
    at = start
    for line in text[start:].split("\n"):
        if not _RULED.fullmatch(line) and line.strip():
            lead = len(line) - len(line.lstrip())
            yield Span(at + lead, at + len(line.rstrip()))
        at += len(line) + 1


def _issuer(page: PageText, grammar: Grammar, start: int) -> PageText:
    """The issuer's name on one line, and its symbol there or on the next."""
    lines = list(_filled_lines(page.text, start))
    symbol = re.compile(rf"[(\[]?\s?{grammar.terminals['TRADING_SYMBOL'].pattern}\s?[)\]]?")
    ends_in_symbol = len(lines) > 1 and symbol.fullmatch(page.text, *lines[-1]) is not None
    names = lines[:-1] if ends_in_symbol else lines
    return edited(page, [(a.end, b.start, " ") for a, b in pairwise(names)])


def with_boxes(page: PageText, grammar: Grammar, rule: str) -> PageText:
    """The page with the boxes before the labels of an item in one look, ticked or not."""
    ticked, unticked = (re.compile(rf"{wording(grammar, name).pattern}\s*$") for name in ("CHECKED_BOX", "UNCHECKED_BOX"))
    edits = []
    for label in _box_labels(grammar, rule):
        match = label.search(page.text)
        if match is None:
            continue
        before = page.text[max(0, match.start() - 20) : match.start()]
        begin = match.start() - len(before)
        for mark, shown in ((ticked, "[X]"), (unticked, "[ ]")):
            found = mark.search(before)
            if found is not None and (
                not found.start() or before[found.start() - 1].isspace() or not before[found.start()].isalpha()
            ):
                edits.append((begin + found.start(), begin + len(found[0].rstrip()) + found.start(), shown))
                break
    return edited(page, edits)


@lru_cache(maxsize=32)
def _box_labels(grammar: Grammar, rule: str) -> tuple[re.Pattern[str], ...]:
    """The labels of an item that have a check box before them."""
    expansions = [one for name in sorted(grammar.reached(rule)) for one in grammar.rules.get(name, ()) if len(one) > 1]
    labels = [label for box, label, *_ in expansions if box == "check_box" and label in grammar.terminals]
    texts = [grammar.terminals[label].text for label in labels]
    return tuple(re.compile(rf"(?<!\w){printed_pattern(text)}", re.IGNORECASE) for text in texts)
