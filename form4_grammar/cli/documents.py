"""The documents that a command was given."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from form4_grammar.cli.folders import SUFFIXES, listed, search
from form4_grammar.cli.options import DialectChoice
from form4_grammar.cli.screen import complain
from form4_grammar.cli.streams import is_over, standard_input
from form4_grammar.source import LARGEST

if TYPE_CHECKING:
    from form4_grammar import Parsed
    from form4_grammar.grammar import Grammar


class Document(NamedTuple):
    """A document by its name, and whether that was found by searching a folder."""

    name: str
    found: bool


@dataclass(frozen=True, slots=True)
class Given:
    """What a command was given: documents, and whether something could not be found or looked at."""

    documents: tuple[Document, ...]
    is_one: bool
    missed: bool


class Read(NamedTuple):
    """What was read of a document, None after a complaint where it could not be; and its exit code."""

    name: str
    parsed: Parsed | None
    code: int


def given(paths: Sequence[str]) -> Given:
    """The files that the paths name, folders searched. Complains of what is missing, unreadable or left out."""
    documents: list[Document] = []
    missed = False
    for path in paths:
        if path == "-" and Document("-", found=False) in documents:
            complain("standard input can be only one of the documents")
            missed = True
        elif (is_folder := _is_folder(path)) is None:
            missed = True
        elif is_folder:
            found, whole = _searched(path)
            documents += found
            missed = missed or not whole
        else:
            documents.append(Document(path, found=False))
    is_one = len(paths) == len(documents) == 1 and not documents[0].found
    return Given(tuple(documents), is_one, missed)


def one_name(path: str) -> str | None:
    """The one document that a path names. None, after a complaint, where it names none, or a folder."""
    is_folder = _is_folder(path)
    if is_folder:
        complain(f"{path}: is a folder; give one file")
    return path if is_folder is False else None


def parsed(documents: Given, form: str | Grammar, dialect: DialectChoice, among: Sequence[Grammar] = ()) -> Iterator[Read]:
    """What was read of each document, as long as someone takes what is made of it.

    A file that was found in a folder and is no form is left out, and counted at the end.
    """
    strange = []
    for name, found in progress(documents.documents):
        if is_over():
            return
        document = read_one(name, form, dialect, among)
        if document is None:
            yield Read(name, None, 2)
        elif found and is_no_form(document):
            strange.append(name)
        else:
            yield Read(name, document, int(not document.is_read or bool(document.unread)))
    if strange:
        searched = sum(document.found for document in documents.documents)
        complain(f"{len(strange)} of {searched} files found are no Form 3, 4 or 5, and left out: {listed(strange)}")


def read_one(name: str, form: str | Grammar, dialect: DialectChoice, among: Sequence[Grammar] = ()) -> Parsed | None:
    """What was read of a document; None, after a complaint, where it could not be."""
    from form4_grammar import parse

    content = content_of(name)
    return None if content is None else parse(content, form=form, dialect=dialect.value, among=among)


def is_no_form(document: Parsed) -> bool:
    """Whether nothing of a Form 3, 4 or 5 was found: a form whose layout is not read is one."""
    return not document.is_read and not document.unread


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
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        complain(f"{name}: {error.strerror or error}")
        return None


def _is_folder(path: str) -> bool | None:
    """Whether a path is a folder. None, after a complaint, where it is nothing or cannot be looked at."""
    try:
        return path != "-" and stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 - to pathlib an empty path is this folder
    except FileNotFoundError:
        complain(f"{path}: no such file or folder" if path else "an empty path names nothing")
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
    return None


def _searched(folder: str) -> tuple[list[Document], bool]:
    """The documents in a folder, and whether all of it could be searched and there were any. Says what was left out."""
    found = search(folder)
    for path, why in found.unreadable:
        complain(f"{path}: {why}")
    if left_out := found.left_out():
        complain(f"{folder}: left out, {left_out}")
    if not found.documents and not found.unreadable:
        complain(f"{folder}: nothing to read in this folder (looked for {', '.join(SUFFIXES)})")
    return [Document(path, found=True) for path in found.documents], bool(found.documents) and not found.unreadable


def progress(documents: Sequence[Document]) -> Iterator[Document]:
    """The documents, with a bar on stderr where there are many and someone is looking there, the results going elsewhere."""
    if len(documents) < 20 or not sys.stderr.isatty() or sys.stdout.isatty():
        yield from documents
        return
    from rich.console import Console
    from rich.progress import Progress

    # Left to itself, it would print on stderr what is written to stdout
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield from bar.track(documents, description="Reading")
