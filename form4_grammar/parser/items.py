"""The items of a page's header: each in a cell of its own, known by its caption, be it misprinted or of another year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, MOST_PARTS, Grammar, printed_pattern
from form4_grammar.parser.lines import ALIKE, Line, normalised
from form4_grammar.parser.patterns import Node, compile_rule
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import compiled, regex

_LONGEST_CAPTION = 160
"""Characters of an item in which its caption is looked for."""

_LONGEST_REMEMBERED = 1000
"""Characters of an item whose tree is kept, as the same issuer comes again."""

LONGEST_READ = 5000
"""Characters of an item, or of a line with a layout, that are read: an item has some hundred, and patterns may take a time that
grows with the square of them. Notes and remarks may be of any length."""
_NEW = tuple.__new__  # as in patterns.py: makes a named tuple in half the time
_LABEL = regex(r"(?<!\S)\([A-Za-z][A-Za-z/ ]{2,}\)(?!\S)")


class Misprint(NamedTuple):
    """A printed text of the form, and where something stands that is nearly the same."""

    printed: str
    start: int
    end: int


class Item(NamedTuple):
    """An item of the header, in its cell ``text[start:end]``.

    ``rule`` is empty where the cell begins with no caption of the form, ``node`` None where the rest cannot be read. Offsets
    in ``node`` count from the start of the cell. ``firsts`` are its first parts by name: items that come again have them.
    """

    rule: str
    node: Node | None
    start: int
    end: int
    misprints: tuple[Misprint, ...] = ()
    firsts: Mapping[str, Node] | None = None


class Absent(NamedTuple):
    """An item that the header lacks, and the place where it should be: an empty cell, or the header's end."""

    rule: str
    at: int


@lru_cache(maxsize=MOST_PARTS)
def is_grid(grammar: Grammar, rule: str) -> bool:
    """Whether the layout of `rule` is made of items, each in a cell of its own and known by its caption."""
    cells = [cell for line in grammar.grid(rule + LAYOUT) for cell in line if cell]
    return len(cells) > 1 and all(name in grammar.rules for cell in cells for name in cell)


@lru_cache(maxsize=MOST_PARTS)
def _captions(grammar: Grammar, rule: str) -> tuple[tuple[str, str], ...]:
    """The caption of each item of a header in each of its wordings, and the item's rule."""
    names = grammar.cells(rule + LAYOUT)
    found = [(normalised(grammar.caption(name) or ""), name) for name in names]
    found += [(other, name) for name in names for other in _wordings(grammar).get(grammar.caption(name) or "", ())]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


@lru_cache(maxsize=MOST_GRAMMARS)
def _wordings(grammar: Grammar) -> Mapping[str, tuple[str, ...]]:
    """The other wordings of printed texts, by these."""
    found: dict[str, tuple[str, ...]] = {}
    for text, name in grammar.older.items():
        terminal = grammar.terminals.get(name)
        if terminal is not None:
            found[terminal.text] = (*found.get(terminal.text, ()), text)
    return found


def _worded(text: str, printed: str, grammar: Grammar) -> tuple[str, int, int] | None:
    """The printed text that stands in a cell in another wording, and where."""
    matches = (re.search(printed_pattern(other), text) for other in _wordings(grammar).get(printed, ()))
    return next(((printed, *match.span()) for match in matches if match is not None), None)


def items_of(text: str, lines: Sequence[Line], grammar: Grammar, rule: str) -> list[Item]:
    found: list[Item] = []
    for line in lines:
        at = line.start
        for cell in text[at : line.end].split("\t"):
            bare = cell.strip()
            if bare:
                item = _item(at + cell.index(bare), bare, grammar, rule)
                if (
                    not item.rule
                    and at == line.start
                    and found
                    and (whole := _with_answer(text, found[-1], item, grammar, rule))
                ):
                    found[-1] = whole
                else:
                    found.append(item)
            at += len(cell) + 1
    return _parted_items(text, found, grammar, rule)


def _with_answer(text: str, above: Item, item: Item, grammar: Grammar, rule: str) -> Item | None:
    """An item that is nothing but its caption, with what stands below it before a tab, where that is its answer."""
    if not above.rule or text[above.end : item.start].strip(" \r") != "\n":
        return None
    shown = normalised(text[above.start : above.end])
    if all(shown != caption or name != above.rule for caption, name in _captions(grammar, rule)):
        return None
    whole = _item(above.start, text[above.start : item.end], grammar, rule)
    return whole if whole.node is not None else None


