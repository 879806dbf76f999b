"""The formal grammar as Python sees it: the rules and terminals of a form's ``.lark`` file, and Lark's tables for the page.

The ``.lark`` files are the only source. described.py is what they say, loading.py how they are found and read, and
page_of_2003.py what in them is of an older page.
"""

from form4_grammar.grammar.described import (
    ALIKE_SIGNS,
    FORMS,
    LAYOUT,
    MOST_GRAMMARS,
    MOST_PARTS,
    OLDER,
    OLDER_SUFFIX,
    OWN_WORDINGS_2002,
    START_2002,
    TYPED_SUFFIX,
    WORDINGS,
    Grammar,
    ParseTable,
    Terminal,
    printed_pattern,
)
from form4_grammar.grammar.loading import folder, from_file, lacking, load, parent_of, typed
from form4_grammar.grammar.page_of_2003 import may_be_of_2003, of_2003

__all__ = [
    "ALIKE_SIGNS",
    "FORMS",
    "LAYOUT",
    "MOST_GRAMMARS",
    "MOST_PARTS",
    "OLDER",
    "OLDER_SUFFIX",
    "OWN_WORDINGS_2002",
    "START_2002",
    "TYPED_SUFFIX",
    "WORDINGS",
    "Grammar",
    "ParseTable",
    "Terminal",
    "folder",
    "from_file",
    "lacking",
    "load",
    "may_be_of_2003",
    "of_2003",
    "parent_of",
    "printed_pattern",
    "typed",
]
