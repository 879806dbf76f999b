"""Sales in the open market of more than so many shares, each with its place in its document.

python examples/large_sales.py 100 tests/filings/form4-plain.txt
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from files import tell

from form4_grammar import parse


def large_sales(path: Path, least: int) -> Iterator[str]:
    """A line for each sale (code S) of a document of which the number of shares could be read."""
    parsed = parse(path)
    if parsed.filing is None:
        return
    owners = " and ".join(owner.name or "?" for owner in parsed.filing.reporting_owners)
    for row in parsed.filing.non_derivative_table:
        shares = row.transaction_shares.value
        if row.transaction_code.value == "S" and shares is not None and shares > least:
            line = parsed.source.position(row.transaction_shares.start).line
            price = row.transaction_price_per_share.value
            yield f"{path}:{line}  {row.transaction_date.value}  {owners}  {shares:,} at {'?' if price is None else price}"


if __name__ == "__main__":
    if len(sys.argv) < 2 or not sys.argv[1].isdecimal():
        sys.exit("how many shares? python examples/large_sales.py NUMBER FILE...")
    sys.exit(tell(lambda path: large_sales(path, int(sys.argv[1])), sys.argv[2:]))
