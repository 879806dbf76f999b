"""T: the cells of the tables."""

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.citations import SEC_PAGE, XML_SCHEMA, XML_SPECIFICATION

NO_TITLE = Rule(
    "T005", "no-title", Severity.WARNING, Locus.EITHER,
    what="A row has no title of the security.",
    why="EDGAR takes no row without one, so it was lost in the copy or forgotten in the draft.",
    fix="Write the title, or check whether the row's cells were shifted.",
    source=f"{XML_SPECIFICATION}, securityTitle",
    good="Common Stock\t06/14/2022\t\tS",
    bad="\t06/14/2022\t\tS",
)  # fmt: skip

HALF_TRANSACTION = Rule(
    "T006", "half-a-transaction", Severity.WARNING, Locus.EITHER,
    what="A row has some of date, code, amount, (A) or (D) and price, but not all. For the price, a footnote is enough.",
    why="A transaction has them all and a holding none, so part of the row was lost.",
    fix="Fill in what is missing; the price may be a footnote reference alone.",
    source=f"{XML_SPECIFICATION}, section 3.5",
    good="\tS\t\t400",
    bad="\tS\t\t",
    forms=("4", "5"),
)  # fmt: skip

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
    source=f"{XML_SPECIFICATION}, section 3.2",
    good="\t400\tD\t",
    bad="\t(400)\tD\t",
)  # fmt: skip

COMMAS = Rule(
    "T009", "malformed-commas", Severity.WARNING, Locus.EITHER,
    what="The commas of an amount do not part groups of three digits.",
    why="A digit may be missing, so the amount is unknown.",
    fix="Write a comma before every third digit, or none.",
    source=SEC_PAGE,
    good="\t8,800\t",
    bad="\t88,00\t",
)  # fmt: skip

ACQUIRED_DISPOSED = Rule(
    "T011", "acquired-or-disposed", Severity.WARNING, Locus.EITHER,
    what="The column (A) or (D) holds something else than A or D.",
    why="EDGAR takes only A and D.",
    fix="Write A or D.",
    source=f"{XML_SPECIFICATION}, transactionAcquiredDisposedCode",
    good="\tA\t$12.5",
    bad="\tB\t$12.5",
    forms=("4", "5"),
)  # fmt: skip

NO_AMOUNT_OWNED = Rule(
    "T017", "no-amount-owned", Severity.WARNING, Locus.EITHER,
    what="A row does not say how much is owned after it.",
    why="EDGAR takes no row without it.",
    fix="Write the amount owned after the transaction.",
    source=f"{XML_SPECIFICATION}, section 3.5",
    good="\t9,200\tD",
    bad="\t\tD",
)  # fmt: skip

NO_TERMS = Rule(
    "T018", "no-derivative-terms", Severity.WARNING, Locus.EITHER,
    what="A row of Table II has no exercise price, date exercisable or expiration date, and no footnote in its place.",
    why="EDGAR takes either a value or a footnote there.",
    fix="Write the value, or a reference to a footnote that explains why there is none.",
    source=f"{XML_SPECIFICATION}, section 3.5",
    good="⁽²⁾\t03/01/2027",
    bad="⁽²⁾\t",
)  # fmt: skip

NO_UNDERLYING = Rule(
    "T019", "no-underlying-security", Severity.WARNING, Locus.EITHER,
    what="A row of Table II does not say what or how much underlies the derivative security.",
    why="EDGAR takes no derivative security without it.",
    fix="Write the title and the amount of the underlying security; the amount may be a footnote reference alone.",
    source=f"{XML_SPECIFICATION}, section 3.5",
    good="03/01/2027\tCommon Stock",
    bad="03/01/2027\t",
)  # fmt: skip

SMALL_LETTER = Rule(
    "T027", "small-letter", Severity.INFO, Locus.EITHER,
    what="(A) or (D), D or I, or V is written as a small letter; it is read as its capital.",
    why="The form has capitals there, and EDGAR takes no others.",
    fix="Write the capital.",
    source=XML_SCHEMA,
    good="\tI\tBy Spouse",
    bad="\ti\tBy Spouse",
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
    what="The ownership form is empty or not D or I.",
    why="EDGAR takes only D and I.",
    fix="Write D or I.",
    source=f"{XML_SPECIFICATION}, directOrIndirectOwnership",
    good="\tI\tBy Spouse",
    bad="\tX\tBy Spouse",
)  # fmt: skip

