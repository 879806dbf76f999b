"""A run that writes tables, and goes on where it was after it was interrupted.

What workers made of a list of pages is kept as a part in a folder inside that of the tables, under a name that tells the pages
and their content. Started again, a run finds the parts of lists that it has already. When all are there, the tables are
made of them, each whole before it gets its name, and the folder of the parts goes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from form4_grammar.bulk.jobs import tabulate
from form4_grammar.bulk.pages import Page, lists
from form4_grammar.bulk.pool import run
from form4_grammar.tabular.arrow import batch_schema, flat
from form4_grammar.tabular.files import DATABASE, database, sink, suffix, views_over
from form4_grammar.tabular.linking import finished, linked
from form4_grammar.tabular.schema import DOCUMENTS, TABLES, Table
from form4_grammar.version import __version__

PARTS = ".form4-parts"
"""The folder, inside that of the tables, in which a run keeps what it has so far."""

_DRAFTS = "tables"
_ATTENTION = ("unreadable", "timeout", "crashed")


class Settings(NamedTuple):
    """How pages are read and written; `reading` is what `jobs.tabulate` takes. A change makes the parts useless.

    `tables` are those of the form, and `is_own` says whether it is one that has none of the SEC's.
    """

    format: str
    distinct: bool = False
    reading: Mapping[str, Any] = {}
    workers: int = 1
    limit: float = 60.0
    tables: Mapping[str, Table] = TABLES
    is_own: bool = False


@dataclass
class Told:
    """What became of the documents: how many of each status, with names that someone has to look at, and rows by table.

    ``kept`` were read by a run before this one; ``copies`` are further copies of a filing.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    faulty: list[tuple[str, str, str]] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    copies: int = 0
    are_copies_dropped: bool = False

    @property
    def documents(self) -> int:
        """All of them."""
        return self.statuses.total()

    def add(self, documents: pa.RecordBatch, found: Sequence[bool]) -> None:
        """Counts documents: rows of DOCUMENTS, and of each whether it was found and not named."""
        columns = (documents.column(name).to_pylist() for name in ("PATH", "STATUS", "REASON"))
        for (path, status, reason), is_found in zip(zip(*columns, strict=True), found, strict=True):
            self.statuses[status] += 1
            if not is_found:
                self.named[status] += 1
            if status in _ATTENTION:
                self.faulty.append((path, status, reason))


class BusyError(RuntimeError):
    """Another run writes into the same folder."""


