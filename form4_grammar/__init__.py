"""Reads rendered copies of SEC Forms 3, 4 and 5 by a formal grammar of the printed form.

>>> from form4_grammar import parse
>>> parsed = parse("nothing of the kind")
>>> parsed.filing is None
True
>>> [found.code for found in parsed.diagnostics]
['L032']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from form4_grammar.version import __version__

if TYPE_CHECKING:
    from form4_grammar.checking import Checked, check
    from form4_grammar.comparing import Difference, compare
    from form4_grammar.diagnostics import Diagnostic, Label, Locus, Rule, Setting, Severity
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
        SubmissionDocument,
        SubmissionParty,
    )
    from form4_grammar.own_forms.loading import form
    from form4_grammar.own_forms.transformer import Form, Transformer
    from form4_grammar.reading import Parsed, Reading, parse, parse_all
    from form4_grammar.tabular import tables

__all__ = [
    "Address",
    "Cell",
    "CellState",
    "Checked",
    "DerivativeRow",
    "Diagnostic",
    "Difference",
    "Filing",
    "Footnote",
    "Form",
    "Issuer",
    "Label",
    "Locus",
    "NonDerivativeRow",
    "OtherElement",
    "Parsed",
    "Reading",
    "Relationship",
    "ReportingOwner",
    "Rule",
    "Setting",
    "Severity",
    "Signature",
    "Submission",
    "SubmissionDocument",
    "SubmissionParty",
    "Transformer",
    "__version__",
    "check",
    "compare",
    "form",
    "parse",
    "parse_all",
    "tables",
]

_ELSEWHERE = {
    "Checked": "checking",
    "Diagnostic": "diagnostics",
    "Difference": "comparing",
    "Form": "own_forms.transformer",
    "Label": "diagnostics",
    "Locus": "diagnostics",
    "Parsed": "reading",
    "Reading": "reading",
    "Rule": "diagnostics",
    "Setting": "diagnostics",
    "Severity": "diagnostics",
    "Transformer": "own_forms.transformer",
    "check": "checking",
    "compare": "comparing",
    "form": "own_forms.loading",
    "parse": "reading",
    "parse_all": "reading",
    "tables": "tabular",
}
"""The modules of the names that are not in `model`."""


def __getattr__(name: str) -> Any:
    """What is asked for, from its module: the command line, which asks for less, must not wait for all of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'model')}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The names of the package, those included that nobody has asked for yet."""
    return sorted({*globals(), *__all__})
