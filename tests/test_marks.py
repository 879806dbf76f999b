"""The marks that copies use: of references, notes, dates, boxes and signatures; and lines that are none of these."""

from __future__ import annotations

from datetime import date

import pytest

from form4_grammar import parse
from form4_grammar.model import Filing
from form4_grammar.readers import dialect_of
from form4_grammar.rules.example import EXAMPLE_PAGE, EXAMPLE_PAGES

NOTES = "1. The price is an average of sales between $31.00 and $31.15.\n2. The option is fully vested.\n"
EXIT_BOX = "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b)."
PLAN_BOX = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan for the "
    "purchase or sale of equity securities of the issuer that is intended to satisfy the affirmative defense conditions of "
    "Rule 10b5-1(c). See Instruction 10."
)


def filing(page: str) -> Filing:
    found = parse(page).filing
    assert found is not None
    return found


def told(page: str) -> set[tuple[str, str | None]]:
    return {(one.code, one.path) for one in parse(page).diagnostics}


def with_(*changes: tuple[str, str], page: str = EXAMPLE_PAGE) -> str:
    for before, after in changes:
        assert before in page
        page = page.replace(before, after)
    return page


@pytest.mark.parametrize(
    "mark",
    [
        "⁽¹⁾",
        "<sup>1</sup>",
        "^1^",
        "^(1)^",
        "$^{(1)}$",
        "$^{1}$",
        "$^1$",
        "\\(^{(1)}\\)",
        "(^{(1)})",
        "[^1]",
        "⑴",
        "①",
        "(1)",
        "¹",
        "(¹⁾",
    ],
)
@pytest.mark.parametrize("blank", ["", " "])
def test_a_reference_is_read_in_any_mark(mark: str, blank: str) -> None:
    page = with_(("$31.07 ⁽¹⁾", f"$31.07{blank}{mark}"), ("By Spouse", f"By Spouse{blank}{mark}"))
    rows = filing(page).non_derivative_table
    assert (str(rows[1].transaction_price_per_share.value), rows[1].transaction_price_per_share.footnotes) == ("31.07", (1,))
    assert (rows[2].nature_of_ownership.value, rows[2].nature_of_ownership.footnotes) == ("By Spouse", (1,))


@pytest.mark.parametrize("marks", ["(1),(2)", "(1, 2)", "(1)(2)", "(1) (2)", "¹ ²", "¹²", "$^{(1)}$ $^{(2)}$", "⑴⑵", "[1,2]"])
def test_several_references_are_read(marks: str) -> None:
    rows = filing(with_(("$31.07 ⁽¹⁾", f"$31.07 {marks}"))).non_derivative_table
    assert rows[1].transaction_price_per_share.footnotes == (1, 2)


@pytest.mark.parametrize("title", ["Preferred Series (7)", "Units (2002)", "Common Stock [B]", "Class A (voting)"])
def test_what_is_no_reference_stays_text(title: str) -> None:
    cell = filing(with_(("Common Stock\t\t", f"{title}\t\t"))).non_derivative_table[2].security_title
    assert (cell.value, cell.footnotes) == (title, ())


@pytest.mark.parametrize(
    "mark",
    ["{}.", "({})", "[{}]", "{})", "<sup>({})</sup>", "<sup>{}</sup>", "[^{}]:", "$^{{({})}}$", "^{}^", "- {}.", "* ({})"],
)
def test_a_note_is_read_in_any_mark(mark: str) -> None:
    page = with_((NOTES, NOTES.replace("1.", mark.format(1), 1).replace("2.", mark.format(2), 1)))
    assert [(one.number, one.text[:8]) for one in filing(page).footnotes] == [(1, "The pric"), (2, "The opti")]
    assert not told(page)


@pytest.mark.parametrize("marks", ["¹²", "⑴⑵", "①②"])
def test_a_note_is_read_by_a_single_sign(marks: str) -> None:
    page = with_((NOTES, NOTES.replace("1.", marks[0], 1).replace("2.", marks[1], 1)))
    assert [one.number for one in filing(page).footnotes] == [1, 2]


def test_notes_may_be_glued_and_have_four_digits() -> None:
    assert [one.number for one in filing(with_(("1. The", "1.The"), ("2. The", "2.The"))).footnotes] == [1, 2]
    page = with_(("⁽¹⁾", "⁽¹⁰⁰⁰⁾"), ("⁽²⁾", "⁽¹⁰⁰¹⁾"), ("1. The", "1000. The"), ("2. The", "1001. The"))
    assert [one.number for one in filing(page).footnotes] == [1000, 1001]
    assert filing(page).derivative_table[0].exercise_date.footnotes == (1001,)


