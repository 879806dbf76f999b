"""TeX in Markdown, as some engines write tables and headings: to the pipes and marks of Markdown."""

from __future__ import annotations

import re

from form4_grammar.readers.page_text import PageText, Pieces
from form4_grammar.regexes import regex

_TABLES = r"(?:tabular[xy*]?|longtable|array)"
_TABLE = regex(rf"\\begin\{{{_TABLES}\}}")
_ARGUMENT = r"\s{0,9}\{(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,99}\}){0,200}+\}){0,300}+\}"
"""No longer than this, so that what is not closed costs no more."""

_OPTION = r"(?:\s{0,9}\[[^\[\]]{0,99}\])?"
_RULES = (
    rf"hline|(?:top|mid|bottom)rule|hhline{_ARGUMENT}|cline{_ARGUMENT}|cmidrule(?:\([lr]*\))?{_ARGUMENT}|rule{_ARGUMENT * 2}"
)
_LOOKS = r"centering|raggedright|noindent|small|footnotesize|scriptsize|tiny|strut|end(?:first|last)?(?:head|foot)"
_TOKEN = regex(
    rf"""
    (?P<table>\\begin\{{(?:tabular[xy*]\}}{_ARGUMENT}|(?:tabular|longtable|array)\}}){_OPTION}{_ARGUMENT})
    | (?P<end>\\end\{{{_TABLES}\}})
    | (?P<other>\\begin\{{minipage\}}{_OPTION * 3}{_ARGUMENT}|\\(?:begin|end)\{{[A-Za-z]+\*?\}}{_OPTION})
    | \\multicolumn\s*\{{\s*(?P<columns>\d{{1,2}})\s*\}}{_ARGUMENT}\s*\{{
    | (?P<rows>\\multirow{_OPTION}{_ARGUMENT}{_OPTION}(?:{_ARGUMENT}|\s*\*){_OPTION}\s*\{{)
    | (?P<heading>\\(?:(?:sub){{0,2}}section|paragraph|title|author|caption|part|chapter)\*?\s*\{{)
    | \\href\s*\{{(?P<address>[^{{}}\s]*)\}}\s*\{{
    | (?P<raised>\\textsuperscript\s*\{{)
    | (?P<lines>\\(?:makecell|shortstack|thead){_OPTION}\s*\{{)
    | (?P<styled>\\(?:text(?:bf|it|rm|sc|sf|tt|normal)|emph|underline|uline|ul|mbox)\s*\{{)
    | (?P<ignored>\\(?:{_RULES}|{_LOOKS})(?![A-Za-z]))
    | (?P<row>\\\\\*?(?:\[[^\[\]\n]{{0,20}}\])?|\\tabularnewline\b)
    | (?P<new>\\(?:newline|linebreak)(?![A-Za-z]))
    | (?P<empty>\{{\s*\}}(?=\s*\^))
    | (?P<escape>\\.|&(?:\#\d{{1,6}}|\#x[0-9a-f]{{1,5}}|[a-z]\w{{1,30}});)
    | (?P<quote>``|'')
    | (?P<sign>[&{{}}|\n])
    """,
    re.VERBOSE,
)
_BREAK = "<br>"


def is_tex(text: str) -> bool:
    """Whether tables of a text are written in TeX."""
    return "\\begin{" in text and _TABLE.search(text) is not None


def untexed(text: str) -> PageText:
    """The text with tables of Markdown for those of TeX, and without the commands that only say how text looks."""
    writer = _Writer(text)
    at = 0
    for token in _TOKEN.finditer(text):
        writer.plain(at, token.start())
        writer.token(token)
        at = token.end()
    writer.plain(at, len(text))
    return writer.pieces.page()


class _Writer:
    """The Markdown in the making. ``closers`` has what is put in place of the bracket that closes each open one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = Pieces()
        self.depth = 0  # of tables in each other
        self.closers: list[str | None] = []
        self.outside = 0  # the brackets that are open around the row
        self.is_open = False  # whether a cell of a row has begun
        self.cells = self.rows = 0

    def plain(self, start: int, end: int) -> None:
        """Adds a piece of text."""
        if start < end:
            if self.depth and not self.text[start:end].isspace():
                self._open()
            self.pieces.copy(self.text[start:end], start)

    def token(self, token: re.Match[str]) -> None:
        """Adds what a command or a sign stands for."""
        kind, pieces = token.lastgroup, self.pieces
        if kind == "table":
            self.depth += 1
            if self.depth == 1:
                pieces.insert("\n\n")
                self.is_open, self.rows, self.outside = False, 0, len(self.closers)
        elif kind == "end":
            if self.depth == 1:
                self._close()
                pieces.insert("\n\n")
                del self.closers[self.outside :]
            self.depth = max(0, self.depth - 1)
        elif kind == "columns":
            self._open()
            self.cells += int(token["columns"]) - 1
            self.closers.append(" |" * (int(token["columns"]) - 1))
        elif kind == "address":
            self._open()
            pieces.insert("[")
            self.closers.append(f"]({token['address']})")
        elif kind == "raised":
            self._open()
            pieces.insert("<sup>")
            self.closers.append("</sup>")
        elif kind == "heading":
            pieces.insert(" " if self.depth else "\n\n")
            self.closers.append(" " if self.depth else "\n\n")
        elif kind in ("rows", "lines", "styled"):
            self.closers.append("")
        elif kind == "row":
            self._end_of_row()
        elif kind == "new":
            pieces.insert(_BREAK)
        elif kind in ("escape", "empty"):
            self.plain(*token.span())
        elif kind == "quote":
            pieces.replace('"', *token.span())
        elif kind == "sign":
            self._sign(token)
        else:
            pieces.insert(" " if self.depth else "\n")

    def _sign(self, token: re.Match[str]) -> None:
        sign, at = token[0], token.start()
        if sign == "&" and self.depth == 1:
            self._open()
            self.pieces.insert(" | ")
            self.cells += 1
        elif sign == "\n":
            self.pieces.replace(" " if self.depth else "\n", at, at + 1)
        elif sign == "|" and self.depth:
            self.pieces.replace("\\|", at, at + 1)
        elif sign == "{":  # but in formulas, it only holds words together
            is_kept = at > 0 and self.text[at - 1] in "^_$"
            self.closers.append(None if is_kept else "")
            self.plain(at, at + is_kept)
        elif sign == "}" and self.closers and (closer := self.closers.pop()) is not None:
            self.pieces.insert(closer)
        else:
            self.plain(at, at + 1)

    def _end_of_row(self) -> None:
        if not self.depth:
            self.pieces.insert("\n")
        elif self.depth > 1 or len(self.closers) > self.outside:
            self.pieces.insert(_BREAK)
        else:
            self._close()

    def _open(self) -> None:
        if self.depth and not self.is_open:
            self.pieces.insert("| ")
            self.is_open, self.cells = True, 1

    def _close(self) -> None:
        if not self.is_open:
            return
        self.pieces.insert(" |\n")
        self.is_open = False
        self.rows += 1
        if self.rows == 1:
            self.pieces.insert("|---" * self.cells + "|\n")
