"""Filings of several persons with fewer signatures than persons, and who signed.

python examples/one_for_several.py tests/filings/form4-page-of-2002-several-owners.txt
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from files import tell

from form4_grammar import parse


def signers(path: Path) -> tuple[int, list[str]]:
    """How many persons report in a filing, and the names under which it is signed."""
    filing = parse(path).filing
    if filing is None:
        return 0, []
    return len(filing.reporting_owners), [signature.name or "?" for signature in filing.signatures]


def one_for_several(path: Path) -> Iterator[str]:
    """A line for a filing that fewer have signed than report in it."""
    persons, names = signers(path)
    if len(names) < persons:
        yield f"{path}  {persons} {'person' if persons == 1 else 'persons'}, signed by {'; '.join(names) or 'nobody'}"


if __name__ == "__main__":
    sys.exit(tell(one_for_several, sys.argv[1:]))
