"""An item of the header among the fragments of a document: where it ends, what stands between its parts, and its words.

Boxes and dates that were left blank, most of the header, are the same on most pages: what an item is in a text of its own is
remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from form4_grammar.grammar import Grammar
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.readers.items import BEFORE, compose_item, ends_in_caption, is_labelled, shown
from form4_grammar.readers.printed_beginnings import bullet_of
from form4_grammar.readers.printed_texts import Fragment, fragments
from form4_grammar.readers.recomposed_parts import Part, moved_parts, parts_of
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import compiled

_SHORTEST_RULE = 2
_LONGEST_KNOWN = 1000
"""The characters of an item that is remembered."""


class Item(NamedTuple):
    """The parts of the line of an item, how many fragments it has, and which of them are what stands between pages.

    ``is_labelled`` is whether labels were put into it that it had not.
    """

    parts: Sequence[Part]
    size: int
    between: Sequence[int]
    is_labelled: bool


def item_in(text: str, cells: Sequence[Fragment], rule: str, grammar: Grammar, *, lost: str = "", is_cut: bool = False) -> Item:
    """The item that begins with the first of some fragments, and has all of them but what stands below its last caption.

    `lost` is its caption where the document has none. Where `is_cut`, nothing of the fragments is below it.
    """
    first, last = cells[0], cells[-1]
    begin = max(first.start - BEFORE, 0)
    own = text[begin : last.end]
    item = None
    if len(own) < _LONGEST_KNOWN:
        shape = len(cells), first.start - begin, last.start - begin, first.cell, first.is_parted
        item = _known(own, shape, rule, grammar, lost, is_cut)
    if item is None:
        item = _item(own, _moved(cells, -begin), rule, grammar, lost, is_cut)
    return item._replace(parts=moved_parts(item.parts, begin))


def _moved(cells: Sequence[Fragment], by: int) -> list[Fragment]:
    return [cell._replace(start=cell.start + by, end=cell.end + by) for cell in cells]


@lru_cache(maxsize=256)
def _known(
    text: str, shape: tuple[int, int, int, int, bool], rule: str, grammar: Grammar, lost: str, is_cut: bool
) -> Item | None:
    """An item in a text of its own, from some place of it on; None where its fragments are not just the cells of the text."""
    size, start, last, cell, is_parted = shape
    cells = _moved(fragments(text[start:]), start)
    if len(cells) != size or cells[-1].start != last:
        return None
    cells = [one if one.line else one._replace(cell=one.cell + cell, is_parted=is_parted) for one in cells]
    return _item(text, cells, rule, grammar, lost, is_cut)


def _item(text: str, cells: Sequence[Fragment], rule: str, grammar: Grammar, lost: str, is_cut: bool) -> Item:
    """An item in a text of its own."""
    size = len(cells) if is_cut else _cut_below(text, cells, rule, grammar)
    between = tuple([number for number in range(1, size) if _is_furniture(text, cells[number], grammar)])
    kept = [_without_bullet(cell, text, grammar) for number, cell in enumerate(cells[:size]) if number not in between]
    words = compose_item(text, kept, rule, grammar, lost=lost)
    return Item(tuple(parts_of(text, words)), size, between, is_labelled(words))


def _cut_below(text: str, cells: Sequence[Fragment], rule: str, grammar: Grammar) -> int:
    """How many fragments an item has that ends in a caption, where a paragraph that is none of its stands below that.

    All of them where it is not so: the item does not end in a caption, is not whole up to there, or goes on.
    """
    end = len(cells)
    last = next((i for i in range(end - 1, -1, -1) if ends_in_caption(text, cells[i], rule, grammar)), None)
    if last is None or last + 1 == end or not cells[last + 1].is_parted:
        return end
    words = compose_item(text, cells[: last + 1], rule, grammar)
    return last + 1 if compile_rule(grammar, rule).fits(shown(text, words)) else end


def _is_furniture(text: str, cell: Fragment, grammar: Grammar) -> bool:
    """Whether a fragment is what stands between pages, and no part of an item that goes on behind it."""
    shown = text[cell.start : cell.end]
    if len(shown) <= _SHORTEST_RULE and not any(map(str.isalnum, shown)):  # a short dash or star may be an answer
        return False
    return compiled(grammar.furniture).fullmatch(shown) is not None


def _without_bullet(cell: Fragment, text: str, grammar: Grammar) -> Fragment:
    bullet = bullet_of(grammar).match(text, cell.start, cell.end)
    return cell if bullet is None else cell._replace(start=bullet.end())
