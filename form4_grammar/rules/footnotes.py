"""N: the explanation of responses and the references to it."""

from form4_grammar.diagnostics import Locus, Rule, Severity

BULLETED = Rule(
    "N006", "bulleted-footnotes", Severity.INFO, Locus.RENDERING,
    what="The notes have bullets or nothing instead of numbers; they are numbered by their position.",
    why="The references on the cells are numbers. If a note were missing, all after it would be tied to the wrong cells.",
    fix="Compare the number of notes with the highest reference.",
    source="the page as EDGAR prints it",
    good="1. The price is an average of sales between $31.00 and $31.15.\n2. The option",
    bad="- The price is an average of sales between $31.00 and $31.15.\n- The option",
)  # fmt: skip

DOUBLE_NUMBER = Rule(
    "N003", "footnote-number-twice", Severity.ERROR, Locus.EITHER,
    what="Two notes have the same number.",
    why="A reference to that number may mean either.",
    fix="Number the notes from 1 on, each number once.",
    source="EDGAR Ownership XML Technical Specification v3, section 4.3.5",
    good="2. The option",
    bad="1. The option is new.\n2. The option",
)  # fmt: skip

LOWERED = Rule(
    "N017", "reference-not-raised", Severity.INFO, Locus.RENDERING,
    what="A number in brackets at the end of a cell was read as a footnote reference, because that note exists.",
    why="Copying loses superscript; the number could also be part of the text.",
    fix="Compare the cell with the filing on EDGAR.",
    source="the page as EDGAR prints it",
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

ALL = (LOWERED, FEWER_NOTES, DOUBLE_NUMBER, BULLETED)
