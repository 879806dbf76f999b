"""What keeps Lark from building a grammar, said in words, with its place and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from form4_grammar.grammar import from_file
from form4_grammar.grammar.problems import DEFINED, Line, Problem, defined

_AT = re.compile(r"at line (\d+),? column (\d+)")
_NAMES = re.compile(r"'([^'\s]+)'")
_PATTERN = re.compile(r"(?<![\"\\])/((?:[^/\\\n]|\\.)+)/[imslux]*(?=\s|$|[)|*+?])")
_EMPTY = re.compile(r'(?<!")""(?!")')
_BEGUN = re.compile(r"(?:%override |%extend )?[?!]{0,2}(\w+)(\{[^}]*\})?(?:\.-?\d+)?\s*:")
_PRINTED = re.compile(r'"(?:[^"\\]|\\.)*"i?|/(?:[^/\\\s]|\\.)(?:[^/\\]|\\.)*/[imslux]*|//.*|->\s*\w+')
"""Texts, patterns, comments and other names in a definition."""
_NAME = re.compile(r"[A-Za-z_]\w*")
_NO_START = "Say what the whole page is: start: page, or import the file that does: %import .page"
_DIRECTIVES = ("%import", "%override", "%extend", "%declare", "%ignore")


def bad_pattern(path: Path, lines: Sequence[Line]) -> Problem | None:
    """A regular expression that Python cannot compile, whether the grammar uses it or not."""
    for line in lines:
        named = DEFINED.match(line.text) if line.file == str(path) else None
        for found in _PATTERN.finditer(line.text, named.end()) if named and named[1].isupper() else ():
            try:
                re.compile(found[1])
            except re.error as error:
                message = f"the pattern of {named[1] if named else ''} cannot be compiled: {error}"
                return Problem(line.file, line.number, found.start() + 1, message, "See the documentation of Python's re.")
    return None


def by_lark(path: Path, lines: Sequence[Line]) -> list[Problem]:
    """What Lark refuses, in the file that it comes from; nothing where it builds the grammar."""
    import lark  # noqa: PLC0415 - slow to import, and few need it

    try:
        from_file(path)
    except (lark.exceptions.LarkError, RecursionError, re.error, KeyError, ValueError, AssertionError, OSError) as error:
        message = " ".join(_said(error).split("\n\n", maxsplit=1)[0].split()) or type(error).__name__
        if "used but not defined" in message:
            return _undefined(path, lines, message)
        return [_placed(path, lines, error, message)]
    return []


def _said(error: Exception) -> str:
    """What an error says; some of Lark's, of its own grammar, cannot be put into words."""
    try:
        return str(error)
    except TypeError:
        return "this is no grammar as Lark reads it"


def _placed(path: Path, lines: Sequence[Line], error: Exception, message: str) -> Problem:
    at = _AT.search(message)
    row, column = (int(at[1]), int(at[2])) if at else (getattr(error, "line", None), getattr(error, "column", None))
    if isinstance(row, int) and isinstance(column, int) and 0 < row <= len(lines):
        return _unexpected(lines[row - 1], column, message)
    named = [name for name in _NAMES.findall(message) if name]
    if "collision" in message:
        rules = re.findall(r"<(\w+) :", _said(error))
        return _at_name(path, lines, rules, f"two readings of one line: {message}", "Let only one of these rules fit there.")
    if "nonexisting" in message:
        name = message.rsplit(maxsplit=1)[-1]
        near = _near(name, lines)
        todo = near or "Define it without %override, or import the file that has it: %import .page"
        return _at_name(path, lines, [name], f"there is no {name} to override", todo)
    if "defined more than once" in message:
        return _twice(path, lines, named[0])
    if (missing := re.search(r"Using an undefined rule: NonTerminal\('(\w+)'\)", message)) is not None:
        return _at_name(path, lines, [missing[1]], f"there is no rule {missing[1]}", _NO_START)
    if message.startswith("Empty terminals"):
        what, todo = "an empty text is nothing that a page could print", "Put there what the form prints."
        for line in lines:
            if line.file == str(path) and (empty := _EMPTY.search(line.text)) is not None:
                return Problem(line.file, line.number, empty.start() + 1, what, todo)
    if not named:
        named = re.findall(r"[A-Z][A-Z0-9_]+(?=:)|\(([A-Z][A-Z0-9_]+):", message)
    return _at_name(path, lines, named, message, "See Lark's reference of grammars for what may stand there.")


