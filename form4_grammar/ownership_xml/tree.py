"""The tree of an ownership document: a node for each element, a token for each text."""

from __future__ import annotations

import re

from lark import Token, Tree
from lark.tree import Meta

from form4_grammar.ownership_xml.document import Element, parse
from form4_grammar.ownership_xml.elements import ROOT
from form4_grammar.source import Source
from form4_grammar.tree import ERROR_TEXT, placed_token

ERROR_XML = "error_xml"
"""The node of what was not read: from the last tag before the fault to the end of the text."""

TEXT, ID = "TEXT", "ID"
"""The token of a text, as it stands in the document, and that of the ``id`` of a note or a reference."""

_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def tree(source: Source) -> Tree[Token]:
    """The tree of the first ownership document in a source; without children where there is none.

    Rules are named after the elements. The span of a node goes from its start tag to its end tag, or to where its last part
    ends if the document breaks off before; that of a token leaves outer blanks out.
    """
    text = source.text
    document = parse(text)
    if document is None:
        return Tree(ROOT, [])
    if document.root is None:
        top = Tree[Token](ROOT, [])
        innermost, last = top, document.start
    else:
        top, innermost, last = _grown(document.root, source)
    if document.fault is not None and (rest := text[last:].strip()):
        start = text.index(rest, last)
        token = _token(ERROR_TEXT, start, start + len(rest), source)
        innermost.children.append(Tree(ERROR_XML, [token], _meta(start, start + len(rest), source)))
    return top


def _grown(root: Element, source: Source) -> tuple[Tree[Token], Tree[Token], int]:
    """The tree of an element, the innermost node that is cut off or else the top, and where the last of them ends."""
    top = Tree[Token](root.name, [], _meta(root.start, _end(root), source))
    innermost, innermost_start, last = top, root.start, 0
    waiting = [(root, top)]
    while waiting:
        element, node = waiting.pop()
        last = max(last, _end(element))
        if not element.is_closed and element.start > innermost_start:
            innermost, innermost_start = node, element.start
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
    return top, innermost, last


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
