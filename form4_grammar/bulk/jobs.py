"""What workers do with pages."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from form4_grammar.bulk.pages import Page
from form4_grammar.bulk.pool import Settings, Started
from form4_grammar.tabular.arrow import batch, read_page, version
from form4_grammar.tabular.rows import document, failed


def tabulate(pages: Sequence[Page], settings: Settings, started: Started) -> bytes:
    """The rows of pages: one batch of `arrow.BATCH_SCHEMA`, as an Arrow stream. `settings` are arguments of `read_page`."""
    found = []
    for number, page in enumerate(pages):
        if page.status:
            found.append(failed(document(page.name, page.content, version()), page.status, page.problem))
        else:
            started(number)
            found.append(read_page(page.name, page.content, **settings))
    made = batch(found)
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, made.schema) as stream:
        stream.write_batch(made)
    return out.getvalue().to_pybytes()  # type: ignore[no-any-return]
