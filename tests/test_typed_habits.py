"""Forms as filers typed them, in habits other than those of the pages in `typed/`: what they say is the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from form4_grammar import forms, parse
from form4_grammar.testing import printed

TYPED = Path(__file__).resolve().parent / "typed"
DATED, MONTHLY, RULED = "form4-dated.txt", "form4-monthly.txt", "form3-ruled.txt"


def page(name: str) -> str:
    return (TYPED / name).read_text(encoding="utf-8")


def change(*pairs: tuple[str, str]) -> Callable[[str], str]:
    """Puts other texts in the places of some; each must be there."""

    def changed(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return text

    return changed


def numbered(mark: str) -> Callable[[str], str]:
    """Numbers the items otherwise."""
    return lambda text: re.sub(r"(?m)^(\d)\.(?=  ?[A-Z])(?!.*\|)", lambda match: mark.replace("1", match[1]), text)


def marked(one: str, two: str) -> Callable[[str], str]:
    """Marks the notes, and what refers to them, otherwise."""
    cells = [("(1) |", f"{one:3} |"), ("(1)  ", f"{one:3}  "), ("(2) |", f"{two:3} |")]
    return change(("(1) The", f"{one} The"), ("(2) The", f"{two} The"), *cells)


def indented(text: str) -> str:
    return "".join(f"   {line}" if not line.startswith("<") else line for line in text.splitlines(keepends=True))


def in_blanks(text: str) -> str:
    """Columns that nothing parts but blanks: rules go over all of them, and nothing marks where they begin."""
    text = re.sub(r"(?m)^-[- ]{20,}$", lambda match: "-" * len(match[0]), text)
    return re.sub(r"(?m)^<S>.*\n", "", text)


def near(text: str) -> str:
    """A single blank between the columns of Table I, in place of two."""

    def table(match: re.Match[str]) -> str:
        lines = match[0].split("\n")
        rule = next(line for line in lines if re.match(r"-+  -", line))
        for edge in [found.start() for found in re.finditer("  ", rule)][::-1]:
            ats = [line.find("  ", edge) for line in lines]
            lines = [line[:at] + line[at + 1 :] if at >= 0 else line for line, at in zip(lines, ats, strict=True)]
        return "\n".join(lines)

    return re.sub(r"(?s)(?<=<CAPTION>\n).*?(?=</TABLE>)", table, text, count=1)


def on_sheets(text: str) -> str:
    """A table that goes on on another sheet, below its title and heading again, the sheets numbered."""
    heading = (
        text[text.index("1. Title of Security") : text.index("Common Stock  ")].replace("<S>", "   ").replace("<C>", "   ")
    )
    second = text.index("Common Stock        ", text.index("3,400"))
    title = "Table I - Non-Derivative Securities Beneficially Owned (continued)"
    return f"{text[:second]}\n{'Page 1':>40}\n<PAGE>\n{title}\n\n{heading}{text[second:]}"


def on_a_last_sheet(text: str) -> str:
    """As that, the sheet standing below the other table."""
    changed = on_sheets(text)
    start, end = changed.index("\n" + f"{'Page 1':>40}"), changed.index("\nReminder:")
    sheet = changed[start:end]
    changed = changed[:start] + changed[end:]
    return changed.replace("</TABLE>\nExplanation", f"{sheet}\n</TABLE>\nExplanation")


def without_rules(text: str) -> str:
    """Nothing but a blank line between a heading and its rows."""
    return re.sub(r"(?m)^-[- ]{20,}\n<S>.*$", "", text)


def in_boxes(text: str) -> str:
    """Items beside each other between strokes, that below one at the right standing lower than that at the left."""
    names = text[text.index("1. Name") : text.index("2. Date")].split("\n")
    dates = [*text[text.index("2. Date") : text.index("4. Issuer")].split("\n"), *[""] * 3]
    groups = ["", "", *text[text.index("7. Indiv") : text.index("<TABLE>")].split("\n"), *[""] * 3]
    beside = [f"|{one:40}|{two:80}|{three:60}|\n" for one, two, three in zip(names, dates, groups, strict=False)]
    rest = text[text.index("4. Issuer") : text.index("7. Indiv")]
    return text[: text.index("1. Name")] + "".join(beside) + "\n" + rest + text[text.index("<TABLE>") :]


SIGNED = page(DATED)[page(DATED).index("/s/ Nora") : page(DATED).index("** Intentional")]
NOTES = page(DATED)[page(DATED).index("Explanation of Responses:") : page(DATED).index("</TABLE>\n\n\n/s/")]

NAMED = "/s/ Nora M. Achterberg\n______________\n**Signature of Reporting Person\n"
TITLE = "          Vice President, Shipping\n"

_NUMBERS = re.compile(r"(?m)(?<=\|)( ?)(\d{1,2}[aA]?)\.(?= {0,3}[A-Z])(?=.*\|)")

HABITS = {
    "items (1)": (DATED, numbered("(1)")),
    "items 1)": (DATED, numbered("1)")),
    "items Item 1.": (DATED, numbered("Item 1.")),
    "items 1 without a point": (MONTHLY, numbered("1")),
    "items without numbers": (DATED, numbered("")),
    "captions with a colon": (DATED, change(("Symbol\n", "Symbol:\n"), ("Month/Day/Year\n", "Month/Day/Year:\n"))),
    "answers behind captions": (DATED, change(("Trading Symbol\n\n        Lake", "Trading Symbol:  Lake"))),
    "an indent before all": (DATED, indented),
    "a symbol in quotes": (DATED, change(("(LKGR)", '("LKGR")'))),
    "a symbol behind a dash": (DATED, change(("(LKGR)", "- LKGR"))),
    "a symbol behind its exchange": (DATED, change(("(LKGR)", "(NYSE: LKGR)"))),
    "a symbol with its label": (MONTHLY, change(("   HPCO", "   Symbol: HPCO"))),
    "the zip code on a line": (DATED, change(("MN 55802", "MN\n        55802"))),
    "boxes in braces": (DATED, change(("( X )", "{X}"), ("(  )", "{ }"), ("(   )", "{ }"))),
    "boxes between rules": (DATED, change(("( X )", "__X__"), ("(  )", "____"), ("(   )", "_____"))),
    "boxes of two signs": (DATED, change(("( X )", "XX"), ("(  )", "__"), ("(   )", "__"))),
    "a title behind its box": (
        DATED,
        change(("below) (  ) Other", "below): Vice President, Shipping  (  ) Other"), (TITLE, "")),
    ),
    "a title with its label": (DATED, change(("Vice President, Shipping", "Title: Vice President, Shipping"))),
    "notes in words": (DATED, change(("(1) The", "Note 1: The"), ("(2) The", "Note 2: The"))),
    "marks between strokes": (DATED, marked("/1/", "/2/")),
    "marks before a stroke": (DATED, marked("1/", "2/")),
    "notes under other words": (DATED, change(("Explanation of Responses:", "Footnotes:"))),
    "notes under unknown words": (DATED, change(("Explanation of Responses:", "What the marks refer to"))),
    "the first note behind the heading": (DATED, change(("Responses:\n\n(1)", "Responses: (1)"))),
    "notes below the signature": (DATED, change((NOTES, ""), (SIGNED, SIGNED + "\n" + NOTES))),
    "a signature behind its caption": (
        DATED,
        change((SIGNED, "Signature of Reporting Person:  /s/ Nora M. Achterberg\nDate:  January 13, 2003\n\n")),
    ),
    "a date below the caption": (
        DATED,
        change((SIGNED, f"{NAMED}\nJanuary 13, 2003\n_____\nDate\n\n")),
    ),
    "a date above the signature": (
        DATED,
        change((SIGNED, f"Dated: January 13, 2003\n\n{NAMED}\n")),
    ),
    "dates with points": (DATED, change(("01/08/2003|", "1.8.2003  |"), ("01/08/13", " 1.8.13 "))),
    "dates without signs": (DATED, change(("01/08/2003|", "20030108  |"))),
    "dates with a month in letters": (DATED, change(("01/08/2003|", "8-Jan-03  |"))),
    "counts with their word": (DATED, change(("|    300     |", "| 300 shares |"), ("|  1,200  |", "|1,200 sh.|"))),
    "a price with a fraction": (DATED, change(("$30.25 (1)", "$30 1/4(1)"))),
    "letters in brackets": (DATED, change(("|  D   |  ", "| (D)  |  "), ("|      I    |", "|     (I)   |"))),
    "direct in full": (DATED, change(("|      D    |", "|   Direct  |"), ("|      I    |", "|  Indirect |"))),
    "other signs for strokes": (DATED, change(("|", "!"))),
    "points for strokes": (DATED, lambda text: re.sub(r"\|", ":", text)),
    "a blank line behind each": (DATED, lambda text: re.sub(r"(?m)^(?!<)(?=.*\S)(.*)$", r"\1\n", text)),
    "columns without numbers": (DATED, lambda text: re.sub(_NUMBERS, lambda match: " " * len(match[0]), text)),
    "rules of stars": (DATED, lambda text: re.sub(r"(?m)^={20,}$", lambda match: "*" * len(match[0]), text)),
    "tables 1 and 2": (DATED, change(("TABLE II", "TABLE 2"), ("Table I ", "Table 1 "))),
    "amounts between dashes": (
        DATED,
        change(("|    300     |", "|   -300-    |"), ("|     21,700     |", "|    -21,700-    |")),
    ),
    "a letter behind its amount": (DATED, change(("|    300     |  D   |", "|  300 (D)   |      |"))),
    "captions with a letter wrong": (
        DATED,
        change(("6.  Relationship of", "6.  Relationshp of"), ("7.  Individual", "7.  Individuel")),
    ),
    "boxes of underscores": (DATED, change(("(  )", "(_)"), ("(   )", "(_)"))),
    "boxes of angles": (DATED, change(("( X )", "<X>"), ("(  )", "< >"), ("(   )", "< >"))),
    "no stroke at the end": (DATED, lambda text: re.sub(r"(?m)^(\|.*\|.*\|.*\|.*)\|$", r"\1", text)),
    "columns parted by blanks alone": (RULED, in_blanks),
    "a single blank between columns": (RULED, near),
    "rows without blank lines": (RULED, change(("D\n\nCommon", "D\nCommon"))),
    "a table on two sheets": (RULED, on_sheets),
    "a table on a sheet below the other": (RULED, on_a_last_sheet),
    "a blank line below headings": (RULED, without_rules),
    "items in boxes": (RULED, in_boxes),
    "columns numbered 1)": (DATED, lambda text: re.sub(r"(?<=[| ])(\d{1,2}A?)\.(?= ?[A-Z].*\|)", r"\1)", text)),
}


@pytest.mark.parametrize("name", HABITS)
def test_a_habit_changes_nothing(name: str) -> None:
    file, habit = HABITS[name]
    text = habit(page(file))
    assert text != page(file)
    wanted, found = parse(page(file)), parse(text)
    assert wanted.filing is not None
    assert found.filing is not None
    assert found.unread == ()
    assert printed(found.filing) == printed(wanted.filing)


@pytest.mark.parametrize("marks", ["(a) (b)", "* **"])
def test_notes_without_numbers_get_them_by_their_order(marks: str) -> None:
    one, two = marks.split()
    found = parse(marked(one, two)(page(DATED)))
    assert found.filing is not None
    assert [note.number for note in found.filing.footnotes] == [1, 2]
    (option,) = found.filing.derivative_table
    assert (option.conversion_or_exercise_price.footnotes, option.exercise_date.footnotes) == ((1,), (1,))
    assert found.filing.non_derivative_table[1].nature_of_ownership.footnotes == (2,)
    (told,) = (one for one in found.diagnostics if one.code == "L185")
    assert (told.path, told.severity.value, found.source.text[told.start : told.end]) == ("footnotes", "info", one)


def test_notes_with_letters_need_no_heading() -> None:
    found = parse(change(("Explanation of Responses:\n\n", ""))(marked("(a)", "(b)")(page(DATED))))
    assert found.filing is not None
    assert found.unread == ()
    assert [note.number for note in found.filing.footnotes] == [1, 2]
    assert found.filing.non_derivative_table[1].nature_of_ownership.footnotes == (2,)


def test_lines_of_a_title_are_no_rows() -> None:
    text = page(DATED)
    start = text.index("|Common Stock ")
    one, two, _ = text[start:].split("\n", 2)

    def titled(title: str, row: str) -> str:
        return f"|{title:19}{row[20:]}"

    empty = re.sub(r"[^|]", " ", one)
    rows = [titled("Class A Common", one), titled("Stock", empty)]
    rows += [titled("Class B", two), titled("Class A Common", empty), titled("Stock", empty), ""]
    text = text[:start] + "\n".join(rows) + text[text.index("-" * 40, start) :]
    found = parse(text)
    assert found.filing is not None
    titles = [row.security_title.value for row in found.filing.non_derivative_table]
    assert titles == ["Class A Common Stock", "Class B Class A Common Stock"]


@pytest.mark.parametrize(
    ("shown", "titles"),
    [
        (
            ["Phantom Stock |1", "Restricted", "Shares |2", "Restricted", "Shares |3"],
            ["Phantom Stock", *["Restricted Shares"] * 2],
        ),
        (["Restricted |1", "Shares", "Restricted |2", "Shares", "Warrants |3"], [*["Restricted Shares"] * 2, "Warrants"]),
        (["Phantom Stock |1", "Units (to be", "paid in cash) |2"], ["Phantom Stock", "Units (to be paid in cash)"]),
        (["Units to be |1", "paid in cash", "Warrants |2"], ["Units to be paid in cash", "Warrants"]),
        (["Class A |1", "Stock", "Warrants |2"], None),
    ],
)
def test_a_line_of_a_title_alone_is_of_the_row_above_or_below(shown: list[str], titles: list[str] | None) -> None:
    text = page(DATED)
    start = text.index("|Common Stock ")
    row = text[start:].split("\n", 1)[0]
    lines = []
    for line in shown:
        title, _, value = line.partition(" |")
        cells = row[20:].replace("21,700", f"{value}1,700") if value else re.sub(r"[^|]", " ", row[20:])
        lines.append(f"|{title:19}{cells}\n")
    found = parse(text[:start] + "".join(lines) + text[text.index("-" * 40, start) :])
    if titles is None:  # which of both is not plain
        assert "non_derivative_table" in found.unread
        return
    assert found.filing is not None
    assert [row.security_title.value for row in found.filing.non_derivative_table] == titles


def test_a_value_below_another_begins_a_row_without_a_title_in_no_first_part() -> None:
    text = page(RULED)
    row = "Common Stock                          11,050 (1)          I "
    found = parse(change(("D\n\n" + row, "D\n" + row.replace("Common Stock", "            ")))(text))
    assert found.filing is None or found.filing.non_derivative_table == ()
    assert "non_derivative_table" in found.unread


def test_paragraphs_in_a_cell_are_its_lines() -> None:
    text = page(RULED)
    lines = [line.strip() for line in text[text.index("1. Name") : text.index("<TABLE>")].splitlines()]
    cells = ["".join(f"<p>{one}</p>" for one in item) for item in _items(lines)]
    rows = "".join(f"<tr><td>{one}</td><td>{two}</td></tr>" for one, two in zip(cells[::2], [*cells[1::2], ""], strict=True))
    tables = "".join(
        f"<p>{title}</p><table><tr>{''.join(f'<td>{one}</td>' for one in captions)}</tr></table>"
        for title, captions in (
            (
                "Table I - Non-Derivative Securities Beneficially Owned",
                ["1. Title of Security", "2. Amount of Securities Beneficially Owned",
                 "3. Ownership Form: Direct (D) or Indirect (I)", "4. Nature of Indirect Beneficial Ownership"],
            ),
            ("Table II - Derivative Securities Beneficially Owned", ["1. Title of Derivative Security (Instr. 4)"]),
        )
    )  # fmt: skip
    found = parse(f"<html><body><p>{page(RULED)[: text.index('1. Name')]}</p><table>{rows}</table>{tables}</body></html>")
    assert found.filing is not None
    (owner,) = found.filing.reporting_owners
    assert (owner.name, owner.address.street1, owner.address.city) == ("PELLEGRIN MARCO D", "410 FOUNDRY ROAD", "TROY")


def _items(lines: list[str]) -> list[list[str]]:
    """The lines of each item."""
    items: list[list[str]] = []
    for line in filter(None, lines):
        if re.match(r"\d\. ", line):
            items.append([])
        items[-1].append(line)
    return items


def test_an_annual_statement_is_no_form_4() -> None:
    title = "ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP"
    lines = ["UNITED STATES SECURITIES AND EXCHANGE COMMISSION", "FORM 5", title, "2. Issuer Name and Ticker or Trading Symbol"]
    assert forms.detect("\n".join(f"   {line}" for line in lines)).form == "5"


def test_captions_wrapped_beside_each_other_tell_that_a_page_was_typed() -> None:
    beside = (
        "3. I.R.S. Identification Number of      4. Issuer Name and Ticker or\n"
        "   Reporting Person, if an entity          Trading Symbol\n"
    )
    assert forms.typed(f"Section 17(a) of the Public Utility Holding Company Act of 1935\n{beside}") is not None


def test_a_star_beside_numbers_stays_what_it_is() -> None:
    text = page(DATED).replace("(2) The", "(2) * The").replace("6,400 ", "6,400*")
    found = parse(text)
    assert found.filing is not None
    assert [note.number for note in found.filing.footnotes] == [1, 2]
    assert "L185" not in [one.code for one in found.diagnostics]


@pytest.mark.parametrize("word", ["N/A", "n/a", "None"])
def test_a_word_for_nothing_is_an_empty_cell_and_told(word: str) -> None:
    found = parse(change(("| Spouse (2) |", f"|{word:12}|"))(page(DATED)))
    assert found.filing is not None
    cell = found.filing.non_derivative_table[1].nature_of_ownership
    assert (cell.value, cell.raw) == (None, word)
    (told,) = (one for one in found.diagnostics if one.code == "L186")
    assert told.path == "non_derivative_table[1].nature_of_ownership"


def test_rows_of_more_cells_than_the_heading_are_not_read() -> None:
    heading = "".join(f"<TD>{text}</TD>" for text in (
        "1. Title of Security (Instr. 4)", "2. Amount of Securities Beneficially Owned (Instr. 4)",
        "3. Ownership Form: Direct (D) or Indirect (I) (Instr. 5)", "4. Nature of Indirect Beneficial Ownership (Instr. 5)",
    ))  # fmt: skip
    ruled = page("form3-ruled.txt")
    items = ruled[: ruled.index("<TABLE>")]
    body = "".join(f"<P>{line}</P>\n" for line in items.splitlines() if line.strip() and not line.startswith("<"))
    row = "<TR><TD>Common Stock</TD><TD>$</TD><TD>1,500</TD><TD>D</TD><TD>&nbsp;</TD></TR>"
    title = "<TR><TD colspan=4>Table I - Non-Derivative Securities Beneficially Owned</TD></TR>"
    below = "<P>Table II - Derivative Securities Beneficially Owned"
    found = parse(f"<HTML><BODY>{body}<TABLE>{title}<TR>{heading}</TR>{row * 6}</TABLE>{below}</BODY></HTML>")
    assert found.filing is None or (found.filing.non_derivative_table == () and "non_derivative_table" in found.unread)


def test_a_signature_may_have_nothing_but_a_name() -> None:
    text = change((SIGNED, f"{NAMED}\n"))(page(DATED))
    found, wanted = parse(text), parse(page(DATED))
    assert found.filing is not None
    assert wanted.filing is not None
    (signed,) = found.filing.signatures
    assert signed.date is None
    assert printed(replace(found.filing, signatures=wanted.filing.signatures)) == printed(wanted.filing)


EXHIBIT = """
<PAGE>
Exhibit 99
Joint Filer Information