def export(pages: Iterable[Page], folder: Path, settings: Settings, watch: Callable[[Told], None] = lambda _: None) -> Told:
    """Writes the tables of pages into a folder, which is made where it is missing.

    `watch` is called after each list of pages. Raises `OSError` where something cannot be written, `ImportError` where a
    library for the format is missing, and `BusyError`; the tables are then as they were before.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts = folder / PARTS
    parts.mkdir(exist_ok=True)
    with _alone(parts):
        _forget_others(parts, settings)
        told = Told()
        kept = []
        for path in _read(pages, parts, settings, told):
            kept.append(path.name)
            watch(told)
        try:
            _write(parts, kept, folder, settings, told)
        except BaseException:
            shutil.rmtree(parts / _DRAFTS, ignore_errors=True)
            raise
        shutil.rmtree(parts, ignore_errors=True)
    return told


@contextlib.contextmanager
def _alone(parts: Path) -> Iterator[None]:
    """Keeps another run out of the folder, where the system can."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        yield
        return
    with (parts / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(f"{parts.parent}: another run is writing here") from error
        yield


def _forget_others(parts: Path, settings: Settings) -> None:
    """Takes away what a run with other settings, or another version, has left."""
    told = json.dumps([__version__, str(batch_schema(settings.tables)), sorted(settings.reading.items())])
    path = parts / "settings.json"
    if not path.is_file() or path.read_text(encoding="utf-8") != told:
        for part in parts.glob("*.arrow*"):
            part.unlink()
        path.write_text(told, encoding="utf-8")


class _Part(NamedTuple):
    """A list of pages on its way to a part."""

    path: Path
    found: tuple[bool, ...]


def _read(pages: Iterable[Page], parts: Path, settings: Settings, told: Told) -> Iterator[Path]:
    """The parts of all pages, in their order; those that are not there yet are made."""
    waiting: deque[_Part] = deque()

    def missing() -> Iterator[Sequence[Page]]:
        for number, some in enumerate(lists(pages)):
            part = _Part(parts / f"{number:08d}-{_digest(some)}.arrow", tuple(page.found for page in some))
            waiting.append(part)
            if not _is_whole(part.path):
                yield some

    made = run(missing(), tabulate, settings.reading, workers=settings.workers, limit=settings.limit)
    with contextlib.closing(made):
        for data in made:
            while waiting and waiting[0].path.exists():
                yield _counted(waiting.popleft(), told, kept=True)
            part = waiting.popleft()
            _put(part.path, data)
            yield _counted(part, told)
    while waiting:
        yield _counted(waiting.popleft(), told, kept=True)


def _counted(part: _Part, told: Told, *, kept: bool = False) -> Path:
    for documents in _batches([part.path]):
        told.add(flat(documents, DOCUMENTS), part.found)
        told.kept += documents.num_rows if kept else 0
    return part.path


def _digest(pages: Sequence[Page]) -> str:
    told = hashlib.blake2b(digest_size=16)
    for page in pages:
        for piece in (page.name.encode("utf-8", "surrogateescape"), page.status.encode(), page.problem.encode()):
            told.update(len(piece).to_bytes(4, "little") + piece)
        told.update(hashlib.blake2b(page.content or b"", digest_size=16).digest())
    return told.hexdigest()


def _put(path: Path, data: bytes) -> None:
    """Writes a part: whole or not at all."""
    draft = path.with_suffix(".arrow-draft")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _is_whole(path: Path) -> bool:
    """Whether a part is there and can be read: the end of a machine, unlike that of a run, may leave one that cannot."""
    if not path.exists():
        return False
    try:
        for _ in _batches([path]):
            pass
    except (OSError, pa.ArrowInvalid):
        path.unlink()
        return False
    return True


def _batches(paths: Iterable[Path]) -> Iterator[pa.RecordBatch]:
    for path in paths:
        # Mapped: the system takes back what lies in a part, which is more than it ever does of memory that was free once
        with pa.memory_map(str(path)) as file, pa.ipc.open_stream(file) as stream:
            yield from stream


def _tables(paths: Sequence[Path], settings: Settings, told: Told) -> Iterator[dict[str, pa.RecordBatch]]:
    """The rows of all tables, batch by batch; filings are tied together, what a form of one's own has is as it was read."""
    if settings.is_own:
        count = 0
        for some in _batches(paths):
            made = {name: flat(some, table) for name, table in settings.tables.items()}
            at = made[DOCUMENTS.name].schema.get_field_index("DOCUMENT_NUMBER")
            numbers = pa.array(range(count + 1, count + 1 + made[DOCUMENTS.name].num_rows), pa.int64())
            made[DOCUMENTS.name] = made[DOCUMENTS.name].set_column(at, made[DOCUMENTS.name].schema.field(at), numbers)
            count += len(numbers)
            yield made
        return
    links = linked(lambda: _batches(paths))
    told.copies, told.are_copies_dropped = len(links.copy_of), settings.distinct
    more = {name: table for name, table in settings.tables.items() if name not in TABLES}
    every = zip(finished(_batches(paths), links, distinct=settings.distinct), _batches(paths), strict=True)
    for found, some in every:
        yield {**found, **{name: flat(some, table) for name, table in more.items()}}


def _write(parts: Path, names: Sequence[str], folder: Path, settings: Settings, told: Told) -> None:
    """Makes the tables, and then gives them their names."""
    drafts = parts / _DRAFTS
    shutil.rmtree(drafts, ignore_errors=True)
    drafts.mkdir()
    files = {name: drafts / f"{name}{suffix(settings.format)}" for name in settings.tables}
    paths = [parts / name for name in names]
    with contextlib.ExitStack() as open_files:
        sinks = {name: sink(path, settings.tables[name], settings.format) for name, path in files.items()}
        for one in sinks.values():
            open_files.callback(one.close)
        for found in _tables(paths, settings, told):
            for name, rows in found.items():
                told.rows[name] += rows.num_rows
                sinks[name].write(rows)
    if settings.format == "duckdb":
        database(drafts / DATABASE, list(files.items()), with_views=not settings.is_own)
        ready = [drafts / DATABASE]
    elif settings.is_own:
        ready = [*files.values()]
    else:
        views = drafts / "views.sql"
        views.write_text(views_over(settings.format), encoding="utf-8")
        ready = [*files.values(), views]
    for path in ready:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for path in ready:
        path.replace(folder / path.name)
