"""Mutations of conforming pages, one fault each: the rule for it fires, at its place, and no other rule does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import SHARED

from form4_grammar import check, parse
from form4_grammar.checks import CHECKS, Context, cells, codes, due_form, header, layout, owners, owners_who_signed, tables
from form4_grammar.rules.example import EXAMPLE_PAGES

OWN = {
    code
    for code, (_, function) in CHECKS.items()
    if function.__module__ in {m.__name__ for m in (header, owners, owners_who_signed, cells, tables, codes, due_form, layout)}
}

ON_XML = {"C021", "C022", "C023", "H061", "H064", "T037"}
"""What `test_checks_xml.py` shows."""

TICK = '<input checked="" type="checkbox"/>'
ONE, MORE = "Form filed by One Reporting Person", "Form filed by More than One Reporting Person"
BOXES = f"{TICK} {ONE} {MORE}"
ITEM_6 = "6. Individual or Joint/Group Filing (Check Applicable Line)"
RELATIONSHIP = "5. Relationship of Reporting Person(s) to Issuer (Check all applicable)"
DIRECTOR_AND_OFFICER = f"{TICK} Director 10% Owner {TICK} Officer (give title below) Other (specify below) <u>President</u>"
AMENDED = "Remarks:\n\nThis amendment corrects the price.\n"
EXIT_BOX = "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b)."
PLAN_BOX = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan for the "
    "purchase or sale of equity securities of the issuer that is intended to satisfy the affirmative defense conditions of "
    "Rule 10b5-1(c). See Instruction 10."
)
SPOUSE = "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse\n"
GIFT = "Common Stock\t08/20/2021\t\tG\t300\tD\t$0\t8,500\tD\t\n"
NOTES = "Explanation of Responses:\n"
TITLE_I_OF_FORM_3 = "Table I - Non-Derivative Securities Beneficially Owned"


def owner(name: str, street: str = "18 QUARRY ROAD", line: str = "DULUTH MN 55802") -> str:
    return (
        f"1. Name and Address of Reporting Person* <u>{name}</u> (Last) (First) (Middle) "
        f"<u>{street}</u> (Street) <u>{line}</u> (City) (State) (Zip)\n\n"
    )


FIRST_OWNER = owner("Okafor Ada N", "C/O LARKSPUR TOOL CO.</u> <u>18 QUARRY ROAD")


class Edit(NamedTuple):
    """One text of the page, and what it becomes."""

    old: str
    new: str


class Case(NamedTuple):
    """A fault: the page, the edits that make it, and the finding for it. ``shown`` is the text at its span."""

    name: str
    form: str
    edits: tuple[Edit, ...]
    code: str
    path: str | None
    shown: str


def case(name: str, form: str, old: str, new: str, code: str, path: str | None, shown: str) -> Case:
    return Case(name, form, (Edit(old, new),), code, path, shown)


OWNER = "reporting_owners[0]"
RELATION = f"{OWNER}.relationship"
TABLE_I, TABLE_II = "non_derivative_table", "derivative_table"

HEADER = [
    case("no name", "4", "<u>Okafor Ada N</u> (Last)", "(Last)", "H001", f"{OWNER}.name",
         "Name and Address of Reporting Person"),
    Case(
        "eleven owners", "4",
        (Edit(BOXES, f"{ONE} {TICK} {MORE}"), Edit(NOTES, "".join(owner(f"Fund {n} LP") for n in range(1, 11)) + NOTES)),
        "H002", "reporting_owners[10]",
        "Fund 10 LP</u> (Last) (First) (Middle) <u>18 QUARRY ROAD</u> (Street) <u>DULUTH MN 55802",
    ),
    Case(
        "a further owner twice", "4",
        (
            Edit(BOXES, f"{ONE} {TICK} {MORE}"),
            Edit(NOTES, owner("Fund 1 LP") * 2 + NOTES),
            Edit("Remarks:\n", "Remarks:\n\nThis is a joint filing.\n"),
        ),
        "H003", "reporting_owners[2].name", "Fund 1 LP",
    ),
    case("the first owner repeated twice", "4", NOTES, FIRST_OWNER * 2 + NOTES, "H003", "reporting_owners[1].name",
         "Okafor Ada N"),
    case(
        "a city with a street in it", "4", "DULUTH MN", "OLD MILL BUILDING ON THE QUARRY ROAD DULUTH MN", "H004",
        f"{OWNER}.address", "OLD MILL BUILDING ON THE QUARRY ROAD DULUTH",
    ),
    case("a digit in the symbol", "3", "[<u>LKSP<", "[<u>LK5P<", "H063", "issuer.trading_symbol", "LK5P"),
    case("four digits of a postal code", "3", "MN 55802", "MN 5580", "H006", f"{OWNER}.address.zip_code", "5580"),
    case("a Canadian postal code", "4", "MN 55802", "MN K1A 0B1", "H006", f"{OWNER}.address.zip_code", "K1A 0B1"),
    case("a suffix of the owner", "4", "Okafor Ada N<", "Okafor Ada N /ADV<", "H007", f"{OWNER}.name", "/ADV"),
    case("a suffix of the issuer", "5", "TOOL CO<", "TOOL CO /MN/<", "H007", "issuer.name", "/MN/"),
    case("no symbol", "4", "[<u>LKSP</u>]", "[]", "H008", "issuer.trading_symbol",
         "2. Issuer Name and Ticker or Trading Symbol <u>LARKSPUR TOOL CO</u> []"),
    case("a long symbol", "5", "LKSP", "LARKSPURTOOL", "H008", "issuer", "LARKSPURTOOL"),
    case("N/A for a symbol", "4", "LKSP", "N/A", "H009", "issuer.trading_symbol", "N/A"),
    case("none for a symbol", "3", "LKSP", "none", "H009", "issuer.trading_symbol", "none"),
    case("an exchange before the symbol", "4", "LKSP", "NYSE:LKSP", "H009", "issuer.trading_symbol", "NYSE:LKSP"),
    case("two symbols", "4", "LKSP", "LKSP, LKSQ", "H009", "issuer.trading_symbol", "LKSP, LKSQ"),
    case("none in brackets for a symbol", "4", "LKSP", "(NONE)", "H009", "issuer.trading_symbol", "(NONE)"),
    case("two symbols parted by a blank", "4", "LKSP", "LKSP LKSQ", "H009", "issuer.trading_symbol", "LKSP LKSQ"),
    case("two symbols parted by a slash", "5", "LKSP", "LKSP/LKSPW", "H009", "issuer.trading_symbol", "LKSP/LKSPW"),
    case("a symbol in small letters", "5", "LKSP", "lksp", "H010", "issuer.trading_symbol", "lksp"),
    case("no relationship", "5", f"{TICK} Director", "Director", "H011", RELATION,
         f"{RELATIONSHIP} Director 10% Owner Officer (give title below) Other (specify below)"),
    Case("no tick at all", "5", (Edit(f"{TICK} Director", "Director"), Edit(BOXES, f"{ONE} {MORE}")), "H011", RELATION,
         f"{RELATIONSHIP} Director 10% Owner Officer (give title below) Other (specify below)"),
    case("an officer without title", "4", " <u>President</u>", "", "H012", RELATION,
         f"{TICK} Officer (give title below)"),
    case("Officer and Other without a word", "4", "Other (specify below) <u>President</u>", f"{TICK} Other (specify below)",
         "H012", RELATION, f"{TICK} Officer (give title below)"),
    case("Other without text", "5", "Other (specify below)", f"{TICK} Other (specify below)", "H013", RELATION,
         f"{TICK} Other (specify below)"),
    case("a long title", "3", "<u>President</u>", "<u>President, Secretary and Treasurer</u>", "H015",
         f"{RELATION}.officer_title", "President, Secretary and Treasurer"),
    case("a director by the title alone", "3", "<u>President</u>", "<u>CEO and Director</u>", "H016",
         RELATION, "CEO and Director"),
    case("a large holder by the text alone", "5", "Other (specify below)", f"{TICK} Other (specify below) <u>10% Owner</u>",
         "H016", RELATION, "10% Owner"),
    Case("two owners, the box of one", "4",
         (Edit(NOTES, owner("Okafor Ben") + NOTES), Edit("/s/ Ada N. Okafor", "/s/ Ada N. Okafor, for herself and Ben Okafor")),
         "H018", "reporting_owners", f"{ITEM_6} {BOXES}"),
    case("item 6 without a tick", "4", BOXES, f"{ONE} {MORE}", "H019", None, f"{ITEM_6} {ONE} {MORE}"),
    case("item 6 with two ticks", "5", BOXES, f"{TICK} {ONE} {TICK} {MORE}", "H019", None,
         f"{ITEM_6} {TICK} {ONE} {TICK} {MORE}"),
    Case("an amendment of nothing", "4",
         (Edit("OMB APPROVAL\n", "FORM 4/A\nOMB APPROVAL\n"), Edit("Remarks:\n", AMENDED)),
         "H020", "date_of_original_submission", "4. If Amendment, Date of Original Filed (Month/Day/Year)"),
    Case("a date of original on an original", "4",
         (Edit("OMB APPROVAL\n", "SEC FORM 4\nOMB APPROVAL\n"), Edit("Remarks:\n", AMENDED),
          Edit("Original Filed (Month/Day/Year)", "Original Filed (Month/Day/Year) <u>06/15/2022</u>")),
         "H021", "date_of_original_submission", "06/15/2022"),
    case("the issuer files on itself", "4", "<u>LARKSPUR TOOL CO</u>", "<u>OKAFOR ADA N</u>", "H022", f"{OWNER}.name",
         "Okafor Ada N"),
    Case("two owners, one signature", "4", (Edit(BOXES, f"{ONE} {TICK} {MORE}"), Edit(NOTES, owner("Okafor Ben") + NOTES)),
         "H023", "signatures", "/s/ Ada N. Okafor 06/15/2022"),
    case("no event", "3", " <u>03/01/2021</u>", "", "H026", "period_of_report",
         "2. Date of Event Requiring Statement (Month/Day/Year)"),
    case("no fiscal year", "5", " <u>12/31/2021</u>", "", "H026", "period_of_report",
         "3. Statement for Issuer's Fiscal Year Ended (Month/Day/Year)"),
    case("remarks that are not there", "4", "<u>President</u>", "<u>See Remarks</u>", "H027", f"{RELATION}.officer_title",
         "See Remarks"),
    case("a footnote that is not there", "5", "Other (specify below)", f"{TICK} Other (specify below) <u>See Footnote</u>",
         "H027", f"{RELATION}.other_text", "See Footnote"),
]  # fmt: skip

CELLS = [
    case("31 rows", "4", SPOUSE, "".join(SPOUSE.replace("Spouse", f"Trust {n}") for n in range(29)), "T001", TABLE_I,
         "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Trust 28"),
    case("no transaction", "5", GIFT, "", "T002", "derivative_table", EXIT_BOX),
    Case("a Form 3 of nothing", "3",
         (Edit("Common Stock\t8,800\tD\t\n", ""), Edit("Common Stock\t1,250\tI\tBy Spouse\n", ""),
          Edit("Stock Option (right to buy)\t⁽¹⁾\t03/01/2027\tCommon Stock\t2,000\t$12.5\tD\t\n", ""),
          Edit("1. The option vests in four equal parts, the first on March 1, 2022.\n", "")),
         "T004", TABLE_I, TITLE_I_OF_FORM_3),
    case("a price without the sign", "4", "\t$31.07 ⁽¹⁾\t", "\t31.07 ⁽¹⁾\t", "T010",
         f"{TABLE_I}[1]", "31.07 ⁽¹⁾"),
    case("an exercise price without the sign", "3", "\t$12.5\t", "\t12.5\t", "T010",
         f"{TABLE_II}[0].conversion_or_exercise_price", "12.5"),
    case("indirect, but not how", "5", "\tI\tBy Spouse", "\tI\t", "T014", f"{TABLE_I}[1]", "I"),
    case("indirect by mistake", "3", "2,000\t$12.5\tD\t", "2,000\t$12.5\tI\t", "T014",
         f"{TABLE_II}[0]", "I"),
    case("direct with a nature", "4", "1,250\tI\tBy Spouse", "1,250\tD\tBy Spouse", "T015", f"{TABLE_I}[2]",
         "By Spouse"),
    case("a nature that points nowhere", "3", "By Spouse", "See footnote", "T016", f"{TABLE_I}[1].nature_of_ownership",
         "See footnote"),
    case("a nature that says nothing", "4", "By Spouse", "Indirect", "T016", f"{TABLE_I}[2].nature_of_ownership", "Indirect"),
    case("a doubled holding", "4", SPOUSE, SPOUSE * 2, "T020", f"{TABLE_I}[3]", SPOUSE.strip()),
    case("a holding that repeats a balance", "4", SPOUSE, f"Common Stock\t\t\t\t\t\t\t\t8,800\tD\t\n{SPOUSE}", "T021",
         f"{TABLE_I}[2].shares_owned_following_transaction", "8,800"),
    case("two classes in a row", "3", "Common Stock\t1,250", "Common Stock and Preferred Stock\t1,250", "T022",
         f"{TABLE_I}[1].security_title", "Common Stock and Preferred Stock"),
    case("a warrant in Table I", "3", "Common Stock\t1,250", "Warrants\t1,250", "T024", f"{TABLE_I}[1].security_title",
         "Warrants"),
    case("stock in Table II", "3", "Stock Option (right to buy)", "Common Stock", "T024", f"{TABLE_II}[0].security_title",
         "Common Stock"),
    case("a gift of nothing", "5", "\tG\t300\t", "\tG\t0\t", "T026", f"{TABLE_I}[0].transaction_shares", "0"),
    case("a title of 61 letters", "3", "Common Stock\t1,250", f"{'Common Stock'.ljust(61, 'x')}\t1,250", "T028",
         f"{TABLE_I}[1].security_title", "Common Stock".ljust(61, "x")),
    case("a nature of 101 letters", "5", "By Spouse", "By Spouse".ljust(101, "x"), "T028", f"{TABLE_I}[1].nature_of_ownership",
         "By Spouse".ljust(101, "x")),
    case("five decimals", "4", "$31.07 ", "$31.07125 ", "T029", f"{TABLE_I}[1].transaction_price_per_share", "$31.07125 ⁽¹⁾"),
    case("thirteen digits", "3", "\t8,800\t", "\t8,800,000,000,000\t", "T029",
         f"{TABLE_I}[0].shares_owned_following_transaction", "8,800,000,000,000"),
    case("indirect by oneself", "4", "By Spouse", "Direct", "T030", f"{TABLE_I}[2].nature_of_ownership", "Direct"),
    case("a value among counts", "3", "\t8,800\t", "\t$8,800\t", "T032", f"{TABLE_I}[0]", "$8,800"),
    case("a holding filled from above", "4", "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse",
         "Common Stock\t06/14/2022\t\tS\t\t400\tD\t$31.07 ⁽¹⁾\t1,250\tI\tBy Spouse", "T040",
         f"{TABLE_I}[2]", "Common Stock\t06/14/2022\t\tS\t\t400\tD\t$31.07 ⁽¹⁾\t1,250\tI\tBy Spouse"),
    case("a point for a comma", "4", "\t1,250\tI\tBy", "\t1.250\tI\tBy", "T039",
         f"{TABLE_I}[2].shares_owned_following_transaction", "1.250"),
]  # fmt: skip

CODES = [
    case("V on a sale", "4", "\tS\t\t400", "\tS\tV\t400", "C005", f"{TABLE_I}[1].transaction_code", "S"),
    case("a purchase disposed of", "4", "\tS\t\t400", "\tP\t\t400", "C006",
         f"{TABLE_I}[1]", "D"),
    case("a late sale acquired", "5", "\tG\t300\tD\t$0\t", "\tS4\t300\tA\t$21.4\t", "C006",
         f"{TABLE_I}[0]", "A"),
    case("an exercise that acquires the option", "4", "\tM\t\t\t400\t", "\tM\t\t400\t\t", "C007",
         f"{TABLE_II}[0].transaction_acquired_disposed_code", "400"),
    case("J without a note", "5", "\tG\t300", "\tJ\t300", "C008", f"{TABLE_I}[0].transaction_code", "J"),
    case("a swap without a note", "5", "\tG\t300", "\tG/K\t300", "C009", f"{TABLE_I}[0].transaction_code", "G/K"),
    case("a sale for nothing", "5", "\tG\t300\t", "\tS4\t300\t", "C010", f"{TABLE_I}[0].transaction_price_per_share", "$0"),
    case("a gift with a price", "5", "\tD\t$0\t", "\tD\t$21.4\t", "C011", f"{TABLE_I}[0].transaction_price_per_share", "$21.4"),
    case("a grant with a price", "5", "\tG\t300\tD\t$0\t", "\tA4\t300\tA\t$21.4\t", "C012",
         f"{TABLE_I}[0]", "$21.4"),
    case("an exercise at another price", "4", "\t400\tA\t$12.5\t", "\t400\tA\t$15.2\t", "C013",
         f"{TABLE_I}[0].transaction_price_per_share", "$15.2"),
    Case("a gift of 2023 on Form 5", "5",
         (Edit("12/31/2021", "02/28/2023"), Edit("08/20/2021", "02/28/2023"), Edit("02/10/2022", "03/15/2023")),
         "C014", f"{TABLE_I}[0].transaction_code", "G"),
    case("a small acquisition that is large", "5", "\tG\t300\tD\t$0\t", "\tL\t300\tA\t$40\t", "C016",
         f"{TABLE_I}[0].transaction_code", "L"),
    case("a code of Table II in Table I", "5", "\tG\t300", "\tE\t300", "C019", f"{TABLE_I}[0].transaction_code", "E"),
    case("a sale on Form 5", "5", "\tG\t300\tD\t$0\t", "\tS\t300\tD\t$21.4\t", "C020", f"{TABLE_I}[0].transaction_code", "S"),
]  # fmt: skip

LAYOUT = [
    case("a form that expired", "4", "3235-0287\n", "3235-0287\nExpires:\tDecember 31, 2014\n", "L006", None,
         "Expires:\tDecember 31, 2014"),
    Case("no plan box in 2023", "4", (Edit("/2022", "/2023"),), "L009", "aff10b5_one", ""),
    case("a plan box in 2022", "5", EXIT_BOX, f"{EXIT_BOX}\n\n{PLAN_BOX}", "L010", "aff10b5_one", PLAN_BOX),
    case("a wrong encoding", "4", "The option is fully vested.", "The optionâ€™s terms are unchanged.", "L030",
         "footnotes[2]", "â€"),
]  # fmt: skip

CASES = [*HEADER, *CELLS, *CODES, *LAYOUT]


def broken(one: Case) -> str:
    """The page with the fault."""
    page = EXAMPLE_PAGES[one.form]
    for old, new in one.edits:
        assert old in page
        page = page.replace(old, new) if one.code == "L009" else page.replace(old, new, 1)
    return page


@pytest.mark.parametrize("one", CASES, ids=lambda one: f"{one.code}: {one.name}")
def test_one_fault_gives_one_finding(one: Case) -> None:
    page = broken(one)
    found = list(check(page).diagnostics)
    assert [diagnostic.code for diagnostic in found] == [one.code]
    assert found[0].path == one.path
    assert page[found[0].start : found[0].end] == one.shown
    assert found[0].help
    assert all(0 <= label.start < label.end <= len(page) for label in found[0].labels)


def test_a_state_for_a_city() -> None:
    found = check(EXAMPLE_PAGES["4"].replace("DULUTH MN", "MN MN")).diagnostics
    assert [(one.code, one.path) for one in found] == [("H062", f"{OWNER}.address")]


def test_every_rule_has_a_mutation() -> None:
    assert {one.code for one in CASES} == OWN - ON_XML


UNKNOWN = [
    ("item 6 is missing", "4", f"{ITEM_6} {BOXES}", "", "L013"),
    ("the relationship is missing", "4", f"{RELATIONSHIP} {DIRECTOR_AND_OFFICER}", "", "L013"),
    (
        "the issuer cannot be read",
        "4",
        "Symbol <u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]",
        "Symbol <u>LARKSPUR [LKSP</u>] TOOL",
        "L050",
    ),
    ("the period is no date", "4", "<u>06/14/2022</u>", "<u>14 June</u>", "D001"),
    ("the ownership form cannot be read", "4", "1,250\tI\tBy Spouse", "1,250\tX\tBy Spouse", "T013"),
    ("a cell too few", "4", "\tI\tBy Spouse\n", "\tI\n", "L022"),
    ("the exit box line is missing", "5", f"{EXIT_BOX}\n", "", "L007"),
]


@pytest.mark.parametrize(("name", "form", "old", "new", "code"), UNKNOWN, ids=[one[0] for one in UNKNOWN])
def test_what_is_unknown_is_not_judged(name: str, form: str, old: str, new: str, code: str) -> None:
    page = EXAMPLE_PAGES[form]
    assert old in page, name
    assert {one.code for one in check(page.replace(old, new, 1)).diagnostics} == {code}


RIGHT = [
    ("the first owner repeated once", "4", NOTES, FIRST_OWNER + NOTES),
    ("a symbol with a class", "4", "LKSP", "LKS.B"),
    ("a symbol with a class behind a slash", "4", "LKSP", "LKS/B"),
    ("a warrant's symbol", "4", "LKSP", "LKSP/WS"),
    ("a managing director", "3", "<u>President</u>", "<u>Managing Director</u>"),
    ("a former director", "5", "Other (specify below)", f"{TICK} Other (specify below) <u>Former Director</u>"),
    ("a nature that is a footnote, too", "3", "1,250\tI\tBy Spouse", "1,250\tI\tSee footnote ⁽¹⁾"),
    ("a footnote about direct ownership", "3", "2,000\t$12.5\tD\t", "2,000\t$12.5\tD\t⁽¹⁾"),
    ("an address abroad", "4", "DULUTH MN 55802", "LONDON X0 EC1A 1BB"),
    ("a late gift", "5", "\tG\t300", "\tG4\t300"),
    ("restricted stock units in Table I", "3", "Common Stock\t1,250", "Restricted Stock Units\t1,250"),
]


@pytest.mark.parametrize(("name", "form", "old", "new"), RIGHT, ids=[one[0] for one in RIGHT])
def test_what_is_right_is_left_alone(name: str, form: str, old: str, new: str) -> None:
    page = EXAMPLE_PAGES[form]
    assert old in page, name
    assert [one.code for one in check(page.replace(old, new, 1)).diagnostics if one.code in OWN] == []


def real_pages() -> Iterator[Path]:
    """The real pages to which no fault was added."""
    place = SHARED / "corpus" / "ocr"
    if not place.is_dir():
        pytest.skip("the real filings of shared/corpus/ocr are not at hand")
    for path in sorted(place.glob("*.json")):
        if json.loads(path.read_text(encoding="utf-8"))["faults"] == []:
            yield path.with_suffix(".txt")


def test_real_filings_have_no_errors_and_few_warnings() -> None:
    pages = list(real_pages())
    warned: set[str] = set()
    for path in pages:
        context = Context(parse(path))
        for code in OWN:
            rule, function = CHECKS[code]
            if context.form in rule.forms:
                found = list(function(context))
                assert rule.severity.value != "error" or not found, (path.name, code)
                if rule.severity.value == "warning" and found:
                    warned.add(path.name)
    assert len(warned) <= len(pages) / 20, sorted(warned)
