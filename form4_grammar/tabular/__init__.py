"""Filings as the tables of the SEC's insider-transactions data sets.

`schema` declares them and `rows` fills them, both pure Python; `arrow` and what builds on it take pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from form4_grammar.reading import Parsed


def tables(
    parsed: Parsed | Iterable[Parsed] | Mapping[str, Parsed], *, rules: bool = False, distinct: bool = False
) -> dict[str, pa.Table]:
    """Readings as the tables of the SEC's insider-transactions data sets, and DOCUMENTS and DIAGNOSTICS: Arrow's, by name.

    A mapping gives each document its path; others are called by their numbers, from 1. With `rules`, DIAGNOSTICS has what the
    rules find, too; with `distinct`, of copies of one filing only the one that was read best has rows. Numbers are decimals
    and dates are dates. Raises `ImportError` where pyarrow is not installed.
    """
    from form4_grammar.tabular import arrow  # noqa: F401, PLC0415 - says what to install where pyarrow is absent
    from form4_grammar.tabular.whole import whole_tables  # noqa: PLC0415 - reading must not wait for pyarrow

    if isinstance(parsed, Mapping):
        return whole_tables(parsed.items(), rules=rules, distinct=distinct)
    several = parsed if isinstance(parsed, Iterable) else (parsed,)
    return whole_tables(((str(number), one) for number, one in enumerate(several, 1)), rules=rules, distinct=distinct)
