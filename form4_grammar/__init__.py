"""Reads rendered copies of SEC Forms 3, 4 and 5 by a formal grammar of the printed form.

>>> from form4_grammar import parse
>>> parsed = parse("nothing of the kind")
>>> parsed.filing is None
True
>>> [found.code for found in parsed.diagnostics]
['L032']
"""

from form4_grammar.checking import Checked, check
from form4_grammar.diagnostics import Diagnostic, Locus, Rule, Severity
from form4_grammar.model import (
    Address,
    Cell,
    CellState,
    DerivativeRow,
    Filing,
    Footnote,
    Issuer,
    NonDerivativeRow,
    OtherElement,
    Relationship,
    ReportingOwner,
    Signature,
    Submission,
    SubmissionParty,
)
from form4_grammar.own_forms.loading import form
from form4_grammar.own_forms.transformer import Form, Transformer
from form4_grammar.reading import Parsed, Reading, parse, parse_all
from form4_grammar.tabular import tables
from form4_grammar.version import __version__

__all__ = [
    "Address",
    "Cell",
    "CellState",
    "Checked",
    "DerivativeRow",
    "Diagnostic",
    "Filing",
    "Footnote",
    "Form",
    "Issuer",
    "Locus",
    "NonDerivativeRow",
    "OtherElement",
    "Parsed",
    "Reading",
    "Relationship",
    "ReportingOwner",
    "Rule",
    "Severity",
    "Signature",
    "Submission",
    "SubmissionParty",
    "Transformer",
    "__version__",
    "check",
    "form",
    "parse",
    "parse_all",
    "tables",
]
