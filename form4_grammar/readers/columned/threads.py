"""The form's printed texts among words that stand in columns: each is followed from line to line down its own column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from form4_grammar import grammar as forms
from form4_grammar.grammar import Grammar
from form4_grammar.readers.columned.positions import Word, in_one_cell
from form4_grammar.readers.printed_beginnings import printed_by_kind

_NO_LETTER = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"\d{1,2}[A-Za-z]?\.")
_STAR = re.compile(r"\^?\(?\*\)?")
_MARK = re.compile(r"\[.\]|#{1,6}|\*{3,6}")
"""What a box or a heading begins with."""

_FEW_LINES = 4
"""Lines below the last piece of a text among which its next piece is looked for: columns stand half a line apart in prints."""


class Known(NamedTuple):
    """A printed text of the forms: its ``letters`` and digits, in lower case, and how it is printed.

    ``kind`` is as in `printed_texts`, ``name`` its terminal or rule; the ``forms`` have it.
    """

    letters: str
    kind: str
    name: str
    text: str
    forms: frozenset[str]

    @property
    def is_hints(self) -> bool:
        """Whether it is words in brackets, which stand apart: (City) (State) (Zip)."""
        return self.text.startswith("(") and self.kind == "item"


class Thread(NamedTuple):
    """A printed text as it was found: the words of its pieces, and the box that they stand in (``x1`` exclusive)."""

    known: Known
    words: tuple[Word, ...]
    x0: int
    x1: int
    first: int
    last: int

    @property
    def place(self) -> tuple[int, int]:
        """Where it begins and ends in the text."""
        return min(word.start for word in self.words), max(word.end for word in self.words)


_UNEVEN = 3
"""Columns by which the left edge of a cell may differ from line to line where the type was not of one width."""

Free = dict[int, list[Word]]
"""The words of each line, by its number, that are not yet known to belong to a printed text."""


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return _NO_LETTER.sub("", text).casefold()


@lru_cache(maxsize=8)
def known_texts(among: tuple[str, ...] = forms.FORMS, *, is_of_2003: bool = False) -> Mapping[str, tuple[Known, ...]]:
    """The printed texts of these forms by the letters of their first words, the longest first.

    Those of the page of 2003 to 2009 are among them where it `is_of_2003`.
    """
    found: dict[tuple[str, str, str, str], set[str]] = {}
    for form in among:
        grammar = forms.load(form)
        older = forms.of_2003(grammar) if is_of_2003 else None
        for printed, (kind, name) in {**(printed_by_kind(older) if older else {}), **printed_by_kind(grammar)}.items():
            text = " ".join(printed.split())
            found.setdefault((letters(text), kind, name, text), set()).add(form)
    by_first: dict[str, list[Known]] = {}
    for (squeezed, kind, name, text), having in sorted(found.items(), key=lambda one: -len(one[0][0])):
        first = next(filter(None, map(letters, text.split())), "")
        if first:
            by_first.setdefault(first, []).append(Known(squeezed, kind, name, text, frozenset(having)))
    return {first: tuple(texts) for first, texts in by_first.items()}


def labels(grammar: Grammar, rule: str) -> tuple[Known, ...]:
    """The printed texts inside an item, its caption not among them, the longest first."""
    caption = grammar.caption(rule)
    found = {}
    for name in grammar.reached(rule) & grammar.terminals.keys():
        terminal = grammar.terminals[name]
        if terminal.is_literal and terminal.text != caption and letters(terminal.text):
            text = " ".join(terminal.text.split())
            found[text] = Known(letters(text), "label", name, text, frozenset((grammar.form,)))
    return tuple(sorted(found.values(), key=lambda one: (-len(one.letters), one.text)))


def find_threads(free: Free, among: tuple[str, ...] = forms.FORMS, *, is_of_2003: bool = False) -> list[Thread]:
    """The printed texts of these forms among the words, in the order of their lines; their words are taken out of `free`."""
    known = known_texts(among, is_of_2003=is_of_2003)
    found: list[Thread] = []
    for line, words in free.items():
        index = 0
        while index < len(words):
            word = words[index]
            thread = None
            if index == 0 or word.is_apart or _NUMBERED.match(word.text) or _is_behind_a_mark(words, index):
                thread = _first(free, _candidates(words, index, known), line, index)
            if thread is None:
                index += 1
                continue
            found.append(thread)
            take(free, thread.words)
    return found


def _is_behind_a_mark(words: Sequence[Word], index: int) -> bool:
    """Whether a word follows the mark of a box or of a heading, which stands where a cell begins."""
    return _MARK.fullmatch(words[index - 1].text) is not None and (index == 1 or words[index - 1].is_apart)


def _candidates(words: Sequence[Word], index: int, known: Mapping[str, tuple[Known, ...]]) -> Iterator[Known]:
    first = letters(words[index].text)
    if not first and index + 1 < len(words):  # a star, say
        first = letters(words[index + 1].text)
    for key in (first, *(first[:length] for length in range(len(first) - 1, 0, -1))):
        yield from known.get(key, ())


def _first(free: Free, candidates: Iterable[Known], line: int, index: int) -> Thread | None:
    return next(filter(None, (thread_at(free, one, line, index) for one in candidates)), None)


def thread_at(free: Free, known: Known, line: int, index: int, *, is_loose: bool = False) -> Thread | None:
    """The printed text that begins with a word, followed to its end; None where it is not all there.

    Its pieces may stand in cells beside each other where it `is_loose`, or is a line of its own.
    """
    is_loose = is_loose or known.kind == "line" or known.is_hints
    words: list[Word] = []
    at = 0
    if known.is_hints and not free[line][index].text.startswith("("):
        return None  # STREET at the beginning of a line
    while True:
        at = _along(free, line, index, known, at, words)
        if not words:
            return None
        if at == len(known.letters):
            row = free.get(words[-1].line, ())
            return _thread(known, [*words, *(_star(row, known, words[-1]) or _tail(row, known, words[-1]))])
        if len(words) == 1 and _NUMBERED.fullmatch(words[0].text) and _goes_on_otherwise(free[line], words[0]):
            return None
        following = _below(free, known, at, words) or _beside(free, known, at, words, is_loose=is_loose)
        if following is None:
            return None
        line, index = following


def _along(free: Free, number: int, index: int, known: Known, at: int, words: list[Word]) -> int:
    """Follows a text along a line from a word on; gives how many of its letters were found in all."""
    is_first = True
    line = free.get(number, ())
    above = _edges(free, words, number) if words else ()
    while index < len(line) and at < len(known.letters):
        word = line[index]
        if not is_first and (word.is_apart or word.x0 - words[-1].x1 > 1 or word.x0 in above):
            break
        step = _step(word, known, at)
        if step is None:
            break
        used, read = step
        if not is_first and read and word.text[-1] == ")" and at + read not in _ends(known.text):
            break  # (I) of the next column, and not the first letter of Instr.
        if not read and (index + 1 == len(line) or not _fits(line[index + 1], known, at)):
            break
        if not read and not words and known.text[: len(word.text)] != word.text:
            break
        words.append(
            word if used == len(word.text) else word._replace(text=word.text[:used], end=word.start + used, x1=word.x0 + used)
        )
        at += read
        index += 1
        is_first = False
    return at


def _edges(free: Free, words: Sequence[Word], line: int) -> set[int]:
    """Where columns begin at the right of a text: what stands there on its first line, or on the one above, is not its own."""
    right = max(word.x1 for word in words)
    beside = (word for number in {words[0].line, line - 1} for word in free.get(number, ()))
    return {word.x0 for word in beside if word.is_apart and word.x0 >= right}


def _goes_on_otherwise(line: Sequence[Word], number: Word) -> bool:
    """Whether another word than the text's follows its number, and not the number of the next column."""
    following = next((word for word in line if word.x0 >= number.x1), None)
    return following is not None and following.x0 - number.x1 == 1 and not _NUMBERED.fullmatch(following.text)


