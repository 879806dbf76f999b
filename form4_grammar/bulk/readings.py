"""What workers, or the command itself, make of pages for `form4 parse` and `form4 check`."""

from __future__ import annotations

import copyreg
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from form4_grammar.bulk.pages import Page
from form4_grammar.checking import check_parsed
from form4_grammar.diagnostics import Rule
from form4_grammar.reading import Parsed

if TYPE_CHECKING:
    from form4_grammar.bulk.pool import Settings, Started


def _rule(code: str) -> Rule:
    from form4_grammar.catalogue import RULES  # noqa: PLC0415 - `parse` must not wait for the checks

    return RULES[code]


# A rule stays the one that it is on its way between processes, and need not be sent
copyreg.pickle(Rule, lambda rule: (_rule, (rule.code,)))


class Outcome(NamedTuple):
    """What came of a page: what was made of it, None where it could not be read or is strange; and its exit code.

    ``strange``: it was found, not named, and is no Form 3, 4 or 5. ``problem`` says why it could not be read, and ``refused``
    why there is no filing of it.
    """

    name: str
    code: int
    made: Any = None
    found: bool = False
    strange: bool = False
    problem: str = ""
    refused: str = ""


def _read(page: Page, settings: Settings) -> tuple[Outcome, Parsed | None]:
    if page.content is None or page.status:
        return Outcome(page.name, 2, found=page.found, problem=page.problem), None
    from form4_grammar import parse  # noqa: PLC0415 - as a caller of the package has it

    document = parse(page.content, form=settings["form"], dialect=settings["dialect"], among=settings["among"])
    is_read = document.is_read
    if page.found and not is_read and not document.unread:
        return Outcome(page.name, 0, found=True, strange=True), None
    reason = "" if is_read else max(document.diagnostics, key=lambda one: one.severity.rank).message
    code = int(not is_read or bool(document.unread))
    return Outcome(page.name, code, found=page.found, refused=reason), document


def parsed(pages: Sequence[Page], settings: Settings, started: Started) -> list[Outcome]:
    """Each page as a `Parsed`, for a command that does all of it itself."""
    del started
    return [one._replace(made=document) for one, document in (_read(page, settings) for page in pages)]


def parsed_json(pages: Sequence[Page], settings: Settings, started: Started) -> list[Outcome]:
    """Each page as the JSON of `form4 parse`, in bytes; with places if ``spans`` is set."""
    import msgspec  # noqa: PLC0415 - only JSON needs it, here and below

    from form4_grammar.export import jsonable  # noqa: PLC0415

    made = []
    for number, page in enumerate(pages):
        started(number)
        one, document = _read(page, settings)
        if document is not None:
            name = page.name.encode("utf-8", "replace").decode()  # bytes of it that are no UTF-8 are lost
            shown = jsonable.parsed(name, document, spans=settings["spans"])
            one = one._replace(made=msgspec.json.encode(shown))
        made.append(one)
    return made


def checked(pages: Sequence[Page], settings: Settings, started: Started) -> list[Outcome]:
    """Each page as a `Checked`, without what only reading needed."""
    made = []
    for number, page in enumerate(pages):
        started(number)
        one, document = _read(page, settings)
        if document is not None:
            told = replace(check_parsed(document), filing=None, places={}, grammar=None, page=None, on_page=None, fields=None)
            one = one._replace(made=told)
        made.append(one)
    return made
