"""Pages in the markup of wikis and of plain-text formats, whose tables are lines of cells, too: to the pipes of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from form4_grammar.readers.page_text import PageText, Pieces
from form4_grammar.regexes import regex

_SIGNS = ("||", "{|", "|===", "-+-", "^ ", "|_.", "|=")
_TABLE = regex(
    r"^[ \t]*(?:\|\|[^|\n].*\|\|[ \t\r]*$|\{\||!?\|={3,}[ \t\r]*$|\|-+\+[-+]+\|[ \t\r]*$|\^ .*\^[ \t\r]*$"
    r"|\|_[\w<>=~^./\\]*\. |\|=[^=|])",
    re.MULTILINE,
)
"""How tables begin that are none of Markdown: their first line, or the rule below it."""

_BOX = regex(r"^[ \t]*\+-+[-+]*\+[ \t\r]*$", re.MULTILINE)
"""A rule above or below a table that is drawn, whose other rules are as those of Org."""

_ORG_RULE, _ORG_HEADING = regex(r"^[ \t]*\|-+\+[-+]+\|[ \t\r]*$", re.MULTILINE), regex(r"\*{1,6}[ \t]+(?=\S)")
_HEADING = regex(r"(?:h[1-6]\.|={1,6}|!{1,4})[ \t]+(?=\S)")
_END_OF_HEADING = regex(r"[ \t]*={1,6}[ \t\r]*$")
_HARD_BREAK = regex(r"(?:[ \t]\+|\\\\)[ \t\r]*$")
_INNER_BREAK, _STARRED = regex(r"\\\\[ \t]+"), regex(r"\*([^\s*][^*\n]*\*)\*")
"""A line break inside a line, and bold type that ends in a star of its own."""

_RULE = regex(r"[ \t]*\|?-+(?:\+-+)+\|?[ \t\r]*$")
_ROW = regex(r"[ \t]*(?:\|\||[|^])")
_SPEC = regex(r"_?[\w<>=~^./\\]{0,8}\.[ \t]+|=(?=[^=|])")
"""What a cell of Textile or of XWiki begins with: whether it is a heading, what it spans, how it is aligned."""

_MARK = regex(
    r"\[\[(?P<to>[^\[\]|\n]*)\|(?P<shown>[^\[\]\n]*)\]\]|\[(?P<text>[^\[\]|\n]*)\|(?P<address>[^\[\]|\s]*)\]"
    r"|(?P<type>'{2,5})|(?P<raised>\{\^\})|(?P<bar>\|)"
)
"""Links, whose text stands after the address or before it, marks of type and of what is raised, and a bar of the text."""

_ATTRIBUTES = regex(r"[ \t]*(?:[\w-]+=(?:\"[^\"\n]*\"|[^\s|\"]+)[ \t]*)+\|(?!\|)")
_CELLS = regex(r"[ \t]*(?:\|\||!!)")
_OPTIONS = regex(r"[ \t]*\[[^\]\n]*\][ \t\r]*$")
_CELL_STYLE = regex(r"(?:(?<=\s)|^)(?:\d+\*)?(?:\d*\.?\d*\+)?[<>^.]{0,4}[adehlms]?\|")
_COLUMNS = regex(r"cols=\"?'?([^\"'\]]*)")


def is_wiki(text: str) -> bool:
    """Whether tables of a text are those of a wiki."""
    return any(sign in text for sign in _SIGNS) and _TABLE.search(text) is not None and _BOX.search(text) is None


def unwikied(text: str) -> PageText:
    """The text with tables of Markdown for those of a wiki, and headings as Markdown has them."""
    writer = _Writer(text)
    at = 0
    for line in text.split("\n"):
        writer.line(at, at + len(line))
        at += len(line) + 1
    writer.end()
    return writer.pieces.page()


class _Writer:
    """The Markdown in the making. ``braces`` counts the tables that are open of the kind that begins with ``{|``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = Pieces()
        self.braces = 0
        self.row: list[list[tuple[int, int]]] = []  # the cells so far of a row that goes over several lines
        self.fence = False  # whether a table between rules like |=== is open
        self.columns = 0
        self.rows = 0
        self.heading = _ORG_HEADING if _ORG_RULE.search(text) else _HEADING

    def line(self, start: int, end: int) -> None:
        """Adds a line."""
        text = self.text
        shown = text[start:end].strip()
        if self.fence:
            self._fenced(start, end, shown)
        elif self.braces:
            self._braced(start, end, shown)
        elif shown.startswith("{|"):
            self._begin(braces=1)
        elif shown.startswith(("|===", "!===")):
            self.fence = True
            self._begin()
        elif _OPTIONS.fullmatch(text, start, end):
            found = _COLUMNS.search(shown)
            self.columns = sum(int(one.partition("*")[0]) if "*" in one else 1 for one in found[1].split(",")) if found else 0
        elif _RULE.fullmatch(text, start, end):
            self.pieces.insert("\n")
        elif _ROW.match(text, start, end) and shown[-1] in "|^":
            self._cells(list(_parted(text, start, end)))
        else:
            self._plain(start, end)

    def _begin(self, braces: int = 0) -> None:
        self.braces, self.row, self.rows = braces, [], 0
        self.pieces.insert("\n")

    def _fenced(self, start: int, end: int, shown: str) -> None:
        """A line of a table of AsciiDoc: cells begin with a bar, a row has as many as the first line, or as it says."""
        if shown[:4] in ("|===", "!==="):
            self._end_of_rows()
            self.fence = False
            return
        marks = list(_CELL_STYLE.finditer(self.text, start, end))
        if marks and not self.columns:
            self.columns = len(marks)
        if not marks and self.row and shown:
            self.row[-1].append((start, end))
        for number, mark in enumerate(marks):
            if len(self.row) == self.columns:
                self._end_of_row()
            stop = marks[number + 1].start() if number + 1 < len(marks) else end
            self.row.append([(mark.end(), stop)])

    def _end_of_rows(self) -> None:
        if self.row:
            self._end_of_row()
        self.columns = 0

    def _braced(self, start: int, end: int, shown: str) -> None:
        """A line of a table of MediaWiki; what stands in a table inside of a cell is text of that cell."""
        text = self.text
        if shown.startswith("{|"):
            self.braces += 1
        elif shown.startswith("|}"):
            self.braces -= 1
            if not self.braces:
                self._end_of_row()
        elif self.braces > 1 or not shown.startswith(("|", "!")):
            if self.row and shown:
                lead = text.index(shown, start)
                while shown[:1] in ("|", "!", "-", "+"):
                    shown, lead = shown[1:], lead + 1
                self.row[-1].append((lead, end))
            elif shown and not self.row:
                self._plain(start, end)
        elif shown.startswith("|-"):
            self._end_of_row()
        elif shown.startswith("|+"):
            self.pieces.copy(text[text.index("|+", start) + 2 : end], text.index("|+", start) + 2)
            self.pieces.insert("\n\n")
        else:
            at = text.index(shown[0], start) + 1
            for mark in (*_CELLS.finditer(text, at, end), None):
                stop = mark.start() if mark else end
                attributes = _ATTRIBUTES.match(text, at, stop)
                self.row.append([(attributes.end() if attributes else at, stop)])
                at = mark.end() if mark else end

    def _end_of_row(self) -> None:
        if any(self.text[a:b].strip() for cell in self.row for a, b in cell):
            self._cells(self.row)
        self.row = []

    def _cells(self, cells: list[list[tuple[int, int]]]) -> None:
        pieces = self.pieces
        for cell in cells:
            pieces.insert("| ")
            for number, (start, end) in enumerate(cell):
                pieces.insert("<br>" if number else "")
                self._words(start, end)
            pieces.insert(" ")
        pieces.insert("|\n")
        self.rows += 1
        if self.rows == 1:
            pieces.insert("|---" * len(cells) + "|\n")

    def _words(self, start: int, end: int) -> None:
        shown = self.text[start:end]
        start += len(shown) - len(shown.lstrip())
        end = start + len(shown.strip())
        attributes = _ATTRIBUTES.match(self.text, start, end)
        self._copy(attributes.end() if attributes else start, end)

    def _copy(self, start: int, end: int) -> None:
        """Adds a piece of text, its links and marks as those of Markdown."""
        pieces, text, at = self.pieces, self.text, start
        for mark in _MARK.finditer(text, start, end):
            pieces.copy(text[at : mark.start()], at)
            at = mark.end()
            kind = mark.lastgroup
            if kind in ("shown", "address"):
                words, address = ("shown", "to") if kind == "shown" else ("text", "address")
                pieces.insert("[")
                pieces.copy(mark[words], mark.start(words))
                pieces.insert(f"]({mark[address]})")
            elif kind == "bar":
                pieces.replace("\\|" if self.rows or self.row else "|", *mark.span())
            elif kind == "raised":
                pieces.replace("^", *mark.span())
        pieces.copy(text[at:end], at)

    def _plain(self, start: int, end: int) -> None:
        """Adds a line that is no part of a table; a heading loses its marks."""
        self.rows = 0
        heading = self.heading.match(self.text, start, end)
        if heading is not None:
            self.pieces.insert("# ")
            start = heading.end()
            closing = _END_OF_HEADING.search(self.text, start, end)
            end = closing.start() if closing else end
        broken = _HARD_BREAK.search(self.text, start, end)
        end = broken.start() if broken else end
        for inside in (*_INNER_BREAK.finditer(self.text, start, end), None):
            stop = inside.start() if inside else end
            starred = _STARRED.fullmatch(self.text, start, stop)
            self._copy(*(starred.span(1) if starred else (start, stop)))
            self.pieces.insert("\n")
            start = inside.end() if inside else end

    def end(self) -> None:
        """Ends a table that is open at the end of the text."""
        self._end_of_row()


def _parted(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """The cells of a row on one line, whose heading cells may have a mark of their own."""
    shown = text[start:end].lstrip()
    links = r"\[\[[^\[\]\n]*\]\]|\[[^\[\]|\n]*\|[^\[\]\s|]*\]|"
    separator = r"\|\|" if shown.startswith("||") else r"[|^](?![({]?\d)" if shown[0] == "^" else r"(?<!\\)\|"
    marks = [mark for mark in re.finditer(links + separator, text[start:end]) if not mark[0].startswith("[")]
    for mark, after in pairwise(marks):
        at, stop = start + mark.end(), start + after.start()
        spec = _SPEC.match(text, at, stop)
        yield [(spec.end() if spec else at, stop)]
