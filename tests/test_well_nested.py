"""The quick tree of HTML is the library's, node by node, wherever there is one; read in steps, the page is the same."""

from __future__ import annotations

from functools import cache
from html import unescape
from random import Random
from typing import Any

import pytest
from conftest import SHARED, TESTS
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML
from support.sec_page import sec_page

from form4_grammar.readers.markup.html import read_html
from form4_grammar.readers.markup.steps import in_steps
from form4_grammar.readers.markup.tags import unescaped
from form4_grammar.readers.markup.walk import Walk, rows_with
from form4_grammar.readers.markup.well_nested import tree
from form4_grammar.readers.page_text import PageText
from form4_grammar.testing import KINDS, damage, printed
from form4_grammar.testing.plausible import plausible

TABLE_CONTEXTS = frozenset({"table", "tbody", "thead", "tfoot", "tr"})
UNSEEN = frozenset({"script", "style"})

WELL_NESTED = {
    "nothing": "",
    "no page around it": "<p>one<br/>two",
    "a whole page": "<!DOCTYPE html>\n<html>\n<head><title>a &amp; b</title><meta>\n</head>\n<body class=x>y</body>\n</html>\n",
    "a page without a head": "<html><body><div>x</div></body></html>",
    "a page without a body's tag": "<html><head><style>a > b</style></head><table><tr><td>x</table>",
    "text after the page": "<html><body>x</body>\n</html>\n\n",
    "a comment after the page": "<html><body>x</body>\n<!-- y --></html> ",
    "tags left out in a table": "<table><thead><tr><th>a<th>b<tbody><tr><td>1<td>2<tr><td>3<td>4</table>after",
    "a cell without a row": "<table><td>a</table>",
    "a table in a cell": "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>",
    "elements left open in a cell": "<table><tr><td><font><b>a<td>b</td></tr></table>c",
    "paragraphs left open": "<p>a<p>b<div>c</div>d<hr>e",
    "a paragraph in a cell": "<table><tr><td><p>a<td><p>b</table>",
    "items left open": "<ol start=3><li>a<li><p>b<li>c</ol>d",
    "a list in a list": "<ul><li>a<ul><li>b</ul><li>c</ul>",
    "attributes": """<p x><input CHECKED type='check box' value="a&amp;b&copy=1&lt" onclick=f(1) checked=no>""",
    "attributes in a table": """<table border=0 summary='a "b"'><tr valign="top" nowrap><td colspan="2">x</table>""",
    "character references": "<b>&lt;a&gt; &nbsp;&#9746;&#x2612;&#151;&copy AT&T &notit; &unknown;</b>",
    "line breaks": "<b>a\r\nb\rc</b>",
    "comments": "<div>a<!-- b <i> -->c<!---->d</div>",
    "a script with tags": "<body><script>if (a<b) { c = '<td>' }</script>x",
    "cells over rows": "<table><tr><th rowspan=2>a<th colspan=2>b</tr><tr><th>c</th><th>d</th></tr><tr><td>1</td></tr></table>",
    "a row twice": "x<table><tr><td>a <b>b</b>\n c</td><td></td></tr><tr><td>a <b>b</b>\n c</td><td></td></tr></table>y",
    "rows of blank cells": "x<table><tr><td></td><td>&nbsp;</td><td></td></tr>\n<tr><td> </td></tr></table>y",
    "blocks in a cell of its own": "<table><tr><td><p>a</p><div>b</div></td></tr><tr><td>c<ol><li>d</ol></td></tr></table>e",
    "blocks in one of several cells": "<table><tr><td><p>a</p>b<br>c</td><td><div>d</div></td></tr></table>e",
    "a rule in a cell": "<table><tr><td>a<hr>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>",
    "raised texts": "<table><tr><td>5<sup>(1)</sup></td><td><sup>st</sup> <sup><b>(2)</b></sup>a</td></tr></table>",
    "links in a row": """<table><tr><td>a <a href="b?c=1&amp;d=2">e f</a> g</td><td><a href="h"></a></td></tr></table>""",
    "hidden cells": "<table><tr><td hidden>a</td><td style='display: none'><b>b</b></td><td>c</td></tr></table>",
    "a hidden table": "<div hidden><table><tr><td>a</td></tr></table></div>b",
    "signs that mean something": "<table><tr><td>a\\b &lt;c> &amp;\r\nd</td><td>&nbsp;e&nbsp;f</td></tr></table>",
    "marks in cells": "<table><tr><td><input type=checkbox checked>a</td><td><img alt=X></td></tr></table>",
    "comments in a row": "<table><tr><td>a<!-- <b> -->b</td><!-- c --><td>d</td></tr></table>",
    "a row in a link": '<a href="x"><table><tr><td>a</td></tr></table></a>',
    "a form in a row": "<table><tr><td><form>a</form></td></tr></table>",
    "elements of another kind": "<x:y z=1>a<text>b</text></x:y><center>c</center><sup>1</sup>",
}

