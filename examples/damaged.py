"""Which copies are damaged: those with a part that could not be read, or with a doubt about the copy itself.

python examples/damaged.py tests/filings/form4-plain.txt tests/filings/form4-fault-row-shifted-left.txt
"""

from __future__ import annotations

import sys
from pathlib import Path

from files import tell

from form4_grammar import Severity, check


def damage(path: Path) -> str:
    """What is wrong with a copy, in a few words; empty where nothing is. What the filer did wrong does not count."""
    checked = check(path)
    if not checked.is_read:
        return "no Form 3, 4 or 5"
    doubts = [
        found for found in checked.diagnostics if found.locus.value == "rendering" and found.severity is not Severity.INFO
    ]
    unread = f"not read: {', '.join(checked.unread)}" if checked.unread else ""
    doubted = f"{len(doubts)} in doubt, the first at line {doubts[0].line}: {doubts[0].code}" if doubts else ""
    return "; ".join(filter(None, (unread, doubted)))


if __name__ == "__main__":
    sys.exit(tell(lambda path: [f"{path}  {damage(path) or 'whole'}"], sys.argv[1:]))
