"""What the project sets, and options in its place: which files are searched for, which findings are told."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from form4_grammar.cli.own import here
from form4_grammar.cli.screen import complain

if TYPE_CHECKING:
    from form4_grammar.cli.folders import Searching
    from form4_grammar.cli.patterns import Patterns
    from form4_grammar.diagnostics import Diagnostic
    from form4_grammar.settings import Config


def settings() -> Config:
    """What the nearest pyproject.toml asks for. Exits with 2 where it cannot be used."""
    from form4_grammar.own_forms.settings import nearest
    from form4_grammar.settings import Config, ConfigError, is_said

    file = nearest(here())
    if file is None or not is_said(file):
        return Config(folder=None if file is None else file.parent)
    from form4_grammar.config import load

    try:
        return load(here())
    except ConfigError as error:
        complain(str(error))
        raise SystemExit(2) from error


def searching(
    paths: Iterable[str], exclude: Sequence[str] | None, by_git: bool | None, project: Config | None = None
) -> Searching | None:
    """How the folders among paths are searched. Where there are none, the project's settings are not even looked at: None.

    Exits with 2, after a complaint, where these, or a pattern, cannot be used.
    """
    if not any(map(_is_folder, paths)):
        return None
    from form4_grammar.cli.folders import Searching

    set_so = project or settings()
    folder = set_so.folder or here()
    own = tuple(word for text in exclude or () for word in text.split(","))
    excluded = [
        *([_made(here(), own, "--exclude")] if own else [_made(folder, set_so.exclude, "exclude")] if set_so.exclude else []),
        *([_made(folder, set_so.extend_exclude, "extend-exclude")] if set_so.extend_exclude else []),
    ]
    by_git = set_so.respect_gitignore if by_git is None else by_git
    return Searching(tuple(excluded), by_git is not False)


def ignored_in(project: Config) -> Callable[[str], frozenset[str]]:
    """The codes that the project ignores in a document, by the name of that. Exits with 2 where a pattern is none."""
    if not project.per_file_ignores:
        return lambda _: frozenset()
    from form4_grammar.catalogue import find
    from form4_grammar.cli.patterns import is_meant

    folder = project.folder or here()
    each = [
        (_made(folder, [pattern], "per-file-ignores"), frozenset(rule.code for word in words for rule in find(word)))
        for pattern, words in project.per_file_ignores
    ]

    def ignored(name: str) -> frozenset[str]:
        path = here() / name
        return frozenset().union(*(codes for by, codes in each if is_meant(path, [by], is_folder=False)))

    return ignored


def selection(
    select: Sequence[str] | None, ignore: Sequence[str] | None, locus: str | None, project: Config
) -> set[str] | None:
    """The codes that were asked for, by options, else by settings; None where nobody asks.

    Exits with 2 where a word means no rule, or none is left.
    """
    if not any((select, ignore, locus, project.select, project.ignore, project.locus)):
        return None
    from form4_grammar.catalogue import RULES, find, unknown

    def codes(words: Sequence[str]) -> set[str]:
        chosen = set()
        for word in (part.strip() for text in words for part in text.split(",")):
            found = find(word)
            if not found:
                complain(unknown(word))
                raise SystemExit(2)
            chosen |= {one.code for one in found}
        return chosen

    wanted = select or project.select
    unwanted = ignore or (None if select else project.ignore)
    place = locus or project.locus
    keep = codes(wanted) if wanted else set(RULES)
    keep -= codes(unwanted) if unwanted else set()
    keep = {code for code in keep if place is None or RULES[code].locus.value in (place, "either")}
    if not keep:
        complain("of the rules that are selected none is left, so nothing would be told: see --select, --ignore and --locus")
        raise SystemExit(2)
    return keep


def is_reason(found: Diagnostic, *, has_filing: bool) -> bool:
    """Whether a finding tells why a document, or a part of it, was not read: that is said whatever was selected."""
    from form4_grammar.rules.layout import NOT_READ

    return not has_filing or found.rule is NOT_READ


def _made(folder: Path, lines: Iterable[str], where: str) -> Patterns:
    from form4_grammar.cli.patterns import PatternError, patterns

    try:
        return patterns(folder, lines)
    except PatternError as error:
        complain(f"{where}: {error}")
        raise SystemExit(2) from None


def _is_folder(path: str) -> bool:
    try:
        return path != "-" and stat.S_ISDIR(Path(path or "/nothing/").stat().st_mode)
    except (OSError, ValueError):
        return any(sign in path for sign in "*?[")  # a pattern may name one
