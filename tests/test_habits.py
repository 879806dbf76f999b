"""Habits of engines and converters, one at a time: however a page is written, it is the same page."""

from __future__ import annotations

import re
from random import Random

import pytest

from form4_grammar import check, parse
from form4_grammar.model import Filing
from form4_grammar.rules.example import EXAMPLE_PAGE
from form4_grammar.testing import judge, printed
from form4_grammar.testing.habits import CHOICES, Habits, drawn, in_habits
from form4_grammar.testing.plausible import plausible

SAMPLE = 40

PAGE = EXAMPLE_PAGE.replace("</u> <u>18 QUARRY", " 18 QUARRY")
"""The example page with the street on one line, since two are not told apart without their underlines."""


def filing(page: str) -> Filing:
    found = parse(page).filing
    assert found is not None
    return printed(found)


def piped(page: str, *, is_joined: bool = False) -> str:
    """The page as Markdown: tables with pipes, their two heading lines as one where `is_joined`, items one line each."""
    lines: list[str] = []
    for line in re.sub(r"</?u>", "", page).split("\n"):
        if line.count("\t") > 5:
            lines.append("| " + line.replace("\t", " | ") + " |")
        else:
            lines += [item + "\n" for item in line.split("\t")]
    heads = [index for index, line in enumerate(lines) if line.startswith("| 1. Title")]
    for index in heads:
        lines[index + 1] = lines[index + 1] + "\n" + re.sub(r"[^|]+", "---", lines[index])
    for index in heads if is_joined else ():
        under, rule = lines[index + 1].split("\n")
        over = ""
        cells = []
        for above, below in zip(lines[index].split("|")[1:-1], under.split("|")[1:-1], strict=True):
            over = above.strip() or over
            cells.append(f"{over}.{below.strip()}" if below.strip() else over)
        lines[index : index + 2] = ["| " + " | ".join(cells) + " |", rule]
    return "\n".join(lines)


def test_both_lines_of_a_heading_as_one() -> None:
    page = piped(PAGE, is_joined=True)
    assert "4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5).(A) or (D)" in page
    assert filing(page) == filing(PAGE)
    assert {one.code for one in parse(page).diagnostics} <= {"N017"}


@pytest.mark.parametrize("joint", [" ", " - ", ": ", " / "])
def test_what_joins_the_lines_of_a_heading(joint: str) -> None:
    page = re.sub(r"(?<=[)e])\.(?=[A-Z(][^|.]*\|)", joint, piped(PAGE, is_joined=True))
    assert f"(Instr. 8){joint}Code" in page
    assert filing(page) == filing(PAGE)


@pytest.mark.parametrize("bullet", ["-", "*", "•", "+"])
@pytest.mark.parametrize("boxes", [("[x]", "[ ]"), ("☒", "☐"), ("X", "")])
def test_boxes_as_items_of_a_list(bullet: str, boxes: tuple[str, str]) -> None:
    tick, none = boxes
    page = piped(PAGE).replace('<input checked="" type="checkbox"/>', tick)
    page = page.replace(" 10% Owner", f" {none} 10% Owner").replace(" Other (", f" {none} Other (")
    page = page.replace("Person Form filed", f"Person {none} Form filed")
    for label in ("Director", "10% Owner", "Officer (", "Other (", "Form filed by One", "Form filed by More"):
        page = re.sub(rf" ((?:{re.escape(tick)} +|{re.escape(none)} +)?{re.escape(label)})", rf"\n{bullet} \1", page)
    assert f"\n{bullet} {tick} Director\n" in page
    assert filing(page) == filing(PAGE)


def test_escapes_inside_tables_of_html() -> None:
    page = piped(PAGE).replace("| $", "| \\$").replace("Common Stock |", "Class A, par value \\$0.01 |")
    rows = re.sub(r"^\|(.*)\|$", lambda row: f"<tr><td>{row[1].replace('|', '</td><td>')}</td></tr>", page, flags=re.MULTILINE)
    rows = re.sub(r"<tr><td>-.*\n", "", rows)
    rows = re.sub(r"((?:<tr>.*\n)+)", r"<table>\n\1</table>\n", rows)
    found = parse(rows).filing
    assert parse(rows).dialect == "markdown"
    assert found is not None
    assert found.non_derivative_table[0].security_title.value == "Class A, par value $0.01"
    assert str(found.non_derivative_table[1].transaction_price_per_share.value) == "31.07"


def test_habits_in_any_combination_are_read_or_doubted() -> None:
    whole = 0
    for seed in range(SAMPLE):
        random = Random(seed)  # noqa: S311 - which page is no secret
        original, habits = plausible(random), drawn(random)
        parsed = parse(in_habits(original, habits))
        wrong = judge(printed(original), parsed.filing, parsed.diagnostics, parsed.unread)
        assert not [one for one in wrong if one.is_silent], (seed, habits)
        whole += not wrong
    assert whole >= 0.9 * SAMPLE


@pytest.mark.parametrize("name", [name for name in CHOICES if name not in ("omb", "around")])
def test_each_habit_by_itself(name: str) -> None:
    """In all its ways, on a page that is usual otherwise."""
    original = plausible(Random(8))  # noqa: S311 - which page is no secret
    for way in CHOICES[name]:
        parsed = parse(in_habits(original, Habits(**{name: way})))  # type: ignore[arg-type]
        assert not judge(printed(original), parsed.filing, parsed.diagnostics, parsed.unread), (name, way)


def test_captions_hyphenated_at_the_ends_of_lines_are_the_forms() -> None:
    """In a heading with tabs, in one that is printed again, and joined with the captions below it."""
    hyphenated = EXAMPLE_PAGE.replace("2. Transaction Date", "2. Trans- action Date").replace(
        "4. Securities", "4. Secur- <br> ities"
    )
    assert hyphenated.count("- ") > EXAMPLE_PAGE.count("- ")
    parsed = check(hyphenated)
    assert filing(hyphenated) == filing(EXAMPLE_PAGE)
    assert parsed.diagnostics == ()


@pytest.mark.parametrize("colon", [":", " :"])
def test_a_colon_between_caption_and_answer_is_no_part_of_it(colon: str) -> None:
    caption = "2. Issuer Name and Ticker or Trading Symbol"
    assert caption in EXAMPLE_PAGE
    assert filing(EXAMPLE_PAGE.replace(caption, caption + colon)).issuer.name == "LARKSPUR TOOL CO"
