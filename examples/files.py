"""What the scripts beside this one share: files and folders in, lines out, and no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

SUFFIXES = frozenset({".txt", ".html", ".htm", ".md", ".xml", ".pdf"})
"""What is looked for in folders."""


def files(names: Iterable[str]) -> Iterator[Path]:
    """The files that are named, and those in the folders that are."""
    for path in map(Path, names):
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
        else:
            yield path


def tell(of: Callable[[Path], Iterable[str]], names: Sequence[str]) -> int:
    """Writes the lines that are to be said of each file; gives the exit code, 2 where a file cannot be read."""
    code = 0
    try:
        for path in files(names):
            try:
                lines = list(of(path))
            except OSError as error:
                sys.stderr.write(f"{path}: {error.strerror or error}\n")
                code = 2
            else:
                sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads the lines has enough of them, and Python would write the rest at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
