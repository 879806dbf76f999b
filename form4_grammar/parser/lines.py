"""Level 1, first half: each line of the page is told by its text, the captions in it, or its look.

A line's type never depends on where the parser is: a lexer that asks the parser calls whatever comes next what it hoped for,
and then nothing is ever found missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, compress, count
from operator import itemgetter

from form4_grammar.grammar import ALIKE_SIGNS, LAYOUT, MOST_GRAMMARS, Grammar, printed_pattern
from form4_grammar.parser.patterns import Pattern, compile_rule
from form4_grammar.records import NamedTuple, dataclass
from form4_grammar.regexes import compiled, regex

ALIKE = 0.8
"""How alike two texts must be (`difflib` ratio) to be the same printed text, mistyped."""

SENTENCES = frozenset({"NO_SECURITIES_OWNED"})
"""Lines that filers write as titles of securities, too, so that nothing but the whole line tells them."""

_TYPEWRITTEN = {ord(alike): plain for plain, signs in ALIKE_SIGNS.items() for alike in signs if alike != plain}
_TYPESET = tuple(map(chr, _TYPEWRITTEN))
_LONGEST_PRINTED = 600
_MOST_KNOWN, _LONGEST_KNOWN = 2000, 1000
_NEW = tuple.__new__  # as in patterns.py: makes a named tuple in half the time
_HYPHEN = regex(r"(?<=[a-z])- (?:<br ?/?> ?)?(?=[a-z])", re.IGNORECASE)
_LONGEST_WORD = 40
_SHORTEST_FOLDED = 7
_TEXT, _ROW = "TEXT_LINE", "ROW_LINE"
SIGNATURE = f"signature{LAYOUT}"


class Line(NamedTuple):
    """A line of the page that is not blank: the terminal that it is, and where it stands.

    ``end`` is exclusive and does not count the line break. A printed line that was wrapped is one `Line`, from line ``number``
    to ``last_number`` of the page. ``mended`` says that it is not quite the text that the form prints.
    """

    type: str
    start: int
    end: int
    number: int
    last_number: int
    mended: bool = False


_TYPE = itemgetter(0)


def types_of(lines: Iterable[Line]) -> list[str]:
    """The types of lines."""
    return list(map(_TYPE, lines))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LineTypes:
    """What tells the lines of one form; printed texts are normalised."""

    grammar: Grammar
    printed: dict[str, str]
    """The printed text of whole lines, and their terminals."""
    folded: dict[str, str]
    """The same in small letters, but for texts that are words of the language, too."""
    announcing: tuple[tuple[str, str], ...]
    """Those that end in a colon, which text may follow on their line."""
    captions: tuple[tuple[str, str], ...]
    """What a line begins with, after a check box and blanks, and the terminal that it then is."""
    caption_pattern: re.Pattern[str]
    box: re.Pattern[str]
    """A check box before a caption."""
    boxes: dict[str, str]
    """The captions that fill a line but for its check box, and the terminal of that line."""
    top: tuple[str, ...]
    """The terminals of the lines of the boxes at the top, in the order of the form."""
    approval: frozenset[str]
    """The terminals of the lines of the OMB's approval."""
    heads: frozenset[str]
    """The terminals of the heading that stands above the title."""
    mark: re.Pattern[str]
    """What stands alone on a line and is the mark of a box."""
    heading_types: frozenset[str]
    headings: dict[str, str]
    """The captions of columns in small letters, and the terminal of the lines that they stand in."""
    look: re.Pattern[str]
    """The looks of lines, by priority, each in a group of its terminal's name."""
    whole: frozenset[str]
    """The terminals of lines that are one printed text."""
    own: frozenset[str]
    """The terminals of lines that are nothing but the form's own text."""
    free: frozenset[str]
    """The terminals that are told by their look alone, and that of a line which nothing else tells, on the page or not."""
    first_words: frozenset[str]
    """The words that printed texts and captions begin with, in small letters, and the letter that ticks a box."""
    words_of_whole: frozenset[str]
    """Those of them that whole lines begin with, in any year's wording."""
    ignored: frozenset[str]
    """The terminals of lines that are no part of the page."""
    required: frozenset[str]
    """The terminals that no page can do without."""
    note_mark: re.Pattern[str]
    """A bullet, and the number of a note in its mark, which is the first group."""
    signature: Pattern | None
    signature_caption: str | None
    is_signed_each: bool
    """Whether the caption of the signatures is printed below each."""
    older: Mapping[str, str]
    """Wordings of whole lines and captions in earlier years, and the terminals that they are read as."""


