"""N: the explanation of responses and the references to it."""

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.citations import SEC_PAGE, XML_SPECIFICATION
from form4_grammar.rules.example import EXAMPLE_PAGE

_REFERENCE_AND_NOTE = EXAMPLE_PAGE[EXAMPLE_PAGE.index("⁽²⁾") : EXAMPLE_PAGE.index(" option is fully vested")]

BULLETED = Rule(
    "N006", "bulleted-footnotes", Severity.INFO, Locus.RENDERING,
    what="The notes have bullets or nothing instead of numbers; they are numbered by their position.",
    why="The references on the cells are numbers. If a note were missing, all after it would be tied to the wrong cells.",
    fix="Compare the number of notes with the highest reference.",
    source=SEC_PAGE,
    good="1. The price is an average of sales between $31.00 and $31.15.\n2. The option",
    bad="- The price is an average of sales between $31.00 and $31.15.\n- The option",
)  # fmt: skip

DOUBLE_NUMBER = Rule(
    "N003", "footnote-number-twice", Severity.ERROR, Locus.EITHER,
    what="Two notes have the same number.",
    why="A reference to that number may mean either.",
    fix="Number the notes from 1 on, each number once.",
    source=f"{XML_SPECIFICATION}, section 4.3.5",
    good="2. The option",
    bad="1. The option is new.\n2. The option",
)  # fmt: skip

LOWERED = Rule(
    "N017", "reference-not-raised", Severity.INFO, Locus.RENDERING,
    what="A number in brackets at the end of a cell was read as a footnote reference, because that note exists; or it was taken for a part of the text, because it does not.",
    why="Copying loses superscript; the number could also be part of the text.",
    fix="Compare the cell with the filing on EDGAR.",
    source=SEC_PAGE,
    good="$31.07 ⁽¹⁾",
    bad="$31.07 (1)",
)  # fmt: skip

FEWER_NOTES = Rule(
    "N018", "fewer-notes-than-references", Severity.WARNING, Locus.RENDERING,
    what="The notes have no numbers, and there are fewer of them than the highest reference asks for.",
    why="A note is missing, and the ones after it are tied to the wrong cells.",
    fix="Compare the notes with the filing on EDGAR.",
    source="the references of the page",
    good="1. The price is an average of sales between $31.00 and $31.15.\n2. The option is fully vested.",
    bad="- The price is an average of sales between $31.00 and $31.15.",
)  # fmt: skip

NUMBER_LEFT_OUT = Rule(
    "N020", "note-number-left-out", Severity.WARNING, Locus.EITHER,
    what="The numbers of the notes leave one out, and no cell refers to it.",
    why="A note was lost in the copy, and its reference with it, or a number was mistyped.",
    fix="Compare the notes with the filing on EDGAR.",
    source=f"{XML_SPECIFICATION}, section 4.3.5",
    good=_REFERENCE_AND_NOTE,
    bad=_REFERENCE_AND_NOTE.replace("⁽²⁾", "⁽³⁾").replace("2. The", "3. The"),
)  # fmt: skip

NO_SUCH_NOTE = Rule(
    "N021", "note-not-there", Severity.WARNING, Locus.EITHER,
    what="A note that a cell refers to is not there. `check` also names the cell, as N001.",
    why="Either the note was lost, and what it explains is unknown, or the number of the reference is wrong.",
    fix="Compare the notes with the filing on EDGAR.",
    source=f"{XML_SPECIFICATION}, section 4.3.6",
)  # fmt: skip

OUT_OF_ORDER = Rule(
    "N041", "notes-out-of-order", Severity.WARNING, Locus.RENDERING,
    what="A note stands behind one with a higher number.",
    why="EDGAR prints the notes in the order of their numbers. Lines of the copy may have changed places, and a text may go on in another note.",
    fix="Compare the notes with the filing on EDGAR.",
    source=SEC_PAGE,
    good="1. The price is an average of sales between $31.00 and $31.15.\n2. The option is fully vested.\n",
    bad="2. The option is fully vested.\n1. The price is an average of sales between $31.00 and $31.15.\n",
)  # fmt: skip

