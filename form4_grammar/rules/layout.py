"""L: the printed form itself. What is missing or misprinted there is the copy's fault, since EDGAR prints the page."""

from datetime import date

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.citations import SEC_PAGE, XML_SPECIFICATION
from form4_grammar.rules.example import EXAMPLE_PAGE

PLAN_BOX_SINCE, PLAN_BOX_FIRST_FILED = date(2023, 4, 1), date(2023, 4, 3)
"""From when on forms have the box for plans under Rule 10b5-1(c), and the first business day from then on: Release 33-11138."""

WHY_PRINTED = "EDGAR prints these words on every filing; where they differ, the copy was damaged there."
FIX_COPY = "Compare the copy with the filing on EDGAR, or make it again."

TITLE = Rule(
    "L002", "form-title", Severity.WARNING, Locus.RENDERING,
    what="The title of the form is missing, differs from the printed one, or is that of another form than the rest of the page.",
    why="The title says which form this is, and so which columns and items to expect.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n",
    bad="STATEMENT OF CHANGES IN BENEFICAL OWNERSHP\n",
)  # fmt: skip

OMB_NUMBER = Rule(
    "L004", "omb-number", Severity.WARNING, Locus.RENDERING,
    what="The OMB number is missing or not the form's: 3235-0104 (Form 3), 3235-0287 (Form 4), 3235-0362 (Form 5).",
    why="The number is one of the marks that tell the form.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="3235-0287",
    bad="3235-0278",
)  # fmt: skip

BURDEN_HOURS = Rule(
    "L005", "burden-hours", Severity.WARNING, Locus.RENDERING,
    what="The estimated burden is missing or not the form's: 0.5 hours on Forms 3 and 4, 1.0 on Form 5.",
    why=WHY_PRINTED,
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="response:\t0.5",
    bad="response:\t0.7",
)  # fmt: skip

EXIT_BOX_TEXT = Rule(
    "L007", "exit-box-text", Severity.WARNING, Locus.RENDERING,
    what="The line of the box for those no longer subject to Section 16 is missing or misprinted.",
    why="Without it the page does not tell whether the box was ticked.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b).\n",
    bad="",
    forms=("4", "5"),
)  # fmt: skip

UNREADABLE_BOX = Rule(
    "L012", "unreadable-box", Severity.WARNING, Locus.RENDERING,
    what="A box has a mark that cannot be read.",
    why="Whether it is ticked is then unknown, which is not the same as no.",
    fix="Compare the box with the filing on EDGAR.",
    source=SEC_PAGE,
    good="Check this box if no longer",
    bad="? Check this box if no longer",
    forms=("4", "5"),
)  # fmt: skip

MISSING_ITEM = Rule(
    "L013", "missing-item", Severity.WARNING, Locus.RENDERING,
    what="An item of the header (1 to 6) is missing.",
    why="What it asks for is then unknown, which is not the same as no.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    good='6. Individual or Joint/Group Filing (Check Applicable Line) <input checked="" type="checkbox"/> Form filed by One Reporting Person Form filed by More than One Reporting Person',
    bad="",
)  # fmt: skip

CAPTION = Rule(
    "L014", "caption-differs", Severity.WARNING, Locus.RENDERING,
    what="The caption of an item or a column is not the one that the form prints.",
    why=WHY_PRINTED,
    fix="Read the column or item with care: the finding gives the form's own caption.",
    source=SEC_PAGE,
    good="7. Nature of Indirect Beneficial Ownership (Instr. 4)",
    bad="7. Nature of Beneficial Ownership (Instr. 4)",
)  # fmt: skip

TABLE_TITLE = Rule(
    "L015", "table-title", Severity.WARNING, Locus.RENDERING,
    what="The title of Table I or Table II is missing or misprinted.",
    why="Rows cannot be told to belong to a table without it.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    bad="Table I - Non-Derivative Securities Acquired, or Beneficially Owned",
)  # fmt: skip

OLDER_WORDING = Rule(
    "L021", "older-wording", Severity.INFO, Locus.RENDERING,
    what="Captions or lines of the page have the wording that EDGAR printed from 2002 to about 2009.",
    why="It says that the page is an old one. What they ask for is the same.",
    fix="Nothing, unless the filing is a newer one.",
    source="EDGAR's style sheets for the forms SEC 1473 (7-02) and SEC 1474 (9-02)",
    good="7. Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)",
    bad="7. Title and Amount of Underlying Securities (Instr. 3 and 4)",
)  # fmt: skip