IN_STEPS = {
    "a page without a head": "<html><body>x<table>\n<tr><td>a</td></tr>\n</table>y</body>\n</html>\n",
    "a page without anything around it": "a<div>b</div><table><tbody><tr><td>c</td></tr></tbody></table> d",
    "a head": "<!DOCTYPE html>\n<html><head>\n<title>a</title><meta x=y></head>\n<body>\nb</body></html>\n",
    "tables in cells": "<table><tr><td>a<hr>b<table><tr><td>c</td><td>d</td></tr></table>e</td><td>f<br>g</td></tr></table>h",
    "columns that reach down": "<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr></table>",
    "a rule in a row": "<table><tr><td>a<hr>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>",
    "links and references": "<a href=a&amp;b>c</a> <sup>(1)</sup><table><tr><td><a href=d>e</a><sup>2</sup></td></tr></table>",
    "lists": "<ol start=3><li>a</li><li>b</li></ol><ul><li>c<ol><li>d</li></ol></li></ul><ol><li>e</li></ol>",
    "marks": "<div><input type=checkbox checked> a</div><img alt='X'>b<h2>c</h2><center>d</center>",
    "blank cells": "a<table><tr><td></td><td> </td><td></td></tr>\n<tr><td>&nbsp;</td><td></td></tr></table>b",
    "hidden cells in a row": "<table><tr><td hidden>a</td><td style='display: none'><b>b</b></td><td>c</td></tr></table>",
}

FOR_THE_LIBRARY = {
    "a tag that is not closed": "<b>a</b",
    "a sign that is no tag": "a < b",
    "elements that cross": "<b><i>a</b></i>",
    "an end without a beginning": "<div>a</span></div>",
    "text between rows": "<table>a<tr><td>b</table>",
    "an element between rows": "<table><div>a</div><tr><td>b</table>",
    "a row without a table": "<div><tr><td>a</td></tr></div>",
    "a table as it was typed": "<pre>a\n<table><tr><td>b  c\n</td><td>d</td></tr></table>\ne</pre>",
    "a link in a cell in a link": '<a href="x"><table><tr><td><a href="y">a</a></td></tr></table></a>',
    "a form in a cell in a form": "<form><table><tr><td><form>a</form>b</td></tr></table></form>",
    "a link in a link": '<a href="x">a<a href="y">b</a></a>',
    "a paragraph that has begun in an element": "<p><b>a<p>b</b>",
    "the end of a paragraph that has not begun": "a</p>b",
    "a table in a paragraph": "<p>a<table><tr><td>b</table>",
    "an attribute right behind another": '<td class="a"id="b">x',
    "an unclosed quote": '<td class="a>x</td>',
    "a form that its cell ends": "<table><tr><td><form>a</table><form>b</form>",
    "a selection": "<select><option>a</select>",
    "a drawing": "<svg><p>a</p></svg>",
    "a comment that does not end": "a<!-- b",
    "a comment in a script": "<script><!-- <script> --></script>",
    "a tag in a title": "<title>a<b>c</title>",
    "a kind of document in a text": "a<!DOCTYPE html>b",
    "a sign that is none": "a\0b",
    "a reference to a surrogate": "&#xD800;",
}


