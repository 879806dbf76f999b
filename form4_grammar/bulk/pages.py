"""The pages of a run, one after the other, wherever they lie."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from form4_grammar.documents.archives import is_container
from form4_grammar.documents.source import LARGEST
from form4_grammar.documents.submission import read_header
from form4_grammar.records import NamedTuple
from form4_grammar.regexes import regex

_HEAD = 65_536
_BYTES_AT_ONCE = 2 * 2**20
_OWNERSHIP = ("3", "4", "5")


_NUMBERED = regex(r"(.+\.pdf)#([1-9][0-9]{0,3})", re.IGNORECASE | re.DOTALL)


class Page(NamedTuple):
    """A page by its name. Without content, or after a fault in a worker, ``status`` and ``problem`` say why.

    ``found``: nobody named it, it was found in a folder or a container.
    """

    name: str
    content: bytes | None
    found: bool = False
    status: str = ""
    problem: str = ""


@dataclass(eq=False, repr=False)
class LeftOut:
    """How many members of containers were passed over: of no kind that is read, and submissions of other forms."""

    strange: int = 0
    other_forms: int = 0


def file_and_number(path: str) -> tuple[str, int | None]:
    """The file that a path names, and the number of the filing in it that ``smith.pdf#2`` asks for."""
    match = _NUMBERED.fullmatch(path)
    if match is None or os.path.lexists(path):
        return path, None
    return match[1], int(match[2])


def pages(files: Iterable[tuple[str, bool]], left_out: LeftOut, column: str | None = None) -> Iterator[Page]:
    """The pages in files, each given by its path and whether it was found in a folder; what containers hold in its order.

    `column` is the one that holds the pages of a table. Nothing is raised: a page that cannot be read says why.
    """
    for name, found in files:
        try:
            if is_container(name):
                yield from _members(name, found, left_out, column)
            else:
                with Path(file_and_number(name)[0]).open("rb") as file:
                    yield Page(name, file.read(LARGEST + 1), found)
        except OSError as error:
            yield Page(name, None, found, "unreadable", error.strerror or str(error))


def _members(name: str, found: bool, left_out: LeftOut, column: str | None) -> Iterator[Page]:
    from form4_grammar.documents.archives.opening import members  # noqa: PLC0415 - what opens archives is slow to import

    is_empty = True
    for member in members(name, column):
        is_empty = is_empty and member.skipped
        if member.skipped:
            left_out.strange += 1
        elif member.content is None:
            yield Page(member.name, None, found, "unreadable", member.problem)
        elif _is_of_another_form(member.content):
            left_out.other_forms += 1
        else:
            yield Page(member.name, member.content, found or member.name != name)
    if is_empty and not found:
        yield Page(name, None, found, "unreadable", "holds no page")


def _is_of_another_form(content: bytes) -> bool:
    """Whether a submission says that it is something else: a day's feed has thousands that need not be read."""
    if b"<SEC-" not in content[:_HEAD] and b"<SUBMISSION>" not in content[:_HEAD]:
        return False
    header = read_header(content[:_HEAD].decode("latin-1"))
    kind = header.submission.submission_type if header is not None else None
    return kind is not None and kind.strip().removesuffix("/A") not in _OWNERSHIP


def lists(each: Iterable[Page], at_once: int = 64) -> Iterator[list[Page]]:
    """The pages in lists that are small enough to be lost, and large enough to be worth the way to another process."""
    some: list[Page] = []
    size = 0
    for page in each:
        some.append(page)
        size += len(page.content or b"")
        if len(some) == at_once or size >= _BYTES_AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some