def _unexpected(line: Line, column: int, message: str) -> Problem:
    """What cannot stand at a place: a directive that is none, else what Lark calls a token or an input."""
    directive = re.match(r"%\w*", line.text)
    if directive is not None and directive[0] not in _DIRECTIVES:
        near = get_close_matches(directive[0], _DIRECTIVES, 1)
        todo = f"Is {near[0]} meant?" if near else f"There are {', '.join(_DIRECTIVES)}."
        return Problem(line.file, line.number, 1, f"there is no {directive[0]}", todo)
    token = re.search(r"Token\('(\w+)', '([^']*)'", message)
    if token is not None:
        what = "the line ends too early" if token[1] == "_NL" or not token[2].strip() else f"{token[2]} cannot stand here"
    else:
        what = "something is missing here" if "Expecting" in message else "this cannot stand here"
    return Problem(line.file, line.number, column, what, "Is a colon, a quote or a bracket missing before it?")


def _undefined(path: Path, lines: Sequence[Line], message: str) -> list[Problem]:
    """All names that are used and not defined, in their order; Lark names one."""
    first = _NAMES.findall(message)[0]
    users = re.search(r"\(in rule (\w+)\)", message)
    used = {first: users[1] if users else ""} | _used(path, lines)
    there = defined(lines).keys() | _known_otherwise(lines)
    found = [_not_defined(path, lines, name, user) for name, user in used.items() if name == first or name not in there]
    return sorted(found, key=lambda one: (one.line, one.column))


def _used(path: Path, lines: Sequence[Line]) -> dict[str, str]:
    """The names that a file uses, each with the rule in which it first does."""
    used: dict[str, str] = {}
    rule = ""
    for line in lines:
        if line.file != str(path) or line.text.startswith(("%import", "%ignore", "%declare")):
            continue
        begun = _BEGUN.match(line.text)
        rule = begun[1] if begun else rule
        for name in _NAME.findall(_PRINTED.sub(" ", line.text[begun.end() :] if begun else line.text)):
            used.setdefault(name, rule)
    return used


def _known_otherwise(lines: Sequence[Line]) -> set[str]:
    """The names of templates and of what these are given, and what is imported by name."""
    templates = [begun[0] for line in lines if (begun := _BEGUN.match(line.text)) is not None and begun[2]]
    imports = [line.text for line in lines if line.text.startswith("%import")]
    return {name for text in (*templates, *imports) for name in _NAME.findall(text)}


def _not_defined(path: Path, lines: Sequence[Line], name: str, user: str) -> Problem:
    what = f"{name} is used in {user} and not defined" if user else f"{name} is used and not defined"
    todo = f"Define it: {name}: …"
    if name.endswith("_LINE"):
        todo = f"Declare it, as it is a whole line: %declare {name}"
    elif name.isupper():
        todo = f'Define it by what the form prints, {name}: "…", or, where it is a whole line, write %declare {name}'
    near = _near(name, lines)
    return _at_name(path, lines, [name], what, f"{near} {todo}" if near else todo)


def _twice(path: Path, lines: Sequence[Line], name: str) -> Problem:
    """A second definition: of something of one's own, or of what an imported file has."""
    found = [line for line in lines if (match := DEFINED.match(line.text)) and match[1].lstrip("?!") == name]
    own = [line for line in found if line.file == str(path)]
    elsewhere = [Path(line.file).name for line in found if line.file != str(path)]
    todo = f"{elsewhere[0]} has it: write %override {name}: …, or take another name." if elsewhere else "Take one of them out."
    what = f"{name} is defined twice"
    where = own[-1:] or found[-1:]
    return Problem(where[0].file, where[0].number, 1, what, todo) if where else Problem(str(path), 1, 1, what, todo)


def _near(name: str, lines: Sequence[Line]) -> str:
    """The question whether a name that is like another is that, misspelt."""
    others = [one for one in defined(lines) if one != name]
    near = get_close_matches(name, others, 1, 0.8) or [one for one in others if one.lower() == name.lower()]
    return f"Is {near[0]} meant?" if near else ""


def _at_name(path: Path, lines: Sequence[Line], names: Sequence[str], message: str, help: str) -> Problem:
    """A problem where one of the names first stands, in a file of the user's own if it is in one."""
    own = [line for line in lines if line.file == str(path)]
    for line in (*own, *lines):
        for name in names:
            found = re.search(rf"(?<![\w]){re.escape(name)}(?!\w)", line.text.split("//")[0])
            if found is not None:
                return Problem(line.file, line.number, found.start() + 1, message, help)
    return Problem(str(path), 1, 1, message, help)