def _parted_items(text: str, items: list[Item], grammar: Grammar, rule: str) -> list[Item]:
    """The items, with those parted in whose cell another one follows that has no cell of its own."""
    captions = _captions(grammar, rule)
    have = {item.rule for item in items}
    shown = text[items[0].start : items[-1].end].casefold() if items else ""
    hidden = [caption for caption, name in captions if name not in have and _longest_word(caption) in shown]
    begins = [_places_of(caption, text, items) for caption in hidden]
    if not any(begins):
        return items
    parted = []
    for item in items:
        # Captions side by side, as some converters print them, are followed by answers that are side by side, too
        first = min((at for places in begins for at in places if item.start < at < item.end), default=item.end)
        if item.rule and first < item.end and not is_whole(grammar, item.rule, text[item.start : first]):
            parted.append(item)
            continue
        edges = sorted({item.start, *(at for places in begins for at in places if item.start < at < item.end)})
        for start, end in zip(edges, [*edges[1:], item.end], strict=True):
            bare = text[start:end].rstrip()
            parted.append(item if len(edges) == 1 else _item(start, bare, grammar, rule))
    return parted


def _places_of(caption: str, text: str, items: Sequence[Item]) -> list[int]:
    """Where a caption stands inside a cell of the header."""
    pattern = _inside(caption)
    return [match.start() for item in items if (match := pattern.search(text, item.start, item.end)) is not None]


def is_whole(grammar: Grammar, rule: str, text: str) -> bool:
    """Whether the labels that an item cannot do without stand in a text."""
    return all(re.search(printed_pattern(label), text, re.IGNORECASE) for label in _printed_in(grammar, rule))


@lru_cache(maxsize=64)
def _longest_word(caption: str) -> str:
    return max(caption.casefold().split(), key=len)


def begins_an_item(text: str, grammar: Grammar) -> bool:
    """Whether the caption of an item of the header stands in a text."""
    rules = [rule for rule in grammar.layouts if is_grid(grammar, rule)]
    return any(_inside(caption).search(f" {text}") for rule in rules for caption, _ in _captions(grammar, rule))


@lru_cache(maxsize=64)
def _inside(caption: str) -> re.Pattern[str]:
    return compiled(rf"(?<=\s){printed_pattern(caption)}(?!\S)", re.IGNORECASE)


@lru_cache(maxsize=MOST_PARTS)
def _of_others(grammar: Grammar, rule: str) -> re.Pattern[str]:
    """The labels in brackets, such as (Street), that only other items have: an answer with one is of several items."""
    own = {name for name in grammar.reached(rule) if name in grammar.terminals}
    return _label_pattern(_labels(grammar, grammar.terminals.keys()) - _labels(grammar, own))


@lru_cache(maxsize=MOST_GRAMMARS)
def any_label(grammar: Grammar) -> re.Pattern[str]:
    """The labels in brackets that the form has anywhere."""
    return _label_pattern(_labels(grammar, grammar.terminals.keys()))


def _labels(grammar: Grammar, names: Iterable[str]) -> set[str]:
    texts = (grammar.terminals[name].text for name in names if grammar.terminals[name].is_literal)
    return {label for text in texts for label in _LABEL.findall(text)}


def _label_pattern(labels: Iterable[str]) -> re.Pattern[str]:
    shown = "|".join(re.escape(label[1:]) for label in sorted(labels))
    return compiled(rf"\((?<!\S\()(?:{shown})" if shown else r"(?!)")  # what begins with one sign alone is found fastest


def _item(start: int, bare: str, grammar: Grammar, rule: str) -> Item:
    """The item of the layout of `rule` that stands in a cell, which begins at `start`."""
    known = _known_item(bare, grammar, rule) if len(bare) <= _LONGEST_REMEMBERED else _read_item(bare, grammar, rule)
    name, node, _, length, misprints, firsts = known
    if misprints:
        misprints = tuple(Misprint(one.printed, one.start + start, one.end + start) for one in misprints)
    return _NEW(Item, (name, node, start, start + length, misprints, firsts))


def _read_item(bare: str, grammar: Grammar, rule: str) -> Item:
    """The item, its places counting from the start of the cell."""
    captions, length = _captions(grammar, rule), len(bare)
    shown = normalised(bare[:_LONGEST_CAPTION])
    name = next((name for caption, name in captions if shown.startswith(caption)), None)
    if name is not None and (length > LONGEST_READ or _of_others(grammar, name).search(bare)):
        return Item(name, None, 0, length)
    if name is not None:
        if ":" in bare:
            bare = _without_colon(bare, next(caption for caption, _ in captions if shown.startswith(caption)))
        node = compile_rule(grammar, name).read(bare)
        if node is not None:
            return Item(name, node, 0, length, (), node.firsts())
    else:
        beginning = _most_alike(bare[:LONGEST_READ], [caption for caption, _ in captions], at_start=True)
        if beginning is None:
            return Item("", None, 0, length)
        name = next(name for caption, name in captions if caption == beginning[0])
        if length > LONGEST_READ:
            return Item(name, None, 0, length)
    node, misprints = _read_misprinted(bare, name, grammar)
    return Item(name, node, 0, length, tuple(misprints))


