"""The table ``[tool.form4]`` of a pyproject.toml, looked through: what can be used, and what to say of all else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from form4_grammar.catalogue import RULES, RulesError, find, meant, unknown
from form4_grammar.catalogue import load as load_rules
from form4_grammar.diagnostics import Locus, Severity
from form4_grammar.own_forms.settings import KEY, nearest
from form4_grammar.settings import TABLE, Config, ConfigError

Kind = TypeVar("Kind")

RULES_KEY, MODULES = "rules", "modules"
_PER_FILE = "per-file-ignores"
_GITIGNORE = "respect-gitignore"
_BASELINE = "baseline"
_LISTS = ("select", "ignore", KEY, "exclude", "extend-exclude")
_OTHERS = (_PER_FILE, _BASELINE, _GITIGNORE, RULES_KEY)
_CHOICES = {
    "fail-on": tuple(severity.value for severity in Severity),
    "locus": (Locus.FILING.value, Locus.RENDERING.value),
}


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
    """The settings of a table ``[tool.form4]`` in a file. Loads the rules that it names, which are code.

    Raises `ConfigError` where the settings cannot be used.
    """
    place = f"{file}: {TABLE}"
    known = (*_LISTS, *_CHOICES, *_OTHERS)
    for key in table:
        if key not in known:
            raise ConfigError(f"{place}.{key}: no such key{meant(key, known)}; there are {', '.join(known)}")
    modules, given = _modules(table, place)
    try:
        load_rules(modules, Path(file).parent)
    except RulesError as error:
        raise ConfigError(f"{place}.{RULES_KEY}: {error}") from error
    return Config(
        select=_rules(table, "select", place),
        ignore=_rules(table, "ignore", place),
        fail_on=_choice(table, "fail-on", place),
        locus=_choice(table, "locus", place),
        exclude=_texts(table, "exclude", place, '["drafts/", "*.md"]'),
        extend_exclude=_texts(table, "extend-exclude", place, '["drafts/", "*.md"]'),
        per_file_ignores=_per_file(table, place),
        baseline=_one(table, _BASELINE, place, str, 'the name of a file, as in baseline = "known.json"'),
        respect_gitignore=_one(table, _GITIGNORE, place, bool, "true or false"),
        rules=modules,
        numbers=dict(_numbers(given, f"{place}.{RULES_KEY}")),
        folder=Path(file).parent,
    )


def _modules(table: Mapping[str, Any], place: str) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """The modules of rules, and the settings of rules by their codes. Both may stand under one key: a list, or a table."""
    found = table.get(RULES_KEY, [])
    modules, given = (found.get(MODULES, []), found) if isinstance(found, dict) else (found, {})
    if not isinstance(modules, list) or not all(isinstance(word, str) for word in modules):
        raise ConfigError(f'{place}.{RULES_KEY}: must be a list of modules, as in {RULES_KEY} = ["mycompany.rules"]')
    return tuple(modules), {code: one for code, one in given.items() if code != MODULES}


def _numbers(given: Mapping[str, Any], key: str) -> Iterator[tuple[tuple[str, str], int | Decimal]]:
    for code, settings in given.items():
        place = f"{key}.{code}"
        rule = RULES.get(code)
        if rule is None:
            known = ", ".join(one.code for one in RULES.values() if one.settings)
            raise ConfigError(f"{place}: no such rule; settings have {known}")
        if not isinstance(settings, dict):
            raise ConfigError(f"{place}: must be a table, [{TABLE}.{RULES_KEY}.{code}]")
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
        raise ConfigError(f"{file}: {TABLE}: must be a table, [{TABLE}]")
    return table


def _rules(table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...] | None:
    words = _texts(table, key, place, '["L", "C002"]')
    if key == "select" and words == ():
        raise ConfigError(f"{place}.{key}: an empty list would check nothing; leave the key out for all rules")
    for word in words or ():
        if not find(word):
            raise ConfigError(f"{place}.{key}: {unknown(word)}")
    return words


def _texts(table: Mapping[str, Any], key: str, place: str, example: str) -> tuple[str, ...] | None:
    if key not in table:
        return None
    words = table[key]
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        shown = f'"{key}"' if re.search(r"[^\w-]", key) else key
        raise ConfigError(f"{place}.{key}: must be a list of texts, as in {shown} = {example}")
    return tuple(words)


def _per_file(table: Mapping[str, Any], place: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = table.get(_PER_FILE, {})
    if not isinstance(found, dict):
        raise ConfigError(f'{place}.{_PER_FILE}: must be a table, as in per-file-ignores = {{ "old/*" = ["L"] }}')
    return tuple((pattern, _rules(found, pattern, f"{place}.{_PER_FILE}") or ()) for pattern in found)


def _one(table: Mapping[str, Any], key: str, place: str, kind: type[Kind], what: str) -> Kind | None:
    value = table.get(key)
    if value is not None and not isinstance(value, kind):
        raise ConfigError(f"{place}.{key}: this is {what}")
    return value


def _choice(table: Mapping[str, Any], key: str, place: str) -> str | None:
    value = table.get(key)
    if value is not None and value not in _CHOICES[key]:
        raise ConfigError(f"{place}.{key}: {value!r} is none of {', '.join(_CHOICES[key])}")
    return value
