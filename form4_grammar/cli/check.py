"""``form4 check``: where documents depart from the form."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from form4_grammar.cli.documents import How, Telling, given, outcomes, shown_files
from form4_grammar.cli.files import standard_output
from form4_grammar.cli.options import (
    Column,
    Dialect,
    DialectChoice,
    Exclude,
    Form,
    FormChoice,
    Gitignore,
    OutputFile,
    OwnGrammar,
    Paths,
    Quiet,
    Seconds,
    ShowFiles,
    Verbose,
    Workers,
    cores,
)
from form4_grammar.cli.own import how_read
from form4_grammar.cli.project import searching, settings
from form4_grammar.cli.reports import COUNTED, FOR_PEOPLE, CheckFormat, Ended, report
from form4_grammar.cli.screen import printed, write
from form4_grammar.cli.streams import is_over, need_stdout
from form4_grammar.cli.told import Told, known_from

if TYPE_CHECKING:
    from form4_grammar import Diagnostic
    from form4_grammar.cli.known import Written


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
        typer.Option(
            "--format", help="For people: full, concise. For programs: json, jsonl. For CI: github, gitlab, junit, sarif."
        ),
    ] = CheckFormat.full,
    output_file: OutputFile = None,
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
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="FILE", help="Tell only what is not known from this file.")
    ] = None,
    write_baseline: Annotated[
        str | None,
        typer.Option("--write-baseline", metavar="FILE", help="Tell nothing: write what is found as known, for --baseline."),
    ] = None,
    exclude: Exclude = None,
    gitignore: Gitignore = None,
    stdin_filename: Annotated[
        str | None, typer.Option("--stdin-filename", metavar="NAME", help="What standard input is called in what is told.")
    ] = None,
    show_files: ShowFiles = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    form: Form = FormChoice.auto,
    grammar: OwnGrammar = None,
    dialect: Dialect = DialectChoice.auto,
    column: Column = None,
    workers: Workers = None,
    seconds: Seconds = 60.0,
) -> None:
    """Check documents: where do they depart from the form?

    \b
      form4 check tests/filings/form4-fault-row-shifted-left.txt
      form4 check tests/dialects --format concise --fail-on warning
      form4 check tests/dialects --select L,N017 --ignore L046 --statistics
      form4 check tests/dialects --format github           annotates a pull request
      form4 check tests/dialects --format sarif -o form4.sarif

    Where old findings should not stand in the way of new ones: write them down once, and from then on see only others.

    \b
      form4 check tests/filings/form4-fault-unknown-code.txt --write-baseline known.json
      form4 check tests/filings/form4-fault-unknown-code.txt --baseline known.json

    What always holds for a project stands in its pyproject.toml, the nearest one upwards from here. An option takes
    the place of its key; --select also sets "ignore" aside, and --exclude leaves "extend-exclude" in force.

    \b
      [tool.form4]
      select = ["L", "C002"]       codes, families or names
      ignore = ["older-wording"]
      fail-on = "warning"
      locus = "filing"
      exclude = ["drafts/"]        as in .gitignore, from the folder of this file
      extend-exclude = ["*.md"]    another list of the same
      respect-gitignore = true
      baseline = "known.json"
      rules = ["mycompany.rules"]  modules with rules of your own
      [tool.form4.per-file-ignores]
      "2003/*" = ["L"]

    What counts days, years or dollars can be set, too: see "form4 rule D007".

    Exit code 0: fine. 1: findings as --fail-on says, a part of a filing could not be read, or a document is no Form 3, 4
    or 5. 2: wrong usage, or a path that cannot be read.
    """
    from form4_grammar.bulk import readings
    from form4_grammar.checking import Checked
    from form4_grammar.cli import findings
    from form4_grammar.diagnostics import Severity

    project = settings()
    fails_at = Severity(fail_on or project.fail_on or "error")
    fresh = _fresh(write_baseline)
    known = known_from(baseline, project) if fresh is None else None
    told = Told(project, select, ignore, locus, known)
    reading = how_read(form, grammar, dialect)
    reading |= {"rules": project.rules, "numbers": project.numbers, "folder": str(project.folder)}
    if output_file is None:
        need_stdout()
    telling = Telling.NOTHING if quiet else Telling.EACH if verbose else Telling.SHORT
    documents = given(paths, searching(paths, exclude, gitignore, project), telling)._replace(stdin=stdin_filename or "-")
    if show_files:
        raise typer.Exit(shown_files(documents))
    code = 2 if documents.missed else 0
    number = 0
    total: list[Diagnostic] = []
    with standard_output(output_file):
        tell = report(format, fails_at)
        for one in outcomes(documents, readings.checked, reading, How(workers or cores(), seconds, column)):
            checked = one.made
            if not isinstance(checked, Checked):
                code = max(code, one.code)
                continue
            has_filing = not one.refused
            found = told.of(one.name, checked.diagnostics, has_filing=has_filing)
            number += 1
            if fresh is not None:
                fresh.add(one.name, found)
                continue
            if told.counts(found, has_filing=has_filing):
                code = max(code, one.code)
            code = max(code, int(any(finding.severity.rank >= fails_at.rank for finding in found)))
            total += found
            tell.add(one.name, replace(checked, diagnostics=found))
        if fresh is None:
            tell.end(Ended(complete=code < 2, is_one=documents.is_one))
        counted = "".join(line + "\n" for line in findings.statistics(total)) if statistics else ""
        if format in FOR_PEOPLE:
            write(counted)
    if format not in FOR_PEOPLE:
        sys.stderr.write(counted)
    sys.stdout.flush()  # where both streams lead to one place, what counts the findings comes last
    if exit_zero and code == 1:
        code = 0
    if fresh is not None:
        written = fresh.end()
        sys.stderr.write("" if quiet else f"{printed(written)}\n")
    elif format in COUNTED and number and not quiet and not is_over():
        met = known.met if known is not None else None
        sys.stderr.write(findings.verdict(total, number, findings.Verdict(code, fails_at, met)) + "\n")
        if format is CheckFormat.full and sys.stdout.isatty() and sys.stderr.isatty():
            sys.stderr.write(findings.next_step(total))
    raise typer.Exit(code)


def _fresh(write_baseline: str | None) -> Written | None:
    """The baseline that is to be written."""
    if write_baseline is None:
        return None
    from form4_grammar.cli.known import Written

    return Written(write_baseline)
