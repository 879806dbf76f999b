"""L: the ownership XML as a document. Its values are judged by the rules of the page's cells, items and notes."""

from form4_grammar.diagnostics import Locus, Rule, Severity

_SCHEMA = "EDGAR's XML schema of the ownership documents"
_SPECIFICATION = "EDGAR Ownership XML Technical Specification v3, section 4.3"

NOT_WELL_FORMED = Rule(
    "L040", "xml-not-well-formed", Severity.ERROR, Locus.EITHER,
    what="The XML breaks off or is not well-formed. Read is what was complete before that place.",
    why="Where elements begin and end cannot be told from there on, so what follows is unknown, rows and notes included.",
    fix="Mend the XML at that place (&amp; for &, an end tag for each start tag), or get the whole document.",
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
    source=_SCHEMA,
)  # fmt: skip

UNKNOWN_ELEMENT = Rule(
    "L042", "unknown-element", Severity.INFO, Locus.EITHER,
    what="The XML has an element that no version of the schema has at that place. It is in the parse tree, not in the filing.",
    why="It may be mistyped or misplaced, and then what it says is missing from the filing.",
    fix="Compare its name and its place with the schema.",
    source=_SPECIFICATION,
)  # fmt: skip

STRAY_TEXT = Rule(
    "L043", "text-between-elements", Severity.INFO, Locus.EITHER,
    what="There is text where the XML has only elements. It is in the parse tree, not in the filing.",
    why="It may be what a tool left behind, or a value whose element was lost.",
    fix="See whether it belongs to the filing, and take it out.",
    source=_SCHEMA,
)  # fmt: skip

REPEATED_ELEMENT = Rule(
    "L044", "repeated-element", Severity.WARNING, Locus.EITHER,
    what="An element that the schema has once is there again; the first was read. So it is with a second ownershipDocument.",
    why="Two documents or two values may have been put together, and only one of them is in the filing.",
    fix="Keep one. Several filings are several documents.",
    source=_SPECIFICATION,
)  # fmt: skip

ALL = (NOT_WELL_FORMED, ILLEGAL_CHARACTER, REFUSED_XML, UNKNOWN_ELEMENT, STRAY_TEXT, REPEATED_ELEMENT)
