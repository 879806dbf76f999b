"""A form of one's own, Form 9, and a page of it."""

from __future__ import annotations

FORM_9 = r"""
// Form 9, a made-up notice of a loan of tools. Parent: page.lark.

%import .page

%override page: title insured tools closing

%override title: NOTICE_TITLE

// A box that fills its line
insured: INSURED_LINE

insured_layout: check_box? TOOLS_ARE_INSURED

tools: TOOLS_TITLE tools_heading tools_row*

tools_heading: HEADING_LINE+

tools_heading_layout: TOOL _TAB LENT_ON _TAB NUMBER_LENT

tools_row: ROW_LINE

tools_row_layout: tool_name _TAB lent_on _TAB number_lent

tool_name: TITLE_TEXT footnote_ref*

lent_on: DATE

number_lent: AMOUNT footnote_ref*

closing: END_OF_NOTICE

%declare INSURED_LINE

NOTICE_TITLE: "NOTICE OF A LOAN OF TOOLS"
TOOLS_ARE_INSURED: "Check this box if the tools are insured."
TOOLS_TITLE: "Table of Tools"
TOOL: "1. Tool"
LENT_ON: "2. Lent on (Month/Day/Year)"
NUMBER_LENT: "3. Number"
END_OF_NOTICE: "End of notice."
"""


PAGE = """\
NOTICE OF A LOAN OF TOOLS

<input checked="" type="checkbox"/> Check this box if the tools are insured.

Table of Tools

1. Tool\t2. Lent on (Month/Day/Year)\t3. Number
Spade ⁽¹⁾\t03/01/2021\t2
Ladder\t03/02/2021\t1

End of notice.
"""
