"""A form's grammar as railroad diagrams: one page of HTML that needs nothing else. Takes the extra ``diagrams``."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from html import escape
from textwrap import shorten
from typing import Any

from form4_grammar.formats.defined import Example, definitions, example
from form4_grammar.grammar import LAYOUT, OLDER, Grammar

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<h1>{title}</h1>
<p>Boxes are rules, rounded boxes what is printed or written; each leads to where it is defined. A rule that ends in “{layout}”
says what stands in the lines of the rule before the ending.{on_page}</p>
{body}
</body>
</html>
"""

_ON_PAGE = ' Every text of <a href="#example">the example page</a> leads to the rule that reads it.'

_STYLE = """\
:root {
  --ink: #222; --soft: #666; --line: #444; --rule: #eef3fa; --print: #f6f1e4;
  --back: #fff; --lit: #ffe27a; --link: #1f5a86;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e3dc; --soft: #a9a499; --line: #a9a499; --rule: #22303f; --print: #3a3423;
    --back: #1a1b1d; --lit: #6b5410; --link: #8fc4ee;
  }
}
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 80em; padding: 0 1em; }
body { color: var(--ink); background: var(--back); }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
section { margin: 2.2em 0 0; }
h2 { font: 600 15px ui-monospace, monospace; margin: 0 0 .3em; }
section:target h2, pre span:target { background: var(--lit); }
p { color: var(--soft); margin: 0 0 .5em; }
section p { font-size: 13px; margin: 0; }
.drawn { overflow-x: auto; }
pre { font: 12.5px/1.5 ui-monospace, monospace; margin: .2em 0 0; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
summary { font-size: 13px; color: var(--soft); cursor: pointer; }
dl.terminals > div { margin: .9em 0; } dt { font: 600 13px ui-monospace, monospace; } dd { margin: 0; font-size: 13px; }
div:target { background: var(--lit); }
#example a { color: inherit; border-bottom: 1px dotted var(--soft); }
svg.railroad-diagram { background: none; }
svg.railroad-diagram path { stroke: var(--line); stroke-width: 2; fill: none; }
svg.railroad-diagram text { font: 13px ui-monospace, monospace; text-anchor: middle; fill: var(--ink); }
svg.railroad-diagram rect { stroke: var(--line); stroke-width: 1.5; fill: var(--rule); }
svg.railroad-diagram g.terminal rect { fill: var(--print); }
svg.railroad-diagram a:hover rect { stroke: var(--link); stroke-width: 2.5; }
"""

_LONGEST = 48


_LONGEST_EXAMPLE = 90


def diagram(grammar: Grammar) -> str:
    """The page: each rule drawn, with its definition, where it is used, and an example of it on a page.

    Raises `ImportError` where the library `railroad-diagrams` is missing.
    """
    import railroad  # noqa: PLC0415 - an extra

    rules = [name for name in _in_order(grammar) if not name.startswith("__")]
    defined, shown = definitions(grammar), example(grammar)
    users = _users(grammar, rules)
    parts = [_section(grammar, railroad, name, defined.get(name, ""), users.get(name, ()), shown) for name in rules]
    parts.append(_terminals([name for name in users if name in grammar.terminals], defined, shown))
    if shown is not None:
        parts.append(f'<section id="example"><h2>An example page</h2>\n<pre>{_example_page(shown)}</pre></section>')
    title = f"The grammar of Form {grammar.form}"
    on_page = _ON_PAGE if shown is not None else ""
    return _PAGE.format(title=escape(title), style=_STYLE, layout=LAYOUT, on_page=on_page, body="\n".join(parts))


def _section(grammar: Grammar, railroad: Any, name: str, defined: str, users: Iterable[str], shown: Example | None) -> str:
    used = ", ".join(_link(user) for user in users)
    parts = [
        f'<section id="{escape(name)}"><h2>{_link(name)}</h2>',
        f'<div class="drawn">{_svg(railroad, grammar, name)}</div>',
        f"<p>Used in {used}</p>" if used else "",
        _of_page(name, shown),
        f"<details><summary>Definition</summary><pre>{escape(defined)}</pre></details>" if defined else "",
    ]
    return "\n".join(filter(None, (*parts, "</section>")))


def _link(name: str, shown: str = "") -> str:
    return f'<a href="#{escape(name)}">{escape(shown or name)}</a>'