@lru_cache(maxsize=512)
def _ends(text: str) -> frozenset[int]:
    """How many letters of a printed text stand before the end of each of its words."""
    return frozenset(accumulate(len(word) for word in _NO_LETTER.split(text.casefold())))


def _fits(word: Word, known: Known, at: int) -> bool:
    step = _step(word, known, at)
    return step is not None and step[1] > 0


def _step(word: Word, known: Known, at: int) -> tuple[int, int] | None:
    """How many characters of a word, and how many letters of the text, are the same; None where they differ."""
    own = letters(word.text)
    rest = known.letters[at:]
    if rest.startswith(own):
        used = len(word.text)
        if len(own) == len(rest) and own:
            used = _without_tail(word.text, known)
        return used, len(own)
    if own.startswith(rest):
        used = _end_of_letters(word.text, len(rest))
        if used < len(word.text) and not word.text[used].isalnum():
            tail = _STAR.match(word.text, used) if known.text.endswith("*") else None
            return (tail.end() if tail else _with_its_end(word.text, used, known)), len(rest)
    return None


def _without_tail(text: str, known: Known) -> int:
    """The length of a word without signs behind its letters that the printed text does not have: a bracket that opens."""
    end = len(text)
    while end and text[end - 1] == "[" and not known.text.endswith("["):
        end -= 1
    return end