def nodes(root: Any) -> list[tuple[object, ...]]:
    """What both trees have to agree in: all elements and texts, their depth and place."""
    found: list[tuple[object, ...]] = []
    todo = [(root, 0)]
    while todo:
        node, depth = todo.pop()
        if node.name == "#text":
            is_between = node.parent.name in TABLE_CONTEXTS and not node.data.strip(" \t\n\f\r")
            if not is_between and node.parent.name not in UNSEEN:
                found.append((depth, node.data, node.origin_offset))
        elif node.name not in ("#comment", "!doctype"):
            found.append((depth, node.name, dict(node.attrs or {}), node.origin_offset))
            todo += [(child, depth + 1) for child in reversed(node.children or ())]
    return found


def is_read_alike(document: str) -> bool:
    """Whether there is a quick tree, which then has to be the library's; a page in steps has to be that of the library."""
    quick, in_pieces = tree(document), in_steps(document, 7)
    if quick is None and in_pieces is None:
        return False
    library = JustHTML(document, sanitize=False, track_node_locations=True).root
    assert quick is None or nodes(quick) == nodes(library)
    if in_pieces is not None:
        whole = Walk(document, 7, rows_with(library, {"table", "hr"})).page(library)
        assert shown(in_pieces) == shown(whole)
    return quick is not None


def shown(page: PageText) -> tuple[object, ...]:
    """A page text with all its places."""
    return page.text, page.starts, page.ends, page.links, page.hidden


@pytest.mark.parametrize("document", WELL_NESTED.values(), ids=WELL_NESTED)
def test_what_needs_no_repair_has_the_tree_of_the_library(document: str) -> None:
    assert is_read_alike(document)


@pytest.mark.parametrize("document", FOR_THE_LIBRARY.values(), ids=FOR_THE_LIBRARY)
def test_what_the_standard_repairs_is_left_to_the_library(document: str) -> None:
    assert tree(document) is None
    assert not is_read_alike(document)


@cache
def page(seed: int) -> str:
    """The SEC's page of a filing."""
    return sec_page(printed(plausible(Random(seed))))  # noqa: S311 - which filing is no secret


def test_pages_of_the_form_need_no_repair() -> None:
    assert all(is_read_alike(page(seed)) for seed in range(20))


def test_pages_of_the_form_need_no_tree() -> None:
    assert all(in_steps(page(seed)) is not None for seed in range(20))


@pytest.mark.parametrize("document", IN_STEPS.values(), ids=IN_STEPS)
def test_what_is_simply_nested_needs_no_tree(document: str) -> None:
    assert in_steps(document) is not None
    assert is_read_alike(document)


def test_a_piece_is_read_as_what_is_open_before_it_has_it() -> None:
    row = "<tr><td>a</td><td>b</td></tr>"
    below = f"<table><tr><td rowspan=2>x</td><td>y</td><td>z</td></tr>{row}</table>"
    pages = [
        in_steps(before + document + "<p>c</p>")
        for before in ("", "x<p>y</p>")
        for document in (f"<table>{row}</table>", below)
    ]
    assert [page.text if page else None for page in pages] == [
        "a\tb\n\nc",
        "x\ty\tz\n\ta\tb\n\nc",
        "x\n\ny\n\na\tb\n\nc",
        "x\n\ny\n\nx\ty\tz\n\ta\tb\n\nc",
    ]


def test_references_are_those_of_html() -> None:
    texts = (
        "a &amp; b&lt;c&gt;&quot;&#x27;&#39;",
        "&amp;lt; &amp;amp;",
        "&amp &lt;",
        "&nbsp;&amp;",
        "&AMP; AT&T",
        "&#X27;",
        "&amp;&copy=",
    )
    assert [unescaped(text) for text in texts] == [unescape(text) for text in texts]


def test_what_nobody_reads_parts_no_rows() -> None:
    row = "<tr><td>a</td><td>b</td></tr>"
    for unseen in (f"<!-- {row} -->", f"<script>x = '{row}' < y;</script>", "<style>td > a {} </style>"):
        document = f"<html><head>{unseen}</head><body><table>{row}{row}</table></body></html>"
        assert is_read_alike(document)
        assert (found := in_steps(document)) is not None
        assert found.text == "a\tb\na\tb"


