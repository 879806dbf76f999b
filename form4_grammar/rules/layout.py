"""L: the printed form itself. What is missing or misprinted there is the copy's fault, since EDGAR prints the page."""

from datetime import date

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.example import EXAMPLE_PAGE

PLAN_BOX_SINCE, PLAN_BOX_FIRST_FILED = date(2023, 4, 1), date(2023, 4, 3)
"""From when on forms have the box for plans under Rule 10b5-1(c), and the first business day from then on: Release 33-11138."""

_SEC_PAGE = "the page as EDGAR prints it"
_COLUMNS = "; its table headings"
_WHY_PRINTED = "EDGAR prints these words on every filing; where they differ, the copy was damaged there."
_FIX_COPY = "Compare the copy with the filing on EDGAR, or make it again."

TITLE = Rule(
    "L002", "form-title", Severity.WARNING, Locus.RENDERING,
    what="The title of the form is missing, differs from the printed one, or is that of another form than the rest of the page.",
    why="The title says which form this is, and so which columns and items to expect.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good="STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n",
    bad="STATEMENT OF CHANGES IN BENEFICAL OWNERSHP\n",
)  # fmt: skip

OMB_NUMBER = Rule(
    "L004", "omb-number", Severity.WARNING, Locus.RENDERING,
    what="The OMB number is missing or not the form's: 3235-0104 (Form 3), 3235-0287 (Form 4), 3235-0362 (Form 5).",
    why="The number is one of the marks that tell the form.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good="3235-0287",
    bad="3235-0278",
)  # fmt: skip

BURDEN_HOURS = Rule(
    "L005", "burden-hours", Severity.WARNING, Locus.RENDERING,
    what="The estimated burden is missing or not the form's: 0.5 hours on Forms 3 and 4, 1.0 on Form 5.",
    why=_WHY_PRINTED,
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good="response:\t0.5",
    bad="response:\t0.7",
)  # fmt: skip

EXIT_BOX_TEXT = Rule(
    "L007", "exit-box-text", Severity.WARNING, Locus.RENDERING,
    what="The line of the box for those no longer subject to Section 16 is missing or misprinted.",
    why="Without it the page does not tell whether the box was ticked.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good="Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b).\n",
    bad="",
    forms=("4", "5"),
)  # fmt: skip

UNREADABLE_BOX = Rule(
    "L012", "unreadable-box", Severity.WARNING, Locus.RENDERING,
    what="A box has a mark that cannot be read.",
    why="Whether it is ticked is then unknown, which is not the same as no.",
    fix="Compare the box with the filing on EDGAR.",
    source=_SEC_PAGE,
    good="Check this box if no longer",
    bad="? Check this box if no longer",
    forms=("4", "5"),
)  # fmt: skip

MISSING_ITEM = Rule(
    "L013", "missing-item", Severity.WARNING, Locus.RENDERING,
    what="An item of the header (1 to 6) is missing.",
    why="What it asks for is then unknown, which is not the same as no.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good='6. Individual or Joint/Group Filing (Check Applicable Line) <input checked="" type="checkbox"/> Form filed by One Reporting Person Form filed by More than One Reporting Person',
    bad="",
)  # fmt: skip

CAPTION = Rule(
    "L014", "caption-differs", Severity.WARNING, Locus.RENDERING,
    what="The caption of an item or a column is not the one that the form prints.",
    why=_WHY_PRINTED,
    fix="Read the column or item with care: the finding gives the form's own caption.",
    source=_SEC_PAGE,
    good="7. Nature of Indirect Beneficial Ownership (Instr. 4)",
    bad="7. Nature of Beneficial Ownership (Instr. 4)",
)  # fmt: skip

TABLE_TITLE = Rule(
    "L015", "table-title", Severity.WARNING, Locus.RENDERING,
    what="The title of Table I or Table II is missing or misprinted.",
    why="Rows cannot be told to belong to a table without it.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good="Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    bad="Table I - Non-Derivative Securities Acquired, or Beneficially Owned",
)  # fmt: skip

