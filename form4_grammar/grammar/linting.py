"""What is wrong with a grammar of one's own, each with its place in the file that it stands in, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple, Protocol

from form4_grammar.grammar import LAYOUT, OLDER_SUFFIX, Grammar, folder, from_file, lacking, load, parent_of

_IMPORT = re.compile(r"%import\s+\.([a-z0-9_]+)[ \t]*(?://.*)?$")
_DEFINED = re.compile(r"(?:%override |%extend )?(\??!?[a-z_][a-z0-9_]*|[A-Z_][A-Z0-9_]*)(?:\.-?\d+)?\s*:")
_DECLARED = re.compile(r"%declare\s+(.*)")
_AT = re.compile(r"at line (\d+),? column (\d+)")
_TWICE = "Write %override before it, where it stands in place of one that is imported; else give one of the two another name."
_NO_START = "Say what the whole page is: start: page, or import the file that does: %import .page"
_NAMES = re.compile(r"'([^'\s]+)'")
_PATTERN = re.compile(r"(?<![\"\\])/((?:[^/\\\n]|\\.)+)/[imslux]*(?=\s|$|[)|*+?])")
_LARGEST = 1_000_000
_TABLE_RULES = ("heading", "row")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a grammar, at a line and a column of a file, both from 1. ``is_fatal`` where it cannot be used so."""

    file: str
    line: int
    column: int
    message: str
    help: str
    is_fatal: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}. {self.help}"


class GrammarProblem(ValueError):  # noqa: N818 - named for what it is about
    """A grammar cannot be used; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Line(NamedTuple):
    """A line of the text that Lark is given, and where it stands."""

    text: str
    file: str
    number: int


class _Stopped(Exception):  # noqa: N818 - it ends the reading of a file, and is no fault of ours
    """A file cannot be read as a grammar."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def lint(path: Path) -> list[Problem]:
    """What is wrong with the grammar in a file: what keeps Lark from building it, else where it departs from the conventions.

    Never raises for what the file holds.
    """
    try:
        lines = _in_one(path, [path.parent, Path(str(folder()))], (), set())
    except _Stopped as stopped:
        return [stopped.problem]
    refused = _bad_pattern(path, lines) or _by_lark(path, lines)
    if refused is not None:
        return [refused]
    return list(_by_convention(from_file(path), lines, str(path)))


def first_problem(path: Path) -> Problem | None:
    """What keeps a grammar from being used; None where nothing does."""
    return next((problem for problem in lint(path) if problem.is_fatal), None)


def _in_one(path: Path, places: Sequence[Path], importing: tuple[str, ...], seen: set[str]) -> list[_Line]:
    """The lines of a file, those of the files that it imports whole in the places of these imports."""
    name = str(path)
    seen.add(path.stem)
    found: list[_Line] = []
    for number, text in enumerate(_content(path).split("\n"), 1):
        match = _IMPORT.fullmatch(text.rstrip())
        if match is None:
            found.append(_Line(text, name, number))
            continue
        wanted = match[1]
        column = match.start(1) + 1
        if wanted in (*importing, path.stem):
            circle = " -> ".join((*importing, path.stem, wanted))
            raise _Stopped(
                Problem(name, number, column, f"the files import each other: {circle}", "Take one of the imports out.")
            )
        if wanted in seen:
            continue
        file = next((place / f"{wanted}.lark" for place in places if (place / f"{wanted}.lark").is_file()), None)
        if file is None:
            there = sorted({one.stem for place in places for one in place.glob("*.lark")} - {path.stem})
            hint = f"There are {', '.join(there)}." if there else "There is no other grammar."
            near = get_close_matches(wanted, there, 1)
            hint = f"Is {near[0]} meant? {hint}" if near else hint
            raise _Stopped(Problem(name, number, column, f"there is no {wanted}.lark beside this file or in the package", hint))
        inside = _in_one(file, places, (*importing, path.stem), seen)
        while inside and not inside[-1].text:
            inside.pop()
        found += inside
    return found


