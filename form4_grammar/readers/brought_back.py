"""A page that was made of the text of another one, with all places brought to the document of that one."""

from __future__ import annotations

from array import array

from form4_grammar.readers.page_text import Doubt, Link, PageText, Shortened, Torn, Unplaced, halves


def made_of(page: PageText, source: PageText) -> PageText:
    """A page that was made of the text of another one, with its places brought to the document of that one."""
    if source.places is None or page.places is None:
        return page
    starts, ends = halves(source.places)
    spans = [
        (starts[a], ends[b - 1]) if a < b else ((starts[a], starts[a]) if a < len(starts) else (ends[-1], ends[-1]))
        for a, b in zip(*halves(page.places), strict=True)
    ]
    return PageText(page.text, array("q", [a << 32 | b for a, b in spans]))


def brought_back(page: PageText, source: PageText) -> PageText:
    """A page that was made of the text of another one, and all that was noted of it, at places of its document."""

    def at(place: int) -> int:
        return source.span(place, place)[0]

    def moved(doubt: Doubt | Unplaced | Torn | Shortened) -> Doubt | Unplaced | Torn | Shortened:
        if isinstance(doubt, Torn):
            return Torn(at(doubt.start))
        start, end = source.span(doubt.start, doubt.end)
        if isinstance(doubt, Unplaced):
            return Unplaced(start, end, at(doubt.beside))
        return doubt._replace(start=start, end=end)

    made = page.of(source)
    return PageText(
        made.text,
        made.places,
        (*source.links, *(placed_link(link, source) for link in page.links)),
        tuple(map(at, page.joined)),
        tuple(map(at, page.hidden)),
        tuple(map(at, page.guessed)),
        tuple(map(moved, page.doubts)),
    )


def placed_link(link: Link, page: PageText) -> Link:
    """A link at its place in the document, whose places are those of a page text."""
    return Link(link.address, *page.span(link.start, link.end), *page.span(link.text_start, link.text_end))
