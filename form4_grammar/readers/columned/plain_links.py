"""The links of a text: browsers for terminals number them, [1] before each, and list their addresses at the end.

Other programs set the address behind the text, in brackets: name [/address], or [name](/address).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from form4_grammar.readers.columned.positions import Sheet, Word, chunks
from form4_grammar.readers.page_text import Link

_LISTED = re.compile(r"\s*(\d{1,4})\.\s+([A-Za-z][A-Za-z0-9+.-]*:\S+)\s*")
_MARK = re.compile(r"\[(\d{1,4})\]")
_BEHIND = re.compile(r"\[((?:https?:/)?/[^\s\[\]]+)\]")
_ROUND = re.compile(r"\]\(((?:https?:/)?/[^\s()]+|#[^\s()]+)\)")


_MOST_WORDS = 2
"""Of the heading of such a list: References, Visible links."""

_FEW, _UNEVEN = 2, 2
"""Lines above an address, and columns beside it, in which its text stands where that was wrapped."""


def without_links(page: Sheet, text: str) -> tuple[Sheet, list[Link]]:
    """The page without the numbers of its links, and the links; as it is where no list of them stands at its end."""
    lines: list[list[Word]] = []
    links: list[Link] = []
    if _BEHIND.search(text) or _ROUND.search(text):
        without: list[list[Word]] = []
        for words in page.lines:
            without.append(_unbracketed(words, next((line for line in reversed(without[-_FEW:]) if line), []), links))
        page = page._replace(lines=without)
    listed = dict(_listed(page, text))
    if not listed:
        return page, links
    first = _with_heading(page.lines, min(line for line, _, _ in listed.values()))
    for number, words in enumerate(page.lines):
        lines.append([] if number >= first else list(_unmarked(words, listed)))
    for number, words in enumerate(page.lines[:first]):
        marks = [(match[1], word) for word in words if (match := _MARK.match(word.text)) and match[1] in listed]
        for mark, word in marks:
            rest = next((chunk for chunk in chunks(lines[number]) if chunk[-1].end >= word.end), None)
            _, start, end = listed[mark]
            if rest is not None:
                links.append(Link(text[start:end], start, end, word.start + len(mark) + 2, rest[-1].end))
    return page._replace(lines=lines), links


def _unbracketed(words: Sequence[Word], above: Sequence[Word], links: list[Link]) -> list[Word]:
    """The words of a line without the addresses among them, which are noted; one may be of the text on the line `above`."""
    kept: list[Word] = []
    for word in words:
        behind, round_ = _BEHIND.fullmatch(word.text), _ROUND.search(word.text)
        shown = kept
        if behind is not None and (word.is_apart or not kept):
            shown = next((chunk for chunk in chunks(above) if abs(chunk[0].x0 - word.x0) <= _UNEVEN), kept)
        if behind is not None and shown:
            links.append(_link(word, behind, shown[-1 - _same_chunk(shown)].start, shown[-1].end))
            continue
        if round_ is None:
            kept.append(word)
            continue
        kept += [_piece(word, 0, round_.start())] if round_.start() else []
        at = next((i for i in range(len(kept) - 1, -1, -1) if "[" in kept[i].text), None)
        if at is not None:
            opens = kept[at].text.rindex("[")
            pieces = [_piece(kept[at], 0, opens), _piece(kept[at], opens + 1, len(kept[at].text))]
            kept[at : at + 1] = [piece for piece in pieces if piece.text]
            if pieces[1].text:
                links.append(_link(word, round_, pieces[1].start, kept[-1].end))
        rest = _piece(word, round_.end(), len(word.text))
        kept += [rest] if rest.text else []
    return kept


def _same_chunk(kept: Sequence[Word]) -> int:
    """How many words before the last one stand in its cell."""
    count = 0
    while count + 1 < len(kept) and not kept[-1 - count].is_apart:
        count += 1
    return count


def _piece(word: Word, start: int, end: int) -> Word:
    return word._replace(
        text=word.text[start:end],
        start=word.start + start,
        end=word.start + end,
        x0=word.x0 + start,
        x1=word.x0 + end,
        is_apart=word.is_apart and not start,
    )


def _link(word: Word, match: re.Match[str], shown: int, end: int) -> Link:
    a, b = match.span(1)
    return Link(match[1], word.start + a, word.start + b, shown, end)


def _listed(page: Sheet, text: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """The addresses by their numbers, which count from 1: the line of each, and where it begins and ends."""
    found: list[tuple[str, tuple[int, int, int]]] = []
    for number in range(len(page.lines) - 1, -1, -1):
        words = page.lines[number]
        if not words:
            continue
        match = _LISTED.fullmatch(text, words[0].start, words[-1].end)
        if match is None:
            break
        found.append((match[1], (number, *match.span(2))))
    if [number for number, _ in reversed(found)] == [str(count + 1) for count in range(len(found))]:
        yield from found


def _with_heading(lines: Sequence[Sequence[Word]], first: int) -> int:
    """Where the list of addresses begins that has its first in a line: at its heading, a few words alone, further left."""
    for number in range(first - 1, -1, -1):
        words = lines[number]
        if not words:
            continue
        if len(words) > _MOST_WORDS or not all(word.text.isalpha() for word in words):
            break
        if words[0].x0 < lines[first][0].x0 and not (number and lines[number - 1]):
            return number
        if number < first - 1:  # what stands right above the addresses may be a second heading
            break
    return first


def _unmarked(words: Sequence[Word], listed: dict[str, tuple[int, int, int]]) -> Iterator[Word]:
    """The words of a line without the numbers of links before them or inside them; a word begins where its number does.

    What stands behind a number inside a word moves up to what stands before it, with the rest of the cell.
    """
    by = 0
    for word in words:
        by = 0 if word.is_apart else by
        at, begin = 0, word.x0 - by
        for match in _MARK.finditer(word.text):
            if match[1] in listed:
                if at < match.start():
                    yield _piece(word, at, match.start())._replace(x0=begin, x1=begin + match.start() - at)
                    begin += match.start() - at
                    by += match.end() - match.start()
                at = match.end()
        if at < len(word.text):
            yield _piece(word, at, len(word.text))._replace(
                x0=begin, x1=word.x1 - by, is_apart=word.is_apart and begin == word.x0 - by
            )
