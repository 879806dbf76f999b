"""Texts that hold what is no part of them: pieces of tags, words of the form, what stands between pages, a line twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from form4_grammar.diagnostics import Rule
from form4_grammar.grammar import MOST_GRAMMARS, Grammar
from form4_grammar.model import Filing, ReportingOwner
from form4_grammar.parser.document import Document
from form4_grammar.regexes import compiled, regex
from form4_grammar.rules import header, layout, traces
from form4_grammar.suspicions.texts import (
    WORDS_IN_TABLES,
    answers,
    bare_answers,
    has_markup,
    long_texts,
    texts_of_rows,
    titles,
)
from form4_grammar.transform.edgar_codes import STATES_AND_COUNTRIES, state_code
from form4_grammar.transform.findings import PROSE, Findings, place_of

_TAG = "td|tr|th|table|tbody|span|br|hr|font|div|sup|body|html"
DEBRIS = regex(
    rf"<!--|(?<!\S)>(?!\S)|^/?\w*>|</?[A-Za-z]\w*(?:\s[^<>]*)?(?:$|(?=<))|</?>|</?$|/(?:{_TAG}|a|b|i|p|u)>|<[abipu]>"
    rf"|\b(?:{_TAG})(?:\s[\w-]+=[^<>]*)?>|\b[\w-]+=\"[^<>\"]*\"\s?/?>|^[\w-]+\"\s?/?>",
    re.IGNORECASE,
)
_PLAIN = regex(r"[A-Za-z][A-Za-z ,.&']*")
"""A name, a symbol, a street or a title of letters alone."""

_MARKS = regex(r"[\\`{}|^]|\]\(|\[\[|\]\]|\*\*\*|:sup:|://|/cgi-bin/")
"""What no name and no title has in it."""

_MARKUP = regex(r"\]\{[.#]|`__?(?!\w)|:\w{2,}:`|\\(?=\s|$)|(?<=\s)\\")
"""What Markdown and reStructuredText have around spans, links and breaks of lines."""

_NUMBER, _HINT = regex(r"^\d{1,2}[A-Za-z]?\.\s*"), regex(r"\([^()]{3,}\)")
"""The number of a caption, and what stands in brackets."""

_DAY = regex(
    r"^(?:\d{1,2}/\d{1,2}/\d{4}\b|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, \d{4}$)"
)
"""The answer of the item beside it, where a name begins with a date."""

_DAY_AT_END = regex(r"(?<!dated|u/a/d|..dtd|..uad|...of) (?:\d{1,2}/\d{1,2}/\d{4}|dated)$", re.IGNORECASE)
"""A day behind a name, but for the one of which a trust is."""

_PLACE_INSIDE = regex(r"\b[A-Z]{2} \d{5}(?:-\d{4})? (?=\w)")
_PLACE = regex(r"\b[A-Z]{2} \d{5}(?:-\d{4})?$")
"""A state and its postal code, at the end of what should be a name."""

_WITHOUT_PLACE = (".name", ".street1", ".street2")
_FURNITURE_SIGNS = (
    r"[~*=_\u2010-\u2015-](?:\s?[~*=_\u2010-\u2015-]){2,}|[-\u2013\u2014]\s?\d{1,3}\s?[-\u2013\u2014]"
    r"|Page \d{1,3}(?: of \d{1,3})?|\d(?: \d){2,}"
)
_FURNITURE = regex(rf"^(?:{_FURNITURE_SIGNS})(?=\s)|(?<=\s)(?:{_FURNITURE_SIGNS})$", re.IGNORECASE)
_LONGEST_BEHIND = 80
_BEHIND = regex(
    r"[.!?:;)\]\"\u201d]\s(Page \d{1,3}(?: of \d{1,3})?|\((?i:cont)(?:inued|'d|\.)\)|(?i:form) [345] \((?i:cont)[^()]{0,10}\)"
    r"|\[[^\[\]]{0,60}\]|SEC \d{4} \(\d{1,2}-\d{2}\)|https?://\S+(?: \d+/\d+)?"
    r"|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?: ?[AP]M)?"
    r"|CONFIDENTIAL|DRAFT|COPY|[A-Z]{2,4}\d{5,9}|\d{1,3}(?:,\d{3})+|(?:Title|Name|Dated?): [^.]{1,40}|EX-\d\d[^.]{0,40})$"
)
"""What may stand behind the last sentence of a note and is no part of it, but of the sheet, of a table or of a signature."""
_LEADING_SIGN = regex(r"[-~*=_\u2010-\u2015]\s")
_LAST_LINE = regex(r"\n(\d{1,3})$")
_DASHES = frozenset("-\u2013\u2014*~=_")
_WORDS_OF_CAPTION = 3
_NESTED = (
    "foreign_trading_symbol",
    "is_officer",
    "is_other",
    "one_reporting_person",
    "more_than_one_reporting_person",
    "_country",
)
_SHORTEST_CAPTION = 10
_LONGEST_DOUBLED = 60
_SHORTEST_DOUBLED = 3
_CITY_WITH_NUMBER = regex(r"(?:^|\s)\d{1,}(?:-\d+)?(?:\s|$)")
_WORDY_ZIP = regex(r"[A-Za-z]{5,}")
_ZIP_AND_WORD = regex(r"\d{5}(?:-?\d{4})? [A-Za-z]{2,}")
_SHORT, _LONGEST_RAW = 40, 300


def report_debris(document: Document, filing: Filing, findings: Findings) -> None:
    """Reports each text of a filing that holds what is no part of it."""

    def report(rule: Rule, message: str, path: str, raw: str = "") -> None:
        findings.report(rule, message, place_of(path, filing, findings.places), path, raw=raw)

    given: list[tuple[str, str]] = []
    states = tuple([owner.address.state for owner in filing.reporting_owners])
    if _are_odd(bare_answers(filing) + states, document.grammar):
        given = [(path, text) for path, text in answers(filing) if text and _is_odd(text, document.grammar)]
        _report_captions(document, filing, given, findings)
    rows = "\n".join(filter(None, texts_of_rows(filing)))
    prose = [*[note.text for note in filing.footnotes], filing.remarks or ""]
    may_show = given or _may_show(rows, prose)
    for path, text in (*given, *long_texts(filing)) if may_show else ():
        if ("<" in text or ">" in text) and (match := DEBRIS.search(text)) is not None:
            begin = max(0, match.start() - _SHORT)
            message = f"what is left of a tag is in the text: {text[begin : match.end() + _SHORT]!r}"
            report(traces.DEBRIS, message, path)
        elif text and has_markup(text) and (match := _MARKUP.search(text)) is not None:
            begin = max(0, match.start() - _SHORT)
            message = f"what is left of markup is in the text: {text[begin : match.end() + _SHORT]!r}"
            report(traces.DEBRIS, message, path)
        elif path == "remarks" and "ignature" in text and (match := _pattern(document, "NAME_CAPTION").search(text)):
            report(traces.FURNITURE, f"the caption of the signatures is in the text: {match[0]!r}", path)
        elif text and text[-1] == ":" and (match := _heading_at_end(document, text)):
            report(traces.FURNITURE, f"a heading of the form is in the text: {match[0]!r}", path)
        elif (
            "emarks:" in text
            and not filing.remarks
            and (match := _pattern(document, "REMARKS", r"(?<=[.!?)\]])[\s*]*{}").search(text))
        ):
            message = f"the heading of the remarks is in {path}: {match[0]!r}"
            findings.report(traces.FURNITURE, message, findings.places.get(path, (0, 0)), "remarks")
        elif path == "remarks" and text[-1].isdigit() and (match := _LAST_LINE.search(text)) is not None:
            message = f"the last line may be the number of a page: {match[1]!r}"
            report(traces.FURNITURE, message, path)
        elif text and (text[0] in _DASHES or text[-1] in _DASHES) and (match := _FURNITURE.search(text)) is not None:
            message = f"what stands between pages is in the text: {match[0]!r}"
            report(traces.FURNITURE, message, path, raw=text[:_LONGEST_RAW])
        elif (
            path.startswith(PROSE)
            and (match := _behind_sentences(text)) is not None
            and not any(one.rule is traces.FURNITURE and one.path == path for one in findings.diagnostics)
        ):
            message = f"what stands behind the last sentence may be no part of the text: {match[1]!r}"
            report(traces.FURNITURE, message, path, raw=text[:_LONGEST_RAW])
    told = {found.path for found in findings.diagnostics if found.rule is traces.DEBRIS}
    has_marks = given or _MARKS.search("\n".join((rows, *titles(filing)))) is not None
    for path, text in dict((*given, *_marked(filing))).items() if has_marks else ():
        if path not in told and (match := _MARKS.search(text)) is not None:
            message = f"{match[0]!r} in {text[:_SHORT]!r} looks like markup that a converter left"
            of = path.removesuffix(".name") if "://" in text else path  # a link tells the CIK, too
            findings.report(layout.MARKUP, message, place_of(path, filing, findings.places), of, raw=text[:_LONGEST_RAW])
    for path, text in given:
        if _LEADING_SIGN.match(text) is not None and _FURNITURE.match(text) is None:
            message = f"the sign before {text!r} may be no part of it"
            report(traces.FURNITURE, message, path, raw=text)
        elif "$" in text:
            of = path.removesuffix(".other_text") if text == "$" else path  # alone, it may be in the place of a mark
            report(traces.FURNITURE, f"'$' may be no part of {text!r}", of, raw=text)
        elif text[0] not in _DASHES and text[-1] not in _DASHES and (match := _FURNITURE.search(text)) is not None:
            message = f"{match[0]!r} may be no part of {text!r}"
            report(traces.FURNITURE, message, path, raw=text)
        elif (match := _DAY.match(text)) is not None:
            message = f"the date {match[0]!r} is no part of {text!r}"
            report(traces.DATE_IN_NAME, message, path, raw=text[:_LONGEST_RAW])
        elif path.endswith(".name") and (match := _DAY_AT_END.search(text)) is not None:
            message = f"the date {match[0].strip()!r} may be no part of {text!r}"
            report(traces.DATE_IN_NAME, message, path, raw=text[:_LONGEST_RAW])
            if path.startswith("signatures[") and match[0][-1].isdigit():
                message = f"of two dates, {match[0].strip()!r} stands in the name"
                report(traces.DATE_IN_NAME, message, f"{path.removesuffix('.name')}.date", raw=text[:_LONGEST_RAW])
        elif path.endswith(_WITHOUT_PLACE) and (match := _place_in(text, is_street=".street" in path)) is not None:
            report(traces.FURNITURE, f"{match[0]!r} may be no part of {text!r}", path, raw=text)
        elif _is_doubled(text):
            report(traces.TEXT_TWICE, f"the last words stand twice: {text!r}", path)
    if "reporting_owners" not in findings.unread:
        for index, owner in enumerate(filing.reporting_owners):
            _report_address(index, owner, findings)


def _place_in(text: str, *, is_street: bool) -> re.Match[str] | None:
    """A state with its postal code inside a text; at the end of one, a street may have it."""
    return _PLACE_INSIDE.search(text) or (None if is_street else _PLACE.search(text))


def _heading_at_end(document: Document, text: str) -> re.Match[str] | None:
    """The heading of the notes or of the remarks, or the last word of it, at the end of a text."""
    found = [_pattern(document, name, r"\s{}$").search(text) for name in ("REMARKS", "EXPLANATION_OF_RESPONSES")]
    heading = document.grammar.terminals.get("EXPLANATION_OF_RESPONSES")
    if heading is not None:
        found.append(compiled(rf"\s{re.escape(heading.text.split()[-1])}$").search(text))
    return next(filter(None, found), None)


def _pattern(document: Document, name: str, around: str = "{}") -> re.Pattern[str]:
    """What a terminal of the page's grammar fits, with more around it."""
    return compiled(around.format(document.grammar.pattern_of(name)))


