"""Markdown to lines and cells, as converters make it of a page: pipes become tabs, marks of type are left out.

What converters write is mostly no Markdown by any standard (tables without delimiters, tables inside a cell of a table, all on
one line), so it is read as lines and pipes, not by a Markdown parser. Tables that stand there as HTML are read as such.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from itertools import islice, pairwise, zip_longest
from typing import NamedTuple

from form4_grammar.readers.page_text import BREAK_IN_CELL, RAISED_REFERENCE, Link, PageText, Pieces

_TAGS = (
    "a|abbr|b|big|blockquote|br|center|cite|code|colgroup|col|div|dd|dl|dt|em|font|h[1-6]|hr|i|img|input|ins|li|mark|ol|p|pre|q|"
    "s|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|wbr"
)
"""The elements that Markdown may have; other words in angle brackets are text."""

_INLINE = re.compile(
    rf"""
    (?P<escape>\\[!-/:-@\[-`{{-~])
    | !?\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]
      (?:\((?P<address>[^()"]*)(?:"[^"]*"\s*)?\)|\[(?P<label>[^\[\]]+)\]|(?P<attributes>\{{[.\#][^{{}}\n]*\}}))
    | <(?P<automatic>[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s]+)>
    | (?P<reference><sup>{RAISED_REFERENCE}</sup>|<input\b[^<>]*>)
    | (?<!\[)\^(?P<raised>{RAISED_REFERENCE})\^
    | \^\\?(?P<star>\*)\^
    | <(?P<unseen>script|style)\b.*?(?:</(?P=unseen)\s*>|\Z)
    | <!--.*?(?:-->|\Z)
    | </?(?:{_TAGS})\b[^<>]*>
    | (?P<entity>&(?:\#\d{{1,6}}|\#x[0-9a-f]{{1,5}}|[a-z]\w{{1,30}});)
    | (?P<blank>\s+)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_OF_PAGE_TEXT = "<>&\\"
_COMMENT = re.compile(r"<!--(?:(?!-->).)*(?:-->|\Z)", re.DOTALL)
_NO_BREAK = re.compile(r"[^\n]")
_ADDRESS = re.compile(r"^[ \t]*\[(?P<label>[^\[\]\n]+)\]:[ \t]*(?P<address>\S+)[ \t]*$", re.MULTILINE)
"""What a link that stands as [text][label] leads to."""

_TORN_NUMBER = re.compile(r"(\d{1,2}): (?=[./])")
"""What doc2dict makes of "3. Date" and "06/14/2022": it takes them for a key and its value."""

_EMPHASIS = re.compile(r"(?<!\\)(?:\*{1,3}|_{1,3})")
_RULE = re.compile(
    r"\s*+(?:\|\s*+)?:?(?:-{2,}+|(?:\*\s?){3,}|(?:_\s?){3,}|(?:-\s){2,}-):?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+"
)
_ALIGNMENT = re.compile(r"[\s|:-]+")
_DASHES = re.compile(r"\s*:?-{3,}:?\s*")
_LEADING_RULE = re.compile(r"\s*-{3,}\s+(?=\S)")
_PIPE = re.compile(r"(?<!\\)\|")
_MARKER = re.compile(r"[ \t]*(?:>[ \t]?)*(?:\#{1,6}[ \t]+)?")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_BACKSLASH = "&#92;"
"""A backslash that stands for itself, as pages made of HTML have it."""

_CELL = re.compile(r"[^\t\n\v]+")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_FEW_TABS = 2
"""More of them in a line part its cells, as some engines write tables among marks of Markdown."""

_HARD_BREAK = "  "
_WIDEST_WRAPPED = 79
"""To which html2text wraps lines; lists and some others it leaves as they are."""

_BEGINNING = re.compile(
    r"\s*(?:\*\*|\d{1,3}\\?[.)]\s|[-*+]\s|\||\\?[(\[]\^?\d{1,3}\\?[)\]]|<sup>|[⁽⁰¹²³⁴-⁹①-⒇]|(?:\\?[$(] ?)?\^)"
)
_FIRST_WORD = re.compile(r"\s*(?:[^\s-]+-?|-+)")
"""What must fit on a line for it not to be wrapped before it: words are broken after hyphens."""

_BROKEN_WORD = re.compile(r"[^\W_]-[ \t]*\n[ \t]*[^\W_]")
"""A line that was broken after a hyphen: of what wraps lines, most break there inside words."""

Span = tuple[int, int]


class _Line(NamedTuple):
    """A line of the document, or several that were wrapped.

    ``is_parted`` where it begins something new, ``is_guess`` where it was joined by the lengths of lines alone.
    """

    start: int
    end: int
    is_parted: bool
    is_guess: bool


def read_markdown(text: str) -> PageText:
    """The lines of a Markdown document."""
    if "<!--" in text:
        text = _COMMENT.sub(lambda comment: _NO_BREAK.sub(" ", comment[0]), text)
    writer = _Writer(text)
    at = 0
    for start, end in [*_html_tables(text), (len(text), len(text))]:
        writer.lines(at, start)
        if start < end:
            writer.html(start, end)
        at = end
    return writer.pieces.page(writer.links, writer.joined, writer.hidden, writer.guessed)


def _html_tables(text: str) -> Iterator[Span]:
    """The outermost tables that stand there as HTML."""
    depth, start = 0, 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1]:
            start = tag.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                end = text.find(">", tag.end()) + 1
                yield start, end or len(text)
                if not end:
                    return
    if depth:
        yield start, len(text)


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    """The lines that are neither blank nor a rule, those joined that were one before they were wrapped."""
    found: list[_Line] = []
    lines: list[Span] = []
    at = start
    for raw in text[start:end].split("\n"):
        quote = _QUOTE.match(raw) if raw.startswith(">") else None
        lines.append((at + quote.end() if quote else at, at + len(raw.rstrip("\r"))))
        at += len(raw) + 1
    is_wrapped, is_guess = _wrapping(text, lines)
    is_parted, is_open = True, False
    for (a, b), following in zip_longest(lines, lines[1:]):
        if not text[a:b].strip():
            is_parted, is_open = True, False
            continue
        if _ADDRESS.match(text, a, b):
            is_open = False
            continue
        if _is_rule(text, a, b):
            if found and not is_open and not found[-1].is_parted and "|" in text[a:b]:
                found[-1] = found[-1]._replace(is_parted=True)
            is_open = False
            continue
        if is_open:
            found[-1] = found[-1]._replace(end=b, is_guess=is_guess)
        else:
            found.append(_Line(a, b, is_parted, is_guess=False))
            is_parted = False
        is_open = following is not None and is_wrapped((a, b), following)
    yield from found


def _is_rule(text: str, start: int, end: int) -> bool:
    """Whether a line is a rule, or the marks that align the columns of a table, wherever in it they stand."""
    if _ALIGNMENT.fullmatch(text, start, end) and any(mark in text[start:end] for mark in (":-", "-:")):
        return True
    return _RULE.fullmatch(text, start, end) is not None


def _wrapping(text: str, lines: Sequence[Span]) -> tuple[Callable[[Span, Span], bool], bool]:
    """How to tell whether a line goes on in the next, and whether that is a guess.

    html2text ends each line of its own with two blanks. Where these were trimmed, a line goes on if the first word of the next
    would not have fitted on it.
    """
    rows = [line for line in lines if _PIPE.search(text, *line)]
    breaks = sum(text.endswith(_HARD_BREAK, *row) for row in rows)
    if 2 * breaks > len(rows):
        return (lambda line, _: not text.endswith(_HARD_BREAK, *line)), False
    has_bare_delimiters = any(_RULE.fullmatch(text, *row) and text[slice(*row)].lstrip()[0] != "|" for row in rows)
    if not has_bare_delimiters:
        return (lambda _, __: False), False
    lengths = (b - a for a, b in lines if not _PIPE.search(text, a, b))
    widest = max((length for length in lengths if length <= _WIDEST_WRAPPED), default=0)

    def goes_on(line: Span, following: Span) -> bool:
        if _BEGINNING.match(text, *following) or _PIPE.search(text, *following):
            return False
        word = _FIRST_WORD.match(text, *following)
        length = line[1] - line[0]
        return word is not None and length <= widest < length + 1 + len(word[0])

    return goes_on, True


def _has_outer_pipes(text: str, lines: Sequence[_Line]) -> bool:
    """Whether rows begin and end with a pipe; if not, a pipe at the edge parts an empty cell."""
    rows = [
        _MARKER.sub("", text[line.start : line.end], count=1).strip()
        for line in lines
        if _PIPE.search(text, line.start, line.end)
    ]
    return 2 * sum(row.startswith("|") and row.endswith("|") for row in rows) > len(rows)


def _rows(text: str, line: _Line, *, has_outer_pipes: bool, has_tabs: bool) -> list[list[Span]]:
    """The cells of a line; several rows where tables stand in its cells."""
    marker = _MARKER.match(text, line.start, line.end)
    start = marker.end() if marker else line.start
    pipes = [pipe.start() for pipe in _PIPE.finditer(text, start, line.end)]
    if not pipes and has_tabs:
        tabs = [at for at in range(line.start, line.end) if text[at] == "\t"]
        return [[(a + 1, b) for a, b in pairwise([line.start - 1, *tabs, line.end])]] if tabs else [[(start, line.end)]]
    if not pipes:
        return [[(start, line.end)]]
    edges = [start - 1, *pipes, line.end]
    cells = [(a + 1, b) for a, b in pairwise(edges)]
    if has_outer_pipes:
        cells = cells[not text[slice(*cells[0])].strip() : len(cells) - (not text[slice(*cells[-1])].strip())]
    return list(_unnested(text, cells)) if any(_DASHES.fullmatch(text, *cell) for cell in cells) else [cells]


def _unnested(text: str, cells: Sequence[Span]) -> Iterator[list[Span]]:
    """The rows of tables that were written inside a cell: blank headings, dashes and rows, all on the line of that cell."""
    is_dash = [_DASHES.fullmatch(text, *cell) is not None for cell in cells]
    is_blank = [not text[slice(*cell)].strip() for cell in cells]
    next_dash = [len(cells)] * len(cells)
    for place in reversed(range(len(cells))):
        next_dash[place] = place if is_dash[place] else next_dash[place + 1] if place + 1 < len(cells) else len(cells)
    index, width = 0, 0
    while index < len(cells):
        if is_dash[index]:
            end = index
            while end < len(cells) and is_dash[end]:
                end += 1
            # The rows of a table are parted by what looks like one more blank cell; a rule by itself is none
            width = end - index if index and is_blank[index - 1] else width
            index = end + (end < len(cells) and is_blank[end])
            continue
        has_dash = next_dash[index] < min(index + width, len(cells))
        row = cells[index : index + width] if width and not has_dash else cells[index : index + 1]
        yield [_without_rule(text, cell) for cell in row]
        index += len(row)
        if len(row) == width and index < len(cells) and is_blank[index]:
            index += 1


def _without_rule(text: str, cell: Span) -> Span:
    rule = _LEADING_RULE.match(text, *cell)
    return (rule.end(), cell[1]) if rule else cell


class _Writer:
    """The page text in the making."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = Pieces()
        self.links: list[Link] = []
        self.joined: list[int] = []
        self.hidden: list[int] = []
        self.guessed: list[int] = []
        self.addresses = {found["label"]: (found["address"], *found.span("address")) for found in _ADDRESS.finditer(text)}

    def html(self, start: int, end: int) -> None:
        """Adds a table that stands there as HTML."""
        from form4_grammar.readers.html import read_html  # noqa: PLC0415 - brings a library that few documents need

        table = read_html(self.text, start, end)
        self.pieces.insert("\n\n")
        at = 0
        for left_out in sorted([*_marks_in(table.text)]):
            self.pieces.take(table, at, left_out[0])
            at = left_out[1]
            if table.text.startswith(_BACKSLASH, left_out[0]):  # an escape in tables of Markdown, too
                self.pieces.replace("\\", *table.span(*left_out))
        self.pieces.take(table, at, len(table.text))
        self.pieces.insert("\n\n")
        self.links += table.links
        self.hidden += table.hidden

    def lines(self, start: int, end: int) -> None:
        """Adds lines of Markdown."""
        lines = list(_lines(self.text, start, end))
        has_outer_pipes = _has_outer_pipes(self.text, lines)
        has_tabs = any(self.text.count("\t", line.start, line.end) > _FEW_TABS for line in lines)
        self.guessed += [line.start for line in lines if line.is_guess]
        for line in lines:
            for number, cells in enumerate(_rows(self.text, line, has_outer_pipes=has_outer_pipes, has_tabs=has_tabs)):
                self.pieces.insert("\n\n" if line.is_parted and not number else "\n")
                for index, cell in enumerate(cells):
                    if index:
                        self.pieces.insert("\t")
                    self._words(*cell)

    def _words(self, start: int, end: int) -> None:
        """Adds a piece of a line without its outer blanks, its marks of type left out and its escapes undone."""
        text, pieces = self.text, self.pieces
        bare = text[start:end].strip()
        start += text[start:end].index(bare)
        end = start + len(bare)
        left_out = _emphasis(text, start, end)
        at = start
        if text[start : start + 1].isdigit() and (torn := _TORN_NUMBER.match(text, start, end)) is not None:
            self._copy(at, torn.end(1), left_out)
            at = torn.end()
        for match in _INLINE.finditer(text, at, end):
            self._copy(at, match.start(), left_out)
            at = match.end()
            if match["escape"]:
                pieces.replace(match["escape"][1], match.start(), at)
            elif match["text"] is not None and match["label"] in self.addresses:
                self._words(*match.span("text"))
                self.links.append(Link(*self.addresses[match["label"]], *match.span("text")))
            elif match["address"] is not None:
                self._words(*match.span("text"))
                if not match[0].startswith("!"):
                    address = "".join(match["address"].split())
                    self.links.append(Link(address, *match.span("address"), *match.span("text")))
            elif match["attributes"]:
                self._words(*match.span("text"))
            elif match["text"] is not None:
                pieces.copy(match[0], match.start())
            elif match["automatic"]:
                pieces.copy(match["automatic"], match.start("automatic"))
            elif match["star"]:
                pieces.replace("*", match.start(), at)
            elif match["reference"]:
                pieces.copy(match[0], match.start())
            elif match["raised"]:
                pieces.replace("<sup>", match.start(), match.start() + 1)
                pieces.copy(match["raised"], match.start("raised"))
                pieces.replace("</sup>", at - 1, at)
            elif match["entity"]:
                self._entity(match["entity"], match.start())
            elif match["blank"] and _BROKEN_WORD.match(text, match.start() - 2, at + 1):
                self.joined.append(match.start() - 1)
            elif match["blank"]:
                pieces.replace(" ", match.start(), at)
            elif match[0][:3].lower() == "<br":
                pieces.insert(BREAK_IN_CELL)
        self._copy(at, end, left_out)

    def _entity(self, entity: str, start: int) -> None:
        """Adds the sign that an entity stands for; the page text has those of its own markup as entities, too."""
        sign = unescape(entity)
        if sign.isspace():
            self.pieces.replace(" ", start, start + len(entity))
        elif sign in _OF_PAGE_TEXT or sign == entity:
            self.pieces.copy(entity, start)
        else:
            self.pieces.replace(sign, start, start + len(entity))

    def _copy(self, start: int, end: int, left_out: Sequence[Span]) -> None:
        for a, b in islice(left_out, bisect_left(left_out, (start,)), None):
            if b > end:
                break
            if start < a:
                self.pieces.copy(self.text[start:a], start)
            start = b
        if start < end:
            self.pieces.copy(self.text[start:end], start)


def _marks_in(table: str) -> Iterator[Span]:
    """The marks of type, and the backslashes, in the page text of a table that stands in Markdown as HTML."""
    yield from (sign.span() for sign in re.finditer(_BACKSLASH, table))
    if "*" in table:
        for cell in _CELL.finditer(table):
            yield from (mark for mark in _emphasis(table, *cell.span()) if table[mark[0]] == "*")


def _emphasis(text: str, start: int, end: int) -> list[Span]:
    """The marks for bold and italic type: pairs of asterisks or underscores that embrace words."""
    opened: list[re.Match[str]] = []
    places: defaultdict[str, list[int]] = defaultdict(list)  # where among them each kind of mark is
    found: list[Span] = []
    starred: re.Match[str] | None = None  # bold type that begins with a star of the text: "*** Form 4: SEC 1474 (03-26)**"
    for mark in _EMPHASIS.finditer(text, start, end):
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        closes = (
            not before.isspace() and (before.isalnum() or not after.isalnum()) and (mark[0][0] == "*" or not after.isalnum())
        )
        if closes and mark[0] == "***" and places["**"] and not places["***"]:  # bold type that ends in an asterisk of its own
            pair = places["**"][-1]
            found += [opened[pair].span(), (mark.start() + 1, mark.end())]
            for one in opened[pair:]:
                places[one[0]].pop()
            del opened[pair:]
        elif closes and places[mark[0]]:
            pair = places[mark[0]][-1]
            found += [opened[pair].span(), mark.span()]
            for one in opened[pair:]:
                places[one[0]].pop()
            del opened[pair:]
        elif closes and mark[0] == "**" and mark.end() == end and starred is not None:
            found += [(starred.start(), starred.end() - 1), mark.span()]
        elif mark[0] == "***" and mark.start() == start and after == " ":
            starred = mark
        elif not after.isspace() and (after.isalnum() or not before.isalnum()) and (mark[0][0] == "*" or not before.isalnum()):
            places[mark[0]].append(len(opened))
            opened.append(mark)
    return sorted(found)
