"""A report to look at: documents as they were given beside the form as it was read, in one page of HTML."""

from __future__ import annotations

from form4_grammar.reporting.page import report
from form4_grammar.reporting.view import View, view_of

__all__ = ["View", "report", "view_of"]
