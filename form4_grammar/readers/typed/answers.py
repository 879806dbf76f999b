"""The answers to the items of a typed form, as the form has them: labels, symbols in brackets, boxes in one look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from form4_grammar.grammar import MOST_GRAMMARS, MOST_PARTS, TYPED_SUFFIX, Grammar, printed_pattern
from form4_grammar.readers.page_text import PageText
from form4_grammar.readers.typed.pieces import Span, Writer, edited
from form4_grammar.readers.typed.wordings import wording

RULED = re.compile(r"[_=~\s-]+")
"""A rule to write on, or nothing."""

_FURTHEST = 20
_LABELS = ("LAST_FIRST_MIDDLE", "STREET", "CITY_STATE_ZIP")
_COUNTRY = "COUNTRY"
_LABEL = re.compile(r"\([^()]*\)")
_ZIP_CODE = re.compile(r"\d{5}(?:-\d{4})?")
_BLANKS = re.compile(r"[\s_]*")
_BEHIND = re.compile(r"[ \t]*:?[ \t]*(?P<text>[^\s\[\]_=~:-][^\n\[\]]*?)[ \t]*(?=\n|\[[X ]\]|$)")
"""What stands behind the label of a box, up to the next box."""


def answered(page: PageText, grammar: Grammar, rule: str, start: int) -> PageText:
    """An item, its caption before `start`, with its answers as the form has them."""
    if rule == "reporting_person":
        return _with_labels(page, grammar, start)
    if rule == "issuer":
        return _issuer(page, grammar, start)
    if rule in ("relationship", "individual_or_joint_group_filing"):
        return _titles_below(_with_boxes(page, grammar, rule), grammar, rule, start)
    return page


@lru_cache(maxsize=MOST_GRAMMARS)
def _label_parts(grammar: Grammar) -> tuple[tuple[str, str], ...]:
    """The labels below names and addresses, such as (Last), and the printed text that each is of."""
    return tuple((part, name) for name in _LABELS for part in _LABEL.findall(grammar.terminals[name].text))


def _with_labels(page: PageText, grammar: Grammar, start: int) -> PageText:
    """A name and an address with the labels that the form prints below them, each once, whether the filer typed them or not."""
    parts = dict(_label_parts(grammar))
    found = [
        (match.start(), match.end(), parts[label])
        for match in _LABEL.finditer(page.text, start)
        for label in parts
        if label.casefold() == match[0].casefold()
    ]
    if not found:
        return _labelled(page, grammar, start)
    edits: list[tuple[int, int, str]] = []
    shown: set[str] = set()
    place = next((begin for begin, _, name in found if name == _LABELS[-1]), None)
    country = _country_above(page, grammar, start, place)
    for begin, end, name in found:
        printed = f"\n{grammar.terminals[name].text}\n"
        if name in shown:
            printed = ""
        elif begin == place and country is not None:
            edits.append((country, country, printed.lstrip()))
            printed = f"\n{grammar.terminals[_COUNTRY].text}\n"
        edits.append((begin, end, printed))
        shown.add(name)
    for number, name in enumerate(_LABELS):
        if name not in shown:  # not read without it: where it should be is not plain
            before = [begin for begin, _, other in found if _LABELS.index(other) > number]
            edits.append((min(before), min(before), f"\n{grammar.terminals[name].text}\n")) if before else None
    if _LABELS[-1] not in shown:
        edits.append((len(page.text), len(page.text), f"\n{grammar.terminals[_LABELS[-1]].text}"))
    return edited(page, edits)


def _country_above(page: PageText, grammar: Grammar, start: int, label: int | None) -> int | None:
    """Where a country stands on a line of its own, below the place and above the `label` of it."""
    lines = [line for line in _filled_lines(page.text, start) if label is not None and line.end <= label]
    country = grammar.wordings[f"UNITED_STATES{TYPED_SUFFIX}"]
    is_country = len(lines) > 2 and re.fullmatch(country, page.text[lines[-1].start : lines[-1].end]) is not None
    return lines[-1].start if is_country else None


def _labelled(page: PageText, grammar: Grammar, start: int) -> PageText:
    """A name and an address without labels: the first line is the name, the last the place, or the country below it."""
    lines = list(_filled_lines(page.text, start))
    if not lines:
        return page
    last = lines[-1]
    country = grammar.wordings[f"UNITED_STATES{TYPED_SUFFIX}"]
    is_country = len(lines) > 2 and re.fullmatch(country, page.text[last.start : last.end]) is not None
    rest = lines[1:-1] if is_country else lines[1:]
    label = {name: grammar.terminals[name].text for name in (*_LABELS, _COUNTRY)}
    edits = [(lines[0].end, lines[0].end, f"\n{label['LAST_FIRST_MIDDLE']}")]
    if len(rest) > 1 and _ZIP_CODE.fullmatch(page.text[rest[-1].start : rest[-1].end]):  # below the town
        edits.append((rest[-2].end, rest[-1].start, " "))
        rest = [*rest[:-2], Span(rest[-2].start, rest[-1].end)]
    if rest:
        streets = rest[-2].end if len(rest) > 1 else lines[0].end
        edits += [(streets, streets, f"\n{label['STREET']}"), (rest[-1].end, rest[-1].end, f"\n{label['CITY_STATE_ZIP']}")]
    else:
        edits.append((lines[0].end, lines[0].end, f"\n{label['STREET']}\n{label['CITY_STATE_ZIP']}"))
    if is_country:
        edits.append((last.end, last.end, f"\n{label[_COUNTRY]}"))
    return edited(page, _merged(edits))


def _merged(edits: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Texts that are put in at one place, as one."""
    found: dict[tuple[int, int], str] = {}
    for start, end, text in edits:
        found[start, end] = found.get((start, end), "") + text
    return [(start, end, text) for (start, end), text in found.items()]


