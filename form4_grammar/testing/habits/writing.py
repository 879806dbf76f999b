"""A page written in some habits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from form4_grammar.model import Filing
from form4_grammar.testing.habits.drawing import Habits
from form4_grammar.testing.habits.sheet import Line, Sheet, sheet_of
from form4_grammar.testing.habits.tables import is_html, written
from form4_grammar.testing.habits.texts import boxed, caption, item_caption, note_mark, text

_ORDER = {"rows": (0, 1, 2, 3, 4, 5, 6), "columns": (0, 1, 3, 4, 2, 5, 6)}


def in_habits(filing: Filing, habits: Habits) -> str:
    """The page of a filing in some habits. Raises `ValueError` for a form type of no Form 3, 4 or 5."""
    sheet = sheet_of(filing)
    lines = list(_page(sheet, habits))
    if habits.carrier == "html":
        return "<!DOCTYPE html>\n<html><body>\n" + "\n".join(lines) + "\n</body></html>\n"
    before, after = habits.around
    return before + "\n".join(lines) + after + "\n"


def _page(sheet: Sheet, habits: Habits) -> Iterator[str]:
    omb = [_paragraph(caption(one, habits), habits) for one in sheet.omb]
    yield from omb if habits.omb == "before" else ()
    for line in sheet.top:
        shown = boxed(line, habits) if line.kind == "box" else _headed(caption(line.text, habits), habits)
        yield from (_paragraph(one, habits) for one in shown.split("\n"))
        yield ""
    yield from omb if habits.omb == "after" else ()
    yield ""
    yield from _header(sheet, habits)
    yield from ("", _furniture(habits), "")
    for number, table in enumerate(sheet.tables):
        title = _title(caption(table.title, habits, in_html=is_html(habits)), habits)
        lines = list(written(table, habits, title))
        if habits.parts == "both in one" and habits.title == "row" and is_html(habits):
            lines = [one for one in lines if one != ("</table>" if number == 0 else "<table>")]
        yield from lines
    for owner in sheet.owners:
        yield from _item(owner, habits)
        yield ""
    signatures = list(_signatures(sheet, habits))
    if habits.signature == "before the notes":
        yield from signatures
    yield from ("", _headed(caption(sheet.explanation, habits), habits), "")
    yield from _notes(sheet, habits)
    yield ""
    for number, remark in enumerate(sheet.remarks):
        yield from (_headed(caption(remark, habits), habits) if number == 0 else _paragraph(text(remark, habits), habits), "")
    if habits.signature != "before the notes":
        yield from signatures
    for reminder in sheet.reminders[1:]:
        yield from (_paragraph(caption(reminder, habits), habits), "")
    yield from omb if habits.omb == "end" else ()


def _notes(sheet: Sheet, habits: Habits) -> Iterator[str]:
    if habits.notes == "list" and habits.carrier == "html":
        yield f"<ol>{''.join(f'<li>{text(note, habits)}</li>' for _, note in sheet.notes)}</ol>"
        return
    if habits.notes == "breaks":
        notes = [note_mark(number, habits).replace("\t", " ") + text(note, habits) for number, note in sheet.notes]
        yield from [_paragraph("<br>".join(notes), habits)] if notes else []
        return
    for number, note in sheet.notes:
        mark = note_mark(number, habits)
        if habits.notes == "table" and habits.carrier == "markdown" and "\t" not in mark:
            yield f"| {mark}| {text(note, habits)} |" if mark.strip() != "-" else f"| {mark}{text(note, habits)} |"
            yield from ["|---|---|"] if number == 1 else []
            continue
        yield _paragraph(mark + text(note, habits), habits)
        yield from [""] if habits.carrier == "html" or habits.notes == "apart" else ()


def _paragraph(shown: str, habits: Habits) -> str:
    return f"<p>{shown}</p>" if habits.carrier == "html" else shown


def _headed(shown: str, habits: Habits) -> str:
    if habits.carrier == "html":
        return {"none": f"<p>{shown}</p>", "hashes": f"<h2>{shown}</h2>", "bold": f"<p><b>{shown}</b></p>"}[
            habits.heading_marks
        ]
    return {"none": shown, "hashes": f"## {shown}", "bold": f"**{shown}**"}[habits.heading_marks]


def _title(shown: str, habits: Habits) -> str:
    if is_html(habits) and habits.title in ("caption", "row"):
        return shown
    if habits.carrier == "html":
        return {"heading": f"<h3>{shown}</h3>", "bold": f"<p><b>{shown}</b></p>"}.get(habits.title, f"<p>{shown}</p>")
    return {"heading": f"### {shown}", "bold": f"**{shown}**"}.get(habits.title, shown)


def _furniture(habits: Habits) -> str:
    return (
        _paragraph(habits.furniture, habits) if habits.furniture and not habits.furniture.startswith("<") else habits.furniture
    )


def _shown(line: Line, habits: Habits, *, in_html: bool) -> str:
    if line.kind == "box":
        return boxed(line, habits, in_html=in_html)
    if line.kind == "caption":
        shown = item_caption(line.text, habits, in_html=in_html)
        if habits.captions == "bold" and line.text[:1].isdigit():
            bold = "<b>{}</b>" if in_html or habits.carrier == "html" else "**{}**"
            shown = "\n".join(bold.format(one) for one in shown.split("\n"))
        return shown
    return text(line.text, habits, in_html=in_html)


def _header(sheet: Sheet, habits: Habits) -> Iterator[str]:
    order = [index for index in _ORDER[habits.order] if index < len(sheet.items)]
    items = [sheet.items[index] for index in order]
    if habits.header in ("pipe", "html") or (habits.carrier == "html" and habits.header == "list"):
        in_html = habits.header != "pipe" or habits.carrier == "html"
        cells = [
            habits.break_.join(_shown(line, habits, in_html=in_html).replace("\n", habits.break_) for line in item)
            for item in items
        ]
        rows = [cells[index : index + 3] for index in range(0, len(cells), 3)]
        if in_html:
            yield "<table>"
            for row in rows:
                yield f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>"
            yield "</table>"
        else:
            for number, row in enumerate(rows):
                yield f"| {' | '.join([*row, *[''] * (3 - len(row))])} |"
                yield from ["|---|---|---|"] if number == 0 else []
        return
    for item in items:
        yield from _item(item, habits)
        yield ""


def _item(item: Sequence[Line], habits: Habits) -> Iterator[str]:
    answer, place = item[-1], None
    if habits.answers == "beside" and habits.header != "list":
        item, place = _beside(item)
    shown = [_shown(line, habits, in_html=habits.carrier == "html") for line in item]
    if place is not None:
        shown[place] += f": {_shown(answer, habits, in_html=habits.carrier == 'html')}"
    lines = [one for entry in shown for one in entry.split("\n")]
    if habits.header == "hard breaks" and habits.carrier == "markdown":
        yield "\\\n".join(lines)
    elif habits.header == "paragraphs":
        yield _paragraph(" ".join(lines), habits)
    elif habits.header == "colons" and len(item) > 1 and item[1].kind == "answer":
        many = _shown(item[0], habits, in_html=False).count("\n")
        yield from (_paragraph(one, habits) for one in lines[:many])
        yield _paragraph(f"{lines[many]}: {lines[many + 1]}", habits)
        yield from (_paragraph(one, habits) for one in lines[many + 2 :])
    elif habits.header == "list":
        entries = [_shown(line, habits, in_html=habits.carrier == "html") for line in item]
        if habits.carrier == "html":
            yield f"<ul>{''.join(f'<li>{one}</li>' for one in entries)}</ul>"
        else:
            yield from (one if one.startswith("- ") else f"- {one}".replace("\n", "\n  ") for one in entries)
    else:
        yield from (_paragraph(one, habits) for one in lines)


def _signatures(sheet: Sheet, habits: Habits) -> Iterator[str]:
    below = caption(sheet.reminders[0], habits)
    for name, day in sheet.signatures:
        shown = text(name, habits)
        if habits.signature == "paragraphs":
            yield from (_paragraph(shown, habits), "", _paragraph(day, habits), "")
        elif habits.signature == "cells" and habits.carrier == "markdown":
            yield from (f"| {shown} | {day} |", "|---|---|", "")
        elif habits.signature == "two lines":
            yield from (_paragraph(shown, habits), _paragraph(day, habits))
        elif habits.signature == "dash":
            yield from (_paragraph(f"{shown} — {day}", habits), "")
        elif habits.signature == "caption inside":
            name_caption, day_caption = below.rsplit(habits.blank if habits.blank in below else " ", 1)
            yield from (_paragraph(one, habits) for one in (shown, name_caption, day, day_caption))
            yield ""
        else:
            yield from (_paragraph(f"{shown} {day}", habits), "")
    if habits.signature != "caption inside" or not sheet.signatures:
        yield from (_paragraph(below, habits), "")


def _beside(item: Sequence[Line]) -> tuple[Sequence[Line], int | None]:
    """An item without its one answer, and the place of the ticked box that this goes behind; None where there is none."""
    ticked = [index for index, line in enumerate(item) if line.is_ticked]
    if not ticked or item[-1].kind != "answer" or ticked[-1] < len(item) - 3:
        return item, None
    return item[:-1], ticked[-1]
