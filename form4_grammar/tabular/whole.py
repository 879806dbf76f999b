"""All tables of documents that are in memory."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from form4_grammar.reading import Reading
from form4_grammar.tabular.arrow import of_readings, schema_of
from form4_grammar.tabular.linking import finished, linked
from form4_grammar.tabular.schema import TABLES


def whole_tables(readings: Iterable[tuple[str, Reading]], *, rules: bool, distinct: bool) -> dict[str, pa.Table]:
    """Documents that were read, by their paths, as tables, with what they have to do with each other."""
    batches = list(of_readings(readings, rules=rules))
    shown = list(finished(batches, linked(lambda: batches), distinct=distinct))
    return {name: pa.Table.from_batches([one[name] for one in shown], schema_of(table)) for name, table in TABLES.items()}
