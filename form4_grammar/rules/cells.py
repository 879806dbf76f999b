"""T: the cells of the tables."""

from form4_grammar.diagnostics import Locus, Rule, Severity

_XML = "EDGAR Ownership XML Technical Specification v3"

UNREADABLE_CELL = Rule(
    "T007", "unreadable-cell", Severity.WARNING, Locus.EITHER,
    what="A cell holds something that its column cannot hold.",
    why="It has no value then; the filing keeps the raw text.",
    fix="Write what the column's caption asks for.",
    source="the columns of the form",
    good="\t$31.07 ⁽¹⁾\t",
    bad="\tmarket ⁽¹⁾\t",
)  # fmt: skip

NEGATIVE = Rule(
    "T008", "negative-amount", Severity.WARNING, Locus.EITHER,
    what="An amount or a price is negative, by a minus sign or brackets.",
    why="EDGAR takes no negative amounts: (A) or (D) says which way the securities went.",
    fix="Write the amount without a sign.",
    source=f"{_XML}, section 3.2",
    good="\t400\tD\t",
    bad="\t(400)\tD\t",
)  # fmt: skip

COMMAS = Rule(
    "T009", "malformed-commas", Severity.WARNING, Locus.EITHER,
    what="The commas of an amount do not part groups of three digits.",
    why="A digit may be missing, so the amount is unknown.",
    fix="Write a comma before every third digit, or none.",
    source="the page as EDGAR prints it",
    good="\t8,800\t",
    bad="\t88,00\t",
)  # fmt: skip

ACQUIRED_DISPOSED = Rule(
    "T011", "acquired-or-disposed", Severity.WARNING, Locus.EITHER,
    what="The column (A) or (D) holds another letter, or a small one; a small a or d is read as its capital.",
    why="EDGAR takes only A and D.",
    fix="Write A or D.",
    source=f"{_XML}, transactionAcquiredDisposedCode",
    good="\tA\t$12.5",
    bad="\ta\t$12.5",
    forms=("4", "5"),
)  # fmt: skip

BOTH_NUMBERS = Rule(
    "T012", "acquired-and-disposed", Severity.WARNING, Locus.EITHER,
    what="A row of Table II has a number under both (A) and (D); the one under (A) was read.",
    why="One row is one transaction, in one direction.",
    fix="Report an acquisition and a disposition on rows of their own.",
    source="the columns of the form",
    good="\tM\t\t\t400\t⁽²⁾",
    bad="\tM\t\t400\t400\t⁽²⁾",
    forms=("4", "5"),
)  # fmt: skip

DIRECT_INDIRECT = Rule(
    "T013", "direct-or-indirect", Severity.WARNING, Locus.EITHER,
    what="The ownership form is not D or I, or is a small letter; a small d or i is read as its capital.",
    why="EDGAR takes only D and I.",
    fix="Write D or I.",
    source=f"{_XML}, directOrIndirectOwnership",
    good="\tI\tBy Spouse",
    bad="\ti\tBy Spouse",
)  # fmt: skip

ALL = (UNREADABLE_CELL, NEGATIVE, COMMAS, ACQUIRED_DISPOSED, BOTH_NUMBERS, DIRECT_INDIRECT)
