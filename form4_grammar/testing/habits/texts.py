"""The signs of a page as a habit has them: blanks, dashes, escapes, references, boxes."""

from __future__ import annotations

import re
from html import escape

from form4_grammar.testing.habits.drawing import Habits
from form4_grammar.testing.habits.sheet import Cell, Line

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPECIAL = re.compile(r"([*_\[\]#])|(?<=^\d)(\.)|(?<=^\d\d)(\.)")
_WIDE = 30
_LONG_WORD = re.compile(r"\b([A-Za-z]{5})([a-z]{4,})\b")
_RAISED_MARKS = ("⁽{}⁾", "{}")


def text(shown: str, habits: Habits, *, in_html: bool = False) -> str:
    """A text of the page."""
    if in_html or habits.carrier == "html":
        shown = escape(shown, quote=False)
    elif habits.escapes != "none":
        pattern = _SPECIAL if habits.escapes == "all" else re.compile(r"(\*)()()")
        shown = pattern.sub(lambda sign: f"\\{sign[0]}", shown)
    if habits.dollar != "$" and habits.carrier != "html":
        shown = shown.replace("$", habits.dollar)
    return shown


def caption(shown: str, habits: Habits, *, in_html: bool = False, is_in_cell: bool = False) -> str:
    """A printed text of the form. Its blanks and dashes, letters and breaks are the copy's."""
    if habits.captions == "upper":
        shown = shown.upper()
    elif habits.captions == "title":
        shown = re.sub(r"\b[a-z]", lambda letter: letter[0].upper(), shown)
    shown = shown.replace(" - ", f" {habits.dash} ")
    shown = text(shown, habits, in_html=in_html)
    if habits.wrapped == "hyphenated" and is_in_cell:
        shown = _LONG_WORD.sub(lambda word: f"{word[1]}-{habits.break_}{word[2]}", shown)
    if habits.instruction == "below" and is_in_cell:
        shown = shown.replace(" (Instr", f"{habits.break_}(Instr").replace(" (INSTR", f"{habits.break_}(INSTR")
    return shown.replace(" ", habits.blank) if habits.blank == " " else re.sub(" (?=[(A])", habits.blank, shown)


def item_caption(shown: str, habits: Habits, *, in_html: bool = False) -> str:
    """The caption of an item, whose number may be gone, with a line break where it was wrapped."""
    number, _, rest = shown.partition(" ")
    if number.rstrip(".").isalnum() and number.endswith(".") and habits.number != "beside":
        shown = rest if habits.number == "gone" else f"{number}\n{rest}"
    if habits.wrapped == "before brackets":
        shown = shown.replace(" (Month", "\n(Month").replace(" (Check", "\n(Check")
    elif habits.wrapped == "in the middle" and len(shown) > _WIDE:
        at = shown.find(" ", len(shown) // 2)
        shown = shown if at < 0 else f"{shown[:at]}\n{shown[at + 1 :]}"
    return "\n".join(caption(one, habits, in_html=in_html) for one in shown.split("\n"))


def references(cell: Cell, habits: Habits) -> str:
    """The marks of the references of a cell."""
    if not cell.notes:
        return ""
    shown = [str(number) for number in cell.notes]
    if habits.reference in _RAISED_MARKS:
        shown = [number.translate(_RAISED) for number in shown]
    if habits.several == "together" and habits.reference not in ("{}", "[^{}]"):
        marks = habits.reference.format(",".join(shown))
    else:
        # Raised digits that nothing parts would be one number
        joint = " " if habits.several == "spaced" or habits.reference == "{}" else ""
        marks = joint.join(habits.reference.format(number) for number in shown)
    return (habits.glue if cell.text else "") + marks


def note_mark(number: int, habits: Habits) -> str:
    """The mark of a note."""
    shown = str(number)
    return habits.note.format(shown.translate(_RAISED) if habits.note.startswith("⁽") else shown)


def cell(one: Cell, habits: Habits, *, in_html: bool = False) -> str:
    """A cell of a row."""
    shown = text(one.text, habits, in_html=in_html) + references(one, habits)
    return shown or habits.empty


def boxed(line: Line, habits: Habits, *, in_html: bool = False) -> str:
    """A box with its label, on one line or two."""
    mark = habits.box[not line.is_ticked]
    label = caption(line.text, habits, in_html=in_html)
    if not mark or mark == "- ":
        return label
    if habits.box_place == "behind" and not mark.startswith("- ") and habits.box[1] and mark != "X":
        return f"{label} {mark}"
    return f"{mark}\n{label}" if habits.box_place == "above" and not mark.startswith("- ") else f"{mark} {label}"
