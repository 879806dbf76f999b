"""A form of one's own from its file, or by the name under which a package brings it."""

from __future__ import annotations

import os
from pathlib import Path

from form4_grammar.grammar import from_file
from form4_grammar.own_forms.transformer import Form, Transformer


def form(path: str | os.PathLike[str], transformer: Transformer | None = None) -> Form:
    """The form whose grammar is a ``.lark`` file, or of that name among the installed ones: what `parse` takes as `form`.

    A package brings forms by entry points of the group ``form4_grammar.forms``. Raises `linting.GrammarProblem`, a `ValueError`
    with file, line and column, where the grammar cannot be used, and `installed.InstalledFormError`, one too, where there is no
    such form or it cannot be loaded.
    """
    if is_name(path):
        from form4_grammar.own_forms.installed import installed  # noqa: PLC0415 - few need it

        found = installed(str(path))
        return found if transformer is None else Form(found.grammar, transformer)
    from form4_grammar.grammar.linting import first_problem  # noqa: PLC0415 - brings Lark
    from form4_grammar.grammar.problems import GrammarProblem  # noqa: PLC0415 - only where a grammar is wrong

    problem = first_problem(Path(path))
    if problem is not None:
        raise GrammarProblem(problem)
    return Form(from_file(Path(path)), transformer)


def is_name(word: str | os.PathLike[str]) -> bool:
    """Whether a word is the name of a form, and not that of a file."""
    text = os.fspath(word)
    return isinstance(word, str) and not text.endswith(".lark") and Path(text).name == text and not Path(text).is_file()
