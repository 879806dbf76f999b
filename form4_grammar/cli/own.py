"""Forms of one's own at the command line: the grammars that the user names, loaded or complained of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4_grammar.cli.choices import DialectChoice, FormChoice
from form4_grammar.cli.screen import complain
from form4_grammar.records import NamedTuple

if TYPE_CHECKING:
    from form4_grammar.grammar import Grammar


def wanted(form: FormChoice, grammar: str | None) -> str | Grammar:
    """The form that documents are read as. Exits with 2, after saying what is wrong, where a grammar cannot be used."""
    if grammar is None:
        return form.value
    if form is not FormChoice.auto:
        complain("--form and --grammar say two things: leave one out")
        raise SystemExit(2)
    return own_grammar(grammar)


class ReadAs(NamedTuple):
    """How a document is read: as which form, and what forms of one's own a page may be, too."""

    form: str | Grammar
    among: tuple[Grammar, ...] = ()

    @property
    def own(self) -> tuple[Grammar, ...]:
        """The forms of one's own that there are."""
        return self.among if isinstance(self.form, str) else (self.form,)


def read_as(form: FormChoice, grammar: str | None) -> ReadAs:
    """How the documents of a command are read. Exits with 2, after saying what is wrong, where a grammar cannot be used."""
    chosen = wanted(form, grammar)
    is_open = chosen == FormChoice.auto.value
    return ReadAs(chosen, tuple(own_grammar(word) for word in among()) if is_open else ())


def how_read(form: FormChoice, grammar: str | None, dialect: DialectChoice) -> dict[str, Any]:
    """What a run of many documents is told of how to read them: `bulk.readings` loads the grammars by their paths.

    Exits with 2, after saying what is wrong, where one cannot be used.
    """
    wanted(form, grammar)
    own = [] if grammar is not None or form is not FormChoice.auto else among()
    return {"form": form.value, "dialect": dialect.value, "grammar": grammar, "among": list(own)}


def among() -> tuple[str, ...]:
    """The forms that the project's settings name. Exits with 2, after saying what is wrong, where one cannot be used."""
    from form4_grammar.own_forms.settings import SettingError, grammars

    try:
        found = grammars(here())
    except SettingError as error:
        complain(str(error))
        raise SystemExit(2) from None
    for word in found:
        own_grammar(word)
    return found


def here() -> Path:
    """The folder that the command is run in, or the root where that folder is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path("/")


def own_grammar(path: str) -> Grammar:
    """The grammar in a file, or of the installed form of that name. Exits with 2, after saying what is wrong and where."""
    from form4_grammar.own_forms.loading import form

    try:
        return form(path).grammar
    except ValueError as error:
        complain(str(error))
        raise SystemExit(2) from None
