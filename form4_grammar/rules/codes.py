"""C: transaction codes."""

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.citations import SEC_PAGE, XML_SCHEMA, XML_SPECIFICATION

UNKNOWN_CODE = Rule(
    "C001", "unknown-code", Severity.ERROR, Locus.EITHER,
    what="The transaction code is not one of A C D E F G H I J L M O P S U W X Z.",
    why="EDGAR takes no other code, so the copy or the draft is wrong here.",
    fix="Write the code of General Instruction 8 that the transaction has.",
    source=f"{XML_SPECIFICATION}, section 3.6.9",
    good="\tS\t\t400",
    bad="\tQ\t\t400",
    forms=("4", "5"),
)  # fmt: skip

LOWER_CASE_CODE = Rule(
    "C002", "lower-case-code", Severity.INFO, Locus.EITHER,
    what="The transaction code is a small letter; it is read as its capital.",
    why="The codes are capitals, and EDGAR takes no others.",
    fix="Write the capital.",
    source=XML_SCHEMA,
    good="\tS\t\t400",
    bad="\ts\t\t400",
    forms=("4", "5"),
)  # fmt: skip

V_CELL = Rule(
    "C004", "v-cell", Severity.WARNING, Locus.EITHER,
    what="The column V holds something else than V.",
    why="V marks a transaction reported earlier than required; nothing else goes there.",
    fix="Write V or nothing.",
    source=SEC_PAGE,
    good="\tS\t\t400",
    bad="\tS\tx\t400",
    forms=("4",),
)  # fmt: skip
