"""Level 1, first half: each line of the page is told by its text, the captions in it, or its look.

A line's type never depends on where the parser is: a lexer that asks the parser calls whatever comes next what it hoped for,
and then nothing is ever found missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.parser.patterns import Pattern, compile_rule

ALIKE = 0.8
"""How alike two texts must be (`difflib` ratio) to be the same printed text, mistyped."""

_LONGEST_PRINTED = 600
_SHORTEST_WRAPPED = 8
_MOST_KNOWN = 1000
_BOXES = frozenset({"<input", "[X]", "[x]", "[", "[]", "☒", "☑", "☐"})


class Line(NamedTuple):
    """A line of the page that is not blank: the terminal that it is, and where it stands.

    ``end`` is exclusive and does not count the line break. A printed line that was wrapped is one `Line`. ``mended`` says
    that it is not quite the text that the form prints.
    """

    type: str
    start: int
    end: int
    number: int
    mended: bool = False


@dataclass(frozen=True, slots=True)
class LineTypes:
    """What tells the lines of one form."""

    printed: dict[str, str]
    """The printed text of whole lines, normalised, to their terminals."""
    captions: tuple[tuple[str, str], ...]
    """What a line begins with, after a check box and blanks, and the terminal that it then is."""
    caption_pattern: re.Pattern[str]
    headings: dict[str, str]
    """The captions of columns, and the terminal of the lines that they stand in."""
    looks: tuple[tuple[str, re.Pattern[str]], ...]
    own: frozenset[str]
    """The terminals of lines that are nothing but the form's own text."""
    free: frozenset[str]
    """The terminals that are told by their look alone."""
    first_words: frozenset[str]
    """The words that printed texts and captions begin with, and the beginning of a check box before them."""
    required: frozenset[str]
    """The terminals that no page can do without."""
    signature: Pattern | None
    signature_caption: str | None
    known: dict[str, str]
    """Whole lines whose text is the form's own, as they were met: filled while reading."""


def normalised(text: str) -> str:
    """The text with single blanks and without escapes, as printed texts are compared."""
    return " ".join(text.replace("\\", "").split())


@lru_cache(maxsize=8)
def line_types(grammar: Grammar) -> LineTypes:
    """The line types of a grammar."""
    printed, looks = {}, []
    for terminal in grammar.page_terminals:
        if terminal.is_literal:
            printed[normalised(terminal.text)] = terminal.name
        else:
            looks.append(terminal)
    looks.sort(key=lambda terminal: -terminal.priority)
    captions: list[tuple[str, str]] = []
    headings: dict[str, str] = {}
    for name in grammar.layouts:
        line = grammar.line_terminal(name)
        if line is None or line in grammar.terminals:
            continue
        lines = grammar.grid(name + LAYOUT)
        for symbol in (symbol for cells in lines for cell in cells for symbol in cell):
            caption = grammar.caption(symbol)
            if caption and symbol.isupper() and len(lines[0]) > 1:
                headings[normalised(caption)] = line
            elif caption:
                captions.append((normalised(caption), line))
    captions.sort(key=lambda pair: -len(pair[0]))
    signatures = grammar.rules.get("signatures", ())
    texts = [*printed, *headings, *(caption for caption, _ in captions)]
    return LineTypes(
        printed=printed,
        captions=tuple(captions),
        caption_pattern=_caption_pattern(grammar, [caption for caption, _ in captions]),
        headings=headings,
        looks=tuple((t.name, re.compile(t.pattern)) for t in looks),
        first_words=frozenset(text.split()[0] for text in texts) | _BOXES,
        own=frozenset(printed.values()) | frozenset(headings.values()),
        free=frozenset(t.name for t in looks if t.priority < 2 or t.name == "FOOTNOTE_LINE"),
        required=grammar.required("start"),
        signature=compile_rule(grammar, "signature" + LAYOUT) if "signature" in grammar.layouts else None,
        signature_caption=next((n for e in signatures for n in e if n in grammar.terminals), None),
        known=dict(printed),
    )


def _caption_pattern(grammar: Grammar, captions: Sequence[str]) -> re.Pattern[str]:
    marks = [grammar.terminals[name].pattern for name in ("CHECKED_BOX", "UNCHECKED_BOX") if name in grammar.terminals]
    box = rf"(?:(?:{'|'.join(marks)})\s*)?" if marks else ""
    texts = [re.sub(r"(?:\\ )+", r"\\s+", re.escape(caption)).replace(r"\*", r"\\?\*") for caption in captions]
    return re.compile(rf"\s*{box}(?:{'|'.join(f'({text})' for text in texts)})") if texts else re.compile(r"(?!)")


def split(text: str, types: LineTypes) -> list[Line]:
    """The lines of `text` that are not blank, each with its type."""
    lines = []
    start = 0
    known = types.known
    for number, raw in enumerate(text.split("\n"), 1):
        end = start + len(raw)
        kind = known.get(raw)
        if kind is not None:
            lines.append(Line(kind, start, end, number))
        elif raw and not raw.isspace():
            kind = _type(raw, types)
            if kind in types.own and len(known) < _MOST_KNOWN:
                known[raw] = kind
            lines.append(Line(kind, start, end, number))
        start = end + 1
    if types.required - {line.type for line in lines}:
        lines = _mend(text, lines, types)
    return _signatures(text, lines, types)


