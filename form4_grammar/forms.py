"""Which form a page is, by what is printed on it.

What tells the forms apart is what their ``.lark`` files print differently, so it is read from there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from form4_grammar import grammar
from form4_grammar.parser.lines import ALIKE, in_small_letters, normalised, split_lines
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import compiled, regex

_OWN_TEXT = regex(r'^(?:%override )?([A-Z][A-Z0-9_]*): "(.*)"i?$', re.MULTILINE)
_PARENT = regex(r"^%import \.(form[a-z0-9]+)", re.MULTILINE)
_NAMES = regex(r"\b[A-Z][A-Z0-9_]{3,}\b")
_SHORTEST, _SHORTEST_OWN = 18, 8
"""Characters of a text that tells a form: of the package's own, and of one's own, which has fewer texts."""

_SHARE, _SEVERAL_OWN = 0.3, 2
"""Of the texts of a form of one's own, the share and the number that a page of it has at least."""

_TOP = ("FORM_HEADING", "SECURITIES_AND_EXCHANGE_COMMISSION", "WASHINGTON", "OMB_APPROVAL", "TITLE", "FILED_PURSUANT")
_ENOUGH = 2
"""How many of the texts at the top of the form tell that it begins; the title of a browser's page is one of them, too."""

_MOST_LINES = 400
"""The lines in which texts are looked for that are not quite as they are printed, which is slow."""

_LONGEST_LINE = 600
"""Characters of such a line."""


_WORD, _LONG_WORD = regex(r"\w+"), regex(r"\w{4,}")
_OTHER_FORM = regex(
    r"<TYPE>\s*(?P<type>[A-Z0-9][A-Z0-9 -]{0,10}(?:/A)?)\s*$|<submissionType>\s*(?P<submission>[A-Z0-9-]{1,12}(?:/A)?)\s*<"
    r"|\b(?:FORM|Form)\s+(?P<form>\d{1,3}(?:-[A-Z0-9]{1,4})?|[A-Z]{1,2}(?:-\d{1,2}|-[A-Z]{1,3})?|1[03]F(?:-HR)?)(?:/A)?(?![\w-])"
    r"|\b(?:SCHEDULE|Schedule)\s+(?P<schedule>\d{1,2}[A-Z](?:-\d)?)(?:/A)?\b",
    re.MULTILINE,
)
_INDEX_PAGE = regex(r"<title>\s*EDGAR Filing (?:Documents|Index)|Document Format Files", re.IGNORECASE)
_REFUSAL = regex(r"Undeclared Automated Tool|Request Rate Threshold Exceeded")
"""What the page says that EDGAR sends to a program that does not say who it is, or asks too often."""

_NAMED_IN = 20_000
"""How far in a document the name of its form stands: SGML headers of submissions are as long."""


class Mark(NamedTuple):
    """A printed text that only some forms have, and where it stands."""

    text: str
    forms: frozenset[str]
    start: int
    end: int


class Detected(NamedTuple):
    """The form that a page is, None where it is none, and the marks on it that speak for it and against it.

    It is not certain where as many speak for another.
    """

    form: str | None
    marks: tuple[Mark, ...] = ()
    is_certain: bool = True

    @property
    def against(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if self.form not in mark.forms)


@lru_cache(maxsize=1)
def _printed() -> Mapping[str, frozenset[str]]:
    """The printed texts, normalised, and the forms that have them."""
    found: dict[str, set[str]] = {}
    shared = _own_texts("page")
    for form in grammar.FORMS:
        for text in (shared | _own_texts(f"form{form}")).values():
            found.setdefault(normalised(text), set()).add(form)
    return {text: frozenset(forms) for text, forms in found.items()}


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, frozenset[str]]:
    """Those of the printed texts that not every form has."""
    return {text: forms for text, forms in _printed().items() if len(text) >= _SHORTEST and len(forms) < len(grammar.FORMS)}


@lru_cache(maxsize=1)
def _as_printed() -> Mapping[str, str]:
    """The texts by the looks that they have as whole lines of a page."""
    return {look: text for text in _texts() for look in (text, text.replace(": ", ":\t"), text.replace("*", "\\*"))}


@lru_cache(maxsize=8)
def _own_texts(name: str) -> dict[str, str]:
    source = (grammar.folder() / f"{name}.lark").read_text(encoding="utf-8")
    parent = _PARENT.search(source)
    return (_own_texts(parent[1]) if parent else {}) | dict(_OWN_TEXT.findall(source))


