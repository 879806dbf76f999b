"""L: texts that show by themselves what happened to the copy on its way."""

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.citations import SEC_PAGE
from form4_grammar.rules.layout import FIX_COPY

_FIX = "Compare the text with the filing on EDGAR, or make the copy again."

ODD_SIGN = Rule(
    "L175", "odd-sign", Severity.INFO, Locus.EITHER,
    what="A name, a note or another text has a sign that nobody types: a ligature, a digit of another script or of double width, a number "
    "in a circle, a minus for a hyphen, a tick, a Greek or Cyrillic letter among Latin ones. Or each of its letters stands twice, or a note "
    "ends in dots; or a title or a name has a list's number before it, a star, a comma, a small word or an amount at its end, a bracket without the other, "
    "a digit inside a word, a telephone.",
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

DEBRIS = Rule(
    "L067", "piece-of-a-tag", Severity.WARNING, Locus.RENDERING,
    what="A name, a note or another text holds what is left of a tag that lost its beginning or its end, or of other markup.",
    why="The markup was damaged there, so more than the tag may be gone, and the text is not what the filer wrote.",
    fix=FIX_COPY,
    source="HTML",
    good="2. The option is fully vested.",
    bad="2. The option is fully vested. >",
)  # fmt: skip

FURNITURE = Rule(
    "L057", "page-number-in-a-text", Severity.WARNING, Locus.RENDERING,
    what="A name, an address or another answer begins or ends with what stands between the pages of a copy: a number, a rule, a row of signs.",
    why="It is not the filer's, and was not taken away, since nothing parts it from the answer.",
    fix=FIX_COPY,
    source="copies of filings",
)  # fmt: skip

EMPTIED = Rule(
    "L084", "answer-emptied", Severity.WARNING, Locus.RENDERING,
    what="An HTML page has an empty element of the kind that it has around each answer and each value.",
    why="The page has such an element only where something stands in it, so that an answer or a value is lost.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    limits="The title of a relationship is left blank so by the SEC itself.",
)  # fmt: skip

BROKEN_TAG = Rule(
    "L197", "broken-tag", Severity.WARNING, Locus.RENDERING,
    what="A tag of an HTML page has a name that no element has, lacks a quote or its closing sign, or has no partner, on a page "
    "whose other tags are whole.",
    why="A cell ends and begins elsewhere then, so that a value or a mark beside it may be lost, or stand in another cell.",
    fix=FIX_COPY,
    source="HTML",
    limits="On pages whose writer leaves out end tags by habit nothing is said.",
)  # fmt: skip

WITHOUT_LINK = Rule(
    "L085", "name-without-link", Severity.INFO, Locus.RENDERING,
    what="The name of the issuer or of a reporting person has no link with a CIK in its address, and the page has such addresses.",
    why="The SEC's page links each name, and the CIK is nowhere else on it. It stays unknown.",
    fix=FIX_COPY,
    source=SEC_PAGE,
)  # fmt: skip

GLUED = Rule(
    "L086", "words-without-blank", Severity.WARNING, Locus.RENDERING,
    what="Words of the form are printed without the blank between them, and in an answer, a note or a text of the tables stands what may be two words.",
    why="Where the copy lost blanks in the form's own texts, it lost them in the filer's, too, and nothing else shows it.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    limits="In tables and answers only a word that stands nowhere else on the page, and whose halves do, or that shows where the two meet.",
)  # fmt: skip

LETTERS_LOST = Rule(
    "L193", "letters-lost", Severity.WARNING, Locus.RENDERING,
    what="Words of the form are printed without letters that fonts have as one sign, as 'Benecially': they may be lost in any other text, too.",
    why="A program that could not read the sign left it out, and a name or a note without it looks like another.",
    fix=FIX_COPY,
    source=SEC_PAGE,
)  # fmt: skip

CAPTION_IN_TEXT = Rule(
    "L058", "caption-in-a-text", Severity.WARNING, Locus.RENDERING,
    what="A name, an address or another answer holds words that the form prints.",
    why="A line of the form was not told from the answer, so the answer is not whole, or too long, and what belongs to the caption may be in it.",
    fix=FIX_COPY,
    source=SEC_PAGE,
)  # fmt: skip

TEXT_TWICE = Rule(
    "L068", "last-words-twice", Severity.INFO, Locus.RENDERING,
    what="A name, an address or another answer ends with the same words twice.",
    why="A line of the copy may be doubled.",
    fix=FIX_COPY,
    source="copies of filings",
)  # fmt: skip

BROKEN_WORD = Rule(
    "L045", "broken-word", Severity.INFO, Locus.RENDERING,
    what="A line that was wrapped ends in a hyphen, or within a number, and was joined with the next without a blank.",
    why="Whether a blank stood there cannot be told from the page.",
    fix="Look at the word where it matters, or wrap no lines: html2text does not with --body-width=0.",
    source="the wrapping of Python's textwrap, which breaks lines after hyphens inside words",
)  # fmt: skip

TORN_WORD = Rule(
    "L150", "torn-word", Severity.WARNING, Locus.RENDERING,
    what="A line was cut at the width of a cell, and two words may have been parted there as well as one; or a print parts words.",
    why="A blank at the end of a piece cannot be seen, so that two words may have been taken for one, or one for two.",
    fix="Compare the value with the filing on EDGAR, or make the copy wider.",
    source="what pandoc makes of tables inside the cells of a grid",
)  # fmt: skip

DAY_FIRST = Rule(
    "L207", "day-before-month", Severity.WARNING, Locus.EITHER,
    what="A date can be read with its day first as well, and another one on the page can be read so only, as 25/03/2022; or "
    "all of them can, and only so was the form signed within days.",
    why="The form has the month first, but programs write dates as their user's country does. Which day is meant is a guess.",
    fix="Write all dates as mm/dd/yyyy.",
    source="the captions of the form: Month/Day/Year; spreadsheets, which turn dates",
    limits="It was read with its month first. Where no date has a number above 12, the days of a month that is its own number tell nothing.",
)  # fmt: skip

IN_ONE_CASE = Rule(
    "L208", "letters-in-one-case", Severity.WARNING, Locus.RENDERING,
    what="The captions of the form, and all that it says, stand in capitals alone or in small letters alone.",
    why="The form prints small letters and capitals, so a program changed them, and those of names and titles are lost.",
    fix="Make the copy again with the letters as they are.",
    source="the form's printed texts",
    limits="Pages that filers typed, up to June 2003, often have captions in capitals, and are left out.",
)  # fmt: skip

DATE_IN_NAME = Rule(
    "L181", "date-in-name", Severity.WARNING, Locus.RENDERING,
    what="A name, a title or a part of an address begins with a date.",
    why="The items of the form stand beside each other, and this is the answer of another one: more may have been mixed up.",
    fix="Compare the item with the filing on EDGAR.",
    source="the layout of the items",
)  # fmt: skip