_known_item = lru_cache(maxsize=4096)(_read_item)
"""The same, remembered: the same owners and issuers come again and again."""


def _without_colon(bare: str, caption: str) -> str:
    """An item with a blank for the colon that some programs print between a caption and its answer."""
    colon = re.match(rf"{printed_pattern(caption)}\s*:(?!\w)", bare)
    return bare if colon is None else f"{bare[: colon.end() - 1]} {bare[colon.end() :]}"


def _read_misprinted(bare: str, name: str, grammar: Grammar) -> tuple[Node | None, list[Misprint]]:
    """The item with the printed texts put right that are nearly so, its tree as if it stood on the page like that."""
    misprints: list[Misprint] = []
    patched = bare
    moves: list[tuple[int, int]] = []
    for printed in _printed_in(grammar, name):
        if re.search(printed_pattern(printed), patched):
            continue
        found = _worded(patched, printed, grammar) or _most_alike(patched, [printed])
        if found is not None:
            _, begin, end = found
            patched = patched[:begin] + printed + patched[end:]
            moves.append((begin + len(printed), end - begin - len(printed)))
            misprints.append(Misprint(printed, begin, end))
    node = compile_rule(grammar, name).read(patched)
    for after, by in reversed(moves):
        node = node and _moved(node, after, by)
        misprints = [_back(one, after, by) for one in misprints]
    return node, misprints


def _back(misprint: Misprint, after: int, by: int) -> Misprint:
    """A misprint that was found in a text patched before it, at its place in the text as it was."""
    if misprint.start < after:
        return misprint
    return Misprint(misprint.printed, misprint.start + by, misprint.end + by)


@lru_cache(maxsize=MOST_PARTS)
def _printed_in(grammar: Grammar, rule: str) -> tuple[str, ...]:
    """The printed words that a rule asks for."""
    required = grammar.required(rule)
    found = [t.text for name, t in grammar.terminals.items() if name in required and t.is_literal and len(t.text) > 3]
    return tuple(sorted(found, key=len, reverse=True))


def _most_alike(bare: str, printed: Sequence[str], *, at_start: bool = False) -> tuple[str, int, int] | None:
    """The printed text that some words of a cell are most like, and where they stand."""
    best: tuple[float, tuple[str, int, int] | None] = (ALIKE, None)
    edges = [0] if at_start else [match.start() for match in re.finditer(r"(?<!\S)\S", bare)]
    for text in printed:
        matcher = SequenceMatcher(None, "", text.casefold(), autojunk=False)
        for begin in edges:
            for end in _ends(bare, begin + len(text)):
                matcher.set_seq1(bare[begin:end].casefold())
                if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0] and matcher.ratio() > best[0]:
                    best = (matcher.ratio(), (text, begin, end))
    return best[1]


def _ends(bare: str, about: int) -> Iterator[int]:
    """The ends of words of a cell near a place."""
    for end in range(max(about - 6, 1), min(about + 7, len(bare) + 1)):
        if end == len(bare) or (bare[end].isspace() and not bare[end - 1].isspace()) or bare[end] == "<":
            yield end


def _moved(node: Node, after: int, by: int) -> Node:
    """The node with all that stands after a place moved by some characters."""
    start, end = (x + by if x >= after else x for x in (node.start, node.end))
    return Node(node.name, start, end, tuple(_moved(child, after, by) for child in node.children))


def absent_of(found: Sequence[Item], lines: Sequence[Line], text: str, grammar: Grammar, rule: str) -> list[Absent]:
    have = {item.rule for item in found}
    rows, expected = _expected(grammar, rule)
    return [Absent(cell[0], _place(lines, row, column, rows, text)) for row, column, cell in expected if have.isdisjoint(cell)]


@lru_cache(maxsize=MOST_PARTS)
def _expected(grammar: Grammar, rule: str) -> tuple[int, list[tuple[int, int, tuple[str, ...]]]]:
    """How many lines a header has, and its cells that are not blank: line, column, and the items of which one stands there."""
    grid = grammar.grid(rule + LAYOUT)
    cells = [(row, column, cell) for row, line in enumerate(grid) for column, cell in enumerate(line) if cell]
    return len(grid), cells


def _place(lines: Sequence[Line], row: int, column: int, rows: int, text: str) -> int:
    """The start of the empty cell at a place of the header, or the header's end."""
    if len(lines) == rows:
        at, end = lines[row].start, lines[row].end
        cells = text[at:end].split("\t")
        if column < len(cells) and not cells[column].strip():
            return at + sum(len(cell) + 1 for cell in cells[:column])
    return lines[-1].end
