"""What could not be read is one error and named; it is never an empty table, a missing item or nothing at all."""

from __future__ import annotations

import re

import pytest
from conftest import case_text
from support.properties import assert_lossless

from form4_grammar import Parsed, check, parse
from form4_grammar.as_json import jsonable
from form4_grammar.diagnostics import Severity
from form4_grammar.formats.sexp import sexp
from form4_grammar.rules.example import EXAMPLE_PAGES
from form4_grammar.testing import judge, printed

GARBLED = str.maketrans(dict.fromkeys("abcdefghijklmnopqrstuvwxyzT", "~"))


def garbled(text: str) -> str:
    """A text of which nothing can be made out, its cells kept."""
    return text.translate(GARBLED)


def lines_of_table(page: str, number: str) -> tuple[str, str]:
    """Title and heading of a table as they stand on the page, and its rows."""
    following = "\nTable II -" if number == "I" else "\nExplanation of"
    begin = page.index(f"Table {number} -")
    whole = page[begin : page.index(following, begin)]
    lines = whole.split("\n")
    size = 4 if lines[3].startswith("\t") else 3
    return "\n".join(lines[:size]), "\n" + "\n".join(lines[size:])


def errors(parsed: Parsed) -> list[str | None]:
    return [one.path for one in parsed.diagnostics if one.severity is Severity.ERROR]


@pytest.mark.parametrize("form", ["3", "4", "5"])
@pytest.mark.parametrize(("number", "part"), [("I", "non_derivative_table"), ("II", "derivative_table")])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_table_whose_title_and_captions_are_gone_is_not_read(form: str, number: str, part: str, is_there: bool) -> None:
    page = EXAMPLE_PAGES[form]
    top, rows = lines_of_table(page, number)
    assert rows.strip() or (form, number) == ("5", "II")
    damaged = page.replace(top, garbled(top) if is_there else "")
    parsed = parse(damaged)
    assert parsed.filing is not None
    assert parsed.unread == (part,)
    assert errors(parsed) == [part]
    assert getattr(parsed.filing, part) == ()
    other = {"non_derivative_table": "derivative_table", "derivative_table": "non_derivative_table"}[part]
    assert getattr(parsed.filing, other) == getattr(parse(page).filing, other) or other == "derivative_table"
    checked = check(damaged)
    assert [one.path for one in checked.diagnostics if one.severity is Severity.ERROR] == [part]
    assert checked.unread == (part,)


def test_the_rows_of_a_lost_table_are_kept_as_text() -> None:
    page = EXAMPLE_PAGES["4"]
    top, rows = lines_of_table(page, "II")
    (error,) = [one for one in parse(page.replace(top, garbled(top))).diagnostics if one.code == "L050"]
    assert rows.strip() in error.raw
    assert "Table II" in error.message
    assert "Explanation of Responses:" in error.message


def test_a_table_without_title_is_read_by_its_own_heading() -> None:
    page = EXAMPLE_PAGES["4"]
    title_i, title_ii = (re.search(rf"^Table {number} -.*$", page, re.MULTILINE) for number in ("I", "II"))
    assert title_i is not None
    assert title_ii is not None
    parsed = parse(page.replace(title_ii[0], ""))
    assert parsed.unread == ()
    assert [(one.code, one.path) for one in parsed.diagnostics] == [("L015", "derivative_table")]
    whole = parse(page).filing
    assert parsed.filing is not None
    assert whole is not None
    assert [row.security_title.value for row in parsed.filing.derivative_table] == [
        row.security_title.value for row in whole.derivative_table
    ]
    top_i, rows_i = lines_of_table(page, "I")
    lost = parse(page.replace(top_i + rows_i, "").replace(title_ii[0], ""))
    assert lost.filing is not None
    assert lost.unread == ("non_derivative_table",)
    assert [row.security_title.value for row in lost.filing.derivative_table] == [
        row.security_title.value for row in whole.derivative_table
    ]


def test_an_empty_table_is_none() -> None:
    parsed = parse(case_text("form4-no-rows"))
    assert parsed.filing is not None
    assert (parsed.unread, parsed.filing.non_derivative_table, parsed.filing.derivative_table) == ((), (), ())


@pytest.mark.parametrize("form", ["3", "4", "5"])
@pytest.mark.parametrize("blanks", ["    ", "  "])
def test_rows_whose_tabs_became_blanks_are_not_read(form: str, blanks: str) -> None:
    page = EXAMPLE_PAGES[form]
    begin, end = page.index("Table I -"), page.index("Explanation of")
    parsed = parse(page[:begin] + page[begin:end].replace("\t", blanks) + page[end:])
    assert parsed.unread == ("non_derivative_table", "derivative_table")
    assert errors(parsed) == ["non_derivative_table", "derivative_table"]


