"""L: texts that show by themselves what happened to the copy on its way."""

from form4_grammar.diagnostics import Locus, Rule, Severity

_FIX = "Compare the text with the filing on EDGAR, or make the copy again."

ODD_SIGN = Rule(
    "L175", "odd-sign", Severity.INFO, Locus.EITHER,
    what="A name, a note or another text has a sign that nobody types: a ligature, a digit of another script or of double width, a number "
    "in a circle, a minus for a hyphen, a tick, a Greek or Cyrillic letter among Latin ones. Or each of its letters stands twice, or a note "
    "ends in dots.",
    why="A program on the way put it there in place of a common sign, or of several that look like it.",
    fix=_FIX,
    source="Unicode: compatibility characters and letters that look alike; EDGAR takes texts in ASCII",
    good="The option is fully vested.",
    bad="The option is \ufb01nally vested.",
    limits="The value stands as the copy has it. Curly quotation marks, long dashes and letters with accents are read without a word.",
)  # fmt: skip

MASKED = Rule(
    "L176", "masked-text", Severity.WARNING, Locus.EITHER,
    what="A text or a part of it is made unreadable or left out: boxes, XXXX, three asterisks or more, a word in brackets as [REDACTED] or (illegible), or "
    "dots at the end.",
    why="What the filing says there is not on the page.",
    fix=_FIX,
    source="how texts are redacted, and how programs shorten what is too long for a cell",
    good="By Spouse",
    bad="XXXX",
    limits="A note may have words in square brackets of its own.",
)  # fmt: skip

BROKEN_TEXT = Rule(
    "L177", "broken-text", Severity.WARNING, Locus.RENDERING,
    what="A text has what programs leave where they break lines or escape signs: = in or behind a word, a hyphen and a blank inside "
    "a word, a backslash.",
    why="The sign is no part of the text, and may stand for another.",
    fix=_FIX,
    source="RFC 2045, 6.7; hyphenation; the escapes of Markdown",
    good="The option is fully vested.",
    bad="The option is ful- ly vested.",
)  # fmt: skip

TEXTS_CUT = Rule(
    "L178", "texts-cut", Severity.WARNING, Locus.RENDERING,
    what="Several texts are as long as the longest, and one of them ends inside a word: a program may have cut them at that length.",
    why="What was cut off is not on the page.",
    fix=_FIX,
    source="spreadsheets and tables of fixed width",
)  # fmt: skip

STANDS_FOR_NOTHING = Rule(
    "L179", "stands-for-nothing", Severity.INFO, Locus.EITHER,
    what="A text is one of the words that programs write for a value that is not there, as null or NaN, or that says that it is the one above.",
    why="The filing may have no text there, or that of the line above.",
    fix=_FIX,
    source="what databases, spreadsheets and programs write for missing values",
    good="By Spouse",
    bad="NaN",
)  # fmt: skip