def _with_its_end(text: str, used: int, known: Known) -> int:
    """The length of a word with the signs in which the printed text ends: a bracket that closes."""
    end = known.text[len(known.text.rstrip(")].:")) :]
    return used + len(end) if end and text.startswith(end, used) else used


def _end_of_letters(text: str, number: int) -> int:
    for place, sign in enumerate(text):
        number -= bool(letters(sign))
        if not number:
            return place + 1
    return len(text)


def _star(line: Sequence[Word], known: Known, last: Word) -> list[Word]:
    """The star at the end of a text, where it begins the next word."""
    if not known.text.endswith("*") or "*" in last.text:
        return []
    following = next((word for word in line if word.x0 >= last.x1), None)
    if following is not None and in_one_cell(following, last) and (match := _STAR.match(following.text)) and match[0]:
        used = match.end()
        return [following._replace(text=match[0], end=following.start + used, x1=following.x0 + used)]
    return []


def _tail(line: Sequence[Word], known: Known, last: Word) -> list[Word]:
    """The sign at the end of a text that was cut before it."""
    return [word for word in line if word.x0 == last.x1 and not letters(word.text) and known.text.endswith(word.text)][:1]


def _below(free: Free, known: Known, at: int, words: Sequence[Word]) -> tuple[int, int] | None:
    """The line and index of the word below with which a text goes on."""
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    last = words[-1]
    is_end_of_line = not any(word.x0 >= last.x1 for word in free.get(last.line, ()))
    for line in range(last.line + 1, last.line + 1 + _FEW_LINES):
        row = free.get(line, [])
        candidates = []
        is_blocked = False
        for index, word in enumerate(row):
            if not in_one_cell(word, last):
                continue
            is_over = word.x0 < x1 and word.x1 > x0
            aside = abs(word.x0 - words[0].x0)
            is_under_its_edge = aside <= _UNEVEN
            step = _step(word, known, at)
            if step is not None and step[1] and (is_under_its_edge or (word.is_apart or index == 0)):
                end = max(word.x1, _end_of_chunk(row, index))
                if is_under_its_edge or (word.x0 < x1 and end > x0):
                    center = abs((word.x0 + end) - (x0 + x1))
                    is_part = at + step[1] not in _ends(known.text)  # (D) for the first letter of Direct, say
                    candidates.append((is_part, aside if is_under_its_edge else _UNEVEN + 1, center, index))
            is_blocked = is_blocked or is_over
        if candidates:
            index = min(candidates)[3]
            begins = index and row[index - 1].x1 == row[index].x0 and not letters(row[index - 1].text)  # a bracket, cut off
            return line, index - bool(begins)
        if is_end_of_line and row and _fits(row[0], known, at) and in_one_cell(row[0], last):
            return line, 0
        if is_blocked:
            return None
    return None


def _end_of_chunk(row: Sequence[Word], index: int) -> int:
    end = row[index].x1
    for word in row[index + 1 :]:
        if word.is_apart or word.x0 - end > 1:
            break
        end = word.x1
    return end


def _beside(free: Free, known: Known, at: int, words: Sequence[Word], *, is_loose: bool) -> tuple[int, int] | None:
    """The word at the right of a text's lines with which it goes on: in prints, a column's line may stand between others."""
    if not is_loose:
        return None
    right = max(word.x1 for word in words)
    for line in range(words[0].line, words[-1].line + 2):
        for index, word in enumerate(free.get(line, ())):
            if word.x0 >= right and word.is_apart and _fits(word, known, at):
                return line, index
    return None


def _thread(known: Known, words: Sequence[Word]) -> Thread:
    return Thread(
        known,
        tuple(words),
        min(word.x0 for word in words),
        max(word.x1 for word in words),
        min(word.line for word in words),
        max(word.line for word in words),
    )


def take(free: Free, words: Iterable[Word]) -> None:
    """Takes words out; of one that was used in part, the rest stays."""
    for used in words:
        line = free.get(used.line, [])
        for index, word in enumerate(line):
            if word.start <= used.start < word.end:
                kept = []
                if used.end < word.end:
                    cut = used.end - word.start
                    kept = [word._replace(text=word.text[cut:], start=used.end, x0=word.x0 + cut, is_apart=True)]
                line[index : index + 1] = kept
                break
