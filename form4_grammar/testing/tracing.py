"""Whether damage left a trace: whether a page, as far as it is silently misread, is the faithful print of another filing.

The damaged page and the undamaged one differ by edits. So do the canonical prints of the filing and of what was read. The page
is faithful where each edit of the prints is one of the pages', too, the same words away and the same ones in: then the damage
did to the page what printing another filing would have done. The pages' own layout, which the canonical print does not share,
stands on both sides and is in no edit. What is compared are words, separators of cells and breaks of lines, or tags; runs of
blanks are one, and marks that a dialect writes in several ways are written in one. Where all separators or tags stayed in their
places, the words are compared from one to the next, lest values that changed places be aligned with each other. Where a line of
a text breaks tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from html import unescape

from form4_grammar.aligning import common_ends

_WORD = r"\(\d+\)|\$(?=\d)|[^\s(|]+|\("
_TEXT = re.compile(rf"<input[^>]*>|\t|\n|\||{_WORD}")
_HTML = re.compile(r"<[^>]*>?|\(\d+\)|\$(?=\d)|[^\s(|<]+|\(")
_XML = re.compile(r"<(\w+)([^<>]*)/>|<(\w+)>\s*([^<>]*)</\3>|<[^>]*>?|[^<>]+")
_GROUPED = re.compile(r"\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_AMOUNT = re.compile(r"((?:<\w+>)?\$?)([\d,]*)(\.\d+)")
_EMPTY = re.compile(r"<(\w+)>\s*</\1>|<(?!footnoteId)\w+\s*/>")
_END_OF_CELL, _END_OF_ROW = re.compile(r"</t[dh]>\s*<t[dh][^<>]*>"), re.compile(r"</tr>|<br\s*/?>|</p>")
_OTHER_TAG = re.compile(r"</?(?!input\b)[a-z][^<>]*>")
_IN_MATH = re.compile(r"(?:\$|\(|\\\()\^\{?(\([\d, ]+\))\}?(?:\$|\\?\))")
_BARE_IN_MATH = re.compile(r"\$\^\{?(\d+)\}?\$")
_RAISED = re.compile(r"<sup>\s*\(?(\d+)\)?\s*</sup>|\^(\d+)\^")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BARE = re.compile(r"&(?!\w+;|#)")
_INLINE = re.compile(r"</?(?:span|b|i|u|a|sup|font|em|strong|tbody|thead)\b[^>]*>?", re.IGNORECASE)
_HEADING_ALONE = frozenset({"Remarks:", "REMARKS:"})
"""What some pages print above nothing."""
_TICKS = frozenset({"X", "x", "[X]", "\u2612", "\u2611"})
_SEPARATORS = frozenset({"\t", "\n", "|", "\u2502", "\u2503"})
_ELEMENT = re.compile(r"<\w+>.")
"""An element of the XML with its text, as one word."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")


def is_faithful(undamaged: str, damaged: str, print_of_truth: str, print_of_read: str, dialect: str) -> bool:
    """Whether the damage changed the page as the difference between the filings changes the print."""
    words = [
        [_in_one_way(word) for word in _words(page, dialect)] for page in (undamaged, damaged, print_of_truth, print_of_read)
    ]
    pages, prints = _edits(*words[:2]), _edits(*words[2:])
    if prints and prints <= pages:
        return True
    in_place = _edits_in_place(*words[:2]), _edits_in_place(*words[2:])
    if in_place[0] and in_place[1] and in_place[1] <= in_place[0]:
        return True
    # What has no tabs parts its cells by breaks, blanks or signs, which the print does not have
    has_cells = dialect == "html" or any("\t" in words for edit in pages for words in edit)
    running = [[word for word in page if word not in ({"\n"} if has_cells else _SEPARATORS)] for page in words]
    pages, prints = _edits(*running[:2]), _edits(*running[2:])
    return bool(prints) and prints <= pages


_Edit = tuple[tuple[str, ...], tuple[str, ...]]
_Edits = Counter[_Edit]


def _edits_in_place(before: Sequence[str], after: Sequence[str]) -> _Edits:
    """The same between each two separators; none where these are not the same."""
    found: _Edits = Counter()
    one, other = _between_separators(before), _between_separators(after)
    if [separator for separator, _ in one] == [separator for separator, _ in other]:
        for (_, words), (_, others) in zip(one, other, strict=True):
            if words != others:
                found += _edits(words, others)
    return found


