"""``form4 export``: documents as tables."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from form4_grammar.cli.choices import DialectChoice, FormChoice
from form4_grammar.cli.documents import Given, cores, given, opened, tell_left_out
from form4_grammar.cli.folders import listed
from form4_grammar.cli.options import Column, Dialect, Exclude, Form, Gitignore, OwnGrammar, Paths, Seconds, Workers
from form4_grammar.cli.own import wanted
from form4_grammar.cli.project import searching
from form4_grammar.cli.screen import complain, numbered
from form4_grammar.grammar.lark_tables import hash_of

if TYPE_CHECKING:
    from form4_grammar.bulk.export import Told

_EVERY = 10.0
"""Seconds between two lines of progress where there is no terminal."""


_NOT_WHOLE = ("partial", "no-form", "refused")
"""What may become of a document without a line of its own on stderr."""


class Tables(StrEnum):
    parquet = "parquet"
    csv = "csv"
    duckdb = "duckdb"
    jsonl = "jsonl"


def export(
    paths: Paths,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR", help="Where the tables go; made where it is missing.")
    ],
    to: Annotated[Tables, typer.Option("--to", help="Files for each table, or one DuckDB database.")] = Tables.parquet,
    distinct: Annotated[
        bool, typer.Option("--distinct", help="Of copies of one filing, only the rows of the one that was read best.")
    ] = False,
    rules: Annotated[bool, typer.Option("--rules", help="DIAGNOSTICS has what the rules find, too, as `form4 check`.")] = False,
    form: Form = FormChoice.auto,
    grammar: OwnGrammar = None,
    dialect: Dialect = DialectChoice.auto,
    exclude: Exclude = None,
    gitignore: Gitignore = None,
    column: Column = None,
    workers: Workers = None,
    seconds: Seconds = 60.0,
) -> None:
    """Write documents as the tables of the SEC's insider-transactions data sets.

    \b
      form4 export tests/dialects -o tables
      form4 export tests/dialects -o csv --to csv --distinct

    Archives are opened: a day of EDGAR's feed (20240213.nc.tar.gz), .zip, pages in .parquet and .jsonl.

    SUBMISSION, REPORTINGOWNER, NONDERIV_TRANS, NONDERIV_HOLDING, DERIV_TRANS, DERIV_HOLDING, FOOTNOTES and OWNER_SIGNATURE
    have the SEC's names and columns; DOCUMENTS says what became of each document, DIAGNOSTICS what was found in it.
    With --grammar, a form of your own has a table for its fields, FIELDS, and one for each of its tables, by their names.
    A page that cannot be read, breaks its reader or takes too long costs one row of DOCUMENTS. A run that was interrupted
    goes on where it was when it is started again.

    Exit code 0: all read. 1: a part of a filing could not be read, or a document that was named is no Form 3, 4 or 5.
    2: wrong usage, or a document or the output could not be read or written.
    """
    try:
        from form4_grammar.bulk.export import BusyError, Settings
        from form4_grammar.bulk.export import export as write_tables

        if to is Tables.duckdb:
            import duckdb  # noqa: F401 - asked for now, and not when everything is read
    except ImportError as error:
        library = (error.name or "").split(".")[0]
        extra = "duckdb" if to is Tables.duckdb else "tables"
        complain(f"{to.value} takes the library {library}: pip install 'form4-grammar[{extra}]'")
        raise SystemExit(2) from None
    if not output or Path(output).is_file():
        complain(f"{output}: is a file; name a folder" if output else "-o: an empty path names no folder")
        raise SystemExit(2)
    documents = given(paths, searching(paths, exclude, gitignore))
    if not documents.documents:
        raise SystemExit(2)
    reading = {"form": form.value, "dialect": dialect.value, "rules": rules}
    own = wanted(form, grammar)
    if isinstance(own, str):
        settings = Settings(to.value, distinct, reading, workers or cores(), seconds)
    else:
        from form4_grammar.tabular.own import tables_of

        stamp = hash_of(own.text)  # another grammar of the same name makes other tables
        reading |= {"grammar": str(grammar), "stamp": stamp}
        settings = Settings(to.value, distinct, reading, workers or cores(), seconds, tables_of(own), not own.base)
    pages, left_out = opened(documents, column)
    try:
        with _progress(documents) as watch:
            told = write_tables(pages, Path(output), settings, watch)
    except BusyError as error:
        complain(str(error))
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        complain("interrupted: what was read is kept, and the same command goes on from there")
        raise
    tell_left_out(left_out)
    _tell(told, output)
    raise SystemExit(max(_code(told), 2 if documents.missed else 0))


def _code(told: Told) -> int:
    if told.faulty:
        return 2
    return int(bool(told.statuses["partial"] or told.named["no-form"] or told.named["refused"]))


def _tell(told: Told, output: str) -> None:
    """What became of the documents, on stderr."""
    for path, status, reason in told.faulty[:12]:
        complain(f"{path}: {reason}" if status == "unreadable" else f"{path}: {status}: {reason}")
    if len(told.faulty) > 12:
        complain(f"and {len(told.faulty) - 12} more that could not be read: {listed([path for path, *_ in told.faulty[12:]])}")
    counts = ", ".join(f"{number:,} {status}" for status, number in told.statuses.most_common())
    rows = sum(told.rows.values())
    kept = f", {told.kept:,} of them before" if told.kept else ""
    sys.stderr.write(f"{numbered(told.documents, 'document')} ({counts}{kept}), {numbered(rows, 'row')} in {output}\n")
    if missing := sum(told.statuses[status] for status in _NOT_WHOLE):
        was = "was" if missing == 1 else "were"
        sys.stderr.write(f"{missing:,} {was} not read, or not whole: see REASON and UNREAD in DOCUMENTS\n")
    if told.copies:
        kept_in = "left out of the tables" if told.are_copies_dropped else "in the tables, too: --distinct leaves them out"
        are = "is a further copy of a filing" if told.copies == 1 else "are further copies of filings"
        sys.stderr.write(f"{told.copies:,} {are}; their rows are {kept_in}\n")


class _Watch(Protocol):
    def __call__(self, told: Told, /) -> None: ...


@contextmanager
def _progress(documents: Given) -> Iterator[_Watch]:
    """Shows how far the run is: a bar on a terminal, else a line from time to time."""
    total = len(documents.documents) if documents.are_files else None
    if not sys.stderr.isatty():
        yield _Lines(total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[failed]}"),
        TimeElapsedColumn() if total is None else TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("Reading", total=total, rate="", failed="")
        started = time.monotonic()

        def watch(told: Told) -> None:
            rate = f"{(told.documents - told.kept) / max(time.monotonic() - started, 0.001):,.0f}/s"
            bar.update(task, completed=told.documents, rate=rate, failed=f"{len(told.faulty)} failed" if told.faulty else "")

        yield watch


class _Lines:
    """Lines of progress on stderr."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._started = self._next = time.monotonic()
        self._next += _EVERY

    def __call__(self, told: Told, /) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY
        rate = (told.documents - told.kept) / (now - self._started)
        of = f" of {self._total:,}" if self._total is not None else ""
        left = f", {(self._total - told.documents) / rate:,.0f} s left" if self._total is not None and rate else ""
        failed = f", {len(told.faulty):,} failed" if told.faulty else ""
        sys.stderr.write(f"{told.documents:,}{of} documents, {rate:,.0f} a second{failed}{left}\n")
