"""What a project asks of `form4 check`: the table ``[tool.form4]`` of its pyproject.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from form4_grammar.catalogue import find
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.own_forms.settings import KEY, nearest

TABLE = "tool.form4"
_LISTS = ("select", "ignore", KEY)
_CHOICES = {
    "fail-on": tuple(severity.value for severity in Severity),
    "locus": (Locus.FILING.value, Locus.RENDERING.value),
}


class ConfigError(ValueError):
    """A setting that cannot be used. Its text names the file and the key."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a project; None where nothing was said."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    fail_on: str | None = None
    locus: str | None = None


def load(start: Path) -> Config:
    """The settings in force in a folder. Raises `ConfigError` where they cannot be used."""
    file = nearest(start)
    return Config() if file is None else read(file)


def read(file: Path) -> Config:
    """The settings of a file. Raises `ConfigError` where they cannot be used."""
    import tomllib  # noqa: PLC0415 - most folders have no such file

    try:
        data = tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: not TOML: {error}") from error
    return from_table(_table(data, file), str(file))


def from_table(table: Mapping[str, Any], file: str) -> Config:
    """The settings of a table ``[tool.form4]``. Raises `ConfigError` where they cannot be used."""
    for key in table:
        if key not in _LISTS and key not in _CHOICES:
            raise ConfigError(f"{_place(file, key)}: no such key; there are {', '.join((*_LISTS, *_CHOICES))}")
    return Config(
        select=_rules(table, "select", file),
        ignore=_rules(table, "ignore", file),
        fail_on=_choice(table, "fail-on", file),
        locus=_choice(table, "locus", file),
    )


def _table(data: Mapping[str, Any], file: Path) -> Mapping[str, Any]:
    tool = data.get("tool", {})
    table = tool.get("form4", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: {TABLE}: this is a table, [{TABLE}]")
    return table


def _rules(table: Mapping[str, Any], key: str, file: str) -> tuple[str, ...] | None:
    if key not in table:
        return None
    words = table[key]
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ConfigError(f'{_place(file, key)}: this is a list of texts, as in {key} = ["L", "C002"]')
    if key == "select" and not words:
        raise ConfigError(f"{_place(file, key)}: an empty list would check nothing; leave the key out for all rules")
    for word in words:
        if not find(word):
            raise ConfigError(f"{_place(file, key)}: no such rule: {word}")
    return tuple(words)


def _choice(table: Mapping[str, Any], key: str, file: str) -> str | None:
    value = table.get(key)
    if value is not None and value not in _CHOICES[key]:
        raise ConfigError(f"{_place(file, key)}: {value!r} is none of {', '.join(_CHOICES[key])}")
    return value


def _place(file: str, key: str) -> str:
    return f"{file}: {TABLE}.{key}"
