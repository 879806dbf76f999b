"""Patterns of paths, written as in .gitignore, and the folder that each list of them speaks of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

GITIGNORE = ".gitignore"


class PatternError(ValueError):
    """What is no pattern. Its text names it."""


class Patterns(NamedTuple):
    """The patterns that a folder sets for what is in it."""

    folder: Path
    spec: GitIgnoreSpec

    def decide(self, path: Path, *, is_folder: bool) -> bool | None:
        """Whether an absolute path is meant (the last pattern decides, ``!`` takes back); None where none speaks of it."""
        if not path.is_relative_to(self.folder) or path == self.folder:
            return None
        return self.spec.check_file(path.relative_to(self.folder).as_posix() + ("/" if is_folder else "")).include


def patterns(folder: Path, lines: Iterable[str]) -> Patterns:
    """Patterns that count from an absolute folder. Raises `PatternError` for one that is none."""
    from pathspec import GitIgnoreSpec

    given = list(lines)
    for line in given:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError as error:
            raise PatternError(f"{line!r} is no pattern") from error
    return Patterns(folder, GitIgnoreSpec.from_lines(given))


def is_meant(path: Path, by: Sequence[Patterns], *, is_folder: bool) -> bool:
    """Whether an absolute path is meant by lists of patterns, the last of which that speaks of it decides."""
    return next((found for one in reversed(by) if (found := one.decide(path, is_folder=is_folder)) is not None), False)


def gitignore(folder: Path) -> Patterns | None:
    """What the .gitignore of an absolute folder sets; None where it has none that can be read.

    Lines that are no pattern are passed over, as git does.
    """
    from pathspec import GitIgnoreSpec

    try:
        text = (folder / GITIGNORE).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return None
    kept = []
    for line in text.splitlines():
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue
        kept.append(line)
    return Patterns(folder, GitIgnoreSpec.from_lines(kept))


def gitignores_above(folder: Path) -> tuple[Patterns, ...]:
    """What the folders of a git repository above an absolute folder set for it, the outermost first; () outside of one.

    A list that the folder itself is meant by is not among them: who names a folder wants it searched.
    """
    above: list[Path] = []
    for place in (folder, *folder.parents):
        above.append(place)
        if os.path.lexists(place / ".git"):
            break
    else:
        return ()
    found = [one for place in reversed(above[1:]) if (place / GITIGNORE).is_file() and (one := gitignore(place)) is not None]
    return tuple(one for one in found if not one.decide(folder, is_folder=True))
