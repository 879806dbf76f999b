"""Lark's own parser over the lines of a page: what it takes beyond the printed grammar is a lexer that tells lines.

>>> from lark import Lark
>>> from form4_grammar.grammar import load
>>> lark = Lark(load("4").text, parser="lalr", lexer=LineLexer)

gives, of a page on which no line is missing or out of place, the tree that this package finds. The package runs the same tables
by itself (`form4_grammar.parser.page`), because a repair has to look ahead in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from lark import Token
from lark.common import LexerConf
from lark.exceptions import ConfigurationError
from lark.lexer import Lexer

from form4_grammar.documents.source import Source
from form4_grammar.grammar import FORMS, OLDER_SUFFIX, Grammar, load, of_2003
from form4_grammar.parser.document import told_lines
from form4_grammar.parser.invisible import readable


class LineLexer(Lexer):
    """A lexer for Lark whose tokens are the lines of a page, blank ones and page numbers left out.

    Which of the package's grammars it is for is told by the terminals that Lark gives it. For a form of your own, subclass it
    and set ``grammar``. Raises `lark.exceptions.ConfigurationError` where it is neither.
    """

    grammar: ClassVar[Grammar | None] = None

    def __init__(self, conf: LexerConf) -> None:
        given = {terminal.name: terminal.pattern.value for terminal in conf.terminals}
        self._grammar = self.grammar or next((one for one in _own() if _is_of(one, given)), None)
        if self._grammar is None:
            raise ConfigurationError("LineLexer: no grammar of this package; set `grammar` in a subclass")

    def lex(self, data: str) -> Iterator[Token]:  # type: ignore[override] # Lark gives lexers of others the text alone
        """The lines of a page text as tokens, each with its place."""
        assert self._grammar is not None
        source = Source(data)
        for line in told_lines(readable(data), self._grammar)[0]:
            if line.type not in self._grammar.ignored:
                first, last = source.position(line.start), source.position(line.end)
                shown = data[line.start : line.end]
                yield Token(line.type, shown, line.start, first.line, first.column, last.line, last.column, line.end)


def _own() -> Iterator[Grammar]:
    """The grammars that the package brings: each form's page, and that of 2003 to 2009."""
    for form in FORMS:
        later = load(form)
        yield later
        if (older := of_2003(later)) is not None:
            yield older


def _is_of(grammar: Grammar, given: Mapping[str, str]) -> bool:
    """Whether Lark was given the lines of a grammar's page, whose wording may be that of earlier years there."""
    own = grammar.terminals
    return all(
        given.get(one.name) in {own[name].text for name in (one.name, one.name + OLDER_SUFFIX) if name in own}
        for one in grammar.page_terminals
    )
