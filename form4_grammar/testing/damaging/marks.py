"""Damage to single characters: captions mistyped, digits misread, marks and references lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from random import Random

from form4_grammar.testing.damaging import places
from form4_grammar.testing.damaging.editing import some, spliced, without_one
from form4_grammar.testing.damaging.looks import looks_of
from form4_grammar.testing.damaging.places import Span

_MISREAD = {"0": "O", "1": "l", "5": "S", "8": "B", "2": "Z", "6": "b", "9": "g", "4": "A", "3": "8", "7": "1"}
_LETTERS = {"l": "1", "I": "l", "O": "0", "S": "5", "B": "8", "m": "rn", "e": "c", "n": "ri", "D": "O", "a": "o", "i": "1"}


@lru_cache(maxsize=8)
def _caption_pattern(captions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, captions)))


def _found_captions(page: str) -> list[Span]:
    return [Span(*match.span()) for match in _caption_pattern(looks_of(page).captions).finditer(page)]


def caption_mistyped(page: str, dialect: str, random: Random) -> str:
    """One to three letters of a caption are lost, doubled or misread."""
    caption = some(random, _found_captions(page))
    if caption is None:
        return page
    text = list(page[slice(*caption)])
    letters = [at for at, sign in enumerate(text) if sign.isalpha()]
    for at in random.sample(letters, min(len(letters), random.choice([1, 1, 2, 3]))):
        sign = text[at]
        text[at] = random.choice(["", sign * 2, _LETTERS.get(sign, "x")])
    return spliced(page, [(caption, "".join(text))])


def caption_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, _found_captions(page), random)


def caption_cut(page: str, dialect: str, random: Random) -> str:
    """Half of the words of a caption are lost, the first or the last ones."""
    caption = some(random, [span for span in _found_captions(page) if " " in page[slice(*span)]])
    if caption is None:
        return page
    words = page[slice(*caption)].split(" ")
    half = (len(words) + 1) // 2
    return spliced(page, [(caption, " ".join(random.choice([words[:half], words[half:]])))])


def _in_cells(page: str, dialect: str, pattern: str) -> list[Span]:
    """The places in the cells of the tables, and in the answers of the header, where a pattern stands; not in their markup."""
    spans = [cell.inner for row in places.answer_rows(page, dialect) for cell in row.cells]
    return [
        Span(*match.span()) for span in (*spans, *places.answers(page, dialect)) for match in _outside_tags(page, span, pattern)
    ]


def _outside_tags(page: str, span: Span, pattern: str) -> Iterable[re.Match[str]]:
    found = re.compile(rf"<[^<>]*>|(?P<hit>{pattern})").finditer(page, *span)
    return (match for match in found if match["hit"])


def digit_misread(page: str, dialect: str, random: Random) -> str:
    """A digit in a cell or an answer is a letter that looks like it, or another digit."""
    digit = some(random, _in_cells(page, dialect, r"\d"))
    return spliced(page, [(digit, _MISREAD[page[digit.start]])]) if digit else page


def digits_misread(page: str, dialect: str, random: Random) -> str:
    """All of a digit in the tables and the answers are taken for what looks like it: O for 0, and the like."""
    digit = random.choice("01583")
    return spliced(page, [(span, _MISREAD[digit]) for span in _in_cells(page, dialect, digit)])


def digit_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, _in_cells(page, dialect, r"\d"), random)


def letter_misread(page: str, dialect: str, random: Random) -> str:
    """A letter in a cell or an answer is a sign that looks like it."""
    letter = some(random, _in_cells(page, dialect, "[" + "".join(_LETTERS) + "]"))
    return spliced(page, [(letter, _LETTERS[page[letter.start]])]) if letter else page


def separators_swapped(page: str, dialect: str, random: Random) -> str:
    """In one number the comma is a point and the point a comma."""
    number = some(random, _in_cells(page, dialect, r"\d[\d,.]*[,.]\d+"))
    return spliced(page, [(number, page[slice(*number)].translate(str.maketrans(",.", ".,")))]) if number else page


def separator_lost(page: str, dialect: str, random: Random) -> str:
    """A comma, a point or a stroke within digits is lost, or is a blank."""
    sign = some(random, _in_cells(page, dialect, r"(?<=\d)[,./-](?=\d)"))
    return spliced(page, [(sign, random.choice(["", " "]))]) if sign else page


def dollar_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, [Span(*match.span()) for match in re.finditer(r"\\?\$(?=(?:<[^>]*>)*\d)", page)], random)


def dollar_added(page: str, dialect: str, random: Random) -> str:
    number = some(random, _in_cells(page, dialect, r"(?<![\d.,$/-])\d[\d,]*(?![\d/,-])"))
    return spliced(page, [(Span(number.start, number.start), "$")]) if number else page


def tick_lost(page: str, dialect: str, random: Random) -> str:
    tick = some(random, places.ticks(page))
    return spliced(page, [(tick, _unticked(page[slice(*tick)]))]) if tick else page


def _unticked(mark: str) -> str:
    return re.sub(r">(?:1|true)<", ">0<", mark) if mark.startswith("<") and "</" in mark else ""


def tick_moved(page: str, dialect: str, random: Random) -> str:
    """A mark stands behind the label that it stood before, or in XML at the next box."""
    tick = some(random, places.ticks(page))
    if tick is None:
        return page
    if dialect == "xml":
        other = re.compile(r"<(is\w+)>(0|false)</\1>").search(page, tick.end)
        return page if other is None else _exchanged(page, tick, other)
    if dialect == "html":
        box = re.compile(r"<td[^>]*>(?:<span>)?(?=</)").search(page, tick.end)
        return page if box is None else spliced(page, [(tick, ""), (Span(box.end(), box.end()), page[slice(*tick)])])
    label = re.compile(r"[^<☒☑\[\n\t]*\w ?").match(page, tick.end)
    return page if label is None else spliced(page, [(tick, ""), (Span(label.end(), label.end()), f" {page[slice(*tick)]} ")])


def _exchanged(page: str, tick: Span, other: re.Match[str]) -> str:
    return spliced(page, [(tick, _unticked(page[slice(*tick)])), (Span(*other.span(2)), "1")])


def reference_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, places.references(page), random)


def reference_mangled(page: str, dialect: str, random: Random) -> str:
    """Half a bracket, a lost bracket, or a digit that is a letter; in XML a broken id."""
    reference = some(random, places.references(page))
    if reference is None:
        return page
    text = page[slice(*reference)]
    if dialect == "xml":
        made = [
            text.replace('id="F', 'id="'),
            text.replace("id=", "id"),
            re.sub(r"F(\d)", r"F 1\1", text),
            text.replace("/>", ">"),
        ]
    else:
        brackets = str.maketrans("", "", "()⁽⁾")
        made = [re.sub(r"[(⁽]", "", text), re.sub(r"[)⁾]", "", text), text.translate(brackets), re.sub(r"\d|[¹²³]", "l", text)]
    return spliced(page, [(reference, random.choice(made))])


def references_flattened(page: str, dialect: str, random: Random) -> str:
    """Superscripts are ordinary digits without brackets, glued to what they stand behind."""
    pattern = r"\s*<sup>\s*\(?(\d+)\)?\s*</sup>"
    return re.sub(pattern, r"\1", page)


def bracket_lost(page: str, dialect: str, random: Random) -> str:
    """A bracket round a symbol or round anything else is lost."""
    return without_one(page, [Span(*match.span()) for match in re.finditer(r"[][]", page)], random)