@pytest.mark.parametrize("line", ["2.5 million shares", "(1) of the plan", "(7) of the plan", "19. of the plan"])
def test_a_line_that_goes_on_is_no_note(line: str) -> None:
    page = with_(
        ("2. The option is fully vested.", f"2. The option is vested as is said in the agreement on\n{line}, and so on.")
    )
    assert [one.number for one in filing(page).footnotes] == [1, 2]
    assert filing(page).footnotes[1].text.endswith(f"on {line}, and so on.")


def test_a_note_that_is_left_out_is_told() -> None:
    assert ("N021", "footnotes") in told(with_(("2. The option", "3. The option")))
    assert ("N020", "footnotes") in told(with_(("⁽²⁾", "⁽³⁾"), ("2. The option", "3. The option")))
    assert ("N021", "footnotes") in told(with_(("2. The option is fully vested.\n", "")))


@pytest.mark.parametrize(
    "shown", ["2022-06-14", "2022-6-14", "June 14, 2022", "Jun. 14, 2022", "14 June 2022", "14-JUN-2022", "6/14/2022"]
)
def test_a_date_is_read_however_it_is_plain(shown: str) -> None:
    found = filing(with_(("06/14/2022", shown), ("06/15/2022", shown.replace("14", "15"))))
    assert found.period_of_report == date(2022, 6, 14)
    assert [row.transaction_date.value for row in found.non_derivative_table[:2]] == [date(2022, 6, 14)] * 2
    assert [(one.name, one.date) for one in found.signatures] == [("/s/ Ada N. Okafor", date(2022, 6, 15))]


@pytest.mark.parametrize("dash", "–—−‑")
def test_another_dash_is_the_same_printed_text(dash: str) -> None:
    page = with_(("Table I - Non-Derivative", f"Table I {dash} Non{dash}Derivative"), ("Table II - ", f"Table II {dash} "))
    assert filing(page) == filing(EXAMPLE_PAGE)
    assert not told(page)


TICKED = (
    "X", "[X]", "(X)", "[✓]", "☒", "☑", "✓", "⊠", "■", ":selected:", "$\\boxtimes$", "\\(\\boxtimes\\)", "$\\checkmark$",
    '<input checked="" type="checkbox"/>',
)  # fmt: skip
UNTICKED = ("", "[ ]", "( )", "☐", "□", "▢", ":unselected:", "$\\square$", "\\(\\Box\\)", '<input type="checkbox"/>')


@pytest.mark.parametrize("ticked", TICKED)
@pytest.mark.parametrize("unticked", UNTICKED)
def test_the_boxes_of_an_item_are_read_in_any_mark(ticked: str, unticked: str) -> None:
    tick = '<input checked="" type="checkbox"/>'
    page = with_(
        (f"{tick} Director 10% Owner {tick} Officer", f"{tick} Director {unticked} 10% Owner {tick} Officer"),
        ("(give title below) Other", f"(give title below) {unticked} Other"),
    ).replace(tick, ticked)
    assert filing(page).reporting_owners == filing(EXAMPLE_PAGE).reporting_owners
    assert not told(page)


@pytest.mark.parametrize("mark", TICKED)
@pytest.mark.parametrize("shown", ["{mark} {box}", "{box} {mark}", "{mark}\n{box}", "{mark}\n\n{box}", "{box}\n{mark}"])
@pytest.mark.parametrize("place", ["OMB APPROVAL\n", "Filed pursuant", "Table I - Non"])
def test_a_box_is_read_wherever_it_stands(mark: str, shown: str, place: str) -> None:
    page = with_((place, f"{shown.format(mark=mark, box=PLAN_BOX)}\n\n{place}"))
    assert filing(page).aff10b5_one is True
    assert filing(page).not_subject_to_section16 is filing(EXAMPLE_PAGE).not_subject_to_section16


def test_a_mark_between_two_boxes_is_that_of_the_nearer_one() -> None:
    above = filing(with_((EXIT_BOX, f"{EXIT_BOX}\nX\n\n{PLAN_BOX}")))
    assert (above.not_subject_to_section16, above.aff10b5_one) == (True, None)
    below = filing(with_((EXIT_BOX, f"{EXIT_BOX}\n\nX\n{PLAN_BOX}")))
    assert (below.not_subject_to_section16, below.aff10b5_one) == (None, True)


