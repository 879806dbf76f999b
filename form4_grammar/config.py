"""What a project asks of `form4 check`: the table ``[tool.form4]`` of its pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from form4_grammar.catalogue import RULES, RulesError, find
from form4_grammar.catalogue import load as load_rules
from form4_grammar.checks.context import Numbers
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.own_forms.settings import KEY, nearest

TABLE = "tool.form4"
RULES_KEY, MODULES = "rules", "modules"
_LISTS = ("select", "ignore", KEY, RULES_KEY)
_CHOICES = {
    "fail-on": tuple(severity.value for severity in Severity),
    "locus": (Locus.FILING.value, Locus.RENDERING.value),
}


class ConfigError(ValueError):
    """A setting that cannot be used. Its text names the file and the key."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a project; None where nothing was said.

    ``rules`` are the modules of its own rules, which are loaded, and ``numbers`` those of rules that it sets; ``folder`` is
    where the file of the settings is.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    fail_on: str | None = None
    locus: str | None = None
    rules: tuple[str, ...] = ()
    numbers: Numbers = field(default_factory=dict)
    folder: Path = field(default=Path(), compare=False)


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
    return from_table(_table(data, file), file)


def from_table(table: Mapping[str, Any], path: Path) -> Config:
    """The settings of a table ``[tool.form4]`` in a file. Loads the rules that it names, which are code.

    Raises `ConfigError` where the settings cannot be used.
    """
    file = str(path)
    for key in table:
        if key not in _LISTS and key not in _CHOICES:
            raise ConfigError(f"{_place(file, key)}: no such key; there are {', '.join((*_LISTS, *_CHOICES))}")
    modules, given = _modules(table, file)
    try:
        load_rules(modules, path.parent)
    except RulesError as error:
        raise ConfigError(f"{_place(file, RULES_KEY)}: {error}") from error
    return Config(
        select=_rules(table, "select", file),
        ignore=_rules(table, "ignore", file),
        fail_on=_choice(table, "fail-on", file),
        locus=_choice(table, "locus", file),
        rules=modules,
        numbers=dict(_numbers(given, file)),
        folder=path.parent,
    )


def _modules(table: Mapping[str, Any], file: str) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """The modules of rules, and the settings of rules by their codes. Both may stand under one key: a list, or a table."""
    found = table.get(RULES_KEY, [])
    modules, given = (found.get(MODULES, []), found) if isinstance(found, dict) else (found, {})
    if not isinstance(modules, list) or not all(isinstance(word, str) for word in modules):
        raise ConfigError(f'{_place(file, RULES_KEY)}: this is a list of modules, as in {RULES_KEY} = ["mycompany.rules"]')
    return tuple(modules), {code: one for code, one in given.items() if code != MODULES}


def _numbers(given: Mapping[str, Any], file: str) -> Iterator[tuple[tuple[str, str], int | Decimal]]:
    for code, settings in given.items():
        place = _place(file, f"{RULES_KEY}.{code}")
        rule = RULES.get(code)
        if rule is None:
            known = ", ".join(one.code for one in RULES.values() if one.settings)
            raise ConfigError(f"{place}: no such rule; settings have {known}")
        if not isinstance(settings, dict):
            raise ConfigError(f"{place}: this is a table, [{TABLE}.{RULES_KEY}.{code}]")
        known_ones = {one.name: one for one in rule.settings}
        for name, value in settings.items():
            if name not in known_ones:
                there = f"there is {', '.join(known_ones)}" if known_ones else f"{code} has none"
                raise ConfigError(f"{place}.{name}: no such setting; {there}")
            number = value if type(value) is int else Decimal(str(value)) if type(value) is float else None
            one = known_ones[name]
            is_whole = type(one.value) is int
            if number is None or not 0 <= number <= one.most or (is_whole and type(number) is not int):
                wanted = f"a {'whole ' if is_whole else ''}number up to {one.most}"
                raise ConfigError(f"{place}.{name}: {value!r}, where {wanted} is wanted, as in {name} = {one.value}")
            yield (code, name), number


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
