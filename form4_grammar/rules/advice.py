"""What to do about a finding: as the filer of a draft, and as the holder of a copy of what was filed.

A rule's ``fix`` speaks to one of them, or to both. What the other one does follows from whose fault the finding can be, and from
its severity: that of an error says that EDGAR refuses such a filing.
"""

from __future__ import annotations

from typing import NamedTuple

from form4_grammar.diagnostics import Locus, Rule, Severity

EDGAR = "on EDGAR"
"""What a ``fix`` has that is for the holder of a copy: a draft is not there yet."""

FOR_BOTH = frozenset(
    "L006 L021 L030 L032 L033 L034 L035 L036 L038 L039 L040 L041 L043 L045 L046 L047 L048 L049 L050 L054 L065 L076 L092 L093 L094"
    " L100 L101 L102 L110 H007 H024 H031 T110 D110 N016".split()
)
"""Rules of files, of programs' options, and of what only has to be looked at: it is done alike with a draft and a copy."""

_PRINT_AGAIN = (
    "Only the printed page is at fault, not what you file. Look at this place in the data that the page was made from, and print "
    "the page again."
)
_CORRECT_THERE = "Compare this place with what you mean to file, and correct it there if it is wrong."
_REFUSED = (
    "Compare this place with the filing on EDGAR. EDGAR refuses such a filing, so the copy is probably wrong here, or the filing is "
    "older than the requirement."
)
_AS_FILED = (
    "Read it as it stands: if the copy is right, this is what was filed. See whether a later amendment (/A) corrects it; do not "
    "correct it yourself."
)
_FIND_OUT = (
    "Compare this place with the filing on EDGAR. If it says the same there, that is what was filed, and only an amendment (/A) can "
    "correct it; if not, the copy is wrong here."
)


class Advice(NamedTuple):
    """What to do with a draft, and with a copy."""

    filer: str
    holder: str


def advice(rule: Rule) -> Advice:
    """What to do about what a rule finds; twice the same where it is done alike."""
    if rule.code in FOR_BOTH:
        return Advice(rule.fix, rule.fix)
    is_for_holder = rule.locus is Locus.RENDERING or EDGAR in rule.fix
    if is_for_holder:
        return Advice(_PRINT_AGAIN if rule.locus is Locus.RENDERING else _CORRECT_THERE, rule.fix)
    if rule.severity is Severity.ERROR:
        return Advice(rule.fix, _REFUSED)
    return Advice(rule.fix, _AS_FILED if rule.locus is Locus.FILING else _FIND_OUT)
