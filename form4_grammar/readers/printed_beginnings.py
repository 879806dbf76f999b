"""The printed texts of a form, and which of them may begin as a cell of a document does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, Grammar, printed_pattern
from form4_grammar.parser.lines import SENTENCES, line_types
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import compiled, regex

_WRAPPED = r"\s+"
"""What a blank of the form may have become."""

COLON_OR_BLANK = r"(?=:?(?:\s|$)|(?<=[)*])[^\W_])"
"""What follows the caption of an item: copies write it with a colon, too, or without a blank where it ends in a sign."""

_MOST_KNOWN = 2048
"""The cells that are remembered."""

_WORD = regex(r"\S+")


class PrintedText(NamedTuple):
    """A printed text of the form.

    ``kind`` says what it begins: a ``line`` of its own, the line of a ``box``, an ``item`` of the header, a ``column``.
    ``name`` is its terminal or, for an item, its rule. ``text`` is empty where it is a pattern.
    """

    kind: str
    name: str
    pattern: re.Pattern[str]
    text: str = ""


def numbered_pattern(text: str) -> str:
    """The regular expression of the caption of an item; its number, and a remark in brackets at its end, copies may lack."""
    number, _, rest = text.partition(" ")
    if text.startswith("("):  # labels, which stand again where a program shows a cell once for each of its columns
        return rf"{printed_pattern(text)}(?:\s*{printed_pattern(text)})*+"
    if not number[0].isdigit() or not rest:
        return printed_pattern(text)
    words, parting, remark = rest.rpartition(" (")
    if parting and remark.endswith(")"):
        rest, end = words, rf"(?::?\s*{printed_pattern(f'({remark}')})?"
    else:
        end = ""
    return rf"(?:{printed_pattern(number.rstrip('.'))}\.?\s+)?{printed_pattern(rest)}{end}"


@lru_cache(maxsize=MOST_GRAMMARS)
def bullet_of(grammar: Grammar) -> re.Pattern[str]:
    """The bullet of a list, with what parts it from the item."""
    return compiled(rf"{grammar.pattern_of('BULLET')}\s+(?=\S)")


@lru_cache(maxsize=MOST_GRAMMARS)
def printed_by_kind(grammar: Grammar) -> Mapping[str, tuple[str, str]]:
    """The printed texts of the form, those of today first, each with its kind and name, see `PrintedText`."""
    texts = {
        terminal.text: ("line", terminal.name)
        for terminal in grammar.page_terminals
        if terminal.is_literal and terminal.name not in SENTENCES
    }
    for rule in grammar.layouts:
        terminal = grammar.line_terminal(rule)
        if terminal is None or terminal in grammar.terminals:
            continue
        for name in grammar.cells(rule + LAYOUT):
            caption = grammar.caption(name)
            if caption and rule.endswith("_heading"):
                if caption[0].isdigit() and "." in caption:  # those without a number, such as V, are words of the language, too
                    texts[caption] = "column", name
            elif caption:
                texts[caption] = ("item", name) if name in grammar.rules else ("box", rule)
    for older, name in grammar.older.items():
        current = grammar.terminals[name].text if name in grammar.terminals else None
        if current in texts:
            texts[older] = texts[current]
    return texts


class Beginning(NamedTuple):
    """The printed texts that may begin as a cell does, and whether the cell begins with a bullet.

    ``other`` is how any of the texts looks, where they are only those that are patterns; ``whole`` the text that the cell is,
    whatever follows it.
    """

    texts: Sequence[PrintedText]
    other: re.Pattern[str] | None
    is_bulleted: bool = False
    whole: PrintedText | None = None


_NOTHING = Beginning((), None)


def _whole(cell: str, texts: Sequence[PrintedText]) -> PrintedText | None:
    """The first of some texts that a cell begins with, if it fills the cell; None where it, or one before it, may go on."""
    for place, one in enumerate(texts):
        match = one.pattern.match(cell)
        if match is not None:
            is_whole = match.end() == len(cell) and not any(_may_go_on(cell, other) for other in texts[: place + 1])
            return one if is_whole else None
    return None


def _may_go_on(cell: str, printed: PrintedText) -> bool:
    """Whether a printed text may begin as a cell does, and go on behind that, as a box does whose mark follows."""
    words = printed.text.split()
    if printed.kind == "box" or not words:
        return True
    longer = (printed.pattern.match(f"{cell} {' '.join(words[number:])}") for number in range(len(words)))
    return any(match is not None and match.end() > len(cell) for match in longer)


class Beginnings(dict[str, Beginning]):
    """What may begin as a cell does. Most cells of a page are captions and single letters, which are the same on all pages.

    ``by_word`` are the printed texts by their first words, the longest first; the ``others`` are patterns, and come last.
    """

    def __init__(self, by_word: Mapping[str, Beginning], others: Beginning, grammar: Grammar) -> None:
        super().__init__()
        self.by_word, self.others = by_word, others
        self.box, self.bullet = compiled(grammar.box), bullet_of(grammar)

    def __missing__(self, cell: str) -> Beginning:
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = self[cell] = self.of(cell)
        return found

    def of(self, cell: str) -> Beginning:
        """What may begin as a cell does, which is not remembered."""
        ticked = self.box.match(cell)
        word = _WORD.search(cell, ticked.end() if ticked else 0)
        first = word[0].replace("\\", "").casefold() if word else ""
        first = first[: first.index(")") + 1] if first.startswith("(") and ")(" in first else first
        found = self.by_word.get(first, self.others if word else _NOTHING)
        if self.bullet.match(cell) is not None:
            return found._replace(is_bulleted=True)
        whole = None if found.other else _whole(cell, found.texts)
        return found if whole is None else found._replace(whole=whole)


@lru_cache(maxsize=MOST_GRAMMARS)
def beginnings(grammar: Grammar) -> Beginnings:
    found: dict[str, list[PrintedText]] = {}
    tick, behind = rf"(?:{grammar.box}\s*)?", rf"(?!\S)(?:[ \t]+{grammar.box}(?!\S))?"
    for text, (kind, name) in sorted(printed_by_kind(grammar).items(), key=lambda one: -len(one[0])):
        before, end = (tick, behind) if kind == "box" else ("", COLON_OR_BLANK if kind == "item" else r"(?!\S)")
        words = text.split()
        pattern = compiled(before + (numbered_pattern(text) if kind == "item" else printed_pattern(text)) + end, re.IGNORECASE)
        one = PrintedText(kind, name, pattern, text)
        for word in {*words[:2], words[0].rstrip(".")} if kind == "item" else words[:1]:
            found.setdefault(word.casefold(), []).append(one)
    free = line_types(grammar).free | grammar.ignored
    patterns = [t for t in grammar.page_terminals if not t.is_literal and t.name not in free]
    others = tuple(
        PrintedText("line", terminal.name, compiled(rf"{terminal.pattern.replace(' ', _WRAPPED)}(?!\S)"))
        for terminal in patterns
    )
    other = regex("|".join(f"(?:{one.pattern.pattern})" for one in others) or r"(?!)")
    by_word = {word: Beginning((*texts, *others), None) for word, texts in found.items()}
    return Beginnings(by_word, Beginning(others, other), grammar)
