"""What workers do with pages."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from form4_grammar.bulk.pages import Page
from form4_grammar.bulk.pool import Settings, Started
from form4_grammar.bulk.readings import grammar_named
from form4_grammar.tabular.arrow import batch, read_page
from form4_grammar.tabular.own import tables_of
from form4_grammar.tabular.rows import document, failed
from form4_grammar.tabular.schema import TABLES
from form4_grammar.version import __version__


def tabulate(pages: Sequence[Page], settings: Settings, started: Started) -> bytes:
    """The rows of pages: one batch of `arrow.batch_schema`, as an Arrow stream. `settings` are arguments of `read_page`.

    But for ``grammar``: the file, or the name, of the form of one's own that they are read as.
    """
    named = settings.get("grammar")
    own = grammar_named(named) if named is not None else None
    reading = {name: value for name, value in settings.items() if name not in ("grammar", "stamp")}
    found = []
    for number, page in enumerate(pages):
        if page.status:
            found.append(failed(document(page.name, page.content, __version__), page.status, page.problem))
        else:
            started(number)
            found.append(read_page(page.name, page.content, own=own, **reading))
    made = batch(found, TABLES if own is None else tables_of(own))
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, made.schema) as stream:
        stream.write_batch(made)
    return out.getvalue().to_pybytes()  # type: ignore[no-any-return]