def _between_separators(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = [("", [])]
    for word in words:
        if word in _SEPARATORS or (word.startswith("<") and _ELEMENT.match(word) is None):
            found.append((word, []))
        else:
            found[-1][1].append(word)
    return found


def _edits(before: Sequence[str], after: Sequence[str]) -> _Edits:
    """The words that are taken away and those that are put in for them.

    Where a piece is only taken away or only put in, it may have been one or another of pieces that begin and end alike.
    """
    first, last = common_ends(before, after)
    one, other = before[first : len(before) - last], after[first : len(after) - last]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return Counter(
        edit
        for tag, begin, end, other_begin, other_end in matcher.get_opcodes()
        if tag != "equal"
        for edit in _single(one[begin:end], other[other_begin:other_end])
    )


def _single(away: Sequence[str], put_in: Sequence[str]) -> Iterator[_Edit]:
    """An edit, or those of its words, where as many elements of the same names stand in place of others."""
    if not put_in:
        yield _turned(away), ()
    elif not away:
        yield (), _turned(put_in)
    elif len(away) == len(put_in) and all(
        _ELEMENT.match(x) and x.split(">")[0] == y.split(">")[0] for x, y in zip(away, put_in, strict=True)
    ):
        yield from (((x,), (y,)) for x, y in zip(away, put_in, strict=True) if x != y)
    else:
        yield tuple(away), tuple(put_in)


def _turned(words: Sequence[str]) -> tuple[str, ...]:
    """The least of a piece and of those that it becomes where its first words follow its last ones; blank cells are one."""
    least = min(words)
    turned = min((*words[at:], *words[:at]) for at, word in enumerate(words) if word == least)
    return tuple(word for word, before in zip(turned, ("", *turned), strict=False) if word != "\t" or before != "\t")


def _words(page: str, dialect: str) -> Iterator[str]:
    if dialect == "xml":
        yield from _xml_words(page)
    elif dialect == "html":
        yield from _html_words(page)
    else:
        yield from _text_words(page)


def _text_words(page: str) -> Iterator[str]:
    plain = _RAISED.sub(r" (\1\2) ", page.translate(_SUPERSCRIPTS))
    plain = re.sub(r"\\(?=[^\w\s])|</?(?:u|sup)>|\^(?=\()", "", plain)
    if "<td" in plain:  # a table of HTML in Markdown
        plain = _OTHER_TAG.sub("", _END_OF_ROW.sub("\n", _END_OF_CELL.sub("\t", plain.replace("\n", " "))))
    for line in _BARE_IN_MATH.sub(r" (\1) ", _IN_MATH.sub(r" \1 ", plain)).split("\n"):
        row = line.strip("| ").replace("|", "\t") if line.startswith("|") else line.rstrip()
        words = _TEXT.findall(re.sub(r"^\s*(?:[-*] |\d+\. (?!Title|Name|Issuer|Date|If|Relationship))", "", row))
        if words:
            yield from ("[x]" if word.startswith("<input") else word for word in words if word not in _HEADING_ALONE)
            yield "\n"


def _html_words(page: str) -> Iterator[str]:
    for word in _HTML.findall(_INLINE.sub(" ", page)):
        if word.startswith("<"):
            name = re.match(r"</?\w*", word)
            yield name[0].lower() if name else word
        else:
            yield from [word for word in unescape(word).split() if word not in _HEADING_ALONE]


def _xml_words(page: str) -> Iterator[str]:
    before = ""
    while page != before:  # what is empty says as much as what is not there
        before, page = page, _EMPTY.sub("", page)
    for match in _XML.finditer(page):
        word = match[0]
        if match[1]:
            yield f"<{' '.join([match[1], *match[2].split()])}>"
        elif match[3]:  # an element with a text is one word, lest two neighbours be aligned by the text that they exchanged
            text = " ".join(unescape(_BARE.sub("\ufffe", match[4])).split())
            yield f"<{match[3]}>{_plain_number(text)}"
        elif word.startswith("<"):
            yield " ".join(word.split())
        elif word.strip():
            yield _plain_number(" ".join(unescape(_BARE.sub("\ufffe", word)).split()))


def _in_one_way(word: str) -> str:
    """A word as the print writes it: a code in capitals, an amount with a zero before its point and none at its end."""
    if (day := _ISO.fullmatch(word)) is not None:
        return f"{day[2]:0>2}/{day[3]:0>2}/{day[1]}"
    if word in _TICKS:
        return "[x]"
    if _GROUPED.fullmatch(word):
        word = word.replace(",", "")
    amount = _AMOUNT.fullmatch(word)
    return f"{amount[1]}{amount[2] or '0'}{amount[3].rstrip('.0')}" if amount else word.upper() if len(word) == 1 else word


def _plain_number(word: str) -> str:
    if word in ("true", "false"):
        return str(int(word == "true"))
    try:
        return f"{Decimal(word).normalize():f}" if word[:1].isdigit() else word
    except InvalidOperation:
        return word
