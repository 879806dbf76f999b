"""The documents in a folder, and what else is in it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import NamedTuple

from form4_grammar.cli.patterns import GITIGNORE, Patterns, gitignore, gitignores_above, is_meant
from form4_grammar.documents import archives

SUFFIXES = (*archives.SUFFIXES, *archives.IN_FOLDERS)
"""What documents, and archives of them, are called: what is looked for in folders."""
_ARCHIVES = tuple(suffix for suffix in archives.IN_FOLDERS if suffix != ".gz")

_INSTALLED = frozenset({"node_modules", "site-packages", "venv", "__pycache__", "__pypackages__"})
"""Folders that programs fill, and that hold texts, but never filings."""
_MARK_OF_VENV = "pyvenv.cfg"

_MOST_NAMES = 12
_MOST_KINDS = 5
_LONGEST = 80


@dataclass
class Found:
    """What a search found, each list in the order of the paths.

    ``strange`` are files of no kind that is read, ``links`` links to folders, which are not followed, ``pipes`` what has the
    name of a document and is no file: pipes, sockets and devices, ``ignored`` what a .gitignore names, and ``excluded`` what
    the user does; these by their paths in the folder. ``unreadable`` are folders, and links that lead nowhere, with why.
    """

    documents: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pipes: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    def left_out(self) -> str:
        """What was left out, on one line: what nobody asked for is named, the rest counted. Empty where nothing was."""
        told = [f"{kind}: {listed(names)}" for kind, names in self._kinds() if names]
        told += [f"{kind}: {len(names)}" for kind, names in self._asked_for() if names]
        return "; ".join(told)

    def each_left_out(self) -> Iterator[tuple[str, str]]:
        """Each path that was left out, with why."""
        for kind, names in (*self._kinds(), *self._asked_for()):
            for name in names:
                yield name, kind

    def _kinds(self) -> tuple[tuple[str, list[str]], ...]:
        return ("of no kind that is read", self.strange), ("links to folders", self.links), ("pipes or devices", self.pipes)

    def _asked_for(self) -> tuple[tuple[str, list[str]], ...]:
        return ("ignored by git", self.ignored), ("excluded", self.excluded)


class Searching(NamedTuple):
    """How folders are searched: the patterns of what is left out, and whether what git ignores is."""

    excluded: tuple[Patterns, ...] = ()
    by_git: bool = True


def search(folder: str, how: Searching | None = None) -> Found:
    """What is in a folder and the folders in it.

    What is hidden by a point before its name is passed over, and so are folders that programs fill: node_modules, virtual
    environments and their like.
    """
    how = how or Searching()
    found = Found()
    top, absolute = Path(folder), Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as they are
    todo = [(top, gitignores_above(absolute) if how.by_git else ())]
    while todo:
        place, ignored = todo.pop()
        try:
            with os.scandir(place) as entries:
                seen = [(place / entry.name, entry) for entry in entries]
        except OSError as error:
            found.unreadable.append((str(place), error.strerror or str(error)))
            continue
        names = {entry.name for _, entry in seen}
        if place != top and _MARK_OF_VENV in names:
            continue
        within = absolute / place.relative_to(top)
        if how.by_git and GITIGNORE in names and (own := gitignore(within)) is not None:
            ignored = (*ignored, own)
        for path, entry in seen:
            if entry.name.startswith("."):
                continue
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
                if is_folder and entry.name in _INSTALLED:
                    continue
                if is_meant(within / entry.name, how.excluded, is_folder=is_folder):
                    found.excluded.append(str(path.relative_to(top)))
                elif ignored and is_meant(within / entry.name, ignored, is_folder=is_folder):
                    found.ignored.append(str(path.relative_to(top)))
                elif is_folder:
                    todo.append((path, ignored))
                elif (kind := _kind(found, entry)) is found.documents:
                    kind.append(str(path))
                else:
                    kind.append(str(path.relative_to(top)))
            except OSError as error:  # such as a link that leads to itself
                found.unreadable.append((str(path), error.strerror or str(error)))
    for paths in (found.documents, found.strange, found.links, found.pipes, found.ignored, found.excluded):
        paths.sort()
    found.unreadable.sort()
    return found


def _kind(found: Found, entry: os.DirEntry[str]) -> list[str]:
    """The list that an entry which is no folder belongs to. Raises `OSError` where a link or a file cannot be looked at."""
    is_document = _is_document(entry.name)
    if entry.is_symlink():
        try:
            if entry.is_dir():
                return found.links
        except OSError:
            if is_document:
                raise
    if not is_document:
        return found.strange
    entry.stat()  # a link to nowhere
    return found.documents if entry.is_file() else found.pipes


def _is_document(name: str) -> bool:
    """Whether a file is called like a document, a compressed one, or an archive."""
    lower = name.lower()
    return lower.removesuffix(".gz").endswith(archives.SUFFIXES) or lower.endswith(_ARCHIVES)


def listed(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Names on one line: of many the first, how many more there are, and of which kinds most of these are."""
    shown = ", ".join(name if len(name) <= _LONGEST else f"{name[:20]}…{name[21 - _LONGEST :]}" for name in names[:most])
    more = names[most:]
    kinds = Counter(suffix for name in more if (suffix := _suffix(name))).most_common(_MOST_KINDS)
    shown += f" and {len(more)} more" if more else ""
    return shown + (f" ({', '.join(f'{times} {suffix}' for suffix, times in kinds)})" if kinds else "")


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()[:_LONGEST]
