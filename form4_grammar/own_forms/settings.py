"""Which forms of its own a project names: ``grammars`` in the table ``[tool.form4]`` of its pyproject.toml."""

from __future__ import annotations

from pathlib import Path

from form4_grammar.own_forms.loading import is_name

FILE = "pyproject.toml"
KEY = "grammars"


class SettingError(ValueError):
    """The setting cannot be used. Its text names the file and the key."""


def nearest(start: Path) -> Path | None:
    """The pyproject.toml of a folder, or of the first folder above it that has one."""
    return next((file for folder in (start, *start.parents) if (file := folder / FILE).is_file()), None)


def grammars(start: Path) -> tuple[str, ...]:
    """The forms that the project of a folder names: files, or installed ones by their names.

    Raises `SettingError` where they are not named by a list.

    A file that cannot be read, or that is no TOML, names none: who asks for other settings of it is told.
    """
    file = nearest(start)
    try:
        content = b"" if file is None else file.read_bytes()
    except OSError:
        return ()
    if file is None or KEY.encode() not in content:
        return ()
    import tomllib  # noqa: PLC0415 - few projects name any

    try:
        found = tomllib.loads(content.decode()).get("tool", {}).get("form4", {}).get(KEY, [])
    except (ValueError, AttributeError, RecursionError):
        return ()
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise SettingError(f'{file}: tool.form4.{KEY}: must be a list of files, as in {KEY} = ["form144.lark"]')
    return tuple(word if is_name(word) else str(file.parent / word) for word in found)