SIGNED = "/s/ Ada N. Okafor 06/15/2022\n\n** Signature of Reporting Person Date\n"


@pytest.mark.parametrize(
    "shown",
    [
        "/s/ Ada N. Okafor\n\n06/15/2022\n\n** Signature of Reporting Person Date\n",
        "/s/ Ada N. Okafor ** Signature of Reporting Person 06/15/2022 Date\n",
        "/s/ Ada N. Okafor\n\n** Signature of Reporting Person\n\n06/15/2022\n\nDate\n",
        "<signature>/s/ Ada N. Okafor</signature> 06/15/2022\n\n** Signature of Reporting Person Date\n",
        "-----------\n\n----- -----\n/s/ Ada N. Okafor 06/15/2022\n~~~\n** Signature of Reporting Person Date\n",
        "7 7 7\n/s/ Ada N. Okafor 06/15/2022\n\n** Signature of Reporting Person Date\n",
    ],
)
def test_a_signature_is_read_with_what_stands_around_it(shown: str) -> None:
    page = with_((SIGNED, shown))
    assert [(one.name, one.date) for one in filing(page).signatures] == [("/s/ Ada N. Okafor", date(2022, 6, 15))]
    assert filing(page).remarks is None


@pytest.mark.parametrize("shown", ["{} — {}", "{} | {}", "{} Date: {}", "{}\n\n{}", "{}\n{}"])
def test_what_parts_a_name_from_its_date_is_no_part_of_it(shown: str) -> None:
    name = "/s/ Ada N. Okafor, trustee of the Okafor Trust dated May 3, 2009"
    found = filing(with_((SIGNED.split("\n", maxsplit=1)[0], shown.format(name, "06/15/2022")))).signatures
    assert [(one.name, one.date) for one in found] == [(name, date(2022, 6, 15))]


def test_a_name_below_remarks_is_told_by_its_look() -> None:
    shown = "Remarks:\n\nExhibit 24, a power of attorney, is attached.\n\n{}\n\n06/15/2022\n\n** Signature"
    page = (
        EXAMPLE_PAGE[: EXAMPLE_PAGE.index("Remarks:")] + shown + EXAMPLE_PAGE[EXAMPLE_PAGE.index(" of Reporting Person Date") :]
    )
    for name in ("By: Ben Osei, Attorney-in-Fact for: Ada N. Okafor", "Ada N. Okafor"):
        found = filing(page.format(name))
        assert (found.remarks, found.signatures[0].name) == ("Exhibit 24, a power of attorney, is attached.", name)
        assert ("S007", "remarks") in told(page.format(name))
    found = filing(page.format("This is the first of 2 forms"))
    assert (found.remarks or "").endswith("2 forms")
    assert found.signatures[0].name is None


@pytest.mark.parametrize("kept", [True, False])
def test_blank_lines_throughout_part_nothing(kept: bool) -> None:
    lines = EXAMPLE_PAGE.replace("Remarks:\n", "Remarks:\n\nA word\nto say.\n").split("\n")
    page = "\n\n".join(lines if kept else filter(None, lines))
    found = filing(page)
    assert found.remarks == "A word to say."
    assert [one.name for one in found.signatures] == ["/s/ Ada N. Okafor"]
    assert len(found.footnotes) == 2


@pytest.mark.parametrize("said", ["No securities are beneficially owned", "No securities are beneficially owned."])
@pytest.mark.parametrize(
    "shown", ["Explanation of Responses:\n\n{}", "Explanation of Responses:\n\n1. {}", "{}\n\nExplanation of Responses:"]
)
def test_nothing_owned_is_read_in_any_place(said: str, shown: str) -> None:
    lines = EXAMPLE_PAGES["3"].split("\n")
    rows = [line for line in lines if line.count("\t") in (3, 7) and not line.startswith(("1. Title", "\t"))]
    page = "\n".join(line for line in lines if (line not in rows and line[:3] not in ("1. ", "2. ")) or line.startswith("1. "))
    start, end = page.index("Explanation of Responses:"), page.index("/s/")
    page = page[:start] + shown.format(said) + "\n\n" + page[end:]
    found = filing(page)
    assert (found.no_securities_owned, found.footnotes, found.non_derivative_table) == (True, (), ())


