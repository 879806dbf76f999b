"""Markdown to lines and cells, as converters make it of a page: pipes become tabs, marks of type are left out.

What converters write is mostly no Markdown by any standard (tables without delimiters, tables inside a cell of a table, all on
one line), so it is read as lines and pipes, not by a Markdown parser. Tables that stand there as HTML are read as such.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice

from form4_grammar.readers.brought_back import brought_back, placed_link
from form4_grammar.readers.markup.cells_as_values import has_cells_as_values, with_plain_cells
from form4_grammar.readers.markup.doctags import is_doctags, undoctagged
from form4_grammar.readers.markup.emphasis import emphasis
from form4_grammar.readers.markup.markdown_lines import ADDRESS, FEW_TABS, has_outer_pipes_in, lines_of, rows_of, unrepeated
from form4_grammar.readers.markup.ruled import is_ruled, unruled
from form4_grammar.readers.markup.tex import is_tex, untexed
from form4_grammar.readers.markup.wiki import is_wiki, unwikied
from form4_grammar.readers.page_text import BREAK_IN_CELL, RAISED_REFERENCE, Link, PageText, Pieces
from form4_grammar.regexes import regex

_TAGS = (
    "a|abbr|b|big|blockquote|body|br|center|cite|code|colgroup|col|div|dd|dl|dt|em|font|h[1-6]|hr|html|i|img|input|ins|li|mark|ol|p|pre|q|"
    "s|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|wbr"
)
"""The elements that Markdown may have; other words in angle brackets are text."""

_INLINE = regex(
    rf"""
    (?P<escape>\\[!-/:-@\[-`{{-~])
    | !?\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]
      (?:\((?P<address>[^()"]*)(?:"[^"]*"\s*)?\)|\[(?P<label>[^\[\]]+)\]|(?P<attributes>\{{[.\#][^{{}}\n]*\}}))
    | <(?P<automatic>[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s]+)>
    | (?P<reference><sup>{RAISED_REFERENCE}</sup>|<input\b[^<>]*>)
    | (?<!\[)\^(?P<raised>{RAISED_REFERENCE})\^(?!\()
    | \^\\?(?P<star>\*)\^
    | \ ?<sup>(?P<stars>(?:\\?\*){{1,2}})</sup>
    | <(?P<unseen>script|style)\b.*?(?:</(?P=unseen)\s*>|\Z)
    | <!--.*?(?:-->|\Z)
    | </?(?:{_TAGS})\b[^<>]*>
    | (?P<break>&lt;br\s*/?&gt;|\\n(?![a-z]))
    | (?P<entity>&(?:\#\d{{1,6}}|\#x[0-9a-f]{{1,5}}|[a-z]\w{{1,30}});)
    | (?P<blank>\s+)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CLOSING = (",", ";", ":", ")")
_OF_PAGE_TEXT = "<>&\\"
_BACKSLASH = "&#92;"
"""A backslash that stands for itself, as pages made of HTML have it."""

_TOKEN = regex(
    r"<[|｜](?P<name>[^<>|｜\s]{1,40})[|｜]>(?:\w{1,30}|[\[(][\d.,;\s\[\]()]{1,200}[\])])<[|｜]/(?P=name)[|｜]>"
    r"|<[|｜]/?[^<>|｜\s]{1,40}[|｜]>"
)
"""Tokens with which models mark what follows, and those of a pair with the word or the box on the page between them."""

_COMMENT = regex(r"<!--(?:(?!-->).)*(?:-->|\Z)", re.DOTALL)
_LINKED = regex(
    r"(?<=<sup>)(?P<before>\s*(?:<a\b[^<>\n]{0,200}>|\[))\s*(?P<number>[(\[]?\d{1,3}[)\]]?)\s*(?:</a>|\]\([^()\s]{0,200}\))\s*(?=</sup>)",
    re.IGNORECASE,
)
"""The number of a note as a link inside a raised reference."""

_PICTURE = regex(r"^[ \t]*!\[[^\[\]\n]{0,300}\]\([^()\n]{0,300}\)[ \t]*$", re.MULTILINE)
"""A picture on a line of its own: what stands in place of it is no text of the page."""

_NO_BREAK = regex(r"[^\n]")
_TORN_NUMBER = regex(r"(?:- \*\*)?(\d{1,2})(?:\*\*)?: \\?(?=[./]|[a-z]\\?\. [A-Z])")
"""What a converter makes of "3. Date" and "06/14/2022" that takes them for the number of a note and its text."""

_STARS = regex(r"(?<!\S)(?:\* ){2,}\*(?!\S)")
"""A rule that stands on the line of what follows it, or of what it follows."""

_CELL = regex(r"[^\t\n\v]*[^\t\n\v ][^\t\n\v]*")
_MARK = regex(rf"[*_]|{re.escape(_BACKSLASH)}|\]\(")
"""What may be a mark of Markdown."""

_BLOCK_END = regex(r"</(?:p|li|div|h\d)\b", re.IGNORECASE)
"""The end of an element that has lines of its own, wherever it stands in a line of Markdown."""

_TABLE_TAG = regex(r"<(/?)table\b", re.IGNORECASE)
_BROKEN_WORD = regex(r"[^\W_]-[ \t]*\n[ \t]*[^\W_]")
"""A line that was broken after a hyphen: of what wraps lines, most break there inside words."""

_BOLD_OVER_LINES = regex(
    r"^(?P<before>[ \t]{0,3}+)\*\*(?=[^\s*|])"
    r"(?P<text>(?:[^*\n|]|\*(?!\*)){1,300}+(?:\n(?!\n)(?:[^*\n|]|\*(?!\*)){1,300}+){1,3}+)\*\*(?=[ \t]|\*\*\S|$)",
    re.MULTILINE,
)
"""Bold type over breaks of the line; its marks are no part of any of the lines."""

_HYPHEN, _CUT_WORD = regex(r"[^\W_]-[ \t]*\n[ \t]*\Z"), regex(r"[^\W_]")
"""The end of a line that was broken after a hyphen, and the beginning of the next."""

_AFTER_HYPHEN = regex(r"(?<=[^\W_]-) (?=[^\W_])")
Span = tuple[int, int]


def read_markdown(text: str) -> PageText:
    """The lines of a Markdown document."""
    text = text.replace("\u00a0", " ")
    if has_cells_as_values(text):
        markdown = with_plain_cells(text)
        return brought_back(read_markdown(markdown.text), markdown)
    if is_tex(text):
        markdown = untexed(text)
        return brought_back(read_markdown(markdown.text), markdown)
    if is_doctags(text):
        markdown = undoctagged(text)
        return brought_back(_read(markdown.text), markdown)
    if is_wiki(text):
        markdown = unwikied(text)
        return brought_back(_read(markdown.text), markdown)
    if is_ruled(text):
        markdown = unruled(text)
        return brought_back(_read(markdown.text), markdown)
    return _read(text)


def _read(text: str) -> PageText:
    if "<|" in text or "<｜" in text:
        text = _TOKEN.sub(lambda token: _NO_BREAK.sub(" ", token[0]), text)
    if "<!--" in text:
        text = _COMMENT.sub(lambda comment: _NO_BREAK.sub(" ", comment[0]), text)
    if "![" in text:
        text = _PICTURE.sub(lambda picture: " " * len(picture[0]), text)
    if "<sup><a" in text or "<sup>[" in text:
        text = _LINKED.sub(lambda one: f"{' ' * len(one['before'])}{one['number']}".ljust(len(one[0])), text)
    if "**" in text:
        text = _BOLD_OVER_LINES.sub(lambda bold: f"{bold['before']}  {bold['text']}  ", text)
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


class _Writer:
    """The page text in the making."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = Pieces()
        self.links: list[Link] = []
        self.joined: list[int] = []
        self.hidden: list[int] = []
        self.guessed: list[int] = []
        self.addresses = {found["label"]: (found["address"], *found.span("address")) for found in ADDRESS.finditer(text)}

    def html(self, start: int, end: int) -> None:
        """Adds a table that stands there as HTML."""
        from form4_grammar.readers.markup.html import read_html  # noqa: PLC0415 - brings a library that few documents need

        table = _without_marks(read_html(self.text, start, end))
        self.pieces.insert("\n\n")
        at = 0
        for blank in _AFTER_HYPHEN.finditer(table.text):
            first, last = table.span(blank.start() - 1, blank.end() + 1)
            if "\n" in self.text[first:last]:  # as lines of text that are broken so
                self.pieces.take(table, at, blank.start())
                self.joined.append(first)
                at = blank.end()
        self.pieces.take(table, at, len(table.text))
        self.pieces.insert("\n\n")
        self.links += table.links
        self.hidden += table.hidden

    def lines(self, start: int, end: int) -> None:
        """Adds lines of Markdown."""
        lines = list(lines_of(self.text, start, end))
        has_outer_pipes = has_outer_pipes_in(self.text, lines)
        has_tabs = any(self.text.count("\t", line.start, line.end) > FEW_TABS for line in lines)
        self.guessed += [line.start for line in lines if line.is_guess]
        last = start
        for line in lines:
            is_cut = not line.is_parted and self._is_cut_word(last, line.start)
            last = line.start
            rows = rows_of(self.text, line, has_outer_pipes=has_outer_pipes, has_tabs=has_tabs)
            for number, cells in enumerate(row for whole in rows for row in unrepeated(self.text, whole)):
                if is_cut and not number and len(cells) == 1:
                    self.joined.append(line.start - 1)
                else:
                    self.pieces.insert("\n\n" if line.is_parted and not number else "\n")
                is_alone = len(cells) == 1 and "|" not in self.text[line.start : line.end]
                for index, cell in enumerate(cells):
                    if index:
                        self.pieces.insert("\t")
                    self.words(*cell, break_="\n" if is_alone else BREAK_IN_CELL)

    def _is_cut_word(self, last: int, start: int) -> bool:
        """Whether the line from `last` on was broken inside a word, after a hyphen, and goes on at `start`."""
        return _CUT_WORD.match(self.text, start) is not None and _HYPHEN.search(self.text, last, start) is not None

    def words(self, start: int, end: int, break_: str = BREAK_IN_CELL) -> None:
        """Adds a piece of a line without its outer blanks, its marks of type left out and its escapes undone.

        `break_` stands for the tag of a line break.
        """
        text, pieces = self.text, self.pieces
        bare = text[start:end].strip()
        start += text[start:end].index(bare)
        end = start + len(bare)
        left_out = emphasis(text, start, end)
        at = start
        first = text[start : start + 1]
        if (first == "-" or first.isdigit()) and (torn := _TORN_NUMBER.match(text, start, end)) is not None:
            self._copy(torn.start(1), torn.end(1), left_out)
            at = torn.end()
        for match in _INLINE.finditer(text, at, end):
            self._copy(at, match.start(), left_out)
            at = match.end()
            if match["escape"]:
                pieces.replace(match["escape"][1], match.start(), at)
            elif match["text"] is not None and match["label"] in self.addresses:
                self.words(*match.span("text"))
                self.links.append(Link(*self.addresses[match["label"]], *match.span("text")))
            elif match["address"] is not None:
                self.words(*match.span("text"))
                if not match[0].startswith("!"):
                    address = "".join(match["address"].split())
                    self.links.append(Link(address, *match.span("address"), *match.span("text")))
            elif match["attributes"]:
                self.words(*match.span("text"))
            elif match["text"] is not None:
                pieces.copy(match[0], match.start())
            elif match["automatic"]:
                pieces.copy(match["automatic"], match.start("automatic"))
            elif match["star"] or match["stars"]:
                pieces.replace(match["star"] or match["stars"].replace("\\", ""), match.start(), at)
            elif match["reference"]:
                pieces.copy(match[0], match.start())
            elif match["raised"]:
                pieces.replace("<sup>", match.start(), match.start() + 1)
                pieces.copy(match["raised"], match.start("raised"))
                pieces.replace("</sup>", at - 1, at)
            elif match["break"]:
                pieces.insert(break_)
            elif match["entity"]:
                self._entity(match["entity"], match.start())
            elif match["blank"] and text[at : at + 1] in _CLOSING and left_out and any(b == match.start() for _, b in left_out):
                pass  # html2text puts a blank behind what it marks
            elif match["blank"] and _BROKEN_WORD.match(text, match.start() - 2, at + 1):
                self.joined.append(match.start() - 1)
            elif match["blank"]:
                pieces.replace(" ", match.start(), at)
            elif match[0][:3].lower() == "<br" or (at < end and _BLOCK_END.match(match[0]) is not None):
                pieces.insert(break_)
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


def _without_marks(table: PageText) -> PageText:
    """The page text of a table that stands in Markdown as HTML, without the marks of Markdown in its cells."""
    if _MARK.search(table.text) is None:
        return table
    bare = Pieces()
    at = 0
    for sign in re.finditer(_BACKSLASH, table.text):
        bare.copy(table.text[at : sign.start()], at)
        bare.replace("\\", *sign.span())
        at = sign.end()
    bare.copy(table.text[at:], at)
    cells = bare.page()
    writer = _Writer(cells.text)
    at = 0
    for cell in _CELL.finditer(cells.text):
        writer.pieces.copy(cells.text[at : cell.start()], at)
        at = cell.start()
        for rule in (*_STARS.finditer(cells.text, *cell.span()), None):
            end = cell.end() if rule is None else rule.start()
            if cells.text[at:end].strip():
                writer.words(at, end)
            if rule is not None and rule.end() < cell.end():
                writer.pieces.insert(BREAK_IN_CELL)
            at = cell.end() if rule is None else rule.end()
    writer.pieces.copy(cells.text[at:], at)
    written = writer.pieces.page().of(cells).of(table)
    marked = [placed_link(link, cells.of(table)) for link in writer.links]
    return PageText(written.text, written.places, (*table.links, *marked), hidden=table.hidden)
