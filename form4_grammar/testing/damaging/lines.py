"""Damage to lines, and to the parts of a page that are lines or blocks: titles, items, owners, notes, signatures."""

from __future__ import annotations

import re
from random import Random
from textwrap import wrap

from form4_grammar.testing.damaging import places
from form4_grammar.testing.damaging.editing import neighbours, some, spliced, swapped, without, without_one
from form4_grammar.testing.damaging.looks import looks_of
from form4_grammar.testing.damaging.places import Span


def _whole(page: str, line: Span) -> Span:
    return Span(line.start, line.end + 1 if page[line.end : line.end + 1] == "\n" else line.end)


def line_lost(page: str, dialect: str, random: Random) -> str:
    line = some(random, places.lines(page))
    return without(page, _whole(page, line)) if line else page


def line_doubled(page: str, dialect: str, random: Random) -> str:
    line = some(random, places.lines(page))
    return spliced(page, [(Span(line.end, line.end), "\n" + page[slice(*line)])]) if line else page


def lines_swapped(page: str, dialect: str, random: Random) -> str:
    pair = some(random, neighbours(places.lines(page)))
    return swapped(page, *pair) if pair else page


def lines_joined(page: str, dialect: str, random: Random) -> str:
    """The break between two lines is a blank."""
    pair = some(random, neighbours(places.lines(page)))
    return spliced(page, [(Span(pair[0].end, pair[1].start), " ")]) if pair else page


def line_broken(page: str, dialect: str, random: Random) -> str:
    """A line is broken at one of its blanks."""
    blank = some(random, list(re.finditer(r"(?<=\S) (?=\S)", page)))
    return spliced(page, [(Span(*blank.span()), "\n")]) if blank else page


def lines_wrapped(page: str, dialect: str, random: Random) -> str:
    """All lines are wrapped at one width, between words."""
    width = random.choice([60, 72, 80, 100, 120])
    return "\n".join(_wrapped(line, width) for line in page.split("\n"))


def _wrapped(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    pieces = re.findall(r"\s*\S+|\s+$", line)
    done, current = [], ""
    for piece in pieces:
        if current and len(current) + len(piece) > width:
            done.append(current)
            piece = piece.removeprefix(" ")  # noqa: PLW2901 - the break stands for the blank
            current = ""
        current += piece
    return "\n".join([*done, current])


def notes_wrapped(page: str, dialect: str, random: Random) -> str:
    """Only lines without cells are wrapped."""
    width = random.choice([40, 60, 80])
    return "\n".join(
        "\n".join(wrap(line, width, break_long_words=False, break_on_hyphens=False))
        if len(line) > width and "\t" not in line
        else line
        for line in page.split("\n")
    )


def blank_lines_between(page: str, dialect: str, random: Random) -> str:
    return re.sub(r"\n+", "\n\n", page)


def blank_lines_lost(page: str, dialect: str, random: Random) -> str:
    return re.sub(r"\n[ \r\n]*\n", "\n", page)


def furniture_put_in(page: str, dialect: str, random: Random) -> str:
    """Something that is of the sheet or of the screen stands in a line of its own, anywhere."""
    things = [
        "---",
        "~~~",
        "7 7 7",
        "- 2 -",
        "Page 2 of 3",
        "* * *",
        "======",
        "2",
        "\f",
        "https://www.example.com/form4.html 2/3",
        "- ",
    ]
    line = some(random, places.lines(page))
    if line is None:
        return page
    thing = random.choice(things)
    return spliced(page, [(Span(line.start, line.start), f"<p>{thing}</p>\n" if dialect == "html" else f"{thing}\n")])


def title_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, places.titles(page, dialect), random)


def table_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, places.tables(page, dialect), random)


def item_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, places.items(page, dialect), random)


def items_swapped(page: str, dialect: str, random: Random) -> str:
    pairs = [(a, b) for a, b in neighbours(places.items(page, dialect)) if a.end <= b.start]
    pair = some(random, pairs)
    return swapped(page, *pair) if pair else page


def answer_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, places.answers(page, dialect), random)


def answer_marks_lost(page: str, dialect: str, random: Random) -> str:
    """The answers of the header are no longer underlined."""
    return re.sub(r"</?u>", "", page)


def owner_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, places.owners(page, dialect), random)


def note_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, places.notes(page, dialect), random)


def notes_lost(page: str, dialect: str, random: Random) -> str:
    return without(page, *places.notes(page, dialect))


def notes_swapped(page: str, dialect: str, random: Random) -> str:
    pair = some(random, neighbours(places.notes(page, dialect)))
    return swapped(page, *pair) if pair else page


_NUMBER = re.compile(r"((?:<[^>]*>|\s)*)(?:\(?\d+[.)]|-) ?")


def note_numbers_lost(page: str, dialect: str, random: Random) -> str:
    found = [_NUMBER.match(page, note.start) for note in places.notes(page, dialect)]
    return spliced(page, [(Span(match.end(1), match.end()), "") for match in found if match])


def note_number_lost(page: str, dialect: str, random: Random) -> str:
    """One note, of those that follow another, has no number: it may be the end of the one before."""
    match = some(random, [found for note in places.notes(page, dialect)[1:] if (found := _NUMBER.match(page, note.start))])
    return spliced(page, [(Span(match.end(1), match.end()), "")]) if match else page


def signature_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, places.signatures(page, dialect), random)


def heading_of_part_lost(page: str, dialect: str, random: Random) -> str:
    """The words above the notes, above the remarks or below the signature are lost."""
    found = some(random, list(looks_of(page).parts.finditer(page)))
    return without(page, Span(*found.span())) if found else page
