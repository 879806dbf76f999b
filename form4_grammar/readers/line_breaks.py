"""Texts with other signs for their line breaks or tabs, words that lines part, and lines with a sign of who passed them on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from form4_grammar.parser.lines import split_lines
from form4_grammar.readers.columned.looks import is_aligned
from form4_grammar.readers.page_text import Link, PageText, Pieces
from form4_grammar.regexes import regex

_HYPHEN_AT_END = regex(r"-\n")
_BROKEN = regex(r"\n(?<=[^\W_]-\n)(?=[^\W_])")
"""A line break inside a word, after its hyphen; a pattern that begins with one sign alone is found fastest."""

ANSWERED = ">"
_PASSED_ON = {
    ANSWERED: (regex("\n>"), regex(r"^(?:>[ \t]?)+", re.MULTILINE)),
    "+": (regex(r"\n\+"), regex(r"^\+", re.MULTILINE)),
}
"""What lines of an answered mail and of a patch begin with: a pattern finds that in half the time that `in` takes."""

_SOFT = "=\n"
"""How a line ends in a mail as it is sent that goes on in the next."""

_TARGET = regex(r"(?<=[^\s(]) ?[(\[](#[A-Za-z*][^\s()\[\]]{0,40}|/[a-z][^\s()\[\]]{3,200})[)\]]")
"""What a link leads to, as some programs write it behind its text: (1) (#F1), or (1) [#F1]."""

_RULE = regex(r"^-{20,}\n", re.MULTILINE)
"""A line drawn across the page."""

_QUOTED = regex(r"(?:=[0-9A-F]{2}|=\n)+")
_OF_A_TAB, _TWO_TABS, _RUN = "    ", "\t\t", regex(r"(?<![ \n]) {2,}")

_FEW, _SEVERAL, _MANY = 3, 10, 30
_LONG_LINE = 400


def is_barred(text: str) -> bool:
    """Whether bars stand for the line breaks of a text: its end, which has long sentences, is one line with several."""
    last = text.rstrip()
    last = last[last.rfind("\n") + 1 :]
    return len(last) > _LONG_LINE and last.count("|") > _FEW and last[0] not in "|<"


def _is_tabbed(text: str) -> bool:
    """Whether tabs stand between all pieces of a text, and not between the cells of its rows.

    A line has more of them than any table has columns, then, or many hold a tab and nothing else, as between pieces of markup.
    """
    if "\t" in split_lines(text) and text.count("\n\t\n") >= _SEVERAL:
        return True
    # Rows have blank cells, and so two tabs with nothing between
    return "\t\t" not in text and any(line.count("\t") >= _MANY for line in split_lines(text))


def parted_by_signs(text: str) -> PageText | None:
    """The text with line breaks for the bars or tabs between its pieces; None where these are nothing of the kind."""
    sign = "|" if "|" in text and is_barred(text) else "\t" if "\t" in text and _is_tabbed(text) else ""
    if not sign:
        return None
    return _replaced(text, [found.start() for found in re.finditer(re.escape(sign), text)], "\n").page()


def without_marks(text: str) -> tuple[str, PageText] | None:
    """The sign that most lines begin with, in an answered mail or in a patch, and the text without it; None where none."""
    for sign, (begins, mark) in _PASSED_ON.items():
        if sign not in text or begins.search(text) is None:
            continue
        firsts = [line[:1] for line in split_lines(text)[1:]]
        if 10 * firsts.count(sign) > 7 * len(firsts):
            return sign, _without(text, (found.span() for found in mark.finditer(text)))
    return None


def without_technical(text: str) -> PageText | None:
    """The text without what programs put in: breaks of lines in a mail as it is sent, and what links lead to, in brackets.

    None where there is nothing of the kind.
    """
    if text.count("=") >= _SEVERAL and text.count(_SOFT) >= _SEVERAL:  # one sign is counted far faster
        written = _unquoted(text)
        return written if _SOFT not in written.text else None
    targets: list[re.Match[str]] = []
    if ("#" in text and "(#" in text) or ("?" in text and ("(/" in text or "[/" in text)):
        targets = list(_TARGET.finditer(text)) if "](" not in text and not is_aligned(text) else []
    rules = list(_RULE.finditer(text)) if "\t" not in text and "---\n" in text and not is_aligned(text) else []
    if not targets and not rules:
        return None
    page = _without(text, sorted(found.span() for found in (*targets, *rules)))
    links = [Link(found[1], *found.span(1), _cell_before(text, found.start()), found.start()) for found in targets]
    return replace(page, links=tuple(links))


def _unquoted(text: str) -> PageText:
    """A text as it was before a mail program wrote its longer lines and rarer signs as quoted-printable."""
    pieces, at = Pieces(), 0
    for found in _QUOTED.finditer(text):
        pieces.copy(text[at : found.start()], at)
        at = found.end()
        if sign := found[0].replace(_SOFT, "").replace("=", ""):
            pieces.replace(bytes.fromhex(sign).decode("utf-8", "replace"), found.start(), at)
    pieces.copy(text[at:], at)
    return pieces.page()


def _cell_before(text: str, end: int) -> int:
    """Where the cell begins that goes to a place."""
    return max(text.rfind("\t", 0, end), text.rfind("\n", 0, end)) + 1


def _without(text: str, spans: Iterable[tuple[int, int]]) -> PageText:
    pieces, at = Pieces(), 0
    for start, end in spans:
        pieces.copy(text[at:start], at)
        at = end
    pieces.copy(text[at:], at)
    return pieces.page()


def with_tabs(text: str) -> PageText | None:
    """The text with tabs for the four blanks that an editor or a chat made of each, or for two tabs that part each cell.

    None where most blanks do not stand by four, or some tabs alone.
    """
    if "\t" in text:
        doubled = text.count(_TWO_TABS) if text.startswith(_TWO_TABS, text.index("\t")) else 0
        if not doubled or text.count("\t") > len(_TWO_TABS) * doubled:
            return None
        return _replaced(text, [found.start() for found in re.finditer(_TWO_TABS, text)], "").page()
    if _OF_A_TAB not in text:
        return None
    runs, others = [], 0
    for run in _RUN.finditer(text):
        if len(run[0]) % len(_OF_A_TAB) == 0:
            runs.append(run.span())
            continue
        others += 1
        if others > _SEVERAL and _FEW * others > len(runs):
            return None
    if (
        len(runs) < _MANY
        or _FEW * others > len(runs)
        or sum(end - start == len(_OF_A_TAB) for start, end in runs) < len(runs) // 2
    ):
        return None
    pieces, at = Pieces(), 0
    for start, end in runs:
        pieces.copy(text[at:start], at)
        for place in range(start, end, len(_OF_A_TAB)):
            pieces.replace("\t", place, place + len(_OF_A_TAB))
        at = end
    pieces.copy(text[at:], at)
    return pieces.page()


def with_whole_words(text: str) -> PageText:
    """The text with the words whole that lines break after a hyphen."""
    breaks = [found.start() for found in _BROKEN.finditer(text)] if _HYPHEN_AT_END.search(text) is not None else []
    if not breaks:
        return PageText(text)
    return _replaced(text, breaks, "").page(joined=breaks)


def _replaced(text: str, places: Iterable[int], by: str) -> Pieces:
    """The text with another sign, or none, for the one at each of these places."""
    pieces, at = Pieces(), 0
    for place in places:
        pieces.copy(text[at:place], at)
        pieces.replace(by, place, place + 1)
        at = place + 1
    pieces.copy(text[at:], at)
    return pieces
