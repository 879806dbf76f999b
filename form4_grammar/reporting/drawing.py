"""What the form and its own derivatives are drawn by: captions and places of the grammar, as blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.render.writing import MARKS, Answers, Piece, pieces_of
from form4_grammar.reporting.blocks import Caption, Item, Line, Run
from form4_grammar.reporting.values import State, Values

_LEFT, _RIGHT = "LEFT_BRACKET", "RIGHT_BRACKET"
DERIVED = ("yes", "no")
"""Answers that stand for a box which no field is: ticked, and not."""


def lines_of(grammar: Grammar, rule: str, answers: Answers, values: Values) -> tuple[Line, ...]:
    """The lines of an item, whose `answers` are paths of values.

    Print and answers take turns: each print that follows an answer, and each answer that follows print, begins a line, and so
    does a box, which has its print beside it, and a second answer of one name, unless it is blank.
    """
    lines: list[list[Run]] = []
    before, name = "", ""
    for piece in pieces_of(grammar, rule, answers) or ():
        what = _kind(grammar, piece)
        if what == "mark":
            continue
        if what == "answer" and piece.name == name and _is_blank(piece, values):
            continue
        run = Run(piece.text, is_close=piece.name == _LEFT) if what in ("print", "bracket") else _answered(piece, values)
        if piece.name == _RIGHT and lines:
            lines[-1][-1] = lines[-1][-1]._replace(is_close=True)
        goes_on = ((before, what) in _GO_ON or what == "bracket") and piece.name != name
        if lines and goes_on:
            lines[-1].append(run)
        else:
            lines.append([run])
        before, name = what, piece.name
    return tuple(map(tuple, lines))


_GO_ON = {("box", "print"), ("answer", "answer"), ("bracket", "answer"), ("answer", "bracket")}


def _is_blank(piece: Piece, values: Values) -> bool:
    """Whether an answer is one that the form need not have, such as the second line of a street."""
    return piece.text in values and values[piece.text].state is State.EMPTY


def _kind(grammar: Grammar, piece: Piece) -> str:
    if piece.name in MARKS:
        return "mark"
    if piece.name in (_LEFT, _RIGHT):
        return "bracket"
    terminal = grammar.terminals.get(piece.name)
    if terminal is not None and terminal.is_literal:
        return "print"
    return "box" if piece.name == "check_box" else "answer"


def _answered(piece: Piece, values: Values) -> Run:
    if piece.text in DERIVED:
        return Run(piece.text, is_box=True, is_derived=True)
    value = values.get(piece.text)
    return Run(piece.text if value is None else "", value, is_box=piece.name == "check_box")


def items_in_grid(
    grammar: Grammar, layout: str, alternative: int, items: Answers, values: Values, drawn: Mapping[str, tuple[Line, ...]]
) -> tuple[tuple[Item, ...], ...]:
    """The items of a layout in rows. A cell that is blank belongs to the item above it; in the first row, to the one before.

    `drawn` are items whose lines are there already.
    """
    grid = grammar.grid(layout, alternative)
    found: list[list[Item]] = []
    for number, line in enumerate(grid):
        row: list[Item] = []
        for column, names in enumerate(line):
            if not names:
                continue
            rows = 1
            while number + rows < len(grid) and not grid[number + rows][column]:
                rows += 1
            name = next((one for one in names if one in items), names[0])
            answers = items.get(name, [{}])[0]
            lines = (
                drawn.get(name, ()) if name in drawn or isinstance(answers, str) else lines_of(grammar, name, answers, values)
            )
            row.append(Item(name, lines, rows))
        found.append(row)
    return tuple(map(tuple, found))


def captions_of(grammar: Grammar, table: str) -> tuple[tuple[tuple[Caption, ...], ...], int]:
    """The captions of a table's columns in one or two rows, and how many columns there are.

    A caption without one below it goes down both rows; one that is followed by blank cells with captions below them stands over
    these.
    """
    layout = f"{table}_heading{LAYOUT}"
    if layout not in grammar.rules:
        return (), 0
    grid = [[_caption(grammar, cell) for cell in line] for line in grammar.grid(layout)]
    width = max(map(len, grid))
    grid = [line + [""] * (width - len(line)) for line in grid]
    rows: list[list[Caption]] = [[] for _ in grid]
    column = 0
    while column < width:
        below = [line[column] for line in grid[1:]]
        if not any(below):
            rows[0].append(Caption(grid[0][column], 1, len(grid)))
            column += 1
            continue
        columns = 1
        while column + columns < width and not grid[0][column + columns] and any(line[column + columns] for line in grid[1:]):
            columns += 1
        rows[0].append(Caption(grid[0][column], columns))
        for number, line in enumerate(grid[1:], 1):
            rows[number] += [Caption(text) for text in line[column : column + columns]]
        column += columns
    return tuple(map(tuple, rows)), width


def _caption(grammar: Grammar, names: Sequence[str]) -> str:
    return next(filter(None, map(grammar.caption, names)), "") or ""


def look_of(grammar: Grammar, rules: Sequence[str]) -> str:
    """How a column is set, by what its cells are made of."""
    reached = {name for rule in rules for name in grammar.reached(rule)} if rules else set()
    if "AMOUNT" in reached:
        return "amount"
    if "DATE" in reached:
        return "date"
    return "text" if reached & {"CELL_TEXT", "TITLE_TEXT"} else "code"
