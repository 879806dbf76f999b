"""How a document was read: what it came in and is written in, by what its form was told, and what each of its lines became."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from form4_grammar import forms
from form4_grammar.grammar.layouts import typed_layout
from form4_grammar.parser.document import Document, read
from form4_grammar.parser.lines import Line
from form4_grammar.reading import Parsed


class ReadLine(NamedTuple):
    """A line of the page, and the terminal of the grammar that it became.

    ``number`` is that of the line of the document in which it begins, ``text`` what stands there on the page. ``note`` says in
    words what is particular: that it is not quite what the form prints, that it fits nowhere or stands elsewhere.
    """

    number: int
    became: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a document was read; ``facts`` are pairs of a label and a sentence, ``missing`` the terminals that the page lacks."""

    facts: tuple[tuple[str, str], ...]
    lines: tuple[ReadLine, ...] = ()
    missing: tuple[str, ...] = ()


def explain(parsed: Parsed) -> Explanation:
    """How a document was read. The lines are those of the page that the grammar read; XML has none."""
    facts = list(_facts(parsed))
    if parsed.page is None or parsed.grammar is None:
        return Explanation(tuple(facts))
    document = read(parsed.page.text, parsed.grammar)
    facts += _layout(document)
    facts += _readers(parsed, document)
    lines = tuple(_line(line, document, parsed) for line in document.page.lines if line.end > line.start)
    return Explanation(tuple(facts), lines, tuple(one.terminal for one in document.page.missing))


def _facts(parsed: Parsed) -> Iterator[tuple[str, str]]:
    if parsed.came_in:
        yield "came in", parsed.came_in
    if parsed.source.refused:
        yield "refused", parsed.source.refused
        return
    yield "encoding", parsed.source.decoded_as or "UTF-8"
    yield "dialect", parsed.dialect
    if parsed.submission is not None:
        held = [one.type or "?" for one in parsed.submission.documents]
        number = parsed.submission.accession_number or "without a number"
        yield "submission", f"{number}, with {', '.join(held) or 'no document'}"
    if parsed.form is None:
        yield "form", "none of 3, 4 and 5"
        return
    marks = forms.told_by(parsed.page.text, parsed.form) if parsed.page is not None else ()
    yield "form", parsed.form + (f", by {' and '.join(map(repr, marks[:2]))}" if marks else "")


def _layout(document: Document) -> Iterator[tuple[str, str]]:
    if not document.grammar.base:  # a form of one's own is of one time
        return
    if document.grammar.is_typed:
        yield "layout", typed_layout(document.grammar).years
    elif document.grammar.is_of_2003:
        yield "layout", "the page of mid-2003 to 2009"
    elif any(child.name == "COUNTRY" for item in document.items if item.node for child in item.node.children):
        yield "layout", "the page since March 2026"
    else:
        yield "layout", "the page to February 2026"


def _readers(parsed: Parsed, document: Document) -> Iterator[tuple[str, str]]:
    """What bringing the document to the form's own lines took."""
    page = parsed.page
    if page is None or page.places is None:
        yield "lines", f"{len(document.page.lines)}, as they stand"
        return
    filled = sum(not line.isspace() for line in parsed.source.text.split("\n") if line)
    yield "lines", f"{filled} of the document made {len(document.page.lines)} of the page"
    for label, places in (("joined", page.joined), ("guessed", page.guessed), ("hidden", page.hidden)):
        if places:
            yield label, f"at {len(places)} {'place' if len(places) == 1 else 'places'}: {_MEANT[label]}"


_MEANT = {
    "joined": "a word was parted by a hyphen at the end of a line",
    "guessed": "lines were joined because the next word would not have fitted on them",
    "hidden": "text that a browser does not show was left out",
}


def _line(line: Line, document: Document, parsed: Parsed) -> ReadLine:
    assert parsed.page is not None
    start, _ = parsed.page.span(line.start, line.end)
    note = ""
    if line in document.page.unexpected:
        note = "fits nowhere"
    elif line in document.page.moved:
        note = "stands elsewhere on the form"
    elif line.mended:
        note = "not quite as the form prints it"
    return ReadLine(parsed.source.position(start).line, line.type, document.source[line.start : line.end], note)
