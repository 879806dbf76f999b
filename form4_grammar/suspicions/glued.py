"""Copies that lost blanks between words: the form's own printed texts show it, and then its answers and notes are looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from form4_grammar.diagnostics import Severity, codes_of
from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.model import TABLES, Filing
from form4_grammar.parser.document import Document
from form4_grammar.parser.lines import Line, in_small_letters, line_types
from form4_grammar.regexes import regex
from form4_grammar.rules import grid, traces
from form4_grammar.suspicions.texts import answers, long_texts
from form4_grammar.transform.findings import Findings, place_of
from form4_grammar.transform.tables import TEXTS_OF_ROWS

_WORD = regex(r"[^\W\d_]+")
_JOINT = regex(r"[a-z]{2}[A-Z]|\d[a-z]{2}|[a-z]{3}\d|^C/O[A-Z]|[,;)][A-Za-z]{2}")
"""Where two words meet: a capital after small letters, a number and a word, a comma without a blank."""
_SEAM = 8
"""Signs on either side of a place where a line of the form runs into another text, as a message shows it."""

_SHORTEST, _SHORTEST_HALF = 4, 3
"""Letters of a word that may be two, and of either of the two."""

_OF_ROWS = codes_of(grid.CELL_COUNT, grid.SHIFTED_ROW)
"""What is found of rows, which have none of the form's own texts."""

_LIGATURES = ("fi", "fl")
_PROSE = ("issuer", "reporting_owners", "footnotes", "remarks", "signatures")
"""The parts whose words are any words, so that two that became one may look like another."""


