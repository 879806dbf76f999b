"""What of the fields of a form of one's own is in doubt: below a cut, beside what is missing, in texts, and by the reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from form4_grammar.diagnostics import Diagnostic, Label
from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, Grammar
from form4_grammar.model import Cell, Footnote
from form4_grammar.own_forms.fields import Field, Fields
from form4_grammar.own_forms.names import groups, type_of
from form4_grammar.parser.document import Document
from form4_grammar.parser.lines import normalised
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.parser.row_layouts import row_layout
from form4_grammar.readers.page_text import Doubt, PageText, Unplaced, halves
from form4_grammar.rules import cells, grid, layout, sources, traces
from form4_grammar.suspicions.as_a_whole import letters_of, one_case
from form4_grammar.suspicions.debris import DEBRIS
from form4_grammar.transform.doubts import unsettled
from form4_grammar.transform.findings import Findings, cut_short

_THREE_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_IN_ROW = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")
_WORD = re.compile(r"[^\W_]{3,}")
_TAGS = re.compile(r"<[^<>\n]*>")
_SHORTEST_CAPTION = 8
_MUCH = 3
_ALIKE = 0.7
_LONGEST_RAW = 300


def settle(fields: Fields, document: Document, doubts: Sequence[Doubt], findings: Findings, path: str = "") -> Fields:
    """The fields without what the reader could not tell of rows, which is reported; its `doubts` are at places of the page."""
    settled = dict(fields)
    tables = {table.name: table for table in document.tables}
    for doubt in doubts:
        rows = settled.get(doubt.table)
        table = tables.get(doubt.table)
        if table is None or not isinstance(rows, tuple):
            continue
        at = next((index for index, row in enumerate(table.rows) if row.line == doubt.start), None)
        if at is None or at >= len(rows) or not doubt.kinds:
            message = "what stands here makes no row, or how many it makes cannot be told"
            findings.report(grid.NO_ROW, message, (doubt.start, doubt.end), path + doubt.table)
            continue
        row, where = rows[at], f"{path}{doubt.table}[{at}]"
        in_doubt = sorted((doubt.values | doubt.references) & row.keys())
        row = {**row, **{name: unsettled(row[name], name, doubt, where, findings) for name in in_doubt}}
        settled[doubt.table] = (*rows[:at], row, *rows[at + 1 :])
    return settled


def report_cut(document: Document, findings: Findings) -> None:
    """Reports the parts that may have stood where a page that is cut has nothing, at its end or at its beginning."""
    there = _present(document)
    every = groups(document.grammar)
    missing = document.page.missing
    lines = [line for line in document.page.lines if line not in set(document.page.unexpected)]
    first = lines[0].start if lines else 0
    is_cut_below = any(found.rule is layout.CUT_OFF for found in findings.diagnostics)
    is_cut_above = sum(not one.truncated and one.at <= first for one in missing) >= _MUCH
    order = [group.rule for group in every]
    last = max(map(order.index, there), default=-1)
    begin = min(map(order.index, there), default=len(order))
    end = document.page.lines[-1].end if document.page.lines else 0
    for index, group in enumerate(every):
        name = group.path
        if is_cut_below and index > last and name not in findings.unread:
            findings.unread.add(name)
            message = f"the page ends before {_words(name)} may stand there"
            findings.report(layout.NOT_READ, message, (end, end), name)
        elif is_cut_above and index < begin and name not in findings.unread:
            findings.unread.add(name)
            message = f"the page begins after {_words(name)} may have stood there"
            findings.report(layout.NOT_READ, message, (first, first), name)
        elif (
            is_cut_below
            and index == last
            and not any(found.rule is layout.CUT_OFF and found.path == name for found in findings.diagnostics)
        ):
            message = f"the page ends before the form does: {_words(name)} may not be whole"
            findings.report(layout.CUT_OFF, message, (end, end), name)
        elif is_cut_above and index == begin:
            message = f"the page begins after the form does: {_words(name)} may not be whole"
            findings.report(layout.CUT_OFF, message, (first, first), name)


def with_parts_beside(document: Document, fields: Mapping[str, Field], findings: Findings) -> None:
    """Labels what is missing, not read or fits nowhere with the parts beside it of which the page says nothing."""
    every = groups(document.grammar)
    said = {group.rule for group in every if any(_says(fields.get(name)) for name in (group.rule, group.path, *group.names))}

    def beside(found: Diagnostic) -> Iterator[Label]:
        names: list[str] = []
        if found.rule in (layout.UNEXPECTED, layout.MISSING_LINE, layout.NOT_READ):
            names += _silent_beside(found.start, document, said)
        if found.rule is layout.UNEXPECTED:
            names += _tables_of(document.source[found.start : found.end], document)
        for name in names:
            if name != found.path:
                yield Label(found.start, found.end, f"may be of {_words(name)}", name)

    _label(findings, beside)


def _label(findings: Findings, beside: Callable[[Diagnostic], Iterator[Label]]) -> None:
    """Adds to each finding the further places that it may be about."""
    findings.diagnostics[:] = [
        replace(found, labels=(*found.labels, *labels)) if (labels := tuple(beside(found))) else found
        for found in findings.diagnostics
    ]


def report_texts(document: Document, fields: Mapping[str, Field], findings: Findings, path: str = "") -> None:
    """Reports texts that hold a box, or words that the form prints, and numbers whose point may be a comma."""
    grammar = document.grammar
    box, printed = re.compile(grammar.box), _captions(grammar)
    for at, _, value, cell in _values(fields, path):
        span = (cell.start, cell.end) if cell is not None else findings.places.get(at, (0, 0))
        if isinstance(value, str):
            if (match := box.search(value)) is not None:
                message = f"a box, {match[0]!r}, stands in the text: {cut_short(value)!r}"
            elif (match := printed.search(value)) is not None and match[0] != value:
                message = f"words of the form, {cut_short(match[0])!r}, are in the answer: {cut_short(value)!r}"
            elif ("<" in value or ">" in value) and (match := DEBRIS.search(value)) is not None:
                findings.report(traces.DEBRIS, f"what is left of a tag is in the text: {cut_short(value)!r}", span, at)
                continue
            else:
                continue
            labels = _boxes_beside(at, span, grammar) if match.re is box else ()
            findings.report(traces.CAPTION_IN_TEXT, message, span, at, labels=labels, raw=value[:_LONGEST_RAW])
        elif isinstance(value, Decimal):
            shown = cell.raw if cell is not None else document.text[slice(*span)]
            if "$" not in shown and _THREE_DECIMALS.fullmatch(shown.split()[0] if shown.strip() else ""):
                findings.report(cells.THREE_ZEROS, f"{shown.split()[0]}: the point may be a comma", span, at)


def _boxes_beside(at: str, span: tuple[int, int], grammar: Grammar) -> tuple[Label, ...]:
    """The boxes of the same row, of one of which the mark in its text may be."""
    row, _, name = at.rpartition(".")
    group = next((one for one in groups(grammar) if name in one.names), None)
    boxes = [one for one in group.names if type_of(grammar, one) == "box"] if group is not None else []
    return tuple(Label(*span, "the box may be its own", f"{row}.{box}" if row else box) for box in boxes)


def report_swallowed(document: Document, fields: Mapping[str, Field], findings: Findings, path: str = "") -> None:
    """Labels each part that was not found with the texts that most words of its caption are in: they may hold it."""
    texts = [(at, value) for at, _, value, _ in _values(fields, path) if isinstance(value, str)]
    before = {path + name: path + other for name, other in _items_before(document.grammar).items()}

    def holding(found: Diagnostic) -> Iterator[Label]:
        caption = _caption(document.grammar, (found.path or "").removeprefix(path)) if found.rule is layout.NOT_READ else None
        for at, text in texts if caption else ():
            if at != found.path and (_holds(text, caption or "") or at == before.get(found.path or "")):
                yield Label(*findings.places.get(at, (found.start, found.end)), "may hold it", at)

    _label(findings, holding)


def lost_text(source: str, page: PageText, fields: Mapping[str, Field]) -> Iterator[Diagnostic]:
    """Reports words of a text that no place of the page was made of, at the row or part that stands there."""
    if page.places is None:
        return
    covered = bytearray(len(source))
    for start, end in zip(*halves(page.places), strict=True):
        covered[start:end] = b"\1" * (end - start)
    for match in _TAGS.finditer(source):
        covered[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    lost = [at for at, sign in enumerate(source) if sign.isalnum() and not covered[at]]
    rows = [
        (min(places), max(places), f"{name}[{index}]")
        for name, found in fields.items()
        if isinstance(found, tuple)
        for index, row in enumerate(found)
        if isinstance(row, dict)
        for places in [[place for cell in row.values() if isinstance(cell, Cell) for place in cell.place or ()]]
        if places
    ]
    seen: set[str | None] = set()
    for at in lost:
        where = next((name for start, end, name in rows if start <= at < end), None)
        if where in seen:
            continue
        seen.add(where)
        begin, stop = source.rfind("\n", 0, at) + 1, source.find("\n", at)
        shown = normalised(source[begin : stop if stop >= 0 else len(source)])
        message = f"not all of this is in what was read: {cut_short(shown)!r}"
        yield Diagnostic(sources.UNPLACED_TEXT, message, at, at + 1, path=where, help=sources.UNPLACED_TEXT.fix)


def in_one_case(source: str, fields: Mapping[str, Field], grammar: Grammar) -> Iterator[Diagnostic]:
    """A finding for each part, where a document has letters of one case only, and the form prints others."""
    printed = " ".join(one.text for one in grammar.terminals.values() if one.is_literal)
    letters = "" if printed.isupper() or printed.islower() else letters_of(source)
    for name in fields if letters else ():
        yield one_case(letters, name, (0, 0))


def unplaced(page: PageText, source: str, fields: Mapping[str, Field]) -> Iterator[Diagnostic]:
    """Reports what the reader left out since it could be of two cells, at the row that it is beside."""
    for doubt in page.doubts:
        if isinstance(doubt, Unplaced):
            where = next((at for at, _, _, cell in _values(fields, "") if cell and cell.start <= doubt.beside < cell.end), None)
            message = f"could be of two cells, and was left out of both: {cut_short(source[doubt.start : doubt.end])!r}"
            path = where.rpartition(".")[0] if where else None
            yield Diagnostic(sources.UNPLACED_TEXT, message, doubt.start, doubt.end, path=path, help=sources.UNPLACED_TEXT.fix)


def _values(fields: Mapping[str, Field], path: str) -> Iterator[tuple[str, str, Any, Cell[Any] | None]]:
    """Each value with its path and its name, and the cell that it stands in, if any."""
    for name, field in fields.items():
        if isinstance(field, Cell):
            yield path + name, name, field.value, field
        elif isinstance(field, tuple):
            for index, one in enumerate(field):
                if isinstance(one, Footnote):
                    yield f"footnotes[{one.number}]", name, one.text, None
                else:
                    yield from _values(one, f"{path}{name}[{index}].")
        else:
            yield path + name, name, field, None


def _present(document: Document) -> set[str]:
    """The rules of the groups of which something stands on the page."""
    known = {group.rule for group in groups(document.grammar)}
    there = {block.rule for block in document.blocks} | {table.name for table in document.tables if table.heading or table.rows}
    there |= {"header"} if document.items else set()
    return there & known


def _says(field: Field) -> bool:
    """Whether a field has anything."""
    return bool(field.raw) if isinstance(field, Cell) else field is not None and field != ()


def _silent_beside(at: int, document: Document, said: set[str]) -> list[str]:
    """The parts that say nothing and may stand at a place: between those above and below it that do."""
    every = groups(document.grammar)
    order = [group.rule for group in every]
    starts = [(block.start, block.rule) for block in document.blocks if block.rule in order]
    starts += [(table.heading_start, table.name) for table in document.tables if table.name in order and table.heading]
    starts += [(item.start, "header") for item in document.items]
    above = max((order.index(rule) for start, rule in starts if start < at and rule in said), default=-1)
    below = min((order.index(rule) for start, rule in starts if start > at and rule in said), default=len(order))
    return [group.path for index, group in enumerate(every) if above <= index <= below and group.rule not in said]


def _tables_of(text: str, document: Document) -> list[str]:
    """The tables whose rows have as many cells as a line that fits nowhere."""
    cells = text.partition("\n")[0].count("\t") + 1
    rows = {table.name: f"{table.name}_row" for table in document.tables}
    return [name for name, row in rows.items() if cells > 1 and row_layout(document.grammar, row).width == cells]


@lru_cache(maxsize=MOST_GRAMMARS)
def _items_before(grammar: Grammar) -> Mapping[str, str]:
    """For each field of the items the one that stands before it: without its caption, an answer is read as the end of that."""
    names = [name for group in groups(grammar) if group.rule == "header" for name in group.names]
    return dict(zip(names[1:], names, strict=False))


def report_swapped(document: Document, fields: Mapping[str, Field], findings: Findings) -> None:
    """Labels a cell that cannot be read with that of its row in which its text could stand: the two may have changed places."""

    def fits(name: str, text: str) -> bool:
        return compile_rule(document.grammar, name).read(text) is not None

    def others(found: Diagnostic) -> Iterator[Label]:
        match = _IN_ROW.fullmatch(found.path or "")
        rows = fields.get(match[1]) if match is not None else None
        if match is None or found.rule is not cells.UNREADABLE_CELL or not isinstance(rows, tuple):
            return
        table, index, own = match.groups()
        row = rows[int(index)]
        for name, cell in row.items():
            if name != own and cell.raw and fits(name, row[own].raw) and fits(own, cell.raw):
                yield Label(cell.start, cell.end, "may have changed places with it", f"{table}[{index}].{name}")

    _label(findings, others)


def _caption(grammar: Grammar, name: str) -> str | None:
    """What the form prints of a part or a field: the caption of its line, of its item, or the title of its table."""
    for group in groups(grammar):
        if group.rule == name or name in group.names:
            title = grammar.terminals.get(grammar.line_terminal(group.rule) or "")
            if group.kind == "table" and title is not None:
                return title.text
            for cell in grammar.cells(group.rule + LAYOUT) if group.rule + LAYOUT in grammar.rules else ():
                if name in grammar.reached(cell) or name == group.rule:
                    return grammar.caption(cell) or grammar.caption(group.rule + LAYOUT)
    return None


def _holds(text: str, caption: str) -> bool:
    """Whether half of the words of a caption, or what is like them, are in a text; glued ones count as theirs."""
    words = [word.casefold() for word in _WORD.findall(caption)]
    shown = [word.casefold() for word in _WORD.findall(text)]
    if not words:
        return False
    whole = "".join(shown)
    alike = sum(word in whole or bool(get_close_matches(word, shown, 1, _ALIKE)) for word in words)
    return 2 * alike >= len(words)


@lru_cache(maxsize=MOST_GRAMMARS)
def _captions(grammar: Grammar) -> re.Pattern[str]:
    """The printed texts of a form that are long enough to be told from answers."""
    texts = {one.text for one in grammar.terminals.values() if one.is_literal and len(one.text) >= _SHORTEST_CAPTION}
    patterns = [re.escape(text).replace(r"\ ", r"\s+") for text in sorted(texts, key=lambda text: (-len(text), text))]
    return re.compile("|".join(patterns) or r"(?!)")


def _words(name: str) -> str:
    return name.replace("_", " ")
