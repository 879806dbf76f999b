"""The links of a text: browsers for terminals number them, [1] before each, and list their addresses at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from form4_grammar.readers.page_text import Link
from form4_grammar.readers.positions import Sheet, Word, chunks

_LISTED = re.compile(r"\s*(\d{1,4})\.\s+([A-Za-z][A-Za-z0-9+.-]*:\S+)\s*")
_MARK = re.compile(r"\[(\d{1,4})\]")


def without_links(page: Sheet, text: str) -> tuple[Sheet, list[Link]]:
    """The page without the numbers of its links, and the links; as it is where no list of them stands at its end."""
    listed = dict(_listed(page, text))
    if not listed:
        return page, []
    lines: list[list[Word]] = []
    links: list[Link] = []
    first = min(line for line, _, _ in listed.values())
    for number, words in enumerate(page.lines):
        lines.append([] if number >= first else [kept for word in words if (kept := _unmarked(word, listed)) is not None])
    for number, words in enumerate(page.lines[:first]):
        marks = [(match[1], word) for word in words if (match := _MARK.match(word.text)) and match[1] in listed]
        for mark, word in marks:
            rest = next((chunk for chunk in chunks(lines[number]) if chunk[-1].end >= word.end), None)
            _, start, end = listed[mark]
            if rest is not None:
                links.append(Link(text[start:end], start, end, word.start + len(mark) + 2, rest[-1].end))
    return page._replace(lines=lines), links


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


def _unmarked(word: Word, listed: dict[str, tuple[int, int, int]]) -> Word | None:
    """A word without the number of a link before it; None where it was nothing else."""
    match = _MARK.match(word.text)
    if match is None or match[1] not in listed:
        return word
    cut = match.end()
    rest = word._replace(text=word.text[cut:], start=word.start + cut)  # it begins where its mark does
    return rest if rest.text else None