def _content(path: Path) -> str:
    begin = "Begin it with %import .page, or with another form."
    try:
        if path.stat().st_size > _LARGEST:
            raise _Stopped(Problem(str(path), 1, 1, "the file is larger than any grammar", "Is it the right file?"))
        data = path.read_bytes()
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise _Stopped(
            Problem(str(path), 1, 1, f"the file cannot be read: {what}", "Give the .lark file of a grammar.")
        ) from None
    if b"\0" in data:
        raise _Stopped(Problem(str(path), 1, 1, "the file is no text", "Give the .lark file of a grammar."))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _Stopped(Problem(str(path), line, 1, "the file is not UTF-8", "Save it in UTF-8.")) from None
    if not text.strip():
        raise _Stopped(Problem(str(path), 1, 1, "the file is empty", begin))
    return text


def _bad_pattern(path: Path, lines: Sequence[_Line]) -> Problem | None:
    """A regular expression that Python cannot compile, whether the grammar uses it or not."""
    for line in lines:
        defined = _DEFINED.match(line.text) if line.file == str(path) else None
        for found in _PATTERN.finditer(line.text, defined.end()) if defined and defined[1].isupper() else ():
            try:
                re.compile(found[1])
            except re.error as error:
                message = f"the pattern of {defined[1] if defined else ''} cannot be compiled: {error}"
                return Problem(line.file, line.number, found.start() + 1, message, "See the documentation of Python's re.")
    return None


def _by_lark(path: Path, lines: Sequence[_Line]) -> Problem | None:
    """What Lark refuses, in the file that it comes from; None where it builds the grammar."""
    import lark  # noqa: PLC0415 - slow to import, and few need it

    try:
        from_file(path)
    except (lark.exceptions.LarkError, RecursionError, re.error, KeyError, ValueError, AssertionError, OSError) as error:
        message = " ".join(_said(error).split("\n\n", maxsplit=1)[0].split()) or type(error).__name__
        return _placed(path, lines, error, message)
    return None


def _said(error: Exception) -> str:
    """What an error says; some of Lark's, of its own grammar, cannot be put into words."""
    try:
        return str(error)
    except TypeError:
        return "this is no grammar as Lark reads it"


def _placed(path: Path, lines: Sequence[_Line], error: Exception, message: str) -> Problem:
    at = _AT.search(message)
    row, column = (int(at[1]), int(at[2])) if at else (getattr(error, "line", None), getattr(error, "column", None))
    if isinstance(row, int) and isinstance(column, int) and 0 < row <= len(lines):
        line = lines[row - 1]
        what = re.split(r",? at line \d+|\. Expected one of|\s+Expected one of", message)[0].rstrip(" .,")
        return Problem(line.file, line.number, column, what, "Is a colon, a quote or a bracket missing there?")
    defined = _defined(lines)
    named = [name for name in _NAMES.findall(message) if name]
    if "collision" in message:
        rules = re.findall(r"<(\w+) :", _said(error))
        return _at_name(path, lines, rules, f"two readings of one line: {message}", "Let only one of these rules fit there.")
    if "nonexisting" in message:
        named = message.split()[-1:]
        near = get_close_matches(named[0], [one for one in defined if one != named[0]], 1)
        imports = "Define it without %override, or import the file that has it: %import .page"
        return _at_name(path, lines, named, message, f"Is {near[0]} meant?" if near else imports)
    if "defined more than once" in message:
        return _at_name(path, lines, named[:1], message, _TWICE)
    if (missing := re.search(r"Using an undefined rule: NonTerminal\('(\w+)'\)", message)) is not None:
        return _at_name(path, lines, [missing[1]], f"Rule '{missing[1]}' is not there", _NO_START)
    if "used but not defined" in message:
        near = get_close_matches(named[0], [one for one in defined if one != named[0]], 1)
        todo = f"Define it, or declare it: %declare {named[0]}" if named[0].isupper() else "Define it."
        return _at_name(path, lines, named, message, f"Is {near[0]} meant? {todo}" if near else todo)
    if not named:
        named = re.findall(r"[A-Z][A-Z0-9_]+(?=:)|\(([A-Z][A-Z0-9_]+):", message)
    return _at_name(path, lines, named, message, "See Lark's reference of grammars for what may stand there.")


def _at_name(path: Path, lines: Sequence[_Line], names: Sequence[str], message: str, help: str) -> Problem:
    """A problem where one of the names first stands, in a file of the user's own if it is in one."""
    own = [line for line in lines if line.file == str(path)]
    for line in (*own, *lines):
        for name in names:
            found = re.search(rf"(?<![\w]){re.escape(name)}(?!\w)", line.text.split("//")[0])
            if found is not None:
                return Problem(line.file, line.number, found.start() + 1, message, help)
    return Problem(str(path), 1, 1, message, help)