def report_glued(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports the texts with words that may be two, on a page that shows in the form's own texts that blanks are lost.

    It is looked for on a page of which something of its layout was found alone.
    """
    if not any(found.code.startswith("L") and found.code not in _OF_ROWS for found in findings.diagnostics):
        return
    lines = _own_lines(document)
    small = in_small_letters(document.text)
    seam = _seam(document)
    if not seam and _telling(document.grammar).isdisjoint(b"\n".join([small[line.start : line.end] for line in lines]).split()):
        return
    words_of_lines = "\n".join([document.text[line.start : line.end] for line in lines]).lower().split()
    _report_lost_letters(document.grammar, filing, words_of_lines, findings)
    shown = _glued_pairs(document.grammar).intersection(words_of_lines)
    shown = shown or frozenset(filter(None, [seam]))
    if not shown:
        return
    words = [word for word in document.text.lower().split() if word not in shown]
    told = {found.path for found in findings.diagnostics}
    for path, first, message in glued_texts(filing, words, min(shown), told):
        findings.report(traces.GLUED, message, place_of(first, filing, findings.places), path)


def _seam(document: Document) -> str:
    """Where a line of the form runs into another text without a blank; empty where none does."""
    for line in document.page.mended:
        terminal = document.grammar.terminals.get(line.type)
        shown = document.text[line.start : line.end].strip()
        if terminal is None or not terminal.is_literal or len(shown) == len(terminal.text):
            continue
        before, found, behind = shown.partition(terminal.text)
        if found and (before[-1:].isalnum() or behind[:1].isalnum()):
            return f"{before[-_SEAM:]}{found[:_SEAM]}" if before[-1:].isalnum() else f"{found[-_SEAM:]}{behind[:_SEAM]}"
    return ""


def glued_texts(
    filing: Filing, words: Sequence[str], shown: str, told: Collection[str | None] = ()
) -> Iterator[tuple[str, str, str]]:
    """The texts with words that may be two, and parts that may have such, of those not told: the path, its first text, why.

    `words` are those of the page in small letters, and `shown` is what on it tells that blanks are lost.
    """
    parts = [_WORD.findall(word) for word in words]
    known = frozenset(word for part in parts for word in part)
    pairs = frozenset(one[-1] + other[0] for one, other in pairwise(parts) if one and other)
    unsure: dict[str, str] = {}
    for path, text in words_of(filing):
        if path in told:
            continue
        token = next((one for one in text.split() if _is_two(one, known, pairs)), None)
        if token is not None:
            yield path, path, f"{token!r} may be two words: blanks are lost on the page, as in {shown!r}"
        elif " " in text:
            unsure.setdefault(path.partition("[")[0].partition(".")[0], path)
    for part in _PROSE:
        if part in unsure and part not in told:
            yield part, unsure[part], f"a blank may be lost here, too, as it is in {shown!r}: no word shows it"


def _report_lost_letters(grammar: Grammar, filing: Filing, words: Sequence[str], findings: Findings) -> None:
    """Reports the parts with texts on a page whose printed words lack what a font has as one sign: "Benecially"."""
    without = _without_ligatures(grammar)
    shown = next((word for word in words if word in without), None)
    told = {found.path for found in findings.diagnostics if found.severity is not Severity.INFO}
    for part, path in {path.partition(".")[0].partition("[")[0]: path for path, _ in words_of(filing)}.items() if shown else ():
        if part not in told:
            message = f"letters may be lost here, as they are in {shown!r}, which is {without[shown or '']!r}"
            findings.report(traces.LETTERS_LOST, message, place_of(path, filing, findings.places), part)


@lru_cache(maxsize=MOST_GRAMMARS)
def _without_ligatures(grammar: Grammar) -> dict[str, str]:
    """The words of the form's printed texts without the letters that fonts have as one sign, and the words."""
    words = {word for terminal in grammar.terminals.values() if terminal.is_literal for word in terminal.text.lower().split()}
    found = {word.replace(letters, ""): word for word in words for letters in _LIGATURES if letters in word}
    return {short: word for short, word in found.items() if len(short) >= _SHORTEST and short not in words}


@lru_cache(maxsize=MOST_GRAMMARS)
def _telling(grammar: Grammar) -> frozenset[bytes]:
    """The words that tell of lost letters or blanks, as `in_small_letters` has them: hardly a page has one."""
    return frozenset(in_small_letters("\n".join(_glued_pairs(grammar).union(_without_ligatures(grammar)))).split())


def _own_lines(document: Document) -> list[Line]:
    """The lines that are not printed as the form has them: the words of others are the form's."""
    whole = line_types(document.grammar).whole
    return [line for line in document.page.lines if line.mended or line.type not in whole]


def words_of(filing: Filing) -> Iterator[tuple[str, str]]:
    """The texts of a filing that hold words, with their paths."""
    yield from ((path, text) for path, text in (*answers(filing), *long_texts(filing)) if text)
    for table in TABLES:
        for index, row in enumerate(getattr(filing, table)):
            cells = ((name, getattr(row, name, None)) for name in TEXTS_OF_ROWS)
            yield from ((f"{table}[{index}].{name}", cell.value) for name, cell in cells if cell is not None and cell.value)


@lru_cache(maxsize=MOST_GRAMMARS)
def _glued_pairs(grammar: Grammar) -> frozenset[str]:
    """Each two neighbouring words of the form's printed texts as one, but for those that are words of the form."""
    texts = [terminal.text.lower().split() for terminal in grammar.terminals.values() if terminal.is_literal]
    words = {word for text in texts for word in text}
    pairs = {one + other for text in texts for one, other in pairwise(text) if one.isalpha() and len(one + other) > _SHORTEST}
    return frozenset(pairs - words)


def _is_two(token: str, known: frozenset[str], pairs: frozenset[str]) -> bool:
    """Whether a word of a text looks like two, or is two words that the page has elsewhere, side by side if they are short."""
    if len(token) < _SHORTEST:
        return False
    if _JOINT.search(token) is not None:
        return True
    (word, *more) = _WORD.findall(token.lower()) or [""]
    if more or len(word) < _SHORTEST:
        return False
    return word in pairs or any(
        word[:at] in known and word[at:] in known for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
    )
