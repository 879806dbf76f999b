"""Pages in the markup of wikis, under runs of dashes, and in the JSON that services answer with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

import pytest

from form4_grammar import parse
from form4_grammar.model import Filing
from form4_grammar.rules.example import EXAMPLE_PAGE
from form4_grammar.testing import printed

PAGE = re.sub(r"</?u>", "", EXAMPLE_PAGE.replace("</u> <u>18 QUARRY", " 18 QUARRY"))
TITLE = "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP"
Rows = Sequence[Sequence[str]]


def read(page: str | bytes) -> Filing:
    found = parse(page).filing
    assert found is not None
    return printed(found)


def written(table: Callable[[Rows, Rows], str]) -> str:
    """The page with its tables as `table` writes their headings and rows."""
    parts: list[str] = []
    open_rows: list[list[str]] = []
    for line in [*PAGE.split("\n"), ""]:
        if line.count("\t") > 5:
            open_rows.append(line.split("\t"))
            continue
        if open_rows:
            parts.append(table(open_rows[:2], open_rows[2:]))
            open_rows = []
        parts.append(line.replace("\t", "\n\n"))
    return "\n".join(parts)


def jira(heading: Rows, rows: Rows) -> str:
    head = ["||" + "||".join(cell or " " for cell in row) + "||" for row in heading]
    return "\n".join([*head, *("|" + "|".join(cell or " " for cell in row) + "|" for row in rows)])


def mediawiki(heading: Rows, rows: Rows) -> str:
    lines = ['{| class="wikitable"']
    for sign, part in (("!", heading), ("|", rows)):
        for row in part:
            lines += ["|-", f"{sign} " + f" {2 * sign} ".join(row)]
    return "\n".join([*lines, "|}"])


def mediawiki_in_lines(heading: Rows, rows: Rows) -> str:
    lines = ["{|"]
    for sign, part in (("!", heading), ("|", rows)):
        for row in part:
            lines += ["|-", *(f'{sign} style="width: 6%" | {cell}' for cell in row)]
    return "\n".join([*lines, "|}"])


def asciidoc(heading: Rows, rows: Rows) -> str:
    columns = ",".join("1" for _ in heading[0])
    head = ["|" + " |".join(row) for row in heading]
    return "\n".join(
        [f'[cols="{columns}"]', "|===", *head, *("\n" + "\n".join(f"|{cell}" for cell in row) for row in rows), "|==="]
    )


def org(heading: Rows, rows: Rows) -> str:
    rule = "|" + "+".join("---" for _ in heading[0]) + "|"
    return "\n".join(
        ["| " + " | ".join(row) + " |" for row in heading] + [rule] + ["| " + " | ".join(row) + " |" for row in rows]
    )


def textile(heading: Rows, rows: Rows) -> str:
    return "\n".join(["|_. " + " |_. ".join(row) + " |" for row in heading] + ["| " + " | ".join(row) + " |" for row in rows])


def dokuwiki(heading: Rows, rows: Rows) -> str:
    return "\n".join(["^ " + " ^ ".join(row) + " ^" for row in heading] + ["| " + " | ".join(row) + " |" for row in rows])


def in_columns(rows: Rows, widths: Sequence[int]) -> list[str]:
    return [" ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def widths(rows: Rows) -> list[int]:
    return [max(3, *(len(row[i]) for row in rows)) for i in range(len(rows[0]))]


def simple(heading: Rows, rows: Rows) -> str:
    wide = widths([*heading, *rows])
    return "\n".join([*in_columns(heading, wide), " ".join("-" * width for width in wide), *in_columns(rows, wide), ""])


def restructured(heading: Rows, rows: Rows) -> str:
    wide = widths([*heading, *rows])
    rule = " ".join("=" * width for width in wide)
    return "\n".join([rule, *in_columns(heading, wide), rule, *in_columns(rows, wide), rule])


def multiline(heading: Rows, rows: Rows) -> str:
    wide = widths([*heading, *rows])
    whole = "-" * (sum(wide) + len(wide) - 1)
    between = "\n\n".join(in_columns(rows, wide))
    return "\n".join(["", whole, *in_columns(heading, wide), " ".join("-" * width for width in wide), between, whole, ""])


WRITERS = [jira, mediawiki, mediawiki_in_lines, asciidoc, org, textile, dokuwiki, simple, restructured, multiline]


@pytest.mark.parametrize("table", WRITERS)
def test_tables_of_other_markup(table: Callable[[Rows, Rows], str]) -> None:
    page = "**Copy**\n\n" + written(table)
    parsed = parse(page)
    assert parsed.dialect == "markdown"
    assert read(page) == read(PAGE)
    start, end = parsed.places["issuer.name"]
    assert page[start:end] == "LARKSPUR TOOL CO"


@pytest.mark.parametrize("table", WRITERS)
def test_a_table_of_other_markup_that_is_cut_is_read_as_far_as_it_goes(table: Callable[[Rows, Rows], str]) -> None:
    page = "**Copy**\n\n" + written(table)
    at = page.index("Stock Option (right to buy)")
    parsed = parse(page[:at])
    assert parsed.filing is not None
    assert printed(parsed.filing).non_derivative_table == read(PAGE).non_derivative_table


@pytest.mark.parametrize(("before", "behind"), [("h2. ", ""), ("== ", " =="), ("=== ", "")])
def test_headings_of_wikis(before: str, behind: str) -> None:
    page = written(jira).replace(TITLE, f"{before}{TITLE}{behind}")
    page = page.replace("Table I - Non", f"{before}Table I - Non").replace(
        "or Beneficially Owned\n", f"or Beneficially Owned{behind}\n"
    )
    assert read(page) == read(PAGE)


def test_links_and_marks_of_wikis() -> None:
    page = (
        written(mediawiki).replace("LARKSPUR TOOL CO [", "[[browse?CIK=1|LARKSPUR TOOL CO]] [").replace(TITLE, f"'''{TITLE}'''")
    )
    assert "[[browse" in page
    assert read(page) == read(PAGE)
    page = written(jira).replace("⁽¹⁾", "^(1)^").replace("⁽²⁾", "{^}(2){^}").replace("By Spouse", "[By Spouse|http://x.y/z]")
    assert read(page) == read(PAGE)


def test_a_page_in_json() -> None:
    for answer in ({"url": "https://x.y", "markdown": PAGE}, {"pages": [{"index": 0, "markdown": PAGE}]}, [PAGE]):
        assert read(json.dumps(answer).encode()) == read(PAGE)
        assert read(json.dumps(answer)) == read(PAGE)


def test_the_blocks_of_a_page_in_json() -> None:
    cells = re.compile(r"(?m)(?:^[^\n]*(?:\t[^\n]*){6,}\n)+")

    def table(found: re.Match[str]) -> str:
        rows = "".join(f"<tr><td>{line.replace(chr(9), '</td><td>')}</td></tr>" for line in found[0].strip("\n").split("\n"))
        return f"<table>{rows}</table>\n"

    blocks = cells.sub(table, PAGE).replace("\t", "\n\n").split("\n\n")
    boxes = [{"category": "Text", "bbox": [1, 2, 3, 4], "text": block} for block in blocks]
    assert read(json.dumps(boxes).encode()) == read(PAGE)
    elements = [
        {"type": "Table", "text": "all of it", "metadata": {"text_as_html": block}}
        if "<table" in block
        else {"type": "Text", "text": block}
        for block in blocks
    ]
    assert read(json.dumps(elements).encode()) == read(PAGE)


@pytest.mark.parametrize("answer", [{"error": "not found"}, [], [1, 2], {"filing": None}])
def test_json_without_a_page_is_said_to_be_that(answer: object) -> None:
    parsed = parse(json.dumps(answer).encode())
    assert parsed.filing is None
    assert "JSON without a page" in parsed.diagnostics[0].message


def test_a_page_that_begins_as_json_does() -> None:
    assert read(f"[ ] {PAGE}".replace("[ ] OMB APPROVAL", "[Skip to the page]\n\nOMB APPROVAL")) == read(PAGE)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(encoding: str) -> None:
    assert read(PAGE.encode(encoding)) == read(PAGE)
