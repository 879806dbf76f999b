"""``form4 check``: where documents depart from the form."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from form4_grammar.cli.documents import How, given, outcomes
from form4_grammar.cli.options import (
    Column,
    Dialect,
    DialectChoice,
    Form,
    FormChoice,
    OwnGrammar,
    Paths,
    Seconds,
    Workers,
    cores,
)
from form4_grammar.cli.output import encodable, json_documents, json_line, json_page, lines
from form4_grammar.cli.own import here, how_read, project
from form4_grammar.cli.screen import complain, console, write
from form4_grammar.cli.streams import is_over, need_stdout

if TYPE_CHECKING:
    from form4_grammar import Diagnostic
    from form4_grammar.config import Config
    from form4_grammar.export.sarif import Part


class CheckFormat(StrEnum):
    full = "full"
    concise = "concise"
    json = "json"
    jsonl = "jsonl"
    github = "github"
    sarif = "sarif"


class Level(StrEnum):
    error = "error"
    warning = "warning"
    info = "info"


class Place(StrEnum):
    filing = "filing"
    rendering = "rendering"


def check(
    paths: Paths,
    format: Annotated[
        CheckFormat,
        typer.Option("--format", help="For people: full, concise. For programs: json, jsonl. For CI: github, sarif."),
    ] = CheckFormat.full,
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help="Then count them by rule; on stderr with the formats that programs read."),
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", help="Only these rules: codes, families or names; repeat or use commas."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="All but these rules.")] = None,
    fail_on: Annotated[
        Level | None, typer.Option("--fail-on", help="Exit with 1 for findings of this severity or above. Default: error.")
    ] = None,
    locus: Annotated[
        Place | None,
        typer.Option(
            "--locus", help="Only what the filer did (filing) or the copy (rendering); what may be either is in both."
        ),
    ] = None,
    form: Form = FormChoice.auto,
    grammar: OwnGrammar = None,
    dialect: Dialect = DialectChoice.auto,
    column: Column = None,
    workers: Workers = None,
    seconds: Seconds = 60.0,
) -> None:
    """Check documents: where do they depart from the form?

    \b
      form4 check smith.txt
      form4 check filings/ --format concise --fail-on warning
      form4 check smith.txt --select L,C002 --ignore L014
      form4 check filings/ --format concise --statistics
      form4 check filings/ --format github        annotates a pull request
      form4 check filings/ --format sarif > form4.sarif

    What always holds for a project stands in its pyproject.toml, the nearest one upwards from here. An option takes
    the place of its key; --select also sets "ignore" aside.

    \b
      [tool.form4]
      select = ["L", "C002"]       codes, families or names
      ignore = ["older-wording"]
      fail-on = "warning"
      locus = "filing"
      rules = ["mycompany.rules"]  modules with rules of your own

    What counts days, years or dollars can be set, too: see "form4 rule D007".

    Exit code 0: fine. 1: findings as --fail-on says, a part of a filing could not be read, or a document is no Form 3, 4
    or 5. 2: wrong usage, or a path that cannot be read.
    """
    from form4_grammar.bulk import readings
    from form4_grammar.checking import Checked
    from form4_grammar.cli import findings

    settings = project()
    keep = _selection(select, ignore, locus, settings)
    limit = {"error": 2, "warning": 1, "info": 0}[fail_on or settings.fail_on or "error"]
    reading = how_read(form, grammar, dialect)
    reading |= {"rules": settings.rules, "numbers": settings.numbers, "folder": str(settings.folder)}
    need_stdout()
    documents = given(paths)
    code = 2 if documents.missed else 0
    objects: list[dict[str, Any]] = []
    parts: list[Part] = []
    total: list[Diagnostic] = []
    number = 0
    for one_read in outcomes(documents, readings.checked, reading, How(workers or cores(), seconds, column)):
        code = max(code, one_read.code)
        checked = one_read.made
        if not isinstance(checked, Checked):
            continue
        name = one_read.name
        has_filing = not one_read.refused
        found = tuple(one for one in checked.diagnostics if one.rule.code in keep or _is_reason(one, has_filing=has_filing))
        number += 1
        total += found
        code = max(code, int(any(one.severity.rank >= limit for one in found)))
        told = replace(checked, diagnostics=found)
        if format is CheckFormat.full:
            console().print(findings.full(name, told.source, told.diagnostics))
        elif format is CheckFormat.concise:
            lines(findings.concise(name, told.diagnostics))
        elif format is CheckFormat.github:
            from form4_grammar.export.github import workflow_commands

            lines(workflow_commands(name, told))
        elif format is CheckFormat.sarif:
            from form4_grammar.export import sarif

            parts.append(sarif.part(name, told, root=here()))
        else:
            from form4_grammar.export import jsonable

            shown = jsonable.checked(encodable(name), told)
            if format is CheckFormat.jsonl:
                json_line(shown)
            else:
                objects.append(shown)
    if format is CheckFormat.json and (objects or code < 2):
        json_documents(objects, is_one=documents.is_one and len(objects) == 1)
    if format is CheckFormat.sarif:
        _sarif(parts, complete=code < 2)
    for_people = format in (CheckFormat.full, CheckFormat.concise)
    if statistics:
        counted = "".join(line + "\n" for line in findings.statistics(total))
        write(counted) if for_people else sys.stderr.write(counted)
    if (for_people or format is CheckFormat.github) and number and not is_over():
        sys.stderr.write(findings.count(total, number) + "\n")
    raise typer.Exit(code)


def _is_reason(found: Diagnostic, *, has_filing: bool) -> bool:
    """Whether a finding tells why a document, or a part of it, was not read: that is said whatever was selected."""
    from form4_grammar.rules.layout import NOT_READ

    return not has_filing or found.rule is NOT_READ


def _selection(select: list[str] | None, ignore: list[str] | None, locus: Place | None, settings: Config) -> set[str]:
    """The codes that were asked for, first by options, else by settings. Exits with 2 where a word means no rule."""
    from form4_grammar.catalogue import RULES, find

    def codes(words: Sequence[str]) -> set[str]:
        chosen = set()
        for word in (part.strip() for text in words for part in text.split(",")):
            found = find(word)
            if not found:
                complain(f"no such rule: {word}")
                raise typer.Exit(2)
            chosen |= {one.code for one in found}
        return chosen

    wanted = select or settings.select
    unwanted = ignore or (None if select else settings.ignore)
    place = locus or settings.locus
    keep = codes(wanted) if wanted else set(RULES)
    keep -= codes(unwanted) if unwanted else set()
    return {code for code in keep if place is None or RULES[code].locus.value in (place, "either")}


def _sarif(parts: Sequence[Part], *, complete: bool) -> None:
    from form4_grammar import __version__
    from form4_grammar.export.sarif import log

    json_page(log(parts, version=__version__, complete=complete))
