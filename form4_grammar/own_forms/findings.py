"""What a page departs from its form, and what of its fields could not be read, in the words of its own grammar."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

from form4_grammar.grammar import LAYOUT, MOST_GRAMMARS, Grammar
from form4_grammar.own_forms.doubts import (
    report_cut,
    report_swallowed,
    report_swapped,
    report_texts,
    with_parts_beside,
)
from form4_grammar.own_forms.fields import Fields
from form4_grammar.own_forms.names import Group, groups, leaves
from form4_grammar.parser.document import Document, Table
from form4_grammar.parser.headings import Fault
from form4_grammar.parser.lines import Line, normalised
from form4_grammar.parser.page import Missing, Part
from form4_grammar.rules import footnotes, grid, layout
from form4_grammar.suspicions.printed_lines import in_words, misprinted, report_moved, runs
from form4_grammar.transform.findings import Findings, cut_short

_LONGEST_RAW = 300
_MANY = 3
_HEADING_RULES = {
    Fault.GROUP: grid.HEADING_GROUPS,
    Fault.CAPTION: layout.CAPTION,
    Fault.UNKNOWN: grid.UNKNOWN_COLUMN,
}


def report(document: Document, fields: Fields, findings: Findings) -> None:
    """Reports lines, items, columns and rows that are missing, too many or misprinted, and the parts that were not read."""
    _report_missing(document, findings)
    _report_items(document, findings)
    for table in document.tables:
        _report_table(document, table, findings)
    for block in document.blocks:
        group = _group(document.grammar, block.rule)
        if block.node is None and group is not None and group.kind != "blocks":
            raw = document.text[block.start : block.end][:_LONGEST_RAW]
            _not_read(group.rule, f"cannot be read: {_words(group.rule)}", (block.start, block.end), findings, raw)
    _report_strange(document, findings)
    _report_references(document, fields, findings)
    _report_wordings(document, findings)
    report_cut(document, findings)
    report_texts(document, fields, findings)
    with_parts_beside(document, fields, findings)
    report_swallowed(document, fields, findings)
    report_swapped(document, fields, findings)
    findings.put_in_order()


def _group(grammar: Grammar, rule: str) -> Group | None:
    return next((group for group in groups(grammar) if group.rule == rule), None)


def _not_read(name: str, message: str, span: tuple[int, int], findings: Findings, raw: str = "") -> None:
    """One error for a part that was not read, whatever else is found of it."""
    if name not in findings.unread:
        findings.unread.add(name)
        findings.report(layout.NOT_READ, message, span, name, raw=raw)


@lru_cache(maxsize=MOST_GRAMMARS)
def _parts(grammar: Grammar) -> Mapping[str, str]:
    """The rule with fields that the lines of a terminal belong to, where they belong to one only."""
    found: dict[str, str] = {}
    for group in groups(grammar):
        if (terminal := grammar.line_terminal(group.rule)) is not None:
            found[terminal] = "" if terminal in found else group.rule
    return {terminal: rule for terminal, rule in found.items() if rule}


def _report_missing(document: Document, findings: Findings) -> None:
    """Reports the lines that the page lacks: at its end all in one, else one by one; the parts that they begin are not read."""
    missing, grammar = document.page.missing, document.grammar
    at_end = [one for one in missing if one.truncated]
    above = _above(document, at_end[0].at) if at_end else None
    is_cut = len(at_end) >= _MANY or above is not None
    if is_cut:
        message = f"the page ends before the form does; missing: {_printed(grammar, at_end[0].terminal)}"
        findings.report(layout.CUT_OFF, message, (at_end[0].at, at_end[0].at), above)
    headings = {grammar.line_terminal(f"{table.name}_heading") for table in document.tables if table.heading is None}
    for one in missing:
        span = (one.at, one.at)
        if one.terminal in headings:
            continue  # said of the table
        rule = _part_of(one, document)
        if rule is not None:
            group = _group(grammar, rule)
            name = group.path if group is not None else rule
            _not_read(name, f"not found: {_printed(grammar, one.terminal)}", span, findings)
        elif not (one.truncated and is_cut):
            findings.report(layout.MISSING_LINE, f"missing: {_printed(grammar, one.terminal)}", span)


def _part_of(missing: Missing, document: Document) -> str | None:
    """The part that a missing line begins or, of a table, heads: what stands there cannot be told without it."""
    rule = _parts(document.grammar).get(missing.terminal)
    if rule is None:
        return None
    group = _group(document.grammar, rule)
    if group is not None and group.kind == "table":
        table = next((one for one in document.tables if one.name == rule), None)
        return None if table is not None and table.heading is not None else rule
    return rule


def _above(document: Document, at: int) -> str | None:
    """The part of which the last line above a place is."""
    place = _places(document)
    above = [line for line in document.page.lines if line.end <= at and line in place]
    return place[above[-1]] if above else None


def _places(document: Document) -> dict[Line, str]:
    """The part that each line of the page belongs to, of those that belong to one."""
    found: dict[Line, str] = {}
    names = {group.rule: group.path for group in groups(document.grammar)}

    def walk(part: Part, name: str | None) -> None:
        name = names.get(part.name, name)
        for child in part.children:
            if isinstance(child, Part):
                walk(child, name)
            elif name is not None:
                found[child] = name

    walk(document.page.tree, None)
    return found


def report_added(document: Document, added: Sequence[Group], findings: Findings, prefix: str) -> None:
    """Reports what a page lacks of what a derived form adds, and what of it is not read; `prefix` stands before its paths.

    What is wrong with the rest of the page is said as on the form that it is derived from.
    """
    grammar = document.grammar
    terminals = {grammar.line_terminal(group.rule): group for group in added if group.rule in grammar.added}
    for one in document.page.missing:
        group = terminals.get(one.terminal)
        if group is not None:
            _not_read(prefix + group.path, f"not found: {_printed(grammar, one.terminal)}", (one.at, one.at), findings)
        elif one.terminal in grammar.added:
            findings.report(layout.MISSING_LINE, f"missing: {_printed(grammar, one.terminal)}", (one.at, one.at))
    _report_items(document, findings, prefix, grammar.added)
    items = {group.rule: group for group in added if group.rule not in grammar.added and group.kind == "fields"}
    for rule, group in items.items():
        if not any(block.rule == rule for block in document.blocks) and not document.items:
            for name in group.names:
                _not_read(prefix + name, f"not found: {_words(name)}", (0, 0), findings)
    for group in added:
        blocks = [block for block in document.blocks if block.rule == group.rule and block.node is None]
        for block in blocks if group.kind == "fields" else ():
            raw = document.text[block.start : block.end][:_LONGEST_RAW]
            for name in group.names:
                _not_read(prefix + name, f"cannot be read: {_words(name)}", (block.start, block.end), findings, raw)
        table = next((one for one in document.tables if one.name == group.rule and group.rule in grammar.added), None)
        if table is not None:
            _report_table(document, table, findings, prefix)


def _report_items(document: Document, findings: Findings, prefix: str = "", only: Container[str] | None = None) -> None:
    """Reports items that are missing, misprinted, doubled or not read; `only` some of them, where it is given."""
    seen: set[str] = set()
    grammar = document.grammar
    for item in document.items:
        if only is not None and item.rule not in only:
            continue
        span = (item.start, item.end)
        raw = document.text[slice(*span)].strip()[:_LONGEST_RAW]
        name, caption = prefix + _name(grammar, item.rule), grammar.caption(item.rule)
        if not item.rule:
            findings.report(layout.UNEXPECTED, "no item of the form begins like this", span, raw=raw)
            continue
        for misprint in item.misprints:
            shown = normalised(document.text[misprint.start : misprint.end])
            if shown in grammar.older:
                findings.older.append((misprint.start, misprint.end))
                continue
            message = f"{shown!r}: the form prints {misprint.printed!r}"
            findings.report(layout.CAPTION, message, (misprint.start, misprint.end), name)
        if item.rule in seen:
            findings.report(layout.DOUBLED, f"a second item {caption}", span, name, raw=raw)
        elif item.node is None:
            _not_read(name, f"cannot be read: {caption}", span, findings, raw)
        seen.add(item.rule)
    for absent in document.absent:
        if only is None or absent.rule in only:
            message = f"missing item: {grammar.caption(absent.rule)}"
            _not_read(prefix + _name(grammar, absent.rule), message, (absent.at, absent.at), findings)


@lru_cache(maxsize=256)
def _name(grammar: Grammar, rule: str) -> str:
    """What an item is called: as its one field, or as itself where it has several."""
    names = tuple(dict.fromkeys(leaves(grammar, rule, rule)))
    return names[0] if len(names) == 1 else rule


def _report_table(document: Document, table: Table, findings: Findings, prefix: str = "") -> None:
    if _group(document.grammar, table.name) is None:
        return
    path = prefix + table.name
    if table.heading is None or not any(column is not None for column in table.heading.columns):
        rows = [line for line in document.page.lines if any(row.line == line.start for row in table.rows)]
        span = (rows[0].start, rows[-1].end) if rows else (table.heading_start, table.heading_start)
        raw = "\n".join(document.source[line.start : line.end] for line in rows)[:_LONGEST_RAW]
        _not_read(path, "the captions of the columns were not found", span, findings, raw)
        return
    for fault in table.heading.faults:
        span = (table.heading_start + fault.start, table.heading_start + fault.end)
        if fault.fault is Fault.OLDER:
            findings.older.append(span)
            continue
        rule = _HEADING_RULES.get(fault.fault, grid.COLUMN_SEQUENCE)
        findings.report(rule, fault.message, span, path, "" if fault.expected in fault.message else fault.expected)
    for index, row in enumerate(table.rows):
        filled = [(start, text) for start, text in zip(row.starts, row.texts, strict=True) if text.strip()]
        if not filled or not (row.printed != row.expected or row.shifted):
            continue
        first, last = min(filled), max([*filled, *row.extra])
        span = (first[0], last[0] + len(last[1]))
        if row.printed != row.expected:
            message = f"the row has {row.printed} cells, the form {row.expected} columns"
            findings.report(grid.CELL_COUNT, message, span, f"{path}[{index}]")
        if row.shifted:
            message = "cells were read under other columns than they stand under"
            findings.report(grid.SHIFTED_ROW, message, span, f"{path}[{index}]")


def _report_strange(document: Document, findings: Findings) -> None:
    """Reports lines that fit nowhere, with the part in which they stand, and those that are misprinted or moved."""
    page, grammar = document.page, document.grammar
    place = _places(document)
    strange = set(page.unexpected)
    part: str | None = None
    above: dict[Line, str | None] = {}
    for line in page.lines:
        above[line] = part
        part = part if line in strange else place.get(line, part)
    printed = {terminal.name for terminal in grammar.page_terminals if terminal.is_literal}
    seen = {line.type for line in page.lines if line not in strange}
    for run in runs(page):
        shown, span = in_words(document, run), (run[0].start, run[-1].end)
        if all(line.type in printed and line.type in seen for line in run):
            findings.report(layout.DOUBLED, f"printed twice: {shown}", span)
        else:
            raw = document.source[slice(*span)].strip()
            findings.report(layout.UNEXPECTED, f"unexpected: {shown}", span, above[run[0]], raw=raw)
    for line in page.mended:
        terminal = grammar.terminals.get(line.type)
        if terminal is not None and terminal.is_literal:
            message = misprinted(document, line, terminal.text, findings)
            if message is not None:
                findings.report(layout.MISSING_LINE, message, (line.start, line.end))
    report_moved(document, findings, place)


def _report_wordings(document: Document, findings: Findings) -> None:
    """Reports the other wordings of the form that were met, those of one year or name in one finding, at the first of them."""
    met: dict[str, list[tuple[int, int]]] = {}
    for span in sorted(findings.older):
        called = document.grammar.wording(normalised(document.source[slice(*span)]))
        met.setdefault(called or "another year", []).append(span)
    for called, spans in met.items():
        shown = cut_short(normalised(document.source[slice(*spans[0])]))
        more = f", and {len(spans) - 1} more" if len(spans) > 1 else ""
        findings.report(layout.OLDER_WORDING, f"wording of {called}: {shown!r}{more}", spans[0])


def _report_references(document: Document, fields: Fields, findings: Findings) -> None:
    """Reports references to notes that are not there, and notes that no cell refers to."""
    if not any(group.kind == "notes" for group in groups(document.grammar)):
        return
    numbers = {note.number for note in fields.get("footnotes", ())}
    for number in sorted(findings.references.keys() - numbers):
        cell = findings.references[number]
        message = f"there is no note {number}, which {cell.raw!r} refers to"
        findings.report(footnotes.NO_SUCH_NOTE, message, (cell.start, cell.end), "footnotes")


def _printed(grammar: Grammar, terminal: str) -> str:
    """What the form prints on a line, in words; where it prints nothing there, what the line is of."""
    found = grammar.terminals.get(terminal)
    if found is not None and found.is_literal:
        return cut_short(found.text)
    for name in grammar.layouts:
        if grammar.line_terminal(name) == terminal and (grammar.caption(name + LAYOUT) or "").strip():
            return cut_short(grammar.caption(name + LAYOUT) or "")
    return _words(_parts(grammar).get(terminal) or terminal.removesuffix("_LINE").strip("_").lower())


def _words(rule: str) -> str:
    return rule.replace("_", " ")