Name of Joint Filer:                    Harbor Street Partners, L.P.
Address of Joint Filer:                 12 Harbor Street
                                        Duluth, MN 55802
Relationship of Joint Filer to Issuer:  10% Owner
Issuer Name and Ticker or Trading Symbol:  Lakehead Grain Corporation (LKGR)
Designated Filer:                       Achterberg, Nora M.

Name of Joint Filer:  Achterberg Family Trust
Address of Joint Filer:  77 Elm Way, Duluth, MN 55803
Designated Filer:  Achterberg, Nora M.
Signature:  /s/ Nora M. Achterberg, trustee
"""


def test_joint_filers_are_read_from_their_pages() -> None:
    boxes = change(
        ("( X ) Form filed by One", "(   ) Form filed by One"), ("(   ) Form filed by More", "( X ) Form filed by More")
    )
    found = parse(boxes(page(DATED)).replace("\n</TEXT>", f"{EXHIBIT}\n</TEXT>"))
    assert found.filing is not None
    assert found.unread == ()
    owners = found.filing.reporting_owners
    assert [owner.name for owner in owners] == [
        "Achterberg, Nora M.",
        "Harbor Street Partners, L.P.",
        "Achterberg Family Trust",
    ]
    places = [(one.address.street1, one.address.city, one.address.state, one.address.zip_code) for one in owners[1:]]
    assert places == [("12 Harbor Street", "Duluth", "MN", "55802"), ("77 Elm Way", "Duluth", "MN", "55803")]
    assert [signed.name for signed in found.filing.signatures] == ["/s/ Nora M. Achterberg"]
    unread = " ".join(one.message for one in found.diagnostics if one.code == "L033")  # what the form has no place for is told
    assert "Exhibit 99" in unread


def test_a_street_and_a_suite_on_one_line_are_not_told_apart() -> None:
    text = page(DATED).replace("\n</TEXT>", f"{EXHIBIT}\n</TEXT>").replace("77 Elm Way, Duluth", "77 Elm Way, Suite 4, Duluth")
    found = parse(text)
    assert found.filing is not None
    address = found.filing.reporting_owners[2].address
    named = {one.path for one in found.diagnostics if (one.path or "").startswith("reporting_owners[2]")}
    assert address.street1 is None or named


@pytest.mark.parametrize("marks", ["Director ( X )   10% Owner (   )", "Director __X__   10% Owner ____"])
def test_boxes_may_stand_behind_their_labels(marks: str) -> None:
    ticked, unticked = ("( X )", "(   )") if "(" in marks else ("__X__", "____")
    wanted = parse(page(DATED))
    found = parse(
        change(
            ("( X ) Director                   (  ) 10% Owner", marks),
            ("( X ) Officer (give title below) (  ) Other (specify below)",
             f"Officer (give title below) {ticked}  Other (specify below) {unticked}"),
        )(page(DATED))
    )  # fmt: skip
    assert wanted.filing is not None
    assert found.filing is not None
    assert printed(found.filing) == printed(wanted.filing)


def test_a_word_parted_at_its_hyphen_is_whole_again() -> None:
    text = change(("three equal annual installments, the\n", "two- and\n    three-year steps of one-\n    third each, the\n"))(
        page(DATED)
    )
    found = parse(text)
    assert found.filing is not None
    shown = (
        "The option becomes exercisable in two- and three-year steps of one-third each, the first of them on January 8, 2004."
    )
    assert found.filing.footnotes[0].text == shown


def test_notes_that_were_not_found_are_told() -> None:
    text = change(("(1) The", "First, the"), ("(2) The", "Second, the"), ("Explanation of Responses:", "What is said here:"))(
        page(DATED)
    )
    found = parse(text)
    assert found.filing is not None
    assert found.filing.footnotes or "footnotes" in found.unread


def test_a_star_that_refers_to_no_note_is_told() -> None:
    found = parse(change(("     21,700     ", "    21,700 *    "))(page(DATED)))
    assert found.filing is not None
    cell = found.filing.non_derivative_table[0].shares_owned_following_transaction
    assert (str(cell.value), cell.footnotes) == ("21700", ())
    (told,) = (one for one in found.diagnostics if one.code == "L187")
    assert told.path == "non_derivative_table[0].shares_owned_following_transaction"


def test_boxes_before_some_labels_and_behind_others_are_not_read() -> None:
    found = parse(
        change(("( X ) Director                   (  ) 10% Owner", "Director ( X )                  (  ) 10% Owner"))(
            page(DATED)
        )
    )
    assert found.filing is not None
    assert found.filing.reporting_owners[0].relationship is None
    assert "reporting_owners[0].relationship" in [one.path for one in found.diagnostics]
