"""D: dates."""

from form4_grammar.diagnostics import Locus, Rule, Severity

NO_SUCH_DATE = Rule(
    "D001", "no-such-date", Severity.ERROR, Locus.EITHER,
    what="A date does not exist or is not written as Month/Day/Year.",
    why="It has no value then; the filing keeps the raw text.",
    fix="Write a day that exists, as mm/dd/yyyy.",
    source="the captions of the form",
    good="\t03/01/2027\t",
    bad="\t02/30/2027\t",
)  # fmt: skip

ALL = (NO_SUCH_DATE,)
