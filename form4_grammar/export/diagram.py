"""A form's grammar as railroad diagrams: one page of HTML that needs nothing else. Takes the extra ``diagrams``."""

from __future__ import annotations

import io
from collections.abc import Iterable
from html import escape
from typing import Any

from form4_grammar.grammar import LAYOUT, OLDER, Grammar

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 80em; padding: 0 1em; color: #222; }}
h2 {{ font: 600 15px ui-monospace, monospace; margin: 2em 0 .3em; }}
p {{ color: #666; margin: 0 0 .5em; }}
div {{ overflow-x: auto; }}
{style}
</style>
</head>
<body>
<h1>{title}</h1>
<p>Boxes are rules, rounded boxes what is printed or written. A rule that ends in “{layout}” says what stands in the lines of
the rule before the ending.</p>
{body}
</body>
</html>
"""

_STYLE = """\
svg.railroad-diagram { background: none; }
svg.railroad-diagram path { stroke: #444; stroke-width: 2; fill: none; }
svg.railroad-diagram text { font: 13px ui-monospace, monospace; text-anchor: middle; }
svg.railroad-diagram rect { stroke: #444; stroke-width: 1.5; fill: #eef3fa; }
svg.railroad-diagram g.terminal rect { fill: #f6f1e4; }
"""

_LONGEST = 48


def diagram(grammar: Grammar) -> str:
    """The page. Raises `ImportError` where the library `railroad-diagrams` is missing."""
    import railroad  # noqa: PLC0415 - an extra

    rules = [name for name in _in_order(grammar) if not name.startswith("__")]
    parts = [f'<h2 id="{escape(name)}">{escape(name)}</h2>\n<div>{_svg(railroad, grammar, name)}</div>' for name in rules]
    title = f"The grammar of Form {grammar.form}"
    return _PAGE.format(title=title, style=_STYLE, layout=LAYOUT, body="\n".join(parts))


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
        return railroad.NonTerminal(name)
    terminal = grammar.terminals.get(name)
    shown = terminal.text.replace("\t", "⇥") if terminal is not None and terminal.is_literal else name
    return railroad.Terminal(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…")
