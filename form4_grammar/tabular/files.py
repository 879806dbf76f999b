"""The tables as files: Parquet, CSV, JSON Lines, and a DuckDB database.

A file is written under a name that begins with a point, and gets its own when all of it is there.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Protocol

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from form4_grammar.controls import dead
from form4_grammar.tabular.arrow import schema_of
from form4_grammar.tabular.schema import DECIMALS, DIGITS, TABLES, Kind, Table
from form4_grammar.tabular.views import VIEWS

FORMATS = ("parquet", "csv", "duckdb", "jsonl")
DATABASE = "form4.duckdb"

_AT_ONCE = 32
"""Batches that make a group of a Parquet file: those of some two thousand documents. Each keeps all of its tables alive."""
_OBEYED = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, and the mark that keeps it from doing so."""


class Sink(Protocol):
    """Where the rows of one table go."""

    def write(self, found: pa.RecordBatch) -> None:
        """Takes rows."""

    def close(self) -> None:
        """Ends the file."""


class _Parquet:
    def __init__(self, path: Path, table: Table) -> None:
        self._schema = schema_of(table)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[pa.RecordBatch] = []

    def write(self, found: pa.RecordBatch) -> None:
        self._waiting.append(found)
        if len(self._waiting) == _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema))
            self._waiting.clear()

    def close(self) -> None:
        try:
            self._flush()
        finally:
            self._writer.close()


class _Lines:
    """A file of lines."""

    def __init__(self, path: Path, table: Table) -> None:
        self._table = table
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._file.write(self._head())

    def write(self, found: pa.RecordBatch) -> None:
        self._file.write(self._shown(found))

    def close(self) -> None:
        self._file.close()

    def _head(self) -> str:
        return ""

    def _shown(self, found: pa.RecordBatch) -> str:
        raise NotImplementedError


class _Csv(_Lines):
    def _head(self) -> str:
        return ",".join(self._table.names) + "\r\n"

    def _shown(self, found: pa.RecordBatch) -> str:
        columns = [[csv_cell(value) for value in column.to_pylist()] for column in found.columns]
        return "".join(",".join(row) + "\r\n" for row in zip(*columns, strict=True))


class _JsonLines(_Lines):
    _encoder = msgspec.json.Encoder(decimal_format="number")

    def _shown(self, found: pa.RecordBatch) -> str:
        return "".join(
            self._encoder.encode({k: _trimmed(v) for k, v in row.items()}).decode() + "\n" for row in found.to_pylist()
        )


_SINKS: dict[str, Callable[[Path, Table], Sink]] = {"parquet": _Parquet, "duckdb": _Parquet, "csv": _Csv, "jsonl": _JsonLines}


def sink(path: Path, table: Table, format: str) -> Sink:
    """Where to write the rows of a table. A database is made of Parquet files, by `database`."""
    return _SINKS[format](path, table)


def suffix(format: str) -> str:
    """What the files of the tables end in."""
    return ".parquet" if format == "duckdb" else f".{format}"


def _trimmed(value: object) -> object:
    """An amount without the zeros that fill up its decimals."""
    if isinstance(value, Decimal):
        return Decimal(shown) if "." in (shown := _digits(value)) else int(shown)
    return value


def _digits(value: Decimal) -> str:
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def csv_cell(value: object) -> str:
    """A value as a cell of CSV: null is nothing, and a text that a spreadsheet would obey begins with an apostrophe.

    So does one that begins with an apostrophe itself: `from_csv` takes one away from any text that has it.
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    marked = dead(f"'{value}" if value.lstrip(" \u00a0").startswith(_OBEYED) else value)  # whoever shows it on a terminal
    needs_quotes = not marked or any(sign in marked for sign in ',"\r\n') or marked != marked.strip()
    return '"' + marked.replace('"', '""') + '"' if needs_quotes else marked


def from_csv(file: IO[str], table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a CSV file of ours, with the values that were written: the way back. Open it with ``newline=""``."""
    lines = _cells(file)
    head = [text for text, _ in next(lines)]
    kinds = {column.name: column.kind for column in table.columns}
    for cells in lines:
        yield {name: _value(text, kinds[name], is_quoted) for name, (text, is_quoted) in zip(head, cells, strict=True)}


