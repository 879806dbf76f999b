"""The tree of an ownership document: a node for each element, a token for each text."""

from __future__ import annotations

from lark import Token, Tree
from lark.tree import Meta

from form4_grammar.documents.source import Source
from form4_grammar.ownership_xml.document import parse
from form4_grammar.ownership_xml.elements import ROOT
from form4_grammar.ownership_xml.markup import Element
from form4_grammar.regexes import regex
from form4_grammar.tree import ERROR_TEXT, placed_token

ERROR_XML = "error_xml"
"""The node of what was not read: a broken tag, or what is left of the element that a document breaks off in."""

TEXT, ID = "TEXT", "ID"
"""The token of a text, as it stands in the document, and that of the ``id`` of a note or a reference."""

_ID = regex(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def tree(source: Source) -> Tree[Token]:
    """The tree of the first ownership document in a source; without children where there is none.

    Rules are named after the elements. The span of a node goes from its start tag to its end tag, or to where its last part
    ends if the document breaks off before; that of a token leaves outer blanks out.
    """
    text = source.text
    document = parse(text)
    if document is None:
        return Tree(ROOT, [])
    if document.root is not None:
        return _grown(document.root, source)
    rest = text[document.start :].strip()
    return Tree(ROOT, [_error(text.index(rest, document.start), len(rest), source)] if rest else [])


def _error(start: int, length: int, source: Source) -> Tree[Token]:
    """The node of a text that was not read."""
    return Tree(ERROR_XML, [_token(ERROR_TEXT, start, start + length, source)], _meta(start, start + length, source))


def _grown(root: Element, source: Source) -> Tree[Token]:
    """The tree of an element."""
    top = Tree[Token](root.name, [], _meta(root.start, _end(root), source))
    waiting = [(root, top)]
    while waiting:
        element, node = waiting.pop()
        match = _ID.search(source.text, element.start, element.inside)
        if match:
            node.children.append(_token(ID, *match.span(match.lastindex or 0), source))
        for part in element.content:
            if isinstance(part, Element):
                child = Tree[Token](part.name, [], _meta(part.start, _end(part), source))
                node.children.append(child)
                waiting.append((part, child))
            else:
                node.children.append(_token(TEXT, part.start, part.end, source))
        if element.broken:
            for start, end in element.broken:
                shown = source.text[start:end]
                rest = shown.strip()
                if rest:
                    node.children.append(_error(start + shown.index(rest), len(rest), source))
            node.children.sort(key=_place)
    return top


def _place(child: Token | Tree[Token]) -> int:
    start = child.start_pos if isinstance(child, Token) else child.meta.start_pos
    return start or 0


def _end(element: Element) -> int:
    """Where an element ends, or its last part if it is cut off."""
    while not element.is_closed and element.content:
        last = element.content[-1]
        if not isinstance(last, Element):
            return last.end
        element = last
    return element.end if element.is_closed else element.inside


def _token(name: str, start: int, end: int, source: Source) -> Token:
    return placed_token(name, source.text[start:end], start, end, source)


def _meta(start: int, end: int, source: Source) -> Meta:
    first, last = source.position(start), source.position(end)
    meta = Meta()  # type: ignore[no-untyped-call]
    meta.empty = False
    meta.line, meta.column, meta.start_pos = first.line, first.column, start
    meta.end_line, meta.end_column, meta.end_pos = last.line, last.column, end
    return meta