def _defined(lines: Sequence[_Line]) -> dict[str, _Line]:
    """The rules and terminals that are defined or declared, and where first."""
    found: dict[str, _Line] = {}
    for line in lines:
        if (match := _DEFINED.match(line.text)) is not None:
            found.setdefault(match[1].lstrip("?!"), line)
        elif (declared := _DECLARED.match(line.text)) is not None:
            for name in declared[1].split("//")[0].split():
                found.setdefault(name, line)
    return found


def _by_convention(grammar: Grammar, lines: Sequence[_Line], own: str) -> Iterator[Problem]:
    """Where the names of a grammar are not those by which lines, tables and columns are found."""
    defined = _defined(lines)
    mine = {name: line for name, line in defined.items() if line.file == own}

    def problem(name: str, message: str, help: str, *, is_fatal: bool = False) -> Problem:
        line = defined[name]
        return Problem(line.file, line.number, max(line.text.find(name), 0) + 1, message, help, is_fatal)

    mine = {name: line for name, line in mine.items() if OLDER_SUFFIX not in name}  # of the page of 2003 to 2009: another one
    yield from _tables(grammar, mine, problem)
    for name in mine:
        is_cell = any(name in grammar.cells(layout + LAYOUT) for layout in grammar.layouts)
        if name in grammar.rules and not is_cell and _is_recursive(grammar, name):
            yield problem(name, f"{name} contains itself", "Use * or + for what comes again.", is_fatal=True)
    on_page = grammar.reached("start")
    for name in mine:
        base = name.removesuffix(LAYOUT)
        if name.endswith(LAYOUT) and base not in on_page and not name.startswith("_"):
            near = get_close_matches(base, [one for one in on_page if one.islower()], 1)
            hint = f"Is {near[0]}{LAYOUT} meant?" if near else f"Let the page lead to {base}, or take the layout out."
            yield problem(name, f"{name} says what stands in the lines of {base}, which no page has", hint)
    yield from _cells(grammar, mine, problem)
    yield from _left_out(grammar, lines, own)
    yield from _lines_without_captions(grammar, mine, problem)
    yield from _twice_printed(grammar, mine, problem)
    yield from _unused(grammar, mine, problem)


class _Told(Protocol):
    """How a problem is made of a name: what `_by_convention` gives its helpers."""

    def __call__(self, name: str, message: str, help: str, *, is_fatal: bool = False) -> Problem: ...


def _tables(grammar: Grammar, mine: Mapping[str, _Line], problem: _Told) -> Iterator[Problem]:
    for name in mine:
        for kind in _TABLE_RULES:
            if not name.endswith(f"_{kind}") or name.startswith("_"):
                continue
            if name + LAYOUT not in grammar.rules:
                near = get_close_matches(name + LAYOUT, [one for one in mine if one.endswith(LAYOUT)], 1)
                hint = f"Is {near[0]} it, misspelt?" if near else f"Write {name}{LAYOUT}, its cells parted by _TAB."
                yield problem(name, f"{name} has no layout, so its lines are not read", hint, is_fatal=True)
    for title, table in grammar.tables.items():
        heading, row = f"{table}_heading{LAYOUT}", f"{table}_row{LAYOUT}"
        if row not in grammar.rules:
            if f"{table}_heading" in mine:
                message = f"the table {table} has a heading and no {table}_row"
                yield problem(f"{table}_heading", message, f"Write {table}_row and {row}.", is_fatal=True)
            continue
        if row not in mine or title is None:
            continue
        expansions = grammar.rules[row]
        named = all(len(one) == 1 and one[0].islower() for one in expansions)
        wide = len(grammar.grid(heading)[0])
        for layout in [one[0] for one in expansions] if named else [row]:
            columns = len(grammar.grid(layout)[0])
            if columns != wide:
                message = f"{layout} has {columns} cells, and the heading of {table} {wide} columns"
                where = layout if layout in mine else row
                yield problem(where, message, "Give each column a cell, blank ones as _TAB alone.", is_fatal=True)
        for cell in grammar.cells(row):
            if cell in mine and _is_recursive(grammar, cell):
                message = f"the cell {cell} contains itself"
                yield problem(cell, message, "A cell is read by one pattern: use * or + for what comes again.", is_fatal=True)


