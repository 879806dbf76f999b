"""The documents that a command was given."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from form4_grammar.cli.options import DialectChoice, FormChoice
from form4_grammar.cli.screen import complain
from form4_grammar.source import LARGEST

if TYPE_CHECKING:
    from form4_grammar import Parsed

SUFFIXES = (".txt", ".html", ".htm", ".md", ".xml")
"""What is looked for in folders."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a command was given: documents by name, and whether something could not be found."""

    names: tuple[str, ...]
    is_one: bool
    missed: bool


def given(paths: Sequence[str]) -> Given:
    """The files that the paths name, folders searched. Complains of those that are missing or have nothing to read."""
    names: list[str] = []
    missed = False
    for path in paths:
        place = Path(path)
        if path == "-":
            names.append(path)
        elif not path:
            complain("an empty path names nothing")
            missed = True
        elif place.is_dir():
            found = sorted(str(file) for file in place.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
            if not found:
                complain(f"{path}: nothing to read in this folder (looked for {', '.join(SUFFIXES)})")
                missed = True
            names += found
        elif place.exists():
            names.append(path)
        else:
            complain(f"{path}: no such file or folder")
            missed = True
    if names.count("-") > 1:
        complain("standard input can be only one of the documents")
        names, missed = [name for name in names if name != "-"], True
    is_one = len(paths) == 1 and len(names) == 1 and (paths[0] == "-" or not Path(paths[0]).is_dir())
    return Given(tuple(names), is_one, missed)


def one_name(path: str) -> str | None:
    """The one document that a path names. None, after a complaint, where it names none, or a folder."""
    documents = given([path])
    if documents.names and not documents.is_one:
        complain(f"{path}: give one file")
        return None
    return documents.names[0] if documents.names else None


def parsed(names: Sequence[str], form: FormChoice, dialect: DialectChoice) -> Iterator[tuple[str, Parsed | None]]:
    """Each document's name with what was read of it; None, after a complaint, where it cannot be read."""
    from form4_grammar import parse

    for name, content in contents(names):
        yield name, None if content is None else parse(content, form=form.value, dialect=dialect.value)


def outcome(name: str, document: Parsed) -> int:
    """The exit code of a document; complains where it is no form. One that was read only in part is no success."""
    if document.filing is not None:
        return int(bool(document.unread))
    for found in document.diagnostics:
        complain(f"{name}: {found.message}")
    return 1


def contents(names: Sequence[str]) -> Iterator[tuple[str, bytes | Path | None]]:
    """Each document's name with what to read of it; None, after a complaint, where it cannot be read."""
    for name in progress(names):
        if name == "-":
            yield name, sys.stdin.buffer.read(LARGEST + 1)
            continue
        content: bytes | Path = Path(name)
        try:
            with Path(name).open("rb") as file:
                if Path(name).is_file():
                    file.read(1)
                else:  # such as the end of a pipe, which cannot be read a second time
                    content = file.read(LARGEST + 1)
        except OSError as error:
            complain(f"{name}: {error.strerror or error}")
            yield name, None
        else:
            yield name, content


def progress(names: Sequence[str]) -> Iterator[str]:
    """The names, with a bar on stderr where there are many and someone is looking."""
    if len(names) < 20 or not sys.stderr.isatty():
        yield from names
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(names, "Reading", console=Console(stderr=True), transient=True)