def _may_show(rows: str, prose: Sequence[str]) -> bool:
    """Whether the texts of the rows, notes or remarks may hold what is no part of them: the answer for nearly all is no."""
    whole = "\n".join((rows, *prose))
    if "<" in whole or ">" in whole or has_markup(whole) or prose[-1][-1:].isdigit():
        return True
    if any(map(_behind_sentences, prose)):
        return True
    if "ignature" in prose[-1] or "emarks:" in whole or any(text[-1:] == ":" for text in (*prose, rows)) or ":\n" in rows:
        return True
    return any(text[:1] in _DASHES or text[-1:] in _DASHES for text in prose)


def _behind_sentences(text: str) -> re.Match[str] | None:
    """What stands behind the last sentence and is no part of it; nearly all texts end in a stop."""
    return _BEHIND.search(text, max(0, len(text) - _LONGEST_BEHIND)) if text and text[-1] != "." else None


@lru_cache(maxsize=4096)
def _is_odd(text: str, grammar: Grammar) -> bool:
    """Whether an answer may hold what is no part of it; the same owners and issuers come again and again."""
    if _PLAIN.fullmatch(text):  # as most, which can only hold words of the form, or stand twice
        has_words = any(map(text.lower().__contains__, _words_of_captions(grammar)))
        return (has_words and _captions(grammar).search(text) is not None) or text[-5:].lower() == "dated" or _is_doubled(text)
    return (
        "<" in text
        or ">" in text
        or _MARKS.search(text) is not None
        or _captions(grammar).search(text) is not None
        or _FURNITURE.search(text) is not None
        or _LEADING_SIGN.match(text) is not None
        or "$" in text
        or has_markup(text)
        or _DAY.match(text) is not None
        or (text[-1].isdigit() and (_PLACE.search(text) is not None or _DAY_AT_END.search(text) is not None))
        or text[-5:].lower() == "dated"
        or _PLACE_INSIDE.search(text) is not None
        or _is_doubled(text)
    )