def detect(text: str) -> Detected:
    """Tells the form by the lines that are printed whole, else by captions wherever they are, else by what is nearly so."""
    whole = frozenset(_as_printed().keys() & _lines(text))
    if whole and (agreed := _agreed(whole)) is not None:
        return agreed
    found: list[Mark] = []
    for marks in (_whole_lines, _inside_lines, _nearly):
        found += marks(text)
        votes: Counter[str] = Counter()
        for mark in found:
            for form in mark.forms:
                votes[form] += 6 // len(mark.forms)
        best = votes.most_common(2)
        is_certain = len(best) == 1 or (len(best) == 2 and best[0][1] > best[1][1])
        if is_certain:
            return Detected(best[0][0], tuple(sorted(found, key=lambda mark: mark.start)))
    if not found:
        return Detected(None)
    return Detected(min(votes, key=lambda form: (-votes[form], form)), tuple(found), is_certain=False)


TYPED = "typed"
"""The file of what the forms share that filers typed before June 2003."""

_TYPED_SIGNS, _WITH_THE_DAY = "typed_signs", "STATEMENT_FOR_MONTH_DAY_YEAR"
_SEVERAL = 2


class Typed(NamedTuple):
    """A form as its filer typed it before June 2003: of what years, in words, and where what tells it stands.

    `with_the_day` where it asks for a day, and so mostly has the columns that came in August 2002.
    """

    years: str
    with_the_day: bool
    start: int
    end: int


def typed(text: str) -> Typed | None:
    """Whether a page is a form as its filer typed it: two texts stand on it that no later page has. None where it is not."""
    shown = in_small_letters(text)
    for words in _typed_words():
        if words[0] in shown and all(map(shown.__contains__, words)):
            break
    else:  # as of nearly all
        return None
    found = [(name, match) for name, pattern in _typed_signs() if (match := pattern.search(text))]
    # One inside the other is one text
    found = [one for one in found if not any(other is not one and _covers(other[1], one[1]) for other in found)]
    if len(found) < _SEVERAL:
        return None
    names = {name for name, _ in found}
    years = "1996 to 2003"
    if _WITH_THE_DAY in names or "ACT_OF_1935" in names:
        years = "August 2002 to June 2003"
    elif "STATEMENT_FOR_MONTH_YEAR" in names:
        years = "1996 to 2002"
    first = min((match for _, match in found), key=lambda match: match.start())
    return Typed(years, _WITH_THE_DAY in names, *first.span())


