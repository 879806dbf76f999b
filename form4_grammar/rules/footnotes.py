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

ALL = (DOUBLE_NUMBER, BULLETED)