def normalised(text: str) -> str:
    """The text with single blanks, plain dashes and quotes, and without escapes, as printed texts are compared."""
    if not text.isascii() and any(sign in text for sign in _TYPESET):
        text = text.translate(_TYPEWRITTEN)
    return " ".join(text.replace("\\", "").split())


@lru_cache(maxsize=2)
def in_small_letters(text: str) -> bytes:
    """A page as ASCII in small letters: several look for words of plain letters in it, whose case does not count."""
    return text.encode("ascii", "replace").lower()


@lru_cache(maxsize=2)
def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a page, without their breaks: several look at them."""
    return tuple(text.split("\n"))


def caption_of(cell: str) -> str:
    """A cell of a heading as captions are compared: normalised, and words whole again that were hyphenated at a line's end."""
    shown = normalised(cell)
    return _HYPHEN.sub("", shown) if "- " in shown else shown


@lru_cache(maxsize=MOST_GRAMMARS)
def line_types(grammar: Grammar) -> LineTypes:
    """The line types of a grammar."""
    printed: dict[str, str] = {}
    looks = []
    for terminal in grammar.page_terminals:
        if terminal.is_literal:
            text = normalised(terminal.text)
            printed |= {text.replace(" - ", dash, 1): terminal.name for dash in (" - ", "-", "--", " -- ")}
        else:
            looks.append(terminal)
    looks.sort(key=lambda terminal: -terminal.priority)
    captions: list[tuple[str, str]] = []
    boxes: dict[str, str] = {}
    headings: dict[str, str] = {}
    for name in grammar.layouts:
        line = grammar.line_terminal(name)
        if line is None or line in grammar.terminals:
            continue
        lines = grammar.grid(name + LAYOUT)
        for symbol in grammar.cells(name + LAYOUT):
            caption = grammar.caption(symbol)
            if caption and symbol.isupper() and len(lines[0]) > 1:
                headings[normalised(caption).casefold()] = line
            elif caption:
                captions.append((normalised(caption), line))
                if symbol.isupper():
                    boxes[normalised(caption)] = line
    captions.sort(key=lambda pair: -len(pair[0]))
    signatures = grammar.rules.get("signatures", ())
    texts = [*printed, *headings, *(caption for caption, _ in captions)]
    return LineTypes(
        grammar=grammar,
        printed=printed,
        folded={text.casefold(): name for text, name in printed.items() if len(text) > _SHORTEST_FOLDED},
        announcing=tuple((f"{text} ".casefold(), name) for text, name in printed.items() if text.endswith(":")),
        captions=tuple(captions),
        caption_pattern=_caption_pattern(rf"\s*(?:{grammar.box}\s*)?", [caption for caption, _ in captions]),
        box=regex(rf"\s*(?:{grammar.box}\s*)?"),
        boxes=boxes,
        top=_top(grammar),
        approval=grammar.reached("omb_approval") & grammar.reached("start"),
        heads=grammar.reached("sec_heading") & grammar.reached("start"),
        mark=regex(grammar.box),
        heading_types=frozenset(headings.values()),
        headings=headings,
        look=compiled("|".join(f"(?P<{t.name}>{_in_a_line(t.pattern)})" for t in looks)),
        first_words=frozenset(text.split()[0].casefold() for text in texts) | {"x"},
        words_of_whole=frozenset(text.split()[0].casefold() for text in (*printed, *grammar.older)),
        whole=frozenset(printed.values()),
        own=frozenset(printed.values()) | frozenset(headings.values()),
        free=frozenset([_TEXT, *(t.name for t in looks if t.priority < 2 or t.name == "FOOTNOTE_LINE")]) - grammar.ignored,
        ignored=grammar.ignored,
        required=grammar.required("start"),
        note_mark=_note_mark(grammar),
        signature=compile_rule(grammar, SIGNATURE) if "signature" in grammar.layouts else None,
        signature_caption=next((n for e in signatures for n in e if n in grammar.terminals), None),
        is_signed_each="_further_signatures" in grammar.rules,
        older=grammar.older,
    )


def _in_a_line(pattern: str) -> str:
    """The pattern for a line alone, which has no break: one sign that must not be there is passed by faster than two."""
    return pattern.replace("[^\t\n]", "[^\t]")


def _top(grammar: Grammar) -> tuple[str, ...]:
    boxes = max(((len(one), one) for one in grammar.rules.get("_boxes", ())), default=(0, ()))[1]
    return tuple(terminal for terminal in map(grammar.line_terminal, boxes) if terminal)