@pytest.mark.parametrize("form", ["3", "4", "5"])
@pytest.mark.parametrize(
    ("item", "part"),
    [
        (r"1\. Name and Address[^\t\n]*", "reporting_owners"),
        (r"\d\. Issuer Name[^\t\n]*", "issuer"),
        (r"\d\. (?:Date of E|Statement for Issuer)[^\t\n]*", "period_of_report"),
    ],
)
def test_a_lost_item_is_one_error(form: str, item: str, part: str) -> None:
    page, found = re.subn(item, "", EXAMPLE_PAGES[form], count=1)
    assert found
    parsed = parse(page)
    path = "reporting_owners[0]" if part == "reporting_owners" else part
    assert (parsed.unread, errors(parsed)) == ((part,), [path])
    assert [one.path for one in check(page).diagnostics if one.severity is Severity.ERROR] == [path]
    shown = jsonable.parsed("x", parsed)["filing"][part]
    if part == "reporting_owners":  # what the relationship's own item says is kept
        (one,) = shown
        assert (one["name"], one["address"]["city"]) == (None, None)
        assert any(one["relationship"].values())
    else:
        assert shown is None


def test_references_without_notes() -> None:
    page = EXAMPLE_PAGES["4"]
    begin, end = page.index("1. The price"), page.index("/s/")
    parsed = parse(page[:begin] + page[end:])
    assert (parsed.unread, errors(parsed)) == (("footnotes",), ["footnotes"])
    assert [one.code for one in check(page[:begin] + page[end:]).diagnostics if one.severity is Severity.ERROR] == ["L050"]


def test_no_signature() -> None:
    page = re.sub(r"^/s/.*$", "", EXAMPLE_PAGES["4"], flags=re.MULTILINE)
    parsed = parse(page)
    assert (parsed.unread, errors(parsed)) == (("signatures",), ["signatures"])


@pytest.mark.parametrize("form", ["3", "4", "5"])
def test_a_page_that_ends_early_names_all_that_may_be_gone(form: str) -> None:
    page = EXAMPLE_PAGES[form]
    for at in range(page.index("(Last)"), page.index("** Signature of"), 97):
        parsed = parse(page[:at])
        told = {one.path for one in parsed.diagnostics if one.path} | set(parsed.unread)
        assert parsed.filing is not None
        lost = {"remarks", "signatures"}
        if at < page.index("\nExplanation of"):
            lost |= {"derivative_table", "footnotes"}
        if at < page.index("\nTable II -"):
            lost |= {"non_derivative_table"}
        assert lost <= told, page[at - 60 : at]


UNKNOWN = "12. Settlement Currency"


def with_column(page: str, number: str, at: int, cell: str) -> str:
    """The page with one more column in a table, at an index, holding `cell` in each row."""
    top, rows = lines_of_table(page, number)
    begin = page.index(top)
    whole = page[begin : begin + len(top) + len(rows)]
    lines, count = [], 0
    for line in whole.split("\n"):
        cells = line.split("\t")
        if len(cells) > 1:
            shown = UNKNOWN if count == 0 else "" if line.startswith("\t") else cell
            cells.insert(at, shown)
            count += 1
        lines.append("\t".join(cells))
    assert count > 1
    return page.replace(whole, "\n".join(lines))


@pytest.mark.parametrize("form", ["3", "4", "5"])
@pytest.mark.parametrize(("number", "part"), [("I", "non_derivative_table"), ("II", "derivative_table")])
@pytest.mark.parametrize("cell", ["1.08", "06/14/2022", "D", "EUR"])
def test_what_stands_under_an_unknown_caption_stays_out(form: str, number: str, part: str, cell: str) -> None:
    page = EXAMPLE_PAGES[form]
    width = len(lines_of_table(page, number)[0].split("\n")[2].split("\t"))
    whole = jsonable.parsed("x", parse(page))["filing"]
    for at in range(width + 1):
        damaged = with_column(page, number, at, cell)
        if UNKNOWN not in damaged or _is_inside_a_group(page, number, at):
            continue
        parsed = parse(damaged)
        assert jsonable.parsed("x", parsed)["filing"][part] == whole[part], (at, damaged)
        (told,) = [one for one in parsed.diagnostics if one.code == "L064"]
        assert told.path == part
        assert UNKNOWN in told.message
        assert (cell in told.raw) == bool(whole[part])
        assert (f'(unknown_column (UNKNOWN_CELL "{cell}"))' in sexp(parsed.tree)) == bool(whole[part])
        assert f'(unknown_column (UNKNOWN_CAPTION "{UNKNOWN}"))' in sexp(parsed.tree)


def _is_inside_a_group(page: str, number: str, at: int) -> bool:
    captions = lines_of_table(page, number)[0].split("\n")[2].split("\t")
    return at < len(captions) and not captions[at]