def _filled_lines(text: str, start: int) -> Iterator[Span]:
    at = start
    for line in text[start:].split("\n"):
        if not RULED.fullmatch(line) and line.strip():
            lead = len(line) - len(line.lstrip())
            yield Span(at + lead, at + len(line.rstrip()))
        at += len(line) + 1


def _issuer(page: PageText, grammar: Grammar, start: int) -> PageText:
    """The issuer's name on one line, and its symbol there or on the next."""
    label, in_name = (wording(grammar, name) for name in ("SYMBOL_LABEL", "SYMBOL_IN_NAME"))
    page = edited(page, [(*match.span(), "") for match in label.finditer(page.text, start)])
    lines = list(_filled_lines(page.text, start))
    symbol = re.compile(rf"[(\[]?\s?{grammar.terminals['TRADING_SYMBOL'].pattern}\s?[)\]]?")
    ends_in_symbol = len(lines) > 1 and symbol.fullmatch(page.text, *lines[-1]) is not None
    names = lines[:-1] if ends_in_symbol else lines
    shown = edited(page, [(a.end, b.start, " ") for a, b in pairwise(names)])
    found = in_name.search(shown.text, start)
    if found is None:
        return shown
    own = found.span("symbol" if found["symbol"] else "after_dash")
    return edited(shown, [(found.start(), own[0], " ("), (own[1], found.end(), ")")])


class _Box(NamedTuple):
    """A box: where its sign stands, and whether it is ticked."""

    start: int
    end: int
    is_ticked: bool