def _value(text: str, kind: Kind, is_quoted: bool) -> str | int | Decimal | date | None:
    if not text and not is_quoted:
        return None
    if kind is Kind.NUMBER:
        return Decimal(text)
    if kind is Kind.INTEGER:
        return int(text)
    if kind is Kind.MOMENT:
        return datetime.fromisoformat(text)
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    return text.removeprefix("'") if text.startswith("'") else text


def _cells(file: IO[str]) -> Iterator[list[tuple[str, bool]]]:
    """The lines of a CSV file as cells, and of each whether it was quoted, which Python's own module does not tell."""
    cells: list[tuple[str, bool]] = []
    text, is_quoted, is_open = io.StringIO(), False, False
    while block := file.read(1 << 16):
        while block.endswith('"') and (more := file.read(1)):  # of two quotes, the second may be in the next block
            block += more
        at = 0
        while at < len(block):
            sign = block[at]
            at += 1
            if is_open:
                if sign != '"':
                    text.write(sign)
                elif block[at : at + 1] == '"':
                    text.write('"')
                    at += 1
                else:
                    is_open = False
            elif sign == '"':
                is_quoted = is_open = True
            elif sign in ",\n":
                cells.append((text.getvalue().removesuffix("\r") if not is_quoted else text.getvalue(), is_quoted))
                text, is_quoted = io.StringIO(), False
                if sign == "\n":
                    yield cells
                    cells = []
            elif sign != "\r" or not is_quoted:
                text.write(sign)


def database(path: Path, tables: Sequence[tuple[str, Path]], *, with_views: bool = True) -> None:
    """Writes a DuckDB database with the tables, from Parquet files, and the views. Raises `ImportError` without duckdb."""
    try:
        import duckdb  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ImportError("a database takes the library duckdb: pip install 'form4-grammar[duckdb]'") from error
    with duckdb.connect(str(path)) as made:
        for name, file in tables:
            made.execute(f'CREATE TABLE "{name}" AS SELECT * FROM read_parquet($1)', [str(file)])  # noqa: S608 - our own names
        for statement in VIEWS.values() if with_views else ():
            made.execute(statement)


_SQL_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.NUMBER: f"DECIMAL({DIGITS}, {DECIMALS})",
    Kind.INTEGER: "BIGINT",
    Kind.DATE: "DATE",
    Kind.MOMENT: "TIMESTAMP",
}


def views_over(format: str) -> str:
    """SQL for DuckDB that makes the tables of a folder, and the views, when it is run there."""
    made = [f"CREATE OR REPLACE VIEW {table.name} AS {_selected(table, format)};" for table in TABLES.values()]
    return "\n".join([*made, "", *(f"{statement};\n" for statement in VIEWS.values())])


def _selected(table: Table, format: str) -> str:
    """A query that reads the file of a table as it was written: with its types, and without the marks against spreadsheets."""
    if format == "parquet":
        return f"SELECT * FROM read_parquet('{table.name}.parquet')"  # noqa: S608 - our own names, here and below
    types = "{" + ", ".join(f"'{column.name}': '{_SQL_TYPES[column.kind]}'" for column in table.columns) + "}"
    if format == "jsonl":
        return f"SELECT * FROM read_json('{table.name}.jsonl', format = 'newline_delimited', columns = {types})"  # noqa: S608
    texts = (column.name for column in table.columns if column.kind is Kind.TEXT)
    unmarked = ", ".join(f"if(starts_with({name}, ''''), {name}[2:], {name}) AS {name}" for name in texts)
    options = "header = true, allow_quoted_nulls = false, delim = ',', quote = '\"', escape = '\"'"
    read = f"read_csv('{table.name}.csv', {options}, columns = {types})"
    return f"SELECT * REPLACE ({unmarked}) FROM {read}"  # noqa: S608
