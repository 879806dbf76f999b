"""What a project asks of `form4 check`, and whether it asks for anything: the table ``[tool.form4]`` of its pyproject.toml."""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import Path

from form4_grammar.checks.context import Numbers
from form4_grammar.records import Record, dataclass
from form4_grammar.regexes import regex

TABLE = "tool.form4"

_SAID = regex(
    r"""
    \btool["']? \s* \. \s* ["']?form4\b    # [tool.form4], tool.form4.select = …
    | ^ \s* \[ \s* ["']?tool["']? \s* \]   # [tool], and form4 = … below
    | ^ \s* ["']?tool["']? \s* =            # tool = { form4 = … }
    """,
    re.VERBOSE | re.MULTILINE,
)


class ConfigError(ValueError):
    """A setting that cannot be used. Its text names the file and the key."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Config(Record):
    """The settings of a project; None where nothing was said. Paths and patterns in them count from ``folder``.

    ``rules`` are the modules of its own rules, which are loaded, and ``numbers`` those of rules that it sets.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    fail_on: str | None = None
    locus: str | None = None
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] | None = None
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    baseline: str | None = None
    respect_gitignore: bool | None = None
    rules: tuple[str, ...] = ()
    numbers: Numbers = field(default_factory=dict)
    folder: Path | None = field(default=None, compare=False)


def is_said(file: Path) -> bool:
    """Whether a pyproject.toml may have the table: most have none, and TOML takes longer to read than a page.

    So it is, too, where the file cannot be read.
    """
    try:
        return _SAID.search(file.read_text(encoding="utf-8", errors="replace")) is not None
    except OSError:
        return True
