"""D: dates."""

from form4_grammar.diagnostics import Locus, Rule, Severity

NO_SUCH_DATE = Rule(
    "D001", "no-such-date", Severity.ERROR, Locus.EITHER,
    what="A date does not exist, or is written so that day, month and year cannot be told.",
    why="It has no value then; the filing keeps the raw text.",
    fix="Write a day that exists, as mm/dd/yyyy.",
    source="the captions of the form",
    limits="2024-05-01, May 1, 2024 and 1-May-2024 are as plain as 05/01/2024 and are read without a finding.",
    good="\t03/01/2027\t",
    bad="\t02/30/2027\t",
)  # fmt: skip

MONTH_ONLY = Rule(
    "D110", "month-only", Severity.INFO, Locus.FILING,
    what="An item holds a month without a day.",
    why="Until 2002 the form asked for a month. No day is put in: the field is null, and the finding has the text as raw.",
    fix="Nothing is wrong with the filing. Take the days from the rows of its tables.",
    source="item 4 of Form 4, 1996 to August 2002, and of Form 5 to June 2003: Statement for Month/Year",
)  # fmt: skip