def _covers(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() <= other.start() and other.end() <= one.end()


@lru_cache(maxsize=1)
def _typed_signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The texts of which a page that was typed has two, by their names. Points and blanks may stand or not."""
    texts = _own_texts(TYPED)
    return tuple((name, compiled(_loosely(texts[name]), re.IGNORECASE)) for name in _listed(_TYPED_SIGNS))


@lru_cache(maxsize=1)
def _typed_words() -> tuple[tuple[bytes, ...], ...]:
    """For each of those texts its own words, in small letters, that no later text has: a typed page has all of one of them."""
    later = {word for text in _printed() for word in _WORD.findall(text.casefold())}
    texts = _own_texts(TYPED)
    own = (frozenset(_LONG_WORD.findall(texts[name].casefold())) - later for name in _listed(_TYPED_SIGNS))
    return tuple(tuple(word.encode() for word in sorted(words, key=len, reverse=True)) for words in own if words)


def _listed(rule: str) -> list[str]:
    """The terminals that a rule of the typed forms lists."""
    source = (grammar.folder() / f"{TYPED}.lark").read_text(encoding="utf-8")
    return _NAMES.findall(source[source.index(f"\n{rule}:") :].split("\n\n", 1)[0])


def _loosely(text: str) -> str:
    """The pattern of a text whose points, and the blanks around brackets and strokes, filers set as they liked.

    What stands in a column beside it may stand between its lines.
    """
    words = [
        r"\.?\s*".join(map(re.escape, filter(None, word.split(".")))) + (r"\.?" if "." in word else "") for word in text.split()
    ]
    return r"(?:[\s|]++|(?:\s{2}|\|)[^\n]*+\n[\s|]*+)".join(word.replace("/", r"\s?/\s?") for word in words)


def own_form(text: str, among: Sequence[grammar.Grammar]) -> grammar.Grammar | None:
    """The form of one's own that a page is: that of which the greatest part of its own printed texts stands there."""
    shown = normalised(text).casefold()
    best: tuple[float, grammar.Grammar | None] = (_SHARE, None)
    for one in among:
        texts = _texts_of(one)
        there = sum(own in shown for own in texts)
        if there >= min(_SEVERAL_OWN, len(texts)) and there / max(len(texts), 1) > best[0]:
            best = (there / len(texts), one)
    return best[1]


def has_own_text(text: str, form: grammar.Grammar) -> bool:
    """Whether anything stands on a page that a form of one's own prints, and Forms 3 to 5 do not."""
    shown = normalised(text).casefold()
    return any(own in shown for own in _texts_of(form))


@lru_cache(maxsize=grammar.MOST_GRAMMARS)
def _texts_of(form: grammar.Grammar) -> tuple[str, ...]:
    """The printed texts that a form of one's own has and Forms 3 to 5 have not, in small letters."""
    reached = form.reached("start").union(*(form.reached(name) for name in form.starts))
    texts = {normalised(one.text) for name, one in form.terminals.items() if one.is_literal and name in reached}
    return tuple(sorted(text.casefold() for text in texts - _printed().keys() if len(text) >= _SHORTEST_OWN))


def told_by(text: str, form: str) -> tuple[str, ...]:
    """The printed texts on a page that tell that it is this form, those first that the fewest others have."""
    marks = [mark for mark in (*_whole_lines(text), *_inside_lines(text)) if form in mark.forms]
    return tuple(dict.fromkeys(mark.text for mark in sorted(marks, key=lambda mark: (len(mark.forms), mark.start))))


def other_document(text: str) -> str:
    """What a document is that is no Form 3, 4 or 5, in words, by the first form that it names; empty where it names none."""
    if _INDEX_PAGE.search(text, 0, _NAMED_IN):
        return "an index page of EDGAR: open the form among the documents that it lists"
    if _REFUSAL.search(text, 0, _NAMED_IN):
        return "EDGAR's refusal of a program: fetch the page again, more slowly and with a User-Agent that names you"
    for found in _OTHER_FORM.finditer(text, 0, _NAMED_IN):
        name = found[found.lastgroup or 0].strip()
        if name.partition("/")[0] not in grammar.FORMS:
            return f"{'Schedule' if found.lastgroup == 'schedule' else 'Form'} {name}"
    return ""


@lru_cache(maxsize=1)
def _tops() -> tuple[re.Pattern[str], ...]:
    """What the tops of the forms print, each in any of its forms."""
    made = []
    for name in _TOP:
        printed = (loaded.terminals[name].pattern for loaded in map(grammar.load, grammar.FORMS))
        made.append(compiled("|".join(dict.fromkeys(printed)), re.IGNORECASE))
    return tuple(made)


def is_top(lines: Iterable[str]) -> bool:
    """Whether lines are those that a form begins with."""
    shown = list(lines)
    return sum(any(pattern.fullmatch(line) for line in shown) for pattern in _tops()) >= _ENOUGH


def captions_in(text: str, form: grammar.Grammar) -> int:
    """How many captions of items and titles of tables a text holds, wherever its lines are broken."""
    shown = normalised(text).casefold()
    items = (form.caption(name) for name in form.reached("header_layout") if name in form.rules)
    titles = (form.caption(title) for title in form.tables if title is not None)
    captions = {caption.casefold() for caption in map(normalised, filter(None, (*items, *titles))) if len(caption) >= _SHORTEST}
    return sum(caption in shown for caption in captions)


@lru_cache(maxsize=256)
def _agreed(lines: frozenset[str]) -> Detected | None:
    """The form that all of the lines speak for and only one does, or None."""
    forms = frozenset.intersection(*(_texts()[_as_printed()[line]] for line in lines))
    return Detected(next(iter(forms))) if len(forms) == 1 else None


def _lines(text: str) -> tuple[str, ...]:
    return split_lines(text.replace("\r\n", "\n") if "\r" in text else text)


def _placed_lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line.removesuffix("\r")
        start += len(line) + 1


def _whole_lines(text: str) -> Iterator[Mark]:
    texts = _texts()
    for line in sorted(_as_printed().keys() & _lines(text)):
        printed = _as_printed()[line]
        start = text.find(line)
        yield Mark(printed, texts[printed], start, start + len(line))


def _inside_lines(text: str) -> Iterator[Mark]:
    """Captions of items and columns, wherever blanks and line breaks were put into them; of one in another, the longer."""
    found = [
        Mark(printed, forms, *match.span())
        for printed, forms in _texts().items()
        if (match := re.search(grammar.printed_pattern(printed), text, re.IGNORECASE)) is not None
    ]
    for mark in found:
        if not any(len(other.text) > len(mark.text) and other.start <= mark.start and mark.end <= other.end for other in found):
            yield mark


def _nearly(text: str) -> Iterator[Mark]:
    """Lines that are almost a printed one, for pages where every letter may be misread."""
    lines = [(start, line) for start, line in _placed_lines(text) if _SHORTEST <= len(line) <= _LONGEST_LINE][:_MOST_LINES]
    printed_so = {text.casefold() for text in _printed()}  # what stands there to the letter is no other text misread
    for start, line in lines:
        shown = normalised(line).casefold()
        if shown in printed_so:
            continue
        for printed, forms in _texts().items():
            matcher = SequenceMatcher(None, shown, printed.casefold(), autojunk=False)
            if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE:
                yield Mark(printed, forms, start, start + len(line))
