"""Filings of several persons with fewer signatures than persons, and who signed.

python examples/one_for_several.py tests/filings/form4-page-of-2002-several-owners.txt
"""

from __future__ import annotations

import sys
from pathlib import Path

from form4_grammar import parse


def signers(path: Path) -> tuple[int, list[str]]:
    """How many persons report in a filing, and the names under which it is signed."""
    filing = parse(path).filing
    if filing is None:
        return 0, []
    return len(filing.reporting_owners), [signature.name or "?" for signature in filing.signatures]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        persons, names = signers(Path(name))
        if len(names) < persons:
            sys.stdout.write(f"{name}  {persons} persons, signed by {'; '.join(names) or 'nobody'}\n")
