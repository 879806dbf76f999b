"""L: the document that a page came in: what it is, and how its text was found there."""

from form4_grammar.diagnostics import Locus, Rule, Severity

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
    fix="Save it as text, HTML, Markdown, XML or as a PDF that has text; let a program recognise the text of a scan first.",
    source="what this version reads; 16 MiB are a hundred times the largest ownership form",
)  # fmt: skip

ANOTHER_FORM = Rule(
    "L038", "another-form", Severity.WARNING, Locus.RENDERING,
    what="The page was read as another form than it calls itself, because it was asked for.",
    why="The columns of another form do not fit its rows.",
    fix="Leave --form out, and the page is read as what it calls itself.",
    source="the titles, numbers and headings that the forms print",
)  # fmt: skip

UNCERTAIN_FORM = Rule(
    "L039", "uncertain-form", Severity.WARNING, Locus.RENDERING,
    what="The title, the number and the headings that tell the forms apart are missing or contradict each other.",
    why="Read as the wrong form, the page gives wrong items and columns.",
    fix="Say which form it is: --form 3, 4 or 5.",
    source="the titles, numbers and headings that the forms print",
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

UNPLACED_TEXT = Rule(
    "L094", "unplaced-text", Severity.WARNING, Locus.RENDERING,
    what="The columns of the copy are aligned by blanks, and this text could be of two cells; or lines of other rows could be of two.",
    why="Nothing but the distance tells which, so it was left out of both, and cells that it may be part of are null.",
    fix="Read it in the copy, or make the copy wider: browsers for terminals have an option for that.",
    source="texts printed by browsers for terminals and by pdftotext, whose columns touch where they are full",
)  # fmt: skip

ONE_OF_SEVERAL = Rule(
    "L100", "one-of-several", Severity.ERROR, Locus.RENDERING,
    what="The document, or the file that it came in, holds further filings, which were not read.",
    why="One file is read as one filing, so what the others say is not in the result.",
    fix="Give each filing by itself, in a file of its own.",
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

FIELDS = Rule(
    "L182", "fields-not-read", Severity.WARNING, Locus.RENDERING,
    what="Fields of a form, or texts that somebody typed onto it, are laid over a page of a PDF.",
    why="They are no part of the page itself, and are not read: an answer or a ticked box may be among them.",
    fix="Print the PDF into a new one, which makes them part of the page, and read that.",
    source="the fields (AcroForm) and annotations of PDF",
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