def _type(raw: str, types: LineTypes) -> str:
    if raw.split(None, 1)[0].replace("\\", "") not in types.first_words:
        return _look(raw, types)
    if len(raw) <= _LONGEST_PRINTED and _is_uneven(raw) and (plain := normalised(raw)) in types.printed:
        return types.printed[plain]
    match = types.caption_pattern.match(raw)
    if match is not None:
        assert match.lastindex is not None
        return types.captions[match.lastindex - 1][1]
    if "\t" in raw:
        first = next(filter(None, map(normalised, raw.split("\t"))))
        if first in types.headings:
            return types.headings[first]
    return _look(raw, types)


def _look(raw: str, types: LineTypes) -> str:
    line = raw.rstrip("\r")
    for name, look in types.looks:
        if look.fullmatch(line):
            return name
    return types.looks[-1][0]


def _is_uneven(raw: str) -> bool:
    """Whether the normalised text is another one."""
    return "\t" in raw or "  " in raw or "\\" in raw or raw[0].isspace() or raw[-1].isspace() or not raw.isascii()


def _missing(lines: Sequence[Line], types: LineTypes) -> dict[str, str]:
    found = {line.type for line in lines}
    return {text: name for text, name in types.printed.items() if name not in found}


def _mend(text: str, lines: Sequence[Line], types: LineTypes) -> list[Line]:
    """The lines, with printed ones recognised that were wrapped or mistyped."""
    missing = _missing(lines, types)
    found = {line.type for line in lines}
    captions = [(caption, name) for caption, name in types.captions if name not in found]
    mended: list[Line] = []
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        length = line.end - line.start
        if line.type in types.free and length <= _LONGEST_PRINTED:
            plain = normalised(text[line.start : line.end])
            joined = _unwrapped(text, plain, rest, missing, types)
            if joined:
                printed, count = joined
                last = rest[count - 1]
                del rest[:count]
                line = line._replace(type=missing.pop(printed), end=last.end, mended=True)
            else:
                alike = _closest(plain, list(missing))
                if alike is not None:
                    line = line._replace(type=missing.pop(alike), mended=True)
                else:
                    begun = _closest(plain, [caption for caption, _ in captions], beginning=True)
                    if begun is not None:
                        line = line._replace(type=dict(captions)[begun], mended=True)
        mended.append(line)
    return mended


def _unwrapped(
    text: str, plain: str, rest: Sequence[Line], missing: dict[str, str], types: LineTypes
) -> tuple[str, int] | None:
    """The printed text that `plain` and the next lines make together, and how many of them."""
    if len(plain) < _SHORTEST_WRAPPED:
        return None
    for printed in missing:
        whole = plain
        for count, line in enumerate(rest[:8], 1):
            if not printed.startswith(whole) or line.type not in types.free:
                break
            whole += " " + normalised(text[line.start : line.end])
            if whole == printed:
                return printed, count
    return None


def _closest(plain: str, printed: Sequence[str], *, beginning: bool = False) -> str | None:
    best, text = ALIKE, None
    for candidate in printed:
        shown = plain[: len(candidate)] if beginning else plain
        if abs(len(shown) - len(candidate)) > 0.4 * len(candidate):
            continue
        matcher = SequenceMatcher(None, shown, candidate, autojunk=False)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, text = ratio, candidate
    return text


def _signatures(text: str, lines: list[Line], types: LineTypes) -> list[Line]:
    """The lines, with those of signatures told from other free text: the paragraphs right before the signatures' caption."""
    if types.signature is None:
        return lines
    end = next((i for i, line in enumerate(lines) if line.type == types.signature_caption), None)
    if end is None:
        end = len(lines)
        while end and lines[end - 1].type not in types.free:
            end -= 1
    for first, last in _paragraphs(lines, end, types):
        begin = _signature_start(text, lines, first, last, types.signature)
        if begin is None:
            break
        lines[begin] = lines[begin]._replace(type="FIRST_SIGNATURE_LINE")
        lines[begin + 1 : last] = [line._replace(type="SIGNATURE_LINE") for line in lines[begin + 1 : last]]
        if begin > first:
            break
    return lines


def _paragraphs(lines: Sequence[Line], end: int, types: LineTypes) -> Iterator[tuple[int, int]]:
    """The paragraphs of free text that end before line `end`, the last one first, as half-open ranges of lines.

    A date on a line of its own, parted by a blank line from the name that it belongs to, goes with that name.
    """
    while end and lines[end - 1].type in types.free:
        first = end - 1
        while first and lines[first - 1].type in types.free and lines[first - 1].number + 1 == lines[first].number:
            first -= 1
        yield first, end
        end = first


def _signature_start(text: str, lines: Sequence[Line], first: int, last: int, signature: Pattern) -> int | None:
    """Where in a paragraph the signature begins: at its start, or after the notes that it follows without a blank line."""
    notes = [i for i in range(first, last) if lines[i].type == "FOOTNOTE_LINE"]
    if not notes:
        shown = text[lines[first].start : lines[last - 1].end].strip()
        return first if signature.regex.fullmatch(shown) or shown.startswith("/s/") else None
    for begin in range(notes[-1] + 1, last):
        shown = text[lines[begin].start : lines[last - 1].end].strip()
        if shown.startswith("/s/") and signature.regex.fullmatch(shown):
            return begin
    return None