def _with_boxes(page: PageText, grammar: Grammar, rule: str) -> PageText:
    """The page with the boxes before the labels of an item in one look, ticked or not; those that stand behind, before."""
    text = page.text
    labels = sorted(
        (match for label in _box_labels(grammar, rule) if (match := label.search(text))), key=lambda one: one.start()
    )
    before = [_box_before(text, label.start(), grammar) for label in labels]
    if labels and before[0] is None:
        behind = [_box_behind(text, label.end(), grammar) for label in labels]
        if all(behind):
            moved = Writer(page)
            at = 0
            for label, box in zip(labels, behind, strict=True):
                assert box is not None
                moved.pieces.take(page, at, label.start())
                moved.text("[X] " if box.is_ticked else "[ ] ", Span(box.start, box.end))
                moved.pieces.take(page, label.start(), box.start)
                at = box.end
            moved.pieces.take(page, at, len(text))
            return moved.page()
        if behind[0] is not None:  # some stand before their labels, others behind: none is read
            return edited(page, [(*box[:2], "?") for box in behind if box is not None])
    return edited(page, [(box.start, box.end, "[X]" if box.is_ticked else "[ ]") for box in before if box is not None])


@lru_cache(maxsize=MOST_GRAMMARS)
def _signs(grammar: Grammar) -> tuple[tuple[re.Pattern[str], re.Pattern[str], bool], ...]:
    """For a ticked box and one that is not, the sign at the end of a text and at a place, and whether it is ticked."""
    signs = ((wording(grammar, name).pattern, name == "CHECKED_BOX") for name in ("CHECKED_BOX", "UNCHECKED_BOX"))
    return tuple((re.compile(rf"{sign}\s*$"), re.compile(sign), is_ticked) for sign, is_ticked in signs)


def _box_before(text: str, start: int, grammar: Grammar) -> _Box | None:
    """The box before a label: on its line, or alone on the line above."""
    before = text[max(0, start - _FURTHEST) : start]
    begin = start - len(before)
    for sign, _, is_ticked in _signs(grammar):
        found = sign.search(before)
        if found is None or not (
            not found.start() or before[found.start() - 1].isspace() or not before[found.start()].isalpha()
        ):
            continue
        line = before[: found.start()].rpartition("\n")[2]
        if "\n" in found[0].rstrip(" ") and line.strip():
            return None  # behind the label above
        return _Box(begin + found.start(), begin + found.start() + len(found[0].rstrip()), is_ticked)
    return None


def _box_behind(text: str, end: int, grammar: Grammar) -> _Box | None:
    at = end + len(text[end:]) - len(text[end:].lstrip(" :."))
    for _, sign, is_ticked in _signs(grammar):
        if (found := sign.match(text, at)) is not None:
            return _Box(*found.span(), is_ticked)
    return None


@lru_cache(maxsize=MOST_PARTS)
def _box_labels(grammar: Grammar, rule: str) -> tuple[re.Pattern[str], ...]:
    """The labels of an item that have a check box before them."""
    expansions = [one for name in sorted(grammar.reached(rule)) for one in grammar.rules.get(name, ()) if len(one) > 1]
    labels = [label for box, label, *_ in expansions if box == "check_box" and label in grammar.terminals]
    texts = [grammar.terminals[label].text for label in labels]
    return tuple(re.compile(rf"(?<!\w){printed_pattern(text)}", re.IGNORECASE) for text in texts)


def _titles_below(page: PageText, grammar: Grammar, rule: str, start: int) -> PageText:
    """The page with what stands behind the label of a box that asks for it below the boxes, and without a label of its own.

    Where something stands below them already, or behind several, it stays.
    """
    labels = [match for label in _box_labels(grammar, rule) if (match := label.search(page.text, start))]
    asking = [match for match in labels if match[0].endswith(")")]
    behind = [Span(*found.span("text")) for label in asking if (found := _BEHIND.match(page.text, label.end()))]
    below = max((match.end() for match in labels), default=start)
    if len(behind) == 1 and RULED.fullmatch(page.text[max(below, behind[0].end) :] + " "):
        moved = Writer(page)
        moved.pieces.take(page, 0, behind[0].start)
        moved.pieces.take(page, behind[0].end, len(page.text))
        below = len(moved.pieces)
        moved.line(behind)
        page = moved.page()
    label = wording(grammar, "TITLE_LABEL").match(page.text, _BLANKS.match(page.text, below).end())  # type: ignore[union-attr]
    return page if label is None else edited(page, [(*label.span(), "")])
