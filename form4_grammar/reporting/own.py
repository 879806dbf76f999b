"""A form of one's own, drawn as its grammar has it: items under their captions, tables, blocks and notes."""

from __future__ import annotations

from collections.abc import Iterator

from form4_grammar.grammar import LAYOUT, Grammar
from form4_grammar.own_forms.names import Group, groups, leaves
from form4_grammar.reporting.blocks import Block, Grid, Item, Line, Lines, Notes, Place, Row, Run, Table
from form4_grammar.reporting.drawing import captions_of, look_of
from form4_grammar.reporting.values import Values


def own_form(grammar: Grammar, values: Values) -> tuple[Block, ...]:
    """The form, filled in with `values`, which are named as the rules of its grammar."""
    title = next(filter(None, (grammar.caption(rule) for rule in ("title", "page") if rule in grammar.rules)), grammar.form)
    return (Lines("title", ((Run(title),),)), *(one for group in groups(grammar) for one in group_of(grammar, group, values)))


def group_of(grammar: Grammar, group: Group, values: Values) -> Iterator[Block]:
    """What a rule of the page that holds fields is drawn as."""
    if group.kind == "table":
        yield _table(grammar, group, values)
    elif group.kind == "notes":
        notes = [value for path, value in values.items() if path.startswith("footnotes[")]
        title = grammar.caption("explanation_of_responses") or ""
        if notes:
            shown = ((f"{one.path.removeprefix('footnotes[').removesuffix(']')}.", one) for one in notes)
            yield Notes(group.rule, title, values.get("footnotes"), tuple(shown))
    elif group.kind == "blocks":
        count = sum(1 for path in values if path.startswith(f"{group.rule}[") and path.endswith("]"))
        for index in range(count):
            prefix = f"{group.rule}[{index}]."
            lines = [(Run(value=values.get(prefix + name)),) for name in group.names if prefix + name in values]
            yield Lines(group.rule, tuple(lines))
    else:
        yield Grid(group.rule, tuple(_rows(grammar, group, values)))


def _rows(grammar: Grammar, group: Group, values: Values) -> Iterator[tuple[Item, ...]]:
    """The items of a line as they stand beside each other; of a block, which has no cells, one under its caption."""
    layout = group.rule + LAYOUT
    grid = [[cell for cell in line if cell] for line in grammar.grid(layout)]
    rules = [name for line in grid for cell in line for name in cell if name in grammar.rules]
    inside = [name for rule in rules for name in leaves(grammar, rule, rule)]
    if set(inside) >= set(group.names):
        for line in grid:
            yield tuple(Item(cell[0], tuple(item_lines(grammar, cell[0], values))) for cell in line if cell[0] in grammar.rules)
        return
    caption = grammar.caption(layout)
    named = [(Run(value=values[name], is_box=values[name].is_box),) for name in group.names if name in values]
    yield (Item(group.rule, (((Run(caption),),) if caption else ()) + tuple(named)),)


def item_lines(grammar: Grammar, rule: str, values: Values) -> Iterator[Line]:
    """A caption, and the values that stand under it; a box has its own caption beside it."""
    caption = grammar.caption(rule)
    names = [name for name in dict.fromkeys(leaves(grammar, rule, rule)) if name in values]
    if names == [rule] and values[rule].is_box:
        yield Run(value=values[rule], is_box=True), Run(caption or "")
        return
    if caption:
        yield (Run(caption),)
    for name in names:
        value = values[name]
        own = grammar.caption(name) if name in grammar.rules else None
        if value.is_box:
            yield Run(value=value, is_box=True), Run(own or "")
        else:
            yield (Run(value=value),)


def _table(grammar: Grammar, group: Group, values: Values) -> Table:
    captions, width = captions_of(grammar, group.rule)
    layout = f"{group.rule}_row{LAYOUT}"
    expansions = grammar.rules[layout]
    is_named = all(len(one) == 1 and one[0].islower() for one in expansions)
    kinds = [grammar.grid(one[0] if is_named else layout)[0] for one in (expansions if is_named else expansions[:1])]
    columns = [tuple(dict.fromkeys(name for kind in kinds for name in kind[at])) for at in range(len(kinds[0]))]
    rows: list[Row] = []
    while (path := f"{group.rule}[{len(rows)}]") in values:
        seen: set[str] = set()
        places = [_place(grammar, path, names, values, seen) for names in columns]
        rows.append(Row(values[path], "row", tuple(places)))
    title = grammar.caption(group.rule) or ""
    return Table(group.rule, title, values.get(group.rule), captions, tuple(rows), width or len(columns))


def _place(grammar: Grammar, path: str, names: tuple[str, ...], values: Values, seen: set[str]) -> Place:
    """The cell of a column, which holds one of several fields: the first that says something, and each but once."""
    there = [values[f"{path}.{name}"] for name in names if f"{path}.{name}" in values and name not in seen]
    value = next((one for one in there if one.text or one.notes or one.ticked is not None), there[0] if there else None)
    if value is not None:
        seen.add(value.path.rpartition(".")[2])
    return Place(look_of(grammar, names), value)
