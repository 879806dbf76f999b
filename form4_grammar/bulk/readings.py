"""What workers, or the command itself, make of pages for `form4 parse` and `form4 check`."""

from __future__ import annotations

import copyreg
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4_grammar.bulk.pages import Page, file_and_number
from form4_grammar.checking import check_parsed
from form4_grammar.diagnostics import Rule
from form4_grammar.grammar import Grammar, from_file
from form4_grammar.own_forms.loading import is_name
from form4_grammar.reading import Parsed, parse_all
from form4_grammar.records import NamedTuple

if TYPE_CHECKING:
    from form4_grammar.bulk.pool import Settings, Started


def _rule(code: str) -> Rule:
    from form4_grammar.catalogue import RULES  # noqa: PLC0415 - `parse` must not wait for the checks

    return RULES[code]


# A rule stays the one that it is on its way between processes, and need not be sent
copyreg.pickle(Rule, lambda rule: (_rule, (rule.code,)))


class Outcome(NamedTuple):
    """What came of a page: what was made of it, None where it could not be read or is strange; and its exit code.

    ``strange``: it was found, not named, and is no Form 3, 4 or 5. ``problem`` says why it could not be read, ``refused`` why
    there is no filing of it, and ``unread`` which parts of its filing were not read.
    """

    name: str
    code: int
    made: Any = None
    found: bool = False
    strange: bool = False
    problem: str = ""
    refused: str = ""
    unread: tuple[str, ...] = ()


def _read(page: Page, settings: Settings) -> Iterator[tuple[Outcome, Parsed | None]]:
    """The filings of a page, one after the other: the second in smith.pdf is smith.pdf#2, and may be all that is asked for."""
    if page.content is None or page.status:
        yield Outcome(page.name, 2, found=page.found, problem=page.problem), None
        return

    form, among = _form(settings), tuple(map(grammar_named, settings.get("among", ())))
    file, wanted = file_and_number(page.name)
    for number, document in enumerate(parse_all(page.content, form=form, dialect=settings["dialect"], among=among), 1):
        if wanted in (None, number):
            yield _outcome(page, file if number == 1 and wanted is None else f"{file}#{number}", document)
        if wanted == number:
            return
    if wanted is not None:
        yield Outcome(page.name, 2, found=page.found, problem=f"there is no such filing in {file}"), None


def _outcome(page: Page, name: str, document: Parsed) -> tuple[Outcome, Parsed | None]:
    reason = "" if document.is_read else max(document.diagnostics, key=lambda one: one.severity.rank).message
    may_be_one = document.unread or (document.dialect == "pdf" and document.source.refused)  # a scan, say, may be anything
    if page.found and reason and not may_be_one:
        return Outcome(name, 0, found=True, strange=True, refused=reason), None
    code = int(not document.is_read or bool(document.unread))
    return Outcome(name, code, found=page.found, refused=reason, unread=tuple(document.unread)), document


def _form(settings: Settings) -> str | Grammar:
    own = settings.get("grammar")
    return grammar_named(own) if own is not None else str(settings["form"])


@lru_cache(maxsize=32)
def grammar_named(path: str) -> Grammar:
    """The grammar in a file, or of an installed form; that it can be used was seen before."""
    if is_name(path):
        from form4_grammar.own_forms.installed import installed  # noqa: PLC0415 - few need it

        return installed(path).grammar
    return from_file(Path(path))


def parsed(pages: Sequence[Page], settings: Settings, started: Started) -> list[Outcome]:
    """Each page as a `Parsed`, for a command that does all of it itself."""
    del started
    return [one._replace(made=document) for page in pages for one, document in _read(page, settings)]


def parsed_json(pages: Sequence[Page], settings: Settings, started: Started) -> list[Outcome]:
    """Each page as the JSON of `form4 parse`, in bytes; with places if ``spans`` is set."""
    import msgspec  # noqa: PLC0415 - only JSON needs it, here and below

    from form4_grammar.as_json import jsonable  # noqa: PLC0415

    made = []
    for number, page in enumerate(pages):
        started(number)
        for one, document in _read(page, settings):
            if document is None:
                made.append(one)
                continue
            name = one.name.encode("utf-8", "replace").decode()  # bytes of it that are no UTF-8 are lost
            shown = jsonable.parsed(name, document, spans=settings["spans"])
            made.append(one._replace(made=msgspec.json.encode(shown)))
    return made


def checked(pages: Sequence[Page], settings: Settings, started: Started) -> list[Outcome]:
    """Each page as a `Checked`, by the rules of the package and those of the project's ``rules``."""
    if settings.get("rules"):
        from form4_grammar.catalogue import load  # noqa: PLC0415 - few projects have any

        load(settings["rules"], Path(settings["folder"]))
    numbers = settings.get("numbers")
    made = []
    for number, page in enumerate(pages):
        started(number)
        for one, document in _read(page, settings):
            made.append(one if document is None else one._replace(made=check_parsed(document, numbers)))
    return made
