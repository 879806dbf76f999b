"""Damage to the tags, attributes and entities of HTML and XML."""

from __future__ import annotations

import re
from random import Random

from form4_grammar.testing.damaging import places
from form4_grammar.testing.damaging.editing import neighbours, some, spliced, swapped, without, without_one
from form4_grammar.testing.damaging.places import Span

_STRUCTURE = re.compile(r"</?(?:table|tr|td|th|thead|tbody)\b[^>]*>", re.IGNORECASE)


def _matches(pattern: str, page: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(pattern, page)]


def tag_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, places.tags(page), random)


def table_tag_lost(page: str, dialect: str, random: Random) -> str:
    """A tag that makes tables is lost: of the table, a row or a cell."""
    names = sorted({match[0].split()[0].rstrip(">") for match in _STRUCTURE.finditer(page)})
    name = some(random, names)  # else nearly all would be cells
    tags = [Span(*match.span()) for match in _STRUCTURE.finditer(page) if match[0].split()[0].rstrip(">") == name]
    return without_one(page, tags, random)


def end_tag_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, _matches(r"</\w[^>]*>", page), random)


def end_tag_misspelt(page: str, dialect: str, random: Random) -> str:
    return _misspelt(page, r"(?<=</)\w+(?=\s*>)", random)


def start_tag_misspelt(page: str, dialect: str, random: Random) -> str:
    return _misspelt(page, r"(?<=<)\w+", random)


def element_misspelt(page: str, dialect: str, random: Random) -> str:
    """Start and end tag of an element are misspelt alike, so that the document is well-formed."""
    found = some(random, list(re.finditer(r"<(\w+)>(?:(?!<\1>).)*?</\1>", page, re.DOTALL)))
    if found is None:
        return page
    name = found[1]
    wrong = name[:-1] if len(name) > 1 else name * 2
    return spliced(
        page, [(Span(found.start(1), found.end(1)), wrong), (Span(found.end() - 1 - len(name), found.end() - 1), wrong)]
    )


def _misspelt(page: str, pattern: str, random: Random) -> str:
    name = some(random, _matches(pattern, page))
    if name is None:
        return page
    text = page[slice(*name)]
    at = random.randrange(len(text))
    return spliced(page, [(name, random.choice([text[:at] + text[at + 1 :], text[:at] + "x" + text[at:]]))])


def attribute_broken(page: str, dialect: str, random: Random) -> str:
    """Of an attribute the name, the sign, a quote or the value is lost."""
    found = some(random, list(re.finditer(r"<\w[^<>]*?\s([\w:]+)=(\"[^\"<>]*\"|'[^'<>]*')", page)))
    if found is None:
        return page
    name, value = Span(*found.span(1)), Span(*found.span(2))
    first, last = Span(value.start, value.start + 1), Span(value.end - 1, value.end)
    sign, inner = Span(name.end, value.start), Span(first.end, last.start)
    return without(page, random.choice([name, sign, first, last, value, inner]))


def span_of_cell_broken(page: str, dialect: str, random: Random) -> str:
    """The number of columns or rows that a cell spans is lost or another."""
    found = some(random, list(re.finditer(r"\s(?:colspan|rowspan)=[\"']?(\d+)[\"']?", page, re.IGNORECASE)))
    if found is None:
        return page
    number = int(found[1])
    edits = [
        (Span(*found.span()), ""),
        (Span(*found.span(1)), str(number + 1)),
        (Span(*found.span(1)), str(max(1, number - 1))),
    ]
    return spliced(page, [random.choice(edits)])


def angle_bracket_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, _matches("[<>]", page), random)


def quote_lost(page: str, dialect: str, random: Random) -> str:
    return without_one(page, _matches(r"""["'](?=[^<]*>)""", page), random)


def entity_broken(page: str, dialect: str, random: Random) -> str:
    """An entity has lost its semicolon or its ampersand, or has a blank in it, or is the bare sign."""
    entity = some(random, _matches(r"&#?\w+;", page))
    if entity is None:
        return page
    text = page[slice(*entity)]
    return spliced(page, [(entity, random.choice([text[:-1], text[1:], f"& {text[1:]}", "&", text.replace("&", "&amp;")]))])


def bare_sign(page: str, dialect: str, random: Random) -> str:
    """A sign of the markup stands in a text as it is."""
    at = some(random, [match.start() for match in re.finditer(r"(?<=[A-Za-z]) (?=[A-Za-z][^<>]*<)", page)])
    return page if at is None else spliced(page, [(Span(at, at), random.choice([" &", " <", " >", ' "']))])


def tags_stripped(page: str, dialect: str, random: Random) -> str:
    """All tags are gone, and a line break or a blank stands for each."""
    return re.sub(r"<[^<>]*>", random.choice([" ", "\n", "\t", ""]), page)


def element_lost(page: str, dialect: str, random: Random) -> str:
    """An element is gone with all that is in it."""
    pattern = r"[ \t]*<(\w+)\b[^<>]*(?<!/)>(?:(?!<\1\b).)*?</\1>\n?"
    body = page.find("<issuer>") if dialect == "xml" else 0
    found = some(random, list(re.compile(pattern, re.DOTALL).finditer(page, max(0, body))))
    return without(page, Span(*found.span())) if found else page


def leaf_lost(page: str, dialect: str, random: Random) -> str:
    """An element is gone that holds nothing but text."""
    found = some(random, list(re.finditer(r"[ \t]*<(\w+)>([^<]*\S[^<]*)</\1>\n?", page)))
    return without(page, Span(*found.span())) if found else page


def leaf_doubled(page: str, dialect: str, random: Random) -> str:
    found = some(random, list(re.finditer(r"[ \t]*<(\w+)>([^<]*\S[^<]*)</\1>\n?", page)))
    return spliced(page, [(Span(found.end(), found.end()), found[0])]) if found else page


def leaves_swapped(page: str, dialect: str, random: Random) -> str:
    """The texts of two elements that follow each other change places."""
    found = [Span(*match.span(2)) for match in re.finditer(r"<(\w+)>([^<]*\S[^<]*)</\1>", page)]
    pair = some(random, neighbours(found))
    return swapped(page, *pair) if pair else page