TABLE_I_COLUMNS = Rule(
    "L016", "table-i-columns", Severity.WARNING, Locus.RENDERING,
    what="The heading of Table I does not have the form's columns: 4 on Form 3, 11 on Form 4, 10 on Form 5.",
    why="Cells may stand under the wrong column.",
    fix=_FIX_COPY,
    source=_SEC_PAGE + _COLUMNS,
    good="\t2A. Deemed Execution Date, if any (Month/Day/Year)\t3. Transaction Code (Instr. 8)",
    bad="\t3. Transaction Code (Instr. 8)",
)  # fmt: skip

TABLE_II_COLUMNS = Rule(
    "L017", "table-ii-columns", Severity.WARNING, Locus.RENDERING,
    what="The heading of Table II does not have the form's columns: 8 on Form 3, 16 on Form 4, 15 on Form 5.",
    why="Cells may stand under the wrong column.",
    fix=_FIX_COPY,
    source=_SEC_PAGE + _COLUMNS,
    good="\t3A. Deemed Execution Date, if any (Month/Day/Year)\t4. Transaction Code (Instr. 8)",
    bad="\t4. Transaction Code (Instr. 8)",
)  # fmt: skip

HEADING_GROUPS = Rule(
    "L018", "heading-groups", Severity.WARNING, Locus.RENDERING,
    what="The captions of a heading's second line do not stand under the columns that the form divides.",
    why="It is then unclear which value is the code, the amount or the price.",
    fix=_FIX_COPY,
    source=_SEC_PAGE + _COLUMNS,
    good="\t\t\tCode\tV\tAmount\t(A) or (D)\tPrice\t\t\t",
    bad="\t\t\tCode\tV\tAmount\t(A) or (D)\t\tPrice\t\t",
)  # fmt: skip

COLUMN_SEQUENCE = Rule(
    "L020", "column-sequence", Severity.WARNING, Locus.RENDERING,
    what="A heading has as many columns as the form's, but one of the numbered columns is not among them.",
    why="Cells may stand under the wrong column.",
    fix=_FIX_COPY,
    source=_SEC_PAGE + _COLUMNS,
    good="\t6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)\t7. Nature",
    bad="\t\t7. Nature",
)  # fmt: skip