SWAPPED = Rule(
    "T033", "ownership-form-as-nature", Severity.WARNING, Locus.EITHER,
    what="The nature of indirect ownership is the letter D or I, which belongs in the column before it.",
    why="The two cells were swapped, or cells are shifted.",
    fix="Compare the row with the filing on EDGAR.",
    source="the columns of the form",
    good="\tI\tBy Spouse",
    bad="\tBy Spouse\tI",
)  # fmt: skip

DOLLAR_SIGNS = Rule(
    "T034", "dollar-sign-on-a-number", Severity.WARNING, Locus.EITHER,
    what="A row has a dollar sign on an amount that is normally a number of securities, and none on its price.",
    why="The two cells may have been swapped: an amount and a price are told apart by the sign alone.",
    fix="Compare the row with the filing on EDGAR.",
    source="the page as EDGAR prints it, which has the sign before every price",
    good="\t$0\t1,600\tD",
    bad="\t1,600\t$0\tD",
    forms=("4", "5"),
)  # fmt: skip

THREE_ZEROS = Rule(
    "T035", "three-zeros", Severity.WARNING, Locus.EITHER,
    what="A number of securities ends in a point and exactly three zeros.",
    why="The point may be a comma, and the number a thousand times what was read.",
    fix="Compare the number with the filing on EDGAR. It was read as it stands.",
    source="the page as EDGAR prints it, with commas between thousands",
    good="\t400\tD\t",
    bad="\t400.000\tD\t",
    forms=("4", "5"),
)  # fmt: skip

NO_TEXT = Rule(
    "T036", "no-text", Severity.WARNING, Locus.EITHER,
    what="The title of a security or the nature of the ownership is a single letter, or has no letter at all.",
    why="A value of another column stands there, and its own in that column.",
    fix="Compare the row with the filing on EDGAR.",
    source="the captions of the columns",
    good="\tI\tBy Spouse",
    bad="\tI\t1,250",
)  # fmt: skip

TEXT_TWICE = Rule(
    "T038", "text-twice", Severity.WARNING, Locus.RENDERING,
    what="The title of a security or the nature of the ownership says one thing twice, or other cells hold two values each.",
    why="The cells of two rows stand in one, so that a row is missing.",
    fix="Compare the row with the filing on EDGAR.",
    source="the layout of the table, where a cell has one value",
    good="Common Stock\t",
    bad="Common Stock Common Stock\t",
)  # fmt: skip

CUT_WORD = Rule(
    "T110", "cut-word", Severity.WARNING, Locus.EITHER,
    what="A cell of a form that its filer typed fills its column, and whether its last word goes on in the next line is not plain.",
    why="Filers' programs cut texts where the column ended, also inside words. Joined wrongly, the text says something else.",
    fix="Read the cell by eye: it has no value, and its raw text.",
    source="forms of 1996 to 2003 as filers typed them",
)  # fmt: skip

STAR_WITHOUT_NOTE = Rule(
    "L187", "star-without-note", Severity.INFO, Locus.FILING,
    what="On a form typed before June 2003, a cell ends in a star, and the notes have numbers.",
    why="The star refers to a note, but to none that has a number: which one is not known.",
    fix="Read the notes on the page by eye.",
    source="forms as filers typed them, 1996 to June 2003",
)  # fmt: skip

WORD_FOR_NOTHING = Rule(
    "L186", "word-for-nothing", Severity.INFO, Locus.FILING,
    what="On a form typed before June 2003, a nature of indirect ownership is N/A or None. It was read as an empty cell.",
    why="The word says that there is none. A text that is not empty would say that there is one.",
    fix="Nothing is to be done. The raw text of the cell has the word.",
    source="forms as filers typed them, 1996 to June 2003",
)  # fmt: skip

BLANK = {
    "security_title": NO_TITLE,
    "conversion_or_exercise_price": NO_TERMS,
    "exercise_date": NO_TERMS,
    "expiration_date": NO_TERMS,
    "underlying_security_title": NO_UNDERLYING,
    "underlying_security_shares": NO_UNDERLYING,
    "shares_owned_following_transaction": NO_AMOUNT_OWNED,
    "direct_or_indirect_ownership": DIRECT_INDIRECT,
}
"""What a blank cell of a column breaks, where it must not be blank."""