@pytest.mark.parametrize(
    ("before", "after", "code", "path"),
    [
        ("1,250\tI\tBy Spouse", "1,250\tBy Spouse\tI", "T033", "non_derivative_table[2]"),
        ("$0\t1,600\tD", "1,600\t$0\tD", "T034", "derivative_table[0]"),
        ("\t400\tA", "\t400.000\tA", "T035", "non_derivative_table[0].transaction_shares"),
        ("By Spouse", "By⁾ Spouse", "N024", "non_derivative_table[2].nature_of_ownership"),
    ],
)
def test_doubtful_cells_are_told(before: str, after: str, code: str, path: str) -> None:
    assert (code, path) in told(with_((before, after)))


@pytest.mark.parametrize("first", ["<!-- page 1 of 2 -->", "<!-- tables as <table> -->", '<!-- a="b" -->\n<!-- c -->'])
def test_a_comment_does_not_tell_the_dialect(first: str) -> None:
    table = "<table><tr><td>Common Stock</td></tr></table>"
    assert dialect_of(f"{first}\n\n# FORM 4\n\n{table}\n\n1. A note.\n") == "markdown"
    assert dialect_of(f"{first}\n<div>{table}<p>1. A note.</p></div>") == "html"
    assert dialect_of(f"{first}\n<html><body>{table}</body></html>") == "html"


@pytest.mark.parametrize("notes", ["", NOTES])
def test_signatures_of_a_group_below_one_another_need_no_blank_line(notes: str) -> None:
    signed = ("KESTREL FUND LP, By: /s/ Ada N. Okafor, Partner", "/s/ Ada N. Okafor", "KESTREL GP LLC, By: /s/ Ben Okafor")
    lines = "".join(f"{name} 06/15/2022\n" for name in signed)
    page = EXAMPLE_PAGE[: EXAMPLE_PAGE.index(NOTES)] + notes + lines + EXAMPLE_PAGE[EXAMPLE_PAGE.index("** Signature") :]
    found = filing(page)
    assert [(one.name, one.date) for one in found.signatures] == [(name, date(2022, 6, 15)) for name in signed]
    assert [note.text for note in found.footnotes] == [line[3:] for line in notes.splitlines()]


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ([("$31.07 ⁽¹⁾", "$31.071")], "N025", "non_derivative_table[1].transaction_price_per_share"),
        ([("$31.07 ⁽¹⁾", "$31.07"), ("By Spouse", "By Spouse1")], "N025", "non_derivative_table[2].nature_of_ownership"),
        ([("$31.07 ⁽¹⁾", "$31.07 ⁽l⁾")], "N024", "non_derivative_table[1].transaction_price_per_share"),
        ([("By Spouse", "By Spouse \ufffd\ufffd")], "N024", "non_derivative_table[2].nature_of_ownership"),
        ([("By Spouse", "By Spouse ???")], "N024", "non_derivative_table[2].nature_of_ownership"),
        ([("By Spouse", "$1,250")], "T036", "non_derivative_table[2].nature_of_ownership"),
        ([("\tI\tBy Spouse", "\tI I\tBy Spouse"), ("\t1,250\t", "\t1,250 9,200\t")], "T038", "non_derivative_table[2]"),
        ([("2. The option is fully vested.\n", "2. The option is fully vested.\n" * 2)], "N027", "footnotes"),
        ([("/s/ Ada", "Remarks.\n/s/ Bo\n\n/s/ Ada")], "S007", "remarks"),
        (
            [("\n/s/ Ada N. Okafor 06", "- 3. More.\n\n/s/ Ada N. Okafor 06"), ("1. The", "- The"), ("2. The", "- The")],
            "N028",
            "remarks",
        ),
    ],
)
def test_damage_inside_a_table_or_a_text_is_told(changes: list[tuple[str, str]], code: str, path: str) -> None:
    assert (code, path) in told(with_(*changes))


@pytest.mark.parametrize(
    "changes",
    [
        [("$31.07 ⁽¹⁾", "$31.071 ⁽¹⁾")],  # the note is referred to
        [("By Spouse", "By Fund IV, L.P. 2019")],
        [("\n/s/ Ada N. Okafor 06/15/2022", "\n/s/ Ada N. Okafor 06/15/2022\n\n/s/ Ada N. Okafor 06/15/2022")],
        [("Remarks:\n", "Remarks:\n\nThe plan is that of 2019.\n")],
    ],
)
def test_what_is_no_damage_is_not_told(changes: list[tuple[str, str]]) -> None:
    assert told(with_(*changes)) == set()


def test_a_symbol_in_brackets_of_its_own() -> None:
    page = with_(("<u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]", "<u>LARKSPUR TOOL CO [ [NONE] ]</u>"))
    assert (filing(page).issuer.name, filing(page).issuer.trading_symbol) == ("LARKSPUR TOOL CO", "NONE")
