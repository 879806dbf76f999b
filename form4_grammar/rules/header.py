"""H: what the filer put into the items of the header."""

from form4_grammar.diagnostics import Locus, Rule, Severity

STATE = Rule(
    "H005", "state-code", Severity.WARNING, Locus.EITHER,
    what="The address has no state or country code of EDGAR's list.",
    why="EDGAR takes only the codes of its list, also for countries. Where they stand in one line, city, state and postal code "
    "cannot be told apart without it, and are unknown.",
    fix="Write the two-letter code between the city and the postal code: MN, or X0 for the United Kingdom.",
    source="EDGAR Ownership XML Technical Specification v3, Appendix A",
    good="DULUTH MN 55802",
    bad="DULUTH MINN. 55802",
)  # fmt: skip

TITLE_OR_TEXT = Rule(
    "H014", "title-without-box", Severity.WARNING, Locus.EITHER,
    what="There is a title or a text under the relationship, but neither Officer nor Other is ticked; one text was read "
    "as the title.",
    why="The text belongs to one of these boxes.",
    fix="Tick the box that the text belongs to.",
    source="the layout of the item",
    good='<input checked="" type="checkbox"/> Officer (give title below)',
    bad="Officer (give title below)",
)  # fmt: skip

UNREADABLE_ITEM = Rule(
    "H024", "unreadable-item", Severity.WARNING, Locus.EITHER,
    what="An item of the header does not have the parts that the form prints there, so its fields are unknown.",
    why="Guessing would give a wrong name or address without a word.",
    fix="Compare the item with the form: the labels in brackets part a name from its address.",
    source="the layout of the header",
    good="10% Owner",
    bad="Owner of 10%",
)  # fmt: skip

TITLE_AND_TEXT = Rule(
    "H025", "title-and-text", Severity.INFO, Locus.EITHER,
    what="Officer and Other are both ticked, and the text does not show where the title ends and the other text begins.",
    why='The page joins the two by " / ". With none or several of these, the parts may be wrong.',
    fix="Compare them with the filing on EDGAR. They were parted at the first slash, if there is one.",
    source="the page as EDGAR prints it",
    good="Other (specify below) <u>President</u>",
    bad='<input checked="" type="checkbox"/> Other (specify below) <u>President</u>',
)  # fmt: skip

ALL = (TITLE_AND_TEXT, STATE, TITLE_OR_TEXT, UNREADABLE_ITEM)