def _note_mark(grammar: Grammar) -> re.Pattern[str]:
    marks = [grammar.terminals[name].pattern for name in ("BULLET", "FOOTNOTE_NUMBER") if name in grammar.terminals]
    return compiled(rf"\s*(?:{marks[0]}\s*)?({marks[1]})" if len(marks) > 1 else r"(?!)")


def _caption_pattern(box: str, captions: Sequence[str]) -> re.Pattern[str]:
    texts = [f"({printed_pattern(caption)})" for caption in captions]
    pattern = f"{box}(?:{'|'.join(texts)})" if texts else r"(?!)"
    return compiled(pattern, re.IGNORECASE)


def classify(text: str, types: LineTypes) -> list[Line]:
    """The lines of `text` that are not blank, each with its type."""
    lines: list[Line] = []
    told = _told(types)
    if len(told) > _MOST_KNOWN:
        told.clear()
    add = lines.append
    shown = split_lines(text)
    lengths = accumulate(map(len, shown), initial=0)
    for number, raw, known, before in compress(zip(count(1), shown, map(told.get, shown), lengths), shown):
        found = known
        if found is None:
            if raw.isspace():
                continue
            found = _tell(raw, types)
            if found[0] not in types.free and len(raw) <= _LONGEST_KNOWN:
                told[raw] = found
        kind, length, is_older, announced = found
        start = before + number - 1  # each line before has a break
        if announced and not (lines and lines[-1].type == announced[0]):  # else the filer's text begins with the same words
            add(Line(announced[0], start, start + announced[1], number, number))
            add(Line(_TEXT, start + announced[1], start + length, number, number))
        else:
            add(_NEW(Line, (kind, start, start + length, number, number, is_older)))
    return lines


def _announced(raw: str, types: LineTypes) -> tuple[str, int] | None:
    """The heading that a line of text begins with, as in ``Remarks: None.``, and how long it is there."""
    bare = raw.lstrip()
    for printed, name in types.announcing:
        if bare[: len(printed)].casefold() == printed:
            return name, len(raw) - len(bare) + len(printed) - 1
    return None


def _tell(raw: str, types: LineTypes) -> tuple[str, int, bool, tuple[str, int] | None]:
    """The terminal of a line, how long it is, whether it is the form's own in the words of earlier years, and `_announced`."""
    kind = _type(raw, types)
    if kind == _ROW:
        return kind, len(raw.rstrip("\r")), False, None
    # Empty cells at the end of a line count, but not after a printed text
    bare = raw.rstrip("\r") if "\t" in raw and kind not in types.whole else raw.rstrip()
    is_older = kind in types.own and normalised(raw) in types.older
    return kind, len(bare), is_older, _announced(raw, types) if kind == _TEXT else None


@lru_cache(maxsize=MOST_GRAMMARS)
def _told(_types: LineTypes) -> dict[str, tuple[str, int, bool, tuple[str, int] | None]]:
    """What `_tell` says of the form's own lines that were met: they come again on every page, rows and notes do not."""
    return {}


def _type(raw: str, types: LineTypes) -> str:
    word = next(iter(raw[:_LONGEST_WORD].split(None, 1)), "")
    first = word.casefold()
    if "\\" in first:
        first = first.replace("\\", "")
    # What begins with no letter may begin with the mark of a check box
    if word[:1].isalnum() and raw[0] != "\t" and first not in types.first_words:
        return _look(raw, types)
    if len(raw) <= _LONGEST_PRINTED and (first in types.words_of_whole or not first or not first.isascii()):
        plain = normalised(raw) if _is_uneven(raw) else raw
        if plain in types.printed:
            return types.printed[plain]
        if plain in types.older and types.older[plain] in types.printed.values():
            return types.older[plain]
        if (folded := plain.casefold()) in types.folded:
            return types.folded[folded]
    match = types.caption_pattern.match(raw)
    if match is not None:
        assert match.lastindex is not None
        return types.captions[match.lastindex - 1][1]
    if "\t" in raw:
        cells = [cell.casefold() for cell in map(caption_of, raw.split("\t")) if cell]
        known = [types.headings[cell] for cell in cells if cell in types.headings]
        if known and 2 * len(known) >= len(cells):
            return known[0]
    return _look(raw, types)


def _look(raw: str, types: LineTypes) -> str:
    match = types.look.fullmatch(raw.rstrip("\r"))
    return match.lastgroup or _TEXT if match else _TEXT


def _is_uneven(raw: str) -> bool:
    """Whether the normalised text is another one."""
    return "\t" in raw or "  " in raw or "\\" in raw or raw[0].isspace() or raw[-1].isspace() or not raw.isascii()
