"""Words to lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from form4_grammar.readers.page_text import RAISED_REFERENCE
from form4_grammar.readers.pdf.page import Word

_LEVEL = 0.25
"""How far the baselines of one line may be apart; this and all below in the size of the text."""

_RAISED = (0.1, 0.85)
_SMALLER = 0.87
_TALLEST = 60

_REFERENCE = re.compile(RAISED_REFERENCE)


class Run(NamedTuple):
    """A word on its line. ``is_raised`` where it is a reference to a note by its size and height."""

    word: Word
    is_raised: bool


class _Line:
    """A line in the making."""

    __slots__ = ("base", "page", "runs", "size")

    def __init__(self, word: Word) -> None:
        self.page, self.base, self.size = word.page, word.base, word.size
        self.runs = [Run(word, is_raised=False)]


def lines(words: Iterable[Word], tall: float = 0.0) -> list[list[Run]]:
    """The lines of words, from top to bottom, each from left to right.

    A small word that stands higher than its neighbour is raised; so are references to notes, in brackets, that have no
    neighbours, where `tall`, the size of the text around, says that they are small: amounts may be set smaller than that, too.
    """
    made: list[_Line] = []
    at: dict[tuple[int, int], list[_Line]] = {}
    for word in sorted(words, key=_by_size):
        line, is_raised = _home(word, at)
        if line is None:
            line = _Line(word)
            made.append(line)
            at.setdefault((word.page, round(word.base)), []).append(line)
        else:
            line.runs.append(Run(word, is_raised))
    made.sort(key=lambda line: (line.page, line.base))
    found = [sorted(line.runs, key=lambda run: run.word.left) for line in made]
    if tall and all(run.word.size <= _SMALLER * tall and _is_bracketed(run.word.text) for line in found for run in line):
        return [[run._replace(is_raised=True) for run in line] for line in found]
    return found


def _by_size(word: Word) -> tuple[float, int, float, float]:
    """Larger words first, and references after what they may be raised over, which may be as small."""
    size = _SMALLER * word.size if _is_note(word.text) else word.size
    return -size, word.page, word.base, word.left


def _is_note(text: str) -> bool:
    """Whether a word may be raised in its full size: numbers of notes in brackets, an asterisk."""
    return _is_bracketed(text) or not any(map(str.isalnum, text))


def _is_bracketed(text: str) -> bool:
    return text[0] in "([" and _REFERENCE.fullmatch(text) is not None


def _home(word: Word, at: dict[tuple[int, int], list[_Line]]) -> tuple[_Line | None, bool]:
    """The line that a word belongs to, of those with larger words, and whether it is raised there."""
    best: tuple[float, _Line] | None = None
    is_note, is_reference = _is_note(word.text), _REFERENCE.fullmatch(word.text) is not None
    around = min(_TALLEST, 4 + int(word.size))
    for key in range(round(word.base) - around, round(word.base) + 2 * around):
        for line in at.get((word.page, key), ()):
            off = line.base - word.base
            low, high = _RAISED[0] * line.size, _RAISED[1] * line.size
            if is_note and _LEVEL * word.size < off <= high and _is_beside(word, line):
                return line, is_reference
            if abs(off) <= _LEVEL * word.size and (best is None or abs(off) < best[0]):
                best = abs(off), line
            if word.size <= _SMALLER * line.size and low <= off <= high and _is_beside(word, line):
                return line, is_reference
    return (best[1] if best else None), False


def _is_beside(word: Word, line: _Line) -> bool:
    return any(-0.4 * line.size <= word.left - run.word.right <= 0.5 * line.size for run in line.runs)