UNKNOWN_COLUMN = Rule(
    "L064", "unknown-column", Severity.WARNING, Locus.RENDERING,
    what="The heading of a table has a column with a caption that the form does not print.",
    why="What stands there belongs to no field of the filing. The other columns are read by their captions.",
    fix="Compare the heading with the form. What the column holds is kept in the parse tree, and not in the filing.",
    source=_SEC_PAGE + _COLUMNS,
    good="\t2A. Deemed Execution Date, if any (Month/Day/Year)\t3. Transaction Code (Instr. 8)",
    bad="\t2B. Settlement Date\t3. Transaction Code (Instr. 8)",
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

CELL_COUNT = Rule(
    "L022", "cell-count", Severity.WARNING, Locus.RENDERING,
    what="A row has more or fewer cells than its heading has columns.",
    why="Each missing cell can push the ones after it under the wrong caption.",
    fix="Check the row. Where exactly one reading fits the columns, the filing has that reading.",
    source="the columns of the form, and the count of the cells",
    good="\tBy Spouse",
    bad="",
)  # fmt: skip

SHIFTED_ROW = Rule(
    "L023", "shifted-row", Severity.WARNING, Locus.RENDERING,
    what="The cells of a row fit their columns only after a blank is moved; exactly one such reading fits, and it was taken.",
    why="Taken as it stands, the row would give an amount as a price, or a letter as an amount.",
    fix="Compare the row with the filing on EDGAR. The raw text of the cells is kept.",
    source="the columns of the form",
    good="Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse",
    bad="Common Stock\t\t\t\t\t\t\t1,250\tI\tBy Spouse\t",
)  # fmt: skip

EXPLANATION_HEADING = Rule(
    "L024", "explanation-heading", Severity.WARNING, Locus.RENDERING,
    what='The heading "Explanation of Responses:" is missing or misprinted.',
    why="It is what tells footnotes from other text.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good="Explanation of Responses:\n",
    bad="",
)  # fmt: skip

SIGNATURE_CAPTION = Rule(
    "L026", "signature-caption", Severity.WARNING, Locus.RENDERING,
    what='The line "** Signature of Reporting Person Date" is missing or misprinted.',
    why="It is what tells a signature from a remark.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good="** Signature of Reporting Person Date\n",
    bad="",
)  # fmt: skip

REMINDER = Rule(
    "L027", "closing-reminder", Severity.INFO, Locus.RENDERING,
    what="One of the printed lines at the foot of the form is missing or misprinted.",
    why=_WHY_PRINTED,
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good="Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, see Instruction 6 for procedure.\n",
    bad="",
)  # fmt: skip

ORDER = Rule(
    "L029", "line-order", Severity.INFO, Locus.RENDERING,
    what="A line of the form stands at another place than the form prints it. It was read all the same.",
    why="A page whose parts were moved may have lost others.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
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
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    good="Remarks:\n",
    bad="Remarks:\n\nExplanation of Responses:\n",
)  # fmt: skip

NOT_A_FORM = Rule(
    "L032", "not-an-ownership-form", Severity.ERROR, Locus.EITHER,
    what="Nothing of a Form 3, 4 or 5 was found in the document, or nothing but its name: no item, no table, no signature.",
    why="There is nothing to read. An index page names the form, too, and so do other forms.",
    fix="Give a Form 3, 4 or 5 as text, HTML, Markdown, XML or PDF; name the grammar of another form with --grammar.",
    source="the titles, numbers and headings that the forms print",
)  # fmt: skip

TYPED_FORM = Rule(
    "L110", "layout-not-read", Severity.ERROR, Locus.EITHER,
    what="The document is a form as its filer typed it, 1996 to June 2003, and its items or its tables were not found.",
    why="Until June 2003 filers made the page themselves. What it says must not be guessed: the filing is null, every part unread.",
    fix="Read the page by eye. EDGAR has no XML of filings of those years.",
    source="the items that only the form of those years had, such as the number of the Internal Revenue Service",
)  # fmt: skip

UNEXPECTED = Rule(
    "L033", "unexpected-text", Severity.WARNING, Locus.RENDERING,
    what="A line or a cell is nothing that the form has at that place.",
    why="It may be a page number that a converter left, or a piece of the filing torn from its place.",
    fix="See whether it belongs to the filing. It is kept in the parse tree, and not in the filing.",
    source=_SEC_PAGE,
    good="Filed pursuant to Section 16(a)",
    bad="Page 1 of 2\nFiled pursuant to Section 16(a)",
)  # fmt: skip

CUT_OFF = Rule(
    "L034", "page-cut-off", Severity.ERROR, Locus.RENDERING,
    what="Several of the form's first or last lines are missing: the page is only a part of the form.",
    why="What stood there is unknown, rows, notes and signatures included.",
    fix="Get the whole page.",
    source=_SEC_PAGE,
    good=EXAMPLE_PAGE[EXAMPLE_PAGE.index("\nReminder:") :],
    bad="",
)  # fmt: skip

NOT_READ = Rule(
    "L050", "part-not-read", Severity.ERROR, Locus.EITHER,
    what="A part of the filing is on the page, or has to be on every page of its form, and was not found or could not be read.",
    why="It is missing from the filing, which must not be taken for a filing without it. The JSON names it under unread.",
    fix="Look for the part on the page, and compare the copy with the filing on EDGAR.",
    source="the printed form, which has each of these parts",
)  # fmt: skip

BLANK_ITEM = Rule(
    "L066", "blank-item", Severity.ERROR, Locus.EITHER,
    what="An item that every form answers is blank: the issuer, an owner's name, or the date.",
    why="EDGAR takes no form without it, so it was lost in the copy or forgotten in the draft.",
    fix="Compare the item with the filing on EDGAR, or fill it in.",
    source="EDGAR Ownership XML Technical Specification v3, section 3.5: issuer, rptOwnerName and periodOfReport are mandatory",
    limits="`check` reports it as H001, H008 or H026.",
)  # fmt: skip

DEBRIS = Rule(
    "L067", "piece-of-a-tag", Severity.WARNING, Locus.RENDERING,
    what="A name, a note or another text holds what is left of a tag that lost its beginning or its end, or of other markup.",
    why="The markup was damaged there, so more than the tag may be gone, and the text is not what the filer wrote.",
    fix=_FIX_COPY,
    source="HTML",
    good="2. The option is fully vested.",
    bad="2. The option is fully vested. >",
)  # fmt: skip

FURNITURE = Rule(
    "L057", "page-number-in-a-text", Severity.WARNING, Locus.RENDERING,
    what="A name, an address or another answer begins or ends with what stands between the pages of a copy: a number, a rule, a row of signs.",
    why="It is not the filer's, and was not taken away, since nothing parts it from the answer.",
    fix=_FIX_COPY,
    source="copies of filings",
)  # fmt: skip

EMPTIED = Rule(
    "L084", "answer-emptied", Severity.WARNING, Locus.RENDERING,
    what="An HTML page has an empty element of the kind that it has around each answer and each value.",
    why="The page has such an element only where something stands in it, so that an answer or a value is lost.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    limits="The title of a relationship is left blank so by the SEC itself.",
)  # fmt: skip

BROKEN_TAG = Rule(
    "L197", "broken-tag", Severity.WARNING, Locus.RENDERING,
    what="A tag of an HTML page has a name that no element has, lacks a quote or its closing sign, or has no partner, on a page "
    "whose other tags are whole.",
    why="A cell ends and begins elsewhere then, so that a value or a mark beside it may be lost, or stand in another cell.",
    fix=_FIX_COPY,
    source="HTML",
    limits="On pages whose writer leaves out end tags by habit nothing is said.",
)  # fmt: skip

WITHOUT_LINK = Rule(
    "L085", "name-without-link", Severity.INFO, Locus.RENDERING,
    what="The name of the issuer or of a reporting person has no link with a CIK in its address, and the page has such addresses.",
    why="The SEC's page links each name, and the CIK is nowhere else on it. It stays unknown.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
)  # fmt: skip

GLUED = Rule(
    "L086", "words-without-blank", Severity.WARNING, Locus.RENDERING,
    what="Words of the form are printed without the blank between them, and in an answer, a note or a text of the tables stands what may be two words.",
    why="Where the copy lost blanks in the form's own texts, it lost them in the filer's, too, and nothing else shows it.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
    limits="In tables and answers only a word that stands nowhere else on the page, and whose halves do, or that shows where the two meet.",
)  # fmt: skip

LETTERS_LOST = Rule(
    "L193", "letters-lost", Severity.WARNING, Locus.RENDERING,
    what="Words of the form are printed without letters that fonts have as one sign, as 'Benecially': they may be lost in any other text, too.",
    why="A program that could not read the sign left it out, and a name or a note without it looks like another.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
)  # fmt: skip

CAPTION_IN_TEXT = Rule(
    "L058", "caption-in-a-text", Severity.WARNING, Locus.RENDERING,
    what="A name, an address or another answer holds words that the form prints.",
    why="A line of the form was not told from the answer, so the answer is not whole, or too long, and what belongs to the caption may be in it.",
    fix=_FIX_COPY,
    source=_SEC_PAGE,
)  # fmt: skip

TEXT_TWICE = Rule(
    "L068", "last-words-twice", Severity.INFO, Locus.RENDERING,
    what="A name, an address or another answer ends with the same words twice.",
    why="A line of the copy may be doubled.",
    fix=_FIX_COPY,
    source="copies of filings",
)  # fmt: skip

AMENDMENT_UNKNOWN = Rule(
    "L065", "amendment-unknown", Severity.INFO, Locus.EITHER,
    what="The item for the date of the original form, which tells an amendment, was not found.",
    why="The filing may be an amendment, or none, whatever its form type says.",
    fix="Look at the item, or at the heading of the page: FORM 4/A.",
    source="the printed form",
)  # fmt: skip

NOT_UTF8 = Rule(
    "L035", "not-utf-8", Severity.INFO, Locus.RENDERING,
    what="The document is not UTF-8. It was read as it declares, as Windows-1252, or as UTF-8 without the bytes that are none.",
    why="Letters with accents, dashes and quotation marks may be wrong.",
    fix="Save the document as UTF-8.",
    source="RFC 3629",
)  # fmt: skip

NOT_TEXT = Rule(
    "L036", "not-text", Severity.ERROR, Locus.EITHER,
    what="The document is empty, larger than any filing, or no text: RTF, the file of a word processor, a PDF of pictures, say.",
    why="There is nothing to read.",
    fix="Give a Form 3, 4 or 5 as text, HTML, Markdown, XML or a PDF with text.",
    source="what this version reads; 16 MiB are a hundred times the largest ownership form",
)  # fmt: skip

ANOTHER_FORM = Rule(
    "L038", "another-form", Severity.WARNING, Locus.RENDERING,
    what="The page was read as another form than it calls itself, because it was asked for.",
    why="The columns of another form do not fit its rows.",
    fix="Leave the option out, and the page is read as what it is.",
    source="the titles, numbers and headings that the forms print",
)  # fmt: skip

UNCERTAIN_FORM = Rule(
    "L039", "uncertain-form", Severity.WARNING, Locus.RENDERING,
    what="The title, the number and the headings that tell the forms apart are missing or contradict each other.",
    why="Read as the wrong form, the page gives wrong items and columns.",
    fix="Say which form it is: --form 3, 4 or 5.",
    source="the titles, numbers and headings that the forms print",
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

AROUND_FORM = Rule(
    "L046", "around-the-form", Severity.INFO, Locus.RENDERING,
    what="A saved page has text before the first or after the last line of the form: a site's own header or footer, say.",
    why="It is left out of the filing. If a piece of the form was torn there, that piece is missing.",
    fix="See whether any of it belongs to the filing. It is kept in the parse tree.",
    source="pages of filings as they are saved from web sites",
)  # fmt: skip

HIDDEN_TEXT = Rule(
    "L048", "hidden-text", Severity.INFO, Locus.RENDERING,
    what="The page has text that a browser, or a PDF's reader, does not show. It was left out.",
    why="A site may fold rows of a table away until somebody asks for them; then they are missing from the filing.",
    fix="Unfold the page before it is saved, or look at the text where it stands.",
    source="the attribute hidden and the style display:none of HTML; white, invisible and covered text of PDF",
)  # fmt: skip

RECOGNISED_TEXT = Rule(
    "L091", "recognised-text", Severity.WARNING, Locus.RENDERING,
    what="The text of a PDF is an unseen layer over a picture: what some program for recognising text (OCR) made of a scan.",
    why="A misread digit looks like any other. What is read here is that text, not the picture.",
    fix="Compare dates, codes and amounts with the picture, or read the filing on EDGAR.",
    source="text that PDF draws in render mode 3, or under a picture",
)  # fmt: skip

PAPER_EDGE = Rule(
    "L092", "paper-edge", Severity.ERROR, Locus.RENDERING,
    what="The paper of a PDF is narrower than the page that was printed on it: columns of a table, or the ends of lines, are cut off.",
    why="What is cut off is not on the page; what is left of a number would be another number.",
    fix="Print the page anew, scaled to fit the paper or in landscape.",
    source="ruling lines, and words, that run on over the edge of what is seen of the page",
)  # fmt: skip

NO_RULES = Rule(
    "L093", "no-ruling-lines", Severity.WARNING, Locus.RENDERING,
    what="A PDF has no ruling lines around the cells of its tables.",
    why="Empty cells then leave nothing on the page. Columns and rows are told by the places of the words alone, and what could be "
    "of two is left out and said.",
    fix="Print the page anew with its borders, or read the filing on EDGAR.",
    source="the lines that are drawn on the pages",
)  # fmt: skip

GUESSED_LINES = Rule(
    "L049", "guessed-lines", Severity.INFO, Locus.RENDERING,
    what="The page is wrapped Markdown that lost the two blanks at the ends of its lines, so which lines belong together was told "
    "by their lengths.",
    why="Two lines may have been joined that are two, or a long one kept apart.",
    fix="Keep the blanks at line ends, or wrap no lines: html2text does not with --body-width=0.",
    source="the output of html2text, whose blanks editors take away",
)  # fmt: skip

BROKEN_WORD = Rule(
    "L045", "broken-word", Severity.INFO, Locus.RENDERING,
    what="A line that was wrapped ends in a hyphen, or within a number, and was joined with the next without a blank.",
    why="Whether a blank stood there cannot be told from the page.",
    fix="Look at the word where it matters, or wrap no lines: html2text does not with --body-width=0.",
    source="the wrapping of Python's textwrap, which breaks lines after hyphens inside words",
)  # fmt: skip

UNPLACED_TEXT = Rule(
    "L094", "unplaced-text", Severity.WARNING, Locus.RENDERING,
    what="The columns of the copy are aligned by blanks, and this text could be of two cells; or lines of other rows could be of two.",
    why="Nothing but the distance tells which, so it was left out of both, and cells that it may be part of are null.",
    fix="Read it in the copy, or make the copy wider: browsers for terminals have an option for that.",
    source="texts printed by browsers for terminals and by pdftotext, whose columns touch where they are full",
)  # fmt: skip

TORN_WORD = Rule(
    "L150", "torn-word", Severity.WARNING, Locus.RENDERING,
    what="A line was cut at the width of a cell, and two words may have been parted there as well as one; or a print parts words.",
    why="A blank at the end of a piece cannot be seen, so that two words may have been taken for one, or one for two.",
    fix="Compare the value with the filing on EDGAR, or make the copy wider.",
    source="what pandoc makes of tables inside the cells of a grid",
)  # fmt: skip

SHORTENED_CAPTIONS = Rule(
    "L190", "shortened-captions", Severity.WARNING, Locus.RENDERING,
    what="The captions of a table's heading lack some of the form's words, or have others.",
    why="Each column was told by the words that are there and by its place, and none of them can be two of the form's.",
    fix="Look at the columns of this table, or make a copy that keeps the captions.",
    source="tables as language models write them",
    good="2A. Deemed Execution Date, if any (Month/Day/Year)\t3. Tr",
    bad="Deemed Date\t3. Tr",
)  # fmt: skip

MISSING_LINE = Rule(
    "L037", "missing-line", Severity.WARNING, Locus.RENDERING,
    what="A line that the form prints is missing or misprinted, and no rule of its own speaks of it.",
    why=_WHY_PRINTED,
    fix=_FIX_COPY,
    source=_SEC_PAGE,
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

ONE_OF_SEVERAL = Rule(
    "L100", "one-of-several", Severity.ERROR, Locus.RENDERING,
    what="The file that the document came in holds further filings, which were not read.",
    why="One file is read as one filing, so what the others say is not in the result.",
    fix="Take the filings out of the file, and give each by itself, or their folder.",
    source="RFC 2046, 5.1; the ZIP format, 4.3",
)  # fmt: skip

DAMAGED_ENVELOPE = Rule(
    "L101", "damaged-envelope", Severity.ERROR, Locus.RENDERING,
    what="The compressed file or the archive that the document came in is damaged, so that the document may not be whole.",
    why="What could be unpacked was read; what is missing cannot be told from what was never there.",
    fix="Get the file again.",
    source="RFC 1952, 2.3",
)  # fmt: skip

FURTHER_DOCUMENT = Rule(
    "L102", "further-document", Severity.INFO, Locus.EITHER,
    what="The submission holds an exhibit 99 beside the form, which was not read.",
    why="Filers put there what finds no room on the form: joint filers, long notes, signatures.",
    fix="See what the exhibit says; nothing of it is in the result.",
    source="the EDGAR Filer Manual, volume II: exhibits of ownership forms",
)  # fmt: skip

UNCERTAIN_COLUMN = Rule(
    "L120", "uncertain-column", Severity.WARNING, Locus.RENDERING,
    what="On a page that has each cell on a line of its own and nothing for an empty one, what stands there may belong to more than one column.",
    why="The number of a derivative transaction, say, may stand under (A) or under (D), and which of two cells a reference is for shows only by its place.",
    fix="See the filing on EDGAR, or copy the page as HTML or with tabs between its cells.",
    source="the columns of the form",
    limits="What the filing has is null there; all else of the row was told by what each column may hold.",
)  # fmt: skip

NO_ROW = Rule(
    "L121", "no-row", Severity.WARNING, Locus.RENDERING,
    what="On a page that has each cell on a line of its own, some of the lines below the captions of a table make no row of it.",
    why="A line is lost, doubled or damaged, so that these lines and the rows beside them may belong together otherwise.",
    fix="Compare the table with the filing on EDGAR.",
    source="the columns of the form",
)  # fmt: skip

RUN_TOGETHER = Rule(
    "L122", "run-together", Severity.WARNING, Locus.RENDERING,
    what="A text has no line breaks, or has them anywhere, where notes, remarks or names of signers begin, or where two boxes meet.",
    why="The number that begins a note, a name without /s/, or the mark of a box may be part of what stands before it.",
    fix="Compare notes, remarks and signatures with the filing on EDGAR, or copy the page with its line breaks.",
    source="what programs write that drop the lines of a page",
)  # fmt: skip

FIELDS = Rule(
    "L182", "fields-not-read", Severity.WARNING, Locus.RENDERING,
    what="Fields of a form, or texts that somebody typed onto it, are laid over a page of a PDF.",
    why="They are no part of the page itself, and are not read: an answer or a ticked box may be among them.",
    fix="Print the PDF into a new one, which makes them part of the page, and read that.",
    source="the fields (AcroForm) and annotations of PDF",
)  # fmt: skip

DATE_IN_NAME = Rule(
    "L181", "date-in-name", Severity.WARNING, Locus.RENDERING,
    what="A name, a title or a part of an address begins with a date.",
    why="The items of the form stand beside each other, and this is the answer of another one: more may have been mixed up.",
    fix="Compare the item with the filing on EDGAR.",
    source="the layout of the items",
)  # fmt: skip

LEFT_OVER = Rule(
    "L180", "much-left-over", Severity.WARNING, Locus.RENDERING,
    what="Between the form's lines stand many that fit nowhere on it: ten or more, and a seventh of all.",
    why="What made the copy tore lines and cells apart, so that what was read may be pieces of texts, or have lost some.",
    fix="Compare this part with the filing on EDGAR, or have the copy made by another program.",
    source="what programs write that set a page's columns into each other",
)  # fmt: skip

INSTALLED_FORM = Rule(
    "L141", "installed-form-unusable", Severity.WARNING, Locus.EITHER,
    what="A page is no Form 3, 4 or 5, and a form that an installed package brings could not be asked whether it is one of it.",
    why="The page may be of that form, which is then not read.",
    fix="Mend or remove the package that brings the form.",
    source="the entry points form4_grammar.forms of what is installed",
)  # fmt: skip

RULE_FAILED = Rule(
    "L140", "rule-failed", Severity.ERROR, Locus.EITHER,
    what="A rule of the project's own broke off with an error on this document, so that what it asks for is not known.",
    why="A rule that fails on a page would else look like one that has nothing to say.",
    fix="Mend the rule: `form4_grammar.testing.assert_rule` runs it on its examples.",
    source="the modules that `rules` in the project's pyproject.toml names",
)  # fmt: skip

MARKUP = Rule(
    "L170", "markup-in-a-text", Severity.WARNING, Locus.RENDERING,
    what="A name, an address, or a text of a table holds signs with which programs mark links, raised text or the cells of tables.",
    why="The markup is one that is not read, so that the text is not what the filer wrote, and references to notes may be part of it.",
    fix=_FIX_COPY,
    source="what programs write that convert pages",
    good="Common Stock",
    bad="Common Stock{^}(1){^}",
)  # fmt: skip
