"""The tables as Arrow: schemas, batches of many documents, and tables.

A batch has a row for each document, in which every table is a list: so one function from batches to batches (`reading_batches`)
serves the run on one machine and any engine that takes Arrow. `flat` makes the rows of one table of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

try:
    import pyarrow as pa
except ImportError as error:
    raise ImportError("tables take the library pyarrow: pip install 'form4-grammar[tables]'", name="pyarrow") from error

from form4_grammar.checking import check_parsed
from form4_grammar.diagnostics import Diagnostic
from form4_grammar.grammar import Grammar
from form4_grammar.readers import Dialect
from form4_grammar.reading import Parsed, parse
from form4_grammar.tabular.own import own_rows
from form4_grammar.tabular.rows import Rows, document, failed, rows
from form4_grammar.tabular.schema import DECIMALS, DIGITS, TABLES, Kind, Table
from form4_grammar.version import __version__

_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.NUMBER: pa.decimal128(DIGITS, DECIMALS),
    Kind.INTEGER: pa.int64(),
    Kind.DATE: pa.date32(),
    Kind.MOMENT: pa.timestamp("us"),
}
_AT_ONCE = 64
"""Documents in a batch at most: of the largest, some hundred rows each, it has few megabytes."""


@cache
def schema_of(table: Table) -> pa.Schema:
    """The Arrow schema of a table; a column's description is in its metadata."""
    return pa.schema(
        [
            pa.field(
                column.name,
                _TYPES[column.kind],
                nullable=not column.required,
                metadata={"description": column.what} if column.what else None,
            )
            for column in table.columns
        ],
        metadata={"description": table.what},
    )


def _row_type(table: Table) -> pa.DataType:
    return pa.struct([(column.name, _TYPES[column.kind]) for column in table.columns])


def batch_schema(tables: Mapping[str, Table]) -> pa.Schema:
    """The schema of batches with a row for each document: each column is a table, with the document's rows in it as a list."""
    return pa.schema([(name, pa.list_(_row_type(table))) for name, table in tables.items()])


BATCH_SCHEMA = batch_schema(TABLES)
"""What `reading_batches` yields: a row for each document; each column is a table, with the document's rows in it as a list."""

PAGES_SCHEMA = pa.schema([("path", pa.string()), ("content", pa.binary())])
"""What `reading_batches` takes; the content may be a string, too."""


def batch(documents: Sequence[Rows], tables: Mapping[str, Table] = TABLES) -> pa.RecordBatch:
    """The rows of documents as a batch, a document a row; `tables` are those of their form."""
    columns = []
    for name, table in tables.items():
        offsets, listed = [0], []
        for one in documents:
            listed += one.get(name, [])
            offsets.append(len(listed))
        values = zip(*listed, strict=True) if listed else ((),) * len(table.columns)
        # A byte that was no UTF-8 in a file's name is no text to Arrow
        cells = [
            pa.array(_clean(found, column.kind), _TYPES[column.kind])
            for column, found in zip(table.columns, values, strict=True)
        ]
        row_type = _row_type(table)
        structs = pa.StructArray.from_arrays(cells, fields=list(row_type))
        columns.append(pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs))
    return pa.RecordBatch.from_arrays(columns, schema=batch_schema(tables))


def _clean(values: Sequence[object], kind: Kind) -> Sequence[object]:
    """The values as Arrow can hold them: of a text, what is no Unicode becomes a question mark."""
    if kind is not Kind.TEXT:
        return values
    try:
        "".join(value for value in values if isinstance(value, str)).encode()
    except UnicodeEncodeError:
        return [value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in values]
    return values


def flat(documents: pa.RecordBatch, table: Table) -> pa.RecordBatch:
    """The rows of one table in a batch."""
    found = documents.column(table.name).flatten()
    return pa.RecordBatch.from_arrays(found.flatten(), schema=schema_of(table))


def of_readings(readings: Iterable[tuple[str, Parsed]], *, rules: bool) -> Iterator[pa.RecordBatch]:
    """Documents that were read, by their paths, as batches."""
    waiting: list[Rows] = []
    for path, parsed in readings:
        told = check_parsed(parsed).diagnostics if rules else None
        waiting.append(rows(document(path, parsed.source.text, __version__), parsed, told))
        if len(waiting) == _AT_ONCE:
            yield batch(waiting)
            waiting = []
    yield batch(waiting)


def reading_batches(
    pages: Iterable[pa.RecordBatch], *, form: str = "auto", dialect: Dialect | Literal["auto"] = "auto", rules: bool = False
) -> Iterator[pa.RecordBatch]:
    """Reads batches of pages (`PAGES_SCHEMA`) into batches of filings (`BATCH_SCHEMA`), in the same order.

    For engines that take such a function: Spark's `mapInArrow`, Ray, Dask. A page without content gives a row of DOCUMENTS
    whose status is ``unreadable``. `form` and `dialect` are those of `parse`, `rules` that of `tables`.
    """
    for some in pages:
        for start in range(0, some.num_rows, _AT_ONCE):
            part = some.slice(start, _AT_ONCE)
            paths, contents = part.column("path").to_pylist(), part.column("content").to_pylist()
            yield batch(
                [
                    read_page(path or "", content, form=form, dialect=dialect, rules=rules)
                    for path, content in zip(paths, contents, strict=True)
                ]
            )


def read_page(
    path: str,
    content: bytes | str | None,
    *,
    form: str = "auto",
    dialect: Dialect | Literal["auto"] = "auto",
    rules: bool = False,
    own: Grammar | None = None,
) -> Rows:
    """The rows of one page, of those of `tabular.own.tables_of` where `own` is a grammar that it is read by.

    A fault of our own costs this page: a row of DOCUMENTS whose status is ``crashed``.
    """
    one = document(path, content, __version__)
    if content is None:
        return failed(one, "unreadable", "no content")
    try:
        parsed = parse(content, form=own or form, dialect=dialect)
        told: Sequence[Diagnostic] | None = check_parsed(parsed).diagnostics if rules else None
        return rows(one, parsed, told) if own is None else own_rows(one, parsed, told, own)
    except Exception as error:  # noqa: BLE001 - the run goes on, and the row says what happened
        return failed(one, "crashed", f"internal fault: {type(error).__name__}: {error}")
