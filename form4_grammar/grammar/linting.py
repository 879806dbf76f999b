"""What is wrong with a grammar of one's own, each with its place in the file that it stands in, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from form4_grammar.grammar import LAYOUT, OLDER_SUFFIX, Grammar, folder, from_file, lacking, load, parent_of
from form4_grammar.grammar.problems import Line, Problem, Stopped, defined, in_one
from form4_grammar.grammar.refusals import bad_pattern, by_lark

_TABLE_RULES = ("heading", "row")


def lint(path: Path) -> list[Problem]:
    """What is wrong with the grammar in a file: what keeps Lark from building it, else where it departs from the conventions.

    Never raises for what the file holds.
    """
    try:
        lines = in_one(path, [path.parent, Path(str(folder()))], (), set())
    except Stopped as stopped:
        return [stopped.problem]
    if path.suffix != ".lark":
        return [Problem(str(path), 1, 1, "the file's name does not end in .lark", "Give the .lark file of a grammar.")]
    if (bad := bad_pattern(path, lines)) is not None:
        return [bad]
    return by_lark(path, lines) or list(_by_convention(from_file(path), lines, str(path)))


def first_problem(path: Path) -> Problem | None:
    """What keeps a grammar from being used; None where nothing does."""
    return next((problem for problem in lint(path) if problem.is_fatal), None)


def _by_convention(grammar: Grammar, lines: Sequence[Line], own: str) -> Iterator[Problem]:
    """Where the names of a grammar are not those by which lines, tables and columns are found."""
    places = defined(lines)
    mine = {name: line for name, line in places.items() if line.file == own}

    def problem(name: str, message: str, help: str, *, is_fatal: bool = False) -> Problem:
        line = places[name]
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


def _tables(grammar: Grammar, mine: Mapping[str, Line], problem: _Told) -> Iterator[Problem]:
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


def _cells(grammar: Grammar, mine: Mapping[str, Line], problem: _Told) -> Iterator[Problem]:
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


def _left_out(grammar: Grammar, lines: Sequence[Line], own: str) -> Iterator[Problem]:
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


def _lines_without_captions(grammar: Grammar, mine: Mapping[str, Line], problem: _Told) -> Iterator[Problem]:
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


def _twice_printed(grammar: Grammar, mine: Mapping[str, Line], problem: _Told) -> Iterator[Problem]:
    """Whole lines whose printed text is that of another terminal, too, and items of the header whose caption is another's."""
    layout = f"header{LAYOUT}"
    captions: dict[str, str] = {}
    for item in grammar.cells(layout) if layout in mine else ():
        other = captions.setdefault(" ".join((grammar.caption(item) or item).split()), item)
        if other != item:
            message = f"{other} and {item} have the same caption, so that one of them is never found"
            yield problem(item if item in mine else layout, message, "Give each what the form prints there.", is_fatal=True)
    texts: dict[str, str] = {}
    for terminal in grammar.page_terminals:
        if terminal.is_literal:
            shown = " ".join(terminal.text.split())
            other = texts.setdefault(shown, terminal.name)
            if other != terminal.name and (terminal.name in mine or other in mine):
                name = terminal.name if terminal.name in mine else other
                message = f"{other} and {terminal.name} print the same line, so that one of them is never found"
                yield problem(name, message, "Use one of them in both places.", is_fatal=True)


def _unused(grammar: Grammar, mine: Mapping[str, Line], problem: _Told) -> Iterator[Problem]:
    reached = grammar.reached("start") | grammar.ignored
    for name in grammar.starts:
        reached |= grammar.reached(name)
    for name in mine:
        is_part = name.startswith("_") and name.isupper()  # Lark puts these into the terminals that use them
        if name not in reached and not is_part and not name.endswith(LAYOUT):
            near = get_close_matches(name, [one for one in reached if one.isupper() == name.isupper()], 1, 0.8)
            hint = f"Is {near[0]} meant?" if near else "Use it, or take it out."
            yield problem(name, f"{name} is defined and never used", hint)