@lru_cache(maxsize=1024)
def _are_odd(texts: tuple[str | None, ...], grammar: Grammar) -> bool:
    """Whether one of the answers of a page may hold what is no part of it."""
    return any(text and _is_odd(text, grammar) for text in texts)


def _report_captions(document: Document, filing: Filing, answers: list[tuple[str, str]], findings: Findings) -> None:
    told = {found.path for found in findings.diagnostics}
    for path, text in answers:
        match = _captions(document.grammar).search(text)
        if match is not None and path not in told:
            shown = text[:_LONGEST_RAW]
            message = f"words of the form, {match[0]!r}, are in the answer: {shown!r}"
            findings.report(traces.CAPTION_IN_TEXT, message, place_of(path, filing, findings.places), path, raw=shown)


@lru_cache(maxsize=MOST_GRAMMARS)
def _captions(grammar: Grammar) -> re.Pattern[str]:
    """What an answer does not hold of the captions, the longest first."""
    shown = sorted(_texts_of_captions(grammar), key=lambda text: (-len(text), text))
    return compiled("|".join(re.escape(text).replace(r"\ ", r"\s+") for text in shown) or r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=MOST_GRAMMARS)
def _words_of_captions(grammar: Grammar) -> frozenset[str]:
    """A word of each of them that is made of plain letters, in small ones."""
    plain = (text.lower() for text in _texts_of_captions(grammar) if "(" not in text)
    return frozenset(max(text.split(), key=len) for text in plain)


