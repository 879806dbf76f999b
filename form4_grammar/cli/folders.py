"""The documents in a folder, and what else is in it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

SUFFIXES = (".txt", ".html", ".htm", ".md", ".xml", ".mhtml", ".mht", ".eml", ".gz", ".zip")
"""What the dialects are written in: what is looked for in folders."""

_MOST_NAMES = 12
_MOST_KINDS = 5
_LONGEST = 80


@dataclass
class Found:
    """What a search found, each list in the order of the paths.

    ``strange`` are files of no kind that is read, ``links`` links to folders, which are not followed, ``pipes`` what has the
    name of a document and is no file: pipes, sockets and devices; these by their paths in the folder. ``unreadable`` are
    folders, and links that lead nowhere, with why.
    """

    documents: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pipes: list[str] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    def left_out(self) -> str:
        """What was left out, on one line. Empty where nothing was."""
        kinds = (
            ("of no kind that is read", self.strange),
            ("links to folders", self.links),
            ("pipes or devices", self.pipes),
        )
        return "; ".join(f"{kind}: {listed(names)}" for kind, names in kinds if names)


def search(folder: str) -> Found:
    """What is in a folder and the folders in it. What is hidden by a point before its name is passed over."""
    found = Found()
    todo = [Path(folder)]
    while todo:
        place = todo.pop()
        try:
            with os.scandir(place) as entries:
                seen = [(place / entry.name, entry) for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            found.unreadable.append((str(place), error.strerror or str(error)))
            continue
        for path, entry in seen:
            try:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(path)
                elif (names := _kind(found, entry)) is found.documents:
                    names.append(str(path))
                else:
                    names.append(str(path.relative_to(folder)))
            except OSError as error:  # such as a link that leads to itself
                found.unreadable.append((str(path), error.strerror or str(error)))
    for names in (found.documents, found.strange, found.links, found.pipes):
        names.sort()
    found.unreadable.sort()
    return found


def _kind(found: Found, entry: os.DirEntry[str]) -> list[str]:
    """The list that an entry which is no folder belongs to. Raises `OSError` where a link or a file cannot be looked at."""
    is_document = _suffix(entry.name) in SUFFIXES
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


def listed(names: Sequence[str]) -> str:
    """Names on one line: of many the first, how many more there are, and of which kinds most of these are."""
    shown = ", ".join(name if len(name) <= _LONGEST else f"{name[:20]}…{name[21 - _LONGEST :]}" for name in names[:_MOST_NAMES])
    more = names[_MOST_NAMES:]
    kinds = Counter(suffix for name in more if (suffix := _suffix(name))).most_common(_MOST_KINDS)
    shown += f" and {len(more)} more" if more else ""
    return shown + (f" ({', '.join(f'{times} {suffix}' for suffix, times in kinds)})" if kinds else "")


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()[:_LONGEST]