EXPLANATION_HEADING = Rule(
    "L024", "explanation-heading", Severity.WARNING, Locus.RENDERING,
    what='The heading "Explanation of Responses:" is missing or misprinted.',
    why="It is what tells footnotes from other text.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="Explanation of Responses:\n",
    bad="",
)  # fmt: skip

SIGNATURE_CAPTION = Rule(
    "L026", "signature-caption", Severity.WARNING, Locus.RENDERING,
    what='The line "** Signature of Reporting Person Date" is missing or misprinted.',
    why="It is what tells a signature from a remark.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="** Signature of Reporting Person Date\n",
    bad="",
)  # fmt: skip

REMINDER = Rule(
    "L027", "closing-reminder", Severity.INFO, Locus.RENDERING,
    what="One of the printed lines at the foot of the form is missing or misprinted.",
    why=WHY_PRINTED,
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, see Instruction 6 for procedure.\n",
    bad="",
)  # fmt: skip

ORDER = Rule(
    "L029", "line-order", Severity.INFO, Locus.RENDERING,
    what="A line of the form stands at another place than the form prints it. It was read all the same.",
    why="A page whose parts were moved may have lost others.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="""\
Estimated average burden hours per response:\t0.5

STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP
""",
    bad="""\
STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP
Estimated average burden hours per response:\t0.5
""",
)  # fmt: skip

DOUBLED = Rule(
    "L031", "doubled-line", Severity.INFO, Locus.RENDERING,
    what="A printed line of the form is there twice.",
    why="A page that repeats itself may have been put together from two.",
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="Remarks:\n",
    bad="Remarks:\n\nExplanation of Responses:\n",
)  # fmt: skip

UNEXPECTED = Rule(
    "L033", "unexpected-text", Severity.WARNING, Locus.RENDERING,
    what="A line or a cell is nothing that the form has at that place.",
    why="It may be a page number that a converter left, or a piece of the filing torn from its place.",
    fix="See whether it belongs to the filing. It is kept in the parse tree, and not in the filing.",
    source=SEC_PAGE,
    good="Filed pursuant to Section 16(a)",
    bad="Page 1 of 2\nFiled pursuant to Section 16(a)",
)  # fmt: skip

CUT_OFF = Rule(
    "L034", "page-cut-off", Severity.ERROR, Locus.RENDERING,
    what="Several of the form's first or last lines are missing: the page is only a part of the form.",
    why="What stood there is unknown, rows, notes and signatures included.",
    fix="Get the whole page.",
    source=SEC_PAGE,
    good=EXAMPLE_PAGE[EXAMPLE_PAGE.index("\nReminder:") :],
    bad="",
)  # fmt: skip

NOT_READ = Rule(
    "L050", "part-not-read", Severity.ERROR, Locus.EITHER,
    what="A part of the filing is on the page, or has to be on every page of its form, and was not found or could not be read.",
    why="It is missing from the filing, which must not be taken for a filing without it. The JSON names it under unread.",
    fix="Look for the part on the page. If it is there, compare its heading and its lines with those that the form prints; if it "
    "is not, add it to a draft, and get a whole copy of what was filed.",
    source="the printed form, which has each of these parts",
)  # fmt: skip

BLANK_ITEM = Rule(
    "L066", "blank-item", Severity.ERROR, Locus.EITHER,
    what="An item that every form answers is blank: the issuer, an owner's name, or the date.",
    why="EDGAR takes no form without it, so it was lost in the copy or forgotten in the draft.",
    fix="Compare the item with the filing on EDGAR, or fill it in.",
    source=f"{XML_SPECIFICATION}, section 3.5: issuer, rptOwnerName and periodOfReport are mandatory",
    limits="`check` reports it as H001, H008 or H026.",
)  # fmt: skip

AMENDMENT_UNKNOWN = Rule(
    "L065", "amendment-unknown", Severity.INFO, Locus.EITHER,
    what="The item for the date of the original form, which tells an amendment, was not found.",
    why="The filing may be an amendment, or none, whatever its form type says.",
    fix="Look at the item, or at the heading of the page: FORM 4/A.",
    source="the printed form",
)  # fmt: skip

PAGE_OF_2026_SINCE = date(2026, 3, 18)
"""Since when EDGAR prints the country of an owner and the issuer's symbol abroad: the first day of schemas X0607 and X0609."""

MIXED_YEARS = Rule(
    "L056", "layout-of-two-times", Severity.INFO, Locus.RENDERING,
    what="The page has some parts of the layout of one time and some of another, or an older layout than its dates: since "
    "18 March 2026 the page names the owner's country, has item 2a and the number of the form, and prints item 6 before item 4.",
    why="A page of EDGAR has all of these or none, so some were lost, or the page was put together from two. All are read.",
    fix="Compare the page with the filing on EDGAR.",
    source="pages of EDGAR from before and after 18 March 2026",
    good="Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n",
    bad="2a. Foreign Trading Symbol\n\nTable I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n",
)  # fmt: skip

MISSING_LINE = Rule(
    "L037", "missing-line", Severity.WARNING, Locus.RENDERING,
    what="A line that the form prints is missing or misprinted, and no rule of its own speaks of it.",
    why=WHY_PRINTED,
    fix=FIX_COPY,
    source=SEC_PAGE,
    good="OMB APPROVAL\n",
    bad="",
)  # fmt: skip

OWNERS_TABLE = Rule(
    "L075", "owners-table", Severity.WARNING, Locus.RENDERING,
    what="A row of the table Reporting Owners, which pages of 2003 to 2009 have, cannot be read as the form prints it, or its captions are others.",
    why="On these pages only that table has the later owners, and what each of them is to the issuer.",
    fix="Check the owners against the filing on EDGAR: a name and an address stand on lines of their own in one cell.",
    source="EDGAR's style sheets for the forms SEC 1473 (7-02) and SEC 1474 (9-02)",
    good="Marlow Ines T<br>12 QUAY ROAD<br>SALEM, MA 01970\tX\t\t\t\n",
    bad="Marlow Ines T 12 QUAY ROAD SALEM, MA 01970\tX\n",
)  # fmt: skip

ONE_STREET_OR_TWO = Rule(
    "L076", "one-street-or-two", Severity.WARNING, Locus.RENDERING,
    what="The streets of item 1 are one text with a comma in it, as pages of 2003 to 2009 print two lines, and no table of the owners tells where the first ends.",
    why="A comma may part the two lines, or be part of one.",
    fix="See the table Reporting Owners of the page, which has each line by itself.",
    source="EDGAR's style sheets for the forms SEC 1473 (7-02) and SEC 1474 (9-02)",
    good="12 QUAY ROAD",
    bad="12 QUAY ROAD, SUITE 4",
)  # fmt: skip

BESIDE_A_GAP = Rule(
    "L095", "beside-a-gap", Severity.WARNING, Locus.RENDERING,
    what="What stands beside a part that is lost may be lost in part, too: the text above a signature with its caption, the last row above a table, "
    "what a heading stands above.",
    why="What takes a part of a page away seldom begins where that part does.",
    fix="Compare it with the filing on EDGAR.",
    source="copies of filings from which a piece was cut",
)  # fmt: skip

END_OF_NOTES = Rule(
    "L077", "end-of-notes", Severity.WARNING, Locus.RENDERING,
    what="On a page of 2003 to 2009, where the notes end and what stands below them begins is not plain: a paragraph below them has no number and no "
    "heading, or the line of the form that follows them is missing.",
    why="On these pages notes and remarks stand right above the form's last lines, so a lost heading makes a note of the remarks.",
    fix="Compare the notes and the remarks with the filing on EDGAR.",
    source="EDGAR's style sheets for the forms SEC 1473 (7-02) and SEC 1474 (9-02)",
    good="",
    bad="",
)  # fmt: skip

RUN_TOGETHER = Rule(
    "L122", "run-together", Severity.WARNING, Locus.RENDERING,
    what="A text has no line breaks, or has them anywhere, where notes, remarks or names of signers begin, or where two boxes meet.",
    why="The number that begins a note, a name without /s/, or the mark of a box may be part of what stands before it.",
    fix="Compare notes, remarks and signatures with the filing on EDGAR, or copy the page with its line breaks.",
    source="what programs write that drop the lines of a page",
)  # fmt: skip

MARKUP = Rule(
    "L170", "markup-in-a-text", Severity.WARNING, Locus.RENDERING,
    what="A name, an address, or a text of a table holds signs with which programs mark links, raised text or the cells of tables.",
    why="The markup is one that is not read, so that the text is not what the filer wrote, and references to notes may be part of it.",
    fix=FIX_COPY,
    source="what programs write that convert pages",
    good="Common Stock",
    bad="Common Stock{^}(1){^}",
)  # fmt: skip
