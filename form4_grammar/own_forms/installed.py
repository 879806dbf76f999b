"""Forms that installed packages bring, under the entry point ``form4_grammar.forms``.

Looking through what is installed takes longer than reading a page, so it is done only when a form is asked for by its name, or
for a page that is no Form 3, 4 or 5.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4_grammar.grammar import Grammar, from_file
from form4_grammar.own_forms.transformer import Form

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "form4_grammar.forms"
"""An entry point of this group names a `Form`, a `Grammar`, the path of a ``.lark`` file, or what gives one when called."""


class InstalledFormError(ValueError):
    """What a package brings as a form is none, or cannot be loaded. The text names both."""


@lru_cache(maxsize=1)
def entries() -> Mapping[str, EntryPoint]:
    """The entry points of the forms that are installed, by their names. Nothing of theirs is loaded."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and few need it

    return {one.name: one for one in entry_points(group=GROUP)}


@lru_cache(maxsize=32)
def installed(name: str) -> Form:
    """The form of a name. Raises `InstalledFormError` where there is none, or it cannot be loaded."""
    entry = entries().get(name)
    if entry is None:
        there = f"there are {', '.join(sorted(entries()))}" if entries() else "no installed package brings one"
        raise InstalledFormError(f"no such file, and no form of this name is installed: {name} ({there})")
    try:
        found: Any = entry.load()
        if callable(found) and not isinstance(found, Form):
            found = found()
        if isinstance(found, str | os.PathLike):
            found = from_file(Path(found))
    except Exception as error:  # what a package's own code may raise is not ours to know
        shown = " ".join(f"{type(error).__name__}: {error}".split())
        raise InstalledFormError(f"the installed form {name} ({entry.value}) cannot be loaded: {shown}") from error
    form = Form(found) if isinstance(found, Grammar) else found
    if not isinstance(form, Form):
        raise InstalledFormError(f"the installed form {name} ({entry.value}) is none: {type(found).__name__}")
    return form


def all_installed() -> tuple[list[Form], list[str]]:
    """Every form that is installed, and of those that cannot be used why not."""
    forms, problems = [], []
    for name in sorted(entries()):
        try:
            forms.append(installed(name))
        except InstalledFormError as error:
            problems.append(str(error))
    return forms, problems