LIKE_A_NOTE = Rule(
    "N022", "line-like-a-note", Severity.INFO, Locus.RENDERING,
    what="A line inside a note begins like a note with a number out of order, in the midst of a sentence; it was read as text.",
    why="If it is a note, it is missing from the filing and stands in the one before it.",
    fix="Compare the note with the filing on EDGAR.",
    source="the page as EDGAR prints it, which numbers the notes in order",
    good="2. The option is fully vested.\n",
    bad="2. The option is fully vested, as it was said in item\n7. of the plan.\n",
)  # fmt: skip

NO_NUMBER = Rule(
    "N023", "note-without-number", Severity.WARNING, Locus.RENDERING,
    what="A note without a number stands among numbered ones; it was given the number after the highest. "
    "Or the marks of notes stand above all their texts.",
    why="No reference can lead to it. It may be the beginning of the remarks, or its number was lost.",
    fix="Compare the notes with the filing on EDGAR.",
    source=SEC_PAGE,
    good="2. The option is fully vested.\n",
    bad="2. The option is fully vested.\n- The plan is that of 2019.\n",
)  # fmt: skip

PIECE_OF_MARK = Rule(
    "N024", "piece-of-a-mark", Severity.WARNING, Locus.RENDERING,
    what="A text of a row holds raised signs or a part of a reference's mark that make no reference.",
    why="A reference may be lost, and the text is not quite the filed one.",
    fix="Compare the cell with the filing on EDGAR.",
    source="the marks in which pages set references",
    good="By Spouse",
    bad="By ⁾Spouse",
)  # fmt: skip

GLUED = Rule(
    "N025", "glued-reference", Severity.WARNING, Locus.RENDERING,
    what="A cell ends in the number of a note that no cell refers to, and nothing parts it from the text or the number before.",
    why="Where superscript is lost, a reference becomes the last letters of a text or the last digits of a number.",
    fix="Compare the cell with the filing on EDGAR.",
    source="the page as EDGAR prints it, which refers to every note",
    good="$31.07 ⁽¹⁾",
    bad="$31.071",
)  # fmt: skip

REPEATED = Rule(
    "N027", "line-repeated", Severity.WARNING, Locus.RENDERING,
    what="A line of the notes or remarks stands there twice, once right below the other.",
    why="The copy has doubled it: a note is read as two, or a text says something twice.",
    fix="Compare the notes and remarks with the filing on EDGAR.",
    source=SEC_PAGE,
    good="Remarks:\n",
    bad="Remarks:\nExhibit 24 - Power of Attorney.\nExhibit 24 - Power of Attorney.\n",
)  # fmt: skip

PARAGRAPH = Rule(
    "N028", "paragraph-below-the-notes", Severity.INFO, Locus.RENDERING,
    what="Below the last note, which is of one line like the others, stands a paragraph without a number, and no heading "
    "'Remarks:'. It was read as part of the note. Or the remarks begin as the next note would; or notes have no numbers, and there are "
    "more than are referred to.",
    why="Where the heading of the remarks is lost, they look like the end of the last note.",
    fix="Compare the last note and the remarks with the filing on EDGAR.",
    source=SEC_PAGE,
    good="2. The option is fully vested.\n\nRemarks:\n",
    bad="2. The option is fully vested.\n\nExhibit 24 - Power of Attorney.\n",
)  # fmt: skip

PERHAPS_SEVERAL = Rule(
    "L072", "notes-not-parted", Severity.WARNING, Locus.RENDERING,
    what="Lines without numbers were read as one note, and a cell ends in the number of a further one.",
    why="Lists that are pasted lose their numbers. Each line may be a note of its own, and the references are not known.",
    fix="Put the numbers of the notes back.",
    source=SEC_PAGE,
    good=_REFERENCE_AND_NOTE,
    bad=_REFERENCE_AND_NOTE.replace("⁽²⁾", "06/14/2019").replace("Stock", "Stock (2)").replace("1. ", "").replace("2. ", ""),
)  # fmt: skip

LETTERED_NOTES = Rule(
    "L185", "notes-without-numbers", Severity.INFO, Locus.EITHER,
    what="The filer of a form typed before June 2003 marked the notes by letters or stars. They were numbered by their order.",
    why="References are numbers. An a or a star is no number, so which one it got is not what the page says.",
    fix="Nothing is to be done. The text of the page has the marks as they were typed.",
    source="forms as filers typed them, 1996 to June 2003",
)  # fmt: skip
