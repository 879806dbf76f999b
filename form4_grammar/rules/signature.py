"""S: signatures."""

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.citations import SEC_PAGE, XML_SPECIFICATION

NO_SIGNATURE = Rule(
    "S001", "no-signature", Severity.ERROR, Locus.EITHER,
    what="There is no signature, or one without a name or a date.",
    why="EDGAR takes no filing without a signature and its date.",
    fix="Sign and date the form: the name, and after it the date as mm/dd/yyyy.",
    source=f"{XML_SPECIFICATION}, section 3.5",
    good="/s/ Ada N. Okafor 06/15/2022\n",
    bad="",
)  # fmt: skip

WRAPPED = Rule(
    "S003", "signature-wrapped", Severity.INFO, Locus.RENDERING,
    what="The name of the signer goes on after the date; the parts were joined.",
    why="The name was wrapped in its cell and the date beside it got in between.",
    fix="Compare the name with the filing on EDGAR.",
    source="the layout of the signature",
    good="/s/ Ada N. Okafor 06/15/2022",
    bad="/s/ Ada N. 06/15/2022\nOkafor",
)  # fmt: skip

APART = Rule(
    "S007", "name-not-parted", Severity.INFO, Locus.RENDERING,
    what='A name without "/s/" stands in a paragraph above its date, or a line of a text begins with "/s/".',
    why="Where the text ends and the name begins was told by the lines alone.",
    fix="Compare the name and the text above it with the filing on EDGAR.",
    source="the layout of the signature",
    good="Remarks:\n\n/s/ Ada N. Okafor 06/15/2022",
    bad="Ada N. Okafor\n\n06/15/2022",
)  # fmt: skip

IN_DOUBT = Rule(
    "S013", "signature-in-doubt", Severity.WARNING, Locus.RENDERING,
    what='A line of a signature stands there twice, once right below the other; or a signature without "/s/" stands right '
    'below a text, with no blank line between; or a name ends in a comma, or a line of a text begins with "/s/".',
    why="The copy has doubled the line, or joined signatures with the text above them: one may be lost or too many.",
    fix="Compare the signatures with the filing on EDGAR.",
    source=SEC_PAGE,
    good="/s/ Ada N. Okafor 06/15/2022\n",
    bad="/s/ Ada N.\n/s/ Ada N.\nOkafor 06/15/2022\n",
)  # fmt: skip
