"""Forms as filers typed them before June 2003: items and columns beside each other, in the habits that such pages have.

All words are those of the grammar; what is here is where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from form4_grammar import Filing
from form4_grammar.grammar import Grammar
from form4_grammar.parser.headings import Column, printed_heading
from form4_grammar.render.fitting import fitted
from form4_grammar.render.rows import row_line

NARROWEST, WIDEST = 9, 20
TITLE_I, TITLE_II = "TABLE_I_TITLE", "TABLE_II_TITLE"


class Look(NamedTuple):
    """The habits of a filer: how the columns are parted, the rows, the words; and what else differs from page to page."""

    columns: str = "strokes"  # or "blanks", "loose" (strokes in the heading alone) and "cells" (of HTML)
    rows: str = "rule"  # or "blank", "none"
    is_cut: bool = False  # where a column ends, also inside of words
    in_two: bool = True  # Table II in two parts
    has_labels: bool = False  # (Last) and so on
    captions_first: bool = False  # the captions of a signature before what they are for
    are_beside: bool = False  # items beside each other


Items = list[tuple[str, list[str]]]
Cells = list[list[str]]


def typed_page(filing: Filing, grammar: Grammar, look: Look) -> str:
    """The page of a filing; that of ``cells`` is HTML."""
    shown = fitted(filing)
    tables = [("table_i", TITLE_I, shown.non_derivative_table), ("table_ii", TITLE_II, shown.derivative_table)]
    if look.columns == "cells":
        return "\n".join(_html(shown, grammar, look, [(name, title, _cells(rows, grammar)) for name, title, rows in tables]))
    lines = [f"FORM {grammar.form}", "", "UNITED STATES SECURITIES AND EXCHANGE COMMISSION", grammar.terminals["TITLE"].text]
    lines += ["", *wrap(grammar.terminals["FILED_PURSUANT"].text, 78), ""]
    lines += _beside(_items(shown, grammar, look)) if look.are_beside else _below(_items(shown, grammar, look))
    for name, title, rows in tables:
        lines += ["<TABLE>", *wrap(grammar.terminals[title].text, 110)]
        for columns, cells in _parts(name, _cells(rows, grammar), grammar, look):
            lines += ["<CAPTION>", *_drawn(columns, cells, look), ""]
        lines += [*wrap(grammar.terminals["REMINDER"].text, 120), "</TABLE>", "<PAGE>"]
    lines += [grammar.terminals["EXPLANATION_OF_RESPONSES"].text, ""]
    for note in shown.footnotes:
        lines += wrap(f"({note.number}) {note.text}", 75, subsequent_indent="    ")
    for signed in shown.signatures:
        day = f"{signed.date:%B %d, %Y}"
        below = [str(signed.name).ljust(44) + f"  {day}", f"{'_' * 40}      {'_' * 20}"]
        below += ["**Signature of Reporting Person               Date"]
        lines += ["", *(["SIGNATURE OF REPORTING PERSON", f"  {signed.name}", "DATE", day] if look.captions_first else below)]
    for owner in shown.reporting_owners[1:]:
        address = _address(shown, shown.reporting_owners.index(owner))
        lines += ["", f"Name:     {owner.name}", f"Address:  {address[0]}", *(f"          {line}" for line in address[1:])]
    return "\n".join(lines) + "\n"


def _address(filing: Filing, index: int) -> list[str]:
    address = filing.reporting_owners[index].address
    place = f"{address.city}, {address.state} {address.zip_code}"
    return [*filter(None, (address.street1, address.street2)), place]


def _items(filing: Filing, grammar: Grammar, look: Look) -> Items:
    owner = filing.reporting_owners[0]
    *streets, place = _address(filing, 0)
    name, street, city = (
        [grammar.terminals[label].text] if look.has_labels else []
        for label in ("LAST_FIRST_MIDDLE", "STREET", "CITY_STATE_ZIP")
    )
    given = owner.relationship
    assert given is not None
    title = " / ".join(filter(None, (given.officer_title, given.other_text)))
    boxes = [
        f"{_box(given.is_director)} Director     {_box(given.is_ten_percent_owner)} 10% Owner",
        f"{_box(given.is_officer)} Officer (give title below)   {_box(given.is_other)} Other (specify below)",
    ]
    group = len(filing.reporting_owners) > 1
    filed = [
        f"{_box(not group)} Form filed by One Reporting Person",
        f"{_box(group)} Form filed by More than One Reporting Person",
    ]
    answers = {
        "reporting_person": [str(owner.name), *name, *streets, *street, place, *city],
        "issuer": [f"{filing.issuer.name} ({filing.issuer.trading_symbol})"],
        "irs_number": [],
        "period_of_report": [f"{filing.period_of_report:%B %d, %Y}"],
        "date_of_original_submission": [f"{day:%m/%d/%Y}"] if (day := filing.date_of_original_submission) else [],
        "relationship": [*boxes, *([f"    {title}"] if title else [])],
        "individual_or_joint_group_filing": filed,
    }
    return [(grammar.caption(rule) or "", answers[rule]) for rule in grammar.cells("header_layout")]


def _box(ticked: bool | None) -> str:
    return "( X )" if ticked else "(   )"


def _below(items: Items) -> Iterator[str]:
    for caption, answers in items:
        yield from (caption, *(f"   {line}" for line in answers), "")


def _beside(items: Items) -> Iterator[str]:
    width = 62
    for first in range(0, len(items), 2):
        columns = [
            [*wrap(caption, width - 4), *(f"  {line}" for line in answers)] for caption, answers in items[first : first + 2]
        ]
        for number in range(max(map(len, columns))):
            yield "".join((one[number] if number < len(one) else "").ljust(width) for one in columns).rstrip()
        yield "-" * 2 * width


def _cells(rows: Sequence[object], grammar: Grammar) -> Cells:
    lines = (row_line(row, grammar) for row in rows)  # type: ignore[arg-type] # rows of one table
    return [[_plain(cell) for cell in line.split("\t")] for line in lines]


def _plain(cell: str) -> str:
    """A cell as a typewriter sets it: what is raised stands behind a blank."""
    return re.sub(r"<sup>(\(\d+\))</sup>", r" \1", cell).replace("\\", "").strip()


def _parts(name: str, cells: Cells, grammar: Grammar, look: Look) -> Iterator[tuple[Sequence[Column], Cells]]:
    columns = printed_heading(grammar, f"{name}_heading").columns
    middle = next((i for i, one in enumerate(columns) if one.caption.startswith("7. Title")), 0) if look.in_two else 0
    for part in (slice(0, middle), slice(middle, None)) if middle else (slice(None),):
        yield columns[part], [row[part] for row in cells]


def _groups(columns: Sequence[Column]) -> list[tuple[str, list[int]]]:
    numbered = groupby(enumerate(columns), key=lambda one: one[1].caption)
    return [(caption, [index for index, _ in group]) for caption, group in numbered]


def _set(text: str, width: int, look: Look) -> list[str]:
    if look.is_cut:
        return [text[at : at + width] for at in range(0, len(text), width)]
    return wrap(text, width)


def _drawn(columns: Sequence[Column], cells: Cells, look: Look) -> Iterator[str]:
    """A table in text."""
    has_strokes = look.columns != "blanks"
    parting = "|" if has_strokes else "  "
    widths = []
    for index, column in enumerate(columns):
        words = [*column.caption.split(), *column.below.split(), *(word for row in cells for word in row[index].split())]
        widths.append(min(max([NARROWEST, *map(len, words)]), WIDEST))
    heads: list[tuple[list[str], list[int], list[list[str]]]] = []
    depths: list[int] = []
    for caption, own in _groups(columns):
        below = [wrap(columns[index].below, widths[index]) for index in own]
        above = wrap(caption, sum(widths[index] for index in own) + len(parting) * (len(own) - 1))
        depths.append(max(map(len, below)))
        heads.append((above, own, below))
    height = max(len(above) + depth for (above, _, _), depth in zip(heads, depths, strict=True))
    ruled = ("+" if has_strokes else "  ").join("-" * width for width in widths)
    yield from [f"+{ruled}+"] if has_strokes else []
    for number in range(height):
        shown = []
        for (above, own, below), depth in zip(heads, depths, strict=True):
            if depth and number >= height - depth:
                lines = [one[at] if 0 <= (at := number - height + len(one)) < len(one) else "" for one in below]
                shown.append(parting.join(line.ljust(widths[index]) for line, index in zip(lines, own, strict=True)))
            else:
                width = sum(widths[index] for index in own) + len(parting) * (len(own) - 1)
                shown.append((above[number] if number < len(above) else "").ljust(width))
        yield _line(parting.join(shown), has_strokes=has_strokes)
    yield f"+{ruled}+" if has_strokes else ruled
    for count, row in enumerate(cells):
        wrapped = [_set(text, width, look) for text, width in zip(row, widths, strict=True)]
        if count and (look.rows != "none" or not has_strokes or look.columns == "loose"):
            is_ruled = look.rows == "rule" and look.columns == "strokes"
            yield f"+{ruled}+" if is_ruled else ""
        for number in range(max(map(len, wrapped))):
            parts = (
                (one[number] if number < len(one) else "").ljust(width) for one, width in zip(wrapped, widths, strict=True)
            )
            line = _line(parting.join(parts), has_strokes=has_strokes)
            yield line.replace("|", " ").rstrip() if look.columns == "loose" else line
    yield from [f"+{ruled}+"] if has_strokes else []


def _line(shown: str, *, has_strokes: bool) -> str:
    return f"|{shown}|" if has_strokes else shown.rstrip()


def _html(filing: Filing, grammar: Grammar, look: Look, tables: Sequence[tuple[str, str, Cells]]) -> Iterator[str]:
    yield f"<HTML><BODY><P>FORM {grammar.form}<P>{grammar.terminals['TITLE'].text}<P>{grammar.terminals['FILED_PURSUANT'].text}"
    items = _items(filing, grammar, look)
    yield "<TABLE>"
    for first in range(0, len(items), 2):
        own = items[first : first + 2]
        captions = (caption.split(" ", 1) for caption, _ in own)
        yield f"<TR>{''.join(f'<TD><B>{number}</B></TD><TD>{escape(words)}</TD>' for number, words in captions)}</TR>"
        answers = ("<BR>".join(" ".join(escape(line).split()) for line in lines) or "&nbsp;" for _, lines in own)
        yield f"<TR>{''.join(f'<TD>&nbsp;</TD><TD>{answer}<HR noshade></TD>' for answer in answers)}</TR>"
    yield "</TABLE>"
    for name, title, rows in tables:
        for part, (columns, cells) in enumerate(_parts(name, rows, grammar, look)):
            yield f"<P>Page 2<TABLE><TR><TD>{grammar.terminals[title].text}{' &#151; Continued' * part}</TD></TR>"
            heads = _groups(columns)
            tops = (
                f"<TD>{caption.split(' ', 1)[0]}</TD><TD colspan={len(own)}>{escape(caption.split(' ', 1)[1])}</TD>"
                for caption, own in heads
            )
            yield f"<TR>{''.join(tops)}</TR>"
            below = [[columns[index].below for index in own] for _, own in heads]
            for texts in [below] if any(map(any, below)) else []:
                yield f"<TR>{''.join('<TD></TD>' + ''.join(f'<TD>{text}</TD>' for text in own) for own in texts)}</TR>"
            for row in cells:
                own_cells = ("".join(f"<TD>{escape(row[index]) or '&nbsp;'}</TD>" for index in own) for _, own in heads)
                yield f"<TR>{''.join('<TD>&nbsp;</TD>' + one for one in own_cells)}</TR>"
            yield "</TABLE>"
    yield f"<P>{grammar.terminals['EXPLANATION_OF_RESPONSES'].text}"
    yield from (f"<P>({note.number}) {escape(note.text)}" for note in filing.footnotes)
    for signed in filing.signatures:
        yield f"<TABLE><TR><TD>{escape(signed.name or '')}</TD><TD>&nbsp;</TD><TD>{signed.date:%B %d, %Y}</TD></TR>"
        yield "<TR><TD><HR>**Signature of Reporting Person</TD><TD>&nbsp;</TD><TD><HR>Date</TD></TR></TABLE>"
    for index, owner in enumerate(filing.reporting_owners[1:], 1):
        address = "<BR>".join(map(escape, _address(filing, index)))
        yield f"<TABLE><TR><TD>Name:</TD><TD>{escape(owner.name or '')}</TD></TR>"
        yield f"<TR><TD>Address:</TD><TD>{address}</TD></TR></TABLE>"
    yield "</BODY></HTML>"