def _cells(grammar: Grammar, mine: Mapping[str, _Line], problem: _Told) -> Iterator[Problem]:
    """What stands in layouts and cannot: whole lines, columns without a caption, items without one."""
    for name in grammar.layouts:
        layout = name + LAYOUT
        if layout not in mine:
            continue
        for lost in sorted(grammar.reached(layout) - grammar.rules.keys() - grammar.terminals.keys()):
            message = f"{lost} is a whole line of the page, and stands inside the lines of {name}"
            yield problem(layout, message, "Put what is printed or answered there.", is_fatal=True)
        cells = grammar.cells(layout)
        if name.endswith("_heading"):
            for cell in (one for one in cells if one in grammar.rules or not grammar.caption(one)):
                message = f"{cell} is no caption, and stands in the heading {name}"
                yield problem(layout, message, "Put the text that the form prints there.", is_fatal=True)
        elif name == "header":
            for cell in (one for one in cells if one not in grammar.rules or not grammar.caption(one)):
                message = f"the item {cell} has no caption by which it could be known"
                hint = "Let its rule begin with the text that the form prints, and part items by _TAB."
                yield problem(cell if cell in mine else layout, message, hint, is_fatal=True)


def _left_out(grammar: Grammar, lines: Sequence[_Line], own: str) -> Iterator[Problem]:
    """What a grammar that imports a form of the package leaves out of it: its pages are then no filings of that form."""
    form = parent_of(list(dict.fromkeys(Path(line.file).stem for line in lines if line.file != own)))
    is_ours = Path(own).resolve().parent == Path(str(folder())).resolve()
    lost = lacking(grammar, load(form)) if form and not grammar.base and not is_ours else ()
    if lost:
        shown = ", ".join(lost[:3]) + (", …" if len(lost) > 3 else "")
        message = f"no page of it is a filing, since {shown} of form{form}.lark is left out; it has fields by its rules' names"
        yield Problem(own, 1, 1, message, "Put it back where filings are wanted.", is_fatal=False)


def _is_recursive(grammar: Grammar, rule: str) -> bool:
    below = {name for expansion in grammar.rules.get(rule, ()) for name in expansion if not name.startswith("__")}
    return any(rule in grammar.reached(name) for name in below if name in grammar.rules)


def _lines_without_captions(grammar: Grammar, mine: Mapping[str, _Line], problem: _Told) -> Iterator[Problem]:
    """Declared lines that no layout tells: nothing on a page could become them."""
    led_to = {grammar.line_terminal(name) for name in grammar.layouts}
    reached = grammar.reached("start")
    for name in mine:
        if (
            name.isupper()
            and name.endswith("_LINE")
            and name in reached
            and name not in grammar.terminals
            and name not in led_to
        ):
            message = f"no line of a page could become {name}: no layout says what stands in it"
            yield problem(name, message, f"Give the rule that it belongs to a layout, NAME{LAYOUT}.", is_fatal=True)


def _twice_printed(grammar: Grammar, mine: Mapping[str, _Line], problem: _Told) -> Iterator[Problem]:
    """Whole lines whose printed text is that of another terminal, too."""
    texts: dict[str, str] = {}
    for terminal in grammar.page_terminals:
        if terminal.is_literal:
            shown = " ".join(terminal.text.split())
            other = texts.setdefault(shown, terminal.name)
            if other != terminal.name and (terminal.name in mine or other in mine):
                name = terminal.name if terminal.name in mine else other
                message = f"{other} and {terminal.name} print the same line, so that one of them is never found"
                yield problem(name, message, "Use one of them in both places.", is_fatal=True)


def _unused(grammar: Grammar, mine: Mapping[str, _Line], problem: _Told) -> Iterator[Problem]:
    reached = grammar.reached("start") | grammar.ignored
    for name in grammar.starts:
        reached |= grammar.reached(name)
    for name in mine:
        is_part = name.startswith("_") and name.isupper()  # Lark puts these into the terminals that use them
        if name not in reached and not is_part and not name.endswith(LAYOUT):
            near = get_close_matches(name, [one for one in reached if one.isupper() == name.isupper()], 1, 0.8)
            hint = f"Is {near[0]} meant?" if near else "Use it, or take it out."
            yield problem(name, f"{name} is defined and never used", hint)