def test_a_cell_of_one_text_is_read_by_what_stands_around_it() -> None:
    cells = [
        f"{before}{text}{behind}"
        for before, behind in (
            ("<td>", "</td>"),
            ("<td colspan=2><span>", "</span></td>"),
            ("<td><b><i> ", " </i></b>\n</td>"),
            ("<td><sup>", "</sup></td>"),
            ("<td><a href='x'>", "</a></td>"),
            ("<td>x<br>", "<br></td>"),
            ("<td><i hidden>", "</i></td>"),
            ("<td><b>", "</i></td>"),
        )
        for text in ("a", "a  b", "(1)", " a b ", "a\xa0b", "a &amp; b", "a\\b", "", "a > b", "1", "a\nb")
    ]
    for cell in cells:
        is_read_alike(f"<table><tr><td>1</td>{cell}<td>2</td></tr><tr>{cell}{cell}</tr></table>")


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if "html" in kind.dialects])
def test_a_damaged_page_is_read_alike_or_left_to_the_library(kind: str) -> None:
    for seed in range(30, 33):
        is_read_alike(damage(page(seed), kind, seed, dialect="html"))


def test_pages_cut_and_changed_by_chance_are_read_alike() -> None:
    chance = Random(8)  # noqa: S311 - what is cut is no secret
    whole = page(5)
    alike = 0
    for _ in range(200):
        first = chance.choice((0, chance.randrange(len(whole))))
        piece = whole[first : first + chance.randrange(4000)]
        at = chance.randrange(len(piece) + 1)
        put_in = chance.choice((chance.choice(TAGS), "", "<br>", "x"))
        alike += is_read_alike(piece[:at] + put_in + piece[at:])
    assert alike > 10


@pytest.mark.extra
def test_real_pages_are_read_alike() -> None:
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the real filings of corpus are not at hand")
    pages = [path.read_bytes().decode("utf-8", "replace") for path in sorted((*folder.rglob("*.html"), *folder.rglob("*.htm")))]
    assert sum(map(is_read_alike, pages)) > len(pages) // 2


TAGS = (
    "<p>,</p>,<div>,</div>,<b>,</b>,<a href='x&amp;y'>,</a>,<ul>,<li>,</ul>,<br>,<hr/>,<table>,<tbody>,<tr>,<td>,<th a=2>,"
    "</td>,</tr>,</table>,<h2>,</h2>,<form>,</form>,<!-- c -->,</body>,</html>,&nbsp;,&amp,<span/>,<sup>,</sup>,<title>,<style>"
).split(",")


def _inside(name: str, children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(children, max_size=4).map(lambda parts: f"<{name}>{''.join(parts)}</{name.partition(' ')[0]}>")


def _nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cell = st.lists(children, max_size=2).map("".join)
    row = st.lists(
        st.tuples(st.sampled_from(("<td>", "<th a=1>")), cell, st.sampled_from(("", "</td>", "</th>", "\n"))), max_size=3
    )
    rows = st.lists(row.map(lambda cells: "<tr>" + "".join(map("".join, cells))), max_size=3)
    table = rows.map(lambda lines: "<table>" + "".join(lines) + "</table>")
    return st.one_of(
        table, *(_inside(name, children) for name in ("div", "p", "b", "span x='y'", "li", "ul", "a", "h1", "center"))
    )


@settings(max_examples=150)
@given(st.recursive(st.sampled_from(("", " ", "x", "a &amp; b", "\n", *TAGS)), _nested, max_leaves=12))
def test_what_is_nested_by_chance_is_read_alike(document: str) -> None:
    is_read_alike(document)


def test_own_pages_are_read_alike() -> None:
    pages = [path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("*.html"))]
    assert sum(map(is_read_alike, pages)) > 0


@pytest.mark.parametrize(
    ("document", "is_nested"),
    [
        ("<p>a</p><table><tr><td>b</td><td>c</td></tr></table>", True),
        ("<html><body><table><tr><td><span>b</span></td><td><a href=x>c</a></td></tr></table></body></html>\n", True),
        ("<table><tr><td>a</td><td><span>b</td></tr></table>", False),
        ("<table><tr><td>a</td><td>b</td></tr>", False),
        ("<div>a", False),
        ("<b>a</i>", False),
    ],
)
def test_what_is_nested_is_told(document: str, is_nested: bool) -> None:
    assert read_html(document).is_nested == is_nested
