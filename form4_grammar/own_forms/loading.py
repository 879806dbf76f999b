"""A form of one's own from its file."""

from __future__ import annotations

import os
from pathlib import Path

from form4_grammar.grammar import from_file
from form4_grammar.own_forms.transformer import Form, Transformer


def form(path: str | os.PathLike[str], transformer: Transformer | None = None) -> Form:
    """The form whose grammar is a ``.lark`` file: what `parse` takes as `form`, or `among` others.

    Raises `linting.GrammarProblem`, a `ValueError` with file, line and column, where the grammar cannot be used.
    """
    from form4_grammar.linting import GrammarProblem, first_problem  # noqa: PLC0415 - brings Lark

    problem = first_problem(Path(path))
    if problem is not None:
        raise GrammarProblem(problem)
    return Form(from_file(Path(path)), transformer)
