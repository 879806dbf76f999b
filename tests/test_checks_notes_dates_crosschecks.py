"""The checks of notes, dates, signatures and of one part of the page against another: one thing broken, one finding."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest
from conftest import SHARED

from form4_grammar import check
from form4_grammar.checks import (
    balances,
    crosschecks,
    dates,
    deemed_dates,
    footnotes,
    lateness,
    note_texts,
    plans,
    prices,
    signature,
    terms,
)
from form4_grammar.checks.registry import CHECKS
from form4_grammar.diagnostics import Severity
from form4_grammar.rules.example import EXAMPLE_PAGES

FAMILIES = (balances, crosschecks, dates, deemed_dates, footnotes, lateness, note_texts, plans, prices, signature, terms)
OURS = {code for code, (_, function) in CHECKS.items() if function.__module__ in {module.__name__ for module in FAMILIES}}
SALE = "Common Stock\t06/14/2022\t\tS\t\t400\tD\t$31.07 ⁽¹⁾\t8,800\tD\t\n"
EXERCISE = "Common Stock\t06/14/2022\t\tM\t\t400\tA\t$12.5\t9,200\tD\t\n"
HOLDING = "Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse\n"
OPTION = "Stock Option (right to buy)\t$12.5\t06/14/2022\t\tM\t\t\t400\t⁽²⁾\t03/01/2027\tCommon Stock\t400\t$0\t1,600\tD\t\n"
CLASSES = "Class A Stock\t\t\t\t\t\t\t\t5\tD\t\nClass B Stock\t\t\t\t\t\t\t\t5\tD\t\n"
ORIGINAL_FILED = "4. If Amendment, Date of Original Filed (Month/Day/Year)"
PLAN_BOX = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan for the "
    "purchase or sale of equity securities of the issuer that is intended to satisfy the affirmative defense conditions of "
    "Rule 10b5-1(c). See Instruction 10.\n\nFiled pursuant to"
)
TICKED = '<input checked="" type="checkbox"/> '
SINCE_PLAN_BOX = {"06/14/2022": "06/13/2024", "06/15/2022": "06/14/2024"}


class Mutation(NamedTuple):
    """What is done to the page of a form, and the one finding that it must give: code, path, and the text at its span."""

    name: str
    changes: dict[str, str]
    code: str
    path: str | None
    text: str
    form: str = "4"


MUTATIONS = [
    # Notes
    Mutation(
        "trade 90 days after the adoption",
        {
            "Filed pursuant to": TICKED + PLAN_BOX,
            **SINCE_PLAN_BOX,
            "1. The price": "1. Sold under a Rule 10b5-1 plan adopted on March 15, 2024. The price",
        },
        "N026",
        "non_derivative_table[1].transaction_date",
        "06/13/2024",
    ),
    Mutation("note dropped", {"2. The option is fully vested.\n": ""}, "N001", "derivative_table[0].exercise_date", "⁽²⁾"),
    Mutation(
        "note 1 dropped, so that the rest has a gap",
        {"1. The price is an average of sales between $31.00 and $31.15.\n": ""},
        "N001",
        "non_derivative_table[1].transaction_price_per_share",
        "⁽¹⁾",
    ),
    Mutation(
        "reference to another number",
        {"$31.07 ⁽¹⁾": "$31.07 <sup>(1)</sup> <sup>(7)</sup>"},
        "N001",
        "non_derivative_table[1].transaction_price_per_share",
        "<sup>(7)</sup>",
    ),
    Mutation(
        "second number of one mark undefined",
        {"$31.07 ⁽¹⁾": "$31.07 ⁽¹,³⁾"},
        "N001",
        "non_derivative_table[1].transaction_price_per_share",
        "³",
    ),
    Mutation(
        "reference dropped",
        {"$31.07 ⁽¹⁾": "$31.07"},
        "N002",
        "footnotes[1]",
        "The price is an average of sales between $31.00 and $31.15.",
    ),
    Mutation(
        "note added",
        {"2. The option is fully vested.\n": "2. The option is fully vested.\n3. Held with a broker.\n"},
        "N002",
        "footnotes[3]",
        "Held with a broker.",
    ),
    Mutation(
        "reference doubled",
        {"\t⁽²⁾\t": "\t⁽²⁾ ⁽²⁾\t"},
        "N004",
        "derivative_table[0].exercise_date",
        "⁽²⁾",
    ),
    Mutation(
        "number of a note passed over",
        {"\t⁽²⁾\t": "\t⁽³⁾\t", "2. The option": "3. The option"},
        "N020",
        "footnotes",
        "The option is fully vested.",
    ),
    Mutation(
        "notes exchanged",
        {"1. The price": "2. The price", "2. The option": "1. The option"},
        "N041",
        "footnotes",
        "1. The option is fully vested.",
    ),
    Mutation(
        "references exchanged",
        {"$31.07 ⁽¹⁾": "$31.07 ⁽¹⁾", "9,200\tD": "9,200 ⁽²⁾\tD"},
        "N007",
        "non_derivative_table[1].transaction_price_per_share",
        "⁽¹⁾",
    ),
    Mutation("note emptied", {"2. The option is fully vested.": "2."}, "N008", "footnotes[2]", ""),
    Mutation(
        "note too long",
        {"The option is fully vested.": "The option is fully vested." + " It is." * 140},
        "N008",
        "footnotes[2]",
        "The option is fully vested." + " It is." * 140,
    ),
    Mutation(
        "remarks too long",
        {"Remarks:\n": "Remarks:\n\n" + "Nothing to add. " * 130 + "\n"},
        "N008",
        "remarks",
        ("Nothing to add. " * 130).strip(),
    ),
    Mutation(
        "reference on the issuer's name",
        {"<u>LARKSPUR TOOL CO</u>": "<u>LARKSPUR TOOL CO ⁽¹⁾</u>"},
        "N009",
        "issuer.name",
        "⁽¹⁾",
    ),
    Mutation(
        "plan box ticked without a date",
        {**SINCE_PLAN_BOX, "Filed pursuant to": TICKED + PLAN_BOX},
        "N010",
        "aff10b5_one",
        TICKED + PLAN_BOX.removesuffix("\n\nFiled pursuant to"),
    ),
    Mutation(
        "plan in a note, box not ticked",
        {
            **SINCE_PLAN_BOX,
            "Filed pursuant to": '<input type="checkbox"/> ' + PLAN_BOX,
            "2. The option is": "2. Sold under a Rule 10b5-1 plan adopted on May 2, 2023. The option is",
        },
        "N011",
        "footnotes[2]",
        "Sold under a Rule 10b5-1 plan adopted on May 2, 2023. The option is fully vested.",
    ),
    Mutation(
        "plan adopted after the trade",
        {"1. The price": "1. Sold under a Rule 10b5-1 plan that was adopted on 06/20/2022. The price"},
        "N012",
        "footnotes[1]",
        "Sold under a Rule 10b5-1 plan that was adopted on 06/20/2022. "
        "The price is an average of sales between $31.00 and $31.15.",
    ),
    Mutation(
        "digits of a price swapped",
        {"$31.07 ⁽¹⁾": "$30.17 ⁽¹⁾"},
        "N013",
        "non_derivative_table[1].transaction_price_per_share",
        "$30.17 ⁽¹⁾",
    ),
    Mutation(
        "range of a note changed",
        {"between $31.00 and $31.15": "between $32.00 and $32.15"},
        "N013",
        "non_derivative_table[1].transaction_price_per_share",
        "$31.07 ⁽¹⁾",
    ),
    Mutation(
        "range of a note dropped",
        {"The price is an average of sales between $31.00 and $31.15.": "This is a weighted average price."},
        "N014",
        "footnotes[1]",
        "This is a weighted average price.",
    ),
    Mutation(
        "amendment without a word on it",
        {ORIGINAL_FILED: f"{ORIGINAL_FILED} <u>06/15/2022</u>", "\n/s/ Ada N. Okafor 06/15": "\n/s/ Ada N. Okafor 06/20"},
        "N015",
        "date_of_original_submission",
        "06/15/2022",
    ),
    Mutation(
        "note moved to an exhibit",
        {"The option is fully vested.": "See Exhibit 99.1."},
        "N016",
        "footnotes[2]",
        "See Exhibit 99.1.",
    ),
    Mutation(
        "note that names a missing one",
        {"The option is fully vested.": "The option is described in footnote (4)."},
        "N019",
        "footnotes[2]",
        "The option is described in footnote (4).",
    ),
    # Dates
    Mutation(
        "century lost",
        {"\t03/01/2027\t": "\t03/01/0027\t"},
        "D002",
        "derivative_table[0].expiration_date",
        "03/01/0027",
    ),
    Mutation("century lost in item 3", {"<u>06/14/2022</u>": "<u>06/14/0022</u>"}, "D002", "period_of_report", "06/14/0022"),
    Mutation(
        "transaction after the signature",
        {SALE: SALE.replace("06/14", "06/16")},
        "D003",
        "non_derivative_table[1].transaction_date",
        "06/16/2022",
    ),
    Mutation(
        "deemed date after the signature",
        {SALE: SALE.replace("2022\t\tS", "2022\t06/16/2022\tS")},
        "D004",
        "non_derivative_table[1].deemed_execution_date",
        "06/16/2022",
    ),
    Mutation("item 3 a day early", {"<u>06/14/2022</u>": "<u>06/13/2022</u>"}, "D005", "period_of_report", "06/13/2022"),
    Mutation("item 3 a day late", {"<u>06/14/2022</u>": "<u>06/15/2022</u>"}, "D005", "period_of_report", "06/15/2022"),
    Mutation(
        "signed a day too late",
        {"/s/ Ada N. Okafor 06/15/2022": "/s/ Ada N. Okafor 06/17/2022"},
        "D006",
        "non_derivative_table[0].transaction_date",
        "06/14/2022",
    ),
    Mutation(
        "deemed date too late",
        {
            SALE: SALE.replace("2022\t\tS", "2022\t06/21/2022\tS"),
            EXERCISE: EXERCISE.replace("06/14", "06/20"),
            OPTION: OPTION.replace("06/14", "06/20"),
            "/s/ Ada N. Okafor 06/15": "/s/ Ada N. Okafor 06/21",
        },
        "D007",
        "non_derivative_table[1].deemed_execution_date",
        "06/21/2022",
    ),
    Mutation(
        "deemed date before the trade",
        {SALE: SALE.replace("2022\t\tS", "2022\t06/13/2022\tS")},
        "D007",
        "non_derivative_table[1].deemed_execution_date",
        "06/13/2022",
    ),
    Mutation(
        "deemed date without a plan",
        {SALE: SALE.replace("2022\t\tS", "2022\t06/15/2022\tS")},
        "D008",
        "non_derivative_table[1].deemed_execution_date",
        "06/15/2022",
    ),
    Mutation(
        "traded on a Sunday",
        {"06/14/2022": "06/12/2022", "06/15/2022": "06/13/2022"},
        "D009",
        "non_derivative_table[1].transaction_date",
        "06/12/2022",
    ),
    Mutation(
        "Form 3 signed two months before the event",
        {"Okafor 03/03/2021": "Okafor 01/03/2021"},
        "D023",
        "period_of_report",
        "03/01/2021",
        "3",
    ),
    Mutation(
        "Form 3 on the eleventh day",
        {"Okafor 03/03/2021": "Okafor 03/12/2021"},
        "D011",
        "signatures[0].date",
        "03/12/2021",
        "3",
    ),
    Mutation(
        "Form 5 on the forty-sixth day",
        {"Okafor 02/10/2022": "Okafor 02/15/2022"},
        "D012",
        "signatures[0].date",
        "02/15/2022",
        "5",
    ),
    Mutation(
        "row of the next fiscal year",
        {"08/20/2021": "01/03/2022"},
        "D013",
        "non_derivative_table[0].transaction_date",
        "01/03/2022",
        "5",
    ),
    Mutation(
        "exercisable after it expires",
        {"\t⁽²⁾\t03/01/2027": "\t03/01/2029 ⁽²⁾\t03/01/2027"},
        "D014",
        "derivative_table[0].expiration_date",
        "03/01/2027",
    ),
    Mutation(
        "exercised after it expired",
        {"\t03/01/2027\t": "\t06/01/2022\t"},
        "D015",
        "derivative_table[0].expiration_date",
        "06/01/2022",
    ),
    Mutation(
        "exercised before it could be",
        {"\t⁽²⁾\t03/01/2027": "\t07/01/2022\t03/01/2027 ⁽²⁾"},
        "D015",
        "derivative_table[0].exercise_date",
        "07/01/2022",
    ),
    Mutation(
        "original before the transaction",
        {ORIGINAL_FILED: f"{ORIGINAL_FILED} <u>06/10/2022</u>", "The option is": "Amended to say that the option is"},
        "D016",
        "date_of_original_submission",
        "06/10/2022",
    ),
    Mutation(
        "second signature of another month",
        {"Okafor 06/15/2022": "Okafor 06/15/2022\n\n/s/ Cal Reyes, attorney-in-fact 05/15/2022"},
        "D017",
        "signatures[1].date",
        "05/15/2022",
    ),
    Mutation(
        "year of a row",
        {SALE: SALE.replace("2022", "2021")},
        "D018",
        "non_derivative_table[1].transaction_date",
        "06/14/2021",
    ),
    Mutation(
        "year of a row in the future",
        {SALE: SALE.replace("2022", "2023")},
        "D018",
        "non_derivative_table[1].transaction_date",
        "06/14/2023",
    ),
    Mutation("year of item 3", {"<u>06/14/2022</u>": "<u>06/14/2021</u>"}, "D018", "period_of_report", "06/14/2021"),
    Mutation("year of the signature", {"Okafor 06/15/2022": "Okafor 06/15/2021"}, "D018", "signatures[0].date", "06/15/2021"),
    Mutation(
        "deemed date that says nothing",
        {SALE: SALE.replace("2022\t\tS", "2022\t06/14/2022\tS")},
        "D019",
        "non_derivative_table[1].deemed_execution_date",
        "06/14/2022",
    ),
    Mutation(
        "term of fifty years", {"\t03/01/2027\t": "\t03/01/2072\t"}, "D020", "derivative_table[0].expiration_date", "03/01/2072"
    ),
    Mutation(
        "holding that expired",
        {"\t03/01/2027\t": "\t03/01/2020\t"},
        "D021",
        "derivative_table[0].expiration_date",
        "03/01/2020",
        "3",
    ),
    # Signatures
    Mutation("mark misspelt", {"/s/ Ada": "/s Ada"}, "S002", "signatures[0].name", "/s"),
    Mutation(
        "attorney misspelt",
        {"/s/ Ada": "/s/ Cal Reyes, atorney-in-fact for Ada"},
        "S004",
        "signatures[0].name",
        "atorney-in-fact",
    ),
    Mutation("another signer", {"/s/ Ada N. Okafor": "/s/ Bea Okafor"}, "S005", "signatures[0].name", "/s/ Bea Okafor"),
    Mutation(
        "agent of somebody else",
        {"/s/ Ada N. Okafor": "/s/ Cal Reyes, attorney-in-fact for Ben Ito"},
        "S005",
        "signatures[0].name",
        "/s/ Cal Reyes, attorney-in-fact for Ben Ito",
    ),
    Mutation(
        "name too long",
        {"/s/ Ada N. Okafor": "/s/ Ada N. Okafor, " + "trustee, " * 27 + "trustee"},
        "S006",
        "signatures[0].name",
        "/s/ Ada N. Okafor, " + "trustee, " * 27 + "trustee",
    ),
    Mutation(
        "signature twice",
        {"/s/ Ada N. Okafor 06/15/2022\n": "/s/ Ada N. Okafor 06/15/2022\n\n/s/ Ada N. Okafor 06/15/2022\n"},
        "S008",
        "signatures[1]",
        "/s/ Ada N. Okafor 06/15/2022",
    ),
    Mutation("name dropped", {"/s/ Ada N. Okafor": "/s/"}, "S009", "signatures[0].name", "/s/"),
    # Cross-checks
    Mutation(
        "digit of a balance",
        {"8,800\tD": "8,300\tD"},
        "X001",
        "non_derivative_table",
        "8,300",
    ),
    Mutation(
        "digit of a balance in the middle",
        {SALE: SALE.replace("8,800", "8,300") + SALE.replace("400", "100").replace("8,800", "8,700")},
        "X001",
        "non_derivative_table",
        "8,300",
    ),
    Mutation(
        "digit of an amount",
        {SALE: SALE.replace("\t400\t", "\t700\t")},
        "X001",
        "non_derivative_table",
        "8,800",
    ),
    Mutation(
        "end balance on every row",
        {"9,200": "8,800"},
        "X002",
        "non_derivative_table[0].shares_owned_following_transaction",
        "8,800",
    ),
    Mutation(
        "less owned than acquired",
        {"9,200": "20"},
        "X003",
        "non_derivative_table[0]",
        "20",
    ),
    Mutation(
        "first purchase with two digits swapped",
        {HOLDING: HOLDING + "Class B Stock\t06/14/2022\t\tP\t\t7,576\tA\t$3\t7,756\tD\t\n"},
        "X004",
        "non_derivative_table[3]",
        "7,756",
    ),
    Mutation(
        "exercise without its shares",
        {EXERCISE: ""},
        "X005",
        "derivative_table[0].transaction_code",
        "M",
    ),
    Mutation(
        "shares without their exercise",
        {OPTION: "", "2. The option is fully vested.\n": ""},
        "X030",
        "derivative_table",
        "M",
    ),
    Mutation(
        "exercise of another day",
        {OPTION: OPTION.replace("06/14", "06/15")},
        "X005",
        "derivative_table[0].transaction_date",
        "06/15/2022",
    ),
    Mutation(
        "digit of the underlying amount",
        {"Common Stock\t400\t$0": "Common Stock\t4,000\t$0"},
        "X005",
        "derivative_table[0].underlying_security_shares",
        "4,000",
    ),
    Mutation(
        "digit of a number of options",
        {OPTION: OPTION + OPTION.replace("\tM\t\t\t400", "\tD\t\t\t100").replace("400\t$0\t1,600", "100\t$3\t1,550")},
        "X006",
        "derivative_table",
        "1,550",
    ),
    Mutation(
        "ratio of one row",
        {OPTION: OPTION + OPTION.replace("\tM\t\t\t400", "\tD\t\t\t100").replace("400\t$0\t1,600", "10\t$3\t1,500")},
        "X007",
        "derivative_table[1]",
        "10",
    ),
    Mutation(
        "total typed as price",
        {"$31.07 ⁽¹⁾": "$12,428 ⁽¹⁾"},
        "X008",
        "non_derivative_table[1].transaction_price_per_share",
        "$12,428 ⁽¹⁾",
    ),
    Mutation(
        "total typed as price, by the other rows of the day",
        {
            SALE: SALE.replace("\tS\t", "\tS ⁽¹⁾\t").replace("$31.07 ⁽¹⁾", "$31.07")
            + "Common Stock\t06/14/2022\t\tS\t\t300\tD\t$9,330\t8,500\tD\t\n"
        },
        "X008",
        "non_derivative_table[2].transaction_price_per_share",
        "$9,330",
    ),
    Mutation(
        "point of a price lost",
        {"$31.07 ⁽¹⁾": "$3,107 ⁽¹⁾"},
        "X009",
        "non_derivative_table[1].transaction_price_per_share",
        "$3,107 ⁽¹⁾",
    ),
    Mutation(
        "point of a price moved, by the other rows of the day",
        {
            SALE: SALE.replace("\tS\t", "\tS ⁽¹⁾\t").replace("$31.07 ⁽¹⁾", "$31.07")
            + "Common Stock\t06/14/2022\t\tS\t\t300\tD\t$3.11\t8,500\tD\t\n"
        },
        "X009",
        "non_derivative_table[2].transaction_price_per_share",
        "$3.11",
    ),
    Mutation(
        "price twice as high",
        {
            SALE: SALE.replace("\tS\t", "\tS ⁽¹⁾\t").replace("$31.07 ⁽¹⁾", "$31.07")
            + "Common Stock\t06/14/2022\t\tS\t\t300\tD\t$62.11\t8,500\tD\t\n"
        },
        "X010",
        "non_derivative_table[2].transaction_price_per_share",
        "$62.11",
    ),
    Mutation(
        "gift that grows on its way",
        {
            HOLDING: "Common Stock\t06/14/2022\t\tG\tV\t100\tD\t$0\t8,700\tD\t\n"
            "Common Stock\t06/14/2022\t\tG\tV\t1,000\tA\t$0\t2,250\tI\tBy Spouse\n"
        },
        "X013",
        "non_derivative_table[3].transaction_shares",
        "1,000",
    ),
    Mutation("name misspelt", {"/s/ Ada N. Okafor": "/s/ A. Okafro"}, "X014", "signatures[0].name", "/s/ A. Okafro"),
    Mutation(
        "ratio as a price",
        {"\t$12.5\tD": "\t$1 ⁽¹⁾\tD", "1. The option vests": "1. Each unit converts on a one-for-one basis. It vests"},
        "X015",
        "derivative_table[0].conversion_or_exercise_price",
        "$1 ⁽¹⁾",
        "3",
    ),
    Mutation(
        "exit box ticked",
        {"Check this box if no": f"{TICKED}Check this box if no"},
        "X016",
        "not_subject_to_section16",
        f"{TICKED}Check this box if no longer subject to Section 16. "
        "Form 4 or Form 5 obligations may continue. See Instruction 1(b).",
    ),
    Mutation(
        "letter of a title",
        {SALE: SALE.replace("Common", "Commom")},
        "X019",
        "non_derivative_table[1].security_title",
        "Commom Stock",
    ),
    Mutation(
        "plan box ticked for an inheritance",
        {
            "Filed pursuant to": TICKED + PLAN_BOX,
            "12/31/2021": "12/31/2023",
            "08/20/2021": "08/21/2023",
            "02/10/2022": "02/09/2024",
            "\tG\t300": "\tW\t300",
            "Remarks:\n": "Remarks:\n\nThe plan was adopted on May 2, 2023.\n",
        },
        "X020",
        "aff10b5_one",
        TICKED + PLAN_BOX.removesuffix("\n\nFiled pursuant to"),
        "5",
    ),
]


ALSO_NAMED = {"N001": "N021", "N002": "N040"}
"""Of a lost note or reference both are named: the note that is not there or not used, and the cell, row or table of it."""


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: f"{one.code} {one.name}")
def test_one_thing_broken_is_one_finding(mutation: Mutation) -> None:
    page = EXAMPLE_PAGES[mutation.form]
    for before, after in mutation.changes.items():
        assert before in page
        page = page.replace(before, after)
    besides = ALSO_NAMED.get(mutation.code)
    found = [one for one in check(page).diagnostics if one.code != besides]
    assert [(one.code, one.path, page[one.start : one.end]) for one in found] == [(mutation.code, mutation.path, mutation.text)]


def test_every_rule_has_a_mutation() -> None:
    assert {mutation.code for mutation in MUTATIONS} - {"N020", "N041"} == OURS - {"N005", *ALSO_NAMED.values()}


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("in time, over a holiday", {"06/14/2022": "06/16/2022", "06/15/2022": "06/21/2022"}),
        (
            "in time, by the deemed date of a plan",
            {
                SALE: SALE.replace("2022\t\tS", "2022\t06/15/2022\tS"),
                EXERCISE: "",
                OPTION: "",
                "2. The option is fully vested.\n": "",
                "1. The price": "1. Under a Rule 10b5-1 plan adopted on May 2, 2021. The price",
                "/s/ Ada N. Okafor 06/15": "/s/ Ada N. Okafor 06/17",
            },
        ),
        ("signed for by an agent", {"/s/ Ada": "/s/ Cal Reyes, attorney-in-fact for Ada"}),
        ("signed by initials", {"/s/ Ada N. Okafor": "A. N. Okafor"}),
        ("signed in another order", {"/s/ Ada N. Okafor": "/s/ OKAFOR ADA N"}),
        ("price at the end of its range", {"$31.07 ⁽¹⁾": "$31.15 ⁽¹⁾"}),
        ("balance explained by a note", {"8,800\tD": "8,803 ⁽¹⁾\tD"}),
        ("balances of two kinds of ownership", {"8,800\tD\t": "5,000\tI\tBy Trust"}),
        ("two classes by one letter", {HOLDING: HOLDING + CLASSES}),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_in_order(name: str, changes: dict[str, str]) -> None:
    page = EXAMPLE_PAGES["4"]
    for before, after in changes.items():
        assert before in page, name
        page = page.replace(before, after)
    assert [one.code for one in check(page).diagnostics if one.code in OURS] == []


COOLING_OFF = [
    ("adopted on March 14, 2024", "x_director", False),  # day 91
    ("adopted by Ms. Okafor on March 15, 2024", "x_director", True),  # day 90
    ("that was entered into on 3/15/2024", "x_director", True),
    ("whose date of adoption was 15 March 2024", "x_director", True),
    ("adopted on December 1, 2023 and April 2, 2024", "x_director", False),
    ("adopted on December 1, 2023, and amended on April 2, 2024", "x_director", False),
    ("adopted on April 2, 2024, which replaced one of December 1, 2023", "x_director", True),
    ("entered into in an open window and disclosed on Form 8-K on April 2, 2024", "x_director", False),
    ("that expires on April 2, 2024", "x_director", False),
    ("adopted on February 26, 2023", "x_director", False),
    ("adopted on July 2, 2024", "x_director", True),
    ("adopted on May 14, 2024", "x_holder", True),  # day 30
    ("adopted on May 13, 2024", "x_holder", False),  # day 31
    ("adopted on May 13, 2024", "x_issuer", False),
]


@pytest.mark.parametrize(("adopted", "role", "is_found"), COOLING_OFF)
def test_cooling_off(adopted: str, role: str, is_found: bool) -> None:
    changes = {
        "Filed pursuant to": TICKED + PLAN_BOX,
        **SINCE_PLAN_BOX,
        "1. The price": f"1. Sold under a Rule 10b5-1 plan {adopted}. The price",
    }
    if role == "x_holder":
        ticks = f"{TICKED}Director 10% Owner {TICKED}Officer (give title below) Other (specify below) <u>President</u>"
        changes[ticks] = f"Director {TICKED}10% Owner Officer (give title below) Other (specify below)"
    if role == "x_issuer":
        changes["<u>Okafor Ada N</u>"] = "<u>LARKSPUR TOOL CO</u>"
    page = EXAMPLE_PAGES["4"]
    for before, after in changes.items():
        assert before in page
        page = page.replace(before, after)
    assert ("N026" in {one.code for one in check(page).diagnostics}) is is_found


def test_cooling_off_by_the_remarks_and_of_sales_alone() -> None:
    page = EXAMPLE_PAGES["4"].replace("Filed pursuant to", TICKED + PLAN_BOX).replace("06/15/2022", "06/14/2024")
    page = page.replace("06/14/2022", "06/13/2024")
    page = page.replace("Remarks:\n", "Remarks:\n\nOn May 2, 2024, Ms. Okafor adopted a plan under Rule 10b5-1.\n")
    (found,) = (one for one in check(page).diagnostics if one.code == "N026")
    assert found.path == "non_derivative_table[1].transaction_date"
    assert found.severity is Severity.WARNING
    assert [page[label.start : label.end][:12] for label in found.labels] == ["On May 2, 20"]
    gift = page.replace("2024\t\tS\t\t400\tD\t$31.07", "2024\t\tG\t\t400\tD\t$0")
    assert gift != page
    assert "N026" not in {one.code for one in check(gift).diagnostics}


EXCUSES = [
    ("This sale was previously reported on a Form 4 filed on June 16, 2022.", True),
    ("The sale was reported on the Reporting Person's Form 4 filed June 16, 2022.", True),
    ("It was reported by a co-owner in an earlier Form 4 of that week.", True),
    ("The sale took place prior to the Issuer's registration under Section 12.", True),
    ("Ms. Okafor became subject to Section 16 on June 20, 2022, when the Issuer was listed.", True),
    ("The Issuer was not yet registered at that time.", True),
    ("The sale was not previously reported.", False),
    ("This transaction should have been reported on a Form 4 filed in June.", False),
    ("The sale reported on this Form 4 was of shares that were granted in 2019.", False),
    ("The sale is exempt and not subject to Section 16(b).", False),
    ("The shares are subject to registration rights, exercised before registration rights expire.", False),
    ("The shares have not been registered under the Securities Act of 1933.", False),
]


@pytest.mark.parametrize(("note", "is_excused"), EXCUSES)
def test_late_but_for_what_the_note_says(note: str, is_excused: bool) -> None:
    page = EXAMPLE_PAGES["4"].replace("1. The price", f"1. {note} The price").replace("06/15/2022", "06/21/2022")
    page = page.replace(EXERCISE, "").replace(OPTION, "").replace("2. The option is fully vested.\n", "")
    assert ("D006" in {one.code for one in check(page).diagnostics}) is not is_excused


def test_the_notes_of_form_3_are_counted_along_its_columns() -> None:
    page = EXAMPLE_PAGES["3"].replace("Common Stock\t2,000\t$12.5", "Common Stock\t2,000\t$12.5 ⁽²⁾")
    page = page.replace("on March 1, 2022.\n", "on March 1, 2022.\n2. The price was set anew.\n")
    assert [one.code for one in check(page).diagnostics] == []
    other = page.replace("⁽²⁾", "⁽¹⁾").replace("\t⁽¹⁾\t03/01/2027", "\t⁽²⁾\t03/01/2027")
    assert [(one.code, one.path) for one in check(other).diagnostics] == [
        ("N007", "derivative_table[0].conversion_or_exercise_price")
    ]


def test_a_form_5_that_is_not_of_a_year_is_not_late() -> None:
    page = EXAMPLE_PAGES["5"].replace("12/31/2021", "08/01/2021")
    assert [one.code for one in check(page).diagnostics] == ["D013"]


def test_a_number_is_shown_as_it_stands() -> None:
    page = EXAMPLE_PAGES["4"].replace("\t400\tD\t$31.07", "\t4.000\tD\t$31.07")
    messages = {one.code: one.message for one in check(page).diagnostics}
    assert messages["X001"] == "the row before has 9,200, and 4.000 disposed of make 9,196, not 8,800"


def test_both_places_are_shown() -> None:
    page = EXAMPLE_PAGES["4"].replace("8,800\tD", "8,900\tD")
    (found,) = check(page).diagnostics
    assert found.message == "the row before has 9,200, and 400 disposed of make 8,800, not 8,900"
    assert found.help == "If the rows before are right, write 8,800."
    (label,) = found.labels
    assert (page[label.start : label.end], label.message) == ("9,200", "9,200 here")


def test_a_row_that_cannot_be_judged_ends_a_balance() -> None:
    sales = SALE + SALE.replace("8,800", "8,400").replace("\t\tS", "\tS") + SALE.replace("8,800", "8,000")
    page = EXAMPLE_PAGES["4"].replace(SALE, sales)
    assert not {one.code for one in check(page).diagnostics} & OURS


def test_unreadable_cells_are_not_judged() -> None:
    page = EXAMPLE_PAGES["4"].replace("9,200", "9,2OO").replace("$31.07 ⁽¹⁾", "31..7 ⁽¹⁾")
    assert not {one.code for one in check(page).diagnostics} & OURS


def test_half_a_reference_is_no_unused_note() -> None:
    page = EXAMPLE_PAGES["4"].replace("$31.07 ⁽¹⁾", "31..7 (¹")
    assert not {one.code for one in check(page).diagnostics} & OURS


@pytest.mark.parametrize("unreadable", [("9,200", "9,2OO"), ("06/14/2022\t\tS", "06.14/2022\t\tS")])
def test_a_cell_that_cannot_be_read_does_not_mute_the_rules_for_notes(unreadable: tuple[str, str]) -> None:
    page = EXAMPLE_PAGES["4"].replace(*unreadable).replace(" ⁽¹⁾", "").replace("⁽²⁾", "⁽⁷⁾")
    assert {"N001", "N002"} <= {one.code for one in check(page).diagnostics}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("$31.07 ⁽¹⁾", f"${'9' * 60} ⁽¹⁾"),
        ("$31.07 ⁽¹⁾", f"${'9' * 60}.{'9' * 60}"),
        ("8,800\tD", f"{'7' * 50}.5\tD"),
        ("Common Stock\t400\t$0", f"Common Stock\t{'8' * 50}\t$0"),
        (OPTION, OPTION + OPTION.replace("Common Stock\t400", f"Common Stock\t{'8' * 50}")),
        ("<u>06/14/2022</u>", "<u>12/31/9999</u>"),
        ("06/15/2022", "12/31/9999"),
        ("06/14/2022\t\tS", "12/31/9999\t12/31/9999\tS"),
        ("\t03/01/2027\t", "\t12/31/9999\t"),
        ("06/14/2022\t\tS", "02/29/2024\t\tS"),
        ("/s/ Ada N. Okafor", "/s/ " + "by, " * 5000),
        ("31.07 ⁽¹⁾", "31.07 ⁽" * 50),
        ("<u>Okafor Ada N</u>", "<u>11</u>"),
    ],
)
def test_extremes_are_no_trouble(before: str, after: str) -> None:
    page = EXAMPLE_PAGES["4"]
    assert before in page
    check(page.replace(before, after))


def test_no_error_on_real_filings() -> None:
    pages = sorted((SHARED / "corpus" / "ocr").glob("*.txt")) if SHARED.is_dir() else []
    if not pages:
        pytest.skip("the real filings of ../shared/corpus/ocr are not at hand")
    errors = [
        (page.name, one.code, one.message)
        for page in pages
        if not json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))["faults"]
        for one in check(page).diagnostics
        if one.code in OURS and one.severity is Severity.ERROR
    ]
    assert errors == []
