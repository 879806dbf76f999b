"""For tests of what reads filings or prints them: filings of all kinds, what a filing is once printed, and damaged pages.

`filings` needs hypothesis, which the extra ``testing`` brings; nothing else does. `damage` does to a page what copies suffer,
in one of the ways that `KINDS` lists; `judge` holds what was read of it against the filing, and says which wrong fields no
finding names. `assert_rule` runs a rule on its examples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from form4_grammar.model import Filing
from form4_grammar.testing.damaging import KINDS, Kind, damage
from form4_grammar.testing.judging import Wrong, judge
from form4_grammar.testing.printing import printed
from form4_grammar.testing.rules import assert_rule

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["KINDS", "Kind", "Wrong", "assert_rule", "damage", "filings", "judge", "printed"]


def filings(*, partial: bool = False) -> SearchStrategy[Filing]:
    """A hypothesis strategy for filings: Forms 3, 4 and 5, as wide as the facets of the ownership XML allow, and amendments.

    Their rows are complete, and elsewhere None is where a page may be blank. With `partial`, any field may be None, any cell
    empty or unreadable, and a row may have what its kind does not. The texts are those that are easily misread.

    Raises `ImportError` where hypothesis is not installed.
    """
    try:
        from form4_grammar.testing.strategies import any_filing  # noqa: PLC0415 - for `printed`, hypothesis need not be there
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise ImportError("filings() needs hypothesis: pip install 'form4-grammar[testing]'") from error
    return any_filing(is_partial=partial)
