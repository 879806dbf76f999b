"""Hypothesis strategies for texts that are easily taken for something else on a page."""

from __future__ import annotations

from hypothesis import strategies as st

from form4_grammar.grammar import FORMS, load
from form4_grammar.render.escaping import one_line

_WORDS = (
    "Common Stock", "Class A Units", "By Trust", "7.5%", "1,887", "06/14/2022", "D", "A", "V", "S/K", "P4", "3", "(", ")", "é",
    "漢字", "of", "dated", "by", "A&B", "AT&T", "x", "X", "/", " / ", ",", ".", "?", "—",
)  # fmt: skip
_REFERENCES = (
    "(1)", "(2) (3)", "[1]", "¹", "²³", "⁹", "⁽¹⁾", "⁽", "⁾", "<sup>(1)</sup>", "<sup>2</sup>", "<sup>", "</sup>", "(١)", "⁴⁵",
)  # fmt: skip
_MARKUP = (
    "<u>", "</u>", "<u></u>", "<ins>", "</ins>", "<b>", "</b>", "<b", ">", "<", "<font size=1>", "<input checked>", "☒", "☐",
    "[X]", "[ ]", "[", "]", "\\", "\\$", "\\*", "\\\\", "$", "&", "&amp;", "&amp", "&nbsp;", "&#40;", "&#x28;", "&#",
    "&lt;u&gt;", "&#160;", "&notit", "*", "**", "`", "|",
)  # fmt: skip
_BLANKS = (
    " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1f", "\x85", "\xa0", "\u2003", "\u2028", "\u2029",
    "\u3000",
)  # fmt: skip
_UNSEEN = ("\u200b", "\u200d", "\u2060", "\ufeff", "\xad", "\u202e", "\x00", "\x01", "\x1b", "\x7f", "\x92", "\ufffe")
_LOOKS = (
    "1. ", "2. ", "12.", "2)", "(3) ", "[4] ", "- ", "* ", "• ", "– ", "/s/ ", "/s/", "06/14/2022", " 6/14/2022", "99/99/9999",
    "06/14/2022, 4:00 PM", "Page 1 of 2", "Page 7", "- 3 -", "https://example.com/a 1/2", "file:///x", "Expires: ", "FORM 4",
    "SEC FORM 3/A", "Remarks: ", "Remarks:", "Explanation of Responses: ", "(Last)", "(last)", "(Street)", "(City)", "(State)",
    "(Zip)", "1", "A\t", "1. Name and Address of Reporting Person* ",
)  # fmt: skip
_PRINTED = sorted({t.text for form in FORMS for t in load(form).terminals.values() if t.is_literal and len(t.text) > 1})

_PIECES = st.one_of(*map(st.sampled_from, (_WORDS, _REFERENCES, _MARKUP, _BLANKS, _UNSEEN, _LOOKS, _PRINTED)))


def texts(longest: int) -> st.SearchStrategy[str]:
    """Texts of at most so many signs, some of them blank."""
    made = st.one_of(
        st.sampled_from(_WORDS),
        _PIECES,
        st.lists(_PIECES, max_size=6).map("".join),
        st.lists(_PIECES, max_size=6).map(" ".join),
        st.text(max_size=min(longest, 40)),
    )
    return made.map(lambda text: text[:longest])


def filled(longest: int) -> st.SearchStrategy[str]:
    """The same texts without the blank ones."""
    return texts(longest).filter(lambda text: bool(one_line(text)))