def _of_page(name: str, shown: Example | None) -> str:
    """An example of a name, which leads to where that stands on the example page."""
    if shown is None or name not in shown.places:
        return ""
    start, end = shown.places[name]
    text = shorten(shown.text[start:end], _LONGEST_EXAMPLE, placeholder=" …")
    return f"<p>Example: {_link(f'line-{shown.text.count(chr(10), 0, start) + 1}', text)}</p>"


def _users(grammar: Grammar, rules: Iterable[str]) -> dict[str, list[str]]:
    """The rules that each name stands in; for ``x*``, that is the rule which has it."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        todo, seen = [rule], set[str]()
        while todo:
            for part in (part for expansion in grammar.rules[todo.pop()] for part in expansion):
                if part in seen:
                    continue
                seen.add(part)
                if part.startswith("__"):
                    todo.append(part)
                else:
                    found.setdefault(part, []).append(rule)
    return found


def _terminals(names: Iterable[str], defined: Mapping[str, str], shown: Example | None) -> str:
    """What is printed or written, in the order of the rules."""
    each = (
        f'<div id="{escape(name)}"><dt>{escape(name)}</dt><dd><pre>{escape(defined.get(name, ""))}</pre>'
        f"{_of_page(name, shown)}</dd></div>"
        for name in names
    )
    return (
        f'<section id="terminals"><h2>What is printed or written</h2><dl class="terminals">{chr(10).join(each)}</dl></section>'
    )


def _example_page(shown: Example) -> str:
    """The page, each line with a name, and each text in it a link to the rule that reads it."""
    found: list[str] = []
    number, at = 1, 0

    def plain(text: str) -> str:
        nonlocal number
        lines = text.split("\n")
        made = escape(lines[0])
        for line in lines[1:]:
            number += 1
            made += f'</span>\n<span id="line-{number}">{escape(line)}'
        return made

    for leaf in shown.leaves:
        if leaf.start < at:
            continue
        text = shown.text[leaf.start : leaf.end]
        found += [plain(shown.text[at : leaf.start]), _link(leaf.rule, text) if "\n" not in text else plain(text)]
        at = leaf.end
    found.append(plain(shown.text[at:]))
    return f'<span id="line-1">{"".join(found)}</span>'


def _in_order(grammar: Grammar) -> list[str]:
    """The rules, each before those that it is made of, layouts right after the rule that they belong to."""
    found: list[str] = []

    def visit(name: str) -> None:
        if name in grammar.rules and name not in found:
            found.append(name)
            if name + LAYOUT in grammar.rules:
                visit(name + LAYOUT)
            for expansion in grammar.rules[name]:
                for part in expansion:
                    visit(part)

    for start in grammar.starts:
        if start != OLDER:
            visit(start)
    return found


def _svg(railroad: Any, grammar: Grammar, name: str) -> str:
    stream = io.StringIO()
    railroad.Diagram(_choice(railroad, grammar, grammar.rules[name])).writeSvg(stream.write)
    return stream.getvalue()


def _choice(railroad: Any, grammar: Grammar, expansions: Iterable[tuple[str, ...]]) -> Any:
    """One of several expansions, what they begin with in common drawn once."""
    rests: dict[str, list[tuple[str, ...]]] = {}
    has_empty = False
    for expansion in expansions:
        if expansion:
            rests.setdefault(expansion[0], []).append(expansion[1:])
        else:
            has_empty = True
    branches = []
    for first, rest in rests.items():
        parts = [_symbol(railroad, grammar, first)]
        if any(rest):
            parts.append(_choice(railroad, grammar, rest))
        branches.append(railroad.Sequence(*parts))
    if not branches:
        return railroad.Skip()
    chosen = branches[0] if len(branches) == 1 else railroad.Choice(0, *branches)
    return railroad.Optional(chosen) if has_empty else chosen


def _symbol(railroad: Any, grammar: Grammar, name: str) -> Any:
    if name.startswith("__"):  # Lark's own rule for x* and x+
        rounds = [expansion for expansion in grammar.rules[name] if expansion[0] != name]
        return railroad.OneOrMore(_choice(railroad, grammar, rounds))
    if name in grammar.rules:
        return railroad.NonTerminal(name, href=f"#{name}")
    terminal = grammar.terminals.get(name)
    shown = terminal.text.replace("\t", "⇥") if terminal is not None and terminal.is_literal else name
    href = f"#{name}" if terminal is not None else None
    return railroad.Terminal(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…", href=href)
