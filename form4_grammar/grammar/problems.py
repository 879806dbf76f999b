"""The lines of a grammar's files, each with its place, and what may be wrong at one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

_IMPORT = re.compile(r"%import\s+\.([a-z0-9_]+)[ \t]*(?://.*)?$")
DEFINED = re.compile(r"(?:%override |%extend )?(\??!?[a-z_][a-z0-9_]*|[A-Z_][A-Z0-9_]*)(?:\.-?\d+)?\s*:")
"""The beginning of a rule or a terminal."""
_DECLARED = re.compile(r"%declare\s+(.*)")
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a grammar, at a line and a column of a file, both from 1. ``is_fatal`` where it cannot be used so."""

    file: str
    line: int
    column: int
    message: str
    help: str
    is_fatal: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}. {self.help}"


class GrammarProblem(ValueError):  # noqa: N818 - named for what it is about
    """A grammar cannot be used; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Line(NamedTuple):
    """A line of the text that Lark is given, and where it stands."""

    text: str
    file: str
    number: int


class Stopped(Exception):  # noqa: N818 - it ends the reading of a file, and is no fault of ours
    """A file cannot be read as a grammar."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def in_one(path: Path, places: Sequence[Path], importing: tuple[str, ...], seen: set[str]) -> list[Line]:
    """The lines of a file, those of the files that it imports whole in the places of these imports."""
    name = str(path)
    seen.add(path.stem)
    found: list[Line] = []
    for number, text in enumerate(_content(path).split("\n"), 1):
        match = _IMPORT.fullmatch(text.rstrip())
        if match is None:
            found.append(Line(text, name, number))
            continue
        wanted = match[1]
        column = match.start(1) + 1
        if wanted in (*importing, path.stem):
            circle = " -> ".join((*importing, path.stem, wanted))
            raise Stopped(
                Problem(name, number, column, f"the files import each other: {circle}", "Take one of the imports out.")
            )
        if wanted in seen:
            continue
        file = next((place / f"{wanted}.lark" for place in places if (place / f"{wanted}.lark").is_file()), None)
        if file is None:
            there = sorted({one.stem for place in places for one in place.glob("*.lark")} - {path.stem})
            hint = f"There are {', '.join(there)}." if there else "There is no other grammar."
            near = get_close_matches(wanted, there, 1)
            hint = f"Is {near[0]} meant?" if near else hint
            raise Stopped(Problem(name, number, column, f"there is no {wanted}.lark beside this file or in the package", hint))
        inside = in_one(file, places, (*importing, path.stem), seen)
        while inside and not inside[-1].text:
            inside.pop()
        found += inside
    return found


def _content(path: Path) -> str:
    begin = "Begin it with %import .page, or with another form."
    try:
        if path.stat().st_size > _LARGEST:
            raise Stopped(Problem(str(path), 1, 1, "the file is larger than any grammar", "Is it the right file?"))
        data = path.read_bytes()
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise Stopped(
            Problem(str(path), 1, 1, f"the file cannot be read: {what}", "Give the .lark file of a grammar.")
        ) from None
    if b"\0" in data:
        raise Stopped(Problem(str(path), 1, 1, "the file is no text", "Give the .lark file of a grammar."))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Stopped(Problem(str(path), line, 1, "the file is not UTF-8", "Save it in UTF-8.")) from None
    if not text.strip():
        raise Stopped(Problem(str(path), 1, 1, "the file is empty", begin))
    return text


def defined(lines: Sequence[Line]) -> dict[str, Line]:
    """The rules and terminals that are defined or declared, and where first."""
    found: dict[str, Line] = {}
    for line in lines:
        if (match := DEFINED.match(line.text)) is not None:
            found.setdefault(match[1].lstrip("?!"), line)
        elif (declared := _DECLARED.match(line.text)) is not None:
            for name in declared[1].split("//")[0].split():
                found.setdefault(name, line)
    return found