def test_a_column_in_the_place_of_another() -> None:
    page = EXAMPLE_PAGES["4"]
    damaged = page.replace("3A. Deemed Execution Date, if any (Month/Day/Year)", "2B. Listing Date (Month/Day/Year)").replace(
        "$12.5\t06/14/2022\t\tM", "$12.5\t06/14/2022\t06/13/2022\tM"
    )
    assert damaged.count("06/13/2022") == 1
    parsed = parse(damaged)
    assert parsed.filing is not None
    assert parsed.filing.derivative_table[0].deemed_execution_date.value is None
    assert parsed.filing.derivative_table[0].transaction_code.value == "M"
    (told,) = [one for one in parsed.diagnostics if one.code == "L064"]
    assert (told.path, told.raw) == ("derivative_table", "06/13/2022")


NO_FILINGS = {
    "an index page": "Filing Detail\n\nForm 4 - Statement of changes in beneficial ownership\n\nSeq\tDocument\n1\tform4.html\n",
    "a title alone": "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n\nFORM 4\n\nExplanation of Responses:\n\nRemarks:\n",
    "a letter": "Dear Ada,\n\nplease sign the\nINITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES\nby Friday.\n",
}


@pytest.mark.parametrize("name", NO_FILINGS)
def test_a_document_that_only_names_a_form_is_no_filing(name: str) -> None:
    parsed = parse(NO_FILINGS[name])
    assert (parsed.filing, parsed.form) == (None, None)
    assert [one.code for one in parsed.diagnostics] == ["L032"]


OTHER_KINDS = {
    "RTF": b"{\\rtf1\\ansi " + EXAMPLE_PAGES["4"].replace("\n", "\\par\n").encode() + b"}",
    "ZIP": b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
    "compressed": b"\x1f\x8b\x08\x00",
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_files_of_another_kind_are_refused_by_name(kind: str) -> None:
    parsed = parse(OTHER_KINDS[kind])
    (one,) = parsed.diagnostics
    assert (parsed.filing, one.code) == (None, "L036")
    assert kind in one.message


def test_all_on_one_line_what_is_not_read_is_named() -> None:
    truth = parse(EXAMPLE_PAGES["4"]).filing
    parsed = parse(" ".join(EXAMPLE_PAGES["4"].split()))
    assert truth is not None
    assert parsed.filing is not None
    wrong = judge(printed(truth), parsed.filing, parsed.diagnostics, parsed.unread)
    assert [one.path for one in wrong if one.is_silent] == []


@pytest.mark.parametrize("form", ["3", "4", "5"])
@pytest.mark.parametrize(
    ("answer", "path", "unread", "code"),
    [
        (r"<u>LARKSPUR TOOL CO</u> \[<u>LKSP</u>\]", "issuer.name", ("issuer",), "H008"),
        (r"<u>Okafor Ada N</u> ", "reporting_owners[0].name", (), "H001"),
        (r"(?<=Year\)) <u>\d\d/\d\d/\d{4}</u>", "period_of_report", ("period_of_report",), "H026"),
    ],
)
def test_a_blank_answer_is_told_once(form: str, answer: str, path: str, unread: tuple[str, ...], code: str) -> None:
    page, found = re.subn(answer, "", EXAMPLE_PAGES[form], count=1)
    assert found
    parsed = parse(page)
    assert [(one.code, one.path) for one in parsed.diagnostics] == [("L066", path)]
    assert parsed.unread == unread
    assert [(one.code, one.path) for one in check(page).diagnostics] == [(code, path)]


def test_a_signature_that_became_a_remark_is_reported_there() -> None:
    page = EXAMPLE_PAGES["4"].replace("/s/ Ada N. Okafor 06/15/2022", "Ada N. Okafor, by proxy")
    parsed = parse(page)
    assert parsed.filing is not None
    assert (parsed.filing.signatures, parsed.unread) == ((), ("signatures",))
    (told,) = [one for one in parsed.diagnostics if one.code == "L033"]
    assert (told.path, told.raw) == ("remarks", "Ada N. Okafor, by proxy")
    assert parsed.filing.remarks == "Ada N. Okafor, by proxy"


@pytest.mark.parametrize("printed", ["Reminder: Report on", "* If the form is filed"])
def test_a_printed_line_among_the_remarks_is_no_part_of_them(printed: str) -> None:
    page = EXAMPLE_PAGES["4"]
    line = next(line for line in page.split("\n") if line.startswith(printed))
    moved = page.replace(f"{line}\n", "").replace("Remarks:\n", f"Remarks:\n\nThe first half.\n{line}\nThe second half.\n\n")
    parsed = parse(moved)
    assert parsed.filing is not None
    assert parsed.filing.remarks == "The first half.\nThe second half."
    assert [one.code for one in parsed.diagnostics] == ["L029"]
    assert_lossless(moved)


def test_a_heading_that_has_a_line_from_above_stands_once_in_the_tree() -> None:
    page = case_text("form4-plain")
    title = "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n"
    lines = page.replace(title, "", 1).split("\n")
    second = next(number for number, line in enumerate(lines) if line.startswith("Table II"))
    moved = "\n".join([*lines[: second + 1], title.strip(), *lines[second + 1 :]])
    assert_lossless(moved)
