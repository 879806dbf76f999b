"""H: what the filer put into the items of the header."""

from form4_grammar.diagnostics import Locus, Rule, Severity
from form4_grammar.rules.citations import SEC_PAGE, XML_SPECIFICATION

STATE = Rule(
    "H005", "state-code", Severity.WARNING, Locus.EITHER,
    what="The address has no state or country of EDGAR's list, neither as its code nor by its name.",
    why="EDGAR takes only the codes of its list, also for countries. Where they stand in one line, city, state and postal code "
    "cannot be told apart without it, and are unknown.",
    fix="Write the two-letter code between the city and the postal code: MN, or X0 for the United Kingdom.",
    source=f"{XML_SPECIFICATION}, Appendix A",
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
    source=SEC_PAGE,
    good="Other (specify below) <u>President</u>",
    bad='<input checked="" type="checkbox"/> Other (specify below) <u>President</u>',
)  # fmt: skip

SAID_DIFFERENTLY = Rule(
    "H030", "first-owner-differs", Severity.WARNING, Locus.EITHER,
    what="The page of a group names a reporting person again, and not as it did before: the first below the tables, or one with the same CIK.",
    why="Both are printed from one answer, so one of the two is damaged. They are one owner, read as it stands above, unless "
    "the names differ.",
    fix="Compare the two with the filing on EDGAR.",
    source="the SEC's page, which repeats the first reporting person where there are several",
    good="Explanation of Responses:\n",
    bad="1. Name and Address of Reporting Person* <u>Okafor Ada N</u> (Last) (First) (Middle) <u>81 QUARRY ROAD</u> (Street) "
    "<u>DULUTH MN 55802</u> (City) (State) (Zip)\n\nExplanation of Responses:\n",
)  # fmt: skip

NO_ANSWER = Rule(
    "H031", "no-answer", Severity.WARNING, Locus.EITHER,
    what="Something stands in the place of the date of the original filing that is no date and does not say that there is none.",
    why="It may belong to another item. The filing is not taken for an amendment because of it.",
    fix="Look at the page, and move what stands there to where it belongs.",
    source="the form, which asks for a date as Month/Day/Year",
    good="4. If Amendment, Date of Original Filed (Month/Day/Year)\t",
    bad="4. If Amendment, Date of Original Filed (Month/Day/Year) TUPELO\t",
)  # fmt: skip

BOXES_BEHIND = Rule(
    "H032", "boxes-behind-labels", Severity.WARNING, Locus.RENDERING,
    what="The check boxes of an item stand partly before and partly behind their labels.",
    why="The form prints each before its label. Between two labels, a tick may then belong to either.",
    fix="Compare the boxes with the page on EDGAR.",
    source="the layout of the item",
    good='<input checked="" type="checkbox"/> Director 10% Owner <input checked="" type="checkbox"/> Officer',
    bad="Director ☐ 10% Owner ☒ Officer",
)  # fmt: skip

BROKEN_BRACKET = Rule(
    "H033", "broken-bracket", Severity.WARNING, Locus.EITHER,
    what="The square brackets round the issuer's symbol are not whole, or are round ones. Name and symbol were told apart.",
    why="The brackets are what parts the symbol from the name.",
    fix="Write the symbol in square brackets behind the name.",
    source="the layout of the item",
    good="<u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]",
    bad="LARKSPUR TOOL CO [LKSP",
)  # fmt: skip

OWNERS_LOST = Rule(
    "H034", "owners-lost", Severity.WARNING, Locus.EITHER,
    what="Item 6 says that more than one person files, and the page names no more than one.",
    why="The box is set by the number of persons, so the others were lost, or are in a part of the page that is not here.",
    fix="Get the whole page, or compare the persons with those of the filing on EDGAR.",
    source="the SEC's style sheet, which ticks the box by the number of reporting persons",
    good='<input checked="" type="checkbox"/> Form filed by One Reporting Person Form filed by More than One Reporting Person',
    bad='Form filed by One Reporting Person <input checked="" type="checkbox"/> Form filed by More than One Reporting Person',
)  # fmt: skip

COMMA = Rule(
    "H035", "comma-behind-city", Severity.INFO, Locus.EITHER,
    what="City, state and zip code stand in one line, with a comma behind the city, which was left out.",
    why="The form parts the three by their places. A filer may have written the comma as part of the city's name.",
    fix="Leave the comma out.",
    source="the layout of the item, and addresses in filings on EDGAR",
    good="DULUTH MN 55802",
    bad="DULUTH, MN 55802",
)  # fmt: skip

MORE_THAN_ISSUER = Rule(
    "H050", "more-than-name-and-symbol", Severity.WARNING, Locus.EITHER,
    what="In the item of the issuer, something stands behind the symbol in its brackets.",
    why="It is no part of the name. A line of the copy came apart there, and what belongs to the next item may stand in this one.",
    fix="Compare the item with the filing on EDGAR.",
    source="the layout of the item",
)  # fmt: skip

NO_BRACKETS = Rule(
    "H051", "no-brackets", Severity.WARNING, Locus.EITHER,
    what="The issuer is named, and no brackets stand behind the name, which the form prints even where there is no symbol.",
    why="The symbol was lost, or is part of the name.",
    fix="Compare the item with the filing on EDGAR.",
    source="the layout of the item",
    limits="`check` reports it as H008, too.",
)  # fmt: skip

TORN_ADDRESS = Rule(
    "H052", "address-not-plain", Severity.INFO, Locus.EITHER,
    what="A part of an address cannot be what its place says: a city that begins or ends with a number, a zip code of words, a state code for a city.",
    why="The lines of the address were joined or parted wrongly.",
    fix="Compare the address with the filing on EDGAR.",
    source="the layout of the item",
)  # fmt: skip
