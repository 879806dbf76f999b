"""L: the ownership XML as a document. Its values are judged by the rules of the page's cells, items and notes."""

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.citations import XML_SCHEMA, XML_SPECIFICATION

_SPECIFICATION = f"{XML_SPECIFICATION}, section 4.3"

NOT_WELL_FORMED = Rule(
    "L040", "xml-not-well-formed", Severity.ERROR, Locus.EITHER,
    what="The XML breaks off or is not well-formed: a tag is cut, misspelt, lost or lacks a sign. It was read by the names of the "
    "elements and what they may stand in; of the part named, something may be wrong or missing.",
    why="EDGAR takes no such XML, so the document was damaged since, and what stood there is a guess.",
    fix="Mend the XML at that place (an end tag for each start tag), or get the whole document.",
    source="Extensible Markup Language (XML) 1.0, section 2.1",
)  # fmt: skip

ILLEGAL_CHARACTER = Rule(
    "L047", "xml-illegal-character", Severity.ERROR, Locus.EITHER,
    what="The XML holds an & that begins no reference, a reference to nothing, or a control character. The sign & was read as "
    "such, and a control character as nothing.",
    why="EDGAR takes no such XML, so the document was changed or is a draft, and what was meant there is a guess.",
    fix="Write &amp; for &, and take control characters out.",
    source="Extensible Markup Language (XML) 1.0, sections 2.2 and 2.4",
)  # fmt: skip

REFUSED_XML = Rule(
    "L041", "xml-refused", Severity.ERROR, Locus.EITHER,
    what="The XML declares a document type or entities, or has more than 100,000 elements. It was not read.",
    why="No ownership document does or has. Entities can make a reader fetch files or run out of memory.",
    fix="Take the <!DOCTYPE …> out, or get the document from EDGAR.",
    source=XML_SCHEMA,
)  # fmt: skip

UNKNOWN_ELEMENT = Rule(
    "L042", "unknown-element", Severity.WARNING, Locus.EITHER,
    what="The XML has an element with text that no version of the schema has at that place, and it is in "
    "`other_elements`; or all of the document stands in such an element.",
    why="It may be mistyped or misplaced, and then what it says is missing from its field.",
    fix="Compare its name and its place with the schema that EDGAR publishes.",
    source=_SPECIFICATION,
)  # fmt: skip

EMPTY_UNKNOWN_ELEMENT = Rule(
    "L051", "unknown-empty-element", Severity.INFO, Locus.EITHER,
    what="The XML has an element that no version of the schema has at that place, and there is nothing in it.",
    why="It may be mistyped or misplaced.",
    fix="Compare its name and its place with the schema that EDGAR publishes.",
    source=_SPECIFICATION,
)  # fmt: skip

STRAY_TEXT = Rule(
    "L043", "marks-between-elements", Severity.INFO, Locus.EITHER,
    what="There are signs where the XML has only elements, but no letters or digits; or there is text behind the document. They are "
    "not in the filing.",
    why="They may be what a tool left behind.",
    fix="Take them out.",
    source=XML_SCHEMA,
)  # fmt: skip

LOST_TEXT = Rule(
    "L052", "text-between-elements", Severity.WARNING, Locus.EITHER,
    what="There is text where the XML has only elements. It is in the parse tree, not in the filing.",
    why="It may be a value whose element was lost.",
    fix="See whether it belongs to the filing, and give it its element, or take it out.",
    source=XML_SCHEMA,
)  # fmt: skip

MISSPELT_ELEMENT = Rule(
    "L053", "misspelt-element", Severity.WARNING, Locus.EITHER,
    what="The name of an element is that of a missing one but for one letter. It was read as that.",
    why="Which element was meant is a guess.",
    fix="Write the name as the schema has it.",
    source=_SPECIFICATION,
)  # fmt: skip

MAY_BE_CUT_OFF = Rule(
    "L054", "may-be-cut-off", Severity.WARNING, Locus.EITHER,
    what="The XML breaks off before the place of this element, or the end of what stands before it is lost, so whether it was there is unknown.",
    why="The field is null, as it is where a filing does not have the element.",
    fix="Get the whole document.",
    source="Extensible Markup Language (XML) 1.0, section 2.1",
)  # fmt: skip

