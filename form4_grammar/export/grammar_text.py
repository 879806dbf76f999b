"""A form's grammar as one text: imports resolved, overrides in their place, comments kept, nothing that is not reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from form4_grammar.grammar import Grammar

_DEFINITION = re.compile(
    r"(?P<word>%override |%extend )?(?P<prefix>[?!]{0,2})(?P<name>_?[A-Za-z]\w*)(?P<rest>(?:\.-?\d+)?\s*:.*)", re.DOTALL
)
_REGEX = re.compile(r"/(?:\\.|[^/\\\n])+/|\"[^\"]*\"|//.*")
_NAME = re.compile(r"\b_?[A-Z][A-Z_0-9]*\b")


def grammar_text(grammar: Grammar) -> str:
    """The text. Lark builds it as it is, with the start symbols that its first line names."""
    definitions: dict[str, str] = {}
    comments: dict[str, str] = {}
    for source in grammar.sources.values():
        for comment, definition in _definitions(source):
            match = _DEFINITION.match(definition)
            if match is None:
                continue
            name, own = match["name"], definition.removeprefix("%override ").removeprefix("%extend ")
            if match["word"] == "%extend " and name in definitions:
                alternative = match["rest"].split(":", 1)[1].strip()
                definitions[name] += f"\n{' ' * len(name)}| {alternative}"
            else:
                definitions[name] = own
                comments[name] = comment or comments.get(name, "")
    reached = set(grammar.rules) | set(grammar.terminals) | {"start"}
    todo = [name for name in definitions if name in reached]
    while todo:  # what terminals are composed of, which Lark does not keep
        parts = set(_NAME.findall(_REGEX.sub("", definitions[todo.pop()]))) & definitions.keys() - reached
        reached |= parts
        todo += parts
    declared = sorted(set().union(*(set(e) for es in grammar.rules.values() for e in es)) - reached)
    blocks = [
        f"// Form {grammar.form}. Start symbols: {', '.join(grammar.starts)}",
        f"%declare {' '.join(name for name in declared if name.isupper())}",
    ]
    blocks += [f"%ignore {name}" for name in sorted(grammar.ignored)]
    blocks += [comments[name] + definition for name, definition in definitions.items() if name in reached]
    return "\n\n".join(blocks) + "\n"


def _definitions(source: str) -> Iterator[tuple[str, str]]:
    """The definitions of a ``.lark`` file, each with the comment right above it."""
    comment: list[str] = []
    definition: list[str] = []
    for line in [*source.splitlines(), ""]:
        if definition and re.match(r"\s+\|", line):
            definition.append(line)
            continue
        if definition:
            yield "".join(f"{one}\n" for one in comment), "\n".join(definition)
            comment, definition = [], []
        if line.startswith("//"):
            comment.append(line)
        elif _DEFINITION.match(line):
            definition = [line]
        else:
            comment = []
