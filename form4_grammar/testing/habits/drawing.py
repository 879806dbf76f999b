"""The habits in which programs write a page: each is drawn by itself, so that they meet in every combination."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

_REFERENCES = (
    "({})", "⁽{}⁾", "<sup>({})</sup>", "<sup>{}</sup>", "^{}^", "^({})^", "$^{{({})}}$", "$^{{{}}}$", "\\(^{{({})}}\\)",
    "[^{}]", "[{}]", "{}", "^({})", "${{ }}^{{({})}}$", "\\({{}}^{{({})}}\\)",
)  # fmt: skip
"""The marks of references; the digits of the second and of the last are raised ones."""

_NOTES = (
    "{}. ", "{}\\. ", "({}) ", "[{}] ", "{}) ", "<sup>({})</sup> ", "<sup>{}</sup> ", "^{}^ ", "$^{{({})}}$ ", "[^{}]: ",
    "- {}. ",
    "* ({}) ", "**{}.** ", "- ", "⁽{}⁾ ", "({})\t",
)  # fmt: skip
_BOXES = (
    ("X", ""), ("[X]", "[ ]"), ("[x]", "[ ]"), ("- [x]", "- [ ]"), ("☒", "☐"), ("☑", "□"), ("☑", "☐"), ("✓", ""),
    ("(X)", "( )"),
    ("■", "□"), ("⊠", "☐"), ("$\\boxtimes$", "$\\square$"), ("\\(\\boxtimes\\)", "\\(\\square\\)"),
    (":selected:", ":unselected:"), ("[X]", ""), ("☒", ""), ("- ☒", "- ☐"), ("☒&nbsp;", "☐&nbsp;"), ("&#9746;", "&#9744;"),
    ('<input type="checkbox" checked=""/>', '<input type="checkbox"/>'), ("\\[X\\]", "\\[ \\]"), ("**X**", ""),
    ("(checked)", "(unchecked)"), ("[selected]", "[not selected]"), ("SELECTED,", "NOT_SELECTED,"),
)  # fmt: skip
_FURNITURE = (
    "", "", "<!-- PageBreak -->", "Page 1 of 2", "{0}------------------------------------------------", "---", "***",
    "<page_number>1</page_number>", "https://www.sec.gov/Archives/edgar/data/1/xslF345X05/form4.xml 1/2", "![](page-1.png)",
    "11/25/26, 9:22 AM SEC FORM 4", "<page>", "- 1 -", "![image](images/box.jpg)", '<img src="a.png"/>', "\f", "[Page 2]",
    "<|ref|>table<|/ref|><|det|>[[41, 90, 957, 105]]<|/det|>", "<|end_of_page|>",
)  # fmt: skip
_AROUND = (
    ("", ""), ("", ""), ("Here is the transcription of the page:\n\n```markdown\n", "\n```\n\nLet me know if you need more!"),
    ("```\n", "\n```"), ("---\nprimary_language: en\nis_rotation_valid: true\n---\n", ""), ('{"primary_language":"en"}\n', ""),
    ("Title: SEC FORM 4\n\nURL Source: https://www.sec.gov/form4.xml\n\nMarkdown Content:\n", ""), ("SEC Form 4\n\n", ""),
)  # fmt: skip


class Habits(NamedTuple):
    """How a page is written; each field is one habit, and its value the way."""

    carrier: str = "markdown"
    header: str = "lines"
    order: str = "rows"
    break_: str = "<br>"
    tables: str = "pipe"
    heading: str = "two lines"
    title: str = "line"
    captions: str = "plain"
    instruction: str = "beside"
    parts: str = "whole"
    reference: str = "({})"
    glue: str = ""
    several: str = "each"
    note: str = "{}. "
    box: tuple[str, str] = ("X", "")
    box_place: str = "before"
    dollar: str = "$"
    escapes: str = "none"
    empty: str = ""
    blank: str = " "
    dash: str = "-"
    omb: str = "before"
    furniture: str = ""
    around: tuple[str, str] = ("", "")
    signature: str = "line"
    heading_marks: str = "none"
    wrapped: str = "not"
    number: str = "beside"
    notes: str = "lines"
    answers: str = "below"


CHOICES: dict[str, Sequence[object]] = {
    "carrier": ("markdown", "markdown", "markdown", "html"),
    "header": ("lines", "paragraphs", "pipe", "html", "list", "colons", "hard breaks"),
    "order": ("rows", "columns"),
    "break_": ("<br>", "<br/>", " <br> ", " "),
    "tables": ("pipe", "open", "html", "cells", "bare", "tabs", "tex"),
    "heading": ("two lines", "joined", "repeated", "once", "spaced", "below only"),
    "title": ("line", "heading", "bold", "caption", "row"),
    "captions": ("plain", "plain", "bold", "upper", "title"),
    "instruction": ("beside", "beside", "below"),
    "parts": ("whole", "whole", "headed again", "in two", "both in one"),
    "reference": _REFERENCES,
    "glue": ("", " "),
    "several": ("each", "spaced", "together"),
    "note": _NOTES,
    "box": _BOXES,
    "box_place": ("before", "before", "behind", "above"),
    "dollar": ("$", "$", "\\$"),
    "escapes": ("none", "none", "stars", "all"),
    "empty": ("", "", "–", "&nbsp;", "-", "\u00a0"),
    "blank": (" ", " ", "\u00a0", "&nbsp;"),
    "dash": ("-", "-", "–", "—"),
    "omb": ("before", "after", "gone", "end"),
    "furniture": _FURNITURE,
    "around": _AROUND,
    "signature": ("line", "paragraphs", "dash", "cells", "before the notes", "caption inside", "two lines"),
    "heading_marks": ("none", "hashes", "bold"),
    "wrapped": ("not", "not", "before brackets", "in the middle", "hyphenated"),
    "number": ("beside", "beside", "beside", "apart", "gone"),
    "notes": ("lines", "lines", "apart", "table", "list", "breaks"),
    "answers": ("below", "below", "below", "beside"),
}
"""The ways of each habit; what is listed twice is more usual."""


def drawn(random: Random, *, kept: Sequence[str] = ()) -> Habits:
    """Habits at random; those named in `kept` are the usual ones."""
    found = Habits(**{name: random.choice(ways) for name, ways in CHOICES.items() if name not in kept})  # type: ignore[arg-type]
    if found.carrier == "html":  # marks of Markdown do not stand there
        found = found._replace(
            box=random.choice([box for box in _BOXES if not set("-*\\") & set(box[0][:2])]),
            note=random.choice([note for note in _NOTES if not set("-*\\^\t") & set(note)]),
            reference=random.choice([mark for mark in _REFERENCES if "^" not in mark]),
        )
    return found
