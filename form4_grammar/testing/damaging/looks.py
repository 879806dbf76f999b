"""By what looks a page is taken apart to be damaged: the words of Forms 3 to 5, or those that a form of one's own prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from form4_grammar.grammar import FORMS, LAYOUT, MOST_GRAMMARS, Grammar, load, printed_pattern

_NOTHING = re.compile(r"(?!)")
_SHORTEST = 4


class Looks(NamedTuple):
    """Patterns of what a page prints: titles of tables, what ends the tables, headings, items, and what is above the notes."""

    title: re.Pattern[str]
    end_of_tables: re.Pattern[str]
    heading: re.Pattern[str]
    item: re.Pattern[str]
    notes: re.Pattern[str]
    end_of_notes: re.Pattern[str]
    parts: re.Pattern[str]
    signature_caption: re.Pattern[str]
    owner: re.Pattern[str]
    captions: tuple[str, ...]
    titles: tuple[str, ...] = ()

    def table(self, title: re.Match[str]) -> int:
        """Which table a title is of, counted from 0."""
        if not self.titles:
            return len(title[1]) - 1
        return self.titles.index(" ".join(title[0].split()))


class Page(str):
    """A page of a form of one's own, with its looks."""

    __slots__ = ("looks",)
    looks: Looks


def looks_of(page: str) -> Looks:
    """By what looks a page is taken apart."""
    return page.looks if isinstance(page, Page) else standard()


def page_of(page: str, form: Grammar) -> Page:
    """The page as one of a form of one's own; what a derived form prints more is of its looks, too."""
    made = Page(page)
    made.looks = _of_derived(form) if form.base else _of_own(form)
    return made


@lru_cache(maxsize=1)
def standard() -> Looks:
    """The looks of Forms 3, 4 and 5."""
    return Looks(
        title=re.compile(r"Table\s+(II?)\b\s*[-–—]"),
        end_of_tables=re.compile(r"Explanation\s+of\s+Responses|\bRemarks:|\*\*\s*Signature|\bReminder:|\bRemember:"),
        heading=re.compile(
            r"\W*(?:<[^>]*>\s*)*\d+A?\.\s*(?:<[^>]*>\s*)*\w|\s*[|\t]*(?:Code|Amount|\(A\)|Date Exercisable|Title)\b",
            re.IGNORECASE,
        ),
        item=re.compile(
            r"\b\d\w?\.\s*(?:Name and|Issuer|Date of|Statement for|If Amendment|Relationship|Individual|Foreign Trading)",
            re.IGNORECASE,
        ),
        notes=re.compile(r"Explanation\s+of\s+Responses:?"),
        end_of_notes=re.compile(r"\bRemarks:|\*\*\s*Signature|\n\s*/s/"),
        parts=re.compile(r"Explanation\s+of\s+Responses:?|\bRemarks:|\*\*\s*Signature\s+of\s+Reporting\s+Person(?:\s+Date)?"),
        signature_caption=re.compile(r"\*\*\s*Signature\s+of\s+Reporting"),
        owner=re.compile(r"\b1\.\s*Name and Address of Reporting Person", re.IGNORECASE),
        captions=_captions(load(form) for form in FORMS),
    )


@lru_cache(maxsize=MOST_GRAMMARS)
def _of_derived(form: Grammar) -> Looks:
    known = standard()
    more = _texts(form, "header" + LAYOUT)
    return known._replace(
        item=re.compile(f"{known.item.pattern}|{_any(more).pattern}", re.IGNORECASE), captions=_captions([form])
    )


@lru_cache(maxsize=MOST_GRAMMARS)
def _of_own(form: Grammar) -> Looks:
    titles = [form.terminals[title].text for title in form.tables if title is not None and title in form.terminals]
    columns = [text for table in form.tables.values() for text in _texts(form, f"{table}_heading{LAYOUT}")]
    headers = [text for name in form.layouts if name == "header" for text in _texts(form, name + LAYOUT)]
    lines = [one.text for one in form.page_terminals if one.is_literal and one.text not in titles]
    boxes = [form.caption(name + LAYOUT) for name in form.layouts if not name.endswith(("_heading", "_row", "header"))]
    below = [*lines, *filter(None, boxes)]
    notes = [text for name in form.rules if "footnote" in form.reached(name) for text in _first_line(form, name)]
    signed = [text for name in form.rules if name == "signatures" for text in _texts(form, name) if text in lines]
    return Looks(
        title=_any(titles),
        end_of_tables=_any(below),
        heading=re.compile(rf"[\s|]*(?:<[^>]*>\s*)*(?:{_any(columns).pattern})"),
        item=_any(headers),
        notes=_any(notes),
        end_of_notes=_any([text for text in below if text not in notes]),
        parts=_any(lines),
        signature_caption=_any(signed),
        owner=_NOTHING,
        captions=_captions([form]),
        titles=tuple(" ".join(title.split()) for title in titles),
    )


def _first_line(form: Grammar, rule: str) -> list[str]:
    """The text of the line that a rule begins with, where that is a printed one."""
    found = form.terminals.get(form.line_terminal(rule) or "") if rule not in ("start", "page") else None
    return [found.text] if found is not None and found.is_literal else []


def _texts(form: Grammar, rule: str) -> list[str]:
    """The printed texts that a rule leads to."""
    return [
        form.terminals[name].text for name in sorted(form.reached(rule)) if name in form.terminals and _is_caption(form, name)
    ]


def _is_caption(form: Grammar, name: str) -> bool:
    return form.terminals[name].is_literal and any(map(str.isalpha, form.terminals[name].text))


def _any(texts: Iterable[str]) -> re.Pattern[str]:
    """The pattern of any of these texts, the longest first."""
    patterns = [printed_pattern(text) for text in sorted(set(texts), key=lambda text: (-len(text), text))]
    return re.compile("|".join(patterns)) if patterns else _NOTHING


def _captions(forms: Iterable[Grammar]) -> tuple[str, ...]:
    """The texts that forms print, the longest first."""
    printed = {terminal.text for form in forms for terminal in form.terminals.values() if terminal.is_literal}
    return tuple(sorted((text for text in printed if len(text) >= _SHORTEST), key=lambda text: (-len(text), text)))