REPEATED_ELEMENT = Rule(
    "L044", "repeated-element", Severity.WARNING, Locus.EITHER,
    what="An element that the schema has once is there again; the first was read, or of tables and the like what is in both.",
    why="Two documents, or two values may have been put together, and only one of them is in the filing.",
    fix="Keep one. Several filings are several documents.",
    source=_SPECIFICATION,
)  # fmt: skip

OUT_OF_ORDER = Rule(
    "L205", "element-out-of-order", Severity.INFO, Locus.EITHER,
    what="An element stands behind one that the schema has after it. It was read as if it stood where it belongs.",
    why="EDGAR takes no such document: it was put together or changed by something else, which may have moved more than that.",
    fix="Put the elements in the order of the schema, or get the document from EDGAR.",
    source=XML_SCHEMA,
    good="<issuerCik>0009990101</issuerCik>\n    <issuerName>LARKSPUR TOOL CO</issuerName>",
    bad="<issuerName>LARKSPUR TOOL CO</issuerName>\n    <issuerCik>0009990101</issuerCik>",
)  # fmt: skip

OTHER_LETTERS = Rule(
    "L206", "names-in-other-letters", Severity.INFO, Locus.RENDERING,
    what="The names of the elements are all in small letters or in capitals. They were read as the schema has them.",
    why="Programs that take the XML for HTML write it so; to any other reader it is no ownership document.",
    fix="Keep the XML as EDGAR has it; a reader of XML leaves its names alone.",
    source=XML_SCHEMA,
)  # fmt: skip

LACKS_ELEMENT = Rule(
    "L080", "element-lacking", Severity.WARNING, Locus.EITHER,
    what="The issuer or an owner has no CIK, or a transaction no transactionFormType or equitySwapInvolved, or an empty one.",
    why="EDGAR takes no document without them, so they were lost. The field is null.",
    fix="Write the CIK, the form that the transaction belongs on, or whether it involves an equity swap.",
    source=f"{XML_SCHEMA}: issuerCik, rptOwnerCik, transactionCoding",
    limits="The schema of 2003, X0101, has rows without these elements.",
    good="<equitySwapInvolved>0</equitySwapInvolved>",
    bad="",
)  # fmt: skip

OTHER_VALUE = Rule(
    "L081", "value-of-another-element", Severity.WARNING, Locus.EITHER,
    what="A name or a title has no letter in it, or a CIK is not made of digits.",
    why="The value seems to be that of another element, whose own value is then somewhere else.",
    fix="Compare the elements around it with the filing on EDGAR.",
    source=XML_SCHEMA,
    good="<rptOwnerName>Okafor Ada N</rptOwnerName>",
    bad="<rptOwnerName>0001234567</rptOwnerName>",
)  # fmt: skip

OTHER_FORM = Rule(
    "L083", "not-as-edgar-writes", Severity.INFO, Locus.EITHER,
    what="A CIK has fewer or more than ten digits, an amount has commas, or a date a month or a day of one digit.",
    why="EDGAR writes none so. A digit may be lost, or a comma stand for the point.",
    fix="Write the CIK with zeros before it, the amount without commas, and the date as yyyy-mm-dd.",
    source="ownership documents as EDGAR keeps them",
    good="<rptOwnerCik>0009990102</rptOwnerCik>",
    bad="<rptOwnerCik>9990102</rptOwnerCik>",
)  # fmt: skip

MARKUP_IN_TEXT = Rule(
    "L082", "markup-in-text", Severity.WARNING, Locus.EITHER,
    what="A text has a bare > in it, or what is left of an entity, as quot; or &amp;quot;.",
    why="EDGAR writes &gt; for the sign, so a tag or an entity was damaged, and the text is not quite the filed one.",
    fix="Compare the text with the filing on EDGAR.",
    source="Extensible Markup Language (XML) 1.0, section 2.4",
    good="<rptOwnerName>Okafor Ada N</rptOwnerName>",
    bad="<rptOwnerName>Okafor > Ada N</rptOwnerName>",
)  # fmt: skip
