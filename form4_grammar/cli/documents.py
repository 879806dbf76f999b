"""The documents that a command was given."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4_grammar.bulk.pages import LeftOut, Page, file_and_number, lists, pages
from form4_grammar.cli.choices import DialectChoice
from form4_grammar.cli.files import STDOUT, is_document, refuse_document_itself
from form4_grammar.cli.screen import complain, numbered, printed, write
from form4_grammar.cli.streams import is_over, standard_input
from form4_grammar.documents.archives import is_archive
from form4_grammar.documents.source import LARGEST
from form4_grammar.records import NamedTuple

if TYPE_CHECKING:
    from form4_grammar import Parsed
    from form4_grammar.bulk.pool import Job
    from form4_grammar.bulk.readings import Outcome
    from form4_grammar.cli.folders import Searching
    from form4_grammar.cli.own import ReadAs
    from form4_grammar.grammar import Grammar

_MANY, _AT_ONCE = 128, 16
"""From how many documents on it is worth to start processes, and how many each gets at once."""


_NAMED = 3
"""How many files that are no form are named."""

_SIGNS = "*?["
"""What makes a path a pattern."""


class Telling(Enum):
    """How much is said on stderr of what is left out."""

    NOTHING = "nothing"
    SHORT = "short"
    EACH = "each"


class Document(NamedTuple):
    """A document by its name, and whether that was found by searching a folder."""

    name: str
    found: bool


class Given(NamedTuple):
    """What a command was given: documents, whether something could not be found or looked at, and how much is said of them.

    ``stdin`` is what standard input is called.
    """

    documents: tuple[Document, ...]
    is_one: bool
    missed: bool
    telling: Telling = Telling.SHORT
    stdin: str = "-"

    @property
    def are_files(self) -> bool:
        """Whether each of them is one document, so that it is known how many there are."""
        return not any(is_archive(document.name) for document in self.documents)


class How(NamedTuple):
    """How many documents are read: by how many processes, how long each may take, and the column of a table with the pages.

    ``says_refused``: what is no Form 3, 4 or 5 is said on standard error.
    """

    workers: int
    seconds: float
    column: str | None
    says_refused: bool = True


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def given(paths: Sequence[str], searching: Searching | None = None, telling: Telling = Telling.SHORT) -> Given:
    """The files that the paths name, folders searched. Complains of what is missing or unreadable, says what is left out."""
    documents: list[Document] = []
    missed = False
    for path in (one for pattern in paths for one in _matching(pattern)):
        if path == "-" and Document("-", found=False) in documents:
            complain("standard input can be only one of the documents")
            missed = True
        elif (is_folder := _is_folder(path)) is None:
            missed = True
        elif is_folder:
            found, whole = _searched(path, searching, telling)
            documents += found
            missed = missed or not whole
        else:
            documents.append(Document(path, found=False))
    is_one = len(paths) == len(documents) == 1 and not documents[0].found and not is_archive(documents[0].name)
    return Given(tuple(documents), is_one, missed, telling)


def without_output(documents: Given, output: str | None) -> Given:
    """The documents but for the file that is written, where a folder has that from before. Exits where one is named so."""
    if output is None or output in STDOUT:
        return documents
    same = [document for document in documents.documents if is_document(output, document.name)]
    if any(not document.found for document in same):
        refuse_document_itself(output)
    return documents._replace(documents=tuple(one for one in documents.documents if one not in same))


def need_tables(documents: Given, column: str | None) -> None:
    """Exits with 2, after a complaint, where a column is named and none of the documents is a table."""
    if column is not None and documents.documents and documents.are_files and not documents.missed:
        complain(f"--column {printed(column)}: none of the files is a table (.jsonl, .parquet)")
        raise SystemExit(2)


def shown_files(documents: Given) -> int:
    """Lists the documents, one a line; gives the exit code."""
    for document in documents.documents:
        write(f"{printed(document.name)}\n")
    return 2 if documents.missed else 0


def _matching(path: str) -> list[str]:
    """What a pattern stands for, in order, where no file has that very name; else the path itself."""
    if not any(sign in path for sign in _SIGNS) or os.path.lexists(path):
        return [path]
    import glob

    return sorted(glob.glob(path, recursive=True)) or [path]  # noqa: PTH207 - a pattern may begin anywhere


def opened(documents: Given, column: str | None = None) -> tuple[Iterator[Page], LeftOut]:
    """The pages of documents, those in archives too, and what will have been left out of these when all are read."""
    left_out = LeftOut()

    def each() -> Iterator[Page]:
        for name, found in documents.documents:
            if name == "-":
                content = content_of(name)
                yield Page(name, content, status="" if content is not None else "unreadable")
            else:
                yield from pages([(name, found)], left_out, column)

    return each(), left_out


def tell_left_out(left_out: LeftOut) -> None:
    """Says what archives hold and was not read."""
    if left_out.strange:
        complain(f"left out of archives, of no kind that is read: {numbered(left_out.strange, 'file')}")
    if left_out.other_forms:
        complain(f"left out of archives: {numbered(left_out.other_forms, 'submission')} of other forms")


def one_name(path: str) -> str | None:
    """The one document that a path names. None, after a complaint, where it names none, or a folder."""
    is_folder = _is_folder(path)
    if is_folder:
        complain(f"{path}: is a folder; give one file")
    return path if is_folder is False else None


def outcomes(documents: Given, job: Job[list[Outcome]], settings: Mapping[str, Any], how: How) -> Iterator[Outcome]:
    """What a job of `readings` makes of each document, in order, as long as someone takes what is made of it.

    Many are read by several processes, where the job allows that. A file that was found in a folder or an archive and is no
    form is left out, and counted at the end.
    """
    strange: list[Outcome] = []
    searched = 0
    pages_of_all, left_out = opened(documents, how.column)
    total = len(documents.documents) if documents.are_files else None
    workers = how.workers if total is None or total >= _MANY else 0
    with contextlib.closing(_done(progress(pages_of_all, total), job, settings, how, workers if workers > 1 else 0)) as done:
        for one in done:
            if is_over():
                return
            if one.name == "-" or one.name.startswith("-#"):
                one = one._replace(name=documents.stdin + one.name[1:])  # noqa: PLW2901 - from here on it has this name
            searched += one.found and not one.problem
            if one.strange:
                strange.append(one)
                continue
            if why := one.problem or (one.refused if how.says_refused else ""):
                complain(f"{one.name}: {why}")
            yield one
    if documents.telling is Telling.NOTHING:
        return
    tell_left_out(left_out)
    if documents.telling is Telling.EACH:
        for one in strange:
            complain(f"{one.name}: left out, {one.refused}")
    elif strange:
        from form4_grammar.cli.folders import listed

        names = listed([one.name for one in strange], _NAMED)
        are = "is" if len(strange) == 1 else "are"
        complain(f"{len(strange)} of {numbered(searched, 'file')} found {are} no Form 3, 4 or 5, and left out: {names}")


def _done(
    each: Iterator[Page], job: Job[list[Outcome]], settings: Mapping[str, Any], how: How, workers: int
) -> Generator[Outcome]:
    if not workers:
        for page in each:
            yield from job([page], settings, lambda _: None)
        return
    from form4_grammar.bulk.pool import run

    with contextlib.closing(run(lists(each, _AT_ONCE), job, settings, workers=workers, limit=how.seconds)) as made:
        for some in made:
            yield from some


def filings(
    name: str, content: bytes, form: str | Grammar, dialect: DialectChoice, among: Sequence[Grammar] = ()
) -> Iterator[tuple[str, Parsed]]:
    """What was read of a document, by its name: a PDF may hold several filings, the second of which is smith.pdf#2.

    Where the name says which one, only that.
    """
    from form4_grammar import parse_all

    file, wanted = file_and_number(name)
    for number, document in enumerate(parse_all(content, form=form, dialect=dialect.value, among=among), 1):
        if wanted in (None, number):
            yield (file if number == 1 and wanted is None else f"{file}#{number}"), document
        if wanted == number:
            return
    if wanted is not None:
        complain(f"{name}: there is no such filing in {file}")


def read_one(name: str, how: ReadAs, dialect: DialectChoice) -> Parsed | None:
    """What was read of a document; None, after a complaint, where it could not be."""
    content = content_of(name)
    return None if content is None else first_of(name, content, how.form, dialect, how.among)


def first_of(
    name: str, content: bytes, form: str | Grammar, dialect: DialectChoice, among: Sequence[Grammar] = ()
) -> Parsed | None:
    """What was read of a document, of several filings in it the first. None, after a complaint, where there is no such."""
    found = filings(name, content, form, dialect, among)
    first = next(found, None)
    if first is not None and (more := next(found, None)) is not None:
        complain(f"{name}: holds several filings; this is the first, and {more[0]} would be the next")
    return None if first is None else first[1]


def refused(name: str, document: Parsed) -> bool:
    """Whether there is no filing of a document; says the gravest reason, in one line."""
    if document.is_read:
        return False
    complain(f"{name}: {max(document.diagnostics, key=lambda found: found.severity.rank).message}")
    return True


def warn_of_unread(name: str, document: Parsed, so: str) -> None:
    """Says which parts of a document were not read, and what becomes of them, where the result itself cannot tell."""
    if document.unread:
        complain(f"{name}: not read, and so {so}: {', '.join(document.unread)}")


def content_of(name: str) -> bytes | None:
    """What is in a document, or more than the largest may hold; None, after a complaint, where it cannot be read."""
    try:
        if name == "-":
            return standard_input(LARGEST + 1)
        with Path(file_and_number(name)[0]).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        complain(f"{name}: {error.strerror or error}")
        return None


def _is_folder(path: str) -> bool | None:
    """Whether a path is a folder. None, after a complaint, where it is nothing or cannot be looked at."""
    try:
        file, _ = file_and_number(path)
        return path != "-" and stat.S_ISDIR(os.stat(file).st_mode)  # noqa: PTH116 - to pathlib an empty path is this folder
    except FileNotFoundError:
        what = "no file fits this pattern" if any(sign in path for sign in _SIGNS) else "no such file or folder"
        if "://" in path:
            what = "nothing is fetched: save the page and give its file, or pipe it in and give -"
        complain(f"{path}: {what}" if path else "an empty path names nothing")
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
    return None


def _searched(folder: str, how: Searching | None, telling: Telling) -> tuple[list[Document], bool]:
    """The documents in a folder, and whether all of it could be searched and there were any. Says what was left out."""
    from form4_grammar.cli.folders import SUFFIXES, search

    found = search(folder, how)
    for path, why in found.unreadable:
        complain(f"{path}: {why}")
    if telling is Telling.EACH:
        for path, why in found.each_left_out():
            complain(f"{Path(folder) / path}: left out, {why}")
    elif telling is Telling.SHORT and (left_out := found.left_out()):
        complain(f"{folder}: left out, {left_out}")
    if not found.documents and not found.unreadable:
        complain(f"{folder}: nothing to read in this folder (looked for {', '.join(SUFFIXES)})")
    return [Document(path, found=True) for path in found.documents], bool(found.documents) and not found.unreadable


def progress(each: Iterator[Page], total: int | None, *, is_quiet: bool = False) -> Iterator[Page]:
    """The pages, with a bar on stderr where there are many and someone is looking there, the results going elsewhere.

    `is_quiet`: nothing is written to standard output while they are read.
    """
    if (total is not None and total < 20) or not sys.stderr.isatty() or (sys.stdout.isatty() and not is_quiet):
        yield from each
        return
    from rich.console import Console
    from rich.progress import Progress

    # Left to itself, it would print on stderr what is written to stdout
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield from bar.track(each, total=total, description="Reading")
