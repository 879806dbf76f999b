"""L: the headings of the tables, and which cell of a row stands in which column."""

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.citations import SEC_PAGE
from form4_grammar.rules.layout import FIX_COPY

_COLUMNS = "; its table headings"

TABLE_I_COLUMNS = Rule(
    "L016", "table-i-columns", Severity.WARNING, Locus.RENDERING,
    what="The heading of Table I does not have the form's columns: 4 on Form 3, 11 on Form 4, 10 on Form 5.",
    why="Cells may stand under the wrong column.",
    fix=FIX_COPY,
    source=SEC_PAGE + _COLUMNS,
    good="\t2A. Deemed Execution Date, if any (Month/Day/Year)\t3. Transaction Code (Instr. 8)",
    bad="\t3. Transaction Code (Instr. 8)",
)  # fmt: skip

TABLE_II_COLUMNS = Rule(
    "L017", "table-ii-columns", Severity.WARNING, Locus.RENDERING,
    what="The heading of Table II does not have the form's columns: 8 on Form 3, 16 on Form 4, 15 on Form 5.",
    why="Cells may stand under the wrong column.",
    fix=FIX_COPY,
    source=SEC_PAGE + _COLUMNS,
    good="\t3A. Deemed Execution Date, if any (Month/Day/Year)\t4. Transaction Code (Instr. 8)",
    bad="\t4. Transaction Code (Instr. 8)",
)  # fmt: skip

HEADING_GROUPS = Rule(
    "L018", "heading-groups", Severity.WARNING, Locus.RENDERING,
    what="The captions of a heading's second line do not stand under the columns that the form divides.",
    why="It is then unclear which value is the code, the amount or the price.",
    fix=FIX_COPY,
    source=SEC_PAGE + _COLUMNS,
    good="\t\t\tCode\tV\tAmount\t(A) or (D)\tPrice\t\t\t",
    bad="\t\t\tCode\tV\tAmount\t(A) or (D)\t\tPrice\t\t",
)  # fmt: skip

COLUMN_SEQUENCE = Rule(
    "L020", "column-sequence", Severity.WARNING, Locus.RENDERING,
    what="A heading has as many columns as the form's, but one of the numbered columns is not among them.",
    why="Cells may stand under the wrong column.",
    fix=FIX_COPY,
    source=SEC_PAGE + _COLUMNS,
    good="\t6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)\t7. Nature",
    bad="\t\t7. Nature",
)  # fmt: skip

UNKNOWN_COLUMN = Rule(
    "L064", "unknown-column", Severity.WARNING, Locus.RENDERING,
    what="The heading of a table has a column with a caption that the form does not print.",
    why="What stands there belongs to no field of the filing. The other columns are read by their captions.",
    fix="Compare the heading with the form. What the column holds is kept in the parse tree, and not in the filing.",
    source=SEC_PAGE + _COLUMNS,
    good="\t2A. Deemed Execution Date, if any (Month/Day/Year)\t3. Transaction Code (Instr. 8)",
    bad="\t2B. Settlement Date\t3. Transaction Code (Instr. 8)",
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
