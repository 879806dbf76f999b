"""A form derived from Form 4 with one more item, one more box and one more column in each table, and a page of it."""

from __future__ import annotations

import re

from conftest import ROOT, case_text

GRAMMAR = r"""
// Form 4 as a broker's clients file it: with the day of clearance, a box, and a column more in each table

%import .form4

%override _boxes: not_subject_to_section16 aff10b5_one? estate_plan

estate_plan: ESTATE_PLAN_LINE

estate_plan_layout: check_box? PART_OF_AN_ESTATE_PLAN

%declare ESTATE_PLAN_LINE

PART_OF_AN_ESTATE_PLAN: "Check this box if the transactions are part of an estate plan."

%override header_layout: _header_line_1 _NEWLINE _header_line_2 _NEWLINE _header_line_3 _NEWLINE _header_line_4

_header_line_4: _TAB clearance _TAB

clearance: DATE_OF_CLEARANCE _date_answer?

DATE_OF_CLEARANCE: "7. Date of Clearance by the Issuer (Month/Day/Year)"
"""


TICK = '<input checked="" type="checkbox"/>'


def _with_column(rule: str, cell: str, text: str) -> str:
    """The rule of the package's grammar with one more cell, overridden."""
    found = re.search(rf"^{rule}: .*?\n\n", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return f"%override {found[0].rstrip()} \\\n    _TAB {cell}\n\n"


def grammar() -> str:
    """The text of the grammar."""
    form4 = (ROOT / "grammar" / "form4.lark").read_text(encoding="utf-8")
    columns = [
        ("_table_i_captions", "BROKER_COLUMN"),
        ("_table_i_subcaptions", ""),
        ("non_derivative_transaction", "broker"),
        ("non_derivative_holding", ""),
        ("_table_ii_captions", "COMMISSION_COLUMN"),
        ("_table_ii_subcaptions", ""),
        ("derivative_acquisition", "commission"),
        ("derivative_disposition", "commission"),
        ("derivative_holding", ""),
    ]
    return (
        GRAMMAR
        + "\n"
        + "".join(_with_column(rule, cell, form4) for rule, cell in columns)
        + "broker: CELL_TEXT? footnote_ref*\n\ncommission: DOLLAR_SIGN? AMOUNT footnote_ref*\n          | footnote_ref*\n\n"
        + 'BROKER_COLUMN: "8. Broker"\nCOMMISSION_COLUMN: "12. Commission Paid"\n'
    )


def page() -> str:
    """A page of the form."""
    text = case_text("form4-plain")
    before = "Filed pursuant to Section 16(a)"
    box = f"{TICK} Check this box if the transactions are part of an estate plan.\n\n"
    text = text.replace(before, box + before)
    item = "\t7. Date of Clearance by the Issuer (Month/Day/Year) <u>06/10/2022</u>\t\n"
    text = text.replace("\nTable I - ", f"{item}\nTable I - ")
    more = {
        "7. Nature of Indirect Beneficial Ownership (Instr. 4)": "\t8. Broker",
        "Code\tV\tAmount\t(A) or (D)\tPrice\t\t\t": "\t",
        "\t400\tA\t$12.5\t9,200\tD\t": "\tPelham & Rowe",
        "\t400\tD\t$31.07 ⁽¹⁾\t8,800\tD\t": "\tPelham & Rowe ⁽²⁾",
        "1,250\tI\tBy Spouse": "\t",
        "11. Nature of Indirect Beneficial Ownership (Instr. 4)": "\t12. Commission Paid",
        "Title\tAmount or Number of Shares\t\t\t\t": "\t",
        "\t$0\t1,600\tD\t": "\t$14.25",
    }
    for end, cell in more.items():
        assert len(re.findall(re.escape(end) + r"\n", text)) == 1, end
        text = text.replace(f"{end}\n", f"{end}{cell}\n")
    return text


def html() -> str:
    """The page in HTML: lines with tabs as the rows of tables."""
    made: list[str] = []
    for line in page().replace("&", "&amp;").replace(TICK, "&#9746;").split("\n"):
        cells = line.split("\t")
        is_row = len(cells) > 2
        if is_row and not made[-1].startswith("<tr>"):
            made.append("<table>")
        elif not is_row and made and made[-1].startswith("<tr>") and line:
            made.append("</table>")
        if is_row:
            made.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
        elif line:
            made.append(f"<p>{line}</p>")
    return "<html><body>\n" + "\n".join(made) + "\n</body></html>\n"
