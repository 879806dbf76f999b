"""Where the items of the header stand on the page, and what the checks ask of them there."""

from __future__ import annotations

import re
from functools import lru_cache

from form4_grammar.checks.context import Context, once
from form4_grammar.diagnostics import codes_of
from form4_grammar.grammar import MOST_PARTS, Grammar
from form4_grammar.parser.patterns import compile_rule
from form4_grammar.rules import dates, header, layout
from form4_grammar.transform.placed import FILING_BOXES, Placed, read_boxes

_OWNER_CAPTION = "Name and Address of Reporting Person"
_OF_ITEMS = codes_of(layout.MISSING_ITEM, header.UNREADABLE_ITEM, dates.NO_SUCH_DATE, layout.DOUBLED)
_FILING_ITEM = "individual_or_joint_group_filing"


def doubtful(context: Context, path: str) -> bool:
    """Whether reading has found something about an item, or that the page lacks its top."""
    return layout.CUT_OFF.code in context.codes or any(
        where == "reporting_owners[0]" or (where is not None and where.startswith(path))
        for code, where in context.found
        if code in _OF_ITEMS
    )


def owner_caption(context: Context, index: int) -> tuple[int, int]:
    """Where the label of an owner's name and address stands."""
    places = _owner_captions(context)
    return places[index] if index < len(places) else (0, 0)


@once
def _owner_captions(context: Context) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(_OWNER_CAPTION), context.text)]


@lru_cache(maxsize=MOST_PARTS)
def _caption(grammar: Grammar, name: str) -> str | None:
    return grammar.caption(name) if name in grammar.rules else None


def item_span(context: Context, name: str) -> tuple[int, int]:
    """Where an item of the header stands, its caption included; (0, 0) where that is not as printed."""
    grammar = context.parsed.grammar
    caption = _caption(grammar, name) if grammar is not None else None
    start = context.text.find(caption) if caption else -1
    if start < 0:
        return 0, 0
    text = context.text
    end = text.find("\n", start)
    end = end if end >= 0 else len(text)
    tab = text.find("\t", start, end)
    return start, start + len(text[start : tab if tab >= 0 else end].rstrip())


@once
def filing_boxes(context: Context) -> tuple[bool, bool, tuple[int, int]] | None:
    """Whether One and More than One are ticked, and where item 6 stands. None where that cannot be told."""
    grammar = context.parsed.grammar
    span = item_span(context, _FILING_ITEM)
    if grammar is None or span == (0, 0):
        return None
    ticks = _ticks(grammar, context.text[span[0] : span[1]])
    return (*ticks, span) if ticks else None


@lru_cache(maxsize=MOST_PARTS)
def _ticks(grammar: Grammar, cell: str) -> tuple[bool, bool] | None:
    node = compile_rule(grammar, _FILING_ITEM).read(cell)
    if node is None:
        return None
    ticked = read_boxes(Placed(node, 0), FILING_BOXES).ticked
    one, more = (ticked[name] for name in FILING_BOXES)
    return one, more