def _texts_of_captions(grammar: Grammar) -> set[str]:
    """The first words of each caption of the header, without their numbers, and its hints in brackets."""
    found = {f"FORM {grammar.base}"}
    for item in {name for line in grammar.grid("header_layout") for cell in line for name in cell} | set(_NESTED):
        for alternative in grammar.rules.get(item, ()):
            for name in alternative:
                terminal = grammar.terminals.get(name)
                if terminal is None or not terminal.is_literal or not terminal.text:
                    continue
                words = _NUMBER.sub("", terminal.text).split()
                found.update(_HINT.findall(terminal.text))
                begin = " ".join(words[:_WORDS_OF_CAPTION])
                if len(begin) >= _SHORTEST_CAPTION and len(words) > 1:
                    found.add(begin)
    return found


def _is_doubled(text: str) -> bool:
    words = text.split()
    count = len(words)
    if not 1 < count <= _LONGEST_DOUBLED or words[-1] not in words[:-1]:
        return False
    return any(
        words[count - size :] == words[count - 2 * size : count - size]
        and len(" ".join(words[count - size :])) > _SHORTEST_DOUBLED
        and any(word.isalpha() for word in words[count - size :])
        for size in range(1, count // 2 + 1)
    )


def _report_address(index: int, owner: ReportingOwner, findings: Findings) -> None:
    """Reports parts of an address that cannot be what their places say, and those that are not there."""
    address, path = owner.address, f"reporting_owners[{index}].address"
    city, zip_code, street, second = address.city, address.zip_code, address.street1, address.street2
    name = owner.name or ""
    if (street and name.endswith(street)) or (second and name.endswith(second)):
        _report_twice(f"{path.removesuffix('address')}name", f"the street is in the name, too: {name!r}", findings)
    if city is not None and address.state is not None and city.endswith(f" {address.state}"):
        _report_twice(f"{path}.city", f"the state is behind the city, too: {city!r}", findings)
    if street and second and second.startswith(street):
        _report_twice(f"{path}.street1", f"the second line of the street begins with the first: {second!r}", findings)
    if city is not None and (_CITY_WITH_NUMBER.search(city) or (address.state is None and city in STATES_AND_COUNTRIES)):
        message = f"{city!r} stands where the city does"
    elif zip_code is not None and (
        _WORDY_ZIP.search(zip_code)
        or len(zip_code.split()) > 3
        or (address.state is None and " " in zip_code and state_code(zip_code.rpartition(" ")[0]) is not None)
        or ((address.state or "").isalpha() and _ZIP_AND_WORD.match(zip_code))  # France has 75008 CEDEX
    ):
        message = f"{zip_code!r} stands where the zip code does"
    else:
        return
    findings.report(header.TORN_ADDRESS, message, findings.places.get(f"{path}.city", (0, 0)), path, raw=city or "")


def _report_twice(path: str, message: str, findings: Findings) -> None:
    findings.report(traces.TEXT_TWICE, message, findings.places.get(path, (0, 0)), path)


def _marked(filing: Filing) -> Iterator[tuple[str, str]]:
    """The texts of the tables and of the first relationships that hold marks of some markup."""
    for table, names in WORDS_IN_TABLES.items():
        for index, row in enumerate(getattr(filing, table)):
            for name in names:
                text = getattr(row, name).value
                if text and _MARKS.search(text) is not None:
                    yield f"{table}[{index}].{name}", text
    for index, owner in enumerate(filing.reporting_owners):
        for name in ("officer_title", "other_text") if owner.relationship is not None else ():
            text = getattr(owner.relationship, name)
            if text and _MARKS.search(text) is not None:
                yield f"reporting_owners[{index}].relationship.{name}", text
